//! Grid and framework in, plan out. Reading never fails: it keeps the typed text and says what it decided or could not
//! read.

pub mod colour;
mod columns;
pub mod deadline;
mod filldown;
mod header;
pub mod level;
pub mod lexicon;
pub mod owner;
pub mod place;
pub mod priority;
pub mod redaction;
mod rows;
pub mod status;
mod table;
pub mod topic;
pub mod vocabulary;

use std::collections::BTreeMap;

use self::columns::Draft;
use self::header::{Header, Rows};
use self::place::SheetName;
use self::rows::Body;
use self::table::{Reader, Tools};
use crate::cell::{CellRef, Grid};
use crate::framework::{Field, Framework};
use crate::plan::{ActionPlan, BelongsTo, Remark, SheetReading, Table};
use crate::wording::Wording;

/// Reads the sheets of a workbook; those that planwacht wrote itself are left out. A workbook without a table of actions
/// gives a plan without tables. Everything that was decided or could not be read stands in [`ActionPlan::remarks`].
pub fn read(grids: &[Grid], framework: &Framework) -> ActionPlan {
    let mut tools = Tools::new(framework);
    let sheets: Vec<&Grid> = grids.iter().filter(|grid| !grid.own).collect();
    let rows: Vec<Rows> = sheets.iter().map(|grid| header::rows(grid)).collect();
    let names: Vec<SheetName> =
        sheets.iter().map(|grid| place::sheet_name(&grid.sheet, &tools.lexicon, framework)).collect();
    let mut plan = ActionPlan::default();
    let mut drafts = Vec::new();
    for (sheet, ((grid, rows), name)) in sheets.iter().zip(&rows).zip(&names).enumerate() {
        let found = drafts_of(grid, sheet, rows, &name.belongs_to, &tools, &mut plan.remarks);
        plan.sheets.push(SheetReading {
            sheet: grid.sheet.clone(),
            hidden: grid.hidden,
            belongs_to: name.belongs_to.clone(),
            has_table: !found.is_empty(),
            canonical_name: name.canonical_name.clone(),
        });
        plan.remarks.extend(sheet_remarks(grid, name));
        drafts.extend(found);
    }
    plan.remarks.extend(columns::decide(&mut drafts, &rows, &tools.progress, &tools.maturity));
    for draft in drafts {
        let (Some(rows), Some(name)) = (rows.get(draft.sheet), names.get(draft.sheet)) else { continue };
        read_table(draft, rows, name, &mut tools, &mut plan);
    }
    plan
}

/// The tables of a sheet, by their headers.
fn drafts_of<'g>(
    grid: &'g Grid,
    sheet: usize,
    rows: &Rows,
    belongs_to: &BelongsTo,
    tools: &Tools,
    remarks: &mut Vec<Remark>,
) -> Vec<Draft<'g>> {
    let headers = tools.headers.find(grid, rows, belongs_to);
    let tops: Vec<u32> = headers.iter().map(|header| header.top).collect();
    let mut drafts = Vec::new();
    for (nth, mut header) in headers.into_iter().enumerate() {
        remarks.extend(near_columns(grid, &mut header, tools));
        let first = rows.partition_point(|(row, _)| *row <= header.bottom);
        let end = tops.get(nth + 1).map_or(rows.len(), |top| rows.partition_point(|(row, _)| row < top));
        let columns = header.assign();
        drafts.push(Draft { grid, sheet, header, columns, body: first..end.max(first) });
    }
    drafts
}

/// Headers with a slip of the pen, for fields that the table would otherwise lack.
fn near_columns(grid: &Grid, header: &mut Header, tools: &Tools) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut fields = header.fields();
    for (col, text) in &header.texts {
        if header.candidates.contains_key(col) {
            continue;
        }
        let Some(candidate) = tools.headers.near(text).filter(|candidate| !fields.contains(&candidate.field)) else {
            continue;
        };
        fields.insert(candidate.field);
        header.candidates.insert(*col, vec![candidate]);
        let at = CellRef::new(grid.sheet.clone(), header.bottom, *col);
        remarks.push(table::near_header(&grid.sheet, at, &text.replace('\n', " "), candidate.field));
    }
    remarks
}

/// What has to be said of a sheet as a whole.
fn sheet_remarks(grid: &Grid, name: &SheetName) -> Vec<Remark> {
    let remark = |message| Remark { sheet: grid.sheet.clone(), at: None, message };
    let troubles = grid.troubles.iter().map(|trouble| Wording::new(trouble.nl.clone(), trouble.en.clone()));
    let guess = name.canonical_name.as_ref().map(|canonical| {
        let sheet = &grid.sheet;
        Wording::new(
            format!("Het tabblad \"{sheet}\" is gelezen als {canonical}."),
            format!("The sheet \"{sheet}\" is read as {canonical}."),
        )
    });
    troubles.chain(guess).map(remark).collect()
}

/// Reads one table into the plan.
fn read_table(draft: Draft, rows: &Rows, name: &SheetName, tools: &mut Tools, plan: &mut ActionPlan) {
    let Draft { grid, header, columns, body, .. } = draft;
    let index = plan.tables.len();
    let actions = if columns.contains_key(&Field::Action) {
        let mut reader = Reader::new(tools, Body::new(grid, &header, &columns), &name.belongs_to, index);
        let actions = reader.actions(rows, body);
        plan.remarks.append(&mut reader.remarks);
        actions
    } else {
        Vec::new()
    };
    let mapped = |col: &u32| columns.values().any(|cols| cols.contains(col));
    let headers: BTreeMap<u32, String> =
        header.texts.iter().filter(|(col, _)| mapped(col)).map(|(col, text)| (*col, text.clone())).collect();
    plan.tables.push(Table {
        sheet: grid.sheet.clone(),
        header_row: header.bottom,
        headers,
        rows: actions.len(),
        columns,
    });
    plan.actions.extend(actions);
}

#[cfg(test)]
mod tests;
