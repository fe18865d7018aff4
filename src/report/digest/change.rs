//! One line for each thing that changed.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, Happened, field_event};
use crate::cell::CellRef;
use crate::framework::Field;
use crate::plan::{Action, ActionPlan};
use crate::reconcile::{Change, ChangeKind, FieldChange, Numbering};
use crate::report::words;
use crate::review::{PreviousReview, Review};
use crate::wording::Lang;

/// An action in one of the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its number; empty where it has none.
    pub id: String,
    /// The cell that changed, else that of its text.
    pub at: CellRef,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRow {
    /// What happened.
    pub event: Event,
    /// Where it stood.
    pub previous: Option<Spot>,
    /// Where it stands.
    pub current: Option<Spot>,
    /// The beginning of the action's text; of a row that speaks for a whole sheet, what happened there.
    pub action: String,
    /// Whether it speaks for all numbers of its sheet.
    pub of_sheet: bool,
    /// Which field; none where the whole action is meant.
    pub field: Option<Field>,
    /// What stood there.
    pub old: String,
    /// What stands there.
    pub new: String,
    /// What the match rests on, in words.
    pub matched_by: String,
    /// How sure it is, in words.
    pub confidence: String,
}

/// Where more numbers of a sheet changed than this and it was numbered anew, one row tells it. Each old and new number stands in the
/// report for programs.
const TOLD_ONE_BY_ONE: usize = 20;

pub(super) fn change_rows(review: &Review, happened: &Happened) -> Vec<ChangeRow> {
    let Some(previous) = &review.previous else { return Vec::new() };
    let mut anew = previous.reconciliation.numberings(&previous.plan, &review.plan);
    anew.retain(|_, numbering| numbering.is_anew() && numbering.changed > TOLD_ONE_BY_ONE);
    let mut told = BTreeSet::new();
    let mut rows = Vec::new();
    for (change, events) in happened {
        Lines { review, previous, change, events, anew: &anew }.write(&mut told, &mut rows);
    }
    rows
}

/// Writes the rows of one change.
pub(super) struct Lines<'a> {
    review: &'a Review,
    previous: &'a PreviousReview,
    change: &'a Change,
    events: &'a [Event],
    /// The sheets that were numbered anew.
    anew: &'a BTreeMap<&'a str, Numbering>,
}

impl<'a> Lines<'a> {
    /// `told`: the sheets of which it was told that they were numbered anew.
    fn write(&self, told: &mut BTreeSet<&'a str>, rows: &mut Vec<ChangeRow>) {
        let before: Vec<&Action> = self.pick(&self.change.previous, &self.previous.plan);
        let now: Vec<&'a Action> = self.pick(&self.change.current, &self.review.plan);
        match self.change.kind {
            ChangeKind::Kept => {}
            ChangeKind::Merged => {
                rows.extend(before.iter().map(|old| self.whole(Event::Merged, Some(old), now.first().copied())));
            }
            ChangeKind::Split => {
                rows.extend(now.iter().map(|new| self.whole(Event::Split, before.first().copied(), Some(new))));
            }
            ChangeKind::Added => rows.extend(now.iter().map(|new| self.whole(Event::Added, None, Some(new)))),
            ChangeKind::Unread => {
                rows.extend(before.iter().map(|old| self.whole(Event::Unread, Some(old), None)));
                rows.extend(now.iter().map(|new| self.whole(Event::Unread, None, Some(new))));
            }
            ChangeKind::Removed => {
                let event = self.events.first().copied().unwrap_or(Event::Vanished);
                rows.extend(before.iter().map(|old| self.whole(event, Some(old), None)));
            }
        }
        let (Some(old), Some(new)) = (before.first(), now.first()) else { return };
        if self.change.moved {
            rows.push(ChangeRow {
                old: old.sheet.to_string(),
                new: new.sheet.to_string(),
                ..self.base(Event::Moved, Some(old), Some(new))
            });
        }
        if self.change.renumbered {
            match self.anew.get(&*new.sheet).filter(|_| !self.change.moved) {
                Some(_) if !told.insert(&new.sheet) => {}
                numbering => rows.push(self.renumbered(old, new, numbering)),
            }
        }
        rows.extend(self.change.fields.iter().filter_map(|field| self.field(field, old, new)));
    }

