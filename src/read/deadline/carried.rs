//! A year that an earlier version gave does not move on only because time passes.

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::cell::Reading;
use crate::plan::{Action, ActionPlan, Deadline, Signal};

/// Gives deadlines without a year the one that the same action had in the version before, where it named the same day.
pub fn carry_years(before: &ActionPlan, now: &mut ActionPlan) {
    let lacks_year = |action: &Action| action.deadline.known().is_some_and(is_without_year);
    if !now.actions.iter().any(lacks_year) {
        return;
    }
    let by_text: FxHashMap<&str, &Action> = before.actions.iter().map(|action| (&*action.text.raw, action)).collect();
    for action in now.actions.iter_mut().filter(|action| lacks_year(action)) {
        let Some(old) = by_text.get(&*action.text.raw) else { continue };
        let same_text = old.deadline.raw.trim() == action.deadline.raw.trim();
        let (Some(old), Some(new)) = (old.deadline.known(), action.deadline.known()) else { continue };
        if same_text || names_the_same_days(old, new) {
            let carried = Deadline { start: old.start, end: old.end, ..new.clone() };
            action.deadline.value = Reading::Known(Arc::new(carried));
        }
    }
}

fn is_without_year(deadline: &Deadline) -> bool {
    deadline.signals.contains(&Signal::YearMissing)
}

fn names_the_same_days(old: &Deadline, new: &Deadline) -> bool {
    let day = |date: Option<NaiveDate>| date.map(|date| (date.month(), date.day()));
    let dated = old.start.or(old.end).is_some();
    dated && (day(old.start), day(old.end)) == (day(new.start), day(new.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn plan(planning: &str, today: &str) -> ActionPlan {
        let sheet = format!("# Hilversum\n| Nr | Actie | Planning |\n| 1 | Scholen bezoeken | {planning} |");
        let grids = crate::rules::example::sheets(&sheet).grids;
        crate::read::read_on(&grids, Framework::embedded(), today.parse().ok())
    }

    #[test]
    fn a_year_that_was_given_stays_when_time_passes() {
        for (old, new) in
            [("25 december", "25 december"), ("25 december 2025", "25 december"), ("25-12-2025", "25 dec")]
        {
            let (before, mut now) = (plan(old, "2025-11-24"), plan(new, "2026-11-01"));
            let end = |plan: &ActionPlan| {
                plan.actions[0].deadline.known().and_then(|deadline| deadline.end).unwrap().to_string()
            };
            assert_eq!(end(&now), "2026-12-25", "{new}");
            carry_years(&before, &mut now);
            assert_eq!(end(&now), "2025-12-25", "{new}");
            assert!(is_without_year(now.actions[0].deadline.known().unwrap()));
        }
        let (before, mut now) = (plan("1 juli 2025", "2025-06-01"), plan("25 december", "2026-11-01"));
        carry_years(&before, &mut now);
        assert_eq!(now.actions[0].deadline.known().unwrap().end.unwrap().to_string(), "2026-12-25");
    }
}
