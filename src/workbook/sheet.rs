//! Our own pass over a worksheet part: what calamine leaves out, or everything where calamine gives up.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use calamine::expand_shared_formula;
use quick_xml::events::BytesStart;

use super::conditional::{self, Rule};
use super::guard::quietly;
use super::shown::Showing;
use super::strings::{Strings, Unstruck, read_rich};
use super::styles::Styles;
use super::values::{Dress, iso_value, number_value, stored_text, text_value};
use crate::cell::{CellValue, GridCell, MAX_COL, MAX_ROW, Rgb, Span, parse_a1};
use crate::number_format::Locale;
use crate::ooxml::pull::{BadXml, Step, Xml, attr, flag, number};
use crate::ooxml::xml::{is_true, split_name};

/// How much text shared formulas may grow into, in bytes: one long formula shared by a whole sheet would fill the memory.
const FORMULA_LIMIT: usize = 64 << 20;
/// How many column numbers the column elements may name in all; overlapping ones could name them without end.
const COLUMN_LIMIT: u32 = 4 * (MAX_COL + 1);
/// How many lost cells are kept by name.
const LOST_NAMES: usize = 5;

/// What the cells of a workbook refer to.
pub(super) struct Book {
    /// The shared strings.
    pub(super) strings: Strings,
    /// The cell styles.
    pub(super) styles: Styles,
    /// Whether dates count from 1904.
    pub(super) is_1904: bool,
    /// The language in which numbers and dates are shown.
    pub(super) locale: Locale,
}

impl Book {
    /// What its cells show.
    pub(super) fn showing(&self) -> Showing<'_> {
        Showing::new(self.styles.formats(), self.locale, self.is_1904)
    }
}

/// What the pass is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// Values and fills too.
    Everything,
    /// Only what calamine leaves out: formulas, struck text, fills of rows and columns.
    Extras,
}

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The local name of the root element: `worksheet`.
    pub(super) root: String,
    /// The cells that have something to tell, in the order of the part.
    pub(super) cells: Vec<((u32, u32), GridCell)>,
    /// Rows with a style of their own, and its fill.
    pub(super) row_fills: BTreeMap<u32, Option<Rgb>>,
    /// Columns with a fill: first column to (last column, colour).
    pub(super) column_fills: BTreeMap<u32, (u32, Rgb)>,
    /// The conditional formats that are understood.
    pub(super) conditional: Vec<Rule>,
    /// Merged ranges.
    pub(super) merges: Vec<Span>,
    /// Hidden rows.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Hidden columns.
    pub(super) hidden_columns: BTreeSet<u32>,
    /// The first cells whose value could not be read.
    pub(super) lost: Vec<(u32, u32)>,
    /// How many such cells there are.
    pub(super) lost_count: usize,
    /// The row in which the XML breaks off.
    pub(super) broken_at: Option<u32>,
    /// Whether a cell refers to the shared strings.
    pub(super) shares_strings: bool,
    /// Whether a cell has a number that can only be understood by its format: a day, a part of a whole.
    pub(super) needs_formats: bool,
}

impl Scan {
    /// The fill of a cell that has no style of its own.
    pub(super) fn inherited(&self, row: u32, col: u32) -> Option<Rgb> {
        if let Some(fill) = self.row_fills.get(&row) {
            return *fill;
        }
        let (_, (last, fill)) = self.column_fills.range(..=col).next_back()?;
        (col <= *last).then_some(*fill)
    }

    fn lose(&mut self, at: Option<(u32, u32)>) {
        self.lost_count += 1;
        if self.lost.len() < LOST_NAMES {
            self.lost.extend(at);
        }
    }
}

