//! What the pieces of a deadline mean together.
//!
//! The steps: gather the points with what was said about each ([`collect`]), find their years ([`find_years`]), and take the
//! first and last day from them ([`at_points`], [`at_meeting`]) or say what stands there instead ([`no_point`]).

use chrono::{Datelike, Months, NaiveDate};

use super::calendar::Calendar;
use super::grammar::{Link, Piece, Relation};
use super::phrase::Rhythm;
use super::span::{Days2, Part, Point, Stretch};
use crate::plan::{Deadline, Precision, Signal};

/// A point with what was said about it.
#[derive(Debug, Clone, Copy)]
struct Item {
    point: Point,
    relation: Option<Relation>,
    /// The link with the point before it.
    link: Option<Link>,
    /// Which clause it stands in.
    clause: usize,
    /// Whether words beside it say what it is: "Q1 2026: concept".
    named: bool,
    /// Whether its year was inferred.
    inferred: bool,
    /// Whether it ends nothing: "evaluatie Q4 2026".
    review: bool,
    /// Whether the relation is with something that happens at the point: "na vaststelling Q2 2026".
    event: bool,
}

/// What the pieces say apart from points.
#[derive(Debug, Default)]
struct Said {
    ongoing: bool,
    /// Whether "doorlopend" stood before the first point.
    ongoing_first: bool,
    running: bool,
    rhythm: Option<Rhythm>,
    meeting: Option<Option<usize>>,
    vague: bool,
    relative: bool,
    offset: bool,
    undecided: bool,
    /// Whether the end of a range is still to be decided.
    open_end: bool,
    status: bool,
    plan_period: bool,
    /// A relation with something that is no point: "na besluitvorming".
    related: bool,
    /// A number that nothing explains.
    puzzle: bool,
    /// What was asked for or may be stands beside the points: "of later".
    tentative: bool,
    /// Words stand beside the points that nothing is known of.
    unread: bool,
}

/// A deadline with what was said about its points.
pub(super) struct Meaning {
    pub deadline: Deadline,
    /// Whether words say of every point what it is: "evaluatie Q4 2026".
    pub named: bool,
    /// Whether every point is one at which something is only looked at.
    pub reviews: bool,
    /// Whether it was asked for or may be, and is not decided.
    pub tentative: bool,
}

/// A deadline with nothing but its precision and signals.
pub(super) fn without_date(precision: Precision, signals: &[Signal]) -> Deadline {
    Deadline { precision, signals: signals.to_vec(), ..Deadline::default() }
}

/// What the pieces mean, read against a calendar.
pub(super) fn interpret(pieces: &[Piece], calendar: &Calendar) -> Meaning {
    let (mut items, said) = collect(pieces);
    let all = |test: fn(&Item) -> bool| !items.is_empty() && items.iter().all(test);
    let (named, reviews) = (all(|item| item.named), all(|item| item.review));
    let tentative = said.tentative || pieces.contains(&Piece::Requested);
    Meaning { deadline: of_items(pieces, &mut items, &said, calendar), named, reviews, tentative }
}

fn of_items(pieces: &[Piece], items: &mut [Item], said: &Said, calendar: &Calendar) -> Deadline {
    if pieces.contains(&Piece::Redacted) {
        return without_date(Precision::Unreadable, &[Signal::Redacted]);
    }
    if let Some(why) = no_date_at_all(items, said) {
        return why;
    }
    find_years(items, said, calendar);
    let mut deadline = match said.meeting {
        Some(body) => at_meeting(items.last(), calendar.dates(body)),
        None if items.is_empty() => return no_point(said, calendar),
        None => at_points(items, said),
    };
    add_rhythm(&mut deadline, said);
    if said.open_end && deadline.end.is_none() {
        deadline.signals.push(Signal::ToBeDecided);
    }
    if let (Some(start), Some(end)) = (deadline.start, deadline.end)
        && end < start
    {
        deadline.signals.push(Signal::EndBeforeStart);
    }
    let dated = deadline.start.is_some() || deadline.end.is_some();
    deadline.signals.extend((said.tentative && dated).then_some(Signal::Tentative));
    deadline.signals.extend((said.unread && dated).then_some(Signal::PartUnread));
    deadline.signals.sort_unstable();
    deadline.signals.dedup();
    deadline
}

