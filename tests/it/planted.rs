//! Workbooks in ten layouts with planted mistakes: how many of them are found on the right cell with the right code, and how
//! many rows without a mistake are bothered.
//!
//! Five are made here, two by openpyxl, and three are made and saved by LibreOffice. `planted/books.rs` plants a mistake in one line; one
//! whose rule is not in the catalogue is named and left out. `PLANWACHT_PLANTED=FOLDER` keeps the books and what came of them.

mod books;
mod drawing;
mod layouts;
mod plan;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, libreoffice, planwacht, project, python, succeed};
use books::{Book, Expected, Maker};
use drawing::Sheet;
use table::Place;

/// What came of a book, or of all of them.
#[derive(Default)]
struct Score {
    planted: usize,
    found: usize,
    clean: usize,
    bothered: usize,
    missed: Vec<String>,
    /// Every error and warning that nobody planted: in clean rows, in rows with another mistake, and about sheets and the plan.
    unwanted: Vec<String>,
    /// Codes that the catalogue does not have.
    skipped: BTreeSet<&'static str>,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.planted += other.planted;
        self.found += other.found;
        self.clean += other.clean;
        self.bothered += other.bothered;
        self.missed.extend(other.missed);
        self.unwanted.extend(other.unwanted);
        self.skipped.extend(other.skipped);
    }

    fn line(&self, name: &str) -> String {
        format!(
            "{name}: {} of {} planted mistakes found, {} of {} clean rows bothered, {} unwanted findings in all\n",
            self.found,
            self.planted,
            self.bothered,
            self.clean,
            self.unwanted.len()
        )
    }
}

