//! Examples of rules: small tables as text, made into sheets so that the very checks run on them.

use std::sync::Arc;

use crate::cell::{CellRef, CellValue, Grid, GridCell, Rgb};

/// Stands before the cell (or the name of the sheet) where the finding belongs.
pub const MARK: &str = "→";

/// The sheets of an example and the places that its marks point at.
#[derive(Debug, Default)]
pub struct Sheets {
    /// The sheets, without the marks.
    pub grids: Vec<Grid>,
    /// The marked cells.
    pub cells: Vec<CellRef>,
    /// The marked sheets.
    pub sheets: Vec<Arc<str>>,
}

/// Reads `# Hilversum` as the start of a sheet and `| a | b |` as a row of it; a cell may start with [`MARK`] and then with
/// its fill, `{FF0000} Groen`. Other lines are text in the first column: a title above the table.
pub fn sheets(text: &str) -> Sheets {
    let mut sheets = Sheets::default();
    let mut row = 0;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('#') {
            sheets.start(name.trim());
            row = 0;
            continue;
        }
        if sheets.grids.is_empty() {
            sheets.start("Acties");
        }
        match line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
            Some(cells) => (0..).zip(cells.split('|')).for_each(|(col, text)| sheets.put(row, col, text)),
            None => sheets.put(row, 0, line),
        }
        row += 1;
    }
    sheets
}

impl Sheets {
    fn start(&mut self, name: &str) {
        let (marked, name) = unmark(name);
        let sheet: Arc<str> = name.into();
        if marked {
            self.sheets.push(sheet.clone());
        }
        self.grids.push(Grid { sheet, ..Grid::default() });
    }

    fn put(&mut self, row: u32, col: u32, text: &str) {
        let Some(grid) = self.grids.last_mut() else { return };
        let (marked, text) = unmark(text.trim());
        if marked {
            self.cells.push(CellRef::new(grid.sheet.clone(), row, col));
        }
        let (fill, text) = filled(text);
        if fill.is_some() || !text.is_empty() {
            let value = if text.is_empty() { CellValue::Empty } else { CellValue::Text(text.to_owned()) };
            grid.cells.insert((row, col), GridCell { value, fill, ..GridCell::default() });
        }
    }
}

fn unmark(text: &str) -> (bool, &str) {
    text.strip_prefix(MARK).map_or((false, text), |rest| (true, rest.trim()))
}

fn filled(text: &str) -> (Option<Rgb>, &str) {
    let split = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    match split.and_then(|(hex, rest)| Some((Rgb::parse(hex)?, rest.trim()))) {
        Some((fill, rest)) => (Some(fill), rest),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_tables_become_sheets() {
        let read = sheets("# Hilversum\nActies 2025\n| Nr | Status |\n| 1 | → {FF0000} Groen |\n# → Huizen");
        assert_eq!(read.grids.len(), 2);
        let grid = &read.grids[0];
        assert_eq!(&*grid.sheet, "Hilversum");
        assert_eq!(grid.text(0, 0), "Acties 2025");
        assert_eq!(grid.text(2, 1), "Groen");
        assert_eq!(grid.get(2, 1).unwrap().fill, Some(Rgb(255, 0, 0)));
        assert_eq!(read.cells, [CellRef::new("Hilversum", 2, 1)]);
        assert_eq!(&*read.sheets[0], "Huizen");
    }

    #[test]
    fn a_fill_alone_is_a_cell_and_an_empty_cell_is_none() {
        let grid = &sheets("| {92D050} | |").grids[0];
        assert_eq!(grid.cells.len(), 1);
        assert!(grid.get(0, 0).unwrap().is_blank());
    }
}
