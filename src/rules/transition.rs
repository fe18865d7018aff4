//! What the rules about two versions share: the actions that are in both, and the reasons that staff gave since.

use std::collections::{BTreeSet, HashSet};

use crate::cell::CellRef;
use crate::plan::Action;
use crate::reconcile::{Change, ChangeKind};
use crate::rules::Context;
use crate::wording::{fold, key};

pub(in crate::rules) mod action_moved;
pub(in crate::rules) mod action_reopened;
pub(in crate::rules) mod action_unchanged;
pub(in crate::rules) mod action_vanished;
pub(in crate::rules) mod colour_changed_without_cause;
pub(in crate::rules) mod deadline_slipped;
pub(in crate::rules) mod deadline_slipped_again;
pub(in crate::rules) mod owner_changed;
pub(in crate::rules) mod owner_removed;
pub(in crate::rules) mod previous_redacted;
pub(in crate::rules) mod slips;
pub(in crate::rules) mod status_backwards;
pub(in crate::rules) mod text_changed;

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

/// Which cells have a remark of the staff, and whether an action says anything new about why.
pub(in crate::rules) struct Reasons<'a> {
    remarked: HashSet<(&'a str, u32, u32)>,
}

impl<'a> Reasons<'a> {
    /// Looks up every remark once.
    pub(in crate::rules) fn new(ctx: &Context<'a>) -> Self {
        let notes = ctx.grids.iter().flat_map(|grid| grid.notes.iter().map(move |note| (grid, note)));
        let told = notes.filter(|(_, note)| !note.text.trim().is_empty());
        Self { remarked: told.map(|(grid, note)| (&*grid.sheet, note.row, note.col)).collect() }
    }

    /// Whether the notes of an action have words that were not there before, or staff left a remark at the cell in question.
    ///
    /// Any new words count: people judge whether it is a good reason.
    pub(in crate::rules) fn given(&self, old: &Action, new: &Action, at: &CellRef) -> bool {
        let before: BTreeSet<String> = words(&old.explanation()).collect();
        words(&new.explanation()).any(|word| !before.contains(&word)) || self.at(at)
    }

    /// Whether staff left a remark at the cell.
    pub(in crate::rules) fn at(&self, at: &CellRef) -> bool {
        self.remarked.contains(&(&*at.sheet, at.row, at.col))
    }
}

/// The words of at least three letters.
pub(in crate::rules) fn words(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> =
        fold(text).split(' ').map(key).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).collect();
    words.into_iter()
}
