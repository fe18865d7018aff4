//! The merged workbook: what was decided is written, read again, and written anew without what did not come out as it was meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::added;
use super::change::{Expected, NewAction, NewCell};
use super::decide::{Decision, decide};
use super::draft::{Draft, table_columns};
use super::masking::{self, Masker};
use super::version::Version;
use super::{Aspect, Claim, Entry, Kind, Merge, MergeError, Merged, Reason, report};
use crate::cell::CellRef;
use crate::framework::{Field, Framework};
use crate::package::{self, Applied, CellEdit, Edits, Mark, NewSheets, Note, SheetSet, StaffNoteEdit};
use crate::plan::ActionPlan;
use crate::privacy::Shown;
use crate::read;
use crate::report::sheets::merge as sheet;
use crate::wording::{Lang, fold};
use crate::workbook;

/// Each round leaves out what the one before could not write; more rounds than this are never needed, since each thing is left
/// out once, and rows of a sheet go together in the end.
const ROUNDS: usize = 12;

/// Whose edit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The decision on a cell.
    Cell(usize),
    /// A new action.
    Row(usize),
}

/// A new action in its row of the base.
struct Placed {
    new: usize,
    edits: Vec<CellEdit>,
    notes: Vec<StaffNoteEdit>,
    entries: Vec<Entry>,
    /// Its row.
    at: CellRef,
}

/// All that is to be written, and what of it cannot be.
struct Work<'d> {
    draft: Draft<'d>,
    decisions: Vec<Decision>,
    /// Why a new action is not written.
    dropped: Vec<Option<Reason>>,
    lang: Lang,
}

/// Writes what was drafted into the base.
///
/// # Errors
/// Where the base cannot be written into, or the account cannot be drawn.
pub(super) fn write(
    original: &[u8],
    base: &Version,
    copies: &[Version],
    draft: Draft<'_>,
    framework: &Framework,
    lang: Lang,
) -> Result<Merged, MergeError> {
    let decisions = draft.cells.iter().map(|(at, changes)| decide(&draft, at, changes, lang)).collect();
    let dropped = vec![None; draft.added.len()];
    let mut work = Work { draft, decisions, dropped, lang };
    let (edits, rows, plain) = work.settle(original, framework)?;
    let masker = Masker::new(base, copies, framework);
    let mut entries = work.entries(rows);
    sort(&mut entries, base);
    let (of_base, of_copies) = masking::files(base, copies, &masker.privacy);
    let merge = Merge {
        lang,
        base: of_base,
        copies: of_copies,
        entries: entries.into_iter().map(|entry| Shown::new(entry, &masker)).collect(),
        notices: std::mem::take(&mut work.draft.notices)
            .into_iter()
            .map(|notice| Shown::new(notice, &masker.privacy))
            .collect(),
        tabs: masker.into_tabs(),
    };
    let wanted = sheet::wanted_name(lang);
    let room = package::sheet_room(original, SheetSet::Merge, &[wanted])?;
    let name = room.names.first().map_or(wanted, String::as_str);
    let sheets = NewSheets { set: SheetSet::Merge, workbook: sheet::merge(name, &report::account(&merge), lang)? };
    let fingerprint = plain.map(|grids| workbook::fingerprint(&grids));
    let edits = Edits { notes: conflict_notes(&merge), sheets: Some(sheets), fingerprint, ..edits };
    let applied = package::apply(original, &edits)?;
    Ok(Merged { merge, bytes: applied.bytes, structure_locked: applied.structure_locked })
}

/// The sheets of the staff in a merged workbook.
type Grids = Vec<crate::cell::Grid>;

