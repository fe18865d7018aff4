//! `merge` on small workbooks, and on the copy of one municipality.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use planwacht::cell::{CellValue, Grid, GridCell, Rgb, parse_a1};
use rust_xlsxwriter::{Format, Note, Workbook};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Checked, libreoffice, planwacht, project, python, sample, succeed, tool};

const HEADER: [&str; 6] = ["Nummer", "Thema", "Actie", "Trekker", "Planning", "Status"];
const RED: u32 = 0xFF0000;
const GREEN: u32 = 0x92D050;

/// One sheet `Huizen` with three actions; `change` edits the rows before they are written.
struct Plan {
    rows: Vec<[String; 6]>,
    fills: Vec<Option<u32>>,
    /// Note on the status of this row, from zero.
    note: Option<(usize, String)>,
    /// What stands below the actions.
    below: Option<String>,
}

impl Plan {
    fn new() -> Self {
        let row = |number: &str, text: &str, status: &str| {
            [number, "Interventies", text, "OOV Huizen", "Q4 2025", status].map(str::to_owned)
        };
        Self {
            rows: vec![
                row("HU-01", "Het protocol voor signalen vastleggen en met de scholen bespreken", "Loopt"),
                row("HU-02", "Jongerenwerkers trainen in het gesprek over online haat", "Niet gestart"),
                row("HU-03", "Een steunpunt voor ouders openen in de bibliotheek", "Loopt"),
            ],
            fills: vec![None, Some(RED), None],
            note: None,
            below: None,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn save(&self, folder: &Path, name: &str) -> PathBuf {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Huizen").unwrap();
        for (col, header) in (0..).zip(HEADER) {
            sheet.write_with_format(1, col, header, &Format::new().set_bold()).unwrap();
        }
        for (at, row) in (2..).zip(&self.rows) {
            for (col, text) in (0..).zip(row) {
                let fill = self.fills.get(at as usize - 2).copied().flatten().filter(|_| col == 5);
                let format = fill.map_or(Format::new(), |fill| Format::new().set_background_color(fill));
                match text.as_str() {
                    "" => drop(sheet.write_blank(at, col, &format).unwrap()),
                    text => drop(sheet.write_string_with_format(at, col, text, &format).unwrap()),
                }
            }
        }
        if let Some((row, text)) = &self.note {
            let note = Note::new(text).set_author("Beleid").add_author_prefix(false);
            sheet.insert_note(u32::try_from(*row).unwrap() + 2, 5, &note).unwrap();
        }
        if let Some(text) = &self.below {
            sheet.write_string(u32::try_from(self.rows.len()).unwrap() + 2, 0, text).unwrap();
        }
        let path = folder.join(name);
        book.save(&path).unwrap();
        path
    }
}

struct Ran {
    output: Output,
    merged: PathBuf,
}

impl Ran {
    fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.output.stdout).unwrap_or_else(|_| panic!("{}{}", self.stdout(), self.stderr()))
    }

    fn grid(&self, sheet: &str) -> Grid {
        let bytes = fs::read(&self.merged).unwrap_or_else(|_| panic!("{}", self.stderr()));
        let sheets = planwacht::workbook::read(&bytes, "").unwrap().sheets;
        sheets.into_iter().find(|grid| &*grid.sheet == sheet).unwrap_or_else(|| panic!("{sheet} is not there"))
    }

    fn cell(&self, cell: &str) -> GridCell {
        let (row, col) = parse_a1(cell).unwrap();
        self.grid("Huizen").get(row, col).cloned().unwrap_or_default()
    }
}

fn run(folder: &Path, base: &Path, copies: &[&Path], more: &[&str]) -> Ran {
    let merged = folder.join("samen.xlsx");
    let mut args = vec!["merge".into(), base.as_os_str().to_owned()];
    args.extend(copies.iter().map(|path| path.as_os_str().to_owned()));
    args.extend(["--output".into(), merged.as_os_str().to_owned()]);
    args.extend(more.iter().map(Into::into));
    Ran { output: planwacht(&args), merged }
}

