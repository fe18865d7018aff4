//! Names that are known to be those of persons, hidden wherever they turn up again.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::known::Known;
use super::plain::Plain;
use super::words::words;

/// Names of persons out of the cells of owners, of notes and of the file, to be gathered before anything is masked.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// As they stand there.
    whole: BTreeSet<String>,
    /// First names and surnames by themselves.
    parts: BTreeSet<String>,
    /// Those of them that are common given names, whatever else the workbook says.
    sure: BTreeSet<String>,
}

impl Names {
    /// Adds a name as it was typed, with the first name and the surname in it. What stands in brackets behind it is no part of it.
    pub fn add(&mut self, name: &str, known: &Known) {
        let name = &*Plain::of(name).text;
        let before_bracket = name.split(['(', '[']).next().unwrap_or_default();
        for whole in [name, before_bracket].map(str::trim) {
            // "•••" was a name; two letters are too many other things, unless their full stops make initials of them.
            let letters = whole.chars().filter(|c| c.is_alphabetic()).count();
            let is_initial = letters > 0
                && whole.ends_with('.')
                && words(whole).iter().all(|word| word.is_initial(&known.vocabulary));
            if letters > 2 || is_initial || letters == 2 && known.vocabulary.is_given(whole) {
                self.whole.insert(whole.to_owned());
            }
        }
        let parts = parts(before_bracket, known);
        let given = words(before_bracket).into_iter().filter(|word| known.vocabulary.is_given(word.text));
        self.sure.extend(given.map(|word| word.text.to_lowercase()));
        self.parts.extend(parts);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.parts.is_empty()
    }

    /// Leaves out first names and surnames that the workbook uses as ordinary words: where "sport" stands in its texts, "Sport" is
    /// no name.
    pub fn forget_words<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let mut small: BTreeSet<String> =
            self.parts.iter().chain(&self.whole).map(|part| part.to_lowercase()).collect();
        small.retain(|word| !word.contains(char::is_whitespace));
        if small.is_empty() {
            return;
        }
        let mut used = BTreeSet::new();
        let is_name = |word: &str| small.contains(word) || word.chars().count() < 4;
        // Where nothing but names stands, they are no ordinary words: the cell of an owner that is typed in small letters.
        let telling = texts.filter(|text| !crate::wording::words(text).all(|word| is_name(&word.to_lowercase())));
        for text in telling {
            let found = crate::wording::words(text).filter(|word| small.contains(*word));
            used.extend(found.map(str::to_owned));
        }
        used.retain(|word| !self.sure.contains(word));
        let is_used = |name: &String| used.contains(&name.to_lowercase());
        self.parts.retain(|part| !is_used(part));
        self.whole.retain(|name| !is_used(name));
    }

    /// The names made ready for finding them.
    pub(super) fn finder(&self) -> Option<Finder> {
        // A single word is looked for as it is written, so that "Roos" does not hide a rose.
        let (single, whole): (Vec<&String>, Vec<&String>) = self.whole.iter().partition(|name| !name.contains(' '));
        let parts: BTreeSet<&String> = self.parts.iter().chain(single).collect();
        Some(Finder { whole: automaton(whole, true)?, parts: automaton(parts, false)? }).filter(|_| !self.is_empty())
    }
}

/// The first name and the surname of a name, with a capital as they stand in a sentence.
fn parts(name: &str, known: &Known) -> Vec<String> {
    let all = words(name);
    let is_part = |word: &super::words::Word| {
        let key = word.key();
        key.chars().count() > 2
            && word.is_capitalised()
            && !known.is_particle(&key)
            && !known.has_word(&key)
            && (known.vocabulary.is_given(word.text) || !known.vocabulary.is_word(&key))
    };
    all.iter().filter(|word| is_part(word)).map(|word| word.text.to_owned()).collect()
}

fn automaton<'n>(names: impl IntoIterator<Item = &'n String>, any_case: bool) -> Option<AhoCorasick> {
    // Building fails only beyond 2^31 letters of names, more than a workbook that we read can hold.
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(any_case).build(names).ok()
}

/// Finds names.
#[derive(Debug, Clone)]
pub(super) struct Finder {
    whole: AhoCorasick,
    parts: AhoCorasick,
}

impl Finder {
    /// Where the text holds one of the names, as whole words.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.whole.find_iter(text).chain(self.parts.find_iter(text));
        found.map(|found| found.range()).filter(|range| is_whole_word(text, range)).collect()
    }
}

/// Whether a match does not start or end within a word.
fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn names(all: &[&str]) -> Names {
        let known = Known::new(Framework::embedded());
        let mut names = Names::default();
        all.iter().for_each(|name| names.add(name, &known));
        names
    }

    fn found<'t>(names: &Names, text: &'t str) -> Vec<&'t str> {
        let finder = names.finder();
        finder.map(|finder| finder.find(text).into_iter().map(|range| &text[range]).collect()).unwrap_or_default()
    }

    #[test]
    fn a_name_is_found_again_in_full_and_in_part() {
        let names = names(&["Karin de Klaasveld (OOV)", "Dhr. Jansma"]);
        assert_eq!(found(&names, "karin de klaasveld belt"), ["karin de klaasveld"]);
        assert_eq!(found(&names, "vraag Karin, of Klaasveld"), ["Karin", "Klaasveld"]);
        assert_eq!(found(&names, "Jansma's plan"), ["Jansma"]);
        assert!(found(&names, "karin, OOV, De, Karins en Jansmaweg").is_empty());
        assert!(self::names(&[]).finder().is_none() && self::names(&["•••", "JK"]).finder().is_none());
    }

    #[test]
    fn what_the_workbook_uses_as_a_word_is_no_name() {
        let mut names = names(&["Zwem", "Karin"]);
        names.forget_words(["Leren zwemmen, ook zwem", "Karin"].into_iter());
        assert_eq!(found(&names, "Zwem en Karin"), ["Karin"]);
    }
}
