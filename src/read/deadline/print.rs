//! A deadline in one notation, so that two notations of the same deadline read the same.

use std::fmt;

use chrono::NaiveDate;

use super::span::{Point, Season, Stretch};
use crate::plan::{Deadline, Precision};
use crate::wording::Lang;
use chrono::Datelike;

impl Deadline {
    /// The deadline in one notation: `Q1 2025`, `vanaf 01-07-2025`, `doorlopend`, `elke 3 maanden`. What it says about start,
    /// end and rhythm can be read back from it.
    pub fn normal_form(&self, lang: Lang) -> String {
        let mut parts = Vec::new();
        if self.ongoing && self.recurrence.is_none() {
            parts.push(if self.precision == Precision::Recurrence {
                lang.pick("periodiek", "periodically").to_owned()
            } else {
                lang.pick("doorlopend", "ongoing").to_owned()
            });
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

    fn without_date(&self, lang: Lang) -> &'static str {
        match self.precision {
            Precision::Blank => lang.pick("n.t.b.", "n.t.b."),
            Precision::Vague => lang.pick("zonder datum", "no date"),
            Precision::Meeting => lang.pick("volgend overleg", "next meeting"),
            _ => lang.pick("onleesbaar", "unreadable"),
        }
    }

    fn dates(&self, lang: Lang) -> Option<String> {
        let text = match (self.start, self.end) {
            (Some(start), Some(end)) => self.range(start, end, lang),
            (Some(start), None) => format!("{} {}", lang.pick("vanaf", "from"), self.edge(start, |days| days.0, lang)),
            (None, Some(end)) if self.precision == Precision::Day => day(end),
            (None, Some(end)) => format!("{} {}", lang.pick("uiterlijk", "by"), self.edge(end, |days| days.1, lang)),
            (None, None) => return None,
        };
        Some(text)
    }

    fn range(&self, start: NaiveDate, end: NaiveDate, lang: Lang) -> String {
        let whole = |(_, days): &(Point, (NaiveDate, NaiveDate))| *days == (start, end);
        if let Some((point, _)) = candidates(start).find(whole) {
            return name(&point, lang);
        }
        let first = candidates(start)
            .filter(|(point, _)| point.precision() == self.precision)
            .find(|(_, days)| days.0 == start);
        let last =
            candidates(end).filter(|(point, _)| point.precision() == self.precision).find(|(_, days)| days.1 == end);
        match first.zip(last) {
            Some(((first, _), (last, _))) => format!("{} t/m {}", name(&first, lang), name(&last, lang)),
            None => format!("{} t/m {}", day(start), day(end)),
        }
    }

    /// One end of the deadline, as its quarter, month or year where that fits.
    fn edge(&self, date: NaiveDate, edge: impl Fn((NaiveDate, NaiveDate)) -> NaiveDate, lang: Lang) -> String {
        let fitting = candidates(date).filter(|(point, _)| point.precision() == self.precision);
        fitting
            .filter(|(_, days)| edge(*days) == date)
            .map(|(point, _)| name(&point, lang))
            .next()
            .unwrap_or_else(|| day(date))
    }
}

impl fmt::Display for Deadline {
    /// The normal form in Dutch.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.normal_form(Lang::Nl))
    }
}

/// The stretches that hold a day.
fn candidates(date: NaiveDate) -> impl Iterator<Item = (Point, (NaiveDate, NaiveDate))> {
    let (month, year) = (date.month(), date.year());
    let seasons = [Season::Spring, Season::Summer, Season::Autumn].map(Stretch::Season);
    let stretches =
        [Stretch::Year, Stretch::Half(month.div_ceil(6)), Stretch::Quarter(month.div_ceil(3)), Stretch::Month(month)];
    // Years of other than four digits have no notation but that of a day.
    let plain = (1990..2100).contains(&year);
    stretches.into_iter().chain(seasons).filter(move |_| plain).filter_map(move |stretch| {
        let point = Point::new(stretch, Some(year));
        Some((point, point.days(year)?)).filter(|(_, days)| (days.0..=days.1).contains(&date))
    })
}

fn name(point: &Point, lang: Lang) -> String {
    let year = point.year.unwrap_or_default();
    match point.stretch {
        Stretch::Day { day, month } => format!("{day:02}-{month:02}-{year}"),
        Stretch::Week(week) => format!("week {week} {year}"),
        Stretch::Month(month) => format!("{} {year}", month_name(month, lang)),
        Stretch::Quarter(quarter) => format!("Q{quarter} {year}"),
        Stretch::Half(half) => format!("H{half} {year}"),
        Stretch::Season(season) => format!("{} {year}", season_name(season, lang)),
        Stretch::Year => year.to_string(),
    }
}

fn month_name(month: u32, lang: Lang) -> &'static str {
    let names = [
        ("januari", "January"),
        ("februari", "February"),
        ("maart", "March"),
        ("april", "April"),
        ("mei", "May"),
        ("juni", "June"),
        ("juli", "July"),
        ("augustus", "August"),
        ("september", "September"),
        ("oktober", "October"),
        ("november", "November"),
        ("december", "December"),
    ];
    let (nl, en) = (month as usize).checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or(("?", "?"));
    lang.pick(nl, en)
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
