//! Why a workbook was not annotated, and what to do about it.

use thiserror::Error;

use super::{CellLeftOut, LeftOut};
use crate::wording::{Lang, Wording};

/// Why no annotated workbook could be made. Nothing is written in any of these cases.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The bytes are no zip file at all.
    #[error(
        "Dit is geen Excel-werkmap (xlsx of xlsm). Open het bestand in Excel en bewaar het als 'Excel-werkmap (*.xlsx)'."
    )]
    NotZip,
    /// The zip file itself is damaged.
    #[error("De werkmap is beschadigd ({}). Open hem in Excel, laat Excel hem herstellen en bewaar hem opnieuw.", detail.nl)]
    BadZip {
        /// What the zip reader met.
        detail: Wording,
    },
    /// A password is needed to open the workbook.
    #[error(
        "De werkmap is met een wachtwoord versleuteld. Haal het wachtwoord in Excel weg (Bestand > Info > Werkmap beveiligen) en bewaar hem opnieuw."
    )]
    Encrypted,
    /// The binary format from before Excel 2007.
    #[error("Dit is een oude Excel-werkmap (xls). Open hem in Excel en bewaar hem als 'Excel-werkmap (*.xlsx)'.")]
    LegacyXls,
    /// A zip file of another kind of spreadsheet.
    #[error(
        "Dit is een {kind}-bestand; notities kunnen alleen in xlsx en xlsm. Open het in Excel en bewaar het als 'Excel-werkmap (*.xlsx)'."
    )]
    OtherFormat {
        /// `xlsb` or `ods`.
        kind: &'static str,
    },
    /// Any change would break the digital signature.
    #[error(
        "De werkmap is digitaal ondertekend; een notitie zou de handtekening breken. Bewaar een kopie zonder handtekening en gebruik die."
    )]
    Signed,
    /// There is no workbook in the zip file.
    #[error("Dit zip-bestand bevat geen werkmap. Kies een xlsx- of xlsm-bestand.")]
    NoWorkbook,
    /// A part speaks a language that is not SpreadsheetML.
    #[error(
        "Onderdeel {part} van de werkmap gebruikt een onbekende indeling ('{found}'). Open de werkmap in Excel en bewaar hem opnieuw als xlsx."
    )]
    UnknownNamespace {
        /// The part's name.
        part: String,
        /// The namespace that stands there.
        found: String,
    },
    /// A part has a document type, which a workbook may not have.
    #[error(
        "Onderdeel {part} van de werkmap bevat een DOCTYPE; dat is niet toegestaan en kan gevaarlijk zijn. Open de werkmap in Excel en bewaar hem opnieuw als xlsx."
    )]
    Doctype {
        /// The part's name.
        part: String,
    },
    /// Two entries of the zip file claim the same name.
    #[error("De werkmap bevat onderdeel {part} twee keer. Open hem in Excel en bewaar hem opnieuw als xlsx.")]
    DuplicatePart {
        /// The name that occurs twice.
        part: String,
    },
    /// One part is larger than the program is willing to unpack.
    #[error(
        "Onderdeel {part} van de werkmap is uitgepakt groter dan {limit_mb} MB. Verwijder ongebruikte rijen, kolommen of bladen en bewaar de werkmap opnieuw."
    )]
    PartTooLarge {
        /// The part's name.
        part: String,
        /// The limit, in MB.
        limit_mb: u64,
    },
    /// All parts together are larger than the program is willing to unpack.
    #[error(
        "De werkmap is uitgepakt groter dan {limit_mb} MB. Verwijder ongebruikte bladen en bewaar de werkmap opnieuw."
    )]
    TooLarge {
        /// The limit, in MB.
        limit_mb: u64,
    },
    /// The package has more parts than the program is willing to look at.
    #[error(
        "De werkmap heeft te veel onderdelen: {found}, en {limit} is het meeste dat kan. Verwijder ongebruikte bladen en afbeeldingen en bewaar de werkmap opnieuw."
    )]
    TooManyParts {
        /// How many it has.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A part that has to be changed is no sound XML.
    #[error(
        "Onderdeel {part} van de werkmap is beschadigd ({}). Open de werkmap in Excel, laat Excel hem herstellen en bewaar hem opnieuw.", detail.nl
    )]
    BadPart {
        /// The part's name.
        part: String,
        /// What stands there.
        detail: Wording,
    },
    /// A part that the workbook points at is not in the zip file.
    #[error(
        "Onderdeel {part} ontbreekt in de werkmap. Open de werkmap in Excel, laat Excel hem herstellen en bewaar hem opnieuw."
    )]
    MissingPart {
        /// The part's name.
        part: String,
    },
    /// A sheet to be added has the name of a sheet that is there.
    #[error("De werkmap heeft al een blad met de naam '{name}'. Geef dat blad een andere naam.")]
    SheetNameTaken {
        /// The name.
        name: String,
    },
    /// The sheets to be added are not what the program expects of its own sheets.
    #[error(
        "De bladen van planwacht konden niet worden toegevoegd ({}). Dit is een fout in planwacht; meld hem.", detail.nl
    )]
    BadSheets {
        /// What was wrong.
        detail: Wording,
    },
    /// The result did not pass the check before it is handed over.
    #[error(
        "De geannoteerde werkmap kwam niet door de controle ({}) en is daarom niet gemaakt. Open de werkmap in Excel, bewaar hem opnieuw als xlsx en probeer het nog eens.", detail.nl
    )]
    Unverified {
        /// What was wrong.
        detail: Wording,
    },
}

