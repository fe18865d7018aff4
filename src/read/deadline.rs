//! Deadlines as people write them: quarters, ranges, seasons, rhythms, meetings, and words without a date.
//!
//! Conventions: a quarter is a calendar quarter; "Qn jjjj" ends on its last day; "eind jjjj" is its last quarter; begin,
//! medio and eind of a month are ten days each; "voor X" ends the day before X starts; a window is over after its last
//! day. The day comes before the month, unless the framework, the column or the language has it otherwise. A year that is not said
//! is looked for in the period of the plan, and people are told.
//!
//! [`grammar`] says what can be read, [`meaning`] what it means. Where that cannot be told, the deadline says so, by its
//! precision and its signals.

mod brackets;
mod calendar;
mod carried;
mod cursor;
mod grammar;
mod meaning;
mod notation;
mod order;
mod phrase;
mod point;
mod print;
mod rhythm;
mod span;
mod token;

use chrono::{Datelike, Days, NaiveDate};

pub use self::calendar::{Calendar, DayOrder};
pub use self::carried::{carry_years, lacks_years};
use self::cursor::Cursor;
use self::grammar::Piece;
use self::meaning::{interpret, without_date};
pub(crate) use self::notation::{coarse_of, notation_of};
pub use self::order::{ColumnOrder, order_of};
use self::span::{Point, Stretch};
use self::token::Token;
use crate::cell::{CellValue, DateShown, GridCell};
use crate::plan::{Deadline, Precision, Signal};
use crate::read::redaction;
use crate::wording::fold;

/// Before this year no plan has a date: what shows a time alone is one.
const EARLIEST: i32 = 1990;
/// How many tokens of a text are looked at. The longest deadlines that people write hold some dozens.
const LONGEST: usize = 512;

/// Reads the text of a deadline; of a very long one only whether it is a deadline as a whole ([`LONGEST`]). Never fails: text that
/// is no deadline has [`Precision::Unreadable`], with a signal that says why where that can be told.
pub fn parse(text: &str, calendar: &Calendar) -> Deadline {
    if let Some(deadline) = whole(text, calendar) {
        return deadline;
    }
    let tokens = calendar.tokens(text);
    if tokens.len() > LONGEST {
        return without_date(Precision::Unreadable, &[]);
    }
    let (outer, inner) = split_brackets(&tokens);
    let read = |tokens: &[Token]| interpret(&pieces(tokens, text, calendar), calendar);
    if inner.is_empty() {
        return read(&outer).deadline;
    }
    if outer.iter().all(|token| matches!(token, Token::Mark(_) | Token::Break)) {
        return read(&inner).deadline;
    }
    // "2026 (Q2)" is Q2 2026.
    if let [Token::Number { digits: 4, .. }] = outer.as_slice() {
        let together = read(&[inner.as_slice(), outer.as_slice()].concat()).deadline;
        if together.signals.is_empty() && together.precision != Precision::Unreadable {
            return together;
        }
    }
    let deadline = read(&outer).deadline;
    brackets::add(deadline, |year| {
        let year = year.map(|value| Token::Number { value, digits: 4, ordinal: false });
        read(&inner.iter().cloned().chain(year).collect::<Vec<_>>())
    })
}

/// The parts of a text that nothing is known of, as they stand there.
pub fn unread(text: &str, calendar: &Calendar) -> Vec<String> {
    let (outer, _) = split_brackets(&calendar.tokens(text));
    Cursor::new(&outer, calendar.names(), calendar.book(), calendar.reading(text)).unread()
}

/// Whether a day, month, quarter or season is named somewhere in the text: "12-11: besproken". A year alone is not enough. Of a
/// very long text only the start is read.
pub fn names_a_date(text: &str) -> bool {
    let is_date =
        |piece: &Piece| matches!(piece, Piece::Point(point) if point.stretch != Stretch::Year && point.exists());
    let calendar = Calendar::default();
    let tokens = calendar.tokens(text);
    pieces(tokens.get(..LONGEST).unwrap_or(&tokens), text, &calendar).iter().any(is_date)
}

/// The last day in the period of the plan that is named with its year somewhere in the text: "besproken op 12-11-2025".
pub(crate) fn last_day_named(text: &str, calendar: &Calendar) -> Option<NaiveDate> {
    let tokens = calendar.tokens(text);
    let days =
        pieces(tokens.get(..LONGEST).unwrap_or(&tokens), text, calendar).into_iter().filter_map(|piece| match piece {
            Piece::Point(point @ Point { stretch: Stretch::Day { .. }, unsure: false, .. }) => {
                Some(point.days(point.year?)?.0)
            }
            _ => None,
        });
    let period = calendar.period();
    days.filter(|day| period.is_some_and(|period| (period.start..=period.end).contains(day))).max()
}

/// The pieces of the tokens of a text.
fn pieces(tokens: &[Token], text: &str, calendar: &Calendar) -> Vec<Piece> {
    Cursor::new(tokens, calendar.names(), calendar.book(), calendar.reading(text)).pieces()
}