/// The reasons of what was left, in the words of the report.
fn left(report: &Value) -> Vec<String> {
    let left = report["left"].as_array().unwrap().iter();
    left.map(|entry| entry["reason"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn changes_that_do_not_contradict_each_other_are_all_in_the_result() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let one = Plan::new().with(|plan| {
        plan.rows[0][5] = "Afgerond".into();
        plan.fills[1] = Some(GREEN);
        plan.rows.reverse();
        plan.fills.reverse();
    });
    let two = Plan::new().with(|plan| {
        plan.rows[2][3] = "Bibliotheek Huizen".into();
        plan.rows[0][5] = "Afgerond".into();
        plan.note = Some((2, "vraag na bij de balie".into()));
        let mut new = plan.rows[2].clone();
        new[0] = "HU-04".into();
        new[2] = "Een folder maken over het meldpunt voor haat op straat".into();
        plan.rows.push(new);
    });
    let (one, two) = (one.save(folder.path(), "een.xlsx"), two.save(folder.path(), "twee.xlsx"));
    let ran = run(folder.path(), &base, &[&one, &two], &[]);
    assert_eq!(ran.code(), Some(0), "{}{}", ran.stdout(), ran.stderr());
    assert_eq!(&*ran.cell("F3").text(), "Afgerond");
    assert_eq!(ran.cell("F4").fill, Some(Rgb(0x92, 0xD0, 0x50)));
    assert_eq!(&*ran.cell("D5").text(), "Bibliotheek Huizen");
    assert_eq!(
        ["A6", "C6", "F6"].map(|cell| ran.cell(cell).text()),
        ["HU-04", "Een folder maken over het meldpunt voor haat op straat", "Loopt"].map(Into::into)
    );
    let notes = ran.grid("Huizen").notes;
    assert_eq!((notes.len(), notes[0].text.as_str(), notes[0].row), (1, "vraag na bij de balie", 4));
    let said = ran.stdout();
    assert!(
        said.contains("Huizen!F3 HU-01 voortgang: \"Loopt\" → \"Afgerond\" [een.xlsx Huizen!F5, twee.xlsx Huizen!F3]"),
        "{said}"
    );
    assert!(
        said.ends_with("Overgenomen: 4 cellen. Nieuwe acties: 1 (6 cellen). Verschillen: 0. Zelf nakijken: 0.\n"),
        "{said}"
    );
    let account = ran.grid("Samenvoeging");
    assert!(account.own);
    assert_eq!(
        account.row(4).map(|(_, cell)| cell.text()).collect::<Vec<_>>()[..4],
        ["overgenomen", "een.xlsx\ntwee.xlsx", "Huizen", "F3"].map(Into::into)
    );
}

#[test]
fn a_contradiction_stays_as_it_was_and_is_told_on_its_cell() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let status = |status: &str| {
        Plan::new().with(|plan| {
            plan.rows[0][5] = status.to_owned();
            plan.rows[1][3] = "w.klaasveld@voorbeeld.nl".into();
        })
    };
    let one = status("Afgerond").save(folder.path(), "een.xlsx");
    let two = status("Vertraagd").with(|plan| plan.rows[1][3] = "06-12345678".into()).save(folder.path(), "twee.xlsx");
    let ran = run(folder.path(), &base, &[&one, &two], &["--format", "json"]);
    assert_eq!(ran.code(), Some(1), "{}", ran.stderr());
    assert_eq!((ran.cell("F3").text(), ran.cell("D4").text()), ("Loopt".into(), "OOV Huizen".into()));
    let report = ran.json();
    assert_eq!(report["schema"], "planwacht.merge/1");
    let conflict = &report["conflicts"][0];
    assert_eq!((&conflict["cell"], &conflict["before"]), (&"F3".into(), &"Loopt".into()));
    let says: Vec<&str> =
        conflict["copies"].as_array().unwrap().iter().map(|copy| copy["says"].as_str().unwrap()).collect();
    assert_eq!(says, ["Afgerond", "Vertraagd"]);
    assert_eq!(report["summary"]["conflicts"], 2);
    // The note names both values, and nothing that must not be repeated.
    let parts = crate::support::entries(&ran.merged);
    let all: String = parts.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    assert!(all.contains("- een.xlsx: &quot;Afgerond&quot;") && all.contains("- twee.xlsx: &quot;Vertraagd&quot;"));
    for secret in ["klaasveld", "12345678"] {
        assert!(!all.contains(secret) && !ran.stdout().contains(secret), "{secret}");
    }
    // A person settles it; the next merge over that file is refused.
    let again = run(folder.path(), &base, &[&one, &two], &[]);
    assert_eq!(again.code(), Some(1), "a result in which nobody worked is replaced: {}", again.stderr());
    settle(&ran.merged);
    let refused = run(folder.path(), &base, &[&one, &two], &[]);
    assert_eq!(refused.code(), Some(2));
    assert!(refused.stderr().contains("--force"), "{}", refused.stderr());
    assert_eq!(run(folder.path(), &base, &[&one, &two], &["--force"]).code(), Some(1));
}

/// Somebody types in the merged workbook.
fn settle(path: &Path) {
    use planwacht::package::{CellEdit, Edits, apply};
    let bytes = fs::read(path).unwrap();
    let at = planwacht::cell::CellRef::new("Huizen", 2, 5);
    let edit = CellEdit { at, value: Some(CellValue::Text("Afgerond".into())), fill: None, style_of: None };
    let fingerprint = planwacht::package::fingerprint(&bytes);
    let edits = Edits { cells: vec![edit], keep_check: true, fingerprint, ..Edits::default() };
    fs::write(path, apply(&bytes, &edits).unwrap().bytes).unwrap();
}

#[test]
fn one_copy_that_types_a_word_and_one_that_colours_it_contradict_each_other() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let word = Plan::new().with(|plan| plan.rows[1][5] = "Afgerond".into()).save(folder.path(), "woord.xlsx");
    let colour = Plan::new().with(|plan| plan.fills[1] = Some(0xFFC000)).save(folder.path(), "kleur.xlsx");
    let ran = run(folder.path(), &base, &[&word, &colour], &["--format", "json", "--lang", "en"]);
    let report = ran.json();
    assert_eq!((ran.code(), report["summary"]["conflicts"].as_u64()), (Some(1), Some(2)));
    assert_eq!(
        report["conflicts"][0]["reason"],
        "One copy changed the word, another the colour. Choose what is right."
    );
    assert_eq!((ran.cell("F4").text(), ran.cell("F4").fill), ("Niet gestart".into(), Some(Rgb(255, 0, 0))));
    assert!(ran.grid("Merge").own);
}