impl Work<'_> {
    /// Leaves out what cannot be written, until all the rest can; gives the edits, the new rows and the sheets that come out.
    fn settle(
        &mut self,
        original: &[u8],
        framework: &Framework,
    ) -> Result<(Edits, Vec<Placed>, Option<Grids>), MergeError> {
        let mut without_rows: Option<ActionPlan> = None;
        for round in 0.. {
            let rows = self.place();
            let (edits, owners, note_owners) = self.edits(&rows);
            let applied = package::apply(original, &edits)?;
            let mut settled = self.refused(&applied, &owners, &note_owners);
            let grids = staff_grids(&applied.bytes);
            if settled && !rows.is_empty() {
                let plan = read::read(grids.as_deref().unwrap_or_default(), framework);
                let before = match without_rows.take() {
                    Some(plan) => plan,
                    None => self.plan_without_rows(original, framework)?,
                };
                settled = self.read_as_meant(&rows, &plan, &before);
                without_rows = Some(before);
            } else if !settled {
                without_rows = None;
            }
            if settled {
                return Ok((edits, rows, grids));
            }
            if round >= ROUNDS {
                self.dropped.iter_mut().for_each(|reason| *reason = reason.take().or(Some(Reason::ReadsDifferently)));
            }
        }
        // The loop ends by itself only after more rounds than can be counted.
        Ok((Edits::default(), Vec::new(), None))
    }

    fn plan_without_rows(&self, original: &[u8], framework: &Framework) -> Result<ActionPlan, MergeError> {
        let (edits, ..) = self.edits(&[]);
        let applied = package::apply(original, &edits)?;
        Ok(read::read(&staff_grids(&applied.bytes).unwrap_or_default(), framework))
    }

    fn edits(&self, rows: &[Placed]) -> (Edits, Vec<Owner>, Vec<Owner>) {
        let mut edits = Edits { keep_check: true, ..Edits::default() };
        let (mut owners, mut note_owners) = (Vec::new(), Vec::new());
        for (at, decision) in self.decisions.iter().enumerate() {
            edits.cells.extend(decision.edit.iter().cloned());
            owners.extend(decision.edit.iter().map(|_| Owner::Cell(at)));
            edits.staff_notes.extend(decision.note.iter().cloned());
            note_owners.extend(decision.note.iter().map(|_| Owner::Cell(at)));
        }
        for row in rows {
            owners.extend(row.edits.iter().map(|_| Owner::Row(row.new)));
            edits.cells.extend(row.edits.iter().cloned());
            note_owners.extend(row.notes.iter().map(|_| Owner::Row(row.new)));
            edits.staff_notes.extend(row.notes.iter().cloned());
        }
        (edits, owners, note_owners)
    }

    /// Takes back what the package did not write; whether there was nothing of the kind.
    fn refused(&mut self, applied: &Applied, owners: &[Owner], note_owners: &[Owner]) -> bool {
        for left_out in &applied.cells_left_out {
            let reason = Reason::Cell(left_out.reason);
            match owners.get(left_out.edit) {
                Some(Owner::Cell(at)) => self.take_back(*at, reason, |aspect| aspect != Aspect::Note),
                Some(Owner::Row(new)) => self.drop_row(*new, reason),
                None => {}
            }
        }
        for left_out in &applied.staff_notes_left_out {
            let reason = Reason::Note(left_out.reason);
            match note_owners.get(left_out.note) {
                Some(Owner::Cell(at)) => self.take_back(*at, reason, |aspect| aspect == Aspect::Note),
                Some(Owner::Row(new)) => self.drop_row(*new, reason),
                None => {}
            }
        }
        applied.cells_left_out.is_empty() && applied.staff_notes_left_out.is_empty()
    }

    fn take_back(&mut self, at: usize, reason: Reason, of: impl Fn(Aspect) -> bool) {
        let Some(decision) = self.decisions.get_mut(at) else { return };
        if of(Aspect::Note) {
            decision.note = None;
        } else {
            decision.edit = None;
        }
        for entry in decision.entries.iter_mut().filter(|entry| entry.kind == Kind::Taken && of(entry.aspect)) {
            entry.kind = Kind::Left;
            entry.reason = Some(reason.clone());
        }
    }

    fn drop_row(&mut self, new: usize, reason: Reason) {
        if let Some(dropped) = self.dropped.get_mut(new) {
            dropped.get_or_insert(reason);
        }
    }

    /// Whether each new action is read as it was in its copy, and every other one as it is without the new ones.
    fn read_as_meant(&mut self, rows: &[Placed], plan: &ActionPlan, before: &ActionPlan) -> bool {
        let by_place = |plan: &ActionPlan| -> BTreeMap<(Arc<str>, u32), Expected> {
            let actions = plan.actions.iter();
            actions.map(|action| ((action.sheet.clone(), action.row), Expected::of(action))).collect()
        };
        let (now, had) = (by_place(plan), by_place(before));
        let mut settled = true;
        for row in rows {
            let meant = self.draft.added.get(row.new).map(|new| &new.expected);
            if now.get(&(row.at.sheet.clone(), row.at.row)) != meant {
                self.drop_row(row.new, Reason::ReadsDifferently);
                settled = false;
            }
        }
        let disturbed = had.iter().filter(|(place, action)| now.get(*place) != Some(*action));
        let sheets: Vec<Arc<str>> = disturbed.map(|((sheet, _), _)| sheet.clone()).collect();
        for row in rows.iter().filter(|row| sheets.contains(&row.at.sheet)) {
            self.drop_row(row.new, Reason::ReadsDifferently);
            settled = false;
        }
        settled
    }

    /// Puts the new actions that are not dropped into the rows below their tables, as far as there is room.
    fn place(&mut self) -> Vec<Placed> {
        let mut next: BTreeMap<usize, u32> = BTreeMap::new();
        let mut placed = Vec::new();
        for new in 0..self.draft.added.len() {
            if self.dropped.get(new).is_none_or(Option::is_some) {
                continue;
            }
            let Some(action) = self.draft.added.get(new).cloned() else { continue };
            match self.place_one(new, &action, &mut next) {
                Some(row) => placed.push(row),
                None => self.drop_row(new, Reason::NoRoom),
            }
        }
        placed
    }

    fn place_one(&self, new: usize, action: &NewAction, next: &mut BTreeMap<usize, u32>) -> Option<Placed> {
        let base = self.draft.base;
        let table = base.plan.tables.get(action.table)?;
        let grid = base.grid(&table.sheet)?;
        let like = added::last_row(base, action.table)?;
        let row = next.get(&action.table).copied().unwrap_or(like.checked_add(1)?);
        if !added::is_free(grid, row, &table_columns(base, action.table)) {
            return None;
        }
        next.insert(action.table, row.checked_add(1)?);
        let mut placed = Placed {
            new,
            edits: Vec::new(),
            notes: Vec::new(),
            entries: Vec::new(),
            at: CellRef::new(table.sheet.clone(), row, 0),
        };
        for cell in &action.cells {
            self.new_cell(action, cell, row, like, &mut placed);
        }
        Some(placed)
    }

    fn new_cell(&self, action: &NewAction, cell: &NewCell, row: u32, like: u32, placed: &mut Placed) {
        let at = CellRef { sheet: placed.at.sheet.clone(), row, col: cell.column.col };
        let value = cell.values.first().map(|first| first.to.clone()).unwrap_or_default();
        let fill = self.draft.base.grid(&at.sheet).and_then(|grid| added::fill_for(cell, grid, row, like));
        let says = cell.values.first().map(|first| self.draft.says(first)).unwrap_or_default();
        let agree = added::agree(&cell.values);
        let entry = |kind, aspect, claims| Entry {
            kind,
            at: Some(at.clone()),
            action: action.id.clone(),
            column: Some(cell.column.label()),
            aspect,
            before: String::new(),
            claims,
            reason: None,
        };
        if !says.trim().is_empty() || !agree {
            let claims = cell.values.iter().map(|change| Claim {
                copy: change.copy,
                at: Some(change.at.clone()),
                says: self.draft.says(change),
            });
            let kind = if agree { Kind::Added } else { Kind::Conflict };
            let before = if agree { String::new() } else { says.clone() };
            let twice = cell.column.field == Some(Field::Id) && self.is_number_twice(placed.new, &says);
            let reason = twice.then_some(Reason::NumberTwice);
            placed.entries.push(Entry { before, reason, ..entry(kind, Aspect::Value, claims.collect()) });
        }
        if let (Some(Some(colour)), Some(first)) =
            (cell.fill.filter(|_| cell.column.speaks_by_fill()), cell.values.first())
        {
            let says = self.draft.colour(Some(colour), self.lang);
            let claims = vec![Claim { copy: first.copy, at: Some(first.at.clone()), says }];
            placed.entries.push(entry(Kind::Added, Aspect::Fill, claims));
        }
        if let Some(note) = &cell.note {
            let claims = vec![Claim { copy: note.copy, at: Some(note.at.clone()), says: note.to.text.clone() }];
            placed.entries.push(entry(Kind::Added, Aspect::Note, claims));
            let (author, text) = (note.to.author.clone(), note.to.text.clone());
            placed.notes.push(StaffNoteEdit { at: at.clone(), author, text });
        }
        placed.entries.extend(cell.left.iter().map(|left| Entry { at: Some(at.clone()), ..left.clone() }));
        placed.edits.push(CellEdit { at, value: Some(value), fill, style_of: Some((like, cell.column.col)) });
    }

    /// Whether another action has this number too.
    fn is_number_twice(&self, new: usize, number: &str) -> bool {
        let number = fold(number);
        let of_base = self.draft.base.plan.actions.iter().filter_map(|action| action.id());
        let others = self.draft.added.iter().enumerate().filter(|(other, _)| *other != new);
        of_base.chain(others.filter_map(|(_, other)| other.id.as_deref())).any(|other| fold(other) == number)
    }

    /// The account of all, in no order yet.
    fn entries(&mut self, rows: Vec<Placed>) -> Vec<Entry> {
        let mut entries = std::mem::take(&mut self.draft.left);
        entries.extend(std::mem::take(&mut self.decisions).into_iter().flat_map(|decision| decision.entries));
        entries.extend(rows.into_iter().flat_map(|row| row.entries));
        for (new, reason) in self.draft.added.iter().zip(&self.dropped) {
            let Some(reason) = reason else { continue };
            for (copy, action) in &new.origins {
                entries.push(added::whole(&self.draft.copies[*copy], *copy, *action, reason.clone()));
            }
        }
        entries
    }
}

