//! What each target does with its bytes. No bytes may make it panic; more than that is said where it holds.

use std::io::{Cursor, Write};

use planwacht::annotate::notes::file;
use planwacht::cell::CellRef;
use planwacht::framework::Framework;
use planwacht::number_format::{Locale, NumberFormat};
use planwacht::package::{self, Edits, Mark, Note};
use planwacht::read::deadline::{self, Calendar};
use planwacht::{read, workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of a workbook of one sheet, in the order in which the first byte of an input chooses one of them.
const PARTS: [(&str, &str); 7] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="1"><v>46112</v></c></row></sheetData></worksheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Actie</t></si><si><t>Planning</t></si><si><t>Trekker</t></si><si><t>Iets doen</t></si></sst>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
    ),
];

/// An input as a workbook: its first byte, a digit, says which part the rest takes the place of; any other byte makes the input a
/// file as it is.
fn book(data: &[u8]) -> Option<Vec<u8>> {
    let chosen = match data.split_first() {
        Some((digit @ b'0'..=b'6', rest)) => (usize::from(digit - b'0'), rest),
        _ => return Some(data.to_vec()),
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (at, (name, text)) in PARTS.iter().enumerate() {
        zip.start_file(*name, options).ok()?;
        zip.write_all(if at == chosen.0 { chosen.1 } else { text.as_bytes() }).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The lossless writer: what it made can be written again, and cleaned up again.
pub fn package(data: &[u8]) {
    let Some(book) = book(data) else { return };
    let note = |row, col| Note {
        at: CellRef::new("Blad1", row, col),
        text: "Fout\nKlopt dit?".to_owned(),
        mark: Some(Mark::Error),
    };
    let edits = Edits { notes: vec![note(1, 1), note(40, 0)], ..Edits::default() };
    if let Ok(applied) = package::apply(&book, &edits) {
        let again = package::apply(&applied.bytes, &edits);
        assert!(again.is_ok(), "{again:?}");
        let clean = package::apply(&applied.bytes, &Edits::default());
        assert!(clean.is_ok(), "{clean:?}");
    }
}

/// From bytes to a plan.
pub fn reader(data: &[u8]) {
    let Some(book) = book(data) else { return };
    if let Ok(workbook) = workbook::read(&book, "plan.xlsx") {
        let _ = read::read(&workbook.sheets, Framework::embedded());
    }
}

/// A number and a format on two lines: what is shown is no longer than the format and the digits of the number allow.
pub fn number_format(data: &[u8]) {
    /// A format repeats a thousands separator or a digit at most so often for each of its characters.
    const LONGEST: usize = 2_000;
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (number, code) = text.split_once('\n').unwrap_or(("46112.5", text));
    let format = NumberFormat::parse(code);
    for is_1904 in [false, true] {
        if let Some(shown) = format.number(number.parse().unwrap_or(0.5), Locale::default(), is_1904) {
            assert!(shown.text.chars().count() <= code.len() + LONGEST, "{code:?}");
        }
    }
    let _ = format.text(number);
}

/// The grammar of deadlines.
pub fn deadline(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let calendar = Calendar::new(Framework::embedded());
    let read = deadline::parse(text, &calendar);
    if let (Some(start), Some(end)) = (read.start, read.end) {
        assert!(start <= end, "{text:?}: {start} to {end}");
    }
    let _ = deadline::unread(text, &calendar);
    let _ = deadline::names_a_date(text);
}

/// The framework file.
pub fn framework(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Framework::parse(text, "kader.toml") {
        Ok(framework) => drop(framework.check_rules()),
        Err(error) => assert!(!error.mistakes.is_empty()),
    }
}

/// The file of notes: it is read, or there is a mistake at a line that it has.
pub fn notes(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match file::read(text) {
        Ok(file) => assert_eq!(file.notes.len(), file.lines.len()),
        Err(mistakes) => {
            let lines = text.split(['\n', '\r']).count();
            assert!(!mistakes.is_empty() && mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)));
        }
    }
}
