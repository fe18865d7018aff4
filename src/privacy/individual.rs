//! One person without a name, told by what is said of them: "een jongen van 16 van het Y College".
//!
//! Plans speak of groups: of young people, of pupils, of the residents of a street. One person is told by a word in the singular,
//! and is traceable where an age and the name of a school, a street or a neighbourhood stand beside it in the same sentence; or
//! where a relative of somebody in a street is meant; or by a day of birth.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::Known;
use super::words::{Word, words};
use super::{sentences, slice};
use crate::language::Role;
use crate::wording::pattern;

/// A day in digits or with the name of the month behind it.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[ :.(\u{a0}]{0,3}(?:\p{Ll}{2,3} )?(?:\d{1,2}(?:\.? ?[-/. ] ?)(?:\d{1,2}|\p{L}{3,9}\.?)[-/. ]{1,2}(?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}|\p{Lu}\p{Ll}{2,8} \d{1,2},? \d{4})",
    )
});

/// The oldest age that is one.
const OLDEST: u32 = 110;

/// What traces one person without a name, as byte ranges.
pub(super) fn individuals(text: &str, known: &Known) -> Vec<Range<usize>> {
    let mut found = births(text, known);
    for sentence in sentences(text) {
        let reader = Reader { text: slice(text, &sentence), words: words(slice(text, &sentence)), known };
        let inside = reader.traces().into_iter().map(|range| range.start + sentence.start..range.end + sentence.start);
        found.extend(inside);
    }
    found
}

/// Days of birth, with the word that announces them.
fn births(text: &str, known: &Known) -> Vec<Range<usize>> {
    let words = words(text);
    let birth = known.vocabulary.words(Role::Birth);
    let day = |at: usize| {
        let length = birth.length_at(|nth| words.get(at + nth).map(Word::key))?;
        let (first, last) = words.get(at).zip(words.get(at + length - 1))?;
        let day = DAY.find(text.get(last.end..)?)?;
        Some(first.start..last.end + day.end())
    };
    (0..words.len()).filter_map(day).collect()
}

/// A sentence taken apart.
struct Reader<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    known: &'t Known,
}

