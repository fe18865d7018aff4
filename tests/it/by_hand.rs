//! `annotate`: notes of a CSV file on cells of any workbook.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Note, Workbook};
use tempfile::TempDir;

use crate::support::*;

const NOTES: &str = "sheet;cell;text;code;severity\nPlan;A1;Vul een functie in.;OWN001;error\nPlan;B2;Kijk na.;;\n";

/// The same workbook with its parts changed.
fn edited(from: &Path, to: &Path, change: impl Fn(&str, String) -> String) {
    let mut zip = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for (name, bytes) in entries(from) {
        let bytes = String::from_utf8(bytes)
            .map_or_else(std::string::FromUtf8Error::into_bytes, |text| change(&name, text).into_bytes());
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// A workbook with a conversation on A1, and its structure locked where that is asked.
fn workbook(folder: &TempDir, locked: bool) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    sheet.write(0, 0, "Actie").unwrap();
    sheet.insert_note(0, 0, &Note::new("[Gesprek] Klopt dit?").set_author("tc={5F2B}")).unwrap();
    let drawn = folder.path().join("kaal.xlsx");
    book.save(&drawn).unwrap();
    let path = folder.path().join("plan.xlsx");
    let lock = if locked { "<workbookProtection lockStructure=\"1\"/><bookViews>" } else { "<bookViews>" };
    edited(&drawn, &path, |_, text| text.replace("<bookViews>", lock));
    path
}

/// `annotate` with these notes; gives what it said.
fn annotate(workbook: &Path, notes: &str, output: &Path) -> String {
    let list = output.with_extension("csv");
    fs::write(&list, notes).unwrap();
    let ran = planwacht([
        "annotate".as_ref(),
        workbook.as_os_str(),
        "--notes".as_ref(),
        list.as_os_str(),
        "--output".as_ref(),
        output.as_os_str(),
        "--force".as_ref(),
    ]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{said}");
    said
}

/// The tabs, and the texts of the last of them.
fn last_sheet(workbook: &Path) -> (Vec<String>, String) {
    let read = planwacht::workbook::read(&fs::read(workbook).unwrap(), "plan.xlsx").unwrap();
    let tabs = read.sheets.iter().map(|grid| grid.sheet.to_string()).collect();
    let last = read.sheets.last().unwrap();
    (tabs, last.cells.values().map(planwacht::cell::GridCell::text).collect::<Vec<_>>().join("|"))
}

#[test]
fn a_note_for_a_cell_with_a_conversation_is_listed_on_a_sheet() {
    let folder = TempDir::new().unwrap();
    let (first, second) = (folder.path().join("een.xlsx"), folder.path().join("twee.xlsx"));
    let said = annotate(&workbook(&folder, false), NOTES, &first);
    assert!(said.contains("Plan!A1") && said.contains("gesprek"), "{said}");
    let (tabs, texts) = last_sheet(&first);
    assert_eq!(tabs, ["Plan", "Bevindingen"]);
    assert!(texts.contains("OWN001 – Vul een functie in.") && !texts.contains("Kijk na."), "{texts}");

    annotate(&first, NOTES, &second);
    let parts = |path: &Path| entries(path).into_iter().collect::<std::collections::BTreeMap<_, _>>();
    assert_eq!(parts(&second), parts(&first), "a second run gives the same");
    annotate(&second, "sheet,cell,text\nPlan,B2,Kijk na.\n", &first);
    assert_eq!(last_sheet(&first).0, ["Plan"], "the list goes with its last note");
}

#[test]
fn the_list_stands_beside_the_sheets_of_a_check() {
    let checked = Checked::samples();
    let folder = TempDir::new().unwrap();
    let (first, second) = (folder.path().join("een.xlsx"), folder.path().join("twee.xlsx"));
    let talked = folder.path().join("met-gesprek.xlsx");
    edited(&checked.annotated(), &talked, |name, text| {
        let author = text.matches("<author>").count();
        let talk = format!(
            "<comment ref=\"Z99\" authorId=\"{author}\"><text><t>Klopt dit?</t></text></comment></commentList>"
        );
        let comments = name.starts_with("xl/comments");
        if !comments {
            return text;
        }
        text.replace("</authors>", "<author>tc={1}</author></authors>").replace("</commentList>", &talk)
    });
    let notes = "sheet,cell,text\nHilversum,Z99,geen plaats\n";
    for (workbook, output) in [(&talked, &first), (&first, &second)] {
        let said = annotate(workbook, notes, output);
        assert!(said.contains("op het blad 'Bevindingen (2)'"), "{said}");
        let (tabs, texts) = last_sheet(output);
        assert_eq!(tabs[tabs.len() - 4..], ["Controle", "Bevindingen", "Wijzigingen", "Bevindingen (2)"]);
        assert!(texts.contains("geen plaats"), "{texts}");
    }
}

#[test]
fn a_locked_structure_gets_the_notes_and_the_rest_is_said() {
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("uit.xlsx");
    let said = annotate(&workbook(&folder, true), NOTES, &output);
    assert!(said.contains("Plan!A1"), "{said}");
    assert_eq!(last_sheet(&output).0, ["Plan"]);
}

#[test]
fn a_list_without_notes_leaves_the_sheets_of_a_check() {
    let checked = Checked::samples();
    let folder = TempDir::new().unwrap();
    let output = folder.path().join("uit.xlsx");
    annotate(&checked.annotated(), "Sheet , CELL,Text,Severity\n", &output);
    let (tabs, _) = last_sheet(&output);
    assert_eq!(tabs[tabs.len() - 3..], ["Controle", "Bevindingen", "Wijzigingen"]);
    let again = folder.path().join("weer.xlsx");
    annotate(&output, "sheet,cell,text,severity\nHilversum,D8,Kijk na., Error \n", &again);
    assert!(planwacht::package::is_own(&fs::read(&again).unwrap()), "it bears our mark");
}
