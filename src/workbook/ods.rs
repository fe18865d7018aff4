//! ods: one pass over the content part, for values, fills, merges, notes and hidden rows and columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::shown::in_general;
use super::values::{iso_date, text_value};
use super::{Format, Workbook, WorkbookError, properties};
use crate::cell::{CellValue, DateShown, Grid, GridCell, MAX_COL, MAX_ROW, Rgb, Span, StaffNote};
use crate::number_format::Locale;
use crate::ooxml::pull::{BadXml, Step, Xml, attr, attr_local};
use crate::ooxml::sound::Flaw;
use crate::ooxml::{Entries, PartError};
use crate::own::staff_text;
use crate::unread::{Hides, Unread, What, hide_colours};
use crate::wording::Wording;

/// How many cells repeats may add to a sheet: a repeat is two numbers in the file, and a million cells in memory.
const REPEAT_LIMIT: usize = 200_000;
/// How many columns a fill without a value is repeated over.
const FILL_REPEAT: u32 = 64;
/// How far styles may inherit from each other.
const STYLE_DEPTH: usize = 16;

/// Reads an OpenDocument spreadsheet.
pub(super) fn read(bytes: &[u8], name: &str, locale: Locale) -> Result<Workbook, WorkbookError> {
    let fail = |error| WorkbookError::of_part(name, error);
    let mut package = Entries::open(bytes).map_err(fail)?;
    match package.text("META-INF/manifest.xml") {
        Ok(manifest) if manifest.contains("encryption-data") => return Err(fail(PartError::Encrypted)),
        Err(error @ PartError::TooLarge(_)) => return Err(fail(error)),
        _ => {}
    }
    let mut unread = Vec::new();
    let mut styles = Styles::default();
    match package.text("styles.xml") {
        // Styles that cannot be read to their end keep what was read.
        Ok(text) => _ = styles.read(&mut Xml::new(&text), "document-styles"),
        Err(error @ PartError::TooLarge(_)) => return Err(fail(error)),
        Err(PartError::Missing) => {}
        Err(_) => {
            let reason = Flaw::Damaged.words();
            unread.push(Unread { what: What::Part("styles.xml".into()), reason, hides: Hides::Colours });
        }
    }
    let content = package.text("content.xml").map_err(fail)?;
    let mut pass = Pass { xml: Xml::new(&content), styles, sheets: Vec::new(), authors: BTreeSet::new(), locale };
    if pass.document().is_err() {
        // The sheet in which it breaks off is not whole.
        pass.sheets.pop();
        if pass.sheets.is_empty() {
            return Err(WorkbookError::damaged(name));
        }
        let reason =
            Wording::of("wat na de beschadiging komt, is niet gelezen", "what follows the damage was not read");
        unread.push(Unread { what: What::Part("content.xml".into()), reason, hides: Hides::Actions });
    }
    if hide_colours(&unread) {
        pass.sheets.iter_mut().for_each(Grid::forget_colours);
    }
    let meta = match package.text("meta.xml") {
        Ok(text) => text,
        Err(error @ PartError::TooLarge(_)) => return Err(fail(error)),
        Err(_) => String::new(),
    };
    let mut properties = properties::of_document(&meta);
    properties.extend(properties::note_authors(pass.authors));
    Ok(Workbook { format: Format::Ods, sheets: pass.sheets, properties, troubles: Vec::new(), unread })
}

/// What one style says itself.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    /// The fill, where the style names one; `Some(None)` is transparent.
    fill: Option<Option<Rgb>>,
    struck: Option<bool>,
    hidden: bool,
    /// The name of the format of numbers and dates.
    format: Option<String>,
}

#[derive(Default)]
struct Styles {
    by_name: HashMap<String, Style>,
    /// What formats of dates show of one.
    dates: HashMap<String, DateShown>,
}

