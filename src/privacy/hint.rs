//! Which kinds of personal data a text can hold at all. Most cells can hold none, and are answered after one look.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{person, special};

/// What a text can hold; the searches themselves look closer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// Digits enough for a number.
    pub(super) digits: bool,
    /// The sign of an address or a handle.
    pub(super) at: bool,
    /// The name of a person with a sign beside it.
    pub(super) name: bool,
    /// Somebody's case, belief, criminal record or health.
    pub(super) case: bool,
}

/// The words that a name or a case is told by, and how many of the first are signs of names.
struct Stems {
    finder: AhoCorasick,
    signs: usize,
}

static STEMS: LazyLock<Stems> = LazyLock::new(|| {
    let mut stems = person::stems();
    let signs = stems.len();
    stems.extend(special::STEMS.split_whitespace().map(str::to_owned));
    let mut builder = AhoCorasick::builder();
    let finder = builder.match_kind(MatchKind::Standard).ascii_case_insensitive(true).build(stems);
    // A hundred short words cannot be too many.
    #[allow(clippy::expect_used)]
    Stems { finder: finder.expect("a hundred constant words"), signs }
});

impl Hint {
    /// What the text can hold.
    pub(super) fn of(text: &str) -> Self {
        let mut hint = Self::default();
        let mut digits = 0_usize;
        let mut before = [b' '; 2];
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => digits += 1,
                b'@' => hint.at = true,
                b'.' => hint.name |= may_be_initial(before),
                _ => {}
            }
            before = [before[1], byte];
        }
        // A phone number may have seven digits.
        hint.digits = digits > 6;
        hint.name |= hint.at;
        for found in STEMS.finder.find_overlapping_iter(text) {
            let sign = found.pattern().as_usize() < STEMS.signs;
            hint.case |= !sign;
            hint.name |= sign && starts_word(text, found.start());
            if hint.case && hint.name {
                break;
            }
        }
        hint
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_without_anything_personal_are_answered_at_once() {
        for text in [
            "Een webpagina maken over het meldpunt",
            "Q2 2026",
            "OOV Hilversum",
            "",
            "Loopt",
            "HI-02",
            "Afspraken over beheer en gebruik.",
            "Vraagt tijdens de training aandacht, ook hier.",
            "12-11-25",
        ] {
            assert_eq!(Hint::of(text), Hint::default(), "{text}");
        }
    }

    #[test]
    fn each_kind_has_its_hint() {
        assert!(Hint::of("06-1234567").digits && Hint::of("a@b").at);
        for text in ["dhr. K", "J. K", "Th. K", "@k", "Karin van der Klaas", "(mw K)", "loco-burgemeester K", "Mr K"] {
            assert!(Hint::of(text).name, "{text}");
        }
        assert!(Hint::of("Casus K").case && Hint::of("ex-gedetineerde").case && !Hint::of("Casus K").name);
    }
}
