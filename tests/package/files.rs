//! Workbooks made by hand, and what they hold afterwards.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use planwacht::cell::{CellRef, parse_a1};
use planwacht::package::{Applied, Edits, Mark, NewSheets, Note, SheetSet, apply, sheet_room};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub(crate) const STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
pub(crate) const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(crate) const RELS_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Entries of a zip file in their order.
pub(crate) type Parts = Vec<(String, Vec<u8>)>;

/// A workbook of one sheet `Blad1`, whose part is `sheet`.
pub(crate) fn parts(sheet: &str) -> Parts {
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"bin\" ContentType=\"application/vnd.ms-office.vbaProject\"/>\
         <Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SPREADSHEET}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{SPREADSHEET}.worksheet+xml\"/></Types>"
    );
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    vec![
        ("[Content_Types].xml".into(), types.into_bytes()),
        ("_rels/.rels".into(), rels(&[("rId1", "officeDocument", "xl/workbook.xml")]).into_bytes()),
        ("xl/workbook.xml".into(), workbook.into_bytes()),
        ("xl/_rels/workbook.xml.rels".into(), rels(&[("rId1", "worksheet", "worksheets/sheet1.xml")]).into_bytes()),
        ("xl/worksheets/sheet1.xml".into(), sheet.as_bytes().to_vec()),
    ]
}

/// A workbook whose styles part has these children.
pub(crate) fn parts_with_styles(children: &str) -> Parts {
    let mut parts = parts(&sheet(DATA));
    let list = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")];
    put(&mut parts, "xl/_rels/workbook.xml.rels", rels(&list));
    put(&mut parts, "xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{children}</styleSheet>"));
    edit(&mut parts, "[Content_Types].xml", |text| {
        text.replace(
            "</Types>",
            &format!("<Override PartName=\"/xl/styles.xml\" ContentType=\"{SPREADSHEET}.styles+xml\"/></Types>"),
        )
    });
    parts
}

/// A worksheet with these children.
pub(crate) fn sheet(children: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\">{children}</worksheet>")
}

/// The usual cells.
pub(crate) const DATA: &str = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";

/// A rels part.
pub(crate) fn rels(list: &[(&str, &str, &str)]) -> String {
    let rel = |(id, kind, target): &(&str, &str, &str)| {
        let kind = if kind.contains(':') { (*kind).to_owned() } else { format!("{RELS}/{kind}") };
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let body: String = list.iter().map(rel).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{body}</Relationships>")
}

/// Puts a part in the place of the one of that name, or behind all others.
pub(crate) fn put(parts: &mut Parts, name: &str, bytes: impl Into<Vec<u8>>) {
    match parts.iter_mut().find(|(have, _)| have == name) {
        Some((_, old)) => *old = bytes.into(),
        None => parts.push((name.into(), bytes.into())),
    }
}

/// Changes the text of a part.
pub(crate) fn edit(parts: &mut Parts, name: &str, change: impl Fn(&str) -> String) {
    let part = parts.iter_mut().find(|(have, _)| have == name).expect(name);
    part.1 = change(std::str::from_utf8(&part.1).unwrap()).into_bytes();
}

pub(crate) fn zip(parts: &Parts) -> Vec<u8> {
    zip_with(parts, SimpleFileOptions::default())
}

pub(crate) fn zip_with(parts: &Parts, options: SimpleFileOptions) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        if name.ends_with('/') {
            out.add_directory(name.as_str(), options).unwrap();
        } else {
            out.start_file(name.as_str(), options).unwrap();
            out.write_all(bytes).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// All parts of a file, inflated.
pub(crate) fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        parts.insert(file.name().unwrap().into_owned(), content);
    }
    parts
}

/// In what two files differ part by part: the first part that is not the same, in both.
pub(crate) fn difference(one: &[u8], other: &[u8]) -> Option<String> {
    let (one, other) = (unzip(one), unzip(other));
    if !one.keys().eq(other.keys()) {
        return Some(format!("{:?} and {:?}", one.keys(), other.keys()));
    }
    let (name, bytes) = one.iter().find(|(name, bytes)| other[*name] != **bytes)?;
    Some(format!("{name}\n{}\n{}", String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other[name])))
}

/// A part as text.
pub(crate) fn text(bytes: &[u8], name: &str) -> String {
    let parts = unzip(bytes);
    let part = parts.get(name).unwrap_or_else(|| panic!("{name} is not among {:?}", parts.keys()));
    String::from_utf8(part.clone()).unwrap()
}

pub(crate) fn note(sheet: &str, cell: &str, text: &str) -> Note {
    let (row, col) = parse_a1(cell).unwrap();
    Note { at: CellRef::new(sheet, row, col), text: text.into(), mark: Some(Mark::Error) }
}

pub(crate) fn notes(list: &[(&str, &str)]) -> Edits {
    Edits { notes: list.iter().map(|(cell, text)| note("Blad1", cell, text)).collect(), ..Edits::default() }
}

/// Annotates the workbook twice and checks that the second run changes nothing.
/// Authored sheets as those of a check.
pub(crate) fn checked(workbook: Vec<u8>) -> NewSheets {
    NewSheets { set: SheetSet::Check, workbook }
}

pub(crate) fn free_names(original: &[u8], wanted: &[&str]) -> Vec<String> {
    sheet_room(original, SheetSet::Check, wanted).unwrap().names
}

pub(crate) fn annotate(parts: &Parts, edits: &Edits) -> Applied {
    annotate_bytes(&zip(parts), edits)
}

pub(crate) fn annotate_bytes(original: &[u8], edits: &Edits) -> Applied {
    let applied = apply(original, edits).unwrap();
    let again = apply(&applied.bytes, edits).unwrap();
    assert_eq!(difference(&applied.bytes, &again.bytes), None, "the second run gives the same");
    assert_eq!(again.left_out, applied.left_out);
    applied
}

/// What calamine, which knows nothing of us, reads in a cell.
pub(crate) fn value(bytes: &[u8], sheet: &str, cell: &str) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (row, col) = parse_a1(cell).unwrap();
    range.get_value((row, col)).map(ToString::to_string).unwrap_or_default()
}

/// Adds a relationship to a rels part, which is made where it is not there.
pub(crate) fn add_rel(parts: &mut Parts, name: &str, rel: (&str, &str, &str)) {
    let new = rels(&[rel]);
    match parts.iter().any(|(have, _)| have == name) {
        true => edit(parts, name, |text| {
            let one = new.split_once("relationships\">").unwrap().1;
            text.replace("</Relationships>", one)
        }),
        false => put(parts, name, new),
    }
}

/// Adds a part with the type that it says it has.
pub(crate) fn add(parts: &mut Parts, name: &str, kind: &str, bytes: impl Into<Vec<u8>>) {
    put(parts, name, bytes);
    let kind = if kind.contains('/') { kind.to_owned() } else { format!("{SPREADSHEET}.{kind}+xml") };
    edit(parts, "[Content_Types].xml", |text| {
        text.replace("</Types>", &format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/></Types>"))
    });
}

/// Text as UTF-16 with a byte order mark.
pub(crate) fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}
