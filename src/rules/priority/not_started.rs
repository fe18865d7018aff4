//! PRI004: the highest priority, and still not started long after the plan was adopted.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Framework};
use crate::plan::Action;
use crate::reconcile::ChangeKind;
use crate::rules::{Context, day};
use crate::wording::Wording;

/// An action has the highest priority (not an interval), its progress says that nobody started, and the plan was adopted more days ago
/// than the framework allows (`limits.priority_start_days`).
///
/// The days count from `adopted` of the framework, or else from the start of its period. That is the one day that holds for every
/// row: the period may begin long before the plan was adopted, the previous version is mostly last week's and bears no date of its own,
/// and where the planning itself names a start or has passed, the planning is the matter (STA008, DAT005), not the priority. So a row
/// whose planning begins on some day is left to its planning. An action that the previous version did not have is too young.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRI004,
    name: "priority-not-started",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een actie met de hoogste prioriteit is lang na de vaststelling van het plan nog niet gestart.",
        "An action of the highest priority has not started long after the plan was adopted.",
    ),
    why: Wording::new(
        "Het plan begint met wat het dringendst is. Blijft dat liggen, dan verandert er weinig.",
        "The plan begins with what is most urgent. If that lies idle, little changes.",
    ),
    fix: Wording::new(
        "Start de actie, of zet in de planning wanneer die begint.",
        "Start the action, or put in the planning when it begins.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Prioriteit | Trekker | Planning | Status |
| W-04 | Nagaan of het meldpunt bekend is | Hoog | OOV Wijdemeren | {date} 2026-03-31 | → Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Prioriteit | Trekker | Planning | Status |
| W-04 | Nagaan of het meldpunt bekend is | Hoog | OOV Wijdemeren | {date} 2026-03-31 | Loopt |
| W-05 | Een webpagina maken over het meldpunt | Hoog | OOV Wijdemeren | Q2 2026 | Niet gestart |
| W-06 | Ouders bijpraten | Laag | OOV Wijdemeren | {date} 2026-03-31 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let since = ctx.framework.adopted.unwrap_or(ctx.framework.period.start);
    let days = (ctx.today - since).num_days();
    let Some(highest) = ctx.framework.priorities.iter().max_by_key(|priority| priority.rank) else { return };
    if days < i64::from(ctx.framework.limits.priority_start_days) {
        return;
    }
    let (first, young) = (first_states(ctx.framework), young(ctx));
    for (at, action) in ctx.plan.actions.iter().enumerate() {
        let highest = action.priority.known().is_some_and(|range| range.from == highest.code);
        let not_started = action.progress_code().is_some_and(|code| first.contains(code));
        if highest && not_started && !ctx.is_closed(action) && !is_planned(ctx, action) && !young.contains(&at) {
            findings.push(finding(ctx, action, since, days));
        }
    }
}

/// The states that an action is in before anybody did anything: open, with a way on, and no other state leads to them.
fn first_states(framework: &Framework) -> BTreeSet<&Code> {
    let reached: BTreeSet<&Code> = framework.progress.iter().flat_map(|state| &state.next).collect();
    let first = framework.progress.iter().filter(|state| !state.closed && !state.next.is_empty());
    first.map(|state| &state.code).filter(|code| !reached.contains(code)).collect()
}

/// The actions (by index) that the previous version did not have.
fn young(ctx: &Context) -> BTreeSet<usize> {
    let changes = ctx.previous.map_or(&[][..], |previous| &previous.reconciliation.changes);
    let added = changes.iter().filter(|change| change.kind == ChangeKind::Added);
    added.flat_map(|change| &change.current).copied().collect()
}

/// Whether the planning says when it begins, or should be done by now.
fn is_planned(ctx: &Context, action: &Action) -> bool {
    let deadline = action.deadline.known();
    deadline.is_some_and(|deadline| deadline.start.is_some() || deadline.end.is_some_and(|end| end < ctx.today))
}

fn finding(ctx: &Context, action: &Action, since: NaiveDate, days: i64) -> Finding {
    let (priority, typed, since) = (ctx.quote(&action.priority.raw), ctx.quote(&action.progress.raw), day(since));
    let message = Wording::new(
        format!(
            "Deze actie heeft prioriteit {priority} en staat {days} dagen na de vaststelling van het plan ({}) nog op {typed}.",
            since.nl
        ),
        format!(
            "This action has priority {priority} and still says {typed}, {days} days after the plan was adopted ({}).",
            since.en
        ),
    );
    ctx.on(action, &action.progress, &RULE, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;

    fn sheet(priority: &str, planning: &str, status: &str) -> String {
        format!(
            "# Wijdemeren\n| Nr | Actie | Prioriteit | Trekker | Planning | Status |\n\
             | W-04 | Scholen bezoeken | {priority} | OOV Wijdemeren | {planning} | {status} |\n\
             | W-05 | Ouders bijpraten | Laag | OOV Wijdemeren | Q2 2026 | Loopt |"
        )
    }

    fn found(priority: &str, planning: &str, status: &str) -> usize {
        messages("PRI004", "", &sheet(priority, planning, status)).len()
    }

    #[test]
    fn what_names_no_beginning_should_have_begun() {
        for planning in ["", "doorlopend", "eens per kwartaal", "31-03-2026", "op korte termijn", "n.t.b."] {
            assert_eq!(found("Hoog", planning, "Niet gestart"), 1, "{planning}");
        }
        let message = messages("PRI004", "", &sheet("Hoog", "doorlopend", "nog te starten")).pop().unwrap();
        assert!(
            message.contains("89 dagen na de vaststelling van het plan (27-08-2025) nog op “nog te starten”"),
            "{message}"
        );
    }

    #[test]
    fn what_is_planned_or_late_is_said_by_others() {
        for planning in ["Q2 2026", "Q4 2025", "Q1 2025 - doorlopend", "2025-2026", "01-10-2025"] {
            assert_eq!(found("Hoog", planning, "Niet gestart"), 0, "{planning}");
        }
    }

    #[test]
    fn only_the_highest_priority_and_only_what_nobody_started() {
        for (priority, status) in [
            ("Gemiddeld tot hoog", "Niet gestart"),
            ("Gemiddeld", "Niet gestart"),
            ("", "Niet gestart"),
            ("Hoog", "Loopt"),
            ("Hoog", "On hold"),
            ("Hoog", "Doorlopend"),
            ("Hoog", "Vervallen"),
            ("Hoog", ""),
        ] {
            assert_eq!(found(priority, "doorlopend", status), 0, "{priority} {status}");
        }
    }

    #[test]
    fn a_new_action_is_too_young() {
        let before = "# Wijdemeren\n| Nr | Actie | Prioriteit | Trekker | Planning | Status |\n\
                      | W-05 | Ouders bijpraten | Laag | OOV Wijdemeren | Q2 2026 | Loopt |";
        let now = sheet("Hoog", "doorlopend", "Niet gestart");
        assert!(messages("PRI004", before, &now).is_empty());
        assert_eq!(messages("PRI004", &now, &now).len(), 1);
    }

    #[test]
    fn the_first_state_is_the_one_that_nothing_leads_to() {
        let mut framework = Framework::embedded().clone();
        assert_eq!(first_states(&framework).iter().map(|code| &***code).collect::<Vec<_>>(), ["not_started"]);
        framework.progress.iter_mut().for_each(|state| state.next.clear());
        assert!(first_states(&framework).is_empty(), "a framework without steps says nothing about it");
    }
}
