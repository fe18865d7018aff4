//! Every trap in a small file of its own.

use std::collections::BTreeSet;

use planwacht::cell::{CellValue, Grid, Rgb, StaffNote};
use planwacht::workbook::{Format, Kind, WorkbookError, read};
use rust_xlsxwriter::{Color, ExcelDateTime, Format as Style, Note, Workbook as Writer};

use super::package::{DOC, MAIN, Package, zipped};

/// The texts of a grid as `A1=text`.
pub(crate) fn shown(grid: &Grid) -> Vec<String> {
    grid.cells.iter().map(|((row, col), cell)| format!("{}={}", planwacht::cell::a1(*row, *col), cell.text())).collect()
}

#[test]
fn an_ordinary_workbook_reads_whole() {
    let mut writer = Writer::new();
    let date = Style::new().set_num_format("dd-mm-yyyy");
    let green = Style::new().set_background_color(Color::RGB(0x92D050));
    let struck = Style::new().set_font_strikethrough();
    let plain = Style::new();
    let sheet = writer.add_worksheet().set_name("Blaricum en Laren").unwrap();
    sheet.merge_range(0, 0, 0, 3, "Actieoverzicht", &plain).unwrap();
    sheet.write(4, 0, "  HI-02 \n vervolg ").unwrap();
    sheet.write(4, 1, 3.25).unwrap();
    sheet.write_with_format(4, 2, ExcelDateTime::from_ymd(2025, 8, 27).unwrap(), &date).unwrap();
    sheet.write(4, 3, true).unwrap();
    sheet.write_blank(5, 0, &green).unwrap();
    sheet.write_formula(5, 1, rust_xlsxwriter::Formula::new("=B5*2").set_result("6.5")).unwrap();
    sheet.write_rich_string(5, 2, &[(&struck, "Q4 2024"), (&plain, " Q2 2025")]).unwrap();
    sheet.write_with_format(5, 3, "vervallen", &struck).unwrap();
    sheet.set_row_hidden(7).unwrap();
    sheet.set_column_hidden(6).unwrap();
    sheet.insert_note(4, 1, &Note::new("bel even").set_author("Beleid").add_author_prefix(false)).unwrap();
    let ours = format!("van ons\n{}", planwacht::own::footer("van ons"));
    sheet.insert_note(4, 2, &Note::new(ours).set_author("planwacht").add_author_prefix(false)).unwrap();
    writer.add_worksheet().set_name("Lijsten").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    let workbook = read(&writer.save_to_buffer().unwrap(), "plan.xlsx").unwrap();

    assert_eq!((workbook.format, workbook.troubles.len()), (Format::Xlsx, 0));
    let names: Vec<_> = workbook.sheets.iter().map(|grid| (&*grid.sheet, grid.hidden, grid.own)).collect();
    assert_eq!(names, [("Blaricum en Laren", false, false), ("Lijsten", true, false)]);
    let grid = &workbook.sheets[0];
    let expected = [
        "A1=Actieoverzicht",
        "A5=  HI-02 \n vervolg ",
        "B5=3,25",
        "C5=27-08-2025",
        "D5=WAAR",
        "A6=",
        "B6=6,5",
        "C6=Q4 2024 Q2 2025",
        "D6=vervallen",
    ];
    assert_eq!(shown(grid), expected);
    assert_eq!(grid.get(5, 0).and_then(|cell| cell.fill), Some(Rgb(0x92, 0xD0, 0x50)));
    assert_eq!(grid.get(5, 1).and_then(|cell| cell.formula.as_deref()), Some("B5*2"));
    assert_eq!(grid.get(5, 2).and_then(|cell| cell.unstruck.as_deref()), Some(" Q2 2025"));
    assert_eq!(grid.get(5, 3).and_then(|cell| cell.unstruck.as_deref()), Some(""));
    assert!(grid.merges.iter().any(|span| span.to_string() == "A1:D1"));
    assert_eq!(grid.hidden_rows, BTreeSet::from([7]));
    assert_eq!(grid.hidden_columns, BTreeSet::from([6]));
    assert_eq!(grid.notes, [StaffNote { row: 4, col: 1, text: "bel even".into() }]);
    assert!(grid.troubles.is_empty());
}

