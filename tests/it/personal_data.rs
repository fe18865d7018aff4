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
    let persons = report["findings"].as_array().expect("findings").iter().filter(|finding| finding["code"] == "PRV004");
    let owners =
        persons.filter(|finding| finding["severity"] == "warning" && finding["cell"].to_string().contains('C'));
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

/// Invented personal data for every place of a workbook; no part of one stands in another.
const EVERYWHERE: [&str; 33] = [
    "Bestandsma",
    "Kadersma",
    "Tabsma",
    "Kopsma",
    "123456782",
    "Trekkersma",
    "Wilhelmina",
    "Betrokkensma",
    "Planningsma",
    "Statusma",
    "Priosma",
    "Themasma",
    "J.S.",
    "06-12345678",
    "karin.postma",
    "Tekstsma",
    "Titelsma",
    "06-87654321",
    "Auteursma",
    "Opslagsma",
    "Managersma",
    "contactsma",
    "Schrijversma",
    "Notitiesma",
    "06-22334455",
    "Draadsma",
    "Deelnemersma",
    "Vorigsma",
    "Oudersma",
    "1234.56.782",
    "Leeswijsma",
    "Regelsma",
    "Lozesma",
];

/// The table that both versions of the workbook below hold.
fn write_table(sheet: &mut rust_xlsxwriter::Worksheet, rows: &[[&str; 8]]) {
    let header = [
        "Nr",
        "Actie",
        "Trekker (vraag dhr. Kopsma)",
        "Betrokken partijen",
        "Planning",
        "Status",
        "Prioriteit",
        "Toelichting",
    ];
    sheet.write_row(2, 0, header).expect("written");
    for (row, cells) in (3..).zip(rows) {
        sheet.write_row(row, 0, *cells).expect("written");
    }
}

