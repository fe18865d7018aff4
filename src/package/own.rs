//! What an earlier run left in the workbook: finding it, and taking exactly that out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::archive::{Archive, parse};
use super::comments;
use super::content_types::ContentTypes;
use super::error::PackageError;
use super::marks;
use super::rels::{Rels, reach, save_spliced};
use super::sheet::legacy_drawing;
use super::splice::Splice;
use super::styles::styles_name;
use super::vml;
use super::workbook::{DefinedName, Workbook, WorkbookChange, parse_sheet};
use crate::cell::parse_a1;
use crate::ooxml::names::{key_of, rels_of};
use crate::ooxml::text::decode;
use crate::own::{self, HEAD, SheetSet, WORKBOOK_MARK, is_mark, is_marked_head};

/// The mark on the workbook as a whole.
pub(super) fn workbook_mark(fingerprint: Option<&str>) -> DefinedName {
    let formula = format!("\"{}\"", ["planwacht"].into_iter().chain(fingerprint).collect::<Vec<_>>().join(" "));
    DefinedName { name: WORKBOOK_MARK.to_owned(), local: None, hidden: true, formula }
}

/// The fingerprint beside the mark.
pub(super) fn fingerprint(workbook: &Workbook) -> Option<String> {
    let mark = workbook.names.iter().find(|name| name.name.eq_ignore_ascii_case(WORKBOOK_MARK))?;
    let (_, fingerprint) = mark.formula.trim_matches(['=', '"']).split_once(' ')?;
    Some(fingerprint.to_owned())
}

/// The mark that refers to one of our sheets; `number` counts from one.
pub(super) fn sheet_mark(set: SheetSet, number: usize, sheet: &str) -> DefinedName {
    let formula = format!("'{}'!$A$1", sheet.replace('\'', "''"));
    DefinedName { name: set.mark(number), local: None, hidden: true, formula }
}

/// Whether the workbook bears our mark.
pub(super) fn is_marked(workbook: &Workbook) -> bool {
    workbook.names.iter().any(|name| is_mark(&name.name))
}

/// The places of our own sheets in the list of sheets.
pub(super) fn own_sheets(archive: &mut Archive<'_>, workbook: &Workbook) -> BTreeMap<usize, SheetSet> {
    let global = workbook.names.iter().filter(|name| name.local.is_none());
    let names: Vec<(String, String)> = global.map(|name| (name.name.clone(), name.formula.clone())).collect();
    let tabs: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    own::sheets(&names, &tabs, |at| {
        let part = workbook.sheets.get(*at).and_then(|sheet| sheet.part.as_deref());
        let head = part.and_then(|part| archive.head(part, 2 * HEAD)).unwrap_or_default();
        is_marked_head(&decode(head))
    })
}

/// Which of our sheets an earlier run's are taken out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stripping {
    /// Sheets and notes of a check follow.
    ForCheck,
    /// Notes follow, with or without a list of those that find no place: the sheets of a check stay, with all that staff
    /// typed in them.
    ForNotes,
    /// The account of a merge follows: the sheets of a check stay.
    ForMerge,
    /// Nothing follows, so that emptied lists go too.
    Clean,
}

impl Stripping {
    fn takes(self, set: SheetSet) -> bool {
        match (self, set) {
            (Self::Clean, _) | (_, SheetSet::Unplaced) => true,
            (Self::ForCheck, SheetSet::Check) | (Self::ForMerge, SheetSet::Merge) => true,
            (Self::ForCheck | Self::ForNotes | Self::ForMerge, SheetSet::Check | SheetSet::Merge) => false,
        }
    }
}

/// The places of our sheets that a run of this kind takes out; a locked structure keeps them all.
pub(super) fn going(own: &BTreeMap<usize, SheetSet>, workbook: &Workbook, how: Stripping) -> BTreeSet<usize> {
    own.iter().filter(|(_, set)| !workbook.locked && how.takes(**set)).map(|(at, _)| *at).collect()
}

