//! Damaged workbooks: what could not be read is told before all else, and nothing is concluded from it.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, planwacht};

const TEXTS: [&str; 3] = [
    "Een webpagina maken over het meldpunt voor inwoners",
    "Alle scholen bezoeken en uitleg geven over radicalisering",
    "Jongerenwerkers trainen in het herkennen van nepnieuws",
];

/// A workbook with three sheets of three actions each.
fn plan() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, letters) in [("Hilversum", "HI"), ("Huizen", "HU"), ("Wijdemeren", "WM")] {
        let page = book.add_worksheet().set_name(sheet).unwrap();
        page.write_row(0, 0, ["Nr", "Actie", "Trekker", "Planning", "Status"]).unwrap();
        for (row, text) in (1u32..).zip(TEXTS) {
            let (id, owner) = (format!("{letters}-0{row}"), format!("OOV {sheet}"));
            page.write_row(row, 0, [&id, text, &owner, "Q2 2026", "Loopt"]).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The package with one part made into something else; `None` takes it out.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let bytes = if name == part { change(bytes) } else { Some(bytes) };
        if let Some(bytes) = bytes {
            to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

fn half(bytes: Vec<u8>) -> Option<Vec<u8>> {
    Some(bytes[..bytes.len() / 2].to_vec())
}

fn with_doctype(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let text = String::from_utf8(bytes).unwrap();
    Some(text.replacen("?>", "?><!DOCTYPE x [<!ENTITY e \"x\">]>", 1).into_bytes())
}

struct Files {
    folder: TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn kinds(report: &Value) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        report["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

const SHEET: &str = "xl/worksheets/sheet2.xml";

#[test]
fn a_damaged_sheet_is_told_everywhere_and_nothing_of_it_is_concluded() {
    let (files, whole) = (Files::new(), plan());
    let broken = with_part(&whole, SHEET, half);
    let (good, bad) = (files.file("goed.xlsx", &whole), files.file("stuk.xlsx", &broken));
    for (now, before, version) in [(&bad, &good, "current"), (&good, &bad, "previous"), (&bad, &bad, "current")] {
        let checked = Checked::run(now, &["--previous", &before.to_string_lossy(), "--fail-on", "never"]);
        assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
        let first = checked.stdout().lines().next().unwrap_or_default().to_owned();
        assert!(first.starts_with("fout") && first.contains("“Huizen”"), "{first}");
        let report = checked.report();
        assert_eq!(
            (&report["unreadable"][0]["sheet"], &report["unreadable"][0]["version"]),
            (&"Huizen".into(), &version.into())
        );
        let finding =
            report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "FIL001").unwrap();
        assert_eq!((finding["severity"].as_str(), finding["sheet"].as_str()), (Some("error"), Some("Huizen")));
        let concluded = ["TRN006", "ID004", "STR004", "COV001", "COV003"];
        // What this version holds can be judged where only the one before it is damaged.
        let silent = if version == "current" { &concluded[..] } else { &concluded[..2] };
        assert!(!codes(&report).iter().any(|code| silent.contains(code)), "{:?}", codes(&report));
        assert!(!kinds(&report).iter().any(|kind| ["added", "removed"].contains(kind)), "{:?}", kinds(&report));
        for suffix in ["-wijzigingen.md", "-wijzigingen.html", "-bevindingen.csv"] {
            let text = fs::read_to_string(checked.path(suffix)).unwrap();
            assert!(text.contains("is niet gelezen") && text.contains("Huizen"), "{suffix}");
            assert!(!text.contains("Er is niets gewijzigd."), "{suffix}");
        }
        assert_eq!(checked.annotated().exists(), now == &good);
    }
}

#[test]
fn comparing_says_it_too() {
    let (files, whole) = (Files::new(), plan());
    let (good, bad) = (files.file("goed.xlsx", &whole), files.file("stuk.xlsx", &with_part(&whole, SHEET, |_| None)));
    let compare = |versions: &[&PathBuf]| {
        let out = TempDir::new().unwrap();
        let paths = versions.iter().map(|path| path.as_os_str());
        let last = ["--out-dir".as_ref(), out.path().as_os_str()];
        let output = planwacht(["compare".as_ref()].into_iter().chain(paths).chain(last));
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    for versions in [&[&good, &bad][..], &[&bad, &good], &[&good, &bad, &good]] {
        let (code, said) = compare(versions);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.lines().next().unwrap_or_default().contains("“Huizen”"), "{said}");
        for word in ["\nverdwenen", "\nnieuw ", "  verdwenen (", "  terug", "  nieuw ("] {
            assert!(!said.contains(word), "{word}: {said}");
        }
    }
    assert_eq!(compare(&[&good, &good]).0, Some(0));
}

#[test]
fn merging_takes_nothing_from_a_damaged_copy() {
    let (files, whole) = (Files::new(), plan());
    let changed =
        |bytes: Vec<u8>| Some(String::from_utf8(bytes).unwrap().replace("OOV Hilversum", "ZVHGV").into_bytes());
    let copy = with_part(&with_part(&whole, "xl/sharedStrings.xml", changed), SHEET, half);
    let (base, copy) = (files.file("basis.xlsx", &whole), files.file("kopie.xlsx", &copy));
    let result = files.folder.path().join("samen.xlsx");
    let output =
        planwacht(["merge".as_ref(), base.as_os_str(), copy.as_os_str(), "--output".as_ref(), result.as_os_str()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("niets overgenomen") && !said.contains("ZVHGV"), "{said}");
    // And a damaged base is refused.
    let output = planwacht([
        "merge".as_ref(),
        copy.as_os_str(),
        base.as_os_str(),
        "--output".as_ref(),
        result.as_os_str(),
        "--force".as_ref(),
    ]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_part_counts_and_those_beside_the_workbook_do_not_stop_its_copy() {
    let (files, whole) = (Files::new(), plan());
    for (part, change, code, copied) in [
        ("docProps/app.xml", half as fn(Vec<u8>) -> Option<Vec<u8>>, 1, true),
        ("docProps/app.xml", with_doctype, 1, false),
        ("xl/theme/theme1.xml", half, 1, false),
        ("xl/styles.xml", half, 1, false),
        ("xl/styles.xml", |_| None, 1, false),
        ("[Content_Types].xml", half, 1, false),
        ("_rels/.rels", half, 1, false),
        (SHEET, with_doctype, 1, false),
        ("xl/sharedStrings.xml", with_doctype, 1, false),
        ("xl/sharedStrings.xml", half, 2, false),
        ("xl/workbook.xml", half, 2, false),
        ("xl/_rels/workbook.xml.rels", |_| None, 2, false),
    ] {
        let path = files.file("stuk.xlsx", &with_part(&whole, part, change));
        let checked = Checked::run(&path, &["--fail-on", "never"]);
        let said = checked.stderr();
        assert_eq!(checked.code(), Some(code), "{part}: {said}");
        assert_eq!(checked.annotated().exists(), copied, "{part}: {said}");
        if code == 1 {
            assert!(checked.stdout().starts_with("fout"), "{part}");
            assert!(!checked.report()["unreadable"].as_array().unwrap().is_empty(), "{part}");
        } else {
            assert_eq!(said.lines().count(), 1, "{said}");
        }
    }
    let nobodys = with_part(&whole, "docProps/app.xml", Some);
    let mut zip = zip::ZipWriter::new_append(Cursor::new(nobodys)).unwrap();
    for name in ["__MACOSX/_rels/._.rels", "__MACOSX/xl/._workbook.xml", "__MACOSX/xl/_rels/._workbook.xml.rels"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"\x00\x05\x16\x07rommel").unwrap();
    }
    let path = files.file("mac.xlsx", &zip.finish().unwrap().into_inner());
    let checked = Checked::run(&path, &["--fail-on", "never"]);
    assert_eq!((checked.code(), checked.annotated().exists()), (Some(0), true), "{}", checked.stderr());
}

#[test]
fn a_long_text_is_cut_and_told_and_a_long_number_is_no_panic() {
    let files = Files::new();
    let (long, digits) = ("woord ".repeat(7_000), "7".repeat(65_536));
    let rows = |id: &str, text: &str| {
        format!(
            "<row><c t='inlineStr'><is><t>Nr</t></is></c><c t='inlineStr'><is><t>Actie</t></is></c><c t='inlineStr'><is><t>Trekker</t></is></c></row>\
             <row><c t='inlineStr'><is><t>HI-0{id}</t></is></c><c t='inlineStr'><is><t>Beleid maken {text}</t></is></c><c t='inlineStr'><is><t>ZVHGV</t></is></c></row>\
             <row><c t='inlineStr'><is><t>HI-01</t></is></c><c t='inlineStr'><is><t>Scholen bezoeken</t></is></c><c t='inlineStr'><is><t>ZVHGV</t></is></c></row>\
             <row><c t='inlineStr'><is><t>HI-2</t></is></c><c t='inlineStr'><is><t>Wijkagenten trainen</t></is></c><c t='inlineStr'><is><t>ZVHGV</t></is></c></row>\
             <row><c t='inlineStr'><is><t>HI-03</t></is></c><c t='inlineStr'><is><t>Ouders bijpraten</t></is></c><c t='inlineStr'><is><t>ZVHGV</t></is></c></row>"
        )
    };
    let sheet = |rows: &str| {
        let sheet = format!(
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
        );
        with_part(&plan(), "xl/worksheets/sheet1.xml", |_| Some(sheet.clone().into_bytes()))
    };
    let checked = Checked::run(&files.file("lang.xlsx", &sheet(&rows("9", &long))), &[]);
    assert!(codes(&checked.report()).contains(&"FIL002"), "{}", checked.stderr());
    let zeros = "0".repeat(65_536);
    for id in [&digits, &zeros] {
        let checked = Checked::run(&files.file("cijfers.xlsx", &sheet(&rows(id, ""))), &[]);
        assert!(checked.code().is_some_and(|code| code < 2), "{}", checked.stderr());
    }
}
