//! Namespaces that are known by name, of ordinary (transitional) and of strict files.

/// Spreadsheet parts as Excel writes them.
pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// Spreadsheet parts in a strict file.
pub(crate) const MAIN_STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
/// The `r:` of `r:id`; types of relationships start so too.
pub(crate) const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The `r:` of a strict file, and the start of its types of relationships.
pub(crate) const RELATION_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
/// The `mc:` of `mc:AlternateContent`.
pub(crate) const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/// Parts that hold relationships, in files of both kinds.
pub(crate) const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The part that says what every part is, in files of both kinds.
pub(crate) const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
