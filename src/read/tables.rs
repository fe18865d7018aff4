//! The tables of a plan when all of them are read: what only names columns is none, and every row of their sheets is accounted for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::{CellRef, Grid, Span};
use crate::framework::Field;
use crate::plan::{ActionPlan, BelongsTo, Remark, Table};
use crate::read::account::{self, Told};
use crate::wording::Wording;

/// Leaves out what turned out to be no table, and counts the rows of each sheet. `told` goes with the tables of the plan, each with the index
/// of its sheet; `blocks` are those of the framework, sheet by sheet.
pub(super) fn settle(plan: &mut ActionPlan, told: Vec<(usize, Told)>, sheets: &[&Grid], blocks: &[Vec<Span>]) {
    let is_one = are_tables(plan);
    leave_out(plan, &is_one);
    let mut by_sheet: BTreeMap<usize, (Vec<Told>, Vec<Told>)> = BTreeMap::new();
    for ((sheet, told), is_one) in told.into_iter().zip(is_one) {
        let (tables, others) = by_sheet.entry(sheet).or_default();
        if is_one { tables.push(told) } else { others.push(told.names_columns()) }
    }
    let mut left = plan.tables.iter_mut();
    for (sheet, (tables, others)) in by_sheet {
        let (Some(grid), Some(blocks)) = (sheets.get(sheet), blocks.get(sheet)) else { continue };
        let counts = account::count(grid, &tables, &others, blocks);
        // The counts come first: a table that is asked for beyond them would be lost.
        counts.into_iter().zip(left.by_ref()).for_each(|(seen, table)| table.seen = seen);
    }
}

/// Which tables of the plan are one. A row of column names without anything below it is none where actions stand in another table of its
/// sheet, nor on a sheet of nobody in a plan that has actions elsewhere: there it explains how to fill in the plan.
fn are_tables(plan: &ActionPlan) -> Vec<bool> {
    let loose: BTreeSet<usize> = plan.loose_rows.iter().map(|row| row.table).collect();
    let with_actions: BTreeSet<&Arc<str>> =
        plan.tables.iter().filter(|table| table.rows > 0).map(|table| &table.sheet).collect();
    let of_nobody: BTreeSet<&Arc<str>> = plan
        .sheets
        .iter()
        .filter(|reading| reading.belongs_to == BelongsTo::Nobody)
        .map(|reading| &reading.sheet)
        .collect();
    let is_one = |(nth, table): (usize, &Table)| {
        let holds = table.rows > 0 || loose.contains(&nth) || !table.columns.contains_key(&Field::Action);
        let elsewhere =
            with_actions.contains(&table.sheet) || of_nobody.contains(&table.sheet) && !with_actions.is_empty();
        holds || !elsewhere
    };
    plan.tables.iter().enumerate().map(is_one).collect()
}

fn leave_out(plan: &mut ActionPlan, is_one: &[bool]) {
    if is_one.iter().all(|is_one| *is_one) {
        return;
    }
    let mut next = 0;
    let places: Vec<usize> = is_one
        .iter()
        .map(|is_one| {
            let place = next;
            next += usize::from(*is_one);
            place
        })
        .collect();
    let moved = |at: &mut usize| *at = places.get(*at).copied().unwrap_or_default();
    plan.actions.iter_mut().for_each(|action| moved(&mut action.table));
    plan.loose_rows.iter_mut().for_each(|row| moved(&mut row.table));
    plan.filled_down.iter_mut().for_each(|value| moved(&mut value.table));
    for (table, is_one) in std::mem::take(&mut plan.tables).into_iter().zip(is_one) {
        if *is_one { plan.tables.push(table) } else { plan.remarks.push(remark(&table)) }
    }
    let with_table: BTreeSet<&Arc<str>> = plan.tables.iter().map(|table| &table.sheet).collect();
    plan.sheets.iter_mut().for_each(|reading| reading.has_table &= with_table.contains(&reading.sheet));
}

fn remark(table: &Table) -> Remark {
    let col = table.headers.keys().next().copied().unwrap_or_default();
    Remark {
        sheet: table.sheet.clone(),
        at: Some(CellRef::new(table.sheet.clone(), table.header_row, col)),
        message: Wording::of(
            "In deze regel staan namen van kolommen, en eronder staan geen acties. De regel is niet gelezen als tabel.",
            "This row has names of columns and no actions below it. It was not read as a table.",
        ),
    }
}
