//! Values and fills of single cells, spliced into their sheets; every other byte of the sheet stays.

mod index;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};

use super::archive::{Archive, parse, xml_error};
use super::element::El;
use super::error::{CellReason, PackageError};
use super::notes::Shared;
use super::own;
use super::rels::{Rels, save_spliced};
use super::sheet::merges;
use super::splice::Splice;
use super::styles::{Styles, XfChange, set_attribute};
use super::tables;
use super::text::escape_string;
use super::workbook::{SheetEntry, Workbook, is_strict, parse_sheet};
use super::{CellEdit, CellLeftOut};
use crate::cell::{CellRef, CellValue, MAX_COL, MAX_ROW, Span, a1};
use crate::ooxml::formats::Dress;
use index::{CellSpot, Index, RowSpot, Wanted};

/// Excel's own number format for a day, which shows in the order that the reader's country uses.
const DAY_FORMAT: u32 = 14;
/// The same with the time of day.
const MOMENT_FORMAT: u32 = 22;
/// No format at all.
const GENERAL: u32 = 0;
/// The longest text that Excel keeps in a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// An edit with its place in the list of edits.
type Numbered<'e> = (usize, &'e CellEdit);

/// What became of the edits.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Those that were not made, with the reason.
    pub left_out: Vec<CellLeftOut>,
    /// For each part of a sheet the cells that were written.
    pub cells: BTreeMap<String, BTreeSet<(u32, u32)>>,
    /// Whether a value changed, so that outcomes of formulas may be out of date.
    pub values: bool,
}

/// Writes all edits.
pub(super) fn write_all(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    edits: &[CellEdit],
    shared: &mut Shared<'_>,
) -> Result<Written, PackageError> {
    let mut written = Written::default();
    let mut by_sheet: BTreeMap<usize, Vec<Numbered<'_>>> = BTreeMap::new();
    for edit in edits.iter().enumerate() {
        match sheet_of(workbook, &edit.1.at).and_then(|at| is_writable(edit.1).map(|()| at)) {
            Ok(at) => by_sheet.entry(at).or_default().push(edit),
            Err(reason) => written.left_out.push(left_out(&edit, reason)),
        }
    }
    let mut gone = BTreeSet::new();
    for (at, edits) in by_sheet {
        if let Some(sheet) = workbook.sheets.get(at) {
            write_sheet(archive, workbook, sheet, &edits, shared, &mut written, &mut gone)?;
        }
    }
    if !gone.is_empty() {
        let mut rels = Rels::load(archive, &workbook.name)?;
        let goes = |sheet, cell: Option<(u32, u32)>| cell.is_some_and(|(row, col)| gone.contains(&(sheet, row, col)));
        own::forget_calculations(archive, &mut rels, shared.types, goes)?;
        rels.save(archive)?;
    }
    written.left_out.sort_by_key(|left_out| left_out.edit);
    Ok(written)
}

fn left_out((edit, CellEdit { at, .. }): &Numbered<'_>, reason: CellReason) -> CellLeftOut {
    CellLeftOut { edit: *edit, at: at.clone(), reason }
}

fn sheet_of(workbook: &Workbook, at: &CellRef) -> Result<usize, CellReason> {
    let place = workbook.sheets.iter().position(|sheet| sheet.name == *at.sheet).ok_or(CellReason::NoSuchSheet)?;
    if workbook.sheets.get(place).is_none_or(|sheet| !sheet.worksheet || sheet.part.is_none()) {
        return Err(CellReason::NotAWorksheet);
    }
    if at.row > MAX_ROW || at.col > MAX_COL { Err(CellReason::OutsideSheet) } else { Ok(place) }
}

fn is_writable(edit: &CellEdit) -> Result<(), CellReason> {
    match &edit.value {
        Some(CellValue::Error(_)) => Err(CellReason::NoValue),
        Some(CellValue::Number(number)) if !number.is_finite() => Err(CellReason::NoValue),
        Some(CellValue::Text(text)) if text.encode_utf16().count() > LONGEST_TEXT => Err(CellReason::TooLong),
        Some(CellValue::Date(date)) if serial(*date, false).is_none() => Err(CellReason::NoValue),
        _ => Ok(()),
    }
}

