//! The catalogue of rules. One rule, one file: its documentation, its check and its tests.

use chrono::NaiveDate;

use crate::cell::Grid;
use crate::finding::{Finding, Rule};
use crate::framework::Framework;
use crate::plan::ActionPlan;
use crate::reconcile::Reconciliation;

/// What a check may look at.
pub struct Context<'a> {
    /// What is valid.
    pub framework: &'a Framework,
    /// The version that is checked.
    pub plan: &'a ActionPlan,
    /// Its sheets as they are, planwacht's own left out.
    pub grids: &'a [Grid],
    /// The version before it.
    pub previous: Option<Previous<'a>>,
    /// The day on which it is judged.
    pub today: NaiveDate,
}

/// The previous version and what became of it.
#[derive(Clone, Copy)]
pub struct Previous<'a> {
    /// The plan.
    pub plan: &'a ActionPlan,
    /// The reconciliation with the current one.
    pub reconciliation: &'a Reconciliation,
}

/// Adds what it finds.
pub type Check = fn(&Context, &mut Vec<Finding>);

/// Every rule with its check, in the order of the codes' families.
pub const CATALOGUE: &[(&Rule, Check)] = &[];
