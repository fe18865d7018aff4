//! The package being changed: its parts as they stand in the zip file, what was changed of them, and the result.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::error::PackageError;
use super::text::Part;
use super::xml::{Tree, XmlError};
use crate::ooxml::names::{key_of, rels_of};
use crate::ooxml::ole::{self, Compound};
use crate::ooxml::sound::{self, Flaw, Flawed};
use crate::ooxml::{Cap, Entries, LIMITS, Limits, PartError, Parts};
use crate::wording::Wording;

/// Parts above this size are compressed faster and a little less.
const LARGE: usize = 4 << 20;

/// What became of a part.
#[derive(Debug)]
struct Change {
    /// The part's name as the package writes it.
    name: String,
    /// What stands in its place; `None` for a part that was taken out.
    bytes: Option<Vec<u8>>,
}

/// A package being changed.
pub(super) struct Archive<'a> {
    original: Entries<'a>,
    /// By the names by which parts compare.
    changes: HashMap<String, Change>,
    /// The names of the parts that the original has not, in the order in which they came.
    added: Vec<String>,
    /// The keys of the parts that relationships lead to, once somebody looked for a free name.
    pub(super) promised: Option<HashSet<String>>,
}

impl<'a> Archive<'a> {
    /// Reads the directory of the zip file and refuses what is no zip file or names a part twice.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        Self::with_limits(bytes, LIMITS)
    }

    fn with_limits(bytes: &'a [u8], limits: Limits) -> Result<Self, PackageError> {
        refuse_other_containers(bytes)?;
        let mut original = Entries::with_limits(bytes, limits).map_err(|error| not_a_zip(bytes, error))?;
        // What cannot be copied is refused before any work is done.
        for index in 0..original.names().len() {
            original.zip().by_index_raw(index).map_err(bad_zip)?;
        }
        match original.twice_named() {
            Some(name) => Err(PackageError::DuplicatePart { part: name.to_owned() }),
            None => Ok(Self { original, changes: HashMap::new(), added: Vec::new(), promised: None }),
        }
    }

    /// Whether the package has such a part, whatever the case of its name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.name_of(name).is_some()
    }

    /// The part's name as the package writes it.
    pub(super) fn name_of(&self, name: &str) -> Option<&str> {
        match self.changes.get(&key_of(name)) {
            Some(change) => change.bytes.is_some().then_some(change.name.as_str()),
            None => self.original.name_of(name),
        }
    }

    /// The names of all entries that are or were there, in the order of the result.
    fn entries(&self) -> impl Iterator<Item = (&str, Option<&Change>)> {
        let names = self.original.names().iter().chain(&self.added);
        names.map(|name| (name.as_str(), self.changes.get(&key_of(name))))
    }

    /// The names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let left = self.entries().filter(|(_, change)| change.is_none_or(|change| change.bytes.is_some()));
        left.map(|(name, _)| name).filter(|name| !name.ends_with('/'))
    }

    /// The bytes of a part as they stand now.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        match self.changes.get(&key_of(name)) {
            Some(Change { bytes: Some(bytes), .. }) => Ok(bytes.clone()),
            Some(_) => Err(part_error(name, PartError::Missing)),
            None => self.original.bytes(name).map_err(|error| part_error(name, error)),
        }
    }

    /// The first bytes of a part; nothing where it cannot be read.
    pub(super) fn head(&mut self, name: &str, length: usize) -> Option<Vec<u8>> {
        match self.changes.get(&key_of(name)) {
            Some(change) => change.bytes.as_ref()?.get(..length).or(change.bytes.as_deref()).map(<[u8]>::to_vec),
            None => self.original.head(name, length),
        }
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
        self.change(name, Some(bytes));
    }

    /// Takes a part out of the package.
    pub(super) fn remove(&mut self, name: &str) {
        if self.has(name) {
            self.change(name, None);
        }
    }

    fn change(&mut self, name: &str, bytes: Option<Vec<u8>>) {
        let key = key_of(name);
        if let Some(change) = self.changes.get_mut(&key) {
            change.bytes = bytes;
            return;
        }
        let written = self.original.name_of(name).map(str::to_owned);
        let name = written.unwrap_or_else(|| {
            self.added.push(name.to_owned());
            name.to_owned()
        });
        self.changes.insert(key, Change { name, bytes });
    }

    /// The parts that are as the original has them: their place there.
    pub(super) fn kept(&self) -> impl Iterator<Item = usize> {
        let originals = self.original.names().iter().enumerate();
        originals.filter(|(_, name)| !self.changes.contains_key(&key_of(name))).map(|(index, _)| index)
    }

    /// The parts that were changed or added, with their bytes.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries().filter_map(|(name, change)| Some((name, change?.bytes.as_deref()?)))
    }

    /// The names of the parts that were taken out.
    pub(super) fn removed(&self) -> impl Iterator<Item = &str> {
        self.entries().filter(|(_, change)| change.is_some_and(|change| change.bytes.is_none())).map(|(name, _)| name)
    }

    /// The zip file with all changes made. What was not touched is copied as it is compressed.
    pub(super) fn write(&mut self) -> Result<Vec<u8>, PackageError> {
        let Self { original, changes, added, .. } = self;
        let names: Vec<String> = original.names().to_vec();
        let zip = original.zip();
        let room = usize::try_from(zip.central_directory_start()).unwrap_or(0) + (64 << 10);
        let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(room))).set_auto_large_file();
        out.set_raw_comment(zip.comment().into()).map_err(bad_zip)?;
        for (index, name) in names.iter().enumerate() {
            match changes.get(&key_of(name)) {
                None => out.raw_copy_file(zip.by_index_raw(index).map_err(bad_zip)?).map_err(bad_zip)?,
                Some(Change { bytes: Some(bytes), .. }) => {
                    let written = zip.name_for_index(index).and_then(Result::ok).map(|name| name.into_owned());
                    write_part(&mut out, written.as_deref().unwrap_or(name), bytes)?;
                }
                Some(_) => {}
            }
        }
        for name in added.iter() {
            if let Some(Change { bytes: Some(bytes), .. }) = changes.get(&key_of(name)) {
                write_part(&mut out, name, bytes)?;
            }
        }
        Ok(out.finish().map_err(bad_zip)?.into_inner())
    }
}

