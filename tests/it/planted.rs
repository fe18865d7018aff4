//! Workbooks in ten layouts with planted mistakes: how many of them are found on the right cell with the right code, and how
//! many rows without a mistake are bothered.
//!
//! Five are made here, three are made and saved by LibreOffice and two by openpyxl (`planted/books.py`). A mistake whose rule is
//! not in the catalogue is named and left out. `PLANWACHT_PLANTED=FOLDER` keeps the books with what was expected of them.

mod layouts;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, libreoffice, planwacht, project, python, succeed};

/// A book with what is expected of it, as the generators write it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Book {
    /// The file, without folders.
    pub file: String,
    /// The version before it, where the book has one.
    pub previous: Option<String>,
    /// What has to be done with the file before it is checked: `xlsx` or `ods` by LibreOffice.
    pub convert: Option<String>,
    /// The rows with an action: sheet, and row from 1.
    pub rows: Vec<(String, u32)>,
    pub planted: Vec<Expected>,
}

/// A planted mistake.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expected {
    /// The rules that may find it.
    pub codes: Vec<String>,
    /// None for the plan as a whole.
    pub sheet: Option<String>,
    /// `C7`; none where the row or the sheet is meant.
    pub cell: Option<String>,
    /// From 1.
    pub row: Option<u32>,
    /// What was done.
    pub what: String,
}

/// What came of a book.
#[derive(Default)]
struct Score {
    planted: usize,
    found: usize,
    clean: usize,
    bothered: usize,
    missed: Vec<String>,
    unwanted: Vec<String>,
    /// Errors and warnings beside the rows, about a sheet or the plan, and second ones in rows with a mistake: code and how many.
    beside: BTreeMap<String, usize>,
    /// Codes that the catalogue does not have.
    skipped: BTreeSet<String>,
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
        for (code, count) in other.beside {
            *self.beside.entry(code).or_default() += count;
        }
    }
}

