//! The zip file: its entries in their order, what was changed of them, and the result.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read, Write};

use zip::read::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::error::PackageError;
use super::names::{key_of, rels_of};
use super::text::Part;
use super::xml::{Tree, XmlError};

/// How much is inflated at most, in MB.
#[derive(Debug, Clone, Copy)]
struct Limits {
    part: u64,
    total: u64,
}

const LIMITS: Limits = Limits { part: 512, total: 2048 };
const MB: u64 = 1 << 20;
/// Parts above this size are compressed faster and a little less.
const LARGE: usize = 4 << 20;

#[derive(Debug)]
enum State {
    /// As it stands in the original.
    Kept,
    /// With these bytes in its place.
    Replaced(Vec<u8>),
    /// Left out of the result.
    Removed,
}

#[derive(Debug)]
struct Entry {
    /// With forward slashes and without a leading one, in the case of the original.
    name: String,
    /// The place in the original; `None` for a new part.
    source: Option<usize>,
    state: State,
}

/// A package being changed.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
    inflated: u64,
    limits: Limits,
}

impl<'a> Archive<'a> {
    /// Reads the directory of the zip file and refuses what is no zip file or names a part twice.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        refuse_other_containers(bytes)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_zip(bytes, &error))?;
        let mut archive =
            Self { entries: Vec::with_capacity(zip.len()), by_key: HashMap::new(), inflated: 0, limits: LIMITS, zip };
        for index in 0..archive.zip.len() {
            archive.list(index)?;
        }
        if archive.zip.has_duplicate_names() {
            return Err(PackageError::DuplicatePart { part: archive.twice_named(bytes) });
        }
        Ok(archive)
    }

    fn list(&mut self, index: usize) -> Result<(), PackageError> {
        let raw = self.zip.by_index_raw(index).map_err(bad_zip)?;
        let name = match raw.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(raw.name_raw()).into_owned(),
        };
        drop(raw);
        let name = name.replace('\\', "/").trim_start_matches('/').to_owned();
        let taken = self.by_key.insert(key_of(&name), self.entries.len());
        // Two directory entries of one name hold nothing and harm nobody.
        if taken.is_some() && !name.ends_with('/') {
            return Err(PackageError::DuplicatePart { part: name });
        }
        self.entries.push(Entry { name, source: Some(index), state: State::Kept });
        Ok(())
    }

    /// The name that occurs twice, for the message; the zip reader only says that there is one.
    fn twice_named(&self, bytes: &[u8]) -> String {
        let mut rest = bytes;
        let mut seen = HashSet::new();
        while let Some(at) = rest.windows(4).position(|four| four == b"PK\x01\x02") {
            let header = rest.get(at..).unwrap_or_default();
            let length = header.get(28..30).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
            let name = header.get(46..46 + length).unwrap_or_default();
            if !name.is_empty() && !seen.insert(name) {
                return String::from_utf8_lossy(name).into_owned();
            }
            rest = header.get(4..).unwrap_or_default();
        }
        "?".to_owned()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let entry = self.entries.get(*self.by_key.get(&key_of(name))?)?;
        (!matches!(entry.state, State::Removed)).then_some(entry)
    }

    /// Whether the package has such a part, whatever the case of its name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The part's name as the package writes it.
    pub(super) fn name_of(&self, name: &str) -> Option<&str> {
        self.entry(name).map(|entry| entry.name.as_str())
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let left = self.entries.iter().filter(|entry| !matches!(entry.state, State::Removed));
        left.map(|entry| entry.name.as_str()).filter(|name| !name.ends_with('/'))
    }

    /// The bytes of a part as they stand now.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let missing = || PackageError::MissingPart { part: name.to_owned() };
        let entry = self.entry(name).ok_or_else(missing)?;
        if let State::Replaced(bytes) = &entry.state {
            return Ok(bytes.clone());
        }
        let index = entry.source.ok_or_else(missing)?;
        let (bytes, room) = {
            let file = self.zip.by_index(index).map_err(|error| bad_part(name, error))?;
            let room = (self.limits.part * MB).min((self.limits.total * MB).saturating_sub(self.inflated));
            let declared = usize::try_from(file.size().min(room)).unwrap_or(0).min(64 << 20);
            let mut bytes = Vec::with_capacity(declared);
            file.take(room + 1).read_to_end(&mut bytes).map_err(|error| bad_part(name, error))?;
            (bytes, room)
        };
        self.inflated = self.inflated.saturating_add(bytes.len() as u64);
        if bytes.len() as u64 > self.limits.part * MB {
            return Err(PackageError::PartTooLarge { part: name.to_owned(), limit_mb: self.limits.part });
        }
        if bytes.len() as u64 > room {
            return Err(PackageError::TooLarge { limit_mb: self.limits.total });
        }
        Ok(bytes)
    }

    /// The first bytes of a part; nothing where it cannot be read.
    pub(super) fn head(&mut self, name: &str, length: usize) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        if let State::Replaced(bytes) = &entry.state {
            return bytes.get(..bytes.len().min(length)).map(<[u8]>::to_vec);
        }
        let file = self.zip.by_index(entry.source?).ok()?;
        let mut bytes = Vec::with_capacity(length);
        // A part that is damaged further on still has its head.
        let _ = file.take(length as u64).read_to_end(&mut bytes);
        Some(bytes)
    }

    /// A part as text.
    pub(super) fn part(&mut self, name: &str) -> Result<Part, PackageError> {
        self.read(name).map(Part::decode)
    }

    /// The rels of a part, where it has any.
    pub(super) fn rels_part(&mut self, name: &str) -> Result<Option<Part>, PackageError> {
        let rels = rels_of(name);
        if self.has(&rels) { self.part(&rels).map(Some) } else { Ok(None) }
    }

    /// Puts a part in its place, or adds it at the end.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let key = key_of(name);
        if let Some(entry) = self.by_key.get(&key).and_then(|at| self.entries.get_mut(*at)) {
            entry.state = State::Replaced(bytes);
            return;
        }
        self.by_key.insert(key, self.entries.len());
        self.entries.push(Entry { name: name.to_owned(), source: None, state: State::Replaced(bytes) });
    }

    /// Takes a part out of the package.
    pub(super) fn remove(&mut self, name: &str) {
        if let Some(entry) = self.by_key.get(&key_of(name)).and_then(|at| self.entries.get_mut(*at)) {
            entry.state = State::Removed;
        }
    }

    /// The parts that are as the original has them: their place there.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> {
        self.entries.iter().filter(|entry| matches!(entry.state, State::Kept)).filter_map(|entry| entry.source)
    }

    /// The parts that were changed or added, with their bytes.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().filter_map(|entry| match &entry.state {
            State::Replaced(bytes) => Some((entry.name.as_str(), bytes.as_slice())),
            _ => None,
        })
    }

    /// The names of the parts that were taken out.
    pub(super) fn removed(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter(|entry| matches!(entry.state, State::Removed)).map(|entry| entry.name.as_str())
    }

    /// The zip file with all changes made. What was not touched is copied as it is compressed.
    pub(super) fn write(&mut self) -> Result<Vec<u8>, PackageError> {
        let room = self.zip.get_ref_len() + (64 << 10);
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(room))).set_auto_large_file();
        out.set_raw_comment(self.zip.comment().into()).map_err(bad_zip)?;
        for entry in &self.entries {
            match (&entry.state, entry.source) {
                (State::Kept, Some(index)) => {
                    let file = self.zip.by_index_raw(index).map_err(bad_zip)?;
                    out.raw_copy_file(file).map_err(bad_zip)?;
                }
                (State::Replaced(bytes), source) => {
                    let name = match source {
                        Some(index) => {
                            self.zip.name_for_index(index).and_then(Result::ok).map(|name| name.into_owned())
                        }
                        None => None,
                    };
                    let name = name.unwrap_or_else(|| entry.name.clone());
                    out.start_file(name, options(bytes.len())).map_err(bad_zip)?;
                    out.write_all(bytes).map_err(bad_zip)?;
                }
                _ => {}
            }
        }
        Ok(out.finish().map_err(bad_zip)?.into_inner())
    }
}