/// Refuses a package with a part of which a copy could not be opened.
pub(super) fn refuse_damage(bytes: &[u8]) -> Result<(), PackageError> {
    let sound = sound::check(bytes).map_err(|error| not_a_zip(bytes, error))?;
    let Some(Flawed { part, flaw, .. }) = sound.flawed().find(|flawed| flawed.spoils_a_copy()) else { return Ok(()) };
    let part = part.clone();
    Err(match flaw {
        Flaw::Missing => PackageError::MissingPart { part },
        Flaw::Encrypted => PackageError::Encrypted,
        Flaw::Doctype => PackageError::Doctype { part },
        Flaw::Damaged | Flaw::Broken | Flaw::Other | Flaw::Unlawful => {
            PackageError::BadPart { part, detail: flaw.words() }
        }
    })
}

impl Parts for Archive<'_> {
    fn name_of(&self, name: &str) -> Option<&str> {
        Archive::name_of(self, name)
    }
}

fn write_part(out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), PackageError> {
    out.start_file(name, options(bytes.len())).map_err(bad_zip)?;
    out.write_all(bytes).map_err(bad_zip)
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
    PackageError::BadZip { detail: Wording::verbatim(error) }
}

/// The words for a part that cannot be read.
fn part_error(part: &str, error: PartError) -> PackageError {
    const MB: u64 = 1 << 20;
    let part = part.to_owned();
    match error {
        PartError::Missing => PackageError::MissingPart { part },
        PartError::TooLarge(Cap::Part(limit)) => PackageError::PartTooLarge { part, limit_mb: limit / MB },
        PartError::TooLarge(Cap::Total(limit)) => PackageError::TooLarge { limit_mb: limit / MB },
        PartError::TooMany { found, limit } => PackageError::TooManyParts { found, limit },
        PartError::Encrypted => PackageError::Encrypted,
        PartError::Damaged(detail) => PackageError::BadPart { part, detail: Wording::verbatim(detail) },
    }
}

