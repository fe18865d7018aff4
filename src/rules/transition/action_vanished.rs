//! TRN006: an action of the previous version is gone, and it was not closed.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity, Version};
use crate::plan::Action;
use crate::reconcile::ChangeKind;
use crate::rules::{Context, about};
use crate::wording::Wording;

/// An action of the previous version is nowhere in this one: not under its number, not by its text, not on another sheet, not as
/// part of an action that was split or merged. It was neither done nor dropped.
///
/// The finding points at the row of the previous version.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN006,
    name: "action-vanished",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "Een actie uit de vorige versie is verdwenen zonder dat die is afgesloten.",
        "An action of the previous version is gone, and it was not closed.",
    ),
    why: Wording::new(
        "Een actie die ongemerkt verdwijnt, wordt niet meer uitgevoerd. Niemand heeft dat besloten.",
        "An action that disappears unnoticed is no longer carried out, and nobody decided that.",
    ),
    fix: Wording::new(
        "Zet de actie terug. Gaat de actie niet door? Geef dan de status Vervallen en schrijf in de toelichting waarom.",
        "Put the action back. If it will not go ahead, give it the status for dropped and write the reason in the explanation.",
    ),
    fails: Example {
        previous: "\
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status |
| GM-06 | Beleid maken voor de veiligheid van medewerkers | HR Gooise Meren | Q2 2026 | Loopt |
| → GM-07 | Een bondgenotenoverleg beginnen met scholen en clubs | OOV Gooise Meren | Q4 2026 | Loopt |",
        current: "\
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status |
| GM-06 | Beleid maken voor de veiligheid van medewerkers | HR Gooise Meren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status |
| GM-06 | Beleid maken voor de veiligheid van medewerkers | HR Gooise Meren | Q2 2026 | Loopt |
| GM-07 | Een bondgenotenoverleg beginnen met scholen en clubs | OOV Gooise Meren | Q4 2026 | Loopt |",
        current: "\
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| GM-06 | Beleid maken voor de veiligheid van medewerkers | HR Gooise Meren | Q2 2026 | Loopt | |
| GM-07 | Een bondgenotenoverleg beginnen met scholen en clubs | OOV Gooise Meren | Q4 2026 | Vervallen | gaat op in het overleg van Huizen |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    for change in previous.reconciliation.changes.iter().filter(|change| change.kind == ChangeKind::Removed) {
        for action in change.previous.iter().filter_map(|index| previous.plan.actions.get(*index)) {
            if !ctx.is_closed(action) {
                let at = Location::row(Version::Previous, &action.sheet, action.row);
                let finding = about(previous.plan, action, &RULE, at, message(ctx, action));
                findings.push(finding.advise(advice(ctx)));
            }
        }
    }
}

fn message(ctx: &Context, action: &Action) -> Wording {
    let text = ctx.quote(&action.text.raw);
    let id = action.id().map(|id| format!(" {id}")).unwrap_or_default();
    let sheet = &action.sheet;
    Wording::new(
        format!("Actie{id} stond in de vorige versie op blad “{sheet}” en is verdwenen: {text}."),
        format!("Action{id} was on sheet “{sheet}” in the previous version and is gone: {text}."),
    )
}

/// What to do, with the status that the framework has for what will not be done.
fn advice(ctx: &Context) -> Wording {
    let dropped = ctx.framework.progress.iter().rfind(|progress| progress.closed && progress.needs_reason);
    let (nl, en) = match dropped {
        Some(dropped) => (
            format!("Geef dan de status “{}” en schrijf", dropped.name),
            format!("give it the status “{}” and write", dropped.name),
        ),
        None => ("Sluit die dan af en schrijf".to_owned(), "close it and write".to_owned()),
    };
    Wording::new(
        format!("Zet de actie terug. Gaat de actie niet door? {nl} in de toelichting waarom."),
        format!("Put the action back. If it will not go ahead, {en} the reason in the explanation."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::wording::Lang;

    fn sheet(name: &str, rows: &[(&str, &str, &str)]) -> String {
        let rows: String = rows
            .iter()
            .map(|(id, text, status)| format!("| {id} | {text} | OOV {name} | Q2 2026 | {status} |\n"))
            .collect();
        format!("# {name}\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    const SCHOOLS: &str = "Alle scholen bezoeken en uitleg geven over radicalisering";
    const PAGE: &str = "Een webpagina maken over het meldpunt voor inwoners";

    #[test]
    fn the_row_of_the_previous_version_is_named() {
        let before = sheet("Huizen", &[("HU-1", PAGE, "Loopt"), ("HU-2", SCHOOLS, "Loopt")]);
        let found = findings("TRN006", &before, &sheet("Huizen", &[("HU-1", PAGE, "Loopt")]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, Location::row(Version::Previous, &"Huizen".into(), 2));
        assert_eq!((found[0].action_id.as_deref(), found[0].municipality.as_deref()), (Some("HU-2"), Some("Hu")));
        assert!(
            found[0].message.nl.contains("Actie HU-2") && found[0].what_to_do(Lang::Nl).contains("“Vervallen”"),
            "{found:?}"
        );
    }

    #[test]
    fn what_was_closed_moved_or_renumbered_has_not_vanished() {
        let before = sheet("Huizen", &[("HU-1", PAGE, "Loopt"), ("HU-2", SCHOOLS, "Afgerond")]);
        assert!(messages("TRN006", &before, &sheet("Huizen", &[("HU-1", PAGE, "Loopt")])).is_empty());
        let before = sheet("Huizen", &[("HU-1", PAGE, "Loopt"), ("HU-2", SCHOOLS, "Loopt")]);
        let moved = sheet("Huizen", &[("HU-1", PAGE, "Loopt")]) + &sheet("Hilversum", &[("HI-9", SCHOOLS, "Loopt")]);
        assert!(messages("TRN006", &before, &moved).is_empty());
    }
}
