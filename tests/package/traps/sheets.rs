//! Sheets of every kind, and their own odd insides.

use planwacht::package::{Edits, LeftOutReason, PackageError, apply};

use super::{edits, judge, judge_edits, notes_at};
use crate::files::*;
use crate::graft::authored;

/// The usual workbook with one more sheet of this kind; its entry bears these attributes.
fn with_sheet(kind: &str, attributes: &str, part: Option<&str>) -> Parts {
    let mut parts = parts(&sheet(DATA));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace("</sheets>", &format!("<sheet name=\"Ander\" sheetId=\"7\" r:id=\"rId7\"{attributes}/></sheets>"))
    });
    let base = if kind == "xlMacrosheet" { "http://schemas.microsoft.com/office/2006/relationships/" } else { "" };
    add_rel(&mut parts, "xl/_rels/workbook.xml.rels", ("rId7", &format!("{base}{kind}"), "other/sheet7.xml"));
    if let Some(part) = part {
        add(&mut parts, "xl/other/sheet7.xml", kind, part);
    }
    parts
}

#[test]
fn sheets_without_cells_stay_and_get_no_notes() {
    for (kind, root) in [("chartsheet", "chartsheet"), ("dialogsheet", "dialogsheet"), ("xlMacrosheet", "macrosheet")] {
        let part = format!("<{root} xmlns=\"{MAIN}\"><sheetPr codeName=\"Ander\"/></{root}>");
        let parts = with_sheet(kind, "", Some(&part));
        judge(&parts);
        let list = vec![note("Ander", "A1", "x"), note("Blad1", "A1", "y")];
        let applied = annotate(&parts, &Edits { notes: list, ..Edits::default() });
        assert_eq!((applied.placed, applied.left_out[0].reason), (1, LeftOutReason::NotAWorksheet), "{kind}");
        assert_eq!(text(&applied.bytes, "xl/other/sheet7.xml"), part);
    }
}

#[test]
fn a_workbook_that_lacks_a_sheet_is_not_copied() {
    let parts = with_sheet("worksheet", "", None);
    let refused =
        apply(&zip(&parts), &Edits { notes: vec![note("Blad1", "A1", "y")], ..Edits::default() }).unwrap_err();
    assert_eq!(refused, PackageError::MissingPart { part: "xl/other/sheet7.xml".to_owned() });
}

#[test]
fn hidden_and_very_hidden_sheets_take_notes_and_stay_hidden() {
    for state in ["hidden", "veryHidden"] {
        let parts = with_sheet("worksheet", &format!(" state=\"{state}\""), Some(&sheet(DATA)));
        let applied = annotate(
            &parts,
            &Edits { notes: vec![note("Ander", "A1", "x")], sheets: Some(checked(authored())), ..Edits::default() },
        );
        assert_eq!(applied.placed, 1);
        assert!(text(&applied.bytes, "xl/workbook.xml").contains(&format!("r:id=\"rId7\" state=\"{state}\"")));
        assert!(text(&applied.bytes, "xl/other/sheet7.xml").contains("<legacyDrawing"));
    }
}

#[test]
fn macros_and_their_signature_are_not_touched() {
    let mut macros = parts(&sheet(&format!("<sheetPr codeName=\"Blad1\"/>{DATA}")));
    edit(&mut macros, "[Content_Types].xml", |text| {
        text.replace("spreadsheetml.sheet.main+xml", "spreadsheetml.sheet.main+xml\" x=\"").replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\" x=\"",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
    });
    let project = "http://schemas.microsoft.com/office/2006/relationships/vbaProject";
    add_rel(&mut macros, "xl/_rels/workbook.xml.rels", ("rId5", project, "vbaProject.bin"));
    put(&mut macros, "xl/vbaProject.bin", (0..=255).collect::<Vec<u8>>());
    let signature = "http://schemas.microsoft.com/office/2006/relationships/vbaProjectSignature";
    add_rel(&mut macros, "xl/_rels/vbaProject.bin.rels", ("rId1", signature, "vbaProjectSignature.bin"));
    add(&mut macros, "xl/vbaProjectSignature.bin", "application/vnd.ms-office.vbaProjectSignature", [7, 7, 7]);
    let bytes = judge(&macros);
    assert!(text(&bytes, "[Content_Types].xml").contains("vnd.ms-excel.sheet.macroEnabled.main+xml"));
    assert_eq!(
        unzip(&bytes)["xl/_rels/vbaProject.bin.rels"],
        macros.iter().find(|(name, _)| name.ends_with("vbaProject.bin.rels")).unwrap().1
    );
}

