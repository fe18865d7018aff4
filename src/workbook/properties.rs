//! What a file says about itself beside its sheets.

use super::{NOTE_AUTHOR, Property};
use crate::ooxml::pull::{Step, Xml, attr_local};
use crate::ooxml::{Entries, PartError};

/// The properties of the application that people fill in, or that name them; the others count words and pages.
const OF_PEOPLE: [&str; 3] = ["Manager", "Company", "HyperlinkBase"];

/// The properties of an xlsx, xlsm or xlsb package. A part that is absent or damaged has none; nothing that staff see depends on it.
///
/// # Errors
/// Only where a part inflates beyond the caps.
pub(super) fn of_package(package: &mut Entries<'_>) -> Result<Vec<Property>, PartError> {
    let rels = package.rels("")?;
    let mut properties = Vec::new();
    for (kind, usual, read) in [
        ("core-properties", "docProps/core.xml", core as fn(&str) -> Vec<Property>),
        ("extended-properties", "docProps/app.xml", app),
        ("custom-properties", "docProps/custom.xml", custom),
    ] {
        let part = rels.first_target(package, kind).unwrap_or_else(|| usual.to_owned());
        match package.text(&part) {
            Ok(text) => properties.extend(read(&text)),
            Err(error @ PartError::TooLarge(_)) => return Err(error),
            Err(_) => {}
        }
    }
    Ok(properties)
}

/// The properties of an OpenDocument file, from its part `meta.xml`, by the names that Excel gives them.
pub(super) fn of_document(meta: &str) -> Vec<Property> {
    let named = |element: &str, user_defined: Option<String>| match element {
        "initial-creator" => Some("creator".to_owned()),
        "creator" => Some("lastModifiedBy".to_owned()),
        "title" | "subject" | "description" => Some(element.to_owned()),
        "keyword" => Some("keywords".to_owned()),
        "user-defined" => user_defined,
        _ => None,
    };
    leaves(meta, |element, name| named(element, name))
}

/// The authors of notes, each once, as properties.
pub(super) fn note_authors(authors: impl IntoIterator<Item = String>) -> impl Iterator<Item = Property> {
    authors.into_iter().map(|value| Property { name: NOTE_AUTHOR.to_owned(), value })
}

fn core(part: &str) -> Vec<Property> {
    leaves(part, |element, _| Some(element.to_owned()))
}

fn app(part: &str) -> Vec<Property> {
    leaves(part, |element, _| OF_PEOPLE.contains(&element).then(|| element.to_owned()))
}

/// The value of a custom property stands in an element for its type, in one with its name.
fn custom(part: &str) -> Vec<Property> {
    leaves(part, |element, name| if element == "property" { name } else { None })
}

/// The elements that `named` has a name for, with all text within them; it is asked with the element and its attribute `name`.
/// Reads up to where the part breaks off.
fn leaves(part: &str, named: impl Fn(&str, Option<String>) -> Option<String>) -> Vec<Property> {
    let mut xml = Xml::new(part);
    let mut properties = Vec::new();
    let mut depth = 0_usize;
    while let Ok(step) = xml.next() {
        match step {
            Step::Open(open) => {
                depth += 1;
                let name = named(open.local_name().as_ref(), attr_local(&open, "name").map(|name| name.into_owned()));
                // The root is no property, whatever it is called.
                let Some(name) = name.filter(|_| depth > 1) else { continue };
                let Ok(value) = xml.text() else { break };
                depth -= 1;
                let value = value.trim().to_owned();
                if !value.is_empty() {
                    properties.push(Property { name, value });
                }
            }
            Step::Close(_) => depth = depth.saturating_sub(1),
            Step::Text(_) => {}
            Step::Done => break,
        }
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(properties: Vec<Property>) -> Vec<String> {
        properties.into_iter().map(|Property { name, value }| format!("{name}={value}")).collect()
    }

    #[test]
    fn properties_of_a_package_are_read_from_their_three_parts() {
        let part = "<cp:coreProperties xmlns:cp='a' xmlns:dc='b'><dc:title>Plan &amp; meer</dc:title><dc:creator>Secretariaat</dc:creator>\
            <cp:keywords/><cp:lastModifiedBy> Team </cp:lastModifiedBy></cp:coreProperties>";
        assert_eq!(shown(core(part)), ["title=Plan & meer", "creator=Secretariaat", "lastModifiedBy=Team"]);
        let part = "<Properties><Application>Excel</Application><Manager>Team</Manager><TitlesOfParts><vt:lpstr>Blad</vt:lpstr>\
            </TitlesOfParts><Company>Huizen</Company></Properties>";
        assert_eq!(shown(app(part)), ["Manager=Team", "Company=Huizen"]);
        let part = "<Properties xmlns:vt='v'><property fmtid='{1}' pid='2' name='Zaak'><vt:lpwstr>Z-1</vt:lpwstr></property>\
            <property name='Leeg'><vt:lpwstr/></property></Properties>";
        assert_eq!(shown(custom(part)), ["Zaak=Z-1"]);
    }

    #[test]
    fn properties_of_a_document_get_the_names_of_excel() {
        let meta = "<office:document-meta><office:meta><meta:generator>LibreOffice</meta:generator>\
            <meta:initial-creator>Team</meta:initial-creator><dc:creator>Balie</dc:creator><meta:keyword>plan</meta:keyword>\
            <meta:user-defined meta:name='Zaak'>Z-1</meta:user-defined></office:meta></office:document-meta>";
        assert_eq!(shown(of_document(meta)), ["creator=Team", "lastModifiedBy=Balie", "keywords=plan", "Zaak=Z-1"]);
    }

    #[test]
    fn a_break_keeps_what_was_read() {
        assert_eq!(shown(core("<a><title>Plan</title><creator>Te")), ["title=Plan"]);
        assert!(core("").is_empty());
    }
}
