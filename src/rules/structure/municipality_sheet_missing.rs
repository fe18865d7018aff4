//! STR004: the workbook has a sheet per municipality, and one municipality has none.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::{Field, Level, Municipality};
use crate::plan::BelongsTo;
use crate::rules::{Context, list};
use crate::wording::Wording;

/// Where at least two municipalities have a sheet of their own, every municipality of the framework is expected to have one.
///
/// A workbook that keeps all actions in one table with a column for the municipality needs no sheets. A sheet counts under
/// every name that the framework knows for the municipality.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR004,
    name: "municipality-sheet-missing",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new(
        "Andere gemeenten hebben een eigen blad, maar deze gemeente niet.",
        "Other municipalities have a sheet of their own, but this one has none.",
    ),
    why: Wording::new(
        "Het plan belooft acties per gemeente. Zonder blad is niet te zien wat deze gemeente doet.",
        "The plan promises actions for each municipality. Without a sheet nobody sees what this one does.",
    ),
    fix: Wording::new(
        "Voeg het blad toe, of geef het blad dat er al is de naam van de gemeente.",
        "Add the sheet, or give the sheet that is there the name of the municipality.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status |
| GM-01 | Het meldpunt bekend maken bij scholen | OOV Gooise Meren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Acties
| Nr | Gemeente | Actie | Trekker | Planning | Status |
| 1 | Hilversum | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| 2 | Huizen | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (with, without): (Vec<&Municipality>, Vec<&Municipality>) =
        ctx.framework.municipalities.iter().partition(|municipality| has_sheet(ctx, &municipality.code));
    // A sheet that could not be read may be the one.
    if with.len() < 2 || ctx.plan.hides_actions() {
        return;
    }
    for municipality in without.into_iter().filter(|municipality| !has_rows_elsewhere(ctx, &municipality.code)) {
        findings.push(finding(municipality, &with));
    }
}

/// Whether a sheet bears the municipality's name.
pub(in crate::rules) fn has_sheet(ctx: &Context, code: &str) -> bool {
    ctx.plan.sheets.iter().any(|sheet| matches!(&sheet.belongs_to, BelongsTo::Municipality(own) if &**own == code))
}

/// Whether a column names the municipality beside an action that is its own, not one that the district carries out for it.
pub(in crate::rules) fn has_rows_elsewhere(ctx: &Context, code: &str) -> bool {
    ctx.plan.actions.iter().any(|action| {
        let named = action.municipalities.known().is_some_and(|codes| codes.iter().any(|own| &**own == code));
        let on_district_sheet = *crate::rules::belongs_to(ctx.plan, &action.sheet) == BelongsTo::District;
        let own = !on_district_sheet || action.level.known() == Some(&Level::Local);
        named && own && ctx.has_column(action, Field::Municipality)
    })
}

fn finding(municipality: &Municipality, with: &[&Municipality]) -> Finding {
    let name = &municipality.name;
    let others: Vec<String> = with.iter().map(|other| other.name.clone()).collect();
    let message = Wording::new(
        format!("Het blad voor {name} ontbreekt; {} hebben wel een blad.", list(&others, "en")),
        format!("The sheet for {name} is missing; {} do have one.", list(&others, "and")),
    );
    let advice = Wording::new(format!("Voeg het blad “{name}” toe."), format!("Add the sheet “{name}”."));
    Finding { municipality: Some(municipality.code.clone()), ..Finding::new(&RULE, Location::plan(), message) }
        .advise(advice)
        .suggest(Some(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(name: &str) -> String {
        format!(
            "# {name}\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | Loopt |\n"
        )
    }

    #[test]
    fn every_known_name_counts() {
        let all = ["Wijdmeren", "Gooise Meren", "BEL", "Hilversum", "Huizen"].map(sheet).concat();
        assert!(messages("STR004", "", &all).is_empty());
        let found = findings("STR004", "", &all.replace("# Huizen", "# Overig"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].suggestion.as_deref(), Some("Huizen"));
        assert_eq!(found[0].at, Location::plan());
        assert!(found[0].message.nl.contains("Hilversum hebben wel een blad"), "{}", found[0].message.nl);
    }

    #[test]
    fn a_sheet_with_a_slip_of_the_pen_in_its_name_is_there() {
        let all = ["Wijdemeren", "Gooise Meren", "BEL", "Hilversum", "Huisen"].map(sheet).concat();
        assert!(messages("STR004", "", &all).is_empty());
    }

    #[test]
    fn the_copy_of_one_municipality_is_fine() {
        assert!(messages("STR004", "", &sheet("Huizen")).is_empty());
    }
}