#[test]
fn locked_windows_do_not_keep_sheets_out() {
    let mut parts = parts(&sheet(DATA));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace("<sheets>", "<workbookProtection lockWindows=\"1\" lockStructure=\"0\"/><sheets>")
    });
    let applied = annotate(&parts, &edits());
    assert!(!applied.structure_locked && applied.sheets == ["Controle", "Bevindingen"]);
    judge(&parts);
}

#[test]
fn a_locked_structure_is_said_in_every_spelling() {
    for value in ["1", "true"] {
        let mut parts = parts(&sheet(DATA));
        edit(&mut parts, "xl/workbook.xml", |text| {
            text.replace(
                "<sheets>",
                &format!("<workbookProtection workbookPassword=\"CC1A\" lockStructure='{value}'/><sheets>"),
            )
        });
        let applied = annotate(&parts, &edits());
        assert!(applied.structure_locked && applied.sheets.is_empty() && applied.placed == 2);
        assert!(!unzip(&applied.bytes).contains_key("xl/worksheets/sheet2.xml"));
    }
}

#[test]
fn no_grafted_sheet_is_selected_along_with_that_of_staff() {
    let view = "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>";
    let mut parts = parts(&sheet(&format!("{view}{DATA}")));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace("<sheets>", "<bookViews><workbookView activeTab=\"0\" firstSheet=\"0\"/></bookViews><sheets>")
    });
    let bytes = judge(&parts);
    let selected = unzip(&bytes).into_iter().filter(|(name, _)| name.contains("worksheets/sheet"));
    let selected: Vec<String> = selected
        .filter(|(_, part)| String::from_utf8_lossy(part).contains("tabSelected=\"1\""))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(selected, ["xl/worksheets/sheet1.xml"]);
    assert!(text(&bytes, "xl/workbook.xml").contains("activeTab=\"0\" firstSheet=\"0\""));
}

#[test]
fn a_view_of_a_tab_that_is_not_there_stays_as_it_is() {
    let mut parts = parts(&sheet(DATA));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace("<sheets>", "<bookViews><workbookView firstSheet=\"25\" activeTab=\"30\"/></bookViews><sheets>")
    });
    let clean = apply(&judge(&parts), &Edits::default()).unwrap().bytes;
    assert!(text(&clean, "xl/workbook.xml").contains("firstSheet=\"25\" activeTab=\"30\""));
}

/// A table part of staff.
fn with_table(name: &str, id: u32) -> Parts {
    let mut parts = parts(&sheet(&format!("{DATA}<tableParts count=\"1\"><tablePart r:id=\"rId4\"/></tableParts>")));
    let table = format!(
        "<table xmlns=\"{MAIN}\" id=\"{id}\" name=\"{name}\" displayName=\"{name}\" ref=\"A1:A2\"><tableColumns count=\"1\"><tableColumn id=\"1\" name=\"1\"/></tableColumns></table>"
    );
    add(&mut parts, "xl/tables/table9.xml", "table", table);
    add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId4", "table", "../tables/table9.xml"));
    parts
}

#[test]
fn our_table_gives_way_to_one_of_its_name_or_number() {
    let bytes = judge(&with_table("BEVINDINGEN", 1));
    let ours = text(&bytes, "xl/tables/table1.xml");
    assert!(ours.contains("displayName=\"Bevindingen_1\"") && ours.contains("id=\"2\""), "{ours}");
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.find("<legacyDrawing").unwrap() < sheet.find("<tableParts").unwrap(), "{sheet}");
}

#[test]
fn our_table_gives_way_to_a_defined_name() {
    let mut parts = parts(&sheet(DATA));
    edit(&mut parts, "xl/workbook.xml", |text| {
        text.replace(
            "</sheets>",
            "</sheets><definedNames><definedName name=\"bevindingen\">Blad1!$A$1</definedName></definedNames>",
        )
    });
    let bytes = judge(&parts);
    assert!(text(&bytes, "xl/tables/table1.xml").contains("displayName=\"Bevindingen_1\""));
    assert!(text(&bytes, "xl/worksheets/sheet2.xml").contains("SUM(Bevindingen_1[Nummer])"));
}

