//! What every xlsx package is made of, for those who read it and those who change it: the zip file and its parts, their text,
//! their XML and how they lead to each other.
//!
//! `workbook` makes grids of it and `package` changes it; both find a part, read a name or follow a relationship in the same
//! way because they do it here. Nothing here knows of cells.

mod entries;
pub(crate) mod formats;
pub(crate) mod names;
pub(crate) mod namespaces;
pub(crate) mod ole;
pub(crate) mod pull;
mod rels;
pub(crate) mod sound;
pub(crate) mod text;
pub(crate) mod xml;

pub(crate) use entries::{Cap, Entries, LIMITS, Limits, PartError};
pub(crate) use rels::{Parts, Rel, Rels};
