//! COV005: nobody says which colour a sub-theme has in a municipality, so that its coverage cannot be judged.

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Municipality;
use crate::rules::coverage::{Coverage, Part, place_of};
use crate::rules::{Context, list, municipality_of};
use crate::wording::Wording;

/// Sub-themes that have a colour in another municipality have none in this one: neither on the workbook's own sheet of the framework,
/// nor in the framework file, nor beside one of its actions. One finding for each municipality.
///
/// "Not known" is a result of its own: without a colour nobody can say whether each red sub-theme has an action.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV005,
    name: "framework-status-unknown",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Bij een gemeente is de kleur van sommige subthema's niet ingevuld.",
        "In a municipality some sub-themes have no colour.",
    ),
    why: Wording::new(
        "Zonder kleur is niet te zien of elk rood subthema een actie heeft.",
        "Without a colour nobody can see whether every red sub-theme has an action.",
    ),
    fix: Wording::new(
        "Vul de kleuren in op het blad met het wegingskader. Of vraag de coördinator om ze in het kaderbestand te zetten.",
        "Fill in the colours on the assessment sheet, or ask the coordinator to add them to the framework file.",
    ),
    fails: Example {
        previous: "",
        current: "\
# → Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HU-01 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Lokaal netwerk en maatschappelijk middenveld | Kennismaken met de buurtcentra | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-01 | Alle partners | Een nieuwsbrief maken | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Lokaal netwerk en maatschappelijk middenveld | Kennismaken met de buurtcentra | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let coverage = Coverage::new(ctx);
    let assessed =
        |part: &Part| !part.subtheme.status.is_empty() || !coverage.colours().of(&part.subtheme.code).is_empty();
    let parts: Vec<Part> = coverage.parts(ctx).filter(assessed).collect();
    for parts in parts.chunk_by(|one, next| one.municipality.code == next.municipality.code) {
        let (known, unknown): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| is_known(ctx, part));
        if let Some(first) = unknown.first() {
            findings.push(finding(ctx, first.municipality, &known, &unknown));
        }
    }
}

/// Whether somebody says it: an assessment, or a colour beside an action of the municipality itself, be it behind its progress.
fn is_known(ctx: &Context, part: &Part) -> bool {
    let own = |code| municipality_of(ctx.plan, code) == Some(&part.municipality.code);
    part.status.is_some() || part.actions.iter().any(|action| action.framework_status.known().is_some() && own(action))
}

fn finding(ctx: &Context, municipality: &Municipality, known: &[&Part], unknown: &[&Part]) -> Finding {
    let mut cells: Vec<CellRef> = unknown.iter().filter_map(|part| part.assessed_in(ctx)).cloned().collect();
    cells.sort_unstable();
    let at = cells.first().map_or_else(|| place_of(ctx, municipality), Location::cell);
    let finding = Finding::new(&RULE, at, message(&municipality.name, known, unknown));
    Finding { municipality: Some(municipality.code.clone()), ..finding }.for_cells(cells)
}

/// Names the ones that are unknown, or those that are known where they are fewer.
fn message(name: &str, known: &[&Part], unknown: &[&Part]) -> Wording {
    let names = |parts: &[&Part], and: &str| {
        let names: Vec<String> = parts.iter().map(|part| format!("“{}”", part.subtheme.name)).collect();
        list(&names, and)
    };
    let all = known.len() + unknown.len();
    let (nl, en) = match (known, unknown) {
        ([], _) => ("geen enkel subthema heeft een kleur".to_owned(), "no sub-theme has a colour".to_owned()),
        (known, unknown) if known.len() < unknown.len() => (
            format!(
                "bij {} van de {all} subthema's is geen kleur ingevuld, wel bij {}",
                unknown.len(),
                names(known, "en")
            ),
            format!("{} of the {all} sub-themes have no colour; only {} have one", unknown.len(), names(known, "and")),
        ),
        (_, unknown) => (
            format!("bij {} is geen kleur ingevuld", names(unknown, "en")),
            format!("{} have no colour", names(unknown, "and")),
        ),
    };
    Wording::new(format!("{name}: {nl}."), format!("{name}: {en}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;
    use crate::rules::coverage::testing::with_own_sheet;

    const HUIZEN: &str = "# Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                          | HU-01 | Preventie | Scholen bezoeken | OOV Huizen | Q2 2026 | {FF0000} Loopt |\n\
                          | HU-02 | PGA | Deelnemen | OOV Huizen | Q2 2026 | Loopt |";

    #[test]
    fn it_is_one_finding_that_names_the_shorter_list() {
        let found = messages("COV005", "", HUIZEN);
        // A copy of one municipality does not hold what the plan leaves to the district; red stands beside Preventie.
        let expected = "Huizen: bij 8 van de 12 subthema's is geen kleur ingevuld, wel bij “Lokaal netwerk”, “Maatschappelijk \
                        middenveld”, “Alle partners” en “Preventie”.";
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with(expected), "{}", found[0]);
    }

    #[test]
    fn a_municipality_that_the_workbook_does_not_hold_is_not_judged() {
        assert!(messages("COV005", "", &HUIZEN.replace("Huizen", "Gooise Meren")).is_empty());
    }

    #[test]
    fn the_workbooks_own_sheet_is_where_it_is_filled_in() {
        let found = with_own_sheet("COV005", HUIZEN, "Hu", &[("RV-INF", "red"), ("RV-BES", ""), ("NW-LOK", "")], false);
        assert_eq!(found[0].at, Location::cell(&CellRef::new("Wegingskader", 3, 6)));
        assert_eq!(found[0].cells, [3, 4].map(|row| CellRef::new("Wegingskader", row, 6)));
        let message = &found[0].message.nl;
        assert!(message.contains("wel bij “Informatiepositie van de gemeente”, “Maatschappelijk"), "{message}");
    }

    #[test]
    fn a_file_that_does_not_tell_fills_leaves_nothing_open() {
        let found = with_own_sheet("COV005", HUIZEN, "Hu", &[("RV-INF", "red"), ("NW-LOK", "")], true);
        assert!(found[0].message.nl.contains("“Lokaal netwerk”, “Maatschappelijk"), "{}", found[0].message.nl);
    }
}
