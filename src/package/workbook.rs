//! The workbook part: its sheets and defined names, and adding to them or taking from them.

use std::collections::{BTreeSet, HashMap};

use super::archive::{Archive, parse, xml_error};
use super::element::El;
use super::error::PackageError;
use super::rels::{Rels, save_spliced};
use super::splice::Splice;
use super::text::{Part, escape};
use super::xml::Tree;
use crate::ooxml::namespaces::{MAIN, MAIN_STRICT};

/// Excel numbers its sheets with 16 bits; some room is left for the sheets that follow.
const HIGHEST_SHEET_ID: u32 = 65_000;

/// One sheet of the workbook.
#[derive(Debug, Clone)]
pub(super) struct SheetEntry {
    /// The tab's name.
    pub name: String,
    /// Its number, unique in the workbook.
    pub sheet_id: u32,
    /// The relationship that leads to its part.
    pub relation: String,
    /// Its part, where the package has it.
    pub part: Option<String>,
    /// Whether it is an ordinary worksheet (not a chart, dialog or macro sheet).
    pub worksheet: bool,
}

/// One defined name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DefinedName {
    /// The name.
    pub name: String,
    /// The place in the sheet list of the only sheet where it holds.
    pub local: Option<usize>,
    /// Whether people do not see it.
    pub hidden: bool,
    /// What it stands for.
    pub formula: String,
}

/// The workbook part as it stands.
#[derive(Debug)]
pub(super) struct Workbook {
    /// The part's name.
    pub name: String,
    part: Part,
    /// Whether the file is of the strict kind.
    pub strict: bool,
    /// Its sheets, in the order of the tabs.
    pub sheets: Vec<SheetEntry>,
    /// Its defined names.
    pub names: Vec<DefinedName>,
    /// Whether no sheet may be added or removed.
    pub locked: bool,
    /// Whether dates count from 1904.
    pub date1904: bool,
    /// Whether there are macros.
    pub macros: bool,
}

/// What is to be done to the workbook part.
#[derive(Debug, Default)]
pub(super) struct WorkbookChange {
    /// Sheets that go, by place.
    pub remove_sheets: BTreeSet<usize>,
    /// Defined names that go, by place.
    pub remove_names: BTreeSet<usize>,
    /// Whether an empty list of names goes too, so that the workbook is as it was before the first run.
    pub tidy: bool,
    /// Sheets to add at the end: name, number, relationship.
    pub add_sheets: Vec<(String, u32, String)>,
    /// Names to add.
    pub add_names: Vec<DefinedName>,
}

/// The workbook part's name, and the relationships of the package.
pub(super) fn find_workbook(archive: &mut Archive<'_>) -> Result<String, PackageError> {
    let rels = Rels::load(archive, "")?;
    if rels.list.iter().any(|rel| rel.full_kind.ends_with("digital-signature/origin")) {
        return Err(PackageError::Signed);
    }
    match rels.workbook_part(archive) {
        Some(name) if name.to_lowercase().ends_with(".bin") => Err(PackageError::OtherFormat { kind: "xlsb" }),
        Some(name) => Ok(name),
        None if archive.has("content.xml") && archive.has("mimetype") => Err(PackageError::OtherFormat { kind: "ods" }),
        None => Err(PackageError::NoWorkbook),
    }
}

impl Workbook {
    /// Reads the workbook part as it stands now.
    pub(super) fn load(archive: &mut Archive<'_>) -> Result<Self, PackageError> {
        let name = find_workbook(archive)?;
        let rels = Rels::load(archive, &name)?;
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        let root = tree.root();
        if root.local() != "workbook" {
            return Err(PackageError::NoWorkbook);
        }
        let strict = is_strict(&name, root)?;
        let sheets = root.child("sheets").map(|list| sheets(archive, &rels, list)).unwrap_or_default();
        let names = root.child("definedNames").map(defined_names).unwrap_or_default();
        let locked = root.child("workbookProtection").is_some_and(|el| el.flag("lockStructure"));
        let date1904 = root.child("workbookPr").is_some_and(|el| el.flag("date1904"));
        let macros = rels.list.iter().any(|rel| rel.kind == "vbaProject");
        drop(tree);
        Ok(Self { name, part, strict, sheets, names, locked, date1904, macros })
    }

