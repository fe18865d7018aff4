//! Closed lists of words: statuses, priorities, themes. A word of the list is recognised whatever its case, accents,
//! dashes and trailing punctuation.

use std::collections::BTreeMap;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::framework::Framework;
use crate::language::{Language, Role};
use crate::wording::{fold, key, nearest};

/// Spellings that count as the same word (`gemeenten`, `gemeentes`), and the language that the words are of.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    words: FxHashMap<String, String>,
    language: Arc<Language>,
}

impl Spelling {
    /// The spellings of a framework.
    pub fn of(framework: &Framework) -> Self {
        Self::new(&framework.spelling, framework.language.clone())
    }

    /// From groups of spellings; the first of each group stands for all.
    pub fn new(groups: &[Vec<String>], language: Arc<Language>) -> Self {
        let mut words = FxHashMap::default();
        for group in groups {
            let mut folded = group.iter().map(|word| fold(word));
            let Some(first) = folded.next() else { continue };
            words.extend(folded.filter(|word| *word != first).map(|word| (word, first.clone())));
        }
        Self { words, language }
    }

    /// The spelling that stands for a folded word.
    pub fn word<'a>(&'a self, word: &'a str) -> &'a str {
        self.words.get(word).map_or(word, String::as_str)
    }

    /// Folded text with each word in the spelling that stands for it, without punctuation at its end.
    fn canonical(&self, text: &str) -> String {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').map(|word| self.word(word)).collect();
        let joined = words.join(" ");
        let trimmed = joined.trim_end_matches(['.', ',', ';', ':', '!', ' ']);
        if trimmed.is_empty() { joined } else { trimmed.to_owned() }
    }
}

/// A list of words with what they mean.
#[derive(Debug, Clone)]
pub struct Vocabulary<T> {
    exact: FxHashMap<String, T>,
    /// The same without anything but letters and digits, for words that have letters.
    keys: FxHashMap<String, T>,
    /// Words that end in "…": what follows is free.
    openings: Vec<(String, T)>,
    /// As the framework writes them, in order, for suggestions.
    names: BTreeMap<usize, String>,
    spelling: Spelling,
}

impl<T: Clone + PartialEq> Vocabulary<T> {
    /// A list of (word, meaning); the first meaning of a word counts.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, T)>, spelling: &Spelling) -> Self {
        let mut list = Self {
            exact: FxHashMap::default(),
            keys: FxHashMap::default(),
            openings: Vec::new(),
            names: BTreeMap::new(),
            spelling: spelling.clone(),
        };
        for (at, (word, meaning)) in words.into_iter().enumerate() {
            let canonical = spelling.canonical(word);
            if let Some(opening) = word.trim_end().strip_suffix('…').or_else(|| word.trim_end().strip_suffix("...")) {
                list.openings.push((spelling.canonical(opening), meaning));
                continue;
            }
            let key = letters(&canonical);
            if key.chars().any(char::is_alphabetic) {
                list.keys.entry(key).or_insert_with(|| meaning.clone());
            }
            list.exact.entry(canonical).or_insert(meaning);
            list.names.insert(at, word.to_owned());
        }
        list
    }

    /// The meaning of a text that is a word of the list and nothing more.
    pub fn find(&self, text: &str) -> Option<&T> {
        self.find_canonical(&self.spelling.canonical(text))
    }

    fn find_canonical(&self, canonical: &str) -> Option<&T> {
        if let Some(meaning) = self.exact.get(canonical) {
            return Some(meaning);
        }
        // "Afgerond?" and "Lopend/vertraagd" must not be read for their letters.
        if canonical.contains(['?', '/', '!', '+', '&']) {
            return None;
        }
        self.keys.get(&letters(canonical))
    }

    /// As [`Self::find`], also where the word is followed by a detail: `Vertraagd: geen capaciteit`, `Afgerond 14-11-2025`,
    /// `Loopt (zie verslag)`, or a word alone on the first line. A detail that is itself a word of the list with another meaning
    /// makes it ambiguous.
    pub fn find_leading(&self, text: &str) -> Option<&T> {
        if let Some(meaning) = self.find(text) {
            return Some(meaning);
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first_line = lines.next()?;
        let meaning = self.find_in_line(first_line)?;
        lines.all(|line| self.find_in_line(line).is_none_or(|other| other == meaning)).then_some(meaning)
    }

    fn find_in_line(&self, line: &str) -> Option<&T> {
        let canonical = self.spelling.canonical(line);
        if let Some(meaning) = self.find_canonical(&canonical) {
            return Some(meaning);
        }
        let opens = |opening: &str| canonical.strip_prefix(opening).is_some_and(|rest| rest.starts_with(' '));
        if let Some((_, meaning)) = self.openings.iter().find(|(opening, _)| opens(opening)) {
            return Some(meaning);
        }
        let (meaning, rest) = self.head(&canonical)?;
        let rest_meaning =
            self.find_canonical(rest.trim_start_matches([':', ';', ',', '-', '(', ' ']).trim_end_matches([')', ' ']));
        rest_meaning.is_none_or(|other| other == meaning).then_some(meaning)
    }

    /// The longest head of the text that is a word of the list and is followed by a detail.
    fn head<'a>(&self, canonical: &'a str) -> Option<(&T, &'a str)> {
        let ends =
            canonical.char_indices().filter(|(_, c)| matches!(c, ' ' | ':' | ';' | ',' | '(' | '-')).map(|(at, _)| at);
        let mut ends: Vec<usize> = ends.collect();
        ends.reverse();
        // A word of a list is short; looking further would make long texts slow.
        ends.retain(|end| *end <= 60);
        ends.into_iter().find_map(|end| {
            let (head, rest) = canonical.split_at_checked(end)?;
            let meaning = self.find_canonical(head.trim_end())?;
            starts_detail(rest, &self.spelling.language).then_some((meaning, rest))
        })
    }

    /// The word of the list that was probably meant.
    pub fn suggestion(&self, text: &str) -> Option<&str> {
        nearest(text, self.names.values().map(String::as_str))
    }
}

