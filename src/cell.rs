//! Where a value stands, and what it says.
//!
//! Rows and columns count from zero inside the program; people see `Hilversum!G7`, as Excel shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::wording::Wording;

/// The last row that Excel has, counted from zero.
pub const MAX_ROW: u32 = 1_048_575;
/// How many characters a cell holds at most.
pub const MAX_TEXT: usize = 32_767;
/// The last column that Excel has (`XFD`), counted from zero.
pub const MAX_COL: u32 = 16_383;

/// One cell of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// The sheet's name as its tab shows it.
    pub sheet: Arc<str>,
    /// Row, counted from zero.
    pub row: u32,
    /// Column, counted from zero.
    pub col: u32,
}

impl CellRef {
    /// The cell at `row`, `col` (both from zero) of `sheet`.
    pub fn new(sheet: impl Into<Arc<str>>, row: u32, col: u32) -> Self {
        Self { sheet: sheet.into(), row, col }
    }

    /// The place within the sheet: `G7`.
    pub fn a1(&self) -> String {
        a1(self.row, self.col)
    }
}

impl fmt::Display for CellRef {
    /// `Hilversum!G7`, with quotes where Excel wants them: `'Blaricum en Laren'!G7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", quoted_sheet(&self.sheet), self.a1())
    }
}

/// A sheet name as a formula or link writes it: in quotes unless it is a plain word.
pub fn quoted_sheet(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && parse_a1(name).is_none();
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

/// A column's letters: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A place within a sheet as Excel writes it: (6, 6) is `G7`.
pub fn a1(row: u32, col: u32) -> String {
    format!("{}{}", column_letters(col), row + 1)
}

/// Reads `G7` or `$G$7` into (row, col) from zero; `None` where it is no cell that Excel has.
pub fn parse_a1(text: &str) -> Option<(u32, u32)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    let digits = digits.strip_prefix('$').unwrap_or(digits);
    if letters.is_empty() || letters.len() > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let col = letters.bytes().fold(0u32, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1) - 1;
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    (row <= MAX_ROW && col <= MAX_COL).then_some((row, col))
}

/// A rectangle of cells, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Span {
    /// Reads `B3:B7` (or a single `B3`).
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((r1, c1), (r2, c2)) = (parse_a1(first)?, parse_a1(last)?);
        Some(Self { top: r1.min(r2), left: c1.min(c2), bottom: r1.max(r2), right: c1.max(c2) })
    }

    /// Whether the cell lies in it.
    pub fn contains(&self, row: u32, col: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&col)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", a1(self.top, self.left), a1(self.bottom, self.right))
    }
}

/// A colour as red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `FFC000` or `#FFC000`.
    pub fn parse(hex: &str) -> Option<Self> {
        let hex = hex.strip_prefix('#').unwrap_or(hex);
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// What a cell stores.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellValue {
    /// Nothing, or a style alone.
    #[default]
    Empty,
    /// Text as typed.
    Text(Arc<str>),
    /// A number that no date format dresses.
    Number(f64),
    /// A true date, with its time of day.
    Date(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// A formula error, as the file stores it (`#REF!`).
    Error(Arc<str>),
}

impl CellValue {
    /// The value as people read it: dates as `dd-mm-jjjj`, whole numbers without a fraction.
    pub fn text(&self) -> Arc<str> {
        match self {
            Self::Empty => Arc::default(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string().into(),
            Self::Date(date) if date.time() == chrono::NaiveTime::MIN => date.format("%d-%m-%Y").to_string().into(),
            Self::Date(date) => date.format("%d-%m-%Y %H:%M").to_string().into(),
            Self::Bool(true) => "WAAR".into(),
            Self::Bool(false) => "ONWAAR".into(),
        }
    }
}

/// What of a date a cell shows, by its number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateShown {
    /// The day with its month and year; also where the file does not tell.
    #[default]
    Whole,
    /// The day and its month: `27-aug`.
    WithoutYear,
    /// The month and its year: `mrt-26`.
    Month,
    /// The month alone: `maart`.
    MonthAlone,
    /// The year alone: `2026`.
    Year,
    /// None of these that could be read as a date: a time of day, a day of the week, nothing at all.
    Nothing,
}

impl DateShown {
    /// By whether the year, the month and the day of the month are shown.
    pub fn of(year: bool, month: bool, day: bool) -> Self {
        match (year, month, day) {
            (true, true, true) => Self::Whole,
            (true, true, false) => Self::Month,
            (true, false, false) => Self::Year,
            (false, true, true) => Self::WithoutYear,
            (false, true, false) => Self::MonthAlone,
            (_, false, _) => Self::Nothing,
        }
    }
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GridCell {
    /// What the cell stores.
    pub value: CellValue,
    /// The part of a rich text that is not struck through, where some of it is.
    pub unstruck: Option<Arc<str>>,
    /// The visible fill of the cell, its row or its column, or of a conditional format that looks at other cells.
    pub fill: Option<Rgb>,
    /// The colour that a conditional format lays over the fill because of what stands in this very cell. People see it, but it
    /// says nothing that the value does not.
    pub echo: Option<Rgb>,
    /// What the cell shows of the value by its number format, where that is another text than the value's own: `50%` for 0.5, `mrt-26`
    /// for a date, nothing for a number that the format hides.
    pub shown: Option<Arc<str>>,
    /// What of a date the cell shows.
    pub date_shown: DateShown,
    /// The formula behind the value, without `=`.
    pub formula: Option<Arc<str>>,
}

impl GridCell {
    /// The value as people read it.
    pub fn text(&self) -> Arc<str> {
        self.shown.clone().unwrap_or_else(|| self.value.text())
    }

    /// Whether people see no text in it (a fill may still say something).
    pub fn is_blank(&self) -> bool {
        match &self.value {
            CellValue::Empty => true,
            CellValue::Text(text) => text.chars().all(char::is_whitespace),
            // A format can hide a number, mostly a zero.
            CellValue::Number(_) => self.shown.as_ref().is_some_and(|shown| shown.is_empty()),
            CellValue::Date(_) | CellValue::Bool(_) | CellValue::Error(_) => false,
        }
    }
}

/// A note that staff attached to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffNote {
    /// Row, from zero.
    pub row: u32,
    /// Column, from zero.
    pub col: u32,
    /// The note's text.
    pub text: String,
}

/// One sheet: sparse, so that two far-apart cells cost two cells.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The tab's name.
    pub sheet: Arc<str>,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Whether planwacht itself wrote this sheet in an earlier run.
    pub own: bool,
    /// Whether the file's format does not tell fills, so that a cell without one may have a colour all the same.
    pub fills_unknown: bool,
    /// Whether the notes of the sheet could not be read, so that a cell without one may have one all the same.
    pub notes_unknown: bool,
    /// Cells with more text than a cell can hold; what is too much was cut off.
    pub cut: Vec<(u32, u32)>,
    /// Every cell with a value or a fill, by (row, col).
    pub cells: BTreeMap<(u32, u32), GridCell>,
    /// Merged ranges; only their top-left cell holds a value.
    pub merges: Vec<Span>,
    /// Rows that are hidden by hand or by a filter.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are hidden.
    pub hidden_columns: BTreeSet<u32>,
    /// Notes of the staff; planwacht's own are left out.
    pub notes: Vec<StaffNote>,
    /// What could not be read of this sheet, one sentence each.
    pub troubles: Vec<Wording>,
}

