//! The sheets that planwacht draws: in the annotated workbook and in the summary workbook, with the same look.
//!
//! Every text is written as text, so that nothing that staff typed can become a formula.

pub mod unplaced;

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Url, Workbook, Worksheet,
    XlsxError,
};
use zip::{ZipArchive, ZipWriter};

use crate::cell::CellRef;
use crate::finding::Severity;
use crate::privacy::MASK;
use crate::report::digest::{ChangeRow, Digest, Duty, Group, Row, Spot};
use crate::report::{MARK_PROPERTY, ReportError, words};
use crate::review::Review;
use crate::wording::Lang;

/// The longest text that a cell holds, in UTF-16 code units; an Excel limit.
const CELL_LIMIT: usize = 32_767;
/// Hyperlinks that a sheet can have; an Excel limit.
const LINK_LIMIT: usize = 65_530;
/// Rows of a table after which we stop and say so; Excel ends at 1,048,576 rows.
const ROW_LIMIT: usize = 1_000_000;
/// How many rules of one owner the overview names; the findings sheet has them all.
const TODO_LINES: usize = 15;
/// How many places such a line names.
const TODO_PLACES: usize = 6;

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

/// Colours with a contrast of at least 4.5:1 between text and fill.
const HEAD: Color = Color::RGB(0x12_39_5B);
const INK: Color = Color::RGB(0x1B_27_33);
const SOFT: Color = Color::RGB(0x4A_58_66);
const LINE: Color = Color::RGB(0xC9_D2_DB);
const LINK: Color = Color::RGB(0x0B_53_94);
const INPUT: Color = Color::RGB(0xFF_F9_E5);

/// The header of the column in which staff answer.
pub fn reaction_header(lang: Lang) -> &'static str {
    lang.pick("Reactie", "Reaction")
}

/// The header of the hidden column by which an answer finds its finding again.
pub fn key_header(lang: Lang) -> &'static str {
    lang.pick("Sleutel", "Key")
}

/// The headers of the findings table that a later run reads back.
pub fn findings_headers(lang: Lang) -> [&'static str; 11] {
    match lang {
        Lang::Nl => {
            ["Nr", "Ernst", "Code", "Blad", "Cel", "Nummer", "Actie", "Melding", "Wat te doen", "Voorstel", "Status"]
        }
        Lang::En => [
            "No",
            "Severity",
            "Code",
            "Sheet",
            "Cell",
            "Number",
            "Action",
            "Message",
            "What to do",
            "Suggestion",
            "Status",
        ],
    }
}

/// Whether cells of the checked workbook can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// The sheets stand in the checked workbook itself.
    ToCells,
    /// They stand in a workbook of their own.
    None,
}

/// What staff answered, beside the findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Headers of columns that staff added themselves.
    pub extra_headers: Vec<String>,
    /// For each finding of the digest.
    pub answers: Vec<Answer>,
    /// Answers to findings that are no longer there.
    pub resolved: Vec<Resolved>,
}

/// The answer to one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The finding's key.
    pub key: String,
    /// What stands under 'Reactie'.
    pub reaction: String,
    /// What stands in the columns that staff added.
    pub extras: Vec<String>,
}

/// An answer whose finding is gone, with the row that it stood in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// The cells of [`findings_headers`], without number and status.
    pub cells: [String; 9],
    /// The answer.
    pub answer: Answer,
}

/// Cell formats, made once per workbook.
#[derive(Debug)]
pub struct Look {
    title: Format,
    subtitle: Format,
    section: Format,
    label: Format,
    text: Format,
    hidden: Format,
    centre: Format,
    number: Format,
    header: Format,
    header_number: Format,
    header_centre: Format,
    header_input: Format,
    link: Format,
    input: Format,
    quiet: Format,
    error: Format,
    warning: Format,
    info: Format,
}

impl Default for Look {
    fn default() -> Self {
        Self::new()
    }
}

