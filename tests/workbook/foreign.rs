//! The same workbook as LibreOffice writes it in other formats; skipped where LibreOffice is absent.

use std::process::Command;

use planwacht::cell::{CellValue, Grid, Rgb, StaffNote};
use planwacht::workbook::{Format, Workbook, read};
use rust_xlsxwriter::{Color, ExcelDateTime, Format as Style, Formula, Note, Workbook as Writer};

fn source() -> Vec<u8> {
    let mut writer = Writer::new();
    let date = Style::new().set_num_format("dd-mm-yyyy");
    let green = Style::new().set_background_color(Color::RGB(0x92D050));
    let struck = Style::new().set_font_strikethrough();
    let plain = Style::new();
    let sheet = writer.add_worksheet().set_name("Hilversum").unwrap();
    sheet.merge_range(0, 0, 0, 2, "Acties", &plain).unwrap();
    sheet.write(1, 0, "regel één\nregel twee").unwrap();
    sheet.write(1, 1, 2.5).unwrap();
    sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2025, 8, 27).unwrap(), &date).unwrap();
    sheet.write_blank(2, 0, &green).unwrap();
    sheet.write_formula(2, 1, Formula::new("=B2*2").set_result("5")).unwrap();
    sheet.write_rich_string(2, 2, &[(&struck, "oud"), (&plain, " nieuw")]).unwrap();
    sheet.write(4, 0, "onder").unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.insert_note(1, 1, &Note::new("bel even").set_author("Beleid").add_author_prefix(false)).unwrap();
    writer.add_worksheet().set_name("Lijsten").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    writer.save_to_buffer().unwrap()
}

/// The source in another format, or `None` where LibreOffice is absent.
fn converted(ext: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bron.xlsx"), source()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", ext, "--outdir"])
        .arg(folder.path().join("uit"))
        .arg(folder.path().join("bron.xlsx"))
        .output();
    let made = ran.ok().and_then(|_| std::fs::read(folder.path().join("uit").join(format!("bron.{ext}"))).ok());
    if made.is_none() {
        println!("skipped: LibreOffice made no {ext}");
    }
    made
}

fn check_values(workbook: &Workbook) -> &Grid {
    let names: Vec<_> = workbook.sheets.iter().map(|grid| (&*grid.sheet, grid.hidden)).collect();
    assert_eq!(names, [("Hilversum", false), ("Lijsten", true)]);
    let grid = &workbook.sheets[0];
    assert_eq!(&*grid.text(0, 0), "Acties");
    assert_eq!(&*grid.text(1, 0), "regel één\nregel twee");
    // ods keeps the text as the language of the computer had it.
    assert_eq!(grid.text(1, 1).replace(',', "."), "2.5");
    assert!(matches!(grid.get(1, 2).map(|cell| &cell.value), Some(CellValue::Date(_))), "{:?}", grid.get(1, 2));
    assert_eq!(&*grid.text(1, 2), "27-08-2025");
    assert_eq!(&*grid.text(2, 1), "5");
    assert_eq!(
        grid.get(2, 1).and_then(|cell| cell.formula.clone()).map(|f| f.replace(['[', ']', '.'], "")).as_deref(),
        Some("B2*2")
    );
    assert_eq!(&*grid.text(2, 2), "oud nieuw");
    assert_eq!(&*grid.text(4, 0), "onder");
    assert!(grid.merges.iter().any(|span| span.to_string() == "A1:C1"));
    grid
}

#[test]
fn ods_gives_values_colours_notes_and_hidden_rows() {
    let Some(bytes) = converted("ods") else { return };
    let workbook = read(&bytes, "plan.ods").unwrap();
    assert_eq!(workbook.format, Format::Ods);
    let grid = check_values(&workbook);
    assert_eq!(grid.get(2, 0).and_then(|cell| cell.fill), Some(Rgb(0x92, 0xD0, 0x50)));
    assert_eq!(grid.get(2, 2).and_then(|cell| cell.unstruck.as_deref()), Some(" nieuw"));
    assert_eq!(grid.notes, [StaffNote { row: 1, col: 1, text: "bel even".into() }]);
    assert!(grid.hidden_rows.contains(&3));
}

#[test]
fn xls_gives_values_formulas_and_merges() {
    let Some(bytes) = converted("xls") else { return };
    let workbook = read(&bytes, "plan.xlsx").unwrap();
    assert_eq!(workbook.format, Format::Xls);
    check_values(&workbook);
}

#[test]
fn xlsx_of_libreoffice_gives_the_same_as_the_source() {
    let Some(bytes) = converted("xlsx") else { return };
    for bytes in [bytes, source()] {
        let workbook = read(&bytes, "plan.xlsx").unwrap();
        assert_eq!(workbook.format, Format::Xlsx);
        let grid = check_values(&workbook);
        assert_eq!(grid.get(2, 0).and_then(|cell| cell.fill), Some(Rgb(0x92, 0xD0, 0x50)));
        assert_eq!(grid.get(2, 2).and_then(|cell| cell.unstruck.as_deref()), Some(" nieuw"));
        assert_eq!(grid.notes, [StaffNote { row: 1, col: 1, text: "bel even".into() }]);
        assert!(grid.hidden_rows.contains(&3));
    }
}
