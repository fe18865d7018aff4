//! What others say of the annotated workbook: part by part, Microsoft's validator, LibreOffice, openpyxl.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, entries, libreoffice, python, sample, shared, succeed, tool};

#[test]
fn nothing_is_lost() {
    let (Some(python), Some(script)) = (python(), shared("tools/fidelity.py")) else { return };
    let checked = Checked::samples();
    let said = succeed(Command::new(python).arg(script).arg(sample("2025-11-24")).arg(checked.annotated()));
    assert_eq!(said.trim(), "nothing lost");
}

#[test]
fn parts_that_get_no_notes_are_byte_identical() {
    let checked = Checked::samples();
    let after: std::collections::BTreeMap<_, _> = entries(&checked.annotated()).into_iter().collect();
    let mut untouched = 0;
    for (name, bytes) in entries(&sample("2025-11-24")) {
        let now = after.get(&name).unwrap_or_else(|| panic!("{name} is gone"));
        let may_change = ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"].contains(&name.as_str())
            || ["xl/worksheets/", "xl/comments", "xl/drawings/vml", "xl/_rels/", "xl/drawings/_rels/"]
                .iter()
                .any(|part| name.starts_with(part));
        if !may_change {
            assert_eq!(now, &bytes, "{name} changed");
            untouched += 1;
        }
    }
    assert!(untouched >= 5, "only {untouched} parts were compared");
}

/// The errors that the validator finds, without the numbers of elements (a note more shifts them).
fn errors(validator: &Path, workbook: &Path) -> BTreeSet<String> {
    let output = Command::new(validator).arg(workbook).output().expect("the validator starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("the validator gives JSON");
    let errors = report["errors"].as_array().expect("a list of errors");
    errors.iter().map(|error| format!("{} {} {}", error["path"], error["id"], error["description"])).collect()
}

#[test]
fn the_validator_finds_no_error_that_the_original_lacks() {
    let Some(validator) = tool("PLANWACHT_VALIDATOR", "ooxml-validator") else { return };
    let checked = Checked::samples();
    let before = errors(&validator, &sample("2025-11-24"));
    for path in [checked.annotated(), checked.path("-wijzigingen.xlsx")] {
        let new: Vec<_> = errors(&validator, &path).difference(&before).cloned().collect();
        assert!(new.is_empty(), "{}: {new:#?}", path.display());
    }
}

#[test]
fn libreoffice_sees_notes_sheets_and_links() {
    let checked = Checked::samples();
    let folder = TempDir::new().unwrap();
    let Some(converted) = libreoffice(&checked.annotated(), "ods", folder.path()) else { return };
    let content = entries(&converted).into_iter().find(|(name, _)| name == "content.xml").expect("content").1;
    let content = String::from_utf8(content).expect("text");
    for sheet in ["Controle", "Bevindingen", "Wijzigingen"] {
        assert!(content.contains(&format!("table:name=\"{sheet}\"")), "{sheet} is missing");
    }
    let original = libreoffice(&sample("2025-11-24"), "ods", folder.path()).expect("it converted once already");
    let original = entries(&original).into_iter().find(|(name, _)| name == "content.xml").expect("content").1;
    let notes = |content: &str| content.matches("<office:annotation ").count();
    let added = notes(&content) - notes(&String::from_utf8(original).expect("text"));
    assert!(added >= 20, "only {added} notes were added");
    let links = content.matches("xlink:href=\"#").count();
    assert!(links >= 30, "only {links} links to cells");
}

#[test]
fn openpyxl_reads_it_back() {
    let Some(python) = python() else { return };
    let checked = Checked::samples();
    let script = "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\nprint(b.sheetnames[-3:])";
    let said = succeed(Command::new(python).args(["-c", script]).arg(checked.annotated()));
    assert!(said.contains("['Controle', 'Bevindingen', 'Wijzigingen']"), "{said}");
}

#[test]
fn the_input_is_never_written_to() {
    let before = fs::read(sample("2025-11-24")).unwrap();
    Checked::samples();
    assert_eq!(fs::read(sample("2025-11-24")).unwrap(), before);
}
