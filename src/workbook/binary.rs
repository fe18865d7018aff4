//! xls and xlsb through calamine: values, formulas, and merges where it has them.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use super::binary_formats::{of_xls, of_xlsb};
use super::guard::quietly;
use super::shown::Showing;
use super::values::{from_data, from_ref};
use super::{Format, Property, Workbook, WorkbookError, properties};
use crate::cell::{CellValue, Grid, GridCell, MAX_COL, MAX_ROW, Span};
use crate::number_format::Locale;
use crate::ooxml::sound;
use crate::ooxml::{Entries, PartError};
use crate::unread::{Hides, Unread, What};
use crate::wording::Wording;

type Cells = BTreeMap<(u32, u32), GridCell>;

/// Reads an xls or xlsb workbook.
pub(super) fn read(bytes: &[u8], name: &str, format: Format, locale: Locale) -> Result<Workbook, WorkbookError> {
    let (mut properties, mut unread) = (Vec::new(), Vec::new());
    if format == Format::Xlsb {
        (properties, unread) = weigh(bytes).map_err(|error| WorkbookError::of_part(name, error))?;
    }
    let read = quietly(|| if format == Format::Xls { read_xls(bytes) } else { read_xlsb(bytes) });
    match read {
        Some(Ok((mut sheets, lost))) => {
            show(&mut sheets, bytes, format, locale);
            unread.splice(0..0, lost);
            Ok(Workbook { format, sheets, properties, troubles: vec![no_colours()], unread })
        }
        Some(Err(Failure::Password)) => Err(WorkbookError::Encrypted { name: name.to_owned() }),
        Some(Err(Failure::Damaged)) | None => Err(WorkbookError::damaged(name)),
    }
}

/// Gives the cells what they show of their values.
fn show(sheets: &mut [Grid], bytes: &[u8], format: Format, locale: Locale) {
    let read = quietly(|| if format == Format::Xls { of_xls(bytes) } else { of_xlsb(bytes) });
    let formats = read.flatten().unwrap_or_default();
    for grid in sheets {
        let of_cells = formats.cells.get(&grid.sheet);
        // A value of a date says itself when its days begin to count.
        let mut showing = Showing::new(&formats.formats, locale, false);
        for (at, cell) in &mut grid.cells {
            let place = of_cells.and_then(|cells| cells.get(at)).copied().unwrap_or(0);
            showing.show(cell, place, None);
        }
    }
}

enum Failure {
    Password,
    Damaged,
}

type Sheets = (Vec<Grid>, Vec<Unread>);

/// Inflates every part once under the caps, since the reader itself has none, and reads the properties of the file. Also gives the
/// parts that are damaged.
fn weigh(bytes: &[u8]) -> Result<(Vec<Property>, Vec<Unread>), PartError> {
    let sound = sound::check(bytes)?;
    let mut package = Entries::open(bytes)?;
    for part in package.names().to_vec() {
        // Only size and passwords matter here.
        if let Err(error @ (PartError::TooLarge(_) | PartError::Encrypted)) = package.drain(&part) {
            return Err(error);
        }
    }
    let unread = sound.flawed().map(|flawed| Unread {
        what: What::Part(flawed.part.as_str().into()),
        reason: flawed.flaw.words(),
        // Which part is which sheet is not known here.
        hides: if flawed.flaw.hides() { Hides::Actions } else { Hides::Nothing },
    });
    Ok((properties::of_package(&mut package)?, unread.collect()))
}

fn read_xls(bytes: &[u8]) -> Result<Sheets, Failure> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Failure::Password,
        _ => Failure::Damaged,
    })?;
    let is_1904 = book.has_1904_epoch();
    let (mut sheets, mut unread) = (Vec::new(), Vec::new());
    for tab in book.sheets_metadata().to_vec().into_iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let Ok(range) = book.worksheet_range(&tab.name) else {
            unread.push(unreadable(&tab.name));
            continue;
        };
        let mut cells = Cells::new();
        for ((row, col), data) in absolute(&range) {
            let value = from_data(data.clone(), is_1904);
            if value != CellValue::Empty {
                cells.insert((row, col), GridCell { value, ..GridCell::default() });
            }
        }
        if let Ok(formulas) = book.worksheet_formula(&tab.name) {
            for (at, formula) in absolute(&formulas).filter(|(_, formula)| !formula.is_empty()) {
                cells.entry(at).or_default().formula = Some(formula.as_str().into());
            }
        }
        let merges = book.merge_cells_by_sheet_name(&tab.name).unwrap_or_default();
        sheets.push(Grid { cells, merges: merges.iter().filter_map(span).collect(), ..empty(&tab.name, tab.visible) });
    }
    Ok((sheets, unread))
}

