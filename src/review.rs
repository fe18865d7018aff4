//! The whole run as a pure function: bytes, framework and the reference date in; a [`Review`] out.

use chrono::NaiveDate;

use crate::finding::{Finding, Severity};
use crate::framework::Framework;
use crate::plan::ActionPlan;
use crate::reconcile::{ChangeKind, Reconciliation};
use crate::wording::Lang;

/// A workbook as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file's name, without folders.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A workbook that a review speaks of.
#[derive(Debug, Clone)]
pub struct FileId {
    /// The file's name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Everything that the outputs show. Personal data are masked in every text of it, so that no output can repeat them.
#[derive(Debug, Clone)]
pub struct Review {
    /// The language of the outputs.
    pub lang: Lang,
    /// The day on which the plan was judged.
    pub today: NaiveDate,
    /// The workbook that was checked.
    pub file: FileId,
    /// What is valid.
    pub framework: Framework,
    /// The plan that was checked.
    pub plan: ActionPlan,
    /// Sorted by sheet, row, column, code; those of the whole plan last.
    pub findings: Vec<Finding>,
    /// The version before it, where one was given.
    pub previous: Option<PreviousReview>,
}

/// The version before it.
#[derive(Debug, Clone)]
pub struct PreviousReview {
    /// The workbook.
    pub file: FileId,
    /// Its plan.
    pub plan: ActionPlan,
    /// What became of each action.
    pub reconciliation: Reconciliation,
}

/// The counts of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Actions in the current version.
    pub actions: usize,
    /// Findings that are errors and not accepted.
    pub errors: usize,
    /// Findings that are warnings and not accepted.
    pub warnings: usize,
    /// Findings that are information and not accepted.
    pub infos: usize,
    /// Findings that were accepted, whatever their severity.
    pub accepted: usize,
    /// Actions that are new.
    pub added: usize,
    /// Actions that are gone.
    pub removed: usize,
    /// Actions that are kept and changed.
    pub changed: usize,
    /// Actions that are kept as they were.
    pub unchanged: usize,
    /// Actions that became several.
    pub split: usize,
    /// Actions that became one with others.
    pub merged: usize,
}

impl Review {
    /// How many of what. An accepted finding counts as accepted alone; without a previous version nothing has changed.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { actions: self.plan.actions.len(), ..Counts::default() };
        for finding in &self.findings {
            let counter = match (&finding.accepted, finding.severity) {
                (Some(_), _) => &mut counts.accepted,
                (None, Severity::Error) => &mut counts.errors,
                (None, Severity::Warning) => &mut counts.warnings,
                (None, Severity::Info) => &mut counts.infos,
            };
            *counter += 1;
        }
        for change in self.previous.iter().flat_map(|previous| &previous.reconciliation.changes) {
            let counter = match change.kind {
                ChangeKind::Added => &mut counts.added,
                ChangeKind::Removed => &mut counts.removed,
                ChangeKind::Split => &mut counts.split,
                ChangeKind::Merged => &mut counts.merged,
                ChangeKind::Kept if change.is_change() => &mut counts.changed,
                ChangeKind::Kept => &mut counts.unchanged,
            };
            *counter += 1;
        }
        counts
    }
}
