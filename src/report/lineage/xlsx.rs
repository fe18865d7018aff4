//! The lineage as a workbook: the versions, each action on a line, and everything that happened.

use rust_xlsxwriter::Workbook;

use super::{View, sheets as drawn};
use crate::report::ReportError;
use crate::report::sheets::{self, Look};
use crate::wording::Lang;

/// The workbook's bytes; the same versions always give the same bytes.
///
/// # Errors
/// Where a limit of the file format is exceeded.
pub fn xlsx(view: &View) -> Result<Vec<u8>, ReportError> {
    let look = Look::new();
    let [versions, lives, moments] = match view.lang {
        Lang::Nl => ["Versies", "Levensloop", "Gebeurtenissen"],
        Lang::En => ["Versions", "History", "Events"],
    };
    let mut workbook = Workbook::new();
    let title = view.lang.pick("Levensloop van de acties", "History of each action");
    workbook.set_properties(&sheets::fixed_properties(title));
    drawn::versions(workbook.add_worksheet().set_name(versions)?, &look, view)?;
    drawn::lives(workbook.add_worksheet().set_name(lives)?, &look, view)?;
    drawn::moments(workbook.add_worksheet().set_name(moments)?, &look, view)?;
    sheets::save(workbook)
}
