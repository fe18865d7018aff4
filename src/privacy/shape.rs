//! Names of persons in the cells of owners, where a name stands by itself more often than not.
//!
//! The shape of a name is not enough: roles, teams and organisations have it too. A word or two count where one of them is a common
//! name, where the small words of surnames stand in them, or where they are initials, and no word makes a role, an organisation or
//! a subject of the whole. Where the evidence is a common name, small letters are no hindrance.

use std::ops::Range;

use super::known::Known;
use super::person::{Name, Reader, Sign, names};
use super::plain::Plain;
use super::slice;
use super::words::{Word, are_beside, words};
use crate::language::Role;
use crate::wording::key;

/// Names in a cell that says who leads or takes part: those with a sign, and every piece that has the shape of a name.
/// `is_other` tells of a piece that it is somebody else after all.
pub(super) fn names_of_owners(text: &str, known: &Known, is_other: impl Fn(&str) -> bool) -> Vec<Name> {
    let mut found = names(text, known);
    for range in pieces(text, known) {
        let piece = slice(text, &range);
        let apart = found.iter().all(|name| name.range.end <= range.start || name.range.start >= range.end);
        if apart && !is_other(piece) && is_name(piece, known) {
            found.push(Name { range, sign: Sign::Shape });
        }
    }
    found
}

/// Whether a text as a whole is the name of a person by its shape and by what is known of names: "Karin", "Karin de Vries",
/// "Piet J.", "J.P.", "JvD", "Van der Berg", "kees molenaar".
pub fn is_name(text: &str, known: &Known) -> bool {
    let text = &*Plain::of(text).text;
    let reader = Reader { text, words: words(text), known };
    let all = reader.words.as_slice();
    let beside = all.windows(2).all(|pair| matches!(pair, [first, second] if are_beside(text, first, second)));
    let outside =
        text.chars().filter(|c| !c.is_alphabetic() && !"-'\u{2019}`. \u{a0}\u{301}\u{308}".contains(*c)).count();
    if !beside || outside > 0 || known.has_word(&key(text)) {
        return false;
    }
    match all {
        [] => false,
        [word] if word.is_initial(&known.vocabulary) => {
            !known.has_word(&word.key()) && !text.trim().starts_with(char::is_lowercase)
        }
        [word] => is_monogram(word.text, known) || reader.stands_alone(0),
        _ if all.iter().all(|word| word.is_initial(&known.vocabulary)) => reader.are_initials(0, all.len()),
        _ => all.len() <= 6 && (reader.is_full_name() || reader.is_small_name()),
    }
}

/// Whether the letters of a word are initials around the small letters of "van", "de", "van der": `JvD`, `KvdB`.
pub(super) fn is_monogram(word: &str, known: &Known) -> bool {
    let mut capitals = (0, 0);
    let mut inner = String::new();
    for c in word.chars() {
        match (c.is_uppercase(), inner.is_empty()) {
            (true, true) => capitals.0 += 1,
            (true, false) => capitals.1 += 1,
            (false, _) if capitals.1 == 0 => inner.push(c),
            (false, _) => return false,
        }
    }
    let key = key(word);
    matches!(capitals, (1 | 2, 1))
        && known.vocabulary.is(Role::MonogramLetters, &inner)
        && !known.has_word(&key)
        && !known.vocabulary.is_abbreviation(&key)
        && !known.vocabulary.is_noun(&key)
}

/// Between whom these words stand is more than one: they part owners, or say how the next one stands to the action.
const PARTING: [Role; 2] = [Role::OwnerSeparator, Role::BesideOwner];

/// The pieces of an owner cell, between signs, the words that part owners, and a day or a number behind a name.
fn pieces(text: &str, known: &Known) -> Vec<Range<usize>> {
    let parts = |word: &Word| {
        let is_number = word.text.chars().all(|c| c.is_ascii_digit());
        let is_small = word.text.chars().all(char::is_lowercase);
        is_number || is_small && PARTING.iter().any(|role| known.vocabulary.is(*role, &word.key()))
    };
    let mut cuts: Vec<Range<usize>> =
        words(text).iter().filter(|word| parts(word)).map(|word| word.start..word.end).collect();
    let signs = text.match_indices(|c| ",;/+&|:()[]{}\n\r\u{2022}\u{2013}\u{2014}".contains(c));
    cuts.extend(signs.chain(text.match_indices(" - ")).map(|(at, sign)| at..at + sign.len()));
    cuts.sort_by_key(|cut| cut.start);
    let mut pieces = Vec::new();
    let mut from = 0;
    for cut in cuts {
        pieces.push(from..cut.start.max(from));
        from = cut.end.max(from);
    }
    pieces.push(from..text.len());
    pieces.into_iter().map(|range| trimmed(text, range)).filter(|range| !range.is_empty()).collect()
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = slice(text, &range);
    let outer = |c: char| c.is_whitespace() || c == '-' || c == '.' && !piece.trim_end().ends_with('.');
    let start = range.start + (piece.len() - piece.trim_start_matches(outer).len());
    start..start + piece.trim_matches(outer).len()
}