    /// Numbers that no sheet has: those above the highest, unless that is higher than Excel goes.
    pub(super) fn free_sheet_ids(&self) -> impl Iterator<Item = u32> + use<> {
        let taken: BTreeSet<u32> = self.sheets.iter().map(|sheet| sheet.sheet_id).collect();
        let highest = taken.last().copied().unwrap_or(0);
        let first = if highest < HIGHEST_SHEET_ID { highest + 1 } else { 1 };
        (first..).filter(move |id| !taken.contains(id))
    }

    /// Makes the changes and puts the part back.
    pub(super) fn change(&self, archive: &mut Archive<'_>, change: &WorkbookChange) -> Result<(), PackageError> {
        let tree = parse(&self.name, &self.part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        change_sheets(root, change, self.strict, &mut splice);
        change_names(root, change, &mut splice);
        if !change.remove_sheets.is_empty() {
            change_views(root, change, &mut splice);
        }
        if !change.add_sheets.is_empty() && root.child("bookViews").is_none() {
            // A sheet's view names the first window of the workbook, so that there must be one.
            let main = root.namespace();
            let at = root.child("sheets").map(|el| el.open().start);
            if let Some(at) = at {
                splice.insert(at, format!("<bookViews{}><workbookView/></bookViews>", root.declare(main)));
            }
        }
        save_spliced(archive, &self.name, &self.part, splice)
    }
}

/// Whether the part is of a strict file; an error where it is of neither kind.
pub(super) fn is_strict(name: &str, root: El<'_>) -> Result<bool, PackageError> {
    match root.namespace() {
        MAIN => Ok(false),
        MAIN_STRICT => Ok(true),
        found => Err(PackageError::UnknownNamespace { part: name.to_owned(), found: found.to_owned() }),
    }
}

fn sheets(archive: &Archive<'_>, rels: &Rels, list: El<'_>) -> Vec<SheetEntry> {
    let entries = list.children().filter(|el| el.is("sheet"));
    let entry = |el: El<'_>| {
        let relation = el.relation("id").map(|id| id.text()).unwrap_or_default();
        let rel = rels.by_id(&relation);
        SheetEntry {
            name: el.value("name").unwrap_or_default(),
            sheet_id: el.number("sheetId").unwrap_or(0),
            worksheet: rel.is_some_and(|rel| rel.kind == "worksheet"),
            part: rel.and_then(|rel| rels.target(archive, rel)).filter(|name| archive.has(name)),
            relation,
        }
    };
    entries.map(entry).collect()
}

fn defined_names(list: El<'_>) -> Vec<DefinedName> {
    let names = list.children().filter(|el| el.is("definedName"));
    let name = |el: El<'_>| DefinedName {
        name: el.value("name").unwrap_or_default(),
        local: el.number("localSheetId").and_then(|at| usize::try_from(at).ok()),
        hidden: el.flag("hidden"),
        formula: el.text(),
    };
    names.map(name).collect()
}

fn change_sheets(root: El<'_>, change: &WorkbookChange, strict: bool, splice: &mut Splice) {
    let Some(list) = root.child("sheets") else { return };
    for (at, el) in list.children().filter(|el| el.is("sheet")).enumerate() {
        if change.remove_sheets.contains(&at) {
            splice.remove(el.outer());
        }
    }
    let declare = list.declare(root.namespace());
    let source = |(name, id, relation): &(String, u32, String)| {
        let relation = list.relation_attribute("id", relation, strict);
        format!("<sheet{declare} name=\"{}\" sheetId=\"{id}\" {relation}/>", escape(name))
    };
    let added: String = change.add_sheets.iter().map(source).collect();
    if !added.is_empty() {
        list.append(splice, &added);
    }
}

