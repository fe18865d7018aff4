//! Sheets authored with rust_xlsxwriter, grafted into workbooks of others.

use planwacht::package::{Edits, PackageError, apply};
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, Format, Note, Table, TableColumn, Workbook,
};

use crate::files::*;

/// Two sheets with all that our own sheets may hold.
pub(crate) fn authored() -> Vec<u8> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_background_color(0x1F4E78);
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let sheet = book.add_worksheet().set_name("Controle").unwrap();
    sheet.write_with_format(0, 0, "Overzicht <&>", &bold).unwrap();
    sheet.write(1, 1, 42).unwrap();
    sheet.write_with_format(2, 1, 45_000, &date).unwrap();
    sheet.write_rich_string(3, 0, &[(&bold, "vet"), (&Format::default(), " gewoon")]).unwrap();
    sheet.write_formula(4, 0, "=SUM(Bevindingen[Nummer])").unwrap();
    sheet.write_url(5, 0, "internal:'Bevindingen'!A1").unwrap();
    sheet.write_url(6, 0, "https://example.org/?a=1&b=2").unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("Controle!$B$2:$B$3");
    sheet.insert_chart(8, 0, &chart).unwrap();
    sheet.insert_note(1, 1, &Note::new("uitleg")).unwrap();
    sheet.set_repeat_rows(0, 0).unwrap();
    let sheet = book.add_worksheet().set_name("Bevindingen").unwrap();
    sheet.set_freeze_panes(1, 0).unwrap();
    for row in 1..4 {
        sheet.write(row, 0, format!("OWN00{row}")).unwrap();
        sheet.write(row, 1, row).unwrap();
    }
    let columns = ["Code", "Nummer"].map(|header| TableColumn::new().set_header(header));
    sheet.add_table(0, 0, 3, 1, &Table::new().set_name("Bevindingen").set_columns(&columns)).unwrap();
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(1))
        .set_format(Format::new().set_background_color(0xFFC7CE).set_num_format("0.000"));
    sheet.add_conditional_format(1, 1, 3, 1, &rule).unwrap();
    book.save_to_buffer().unwrap()
}

fn graft_into(original: &[u8]) -> Vec<u8> {
    annotate_bytes(original, &Edits { sheets: Some(checked(authored())), ..Edits::default() }).bytes
}

