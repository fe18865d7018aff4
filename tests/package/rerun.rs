//! Running again: exactly our own marks go, whatever happened to the workbook in between.

use planwacht::package::{Edits, apply, is_own};
use rust_xlsxwriter::Workbook;

use crate::files::*;
use crate::graft::authored;

/// The parts but for the styles, which keep unused formats so that no number changes.
fn without_styles(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut parts = unzip(bytes);
    parts.remove("xl/styles.xml");
    parts
}

fn staff_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Blad1").unwrap();
    sheet.write(0, 0, "tekst").unwrap();
    sheet.insert_note(3, 0, &rust_xlsxwriter::Note::new("Van Jan").set_author("Jan")).unwrap();
    sheet.autofilter(0, 0, 4, 2).unwrap();
    book.add_worksheet().set_name("Blad2").unwrap();
    book.save_to_buffer().unwrap()
}

fn edits() -> Edits {
    Edits { sheets: Some(checked(authored())), ..notes(&[("A1", "Eén"), ("A4", "Bij Jan"), ("B7", "Drie")]) }
}

#[test]
fn cleaning_up_gives_the_workbook_as_it_was() {
    let original = staff_workbook();
    let applied = annotate_bytes(&original, &edits());
    assert!(is_own(&applied.bytes) && !is_own(&original));
    let clean = apply(&applied.bytes, &Edits::default()).unwrap();
    let (before, after) = (without_styles(&original), without_styles(&clean.bytes));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, bytes) in before.iter().filter(|(name, _)| !name.starts_with("xl/comments")) {
        assert_eq!(bytes, &after[name], "{name}");
    }
    assert!(!is_own(&clean.bytes));
    let untouched = apply(&original, &Edits::default()).unwrap();
    assert_eq!(unzip(&untouched.bytes), unzip(&original), "there is nothing to clean up in a staff workbook");
}

#[test]
fn formats_do_not_pile_up() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    let mut many = once.clone();
    for _ in 0..3 {
        many = apply(&many, &edits()).unwrap().bytes;
    }
    assert_eq!(text(&many, "xl/styles.xml"), text(&once, "xl/styles.xml"));
}

#[test]
fn other_notes_take_the_place_of_the_first_and_leave_the_sheets() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    let twice = apply(&once, &notes(&[("C3", "Iets anders")])).unwrap().bytes;
    let (a, b) = (without_styles(&once), without_styles(&twice));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    assert!(
        !text(&twice, "xl/comments1.xml").contains("Bij Jan") && text(&twice, "xl/comments1.xml").contains("Van Jan")
    );
    assert!(!text(&twice, "xl/worksheets/sheet1.xml").contains("sqref=\"A1"));
    for part in ["xl/worksheets/sheet3.xml", "xl/tables/table1.xml", "xl/charts/chart1.xml"] {
        assert_eq!(a[part], b[part], "{part}");
    }
    let names = text(&twice, "xl/workbook.xml");
    assert!(names.contains("_planwacht_blad1") && names.matches("name=\"_planwacht\"").count() == 1, "{names}");
}

fn edited(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts: Parts = unzip(bytes).into_iter().collect();
    edit(&mut parts, name, change);
    zip(&parts)
}

#[test]
fn our_sheets_are_known_when_renamed_or_moved() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    // Staff renamed our first sheet and moved it to the front; names that belong to sheets by place moved along.
    let moved = edited(&once, "xl/workbook.xml", |text| {
        let entry = text
            .split("<sheet ")
            .find(|part| part.starts_with("name=\"Controle\""))
            .unwrap()
            .split("/>")
            .next()
            .unwrap();
        let entry = format!("<sheet {entry}/>");
        let renamed = entry.replace("Controle", "Nagekeken");
        let text = text.replace(&entry, "").replace("<sheets>", &format!("<sheets>{renamed}"));
        let text = text
            .replace("'Controle'!$A$1", "Nagekeken!$A$1")
            .replace("localSheetId=\"0\"", "localSheetId=\"1\"")
            .replace("localSheetId=\"2\"", "localSheetId=\"0\"");
        text.replace("activeTab=\"0\"", "activeTab=\"1\"")
    });
    assert_eq!(free_names(&moved, &["Controle", "Nagekeken"]), ["Controle", "Nagekeken"]);
    let clean = apply(&moved, &Edits::default()).unwrap().bytes;
    assert_eq!(text(&clean, "xl/workbook.xml"), text(&staff_workbook(), "xl/workbook.xml"));
}

