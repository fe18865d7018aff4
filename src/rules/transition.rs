//! What the rules about two versions share: the actions that are in both, and the reasons that staff gave since.

use std::collections::{BTreeSet, HashSet};

use crate::cell::CellRef;
use crate::plan::Action;
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

pub(in crate::rules) use crate::rules::kept::{Kept, kept};

/// Which cells have a remark of the staff, and whether an action says anything new about why.
pub(in crate::rules) struct Reasons<'a> {
    remarked: HashSet<(&'a str, u32, u32)>,
    /// Sheets whose notes could not be read: every cell of them may have one.
    unknown: HashSet<&'a str>,
}

impl<'a> Reasons<'a> {
    /// Looks up every remark once.
    pub(in crate::rules) fn new(ctx: &Context<'a>) -> Self {
        let notes = ctx.grids.iter().flat_map(|grid| grid.notes.iter().map(move |note| (grid, note)));
        let told = notes.filter(|(_, note)| !note.text.trim().is_empty());
        let unknown = ctx.grids.iter().filter(|grid| grid.notes_unknown).map(|grid| &*grid.sheet).collect();
        Self { remarked: told.map(|(grid, note)| (&*grid.sheet, note.row, note.col)).collect(), unknown }
    }

    /// Whether the notes of an action have words that were not there before, or staff left a remark at the cell in question.
    ///
    /// Any new words count: people judge whether it is a good reason.
    pub(in crate::rules) fn given(&self, old: &Action, new: &Action, at: &CellRef) -> bool {
        let before: BTreeSet<String> = words(&old.explanation()).collect();
        words(&new.explanation()).any(|word| !before.contains(&word)) || self.at(at)
    }

    /// Whether staff left a remark at the cell, or may have.
    pub(in crate::rules) fn at(&self, at: &CellRef) -> bool {
        self.unknown.contains(&*at.sheet) || self.remarked.contains(&(&*at.sheet, at.row, at.col))
    }
}

/// The words of at least three letters.
pub(in crate::rules) fn words(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> =
        fold(text).split(' ').map(key).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).collect();
    words.into_iter()
}
