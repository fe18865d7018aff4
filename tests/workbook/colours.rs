//! The colours of a plan as people see them: themes and tints, and conditional formats, up to the statuses that are read from them.

use std::process::Command;

use planwacht::cell::{Grid, Reading};
use planwacht::framework::Framework;
use planwacht::plan::{Status, StatusSource};
use planwacht::workbook::read;
use rust_xlsxwriter::conditional_format::{
    ConditionalFormatBlank, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    ConditionalFormatText, ConditionalFormatTextRule,
};
use rust_xlsxwriter::{Color, Format as Style, Workbook as Writer};

fn filled(colour: Color) -> Style {
    Style::new().set_background_color(colour)
}

/// A sheet of actions whose status column is coloured in every way that staff and programs do it.
fn source() -> Vec<u8> {
    let mut writer = Writer::new();
    let (red, amber, green) =
        (filled(Color::RGB(0xFF0000)), filled(Color::RGB(0xFFC000)), filled(Color::RGB(0x92D050)));
    let sheet = writer.add_worksheet().set_name("Hilversum").unwrap();
    for (col, header) in (0u16..).zip(["Nr", "Actie", "Trekker", "Planning", "Kaderstatus", "Status", "Hulp"]) {
        sheet.write(0, col, header).unwrap();
    }
    for row in 1..=9 {
        sheet.write(row, 0, format!("HI-{row:02}")).unwrap();
        sheet.write(row, 1, format!("Actie nummer {row} van de gemeente")).unwrap();
        sheet.write(row, 2, "OOV Hilversum").unwrap();
        sheet.write(row, 3, "Q2 2026").unwrap();
    }
    // Kaderstatus: a theme colour with a tint, a word that a rule colours, a helper column, a blank reminder.
    sheet.write_blank(1, 4, &filled(Color::Theme(6, 2))).unwrap();
    sheet.write(2, 4, "Rood").unwrap();
    sheet.write_with_format(3, 4, "Groen", &red).unwrap();
    sheet.write(4, 6, 3).unwrap();
    sheet.write(6, 4, "Groen").unwrap();
    // Status: words with rules on them, over fills that stand for the framework.
    for (row, text) in
        [(1, "Loopt"), (2, "Vertraagd"), (3, "Afgerond 3 juni 2025"), (5, "Niet gestart"), (6, "Vervallen")]
    {
        sheet.write(row, 5, text).unwrap();
    }
    sheet.write_with_format(7, 5, "Vertraagd", &green).unwrap();
    let text = |wanted: &str, format: &Style| {
        ConditionalFormatText::new().set_rule(ConditionalFormatTextRule::Contains(wanted.to_owned())).set_format(format)
    };
    let formula = |rule: &str, format: &Style| ConditionalFormatFormula::new().set_rule(rule).set_format(format);
    sheet.add_conditional_format(1, 4, 99, 4, &text("rood", &red)).unwrap();
    let is_green =
        ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo("Groen")).set_format(&green);
    sheet.add_conditional_format(1, 4, 99, 4, &is_green).unwrap();
    sheet.add_conditional_format(1, 4, 99, 4, &formula("=$G2=3", &amber)).unwrap();
    sheet.add_conditional_format(1, 5, 99, 5, &formula("=LEFT($F2,9)=\"Vertraagd\"", &red)).unwrap();
    sheet.add_conditional_format(1, 5, 99, 5, &ConditionalFormatBlank::new().set_format(&amber)).unwrap();
    sheet.add_conditional_format(1, 0, 99, 3, &formula("=$F2=\"Vervallen\"", &filled(Color::RGB(0xD9D9D9)))).unwrap();
    writer.save_to_buffer().unwrap()
}

/// The fill and the echo of a cell: `FF0000`, `~FF0000`.
fn colours(grid: &Grid, at: &str) -> String {
    let (row, col) = planwacht::cell::parse_a1(at).unwrap();
    let cell = grid.get(row, col);
    let fill = cell.and_then(|cell| cell.fill).map(|fill| fill.to_string()).unwrap_or_default();
    let echo = cell.and_then(|cell| cell.echo).map(|echo| format!("~{echo}")).unwrap_or_default();
    fill + &echo
}

fn status(reading: &Reading<Status>) -> String {
    match reading {
        Reading::Absent => "absent".into(),
        Reading::Blank => "blank".into(),
        Reading::Unreadable => "unreadable".into(),
        Reading::Known(status) => {
            let Status { code, source } = &**status;
            match source {
                StatusSource::Word => format!("{code} by word"),
                StatusSource::Fill(_) => format!("{code} by fill"),
                StatusSource::WordAndFill { means, .. } => format!("{code} by word, {means} by fill"),
            }
        }
    }
}

fn check(bytes: &[u8], whose: &str) {
    let sheets = read(bytes, "plan.xlsx").unwrap().sheets;
    let grid = &sheets[0];
    assert!(grid.troubles.is_empty(), "{whose}: {:?}", grid.troubles);
    for (at, expected) in [
        ("E3", "~FF0000"),
        ("E4", "FF0000~92D050"),
        ("E5", "FFC000"),
        ("E6", ""),
        ("E7", "~92D050"),
        ("F2", ""),
        ("F3", "~FF0000"),
        ("F5", "~FFC000"),
        ("F8", "92D050~FF0000"),
        ("A7", "D9D9D9"),
        ("A6", ""),
    ] {
        assert_eq!(colours(grid, at), expected, "{whose}: {at}");
    }
    let plan = planwacht::read::read(&sheets, Framework::embedded());
    let found: Vec<(String, String)> = plan
        .actions
        .iter()
        .map(|action| (status(&action.framework_status.value), status(&action.progress.value)))
        .collect();
    let expected = [
        ("green by fill", "in_progress by word"),
        ("red by word, red by fill", "delayed by word"),
        // The rule lies over the fill: people see green.
        ("green by word, green by fill", "done by word"),
        // A colour by another column speaks; a reminder that the cell is empty does not.
        ("orange by fill", "blank"),
        ("blank", "not_started by word"),
        ("green by word, green by fill", "dropped by word"),
        // The fill of the progress cell is of the framework, whatever its rule paints over it.
        ("green by fill", "delayed by word"),
        ("blank", "blank"),
        ("blank", "blank"),
    ];
    for (row, ((colour, progress), expected)) in found.iter().zip(expected).enumerate() {
        assert_eq!((colour.as_str(), progress.as_str()), expected, "{whose}: row {}", row + 2);
    }
}

#[test]
fn rules_themes_and_fills_are_read_as_people_see_them() {
    check(&source(), "as written");
}

#[test]
fn they_are_the_same_after_libreoffice_saved_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bron.xlsx"), source()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(folder.path().join("uit"))
        .arg(folder.path().join("bron.xlsx"))
        .output();
    let Some(bytes) = ran.ok().and_then(|_| std::fs::read(folder.path().join("uit").join("bron.xlsx")).ok()) else {
        let required = std::env::var("PLANWACHT_CHECKS").is_ok_and(|value| value == "required");
        assert!(!required, "LibreOffice made no xlsx, and PLANWACHT_CHECKS=required");
        println!("skipped: LibreOffice made no xlsx");
        return;
    };
    check(&bytes, "as LibreOffice saved it");
}
