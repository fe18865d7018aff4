//! Fractions: `# ?/?`, `# ??/16`.

use super::decimal::Decimal;
use super::locale::Locale;
use super::number::{Layout, general};
use super::parse::{Part, Section};

/// How many digits a denominator that is looked for can have.
const LONGEST: usize = 7;
/// From here on a number has no decimals that could be a fraction.
const LARGEST: f64 = 1e15;

/// Where the parts of a fraction stand among those of its section.
pub(super) struct Places {
    /// The first place of the numerator.
    numerator: usize,
    slash: usize,
    /// The first place of the denominator, and where it ends.
    denominator: usize,
    end: usize,
    /// The denominator that the format names.
    fixed: Option<u64>,
}

/// Finds a fraction: places for digits on both sides of a slash, or a number behind it.
pub(super) fn find(parts: &[Part]) -> Option<Places> {
    let slash = parts.iter().position(|part| *part == Part::Slash)?;
    let is_gap =
        |part: &Part| matches!(part, Part::Space) || matches!(part, Part::Literal(text) if text.trim().is_empty());
    let is_place = |part: &Part| matches!(part, Part::Digit(_));
    let (head, tail) = parts.split_at(slash);
    let end_of_numerator = head.iter().rposition(|part| !is_gap(part))? + 1;
    let numerator = head.get(..end_of_numerator)?.iter().rposition(|part| !is_place(part)).map_or(0, |at| at + 1);
    let tail = tail.get(1..)?;
    let gap = tail.iter().position(|part| !is_gap(part))?;
    let behind = tail.get(gap..)?;
    let digit = |part: &Part| match part {
        Part::Literal(text) => text.parse::<u64>().ok().filter(|digit| *digit < 10 && text.len() == 1),
        Part::Digit('0') => Some(0),
        _ => None,
    };
    let named: Vec<u64> = behind.iter().map_while(digit).collect();
    let (length, fixed) = if named.first().is_some_and(|first| *first > 0) {
        (named.len(), Some(named.iter().take(LONGEST).fold(0, |number, digit| number * 10 + digit)))
    } else {
        (behind.iter().take_while(|part| is_place(part)).count(), None)
    };
    let denominator = slash + 1 + gap;
    let is_fraction = numerator < end_of_numerator && length > 0;
    is_fraction.then_some(Places { numerator, slash, denominator, end: denominator + length, fixed })
}

/// What a section with a fraction shows.
pub(super) fn show(section: &Section, number: f64, signed: bool, locale: Locale) -> String {
    let parts = section.parts.as_slice();
    let sign = if signed && number < 0.0 { "-" } else { "" };
    let amount = number.abs();
    let Some(places) = find(parts).filter(|_| amount < LARGEST) else {
        return format!("{sign}{}", general(amount, locale));
    };
    let of = |from: usize, to: usize| parts.get(from..to).unwrap_or_default();
    let (head, numerator) = (of(0, places.numerator), of(places.numerator, places.slash));
    let (slash, denominator) = (of(places.slash + 1, places.denominator), of(places.denominator, places.end));
    let has_whole = head.iter().any(|part| matches!(part, Part::Digit(_)));
    let (mut whole, rest) = (amount.trunc(), amount.fract());
    let (mut upper, lower) = match places.fixed {
        // Below a million times ten million, which a double holds.
        Some(lower) => ((rest * lower as f64).round() as u64, lower),
        None => nearest(rest, 10_u64.pow(denominator.len().min(LONGEST) as u32) - 1),
    };
    if has_whole && upper >= lower {
        (whole, upper) = (whole + 1.0, 0);
    }
    // Below 1e15, so that the whole number times the denominator fits.
    let upper = if has_whole { u128::from(upper) } else { whole as u128 * u128::from(lower) + u128::from(upper) };
    let mut out = sign.to_owned();
    if has_whole {
        let layout = Layout::of(head);
        // A whole number stands there where there is nothing else.
        let text = layout.write(head, &Decimal::of(whole).rounded(0), locale);
        out.push_str(if upper == 0 && whole == 0.0 && text.trim().is_empty() { "0" } else { &text });
    } else {
        out.push_str(&written(head));
    }
    if has_whole && upper == 0 {
        out.extend(std::iter::repeat_n(' ', places.end - places.numerator));
    } else {
        let (upper, lower) = (upper.to_string(), lower.to_string());
        let missing =
            numerator.iter().filter(|part| matches!(part, Part::Digit(_))).count().saturating_sub(upper.len());
        out.extend(numerator.iter().take(missing).filter_map(|part| match part {
            Part::Digit('0') => Some('0'),
            Part::Digit('?') => Some(' '),
            _ => None,
        }));
        out.push_str(&upper);
        out.push_str(&written(numerator));
        out.push('/');
        out.push_str(&written(slash));
        out.push_str(&lower);
        if places.fixed.is_none() {
            let room = denominator.iter().skip(lower.len()).filter(|part| **part == Part::Digit('?')).count();
            out.extend(std::iter::repeat_n(' ', room));
        }
    }
    out.push_str(&written(of(places.end, parts.len())));
    out
}

/// The texts among the parts.
fn written(parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Space => " ".to_owned(),
        Part::Percent => "%".to_owned(),
        _ => String::new(),
    };
    parts.iter().map(text).collect()
}

/// The fraction nearest to a number from 0 to 1 with a denominator that is no larger.
fn nearest(number: f64, largest: u64) -> (u64, u64) {
    /// What is left below it is left over from counting.
    const NOTHING: f64 = 1e-10;
    let (mut before, mut now) = ((0_u64, 1_u64), (1_u64, 0_u64));
    let mut rest = number;
    // The denominators grow at least as fast as the numbers of Fibonacci.
    for _ in 0..64 {
        // The cast saturates, and what is too large ends the search.
        let times = rest.floor() as u64;
        let lower = times.saturating_mul(now.1).saturating_add(before.1);
        if lower > largest {
            break;
        }
        (before, now) = (now, (times.saturating_mul(now.0).saturating_add(before.0), lower));
        let left = rest.fract();
        if left < NOTHING {
            return now;
        }
        rest = left.recip();
    }
    let times = largest.saturating_sub(before.1) / now.1.max(1);
    let other = (before.0 + times * now.0, before.1 + times * now.1);
    let distance = |fraction: (u64, u64)| (fraction.0 as f64 / fraction.1.max(1) as f64 - number).abs();
    if distance(now) <= distance(other) { now } else { other }
}
