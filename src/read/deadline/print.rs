//! A deadline in one notation, so that two notations of the same deadline read the same.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::span::{Days2, Point, Season, Stretch};
use crate::plan::{Deadline, Precision, Signal};
use crate::wording::{Lang, Wording};

/// The months by their full names.
pub(crate) const MONTHS: [Wording<&str>; 12] = [
    Wording::new("januari", "January"),
    Wording::new("februari", "February"),
    Wording::new("maart", "March"),
    Wording::new("april", "April"),
    Wording::new("mei", "May"),
    Wording::new("juni", "June"),
    Wording::new("juli", "July"),
    Wording::new("augustus", "August"),
    Wording::new("september", "September"),
    Wording::new("oktober", "October"),
    Wording::new("november", "November"),
    Wording::new("december", "December"),
];

impl Deadline {
    /// The deadline in one notation: `Q1 2025`, `vanaf 01-07-2025`, `doorlopend`, `elke 3 maanden`. What it says about start,
    /// end and rhythm can be read back from it.
    pub fn normal_form(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        if self.ongoing && self.recurrence.is_none() {
            // Beside a start and an end, "doorlopend" would take the start away.
            let periodic = self.precision == Precision::Recurrence
                || self.signals.contains(&Signal::RhythmUnsaid)
                || self.start.is_some() && self.end.is_some();
            let (nl, en) = if periodic { ("periodiek", "periodically") } else { ("doorlopend", "ongoing") };
            parts.push(lang.pick(nl, en).to_owned());
        }
        parts.extend(self.recurrence.as_deref().and_then(|period| rhythm(period, lang)));
        parts.extend(self.dates(lang));
        if parts.is_empty() {
            parts.push(self.without_date(lang).to_owned());
        }
        // "vanaf Q1 2025, doorlopend": a start before, an end after.
        if self.start.is_some() && self.end.is_none() {
            parts.reverse();
        }
        parts.join(", ")
    }

    /// Whether nothing is remarkable about what was read of it.
    pub fn is_plain(&self) -> bool {
        self.signals.iter().all(|signal| *signal == Signal::PartUnread)
    }

    /// The deadline as a message names it: a day as that language writes it, `11 to 20 December 2026`, else in one notation.
    pub fn shown(&self, lang: Lang) -> String {
        let english = |date: NaiveDate| date.format("%-d %B %Y").to_string();
        let days = (self.start, self.end);
        let named = |date: NaiveDate| {
            named(date, lang).any(|named| Some(named.days.0) == days.0 && Some(named.days.1) == days.1)
        };
        match (lang, days) {
            (Lang::En, (None, Some(end))) if !self.ongoing => english(end),
            (Lang::En, (Some(start), Some(end))) if !self.ongoing && !named(start) => {
                format!("{} to {}", english(start), english(end))
            }
            _ => self.normal_form(lang),
        }
    }

    fn without_date(&self, lang: Lang) -> &'static str {
        match self.precision {
            Precision::Blank => lang.pick("n.t.b.", "n.t.b."),
            Precision::Meeting => lang.pick("volgend overleg", "next meeting"),
            Precision::Unreadable => lang.pick("onleesbaar", "unreadable"),
            _ => lang.pick("zonder datum", "no date"),
        }
    }

    fn dates(&self, lang: Lang) -> Option<String> {
        match (self.start, self.end) {
            (Some(start), Some(end)) => Some(self.range(start, end, lang)),
            (Some(start), None) => {
                let edge = self.edge(start, |days| days.0, lang).unwrap_or_else(|| day(start));
                Some(format!("{} {edge}", lang.pick("vanaf", "from")))
            }
            // A day by itself is a last day already.
            (None, Some(end)) => Some(match self.edge(end, |days| days.1, lang) {
                Some(edge) => format!("{} {edge}", lang.pick("uiterlijk", "by")),
                None => day(end),
            }),
            (None, None) => None,
        }
    }

    fn range(&self, start: NaiveDate, end: NaiveDate, lang: Lang) -> String {
        if let Some(named) = named(start, lang).find(|named| named.days == (start, end)) {
            return named.name;
        }
        let as_precise = |named: &Named| named.precision == self.precision;
        let first = named(start, lang).filter(as_precise).find(|named| named.days.0 == start);
        let last = named(end, lang).filter(as_precise).find(|named| named.days.1 == end);
        match first.zip(last) {
            Some((first, last)) => format!("{} t/m {}", first.name, last.name),
            None => format!("{} t/m {}", day(start), day(end)),
        }
    }

    /// One end of the deadline, as its quarter, month or year where that fits.
    fn edge(&self, date: NaiveDate, edge: impl Fn(Days2) -> NaiveDate, lang: Lang) -> Option<String> {
        let mut fitting = named(date, lang).filter(|named| named.precision == self.precision);
        fitting.find(|named| edge(named.days) == date).map(|named| named.name)
    }
}