impl Look {
    /// The formats.
    pub fn new() -> Self {
        let plain =
            Format::new().set_font_name("Calibri").set_font_size(10).set_font_color(INK).set_align(FormatAlign::Top);
        let ruled = plain.clone().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        // Indents only work beside an explicit side.
        let left = |format: &Format| format.clone().set_align(FormatAlign::Left).set_indent(1);
        let (base, row) = (left(&plain), left(&ruled));
        let text = row.clone().set_text_wrap();
        let header = base
            .clone()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(HEAD)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let badge = |ink: u32, fill: u32| {
            row.clone().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(fill))
        };
        Self {
            title: base.clone().set_bold().set_font_size(18).set_font_color(HEAD),
            subtitle: base.clone().set_font_size(11).set_font_color(SOFT),
            section: base.clone().set_bold().set_font_size(13).set_font_color(HEAD),
            label: text.clone().set_bold(),
            // Filled, so that a long key does not run into the column beside it.
            hidden: ruled.clone().set_font_color(SOFT).set_align(FormatAlign::Fill),
            centre: ruled.clone().set_align(FormatAlign::Center).set_num_format("0"),
            number: row.clone().set_align(FormatAlign::Right).set_num_format("0"),
            header_number: header.clone().set_align(FormatAlign::Right),
            header_centre: header.clone().set_align(FormatAlign::Center).set_indent(0),
            header_input: header.clone().set_font_color(INK).set_background_color(Color::RGB(0xFF_E2_99)),
            header,
            link: row.clone().set_font_color(LINK).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            input: text.clone().set_background_color(INPUT),
            quiet: text.clone().set_font_color(SOFT),
            text,
            error: badge(0x7D_10_14, 0xFB_E4_E4),
            warning: badge(0x6F_3A_05, 0xFD_F0_D9),
            info: badge(0x0A_3F_70, 0xE3_EE_FA),
        }
    }

    fn severity(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Info => &self.info,
        }
    }
}

