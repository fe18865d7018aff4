//! What a deadline is read against: the days on which bodies meet, and the period of the plan.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::phrase::Phrasebook;
use super::span::{Days2, Nearby, Part, Point, Stretch};
use super::token::{self, Token};
use crate::framework::{Framework, Meeting, Party, Period};
use crate::language::{DateOrder, Role};

/// What a deadline is read against, ready for looking up: the words of a language, the days on which bodies meet, the period of the
/// plan, and the day of reading.
#[derive(Debug, Clone)]
pub struct Calendar {
    names: Vec<BodyName>,
    bodies: Vec<Body>,
    /// Where a missing year is looked for.
    period: Option<Period>,
    /// The day that a missing year is near to: that of reading, or another date of the same row.
    today: Option<NaiveDate>,
    /// The day that "dit jaar" and "volgend kwartaal" are said from.
    read_on: Option<NaiveDate>,
    /// In which order days and months are written in digits.
    order: DayOrder,
    book: Arc<Phrasebook>,
}

impl Default for Calendar {
    /// Every language, no meetings and no period; the day before the month.
    fn default() -> Self {
        Self {
            names: Vec::new(),
            bodies: Vec::new(),
            period: None,
            today: None,
            read_on: None,
            order: DayOrder::DayFirst,
            book: Phrasebook::of_all().clone(),
        }
    }
}

/// In which order the day and the month of a date in digits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayOrder {
    /// 31-12-2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// 2026-12-31, 26/12/31, and 12/31 without the year.
    YearFirst,
    /// Nobody knows; the day first where both can be, and people are told.
    Open,
}

impl From<DateOrder> for DayOrder {
    fn from(order: DateOrder) -> Self {
        match order {
            DateOrder::Dmy => Self::DayFirst,
            DateOrder::Mdy => Self::MonthFirst,
            DateOrder::Ymd => Self::YearFirst,
        }
    }
}

/// How numbers are to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The order of day and month.
    pub order: DayOrder,
    /// The years of which a plan may speak by their last two digits: "mei 26".
    pub years: (i32, i32),
    /// Whether a word with a capital stands before two digits: "December 25".
    pub capital: bool,
    /// The day of reading, where it is known.
    pub today: Option<NaiveDate>,
}

/// A name by which a body is known.
#[derive(Debug, Clone)]
pub(super) struct BodyName {
    /// The name, cut as the text of a deadline is.
    pub tokens: Vec<Token>,
    /// Index of its body.
    pub body: usize,
}

/// A body that meets.
#[derive(Debug, Clone)]
struct Body {
    /// As people write it: `DVC`.
    name: String,
    /// In order; empty where the calendar does not have it.
    dates: Vec<NaiveDate>,
}

impl Calendar {
    /// The calendar of a framework: its meetings, the parties that are meetings by their name ("Portefeuillehoudersoverleg",
    /// "PHO"), and its period.
    pub fn new(framework: &Framework) -> Self {
        let mut calendar = Self { book: Phrasebook::of(&framework.language), ..Self::default() };
        let order = framework.date_order.or_else(|| framework.language.date_order());
        calendar.order = order.map_or(DayOrder::Open, DayOrder::from);
        calendar.add_meetings(&framework.meetings);
        let parties: Vec<&Party> = framework.parties.iter().filter(|party| calendar.is_meeting(party)).collect();
        parties.into_iter().for_each(|party| calendar.add_party(party));
        Self { period: Some(framework.period), ..calendar }
    }

    /// The calendar of these meetings, without a period: a missing year stays missing.
    pub fn of(meetings: &[Meeting]) -> Self {
        let mut calendar = Self::default();
        calendar.add_meetings(meetings);
        calendar
    }

    /// The same on a day of reading: a missing year is near to it, and "dit jaar" is its year.
    #[must_use]
    pub fn on(self, today: NaiveDate) -> Self {
        Self { today: Some(today), read_on: Some(today), ..self }
    }

    /// From now on, a missing year is near to this day; gives the one before.
    pub(crate) fn set_near(&mut self, day: Option<NaiveDate>) -> Option<NaiveDate> {
        std::mem::replace(&mut self.today, day)
    }

    /// From now on, dates in digits are read in this order.
    pub fn set_order(&mut self, order: DayOrder) {
        self.order = order;
    }

    /// In which order dates in digits are read.
    pub fn order(&self) -> DayOrder {
        self.order
    }

    fn add_meetings(&mut self, meetings: &[Meeting]) {
        for meeting in meetings {
            self.bodies.push(Body { name: meeting.body.clone(), dates: meeting.dates.clone() });
            self.add_name(&meeting.body, self.bodies.len() - 1);
        }
    }