impl Reader<'_> {
    fn traces(&self) -> Vec<Range<usize>> {
        let is_somebody = |at: &usize| self.is_one_person(*at);
        let Some(somebody) = (0..self.words.len()).find(is_somebody) else { return Vec::new() };
        let places = self.places();
        if places.is_empty() {
            return Vec::new();
        }
        let ages = self.ages();
        if !ages.is_empty() {
            return ages.into_iter().chain(places).collect();
        }
        if let Some(relative) = self.relative_of(&places) {
            return vec![relative];
        }
        if self.says_something_special(somebody) { places } else { Vec::new() }
    }

    fn is(&self, role: Role, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| self.known.vocabulary.is(role, &word.key()))
    }

    /// What stands between a word and the next one.
    fn gap_after(&self, at: usize) -> &str {
        let next = self.words.get(at + 1).map_or(self.text.len(), |next| next.start);
        self.words.get(at).and_then(|word| self.text.get(word.end..next)).unwrap_or_default()
    }

    /// Whether a word is one person: a singular word behind "een" or "de", at the start of the sentence, or with an age behind it.
    fn is_one_person(&self, at: usize) -> bool {
        if !self.is(Role::Individual, at) {
            return false;
        }
        let announced = (1..=3).any(|back| at.checked_sub(back).is_some_and(|before| self.is(Role::One, before)));
        announced || at == 0 || self.gap_after(at).trim_start().starts_with('(') && self.age(at + 1).is_some()
    }

    /// Ages of one person, with the words that make them an age.
    fn ages(&self) -> Vec<Range<usize>> {
        (0..self.words.len()).filter_map(|at| self.age(at)).collect()
    }

    fn age(&self, at: usize) -> Option<Range<usize>> {
        let word = self.words.get(at)?;
        let years: u32 = word.text.parse().ok()?;
        let before = at.checked_sub(1);
        let is_of_a_range = (1..=2).any(|back| at.checked_sub(back).is_some_and(|at| self.is(Role::AgeRange, at)))
            || (1..=3).any(|ahead| self.is(Role::AgeRange, at + ahead))
            || self.words.get(at + 1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
        if years > OLDEST || is_of_a_range {
            return None;
        }
        let behind =
            self.is(Role::AgeAfter, at + 1) && matches!(self.gap_after(at).trim(), "" | "-" | "\u{2010}" | "\u{2011}");
        let ahead =
            before.is_some_and(|before| self.is(Role::AgeBefore, before) && self.gap_after(before).trim().is_empty());
        let apart = before.is_some_and(|before| self.is(Role::Individual, before) && self.is_between_signs(before, at));
        if !(behind || ahead || apart) {
            return None;
        }
        let start =
            before.filter(|_| ahead).and_then(|before| self.words.get(before)).map_or(word.start, |word| word.start);
        let last = if behind { self.words.get(at + 1)? } else { word };
        Some(start..last.end)
    }

    /// Whether a number stands in brackets or between commas: "jongen (16)", "leerling, 15,".
    fn is_between_signs(&self, before: usize, at: usize) -> bool {
        let (opening, closing) = (self.gap_after(before).trim(), self.gap_after(at).trim_start());
        matches!((opening, closing.chars().next()), ("(", Some(')' | ',' | ' ' | '/')) | (",", Some(',')))
    }

    /// Schools, streets and neighbourhoods by their names.
    fn places(&self) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for range in (0..self.words.len()).filter_map(|at| self.place(at)) {
            match places.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => places.push(range),
            }
        }
        places
    }

    fn place(&self, at: usize) -> Option<Range<usize>> {
        let word = self.words.get(at)?;
        let key = word.key();
        let vocabulary = &self.known.vocabulary;
        let roles = [Role::StreetEnding, Role::Neighbourhood, Role::SchoolWord];
        let of = |role: Role| {
            let mut endings = vocabulary.words(role).endings();
            endings.any(|ending| key.len() > ending.len() && key.ends_with(ending) && word.is_capitalised())
        };
        let listed = |role: Role| vocabulary.lists(role, &key);
        // "Dorpsstraat", "Ykwartier", "Regenboogschool"; a common noun at the start of a sentence is none.
        let is_noun = vocabulary.is_listed(&key)
            || self.known.has_word(&key)
            || at == 0 && of(Role::SchoolWord) && !of(Role::StreetEnding);
        if roles.iter().any(|role| of(*role)) && !is_noun && !roles.iter().any(|role| listed(*role)) {
            return Some(word.start..word.end);
        }
        if !roles.iter().any(|role| listed(*role) || vocabulary.is(*role, &key)) {
            return None;
        }
        // "X College", "basisschool De Ark", "wijk Noord".
        let is_name = |at: usize| {
            let name = self.words.get(at);
            let is_one = |name: &Word| {
                let key = name.key();
                let is_place = self.known.is_municipality(&key) || self.is(Role::NeighbouringPlace, at);
                name.is_capitalised() && at > 0 && !is_place && !self.is(Role::One, at)
            };
            name.is_some_and(is_one) || name.is_some_and(Word::is_capitalised) && self.is(Role::One, at) && at > 0
        };
        let joined = |at: usize| self.gap_after(at).chars().all(|c| c == ' ' || c == '\u{a0}' || "\"“”‘’'".contains(c));
        let before = (0..at).rev().take(3).take_while(|at| is_name(*at) && joined(*at)).last();
        let after = (at + 1..self.words.len()).take(3).take_while(|next| is_name(*next) && joined(next - 1)).last();
        let named = [before, after].into_iter().flatten().any(|beside| !self.is(Role::One, beside) || after.is_some());
        let capital = word.is_capitalised() && before.is_some();
        (named && (after.is_some() || capital || before.is_some())).then(|| {
            let start = before.and_then(|before| self.words.get(before)).unwrap_or(word).start;
            start..after.and_then(|after| self.words.get(after)).unwrap_or(word).end
        })
    }

    /// "de zoon van de bakker op de Dorpsstraat": from whose relative it is up to the place.
    fn relative_of(&self, places: &[Range<usize>]) -> Option<Range<usize>> {
        let place = places.first()?;
        let is_kin =
            |at: &usize| self.is(Role::Kin, *at) && self.is_one_person(*at) && self.is(Role::CaseBeside, at + 1);
        // "des" says both whose and that it is one.
        let whose_of = |at: usize| [at + 2, at + 1].into_iter().find(|at| self.is(Role::One, *at));
        let kin = (0..self.words.len()).filter(is_kin).find_map(whose_of)?;
        let whose = self.words.get(kin + 1).filter(|whose| whose.end <= place.start)?;
        let start = self.words.get(kin).map_or(whose.start, |word| word.start);
        Some(start..place.end)
    }

    /// Whether the sentence says something of somebody's health, belief or criminal record, shortly behind the word for them.
    fn says_something_special(&self, somebody: usize) -> bool {
        const REACH: usize = 14;
        let roles = [Role::HealthWord, Role::PoliceWord, Role::SpecialCategory];
        let keys: Vec<String> = self.words.iter().map(Word::key).collect();
        let is_said = |at: usize| {
            let key = |nth: usize| keys.get(at + nth);
            roles.iter().any(|role| self.known.vocabulary.words(*role).length_at(key).is_some())
        };
        (somebody.saturating_sub(REACH)..self.words.len().min(somebody + REACH)).any(is_said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn found(text: &str) -> Vec<&str> {
        let known = Known::new(Framework::embedded());
        individuals(text, &known).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn what_traces_one_person_is_told() {
        assert_eq!(found("Een jongen van 16 van het Y College is gezien."), ["van 16", "Y College"]);
        assert_eq!(found("de zoon van de bakker op de Dorpsstraat"), ["de bakker op de Dorpsstraat"]);
        assert_eq!(found("geboren op 3 mei 2008"), ["geboren op 3 mei 2008"]);
        assert_eq!(found("een training voor een docent op het Y College"), [""; 0]);
    }
}
