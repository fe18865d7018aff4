//! Runs between which people and other programs worked on the annotated workbook. The result is always that of a run
//! on the same work done on the workbook without our earlier marks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use planwacht::cell::{CellRef, Span, a1, parse_a1};
use planwacht::package::{Edits, Mark, Note, apply};
use regex::Regex;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::book::{Book, NoteText, attribute, difference, key, tags, values};
use crate::made::{WANTED, authored, free_names};
use crate::support::{Checked, project, python, sample, succeed, tool};

/// All of a workbook that a run may write, and what of the staff stands beside it.
#[derive(Debug, PartialEq, Eq)]
struct State {
    sheets: Vec<(String, String)>,
    notes: BTreeMap<String, BTreeSet<NoteText>>,
    marks: BTreeMap<String, BTreeSet<(String, String)>>,
    other_rules: BTreeMap<String, Vec<String>>,
    names: Vec<NoteText>,
}

fn state(bytes: &[u8]) -> State {
    let book = Book::open(bytes);
    let sheets = book.sheets();
    let parts: Vec<(String, String)> =
        sheets.iter().filter_map(|sheet| Some((sheet.name.clone(), sheet.part.clone()?))).collect();
    for (name, part) in &parts {
        let cells: Vec<String> = book.notes(part).into_iter().map(|(cell, ..)| cell).collect();
        assert_eq!(cells.iter().collect::<BTreeSet<_>>().len(), cells.len(), "{name}: a cell has two notes: {cells:?}");
        let (mut cells, mut boxes) = (cells, book.boxes(part));
        cells.sort();
        boxes.sort();
        assert_eq!(boxes, cells, "{name}: each note has one box, and each box a note");
    }
    let mut names = book.names();
    names.sort();
    State {
        sheets: sheets.iter().map(|sheet| (sheet.name.clone(), sheet.state.clone())).collect(),
        notes: parts.iter().map(|(name, part)| (name.clone(), book.notes(part).into_iter().collect())).collect(),
        marks: parts.iter().map(|(name, part)| (name.clone(), book.marks(part))).collect(),
        other_rules: parts.iter().map(|(name, part)| (name.clone(), book.other_rules(part))).collect(),
        names,
    }
}

fn assert_same(what: &str, result: &[u8], reference: &[u8]) {
    let (result, reference) = (state(result), state(reference));
    assert_eq!(result.sheets, reference.sheets, "{what}");
    for (sheet, notes) in &reference.notes {
        let only =
            |one: &BTreeSet<NoteText>, other: &BTreeSet<NoteText>| one.difference(other).cloned().collect::<Vec<_>>();
        let (missing, extra) = (only(notes, &result.notes[sheet]), only(&result.notes[sheet], notes));
        assert!(missing.is_empty() && extra.is_empty(), "{what}: {sheet}: missing {missing:#?}, too many {extra:#?}");
    }
    assert_eq!(result, reference, "{what}");
}

/// The same files opened and saved by LibreOffice, in one run of it; nothing where it is not there.
fn saved_by_libreoffice(files: &[&[u8]]) -> Option<Vec<Vec<u8>>> {
    let soffice = tool("PLANWACHT_SOFFICE", "soffice")?;
    let (input, output, profile) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let path = |folder: &TempDir, at: usize| folder.path().join(format!("{at}.xlsx"));
    files.iter().enumerate().for_each(|(at, bytes)| fs::write(path(&input, at), bytes).unwrap());
    succeed(
        Command::new(soffice)
            .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .arg(output.path())
            .args((0..files.len()).map(|at| path(&input, at))),
    );
    Some((0..files.len()).map(|at| fs::read(path(&output, at)).expect("LibreOffice saved it")).collect())
}

/// The file after these operations of `edit.py`.
fn edited(bytes: &[u8], operations: &Value) -> Option<Vec<u8>> {
    let python = python()?;
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("in.xlsx"), bytes).unwrap();
    fs::write(path("operations.json"), operations.to_string()).unwrap();
    let script = project("tests/corpus/edit.py");
    succeed(Command::new(python).arg(script).args([path("in.xlsx"), path("out.xlsx"), path("operations.json")]));
    Some(fs::read(path("out.xlsx")).unwrap())
}

