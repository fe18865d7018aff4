//! TRN001: an action that was closed is open again, and nobody wrote why.

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::rules::transition::{Kept, Reasons, kept};
use crate::rules::{Context, previous_place, progress_words};
use crate::wording::Wording;

/// The action was done or dropped in the previous version and has an open status now, without new words in the notes and without
/// a remark at the status.
///
/// Where the status is empty or cannot be read now, that is reported as such (STA001, STA002): nobody said that the action is open
/// again.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN001,
    name: "action-reopened",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "Een afgesloten actie is weer open zonder nieuwe toelichting.",
        "A closed action is open again without a new explanation.",
    ),
    why: Wording::new(
        "De actie telde al mee als afgerond. Het bestuur wil weten waarom dat niet meer zo is.",
        "The action was already counted as done. The board will ask why that changed.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting waarom de actie weer open is, of zet de status terug.",
        "Write in the explanation why the action is open again, or put the status back.",
    ),
    fails: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-04 | Jongeren laten meepraten over online veiligheid | SD Hilversum | Q2 2026 | Afgerond | deelsessies gehouden |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-04 | Jongeren laten meepraten over online veiligheid | SD Hilversum | Q2 2026 | → Loopt | deelsessies gehouden |",
    },
    passes: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-04 | Jongeren laten meepraten over online veiligheid | SD Hilversum | Q2 2026 | Afgerond | deelsessies gehouden |",
        current:
            "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-04 | Jongeren laten meepraten over online veiligheid | SD Hilversum | Q2 2026 | Loopt | er komt nog een avond voor ouders bij |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let reasons = Reasons::new(ctx);
    for Kept { old, new, .. } in kept(ctx) {
        let reopened = ctx.is_closed(old) && new.progress_code().is_some() && !ctx.is_closed(new);
        if reopened && !reasons.given(old, new, &new.progress.at) {
            let (before, now) = (progress_words(ctx, old), progress_words(ctx, new));
            let message = Wording::new(
                format!(
                    "Deze actie was afgesloten ({before}) en staat nu op {now}, maar er staat geen nieuwe toelichting bij."
                ),
                format!("This action was closed ({before}) and now says {now}, but no new explanation was added."),
            );
            let advice = Wording::of(
                "Schrijf in de toelichting waarom, of zet de status terug.",
                "Write the reason in the explanation, or put the status back.",
            );
            let was = Related::Place(previous_place(&old.progress.at));
            findings.push(ctx.on(new, &new.progress, &RULE, message).advise(advice).relate([was]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(before: (&str, &str), now: (&str, &str)) -> Vec<String> {
        let sheet = |(status, notes): (&str, &str)| {
            format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
                 | HI-04 | Jongeren laten meepraten over online veiligheid | SD Hilversum | Q2 2026 | {status} | {notes} |"
            )
        };
        messages("TRN001", &sheet(before), &sheet(now))
    }

    #[test]
    fn both_statuses_are_named_as_they_stand_there() {
        let found = found(("Gereed", "klaar"), ("in uitvoering", "klaar"));
        assert!(
            found.len() == 1 && found[0].contains("(“Gereed”)") && found[0].contains("“in uitvoering”"),
            "{found:?}"
        );
    }

    #[test]
    fn a_dropped_action_that_comes_back_counts_too() {
        assert_eq!(found(("Vervallen", "gaat op in HI-05"), ("Niet gestart", "gaat op in HI-05")).len(), 1);
    }

    #[test]
    fn a_reason_in_the_notes_or_at_the_cell_is_enough() {
        assert!(found(("Afgerond", "klaar"), ("Loopt", "klaar. 12-11: toch nog een avond nodig")).is_empty());
        assert!(found(("Afgerond", ""), ("{note: toch nog een avond} Loopt", "")).is_empty());
    }

    #[test]
    fn what_is_no_open_status_is_not_this_rules() {
        for status in ["", "Afgerond?", "Gereed", "Vervallen"] {
            assert!(found(("Afgerond", ""), (status, "")).is_empty(), "{status}");
        }
        assert!(found(("Loopt", ""), ("Niet gestart", "")).is_empty());
    }
}
