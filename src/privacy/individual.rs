//! One person without a name, told by what is said of them: "een jongen van 16 van het Y College".
//!
//! Plans speak of groups, and of anybody: of young people, of "een leerling die hulp zoekt". A sentence speaks of somebody where a word
//! in the singular, initials or "hij" is the one of whom it tells, and they are traceable by what stands beside it: an age with a school,
//! a street or a neighbourhood; whose relative they are; or one of these with something of their health, belief, money or a crime. A
//! subject that something is about ("een les over schulden") says nothing of anybody.

mod age;
mod place;
mod sentence;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::Known;
use super::words::{Word, words};
use super::{sentences, slice};
use crate::language::Role;
use crate::wording::pattern;
use place::Place;
use sentence::Sentence;

/// A day in digits or with the name of the month behind it.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[ :.(\u{a0}]{0,3}(?:\p{Ll}{2,3} )?(?:\d{1,2}(?:\.? ?[-/. ] ?)(?:\d{1,2}|\p{L}{3,9}\.?)[-/. ]{1,2}(?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}|\p{Lu}\p{Ll}{2,8} \d{1,2},? \d{4})",
    )
});

/// What traces one person without a name, as byte ranges.
pub(super) fn individuals(text: &str, known: &Known) -> Vec<Range<usize>> {
    let mut found = births(text, known);
    for sentence in sentences(text) {
        let reader = Sentence::of(slice(text, &sentence), known);
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

/// As what a sentence speaks of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum As {
    /// "een jongen", "de bewoner".
    Somebody,
    /// "de imam", "een kapper": what is said of them may be about their work.
    Trade,
    /// "hij", or "zijn moeder".
    SpokenOf,
    /// "J.D.", "K. (16)".
    Initials,
}

/// One person in a sentence.
#[derive(Debug, Clone, Copy)]
struct Person {
    at: usize,
    is: As,
    /// Whether it may be anybody of that kind: "een leerling".
    is_any: bool,
    /// Whether nothing says which one it is: "Leerling uit klas 3b".
    is_bare: bool,
}

/// What a sentence tells of one person.
struct Told {
    ages: Vec<Range<usize>>,
    places: Vec<Place>,
    relation: Option<Range<usize>>,
}

impl Sentence<'_> {
    fn traces(&self) -> Vec<Range<usize>> {
        let persons: Vec<Person> = (0..self.words.len()).filter_map(|at| self.person(at)).collect();
        if persons.is_empty() || self.has(Role::Imagined) {
            return Vec::new();
        }
        let told = Told { ages: self.ages(), places: self.places(), relation: self.relation() };
        let Some(person) = persons.into_iter().find(|person| self.is_traceable(*person, &told)) else {
            return Vec::new();
        };
        let Told { ages, places, relation } = told;
        let is_relation = relation.is_some();
        let all = ages.into_iter().chain(places.into_iter().map(|place| place.range)).chain(relation);
        let mut all: Vec<Range<usize>> = all.collect();
        if person.is == As::Initials || all.is_empty() && !is_relation {
            all.extend(self.word(person.at).map(|word| word.start..word.end));
        }
        all
    }

    /// Whether what is told traces the person, and says enough of them to matter.
    fn is_traceable(&self, person: Person, told: &Told) -> bool {
        let aged = !told.ages.is_empty();
        let small = told.places.iter().any(|place| place.is_small);
        let placed = !told.places.is_empty();
        let related = told.relation.is_some();
        let state = self.state();
        let personal = state || self.is_personal_subject();
        if (person.is_any || person.is_bare) && self.has(Role::General) && !(aged && small && state) {
            return false;
        }
        match person.is {
            As::Somebody => {
                aged && (placed || personal)
                    || (small || related) && personal
                    || !person.is_any && state && self.is_at_premises()
                    || related && small
                    || small && (self.classed() || !person.is_any && !person.is_bare && self.streeted())
            }
            As::Trade => {
                let tied = state || self.has(Role::Bond) && personal;
                // A class is that of those whom they teach.
                let classes: Vec<Range<usize>> = (0..self.words.len()).filter_map(|at| self.class(at)).collect();
                let small = told.places.iter().any(|place| place.is_small && !classes.contains(&place.range));
                let of_others = (0..self.words.len()).any(|at| self.is_group(at));
                !of_others
                    && (aged && (placed || personal)
                        || related && personal
                        || (small || placed && !person.is_any) && tied && !self.has(Role::General))
            }
            As::SpokenOf => aged && placed || personal && (aged || placed || related),
            As::Initials => state || aged && (placed || personal),
        }
    }

    fn person(&self, at: usize) -> Option<Person> {
        let word = self.word(at)?;
        let one = (1..=3).filter_map(|back| at.checked_sub(back)).find(|before| self.is(Role::One, *before));
        let is_any = one.is_some_and(|one| self.is_indefinite(one));
        let person = |is| Some(Person { at, is, is_any, is_bare: one.is_none() });
        let certain = |is| Some(Person { at, is, is_any: false, is_bare: false });
        let possessed = at.checked_sub(1).is_some_and(|before| self.is(Role::Possessive, before));
        if self.is(Role::Pronoun, at) || self.is_pronoun_alone(at) || possessed && self.is(Role::Kin, at) {
            return certain(As::SpokenOf);
        }
        if self.is_initials(at, word) {
            return certain(As::Initials);
        }
        let with_age = self.age(at + 1).is_some()
            || self.age(at + 2).is_some_and(|age| self.word(at + 1).is_some_and(|of| of.start == age.start));
        let of_age = at > 0
            && self.word(at - 1).is_some_and(|word| word.text.parse::<u32>().is_ok())
            && self.age(at - 1).is_some();
        let aged = with_age || of_age || self.age(at).is_some();
        // "Oudste zoon van", "Casus: leerling van".
        let starts = at == 0
            || self.gap_after(at - 1).trim_end().ends_with(':')
            || at == 1 && self.is_capitalised(0) && self.key(0).ends_with('e') && !self.is(Role::Small, 0);
        let announced = one.is_some() || starts || aged;
        if self.is(Role::Individual, at)
            && (announced && (!self.is_adjective(at) || self.age(at).is_some() || of_age || self.is_single_behind(at)))
        {
            return person(As::Somebody);
        }
        if announced && !self.is_by_trade(at) && self.is_told_by_age(at) {
            return person(As::Somebody);
        }
        if self.is_by_trade(at) && announced { person(As::Trade) } else { None }
    }

    /// Whether a pupil is told by both their class and their school.
    fn classed(&self) -> bool {
        let classes = (0..self.words.len()).filter(|at| self.class(*at).is_some()).count();
        classes > 0 && self.places().iter().filter(|place| place.is_small).count() > 1
    }

    /// Whether a shop, a club or a house of prayer is named by what it is: "de buurvrouw van de pastorie".
    fn is_at_premises(&self) -> bool {
        let definite = |at: usize| self.is(Role::One, at) && !self.is_indefinite(at);
        (2..self.words.len())
            .any(|at| self.is(Role::Premises, at) && definite(at - 1) && self.is(Role::PlaceBefore, at - 2))
    }

    /// Whether one of the places is a street.
    fn streeted(&self) -> bool {
        let mut endings =
            (0..self.words.len()).filter(|at| *at > 0 && self.is_capitalised(*at) && self.is(Role::StreetEnding, *at));
        endings.any(|at| !self.known.vocabulary.is_listed(self.key(at)))
    }

    /// A word of which nothing is known with an age and more of one person behind it: "Uitkeringsgerechtigde van 57 aan …".
    fn is_told_by_age(&self, at: usize) -> bool {
        const LEAST: u32 = 10;
        let years =
            self.word(at + 2).and_then(|word| word.text.parse::<u32>().ok()).is_some_and(|years| years >= LEAST);
        let vocabulary = &self.known.vocabulary;
        let noun = vocabulary.is(Role::Organisation, self.key(at))
            || vocabulary.is(Role::Subject, self.key(at))
            || self.is(Role::CommonWord, at);
        years
            && self.age(at + 2).is_some()
            && self.joined(at)
            && self.is(Role::PlaceBefore, at + 3)
            && !noun
            && !self.is_plural(at)
    }

    /// Whether the word is one that may stand before a noun: "minderjarige".
    fn is_adjective(&self, at: usize) -> bool {
        self.known.vocabulary.words(Role::AgeEnding).ends(self.key(at), 0)
    }

    fn is_single_behind(&self, at: usize) -> bool {
        let several = self.is_group(at + 1) || self.is_plural(at + 1) && self.joined(at);
        !several
    }

    /// Whether a word leaves open whom of all it means: "een", and not "één".
    fn is_indefinite(&self, at: usize) -> bool {
        self.is(Role::Indefinite, at) && self.word(at).is_some_and(|word| word.text.is_ascii())
    }

    /// Initials that are no abbreviation and not those of a name: "J.D.", "J. (16)", "M (17)".
    fn is_initials(&self, at: usize, word: &Word) -> bool {
        let is_part =
            |word: &Word| word.is_initial(&self.known.vocabulary) || word.stop && word.text.chars().count() == 1;
        let run = (at..self.words.len()).take(5).take_while(|at| self.word(*at).is_some_and(is_part)).count();
        let run = if word.is_initial(&self.known.vocabulary) && (run < 2 || self.is_capitalised(at + run - 1)) {
            run
        } else {
            0
        };
        let letters: String = (at..at + run).map(|at| self.key(at)).collect();
        let starts = at == 0 || !self.word(at - 1).is_some_and(is_part);
        let before_name = run > 0 && self.joined_name(at + run);
        let several = run > 1 && starts && !before_name;
        let known = self.known.vocabulary.is_abbreviation(&letters) || self.known.has_word(&letters);
        let alone = (word.is_letter() || run == 1) && starts && !before_name;
        let titled = at.checked_sub(1).is_some_and(|before| {
            self.is(Role::Title, before) || self.is(Role::ShortTitle, before) || self.is(Role::Individual, before)
        });
        (!known || self.age(at + run).is_some())
            && (several || alone && (self.age(at + 1).is_some() || titled && word.is_initial(&self.known.vocabulary)))
    }

    /// Whether a surname stands behind initials.
    fn joined_name(&self, at: usize) -> bool {
        let gap = at.checked_sub(1).map_or("", |before| self.gap_after(before));
        let beside = gap.trim_start_matches('.').chars().all(|c| c == ' ' || c == '\u{a0}');
        beside && self.is_capitalised(at)
    }

    /// Whose relative somebody is: "de zoon van de bakker op de Dorpsstraat", "de partner van de wethouder".
    fn relation(&self) -> Option<Range<usize>> {
        let whose = |kin: usize| {
            // An age or a number may stand between: "zoon van 18 van de caféhouder".
            let of = (kin + 1..kin + 4)
                .find(|at| self.is(Role::CaseBeside, *at) && self.is(Role::One, at + 1) || self.is_genitive(*at));
            let one = of? + usize::from(!self.is_genitive(of?));
            let who = (one + 1..one + 4).find(|at| self.is_known_locally(*at))?;
            (!self.is_indefinite(one)).then(|| self.span(one, who))
        };
        (0..self.words.len()).filter(|at| self.is(Role::Kin, *at)).find_map(whose)
    }

    /// "der Sohn des Bäckers": the article says both whose and that it is one.
    fn is_genitive(&self, at: usize) -> bool {
        self.is(Role::CaseBeside, at) && self.is(Role::One, at)
    }

    /// Whether a word can be somebody whom people of the place know: by an office, a trade or as one person, and no organisation.
    fn is_known_locally(&self, at: usize) -> bool {
        let key = self.key(at);
        let vocabulary = &self.known.vocabulary;
        let small = self.is(Role::Small, at) || self.is(Role::One, at) || self.is(Role::PlaceBefore, at);
        let other =
            vocabulary.is(Role::Organisation, key) || vocabulary.is(Role::Subject, key) || self.known.has_word(key);
        let person =
            [Role::Office, Role::Trade, Role::Function, Role::Individual].iter().any(|role| self.is(*role, at));
        !key.is_empty() && !small && !self.is_group(at) && (person || !other)
    }

    /// Whether something is said of somebody's health, belief, record, money or care.
    fn state(&self) -> bool {
        let roles = [Role::HealthWord, Role::PoliceWord, Role::SpecialCategory, Role::PersonState];
        self.says_any(&roles)
    }

    fn is_personal_subject(&self) -> bool {
        self.says_any(&[Role::Sensitive])
    }

    /// Whether a word of these roles stands here that nothing is merely about.
    fn says_any(&self, roles: &[Role]) -> bool {
        let is_said = |at: usize| roles.iter().any(|role| self.is(*role, at)) && !self.is_subject(at);
        (0..self.words.len()).any(is_said)
    }

    /// Whether something is about the word: "een les over schulden", "de campagne tegen racisme".
    fn is_subject(&self, at: usize) -> bool {
        const BACK: usize = 3;
        (1..=BACK)
            .filter_map(|back| at.checked_sub(back))
            .take_while(|at| self.joined(*at))
            .any(|at| self.is(Role::About, at))
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
        assert_eq!(found("de zoon van de bakker op de Dorpsstraat"), ["Dorpsstraat", "de bakker"]);
        assert_eq!(found("geboren op 3 mei 2008"), ["geboren op 3 mei 2008"]);
        assert_eq!(found("een training voor een docent op het Y College"), [""; 0]);
    }
}
