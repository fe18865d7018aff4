//! The zip file: its parts by name, and their bytes, inflated under caps.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::names::{key_of, rels_of, spelled};
use super::rels::{Parts, Rels};
use super::text::decode;

/// How much is inflated at most, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Of one part.
    pub(crate) part: u64,
    /// Of all parts together; one that is read twice counts twice.
    pub(crate) total: u64,
}

/// No workbook of staff comes near these.
pub(crate) const LIMITS: Limits = Limits { part: 512 << 20, total: 2 << 30 };
/// How many parts a package may have.
const MAX_PARTS: usize = 50_000;
/// An announced size is believed up to here, so that a part that lies takes no memory.
const BELIEVED: u64 = 64 << 20;

/// Why a part could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartError {
    /// The package has no such part.
    Missing,
    /// It inflates beyond a cap.
    TooLarge(Cap),
    /// The package has more parts than may be read.
    TooMany {
        /// How many it has.
        found: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It has a password.
    Encrypted,
    /// Its bytes are not what the package promises; with what the zip reader met.
    Damaged(String),
}

/// A cap that was met, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cap {
    /// That of one part.
    Part(u64),
    /// That of all parts together.
    Total(u64),
}

/// The entries of a zip file as they stand in it.
pub(crate) struct Entries<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names in the order of the zip reader.
    names: Vec<String>,
    by_key: HashMap<String, usize>,
    twice: Option<String>,
    inflated: u64,
    limits: Limits,
}

impl<'a> Entries<'a> {
    /// Reads the directory of the zip file.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, PartError> {
        Self::with_limits(bytes, LIMITS)
    }

    /// Reads the directory of the zip file, whose parts will be inflated under these limits.
    pub(crate) fn with_limits(bytes: &'a [u8], limits: Limits) -> Result<Self, PartError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(PartError::TooMany { found: zip.len(), limit: MAX_PARTS });
        }
        let (names, by_key, twice) = (Vec::with_capacity(zip.len()), HashMap::new(), None);
        let mut entries = Self { names, by_key, twice, inflated: 0, limits, zip };
        for index in 0..entries.zip.len() {
            entries.list(index);
        }
        // Of entries with one and the same name the zip reader keeps the last and says only that there were more.
        if entries.twice.is_none() && entries.zip.has_duplicate_names() {
            entries.twice = Some(twice_named(bytes));
        }
        Ok(entries)
    }

    fn list(&mut self, index: usize) {
        let name = match self.zip.name_for_index(index) {
            Some(Ok(name)) => name.into_owned(),
            _ => {
                let raw = self.zip.by_index_raw(index);
                raw.map(|file| String::from_utf8_lossy(file.name_raw()).into_owned()).unwrap_or_default()
            }
        };
        let name = spelled(&name);
        let taken = self.by_key.insert(key_of(&name), index).is_some();
        // Two directory entries of one name hold nothing and harm nobody.
        if taken && !name.ends_with('/') {
            self.twice.get_or_insert_with(|| name.clone());
        }
        self.names.push(name);
    }

    /// A name that two parts bear, so that readers differ in which of them they take.
    pub(crate) fn twice_named(&self) -> Option<&str> {
        self.twice.as_deref()
    }

    /// The names of all entries in the order of the zip reader, folders included: those end in a slash.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, PartError> {
        let index = *self.by_key.get(&key_of(name)).ok_or(PartError::Missing)?;
        let left = self.limits.total.saturating_sub(self.inflated);
        let room = self.limits.part.min(left);
        let file = self.zip.by_index(index).map_err(not_opened)?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(room).min(BELIEVED)).unwrap_or(0));
        // One byte more than is allowed tells a part that just fits from one that does not.
        file.take(room + 1).read_to_end(&mut bytes).map_err(damaged)?;
        self.weigh(bytes.len() as u64, left)?;
        Ok(bytes)
    }

    /// Inflates a part and lets go of it, which tells whether its bytes are those that the package promises.
    pub(crate) fn drain(&mut self, name: &str) -> Result<(), PartError> {
        let index = *self.by_key.get(&key_of(name)).ok_or(PartError::Missing)?;
        let left = self.limits.total.saturating_sub(self.inflated);
        let room = self.limits.part.min(left);
        let file = self.zip.by_index(index).map_err(not_opened)?;
        // Some programs store an empty part as the deflated form of nothing, which is no bytes at all.
        if file.size() == 0 && file.compressed_size() == 0 {
            return Ok(());
        }
        let size = std::io::copy(&mut file.take(room + 1), &mut std::io::sink()).map_err(damaged)?;
        self.weigh(size, left)
    }

    /// Adds what was inflated, with `left` before it.
    fn weigh(&mut self, size: u64, left: u64) -> Result<(), PartError> {
        if size > self.limits.part {
            return Err(PartError::TooLarge(Cap::Part(self.limits.part)));
        }
        if size > left {
            return Err(PartError::TooLarge(Cap::Total(self.limits.total)));
        }
        self.inflated += size;
        Ok(())
    }

    /// At most the first `length` bytes of a part; `None` where there are none to be had.
    pub(crate) fn head(&mut self, name: &str, length: usize) -> Option<Vec<u8>> {
        let file = self.zip.by_index(*self.by_key.get(&key_of(name))?).ok()?;
        let mut bytes = Vec::with_capacity(length);
        // A part that is damaged further on still has its head.
        let _ = file.take(length as u64).read_to_end(&mut bytes);
        Some(bytes)
    }

    /// The text of an XML part, whatever its encoding.
    pub(crate) fn text(&mut self, name: &str) -> Result<String, PartError> {
        self.bytes(name).map(decode)
    }

    /// The relationships of a part (of the package itself for an empty name); none where they are missing or damaged.
    pub(crate) fn rels(&mut self, owner: &str) -> Result<Rels, PartError> {
        match self.text(&rels_of(owner)) {
            Err(error @ PartError::TooLarge(_)) => Err(error),
            text => Ok(Rels::read(owner, &text.unwrap_or_default())),
        }
    }

    /// The zip file itself, for what copies entries as they are compressed.
    pub(crate) fn zip(&mut self) -> &mut ZipArchive<Cursor<&'a [u8]>> {
        &mut self.zip
    }
}