impl PackageError {
    /// The same sentence in English.
    pub fn english(&self) -> String {
        match self {
            Self::NotZip => "This is no Excel workbook (xlsx or xlsm). Open the file in Excel and save it as 'Excel Workbook (*.xlsx)'.".into(),
            Self::BadZip { detail } => format!("The workbook is damaged ({}). Open it in Excel, let Excel repair it and save it again.", detail.en),
            Self::Encrypted => "The workbook is encrypted with a password. Remove the password in Excel (File > Info > Protect Workbook) and save it again.".into(),
            Self::LegacyXls => "This is an old Excel workbook (xls). Open it in Excel and save it as 'Excel Workbook (*.xlsx)'.".into(),
            Self::OtherFormat { kind } => format!("This is an {kind} file; notes can only go into xlsx and xlsm. Open it in Excel and save it as 'Excel Workbook (*.xlsx)'."),
            Self::Signed => "The workbook is digitally signed; a note would break the signature. Save a copy without the signature and use that.".into(),
            Self::NoWorkbook => "This zip file holds no workbook. Choose an xlsx or xlsm file.".into(),
            Self::UnknownNamespace { part, found } => format!("Part {part} of the workbook has an unknown format ('{found}'). Open the workbook in Excel and save it again as xlsx."),
            Self::Doctype { part } => format!("Part {part} of the workbook has a DOCTYPE, which is not allowed and may be dangerous. Open the workbook in Excel and save it again as xlsx."),
            Self::DuplicatePart { part } => format!("The workbook holds part {part} twice. Open it in Excel and save it again as xlsx."),
            Self::PartTooLarge { part, limit_mb } => format!("Part {part} of the workbook is larger than {limit_mb} MB when unpacked. Remove unused rows, columns or sheets and save the workbook again."),
            Self::TooLarge { limit_mb } => format!("The workbook is larger than {limit_mb} MB when unpacked. Remove unused sheets and save the workbook again."),
            Self::TooManyParts { found, limit } => format!("The workbook has too many parts: {found}, and {limit} is the most that can be. Remove unused sheets and pictures and save the workbook again."),
            Self::BadPart { part, detail } => format!("Part {part} of the workbook is damaged ({}). Open the workbook in Excel, let Excel repair it and save it again.", detail.en),
            Self::MissingPart { part } => format!("Part {part} is missing from the workbook. Open the workbook in Excel, let Excel repair it and save it again."),
            Self::SheetNameTaken { name } => format!("The workbook already has a sheet named '{name}'. Give that sheet another name."),
            Self::BadSheets { detail } => format!("The sheets of planwacht could not be added ({}). This is a fault in planwacht; please report it.", detail.en),
            Self::Unverified { detail } => format!("The annotated workbook did not pass the check ({}) and was therefore not made. Open the workbook in Excel, save it again as xlsx and try once more.", detail.en),
        }
    }
}

/// Why one note is not in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// The cell holds a conversation (threaded comment), which is left alone.
    #[error("op de cel staat een gesprek (opmerking met antwoorden); dat blijft zoals het is")]
    ThreadedComment,
    /// The workbook has no sheet of that name.
    #[error("de werkmap heeft geen blad met deze naam")]
    NoSuchSheet,
    /// The sheet is a chart, dialog or macro sheet.
    #[error("het blad is geen gewoon werkblad")]
    NotAWorksheet,
    /// The place lies beyond the last row or column of Excel.
    #[error("de cel ligt buiten het werkblad")]
    OutsideSheet,
    /// The text is empty.
    #[error("de tekst van de notitie is leeg")]
    EmptyText,
    /// With this text the note would be longer than Excel keeps.
    #[error("de notitie op de cel zou langer worden dan 32.767 tekens, en meer bewaart Excel niet")]
    NoteFull,
}

