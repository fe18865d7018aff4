//! LVL003: an action of the district on the sheet of a municipality, or the other way round.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Field, Level};
use crate::plan::{Action, BelongsTo};
use crate::rules::level::differs_from_plan;
use crate::rules::scales::{TypedCells, level_name};
use crate::rules::structure::municipality_sheet_missing::has_sheet;
use crate::rules::together::{self, Share};
use crate::rules::{Context, belongs_to};
use crate::wording::Wording;

/// The sheet of a municipality holds an open action whose level is the district, while the workbook has a sheet for the district. Or the
/// sheet of the district holds a local action for one municipality alone, which has a sheet of its own, or one that does not say for which
/// municipality it is.
///
/// "D & L" belongs on either. A local action for several or all municipalities may stand on the sheet of the district: it saves writing
/// it down five times. One cell is reported once.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::LVL003,
    name: "level-on-wrong-sheet",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Een districtelijke actie staat op het blad van een gemeente, of andersom.",
        "A district action is on the sheet of a municipality, or the other way round.",
    ),
    why: Wording::new(
        "Wie op een ander blad kijkt, ziet de actie niet. Vaak is een regel gekopieerd en is het niveau blijven staan.",
        "Whoever looks at another sheet does not see it. Often a row was copied and the level stayed as it was.",
    ),
    fix: Wording::new(
        "Zet de actie op het goede blad, of pas het niveau aan.",
        "Move the action to the right sheet, or change the level.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |
| D-26 | Een protocol opstellen | Districtelijk | district | ZVHGV | Q2 2026 | Loopt |
| D-27 | Het protocol in Huizen invoeren | → Lokaal | Huizen | OOV Huizen | Q3 2026 | Loopt |
# Huizen
| Nr | Actie | Niveau | Trekker | Planning | Status |
| HU-08 | Alle gemeenten trainen | → Districtelijk | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |
| D-26 | Een protocol opstellen | Districtelijk | district | ZVHGV | Q2 2026 | Loopt |
| D-27 | Het protocol lokaal invoeren | Lokaal | W, GM, B/L, Hi, Hu | ZVHGV | Q3 2026 | Loopt |
# Huizen
| Nr | Actie | Niveau | Trekker | Planning | Status |
| HU-08 | Ouders bijpraten | Lokaal | OOV Huizen | Q2 2026 | Loopt |
| HU-09 | Jongeren leren omgaan met nepnieuws | D & L | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let with_district = has_district_sheet(ctx);
    let mut cells = TypedCells::default();
    let mut found = Vec::new();
    for action in ctx.open_actions() {
        if let Some(place) = right_place(ctx, action, with_district)
            && cells.is_new(ctx, action.table, &action.level)
        {
            found.push(finding(ctx, action, place));
        }
    }
    findings.extend(together::by_column(ctx, found, whole_column));
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    (
        share.said(
            "Het niveau van deze acties past niet bij het blad waarop ze staan.",
            "The level of these actions does not fit the sheet that they are on.",
        ),
        None,
    )
}

/// Where an action belongs that stands elsewhere.
enum Place<'c> {
    District,
    Municipality(&'c Code),
    /// On the sheet of a municipality, but nothing says of which one.
    SomeMunicipality,
}

/// Whether this rule speaks of the action's level.
pub(in crate::rules) fn is_on_wrong_sheet(ctx: &Context, action: &Action) -> bool {
    right_place(ctx, action, has_district_sheet(ctx)).is_some()
}

fn has_district_sheet(ctx: &Context) -> bool {
    ctx.plan.sheets.iter().any(|sheet| sheet.belongs_to == BelongsTo::District && sheet.has_table)
}

