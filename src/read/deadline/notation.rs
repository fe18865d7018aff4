//! How the dates of a column are written, so that what is proposed looks like them.

use super::calendar::DayOrder;
use crate::cell::CellValue;
use crate::language::DateOrder;
use crate::plan::{Coarse, DateNotation, Deadline, Precision};

/// What separates the parts of a date in digits.
const SEPARATORS: [char; 3] = ['-', '/', '.'];

/// One date in digits as it was typed.
struct Written {
    year_first: bool,
    separator: char,
    /// None where day and month both have two digits of their own.
    padded: Option<bool>,
    short_year: bool,
}

/// How the dates of these cells are written, most of them; true dates are shown as is usual for the order.
pub(crate) fn notation_of<'c>(values: impl Iterator<Item = &'c CellValue>, order: DayOrder) -> DateNotation {
    let usual = DateNotation::usual(match order {
        DayOrder::DayFirst | DayOrder::Open => DateOrder::Dmy,
        DayOrder::MonthFirst => DateOrder::Mdy,
        DayOrder::YearFirst => DateOrder::Ymd,
    });
    let plain = Written {
        year_first: usual.order == DateOrder::Ymd,
        separator: usual.separator,
        padded: None,
        short_year: usual.short_year,
    };
    let seen: Vec<Option<Written>> = values
        .filter_map(|value| match value {
            CellValue::Date(_) => Some(None),
            CellValue::Text(text) => written(text).map(Some),
            _ => None,
        })
        .collect();
    let seen = || seen.iter().map(|written| written.as_ref().unwrap_or(&plain));
    let year_first = most(seen().map(|written| written.year_first), plain.year_first);
    DateNotation {
        order: if year_first { DateOrder::Ymd } else { usual.order },
        separator: most(seen().map(|written| written.separator), usual.separator),
        // One date without a zero is no custom yet.
        padded: most(seen().filter_map(|written| written.padded).chain([usual.padded]), usual.padded),
        short_year: most(seen().map(|written| written.short_year), usual.short_year),
        coarse: None,
    }
}

/// What all of the deadlines of a column but one are, where these are quarters or months.
pub(crate) fn coarse_of<'d>(deadlines: impl Iterator<Item = &'d Deadline> + Clone) -> Option<Coarse> {
    let count = |precision| deadlines.clone().filter(|deadline| deadline.precision == precision).count();
    let others = deadlines.clone().count().saturating_sub(1);
    let all = |precision| count(precision) >= 2.max(others);
    let kinds = [(Precision::Quarter, Coarse::Quarter), (Precision::Month, Coarse::Month)];
    kinds.into_iter().find(|(precision, _)| all(*precision)).map(|(_, coarse)| coarse)
}

/// The value that most have; the usual one where as many have it.
fn most<T: Copy + PartialEq>(values: impl Iterator<Item = T>, usual: T) -> T {
    let mut tally: Vec<(T, usize)> = vec![(usual, 0)];
    for value in values {
        match tally.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => tally.push((value, 1)),
        }
    }
    // Of equals the last one would be taken, and the usual one stands first.
    tally.into_iter().rev().max_by_key(|(_, count)| *count).map_or(usual, |(value, _)| value)
}

/// A date in digits as it was typed; none for other texts.
fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    let separator = text.chars().find(|c| SEPARATORS.contains(c))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let digits = parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let year_first = first.len() == 4;
    let (day, year) = if year_first { (third, first) } else { (first, third) };
    let plain = digits && matches!(year.len(), 2 | 4) && [day, second].iter().all(|part| part.len() <= 2);
    let padded = match [day, second] {
        parts if parts.iter().any(|part| part.len() == 1) => Some(false),
        parts if parts.iter().any(|part| part.starts_with('0')) => Some(true),
        _ => None,
    };
    plain.then_some(Written { year_first, separator, padded, short_year: year.len() == 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_proposed_as_the_others_of_its_column_are_written() {
        let day = "2026-04-05".parse().unwrap();
        for (texts, order, wanted) in [
            (&[][..], DayOrder::DayFirst, "05-04-2026"),
            (&[], DayOrder::MonthFirst, "04/05/2026"),
            (&[], DayOrder::YearFirst, "2026-04-05"),
            (&["1/2/2026", "3/4/2026", "11/12/2026"], DayOrder::DayFirst, "5/4/2026"),
            (&["1/2/2026", "3/14/2026"], DayOrder::MonthFirst, "4/5/2026"),
            (&["01.02.26", "31.12.26"], DayOrder::DayFirst, "05.04.26"),
            (&["2026-02-01", "2026-03-01", "Q3 2026"], DayOrder::DayFirst, "2026-04-05"),
            (&["1-4-2026", "01.07.2026"], DayOrder::DayFirst, "05-04-2026"),
        ] {
            let values: Vec<CellValue> = texts.iter().map(|text| CellValue::Text((*text).into())).collect();
            assert_eq!(notation_of(values.iter(), order).day(day), wanted, "{texts:?}");
        }
    }
}