impl Styles {
    /// Reads style elements up to the end of the element named `until`, which was just opened.
    fn read(&mut self, xml: &mut Xml<'_>, until: &str) -> Result<(), BadXml> {
        let mut current: Option<String> = None;
        loop {
            match xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "style" => {
                        let name = attr_local(&open, "name").unwrap_or_default().into_owned();
                        let parent = attr_local(&open, "parent-style-name").map(|parent| parent.into_owned());
                        let format = attr_local(&open, "data-style-name").map(|format| format.into_owned());
                        self.by_name.insert(name.clone(), Style { parent, format, ..Style::default() });
                        current = Some(name);
                    }
                    "date-style" | "time-style" => {
                        let name = attr_local(&open, "name").unwrap_or_default().into_owned();
                        let shown = date_format(xml)?;
                        self.dates.insert(name, shown);
                    }
                    element => {
                        if let Some(style) = current.as_ref().and_then(|name| self.by_name.get_mut(name)) {
                            style.add(element, &open);
                        }
                    }
                },
                Step::Close(close) => match close.local_name().as_ref() {
                    "style" => current = None,
                    name if name == until => return Ok(()),
                    _ => {}
                },
                Step::Text(_) => {}
                Step::Done => return Err(BadXml),
            }
        }
    }

    /// The first answer among a style and those that it inherits from.
    fn inherited<T>(&self, name: &str, answer: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut style = self.by_name.get(name);
        for _ in 0..STYLE_DEPTH {
            let here = style?;
            if let Some(found) = answer(here) {
                return Some(found);
            }
            style = here.parent.as_ref().and_then(|parent| self.by_name.get(parent));
        }
        None
    }

    fn fill(&self, name: &str) -> Option<Rgb> {
        self.inherited(name, |style| style.fill).flatten()
    }

    fn date_shown(&self, name: &str) -> DateShown {
        let of_format = |style: &Style| Some(self.dates.get(style.format.as_ref()?).copied().unwrap_or_default());
        self.inherited(name, of_format).unwrap_or_default()
    }

    fn struck(&self, name: &str) -> bool {
        self.inherited(name, |style| style.struck).unwrap_or(false)
    }
}

