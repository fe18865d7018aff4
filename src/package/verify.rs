//! The check of the result before it is handed over: opened again, and compared with what went in.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::read::ZipArchive;

use super::archive::{Archive, parse};
use super::comments;
use super::content_types::ContentTypes;
use super::error::PackageError;
use super::own;
use super::rels::Rels;
use super::text::Part;
use super::vml;
use super::workbook::Workbook;
use super::xml::{El, Tree};
use crate::ooxml::names::{CONTENT_TYPES, key_of, owner_of};
use crate::own::AUTHOR;

const TABLE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";

/// Compares the result with the original and with what was to be done; an error where anything is off.
pub(super) fn verify(original: &[u8], edited: &Archive<'_>, result: &[u8]) -> Result<(), PackageError> {
    let mut after = Archive::open(result)?;
    kept_entries_are_equal(original, edited, result)?;
    let names: Vec<String> = edited.names().map(key_of).collect();
    if names.iter().any(|name| !after.has(name)) || after.names().count() != names.len() {
        return Err(off("een onderdeel ontbreekt of is te veel"));
    }
    let types = ContentTypes::load(&mut after)?;
    for (name, bytes) in edited.changed() {
        if after.read(name)? != bytes {
            return Err(off(format!("{name} is anders dan bedoeld")));
        }
        changed_part_is_sound(name, bytes.to_vec(), &types)?;
    }
    let changed: HashSet<String> = edited.changed().map(|(name, _)| key_of(name)).collect();
    staff_notes_stay(&mut Archive::open(original)?, &mut after, &changed)?;
    let had = flaws(&mut Archive::open(original)?, &changed)?;
    match flaws(&mut after, &changed)?.difference(&had).next() {
        Some(new) => Err(off(new)),
        None => Ok(()),
    }
}

