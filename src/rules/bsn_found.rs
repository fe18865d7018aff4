//! PRV001: a cell or a note holds a number that can be a citizen service number.

use std::collections::{BTreeSet, HashMap};

use super::Context;
use crate::cell::{CellRef, CellValue, Grid};
use crate::finding::{Example, Finding, Location, Needs, Rule, Severity};
use crate::framework::Field;
use crate::plan::Action;
use crate::privacy;
use crate::wording::Wording;

/// A number of nine digits (or eight, where a leading zero got lost) passes the eleven-test. One in eleven numbers does so by
/// chance; so dates, amounts, phone numbers, case numbers and the like are left out, and without a word such as "BSN" beside it,
/// or above it in the header, it is a warning.
///
/// Every cell and note of the workbook is looked at, also outside the tables and in hidden rows. The number is never repeated.
pub static RULE: Rule = Rule {
    code: "PRV001",
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

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let actions: Actions = ctx.plan.actions.iter().map(|action| ((&*action.sheet, action.row), action)).collect();
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        let mut seen = BTreeSet::new();
        for ((row, col), cell) in &grid.cells {
            let found = match &cell.value {
                CellValue::Text(text) => judge(text, || header(ctx, grid, *row, *col)),
                CellValue::Number(number) => in_number(*number, || header(ctx, grid, *row, *col)),
                CellValue::Empty | CellValue::Date(_) | CellValue::Bool(_) | CellValue::Error(_) => None,
            };
            if let Some(severity) = found
                && seen.insert((*row, *col))
            {
                findings.push(finding(ctx, &actions, grid, (*row, *col), severity, false));
            }
        }
        for note in &grid.notes {
            if let Some(severity) = judge(&note.text, String::new)
                && seen.insert((note.row, note.col))
            {
                findings.push(finding(ctx, &actions, grid, (note.row, note.col), severity, true));
            }
        }
    }
}

/// How sure it is that the text holds a BSN; none where it holds none.
fn judge(text: &str, header: impl Fn() -> String) -> Option<Severity> {
    // Eight digits at least: most cells are done here.
    text.bytes().filter(u8::is_ascii_digit).nth(7)?;
    if privacy::bsns(text).is_empty() {
        return None;
    }
    let said = privacy::mentions_bsn(text) || privacy::mentions_bsn(&header());
    Some(if said { Severity::Error } else { Severity::Warning })
}

/// A whole number of eight or nine digits in a number cell. Under a header about money it is an amount.
fn in_number(number: f64, header: impl Fn() -> String) -> Option<Severity> {
    let whole = number.fract() == 0.0 && (10_000_000.0..1_000_000_000.0).contains(&number);
    if !whole || is_about_money(&header()) {
        return None;
    }
    judge(&format!("{number:.0}"), header)
}

fn is_about_money(header: &str) -> bool {
    const MONEY: &[&str] =
        &["bedrag", "budget", "kosten", "euro", "€", "subsidie", "begroting", "prijs", "uren", "amount", "cost"];
    let header = header.to_lowercase();
    MONEY.iter().any(|word| header.contains(word))
}

/// The header above the cell, where it lies in a table.
fn header(ctx: &Context, grid: &Grid, row: u32, col: u32) -> String {
    let tables = ctx.plan.tables.iter().filter(|table| table.sheet == grid.sheet && table.header_row < row);
    tables.max_by_key(|table| table.header_row).map(|table| grid.text(table.header_row, col)).unwrap_or_default()
}

/// Actions by their sheet and row.
type Actions<'a> = HashMap<(&'a str, u32), &'a Action>;

fn finding(
    ctx: &Context,
    actions: &Actions,
    grid: &Grid,
    (row, col): (u32, u32),
    severity: Severity,
    in_note: bool,
) -> Finding {
    let at = CellRef::new(grid.sheet.clone(), row, col);
    let (place_nl, place_en) =
        if in_note { ("de notitie bij deze cel", "the note at this cell") } else { ("deze cel", "this cell") };
    let (sure_nl, sure_en) = match severity {
        Severity::Error => ("staat waarschijnlijk een burgerservicenummer", "probably holds a citizen service number"),
        Severity::Warning | Severity::Info => {
            ("staat misschien een burgerservicenummer", "may hold a citizen service number")
        }
    };
    let message = Wording::new(
        format!("In {place_nl} {sure_nl} (hier niet getoond). Haal het weg en gebruik een zaaknummer."),
        format!("{} {sure_en} (not shown here). Remove it and use a case number.", capitalised(place_en)),
    );
    let action = actions.get(&(&*grid.sheet, row)).copied();
    // The number of an action is where a BSN would be repeated, so such a finding bears no number.
    let in_id = action.is_some_and(|action| ctx.has_column(action, Field::Id) && action.id.at == at);
    let finding = match action {
        Some(action) => ctx.about(action, &RULE, Location::cell(&at), message),
        None => Finding::new(&RULE, Location::cell(&at), message),
    };
    let action_id = if in_id { None } else { finding.action_id };
    Finding { severity, action_id, ..finding }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
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
        assert_eq!(found("Opmerkingen", "Casus bekend onder 123456782, bespreken."), [Severity::Warning]);
    }

    #[test]
    fn other_numbers_are_fine() {
        for fine in ["Kenmerk memo: 20250101.", "123456789", "€ 123456782", "zaaknummer 123456782", "06-12345678"] {
            assert_eq!(found("Opmerkingen", fine), [], "{fine}");
        }
    }

    #[test]
    fn number_cells_count_unless_they_are_money() {
        let header = |text: &'static str| move || text.to_owned();
        assert_eq!(in_number(123_456_782.0, header("Opmerkingen")), Some(Severity::Warning));
        assert_eq!(in_number(123_456_782.0, header("BSN")), Some(Severity::Error));
        assert_eq!(in_number(123_456_782.0, header("Budget (€)")), None);
        assert_eq!(in_number(45_896.0, header("Planning")), None);
        assert_eq!(in_number(123_456_782.5, header("Planning")), None);
        assert_eq!(in_number(f64::NAN, header("Planning")), None);
    }
}
