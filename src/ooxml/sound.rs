//! Whether the parts of a package are whole: their bytes as the package promises them, and sound XML where they are XML.
//!
//! This is asked of every part before anything is concluded from one of them. A part that no relationship leads to (`__MACOSX/…`)
//! is nobody's, and what is wrong with it is no damage.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::names::{CONTENT_TYPES, key_of, rels_of};
use super::text::Encoding;
use super::xml::split_name;
use super::{Entries, PartError, Parts};
use crate::wording::Wording;

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flaw {
    /// A relationship leads to it, and it is not there.
    Missing,
    /// Its bytes are not what the package promises.
    Damaged,
    /// It has a password.
    Encrypted,
    /// It is no XML, or not well-formed, so that nobody knows what it says.
    Broken,
    /// It is sound XML of another kind than belongs there.
    Other,
    /// It has a document type, which no part may have (ECMA-376 part 2, § 7.3.2).
    Doctype,
    /// What it says is clear, but it has something that XML forbids: a character, a prefix that is not declared.
    Unlawful,
}

impl Flaw {
    /// Whether nobody knows what the part says.
    pub(crate) fn hides(self) -> bool {
        !matches!(self, Self::Doctype | Self::Unlawful)
    }

    /// What is wrong, as part of a sentence about the part.
    pub(crate) fn words(self) -> Wording {
        let (nl, en) = match self {
            Self::Missing => ("het ontbreekt in het bestand", "it is missing from the file"),
            Self::Damaged => ("de bytes kloppen niet met het controlegetal", "its bytes do not fit its check sum"),
            Self::Encrypted => ("het is versleuteld", "it is encrypted"),
            Self::Broken => ("de XML is niet heel", "its XML is not whole"),
            Self::Other => ("er staat iets anders in dan er hoort", "it holds something else than belongs there"),
            Self::Doctype => ("er staat een DOCTYPE in, en dat mag niet", "it has a DOCTYPE, which is not allowed"),
            Self::Unlawful => ("er staat iets in dat in XML niet mag", "it has something that XML does not allow"),
        };
        Wording::of(nl, en)
    }
}

/// What a part is to those who open the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Excel reads it to show the workbook.
    Shown,
    /// What the file says about itself, and data of other programs: Excel shows the workbook without it.
    Beside,
}

/// A part with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flawed {
    /// Its name as the package writes it, or as it is named where it is missing.
    pub(crate) part: String,
    /// What is wrong.
    pub(crate) flaw: Flaw,
    /// What it is for.
    pub(crate) need: Need,
}

impl Flawed {
    /// Whether a copy of the workbook could not be opened: whatever has damaged bytes, and sound bytes that Excel cannot read.
    pub(crate) fn spoils_a_copy(&self) -> bool {
        self.need == Need::Shown || matches!(self.flaw, Flaw::Damaged | Flaw::Encrypted | Flaw::Doctype)
    }
}

/// The parts of a package that are not sound, by their keys.
#[derive(Debug, Default)]
pub(crate) struct Soundness {
    flawed: BTreeMap<String, Flawed>,
}

impl Soundness {
    /// What is wrong with a part; nothing with most of them.
    pub(crate) fn flaw(&self, part: &str) -> Option<Flaw> {
        self.flawed.get(&key_of(part)).map(|flawed| flawed.flaw)
    }

    /// The parts that are not sound.
    pub(crate) fn flawed(&self) -> impl Iterator<Item = &Flawed> {
        self.flawed.values()
    }
}

/// Inflates and checks every part that relationships lead to.
///
/// # Errors
/// Where the bytes are no zip file, or inflate beyond the caps.
pub(crate) fn check(bytes: &[u8]) -> Result<Soundness, PartError> {
    let package = Entries::open(bytes)?;
    let mut pass = Pass { package, sound: Soundness::default(), seen: BTreeSet::new() };
    pass.look(CONTENT_TYPES, Need::Shown, &["Types"])?;
    pass.walk(String::new(), Need::Shown)?;
    // Where the relationships of the package are damaged, the workbook is read at its usual place.
    if let Some(part) = pass.package.rels("")?.workbook_part(&pass.package)
        && pass.seen.insert(key_of(&part))
    {
        pass.look(&part, Need::Shown, roots("officeDocument"))?;
        pass.walk(part, Need::Shown)?;
    }
    Ok(pass.sound)
}

/// The last step of the types of relationships to what Excel can do without: properties, a picture of the file, data of others.
fn is_beside(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.ends_with("-properties")
        || matches!(kind.as_str(), "customxml" | "customxmlprops" | "thumbnail" | "classificationlabels")
}

