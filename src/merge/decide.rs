//! What becomes of the changes to one cell: taken where the copies agree, a conflict where they contradict each other.

use super::change::{CellChanges, Change3};
use super::compare::{same_fill, same_value};
use super::draft::Draft;
use super::{Aspect, Claim, Entry, Kind, Reason};
use crate::cell::CellRef;
use crate::package::{CellEdit, StaffNoteEdit};
use crate::wording::Lang;

/// What is done to one cell, with the account of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Decision {
    pub edit: Option<CellEdit>,
    pub note: Option<StaffNoteEdit>,
    pub entries: Vec<Entry>,
}

/// Decides on one cell of the base.
pub(super) fn decide(draft: &Draft<'_>, at: &CellRef, changes: &CellChanges, lang: Lang) -> Decision {
    let mut decision = Decision::default();
    let cell = draft.base.place(at).cell;
    let entry = |aspect, before: String, claims, agree: bool, reason| Entry {
        kind: if agree { Kind::Taken } else { Kind::Conflict },
        at: Some(at.clone()),
        action: changes.action.clone(),
        column: changes.column.clone(),
        aspect,
        before,
        claims,
        reason,
    };
    let values = agree(&changes.values, same_value);
    let fills = agree(&changes.fills, |a, b| same_fill(*a, *b));
    let apart = values.is_some() && fills.is_some() && !share_a_copy(&changes.values, &changes.fills);
    let reason = |remark: Option<Reason>| if apart { Some(Reason::WordAndColour) } else { remark };
    if !changes.values.is_empty() {
        let remark = changes.values.iter().find_map(|change| change.remark.clone());
        let claims = claims(&changes.values, |change| draft.says(change));
        let before = cell.map(|cell| cell.text().to_string()).unwrap_or_default();
        decision.entries.push(entry(Aspect::Value, before, claims, values.is_some() && !apart, reason(remark)));
    }
    if !changes.fills.is_empty() {
        let claims = claims(&changes.fills, |change| draft.colour(change.to, lang));
        let before = draft.colour(cell.and_then(|cell| cell.fill), lang);
        decision.entries.push(entry(Aspect::Fill, before, claims, fills.is_some() && !apart, reason(None)));
    }
    if !apart && (values.is_some() || fills.is_some()) {
        let (value, fill) = (values.cloned(), fills.copied());
        decision.edit = Some(CellEdit { at: at.clone(), value, fill, style_of: None });
    }
    if !changes.notes.is_empty() {
        let note = agree(&changes.notes, |a, b| a.text == b.text);
        let before = draft.base.note(at).unwrap_or_default().trim().to_owned();
        let claims = claims(&changes.notes, |change| change.to.text.clone());
        decision.entries.push(entry(Aspect::Note, before, claims, note.is_some(), None));
        decision.note =
            note.map(|note| StaffNoteEdit { at: at.clone(), author: note.author.clone(), text: note.text.clone() });
    }
    decision
}

/// What all copies that changed it made of it; none where they contradict each other, or none changed it.
fn agree<T>(changes: &[Change3<T>], same: impl Fn(&T, &T) -> bool) -> Option<&T> {
    let first = changes.first()?;
    changes.iter().all(|other| same(&first.to, &other.to)).then_some(&first.to)
}

/// Whether one copy changed both: then word and colour were meant together.
fn share_a_copy<A, B>(one: &[Change3<A>], other: &[Change3<B>]) -> bool {
    one.iter().any(|a| other.iter().any(|b| a.copy == b.copy))
}

fn claims<T>(changes: &[Change3<T>], shown: impl Fn(&Change3<T>) -> String) -> Vec<Claim> {
    let claim = |change: &Change3<T>| Claim { copy: change.copy, at: Some(change.at.clone()), says: shown(change) };
    changes.iter().map(claim).collect()
}
