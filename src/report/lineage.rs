//! The life of each action over several versions, for people and for programs.
//!
//! [`View`] words it once; the page, the memo, the workbook and the terminal show the same.

pub mod html;
pub mod json;
pub mod markdown;
mod sheets;
pub mod text;
pub mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::cell::CellRef;
use crate::finding::Version::Current;
use crate::framework::Field;
use crate::lineage::{Differences, Life, Moment, Slippage, Turn};
use crate::plan::Action;
use crate::reconcile::ChangeKind;
use crate::report::digest::{Event, field_event};
use crate::report::words;
use crate::review::lineage::LineageReview;
use crate::wording::Lang;

/// First member of the machine-readable lineage.
pub(crate) const SCHEMA: &str = "planwacht.lineage/1";

/// The lineage in words.
#[derive(Debug)]
pub struct View<'a> {
    /// Where it comes from.
    pub review: &'a LineageReview,
    /// The language.
    pub lang: Lang,
    /// One line of life per action, in the order of the lineage.
    pub lives: Vec<LifeRow>,
    /// Everything that happened, by action and then by version.
    pub moments: Vec<MomentRow>,
    /// Per version: how many actions had each event since the version before.
    pub tallies: Vec<BTreeMap<Event, usize>>,
    /// What is damaged and could not be read, a sentence each, with its version.
    pub unread: Vec<String>,
}

/// One action over all versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeRow {
    /// From 1, in the order of first appearance.
    pub number: usize,
    /// Its last number in the plan; empty where it has none.
    pub id: String,
    /// The beginning of its last text.
    pub action: String,
    /// Where it was first seen.
    pub first: Option<Place>,
    /// Where it was last seen.
    pub last: Option<Place>,
    /// Its last state in words: progress, deadline, owner.
    pub state: String,
    /// How often and how far its deadline moved to later.
    pub slippage: Slippage,
    /// Per version, in words: what happened since the version before.
    pub course: Vec<String>,
}

/// A cell in one of the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The version (index).
    pub version: usize,
    /// The cell.
    pub at: CellRef,
}

/// One thing that happened to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentRow {
    /// The number of the action's line of life, from 1.
    pub life: usize,
    /// The version (index) in which it is seen.
    pub version: usize,
    /// What happened, in one or two words.
    pub what: String,
    /// Its number in the plan in that version, or the last one.
    pub id: String,
    /// The beginning of its text.
    pub action: String,
    /// What it was before stands here.
    pub before: Option<Place>,
    /// What it is now stands here.
    pub now: Option<Place>,
    /// The field, where one is meant.
    pub field: Option<Field>,
    /// What stood there.
    pub old: String,
    /// What stands there.
    pub new: String,
    /// What the match rests on; empty where nothing was matched.
    pub matched_by: String,
}

impl Place {
    /// `V2 Huizen!D6`.
    pub fn words(&self) -> String {
        format!("{} {}", version_name(self.version), self.at)
    }
}

/// How the outputs name a version: V1 is the oldest.
pub fn version_name(version: usize) -> String {
    format!("V{}", version + 1)
}

impl<'a> View<'a> {
    /// Words the lineage of a review.
    pub fn new(review: &'a LineageReview) -> Self {
        let plans = review.plans();
        let writer = Writer { review, lang: review.lang };
        let lives = &review.lineage.lives;
        let mut tallies = vec![BTreeMap::new(); review.versions.len()];
        let mut moments = Vec::new();
        let mut rows = Vec::with_capacity(lives.len());
        for (at, life) in lives.iter().enumerate() {
            let told: Vec<(Vec<Event>, Vec<MomentRow>)> =
                life.moments.iter().map(|moment| writer.moment(at, life, moment)).collect();
            for (moment, (events, _)) in life.moments.iter().zip(&told).filter(|(moment, _)| moment.version > 0) {
                let Some(tally) = tallies.get_mut(moment.version) else { continue };
                events.iter().for_each(|event| *tally.entry(*event).or_default() += 1);
            }
            rows.push(LifeRow {
                number: at + 1,
                course: writer.course(life, &told),
                slippage: life.slippage(&plans),
                ..writer.life(life)
            });
            moments.extend(told.into_iter().flat_map(|(_, rows)| rows));
        }
        let unread = review.versions.iter().enumerate().flat_map(|(at, version)| {
            let sentences = version.plan.unread.iter().map(|unread| words::unread(Current, unread, review.lang));
            sentences.map(move |sentence| format!("{}: {sentence}", version_name(at)))
        });
        Self { review, lang: review.lang, lives: rows, moments, tallies, unread: unread.collect() }
    }

