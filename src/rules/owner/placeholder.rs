//! OWN002: somebody still has to be found who owns the action.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, OwnerKind};
use crate::rules::owner::missing::fill_in;
use crate::rules::owner::removed;
use crate::rules::together::{self, Share};
use crate::rules::{Context, row_of};
use crate::wording::Wording;

/// The owner of an open action is a word that stands in for a name: "n.t.b.", "vacature", "?".
///
/// A warning, where an empty cell (OWN001) is an error: whoever writes "n.t.b." knows that something is still to be decided.
/// Where somebody stands beside it ("OOV, vacature voor de coördinator"), that is enough for now. Actions that are done or dropped
/// are left alone.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN002,
    name: "owner-placeholder",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Er is nog geen echte trekker: er staat alleen dat die nog komt.",
        "There is no real owner yet: the cell only says that one is to come.",
    ),
    why: Wording::new(
        "Bij “vacature” of “n.t.b.” is er niemand die de actie oppakt. Zo'n woord blijft vaak lang staan.",
        "With “vacancy” or “to be decided” nobody picks up the action. Such words tend to stay.",
    ),
    fix: Wording::new(
        "Vul een team of functie in die de actie nu oppakt of de vacature vult.",
        "Fill in a team or a role that takes the action up now, or that fills the vacancy.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | → n.t.b. | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | → vacature | Q3 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | Coördinator radicalisering Hilversum (vacature) | Q3 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let removed = removed(ctx);
    let open = ctx.open_actions().filter(|action| is_placeholder(action) && !removed.contains(&row_of(action)));
    let found = open.map(|action| finding(ctx, action)).collect();
    findings.extend(together::by_column(ctx, found, whole_column));
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    (share.said("De trekkers zijn nog in te vullen.", "The owners are still to be filled in."), None)
}

/// Whether the cell names nobody but placeholders.
fn is_placeholder(action: &Action) -> bool {
    let owners = action.owners.known().map(Vec::as_slice).unwrap_or_default();
    !owners.is_empty() && owners.iter().all(|owner| owner.kind == OwnerKind::Placeholder)
}

fn finding(ctx: &Context, action: &Action) -> Finding {
    let typed = ctx.quote(&action.owners.raw);
    let message = Wording::new(
        format!("De trekker is nog niet ingevuld: er staat {typed}."),
        format!("The owner is still to be filled in: it says {typed}."),
    );
    ctx.on(action, &action.owners, &RULE, message).advise(fill_in(ctx, action))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;
    use crate::wording::Lang;

    fn found(code: &str, owner: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | {status} |\n\
             | 2 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
        );
        let found = findings(code, "", &sheet);
        let told = found.iter().map(|found| format!("{} {}", found.message.nl, found.what_to_do(Lang::Nl)));
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_stands_in_for_a_name_is_quoted_and_said_once() {
        for nobody in ["n.t.b.", "vacature", "?", "-", "nog te bepalen", "N.T.B. (Hilversum)"] {
            let message = found("OWN002", nobody, "Loopt");
            assert!(
                message.contains(nobody) && message.contains("bijvoorbeeld “OOV Hilversum”"),
                "{nobody}: {message}"
            );
            for other in ["OWN001", "OWN003", "OWN004", "OWN005"] {
                assert_eq!(found(other, nobody, "Loopt"), "", "{nobody}");
            }
        }
    }

    #[test]
    fn somebody_beside_it_is_enough_and_closed_actions_need_nobody() {
        for owner in ["OOV / n.t.b.", "Coördinator radicalisering (vacature)", "", "alle gemeenten, n.t.b.", "5.1.2.e"]
        {
            assert_eq!(found("OWN002", owner, "Loopt"), "", "{owner}");
        }
        assert_eq!(found("OWN002", "n.t.b.", "Vervallen"), "");
    }
}
