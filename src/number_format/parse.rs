//! The code of a format: its sections and their parts.

use crate::cell::DateShown;

use super::locale::Names;

/// How many sections count; Excel has no more.
const MOST_SECTIONS: usize = 4;
/// How many decimals of a second can be shown.
const MOST_DECIMALS: usize = 9;

/// One section.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    /// When it counts, where it says so itself.
    pub condition: Option<Test>,
    pub parts: Vec<Part>,
    pub kind: Kind,
    /// Whose names of months and days it has, where it says so.
    pub names: Option<Names>,
}

/// What a section makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Fraction,
    Date,
}

/// A condition: `[>=100]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Test {
    compare: Compare,
    limit: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Less,
    AtMost,
    Equal,
    Other,
    AtLeast,
    More,
}

/// A part of a section, in the order in which it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A text that shows as it is.
    Literal(String),
    /// Room of the width of a character.
    Space,
    /// A place for a digit: `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma, which can mean three things.
    Comma,
    Percent,
    /// The exponent's mark: its letter, and whether its sign is shown when it is not negative.
    Exponent(char, bool),
    /// Of a fraction, or between the parts of a date.
    Slash,
    General,
    /// The text.
    At,
    Year(usize),
    /// The year of the Buddhist calendar.
    BuddhistYear(usize),
    Month(usize),
    Minute(usize),
    Day(usize),
    Hour(usize),
    Second(usize),
    /// Decimals of the second, with the sign before them.
    Decimals(usize),
    /// Half of the day, and whether in one letter.
    HalfDay(bool),
    Elapsed(Unit, usize),
    /// A part of a date that shows nothing in our calendar: the era.
    Era,
}

/// What is counted without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Minute,
    Second,
}

impl Test {
    /// Reads what stands in brackets.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['<', '>', '=']);
        let compare = match text.strip_suffix(digits)? {
            "<" => Compare::Less,
            "<=" => Compare::AtMost,
            "=" => Compare::Equal,
            "<>" => Compare::Other,
            ">=" => Compare::AtLeast,
            ">" => Compare::More,
            _ => return None,
        };
        let limit = digits.trim().parse().ok().filter(|limit: &f64| limit.is_finite())?;
        Some(Self { compare, limit })
    }

    pub(super) fn holds(self, number: f64) -> bool {
        match self.compare {
            Compare::Less => number < self.limit,
            Compare::AtMost => number <= self.limit,
            Compare::Equal => number == self.limit,
            Compare::Other => number != self.limit,
            Compare::AtLeast => number >= self.limit,
            Compare::More => number > self.limit,
        }
    }

    /// Whether it holds for negative numbers alone, so that the sign says nothing more.
    pub(super) fn is_negative(self) -> bool {
        match self.compare {
            Compare::Less => self.limit <= 0.0,
            Compare::AtMost | Compare::Equal => self.limit < 0.0,
            Compare::Other | Compare::AtLeast | Compare::More => false,
        }
    }

    /// Whether what it leaves is negative alone, zero apart.
    pub(super) fn is_of_the_rest(self) -> bool {
        matches!(self.compare, Compare::AtLeast | Compare::More) && self.limit == 0.0
    }
}

impl Section {
    /// What of a date it shows.
    pub(super) fn date_shown(&self) -> DateShown {
        let has = |wanted: fn(&Part) -> bool| self.parts.iter().any(wanted);
        let year = has(|part| matches!(part, Part::Year(_) | Part::BuddhistYear(_)));
        let month = has(|part| matches!(part, Part::Month(_)));
        let day = has(|part| matches!(part, Part::Day(1 | 2)));
        DateShown::of(year, month, day)
    }

    fn of(parts: Vec<Part>, condition: Option<Test>, names: Option<Names>) -> Self {
        let mut section = Self { condition, parts, kind: Kind::Number, names };
        if section.parts.iter().any(is_of_date) {
            section.kind = Kind::Date;
            section.find_minutes();
        } else if super::fraction::find(&section.parts).is_some() {
            section.kind = Kind::Fraction;
        }
        section
    }