#[test]
fn our_sheets_are_known_by_their_code_name_where_the_names_are_gone() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    let nameless = edited(&once, "xl/workbook.xml", |text| {
        let (before, rest) = text.split_once("<definedNames>").unwrap();
        format!("{before}{}", rest.split_once("</definedNames>").unwrap().1)
    });
    let clean = apply(&nameless, &Edits::default()).unwrap().bytes;
    assert!(!text(&clean, "xl/workbook.xml").contains("Controle"));
    assert!(!unzip(&clean).keys().any(|name| name.contains("tables") || name.contains("sheet3")));
}

#[test]
fn a_copy_that_staff_made_of_our_sheet_stays_theirs() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    let mut parts: Parts = unzip(&once).into_iter().collect();
    let copy = text(&once, "xl/worksheets/sheet3.xml").replace("planwacht_1", "planwacht_11");
    put(&mut parts, "xl/worksheets/sheet9.xml", copy.replace("r:id=", "rid="));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace("</sheets>", "<sheet name=\"Kopie\" sheetId=\"90\" r:id=\"rId90\"/></sheets>")
    });
    let sheet_rel = format!(
        "<Relationship Id=\"rId90\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet9.xml\"/></Relationships>"
    );
    edit(&mut parts, "xl/_rels/workbook.xml.rels", |text| text.replace("</Relationships>", &sheet_rel));
    edit(&mut parts, "[Content_Types].xml", |text| {
        text.replace("</Types>", "<Override PartName=\"/xl/worksheets/sheet9.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>")
    });
    let clean = apply(&zip(&parts), &Edits::default()).unwrap().bytes;
    let workbook = text(&clean, "xl/workbook.xml");
    assert!(workbook.contains("Kopie") && !workbook.contains("Controle"));
}

#[test]
fn cells_of_our_sheets_leave_the_order_of_calculation() {
    let once = apply(&staff_workbook(), &edits()).unwrap().bytes;
    let mut parts: Parts = unzip(&once).into_iter().collect();
    put(
        &mut parts,
        "xl/calcChain.xml",
        format!("<calcChain xmlns=\"{MAIN}\"><c r=\"A1\" i=\"3\"/><c r=\"A2\"/><c r=\"B1\" i=\"1\"/></calcChain>"),
    );
    edit(&mut parts, "xl/_rels/workbook.xml.rels", |text| {
        text.replace(
            "</Relationships>",
            &format!("<Relationship Id=\"rId91\" Type=\"{RELS}/calcChain\" Target=\"calcChain.xml\"/></Relationships>"),
        )
    });
    edit(&mut parts, "[Content_Types].xml", |text| {
        text.replace("</Types>", "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml\"/></Types>")
    });
    let clean = apply(&zip(&parts), &Edits::default()).unwrap().bytes;
    assert_eq!(
        text(&clean, "xl/calcChain.xml"),
        format!("<calcChain xmlns=\"{MAIN}\"><c r=\"B1\" i=\"1\"/></calcChain>")
    );
}

#[test]
fn free_names_fit_excel() {
    let original = staff_workbook();
    let long = "Een heel erg lange naam voor een blad";
    assert_eq!(
        free_names(&original, &["BLAD1", "blad1", "Controle", long]),
        ["BLAD1 (2)", "blad1 (3)", "Controle", "Een heel erg lange naam voor ee"]
    );
    let once = apply(&original, &edits()).unwrap().bytes;
    assert_eq!(free_names(&once, &["Controle"]), ["Controle"], "our own sheet is about to go");
}
