//! Bytes to grids: any workbook that staff may send, read without losing a cell that can be read.
//!
//! xlsx and xlsm: values through calamine, cell by cell, and a pass of our own over the same parts for what it leaves out
//! (formulas, fills of rows and columns, merges, hidden rows and columns, notes, struck text). Where calamine gives up on a
//! sheet, our own pass reads its values too, so that a cell that nobody knows costs one cell. xls and xlsb: values and
//! formulas through calamine. ods: a pass of our own, for its fills, notes and hidden rows.

mod binary;
mod binary_formats;
mod conditional;
mod detect;
mod fingerprint;
mod guard;
mod notes;
mod ods;
mod properties;
mod sheet;
mod shown;
mod stream;
mod strings;
mod styles;
mod values;
mod xlsx;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::cell::{CellValue, Grid, MAX_TEXT};
use crate::number_format::Locale;
use crate::ooxml::PartError;
use crate::unread::{Unread, hide_actions};
use crate::wording::Wording;
pub use detect::Kind;
pub use fingerprint::fingerprint;

/// What kind of workbook the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel since 2007.
    Xlsx,
    /// The same, with macros.
    Xlsm,
    /// Excel 97 to 2003.
    Xls,
    /// Excel's binary format.
    Xlsb,
    /// OpenDocument, of LibreOffice among others.
    Ods,
}

/// A workbook as read: its worksheets in the order of their tabs.
#[derive(Debug, Clone)]
pub struct Workbook {
    /// What kind of file it is, by its bytes.
    pub format: Format,
    /// The worksheets; chart sheets and macro sheets are left out.
    pub sheets: Vec<Grid>,
    /// What the file says about itself beside its sheets: title, author, keywords, custom properties.
    pub properties: Vec<Property>,
    /// What was left out of the workbook as a whole, and what its format does not tell.
    pub troubles: Vec<Wording>,
    /// What is damaged, so that it could not be read.
    pub unread: Vec<Unread>,
}

/// A property of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// What Excel calls it, as the file stores it: `creator`, `lastModifiedBy`, `Manager`, or the name of a custom property; or
    /// [`NOTE_AUTHOR`].
    pub name: String,
    /// What it says.
    pub value: String,
}

/// Who made the file.
const CREATOR: &str = "creator";
/// Who saved it last.
const LAST_AUTHOR: &str = "lastModifiedBy";
/// Whose file it is.
const MANAGER: &str = "Manager";
/// The name under which the authors of notes stand among the properties of a file, each once.
pub const NOTE_AUTHOR: &str = "note author";

impl Property {
    /// Whether the property says who works in the file. Excel and LibreOffice fill it in by themselves.
    pub fn is_of_a_user(&self) -> bool {
        matches!(self.name.as_str(), CREATOR | LAST_AUTHOR | MANAGER | NOTE_AUTHOR)
    }
}

/// Why a workbook could not be read. Shown in Dutch; [`WorkbookError::english`] says the same in English.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkbookError {
    /// The bytes are something else.
    #[error("'{name}' is geen Excel-werkmap: {}. {}", found.dutch(), found.dutch_fix())]
    NotAWorkbook {
        /// The file name.
        name: String,
        /// What the bytes are.
        found: Kind,
    },
    /// It has a password, or a label that encrypts it.
    #[error(
        "'{name}' is beveiligd met een wachtwoord of vertrouwelijkheidslabel en kan niet worden gelezen. \
         Open het bestand in Excel, haal de beveiliging weg bij Bestand > Info > Werkmap beveiligen en sla het op."
    )]
    Encrypted {
        /// The file name.
        name: String,
    },
    /// It is a workbook, but its bytes are damaged.
    #[error("'{name}' is beschadigd: {}. Open het bestand in Excel, laat Excel het herstellen en sla het op als .xlsx.", detail.nl)]
    Corrupt {
        /// The file name.
        name: String,
        /// What is wrong.
        detail: Wording,
    },
    /// It inflates beyond what a workbook of staff can be.
    #[error(
        "'{name}' is uitgepakt te groot om te lezen (meer dan 512 MB in één onderdeel of 2 GB in totaal). \
         Verwijder lege rijen, kolommen en oude bladen, en sla het bestand opnieuw op."
    )]
    TooLarge {
        /// The file name.
        name: String,
    },
    /// It has more of something than a workbook can have.
    #[error(
        "'{name}' heeft te veel {}: {found}. Er kunnen er ten hoogste {limit} worden gelezen. Verwijder wat niet nodig is, en sla het bestand opnieuw op.", what.nl
    )]
    TooMany {
        /// The file name.
        name: String,
        /// What there is too much of.
        what: Wording,
        /// How many it has.
        found: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It has no worksheet that could be read.
    #[error("'{name}' heeft geen werkblad dat kan worden gelezen. Controleer of u het goede bestand hebt gekozen.")]
    NoSheets {
        /// The file name.
        name: String,
    },
}

