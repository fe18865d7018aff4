//! Where one person lives, learns, works or prays.

use std::ops::Range;

use super::super::words::Word;
use super::sentence::Sentence;
use crate::language::Role;

/// A place of one person.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) range: Range<usize>,
    /// Whether few people belong to it: a street, a school, a shop, and not a town.
    pub(super) is_small: bool,
}

impl Sentence<'_> {
    /// Places by their names, small ones first.
    pub(super) fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let named = (0..self.words.len()).filter_map(|at| self.named_place(at));
        let classes = (0..self.words.len()).filter_map(|at| self.class(at));
        let unique = (0..self.words.len()).filter_map(|at| self.unique(at));
        for range in named.chain(classes).chain(unique) {
            places.push(Place { range, is_small: true });
        }
        places.extend((0..self.words.len()).filter_map(|at| self.located(at)));
        merged(places)
    }

    /// Schools, streets and neighbourhoods by their names.
    fn named_place(&self, at: usize) -> Option<Range<usize>> {
        let word = self.word(at)?;
        let key = self.key(at);
        let vocabulary = &self.known.vocabulary;
        let roles = [Role::StreetEnding, Role::Neighbourhood, Role::SchoolWord];
        let of = |role: Role| {
            let mut endings = vocabulary.words(role).endings();
            endings.any(|ending| key.len() > ending.len() && key.ends_with(ending) && word.is_capitalised())
        };
        let listed = |role: Role| vocabulary.lists(role, key);
        // "Dorpsstraat", "Ykwartier", "Regenboogschool"; a common noun at the start of a sentence is none.
        let is_noun = vocabulary.is_listed(key)
            || self.known.has_word(key)
            || at == 0 && of(Role::SchoolWord) && !of(Role::StreetEnding);
        if roles.iter().any(|role| of(*role)) && !is_noun && !roles.iter().any(|role| listed(*role)) {
            return Some(word.start..word.end);
        }
        if !roles.iter().any(|role| listed(*role) || vocabulary.is(*role, key)) {
            return None;
        }
        // "X College", "basisschool De Ark", "wijk Noord".
        let is_name = |at: usize| {
            let name = self.word(at);
            let is_one = |name: &Word| {
                let key = name.key();
                let is_place = self.known.is_municipality(&key) || self.is(Role::NeighbouringPlace, at);
                name.is_capitalised() && at > 0 && !is_place && !self.is(Role::One, at)
            };
            name.is_some_and(is_one) || name.is_some_and(Word::is_capitalised) && self.is(Role::One, at) && at > 0
        };
        let before = (0..at).rev().take(3).take_while(|at| is_name(*at) && self.joined(*at)).last();
        let after =
            (at + 1..self.words.len()).take(3).take_while(|next| is_name(*next) && self.joined(next - 1)).last();
        let named = [before, after].into_iter().flatten().any(|beside| !self.is(Role::One, beside) || after.is_some());
        let capital = word.is_capitalised() && before.is_some();
        (named && (after.is_some() || capital || before.is_some())).then(|| {
            let start = before.and_then(|before| self.word(before)).unwrap_or(word).start;
            start..after.and_then(|after| self.word(after)).unwrap_or(word).end
        })
    }

    /// "klas 3b", "groep 8", "2 vmbo".
    pub(super) fn class(&self, at: usize) -> Option<Range<usize>> {
        let is_number = |at: usize| {
            let text = self.word(at).map_or("", |word| word.text);
            text.len() <= 3 && text.starts_with(|c: char| c.is_ascii_digit())
        };
        if !self.is(Role::ClassWord, at) {
            return None;
        }
        if is_number(at + 1) && self.joined(at) {
            return Some(self.span(at, at + 1));
        }
        let before = at.checked_sub(1).filter(|before| is_number(*before) && self.joined(*before))?;
        Some(self.span(before, at))
    }

    /// "de enige", "naast de kazerne", "nummer 12".
    fn unique(&self, at: usize) -> Option<Range<usize>> {
        let length = self.length(Role::Unique, at)?;
        Some(self.span(at, at + length - 1))
    }

    /// A name behind a word of place: "uit Kortenhoef", "aan de Plantage", "bij de bakkerij in Muiderberg".
    fn located(&self, at: usize) -> Option<Place> {
        let length = self.length(Role::PlaceBefore, at)?;
        let first = at + length;
        // Small words and a kind of place may stand between, which is then one that has that name.
        let mut name = first;
        let (mut article, mut premises) = (false, false);
        while name < first + 4 && !self.starts_a_name(name) {
            let small = self.is(Role::One, name) || self.is(Role::Small, name) || self.is(Role::PlaceBefore, name);
            let of_place = self.is(Role::Premises, name) || self.is(Role::SchoolWord, name);
            if !(small || of_place || self.is(Role::Organisation, name)) || !self.joined(name) {
                return None;
            }
            article |= self.is(Role::One, name);
            premises |= of_place || self.is(Role::Organisation, name);
            name += 1;
        }
        if !self.starts_a_name(name) || !self.joined(at) {
            return None;
        }
        let capital_article = self.is(Role::One, name) && self.is_capitalised(name + 1);
        let last = (name + 1..self.words.len())
            .take(3)
            .take_while(|next| self.joined(next - 1) && self.is_capitalised(*next))
            .last()
            .unwrap_or(name);
        let shop = (name..=last).any(|at| self.is(Role::Premises, at));
        Some(Place { range: self.span(name, last), is_small: article || premises || capital_article || shop })
    }

    /// Whether a word has a capital and is the name of a place, and of no organisation of the plan.
    fn starts_a_name(&self, at: usize) -> bool {
        let Some(word) = self.word(at).filter(|word| at > 0 && word.is_capitalised()) else { return false };
        let key = self.key(at);
        let vocabulary = &self.known.vocabulary;
        let shouted = word.text.chars().all(char::is_uppercase) && !self.is_capitalised(at + 1);
        let other = vocabulary.is_abbreviation(key)
            || vocabulary.lists(Role::KnownOrganisation, key)
            || vocabulary.lists(Role::Subject, key)
            || vocabulary.lists(Role::Organisation, key)
            || self.known.has_word(key) && !self.known.is_of_municipality(key) && !self.is(Role::One, at);
        !shouted && !other && word.text.chars().any(char::is_alphabetic)
    }
}

/// Places in the order of the text; those that overlap are one.
fn merged(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|place| place.range.start);
    let mut all: Vec<Place> = Vec::new();
    for place in places {
        match all.last_mut().filter(|last| place.range.start <= last.range.end) {
            Some(last) => {
                last.range.end = last.range.end.max(place.range.end);
                last.is_small |= place.is_small;
            }
            None => all.push(place),
        }
    }
    all
}
