//! Deadlines as people write them: quarters, ranges, seasons, rhythms, meetings, and words without a date.
//!
//! Conventions: a quarter is a calendar quarter; "Qn jjjj" ends on its last day; "eind jjjj" is its last quarter; begin,
//! medio and eind of a month are ten days each; "voor X" ends the day before X starts; a window is over after its last
//! day. Day comes before month, always.

mod grammar;
mod phrase;
mod print;
mod span;
mod token;

use chrono::{Datelike, Days, NaiveDate};

use self::grammar::{Link, Piece, Relation};
use self::span::{Days2, Part, Point, Stretch};
use self::token::Token;
use crate::cell::{CellValue, GridCell};
use crate::framework::{Framework, Meeting};
use crate::plan::{Deadline, Precision, Signal};
use crate::read::redaction;
use crate::wording::fold;

/// The days on which bodies meet, ready for looking up.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Folded names, in the order of `dates`.
    names: Vec<String>,
    dates: Vec<Vec<NaiveDate>>,
}

impl Calendar {
    /// The calendar of a framework.
    pub fn new(framework: &Framework) -> Self {
        Self::of(&framework.meetings)
    }

    /// The calendar of these meetings.
    pub fn of(meetings: &[Meeting]) -> Self {
        let name = |meeting: &Meeting| {
            let words = token::tokens(&meeting.body).into_iter();
            words
                .filter_map(|token| if let Token::Word(word) = token { Some(word) } else { None })
                .collect::<Vec<_>>()
                .join(" ")
        };
        let named =
            meetings.iter().map(|meeting| (name(meeting), meeting.dates.clone())).filter(|(name, _)| !name.is_empty());
        let (names, dates) = named.unzip();
        Self { names, dates }
    }

