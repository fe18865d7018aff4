//! One workbook of the merge, read.

use std::collections::BTreeMap;

use crate::annotate::{Reaction, reactions};
use crate::cell::{CellRef, Grid, GridCell, Span};
use crate::framework::{Field, Framework};
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
}

impl Version {
    /// Reads a workbook.
    ///
    /// # Errors
    /// Where it cannot be read, or has no table of actions.
    pub fn open(source: Source, framework: &Framework) -> Result<Self, ReviewError> {
        let workbook = workbook::read(source.bytes, &Privacy::new(framework).shown(source.name))?;
        let (own, grids): (Vec<Grid>, Vec<Grid>) = workbook.sheets.into_iter().partition(|grid| grid.own);
        let plan = read::read(&grids, framework);
        if plan.tables.iter().all(|table| !table.columns.contains_key(&Field::Action)) {
            return Err(no_table(source.name, &grids, framework));
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
            plan,
            grids,
            authors,
            notes_known: is_package || workbook.format == Format::Ods,
            formulas_compare: is_package,
        })
    }

    /// The sheet of that name.
    pub fn grid(&self, sheet: &str) -> Option<&Grid> {
        self.grids.iter().find(|grid| &*grid.sheet == sheet)
    }

    /// A cell of a sheet with the merged range around it.
    pub fn place<'v>(&'v self, at: &CellRef) -> Place<'v> {
        self.grid(&at.sheet).map(|grid| Place::of(grid, at.row, at.col)).unwrap_or_default()
    }

    /// What staff noted on the cell.
    pub fn note(&self, at: &CellRef) -> Option<&str> {
        let notes = self.grid(&at.sheet)?.notes.iter();
        notes.into_iter().find(|note| (note.row, note.col) == (at.row, at.col)).map(|note| note.text.as_str())
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
    pub fn of(grid: &'g Grid, row: u32, col: u32) -> Self {
        let span = grid.merges.iter().find(|span| span.contains(row, col)).copied();
        let (top, left) = span.map_or((row, col), |span| (span.top, span.left));
        Self { cell: grid.get(top, left), span, covered: (top, left) != (row, col) }
    }

    /// How many rows the cell takes.
    pub fn height(&self) -> u32 {
        self.span.map_or(1, |span| span.bottom - span.top + 1)
    }
}
