//! TRN007: the status took a step that asks for a reason, and nobody wrote one.

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::rules::transition::{Kept, Reasons, kept};
use crate::rules::{Context, previous_place, progress_words};
use crate::wording::Wording;

/// The framework says for each status which steps need no reason (`next`); any other step does: mostly one backwards, from running
/// to not started. New words in the notes or a remark at the status are a reason.
/// A percentage that fell is such a step too.
///
/// An action that was closed and is open again is TRN001's. A new status that always needs an explanation and has none at all is
/// reported as such (STA007). Where the framework names no steps for a status, every step is free.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN007,
    name: "status-backwards",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "De status gaat achteruit zonder nieuwe toelichting.",
        "The status went backwards without a new explanation.",
    ),
    why: Wording::new(
        "Een actie die liep en nu niet meer, is een tegenvaller of een vergissing. Dat verschil moet te zien zijn.",
        "An action that ran and no longer does is a setback or a mistake. People must be able to see which.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting wat er gebeurd is, of zet de status terug.",
        "Write in the explanation what happened, or put the status back.",
    ),
    fails: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | → Niet gestart |",
    },
    passes: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt | |
| HU-04 | Alle wijkagenten een training geven | OOV Huizen | Q3 2026 | Niet gestart | |",
        current:
            "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Niet gestart | begint opnieuw, de eerste opzet werkte niet |
| HU-04 | Alle wijkagenten een training geven | OOV Huizen | Q3 2026 | Loopt | |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let reasons = Reasons::new(ctx);
    for Kept { old, new, .. } in kept(ctx) {
        let (before, now, at) = if needs_reason(ctx, old, new) {
            (progress_words(ctx, old), progress_words(ctx, new), (&old.progress.at, &new.progress.at))
        } else if let Some((before, now)) = fell(ctx, old, new) {
            (format!("“{before}%”"), format!("“{now}%”"), (&old.percent.at, &new.percent.at))
        } else {
            continue;
        };
        if reasons.given(old, new, at.1) {
            continue;
        }
        let message = Wording::new(
            format!("De status ging van {before} naar {now}, maar er staat geen nieuwe toelichting bij."),
            format!("The status went from {before} to {now}, but no new explanation was added."),
        );
        let advice = Wording::of(
            "Schrijf in de toelichting waarom, of zet de status terug.",
            "Write the reason in the explanation, or put the status back.",
        );
        let was = Related::Place(previous_place(at.0));
        findings.push(ctx.about(new, &RULE, Location::cell(at.1), message).advise(advice).relate([was]));
    }
}

/// The percentages of an action that was further before; none of one that was or is closed, which other rules tell of.
fn fell(ctx: &Context, old: &Action, new: &Action) -> Option<(f64, f64)> {
    let (before, now) = (*old.percent.known()?, *new.percent.known()?);
    (now < before && !ctx.is_closed(old) && !ctx.is_closed(new)).then_some((before, now))
}

/// Whether the step between the two statuses is none of those that the framework calls free.
fn needs_reason(ctx: &Context, old: &Action, new: &Action) -> bool {
    let progress = |action: &Action| action.progress_code().and_then(|code| ctx.framework.progress(code));
    let (Some(before), Some(now)) = (progress(old), progress(new)) else { return false };
    let unexplained = now.needs_reason && new.explanation().is_empty();
    before.code != now.code
        && !before.closed
        && !before.next.is_empty()
        && !before.next.contains(&now.code)
        && !unexplained
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(before: (&str, &str), now: (&str, &str)) -> usize {
        let sheet = |(status, notes): (&str, &str)| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
                 | HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | {status} | {notes} |"
            )
        };
        messages("TRN007", &sheet(before), &sheet(now)).len()
    }

    #[test]
    fn steps_back_to_the_start_need_a_new_reason() {
        for running in ["Loopt", "Vertraagd", "On hold", "Doorlopend"] {
            assert_eq!(found((running, "oud"), ("Niet gestart", "oud")), 1, "{running}");
            assert_eq!(found((running, "oud"), ("Niet gestart", "oud, begint opnieuw")), 0, "{running}");
        }
    }

    #[test]
    fn steps_forward_and_other_words_for_the_same_are_fine() {
        for (before, now) in [
            ("Niet gestart", "Loopt"),
            ("Loopt", "Vertraagd"),
            ("Vertraagd", "Loopt"),
            ("Loopt", "Afgerond"),
            ("Niet gestart", "Vervallen"),
            ("Doorlopend", "Loopt"),
            ("Loopt", "in uitvoering"),
            ("", "Niet gestart"),
            ("Loopt", ""),
            ("Loopt", "lopent"),
        ] {
            assert_eq!(found((before, ""), (now, "")), 0, "{before} → {now}");
        }
    }

    #[test]
    fn a_percentage_that_fell_needs_a_new_reason() {
        assert_eq!(found(("60%", ""), ("40 %", "")), 1);
        assert_eq!(found(("60% gereed", "oud"), ("voor 40% gereed", "oud, ontwerp moet over")), 0);
        for (before, now) in [("40%", "60%"), ("60%", "60%"), ("Loopt", "40%"), ("60%", "Loopt"), ("0%", "10%")] {
            assert_eq!(found((before, ""), (now, "")), 0, "{before} → {now}");
        }
        assert_eq!(found(("60%", ""), ("0%", "")), 1);
        let sheet = |percent: &str| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status | % gereed | Toelichting |\n\
                 | HU-03 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt | {percent} | |"
            )
        };
        let told = messages("TRN007", &sheet("60%"), &sheet("40%"));
        assert_eq!(told, ["De status ging van “60%” naar “40%”, maar er staat geen nieuwe toelichting bij."]);
        let alone = |percent: &str| sheet(percent).replace(" Status |", "").replace(" Loopt |", "");
        assert_eq!(messages("TRN007", &alone("60%"), &alone("40%")).len(), 1);
    }

    #[test]
    fn an_action_that_was_closed_is_another_rules() {
        assert_eq!(found(("Afgerond", ""), ("Loopt", "")), 0);
        assert_eq!(found(("Vervallen", ""), ("Niet gestart", "")), 0);
    }
}
