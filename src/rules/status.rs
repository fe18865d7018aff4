//! What the rules about statuses share: what a status cell says, and the columns in which all cells say it in the same way, which
//! are told of once.

use std::collections::BTreeMap;

use crate::cell::{Cell, CellRef, GridCell, Reading};
use crate::finding::{Finding, Location, Rule};
use crate::framework::{Field, Framework};
use crate::plan::{Action, Status, StatusSource};
use crate::read::colour;
use crate::rules::Context;
use crate::wording::Wording;

pub(in crate::rules) mod ambiguous;
pub(in crate::rules) mod beside;
pub(in crate::rules) mod colour_contradicts;
pub(in crate::rules) mod colour_only;
pub(in crate::rules) mod done_without_evidence;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod not_started;
pub(in crate::rules) mod old_word;
pub(in crate::rules) mod unknown;
pub(in crate::rules) mod without_reason;
pub(in crate::rules) mod wrong_scale;

/// From this number of alike cells on, a column without any other status is told of once.
const A_WHOLE_COLUMN: usize = 5;

/// What the progress cell of an action says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Said {
    /// The table has no such column, or the progress is known.
    NothingWrong,
    /// No word that counts; a fill may say something about the framework.
    Nothing,
    /// A colour of the framework instead of a state of the action.
    ColourWord,
    /// Text that is neither.
    Unknown,
}

/// What the progress cell of an action says.
pub(in crate::rules) fn said(ctx: &Context, action: &Action) -> Said {
    match action.progress.value {
        Reading::Absent | Reading::Known(_) => Said::NothingWrong,
        Reading::Unreadable => Said::Unknown,
        Reading::Blank if action.progress.raw.trim().is_empty() || is_struck(ctx, &action.progress.at) => Said::Nothing,
        Reading::Blank => Said::ColourWord,
    }
}

/// Whether all of a cell's text is struck through.
fn is_struck(ctx: &Context, at: &CellRef) -> bool {
    grid_cell(ctx, at).and_then(|cell| cell.unstruck.as_deref()).is_some_and(|rest| rest.trim().is_empty())
}

/// The cell as it stands on its sheet.
pub(in crate::rules) fn grid_cell<'a>(ctx: &Context<'a>, at: &CellRef) -> Option<&'a GridCell> {
    ctx.grid(&at.sheet)?.get(at.row, at.col)
}

/// Whether the framework status of an action was read from its progress cell.
pub(in crate::rules) fn shares_its_cell(action: &Action) -> bool {
    action.framework_status.at == action.progress.at
}

/// The word of a status and the other meaning of its fill, where they differ.
pub(in crate::rules) fn contradiction(cell: &Cell<Status>) -> Option<(&str, &str)> {
    match &cell.known()?.source {
        StatusSource::WordAndFill { means, .. } if *means != cell.known()?.code => Some((&cell.known()?.code, means)),
        _ => None,
    }
}

/// Whether the cell has a colour of its own that the framework gives no meaning: no grey, and not that of its whole row.
pub(in crate::rules) fn has_strange_colour(ctx: &Context, action: &Action) -> bool {
    let fill = |at: &CellRef| grid_cell(ctx, at).and_then(|cell| cell.fill);
    fill(&action.progress.at).is_some_and(|own| colour::is_colour(own) && fill(&action.text.at) != Some(own))
}

/// The words that staff can choose from for the progress.
pub(in crate::rules) fn progress_names(framework: &Framework) -> String {
    framework.progress.iter().map(|progress| progress.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The words that staff can choose from for the framework status.
pub(in crate::rules) fn colour_names(framework: &Framework) -> String {
    framework.framework_statuses.iter().map(|status| status.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The name of a framework status, or its code where the framework has no such.
pub(in crate::rules) fn colour_name(framework: &Framework, code: &str) -> String {
    framework.framework_status(code).map_or_else(|| code.to_owned(), |status| status.name.clone())
}

// --- Columns as a whole -----------------------------------------------------------------------------------------------

/// Findings about cells of one kind, gathered by column: one about the column where all its cells are of that kind.
#[derive(Default)]
pub(in crate::rules) struct Columns {
    found: BTreeMap<(usize, u32), Column>,
}

#[derive(Default)]
struct Column {
    /// One for each cell, in order.
    cells: Vec<Finding>,
    /// Whether some cell says it in another way.
    mixed: bool,
}

impl Columns {
    /// Adds a cell that is of the kind.
    pub(in crate::rules) fn add(&mut self, action: &Action, col: u32, finding: Finding) {
        self.found.entry((action.table, col)).or_default().cells.push(finding);
    }

    /// Says that a cell of the column is not of the kind, and not empty.
    pub(in crate::rules) fn mix(&mut self, action: &Action, col: u32) {
        self.found.entry((action.table, col)).or_default().mixed = true;
    }

    /// The findings: those of the cells, or where all cells of a column are of the kind the one that `about` makes of their
    /// number, on the header of the column.
    pub(in crate::rules) fn findings(
        self,
        ctx: &Context,
        rule: &'static Rule,
        about: impl Fn(usize, u32) -> Wording,
        findings: &mut Vec<Finding>,
    ) {
        for ((table, col), column) in self.found {
            let header = ctx.plan.tables.get(table).filter(|_| !column.mixed && column.cells.len() >= A_WHOLE_COLUMN);
            match header {
                Some(table) => {
                    let at = CellRef::new(table.sheet.clone(), table.header_row, col);
                    findings.push(Finding::new(rule, Location::cell(&at), about(column.cells.len(), col)));
                }
                None => findings.extend(column.cells),
            }
        }
    }
}

/// The columns of the framework status in the action's table.
pub(in crate::rules) fn framework_columns<'a>(ctx: &Context<'a>, action: &Action) -> &'a [u32] {
    let table = ctx.plan.tables.get(action.table);
    table.and_then(|table| table.columns.get(&Field::FrameworkStatus)).map_or(&[], Vec::as_slice)
}