/// Places after the removal: a sheet that goes has none.
fn new_places(count: usize, removed: &BTreeSet<usize>) -> HashMap<usize, usize> {
    (0..count).filter(|at| !removed.contains(at)).enumerate().map(|(new, old)| (old, new)).collect()
}

fn change_names(root: El<'_>, change: &WorkbookChange, splice: &mut Splice) {
    let added: String =
        change.add_names.iter().map(|name| name_source(name, &root.declare(root.namespace()))).collect();
    let Some(list) = root.child("definedNames") else {
        if !added.is_empty() {
            let declare = root.declare(root.namespace());
            let before = ["sheets", "functionGroups", "externalReferences"];
            let last = root.children().filter(|el| before.iter().any(|name| el.is(name))).last();
            let at = last.map_or(root.close().start, |el| el.outer().end);
            splice.insert(at, format!("<definedNames{declare}>{added}</definedNames>"));
        }
        return;
    };
    let count = root.child("sheets").map_or(0, |sheets| sheets.children().filter(|el| el.is("sheet")).count());
    let places = new_places(count, &change.remove_sheets);
    let names: Vec<El<'_>> = list.children().filter(|el| el.is("definedName")).collect();
    let all_go = names.iter().enumerate().all(|(at, _)| change.remove_names.contains(&at));
    if change.tidy && all_go && added.is_empty() && !names.is_empty() {
        splice.remove(list.outer());
        return;
    }
    for (at, el) in names.iter().enumerate() {
        if change.remove_names.contains(&at) {
            splice.remove(el.outer());
        } else if let Some(local) = el.attr("localSheetId") {
            let new = local.raw.parse().ok().and_then(|old: usize| places.get(&old).filter(|new| **new != old));
            if let Some(new) = new {
                splice.replace(local.value, new.to_string());
            }
        }
    }
    if !added.is_empty() {
        list.append(splice, &added);
    }
}

fn name_source(name: &DefinedName, declare: &str) -> String {
    let local = name.local.map(|at| format!(" localSheetId=\"{at}\"")).unwrap_or_default();
    let hidden = if name.hidden { " hidden=\"1\"" } else { "" };
    let (text, formula) = (escape(&name.name), escape(&name.formula));
    format!("<definedName{declare} name=\"{text}\"{local}{hidden}>{formula}</definedName>")
}

/// The windows point at sheets by place: those follow the sheets that stay.
fn change_views(root: El<'_>, change: &WorkbookChange, splice: &mut Splice) {
    let count = root.child("sheets").map_or(0, |sheets| sheets.children().filter(|el| el.is("sheet")).count());
    let places = new_places(count, &change.remove_sheets);
    let sheets = root.child("sheets").into_iter().flat_map(|sheets| sheets.children()).filter(|el| el.is("sheet"));
    let mut left = sheets.enumerate().filter(|(at, _)| !change.remove_sheets.contains(at));
    let visible = left.find(|(_, el)| el.value("state").is_none_or(|state| state == "visible"));
    let first_visible = visible.and_then(|(at, _)| places.get(&at).copied()).unwrap_or(0);
    let Some(views) = root.child("bookViews") else { return };
    for view in views.children().filter(|el| el.is("workbookView")) {
        for attribute in ["activeTab", "firstSheet"] {
            let Some(tab) = view.attr(attribute) else { continue };
            let Ok(old) = tab.raw.parse::<usize>() else { continue };
            let new = places.get(&old).copied().unwrap_or(first_visible);
            // A tab that never was stays as it is.
            if new != old && old < count {
                splice.replace(tab.value, new.to_string());
            }
        }
    }
}

/// Reads a worksheet part, stepping over its cells.
pub(super) fn parse_sheet<'t>(name: &str, part: &'t Part) -> Result<Tree<'t>, PackageError> {
    Tree::parse_skimming(&part.text, "sheetData").map_err(|error| xml_error(name, error))
}