/// What the format of dates or times that was just opened shows of a date.
fn date_format(xml: &mut Xml<'_>) -> Result<DateShown, BadXml> {
    let (mut year, mut month, mut day, mut depth) = (false, false, false, 0_u32);
    loop {
        match xml.next()? {
            Step::Open(open) => {
                depth += 1;
                match open.local_name().as_ref() {
                    "year" => year = true,
                    "month" => month = true,
                    "day" => day = true,
                    _ => {}
                }
            }
            Step::Close(_) if depth == 0 => return Ok(DateShown::of(year, month, day)),
            Step::Close(_) => depth -= 1,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

impl Style {
    fn add(&mut self, element: &str, open: &BytesStart<'_>) {
        match element {
            "table-cell-properties" => {
                if let Some(color) = attr_local(open, "background-color") {
                    self.fill = Some(Rgb::parse(color.trim()));
                }
            }
            "text-properties" => {
                // LibreOffice writes either of the two, and the other properties of a style without a line.
                let line =
                    attr_local(open, "text-line-through-style").or_else(|| attr_local(open, "text-line-through-type"));
                if let Some(line) = line {
                    self.struck = Some(line != "none");
                }
            }
            "table-properties" => self.hidden = attr_local(open, "display").is_some_and(|shown| shown == "false"),
            _ => {}
        }
    }
}

struct Pass<'a> {
    xml: Xml<'a>,
    styles: Styles,
    sheets: Vec<Grid>,
    /// Who wrote notes of staff.
    authors: BTreeSet<String>,
    /// For what the file does not say how it is shown.
    locale: Locale,
}

/// A run of columns or rows: the first, how many, and what counts for all of them.
struct Band {
    first: u32,
    count: u32,
    hidden: bool,
    style: Option<String>,
}

/// One sheet while it is read.
#[derive(Default)]
struct Sheet {
    cells: BTreeMap<(u32, u32), GridCell>,
    merges: Vec<Span>,
    notes: Vec<StaffNote>,
    columns: Vec<Band>,
    rows: Vec<Band>,
    next_column: u32,
    row: u32,
    copies: usize,
}

/// One cell as read, before it gets its place.
#[derive(Default)]
struct Content {
    cell: GridCell,
    note: Option<String>,
    width: u32,
    height: u32,
    repeat: u32,
}

impl Pass<'_> {
    fn document(&mut self) -> Result<(), BadXml> {
        loop {
            match self.xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "automatic-styles" => self.styles.read(&mut self.xml, "automatic-styles")?,
                    "table" => self.table(&open)?,
                    // Tracked changes hold cells that are no longer there, links the cells of other files.
                    "tracked-changes" | "dde-links" => self.xml.skip()?,
                    _ => {}
                },
                Step::Done if self.sheets.is_empty() => return Err(BadXml),
                Step::Done => return Ok(()),
                _ => {}
            }
        }
    }

    fn table(&mut self, open: &BytesStart<'_>) -> Result<(), BadXml> {
        let name = attr_local(open, "name").unwrap_or_default().into_owned();
        let style = attr_local(open, "style-name").unwrap_or_default().into_owned();
        // LibreOffice keeps what formulas read from other files as sheets of this style.
        if style == "ta_extref" {
            return self.xml.skip();
        }
        let hidden = self.styles.by_name.get(&style).is_some_and(|style| style.hidden);
        let mut sheet = Sheet::default();
        let read = self.table_content(&mut sheet);
        self.sheets.push(sheet.grid(&name, hidden));
        read
    }

    fn table_content(&mut self, sheet: &mut Sheet) -> Result<(), BadXml> {
        loop {
            match self.xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "table-column" => sheet.column(&open),
                    "table-row" => self.row(&open, sheet)?,
                    // Groups and headers of rows and columns only wrap what they hold.
                    "table-rows"
                    | "table-row-group"
                    | "table-header-rows"
                    | "table-columns"
                    | "table-column-group"
                    | "table-header-columns" => {}
                    _ => self.xml.skip()?,
                },
                Step::Close(close) if close.local_name().as_ref() == "table" => return Ok(()),
                Step::Done => return Err(BadXml),
                _ => {}
            }
        }
    }

    fn row(&mut self, open: &BytesStart<'_>, sheet: &mut Sheet) -> Result<(), BadXml> {
        let repeat = count(open, "number-rows-repeated");
        let row_style = attr_local(open, "default-cell-style-name").map(|style| style.into_owned());
        sheet.rows.push(Band { first: sheet.row, count: repeat, hidden: is_hidden(open), style: None });
        let mut cells: Vec<(u32, Content)> = Vec::new();
        let mut col = 0u32;
        let read = loop {
            match self.xml.next() {
                Ok(Step::Open(open)) => {
                    let fallback = row_style.as_deref().or_else(|| sheet.column_style(col));
                    let covered = match open.local_name().as_ref() {
                        "table-cell" => false,
                        "covered-table-cell" => true,
                        _ => match self.xml.skip() {
                            Ok(()) => continue,
                            Err(error) => break Err(error),
                        },
                    };
                    match self.cell(&open, fallback) {
                        Ok(mut content) => {
                            let next = col.saturating_add(content.repeat);
                            // What a merge covers is not shown.
                            if covered {
                                content.cell = GridCell::default();
                            }
                            if col <= MAX_COL {
                                cells.push((col, content));
                            }
                            col = next;
                        }
                        Err(error) => break Err(error),
                    }
                }
                Ok(Step::Close(_)) => break Ok(()),
                Ok(Step::Text(_)) => {}
                Ok(Step::Done) => break Err(BadXml),
                Err(error) => break Err(error),
            }
        };
        sheet.place(cells, repeat);
        read
    }

    fn cell(&mut self, open: &BytesStart<'_>, fallback: Option<&str>) -> Result<Content, BadXml> {
        let own = attr_local(open, "style-name");
        let style = own.as_deref().or(fallback).unwrap_or("Default");
        let mut text = Text { struck_cell: self.styles.struck(style), ..Text::default() };
        let mut note = None;
        let mut depth = 0u32;
        loop {
            match self.xml.next()? {
                Step::Open(inner) => match inner.local_name().as_ref() {
                    "annotation" => note = self.annotation()?,
                    "p" if depth == 0 => text.paragraph(&mut self.xml, &self.styles)?,
                    // Drawings, charts and detective marks hold text that is not the cell's.
                    _ => depth += 1,
                },
                Step::Close(_) if depth == 0 => break,
                Step::Close(_) => depth -= 1,
                Step::Text(_) => {}
                Step::Done => return Err(BadXml),
            }
        }
        let formula = attr_local(open, "formula").map(|formula| plain_formula(&formula).into());
        let value = value(open, &text.all);
        let shown = self.shown(&value, text.all.trim());
        let date_shown = match value {
            CellValue::Date(_) => self.styles.date_shown(style),
            _ => DateShown::Whole,
        };
        let unstruck = text.unstruck().filter(|_| value != CellValue::Empty).map(Arc::from);
        let fill = self.styles.fill(style);
        Ok(Content {
            cell: GridCell { value, unstruck, fill, formula, shown, date_shown, ..GridCell::default() },
            note,
            width: count(open, "number-columns-spanned"),
            height: count(open, "number-rows-spanned"),
            repeat: count(open, "number-columns-repeated"),
        })
    }

    /// What a cell shows: its paragraphs, which the program that wrote the file made by the format.
    fn shown(&self, value: &CellValue, text: &str) -> Option<Arc<str>> {
        match value {
            CellValue::Number(_) | CellValue::Date(_) if !text.is_empty() => {
                Some(text).filter(|text| **text != *value.text()).map(Arc::from)
            }
            _ => in_general(value, self.locale),
        }
    }

    /// The note that was just opened; `None` where planwacht wrote it.
    fn annotation(&mut self) -> Result<Option<String>, BadXml> {
        let mut text = Text::default();
        let mut author = String::new();
        loop {
            match self.xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "p" => text.paragraph(&mut self.xml, &self.styles)?,
                    "creator" => author = self.xml.text()?,
                    "list" | "list-item" => {}
                    _ => self.xml.skip()?,
                },
                Step::Close(close) if close.local_name().as_ref() == "annotation" => break,
                Step::Done => return Err(BadXml),
                _ => {}
            }
        }
        let staff = Some(staff_text(&author, &text.all)).filter(|staff| !staff.trim().is_empty());
        if staff.is_some() && !author.trim().is_empty() {
            self.authors.insert(author.trim().to_owned());
        }
        Ok(staff)
    }
}

