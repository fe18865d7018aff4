//! Dates, times of day and lengths of time.

use chrono::{Datelike, Days, NaiveDate};

use super::locale::{Locale, Names};
use super::parse::{Part, Section, Unit};

/// The first serial number beyond 31-12-9999.
const END: f64 = 2_958_466.0;
/// How many days the system of 1904 starts later.
const DAYS_OF_1904: f64 = 1462.0;
const SECONDS: i64 = 86_400;

/// A moment as a format looks at it.
struct Moment {
    days: i64,
    /// Of the day, in the unit that the format shows at the smallest.
    ticks: i64,
    /// How many of them are in a second.
    per_second: i64,
    /// How many decimals of a second that are.
    decimals: usize,
    /// Year, month and day of the month.
    date: (i32, u32, u32),
}

/// What a section of dates shows of a serial number; none for what is before the calendar or beyond it.
pub(super) fn show(section: &Section, serial: f64, locale: Locale, is_1904: bool) -> Option<String> {
    let is_elapsed = section.parts.iter().any(|part| matches!(part, Part::Elapsed(..)));
    let (amount, sign) = if is_elapsed { (serial.abs(), if serial < 0.0 { "-" } else { "" }) } else { (serial, "") };
    let shift = if is_1904 && !is_elapsed { DAYS_OF_1904 } else { 0.0 };
    if !(0.0..END - shift).contains(&amount) {
        return None;
    }
    let moment = Moment::of(amount + shift, section)?;
    let names = section.names.unwrap_or_else(|| locale.names());
    let mut out = sign.to_owned();
    let halved = section.parts.iter().any(|part| matches!(part, Part::HalfDay(_)));
    for part in &section.parts {
        moment.push(part, &mut out, names, locale, halved);
    }
    Some(out)
}

impl Moment {
    /// Rounded to what the format shows of a second, so that 11:59:59.9999 is noon.
    fn of(serial: f64, section: &Section) -> Option<Self> {
        let decimals = section.parts.iter().map(|part| if let Part::Decimals(count) = part { *count } else { 0 });
        let decimals = decimals.max().unwrap_or(0);
        let per_second = 10_i64.checked_pow(u32::try_from(decimals).ok()?)?;
        let day_ticks = SECONDS * per_second;
        let mut days = serial.trunc() as i64;
        let mut ticks = (serial.fract() * day_ticks as f64).round() as i64;
        if ticks >= day_ticks {
            (days, ticks) = (days + 1, 0);
        }
        Some(Self { days, ticks, per_second, decimals, date: calendar(days)? })
    }

    fn seconds(&self) -> i64 {
        self.ticks / self.per_second
    }

    fn push(&self, part: &Part, out: &mut String, names: Names, locale: Locale, halved: bool) {
        let (year, month, day) = self.date;
        let seconds = self.seconds();
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let padded = |number: i64, count: usize| if count > 1 { format!("{number:02}") } else { number.to_string() };
        match part {
            Part::Literal(text) => out.push_str(text),
            Part::Space => out.push(' '),
            Part::Slash => out.push(names.date_separator()),
            Part::Comma => out.push(','),
            Part::Point => out.push('.'),
            Part::Percent => out.push('%'),
            Part::Digit('0') => out.push('0'),
            Part::Year(1 | 2) => out.push_str(&format!("{:02}", year % 100)),
            Part::Year(_) => out.push_str(&format!("{year:04}")),
            Part::BuddhistYear(1 | 2) => out.push_str(&format!("{:02}", (year + 543) % 100)),
            Part::BuddhistYear(_) => out.push_str(&format!("{:04}", year + 543)),
            Part::Month(count @ (1 | 2)) => out.push_str(&padded(i64::from(month), *count)),
            Part::Month(3) => out.push_str(names.month(month, true)),
            Part::Month(5) => out.extend(names.month(month, false).chars().next()),
            Part::Month(_) => out.push_str(names.month(month, false)),
            Part::Day(count @ (1 | 2)) => out.push_str(&padded(i64::from(day), *count)),
            // Excel counts 1 January 1900 as a Sunday.
            Part::Day(count) => out.push_str(names.weekday((self.days + 6).rem_euclid(7), *count == 3)),
            Part::Hour(count) if halved => out.push_str(&padded(if hour % 12 == 0 { 12 } else { hour % 12 }, *count)),
            Part::Hour(count) => out.push_str(&padded(hour, *count)),
            Part::Minute(count) => out.push_str(&padded(minute, *count)),
            Part::Second(count) => out.push_str(&padded(second, *count)),
            Part::Decimals(count) => {
                let of_second = format!("{:0width$}", self.ticks % self.per_second, width = self.decimals);
                out.push(locale.decimal());
                out.extend(of_second.chars().take(*count));
            }
            Part::HalfDay(in_a_letter) => {
                out.push(if hour < 12 { 'A' } else { 'P' });
                if !in_a_letter {
                    out.push('M');
                }
            }
            Part::Elapsed(unit, count) => {
                let all = self.days * SECONDS + seconds;
                let amount = match unit {
                    Unit::Hour => all / 3600,
                    Unit::Minute => all / 60,
                    Unit::Second => all,
                };
                out.push_str(&padded(amount, *count));
            }
            Part::Digit(_) | Part::Exponent(..) | Part::General | Part::At | Part::Era => {}
        }
    }
}

/// Year, month and day of a serial number of the system of 1900, in which that year is a leap year and has a day zero.
fn calendar(days: i64) -> Option<(i32, u32, u32)> {
    match days {
        0 => return Some((1900, 1, 0)),
        60 => return Some((1900, 2, 29)),
        _ => {}
    }
    let zero = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    let date = zero.checked_add_days(Days::new(u64::try_from(days).ok()?))?;
    Some((date.year(), date.month(), date.day()))
}
