//! What cells show of their values, from the workbook to what people read.

use std::path::PathBuf;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::Checked;

/// A cell: a number in a format, or a text where the format is empty.
type Cell = (&'static str, f64, &'static str);

const HEADERS: [&str; 5] = ["Nr", "Actie", "Trekker", "Planning", "Status"];

/// A workbook of one municipality; each row has a number, a text, a planning and a status.
fn workbook(folder: &TempDir, name: &str, rows: &[(Cell, &str, Cell, Cell)]) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Hilversum").unwrap();
    for (col, header) in (0..).zip(HEADERS) {
        sheet.write(0, col, header).unwrap();
    }
    for (row, (id, text, planning, status)) in (1..).zip(rows) {
        put(sheet, row, 0, id);
        sheet.write(row, 1, *text).unwrap();
        sheet.write(row, 2, "OOV Hilversum").unwrap();
        put(sheet, row, 3, planning);
        put(sheet, row, 4, status);
    }
    let path = folder.path().join(name);
    book.save(&path).unwrap();
    path
}

fn put(sheet: &mut Worksheet, row: u32, col: u16, (format, number, text): &Cell) {
    if format.is_empty() {
        sheet.write(row, col, *text).unwrap();
    } else {
        sheet.write_number_with_format(row, col, *number, &Format::new().set_num_format(*format)).unwrap();
    }
}

fn text(text: &'static str) -> Cell {
    ("", 0.0, text)
}

