//! Sheets of another workbook, authored by ourselves, put at the end of the staff's workbook with all they lead to.

mod parts;
mod sheet;
mod styles;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::NewSheets;
use super::archive::{Archive, parse};
use super::content_types::ContentTypes;
use super::error::PackageError;
use super::own;
use super::rels::Rels;
use super::styles::{ForeignStyles, Styles, styles_name};
use super::workbook::{DefinedName, Workbook, WorkbookChange};
use crate::ooxml::text::decode;
use crate::wording::Wording;
use parts::Carrier;
use styles::StyleMap;

/// What every step of the grafting needs to know of both workbooks.
struct Context<'c> {
    /// Texts of the source, as the inside of an `<si>`.
    strings: Vec<String>,
    styles: StyleMap<'c>,
    /// Whether the workbook that receives the sheets is strict.
    strict: bool,
    /// Whether it counts dates from 1904, unlike the source.
    date1904: bool,
    /// Whether a code name could disturb its macros.
    macros: bool,
    /// Table names of the source that had to change.
    renamed: HashMap<String, String>,
}

/// Grafts all sheets of `source`; what they need of the workbook part goes into `change`. Gives their names.
pub(super) fn graft(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    source: &NewSheets,
    types: &mut ContentTypes,
    styles: &mut Styles,
    change: &mut WorkbookChange,
) -> Result<Vec<String>, PackageError> {
    let mut from = Archive::open(&source.workbook).map_err(bad_sheets)?;
    let book = Workbook::load(&mut from).map_err(bad_sheets)?;
    let from_types = ContentTypes::load(&mut from).map_err(bad_sheets)?;
    let foreign = foreign_styles(&mut from, &book)?;
    let mut context = Context {
        strings: shared_strings(&mut from, &book)?,
        styles: StyleMap::new(foreign, styles),
        strict: workbook.strict,
        date1904: workbook.date1904 && !book.date1904,
        macros: workbook.macros,
        renamed: HashMap::new(),
    };
    let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    refuse_taken(workbook, &names)?;
    let mut carrier = Carrier::new(archive, types, &mut from, &from_types, workbook)?;
    context.renamed = carrier.rename_tables(&book)?;
    let mut rels = Rels::load(carrier.to, &workbook.name)?;
    let mut code_names = code_names(carrier.to, workbook);
    for (sheet, sheet_id) in book.sheets.iter().zip(workbook.free_sheet_ids()) {
        let part = sheet.part.as_deref().ok_or_else(|| bad("een blad heeft geen onderdeel", "a sheet has no part"))?;
        let code_name = free_code_name(&mut code_names);
        let name = carrier.carry_sheet(part, &code_name, &mut context)?;
        let relation = rels.add("worksheet", &name, workbook.strict);
        change.add_sheets.push((sheet.name.clone(), sheet_id, relation));
    }
    rels.save(carrier.to)?;
    change.add_names.extend(names_to_add(workbook, &book));
    change.add_names.extend(names.iter().enumerate().map(|(at, name)| own::sheet_mark(source.set, at + 1, name)));
    Ok(names)
}

fn bad(nl: &str, en: &str) -> PackageError {
    PackageError::BadSheets { detail: Wording::of(nl, en) }
}

/// A part of the new sheets that is no sound XML.
fn bad_xml(error: super::xml::XmlError) -> PackageError {
    PackageError::BadSheets { detail: error.into_words() }
}

/// A number that is none, in the words of the library.
fn unread(error: impl ToString) -> PackageError {
    PackageError::BadSheets { detail: Wording::verbatim(error) }
}

fn bad_sheets(error: PackageError) -> PackageError {
    PackageError::BadSheets { detail: Wording::of(error.to_string(), error.english()) }
}

fn refuse_taken(workbook: &Workbook, names: &[String]) -> Result<(), PackageError> {
    let taken: HashSet<String> = workbook.sheets.iter().map(|sheet| sheet.name.to_lowercase()).collect();
    match names.iter().find(|name| taken.contains(&name.to_lowercase())) {
        Some(name) => Err(PackageError::SheetNameTaken { name: name.clone() }),
        None => Ok(()),
    }
}

fn foreign_styles(from: &mut Archive<'_>, book: &Workbook) -> Result<ForeignStyles, PackageError> {
    let name = styles_name(from, book)?.ok_or_else(|| bad("de opmaak ontbreekt", "the styles are missing"))?;
    let part = from.part(&name).map_err(bad_sheets)?;
    ForeignStyles::read(&name, &part)
}

fn shared_strings(from: &mut Archive<'_>, book: &Workbook) -> Result<Vec<String>, PackageError> {
    let rels = Rels::load(from, &book.name)?;
    let Some(name) = rels.first_target(from, "sharedStrings").filter(|name| from.has(name)) else {
        return Ok(Vec::new());
    };
    let part = from.part(&name)?;
    let tree = parse(&name, &part)?;
    let inside = |range: std::ops::Range<usize>| part.text.get(range).unwrap_or_default().to_owned();
    Ok(tree.root().children().filter(|el| el.is("si")).map(|el| inside(el.inner())).collect())
}

/// The code names of ours that sheets of the workbook bear; a sheet that staff copied may have one.
fn code_names(archive: &mut Archive<'_>, workbook: &Workbook) -> BTreeSet<u32> {
    let parts: Vec<String> = workbook.sheets.iter().filter_map(|sheet| sheet.part.clone()).collect();
    let mut taken = BTreeSet::new();
    for part in parts {
        let head = decode(archive.head(&part, 2 * crate::own::HEAD).unwrap_or_default());
        let after = head.split(&format!("codeName=\"{}", crate::own::CODE_NAME)).nth(1).unwrap_or_default();
        taken.extend(after.split('"').next().and_then(|number| number.parse::<u32>().ok()));
    }
    taken
}

fn free_code_name(taken: &mut BTreeSet<u32>) -> String {
    let number = (1..).find(|number| !taken.contains(number)).unwrap_or(1);
    taken.insert(number);
    format!("{}{number}", crate::own::CODE_NAME)
}

/// The source's defined names for their place behind the staff's sheets; a name that is taken stays behind.
fn names_to_add(workbook: &Workbook, book: &Workbook) -> Vec<DefinedName> {
    let base = workbook.sheets.len();
    let taken: HashSet<String> =
        workbook.names.iter().filter(|name| name.local.is_none()).map(|name| name.name.to_lowercase()).collect();
    let fits = |name: &&DefinedName| name.local.is_some() || !taken.contains(&name.name.to_lowercase());
    let moved = |name: &DefinedName| DefinedName { local: name.local.map(|at| base + at), ..name.clone() };
    book.names.iter().filter(fits).map(moved).collect()
}