/// Whether what follows a status word is a detail of it: a separator, a bracket, a date, or a reason.
fn starts_detail(rest: &str, language: &Language) -> bool {
    let trimmed = rest.trim_start();
    let separated = trimmed.starts_with([':', ';', ',', '('])
        || trimmed.starts_with("- ")
        || trimmed.starts_with(|c: char| c.is_ascii_digit());
    let spaced_dash = rest.starts_with(" -") && trimmed.len() > 1;
    let word = trimmed.split(' ').next().unwrap_or_default();
    let dated = language.is(Role::BeforeDate, word) && rest.contains(|c: char| c.is_ascii_digit());
    let begins = |role: Role| language.words(role).lists(&key(word));
    let explained = rest.starts_with(' ') && (begins(Role::BeforeReason) || begins(Role::Still));
    separated || spaced_dash || dated || explained
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_people_type_them() {
        let spelling = Spelling::new(&[vec!["gemeenten".into(), "gemeentes".into()]], Arc::default());
        let words = [
            ("Afgerond", "done"),
            ("Loopt", "on"),
            ("lopend", "on"),
            ("Vertraagd", "late"),
            ("100%", "done"),
            ("✔", "done"),
        ];
        let more = [
            ("On hold", "hold"),
            ("wacht op …", "hold"),
            ("n.v.t.", "dropped"),
            ("Alle gemeenten", "all"),
            ("-", "none"),
            ("Niet gestart", "none"),
        ];
        let list = Vocabulary::new(words.into_iter().chain(more), &spelling);
        for (text, expected) in [
            ("Afgerond", Some("done")),
            ("Vertraagd wegens ziekte", Some("late")),
            ("vertraagd i.v.m. ziekte", Some("late")),
            ("On hold tot 1 maart", Some("hold")),
            ("wacht opnieuw", None),
            ("Afgerond!!", Some("done")),
            ("Afgerond werk nakijken", None),
            ("afgerond ", Some("done")),
            ("AFGEROND.", Some("done")),
            ("100%", Some("done")),
            ("100", None),
            ("✔", Some("done")),
            ("-", Some("none")),
            ("on-hold", Some("hold")),
            ("nvt", Some("dropped")),
            ("n.v.t", Some("dropped")),
            ("alle gemeentes", Some("all")),
            ("wacht op besluit", Some("hold")),
            ("Vertraagd: geen capaciteit", Some("late")),
            ("Vertraagd – geen capaciteit", Some("late")),
            ("Vertraagd\ngeen capaciteit", Some("late")),
            ("\nVertraagd\n\n12-11: geen capaciteit", Some("late")),
            ("Vertraagd\nwacht op besluit", None),
            ("Loopt\nVertraagd", None),
            ("Loopt\nLopend", Some("on")),
            ("geen capaciteit\nVertraagd", None),
            ("Afgerond 14-11-2025", Some("done")),
            ("Afgerond op 14-11-2025", Some("done")),
            ("Afgerond (DVC 14-11)", Some("done")),
            ("Niet gestart, wacht op geld", Some("none")),
            ("Afgerond?", None),
            ("Lopend/vertraagd", None),
            ("Loopt, vertraagd", None),
            ("Loopt - Vertraagd", None),
            ("Loopt niet", None),
            ("lopent", None),
            ("", None),
        ] {
            assert_eq!(list.find_leading(text).copied(), expected, "{text}");
        }
        assert_eq!(list.suggestion("lopent"), Some("lopend"));
    }
}
