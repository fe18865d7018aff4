//! A run on planwacht's own output replaces its own marks and sheets, and keeps what staff typed under 'Reactie'.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};

use crate::support::{Checked, TODAY, entries, libreoffice, planwacht, sample};

fn again(workbook: &Path) -> Checked {
    Checked::run(workbook, &["--previous", &sample("2025-08-27").to_string_lossy()])
}

/// The rows of a sheet as text.
fn rows(workbook: &Path, sheet: &str) -> Vec<Vec<String>> {
    let mut book = open_workbook_auto(workbook).expect("it opens");
    let range = book.worksheet_range(sheet).expect("the sheet is there");
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn the_second_run_gives_the_same_content() {
    let first = Checked::samples();
    let second = again(&first.annotated());
    assert_eq!(second.code(), Some(1), "{}", second.stderr());
    let (one, two) = (entries(&first.annotated()), entries(&second.annotated()));
    let names = |entries: &[(String, Vec<u8>)]| {
        let mut names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&one), names(&two));
    for (name, bytes) in &two {
        // Our sheets name the file that was checked, and that is another one now.
        let own = name.starts_with("xl/worksheets/")
            && String::from_utf8_lossy(&bytes[..bytes.len().min(4000)]).contains("codeName=\"planwacht_");
        let before = &one.iter().find(|(other, _)| other == name).expect("the same names").1;
        if !own {
            assert_eq!(before, bytes, "{name} differs after a second run");
        }
    }
    let skip_file_name = |rows: Vec<Vec<String>>| rows.into_iter().skip(8).collect::<Vec<_>>();
    for sheet in ["Bevindingen", "Wijzigingen"] {
        assert_eq!(skip_file_name(rows(&first.annotated(), sheet)), skip_file_name(rows(&second.annotated(), sheet)));
    }
}

#[test]
fn findings_do_not_depend_on_earlier_annotations() {
    let first = Checked::samples();
    let second = again(&first.annotated());
    assert_eq!(first.report()["findings"], second.report()["findings"]);
    assert_eq!(first.report()["changes"], second.report()["changes"]);
}

#[test]
fn reactions_of_staff_survive() {
    let first = Checked::samples();
    let table = rows(&first.annotated(), "Bevindingen");
    let header = table.iter().position(|row| row.iter().any(|cell| cell == "Reactie")).expect("a header");
    let column = table[header].iter().position(|cell| cell == "Reactie").expect("a column");
    let typed = "Opgepakt: overleg met <Huizen> & \"BEL\" op 1-12";
    let edited = first.folder.path().join("bewerkt.xlsx");
    type_into(&first.annotated(), &edited, "Bevindingen", header + 1, column, typed);
    let second = again(&edited);
    let table = rows(&second.annotated(), "Bevindingen");
    let kept: Vec<&Vec<String>> = table.iter().filter(|row| row.iter().any(|cell| cell == typed)).collect();
    assert_eq!(kept.len(), 1, "{}", second.stderr());
    let before = &rows(&first.annotated(), "Bevindingen")[header + 1];
    assert_eq!(kept[0][..column], before[..column], "the reaction moved to another finding");
}

#[test]
fn reactions_in_the_file_that_a_new_run_replaces_survive() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let plan = folder.path().join("plan.xlsx");
    fs::copy(sample("2025-11-24"), &plan).expect("copied");
    let check = || planwacht(["check".as_ref(), plan.as_os_str(), "--today".as_ref(), "2025-11-24".as_ref()]);
    assert_eq!(check().status.code(), Some(1));
    let annotated = folder.path().join("plan-gecontroleerd.xlsx");
    let table = rows(&annotated, "Bevindingen");
    let header = table.iter().position(|row| row.iter().any(|cell| cell == "Reactie")).expect("a header");
    let column = table[header].iter().position(|cell| cell == "Reactie").expect("a column");
    let edited = folder.path().join("bewerkt.xlsx");
    type_into(&annotated, &edited, "Bevindingen", header + 2, column, "wordt opgepakt");
    fs::rename(&edited, &annotated).expect("renamed");
    assert_eq!(check().status.code(), Some(1));
    let kept = rows(&annotated, "Bevindingen");
    assert_eq!(kept[header + 2][column], "wordt opgepakt");
}

/// `check` of the second sample, into the folder of a run before.
fn check_again(first: &Checked, more: &[&str]) -> std::process::Output {
    let workbook = sample("2025-11-24");
    let mut args = vec!["check".as_ref(), workbook.as_os_str(), "--today".as_ref(), TODAY.as_ref()];
    args.extend(["--out-dir".as_ref(), first.folder.path().as_os_str()]);
    args.extend(more.iter().map(AsRef::<std::ffi::OsStr>::as_ref));
    planwacht(args)
}

