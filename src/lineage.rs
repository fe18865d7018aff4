//! The life of each action over several versions of the plan.
//!
//! Each version is reconciled with what was last known of every action: its row in the version before, or in an older one
//! where it was missing since. So an action that comes back after a gap keeps its one life. Of a redacted copy the blacked-out
//! cells say nothing; what an older version told there stays known.

mod known;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::framework::{Field, Framework};
use crate::plan::{Action, ActionPlan, OwnerKind, number_key};
use crate::read::redaction;
use crate::reconcile::{Change, ChangeKind, Evidence, FieldChange, MatchedBy, reconcile};
use known::Known;

/// A version in which at least one of so many owners is redacted is a redacted copy; a single code is a slip.
const REDACTED_COPY: usize = 4;

/// Every action of every version, each in exactly one life.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lineage {
    /// In the order of their first appearance: of the first version first, each version in its own order.
    pub lives: Vec<Life>,
    /// Per version: in how many of its actions the owner is redacted, where it is a redacted copy; else none.
    pub redacted: Vec<Option<usize>>,
}

/// One action, from its first version to its last.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// Per version: the index of its action there; none where it is missing.
    pub rows: Vec<Option<usize>>,
    /// What happened to it, in order of the versions. The first is always that it appeared or came out of others.
    pub moments: Vec<Moment>,
}

/// What happened to an action between two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The version (index) in which it is seen.
    pub version: usize,
    /// What happened.
    pub turn: Turn,
    /// What the match rests on.
    pub matched_by: MatchedBy,
    /// How sure the match is, from 0 to 1.
    pub confidence: f64,
    /// What speaks for it and against it.
    pub evidence: Evidence,
}

/// A turn in the life of an action. Lives are meant by their index in [`Lineage::lives`].
#[derive(Debug, Clone, PartialEq)]
pub enum Turn {
    /// It is there for the first time.
    Appeared,
    /// It is seen for the first time; the version before is damaged, so that it may have been there.
    Found,
    /// It was there, and something about it is different.
    Changed(Differences),
    /// It was missing since an older version, and is there again.
    Returned(Differences),
    /// It is not there any more.
    Vanished,
    /// Proposal: it became these.
    SplitInto(Vec<usize>),
    /// Proposal: it was part of this one.
    SplitFrom(usize),
    /// Proposal: it went up in this one, with others.
    MergedInto(usize),
    /// Proposal: it was made of these.
    MergedFrom(Vec<usize>),
}

/// What is different about an action.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Differences {
    /// The version (index) in which it was last seen before.
    pub since: usize,
    /// Whether it stands on the sheet of another municipality or level now.
    pub moved: bool,
    /// Whether its number changed.
    pub renumbered: bool,
    /// The fields that say something else.
    pub fields: Vec<Difference>,
}

/// A field that says something else.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The version (index) that last told what stood there before.
    pub since: usize,
    /// What it was and what it is.
    pub change: FieldChange,
}

/// How often and how far the deadline of an action moved to later, over all versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slippage {
    /// How many times.
    pub times: usize,
    /// How many days in all.
    pub days: i64,
}

impl Life {
    /// The version (index) and row in which it was last seen.
    pub fn last(&self) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().rev().find_map(|(version, row)| Some((version, (*row)?)))
    }

    /// The version (index) and row in which it was first seen.
    pub fn first(&self) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().find_map(|(version, row)| Some((version, (*row)?)))
    }

    /// How often its deadline moved to a later last day from one version to the next that tells one, and by how much.
    pub fn slippage(&self, plans: &[&ActionPlan]) -> Slippage {
        let end =
            |(version, row): (usize, &Option<usize>)| plans.get(version)?.actions.get((*row)?)?.deadline.known()?.end;
        let ends: Vec<chrono::NaiveDate> = self.rows.iter().enumerate().filter_map(end).collect();
        let slips = ends.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).filter(|days| *days > 0);
        slips.fold(Slippage::default(), |sum, days| Slippage { times: sum.times + 1, days: sum.days + days })
    }
}

/// How many owners of a plan are redacted, where that makes it a redacted copy.
pub fn redacted_owners(plan: &ActionPlan) -> Option<usize> {
    let owned = plan.actions.iter().filter(|action| action.owners.known().is_some()).count();
    let redacted = plan.actions.iter().filter(|action| has_redacted_owner(action)).count();
    (redacted > 0 && redacted * REDACTED_COPY >= owned).then_some(redacted)
}