/// Reads a worksheet part. A break in the XML ends the reading; what came before it is kept.
pub(super) fn scan(part: &str, book: &Book, want: Want) -> Scan {
    let mut pass = Pass {
        xml: Xml::new(part),
        book,
        want,
        scan: Scan::default(),
        row: 0,
        col: 0,
        shared: HashMap::new(),
        formula_room: FORMULA_LIMIT,
        any_struck: book.strings.any_struck(),
        showing: book.showing(),
    };
    if pass.sheet().is_err() {
        pass.scan.broken_at = Some(pass.row);
    }
    pass.scan
}

struct Pass<'a> {
    xml: Xml<'a>,
    book: &'a Book,
    want: Want,
    scan: Scan,
    row: u32,
    col: u32,
    shared: HashMap<u32, ((u32, u32), String)>,
    formula_room: usize,
    any_struck: bool,
    showing: Showing<'a>,
}

/// What a `<c>` element says of itself.
struct Head {
    at: Option<(u32, u32)>,
    style: Option<usize>,
    kind: Kind,
}

/// How the value of a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Inline,
    Text,
    Bool,
    Error,
    Iso,
}

impl<'a> Pass<'a> {
    fn sheet(&mut self) -> Result<(), BadXml> {
        let mut columns_left = COLUMN_LIMIT;
        loop {
            match self.xml.next()? {
                Step::Open(open) => {
                    let name = open.local_name();
                    let name = name.as_ref();
                    if self.scan.root.is_empty() {
                        name.clone_into(&mut self.scan.root);
                        if name != "worksheet" {
                            return Ok(());
                        }
                    }
                    match name {
                        "col" => self.column(&open, &mut columns_left),
                        "sheetData" if self.pass_over_plain_rows() => {}
                        "sheetData" => self.rows()?,
                        "conditionalFormatting" => {
                            conditional::read(&mut self.xml, &open, &self.book.styles, &mut self.scan.conditional)?;
                        }
                        "extLst" => {
                            let rules = &mut self.scan.conditional;
                            conditional::read_extension(&mut self.xml, &self.book.styles, rules)?;
                        }
                        "mergeCell" => {
                            let span = attr(&open, "ref").and_then(|text| Span::parse(&text));
                            self.scan.merges.extend(span);
                        }
                        _ => {}
                    }
                }
                Step::Done if self.scan.root.is_empty() => return Err(BadXml),
                Step::Done => return Ok(()),
                _ => {}
            }
        }
    }

    fn column(&mut self, open: &BytesStart<'_>, left: &mut u32) {
        let (Some(first), Some(last)) = (number(open, "min"), number(open, "max")) else { return };
        let (first, last) = (first.saturating_sub(1), last.saturating_sub(1).min(MAX_COL));
        if first > last {
            return;
        }
        if let Some(fill) = number(open, "style").and_then(|id| self.book.styles.get(id as usize).fill) {
            self.scan.column_fills.insert(first, (last, fill));
        }
        if flag(open, "hidden") {
            let count = (last - first + 1).min(*left);
            *left -= count;
            self.scan.hidden_columns.extend(first..first + count);
        }
    }

    /// Passes over the rows in one step where calamine has told all of them: no formula, no hidden or coloured row, nothing struck
    /// and no coloured column. That spares reading a large sheet twice.
    fn pass_over_plain_rows(&mut self) -> bool {
        const END: &str = "</sheetData>";
        let may_tell = ["<f", ":f", "hidden", "customFormat", "strike", "<!"];
        let rest = self.xml.rest();
        let Some(end) = rest.find(END) else { return false };
        let (rows, behind) = rest.split_at(end);
        let is_plain = self.want == Want::Extras
            && !self.any_struck
            && !self.book.styles.any_struck()
            && self.scan.column_fills.is_empty()
            && !may_tell.iter().any(|mark| rows.contains(mark));
        if is_plain {
            self.row = last_row(rows);
            self.xml.go_on_with(behind.get(END.len()..).unwrap_or_default());
        }
        is_plain
    }

