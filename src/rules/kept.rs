//! The actions that are in both versions.

use crate::plan::Action;
use crate::reconcile::{Change, ChangeKind};
use crate::rules::Context;

/// An action that is in both versions.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Kept<'a> {
    /// What changed about it.
    pub change: &'a Change,
    /// The action in the previous version.
    pub old: &'a Action,
    /// The action now.
    pub new: &'a Action,
}

/// The actions that are one row in both versions; none without a previous version.
pub(in crate::rules) fn kept<'a>(ctx: &Context<'a>) -> impl Iterator<Item = Kept<'a>> {
    let plan = ctx.plan;
    ctx.previous.into_iter().flat_map(move |previous| {
        previous.reconciliation.changes.iter().filter(|change| change.kind == ChangeKind::Kept).filter_map(
            move |change| {
                let ([old], [new]) = (change.previous.as_slice(), change.current.as_slice()) else { return None };
                Some(Kept { change, old: previous.plan.actions.get(*old)?, new: plan.actions.get(*new)? })
            },
        )
    })
}