impl Reader<'_> {
    /// Whether these words are initials by themselves, and no abbreviation.
    fn are_initials(&self, first: usize, after: usize) -> bool {
        let letters: String = (first..after).map(|at| self.key(at)).collect();
        let vocabulary = self.vocabulary();
        !vocabulary.is_abbreviation(&letters) && !self.known.has_word(&letters) && !vocabulary.is_word(&letters)
    }

    /// Whether one word is a name by itself: a common one, whatever its capitals, or one with a capital and the ending of surnames alone.
    fn stands_alone(&self, at: usize) -> bool {
        let key = self.key(at);
        let vocabulary = self.vocabulary();
        if self.known.has_word(&key) || key.chars().count() < 2 {
            return false;
        }
        match self.word(at).is_some_and(Word::is_name_shaped) {
            true => {
                self.is_given(at)
                    || vocabulary.lists_family(&key) && !vocabulary.is_common(&key)
                    || vocabulary.ends_as_surname(&key)
            }
            false => self.is_known_in_small(at) || vocabulary.lists_family(&key) && !vocabulary.is_word(&key),
        }
    }

    /// Whether the word is a common given name that is no ordinary word, however it is written.
    fn is_known_in_small(&self, at: usize) -> bool {
        let key = self.key(at);
        let vocabulary = self.vocabulary();
        let other = vocabulary.is_common(&key) || self.known.is_particle(&key) || vocabulary.is_listed(&key);
        let day = vocabulary.language.month(&key).is_some() && key.chars().count() != 3;
        self.word(at).is_some_and(|word| vocabulary.is_given(word.text)) && !other && !day && !self.known.has_word(&key)
    }

    /// Whether all the words are one name, written with capitals.
    fn is_full_name(&self) -> bool {
        let last = self.words.len() - 1;
        let start = self.particles(0);
        // "Van Dijk" and "de Vries"; "De Wijkteams" is a word of the language, and "De Brug" has nothing of a name.
        if start > 0 && start == last {
            return self.is_surname_with_particles(start);
        }
        if !self.is_first_name(start) || !self.is_end_of_name(last) {
            return false;
        }
        let (mut in_surname, mut evidence) = (false, self.is_given(start) || self.words.iter().any(Word::is_letter));
        for at in start + 1..=last {
            let Some(word) = self.word(at) else { return false };
            let key = word.key();
            if self.known.is_particle(&key) && !word.is_letter() && !self.is_given(at) {
                in_surname = true;
                continue;
            }
            // Behind "van" nearly every word is a surname; without it a noun makes an organisation: "Versa Welzijn".
            let surname = word.is_name_shaped() && (in_surname || self.is_surname(at, false));
            if !surname && !word.is_letter() {
                return false;
            }
            let place = in_surname && self.is_word(word, |key| self.vocabulary().is_word(key));
            evidence |= in_surname && !place || self.vocabulary().is_family(&key) || self.is_given(at);
        }
        evidence
    }

    /// Whether small words and one more are a surname: "Van Dijk", "de Vries", "van der Klaas".
    fn is_surname_with_particles(&self, last: usize) -> bool {
        let whole: String = (0..=last).map(|at| self.key(at)).collect();
        let vocabulary = self.vocabulary();
        let key = self.key(last);
        if vocabulary.lists_family(&whole) {
            return true;
        }
        let known = vocabulary.is_family(&key) || self.is_given(last);
        // "van Klaasveld" has a word that is a name or nothing; "de Brug" may be anything.
        let small = self.plays(Role::One, 0) || self.key(0).chars().count() < 3;
        let telling = last > 1 || !small && !vocabulary.is_place(&key);
        self.is_plain(last) && (known || telling && !vocabulary.is_common(&key))
    }

    /// "Klaasveld, Karin de" ends in a small word; "Overleg in" does so as well.
    fn is_end_of_name(&self, last: usize) -> bool {
        !self.plays(Role::LooseParticle, last)
    }

    /// Whether a word starts the name of a person: a plain word that is not cut off ("Veih. Huizen"), or an initial.
    fn is_first_name(&self, at: usize) -> bool {
        let is_cut_off = self.word(at).is_some_and(|word| word.stop);
        let is_place = self.vocabulary().is_place(&self.key(at)) && !self.is_given(at);
        self.is_plain(at) && !is_cut_off && !is_place
            || self
                .word(at)
                .is_some_and(|word| word.is_initial(&self.known.vocabulary) && !self.known.has_word(&word.key()))
    }

    /// Whether the words are a name in small letters (or in capitals): a common given name with a surname behind it, a common
    /// surname with its small words, or an initial before one.
    fn is_small_name(&self) -> bool {
        let last = self.words.len() - 1;
        let vocabulary = self.vocabulary();
        let whole: String = self.words.iter().map(Word::key).collect();
        if vocabulary.lists_family(&whole) && self.particles(0) > 0 {
            return true;
        }
        let is_initial = |at: usize| self.word(at).is_some_and(|word| word.text.chars().count() == 1 && word.stop);
        let first = (0..last).take_while(|at| is_initial(*at)).count();
        let given = first == 0 && self.is_known_in_small(0);
        let surname = first + usize::from(given);
        if surname == 0 || !self.is_end_of_name(last) {
            return false;
        }
        let is_part = |at: usize| {
            let key = self.key(at);
            let alphabetic = key.chars().all(char::is_alphabetic) && key.chars().count() > 1;
            let is_name = vocabulary.lists_family(&key) || vocabulary.is_given(&key);
            let other = vocabulary.is_common(&key)
                || vocabulary.makes_an_organisation(&key)
                || vocabulary.is_listed(&key)
                || self.known.has_word(&key);
            self.known.is_particle(&key) && at < last || alphabetic && (is_name || !other)
        };
        (surname..=last).all(is_part)
    }
}
