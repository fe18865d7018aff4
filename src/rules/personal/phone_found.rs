//! PRV002: a cell holds a phone number.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::privacy::Kind;
use crate::rules::Context;
use crate::rules::personal::{self, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A cell or the name of a tab holds a phone number that may be somebody's: a mobile number, a line that ends at a desk.
///
/// Public numbers are fine (112, 14 035, 0800, 0900), and so is a number that the text announces as that of a desk or service
/// ("meldpunt: 035-1234567"). A number cell counts where its header speaks of phones: elsewhere nine digits are something else.
/// Digits of other scripts, invisible characters between them and digits
/// that are glued to "tel" make no difference. Numbers in notes are left to PRV007. The number is never repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV002,
    name: "phone-found",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("In een cel staat een telefoonnummer.", "A cell holds a phone number."),
    why: Wording::new(
        "De werkmap gaat naar veel mensen. Een telefoonnummer van een persoon hoort daar niet in (AVG artikel 5).",
        "The workbook goes to many people. A person's phone number does not belong in it (GDPR article 5).",
    ),
    fix: Wording::new(
        "Haal het nummer weg, of gebruik het algemene nummer van de gemeente.",
        "Remove the number, or use the general number of the municipality.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | → Voor vragen: 06-12345678 |",
    },
    passes: Example {
        previous: "",
        current:
            "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | Voor vragen: 14 035, meldpunt 035-1234567 |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    let mut tell = |grid, place| findings.push(pointer.at(&RULE, grid, place, RULE.severity, message(place)));
    for find in personal::finds(ctx).filter(|find| !find.is_in_note() && find.holds(|kind| kind == Kind::Phone)) {
        tell(find.grid, find.place);
    }
    for grid in personal::grids(ctx) {
        for (place, number) in personal::numbers(grid) {
            if ctx.privacy.is_phone_number(number)
                && ctx.privacy.is_header_of_phones(&personal::header(ctx, grid, place))
            {
                tell(grid, place);
            }
        }
    }
}

fn message(place: Place) -> Wording {
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} staat een telefoonnummer (hier niet getoond)."),
        format!("{} holds a phone number (not shown here).", capitalised(en)),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn found(header: &str, text: &str) -> usize {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | {header} |\n\
             | HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        let found = messages("PRV002", "", &sheet);
        assert!(found.iter().all(|message| !message.contains(|c: char| c.is_ascii_digit())), "{found:?}");
        found.len()
    }

    #[test]
    fn numbers_of_persons_count_and_public_ones_do_not() {
        assert_eq!(found("Toelichting", "06-12345678 of +31 6 12345678"), 1, "one finding for a cell");
        for fine in
            ["14 035", "112", "0800-1234567", "Piketdienst: 06-12345678", "01-01-2025 10:30", "Z-2025-0612345678"]
        {
            assert_eq!(found("Toelichting", fine), 0, "{fine}");
        }
    }

    #[test]
    fn a_number_cell_counts_below_a_header_about_phones() {
        assert_eq!(found("Telefoon", "{number} 612345678"), 1);
        assert_eq!(found("Budget", "{number} 612345678"), 0);
    }

    #[test]
    fn tabs_count_and_notes_are_left_to_their_own_rule() {
        let sheet = "# Bel 06-12345678\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | {note: bel 06-12345678} Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |";
        let found = findings("PRV002", "", sheet);
        assert!(found.len() == 1 && found[0].at.row.is_none(), "{found:?}");
    }
}
