//! Values and fills written into cells: each trap with a small workbook made here.

use chrono::NaiveDate;
use planwacht::cell::{CellRef, CellValue, Rgb, parse_a1};
use planwacht::package::{Applied, CellEdit, CellReason, Edits, StaffNoteEdit, apply, note_authors};

use crate::files::*;

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "<fonts count=\"1\"><font><sz val=\"11\"/></font></fonts>\
    <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF92D050\"/></patternFill></fill></fills>\
    <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"4\">\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFill=\"1\"><alignment wrapText=\"1\"/></xf>\
    <xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>";

/// The cell with this value from now on.
fn value(cell: &str, value: CellValue) -> CellEdit {
    let (row, col) = parse_a1(cell).unwrap();
    CellEdit { at: CellRef::new("Blad1", row, col), value: Some(value), fill: None, style_of: None }
}

fn text_of(text: &str) -> CellValue {
    CellValue::Text(text.into())
}

fn fill(cell: &str, colour: Option<&str>) -> CellEdit {
    let colour = colour.map(|hex| Rgb::parse(hex).unwrap());
    CellEdit { value: None, fill: Some(colour), ..value(cell, CellValue::Empty) }
}

fn day(text: &str) -> CellValue {
    CellValue::Date(text.parse::<NaiveDate>().unwrap().and_hms_opt(0, 0, 0).unwrap())
}

fn styled(children: &str) -> Parts {
    let formats = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd-mm-yyyy\"/></numFmts>";
    let mut parts = parts_with_styles(&format!("{formats}{STYLES}"));
    put(&mut parts, SHEET, sheet(children));
    parts
}

fn written(parts: &Parts, cells: Vec<CellEdit>) -> Applied {
    apply(&zip(parts), &Edits { cells, ..Edits::default() }).unwrap()
}

/// The workbook after the edits, none of which is refused.
fn done(parts: &Parts, cells: Vec<CellEdit>) -> Vec<u8> {
    let applied = written(parts, cells);
    assert_eq!(applied.cells_left_out, []);
    applied.bytes
}

/// The cell of the first sheet as the reader of workbooks has it.
fn read(bytes: &[u8], cell: &str) -> planwacht::cell::GridCell {
    let grid = planwacht::workbook::read(bytes, "test.xlsx").unwrap().sheets.remove(0);
    let (row, col) = parse_a1(cell).unwrap();
    grid.get(row, col).cloned().unwrap_or_default()
}

fn reasons(applied: &Applied) -> Vec<(String, CellReason)> {
    applied.cells_left_out.iter().map(|left_out| (left_out.at.a1(), left_out.reason)).collect()
}

#[test]
fn each_kind_of_value_takes_the_place_of_another_and_all_else_stays() {
    let data = "<dimension ref=\"A1:E2\"/><sheetData><row r=\"1\" spans=\"1:5\" ht=\"20\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c>\
        <c r=\"B1\" s=\"2\"><v>1</v></c><c r=\"C1\" s=\"1\"><v>45000</v></c><c r=\"D1\" t=\"b\"><v>0</v></c><c r=\"E1\" s=\"2\"><v>9</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>7</v></c></row></sheetData><pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/>";
    let parts = styled(data);
    let edits = vec![
        value("A1", text_of("Loopt & <klaar> _x0041_\n'=1+1' ")),
        value("B1", day("2025-12-01")),
        value("C1", day("2026-01-31")),
        value("D1", CellValue::Bool(true)),
        value("E1", CellValue::Empty),
    ];
    let bytes = done(&parts, edits.clone());
    for (edit, cell) in edits.iter().zip(["A1", "B1", "C1", "D1", "E1"]) {
        assert_eq!(Some(read(&bytes, cell).value), edit.value, "{cell}");
    }
    assert_eq!(read(&bytes, "E1").fill, Some(Rgb(0x92, 0xD0, 0x50)), "a cleared cell keeps its style");
    let after = text(&bytes, SHEET);
    assert!(after.contains("<row r=\"1\" spans=\"1:5\" ht=\"20\"><c r=\"A1\" s=\"2\" t=\"inlineStr\"><is>"), "{after}");
    assert!(after.contains("<c r=\"C1\" s=\"1\"><v>46053</v></c>"), "the style shows a date already: {after}");
    assert!(
        after
            .contains("<c r=\"E1\" s=\"2\"/></row><row r=\"2\"><c r=\"A2\"><v>7</v></c></row></sheetData><pageMargins")
    );
    // A day in a cell without a date format gets one, at the end of the list.
    assert!(after.contains("<c r=\"B1\" s=\"4\"><v>45992</v></c>"), "{after}");
    let styles = text(&bytes, "xl/styles.xml");
    assert!(styles.contains("<cellXfs count=\"5\">"), "{styles}");
    assert!(styles.contains("<xf applyNumberFormat=\"1\" numFmtId=\"14\" fontId=\"0\" fillId=\"2\""), "{styles}");
    // Untouched parts stay as they are.
    assert_eq!(unzip(&bytes)["_rels/.rels"], unzip(&zip(&parts))["_rels/.rels"]);
}

