//! DAT009: ongoing and an end date at once, or several end dates.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Deadline, Signal};
use crate::rules::deadline::overdue::days_overdue;
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The planning says both that the action is ongoing and when it ends, or it holds several dates of which nobody says what each
/// of them is.
///
/// "Q1 2025 - doorlopend" is fine: that is a start. So are steps with their names ("Q1 2026: concept; Q3 2026: vaststelling") and
/// an old value that says so ("Q2 2026 (was Q4 2025)"). Where even the last of the dates has passed, DAT005 speaks.
pub static RULE: Rule = Rule {
    code: RuleCode::DAT009,
    name: "deadline-contradictory",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De planning zegt twee dingen tegelijk: “doorlopend” én een einddatum, of meer dan één einddatum.",
        "The deadline says two things at once: “doorlopend” (ongoing) and an end date, or more than one end date.",
    ),
    why: Wording::new(
        "Het is dan niet duidelijk of en wanneer de actie klaar is.",
        "It is then unclear whether and when the action will be done.",
    ),
    fix: Wording::new(
        "Kies: “doorlopend”, of één einddatum. Zet bij een tussenstap erbij wat er dan klaar is.",
        "Choose: “doorlopend”, or one end date. With a step, say what will be ready by then.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-07 | Een bondgenotenoverleg beginnen | OOV Wijdemeren | → Doorlopend – Q2 2026 | Loopt |
| W-08 | Alle scholen bezoeken | OOV Wijdemeren | → Q1 2026 Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-07 | Een bondgenotenoverleg beginnen | OOV Wijdemeren | Q2 2026 | Loopt |
| W-08 | Het bondgenotenoverleg voortzetten | OOV Wijdemeren | Q1 2025 - doorlopend | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        let ambiguous = action.deadline.known().filter(|deadline| deadline.signals.contains(&Signal::Ambiguous));
        let Some(deadline) = ambiguous.filter(|deadline| days_overdue(ctx, action, deadline).is_none()) else {
            continue;
        };
        let typed = ctx.quote(&action.deadline.raw);
        let message = if deadline.ongoing { ongoing(&typed, deadline) } else { several(&typed, deadline) };
        findings.push(ctx.on(action, &action.deadline, &RULE, message));
    }
}

/// The last day in brackets, in both languages.
fn end(deadline: &Deadline) -> (String, String) {
    let end = deadline.end.map(day);
    end.map_or_else(Default::default, |end| (format!(" ({})", end.nl), format!(" ({})", end.en)))
}

fn ongoing(typed: &str, deadline: &Deadline) -> Wording {
    let (end_nl, end_en) = end(deadline);
    Wording::new(
        format!("De planning {typed} zegt “doorlopend” én een einde{end_nl}. Kies één van de twee."),
        format!("The deadline {typed} says “ongoing” and an end{end_en}. Choose one of the two."),
    )
}

fn several(typed: &str, deadline: &Deadline) -> Wording {
    let (end_nl, end_en) = end(deadline);
    Wording::new(
        format!(
            "In de planning {typed} staat meer dan één einde. Wij rekenen met het laatste{end_nl}. Laat één einde staan, of zet bij elke \
             datum wat er dan klaar is."
        ),
        format!(
            "The deadline {typed} holds more than one end. The last one counts{end_en}. Leave one end, or say with each date what \
             will be ready by then."
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> Vec<String> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | {planning} | {status} |"
        );
        messages("DAT009", "", &sheet)
    }

    #[test]
    fn a_start_before_ongoing_is_no_contradiction() {
        for (planning, wanted) in [
            ("Doorlopend – Q2 2026", 1),
            ("Q1 2025- doorlopend", 0),
            ("Doorlopend", 0),
            ("Q2 2026", 0),
            ("doorlopend, evaluatie Q2 2026", 0),
        ] {
            assert_eq!(found(planning, "Loopt").len(), wanted, "{planning}");
        }
        assert!(found("Doorlopend – Q2 2026", "Afgerond").is_empty());
    }

    #[test]
    fn several_dates_are_told_from_steps_and_old_values() {
        let message = found("1-12-2025 1-3-2026", "Loopt").join("");
        assert!(message.contains("meer dan één einde") && message.contains("(01-03-2026)"), "{message}");
        assert!(!message.contains("doorlopend"), "{message}");
        for fine in [
            "Q1 2026: concept; Q3 2026: vaststelling",
            "Q2 2026 (was Q4 2025)",
            "Q4 2025 → Q2 2026",
            "Q1/Q2 2026",
            "1-1-2025 1-3-2025",
        ] {
            assert!(found(fine, "Loopt").is_empty(), "{fine}");
        }
    }
}
