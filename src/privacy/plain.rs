//! A text as it is read, whatever signs it is typed with: digits of every script as ASCII, letters and signs of another width or
//! style as the usual ones, one kind of space, without signs that nobody sees, and with digits that are parted one by one put
//! together. What looks alike in another alphabet stays as it is.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::wording::pattern;

/// Digits with a space or a full stop behind each of them: "0 6 1 2 3 4 5 6 7 8".
static PARTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d(?:[ .\u{a0}]\d){6,}\b"));

/// A text as it is read, with the way back to the text as it was typed.
#[derive(Debug)]
pub(super) struct Plain<'t> {
    pub(super) text: Cow<'t, str>,
    /// For each byte of the text, the bytes of the typed character that it stands for; empty where nothing was changed.
    typed: Vec<Range<usize>>,
}

impl<'t> Plain<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut plain = Self { text: Cow::Borrowed(text), typed: Vec::new() };
        if !text.chars().all(is_usual) {
            plain.read_characters(text);
        }
        if plain.text.bytes().filter(u8::is_ascii_digit).nth(6).is_some() {
            plain.join_digits();
        }
        plain
    }

    fn read_characters(&mut self, text: &str) {
        // Whether raised digits are the mark of a note behind a number; none between such digits.
        let mut is_note = None;
        self.keep(text, |_, c, text| match raised_digit(c) {
            Some(digit) => {
                let is_note = *is_note.get_or_insert_with(|| text.ends_with(|c: char| c.is_ascii_digit()));
                text.push(if is_note { ' ' } else { digit });
            }
            None => {
                is_note = None;
                read(c, text);
            }
        });
    }

    fn join_digits(&mut self) {
        let parted: Vec<Range<usize>> = PARTED.find_iter(&self.text).map(|found| found.range()).collect();
        if parted.is_empty() {
            return;
        }
        let now = self.text.clone().into_owned();
        let is_inside = |at: usize| {
            let range = parted.get(parted.partition_point(|range| range.end <= at));
            range.is_some_and(|range| range.start <= at)
        };
        self.keep(&now, |at, c, text| {
            if c.is_ascii_digit() || !is_inside(at) {
                text.push(c);
            }
        });
    }

    /// Reads each character of the text as it is now: `read` adds what it is read as, which may be nothing.
    fn keep(&mut self, now: &str, mut read: impl FnMut(usize, char, &mut String)) {
        let mut text = String::with_capacity(now.len());
        let mut typed = Vec::with_capacity(now.len());
        for (at, c) in now.char_indices() {
            read(at, c, &mut text);
            typed.resize(text.len(), self.range(at..at + c.len_utf8()));
        }
        self.text = Cow::Owned(text);
        self.typed = typed;
    }

    /// The bytes as they were typed.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let last = range.end.checked_sub(1).and_then(|last| self.typed.get(last));
        match self.typed.get(range.start).zip(last) {
            Some((first, last)) => first.start..last.end,
            None => range,
        }
    }
}

/// Whether a character is read as it is typed: those that nearly all texts consist of.
fn is_usual(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{C0}'..='\u{131}' | '\u{2012}'..='\u{2022}' | '\u{2026}' | '€')
}

/// Adds what a character is read as; nothing for one that nobody sees.
fn read(c: char, text: &mut String) {
    match c {
        c if is_usual(c) => text.push(c),
        // Hyphens that break no line, and the sign for minus.
        '\u{2010}' | '\u{2011}' | '\u{2212}' => text.push('-'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
        // The empty sign of Braille looks like a space too.
        c if c.is_whitespace() || c == '\u{2800}' => text.push(' '),
        c if is_unseen(c) => {}
        c => match decimal_digit(c) {
            Some(digit) => text.push(digit),
            None => text.push_str(&usual(c)),
        },
    }
}

/// Whether nobody sees a character: soft hyphens, joiners, marks for the direction of writing.
fn is_unseen(c: char) -> bool {
    static UNSEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{Default_Ignorable_Code_Point}\p{Cf}]"));
    UNSEEN.is_match(c.encode_utf8(&mut [0; 4]))
}

fn is_decimal(c: char) -> bool {
    static DECIMAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Nd}"));
    c.is_numeric() && DECIMAL.is_match(c.encode_utf8(&mut [0; 4]))
}

/// What a decimal digit of any script counts. Unicode keeps the ten digits of a script together, from zero on, and those of one
/// style behind those of another.
fn decimal_digit(c: char) -> Option<char> {
    let is_before = |code: &u32| char::from_u32(*code).is_some_and(is_decimal);
    let before = |c: char| (0..u32::from(c)).rev().take_while(is_before).count() % 10;
    is_decimal(c).then(|| char::from_digit(before(c) as u32, 10)).flatten()
}

/// What a digit counts that stands above or below the line, or in a circle.
fn raised_digit(c: char) -> Option<char> {
    if c.is_ascii() || !c.is_numeric() || is_decimal(c) {
        return None;
    }
    let mut usual = std::iter::once(c).nfkc();
    usual.next().filter(|digit| digit.is_ascii_digit() && usual.next().is_none())
}

/// The usual form of a letter or a sign that has another width or style: of "Ｋ", "𝐊" and "ﬁ".
fn usual(c: char) -> String {
    let usual: String = std::iter::once(c).nfkc().collect();
    // What falls apart into several signs ("½", "…") is no other form of one.
    if c.is_alphabetic() || usual.chars().nth(1).is_none() { usual } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_whatever_stands_between_them() {
        for (text, read) in [
            ("tel 06\u{200B}12345678", "tel 0612345678"),
            ("０６１２３４５６７８", "0612345678"),
            ("é 0 6 1 2 3 4 5 6 7 8!", "é 0612345678!"),
            ("1.2.3.4.5.6.7.8.2", "123456782"),
            ("paragraaf 1.2.3", "paragraaf 1.2.3"),
            ("٠١٢٣٤٥٦٧٨٩ ০১২৩৪৫৬৭৮৯ ๐๑๒๓๔๕๖๗๘๙ ༠༡༢༣༤༥༦༧༨༩", "0123456789 0123456789 0123456789 0123456789"),
            ("𝟎𝟏𝟐 𝟘𝟡 𝟢𝟫 𝟬𝟵 𝟶𝟿 🯰🯹", "012 09 09 09 09 09"),
            ("⁰⁶¹²³ ⓪⑥①", "06123 061"),
            ("06-12345678²", "06-12345678 "),
            ("Ｋａｒｉｎ 𝐊𝐚𝐫𝐢𝐧 Ĳsbrand ﬁne", "Karin Karin IJsbrand fine"),
            ("Zoë’s café … € ½ – “’t”", "Zoë’s café … € ½ – “’t”"),
        ] {
            let plain = Plain::of(text);
            assert_eq!(plain.text, read);
            assert_eq!(plain.range(0..plain.text.len()), 0..text.len());
        }
        let plain = Plain::of("é 0 6 1 2 3 4 5 6 7 8!");
        assert_eq!(plain.range(3..13), 3..22);
    }

    proptest::proptest! {
        #[test]
        fn every_range_goes_back_to_whole_characters(text in "(\\PC|[0-9０-９ .\u{200B}]){0,30}") {
            let plain = Plain::of(&text);
            for (at, c) in plain.text.char_indices() {
                proptest::prop_assert!(text.get(plain.range(at..at + c.len_utf8())).is_some());
            }
        }
    }
}