fn read_xlsb(bytes: &[u8]) -> Result<Sheets, Failure> {
    let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => Failure::Password,
        _ => Failure::Damaged,
    })?;
    let is_1904 = book.has_1904_epoch();
    let (mut sheets, mut unread) = (Vec::new(), Vec::new());
    for tab in book.sheets_metadata().to_vec().into_iter().filter(|tab| tab.typ == SheetType::WorkSheet) {
        let mut grid = empty(&tab.name, tab.visible);
        match xlsb_cells(&mut book, &tab.name, is_1904, &mut grid.cells) {
            Some(()) => sheets.push(grid),
            None => unread.push(unreadable(&tab.name)),
        }
    }
    Ok((sheets, unread))
}

/// Reads values, then formulas; `None` where the values break off, with what came before kept.
fn xlsb_cells(book: &mut Xlsb<Cursor<&[u8]>>, sheet: &str, is_1904: bool, cells: &mut Cells) -> Option<()> {
    // The reader may panic half-way, and the cells that it gave before are worth keeping.
    quietly(|| {
        let mut reader = book.worksheet_cells_reader(sheet).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            let (at, value) = (cell.get_position(), from_ref(cell.get_value(), is_1904));
            if value != CellValue::Empty && at.0 <= MAX_ROW && at.1 <= MAX_COL {
                cells.insert(at, GridCell { value, ..GridCell::default() });
            }
        }
        Some(())
    })
    .flatten()?;
    quietly(|| {
        let mut reader = book.worksheet_cells_reader(sheet).ok()?;
        while let Some(cell) = reader.next_formula().ok()? {
            let at = cell.get_position();
            if !cell.get_value().is_empty() && at.0 <= MAX_ROW && at.1 <= MAX_COL {
                cells.entry(at).or_default().formula = Some(cell.get_value().as_str().into());
            }
        }
        Some(())
    });
    // Formulas are an extra: without them the values still stand.
    Some(())
}

/// The used cells of a range with their place on the sheet.
fn absolute<T: calamine::CellType>(range: &Range<T>) -> impl Iterator<Item = ((u32, u32), &T)> {
    let (top, left) = range.start().unwrap_or_default();
    range.used_cells().filter_map(move |(row, col, value)| {
        let row = top.checked_add(u32::try_from(row).ok()?)?;
        let col = left.checked_add(u32::try_from(col).ok()?)?;
        (row <= MAX_ROW && col <= MAX_COL).then_some(((row, col), value))
    })
}

fn span(merge: &Dimensions) -> Option<Span> {
    let ((top, left), (bottom, right)) = (merge.start, merge.end);
    (top <= bottom && left <= right && bottom <= MAX_ROW && right <= MAX_COL).then_some(Span {
        top,
        left,
        bottom,
        right,
    })
}

fn empty(sheet: &str, visible: SheetVisible) -> Grid {
    Grid { fills_unknown: true, sheet: Arc::from(sheet), hidden: visible != SheetVisible::Visible, ..Grid::default() }
}

fn no_colours() -> Wording {
    Wording::of(
        "Van dit soort bestand worden kleuren, notities en verborgen rijen niet gelezen. Een lege statuscel wordt daarom niet \
         beoordeeld. Sla het bestand in Excel op als .xlsx voor een volledige controle.",
        "Of this kind of file colours, notes and hidden rows are not read. An empty status cell is therefore not judged. Save \
         the file as .xlsx in Excel for a complete check.",
    )
}

fn unreadable(sheet: &str) -> Unread {
    Unread::sheet(sheet, Wording::of("niet alle cellen kunnen worden gelezen", "not all of its cells can be read"))
}
