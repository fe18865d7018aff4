//! OWN001: an open action has no owner yet.

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Party, PartyKind};
use crate::plan::Action;
use crate::rules::owner::removed;
use crate::rules::together::{self, Share};
use crate::rules::{Context, municipality_of, row_of};
use crate::wording::Wording;

/// The owner of an open action is empty. Where something stands there that is nobody yet ("n.t.b.", "vacature"), OWN002 says so.
///
/// Actions that are done or dropped are not asked for an owner. On a first version (`--baseline`) it is a warning: an adopted
/// plan rarely names the owners yet.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN001,
    name: "owner-missing",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("Een openstaande actie heeft nog geen trekker.", "An open action has no owner yet."),
    why: Wording::new(
        "Zonder trekker voelt niemand zich verantwoordelijk en blijft de actie liggen.",
        "Without an owner nobody feels responsible, and the action stays where it is.",
    ),
    fix: Wording::new(
        "Vul een team of functie in, geen naam van een persoon.",
        "Fill in a team or a role, not the name of a person.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | → | Q3 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | | Q3 2025 | Afgerond 12-09-2025 |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let removed = removed(ctx);
    let missing = ctx.open_actions().filter(|action| is_missing(action) && !removed.contains(&row_of(action)));
    let found = missing.map(|action| finding(ctx, action)).collect();
    findings.extend(together::by_column(ctx, found, whole_column));
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    (share.said("De trekkers zijn nog niet ingevuld.", "The owners are not filled in yet."), None)
}

fn is_missing(action: &Action) -> bool {
    match &action.owners.value {
        Reading::Blank => true,
        Reading::Known(owners) => owners.is_empty(),
        Reading::Absent | Reading::Unreadable => false,
    }
}

fn finding(ctx: &Context, action: &Action) -> Finding {
    let message =
        Wording::new("Deze actie heeft nog geen trekker.".to_owned(), "This action has no owner yet.".to_owned());
    ctx.on(action, &action.owners, &RULE, message).advise(fill_in(ctx, action))
}

/// What to do where nobody leads yet: `Vul een team of functie in, bijvoorbeeld “OOV Hilversum”.`, without an example where the
/// framework names nobody.
pub(in crate::rules) fn fill_in(ctx: &Context, action: &Action) -> Wording {
    let Wording { nl, en } = for_example(ctx, action);
    Wording::new(format!("Vul een team of functie in{nl}."), format!("Fill in a team or a role{en}."))
}

/// `, bijvoorbeeld “OOV Hilversum”`; empty where the framework names nobody.
pub(in crate::rules) fn for_example(ctx: &Context, action: &Action) -> Wording {
    example(ctx, action).map_or_else(
        || Wording::of("", ""),
        |example| Wording::new(format!(", bijvoorbeeld “{example}”"), format!(", for example “{example}”")),
    )
}

/// A unit of the action's municipality, or for the whole district an organisation: the first that the framework names.
fn example(ctx: &Context, action: &Action) -> Option<String> {
    let first = |kind| ctx.framework.parties.iter().find(|party| party.kind == kind);
    let name = |party: &Party| party.short.clone().unwrap_or_else(|| party.name.clone());
    match municipality_of(ctx.plan, action) {
        Some(code) => Some(format!("{} {}", name(first(PartyKind::Unit)?), ctx.municipality_name(code))),
        None => first(PartyKind::Organisation).map(name),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;
    use crate::wording::Lang;

    fn found(owner: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | {status} |\n\
             | 2 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
        );
        let found = findings("OWN001", "", &sheet);
        let told = found.iter().map(|found| format!("{} {}", found.message.nl, found.what_to_do(Lang::Nl)));
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_example_of_the_own_municipality_is_given() {
        assert!(found("", "Loopt").contains("bijvoorbeeld “OOV Hilversum”"), "{}", found("", "Loopt"));
    }

    #[test]
    fn a_column_that_is_empty_is_said_once() {
        let rows: String = (1..=8).map(|n| format!("| {n} | Bijeenkomst {n} houden | | Q2 2026 | Loopt |\n")).collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{rows}");
        let found = findings("OWN001", "", &sheet);
        assert_eq!((found.len(), found[0].cells.len()), (1, 8));
        assert!(found[0].message.nl.contains("8 acties") && found[0].action_id.is_none(), "{}", found[0].message.nl);
    }

    #[test]
    fn whoever_is_named_is_enough_and_closed_actions_need_nobody() {
        for owner in ["OOV", "OOV / n.t.b.", "n.t.b.", "alle gemeenten", "ZHVGV", "5.1.2.e"] {
            assert_eq!(found(owner, "Loopt"), "", "{owner}");
        }
        assert_eq!(found("", "Vervallen"), "");
    }
}
