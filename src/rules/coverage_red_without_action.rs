//! COV001: a sub-theme with the worst colour has no open action in a municipality.

use std::collections::BTreeSet;

use super::municipality_sheet_missing::{has_rows_elsewhere, has_sheet};
use super::subtheme_unknown::Guesses;
use super::{Context, belongs_to};
use crate::cell::CellRef;
use crate::cell::Reading;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, Severity};
use crate::framework::{Code, Field, FrameworkStatus, Level, Municipality, SubTheme};
use crate::plan::{Action, BelongsTo};
use crate::wording::Wording;

/// For every municipality and every sub-theme that the framework colours worst, somebody has to be at work: an action that is
/// neither done nor dropped, of the municipality itself or of the district for it.
///
/// A newer colour beside an action goes before the framework's. A municipality that the workbook does not hold, or whose table
/// names no sub-themes, is not judged.
pub static RULE: Rule = Rule {
    code: "COV001",
    name: "coverage-red-without-action",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Een sub-thema staat voor een gemeente op de slechtste kleur, en er is geen openstaande actie voor.",
        "A sub-theme has the worst colour for a municipality, and there is no open action for it.",
    ),
    why: Wording::new(
        "Het plan wil juist de rode onderdelen op orde brengen. Zonder actie blijft het rood.",
        "The plan wants to put precisely the red parts in order. Without an action they stay red.",
    ),
    fix: Wording::new(
        "Voeg een actie toe, of zet de gemeente bij een actie van het district.",
        "Add an action, or name the municipality at an action of the district.",
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

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(worst) = ctx.framework.framework_statuses.iter().min_by_key(|status| status.rank) else { return };
    let with_district = has_district_actions(ctx);
    let covered = covered(ctx, worst);
    for municipality in ctx.framework.municipalities.iter().filter(|municipality| is_judged(ctx, municipality)) {
        for subtheme in ctx.framework.subthemes() {
            let status = ctx.framework_status(subtheme, Some(&municipality.code));
            let Some((_, at)) = status.filter(|(code, _)| **code == worst.code) else { continue };
            let asked = with_district || subtheme.level != Some(Level::District);
            if asked && !covered.contains(&(&municipality.code, &subtheme.code)) {
                findings.push(finding(ctx, municipality, subtheme, worst).relate([says(at, subtheme)]));
            }
        }
    }
}

/// Whether the workbook holds the municipality's actions, each with its sub-theme.
fn is_judged(ctx: &Context, municipality: &Municipality) -> bool {
    let code = &municipality.code;
    let mut tables = ctx
        .plan
        .tables
        .iter()
        .filter(|table| matches!(belongs_to(ctx.plan, &table.sheet), BelongsTo::Municipality(own) if own == code));
    let names_subthemes = |columns: Option<&Vec<u32>>| columns.is_some_and(|columns| !columns.is_empty());
    if has_sheet(ctx, code) {
        let first = tables.next();
        return first.is_some()
            && first.into_iter().chain(tables).all(|table| names_subthemes(table.columns.get(&Field::Subtheme)));
    }
    has_rows_elsewhere(ctx, code)
        && ctx
            .plan
            .actions
            .iter()
            .filter(|action| is_for(action, code))
            .all(|action| ctx.has_column(action, Field::Subtheme))
}

/// Whether the workbook also holds what the district does; a municipality's own copy may not.
fn has_district_actions(ctx: &Context) -> bool {
    ctx.plan.tables.iter().any(|table| *belongs_to(ctx.plan, &table.sheet) == BelongsTo::District)
        || ctx.plan.actions.iter().any(|action| *belongs_to(ctx.plan, &action.sheet) == BelongsTo::Nobody)
}

/// Whether the action is for this municipality: named, or an action of the whole district.
fn is_for(action: &Action, code: &Code) -> bool {
    match action.municipalities.known().map(Vec::as_slice) {
        Some(codes @ [_, ..]) => codes.contains(code),
        _ => action.level.known() != Some(&Level::Local),
    }
}

/// Which sub-themes (second) have an open action, or a newer and better colour, in which municipality (first).
fn covered<'c>(ctx: &Context<'c>, worst: &FrameworkStatus) -> BTreeSet<(&'c Code, &'c Code)> {
    let mut covered = BTreeSet::new();
    let mut guesses = Guesses::default();
    for action in &ctx.plan.actions {
        let newer = action.framework_status.at != action.progress.at
            && action.framework_status.known().is_some_and(|status| status.code != worst.code);
        if !newer && ctx.is_closed(action) {
            continue;
        }
        // A slip of the pen in the name still says what the action is about; COV004 speaks of the slip.
        let codes: Vec<&Code> = match &action.subtheme.value {
            Reading::Known(codes) => codes.iter().collect(),
            Reading::Unreadable => {
                guesses.meant(ctx.framework, action).map(|subtheme| &subtheme.code).into_iter().collect()
            }
            Reading::Absent | Reading::Blank => Vec::new(),
        };
        for municipality in
            ctx.framework.municipalities.iter().filter(|municipality| is_for(action, &municipality.code))
        {
            covered.extend(codes.iter().map(|code| (&municipality.code, *code)));
        }
    }
    covered
}

fn finding(ctx: &Context, municipality: &Municipality, subtheme: &SubTheme, worst: &FrameworkStatus) -> Finding {
    let own = BelongsTo::Municipality(municipality.code.clone());
    let sheet = ctx.plan.sheets.iter().find(|reading| reading.belongs_to == own).map(|reading| &reading.sheet);
    let (name, about, colour) = (&municipality.name, &subtheme.name, &worst.name);
    let message = Wording::new(
        format!(
            "{name}: “{about}” staat op {colour}, maar heeft geen openstaande actie. Voeg een actie toe, of zet {name} bij een \
             actie van het district."
        ),
        format!(
            "{name}: “{about}” is {colour}, and has no open action. Add an action, or name {name} at an action of the district."
        ),
    );
    Finding {
        subtheme: Some(subtheme.code.clone()),
        municipality: Some(municipality.code.clone()),
        ..Finding::new(&RULE, sheet.map_or_else(Location::plan, Location::sheet), message)
    }
}

/// Where it says that the sub-theme is at its worst: the workbook's own sheet of the framework, or the framework file.
fn says(at: Option<&CellRef>, subtheme: &SubTheme) -> Related {
    at.map_or(Related::FrameworkLine(subtheme.line), |at| Related::Place(Location::cell(at)))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    const HEADER: &str = "| Nr | Sub-thema | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |";

    fn about_partners(district: &str) -> bool {
        let workbook = format!(
            "# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
             | HI-05 | Preventie | Het thema op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |\n\
             # Districtelijk\n{HEADER}\n| D-01 | Preventie | Ouders bijpraten | Districtelijk | district | ZVHGV | Q2 2026 | Loopt |\n{district}"
        );
        let found = messages("COV001", "", &workbook);
        found.iter().any(|message| message.starts_with("Hilversum: “Alle partners”"))
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
        assert!(row("Districtelijk", "district", "Afgerond"), "already done");
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
}