fn codes(report: &Value, row: u64) -> Vec<String> {
    let findings = report["findings"].as_array().unwrap();
    let here = findings.iter().filter(|finding| finding["row"].as_u64() == Some(row));
    here.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn action(report: &Value, row: u64) -> Value {
    let actions = report["actions"].as_array().unwrap();
    actions
        .iter()
        .find(|action| action["row"].as_u64() == Some(row))
        .unwrap_or_else(|| panic!("no action in row {row}"))
        .clone()
}

/// The first of March and the fifteenth.
const FIRST: f64 = 46_082.0;
const MIDDLE: f64 = 46_096.0;

#[test]
fn a_month_that_is_shown_is_meant_and_a_hidden_day_is_told() {
    let folder = TempDir::new().unwrap();
    let was = workbook(
        &folder,
        "was.xlsx",
        &[
            (text("HI-01"), "Een webpagina maken over het meldpunt", text("maart 2026"), text("Loopt")),
            (text("HI-02"), "Alle scholen in de wijk bezoeken", ("mmm-yy", MIDDLE, ""), text("Loopt")),
        ],
    );
    let now = workbook(
        &folder,
        "nu.xlsx",
        &[
            (text("HI-01"), "Een webpagina maken over het meldpunt", ("mmm-yy", FIRST, ""), text("Loopt")),
            (text("HI-02"), "Alle scholen in de wijk bezoeken", ("mmm-yy", MIDDLE, ""), text("Loopt")),
        ],
    );
    let report = Checked::run(&now, &["--previous", &was.to_string_lossy(), "--today", "2026-03-10"]).report();
    let deadline = |row| action(&report, row)["deadline"].clone();
    assert_eq!((deadline(2)["end"].as_str(), deadline(3)["end"].as_str()), (Some("2026-03-31"), Some("2026-03-15")));
    assert_eq!(deadline(2)["raw"].as_str(), Some("mrt-26"));
    assert!(
        !codes(&report, 2).iter().any(|code| ["DAT005", "DAT015"].contains(&code.as_str())),
        "{:?}",
        codes(&report, 2)
    );
    assert!(codes(&report, 3).contains(&"DAT015".to_owned()), "{:?}", codes(&report, 3));
    let changed = report["changes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|change| change["fields"].as_array().is_some_and(|fields| !fields.is_empty()));
    assert_eq!(changed.count(), 0, "{}", report["changes"]);
}

#[test]
fn numbers_are_quoted_and_compared_as_they_are_shown() {
    let folder = TempDir::new().unwrap();
    let id = |number: f64| ("\"HI-\"00", number, "");
    let was = workbook(
        &folder,
        "was.xlsx",
        &[
            (text("HI-01"), "Een webpagina maken over het meldpunt", text("Q2 2026"), text("Loopt")),
            (text("HI-02"), "Alle scholen in de wijk bezoeken", text("Q2 2026"), text("Loopt")),
        ],
    );
    let now = workbook(
        &folder,
        "nu.xlsx",
        &[
            (id(1.0), "Een webpagina maken over het meldpunt", ("General", 46_112.0, ""), ("0%", 1.0, "")),
            (id(2.0), "Alle scholen in de wijk bezoeken", ("0%", 0.5, ""), text("Loopt")),
            (id(3.0), "Een convenant met de scholen opstellen", ("[h]:mm", 1.5, ""), text("Loopt")),
            (id(4.0), "Ouders en leerlingen bijpraten", ("hh:mm", 0.6, ""), text("Loopt")),
            (id(5.0), "De website van de gemeente bijwerken", ("[$-413]d mmmm yyyy", MIDDLE, ""), text("Loopt")),
        ],
    );
    let checked = Checked::run(&now, &["--previous", &was.to_string_lossy()]);
    let report = checked.report();
    for (row, raw, id) in [
        (2, "46112", "HI-01"),
        (3, "50%", "HI-02"),
        (4, "36:00", "HI-03"),
        (5, "14:24", "HI-04"),
        (6, "15 maart 2026", "HI-05"),
    ] {
        let action = action(&report, row);
        assert_eq!(action["deadline"]["raw"].as_str(), Some(raw), "{action}");
        assert_eq!(action["id"].as_str(), Some(id), "{action}");
        assert_eq!(
            codes(&report, row).contains(&"DAT002".to_owned()),
            row < 6 && row > 2,
            "{raw}: {:?}",
            codes(&report, row)
        );
    }
    // An action that is done needs no planning that can be read.
    assert_eq!(action(&report, 2)["progress"].as_str(), Some("done"));
    let changes = report["changes"].as_array().unwrap();
    assert!(!changes.iter().any(|change| change["renumbered"] == true), "{changes:?}");
    assert_eq!(changes.iter().filter(|change| change["kind"] == "added").count(), 3, "{changes:?}");
    let html = std::fs::read_to_string(checked.path("-rapport.html")).unwrap_or_default() + &checked.stdout();
    assert!(!html.contains("“0.5”") && !html.contains("“0,5”"));
}

#[test]
fn a_zero_that_the_format_shows_is_not_lost() {
    let folder = TempDir::new().unwrap();
    let id = |number: f64| ("0.00", number, "");
    let rows: Vec<(Cell, &str, Cell, Cell)> = [
        (2.08, "Een webpagina maken over het meldpunt"),
        (2.09, "Alle scholen in de wijk bezoeken"),
        (2.1, "Een convenant met de scholen opstellen"),
        (2.11, "Ouders en leerlingen bijpraten"),
    ]
    .into_iter()
    .map(|(number, action)| (id(number), action, text("Q2 2026"), text("Loopt")))
    .collect();
    let report = Checked::run(&workbook(&folder, "nu.xlsx", &rows), &[]).report();
    assert_eq!(action(&report, 4)["id"].as_str(), Some("2,10"));
    assert!(
        !report["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "ID003"),
        "{}",
        report["findings"]
    );
    // Where the cells show what Excel makes of a typed 2.10, it is.
    let rows: Vec<(Cell, &str, Cell, Cell)> = rows
        .into_iter()
        .map(|((_, number, _), action, planning, status)| (("General", number, ""), action, planning, status))
        .collect();
    let report = Checked::run(&workbook(&folder, "nu.xlsx", &rows), &[]).report();
    assert!(codes(&report, 4).contains(&"ID003".to_owned()), "{}", report["findings"]);
}
