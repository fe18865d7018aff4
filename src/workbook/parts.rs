//! The zip package: parts by name, inflated under a cap, decoded to text, and their relationships.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Step, Xml, attr};

/// The most that one part may inflate to, in bytes.
pub(super) const PART_LIMIT: u64 = 512 << 20;
/// The most that all parts together may inflate to, in bytes.
pub(super) const TOTAL_LIMIT: u64 = 2 << 30;

/// Why a part could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartError {
    /// The package has no such part.
    Missing,
    /// It inflates beyond a cap.
    TooLarge,
    /// It has a password.
    Encrypted,
    /// Its bytes are not what the package promises.
    Damaged,
}

/// One relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rel {
    /// The id that the part's XML uses.
    pub(super) id: String,
    /// The last word of the relationship's type, the same for transitional and strict files: `worksheet`.
    pub(super) kind: String,
    /// The part that it points at, from the root of the package.
    pub(super) target: String,
}

/// An open package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    ambiguous: bool,
    left: u64,
    part_limit: u64,
}

impl<'a> Package<'a> {
    /// Opens the zip in `bytes`.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PartError> {
        Self::with_limits(bytes, PART_LIMIT, TOTAL_LIMIT)
    }

    fn with_limits(bytes: &'a [u8], part_limit: u64, total_limit: u64) -> Result<Self, PartError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PartError::Damaged)?;
        let mut names = HashMap::new();
        let mut ambiguous = false;
        for index in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(index) {
                ambiguous |= names.insert(key(&name), index).is_some();
            }
        }
        Ok(Self { zip, names, ambiguous, left: total_limit, part_limit })
    }

    /// Whether there is such a part; case, slashes and a leading `/` do not matter.
    pub(super) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&key(part))
    }

    /// Whether two parts bear one name, so that readers differ in which of them they take.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// Whether any part's name starts so.
    pub(super) fn has_folder(&self, prefix: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(prefix))
    }

    /// The names of all parts, in one spelling.
    pub(super) fn names(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    /// The inflated bytes of a part.
    pub(super) fn bytes(&mut self, part: &str) -> Result<Vec<u8>, PartError> {
        let index = *self.names.get(&key(part)).ok_or(PartError::Missing)?;
        let cap = self.part_limit.min(self.left);
        let entry = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => PartError::Encrypted,
            _ => PartError::Damaged,
        })?;
        let mut bytes = Vec::new();
        // One byte more than is allowed tells a part that just fits from one that does not.
        entry.take(cap + 1).read_to_end(&mut bytes).map_err(|_| PartError::Damaged)?;
        let size = bytes.len() as u64;
        if size > cap {
            return Err(PartError::TooLarge);
        }
        self.left -= size;
        Ok(bytes)
    }

    /// The text of an XML part, whatever its encoding.
    pub(super) fn text(&mut self, part: &str) -> Result<String, PartError> {
        Ok(decode(self.bytes(part)?))
    }

    /// The relationships of a part (of the package itself for an empty name); none where they are missing or damaged.
    pub(super) fn rels(&mut self, part: &str) -> Result<Vec<Rel>, PartError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let text = match self.text(&path) {
            Err(PartError::TooLarge) => return Err(PartError::TooLarge),
            other => other.unwrap_or_default(),
        };
        let mut rels = read_rels(&text, folder);
        for rel in &mut rels {
            if !self.has(&rel.target) {
                let plain = percent_decoded(&rel.target);
                if self.has(&plain) {
                    rel.target = plain;
                }
            }
        }
        Ok(rels)
    }
}

fn read_rels(text: &str, folder: &str) -> Vec<Rel> {
    let mut rels = Vec::new();
    let mut xml = Xml::new(text);
    while let Ok(step) = xml.next() {
        match step {
            Step::Open(open) if open.local_name().as_ref() == "Relationship" => {
                let external = attr(&open, "TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                if let (Some(id), Some(kind), Some(target), false) =
                    (attr(&open, "Id"), attr(&open, "Type"), attr(&open, "Target"), external)
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    rels.push(Rel { id: id.into_owned(), kind, target: resolve(folder, &target) });
                }
            }
            Step::Done => break,
            _ => {}
        }
    }
    rels
}

/// A target as the relationship writes it, from the root of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let base = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// `my%20sheet.xml` as a zip names it: `my sheet.xml`.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One spelling for all the ways in which a part's name is written.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// XML bytes as text: by their byte order mark or declaration, else as UTF-8. Bytes that fit nowhere cost one character.
pub(super) fn decode(bytes: Vec<u8>) -> String {
    let text = match bytes.as_slice() {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => from_utf16(&bytes, u16::from_be_bytes),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => from_utf16(&bytes, u16::from_le_bytes),
        _ if is_western(&bytes) => bytes.into_iter().map(western).collect(),
        _ => String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()),
    };
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether the XML declaration names the one-byte encoding of western Europe.
fn is_western(bytes: &[u8]) -> bool {
    let head = bytes.get(..200).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let Some(declaration) = head.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()) else { return false };
    let named =
        declaration.split_once("encoding").map_or("", |(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']));
    ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1"].iter().any(|western| named.starts_with(western))
}

/// One byte of Windows-1252, of which Latin-1 is a part.
fn western(byte: u8) -> char {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9F => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_found_whatever_its_spelling() {
        let bytes = zipped(&[("XL\\Worksheets\\Sheet1.XML", b"<a/>")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.text("/xl/worksheets/sheet1.xml").as_deref(), Ok("<a/>"));
        assert_eq!(package.text("xl/other.xml"), Err(PartError::Missing));
    }

    #[test]
    fn caps_hold_for_a_part_and_for_all() {
        let big = vec![b'a'; 5000];
        let bytes = zipped(&[("a", &big), ("b", &big), ("c", &big[..10])]);
        assert_eq!(Package::with_limits(&bytes, 4999, 100_000).unwrap().bytes("a"), Err(PartError::TooLarge));
        let mut package = Package::with_limits(&bytes, 5000, 9999).unwrap();
        assert_eq!(package.bytes("a").map(|b| b.len()), Ok(5000));
        assert_eq!(package.bytes("b"), Err(PartError::TooLarge));
        assert_eq!(package.bytes("c").map(|b| b.len()), Ok(10));
    }

    #[test]
    fn targets_resolve_from_the_part_or_the_root() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "..\\comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("", "../../x.xml"), "x.xml");
        assert_eq!(percent_decoded("a%20b%2"), "a b%2");
    }

    #[test]
    fn other_encodings_become_text() {
        let wide: Vec<u8> = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><a>é€</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(decode(wide).ends_with("<a>é€</a>"));
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9\x80</a>".to_vec();
        assert!(decode(latin).ends_with("<a>é€</a>"));
        assert_eq!(decode(b"\xEF\xBB\xBF<a>\xFF</a>".to_vec()), "<a>\u{FFFD}</a>");
    }
}
