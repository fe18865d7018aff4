//! What became of each action between two versions of the plan.

mod assignment;
mod candidates;
mod evidence;
mod fields;
#[cfg(test)]
mod fixture;
mod matching;
mod order;
mod pair;
mod parts;
mod place;
mod profile;
mod similarity;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::cell::CellRef;
use crate::framework::{Field, Framework};
use crate::plan::{Action, ActionPlan, number_key};
use crate::unread::Unread;
use crate::wording::fold;
use fields::Comparer;
use matching::{Link, Matching, match_rows};
use parts::Group;
use place::{Place, Places};
pub(crate) use profile::Lexicon;
use profile::{Clue, Profile, Profiler};
pub(crate) use words::{Words, joined};

/// With the same number, texts at least this alike are nearly the same; below, likeness in all is what the match rests on.
const NEARLY_THE_SAME: f32 = 0.80;

/// Every action of both versions, each in exactly one change.
#[derive(Debug, Clone, Default)]
pub struct Reconciliation {
    /// In the order of the current version; removed actions after the place where they stood.
    pub changes: Vec<Change>,
}

/// How stable the numbers of a sheet are between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbering {
    /// Actions that both versions number.
    pub numbered: usize,
    /// Those of them that have another number now.
    pub changed: usize,
}

impl Numbering {
    /// Whether the sheet was numbered anew: more than three in ten numbers are others, and more than one.
    pub fn is_anew(&self) -> bool {
        self.changed >= 2 && self.changed * 10 > self.numbered * 3
    }
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// What the match rests on.
    pub matched_by: MatchedBy,
    /// How sure the match is, from 0 to 1.
    pub confidence: f64,
    /// What speaks for the match and against it.
    pub evidence: Evidence,
    /// Indices of the actions in the previous plan.
    pub previous: Vec<usize>,
    /// Indices of the actions in the current plan.
    pub current: Vec<usize>,
    /// Whether it stands on the sheet of another municipality or level now (a renamed tab is no move).
    pub moved: bool,
    /// Whether its number changed.
    pub renumbered: bool,
    /// Real changes only, in the order of [`Field::ALL`].
    pub fields: Vec<FieldChange>,
}

/// The kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// In both versions.
    Kept,
    /// Only in the current version.
    Added,
    /// Only in the previous version.
    Removed,
    /// One action became several.
    Split,
    /// Several actions became one.
    Merged,
    /// Nobody can tell: the other version is damaged, and the action may stand in what could not be read.
    Unread,
}

/// What a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchedBy {
    /// The same number and (nearly) the same text.
    IdAndText,
    /// The same text.
    Text,
    /// Alike in text and place.
    Similarity,
    /// The same number, where the text is blacked out.
    Id,
    /// No match: added or removed.
    Nothing,
}

/// What speaks for a match and against it, so that people can judge it. None where one of the two says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Evidence {
    /// How alike the texts are, from 0 to 1; of a split or merge how much of the whole its parts say together.
    pub text: f64,
    /// Whether the numbers are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<bool>,
    /// Whether they belong to the same municipality, or both to the district.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<bool>,
    /// Whether the sub-themes are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtheme: Option<bool>,
    /// Whether the owners are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<bool>,
    /// Whether the deadlines are equal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<bool>,
    /// Whether it stands beside the rows that it stood beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighbours: Option<bool>,
}

/// A field that says something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// The text of the previous version as people read it.
    pub previous: String,
    /// The text of the current version.
    pub current: String,
    /// Its cell in the previous version, where there is one.
    pub previous_at: Option<CellRef>,
    /// Its cell in the current version.
    pub current_at: Option<CellRef>,
}

impl Reconciliation {
    /// The actions that go on from one of the version before: its index there, and theirs now. One that was split goes on in each part.
    pub fn descents(&self) -> impl Iterator<Item = (usize, usize)> {
        self.changes.iter().flat_map(|change| {
            let before = change.previous.first().copied().filter(|_| change.previous.len() == 1);
            before.into_iter().flat_map(|before| change.current.iter().map(move |now| (before, *now)))
        })
    }

    /// How stable the numbers are, by sheet of the current version; actions that moved to another sheet are left aside.
    pub fn numberings<'p>(&self, previous: &ActionPlan, current: &'p ActionPlan) -> BTreeMap<&'p str, Numbering> {
        let mut sheets: BTreeMap<&str, Numbering> = BTreeMap::new();
        for change in self.changes.iter().filter(|change| change.kind == ChangeKind::Kept && !change.moved) {
            let old = change.previous.first().and_then(|i| previous.actions.get(*i));
            let new = change.current.first().and_then(|j| current.actions.get(*j));
            let (Some(old), Some(new)) = (old, new) else { continue };
            if old.id().is_none() || new.id().is_none() {
                continue;
            }
            let numbering = sheets.entry(&new.sheet).or_default();
            numbering.numbered += 1;
            numbering.changed += usize::from(change.renumbered);
        }
        sheets
    }
}

