//! What is wrong with (nearly) a whole column is said once, with its cells.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::plan::Action;
use crate::rules::Context;
use crate::wording::Wording;

/// Fewer cells than this are said one by one.
const FEWEST: usize = 6;
/// Of ten open actions so many make a column.
const OF_TEN: usize = 9;

/// The same findings, with one in the place of those of a table where it holds for nearly every open action; `all` words it for so many
/// actions. What is accepted is left as it is.
pub(super) fn gather(ctx: &Context, found: Vec<(&Action, Finding)>, all: impl Fn(usize) -> Wording) -> Vec<Finding> {
    let mut tables: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for (action, finding) in found {
        tables.entry(action.table).or_default().push(finding);
    }
    let mut gathered = Vec::new();
    for (table, mut findings) in tables {
        let open = ctx.open_actions().filter(|action| action.table == table).count();
        let whole = findings.len() >= FEWEST && findings.len() * 10 >= open * OF_TEN;
        if !whole || findings.iter().any(|finding| ctx.accepted(finding).is_some()) {
            gathered.append(&mut findings);
            continue;
        }
        let cells: Vec<_> = findings.iter().filter_map(|finding| finding.at.cell_ref()).collect();
        let count = findings.len();
        gathered.extend(findings.into_iter().next().map(|first| one(first, all(count)).for_cells(cells)));
    }
    gathered
}

/// The finding of the first cell as that of the column: it is about no action in particular.
fn one(first: Finding, message: Wording) -> Finding {
    Finding { message, related: Vec::new(), suggestion: None, action_id: None, subtheme: None, ..first }
}
