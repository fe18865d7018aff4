//! What is mutated: small workbooks, a framework and a file of notes, all made here.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DocProperties, Format, Note, Table, Workbook,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts of a zip file in their order.
pub(crate) type Parts = Vec<(String, Vec<u8>)>;

/// All that cases are made of.
pub(crate) struct Material {
    /// A plan, and the version after it.
    pub(crate) old: Vec<u8>,
    pub(crate) new: Vec<u8>,
    /// What is mutated.
    pub(crate) books: Vec<(&'static str, Vec<u8>)>,
}

impl Material {
    pub(crate) fn make() -> Self {
        let (old, new) = (plan(false), plan(true));
        let sample =
            std::fs::read(format!("{}/samples/actieplan-2025-08-27.xlsx", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let books = vec![
            ("xlsx", old.clone()),
            ("xlsx", new.clone()),
            ("xlsx", checked(&new)),
            ("xlsx", one_list()),
            ("ods", open_document()),
            ("xlsx", sample),
        ];
        Self { old, new, books }
    }
}

const HEADER: [&str; 9] =
    ["Nr", "Sub-thema", "Actie", "Trekker", "Betrokken partijen", "Prioriteit", "Planning", "Status", "Toelichting"];

/// Rows as staff keep them; what follows a `|` is the next version.
const ROWS: [[&str; 9]; 7] = [
    [
        "HI-01",
        "Informatiepositie",
        "Elk kwartaal een beeld van de meldingen maken",
        "OOV Hilversum",
        "politie, OM",
        "Hoog",
        "Q1 2026|Q3 2026",
        "Loopt",
        "",
    ],
    [
        "HI-02",
        "Weerbaarheid",
        "Bijeenkomsten voor inwoners in drie wijken",
        "Team wijken",
        "welzijn",
        "Middel",
        "eind 2025",
        "Nog niet gestart|Afgerond",
        "wacht op begroting",
    ],
    [
        "HI-03",
        "Informatiepositie",
        "Convenant met de regio vernieuwen",
        "ZVHGV en OOV",
        "",
        "Hoog",
        "doorlopend",
        "Vertraagd",
        "",
    ],
    [
        "HI-04",
        "Preventie",
        "Lespakket voor groep 8|Lespakket voor de groepen 7 en 8 van alle scholen",
        "Onderwijs",
        "scholen; politie",
        "",
        "schooljaar 2025-2026",
        "50%",
        "reactie: ja",
    ],
    ["HI-05", "Preventie", "Avondronde langs de horeca", "", "horeca", "Laag", "31-12-2025", "", ""],
    [
        "HI-06",
        "Weerbaarheid",
        "Meldpunt bekend maken",
        "Communicatie",
        "",
        "Middel",
        "na de zomer|voor de zomer 2026",
        "Loopt",
        "bel 06-12345678",
    ],
    ["HI-07", "Weerbaarheid", "Samen optrekken bij signalen", "OOV", "zorg", "Hoog", "Q5 2026", "groen", ""],
];

fn cell(text: &'static str, new: bool) -> &'static str {
    let (before, after) = text.split_once('|').unwrap_or((text, text));
    if new { after } else { before }
}

/// A plan with something of everything that a package can hold beside cells.
fn plan(new: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author("Beleid").set_title("Actieplan"));
    book.define_name("Statussen", "=Lijsten!$A$1:$A$3").unwrap();
    for name in ["Hilversum", "Huizen"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let title = Format::new().set_bold();
        sheet.merge_range(0, 0, 0, 4, "Actieplan", &title).unwrap();
        for (col, text) in (0u16..).zip(HEADER) {
            sheet.write_with_format(2, col, text, &title).unwrap();
        }
        for (row, cells) in (3u32..).zip(&ROWS) {
            for (col, text) in (0u16..).zip(cells) {
                let fill = Format::new().set_background_color(if row % 2 == 0 { 0x92D050 } else { 0xFF0000 });
                let plain = Format::new();
                let text = cell(text, new).replace("HI-", &name[..2].to_uppercase());
                sheet.write_with_format(row, col, text, if col == 7 { &fill } else { &plain }).unwrap();
            }
        }
        let day = Format::new().set_num_format("d-mmm-yy");
        sheet.write_with_format(7, 6, 46_112.0, &day).unwrap();
        sheet.write_with_format(6, 7, 0.5, &Format::new().set_num_format("0%")).unwrap();
        sheet.write_formula(8, 8, "=UPPER(C9)").unwrap();
        sheet.insert_note(4, 3, &Note::new("Klopt deze trekker nog?").set_author("Beleid")).unwrap();
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo("Loopt"))
            .set_format(Format::new().set_font_color(0x0070C0));
        sheet.add_conditional_format(3, 7, 9, 7, &rule).unwrap();
        sheet
            .add_data_validation(3, 7, 9, 7, &DataValidation::new().allow_list_formula("=Lijsten!$A$1:$A$3".into()))
            .unwrap();
        sheet.write_url(9, 8, "https://voorbeeld.nl/plan").unwrap();
        sheet.set_freeze_panes(3, 0).unwrap();
    }
    let lists = book.add_worksheet().set_name("Lijsten").unwrap();
    lists.write_column(0, 0, ["Loopt", "Afgerond", "Vertraagd"]).unwrap();
    lists.set_hidden(true);
    book.save_to_buffer().unwrap()
}

/// One list for all municipalities, as a table of Excel.
fn one_list() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Acties").unwrap();
    for (row, cells) in (1u32..).zip(&ROWS) {
        for (col, text) in (0u16..).zip(cells) {
            sheet.write(row, col, cell(text, false)).unwrap();
        }
        sheet.write(row, 9, ["Hilversum", "Huizen; Laren", "alle"][row as usize % 3]).unwrap();
    }
    let columns: Vec<_> =
        HEADER.iter().chain(&["Gemeente"]).map(|name| rust_xlsxwriter::TableColumn::new().set_header(*name)).collect();
    sheet.add_table(0, 0, 7, 9, &Table::new().set_columns(&columns)).unwrap();
    book.save_to_buffer().unwrap()
}

/// The annotated workbook of a check of this one.
fn checked(book: &[u8]) -> Vec<u8> {
    use planwacht::report::digest::Digest;
    use planwacht::review::{Settings, Source, review};
    let settings = Settings { today: "2026-02-02".parse().unwrap(), ..Settings::default() };
    let framework = planwacht::framework::Framework::embedded();
    let review = review(Source { name: "plan.xlsx", bytes: book }, None, framework, &settings).unwrap();
    planwacht::annotate::annotate(&Digest::new(&review), book).unwrap().bytes
}

/// The rows as an OpenDocument sheet.
fn open_document() -> Vec<u8> {
    let mut table = String::new();
    for cells in std::iter::once(&HEADER).chain(&ROWS) {
        table.push_str("<table:table-row>");
        for text in cells {
            table.push_str(&format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                cell(text, false)
            ));
        }
        table.push_str("</table:table-row>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\">\
         <office:body><office:spreadsheet><table:table table:name=\"Hilversum\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" \
         manifest:media-type=\"{kind}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let parts = [("mimetype", kind), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)];
    zipped(&parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())))
}

/// The parts of a zip file that can be read.
pub(crate) fn unzipped(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// Parts as a zip file; a name that stands there twice is left out the second time, because the zip writer refuses it.
pub(crate) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in parts.iter().enumerate() {
        // A part that is not compressed is what a mutation of bytes reaches.
        let method = if at % 3 == 2 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        if out.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).is_ok() {
            out.write_all(bytes).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}
