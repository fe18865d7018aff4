//! DAT009: ongoing and an end date at once, or several end dates.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Deadline, Signal};
use crate::rules::planning::days_overdue;
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The planning says both that the action is ongoing and when it ends, or it holds several dates of which nobody says what each
/// of them is.
///
/// "Q1 2025 - doorlopend" is fine: that is a start. So are steps with their names ("Q1 2026: concept; Q3 2026: vaststelling") and
/// an old value that says so ("Q2 2026 (was Q4 2025)"). Where even the last of the dates has passed, DAT005 speaks.
pub(crate) static RULE: Rule = Rule {
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
        let doubts = [Signal::Ambiguous, Signal::Tentative];
        let is_doubtful = |deadline: &&Deadline| deadline.signals.iter().any(|signal| doubts.contains(signal));
        let ambiguous = action.deadline.known().filter(is_doubtful);
        let Some(deadline) = ambiguous.filter(|deadline| days_overdue(ctx, action, deadline).is_none()) else {
            continue;
        };
        let typed = ctx.quote(&action.deadline.raw);
        let (message, advice) = if !deadline.signals.contains(&Signal::Ambiguous) {
            (
                tentative(&typed, deadline),
                Wording::of(
                    "Schrijf de datum op die nu geldt. Zet in de toelichting wat er nog kan veranderen.",
                    "Write the date that holds now. Put what may still change in the explanation.",
                ),
            )
        } else if deadline.ongoing {
            (ongoing(&typed, deadline), Wording::of("Kies één van de twee.", "Keep one of the two."))
        } else {
            (
                several(&typed, deadline),
                Wording::of(
                    "Laat één einddatum staan, of zet bij elke datum wat er dan klaar is.",
                    "Leave one end date, or say with each date what will be ready by then.",
                ),
            )
        };
        findings.push(ctx.on(action, &action.deadline, &RULE, message).advise(advice));
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
        format!("De planning {typed} zegt dat de actie doorloopt, maar noemt ook een einddatum{end_nl}."),
        format!("The deadline {typed} says that the action is ongoing, but also gives an end date{end_en}."),
    )
}

fn several(typed: &str, deadline: &Deadline) -> Wording {
    let (end_nl, end_en) = end(deadline);
    Wording::new(
        format!("In de planning {typed} staat meer dan één einddatum. De laatste telt{end_nl}."),
        format!("The deadline {typed} holds more than one end date. The last one counts{end_en}."),
    )
}

fn tentative(typed: &str, deadline: &Deadline) -> Wording {
    let (end_nl, end_en) = end(deadline);
    Wording::new(
        format!("De planning {typed} is nog niet zeker. Wij rekenen met de datum die er staat{end_nl}."),
        format!("The deadline {typed} is not certain yet. The date that stands there counts{end_en}."),
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
        assert!(message.contains("meer dan één einddatum") && message.contains("(01-03-2026)"), "{message}");
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
