//! The staff's own xlsx package, with edits made to it and every other byte as it was.
//!
//! Notes, sheets, and values and fills of cells can be put in. A workbook comes in as bytes and leaves as bytes. Entries of the zip file that no edit concerns are copied as they
//! are compressed; the others are spliced at byte offsets, never parsed and written anew. Before the result is handed
//! over it is opened again and checked. What an earlier run left behind is taken out first, so that a second run gives
//! what the first gave.

mod archive;
mod cells;
mod comments;
mod content_types;
mod element;
mod error;
mod graft;
mod marks;
mod names;
mod notes;
mod own;
mod rels;
mod sheet;
mod splice;
mod styles;
mod tables;
mod text;
mod verify;
mod vml;
mod workbook;
mod xml;

use std::collections::{BTreeMap, HashSet};

use crate::cell::{CellRef, CellValue, Rgb};
pub use crate::own::SheetSet;
use archive::Archive;
use content_types::ContentTypes;
pub use error::{CellReason, LeftOutReason, PackageError};
use notes::Shared;
use own::Stripping;
use styles::Styles;
use verify::Meant;
use workbook::{Workbook, WorkbookChange};

/// Colour of the mark around a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Blue: good to know.
    Info,
    /// Orange: better to mend.
    Warning,
    /// Red: to be mended.
    Error,
}

/// A note on a cell. Several notes for one cell become one note, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The cell; within a merged range the note goes to the top-left cell.
    pub at: CellRef,
    /// What it says; the first line is shown bold.
    pub text: String,
    /// The mark around the cell, where it gets one. Of several marks the most serious is drawn.
    pub mark: Option<Mark>,
}

/// What a cell is to hold and to look like; what is not said stays as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct CellEdit {
    /// The cell; where it is not there yet it comes into being, with the style of its row or column.
    pub at: CellRef,
    /// What it stores from now on, in the place of a value or a formula; [`CellValue::Empty`] clears it. Errors cannot be written.
    pub value: Option<CellValue>,
    /// Its fill from now on: a colour, or none. All else of its style stays.
    pub fill: Option<Option<Rgb>>,
    /// The cell (row and column on the same sheet) whose style it takes where it has none of its own.
    pub style_of: Option<(u32, u32)>,
}

/// A note of staff, on a cell that has none or in the place of the words that stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffNoteEdit {
    /// The cell.
    pub at: CellRef,
    /// Who wrote it; a note that is there keeps its author.
    pub author: String,
    /// What it says from now on.
    pub text: String,
}

/// What is to be done to a workbook; plain values, applied in one place.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// Values and fills of cells.
    pub cells: Vec<CellEdit>,
    /// Notes of staff, which later runs leave alone.
    pub staff_notes: Vec<StaffNoteEdit>,
    /// The notes of planwacht, in the order in which they are to stand.
    pub notes: Vec<Note>,
    /// Sheets to add; without any, the sheets of an earlier check stay as they are.
    pub sheets: Option<NewSheets>,
    /// Whether the sheets of an earlier check stay, also where there is nothing to add; without this and anything to add, all that
    /// planwacht put in is taken out.
    pub keep_check: bool,
    /// What tells later whether staff changed anything since; kept beside the mark on the workbook.
    pub fingerprint: Option<String>,
}

/// Sheets to add to a workbook.
#[derive(Debug, Clone)]
pub struct NewSheets {
    /// What they are for: they replace earlier ones of the same set.
    pub set: SheetSet,
    /// An xlsx authored with rust_xlsxwriter; all its sheets are grafted at the end, in order.
    pub workbook: Vec<u8>,
}

/// A note that could not be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the list of notes.
    pub note: usize,
    /// Where it was to stand.
    pub at: CellRef,
    /// Why it does not.
    pub reason: LeftOutReason,
}

/// A cell that could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellLeftOut {
    /// Its place in the list of cells.
    pub edit: usize,
    /// The cell.
    pub at: CellRef,
    /// Why it stays as it was.
    pub reason: CellReason,
}

/// The workbook with all edits made.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The workbook as a file.
    pub bytes: Vec<u8>,
    /// How many notes are in it.
    pub placed: usize,
    /// The notes that are not, with the reason.
    pub left_out: Vec<LeftOut>,
    /// The cells that were not written, with the reason.
    pub cells_left_out: Vec<CellLeftOut>,
    /// The notes of staff that were not written, with the reason.
    pub staff_notes_left_out: Vec<LeftOut>,
    /// The names of the sheets that were added.
    pub sheets: Vec<String>,
    /// Whether the structure of the workbook is locked, so that sheets were neither added nor removed.
    pub structure_locked: bool,
}