impl Change {
    /// Whether anything is different: kept, in place, and no field changed means no.
    pub fn is_change(&self) -> bool {
        self.kind != ChangeKind::Kept || self.moved || !self.fields.is_empty()
    }

    /// The change of one field, where it changed.
    pub fn field(&self, field: Field) -> Option<&FieldChange> {
        self.fields.iter().find(|change| change.field == field)
    }
}

/// Finds out what became of each action of `previous` in `current`.
///
/// Every action of both stands in exactly one change. Rows are matched by what they say, so sorting, renumbering, another
/// layout or another sheet does not matter; the fields of matched rows are compared by their reading.
///
/// ```
/// use planwacht::plan::ActionPlan;
/// use planwacht::reconcile::reconcile;
/// # fn show(previous: &ActionPlan, current: &ActionPlan, framework: &planwacht::framework::Framework) {
/// for change in reconcile(previous, current, framework).changes {
///     println!("{:?}: {} fields changed", change.kind, change.fields.len());
/// }
/// # }
/// ```
pub fn reconcile(previous: &ActionPlan, current: &ActionPlan, framework: &Framework) -> Reconciliation {
    let words = Words::new(framework);
    let mut profiler = Profiler::new(framework, &words);
    let (before, after) = (profiler.profiles(previous), profiler.profiles(current));
    let matching = match_rows(&before, &after, &profiler.into_lexicon());
    let renumbered = renumbered(previous, current, &matching);
    let report = Report {
        previous,
        current,
        profiles: (&before, &after),
        places: (Places::new(previous, framework), Places::new(current, framework)),
        comparer: Comparer::new(framework, &words, &renumbered),
    };
    Reconciliation { changes: order::in_order(previous, report.changes(&matching)) }
}

/// What became of each folded number of the previous version; `None` where it stood on several actions. Nothing where no action
/// refers to another one.
fn renumbered(previous: &ActionPlan, current: &ActionPlan, matching: &Matching) -> HashMap<String, Option<String>> {
    let mut numbers: HashMap<String, Option<String>> = HashMap::new();
    let mut actions = previous.actions.iter().chain(&current.actions);
    if actions.all(|action| action.depends_on.known().is_none()) {
        return numbers;
    }
    for link in &matching.links {
        let (before, after) = (previous.actions.get(link.previous), current.actions.get(link.current));
        if let (Some(before), Some(after)) = (before.and_then(Action::id), after.and_then(Action::id)) {
            let after = number_key(after);
            numbers
                .entry(number_key(before))
                .and_modify(|known| *known = known.take().filter(|known| *known == after))
                .or_insert(Some(after));
        }
    }
    numbers
}

/// Words the matches as changes.
struct Report<'a> {
    previous: &'a ActionPlan,
    current: &'a ActionPlan,
    profiles: (&'a [Profile], &'a [Profile]),
    places: (Places<'a>, Places<'a>),
    comparer: Comparer<'a>,
}

