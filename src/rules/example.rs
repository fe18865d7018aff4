//! Examples of rules: small tables as text, made into sheets so that the very checks run on them.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::cell::{CellRef, CellValue, Grid, GridCell, Rgb, Span, StaffNote};
use crate::number_format::{Locale, NumberFormat};
use crate::unread::Unread;
use crate::wording::Wording;
use crate::workbook::Property;

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
    /// The properties of the file.
    pub properties: Vec<Property>,
    /// The sheets that could not be read.
    pub unread: Vec<Unread>,
}

/// Reads `# Hilversum` as the start of a sheet and `| a | b |` as a row of it. Other lines are text in the first column: a title
/// above the table; a line `@ creator: Jan` is a property of the file.
///
/// A cell may start with [`MARK`], and then with what else there is to it, each in braces: its fill `{FF0000}`, its formula
/// `{=TODAY()}`, that it is no text `{number}`, `{date}` (of `2025-11-24`) or `{error}`, its number format `{as mmm-yy}`, a note
/// `{note: vraag na}`, the range that it is merged over `{merge B3:B7}`, that its row or column is hidden `{hidden row}` `{hidden column}`,
/// that its text was cut `{cut}`. A sheet's name may be followed by `{hidden}`, or by `{unreadable}` where nothing of it could be read.
pub fn sheets(text: &str) -> Sheets {
    let mut sheets = Sheets::default();
    let mut row = 0;
    for line in text.lines().map(str::trim) {
        if let Some((name, value)) = line.strip_prefix('@').and_then(|line| line.split_once(':')) {
            sheets.properties.push(Property { name: name.trim().to_owned(), value: value.trim().to_owned() });
            continue;
        }
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
        let hidden = name.ends_with("{hidden}");
        let name = name.trim_end_matches("{hidden}").trim();
        let sheet: Arc<str> = name.into();
        if let Some(name) = sheet.strip_suffix("{unreadable}").map(str::trim) {
            self.sheets.extend(marked.then(|| name.into()));
            self.unread.push(Unread::sheet(name, Wording::of("de XML is niet heel", "its XML is not whole")));
            return;
        }
        if marked {
            self.sheets.push(sheet.clone());
        }
        self.grids.push(Grid { sheet, hidden, ..Grid::default() });
    }

    fn put(&mut self, row: u32, col: u32, text: &str) {
        let Some(grid) = self.grids.last_mut() else { return };
        let (marked, text) = unmark(text.trim());
        if marked {
            self.cells.push(CellRef::new(grid.sheet.clone(), row, col));
        }
        let mut cell = GridCell::default();
        let (mut kind, mut format) = (None, None);
        let mut text = text;
        while let Some((word, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            text = rest.trim();
            match word {
                "hidden row" => drop(grid.hidden_rows.insert(row)),
                "hidden column" => drop(grid.hidden_columns.insert(col)),
                "cut" => grid.cut.push((row, col)),
                _ => match Kind::find(word) {
                    Some(found) => kind = Some(found),
                    None if word.starts_with("as ") => format = word.get(3..).map(NumberFormat::parse),
                    None => apart(grid, &mut cell, (row, col), word),
                },
            }
        }
        cell.value = value(kind, text);
        if let Some((format, number)) = format.zip(number_of(&cell.value)) {
            let seen = format.number(number, Locale::default(), false);
            (cell.shown, cell.date_shown) = seen.map(|seen| (Some(seen.text.into()), seen.date)).unwrap_or_default();
        }
        if cell != GridCell::default() {
            grid.cells.insert((row, col), cell);
        }
    }
}

fn unmark(text: &str) -> (bool, &str) {
    text.strip_prefix(MARK).map_or((false, text), |rest| (true, rest.trim()))
}

/// What stands in braces and has a value of its own.
fn apart(grid: &mut Grid, cell: &mut GridCell, (row, col): (u32, u32), word: &str) {
    if let Some(formula) = word.strip_prefix('=') {
        cell.formula = Some(formula.into());
    } else if let Some(text) = word.strip_prefix("note:") {
        grid.notes.push(StaffNote { row, col, text: text.trim().to_owned() });
    } else if let Some(range) = word.strip_prefix("merge") {
        grid.merges.extend(Span::parse(range.trim()));
    } else {
        cell.fill = Rgb::parse(word);
    }
}

/// What a value can be besides a text.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Date,
    Error,
}

impl Kind {
    fn find(word: &str) -> Option<Self> {
        match word {
            "number" => Some(Self::Number),
            "date" => Some(Self::Date),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}

fn value(kind: Option<Kind>, text: &str) -> CellValue {
    let typed = kind.and_then(|kind| match kind {
        Kind::Number => text.parse().ok().map(CellValue::Number),
        Kind::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| CellValue::Date(day.into())),
        Kind::Error => Some(CellValue::Error(text.into())),
    });
    let plain = || if text.is_empty() { CellValue::Empty } else { CellValue::Text(text.into()) };
    typed.unwrap_or_else(plain)
}

/// The number behind a value, as a workbook has it.
fn number_of(value: &CellValue) -> Option<f64> {
    match value {
        CellValue::Number(number) => Some(*number),
        CellValue::Date(date) => {
            let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            Some(date.date().signed_duration_since(zero).num_days() as f64)
        }
        _ => None,
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
        assert_eq!(&*grid.text(0, 0), "Acties 2025");
        assert_eq!(&*grid.text(2, 1), "Groen");
        assert_eq!(grid.get(2, 1).unwrap().fill, Some(Rgb(255, 0, 0)));
        assert_eq!(read.cells, [CellRef::new("Hilversum", 2, 1)]);
        assert_eq!(&*read.sheets[0], "Huizen");
    }

    #[test]
    fn what_stands_in_braces_is_beside_the_text() {
        let read = sheets(
            "@ creator: Team\n# Lijsten {hidden}\n| {hidden column} Nr | {date} 2025-11-24 | {=A1+1} {number} 2 |\n\
             | {hidden row} {merge A2:A3} {note: vraag na} x | {error} #REF! | {=TODAY()} |",
        );
        let grid = &read.grids[0];
        assert_eq!((&*grid.sheet, grid.hidden, &*read.properties[0].value), ("Lijsten", true, "Team"));
        assert_eq!(&*grid.text(0, 1), "24-11-2025");
        let sum = grid.get(0, 2).unwrap();
        assert_eq!((&sum.value, sum.formula.as_deref()), (&CellValue::Number(2.0), Some("A1+1")));
        assert_eq!(grid.get(1, 1).unwrap().value, CellValue::Error("#REF!".into()));
        assert_eq!(grid.get(1, 2).unwrap().value, CellValue::Empty);
        assert_eq!((grid.merges.len(), grid.notes[0].text.as_str()), (1, "vraag na"));
        assert!(grid.hidden_rows.contains(&1) && grid.hidden_columns.contains(&0));
    }

    #[test]
    fn a_fill_alone_is_a_cell_and_an_empty_cell_is_none() {
        let grid = &sheets("| {92D050} | |").grids[0];
        assert_eq!(grid.cells.len(), 1);
        assert!(grid.get(0, 0).unwrap().is_blank());
    }
}