#[test]
fn a_number_in_a_date_cell_stays_a_number_and_own_date_formats_are_known() {
    let parts =
        styled("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>45000</v></c><c r=\"B1\" s=\"3\"/></row></sheetData>");
    let bytes = done(&parts, vec![value("A1", CellValue::Number(3.25)), value("B1", day("2025-03-01"))]);
    assert_eq!(read(&bytes, "A1").value, CellValue::Number(3.25));
    assert_eq!(read(&bytes, "B1").value, day("2025-03-01"));
    assert!(text(&bytes, SHEET).contains("<c r=\"B1\" s=\"3\"><v>45717</v></c>"));
}

#[test]
fn dates_count_from_1904_where_the_workbook_does() {
    let mut parts = styled("<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"/></row></sheetData>");
    edit(&mut parts, "xl/workbook.xml", |text| text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
    let bytes = done(&parts, vec![value("A1", day("2025-08-27"))]);
    assert!(text(&bytes, SHEET).contains("<v>44434</v>"));
    assert_eq!(read(&bytes, "A1").value, day("2025-08-27"));
}

#[test]
fn cells_and_rows_that_are_missing_come_into_being_in_their_place() {
    let data = "<dimension ref=\"B2:C4\"/><cols><col min=\"4\" max=\"4\" style=\"2\"/></cols><sheetData>\
        <row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"D2\"><v>1</v></c></row><row r=\"4\" s=\"2\" customFormat=\"1\"/>\
        <row r=\"9\"><c r=\"A9\"/></row></sheetData>";
    let parts = styled(data);
    let edits = ["A2", "C2", "E2", "A4", "C4", "D3", "B11", "A7"].map(|cell| value(cell, text_of(cell)));
    let bytes = done(&parts, edits.to_vec());
    for cell in ["A2", "C2", "E2", "A4", "C4", "D3", "B11", "A7"] {
        assert_eq!(read(&bytes, cell).value, text_of(cell), "{cell}");
    }
    let after = text(&bytes, SHEET);
    assert!(after.contains("<dimension ref=\"A2:E11\"/>"), "{after}");
    let green = Some(Rgb(0x92, 0xD0, 0x50));
    assert_eq!(["A4", "C4", "D3", "A7"].map(|cell| read(&bytes, cell).fill), [green, green, green, None]);
    let order: Vec<&str> = after.split("<row r=\"").skip(1).map(|row| row.split('"').next().unwrap()).collect();
    assert_eq!(order, ["2", "3", "4", "7", "9", "11"]);
}

#[test]
fn a_sheet_without_any_row_takes_cells() {
    for data in ["<sheetData/>", "<sheetData></sheetData>"] {
        let bytes = done(&styled(data), vec![value("B2", text_of("een")), value("A5", text_of("twee"))]);
        assert_eq!((read(&bytes, "B2").value, read(&bytes, "A5").value), (text_of("een"), text_of("twee")));
    }
}

#[test]
fn rows_and_cells_without_a_place_are_counted() {
    let data = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>";
    let bytes = done(&styled(data), vec![value("B1", text_of("twee")), value("B2", text_of("nieuw"))]);
    assert_eq!(
        ["A1", "B1", "A2", "B2"].map(|cell| read(&bytes, cell).text()),
        ["1", "twee", "3", "nieuw"].map(Into::into)
    );
}

#[test]
fn prefixed_and_strict_sheets_get_elements_of_their_own_kind() {
    let mut parts = styled("");
    let prefixed = format!(
        "<x:worksheet xmlns:x=\"{MAIN}\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\"/></x:row><x:row r=\"2\"/></x:sheetData></x:worksheet>"
    );
    put(&mut parts, SHEET, prefixed);
    let bytes =
        done(&parts, vec![value("A1", text_of("een")), value("B2", text_of("twee")), value("C3", text_of("drie"))]);
    let after = text(&bytes, SHEET);
    assert!(
        after.contains(
            "<x:c r=\"B2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">twee</x:t></x:is></x:c></x:row>"
        )
    );
    assert_eq!(["A1", "B2", "C3"].map(|cell| read(&bytes, cell).text()), ["een", "twee", "drie"].map(Into::into));

    let mut strict = parts_with_styles(STYLES);
    put(&mut strict, SHEET, sheet(DATA));
    for name in ["xl/workbook.xml", "xl/styles.xml", SHEET] {
        edit(&mut strict, name, |text| text.replace(MAIN, STRICT).replace(RELS, RELS_STRICT));
    }
    let bytes = done(&strict, vec![value("A1", text_of("een")), fill("B1", Some("FF0000"))]);
    assert!(text(&bytes, SHEET).contains(STRICT));
    assert_eq!((read(&bytes, "A1").text(), read(&bytes, "B1").fill), ("een".into(), Some(Rgb(255, 0, 0))));
}

#[test]
fn a_fill_changes_and_nothing_else_of_the_style() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"2\" t=\"str\"><v>0</v></c><c r=\"B1\"><f>1+1</f><v>2</v></c><c r=\"C1\" s=\"2\"><v>5</v></c></row></sheetData>";
    let parts = styled(data);
    let both = CellEdit { fill: Some(Some(Rgb(255, 192, 0))), ..value("D1", text_of("beide")) };
    let edits = vec![fill("A1", Some("FF0000")), fill("B1", Some("FF0000")), fill("C1", None), both];
    let bytes = done(&parts, edits);
    let after = text(&bytes, SHEET);
    assert!(
        after.contains("<c r=\"A1\" s=\"4\" t=\"str\"><v>0</v></c><c s=\"5\" r=\"B1\"><f>1+1</f><v>2</v></c>"),
        "{after}"
    );
    let fills = ["A1", "B1", "C1", "D1"].map(|cell| read(&bytes, cell).fill);
    assert_eq!(fills, [Some(Rgb(255, 0, 0)), Some(Rgb(255, 0, 0)), None, Some(Rgb(255, 192, 0))]);
    let styles = text(&bytes, "xl/styles.xml");
    assert_eq!(styles.matches("<alignment wrapText=\"1\"/>").count(), 3, "{styles}");
    assert!(styles.contains("<fills count=\"5\">") && styles.contains("<cellXfs count=\"8\">"), "{styles}");
    // A workbook without styles gets them.
    let bare = done(&parts_of_one_cell(), vec![fill("A1", Some("FF0000"))]);
    assert_eq!(read(&bare, "A1").fill, Some(Rgb(255, 0, 0)));
}

fn parts_of_one_cell() -> Parts {
    parts(&sheet(DATA))
}

#[test]
fn a_cell_takes_the_style_of_another_where_it_has_none() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" s=\"2\"><v>1</v></c><c r=\"B1\" s=\"1\"/></row><row r=\"2\"><c r=\"B2\" s=\"3\"/></row></sheetData>";
    let like = |cell: &str, of: (u32, u32)| CellEdit { style_of: Some(of), ..value(cell, text_of("x")) };
    let plain = CellEdit { fill: Some(None), ..like("A3", (0, 0)) };
    let bytes = done(&styled(data), vec![like("A2", (0, 0)), like("B2", (0, 1)), plain]);
    let after = text(&bytes, SHEET);
    assert!(after.contains("<c r=\"A2\" s=\"2\"") && after.contains("<c r=\"B2\" s=\"3\""), "{after}");
    assert_eq!((read(&bytes, "A2").fill, read(&bytes, "A3").fill), (Some(Rgb(0x92, 0xD0, 0x50)), None));
}

