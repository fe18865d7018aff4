//! COV003: a sub-theme with a colour between the worst and the best has no action at all in a municipality.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::rules::Context;
use crate::rules::coverage::{Coverage, Part, names, per_municipality};
use crate::wording::Wording;

/// For a municipality and a sub-theme whose colour is neither the worst nor the best, nobody is at work and nothing was carried out.
///
/// A start was made there, so an action that was carried out is enough; an action that was dropped is not. The worst colour asks for
/// more (COV001). What COV001 does not judge, this rule does not either.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV003,
    name: "coverage-orange-without-action",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een subthema is voor een gemeente nog niet helemaal op orde, en er is geen actie voor.",
        "A sub-theme is not fully in place yet for a municipality, and no action covers it.",
    ),
    why: Wording::new(
        "Oranje vraagt blijvende aandacht. Zonder actie kan het weer rood worden.",
        "Orange needs attention. Without an action it may turn red again.",
    ),
    fix: Wording::new(
        "Is er een actie nodig? Voeg die dan toe, bij de gemeente of bij het district.",
        "Does it need an action? Then add one, for the municipality or the district.",
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
    let without = coverage.parts(ctx).filter(|part| {
        let between = part.status.is_some_and(|(status, _)| worst < status.rank && status.rank < best);
        between && !part.is_worked_on(ctx) && part.done(ctx).next().is_none()
    });
    findings.extend(per_municipality(ctx, &RULE, without, |part| part.explained_by(), words));
}

fn words(parts: &[Part]) -> (Wording, Wording) {
    let name = parts.first().map_or("", |part| part.municipality.name.as_str());
    let colour = parts.first().and_then(|part| part.status).map_or("", |(status, _)| status.name.as_str());
    let (nl, en) = (names(parts, "en"), names(parts, "and"));
    let message = match parts.len() {
        1 => Wording::new(
            format!("{name}: {nl} staat op {colour} en heeft geen actie."),
            format!("{name}: {en} is {colour} and has no action."),
        ),
        several => Wording::new(
            format!("{name}: {several} subthema's staan op {colour} en hebben geen actie: {nl}."),
            format!("{name}: {several} sub-themes are {colour} and have no action: {en}."),
        ),
    };
    let advice = Wording::of(
        "Is er een actie nodig? Voeg die dan toe, bij de gemeente of bij het district.",
        "Does it need an action? Then add one, for the municipality or the district.",
    );
    (message, advice)
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
        let expected = "Huizen: 2 subthema's staan op Oranje en hebben geen actie: “Lokaal netwerk” en “Maatschappelijk middenveld”.";
        assert_eq!(found[0], expected);
    }

    #[test]
    fn red_green_and_unknown_are_no_business_of_it() {
        // Hilversum is green for Financiën and red for Alle partners; Huizen has no colour for Preventie.
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Hilversum | Q2 2026 | Loopt |\n\
                     # Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | HU-01 | Lokaal netwerk | Kennismaken met de buurtcentra | OOV Huizen | Q2 2026 | Loopt |";
        let found = messages("COV003", "", sheet);
        let about =
            |place: &str, name: &str| found.iter().any(|message| message.starts_with(place) && message.contains(name));
        assert!(about("Hilversum: ", "“Preventie”"), "{found:?}");
        for (place, quiet) in
            [("Hilversum", "“Financiën”"), ("Hilversum", "“Alle partners”"), ("Huizen", "“Preventie”")]
        {
            assert!(!about(place, quiet), "{place} {quiet}");
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
