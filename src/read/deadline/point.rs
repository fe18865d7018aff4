//! Points in time: dates, quarters, seasons, with their years.
//!
//! The rules are those of `point` and `points` in [`super::grammar`].

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::DayOrder;
use super::cursor::Cursor;
use super::grammar::{Link, Piece};
use super::phrase::{self, FEASTS, NEARBY, PARTS, Phrasebook, QUARTER, SEASONS, Unit, WEEK, YEAR_PARTS};
use super::span::{Nearby, Part, Point, Season, Stretch};
use super::token::Token;
use crate::language::Role;

/// How many days or weeks one list can hold; a longer row of numbers is no list, and is not read again from each of them.
const LONGEST_LIST: usize = 60;

/// What separates the parts of a date.
const SEPARATORS: &[char] = &['-', '/', '.'];

impl Cursor<'_> {
    /// One point, or several that share a word.
    pub(super) fn points(&mut self) -> Option<Vec<Piece>> {
        self.attempt(Self::days)
            .or_else(|| self.attempt(Self::days_after_month))
            .or_else(|| self.attempt(Self::quarters))
            .or_else(|| self.attempt(Self::ordered))
            .or_else(|| self.attempt(Self::first_few))
            .or_else(|| self.attempt(Self::weeks))
            .or_else(|| self.attempt(Self::parts))
            .or_else(|| self.attempt(Self::year_pair))
            .or_else(|| self.point().map(|point| vec![Piece::Point(point)]))
    }

    fn point(&mut self) -> Option<Point> {
        self.attempt(Self::weekday_date)
            .or_else(|| self.attempt(Self::date))
            .or_else(|| self.attempt(Self::week_of))
            .or_else(|| self.attempt(Self::part))
            .or_else(|| self.attempt(Self::year_first))
            .or_else(|| self.attempt(Self::stretch))
            .or_else(|| self.attempt(Self::numeric_month))
            .or_else(|| self.attempt(Self::numeric_day))
            .or_else(|| self.attempt(Self::bare_year))
    }

    // --- Days --------------------------------------------------------------------------------------------------------

    /// "maandag 12 januari 2026": the weekday is kept, so that it can be checked.
    fn weekday_date(&mut self) -> Option<Point> {
        let weekday: Weekday = self.word(Phrasebook::weekday)?;
        self.mark(&[',', '.']);
        let point = self.attempt(Self::date).or_else(|| self.attempt(Self::numeric_day))?;
        Some(Point { weekday: Some(weekday), ..point })
    }

    /// A day in any notation that names its month or year.
    fn date(&mut self) -> Option<Point> {
        let point = self
            .attempt(Self::iso_date)
            .or_else(|| self.attempt(Self::compact_date))
            .or_else(|| self.attempt(Self::numeric_date))
            .or_else(|| self.attempt(Self::written_date))?;
        self.attempt(|c| {
            c.word(|_, word| (word == "t").then_some(()));
            c.mark(&[',']);
            c.time()?;
            // The offset of a time zone.
            c.attempt(|c| {
                c.mark(&['+', '-'])?;
                c.time()
            });
            Some(())
        });
        Some(point)
    }

    /// "20260630".
    fn compact_date(&mut self) -> Option<Point> {
        let number = self.number(|value, digits| digits == 8 && (19_900_101..21_000_000).contains(&value))?;
        let (year, month, day) = (i32::try_from(number / 10_000).ok()?, number / 100 % 100, number % 100);
        let point = Point::new(Stretch::Day { day, month }, Some(year));
        point.exists().then_some(point)
    }

    /// "2026-01-12".
    fn iso_date(&mut self) -> Option<Point> {
        let year = self.long_year()?;
        let separator = self.mark(SEPARATORS)?;
        let month = self.short()?;
        self.mark(&[separator])?;
        let day = self.short()?;
        Some(Point::new(Stretch::Day { day, month }, Some(year)))
    }

    /// "28-3-2024", "28/3/24", "28.03.2024", "3/28/2024".
    fn numeric_date(&mut self) -> Option<Point> {
        if let Some(point) = self.attempt(Self::short_iso_date) {
            return Some(point);
        }
        let first = self.short()?;
        let separator = self.mark(SEPARATORS)?;
        let second = self.short()?;
        // "30/6 2026": without the sign between them only four digits are a year.
        let joined = self.mark(&[separator]).is_some();
        self.mark(&['\'']);
        let mut short = false;
        let year = self.number(|_, digits| {
            short = digits == 2;
            joined && digits == 2 || digits == 4
        })?;
        let year = i32::try_from(if short { 2000 + year } else { year }).ok()?;
        Some(Point { year: Some(year), ..self.in_order(first, second, separator, true) })
    }

    /// "26/12/31", where the year is written first.
    fn short_iso_date(&mut self) -> Option<Point> {
        let two_digits = |c: &mut Self| c.number(|_, digits| digits == 2);
        let year = two_digits(self).filter(|_| self.reading.order == DayOrder::YearFirst)?;
        let separator = self.mark(SEPARATORS)?;
        let month = self.short()?;
        self.mark(&[separator])?;
        let day = self.number(|_, digits| digits <= 2)?;
        Some(Point::new(Stretch::Day { day, month }, Some(2000 + i32::try_from(year).ok()?)))
    }

    /// The day of two numbers in the order in which dates are written here. With full stops the day is always first.
    fn in_order(&self, first: u32, second: u32, separator: char, year_follows: bool) -> Point {
        let order = if separator == '.' { DayOrder::DayFirst } else { self.reading.order };
        let is_month = |number: u32| (1..=12).contains(&number);
        let turned = match order {
            DayOrder::DayFirst => false,
            // Without a year before it, such a date starts with its month; with one after it, nobody writes so.
            DayOrder::YearFirst => !year_follows,
            DayOrder::MonthFirst => true,
            DayOrder::Open => second > 12 && is_month(first),
        };
        let (day, month) = if turned { (second, first) } else { (first, second) };
        let unsure = order == DayOrder::Open && is_month(first) && is_month(second) && first != second;
        Point { unsure, ..Point::new(Stretch::Day { day, month }, None) }
    }

    /// "27 augustus 2025", "27-aug-25", "1e juli", "August 27, 2025".
    fn written_date(&mut self) -> Option<Point> {
        let (day, month) = self.attempt(Self::day_month).or_else(|| self.attempt(Self::month_day))?;
        Some(self.dated(Stretch::Day { day, month }, None))
    }

    fn day_month(&mut self) -> Option<(u32, u32)> {
        let day = self.short()?;
        self.mark(SEPARATORS);
        self.role(Role::Of);
        let month = self.word(Phrasebook::month)?;
        Some((day, month))
    }

    /// "August 27, 2025", "December 25th", "June 30": the number after a month is its day where no year can be meant. "mei 26" is the
    /// month of a year in a language that writes the day first, and "mei-26" in every one.
    fn month_day(&mut self) -> Option<(u32, u32)> {
        let name = self.peek()?;
        let month = self.word(Phrasebook::month)?;
        self.role(Role::The);
        let ordinal = matches!(self.token(0), Some(Token::Number { ordinal: true, .. }));
        let day = self.number(|value, digits| digits <= 2 && (1..=31).contains(&value))?;
        let (from, to) = self.reading.years;
        let may_be_a_year = (from..=to).contains(&i32::try_from(2000 + day).ok()?);
        let year_follows = self.would(|c| {
            c.mark(&[',']);
            c.number(|_, digits| digits == 4)
        });
        let is_day = ordinal || year_follows || !may_be_a_year || self.book.writes_day_last(name);
        if year_follows {
            self.mark(&[',']);
        }
        (is_day && !self.a_number_goes_on()).then_some((day, month))
    }

    /// Whether what was just taken belongs to a time, a count or a date that starts there.
    fn a_number_goes_on(&self) -> bool {
        match (self.token(0), self.token(1)) {
            (Some(Token::Word(word)), _) => self.book.month(word).is_some() || self.is_counted(word),
            (Some(Token::Mark(':' | '.' | '/')), Some(Token::Number { .. })) => true,
            (Some(Token::Mark('-')), Some(Token::Number { digits: 1..=2, .. })) => {
                matches!((self.token(2), self.token(3)), (Some(Token::Mark('-' | '/')), Some(Token::Number { .. })))
            }
            _ => false,
        }
    }

    /// "28/3": a day without its year.
    fn numeric_day(&mut self) -> Option<Point> {
        let day = self.short()?;
        let separator = self.mark(&['-', '/'])?;
        let month = self.short()?;
        let goes_on = match self.token(0) {
            Some(Token::Mark(mark)) => *mark == separator || *mark == '%',
            Some(Token::Word(word)) => self.is_counted(word),
            _ => false,
        };
        (!goes_on).then(|| self.in_order(day, month, separator, false))
    }

    /// "1-3 juni 2025", "1, 8 en 15 juni": days of one month.
    fn days(&mut self) -> Option<Vec<Piece>> {
        let mut days = vec![self.short()?];
        let mut links = Vec::new();
        let month = loop {
            if days.len() >= LONGEST_LIST {
                return None;
            }
            links.push(self.link()?);
            if let Some((day, month)) = self.attempt(Self::day_month) {
                days.push(day);
                break month;
            }
            days.push(self.short()?);
        };
        let last = self.dated(Stretch::Day { day: 1, month }, None);
        let points = days.into_iter().map(|day| Point { stretch: Stretch::Day { day, month }, ..last });
        Some(chain(points, links))
    }

    /// "June 3-5, 2026", "March 5 and 12 2026": days of one month that is named first.
    fn days_after_month(&mut self) -> Option<Vec<Piece>> {
        let name = self.peek()?;
        let month = self.word(Phrasebook::month)?;
        let mut days = vec![self.short()?];
        let mut links = Vec::new();
        while let Some((link, day)) = self.attempt(|c| Some((c.link()?, c.short()?))) {
            links.push(link);
            days.push(day);
        }
        let plain = !links.is_empty() && days.len() < LONGEST_LIST && self.book.writes_day_last(name);
        if !plain || self.a_number_goes_on() {
            return None;
        }
        let last = self.dated(Stretch::Day { day: 1, month }, None);
        let points = days.into_iter().map(|day| Point { stretch: Stretch::Day { day, month }, ..last });
        Some(chain(points, links))
    }

    // --- Longer stretches --------------------------------------------------------------------------------------------

    /// "eind 2025", "medio december 2024", "begin van Q2 2026", "eerste week van mei", "eind dit jaar".
    fn part(&mut self) -> Option<Point> {
        if let Some(part) = self.valued(YEAR_PARTS) {
            self.role(Role::Of);
            let year = self.attempt(Self::bare_year).or_else(|| self.unit_near(Unit::Year, Some(Nearby::This)));
            return Some(Point { part: Some(part), ..year.unwrap_or_else(unsaid) });
        }
        if let Some(point) = self.attempt(Self::start_of_school) {
            return Some(point);
        }
        let part: Part = self.valued(PARTS).or_else(|| self.attempt(Self::week_of_month))?;
        self.mark(&['-']);
        self.role(Role::Of);
        self.role(Role::The);
        let point = self
            .attempt(|c| {
                c.role(Role::YearWord);
                c.attempt(Self::stretch).or_else(|| c.attempt(Self::bare_year))
            })
            .or_else(|| self.attempt(Self::relative_year).map(|year| Point { year, ..unsaid() }))
            .or_else(|| self.attempt(Self::unsaid_unit))
            .or_else(|| match self.attempt(Self::relative_stretch)? {
                Piece::Point(point) => Some(point),
                _ => Some(unsaid()),
            })?;
        // "eind begin mei" says nothing; a part of a part is left to the inner one.
        Some(if point.part.is_none() { Point { part: Some(part), ..point } } else { point })
    }

    /// "start schooljaar 2025-2026", "begin van het schooljaar 2026".
    fn start_of_school(&mut self) -> Option<Point> {
        self.role(Role::StartOf)?;
        self.one_of(&[Role::Of, Role::The]);
        self.role(Role::The);
        let which = self.valued(NEARBY).flatten();
        let point = self.stretch().filter(|point| point.stretch == Stretch::SchoolYear)?;
        let point = Point { part: Some(Part::Begin), ..point };
        let near = if point.year.is_none() { self.point_near(point, which) } else { None };
        Some(near.unwrap_or(point))
    }

    /// "de maand", "volgend kwartaal", "jaar": a unit that only the day of reading tells.
    fn unsaid_unit(&mut self) -> Option<Point> {
        let which = self.valued(NEARBY).unwrap_or(Some(Nearby::This));
        let unit = self.unit().or_else(|| self.role(Role::YearWord).map(|()| Unit::Year))?;
        Some(self.unit_near(unit, which).unwrap_or_else(unsaid))
    }

    /// The unit that is meant on the day of reading; none where that is not known.
    pub(super) fn unit_near(&self, unit: Unit, which: Option<Nearby>) -> Option<Point> {
        let (which, today) = which.zip(self.reading.today)?;
        let point = match which {
            Nearby::This => unit_at(unit, today)?,
            Nearby::Next => {
                let current = unit_at(unit, today)?;
                unit_at(unit, current.days(current.year?)?.1.succ_opt()?)?
            }
        };
        Some(Point { relative: true, ..point })
    }

    /// A point with the year that is meant on the day of reading; none where that is not known.
    pub(super) fn point_near(&self, point: Point, which: Option<Nearby>) -> Option<Point> {
        let (which, today) = which.zip(self.reading.today)?;
        Some(Point { year: Some(point.year_near(which, today)?), relative: true, ..point })
    }

    /// "eerste week van", "laatste week van": the begin and the end of a month.
    fn week_of_month(&mut self) -> Option<Part> {
        let number = self.ordinal(5)?;
        self.role(Role::UnitWeek)?;
        let month_follows = self.would(|c| {
            c.role(Role::Of);
            c.word(Phrasebook::month)
        });
        let part = match number {
            1 => Part::Begin,
            2 | 3 => Part::Middle,
            4 | 5 => Part::End,
            _ => return None,
        };
        month_follows.then_some(part)
    }

    /// "2026 Q1", "2026-W12", "2026: maart", "2025-08": the year first.
    fn year_first(&mut self) -> Option<Point> {
        let year = self.long_year()?;
        let mark = self.mark(&['-', '/', ',', ':']);
        if let Some(month) = self.attempt(|c| c.number(|month, digits| digits == 2 && (1..=12).contains(&month))) {
            let is_month = matches!(mark, Some('-' | '/')) && !self.a_date_goes_on();
            return is_month.then(|| Point::new(Stretch::Month(month), Some(year)));
        }
        let (stretch, said) = self.bare_stretch()?;
        // "2025, Q1 2026": the year after it is its own, unless that starts the next: "2025 Q4 - 2026 Q2".
        let own = said.is_some() || self.would(Self::year) || self.would(Self::relative_year);
        let next = self.would(|c| c.link().and_then(|_| c.year_first()));
        (!own || next).then(|| Point::new(stretch, Some(year)))
    }

    /// A quarter, half year, week, season, feast or month, with its year where that is said.
    fn stretch(&mut self) -> Option<Point> {
        let unsure = self.may_be_a_day();
        let (stretch, year) = self.bare_stretch()?;
        let point = self.dated(stretch, year);
        Some(Point { unsure: unsure.is_some() && point.year == unsure, ..point })
    }

    /// "December 25" in a language that spells the month as English does: the year that is taken for it and may be a day.
    fn may_be_a_day(&self) -> Option<i32> {
        let Some(Token::Number { value: value @ 1..=31, digits: 2, .. }) = self.token(1) else { return None };
        let doubtful = self.reading.capital && self.book.may_write_day_last(self.peek()?);
        i32::try_from(2000 + value).ok().filter(|_| doubtful)
    }

    /// The same without the year after it; some words hold a year themselves.
    pub(super) fn bare_stretch(&mut self) -> Option<(Stretch, Option<i32>)> {
        self.attempt(Self::quarter)
            .or_else(|| self.attempt(Self::half).map(|stretch| (stretch, None)))
            .or_else(|| self.attempt(Self::third).map(|stretch| (stretch, None)))
            .or_else(|| self.attempt(Self::week).map(|stretch| (stretch, None)))
            .or_else(|| self.attempt(Self::over_new_year))
            .or_else(|| self.attempt(|c| Some((c.season()?, None))))
            .or_else(|| self.word(Phrasebook::month).map(|month| (Stretch::Month(month), None)))
    }

    /// "Q1", "K1", "kw 1", "kwartaal II", "1e kwartaal", "eerste kwartaal", "Q12025".
    fn quarter(&mut self) -> Option<(Stretch, Option<i32>)> {
        if let Some(quarter) = self.word(|_, word| phrase::roman(word.strip_prefix('q')?)) {
            return Some((Stretch::Quarter(quarter), None));
        }
        if let Some(ordered) = self.attempt(|c| c.ordered_by(QUARTER, 4)) {
            return Some((Stretch::Quarter(ordered), None));
        }
        if self.a_week_is_meant() {
            return None;
        }
        self.one_of(QUARTER)?;
        self.mark(&['-', '.']);
        if let Some(quarter) = self.roman() {
            return Some((Stretch::Quarter(quarter), None));
        }
        let number = self.number(|value, digits| {
            let year = value % 100 >= 20 && value % 10_000 < 2100;
            digits <= 2 || digits == 3 && year || digits == 5 && year
        })?;
        let (quarter, year) = match number {
            0..100 => (number, None),
            100..1000 => (number / 100, Some(2000 + number % 100)),
            _ => (number / 10_000, Some(number % 10_000)),
        };
        Some((Stretch::Quarter(quarter), year.and_then(|year| i32::try_from(year).ok())))
    }

    /// Whether the word that stands here names a week, though it can name a quarter too: `KW 12`.
    fn a_week_is_meant(&self) -> bool {
        let skipped = usize::from(matches!(self.token(1), Some(Token::Mark('-' | '.'))));
        match (self.peek(), self.token(1 + skipped)) {
            (Some(word), Some(Token::Number { value, .. })) => self.book.is_rather_a_week(word, *value),
            _ => false,
        }
    }

    /// "H1", "1H", "eerste helft", "2e halfjaar", "hj 1", "eerste helft van mei".
    fn half(&mut self) -> Option<Stretch> {
        let half = self.attempt(|c| c.ordered_by(&[Role::HalfWord], 2)).or_else(|| {
            self.attempt(|c| {
                c.role(Role::HalfWord)?;
                c.number(|_, digits| digits == 1)
            })
        })?;
        let month = self.attempt(|c| {
            c.role(Role::Of);
            c.word(Phrasebook::month)
        });
        if let Some(month) = month {
            return Some(Stretch::HalfMonth { half, month });
        }
        self.attempt(|c| c.role(Role::YearWord).filter(|()| !matches!(c.token(0), Some(Token::Number { .. }))));
        Some(Stretch::Half(half))
    }

    /// "T1", "2e tertaal".
    fn third(&mut self) -> Option<Stretch> {
        let number = self.attempt(|c| c.ordered_by(&[Role::ThirdWord], 3)).or_else(|| {
            self.attempt(|c| {
                c.role(Role::ThirdWord)?;
                let ordinal = matches!(c.token(0), Some(Token::Number { ordinal: true, .. }));
                c.number(|value, digits| digits == 1 && (1..=3).contains(&value)).filter(|_| !ordinal)
            })
        })?;
        Some(Stretch::Third(number))
    }

    /// "week 12", "wk12", "W12".
    fn week(&mut self) -> Option<Stretch> {
        if !self.a_week_is_meant() {
            return None;
        }
        self.one_of(WEEK)?;
        self.mark(&['-', '.']);
        self.short().map(Stretch::Week)
    }

    /// "week van 12 januari 2026".
    fn week_of(&mut self) -> Option<Point> {
        self.role(Role::UnitWeek)?;
        self.role(Role::Of)?;
        let point =
            self.attempt(Self::weekday_date).or_else(|| self.attempt(Self::date)).or_else(|| self.numeric_day())?;
        let Stretch::Day { day, month } = point.stretch else { return None };
        Some(Point { stretch: Stretch::WeekOf { day, month }, ..point })
    }

    /// A season or feast.
    fn season(&mut self) -> Option<Stretch> {
        // "autumn break" is longer than "autumn".
        self.valued(FEASTS)
            .map(Stretch::Feast)
            .or_else(|| self.valued(SEASONS).map(Stretch::Season))
            .or_else(|| self.role(Role::SchoolYear).map(|()| Stretch::SchoolYear))
    }

    /// "winter 2025-2026", "schooljaar 25/26", "jaarwisseling 2025/2026": stretches that have two years.
    fn over_new_year(&mut self) -> Option<(Stretch, Option<i32>)> {
        let stretch = self.season()?;
        if matches!(stretch, Stretch::Season(Season::Spring | Season::Summer | Season::Autumn)) {
            return None;
        }
        self.role(Role::Of);
        let year = self.any_year()?;
        self.mark(&['-', '/'])?;
        let next = self.any_year()?;
        (next == year + 1).then_some((stretch, Some(year)))
    }

    // --- Several that share a word -----------------------------------------------------------------------------------

    /// "Q1-2 2026", "Q1/2 2026", "kw 1 t/m 3 2026".
    fn quarters(&mut self) -> Option<Vec<Piece>> {
        if self.a_week_is_meant() {
            return None;
        }
        self.one_of(QUARTER)?;
        self.numbered(Stretch::Quarter, |value, digits| digits == 1 && (1..=4).contains(&value))
    }

    /// "week 12-14 2026", "wk 12, 13 en 14".
    fn weeks(&mut self) -> Option<Vec<Piece>> {
        if !self.a_week_is_meant() {
            return None;
        }
        self.one_of(WEEK)?;
        self.numbered(Stretch::Week, |_, digits| digits <= 2)
    }

    /// Numbers of quarters or weeks with links between them, and the year of all.
    fn numbered(&mut self, stretch: fn(u32) -> Stretch, valid: fn(u32, usize) -> bool) -> Option<Vec<Piece>> {
        let mut numbers = vec![self.number(valid)?];
        let mut links = Vec::new();
        while let Some((link, number)) = self.attempt(|c| {
            let next = (c.link()?, c.number(valid)?);
            c.ends_a_list().then_some(next)
        }) {
            links.push(link);
            numbers.push(number);
        }
        if links.is_empty() {
            return None;
        }
        Some(self.with_year(numbers.into_iter().map(stretch).collect(), links))
    }

    /// "eerste twee kwartalen van 2026", "laatste 3 maanden 2026".
    fn first_few(&mut self) -> Option<Vec<Piece>> {
        let from_the_end = match self.role(Role::FirstOf) {
            Some(()) => false,
            None => self.role(Role::LastOf).map(|()| true)?,
        };
        let count = self.number(|value, _| value < 12).or_else(|| self.word(Phrasebook::count))?;
        let (stretch, whole): (fn(u32) -> Stretch, u32) = match self.unit()? {
            Unit::Quarter => (Stretch::Quarter, 4),
            Unit::Month => (Stretch::Month, 12),
            _ => return None,
        };
        let skipped = whole.checked_sub(count)?;
        let (first, last) = if from_the_end { (skipped + 1, whole) } else { (1, count) };
        Some(self.with_year(vec![stretch(first), stretch(last)], vec![Link::Until]))
    }

    /// Whether the number that was just taken belongs to what stood before it: not in "kw 1 - 3 mei", "Q1 - 2-4-2026" and
    /// "Q3 en 2 sessies".
    fn ends_a_list(&self) -> bool {
        match (self.token(0), self.token(1)) {
            (Some(Token::Mark('-' | '/' | '.')), Some(Token::Number { digits, .. })) => *digits > 2,
            (Some(Token::Word(word)), _) => self.book.is_any(&[Role::Of, Role::AndOr, Role::Until], word),
            _ => true,
        }
    }

    /// "1e en 2e kwartaal 2026", "eerste/tweede helft 2026", "1e-3e kwartaal".
    fn ordered(&mut self) -> Option<Vec<Piece>> {
        let first = self.ordinal(4)?;
        self.mark(&['.']);
        let link = self.link()?;
        let last = self.ordinal(4)?;
        self.mark(&['.']);
        let stretch: fn(u32) -> Stretch = self.valued(STRETCHES)?;
        Some(self.with_year(vec![stretch(first), stretch(last)], vec![link]))
    }

    /// "begin/medio 2026", "half tot eind mei": parts of one stretch.
    fn parts(&mut self) -> Option<Vec<Piece>> {
        let first = self.valued(PARTS)?;
        let link = self.link()?;
        let last = self.part()?;
        let part = |part| Point { part, ..last };
        last.part.is_some().then(|| vec![Piece::Point(part(Some(first))), Piece::Link(link), Piece::Point(last)])
    }

    /// Stretches with the year that stands after the last.
    fn with_year(&mut self, mut stretches: Vec<Stretch>, links: Vec<Link>) -> Vec<Piece> {
        let Some(last) = stretches.pop() else { return Vec::new() };
        let last = self.dated(last, None);
        let before = stretches.into_iter().map(|stretch| Point { stretch, year: None, ..last });
        chain(before.chain([last]), links)
    }

    /// "2025/26", "25/26", "2025-26": a year and the next.
    fn year_pair(&mut self) -> Option<Vec<Piece>> {
        let first = self.attempt(Self::long_year).or_else(|| self.two_digit_year())?;
        self.mark(&['-', '/'])?;
        let next = self.two_digit_year()?;
        if next != first + 1 || self.a_date_goes_on() {
            return None;
        }
        let year = |year| Piece::Point(Point::new(Stretch::Year, Some(year)));
        Some(vec![year(first), Piece::Link(Link::Dash), year(next)])
    }

    // --- Numbers that order ------------------------------------------------------------------------------------------

    /// "1e kwartaal", "eerste kwartaal", "1 kwartaal": an ordinal number before one of these words; "laatste" is `last`.
    fn ordered_by(&mut self, words: &[Role], last: u32) -> Option<u32> {
        let number = self.ordinal(last).or_else(|| self.roman())?;
        // "1. Quartal", but not "1. Q2 2026".
        let dotted = self.mark(&['.']).is_some();
        self.one_of(words)?;
        (!dotted || !matches!(self.token(0), Some(Token::Number { digits: 1, .. }))).then_some(number)
    }

    /// A number that orders; "laatste" is `last`.
    pub(super) fn ordinal(&mut self, last: u32) -> Option<u32> {
        self.plain_ordinal()
            .or_else(|| self.role(Role::LastOf).map(|()| last))
            .or_else(|| self.number(|value, digits| digits == 1 && (1..=4).contains(&value)))
    }

    fn plain_ordinal(&mut self) -> Option<u32> {
        self.ordinal_number().or_else(|| self.word(Phrasebook::ordinal))
    }

    // --- Years -------------------------------------------------------------------------------------------------------

    /// The stretch with the year that stands after it: said, or said from the day of reading.
    fn dated(&mut self, stretch: Stretch, year: Option<i32>) -> Point {
        let year = year.or_else(|| self.year());
        let relative = if year.is_none() { self.attempt(Self::relative_year) } else { None };
        Point { relative: relative.is_some(), ..Point::new(stretch, year.or(relative.flatten())) }
    }

    /// The year after a stretch: "van 2025", "'25", "-25", "2025".
    pub(super) fn year(&mut self) -> Option<i32> {
        self.attempt(|c| {
            let of = c.role(Role::Of).is_some();
            c.role(Role::The);
            c.role(Role::YearWord);
            let mark = c.mark(&['-', '/', ',', '.']);
            let year = c
                .attempt(Self::long_year)
                .or_else(|| c.attempt(Self::apostrophe_year))
                .or_else(|| c.two_digit_year().filter(|_| mark != Some(',') && !of))?;
            // "Q1 - 2025-12-31" and "Q3 28 mei": the number belongs to what follows.
            (!c.a_date_goes_on() && !c.a_day_was_meant()).then_some(year)
        })
    }

    /// "van dit jaar", "volgend jaar", "van het jaar", "jl.", "a.s."; with the year, where the day of reading tells it.
    fn relative_year(&mut self) -> Option<Option<i32>> {
        self.role(Role::Of);
        self.attempt(|c| {
            let which = c.valued(NEARBY).or_else(|| c.role(Role::The).map(|()| Some(Nearby::This)))?;
            c.role(Role::YearWord)?;
            Some(c.unit_near(Unit::Year, which).and_then(|point| point.year))
        })
        .or_else(|| self.role(Role::LastOrNext).map(|()| None))
    }

    /// A year of four digits that a plan can speak of.
    fn long_year(&mut self) -> Option<i32> {
        self.number(|value, digits| digits == 4 && (1990..2100).contains(&value))
            .and_then(|year| i32::try_from(year).ok())
    }

    fn apostrophe_year(&mut self) -> Option<i32> {
        self.mark(&['\''])?;
        self.two_digit_year()
    }

    fn two_digit_year(&mut self) -> Option<i32> {
        self.number(|value, digits| digits == 2 && (20..60).contains(&value))
            .and_then(|year| i32::try_from(2000 + year).ok())
    }

    fn any_year(&mut self) -> Option<i32> {
        self.attempt(Self::long_year).or_else(|| self.attempt(Self::apostrophe_year)).or_else(|| self.two_digit_year())
    }

    /// "2025", "'25", "jaar 2025".
    fn bare_year(&mut self) -> Option<Point> {
        self.role(Role::YearWord);
        let year = self.attempt(Self::long_year).or_else(|| self.attempt(Self::apostrophe_year))?;
        Some(Point::new(Stretch::Year, Some(year)))
    }

    /// "06-2026": a month in digits.
    fn numeric_month(&mut self) -> Option<Point> {
        let month = self.short()?;
        self.mark(SEPARATORS)?;
        let year = self.long_year()?;
        Some(Point::new(Stretch::Month(month), Some(year)))
    }

    /// Whether what was just taken is the start of a date in digits: "2025" of "2025-12-31".
    fn a_date_goes_on(&self) -> bool {
        matches!(
            (self.token(0), self.token(1), self.token(2)),
            (Some(Token::Mark(a)), Some(Token::Number { digits: 1..=2, .. }), Some(Token::Mark(b)))
                if a == b && SEPARATORS.contains(a)
        )
    }

    /// Whether a number before the word counts something: "2-3 keer", "10-12 uur", "1/2 jaarlijks".
    fn is_counted(&self, word: &str) -> bool {
        let units = Unit::OF.iter().any(|(role, _)| self.book.is(*role, word));
        units || self.book.each(word).is_some() || self.book.is_any(&[Role::HowOften, Role::Hour], word)
    }

    /// Whether the two digits that were just taken start a date: "mei 28/3", "Q1 26 mei".
    fn a_day_was_meant(&self) -> bool {
        let short = matches!(self.last(), Some(Token::Number { digits: 2, .. }));
        short
            && match (self.token(0), self.token(1)) {
                (Some(Token::Word(word)), _) => self.book.month(word).is_some() || self.is_counted(word),
                (Some(Token::Mark('-' | '/' | '.')), Some(Token::Number { digits: 1..=2, .. })) => true,
                _ => false,
            }
    }
}