    /// The days on which a body meets; empty for a body that the calendar does not have.
    fn dates(&self, body: Option<&str>) -> &[NaiveDate] {
        let at = body.and_then(|body| self.names.iter().position(|name| name == body));
        at.and_then(|at| self.dates.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// Reads the text of a deadline. Never fails: text that is no deadline has [`Precision::Unreadable`], with a signal that
/// says why where that can be told.
pub fn parse(text: &str, calendar: &Calendar) -> Deadline {
    if let Some(deadline) = whole(text) {
        return deadline;
    }
    let (outer, inner) = split_brackets(&token::tokens(text));
    let outer = interpret(&grammar::pieces(&outer, &calendar.names), calendar);
    if !says_little(&outer) || inner.is_empty() {
        return outer;
    }
    let inner = interpret(&grammar::pieces(&inner, &calendar.names), calendar);
    if says_little(&inner) { outer } else { inner }
}

/// Reads a cell: true dates, bare years and serial numbers as numbers, and text. The part that is struck through is left
/// out. An empty cell gives a blank deadline.
pub fn of_cell(cell: &GridCell, calendar: &Calendar) -> Deadline {
    match &cell.value {
        CellValue::Empty => Deadline::default(),
        CellValue::Date(date) => of_date(date.date()),
        CellValue::Number(number) => of_number(*number).unwrap_or_else(|| parse(&cell.text(), calendar)),
        CellValue::Text(text) => of_text(text, cell.unstruck.as_deref(), calendar),
        CellValue::Bool(_) | CellValue::Error(_) => without_date(Precision::Unreadable, &[]),
    }
}

/// A true date. 2025 in a cell with a date format is shown as a day in 1905; nobody plans there, so the year was meant.
fn of_date(date: NaiveDate) -> Deadline {
    let serial = date.signed_duration_since(serial_zero()).num_days();
    match u16::try_from(serial) {
        Ok(year @ 1990..2100) => year_deadline(i32::from(year)),
        _ => day_deadline(date),
    }
}

/// A number: a year, or a date that lost its format.
fn of_number(number: f64) -> Option<Deadline> {
    if number.fract() == 0.0 && (1990.0..2100.0).contains(&number) {
        return Some(year_deadline(number as i32));
    }
    // From 1990 to 2099; the day is kept, the time of day is not.
    if (32_874.0..73_051.0).contains(&number) {
        return serial_zero().checked_add_days(Days::new(number as u64)).map(day_deadline);
    }
    None
}

/// The day that Excel counts from. (It takes 1900 for a leap year, which is why this is not the last day of 1899.)
fn serial_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default()
}

fn of_text(text: &str, unstruck: Option<&str>, calendar: &Calendar) -> Deadline {
    let read = unstruck.unwrap_or(text);
    let mut deadline = if read.trim().is_empty() { Deadline::default() } else { parse(read, calendar) };
    let trimmed = read.trim();
    if trimmed.len() == 5
        && let Some(serial) = trimmed.parse::<f64>().ok().and_then(of_number)
    {
        deadline = serial;
    }
    let digits_only =
        trimmed.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '/' | '.' | ':'));
    if deadline.precision == Precision::Day && digits_only && deadline.end.is_some() {
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
    let days = Point::new(Stretch::Year, None).days(year);
    Deadline { start: days.map(|d| d.0), end: days.map(|d| d.1), precision: Precision::Year, ..Deadline::default() }
}

fn without_date(precision: Precision, signals: &[Signal]) -> Deadline {
    Deadline { precision, signals: signals.to_vec(), ..Deadline::default() }
}

/// What only the whole text tells: signs without a word, and codes that elsewhere are paragraph numbers.
fn whole(text: &str) -> Option<Deadline> {
    if redaction::is_whole(text) {
        return Some(without_date(Precision::Unreadable, &[Signal::Redacted]));
    }
    let folded = fold(text);
    let bar = folded.contains(['\u{2588}', '\u{25A0}']);
    let silent = !bar && !folded.chars().any(char::is_alphanumeric);
    silent.then(|| without_date(Precision::Blank, &[Signal::ToBeDecided]))
}

/// The tokens outside and inside brackets.
fn split_brackets(tokens: &[Token]) -> (Vec<Token>, Vec<Token>) {
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    let mut depth = 0_usize;
    for token in tokens {
        match token {
            Token::Mark('(' | '[') => depth += 1,
            Token::Mark(')' | ']') => depth = depth.saturating_sub(1),
            _ if depth > 0 => inner.push(token.clone()),
            _ => outer.push(token.clone()),
        }
    }
    (outer, inner)
}

/// Whether what stands in brackets may add to it: "periodiek (eens per kwartaal)".
fn says_little(deadline: &Deadline) -> bool {
    let unsaid = deadline.precision == Precision::Recurrence && deadline.recurrence.is_none();
    let unread = deadline.precision == Precision::Unreadable && deadline.signals.is_empty();
    let unresolved = deadline.precision == Precision::Meeting && deadline.end.is_none() && deadline.start.is_none();
    unsaid || unread || unresolved || deadline.precision == Precision::Vague
}

/// A point with what was said about it.
#[derive(Debug, Clone, Copy)]
struct Item {
    point: Point,
    relation: Option<Relation>,
    /// The link with the point before it.
    link: Option<Link>,
    /// Which clause it stands in.
    clause: usize,
}

/// What the pieces say apart from points.
#[derive(Debug, Default)]
struct Said {
    ongoing: bool,
    /// Whether "doorlopend" stood before the first point.
    ongoing_first: bool,
    rhythm: Option<Option<String>>,
    meeting: Option<Option<String>>,
    vague: bool,
    undecided: bool,
}

fn interpret(pieces: &[Piece], calendar: &Calendar) -> Deadline {
    if pieces.contains(&Piece::Redacted) {
        return without_date(Precision::Unreadable, &[Signal::Redacted]);
    }
    let (mut items, said) = collect(pieces);
    if items.iter().any(|item| !item.point.exists()) {
        return without_date(Precision::Unreadable, &[Signal::DoesNotExist]);
    }
    share_years(&mut items);
    let mut deadline = if let Some(body) = &said.meeting {
        at_meeting(&items, calendar.dates(body.as_deref()))
    } else if items.is_empty() {
        return no_point(&said);
    } else {
        at_points(&items, &said)
    };
    if let Some(rhythm) = said.rhythm {
        deadline.ongoing = true;
        deadline.recurrence = rhythm;
        // "jaarlijks in Q4" needs no year.
        if deadline.signals.contains(&Signal::YearMissing) {
            deadline.signals.retain(|signal| *signal != Signal::YearMissing);
            deadline.precision = Precision::Recurrence;
        }
    }
    if let (Some(start), Some(end)) = (deadline.start, deadline.end)
        && end < start
    {
        deadline.signals.push(Signal::EndBeforeStart);
    }
    deadline.signals.sort_unstable();
    deadline.signals.dedup();
    deadline
}

/// Gathers points with their relations and links; old values ("was Q4 2024") are left out.
fn collect(pieces: &[Piece]) -> (Vec<Item>, Said) {
    let (mut items, mut said) = (Vec::<Item>::new(), Said::default());
    let (mut relation, mut link, mut clause) = (None, None, 0);
    // Where the points of this clause start that a new value would replace.
    let (mut replaced_up_to, mut former) = (None, false);
    for piece in pieces {
        match piece {
            Piece::Former => former = true,
            Piece::Replaces => {
                former = false;
                replaced_up_to = Some(items.len());
                (relation, link) = (None, None);
            }
            Piece::Break => {
                (relation, link, former) = (None, None, false);
                clause += 1;
            }
            _ if former => {}
            Piece::Point(point) => {
                if let Some(upto) = replaced_up_to.take() {
                    items.drain(..upto);
                }
                let by_word =
                    link.filter(|_| items.is_empty()).and_then(|link| (link == Link::Until).then_some(Relation::By));
                items.push(Item { point: *point, relation: relation.take().or(by_word), link: link.take(), clause });
            }
            Piece::Relation(said) => relation = Some(*said),
            Piece::Link(said) => link = Some(if link == Some(Link::Until) { Link::Until } else { *said }),
            Piece::Ongoing => {
                said.ongoing_first |= !said.ongoing && items.is_empty();
                said.ongoing = true;
            }
            Piece::Rhythm(rhythm) => {
                if !matches!(said.rhythm, Some(Some(_))) {
                    said.rhythm = Some(rhythm.clone());
                }
            }
            Piece::Meeting(body) => {
                if !matches!(said.meeting, Some(Some(_))) {
                    said.meeting = Some(body.clone());
                }
                // "na DVC": the relation is with the meeting; no day can be told from it.
                relation = None;
            }
            Piece::Vague => said.vague = true,
            Piece::Undecided => said.undecided = true,
            Piece::Redacted => {}
            Piece::Other => link = None,
        }
    }
    (items, said)
}

/// Points that are linked share the year of the one that has it: "Q3-Q4 2024", "nov 2025 - feb".
fn share_years(items: &mut [Item]) {
    for at in (1..items.len()).rev() {
        let [before, after] = [items.get(at - 1).copied(), items.get(at).copied()];
        if let (Some(before), Some(after)) = (before, after)
            && after.link.is_some()
            && let (None, Some(year)) = (before.point.year, after.point.year)
            && let Some(item) = items.get_mut(at - 1)
        {
            let later = before.point.days(year).zip(after.point.days(year)).is_some_and(|(b, a)| b.0 > a.1);
            item.point.year = Some(if later { year - 1 } else { year });
        }
    }
    for at in 1..items.len() {
        let [before, after] = [items.get(at - 1).copied(), items.get(at).copied()];
        if let (Some(before), Some(after)) = (before, after)
            && after.link.is_some()
            && let (Some(year), None) = (before.point.year, after.point.year)
            && let Some(item) = items.get_mut(at)
        {
            let earlier = before.point.days(year).zip(after.point.days(year)).is_some_and(|(b, a)| a.1 < b.0);
            item.point.year = Some(if earlier { year + 1 } else { year });
        }
    }
}

/// A deadline without any point in time.
fn no_point(said: &Said) -> Deadline {
    if let Some(Some(period)) = &said.rhythm {
        return Deadline {
            ongoing: true,
            recurrence: Some(period.clone()),
            precision: Precision::Recurrence,
            ..Deadline::default()
        };
    }
    if said.ongoing {
        return Deadline { ongoing: true, precision: Precision::Ongoing, ..Deadline::default() };
    }
    if said.rhythm.is_some() {
        return Deadline { ongoing: true, precision: Precision::Recurrence, ..Deadline::default() };
    }
    if said.undecided {
        return without_date(Precision::Blank, &[Signal::ToBeDecided]);
    }
    if said.vague {
        return without_date(Precision::Vague, &[Signal::Vague]);
    }
    without_date(Precision::Unreadable, &[])
}

/// Start and end that one point gives by its relation.
fn window(item: &Item, (start, end): Days2) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let before = start.pred_opt();
    let season = matches!(item.point.stretch, Stretch::Season(_));
    match item.relation {
        Some(Relation::From | Relation::Last) => (Some(start), None),
        Some(Relation::After) => (end.succ_opt(), None),
        // "voor het eind van 2025" still leaves the whole end.
        Some(Relation::Before) if item.point.part == Some(Part::End) => (None, Some(end)),
        Some(Relation::Before) => (None, before),
        Some(Relation::Toward) if season => (None, before),
        Some(Relation::By | Relation::Toward) => (None, Some(end)),
        None if matches!(item.point.stretch, Stretch::Day { .. }) => (None, Some(end)),
        None => (Some(start), Some(end)),
    }
}