#[test]
fn what_is_not_sure_is_left_and_said() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().with(|plan| plan.below = Some("* bron: werkgroep".into())).save(folder.path(), "plan.xlsx");
    let copy = Plan::new().with(|plan| {
        plan.rows.remove(1);
        plan.fills.remove(1);
        let mut new = plan.rows[1].clone();
        new[0] = "HU-09".into();
        new[2] = "Een folder maken over het meldpunt voor haat op straat".into();
        plan.rows.push(new);
        plan.rows[0][3] = "5.1.2.e".into();
        plan.below = Some("* bron: werkgroep Gooi".into());
    });
    let copy = copy.save(folder.path(), "kopie.xlsx");
    let ran = run(folder.path(), &base, &[&copy], &["--format", "json"]);
    assert_eq!(ran.code(), Some(1));
    let report = ran.json();
    let mut reasons: Vec<String> =
        left(&report).iter().map(|reason| reason.split('.').next().unwrap().to_owned()).collect();
    reasons.sort();
    assert_eq!(
        reasons,
        [
            "De actie staat niet meer in de kopie",
            "In een van de twee is de tekst zwartgelakt",
            "Nieuwe actie, maar onder de tabel is geen lege rij",
            "Tekst buiten de acties die niet in uw werkmap staat",
        ]
    );
    assert_eq!((ran.cell("D3").text(), ran.cell("A6").text()), ("OOV Huizen".into(), "* bron: werkgroep".into()));
    assert_eq!(report["takings"].as_array().unwrap().len(), 0);
}

#[test]
fn a_workbook_of_another_plan_gives_nothing() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let other = Plan::new().with(|plan| {
        for (at, row) in plan.rows.iter_mut().enumerate() {
            row[0] = format!("Z{at}");
            row[2] = ["Bomen snoeien langs de rondweg", "Nieuwe banken plaatsen", "Vijver uitbaggeren voor de winter"]
                [at]
                .into();
            row[3] = "Groenbeheer".into();
        }
    });
    let other = other.save(folder.path(), "ander.xlsx");
    let ran = run(folder.path(), &base, &[&other], &["--format", "json"]);
    let report = ran.json();
    assert_eq!((ran.code(), report["takings"].as_array().map(Vec::len)), (Some(1), Some(0)));
    assert!(left(&report)[0].starts_with("Uit deze kopie is niets overgenomen"), "{report}");
    assert_eq!(left(&report).len(), 1);
}