/// What one sheet's edits need to know of it.
struct Target<'t> {
    root: El<'t>,
    data: El<'t>,
    text: &'t str,
    index: Index,
    /// Merged ranges, which show their first cell alone.
    merges: Vec<Span>,
    /// What a table or a pivot table keeps for itself.
    kept: Vec<(Span, CellReason)>,
    date1904: bool,
}

fn write_sheet(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    sheet: &SheetEntry,
    edits: &[Numbered<'_>],
    shared: &mut Shared<'_>,
    written: &mut Written,
    gone: &mut BTreeSet<(u32, u32, u32)>,
) -> Result<(), PackageError> {
    let Some(name) = sheet.part.as_deref() else { return Ok(()) };
    let part = archive.part(name)?;
    let tree = parse_sheet(name, &part)?;
    let root = tree.root();
    let Some(data) = root.child("sheetData").filter(|_| root.local() == "worksheet") else {
        written.left_out.extend(edits.iter().map(|edit| left_out(edit, CellReason::NotAWorksheet)));
        return Ok(());
    };
    is_strict(name, root)?;
    let index = Index::read(&part.text, data.inner(), &wanted(edits)).map_err(|error| xml_error(name, error))?;
    let kept = tables::kept(archive, name)?;
    let target =
        Target { root, data, text: &part.text, index, merges: merges(root), kept, date1904: workbook.date1904 };
    let mut by_row: BTreeMap<u32, BTreeMap<u32, &CellEdit>> = BTreeMap::new();
    for edit in edits {
        let (row, col) = (edit.1.at.row, edit.1.at.col);
        let cols = by_row.entry(row).or_default();
        match target.refuses(edit.1).or(cols.contains_key(&col).then_some(CellReason::Twice)) {
            Some(reason) => written.left_out.push(left_out(edit, reason)),
            None => drop(cols.insert(col, edit.1)),
        }
    }
    by_row.retain(|_, cols| !cols.is_empty());
    if by_row.is_empty() {
        return Ok(());
    }
    if shared.styles.is_none() {
        *shared.styles = Some(Styles::load(archive, workbook, shared.types)?);
    }
    let Some(styles) = shared.styles else { return Ok(()) };
    let splice = Pen::new(&target, styles).write(&by_row);
    for (row, cols) in &by_row {
        let formulas = target.index.rows.get(row).into_iter().flat_map(|spot| &spot.cells);
        let formulas = formulas.filter(|cell| cell.formula.is_some()).map(|cell| cell.col);
        let valued = |col: &u32| cols.get(col).is_some_and(|edit| edit.value.is_some());
        gone.extend(formulas.filter(valued).map(|col| (sheet.sheet_id, *row, col)));
        written.values |= cols.values().any(|edit| edit.value.is_some());
        written.cells.entry(name.to_owned()).or_default().extend(cols.keys().map(|col| (*row, *col)));
    }
    save_spliced(archive, name, &part, splice)?;
    tables::grow(archive, name, &by_row)
}

/// The cells that are written and those whose style they take.
fn wanted(edits: &[Numbered<'_>]) -> Wanted {
    let mut wanted = Wanted::new();
    for (_, edit) in edits {
        let like = edit.style_of.into_iter();
        for (row, col) in like.chain([(edit.at.row, edit.at.col)]) {
            wanted.entry(row).or_default().insert(col);
        }
    }
    wanted
}

impl Target<'_> {
    /// Why the cell is not written.
    fn refuses(&self, edit: &CellEdit) -> Option<CellReason> {
        let (row, col) = (edit.at.row, edit.at.col);
        if self.index.is_odd(row) {
            return Some(CellReason::OddRow);
        }
        if self.index.arrays.iter().any(|span| span.contains(row, col)) {
            return Some(CellReason::ArrayFormula);
        }
        if let Some((_, reason)) = self.kept.iter().find(|(span, _)| span.contains(row, col)) {
            return Some(*reason);
        }
        let cell = self.cell(row, col);
        edit.value.as_ref()?;
        if self.merges.iter().any(|span| span.contains(row, col) && (span.top, span.left) != (row, col)) {
            return Some(CellReason::Covered);
        }
        match cell {
            Some(cell) if cell.linked => Some(CellReason::LinkedValue),
            Some(cell) if cell.formula.as_deref() == Some("shared") => Some(CellReason::SharedFormula),
            Some(cell) if cell.formula.as_deref().is_some_and(|kind| !kind.is_empty()) => {
                Some(CellReason::ArrayFormula)
            }
            _ => None,
        }
    }

    fn cell(&self, row: u32, col: u32) -> Option<&CellSpot> {
        self.index.rows.get(&row)?.cells.iter().find(|cell| cell.col == col)
    }

    /// The cell format of a cell: its own, or that of its row or column where it has none.
    fn style(&self, row: u32, col: u32) -> u32 {
        match self.cell(row, col) {
            Some(cell) => cell.style.unwrap_or(0),
            None => self.inherited(row, col),
        }
    }

    /// The cell format that a cell takes when it comes into being.
    fn inherited(&self, row: u32, col: u32) -> u32 {
        let of_row = self.index.rows.get(&row).and_then(|row| row.style);
        let columns = self.root.child("cols").into_iter().flat_map(|cols| cols.children());
        let mut of_column = columns.filter(|el| {
            let (first, last) = (el.number("min").unwrap_or(0), el.number("max").unwrap_or(0));
            first <= col + 1 && col < last
        });
        of_row.or_else(|| of_column.next()?.number("style")).unwrap_or(0)
    }

    /// The prefix that the elements of the sheet bear, with its colon.
    fn prefix(&self) -> &str {
        self.data.written_name().strip_suffix("sheetData").unwrap_or_default()
    }
}

/// Writes cells into the splice of their sheet.
struct Pen<'p> {
    target: &'p Target<'p>,
    styles: &'p mut Styles,
    /// Cell formats that were asked for before.
    variants: HashMap<(u32, XfChange), u32>,
    splice: Splice,
    /// The rows of a sheet that has none yet.
    first_rows: String,
}