    fn rows(&mut self) -> Result<(), BadXml> {
        loop {
            match self.xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "row" => self.row(&open),
                    "c" => self.cell(&open)?,
                    _ => self.xml.skip()?,
                },
                Step::Close(close) => match close.local_name().as_ref() {
                    "row" => {
                        self.row = self.row.saturating_add(1);
                        self.col = 0;
                    }
                    "sheetData" => return Ok(()),
                    _ => {}
                },
                Step::Text(_) => {}
                Step::Done => return Err(BadXml),
            }
        }
    }

    fn row(&mut self, open: &BytesStart<'_>) {
        let (mut style, mut custom, mut hidden) = (None, false, false);
        for attr in open.attributes().with_checks(false).flatten() {
            match attr.key.into_inner() {
                "r" => {
                    self.row = attr.value.trim().parse::<u32>().ok().and_then(|r| r.checked_sub(1)).unwrap_or(self.row);
                }
                "s" => style = attr.value.trim().parse::<usize>().ok(),
                "customFormat" => custom = is_true(&attr.value),
                "hidden" => hidden = is_true(&attr.value),
                _ => {}
            }
        }
        if self.row <= MAX_ROW {
            if let (Some(style), true) = (style, custom) {
                self.scan.row_fills.insert(self.row, self.book.styles.get(style).fill);
            }
            if hidden {
                self.scan.hidden_rows.insert(self.row);
            }
        }
    }

    fn cell(&mut self, open: &BytesStart<'_>) -> Result<(), BadXml> {
        let head = self.head(open);
        self.scan.shares_strings |= head.kind == Kind::Shared;
        self.col = head.at.map_or(self.col, |(_, col)| col).saturating_add(1);
        let style = self.book.styles.get(head.style.unwrap_or(0));
        let everything = self.want == Want::Everything;
        let wants_value = everything || (head.kind == Kind::Shared && (self.any_struck || style.struck));
        let (mut value, mut inline, mut formula) = (None, None, None);
        loop {
            match self.xml.next()? {
                Step::Open(inner) => match split_name(inner.name().into_inner()).1 {
                    "v" if wants_value => value = Some(self.xml.text()?),
                    "f" => formula = Some(self.formula(&inner, head.at)?.into()),
                    "is" => inline = Some(read_rich(&mut self.xml)?),
                    _ => self.xml.skip()?,
                },
                Step::Close(_) => break,
                Step::Text(_) => {}
                Step::Done => return Err(BadXml),
            }
        }
        let Some(at) = head.at else {
            self.scan.lose(None);
            return Ok(());
        };
        let runs = match (&inline, &value) {
            (Some(rich), _) => rich.unstruck.as_ref(),
            (None, Some(index)) if head.kind == Kind::Shared => {
                index.trim().parse().ok().and_then(|index| self.book.strings.unstruck(index))
            }
            _ => None,
        };
        let unstruck = unstruck(runs, style.struck);
        let fill = match head.style {
            Some(_) if everything => style.fill,
            Some(_) => None,
            None => self.scan.inherited(at.0, at.1),
        };
        let stored = value.as_deref().and_then(|value| value.trim().parse::<f64>().ok());
        let value = match inline {
            Some(rich) if everything => text_value(rich.text),
            None if everything => {
                let styled = head.style.is_some_and(|style| style > 0);
                self.value(value.as_deref().unwrap_or_default(), head.kind, style.dress, at, styled)
            }
            _ => CellValue::Empty,
        };
        // Struck text is told for cells with a value; without values, the caller knows which ones have one.
        let unstruck = unstruck.filter(|_| !everything || value != CellValue::Empty).map(Arc::from);
        if value != CellValue::Empty || fill.is_some() || formula.is_some() || unstruck.is_some() {
            let mut cell = GridCell { value, unstruck, fill, formula, ..GridCell::default() };
            let number = stored.filter(|_| head.kind == Kind::Number);
            self.showing.show(&mut cell, style.format, number);
            self.scan.cells.push((at, cell));
        }
        Ok(())
    }

    fn head(&self, open: &BytesStart<'_>) -> Head {
        let mut head = Head { at: Some((self.row, self.col)), style: None, kind: Kind::Number };
        for attr in open.attributes().with_checks(false).flatten() {
            match attr.key.into_inner() {
                "r" => head.at = parse_a1(attr.value.trim()).or(head.at),
                "s" => head.style = attr.value.trim().parse().ok(),
                "t" => head.kind = kind(&attr.value),
                _ => {}
            }
        }
        head.at = head.at.filter(|(row, col)| *row <= MAX_ROW && *col <= MAX_COL);
        head
    }

    fn value(&mut self, text: &str, kind: Kind, dress: Dress, at: (u32, u32), styled: bool) -> CellValue {
        let trimmed = text.trim();
        if trimmed.is_empty() && kind != Kind::Text {
            return CellValue::Empty;
        }
        match kind {
            Kind::Text => text_value(stored_text(text)),
            // An inline text stands in an element of its own; a value beside it is not shown.
            Kind::Inline => CellValue::Empty,
            Kind::Error => CellValue::Error(trimmed.into()),
            Kind::Iso => iso_value(trimmed),
            Kind::Bool => match trimmed.to_ascii_lowercase().as_str() {
                "0" | "false" => CellValue::Bool(false),
                "1" | "true" => CellValue::Bool(true),
                _ => text_value(text),
            },
            Kind::Number => match trimmed.parse::<f64>() {
                Ok(value) => {
                    // By its format it is a day, a share or a number with letters, whatever its size.
                    self.scan.needs_formats |= styled;
                    number_value(value, dress, self.book.is_1904)
                }
                Err(_) => text_value(text),
            },
            Kind::Shared => match trimmed.parse().ok().and_then(|index| self.book.strings.get(index)) {
                Some(text) => text_value(text.clone()),
                None => {
                    self.scan.lose(Some(at));
                    CellValue::Empty
                }
            },
        }
    }

    /// The formula that was just opened; a shared one is spelled out for its own cell.
    fn formula(&mut self, open: &BytesStart<'_>, at: Option<(u32, u32)>) -> Result<String, BadXml> {
        let shared = attr(open, "t").is_some_and(|kind| kind == "shared");
        let index = number(open, "si");
        let text = stored_text(&self.xml.text()?);
        let (true, Some(index), Some(at)) = (shared, index, at) else { return Ok(text) };
        if !text.is_empty() {
            self.shared.insert(index, (at, text.clone()));
            return Ok(text);
        }
        let Some((anchor, template)) = self.shared.get(&index) else { return Ok(text) };
        // Beyond the cap it is still told that there is a formula, but not which one.
        let Some(left) = self.formula_room.checked_sub(template.len()) else { return Ok(text) };
        self.formula_room = left;
        let expanded = quietly(|| expand_shared_formula(template, *anchor, at)).and_then(Result::ok);
        Ok(expanded.unwrap_or_else(|| template.clone()))
    }
}