#[test]
fn formulas_that_go_leave_the_order_of_calculation_and_the_rest_is_worked_out_anew() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\"><f>B1*2</f><v>2</v></c><c r=\"B1\"><v>1</v></c><c r=\"C1\"><f>A1</f><v>2</v></c></row></sheetData>";
    let chain = |body: &str| {
        let mut parts = styled(data);
        let list = [
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "calcChain", "calcChain.xml"),
        ];
        put(&mut parts, "xl/_rels/workbook.xml.rels", rels(&list));
        add(&mut parts, "xl/calcChain.xml", "calcChain", format!("<calcChain xmlns=\"{MAIN}\">{body}</calcChain>"));
        parts
    };
    let bytes = done(&chain("<c r=\"A1\" i=\"1\"/><c r=\"C1\"/>"), vec![value("A1", CellValue::Number(5.0))]);
    assert!(text(&bytes, "xl/calcChain.xml").ends_with("><c i=\"1\" r=\"C1\"/></calcChain>"));
    assert!(text(&bytes, "xl/workbook.xml").contains("</definedNames><calcPr fullCalcOnLoad=\"1\"/></workbook>"));
    assert_eq!((read(&bytes, "A1").formula, read(&bytes, "C1").formula.as_deref()), (None, Some("A1")));
    // The last entry takes the part with it.
    let bytes = done(&chain("<c r=\"A1\" i=\"1\"/>"), vec![value("A1", CellValue::Number(5.0))]);
    assert!(!unzip(&bytes).contains_key("xl/calcChain.xml"));
    assert!(!text(&bytes, "[Content_Types].xml").contains("calcChain"));
    // A fill alone leaves formulas as they are.
    let parts = chain("<c r=\"A1\" i=\"1\"/>");
    let bytes = done(&parts, vec![fill("A1", Some("FF0000"))]);
    assert_eq!(unzip(&bytes)["xl/calcChain.xml"], unzip(&zip(&parts))["xl/calcChain.xml"]);
    assert!(!text(&bytes, "xl/workbook.xml").contains("calcPr"));
}