/// The workbook's bytes. Row heights are given as measured rather than as fixed by hand, so that Excel makes a row higher when
/// somebody types a longer answer; rust_xlsxwriter has no way to say that.
pub(crate) fn save(mut workbook: Workbook) -> Result<Vec<u8>, ReportError> {
    let drawn = workbook.save_to_buffer()?;
    let mut from = ZipArchive::new(Cursor::new(drawn))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let mut entry = from.by_index(i)?;
        let name = entry.name()?.into_owned();
        if !name.starts_with("xl/worksheets/sheet") {
            to.raw_copy_file(entry)?;
            continue;
        }
        let mut part = String::new();
        entry.read_to_string(&mut part)?;
        to.start_file(name, entry.options())?;
        // Texts are in another part, and quotes in attributes are escaped, so this can only be the attribute of a row.
        to.write_all(part.replace(" customHeight=\"1\"", "").as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}

/// Document properties: a fixed date, so that the same run gives the same bytes, and the mark by which the file is ours.
pub(crate) fn properties(review: &Review, title: &str) -> DocProperties {
    DocProperties::new()
        .set_title(title)
        .set_author("planwacht")
        .set_creation_datetime(&review.today)
        .set_custom_property(MARK_PROPERTY, env!("CARGO_PKG_VERSION"))
}

/// Text that a cell can hold: no control characters, and no longer than Excel allows.
fn fit(text: &str) -> Cow<'_, str> {
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
enum Show {
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
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
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
struct Column {
    header: String,
    width: f64,
    kind: ColumnKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ColumnKind {
    Text,
    Ordinal,
    Input,
    Hidden,
}

impl Column {
    fn text(header: &str, width: f64) -> Self {
        Self { header: header.to_owned(), width, kind: ColumnKind::Text }
    }
}

/// A sheet being drawn, row by row.
struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    look: &'w Look,
    lang: Lang,
    row: u32,
    links: usize,
    widths: Vec<f64>,
}

impl<'w> Sheet<'w> {
    fn new(sheet: &'w mut Worksheet, look: &'w Look, lang: Lang) -> Result<Self, XlsxError> {
        sheet.set_screen_gridlines(false);
        sheet.set_landscape();
        sheet.set_paper_size(PAPER_A4);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer(lang.pick("&L&8&F – &A&R&8Pagina &P van &N", "&L&8&F – &A&R&8Page &P of &N"));
        sheet.set_tab_color(HEAD);
        Ok(Self { sheet, look, lang, row: 0, links: 0, widths: Vec::new() })
    }

    fn pick<'t>(&self, nl: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(nl, en)
    }

    fn title(&mut self, title: &str, subtitle: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, 28)?;
        self.sheet.write_string_with_format(self.row, 0, fit(title), &self.look.title)?;
        self.sheet.write_string_with_format(self.row + 1, 0, fit(subtitle), &self.look.subtitle)?;
        self.row += 3;
        Ok(())
    }

    /// A heading above a table.
    fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, 21)?;
        self.sheet.write_string_with_format(self.row, 0, title, &self.look.section)?;
        self.row += 1;
        Ok(())
    }

    fn show(&mut self, col: u16, show: &Show) -> Result<(), XlsxError> {
        let look = self.look;
        let row = self.row;
        match show {
            Show::Text(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.text)?,
            Show::Label(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.label)?,
            Show::Hidden(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.hidden)?,
            #[allow(clippy::cast_precision_loss)]
            Show::Ordinal(number) => self.sheet.write_number_with_format(row, col, *number as f64, &look.centre)?,
            Show::Quiet(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.quiet)?,
            Show::Input(text) => self.sheet.write_string_with_format(row, col, fit(text), &look.input)?,
            // A count fits in f64 exactly up to 2^53, far more than a workbook can hold.
            #[allow(clippy::cast_precision_loss)]
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

    fn widths(&mut self, widths: impl IntoIterator<Item = f64>) -> Result<(), XlsxError> {
        for (col, width) in (0u16..).zip(widths) {
            self.sheet.set_column_width(col, width)?;
            self.widths.push(width);
        }
        Ok(())
    }

    /// Writes the cells of a row and ends it. The height is estimated, because not every program measures wrapped text when
    /// it opens a file.
    fn cells(&mut self, cells: &[Show]) -> Result<(), XlsxError> {
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
    fn small_table(&mut self, headers: &[&str], rows: &[Vec<Show>]) -> Result<(), XlsxError> {
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
    fn main_table(&mut self, name: &str, columns: &[Column], rows: &[Vec<Show>]) -> Result<(), XlsxError> {
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
        self.row += 1;
        let shown = rows.get(..ROW_LIMIT).unwrap_or(rows);
        for cells in shown {
            self.cells(cells)?;
        }
        let last_col = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let table = Table::new().set_name(name).set_style(TableStyle::None).set_columns(&table_columns);
        self.sheet.add_table(top, 0, self.row - 1, last_col, &table)?;
        self.sheet.set_freeze_panes(top + 1, 0)?;
        self.sheet.set_repeat_rows(top, top)?;
        if shown.len() < rows.len() {
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
    fn instead(&mut self, sentence: &str) -> Result<(), XlsxError> {
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

/// Draws the overview: what was checked, the counts, per municipality, and who must do what. `findings_sheet` is the name of
/// the sheet with the findings; `with_help` adds how staff work with the annotated workbook.
pub(crate) fn overview(
    sheet: &mut Worksheet,
    look: &Look,
    digest: &Digest,
    findings_sheet: &str,
    with_help: bool,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet::new(sheet, look, digest.lang)?;
    sheet.widths([36.0, 84.0, 10.0, 10.0, 10.0, 16.0, 10.0, 14.0])?;
    let title = sheet.pick("Controle van het actieplan", "Check of the action plan");
    sheet.title(title, &digest.review.framework.title)?;
    facts(&mut sheet, digest)?;
    counts(&mut sheet, digest)?;
    if with_help {
        help(&mut sheet, findings_sheet)?;
    }
    duties(&mut sheet, digest, findings_sheet)?;
    municipalities(&mut sheet, digest)?;
    if digest.review.previous.is_some() {
        tally(&mut sheet, digest)?;
    }
    if with_help {
        remarks(&mut sheet, digest)?;
    }
    Ok(())
}

fn facts(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let review = digest.review;
    let lang = digest.lang;
    let previous = match &review.previous {
        Some(previous) => previous.file.name.clone(),
        None => lang.pick("niet opgegeven", "none given").to_owned(),
    };
    let facts = [
        (lang.pick("Gecontroleerd", "Checked"), review.file.name.clone()),
        (lang.pick("Vorige versie", "Previous version"), previous),
        (lang.pick("Peildatum", "Reference date"), words::date(review.today, lang)),
        (lang.pick("Kader", "Framework"), format!("{} ({})", review.framework.title, review.framework.id)),
        (lang.pick("Gemaakt met", "Made with"), format!("planwacht {}", env!("CARGO_PKG_VERSION"))),
    ];
    for (label, value) in facts {
        sheet.cells(&[Show::Label(label.to_owned()), Show::Text(value)])?;
    }
    sheet.row += 1;
    Ok(())
}

fn counts(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let counts = digest.counts;
    sheet.section(lang.pick("In het kort", "In short"))?;
    let severity = |severity: Severity, meaning: &str, number: usize| {
        vec![Show::Severity(severity, lang), Show::Text(meaning.to_owned()), Show::Number(number)]
    };
    let rows = [
        severity(Severity::Error, lang.pick("Dit moet worden opgelost.", "This has to be fixed."), counts.errors),
        severity(
            Severity::Warning,
            lang.pick("Kijk hiernaar. Vaak is een aanpassing nodig.", "Look at this. It often needs a change."),
            counts.warnings,
        ),
        severity(Severity::Info, lang.pick("Goed om te weten.", "Good to know."), counts.infos),
        vec![
            Show::Label(format!("✓ {}", lang.pick("geaccepteerd", "accepted"))),
            Show::Text(lang.pick("Een afwijking waarover is besloten.", "A deviation that was decided on.").to_owned()),
            Show::Number(counts.accepted),
        ],
    ];
    let headers = [
        lang.pick("Bevindingen", "Findings"),
        lang.pick("Wat betekent dit?", "What does this mean?"),
        lang.pick("Aantal", "Count"),
    ];
    sheet.small_table(&headers, &rows)
}

fn help(sheet: &mut Sheet, findings_sheet: &str) -> Result<(), XlsxError> {
    let lang = sheet.lang;
    sheet.section(lang.pick("Zo gebruikt u dit", "How to use this"))?;
    let findings = lang.pick("op het blad", "on the sheet");
    let steps = match lang {
        Lang::Nl => [
            format!("Alle bevindingen staan {findings} '{findings_sheet}'. Klik daar op een cel om er direct heen te gaan."),
            "Een cel met een rand en een notitie vraagt om aandacht. In de notitie staat wat er mis is en wat u kunt doen.".to_owned(),
            "Pas de cel aan. Klopt de cel toch? Schrijf dan in de kolom 'Reactie' waarom. Uw reactie blijft bewaard bij de volgende controle.".to_owned(),
            "Aan uw eigen bladen is verder niets veranderd. Notities, randen en deze drie bladen worden bij de volgende controle vervangen.".to_owned(),
        ],
        Lang::En => [
            format!("All findings are {findings} '{findings_sheet}'. Click a cell there to go straight to it."),
            "A cell with a border and a note needs attention. The note says what is wrong and what you can do.".to_owned(),
            "Change the cell. Is the cell right after all? Then say why in the column 'Reaction'. The next check keeps what you wrote.".to_owned(),
            "Nothing else in your own sheets has changed. The next check replaces the notes, the borders and these three sheets.".to_owned(),
        ],
    };
    for (number, step) in (1usize..).zip(steps) {
        sheet.cells(&[Show::Label(format!("{} {number}", lang.pick("Stap", "Step"))), Show::Text(step)])?;
    }
    sheet.row += 1;
    Ok(())
}

fn duties(sheet: &mut Sheet, digest: &Digest, findings_sheet: &str) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Wie moet wat doen", "Who must do what"))?;
    let rows: Vec<Vec<Show>> = digest.owners.iter().map(|duty| duty_cells(duty, lang, findings_sheet)).collect();
    if rows.is_empty() {
        sheet
            .cells(&[Show::Text(lang.pick("Niemand hoeft iets te doen.", "Nobody has to do anything.").to_owned())])?;
        sheet.row += 1;
        return Ok(());
    }
    let headers = match lang {
        Lang::Nl => ["Trekker", "Wat te doen", "Acties", "Open", "Fouten", "Waarschuwingen", "Info"],
        Lang::En => ["Owner", "What to do", "Actions", "Open", "Errors", "Warnings", "Info"],
    };
    sheet.small_table(&headers, &rows)
}

fn duty_cells(duty: &Duty, lang: Lang, findings_sheet: &str) -> Vec<Show> {
    let weights = duty.weights;
    let mut lines: Vec<String> = duty
        .todo
        .iter()
        .take(TODO_LINES)
        .map(|todo| format!("{} {} ({})", todo.code, todo.fix, todo.places_line(TODO_PLACES, lang)))
        .collect();
    if duty.todo.len() > TODO_LINES {
        lines.push(format!("{} '{findings_sheet}'.", lang.pick("Meer op het blad", "More on the sheet")));
    }
    let mut cells = vec![Show::Label(duty.owner.clone()), Show::Text(lines.join("\n"))];
    let numbers = [duty.actions, duty.open, weights.errors, weights.warnings, weights.infos];
    cells.extend(numbers.map(Show::Number));
    cells
}

fn municipalities(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Per gemeente", "Per municipality"))?;
    let headers = match lang {
        Lang::Nl => ["Gemeente", "Wijzigingen", "Acties", "Open", "Fouten", "Waarschuwingen", "Info", "Geaccepteerd"],
        Lang::En => ["Municipality", "Changes", "Actions", "Open", "Errors", "Warnings", "Info", "Accepted"],
    };
    let cells = |group: &Group| {
        let Group { name, actions, open, weights, .. } = group;
        let mut cells = vec![Show::Label(name.clone()), Show::Text(group.events_line(lang))];
        let numbers = [*actions, *open, weights.errors, weights.warnings, weights.infos, weights.accepted];
        cells.extend(numbers.map(Show::Number));
        cells
    };
    let rows: Vec<Vec<Show>> = digest.municipalities.iter().map(cells).collect();
    sheet.small_table(&headers, &rows)
}

fn tally(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    sheet.section(lang.pick("Wijzigingen sinds de vorige versie", "Changes since the previous version"))?;
    let headers = [
        lang.pick("Wat", "What"),
        lang.pick("Wat betekent dit?", "What does this mean?"),
        lang.pick("Acties", "Actions"),
    ];
    let rows: Vec<Vec<Show>> = digest
        .tally_lines()
        .into_iter()
        .map(|line| vec![Show::Label(line.word), Show::Text(line.meaning.to_owned()), Show::Number(line.actions)])
        .collect();
    sheet.small_table(&headers, &rows)
}

fn remarks(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let remarks = &digest.review.plan.remarks;
    if remarks.is_empty() {
        return Ok(());
    }
    sheet.section(lang.pick("Zo is de werkmap gelezen", "How the workbook was read"))?;
    let rows: Vec<Vec<Show>> = remarks
        .iter()
        .map(|remark| {
            let place = remark.at.as_ref().map_or_else(|| remark.sheet.to_string(), CellRef::to_string);
            vec![Show::Label(place), Show::Text(remark.message.get(lang).to_owned())]
        })
        .collect();
    sheet.small_table(&[lang.pick("Plaats", "Place"), lang.pick("Wat is besloten", "What was decided")], &rows)
}

/// Draws the findings: one row each, with a filter. With answers there is a column for staff to answer in, and a hidden one
/// that keeps each answer with its finding when rows are sorted.
pub(crate) fn findings(
    sheet: &mut Worksheet,
    look: &Look,
    digest: &Digest,
    links: Links,
    answers: Option<&Answers>,
) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = match answers {
        Some(_) => lang.pick(
            "Schrijf uw antwoord in de kolom Reactie; het blijft bewaard. Filteren en sorteren mag.",
            "Write your answer in the column Reaction; it is kept. You may filter and sort.",
        ),
        None => {
            lang.pick("Wat er is gevonden, op volgorde van blad en cel.", "What was found, in order of sheet and cell.")
        }
    };
    sheet.title(lang.pick("Bevindingen", "Findings"), subtitle)?;
    let mut rows: Vec<Vec<Show>> = Vec::new();
    for (i, row) in digest.findings.iter().enumerate() {
        let mut cells = finding_cells(i + 1, row, lang, links);
        if let Some(answers) = answers {
            cells.extend(answer_cells(answers.answers.get(i), answers.extra_headers.len()));
        }
        rows.push(cells);
    }
    for resolved in answers.iter().flat_map(|answers| &answers.resolved) {
        let extras = answers.map(|answers| answers.extra_headers.len()).unwrap_or_default();
        rows.push(resolved_cells(rows.len() + 1, resolved, lang, extras));
    }
    if rows.is_empty() {
        return sheet.instead(lang.pick("Er zijn geen bevindingen.", "There are no findings."));
    }
    sheet.main_table("planwacht_findings", &finding_columns(lang, answers), &rows)
}

fn finding_columns(lang: Lang, answers: Option<&Answers>) -> Vec<Column> {
    let widths = [6.0, 17.0, 10.0, 17.0, 11.0, 11.0, 30.0, 40.0, 34.0, 18.0, 19.0];
    let mut columns: Vec<Column> =
        findings_headers(lang).iter().zip(widths).map(|(header, width)| Column::text(header, width)).collect();
    if let Some(first) = columns.first_mut() {
        first.kind = ColumnKind::Ordinal;
    }
    if let Some(answers) = answers {
        columns.push(Column { header: reaction_header(lang).to_owned(), width: 34.0, kind: ColumnKind::Input });
        let extras = answers.extra_headers.iter();
        columns.extend(extras.map(|header| Column { header: header.clone(), width: 22.0, kind: ColumnKind::Input }));
        columns.push(Column { header: key_header(lang).to_owned(), width: 12.0, kind: ColumnKind::Hidden });
    }
    columns
}

fn finding_cells(number: usize, row: &Row, lang: Lang, links: Links) -> Vec<Show> {
    let finding = row.finding;
    let spot = words::spot(&finding.at, lang);
    let cell = match (links, row.cell()) {
        (Links::ToCells, Some(at)) => Show::Link(spot, at),
        _ => Show::Text(spot),
    };
    let text = |text: &str| Show::Text(text.to_owned());
    let status = match &finding.accepted {
        None => Show::Text(lang.pick("open", "open").to_owned()),
        Some(reason) => Show::Quiet(format!("✓ {}: {reason}", lang.pick("geaccepteerd", "accepted"))),
    };
    vec![
        Show::Ordinal(number),
        Show::Severity(finding.severity, lang),
        text(finding.rule.code),
        text(finding.at.sheet.as_deref().unwrap_or(words::whole_plan(lang))),
        cell,
        text(row.id()),
        text(&row.action_text),
        text(row.message),
        text(row.fix),
        text(finding.suggestion.as_deref().unwrap_or_default()),
        status,
    ]
}

fn answer_cells(answer: Option<&Answer>, extras: usize) -> Vec<Show> {
    let none = Answer::default();
    let answer = answer.unwrap_or(&none);
    let mut cells = vec![Show::Input(answer.reaction.clone())];
    cells.extend((0..extras).map(|i| Show::Input(answer.extras.get(i).cloned().unwrap_or_default())));
    cells.push(Show::Hidden(answer.key.clone()));
    cells
}

fn resolved_cells(number: usize, resolved: &Resolved, lang: Lang, extras: usize) -> Vec<Show> {
    let mut cells = vec![Show::Ordinal(number)];
    cells.extend(resolved.cells.iter().map(|cell| Show::Quiet(cell.clone())));
    cells.push(Show::Quiet(resolved_word(lang).to_owned()));
    cells.extend(answer_cells(Some(&resolved.answer), extras));
    cells
}

/// The status of an answer whose finding is gone.
pub fn resolved_word(lang: Lang) -> &'static str {
    lang.pick("✓ opgelost", "✓ resolved")
}

/// Draws the changes: one row each, with a filter.
pub(crate) fn changes(sheet: &mut Worksheet, look: &Look, digest: &Digest, links: Links) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = match &digest.review.previous {
        Some(previous) => format!("{} {}", lang.pick("Vergeleken met", "Compared with"), previous.file.name),
        None => digest.review.file.name.clone(),
    };
    sheet.title(lang.pick("Wijzigingen", "Changes"), &subtitle)?;
    if digest.review.previous.is_none() {
        return sheet.instead(lang.pick(
            "Er is geen vorige versie opgegeven. Daarom staat hier niet wat er is gewijzigd.",
            "No previous version was given, so what changed is not shown.",
        ));
    }
    if digest.changes.is_empty() {
        return sheet.instead(
            lang.pick("Er is niets gewijzigd sinds de vorige versie.", "Nothing changed since the previous version."),
        );
    }
    let headers = match lang {
        Lang::Nl => [
            "Soort",
            "Nummer oud",
            "Cel oud",
            "Nummer nieuw",
            "Cel nieuw",
            "Actie",
            "Veld",
            "Oud",
            "Nieuw",
            "Herkend aan",
            "Zekerheid",
        ],
        Lang::En => [
            "Kind",
            "Number before",
            "Cell before",
            "Number now",
            "Cell now",
            "Action",
            "Field",
            "Before",
            "Now",
            "Matched by",
            "Certainty",
        ],
    };
    let widths = [19.0, 10.0, 20.0, 10.0, 20.0, 34.0, 13.0, 38.0, 38.0, 17.0, 18.0];
    let columns: Vec<Column> = headers.iter().zip(widths).map(|(header, width)| Column::text(header, width)).collect();
    let rows: Vec<Vec<Show>> = digest.changes.iter().map(|row| change_cells(row, lang, links)).collect();
    sheet.main_table("planwacht_changes", &columns, &rows)
}

fn change_cells(row: &ChangeRow, lang: Lang, links: Links) -> Vec<Show> {
    let text = |text: &str| Show::Text(text.to_owned());
    let id = |spot: Option<&Spot>| Show::Text(spot.map(|spot| spot.id.clone()).unwrap_or_default());
    let at = |spot: Option<&Spot>| spot.map(|spot| spot.at.to_string()).unwrap_or_default();
    let current = match (links, &row.current) {
        (Links::ToCells, Some(spot)) => Show::Link(spot.at.to_string(), spot.at.clone()),
        (_, spot) => Show::Text(at(spot.as_ref())),
    };
    vec![
        Show::Label(row.event.word(lang).to_owned()),
        id(row.previous.as_ref()),
        Show::Text(at(row.previous.as_ref())),
        id(row.current.as_ref()),
        current,
        text(&row.action),
        text(row.field.map(|field| field.word(lang)).unwrap_or_default()),
        text(&row.old),
        text(&row.new),
        text(row.matched_by),
        text(&row.confidence),
    ]
}

/// Draws the explanation: how to read the workbook, what reading decided, and how to repeat the run.
pub(crate) fn explanation(sheet: &mut Worksheet, look: &Look, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let review = digest.review;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    sheet.widths([36.0, 110.0])?;
    sheet.title(
        lang.pick("Toelichting", "Explanation"),
        lang.pick("Hoe u deze werkmap leest.", "How to read this workbook."),
    )?;
    let how = match lang {
        Lang::Nl => [
            (
                "Bevindingen",
                "Elke regel is iets dat niet klopt met het kader, of dat u moet weten. 'Cel' wijst naar de gecontroleerde werkmap.",
            ),
            (
                "Wijzigingen",
                "Elke regel is één verschil met de vorige versie. Een andere spelling, streepje of spatie telt niet als verschil.",
            ),
            (
                "Herkend aan",
                "Waaraan een actie uit de vorige versie is herkend, ook als de rij is verplaatst of een ander nummer heeft.",
            ),
            ("Zekerheid", "Hoe zeker dat is. Kijk 'onzeker' altijd zelf na."),
            (
                "Geaccepteerd",
                "Een afwijking waarover is besloten. De reden staat erbij; zij telt niet mee als fout of waarschuwing.",
            ),
        ],
        Lang::En => [
            (
                "Findings",
                "Each row is something that does not match the framework, or that you should know. 'Cell' points into the checked workbook.",
            ),
            (
                "Changes",
                "Each row is one difference from the previous version. Another spelling, dash or space is no difference.",
            ),
            (
                "Matched by",
                "By what an action of the previous version was recognised, also when its row moved or its number changed.",
            ),
            ("Certainty", "How sure that is. Always check 'uncertain' yourself."),
            (
                "Accepted",
                "A deviation that was decided on. The reason stands beside it; it does not count as an error or a warning.",
            ),
        ],
    };
    let rows: Vec<Vec<Show>> = how
        .iter()
        .map(|(word, meaning)| vec![Show::Label((*word).to_owned()), Show::Text((*meaning).to_owned())])
        .collect();
    sheet.small_table(&[lang.pick("Woord", "Word"), lang.pick("Uitleg", "Meaning")], &rows)?;
    remarks(&mut sheet, digest)?;
    repeat(&mut sheet, review)
}

fn repeat(sheet: &mut Sheet, review: &Review) -> Result<(), XlsxError> {
    let lang = sheet.lang;
    sheet.section(lang.pick("Deze controle herhalen", "Repeat this check"))?;
    let mut rows = vec![
        (lang.pick("planwacht", "planwacht"), env!("CARGO_PKG_VERSION").to_owned()),
        (lang.pick("Peildatum", "Reference date"), review.today.format("%Y-%m-%d").to_string()),
        (lang.pick("Werkmap", "Workbook"), format!("{}\nsha256 {}", review.file.name, review.file.sha256)),
    ];
    if let Some(previous) = &review.previous {
        let file = &previous.file;
        rows.push((lang.pick("Vorige versie", "Previous version"), format!("{}\nsha256 {}", file.name, file.sha256)));
    }
    let framework = &review.framework;
    rows.push((lang.pick("Kader", "Framework"), format!("{}\nsha256 {}", framework.id, framework.sha256)));
    let rows: Vec<Vec<Show>> =
        rows.into_iter().map(|(label, value)| vec![Show::Label(label.to_owned()), Show::Text(value)]).collect();
    sheet.small_table(&[lang.pick("Wat", "What"), lang.pick("Waarde", "Value")], &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;

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

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn rows_grow_with_their_text_and_the_key_is_hidden() {
        let review = testing::review(Lang::Nl);
        let digest = Digest::new(&review);
        let mut workbook = Workbook::new();
        let answers = Answers::default();
        findings(workbook.add_worksheet(), &Look::new(), &digest, Links::ToCells, Some(&answers)).unwrap();
        let sheet = part(&save(workbook).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(sheet.contains(" ht=\"") && !sheet.contains("customHeight"));
        assert!(sheet.contains("hidden=\"1\""));
        assert!(sheet.contains("location=\"'Zandwijk'!C7\""), "{sheet}");
        assert!(sheet.contains("<tableParts"));
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
        let sheet = part(&save(workbook).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("location=\"'Jan''s &lt;blad&gt;'!C7\""));
        assert_eq!(sheet.matches("<hyperlink ").count(), 1);
        assert!(sheet.contains("r=\"A2\""));
    }
}
