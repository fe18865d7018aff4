//! PRI002: the priority is another one than the plan gives the sub-theme.

use std::collections::BTreeMap;

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{PriorityRange, SubTheme};
use crate::language::Role;
use crate::plan::Action;
use crate::rules::coverage::Colours;
use crate::rules::priority::status_mismatch::{Scale, is_said_of};
use crate::rules::scales::{lies_within, others, priority_name};
use crate::rules::{Context, municipality_of};
use crate::wording::{Wording, fold, words};

/// The plan gives each sub-theme a priority, and an open action has one outside it. "Hoog" lies within "Gemiddeld tot hoog".
///
/// Where the colours leave one priority only and the plan gives that same one, PRI003 says it; this rule speaks where it is for the
/// plan to say. A row that explains its priority in the notes (with the word "prioriteit" or "prio") is left alone. It is said once
/// for a priority of a sub-theme in a table.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRI002,
    name: "priority-differs-from-plan",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "De prioriteit wijkt af van wat het plan voor dit subthema zegt.",
        "The priority differs from what the plan says for this sub-theme.",
    ),
    why: Wording::new(
        "De prioriteiten zijn samen vastgesteld. Een andere prioriteit kan lastig zijn voor een andere gemeente.",
        "The priorities were adopted together. A different priority may cause problems for another municipality.",
    ),
    fix: Wording::new(
        "Neem de prioriteit van het plan over, of schrijf in de toelichting waarom die hier anders is.",
        "Take the priority of the plan, or write in the explanation why it is different here.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |
| HI-08 | Preventie | Ouders bijpraten | → Laag | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status | Toelichting |
| HI-08 | Preventie | Ouders bijpraten | Hoog | OOV Hilversum | Q2 2026 | Loopt | |
| HI-09 | Preventie | Scholen bezoeken | Gemiddeld tot hoog | OOV Hilversum | Q2 2026 | Loopt | |
| HI-06 | Veiligheid van eigen medewerkers | Een protocol maken | Hoog | HR Hilversum | Q2 2026 | Loopt | Prioriteit verhoogd na een incident |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (scale, colours) = (Scale::new(ctx.framework), Colours::new(ctx));
    let mut groups: BTreeMap<_, Vec<&Action>> = BTreeMap::new();
    for action in ctx.open_actions() {
        let (Some(subtheme), Some(range)) = (action.subtheme_code(), action.priority.known()) else { continue };
        if deviates(ctx, action, range) && !is_explained(ctx, action) && !is_said_of(ctx, &scale, &colours, action) {
            let municipality = municipality_of(ctx.plan, action);
            let group = (action.table, subtheme, municipality, &range.from, &range.to);
            groups.entry(group).or_default().push(action);
        }
    }
    findings.extend(groups.values().filter_map(|actions| finding(ctx, actions)));
}

/// What the plan says of the action's sub-themes.
fn planned<'c>(ctx: &Context<'c>, action: &Action) -> Vec<(&'c SubTheme, &'c PriorityRange)> {
    let codes = action.subtheme.known().into_iter().flatten();
    let subthemes = codes.filter_map(|code| ctx.framework.subtheme(code));
    subthemes.filter_map(|subtheme| Some((subtheme, subtheme.priority.as_ref()?))).collect()
}

/// Whether the plan gives none of the action's sub-themes this priority.
fn deviates(ctx: &Context, action: &Action, range: &PriorityRange) -> bool {
    let planned = planned(ctx, action);
    !planned.is_empty() && planned.iter().all(|(_, plan)| !lies_within(ctx.framework, range, plan))
}

/// Whether the notes speak of the priority.
fn is_explained(ctx: &Context, action: &Action) -> bool {
    let notes = fold(&action.explanation());
    words(&notes).any(|word| ctx.framework.language.is(Role::PriorityWord, word))
}