#[test]
fn how_the_workbook_calculates_stays_but_for_the_flag() {
    for (before, after) in [
        ("<calcPr calcId=\"191029\" iterate=\"1\"/>", "<calcPr fullCalcOnLoad=\"1\" calcId=\"191029\" iterate=\"1\"/>"),
        ("<calcPr fullCalcOnLoad=\"0\"/>", "<calcPr fullCalcOnLoad=\"1\"/>"),
        ("<calcPr fullCalcOnLoad=\"true\"/>", "<calcPr fullCalcOnLoad=\"true\"/>"),
    ] {
        let mut parts = styled(DATA);
        edit(&mut parts, "xl/workbook.xml", |text| text.replace("</workbook>", &format!("{before}</workbook>")));
        let bytes = done(&parts, vec![value("A1", CellValue::Number(5.0))]);
        assert!(text(&bytes, "xl/workbook.xml").contains(after));
    }
}

#[test]
fn what_cannot_be_written_safely_is_left_and_said() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">B1</f><v>1</v></c><c r=\"B1\" vm=\"1\" t=\"e\"><v>#VALUE!</v></c>\
        <c r=\"C1\"><f t=\"array\" ref=\"C1:C3\">B1:B3</f><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>1</v></c>\
        <c r=\"C2\"><v>1</v></c></row><row r=\"6\"><c r=\"A7\"/></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"E1:E3\"/></mergeCells>";
    let parts = styled(data);
    let cells = ["A1", "A2", "B1", "C1", "C2", "E2", "A6", "E1"];
    let mut edits: Vec<CellEdit> = cells.iter().map(|cell| value(cell, text_of("x"))).collect();
    edits.push(value("F1", CellValue::Error("#REF!".into())));
    edits.push(value("F2", CellValue::Number(f64::NAN)));
    edits.push(value("F3", text_of(&"x".repeat(32_768))));
    edits.push(value("E1", text_of("y")));
    edits.push(CellEdit { at: CellRef::new("Weg", 0, 0), ..value("A1", CellValue::Empty) });
    let applied = written(&parts, edits);
    use CellReason::*;
    let expected = [
        ("A1", SharedFormula),
        ("A2", SharedFormula),
        ("B1", LinkedValue),
        ("C1", ArrayFormula),
        ("C2", ArrayFormula),
        ("E2", Covered),
        ("A6", OddRow),
        ("F1", NoValue),
        ("F2", NoValue),
        ("F3", TooLong),
        ("E1", Twice),
        ("A1", NoSuchSheet),
    ];
    assert_eq!(reasons(&applied), expected.map(|(cell, reason)| (cell.to_owned(), reason)));
    assert_eq!(&*read(&applied.bytes, "E1").text(), "x");
    let before = sheet(data);
    assert!(before.starts_with(text(&applied.bytes, SHEET).split("<c r=\"E1\"").next().unwrap()));
}

