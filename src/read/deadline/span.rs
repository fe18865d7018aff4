//! Stretches of the calendar: a day, a quarter, a summer, the middle of May.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use crate::plan::Precision;

/// First and last day.
pub(super) type Days2 = (NaiveDate, NaiveDate);

/// Which part of a longer stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Begin,
    Middle,
    End,
}

impl Part {
    /// The one of three values that is this part's.
    fn pick<T>(self, begin: T, middle: T, end: T) -> T {
        match self {
            Self::Begin => begin,
            Self::Middle => middle,
            Self::End => end,
        }
    }
}

/// A season by its astronomical dates, kept to the 21st.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Which one of those that come by every year, or that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nearby {
    /// The one that holds the day of reading, or that of its year: "deze zomer".
    This,
    /// The first one that starts after it: "komende zomer".
    Next,
}

/// A feast or a holiday that people plan around. Of a holiday the days are those of all regions together, since they differ from
/// place to place and from year to year by a week or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// 25 and 26 December.
    Christmas,
    /// The last day of the year and the first of the next.
    NewYear,
    /// From 20 December to 4 January.
    ChristmasBreak,
    /// From 10 October to 1 November.
    AutumnBreak,
    /// From 13 February to 9 March.
    SpringBreak,
    /// From 18 April to 10 May.
    MayBreak,
    /// Sunday and Monday.
    Easter,
    /// Sunday and Monday.
    Pentecost,
    /// The Friday before Easter.
    GoodFriday,
    /// The 40th day of Easter.
    Ascension,
    /// 27 April, or the day before where that is a Sunday.
    KingsDay,
    /// 4 May.
    RemembranceDay,
    /// 5 May.
    LiberationDay,
    /// The third Tuesday of September.
    BudgetDay,
    /// 5 December.
    SaintNicholas,
}

/// A stretch of a year that is still to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day {
        day: u32,
        month: u32,
    },
    Week(u32),
    /// From Monday to Sunday around a day.
    WeekOf {
        day: u32,
        month: u32,
    },
    Month(u32),
    /// The days up to the 15th, or those after it.
    HalfMonth {
        half: u32,
        month: u32,
    },
    Quarter(u32),
    /// Four months.
    Third(u32),
    Half(u32),
    Season(Season),
    Feast(Feast),
    /// From August to July.
    SchoolYear,
    Year,
}

/// A stretch, or a part of it, with its year where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub stretch: Stretch,
    pub part: Option<Part>,
    pub year: Option<i32>,
    /// Whether the year is said from the day of reading: "van dit jaar", "jl."; none is known where that day is not.
    pub relative: bool,
    pub weekday: Option<Weekday>,
    /// Whether day and month may as well have changed places: "5/12/2025".
    pub unsure: bool,
}

impl Point {
    /// A stretch as a whole.
    pub(super) fn new(stretch: Stretch, year: Option<i32>) -> Self {
        Self { stretch, part: None, year, relative: false, weekday: None, unsure: false }
    }

    /// Its days in `year`; `None` where it does not exist (31 November, Q5).
    pub(super) fn days(&self, year: i32) -> Option<Days2> {
        let whole = self.stretch.days(year)?;
        match self.part {
            None => Some(whole),
            Some(part) => self.stretch.part(part, year, whole),
        }
    }

    /// The year of the one that people mean on that day.
    pub(super) fn year_near(&self, which: Nearby, day: NaiveDate) -> Option<i32> {
        let mut years = (day.year() - 1..=day.year() + 2).filter_map(|year| Some((year, self.days(year)?)));
        match which {
            Nearby::Next => years.find(|(_, (start, _))| *start > day).map(|(year, _)| year),
            Nearby::This => {
                let holding = years.find(|(_, (start, end))| (*start..=*end).contains(&day)).map(|(year, _)| year);
                holding.or_else(|| self.days(day.year()).map(|_| day.year()))
            }
        }
    }

    /// Whether it exists in some year.
    pub(super) fn exists(&self) -> bool {
        // 2020 is a leap year with 53 weeks, so whatever exists at all exists in it.
        self.days(self.year.unwrap_or(2020)).is_some()
    }

