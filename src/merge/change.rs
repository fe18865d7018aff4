//! What copies changed, as plain data: of a cell of the base, and of an action that only copies have.

use super::columns::Column;
use super::{Entry, Reason};
use crate::cell::{CellRef, CellValue, Rgb};
use crate::framework::Code;
use crate::plan::Action;
use crate::wording::Wording;

/// What a copy made of a cell.
#[derive(Debug, Clone)]
pub(super) struct Change3<T> {
    /// Which copy.
    pub copy: usize,
    /// Its cell.
    pub at: CellRef,
    /// What the cell is to be.
    pub to: T,
    /// What has to be said of it.
    pub remark: Option<Reason>,
}

/// A note with its author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteText {
    pub author: String,
    pub text: String,
}

/// What copies changed of one cell of the base.
#[derive(Debug, Clone, Default)]
pub(super) struct CellChanges {
    /// The number of its action.
    pub action: Option<String>,
    /// Its column.
    pub column: Option<Wording>,
    pub values: Vec<Change3<CellValue>>,
    pub fills: Vec<Change3<Option<Rgb>>>,
    pub notes: Vec<Change3<NoteText>>,
}

/// A new action.
#[derive(Debug, Clone)]
pub(super) struct NewAction {
    /// The table of the base below which it goes.
    pub table: usize,
    /// Its number.
    pub id: Option<String>,
    /// The copies that have it, with the index of the action there; the first one's row is written.
    pub origins: Vec<(usize, usize)>,
    /// What is written, by column of the base.
    pub cells: Vec<NewCell>,
    /// What it has to be read as in the merged workbook.
    pub expected: Expected,
}

/// What a new action was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    pub text: String,
    pub theme: Option<Code>,
    pub subtheme: Option<Vec<Code>>,
    pub municipalities: Option<Vec<Code>>,
}

impl Expected {
    /// Of an action as it was read.
    pub(super) fn of(action: &Action) -> Self {
        Self {
            text: action.text.raw.split_whitespace().collect::<Vec<_>>().join(" "),
            theme: action.theme.known().cloned(),
            subtheme: action.subtheme.known().cloned(),
            municipalities: action.municipalities.known().cloned(),
        }
    }
}

/// One cell of a new action.
#[derive(Debug, Clone)]
pub(super) struct NewCell {
    pub column: Column,
    /// What each copy says; the first one's is written.
    pub values: Vec<Change3<CellValue>>,
    /// The fill in the first copy, where its format tells fills.
    pub fill: Option<Option<Rgb>>,
    pub note: Option<Change3<NoteText>>,
    /// What of the cell is left to a person.
    pub left: Option<Entry>,
}
