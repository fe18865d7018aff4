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
        self.form(Style { lang, spelled: false })
    }

    fn form(&self, style: Style) -> String {
        let lang = style.lang;
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
        parts.extend(self.dates(style));
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

    /// The deadline as a message names it: in one notation, with days as the language writes them, `11 to 20 December 2026`.
    pub fn shown(&self, lang: Lang) -> String {
        self.form(Style { lang, spelled: lang == Lang::En })
    }

    fn without_date(&self, lang: Lang) -> &'static str {
        match self.precision {
            Precision::Blank => lang.pick("n.t.b.", "n.t.b."),
            Precision::Meeting => lang.pick("volgend overleg", "next meeting"),
            Precision::Unreadable => lang.pick("onleesbaar", "unreadable"),
            _ => lang.pick("zonder datum", "no date"),
        }
    }

    fn dates(&self, style: Style) -> Option<String> {
        let lang = style.lang;
        match (self.start, self.end) {
            (Some(start), Some(end)) => Some(self.range(start, end, style)),
            (Some(start), None) => {
                let edge = self.edge(start, |days| days.0, lang).unwrap_or_else(|| style.day(start));
                Some(format!("{} {edge}", lang.pick("vanaf", "from")))
            }
            // A day by itself is a last day already.
            (None, Some(end)) => Some(match self.edge(end, |days| days.1, lang) {
                Some(edge) => format!("{} {edge}", lang.pick("uiterlijk", style.by())),
                None if style.spelled && self.ongoing => format!("until {}", style.day(end)),
                None => style.day(end),
            }),
            (None, None) => None,
        }
    }

    fn range(&self, start: NaiveDate, end: NaiveDate, style: Style) -> String {
        let lang = style.lang;
        if let Some(named) = named(start, lang).find(|named| named.days == (start, end)) {
            return named.name;
        }
        let as_precise = |named: &Named| named.precision == self.precision;
        let first = named(start, lang).filter(as_precise).find(|named| named.days.0 == start);
        let last = named(end, lang).filter(as_precise).find(|named| named.days.1 == end);
        match first.zip(last) {
            Some((first, last)) => format!("{} {} {}", first.name, style.to(), last.name),
            None => format!("{} {} {}", style.day(start), style.to(), style.day(end)),
        }
    }

    /// One end of the deadline, as its quarter, month or year where that fits.
    fn edge(&self, date: NaiveDate, edge: impl Fn(Days2) -> NaiveDate, lang: Lang) -> Option<String> {
        let mut fitting = named(date, lang).filter(|named| named.precision == self.precision);
        fitting.find(|named| edge(named.days) == date).map(|named| named.name)
    }
}

/// How a deadline is written.
#[derive(Debug, Clone, Copy)]
struct Style {
    lang: Lang,
    /// Whether days and ranges are in plain English; else in the one notation that every plan has.
    spelled: bool,
}

impl Style {
    fn day(self, date: NaiveDate) -> String {
        if self.spelled { date.format("%-d %B %Y").to_string() } else { day(date) }
    }

    fn to(self) -> &'static str {
        if self.spelled { "to" } else { "t/m" }
    }

    /// The word before the last quarter, month or year.
    fn by(self) -> &'static str {
        if self.spelled { "by the end of" } else { "by" }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::deadline::{Calendar, parse};

    #[test]
    fn a_message_in_english_has_no_dutch_notation() {
        for (typed, shown) in [
            ("1-7-2025", "1 July 2025"),
            ("vanaf 1-7-2025", "from 1 July 2025"),
            ("vanaf Q3 2025", "from Q3 2025"),
            ("1-7-2025 t/m 12-8-2025", "1 July 2025 to 12 August 2025"),
            ("Q3 2025 t/m Q1 2026", "Q3 2025 to Q1 2026"),
            ("doorlopend, 1-7-2025 t/m 12-8-2025", "periodically, 1 July 2025 to 12 August 2025"),
            ("doorlopend - 30-6-2026", "ongoing, until 30 June 2026"),
            ("doorlopend vanaf 1-7-2025", "from 1 July 2025, ongoing"),
            ("uiterlijk Q2 2026", "by the end of Q2 2026"),
            ("eens per kwartaal, tot 30-6-2026", "every 3 months, until 30 June 2026"),
            ("medio december 2026", "11 December 2026 to 20 December 2026"),
        ] {
            assert_eq!(parse(typed, &Calendar::default()).shown(Lang::En), shown, "{typed}");
        }
        assert_eq!(parse("vanaf 1-7-2025", &Calendar::default()).shown(Lang::Nl), "vanaf 01-07-2025");
        assert_eq!(parse("medio december 2026", &Calendar::default()).shown(Lang::Nl), "11-12-2026 t/m 20-12-2026");
    }
}