/// A workbook with styles, a table, a chart and rules of its own, so that every number is taken.
fn busy() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Staf").unwrap();
    sheet.write_with_format(0, 4, 1, &Format::new().set_italic().set_num_format("0.0\" km\"")).unwrap();
    sheet.add_table(0, 0, 3, 1, &Table::new().set_name("bevindingen")).unwrap();
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::LessThan(5))
        .set_format(Format::new().set_background_color(0x00FF00));
    sheet.add_conditional_format(0, 4, 3, 4, &rule).unwrap();
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("Staf!$E$1:$E$3");
    sheet.insert_chart(8, 0, &chart).unwrap();
    sheet.insert_note(9, 9, &Note::new("van staf")).unwrap();
    sheet.set_print_area(0, 0, 5, 5).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn values_styles_and_links_arrive() {
    let bytes = graft_into(&busy());
    assert_eq!(value(&bytes, "Controle", "A1"), "Overzicht <&>");
    assert_eq!(value(&bytes, "Controle", "A4"), "vet gewoon");
    assert_eq!(value(&bytes, "Controle", "B2"), "42");
    assert_eq!(value(&bytes, "Bevindingen", "A4"), "OWN003");
    let sheet = text(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<sheetPr codeName=\"planwacht_1\"") && !sheet.contains("tabSelected=\"1\""), "{sheet}");
    assert!(sheet.find("planwacht").unwrap() < 4000);
    let rels = text(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(
        rels.contains("https://example.org/?a=1&amp;b=2\" TargetMode=\"External\"")
            && rels.contains("../drawings/drawing2.xml"),
        "{rels}"
    );
    assert!(text(&bytes, "xl/drawings/_rels/drawing2.xml.rels").contains("../charts/chart2.xml"));
    assert!(text(&bytes, "xl/workbook.xml").contains("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">"));
}

#[test]
fn numbers_and_names_that_are_taken_change() {
    let bytes = graft_into(&busy());
    let table = text(&bytes, "xl/tables/table2.xml");
    assert!(table.contains("displayName=\"Bevindingen_1\"") && table.contains("id=\"2\""), "{table}");
    assert!(text(&bytes, "xl/worksheets/sheet2.xml").contains("SUM(Bevindingen_1[Nummer])"));
    let sheet = text(&bytes, "xl/worksheets/sheet3.xml");
    assert!(sheet.contains("dxfId=\"1\""), "the rule's format stands behind that of the staff: {sheet}");
    let styles = text(&bytes, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"dd-mm-yyyy\"") && styles.contains("numFmtId=\"165\""), "{styles}");
    let vml = text(&bytes, "xl/drawings/vmlDrawing2.vml");
    assert!(vml.contains("data=\"2\"") && vml.contains("_x0000_s2049"), "{vml}");
}

#[test]
fn a_strict_workbook_gets_strict_sheets() {
    let mut strict = parts(&sheet(DATA).replace(MAIN, STRICT).replace(RELS, RELS_STRICT));
    edit(&mut strict, "xl/workbook.xml", |text| text.replace(MAIN, STRICT).replace(RELS, RELS_STRICT));
    for name in ["_rels/.rels", "xl/_rels/workbook.xml.rels"] {
        edit(&mut strict, name, |text| text.replace(RELS, RELS_STRICT));
    }
    let bytes = graft_into(&zip(&strict));
    for (name, part) in unzip(&bytes)
        .into_iter()
        .filter(|(name, _)| name.starts_with("xl/") && name.ends_with("xml") || name.ends_with("rels"))
    {
        let part = String::from_utf8(part).unwrap();
        assert!(!part.contains(MAIN) && !part.contains(&format!("{RELS}/")), "{name}: {part}");
    }
}

#[test]
fn macros_are_kept_and_get_no_code_name_they_do_not_know() {
    let mut macros = parts(&sheet(DATA));
    put(
        &mut macros,
        "xl/_rels/workbook.xml.rels",
        rels(&[
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ]),
    );
    put(&mut macros, "xl/vbaProject.bin", vec![1, 2, 3, 250]);
    let bytes = graft_into(&zip(&macros));
    assert_eq!(unzip(&bytes)["xl/vbaProject.bin"], [1, 2, 3, 250]);
    let sheet = text(&bytes, "xl/worksheets/sheet2.xml");
    assert!(!sheet.contains("codeName") && sheet.contains("<!-- planwacht --><worksheet"));
}

#[test]
fn dates_are_counted_as_the_workbook_counts_them() {
    let mut original = parts(&sheet(DATA));
    edit(&mut original, "xl/workbook.xml", |text| text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
    let sheet = text(&graft_into(&zip(&original)), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<v>43538</v>") && sheet.contains("<v>42</v>"), "{sheet}");
}

#[test]
fn a_locked_structure_gets_notes_and_says_so() {
    let mut locked = parts(&sheet(DATA));
    edit(&mut locked, "xl/workbook.xml", |text| {
        text.replace("<sheets>", "<workbookProtection lockStructure=\"1\"/><sheets>")
    });
    let applied = annotate(&locked, &Edits { sheets: Some(checked(authored())), ..notes(&[("A1", "x")]) });
    assert!(applied.structure_locked && applied.sheets.is_empty() && applied.placed == 1);
    assert!(!text(&applied.bytes, "xl/workbook.xml").contains("Controle"));
}

#[test]
fn a_taken_sheet_name_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("controle").unwrap();
    let original = book.save_to_buffer().unwrap();
    let edits = Edits { sheets: Some(checked(authored())), ..Edits::default() };
    assert_eq!(apply(&original, &edits).unwrap_err(), PackageError::SheetNameTaken { name: "Controle".into() });
    let nonsense = Edits { sheets: Some(checked(b"x".to_vec())), ..Edits::default() };
    assert!(matches!(apply(&original, &nonsense), Err(PackageError::BadSheets { .. })));
}
