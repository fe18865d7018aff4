//! Which kinds of personal data a text can hold at all. Most cells can hold none, and are answered after one look.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::language::{Language, Role};
use crate::wording::key;

/// What a text can hold; the searches themselves look closer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// Digits enough for a number of a person.
    pub(super) digits: bool,
    /// Digits and letters that a hyphen joins, or a word for a vehicle.
    pub(super) plate: bool,
    /// The sign of an address or a handle, or what is typed for it.
    pub(super) at: bool,
    /// The name of a person with a sign beside it.
    pub(super) name: bool,
    /// Somebody's case, belief, criminal record or health, or one person without a name.
    pub(super) case: bool,
    /// A word for one person.
    pub(super) somebody: bool,
    /// What traces one, or what is personal: a digit of an age, a street, a subject.
    pub(super) tracing: bool,
}

impl Hint {
    /// Whether there is anything to look for.
    pub(super) fn any(self) -> bool {
        self.digits || self.plate || self.at || self.name || self.case || self.individual()
    }

    /// Whether it can speak of one person without a name who is traceable.
    pub(super) fn individual(self) -> bool {
        (self.somebody || self.name) && self.tracing
    }
}

/// What a stem hints at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Name,
    /// A name, where the word has a capital.
    Capital,
    Case,
    /// One person.
    Somebody,
    /// The same, and a home or a relative in it.
    CaseOfSomebody,
    /// What traces somebody or is personal.
    Tracing,
    /// The same, and enough for a name beside it.
    CaseTracing,
    At,
    Plate,
}

/// The roles whose words hint at something.
const HINTS: [(Role, Of); 31] = [
    (Role::Title, Of::Name),
    (Role::Household, Of::Name),
    (Role::Office, Of::Name),
    (Role::PersonLabel, Of::Name),
    (Role::SureParticle, Of::Name),
    (Role::ShortTitle, Of::Name),
    (Role::CapitalTitle, Of::Capital),
    (Role::GivenName, Of::Capital),
    (Role::FamilyName, Of::Capital),
    (Role::CaseWord, Of::Case),
    (Role::SpecialCategory, Of::CaseTracing),
    (Role::HealthWord, Of::CaseTracing),
    (Role::PoliceWord, Of::CaseTracing),
    (Role::Individual, Of::CaseOfSomebody),
    (Role::Kin, Of::CaseOfSomebody),
    (Role::Dwelling, Of::Case),
    (Role::Birth, Of::CaseOfSomebody),
    (Role::DotSign, Of::At),
    (Role::Vehicle, Of::Plate),
    (Role::AtSign, Of::At),
    (Role::DottedTitle, Of::Name),
    (Role::AgeAfter, Of::Tracing),
    (Role::PersonState, Of::Tracing),
    (Role::Sensitive, Of::Tracing),
    (Role::AgeWord, Of::Tracing),
    (Role::Trade, Of::Somebody),
    (Role::PersonVerb, Of::Name),
    (Role::Function, Of::Somebody),
    (Role::Pronoun, Of::Somebody),
    (Role::StreetEnding, Of::Tracing),
    (Role::Possessive, Of::Somebody),
];

/// The words that something personal is told by.
#[derive(Debug)]
pub(super) struct Stems {
    /// None only where there are more words than fit in it.
    finder: Option<AhoCorasick>,
    of: Vec<Stem>,
}

#[derive(Debug, Clone, Copy)]
struct Stem {
    of: Of,
    /// Whether the word may go on before it.
    is_ending: bool,
    /// Whether the word may go on behind it.
    is_beginning: bool,
}

