//! What a copy says outside the rows of actions: told, never taken, since nothing says which cell is which there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::draft::{Draft, left, table_columns};
use super::version::Version;
use super::{Aspect, Claim, Entry, Notice, Reason};
use crate::cell::{CellRef, Grid};
use crate::wording::{Wording, fold};

/// How many of the texts outside the actions are named.
const NAMED: usize = 30;

/// Tells of sheets that only one of them has, and of texts and notes outside the actions that the base lacks.
pub(super) fn collect(draft: &mut Draft<'_>, copy: usize) {
    let (base, version) = (draft.base, &draft.copies[copy]);
    let mut missing: Vec<&str> = Vec::new();
    let mut known: BTreeSet<Arc<str>> = BTreeSet::new();
    let (mut entries, mut outer) = (Vec::new(), Vec::new());
    for grid in &base.grids {
        let other = draft.sheet_of(copy, &grid.sheet).and_then(|sheet| version.grid(&sheet));
        let Some(other) = other else {
            missing.push(&grid.sheet);
            continue;
        };
        known.insert(other.sheet.clone());
        let fresh = texts(base, grid, version, other).into_iter();
        outer.extend(fresh.filter(|(at, _)| !draft.told_headers.contains(&(copy, at.clone()))));
        entries.extend(notes(base, grid, version, other, copy));
    }
    let is_extra = |grid: &&Grid| !known.contains(&grid.sheet) && grid.cells.values().any(|cell| !cell.is_blank());
    for grid in version.grids.iter().filter(is_extra) {
        let at = grid.cells.iter().find(|(_, cell)| !cell.is_blank()).map(|((row, col), _)| (*row, *col));
        let at = at.map(|(row, col)| CellRef::new(grid.sheet.clone(), row, col));
        entries.push(left(copy, at, grid.sheet.to_string(), Reason::ExtraSheet));
    }
    draft.left.extend(lines(outer, copy));
    draft.left.extend(entries);
    if !missing.is_empty() {
        let names = missing.join(", ");
        let message = Wording::of(
            format!("Niet in deze kopie: {names}. In uw werkmap veranderen deze bladen niet."),
            format!("Not in this copy: {names}. They do not change in your workbook."),
        );
        draft.notices.push(Notice { copy: Some(copy), message });
    }
}

/// The cells of a sheet that stand in a row of an action, or state the status of a sub-theme.
fn inside(version: &Version, sheet: &str) -> BTreeSet<(u32, u32)> {
    let mut columns: HashMap<usize, Vec<u32>> = HashMap::new();
    let mut cells = BTreeSet::new();
    for action in version.plan.actions.iter().filter(|action| &*action.sheet == sheet) {
        let columns = columns.entry(action.table);
        let columns = columns
            .or_insert_with(|| table_columns(version, action.table).into_iter().map(|column| column.col).collect());
        cells.extend(columns.iter().map(|col| (action.row, *col)));
        cells.extend(
            action.notes.iter().filter(|note| note.at.row != action.row).map(|note| (note.at.row, note.at.col)),
        );
    }
    let assessed = version.plan.assessments.iter().map(|assessment| &assessment.status.at);
    cells.extend(assessed.filter(|at| &*at.sheet == sheet).map(|at| (at.row, at.col)));
    cells
}

/// The texts of a sheet that the base's sheet does not have outside its actions.
fn texts(base: &Version, was: &Grid, version: &Version, is: &Grid) -> Vec<(CellRef, String)> {
    let mut had: HashMap<String, usize> = HashMap::new();
    for (_, text) in outer_texts(was, &inside(base, &was.sheet)) {
        *had.entry(fold(&text)).or_default() += 1;
    }
    let inside = inside(version, &is.sheet);
    let fresh = outer_texts(is, &inside).filter(|(_, text)| match had.get_mut(&fold(text)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    fresh.map(|((row, col), text)| (CellRef::new(is.sheet.clone(), row, col), text.trim().to_owned())).collect()
}

/// One line for each text, with all its cells; what is beyond a readable number of lines is counted.
fn lines(texts: Vec<(CellRef, String)>, copy: usize) -> Vec<Entry> {
    let mut order: Vec<String> = Vec::new();
    let mut cells: HashMap<String, Vec<CellRef>> = HashMap::new();
    for (at, text) in texts {
        let known = cells.entry(text.clone()).or_default();
        if known.is_empty() {
            order.push(text);
        }
        known.push(at);
    }
    let more = order.len().saturating_sub(NAMED);
    let mut entries: Vec<Entry> = Vec::new();
    for text in order.into_iter().take(NAMED) {
        let places = cells.remove(&text).unwrap_or_default();
        let claims = places.into_iter().map(|at| Claim { copy, at: Some(at), says: text.clone() });
        entries.push(Entry { claims: claims.collect(), ..left(copy, None, String::new(), Reason::Outside) });
    }
    if more > 0 {
        entries.push(left(copy, None, format!("+{more}"), Reason::Outside));
    }
    entries
}

/// Texts outside the actions; what a formula gives changes by itself and is left out.
fn outer_texts<'g>(
    grid: &'g Grid,
    inside: &'g BTreeSet<(u32, u32)>,
) -> impl Iterator<Item = ((u32, u32), Arc<str>)> + 'g {
    let outer = grid.cells.iter().filter(|(at, cell)| !inside.contains(at) && cell.formula.is_none());
    outer.map(|(at, cell)| (*at, cell.text())).filter(|(_, text)| !text.trim().is_empty())
}

/// Notes on cells outside the actions that the base does not have on that sheet.
fn notes(base: &Version, was: &Grid, version: &Version, is: &Grid, copy: usize) -> Vec<Entry> {
    let outer = |version: &Version, grid: &Grid| -> Vec<(CellRef, String)> {
        let inside = inside(version, &grid.sheet);
        let notes = grid.notes.iter().filter(|note| !inside.contains(&(note.row, note.col)));
        notes.map(|note| (CellRef::new(grid.sheet.clone(), note.row, note.col), note.text.trim().to_owned())).collect()
    };
    let mut had: BTreeMap<String, usize> = BTreeMap::new();
    outer(base, was).into_iter().for_each(|(_, text)| *had.entry(text).or_default() += 1);
    let fresh = outer(version, is).into_iter().filter(|(_, text)| match had.get_mut(text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    let entry = |(at, text)| Entry { aspect: Aspect::Note, ..left(copy, Some(at), text, Reason::NoteElsewhere) };
    fresh.map(entry).collect()
}