/// Points that no date can come from.
fn no_date_at_all(items: &[Item], said: &Said) -> Option<Deadline> {
    if items.is_empty() {
        None
    } else if items.iter().any(|item| !item.point.exists()) {
        Some(without_date(Precision::Unreadable, &[Signal::DoesNotExist]))
    } else if said.offset || items.iter().any(is_untold) && said.meeting.is_none() {
        Some(without_date(Precision::Vague, &[Signal::Relative]))
    } else {
        said.puzzle.then(|| without_date(Precision::Unreadable, &[]))
    }
}

// --- Gathering -------------------------------------------------------------------------------------------------------

/// Points with their relations and links, while pieces come by.
#[derive(Debug, Default)]
struct Collector {
    items: Vec<Item>,
    said: Said,
    relation: Option<Relation>,
    link: Option<Link>,
    clause: usize,
    /// Whether an old value comes by.
    former: bool,
    /// How many of the points a new value would replace.
    replaced: Option<usize>,
    /// Whether a word came by that may say what the next point is.
    words: bool,
    /// Whether that word is one of looking at something.
    review: bool,
    /// Whether words came by since the relation.
    event: bool,
    /// Whether what comes by was asked for and is not decided.
    requested: bool,
    /// Whether what comes by is a condition.
    condition: bool,
}

/// Gathers points with their relations and links; old values ("was Q4 2024") are left out.
fn collect(pieces: &[Piece]) -> (Vec<Item>, Said) {
    let mut collector = Collector::default();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Former => collector.former = true,
            Piece::Replaces => collector.replaces(),
            Piece::Break => collector.next_clause(),
            _ if collector.former || collector.requested => {}
            Piece::Requested => collector.requested(),
            Piece::Condition => collector.condition(),
            Piece::Point(point) => collector.point(*point),
            Piece::Number => collector.said.puzzle |= !is_explained(pieces, at),
            Piece::Puzzle => collector.said.puzzle = true,
            Piece::Step { review } => collector.word(*review),
            Piece::Other => {
                let counted = at.checked_sub(1).is_some_and(|at| pieces.get(at) == Some(&Piece::Number));
                collector.said.unread |= !collector.condition && !counted;
                collector.word(false);
            }
            _ => collector.other(piece),
        }
    }
    collector.starts_at_the_last();
    collector.said.related |= collector.relation.is_some();
    (without_asides(collector.items), collector.said)
}

/// The points without those that are only said from the day of reading beside one with its year: "Q2 2026; deze maand gestart".
fn without_asides(items: Vec<Item>) -> Vec<Item> {
    let has_its_year = |item: &Item| item.point.year.is_some() && !item.point.relative;
    if !items.iter().any(has_its_year) {
        return items;
    }
    let linked: Vec<bool> = (0..items.len())
        .map(|at| [at, at + 1].iter().any(|at| items.get(*at).is_some_and(|item| item.link.is_some())))
        .collect();
    let kept = items.into_iter().zip(linked).filter(|(item, linked)| *linked || !item.point.relative);
    kept.map(|(item, _)| item).collect()
}

/// Whether a word beside a number says what it is: "fase 2", "3 sessies". An unknown word with a number and a year ("sprint 3 2026")
/// may be a way to tell a date.
fn is_explained(pieces: &[Piece], at: usize) -> bool {
    let beside = (at.checked_sub(1).and_then(|at| pieces.get(at)), pieces.get(at + 1));
    if let (Some(Piece::Other), Some(Piece::Point(Point { stretch: Stretch::Year, .. }))) = beside {
        return false;
    }
    let explains = |at: Option<usize>| {
        at.and_then(|at| pieces.get(at))
            .is_some_and(|piece| matches!(piece, Piece::Other | Piece::Step { .. } | Piece::Meeting(_)))
    };
    explains(at.checked_sub(1)) || explains(at.checked_add(1))
}

impl Collector {
    /// What came before is the old value; if a point follows, it takes its place.
    fn replaces(&mut self) {
        self.former = false;
        self.said.related |= self.relation.is_some();
        self.replaced = Some(self.items.len());
        (self.relation, self.link) = (None, None);
    }