/// The text of a cell or note, paragraph after paragraph.
#[derive(Default)]
struct Text {
    all: String,
    kept: String,
    paragraphs: usize,
    any_struck: bool,
    struck_cell: bool,
}

impl Text {
    fn unstruck(self) -> Option<String> {
        (self.any_struck || self.struck_cell).then_some(self.kept)
    }

    fn push(&mut self, text: &str, struck: bool) {
        self.all.push_str(text);
        self.any_struck |= struck && !text.is_empty();
        if !struck {
            self.kept.push_str(text);
        }
    }

    /// Reads the paragraph that was just opened. White space counts once, as in HTML; tabs and line breaks are elements.
    fn paragraph(&mut self, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), BadXml> {
        if self.paragraphs > 0 {
            self.push("\n", self.struck_cell);
        }
        self.paragraphs += 1;
        let mut struck = vec![self.struck_cell];
        loop {
            let now = struck.last().copied().unwrap_or(self.struck_cell);
            match xml.next()? {
                Step::Open(open) => {
                    let mut inner = now;
                    match open.local_name().as_ref() {
                        "s" => self.push(&" ".repeat(count(&open, "c").min(1000) as usize), now),
                        "tab" => self.push("\t", now),
                        "line-break" => self.push("\n", now),
                        "span" => {
                            if let Some(style) = attr_local(&open, "style-name") {
                                inner = styles.inherited(&style, |style| style.struck).unwrap_or(now);
                            }
                        }
                        _ => {}
                    }
                    struck.push(inner);
                }
                Step::Close(_) => {
                    struck.pop();
                    if struck.is_empty() {
                        return Ok(());
                    }
                }
                Step::Text(text) => {
                    let words = collapsed(&text, self.all.ends_with([' ', '\n', '\t']) || self.all.is_empty());
                    self.push(&words, now);
                }
                Step::Done => return Err(BadXml),
            }
        }
    }
}

