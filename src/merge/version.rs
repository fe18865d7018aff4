//! One workbook of the merge, read.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::annotate::{Reaction, reactions};
use crate::cell::{CellRef, Grid, GridCell, Span};
use crate::framework::{Field, Framework};
use crate::number_format::Locale;
use crate::package;
use crate::plan::ActionPlan;
use crate::privacy::Privacy;
use crate::read;
use crate::review::{ReviewError, Source, no_table, sha256};
use crate::wording::Wording;
use crate::workbook::{self, Format, Property};

/// A workbook with all that a merge looks at.
#[derive(Debug)]
pub(super) struct Version {
    /// The file's name, made distinct from those of the other workbooks.
    pub name: String,
    pub sha256: String,
    pub grids: Vec<Grid>,
    pub plan: ActionPlan,
    /// The properties of the file.
    pub properties: Vec<Property>,
    /// What staff answered on the sheets of an earlier check.
    pub reactions: Vec<Reaction>,
    /// What could not be read.
    pub troubles: Vec<Wording>,
    /// Authors of notes; none for a conversation. Empty where the format does not tell.
    pub authors: BTreeMap<CellRef, Option<String>>,
    /// Whether the format tells notes.
    pub notes_known: bool,
    /// Whether formulas are written as xlsx writes them, so that they compare.
    pub formulas_compare: bool,
    /// What is looked up by cell, by sheet.
    by_cell: HashMap<Arc<str>, ByCell>,
}

impl Version {
    /// Reads a workbook.
    ///
    /// # Errors
    /// Where it cannot be read, or has no table of actions.
    pub(super) fn open(source: Source, framework: &Framework) -> Result<Self, ReviewError> {
        let workbook = workbook::read_in(
            source.bytes,
            &Privacy::new(framework).shown(source.name),
            Locale::of(&framework.language),
        )?;
        let (own, grids): (Vec<Grid>, Vec<Grid>) = workbook.sheets.into_iter().partition(|grid| grid.own);
        let mut plan = read::read(&grids, framework);
        plan.unread = workbook.unread;
        if plan.tables.iter().all(|table| !table.columns.contains_key(&Field::Action)) {
            return Err(no_table(source.name, &grids, &plan.unread, framework));
        }
        let is_package = matches!(workbook.format, Format::Xlsx | Format::Xlsm);
        // Where the package is damaged beside what was read, the authors of its notes are merely not known.
        let authors =
            if is_package { package::note_authors(source.bytes).unwrap_or_default() } else { BTreeMap::new() };
        let told = grids.iter().flat_map(|grid| &grid.troubles).chain(&workbook.troubles);
        Ok(Self {
            name: source.name.to_owned(),
            sha256: sha256(source.bytes),
            troubles: told.cloned().collect(),
            reactions: reactions(&own).reactions,
            properties: workbook.properties,
            // Of two sheets with one name the first counts, as everywhere.
            by_cell: grids.iter().rev().map(|grid| (grid.sheet.clone(), ByCell::of(grid))).collect(),
            plan,
            grids,
            authors,
            notes_known: is_package || workbook.format == Format::Ods,
            formulas_compare: is_package,
        })
    }

    /// The sheet of that name.
    pub(super) fn grid(&self, sheet: &str) -> Option<&Grid> {
        self.grids.iter().find(|grid| &*grid.sheet == sheet)
    }

    /// A cell of a sheet with the merged range around it.
    pub(super) fn place<'v>(&'v self, at: &CellRef) -> Place<'v> {
        let span = self.by_cell.get(&at.sheet).and_then(|sheet| sheet.span(at.row, at.col));
        self.grid(&at.sheet).map(|grid| Place::within(grid, span, at.row, at.col)).unwrap_or_default()
    }

    /// What staff noted on the cell.
    pub(super) fn note(&self, at: &CellRef) -> Option<&str> {
        let index = *self.by_cell.get(&at.sheet)?.notes.get(&(at.row, at.col))?;
        self.grid(&at.sheet)?.notes.get(index).map(|note| note.text.as_str())
    }
}

