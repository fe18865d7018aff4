//! STA008: the work was to have begun, and nobody has begun.

use chrono::{Days, NaiveDate};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Framework, Progress};
use crate::plan::{Action, Deadline, Precision};
use crate::rules::planning::{firm_end, is_certain};
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The planning names a start that is wholly over ("Q1 2025 - doorlopend", "Q3 2025 - Q2 2026"), and the status is still the one in
/// which nothing has been done.
///
/// A window ("Q4 2025", "2026") is no start: whoever begins in its last week is in time. Of a stretch, the first quarter, month or
/// year must be over. A start in a column of its own must be over itself. An action whose deadline is over too is told of as overdue (DAT005), and one that repeats has no start.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA008,
    name: "status-not-started",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een actie is nog niet gestart, maar had volgens de planning al moeten beginnen.",
        "An action has not started, although its planned start date has passed.",
    ),
    why: Wording::new(
        "Wie laat begint, haalt vaak ook het einde niet op tijd.",
        "Whoever begins late often does not make the end in time either.",
    ),
    fix: Wording::new(
        "Pas de status aan als de actie loopt; anders de planning, met de reden erbij.",
        "Update the status if the action is under way; otherwise the planning, with the reason beside it.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q1 2025 - doorlopend | → Niet gestart |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2025 - Q2 2026 | → Niet gestart |

# Huizen
| Nr | Actie | Trekker | Startdatum | Planning | Status |
| HU-01 | Alle scholen bezoeken | OOV Huizen | Q3 2025 | Q2 2026 | → Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q1 2025 - doorlopend | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q4 2025 | Niet gestart |

# Huizen
| Nr | Actie | Trekker | Startdatum | Planning | Status |
| HU-01 | Alle scholen bezoeken | OOV Huizen | Q4 2025 | Q2 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let started = action.progress_code().is_none_or(|code| !is_start(ctx.framework, code));
        if started {
            continue;
        }
        if let Some(over) = start_over(ctx, action) {
            findings.push(of_column(ctx, action, over));
        } else if let Some(start) = action.deadline.known().and_then(|deadline| missed_start(ctx, deadline)) {
            findings.push(finding(ctx, action, start));
        }
    }
}

fn finding(ctx: &Context, action: &Action, start: NaiveDate) -> Finding {
    let (typed, planning, start) = (ctx.quote(&action.progress.raw), ctx.quote(&action.deadline.raw), day(start));
    let message = Wording::new(
        format!("De status is {typed}, maar de planning ({planning}) begon op {}.", start.nl),
        format!("The status is {typed}, but the planning ({planning}) began on {}.", start.en),
    );
    ctx.on(action, &action.progress, &RULE, message)
}

/// The last day on which it was to have begun by the column of its start, where that day is over and its deadline is not.
fn start_over(ctx: &Context, action: &Action) -> Option<NaiveDate> {
    let last = action.start.known().filter(|start| is_certain(start))?.end?;
    let overdue = action.deadline.known().and_then(firm_end).is_some_and(|end| end < ctx.today);
    (last < ctx.today && !overdue).then_some(last)
}

fn of_column(ctx: &Context, action: &Action, last: NaiveDate) -> Finding {
    let (typed, start, last) = (ctx.quote(&action.progress.raw), ctx.quote(&action.start.raw), day(last));
    let message = Wording::new(
        format!("De status is {typed}, maar de actie moest uiterlijk op {} beginnen (start: {start}).", last.nl),
        format!("The status is {typed}, but the action had to begin by {} (start: {start}).", last.en),
    );
    ctx.on(action, &action.progress, &RULE, message).relate([Related::Place(Location::cell(&action.start.at))])
}

/// The start of a stretch whose first part is over, while the stretch itself is not.
fn missed_start(ctx: &Context, deadline: &Deadline) -> Option<NaiveDate> {
    let start = deadline.start?;
    let part = unit(deadline.precision)?;
    let stretches = deadline.end.is_none_or(|end| (end - start).num_days() >= part);
    let first_part_over = start.checked_add_days(Days::new(part.unsigned_abs())).is_some_and(|over| over <= ctx.today);
    let overdue = deadline.end.is_some_and(|end| end < ctx.today && !deadline.ongoing);
    let plausible = start >= ctx.framework.period.start;
    (stretches && first_part_over && !overdue && plausible && deadline.recurrence.is_none()).then_some(start)
}