/// The unit that holds a day; a day is none.
fn unit_at(unit: Unit, day: NaiveDate) -> Option<Point> {
    let (stretch, year) = match unit {
        Unit::Day => return None,
        Unit::Week => (Stretch::Week(day.iso_week().week()), day.iso_week().year()),
        Unit::Month => (Stretch::Month(day.month()), day.year()),
        Unit::Quarter => (Stretch::Quarter(day.month().div_ceil(3)), day.year()),
        Unit::HalfYear => (Stretch::Half(day.month().div_ceil(6)), day.year()),
        Unit::Year => (Stretch::Year, day.year()),
    };
    Some(Point::new(stretch, Some(year)))
}

/// A year that is said from a day of reading that is not known.
pub(super) fn unsaid() -> Point {
    Point { relative: true, ..Point::new(Stretch::Year, None) }
}

/// A stretch by its number in the year.
type Numbered = fn(u32) -> Stretch;

/// Stretches that order numbers.
const STRETCHES: &[(Role, Numbered)] = &[
    (Role::UnitQuarter, Stretch::Quarter),
    (Role::QuarterWord, Stretch::Quarter),
    (Role::HalfWord, Stretch::Half),
    (Role::ThirdWord, Stretch::Third),
];

/// Points with the links between them.
fn chain(points: impl Iterator<Item = Point>, links: Vec<Link>) -> Vec<Piece> {
    let mut links = links.into_iter();
    let mut pieces = Vec::new();
    for point in points {
        pieces.push(Piece::Point(point));
        pieces.extend(links.next().map(Piece::Link));
    }
    pieces
}