/// Whether a redaction code or black bar stands among the owners.
pub fn has_redacted_owner(action: &Action) -> bool {
    action.owners.known().is_some_and(|owners| owners.iter().any(|owner| owner.kind == OwnerKind::Redacted))
}

/// Follows each action over the versions, oldest first.
///
/// ```
/// use planwacht::framework::Framework;
/// use planwacht::lineage::lineage;
/// # fn show(plans: &[&planwacht::plan::ActionPlan], framework: &Framework) {
/// for life in lineage(plans, framework).lives {
///     println!("{:?}: {} moments", life.first(), life.moments.len());
/// }
/// # }
/// ```
pub fn lineage(plans: &[&ActionPlan], framework: &Framework) -> Lineage {
    let hidden = plans.iter().map(|plan| plan.hides_actions()).collect();
    let mut builder = Builder { versions: plans.len(), lives: Vec::new(), known: Known::default(), hidden };
    for (version, plan) in plans.iter().enumerate() {
        builder.add(version, plan, framework);
    }
    Lineage { lives: builder.lives, redacted: plans.iter().map(|plan| redacted_owners(plan)).collect() }
}

/// The lives so far.
struct Builder {
    versions: usize,
    lives: Vec<Life>,
    /// What was last known of those that may go on.
    known: Known,
    /// Per version: whether it is damaged, so that actions may be missing from it that are there.
    hidden: Vec<bool>,
}

impl Builder {
    fn add(&mut self, version: usize, plan: &ActionPlan, framework: &Framework) {
        let redacted = redacted_owners(plan).is_some();
        let mut changes = reconcile(&self.known.plan, plan, framework).changes;
        if redacted {
            self.recognise_by_number(plan, &mut changes);
        }
        // Lives begin in the order of their rows, so that the order of the matches plays no part.
        let mut life_of = vec![usize::MAX; plan.actions.len()];
        for change in changes.iter().filter(|change| change.kind == ChangeKind::Kept) {
            self.go_on(version, change, plan, redacted, &mut life_of);
        }
        for (row, life) in life_of.iter_mut().enumerate().filter(|(_, life)| **life == usize::MAX) {
            *life = self.begin(version, row);
        }
        for change in &changes {
            self.end_or_link(version, change, &life_of);
        }
        self.known.learn(version, plan, &life_of, &changes, redacted);
    }

    /// In a redacted copy the text itself can be blacked out; the number then still tells which action it is, where exactly one
    /// action that is missing otherwise had it.
    fn recognise_by_number(&self, plan: &ActionPlan, changes: &mut Vec<Change>) {
        let mut missing: HashMap<String, Vec<usize>> = HashMap::new();
        for change in changes.iter().filter(|change| change.kind == ChangeKind::Removed) {
            for row in &change.previous {
                let id = self.known.plan.actions.get(*row).and_then(Action::id);
                missing.entry(number_key(id.unwrap_or_default())).or_default().push(*row);
            }
        }
        let mut found = HashMap::new();
        for change in changes.iter().filter(|change| change.kind == ChangeKind::Added) {
            for row in &change.current {
                let Some(action) = plan.actions.get(*row).filter(|action| is_blacked_out(&action.text.raw)) else {
                    continue;
                };
                let Some(id) = action.id() else { continue };
                if let Some([known]) = missing.get(&number_key(id)).map(Vec::as_slice) {
                    found.insert(*row, *known);
                }
            }
        }
        let known: Vec<usize> = found.values().copied().collect();
        changes.retain(|change| match change.kind {
            ChangeKind::Removed => !change.previous.iter().any(|row| known.contains(row)),
            ChangeKind::Added => !change.current.iter().any(|row| found.contains_key(row)),
            _ => true,
        });
        let mut found: Vec<(usize, usize)> = found.into_iter().collect();
        found.sort_unstable();
        changes.extend(found.into_iter().map(|(current, previous)| by_number(previous, current)));
    }

