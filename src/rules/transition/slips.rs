//! How often a deadline slipped: the slip between two versions, and the earlier ones that left a trace in the text.
//!
//! Traces are what people write when they move a deadline: "Q2 2026 (was Q4 2025)", the old date struck through beside the new
//! one, "Q4 2025 → Q2 2026", and in the notes "doorgeschoven van Q4 2025 naar Q2 2026" or "oorspronkelijke planning: Q4 2025".

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::framework::Framework;
use crate::language::{Language, Role};
use crate::plan::{Action, Deadline, Signal};
use crate::read::deadline::{Calendar, parse};
use crate::rules::Context;
use crate::rules::planning::firm_end;

/// The most words that one date takes: "voor de zomer van 2026".
const LONGEST_DATE: usize = 5;
/// A date that lies longer before the plan than this is a slip of the pen, and no deadline that anybody had.
const BEFORE_PLAN: Months = Months::new(36);

/// Tells slips from other changes of a deadline.
pub(in crate::rules) struct Slips {
    calendar: Calendar,
    language: Arc<Language>,
    /// First day of the plan.
    plan_starts: NaiveDate,
    /// What texts were read as before.
    known: RefCell<HashMap<String, Deadline>>,
}

/// The deadlines that an action had before and that were given up for a later one.
#[derive(Debug, Default, PartialEq)]
pub(in crate::rules) struct Earlier {
    /// Their last days.
    ends: BTreeSet<NaiveDate>,
    /// The last day of the deadline now.
    now: NaiveDate,
}

impl Earlier {
    /// How often the deadline slipped, as far as versions and traces tell.
    pub(in crate::rules) fn times(&self) -> usize {
        self.ends.len()
    }

    /// By how many days it slipped in all.
    pub(in crate::rules) fn days(&self) -> i64 {
        self.ends.first().map_or(0, |first| (self.now - *first).num_days())
    }
}

impl Slips {
    /// Under the framework of the run.
    pub(in crate::rules) fn new(ctx: &Context) -> Self {
        Self::under(ctx.framework, ctx.calendar().clone())
    }

    fn under(framework: &Framework, calendar: Calendar) -> Self {
        Self {
            calendar,
            language: framework.language.clone(),
            plan_starts: framework.period.start,
            known: RefCell::new(HashMap::new()),
        }
    }

    /// By how many days the deadline moved to later between the versions; none where it did not. A date before the plan was a slip
    /// of the pen, and may be put right.
    pub(in crate::rules) fn days(&self, old: &Action, new: &Action) -> Option<i64> {
        let (before, now) = (last_day(old)?, last_day(new)?);
        (now > before && before >= self.plan_starts).then(|| (now - before).num_days())
    }

    /// Every deadline that the action had before: that of the previous version, and those that left a trace.
    pub(in crate::rules) fn earlier(&self, old: &Action, new: &Action) -> Earlier {
        let (Some(before), Some(now)) = (last_day(old), last_day(new)) else { return Earlier::default() };
        let mut ends = BTreeSet::from([before]);
        for action in [old, new] {
            self.in_planning(action, &mut ends);
            action.explanation().lines().for_each(|line| self.former_in_note(line, &mut ends));
        }
        ends.insert(now);
        self.shifted_in_notes(&[old.explanation(), new.explanation()], &mut ends);
        let earliest = self.plan_starts.checked_sub_months(BEFORE_PLAN);
        ends.retain(|end| *end < now && earliest.is_none_or(|earliest| *end >= earliest));
        Earlier { ends, now }
    }

    /// The traces in the planning itself.
    fn in_planning(&self, action: &Action, ends: &mut BTreeSet<NaiveDate>) {
        let (raw, Some(deadline)) = (&action.deadline.raw, action.deadline.known()) else { return };
        let words = split(raw);
        ends.extend(self.after_former(&words));
        if let Some(old) = self.before_replacing(raw) {
            ends.extend(self.all(&split(old)));
        }
        if deadline.signals.contains(&Signal::StruckThrough) {
            // What is struck through stands beside what counts, which may be a range of dates itself.
            let first = deadline.start.or(deadline.end);
            ends.extend(self.all(&words).into_iter().filter(|end| first.is_some_and(|first| *end < first)));
        }
    }

