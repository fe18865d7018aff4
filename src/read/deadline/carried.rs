//! A year that an earlier version gave does not move on only because time passes.

use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

use crate::cell::Reading;
use crate::plan::{Action, ActionPlan, Deadline, Signal};

/// Whether the planning of an action has no year, so that an earlier version may tell it.
pub fn lacks_years(plan: &ActionPlan) -> bool {
    plan.actions.iter().any(lacks_year)
}

/// Gives deadlines without a year the one that the same action had in the version before, where it named the same day. `pairs` are the
/// indices of the actions that are the same, before and now. Says whether that changed any.
pub fn carry_years(before: &ActionPlan, now: &mut ActionPlan, pairs: impl IntoIterator<Item = (usize, usize)>) -> bool {
    let mut changed = false;
    for (was, is) in pairs {
        let (Some(old), Some(new)) = (before.actions.get(was), now.actions.get_mut(is)) else { continue };
        if let Some(carried) = carried(old, new) {
            new.deadline.value = Reading::Known(Arc::new(carried));
            changed = true;
        }
    }
    changed
}

/// The deadline of the new action with the days of the old one; none where it says its own, or has these already.
fn carried(old: &Action, new: &Action) -> Option<Deadline> {
    let same_text = old.deadline.raw.trim() == new.deadline.raw.trim();
    let (old, now) = (old.deadline.known()?, new.deadline.known()?);
    old.start.or(old.end)?;
    let carried = Deadline { start: old.start, end: old.end, ..now.clone() };
    let same = same_text || names_the_same_days(old, now);
    (lacks_year(new) && same && carried != *now).then_some(carried)
}

fn lacks_year(action: &Action) -> bool {
    action.deadline.known().is_some_and(is_without_year)
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
            assert!(carry_years(&before, &mut now, [(0, 0)]));
            assert!(!carry_years(&before, &mut now, [(0, 0)]));
            assert_eq!(end(&now), "2025-12-25", "{new}");
            assert!(is_without_year(now.actions[0].deadline.known().unwrap()));
        }
        for phrase in ["eind dit jaar", "nog dit jaar", "komend kwartaal", "deze winter"] {
            let (before, mut now) = (plan(phrase, "2025-11-24"), plan(phrase, "2026-11-01"));
            let end = |plan: &ActionPlan| plan.actions[0].deadline.known().and_then(|deadline| deadline.end).unwrap();
            assert!(end(&before) < end(&now), "{phrase}");
            assert!(carry_years(&before, &mut now, [(0, 0)]));
            assert_eq!(end(&before), end(&now), "{phrase}");
        }
        let (before, mut now) = (plan("1 juli 2025", "2025-06-01"), plan("25 december", "2026-11-01"));
        assert!(!carry_years(&before, &mut now, [(0, 0)]));
        assert_eq!(now.actions[0].deadline.known().unwrap().end.unwrap().to_string(), "2026-12-25");
    }
}