impl<'p> Pen<'p> {
    fn new(target: &'p Target<'p>, styles: &'p mut Styles) -> Self {
        Self { target, styles, variants: HashMap::new(), splice: Splice::default(), first_rows: String::new() }
    }

    /// All changes to the sheet.
    fn write(mut self, by_row: &BTreeMap<u32, BTreeMap<u32, &CellEdit>>) -> Splice {
        by_row.iter().for_each(|(row, cols)| self.row(*row, cols));
        if !self.first_rows.is_empty() {
            self.target.data.append(&mut self.splice, &self.first_rows);
        }
        self.dimension(by_row);
        self.splice
    }

    fn row(&mut self, row: u32, edits: &BTreeMap<u32, &CellEdit>) {
        let target = self.target;
        match target.index.rows.get(&row) {
            Some(spot) => self.cells_of_row(spot, edits),
            None => {
                let cells: String = edits.values().map(|edit| self.cell(edit, None)).collect();
                let prefix = target.prefix();
                let source = format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", u64::from(row) + 1);
                match target.index.starts.iter().find(|(other, _)| *other > row) {
                    Some((_, at)) => self.splice.insert(*at, source),
                    None if target.data.closes_itself() => self.first_rows.push_str(&source),
                    None => self.splice.insert(target.data.close().start, source),
                }
            }
        }
    }