    /// `m` is a minute behind an hour and before a second, and a month elsewhere.
    fn find_minutes(&mut self) {
        let is_time = |part: Option<&Part>, unit: Unit| match part {
            Some(Part::Hour(_)) => unit == Unit::Hour,
            Some(Part::Second(_)) => unit == Unit::Second,
            Some(Part::Elapsed(of, _)) => *of == unit,
            _ => false,
        };
        let dated: Vec<usize> =
            (0..self.parts.len()).filter(|at| self.parts.get(*at).is_some_and(is_of_calendar)).collect();
        for (nth, at) in dated.iter().enumerate() {
            let beside = |nth: Option<usize>| self.parts.get(*dated.get(nth?)?);
            let is_minute =
                is_time(beside(nth.checked_sub(1)), Unit::Hour) || is_time(beside(nth.checked_add(1)), Unit::Second);
            if let Some(part @ Part::Month(1 | 2)) = self.parts.get(*at)
                && is_minute
            {
                let count = if *part == Part::Month(1) { 1 } else { 2 };
                if let Some(part) = self.parts.get_mut(*at) {
                    *part = Part::Minute(count);
                }
            }
        }
    }
}

fn is_of_date(part: &Part) -> bool {
    is_of_calendar(part) || matches!(part, Part::HalfDay(_) | Part::Era | Part::Decimals(_))
}

fn is_of_calendar(part: &Part) -> bool {
    matches!(
        part,
        Part::Year(_)
            | Part::BuddhistYear(_)
            | Part::Month(_)
            | Part::Minute(_)
            | Part::Day(_)
            | Part::Hour(_)
            | Part::Second(_)
            | Part::Elapsed(..)
    )
}

/// The sections of a code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut reader = Reader { rest: code };
    let mut sections = Vec::new();
    loop {
        let (section, more) = reader.section();
        sections.push(section);
        if !more || sections.len() == MOST_SECTIONS {
            return sections;
        }
    }
}

