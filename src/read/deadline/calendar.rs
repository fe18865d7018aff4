//! What a deadline is read against: the days on which bodies meet, and the period of the plan.

use chrono::{Datelike, NaiveDate};

use super::phrase;
use super::span::{Days2, Point};
use super::token::{self, Token};
use crate::framework::{Framework, Meeting, Party, Period};

/// The days on which bodies meet and the period of the plan, ready for looking up.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    names: Vec<BodyName>,
    bodies: Vec<Body>,
    /// Where a missing year is looked for.
    period: Option<Period>,
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
        let mut calendar = Self::of(&framework.meetings);
        framework.parties.iter().filter(|party| is_meeting(party)).for_each(|party| calendar.add_party(party));
        Self { period: Some(framework.period), ..calendar }
    }

    /// The calendar of these meetings, without a period: a missing year stays missing.
    pub fn of(meetings: &[Meeting]) -> Self {
        let mut calendar = Self::default();
        for meeting in meetings {
            calendar.bodies.push(Body { name: meeting.body.clone(), dates: meeting.dates.clone() });
            calendar.add_name(&meeting.body, calendar.bodies.len() - 1);
        }
        calendar
    }

    /// Adds the names of a party to the body that has one of them, or else to a body without dates.
    fn add_party(&mut self, party: &Party) {
        let names: Vec<&String> = party.short.iter().chain([&party.name]).chain(&party.aliases).collect();
        let known = names.iter().find_map(|name| self.index(&token::tokens(name)));
        let body = known.unwrap_or_else(|| {
            let name = names.first().map_or_else(String::new, |name| (*name).clone());
            self.bodies.push(Body { name, dates: Vec::new() });
            self.bodies.len() - 1
        });
        names.into_iter().for_each(|name| self.add_name(name, body));
    }

    fn add_name(&mut self, name: &str, body: usize) {
        let tokens = token::tokens(name);
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
        let tokens = token::tokens(text);
        let starts = (0..tokens.len()).filter_map(|at| tokens.get(at..));
        let body = starts.flat_map(|rest| self.names.iter().filter(|name| rest.starts_with(&name.tokens)));
        let body = self.bodies.get(body.max_by_key(|name| name.tokens.len())?.body)?;
        Some((&body.name, body.dates.iter().copied().find(|date| *date > day)))
    }

    /// The year in which a point without one lies in the period of the plan. Where it does in several, the last of them, so
    /// that nobody is late by a guess; a weekday that is said leaves only years in which it fits.
    pub(super) fn year_of(&self, point: &Point) -> Option<i32> {
        let period = self.period?;
        let mut years = (period.start.year()..=period.end.year()).rev();
        years.find(|year| {
            let days = point.days(*year);
            days.is_some_and(|days| lies_in(days, period) && point.weekday.is_none_or(|day| days.0.weekday() == day))
        })
    }
}

fn lies_in((start, end): Days2, period: Period) -> bool {
    start >= period.start && end <= period.end
}

/// Whether the party is a meeting by its name: "…overleg", "…college", "Werkgroep …".
fn is_meeting(party: &Party) -> bool {
    token::tokens(&party.name).iter().any(|token| matches!(token, Token::Word(word) if phrase::is_gathering(word)))
}
