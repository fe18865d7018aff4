//! The check of the result before it is handed over: opened again, and compared with what went in.

mod cells;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read};

use zip::read::ZipArchive;

use super::Edits;
use super::archive::{Archive, parse};
use super::cells::Written;
use super::comments;
use super::content_types::ContentTypes;
use super::element::El;
use super::error::PackageError;
use super::own;
use super::rels::{Rels, reached};
use super::sheet::place;
use super::text::Part;
use super::vml;
use super::workbook::Workbook;
use super::xml::Tree;
use crate::ooxml::names::{CONTENT_TYPES, key_of};
use crate::own::AUTHOR;
use crate::wording::Wording;

const TABLE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";

/// What was to be done to cells and to notes of staff, and where that is.
#[derive(Debug)]
pub(super) struct Meant<'m> {
    /// All edits.
    pub edits: &'m Edits,
    /// What was written into cells.
    pub cells: &'m Written,
    /// For each comments part the cells whose note of staff was written.
    pub staff_notes: &'m BTreeMap<String, BTreeSet<(u32, u32)>>,
}

impl Meant<'_> {
    /// Whether the note of staff on that cell was to be written.
    fn is_written_note(&self, part: &str, cell: &str) -> bool {
        let mut parts = self.staff_notes.iter().filter(|(name, _)| key_of(name) == key_of(part));
        place(cell).is_some_and(|cell| parts.any(|(_, cells)| cells.contains(&cell)))
    }
}

/// Compares the result with the original and with what was to be done; an error where anything is off.
pub(super) fn verify(
    original: &[u8],
    edited: &Archive<'_>,
    result: &[u8],
    meant: &Meant<'_>,
) -> Result<(), PackageError> {
    let mut after = Archive::open(result)?;
    kept_entries_are_equal(original, edited, result)?;
    let names: Vec<String> = edited.names().map(key_of).collect();
    if names.iter().any(|name| !after.has(name)) || after.names().count() != names.len() {
        return Err(off("een onderdeel ontbreekt of is te veel", "a part is missing or one too many"));
    }
    let types = ContentTypes::load(&mut after)?;
    for (name, bytes) in edited.changed() {
        if after.read(name)? != bytes {
            return Err(off(format!("{name} is anders dan bedoeld"), format!("{name} is not what was meant")));
        }
        changed_part_is_sound(name, bytes.to_vec(), &types)?;
    }
    let changed: HashSet<String> = edited.changed().map(|(name, _)| key_of(name)).collect();
    staff_notes_stay(&mut Archive::open(original)?, &mut after, &changed, meant)?;
    cells::only_meant_cells_changed(&mut Archive::open(original)?, &mut after, meant)?;
    let had = flaws(&mut Archive::open(original)?, &changed)?;
    match flaws(&mut after, &changed)?.difference(&had).next() {
        Some(new) => Err(PackageError::Unverified { detail: new.clone() }),
        None => Ok(()),
    }
}

/// Every note of staff is in the result, with its author and all its words. What staff added to a note of ours is by an author
/// that nobody knows.
fn staff_notes_stay(
    before: &mut Archive<'_>,
    after: &mut Archive<'_>,
    changed: &HashSet<String>,
    meant: &Meant<'_>,
) -> Result<(), PackageError> {
    let types = ContentTypes::load(before)?;
    let own = notes_of_own_sheets(before)?;
    let is_concerned =
        |name: &&str| (changed.contains(&key_of(name)) || !after.has(name)) && !own.contains(&key_of(name));
    let parts = before.names().filter(|name| types.of(name) == Some(comments::CONTENT_TYPE)).filter(is_concerned);
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    for name in parts {
        let now =
            if after.has(&name) { comments::staff_notes(&parse(&name, &after.part(&name)?)?) } else { BTreeMap::new() };
        let were = comments::staff_notes(&parse(&name, &before.part(&name)?)?);
        for (cell, notes) in were.into_iter().filter(|(cell, _)| !meant.is_written_note(&name, cell)) {
            let left = now.get(&cell).map(Vec::as_slice).unwrap_or_default();
            let stays = |(author, text): &(String, String)| {
                left.iter()
                    .any(|(by, said)| said == text && (by == author || author.trim().eq_ignore_ascii_case(AUTHOR)))
            };
            if !notes.iter().all(stays) {
                return Err(off(
                    format!("{name}: de notitie op {cell} zou veranderen"),
                    format!("{name}: the note on {cell} would change"),
                ));
            }
        }
    }
    Ok(())
}