impl Stems {
    pub(super) fn new(language: &Language) -> Self {
        let mut texts: Vec<String> = Vec::new();
        let mut stems = Vec::new();
        for (role, of) in HINTS {
            let words = language.words(role);
            let entries = words.entries().map(|word| (word, false, false));
            let endings = words.endings().map(|word| (word, true, false));
            let all = entries.chain(endings).chain(words.beginnings().map(|word| (word, false, true)));
            let is_one = |word: &str| role != Role::Function || !language.is_several(&key(word));
            for (word, is_ending, is_beginning) in all.filter(|(word, ..)| is_one(word)) {
                stems.push(Stem { of, is_ending, is_beginning });
                texts.push(stem(role, word));
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(texts);
        Self { finder: finder.ok(), of: stems }
    }

    /// What a text can hold, as it is read ([`super::plain`]): a sign within a word that nobody sees hides the word.
    pub(super) fn hint(&self, text: &str) -> Hint {
        let mut hint = by_signs(text);
        let Some(finder) = &self.finder else { return hint };
        for found in finder.find_overlapping_iter(text) {
            let Some(stem) = self.of.get(found.pattern().as_usize()) else { continue };
            let (range, first) = (found.range(), text.get(found.start()..).and_then(|rest| rest.chars().next()));
            let whole =
                (stem.is_ending || starts_word(text, range.start)) && (stem.is_beginning || ends_word(text, range.end));
            match stem.of {
                _ if !whole => {}
                Of::Name => hint.name = true,
                Of::Capital => hint.name |= stem.is_ending || first.is_some_and(char::is_uppercase),
                Of::Case => hint.case = true,
                Of::Somebody => hint.somebody = true,
                Of::CaseOfSomebody => (hint.case, hint.somebody) = (true, true),
                Of::Tracing => hint.tracing = true,
                Of::CaseTracing => (hint.case, hint.tracing) = (true, true),
                Of::At => hint.at = true,
                Of::Plate => hint.plate = true,
            }
        }
        hint
    }
}

/// A word as it is looked for; the small words of surnames stand between two spaces, so that "tentoonstelling" is none.
fn stem(role: Role, word: &str) -> String {
    match role {
        Role::SureParticle => format!(" {word} "),
        Role::DottedTitle => format!("{word}."),
        _ => word.to_owned(),
    }
}

/// What the signs of a text hint at: digits, "@", full stops behind capitals, hyphens between letters and digits.
fn by_signs(text: &str) -> Hint {
    let mut hint = Hint::default();
    let mut digits = 0_usize;
    let mut before = [b' '; 2];
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                hint.plate |= before[1] == b'-' && before[0].is_ascii_alphabetic();
            }
            b'@' => hint.at = true,
            // "M (17)".
            b'(' => hint.somebody |= before[0].is_ascii_uppercase() && before[1] == b' ',
            b'.' => hint.name |= may_be_initial(before),
            b'A'..=b'Z' => hint.plate |= before[1] == b'-' && before[0].is_ascii_digit(),
            _ => {}
        }
        before = [before[1], byte];
    }
    // A phone number may have seven digits.
    hint.digits = digits > 6;
    hint.tracing = digits > 0;
    hint.name |= hint.at;
    hint
}

/// Whether what stands before a dot can be the end of an initial: "J", "Th", "Chr", "Joh", or a letter with an accent.
fn may_be_initial(before: [u8; 2]) -> bool {
    match before {
        [_, last] if last.is_ascii_uppercase() || !last.is_ascii() => true,
        [b'h', b'r'] | [b'o', b'h'] => true,
        [first, b'h' | b'r' | b't'] => first.is_ascii_uppercase(),
        _ => false,
    }
}

/// Whether a word starts at this byte, or a space that stands before one.
fn starts_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(char::is_alphanumeric) || text.as_bytes().get(at) == Some(&b' ')
}

/// Whether a word ends before this byte; a digit may follow at once.
fn ends_word(text: &str, at: usize) -> bool {
    let after = text.get(at..).and_then(|after| after.chars().next());
    !after.is_some_and(char::is_alphabetic) || text.get(..at).is_some_and(|before| before.ends_with([' ', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(text: &str) -> Hint {
        Stems::new(&Language::default()).hint(text)
    }

    #[test]
    fn texts_without_anything_personal_are_answered_at_once() {
        for text in [
            "Een webpagina maken over het meldpunt",
            "Q2 2026",
            "OOV Hilversum",
            "",
            "Loopt",
            "Afspraken over beheer en gebruik.",
            "Vraagt tijdens de training aandacht, ook hier.",
            "12-11-25",
        ] {
            assert!(!hint(text).any(), "{text}");
        }
    }

    #[test]
    fn each_kind_has_its_hint() {
        assert!(hint("06-1234567").digits && hint("a@b").at && hint("12-AB-34").plate);
        for text in
            ["dhr. K", "J. K", "Th. K", "@k", "Karin van der Klaas", "(mw K)", "locoburgemeester K", "Mr K", "Kees"]
        {
            assert!(hint(text).name, "{text}");
        }
        assert!(hint("Casus K").case && hint("ex-gedetineerde").case && !hint("Casus K").name);
        assert!(!hint("kees").name, "a given name has a capital in a sentence");
    }
}
