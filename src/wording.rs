//! Two languages for everything that people read, and text compared as people mean it.

use regex::Regex;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The language of what people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Lang {
    /// `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, nl: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }
}

/// The same sentence in Dutch and in English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wording<S = String> {
    /// Dutch, language level B1.
    pub nl: S,
    /// English.
    pub en: S,
}

impl<S: AsRef<str>> Wording<S> {
    /// A sentence in both languages.
    pub const fn new(nl: S, en: S) -> Self {
        Self { nl, en }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(self.nl.as_ref(), self.en.as_ref())
    }
}

impl Wording {
    /// A sentence in both languages, from anything that is text.
    pub fn of(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// Words of others (a library's message) that stand in both languages as they are.
    pub fn verbatim(words: impl ToString) -> Self {
        let words = words.to_string();
        Self::of(words.clone(), words)
    }
}

/// Text as it is compared: lower case, without accents, bold markers and footnote stars, with one kind of quote, dash and
/// space. `Reïntegratie  – ’x’*` and `reintegratie - 'x'` fold to the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Nothing to take apart; most text is of this kind, and taking apart is slow.
        text.chars().for_each(|c| push_folded(&mut folded, c));
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| push_folded(&mut folded, c));
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// One character as it is compared; white space at the start or after other white space is left out.
fn push_folded(folded: &mut String, c: char) {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '`' | '\u{B4}' | '\u{2032}' => folded.push('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' => folded.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        '*' | '\u{200B}' | '\u{FEFF}' | '\u{AD}' => {}
        c if c.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        c => folded.extend(c.to_lowercase()),
    }
}

/// Folded text with letters and digits only: `Sub-thema's:` and `subthemas` become the same key.
pub fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A sentence or a word with a capital at its start.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The words of a text as they stand there: runs of letters and digits.
pub(crate) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// A pattern that is a constant of the program.
///
/// # Panics
/// Where it is no pattern: the tests compile every one of them, so that a wrong one never reaches a user.
#[allow(clippy::expect_used)]
pub(crate) fn pattern(constant: &str) -> Regex {
    Regex::new(constant).expect("a constant pattern, compiled by the tests")
}

/// The candidate nearest to `text`, where it is near enough to be a slip of the pen (about one in four letters).
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slip = Slip::of(text)?;
    let distances = candidates.into_iter().filter_map(|candidate| Some((slip.distance(&key(candidate))?, candidate)));
    distances.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// A text that may be a slip of the pen, folded once.
struct Slip {
    key: String,
    length: usize,
    limit: usize,
}

impl Slip {
    /// None for texts that are too short to tell.
    fn of(text: &str) -> Option<Self> {
        let key = key(text);
        let length = key.chars().count();
        (length >= 3).then_some(Self { limit: (length / 4).clamp(1, 4), key, length })
    }

    /// How many slips make it the word with this key; none where that are too many. A slip adds or drops one letter, so that lengths
    /// that differ by more than the limit need no comparing: that keeps a cell of thousands of letters from being compared with
    /// every name.
    fn distance(&self, key: &str) -> Option<usize> {
        let comparable = key.chars().count().abs_diff(self.length) <= self.limit;
        comparable.then(|| strsim::osa_distance(&self.key, key)).filter(|distance| *distance <= self.limit)
    }
}

/// Names among which [`nearest`] is asked often, folded once.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// As they are written, with their keys.
    names: Vec<(String, String)>,
}

impl Spellings {
    /// Adds a name; the first of equally near names counts.
    pub fn push(&mut self, name: &str) {
        self.names.push((name.to_owned(), key(name)));
    }

    /// The name that was probably meant.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let slip = Slip::of(text)?;
        let distances = self.names.iter().filter_map(|(name, key)| Some((slip.distance(key)?, name)));
        distances.min_by_key(|(distance, _)| *distance).map(|(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_that_means_the_same_folds_to_the_same() {
        assert_eq!(fold(" Reïntegratie \u{a0}– ’x’* "), "reintegratie - 'x'");
        assert_eq!(fold("**Financiën**"), fold("financien"));
        assert_eq!(fold("  Team * OOV`s\t\n"), "team oov's");
        assert_eq!(fold("É * "), "e");
        assert_eq!(fold(" * "), "");
        assert_eq!(key("Sub-thema’s:"), key("subthemas"));
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let found: Vec<&str> = words(" Thema’s: Q2-2026 (één)\n").collect();
        assert_eq!(found, ["Thema", "s", "Q2", "2026", "één"]);
        assert_eq!(words(" - ").count(), 0);
    }

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let parties = ["ZVHGV", "Politie", "OOV"];
        assert_eq!(nearest("ZHVGV", parties), Some("ZVHGV"));
        assert_eq!(nearest("Politei", parties), Some("Politie"));
        assert_eq!(nearest("GGD", parties), None);
        assert_eq!(nearest("Poliitie", parties), Some("Politie"));
        assert_eq!(nearest(&"G".repeat(32_000), parties), None);
    }
}