impl Grid {
    /// The cell, where the sheet has one.
    pub fn get(&self, row: u32, col: u32) -> Option<&GridCell> {
        self.cells.get(&(row, col))
    }

    /// The text that people read in the cell; empty where there is none.
    pub fn text(&self, row: u32, col: u32) -> Arc<str> {
        self.get(row, col).map(GridCell::text).unwrap_or_default()
    }

    /// The cells of one row, left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &GridCell)> {
        self.cells.range((row, 0)..=(row, MAX_COL)).map(|((_, col), cell)| (*col, cell))
    }

    /// Takes the colours off every cell, where they cannot be known.
    pub fn forget_colours(&mut self) {
        self.fills_unknown = true;
        for cell in self.cells.values_mut() {
            (cell.fill, cell.echo) = (None, None);
        }
    }

    /// The last row that holds a cell.
    pub fn last_row(&self) -> Option<u32> {
        self.cells.keys().next_back().map(|(row, _)| *row)
    }
}

/// What a cell says, read against the framework.
#[derive(Debug, PartialEq, Default)]
pub enum Reading<T: ?Sized> {
    /// The table has no such column.
    #[default]
    Absent,
    /// The cell is empty.
    Blank,
    /// The cell was understood. Cells that say the same share the value.
    Known(Arc<T>),
    /// There is text that could not be understood; [`Cell::raw`] keeps it.
    Unreadable,
}

/// A value with its place and the text that staff typed, which is always kept.
#[derive(Debug, PartialEq)]
pub struct Cell<T: ?Sized> {
    /// Where it stands. Without such a column: the cell of the action's text.
    pub at: CellRef,
    /// The text as typed.
    pub raw: Arc<str>,
    /// What it was read as.
    pub value: Reading<T>,
}

// Not derived, because that would ask that the value can be cloned; it is shared.
impl<T: ?Sized> Clone for Reading<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Absent => Self::Absent,
            Self::Blank => Self::Blank,
            Self::Known(value) => Self::Known(value.clone()),
            Self::Unreadable => Self::Unreadable,
        }
    }
}

impl<T: ?Sized> Clone for Cell<T> {
    fn clone(&self) -> Self {
        Self { at: self.at.clone(), raw: self.raw.clone(), value: self.value.clone() }
    }
}

impl<T: ?Sized> Cell<T> {
    /// The value, where the cell was understood.
    pub fn known(&self) -> Option<&T> {
        match &self.value {
            Reading::Known(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the column is there and the cell says nothing.
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Reading::Blank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_excel_shows_them() {
        assert_eq!(CellRef::new("Hilversum", 6, 6).to_string(), "Hilversum!G7");
        assert_eq!(CellRef::new("Blaricum en Laren", 0, 27).to_string(), "'Blaricum en Laren'!AB1");
        assert_eq!(CellRef::new("W24", 0, 0).to_string(), "'W24'!A1");
        assert_eq!(parse_a1("XFD1048576"), Some((MAX_ROW, MAX_COL)));
        assert_eq!(parse_a1("$G$7"), Some((6, 6)));
        for bad in ["", "7", "G", "G0", "XFE1", "A1048577", "ABCD1", "A-1", "é1"] {
            assert_eq!(parse_a1(bad), None, "{bad}");
        }
        for col in [0, 25, 26, 701, 702, MAX_COL] {
            assert_eq!(parse_a1(&a1(4, col)), Some((4, col)));
        }
    }

    #[test]
    fn spans_and_colours_parse() {
        let span = Span::parse("C4:B2").unwrap();
        assert_eq!(span.to_string(), "B2:C4");
        assert!(span.contains(2, 1) && !span.contains(4, 1));
        assert_eq!(Rgb::parse("#ffC000").map(|c| c.to_string()), Some("FFC000".into()));
        assert_eq!(Rgb::parse("éé"), None);
    }
}