fn right_place<'c>(ctx: &Context, action: &'c Action, with_district: bool) -> Option<Place<'c>> {
    match (action.level.known()?, belongs_to(ctx.plan, &action.sheet)) {
        (Level::District, BelongsTo::Municipality(_)) if with_district => Some(Place::District),
        (Level::Local, BelongsTo::District) => match action.municipalities.known()?.as_slice() {
            [] => names_nobody(ctx, action).then_some(Place::SomeMunicipality),
            [code] => has_sheet(ctx, code).then_some(Place::Municipality(code)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether only the sheet says where the action belongs: no cell and no heading names the district or a municipality.
fn names_nobody(ctx: &Context, action: &Action) -> bool {
    let cell = &action.municipalities;
    let by_sheet = *cell.raw == *ctx.framework.district.name;
    // Where the plan has the sub-theme for the district, the level is more likely wrong; LVL002 says so.
    let said = ctx.applies(&differs_from_plan::RULE) && differs_from_plan::deviates(ctx, action, Level::Local);
    by_sheet && !said && (!ctx.has_column(action, Field::Municipality) || ctx.shows_no_text(&cell.at))
}

fn finding(ctx: &Context, action: &Action, place: Place) -> Finding {
    let typed = ctx.quote(&action.level.raw);
    let (message, advice, level) = match place {
        Place::District => {
            let level = level_name(ctx.framework, Level::Local);
            let message = Wording::new(
                format!("Het niveau is {typed}, maar de actie staat op het blad van een gemeente."),
                format!("The level is {typed}, but the action is on the sheet of a municipality."),
            );
            let advice = Wording::new(
                format!("Zet de actie op het blad van het district, of verander het niveau in “{level}”."),
                format!("Move it to the district sheet, or change the level to “{level}”."),
            );
            (message, advice, level)
        }
        Place::Municipality(code) => {
            let (name, level) = (ctx.municipality_name(code), level_name(ctx.framework, Level::District));
            let message = Wording::new(
                format!(
                    "Het niveau is {typed} en de actie is alleen voor {name}, maar staat op het blad van het district."
                ),
                format!("The level is {typed} and the action is for {name} only, but it is on the district sheet."),
            );
            let advice = Wording::new(
                format!("Zet de actie op het blad van {name}, of verander het niveau in “{level}”."),
                format!("Move it to the sheet of {name}, or change the level to “{level}”."),
            );
            (message, advice, level)
        }
        Place::SomeMunicipality => {
            let level = level_name(ctx.framework, Level::District);
            let message = Wording::new(
                format!(
                    "Het niveau is {typed}, maar de actie staat op het blad van het district, zonder gemeente erbij."
                ),
                format!("The level is {typed}, but the action is on the district sheet, without a municipality."),
            );
            (message, where_to(ctx, action, level), level)
        }
    };
    // Only where the plan says the same is it more likely the level that is wrong than the sheet.
    let planned = action.subtheme_code().and_then(|code| ctx.framework.subtheme(code)?.level);
    let planned = planned.map(|level| level_name(ctx.framework, level)).filter(|planned| *planned == level);
    ctx.on(action, &action.level, &RULE, message).advise(advice).suggest(planned)
}

/// What to do with a local action that does not say for which municipality.
fn where_to(ctx: &Context, action: &Action, level: &str) -> Wording {
    if ctx.has_column(action, Field::Municipality) {
        return Wording::new(
            format!("Vul in voor welke gemeenten de actie is, of verander het niveau in “{level}”."),
            format!("Fill in which municipalities the action is for, or change the level to “{level}”."),
        );
    }
    Wording::new(
        format!("Zet de actie op het blad van de gemeente, of verander het niveau in “{level}”."),
        format!("Move it to the sheet of the municipality, or change the level to “{level}”."),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Sub-thema | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |";

    fn found(district: &str, local: &str) -> Vec<(String, Option<String>)> {
        let workbook = format!("# Districtelijk\n{HEADER}\n{district}\n# Huizen\n{HEADER}\n{local}");
        findings("LVL003", "", &workbook).into_iter().map(|finding| (finding.message.nl, finding.suggestion)).collect()
    }

    fn row(subtheme: &str, level: &str, places: &str) -> String {
        format!("| 1 | {subtheme} | Scholen bezoeken | {level} | {places} | ZVHGV | Q2 2026 | Loopt |")
    }

    #[test]
    fn the_level_is_proposed_where_the_plan_says_so_too() {
        let fine = row("PGA", "D", "district");
        let suggested = |subtheme: &str| found(&fine, &row(subtheme, "Districtelijk", "")).pop().map(|found| found.1);
        assert_eq!(suggested("Preventie"), Some(Some("Lokaal".to_owned())));
        assert_eq!(suggested("PGA"), Some(None), "more likely the sheet is wrong");
        let found = found(&row("PGA", "Lokaal", "Huizen"), "");
        assert_eq!(found[0].1.as_deref(), Some("Districtelijk"));
        assert!(found[0].0.contains("alleen voor Huizen"), "{}", found[0].0);
    }

    #[test]
    fn what_fits_its_sheet_is_fine() {
        for (district, local) in [
            (row("PGA", "D", "district"), row("Preventie", "Lokaal", "")),
            (row("PGA", "D & L", "Huizen"), row("Preventie", "L&D", "")),
            (row("PGA", "Lokaal", "W, GM, Hu"), row("Preventie", "", "")),
            (row("PGA", "Lokaal", "district"), row("Preventie", "onbekend", "")),
            (row("PGA", "Lokaal", ""), row("Preventie", "Lokaal", "")),
            (row("PGA", "Lokaal", "Hilversum"), row("Preventie", "Lokaal", "Huizen")),
        ] {
            assert_eq!(found(&district, &local), [], "{district} {local}");
        }
    }

    #[test]
    fn a_local_action_of_the_district_says_for_which_municipality() {
        let told = found(&row("Preventie", "Lokaal", ""), &row("Preventie", "Lokaal", ""));
        assert!(told.len() == 1 && told[0].0.contains("zonder gemeente erbij"), "{told:?}");
        let rows = |count: usize| {
            let rows: String = (0..count)
                .map(|n| format!("| D-{n} | Bijeenkomst {n} houden | Lokaal | OOV Huizen | Q2 2026 | Loopt |\n"))
                .collect();
            let sheet = format!("# Districtelijk\n| Nr | Actie | Niveau | Trekker | Planning | Status |\n{rows}");
            findings("LVL003", "", &sheet).into_iter().map(|finding| finding.cells.len()).collect::<Vec<_>>()
        };
        assert_eq!(rows(2), [0, 0]);
        assert_eq!(rows(8), [8], "one finding for the column");
    }

    #[test]
    fn a_copy_without_a_sheet_for_the_district_has_no_other_place() {
        let sheet = format!("# Huizen\n{HEADER}\n{}", row("PGA", "Districtelijk", ""));
        assert!(messages("LVL003", "", &sheet).is_empty());
    }
}
