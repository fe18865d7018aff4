//! COV003: a sub-theme with a colour between the worst and the best has no action at all in a municipality.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::FrameworkStatus;
use crate::rules::Context;
use crate::rules::coverage::{Coverage, Part};
use crate::wording::Wording;

/// For a municipality and a sub-theme whose colour is neither the worst nor the best, nobody is at work and nothing was carried out.
///
/// A start was made there, so an action that was carried out is enough; an action that was dropped is not. The worst colour asks for
/// more (COV001). What COV001 does not judge, this rule does not either.
pub static RULE: Rule = Rule {
    code: RuleCode::COV003,
    name: "coverage-orange-without-action",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een sub-thema is voor een gemeente nog niet helemaal op orde, en er is geen actie voor.",
        "A sub-theme is not wholly in order for a municipality, and there is no action for it.",
    ),
    why: Wording::new(
        "Oranje vraagt blijvende aandacht. Zonder actie kan het weer rood worden.",
        "Orange asks for lasting attention. Without an action it may turn red again.",
    ),
    fix: Wording::new(
        "Bekijk of er een actie bij hoort, van de gemeente of van het district.",
        "See whether it needs an action, of the municipality or of the district.",
    ),
    fails: Example {
        previous: "",
        current: "\
# → Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HU-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HU-01 | Lokaal netwerk en maatschappelijk middenveld | Kennismaken met de buurtcentra | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let ranks = || ctx.framework.framework_statuses.iter().map(|status| status.rank);
    let (Some(worst), Some(best)) = (ranks().min(), ranks().max()) else { return };
    let coverage = Coverage::new(ctx);
    for part in coverage.parts(ctx) {
        let Some((status, _)) = part.status else { continue };
        let between = worst < status.rank && status.rank < best;
        if between && !part.is_worked_on(ctx) && part.done(ctx).next().is_none() {
            findings.push(finding(ctx, &part, status));
        }
    }
}

fn finding(ctx: &Context, part: &Part, status: &FrameworkStatus) -> Finding {
    let (name, about, colour) = (&part.municipality.name, &part.subtheme.name, &status.name);
    let message = Wording::new(
        format!("{name}: “{about}” staat op {colour} en heeft geen actie. Bekijk of er een actie bij hoort."),
        format!("{name}: “{about}” is {colour} and has no action. See whether it needs one."),
    );
    part.finding(ctx, &RULE, message)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn about_network(status: &str) -> Vec<String> {
        let sheet = format!(
            "# Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
             | HU-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Huizen | Q2 2025 | {status} |\n\
             | HU-02 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2026 | Loopt |"
        );
        let mut found = messages("COV003", "", &sheet);
        found.retain(|message| message.contains("Lokaal netwerk"));
        found
    }

    #[test]
    fn a_dropped_action_is_none_and_a_completed_one_is_enough() {
        assert!(about_network("Loopt").is_empty());
        assert!(about_network("Afgerond").is_empty());
        let found = about_network("Vervallen");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("Huizen: “Lokaal netwerk” staat op Oranje en heeft geen actie."), "{}", found[0]);
    }

    #[test]
    fn red_green_and_unknown_are_no_business_of_it() {
        // Hilversum is green for Financiën and red for Alle partners; Huizen has no colour for Preventie.
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Hilversum | Q2 2026 | Loopt |\n\
                     # Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | HU-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Huizen | Q2 2026 | Loopt |";
        let found = messages("COV003", "", sheet);
        assert!(found.iter().any(|message| message.starts_with("Hilversum: “Preventie”")), "{found:?}");
        for quiet in ["Hilversum: “Financiën”", "Hilversum: “Alle partners”", "Huizen: “Preventie”"] {
            assert!(!found.iter().any(|message| message.starts_with(quiet)), "{quiet}");
        }
    }

    #[test]
    fn a_newer_colour_beside_the_action_goes_first() {
        let sheet = |colour: &str| {
            format!(
                "# Huizen\n| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                 | HU-01 | Lokaal netwerk | Kennismaken met de buurtcentra | {colour} | OOV Huizen | Q2 2025 | Vervallen |\n\
                 | HU-02 | Maatschappelijk middenveld | Sportclubs bezoeken | Oranje | OOV Huizen | Q2 2026 | Loopt |"
            )
        };
        assert_eq!(messages("COV003", "", &sheet("Oranje")).len(), 1);
        assert!(messages("COV003", "", &sheet("Groen")).is_empty());
    }
}
