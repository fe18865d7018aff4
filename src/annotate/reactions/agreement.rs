//! An answer by which staff leave a finding as it is: `akkoord: reden`, `akkoord t/m 1-3-2026: reden`.
//!
//! An agreement is a word of agreement, a last day where it has one, and a reason behind a colon, a dash or a word such as
//! `want`. Without a reason it is none: nobody could judge it later.

use chrono::NaiveDate;

use crate::language::{Language, Role, Words};
use crate::read::deadline::{self, Calendar};
use crate::wording::Lang;

/// The signs that stand between agreement and reason.
const BEFORE_REASON: [char; 5] = [':', '\u{2013}', '\u{2014}', '-', '('];

/// So many words and signs at the start of a text are looked at.
const LONGEST: usize = 6;

/// What staff agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Why the finding may stay.
    pub reason: String,
    /// The last day on which it holds; none: for good.
    pub until: Option<NaiveDate>,
}

impl Agreement {
    /// Reads an answer; none where it agrees to nothing, gives no reason, or names a day that cannot be read.
    pub(super) fn parse(answer: &str, language: &Language) -> Option<Self> {
        let rest = after_any(answer.trim(), language.words(Role::Agreed))?.trim_start();
        let (until, rest) = match after_any(rest, language.words(Role::Until)) {
            Some(rest) => {
                let (day, rest) = split_day(rest, language)?;
                (Some(day), rest)
            }
            None => (None, rest),
        };
        let reason = reason(rest, language)?;
        let reason = reason.trim().trim_end_matches(')').trim();
        let said = reason.chars().filter(|c| c.is_alphabetic()).count() > 2;
        said.then(|| Self { reason: reason.to_owned(), until })
    }

    /// Whether it still holds on a day.
    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }

    /// The reason, with who gave it and how long it holds.
    pub(super) fn words(&self, lang: Lang) -> String {
        let by = lang.pick("reactie in de werkmap", "reaction in the workbook");
        match self.until.map(|until| until.format("%d-%m-%Y")) {
            Some(until) => format!("{} ({by}, {} {until})", self.reason, lang.pick("t/m", "until")),
            None => format!("{} ({by})", self.reason),
        }
    }
}

/// Whether an answer agrees, with a reason or without one.
pub(super) fn agrees(answer: &str, language: &Language) -> bool {
    after_any(answer.trim(), language.words(Role::Agreed)).is_some()
}

/// What follows the longest of these words and phrases; none where the text does not start with one.
fn after_any<'t>(text: &'t str, words: &Words) -> Option<&'t str> {
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    let is_one = |start: &str| start.ends_with(char::is_alphanumeric) && words.has(start);
    let starts = ends.take(LONGEST).filter(|end| text.get(..*end).is_some_and(is_one));
    text.get(starts.last()?..)
}

/// The reason that a text gives: behind a sign or a word that stands before one.
fn reason<'t>(text: &'t str, language: &Language) -> Option<&'t str> {
    let text = text.trim_start();
    text.strip_prefix(BEFORE_REASON).or_else(|| after_any(text, language.words(Role::ReasonFollows)))
}

/// The last day of a deadline and what follows it, which has to be a reason.
fn split_day<'t>(text: &'t str, language: &Language) -> Option<(NaiveDate, &'t str)> {
    let calendar = Calendar::of(&[]);
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ':' | ' ' | '(' | ',' | '\u{2013}')).map(|(at, _)| at);
    let mut splits = ends.filter_map(|at| Some((text.get(..at)?.trim(), text.get(at..)?)));
    splits.find_map(|(day, rest)| {
        reason(rest, language)?;
        Some((deadline::parse(day, &calendar).end?, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &str) -> Option<(String, Option<String>)> {
        Agreement::parse(answer, &Language::default()).map(|read| (read.reason, read.until.map(|day| day.to_string())))
    }

    #[test]
    fn agreement_needs_a_reason() {
        for (answer, reason) in [
            ("akkoord: vastgesteld in het DVC", "vastgesteld in het DVC"),
            ("Akkoord : wacht op OM", "wacht op OM"),
            ("AKKOORD - zo besloten", "zo besloten"),
            ("akkoord, want", ""),
            ("akkoord want zo staat het in het plan", "zo staat het in het plan"),
            ("Geaccepteerd omdat de wet wijzigt", "de wet wijzigt"),
            ("accepted: decided by the board", "decided by the board"),
            ("akkoord (staat zo in het plan)", "staat zo in het plan"),
            ("Einverstanden, weil", ""),
            ("einverstanden: so beschlossen", "so beschlossen"),
            ("genehmigt – im Plan so festgelegt", "im Plan so festgelegt"),
        ] {
            let expected = (!reason.is_empty()).then(|| (reason.to_owned(), None));
            assert_eq!(read(answer), expected, "{answer}");
        }
        for answer in [
            "",
            "akkoord",
            "akkoord?",
            "akkoord: -",
            "niet akkoord: klopt niet",
            "gedaan",
            "akkoordverklaring: ja hoor",
        ] {
            assert_eq!(read(answer), None, "{answer}");
        }
    }

    #[test]
    fn agreement_may_end() {
        let until = |answer: &str| read(answer).and_then(|(_, until)| until);
        assert_eq!(until("akkoord tot 1-3-2026: wacht op de wet").as_deref(), Some("2026-03-01"));
        assert_eq!(until("akkoord t/m 31 maart 2026 - wacht op de wet").as_deref(), Some("2026-03-31"));
        assert_eq!(until("agreed until 2026-06-30: budget").as_deref(), Some("2026-06-30"));
        assert_eq!(until("akkoord tot en met Q2 2026: wacht op de wet").as_deref(), Some("2026-06-30"));
        assert_eq!(until("einverstanden bis 30.06.2026: wartet auf das Gesetz").as_deref(), Some("2026-06-30"));
        assert_eq!(read("akkoord tot ooit: wacht op de wet"), None);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let agreement = Agreement::parse("akkoord tot 1-3-2026: wacht op de wet", &Language::default()).unwrap();
        assert!(agreement.holds_on(day("2026-03-01")) && !agreement.holds_on(day("2026-03-02")));
    }
}