/// Takes everything out that an earlier run put in. Where the structure is locked, our sheets stay in any case.
pub(super) fn strip(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    types: &mut ContentTypes,
    how: Stripping,
) -> Result<(), PackageError> {
    let own = own_sheets(archive, workbook);
    strip_sheets(archive, workbook, &going(&own, workbook, how), types, how)?;
    // LibreOffice forgets the colours of our formats, Excel's copies of a sheet forget the workbook's mark.
    let rules = is_marked(workbook) || has_own_rules(archive, workbook)?;
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        if let Some(part) = sheet.part.as_deref().filter(|_| sheet.worksheet && !own.contains_key(&at)) {
            strip_marks(archive, part, rules, types)?;
        }
    }
    types.forget_removed(archive);
    Ok(())
}

fn has_own_rules(archive: &mut Archive<'_>, workbook: &Workbook) -> Result<bool, PackageError> {
    let Some(name) = styles_name(archive, workbook)? else { return Ok(false) };
    let part = archive.part(&name)?;
    Ok(marks::any_own_format(parse(&name, &part)?.root()))
}

fn strip_sheets(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    own: &BTreeSet<usize>,
    types: &mut ContentTypes,
    how: Stripping,
) -> Result<(), PackageError> {
    // Where sheets have to stay, so do the names that refer to them.
    let goes = |name: &DefinedName| match SheetSet::of_mark(&name.name) {
        Some(set) => !workbook.locked && how.takes(set),
        None => is_mark(&name.name) || name.local.is_some_and(|local| own.contains(&local)),
    };
    let change = WorkbookChange {
        tidy: how == Stripping::Clean,
        remove_sheets: own.clone(),
        remove_names: (0..workbook.names.len()).filter(|at| workbook.names.get(*at).is_some_and(goes)).collect(),
        ..WorkbookChange::default()
    };
    if !own.is_empty() {
        remove_parts(archive, workbook, own, types)?;
    }
    if !change.remove_names.is_empty() || !own.is_empty() {
        workbook.change(archive, &change)?;
    }
    Ok(())
}

/// Removes the sheets' parts and all that only they lead to.
fn remove_parts(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    own: &BTreeSet<usize>,
    types: &mut ContentTypes,
) -> Result<(), PackageError> {
    let sheets: Vec<_> = own.iter().filter_map(|at| workbook.sheets.get(*at)).collect();
    let starts: Vec<String> = sheets.iter().filter_map(|sheet| sheet.part.clone()).collect();
    let blocked: HashSet<String> = starts.iter().map(|name| key_of(name)).collect();
    let kept = reach(archive, vec![String::new()], &blocked)?;
    let gone = reach(archive, starts, &HashSet::new())?;
    for name in gone.iter().filter(|name| !kept.contains(*name)) {
        types.remove(name);
        archive.remove(&rels_of(name));
        archive.remove(name);
    }
    let mut rels = Rels::load(archive, &workbook.name)?;
    sheets.iter().for_each(|sheet| rels.remove(&sheet.relation));
    let gone: BTreeSet<u32> = sheets.iter().map(|sheet| sheet.sheet_id).collect();
    forget_calculations(archive, &mut rels, types, |sheet, _| gone.contains(&sheet))?;
    rels.save(archive)
}

/// Takes cells that go, or have no formula any more, out of the order of calculation. `goes` is asked with the number of the
/// sheet and the place of the cell.
pub(super) fn forget_calculations(
    archive: &mut Archive<'_>,
    rels: &mut Rels,
    types: &mut ContentTypes,
    goes: impl Fn(u32, Option<(u32, u32)>) -> bool,
) -> Result<(), PackageError> {
    let Some(name) = rels.first_target(archive, "calcChain").filter(|name| archive.has(name)) else { return Ok(()) };
    let part = archive.part(&name)?;
    let tree = parse(&name, &part)?;
    let mut splice = Splice::default();
    let (mut sheet, mut before_goes, mut left) = (0, false, 0);
    for el in tree.root().children().filter(|el| el.is("c")) {
        // A cell without a sheet of its own is on the sheet of the cell before it.
        let named = el.number("i");
        sheet = named.unwrap_or(sheet);
        let goes = goes(sheet, el.value("r").as_deref().and_then(parse_a1));
        if goes {
            splice.remove(el.outer());
        } else {
            left += 1;
            if named.is_none() && before_goes {
                splice.insert(el.open().start + 1 + el.written_name().len(), format!(" i=\"{sheet}\""));
            }
        }
        before_goes = goes;
    }
    if left == 0 && !splice.is_empty() {
        types.remove(&name);
        let id = rels.list.iter().find(|rel| rel.kind == "calcChain").map(|rel| rel.id.clone());
        id.iter().for_each(|id| rels.remove(id));
        archive.remove(&name);
        return Ok(());
    }
    save_spliced(archive, &name, &part, splice)
}