    /// "Q1 2026 start": what starts at the point that came before.
    fn starts_at_the_last(&mut self) {
        let last = self.items.last_mut().filter(|item| item.clause == self.clause && item.relation.is_none());
        if let Some(item) = last.filter(|_| self.relation == Some(Relation::From) && self.link.is_none()) {
            (item.relation, item.named, self.relation) = (Some(Relation::From), true, None);
        }
    }

    fn next_clause(&mut self) {
        self.starts_at_the_last();
        self.said.related |= self.relation.is_some();
        (self.relation, self.link, self.former, self.words) = (None, None, false, false);
        (self.review, self.event, self.requested, self.condition) = (false, false, false, false);
        self.clause += 1;
    }

    fn point(&mut self, point: Point) {
        if let Some(old) = self.replaced.take() {
            self.items.drain(..old);
        }
        let first_of_all = self.items.is_empty();
        let by_word = self.link.filter(|link| first_of_all && *link == Link::Until).map(|_| Relation::By);
        self.items.push(Item {
            point,
            relation: self.relation.take().or(by_word),
            link: self.link.take(),
            clause: self.clause,
            named: std::mem::take(&mut self.words),
            inferred: point.relative && point.year.is_some(),
            review: std::mem::take(&mut self.review),
            event: std::mem::take(&mut self.event),
        });
    }

    /// "Q2 2026 of later": what stands there is not decided; alone it is as good as planned.
    fn requested(&mut self) {
        if !self.items.is_empty() {
            (self.said.tentative, self.requested) = (true, true);
        }
    }

    fn condition(&mut self) {
        self.said.vague = true;
        self.condition = true;
    }

    fn word(&mut self, review: bool) {
        self.event = true;
        self.review |= review;
        self.names_the_last(review);
        self.link = None;
        self.words = true;
    }

    /// A word after a point says what it is.
    fn names_the_last(&mut self, review: bool) {
        if self.link.is_none()
            && let Some(item) = self.items.last_mut().filter(|item| item.clause == self.clause)
        {
            item.named = true;
            item.review |= review;
        }
    }

    fn other(&mut self, piece: &Piece) {
        let said = &mut self.said;
        match piece {
            Piece::Relation(relation) => self.relate(*relation),
            Piece::Link(link) => self.link(*link),
            Piece::Ongoing => {
                said.ongoing_first |= !said.ongoing && self.items.is_empty();
                said.ongoing = true;
            }
            Piece::Running => said.running = true,
            // One that is said stays: "periodiek, eens per kwartaal".
            Piece::Rhythm(_) if matches!(said.rhythm, Some(Rhythm::Every(_))) => {}
            Piece::Rhythm(rhythm) => said.rhythm = Some(rhythm.clone()),
            Piece::Meeting(body) => said.meeting = Some(said.meeting.flatten().or(*body)),
            Piece::Vague => said.vague = true,
            Piece::Relative => said.relative = true,
            Piece::Offset => said.offset = true,
            Piece::Undecided => self.undecided(),
            Piece::Status => {
                said.status = true;
                self.names_the_last(false);
            }
            Piece::PlanPeriod => said.plan_period = true,
            Piece::Started => {
                said.status = true;
                self.relation = Some(Relation::From);
            }
            _ => {}
        }
    }

    /// "voor de start van Q2" is before it.
    fn relate(&mut self, relation: Relation) {
        if relation != Relation::From || self.relation.is_none() {
            self.relation = Some(relation);
        }
        self.event = false;
    }

    /// "Q4 2025 - n.t.b." has a start, and an end that is still to be decided.
    fn undecided(&mut self) {
        self.said.undecided = true;
        if self.link.take().is_some_and(|link| link != Link::And)
            && let Some(item) = self.items.last_mut()
        {
            item.relation = Some(Relation::From);
            self.said.open_end = true;
        }
    }

    fn link(&mut self, link: Link) {
        // "voor DVC, gereed Q2 2026": the relation was with something else.
        if link == Link::And && self.relation.take().is_some() {
            self.said.related = true;
        }
        self.link = Some(if self.link == Some(Link::Until) { Link::Until } else { link });
    }
}

// --- Years -----------------------------------------------------------------------------------------------------------

