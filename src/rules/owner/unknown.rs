//! OWN003: the owner is not in the list of parties.

use std::collections::BTreeMap;

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, OwnerKind};
use crate::rules::Context;
use crate::wording::Wording;

/// The owner cell names somebody that the framework does not know as a party, unit, role, office or municipality. A name
/// that is probably meant is proposed.
///
/// Where a person seems to be meant, PRV004 says so instead. Parties that merely take part are not checked.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN003,
    name: "owner-unknown",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new("De trekker staat niet in de partijenlijst.", "The owner is not in the list of parties."),
    why: Wording::new(
        "Als elke partij één naam heeft, kan iedereen zijn eigen acties terugvinden.",
        "When every party has one name, everybody can find their own actions.",
    ),
    fix: Wording::new(
        "Kies een naam uit de partijenlijst, of vraag de coördinator om de partij toe te voegen.",
        "Choose a name from the list of parties, or ask the coordinator to add the party.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-25 | Op een rij zetten wat de nieuwe wet betekent | → ZHVGV | Q4 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-25 | Op een rij zetten wat de nieuwe wet betekent | ZVHGV | Q4 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    // The same owner stands at many actions, and what is said of it depends on nothing else.
    let mut said: BTreeMap<&str, Said> = BTreeMap::new();
    for action in ctx.plan.actions.iter().filter(|action| !is_redacted(action)) {
        for (raw, kind) in pieces(action) {
            let meant = match kind {
                Some(OwnerKind::Unknown { suggestion }) => suggestion.as_deref(),
                None => None,
                Some(_) => continue,
            };
            let Said { message, advice } = said.entry(raw).or_insert_with(|| unknown(ctx, raw, meant)).clone();
            let typed = meant.and_then(|name| in_cell(&action.owners.raw, raw, name));
            findings.push(ctx.on(action, &action.owners, &RULE, message).advise(advice).suggest(typed));
        }
    }
}

/// Whether a part of the owners was made unreadable: what is left of the words around it says nothing (OWN008 tells of it).
fn is_redacted(action: &Action) -> bool {
    action.owners.known().is_some_and(|owners| owners.iter().any(|owner| owner.kind == OwnerKind::Redacted))
}

/// The whole text of a cell with one of its owners replaced; none where that owner stands in it more than once.
fn in_cell(cell: &str, owner: &str, name: &str) -> Option<String> {
    let (before, after) = cell.split_once(owner)?;
    (!after.contains(owner)).then(|| format!("{before}{name}{after}").trim().to_owned())
}

/// The owners of an action as typed, with what they are; a cell that could not be read at all is one piece of no kind.
fn pieces(action: &Action) -> Vec<(&str, Option<&OwnerKind>)> {
    match &action.owners.value {
        Reading::Known(owners) => owners.iter().map(|owner| (owner.raw.as_str(), Some(&owner.kind))).collect(),
        Reading::Unreadable => vec![(&*action.owners.raw, None)],
        Reading::Absent | Reading::Blank => Vec::new(),
    }
}

/// What is said of a name.
#[derive(Clone)]
struct Said {
    message: Wording,
    advice: Wording,
}

fn unknown(ctx: &Context, typed: &str, suggestion: Option<&str>) -> Said {
    let typed = ctx.quote(typed);
    let advice = match suggestion {
        Some(meant) => Wording::new(format!("Bedoelt u “{meant}”?"), format!("Did you mean “{meant}”?")),
        None => Wording::new(
            format!("Kies een naam uit de partijenlijst, of vraag de coördinator om {typed} toe te voegen."),
            format!("Choose a name from the list of parties, or ask the coordinator to add {typed}."),
        ),
    };
    let message = Wording::new(
        format!("Trekker {typed} staat niet in de partijenlijst."),
        format!("Owner {typed} is not in the list of parties."),
    );
    Said { message, advice }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::wording::Lang;

    #[test]
    fn the_name_of_a_person_is_left_to_the_privacy_rule() {
        for owner in
            ["Dhr. Klaasveld", "P. Klaasveld", "Wilhelmina Klaasveld", "w.klaasveld@example.nl", "Karin", "Piet/Els"]
        {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
            );
            assert!(messages("OWN003", "", &sheet).is_empty(), "{owner}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_gets_a_proposal_and_a_strange_name_a_choice() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | Politei | Q2 2026 | Loopt |\n\
                     | HI-02 | Ouders bijpraten | Stichting Het Anker | Q2 2026 | Loopt |";
        let found = findings("OWN003", "", sheet);
        assert!(found[0].what_to_do(Lang::Nl).contains("Bedoelt u “Politie”?"), "{:?}", found[0].advice);
        assert!(found[1].what_to_do(Lang::Nl).contains("“Stichting Het Anker”"), "{:?}", found[1].advice);
    }
    #[test]
    fn what_is_proposed_can_be_typed_into_the_cell_as_it_is() {
        let suggestion = |owner: &str| {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
            );
            findings("OWN003", "", &sheet).first().and_then(|found| found.suggestion.clone())
        };
        assert_eq!(suggestion("Politei").as_deref(), Some("Politie"));
        assert_eq!(suggestion("OOV Hilversum, Politei i.s.m. OM").as_deref(), Some("OOV Hilversum, Politie i.s.m. OM"));
        assert_eq!(suggestion("Burgermeester Huizen").as_deref(), Some("Burgemeester Huizen"));
        assert_eq!(suggestion("Stichting Het Anker"), None);
    }

    #[test]
    fn the_words_around_a_redaction_are_not_asked_about() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | 5.1.2.e en Vechtstreek | Q2 2026 | Loopt |";
        assert!(messages("OWN003", "", sheet).is_empty());
        assert_eq!(messages("OWN008", "", sheet).len(), 1);
    }
}
