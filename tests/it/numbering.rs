//! A list that was numbered anew is told of once, not once for each action.

use std::path::Path;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::support::planwacht;

const TOPICS: [&str; 6] = ["jeugd", "zorg", "wonen", "verkeer", "horeca", "ondermijning"];
const DEEDS: [&str; 6] = [
    "Overleg voeren over",
    "Plan maken voor",
    "Cijfers verzamelen over",
    "Ouders informeren over",
    "Toezicht houden op",
    "Geld vragen voor",
];

/// The texts of as many actions; each other than the rest.
fn texts(count: usize) -> Vec<String> {
    let of = |n: usize| {
        format!("{} {} in de wijken van de gemeente", DEEDS[n / TOPICS.len() % DEEDS.len()], TOPICS[n % TOPICS.len()])
    };
    (0..count).map(of).collect()
}

/// A list with running numbers.
fn list(path: &Path, texts: &[String]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Hilversum").expect("a name");
    for (col, header) in (0..).zip(["Nr", "Actie", "Trekker", "Planning", "Status"]) {
        sheet.write(0, col, header).expect("a header");
    }
    for (row, text) in (1u32..).zip(texts) {
        sheet.write(row, 0, row).expect("a number");
        for (col, value) in (1..).zip([text.as_str(), "OOV Hilversum", "Q4 2026", "Loopt"]) {
            sheet.write(row, col, value).expect("a cell");
        }
    }
    workbook.save(path).expect("it is saved");
}

#[test]
fn numbers_that_all_moved_on_are_one_line() {
    let folder = TempDir::new().expect("a folder");
    let (old, new) = (folder.path().join("oud.xlsx"), folder.path().join("nieuw.xlsx"));
    let before = texts(30);
    list(&old, &before);
    let inserted = vec!["Een noodopvang openen bij strenge vorst".to_owned()];
    list(&new, &[inserted, before].concat());
    let out = folder.path().join("uit");
    let output = planwacht([Path::new("compare"), &old, &new, Path::new("--out-dir"), &out]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let lines =
        |text: &str| text.lines().filter(|line| line.starts_with("hernummerd") && line.contains("Hilversum!")).count();
    assert_eq!(lines(&said), 1, "{said}");
    assert!(said.contains("30 van de 30 acties hebben een ander nummer"), "{said}");
    // Programs still get every number.
    let json = std::fs::read(out.join("nieuw-rapport.json")).expect("a report");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let renumbered = json["changes"].as_array().expect("changes").iter().filter(|change| change["renumbered"] == true);
    assert_eq!(renumbered.count(), 30);
}

#[test]
fn a_few_other_numbers_are_told_one_by_one() {
    let folder = TempDir::new().expect("a folder");
    let (old, new) = (folder.path().join("oud.xlsx"), folder.path().join("nieuw.xlsx"));
    let before = texts(30);
    list(&old, &before);
    let mut after = before;
    after.swap(2, 3);
    list(&new, &after);
    let out = folder.path().join("uit");
    let output = planwacht([Path::new("compare"), &old, &new, Path::new("--out-dir"), &out]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        said.lines().filter(|line| line.starts_with("hernummerd") && line.contains("Hilversum!")).count(),
        2,
        "{said}"
    );
}
