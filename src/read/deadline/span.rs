//! Stretches of the calendar: a day, a quarter, a summer, the middle of May.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

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

/// A stretch of a year that is still to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Day { day: u32, month: u32 },
    Week(u32),
    Month(u32),
    Quarter(u32),
    Half(u32),
    Season(Season),
    Year,
}

/// A stretch, or a part of it, with its year where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub stretch: Stretch,
    pub part: Option<Part>,
    pub year: Option<i32>,
    pub weekday: Option<Weekday>,
}

impl Point {
    /// A stretch as a whole.
    pub fn new(stretch: Stretch, year: Option<i32>) -> Self {
        Self { stretch, part: None, year, weekday: None }
    }

    /// Its days in `year`; `None` where it does not exist (31 November, Q5).
    pub fn days(&self, year: i32) -> Option<Days2> {
        let whole = self.stretch.days(year)?;
        match self.part {
            None => Some(whole),
            Some(part) => self.stretch.part(part, year, whole),
        }
    }

    /// Whether it exists in some year.
    pub fn exists(&self) -> bool {
        // 2020 is a leap year with 53 weeks, so whatever exists at all exists in it.
        self.days(self.year.unwrap_or(2020)).is_some()
    }

    /// How precise it is.
    pub fn precision(&self) -> Precision {
        match (self.stretch, self.part) {
            (Stretch::Day { .. }, _) => Precision::Day,
            (Stretch::Week(_) | Stretch::Month(_), _) | (Stretch::Quarter(_), Some(_)) => Precision::Month,
            (Stretch::Year, Some(Part::Middle)) => Precision::HalfYear,
            (Stretch::Quarter(_), None) | (Stretch::Half(_) | Stretch::Year, Some(_)) => Precision::Quarter,
            (Stretch::Half(_), None) => Precision::HalfYear,
            (Stretch::Season(_), _) => Precision::Season,
            (Stretch::Year, None) => Precision::Year,
        }
    }
}

impl Stretch {
    fn days(self, year: i32) -> Option<Days2> {
        match self {
            Self::Day { day, month } => NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, date)),
            Self::Week(week) => {
                let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Self::Month(month) => months(year, month, 1),
            Self::Quarter(quarter) => (1..=4).contains(&quarter).then(|| months(year, quarter * 3 - 2, 3))?,
            Self::Half(half) => (1..=2).contains(&half).then(|| months(year, half * 6 - 5, 6))?,
            Self::Season(season) => season.days(year),
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
            Self::Day { .. } | Self::Week(_) | Self::Season(_) => Some(whole),
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
        for none in [
            Stretch::Quarter(5),
            Stretch::Quarter(0),
            Stretch::Month(13),
            Stretch::Day { day: 31, month: 11 },
            Stretch::Half(3),
        ] {
            assert_eq!(of(none, None), "none", "{none:?}");
        }
    }
}