#[test]
fn names_of_sheets_of_staff_stay_with_their_sheet() {
    let mut parts = with_sheet("worksheet", "", Some(&sheet(DATA)));
    let names = "<definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">Ander!$1:$1</definedName></definedNames>";
    edit(&mut parts, "xl/workbook.xml", |text| text.replace("</sheets>", &format!("</sheets>{names}")));
    let bytes = judge(&parts);
    let workbook = text(&bytes, "xl/workbook.xml");
    assert!(
        workbook.contains("localSheetId=\"1\">Ander!$1:$1") && workbook.contains("localSheetId=\"2\">"),
        "{workbook}"
    );
    let clean = apply(&bytes, &Edits::default()).unwrap().bytes;
    assert!(text(&clean, "xl/workbook.xml").contains(names));
}

#[test]
fn rows_and_cells_without_a_number_stay_without() {
    for data in [
        "<sheetData/>",
        "<sheetData><row><c><v>1</v></c><c t=\"inlineStr\"><is><t>x</t></is></c></row><row/><row><c/></row></sheetData>",
        "<sheetData><row r=\"2\"><c><v>1</v></c></row><row><c r=\"B3\"><v>2</v></c><c><v>3</v></c></row></sheetData>",
    ] {
        let bytes = judge(&parts(&sheet(data)));
        assert!(text(&bytes, "xl/worksheets/sheet1.xml").contains(data));
    }
}

#[test]
fn a_note_on_a_cell_that_is_not_there_makes_no_cell_in_a_styled_row_or_column() {
    let data = "<cols><col min=\"3\" max=\"3\" width=\"20\" style=\"4\"/></cols>\
                <sheetData><row r=\"1\" s=\"3\" customFormat=\"1\"><c r=\"A1\" s=\"3\"><v>1</v></c></row></sheetData>";
    let bytes = judge_edits(&parts(&sheet(data)), &notes_at(&["D1", "C7", "C1"]));
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(data) && sheet.matches("<c ").count() == 1, "{sheet}");
}

#[test]
fn a_note_within_a_merged_range_stands_at_its_first_cell() {
    let merged =
        format!("{DATA}<mergeCells count=\"2\"><mergeCell ref=\"B2:D5\"/><mergeCell ref=\"F1:F3\"/></mergeCells>");
    let bytes = judge_edits(&parts(&sheet(&merged)), &notes_at(&["C4", "F1", "F3"]));
    let comments = text(&bytes, "xl/comments1.xml");
    let of = |cell: &str| {
        comments
            .split("<comment ")
            .find(|part| part.contains(&format!("ref=\"{cell}\"")))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(of("B2").contains("Let op C4"), "{comments}");
    assert!(of("F1").contains("Let op F1") && of("F1").contains("Let op F3"), "{comments}");
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("B2:D5 F1:F3\"><cfRule") || sheet.contains("B2:D5\"><cfRule"), "{sheet}");
}

#[test]
fn a_sheet_with_nothing_but_extensions_gets_its_elements_before_them() {
    let extensions = "<extLst><ext uri=\"{78C0D931-6437-407d-A8EE-F0AAD7539E65}\"/></extLst>";
    let bytes = judge(&parts(&sheet(&format!("<sheetData/>{extensions}"))));
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    let at = |what: &str| sheet.find(what).unwrap_or_else(|| panic!("{what} in {sheet}"));
    assert!(at("<conditionalFormatting") < at("<legacyDrawing") && at("<legacyDrawing") < at("<extLst"));
}

#[test]
fn our_rules_come_after_all_others_also_those_of_later_excels() {
    let x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    let body = format!(
        "{DATA}<conditionalFormatting sqref=\"A1:A9\"><cfRule type=\"expression\" priority=\"3\" stopIfTrue=\"1\"><formula>TRUE</formula></cfRule></conditionalFormatting>\
         <extLst><ext xmlns:x14=\"{x14}\" uri=\"{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}\"><x14:conditionalFormattings><x14:conditionalFormatting>\
         <x14:cfRule type=\"dataBar\" priority=\"12\" id=\"{{1}}\"/></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    );
    let bytes = judge(&parts(&sheet(&body)));
    let sheet = text(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("priority=\"13\"><formula>&quot;planwacht&quot;"), "{sheet}");
    assert!(sheet.contains("priority=\"3\" stopIfTrue") && sheet.contains("priority=\"12\" id"));
}

#[test]
fn comments_and_instructions_between_the_elements_stay() {
    let body = format!(
        "<!-- voor -->{DATA}<!-- <legacyDrawing/> --><?macro aan?><pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>\r\n\t"
    );
    let original = format!("<?xml version='1.0'?>\r\n<!-- eerst -->{}<!-- laatst -->\n", sheet(&body));
    let bytes = judge(&parts(&original));
    assert!(text(&bytes, "xl/worksheets/sheet1.xml").ends_with("<!-- laatst -->\n"));
}