    /// A life that is found again.
    fn go_on(&mut self, version: usize, change: &Change, plan: &ActionPlan, redacted: bool, life_of: &mut [usize]) {
        let (Some(&before), Some(&row)) = (change.previous.first(), change.current.first()) else { return };
        let Some(at) = self.known.life_of(before) else { return };
        let Some(life) = self.lives.get_mut(at) else { return };
        let since = life.last().map_or(0, |(version, _)| version);
        let told_in = |field: Field| self.known.told_in(before, field).unwrap_or(since);
        let says = |field: &&FieldChange| !redacted || !says_nothing(field, plan.actions.get(row));
        let fields = change.fields.iter().filter(says);
        let differences = Differences {
            since,
            moved: change.moved,
            renumbered: change.renumbered,
            fields: fields.map(|field| Difference { since: told_in(field.field), change: field.clone() }).collect(),
        };
        if let Some(place) = life.rows.get_mut(version) {
            *place = Some(row);
        }
        if let Some(place) = life_of.get_mut(row) {
            *place = at;
        }
        let is_different = differences.moved || differences.renumbered || !differences.fields.is_empty();
        // A damaged version in between does not tell that it was gone.
        let turn = match self.hidden.iter().take(version).skip(since + 1).any(|hidden| !hidden) {
            true => Turn::Returned(differences),
            false if is_different => Turn::Changed(differences),
            false => return,
        };
        life.moments.push(told(version, turn, change));
    }

    /// A life that begins; where it came out of others, [`Self::end_or_link`] says so.
    fn begin(&mut self, version: usize, row: usize) -> usize {
        let mut rows = vec![None; self.versions];
        if let Some(place) = rows.get_mut(version) {
            *place = Some(row);
        }
        let hidden = version.checked_sub(1).and_then(|before| self.hidden.get(before)) == Some(&true);
        let turn = if hidden { Turn::Found } else { Turn::Appeared };
        self.lives.push(Life { rows, moments: vec![moment(version, turn)] });
        self.lives.len() - 1
    }

    fn end_or_link(&mut self, version: usize, change: &Change, life_of: &[usize]) {
        let before: Vec<usize> = change.previous.iter().filter_map(|row| self.known.life_of(*row)).collect();
        let now: Vec<usize> = change.current.iter().filter_map(|row| life_of.get(*row).copied()).collect();
        let told = |turn| told(version, turn, change);
        match (change.kind, before.as_slice(), now.as_slice()) {
            (ChangeKind::Split, [whole], parts) => {
                self.push(*whole, told(Turn::SplitInto(parts.to_vec())));
                parts.iter().for_each(|part| self.replace_start(*part, told(Turn::SplitFrom(*whole))));
            }
            (ChangeKind::Merged, parts, [whole]) => {
                parts.iter().for_each(|part| self.push(*part, told(Turn::MergedInto(*whole))));
                self.replace_start(*whole, told(Turn::MergedFrom(parts.to_vec())));
            }
            (ChangeKind::Removed, gone, _) => {
                for life in gone {
                    let seen_last = self.lives.get(*life).and_then(Life::last);
                    let was_there = seen_last
                        .is_some_and(|(last, _)| self.hidden.iter().take(version).skip(last + 1).all(|hidden| *hidden));
                    if was_there {
                        self.push(*life, moment(version, Turn::Vanished));
                    }
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, life: usize, moment: Moment) {
        if let Some(life) = self.lives.get_mut(life) {
            life.moments.push(moment);
        }
    }

    /// A life that came out of others did not just appear.
    fn replace_start(&mut self, life: usize, start: Moment) {
        if let Some(first) = self.lives.get_mut(life).and_then(|life| life.moments.first_mut()) {
            *first = start;
        }
    }
}

/// Whether nothing but redactions stands there.
fn is_blacked_out(text: &str) -> bool {
    let says_nothing_else = |code: String| !text.replace(&code, "").contains(char::is_alphanumeric);
    redaction::is_whole(text) || redaction::first(text).is_some_and(says_nothing_else)
}

/// Whether what stands there now is blacked out, so that nobody can say that it changed.
fn says_nothing(change: &FieldChange, action: Option<&Action>) -> bool {
    redaction::contains(&change.current) || (change.field == Field::Owner && action.is_some_and(has_redacted_owner))
}

fn moment(version: usize, turn: Turn) -> Moment {
    Moment { version, turn, matched_by: MatchedBy::Nothing, confidence: 1.0, evidence: Evidence::default() }
}

/// What a change tells of an action.
fn told(version: usize, turn: Turn, change: &Change) -> Moment {
    let Change { matched_by, confidence, evidence, .. } = *change;
    Moment { version, turn, matched_by, confidence, evidence }
}

fn by_number(previous: usize, current: usize) -> Change {
    Change {
        kind: ChangeKind::Kept,
        matched_by: MatchedBy::Id,
        confidence: 0.8,
        evidence: Evidence { number: Some(true), ..Evidence::default() },
        previous: vec![previous],
        current: vec![current],
        moved: false,
        renumbered: false,
        fields: Vec::new(),
    }
}
