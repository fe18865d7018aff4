//! DAT009: ongoing and an end date at once.

use super::{Context, day};
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::plan::Signal;
use crate::wording::Wording;

/// The planning says both that the action is ongoing and when it ends. "Q1 2025 - doorlopend" is fine: that is a start.
pub static RULE: Rule = Rule {
    code: "DAT009",
    name: "deadline-contradictory",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De planning zegt tegelijk “doorlopend” en een einddatum.",
        "The deadline says both “doorlopend” (ongoing) and an end date.",
    ),
    why: Wording::new(
        "Het is dan niet duidelijk of de actie een keer klaar is.",
        "It is then unclear whether the action will ever be done.",
    ),
    fix: Wording::new(
        "Kies: “doorlopend”, of een einddatum. Een tussenstap met een datum kan een eigen actie worden.",
        "Choose: “doorlopend”, or an end date. A step with a date can become an action of its own.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-07 | Een bondgenotenoverleg beginnen | OOV Wijdemeren | → Doorlopend – Q2 2026 | Loopt |",
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

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let Some(deadline) = action.deadline.known().filter(|deadline| deadline.signals.contains(&Signal::Ambiguous))
        else {
            continue;
        };
        let typed = ctx.quote(&action.deadline.raw);
        let (end_nl, end_en) = match deadline.end.map(day) {
            Some(end) => (format!(" ({})", end.nl), format!(" ({})", end.en)),
            None => (String::new(), String::new()),
        };
        let message = Wording::new(
            format!("De planning {typed} zegt “doorlopend” én een einde{end_nl}. Kies één van de twee."),
            format!("The deadline {typed} says “ongoing” and an end{end_en}. Choose one of the two."),
        );
        findings.push(ctx.on(action, &action.deadline, &RULE, message));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn a_start_before_ongoing_is_no_contradiction() {
        for (planning, wanted) in
            [("Doorlopend – Q2 2026", 1), ("Q1 2025- doorlopend", 0), ("Doorlopend", 0), ("Q2 2026", 0)]
        {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | {planning} | Loopt |"
            );
            assert_eq!(messages("DAT009", "", &sheet).len(), wanted, "{planning}");
        }
    }
}
