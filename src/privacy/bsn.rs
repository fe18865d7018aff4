//! Citizen service numbers (BSN).

use std::cell::LazyCell;
use std::ops::{Deref, Range};

use chrono::NaiveDate;

use super::known::Known;
use super::{just_before, slice};
use crate::language::Role;
use crate::wording::{fold, key, words};

/// How many characters before a number say what number it is.
const NEAR: usize = 80;
/// How many digits a BSN has.
const DIGITS: usize = 9;

/// Whether the text speaks of a BSN.
pub(super) fn mentions_bsn(text: &str, known: &Known) -> bool {
    known.patterns.citizen.as_ref().is_some_and(|word| word.is_match(text))
}

/// Whether a header says that the numbers below it are of another kind: amounts, case numbers, phone numbers.
pub(super) fn is_header_of_other_numbers(header: &str, known: &Known) -> bool {
    let lower = fold(header);
    let money = known.vocabulary.words(Role::Money).entries().any(|word| lower.contains(&fold(word)));
    money
        || header.contains('€')
        || words(&lower).any(|word| is_other(&key(word), known)) && !mentions_bsn(header, known)
}

/// Where the text holds a number that can be a BSN, as byte ranges.
///
/// Nine digits, or eight where a leading zero got lost and the text speaks of a BSN, that pass the eleven-test; also written
/// `123 456 782`, `1234.56.782`, `BSN123456782` or behind a year (`2025-123456782`). Dates, amounts, phone numbers, account numbers
/// and numbers that are tied to letters (case numbers) are left out.
pub(super) fn bsns(text: &str, known: &Known) -> Vec<Range<usize>> {
    let runs = digit_runs(text);
    let said = LazyCell::new(|| mentions_bsn(text, known));
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if found.last().is_some_and(|last| run.start < last.end) {
            continue;
        }
        let candidate = match run.len() {
            8 if !*said => None,
            8 | 9 => Some(run.clone()),
            1..=4 => runs.get(index..).and_then(|runs| grouped(text, runs, &said)),
            _ => None,
        };
        found.extend(candidate.filter(|range| {
            passes_eleven_test(slice(text, range))
                && stands_alone(text, range, known)
                && !is_other_number(text, range, known)
        }));
    }
    found
}

/// Whether a whole number in a number cell can be a BSN, also one that lost its leading zero.
pub(super) fn is_bsn(number: f64) -> bool {
    let digits = format!("{number:.0}");
    (10_000_000.0..1_000_000_000.0).contains(&number)
        && passes_eleven_test(&digits)
        && !(digits.len() == 8 && is_compact_date(&digits))
}

/// The runs of ASCII digits in the text.
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Groups that together are a BSN as people write it: `123 456 782`, `1234.56.782`, `12 34 56 78 2`.
///
/// `123.456.782` is how an amount looks too; it counts only where the text speaks of a BSN, which `said` tells when asked.
fn grouped(text: &str, runs: &[Range<usize>], said: &impl Deref<Target = bool>) -> Option<Range<usize>> {
    // A number has nine groups at most.
    let runs = runs.get(..10).unwrap_or(runs);
    let between = |pair: &[Range<usize>]| slice(text, &(pair.first()?.end..pair.get(1)?.start)).to_owned().into();
    let separator: String = runs.get(..2).and_then(between)?;
    let is_separator = matches!(separator.as_str(), " " | "\u{a0}" | "\u{2009}" | "\u{202f}" | "." | "-" | "\u{2011}")
        || separator == "/" && **said;
    let is_joined = |pair: &[Range<usize>]| between(pair).as_deref() == Some(separator.as_str());
    // Each run has a digit at least; in a text that is all numbers the others are not looked at for every one of them.
    let joined = 1 + runs.windows(2).take(DIGITS - 1).take_while(|pair| is_joined(pair)).count();
    let mut digits = 0;
    let count = runs.iter().take(joined).position(|run| {
        digits += run.len();
        digits >= DIGITS
    })? + 1;
    let groups = runs.get(..count)?;
    let lengths: Vec<usize> = groups.iter().map(Range::len).collect();
    let shape = match lengths.as_slice() {
        [3, 3, 3] => separator != "." || **said,
        [4, 2, 3] => true,
        // Where the text says that it is one, the groups may have any length.
        [_, _, _] if **said => !is_date_in_groups(&lengths),
        // One date and the start of another are no number.
        [_, _, _, ..] => separator != "-" && lengths.len() > 3 && lengths.iter().all(|length| *length <= 3),
        _ => false,
    };
    (is_separator && digits == DIGITS && shape).then_some(groups.first()?.start..groups.last()?.end)
}

