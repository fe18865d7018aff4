//! Grid and framework in, plan out. Reading never fails: it keeps the typed text and says what it decided or could not
//! read.

mod account;
mod assessment;
mod caption;
pub mod colour;
mod columns;
mod content;
pub mod deadline;
mod filldown;
mod header;
pub(crate) mod legend;
pub mod level;
pub mod lexicon;
mod orders;
pub mod owner;
pub mod place;
pub mod priority;
pub mod progress;
pub mod redaction;
mod rows;
pub mod status;
mod table;
mod tables;
pub mod topic;
pub mod vocabulary;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use self::account::Told;
use self::assessment::Block;
use self::columns::Draft;
use self::header::{Header, Rows};
use self::place::SheetName;
use self::rows::Body;
use self::table::{Reader, Tools};
use crate::cell::{CellRef, Grid};
use crate::framework::{Field, Framework};
use crate::plan::{ActionPlan, BelongsTo, Remark, RowsSeen, SheetReading, Table};
use crate::wording::Wording;

/// Reads the sheets of a workbook; those that planwacht wrote itself are left out. A workbook without a table of actions
/// gives a plan without tables. Everything that was decided or could not be read stands in [`ActionPlan::remarks`].
pub fn read(grids: &[Grid], framework: &Framework) -> ActionPlan {
    read_on(grids, framework, None)
}

/// The same on a day of reading: where a year is missing, the one near to it is taken.
pub fn read_on(grids: &[Grid], framework: &Framework, today: Option<NaiveDate>) -> ActionPlan {
    let mut tools = Tools::on(framework, today);
    let sheets: Vec<&Grid> = grids.iter().filter(|grid| !grid.own).collect();
    let names: Vec<SheetName> =
        sheets.iter().map(|grid| place::sheet_name(&grid.sheet, &tools.lexicon, framework)).collect();
    let mut plan = ActionPlan::default();
    let (mut drafts, mut all_rows, mut all_blocks, mut spans) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (sheet, (grid, name)) in sheets.iter().zip(&names).enumerate() {
        let rows = header::rows(grid);
        // What shows the framework is no table of actions, however its columns are called.
        let blocks = assessment::blocks(grid, &rows, &tools);
        let rows = assessment::without(rows, &blocks);
        let found = drafts_of(grid, sheet, &rows, &blocks, &name.belongs_to, &tools, &mut plan.remarks);
        let reading = sheet_reading(grid, name, &blocks, !found.is_empty());
        plan.remarks.extend(sheet_remarks(grid, reading.canonical_name.as_deref()));
        plan.sheets.push(reading);
        drafts.extend(found);
        all_rows.push(rows);
        spans.push(blocks.iter().map(|block| block.span).collect::<Vec<_>>());
        all_blocks.extend(blocks);
    }
    let (assessments, remarks) = assessment::collect(all_blocks);
    plan.assessments = assessments;
    plan.remarks.extend(remarks);
    plan.remarks.extend(columns::decide(&mut drafts, &all_rows, &tools));
    // A sheet of nobody without a column for actions is a list of something else.
    let is_of_somebody = |sheet: usize| names.get(sheet).is_some_and(|name| name.belongs_to != BelongsTo::Nobody);
    drafts.retain(|draft| draft.columns.contains_key(&Field::Action) || is_of_somebody(draft.sheet));
    let stacked = columns::sheets_with_several(&drafts);
    let mut told = Vec::new();
    for draft in drafts {
        let (Some(rows), Some(name)) = (all_rows.get(draft.sheet), names.get(draft.sheet)) else { continue };
        let (sheet, alone) = (draft.sheet, !stacked.contains(&draft.sheet));
        told.push((sheet, read_table(draft, rows, name, alone, &mut tools, &mut plan)));
    }
    tables::settle(&mut plan, told, &sheets, &spans);
    plan
}

/// What a sheet was taken for. A sheet that shows the framework and no actions is nobody's, whoever its tab names.
fn sheet_reading(grid: &Grid, name: &SheetName, blocks: &[Block], has_table: bool) -> SheetReading {
    let shows_framework_alone = !blocks.is_empty() && !has_table;
    SheetReading {
        sheet: grid.sheet.clone(),
        hidden: grid.hidden,
        belongs_to: if shows_framework_alone { BelongsTo::Nobody } else { name.belongs_to.clone() },
        has_table,
        canonical_name: name.canonical_name.clone().filter(|_| !shows_framework_alone),
    }
}

