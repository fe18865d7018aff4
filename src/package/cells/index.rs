//! Where the rows and cells of a sheet stand in its part; only those that are asked for are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::xml::{Attr, XmlError, attributes};
use crate::cell::{Span, parse_a1};
use crate::ooxml::xml::{is_true, split_name};
use crate::wording::Wording;

/// Rows and columns that are asked for.
pub(super) type Wanted = BTreeMap<u32, BTreeSet<u32>>;

/// A cell of a row that was asked for.
#[derive(Debug, Clone)]
pub(super) struct CellSpot {
    /// Its column, from zero.
    pub col: u32,
    /// Its start tag.
    pub open: Range<usize>,
    /// From its start tag to its end tag.
    pub outer: Range<usize>,
    /// The number of its cell format, where it names one.
    pub style: Option<u32>,
    /// The kind of its formula (empty for an ordinary one), where it has a formula.
    pub formula: Option<String>,
    /// Whether it refers to data that stand outside the sheet: a picture in the cell, a linked data type, a dynamic array.
    pub linked: bool,
    /// The element for extensions, which belongs to the cell and not to its value.
    pub extension: Option<Range<usize>>,
}

/// A row that was asked for.
#[derive(Debug, Clone)]
pub(super) struct RowSpot {
    /// Its start tag.
    pub open: Range<usize>,
    /// Its end tag; empty where the start tag closes itself.
    pub close: Range<usize>,
    /// The cell format of its cells that are absent.
    pub style: Option<u32>,
    /// Its cells, in the order of the part.
    pub cells: Vec<CellSpot>,
}

/// What the pass over a sheet's cells found.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The rows that were asked for and are there.
    pub rows: BTreeMap<u32, RowSpot>,
    /// Every row with the place where it starts, in the order of the part.
    pub starts: Vec<(u32, usize)>,
    /// Ranges that one array formula or data table fills.
    pub arrays: Vec<Span>,
    /// Rows that stand there twice, out of order, or hold cells of another row: nothing can be put in safely.
    pub odd: BTreeSet<u32>,
    /// Whether something stands among the rows that is no row.
    pub foreign: bool,
}

impl Index {
    /// Reads the cells of a sheet: what stands at `inner`, between the tags of its `sheetData`.
    pub(super) fn read(text: &str, inner: Range<usize>, wanted: &Wanted) -> Result<Self, XmlError> {
        let mut reader = Reader::from_str(text.get(inner.clone()).unwrap_or_default());
        reader.config_mut().check_end_names = true;
        let mut pass = Pass { text, wanted, index: Self::default(), row: None, next_row: 0, next_col: 0, skip: 0 };
        loop {
            let start = inner.start + offset(&reader);
            let event = reader.read_event().map_err(|error| XmlError::Malformed(Wording::verbatim(error)))?;
            let range = start..inner.start + offset(&reader);
            match event {
                Event::Start(_) => pass.open(range, false),
                Event::Empty(_) => pass.open(range, true),
                Event::End(_) => pass.close(range),
                Event::DocType(_) => return Err(XmlError::Doctype),
                Event::Eof => return Ok(pass.index),
                _ => {}
            }
        }
    }

    /// Whether nothing may be put into the row.
    pub(super) fn is_odd(&self, row: u32) -> bool {
        self.foreign || self.odd.contains(&row)
    }
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Where the pass is.
struct Pass<'a> {
    text: &'a str,
    wanted: &'a Wanted,
    index: Index,
    /// The row that is open: its number, and whether it is kept.
    row: Option<OpenRow>,
    next_row: u32,
    next_col: u32,
    /// How many elements are open whose inside does not matter.
    skip: u32,
}

struct OpenRow {
    number: u32,
    kept: Option<RowSpot>,
    cell: Option<CellSpot>,
    /// Whether a cell is open, kept or not.
    in_cell: bool,
    last_col: Option<u32>,
}

