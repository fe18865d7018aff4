//! Text as it is compared between versions: words without punctuation, spelling variants as one.

use rustc_hash::FxHashMap;

use crate::framework::Framework;
use crate::wording::fold;

/// Marks that say something by themselves. A question mark is doubt ("Afgerond?"), so it is no mere punctuation.
const TELLING: &str = "%€$+<>=&?§#@";

/// One way to write what a group of the framework calls the same.
struct Variant {
    words: Vec<String>,
    written_as: Vec<String>,
}

/// Splits texts into comparable words.
pub(crate) struct Words {
    /// By their first word, longest first.
    variants: FxHashMap<String, Vec<Variant>>,
}

impl Words {
    /// With the spelling groups of the framework, each written as the first of its group.
    pub(crate) fn new(framework: &Framework) -> Self {
        let mut variants: FxHashMap<String, Vec<Variant>> = FxHashMap::default();
        for group in &framework.spelling {
            let Some(written_as) = group.first().map(|first| plain_words(first)) else { continue };
            for words in group.iter().skip(1).map(|other| plain_words(other)) {
                let Some(first) = words.first().cloned() else { continue };
                variants.entry(first).or_default().push(Variant { words, written_as: written_as.clone() });
            }
        }
        for list in variants.values_mut() {
            list.sort_by_key(|variant| std::cmp::Reverse(variant.words.len()));
        }
        Self { variants }
    }

    /// The words of a text, in order.
    pub(crate) fn split(&self, text: &str) -> Vec<String> {
        let plain = plain_words(text);
        if self.variants.is_empty() {
            return plain;
        }
        let mut words = Vec::with_capacity(plain.len());
        let mut rest = plain.as_slice();
        while let Some(first) = rest.first() {
            let found = self.variants.get(first).and_then(|list| list.iter().find(|v| rest.starts_with(&v.words)));
            let length = match found {
                Some(variant) => {
                    words.extend(variant.written_as.iter().cloned());
                    variant.words.len()
                }
                None => {
                    words.push(first.clone());
                    1
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        words
    }

    /// The text as one string to compare: equal for texts that differ in case, accents, quotes, dashes, white space,
    /// punctuation and spelling variants only.
    pub(crate) fn canonical(&self, text: &str) -> String {
        let words = self.split(text);
        if words.is_empty() { fold(text) } else { joined(&words) }
    }

    /// Whether two texts say the same.
    pub(crate) fn same(&self, a: &str, b: &str) -> bool {
        a == b || self.canonical(a) == self.canonical(b)
    }
}

/// Words glued together, because a lost or extra space is no change ("casus overleg"); digits stay apart, because
/// 1 5 is not 15.
pub(crate) fn joined(words: &[String]) -> String {
    let mut text = String::with_capacity(words.iter().map(|word| word.len() + 1).sum());
    for word in words {
        if text.ends_with(|c: char| c.is_numeric()) && word.starts_with(char::is_numeric) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Runs of letters and digits; an apostrophe within a word falls away (`thema's`), telling marks stand alone.
fn plain_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::with_capacity(folded.len() / 6 + 1);
    let mut word = String::new();
    for c in folded.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else if c != '\'' {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if TELLING.contains(c) {
                words.push(c.to_string());
            }
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reconcile::fixture::framework;

    #[test]
    fn spelling_and_punctuation_are_no_difference() {
        let words = Words::new(framework());
        for (a, b) in [
            ("Alle gemeenten doen mee.", "alle  gemeentes doen mee"),
            ("Het ‘casusoverleg’ – maandelijks", "het 'casuoverleg' - maandelijks;"),
            ("• Thema's:\n– een", "thema’s: een"),
            ("Reïntegratie", "re-integratie"),
            ("fase 1", "Fase1"),
        ] {
            assert!(words.same(a, b), "{a} / {b}: {} {}", words.canonical(a), words.canonical(b));
        }
    }

    #[test]
    fn real_differences_stay() {
        let words = Words::new(framework());
        for (a, b) in
            [("1 5", "15"), ("Afgerond", "Afgerond?"), ("verplicht", "de norm"), ("10%", "10"), ("?", ""), ("-", "")]
        {
            assert!(!words.same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn variants_count_as_whole_words_only() {
        let words = Words::new(framework());
        assert!(!words.same("gemeentesecretaris", "gemeentensecretaris"));
        assert_eq!(words.split("de gemeentes en het casuoverleg"), ["de", "gemeenten", "en", "het", "casusoverleg"]);
    }
}
