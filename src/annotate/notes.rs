//! Notes that somebody else wrote, put into any workbook.

pub mod file;

use crate::annotate::AnnotateError;
use crate::finding::Severity;
use crate::package::{self, Applied, Edits, LeftOut, LeftOutReason, Mark, NewSheets, Note, SheetSet};
use crate::report::sheets::unplaced::{self, Unplaced};
use crate::wording::Lang;

/// Puts the notes on their cells; those that cannot stand there are listed on a sheet, unless the structure is locked.
///
/// # Errors
/// Where the workbook does not allow it (a password, a signature, another format, damage).
pub fn place(workbook: &[u8], notes: Vec<Note>, lang: Lang) -> Result<Applied, AnnotateError> {
    let mut edits = Edits { notes, keep_check: true, ..Edits::default() };
    let applied = package::apply(workbook, &edits)?;
    let listed: Vec<Unplaced> =
        applied.left_out.iter().filter_map(|left_out| unplaced(left_out, &edits.notes, lang)).collect();
    if listed.is_empty() || applied.structure_locked {
        return Ok(applied);
    }
    let wanted = unplaced::wanted_name(lang);
    let room = package::sheet_room(workbook, SheetSet::Unplaced, &[wanted])?;
    let name = room.names.first().map_or(wanted, String::as_str);
    edits.sheets = Some(NewSheets { set: SheetSet::Unplaced, workbook: unplaced::unplaced(name, &listed, lang)? });
    Ok(package::apply(workbook, &edits)?)
}

/// The line for a note that its sheet has no place for; a note without text, or without a sheet, is a mistake in the file.
fn unplaced(left_out: &LeftOut, notes: &[Note], lang: Lang) -> Option<Unplaced> {
    if matches!(left_out.reason, LeftOutReason::EmptyText | LeftOutReason::NoSuchSheet) {
        return None;
    }
    let note = notes.get(left_out.note)?;
    let severity = note.mark.map(severity);
    let reason = left_out.reason.words(lang);
    Some(Unplaced { at: note.at.clone(), severity, text: note.text.clone(), reason })
}

fn severity(mark: Mark) -> Severity {
    match mark {
        Mark::Error => Severity::Error,
        Mark::Warning => Severity::Warning,
        Mark::Info => Severity::Info,
    }
}