/// Whether groups have the lengths of a date.
fn is_date_in_groups(lengths: &[usize]) -> bool {
    matches!(lengths, [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2])
}

/// The eleven-test: weights 9 down to 2 and -1 give a multiple of eleven.
fn passes_eleven_test(number: &str) -> bool {
    let digits: Vec<i32> = number.bytes().filter(u8::is_ascii_digit).map(|byte| i32::from(byte - b'0')).collect();
    let weights: &[i32] = match digits.len() {
        9 => &[9, 8, 7, 6, 5, 4, 3, 2, -1],
        8 => &[8, 7, 6, 5, 4, 3, 2, -1],
        _ => return false,
    };
    let sum: i32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != 0)
}

/// Whether the number is no part of a longer number, a word, a case number or an amount.
fn stands_alone(text: &str, range: &Range<usize>, known: &Known) -> bool {
    let (before, after) = (just_before(text, range.start, NEAR), text.get(range.end..).unwrap_or_default());
    let joint = |c: char| matches!(c, '-' | '/' | '_' | '.' | ',');
    let announced = ends_in_bsn_word(before, known) || ends_in_year(before);
    let mut back = before.chars().rev();
    let (previous, before_previous) = (back.next(), back.next());
    let glued = previous.is_some_and(|c| c.is_alphanumeric() || c == '+');
    let tied = previous.is_some_and(joint) && before_previous.is_some_and(char::is_alphanumeric);
    if (glued || tied) && !announced {
        return false;
    }
    let mut ahead = after.chars();
    let (next, after_next) = (ahead.next(), ahead.next());
    let runs_on = next.is_some_and(joint) && after_next.is_some_and(|c| c.is_alphanumeric() || c == '-');
    !next.is_some_and(|c| c.is_alphanumeric() || c == '%') && !runs_on
}

/// Whether the text ends in `BSN-` or the like.
fn ends_in_bsn_word(before: &str, known: &Known) -> bool {
    before.split_whitespace().next_back().is_some_and(|word| before.ends_with(word) && mentions_bsn(word, known))
}