impl fmt::Display for Deadline {
    /// The normal form in Dutch.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.normal_form(Lang::Nl))
    }
}

/// A stretch with its name.
struct Named {
    days: Days2,
    precision: Precision,
    name: String,
}

/// The stretches that hold a day, from long to short.
fn named(date: NaiveDate, lang: Lang) -> impl Iterator<Item = Named> {
    let (month, year) = (date.month(), date.year());
    let (half, quarter) = (month.div_ceil(6), month.div_ceil(3));
    let seasons = [Season::Spring, Season::Summer, Season::Autumn]
        .map(|season| (Stretch::Season(season), format!("{} {year}", season_name(season, lang))));
    let stretches = [
        (Stretch::Year, year.to_string()),
        (Stretch::Half(half), format!("H{half} {year}")),
        (Stretch::Quarter(quarter), format!("Q{quarter} {year}")),
        (Stretch::Month(month), format!("{} {year}", month_name(month, lang))),
    ];
    // Years of other than four digits have no notation but that of a day.
    let plain = (1990..2100).contains(&year);
    stretches.into_iter().chain(seasons).filter(move |_| plain).filter_map(move |(stretch, name)| {
        let point = Point::new(stretch, Some(year));
        let days = point.days(year).filter(|days| (days.0..=days.1).contains(&date))?;
        Some(Named { days, precision: point.precision(), name })
    })
}

fn month_name(month: u32, lang: Lang) -> &'static str {
    let name = (month as usize).checked_sub(1).and_then(|at| MONTHS.get(at));
    name.map_or("?", |name| lang.pick(name.nl, name.en))
}

fn season_name(season: Season, lang: Lang) -> &'static str {
    match season {
        Season::Spring => lang.pick("voorjaar", "spring"),
        Season::Summer => lang.pick("zomer", "summer"),
        Season::Autumn => lang.pick("najaar", "autumn"),
        Season::Winter => "winter",
    }
}

/// A day; a year before 1000 is written with four digits, so that it can be read back.
fn day(date: NaiveDate) -> String {
    format!("{:02}-{:02}-{:04}", date.day(), date.month(), date.year())
}

/// A rhythm from its ISO 8601 period.
fn rhythm(period: &str, lang: Lang) -> Option<String> {
    let (count, letter) = period.strip_prefix('P')?.split_at_checked(period.len().checked_sub(2)?)?;
    let count: u32 = count.parse().ok()?;
    let (one, many) = match letter {
        "D" => (lang.pick("dag", "day"), lang.pick("dagen", "days")),
        "W" => (lang.pick("week", "week"), lang.pick("weken", "weeks")),
        "M" => (lang.pick("maand", "month"), lang.pick("maanden", "months")),
        "Y" => (lang.pick("jaar", "year"), lang.pick("jaar", "years")),
        _ => return None,
    };
    let each = if letter == "Y" { "elk" } else { "elke" };
    Some(match count {
        1 => format!("{} {one}", lang.pick(each, "every")),
        _ => format!("{} {count} {many}", lang.pick("elke", "every")),
    })
}