/// Runs of white space as one space; none where a space already stands before.
fn collapsed(text: &str, mut after_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !(space && after_space) {
            out.push(if space { ' ' } else { c });
        }
        after_space = space;
    }
    out
}

fn value(open: &BytesStart<'_>, text: &str) -> CellValue {
    if attr(open, "calcext:value-type").is_some_and(|kind| kind == "error") {
        return CellValue::Error(text.into());
    }
    let shown = || text_value(text);
    let kind = attr(open, "office:value-type").or_else(|| attr_local(open, "value-type")).unwrap_or_default();
    match kind.as_ref() {
        "float" | "percentage" | "currency" => {
            let number = attr_local(open, "value").and_then(|value| value.trim().parse::<f64>().ok());
            number.filter(|number| number.is_finite()).map_or_else(shown, CellValue::Number)
        }
        "date" => attr_local(open, "date-value").and_then(|date| iso_date(&date)).map_or_else(shown, CellValue::Date),
        "boolean" => attr_local(open, "boolean-value").map_or_else(shown, |value| CellValue::Bool(value == "true")),
        _ => match attr_local(open, "string-value") {
            Some(text) => text_value(text),
            None => shown(),
        },
    }
}

/// A formula without its namespace: `of:=TODAY()` is `TODAY()`.
fn plain_formula(formula: &str) -> &str {
    formula
        .split_once('=')
        .filter(|(space, _)| space.is_empty() || space.ends_with(':'))
        .map_or(formula, |(_, rest)| rest)
}