#[test]
fn an_unknown_error_or_an_extension_costs_nothing_else() {
    let grid = Package::new()
        .sheet(
            "Blad",
            "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='e'><v>#SPILL!</v></c><c r='C1' t='e'><v>#DIV/0!</v></c></row>\
             <row r='2'><c r='A2'><v>2</v><extLst><ext uri='x'><v>9</v></ext></extLst></c><c r='B2' t='e'><v>#CALC!</v></c></row>",
        )
        .grid();
    assert_eq!(shown(&grid), ["A1=1", "B1=#SPILL!", "C1=#DIV/0!", "A2=2", "B2=#CALC!"]);
    assert!(matches!(grid.get(0, 1).map(|cell| &cell.value), Some(CellValue::Error(_))));
    assert!(grid.troubles.is_empty());
}

#[test]
fn a_damaged_cell_is_told_by_its_place_and_its_sheet_is_not_read() {
    let workbook = Package::new()
        .strings("<si><t>geheim</t></si>")
        .sheet("Blad", "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='G1' t='s'><v>77</v></c></row>")
        .sheet("Ander", "<row r='1'><c r='A1' t='s'><v>0</v></c></row>")
        .read();
    let names: Vec<_> = workbook.sheets.iter().map(|grid| &*grid.sheet).collect();
    assert_eq!(names, ["Ander"]);
    let told = workbook.unread.iter().find(|unread| unread.sheet_name().is_some()).unwrap().sentence().nl;
    assert!(
        told.contains("“Blad”") && told.contains("G1") && !told.contains("geheim") && !told.contains("77"),
        "{told}"
    );
}