#[test]
fn a_new_action_that_would_come_under_another_heading_is_left() {
    let folder = TempDir::new().unwrap();
    let plan = |name: &str, new: Option<usize>| {
        let mut rows: Vec<Vec<&str>> = vec![
            vec!["Nummer", "Actie", "Trekker", "Status"],
            vec!["", "Interventies"],
            vec!["1", "Het protocol voor signalen vastleggen en met de scholen bespreken", "OOV Huizen", "Loopt"],
            vec!["2", "Jongerenwerkers trainen in het gesprek over online haat", "OOV Huizen", "Loopt"],
            vec!["", "Randvoorwaarden"],
            vec!["3", "Een convenant sluiten met de moskeeën en de kerken", "OOV Huizen", "Loopt"],
        ];
        if let Some(at) = new {
            rows.insert(at, vec!["9", "Een folder maken over het meldpunt voor haat op straat", "OOV Huizen", "Loopt"]);
        }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Huizen").unwrap();
        for (row, texts) in (0..).zip(&rows) {
            for (col, text) in (0..).zip(texts) {
                sheet.write(row, col, *text).unwrap();
            }
        }
        let path = folder.path().join(name);
        book.save(&path).unwrap();
        path
    };
    let base = plan("plan.xlsx", None);
    let first = run(folder.path(), &base, &[&plan("een.xlsx", Some(4))], &["--format", "json"]);
    assert!(
        left(&first.json())[0].starts_with("Nieuwe actie, maar onder deze tabel hoort die bij een ander thema"),
        "{}",
        first.stdout()
    );
    assert!(first.cell("B7").is_blank());
    let second = run(folder.path(), &base, &[&plan("twee.xlsx", Some(6))], &["--format", "json"]);
    assert_eq!((second.code(), second.cell("A7").text()), (Some(0), "9".into()), "{}", second.stdout());
}

#[test]
fn a_copy_that_was_checked_gives_its_cells_and_none_of_our_words() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let copy = Plan::new().with(|plan| plan.rows[1][3] = String::new()).save(folder.path(), "kopie.xlsx");
    let checked = Checked::run(&copy, &[]);
    let ran = run(folder.path(), &base, &[&checked.annotated()], &["--format", "json"]);
    let report = ran.json();
    assert_eq!(ran.code(), Some(0), "{}", ran.stdout());
    assert_eq!(report["summary"]["taken"], 1);
    assert!(ran.cell("D4").is_blank() && ran.grid("Huizen").notes.is_empty());
}

#[test]
fn the_sheets_of_a_check_in_the_base_stay_and_reactions_in_a_copy_are_told() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().with(|plan| plan.rows[1][3] = String::new()).save(folder.path(), "plan.xlsx");
    let checked = Checked::run(&base, &[]);
    let ran = run(folder.path(), &checked.annotated(), &[&base], &["--format", "json"]);
    assert_eq!(ran.code(), Some(0), "{}{}", ran.stdout(), ran.stderr());
    for sheet in ["Controle", "Bevindingen", "Wijzigingen", "Samenvoeging"] {
        assert!(ran.grid(sheet).own, "{sheet}");
    }
    // Somebody answers a finding in a copy of the checked workbook.
    use planwacht::package::{CellEdit, Edits, apply};
    let bytes = fs::read(checked.annotated()).unwrap();
    let sheets = planwacht::workbook::read(&bytes, "").unwrap().sheets;
    let findings = sheets.iter().find(|grid| &*grid.sheet == "Bevindingen").unwrap();
    let header = findings.cells.iter().find(|(_, cell)| &*cell.text() == "Reactie").map(|(at, _)| *at).unwrap();
    let at = planwacht::cell::CellRef::new("Bevindingen", header.0 + 1, header.1);
    let edit = CellEdit { at, value: Some(CellValue::Text("opgepakt".into())), fill: None, style_of: None };
    let answered = folder.path().join("beantwoord.xlsx");
    let edits = Edits { cells: vec![edit], keep_check: true, ..Edits::default() };
    fs::write(&answered, apply(&bytes, &edits).unwrap().bytes).unwrap();
    let ran = run(folder.path(), &base, &[&answered], &["--format", "json"]);
    assert_eq!(
        left(&ran.json()),
        ["In deze kopie staan reacties op bevindingen die niet in uw werkmap staan. Neem ze zelf over."]
    );
}