/// Gives years to the points that do not say them: from the points that they are linked to, from the calendar of the body that
/// meets, and else inferred from points beside them or from the period of the plan. "jaarlijks in Q4" needs none.
fn find_years(items: &mut [Item], said: &Said, calendar: &Calendar) {
    share_years(items, false);
    if let Some(body) = said.meeting {
        for item in items.iter_mut().filter(|item| item.point.year.is_none()) {
            item.point.year = only_meeting(&item.point, calendar.dates(body));
        }
    }
    if said.rhythm.is_some() || items.iter().any(is_untold) {
        return;
    }
    if items.iter().all(|item| item.point.year.is_none())
        && let Some(last) = items.last_mut()
    {
        last.point.year = calendar.year_of(&last.point);
        last.inferred = true;
    }
    share_years(items, true);
}

/// Points that are linked share the year of the one that has it: "Q3-Q4 2024", "nov 2025 - feb". With `infer`, so do points that
/// are not linked, and people are told.
fn share_years(items: &mut [Item], infer: bool) {
    for at in (1..items.len()).rev() {
        let (Some(before), Some(after)) = (items.get(at - 1).copied(), items.get(at).copied()) else { continue };
        if (infer || after.link.is_some()) && before.point.year.is_none() {
            let year = after.point.year.and_then(|year| year_before(&before.point, &after.point, year));
            give_year(items.get_mut(at - 1), year, infer);
        }
    }
    for at in 1..items.len() {
        let (Some(before), Some(after)) = (items.get(at - 1).copied(), items.get(at).copied()) else { continue };
        if (infer || after.link.is_some()) && after.point.year.is_none() {
            let year = before.point.year.and_then(|year| year_after(&before.point, &after.point, year));
            give_year(items.get_mut(at), year, infer);
        }
    }
}

fn give_year(item: Option<&mut Item>, year: Option<i32>, inferred: bool) {
    if let Some(item) = item.filter(|_| year.is_some()) {
        item.point.year = year;
        item.inferred |= inferred;
    }
}

/// The year of a point before one in `year`: the same, or the year before where it would come later.
fn year_before(before: &Point, after: &Point, year: i32) -> Option<i32> {
    let later = before.days(year).zip(after.days(year)).is_some_and(|(before, after)| before.0 > after.1);
    if later { year.checked_sub(1) } else { Some(year) }
}

/// The year of a point after one in `year`: the same, or the next where it would come earlier.
fn year_after(before: &Point, after: &Point, year: i32) -> Option<i32> {
    let earlier = before.days(year).zip(after.days(year)).is_some_and(|(before, after)| after.1 < before.0);
    if earlier { year.checked_add(1) } else { Some(year) }
}

/// The year of the only meeting in the calendar that "DVC 22 mei" can be.
fn only_meeting(point: &Point, dates: &[NaiveDate]) -> Option<i32> {
    let fits = |date: &&NaiveDate| point.days(date.year()).is_some_and(|days| (days.0..=days.1).contains(*date));
    let mut fitting = dates.iter().filter(fits);
    let date = fitting.next()?;
    fitting.next().is_none().then(|| date.year())
}

// --- Days ------------------------------------------------------------------------------------------------------------

/// Start and end that one point gives by its relation. What comes after something has an end that can pass, unless it goes on.
fn window(item: &Item, (start, end): Days2, goes_on: bool) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let before = start.pred_opt();
    let season = matches!(item.point.stretch, Stretch::Season(_) | Stretch::Feast(_));
    let day = matches!(item.point.stretch, Stretch::Day { .. });
    match item.relation {
        Some(Relation::From | Relation::Last) => (Some(start), None),
        Some(Relation::After) if !day && (item.event || item.point.part == Some(Part::Begin)) => {
            (Some(start), Some(end).filter(|_| !goes_on))
        }
        Some(Relation::After) => {
            let first = end.succ_opt();
            (first, first.filter(|_| !goes_on && !day).and_then(some_time_after))
        }
        // "voor het eind van 2025" still leaves the whole end, and "voor de besluitvorming in juni" most of the month.
        Some(Relation::Before) if item.point.part == Some(Part::End) || item.event && !day => (None, Some(end)),
        Some(Relation::Before) => (None, before),
        Some(Relation::Toward) if season => (None, before),
        Some(Relation::By | Relation::Toward) => (None, Some(end)),
        None if day => (None, Some(end)),
        None => (Some(start), Some(end)),
    }
}