    /// What stands before an arrow, or before a word like "wordt".
    fn before_replacing<'t>(&self, raw: &'t str) -> Option<&'t str> {
        let arrow = raw.rfind(['→', '⇒']).or_else(|| raw.rfind("->")).or_else(|| raw.rfind("=>"));
        let replacing = || {
            let mut words = raw.split(' ').filter(|word| self.is(Role::Replaces, word));
            words.next_back().and_then(|word| raw.rfind(word))
        };
        raw.get(..arrow.or_else(replacing)?)
    }

    fn is_from(&self, word: &str) -> bool {
        self.is(Role::Of, word) || self.is(Role::From, word)
    }

    fn is(&self, role: Role, word: &str) -> bool {
        self.language.is(role, word)
    }

    /// "oorspronkelijke planning: Q4 2025".
    fn former_in_note(&self, line: &str, ends: &mut BTreeSet<NaiveDate>) {
        for sentence in line.split(". ") {
            let words: Vec<&str> = split(sentence);
            if words.iter().any(|word| self.is(Role::DeadlineWord, word)) {
                let told: Vec<&str> = words.into_iter().filter(|word| !self.is(Role::DeadlineWord, word)).collect();
                ends.extend(self.after_former(&told));
            }
        }
    }

    /// "doorgeschoven van Q4 2025 naar Q2 2026", where one of the two is a deadline that the action is known to have had: what
    /// moved could be a meeting.
    fn shifted_in_notes(&self, notes: &[String], ends: &mut BTreeSet<NaiveDate>) {
        let mut pairs: Vec<(NaiveDate, NaiveDate)> = notes.iter().flat_map(|text| self.shifts(text)).collect();
        loop {
            let before = pairs.len();
            pairs.retain(|(from, to)| {
                let known = ends.contains(from) || ends.contains(to);
                if known {
                    ends.extend([*from, *to]);
                }
                !known
            });
            if pairs.len() == before {
                return;
            }
        }
    }

    /// The old and new date of everything that moved to later according to a text.
    fn shifts(&self, text: &str) -> Vec<(NaiveDate, NaiveDate)> {
        let sentences = text.lines().flat_map(|line| line.split(". ")).map(split);
        let shifted = sentences.filter(|words| words.iter().any(|word| self.is(Role::Shifted, word)));
        let pairs = shifted.flat_map(|words| {
            let starts = (0..words.len()).filter(|at| words.get(*at).is_some_and(|word| self.is_from(word)));
            starts.filter_map(|at| self.shift(words.get(at + 1..)?)).collect::<Vec<_>>()
        });
        pairs.filter(|(from, to)| from < to).collect()
    }

    /// The two dates of "Q4 2025 naar Q2 2026".
    fn shift(&self, words: &[&str]) -> Option<(NaiveDate, NaiveDate)> {
        let (from, length) = self.date(words)?;
        let (link, rest) = words.get(length..)?.split_first()?;
        let (to, _) = (self.is(Role::Replaces, link) || self.is(Role::Until, link)).then(|| self.date(rest))??;
        Some((from, to))
    }

    /// The dates after each word like "was": one, or several in a row.
    fn after_former(&self, words: &[&str]) -> Vec<NaiveDate> {
        let mut dates = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            if !self.is(Role::Former, word) {
                continue;
            }
            at += words.iter().skip(at).take_while(|word| self.is(Role::Filler, word)).count();
            while let Some((date, length)) = words.get(at..).and_then(|rest| self.date(rest)) {
                dates.push(date);
                at += length;
                at += usize::from(words.get(at).is_some_and(|word| self.is(Role::AndOr, word)));
            }
        }
        dates
    }

    /// Every date in a text.
    fn all(&self, words: &[&str]) -> Vec<NaiveDate> {
        let mut dates = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            at += match self.date(rest) {
                Some((date, length)) => {
                    dates.push(date);
                    length
                }
                None => 1,
            };
        }
        dates
    }

    /// The date at the start of the words, with how many of them it takes. Fewest words first: only with its year is a date whole.
    /// The first word has to belong to it: "haalbaar tot Q4 2025" does not start with a date.
    fn date(&self, words: &[&str]) -> Option<(NaiveDate, usize)> {
        (1..=words.len().min(LONGEST_DATE)).find_map(|length| {
            let window = words.get(..length)?;
            let deadline = self.read(window)?;
            let end = firm_end(&deadline).filter(|_| !deadline.signals.contains(&Signal::PartUnread))?;
            (length == 1 || self.read(window.get(1..)?).as_ref() != Some(&deadline)).then_some((end, length))
        })
    }

    /// What the words say, read once: the same dates stand in many rows. None where no digit stands in them, so no year.
    fn read(&self, words: &[&str]) -> Option<Deadline> {
        words.iter().any(|word| word.bytes().any(|b| b.is_ascii_digit())).then_some(())?;
        let text = words.join(" ");
        if let Some(known) = self.known.borrow().get(&text) {
            return Some(known.clone());
        }
        let deadline = parse(&text, &self.calendar);
        self.known.borrow_mut().insert(text, deadline.clone());
        Some(deadline)
    }
}