#[test]
fn themes_that_were_merged_and_rows_that_were_sorted_give_no_changes() {
    let folder = TempDir::new().unwrap();
    let plan = |name: &str, order: [usize; 4], merged: bool, filled: bool| {
        let texts = [
            "Het protocol voor signalen vastleggen en met de scholen bespreken",
            "Jongerenwerkers trainen in het gesprek over online haat",
            "Een steunpunt voor ouders openen in de bibliotheek",
            "Een convenant sluiten met de moskeeën en de kerken",
        ];
        let themes = ["Interventies", "Interventies", "Randvoorwaarden", "Randvoorwaarden"];
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Huizen").unwrap();
        for (col, header) in (0..).zip(HEADER) {
            sheet.write(1, col, header).unwrap();
        }
        for (row, at) in (2..).zip(order) {
            sheet.write(row, 0, format!("HU-0{at}")).unwrap();
            if filled || !merged && at % 2 == 0 {
                sheet.write(row, 1, themes[at]).unwrap();
            }
            for (col, text) in (2..).zip([texts[at], "OOV Huizen", "Q4 2025", "Loopt"]) {
                sheet.write(row, col, text).unwrap();
            }
        }
        if merged {
            sheet.merge_range(2, 1, 3, 1, themes[0], &Format::new()).unwrap();
            sheet.merge_range(4, 1, 5, 1, themes[2], &Format::new()).unwrap();
        }
        let path = folder.path().join(name);
        book.save(&path).unwrap();
        path
    };
    let base = plan("plan.xlsx", [0, 1, 2, 3], true, false);
    // Filled down and sorted; taken apart by a program that leaves the rest empty; merged as before.
    for copy in [
        plan("een.xlsx", [3, 1, 0, 2], false, true),
        plan("twee.xlsx", [0, 1, 2, 3], false, false),
        plan("drie.xlsx", [0, 1, 2, 3], true, false),
    ] {
        let ran = run(folder.path(), &base, &[&copy], &["--format", "json", "--force"]);
        let report = ran.json();
        let took: Vec<&Value> = report["takings"].as_array().unwrap().iter().collect();
        assert!(took.is_empty(), "{}: {took:#?}", copy.display());
        assert_eq!(left(&report), [""; 0], "{}", copy.display());
    }
}

#[test]
fn the_account_stays_when_the_merged_workbook_is_checked() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let copy = Plan::new().with(|plan| plan.rows[0][5] = "Afgerond".into()).save(folder.path(), "kopie.xlsx");
    let ran = run(folder.path(), &base, &[&copy], &[]);
    let checked = Checked::run(&ran.merged, &[]);
    let bytes = fs::read(checked.annotated()).unwrap_or_else(|_| panic!("{}", checked.stderr()));
    let names: Vec<String> =
        planwacht::workbook::read(&bytes, "").unwrap().sheets.iter().map(|grid| grid.sheet.to_string()).collect();
    assert_eq!(names, ["Huizen", "Samenvoeging", "Controle", "Bevindingen", "Wijzigingen"]);
}

#[test]
fn other_formats_are_read_and_what_they_do_not_tell_is_said() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let copy = Plan::new().with(|plan| {
        plan.rows[0][5] = "Afgerond".into();
        plan.fills[1] = Some(GREEN);
    });
    let copy = copy.save(folder.path(), "kopie.xlsx");
    for (format, filled) in [("ods", true), ("xls", false)] {
        let Some(converted) = libreoffice(&copy, format, folder.path()) else { return };
        let ran = run(folder.path(), &base, &[&converted], &["--format", "json", "--force"]);
        assert_eq!(ran.code(), Some(0), "{format}: {}{}", ran.stdout(), ran.stderr());
        assert_eq!(&*ran.cell("F3").text(), "Afgerond", "{format}");
        assert_eq!(ran.cell("F4").fill == Some(Rgb(0x92, 0xD0, 0x50)), filled, "{format}");
        assert_eq!(ran.json()["notices"].as_array().unwrap().is_empty(), filled, "{format}");
    }
    let Some(ods) = libreoffice(&base, "ods", folder.path()) else { return };
    let refused = run(folder.path(), &ods, &[&copy], &["--force"]);
    assert_eq!(refused.code(), Some(2));
    assert!(refused.stderr().contains("ods"), "{}", refused.stderr());
}

