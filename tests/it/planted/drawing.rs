//! A workbook as it is going to be drawn: by rust_xlsxwriter, and by `draw.py` for openpyxl and LibreOffice.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use serde::Serialize;

use super::plan::Value;

/// A cell at a row and a column, from zero.
#[derive(Debug, Serialize)]
pub(super) struct Cell {
    pub row: u32,
    pub col: u16,
    pub value: Value,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub cells: Vec<Cell>,
    /// First row and column, last row and column.
    pub merges: Vec<(u32, u16, u32, u16)>,
    pub hidden_rows: Vec<u32>,
}

impl Sheet {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub(super) fn put(&mut self, row: u32, col: u16, value: impl Into<Value>) {
        self.cells.push(Cell { row, col, value: value.into() });
    }

    /// Writes texts side by side.
    pub(super) fn line(&mut self, row: u32, col: u16, texts: &[&str]) {
        for (col, text) in (col..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            self.put(row, col, *text);
        }
    }
}

/// The package that rust_xlsxwriter makes of it.
pub(super) fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        page.set_hidden(sheet.hidden);
        for (top, left, bottom, right) in &sheet.merges {
            page.merge_range(*top, *left, *bottom, *right, "", &Format::new())?;
        }
        for cell in &sheet.cells {
            write(page, cell)?;
        }
        for row in &sheet.hidden_rows {
            page.set_row_hidden(*row)?;
        }
    }
    book.save_to_buffer()
}

fn write(page: &mut Worksheet, Cell { row, col, value }: &Cell) -> Result<(), XlsxError> {
    match value {
        Value::Text(text) if text.is_empty() => page,
        Value::Text(text) => page.write(*row, *col, text)?,
        Value::Number(number) => page.write(*row, *col, *number)?,
        Value::Date(year, month, day) => {
            let format = Format::new().set_num_format("dd-mm-yyyy");
            page.write_with_format(*row, *col, ExcelDateTime::from_ymd(*year, *month, *day)?, &format)?
        }
        Value::Fill(rgb, text) => {
            page.write_with_format(*row, *col, text, &Format::new().set_background_color(*rgb))?
        }
        Value::Error => page.write(*row, *col, Formula::new("=1/0").set_result("#DIV/0!"))?,
    };
    Ok(())
}
