//! An answer by which staff leave a finding as it is: `akkoord: reden`, `akkoord t/m 1-3-2026: reden`.
//!
//! An agreement is a word of agreement, a last day where it has one, and a reason behind a colon, a dash or a word such as
//! `want`. Without a reason it is none: nobody could judge it later.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::language::{Language, Role};
use crate::read::deadline::{self, Calendar};
use crate::wording::Lang;

/// The signs that stand between agreement and reason.
const SIGNS: [&str; 5] = [":", "\u{2013}", "\u{2014}", "-", "("];

/// The words of a role in any language, for staff answer in theirs; longer ones first.
fn words(role: Role) -> Vec<&'static str> {
    static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::default);
    let mut words: Vec<&str> = LANGUAGE.words(role).entries().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

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
    pub(super) fn parse(answer: &str) -> Option<Self> {
        let rest = after_any(answer.trim(), &words(Role::Agreement))?.trim_start();
        let (until, rest) = match after_any(rest, &words(Role::AgreedUntil)) {
            Some(rest) => {
                let (day, rest) = split_day(rest)?;
                (Some(day), rest)
            }
            None => (None, rest),
        };
        let reason = because(rest.trim_start())?;
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

/// The reason, behind a word or a sign for one.
fn because(text: &str) -> Option<&str> {
    after_any(text, &words(Role::AgreedBecause)).or_else(|| after_any(text, &SIGNS))
}

/// What follows one of these words; none where the text does not start with one.
fn after_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| {
        let start = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        let ends = !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
        (start.eq_ignore_ascii_case(word) && ends).then_some(rest)
    })
}

/// The last day of a deadline and what follows it, which has to be a reason.
fn split_day(text: &str) -> Option<(NaiveDate, &str)> {
    let calendar = Calendar::of(&[]);
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ':' | ' ' | '(' | ',' | '\u{2013}')).map(|(at, _)| at);
    let mut splits = ends.filter_map(|at| Some((text.get(..at)?.trim(), text.get(at..)?)));
    splits.find_map(|(day, rest)| {
        because(rest.trim_start())?;
        Some((deadline::parse(day, &calendar).end?, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &str) -> Option<(String, Option<String>)> {
        Agreement::parse(answer).map(|read| (read.reason, read.until.map(|day| day.to_string())))
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
        assert_eq!(read("akkoord tot ooit: wacht op de wet"), None);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let agreement = Agreement::parse("akkoord tot 1-3-2026: wacht op de wet").unwrap();
        assert!(agreement.holds_on(day("2026-03-01")) && !agreement.holds_on(day("2026-03-02")));
    }
}