/// The notes on our own sheets: those go with the sheets.
fn notes_of_own_sheets(archive: &mut Archive<'_>) -> Result<HashSet<String>, PackageError> {
    let workbook = Workbook::load(archive)?;
    let mut keys = HashSet::new();
    for at in own::own_sheets(archive, &workbook).into_keys() {
        let Some(part) = workbook.sheets.get(at).and_then(|sheet| sheet.part.as_deref()) else { continue };
        let rels = Rels::load(archive, part)?;
        keys.extend(rels.first_target(archive, "comments").map(|name| key_of(&name)));
    }
    Ok(keys)
}

fn off(nl: impl Into<String>, en: impl Into<String>) -> PackageError {
    PackageError::Unverified { detail: Wording::of(nl, en) }
}

fn unread(error: impl ToString) -> PackageError {
    PackageError::Unverified { detail: Wording::verbatim(error) }
}

/// Every entry that was not touched has the same name, check sum and compressed bytes.
fn kept_entries_are_equal(original: &[u8], edited: &Archive<'_>, result: &[u8]) -> Result<(), PackageError> {
    let (mut before, mut after) = (open(original)?, open(result)?);
    let mut last = None;
    for index in edited.kept() {
        let source = before.by_index_raw(index).map_err(unread)?;
        let place =
            after.index_for_name_raw(source.name_raw()).ok_or_else(|| off("een onderdeel is weg", "a part is gone"))?;
        let copy = after.by_index_raw(place).map_err(unread)?;
        let facts = |file: &zip::read::ZipFile<'_, Cursor<&[u8]>>| (file.crc32(), file.size(), file.compressed_size());
        if facts(&source) != facts(&copy) || last.is_some_and(|last| place <= last) {
            return Err(off("een onderdeel is van plaats of grootte veranderd", "a part changed its place or size"));
        }
        if !same_bytes(source, copy)? {
            return Err(off("een onderdeel is veranderd", "a part changed"));
        }
        last = Some(place);
    }
    Ok(())
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, PackageError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(unread)
}

fn same_bytes(mut one: impl Read, mut other: impl Read) -> Result<bool, PackageError> {
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let count = one.read(&mut left).map_err(unread)?;
        let Some(expected) = left.get(..count).filter(|part| !part.is_empty()) else {
            return Ok(other.read(&mut right).map_err(unread)? == 0);
        };
        let Some(room) = right.get_mut(..count) else { return Ok(false) };
        if other.read_exact(room).is_err() || room != expected {
            return Ok(false);
        }
    }
}

fn changed_part_is_sound(name: &str, bytes: Vec<u8>, types: &ContentTypes) -> Result<(), PackageError> {
    let kind = types.of(name);
    let of_package = name.eq_ignore_ascii_case(CONTENT_TYPES);
    if kind.is_none() && !of_package {
        return Err(off(format!("{name} heeft geen soort"), format!("{name} has no type")));
    }
    // Drawings of notes are ill-formed in many workbooks that Excel opens; images are no XML at all.
    let is_xml = of_package || kind.is_some_and(|kind| kind.ends_with("+xml") || kind.ends_with("/xml"));
    if !is_xml {
        return Ok(());
    }
    let part = Part::decode(bytes);
    let tree = Tree::parse_skimming(&part.text, "sheetData").map_err(|error| {
        let words = error.into_words();
        off(format!("{name}: {}", words.nl), format!("{name}: {}", words.en))
    })?;
    let root = tree.root();
    let unsound =
        |el: &El<'_>| !el.attributes_sound() || (el.written_name().contains(':') && el.namespace().is_empty());
    if std::iter::once(root).chain(root.descendants()).any(|el| unsound(&el)) {
        return Err(off(
            format!("{name}: een element is niet goed geschreven"),
            format!("{name}: an element is not well written"),
        ));
    }
    Ok(())
}

/// What is wrong with a package, in words that compare: workbooks that came in with a flaw may keep it.
fn flaws(archive: &mut Archive<'_>, changed: &HashSet<String>) -> Result<BTreeSet<Wording>, PackageError> {
    let mut flaws = BTreeSet::new();
    workbook_flaws(&Workbook::load(archive)?, &mut flaws);
    let types = ContentTypes::load(archive)?;
    for owner in reached(archive)? {
        rels_flaws(archive, &owner, &mut flaws)?;
    }
    let parts: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut tables = Numbers::default();
    for name in parts {
        match types.of(&name) {
            Some(TABLE) if changed.iter().any(|key| key.contains("/tables/")) => {
                table_flaws(archive, &name, &mut tables, &mut flaws)?;
            }
            Some(comments::CONTENT_TYPE) if changed.contains(&key_of(&name)) => {
                comment_flaws(archive, &name, &mut flaws)?;
            }
            Some(vml::CONTENT_TYPE) if changed.contains(&key_of(&name)) => {
                let text = archive.part(&name)?.text;
                flaws.extend(vml::twice_used(&text).map(|number| {
                    Wording::of(
                        format!("{name}: vorm {number} staat er twee keer in"),
                        format!("{name}: shape {number} is there twice"),
                    )
                }));
            }
            _ => {}
        }
    }
    Ok(flaws)
}

