//! ACC001: cells with data of several actions are merged.

use crate::cell::{CellRef, Grid, Span};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::rules::Context;
use crate::rules::structure::{Bodies, Body};
use crate::wording::Wording;

/// One cell of the owner, the planning, the status or another column is merged over several actions, or over several columns of an
/// action. A screen reader reads it at the first action alone, and sorting or filtering breaks it.
///
/// Themes, sub-themes and municipalities are merged in every plan, are read for all the actions that they stand beside, and are
/// headings rather than data: they are fine. So are rows that are merged as a whole (headings, titles), headers, and cells that are
/// merged over the two rows of one action. That a sheet has no header is STR001's, that a colour stands without a word STA003's.
/// It is said once a sheet.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ACC001,
    name: "data-merged",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een cel met gegevens is samengevoegd over meer dan één actie.",
        "A cell with data is merged over more than one action.",
    ),
    why: Wording::new(
        "Een schermlezer leest de waarde alleen bij de eerste actie. Bij sorteren en filteren raken de andere acties die kwijt.",
        "A screen reader reads the value only at the first action. The others lose it when the sheet is sorted or filtered.",
    ),
    fix: Wording::new(
        "Klik op de cel en kies Start > Samenvoegen en centreren. Zet de waarde daarna bij elke actie.",
        "Click the cell and choose Home > Merge & Center. Then put the value at every action.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → {merge D2:D3} Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| {merge A2:F2} Thema 3 - Netwerk | | | | | |
| HI-01 | {merge B3:B4} Lokaal netwerk | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | | Alle scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    for grid in ctx.grids.iter().filter(|grid| !grid.own && !grid.merges.is_empty()) {
        let mut merged: Vec<(Span, usize)> =
            grid.merges.iter().filter_map(|span| Some((*span, actions_joined(grid, &bodies, *span)?))).collect();
        merged.sort_unstable();
        if let Some((span, actions)) = merged.first() {
            let cells = merged.iter().map(|(span, _)| CellRef::new(grid.sheet.clone(), span.top, span.left)).collect();
            findings.push(finding(ctx, grid, *span, *actions, merged.len()).for_cells(cells));
        }
    }
}

/// How many actions a merged cell joins, where it is data of actions that should stand apart.
fn actions_joined(grid: &Grid, bodies: &Bodies, span: Span) -> Option<usize> {
    let on_sheet = bodies.on(&grid.sheet);
    let above = on_sheet.partition_point(|body| body.table.header_row < span.top);
    let body = on_sheet.get(above.checked_sub(1)?)?;
    let actions = body.between(span.top, span.bottom).len();
    let columns = data_columns(body, span);
    let blank = grid.get(span.top, span.left).is_none_or(|cell| cell.is_blank());
    let joins = actions >= 2 && columns >= 1 || actions == 1 && columns >= 2 && !blank;
    joins.then_some(actions)
}

/// How many columns with data of actions a merged cell covers.
fn data_columns(body: &Body, span: Span) -> usize {
    let is_data = |field: Field| !matches!(field, Field::Theme | Field::Subtheme | Field::Municipality);
    let columns = body.table.columns.iter().filter(|(field, _)| is_data(**field)).flat_map(|(_, cols)| cols);
    columns.filter(|col| (span.left..=span.right).contains(col)).count()
}

fn finding(ctx: &Context, grid: &Grid, span: Span, actions: usize, count: usize) -> Finding {
    let (more_nl, more_en) = match count {
        1 => (String::new(), String::new()),
        _ => {
            (format!(" Op dit blad komt dat {count} keer voor."), format!(" That happens {count} times on this sheet."))
        }
    };
    let (over_nl, over_en) = match actions {
        1 => ("verschillende kolommen".to_owned(), "several columns".to_owned()),
        _ => (format!("{actions} acties"), format!("{actions} actions")),
    };
    let message = Wording::new(
        format!(
            "Deze cel is samengevoegd over {over_nl} ({span}). Dat is lastig voor schermlezers en bij sorteren.{more_nl}"
        ),
        format!(
            "This cell is merged over {over_en} ({span}). That is difficult for screen readers and when sorting.{more_en}"
        ),
    );
    let at = CellRef::new(grid.sheet.clone(), span.top, span.left);
    ctx.beside_actions(&RULE, Location::cell(&at), message)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn table(merges: &[(u32, u32, &str)]) -> String {
        let columns = ["Nr", "Thema", "Sub-thema", "Gemeente", "Actie", "Trekker", "Planning", "Status"];
        let mut text = format!("# Acties\n| {} |", columns.join(" | "));
        for row in 2..=4u32 {
            let nr = format!("D-{row}");
            let action = format!("Bijeenkomst nummer {row} houden");
            let cells = [&*nr, "Netwerk", "Lokaal netwerk", "Hilversum", &*action, "ZVHGV", "Q2 2026", "Loopt"];
            let cell = |(col, text): (u32, &&str)| {
                let merge = merges.iter().find(|(r, c, _)| (*r, *c) == (row, col));
                merge.map_or_else(|| (*text).to_owned(), |(_, _, range)| format!("{{merge {range}}} {text}"))
            };
            let cells: Vec<String> = (0..).zip(cells.iter()).map(cell).collect();
            text.push_str(&format!("\n| {} |", cells.join(" | ")));
        }
        text
    }

    #[test]
    fn it_is_said_once_a_sheet_at_the_first() {
        let found = findings("ACC001", "", &table(&[(3, 6, "G3:G4"), (2, 5, "F2:F4")]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at.cell_ref().map(|at| at.a1()).as_deref(), Some("F2"));
        let said = &found[0].message.nl;
        assert!(said.contains("over 3 acties (F2:F4)") && said.ends_with("komt dat 2 keer voor."), "{said}");
    }

    #[test]
    fn headings_are_fine() {
        for fine in [(2, 1, "B2:B4"), (2, 2, "C2:C4"), (2, 1, "B2:C3"), (2, 3, "D2:D4")] {
            assert_eq!(messages("ACC001", "", &table(&[fine])), Vec::<String>::new(), "{fine:?}");
        }
    }

    #[test]
    fn one_cell_over_two_columns_of_an_action_counts() {
        let found = messages("ACC001", "", &table(&[(3, 5, "F3:G3")]));
        assert!(found.len() == 1 && found[0].contains("over verschillende kolommen (F3:G3)"), "{found:?}");
    }

    #[test]
    fn an_action_over_two_rows_and_other_sheets_are_fine() {
        let wrapped = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                       | {merge A2:A3} HI-01 | Alle scholen bezoeken en | {merge C2:C3} OOV Hilversum | Q2 2026 | Loopt |\n\
                       | | daarover verslag doen | | | |\n# Leeswijzer\n| {merge A1:B3} Uitleg | |";
        assert_eq!(messages("ACC001", "", wrapped), Vec::<String>::new());
    }
}
