//! What happened to each action between two versions, as an auditor counts it.

use std::collections::HashSet;

use super::Row;
use crate::cell::Reading;
use crate::finding::RuleCode;
use crate::framework::{Field, Framework, Setting};
use crate::plan::Action;
use crate::reconcile::{Change, ChangeKind, FieldChange};
use crate::review::{PreviousReview, Review};
use crate::wording::Lang;

/// The rule that finds a deadline that moved without a reason; its findings split the slips in two.
pub(super) const SLIPPED_WITHOUT_REASON: RuleCode = RuleCode::TRN002;

/// What happened to an action, as an auditor counts it. An action can have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// Only in the current version.
    Added,
    /// Done or dropped now, and not before.
    Closed,
    /// Done or dropped before, and not now.
    Reopened,
    /// Another state, open before and after (or closed before and after).
    ProgressChanged,
    /// The planning ends later.
    Slipped,
    /// The planning is different, and not later as far as can be told.
    DeadlineChanged,
    /// Somebody else leads.
    OwnerChanged,
    /// Nobody leads any more.
    OwnerRemoved,
    /// Somebody leads, where nobody did.
    OwnerNamed,
    /// The text of the action.
    TextChanged,
    /// Any other field.
    FieldChanged,
    /// On the sheet of another municipality or level.
    Moved,
    /// Another number.
    Renumbered,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Gone, and it was not closed.
    Vanished,
    /// Gone after it was closed.
    Cleared,
    /// Nobody can tell, because the other version is damaged.
    Unread,
}

impl Event {
    /// Every event, in the order in which a summary lists them.
    pub const ALL: [Self; 18] = [
        Self::Added,
        Self::Closed,
        Self::Reopened,
        Self::ProgressChanged,
        Self::Slipped,
        Self::DeadlineChanged,
        Self::OwnerChanged,
        Self::OwnerRemoved,
        Self::OwnerNamed,
        Self::TextChanged,
        Self::FieldChanged,
        Self::Moved,
        Self::Renumbered,
        Self::Split,
        Self::Merged,
        Self::Vanished,
        Self::Cleared,
        Self::Unread,
    ];

    /// The word that people read.
    pub fn word(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Added => ("nieuw", "new"),
            Self::Closed => ("gesloten", "closed"),
            Self::Reopened => ("heropend", "reopened"),
            Self::ProgressChanged => ("status gewijzigd", "status changed"),
            Self::Slipped => ("verschoven naar later", "postponed"),
            Self::DeadlineChanged => ("planning gewijzigd (niet later)", "deadline changed (not later)"),
            Self::OwnerChanged => ("trekker gewijzigd", "owner changed"),
            Self::OwnerRemoved => ("trekker verwijderd", "owner removed"),
            Self::OwnerNamed => ("trekker ingevuld", "owner filled in"),
            Self::TextChanged => ("tekst gewijzigd", "text changed"),
            Self::FieldChanged => ("iets anders gewijzigd", "something else changed"),
            Self::Moved => ("verplaatst", "moved"),
            Self::Renumbered => ("hernummerd", "renumbered"),
            Self::Split => ("gesplitst", "split"),
            Self::Merged => ("samengevoegd", "merged"),
            Self::Vanished => ("verdwenen", "gone"),
            Self::Cleared => ("verwijderd na sluiting", "removed after closing"),
            Self::Unread => ("niet vergeleken", "not compared"),
        };
        lang.pick(nl, en)
    }
}

/// A line of the tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyLine {
    /// What happened.
    pub word: String,
    /// What that means, in one sentence.
    pub meaning: &'static str,
    /// To how many actions.
    pub actions: usize,
}

impl Event {
    /// What it means, in one sentence.
    pub fn meaning(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Added => ("Stond niet in de vorige versie.", "Was not in the previous version."),
            Self::Closed => ("Is nu afgerond of vervallen.", "Is done or dropped now."),
            Self::Reopened => ("Was afgerond of vervallen en loopt nu weer.", "Was done or dropped and is open again."),
            Self::ProgressChanged => ("De status is anders.", "The status is different."),
            Self::Slipped => ("De planning eindigt later.", "The deadline is later."),
            Self::DeadlineChanged => {
                ("De planning is anders, maar niet later.", "The deadline is different, but not later.")
            }
            Self::OwnerChanged => ("Er staat een andere trekker.", "There is another owner."),
            Self::OwnerRemoved => ("Er staat geen trekker meer.", "There is no owner any more."),
            Self::OwnerNamed => ("Er staat nu wel een trekker.", "There is an owner now."),
            Self::TextChanged => ("De tekst van de actie is anders.", "The text of the action is different."),
            Self::FieldChanged => ("Een ander veld is gewijzigd.", "Another field changed."),
            Self::Moved => (
                "Staat nu op het blad van een andere gemeente of een ander niveau.",
                "Is now on the sheet of another municipality or level.",
            ),
            Self::Renumbered => ("Heeft een ander nummer.", "Has a different number."),
            Self::Split => ("Eén actie is gesplitst in twee of meer acties.", "One action became several."),
            Self::Merged => ("Twee of meer acties zijn nu één actie.", "Several actions became one."),
            Self::Vanished => ("Is weg, maar was niet afgerond of vervallen.", "Is gone, but was not done or dropped."),
            Self::Cleared => ("Is weg, en was al afgerond of vervallen.", "Is gone, and was done or dropped already."),
            Self::Unread => (
                "De andere versie is beschadigd. Niemand weet of de actie daarin staat.",
                "The other version is damaged. Nobody knows whether the action is in it.",
            ),
        };
        lang.pick(nl, en)
    }

    pub(super) fn is_always_listed(self) -> bool {
        !matches!(
            self,
            Self::ProgressChanged
                | Self::DeadlineChanged
                | Self::OwnerNamed
                | Self::TextChanged
                | Self::FieldChanged
                | Self::Renumbered
                | Self::Cleared
                | Self::Unread
        )
    }
}

