//! What a file is, by its bytes.

use super::Format;
use crate::ooxml::names::{CONTENT_TYPES, WORKBOOK, key_of};
use crate::ooxml::ole::{self, Compound};
use crate::ooxml::{Entries, PartError, Parts};

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook that can be read.
    Workbook(Format),
    /// An Office file with a password or an encrypting label.
    Encrypted,
    /// A zip package that is cut off or broken.
    BrokenZip,
    /// No bytes at all.
    Empty,
    /// A web page, as many systems export under the name `.xls`.
    Html,
    /// XML, among which Excel's own XML of 2003.
    Xml,
    /// A PDF.
    Pdf,
    /// A Word document.
    Word,
    /// A presentation.
    PowerPoint,
    /// Apple Numbers.
    Numbers,
    /// An OpenDocument file that is no spreadsheet.
    OpenDocument,
    /// Excel of before 1997.
    OldExcel,
    /// A zip with other things in it.
    Zip,
    /// Comma or semicolon separated text.
    Csv,
    /// Other text.
    Text,
    /// Anything else.
    Other,
}

impl Kind {
    pub(super) fn dutch(self) -> &'static str {
        match self {
            Self::Empty => "het bestand is leeg",
            Self::Html => "er staat een webpagina in",
            Self::Xml => "er staat XML in",
            Self::Pdf => "er staat een pdf in",
            Self::Word => "er staat een Word-document in",
            Self::PowerPoint => "er staat een presentatie in",
            Self::Numbers => "er staat een Numbers-document in",
            Self::OpenDocument => "er staat een ander OpenDocument-bestand in",
            Self::OldExcel => "het komt uit een Excel-versie van vóór 1997",
            Self::Zip => "er staat een zipbestand met andere bestanden in",
            Self::Csv => "er staat platte tekst met scheidingstekens in (csv)",
            Self::Text => "er staat platte tekst in",
            Self::Workbook(_) | Self::Encrypted | Self::BrokenZip | Self::Other => "de inhoud wordt niet herkend",
        }
    }

    pub(super) fn english(self) -> &'static str {
        match self {
            Self::Empty => "the file is empty",
            Self::Html => "it contains a web page",
            Self::Xml => "it contains XML",
            Self::Pdf => "it contains a PDF",
            Self::Word => "it contains a Word document",
            Self::PowerPoint => "it contains a presentation",
            Self::Numbers => "it contains a Numbers document",
            Self::OpenDocument => "it contains another kind of OpenDocument file",
            Self::OldExcel => "it comes from an Excel version before 1997",
            Self::Zip => "it is a zip file with other files in it",
            Self::Csv => "it contains plain text with separators (csv)",
            Self::Text => "it contains plain text",
            Self::Workbook(_) | Self::Encrypted | Self::BrokenZip | Self::Other => "its content is not recognised",
        }
    }

    pub(super) fn dutch_fix(self) -> &'static str {
        match self {
            Self::Html | Self::Xml | Self::Csv | Self::OldExcel | Self::Numbers => {
                "Open het bestand in Excel en sla het op als Excel-werkmap (.xlsx)."
            }
            Self::Zip => "Pak het bestand eerst uit en kies de werkmap die erin zit (.xlsx).",
            Self::Empty => "Vraag het bestand opnieuw op bij de afzender.",
            _ => "Kies een Excel-werkmap (.xlsx, .xlsm, .xlsb, .xls) of een .ods-bestand.",
        }
    }

    pub(super) fn english_fix(self) -> &'static str {
        match self {
            Self::Html | Self::Xml | Self::Csv | Self::OldExcel | Self::Numbers => {
                "Open it in Excel and save it as an Excel workbook (.xlsx)."
            }
            Self::Zip => "Unpack it first and choose the workbook inside (.xlsx).",
            Self::Empty => "Ask the sender for the file again.",
            _ => "Choose an Excel workbook (.xlsx, .xlsm, .xlsb, .xls) or an .ods file.",
        }
    }
}

