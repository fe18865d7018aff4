//! Numbers that belong to one person besides their BSN and their phone: of a bank account, of a car.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::known::Known;
use super::words::words;
use super::{meets, slice};
use crate::language::Role;
use crate::wording::pattern;

/// What can be the number of an account (IBAN), in groups or not, in any case.
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b[a-z]{2}\d{2}(?:[ .\u{a0}\-]{0,2}[a-z0-9]){11,30}"));

/// A licence plate of the Netherlands with its hyphens. Newer plates have no vowels, so that they make no words.
static PLATE: LazyLock<Regex> = LazyLock::new(|| plate_pattern(""));

/// The same in any case.
static SMALL_PLATE: LazyLock<Regex> = LazyLock::new(|| plate_pattern("(?i)"));

fn plate_pattern(flags: &str) -> Regex {
    let letter = "[BDFGHJKLNPRSTVXZ]";
    let groups = |shape: &str| shape.replace('L', letter).replace('9', r"\d");
    let shapes = "LL-99-LL LL-LL-99 99-LL-LL 99-LLL-9 9-LLL-99 LL-999-L L-999-LL LLL-99-L L-99-LLL 9-LL-999 999-LL-9";
    let shapes: Vec<String> = shapes.split(' ').map(groups).collect();
    pattern(&format!(r"{flags}\b(?:{})\b", shapes.join("|")))
}

/// A licence plate behind a word that announces it, of more shapes: with spaces, without signs, of other countries.
static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:[A-Z0-9]{1,3}[- ][A-Z0-9]{1,3}[- ][A-Z0-9]{1,3}|[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} ?\d{1,4}|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z0-9]{6})\b",
    )
});

/// How many bytes may stand between a word for a vehicle and its plate, less one.
const GAP: usize = 12;

/// How many characters behind such a word hold the gap, the longest plate, and what tells that it ends there.
const NEAR: usize = 40;

/// The lengths of account numbers.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=34;

/// Where the text holds the number of a bank account that passes its test.
pub(super) fn accounts(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // What looks like a number and is none may hide one that starts within it: "wk12 NL91 ABNA 0417 1643 00".
    while let Some(candidate) = ACCOUNT.find_at(text, from) {
        let account = account(text, candidate.range());
        let next = candidate.start() + candidate.as_str().chars().next().map_or(1, char::len_utf8);
        from = account.as_ref().map_or(next, |account| account.end);
        found.extend(account);
    }
    found
}

/// The longest part from the start of what was found that passes the test and ends with a word.
fn account(text: &str, found: Range<usize>) -> Option<Range<usize>> {
    let ends = slice(text, &found).char_indices().map(|(at, c)| found.start + at + c.len_utf8()).rev();
    let is_end = |end: &usize| {
        let after = text.get(*end..).and_then(|after| after.chars().next());
        !after.is_some_and(char::is_alphanumeric)
    };
    let end = ends.filter(is_end).find(|end| passes_test(slice(text, &(found.start..*end))))?;
    Some(found.start..end)
}

/// The test of ISO 7064: moved round and with letters as numbers, the rest by 97 is one.
fn passes_test(number: &str) -> bool {
    let signs: Vec<u32> = number.chars().filter_map(|c| c.to_digit(36)).collect();
    let is_whole = number.chars().next_back().is_some_and(char::is_alphanumeric);
    if !LENGTHS.contains(&signs.len()) || !is_whole {
        return false;
    }
    let (start, rest) = signs.split_at(4);
    let add = |sum: u32, sign: &u32| (sum * if *sign > 9 { 100 } else { 10 } + sign) % 97;
    rest.iter().chain(start).fold(0, add) == 1
}

/// Where the text holds a licence plate.
pub(super) fn plates(text: &str, known: &Known) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = PLATE.find_iter(text).map(|plate| plate.range()).collect();
    let mut announced: Vec<Range<usize>> = Vec::new();
    for word in words(text).iter().filter(|word| known.vocabulary.is(Role::Vehicle, &word.key())) {
        let ahead = text.get(word.end..).unwrap_or_default();
        let near = word.end..word.end + ahead.char_indices().nth(NEAR).map_or(ahead.len(), |(at, _)| at);
        let Some(plate) = first_announced(slice(text, &near)) else { continue };
        let range = near.start + plate.start()..near.start + plate.end();
        let between = slice(text, &(word.end..range.start));
        let is_mixed =
            plate.as_str().contains(|c: char| c.is_ascii_digit()) && plate.as_str().contains(char::is_alphabetic);
        let is_apart = !meets(&found, &range) && !meets(&announced, &range);
        if between.len() < GAP && !between.contains(['.', ';', '\n']) && is_mixed && is_apart {
            announced.push(range);
        }
    }
    found.append(&mut announced);
    found.retain(|range| stands_alone(text, range) && !known.has_word(&crate::wording::key(slice(text, range))));
    found
}

/// A plate behind the word that announces it; one of the Netherlands in small letters too.
fn first_announced(text: &str) -> Option<Match<'_>> {
    ANNOUNCED.find(text).into_iter().chain(SMALL_PLATE.find(text)).min_by_key(Match::start)
}

/// Whether it is no part of a longer code.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joint = |c: char| matches!(c, '-' | '_' | '/') || c.is_alphanumeric();
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(joint) && !after.is_some_and(joint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    #[test]
    fn accounts_are_found_by_their_test() {
        for (text, number) in [
            ("naar NL91ABNA0417164300 graag", "NL91ABNA0417164300"),
            ("nl91 abna 0417 1643 00", "nl91 abna 0417 1643 00"),
            ("IBAN: DE89 3704 0044 0532 0130 00.", "DE89 3704 0044 0532 0130 00"),
            ("zie wk12 NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
            ("wk 12, wk13 en wk14 NL91ABNA0417164300 voor wk15 en 16", "NL91ABNA0417164300"),
            ("GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        ] {
            let found: Vec<&str> = accounts(text).iter().map(|range| slice(text, range)).collect();
            assert_eq!(found, [number], "{text}");
        }
        for text in
            ["NL91ABNA0417164301", "NL91 INGB 0123 4567 82", "zaak AB12 3456 7890 1234", "ISBN 978-90-123-4567-1"]
        {
            assert!(accounts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn plates_are_found_by_their_shape_or_a_word() {
        let known = Known::new(Framework::embedded());
        for text in [
            "12-BXX-3",
            "de auto met GB-123-X",
            "kenteken AB12CD",
            "Kennzeichen M-AB 1234",
            "number plate AB12 CDE",
            "kenteken gb-123-x",
        ] {
            assert_eq!(plates(text, &known).len(), 1, "{text}");
        }
        for text in
            ["HI-05", "GM-12-34", "Z-2025-0012", "12-11-25", "auto delen in 2026", "D-06", "RV-BES-01", "12-AOE-3"]
        {
            assert!(plates(text, &known).is_empty(), "{text}");
        }
    }
}
