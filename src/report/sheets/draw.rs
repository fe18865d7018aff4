//! Drawing a sheet row by row: titles, tables, links, and rows as high as their text.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Url, Worksheet, XlsxError};

use super::look::{HEAD, Look};
use crate::cell::CellRef;
use crate::finding::Severity;
use crate::privacy::MASK;
use crate::report::words;
use crate::wording::Lang;

/// The longest text that a cell holds, in UTF-16 code units; an Excel limit.
const CELL_LIMIT: usize = 32_767;
/// Hyperlinks that a sheet can have; an Excel limit.
const LINK_LIMIT: usize = 65_530;
/// Rows of a table after which we stop and say so; Excel ends at 1,048,576 rows.
const ROW_LIMIT: usize = 1_000_000;
/// Excel's numbers of paper sizes. The wide tables are drawn for A3, on which they can be read.
const PAPER_A4: u8 = 9;
const PAPER_A3: u8 = 8;
/// Height of a line of text, in points.
const LINE_HEIGHT: f64 = 13.0;
/// The highest row that Excel has, in points.
const ROW_HEIGHT_LIMIT: f64 = 409.0;
/// Space above and below the text of a row, in points.
const ROW_PADDING: f64 = 4.0;
/// What the indent of a cell takes, in units of column width.
const INDENT: f64 = 1.6;
/// Characters of our font that fit in one unit of column width, with room for words that do not break.
const CHARACTERS_PER_UNIT: f64 = 1.22;

/// Text that a cell can hold: no control characters, and no longer than Excel allows.
pub(super) fn fit(text: &str) -> Cow<'_, str> {
    let text = words::clean(text);
    if text.len() <= CELL_LIMIT || text.encode_utf16().count() <= CELL_LIMIT {
        return text;
    }
    let mut units = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < CELL_LIMIT
        })
        .collect();
    Cow::Owned(format!("{kept}…"))
}

/// What a table cell shows.
pub(in crate::report) enum Show {
    Text(String),
    Label(String),
    Hidden(String),
    Number(usize),
    /// The number of a row.
    Ordinal(usize),
    Severity(Severity, Lang),
    /// A text that leads to a cell of the checked workbook.
    Link(String, CellRef),
    Quiet(String),
    Input(String),
}

impl Show {
    /// The text, where it wraps.
    fn wrapped(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Label(text) | Self::Quiet(text) | Self::Input(text) => Some(text),
            Self::Hidden(_) | Self::Number(_) | Self::Ordinal(_) | Self::Severity(..) | Self::Link(..) => None,
        }
    }
}

/// How many lines a text takes in a column of this width, broken between words.
fn wrapped_lines(text: &str, width: f64) -> u32 {
    // Widths are small positive constants; what is beyond the first hundred lines cannot be shown anyway.
    let limit = ((width - INDENT) * CHARACTERS_PER_UNIT).max(1.0) as usize;
    let mut lines = 0;
    for paragraph in text.lines().take(100) {
        lines += 1;
        let mut used = 0;
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > limit {
                lines += 1;
                used = 0;
            }
            used += length + usize::from(used > 0);
            // A word longer than the line is broken.
            while used > limit && lines < 1000 {
                lines += 1;
                used -= limit;
            }
        }
    }
    lines.max(1)
}

/// A column of a table.
pub(in crate::report) struct Column {
    pub(super) header: String,
    pub(super) width: f64,
    pub(super) kind: ColumnKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum ColumnKind {
    Text,
    Ordinal,
    Input,
    Hidden,
}

impl Column {
    pub(in crate::report) fn text(header: &str, width: f64) -> Self {
        Self { header: header.to_owned(), width, kind: ColumnKind::Text }
    }
}

/// A sheet being drawn, row by row.
pub(in crate::report) struct Sheet<'w> {
    pub(super) sheet: &'w mut Worksheet,
    look: &'w Look,
    pub(super) lang: Lang,
    pub(super) row: u32,
    links: usize,
    widths: Vec<f64>,
}

impl<'w> Sheet<'w> {
    pub(in crate::report) fn new(sheet: &'w mut Worksheet, look: &'w Look, lang: Lang) -> Result<Self, XlsxError> {
        sheet.set_screen_gridlines(false);
        sheet.set_landscape();
        sheet.set_paper_size(PAPER_A4);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer(lang.pick("&L&8&F – &A&R&8Pagina &P van &N", "&L&8&F – &A&R&8Page &P of &N"));
        sheet.set_tab_color(HEAD);
        Ok(Self { sheet, look, lang, row: 0, links: 0, widths: Vec::new() })
    }