#[test]
fn a_locked_structure_takes_the_cells_and_no_sheet() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let locked = folder.path().join("dicht.xlsx");
    let mut zip = zip::ZipWriter::new(fs::File::create(&locked).unwrap());
    for (name, bytes) in crate::support::entries(&base) {
        use std::io::Write;
        let text = String::from_utf8_lossy(&bytes)
            .replace("<bookViews>", "<workbookProtection lockStructure=\"1\"/><bookViews>");
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let copy = Plan::new().with(|plan| plan.rows[0][5] = "Afgerond".into()).save(folder.path(), "kopie.xlsx");
    let ran = run(folder.path(), &locked, &[&copy], &[]);
    assert_eq!((ran.code(), ran.cell("F3").text()), (Some(0), "Afgerond".into()));
    assert!(ran.stderr().contains("beveiligd"), "{}", ran.stderr());
    let bytes = fs::read(&ran.merged).unwrap();
    assert_eq!(planwacht::workbook::read(&bytes, "").unwrap().sheets.len(), 1);
}

#[test]
fn wrong_input_is_refused_with_a_reason() {
    let folder = TempDir::new().unwrap();
    let base = Plan::new().save(folder.path(), "plan.xlsx");
    let none = planwacht(["merge".as_ref(), base.as_os_str(), "--output".as_ref(), "x.xlsx".as_ref()]);
    assert_eq!(none.status.code(), Some(2));
    let text = folder.path().join("kopie.xlsx");
    fs::write(&text, "geen werkmap").unwrap();
    let ran = run(folder.path(), &base, &[&text], &[]);
    assert_eq!(ran.code(), Some(2));
    assert!(ran.stderr().contains("kopie.xlsx") && !ran.merged.exists(), "{}", ran.stderr());
    let mut other = Workbook::new();
    other.add_worksheet().write_string(0, 0, "boodschappen").unwrap();
    other.save(&text).unwrap();
    let ran = run(folder.path(), &base, &[&text], &[]);
    assert!(ran.stderr().contains("geen tabel met acties"), "{}", ran.stderr());
    let onto_itself =
        planwacht(["merge".as_ref(), base.as_os_str(), base.as_os_str(), "--output".as_ref(), base.as_os_str()]);
    assert_eq!(onto_itself.status.code(), Some(2));
    // A copy that changed nothing.
    let ran = run(folder.path(), &base, &[&base], &[]);
    assert_eq!(ran.code(), Some(0), "{}", ran.stderr());
    assert_eq!(
        &*ran.grid("Samenvoeging").text(3, 0),
        "De kopieën zeggen hetzelfde als uw werkmap. Er is niets overgenomen."
    );
}

#[test]
fn the_copy_of_one_municipality_changes_its_own_sheet_alone() {
    let folder = TempDir::new().unwrap();
    let copy = project("samples/Actielijst BoO v2 def (3) aangevuld HZ.xlsx");
    let ran = run(folder.path(), &sample("2025-08-27"), &[&copy], &["--format", "json"]);
    let report = ran.json();
    assert_eq!(ran.code(), Some(1));
    let takings = report["takings"].as_array().unwrap();
    assert!(!takings.is_empty() && takings.iter().all(|taking| taking["sheet"] == "Huizen"), "{takings:#?}");
    let Some(validator) = tool("PLANWACHT_VALIDATOR", "ooxml-validator") else { return };
    let said = Command::new(validator).arg(&ran.merged).output().unwrap();
    let judged: Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!(judged["errors"].as_array().map(Vec::len), Some(0), "{judged}");
    let Some(python) = python() else { return };
    let script = "import sys, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\nprint(b['Huizen']['G7'].value, b.sheetnames[-1])";
    let said = succeed(Command::new(python).args(["-W", "ignore", "-c", script]).arg(&ran.merged));
    assert_eq!(said.trim(), "None Samenvoeging");
}
