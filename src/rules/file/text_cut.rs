//! FIL002: a cell has more text than a cell can hold.

use crate::cell::{CellRef, MAX_TEXT};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::rules::Context;
use crate::wording::Wording;

/// Excel holds 32,767 characters in a cell. What a file has beyond that was not read.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::FIL002,
    name: "text-cut",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een cel staat meer tekst dan een cel kan bevatten (32.767 tekens).",
        "A cell has more text than a cell can hold (32,767 characters).",
    ),
    why: Wording::new(
        "Het einde van de tekst is niet gelezen, en Excel laat het ook weg.",
        "The end of the text was not read, and Excel leaves it out too.",
    ),
    fix: Wording::new(
        "Maak de tekst korter, of zet een deel ervan in een document en verwijs daarnaar.",
        "Make the text shorter, or put part of it in a document and refer to that.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | → {cut} Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for grid in ctx.grids {
        let cells: Vec<CellRef> =
            grid.cut.iter().map(|(row, col)| CellRef::new(grid.sheet.clone(), *row, *col)).collect();
        let Some(first) = cells.first() else { continue };
        let message = Wording::new(
            format!("Hier staan meer dan {} tekens. Wat daarna komt, is niet gelezen.", thousands(MAX_TEXT, '.')),
            format!("There are more than {} characters here. What follows was not read.", thousands(MAX_TEXT, ',')),
        );
        findings.push(ctx.beside_actions(&RULE, Location::cell(first), message).for_cells(cells));
    }
}

/// A number of five or six digits as people write it.
fn thousands(number: usize, mark: char) -> String {
    format!("{}{mark}{:03}", number / 1000, number % 1000)
}
