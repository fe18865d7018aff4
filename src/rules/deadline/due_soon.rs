//! DAT006: the deadline is near.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::plan::Action;
use crate::rules::planning::firm_end;
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The last day of the planning of an open action lies within the days that the framework sets (`limits.due_soon_days`), today
/// included.
///
/// It asks for nothing but a look, so that it is information. What is ongoing or repeats has no such day, and without a column
/// for the status nobody can tell what is still open.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT006,
    name: "deadline-due-soon",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new("De actie moet binnenkort klaar zijn.", "The action has to be done soon."),
    why: Wording::new(
        "Wie het op tijd ziet, kan nog bijsturen of het op de agenda zetten.",
        "Who sees it in time can still act, or put it on an agenda.",
    ),
    fix: Wording::new(
        "Werk de status bij. Lukt het niet op tijd? Pas de planning aan en schrijf in de toelichting waarom.",
        "Update the status. Will it not be in time? Change the deadline and write the reason in the explanation.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → november 2025 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | november 2025 | Afgerond 12-11-2025 |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q1 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions().filter(|action| ctx.has_column(action, Field::Progress)) {
        if let Some(message) = message(ctx, action) {
            findings.push(ctx.on(action, &action.deadline, &RULE, message));
        }
    }
}

fn message(ctx: &Context, action: &Action) -> Option<Wording> {
    let end = firm_end(action.deadline.known()?)?;
    let days = (end - ctx.today).num_days();
    if !(0..=i64::from(ctx.framework.limits.due_soon_days)).contains(&days) {
        return None;
    }
    let (when_nl, when_en) = match days {
        0 => ("vandaag".to_owned(), "today".to_owned()),
        1 => ("morgen".to_owned(), "tomorrow".to_owned()),
        _ => (format!("over {days} dagen"), format!("in {days} days")),
    };
    let date = day(end);
    Some(Wording::new(
        format!("De actie moet {when_nl} klaar zijn (uiterlijk {}).", date.nl),
        format!("The action is due {when_en} ({}).", date.en),
    ))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        );
        messages("DAT006", "", &sheet).join("\n")
    }

    #[test]
    fn soon_is_from_today_to_the_limit() {
        // The examples are judged on 24 November 2025, and the embedded framework says 14 days.
        assert_eq!(found("23-11-2025", "Loopt"), "");
        assert!(found("24-11-2025", "Loopt").contains("vandaag klaar zijn (uiterlijk 24-11-2025)"));
        assert!(found("25-11-2025", "Loopt").contains("morgen"));
        assert!(found("8 december 2025", "Niet gestart").contains("over 14 dagen"));
        assert_eq!(found("9 december 2025", "Loopt"), "");
    }

    #[test]
    fn the_whole_window_counts_and_what_goes_on_has_none() {
        assert!(found("november 2025", "Loopt").contains("30-11-2025"));
        assert_eq!(found("Q4 2025", "Loopt"), "");
        for fine in ["eens per kwartaal, volgende 1-12-2025", "Q4 2024 - doorlopend", "1 december", "vanaf 1-12-2025"] {
            assert_eq!(found(fine, "Loopt"), "", "{fine}");
        }
        assert_eq!(found("november 2025", "Afgerond"), "");
    }
}