/// The last day of what is to happen after something: that of the year, and three months at least.
fn some_time_after(first: NaiveDate) -> Option<NaiveDate> {
    let year = NaiveDate::from_ymd_opt(first.year(), 12, 31)?;
    Some(year.max(first.checked_add_months(Months::new(3))?.pred_opt()?))
}

/// Whether its year is said from a day of reading that is not known.
fn is_untold(item: &Item) -> bool {
    item.point.relative && item.point.year.is_none()
}

/// What is remarkable about the years and weekdays of points.
fn signals_of(items: &[Item]) -> Vec<Signal> {
    let missing = items.iter().any(|item| item.inferred || item.point.year.is_none());
    let mismatch = items.iter().any(weekday_differs);
    let unsure = items.iter().any(|item| item.point.unsure);
    let relative = items.iter().any(|item| item.point.relative && item.point.year.is_some());
    let signals = [
        (missing, Signal::YearMissing),
        (mismatch, Signal::WeekdayMismatch),
        (unsure, Signal::OrderUnsure),
        (relative, Signal::Relative),
    ];
    signals.into_iter().filter(|(holds, _)| *holds).map(|(_, signal)| signal).collect()
}

fn weekday_differs(item: &Item) -> bool {
    let date = item.point.year.and_then(|year| item.point.days(year)).map(|days| days.0);
    item.point.weekday.zip(date).is_some_and(|(weekday, date)| date.weekday() != weekday)
}

fn at_points(items: &[Item], said: &Said) -> Deadline {
    let mut deadline = Deadline { ongoing: said.ongoing, signals: signals_of(items), ..Deadline::default() };
    let days = |item: &Item| item.point.year.and_then(|year| item.point.days(year));
    let resolved: Vec<(&Item, Days2)> = items.iter().filter_map(|item| Some((item, days(item)?))).collect();
    deadline.precision = items.last().map_or(Precision::Unreadable, |item| item.point.precision());
    let (Some((first, first_days)), Some((last, last_days))) = (resolved.first(), resolved.last()) else {
        return deadline;
    };
    let goes_on = said.ongoing || said.rhythm.is_some();
    if resolved.len() == 1 {
        (deadline.start, deadline.end) = window(first, *first_days, goes_on);
        deadline.precision = first.point.precision();
    } else if resolved.iter().skip(1).all(|(item, _)| item.clause == first.clause && item.link.is_some()) {
        deadline.start = window(first, *first_days, goes_on).0.or(Some(first_days.0));
        deadline.end = window(last, *last_days, goes_on).1.or(Some(last_days.1));
    } else {
        several(&mut deadline, &resolved, goes_on);
    }
    let steps = resolved.iter().all(|(item, _)| item.named);
    combine_ongoing(&mut deadline, said, resolved.len(), steps);
    deadline
}

/// Several points that do not form one range. Where words say what each of them is ("Q1 2026: concept; Q3 2026: vaststelling"),
/// they are steps, from the first to the last. Else the last day of all counts, and people are told.
fn several(deadline: &mut Deadline, resolved: &[(&Item, Days2)], goes_on: bool) {
    let windows = || resolved.iter().map(|(item, days)| (*item, window(item, *days, goes_on)));
    let steps = resolved.iter().all(|(item, _)| item.named);
    let starts = windows()
        .filter(|(item, _)| steps || matches!(item.relation, Some(r) if r != Relation::By && r != Relation::Before));
    deadline.start = starts.filter_map(|(_, (start, _))| start).min();
    let last = windows().filter_map(|(item, (_, end))| Some((end?, item))).max_by_key(|(end, _)| *end);
    if let Some((end, item)) = last {
        deadline.end = Some(end);
        deadline.precision = item.point.precision();
    }
    let ends = windows().filter(|(_, (_, end))| end.is_some()).count();
    if ends > 1 && !steps {
        deadline.signals.push(Signal::Ambiguous);
    }
}

