//! The second sample against the first: what staff did to it is listed in `samples/edits.json`, edit by edit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, planwacht, project, sample};

/// What was edited, made by the program that made the samples.
fn truth() -> Value {
    let text = fs::read_to_string(project("samples/edits.json")).expect("the ground truth");
    serde_json::from_str(&text).expect("JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The codes of the rules that there are.
fn catalogue() -> BTreeSet<String> {
    let output = planwacht(["rules", "--format", "json"]);
    let rules: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    rules.as_array().expect("a list").iter().map(|rule| rule["code"].as_str().expect("a code").to_owned()).collect()
}

/// Whether the finding is the expected one: a code of the list, at the cell, row or sheet that is named.
fn is_expected(finding: &Value, expected: &Value) -> bool {
    let same = |key: &str| expected[key].is_null() || expected[key] == finding[key];
    let about = |key: &str| expected[key].is_null() || finding[key] == expected[key];
    list(expected, "codes").contains(&finding["code"])
        && ["sheet", "cell", "row", "version"].iter().all(|key| same(key))
        && about("municipality")
        && about("subtheme")
}

/// The expectations of an edit that a rule of the catalogue can meet.
fn expectations<'a>(edit: &'a Value, kind: &str, known: &BTreeSet<String>) -> Vec<&'a Value> {
    let can = |expected: &&Value| {
        list(expected, "codes").iter().any(|code| known.contains(code.as_str().unwrap_or_default()))
    };
    list(edit, kind).iter().filter(can).collect()
}

#[test]
fn every_edit_that_a_rule_should_see_is_seen() {
    let (truth, known, report) = (truth(), catalogue(), Checked::samples().report());
    let findings = list(&report, "findings");
    let mut missing = Vec::new();
    let mut seen = 0;
    for edit in list(&truth, "edits").iter().filter(|edit| edit["other_file"].is_null()) {
        for expected in expectations(edit, "must", &known) {
            match findings.iter().any(|finding| is_expected(finding, expected)) {
                true => seen += 1,
                false => missing.push(format!("edit {}: {}: {expected}", edit["number"], edit["what"])),
            }
        }
    }
    assert!(missing.is_empty(), "not seen:\n{}", missing.join("\n"));
    assert!(seen >= 25, "only {seen} expectations were judged");
}

