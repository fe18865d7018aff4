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
pub static RULE: Rule = Rule {
    code: RuleCode::TRN006,
    name: "action-vanished",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "Een actie uit de vorige versie is verdwenen zonder dat die is afgesloten.",
        "An action of the previous version is gone without having been closed.",
    ),
    why: Wording::new(
        "Een actie die ongemerkt verdwijnt, wordt niet meer uitgevoerd, en niemand heeft dat besloten.",
        "An action that vanishes unnoticed is no longer carried out, and nobody decided so.",
    ),
    fix: Wording::new(
        "Zet de actie terug. Gaat die niet door? Geef dan de status Vervallen en schrijf op waarom.",
        "Put the action back. Will it not be done? Then give it the status for dropped and write down why.",
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
                findings.push(about(previous.plan, action, &RULE, at, message(ctx, action)));
            }
        }
    }
}

fn message(ctx: &Context, action: &Action) -> Wording {
    let text = ctx.quote(&action.text.raw);
    let id = action.id().map(|id| format!(" {id}")).unwrap_or_default();
    let dropped = ctx.framework.progress.iter().rfind(|progress| progress.closed && progress.needs_reason);
    let (nl, en) = match dropped {
        Some(dropped) => (
            format!("Zet de actie terug, of geef die de status “{}” met een reden.", dropped.name),
            format!("Put it back, or give it the status “{}” with a reason.", dropped.name),
        ),
        None => (
            "Zet de actie terug, of sluit die af met een reden.".to_owned(),
            "Put it back, or close it with a reason.".to_owned(),
        ),
    };
    let sheet = &action.sheet;
    Wording::new(
        format!("Actie{id} stond in de vorige versie op blad “{sheet}” en is verdwenen: {text}. {nl}"),
        format!("Action{id} stood on sheet “{sheet}” in the previous version and is gone: {text}. {en}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

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
            found[0].message.nl.contains("Actie HU-2") && found[0].message.nl.contains("“Vervallen”"),
            "{}",
            found[0].message.nl
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
