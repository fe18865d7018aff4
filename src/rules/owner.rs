//! Owners: who leads an action, and whether somebody did before.

use std::collections::BTreeSet;

use crate::cell::Reading;
use crate::finding::RuleCode;
use crate::plan::{Action, OwnerKind};
use crate::rules::kept::{Kept, kept};
use crate::rules::{Context, find, row_of};

pub(in crate::rules) mod collective;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod of_other_municipality;
pub(in crate::rules) mod outside_district;
pub(in crate::rules) mod placeholder;
pub(in crate::rules) mod redacted;
pub(in crate::rules) mod several;
pub(in crate::rules) mod unknown;

/// The rows of which TRN004 says that the owner was removed: there an owner that is empty, or still to come, is no other news.
pub(in crate::rules) fn removed<'a>(ctx: &Context<'a>) -> BTreeSet<(&'a str, u32)> {
    let rows = || kept(ctx).filter(|kept| is_removed(ctx, kept)).map(|kept| row_of(kept.new));
    let is_told = find(RuleCode::TRN004.as_str()).is_some_and(|rule| ctx.applies(rule));
    if is_told { rows().collect() } else { BTreeSet::new() }
}

/// Whether an action had an owner and has none now.
pub(in crate::rules) fn is_removed(ctx: &Context, kept: &Kept) -> bool {
    had_owner(kept.old) && has_none(kept.new) && !ctx.is_closed(kept.new)
}

fn had_owner(action: &Action) -> bool {
    match &action.owners.value {
        Reading::Known(owners) => {
            owners.iter().any(|owner| !matches!(owner.kind, OwnerKind::Placeholder | OwnerKind::Redacted))
        }
        Reading::Unreadable => true,
        Reading::Absent | Reading::Blank => false,
    }
}

/// Whether the owner is empty or still to be decided. A table without the column is reported as such (STR002).
fn has_none(action: &Action) -> bool {
    match &action.owners.value {
        Reading::Blank => true,
        Reading::Known(owners) => owners.iter().all(|owner| owner.kind == OwnerKind::Placeholder),
        Reading::Absent | Reading::Unreadable => false,
    }
}
