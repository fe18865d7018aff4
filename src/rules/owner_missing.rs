//! OWN001: an open action has no owner yet.

use super::{Context, municipality_of};
use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::framework::{Party, PartyKind};
use crate::plan::{Action, OwnerKind};
use crate::wording::Wording;

/// The owner of an open action is empty, or says that it is still to be decided ("n.t.b.", "vacature").
///
/// Actions that are done or dropped are not asked for an owner. On a first version (`--baseline`) it is a warning: an adopted
/// plan rarely names the owners yet.
pub static RULE: Rule = Rule {
    code: "OWN001",
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
| HI-02 | Alle scholen bezoeken | → | Q3 2026 | Niet gestart |
| HI-03 | Het agressieprotocol vaststellen | → n.t.b. | Q3 2026 | Niet gestart |",
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

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        if let Some(state) = missing(action) {
            findings.push(finding(ctx, action, state));
        }
    }
}

/// How an owner can be missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Blank,
    ToBeDecided,
}

fn missing(action: &Action) -> Option<Missing> {
    match &action.owners.value {
        Reading::Blank => Some(Missing::Blank),
        Reading::Known(owners) if owners.is_empty() => Some(Missing::Blank),
        Reading::Known(owners) if owners.iter().all(|owner| owner.kind == OwnerKind::Placeholder) => {
            Some(Missing::ToBeDecided)
        }
        _ => None,
    }
}

fn finding(ctx: &Context, action: &Action, state: Missing) -> Finding {
    let example = example(ctx, action);
    let (nl, en) = match &example {
        Some(example) => (format!(", bijvoorbeeld “{example}”"), format!(", for example “{example}”")),
        None => (String::new(), String::new()),
    };
    let message = match state {
        Missing::Blank => Wording::new(
            format!("Deze actie heeft nog geen trekker. Vul een team of functie in{nl}."),
            format!("This action has no owner yet. Fill in a team or a role{en}."),
        ),
        Missing::ToBeDecided => {
            let typed = ctx.quote(&action.owners.raw);
            Wording::new(
                format!("De trekker is nog in te vullen: er staat {typed}. Vul een team of functie in{nl}."),
                format!("The owner is still to be filled in: it says {typed}. Fill in a team or a role{en}."),
            )
        }
    };
    ctx.on(action, &action.owners, &RULE, message)
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
    use crate::rules::catalogue_tests::messages;

    fn found(owner: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | {status} |\n\
             | 2 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
        );
        messages("OWN001", "", &sheet).join("\n")
    }

    #[test]
    fn an_example_of_the_own_municipality_is_given() {
        assert!(found("", "Loopt").contains("bijvoorbeeld “OOV Hilversum”"), "{}", found("", "Loopt"));
    }

    #[test]
    fn placeholders_count_as_nobody() {
        for nobody in ["n.t.b.", "vacature", "?", "-", "nog te bepalen"] {
            let message = found(nobody, "Loopt");
            assert!(message.contains("nog in te vullen") && message.contains(nobody), "{nobody}: {message}");
        }
    }

    #[test]
    fn whoever_is_named_is_enough_and_closed_actions_need_nobody() {
        for owner in ["OOV", "OOV / n.t.b.", "alle gemeenten", "ZHVGV", "5.1.2.e"] {
            assert_eq!(found(owner, "Loopt"), "", "{owner}");
        }
        assert_eq!(found("", "Vervallen"), "");
    }
}
