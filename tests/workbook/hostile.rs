//! Bytes that mean no good: nothing here may panic, hang or take the memory.

use planwacht::workbook::read;
use proptest::prelude::*;
use rust_xlsxwriter::{Format as Style, Note, Workbook as Writer};

use super::package::{MAIN, Package, zipped};

/// A small real workbook, for mutations.
fn real() -> Vec<u8> {
    let mut writer = Writer::new();
    let struck = Style::new().set_font_strikethrough();
    let sheet = writer.add_worksheet();
    sheet.write(0, 0, "tekst").unwrap();
    sheet.write_rich_string(0, 1, &[(&struck, "a"), (&Style::new(), "b")]).unwrap();
    sheet.write_formula(1, 0, "=A1&B1").unwrap();
    sheet.merge_range(3, 0, 4, 2, "samen", &Style::new()).unwrap();
    sheet.insert_note(0, 0, &Note::new("notitie")).unwrap();
    writer.save_to_buffer().unwrap()
}

/// A sheet part with one of everything.
fn sheet_xml() -> String {
    format!(
        "<worksheet xmlns='{MAIN}'><cols><col min='1' max='3' style='1' hidden='1'/></cols><sheetData>\
         <row r='1' s='1' customFormat='1' hidden='1'><c r='A1' s='1' t='s'><v>0</v></c><c r='B1'><f t='shared' ref='B1:B2' si='0'>A1+$C$9</f><v>1</v></c></row>\
         <row r='2'><c r='A2' t='inlineStr'><is><r><rPr><strike/></rPr><t>a_x000D_</t></r><r><t>b</t></r></is></c><c r='B2'><f t='shared' si='0'/><v>2</v></c>\
         <c t='e'><v>#N/A</v></c><c t='b'><v>1</v></c><c t='d'><v>2025-08-27</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>"
    )
}

fn styles() -> &'static str {
    "<numFmts><numFmt numFmtId='164' formatCode='dd\\-mm'/></numFmts><fonts><font/><font><strike/></font></fonts>\
     <fills><fill><patternFill/></fill><fill><patternFill patternType='solid'><fgColor theme='4' tint='0.4'/></patternFill></fill></fills>\
     <cellXfs><xf/><xf numFmtId='164' fontId='1' fillId='1'/></cellXfs>"
}

/// Replaces bytes of `text` at the places given.
fn mutated(text: &str, changes: &[(usize, u8)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, byte) in changes {
        let len = bytes.len();
        bytes[at % len] = *byte;
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    let byte = prop_oneof![any::<u8>(), proptest::sample::select(b"<>&'\"/=:;0169-_x ".to_vec())];
    proptest::collection::vec((any::<usize>(), byte), 1..12)
}

const CONTENT: &str = "<office:document-content><office:automatic-styles><style:style style:name='a' style:parent-style-name='a'>\
    <style:table-cell-properties fo:background-color='#92d050'/></style:style></office:automatic-styles><office:body><office:spreadsheet>\
    <table:table table:name='T'><table:table-column table:number-columns-repeated='9' table:visibility='collapse'/>\
    <table:table-row table:number-rows-repeated='3'><table:table-cell table:style-name='a' table:number-columns-repeated='4' table:number-columns-spanned='2' \
    office:value-type='float' office:value='1'><office:annotation><text:p>n</text:p></office:annotation><text:p>1<text:s text:c='3'/></text:p></table:table-cell>\
    </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(head in 0usize..4, tail in proptest::collection::vec(any::<u8>(), 0..600)) {
        let heads: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<?xml "];
        let _ = read(&[heads[head], &tail].concat(), "x");
    }

    #[test]
    fn mutated_files_never_panic(changes in changes(), cut in any::<prop::sample::Index>(), whole in any::<bool>()) {
        let mut bytes = real();
        for (at, byte) in &changes {
            let len = bytes.len();
            bytes[at % len] = *byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes, "x");
    }

    #[test]
    fn mutated_parts_never_panic(sheet in changes(), strings in changes(), style in changes(), which in 0usize..3) {
        let strings_xml = "<sst uniqueCount='2'><si><t>een</t></si><si><r><rPr><strike/></rPr><t>x</t></r></si></sst>";
        let sheet_part = if which == 0 { mutated(&sheet_xml(), &sheet) } else { sheet_xml().into_bytes() };
        let strings_part = if which == 1 { mutated(strings_xml, &strings) } else { strings_xml.as_bytes().to_vec() };
        let style_part = if which == 2 { mutated(&format!("<styleSheet>{}</styleSheet>", styles()), &style) } else { Vec::new() };
        let bytes = Package::new()
            .tab("A", "worksheet", "worksheets/sheet1.xml", "").part("xl/worksheets/sheet1.xml", sheet_part)
            .rel("sharedStrings", "sharedStrings.xml").part("xl/sharedStrings.xml", strings_part)
            .rel("styles", "styles.xml").part("xl/styles.xml", style_part)
            .bytes();
        prop_assert!(read(&bytes, "x").is_ok() || which == 0);
    }

    #[test]
    fn mutated_ods_never_panics(changes in changes()) {
        let bytes = zipped(&[
            ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("content.xml".to_owned(), mutated(CONTENT, &changes)),
        ]);
        let _ = read(&bytes, "x");
    }
}

#[test]
fn the_ods_that_is_mutated_reads_unmutated() {
    let bytes = zipped(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("content.xml".to_owned(), CONTENT.as_bytes().to_vec()),
    ]);
    let workbook = read(&bytes, "x").unwrap();
    assert_eq!(workbook.sheets[0].cells.len(), 12);
}

#[test]
fn endless_hidden_columns_and_deep_nesting_end() {
    let columns = "<col min='1' max='16384' hidden='1'/>".repeat(20_000);
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    let sheet = format!(
        "<worksheet xmlns='{MAIN}'><cols>{columns}</cols><sheetData><row><c><v>1</v></c></row></sheetData>{deep}</worksheet>"
    );
    let grid = Package::new().sheet_xml("A", &sheet).grid();
    assert_eq!((grid.hidden_columns.len(), &*grid.text(0, 0)), (16_384, "1"));
}
