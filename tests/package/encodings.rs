//! Parts in other encodings: the reader and the writer must see the same tabs, or a note finds no sheet.

use planwacht::workbook::read;

use crate::files::*;

/// The workbook part with a tab of this name, as text and as it stands for that text in some encoding.
fn with_tab(declared: &str, encode: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut parts = parts(&sheet(DATA));
    let name = "xl/workbook.xml";
    let plain = parts.iter().find(|(have, _)| have == name).map(|(_, bytes)| bytes.clone()).unwrap();
    let text = String::from_utf8(plain).unwrap().replace("Blad1", "@@");
    put(&mut parts, name, encode(&format!("<?xml version=\"1.0\" encoding=\"{declared}\"?>{text}")));
    zip(&parts)
}

/// The text in a code page, with these bytes for the name of the tab.
fn bytes(name: &'static [u8]) -> impl Fn(&str) -> Vec<u8> {
    move |text| {
        let (before, after) = text.split_once("@@").unwrap();
        [before.as_bytes(), name, after.as_bytes()].concat()
    }
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.replace("@@", "Café €").encode_utf16().flat_map(unit).collect()
}

#[test]
fn a_workbook_part_of_bad_bytes_is_read_and_not_copied() {
    let file = with_tab("UTF-8", bytes(b"Caf\xC3\xA9 \x80"));
    assert_eq!(&*read(&file, "x").unwrap().sheets[0].sheet, "Café \u{FFFD}");
    let refused = planwacht::package::apply(&file, &notes(&[("A1", "Een vraag")])).unwrap_err();
    assert!(refused.to_string().contains("xl/workbook.xml"), "{refused}");
}

#[test]
fn reader_and_writer_name_the_tabs_alike() {
    for (file, tab) in [
        (with_tab("UTF-8", |text| text.replace("@@", "Café €").into_bytes()), "Café €"),
        (with_tab("UTF-8", |text| text.replace("@@", "R&amp;D &#8364;").into_bytes()), "R&D €"),
        (with_tab("UTF-16", |text| utf16(text, u16::to_be_bytes)), "Café €"),
        (with_tab("UTF-16", |text| utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes)), "Café €"),
        (with_tab("windows-1252", bytes(b"Caf\xE9 \x80 \x93x\x94 \x81")), "Café € “x” \u{81}"),
        (with_tab("ISO-8859-1", bytes(b"Caf\xE9 \x80")), "Café €"),
        (with_tab("ISO-8859-15", bytes(b"Caf\xE9 \xA4")), "Café €"),
        (with_tab("koi8-r", bytes(b"Plan \xC1")), "Plan \u{FFFD}"),
    ] {
        let seen = |bytes: &[u8]| read(bytes, "x").unwrap().sheets[0].sheet.to_string();
        assert_eq!(seen(&file), tab);
        let mut edits = notes(&[("A1", "Een vraag €")]);
        edits.notes.iter_mut().for_each(|note| note.at.sheet = tab.into());
        let applied = planwacht::package::apply(&file, &edits).unwrap();
        assert_eq!((applied.placed, applied.left_out.len()), (1, 0), "{tab}");
        // The workbook part was changed too, by our mark, and its own bytes are as they were.
        assert_eq!(seen(&applied.bytes), tab);
        let part = |bytes: &[u8]| unzip(bytes).remove("xl/workbook.xml").unwrap();
        let (before, after) = (part(&file), part(&applied.bytes));
        let same = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
        assert!(same * 10 > before.len() * 7 && after.len() > before.len(), "{tab}");
        // Cleaning up gives the part that came in.
        let clean = planwacht::package::apply(&applied.bytes, &planwacht::package::Edits::default()).unwrap();
        assert_eq!(part(&clean.bytes), before, "{tab}");
    }
}

#[test]
fn targets_are_followed_alike_however_they_are_spelled() {
    for target in [
        "/XL/Worksheets/SHEET1.xml",
        "..\\xl\\worksheets\\sheet1.xml",
        "work%73heets/sheet1.xml",
        " worksheets/sheet1.xml#A1",
    ] {
        let mut parts = parts(&sheet(DATA));
        put(&mut parts, "xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", target)]));
        let file = zip(&parts);
        assert_eq!(&*read(&file, "x").unwrap().sheets[0].text(0, 0), "1", "{target}");
        assert_eq!(planwacht::package::apply(&file, &notes(&[("A1", "x")])).unwrap().placed, 1, "{target}");
    }
}

#[test]
fn of_several_workbook_parts_both_take_the_first_that_is_there() {
    let mut parts = parts(&sheet(DATA));
    put(
        &mut parts,
        "_rels/.rels",
        rels(&[("rId1", "officeDocument", "weg.xml"), ("rId2", "officeDocument", "xl/workbook.xml")]),
    );
    let file = zip(&parts);
    assert_eq!(read(&file, "x").unwrap().sheets.len(), 1);
    assert_eq!(planwacht::package::apply(&file, &notes(&[("A1", "x")])).unwrap().placed, 1);
}

#[test]
fn a_zip_with_a_password_is_refused_as_such() {
    let mut bytes = zip(&parts(&sheet(DATA)));
    // The flag for encryption stands in the local header and in the directory of each entry.
    for (start, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(start)).collect();
        places.into_iter().for_each(|at| bytes[at + flags] |= 1);
    }
    let error = planwacht::package::apply(&bytes, &notes(&[("A1", "x")])).unwrap_err();
    assert_eq!(error, planwacht::package::PackageError::Encrypted);
}