#[test]
fn a_table_grows_with_the_row_below_it_and_keeps_its_header() {
    let table = |more: &str| {
        let data = "<sheetData><row r=\"1\"><c r=\"A1\"/></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row></sheetData>\
            <tableParts count=\"1\"><tablePart r:id=\"rId1\"/></tableParts>";
        let mut parts = styled(data);
        let columns = "<tableColumns count=\"2\"><tableColumn id=\"1\" name=\"a\"/><tableColumn id=\"2\" name=\"b\"/></tableColumns>";
        let body = format!(
            "<table xmlns=\"{MAIN}\" id=\"1\" name=\"T\" displayName=\"T\" ref=\"A1:B3\"{more}><autoFilter ref=\"A1:B3\"/>{columns}</table>"
        );
        add(&mut parts, "xl/tables/table1.xml", "table", body);
        add_rel(&mut parts, "xl/worksheets/_rels/sheet1.xml.rels", ("rId1", "table", "../tables/table1.xml"));
        parts
    };
    let below = vec![value("A4", text_of("x")), value("B5", text_of("y")), value("D6", text_of("ernaast"))];
    let bytes = done(&table(""), below.clone());
    assert!(text(&bytes, "xl/tables/table1.xml").contains("ref=\"A1:B5\"><autoFilter ref=\"A1:B5\"/>"));
    let totals = done(&table(" totalsRowCount=\"1\""), below.clone());
    assert!(text(&totals, "xl/tables/table1.xml").contains("ref=\"A1:B3\""));
    let filled = done(&table(" tableType=\"queryTable\""), below);
    assert!(text(&filled, "xl/tables/table1.xml").contains("ref=\"A1:B3\""));
    let edges =
        written(&table(" totalsRowCount=\"1\""), vec![value("A1", text_of("kop")), value("B3", text_of("som"))]);
    assert_eq!(edges.cells_left_out.len(), 2);
    assert!(edges.cells_left_out.iter().all(|left_out| left_out.reason == CellReason::TableEdge));
}

#[test]
fn cells_of_a_pivot_table_are_left() {
    let mut parts = styled(DATA);
    let body = format!("<pivotTableDefinition xmlns=\"{MAIN}\"><location ref=\"A1:C9\"/></pivotTableDefinition>");
    add(&mut parts, "xl/pivotTables/pivotTable1.xml", "pivotTable", body);
    add_rel(
        &mut parts,
        "xl/worksheets/_rels/sheet1.xml.rels",
        ("rId1", "pivotTable", "../pivotTables/pivotTable1.xml"),
    );
    let applied = written(&parts, vec![value("B2", text_of("x")), value("D1", text_of("y"))]);
    assert_eq!(reasons(&applied), [("B2".to_owned(), CellReason::PivotTable)]);
}

fn staff_note(cell: &str, author: &str, text: &str) -> StaffNoteEdit {
    let (row, col) = parse_a1(cell).unwrap();
    StaffNoteEdit { at: CellRef::new("Blad1", row, col), author: author.into(), text: text.into() }
}

fn notes_read(bytes: &[u8]) -> Vec<(String, String)> {
    let grid = planwacht::workbook::read(bytes, "test.xlsx").unwrap().sheets.remove(0);
    grid.notes.iter().map(|note| (planwacht::cell::a1(note.row, note.col), note.text.clone())).collect()
}

#[test]
fn notes_of_staff_are_written_and_stay_theirs_in_later_runs() {
    let staff_notes =
        vec![staff_note("A1", "Beleid <HZ>", "vraag na\nbij & met OOV"), staff_note("B2", "", "zonder naam")];
    let edits = Edits { staff_notes, notes: vec![note("Blad1", "A1", "Onze woorden")], ..Edits::default() };
    let first = apply(&zip(&styled(DATA)), &edits).unwrap();
    assert_eq!(first.staff_notes_left_out, []);
    let expected =
        [("A1".to_owned(), "vraag na\nbij & met OOV".to_owned()), ("B2".to_owned(), "zonder naam".to_owned())];
    assert_eq!(notes_read(&first.bytes), expected);
    let authors: Vec<Option<String>> = note_authors(&first.bytes).unwrap().into_values().collect();
    assert_eq!(authors, [Some("Beleid <HZ>".to_owned()), Some(String::new())]);
    // Clearing what is ours leaves what is theirs, box and all.
    let clean = apply(&first.bytes, &Edits::default()).unwrap();
    assert_eq!(notes_read(&clean.bytes), expected);
    let drawing = unzip(&clean.bytes).into_iter().find(|(name, _)| name.ends_with(".vml")).unwrap().1;
    assert_eq!(String::from_utf8(drawing).unwrap().matches("<v:shape ").count(), 2);
    // What is added to a note keeps how it looked, what is changed does not.
    let staff_notes = vec![staff_note("A1", "x", "vraag na\nbij & met OOV\ngedaan"), staff_note("B2", "x", "anders")];
    let again = apply(&clean.bytes, &Edits { staff_notes, ..Edits::default() }).unwrap();
    assert_eq!(notes_read(&again.bytes)[0].1, "vraag na\nbij & met OOV\ngedaan");
    assert_eq!(notes_read(&again.bytes)[1].1, "anders");
    let authors: Vec<Option<String>> = note_authors(&again.bytes).unwrap().into_values().collect();
    assert_eq!(authors[0].as_deref(), Some("Beleid <HZ>"));
}