#[test]
fn what_is_fine_is_not_found() {
    let (truth, known, report) = (truth(), catalogue(), Checked::samples().report());
    let mut wrong = Vec::new();
    for edit in list(&truth, "edits") {
        for forbidden in expectations(edit, "never", &known) {
            let found = list(&report, "findings").iter().filter(|finding| is_expected(finding, forbidden));
            wrong.extend(found.map(|finding| format!("edit {}: {finding}", edit["number"])));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_framework_file_weighs_every_rule_and_turns_rules_off() {
    let silenced = ["OWN001", "COV005"];
    let severity = |code: &str| if silenced.contains(&code) { "off" } else { "info" };
    let settings: String = catalogue().iter().map(|code| format!("{code} = \"{}\"\n", severity(code))).collect();
    let framework = fs::read_to_string(project("src/framework/default.toml")).expect("the embedded framework");
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("kader.toml");
    let text = framework.replacen("\n[rules]\n", &format!("\n[rules]\n{settings}"), 1);
    fs::write(&path, text).expect("a framework file");
    let previous = sample("2025-08-27");
    let more = ["--previous", &previous.to_string_lossy(), "--framework", &path.to_string_lossy()];
    let weighed = Checked::run(&sample("2025-11-24"), &more);
    assert_eq!(weighed.code(), Some(0), "nothing is an error any more: {}", weighed.stderr());

    let places = |report: &Value| -> Vec<String> {
        let findings = list(report, "findings").iter().filter(|finding| severity(code(finding)) != "off");
        findings.map(|finding| format!("{} {} {}", code(finding), finding["sheet"], finding["cell"])).collect()
    };
    let (weighed, usual) = (weighed.report(), Checked::samples().report());
    assert!(list(&weighed, "findings").iter().all(|finding| finding["severity"] == "info"));
    assert_eq!(places(&weighed), places(&usual));
    for silent in silenced {
        assert!(list(&usual, "findings").iter().any(|finding| code(finding) == silent), "{silent}");
        assert!(!list(&weighed, "findings").iter().any(|finding| code(finding) == silent), "{silent}");
    }
}

fn code(finding: &Value) -> &str {
    finding["code"].as_str().unwrap_or_default()
}

/// The rows of one side of a change, as "sheet row".
fn rows(change: &Value, side: &str) -> Vec<String> {
    list(change, side)
        .iter()
        .map(|row| format!("{} {}", row["sheet"].as_str().unwrap_or_default(), row["row"]))
        .collect()
}

/// Changes by the rows that they join.
fn by_rows(report: &Value) -> BTreeMap<(Vec<String>, Vec<String>), &Value> {
    list(report, "changes").iter().map(|change| ((rows(change, "previous"), rows(change, "current")), change)).collect()
}

fn fields(change: &Value) -> BTreeSet<&str> {
    list(change, "fields").iter().filter_map(|field| field["field"].as_str()).collect()
}

#[test]
fn every_row_is_matched_as_it_really_went() {
    let (truth, report) = (truth(), Checked::samples().report());
    let (expected, found) = (by_rows(&truth), by_rows(&report));
    let mut wrong = Vec::new();
    for (rows, change) in &expected {
        let Some(got) = found.get(rows) else {
            wrong.push(format!("no change for {change}"));
            continue;
        };
        for key in ["kind", "moved", "renumbered"] {
            if !change[key].is_null() && change[key] != got[key] {
                wrong.push(format!("{rows:?}: {key} is {} and should be {}", got[key], change[key]));
            }
        }
    }
    wrong.extend(found.keys().filter(|rows| !expected.contains_key(rows)).map(|rows| format!("unexpected {rows:?}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(expected.len(), found.len());
}

#[test]
fn the_fields_that_changed_are_the_true_ones() {
    let (truth, report) = (truth(), Checked::samples().report());
    let found = by_rows(&report);
    let mut wrong = Vec::new();
    for (rows, change) in by_rows(&truth).iter().filter(|(_, change)| change["kind"] == "kept") {
        let all: BTreeSet<&str> = fields(change);
        let certain: BTreeSet<&str> = list(change, "fields")
            .iter()
            .filter(|field| field["certain"] == true)
            .filter_map(|f| f["field"].as_str())
            .collect();
        let got = found.get(rows).map(|change| fields(change)).unwrap_or_default();
        if !certain.is_subset(&got) || !got.is_subset(&all) {
            wrong.push(format!("{rows:?}: {got:?} should be {certain:?} (arguable: {:?})", all.difference(&certain)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spelling_alone_is_no_change() {
    let (truth, report) = (truth(), Checked::samples().report());
    let found = by_rows(&report);
    let edits = list(&truth, "edits").iter().filter(|edit| edit["number"] == 19);
    let mut judged = 0;
    for row in edits.flat_map(|edit| list(edit, "rows")) {
        let key = |side: &str| vec![format!("{} {}", row[side]["sheet"].as_str().expect("a sheet"), row[side]["row"])];
        let change = found[&(key("previous"), key("current"))];
        assert!(!fields(change).contains("action"), "{change}");
        judged += 1;
    }
    assert!(judged >= 4, "only {judged} rows");
}

#[test]
fn every_action_of_both_versions_stands_in_exactly_one_change() {
    let (truth, report) = (truth(), Checked::samples().report());
    for side in ["previous", "current"] {
        let all: Vec<String> = list(&report, "changes").iter().flat_map(|change| rows(change, side)).collect();
        let unique: BTreeSet<&String> = all.iter().collect();
        assert_eq!(all.len(), unique.len(), "an action stands in two changes");
        assert_eq!(all.len() as u64, truth[side]["actions"].as_u64().expect("a count"));
    }
    assert_eq!(report["summary"]["actions"], truth["current"]["actions"]);
}

#[test]
fn the_adopted_plan_has_no_error_that_is_not_its_own() {
    let checked = Checked::run(&sample("2025-08-27"), &["--today", "2025-08-27", "--baseline"]);
    let report = checked.report();
    let errors: Vec<&Value> = list(&report, "findings")
        .iter()
        .filter(|finding| finding["severity"] == "error" && finding["accepted"].is_null())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(checked.code(), Some(0));
}

#[test]
fn a_redacted_previous_version_removes_no_owner() {
    let previous = project("samples/actieplan-2025-08-27-gelakt.xlsx");
    let report = Checked::run(&sample("2025-11-24"), &["--previous", &previous.to_string_lossy()]).report();
    let removed = list(&report, "findings").iter().filter(|finding| finding["code"] == "TRN004").count();
    assert_eq!(removed, 0);
    assert_eq!(report["summary"]["removed"], 1, "the rows still match");
}

#[test]
fn findings_are_dutch_and_end_with_exit_code_1() {
    let checked = Checked::samples();
    assert_eq!(checked.code(), Some(1));
    let said = checked.stdout();
    for part in ["OWN003", "Districtelijk!H35", "ZVHGV", "fout", "waarschuwing"] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn only_the_rules_that_were_asked_for_are_applied() {
    let checked = Checked::run(&sample("2025-11-24"), &["--select", "own,DAT005", "--ignore", "OWN003"]);
    let report = checked.report();
    let codes: BTreeSet<&str> =
        list(&report, "findings").iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert!(codes.contains("OWN001") && codes.contains("DAT005") && !codes.contains("OWN003"), "{codes:?}");
    assert!(codes.iter().all(|code| code.starts_with("OWN") || *code == "DAT005"), "{codes:?}");
    assert_eq!(report["run"]["rules"]["ignore"][0], "OWN003");
    let memo = fs::read_to_string(checked.path("-wijzigingen.md")).expect("the memo");
    assert!(memo.contains("alleen own, DAT005; zonder OWN003"), "the run can be repeated");
}

#[test]
fn fail_on_decides_the_exit_code() {
    assert_eq!(Checked::run(&sample("2025-11-24"), &["--fail-on", "never"]).code(), Some(0));
    assert_eq!(Checked::run(&sample("2025-08-27"), &["--fail-on", "warning", "--baseline"]).code(), Some(1));
}

#[test]
fn the_report_names_what_is_needed_to_repeat_the_run() {
    let report = Checked::samples().report();
    assert_eq!(report["schema"], "planwacht.report/1");
    assert_eq!(report["run"]["reference_date"], "2025-11-24");
    for part in ["framework", "current", "previous"] {
        assert_eq!(report["run"][part]["sha256"].as_str().map(str::len), Some(64), "{part}");
    }
    assert_eq!(Checked::samples().report(), report, "a run can be repeated");
}

#[test]
fn an_old_xls_is_read_without_judging_colours_that_it_does_not_tell() {
    let folder = TempDir::new().expect("a folder");
    let Some(xls) = crate::support::libreoffice(&sample("2025-11-24"), "xls", folder.path()) else { return };
    let checked = Checked::run(&xls, &["--previous", &sample("2025-08-27").to_string_lossy()]);
    assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
    assert!(checked.stderr().contains("xls"), "it says why there is no annotated workbook: {}", checked.stderr());
    let report = checked.report();
    assert_eq!(report["summary"]["actions"], 84);
    let missing = list(&report, "findings").iter().filter(|finding| finding["code"] == "STA001").count();
    assert_eq!(missing, 0, "an empty cell may have a colour");
    assert!(report["remarks"].to_string().contains("kleuren"));
    let colours = list(&report, "changes").iter().filter(|change| fields(change).contains("framework_status"));
    assert!(colours.count() <= 2, "colours that are not told did not change");
}
