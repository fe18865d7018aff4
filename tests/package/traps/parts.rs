//! Parts under odd names, in odd encodings, with what no part may have.

use planwacht::package::{Edits, PackageError, apply};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::{edits, judge, notes_at};
use crate::files::*;

/// The usual workbook with its sheet under another entry name and target.
fn sheet_at(entry: &str, target: &str) -> Parts {
    let mut parts = parts(&sheet(DATA));
    parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().0 = entry.into();
    put(&mut parts, "xl/_rels/workbook.xml.rels", rels(&[("rId1", "worksheet", target)]));
    edit(&mut parts, "[Content_Types].xml", |text| text.replace("xl/worksheets/sheet1.xml", entry));
    parts
}

#[test]
fn targets_of_every_kind_lead_to_the_sheet() {
    for (entry, target) in [
        ("xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "./worksheets/../worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "WorkSheets/SHEET1.xml"),
        ("xl/worksheets/blad 1.xml", "worksheets/blad%201.xml"),
        ("xl/worksheets/blad%201.xml", "worksheets/blad%201.xml"),
        ("worksheets/sheet1.xml", "/worksheets/sheet1.xml"),
    ] {
        let bytes = judge(&sheet_at(entry, target));
        assert!(text(&bytes, entry).contains("<legacyDrawing"), "{target}");
    }
}

#[test]
fn targets_of_every_kind_lead_to_the_notes() {
    for (comments, drawing) in [
        ("/xl/comments1.xml", "/xl/drawings/vmlDrawing1.vml"),
        ("..\\comments1.xml", "..\\drawings\\vmlDrawing1.vml"),
        ("../Comments1.XML", "../Drawings/VMLdrawing1.vml"),
        ("../comments%31.xml", "../drawings/vml%44rawing1.vml"),
    ] {
        let mut noted = super::notes::noted("<comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan</t></text></comment>");
        put(
            &mut noted,
            "xl/worksheets/_rels/sheet1.xml.rels",
            rels(&[("rId1", "comments", comments), ("rId2", "vmlDrawing", drawing)]),
        );
        let bytes = judge(&noted);
        let all: Vec<String> = unzip(&bytes).into_keys().filter(|name| name.contains("comments")).collect();
        assert_eq!(all, ["xl/comments1.xml", "xl/comments2.xml"], "{comments}: the second is of our own sheet");
        assert!(text(&bytes, "xl/comments1.xml").contains("Van Jan"));
    }
}

#[test]
fn utf16_parts_stay_utf16_whichever_part_it_is() {
    let comment = "<comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan – €</t></text></comment>";
    for name in ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/comments1.xml", "xl/_rels/workbook.xml.rels"] {
        for big in [false, true] {
            let mut wide = super::notes::noted(comment);
            let part = wide.iter_mut().find(|(have, _)| have == name).unwrap();
            let declared =
                format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", std::str::from_utf8(&part.1).unwrap());
            part.1 = utf16(&declared, big);
            let original = part.1.clone();
            let after = &unzip(&judge(&wide))[name];
            assert_eq!(after[..original.len() / 4], original[..original.len() / 4], "{name}, big-endian: {big}");
            assert!(after.len().is_multiple_of(2) && after.len() > original.len());
        }
    }
}

#[test]
fn a_document_type_is_refused_in_every_part() {
    let comment = "<comment ref=\"A1\" authorId=\"0\"><text><t>Van Jan</t></text></comment>";
    for name in [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/comments1.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/_rels/sheet1.xml.rels",
    ] {
        let mut bomb = super::notes::noted(comment);
        super::styles::add_styles(&mut bomb, "<dxfs count=\"0\"/>");
        edit(&mut bomb, name, |text| format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{text}"));
        let refusal = apply(&zip(&bomb), &edits()).unwrap_err();
        assert_eq!(refusal, PackageError::Doctype { part: name.into() });
    }
}

#[test]
fn an_unknown_language_is_refused_by_its_name() {
    let unknown = "http://schemas.microsoft.com/office/excel/2006/2";
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        let mut parts = parts(&sheet(DATA));
        edit(&mut parts, part, |text| text.replace(MAIN, unknown));
        let refusal = apply(&zip(&parts), &edits()).unwrap_err();
        assert_eq!(refusal, PackageError::UnknownNamespace { part: part.into(), found: unknown.into() });
        for message in [refusal.to_string(), refusal.english()] {
            assert!(message.contains(part) && message.contains(unknown), "{message}");
        }
    }
}

#[test]
fn names_that_differ_in_case_alone_are_refused() {
    let mut twice = parts(&sheet(DATA));
    twice.push(("xl/Worksheets/Sheet1.xml".into(), sheet(DATA).into_bytes()));
    let refusal = apply(&zip(&twice), &edits()).unwrap_err();
    assert_eq!(refusal, PackageError::DuplicatePart { part: "xl/Worksheets/Sheet1.xml".into() });
    let mut slashes = parts(&sheet(DATA));
    slashes.push(("xl\\workbook.xml".into(), b"<a/>".to_vec()));
    assert!(matches!(apply(&zip(&slashes), &edits()), Err(PackageError::DuplicatePart { .. })));
}

#[test]
fn entries_keep_how_they_are_stored_and_in_which_order() {
    let mut parts = parts(&sheet(DATA));
    for name in ["customXml/item1.xml", "xl/theme/theme1.xml"] {
        add(&mut parts, name, "application/xml", "<a/>".repeat(100));
    }
    parts.reverse();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let original = zip_with(&parts, stored);
    let applied = annotate_bytes(&original, &notes_at(&["A1"]));
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(applied.bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let before: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names[..before.len()], before);
    for name in ["customXml/item1.xml", "xl/theme/theme1.xml", "_rels/.rels"] {
        assert_eq!(archive.by_name(name).unwrap().compression(), CompressionMethod::Stored, "{name}");
    }
}

#[test]
fn what_is_said_of_the_whole_file_stays() {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    out.set_comment("van het archief").unwrap();
    for (name, bytes) in parts(&sheet(DATA)) {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut out, &bytes).unwrap();
    }
    let applied = annotate_bytes(&out.finish().unwrap().into_inner(), &notes_at(&["A1"]));
    let archive = zip::ZipArchive::new(std::io::Cursor::new(applied.bytes)).unwrap();
    assert_eq!(archive.comment(), b"van het archief");
}

#[test]
fn an_order_of_calculation_and_the_properties_stay_as_they_are() {
    let mut parts = parts(&sheet(DATA));
    add(
        &mut parts,
        "xl/calcChain.xml",
        "calcChain",
        format!("<calcChain xmlns=\"{MAIN}\"><c r=\"A1\" i=\"1\"/></calcChain>"),
    );
    add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId9", "calcChain", "calcChain.xml"));
    let properties = "<Properties><TitlesOfParts><lpstr>Blad1</lpstr></TitlesOfParts></Properties>";
    let kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    add(&mut parts, "docProps/app.xml", kind, properties);
    add_rel(&mut parts, "_rels/.rels", ("rId9", "extended-properties", "docProps/app.xml"));
    let bytes = judge(&parts);
    let clean = apply(&bytes, &Edits::default()).unwrap().bytes;
    for name in ["xl/calcChain.xml", "docProps/app.xml"] {
        let original = &parts.iter().find(|(have, _)| have == name).unwrap().1;
        assert_eq!((&unzip(&bytes)[name], &unzip(&clean)[name]), (original, original), "{name}");
    }
}