    fn cells_of_row(&mut self, spot: &RowSpot, edits: &BTreeMap<u32, &CellEdit>) {
        let mut behind = String::new();
        for (col, edit) in edits {
            if let Some(cell) = spot.cells.iter().find(|cell| cell.col == *col) {
                self.existing(cell, edit);
                continue;
            }
            let source = self.cell(edit, None);
            match spot.cells.iter().find(|cell| cell.col > *col) {
                Some(next) => self.splice.insert(next.outer.start, source),
                None => behind.push_str(&source),
            }
        }
        if behind.is_empty() {
            return;
        }
        if !spot.close.is_empty() {
            self.splice.insert(spot.close.start, behind);
            return;
        }
        let open = self.target.text.get(spot.open.clone()).unwrap_or_default();
        let slash = open.rfind('/').map_or(spot.open.end, |at| spot.open.start + at);
        let prefix = self.target.prefix();
        self.splice.replace(slash..spot.open.end, format!(">{behind}</{prefix}row>"));
    }

    /// A cell that is there: its value is replaced, or its style alone.
    fn existing(&mut self, cell: &CellSpot, edit: &CellEdit) {
        if edit.value.is_some() {
            let source = self.cell(edit, Some(cell));
            self.splice.replace(cell.outer.clone(), source);
            return;
        }
        let style = self.style_for(edit, cell.style.unwrap_or(0));
        let text = self.target.text;
        let named = super::xml::attributes(text, &cell.open).flatten().find(|attribute| attribute.name == "s");
        match named {
            Some(attribute) => self.splice.replace(attribute.value, style.to_string()),
            None => {
                let at = cell.open.start + 1 + self.target.prefix().len() + 1;
                self.splice.insert(at, format!(" s=\"{style}\""));
            }
        }
    }

    /// The whole cell as it is to be.
    fn cell(&mut self, edit: &CellEdit, before: Option<&CellSpot>) -> String {
        let (row, col) = (edit.at.row, edit.at.col);
        let target = self.target;
        let like = edit.style_of.filter(|_| before.is_none_or(|cell| cell.style.is_none_or(|style| style == 0)));
        let base = match (like, before) {
            (Some((row, col)), _) => target.style(row, col),
            (None, Some(cell)) => cell.style.unwrap_or(0),
            (None, None) => target.inherited(row, col),
        };
        let style = self.style_for(edit, base);
        let named = before.is_some_and(|cell| cell.style.is_some()) || style != 0;
        let style = if named { format!(" s=\"{style}\"") } else { String::new() };
        let extension = before.and_then(|cell| target.text.get(cell.extension.clone()?)).unwrap_or_default();
        let prefix = target.prefix();
        let (kind, value) = match edit.value.as_ref().unwrap_or(&CellValue::Empty) {
            CellValue::Text(text) => {
                let text = escape_string(text);
                let open = format!("<{prefix}is><{prefix}t xml:space=\"preserve\">");
                (" t=\"inlineStr\"", format!("{open}{text}</{prefix}t></{prefix}is>"))
            }
            CellValue::Number(number) => ("", format!("<{prefix}v>{number}</{prefix}v>")),
            CellValue::Date(date) => {
                // Days that Excel cannot count were refused before.
                let serial = serial(*date, target.date1904).unwrap_or_default();
                ("", format!("<{prefix}v>{serial}</{prefix}v>"))
            }
            CellValue::Bool(value) => (" t=\"b\"", format!("<{prefix}v>{}</{prefix}v>", u8::from(*value))),
            CellValue::Empty | CellValue::Error(_) => ("", String::new()),
        };
        let head = format!("<{prefix}c r=\"{}\"{style}{kind}", a1(row, col));
        if value.is_empty() && extension.is_empty() {
            return format!("{head}/>");
        }
        format!("{head}>{value}{extension}</{prefix}c>")
    }