/// "Q1 2025 - doorlopend" starts in Q1; "doorlopend – Q2 2025" is ongoing and has an end, which cannot both be, unless words say
/// that the end is a step ("doorlopend, evaluatie Q4 2026").
fn combine_ongoing(deadline: &mut Deadline, said: &Said, points: usize, steps: bool) {
    if !said.ongoing {
        return;
    }
    if points > 1 || said.ongoing_first {
        if deadline.end.is_some() {
            deadline.start = deadline.start.filter(|_| points > 1);
            deadline.signals.extend((!steps).then_some(Signal::Ambiguous));
        }
    } else {
        deadline.start = deadline.start.or(deadline.end);
        deadline.end = None;
    }
}

/// A meeting, with a day or month beside it perhaps: looked up among the body's `dates`.
fn at_meeting(item: Option<&Item>, dates: &[NaiveDate]) -> Deadline {
    let unresolved = without_date(Precision::Meeting, &[Signal::Meeting]);
    let Some(item) = item else { return unresolved };
    let mut signals = signals_of(std::slice::from_ref(item));
    let Some(days) = item.point.year.and_then(|year| item.point.days(year)) else {
        signals.push(Signal::Meeting);
        return Deadline { signals, ..unresolved };
    };
    let is_day = days.0 == days.1;
    let meeting = dates.iter().copied().rfind(|date| (days.0..=days.1).contains(date));
    if meeting.is_none() && !is_day {
        signals.push(Signal::Meeting);
    }
    let (start, end) = match meeting.or(is_day.then_some(days.0)) {
        Some(day) => around(day, item.relation),
        None => window(item, days, false),
    };
    Deadline { start, end, precision: Precision::Meeting, signals, ..Deadline::default() }
}

/// Start and end around the day of a meeting: what comes after a meeting may start on its very day.
fn around(day: NaiveDate, relation: Option<Relation>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match relation {
        Some(Relation::From | Relation::Last | Relation::After) => (Some(day), None),
        Some(Relation::Before) => (None, day.pred_opt()),
        Some(Relation::By | Relation::Toward) | None => (None, Some(day)),
    }
}

// --- The rest --------------------------------------------------------------------------------------------------------

fn add_rhythm(deadline: &mut Deadline, said: &Said) {
    let Some(rhythm) = &said.rhythm else { return };
    deadline.ongoing = true;
    match rhythm {
        Rhythm::Every(period) => deadline.recurrence = Some(period.clone()),
        Rhythm::Unsaid => deadline.signals.push(Signal::RhythmUnsaid),
        Rhythm::OnDemand => {}
    }
    // "jaarlijks in Q4" needs no year.
    if deadline.signals.contains(&Signal::YearMissing) {
        deadline.signals.retain(|signal| *signal != Signal::YearMissing);
        deadline.precision = Precision::Recurrence;
    }
}

/// A deadline without any point in time.
fn no_point(said: &Said, calendar: &Calendar) -> Deadline {
    let ongoing = |precision| Deadline { ongoing: true, precision, ..Deadline::default() };
    match &said.rhythm {
        Some(Rhythm::Every(period)) => {
            return Deadline { recurrence: Some(period.clone()), ..ongoing(Precision::Recurrence) };
        }
        _ if said.ongoing => return ongoing(Precision::Ongoing),
        Some(Rhythm::OnDemand) => return ongoing(Precision::Recurrence),
        Some(Rhythm::Unsaid) => {
            return Deadline { signals: vec![Signal::RhythmUnsaid], ..ongoing(Precision::Recurrence) };
        }
        None if said.running => return ongoing(Precision::Ongoing),
        None => {}
    }
    if let Some(period) = calendar.period().filter(|_| said.plan_period) {
        let (start, end) = (Some(period.start), Some(period.end));
        return Deadline { start, end, precision: Precision::Year, ..Deadline::default() };
    }
    let reasons = [
        (said.undecided, Precision::Blank, Signal::ToBeDecided),
        (said.relative || said.offset || said.plan_period, Precision::Vague, Signal::Relative),
        (said.vague || said.related && !said.status, Precision::Vague, Signal::Vague),
        (said.status, Precision::Vague, Signal::Status),
    ];
    match reasons.into_iter().find(|(holds, ..)| *holds) {
        Some((_, precision, signal)) => without_date(precision, &[signal]),
        None => without_date(Precision::Unreadable, &[]),
    }
}