/// The length of the longest stretch of a precision, in days; none for what has no length.
fn unit(precision: Precision) -> Option<i64> {
    match precision {
        Precision::Day => Some(1),
        Precision::Month => Some(31),
        Precision::Quarter => Some(92),
        Precision::Season => Some(95),
        Precision::HalfYear => Some(184),
        Precision::Year => Some(366),
        Precision::Ongoing => Some(92),
        Precision::Recurrence | Precision::Meeting | Precision::Vague | Precision::Blank | Precision::Unreadable => {
            None
        }
    }
}

/// Whether the state is that of an action that nobody has begun with: the only open one to which no other state leads, or else the
/// first open one of the framework.
fn is_start(framework: &Framework, code: &str) -> bool {
    let states = &framework.progress;
    let is_led_to = |state: &Progress| states.iter().any(|other| other.next.contains(&state.code));
    let mut open = states.iter().filter(|state| !state.closed).peekable();
    let first = open.peek().copied();
    let mut sources = open.filter(|state| !is_led_to(state));
    let start = match (sources.next(), sources.next()) {
        (Some(only), None) => Some(only),
        _ => first,
    };
    start.is_some_and(|start| &*start.code == code)
}

#[cfg(test)]
mod tests {
    use super::is_start;
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        );
        messages("STA008", "", &sheet).join("\n")
    }

    // The examples are judged on 24 November 2025.

    #[test]
    fn a_start_that_is_over_is_told_with_its_day() {
        for (planning, day) in [
            ("Q1 2025 - doorlopend", "01-01-2025"),
            ("Q3 2025 \u{2013} Q2 2026", "01-07-2025"),
            ("vanaf 1 juli 2025", "01-07-2025"),
            ("1-9-2025 t/m 31-12-2025", "01-09-2025"),
            ("september 2025 - januari 2026", "01-09-2025"),
        ] {
            assert!(found(planning, "Niet gestart").contains(day), "{planning}: {}", found(planning, "Niet gestart"));
        }
    }

    #[test]
    fn a_window_is_no_start() {
        for planning in [
            "Q4 2025",
            "november 2025",
            "2025",
            "eind 2025",
            "2025-2026",
            "Q4 2025 - Q2 2026",
            "31-12-2025",
            "vanaf 1 januari 2026",
        ] {
            assert_eq!(found(planning, "Niet gestart"), "", "{planning}");
        }
    }

    #[test]
    fn what_is_overdue_repeats_or_has_begun_is_not_told_of_here() {
        assert_eq!(found("Q1 2025 - Q2 2025", "Niet gestart"), "");
        assert_eq!(found("jaarlijks", "Niet gestart"), "");
        for status in ["Loopt", "Vertraagd: geen capaciteit", "Afgerond 1-2-2025", "On hold", ""] {
            assert_eq!(found("Q1 2025 - doorlopend", status), "", "{status}");
        }
    }

    #[test]
    fn the_start_is_the_state_that_nothing_leads_to_or_else_the_first() {
        let mut framework = Framework::embedded().clone();
        let is_start_only = |framework: &Framework, start: &str| {
            framework.progress.iter().all(|state| is_start(framework, &state.code) == (&*state.code == start))
        };
        assert!(is_start_only(&framework, "not_started") && !is_start(&framework, "unknown"));
        framework.progress.swap(0, 1);
        assert!(is_start_only(&framework, "not_started"), "whatever its place");
        framework.progress.swap(0, 1);
        let first = framework.progress[0].code.clone();
        framework.progress[1].next.push(first);
        assert!(is_start_only(&framework, "not_started"), "an action may come back to it");
        framework.progress.iter_mut().for_each(|state| state.next.clear());
        assert!(is_start_only(&framework, "not_started"), "a framework need not say what follows");
    }
}