impl WorkbookError {
    /// The message in English.
    pub fn english(&self) -> String {
        match self {
            Self::NotAWorkbook { name, found } => {
                format!("'{name}' is not an Excel workbook: {}. {}", found.english(), found.english_fix())
            }
            Self::Encrypted { name } => format!(
                "'{name}' is protected by a password or a sensitivity label and cannot be read. \
                 Open it in Excel, remove the protection under File > Info > Protect Workbook, and save it."
            ),
            Self::Corrupt { name, detail } => {
                format!(
                    "'{name}' is damaged: {}. Open it in Excel, let Excel repair it, and save it as .xlsx.",
                    detail.en
                )
            }
            Self::TooLarge { name } => format!(
                "'{name}' is too large to read once unpacked (more than 512 MB in one part or 2 GB in all). \
                 Remove empty rows, columns and old sheets, and save it again."
            ),
            Self::TooMany { name, what, found, limit } => format!(
                "'{name}' has too many {}: {found}. At most {limit} can be read. Remove what is not needed, and save it again.",
                what.en
            ),
            Self::NoSheets { name } => {
                format!("'{name}' has no worksheet that can be read. Check that this is the right file.")
            }
        }
    }

    fn corrupt(name: &str, detail: Wording) -> Self {
        Self::Corrupt { name: name.to_owned(), detail }
    }

    /// What a part of the package that cannot be missed failed with.
    fn of_part(name: &str, error: PartError) -> Self {
        match error {
            PartError::TooLarge(_) => Self::TooLarge { name: name.to_owned() },
            PartError::TooMany { found, limit } => {
                Self::too_many(name, Wording::of("onderdelen", "parts"), found, limit)
            }
            PartError::Encrypted => Self::Encrypted { name: name.to_owned() },
            PartError::Missing => Self::corrupt(
                name,
                Wording::of(
                    "een onderdeel dat elke werkmap heeft, ontbreekt",
                    "a part that every workbook has is missing",
                ),
            ),
            PartError::Damaged(_) => Self::damaged(name),
        }
    }

    fn too_many(name: &str, what: Wording, found: usize, limit: usize) -> Self {
        Self::TooMany { name: name.to_owned(), what, found, limit }
    }

    fn damaged(name: &str) -> Self {
        Self::corrupt(
            name,
            Wording::of(
                "het bestand is niet compleet of niet goed opgeslagen",
                "the file is incomplete or was not saved properly",
            ),
        )
    }
}

/// How many sheets, formats and names a workbook may have.
const MAX_SHEETS: usize = 1_000;
const MAX_FORMATS: usize = 65_000;
const MAX_NAMES: usize = 200_000;

/// Cuts texts that are longer than a cell can hold. Cells that share a text go on sharing it.
fn cut_texts(grid: &mut Grid) {
    let mut known: FxHashMap<*const u8, Arc<str>> = FxHashMap::default();
    for (at, cell) in &mut grid.cells {
        let CellValue::Text(text) = &mut cell.value else { continue };
        let cut = match known.get(&text.as_ptr()) {
            Some(cut) => cut.clone(),
            // A character takes a byte at least.
            None if text.len() <= MAX_TEXT => continue,
            None => {
                let Some((end, _)) = text.char_indices().nth(MAX_TEXT) else { continue };
                let cut: Arc<str> = text.get(..end).unwrap_or_default().into();
                known.insert(text.as_ptr(), cut.clone());
                cut
            }
        };
        grid.cut.push(*at);
        *text = cut;
    }
}

/// Reads any workbook; what it is follows from the bytes, not from the extension.
///
/// `name` is the file name, for messages only. Cells that cannot be read are told in `troubles` and never end the reading. What cells
/// show is in the first language, Dutch; [`read_in`] has the others.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook, WorkbookError> {
    read_in(bytes, name, Locale::default())
}

/// The same with what cells show in the language of the workbook.
pub fn read_in(bytes: &[u8], name: &str, locale: Locale) -> Result<Workbook, WorkbookError> {
    let mut workbook = match detect::detect(bytes) {
        Kind::Workbook(format @ (Format::Xlsx | Format::Xlsm)) => xlsx::read(bytes, name, format, locale)?,
        Kind::Workbook(format @ (Format::Xls | Format::Xlsb)) => binary::read(bytes, name, format, locale)?,
        Kind::Workbook(Format::Ods) => ods::read(bytes, name, locale)?,
        Kind::Encrypted => return Err(WorkbookError::Encrypted { name: name.to_owned() }),
        Kind::BrokenZip => return Err(WorkbookError::damaged(name)),
        found => return Err(WorkbookError::NotAWorkbook { name: name.to_owned(), found }),
    };
    if workbook.sheets.is_empty() && !hide_actions(&workbook.unread) {
        return Err(WorkbookError::NoSheets { name: name.to_owned() });
    }
    workbook.sheets.iter_mut().for_each(cut_texts);
    Ok(workbook)
}
