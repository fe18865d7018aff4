//! One number for all that staff put into a workbook, to tell whether anybody changed it since.

use sha2::{Digest, Sha256};

use crate::cell::{Grid, GridCell};

/// The first sixteen hexadecimal digits of the SHA-256 of all that staff typed and coloured: tabs, values, formulas, fills and
/// notes. What planwacht added is left out, and so is the outcome of a formula, which changes by itself.
pub fn fingerprint(sheets: &[Grid]) -> String {
    let mut hash = Sha256::new();
    for grid in sheets.iter().filter(|grid| !grid.own) {
        // No sheet name, reference, text or formula holds these control characters.
        hash.update(format!("\u{1}{}\u{2}", grid.sheet));
        for ((row, col), cell) in &grid.cells {
            if let Some(said) = said(cell) {
                hash.update(format!("{row}:{col}\u{3}{said}\u{2}"));
            }
        }
        for note in &grid.notes {
            hash.update(format!("{}:{}\u{4}{}\u{2}", note.row, note.col, note.text.trim()));
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn said(cell: &GridCell) -> Option<String> {
    let text = match &cell.formula {
        Some(formula) => format!("={formula}").into(),
        // What it shows changes with the language of the computer and with a format.
        None => cell.value.text(),
    };
    let fill = cell.fill.map(|fill| format!("\u{5}{:02x}{:02x}{:02x}", fill.0, fill.1, fill.2)).unwrap_or_default();
    Some(format!("{text}{fill}")).filter(|said| !said.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::{CellValue, Rgb, StaffNote};

    fn grid(text: &str) -> Grid {
        let mut grid = Grid { sheet: "Plan".into(), ..Grid::default() };
        grid.cells.insert((0, 0), GridCell { value: CellValue::Text(text.into()), ..GridCell::default() });
        grid
    }

    #[test]
    fn what_staff_change_shows_and_what_changes_by_itself_does_not() {
        let base = fingerprint(&[grid("Loopt")]);
        assert_eq!(base.len(), 16);
        assert_ne!(fingerprint(&[grid("Gereed")]), base);
        let mut filled = grid("Loopt");
        filled.cells.entry((0, 0)).or_default().fill = Some(Rgb(255, 0, 0));
        assert_ne!(fingerprint(&[filled]), base);
        let mut noted = grid("Loopt");
        noted.notes.push(StaffNote { row: 0, col: 0, text: "vraag na".to_owned() });
        assert_ne!(fingerprint(&[noted]), base);
        let mut styled = grid("Loopt");
        styled.cells.insert((5, 5), GridCell::default());
        assert_eq!(fingerprint(&[styled]), base);
        let mut ours = grid("Controle");
        ours.own = true;
        assert_eq!(fingerprint(&[grid("Loopt"), ours]), base);
        let outcome = |value: f64| {
            let mut grid = grid("Loopt");
            let formula = Some("TODAY()".into());
            grid.cells.insert((1, 0), GridCell { value: CellValue::Number(value), formula, ..GridCell::default() });
            fingerprint(&[grid])
        };
        assert_eq!(outcome(1.0), outcome(2.0));
    }
}
