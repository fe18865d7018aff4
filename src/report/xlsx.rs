//! The summary as a workbook: overview, changes, findings and an explanation.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::report::ReportError;
use crate::report::digest::Digest;
use crate::report::sheets::{self, Links, Look};
use crate::wording::Lang;

/// A sheet with more rows than this is kept in a temporary file while it is written.
const LARGE: usize = 10_000;

/// The workbook's bytes; the same digest always gives the same bytes.
///
/// # Errors
/// Where a limit of the file format is exceeded, or the temporary file of a large sheet cannot be written.
pub fn xlsx(digest: &Digest) -> Result<Vec<u8>, ReportError> {
    let review = digest.review;
    let look = Look::new();
    let names = match review.lang {
        Lang::Nl => ["Overzicht", "Wijzigingen", "Bevindingen", "Toelichting"],
        Lang::En => ["Overview", "Changes", "Findings", "Explanation"],
    };
    let [overview, changes, findings, explanation] = names;
    let mut workbook = Workbook::new();
    workbook.set_properties(&sheets::properties(
        review,
        review.lang.pick("Controle van het actieplan", "Check of the action plan"),
    ));
    sheets::overview(workbook.add_worksheet().set_name(overview)?, &look, digest, findings, false)?;
    let sheet = worksheet(&mut workbook, digest.changes.len())?.set_name(changes)?;
    sheets::changes(sheet, &look, digest, Links::None)?;
    let sheet = worksheet(&mut workbook, digest.findings.len())?.set_name(findings)?;
    sheets::findings(sheet, &look, digest, Links::None, None)?;
    sheets::explanation(workbook.add_worksheet().set_name(explanation)?, &look, digest)?;
    sheets::save(workbook)
}

fn worksheet(workbook: &mut Workbook, rows: usize) -> Result<&mut Worksheet, XlsxError> {
    // Without a place for the file it takes more memory.
    let in_file = rows > LARGE && tempfile::tempfile().is_ok();
    if in_file { workbook.add_worksheet_with_low_memory() } else { Ok(workbook.add_worksheet()) }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::report::{bears_mark, testing};

    fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
        calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn the_summary_has_its_sheets_and_rows() {
        let mut book = open(xlsx(&Digest::new(&testing::review(Lang::Nl))).unwrap());
        assert_eq!(book.sheet_names(), ["Overzicht", "Wijzigingen", "Bevindingen", "Toelichting"]);
        let findings = book.worksheet_range("Bevindingen").unwrap();
        let row: Vec<String> = findings.rows().nth(5).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(row[1..6], ["■ fout", "OWN001", "Zandwijk", "C7", "ZA-03"]);
        assert_eq!(findings.rows().count(), 4 + 8);
        let changes = book.worksheet_range("Wijzigingen").unwrap();
        assert_eq!(changes.rows().count(), 4 + 8);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let mut book = open(xlsx(&Digest::new(&testing::review(Lang::Nl))).unwrap());
        let changes = book.worksheet_range("Wijzigingen").unwrap();
        assert!(
            changes.cells().any(|(_, _, cell)| matches!(cell, Data::String(text) if text.starts_with("=HYPERLINK")))
        );
        for sheet in book.sheet_names() {
            assert!(book.worksheet_formula(&sheet).unwrap().is_empty(), "{sheet}");
        }
    }

    #[test]
    fn a_first_version_without_findings_says_so() {
        let mut review = testing::first_version(Lang::En);
        review.findings.clear();
        let mut book = open(xlsx(&Digest::new(&review)).unwrap());
        assert_eq!(book.sheet_names(), ["Overview", "Changes", "Findings", "Explanation"]);
        let said = |range: calamine::Range<Data>| range.cells().next_back().unwrap().2.to_string();
        assert_eq!(said(book.worksheet_range("Findings").unwrap()), "There are no findings.");
        assert!(said(book.worksheet_range("Changes").unwrap()).starts_with("No previous version was given"));
    }

    #[test]
    fn the_same_review_gives_the_same_bytes() {
        assert_eq!(
            xlsx(&Digest::new(&testing::review(Lang::Nl))).unwrap(),
            xlsx(&Digest::new(&testing::review(Lang::Nl))).unwrap()
        );
    }

    #[test]
    fn texts_that_excel_cannot_hold_are_cut() {
        let mut review = testing::review(Lang::Nl);
        review.findings[1].message.nl = "😀".repeat(30_000) + "\u{1}";
        review.findings[1].action_id = Some("x".repeat(40_000));
        review.plan.remarks[0].message.nl = "é".repeat(33_000);
        let mut book = open(xlsx(&Digest::new(&review)).unwrap());
        let findings = book.worksheet_range("Bevindingen").unwrap();
        let longest = findings.cells().map(|(_, _, cell)| cell.to_string().encode_utf16().count()).max().unwrap();
        assert!((32_000..=32_767).contains(&longest), "{longest}");
    }

    #[test]
    fn outputs_are_known_as_ours_and_other_files_are_not() {
        let review = testing::review(Lang::Nl);
        assert!(bears_mark(&xlsx(&Digest::new(&review)).unwrap()));
        let mut json = Vec::new();
        crate::report::json::json(&review, &mut json).unwrap();
        assert!(bears_mark(&json));
        let digest = Digest::new(&review);
        assert!(bears_mark(&crate::report::csv::csv(&digest).unwrap()));
        assert!(bears_mark(&crate::report::markdown::markdown(&digest)));
        assert!(bears_mark(&crate::report::html::html(&digest)));
        let mut other = Workbook::new();
        other.add_worksheet();
        for bytes in
            [&other.save_to_buffer().unwrap()[..], b"", b"PK\x03\x04", b"{\"schema\": \"x\"}", b"# Memo", b"code;ernst"]
        {
            assert!(!bears_mark(bytes));
        }
    }
}