/// Two versions of a workbook with something personal in every place that a reader looks at.
fn personal_workbooks(folder: &std::path::Path) -> (std::path::PathBuf, std::path::PathBuf) {
    use rust_xlsxwriter::{DocProperties, Note, Workbook};
    let (old, new) = (folder.join("vorige van dhr. Vorigsma.xlsx"), folder.join("plan van dhr. Bestandsma.xlsx"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Dhr. Tabsma").expect("a name");
    write_table(
        sheet,
        &[
            [
                "1",
                "Scholen in de wijk bezoeken",
                "Dhr. Oudersma",
                "politie",
                "Q1 2026",
                "Loopt",
                "Hoog",
                "BSN 1234.56.782",
            ],
            [
                "2",
                "Ouders bijpraten over het internet",
                "OOV Huizen",
                "politie",
                "Q1 2026",
                "Loopt",
                "Hoog",
                "dhr. Lozesma",
            ],
            ["9", "Mevrouw Regelsma uitnodigen", "OOV Huizen", "politie", "Q1 2026", "Loopt", "Hoog", ""],
        ],
    );
    book.save(&old).expect("saved");
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_author("Karin Auteursma")
        .set_manager("Opslagsma, Karin")
        .set_company("mw. Managersma");
    let properties = properties.set_title("Plan van dhr. Titelsma").set_comment("bel 06-87654321");
    book.set_properties(&properties.set_custom_property("Contact", "c.contactsma@example.nl"));
    let sheet = book.add_worksheet().set_name("Dhr. Tabsma").expect("a name");
    sheet.write(0, 0, "Vragen? Mw. Leeswijsma").expect("written");
    write_table(
        sheet,
        &[
            [
                "123456782",
                "Scholen in de wijk bezoeken",
                "T. Trekkersma",
                "mw. Betrokkensma",
                "na akkoord van dhr. Planningsma",
                "vraag P. Statusma",
                "volgens dhr. Priosma",
                "casus J.S.",
            ],
            [
                "2",
                "Ouders bijpraten over het internet",
                "",
                "n.t.b.",
                "Q3 2027",
                "Loopt",
                "Hoog",
                "bel 06-12345678 of karin.postma@example.nl",
            ],
            [
                "3",
                "Een avond met mevrouw Tekstsma voorbereiden",
                "OOV Huizen (Wilhelmina)",
                "politie",
                "",
                "",
                "",
                "Wilhelmina en Trekkersma bellen",
            ],
            ["3", "Een meldpunt openen voor dhr. Themasma", "Piet/Deelnemersma", "", "31-11-2025", "Loopt", "", ""],
        ],
    );
    let note = Note::new("bellen met dhr. Notitiesma 06-22334455").set_author("Karin Schrijversma");
    sheet.insert_note(3, 2, &note.add_author_prefix(true)).expect("written");
    book.save(&new).expect("saved");
    add_thread(&new);
    (old, new)
}

/// Adds a thread, and the part that names who wrote in it.
fn add_thread(path: &std::path::Path) {
    use std::io::Write;
    let office = "http://schemas.microsoft.com/office/2017/10/relationships";
    let mut parts = entries(path);
    let mut put = |part: &str, before: &str, text: &str| {
        let (_, bytes) = parts.iter_mut().find(|(name, _)| name == part).unwrap_or_else(|| panic!("{part}"));
        let changed = String::from_utf8_lossy(bytes).replacen(before, &format!("{text}{before}"), 1);
        *bytes = changed.into_bytes();
    };
    let thread =
        format!("<Relationship Id=\"rIdT\" Type=\"{office}/threadedComment\" Target=\"../threadedComments/t1.xml\"/>");
    put("xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", &thread);
    let person = format!("<Relationship Id=\"rIdP\" Type=\"{office}/person\" Target=\"persons/person.xml\"/>");
    put("xl/_rels/workbook.xml.rels", "</Relationships>", &person);
    let kinds = "<Override PartName=\"/xl/threadedComments/t1.xml\" ContentType=\"application/vnd.ms-excel.threadedcomments+xml\"/>\
                 <Override PartName=\"/xl/persons/person.xml\" ContentType=\"application/vnd.ms-excel.person+xml\"/>";
    put("[Content_Types].xml", "</Types>", kinds);
    let space = "xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\"";
    let id = "{00000000-0000-0000-0000-000000000001}";
    parts.push((
        "xl/threadedComments/t1.xml".to_owned(),
        format!("<ThreadedComments {space}><threadedComment ref=\"B5\" dT=\"2025-11-24T09:00:00.00\" personId=\"{id}\" id=\"{id}\">\
                 <text>vraag P. Draadsma</text></threadedComment></ThreadedComments>")
        .into_bytes(),
    ));
    let person = format!("<person displayName=\"Karin Deelnemersma\" id=\"{id}\" userId=\"k\" providerId=\"None\"/>");
    parts.push(("xl/persons/person.xml".to_owned(), format!("<personList {space}>{person}</personList>").into_bytes()));
    let mut zip = zip::ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(&bytes).expect("written");
    }
    zip.finish().expect("finished");
}

fn count(bytes: &[u8], needle: &str) -> usize {
    bytes.windows(needle.len()).filter(|window| window.eq_ignore_ascii_case(needle.as_bytes())).count()
}

/// Fails where an output repeats one of the invented data.
fn assert_repeats_nothing(name: &str, bytes: &[u8]) {
    let told: Vec<String> = EVERYWHERE.into_iter().filter_map(|needle| excerpt(bytes, needle)).collect();
    assert!(told.is_empty(), "{name} repeats {told:#?}");
}

/// What stands around the first place that holds it.
fn excerpt(bytes: &[u8], needle: &str) -> Option<String> {
    let at = bytes.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))?;
    let around = &bytes[at.saturating_sub(120)..bytes.len().min(at + 80)];
    Some(String::from_utf8_lossy(around).into_owned())
}

#[test]
fn nothing_personal_is_repeated_wherever_it_stands() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (old, new) = personal_workbooks(folder.path());
    let framework = folder.path().join("kader van dhr. Kadersma.toml");
    let exported = crate::support::planwacht(["framework", "export"]);
    fs::write(&framework, exported.stdout).expect("written");
    let staff: BTreeMap<String, Vec<u8>> = entries(&new).into_iter().collect();
    for more in [vec![], vec!["--lang", "en"], vec!["--format", "json"], vec!["--baseline"]] {
        let paths = [old.to_str().expect("a path"), framework.to_str().expect("a path")];
        let mut args = vec!["--previous", paths[0], "--framework", paths[1]];
        args.extend(more);
        let checked = Checked::run(&new, &args);
        assert_repeats_nothing("stdout", &checked.output.stdout);
        // Only the names of the files that were written, which the user chose.
        let written = ["geschreven: ", "written: "];
        let stderr = checked.stderr();
        let said: Vec<&str> =
            stderr.lines().filter(|line| !written.iter().any(|word| line.starts_with(word))).collect();
        assert_repeats_nothing("stderr", said.join("\n").as_bytes());
        for suffix in ["-wijzigingen.html", "-wijzigingen.md", "-rapport.json", "-bevindingen.csv"] {
            assert_repeats_nothing(suffix, &fs::read(checked.path(suffix)).expect(suffix));
        }
        for (name, bytes) in entries(&checked.path("-wijzigingen.xlsx")) {
            assert_repeats_nothing(&name, &bytes);
        }
        for (name, bytes) in entries(&checked.annotated()) {
            match staff.get(&name) {
                Some(before) => {
                    for needle in EVERYWHERE {
                        assert!(count(&bytes, needle) <= count(before, needle), "{needle} was repeated in {name}");
                    }
                }
                None => assert_repeats_nothing(&name, &bytes),
            }
        }
    }
}