/// Makes the edits, in the place of what an earlier run left in the workbook: notes in the place of notes, sheets in the place of
/// sheets. Without any edits this only cleans up.
pub fn apply(original: &[u8], edits: &Edits) -> Result<Applied, PackageError> {
    let mut archive = Archive::open(original)?;
    let found = Workbook::load(&mut archive)?;
    archive::refuse_damage(original)?;
    let mut types = ContentTypes::load(&mut archive)?;
    let stripping = match &edits.sheets {
        Some(sheets) => stripping_for(sheets.set),
        None if edits.is_empty() && !edits.keep_check => Stripping::Clean,
        None => Stripping::ForNotes,
    };
    own::strip(&mut archive, &found, &mut types, stripping)?;
    let workbook = Workbook::load(&mut archive)?;
    let free_block = notes::free_block(&mut archive, &types)?;
    let mut styles = None;
    let mut shared = Shared { types: &mut types, styles: &mut styles, free_block };
    let written = cells::write_all(&mut archive, &workbook, &edits.cells, &mut shared)?;
    let staff = notes::write_staff(&mut archive, &workbook, &edits.staff_notes, &mut shared)?;
    let placed = notes::place_all(&mut archive, &workbook, &edits.notes, &mut shared)?;
    let mut change = WorkbookChange::default();
    let source = edits.sheets.as_ref().filter(|_| !workbook.locked);
    let sheets = match source {
        Some(source) => {
            let mut all = match styles.take() {
                Some(styles) => styles,
                None => Styles::load(&mut archive, &workbook, &mut types)?,
            };
            let names = graft::graft(&mut archive, &workbook, source, &mut types, &mut all, &mut change)?;
            styles = Some(all);
            names
        }
        None => Vec::new(),
    };
    if let Some(styles) = styles {
        styles.save(&mut archive)?;
    }
    if stripping != Stripping::Clean {
        change.add_names.insert(0, own::workbook_mark(edits.fingerprint.as_deref()));
        Workbook::load(&mut archive)?.change(&mut archive, &change)?;
    }
    if written.values {
        cells::recalculate(&mut archive, &workbook.name)?;
    }
    types.save(&mut archive)?;
    let bytes = archive.write()?;
    let meant = Meant { edits, cells: &written, staff_notes: &staff.cells };
    verify::verify(original, &archive, &bytes, &meant)?;
    Ok(Applied {
        bytes,
        placed: placed.placed,
        left_out: placed.left_out,
        cells_left_out: written.left_out,
        staff_notes_left_out: staff.left_out,
        sheets,
        structure_locked: workbook.locked,
    })
}

impl Edits {
    /// Whether nothing is to be put into the workbook.
    fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.staff_notes.is_empty() && self.notes.is_empty() && self.sheets.is_none()
    }
}

fn stripping_for(set: SheetSet) -> Stripping {
    match set {
        SheetSet::Check => Stripping::ForCheck,
        SheetSet::Merge => Stripping::ForMerge,
        SheetSet::Unplaced => Stripping::ForNotes,
    }
}

/// Whether these bytes are a workbook with planwacht's mark.
pub fn is_own(bytes: &[u8]) -> bool {
    let marked = || -> Result<bool, PackageError> {
        let workbook = Workbook::load(&mut Archive::open(bytes)?)?;
        Ok(own::is_marked(&workbook))
    };
    marked().unwrap_or(false)
}

/// The fingerprint that the workbook was given when planwacht wrote it.
pub fn fingerprint(bytes: &[u8]) -> Option<String> {
    own::fingerprint(&Workbook::load(&mut Archive::open(bytes).ok()?).ok()?)
}

/// The number by which a workbook stores a moment, counted from 1900; `None` for what lies beyond the days that Excel counts.
pub fn serial(moment: chrono::NaiveDateTime) -> Option<f64> {
    cells::serial(moment, false)
}

/// The authors of the notes of staff, by their cells; `None` for a conversation.
///
/// # Errors
/// Where the bytes are no package that can be read, or a part of it is damaged.
pub fn note_authors(bytes: &[u8]) -> Result<BTreeMap<CellRef, Option<String>>, PackageError> {
    let mut archive = Archive::open(bytes)?;
    let workbook = Workbook::load(&mut archive)?;
    let mut authors = BTreeMap::new();
    for sheet in workbook.sheets.iter().filter(|sheet| sheet.worksheet) {
        for note in notes::staff_notes(&mut archive, sheet)? {
            let (row, col) = note.cell;
            authors.entry(CellRef::new(sheet.name.as_str(), row, col)).or_insert(note.author);
        }
    }
    Ok(authors)
}

/// What a workbook has room for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRoom {
    /// Names for new sheets, as many as were wanted.
    pub names: Vec<String>,
    /// Whether the structure of the workbook is locked, so that no sheet can be added.
    pub structure_locked: bool,
}

/// Names like `wanted` for new sheets of a set, that no sheet has once those that they replace are gone: `Controle`, or
/// `Controle (2)`. Excel takes 31 UTF-16 units and compares without case.
pub fn sheet_room(original: &[u8], set: SheetSet, wanted: &[&str]) -> Result<SheetRoom, PackageError> {
    let mut archive = Archive::open(original)?;
    let workbook = Workbook::load(&mut archive)?;
    let going = own::going(&own::own_sheets(&mut archive, &workbook), &workbook, stripping_for(set));
    let staff = workbook.sheets.iter().enumerate().filter(|(at, _)| !going.contains(at));
    let mut taken: HashSet<String> = staff.map(|(_, sheet)| sheet.name.to_lowercase()).collect();
    let mut free = |wanted: &&str| {
        let numbered = (2u32..).map(|number| sheet_name(wanted, &format!(" ({number})")));
        let mut names = std::iter::once(sheet_name(wanted, "")).chain(numbered);
        let name = names.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
        taken.insert(name.to_lowercase());
        name
    };
    Ok(SheetRoom { names: wanted.iter().map(&mut free).collect(), structure_locked: workbook.locked })
}

/// A sheet name of at most 31 UTF-16 units without the characters that Excel forbids, ending in `suffix`.
fn sheet_name(wanted: &str, suffix: &str) -> String {
    let mut room = 31usize.saturating_sub(suffix.encode_utf16().count());
    let mut name = String::new();
    for c in wanted.chars().filter(|c| !c.is_control() && !r"[]:*?/\".contains(*c)) {
        room = match room.checked_sub(c.len_utf16()) {
            Some(left) => left,
            None => break,
        };
        name.push(c);
    }
    let name = name.trim().trim_matches('\'');
    format!("{}{suffix}", if name.is_empty() { "Blad" } else { name })
}
