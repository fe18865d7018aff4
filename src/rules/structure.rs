//! Where a cell of the workbook lies: in the body of which table, in the column of which field, in the row of which action.

use std::collections::{BTreeMap, HashMap};

use crate::cell::{CellRef, Grid};
use crate::finding::{Finding, Location, Rule};
use crate::framework::Field;
use crate::plan::{Action, ActionPlan, Table};
use crate::rules::Context;
use crate::wording::Wording;

pub(in crate::rules) mod column_doubled;
pub(in crate::rules) mod column_renamed;
pub(in crate::rules) mod content_hidden;
pub(in crate::rules) mod header_missing;
pub(in crate::rules) mod municipality_sheet_missing;
pub(in crate::rules) mod no_actions;
pub(in crate::rules) mod required_column_missing;
pub(in crate::rules) mod row_without_action;
pub(in crate::rules) mod sheet_name_alias;
pub(in crate::rules) mod value_filled_down;

/// More cells than this in one column with the same trouble are the work of one formula that was filled down.
const MOST_APART: usize = 5;

/// Of the cells in one column that have the same trouble those that are reported, and for how many cells each of these speaks:
/// where a formula was filled down, the first one speaks for all.
pub(in crate::rules) fn spokesmen<T>(cells: &[T]) -> (&[T], usize) {
    match cells.len() {
        all if all > MOST_APART => (cells.get(..1).unwrap_or_default(), all),
        _ => (cells, 1),
    }
}

/// Every table of a plan with its actions, for looking up places.
pub(in crate::rules) struct Bodies<'a> {
    by_sheet: HashMap<&'a str, Vec<Body<'a>>>,
}

/// A table with the rows of its actions.
pub(in crate::rules) struct Body<'a> {
    /// The table.
    pub(in crate::rules) table: &'a Table,
    /// Its actions, by row.
    pub(in crate::rules) actions: Vec<&'a Action>,
    fields: BTreeMap<u32, Field>,
}

impl<'a> Bodies<'a> {
    /// The tables of the plan.
    pub(in crate::rules) fn new(plan: &'a ActionPlan) -> Self {
        let mut bodies: Vec<Body> = plan.tables.iter().map(Body::new).collect();
        for action in &plan.actions {
            if let Some(body) = bodies.get_mut(action.table) {
                body.actions.push(action);
            }
        }
        let mut by_sheet: HashMap<&str, Vec<Body>> = HashMap::new();
        for mut body in bodies {
            body.actions.sort_by_key(|action| action.row);
            by_sheet.entry(&*body.table.sheet).or_default().push(body);
        }
        by_sheet.values_mut().for_each(|bodies| bodies.sort_by_key(|body| body.table.header_row));
        Self { by_sheet }
    }

    /// The tables of a sheet, from top to bottom.
    pub(in crate::rules) fn on(&self, sheet: &str) -> &[Body<'a>] {
        self.by_sheet.get(sheet).map_or(&[], Vec::as_slice)
    }

    /// A finding at a cell: about the action in whose row it lies, or else about the sheet.
    pub(in crate::rules) fn finding(
        &self,
        ctx: &Context,
        rule: &'static Rule,
        grid: &Grid,
        at: &CellRef,
        message: Wording,
    ) -> Finding {
        let place = Location::cell(at);
        match self.holding(grid, at.row, at.col).and_then(|body| body.action(at.row)) {
            Some(action) => ctx.about(action, rule, place, message),
            None => ctx.beside_actions(rule, place, message),
        }
    }

    /// The table that holds the cell, between its header and its last action.
    pub(in crate::rules) fn holding(&self, grid: &Grid, row: u32, col: u32) -> Option<&Body<'a>> {
        let on_sheet = self.on(&grid.sheet);
        let above = on_sheet.partition_point(|body| body.table.header_row < row);
        let body = on_sheet.get(above.checked_sub(1)?)?;
        (body.last_row() >= Some(row) && body.has_column(grid, col)).then_some(body)
    }
}

impl<'a> Body<'a> {
    fn new(table: &'a Table) -> Self {
        let columns = table.columns.iter().flat_map(|(field, cols)| cols.iter().map(|col| (*col, *field)));
        Self { table, actions: Vec::new(), fields: columns.collect() }
    }

    /// The field of a column; none for one that means nothing to the framework.
    pub(in crate::rules) fn field(&self, col: u32) -> Option<Field> {
        self.fields.get(&col).copied()
    }

    /// The action that starts in this row.
    pub(in crate::rules) fn action(&self, row: u32) -> Option<&'a Action> {
        let at = self.actions.binary_search_by_key(&row, |action| action.row).ok()?;
        self.actions.get(at).copied()
    }

    /// The actions in the rows from `first` to `last`.
    pub(in crate::rules) fn between(&self, first: u32, last: u32) -> &[&'a Action] {
        let start = self.actions.partition_point(|action| action.row < first);
        let end = self.actions.partition_point(|action| action.row <= last);
        self.actions.get(start..end).unwrap_or_default()
    }

    /// The row of its last action.
    pub(in crate::rules) fn last_row(&self) -> Option<u32> {
        self.actions.last().map(|action| action.row)
    }

    /// Whether the column lies between those that were recognised, or has a header of its own.
    fn has_column(&self, grid: &Grid, col: u32) -> bool {
        let first = self.fields.keys().next();
        let last = self.fields.keys().next_back();
        first.zip(last).is_some_and(|(first, last)| (*first..=*last).contains(&col))
            || grid.get(self.table.header_row, col).is_some_and(|cell| !cell.is_blank())
    }
}