fn staff_grids(bytes: &[u8]) -> Option<Grids> {
    let workbook = workbook::read(bytes, "").ok()?;
    Some(workbook.sheets.into_iter().filter(|grid| !grid.own).collect())
}

/// By kind; then in the order of the base, what has no place there last, in the order of the copies.
fn sort(entries: &mut [Entry], base: &Version) {
    let sheet = |sheet: &str| base.grids.iter().position(|grid| &*grid.sheet == sheet).unwrap_or(usize::MAX);
    entries.sort_by_cached_key(|entry| {
        let kind = if entry.kind == Kind::Added { Kind::Taken } else { entry.kind };
        let at = entry.at.as_ref().map_or((usize::MAX, u32::MAX, u32::MAX), |at| (sheet(&at.sheet), at.row, at.col));
        let first = entry.claims.first();
        let copy_at = first.and_then(|claim| claim.at.clone());
        (kind, at, entry.aspect, first.map(|claim| claim.copy), copy_at)
    });
}

/// One note on each cell that copies contradict each other about.
fn conflict_notes(merge: &Merge) -> Vec<Note> {
    let mut cells: BTreeMap<&CellRef, Vec<&Entry>> = BTreeMap::new();
    for entry in merge.entries.iter().filter(|entry| entry.kind == Kind::Conflict) {
        if let Some(at) = &entry.at {
            cells.entry(at).or_default().push(entry);
        }
    }
    let note = |(at, entries): (&CellRef, Vec<&Entry>)| Note {
        at: merge.own_place(at),
        text: report::conflict_note(merge, &entries),
        mark: Some(Mark::Warning),
    };
    cells.into_iter().map(note).collect()
}
