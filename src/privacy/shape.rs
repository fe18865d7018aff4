//! Names of persons that nothing but their shape tells, in the cells of owners.
//!
//! A word with a capital that is none of the framework and none of the language is a person there more often than not.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::{Known, is_particle};
use super::person::{Name, Reader, Sign, names};
use super::words::{Word, are_beside, words};
use super::{slice, vocabulary};
use crate::wording::pattern;

/// Names in a cell that says who leads or takes part: those with a sign, and every piece that has the shape of a name.
/// `is_other` tells of a piece that it is somebody else after all.
pub fn names_of_owners(text: &str, known: &Known, is_other: impl Fn(&str) -> bool) -> Vec<Name> {
    let mut found = names(text, known);
    for range in pieces(text) {
        let piece = slice(text, &range);
        let apart = found.iter().all(|name| name.range.end <= range.start || name.range.start >= range.end);
        if apart && !is_other(piece) && is_name(piece, known) {
            found.push(Name { range, sign: Sign::Shape });
        }
    }
    found
}

/// Whether a text as a whole has the shape of a name: "Karin", "Karin de Vries", "Piet J.", "J.P.", "JvD", "Van der Berg".
///
/// It is made for the cells of owners, where a word with a capital that is none of the framework and none of the language is a
/// person more often than not.
pub fn is_name(text: &str, known: &Known) -> bool {
    let reader = Reader { text, words: words(text), known };
    let all = reader.words.as_slice();
    let beside = all.windows(2).all(|pair| matches!(pair, [first, second] if are_beside(text, first, second)));
    let outside = text.chars().filter(|c| !c.is_alphabetic() && !"-'\u{2019}`. \u{a0}".contains(*c)).count();
    if !beside || outside > 0 {
        return false;
    }
    match all {
        [] => false,
        [word] if word.is_initial() => !known.has_word(&word.key()) && !text.trim().starts_with(char::is_lowercase),
        [word] => is_monogram(word, known) || reader.stands_alone(0),
        _ if all.iter().all(Word::is_initial) => reader.are_initials(0, all.len()),
        _ => all.len() <= 6 && reader.is_full_name(),
    }
}

/// Whether the letters of a word are initials around the small letters of "van", "de", "van der": `JvD`, `KvdB`.
fn is_monogram(word: &Word, known: &Known) -> bool {
    let mut capitals = (0, 0);
    let mut inner = String::new();
    for c in word.text.chars() {
        match (c.is_uppercase(), inner.is_empty()) {
            (true, true) => capitals.0 += 1,
            (true, false) => capitals.1 += 1,
            (false, _) if capitals.1 == 0 => inner.push(c),
            (false, _) => return false,
        }
    }
    let shape =
        matches!(capitals, (1 | 2, 1)) && matches!(inner.as_str(), "v" | "d" | "t" | "vd" | "vdr" | "vt" | "te");
    shape && !known.has_word(&word.key()) && !vocabulary::is_abbreviation(&word.key())
}

/// The pieces of an owner cell, between commas, slashes, brackets, lines and "en".
fn pieces(text: &str) -> Vec<Range<usize>> {
    static BETWEEN: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[,;/+&|:()\[\]{}\n\r\u{2022}\u{2013}\u{2014}]| - |\b(?:en|of|and|met|ism)\b"));
    let mut pieces = Vec::new();
    let mut from = 0;
    for between in BETWEEN.find_iter(text) {
        pieces.push(from..between.start());
        from = between.end();
    }
    pieces.push(from..text.len());
    pieces.into_iter().map(|range| trimmed(text, range)).filter(|range| !range.is_empty()).collect()
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = slice(text, &range);
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

impl Reader<'_> {
    /// Whether these words are initials by themselves, and no abbreviation.
    fn are_initials(&self, first: usize, after: usize) -> bool {
        let letters: String = (first..after).map(|at| self.key(at)).collect();
        !vocabulary::is_abbreviation(&letters) && !self.known.has_word(&letters) && !vocabulary::is_word(&letters)
    }

    /// Whether one word is a name by itself.
    fn stands_alone(&self, at: usize) -> bool {
        let key = self.key(at);
        (3..=14).contains(&key.chars().count()) && self.is_plain(at) && !vocabulary::is_place(&key)
    }

    /// Whether all the words are one name.
    fn is_full_name(&self) -> bool {
        let last = self.words.len() - 1;
        let start = self.particles(0);
        // "Van Dijk" and "de Vries"; "De Wijkteams" is a word of the language.
        if start > 0 && start == last {
            let key = self.key(last);
            let capital = self.word(0).is_some_and(Word::is_capitalised);
            return self.is_plain(last) && (capital || start > 1 || !vocabulary::is_place(&key));
        }
        if !self.is_first_name(start) {
            return false;
        }
        // "Klaasveld, Karin de" ends in a small word; "Overleg in" does so as well.
        if ["in", "op", "aan", "al", "la", "le"].contains(&self.key(last).as_str()) {
            return false;
        }
        let mut in_surname = false;
        for at in start + 1..=last {
            let Some(word) = self.word(at) else { return false };
            let key = word.key();
            // Behind "van" nearly every word is a surname; without it a noun makes an organisation: "Versa Welzijn".
            let surname = word.is_name_shaped() && (in_surname || !self.is_word(word, vocabulary::is_noun));
            match is_particle(&key) && !word.is_letter() {
                true => in_surname = true,
                false if surname || word.is_letter() => {}
                false => return false,
            }
        }
        true
    }

    /// Whether a word starts the name of a person: a plain word that is not cut off ("Veih. Huizen"), or an initial.
    fn is_first_name(&self, at: usize) -> bool {
        let is_cut_off = self.word(at).is_some_and(|word| word.stop);
        self.is_plain(at) && !is_cut_off && !vocabulary::is_place(&self.key(at))
            || self.word(at).is_some_and(|word| word.is_initial() && !self.known.has_word(&word.key()))
    }
}