fn catalogue() -> BTreeSet<String> {
    let output = planwacht(["rules", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    rules.as_array().expect("a list").iter().map(|rule| rule["code"].as_str().expect("a code").to_owned()).collect()
}

impl Expected {
    fn is(&self, finding: &Value) -> bool {
        self.codes.iter().any(|code| finding["code"] == **code)
            && self.sheet.as_deref().is_none_or(|sheet| finding["sheet"] == sheet)
            && self.cell.as_deref().is_none_or(|cell| finding["cell"] == cell)
            && self.row.is_none_or(|row| finding["row"] == row)
    }

    fn place(&self) -> String {
        let row = self.row.map(|row| format!("regel {row}"));
        let parts = [self.sheet.clone(), self.cell.clone().or(row)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("!")
    }
}

/// Whether a finding asks for something: an error or a warning that was not accepted.
fn bothers(finding: &Value) -> bool {
    finding["severity"] != "info" && finding["accepted"].is_null()
}

fn judge(book: &Book, folder: &Path, known: &BTreeSet<String>) -> Score {
    let previous = book.previous.as_ref().map(|file| folder.join(file).to_string_lossy().into_owned());
    let more: Vec<&str> = previous.iter().flat_map(|previous| ["--previous", previous.as_str()]).collect();
    let checked = Checked::run(&folder.join(&book.file), &more);
    let report = checked.report();
    let findings = report["findings"].as_array().expect("findings");
    let name = &book.file;
    let mut score = Score::default();
    let loose = book.planted.iter().filter(|expected| expected.codes[0] == "STR006").count();
    assert_eq!(report["summary"]["actions"], book.rows.len() - loose, "{name}: every action is read, and nothing else");
    let is_known = |expected: &&Expected| expected.codes.iter().any(|code| known.contains(code));
    for expected in &book.planted {
        score.skipped.extend(expected.codes.iter().filter(|code| !known.contains(*code)).cloned());
    }
    for expected in book.planted.iter().filter(is_known) {
        score.planted += 1;
        if findings.iter().any(|finding| expected.is(finding)) {
            score.found += 1;
        } else {
            score.missed.push(format!("{name}: {} {}: {}", expected.place(), expected.codes.join("/"), expected.what));
        }
    }
    let touched: BTreeSet<(String, u32)> = book.planted.iter().filter_map(row_of).collect();
    let clean: BTreeSet<&(String, u32)> = book.rows.iter().filter(|row| !touched.contains(row)).collect();
    score.clean = clean.len();
    let mut bothered = BTreeSet::new();
    for finding in findings.iter().filter(|finding| bothers(finding) && finding["version"].is_null()) {
        let place = finding["sheet"].as_str().zip(finding["row"].as_u64()).map(|(sheet, row)| (sheet.to_owned(), row as u32));
        let code = finding["code"].as_str().unwrap_or_default();
        match place.filter(|place| clean.contains(place)) {
            Some(place) => {
                score.unwanted.push(format!("{name}: {}!{} {code}: {}", place.0, finding["cell"], finding["message"]));
                bothered.insert(place);
            }
            None if book.planted.iter().any(|expected| expected.is(finding)) => {}
            None => *score.beside.entry(code.to_owned()).or_default() += 1,
        }
    }
    score.bothered = bothered.len();
    score
}

/// The row of a mistake.
fn row_of(expected: &Expected) -> Option<(String, u32)> {
    let digits = expected.cell.as_deref().map(|cell| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
    let row = expected.row.or_else(|| digits?.parse().ok())?;
    Some((expected.sheet.clone()?, row))
}

/// The books of `books.py` in a folder, those of LibreOffice saved by it; none where Python or LibreOffice is not at hand.
fn made_elsewhere(folder: &Path) -> Option<Vec<Book>> {
    let script = project("tests/it/planted/books.py");
    succeed(Command::new(python()?).arg(script).arg(project("tests/it/planted/actions.json")).arg(folder));
    let list = fs::read_to_string(folder.join("books.json")).expect("the list of books");
    let mut books: Vec<Book> = serde_json::from_str(&list).expect("books");
    for book in &mut books {
        if let Some(to) = &book.convert {
            let saved = TempDir::new().expect("a folder");
            let made = libreoffice(&folder.join(&book.file), to, saved.path())?;
            let file = format!("{}.{to}", book.file.split('.').next().unwrap_or_default());
            fs::copy(made, folder.join(&file)).expect("it is saved");
            book.file = file;
        }
    }
    Some(books)
}

#[test]
fn planted_mistakes_are_found_and_clean_rows_are_left_alone() {
    let temporary = TempDir::new().expect("a folder");
    let folder = std::env::var_os("PLANWACHT_PLANTED").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder");
    let mut books = Vec::new();
    for (book, bytes) in layouts::books() {
        fs::write(folder.join(&book.file), bytes).expect("it is written");
        books.push(book);
    }
    books.extend(made_elsewhere(&folder).unwrap_or_default());
    let known = catalogue();
    let mut total = Score::default();
    for book in &books {
        let kept = folder.join(format!("{}.verwacht.json", book.file));
        fs::write(kept, serde_json::to_string_pretty(book).expect("JSON")).expect("it is written");
        let score = judge(book, &folder, &known);
        eprintln!(
            "{}: {} of {} planted mistakes found, {} of {} clean rows bothered",
            book.file, score.found, score.planted, score.bothered, score.clean
        );
        total.add(score);
    }
    let listed = [("missed", &total.missed), ("unwanted", &total.unwanted)];
    let listed = listed.map(|(what, lines)| lines.iter().map(|line| format!("\n  {what} {line}")).collect::<String>());
    eprintln!(
        "{} books: {} of {} found, {} of {} clean rows bothered{}{}\n  beside the rows, or a second time in a row with a mistake: {:?}\n  not in the catalogue: {:?}",
        books.len(), total.found, total.planted, total.bothered, total.clean, listed[0], listed[1], total.beside, total.skipped
    );
    assert!(total.planted >= 60, "only {} mistakes were judged", total.planted);
    assert!(total.found * 100 >= total.planted * 95, "found too few:{}", listed[0]);
    assert!(total.bothered * 100 <= total.clean * 2, "bothered too many:{}", listed[1]);
}
