//! PRV003: a cell holds the e-mail address of a person.

use std::collections::HashSet;

use crate::cell::Grid;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::privacy::Kind;
use crate::rules::Context;
use crate::rules::personal::{self, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A cell, a formula or the name of a tab holds an e-mail address that seems to be a person's.
///
/// Addresses of a function, a team, an organisation or a party of the framework are fine ("info@", "oov-huizen@", "meldpunt@"),
/// and so is "voornaam.achternaam@" as an explanation. An address counts also where its
/// signs are spelled out: "(at)", "punt". Addresses in notes are left to PRV007. The address is never repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV003,
    name: "email-personal",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een cel staat het e-mailadres van een persoon.",
        "A cell holds the e-mail address of a person.",
    ),
    why: Wording::new(
        "Wie van baan wisselt, leest die post niet meer. En een adres met een naam is een persoonsgegeven (AVG artikel 5).",
        "Whoever changes jobs no longer reads that mail. And an address with a name is personal data (GDPR article 5).",
    ),
    fix: Wording::new(
        "Gebruik een algemeen adres, zoals dat van een team of meldpunt.",
        "Use a general address, such as that of a team or a contact point.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | → Mail naar voorbeeld.persoon@example.nl |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | Mail naar veilig@hilversum.example |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    let is_email = |kind| kind == Kind::Email;
    let told = personal::finds(ctx).filter(|find| !find.is_in_note() && find.holds(is_email));
    let mut places: Vec<(&Grid, Place)> = told.map(|find| (find.grid, find.place)).collect();
    // A link hides the address behind another text.
    let mut seen: HashSet<(&str, Place)> = places.iter().map(|(grid, place)| (&*grid.sheet, *place)).collect();
    for grid in personal::grids(ctx) {
        let holds = |formula: &str| ctx.privacy.holds(formula, is_email);
        let formulas = grid.cells.iter().filter(|(_, cell)| cell.formula.as_deref().is_some_and(holds));
        let hidden = formulas.map(|((row, col), _)| Place::Cell(*row, *col));
        places.extend(hidden.filter(|place| seen.insert((&grid.sheet, *place))).map(|place| (grid, place)));
    }
    for (grid, place) in places {
        findings.push(pointer.at(&RULE, grid, place, RULE.severity, message(place)));
    }
}

fn message(place: Place) -> Wording {
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} staat het e-mailadres van een persoon (hier niet getoond)."),
        format!("{} holds a person's e-mail address (not shown here).", capitalised(en)),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(text: &str) -> usize {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
             | HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        let found = messages("PRV003", "", &sheet);
        assert!(found.iter().all(|message| !message.contains('@')), "{found:?}");
        found.len()
    }

    #[test]
    fn addresses_of_persons_count_and_those_of_teams_do_not() {
        assert_eq!(found("k.klaasveld@example.nl; karin@example.nl"), 1, "one finding for a cell");
        for fine in
            ["info@example.nl", "oov-hilversum@example.nl", "veilig@[gemeente].nl", "voornaam.achternaam@example.nl"]
        {
            assert_eq!(found(fine), 0, "{fine}");
        }
    }

    #[test]
    fn an_address_behind_a_link_counts() {
        assert_eq!(found("{=HYPERLINK(\"mailto:karin@example.nl\")} mail"), 1);
        assert_eq!(found("{=HYPERLINK(\"mailto:karin@example.nl\")} karin@example.nl"), 1);
    }
}
