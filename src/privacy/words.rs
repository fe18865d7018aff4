//! Text as words with what stands between them.

use super::vocabulary::Vocabulary;
use crate::language::Role;
use crate::wording::key;

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// As it is written, without the full stop.
    pub(super) text: &'t str,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after it.
    pub(super) end: usize,
    /// Whether a full stop follows at once.
    pub(super) stop: bool,
}

impl Word<'_> {
    /// The word as it is compared.
    pub(super) fn key(&self) -> String {
        key(self.text)
    }

    /// Whether it starts with a capital.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.trim_start_matches(APOSTROPHES).starts_with(char::is_uppercase)
    }

    /// Whether it is written as names are: a capital and then small letters, in each of its parts ("Anne-Marie", "IJsbrand",
    /// "O’Hara", "McDonald"). One part may be written in small letters ("Klaas-jan").
    pub(super) fn is_name_shaped(&self) -> bool {
        self.text.contains(char::is_lowercase)
            && self.is_capitalised()
            && self.text.split(|c| c == '-' || APOSTROPHES.contains(&c)).all(is_name_part)
    }

    /// Whether it is a letter, or two that stand for one sound, with its full stop: "J.", "Th.".
    pub(super) fn is_initial(&self, vocabulary: &Vocabulary) -> bool {
        let is_sound = || self.is_capitalised() && vocabulary.words(Role::Initial).has(self.text);
        self.stop && (self.is_letter() || is_sound())
    }

    /// Whether it is one capital.
    pub(super) fn is_letter(&self) -> bool {
        let mut chars = self.text.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    }
}

/// What stands for an apostrophe.
const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '\u{2018}', '`'];

fn is_name_part(part: &str) -> bool {
    // Behind one sound of two letters, and behind "Mc" and "Mac", goes another capital.
    let scottish = || part.strip_prefix('M').and_then(|rest| rest.strip_prefix('a').unwrap_or(rest).strip_prefix('c'));
    let inner = part.strip_prefix("IJ").or_else(scottish).unwrap_or(part);
    let mut chars = inner.chars();
    chars.next().is_none_or(char::is_alphabetic) && chars.all(|c| c.is_lowercase() || is_mark(c))
}

/// Accents that stand apart from their letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The words of a text: letters and digits, with apostrophes and hyphens between them.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut start = None;
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let joins = c == '-' && previous.is_alphabetic() && next.is_alphabetic()
            || APOSTROPHES.contains(&c) && next.is_alphanumeric();
        let inside = c.is_alphanumeric() || is_mark(c) || joins;
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.extend(word(text, from, at));
                start = None;
            }
            _ => {}
        }
        previous = c;
    }
    words.extend(start.and_then(|from| word(text, from, text.len())));
    words
}

fn word(text: &str, start: usize, end: usize) -> Option<Word<'_>> {
    let stop = text.get(end..)?.starts_with('.');
    Some(Word { text: text.get(start..end)?, start, end, stop })
}

/// Whether two words in a row stand beside each other: white space without a line break between them, after a full stop too.
pub(super) fn are_beside(text: &str, first: &Word, second: &Word) -> bool {
    let gap = between(text, first, second);
    let gap = gap.strip_prefix('.').unwrap_or(gap);
    gap.chars().all(|c| c == ' ' || c == '\u{a0}' || c == '\t') && (first.stop || !gap.is_empty())
}

/// What stands between two words.
pub(super) fn between<'t>(text: &'t str, first: &Word, second: &Word) -> &'t str {
    text.get(first.end..second.start).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_into_words() {
        let text = "Dhr. J.P. van 't Hof-de Wit, o’Neil; é1 - PGA-R's";
        let all: Vec<String> =
            words(text).iter().map(|word| format!("{}{}", word.text, if word.stop { "." } else { "" })).collect();
        assert_eq!(all, ["Dhr.", "J.", "P.", "van", "'t", "Hof-de", "Wit", "o’Neil", "é1", "PGA-R's"]);
        let all = words(text);
        assert!(are_beside(text, &all[0], &all[1]) && are_beside(text, &all[1], &all[2]));
        assert!(!are_beside(text, &all[6], &all[7]));
    }

    #[test]
    fn names_have_a_shape_of_their_own() {
        let first = |text| words(text)[0].is_name_shaped();
        for name in
            ["Karin", "Anne-Marie", "Klaas-jan", "IJsbrand", "O'Hara", "D’Angelo", "McDonald", "Çelik", "É\u{301}va"]
        {
            assert!(first(name), "{name}");
        }
        for other in ["OOV", "karin", "RadarAdvies", "H-BEL", "Q4", "J", "XlsxWriter", "MBO", "PGA-R"] {
            assert!(!first(other), "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn words_lie_within_their_text_in_order(text in "\\PC{0,40}") {
            let mut end = 0;
            for word in words(&text) {
                proptest::prop_assert!(word.start >= end && word.end > word.start);
                proptest::prop_assert_eq!(text.get(word.start..word.end), Some(word.text));
                end = word.end;
            }
        }
    }
}