    /// The words that are known.
    pub(super) fn book(&self) -> &Phrasebook {
        &self.book
    }

    /// The text cut into what the grammar looks at.
    pub(super) fn tokens(&self, text: &str) -> Vec<Token> {
        token::tokens(text, self.book.cutter())
    }

    /// How numbers of a text are to be read.
    pub(super) fn reading(&self, text: &str) -> Reading {
        let years = self.period.map(|period| (period.start.year() - 2, period.end.year() + 2));
        Reading {
            order: self.order,
            years: years.unwrap_or((2020, 2029)),
            capital: has_capital(text),
            today: self.read_on,
        }
    }

    /// Whether the party is a meeting by its name: "…overleg", "…college", "Werkgroep …".
    fn is_meeting(&self, party: &Party) -> bool {
        let gathers = |token: &Token| matches!(token, Token::Word(word) if self.book.is(Role::Gathering, word));
        self.tokens(&party.name).iter().any(gathers)
    }

    /// Adds the names of a party to the body that has one of them, or else to a body without dates.
    fn add_party(&mut self, party: &Party) {
        let names: Vec<&String> = party.short.iter().chain([&party.name]).chain(&party.aliases).collect();
        let known = names.iter().find_map(|name| self.index(&self.tokens(name)));
        let body = known.unwrap_or_else(|| {
            let name = names.first().map_or_else(String::new, |name| (*name).clone());
            self.bodies.push(Body { name, dates: Vec::new() });
            self.bodies.len() - 1
        });
        names.into_iter().for_each(|name| self.add_name(name, body));
    }

    fn add_name(&mut self, name: &str, body: usize) {
        let tokens = self.tokens(name);
        if !tokens.is_empty() && self.index(&tokens).is_none() {
            self.names.push(BodyName { tokens, body });
        }
    }

    fn index(&self, tokens: &[Token]) -> Option<usize> {
        self.names.iter().find(|name| name.tokens == tokens).map(|name| name.body)
    }

    /// Every name of every body.
    pub(super) fn names(&self) -> &[BodyName] {
        &self.names
    }

    /// The days on which a body meets; empty for one that the calendar does not have.
    pub(super) fn dates(&self, body: Option<usize>) -> &[NaiveDate] {
        body.and_then(|body| self.bodies.get(body)).map_or(&[], |body| &body.dates)
    }

    /// The period of the plan, where that is known.
    pub(super) fn period(&self) -> Option<Period> {
        self.period
    }

    /// The body that the text names, with the first day after `day` on which it meets.
    pub fn next_meeting(&self, text: &str, day: NaiveDate) -> Option<(&str, Option<NaiveDate>)> {
        let tokens = self.tokens(text);
        let starts = (0..tokens.len()).filter_map(|at| tokens.get(at..));
        let body = starts.flat_map(|rest| self.names.iter().filter(|name| rest.starts_with(&name.tokens)));
        let body = self.bodies.get(body.max_by_key(|name| name.tokens.len())?.body)?;
        Some((&body.name, body.dates.iter().copied().find(|date| *date > day)))
    }

    /// The year in which a point without one lies in the period of the plan: of several the one nearest to the day of reading, or
    /// where that is not known the last. A weekday that is said leaves only years in which it fits.
    pub(super) fn year_of(&self, point: &Point) -> Option<i32> {
        let period = self.period?;
        let fits = |year: &i32| {
            let days = point.days(*year);
            days.is_some_and(|days| lies_in(days, period) && point.weekday.is_none_or(|day| days.0.weekday() == day))
        };
        // The end of a school year is that of the one that goes on.
        if let (Stretch::SchoolYear, Some(Part::End), Some(today)) = (point.stretch, point.part, self.today) {
            let whole = Point { part: None, ..*point };
            return whole.year_near(Nearby::This, today).filter(fits);
        }
        let years = (period.start.year()..=period.end.year()).rev().filter(fits);
        let far = |year: &i32| self.today.zip(point.days(*year)).map_or(0, |(today, days)| distance(today, days));
        years.min_by_key(far)
    }
}

/// Whether a word with a capital first letter stands before two digits.
fn has_capital(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        let digits = words.peek().map_or(0, |next| next.chars().take_while(char::is_ascii_digit).count());
        if capital && digits == 2 {
            return true;
        }
    }
    false
}

/// How many days a day lies from a stretch.
fn distance(day: NaiveDate, (start, end): Days2) -> i64 {
    (start - day).num_days().max((day - end).num_days()).max(0)
}

fn lies_in((start, end): Days2, period: Period) -> bool {
    start >= period.start && end <= period.end
}