/// The last day of the planning, where it has one.
fn last_day(action: &Action) -> Option<NaiveDate> {
    firm_end(action.deadline.known()?)
}

/// The words without the marks around them.
fn split(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '"')))
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips() -> Slips {
        Slips::under(Framework::embedded(), Calendar::new(Framework::embedded()))
    }

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    fn former(text: &str) -> Vec<String> {
        slips().after_former(&split(text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn dates_after_was_are_those_of_before() {
        assert_eq!(former("Q2 2026 (was Q4 2025)"), ["2025-12-31"]);
        assert_eq!(former("1-6-2026, eerder 31 december 2025 en Q2 2025"), ["2025-12-31", "2025-06-30"]);
        assert_eq!(former("oorspronkelijk in het najaar van 2025"), ["2025-12-20"]);
        assert_eq!(former("was in Q4 2025"), ["2025-12-31"]);
        for nothing in ["was haalbaar tot Q4 2025", "Q2 2026", "", "was", "was Q4", "(was doorlopend)"] {
            assert_eq!(former(nothing), Vec::<String>::new(), "{nothing}");
        }
    }

    #[test]
    fn notes_count_where_they_speak_of_the_planning() {
        let told = |line: &str| {
            let mut ends = BTreeSet::new();
            slips().former_in_note(line, &mut ends);
            ends.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(told("12-11: de oorspronkelijke planning was Q2 2025."), [day("2025-06-30")]);
        assert_eq!(told("Oorspronkelijke deadline: 1 juni 2025"), [day("2025-06-01")]);
        assert_eq!(told("Het vorige overleg was 12-11-2025. De planning blijft."), []);
    }

    #[test]
    fn a_chain_of_delays_is_followed_from_a_known_deadline() {
        let told = |text: &str| {
            let mut ends = BTreeSet::from([day("2026-03-31"), day("2026-06-30")]);
            slips().shifted_in_notes(&[text.to_owned()], &mut ends);
            ends.len()
        };
        assert_eq!(told("doorgeschoven van Q4 2025 naar Q1 2026"), 3);
        assert_eq!(
            told("Doorgeschoven van Q2 2025 naar Q4 2025.\nUitgesteld van Q4 2025 tot Q1 2026, geen capaciteit"),
            4
        );
        assert_eq!(told("De avond is doorgeschoven van 12-11-2025 naar 08-01-2026"), 2);
        assert_eq!(told("De avond van 12-11-2025 is uitgesteld naar Q1 2026"), 2);
        assert_eq!(told("verschoven van Q1 2026 naar Q4 2025"), 2);
    }

    #[test]
    fn all_dates_are_found_whatever_stands_between() {
        let all: Vec<_> = slips().all(&split("Q4 2024 / Q2 2025 dan 31-12-2025"));
        assert_eq!(all, [day("2024-12-31"), day("2025-06-30"), day("2025-12-31")]);
    }
}
