//! STA001: nobody wrote how far the action is.

use super::Context;
use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::framework::Framework;
use crate::plan::{Action, StatusSource};
use crate::wording::Wording;

/// The progress of an action is empty: no word, and no fill that means something. A fill that means something is reported as a
/// status by colour alone (STA003).
pub static RULE: Rule = Rule {
    code: "STA001",
    name: "status-missing",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("De voortgang van een actie is niet ingevuld.", "The progress of an action is not filled in."),
    why: Wording::new(
        "Zonder status is niet te zien of de actie loopt, klaar is of stilligt.",
        "Without a status nobody can see whether the action is under way, done or at a standstill.",
    ),
    fix: Wording::new("Kies een status uit de lijst.", "Choose a status from the list."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | → |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let blank = matches!(action.progress.value, Reading::Blank) && action.progress.raw.trim().is_empty();
        if blank && !fill_says_something(action) {
            let names = progress_names(ctx.framework);
            let message = Wording::new(
                format!("De status van deze actie is nog niet ingevuld. Kies uit: {names}."),
                format!("The status of this action is not filled in yet. Choose from: {names}."),
            );
            findings.push(ctx.on(action, &action.progress, &RULE, message));
        }
    }
}

/// Whether the fill of the progress cell is a colour of the framework.
fn fill_says_something(action: &Action) -> bool {
    action.framework_status.at == action.progress.at
        && action.framework_status.known().is_some_and(|status| matches!(status.source, StatusSource::Fill(_)))
}

/// The words that staff can choose from.
pub(super) fn progress_names(framework: &Framework) -> String {
    framework.progress.iter().map(|progress| progress.name.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn a_fill_with_a_meaning_and_a_colour_word_are_reported_elsewhere() {
        let sheet = |status: &str| {
            format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | {status} |\n\
                 | 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |\n| 3 | Meldpunt openen | OOV | Q2 2026 | Niet gestart |"
            )
        };
        let codes = |status: &str| -> Vec<&str> {
            let rules = ["STA001", "STA002", "STA003", "STA004"];
            rules.into_iter().filter(|code| !messages(code, "", &sheet(status)).is_empty()).collect()
        };
        assert_eq!(codes(""), ["STA001"]);
        assert_eq!(codes("{FFC000}"), ["STA003"]);
        assert_eq!(codes("{FFC000} Loopt"), Vec::<&str>::new());
        assert_eq!(codes("{FF0000} Groen"), ["STA004"]);
        assert_eq!(codes("{92D050} Groen"), ["STA002"]);
        assert_eq!(codes("{FF0000} lopent"), ["STA002"]);
    }
}
