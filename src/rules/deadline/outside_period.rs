//! DAT007: the planning lies outside the period of the plan.

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::Deadline;
use crate::rules::planning::is_certain;
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The planning ends before the plan starts or after it ends, or starts after it ends. Mostly the year is a slip of the pen.
///
/// A planning that started earlier and runs on into the plan is fine. For an action that is done, only a date of many years
/// ago is reported: it may well have been done just before the plan started.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT007,
    name: "deadline-outside-period",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new("De planning valt buiten de planperiode.", "The deadline lies outside the period of the plan."),
    why: Wording::new("Meestal is het jaar een tikfout.", "Usually the year is a typing error."),
    fix: Wording::new(
        "Pas het jaar aan. Klopt het jaar wel? Vraag de coördinator om de planperiode aan te passen.",
        "Correct the year. If it is right, ask the coordinator to change the plan period.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-19 | Verdiepende trainingen inkopen | ZVHGV | → {date} 2015-09-26 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-19 | Verdiepende trainingen inkopen | ZVHGV | {date} 2026-09-26 | Loopt |
| D-20 | Het casusoverleg voortzetten | ZVHGV | Q3 2024 - doorlopend | Loopt |",
    },
};

/// How long before the plan an action may have been done without anybody asking.
const DONE_BEFORE_DAYS: i64 = 2 * 365;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let certain = action.deadline.known().filter(|deadline| is_certain(deadline));
        let Some(outside) = certain.and_then(|deadline| outside(ctx, deadline)) else { continue };
        let (date, before) = match outside {
            Outside::Before(date) => (date, true),
            Outside::After(date) => (date, false),
        };
        let long_ago = (ctx.framework.period.start - date).num_days() > DONE_BEFORE_DAYS;
        if ctx.is_closed(action) && !(before && long_ago) {
            continue;
        }
        findings.push(ctx.on(action, &action.deadline, &RULE, message(ctx, &action.deadline.raw, before)));
    }
}

/// A day outside the period.
enum Outside {
    Before(NaiveDate),
    After(NaiveDate),
}

/// Whether a deadline lies outside the period of the plan.
pub(in crate::rules) fn is_outside(ctx: &Context, deadline: &Deadline) -> bool {
    outside(ctx, deadline).is_some()
}

fn outside(ctx: &Context, deadline: &Deadline) -> Option<Outside> {
    let period = ctx.framework.period;
    match (deadline.start, deadline.end) {
        (_, Some(end)) if end < period.start => Some(Outside::Before(end)),
        (_, Some(end)) if end > period.end => Some(Outside::After(end)),
        (Some(start), None) if start > period.end => Some(Outside::After(start)),
        _ => None,
    }
}

fn message(ctx: &Context, typed: &str, before: bool) -> Wording {
    let typed = ctx.quote(typed);
    let (start, end) = (day(ctx.framework.period.start), day(ctx.framework.period.end));
    let (side_nl, side_en) = if before { ("vóór", "before") } else { ("na", "after") };
    Wording::new(
        format!("De planning {typed} ligt {side_nl} de planperiode ({} t/m {}).", start.nl, end.nl),
        format!("The deadline {typed} lies {side_en} the period of the plan ({} to {}).", start.en, end.en),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        );
        messages("DAT007", "", &sheet).join("\n")
    }

    #[test]
    fn both_sides_of_the_period_count() {
        assert!(found("26-09-2014", "Loopt").contains("vóór de planperiode"));
        assert!(found("01-03-2031", "Loopt").contains("na de planperiode"));
        assert_eq!(found("Q1 2024 - Q2 2026", "Loopt"), "");
        assert!(found("{date} 1900-12-30", "Loopt").contains("vóór de planperiode"));
        assert!(found("{date} 1900-01-01", "Loopt").contains("vóór de planperiode"));
        assert_eq!(found("", "Loopt"), "");
    }

    #[test]
    fn what_was_done_shortly_before_the_plan_is_fine() {
        assert_eq!(found("Q3 2024", "Afgerond"), "");
        assert!(found("26-09-2014", "Afgerond").contains("vóór"));
    }
}
