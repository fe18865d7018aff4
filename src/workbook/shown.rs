//! What the cells of a sheet show of their values.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::values::serial_of;
use crate::cell::{CellValue, DateShown, GridCell};
use crate::number_format::{Locale, NumberFormat, general};

/// What a cell shows where that is not its value's own text, and what of a date.
type Seen = (Option<Arc<str>>, DateShown);

/// The number formats of a workbook and what was asked of them, so that a value in a format is made up once.
pub(super) struct Showing<'f> {
    formats: &'f [NumberFormat],
    locale: Locale,
    is_1904: bool,
    known: FxHashMap<(usize, u64), Seen>,
}

impl<'f> Showing<'f> {
    pub(super) fn new(formats: &'f [NumberFormat], locale: Locale, is_1904: bool) -> Self {
        Self { formats, locale, is_1904, known: FxHashMap::default() }
    }

    /// Gives a cell what it shows: of its value, or of the number that the file has for it, in the format with this number.
    pub(super) fn show(&mut self, cell: &mut GridCell, format: usize, number: Option<f64>) {
        let number = match &cell.value {
            CellValue::Number(value) => Some(number.unwrap_or(*value)),
            CellValue::Date(date) => Some(number.unwrap_or_else(|| serial_of(*date, self.is_1904))),
            CellValue::Text(text) => {
                if let Some(format) = self.formats.get(format).filter(|format| !format.keeps_texts()) {
                    cell.shown = Some(format.text(text)).filter(|shown| **shown != **text).map(Arc::from);
                }
                None
            }
            CellValue::Empty | CellValue::Bool(_) | CellValue::Error(_) => None,
        };
        let Some(number) = number else { return };
        match self.formats.get(format).filter(|format| !format.is_general()) {
            Some(dressed) => {
                let (locale, is_1904) = (self.locale, self.is_1904);
                let known = self.known.entry((format, number.to_bits()));
                let make = || in_format(&cell.value, dressed, number, locale, is_1904);
                let (shown, date_shown) = known.or_insert_with(make).clone();
                (cell.shown, cell.date_shown) = (shown, date_shown);
            }
            None => cell.shown = in_general(&cell.value, self.locale),
        }
    }
}

fn in_format(value: &CellValue, format: &NumberFormat, number: f64, locale: Locale, is_1904: bool) -> Seen {
    match format.number(number, locale, is_1904) {
        Some(shown) if *shown.text == *value.text() => (None, shown.date),
        Some(shown) => (Some(shown.text.into()), shown.date),
        None => (in_general(value, locale), DateShown::Whole),
    }
}

/// What a number without a format shows, where that is not the value's own text.
pub(super) fn in_general(value: &CellValue, locale: Locale) -> Option<Arc<str>> {
    /// Whole numbers of more digits are shown with a power of ten.
    const MOST: f64 = 1e11;
    match value {
        CellValue::Number(number) if number.fract() != 0.0 || number.abs() >= MOST => {
            Some(general(*number, locale).into())
        }
        _ => None,
    }
}
