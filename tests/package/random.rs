//! Random notes on random sheets.

use planwacht::cell::CellRef;
use planwacht::package::{Edits, Mark, Note, apply};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use crate::files::*;

fn workbook(cells: &[(u32, u16, String)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for name in ["Blad1", "Blad 2"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, col, text) in cells {
            sheet.write_with_format(*row, *col, text.as_str(), &Format::new().set_background_color(0x92D050)).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn any_note() -> impl Strategy<Value = Note> {
    let mark = prop_oneof![Just(None), Just(Some(Mark::Info)), Just(Some(Mark::Warning)), Just(Some(Mark::Error))];
    ("Blad1|Blad 2|Weg", 0u32..30, 0u32..8, "\\PC{0,40}(\n[a-z<&_x0-9]{0,20}){0,3}", mark)
        .prop_map(|(sheet, row, col, text, mark)| Note { at: CellRef::new(sheet, row, col), text, mark })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn notes_change_nothing_else(
        cells in prop::collection::vec((0u32..40, 0u16..9, "\\PC{0,12}"), 0..40),
        notes in prop::collection::vec(any_note(), 0..30),
    ) {
        let original = workbook(&cells);
        let edits = Edits { notes, ..Edits::default() };
        let applied = apply(&original, &edits).unwrap();
        prop_assert_eq!(applied.placed + applied.left_out.len(), edits.notes.len());
        let (before, after) = (unzip(&original), unzip(&applied.bytes));
        let touched = ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"];
        for (name, bytes) in before.iter().filter(|(name, _)| !touched.contains(&name.as_str())) {
            if name.starts_with("xl/worksheets/") {
                let data = |bytes: &[u8]| {
                    let text = String::from_utf8(bytes.to_vec()).unwrap();
                    text.split("<sheetData").nth(1).unwrap().split("<pageMargins").next().unwrap().split("<conditionalFormatting").next().unwrap().to_owned()
                };
                prop_assert_eq!(data(bytes), data(&after[name]));
            } else {
                prop_assert_eq!(bytes, &after[name], "{}", name);
            }
        }
        let again = apply(&applied.bytes, &edits).unwrap();
        prop_assert_eq!(unzip(&again.bytes), after);
        let clean = apply(&applied.bytes, &Edits::default()).unwrap();
        let mut cleaned = unzip(&clean.bytes);
        let mut before = before;
        cleaned.remove("xl/styles.xml");
        before.remove("xl/styles.xml");
        prop_assert_eq!(cleaned, before);
    }
}