/// One finding for the rows of a sub-theme with the same priority: at the first, and the others beside it.
fn finding(ctx: &Context, actions: &[&Action]) -> Option<Finding> {
    let (action, rest) = actions.split_first()?;
    let (subtheme, plan) = planned(ctx, action).into_iter().next()?;
    let (typed, name) = (ctx.quote(&action.priority.raw), &subtheme.name);
    let priority = priority_name(ctx.framework, plan);
    let message = Wording::new(
        format!("Volgens het plan is de prioriteit van “{name}” {priority}. Hier staat {typed}."),
        format!("In the plan the priority of “{name}” is {priority}; here it says {typed}."),
    );
    let others = others(ctx, &action.priority.at, rest.iter().map(|other| &other.priority.at));
    let finding = ctx.on(action, &action.priority, &RULE, message).suggest(Some(priority));
    Some(finding.relate([Related::FrameworkLine(subtheme.line)]).relate(others))
}

#[cfg(test)]
mod tests {
    use crate::finding::Related;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(subtheme: &str, priority: &str, notes: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status | Toelichting |\n\
             | HI-08 | {subtheme} | Scholen bezoeken | {priority} | OOV Hilversum | Q2 2026 | Loopt | {notes} |"
        )
    }

    fn found(subtheme: &str, priority: &str) -> usize {
        messages("PRI002", "", &sheet(subtheme, priority, "")).len()
    }

    #[test]
    fn the_plan_is_named_and_proposed() {
        let found = findings("PRI002", "", &sheet("Preventie", "Laag", ""));
        assert_eq!(found[0].suggestion.as_deref(), Some("Gemiddeld tot hoog"));
        assert!(found[0].message.nl.contains("van “Preventie” Gemiddeld tot hoog."), "{}", found[0].message.nl);
        assert!(matches!(found[0].related[0], Related::FrameworkLine(_)));
    }

    #[test]
    fn what_lies_within_the_plan_is_fine() {
        for priority in ["Hoog", "Gemiddeld", "gemiddeld/hoog", "", "urgent"] {
            assert_eq!(found("Preventie", priority), 0, "{priority}");
        }
        assert_eq!(found("Informatiepositie", "Gemiddeld tot hoog"), 1, "the plan says Hoog");
        assert_eq!(found("Draagvlak", "Laag"), 0, "the plan says nothing");
    }

    #[test]
    fn of_a_joint_sub_theme_either_will_do() {
        assert_eq!(found("Preventie en PGA", "Gemiddeld"), 0);
        assert_eq!(found("Preventie en PGA", "Laag"), 1);
    }

    #[test]
    fn one_mistake_is_said_by_one_of_two_rules() {
        // Red for everybody, so that only Hoog fits, and Hoog is what the plan says.
        let both = |subtheme: &str, priority: &str| {
            let sheet = sheet(subtheme, priority, "");
            [messages("PRI002", "", &sheet).len(), messages("PRI003", "", &sheet).len()]
        };
        assert_eq!(both("Online interventies", "Laag"), [0, 1]);
        assert_eq!(both("Preventie", "Laag"), [1, 0]);
        // The plan itself deviates from the colours here, which is accepted; another priority is not.
        assert_eq!(both("Veiligheid medewerkers", "Laag"), [0, 1]);
        assert_eq!(both("Veiligheid medewerkers", "Hoog"), [1, 0]);
    }

    #[test]
    fn a_reason_in_the_notes_is_enough() {
        assert!(messages("PRI002", "", &sheet("Preventie", "Laag", "Prio verlaagd in overleg met de raad")).is_empty());
        assert_eq!(messages("PRI002", "", &sheet("Preventie", "Laag", "Gesprek gepland")).len(), 1);
    }

    #[test]
    fn rows_of_one_sub_theme_are_said_once() {
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | 1 | Preventie | Scholen bezoeken | Laag | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | 2 | Preventie | Ouders bijpraten | Laag | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | 3 | PGA | De voorzitter spreken | Laag | OOV Hilversum | Q2 2025 | Afgerond |";
        let found = findings("PRI002", "", sheet);
        assert_eq!(found.len(), 1);
        assert!(found[0].related.iter().any(|related| matches!(related, Related::Place(at) if at.row == Some(2))));
    }
}
