//! DAT005: the deadline has passed and the action is not done.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Deadline};
use crate::rules::planning::{days_overdue, words_of};
use crate::rules::status::{Said, said, status_rule};
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The last day of the planning lies before the reference date and the action is neither done nor dropped.
///
/// The whole window has to be over: "Q2 2025" is overdue from 1 July. What is ongoing or repeats is never overdue. A date before
/// the period of the plan is taken for a slip of the pen (DAT007), and nothing is overdue by a date that was guessed (DAT010) or
/// cannot be right (DAT003, DAT004). Where the status cannot be read, the action may be done; STA002 then says how long its planning
/// is over.
///
/// On a first version it is a warning: a plan is often taken in months after it was adopted, and then the whole list would be red
/// on day one without anybody having been asked.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT005,
    name: "deadline-overdue",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De planning is voorbij en de actie is nog niet afgerond.",
        "The deadline has passed and the action is not done yet.",
    ),
    why: Wording::new("Het bestuur kijkt hier het eerst naar.", "This is what the board looks at first."),
    fix: Wording::new(
        "Is de actie klaar? Pas de status aan. Komt de actie later klaar? Pas de planning aan en schrijf in de toelichting waarom.",
        "Is the action done? Update the status. Will it take longer? Change the deadline and write the reason in the explanation.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → Q2 2025 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2025 | Afgerond 20-06-2025 |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q4 2025 | Loopt |
| HI-03 | Ouders bijpraten | OOV Hilversum | doorlopend | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions().filter(|action| !told_with_its_status(ctx, action)) {
        if let Some(finding) = action.deadline.known().and_then(|deadline| overdue(ctx, action, deadline)) {
            findings.push(finding);
        }
    }
}

/// Whether the rule on the unreadable status of an action says how long its planning is over: it may be done.
fn told_with_its_status(ctx: &Context, action: &Action) -> bool {
    said(ctx, action) == Said::Unknown && ctx.applies(status_rule(ctx, action))
}

fn overdue(ctx: &Context, action: &Action, deadline: &Deadline) -> Option<Finding> {
    let (days, end) = (days_overdue(ctx, action, deadline)?, deadline.end?);
    let date = day(end);
    let (days_nl, days_en) = words_of(days);
    let message = Wording::new(
        format!("De actie moest klaar zijn op {} ({days} {days_nl} geleden), maar is nog niet afgerond.", date.nl),
        format!("The action was due on {} ({days} {days_en} ago) and is not done yet.", date.en),
    );
    Some(ctx.on(action, &action.deadline, &RULE, message))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        );
        messages("DAT005", "", &sheet).join("\n")
    }

    #[test]
    fn overdue_from_the_day_after_the_whole_window() {
        // The examples are judged on 24 November 2025.
        assert_eq!(found("24-11-2025", "Loopt"), "");
        assert!(found("23-11-2025", "Loopt").contains("klaar zijn op 23-11-2025 (1 dag geleden)"));
        assert!(found("Q3 2025", "Niet gestart").contains("klaar zijn op 30-09-2025 (55 dagen geleden)"));
        assert_eq!(found("Q4 2025", "Loopt"), "");
        assert_eq!(found("2025", "Loopt"), "");
    }

    #[test]
    fn what_is_done_ongoing_repeating_or_a_typing_error_is_not_overdue() {
        assert_eq!(found("Q2 2025", "Vervallen"), "");
        assert_eq!(found("Q1 2025 - doorlopend", "Loopt"), "");
        assert_eq!(found("eens per kwartaal", "Loopt"), "");
        assert_eq!(found("26-09-2014", "Loopt"), "");
        assert_eq!(found("Q2 2025", "zie verslag"), "", "the status cannot be read");
        for doubtful in ["18-11", "Q3 2025 – Q2 2025", "dinsdag 12 januari 2025"] {
            assert_eq!(found(doubtful, "Loopt"), "", "{doubtful}");
        }
    }
}