    fn pick<'p>(&self, indices: &[usize], plan: &'p ActionPlan) -> Vec<&'p Action> {
        indices.iter().filter_map(|i| plan.actions.get(*i)).collect()
    }

    fn base(&self, event: Event, old: Option<&Action>, new: Option<&Action>) -> ChangeRow {
        let spot = |action: &Action| Spot { id: id_of(action), at: action.text.at.clone() };
        let lang = self.review.lang;
        ChangeRow {
            event,
            previous: old.map(spot),
            current: new.map(spot),
            action: new.or(old).map(|action| words::short(words::action_text(action))).unwrap_or_default(),
            of_sheet: false,
            field: None,
            old: String::new(),
            new: String::new(),
            matched_by: words::matched_by(self.change.kind, self.change.matched_by, &self.change.evidence, lang),
            confidence: words::confidence(self.change.matched_by, self.change.confidence, lang),
        }
    }

    /// Another number; where the whole sheet was numbered anew, of this action as an example.
    fn renumbered(&self, old: &Action, new: &Action, anew: Option<&Numbering>) -> ChangeRow {
        let mut row = ChangeRow {
            field: Some(Field::Id),
            old: id_of(old),
            new: id_of(new),
            ..self.base(Event::Renumbered, Some(old), Some(new))
        };
        if let Some(Numbering { numbered, changed }) = anew {
            let sheet = &new.sheet;
            row.of_sheet = true;
            // They are about the example.
            (row.matched_by, row.confidence) = Default::default();
            row.action = match self.review.lang {
                Lang::Nl => format!(
                    "Blad '{sheet}' is opnieuw genummerd: {changed} van de {numbered} acties hebben een ander nummer. Dit is de eerste; \
                     alle nummers staan in het rapport (json)."
                ),
                Lang::En => format!(
                    "Sheet '{sheet}' was numbered anew: {changed} of {numbered} actions have another number. This is the first; all \
                     numbers are in the report (json)."
                ),
            };
            for (spot, action) in [(&mut row.previous, old), (&mut row.current, new)] {
                spot.iter_mut().for_each(|spot| spot.at = action.id.at.clone());
            }
        }
        row
    }

    /// The whole action: its text as old and new.
    fn whole(&self, event: Event, old: Option<&Action>, new: Option<&Action>) -> ChangeRow {
        let text = |action: &Action| words::quoted(words::action_text(action)).into_owned();
        ChangeRow {
            field: Some(Field::Action),
            old: old.map(text).unwrap_or_default(),
            new: new.map(text).unwrap_or_default(),
            ..self.base(event, old, new)
        }
    }

    fn field(&self, change: &FieldChange, old: &Action, new: &Action) -> Option<ChangeRow> {
        let found_slipped = self.events.contains(&Event::Slipped);
        let event = field_event(change, old, new, found_slipped, &self.review.framework);
        let event = match event {
            Some(event) => event,
            // The number is shown once, as renumbered.
            None if self.change.renumbered => return None,
            None => Event::FieldChanged,
        };
        let mut row = self.base(event, Some(old), Some(new));
        if let (Some(spot), Some(at)) = (&mut row.previous, &change.previous_at) {
            spot.at = at.clone();
        }
        if let (Some(spot), Some(at)) = (&mut row.current, &change.current_at) {
            spot.at = at.clone();
        }
        let quoted = |text: &str| words::quoted_field(change.field, text).into_owned();
        Some(ChangeRow {
            field: Some(change.field),
            old: quoted(&change.previous),
            new: quoted(&change.current),
            ..row
        })
    }
}

/// The number of an action as it is shown; empty where it has none.
fn id_of(action: &Action) -> String {
    words::quoted_id(action.id().unwrap_or_default()).to_owned()
}
