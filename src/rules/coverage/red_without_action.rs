//! COV001: a sub-theme with the worst colour has no open action in a municipality.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::FrameworkStatus;
use crate::rules::Context;
use crate::rules::coverage::{Coverage, Part, names, per_municipality};
use crate::wording::Wording;

/// For every municipality and every sub-theme that the framework colours worst, somebody has to be at work: an action that is
/// neither done nor dropped, of the municipality itself or of the district for it.
///
/// The version's own sheet of the framework goes before the framework file, and a colour in a column of its own beside an action
/// before both. Where the actions were carried out and the colour stayed, COV006 says so. A municipality that the workbook does not hold, or whose table
/// names no sub-themes, is not judged.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV001,
    name: "coverage-red-without-action",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Een subthema staat voor een gemeente op de slechtste kleur, en er is geen openstaande actie voor.",
        "A sub-theme has the worst colour for a municipality, and there is no open action for it.",
    ),
    why: Wording::new(
        "Het plan wil juist de rode subthema's op orde brengen. Zonder actie blijft het rood.",
        "The plan is there for the red sub-themes. Without an action they stay red.",
    ),
    fix: Wording::new(
        "Voeg een actie toe, of zet de gemeente bij een actie van het district.",
        "Add an action, or add the municipality to a district action.",
    ),
    fails: Example {
        previous: "",
        current: "\
# → Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-05 | Bestuurlijk draagvlak | Het thema op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-05 | Bestuurlijk draagvlak | Het thema op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |
| HI-06 | Maatschappelijk middenveld | Sportclubs bezoeken | OOV Hilversum | Q2 2026 | Loopt |
| HI-07 | Alle partners | Een nieuwsbrief maken | OOV Hilversum | Q2 2026 | Loopt |
| HI-08 | Online interventies | Lessen geven over nepnieuws | OOV Hilversum | Q2 2026 | Loopt |
| HI-09 | Meerdere perspectieven | Jongeren laten meedenken | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(worst) = ctx.framework.framework_statuses.iter().min_by_key(|status| status.rank) else { return };
    let coverage = Coverage::new(ctx);
    let red = coverage.parts(ctx).filter(|part| part.status.is_some_and(|(status, _)| status.code == worst.code));
    let open = red.filter(|part| !part.is_worked_on(ctx) && part.done(ctx).next().is_none());
    findings.extend(per_municipality(ctx, &RULE, open, |part| part.explained_by(), |parts| words(parts, worst)));
}

fn words(parts: &[Part], worst: &FrameworkStatus) -> (Wording, Wording) {
    let name = parts.first().map_or("", |part| part.municipality.name.as_str());
    let (colour, nl, en) = (&worst.name, names(parts, "en"), names(parts, "and"));
    let message = match parts.len() {
        1 => Wording::new(
            format!("{name}: {nl} staat op {colour}, maar heeft geen openstaande actie."),
            format!("{name}: {en} is {colour} and has no open action."),
        ),
        several => Wording::new(
            format!("{name}: {several} subthema's staan op {colour}, maar hebben geen openstaande actie: {nl}."),
            format!("{name}: {several} sub-themes are {colour} and have no open action: {en}."),
        ),
    };
    let advice = Wording::new(
        format!("Voeg een actie toe, of zet {name} bij een actie van het district."),
        format!("Add an action, or add {name} to a district action."),
    );
    (message, advice)
}

#[cfg(test)]
mod tests {
    use crate::cell::CellRef;
    use crate::finding::{Location, Related};
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::{findings, messages, run};
    use crate::rules::coverage::testing::with_own_sheet;

    const HEADER: &str = "| Nr | Sub-thema | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |";

    fn about_partners(district: &str) -> bool {
        let workbook = format!(
            "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
             | HI-05 | Preventie | Het thema op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |\n\
             # Districtelijk\n{HEADER}\n| D-01 | Preventie | Ouders bijpraten | Districtelijk | district | ZVHGV | Q2 2026 | Loopt |\n{district}"
        );
        let found = messages("COV001", "", &workbook);
        found.iter().any(|message| message.starts_with("Hilversum: ") && message.contains("“Alle partners”"))
    }

    const ONE_ACTION: &str = "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                              | HI-05 | Bestuurlijk draagvlak | Het thema op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |";