fn not_a_zip(bytes: &[u8], error: PartError) -> PackageError {
    match error {
        PartError::Damaged(detail) if bytes.starts_with(b"PK") => bad_zip(detail),
        PartError::TooMany { found, limit } => PackageError::TooManyParts { found, limit },
        _ => PackageError::NotZip,
    }
}

/// Encrypted workbooks and xls files are no zip files; what they are decides what people can do about it.
fn refuse_other_containers(bytes: &[u8]) -> Result<(), PackageError> {
    match ole::compound(bytes) {
        None if ole::is_bare_xls(bytes) => Err(PackageError::LegacyXls),
        None => Ok(()),
        Some(Compound::Encrypted) => Err(PackageError::Encrypted),
        Some(Compound::Xls) => Err(PackageError::LegacyXls),
        Some(_) => Err(PackageError::NotZip),
    }
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
        let mut archive = Archive::with_limits(&bytes, Limits { part: 1 << 20, total: 8 << 20 }).unwrap();
        assert_eq!(archive.read("part0").unwrap().len(), 1 << 20);
        assert_eq!(archive.read("part1"), Err(PackageError::PartTooLarge { part: "part1".into(), limit_mb: 1 }));
    }

    #[test]
    fn all_parts_together_have_a_limit() {
        let bytes = of_parts(&[1 << 20, 1 << 20, 1 << 20]);
        let mut archive = Archive::with_limits(&bytes, Limits { part: 1 << 20, total: 2 << 20 }).unwrap();
        assert!(archive.read("part0").is_ok() && archive.read("part1").is_ok());
        assert_eq!(archive.read("part2"), Err(PackageError::TooLarge { limit_mb: 2 }));
    }

    #[test]
    fn changes_lie_over_the_original_until_it_is_written() {
        let bytes = of_parts(&[3, 4, 5]);
        let mut archive = Archive::open(&bytes).unwrap();
        archive.put("PART1", b"een".to_vec());
        archive.put("nieuw2", b"drie".to_vec());
        archive.put("nieuw1", b"twee".to_vec());
        archive.remove("part2");
        archive.remove("nieuw2");
        archive.remove("niets");
        assert_eq!(archive.names().collect::<Vec<_>>(), ["part0", "part1", "nieuw1"]);
        assert_eq!(archive.removed().collect::<Vec<_>>(), ["part2", "nieuw2"]);
        assert_eq!(archive.changed().collect::<Vec<_>>(), [("part1", &b"een"[..]), ("nieuw1", &b"twee"[..])]);
        assert_eq!(archive.kept().collect::<Vec<_>>(), [0]);
        assert_eq!((archive.name_of("Part1"), archive.has("part2")), (Some("part1"), false));
        assert_eq!(archive.read("part2"), Err(PackageError::MissingPart { part: "part2".into() }));
        assert_eq!(
            (archive.head("part1", 2), archive.head("nieuw1", 9)),
            (Some(b"ee".to_vec()), Some(b"twee".to_vec()))
        );
        archive.put("nieuw2", b"vier".to_vec());
        let result = archive.write().unwrap();
        let mut after = Archive::open(&result).unwrap();
        assert_eq!(after.names().collect::<Vec<_>>(), ["part0", "part1", "nieuw2", "nieuw1"]);
        assert_eq!(after.read("nieuw2").unwrap(), b"vier");
        assert_eq!(after.read("part0").unwrap(), b"   ");
    }
}