impl Pass<'_> {
    fn open(&mut self, range: Range<usize>, empty: bool) {
        if self.skip > 0 {
            self.skip += u32::from(!empty);
            return;
        }
        let name = local_name(self.text, &range);
        match &self.row {
            None if name == "row" => self.open_row(range, empty),
            None => {
                self.index.foreign = true;
                self.skip += u32::from(!empty);
            }
            Some(row) if !row.in_cell && name == "c" => self.open_cell(range, empty),
            Some(row) if row.in_cell => self.within_cell(name, range, empty),
            Some(row) => {
                self.index.odd.insert(row.number);
                self.skip += u32::from(!empty);
            }
        }
    }

    fn open_row(&mut self, range: Range<usize>, empty: bool) {
        let (mut number, mut style, mut custom) = (self.next_row, None, false);
        for Attr { name, raw, .. } in attributes(self.text, &range).flatten() {
            match name {
                "r" => number = raw.trim().parse::<u32>().ok().and_then(|r| r.checked_sub(1)).unwrap_or(number),
                "s" => style = raw.trim().parse().ok(),
                "customFormat" => custom = is_true(raw),
                _ => {}
            }
        }
        if self.index.starts.last().is_some_and(|(last, _)| *last >= number) {
            self.index.odd.insert(number);
        }
        self.index.starts.push((number, range.start));
        self.next_row = number.saturating_add(1);
        self.next_col = 0;
        let kept = self.wanted.contains_key(&number).then(|| RowSpot {
            open: range.clone(),
            close: range.end..range.end,
            style: style.filter(|_| custom),
            cells: Vec::new(),
        });
        self.row = Some(OpenRow { number, kept, cell: None, in_cell: false, last_col: None });
        if empty {
            self.close_row(range.end..range.end);
        }
    }

    fn open_cell(&mut self, range: Range<usize>, empty: bool) {
        let Some(row) = &mut self.row else { return };
        let mut cell = CellSpot {
            col: self.next_col,
            open: range.clone(),
            outer: range.clone(),
            style: None,
            formula: None,
            linked: false,
            extension: None,
        };
        for Attr { name, raw, .. } in attributes(self.text, &range).flatten() {
            match name {
                "r" => {
                    let (number, col) = parse_a1(raw.trim()).unwrap_or((u32::MAX, cell.col));
                    if number != row.number {
                        // A reader may believe the cell, or the row around it.
                        self.index.odd.extend([number, row.number]);
                    }
                    cell.col = col;
                }
                "s" => cell.style = raw.trim().parse().ok(),
                "cm" | "vm" => cell.linked |= raw.trim() != "0",
                _ => {}
            }
        }
        if row.last_col.is_some_and(|last| last >= cell.col) {
            self.index.odd.insert(row.number);
        }
        row.last_col = Some(cell.col);
        self.next_col = cell.col.saturating_add(1);
        row.in_cell = true;
        row.cell = row.kept.is_some().then_some(cell);
        if empty {
            self.close_cell(range.end);
        }
    }

    fn within_cell(&mut self, name: &str, range: Range<usize>, empty: bool) {
        if name == "f" {
            self.formula(&range);
        }
        let Some(cell) = self.row.as_mut().and_then(|row| row.cell.as_mut()) else {
            self.skip += u32::from(!empty);
            return;
        };
        if name == "extLst" {
            cell.extension = Some(range.clone());
        }
        if !empty {
            self.skip += 1;
        }
    }

    fn formula(&mut self, range: &Range<usize>) {
        let (mut kind, mut span) = (String::new(), None);
        for Attr { name, raw, .. } in attributes(self.text, range).flatten() {
            match name {
                "t" => kind = raw.trim().to_owned(),
                "ref" => span = Span::parse(raw.trim()),
                _ => {}
            }
        }
        if matches!(kind.as_str(), "array" | "dataTable") {
            self.index.arrays.extend(span);
        }
        if let Some(cell) = self.row.as_mut().and_then(|row| row.cell.as_mut()) {
            cell.formula = Some(if kind == "normal" { String::new() } else { kind });
        }
    }

    fn close(&mut self, range: Range<usize>) {
        if self.skip > 0 {
            self.skip -= 1;
            if self.skip == 0
                && local_name(self.text, &range) == "extLst"
                && let Some(cell) = self.row.as_mut().and_then(|row| row.cell.as_mut())
                && let Some(extension) = &mut cell.extension
            {
                extension.end = range.end;
            }
            return;
        }
        match &self.row {
            Some(row) if row.in_cell => self.close_cell(range.end),
            Some(_) => self.close_row(range),
            None => {}
        }
    }

    fn close_cell(&mut self, end: usize) {
        let Some(row) = &mut self.row else { return };
        row.in_cell = false;
        if let (Some(mut cell), Some(kept)) = (row.cell.take(), &mut row.kept) {
            cell.outer.end = end;
            kept.cells.push(cell);
        }
    }

    fn close_row(&mut self, close: Range<usize>) {
        let Some(OpenRow { number, kept: Some(mut kept), .. }) = self.row.take() else { return };
        kept.close = close;
        if self.index.rows.insert(number, kept).is_some() {
            self.index.odd.insert(number);
        }
    }
}

