//! Actions that only copies have: where they go in the base, and which copies mean the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change3, Expected, NewAction, NewCell, NoteText};
use super::columns::Column;
use super::compare::{same_fill, same_value};
use super::draft::{Draft, left, table_columns};
use super::version::{Place, Version};
use super::{Aspect, Entry, Reason, SURE};
use crate::cell::{CellRef, CellValue, Grid, GridCell, MAX_ROW, Rgb};
use crate::framework::Field;
use crate::plan::{Action, ActionPlan};
use crate::reconcile::{ChangeKind, reconcile};

/// Collects the new actions of all copies, in the order of the copies; each once.
pub(super) fn collect(draft: &mut Draft<'_>) -> Vec<NewAction> {
    let fresh: Vec<Vec<usize>> = (0..draft.copies.len()).map(|copy| fresh_of(draft, copy)).collect();
    let mut groups: Vec<Vec<(usize, usize)>> = Vec::new();
    for (copy, actions) in fresh.iter().enumerate() {
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for (earlier, others) in fresh.iter().enumerate().take(copy) {
            for (theirs, ours) in same_actions(draft, (earlier, others), (copy, actions)) {
                let group = groups.iter().position(|group| group.contains(&(earlier, theirs)));
                if let Some(group) = group {
                    known.entry(ours).or_insert(group);
                }
            }
        }
        for action in actions {
            match known.get(action).and_then(|at| groups.get_mut(*at)) {
                Some(group) if group.iter().all(|(other, _)| *other != copy) => group.push((copy, *action)),
                _ => groups.push(vec![(copy, *action)]),
            }
        }
    }
    groups.into_iter().filter_map(|origins| new_action(draft, origins)).collect()
}

/// The actions of a copy that the base does not have; one whose whole text is struck through is left to a person.
fn fresh_of(draft: &mut Draft<'_>, copy: usize) -> Vec<usize> {
    let version = &draft.copies[copy];
    if draft.matched[copy].is_other_plan() || !version.plan.unread.is_empty() {
        return Vec::new();
    }
    let added = draft.matched[copy].changes.iter().filter(|change| change.kind == ChangeKind::Added);
    let added: Vec<usize> = added.flat_map(|change| change.current.iter().copied()).collect();
    let (struck, fresh): (Vec<usize>, Vec<usize>) = added.into_iter().partition(|at| {
        let cell = version.place(&version.plan.actions[*at].text.at).cell;
        cell.and_then(|cell| cell.unstruck.as_deref()).is_some_and(|rest| rest.trim().is_empty())
    });
    for at in struck {
        draft.left.push(whole(version, copy, at, Reason::AllStruck));
    }
    fresh
}

/// A new action that is left to a person.
pub(super) fn whole(version: &Version, copy: usize, action: usize, reason: Reason) -> Entry {
    let action = &version.plan.actions[action];
    let entry = left(copy, Some(action.text.at.clone()), action.text.raw.trim().to_owned(), reason);
    Entry { action: action.id().map(str::to_owned), ..entry }
}

/// The new actions of two copies that are the same.
fn same_actions(
    draft: &Draft<'_>,
    (one, of_one): (usize, &[usize]),
    (other, of_other): (usize, &[usize]),
) -> Vec<(usize, usize)> {
    if of_one.is_empty() || of_other.is_empty() {
        return Vec::new();
    }
    let part = |copy: usize, of: &[usize]| {
        let plan = &draft.copies[copy].plan;
        let actions = of.iter().map(|at| plan.actions[*at].clone()).collect();
        ActionPlan { actions, tables: plan.tables.clone(), sheets: plan.sheets.clone(), ..ActionPlan::default() }
    };
    let changes = reconcile(&part(one, of_one), &part(other, of_other), draft.framework).changes;
    let kept = changes.iter().filter(|change| change.kind == ChangeKind::Kept && change.confidence >= SURE);
    let pairs = kept.filter_map(|change| Some((*change.previous.first()?, *change.current.first()?)));
    pairs.filter_map(|(a, b)| Some((*of_one.get(a)?, *of_other.get(b)?))).collect()
}

/// The table of the base that a table of a copy is: that with most of its rows, else the only one on the sheet of that name.
fn table_for(draft: &Draft<'_>, copy: usize, table: usize) -> Option<usize> {
    if let Some(known) = draft.matched[copy].to_base.get(&table) {
        return Some(*known);
    }
    let sheet = &draft.copies[copy].plan.tables.get(table)?.sheet;
    let has_actions =
        |at: &usize| draft.base.plan.tables.get(*at).is_some_and(|table| table.columns.contains_key(&Field::Action));
    let mut found = (0..draft.base.plan.tables.len()).filter(has_actions).filter(|at| {
        let of_base = draft.base.plan.tables.get(*at).map(|table| &*table.sheet).unwrap_or_default();
        draft.sheet_of(copy, of_base).is_some_and(|other| other == *sheet)
    });
    found.next().filter(|_| found.next().is_none())
}

fn new_action(draft: &mut Draft<'_>, origins: Vec<(usize, usize)>) -> Option<NewAction> {
    let (copy, at) = *origins.first()?;
    let version = &draft.copies[copy];
    let action = version.plan.actions.get(at)?;
    let Some(table) = table_for(draft, copy, action.table) else {
        draft.left.push(whole(version, copy, at, Reason::NoTable));
        return None;
    };
    let expected = Expected::of(action);
    let id = action.id().map(str::to_owned);
    let columns = table_columns(draft.base, table);
    let mut cells: Vec<NewCell> = Vec::new();
    for column in columns {
        let mut cell = NewCell { column, values: Vec::new(), fill: None, note: None, left: None };
        for (copy, at) in &origins {
            add_claim(draft, &mut cell, *copy, *at, table);
        }
        cells.push(cell);
    }
    Some(NewAction { table, id, origins, cells, expected })
}

