//! A text as its numbers are read: digits of every script as ASCII, without invisible characters, and with digits that are parted
//! one by one put together.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

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
        if !text.is_ascii() && text.chars().any(|c| read_as(c) != Some(c)) {
            plain.keep(text, |_, c| read_as(c));
        }
        let parted: Vec<Range<usize>> = PARTED.find_iter(&plain.text).map(|found| found.range()).collect();
        if !parted.is_empty() {
            let now = plain.text.clone().into_owned();
            let inside = |at: usize| parted.iter().any(|range| range.contains(&at));
            plain.keep(&now, |at, c| (c.is_ascii_digit() || !inside(at)).then_some(c));
        }
        plain
    }

    /// Reads each character of the text as it is now as another one, or leaves it out.
    fn keep(&mut self, now: &str, read: impl Fn(usize, char) -> Option<char>) {
        let mut text = String::with_capacity(now.len());
        let mut typed = Vec::with_capacity(now.len());
        for (at, c) in now.char_indices() {
            let Some(kept) = read(at, c) else { continue };
            let from = self.range(at..at + c.len_utf8());
            text.push(kept);
            typed.extend(std::iter::repeat_n(from, kept.len_utf8()));
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

/// How a character is read; none for those that nobody sees.
fn read_as(c: char) -> Option<char> {
    match c {
        '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}' | '\u{202A}'..='\u{202E}' => None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{2007}' | '\u{2009}' | '\u{202F}' | '\u{3000}' => Some(' '),
        // The digits of Arabic, Persian and Devanagari.
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10),
        '\u{966}'..='\u{96F}' => char::from_digit(u32::from(c) - 0x966, 10),
        c => Some(c),
    }
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
