//! Lists of words, ready for looking up.
//!
//! Words are compared by their folded letters and digits, so that capitals, accents, full stops and hyphens make no difference:
//! "n.t.b." is "ntb". An entry may be a phrase of several words, or a part of a word: `…overleg` is every word that ends so, and
//! `overleg…` every word that begins so.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::wording::{fold, key};

/// The sign that stands for what is left open in an entry.
const OPEN: char = '…';

/// The words and phrases of one role.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// As the data has them, without those that are a part of a word.
    entries: Vec<String>,
    /// Whole entries by their key.
    keys: FxHashSet<String>,
    /// The words of each phrase, by its first word; longer phrases first.
    phrases: FxHashMap<String, Vec<Vec<String>>>,
    endings: Vec<String>,
    beginnings: Vec<String>,
    /// Endings by their last byte, and beginnings by their first one, so that few are compared with a word.
    by_last: FxHashMap<u8, Vec<String>>,
    by_first: FxHashMap<u8, Vec<String>>,
}

impl Words {
    /// A list out of its entries; one that stands there twice counts once.
    pub fn new<'a>(entries: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = Self::default();
        entries.into_iter().for_each(|entry| words.add(entry));
        words.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len())));
        words
    }

    fn add(&mut self, entry: &str) {
        if let Some(ending) = entry.strip_prefix(OPEN) {
            let ending = key(ending);
            if let Some(last) = ending.bytes().next_back() {
                self.by_last.entry(last).or_default().push(ending.clone());
            }
            self.endings.push(ending);
        } else if let Some(beginning) = entry.strip_suffix(OPEN) {
            let beginning = key(beginning);
            if let Some(first) = beginning.bytes().next() {
                self.by_first.entry(first).or_default().push(beginning.clone());
            }
            self.beginnings.push(beginning);
        } else if self.keys.insert(key(entry)) {
            self.entries.push(entry.to_owned());
            let phrase = phrase(entry);
            if let Some(first) = phrase.first() {
                self.phrases.entry(first.clone()).or_default().push(phrase);
            }
        }
    }

    /// The entries as the data has them, without those that are a part of a word.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(String::as_str)
    }

    /// The endings that make a word one of these, by their keys.
    pub fn endings(&self) -> impl Iterator<Item = &str> {
        self.endings.iter().map(String::as_str)
    }

    /// The beginnings that make a word one of these, by their keys.
    pub fn beginnings(&self) -> impl Iterator<Item = &str> {
        self.beginnings.iter().map(String::as_str)
    }

    /// Whether a text as a whole is one of these.
    pub fn has(&self, text: &str) -> bool {
        self.has_key(&key(text))
    }

    /// The same for what is a key already.
    pub fn has_key(&self, key: &str) -> bool {
        let (first, last) = (key.bytes().next(), key.bytes().next_back());
        let endings = last.and_then(|last| self.by_last.get(&last));
        let beginnings = first.and_then(|first| self.by_first.get(&first));
        self.keys.contains(key)
            || endings.is_some_and(|endings| endings.iter().any(|ending| key.ends_with(ending.as_str())))
            || beginnings.is_some_and(|all| all.iter().any(|beginning| key.starts_with(beginning.as_str())))
    }

    /// Whether a key is an entry itself, whatever its beginning and its ending.
    pub fn lists(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// How many words the longest phrase takes that starts at the first of these keys; none where none does.
    pub fn length_at<W: AsRef<str>>(&self, word: impl Fn(usize) -> Option<W>) -> Option<usize> {
        let first = word(0)?;
        let first = first.as_ref();
        let is_there = |nth: usize, part: &str| word(nth).is_some_and(|word| word.as_ref() == part);
        let fits = |phrase: &&Vec<String>| phrase.iter().enumerate().skip(1).all(|(nth, part)| is_there(nth, part));
        let phrase = self.phrases.get(first).and_then(|phrases| phrases.iter().find(fits)).map(Vec::len);
        phrase.or_else(|| self.has_key(first).then_some(1))
    }

    /// Whether one of these stands anywhere among the keys of a text.
    pub fn is_among(&self, keys: &[String]) -> bool {
        (0..keys.len()).any(|at| self.length_at(|nth| keys.get(at + nth).map(String::as_str)).is_some())
    }
}

/// The keys of the words of a text: those of "n.t.b. (zie verslag)" are `ntb`, `zie`, `verslag`.
pub fn keys(text: &str) -> Vec<String> {
    phrase(text)
}

fn phrase(text: &str) -> Vec<String> {
    let folded = fold(text);
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '(' | ')' | '[' | ']' | '"');
    folded.split(cut).map(key).filter(|word| !word.is_empty()).collect()
}

/// Words with what each of them means.
#[derive(Debug, Clone)]
pub struct Meanings<T> {
    by_key: FxHashMap<String, T>,
}

impl<T> Default for Meanings<T> {
    fn default() -> Self {
        Self { by_key: FxHashMap::default() }
    }
}

impl<T: Copy> Meanings<T> {
    /// Adds words with one meaning; the first meaning of a word counts.
    pub fn add<'a>(&mut self, words: impl IntoIterator<Item = &'a str>, meaning: T) {
        for word in words {
            self.by_key.entry(key(word)).or_insert(meaning);
        }
    }

    /// What a word means, by its key.
    pub fn get(&self, key: &str) -> Option<T> {
        self.by_key.get(key).copied()
    }

    /// Every word with its meaning, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, T)> {
        self.by_key.iter().map(|(key, meaning)| (key.as_str(), *meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_words_phrases_and_parts_of_words() {
        let words = Words::new(["n.t.b.", "nog te bepalen", "nog", "…overleg", "regio…"]);
        for text in ["NTB", "n.t.b", "Nog te bepalen", "portefeuillehoudersoverleg", "Regionaal"] {
            assert!(words.has(text), "{text}");
        }
        for text in ["bepalen", "overleggen", "", "te regio"] {
            assert!(!words.has(text), "{text}");
        }
        let at = |text: &str| {
            let keys = keys(text);
            words.length_at(|nth| keys.get(nth).map(String::as_str))
        };
        assert_eq!(at("nog te bepalen in mei"), Some(3));
        assert_eq!(at("nog te doen"), Some(1));
        assert_eq!(at("te doen"), None);
        assert!(words.is_among(&keys("de trekker (n.t.b.)")) && !words.is_among(&keys("de trekker")));
        assert_eq!(words.entries().count(), 3);
    }

    #[test]
    fn the_first_meaning_of_a_word_counts() {
        let mut months = Meanings::default();
        months.add(["mei", "Mai"], 5);
        months.add(["mei"], 6);
        assert_eq!((months.get("mei"), months.get("mai"), months.get("juni")), (Some(5), Some(5), None));
    }
}