fn at_points(items: &[Item], said: &Said) -> Deadline {
    let mut deadline = Deadline { ongoing: said.ongoing, ..Deadline::default() };
    let mut resolved = Vec::new();
    for item in items {
        match item.point.year.and_then(|year| item.point.days(year)) {
            Some(days) => resolved.push((item, days)),
            None => deadline.signals.push(Signal::YearMissing),
        }
        if weekday_differs(item) {
            deadline.signals.push(Signal::WeekdayMismatch);
        }
    }
    deadline.precision = items.last().map_or(Precision::Unreadable, |item| item.point.precision());
    let (Some((first, first_days)), Some((last, last_days))) = (resolved.first(), resolved.last()) else {
        return deadline;
    };
    if resolved.len() == 1 {
        (deadline.start, deadline.end) = window(first, *first_days);
        deadline.precision = first.point.precision();
    } else if resolved.iter().skip(1).all(|(item, _)| item.clause == first.clause && item.link.is_some()) {
        deadline.start = window(first, *first_days).0.or(Some(first_days.0));
        deadline.end = window(last, *last_days).1.or(Some(last_days.1));
    } else {
        several(&mut deadline, &resolved);
    }
    combine_ongoing(&mut deadline, said, resolved.len());
    deadline
}

/// Several points that do not form one range: the last day of all counts, and people are told.
fn several(deadline: &mut Deadline, resolved: &[(&Item, Days2)]) {
    let windows = resolved.iter().map(|(item, days)| (window(item, *days), item.point.precision()));
    let starts = resolved
        .iter()
        .filter(|(item, _)| matches!(item.relation, Some(Relation::From | Relation::After | Relation::Last)));
    deadline.start = starts.filter_map(|(item, days)| window(item, *days).0).min();
    let last = windows.filter_map(|((_, end), precision)| Some((end?, precision))).max_by_key(|(end, _)| *end);
    if let Some((end, precision)) = last {
        deadline.end = Some(end);
        deadline.precision = precision;
    }
    let ends = resolved.iter().filter(|(item, days)| window(item, *days).1.is_some()).count();
    if ends > 1 {
        deadline.signals.push(Signal::Ambiguous);
    }
}

