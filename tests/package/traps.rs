//! The traps of the file format, one by one, each with the smallest workbook that has it.

mod drawings;
mod notes;
mod parts;
mod sheets;
mod styles;

use planwacht::package::{Edits, apply};

use crate::files::*;
use crate::graft::authored;

/// Two notes and the sheets of ours.
fn edits() -> Edits {
    Edits { sheets: Some(checked(authored())), ..notes_at(&["A1", "C9"]) }
}

fn notes_at(cells: &[&str]) -> Edits {
    Edits {
        notes: cells.iter().map(|cell| note("Blad1", cell, &format!("Let op {cell}"))).collect(),
        ..Edits::default()
    }
}

/// Whether a run may change a part; what it changes in sheets and drawings goes again when it is cleaned up.
fn may_change(name: &str) -> bool {
    let name = name.replace('\\', "/").to_lowercase();
    let kinds = ["[content_types].xml", "workbook.xml", "styles.xml", ".rels", ".vml"];
    kinds.iter().any(|kind| name.ends_with(kind)) || name.contains("worksheets/") || name.contains("comments")
}

/// Annotates with notes and sheets. The second run gives the same; what is not concerned stays as it was; cleaning up
/// gives every sheet and every drawing back to the byte.
fn judge(parts: &Parts) -> Vec<u8> {
    judge_edits(parts, &edits())
}

fn judge_edits(parts: &Parts, edits: &Edits) -> Vec<u8> {
    let applied = annotate(parts, edits);
    assert_eq!(applied.left_out, []);
    let after = unzip(&applied.bytes);
    for (name, bytes) in parts.iter().filter(|(name, _)| !may_change(name)) {
        assert_eq!(&after[name], bytes, "{name}");
    }
    let clean = unzip(&apply(&applied.bytes, &Edits::default()).unwrap().bytes);
    for (name, bytes) in parts.iter().filter(|(name, _)| name.contains("worksheets") || name.ends_with(".vml")) {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(clean.get(name).map(|part| shown(part)), Some(shown(bytes)), "{name} after cleaning up");
        assert_eq!(clean[name], *bytes, "{name} after cleaning up");
    }
    applied.bytes
}