/// The tables of a sheet, by their headers.
fn drafts_of<'g>(
    grid: &'g Grid,
    sheet: usize,
    rows: &Rows,
    blocks: &[Block],
    belongs_to: &BelongsTo,
    tools: &Tools,
    remarks: &mut Vec<Remark>,
) -> Vec<Draft<'g>> {
    let headers = tools.headers.find(grid, rows, belongs_to);
    let ends: Vec<u32> = headers.iter().map(|header| end_of(header, &headers, blocks)).collect();
    let mut drafts = Vec::new();
    for (mut header, end) in headers.into_iter().zip(ends) {
        remarks.extend(near_columns(grid, &mut header, tools));
        let first = rows.partition_point(|(row, _)| *row <= header.bottom);
        let end = rows.partition_point(|(row, _)| *row < end);
        let mut columns = header.assign();
        let body = first..end.max(first);
        remarks.extend(columns::without_header(
            grid,
            rows.get(body.clone()).unwrap_or_default(),
            &header,
            &mut columns,
            tools,
        ));
        let above = 0..rows.partition_point(|(row, _)| *row < header.top);
        let (legend, remark) = tools.legend(grid, rows, above);
        remarks.extend(remark);
        drafts.push(Draft { grid, sheet, header, legend, columns, doubled: Vec::new(), body });
    }
    drafts
}

/// The row (exclusive) up to which a table can reach: the next header or the next block of the framework in its columns.
fn end_of(header: &Header, headers: &[Header], blocks: &[Block]) -> u32 {
    let tables = headers.iter().filter(|other| other.top > header.bottom && other.shares_columns(header));
    let below =
        |span: &crate::cell::Span| span.top > header.bottom && span.left <= header.right && span.right >= header.left;
    let blocks = blocks.iter().map(|block| block.span).filter(below);
    tables.map(|other| other.top).chain(blocks.map(|span| span.top)).min().unwrap_or(u32::MAX)
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
fn sheet_remarks(grid: &Grid, canonical_name: Option<&str>) -> Vec<Remark> {
    let remark = |message| Remark { sheet: grid.sheet.clone(), at: None, message };
    let troubles = grid.troubles.iter().map(|trouble| Wording::new(trouble.nl.clone(), trouble.en.clone()));
    let guess = canonical_name.map(|canonical| {
        let sheet = &grid.sheet;
        Wording::new(
            format!("Het tabblad \"{sheet}\" is gelezen als {canonical}."),
            format!("The sheet \"{sheet}\" is read as {canonical}."),
        )
    });
    troubles.chain(guess).map(remark).collect()
}

/// Reads one table into the plan, and tells what became of its rows.
fn read_table(
    draft: Draft,
    rows: &Rows,
    name: &SheetName,
    alone: bool,
    tools: &mut Tools,
    plan: &mut ActionPlan,
) -> Told {
    let unread = columns::unread(&draft, rows);
    let Draft { grid, header, legend, columns, doubled, body, .. } = draft;
    let mut seen = rows::unreadable(rows.get(body.clone()).unwrap_or_default(), &header);
    let index = plan.tables.len();
    let (mut actions, mut dates) = (Vec::new(), BTreeMap::new());
    if columns.contains_key(&Field::Action) {
        let (remarks, notations) =
            orders::learn(grid, rows.get(body.clone()).unwrap_or_default(), &header, &columns, tools);
        plan.remarks.extend(remarks);
        dates = notations;
        tools.set_legend(legend);
        let caption = caption::of(rows, &header, &name.belongs_to, alone, tools);
        let mut reader = Reader::new(tools, Body::new(grid, &header, &columns), &name.belongs_to, index);
        actions = reader.actions(rows, body, caption);
        plan.remarks.append(&mut reader.remarks);
        plan.loose_rows.append(&mut reader.loose_rows);
        plan.filled_down.append(&mut reader.filled_down);
        seen = std::mem::take(&mut reader.seen);
    }
    let mapped = |col: &u32| columns.values().any(|cols| cols.contains(col));
    let headers: BTreeMap<u32, String> =
        header.texts.iter().filter(|(col, _)| mapped(col)).map(|(col, text)| (*col, text.clone())).collect();
    plan.tables.push(Table {
        sheet: grid.sheet.clone(),
        header_row: header.bottom,
        headers,
        dates,
        rows: actions.len(),
        columns,
        unread,
        doubled,
        seen: RowsSeen::default(),
    });
    // Mostly there is one table, and then a large list needs no second place in memory.
    match plan.actions.is_empty() {
        true => plan.actions = actions,
        false => plan.actions.extend(actions),
    }
    Told::new(&header, seen)
}

#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod tests;