/// A small workbook of staff with notes, a rule of their own and a hidden sheet.
fn staff() -> Vec<u8> {
    let mut book = Workbook::new();
    let green = Format::new().set_background_color(0x92D050);
    let sheet = book.add_worksheet().set_name("Blad1").unwrap();
    for row in 0..6 {
        for (col, text) in ["Actie", "Trekker", "Planning", "Status"].iter().enumerate() {
            let col = u16::try_from(col).unwrap();
            sheet.write_with_format(row, col, format!("{text} {row}"), &green).unwrap();
        }
    }
    for (row, col) in [(2, 1), (4, 3)] {
        let note = rust_xlsxwriter::Note::new(format!("Van Jan\nover rij {row}")).set_author("Jan");
        sheet.insert_note(row, col, &note.add_author_prefix(false)).unwrap();
    }
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo("Status 3"))
        .set_format(Format::new().set_background_color(0xFFC7CE));
    sheet.add_conditional_format(1, 3, 5, 3, &rule).unwrap();
    sheet.autofilter(0, 0, 5, 3).unwrap();
    let sheet = book.add_worksheet().set_name("Jan's blad").unwrap();
    sheet.write(0, 0, "tekst").unwrap();
    sheet.set_print_area(0, 0, 5, 5).unwrap();
    book.add_worksheet().set_name("Lijsten").unwrap().set_hidden(true);
    book.save_to_buffer().unwrap()
}

/// Notes on cells with and without a value, and with and without a note of staff.
fn edits_for(bytes: &[u8]) -> Edits {
    let note = |sheet: &str, cell: &str, text: &str, mark| {
        let (row, col) = parse_a1(cell).unwrap();
        Note { at: CellRef::new(sheet, row, col), text: text.into(), mark }
    };
    let notes = vec![
        note("Blad1", "A2", "Fout OWN001 – geen trekker.\nVul een functie in.", Some(Mark::Error)),
        note("Blad1", "B3", "Let op\nbij de notitie van Jan", Some(Mark::Warning)),
        note("Blad1", "C3", "Nog iets", Some(Mark::Error)),
        note("Blad1", "F9", "Een lege cel", Some(Mark::Info)),
        note("Jan's blad", "B2", "Zonder rand", None),
    ];
    Edits { notes, sheets: Some(authored(bytes)), ..Edits::default() }
}

fn run(bytes: &[u8]) -> Vec<u8> {
    assert_eq!(free_names(bytes), WANTED, "sheets of ours are taken for those of staff");
    let applied = apply(bytes, &edits_for(bytes)).unwrap();
    assert_eq!((applied.placed, applied.left_out.len()), (5, 0));
    applied.bytes
}

/// A run on what became of our output, against a run on what became of the workbook without it.
fn judge(what: &str, changed: &[u8], changed_original: &[u8]) -> Vec<u8> {
    let (result, reference) = (run(changed), run(changed_original));
    assert_same(what, &result, &reference);
    let third = run(&result);
    assert_eq!(difference(&third, &result), None, "{what}: the third run gives the same");
    assert_same(&format!("{what}, cleaned up"), &clean(&result), &clean(&reference));
    result
}

fn clean(bytes: &[u8]) -> Vec<u8> {
    apply(bytes, &Edits::default()).unwrap().bytes
}

#[test]
fn libreoffice_saved_a_small_workbook() {
    let original = staff();
    let annotated = run(&original);
    let Some(saved) = saved_by_libreoffice(&[&annotated, &original]) else { return };
    let result = judge("once", &saved[0], &saved[1]);
    let again = saved_by_libreoffice(&[&result, &saved[1]]).unwrap();
    judge("twice", &again[0], &again[1]);
}

#[test]
fn openpyxl_saved_a_small_workbook() {
    let original = staff();
    let annotated = run(&original);
    let nothing = json!([]);
    let (Some(one), Some(other)) = (edited(&annotated, &nothing), edited(&original, &nothing)) else { return };
    judge("saved", &one, &other);
}