/// "Q1 2025 - doorlopend" starts in Q1; "doorlopend – Q2 2025" is ongoing and has an end, which cannot both be.
fn combine_ongoing(deadline: &mut Deadline, said: &Said, points: usize) {
    if !said.ongoing {
        return;
    }
    if points > 1 {
        if deadline.end.is_some() {
            deadline.signals.push(Signal::Ambiguous);
        }
    } else if said.ongoing_first {
        if deadline.end.is_some() {
            deadline.start = None;
            deadline.signals.push(Signal::Ambiguous);
        }
    } else {
        deadline.start = deadline.start.or(deadline.end);
        deadline.end = None;
    }
}

fn weekday_differs(item: &Item) -> bool {
    let date = item.point.year.and_then(|year| item.point.days(year)).map(|days| days.0);
    item.point.weekday.zip(date).is_some_and(|(weekday, date)| date.weekday() != weekday)
}

/// A meeting, with a day or month beside it perhaps: looked up among the body's `dates`.
fn at_meeting(items: &[Item], dates: &[NaiveDate]) -> Deadline {
    let unresolved = without_date(Precision::Meeting, &[Signal::Meeting]);
    let Some(item) = items.last() else { return unresolved };
    let exact = matches!(item.point.stretch, Stretch::Day { .. });
    let found = |days: Days2| dates.iter().copied().rfind(|date| (days.0..=days.1).contains(date));
    let days = match item.point.year {
        Some(year) => item.point.days(year),
        None => without_year(item, dates),
    };
    let Some(days) = days else {
        return Deadline { signals: vec![Signal::YearMissing, Signal::Meeting], ..unresolved };
    };
    let meeting = found(days);
    let (start, end) = match meeting {
        Some(date) => window(&Item { point: day_point(date), ..*item }, (date, date)),
        None => window(item, days),
    };
    let signals = if meeting.is_some() || exact { Vec::new() } else { vec![Signal::Meeting] };
    let mut deadline = Deadline { start, end, precision: Precision::Meeting, signals, ..Deadline::default() };
    if weekday_differs(item) {
        deadline.signals.push(Signal::WeekdayMismatch);
    }
    deadline
}

fn day_point(date: NaiveDate) -> Point {
    Point::new(Stretch::Day { day: date.day(), month: date.month() }, Some(date.year()))
}

/// The only meeting in the calendar that "DVC 22 mei" can be.
fn without_year(item: &Item, dates: &[NaiveDate]) -> Option<Days2> {
    let mut fitting =
        dates.iter().filter(|date| item.point.days(date.year()).is_some_and(|days| (days.0..=days.1).contains(date)));
    let date = *fitting.next()?;
    fitting.next().is_none().then_some((date, date))
}

#[cfg(test)]
mod tests;
