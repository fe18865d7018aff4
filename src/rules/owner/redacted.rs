//! OWN008: the owner was made unreadable for publication.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::OwnerKind;
use crate::rules::Context;
use crate::wording::Wording;

/// The owner cell holds a redaction code of the Woo (5.1.2.e) or a black bar: somebody works in a published copy.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN008,
    name: "owner-redacted",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Bij de trekker staat een lakcode, zoals 5.1.2.e.",
        "The owner cell holds a redaction code such as 5.1.2.e.",
    ),
    why: Wording::new(
        "In een gelakte kopie staan de trekkers niet meer.",
        "A redacted copy no longer holds the owners.",
    ),
    fix: Wording::new(
        "Werk in de interne versie, of vul een team of functie in: die hoeft niet gelakt te worden.",
        "Work in the internal version, or fill in a team or role: those need no redaction.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-06 | Beleid maken voor online onderzoek | → 5.1.2.e | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-06 | Beleid maken voor online onderzoek | Burgemeester Wijdemeren | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let redacted = action.owners.known().is_some_and(|owners| owners.iter().any(|o| o.kind == OwnerKind::Redacted));
        if redacted {
            let typed = ctx.quote(&action.owners.raw);
            let message = Wording::new(
                format!("De trekker is gelakt: er staat {typed}."),
                format!("The owner is redacted: it says {typed}."),
            );
            findings.push(ctx.on(action, &action.owners, &RULE, message));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn codes_and_bars_are_seen_and_only_this_rule_speaks_of_them() {
        for owner in ["5.1.2.e", "5.1.2.e 5.1.2.e", "[redacted]", "████", "5.2.1"] {
            let sheet = format!(
                "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
            );
            assert_eq!(messages("OWN008", "", &sheet).len(), 1, "{owner}");
            for other in ["OWN001", "OWN003", "OWN005"] {
                assert!(messages(other, "", &sheet).is_empty(), "{other} {owner}");
            }
        }
    }
}
