//! OWN005: everybody owns the action, so nobody does.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Framework, PartyKind};
use crate::plan::{Owner, OwnerKind};
use crate::rules::Context;
use crate::rules::together::{self, Share};
use crate::wording::Wording;

/// The only owner is a collective: all municipalities, the partners, the district. Where somebody in particular stands beside
/// it, nothing is said.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN005,
    name: "owner-collective",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De trekker is een groep. Dan is niet duidelijk wie de actie doet.",
        "The owner is a group, so it is not clear who does the work.",
    ),
    why: Wording::new(
        "Als iedereen trekker is, pakt vaak niemand de actie op.",
        "When everybody is the owner, often nobody takes the action up.",
    ),
    fix: Wording::new(
        "Kies één team of functie als trekker en zet de anderen bij de betrokken partijen.",
        "Choose one team or role as the owner and list the others as parties involved.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-08 | Medewerkers trainen in online onderzoek | → alle gemeenten | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-08 | Medewerkers trainen in online onderzoek | ZVHGV | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for action in &ctx.plan.actions {
        let Some(owners) = action.owners.known() else { continue };
        let mut real = owners.iter().filter(|owner| owner.kind != OwnerKind::Placeholder).peekable();
        if real.peek().is_some() && real.all(|owner| is_collective(owner, ctx.framework)) {
            let typed = ctx.quote(&action.owners.raw);
            let message = Wording::new(
                format!("Trekker {typed} is een groep. Dan is niet duidelijk wie de actie doet."),
                format!("Owner {typed} is a group, so it is not clear who does the work."),
            );
            found.push(ctx.on(action, &action.owners, &RULE, message));
        }
    }
    findings.extend(together::by_column(ctx, found, whole_column));
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    (
        share.said(
            "De trekker is een groep. Dan is niet duidelijk wie de actie doet.",
            "The owner is a group, so it is not clear who does the work.",
        ),
        None,
    )
}

/// Whether the owner is a group of which nobody in particular can be asked.
pub(in crate::rules) fn is_collective(owner: &Owner, framework: &Framework) -> bool {
    match &owner.kind {
        OwnerKind::Collective | OwnerKind::District => true,
        OwnerKind::Party { party, .. } => {
            framework.parties.get(*party).is_some_and(|party| party.kind == PartyKind::Collective)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(owner: &str) -> usize {
        let sheet = format!(
            "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
        );
        messages("OWN005", "", &sheet).len()
    }

    #[test]
    fn groups_are_reported_unless_somebody_stands_beside_them() {
        for group in ["alle gemeenten", "gemeenten", "ketenpartners", "iedereen", "district"] {
            assert_eq!(found(group), 1, "{group}");
        }
        for somebody in ["ZVHGV", "alle gemeenten, ZVHGV", "gemeente Huizen", "Blaricum en Laren", "", "n.t.b."] {
            assert_eq!(found(somebody), 0, "{somebody}");
        }
    }
}
