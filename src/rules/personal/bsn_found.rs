//! PRV001: a cell or a note holds a number of a person: a citizen service number, a bank account, a licence plate.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::privacy::Kind;
use crate::rules::Context;
use crate::rules::personal::{self, Find, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A number of nine digits passes the eleven-test. One in eleven numbers does so by chance; so dates, amounts, phone numbers, case
/// numbers and the like are left out, and without a word such as "BSN" beside it, or above it in the header, it is a warning.
///
/// Eight digits count in number cells, where a leading zero gets lost, and in a text that speaks of a BSN: in other texts they are
/// more often a number of the Chamber of Commerce.
///
/// The number of a bank account (IBAN, with or without spaces) that passes its test and a licence plate belong to one person as well,
/// and are a warning. Amounts, case numbers, ISBN and numbers of articles are fine.
///
/// Every cell, note and tab of the workbook is looked at, also outside the tables and in hidden rows. The number is never repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV001,
    name: "bsn-found",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een cel of notitie staat misschien een burgerservicenummer, rekeningnummer of kenteken.",
        "A cell or note may hold a citizen service number (BSN), a bank account number or a licence plate.",
    ),
    why: Wording::new(
        "Een BSN mag alleen worden gebruikt als een wet dat zegt (UAVG artikel 46). In deze werkmap mag het nooit.",
        "A BSN may be used only where a law says so (UAVG article 46). In this workbook it never may.",
    ),
    fix: Wording::new(
        "Verwijder het nummer en gebruik een zaaknummer. Is het bestand al gedeeld? Dan is dit misschien een datalek. Meld het meteen \
         bij de privacyfunctionaris van uw gemeente.",
        "Remove the number and use a case number. Was the file shared? Then this may be a data breach. Tell your privacy officer at \
         once.",
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
    let mut tell = |grid, place, found| {
        let finding = |(kind, severity)| pointer.at(&RULE, grid, place, severity, message(place, kind, severity));
        findings.extend(Option::map(found, finding));
    };
    for find in personal::finds(ctx) {
        tell(find.grid, find.place, judge(ctx, find));
    }
    for grid in personal::grids(ctx) {
        for (place, number) in personal::numbers(grid) {
            tell(grid, place, in_number(ctx, number, || personal::header(ctx, grid, place)));
        }
    }
}

/// What number of a person the text holds and how sure it is; none where it holds none.
fn judge(ctx: &Context, find: &Find) -> Option<(Kind, Severity)> {
    let holds = |kind| find.holds(|held| held == kind);
    if holds(Kind::Bsn)
        && let Some(severity) =
            weigh(ctx, ctx.privacy.mentions_bsn(find.text), &personal::header(ctx, find.grid, find.place))
    {
        return Some((Kind::Bsn, severity));
    }
    [Kind::Account, Kind::Plate].into_iter().find(|kind| holds(*kind)).map(|kind| (kind, Severity::Warning))
}

/// A whole number of eight or nine digits in a number cell.
fn in_number(ctx: &Context, number: f64, header: impl Fn() -> String) -> Option<(Kind, Severity)> {
    let severity = ctx.privacy.is_bsn(number).then(|| weigh(ctx, false, &header())).flatten();
    severity.map(|severity| (Kind::Bsn, severity))
}

/// What the text and the header above it say decides.
fn weigh(ctx: &Context, said: bool, header: &str) -> Option<Severity> {
    if said || ctx.privacy.mentions_bsn(header) {
        Some(Severity::Error)
    } else {
        (!ctx.privacy.is_header_of_other_numbers(header)).then_some(Severity::Warning)
    }
}

fn message(place: Place, kind: Kind, severity: Severity) -> Wording {
    let (what_nl, what_en) = match kind {
        Kind::Account => ("een rekeningnummer", "a bank account number"),
        Kind::Plate => ("een kenteken", "a licence plate"),
        _ => ("een burgerservicenummer", "a citizen service number"),
    };
    let (sure_nl, sure_en) = match severity {
        Severity::Error => ("staat waarschijnlijk", "probably holds"),
        Severity::Warning | Severity::Info => ("staat misschien", "may hold"),
    };
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} {sure_nl} {what_nl} (hier niet getoond)."),
        format!("{} {sure_en} {what_en} (not shown here).", capitalised(en)),
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
        assert_eq!(found("Opmerkingen", "bsn 10000008"), [Severity::Error]);
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
        assert_eq!(found("Opmerkingen", "{number} 123456782"), [Severity::Warning]);
        assert_eq!(found("BSN", "{number} 123456782"), [Severity::Error]);
        assert_eq!(found("Opmerkingen", "{number} 10000008"), [Severity::Warning], "a leading zero got lost");
        for (header, number) in
            [("Budget (€)", "123456782"), ("KvK", "10000008"), ("Opmerkingen", "20250101"), ("Planning 2", "45896")]
        {
            assert_eq!(found(header, &format!("{{number}} {number}")), [], "{header} {number}");
        }
    }

    #[test]
    fn numbers_of_accounts_and_cars_count() {
        for text in ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "auto 12-BXX-3", "kenteken AB12CD"] {
            assert_eq!(found("Opmerkingen", text), [Severity::Warning], "{text}");
        }
        for fine in ["ISBN 9789012345671", "artikelnummer 123456782", "€ 12.345.678", "14 035", "zaak 2025-0012"] {
            assert_eq!(found("Opmerkingen", fine), [], "{fine}");
        }
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