    /// What is said where no change was found.
    pub fn nothing_changed(&self) -> &'static str {
        words::nothing_changed(self.unread.is_empty(), self.lang)
    }

    /// What happened to an action after its first appearance.
    pub fn later_moments(&self, life: usize) -> impl Iterator<Item = &MomentRow> {
        let from = self.moments.partition_point(|moment| moment.life < life);
        let of_life = self.moments.iter().skip(from).take_while(move |moment| moment.life == life);
        of_life.filter(|moment| moment.version > 0)
    }

    /// What is special about a version; empty where nothing is.
    pub fn remark(&self, version: usize) -> String {
        let redacted = match (self.review.lineage.redacted.get(version).copied().flatten(), self.lang) {
            (None, _) => None,
            (Some(owners), Lang::Nl) => Some(format!("gelakte kopie: {owners} keer is de trekker gelakt")),
            (Some(owners), Lang::En) => Some(format!("redacted copy: the owner is redacted {owners} times")),
        };
        let unread = self.review.versions.get(version).into_iter().flat_map(|version| &version.plan.unread);
        let unread = unread.map(|unread| words::unread(Current, unread, self.lang));
        redacted.into_iter().chain(unread).collect::<Vec<_>>().join("; ")
    }

    /// How often and how far the deadline of an action moved to later, in words; empty where it did not.
    pub fn delay(&self, life: &LifeRow) -> String {
        let Slippage { times, days } = life.slippage;
        match (times, self.lang) {
            (0, _) => String::new(),
            (_, Lang::Nl) => format!("{times} keer, {days} dagen"),
            (1, Lang::En) => format!("once, {days} days"),
            (_, Lang::En) => format!("{times} times, {days} days"),
        }
    }

    /// Where an action was first and last seen, how it stands and how often it was delayed, in one sentence.
    pub fn summary(&self, life: &LifeRow) -> String {
        let place = |place: &Option<Place>| place.as_ref().map(Place::words).unwrap_or_default();
        let (first, last) = (place(&life.first), place(&life.last));
        let mut parts = vec![match self.lang {
            Lang::Nl => format!("Eerst gezien: {first}; laatst gezien: {last}"),
            Lang::En => format!("First seen: {first}; last seen: {last}"),
        }];
        if !life.state.is_empty() {
            parts.push(format!("{}: {}", self.lang.pick("nu", "now"), life.state));
        }
        if life.slippage.times > 0 {
            parts.push(format!("{}: {}", self.lang.pick("uitstel", "delay"), self.delay(life)));
        }
        let all = parts.join("; ");
        // What staff typed may end in a full stop itself: "z.s.m."
        if all.ends_with('.') { all } else { format!("{all}.") }
    }

    /// The word for an event with the number of actions per version; events that never happened are left out.
    pub fn tally_lines(&self) -> Vec<(&'static str, Vec<usize>)> {
        let count = |event: Event| self.tallies.iter().map(move |tally| tally.get(&event).copied().unwrap_or_default());
        let lines = Event::ALL.into_iter().map(|event| (event.word(self.lang), count(event).collect::<Vec<_>>()));
        lines.filter(|(_, counts)| counts.iter().any(|count| *count > 0)).collect()
    }
}

/// Puts lives into words.
struct Writer<'a> {
    review: &'a LineageReview,
    lang: Lang,
}

