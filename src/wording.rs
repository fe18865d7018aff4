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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// The first `limit` characters of a text.
pub fn head(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
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
#[allow(clippy::expect_used, reason = "the tests compile every constant pattern")]
pub(crate) fn pattern(constant: &str) -> Regex {
    Regex::new(constant).expect("a constant pattern, compiled by the tests")
}

/// The candidate nearest to `text`, where it is near enough to be a slip of the pen (about one in four letters).
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slip = Slip::of(text)?;
    let distances = candidates.into_iter().filter_map(|name| Some((slip.distance(&Spelling::of(name))?, name)));
    distances.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// A text as it is compared with a slip of the pen.
#[derive(Debug, Clone)]
struct Spelling {
    key: String,
    length: usize,
    /// How often each letter stands in it; letters may share a place.
    letters: [u8; 32],
}

impl Spelling {
    fn of(text: &str) -> Self {
        let key = key(text);
        let mut letters = [0u8; 32];
        for c in key.chars() {
            let count = &mut letters[c as usize % 32];
            *count = count.saturating_add(1);
        }
        Self { length: key.chars().count(), letters, key }
    }

    /// So many slips there are at least between the two: each one adds a letter at most, and drops one at most.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = || self.letters.iter().zip(&other.letters);
        let more: usize = pairs().map(|(a, b)| usize::from(a.saturating_sub(*b))).sum();
        let less: usize = pairs().map(|(a, b)| usize::from(b.saturating_sub(*a))).sum();
        more.max(less)
    }
}

/// A text that may be a slip of the pen, folded once.
struct Slip {
    spelling: Spelling,
    limit: usize,
}

impl Slip {
    /// None for texts that are too short to tell.
    fn of(text: &str) -> Option<Self> {
        let spelling = Spelling::of(text);
        (spelling.length >= 3).then(|| Self { limit: (spelling.length / 4).clamp(1, 4), spelling })
    }

    /// How many slips make it the other spelling; none where that are too many. Most spellings have other letters or another length,
    /// so that they need no comparing: that keeps thousands of names from taking long, and so a cell of thousands of letters.
    fn distance(&self, other: &Spelling) -> Option<usize> {
        let comparable = other.length.abs_diff(self.spelling.length) <= self.limit
            && self.spelling.least_distance(other) <= self.limit;
        comparable
            .then(|| strsim::osa_distance(&self.spelling.key, &other.key))
            .filter(|distance| *distance <= self.limit)
    }
}

/// Names among which [`nearest`] is asked often, folded once.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// As they are written, and as they are compared.
    names: Vec<(String, Spelling)>,
}

impl Spellings {
    /// Adds a name; the first of equally near names counts.
    pub fn push(&mut self, name: &str) {
        self.names.push((name.to_owned(), Spelling::of(name)));
    }

    /// The name that was probably meant.
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let slip = Slip::of(text)?;
        let distances = self.names.iter().filter_map(|(name, spelling)| Some((slip.distance(spelling)?, name)));
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

    proptest::proptest! {
        /// Letters that share a place hide slips; none is invented.
        #[test]
        fn there_are_never_fewer_slips_than_said(one in "[a-dA!é1]{0,12}", other in "[a-dA!é1]{0,12}") {
            let (one, other) = (Spelling::of(&one), Spelling::of(&other));
            let least = one.least_distance(&other);
            proptest::prop_assert!(least <= strsim::osa_distance(&one.key, &other.key));
            proptest::prop_assert!(least >= one.length.abs_diff(other.length));
        }
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
