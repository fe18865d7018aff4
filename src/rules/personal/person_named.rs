//! PRV004: a person is named, as owner or elsewhere.

use std::collections::HashMap;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::ActionPlan;
use crate::rules::Context;
use crate::rules::personal::{self, Find, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// The cell of an owner or of those involved seems to name a person: with a title, initials or "@", in the order "Molenaar, K.", by
/// a common name, or by the small words of surnames. A role, a team or an organisation is no person, and neither is what the framework
/// has a word for. An organisation can look like a person all the same, so the advice says what to do then.
///
/// Names in other cells and in tabs are information, and count only with a sign that leaves little doubt, or where the same name is
/// an owner elsewhere. Where the name tells whose case a text speaks of, PRV005 says so; an e-mail address is PRV003; notes are PRV007.
/// The name is never repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV004,
    name: "person-named",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Bij de trekker of ergens anders lijkt de naam van een persoon te staan.",
        "The owner, or another cell, seems to name a person.",
    ),
    why: Wording::new(
        "Een functie of team blijft als iemand van baan wisselt. En een naam die niet nodig is, hoort niet in de werkmap (AVG artikel 5).",
        "A role or team stays when somebody changes jobs. And a name that is not needed does not belong in the workbook (GDPR article 5).",
    ),
    fix: Wording::new(
        "Vul een team of functie in. Is het een organisatie? Vraag de coördinator dan om die toe te voegen.",
        "Fill in a team or a role. Is it an organisation? Then ask the coordinator to add it.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | → Dhr. Voorbeeld | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | Burgemeester Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    let named: Vec<&Find> = personal::finds(ctx).filter(|find| !find.is_in_note() && find.names_a_person()).collect();
    let roles = roles(ctx.plan);
    for find in named {
        let role = match find.place {
            Place::Cell(row, col) => roles.get(&(&*find.grid.sheet, row, col)),
            Place::Note(..) | Place::Tab => None,
        };
        findings.push(match role {
            Some(role) => pointer.at(&RULE, find.grid, find.place, RULE.severity, in_owner_cell(*role)),
            None => {
                let finding = pointer.at(&RULE, find.grid, find.place, Severity::Info, elsewhere(find.place));
                finding.advise(instead())
            }
        });
    }
}

/// The cells in which owners and involved parties were read. The plan's own texts are masked by now, so only their places are taken;
/// the value of a merged cell, or of the one above, stands at its own.
fn roles(plan: &ActionPlan) -> HashMap<(&str, u32, u32), Role> {
    let mut roles = HashMap::new();
    for action in &plan.actions {
        for (cell, role) in [(&action.owners, Role::Owner), (&action.involved, Role::Involved)] {
            if cell.known().is_some() {
                roles.entry((&*cell.at.sheet, cell.at.row, cell.at.col)).or_insert(role);
            }
        }
    }
    roles
}

#[derive(Debug, Clone, Copy)]
enum Role {
    Owner,
    Involved,
}

fn in_owner_cell(role: Role) -> Wording {
    let (nl, en) = match role {
        Role::Owner => ("Bij de trekker", "The owner"),
        Role::Involved => ("Bij de betrokken partijen", "One of the parties involved"),
    };
    Wording::new(
        format!("{nl} lijkt de naam van een persoon te staan (hier niet getoond)."),
        format!("{en} seems to be a person's name (not shown here)."),
    )
}

fn elsewhere(place: Place) -> Wording {
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} lijkt de naam van een persoon te staan (hier niet getoond)."),
        format!("{} seems to name a person (not shown here).", capitalised(en)),
    )
}

/// What to do about a name that stands where none is asked for.
fn instead() -> Wording {
    Wording::of("Is de naam niet nodig? Noem dan de functie.", "If the name is not needed, name the role instead.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::findings;

    fn found(owner: &str, involved: &str, notes: &str) -> Vec<(u32, Severity)> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Betrokken partijen | Planning | Status | Toelichting |\n\
             | HI-01 | Scholen bezoeken | {owner} | {involved} | Q2 2026 | Loopt | {notes} |"
        );
        let found = findings("PRV004", "", &sheet);
        for finding in &found {
            let said = format!("{}{}", finding.message.nl, finding.message.en).to_lowercase();
            assert!(!said.contains("klaas") && !said.contains("karin"), "{said}");
        }
        found.into_iter().map(|finding| (finding.at.col.unwrap(), finding.severity)).collect()
    }

    #[test]
    fn an_owner_that_is_a_person_is_told_once() {
        for owner in [
            "Dhr. Klaasveld",
            "P. de Klaas",
            "Karin",
            "Piet/Karin",
            "JvD",
            "@karin",
            "Karin Klaasveld",
            "OOV Hilversum (Karin)",
            "OOV, dhr. Klaasveld",
            "Burgemeester Klaasveld",
            "Karin (karin@example.nl)",
            "Karin Hilversum",
        ] {
            assert_eq!(found(owner, "", ""), [(2, Severity::Warning)], "{owner}");
        }
        assert_eq!(found("OOV Hilversum", "politie, dhr. Klaasveld", ""), [(3, Severity::Warning)]);
    }

    #[test]
    fn parties_places_roles_and_slips_of_the_pen_are_fine() {
        for owner in [
            "Burgemeester Wijdemeren",
            "burgemeester van Huizen",
            "Laren",
            "Huizen",
            "Radar",
            "Young Hilversummers",
            "Hilversm",
            "Politei",
            "Stichting Het Anker",
            "coördinator radicalisering Huizen",
            "Team Maatschappelijke Zorg",
            "OOV (Hilversum)",
            "karin@example.nl",
            "oov@example.nl",
            "5.1.2.e",
            "n.t.b.",
            "alle gemeenten",
            "",
        ] {
            assert_eq!(found(owner, "scholen, jongerenwerk, Brandweer", ""), [], "{owner}");
        }
    }

    #[test]
    fn a_name_elsewhere_is_information() {
        for named in [
            "dhr. Klaasveld belt terug",
            "Burgemeester Klaasveld opent de avond",
            "Kees Molenaar heeft gebeld",
            "Karin belt terug",
            "Voorbereid door Sanne",
        ] {
            assert_eq!(found("OOV Hilversum", "", named), [(6, Severity::Info)], "{named}");
        }
        for fine in ["De school belt terug", "Casus dhr. Klaasveld", "Laren en Huizen"] {
            assert_eq!(found("OOV Hilversum", "", fine), [], "{fine}");
        }
    }

    #[test]
    fn a_merged_owner_and_a_tab_are_told_once() {
        let sheet = "# Dhr. Klaasveld\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | Scholen bezoeken | {merge C2:C3} Karin | Q2 2026 | Loopt |\n\
                     | 2 | Ouders bijpraten | | Q2 2026 | Loopt |";
        let found = findings("PRV004", "", sheet);
        let places: Vec<_> = found.iter().map(|finding| (finding.at.row, finding.severity)).collect();
        assert_eq!(places, [(Some(1), Severity::Warning), (None, Severity::Info)]);
    }
}