    #[test]
    fn a_municipality_has_one_finding_with_all_its_sub_themes() {
        let found = findings("COV001", "", ONE_ACTION);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0].message.nl,
            "Hilversum: 4 subthema's staan op Rood, maar hebben geen openstaande actie: “Maatschappelijk middenveld”, “Alle \
             partners”, “Online interventies” en “Meerdere perspectieven”."
        );
        assert_eq!((found[0].subtheme.as_deref(), found[0].municipality.as_deref()), (None, Some("Hi")));
        assert_eq!(found[0].related.len(), 4);
    }

    #[test]
    fn an_accepted_sub_theme_is_left_out_of_it_and_told_as_accepted() {
        let mut framework = Framework::embedded().clone();
        let mut entry = framework.accepted[0].clone();
        (entry.rule, entry.action, entry.value) = ("COV001".to_owned(), None, None);
        (entry.subtheme, entry.municipality, entry.until) = (Some("NW-ALL".into()), Some("Hi".into()), None);
        framework.accepted = vec![entry];
        let mut found = run("", ONE_ACTION, &framework, false);
        found.retain(|finding| finding.rule.code.as_str() == "COV001");
        let told: Vec<(Option<&str>, bool)> =
            found.iter().map(|one| (one.subtheme.as_deref(), one.accepted.is_some())).collect();
        assert_eq!(told, [(Some("NW-ALL"), true), (None, false)]);
        assert!(
            found[1].message.nl.starts_with("Hilversum: 3 subthema's") && !found[1].message.nl.contains("partners")
        );
    }

    #[test]
    fn an_action_of_the_district_covers_whom_it_names() {
        let row = |level: &str, places: &str, status: &str| {
            about_partners(&format!(
                "| D-09 | Alle partners | Nieuwsbrief maken | {level} | {places} | ZVHGV | Q2 2026 | {status} |"
            ))
        };
        assert!(about_partners(""));
        assert!(!row("D & L", "Hilversum, Huizen", "Loopt"));
        assert!(!row("Districtelijk", "district", "Loopt"));
        assert!(row("Districtelijk", "Huizen", "Loopt"), "another municipality");
        assert!(row("Lokaal", "district", "Loopt"), "not carried out by the district");
        assert!(row("Districtelijk", "district", "Vervallen"), "nobody will do it");
        assert!(!row("Districtelijk", "district", "Afgerond"), "COV006 says that it did not help");
    }

    #[test]
    fn the_framework_that_the_workbook_shows_goes_before_the_file() {
        let shown = |cells: [&str; 3]| {
            let rows = ["Alle partners", "Lokaal netwerk", "Preventie"];
            let rows = rows.map(|name| format!("| Netwerk | {name} | {} | {} | {} |\n", cells[0], cells[1], cells[2]));
            about_partners(&format!("# Wegingskader\n| Thema | Sub-thema | GM | Hi | Hu |\n{}", rows.concat()))
        };
        assert!(!shown(["Rood", "Groen", "Rood"]), "green by now");
        assert!(shown(["Groen", "Rood", "Groen"]), "still red");
        assert!(!shown(["Rood", "{92D050}", "{FF0000}"]), "a fill without a word");
    }

    #[test]
    fn a_slip_of_the_pen_in_the_sub_theme_still_covers() {
        assert!(!about_partners(
            "| D-09 | Alle parners | Nieuwsbrief maken | D & L | Hilversum | ZVHGV | Q2 2026 | Loopt |"
        ));
    }

    #[test]
    fn the_workbooks_own_sheet_of_the_framework_goes_first() {
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Basiskennis | Trainen | OOV Hilversum | Q2 2026 | Loopt |";
        // The framework file has orange for Preventie and red for Alle partners.
        let own = [("INT-PRE", "red"), ("NW-ALL", "orange"), ("VST-PER", "")];
        let found = with_own_sheet("COV001", sheet, "Hi", &own, false);
        let [finding] = found.as_slice() else { panic!("one for the municipality: {found:?}") };
        let about = |name: &str| finding.message.nl.contains(name);
        assert!(about("“Preventie”") && finding.related.iter().all(|one| matches!(one, Related::FrameworkLine(_))));
        assert_eq!(finding.at, Location::sheet(&"Hilversum".into()), "it is about the municipality");
        assert_eq!(finding.cells, [CellRef::new("Wegingskader", 2, 6)]);
        let several = with_own_sheet("COV001", sheet, "Hi", &[("INT-PRE", "red"), ("NW-ALL", "red")], false);
        assert_eq!(several[0].cells, [2, 3].map(|row| CellRef::new("Wegingskader", row, 6)));
        assert!(!about("“Alle partners”"));
        assert!(!about("“Meerdere perspectieven”"), "the sheet leaves it open");
        assert!(about("“Online interventies”"), "the sheet does not have it");
    }
}
