//! STA007: an action is delayed, on hold or dropped, and nobody wrote why.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::language::Role;
use crate::rules::Context;
use crate::rules::status::beside::{Beside, NamedColumns};
use crate::wording::Wording;

/// The status is one that the framework wants explained, and no explanation stands beside it: not in the cell itself ("Vertraagd:
/// geen capaciteit"), not in a column for explanations, not in a note on the row. What the explanation says is not judged.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA007,
    name: "status-without-reason",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een actie is vertraagd, ligt stil of is vervallen, en er staat niet waarom.",
        "An action is delayed, on hold or dropped, and nothing says why.",
    ),
    why: Wording::new(
        "Wie de reden weet, kan helpen of op tijd bijsturen.",
        "Whoever knows the reason can help, or change course in time.",
    ),
    fix: Wording::new(
        "Zet de reden in de toelichting, of achter de status: “Vertraagd: geen capaciteit tot april”.",
        "Write the reason in the explanation, or after the status: “Vertraagd: geen capaciteit tot april”.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | → Vertraagd | |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | → Vervallen | - |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Vertraagd: geen capaciteit tot april | |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | Vervallen | doet het onderwijs zelf |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (beside, reasons) = (Beside::new(ctx), NamedColumns::new(ctx, Role::ReasonHeader));
    for action in &ctx.plan.actions {
        let state = action.progress_code().and_then(|code| ctx.framework.progress(code));
        let asked = state.is_some_and(|state| state.needs_reason);
        let told = || beside.texts(action).next().is_some() || ctx.notes_unknown(&action.sheet);
        if !asked || told() || reasons.are_filled(ctx, action) {
            continue;
        }
        let typed = ctx.quote(&action.progress.raw);
        let (nl, en) = if ctx.has_column(action, Field::Notes) {
            ("Zet de reden in de toelichting.", "Write the reason in the explanation.")
        } else {
            ("Zet de reden achter de status.", "Write the reason after the status.")
        };
        let message = Wording::new(
            format!("De status is {typed}, maar er staat niet waarom."),
            format!("The status is {typed}, but nothing says why."),
        );
        findings.push(ctx.on(action, &action.progress, &RULE, message).advise(Wording::of(nl, en)));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;
    use crate::rules::status::advised;

    fn found(status: &str, notes: &str) -> Vec<String> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Stand van zaken | Opmerkingen |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {status} | | {notes} |\n\
             | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt | | |"
        );
        messages("STA007", "", &sheet)
    }

    #[test]
    fn a_state_that_wants_a_reason_gets_one_finding() {
        for status in ["Vertraagd", "On hold", "Vervallen", "uitgesteld", "{FF0000} Vertraagd", "Vertraagd."] {
            assert_eq!(found(status, "").len(), 1, "{status}");
        }
        assert_eq!(found("Vertraagd", ""), ["De status is “Vertraagd”, maar er staat niet waarom."]);
        for nothing in ["n.v.t.", "nader te bepalen", "volgt nog", "tbd", "wordt nog ingevuld", "folgt", "idem", "?"] {
            assert_eq!(found("Vertraagd", nothing).len(), 1, "{nothing}");
        }
        for bare in ["loopt vertraging op", "ligt momenteel stil", "gaat niet door"] {
            assert_eq!(found(bare, "").len(), 1, "{bare}");
        }
    }

    #[test]
    fn a_reason_may_stand_in_the_cell_the_notes_or_a_note() {
        for (status, notes) in [
            ("Wacht op akkoord van het college", ""),
            ("Vertraagd door ziekte", ""),
            ("On hold tot Q2 2026 door capaciteit", ""),
            ("Vertraagd: geen capaciteit", ""),
            ("Vertraagd (geen capaciteit)", ""),
            ("Vertraagd\u{2013} geen capaciteit", ""),
            ("Vertraagd", "12-11: geen capaciteit"),
            ("{note: wacht op het besluit} On hold", ""),
        ] {
            assert!(found(status, notes).is_empty(), "{status} {notes}");
        }
    }

    #[test]
    fn other_states_are_not_asked() {
        for status in ["Loopt", "Afgerond", "Doorlopend", "Niet gestart", ""] {
            assert!(found(status, "").is_empty(), "{status}");
        }
    }

    #[test]
    fn a_table_without_notes_takes_the_reason_behind_the_status() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Reden |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | Vertraagd | |";
        assert!(advised("STA007", sheet)[0].ends_with("Zet de reden achter de status."));
        assert!(messages("STA007", "", &sheet.replace("Vertraagd | |", "Vertraagd | geen geld |")).is_empty());
    }
}
