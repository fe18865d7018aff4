//! The staff's own xlsx package, with edits made to it and every other byte as it was.
//!
//! A workbook comes in as bytes and leaves as bytes. Entries of the zip file that no edit concerns are copied as they
//! are compressed; the others are spliced at byte offsets, never parsed and written anew. Before the result is handed
//! over it is opened again and checked. What an earlier run left behind is taken out first, so that a second run gives
//! what the first gave.

mod archive;
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
mod text;
mod verify;
mod vml;
mod workbook;
mod xml;

use std::collections::HashSet;

use crate::cell::CellRef;
pub use crate::own::SheetSet;
use archive::Archive;
use content_types::ContentTypes;
pub use error::{LeftOutReason, PackageError};
use notes::Shared;
use own::Stripping;
use styles::Styles;
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

/// What is to be done to a workbook; plain values, applied in one place.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    /// The notes, in the order in which they are to stand.
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
    /// What they are for: they replace earlier ones of the same set, and those of a check replace all of ours.
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

/// The annotated workbook.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The workbook as a file.
    pub bytes: Vec<u8>,
    /// How many notes are in it.
    pub placed: usize,
    /// The notes that are not, with the reason.
    pub left_out: Vec<LeftOut>,
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
    let mut types = ContentTypes::load(&mut archive)?;
    let stripping = match &edits.sheets {
        Some(sheets) => stripping_for(sheets.set),
        None if edits.notes.is_empty() && !edits.keep_check => Stripping::Clean,
        None => Stripping::ForNotes,
    };
    own::strip(&mut archive, &found, &mut types, stripping)?;
    let workbook = Workbook::load(&mut archive)?;
    let free_block = notes::free_block(&mut archive, &types)?;
    let mut styles = None;
    let mut shared = Shared { types: &mut types, styles: &mut styles, free_block };
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
    types.save(&mut archive)?;
    let bytes = archive.write()?;
    verify::verify(original, &archive, &bytes)?;
    Ok(Applied { bytes, placed: placed.placed, left_out: placed.left_out, sheets, structure_locked: workbook.locked })
}

fn stripping_for(set: SheetSet) -> Stripping {
    match set {
        SheetSet::Check => Stripping::ForCheck,
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
