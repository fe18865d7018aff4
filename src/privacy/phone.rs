//! Phone numbers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::Known;
use super::{just_before, meets, slice};
use crate::language::Role;
use crate::wording::{key, pattern, words};

/// A number in full: an area or mobile code with the rest behind a sign; after the country code or the leading zero eight more
/// digits; other countries more loosely.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\(?0[1-9]\d{1,3}\)?[ /\-]{1,2}\d{6,8}\b",
        r"|(?:(?:\+|00)31[ \-.\u{a0}]?(?:\(0\)[ \-.\u{a0}]?)?[1-9]|\(?0[1-9])(?:[ \-./)\u{a0}\u{2010}-\u{2015}]{0,3}\d){8}",
        r"|\+[1-9]\d?(?:[ \-./()\u{a0}]{0,2}\d){8,12}",
        r"|\b316\d{8}",
    ))
});

/// Numbers that anybody may call: not personal.
const PUBLIC: &[&str] = &["0800", "0900", "0906", "0909"];

/// How many letters the longest word has that a number is glued to ("telefoonnummer0612345678").
const LONGEST_LABEL: usize = 20;

/// Where the text holds a phone number that may be somebody's, as byte ranges. 112, 14 035 and 0800 numbers are public and left
/// out, and so is a number that is announced as that of a desk or service ("meldpunt: 035-1234567").
pub(super) fn phones(text: &str, known: &Known) -> Vec<Range<usize>> {
    let in_full = written_in_full(text, known);
    let mut found: Vec<Range<usize>> = Vec::new();
    let announced = known.patterns.announced_phone.iter().flat_map(|pattern| pattern.captures_iter(text));
    let announced = announced.filter_map(|captures| captures.name("number"));
    for number in announced.filter(|number| {
        stands_alone(text, &number.range(), known) && !is_date(number.as_str()) && !is_public(number.as_str())
    }) {
        if !meets(&in_full, &number.range()) {
            found.push(number.range());
        }
    }
    found.extend(in_full);
    found.sort_by_key(|number| number.start);
    found.retain(|range| !is_of_a_service(text, range, known));
    found
}