impl LeftOutReason {
    /// The same words in English.
    pub fn english(&self) -> &'static str {
        match self {
            Self::ThreadedComment => "the cell holds a conversation (threaded comment), which is left alone",
            Self::NoSuchSheet => "the workbook has no sheet of this name",
            Self::NotAWorksheet => "the sheet is no ordinary worksheet",
            Self::OutsideSheet => "the cell lies outside the worksheet",
            Self::EmptyText => "the text of the note is empty",
            Self::NoteFull => "the note on the cell would be longer than 32,767 characters, and Excel keeps no more",
        }
    }
}

impl LeftOutReason {
    /// The words in that language, as the end of a sentence.
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => self.to_string(),
            Lang::En => self.english().to_owned(),
        }
    }
}

impl LeftOut {
    /// What happened to the note, for people.
    pub fn sentence(&self, lang: Lang) -> String {
        let reason = self.reason.words(lang);
        match lang {
            Lang::Nl => format!("{}: de notitie staat niet op de cel, want {reason}.", self.at),
            Lang::En => format!("{}: the note does not stand on the cell, because {reason}.", self.at),
        }
    }
}

/// Why one cell was not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum CellReason {
    /// The workbook has no sheet of that name.
    #[error("de werkmap heeft geen blad met deze naam")]
    NoSuchSheet,
    /// The sheet is a chart, dialog or macro sheet.
    #[error("het blad is geen gewoon werkblad")]
    NotAWorksheet,
    /// The place lies beyond the last row or column of Excel.
    #[error("de cel ligt buiten het werkblad")]
    OutsideSheet,
    /// Two edits name the same cell.
    #[error("er zijn twee wijzigingen voor deze cel")]
    Twice,
    /// A merged range shows another cell in its place.
    #[error("de cel is samengevoegd met een andere cel")]
    Covered,
    /// The formula is stored once for several cells.
    #[error("in de cel staat een formule die ook voor andere cellen geldt")]
    SharedFormula,
    /// One formula or data table fills several cells.
    #[error("in de cel staat een formule die meer cellen vult")]
    ArrayFormula,
    /// The value stands outside the sheet: a picture in the cell, a linked data type.
    #[error("in de cel staat een afbeelding of een gekoppeld gegeven")]
    LinkedValue,
    /// The cell is a header or a total of a table of Excel.
    #[error("de cel is een kop of een totaal van een tabel")]
    TableEdge,
    /// The cell belongs to a pivot table.
    #[error("de cel hoort bij een draaitabel")]
    PivotTable,
    /// The row is stored in a way that leaves doubt about its cells.
    #[error("de rij is zo opgeslagen dat niet zeker is welke cel welke is")]
    OddRow,
    /// An error, or a number or day that Excel does not have.
    #[error("de waarde is geen waarde die Excel in een cel kan bewaren")]
    NoValue,
    /// More text than a cell can hold.
    #[error("de tekst is langer dan een cel kan bewaren")]
    TooLong,
}

impl CellReason {
    /// The same words in English.
    pub fn english(&self) -> &'static str {
        match self {
            Self::NoSuchSheet => "the workbook has no sheet of this name",
            Self::NotAWorksheet => "the sheet is no ordinary worksheet",
            Self::OutsideSheet => "the cell lies outside the worksheet",
            Self::Twice => "there are two changes for this cell",
            Self::Covered => "the cell is merged with another cell",
            Self::SharedFormula => "the cell holds a formula that other cells share",
            Self::ArrayFormula => "the cell holds a formula that fills several cells",
            Self::LinkedValue => "the cell holds a picture or a linked value",
            Self::TableEdge => "the cell is a header or a total of a table",
            Self::PivotTable => "the cell belongs to a pivot table",
            Self::OddRow => "the row is stored in a way that leaves doubt which cell is which",
            Self::NoValue => "the value is none that Excel can keep in a cell",
            Self::TooLong => "the text is longer than a cell can hold",
        }
    }

    /// The words in both languages, as the end of a sentence.
    pub fn words(&self) -> Wording {
        Wording::of(self.to_string(), self.english())
    }
}

impl CellLeftOut {
    /// What happened to the cell, for people.
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Nl => format!("{}: de cel is niet gewijzigd, want {}.", self.at, self.reason),
            Lang::En => format!("{}: the cell was not changed, because {}.", self.at, self.reason.english()),
        }
    }
}
