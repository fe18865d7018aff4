//! What became of each action between two versions of the plan.

use serde::Serialize;

use crate::cell::CellRef;
use crate::framework::Field;

/// Every action of both versions, each in exactly one change.
#[derive(Debug, Clone, Default)]
pub struct Reconciliation {
    /// In the order of the current version; removed actions after the place where they stood.
    pub changes: Vec<Change>,
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// What the match rests on.
    pub matched_by: MatchedBy,
    /// How sure the match is, from 0 to 1.
    pub confidence: f64,
    /// Indices of the actions in the previous plan.
    pub previous: Vec<usize>,
    /// Indices of the actions in the current plan.
    pub current: Vec<usize>,
    /// Whether it stands on the sheet of another municipality or level now (a renamed tab is no move).
    pub moved: bool,
    /// Whether its number changed.
    pub renumbered: bool,
    /// Real changes only, in the order of [`Field::ALL`].
    pub fields: Vec<FieldChange>,
}

/// The kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// In both versions.
    Kept,
    /// Only in the current version.
    Added,
    /// Only in the previous version.
    Removed,
    /// One action became several.
    Split,
    /// Several actions became one.
    Merged,
}

/// What a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchedBy {
    /// The same number and (nearly) the same text.
    IdAndText,
    /// The same text.
    Text,
    /// Alike in text and place.
    Similarity,
    /// No match: added or removed.
    Nothing,
}

/// A field that says something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// The text of the previous version as people read it.
    pub previous: String,
    /// The text of the current version.
    pub current: String,
    /// Its cell in the previous version, where there is one.
    pub previous_at: Option<CellRef>,
    /// Its cell in the current version.
    pub current_at: Option<CellRef>,
}

impl Change {
    /// Whether anything is different: kept, in place, and no field changed means no.
    pub fn is_change(&self) -> bool {
        self.kind != ChangeKind::Kept || self.moved || !self.fields.is_empty()
    }

    /// The change of one field, where it changed.
    pub fn field(&self, field: Field) -> Option<&FieldChange> {
        self.fields.iter().find(|change| change.field == field)
    }
}
