//! The findings as a list for a spreadsheet: semicolons, UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet
//! would run as a formula.

use std::borrow::Cow;

use crate::report::digest::{Digest, Row};
use crate::report::{ReportError, words};
use crate::wording::Lang;

/// The byte order mark by which Excel knows UTF-8.
const BOM: char = '\u{FEFF}';

const HEADER_NL: [&str; 9] =
    ["code", "ernst", "blad", "cel", "nummer", "melding", "wat te doen", "voorstel", "geaccepteerd"];
const HEADER_EN: [&str; 9] =
    ["code", "severity", "sheet", "cell", "number", "message", "what to do", "suggestion", "accepted"];

/// The findings, one a line.
///
/// # Errors
/// Only where writing to memory fails, which no text of a review can cause.
pub fn csv(digest: &Digest) -> Result<Vec<u8>, ReportError> {
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(::csv::Terminator::CRLF)
        .from_writer(BOM.to_string().into_bytes());
    writer.write_record(header(digest.lang))?;
    for row in &digest.findings {
        writer.write_record(record(row, digest.lang).iter().map(|cell| harmless(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| ReportError::Csv(error.into_error().into()))
}

fn header(lang: Lang) -> [&'static str; 9] {
    match lang {
        Lang::Nl => HEADER_NL,
        Lang::En => HEADER_EN,
    }
}

/// Whether this text starts as our list does.
pub(crate) fn bears_mark(text: &str) -> bool {
    let Some(text) = text.strip_prefix(BOM) else { return false };
    let first = text.lines().next().unwrap_or_default();
    first == HEADER_NL.join(";") || first == HEADER_EN.join(";")
}

fn record(row: &Row, lang: Lang) -> [String; 9] {
    let finding = row.finding;
    [
        finding.rule.code.to_string(),
        finding.severity.word(lang).to_owned(),
        finding.at.sheet.as_deref().unwrap_or_default().to_owned(),
        words::spots(finding, lang),
        row.id().to_owned(),
        row.message.to_owned(),
        row.fix.to_owned(),
        row.suggestion().to_owned(),
        finding.accepted.clone().unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula: one that starts like one gets an apostrophe in front.
fn harmless(cell: &str) -> Cow<'_, str> {
    let formula_start = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula_start) {
        // The start is judged before cleaning, so that a tab or return in front does not hide what follows.
        Cow::Owned(format!("'{}", words::clean(cell)))
    } else {
        match words::clean(cell) {
            // Cleaning can lay bare a formula that stood behind a control character.
            Cow::Owned(clean) if clean.starts_with(formula_start) => Cow::Owned(format!("'{clean}")),
            clean => clean,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;

    #[test]
    fn the_list_is_as_dutch_excel_wants_it() {
        let bytes = csv(&Digest::new(&testing::review(Lang::Nl))).unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBFcode;ernst;"));
        let text = String::from_utf8(bytes).unwrap();
        assert!(bears_mark(&text));
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
        insta::assert_snapshot!(text.replace("\r\n", "\n").trim_start_matches(BOM));
    }

    #[test]
    fn the_english_list_has_english_headers() {
        let text = String::from_utf8(csv(&Digest::new(&testing::review(Lang::En))).unwrap()).unwrap();
        assert!(text.contains("severity;sheet;cell"));
        assert!(text.contains("row 8 (previous version)"));
        assert!(bears_mark(&text));
    }

    #[test]
    fn no_cell_of_the_list_is_a_formula() {
        let mut review = testing::review(Lang::Nl);
        review.findings[0].action_id = Some("=1+1".to_owned());
        review.findings[0].suggestion = Some("@SUM(1);\"x\"".to_owned());
        let bytes = csv(&Digest::new(&review)).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[3..]);
        let cells: Vec<String> =
            reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.contains(&"'=1+1".to_owned()) && cells.contains(&"'@SUM(1);\"x\"".to_owned()));
        assert!(cells.contains(&"'-De status ontbreekt in deze rij.".to_owned()));
        assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    }

    #[test]
    fn a_formula_becomes_text() {
        for bad in ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", "\u{1}=cmd|' /C calc'!A0", "＝1"] {
            assert!(harmless(bad).starts_with('\''), "{bad:?}");
        }
        assert_eq!(harmless("Q1 = goed"), "Q1 = goed");
        assert_eq!(harmless(""), "");
    }
}
