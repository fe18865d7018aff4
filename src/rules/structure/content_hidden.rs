//! STR005: actions stand where nobody sees them: on a hidden sheet, in a hidden row, in a hidden column.

use crate::cell::{CellRef, Grid};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::rules::structure::{Bodies, Body};
use crate::rules::{Context, list};
use crate::wording::Wording;

/// A hidden sheet holds actions, a row with an action is hidden (by hand or by a filter), or a column that the framework knows is
/// hidden and has values.
///
/// A hidden sheet without actions, such as the values of drop-down lists, is fine, and so are hidden helper columns, spacer rows
/// and headings. Of a hidden sheet the rows and columns are not reported too. More than three hidden actions on a sheet were
/// filtered away, and are reported once, at the first. That an action is done or dropped is no reason to hide it: whoever reads the
/// sheet should see it.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR005,
    name: "content-hidden",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een verborgen blad, rij of kolom bevat gegevens van acties.",
        "A hidden sheet, row or column holds data of actions.",
    ),
    why: Wording::new(
        "Wat verborgen is, wordt vergeten of ongemerkt meegestuurd naar anderen.",
        "What is hidden gets forgotten, or is sent along to others unnoticed.",
    ),
    fix: Wording::new(
        "Maak het zichtbaar: verwijder het filter, of kies Zichtbaar maken. Mag het weg? Verwijder het dan.",
        "Make it visible: remove the filter, or choose Unhide. If it is not needed, delete it.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | → {hidden column} Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| {hidden row} HI-02 | → Alle scholen bezoeken | OOV Hilversum | Q3 2026 | Niet gestart |
# → Huizen {hidden}
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | {hidden column} Dagen te gaan | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | 218 | Loopt |
| {hidden row} |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | 310 | Niet gestart |
# Lijsten {hidden}
| Prioriteit | Voortgang |
| Hoog | Niet gestart |
| Laag | Loopt |",
    },
};

/// More hidden actions than this on one sheet are the work of a filter.
const MOST_APART: usize = 3;
/// So many stretches of rows are named.
const MOST_STRETCHES: usize = 4;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        let on_sheet = bodies.on(&grid.sheet);
        let count: usize = on_sheet.iter().map(|body| body.actions.len()).sum();
        if grid.hidden {
            findings.extend((count > 0).then(|| hidden_sheet(ctx, grid, count)));
            continue;
        }
        findings.extend(on_sheet.iter().flat_map(|body| hidden_columns(ctx, grid, body)));
        let hidden: Vec<&Action> =
            on_sheet.iter().flat_map(|body| &body.actions).copied().filter(|action| action.hidden).collect();
        match hidden.as_slice() {
            [first, ..] if hidden.len() > MOST_APART => findings.push(hidden_rows(ctx, first, &hidden)),
            few => findings.extend(few.iter().map(|action| hidden_row(ctx, action))),
        }
    }
}

fn hidden_sheet(ctx: &Context, grid: &Grid, count: usize) -> Finding {
    let sheet = &grid.sheet;
    let (nl, en) = match count {
        1 => ("staat 1 actie".to_owned(), "holds 1 action".to_owned()),
        _ => (format!("staan {count} acties"), format!("holds {count} actions")),
    };
    let message = Wording::new(
        format!("Blad “{sheet}” is verborgen, maar er {nl} op."),
        format!("Sheet “{sheet}” is hidden, but {en}."),
    );
    let advice = Wording::of(
        "Maak het blad zichtbaar. Mag het blad weg? Verwijder het dan.",
        "Unhide the sheet. If it is not needed, delete it.",
    );
    ctx.beside_actions(&RULE, Location::sheet(sheet), message).advise(advice)
}

fn hidden_columns(ctx: &Context, grid: &Grid, body: &Body) -> Vec<Finding> {
    let has_values =
        |col: u32| body.actions.iter().any(|action| grid.get(action.row, col).is_some_and(|cell| !cell.is_blank()));
    let hidden = body.table.headers.iter().filter(|(col, _)| grid.hidden_columns.contains(col) && has_values(**col));
    hidden
        .map(|(col, header)| {
            let header = ctx.quote(header);
            let message = Wording::new(
                format!("De kolom {header} is verborgen, maar er staan gegevens in."),
                format!("The column {header} is hidden, but it holds data."),
            );
            let at = CellRef::new(grid.sheet.clone(), body.table.header_row, *col);
            let advice = Wording::of("Maak de kolom zichtbaar.", "Unhide the column.");
            ctx.beside_actions(&RULE, Location::cell(&at), message).advise(advice)
        })
        .collect()
}