/// The last step of the types of relationships to what a workbook cannot do without. Many workbooks that open well have relationships
/// that lead nowhere: to pictures, to the order of calculation, to the texts of a workbook that has none.
fn is_missed(kind: &str) -> bool {
    ["worksheet", "styles", "comments", "threadedComment"].iter().any(|known| known.eq_ignore_ascii_case(kind))
}

/// The last step of the types of relationships to notes and conversations.
fn is_of_notes(kind: &str) -> bool {
    ["comments", "threadedComment"].iter().any(|known| known.eq_ignore_ascii_case(kind))
}

/// What the roots of parts are called to which relationships of this kind lead, where a reader of the workbook depends on it.
fn roots(kind: &str) -> &'static [&'static str] {
    match kind {
        "officeDocument" => &["workbook"],
        // Sheets of other kinds are told by their root.
        "worksheet" => &["worksheet", "chartsheet", "dialogsheet", "macrosheet"],
        "styles" => &["styleSheet"],
        "sharedStrings" => &["sst"],
        "comments" => &["comments"],
        "theme" => &["theme"],
        _ => &[],
    }
}

/// One look at every part.
struct Pass<'a> {
    package: Entries<'a>,
    sound: Soundness,
    /// The keys of the parts that were looked at.
    seen: BTreeSet<String>,
}

impl Pass<'_> {
    /// Looks at every part that relationships lead to from this one.
    fn walk(&mut self, from: String, need: Need) -> Result<(), PartError> {
        let mut left = vec![(from, need)];
        while let Some((owner, need)) = left.pop() {
            let rels = rels_of(&owner);
            if self.package.has(&rels) || owner.is_empty() {
                self.look(&rels, need, &["Relationships"])?;
            }
            let rels = self.package.rels(&owner)?;
            for rel in &rels.list {
                let Some(part) = rels.target(&self.package, rel) else { continue };
                let need = if is_beside(&rel.kind) { Need::Beside } else { need };
                if !self.package.has(&part) {
                    if is_missed(&rel.kind) {
                        let flaw = Flaw::Missing;
                        // Notes that are promised and are not there cost themselves alone.
                        let need = if is_of_notes(&rel.kind) { Need::Beside } else { need };
                        self.sound.flawed.insert(key_of(&part), Flawed { part, flaw, need });
                    }
                } else if self.seen.insert(key_of(&part)) {
                    self.look(&part, need, roots(&rel.kind))?;
                    left.push((part, need));
                }
            }
        }
        Ok(())
    }

    /// `roots`: what the root element may be called; anything where there are none.
    fn look(&mut self, part: &str, need: Need, roots: &[&str]) -> Result<(), PartError> {
        let key = key_of(part);
        let is_xml = [".xml", ".rels"].iter().any(|end| key.ends_with(end));
        let flaw = match if is_xml { self.package.bytes(part) } else { self.package.drain(part).map(|()| Vec::new()) } {
            Ok(bytes) if is_xml => match xml_flaw(bytes) {
                (Some(flaw), _) => Some(flaw),
                (None, root) => (!roots.is_empty() && !roots.contains(&root.as_str())).then_some(Flaw::Other),
            },
            Ok(_) => None,
            Err(error @ (PartError::TooLarge(_) | PartError::TooMany { .. })) => return Err(error),
            Err(PartError::Missing) => Some(Flaw::Missing),
            Err(PartError::Encrypted) => Some(Flaw::Encrypted),
            Err(PartError::Damaged(_)) => Some(Flaw::Damaged),
        };
        if let Some(flaw) = flaw {
            let part = self.package.name_of(part).unwrap_or(part).to_owned();
            self.sound.flawed.insert(key, Flawed { part, flaw, need });
        }
        Ok(())
    }
}

/// What is wrong with the XML of a part, the worst of it; and what its root is called.
fn xml_flaw(bytes: Vec<u8>) -> (Option<Flaw>, String) {
    let encoding = Encoding::of(&bytes);
    let bad_bytes = matches!(encoding, Encoding::Utf8 { .. })
        && std::str::from_utf8(bytes.get(encoding.bom_len()..).unwrap_or_default()).is_err();
    let text = encoding.decode(bytes);
    let mut check =
        Check { flaw: (bad_bytes || text.chars().any(is_forbidden)).then_some(Flaw::Unlawful), ..Check::default() };
    match check.document(&text) {
        Ok(()) => (check.flaw, check.root),
        Err(NotWhole) => (Some(Flaw::Broken), check.root),
    }
}

/// A character that XML 1.0 forbids (§ 2.2).
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The part is no XML that has a beginning and an end.
struct NotWhole;

/// A walk through the XML of a part.
#[derive(Default)]
struct Check {
    flaw: Option<Flaw>,
    /// The local name of the root.
    root: String,
    depth: usize,
    /// Prefixes, with the depth at which they are declared.
    prefixes: Vec<(usize, String)>,
}

