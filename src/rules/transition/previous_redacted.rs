//! TRN011: the previous version is a redacted copy, so owners cannot be compared.

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::lineage::{has_redacted_owner, redacted_owners};
use crate::read::redaction;
use crate::rules::Context;
use crate::rules::previous_place;
use crate::wording::Wording;

/// At least one in four owners of the previous version is a redaction code or a black bar. Whether an owner changed or was removed
/// cannot be told for these actions, and rules about that stay silent (TRN004, TRN005): silence is then no proof that all is well.
///
/// It is said once for the whole plan. A single code that slipped into an internal version is no redacted copy.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN011,
    name: "previous-redacted",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "De vorige versie is een gelakte kopie. Trekkers zijn dan niet te vergelijken.",
        "The previous version is a redacted copy, so owners cannot be compared.",
    ),
    why: Wording::new("Daardoor is niet te zien of een trekker is veranderd.", "So changes of owner cannot be seen."),
    fix: Wording::new("Vergelijk met de interne versie van toen.", "Compare with the internal version of that time."),
    fails: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | 5.1.2.e | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let Some(count) = redacted_owners(previous.plan) else { return };
    let Some(first) = previous.plan.actions.iter().find(|action| has_redacted_owner(action)) else { return };
    let code = redaction::first(&first.owners.raw).unwrap_or_else(|| first.owners.raw.trim().to_owned());
    let code = ctx.quote(&code);
    let (who_nl, who_en) = match count {
        1 => ("1 trekker staat".to_owned(), "1 owner is".to_owned()),
        _ => (format!("{count} trekkers staat"), format!("{count} owners are")),
    };
    let message = Wording::new(
        format!(
            "De vorige versie is een gelakte kopie: bij {who_nl} een lakcode ({code}). Daardoor is niet te zien of een trekker is \
             veranderd."
        ),
        format!(
            "The previous version is a redacted copy: {who_en} redacted ({code}). So changes of owner cannot be seen."
        ),
    );
    let place = Related::Place(previous_place(&first.owners.at));
    findings.push(Finding::new(&RULE, Location::plan(), message).relate([place]));
}

#[cfg(test)]
mod tests {
    use crate::finding::Location;
    use crate::rules::catalogue_tests::{findings, messages};

    const TEXTS: [&str; 5] =
        ["Scholen bezoeken", "Ouders bijpraten", "Een meldpunt openen", "Wijkagenten trainen", "Een webpagina maken"];

    fn sheet(owners: [&str; 5]) -> String {
        let rows: String = TEXTS
            .iter()
            .zip(owners)
            .enumerate()
            .map(|(n, (text, owner))| format!("| HU-{n} | {text} | {owner} | Q2 2026 | Loopt |\n"))
            .collect();
        format!("# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    const NOW: [&str; 5] = ["OOV Huizen", "", "SD Huizen", "n.t.b.", "Politie"];

    #[test]
    fn it_is_said_once_for_the_plan_and_owners_are_not_compared() {
        let before = sheet(["5.1.2.e", "5.1.2.e 5.1.2.e", "[redacted]", "████", "5.1.2.e"]);
        let found = findings("TRN011", &before, &sheet(NOW));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, Location::plan());
        assert!(
            found[0].message.nl.contains("bij 5 trekkers") && found[0].message.nl.contains("“5.1.2.e”"),
            "{found:?}"
        );
        for other in ["TRN004", "TRN005"] {
            assert_eq!(messages(other, &before, &sheet(NOW)), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn blank_owners_do_not_hide_a_redacted_copy() {
        assert_eq!(messages("TRN011", &sheet(["", "", "", "", "5.1.2.e"]), &sheet(NOW)).len(), 1);
    }

    #[test]
    fn a_single_code_in_an_internal_version_is_none() {
        let before = sheet(["5.1.2.e", "OOV Huizen", "OOV Huizen", "OOV Huizen", "OOV Huizen"]);
        assert!(messages("TRN011", &before, &sheet(["OOV Huizen"; 5])).is_empty());
    }

    #[test]
    fn a_redacted_current_version_is_another_rules() {
        assert!(messages("TRN011", &sheet(NOW), &sheet(["5.1.2.e"; 5])).is_empty());
        assert_eq!(messages("OWN008", &sheet(NOW), &sheet(["5.1.2.e"; 5])).len(), 5);
    }
}
