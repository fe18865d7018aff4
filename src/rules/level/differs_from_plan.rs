//! LVL002: the level is another one than the plan gives the sub-theme.

use std::collections::BTreeMap;

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Level, SubTheme};
use crate::plan::Action;
use crate::rules::level::on_wrong_sheet::is_on_wrong_sheet;
use crate::rules::scales::{level_name, others};
use crate::rules::{Context, municipality_of};
use crate::wording::Wording;

/// The plan leaves a sub-theme to the district and the action is local, or the other way round.
///
/// "D & L" holds both, so it never differs: a sub-theme of both has actions of either sort, and an action of both does what the plan
/// asks and more. Where the sheet contradicts the level as well, LVL003 says so. It is said once for a level of a sub-theme in a table.
/// Where the plan contradicts itself, the framework accepts the other level.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::LVL002,
    name: "level-differs-from-plan",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Het niveau wijkt af van wat het plan voor dit subthema zegt.",
        "The level differs from what the plan says for this sub-theme.",
    ),
    why: Wording::new(
        "Het plan verdeelt het werk tussen district en gemeenten. Anders doet iedereen het, of niemand.",
        "The plan divides the work between district and municipalities. Otherwise everybody does it, or nobody.",
    ),
    fix: Wording::new(
        "Pas het niveau aan, of vraag de coördinator om de afwijking vast te leggen.",
        "Change the level, or ask the coordinator to record an exception.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |
| D-23 | PGA | Deelnemen aan het algemene deel van het overleg | → Lokaal | ZVHGV | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |
| D-23 | PGA | Deelnemen aan het algemene deel van het overleg | Districtelijk | ZVHGV | Q2 2026 | Loopt |
| D-08 | Online dimensie | Medewerkers trainen | D & L | ZVHGV | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<_, Vec<&Action>> = BTreeMap::new();
    for action in ctx.open_actions().filter(|action| !is_on_wrong_sheet(ctx, action)) {
        let (Some(subtheme), Some(level)) = (action.subtheme_code(), action.level.known()) else { continue };
        if deviates(ctx, action, *level) {
            let group = (action.table, subtheme, municipality_of(ctx.plan, action), *level == Level::Local);
            groups.entry(group).or_default().push(action);
        }
    }
    findings.extend(groups.values().filter_map(|actions| finding(ctx, actions)));
}

/// What the plan says of the action's sub-themes.
fn planned<'c>(ctx: &Context<'c>, action: &Action) -> Vec<(&'c SubTheme, Level)> {
    let codes = action.subtheme.known().into_iter().flatten();
    let subthemes = codes.filter_map(|code| ctx.framework.subtheme(code));
    subthemes.filter_map(|subtheme| Some((subtheme, subtheme.level?))).collect()
}

/// Whether the plan leaves all of the action's sub-themes to the others.
pub(in crate::rules) fn deviates(ctx: &Context, action: &Action, level: Level) -> bool {
    let planned = planned(ctx, action);
    !planned.is_empty()
        && planned
            .iter()
            .all(|(_, plan)| matches!((level, plan), (Level::District, Level::Local) | (Level::Local, Level::District)))
}

/// One finding for the rows of a sub-theme with the same level: at the first, and the others beside it.
fn finding(ctx: &Context, actions: &[&Action]) -> Option<Finding> {
    let (action, rest) = actions.split_first()?;
    let (subtheme, plan) = planned(ctx, action).into_iter().next()?;
    let (typed, name, level) = (ctx.quote(&action.level.raw), &subtheme.name, level_name(ctx.framework, plan));
    let message = Wording::new(
        format!("Volgens het plan is het niveau van “{name}” {level}. Hier staat {typed}."),
        format!("In the plan the level of “{name}” is {level}; here it says {typed}."),
    );
    let others = others(ctx, &action.level.at, rest.iter().map(|other| &other.level.at));
    let finding = ctx.on(action, &action.level, &RULE, message).suggest(Some(level));
    Some(finding.relate([Related::FrameworkLine(subtheme.line)]).relate(others))
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::rules::catalogue_tests::{findings, messages};

    fn found(subtheme: &str, level: &str) -> Vec<Finding> {
        let sheet = format!(
            "# Districtelijk\n| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |\n\
             | D-1 | {subtheme} | Scholen bezoeken | {level} | ZVHGV | Q2 2026 | Loopt |"
        );
        findings("LVL002", "", &sheet)
    }

    #[test]
    fn the_level_of_the_plan_is_named_and_proposed() {
        let found = found("PGA", "L");
        assert_eq!(found[0].suggestion.as_deref(), Some("Districtelijk"));
        assert!(found[0].message.nl.contains("“PGA” Districtelijk"), "{}", found[0].message.nl);
    }

    #[test]
    fn both_never_differs_and_neither_does_what_the_plan_leaves_open() {
        for (subtheme, level) in [
            ("PGA", "D & L"),
            ("Preventie", "D & L"),
            ("Online dimensie", "Lokaal"),
            ("Online dimensie", "Districtelijk"),
            ("Meerdere perspectieven", "Lokaal"),
            ("Preventie en PGA", "Districtelijk"),
            ("Preventie", "Lokaal"),
            ("PGA", ""),
        ] {
            assert_eq!(found(subtheme, level), [], "{subtheme} {level}");
        }
        assert_eq!(found("Preventie", "Regionaal").len(), 1);
    }

    #[test]
    fn where_the_plan_contradicts_itself_both_are_accepted() {
        assert!(found("Re-integratie", "Lokaal").is_empty());
        let found = found("Re-integratie", "Districtelijk");
        assert!(found[0].accepted.as_deref().is_some_and(|reason| reason.contains("in de tekst districtelijk")));
    }

    #[test]
    fn a_sheet_that_contradicts_the_level_is_said_instead() {
        let sheet = "# Districtelijk\n| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |\n\
                     | D-1 | PGA | De voorzitter spreken | D | ZVHGV | Q2 2026 | Loopt |\n\
                     # Huizen\n| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |\n\
                     | HU-1 | Preventie | Scholen bezoeken | Districtelijk | OOV Huizen | Q2 2026 | Loopt |";
        assert!(messages("LVL002", "", sheet).is_empty());
        assert_eq!(messages("LVL003", "", sheet).len(), 1);
    }

    #[test]
    fn rows_of_one_sub_theme_are_said_once_and_history_not_at_all() {
        let sheet = "# Districtelijk\n| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |\n\
                     | D-1 | PGA | Scholen bezoeken | Lokaal | ZVHGV | Q2 2026 | Loopt |\n\
                     | D-2 | PGA | Ouders bijpraten | Lokaal | ZVHGV | Q2 2026 | Loopt |\n\
                     | D-3 | Basiskennis | Trainen | Lokaal | ZVHGV | Q2 2025 | Afgerond |";
        let found = findings("LVL002", "", sheet);
        assert_eq!((found.len(), found[0].related.len()), (1, 2));
    }
}