/// The number of the last row, from zero.
fn last_row(rows: &str) -> u32 {
    let tag =
        rows.rfind("<row").and_then(|at| rows.get(at..)).and_then(|row| row.split('>').next()).unwrap_or_default();
    let number = tag.split(" r=").nth(1).map(|rest| rest.trim_matches(['"', '\'']));
    let digits: String = number.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().unwrap_or_default().saturating_sub(1)
}

fn kind(text: &str) -> Kind {
    match text {
        "s" => Kind::Shared,
        "inlineStr" | "is" => Kind::Inline,
        "str" => Kind::Text,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Iso,
        _ => Kind::Number,
    }
}

/// The text that is left without struck runs; `None` where nothing is struck.
fn unstruck(runs: Option<&Unstruck>, struck_font: bool) -> Option<String> {
    match (runs, struck_font) {
        (Some(rest), true) => Some(rest.in_struck.clone()),
        (Some(rest), false) => rest.normal.clone(),
        (None, true) => Some(String::new()),
        (None, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(strings: &str, styles: &str) -> Book {
        Book {
            strings: Strings::new(strings.to_owned()),
            styles: Styles::read(styles, None),
            is_1904: false,
            locale: Locale::default(),
        }
    }

    fn everything(part: &str) -> Scan {
        scan(part, &book("<sst><si><t>een</t></si></sst>", ""), Want::Everything)
    }

    fn shown(scan: &Scan) -> Vec<String> {
        let show =
            |((row, col), cell): &((u32, u32), GridCell)| format!("{}={}", crate::cell::a1(*row, *col), cell.text());
        scan.cells.iter().map(show).collect()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let scan = everything(
            "<worksheet><sheetData><row r='2'><c r='B2' t='s'><v>0</v></c><c t='inlineStr'><is><t>twee</t></is></c>\
             <c t='b'><v>1</v></c><c t='e'><v>#SPILL!</v></c><c t='d'><v>2025-08-27</v></c><c><v>3.5</v></c>\
             <c t='str'><f>A1&amp;\"x\"</f><v>a &lt; b</v></c><c t='new'><v>9</v></c><c t='s'><v>7</v></c></row>\
             <row><c><v>1</v><extLst><ext uri='x'><v>2</v></ext></extLst></c></row></sheetData></worksheet>",
        );
        let expected =
            ["B2=een", "C2=twee", "D2=WAAR", "E2=#SPILL!", "F2=27-08-2025", "G2=3,5", "H2=a < b", "I2=9", "A3=1"];
        assert_eq!(shown(&scan), expected);
        assert_eq!((scan.lost.as_slice(), scan.lost_count), (&[(1, 9)][..], 1));
        assert_eq!(scan.cells.get(6).and_then(|(_, cell)| cell.formula.as_deref()), Some("A1&\"x\""));
    }

    #[test]
    fn shared_formulas_are_spelled_out() {
        let scan = everything(
            "<worksheet><sheetData><row r='1'><c r='A1'><f t='shared' ref='A1:A2' si='0'>B1+$C$1</f><v>1</v></c></row>\
             <row r='2'><c r='A2'><f t='shared' si='0'/><v>2</v></c><c r='B2'><f t='shared' si='9'/><v>2</v></c></row></sheetData></worksheet>",
        );
        let formulas: Vec<_> = scan.cells.iter().map(|(_, cell)| cell.formula.as_deref().unwrap_or("-")).collect();
        assert_eq!(formulas, ["B1+$C$1", "B2+$C$1", ""]);
    }

    #[test]
    fn hidden_rows_columns_and_merges_are_found() {
        let scan = everything(
            "<x:worksheet xmlns:x='u'><x:cols><x:col min='2' max='3' hidden='1'/><x:col min='16380' max='99999' hidden='true'/></x:cols>\
             <x:sheetData><x:row r='1' hidden='1'/><x:row hidden='0'/><x:row hidden='true'/></x:sheetData>\
             <x:mergeCells><x:mergeCell ref='B3:B7'/><x:mergeCell ref='nergens'/></x:mergeCells></x:worksheet>",
        );
        assert_eq!(scan.hidden_rows, BTreeSet::from([0, 2]));
        assert_eq!(scan.hidden_columns, BTreeSet::from([1, 2, 16379, 16380, 16381, 16382, 16383]));
        assert_eq!(scan.merges.iter().map(Span::to_string).collect::<Vec<_>>(), ["B3:B7"]);
        assert_eq!(scan.broken_at, None);
    }

    #[test]
    fn a_break_in_the_xml_keeps_what_came_before() {
        let scan = everything("<worksheet><sheetData><row r='1'><c><v>1</v></c></row><row r='2'><c><v>2");
        assert_eq!((shown(&scan), scan.broken_at), (vec!["A1=1".to_owned()], Some(1)));
        assert_eq!(everything("").broken_at, Some(0));
        assert_eq!(everything("<chartsheet/>").root, "chartsheet");
    }

    #[test]
    fn fills_come_from_the_cell_or_else_its_row_or_column() {
        let styles = "<styleSheet><fills><fill><patternFill/></fill><fill><patternFill patternType='solid'><fgColor rgb='FFFF0000'/></patternFill></fill>\
            <fill><patternFill patternType='solid'><fgColor rgb='FF00B050'/></patternFill></fill></fills>\
            <cellXfs><xf fillId='0'/><xf fillId='1'/><xf fillId='2'/></cellXfs></styleSheet>";
        let part = "<worksheet><cols><col min='2' max='4' style='1'/></cols><sheetData>\
            <row r='1'><c r='A1' s='2'/><c r='B1'/><c r='C1' s='0'><v>1</v></c><c r='E1'/></row>\
            <row r='2' s='2' customFormat='1'><c r='B2'/></row><row r='3' s='2'><c r='B3'/></row></sheetData></worksheet>";
        let book = book("", styles);
        let fills = |want| {
            let scan = scan(part, &book, want);
            let show = |((row, col), cell): &((u32, u32), GridCell)| {
                format!(
                    "{}={}",
                    crate::cell::a1(*row, *col),
                    cell.fill.map(|fill| fill.to_string()).unwrap_or_default()
                )
            };
            scan.cells.iter().map(show).collect::<Vec<_>>()
        };
        assert_eq!(fills(Want::Everything), ["A1=00B050", "B1=FF0000", "C1=", "B2=00B050", "B3=FF0000"]);
        assert_eq!(fills(Want::Extras), ["B1=FF0000", "B2=00B050", "B3=FF0000"]);
    }

    #[test]
    fn plain_rows_are_passed_over_and_others_are_not() {
        let part = |rows: &str| {
            format!(
                "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref='B3:B7'/></mergeCells></worksheet>"
            )
        };
        let extras = |rows: &str| scan(&part(rows), &book("", ""), Want::Extras);
        let plain = extras("<row r='1'><c r='A1'><v>1</v></c></row><row r=\"12\"><c r='A12'><v>1</v></c></row>");
        assert_eq!((plain.cells.len(), plain.merges.len(), plain.broken_at), (0, 1, None));
        let struck = extras(
            "<row r='1'><c r='A1' t='inlineStr'><is><r><rPr><strike/></rPr><t>oud</t></r><r><t>nieuw</t></r></is></c></row>",
        );
        assert_eq!(struck.cells.first().and_then(|(_, cell)| cell.unstruck.as_deref()), Some("nieuw"));
        assert_eq!(extras("<!-- </sheetData> --><row r='2' hidden='1'/>").hidden_rows, BTreeSet::from([1]));
        assert_eq!(extras("<row r='1'><c r='A1'><f>1+1</f><v>2</v></c></row>").cells.len(), 1);
        assert_eq!(last_row("<row r='3'/><row spans='1:2' r=\"12\" ht='3'>"), 11);
    }

    #[test]
    fn struck_text_is_told_for_runs_and_for_whole_cells() {
        let strings =
            "<sst><si><r><rPr><strike/></rPr><t>oud</t></r><r><rPr/><t>nieuw</t></r></si><si><t>los</t></si></sst>";
        let styles = "<styleSheet><fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId='1'/></cellXfs></styleSheet>";
        let part = "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c s='1' t='s'><v>1</v></c>\
            <c s='1'><v>4</v></c><c s='1'/><c s='1' t='s'><v>0</v></c>\
            <c t='inlineStr'><is><r><rPr><strike/></rPr><t>weg</t></r><r><t>blijft</t></r></is></c></row></sheetData></worksheet>";
        let book = book(strings, styles);
        let scan = scan(part, &book, Want::Everything);
        let rest: Vec<_> = scan.cells.iter().map(|(_, cell)| cell.unstruck.as_deref()).collect();
        assert_eq!(rest, [Some("nieuw"), None, Some(""), Some(""), Some("nieuw"), Some("blijft")]);
    }
}