impl<'a> Writer<'a> {
    fn action(&self, (version, row): (usize, usize)) -> Option<&'a Action> {
        self.review.versions.get(version)?.plan.actions.get(row)
    }

    /// The row of an action in the last version up to this one that has it.
    fn seen_until(&self, life: &Life, version: usize) -> Option<(usize, usize)> {
        let mut rows = life.rows.iter().enumerate().take(version + 1).rev();
        rows.find_map(|(version, row)| Some((version, (*row)?)))
    }

    fn place(&self, seen: (usize, usize)) -> Option<Place> {
        Some(Place { version: seen.0, at: self.action(seen)?.text.at.clone() })
    }

    fn life(&self, life: &Life) -> LifeRow {
        let last = life.last().and_then(|seen| self.action(seen));
        LifeRow {
            number: 0,
            id: words::quoted_id(last.and_then(Action::id).unwrap_or_default()).to_owned(),
            action: last.map(|action| words::short(words::action_text(action))).unwrap_or_default(),
            first: life.first().and_then(|seen| self.place(seen)),
            last: life.last().and_then(|seen| self.place(seen)),
            state: last.map(|action| self.state(action)).unwrap_or_default(),
            slippage: Slippage::default(),
            course: Vec::new(),
        }
    }

    /// Progress, deadline and owner, as far as there are any.
    fn state(&self, action: &Action) -> String {
        let progress = action.progress_code().and_then(|code| self.review.framework.progress(code));
        let progress = progress.map_or(&*action.progress.raw, |progress| progress.name.as_str());
        let told = [progress, &*action.deadline.raw, &*action.owners.raw].map(words::quoted_short);
        let told = told.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        told.map(words::line).collect::<Vec<_>>().join(" · ")
    }

    /// The events of a moment, and a row for each thing that happened.
    fn moment(&self, at: usize, life: &Life, moment: &Moment) -> (Vec<Event>, Vec<MomentRow>) {
        let base = self.base(at, life, moment);
        let one = |event: Event, row: MomentRow| (vec![event], vec![row]);
        match &moment.turn {
            Turn::Appeared if moment.version == 0 => {
                (Vec::new(), vec![MomentRow { what: self.lang.pick("staat erin", "is there").to_owned(), ..base }])
            }
            Turn::Appeared => one(Event::Added, base),
            Turn::Found => one(Event::Unread, base),
            Turn::Vanished => {
                let gone = life.last().and_then(|seen| self.action(seen));
                let closed = gone.is_some_and(|action| action.is_closed(&self.review.framework));
                let event = if closed { Event::Cleared } else { Event::Vanished };
                one(event, MomentRow { what: event.word(self.lang).to_owned(), ..base })
            }
            Turn::SplitInto(lives) => one(Event::Split, self.linked(base, ("gesplitst in", "split into"), lives)),
            Turn::MergedInto(into) => one(Event::Merged, self.linked(base, ("opgegaan in", "merged into"), &[*into])),
            Turn::SplitFrom(from) => (Vec::new(), vec![self.linked(base, ("deel van", "part of"), &[*from])]),
            Turn::MergedFrom(lives) => {
                (Vec::new(), vec![self.linked(base, ("samengevoegd uit", "merged from"), lives)])
            }
            Turn::Changed(differences) => self.differences(life, moment, differences, base),
            Turn::Returned(differences) => {
                let what = self.lang.pick("terug", "back").to_owned();
                let back = MomentRow { what, before: self.place_of(life, differences.since), ..base.clone() };
                let (events, mut rows) = self.differences(life, moment, differences, base);
                rows.insert(0, back);
                (events, rows)
            }
        }
    }

    fn place_of(&self, life: &Life, version: usize) -> Option<Place> {
        self.place((version, (*life.rows.get(version)?)?))
    }

    /// What every row of a moment says.
    fn base(&self, at: usize, life: &Life, moment: &Moment) -> MomentRow {
        let seen = self.seen_until(life, moment.version).and_then(|seen| self.action(seen));
        let before = moment.version.checked_sub(1).and_then(|version| self.seen_until(life, version));
        MomentRow {
            life: at + 1,
            version: moment.version,
            what: Event::Added.word(self.lang).to_owned(),
            id: words::quoted_id(seen.and_then(Action::id).unwrap_or_default()).to_owned(),
            action: seen.map(|action| words::short(words::action_text(action))).unwrap_or_default(),
            before: before.and_then(|seen| self.place(seen)),
            now: self.place_of(life, moment.version),
            field: None,
            old: String::new(),
            new: String::new(),
            matched_by: self.matched_by(moment),
        }
    }

    fn matched_by(&self, moment: &Moment) -> String {
        let kind = match moment.turn {
            Turn::Appeared => ChangeKind::Added,
            Turn::Found => ChangeKind::Unread,
            Turn::Vanished => ChangeKind::Removed,
            Turn::Changed(_) | Turn::Returned(_) => ChangeKind::Kept,
            Turn::SplitInto(_) | Turn::SplitFrom(_) => ChangeKind::Split,
            Turn::MergedInto(_) | Turn::MergedFrom(_) => ChangeKind::Merged,
        };
        match words::matched_by(kind, moment.matched_by, &moment.evidence, self.lang) {
            grounds if grounds.is_empty() => grounds,
            grounds => format!("{grounds}; {}", words::confidence(moment.matched_by, moment.confidence, self.lang)),
        }
    }

    /// A probable link of an action with others, by their numbers in this list.
    fn linked(&self, base: MomentRow, (nl, en): (&'static str, &'static str), lives: &[usize]) -> MomentRow {
        let numbers: Vec<String> = lives.iter().map(|life| (life + 1).to_string()).collect();
        let all = words::joined(&numbers, self.lang);
        let what = match self.lang {
            Lang::Nl => format!("waarschijnlijk {nl} nr. {all} van deze lijst"),
            Lang::En => format!("probably {en} {} {all} of this list", if lives.len() > 1 { "nos." } else { "no." }),
        };
        MomentRow { what, ..base }
    }

    fn differences(
        &self,
        life: &Life,
        moment: &Moment,
        found: &Differences,
        base: MomentRow,
    ) -> (Vec<Event>, Vec<MomentRow>) {
        let row_of = |version: usize| Some((version, (*life.rows.get(version)?)?));
        let action = |version: usize| row_of(version).and_then(|seen| self.action(seen));
        let (Some(old), Some(new)) = (action(found.since), action(moment.version)) else { return Default::default() };
        let base = MomentRow { before: self.place_of(life, found.since), ..base };
        let mut told: Vec<(Event, MomentRow)> = Vec::new();
        if found.moved {
            let (old, new) = (old.sheet.to_string(), new.sheet.to_string());
            told.push((Event::Moved, MomentRow { old, new, ..base.clone() }));
        }
        if found.renumbered {
            let id = |action: &Action| words::quoted_id(action.id().unwrap_or_default()).to_owned();
            told.push((
                Event::Renumbered,
                MomentRow { field: Some(Field::Id), old: id(old), new: id(new), ..base.clone() },
            ));
        }
        for difference in &found.fields {
            let change = &difference.change;
            let told_by = action(difference.since).unwrap_or(old);
            let event = field_event(change, told_by, new, false, &self.review.framework).unwrap_or(Event::FieldChanged);
            let place = |version: usize, at: &Option<CellRef>| at.clone().map(|at| Place { version, at });
            let row = MomentRow {
                field: Some(change.field),
                old: change.previous.clone(),
                new: change.current.clone(),
                before: place(difference.since, &change.previous_at).or_else(|| base.before.clone()),
                now: place(moment.version, &change.current_at).or_else(|| base.now.clone()),
                ..base.clone()
            };
            told.push((event, row));
        }
        let mut events: Vec<Event> = told.iter().map(|(event, _)| *event).collect();
        events.sort_unstable();
        events.dedup();
        let rows = told.into_iter().map(|(event, row)| MomentRow { what: self.what(event, row.field), ..row });
        (events, rows.collect())
    }

    /// The event in a few words; where it says little, with the field.
    fn what(&self, event: Event, field: Option<Field>) -> String {
        match (event, field) {
            (Event::FieldChanged, Some(field)) => {
                format!("{} {}", field.word(self.lang), self.lang.pick("gewijzigd", "changed"))
            }
            _ => event.word(self.lang).to_owned(),
        }
    }

    /// Per version one short text: what happened, that it is the same, or that it is not there.
    fn course(&self, life: &Life, told: &[(Vec<Event>, Vec<MomentRow>)]) -> Vec<String> {
        let said = |version: usize| {
            let mut words: Vec<&str> = Vec::new();
            let rows = life.moments.iter().zip(told).filter(|(moment, _)| moment.version == version);
            for row in rows.flat_map(|(_, (_, rows))| rows) {
                if !words.contains(&row.what.as_str()) {
                    words.push(&row.what);
                }
            }
            words.join(", ")
        };
        let silent = |row: &Option<usize>| match row {
            Some(_) => self.lang.pick("gelijk", "the same"),
            None => "–",
        };
        let in_version = |(version, row): (usize, &Option<usize>)| match said(version) {
            words if words.is_empty() => silent(row).to_owned(),
            words => words,
        };
        life.rows.iter().enumerate().map(in_version).collect()
    }
}
