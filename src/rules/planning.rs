//! What the planning of an action comes down to: what rules about deadlines and those about statuses both reckon with.

use chrono::NaiveDate;

use crate::framework::Field;
use crate::plan::{Action, Deadline, Signal};
use crate::rules::{Context, day};
use crate::wording::Wording;

/// Whether nothing about the days is in doubt, so that a rule may reckon with them.
pub(in crate::rules) fn is_certain(deadline: &Deadline) -> bool {
    let doubts = [Signal::YearMissing, Signal::WeekdayMismatch, Signal::EndBeforeStart, Signal::OrderUnsure];
    !deadline.signals.iter().any(|signal| doubts.contains(signal))
}

/// Whether it names no day, no rhythm, and is not ongoing.
pub(in crate::rules) fn says_nothing(deadline: &Deadline) -> bool {
    deadline.start.is_none() && deadline.end.is_none() && !deadline.ongoing && deadline.recurrence.is_none()
}

/// Whether it repeats or has no end by design.
pub(in crate::rules) fn goes_on(deadline: &Deadline) -> bool {
    deadline.ongoing || deadline.recurrence.is_some()
}

/// The last day, where it is certain and there is one by design.
pub(in crate::rules) fn firm_end(deadline: &Deadline) -> Option<NaiveDate> {
    deadline.end.filter(|_| !goes_on(deadline) && is_certain(deadline))
}

/// How long the planning of an action is over, as a sentence behind another one.
pub(in crate::rules) fn overdue_too(ctx: &Context, action: &Action) -> Option<Wording> {
    let deadline = action.deadline.known()?;
    let (days, end) = (days_overdue(ctx, action, deadline)?, day(deadline.end?));
    let (days_nl, days_en) = words_of(days);
    Some(Wording::new(
        format!(" De planning liep tot en met {}: {days} {days_nl} geleden.", end.nl),
        format!(" The deadline was {}: {days} {days_en} ago.", end.en),
    ))
}

/// The word for so many days.
pub(in crate::rules) fn words_of(days: i64) -> (&'static str, &'static str) {
    if days == 1 { ("dag", "day") } else { ("dagen", "days") }
}

/// For how many days the action is overdue; none where it is not.
pub(in crate::rules) fn days_overdue(ctx: &Context, action: &Action, deadline: &Deadline) -> Option<i64> {
    let end = firm_end(deadline).filter(|end| *end >= ctx.framework.period.start)?;
    let days = (ctx.today - end).num_days();
    let judged = ctx.has_column(action, Field::Progress) && !ctx.is_closed(action);
    (judged && days > 0).then_some(days)
}