/// What staff do to rows and sheets; each a case of its own.
fn work() -> Vec<(&'static str, Value)> {
    vec![
        ("sorted", json!([{"do": "sort", "sheet": "Blad1", "first": 2, "last": 6, "by": 1}])),
        ("moved", json!([{"do": "move_row", "sheet": "Blad1", "first": 2, "last": 6, "from": 3, "to": 6}])),
        ("copied", json!([{"do": "copy_row", "sheet": "Blad1", "from": 3, "to": 9}])),
        ("copied on a cell with a note", json!([{"do": "copy_row", "sheet": "Blad1", "from": 2, "to": 5}])),
        ("deleted", json!([{"do": "delete_row", "sheet": "Blad1", "row": 2}])),
        ("deleted with its notes", json!([{"do": "delete_row", "sheet": "Blad1", "row": 3}])),
        ("a sheet renamed", json!([{"do": "rename", "sheet": "Lijsten", "to": "Lijst, 'oud'"}])),
        ("a sheet copied", json!([{"do": "copy_sheet", "sheet": "Blad1", "to": "Blad1 (2)"}])),
        ("our sheet renamed", json!([{"do": "rename", "sheet": "Controle", "to": "Jan's controle"}])),
        (
            "all together",
            json!([
                {"do": "sort", "sheet": "Blad1", "first": 2, "last": 6, "by": 1},
                {"do": "copy_row", "sheet": "Blad1", "from": 5, "to": 8},
                {"do": "copy_sheet", "sheet": "Blad1", "to": "Kopie"},
                {"do": "delete_row", "sheet": "Kopie", "row": 4},
                {"do": "rename", "sheet": "Kopie", "to": "Oud"},
            ]),
        ),
    ]
}

#[test]
fn rows_and_sheets_were_moved_copied_and_deleted() {
    let original = staff();
    let annotated = run(&original);
    for (what, operations) in work() {
        let (Some(one), Some(other)) = (edited(&annotated, &operations), edited(&original, &operations)) else {
            return;
        };
        judge(what, &one, &other);
    }
}

#[test]
fn both_programs_one_after_the_other() {
    let original = staff();
    let annotated = run(&original);
    let operations = work().pop().expect("the last of the list").1;
    let (Some(one), Some(other)) = (edited(&annotated, &operations), edited(&original, &operations)) else { return };
    let Some(saved) = saved_by_libreoffice(&[&one, &other]) else { return };
    judge("openpyxl, then LibreOffice", &saved[0], &saved[1]);
}

/// How Excel carries a rule along when a row is copied.
#[derive(Debug, Clone, Copy)]
enum Carried {
    /// The rule's ranges grow.
    Wider,
    /// A rule of its own for the copy.
    Twice,
}