impl Parts for Entries<'_> {
    fn name_of(&self, name: &str) -> Option<&str> {
        self.names.get(*self.by_key.get(&key_of(name))?).map(String::as_str)
    }
}

fn not_opened(error: ZipError) -> PartError {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => PartError::Encrypted,
        error => damaged(error),
    }
}

fn damaged(error: impl ToString) -> PartError {
    PartError::Damaged(error.to_string())
}

/// The name that occurs twice in the directory of a zip file.
fn twice_named(bytes: &[u8]) -> String {
    let mut rest = bytes;
    let mut seen = HashSet::new();
    while let Some(at) = rest.windows(4).position(|four| four == b"PK\x01\x02") {
        let header = rest.get(at..).unwrap_or_default();
        let length = header.get(28..30).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes);
        let name = header.get(46..46 + usize::from(length)).unwrap_or_default();
        if !name.is_empty() && !seen.insert(name) {
            return String::from_utf8_lossy(name).into_owned();
        }
        rest = header.get(4..).unwrap_or_default();
    }
    "?".to_owned()
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
        let mut entries = Entries::open(&bytes).unwrap();
        assert_eq!(entries.text("/xl/worksheets/sheet1.xml").as_deref(), Ok("<a/>"));
        assert_eq!(entries.name_of("xl/worksheets/SHEET1.xml"), Some("XL/Worksheets/Sheet1.XML"));
        assert_eq!(entries.text("xl/other.xml"), Err(PartError::Missing));
        assert_eq!(entries.head("xl/worksheets/sheet1.xml", 2).as_deref(), Some(&b"<a"[..]));
        assert_eq!(entries.head("xl/other.xml", 2), None);
    }

    #[test]
    fn caps_hold_for_a_part_and_for_all() {
        let big = vec![b'a'; 5000];
        let bytes = zipped(&[("a", &big), ("b", &big), ("c", &big[..10])]);
        let open = |part, total| Entries::with_limits(&bytes, Limits { part, total }).unwrap();
        assert_eq!(open(4999, 100_000).bytes("a"), Err(PartError::TooLarge(Cap::Part(4999))));
        let mut entries = open(5000, 9999);
        assert_eq!(entries.bytes("a").map(|b| b.len()), Ok(5000));
        assert_eq!(entries.bytes("b"), Err(PartError::TooLarge(Cap::Total(9999))));
        assert_eq!(entries.bytes("c").map(|b| b.len()), Ok(10));
        // Exactly what is left still fits.
        let mut entries = open(5000, 10_000);
        assert!(entries.bytes("a").is_ok() && entries.bytes("b").is_ok());
        assert_eq!(entries.bytes("c"), Err(PartError::TooLarge(Cap::Total(10_000))));
    }

    #[test]
    fn names_that_occur_twice_are_told() {
        let twice = |parts: &[(&str, &[u8])]| {
            let bytes = zipped(parts);
            Entries::open(&bytes).unwrap().twice_named().map(str::to_owned)
        };
        assert_eq!(twice(&[("xl/a.xml", b"1"), ("xl/b.xml", b"2")]), None);
        assert_eq!(twice(&[("xl/a.xml", b"1"), ("XL\\A.xml", b"2")]).as_deref(), Some("XL/A.xml"));
        assert_eq!(twice(&[("xl/", b""), ("XL/", b"")]), None);
        // The zip writer refuses equal names, so that they are made equal afterwards.
        let mut bytes = zipped(&[("xl/a.xml", b"1"), ("xl/b.xml", b"2")]);
        while let Some(at) = bytes.windows(5).position(|window| window == b"b.xml") {
            bytes[at] = b'a';
        }
        assert_eq!(Entries::open(&bytes).unwrap().twice_named(), Some("xl/a.xml"));
    }

    #[test]
    fn what_is_no_zip_or_was_damaged_says_so() {
        assert!(matches!(Entries::open(b"PK\x03\x04 half a file"), Err(PartError::Damaged(_))));
        let mut bytes = zipped(&[("a.xml", b"<a>een heel gewone tekst</a>")]);
        // The check sum in the local header and the directory stays, the compressed bytes do not.
        let at = bytes.windows(5).position(|window| window == b"a.xml").unwrap() + 8;
        bytes[at] ^= 0xFF;
        assert!(matches!(Entries::open(&bytes).unwrap().bytes("a.xml"), Err(PartError::Damaged(_))));
    }
}