#[test]
fn what_staff_agree_to_leave_is_counted_as_accepted() {
    let first = Checked::samples();
    let before = first.report();
    let finding = before["findings"].as_array().expect("a list")[0].clone();
    let annotated = first.annotated();
    let findings = rows(&annotated, "Bevindingen");
    let header = findings.iter().position(|row| row.iter().any(|cell| cell == "Reactie")).expect("a header");
    let column = findings[header].iter().position(|cell| cell == "Reactie").expect("the column");
    let code = findings[header].iter().position(|cell| cell == "Code").expect("the column");
    let at =
        findings.iter().skip(header + 1).position(|row| row[code] == finding["code"]).expect("its row") + header + 1;
    let agreed = first.folder.path().join("akkoord.xlsx");
    type_into(&annotated, &agreed, "Bevindingen", at, column, "akkoord: zo besloten in het DVC");
    let second = Checked::run(&agreed, &["--previous", &sample("2025-08-27").to_string_lossy()]);
    let after = second.report();
    let accepted = |report: &serde_json::Value| report["summary"]["accepted"].as_u64().expect("a number");
    assert_eq!(accepted(&after), accepted(&before) + 1, "{}", second.stderr());
    let reasons: Vec<&str> = after["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["accepted"].as_str())
        .collect();
    assert!(reasons.contains(&"zo besloten in het DVC (reactie in de werkmap)"), "{reasons:?}");
}

#[test]
fn what_staff_changed_in_the_annotated_workbook_is_not_replaced() {
    let first = Checked::run(&sample("2025-11-24"), &[]);
    let annotated = first.annotated();
    let edited = first.folder.path().join("bewerkt.xlsx");
    type_into(&annotated, &edited, "Hilversum", 5, 6, "Team Wijken");
    fs::rename(&edited, &annotated).expect("renamed");
    let before = fs::read(&annotated).expect("read");
    let refused = check_again(&first, &[]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("na de vorige controle gewerkt") && said.contains("--force"), "{said}");
    assert_eq!(fs::read(&annotated).expect("read"), before);
    assert_eq!(check_again(&first, &["--force"]).status.code(), Some(1));
}

#[test]
fn a_program_that_only_saves_the_annotated_workbook_changes_nothing_of_staff() {
    let first = Checked::run(&sample("2025-11-24"), &[]);
    let folder = tempfile::TempDir::new().expect("a folder");
    let Some(saved) = libreoffice(&first.annotated(), "xlsx", folder.path()) else { return };
    fs::copy(saved, first.annotated()).expect("copied");
    let again = check_again(&first, &[]);
    assert_eq!(again.status.code(), Some(1), "{}", String::from_utf8_lossy(&again.stderr));
}

#[test]
fn notes_by_hand_leave_our_sheets_and_reactions_alone() {
    let first = Checked::samples();
    let notes = first.folder.path().join("notities.csv");
    fs::write(&notes, "sheet,cell,text\nHilversum,D8,Kijk hier nog eens naar.\n").expect("written");
    let output = first.folder.path().join("met-notitie.xlsx");
    let annotated = first.annotated();
    let ran = planwacht([
        "annotate".as_ref(),
        annotated.as_os_str(),
        "--notes".as_ref(),
        notes.as_os_str(),
        "--output".as_ref(),
        output.as_os_str(),
    ]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    for sheet in ["Controle", "Bevindingen", "Wijzigingen"] {
        assert_eq!(rows(&output, sheet), rows(&first.annotated(), sheet), "{sheet}");
    }
}

/// Types a text into a cell of one of planwacht's own sheets, as Excel would store it.
fn type_into(from: &Path, to: &Path, sheet: &str, row: usize, column: usize, text: &str) {
    use std::io::Write;
    let part = part_of(from, sheet);
    let reference = format!("{}{}", column_letters(column), row + 1);
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let mut zip = zip::ZipWriter::new(fs::File::create(to).expect("written"));
    for (name, bytes) in entries(from) {
        let mut bytes = bytes;
        if name == part {
            let xml = String::from_utf8(bytes).expect("text");
            let start = xml.find(&format!("<c r=\"{reference}\"")).expect("the cell is there");
            let end = start + xml[start..].find('>').expect("its tag ends") + 1;
            let tag = xml[start..end].trim_end_matches(['/', '>']).to_owned();
            let tail = if xml[..end].ends_with("/>") {
                &xml[end..]
            } else {
                xml[end..].split_once("</c>").expect("its end").1
            };
            let tag = tag.replace(" t=\"inlineStr\"", "");
            bytes = format!("{}{tag} t=\"inlineStr\"><is><t>{escaped}</t></is></c>{tail}", &xml[..start]).into_bytes();
        }
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(&bytes).expect("written");
    }
    zip.finish().expect("finished");
}

/// The part of a sheet, by its name in the workbook.
fn part_of(workbook: &Path, sheet: &str) -> String {
    let text = |part: &str| {
        let bytes = entries(workbook).into_iter().find(|(name, _)| name == part).expect(part).1;
        String::from_utf8(bytes).expect("text")
    };
    let attribute = |tag: &str, name: &str| {
        tag.split_once(&format!(" {name}=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(value, _)| value.to_owned())
    };
    let workbook_xml = text("xl/workbook.xml");
    let tag =
        workbook_xml.split('<').find(|tag| tag.starts_with("sheet ") && tag.contains(&format!("name=\"{sheet}\"")));
    let id = attribute(tag.expect("the sheet"), "r:id").expect("an id");
    let rels = text("xl/_rels/workbook.xml.rels");
    let rel = rels.split('<').find(|tag| tag.starts_with("Relationship ") && tag.contains(&format!("Id=\"{id}\"")));
    let target = attribute(rel.expect("the relationship"), "Target").expect("a target");
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

fn column_letters(column: usize) -> String {
    planwacht::cell::column_letters(u32::try_from(column).expect("a column of Excel"))
}
