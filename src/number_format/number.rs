//! Numbers: places for digits, thousands, percentages, powers of ten, and the general format.

use super::decimal::{Decimal, Rounded, character};
use super::locale::Locale;
use super::parse::{Part, Section};

/// From this power of ten on the general format shows a power of ten.
const GENERAL_POWER: i32 = 11;
/// How many characters it shows.
const GENERAL_WIDTH: usize = 11;

/// What a section of numbers shows.
pub(super) fn show(section: &Section, number: f64, signed: bool, locale: Locale) -> String {
    let parts = &section.parts;
    let has_general = parts.iter().any(|part| matches!(part, Part::General | Part::At));
    let (text, is_zero) = if has_general {
        (around_general(parts, number, locale), number == 0.0)
    } else if let Some(at) = parts.iter().position(|part| matches!(part, Part::Exponent(..))) {
        let (mantissa, exponent) = parts.split_at(at);
        (with_exponent(mantissa, exponent, number, locale), number == 0.0)
    } else {
        let layout = Layout::of(parts);
        let rounded = Decimal::of(number).scaled(layout.scale).rounded(layout.behind);
        // A small number that rounds to zero has no sign, and neither has a text without a place for digits.
        let is_zero = rounded.is_zero() || layout.before + layout.behind == 0;
        (layout.write(parts, &rounded, locale), is_zero)
    };
    if signed && number < 0.0 && !is_zero { format!("-{text}") } else { text }
}

fn around_general(parts: &[Part], number: f64, locale: Locale) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::General | Part::At => out.push_str(&general(number.abs(), locale)),
            other => push_plain(other, &mut out),
        }
    }
    out
}

/// What shows the same whatever the number.
fn push_plain(part: &Part, out: &mut String) {
    match part {
        Part::Literal(text) => out.push_str(text),
        Part::Space => out.push(' '),
        Part::Percent => out.push('%'),
        Part::Slash => out.push('/'),
        Part::Comma => out.push(','),
        Part::Point => out.push('.'),
        _ => {}
    }
}

/// How the digits of a number are laid out.
pub(super) struct Layout {
    /// Places before the point.
    pub before: usize,
    /// Places behind it.
    pub behind: usize,
    /// The power of ten that percent signs and commas at the end make.
    scale: i32,
    thousands: bool,
}

impl Layout {
    pub(super) fn of(parts: &[Part]) -> Self {
        let point = parts.iter().position(|part| *part == Part::Point).unwrap_or(parts.len());
        let (head, tail) = parts.split_at(point);
        let places = |parts: &[Part]| parts.iter().filter(|part| matches!(part, Part::Digit(_))).count();
        let last_place = head.iter().rposition(|part| matches!(part, Part::Digit(_)));
        let mut layout = Self { before: places(head), behind: places(tail), scale: 0, thousands: false };
        let last_of_all = parts.iter().rposition(|part| matches!(part, Part::Digit(_)));
        let ends_places = |at: usize| at < point || last_of_all.is_some_and(|last| at > last);
        let mut digits = 0_usize;
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Digit(_) => digits += 1,
                Part::Percent => layout.scale = layout.scale.saturating_add(2),
                // Between places a comma asks for thousands; behind them each one divides by a thousand.
                Part::Comma if digits > 0 && last_place.is_some_and(|last| at < last) => layout.thousands = true,
                Part::Comma if digits > 0 && ends_places(at) => layout.scale = layout.scale.saturating_sub(3),
                _ => {}
            }
        }
        layout
    }

    /// Writes a number into its places.
    pub(super) fn write(&self, parts: &[Part], number: &Rounded, locale: Locale) -> String {
        let mut out = String::new();
        let (mut place, mut decimal, mut seen_point, mut seen_place) = (0, 0, false, false);
        let telling = number.telling();
        for part in parts {
            match part {
                Part::Digit(kind) if !seen_point => {
                    if place == 0 {
                        self.digits(&mut out, number, number.whole.len(), self.before, locale);
                    }
                    place += 1;
                    self.place(&mut out, number, self.before - place.min(self.before), *kind, locale);
                    seen_place = true;
                }
                Part::Digit(kind) => {
                    match number.behind.get(decimal) {
                        Some(digit) if decimal < telling || *kind == '0' => out.push(character(*digit)),
                        _ if *kind == '?' => out.push(' '),
                        _ => {}
                    }
                    decimal += 1;
                    seen_place = true;
                }
                Part::Point if !seen_point => {
                    seen_point = true;
                    if self.before == 0 {
                        self.digits(&mut out, number, number.whole.len(), 0, locale);
                    }
                    out.push(locale.decimal());
                }
                Part::Comma if seen_place => {}
                other => push_plain(other, &mut out),
            }
        }
        out
    }

    /// The digits from one place, counted from the right, to another one.
    fn digits(&self, out: &mut String, number: &Rounded, from: usize, to: usize, locale: Locale) {
        for place in (to..from).rev() {
            self.place(out, number, place, '0', locale);
        }
    }

    /// The digit of a place before the point, counted from the right.
    fn place(&self, out: &mut String, number: &Rounded, place: usize, kind: char, locale: Locale) {
        let digit = number.whole.len().checked_sub(place + 1).and_then(|at| number.whole.get(at));
        match (digit, kind) {
            (Some(digit), _) => out.push(character(*digit)),
            (None, '0') => out.push('0'),
            (None, '?') => return out.push(' '),
            (None, _) => return,
        }
        if self.thousands && place > 0 && place.is_multiple_of(3) {
            out.push(locale.thousands());
        }
    }
}