/// Reads a cell as people see it: true dates by what their format shows of them, bare years, and text. The part that is struck
/// through is left out. An empty cell gives a blank deadline.
pub fn of_cell(cell: &GridCell, calendar: &Calendar) -> Deadline {
    match &cell.value {
        CellValue::Empty => Deadline::default(),
        CellValue::Date(date) => of_date(date.date(), cell.date_shown).unwrap_or_else(|| parse(&cell.text(), calendar)),
        CellValue::Number(number) => {
            let text = cell.text();
            let mut read = parse(&text, calendar);
            // A share that is shown as "3/4" is no day in April; a format with words of its own says what it means.
            if matches!(read.precision, Precision::Day | Precision::Month) && !text.contains(char::is_alphabetic) {
                read = without_date(Precision::Unreadable, &[]);
            }
            let year = year_of(*number).filter(|_| read.precision == Precision::Unreadable || cell.shown.is_none());
            year.unwrap_or(read)
        }
        CellValue::Text(text) => of_text(text, cell.unstruck.as_deref(), calendar),
        CellValue::Bool(_) | CellValue::Error(_) => without_date(Precision::Unreadable, &[]),
    }
}

/// A true date. Where the cell shows a month and it is the first of that month, the month is meant: Excel makes that day of `mrt-26`.
/// Any other day stands, and it is told that the format hides a part of it. A time of day is no date.
///
/// 2025 in a cell with a date format is shown as a day in 1905; nobody plans there, so the year was meant.
fn of_date(date: NaiveDate, shown: DateShown) -> Option<Deadline> {
    let serial = date.signed_duration_since(serial_zero()).num_days();
    if let Ok(year @ 1990..2100) = u16::try_from(serial) {
        return Some(year_deadline(i32::from(year)));
    }
    let first_of_month = date.day() == 1;
    let mut deadline = match shown {
        DateShown::Month | DateShown::MonthAlone if first_of_month => {
            deadline_of(Stretch::Month(date.month()), date.year(), Precision::Month)
        }
        DateShown::Year if first_of_month && date.month() == 1 => year_deadline(date.year()),
        DateShown::Nothing if date.year() < EARLIEST => return None,
        _ => day_deadline(date),
    };
    let is_told = match shown {
        DateShown::Whole => true,
        DateShown::Month | DateShown::Year => deadline.precision != Precision::Day,
        DateShown::WithoutYear | DateShown::MonthAlone | DateShown::Nothing => false,
    };
    deadline.signals.extend((!is_told).then_some(Signal::FormatHides));
    Some(deadline)
}

/// A number that is a year.
fn year_of(number: f64) -> Option<Deadline> {
    (number.fract() == 0.0 && (1990.0..2100.0).contains(&number)).then(|| year_deadline(number as i32))
}

/// The day whose serial number a text is, from 1990 to 2099: what Excel shows of a date in a cell without a date format.
pub fn serial_day(text: &str) -> Option<NaiveDate> {
    let number: u32 = text.trim().parse().ok()?;
    (32_874..73_051).contains(&number).then(|| serial_zero().checked_add_days(Days::new(u64::from(number)))).flatten()
}

/// The day that Excel counts from. (It takes 1900 for a leap year, which is why this is not the last day of 1899.)
fn serial_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default()
}

fn of_text(text: &str, unstruck: Option<&str>, calendar: &Calendar) -> Deadline {
    let read = unstruck.unwrap_or(text);
    let mut deadline = if read.trim().is_empty() { Deadline::default() } else { parse(read, calendar) };
    let trimmed = read.trim();
    let digits_only =
        trimmed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '/' | '.' | ':'));
    let certain = !deadline.signals.contains(&Signal::YearMissing);
    if deadline.precision == Precision::Day && digits_only && deadline.end.is_some() && certain {
        deadline.signals.push(Signal::TextDate);
    }
    if unstruck.is_some() {
        deadline.signals.push(Signal::StruckThrough);
    }
    deadline.signals.sort_unstable();
    deadline
}

fn day_deadline(date: NaiveDate) -> Deadline {
    Deadline { end: Some(date), precision: Precision::Day, ..Deadline::default() }
}

fn year_deadline(year: i32) -> Deadline {
    deadline_of(Stretch::Year, year, Precision::Year)
}

fn deadline_of(stretch: Stretch, year: i32, precision: Precision) -> Deadline {
    let days = Point::new(stretch, None).days(year);
    Deadline { start: days.map(|d| d.0), end: days.map(|d| d.1), precision, ..Deadline::default() }
}

/// What only the whole text tells: signs without a word, and codes that elsewhere are paragraph numbers.
fn whole(text: &str, calendar: &Calendar) -> Option<Deadline> {
    if redaction::is_whole(text) {
        return Some(without_date(Precision::Unreadable, &[Signal::Redacted]));
    }
    let folded = fold(text);
    let bar = folded.contains(['\u{2588}', '\u{25A0}']);
    let silent = !bar && calendar.book().says_nothing(text);
    silent.then(|| without_date(Precision::Blank, &[Signal::ToBeDecided]))
}

/// The tokens outside and inside brackets; a year in brackets belongs to what stands before it.
fn split_brackets(tokens: &[Token]) -> (Vec<Token>, Vec<Token>) {
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let is_year = matches!(token, Token::Number { digits: 4, .. })
            && matches!(
                (at.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(at + 1)),
                (Some(Token::Mark('(')), Some(Token::Mark(')')))
            );
        match token {
            Token::Mark('(' | '[') => depth += 1,
            // "1) Q2 2026" closes nothing.
            Token::Mark(')' | ']') if depth > 0 => depth -= 1,
            _ if depth > 0 && !is_year => inner.push(token.clone()),
            _ => outer.push(token.clone()),
        }
    }
    (outer, inner)
}

#[cfg(test)]
mod tests;
