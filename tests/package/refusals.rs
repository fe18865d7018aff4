//! What is refused, with the reason, before anything is written.

use planwacht::package::{Edits, Mark, Note, PackageError, SheetSet, apply, is_own, sheet_room};

use crate::files::*;

fn refused(bytes: &[u8]) -> PackageError {
    assert!(!is_own(bytes));
    let error = apply(bytes, &notes(&[("A1", "x")])).unwrap_err();
    assert!(!error.to_string().is_empty() && error.english() != error.to_string());
    assert!(sheet_room(bytes, SheetSet::Check, &["Controle"]).is_err() || !matches!(error, PackageError::NotZip));
    error
}

/// An OLE container with one stream in its directory, which starts in the second sector.
fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(1024, 0);
    bytes
}

#[test]
fn files_that_are_no_workbook() {
    assert_eq!(refused(b""), PackageError::NotZip);
    assert_eq!(refused(b"sheet,cell\nBlad1,A1\n"), PackageError::NotZip);
    assert!(matches!(refused(b"PK\x03\x04 half a file"), PackageError::BadZip { .. }));
    assert_eq!(refused(&ole("EncryptedPackage")), PackageError::Encrypted);
    assert_eq!(refused(&ole("Workbook")), PackageError::LegacyXls);
    assert_eq!(refused(b"\x09\x08\x10\x00\x00\x06\x05\x00"), PackageError::LegacyXls);
    assert_eq!(refused(&ole("WordDocument")), PackageError::NotZip);
    assert_eq!(refused(&zip(&vec![("[Content_Types].xml".into(), b"<Types/>".to_vec())])), PackageError::NoWorkbook);
    let ods = vec![
        ("mimetype".into(), b"x".to_vec()),
        ("content.xml".into(), b"<a/>".to_vec()),
        ("[Content_Types].xml".into(), b"<Types/>".to_vec()),
    ];
    assert_eq!(refused(&zip(&ods)), PackageError::OtherFormat { kind: "ods" });
    assert_eq!(refused(&zip(&ods[..2].to_vec())), PackageError::OtherFormat { kind: "ods" });
}

#[test]
fn binary_workbooks_and_signed_ones() {
    let mut binary = parts(&sheet(DATA));
    put(&mut binary, "_rels/.rels", rels(&[("rId1", "officeDocument", "xl/workbook.bin")]));
    put(&mut binary, "xl/workbook.bin", "x");
    assert_eq!(refused(&zip(&binary)), PackageError::OtherFormat { kind: "xlsb" });
    let mut signed = parts(&sheet(DATA));
    let origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";
    put(
        &mut signed,
        "_rels/.rels",
        rels(&[("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", origin, "_xmlsignatures/origin.sigs")]),
    );
    assert_eq!(refused(&zip(&signed)), PackageError::Signed);
}

#[test]
fn unknown_languages_and_document_types() {
    let mut unknown = parts(&sheet(DATA));
    edit(&mut unknown, "xl/workbook.xml", |text| {
        text.replace(MAIN, "http://schemas.microsoft.com/office/excel/2006/2")
    });
    assert!(matches!(refused(&zip(&unknown)), PackageError::UnknownNamespace { .. }));
    let other = parts(&sheet(DATA).replace(MAIN, "urn:other"));
    assert!(matches!(refused(&zip(&other)), PackageError::UnknownNamespace { .. }));
    let bomb = parts(&format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", sheet(DATA)));
    assert_eq!(refused(&zip(&bomb)), PackageError::Doctype { part: "xl/worksheets/sheet1.xml".into() });
}

#[test]
fn names_that_occur_twice() {
    let mut twice = parts(&sheet(DATA));
    twice.push(("XL/Workbook.xml".into(), b"<a/>".to_vec()));
    assert!(matches!(refused(&zip(&twice)), PackageError::DuplicatePart { .. }));
    // The zip writer refuses equal names, so that two entries of one length are made equal afterwards.
    let mut equal = parts(&sheet(DATA));
    equal.push(("xl/worksheets/sheet2.xml".into(), b"<a/>".to_vec()));
    let mut bytes = zip(&equal);
    let name = b"sheet2.xml";
    while let Some(at) = bytes.windows(name.len()).position(|window| window == name) {
        bytes[at + 5] = b'1';
    }
    assert_eq!(refused(&bytes), PackageError::DuplicatePart { part: "xl/worksheets/sheet1.xml".into() });
}

#[test]
fn damaged_parts() {
    for broken in [
        "",
        "<worksheet",
        "<a><b></a>",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
    ] {
        assert!(matches!(refused(&zip(&parts(broken))), PackageError::BadPart { .. }), "{broken}");
    }
    let loose = zip(&parts_with_styles("<fills count=\"1\"><fill/>$-$</fills>"));
    let edits = Edits { notes: vec![Note { mark: Some(Mark::Error), ..note("Blad1", "A1", "x") }], ..Edits::default() };
    let said = apply(&loose, &edits).unwrap_err().to_string();
    assert!(said.contains("xl/styles.xml") && said.contains("losse tekst '$-$'"), "{said}");
    let mut cut = zip(&parts(&sheet(DATA)));
    cut.truncate(cut.len() / 2);
    assert!(matches!(refused(&cut), PackageError::BadZip { .. }));
}

#[test]
fn any_damage_is_an_error_and_never_a_panic() {
    let bytes = apply(&zip(&parts(&sheet(DATA))), &notes(&[("A1", "x")])).unwrap().bytes;
    for at in (0..bytes.len()).step_by(53) {
        for value in [0, 0xFF, bytes[at].wrapping_add(1)] {
            let mut damaged = bytes.clone();
            damaged[at] = value;
            is_own(&damaged);
            let _ = sheet_room(&damaged, SheetSet::Check, &["Controle"]);
            let _ = apply(&damaged, &Edits::default());
        }
    }
}
