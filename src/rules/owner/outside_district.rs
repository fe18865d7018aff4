//! OWN007: the owner is not, or not only, of the district.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Framework, Party, PartyKind};
use crate::plan::{Action, Owner, OwnerKind};
use crate::rules::Context;
use crate::wording::Wording;

/// The owner of an open action is a party that the framework knows as standing outside the district, wholly or in part. Where the
/// framework says which municipality of the district it stands for, that one is proposed.
///
/// Who merely takes part may come from anywhere.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN007,
    name: "owner-outside-district",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "De trekker valt (deels) buiten het district.",
        "The owner is outside the district, wholly or in part.",
    ),
    why: Wording::new(
        "Het plan bindt alleen de gemeenten van het district. Een ander hoeft zich er niet aan te houden.",
        "The plan binds the municipalities of the district alone. Others need not keep to it.",
    ),
    fix: Wording::new(
        "Vul de gemeente of partij binnen het district in die de actie trekt.",
        "Fill in the municipality or party within the district that leads the action.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Planning | Status |
| BL-02 | Een webpagina maken over het meldpunt | → BEL Combinatie | Q2 2026 | Loopt |
| BL-03 | Alle scholen bezoeken | → gemeente Eemnes | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Betrokken partijen | Planning | Status |
| BL-02 | Een webpagina maken over het meldpunt | Blaricum en Laren | gemeente Eemnes | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        let owners = action.owners.known().map(Vec::as_slice).unwrap_or_default();
        for owner in owners {
            if let Some(party) = outside(ctx.framework, owner) {
                findings.push(finding(ctx, action, owner, party, owners.len() == 1));
            }
        }
    }
}

/// The party, where it stands outside the district.
fn outside<'f>(framework: &'f Framework, owner: &Owner) -> Option<&'f Party> {
    let OwnerKind::Party { party, .. } = &owner.kind else { return None };
    framework.parties.get(*party).filter(|party| party.kind == PartyKind::Outside)
}

fn finding(ctx: &Context, action: &Action, owner: &Owner, party: &Party, alone: bool) -> Finding {
    let typed = ctx.quote(&owner.raw);
    let inside = party.municipality.as_deref().map(|code| ctx.municipality_name(code));
    let message = match &inside {
        Some(_) => Wording::new(
            format!("Trekker {typed} valt deels buiten het district."),
            format!("Owner {typed} is partly outside the district."),
        ),
        None => Wording::new(
            format!("Trekker {typed} valt buiten het district."),
            format!("Owner {typed} is outside the district."),
        ),
    };
    let finding = ctx.on(action, &action.owners, &RULE, message);
    let advice =
        inside.as_ref().map(|name| Wording::new(format!("Bedoelt u “{name}”?"), format!("Did you mean “{name}”?")));
    Finding { advice, ..finding }.suggest(inside.filter(|_| alone))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn found(owner: &str) -> Vec<(String, Option<String>)> {
        let sheet = format!(
            "# Blaricum en Laren\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
        );
        findings("OWN007", "", &sheet).into_iter().map(|finding| (finding.message.nl, finding.suggestion)).collect()
    }

    #[test]
    fn the_part_within_the_district_is_proposed() {
        for typed in
            ["BEL Combinatie", "BEL-combinatie", "Belcombinatie", "de BEL-gemeenten", "BEL Combinatie (incl. Eemnes)"]
        {
            let found = found(typed);
            assert_eq!(found.len(), 1, "{typed}");
            assert_eq!(found[0].1.as_deref(), Some("Blaricum en Laren"), "{typed}");
            assert!(found[0].0.contains(&format!("“{typed}” valt deels buiten")), "{}", found[0].0);
        }
        let found = found("Eemnes");
        assert_eq!((found.len(), found[0].1.as_deref()), (1, None));
        assert!(found[0].0.contains("valt buiten het district"), "{}", found[0].0);
    }

    #[test]
    fn who_is_of_the_district_or_stands_in_brackets_is_fine() {
        for fine in ["BEL", "B/L", "Blaricum en Laren", "H-BEL", "OOV BEL-combinatie", "OOV (met Eemnes)", ""] {
            assert_eq!(found(fine), [], "{fine}");
        }
    }
}