    /// How precise it is.
    pub(super) fn precision(&self) -> Precision {
        match (self.stretch, self.part) {
            (Stretch::Day { .. }, _) => Precision::Day,
            (Stretch::Week(_) | Stretch::WeekOf { .. } | Stretch::Month(_) | Stretch::HalfMonth { .. }, _) => {
                Precision::Month
            }
            (Stretch::Quarter(_), Some(_)) => Precision::Month,
            (Stretch::Year, Some(Part::Middle)) => Precision::HalfYear,
            (Stretch::Quarter(_), None) | (Stretch::Half(_) | Stretch::Year, Some(_)) => Precision::Quarter,
            (Stretch::Half(_), None) | (Stretch::Third(_), _) => Precision::HalfYear,
            (Stretch::Season(_) | Stretch::Feast(_), _) => Precision::Season,
            (Stretch::SchoolYear, Some(_)) => Precision::Quarter,
            (Stretch::Year | Stretch::SchoolYear, None) => Precision::Year,
        }
    }
}

impl Stretch {
    fn days(self, year: i32) -> Option<Days2> {
        match self {
            Self::Day { day, month } => NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, date)),
            Self::Week(week) => week_from(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?),
            Self::WeekOf { day, month } => week_from(NaiveDate::from_ymd_opt(year, month, day)?),
            Self::Month(month) => months(year, month, 1),
            Self::HalfMonth { half, month } => half_month(months(year, month, 1)?, half),
            Self::Quarter(quarter) => (1..=4).contains(&quarter).then(|| months(year, quarter * 3 - 2, 3))?,
            Self::Third(third) => (1..=3).contains(&third).then(|| months(year, third * 4 - 3, 4))?,
            Self::Half(half) => (1..=2).contains(&half).then(|| months(year, half * 6 - 5, 6))?,
            Self::Season(season) => season.days(year),
            Self::Feast(feast) => feast.days(year),
            Self::SchoolYear => months(year, 8, 12),
            Self::Year => months(year, 1, 12),
        }
    }

    /// A part: ten days of a month, a month of a quarter, a quarter of half a year or a year; around the middle of a year
    /// it is half a year.
    fn part(self, part: Part, year: i32, whole: Days2) -> Option<Days2> {
        let (start, end) = whole;
        match self {
            Self::Month(_) => Some(part.pick(
                (start, start.with_day(10)?),
                (start.with_day(11)?, start.with_day(20)?),
                (start.with_day(21)?, end),
            )),
            Self::Quarter(quarter) => months(year, quarter * 3 - part.pick(2, 1, 0), 1),
            Self::Half(half) => {
                let first = half * 6 - 5;
                part.pick(months(year, first, 3), months(year, first + 1, 4), months(year, first + 3, 3))
            }
            Self::Year => part.pick(months(year, 1, 3), months(year, 4, 6), months(year, 10, 3)),
            Self::SchoolYear => {
                let next = year.checked_add(1)?;
                part.pick(months(year, 8, 3), months(year, 11, 6), months(next, 5, 3))
            }
            Self::Day { .. }
            | Self::Week(_)
            | Self::WeekOf { .. }
            | Self::HalfMonth { .. }
            | Self::Third(_)
            | Self::Season(_)
            | Self::Feast(_) => Some(whole),
        }
    }
}

impl Season {
    fn days(self, year: i32) -> Option<Days2> {
        let month = match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        };
        let start = NaiveDate::from_ymd_opt(year, month, 21)?;
        Some((start, start.checked_add_months(Months::new(3))?.pred_opt()?))
    }
}

impl Feast {
    fn days(self, year: i32) -> Option<Days2> {
        let on = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let (first, last) = match self {
            Self::Christmas => (on(12, 25)?, on(12, 26)?),
            Self::NewYear => (on(12, 31)?, on(12, 31)?.succ_opt()?),
            Self::Easter => (easter(year)?, after_easter(year, 1)?),
            Self::Pentecost => (after_easter(year, 49)?, after_easter(year, 50)?),
            Self::ChristmasBreak => (on(12, 20)?, NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 4)?),
            Self::AutumnBreak => (on(10, 10)?, on(11, 1)?),
            Self::SpringBreak => (on(2, 13)?, on(3, 9)?),
            Self::MayBreak => (on(4, 18)?, on(5, 10)?),
            day => {
                let day = day.day(year)?;
                (day, day)
            }
        };
        Some((first, last))
    }

    /// The day of what lasts one.
    fn day(self, year: i32) -> Option<NaiveDate> {
        let on = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        match self {
            Self::GoodFriday => after_easter(year, -2),
            Self::Ascension => after_easter(year, 39),
            Self::KingsDay => {
                let day = on(4, 27)?;
                if day.weekday() == Weekday::Sun { day.pred_opt() } else { Some(day) }
            }
            Self::RemembranceDay => on(5, 4),
            Self::LiberationDay => on(5, 5),
            Self::BudgetDay => NaiveDate::from_weekday_of_month_opt(year, 9, Weekday::Tue, 3),
            Self::SaintNicholas => on(12, 5),
            _ => None,
        }
    }
}

