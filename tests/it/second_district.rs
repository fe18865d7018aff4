//! Another district, with a framework file of its own and lists made by somebody else's program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, python, shared, succeed};

const ROWS: usize = 1000;

/// The generator's pair with its ground truth.
struct Pair {
    folder: TempDir,
    framework: PathBuf,
    truth: Value,
}

impl Pair {
    fn make() -> Option<Self> {
        let (python, generator, framework) = (python()?, shared("peers/gen.py")?, shared("peers/framework.toml")?);
        let folder = TempDir::new().expect("a folder");
        succeed(
            Command::new(python)
                .arg(generator)
                .arg(ROWS.to_string())
                .arg(folder.path())
                .args(["--seed", "11", "--messy"]),
        );
        let truth = fs::read_to_string(folder.path().join("truth.json")).expect("the truth");
        Some(Self { truth: serde_json::from_str(&truth).expect("JSON"), folder, framework })
    }

    fn check(&self, suffix: &str) -> Value {
        let path = |version: &str| self.folder.path().join(format!("{version}{suffix}.xlsx"));
        let (old, framework) = (path("v1"), &self.framework);
        let more = ["--previous", &old.to_string_lossy(), "--framework", &framework.to_string_lossy()];
        let checked = Checked::run(&path("v2"), &more);
        assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
        checked.report()
    }

    fn rows(&self, version: &str) -> Vec<csv::StringRecord> {
        let path = self.folder.path().join(format!("{version}.csv"));
        csv::Reader::from_path(path).expect("a list").records().map(|row| row.expect("a row")).collect()
    }
}

const OWNERS: [&str; 4] = ["nog te bepalen", "Piet J.", "Politei", ""];
const NR: usize = 0;
const OWNER: usize = 6;
const STATUS: usize = 9;
const DEADLINE: usize = 10;

/// Numbers of the actions for which a rule found something.
fn ids(report: &Value, codes: &[&str]) -> Vec<String> {
    let findings = report["findings"].as_array().expect("findings");
    let mut ids: Vec<String> = findings
        .iter()
        .filter(|finding| codes.iter().any(|code| finding["code"] == *code))
        .map(|finding| finding["action_id"].as_str().unwrap_or_default().to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

fn numbers(rows: &[csv::StringRecord], keep: impl Fn(&csv::StringRecord) -> bool) -> Vec<String> {
    let mut numbers: Vec<String> = rows.iter().filter(|row| keep(row)).map(|row| row[NR].to_owned()).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

fn is_closed(row: &csv::StringRecord) -> bool {
    ["Afgerond", "Gestopt"].contains(&&row[STATUS])
}

fn judge(pair: &Pair, suffix: &str) {
    let report = pair.check(suffix);
    let rows = pair.rows("v2");
    assert_eq!(report["summary"]["actions"], rows.len());
    let statuses = ["Niet gestart", "Op schema", "Loopt achter", "Gestopt", "Afgerond"];
    assert_eq!(
        ids(&report, &["STA001", "STA002"]),
        numbers(&rows, |row| !statuses.contains(&&row[STATUS])),
        "unknown statuses"
    );
    assert_eq!(
        ids(&report, &["OWN001", "OWN003", "PRV004"]),
        numbers(&rows, |row| OWNERS.contains(&&row[OWNER]) && !is_closed(row)
            || ["Piet J.", "Politei"].contains(&&row[OWNER])),
        "unknown owners"
    );
    assert_eq!(
        ids(&report, &["DAT001"]),
        numbers(&rows, |row| row[DEADLINE].is_empty() && !is_closed(row)),
        "no deadline"
    );
    // Where the status cannot be read, STA002 says how long the planning is past.
    let overdue = numbers(&rows, |row| {
        let is_past = !row[DEADLINE].is_empty() && &row[DEADLINE] < crate::support::TODAY;
        // What is empty, or a colour, is read as far as it goes.
        let is_read = statuses.contains(&&row[STATUS]) || ["", "groen"].contains(&&row[STATUS]);
        is_past && !is_closed(row) && is_read
    });
    assert_eq!(ids(&report, &["DAT005"]), overdue, "overdue");
    matches(pair, &report, Path::new(suffix));
}

/// The matches against the generator's truth, by number (the messy list is sorted by theme).
fn matches(pair: &Pair, report: &Value, what: &Path) {
    let (before, after) = (pair.rows("v1"), pair.rows("v2"));
    let index = |value: &Value| usize::try_from(value.as_u64().expect("a row")).expect("a row");
    let mut expected: Vec<(String, String)> = pair.truth["pairs"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|pair| (before[index(&pair[0])][NR].to_owned(), after[index(&pair[1])][NR].to_owned()))
        .collect();
    let id = |side: &Value| side[0]["id"].as_str().unwrap_or_default().to_owned();
    let changes = report["changes"].as_array().expect("changes");
    let mut found: Vec<(String, String)> = changes
        .iter()
        .filter(|change| change["kind"] == "kept")
        .map(|change| (id(&change["previous"]), id(&change["current"])))
        .collect();
    expected.sort();
    found.sort();
    let wrong: Vec<_> = found.iter().filter(|pair| expected.binary_search(pair).is_err()).collect();
    let missed: Vec<_> = expected.iter().filter(|pair| found.binary_search(pair).is_err()).collect();
    assert!(wrong.is_empty() && missed.is_empty(), "{}: wrong {wrong:?}, missed {missed:?}", what.display());
}

#[test]
fn a_plain_list_of_1000_rows() {
    if let Some(pair) = Pair::make() {
        judge(&pair, "");
    }
}

#[test]
fn a_messy_list_of_1000_rows() {
    if let Some(pair) = Pair::make() {
        judge(&pair, "_messy");
    }
}