/// Adds what a copy says in a column to the cell of a new action.
fn add_claim(draft: &mut Draft<'_>, cell: &mut NewCell, copy: usize, at: usize, table: usize) {
    let version = &draft.copies[copy];
    let action = &version.plan.actions[at];
    let pairing = draft.pairing(copy, table, action.table);
    let Some((_, col)) = pairing.pairs.iter().find(|(column, _)| column.col == cell.column.col) else { return };
    let copy_at = CellRef::new(action.sheet.clone(), action.row, *col);
    let place = version.place(&copy_at);
    let (to, reason) = value_of(action, &cell.column, place);
    if let Some(reason) = reason {
        let said = place.cell.map(|cell| cell.text().to_string()).unwrap_or_default();
        let entry = left(copy, Some(copy_at.clone()), said, reason);
        cell.left.get_or_insert(Entry {
            column: Some(cell.column.label()),
            action: action.id().map(str::to_owned),
            ..entry
        });
    }
    let is_first = cell.values.is_empty();
    cell.values.push(Change3 { copy, at: copy_at.clone(), to, remark: None });
    if !is_first {
        return;
    }
    let known = version.grid(&copy_at.sheet).is_some_and(|grid| !grid.fills_unknown);
    let fill = place.cell.and_then(|cell| cell.fill);
    cell.fill = if known { Some(fill) } else { cell.column.speaks_by_fill().then_some(None) };
    let is_conversation = version.authors.get(&copy_at) == Some(&None);
    if is_conversation {
        let said = version.note(&copy_at).unwrap_or_default().to_owned();
        let entry = left(copy, Some(copy_at.clone()), said, Reason::Conversation);
        cell.left.get_or_insert(Entry { aspect: Aspect::Note, column: Some(cell.column.label()), ..entry });
    }
    if let Some(text) = version.note(&copy_at).filter(|_| !is_conversation) {
        let author = version.authors.get(&copy_at).cloned().flatten().unwrap_or_default();
        let to = NoteText { author, text: text.trim().to_owned() };
        cell.note = Some(Change3 { copy, at: copy_at, to, remark: None });
    }
}

/// What a cell of a new action is to store, and what of it a person has to look at.
fn value_of(action: &Action, column: &Column, place: Place<'_>) -> (CellValue, Option<Reason>) {
    let blank = GridCell::default();
    let cell = place.cell.filter(|_| !place.covered).unwrap_or(&blank);
    let inherited = match column.field {
        Some(Field::Theme) if cell.is_blank() => action.theme.known().map(|_| action.theme.raw.trim()),
        Some(Field::Subtheme) if cell.is_blank() => action.subtheme.known().map(|_| action.subtheme.raw.trim()),
        _ => None,
    };
    // A theme that stands above the row, or in a merged range, is not above it in the base.
    if let Some(text) = inherited.filter(|text| !text.is_empty()) {
        return (CellValue::Text(text.into()), None);
    }
    match (&cell.value, &cell.unstruck) {
        (CellValue::Error(_), _) => (CellValue::Empty, Some(Reason::ErrorInCopy)),
        (_, Some(rest)) => (CellValue::Text(rest.trim().into()), Some(Reason::Struck)),
        (value, None) if cell.formula.is_some() => (value.clone(), Some(Reason::FormulaInCopy)),
        _ if cell.is_blank() => (CellValue::Empty, None),
        (value, None) => (value.clone(), None),
    }
}

/// Whether all copies say the same in the cell.
pub(super) fn agree(values: &[Change3<CellValue>]) -> bool {
    values.first().is_none_or(|first| values.iter().all(|other| same_value(&first.to, &other.to)))
}

/// The fill that the cell has to be given, where it is not that of the cell whose style it takes.
pub(super) fn fill_for(cell: &NewCell, grid: &Grid, row: u32, like: u32) -> Option<Option<Rgb>> {
    // A status that the copy says nothing of must not take the colour of the row above.
    let wanted = cell.fill.or_else(|| cell.column.speaks_by_fill().then_some(None))?;
    let col = cell.column.col;
    let own = grid.get(row, col).or_else(|| grid.get(like, col)).and_then(|cell| cell.fill);
    (cell.column.speaks_by_fill() || !same_fill(own, wanted)).then_some(wanted)
}

/// The last row of a table of the base: of its actions and what belongs to them.
pub(super) fn last_row(base: &Version, table: usize) -> Option<u32> {
    let actions = base.plan.actions.iter().filter(|action| action.table == table);
    let rows = actions.flat_map(|action| action.notes.iter().map(|note| note.at.row).chain([action.row]));
    let header = base.plan.tables.get(table).map(|table| table.header_row);
    rows.max().or(header)
}

/// Whether a row of the base is free over the width of a table.
pub(super) fn is_free(grid: &Grid, row: u32, columns: &[Column]) -> bool {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return false };
    let mut cols = first.col..=last.col;
    let merged = grid
        .merges
        .iter()
        .any(|span| (span.top..=span.bottom).contains(&row) && span.left <= last.col && span.right >= first.col);
    let noted: BTreeSet<u32> = grid.notes.iter().filter(|note| note.row == row).map(|note| note.col).collect();
    let is_empty = |col: u32| {
        let cell = grid.get(row, col);
        cell.is_none_or(|cell| cell.is_blank() && cell.formula.is_none()) && !noted.contains(&col)
    };
    row <= MAX_ROW && !merged && !grid.hidden_rows.contains(&row) && cols.all(is_empty)
}