fn written_in_full(text: &str, known: &Known) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // A match that is no number may hide one that starts within it: "Q1 2025 06-12345678".
    while let Some(candidate) = PHONE.find_at(text, from) {
        let number = candidate.as_str();
        // The bracket of "(06-12345678)" belongs to the sentence, the one of "(035) 1234567" to the number.
        let bracket = number.starts_with('(') && !number.contains(')');
        let range = candidate.start() + usize::from(bracket)..candidate.end();
        if is_phone(text, &range, known) {
            from = range.end;
            found.push(range);
        } else {
            from = candidate.start() + number.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn is_phone(text: &str, range: &Range<usize>, known: &Known) -> bool {
    let number = slice(text, range);
    if !stands_alone(text, range, known) || is_public(number) || is_in_account(text, range) {
        return false;
    }
    if number.starts_with(['+', '3']) || number.starts_with("00") {
        return true;
    }
    let first = number.trim_start_matches('(').split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    (matches!(first.len(), 3..=5 | 10) || first.starts_with("06")) && !is_date(number)
}

/// Whether a number starts with a day: "06-12-2025 10".
fn is_date(number: &str) -> bool {
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    matches!(groups.as_slice(), [day, month, year, ..] if day.len() <= 2 && month.len() <= 2 && year.len() == 4)
}

/// Whether the number is no part of a word, of a longer number or of a case number ("Z-2025-0612345678").
fn stands_alone(text: &str, range: &Range<usize>, known: &Known) -> bool {
    let start = just_before(text, range.start, LONGEST_LABEL + 1);
    let mut back = start.chars().rev();
    let (before, before_that) = (back.next(), back.next());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let tied = before == Some('-') && before_that.is_some_and(char::is_numeric);
    // "tel0612345678" announces the number it is glued to.
    let word = start.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let announced = !word.is_empty() && known.vocabulary.words(Role::PhoneLabel).lists(&key(word));
    !tied && (announced || !before.is_some_and(char::is_alphanumeric)) && !after.is_some_and(char::is_alphanumeric)
}

/// Whether the number is the end of an account number (IBAN) that is written in groups.
fn is_in_account(text: &str, range: &Range<usize>) -> bool {
    static START: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?$"));
    // The longest start is ten letters; one before them tells whether they stand alone.
    START.is_match(just_before(text, range.start, 12))
}

fn is_public(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    PUBLIC.iter().any(|public| digits.starts_with(public)) || digits.starts_with("140") && digits.len() <= 6
}

/// Whether a word shortly before the number says that a desk or a service answers it. In between only words like "bereikbaar op"
/// may stand: "de balie of Karin 06-12345678" gives away Karin's number.
fn is_of_a_service(text: &str, range: &Range<usize>, known: &Known) -> bool {
    let line = just_before(text, range.start, 120).lines().next_back().unwrap_or_default();
    let is = |role, word: &String| known.vocabulary.words(role).lists(word);
    let mut words = words(line).rev().map(key);
    words.by_ref().find(|word| !is(Role::PhoneBeside, word)).is_some_and(|word| is(Role::PhoneService, &word))
}

/// Whether a header says that phone numbers stand below it.
pub(super) fn is_header_of_phones(header: &str, known: &Known) -> bool {
    words(header).map(key).any(|word| known.vocabulary.is(Role::PhoneHeader, &word))
}

/// Whether a number cell can hold a phone number: nine digits that lost their leading zero, or eleven with the country code.
pub(super) fn is_phone_number(number: f64) -> bool {
    let national = (100_000_000.0..1_000_000_000.0).contains(&number);
    let international = (31_000_000_000.0..32_000_000_000.0).contains(&number);
    number.fract() == 0.0 && (national || international)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn found(text: &str) -> Vec<&str> {
        phones(text, &Known::new(Framework::embedded())).iter().map(|range| slice(text, range)).collect()
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        for (text, numbers) in [
            ("bellen met … 06-12345678", vec!["06-12345678"]),
            ("06 12 34 56 78 of 0612345678", vec!["06 12 34 56 78", "0612345678"]),
            ("06 – 1234 5678", vec!["06 – 1234 5678"]),
            ("+31 6 12345678.", vec!["+31 6 12345678"]),
            ("+31 (0)6-1234 5678", vec!["+31 (0)6-1234 5678"]),
            ("0031612345678", vec!["0031612345678"]),
            ("app naar 31612345678", vec!["31612345678"]),
            ("tel. (035) 123 45 67", vec!["(035) 123 45 67"]),
            ("035-1234567", vec!["035-1234567"]),
            ("0294 - 123 456", vec!["0294 - 123 456"]),
            ("088 123 45 67", vec!["088 123 45 67"]),
            ("+32 470 12 34 56", vec!["+32 470 12 34 56"]),
            ("(06-12345678)", vec!["06-12345678"]),
            ("06-12345678/06-87654321", vec!["06-12345678", "06-87654321"]),
            ("Q1 2025 06-12345678", vec!["06-12345678"]),
            ("12-11-2025 06-12345678", vec!["06-12345678"]),
            ("tel: 1234567", vec!["1234567"]),
            ("mobiel 612345678", vec!["612345678"]),
            ("de balie of Karin 06-12345678", vec!["06-12345678"]),
            ("tel0612345678", vec!["0612345678"]),
            ("Mobil: 0171 1234567", vec!["0171 1234567"]),
            ("+49 171 1234567", vec!["+49 171 1234567"]),
            ("phone 07700 900123", vec!["07700 900123"]),
            ("030/12345678", vec!["030/12345678"]),
        ] {
            assert_eq!(found(text), numbers, "{text}");
        }
    }

    #[test]
    fn public_numbers_and_those_of_a_desk_are_fine() {
        for text in [
            "Bel 14 035",
            "Bel 14035 of 14 0294",
            "Bel 112 of 0800-1234567",
            "0900-8844",
            "bel 0900 8844",
            "0900 12 34 567",
            "meldpunt: 035-1234567",
            "Piketdienst bereikbaar op 06-12345678",
            "het KCC, tel. 035-1234567",
            "algemeen nummer 035 123 45 67",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn dates_amounts_and_other_numbers_are_fine() {
        for text in [
            "01-01-2025 10:30",
            "06-12-2025 10",
            "2025-2026",
            "Q3 2024 - Q2 2025",
            "5.1.2.e 5.1.2.e",
            "31-12-2025 / 30-06-2026",
            "€ 1.234.567,89",
            "1.00005",
            "0612345678901",
            "NL91INGB0612345678",
            "NL91 INGB 0123 4567 82",
            "zaak 0012345678",
            "Z-2025-0612345678",
            "telefoon 2 en 3",
            "bel 2025",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn number_cells_lose_their_leading_zero() {
        assert!(is_phone_number(612_345_678.0) && is_phone_number(31_612_345_678.0));
        assert!(!is_phone_number(45_896.0) && !is_phone_number(612_345_678.5) && !is_phone_number(f64::NAN));
        let known = Known::new(Framework::embedded());
        assert!(["Tel. nr", "Mobiel", "Handynummer"].iter().all(|header| is_header_of_phones(header, &known)));
        assert!(!is_header_of_phones("Toelichting", &known));
    }
}