#[test]
fn every_kind_in_every_place_is_found() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let (old, new) = personal_workbooks(folder.path());
    let checked = Checked::run(&new, &["--previous", old.to_str().expect("a path")]);
    let report = checked.report();
    let found: std::collections::BTreeSet<String> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["code"].as_str().is_some_and(|code| code.starts_with("PRV")))
        .map(|finding| format!("{} {}", finding["code"], finding["cell"]).replace(['"', '\''], ""))
        .collect();
    for wanted in [
        "PRV001 A4",
        "PRV002 H5",
        "PRV003 H5",
        "PRV004 C4",
        "PRV004 D4",
        "PRV004 C6",
        "PRV004 C7",
        "PRV004 A1",
        "PRV004 C3",
        "PRV004 null",
        "PRV005 H4",
        "PRV007 B5",
        "PRV007 C4",
        "PRV007 null",
    ] {
        assert!(found.contains(wanted), "{wanted} is not among {found:#?}");
    }
    // The tab is shown masked, and its notes are placed all the same.
    assert!(report["findings"].to_string().contains("•••"));
    let notes: Vec<u8> = entries(&checked.annotated())
        .into_iter()
        .filter(|(name, _)| name.contains("comments"))
        .flat_map(|(_, bytes)| bytes)
        .collect();
    assert!(count(&notes, "PRV004") >= 4, "{}", String::from_utf8_lossy(&notes));
}

/// A text as it is typed.
type Disguise = fn(&str) -> String;

/// Ways to type a text so that it looks the same and reads otherwise.
fn disguises() -> Vec<(&'static str, Disguise)> {
    fn with_sign(text: &str, sign: char) -> String {
        let mut typed = String::new();
        for c in text.chars() {
            if c.is_alphanumeric() && typed.ends_with(char::is_alphanumeric) {
                typed.push(sign);
            }
            typed.push(c);
        }
        typed
    }
    fn wide(text: &str) -> String {
        let widen = |c: char| {
            if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).expect("a character") } else { c }
        };
        text.chars().map(widen).collect()
    }
    vec![
        ("soft hyphen", |text| with_sign(text, '\u{AD}')),
        ("zero width", |text| with_sign(text, '\u{200B}')),
        ("joiner", |text| with_sign(text, '\u{200D}')),
        ("direction", |text| format!("\u{202B}{}\u{202C}", with_sign(text, '\u{200F}'))),
        ("full width", wide),
        ("fixed space", |text| text.replace(' ', "\u{A0}")),
    ]
}

#[test]
fn no_disguise_brings_personal_data_into_an_output() {
    let parts = ["Klaasveld", "Oostrumsma", "12345678", "123456782", "postmasma"];
    for (name, disguise) in disguises() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let (old, new) = (folder.path().join("vorige.xlsx"), folder.path().join("plan.xlsx"));
        let table = |path: &std::path::Path, note: &str, owner: &str| {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet().set_name("Hilversum").expect("a name");
            let action = disguise("Een avond met mevrouw Klaasveld voorbereiden");
            write_table(sheet, &[["HI-01", &action, owner, "politie", "31-11-2025", "Loopt", "Hoog", note]]);
            book.save(path).expect("saved");
        };
        table(&old, "Besproken", "OOV Huizen");
        let note = "bel 06-12345678 of mail karin.postmasma@example.nl over casus 123456782, dhr. Oostrumsma weet meer";
        table(&new, &disguise(note), &disguise("dhr. Oostrumsma"));
        for format in ["text", "json"] {
            let checked = Checked::run(&new, &["--previous", old.to_str().expect("a path"), "--format", format]);
            let mut outputs =
                vec![("stdout", checked.output.stdout.clone()), ("stderr", checked.output.stderr.clone())];
            for suffix in ["-wijzigingen.html", "-wijzigingen.md", "-rapport.json", "-bevindingen.csv"] {
                outputs.push((suffix, fs::read(checked.path(suffix)).expect(suffix)));
            }
            for (output, bytes) in outputs {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                for typed in parts.map(&disguise).iter().map(String::as_str).chain(parts) {
                    assert!(!text.contains(typed), "{name}: {typed} stands in {output}");
                }
            }
            let report = checked.report()["findings"].to_string();
            for code in ["PRV001", "PRV002", "PRV003", "PRV004"] {
                assert!(report.contains(code), "{name}: {code} is not among {report}");
            }
        }
    }
}
