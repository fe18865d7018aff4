//! DAT015: the number format of a date hides a part of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cell::{Cell, CellValue};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Deadline, Signal};
use crate::rules::{Context, about, day};
use crate::wording::Wording;

/// The planning of an open action is a true date of which the cell shows a part: “mrt-26” for 15-03-2026, “27-aug” without its
/// year, a time of day. The date stands, and people who look at the cell do not see it.
///
/// A month or year of which the cell holds the first day is nothing to tell: Excel makes that day of “mrt-26”, and the whole month is
/// meant. Where a column has more than five such dates, that is said once: at its first one, with the number of all.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT015,
    name: "deadline-hidden-by-format",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new("De cel toont niet de hele datum.", "The cell does not show the whole date."),
    why: Wording::new(
        "Wie de cel leest, ziet een andere planning dan Excel bewaart. Bij een controle telt de datum die in de cel staat.",
        "Who reads the cell sees another deadline than Excel keeps. In a check the date counts that the cell holds.",
    ),
    fix: Wording::new(
        "Klik rechts op de cel en kies Celeigenschappen > Datum, zodat dag, maand en jaar te zien zijn. Is de hele maand bedoeld? Typ dan \
         de maand met het jaar: maart 2026.",
        "Right-click the cell and choose Format Cells > Date, so that day, month and year can be seen. Is the whole month meant? Then \
         type the month with its year: March 2026.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → {date} {as mmm-yy} 2026-03-15 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → {date} {as d-mmm} 2026-05-22 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | {date} {as mmm-yy} 2026-03-01 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | {date} {as d-m-yyyy} 2026-05-22 | Loopt |
| HI-03 | Ouders bijpraten | OOV Hilversum | {date} {as yyyy} 2026-01-01 | Loopt |",
    },
};

/// More of them than this in one column have the format of the column.
const MOST_APART: usize = 5;

/// An action with a planning that is shown in part.
type Found<'a> = (&'a Action, &'a Cell<Deadline>);

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<(&Arc<str>, u32), Vec<Found>> = BTreeMap::new();
    for action in ctx.open_actions() {
        let cell = &action.deadline;
        if cell.known().is_some_and(|deadline| deadline.signals.contains(&Signal::FormatHides)) {
            columns.entry((&cell.at.sheet, cell.at.col)).or_default().push((action, cell));
        }
    }
    for cells in columns.values() {
        if cells.len() > MOST_APART {
            findings.extend(for_all(ctx, cells));
        } else {
            findings.extend(cells.iter().filter_map(|found| for_one(ctx, *found)));
        }
    }
}

fn for_one(ctx: &Context, (action, cell): Found) -> Option<Finding> {
    let says = seen_and_kept(ctx, cell)?;
    let message = Wording::new(format!("De cel {}.", says.nl), format!("The cell {}.", says.en));
    Some(about(ctx.plan, action, &RULE, Location::cell(&cell.at), message))
}

/// At the first cell, for all of its column.
fn for_all(ctx: &Context, cells: &[Found]) -> Option<Finding> {
    let (_, first) = cells.first()?;
    let (count, says) = (cells.len(), seen_and_kept(ctx, first)?);
    let message = Wording::new(
        format!("In deze kolom tonen {count} cellen niet de hele datum. De eerste {}.", says.nl),
        format!("In this column {count} cells do not show the whole date. The first one {}.", says.en),
    );
    let all = cells.iter().map(|(_, cell)| cell.at.clone()).collect();
    Some(Finding::new(&RULE, Location::cell(&first.at), message).for_cells(all))
}

/// What people see, and what the cell holds.
fn seen_and_kept(ctx: &Context, cell: &Cell<Deadline>) -> Option<Wording> {
    let grid = ctx.grid(&cell.at.sheet)?;
    let CellValue::Date(date) = grid.get(cell.at.row, cell.at.col)?.value else { return None };
    let date = day(date.date());
    let shown = ctx.quote(&cell.raw);
    Some(Wording::new(format!("toont {shown}, maar bevat {}", date.nl), format!("shows {shown} but holds {}", date.en)))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn sheet(plannings: &[&str], status: &str) -> String {
        let rows = plannings.iter().enumerate();
        let rows: Vec<String> = rows
            .map(|(nr, planning)| format!("| {nr} | Actie {nr} voor scholen | OOV Hilversum | {planning} | {status} |"))
            .collect();
        format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{}", rows.join("\n"))
    }

    #[test]
    fn what_is_seen_and_what_is_kept_are_told() {
        for (planning, nl) in [
            ("{date} {as mmm-yy} 2026-03-15", "De cel toont “mrt-26”, maar bevat 15-03-2026."),
            ("{date} {as d-mmm} 2026-05-22", "De cel toont “22-mei”, maar bevat 22-05-2026."),
            ("{date} {as mmmm} 2026-03-01", "De cel toont “maart”, maar bevat 01-03-2026."),
        ] {
            let found = findings("DAT015", "", &sheet(&[planning], "Loopt"));
            assert_eq!(found.iter().map(|finding| finding.message.nl.as_str()).collect::<Vec<_>>(), [nl], "{planning}");
            assert!(findings("DAT015", "", &sheet(&[planning], "Afgerond")).is_empty());
        }
    }

    #[test]
    fn a_column_is_one_finding() {
        let found = findings("DAT015", "", &sheet(&["{date} {as mmm-yy} 2026-03-15"; 6], "Loopt"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.nl.contains("6 cellen"), "{}", found[0].message.nl);
    }
}
