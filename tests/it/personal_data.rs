//! Personal data in the staff's cells stay in their own cells and appear nowhere else.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Checked, entries, sample};

/// What the second sample holds: an invented telephone number, the test number of the BSN, an invented address.
const PERSONAL: [&str; 3] = ["06-12345678", "123456782", "voorbeeld.persoon@example.nl"];

/// The same without marks between the digits, and parts that would give it away.
const FORMS: [&str; 6] = ["06-12345678", "0612345678", "12345678", "123456782", "voorbeeld.persoon", "@example.nl"];

fn found(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

fn assert_clean(name: &str, bytes: &[u8]) {
    for form in FORMS {
        assert!(!found(bytes, form), "{form} stands in {name}");
    }
}

/// The staff's own parts may change only where notes are added; what stands in them stays theirs.
fn staff_parts() -> BTreeMap<String, Vec<u8>> {
    entries(&sample("2025-11-24")).into_iter().collect()
}

#[test]
fn the_sample_holds_personal_data() {
    let all: Vec<u8> = entries(&sample("2025-11-24")).into_iter().flat_map(|(_, bytes)| bytes).collect();
    for text in PERSONAL {
        assert!(found(&all, text), "{text} is not in the sample, so the other tests prove nothing");
    }
}

#[test]
fn no_output_repeats_them() {
    for more in [vec![], vec!["--lang", "en"], vec!["--format", "json"]] {
        let previous = sample("2025-08-27");
        let mut args = vec!["--previous", previous.to_str().expect("a path")];
        args.extend(more);
        let checked = Checked::run(&sample("2025-11-24"), &args);
        assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
        assert_clean("stdout", &checked.output.stdout);
        assert_clean("stderr", &checked.output.stderr);
        for suffix in ["-wijzigingen.html", "-wijzigingen.md", "-rapport.json", "-bevindingen.csv"] {
            assert_clean(suffix, &fs::read(checked.path(suffix)).expect(suffix));
        }
        for (name, bytes) in entries(&checked.path("-wijzigingen.xlsx")) {
            assert_clean(&name, &bytes);
        }
    }
}

#[test]
fn the_annotated_workbook_repeats_them_only_where_staff_put_them() {
    let checked = Checked::samples();
    let staff = staff_parts();
    for (name, bytes) in entries(&checked.annotated()) {
        match staff.get(&name) {
            Some(before) => {
                for form in FORMS {
                    let count = |bytes: &[u8]| bytes.windows(form.len()).filter(|w| *w == form.as_bytes()).count();
                    assert!(count(&bytes) <= count(before), "{form} was repeated in {name}");
                }
            }
            None => assert_clean(&name, &bytes),
        }
    }
}

#[test]
fn a_changed_cell_with_personal_data_is_shown_masked() {
    let report = Checked::samples().report().to_string();
    assert!(report.contains("•••"), "the sample changes a cell with personal data, so a mask is expected");
}

#[test]
fn names_of_persons_are_masked_wherever_they_are_repeated() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("namen.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Hilversum").expect("a name");
    sheet.write_row(0, 0, ["Nr", "Actie", "Trekker", "Planning", "Status", "Toelichting"]).expect("written");
    let long = "een tekst die zo lang is dat de naam aan het eind wordt afgekapt, aldus Wilhelmina Klaasveld";
    for (row, owner) in ["Wilhelmina Klaasveld", "Dhr. Klaasveld", "W. Klaasveld (OOV)"].into_iter().enumerate() {
        let row = u32::try_from(row).expect("a row") + 1;
        sheet.write_row(row, 0, [&format!("HI-{row}"), long, owner, long, long, long]).expect("written");
    }
    book.save(&path).expect("saved");
    let checked = Checked::run(&path, &[]);
    assert_eq!(checked.code(), Some(1), "{}", checked.stderr());
    let report = checked.report();
    let owners = report["findings"].as_array().expect("findings").iter().filter(|finding| finding["code"] == "OWN003");
    assert_eq!(owners.count(), 3, "{report}");
    let mut outputs = vec![checked.output.stdout.clone(), checked.output.stderr.clone()];
    for suffix in ["-wijzigingen.html", "-wijzigingen.md", "-rapport.json", "-bevindingen.csv"] {
        outputs.push(fs::read(checked.path(suffix)).expect(suffix));
    }
    let staff = entries(&path);
    for workbook in [checked.annotated(), checked.path("-wijzigingen.xlsx")] {
        outputs.extend(entries(&workbook).into_iter().filter(|entry| !staff.contains(entry)).map(|(_, bytes)| bytes));
    }
    for output in outputs {
        let text = String::from_utf8_lossy(&output);
        // The staff's own sheet gets marks, so its part is another one; its text stands in the shared strings.
        assert!(!text.contains("Klaas") && !text.contains("Wilhelm"), "a name stands in: {text}");
    }
}
