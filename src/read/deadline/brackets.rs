//! What the text in brackets adds to a deadline: "periodiek (eens per kwartaal)", "doorlopend (vanaf Q1 2026)", "eind 2025 (uitstel
//! gevraagd tot Q2 2026)". It counts as the rest does; only words without a date in it are a remark.

use chrono::{Datelike, NaiveDate};

use super::meaning::Meaning;
use crate::plan::{Deadline, Precision, Signal};

/// The deadline with what stands in brackets, which `read` reads, with a year for points that do not say one.
pub(super) fn add(deadline: Deadline, read: impl Fn(Option<u32>) -> Meaning) -> Deadline {
    let mut inner = read(None);
    let dated = deadline.end.or(deadline.start);
    if let Some(year) = dated.filter(|_| inner.deadline.signals.contains(&Signal::YearMissing)) {
        let with_year = read(u32::try_from(year.year()).ok());
        if !with_year.deadline.signals.contains(&Signal::YearMissing) {
            inner = with_year;
        }
    }
    let mut together = if dated.is_some() {
        beside_a_date(deadline, inner)
    } else if deadline.ongoing {
        beside_ongoing(deadline, inner)
    } else if says_little(&deadline) && !says_little(&inner.deadline) {
        instead(&deadline, inner)
    } else {
        deadline
    };
    together.signals.sort_unstable();
    together.signals.dedup();
    together
}

/// "z.s.m. (uiterlijk Q2 2026)", and "nog onbekend (Q2 2025)", which is not certain.
fn instead(deadline: &Deadline, inner: Meaning) -> Deadline {
    let mut inner = inner.deadline;
    let open = deadline.precision == Precision::Blank && inner.end.is_some();
    inner.signals.extend(open.then_some(Signal::Tentative));
    inner
}

/// "doorlopend (eind 2026 klaar)" cannot be; "structureel (evaluatie Q4 2025)" has a step, and "jaarlijks (laatst 12-06-2025)" a day.
fn beside_ongoing(deadline: Deadline, inner: Meaning) -> Deadline {
    let Meaning { deadline: said, reviews, .. } = inner;
    let recurrence = deadline.recurrence.clone().or(said.recurrence);
    let unsaid = deadline.recurrence.is_none() && recurrence.is_some();
    let undated = said.start.is_none() && said.end.is_none() || said.signals.contains(&Signal::YearMissing);
    let mut signals = deadline.signals.clone();
    signals.retain(|signal| !unsaid || *signal != Signal::RhythmUnsaid);
    if undated {
        let precision = if unsaid { Precision::Recurrence } else { deadline.precision };
        return Deadline { recurrence, precision, signals, ..deadline };
    }
    let ends = said.end.is_some() && recurrence.is_none() && !reviews && !said.ongoing;
    signals.extend(ends.then_some(Signal::Ambiguous));
    let start = if ends || reviews { said.start.filter(|_| said.end.is_none()) } else { said.start };
    Deadline { start, end: said.end, precision: said.precision, recurrence, signals, ..deadline }
}

/// Beside a date: a closer one of the same time ("Q2 2026 (mei)"), one that was only asked for, a start, or one more.
fn beside_a_date(mut deadline: Deadline, inner: Meaning) -> Deadline {
    let Meaning { deadline: said, named, tentative, .. } = inner;
    if tentative {
        deadline.signals.push(Signal::Tentative);
        return deadline;
    }
    if said.recurrence.is_some() && said.end.is_none() {
        return Deadline { recurrence: said.recurrence, ongoing: true, ..deadline };
    }
    let doubtful = said.signals.iter().any(|signal| *signal != Signal::Meeting);
    let Some(end) = said.end.filter(|_| !named && !doubtful && !said.ongoing && !deadline.ongoing) else {
        return with_start(deadline, &said);
    };
    let first = said.start.unwrap_or(end);
    let (start, last) = (deadline.start, deadline.end);
    if holds((start, last), first) && holds((start, last), end) && start.is_some() {
        return Deadline { start: said.start, end: said.end, precision: said.precision, ..deadline };
    }
    if last.is_none_or(|last| holds((Some(first), Some(end)), last)) {
        return deadline;
    }
    deadline.signals.push(Signal::Ambiguous);
    Deadline { end: last.max(said.end), ..deadline }
}

/// "Q4 2026 (vanaf Q2)".
fn with_start(deadline: Deadline, said: &Deadline) -> Deadline {
    let start = said.start.filter(|start| said.end.is_none() && deadline.end.is_some_and(|end| *start <= end));
    Deadline { start: start.or(deadline.start), ..deadline }
}

fn holds((start, end): (Option<NaiveDate>, Option<NaiveDate>), day: NaiveDate) -> bool {
    start.is_none_or(|start| start <= day) && end.is_none_or(|end| day <= end)
}

/// Whether what stands in brackets may take its place.
fn says_little(deadline: &Deadline) -> bool {
    let unread = deadline.precision == Precision::Unreadable && deadline.signals.is_empty();
    let unresolved = deadline.precision == Precision::Meeting && deadline.end.is_none() && deadline.start.is_none();
    unread || unresolved || matches!(deadline.precision, Precision::Vague | Precision::Blank)
}