    pub(in crate::report) fn pick<'t>(&self, nl: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(nl, en)
    }

    pub(in crate::report) fn title(&mut self, title: &str, subtitle: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, 28)?;
        self.sheet.write_string_with_format(self.row, 0, fit(title), &self.look.title)?;
        self.sheet.write_string_with_format(self.row + 1, 0, fit(subtitle), &self.look.subtitle)?;
        self.row += 3;
        Ok(())
    }

    /// A heading above a table.
    pub(in crate::report) fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, 21)?;
        self.sheet.write_string_with_format(self.row, 0, title, &self.look.section)?;
        self.row += 1;
        Ok(())
    }

    pub(super) fn show(&mut self, col: u16, show: &Show) -> Result<(), XlsxError> {
        let look = self.look;
        let row = self.row;
        match show {
            Show::Text(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.text)?,
            Show::Label(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.label)?,
            Show::Hidden(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.hidden)?,
            Show::Ordinal(number) => self.sheet.write_number_with_format(row, col, *number as f64, &look.centre)?,
            Show::Quiet(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.quiet)?,
            Show::Input(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.input)?,
            // A count fits in f64 exactly up to 2^53, far more than a workbook can hold.
            Show::Number(number) => self.sheet.write_number_with_format(row, col, *number as f64, &look.number)?,
            Show::Severity(severity, lang) => self.sheet.write_string_with_format(
                row,
                col,
                words::severity_label(*severity, *lang),
                look.severity(*severity),
            )?,
            Show::Link(text, at) => return self.link(col, text, at),
        };
        Ok(())
    }

    fn link(&mut self, col: u16, text: &str, at: &CellRef) -> Result<(), XlsxError> {
        // A tab whose name is masked cannot be reached by it.
        if self.links >= LINK_LIMIT || text.is_empty() || at.sheet.contains(MASK) {
            return self.show(col, &Show::Text(text.to_owned()));
        }
        // Always in quotes, because unquoted names that look like a cell or a number lead nowhere.
        let target = format!("internal:'{}'!{}", at.sheet.replace('\'', "''"), at.a1());
        let tip = self.pick("Ga naar deze cel", "Go to this cell");
        let url = Url::new(target).set_text(fit(text)).set_tip(tip);
        self.sheet.write_url_with_format(self.row, col, &url, &self.look.link)?;
        self.links += 1;
        Ok(())
    }

    pub(in crate::report) fn widths(&mut self, widths: impl IntoIterator<Item = f64>) -> Result<(), XlsxError> {
        for (col, width) in (0u16..).zip(widths) {
            self.sheet.set_column_width(col, width)?;
            self.widths.push(width);
        }
        Ok(())
    }

    /// Writes the cells of a row and ends it. The height is estimated, because not every program measures wrapped text when
    /// it opens a file.
    pub(super) fn cells(&mut self, cells: &[Show]) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (col, cell) in (0u16..).zip(cells) {
            self.show(col, cell)?;
            let width = self.widths.get(usize::from(col)).copied().unwrap_or(10.0);
            lines = lines.max(cell.wrapped().map_or(1, |text| wrapped_lines(text, width)));
        }
        self.sheet.set_row_height(self.row, (f64::from(lines) * LINE_HEIGHT + ROW_PADDING).min(ROW_HEIGHT_LIMIT))?;
        self.row += 1;
        Ok(())
    }

    /// A header row and rows under it, without filter: for the small tables of an overview.
    pub(in crate::report) fn small_table(&mut self, headers: &[&str], rows: &[Vec<Show>]) -> Result<(), XlsxError> {
        for (col, header) in (0u16..).zip(headers) {
            let format = if col < 2 { &self.look.header } else { &self.look.header_number };
            self.sheet.write_string_with_format(self.row, col, *header, format)?;
        }
        self.row += 1;
        for cells in rows {
            self.cells(cells)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The main table of a sheet: filter, frozen and repeated header.
    pub(in crate::report) fn main_table(
        &mut self,
        name: &str,
        columns: &[Column],
        rows: impl ExactSizeIterator<Item = Vec<Show>>,
    ) -> Result<(), XlsxError> {
        let headers = distinct(columns);
        self.sheet.set_paper_size(PAPER_A3);
        self.widths(columns.iter().map(|column| column.width))?;
        for (col, _) in (0u16..).zip(columns).filter(|(_, column)| column.kind == ColumnKind::Hidden) {
            self.sheet.set_column_hidden(col)?;
        }
        let top = self.row;
        self.sheet.set_row_height(top, 30)?;
        let table_columns: Vec<TableColumn> = headers
            .iter()
            .zip(columns)
            .map(|(header, column)| {
                TableColumn::new().set_header(header).set_header_format(self.header_format(column.kind))
            })
            .collect();
        // The table writes its headers, and a sheet that takes little memory wants its rows in order.
        let count = rows.len();
        let last_row = top.saturating_add(u32::try_from(count.min(ROW_LIMIT)).unwrap_or(u32::MAX));
        let last_col = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&table_columns);
        self.sheet.add_table(top, 0, last_row, last_col, &table)?;
        self.row += 1;
        for cells in rows.take(ROW_LIMIT) {
            self.cells(&cells)?;
        }
        self.sheet.set_freeze_panes(top + 1, 0)?;
        self.sheet.set_repeat_rows(top, top)?;
        if count > ROW_LIMIT {
            let more = self.pick(
                "Er zijn meer regels dan een blad kan tonen; zie het csv-bestand.",
                "There are more rows than a sheet can show; see the csv file.",
            );
            self.sheet.write_string_with_format(self.row, 0, more, &self.look.subtitle)?;
        }
        Ok(())
    }

    fn header_format(&self, kind: ColumnKind) -> &Format {
        match kind {
            ColumnKind::Ordinal => &self.look.header_centre,
            ColumnKind::Input => &self.look.header_input,
            ColumnKind::Text | ColumnKind::Hidden => &self.look.header,
        }
    }

    /// A sentence where a table would have no rows.
    pub(in crate::report) fn instead(&mut self, sentence: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, sentence, &self.look.subtitle)?;
        self.sheet.set_column_width(0, 60)?;
        Ok(())
    }
}