fn hidden_row(ctx: &Context, action: &Action) -> Finding {
    let message = Wording::of(
        "Deze rij is verborgen of weggefilterd, maar er staat een actie in.",
        "This row is hidden or filtered away, but it holds an action.",
    );
    let advice = Wording::of("Verwijder het filter of maak de rij zichtbaar.", "Remove the filter or unhide the row.");
    ctx.on(action, &action.text, &RULE, message).advise(advice)
}

fn hidden_rows(ctx: &Context, first: &Action, hidden: &[&Action]) -> Finding {
    let count = hidden.len();
    let rows = stretches(hidden.iter().map(|action| action.row));
    let (nl, en) = (named(&rows, "en"), named(&rows, "and"));
    let message = Wording::new(
        format!("Op dit blad zijn {count} rijen met een actie verborgen of weggefilterd (rij {nl})."),
        format!("On this sheet {count} rows with an action are hidden or filtered away (row {en})."),
    );
    let advice =
        Wording::of("Verwijder het filter of maak de rijen zichtbaar.", "Remove the filter or unhide the rows.");
    let cells = hidden.iter().map(|action| action.text.at.clone()).collect();
    let finding = ctx.on(first, &first.text, &RULE, message).advise(advice).for_cells(cells);
    Finding { action_id: None, subtheme: None, ..finding }
}

/// Rows that follow on each other, as Excel numbers them: first and last.
fn stretches(rows: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for row in rows.map(|row| row.saturating_add(1)) {
        match stretches.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
            _ => stretches.push((row, row)),
        }
    }
    stretches
}

fn named(stretches: &[(u32, u32)], and: &str) -> String {
    let name = |(first, last): &(u32, u32)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    let names: Vec<String> = stretches.iter().take(MOST_STRETCHES).map(name).collect();
    match stretches.len() > MOST_STRETCHES {
        true => format!("{}, …", names.join(", ")),
        false => list(&names, and),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Actie | Trekker | Planning | Status |";

    fn rows(hidden: impl Fn(u32) -> bool) -> String {
        let row = |n: u32| {
            let hide = if hidden(n) { "{hidden row} " } else { "" };
            format!("\n| {hide}HI-{n:02} | Bijeenkomst {n} houden | OOV Hilversum | Q2 2026 | Loopt |")
        };
        format!("# Hilversum\n{HEADER}{}", (1..=12).map(row).collect::<String>())
    }

    #[test]
    fn a_few_hidden_rows_are_said_one_by_one_and_many_together() {
        let few = findings("STR005", "", &rows(|n| n == 3 || n == 7));
        let places: Vec<_> = few.iter().filter_map(|finding| finding.at.cell_ref()).map(|at| at.a1()).collect();
        assert_eq!(places, ["B4", "B8"]);
        assert_eq!(few[0].action_id.as_deref(), Some("HI-03"));
        let many = findings("STR005", "", &rows(|n| (3..=6).contains(&n) || n == 9));
        assert_eq!(many.len(), 1);
        assert!(
            many[0].message.nl.contains("5 rijen") && many[0].message.nl.contains("(rij 4-7 en 10)"),
            "{:?}",
            many[0]
        );
        assert_eq!(many[0].cells.len(), 5);
        let scattered = messages("STR005", "", &rows(|n| n % 2 == 1));
        assert!(scattered[0].contains("(rij 2, 4, 6, 8, …)"), "{scattered:?}");
    }

    #[test]
    fn a_hidden_sheet_is_said_once() {
        let sheet = rows(|n| n > 2).replace("# Hilversum", "# Hilversum {hidden}");
        let found = findings("STR005", "", &sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.nl.contains("“Hilversum” is verborgen, maar er staan 12 acties op"));
        assert_eq!(found[0].municipality.as_deref(), Some("Hi"));
    }

    #[test]
    fn hidden_columns_without_values_and_rows_without_actions_are_fine() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | {hidden column} Toelichting |\n\
                     | {hidden row} Thema 1 | | | | | |\n| 1 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt | |";
        assert_eq!(messages("STR005", "", sheet), Vec::<String>::new());
        assert_eq!(messages("STR005", "", &sheet.replace("Loopt | |", "Loopt | volgt |")).len(), 1);
    }
}
