//! What number formats show: a table of them, which LibreOffice is asked to confirm where it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use planwacht::number_format::{Locale, NumberFormat};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::tool;

/// One line of the table.
struct Line {
    code: &'static str,
    number: f64,
    shown: &'static str,
    /// Whether LibreOffice shows the same.
    confirmed: bool,
}

fn table() -> Vec<Line> {
    let lines = include_str!("number_formats.tsv").lines().filter(|line| line.contains('\t'));
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or_else(|| panic!("{line}"));
            let (code, number, shown) = (next(), next().parse().unwrap(), next());
            Line { code, number, shown, confirmed: cells.next() != Some("~") }
        })
        .collect()
}

/// Makes the settings of a Dutch computer in a folder, and gives the argument by which LibreOffice takes them.
pub(crate) fn dutch_profile(folder: &Path) -> String {
    const DUTCH: &str = r#"<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop></item></oor:items>"#;
    let user = folder.join("profile/user");
    std::fs::create_dir_all(&user).unwrap();
    std::fs::write(user.join("registrymodifications.xcu"), DUTCH).unwrap();
    format!("-env:UserInstallation=file://{}", folder.join("profile").display())
}

#[test]
fn formats_show_what_excel_shows() {
    let table = table();
    assert!(table.iter().map(|line| line.code).collect::<BTreeSet<_>>().len() >= 200);
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|Line { code, number, shown, .. }| {
            let is = NumberFormat::parse(code).number(*number, Locale::default(), false)?.text;
            (is != *shown).then(|| format!("{code}\t{number}\t{shown}\t{is}"))
        })
        .collect();
    assert!(wrong.is_empty(), "format, number, expected, shown:\n{}", wrong.join("\n"));
}

#[test]
fn libreoffice_shows_the_same() {
    /// Text by tabs in UTF-8, as the cells show it.
    const AS_SHOWN: &str = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true";
    let Some(soffice) = tool("PLANWACHT_SOFFICE", "soffice") else { return };
    let table = table();
    let folder = tempfile::tempdir().unwrap();
    let profile = dutch_profile(folder.path());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(&table) {
        sheet.write_number_with_format(row, 0, line.number, &Format::new().set_num_format(line.code)).unwrap();
    }
    let input = folder.path().join("formats.xlsx");
    book.save(&input).unwrap();
    let ran = Command::new(soffice)
        .args([&profile, "--headless", "--convert-to", AS_SHOWN, "--outdir"])
        .args([folder.path(), &input])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = std::fs::read_to_string(folder.path().join("formats.csv")).unwrap();
    let shown: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    assert_eq!(shown.len(), table.len());
    let differ =
        |(line, shown): &(&Line, &&str)| (line.shown == shown.trim().trim_matches('"').trim()) != line.confirmed;
    let wrong: Vec<String> = table
        .iter()
        .zip(&shown)
        .filter(differ)
        .map(|(line, shown)| format!("{}\t{}\t{}\t{shown}", line.code, line.number, line.shown))
        .collect();
    assert!(wrong.is_empty(), "format, number, expected, LibreOffice:\n{}", wrong.join("\n"));
}