/// What happened to each action, with where it belongs.
pub(super) type Happened<'a> = Vec<(&'a Change, Vec<Event>)>;

pub(super) fn happened<'a>(review: &'a Review, previous: &'a PreviousReview, slipped: &Rows) -> Happened<'a> {
    let changes = &previous.reconciliation.changes;
    changes
        .iter()
        .map(|change| {
            let current = change.current.first().and_then(|i| review.plan.actions.get(*i));
            let before = change.previous.first().and_then(|i| previous.plan.actions.get(*i));
            let found_slipped = current.is_some_and(|action| slipped.contains(&(&*action.sheet, action.row)));
            (change, events(change, before, current, found_slipped, &review.framework))
        })
        .collect()
}

/// Sheets and rows of actions.
pub(super) type Rows<'a> = HashSet<(&'a str, u32)>;

/// The actions whose deadline moved without a reason, as the rule found.
pub(super) fn slipped_rows<'a>(findings: &[Row<'a>]) -> Rows<'a> {
    let found = findings.iter().filter(|row| row.finding.rule.code == SLIPPED_WITHOUT_REASON);
    found.filter_map(|row| row.action.map(|action| (&*action.sheet, action.row))).collect()
}

/// None without a previous version, and where the rule is off, so that nought never means "not looked at".
pub(super) fn slipped_without_reason(review: &Review, slipped: &Rows, happened: &Happened) -> Option<usize> {
    review.previous.as_ref().filter(|_| review.judged)?;
    if review.framework.rules.get(SLIPPED_WITHOUT_REASON.as_str()) == Some(&Setting::Off) {
        return None;
    }
    let without_reason = |change: &Change| {
        let current = change.current.first().and_then(|i| review.plan.actions.get(*i));
        current.is_some_and(|action| slipped.contains(&(&*action.sheet, action.row)))
    };
    Some(happened.iter().filter(|(change, events)| events.contains(&Event::Slipped) && without_reason(change)).count())
}

pub(super) fn events(
    change: &Change,
    before: Option<&Action>,
    current: Option<&Action>,
    found_slipped: bool,
    framework: &Framework,
) -> Vec<Event> {
    let mut events = Vec::new();
    match change.kind {
        ChangeKind::Added => events.push(Event::Added),
        ChangeKind::Removed if before.is_some_and(|action| action.is_closed(framework)) => events.push(Event::Cleared),
        ChangeKind::Removed => events.push(Event::Vanished),
        ChangeKind::Split => events.push(Event::Split),
        ChangeKind::Merged => events.push(Event::Merged),
        ChangeKind::Unread => events.push(Event::Unread),
        ChangeKind::Kept => {}
    }
    if let (Some(before), Some(current)) = (before, current) {
        events.extend(
            change.fields.iter().filter_map(|field| field_event(field, before, current, found_slipped, framework)),
        );
    }
    if change.moved {
        events.push(Event::Moved);
    }
    if change.renumbered {
        events.push(Event::Renumbered);
    }
    events.sort_unstable();
    events.dedup();
    events
}

/// The event that a changed field is; none for the number, which [`Change::renumbered`] tells.
pub(crate) fn field_event(
    change: &FieldChange,
    before: &Action,
    current: &Action,
    found_slipped: bool,
    framework: &Framework,
) -> Option<Event> {
    Some(match change.field {
        Field::Id => return None,
        Field::Action => Event::TextChanged,
        Field::Progress => match (before.is_closed(framework), current.is_closed(framework)) {
            (false, true) => Event::Closed,
            (true, false) => Event::Reopened,
            _ => Event::ProgressChanged,
        },
        Field::Deadline if found_slipped || ends_later(before, current) => Event::Slipped,
        Field::Deadline => Event::DeadlineChanged,
        Field::Owner => match (has_owner(before), has_owner(current)) {
            (true, false) => Event::OwnerRemoved,
            (false, true) => Event::OwnerNamed,
            _ => Event::OwnerChanged,
        },
        _ => Event::FieldChanged,
    })
}

pub(super) fn ends_later(before: &Action, current: &Action) -> bool {
    let end = |action: &Action| action.deadline.known().and_then(|deadline| deadline.end);
    matches!((end(before), end(current)), (Some(old), Some(new)) if new > old)
}

/// Whether anything but a placeholder stands as owner.
pub(super) fn has_owner(action: &Action) -> bool {
    match &action.owners.value {
        Reading::Known(owners) => owners.iter().any(|owner| !matches!(owner.kind, crate::plan::OwnerKind::Placeholder)),
        Reading::Unreadable => true,
        Reading::Absent | Reading::Blank => false,
    }
}