impl Check {
    fn document(&mut self, text: &str) -> Result<(), NotWhole> {
        let mut reader = Reader::from_str(text);
        let mut roots = 0_usize;
        loop {
            match reader.read_event().map_err(|_| NotWhole)? {
                Event::Start(open) => {
                    roots += usize::from(self.depth == 0);
                    self.depth += 1;
                    self.element(&open)?;
                }
                Event::Empty(open) => {
                    roots += usize::from(self.depth == 0);
                    self.depth += 1;
                    self.element(&open)?;
                    self.leave()?;
                }
                Event::End(_) => self.leave()?,
                Event::Text(text) => {
                    let text: &str = text.as_ref();
                    if self.depth == 0 && !text.trim_start_matches('\u{FEFF}').trim().is_empty() {
                        return Err(NotWhole);
                    }
                }
                Event::CData(_) if self.depth == 0 => return Err(NotWhole),
                Event::GeneralRef(_) if self.depth == 0 => return Err(NotWhole),
                Event::GeneralRef(entity) => self.entity(&entity),
                Event::DocType(_) => self.is_flawed(Flaw::Doctype),
                Event::Eof if self.depth == 0 && roots == 1 => return Ok(()),
                Event::Eof => return Err(NotWhole),
                Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn is_flawed(&mut self, flaw: Flaw) {
        // A document type is told before anything that it may have caused.
        self.flaw = Some(self.flaw.map_or(flaw, |known| known.min(flaw)));
    }

    fn leave(&mut self) -> Result<(), NotWhole> {
        while self.prefixes.last().is_some_and(|(depth, _)| *depth == self.depth) {
            self.prefixes.pop();
        }
        self.depth = self.depth.checked_sub(1).ok_or(NotWhole)?;
        Ok(())
    }

    fn element(&mut self, open: &BytesStart<'_>) -> Result<(), NotWhole> {
        let name = open.name().into_inner();
        if !is_name(name) {
            return Err(NotWhole);
        }
        if self.root.is_empty() {
            split_name(name).1.clone_into(&mut self.root);
        }
        let mut used = Vec::new();
        used.extend(Some(split_name(name).0).filter(|prefix| !prefix.is_empty()));
        let mut keys: Vec<&str> = Vec::new();
        for attr in open.attributes().with_checks(false) {
            let attr = attr.map_err(|_| NotWhole)?;
            let key = attr.key.into_inner();
            if !is_name(key) {
                return Err(NotWhole);
            }
            // Of two values no reader can tell which one is meant.
            if keys.contains(&key) {
                self.is_flawed(Flaw::Broken);
            } else if attr.value.contains('<') || !references_are_known(&attr.value) {
                self.is_flawed(Flaw::Unlawful);
            }
            match split_name(key) {
                ("xmlns", prefix) => self.prefixes.push((self.depth, prefix.to_owned())),
                ("", _) => {}
                (prefix, _) => used.push(prefix),
            }
            // An element has few attributes; one that has thousands is not looked through for each of them.
            if keys.len() < 64 {
                keys.push(key);
            }
        }
        let declared = |prefix: &&str| *prefix == "xml" || self.prefixes.iter().any(|(_, known)| known == prefix);
        if !used.iter().all(declared) {
            self.is_flawed(Flaw::Unlawful);
        }
        Ok(())
    }

    fn entity(&mut self, entity: &BytesRef<'_>) {
        let name: &str = entity.as_ref();
        // What a name stands for is nowhere told; a number is that of a character which XML forbids.
        if !is_known(name) {
            self.is_flawed(if name.starts_with('#') { Flaw::Unlawful } else { Flaw::Broken });
        }
    }
}

/// Whether every `&` of an attribute's value starts a reference that XML knows.
fn references_are_known(value: &str) -> bool {
    value.split('&').skip(1).all(|rest| rest.split_once(';').is_some_and(|(name, _)| is_known(name)))
}

/// Whether what stands between `&` and `;` is an entity of XML or the number of a character that XML allows.
fn is_known(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else { return resolve_xml_entity(name).is_some() };
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).is_some_and(|c| !is_forbidden(c))
}

/// Whether this can be the name of an element or an attribute.
fn is_name(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | ':') || !c.is_ascii());
    first && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.') || !b.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_is_whole_or_not() {
        for (xml, flaw) in [
            (
                "<?xml version='1.0'?>\n<!-- c --><a b='1' x:c=\"&amp;\" xmlns:x='u'><x:b/>&lt;&#233;<![CDATA[<]]></a>\n",
                None,
            ),
            ("\u{FEFF}<a xml:space='preserve'> </a>", None),
            ("<a><b></a>", Some(Flaw::Broken)),
            ("<a><b>", Some(Flaw::Broken)),
            ("<a/><b/>", Some(Flaw::Broken)),
            ("<a/>rest", Some(Flaw::Broken)),
            ("rommel<a/>", Some(Flaw::Broken)),
            ("", Some(Flaw::Broken)),
            ("rommel", Some(Flaw::Broken)),
            ("</a>", Some(Flaw::Broken)),
            ("<a b=c/>", Some(Flaw::Broken)),
            ("<a b/>", Some(Flaw::Broken)),
            ("<a b='1>", Some(Flaw::Broken)),
            ("<1a/>", Some(Flaw::Broken)),
            ("<a$b/>", Some(Flaw::Broken)),
            ("<!DOCTYPE a><a/>", Some(Flaw::Doctype)),
            ("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///x\">]><a>&e;\u{1}</a>", Some(Flaw::Broken)),
            ("<a>&nbsp;</a>", Some(Flaw::Broken)),
            ("<a>&#27;</a>", Some(Flaw::Unlawful)),
            ("<a b='&#x1B;'/>", Some(Flaw::Unlawful)),
            ("<a b='x & y'/>", Some(Flaw::Unlawful)),
            ("<a b='1' b='2'/>", Some(Flaw::Broken)),
            ("<a>\u{1}</a>", Some(Flaw::Unlawful)),
            ("<x:a/>", Some(Flaw::Unlawful)),
            ("<a><b xmlns:x='u'/><x:c/></a>", Some(Flaw::Unlawful)),
        ] {
            assert_eq!(xml_flaw(xml.as_bytes().to_vec()).0, flaw, "{xml}");
        }
        assert_eq!(xml_flaw(b"<a>\xFF</a>".to_vec()).0, Some(Flaw::Unlawful));
        let wide: Vec<u8> = "\u{FEFF}<a>\u{e9}</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(xml_flaw(wide), (None, "a".to_owned()));
    }

    /// A package with these parts, and the relationships that lead to them.
    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let rels = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.xml'/>\
            <Relationship Id='b' Type='x/metadata/core-properties' Target='docProps/core.xml'/></Relationships>";
        let book = "<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheet.xml'/>\
            <Relationship Id='b' Type='x/image' Target='picture.png'/><Relationship Id='c' Type='x/theme' Target='theme.xml'/></Relationships>";
        let always = [
            (CONTENT_TYPES, "<Types/>"),
            ("_rels/.rels", rels),
            ("xl/_rels/workbook.xml.rels", book),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/picture.png", "geen xml"),
            ("docProps/core.xml", "<a/>"),
        ];
        for (name, text) in always.iter().filter(|(name, _)| !parts.iter().any(|(own, _)| own == name)).chain(parts) {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn flaws(bytes: &[u8]) -> Vec<(String, Flaw, bool)> {
        let sound = check(bytes).unwrap();
        sound.flawed().map(|flawed| (flawed.part.clone(), flawed.flaw, flawed.spoils_a_copy())).collect()
    }

    #[test]
    fn parts_that_are_needed_are_looked_at_and_others_are_not() {
        let sheet = ("xl/sheet.xml", "<worksheet/>");
        assert_eq!(flaws(&package(&[sheet])), []);
        assert_eq!(flaws(&package(&[])), [("xl/sheet.xml".to_owned(), Flaw::Missing, true)]);
        let other = flaws(&package(&[("xl/sheet.xml", "<x:sst xmlns:x='u'/>")]));
        assert_eq!(other, [("xl/sheet.xml".to_owned(), Flaw::Other, true)]);
        let nobodys = [sheet, ("__MACOSX/xl/._workbook.xml", "\u{0}rommel"), ("__MACOSX/_rels/._.rels", "rommel")];
        assert_eq!(flaws(&package(&nobodys)), []);
        let beside = flaws(&package(&[sheet, ("docProps/core.xml", "<a>")]));
        assert_eq!(beside, [("docProps/core.xml".to_owned(), Flaw::Broken, false)]);
        let beside = flaws(&package(&[sheet, ("docProps/core.xml", "<!DOCTYPE a><a/>")]));
        assert_eq!(beside, [("docProps/core.xml".to_owned(), Flaw::Doctype, true)]);
        // Without the relationships of the package the workbook is found at its usual place.
        let lost = flaws(&package(&[("xl/sheet.xml", "<a><b></a>"), ("_rels/.rels", "<Relationships>")]));
        let lost: Vec<&str> = lost.iter().map(|(part, ..)| part.as_str()).collect();
        assert_eq!(lost, ["_rels/.rels", "xl/sheet.xml"]);
        // The check sum of a picture counts too.
        let mut bytes = package(&[sheet]);
        let at = bytes.windows(14).position(|window| window == b"xl/picture.png").unwrap() + 15;
        bytes[at] ^= 0xFF;
        assert_eq!(flaws(&bytes), [("xl/picture.png".to_owned(), Flaw::Damaged, true)]);
    }
}