/// The name in a tag, without its prefix.
fn local_name<'t>(text: &'t str, tag: &Range<usize>) -> &'t str {
    let inner = text.get(tag.clone()).unwrap_or_default().trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
    split_name(inner.get(..end).unwrap_or_default()).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(data: &str, wanted: &[(u32, u32)]) -> Index {
        let mut asked = Wanted::new();
        for (row, col) in wanted {
            asked.entry(*row).or_default().insert(*col);
        }
        Index::read(data, 0..data.len(), &asked).unwrap()
    }

    #[test]
    fn rows_and_cells_are_counted_where_they_do_not_say_their_place() {
        let data = "<row><c/><c s='3'><v>1</v></c></row><row r='5'><c r='C5'/><c t='s'><v>2</v></c></row><x:row/>";
        let index = index(data, &[(0, 1), (4, 3), (5, 0)]);
        assert_eq!(index.starts.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [0, 4, 5]);
        let cols = |row: u32| index.rows[&row].cells.iter().map(|cell| cell.col).collect::<Vec<_>>();
        assert_eq!((cols(0), cols(4), cols(5)), (vec![0, 1], vec![2, 3], vec![]));
        assert_eq!(&data[index.rows[&0].cells[1].outer.clone()], "<c s='3'><v>1</v></c>");
        assert_eq!(index.rows[&0].cells[1].style, Some(3));
        assert!(index.rows[&5].close.is_empty() && index.odd.is_empty() && !index.foreign);
    }

    #[test]
    fn formulas_arrays_and_extensions_are_told() {
        let data = "<row r='1'><c r='A1'><f t='array' ref='A1:A3'>B1</f><v>1</v></c><c r='B1' vm='1'><f>1+1</f></c>\
            <c r='C1'><v>1</v><extLst><ext><v>9</v></ext></extLst></c><c r='D1'><f t='shared' si='0'/></c></row>";
        let index = index(data, &[(0, 0)]);
        assert_eq!(index.arrays, [Span::parse("A1:A3").unwrap()]);
        let cells = &index.rows[&0].cells;
        let formulas: Vec<_> = cells.iter().map(|cell| cell.formula.as_deref()).collect();
        assert_eq!(formulas, [Some("array"), Some(""), None, Some("shared")]);
        assert!(cells[1].linked && !cells[0].linked);
        assert_eq!(&data[cells[2].extension.clone().unwrap()], "<extLst><ext><v>9</v></ext></extLst>");
    }

    #[test]
    fn rows_that_contradict_themselves_are_odd() {
        for data in [
            "<row r='3'/><row r='3'/>",
            "<row r='9'/><row r='3'/>",
            "<row r='3'><c r='A4'/></row>",
            "<row r='3'><c r='B3'/><c r='A3'/></row>",
            "<row r='3'><c r='nergens'/></row>",
            "<row r='3'><vreemd><c r='A3'/></vreemd></row>",
        ] {
            assert!(index(data, &[(2, 0)]).is_odd(2), "{data}");
        }
        assert!(index("<AlternateContent><row r='3'/></AlternateContent>", &[(2, 0)]).is_odd(7));
        assert!(Index::read("<row><c></row>", 0..14, &Wanted::new()).is_err());
    }
}
