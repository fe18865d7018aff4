//! FML003: a formula takes its value from another file.

use std::collections::BTreeMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::rules::Context;
use crate::rules::formula;
use crate::rules::structure::{Bodies, spokesmen};
use crate::wording::Wording;

/// A formula refers to another workbook: `[1]Blad1!A1` in the file, `'C:\…\[Plan.xlsx]Blad1'!A1` in the formula bar.
///
/// Every sheet counts: the value is not in this workbook. Links to other sheets, columns of tables (`Tabel1[Status]`) and clickable
/// links are fine. Where the cell shows an error by now, because the other file is not there, it is an error, and FML001 leaves it to
/// this rule. Where more than five cells of one column refer to another file it is said once, at the first; outside the tables once
/// a sheet.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::FML003,
    name: "formula-external",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een formule haalt de waarde uit een ander bestand.",
        "A formula takes its value from another file.",
    ),
    why: Wording::new(
        "Zonder dat andere bestand ziet u een oude waarde of een fout.",
        "Without that other file you see an old value or an error.",
    ),
    fix: Wording::new(
        "Typ de waarde zelf in de cel. Koppelingen verbreekt u bij Gegevens > Koppelingen bewerken (nieuwer: Werkmapkoppelingen).",
        "Type the value itself in the cell. Links are broken under Data > Edit Links (newer: Workbook Links).",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | → {=[1]Blad1!A1} Q2 2026 | Loopt |
| HU-02 | Ouders bijpraten | OOV Huizen | Q2 2026 | → {='C:\\plannen\\[Plan 2024.xlsx]Acties'!G7} Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | {=Lijsten!A1} Q2 2026 | Loopt |
| HU-02 | Ouders bijpraten | OOV Huizen | {=Tabel1[Planning]} Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        for (column, cells) in links(grid, &bodies) {
            let (reported, count) = match column {
                Some(_) => spokesmen(&cells),
                None => (cells.get(..1).unwrap_or_default(), cells.len()),
            };
            for (row, col) in reported {
                let at = CellRef::new(grid.sheet.clone(), *row, *col);
                let is_error = grid.get(*row, *col).is_some_and(|cell| matches!(cell.value, CellValue::Error(_)));
                let message = message(count, column.is_some(), is_error);
                let finding = bodies.finding(ctx, &RULE, grid, &at, message);
                let severity = if is_error && column.is_some() { Severity::Error } else { finding.severity };
                let all = if count == 1 { &[] } else { cells.as_slice() };
                let all = all.iter().map(|(row, col)| CellRef::new(grid.sheet.clone(), *row, *col)).collect();
                findings.push(Finding { severity, ..finding }.for_cells(all));
            }
        }
    }
}

/// Whether the cell takes its value from another file.
pub(in crate::rules) fn is_link(cell: &GridCell) -> bool {
    cell.formula.as_deref().is_some_and(formula::is_external)
}

/// Cells (row and column) by the header row and the column of the table that they lie in; none for those outside any table.
type Links = BTreeMap<Option<(u32, u32)>, Vec<(u32, u32)>>;

fn links(grid: &Grid, bodies: &Bodies) -> Links {
    let mut columns = Links::new();
    for ((row, col), _) in grid.cells.iter().filter(|(_, cell)| is_link(cell)) {
        let column = bodies.holding(grid, *row, *col).map(|body| (body.table.header_row, *col));
        columns.entry(column).or_default().push((*row, *col));
    }
    columns
}

fn message(count: usize, in_table: bool, is_error: bool) -> Wording {
    let (where_nl, where_en) =
        if in_table { ("in deze kolom", "in this column") } else { ("op dit blad", "on this sheet") };
    let (more_nl, more_en) = match count {
        0 | 1 => (String::new(), String::new()),
        _ => (
            format!(" Dit geldt voor {count} cellen {where_nl}."),
            format!(" This holds for {count} cells {where_en}."),
        ),
    };
    let (said_nl, said_en) = match is_error {
        true => (
            "Deze cel haalt de waarde uit een ander bestand, en dat lukt niet meer.",
            "This cell takes its value from another file, which no longer works.",
        ),
        false => ("Deze cel haalt de waarde uit een ander bestand.", "This cell takes its value from another file."),
    };
    Wording::new(format!("{said_nl}{more_nl}"), format!("{said_en}{more_en}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn linked(cell: &str) -> usize {
        let sheet = format!(
            "# Huizen\n| Nr | Actie | Trekker | Planning | Status | Som |\n\
             | HU-01 | Scholen bezoeken | OOV Huizen | {cell} | Loopt | {{=1+1}} {{number}} 2 |"
        );
        messages("FML003", "", &sheet).len()
    }

    #[test]
    fn links_to_files_are_found_and_other_formulas_are_fine() {
        assert_eq!(linked("{=[Plan2024.xlsx]Blad1!A1} Q2 2026"), 1);
        assert_eq!(linked("{='Blaricum en Laren'!A1} Q2 2026"), 0);
        assert_eq!(linked("{=HYPERLINK(\"[Plan.xlsx]Blad1!A1\",\"Q2 2026\")} Q2 2026"), 0);
    }

    #[test]
    fn a_link_without_an_outcome_or_with_an_error_is_one_finding() {
        for cell in ["{=[1]Blad1!A1}", "{=[1]Blad1!A1} {error} #REF!"] {
            let sheet = format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | HU-01 | Scholen bezoeken | OOV Huizen | {cell} | Loopt |"
            );
            assert_eq!(
                findings("FML003", "", &sheet).iter().map(|f| f.severity).collect::<Vec<_>>(),
                [Severity::Error]
            );
            for code in ["FML001", "FML002", "DAT001", "DAT002"] {
                assert_eq!(messages(code, "", &sheet), Vec::<String>::new(), "{code} {cell}");
            }
        }
        assert!(message(1, true, true).nl.contains("lukt niet meer"));
    }

    #[test]
    fn many_links_are_said_once() {
        let rows: String = (1..=7)
            .map(|n| {
                format!("\n| HU-{n:02} | Bijeenkomst {n} houden | OOV Huizen | {{=[1]Blad1!A{n}}} Q2 2026 | Loopt |")
            })
            .collect();
        let table = format!("# Huizen\n| Nr | Actie | Trekker | Planning | Status |{rows}");
        let found = messages("FML003", "", &table);
        assert!(found.len() == 1 && found[0].contains("7 cellen in deze kolom"), "{found:?}");
        let other = "\n# Cijfers\n| {=[1]A!A1} {number} 1 | {=[1]A!A2} {number} 2 |";
        let found = messages("FML003", "", &(table + other));
        assert!(found.len() == 2 && found[1].contains("2 cellen op dit blad"), "{found:?}");
    }
}
