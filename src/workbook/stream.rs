//! The values of a worksheet through calamine, cell by cell.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx};
use rustc_hash::FxHashMap;

use super::guard::quietly;
use super::sheet::Book;
use super::values::{from_ref, lines, number_of, text_value};
use crate::cell::{CellValue, GridCell, MAX_COL, MAX_ROW};

/// A workbook as calamine opened it.
pub(super) struct Stream<'a> {
    xlsx: Xlsx<Cursor<&'a [u8]>>,
}

impl<'a> Stream<'a> {
    /// Opens the workbook; `None` where calamine cannot, for instance because one sheet is of a kind it does not know.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let xlsx = quietly(|| Xlsx::new(Cursor::new(bytes)))?.ok()?;
        Some(Self { xlsx })
    }

    /// The cells with a value or a fill, in the order of the part; `None` where calamine gives up on any of them.
    pub(super) fn cells(&mut self, sheet: &str, book: &Book) -> Option<Vec<((u32, u32), GridCell)>> {
        // Two sheets of one name cannot be told apart by it.
        let names = self.xlsx.sheet_names();
        if names.iter().filter(|name| name.as_str() == sheet).count() != 1 {
            return None;
        }
        quietly(|| self.read(sheet, book)).flatten()
    }

    fn read(&mut self, sheet: &str, book: &Book) -> Option<Vec<((u32, u32), GridCell)>> {
        let mut reader = self.xlsx.worksheet_cells_reader(sheet).ok()?;
        let mut cells = Vec::new();
        let mut showing = book.showing();
        // Cells that share a string share its text; calamine gives each of them the same place in memory.
        let mut shared: FxHashMap<*const u8, Arc<str>> = FxHashMap::default();
        while let Some((cell, style)) = reader.next_cell_with_style_id().ok()? {
            let at = cell.get_position();
            if at.0 > MAX_ROW || at.1 > MAX_COL {
                return None;
            }
            let value = match cell.get_value() {
                DataRef::SharedString(text) => {
                    text_value(shared.entry(text.as_ptr()).or_insert_with(|| lines(*text).into()).clone())
                }
                other => from_ref(other, book.is_1904),
            };
            let style = book.styles.get(style);
            if value != CellValue::Empty || style.fill.is_some() {
                let mut cell_here = GridCell { value, fill: style.fill, ..GridCell::default() };
                showing.show(&mut cell_here, style.format, number_of(cell.get_value()));
                cells.push((at, cell_here));
            }
        }
        Some(cells)
    }
}