fn catalogue() -> BTreeSet<String> {
    let output = planwacht(["rules", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    rules.as_array().expect("a list").iter().map(|rule| rule["code"].as_str().expect("a code").to_owned()).collect()
}

impl Expected {
    fn is(&self, finding: &Value) -> bool {
        let same = |key: &str, wanted: &Option<String>| finding[key].as_str() == wanted.as_deref();
        self.codes.iter().any(|code| finding["code"] == **code)
            && same("sheet", &self.sheet)
            && same("cell", &self.cell)
            // What is gone stands in the version before, and is told of its sheet.
            && (finding["version"].is_null() || self.cell.is_none())
    }
}

/// Whether a finding asks for something: an error or a warning that was not accepted.
fn bothers(finding: &Value) -> bool {
    finding["severity"] != "info" && finding["accepted"].is_null()
}

/// Whether a finding stands in an action's row, within the columns of its table.
fn stands_in(finding: &Value, place: &Place) -> bool {
    let col = finding["cell"].as_str().and_then(planwacht::cell::parse_a1).map(|(_, col)| col);
    let cols = || place.cols.values().copied().map(u32::from);
    let within =
        |col: u32| cols().min().is_some_and(|first| first <= col) && cols().max().is_some_and(|last| col <= last);
    finding["version"].is_null()
        && finding["sheet"] == *place.sheet
        && finding["row"] == place.row + 1
        && col.is_none_or(within)
}

fn judge(book: &Book, report: &Value, known: &BTreeSet<String>) -> Score {
    let findings = report["findings"].as_array().expect("findings");
    let name = book.name;
    let loose = book.planted.iter().filter(|expected| expected.codes[0] == "STR006").count();
    assert_eq!(
        report["summary"]["actions"],
        book.actions.len() - loose,
        "{name}: every action is read, and nothing else"
    );
    let mut score = Score::default();
    for expected in &book.planted {
        score.skipped.extend(expected.codes.iter().filter(|code| !known.contains(**code)));
        if !expected.codes.iter().any(|code| known.contains(*code)) {
            continue;
        }
        score.planted += 1;
        if findings.iter().any(|finding| expected.is(finding)) {
            score.found += 1;
        } else {
            let Expected { sheet, cell, codes, what } = expected;
            let place = [sheet, cell].into_iter().flatten().cloned().collect::<Vec<_>>().join("!");
            score.missed.push(format!("{name}: {place} {}: {what}", codes.join("/")));
        }
    }
    let clean: Vec<&Place> = book.actions.iter().filter(|(_, touched)| !touched).map(|(place, _)| place).collect();
    let mut bothered = BTreeSet::new();
    for finding in findings.iter().filter(|finding| bothers(finding)) {
        if book.planted.iter().any(|expected| expected.is(finding)) {
            continue;
        }
        let action = clean.iter().position(|place| stands_in(finding, place));
        let mark = if action.is_some() { "clean row" } else { "elsewhere" };
        bothered.extend(action);
        let [code, sheet, cell, message] = ["code", "sheet", "cell", "message"].map(|key| &finding[key]);
        score.unwanted.push(format!("{name}: {mark}: {sheet} {cell} {code}: {message}"));
    }
    (score.clean, score.bothered) = (clean.len(), bothered.len());
    score
}

/// The file of a book, made by whoever makes it; none where that one is not at hand.
fn make(name: &str, maker: Maker, sheets: &[Sheet], folder: &Path) -> Option<PathBuf> {
    let path = folder.join(format!("{name}.xlsx"));
    match maker {
        Maker::Ourselves => fs::write(&path, drawing::xlsx(sheets).expect("it is drawn")).expect("it is written"),
        Maker::OpenPyxl => draw(sheets, &path)?,
        Maker::LibreOffice(ending) => {
            let flat = folder.join(format!("{name}.fods"));
            draw(sheets, &flat)?;
            return libreoffice(&flat, ending, folder);
        }
    }
    Some(path)
}

/// Has `draw.py` draw the sheets.
fn draw(sheets: &[Sheet], path: &Path) -> Option<()> {
    let list = path.with_extension("json");
    fs::write(&list, serde_json::to_string(sheets).expect("JSON")).expect("it is written");
    succeed(Command::new(python()?).arg(project("tests/it/planted/draw.py")).arg(list).arg(path));
    Some(())
}

fn check(book: &Book, folder: &Path) -> Option<Value> {
    let path = make(book.name, book.maker, &book.sheets, folder)?;
    let before = book
        .previous
        .as_ref()
        .and_then(|sheets| make(&format!("{}-vorige", book.name), Maker::Ourselves, sheets, folder));
    let before = before.map(|path| path.to_string_lossy().into_owned());
    let more: Vec<&str> = before.iter().flat_map(|before| ["--previous", before.as_str()]).collect();
    Some(Checked::run(&path, &more).report())
}

#[test]
fn planted_mistakes_are_found_and_clean_rows_are_left_alone() {
    let temporary = TempDir::new().expect("a folder");
    let folder = std::env::var_os("PLANWACHT_PLANTED").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder");
    let known = catalogue();
    let (mut total, mut told) = (Score::default(), String::new());
    for book in books::all() {
        let Some(report) = check(&book, &folder) else { continue };
        let score = judge(&book, &report, &known);
        told.push_str(&score.line(book.name));
        total.add(score);
    }
    let list = |what: &str, lines: &[String]| lines.iter().map(|line| format!("  {what} {line}\n")).collect::<String>();
    told.push_str(&total.line("all books"));
    told.push_str(&list("missed", &total.missed));
    told.push_str(&list("unwanted", &total.unwanted));
    told.push_str(&format!("not in the catalogue: {:?}\n", total.skipped));
    fs::write(folder.join("uitkomst.txt"), &told).expect("it is written");
    eprintln!("{told}");
    assert!(total.planted >= 40, "only {} mistakes were judged", total.planted);
    assert!(total.found * 100 >= total.planted * 95, "found too few:\n{told}");
    assert!(total.bothered * 100 <= total.clean * 2, "bothered too many:\n{told}");
    assert!(total.unwanted.len() * 100 <= total.clean * 2, "said too much elsewhere:\n{told}");
}
