//! The workbooks of the corpus, and sheets of our own to graft into them.

use std::path::{Path, PathBuf};

use planwacht::package::{NewSheets, SheetSet, sheet_room};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Note, Table, TableColumn, Workbook};
use serde_json::Value;

/// What stands in the first cell of each authored sheet, before the sheet's name.
pub(crate) const KNOWN: &str = "Blad van planwacht: ";
/// How the authored sheets would like to be called.
pub(crate) const WANTED: [&str; 3] = ["Controle", "Bevindingen", "Wijzigingen"];

/// The xlsx and xlsm workbooks of the corpus of at most `largest` bytes, in a fixed order.
pub(crate) fn workbooks(corpus: &Path, largest: u64) -> Vec<PathBuf> {
    let index = std::fs::read_to_string(corpus.join("index.json")).expect("the corpus has an index");
    let index: Value = serde_json::from_str(&index).expect("the index is JSON");
    let fits = |entry: &&Value| entry["size"].as_u64().is_some_and(|size| size <= largest);
    let files = index["files"].as_array().expect("a list of files").iter().filter(fits);
    let mut paths: Vec<PathBuf> =
        files.filter_map(|entry| entry["file"].as_str()).map(|file| corpus.join(file)).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xlsx" || extension == "xlsm"));
    paths.sort();
    paths
}

/// Three sheets with all that our own sheets hold (formats, rules, a table, links, a note), under names that are free.
pub(crate) fn authored(original: &[u8]) -> NewSheets {
    let names = free_names(original);
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_background_color(0x1F4E78);
    let date = Format::new().set_num_format("dd-mm-yyyy");
    for name in &names {
        let sheet = book.add_worksheet().set_name(name).expect("a free name is a name");
        sheet.write_with_format(0, 0, format!("{KNOWN}{name}"), &bold).expect("a cell");
        sheet.write_with_format(1, 0, 45_000, &date).expect("a cell");
        sheet.write_url(2, 0, "https://example.org/?a=1&b=2").expect("a link");
        sheet.insert_note(3, 0, &Note::new("uitleg")).expect("a note");
        for row in 6..9 {
            sheet.write(row, 0, format!("OWN00{row}")).expect("a cell");
            sheet.write(row, 1, row).expect("a cell");
        }
        let columns = ["Code", "Nummer"].map(|header| TableColumn::new().set_header(header));
        sheet.add_table(5, 0, 8, 1, &Table::new().set_columns(&columns)).expect("a table");
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(1))
            .set_format(Format::new().set_background_color(0xFFC7CE));
        sheet.add_conditional_format(6, 1, 8, 1, &rule).expect("a rule");
    }
    NewSheets { set: SheetSet::Check, workbook: book.save_to_buffer().expect("a workbook") }
}

/// The names that the three sheets get in a workbook.
pub(crate) fn free_names(original: &[u8]) -> Vec<String> {
    let room = sheet_room(original, SheetSet::Check, &WANTED);
    room.expect("names are free in every workbook that can be read").names
}