    /// The cell format in which the value shows as what it is, with the fill that is wanted.
    fn style_for(&mut self, edit: &CellEdit, base: u32) -> u32 {
        let dress = self.styles.dress(base);
        let format = match &edit.value {
            Some(CellValue::Date(_)) if dress == Dress::Date => None,
            Some(CellValue::Date(date)) if date.time() == chrono::NaiveTime::MIN => Some(DAY_FORMAT),
            Some(CellValue::Date(_)) => Some(MOMENT_FORMAT),
            Some(CellValue::Number(_)) if dress == Dress::Date => Some(GENERAL),
            _ => None,
        };
        let change = XfChange { fill: edit.fill, format };
        if change == XfChange::default() {
            return base;
        }
        let styles = &mut *self.styles;
        *self.variants.entry((base, change)).or_insert_with(|| styles.variant(base, change))
    }

    /// The range that the sheet says it uses grows with the cells that are put in.
    fn dimension(&mut self, by_row: &BTreeMap<u32, BTreeMap<u32, &CellEdit>>) {
        let Some(el) = self.target.root.child("dimension") else { return };
        let Some(have) = el.value("ref").as_deref().and_then(Span::parse) else { return };
        let mut span = have;
        for (row, cols) in by_row {
            for col in cols.keys() {
                span = Span {
                    top: span.top.min(*row),
                    left: span.left.min(*col),
                    bottom: span.bottom.max(*row),
                    right: span.right.max(*col),
                };
            }
        }
        if span != have {
            set_attribute(el, "ref", &span.to_string(), &mut self.splice);
        }
    }
}

/// The number that stands for a moment; `None` for what lies before or beyond the days that Excel counts.
pub(super) fn serial(date: NaiveDateTime, date1904: bool) -> Option<f64> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_time(chrono::NaiveTime::MIN);
    let span = date.signed_duration_since(epoch);
    let (days, rest) = (span.num_days(), span.num_milliseconds().rem_euclid(86_400_000));
    // Excel counts 1900 as a leap year, so the days before 1 March 1900 stand one place lower.
    let days = if days < 61 { days - 1 } else { days };
    let days = if date1904 { days - 1462 } else { days };
    let last = if date1904 { 2_957_003 } else { 2_958_465 };
    // A number of milliseconds in a day fits in f64 exactly.
    (1..=last).contains(&days).then(|| days as f64 + rest as f64 / 86_400_000.0)
}

/// Sees to it that formulas are worked out anew when the workbook is opened.
pub(super) fn recalculate(archive: &mut Archive<'_>, workbook: &str) -> Result<(), PackageError> {
    let part = archive.part(workbook)?;
    let tree = parse(workbook, &part)?;
    let root = tree.root();
    let mut splice = Splice::default();
    match root.child("calcPr") {
        Some(el) if el.flag("fullCalcOnLoad") => {}
        Some(el) => set_attribute(el, "fullCalcOnLoad", "1", &mut splice),
        None => {
            let before = ["sheets", "functionGroups", "externalReferences", "definedNames"];
            let last = root.children().filter(|el| before.iter().any(|name| el.is(name))).last();
            let at = last.map_or(root.close().start, |el| el.outer().end);
            splice.insert(at, format!("<calcPr{} fullCalcOnLoad=\"1\"/>", root.declare(root.namespace())));
        }
    }
    save_spliced(archive, workbook, &part, splice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_become_the_numbers_of_both_calendars() {
        let day = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        for (text, old, expected) in [
            ("2025-08-27 00:00", false, Some(45896.0)),
            ("2025-08-27 00:00", true, Some(44434.0)),
            ("2025-08-27 12:00", false, Some(45896.5)),
            ("1900-01-01 00:00", false, Some(1.0)),
            ("1900-02-28 00:00", false, Some(59.0)),
            ("1900-03-01 00:00", false, Some(61.0)),
            ("9999-12-31 00:00", false, Some(2_958_465.0)),
            ("9999-12-31 00:00", true, Some(2_957_003.0)),
            ("1899-12-31 00:00", false, None),
            ("1904-01-01 00:00", true, None),
        ] {
            assert_eq!(serial(day(text), old), expected, "{text} {old}");
        }
    }
}
