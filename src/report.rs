//! From a [`Review`](crate::review::Review) to the bytes of each output.
//!
//! Nothing is judged here: the findings and changes are worded by those who found them. [`digest`] counts and groups them
//! once, so that the page, the memo, the workbook and the terminal always say the same.

pub mod csv;
pub mod digest;
pub mod html;
pub mod json;
pub mod lineage;
pub mod markdown;
pub(crate) mod reading;
pub mod sheets;
pub mod text;
pub mod words;
pub mod xlsx;

#[cfg(test)]
pub(crate) mod testing;

use std::io::{Cursor, Read};

/// An output that could not be made. None of the texts of a review can cause it; a limit of the file format or a full disk can.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A workbook.
    #[error("De werkmap met de samenvatting kan niet worden gemaakt: {0}. Meld dit bij de beheerder van planwacht.")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// Packing a workbook.
    #[error("De werkmap met de samenvatting kan niet worden ingepakt: {0}. Meld dit bij de beheerder van planwacht.")]
    Zip(#[from] zip::result::ZipError),
    /// Packing a workbook.
    #[error("De werkmap met de samenvatting kan niet worden ingepakt: {0}. Meld dit bij de beheerder van planwacht.")]
    Io(#[from] std::io::Error),
    /// The machine-readable report.
    #[error(
        "Het rapport voor programma's (json) kan niet worden gemaakt: {0}. Meld dit bij de beheerder van planwacht."
    )]
    Json(#[from] serde_json::Error),
    /// The list of findings.
    #[error("De lijst met bevindingen (csv) kan niet worden gemaakt: {0}. Meld dit bij de beheerder van planwacht.")]
    Csv(#[from] ::csv::Error),
}

impl ReportError {
    /// The same sentence in English.
    pub fn english(&self) -> String {
        let (what, why) = match self {
            Self::Xlsx(error) => ("The workbook with the summary cannot be made", error.to_string()),
            Self::Zip(error) => ("The workbook with the summary cannot be packed", error.to_string()),
            Self::Io(error) => ("The workbook with the summary cannot be packed", error.to_string()),
            Self::Json(error) => ("The report for programs (json) cannot be made", error.to_string()),
            Self::Csv(error) => ("The list of findings (csv) cannot be made", error.to_string()),
        };
        format!("{what}: {why}. Report this to who maintains planwacht.")
    }
}

/// Name of the custom document property by which a summary workbook is known as ours.
pub(crate) const MARK_PROPERTY: &str = "planwacht";
/// Opening of the page's generator element.
pub(crate) const MARK_HTML: &str = "<meta name=\"generator\" content=\"planwacht ";
/// Last line of the memo; it does not show where Markdown is rendered.
pub(crate) const MARK_MARKDOWN: &str = "<!-- planwacht.summary/1 -->";
/// First member of the machine-readable report.
pub(crate) const SCHEMA: &str = "planwacht.report/1";

/// Properties of a summary workbook longer than this are not ours; a limit against bombs.
const PROPERTIES_LIMIT: u64 = 64 * 1024;

/// Whether these bytes are an output of this module (of any version), and so may be replaced by a newer one.
pub fn bears_mark(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK") {
        return workbook_bears_mark(bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    text.trim_start().starts_with('{')
        && (text.contains("\"schema\": \"planwacht.report/") || text.contains("\"schema\": \"planwacht.lineage/"))
        || text.contains(MARK_HTML)
        || text.trim_end().ends_with(MARK_MARKDOWN)
        || csv::bears_mark(text)
}

/// Whether a package has our custom document property.
fn workbook_bears_mark(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(part) = archive.by_name("docProps/custom.xml") else { return false };
    let mut properties = Vec::new();
    if part.take(PROPERTIES_LIMIT).read_to_end(&mut properties).is_err() {
        return false;
    }
    let wanted = format!("name=\"{MARK_PROPERTY}\"");
    properties.windows(wanted.len()).any(|window| window == wanted.as_bytes())
}