/// The length of what a reader holds, without moving it.
trait Length {
    fn get_ref_len(&self) -> usize;
}

impl Length for ZipArchive<Cursor<&[u8]>> {
    fn get_ref_len(&self) -> usize {
        usize::try_from(self.central_directory_start()).unwrap_or(0)
    }
}

fn options(length: usize) -> SimpleFileOptions {
    let level = if length > LARGE { 3 } else { 6 };
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        .last_modified_time(DateTime::default())
}

/// The words for a part that is no sound XML.
pub(super) fn xml_error(part: &str, error: XmlError) -> PackageError {
    match error {
        XmlError::Doctype => PackageError::Doctype { part: part.to_owned() },
        XmlError::Malformed(detail) => PackageError::BadPart { part: part.to_owned(), detail },
    }
}

/// Reads a part's elements.
pub(super) fn parse<'t>(name: &str, part: &'t Part) -> Result<Tree<'t>, PackageError> {
    Tree::parse(&part.text).map_err(|error| xml_error(name, error))
}

fn bad_zip(error: impl ToString) -> PackageError {
    PackageError::BadZip { detail: error.to_string() }
}

fn bad_part(part: &str, error: impl ToString) -> PackageError {
    PackageError::BadPart { part: part.to_owned(), detail: error.to_string() }
}