/// Tells what the bytes are.
pub(super) fn detect(bytes: &[u8]) -> Kind {
    match bytes {
        [] => Kind::Empty,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => zip_kind(bytes),
        [b'%', b'P', b'D', b'F', ..] => Kind::Pdf,
        _ if ole::is_bare_xls(bytes) => Kind::OldExcel,
        _ => ole::compound(bytes).map_or_else(|| text_kind(bytes), compound_kind),
    }
}

fn zip_kind(bytes: &[u8]) -> Kind {
    let mut package = match Entries::open(bytes) {
        Ok(package) => package,
        // What it holds is not looked at; the reader says so.
        Err(PartError::TooMany { .. }) => return Kind::Workbook(Format::Xlsx),
        Err(_) => return Kind::BrokenZip,
    };
    if package.has("mimetype") {
        let kind = package.bytes("mimetype").unwrap_or_default();
        if kind.starts_with(b"application/vnd.oasis.opendocument.") {
            let sheet = kind.windows(11).any(|part| part == b"spreadsheet");
            return if sheet { Kind::Workbook(Format::Ods) } else { Kind::OpenDocument };
        }
    }
    let rels = package.rels("").unwrap_or_default();
    let main = rels.first_target(&package, "officeDocument").unwrap_or_default().to_lowercase();
    let in_folder =
        |folder: &str| main.starts_with(folder) || package.names().iter().any(|name| key_of(name).starts_with(folder));
    if main.ends_with(".bin") || package.has("xl/workbook.bin") {
        Kind::Workbook(Format::Xlsb)
    } else if in_folder("word/") {
        Kind::Word
    } else if in_folder("ppt/") {
        Kind::PowerPoint
    } else if package.has("Index/Document.iwa") || package.has("Index.zip") {
        Kind::Numbers
    } else if main.is_empty() && !package.has(WORKBOOK) {
        Kind::Zip
    } else if has_macros(&mut package) {
        Kind::Workbook(Format::Xlsm)
    } else {
        Kind::Workbook(Format::Xlsx)
    }
}

fn has_macros(package: &mut Entries<'_>) -> bool {
    package.text(CONTENT_TYPES).is_ok_and(|types| types.contains(".macroEnabled."))
}

fn compound_kind(held: Compound) -> Kind {
    match held {
        Compound::Encrypted => Kind::Encrypted,
        Compound::Xls => Kind::Workbook(Format::Xls),
        Compound::Word => Kind::Word,
        Compound::PowerPoint => Kind::PowerPoint,
        Compound::Other => Kind::Other,
    }
}

fn text_kind(bytes: &[u8]) -> Kind {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let wide = matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    if !wide && head.contains(&0) {
        return Kind::Other;
    }
    // Zero bytes go, so that UTF-16 reads as its ASCII letters.
    let plain: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{FFFD}');
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if controls > 0 {
        return Kind::Other;
    }
    if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<table") {
        Kind::Html
    } else if text.starts_with("<?xml") {
        if text.contains("<html") { Kind::Html } else { Kind::Xml }
    } else if text.lines().next().is_some_and(|line| line.contains([';', ',', '\t'])) {
        Kind::Csv
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_workbook_are_named() {
        for (bytes, kind) in [
            (&b""[..], Kind::Empty),
            (b"Nr;Actie;Trekker\r\n1;x;y", Kind::Csv),
            (b"Beste collega\nbijgaand", Kind::Text),
            (b"  \n<HTML><body><table>", Kind::Html),
            (b"<table border=1>", Kind::Html),
            (b"\xEF\xBB\xBF<?xml version='1.0'?><Workbook>", Kind::Xml),
            (b"%PDF-1.7", Kind::Pdf),
            (b"PK\x03\x04rest", Kind::BrokenZip),
            (b"\x09\x08\x10\x00\x00\x06", Kind::OldExcel),
            (b"\x00\x01\x02", Kind::Other),
            (b"\x89PNG\r\n\x1a\n", Kind::Other),
            (b"\xFF\xFEN\0r\0;\0A\0", Kind::Csv),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Other),
        ] {
            assert_eq!(detect(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