impl Report<'_> {
    fn changes(&self, matching: &Matching) -> Vec<Change> {
        let mut seen = (vec![false; self.previous.actions.len()], vec![false; self.current.actions.len()]);
        let hidden = (hidden_sheets(self.previous, self.current), hidden_sheets(self.current, self.previous));
        let in_view = |change: &Change| {
            let was = change.previous.iter().all(|i| !hidden.0.contains(&*self.previous.actions[*i].sheet));
            was && change.current.iter().all(|j| !hidden.1.contains(&*self.current.actions[*j].sheet))
        };
        let (mut changes, unsure): (Vec<Change>, Vec<Change>) = matching
            .links
            .iter()
            .map(|link| self.kept(link))
            .chain(matching.groups.iter().map(|group| self.parted(group)))
            .partition(in_view);
        // What looked like an action of an unread sheet may be that very one, moved.
        for change in unsure {
            change.previous.iter().for_each(|i| seen.0[*i] = true);
            change.current.iter().for_each(|j| seen.1[*j] = true);
            changes.extend(change.previous.into_iter().map(|i| alone(ChangeKind::Unread, vec![i], Vec::new())));
            changes.extend(change.current.into_iter().map(|j| alone(ChangeKind::Unread, Vec::new(), vec![j])));
        }
        for change in &changes {
            change.previous.iter().for_each(|i| seen.0[*i] = true);
            change.current.iter().for_each(|j| seen.1[*j] = true);
        }
        let missing = |seen: Vec<bool>| seen.into_iter().enumerate().filter(|(_, seen)| !seen).map(|(at, _)| at);
        let kind = |other: &ActionPlan, kind| if other.hides_actions() { ChangeKind::Unread } else { kind };
        let (gone, new) = (kind(self.current, ChangeKind::Removed), kind(self.previous, ChangeKind::Added));
        changes.extend(missing(seen.0).map(|i| alone(gone, vec![i], Vec::new())));
        changes.extend(missing(seen.1).map(|j| alone(new, Vec::new(), vec![j])));
        changes
    }

    /// The fields that changed; a colour that one of the versions does not tell did not.
    fn fields(&self, before: &Action, after: &Action) -> Vec<FieldChange> {
        let mut fields = self.comparer.changes(before, after);
        if self.previous.hides_colours() || self.current.hides_colours() {
            let says = |action: &Action| !action.progress.raw.trim().is_empty();
            fields.retain(|change| match change.field {
                Field::FrameworkStatus => false,
                Field::Progress => says(before) && says(after),
                _ => true,
            });
        }
        fields
    }

    fn kept(&self, link: &Link) -> Change {
        let (before, after) = (&self.previous.actions[link.previous], &self.current.actions[link.current]);
        Change {
            kind: ChangeKind::Kept,
            matched_by: self.matched_by(link),
            confidence: link.confidence,
            evidence: Evidence {
                text: f64::from(link.similarity),
                neighbours: link.beside_neighbours,
                ..self.beside_text(link)
            },
            previous: vec![link.previous],
            current: vec![link.current],
            moved: place::moved((&self.places.0, &self.places.1), before, after),
            renumbered: is_renumbered(before, after),
            fields: self.fields(before, after),
        }
    }

    fn beside_text(&self, link: &Link) -> Evidence {
        let (before, after) = (&self.profiles.0[link.previous], &self.profiles.1[link.current]);
        let same = |a: Option<Clue>, b: Option<Clue>| Some(a? == b?);
        let placed = *before.place != Place::Unknown && *after.place != Place::Unknown;
        Evidence {
            number: same(before.id, after.id),
            place: placed.then(|| before.place == after.place),
            subtheme: same(before.subtheme(), after.subtheme()),
            owner: same(before.owner(), after.owner()),
            deadline: same(before.deadline(), after.deadline()),
            ..Evidence::default()
        }
    }

    fn matched_by(&self, link: &Link) -> MatchedBy {
        let (before, after) = (&self.profiles.0[link.previous], &self.profiles.1[link.current]);
        if before.id.is_some() && before.id == after.id && link.similarity >= NEARLY_THE_SAME {
            MatchedBy::IdAndText
        } else if before.text == after.text && !before.text.is_empty() {
            MatchedBy::Text
        } else {
            MatchedBy::Similarity
        }
    }

    /// A split or a merge. A part that has another number than the whole is not renumbered: it is another row.
    fn parted(&self, group: &Group) -> Change {
        let before: Vec<&Action> = group.previous.iter().map(|i| &self.previous.actions[*i]).collect();
        let after: Vec<&Action> = group.current.iter().map(|j| &self.current.actions[*j]).collect();
        let places = (&self.places.0, &self.places.1);
        let moved = before.iter().all(|a| after.iter().all(|b| place::moved(places, a, b)));
        Change {
            kind: if before.len() == 1 { ChangeKind::Split } else { ChangeKind::Merged },
            matched_by: MatchedBy::Similarity,
            confidence: group.confidence,
            evidence: Evidence { text: f64::from(group.covered), ..Evidence::default() },
            previous: group.previous.clone(),
            current: group.current.clone(),
            moved,
            renumbered: false,
            fields: self.comparer.changes_of_parts(&before, &after),
        }
    }
}

/// The sheets of `plan` that the other version has too, and that could not be read there.
fn hidden_sheets<'p>(plan: &'p ActionPlan, other: &ActionPlan) -> HashSet<&'p str> {
    let unread: HashSet<String> = other.unread.iter().filter_map(Unread::sheet_name).map(|name| fold(name)).collect();
    if unread.is_empty() {
        return HashSet::new();
    }
    // What was gathered from several versions has actions of the sheet all the same.
    let told: HashSet<String> = other.actions.iter().map(|action| fold(&action.sheet)).collect();
    let sheets = plan.actions.iter().map(|action| &*action.sheet);
    sheets.filter(|sheet| unread.contains(&fold(sheet)) && !told.contains(&fold(sheet))).collect()
}

fn alone(kind: ChangeKind, previous: Vec<usize>, current: Vec<usize>) -> Change {
    Change {
        kind,
        matched_by: MatchedBy::Nothing,
        confidence: 1.0,
        evidence: Evidence::default(),
        previous,
        current,
        moved: false,
        renumbered: false,
        fields: Vec::new(),
    }
}

fn is_renumbered(before: &Action, after: &Action) -> bool {
    matches!((before.id(), after.id()), (Some(a), Some(b)) if number_key(a) != number_key(b))
}
