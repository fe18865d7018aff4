//! PRV001: a cell or a note holds a number that can be a citizen service number.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::privacy;
use crate::rules::Context;
use crate::rules::personal::{self, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A number of nine digits passes the eleven-test. One in eleven numbers does so by chance; so dates, amounts, phone numbers, case
/// numbers and the like are left out, and without a word such as "BSN" beside it, or above it in the header, it is a warning.
///
/// Eight digits count in number cells, where a leading zero gets lost, and in a text that speaks of a BSN: in other texts they are
/// more often a number of the Chamber of Commerce.
///
/// Every cell, note and tab of the workbook is looked at, also outside the tables and in hidden rows. The number is never repeated.
pub static RULE: Rule = Rule {
    code: RuleCode::PRV001,
    name: "bsn-found",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een cel of notitie staat misschien een burgerservicenummer.",
        "A cell or note may hold a citizen service number (BSN).",
    ),
    why: Wording::new(
        "Een BSN mag alleen worden gebruikt als een wet dat zegt (UAVG artikel 46). In een actielijst mag het nooit.",
        "A BSN may be used only where a law says so (UAVG article 46). In a list of actions it never may.",
    ),
    fix: Wording::new(
        "Haal het nummer weg en gebruik een zaaknummer. Is het bestand al gedeeld? Meld dat bij de privacy-officer.",
        "Remove the number and use a case number. Was the file shared already? Tell the privacy officer.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | → Casus met BSN 123456782 bespreken |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | Casus Z-2025-0012, memo van 20250101 |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    for grid in personal::grids(ctx) {
        let header = |place| move || personal::header(ctx, grid, place);
        let texts = personal::texts(grid).map(|(place, text)| (place, judge(text, header(place))));
        let notes = personal::notes(grid).map(|(place, text)| (place, judge(text, String::new)));
        let numbers = personal::numbers(grid).map(|(place, number)| (place, in_number(number, header(place))));
        for (place, severity) in texts.chain(numbers).chain(notes) {
            findings
                .extend(severity.map(|severity| pointer.at(&RULE, grid, place, severity, message(place, severity))));
        }
    }
}

/// How sure it is that the text holds a BSN; none where it holds none.
fn judge(text: &str, header: impl Fn() -> String) -> Option<Severity> {
    // Eight digits at least: most cells are done here.
    text.bytes().filter(u8::is_ascii_digit).nth(7)?;
    let found = privacy::bsns(text);
    let is_weak = found.iter().all(|range| privacy::is_weak(text.get(range.clone()).unwrap_or_default()));
    (!found.is_empty()).then(|| weigh(privacy::mentions_bsn(text), is_weak, &header())).flatten()
}

/// A whole number of eight or nine digits in a number cell.
fn in_number(number: f64, header: impl Fn() -> String) -> Option<Severity> {
    let fits = (10_000_000.0..1_000_000_000.0).contains(&number);
    let is_one = fits && !privacy::bsns(&format!("{number:.0}")).is_empty();
    is_one.then(|| weigh(false, false, &header())).flatten()
}

/// What the text and the header above it say decides; a weak sign counts only where one of them speaks of a BSN.
fn weigh(said: bool, is_weak: bool, header: &str) -> Option<Severity> {
    if said || privacy::mentions_bsn(header) {
        Some(Severity::Error)
    } else {
        (!is_weak && !privacy::is_header_of_other_numbers(header)).then_some(Severity::Warning)
    }
}

fn message(place: Place, severity: Severity) -> Wording {
    let (sure_nl, sure_en) = match severity {
        Severity::Error => ("staat waarschijnlijk een burgerservicenummer", "probably holds a citizen service number"),
        Severity::Warning | Severity::Info => {
            ("staat misschien een burgerservicenummer", "may hold a citizen service number")
        }
    };
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} {sure_nl} (hier niet getoond). Haal het weg en gebruik een zaaknummer."),
        format!("{} {sure_en} (not shown here). Remove it and use a case number.", capitalised(en)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::findings;

    fn found(header: &str, text: &str) -> Vec<Severity> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | {header} |\n\
             | HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        let found = findings("PRV001", "", &sheet);
        for finding in &found {
            let digits: String =
                finding.message.nl.chars().chain(finding.message.en.chars()).filter(char::is_ascii_digit).collect();
            assert!(digits.is_empty(), "{}", finding.message.nl);
        }
        found.iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn a_word_beside_or_above_it_makes_it_an_error() {
        assert_eq!(found("Opmerkingen", "bsn: 123456782"), [Severity::Error]);
        assert_eq!(found("BSN", "123456782"), [Severity::Error]);
        assert_eq!(found("BSN", "10000008"), [Severity::Error]);
        assert_eq!(found("Opmerkingen", "Casus bekend onder 123456782, bespreken."), [Severity::Warning]);
        assert_eq!(found("Opmerkingen", "2025-123456782"), [Severity::Warning]);
    }

    #[test]
    fn other_numbers_are_fine() {
        for fine in
            ["Kenmerk memo: 20250101.", "123456789", "€ 123456782", "zaaknummer 123456782", "06-12345678", "10000008"]
        {
            assert_eq!(found("Opmerkingen", fine), [], "{fine}");
        }
        assert_eq!(found("Zaaknummer", "123456782"), []);
    }

    #[test]
    fn number_cells_count_unless_they_are_money() {
        let header = |text: &'static str| move || text.to_owned();
        assert_eq!(in_number(123_456_782.0, header("Opmerkingen")), Some(Severity::Warning));
        assert_eq!(in_number(123_456_782.0, header("BSN")), Some(Severity::Error));
        assert_eq!(in_number(10_000_008.0, header("Opmerkingen")), Some(Severity::Warning), "a leading zero got lost");
        assert_eq!(in_number(123_456_782.0, header("Budget (€)")), None);
        assert_eq!(in_number(10_000_008.0, header("KvK")), None);
        assert_eq!(in_number(20_250_101.0, header("Opmerkingen")), None);
        assert_eq!(in_number(45_896.0, header("Planning")), None);
        assert_eq!(in_number(f64::NAN, header("Planning")), None);
    }

    #[test]
    fn notes_and_tabs_are_looked_at() {
        let sheet = "# 123456782\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | {note: bsn 123456782} Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | 123456782 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |";
        let found = findings("PRV001", "", sheet);
        let severities: Vec<Severity> = found.iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Warning]);
        assert!(found[2].at.cell_ref().is_none() && found[2].message.nl.contains("tabblad"), "{}", found[2].message.nl);
        assert_eq!(found[1].action_id, None);
    }
}