/// The day that comes so many days after Easter Sunday.
fn after_easter(year: i32, days: i64) -> Option<NaiveDate> {
    easter(year)?.checked_add_signed(TimeDelta::days(days))
}

/// Easter Sunday by Oudin's formula; for the years in which plans are made.
fn easter(year: i32) -> Option<NaiveDate> {
    if !(1900..2200).contains(&year) {
        return None;
    }
    let (century, cycle) = (year / 100, year % 19);
    let sun = (13 + 8 * century) / 25;
    let moon = (19 * cycle + (15 - sun + century - century / 4) % 30) % 30;
    // The full moon of spring, in days from 21 March.
    let full = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - cycle) / 11));
    let to_sunday = full - (year + year / 4 + full + 2 - century + century / 4).rem_euclid(7);
    NaiveDate::from_ymd_opt(year, 3, 28)?.checked_add_signed(TimeDelta::days(i64::from(to_sunday)))
}

fn half_month((start, end): Days2, half: u32) -> Option<Days2> {
    match half {
        1 => Some((start, start.with_day(15)?)),
        2 => Some((start.with_day(16)?, end)),
        _ => None,
    }
}

/// Monday to Sunday around a day.
fn week_from(day: NaiveDate) -> Option<Days2> {
    let week = day.week(Weekday::Mon);
    Some((week.checked_first_day()?, week.checked_last_day()?))
}

/// `count` months from the first day of `month`.
pub(super) fn months(year: i32, month: u32, count: u32) -> Option<Days2> {
    let start = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((start, start.checked_add_months(Months::new(count))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(point: Point) -> String {
        point.days(2025).map_or("none".to_owned(), |(start, end)| format!("{start} {end}"))
    }

    #[test]
    fn stretches_have_their_days() {
        let of = |stretch, part| shown(Point { part, ..Point::new(stretch, None) });
        assert_eq!(of(Stretch::Quarter(1), None), "2025-01-01 2025-03-31");
        assert_eq!(of(Stretch::Quarter(4), Some(Part::End)), "2025-12-01 2025-12-31");
        assert_eq!(of(Stretch::Month(2), Some(Part::End)), "2025-02-21 2025-02-28");
        assert_eq!(of(Stretch::Year, Some(Part::End)), "2025-10-01 2025-12-31");
        assert_eq!(of(Stretch::Year, Some(Part::Middle)), "2025-04-01 2025-09-30");
        assert_eq!(of(Stretch::Half(2), None), "2025-07-01 2025-12-31");
        assert_eq!(of(Stretch::Season(Season::Winter), None), "2025-12-21 2026-03-20");
        assert_eq!(of(Stretch::Week(47), None), "2025-11-17 2025-11-23");
        assert_eq!(of(Stretch::WeekOf { day: 19, month: 11 }, None), "2025-11-17 2025-11-23");
        assert_eq!(of(Stretch::Third(2), None), "2025-05-01 2025-08-31");
        assert_eq!(of(Stretch::SchoolYear, None), "2025-08-01 2026-07-31");
        assert_eq!(of(Stretch::SchoolYear, Some(Part::End)), "2026-05-01 2026-07-31");
        assert_eq!(of(Stretch::Feast(Feast::Christmas), None), "2025-12-25 2025-12-26");
        assert_eq!(of(Stretch::Feast(Feast::NewYear), None), "2025-12-31 2026-01-01");
        for none in [
            Stretch::Quarter(5),
            Stretch::Quarter(0),
            Stretch::Month(13),
            Stretch::Day { day: 31, month: 11 },
            Stretch::Half(3),
            Stretch::Third(4),
        ] {
            assert_eq!(of(none, None), "none", "{none:?}");
        }
    }

    #[test]
    fn easter_moves_as_the_moon_does() {
        let day = |year| easter(year).map(|date| date.format("%m-%d").to_string()).unwrap_or_default();
        let days = [1954, 1981, 2024, 2025, 2026, 2027, 2038, 2049, 2076].map(day);
        assert_eq!(days, ["04-18", "04-19", "03-31", "04-20", "04-05", "03-28", "04-25", "04-18", "04-19"]);
        assert_eq!(Feast::Pentecost.days(2026).map(|days| days.0), NaiveDate::from_ymd_opt(2026, 5, 24));
        assert_eq!(easter(i32::MAX), None);
    }
}