fn count(open: &BytesStart<'_>, name: &str) -> u32 {
    attr_local(open, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(open: &BytesStart<'_>) -> bool {
    attr_local(open, "visibility").is_some_and(|seen| seen == "collapse" || seen == "filter")
}

impl Sheet {
    fn column(&mut self, open: &BytesStart<'_>) {
        let style = attr_local(open, "default-cell-style-name").map(|style| style.into_owned());
        let repeat = count(open, "number-columns-repeated");
        self.columns.push(Band { first: self.next_column, count: repeat, hidden: is_hidden(open), style });
        self.next_column = self.next_column.saturating_add(repeat);
    }

    fn column_style(&self, col: u32) -> Option<&str> {
        let at = self.columns.partition_point(|band| band.first <= col).checked_sub(1)?;
        let band = self.columns.get(at)?;
        (col - band.first < band.count).then_some(band.style.as_deref()).flatten()
    }

    /// Puts the cells of a row in their place, as often as the row and they themselves repeat.
    fn place(&mut self, cells: Vec<(u32, Content)>, repeat: u32) {
        let top = self.row;
        self.row = self.row.saturating_add(repeat);
        if top > MAX_ROW {
            return;
        }
        for (col, content) in &cells {
            self.remember(top, *col, content);
        }
        // A row of fills alone that repeats is the colour of the empty rest of a sheet.
        let has_value = cells.iter().any(|(_, content)| content.cell.value != CellValue::Empty);
        let bottom = if has_value { top.saturating_add(repeat - 1).min(MAX_ROW) } else { top };
        for row in top..=bottom {
            if row > top && self.copies >= REPEAT_LIMIT {
                break;
            }
            for (col, content) in &cells {
                self.place_cell(row, *col, content, row > top);
            }
        }
    }

    fn place_cell(&mut self, row: u32, first: u32, content: &Content, row_repeats: bool) {
        let cell = &content.cell;
        let valued = cell.value != CellValue::Empty;
        if !valued && cell.fill.is_none() && cell.formula.is_none() {
            return;
        }
        let repeat = if valued { content.repeat } else { content.repeat.min(FILL_REPEAT) };
        for col in first..=first.saturating_add(repeat - 1).min(MAX_COL) {
            if row_repeats || col > first {
                if self.copies >= REPEAT_LIMIT {
                    return;
                }
                self.copies += 1;
            }
            self.cells.insert((row, col), cell.clone());
        }
    }

    fn remember(&mut self, row: u32, col: u32, content: &Content) {
        if content.width > 1 || content.height > 1 {
            let bottom = row.saturating_add(content.height - 1).min(MAX_ROW);
            let right = col.saturating_add(content.width - 1).min(MAX_COL);
            self.merges.push(Span { top: row, left: col, bottom, right });
        }
        if let Some(text) = content.note.as_ref().filter(|text| !text.trim().is_empty()) {
            self.notes.push(StaffNote { row, col, text: text.clone() });
        }
    }

    fn grid(self, name: &str, hidden: bool) -> Grid {
        let last_row = self.cells.keys().next_back().map_or(0, |(row, _)| row + 1);
        let last_col = self.cells.keys().map(|(_, col)| col + 1).max().unwrap_or(0);
        let mut troubles = Vec::new();
        if self.copies >= REPEAT_LIMIT {
            troubles.push(Wording::of(
                format!("Op blad '{name}' herhaalt een cel zich te vaak: niet alle herhalingen zijn gelezen. Verwijder lege rijen en kolommen."),
                format!("On sheet '{name}' a cell repeats too often: not all repeats were read. Remove empty rows and columns."),
            ));
        }
        Grid {
            sheet: Arc::from(name),
            hidden,
            troubles,
            hidden_rows: hidden_within(&self.rows, last_row),
            hidden_columns: hidden_within(&self.columns, last_col),
            cells: self.cells,
            merges: self.merges,
            notes: self.notes,
            ..Grid::default()
        }
    }
}

/// The hidden rows or columns before `end`: those beyond hold nothing, and may be a million.
fn hidden_within(bands: &[Band], end: u32) -> BTreeSet<u32> {
    let hidden = bands.iter().filter(|band| band.hidden);
    hidden.flat_map(|band| band.first..band.first.saturating_add(band.count).min(end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(styles: &str, tables: &str) -> Vec<Grid> {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
             <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
        );
        let mut pass = Pass {
            xml: Xml::new(&content),
            styles: Styles::default(),
            sheets: Vec::new(),
            authors: BTreeSet::new(),
            locale: Locale::default(),
        };
        pass.document().unwrap();
        pass.sheets
    }

    fn table(rows: &str) -> Grid {
        sheets("", &format!("<table:table table:name='Blad'>{rows}</table:table>")).remove(0)
    }

    #[test]
    fn values_of_every_type_are_read() {
        let grid = table(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>een<text:s text:c='2'/>twee</text:p><text:p>drie<text:line-break/>vier</text:p></table:table-cell>\
             <table:table-cell office:value-type='float' office:value='45896.5' table:formula='of:=TODAY()'><text:p>x</text:p></table:table-cell>\
             <table:table-cell office:value-type='date' office:date-value='2025-08-27'><text:p>27-08-25</text:p></table:table-cell>\
             <table:table-cell office:value-type='boolean' office:boolean-value='true'><text:p>WAAR</text:p></table:table-cell>\
             <table:table-cell office:value-type='string' office:string-value='' calcext:value-type='error'><text:p>#VERW!</text:p></table:table-cell>\
             <table:table-cell office:value-type='date' office:date-value='2025-02-31'><text:p>31-02-2025</text:p></table:table-cell></table:table-row>",
        );
        let texts: Vec<_> = (0..6).map(|col| grid.text(0, col)).collect();
        assert_eq!(texts, ["een  twee\ndrie\nvier", "x", "27-08-25", "WAAR", "#VERW!", "31-02-2025"].map(Into::into));
        assert_eq!(grid.get(0, 1).and_then(|cell| cell.formula.as_deref()), Some("TODAY()"));
        assert!(matches!(grid.get(0, 4).map(|cell| &cell.value), Some(CellValue::Error(_))));
    }

    #[test]
    fn repeats_are_counted_but_never_believed() {
        let grid = table(
            "<table:table-column table:number-columns-repeated='3' table:visibility='collapse'/>\
             <table:table-row table:number-rows-repeated='2'><table:table-cell office:value-type='float' office:value='1' table:number-columns-repeated='2'/>\
             <table:table-cell table:number-columns-repeated='16382'/></table:table-row>\
             <table:table-row table:number-rows-repeated='1000000' table:visibility='filter'><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell office:value-type='float' office:value='2' table:number-columns-repeated='4294967295'/></table:table-row>",
        );
        assert_eq!(&*grid.text(1, 1), "1");
        assert_eq!(grid.get(2, 0), None);
        assert_eq!(&*grid.text(1_000_002, 16_383), "2");
        assert_eq!(grid.cells.len(), 4 + 16_384);
        assert_eq!(grid.hidden_columns.len(), 3);
        let flood = table(
            "<table:table-row table:number-rows-repeated='4294967295'><table:table-cell office:value-type='float' office:value='2' table:number-columns-repeated='9999999'/></table:table-row>",
        );
        assert!(flood.cells.len() <= REPEAT_LIMIT + 2 && flood.troubles.len() == 1);
    }

    #[test]
    fn fills_strikes_merges_notes_and_hidden_sheets_are_found() {
        let styles = "<style:style style:name='ce1' style:family='table-cell'><style:table-cell-properties fo:background-color='#92d050'/></style:style>\
            <style:style style:name='ce2' style:parent-style-name='ce1'><style:text-properties style:text-line-through-style='solid'/></style:style>\
            <style:style style:name='ce3' style:parent-style-name='ce1'><style:table-cell-properties fo:background-color='transparent'/></style:style>\
            <style:style style:name='ta1'><style:table-properties table:display='false'/></style:style>\
            <style:style style:name='T1'><style:text-properties style:text-line-through-style='solid'/></style:style>";
        let tables = "<table:table table:name='Weg' table:style-name='ta1'><table:table-column table:default-cell-style-name='ce1'/>\
            <table:table-row><table:table-cell table:number-columns-spanned='2' table:number-rows-spanned='2'><office:annotation><dc:creator>B</dc:creator><text:p>let op</text:p><text:p>--- planwacht ---</text:p><text:p>Fout</text:p><text:p>SIGN</text:p></office:annotation></table:table-cell>\
            <table:covered-table-cell office:value-type='float' office:value='3'/>\
            <table:table-cell table:style-name='ce2' office:value-type='string'><office:annotation><dc:creator>planwacht</dc:creator><text:p>Fout</text:p><text:p>SIGN</text:p></office:annotation><text:p>oud</text:p></table:table-cell>\
            <table:table-cell table:style-name='ce3' office:value-type='string'><text:p><text:span text:style-name='T1'>oud</text:span> nieuw</text:p></table:table-cell></table:table-row></table:table>\
            <table:table table:name='x' table:style-name='ta_extref'><table:table-row><table:table-cell/></table:table-row></table:table>";
        let mut grids = sheets(styles, &tables.replace("SIGN", &crate::own::footer("Fout")));
        assert_eq!(grids.len(), 1);
        let grid = grids.remove(0);
        assert!(grid.hidden);
        let fill = |col| grid.get(0, col).and_then(|cell| cell.fill).map(|fill| fill.to_string());
        assert_eq!((fill(0), fill(1), fill(2), fill(3)), (Some("92D050".into()), None, Some("92D050".into()), None));
        assert_eq!(grid.get(0, 2).and_then(|cell| cell.unstruck.as_deref()), Some(""));
        assert_eq!(grid.get(0, 3).and_then(|cell| cell.unstruck.as_deref()), Some(" nieuw"));
        assert_eq!(grid.merges.iter().map(Span::to_string).collect::<Vec<_>>(), ["A1:B2"]);
        assert_eq!(grid.notes, [StaffNote { row: 0, col: 0, text: "let op".into() }]);
    }
}