/// The merged ranges and the notes of a sheet, found without looking at all of them: every cell of every action asks.
#[derive(Debug)]
struct ByCell {
    /// Merged ranges by their first row, each with its place in the file.
    spans: Vec<(Span, usize)>,
    /// How far down the ranges up to and with each of them reach.
    reach: Vec<u32>,
    /// The first note of each cell, by its index.
    notes: HashMap<(u32, u32), usize>,
}

impl ByCell {
    fn of(grid: &Grid) -> Self {
        let mut spans: Vec<(Span, usize)> = grid.merges.iter().copied().zip(0..).collect();
        spans.sort_unstable();
        let reach = spans.iter().scan(0, |reach, (span, _)| {
            *reach = span.bottom.max(*reach);
            Some(*reach)
        });
        let mut notes = HashMap::new();
        for (index, note) in grid.notes.iter().enumerate() {
            notes.entry((note.row, note.col)).or_insert(index);
        }
        Self { reach: reach.collect(), spans, notes }
    }

    /// The merged range around a cell; of ranges that overlap the first one of the file.
    fn span(&self, row: u32, col: u32) -> Option<Span> {
        let after = self.spans.partition_point(|(span, _)| span.top <= row);
        let above = self.spans.iter().zip(&self.reach).take(after).rev();
        let reaching = above.take_while(|(_, reach)| **reach >= row).map(|(span, _)| span);
        let around = reaching.filter(|(span, _)| span.contains(row, col));
        around.min_by_key(|(_, place)| *place).map(|(span, _)| *span)
    }
}

/// What a cell shows, and how it stands in a merged range.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place<'g> {
    /// The cell that shows: of a merged range the first one.
    pub cell: Option<&'g GridCell>,
    /// The merged range around it.
    pub span: Option<Span>,
    /// Whether another cell of the range shows in its place.
    pub covered: bool,
}

impl<'g> Place<'g> {
    /// The place of one cell.
    pub(super) fn of(grid: &'g Grid, row: u32, col: u32) -> Self {
        let span = grid.merges.iter().find(|span| span.contains(row, col)).copied();
        Self::within(grid, span, row, col)
    }

    fn within(grid: &'g Grid, span: Option<Span>, row: u32, col: u32) -> Self {
        let (top, left) = span.map_or((row, col), |span| (span.top, span.left));
        Self { cell: grid.get(top, left), span, covered: (top, left) != (row, col) }
    }

    /// How many rows the cell takes.
    pub(super) fn height(&self) -> u32 {
        self.span.map_or(1, |span| span.bottom - span.top + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::StaffNote;

    #[test]
    fn ranges_and_notes_are_found_as_if_all_were_looked_at() {
        let spans = ["B2:B4", "C2:D2", "B5:B6", "A8:F9", "C3:C90", "D40:D41", "C80:E95", "A1:A1"];
        let note = |row, col, text: &str| StaffNote { row, col, text: text.to_owned() };
        let grid = Grid {
            merges: spans.iter().filter_map(|span| Span::parse(span)).collect(),
            notes: vec![note(3, 1, "eerste"), note(3, 1, "tweede"), note(0, 0, "kop")],
            ..Grid::default()
        };
        let sheet = ByCell::of(&grid);
        for (row, col) in (0..100).flat_map(|row| (0..7).map(move |col| (row, col))) {
            let plainly = grid.merges.iter().find(|span| span.contains(row, col)).copied();
            assert_eq!(sheet.span(row, col), plainly, "{row} {col}");
            let plainly = grid.notes.iter().position(|note| (note.row, note.col) == (row, col));
            assert_eq!(sheet.notes.get(&(row, col)).copied(), plainly, "{row} {col}");
        }
    }
}