/// Every note of staff is in the result, with its author and all its words. What staff added to a note of ours is by an author
/// that nobody knows.
fn staff_notes_stay(
    before: &mut Archive<'_>,
    after: &mut Archive<'_>,
    changed: &HashSet<String>,
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
        for (cell, notes) in comments::staff_notes(&parse(&name, &before.part(&name)?)?) {
            let left = now.get(&cell).map(Vec::as_slice).unwrap_or_default();
            let stays = |(author, text): &(String, String)| {
                left.iter()
                    .any(|(by, said)| said == text && (by == author || author.trim().eq_ignore_ascii_case(AUTHOR)))
            };
            if !notes.iter().all(stays) {
                return Err(off(format!("{name}: de notitie op {cell} zou veranderen")));
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

fn off(detail: impl ToString) -> PackageError {
    PackageError::Unverified { detail: detail.to_string() }
}

/// Every entry that was not touched has the same name, check sum and compressed bytes.
fn kept_entries_are_equal(original: &[u8], edited: &Archive<'_>, result: &[u8]) -> Result<(), PackageError> {
    let (mut before, mut after) = (open(original)?, open(result)?);
    let mut last = None;
    for index in edited.kept() {
        let source = before.by_index_raw(index).map_err(off)?;
        let place = after.index_for_name_raw(source.name_raw()).ok_or_else(|| off("een onderdeel is weg"))?;
        let copy = after.by_index_raw(place).map_err(off)?;
        let facts = |file: &zip::read::ZipFile<'_, Cursor<&[u8]>>| (file.crc32(), file.size(), file.compressed_size());
        if facts(&source) != facts(&copy) || last.is_some_and(|last| place <= last) {
            return Err(off("een onderdeel is van plaats of grootte veranderd"));
        }
        if !same_bytes(source, copy)? {
            return Err(off("een onderdeel is veranderd"));
        }
        last = Some(place);
    }
    Ok(())
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, PackageError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(off)
}

fn same_bytes(mut one: impl Read, mut other: impl Read) -> Result<bool, PackageError> {
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let count = one.read(&mut left).map_err(off)?;
        let Some(expected) = left.get(..count).filter(|part| !part.is_empty()) else {
            return Ok(other.read(&mut right).map_err(off)? == 0);
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
        return Err(off(format!("{name} heeft geen soort")));
    }
    // Drawings of notes are ill-formed in many workbooks that Excel opens; images are no XML at all.
    let is_xml = of_package || kind.is_some_and(|kind| kind.ends_with("+xml") || kind.ends_with("/xml"));
    if !is_xml {
        return Ok(());
    }
    let part = Part::decode(bytes);
    let tree = Tree::parse_skimming(&part.text, "sheetData").map_err(|error| off(format!("{name}: {error:?}")))?;
    let root = tree.root();
    let unsound =
        |el: &El<'_>| !el.attributes_sound() || (el.written_name().contains(':') && el.namespace().is_empty());
    if std::iter::once(root).chain(root.descendants()).any(|el| unsound(&el)) {
        return Err(off(format!("{name}: een element is niet goed geschreven")));
    }
    Ok(())
}

/// What is wrong with a package, in words that compare: workbooks that came in with a flaw may keep it.
fn flaws(archive: &mut Archive<'_>, changed: &HashSet<String>) -> Result<BTreeSet<String>, PackageError> {
    let mut flaws = BTreeSet::new();
    workbook_flaws(&Workbook::load(archive)?, &mut flaws);
    let types = ContentTypes::load(archive)?;
    let owners: Vec<String> = archive.names().filter_map(owner_of).collect();
    for owner in owners {
        rels_flaws(archive, &owner, &mut flaws)?;
    }
    let parts: Vec<String> = archive.names().map(str::to_owned).collect();
    let mut tables = Numbers::default();
    for name in parts {
        match types.of(&name) {
            Some(TABLE) if changed.iter().any(|key| key.contains("/tables/")) => {
                table_flaws(archive, &name, &mut tables, &mut flaws)?
            }
            Some(comments::CONTENT_TYPE) if changed.contains(&key_of(&name)) => {
                comment_flaws(archive, &name, &mut flaws)?
            }
            Some(vml::CONTENT_TYPE) if changed.contains(&key_of(&name)) => {
                let text = archive.part(&name)?.text;
                flaws.extend(
                    vml::twice_used(&text).map(|number| format!("{name}: vorm {number} staat er twee keer in")),
                );
            }
            _ => {}
        }
    }
    Ok(flaws)
}

fn workbook_flaws(workbook: &Workbook, flaws: &mut BTreeSet<String>) {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for sheet in &workbook.sheets {
        *counts.entry(format!("blad {:?}", sheet.name.to_lowercase())).or_default() += 1;
        *counts.entry(format!("bladnummer {}", sheet.sheet_id)).or_default() += 1;
        *counts.entry(format!("verwijzing {}", sheet.relation)).or_default() += 1;
        if sheet.part.is_none() {
            flaws.insert(format!("blad {:?} heeft geen onderdeel", sheet.name));
        }
    }
    for name in &workbook.names {
        *counts.entry(format!("naam {:?} {:?}", name.name.to_lowercase(), name.local)).or_default() += 1;
        if name.local.is_some_and(|local| local >= workbook.sheets.len()) {
            flaws.insert(format!("naam {:?} hoort bij geen blad", name.name));
        }
    }
    flaws.extend(
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(what, _)| format!("{what} komt twee keer voor")),
    );
}

fn rels_flaws(archive: &mut Archive<'_>, owner: &str, flaws: &mut BTreeSet<String>) -> Result<(), PackageError> {
    let rels = Rels::load(archive, owner)?;
    let mut seen = HashSet::new();
    for rel in &rels.list {
        if !seen.insert(&rel.id) {
            flaws.insert(format!("{owner}: verwijzing {} komt twee keer voor", rel.id));
        }
        if rels.target(archive, rel).is_some_and(|to| !archive.has(&to)) {
            flaws.insert(format!("{owner}: verwijzing {} leidt nergens heen", rel.id));
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
    flaws: &mut BTreeSet<String>,
) -> Result<(), PackageError> {
    let part = archive.part(name)?;
    let Ok(tree) = Tree::parse(&part.text) else { return Ok(()) };
    let root = tree.root();
    if root.number("id").is_some_and(|id| !seen.ids.insert(id)) {
        flaws.insert("een tabelnummer komt twee keer voor".to_owned());
    }
    if let Some(name) = root.value("displayName").map(|name| name.to_lowercase())
        && !seen.names.insert(name.clone())
    {
        flaws.insert(format!("tabel {name} komt twee keer voor"));
    }
    Ok(())
}

fn comment_flaws(archive: &mut Archive<'_>, name: &str, flaws: &mut BTreeSet<String>) -> Result<(), PackageError> {
    let part = archive.part(name)?;
    let Ok(tree) = Tree::parse(&part.text) else { return Ok(()) };
    let root = tree.root();
    let authors = root.child("authors").map_or(0, |list| list.children().count());
    let mut seen = HashSet::new();
    for el in root.child("commentList").into_iter().flat_map(|list| list.children()) {
        let cell = el.value("ref").unwrap_or_default();
        if el.number("authorId").is_some_and(|author| author as usize >= authors) {
            flaws.insert(format!("{name}: de notitie op {cell} heeft geen schrijver"));
        }
        if !seen.insert(cell.clone()) {
            flaws.insert(format!("{name}: {cell} heeft twee notities"));
        }
    }
    Ok(())
}
