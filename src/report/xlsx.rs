//! The summary as a workbook: overview, changes, findings and an explanation.

use rust_xlsxwriter::Workbook;

use crate::report::ReportError;
use crate::report::digest::Digest;
use crate::report::sheets::{self, Links, Look};
use crate::review::Review;
use crate::wording::Lang;

/// The workbook's bytes; the same review always gives the same bytes.
///
/// # Errors
/// Where a limit of the file format is exceeded.
pub fn xlsx(review: &Review) -> Result<Vec<u8>, ReportError> {
    let digest = Digest::new(review);
    let look = Look::new();
    let names = match review.lang {
        Lang::Nl => ["Overzicht", "Wijzigingen", "Bevindingen", "Toelichting"],
        Lang::En => ["Overview", "Changes", "Findings", "Explanation"],
    };
    let [overview, changes, findings, explanation] = names;
    let mut workbook = Workbook::new();
    workbook.set_properties(&sheets::properties(review, review.lang.pick("Controle van het actieplan", "Check of the action plan")));
    sheets::overview(workbook.add_worksheet().set_name(overview)?, &look, &digest, findings, false)?;
    sheets::changes(workbook.add_worksheet().set_name(changes)?, &look, &digest, Links::None)?;
    sheets::findings(workbook.add_worksheet().set_name(findings)?, &look, &digest, Links::None, None)?;
    sheets::explanation(workbook.add_worksheet().set_name(explanation)?, &look, &digest)?;
    Ok(workbook.save_to_buffer()?)
}