/// Takes our notes and rules off one sheet.
fn strip_marks(
    archive: &mut Archive<'_>,
    name: &str,
    rules: bool,
    types: &mut ContentTypes,
) -> Result<(), PackageError> {
    let mut rels = Rels::load(archive, name)?;
    let (gone, shortened) = strip_comments(archive, &mut rels, types)?;
    let drawing =
        if gone.is_empty() && !shortened { None } else { strip_drawing(archive, name, &mut rels, &gone, types)? };
    if rules || drawing.is_some() {
        let part = archive.part(name)?;
        let tree = parse_sheet(name, &part)?;
        let mut splice = Splice::default();
        if rules {
            marks::strip(tree.root(), &mut splice);
        }
        if drawing.is_some() {
            legacy_drawing(tree.root()).into_iter().for_each(|el| splice.remove(el.outer()));
        }
        save_spliced(archive, name, &part, splice)?;
    }
    rels.save(archive)
}

/// Takes our words out of the sheet's notes; gives the cells whose note is gone, and whether others became shorter.
fn strip_comments(
    archive: &mut Archive<'_>,
    rels: &mut Rels,
    types: &mut ContentTypes,
) -> Result<(BTreeSet<(u32, u32)>, bool), PackageError> {
    let nothing = (BTreeSet::new(), false);
    let Some(rel) = rels.list.iter().find(|rel| rel.kind == "comments").cloned() else { return Ok(nothing) };
    let Some(name) = rels.target(archive, &rel).filter(|name| archive.has(name)) else { return Ok(nothing) };
    let part = archive.part(&name)?;
    let tree = parse(&name, &part)?;
    let stripped = comments::strip(&tree);
    if stripped.left == 0 && !stripped.gone.is_empty() {
        archive.remove(&name);
        types.remove(&name);
        rels.remove(&rel.id);
    } else {
        save_spliced(archive, &name, &part, stripped.splice)?;
    }
    Ok((stripped.gone, stripped.shortened))
}

/// Takes our boxes out of the sheet's drawing; gives its relationship where nothing is left of it.
fn strip_drawing(
    archive: &mut Archive<'_>,
    sheet: &str,
    rels: &mut Rels,
    cells: &BTreeSet<(u32, u32)>,
    types: &mut ContentTypes,
) -> Result<Option<String>, PackageError> {
    let part = archive.part(sheet)?;
    let tree = parse_sheet(sheet, &part)?;
    let Some(id) = legacy_drawing(tree.root()).and_then(|el| el.relation("id")).map(|id| id.text()) else {
        return Ok(None);
    };
    let Some(name) = rels.by_id(&id).and_then(|rel| rels.target(archive, rel)).filter(|name| archive.has(name)) else {
        return Ok(None);
    };
    let drawing = archive.part(&name)?;
    let mut splice = vml::strip(&drawing.text, cells);
    let drawn = !splice.is_empty();
    vml::shrink(&drawing.text, cells, &mut splice);
    save_spliced(archive, &name, &drawing, splice)?;
    if !drawn || !vml::is_ours(&drawing.text) || !vml::is_empty(&archive.part(&name)?.text) {
        return Ok(None);
    }
    archive.remove(&name);
    archive.remove(&rels_of(&name));
    types.remove(&name);
    rels.remove(&id);
    Ok(Some(id))
}
