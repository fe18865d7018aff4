//! A sentence taken apart, with the roles that its words play.

use super::super::known::Known;
use super::super::words::{Word, words};
use crate::language::Role;

/// A sentence taken apart.
pub(super) struct Sentence<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word<'t>>,
    pub(super) keys: Vec<String>,
    pub(super) known: &'t Known,
}

impl<'t> Sentence<'t> {
    pub(super) fn of(text: &'t str, known: &'t Known) -> Self {
        let words = words(text);
        let keys = words.iter().map(Word::key).collect();
        Self { text, words, keys, known }
    }

    /// How many words the phrase of a role takes that starts here.
    pub(super) fn length(&self, role: Role, at: usize) -> Option<usize> {
        self.known.vocabulary.words(role).length_at(|nth| self.keys.get(at + nth))
    }

    pub(super) fn is(&self, role: Role, at: usize) -> bool {
        self.length(role, at).is_some()
    }

    /// Whether a phrase of a role stands anywhere.
    pub(super) fn has(&self, role: Role) -> bool {
        (0..self.words.len()).any(|at| self.is(role, at))
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    pub(super) fn key(&self, at: usize) -> &str {
        self.keys.get(at).map_or("", String::as_str)
    }

    /// What stands between a word and the next one.
    pub(super) fn gap_after(&self, at: usize) -> &'t str {
        let next = self.words.get(at + 1).map_or(self.text.len(), |next| next.start);
        self.words.get(at).and_then(|word| self.text.get(word.end..next)).unwrap_or_default()
    }

    /// Whether nothing but a space stands between a word and the next one.
    pub(super) fn joined(&self, at: usize) -> bool {
        let gap = self.gap_after(at);
        !gap.is_empty() && gap.chars().all(|c| c == ' ' || c == '\u{a0}' || "\"“”‘’'".contains(c))
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).is_some_and(Word::is_capitalised)
    }

    /// Whether a word has the ending of several: "jongeren", "trainers".
    pub(super) fn is_plural(&self, at: usize) -> bool {
        self.known.vocabulary.language.is_several(self.key(at))
    }

    /// The bytes from one word up to another one, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = self.word(first).map_or(0, |word| word.start);
        start..self.word(last).map_or(start, |word| word.end)
    }
}