struct Reader<'c> {
    rest: &'c str,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next()?;
        self.rest = chars.as_str();
        Some(c)
    }

    /// Takes a text that stands next, whatever its case.
    fn take(&mut self, text: &str) -> bool {
        let Some(start) = self.rest.get(..text.len()) else { return false };
        let is = start.eq_ignore_ascii_case(text);
        if is {
            self.rest = self.rest.get(text.len()..).unwrap_or_default();
        }
        is
    }

    /// How many of a letter stand next, whatever its case, with the one that was just read.
    fn run(&mut self, letter: char) -> usize {
        let rest = self.rest.trim_start_matches([letter.to_ascii_lowercase(), letter.to_ascii_uppercase()]);
        let count = self.rest.len() - rest.len();
        self.rest = rest;
        count + 1
    }

    /// Reads up to the end of a section; whether another one follows.
    fn section(&mut self) -> (Section, bool) {
        let (mut parts, mut condition, mut names) = (Vec::new(), None, None);
        loop {
            let Some(c) = self.next() else { return (Section::of(parts, condition, names), false) };
            if c == ';' {
                return (Section::of(parts, condition, names), true);
            }
            if c != '[' {
                let part = self.part(c, &parts);
                parts.extend(part);
                continue;
            }
            let Some((inner, rest)) = self.rest.split_once(']') else {
                parts.push(Part::Literal(c.into()));
                continue;
            };
            self.rest = rest;
            if let Some(told) = inner.strip_prefix('$') {
                let (currency, place) = told.split_once('-').unwrap_or((told, ""));
                if !currency.is_empty() {
                    parts.push(Part::Literal(currency.to_owned()));
                }
                names = Names::of(place).or(names);
                parts.extend(system_format(place, self));
            } else if let Some((unit, count)) = elapsed(inner) {
                parts.push(Part::Elapsed(unit, count));
            } else {
                // Whatever else stands in brackets is a colour, or the digits of another script.
                condition = Test::parse(inner).or(condition);
            }
        }
    }

    fn part(&mut self, c: char, before: &[Part]) -> Option<Part> {
        Some(match c {
            '"' => {
                let (text, rest) = self.rest.split_once('"').unwrap_or((self.rest, ""));
                self.rest = rest;
                Part::Literal(text.to_owned())
            }
            '\\' => Part::Literal(self.next()?.into()),
            '_' => {
                self.next();
                Part::Space
            }
            // How often it repeats goes with the width of the column. A space parts what stands beside it.
            '*' => {
                let fills = self.next() == Some(' ');
                let is_apart = match before.last() {
                    Some(Part::Space) => true,
                    Some(Part::Literal(text)) => text.ends_with(' '),
                    _ => false,
                };
                return (fills && !is_apart).then_some(Part::Space);
            }
            '0' | '#' | '?' => Part::Digit(c),
            '.' | ',' if matches!(before.last(), Some(Part::Second(_) | Part::Elapsed(Unit::Second, _))) => {
                let zeros = self.rest.len() - self.rest.trim_start_matches('0').len();
                if zeros == 0 {
                    return Some(Part::Literal(c.into()));
                }
                self.rest = self.rest.trim_start_matches('0');
                Part::Decimals(zeros.min(MOST_DECIMALS))
            }
            '.' => Part::Point,
            ',' => Part::Comma,
            '%' => Part::Percent,
            '/' => Part::Slash,
            '@' => Part::At,
            _ => return Some(self.letter(c, before)),
        })
    }

    fn letter(&mut self, c: char, before: &[Part]) -> Part {
        let has_digit = || before.iter().any(|part| matches!(part, Part::Digit(_)));
        match c.to_ascii_lowercase() {
            'g' if self.take("eneral") => Part::General,
            'g' => {
                self.run(c);
                Part::Era
            }
            'e' if self.rest.starts_with(['+', '-']) && has_digit() => {
                let plus = self.next() == Some('+');
                Part::Exponent(c, plus)
            }
            'e' => {
                self.run(c);
                Part::Year(4)
            }
            'a' if self.take("m/pm") => Part::HalfDay(false),
            'a' if self.take("/p") => Part::HalfDay(true),
            'a' if self.rest.starts_with("aa") => Part::Day(self.run(c)),
            'y' => Part::Year(self.run(c)),
            'b' if self.rest.starts_with(['1', '2']) => {
                self.next();
                Part::Era
            }
            'b' => Part::BuddhistYear(self.run(c)),
            'm' => Part::Month(self.run(c)),
            'd' => Part::Day(self.run(c)),
            'h' => Part::Hour(self.run(c)),
            's' => Part::Second(self.run(c)),
            _ => Part::Literal(c.into()),
        }
    }
}

/// `[h]`, `[mm]`: a length of time.
fn elapsed(inner: &str) -> Option<(Unit, usize)> {
    let letter = inner.chars().next()?.to_ascii_lowercase();
    let unit = match letter {
        'h' => Unit::Hour,
        'm' => Unit::Minute,
        's' => Unit::Second,
        _ => return None,
    };
    inner.chars().all(|c| c.eq_ignore_ascii_case(&letter)).then_some((unit, inner.len()))
}

/// The long date and the time of the system, which stand instead of the rest of the section.
fn system_format(place: &str, reader: &mut Reader<'_>) -> Vec<Part> {
    let literal = |text: &str| Part::Literal(text.to_owned());
    let parts = match place.to_ascii_lowercase().as_str() {
        "f800" | "x-sysdate" => {
            vec![Part::Day(4), literal(" "), Part::Day(1), literal(" "), Part::Month(4), literal(" "), Part::Year(4)]
        }
        "f400" | "x-systime" => {
            vec![Part::Hour(1), literal(":"), Part::Minute(2), literal(":"), Part::Second(2)]
        }
        _ => return Vec::new(),
    };
    let end = reader.rest.find(';').unwrap_or(reader.rest.len());
    reader.rest = reader.rest.get(end..).unwrap_or_default();
    parts
}