/// A number with its power of ten. With more places before the point the power is a multiple of their number.
fn with_exponent(mantissa: &[Part], exponent: &[Part], number: f64, locale: Locale) -> String {
    let layout = Layout::of(mantissa);
    let step = i32::try_from(layout.before).unwrap_or(1).max(1);
    let decimal = Decimal::of(number);
    // Without a place before the point all digits stand behind it.
    let first = if layout.before == 0 { decimal.exponent() + 1 } else { decimal.exponent() };
    let mut power = if decimal.is_zero() { 0 } else { first.div_euclid(step) * step };
    let mut rounded = decimal.scaled(-power).rounded(layout.behind);
    if rounded.whole.len() > layout.before {
        power += step;
        rounded = decimal.scaled(-power).rounded(layout.behind);
    }
    let mut out = layout.write(mantissa, &rounded, locale);
    let Some((Part::Exponent(letter, plus), places)) = exponent.split_first() else { return out };
    out.push(*letter);
    match power {
        ..0 => out.push('-'),
        _ if *plus => out.push('+'),
        _ => {}
    }
    let power = Decimal::of(f64::from(power)).rounded(0);
    out.push_str(&Layout::of(places).write(places, &power, locale));
    out
}

/// The general format: as many digits as fit, and a power of ten for what is very large or small.
pub(super) fn general(number: f64, locale: Locale) -> String {
    let decimal = Decimal::of(number);
    if decimal.is_zero() {
        return "0".to_owned();
    }
    let exponent = decimal.exponent();
    let plain = match exponent {
        GENERAL_POWER.. => None,
        0.. => Some(decimal.rounded(usize::try_from(9 - exponent).unwrap_or(0))),
        -4..0 => Some(decimal.rounded(9)),
        _ => Some(decimal.rounded(12)).filter(|rounded| rounded.telling() + 2 <= GENERAL_WIDTH && !rounded.is_zero()),
    };
    let plain = plain.filter(|rounded| rounded.whole.len() <= GENERAL_WIDTH);
    let text = match plain {
        Some(rounded) => joined(&rounded, locale),
        None => {
            let mut power = exponent;
            let mut rounded = decimal.scaled(-power).rounded(5);
            if rounded.whole.len() > 1 {
                power += 1;
                rounded = decimal.scaled(-power).rounded(5);
            }
            format!("{}E{power:+03}", joined(&rounded, locale))
        }
    };
    if number < 0.0 { format!("-{text}") } else { text }
}

/// A number without zeros at its end.
fn joined(number: &Rounded, locale: Locale) -> String {
    let mut out: String = number.whole.iter().copied().map(character).collect();
    if out.is_empty() {
        out.push('0');
    }
    let telling = number.telling();
    if telling > 0 {
        out.push(locale.decimal());
        out.extend(number.behind.iter().take(telling).copied().map(character));
    }
    out
}