/// Whether the text ends in a year and a hyphen, and that is all of the word: `2025-`.
fn ends_in_year(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let year = word.trim_start_matches(['(', '"', '\'']).strip_suffix('-');
    before.ends_with('-') && year.is_some_and(is_year)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Whether it is a date, an amount, the end of a phone number, or announced as another kind of number.
fn is_other_number(text: &str, range: &Range<usize>, known: &Known) -> bool {
    let number = slice(text, range);
    let before = just_before(text, range.start, NEAR).trim_end();
    let after = text.get(range.end..).unwrap_or_default().trim_start();
    if number.len() == 8 && is_compact_date(number) {
        return true;
    }
    let euro_after = fold(&after.chars().take(4).collect::<String>());
    if before.ends_with(['€', '$', '£']) || after.starts_with('€') || euro_after.starts_with("eur") {
        return true;
    }
    // "Registratie 123456782 (BSN)": what stands in brackets right behind it says what it is.
    let bracket = || after.strip_prefix('(')?.split_once(')').map(|(inner, _)| inner);
    let named = || bracket().is_some_and(|inner| mentions_bsn(inner, known));
    ends_in_dialling_code(before, number)
        || (announced_as_other(before, known) && !is_written_as_bsn(number) && !named())
}

/// `1234.56.782`: nothing else is written like that, whatever is said of it.
fn is_written_as_bsn(number: &str) -> bool {
    number.split('.').map(str::len).eq([4, 2, 3])
}

/// `20250101` or `01012025`: valid dates of our age, which often pass the eleven-test.
fn is_compact_date(number: &str) -> bool {
    let part = |range: Range<usize>| number.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    let is_date = |year: u32, month: u32, day: u32| {
        (1900..2100).contains(&year) && NaiveDate::from_ymd_opt(year as i32, month, day).is_some()
    };
    is_date(part(0..4), part(4..6), part(6..8)) || is_date(part(4..8), part(2..4), part(0..2))
}

/// Whether what stands before ends in `06`, `035)`, `+31` and so on, so that both together are a phone number: ten digits, or
/// more after a country code.
fn ends_in_dialling_code(before: &str, number: &str) -> bool {
    let before = before.trim_end_matches([')', '-', ' ']);
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let code = before.strip_prefix(rest).unwrap_or_default();
    let digits = code.len() + number.bytes().filter(u8::is_ascii_digit).count();
    (code.starts_with('0') && digits == 10) || (rest.ends_with('+') && code.len() <= 3)
}

/// Whether one of the two words before says what number it is, and that is no BSN.
fn announced_as_other(before: &str, known: &Known) -> bool {
    let own = |word: &&str| !is_year(word.trim_end_matches('-'));
    let words: Vec<&str> = before.split_whitespace().rev().filter(own).take(2).collect();
    !words.iter().any(|word| mentions_bsn(word, known)) && words.iter().any(|word| is_other(&key(word), known))
}

fn is_other(word: &str, known: &Known) -> bool {
    !word.is_empty() && known.vocabulary.words(Role::OtherNumber).lists(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn known() -> Known {
        Known::new(Framework::embedded())
    }

    #[test]
    fn a_bsn_is_found_however_it_is_written() {
        let known = known();
        for (text, number) in [
            ("Casus bekend onder 123456782, bespreken.", "123456782"),
            ("BSN: 123456782", "123456782"),
            ("Terugkoppeling op dossier 1234.56.782", "1234.56.782"),
            ("BSN123456782", "123456782"),
            ("bsn-123456782", "123456782"),
            ("burgerservicenummer/123456782", "123456782"),
            ("sofinr. 123456782", "123456782"),
            ("2025-123456782", "123456782"),
            ("casus (2025-123456782)", "123456782"),
            ("123 456 782", "123 456 782"),
            ("123\u{a0}456\u{a0}782", "123\u{a0}456\u{a0}782"),
            ("1234.56.782", "1234.56.782"),
            ("1234 56 782", "1234 56 782"),
            ("123-456-782", "123-456-782"),
            ("bsn 123.456.782", "123.456.782"),
            ("31-10-2025 123456782 gemeld", "123456782"),
            ("é 123456782 é", "123456782"),
            ("(123456782)", "123456782"),
            ("zaak 12 over BSN 123456782", "123456782"),
            ("bsn 10000008", "10000008"),
            ("BSN 12/345/6782", "12/345/6782"),
        ] {
            let found: Vec<&str> = bsns(text, &known).iter().map(|range| slice(text, range)).collect();
            assert_eq!(found, [number], "{text}");
        }
    }

    #[test]
    fn numbers_that_merely_pass_the_eleven_test_are_left_out() {
        let known = known();
        for text in [
            "20250101",
            "Kenmerk memo: 20250101.",
            "45896",
            "123456789",
            "000000000",
            "€ 123456782",
            "€ 123.456.782,00",
            "€ 123 456 782",
            "123.456.782",
            "123456782 euro",
            "123456782,50",
            "Z-123456782",
            "Z/2025-123456782",
            "zaak/123456782",
            "zaaknummer 123456782",
            "zaaknummer 2025-123456782",
            "factuurnr. 123456782",
            "KvK: 123456782",
            "KvK-nummer 10000008",
            "1234567820",
            "A123456782",
            "06 10000008",
            "+31 123456782",
            "1-123456782",
            "NL91INGB0123456782",
            "NL91 INGB 0123 4567 82",
            "12345678-1234-1234-1234-123456782abc",
        ] {
            assert!(bsns(text, &known).is_empty(), "{text}");
        }
    }

    #[test]
    fn no_date_of_the_coming_years_is_a_bsn() {
        let known = known();
        let mut date = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        while date < NaiveDate::from_ymd_opt(2032, 1, 1).unwrap() {
            for text in [date.format("%Y%m%d").to_string(), date.format("%d%m%Y").to_string()] {
                assert!(bsns(&text, &known).is_empty(), "{text}");
            }
            date = date.succ_opt().unwrap();
        }
    }

    #[test]
    fn no_serial_number_of_a_day_is_a_bsn() {
        let known = known();
        assert!((36_526..73_051).all(|serial| bsns(&serial.to_string(), &known).is_empty()));
    }

    #[test]
    fn headers_tell_other_numbers() {
        let known = known();
        for header in ["Zaaknummer", "KvK-nr.", "Tel.", "Budget (€)", "Bedrag 2025", "Referentie"] {
            assert!(is_header_of_other_numbers(header, &known), "{header}");
        }
        for header in ["BSN", "BSN / dossier", "Opmerkingen", "Toelichting", "", "Nr"] {
            assert!(!is_header_of_other_numbers(header, &known), "{header}");
        }
    }
}