/// The workbook after Excel copied a row of `Blad1` to an empty place below: cells, notes, their boxes and rules.
fn row_copied(bytes: &[u8], from: u32, to: u32, carried: Carried) -> Vec<u8> {
    let book = Book::open(bytes);
    let sheet = book.sheet("Blad1").unwrap();
    let changed = BTreeMap::from([
        (sheet.clone(), with_row_copied(&book.text(&sheet), from, to, carried)),
        (
            book.comments_of(&sheet).unwrap(),
            with_notes_copied(&book.text(&book.comments_of(&sheet).unwrap()), from, to),
        ),
        (book.drawing_of(&sheet).unwrap(), with_boxes_copied(&book.text(&book.drawing_of(&sheet).unwrap()), from, to)),
    ]);
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in &book.entries {
        out.start_file(entry.name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let bytes = changed.get(&key(&entry.name)).map_or(entry.bytes.as_slice(), |text| text.as_bytes());
        std::io::Write::write_all(&mut out, bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Cells of row `from` named as those of row `to`; rows count from one, as in the file.
fn moved(text: &str, from: u32, to: u32) -> String {
    let cell = Regex::new(&format!(r#"\b(r|ref)="([A-Z]*){from}""#)).unwrap();
    cell.replace_all(text, format!("$1=\"${{2}}{to}\"").as_str()).into_owned()
}

fn with_row_copied(sheet: &str, from: u32, to: u32, carried: Carried) -> String {
    let row = Regex::new(&format!(r#"(?s)<row r="{from}".*?</row>"#)).unwrap();
    let row = moved(row.find(sheet).expect("the row").as_str(), from, to);
    let mut sheet = sheet.replace("</sheetData>", &format!("{row}</sheetData>"));
    let priority = Regex::new(r#"priority="(\d+)""#).unwrap();
    let block = Regex::new(r"(?s)(<conditionalFormatting [^>]*>)(.*?)</conditionalFormatting>").unwrap();
    for found in block.captures_iter(&sheet.clone()) {
        let ranges = attribute(&found[1], "sqref").unwrap();
        let spans =
            ranges.split(' ').filter_map(Span::parse).filter(|span| (span.top + 1..=span.bottom + 1).contains(&from));
        let copies: Vec<String> =
            spans.map(|span| format!("{}:{}", a1(to - 1, span.left), a1(to - 1, span.right))).collect();
        if copies.is_empty() {
            continue;
        }
        let copied = copies.join(" ");
        let new = match carried {
            Carried::Wider => found[0].replace(&format!("\"{ranges}\""), &format!("\"{ranges} {copied}\"")),
            Carried::Twice => {
                let twin = found[0].replace(&format!("\"{ranges}\""), &format!("\"{copied}\""));
                format!("{}{}", &found[0], priority.replace(&twin, r#"priority="9$1""#))
            }
        };
        sheet = sheet.replace(&found[0], &new);
    }
    sheet
}

fn with_notes_copied(comments: &str, from: u32, to: u32) -> String {
    let note = Regex::new(&format!(r#"(?s)<comment ref="[A-Z]+{from}".*?</comment>"#)).unwrap();
    let copies: String = note.find_iter(comments).map(|note| moved(note.as_str(), from, to)).collect();
    comments.replace("</commentList>", &format!("{copies}</commentList>"))
}

fn with_boxes_copied(drawing: &str, from: u32, to: u32) -> String {
    let shape = Regex::new(r"(?s)<v:shape .*?</v:shape>").unwrap();
    let row = |row: u32| format!("<x:Row>{}</x:Row>", row - 1);
    let copies = shape.find_iter(drawing).filter(|shape| shape.as_str().contains(&row(from)));
    let number = Regex::new(r"_x0000_s(\d+)").unwrap();
    let copies: String = copies
        .map(|shape| number.replace(&shape.as_str().replace(&row(from), &row(to)), "_x0000_s${1}0").into_owned())
        .collect();
    drawing.replace("</xml>", &format!("{copies}</xml>"))
}

#[test]
fn excel_copied_a_row_with_its_notes_and_rules() {
    let original = staff();
    let annotated = run(&original);
    for carried in [Carried::Wider, Carried::Twice] {
        for (from, to) in [(2, 12), (3, 12), (3, 9)] {
            let (one, other) = (row_copied(&annotated, from, to, carried), row_copied(&original, from, to, carried));
            let noted = |bytes: &[u8]| state(bytes).notes["Blad1"].len();
            assert!(noted(&one) > noted(&annotated), "the copy has notes");
            judge(&format!("row {from} to row {to}, {carried:?}"), &one, &other);
        }
    }
}

#[test]
fn staff_wrote_in_and_around_our_notes() {
    let original = staff();
    let annotated = run(&original);
    let ours = format!("Een lege cel\n{}", planwacht::own::footer("Een lege cel"));
    let answered = text_replaced(&annotated, &ours, &format!("{ours}\nGedaan"));
    let result = run(&answered);
    let note = state(&result).notes["Blad1"].iter().find(|(cell, ..)| cell == "F9").cloned().expect("the note");
    assert!(note.2.trim_start().starts_with("Gedaan\n--- planwacht ---\nEen lege cel"), "{note:?}");
    assert_eq!(note.2.matches("Gedaan").count(), 1);
    assert_eq!(difference(&run(&result), &result), None);
}

/// The file with a text of a note replaced, in whatever part it stands.
fn text_replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut found = 0;
    for entry in Book::open(bytes).entries {
        out.start_file(entry.name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        let text = String::from_utf8(entry.bytes.clone()).unwrap_or_default();
        // The words stand in two runs: the first line is bold.
        let (first, last) = (old.split('\n').next().unwrap(), old.split('\n').next_back().unwrap());
        let bytes = if text.contains(first) && text.contains("<comment") {
            found += 1;
            let (before, after) = text.split_at(text.find(first).unwrap());
            let after = after.replacen(last, &new.split('\n').skip(1).collect::<Vec<_>>().join("\n"), 1);
            format!("{before}{after}").into_bytes()
        } else {
            entry.bytes
        };
        std::io::Write::write_all(&mut out, &bytes).unwrap();
    }
    assert_eq!(found, 1, "{old}");
    out.finish().unwrap().into_inner()
}

/// A `check` of the sample, or of what became of it; the file always has the same name.
fn check(bytes: &[u8]) -> (Checked, Vec<u8>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("plan.xlsx");
    fs::write(&path, bytes).unwrap();
    let checked = Checked::run(&path, &["--previous", &sample("2025-08-27").to_string_lossy()]);
    assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
    let annotated = fs::read(checked.annotated()).unwrap();
    (checked, annotated)
}

/// A sheet as rows of text.
fn rows(bytes: &[u8], sheet: &str) -> BTreeMap<u32, BTreeMap<u32, String>> {
    let cells = values(bytes).expect("it opens").remove(sheet).flatten().unwrap_or_else(|| panic!("no sheet {sheet}"));
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    for ((row, col), value) in cells {
        rows.entry(row).or_default().insert(col, value);
    }
    rows
}

fn judge_check(what: &str, changed: &[u8], changed_original: &[u8]) -> Vec<u8> {
    let ((checked, result), (reference_checked, reference)) = (check(changed), check(changed_original));
    assert_eq!(checked.report()["findings"], reference_checked.report()["findings"], "{what}");
    assert_eq!(checked.report()["changes"], reference_checked.report()["changes"], "{what}");
    assert_same(what, &result, &reference);
    assert_eq!(rows(&result, "Wijzigingen"), rows(&reference, "Wijzigingen"), "{what}");
    let (_, third) = check(&result);
    assert_same(&format!("{what}, third run"), &third, &result);
    for sheet in WANTED {
        assert_eq!(rows(&third, sheet), rows(&result, sheet), "{what}: {sheet} after a third run");
    }
    result
}

fn sample_bytes() -> Vec<u8> {
    fs::read(sample("2025-11-24")).unwrap()
}

#[test]
fn libreoffice_saved_the_sample() {
    let original = sample_bytes();
    let (_, annotated) = check(&original);
    let Some(saved) = saved_by_libreoffice(&[&annotated, &original]) else { return };
    let result = judge_check("saved by LibreOffice", &saved[0], &saved[1]);
    let (_, reference) = check(&saved[1]);
    assert_eq!(rows(&result, "Bevindingen"), rows(&reference, "Bevindingen"));
}

/// What staff do to the sample: on a sheet without merged cells, whose rows can be moved.
fn work_on_the_sample() -> Value {
    json!([
        {"do": "sort", "sheet": "Huizen", "first": 6, "last": 17, "by": 6},
        {"do": "move_row", "sheet": "Huizen", "first": 6, "last": 17, "from": 7, "to": 15},
        {"do": "copy_row", "sheet": "Huizen", "from": 9, "to": 19},
        {"do": "delete_row", "sheet": "Huizen", "row": 8},
        {"do": "rename", "sheet": "BEL", "to": "Blaricum, Eemnes en Laren"},
        {"do": "copy_sheet", "sheet": "Huizen", "to": "Huizen (2)"},
    ])
}

#[test]
fn the_sample_was_worked_on() {
    let original = sample_bytes();
    let (_, annotated) = check(&original);
    let work = work_on_the_sample();
    let (Some(one), Some(other)) = (edited(&annotated, &work), edited(&original, &work)) else { return };
    judge_check("worked on", &one, &other);
}

/// Every answer on the findings sheet: under 'Reactie', with the code and the action beside it.
fn answers(bytes: &[u8]) -> Vec<(String, String)> {
    let text = |value: &String| value.split_once("(\"").map_or("", |(_, rest)| rest.trim_end_matches("\")")).to_owned();
    let rows = rows(bytes, "Bevindingen");
    let (header, names) =
        rows.iter().find(|(_, row)| row.values().any(|value| text(value) == "Reactie")).expect("a header");
    let column = |name: &str| *names.iter().find(|(_, value)| text(value) == name).expect(name).0;
    let (code, action, reaction) = (column("Code"), column("Actie"), column("Reactie"));
    let cell = |row: &BTreeMap<u32, String>, at: u32| row.get(&at).map(text).unwrap_or_default();
    rows.range(header + 1..)
        .map(|(_, row)| (format!("antwoord op {} | {}", cell(row, code), cell(row, action)), cell(row, reaction)))
        .filter(|(_, reaction)| !reaction.is_empty())
        .collect()
}

#[test]
fn answers_stay_with_their_finding_when_rows_move() {
    let original = sample_bytes();
    let (_, annotated) = check(&original);
    let react = json!([{"do": "react", "sheet": "Bevindingen"}]);
    let Some(answered) = edited(&annotated, &react) else { return };
    let typed = answers(&answered);
    assert!(typed.len() >= 80 && typed.iter().all(|(expected, answer)| expected == answer), "{typed:#?}");
    let moved = edited(&answered, &work_on_the_sample()).expect("python was there");
    for (what, changed) in [("sorted only", &answered), ("rows moved", &moved)] {
        let (_, result) = check(changed);
        let kept = answers(&result);
        let strayed: Vec<_> = kept.iter().filter(|(expected, answer)| expected != answer).collect();
        assert!(strayed.is_empty(), "{what}: {strayed:#?}");
        let texts =
            |answers: &[(String, String)]| answers.iter().map(|(_, answer)| answer.clone()).collect::<BTreeSet<_>>();
        let lost: Vec<String> = texts(&typed).difference(&texts(&kept)).cloned().collect();
        assert!(lost.is_empty(), "{what}: {lost:#?}");
        let (_, third) = check(&result);
        assert_eq!(answers(&third), kept, "{what}");
    }
}

#[test]
fn libreoffice_keeps_answers_findable() {
    let (_, annotated) = check(&sample_bytes());
    let Some(answered) = edited(&annotated, &json!([{"do": "react", "sheet": "Bevindingen"}])) else { return };
    let Some(saved) = saved_by_libreoffice(&[&answered]) else { return };
    let (typed, (_, result)) = (answers(&answered), check(&saved[0]));
    let kept = answers(&result);
    assert!(kept.iter().all(|(expected, answer)| expected == answer), "{kept:#?}");
    assert_eq!(kept.len(), typed.len());
}

/// Keeps the helpers honest: what they would not see, no test above would see.
#[test]
fn the_comparison_sees_what_it_should() {
    let annotated = run(&staff());
    let seen = state(&annotated);
    assert_eq!(seen.notes["Blad1"].len(), 5, "{seen:#?}");
    assert_eq!(seen.marks["Blad1"].len(), 4);
    assert_eq!(seen.marks["Blad1"].iter().map(|(_, colour)| colour).collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(seen.other_rules["Blad1"].len(), 1);
    assert_eq!(seen.names.iter().filter(|(name, ..)| name.starts_with("_planwacht")).count(), 4);
    assert!(tags(&Book::open(&annotated).text("xl/workbook.xml"), "sheet").count() == 6);
    assert!(Path::new(&project("tests/corpus/edit.py")).exists());
}
