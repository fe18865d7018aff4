//! What cells show of their values, in every kind of workbook.

use std::process::Command;

use planwacht::cell::{CellValue, DateShown, Grid};
use planwacht::language::LanguageCode;
use planwacht::number_format::Locale;
use planwacht::workbook::{Workbook, read, read_in};
use rust_xlsxwriter::{Format as Style, Workbook as Writer};

use crate::support::tool;

/// A format, a number, what the cell shows, and what of a date it shows.
const CELLS: [(&str, f64, &str, DateShown); 11] = [
    ("General", 2.5, "2,5", DateShown::Whole),
    ("0.00", 2.1, "2,10", DateShown::Whole),
    ("0%", 0.5, "50%", DateShown::Whole),
    ("\"HI-\"00", 1.0, "HI-01", DateShown::Whole),
    ("mmm\\-yy", 46_082.0, "mrt-26", DateShown::Month),
    ("yyyy", 46_023.0, "2026", DateShown::Year),
    ("d\\-mmm", 46_096.0, "15-mrt", DateShown::WithoutYear),
    ("[$-413]d\\ mmmm\\ yyyy", 46_096.0, "15 maart 2026", DateShown::Whole),
    ("[$-409]mmmm\\ d\\,\\ yyyy", 46_096.0, "March 15, 2026", DateShown::Whole),
    ("#,##0", 1234.0, "1.234", DateShown::Whole),
    ("0;-0;;@", 0.0, "", DateShown::Whole),
];

fn source() -> Vec<u8> {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("Plan").unwrap();
    for (row, (format, number, ..)) in (0..).zip(CELLS) {
        sheet.write_number_with_format(row, 0, number, &Style::new().set_num_format(format)).unwrap();
    }
    writer.save_to_buffer().unwrap()
}

fn wrong(grid: &Grid) -> Vec<String> {
    (0..)
        .zip(CELLS)
        .filter_map(|(row, (format, _, shown, of_date))| {
            let cell = grid.get(row, 0).cloned().unwrap_or_default();
            let is = (cell.text().trim().to_owned(), cell.date_shown);
            (is != (shown.to_owned(), of_date)).then(|| format!("{format}: {is:?} instead of {shown} {of_date:?}"))
        })
        .collect()
}

#[test]
fn xlsx_shows_what_excel_shows() {
    let workbook = read(&source(), "plan.xlsx").unwrap();
    assert_eq!(wrong(&workbook.sheets[0]), Vec::<String>::new());
    let cell = workbook.sheets[0].get(10, 0).unwrap();
    assert!(cell.is_blank() && cell.value == CellValue::Number(0.0), "a zero that the format hides");
    let english = read_in(&source(), "plan.xlsx", Locale::new(LanguageCode::find("en").unwrap())).unwrap();
    let texts: Vec<_> = (0..6).map(|row| english.sheets[0].text(row, 0)).collect();
    assert_eq!(texts, ["2.5", "2.10", "50%", "HI-01", "Mar-26", "2026"].map(Into::into));
}

/// The source as LibreOffice saves it on a Dutch computer.
fn converted(ext: &str) -> Option<Workbook> {
    let soffice = tool("PLANWACHT_SOFFICE", "soffice")?;
    let folder = tempfile::tempdir().unwrap();
    let profile = crate::number_formats::dutch_profile(folder.path());
    std::fs::write(folder.path().join("plan.xlsx"), source()).unwrap();
    let ran = Command::new(soffice)
        .args([&profile, "--headless", "--convert-to", ext, "--outdir"])
        .args([folder.path(), &folder.path().join("plan.xlsx")])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let name = format!("plan.{ext}");
    Some(read(&std::fs::read(folder.path().join(&name)).unwrap(), &name).unwrap())
}

#[test]
fn ods_shows_what_it_says() {
    let Some(workbook) = converted("ods") else { return };
    // A number that its format hides has no text in ods, as one of which the text was left out.
    let hidden = |told: &String| told.starts_with("0;-0;;@");
    assert_eq!(wrong(&workbook.sheets[0]).into_iter().filter(|told| !hidden(told)).count(), 0);
}

#[test]
fn xls_shows_it_by_its_formats() {
    let Some(workbook) = converted("xls") else { return };
    assert_eq!(wrong(&workbook.sheets[0]), Vec::<String>::new());
}
