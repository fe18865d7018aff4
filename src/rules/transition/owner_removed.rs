//! TRN004: the owner of the previous version is gone, and nobody took over.

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::{Action, OwnerKind};
use crate::rules::owner::is_removed;
use crate::rules::owner::missing::for_example;
use crate::rules::transition::kept;
use crate::rules::{Context, previous_place};
use crate::wording::Wording;

/// The action had an owner in the previous version and now has none, or only "n.t.b." or "vacature".
///
/// A redacted owner in the previous version was no owner that anybody could read, so it cannot have been removed. The name of a
/// person is not repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN004,
    name: "owner-removed",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "De trekker uit de vorige versie is weg en er is geen nieuwe.",
        "The owner of the previous version is gone and there is no new one.",
    ),
    why: Wording::new(
        "Zonder nieuwe trekker ligt de actie stil, en niemand merkt dat.",
        "Without a new owner the action stops, and nobody notices.",
    ),
    fix: Wording::new(
        "Vul de nieuwe trekker in: een team of functie blijft, ook als mensen wisselen.",
        "Fill in the new owner: a team or role stays, even when people change.",
    ),
    fails: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | → | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | Sociaal Domein Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    findings.extend(kept(ctx).filter(|kept| is_removed(ctx, kept)).map(|kept| finding(ctx, kept.old, kept.new)));
}

fn finding(ctx: &Context, old: &Action, new: &Action) -> Finding {
    let person = old.owners.known().is_some_and(|owners| owners.iter().any(|owner| owner.kind == OwnerKind::Person));
    let message = if person {
        Wording::new(
            "De trekker uit de vorige versie is weggehaald.".to_owned(),
            "The owner of the previous version was removed.".to_owned(),
        )
    } else {
        let was = ctx.quote(&old.owners.raw);
        Wording::new(format!("De trekker is weggehaald (was {was})."), format!("The owner was removed (was {was})."))
    };
    let for_example = for_example(ctx, new);
    let advice = Wording::new(
        format!("Vul de nieuwe trekker in: een team of functie{}.", for_example.nl),
        format!("Fill in the new owner: a team or a role{}.", for_example.en),
    );
    ctx.on(new, &new.owners, &RULE, message).advise(advice).relate([Related::Place(previous_place(&old.owners.at))])
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(before: &str, now: &str) -> Vec<String> {
        let sheet = |owner: &str| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | HU-01 | Een webpagina maken over het meldpunt | {owner} | Q2 2026 | Loopt |"
            )
        };
        messages("TRN004", &sheet(before), &sheet(now))
    }

    #[test]
    fn a_vacancy_is_no_new_owner() {
        assert!(found("OOV Huizen", "vacature")[0].contains("was “OOV Huizen”"));
    }

    #[test]
    fn an_owner_that_went_is_no_missing_owner_as_well() {
        let sheet = |owner: &str| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n| HU-01 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
            )
        };
        for now in ["", "n.t.b.", "vacature OOV"] {
            let codes = |code: &str| messages(code, &sheet("OOV Huizen"), &sheet(now)).len();
            assert_eq!(["TRN004", "OWN001", "OWN002"].map(codes), [1, 0, 0], "{now}");
        }
        assert_eq!(messages("OWN001", &sheet(""), &sheet("")).len(), 1);
    }

    #[test]
    fn what_was_redacted_or_never_there_was_not_removed() {
        assert!(found("5.1.2.e", "").is_empty());
        assert!(found("n.t.b.", "").is_empty());
        assert!(found("", "").is_empty());
    }

    #[test]
    fn the_name_of_a_person_is_not_repeated() {
        let found = found("mevr. Klaasveld", "");
        assert!(found.len() == 1 && !found[0].contains("Klaasveld"), "{found:?}");
    }
}