#[test]
fn a_text_longer_than_a_cell_holds_is_cut_once_for_all_that_share_it() {
    let long = "é".repeat(40_000);
    let grid = Package::new()
        .strings(&format!("<si><t>{long}</t></si>"))
        .sheet(
            "Blad",
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>0</v></c><c r='C1'><v>1</v></c></row>",
        )
        .grid();
    assert_eq!(grid.cut, [(0, 0), (0, 1)]);
    let text = |col| match &grid.get(0, col).unwrap().value {
        CellValue::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(text(0).chars().count(), planwacht::cell::MAX_TEXT);
    assert!(std::sync::Arc::ptr_eq(&text(0), &text(1)));
}

#[test]
fn more_than_a_workbook_can_have_is_refused_with_the_limit() {
    let said = |package: Package| match read(&package.bytes(), "x.xlsx") {
        Err(error @ WorkbookError::TooMany { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let row = "<row><c><v>1</v></c></row>";
    let sheets = (0..1_001).fold(Package::new(), |package, at| package.sheet(&format!("B{at}"), row));
    assert!(said(sheets).contains("bladen: 1001"));
    let styles = format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(65_001));
    assert!(said(Package::new().styles(&styles).sheet("A", row)).contains("opmaken: 65001"));
    let names = "<definedName name='n'>A!$A$1</definedName>".repeat(200_001);
    assert!(
        said(Package::new().sheet("A", row).extra(&format!("<definedNames>{names}</definedNames>"))).contains("200000")
    );
    let parts = (0..50_001).fold(Package::new().sheet("A", row), |package, at| package.part(&format!("x/{at}"), ""));
    assert!(said(parts).contains("50000"));
}

#[test]
fn formats_that_are_damaged_cost_the_sheets_that_need_them() {
    let workbook = Package::new()
        .rel("styles", "styles.xml")
        .part("xl/styles.xml", "<styleSheet><cellXfs><xf>")
        .sheet("Woorden", "<row><c s='1' t='inlineStr'><is><t>Q2 2026</t></is></c><c><v>12</v></c></row>")
        .sheet("Nummers", "<row><c s='1'><v>12</v></c></row>")
        .sheet("Datums", "<row><c s='1'><v>46000</v></c></row>")
        .read();
    let names: Vec<_> = workbook.sheets.iter().map(|grid| (&*grid.sheet, grid.fills_unknown)).collect();
    assert_eq!(names, [("Woorden", true)]);
    // By its format 12 may be HI-12.
    let unread: Vec<_> = workbook.unread.iter().filter_map(|unread| unread.sheet_name()).map(|name| &**name).collect();
    assert_eq!(unread, ["Nummers", "Datums"]);
}

#[test]
fn sheets_of_other_kinds_cost_themselves_only() {
    let workbook = Package::new()
        .sheet("Een", "<row><c><v>1</v></c></row>")
        .tab("Macro", "xlMacrosheet", "macrosheets/sheet1.xml", "")
        .part(
            "xl/macrosheets/sheet1.xml",
            format!("<xm:macrosheet xmlns:xm='x' xmlns='{MAIN}'><sheetData/></xm:macrosheet>"),
        )
        .tab("Dialoog", "dialogsheet", "dialogsheets/sheet1.xml", "")
        .part("xl/dialogsheets/sheet1.xml", format!("<dialogsheet xmlns='{MAIN}'/>"))
        .tab("Grafiek", "chartsheet", "chartsheets/sheet1.xml", "")
        .part("xl/chartsheets/sheet1.xml", format!("<chartsheet xmlns='{MAIN}'/>"))
        .tab("Kwijt", "worksheet", "worksheets/nergens.xml", "")
        .sheet("Twee", "<row><c><v>2</v></c></row>")
        .read();
    let names: Vec<_> = workbook.sheets.iter().map(|grid| &*grid.sheet).collect();
    assert_eq!(names, ["Een", "Twee"]);
    let told: Vec<_> =
        workbook.troubles.iter().map(|trouble| trouble.nl.split('\'').nth(1).unwrap_or_default()).collect();
    assert_eq!(told, ["Macro", "Dialoog"]);
    let unread: Vec<_> = workbook.unread.iter().filter_map(|unread| unread.sheet_name()).map(|name| &**name).collect();
    assert_eq!(unread, ["Kwijt"]);
    assert_eq!(&*workbook.sheets[1].text(0, 0), "2");
}

#[test]
fn both_date_systems_read_to_the_same_day() {
    let styles = "<cellXfs><xf/><xf numFmtId='14'/></cellXfs>";
    let rows =
        |serial: u32| format!("<row><c s='1'><v>{serial}</v></c><c s='1'><v>99999999</v></c><c><v>45896</v></c></row>");
    let new = Package::new().styles(styles).sheet("A", &rows(45896)).grid();
    let old = Package::new()
        .extra("<workbookPr date1904='1'/>")
        .extra("<extLst><ext><x15:workbookPr chartTrackingRefBase='1'/></ext></extLst>")
        .styles(styles)
        .sheet("A", &rows(44434))
        .grid();
    for grid in [new, old] {
        assert_eq!(shown(&grid), ["A1=27-08-2025", "B1=99999999", "C1=45896"]);
    }
}

#[test]
fn far_apart_cells_cost_two_cells() {
    let grid = Package::new()
        .sheet("A", "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>")
        .grid();
    assert_eq!(shown(&grid), ["A1=1", "XFD1048576=2"]);
}

#[test]
fn a_coloured_column_shows_in_the_rows_of_the_table_only() {
    let styles = "<fills><fill><patternFill/></fill><fill><patternFill patternType='gray125'/></fill>\
        <fill><patternFill patternType='solid'><fgColor rgb='FFFFC000'/></patternFill></fill></fills>\
        <cellXfs><xf fillId='0'/><xf fillId='2'/></cellXfs>";
    let sheet = format!(
        "<worksheet xmlns='{MAIN}'><cols><col min='2' max='16384' style='1'/></cols><sheetData>\
         <row r='1'><c r='A1'><v>1</v></c><c r='B1' s='0'><v>2</v></c></row><row r='2'><c r='A2'><v>3</v></c></row>\
         <row r='3'/></sheetData></worksheet>"
    );
    let grid = Package::new().styles(styles).sheet_xml("A", &sheet).grid();
    assert_eq!(shown(&grid), ["A1=1", "B1=2", "A2=3", "B2="]);
    assert_eq!(grid.get(1, 1).and_then(|cell| cell.fill), Some(Rgb(0xFF, 0xC0, 0)));
    assert_eq!(grid.get(0, 1).and_then(|cell| cell.fill), None);
}

#[test]
fn planwachts_own_sheets_are_known_by_name_and_where_none_is_left_by_code_name() {
    let own = format!("<worksheet xmlns='{MAIN}'><sheetPr codeName='planwacht_1'/><sheetData/></worksheet>");
    let book = |names: &str| {
        Package::new()
            .sheet_xml("Controle", &own)
            .sheet("Wijzigingen", "<row><c><v>1</v></c></row>")
            .sheet("Staf", "<row><c t='inlineStr'><is><t>planwacht</t></is></c></row>")
            .extra(&format!("<definedNames>{names}</definedNames>"))
            .read()
    };
    let owned = |names: &str| book(names).sheets.iter().map(|grid| grid.own).collect::<Vec<_>>();
    let mark = "<definedName name='_planwacht' hidden='1'>\"planwacht\"</definedName>";
    let named = "<definedName name='_planwacht_blad1' hidden='1'>'Wijzigingen'!$A$1</definedName>";
    assert_eq!(owned(mark), [true, false, false]);
    assert_eq!(owned(&format!("{mark}{named}")), [false, true, false], "a copy of our sheet is the staff's");
}

#[test]
fn odd_packages_read_like_ordinary_ones() {
    let strict = "http://purl.oclc.org/ooxml";
    let sheet = format!(
        "<x:worksheet xmlns:x='{strict}/spreadsheetml/main'><x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>ja</x:t></x:is></x:c>\
         <x:c t='d'><x:v>2025-08-27T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    );
    let wide: Vec<u8> = format!("\u{FEFF}<?xml version='1.0' encoding='UTF-16'?>{sheet}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let main = format!(
        "<x:workbook xmlns:x='{strict}/spreadsheetml/main' xmlns:q='{strict}/officeDocument/relationships'>\
         <x:sheets><x:sheet name='Eén &amp; twee' sheetId='1' q:id='a'/></x:sheets></x:workbook>"
    );
    let part = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    for (target, stored) in [
        ("/xl/worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "XL\\Worksheets\\Sheet1.xml"),
        ("..\\xl\\.\\worksheets/my%20sheet.xml", "xl/worksheets/my sheet.xml"),
    ] {
        let root = format!(
            "<Relationships><Relationship Id='r' Type='{strict}/officeDocument/relationships/officeDocument' Target='/xl/workbook.xml'/></Relationships>"
        );
        let rels = format!(
            "<Relationships><Relationship Id='a' Type='{strict}/officeDocument/relationships/worksheet' Target='{target}'/></Relationships>"
        );
        let bytes = zipped(&[
            part("_rels/.rels", root.as_bytes()),
            part("xl/workbook.xml", main.as_bytes()),
            part("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            part(stored, &wide),
        ]);
        let workbook = read(&bytes, "vreemd.xlsx").unwrap();
        assert_eq!(&*workbook.sheets[0].sheet, "Eén & twee");
        assert_eq!(shown(&workbook.sheets[0]), ["A1=ja", "B1=27-08-2025"], "{target}");
    }
}

#[test]
fn a_thread_replaces_its_mirror() {
    let rels = format!(
        "<Relationships><Relationship Id='1' Type='{DOC}/comments' Target='../comments1.xml'/>\
         <Relationship Id='2' Type='http://schemas.microsoft.com/office/2017/10/relationships/threadedComment' Target='/xl/threadedComments/t.xml'/></Relationships>"
    );
    let grid = Package::new()
        .sheet("A", "<row><c><v>1</v></c></row>")
        .part("xl/worksheets/_rels/sheet1.xml.rels", rels)
        .part(
            "xl/comments1.xml",
            "<comments><authors><author>tc={A}</author></authors><commentList><comment ref='A1' authorId='0'><text><t>spiegel</t></text></comment></commentList></comments>",
        )
        .part("xl/threadedComments/t.xml", "<T><threadedComment ref='A1' id='x'><text>klopt dit?</text></threadedComment></T>")
        .grid();
    assert_eq!(grid.notes, [StaffNote { row: 0, col: 0, text: "klopt dit?".into() }]);
}

#[test]
fn a_sheet_that_breaks_off_is_not_read() {
    let workbook = Package::new()
        .sheet_xml(
            "A",
            &format!(
                "<worksheet xmlns='{MAIN}'><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='A9'><v>2"
            ),
        )
        .read();
    assert!(workbook.sheets.is_empty());
    assert!(workbook.unread.iter().any(|unread| unread.sheet_name().is_some_and(|name| &**name == "A")));
}

#[test]
fn what_is_no_workbook_is_refused_in_one_sentence_and_its_fix() {
    let found = |bytes: &[u8]| read(bytes, "actielijst.xlsx").unwrap_err();
    assert!(matches!(found(b""), WorkbookError::NotAWorkbook { found: Kind::Empty, .. }));
    assert!(matches!(found(b"Nr;Actie\n1;x"), WorkbookError::NotAWorkbook { found: Kind::Csv, .. }));
    assert!(matches!(found(b"PK\x03\x04half"), WorkbookError::Corrupt { .. }));
    let zip = zipped(&[("brief.txt".to_owned(), b"x".to_vec())]);
    assert!(matches!(found(&zip), WorkbookError::NotAWorkbook { found: Kind::Zip, .. }));
    assert!(matches!(found(&Package::new().bytes()), WorkbookError::NoSheets { .. }));
    let text = found(b"Nr;Actie\n1;x");
    assert_eq!(
        text.to_string(),
        "'actielijst.xlsx' is geen Excel-werkmap: er staat platte tekst met scheidingstekens in (csv). \
         Open het bestand in Excel en sla het op als Excel-werkmap (.xlsx)."
    );
    assert!(text.english().starts_with("'actielijst.xlsx' is not an Excel workbook: it contains plain text"));
}

#[test]
fn an_announced_string_count_takes_no_memory() {
    let grid = Package::new()
        .rel("sharedStrings", "sharedStrings.xml")
        .part(
            "xl/sharedStrings.xml",
            format!("<sst xmlns='{MAIN}' uniqueCount='99999999999999'><si><t>ja</t></si></sst>"),
        )
        .sheet("A", "<row><c t='s'><v>0</v></c></row>")
        .grid();
    assert_eq!(shown(&grid), ["A1=ja"]);
}

#[test]
fn of_two_parts_with_one_name_every_reading_takes_the_same() {
    let part = |value: &str| {
        format!(
            "<worksheet xmlns='{MAIN}'><sheetData><row><c><f>B1</f><v>{value}</v></c></row></sheetData></worksheet>"
        )
    };
    let grid = Package::new()
        .tab("A", "worksheet", "worksheets/sheet1.xml", "")
        .part("xl/worksheets/Sheet1.xml", part("1"))
        .part("xl/worksheets/sheet1.xml", part("2"))
        .grid();
    assert_eq!(shown(&grid), ["A1=2"]);
}
