//! Several copies of one workbook that came back, put together: what they changed without contradicting each other goes into the
//! base, through the lossless writer; all else is told and left to a person. Nothing is taken silently.
//!
//! Rows are paired by what they say, so that a copy may have been sorted, renumbered or given another column. Each cell is then
//! compared three ways: what the base says, and what each copy made of it.

mod added;
mod change;
mod columns;
mod compare;
mod decide;
mod draft;
mod masking;
mod outside;
mod reason;
pub mod report;
mod version;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use crate::cell::CellRef;
use crate::framework::Framework;
use crate::package::PackageError;
use crate::privacy::Shown;
use crate::report::ReportError;
pub use crate::review::FileId;
use crate::review::{ReviewError, Source};
use crate::wording::{Lang, Wording};
use draft::Draft;
pub use reason::Reason;
use version::Version;

/// Matches that are less sure are left to a person.
const SURE: f64 = 0.70;

/// What came of a merge: all that was taken, contradicts itself or is left. Personal data are masked in every text.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The language of the outputs.
    pub lang: Lang,
    /// The workbook that the copies were made of.
    pub base: Shown<FileId>,
    /// The copies, in the order in which they were given; with a number behind the name where two have the same.
    pub copies: Vec<Shown<FileId>>,
    /// Conflicts first, then what is left to a person, then what was taken; each in the order of the base.
    pub entries: Vec<Shown<Entry>>,
    /// What is good to know and asks nothing of anybody.
    pub notices: Vec<Shown<Notice>>,
    /// Tabs of the base that are shown under another name than their own, because that holds personal data: the name that is shown,
    /// and their own.
    pub tabs: BTreeMap<Arc<str>, Arc<str>>,
}

/// Something that is good to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The copy that it is about; none for the base.
    pub copy: Option<usize>,
    /// What it is.
    pub message: Wording,
}

/// What became of one thing that a copy changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What became of it.
    pub kind: Kind,
    /// The cell of the base, where it is about one.
    pub at: Option<CellRef>,
    /// The number of the action, where it has one.
    pub action: Option<String>,
    /// The column, by the word for its field or else by its header.
    pub column: Option<Wording>,
    /// What of the cell.
    pub aspect: Aspect,
    /// What the base said.
    pub before: String,
    /// What the copies say.
    pub claims: Vec<Claim>,
    /// Why it was left, or what has to be said of what was taken.
    pub reason: Option<Reason>,
}

/// What one copy says.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Which copy.
    pub copy: usize,
    /// Its cell, where there is one.
    pub at: Option<CellRef>,
    /// What it says there.
    pub says: String,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Copies contradict each other: the base's value stays.
    Conflict,
    /// It is left to a person.
    Left,
    /// It was put into a cell of the base.
    Taken,
    /// It belongs to a new action that was put below its table.
    Added,
}

/// What of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What it says.
    Value,
    /// Its fill.
    Fill,
    /// The note on it.
    Note,
}

/// The merged workbook with the account of it.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The account.
    pub merge: Merge,
    /// The workbook as a file.
    pub bytes: Vec<u8>,
    /// Whether the structure of the workbook is locked, so that it got no sheet with the account.
    pub structure_locked: bool,
}

/// Why nothing could be merged.
#[derive(Debug, Error)]
pub enum MergeError {
    /// A workbook cannot be read, or has no table of actions.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// The base does not allow changes.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The account could not be drawn.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl MergeError {
    /// The sentence in English.
    pub fn english(&self) -> String {
        match self {
            Self::Review(error) => error.english(),
            Self::Package(error) => error.english(),
            Self::Report(error) => error.english(),
        }
    }
}

impl Merge {
    /// Whether a person has to look at something.
    pub fn needs_a_person(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.kind, Kind::Conflict | Kind::Left))
    }

    /// The place of the base that is shown under this name.
    fn own_place(&self, shown: &CellRef) -> CellRef {
        CellRef { sheet: self.tabs.get(&shown.sheet).unwrap_or(&shown.sheet).clone(), ..*shown }
    }

    /// How many entries are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.entries.iter().filter(|entry| entry.kind == kind).count()
    }
}

/// Merges the copies into the base.
///
/// # Errors
/// Where a workbook cannot be read, has no table of actions, or the base cannot be written into.
pub fn merge(base: Source, copies: &[Source], framework: &Framework, lang: Lang) -> Result<Merged, MergeError> {
    let original = base.bytes;
    let base = Version::open(base, framework)?;
    let mut versions: Vec<Version> = Vec::new();
    for copy in copies {
        let mut version = Version::open(*copy, framework)?;
        version.name = distinct(&version.name, versions.iter().chain([&base]).map(|version| version.name.as_str()));
        versions.push(version);
    }
    let draft = draft(&base, &versions, framework);
    write::write(original, &base, &versions, draft, framework, lang)
}

/// Compares every copy with the base.
fn draft<'v>(base: &'v Version, copies: &'v [Version], framework: &'v Framework) -> Draft<'v> {
    let mut draft = Draft::of(base, copies, framework);
    for (copy, version) in copies.iter().enumerate() {
        draft.tell_troubles(Some(copy), version);
        if !version.plan.unread.is_empty() {
            draft.damaged(copy);
            continue;
        }
        if draft.matched[copy].is_other_plan() {
            draft.left.push(draft::left(copy, None, version.name.clone(), Reason::OtherPlan));
            continue;
        }
        draft.rows(copy);
        draft.assessments(copy);
        outside::collect(&mut draft, copy);
        draft.reactions(copy);
        draft.unknown_looks(copy);
    }
    draft.tell_redacted();
    draft.added = added::collect(&mut draft);
    draft
}

/// The name, with a number where it is taken: copies from two folders can have one name.
fn distinct<'n>(name: &str, taken: impl Iterator<Item = &'n str> + Clone) -> String {
    let numbered = (2u32..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.clone().all(|other| other != name)).unwrap_or_else(|| name.to_owned())
}