fn not_a_zip(bytes: &[u8], error: &zip::result::ZipError) -> PackageError {
    if bytes.starts_with(b"PK") { bad_zip(error) } else { PackageError::NotZip }
}

/// Encrypted workbooks and xls files are OLE containers; the names of their streams tell which is which.
fn refuse_other_containers(bytes: &[u8]) -> Result<(), PackageError> {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    // Excel 2 to 4 wrote a bare stream that starts with a "beginning of file" record.
    const BARE_XLS: [&[u8]; 3] = [&[0x09, 0x00, 0x04, 0x00], &[0x09, 0x02, 0x06, 0x00], &[0x09, 0x04, 0x06, 0x00]];
    if BARE_XLS.iter().any(|start| bytes.starts_with(start)) {
        return Err(PackageError::LegacyXls);
    }
    if !bytes.starts_with(OLE) {
        return Ok(());
    }
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if named("EncryptedPackage") {
        return Err(PackageError::Encrypted);
    }
    Err(if named("Workbook") || named("Book") { PackageError::LegacyXls } else { PackageError::NotZip })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_parts(sizes: &[usize]) -> Vec<u8> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, size) in sizes.iter().enumerate() {
            out.start_file(format!("part{at}"), options(*size)).unwrap();
            out.write_all(&vec![b' '; *size]).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_beyond_its_limit_is_not_inflated() {
        let bytes = of_parts(&[1 << 20, (1 << 20) + 1]);
        let mut archive = Archive::open(&bytes).unwrap();
        archive.limits = Limits { part: 1, total: 8 };
        assert_eq!(archive.read("part0").unwrap().len(), 1 << 20);
        assert_eq!(archive.read("part1"), Err(PackageError::PartTooLarge { part: "part1".into(), limit_mb: 1 }));
    }

    #[test]
    fn all_parts_together_have_a_limit() {
        let bytes = of_parts(&[1 << 20, 1 << 20, 1 << 20]);
        let mut archive = Archive::open(&bytes).unwrap();
        archive.limits = Limits { part: 1, total: 2 };
        assert!(archive.read("part0").is_ok() && archive.read("part1").is_ok());
        assert_eq!(archive.read("part2"), Err(PackageError::TooLarge { limit_mb: 2 }));
    }
}