/// Headers that differ whatever their case, as a table demands; a repeated one gets a number.
fn distinct(columns: &[Column]) -> Vec<String> {
    let mut headers: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let wanted = words::cut(&words::line(&column.header), 200).into_owned();
        let wanted = if wanted.is_empty() { "–".to_owned() } else { wanted };
        let taken = |name: &str| headers.iter().any(|header| header.to_lowercase() == name.to_lowercase());
        let mut name = wanted.clone();
        let mut number = 2;
        while taken(&name) {
            name = format!("{wanted} {number}");
            number += 1;
        }
        headers.push(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::report::sheets::part;

    #[test]
    fn lines_are_counted_as_they_wrap() {
        assert_eq!(wrapped_lines("", 10.0), 1);
        assert_eq!(wrapped_lines("kort", 10.0), 1);
        assert_eq!(wrapped_lines("een\ntwee\ndrie", 10.0), 3);
        assert_eq!(wrapped_lines("aaaaaaa bbbbbbb ccccccc", 10.0), 3);
        assert_eq!(wrapped_lines(&"x".repeat(100), 10.0), 10);
        assert!(wrapped_lines(&"x ".repeat(20_000), 5.0) > 100);
    }

    #[test]
    fn headers_of_a_table_differ() {
        let columns: Vec<Column> =
            ["Reactie", "reactie", "", " ", "Reactie 2"].map(|header| Column::text(header, 10.0)).into();
        assert_eq!(distinct(&columns), ["Reactie", "reactie 2", "–", "– 2", "Reactie 2 2"]);
    }

    #[test]
    fn links_survive_every_sheet_name_and_stop_at_the_limit_of_excel() {
        let mut workbook = Workbook::new();
        let look = Look::new();
        let mut sheet = Sheet::new(workbook.add_worksheet(), &look, Lang::Nl).unwrap();
        sheet.links = LINK_LIMIT - 1;
        for _ in 0..2 {
            sheet.cells(&[Show::Link("C7".to_owned(), CellRef::new("Jan's <blad>", 6, 2))]).unwrap();
        }
        let sheet = part(workbook, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("location=\"'Jan''s &lt;blad&gt;'!C7\""));
        assert_eq!(sheet.matches("<hyperlink ").count(), 1);
        assert!(sheet.contains("r=\"A2\""));
    }
}