fn workbook_flaws(workbook: &Workbook, flaws: &mut BTreeSet<Wording>) {
    let mut counts: BTreeMap<Wording, u32> = BTreeMap::new();
    let mut count = |nl: &str, en: &str, what: String| {
        *counts.entry(Wording::of(format!("{nl} {what}"), format!("{en} {what}"))).or_default() += 1;
    };
    for sheet in &workbook.sheets {
        count("blad", "sheet", format!("{:?}", sheet.name.to_lowercase()));
        count("bladnummer", "sheet number", sheet.sheet_id.to_string());
        count("verwijzing", "relationship", sheet.relation.clone());
        if sheet.part.is_none() {
            let name = &sheet.name;
            flaws.insert(Wording::of(
                format!("blad {name:?} heeft geen onderdeel"),
                format!("sheet {name:?} has no part"),
            ));
        }
    }
    for name in &workbook.names {
        count("naam", "name", format!("{:?} {:?}", name.name.to_lowercase(), name.local));
        if name.local.is_some_and(|local| local >= workbook.sheets.len()) {
            let name = &name.name;
            flaws.insert(Wording::of(
                format!("naam {name:?} hoort bij geen blad"),
                format!("name {name:?} belongs to no sheet"),
            ));
        }
    }
    flaws.extend(counts.into_iter().filter(|(_, count)| *count > 1).map(|(what, _)| twice(&what.nl, &what.en)));
}

fn twice(nl: &str, en: &str) -> Wording {
    Wording::of(format!("{nl} komt twee keer voor"), format!("{en} occurs twice"))
}

fn rels_flaws(archive: &mut Archive<'_>, owner: &str, flaws: &mut BTreeSet<Wording>) -> Result<(), PackageError> {
    let rels = Rels::load(archive, owner)?;
    let mut seen = HashSet::new();
    for rel in &rels.list {
        if !seen.insert(&rel.id) {
            flaws.insert(twice(
                &format!("{owner}: verwijzing {}", rel.id),
                &format!("{owner}: relationship {}", rel.id),
            ));
        }
        if rels.target(archive, rel).is_some_and(|to| !archive.has(&to)) {
            flaws.insert(Wording::of(
                format!("{owner}: verwijzing {} leidt nergens heen", rel.id),
                format!("{owner}: relationship {} leads nowhere", rel.id),
            ));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Numbers {
    ids: HashSet<u32>,
    names: HashSet<String>,
}

fn table_flaws(
    archive: &mut Archive<'_>,
    name: &str,
    seen: &mut Numbers,
    flaws: &mut BTreeSet<Wording>,
) -> Result<(), PackageError> {
    let part = archive.part(name)?;
    let Ok(tree) = Tree::parse(&part.text) else { return Ok(()) };
    let root = tree.root();
    if root.number("id").is_some_and(|id| !seen.ids.insert(id)) {
        flaws.insert(twice("een tabelnummer", "a table number"));
    }
    if let Some(name) = root.value("displayName").map(|name| name.to_lowercase())
        && !seen.names.insert(name.clone())
    {
        flaws.insert(twice(&format!("tabel {name}"), &format!("table {name}")));
    }
    Ok(())
}

fn comment_flaws(archive: &mut Archive<'_>, name: &str, flaws: &mut BTreeSet<Wording>) -> Result<(), PackageError> {
    let part = archive.part(name)?;
    let Ok(tree) = Tree::parse(&part.text) else { return Ok(()) };
    let root = tree.root();
    let authors = root.child("authors").map_or(0, |list| list.children().count());
    let mut seen = HashSet::new();
    for el in root.child("commentList").into_iter().flat_map(|list| list.children()) {
        let cell = el.value("ref").unwrap_or_default();
        if el.number("authorId").is_some_and(|author| author as usize >= authors) {
            flaws.insert(Wording::of(
                format!("{name}: de notitie op {cell} heeft geen schrijver"),
                format!("{name}: the note on {cell} has no author"),
            ));
        }
        if !seen.insert(cell.clone()) {
            flaws.insert(Wording::of(
                format!("{name}: {cell} heeft twee notities"),
                format!("{name}: {cell} has two notes"),
            ));
        }
    }
    Ok(())
}
