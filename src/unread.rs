//! What of a workbook could not be read, so that nobody takes it for empty, equal or gone.

use std::sync::Arc;

use crate::wording::Wording;

/// Something of a workbook that could not be read, or that is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it is.
    pub what: What,
    /// Why, as part of a sentence about it; without its name.
    pub reason: Wording,
    /// What nobody can tell because of it.
    pub hides: Hides,
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A sheet, by the name of its tab. Nothing of it is read.
    Sheet(Arc<str>),
    /// A part of the file, by its name in it.
    Part(Arc<str>),
}

/// What nobody can tell because something was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hides {
    /// Nothing that is judged.
    Nothing,
    /// The colours of cells.
    Colours,
    /// Actions, or colours of sub-themes: what is not found may stand there.
    Actions,
}

impl Unread {
    /// A sheet of which nothing was read.
    pub fn sheet(name: impl Into<Arc<str>>, reason: Wording) -> Self {
        Self { what: What::Sheet(name.into()), reason, hides: Hides::Actions }
    }

    /// The sheet, where it is one.
    pub fn sheet_name(&self) -> Option<&Arc<str>> {
        match &self.what {
            What::Sheet(name) => Some(name),
            What::Part(_) => None,
        }
    }

    /// What was not read and why: `Blad “Huizen” is niet gelezen: het ontbreekt in het bestand.`
    pub fn sentence(&self) -> Wording {
        let Wording { nl, en } = &self.reason;
        match &self.what {
            What::Sheet(name) => Wording::of(
                format!("Blad “{name}” is niet gelezen: {nl}."),
                format!("Sheet “{name}” was not read: {en}."),
            ),
            What::Part(name) => Wording::of(
                format!("Onderdeel {name} van het bestand is beschadigd: {nl}."),
                format!("Part {name} of the file is damaged: {en}."),
            ),
        }
    }
}

/// Whether any of it may hold actions or colours of sub-themes.
pub fn hide_actions(unread: &[Unread]) -> bool {
    unread.iter().any(|unread| unread.hides == Hides::Actions)
}

/// Whether the colours of cells are not known because of it.
pub fn hide_colours(unread: &[Unread]) -> bool {
    unread.iter().any(|unread| unread.hides == Hides::Colours)
}
