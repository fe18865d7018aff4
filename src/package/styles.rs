//! The styles part: entries are only ever added at the end of their list, and an entry that is there is used again.

use std::collections::HashMap;
use std::ops::Range;

use super::archive::{Archive, parse};
use super::content_types::ContentTypes;
use super::element::El;
use super::error::PackageError;
use super::rels::{Rels, save_spliced};
use super::splice::Splice;
use super::text::{Part, escape};
use super::workbook::{Workbook, is_strict};
use super::xml::Tree;
use crate::cell::Rgb;
use crate::ooxml::formats::{Dress, builtin_dress, code_dress};
use crate::ooxml::names::folder_of;
use crate::ooxml::namespaces::{MAIN, MAIN_STRICT};
use crate::wording::Wording;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/// The children of the root, in the order that the schema wants.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];
const DEFAULT_FONT: &str = "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>";
const DEFAULT_FILLS: [&str; 2] =
    ["<fill><patternFill patternType=\"none\"/></fill>", "<fill><patternFill patternType=\"gray125\"/></fill>"];
const DEFAULT_BORDER: &str = "<border><left/><right/><top/><bottom/><diagonal/></border>";
const DEFAULT_XF: &str = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>";
/// Number formats below this are Excel's own.
const FIRST_FREE_FORMAT: u32 = 164;

/// A list of entries in the styles part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum List {
    /// Fonts.
    Fonts,
    /// Fills.
    Fills,
    /// Borders.
    Borders,
    /// Cell formats.
    CellXfs,
    /// Formats that rules and tables lay over a cell.
    Dxfs,
}

impl List {
    const ALL: [Self; 5] = [Self::Fonts, Self::Fills, Self::Borders, Self::CellXfs, Self::Dxfs];

    fn element(self) -> &'static str {
        match self {
            Self::Fonts => "fonts",
            Self::Fills => "fills",
            Self::Borders => "borders",
            Self::CellXfs => "cellXfs",
            Self::Dxfs => "dxfs",
        }
    }

    /// What the list holds before the first entry that is added, where it holds nothing.
    fn defaults(self) -> &'static [&'static str] {
        match self {
            Self::Fonts => &[DEFAULT_FONT],
            Self::Fills => &DEFAULT_FILLS,
            Self::Borders => &[DEFAULT_BORDER],
            Self::CellXfs => &[DEFAULT_XF],
            Self::Dxfs => &[],
        }
    }
}

#[derive(Debug, Default)]
struct Entries {
    count: u32,
    known: HashMap<String, u32>,
    added: Vec<String>,
}

/// The styles part, with what is to be added.
#[derive(Debug)]
pub(super) struct Styles {
    name: String,
    part: Part,
    namespace: &'static str,
    lists: HashMap<List, Entries>,
    formats: HashMap<String, u32>,
    next_format: u32,
    added_formats: Vec<(u32, String)>,
    /// Where the cell formats stand in the part.
    xfs: Vec<Range<usize>>,
    /// What the workbook's own number formats make of a number.
    dresses: HashMap<u32, Dress>,
    /// Whether there is a named style for cell formats to refer to.
    has_named_styles: bool,
}

/// What is to be different in a cell format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct XfChange {
    /// Another fill, or none at all.
    pub fill: Option<Option<Rgb>>,
    /// The id of another number format.
    pub format: Option<u32>,
}

/// A fill of one colour, or none.
fn fill_source(fill: Option<Rgb>) -> String {
    match fill {
        None => DEFAULT_FILLS[0].to_owned(),
        Some(colour) => format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        ),
    }
}

/// Gives an attribute a value, which needs no escaping.
pub(super) fn set_attribute(el: El<'_>, name: &str, value: &str, splice: &mut Splice) {
    match el.attr(name) {
        Some(attribute) => splice.replace(attribute.value, value),
        None => splice.insert(el.open().start + 1 + el.written_name().len(), format!(" {name}=\"{value}\"")),
    }
}

/// Where the styles part stands; `None` where the workbook has none.
pub(super) fn styles_name(archive: &mut Archive<'_>, workbook: &Workbook) -> Result<Option<String>, PackageError> {
    let rels = Rels::load(archive, &workbook.name)?;
    Ok(rels.first_target(archive, "styles").filter(|name| archive.has(name)))
}

impl Styles {
    /// Reads the styles part, or makes it where the workbook has none.
    pub(super) fn load(
        archive: &mut Archive<'_>,
        workbook: &Workbook,
        types: &mut ContentTypes,
    ) -> Result<Self, PackageError> {
        let name = match styles_name(archive, workbook)? {
            Some(name) => name,
            None => create(archive, workbook, types)?,
        };
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        let root = tree.root();
        let namespace = if is_strict(&name, root)? { MAIN_STRICT } else { MAIN };
        if let Some(loose) = loose_text(root) {
            return Err(PackageError::BadPart {
                part: name,
                detail: Wording::of(format!("losse tekst '{loose}'"), format!("loose text '{loose}'")),
            });
        }
        let lists = List::ALL.into_iter().map(|list| (list, entries(root, list))).collect();
        let formats: HashMap<String, u32> =
            root.child("numFmts").into_iter().flat_map(|list| list.children()).filter_map(format_of).collect();
        let ids =
            root.child("numFmts").into_iter().flat_map(|list| list.children()).filter_map(|el| el.number("numFmtId"));
        let highest = ids.filter(|id| *id < u32::from(u16::MAX)).max().unwrap_or(0);
        let has_named_styles = root.child("cellStyleXfs").is_some_and(|list| list.children().next().is_some());
        let next_format = (highest + 1).max(FIRST_FREE_FORMAT);
        // Of an entry in two wordings the later one is for programs that know nothing of the first.
        let plain = |el: El<'_>| el.descendants().filter(|inner| inner.is("xf")).last().unwrap_or(el).outer();
        let xfs = root.child("cellXfs").into_iter().flat_map(|list| list.children()).map(plain).collect();
        let own_formats = root.child("numFmts").into_iter().flat_map(|list| list.children()).filter_map(format_of);
        let dresses = own_formats.map(|(code, id)| (id, code_dress(&code))).collect();
        drop(tree);
        let added_formats = Vec::new();
        Ok(Self { name, part, namespace, lists, formats, next_format, added_formats, xfs, dresses, has_named_styles })
    }

    /// The place of an entry in its list; it is added where the list has none like it.
    pub(super) fn place_of(&mut self, list: List, source: &str) -> u32 {
        self.complete();
        let canonical = canonical_source(source);
        let entries = self.lists.entry(list).or_default();
        if let Some(place) = entries.known.get(&canonical) {
            return *place;
        }
        let place = entries.count;
        entries.count += 1;
        entries.known.insert(canonical, place);
        entries.added.push(source.to_owned());
        place
    }

    /// Lists that hold nothing get what every workbook has in them: readers count on it once there is one entry at all.
    fn complete(&mut self) {
        for list in List::ALL {
            let entries = self.lists.entry(list).or_default();
            for default in list.defaults().iter().filter(|_| entries.count == 0).collect::<Vec<_>>() {
                entries.known.insert(canonical_source(default), entries.known.len() as u32);
                entries.added.push((*default).to_owned());
            }
            entries.count = entries.count.max(entries.added.len() as u32);
        }
    }

    /// The id of a number format; it is added where there is none of that code.
    pub(super) fn format_id(&mut self, code: &str) -> u32 {
        if let Some(id) = self.formats.get(code) {
            return *id;
        }
        let id = self.next_format;
        self.next_format += 1;
        self.formats.insert(code.to_owned(), id);
        self.added_formats.push((id, code.to_owned()));
        id
    }

    /// What the number format of a cell format makes of a number.
    pub(super) fn dress(&self, xf: u32) -> Dress {
        let source = self.xf_source(xf);
        let format = Tree::parse(&source).ok().and_then(|tree| tree.root().number("numFmtId")).unwrap_or(0);
        self.dresses.get(&format).copied().unwrap_or_else(|| builtin_dress(format))
    }

    /// The cell format `base` with another fill or another number format; it is added where there is none like it.
    pub(super) fn variant(&mut self, base: u32, change: XfChange) -> u32 {
        let source = self.xf_source(base);
        let fill = change.fill.map(|fill| self.place_of(List::Fills, &fill_source(fill)));
        let mut splice = Splice::default();
        {
            // What was cut out of a tree can be read again.
            let Ok(tree) = Tree::parse(&source) else { return base };
            let mut set = |name: &str, value: u32| set_attribute(tree.root(), name, &value.to_string(), &mut splice);
            if let Some(fill) = fill {
                set("fillId", fill);
                set("applyFill", 1);
            }
            if let Some(format) = change.format {
                set("numFmtId", format);
                set("applyNumberFormat", 1);
            }
        }
        match splice.apply(&source) {
            Some(source) => self.place_of(List::CellXfs, &source),
            None => base,
        }
    }

    /// A cell format as the part writes it; the plain one where there is none of that number.
    fn xf_source(&self, xf: u32) -> String {
        let known = self.xfs.get(xf as usize).and_then(|range| self.part.text.get(range.clone()));
        known.unwrap_or(DEFAULT_XF).to_owned()
    }

    /// The attribute by which a cell format names its style; empty where there is no style to name.
    pub(super) fn style_attribute(&self) -> &'static str {
        if self.has_named_styles { " xfId=\"0\"" } else { "" }
    }

    /// Writes what was added into the package.
    pub(super) fn save(self, archive: &mut Archive<'_>) -> Result<(), PackageError> {
        let tree = parse(&self.name, &self.part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        let declare = root.declare(self.namespace);
        let formats = self.added_formats.iter();
        let formats =
            formats.map(|(id, code)| format!("<numFmt{declare} numFmtId=\"{id}\" formatCode=\"{}\"/>", escape(code)));
        let mut fresh = Vec::new();
        add_to(
            root,
            "numFmts",
            self.added_formats.len(),
            &formats.collect::<String>(),
            &declare,
            &mut splice,
            &mut fresh,
        );
        for list in List::ALL {
            let Some(entries) = self.lists.get(&list) else { continue };
            let body: String = entries.added.iter().map(|source| declared(source, &declare)).collect();
            add_to(root, list.element(), entries.added.len(), &body, &declare, &mut splice, &mut fresh);
        }
        insert_lists(root, fresh, &mut splice);
        save_spliced(archive, &self.name, &self.part, splice)
    }
}

/// A text between the entries of the lists, where only elements may stand; Excel repairs such a part and drops styles.
fn loose_text(root: El<'_>) -> Option<String> {
    let mut lists = std::iter::once(root).chain(root.children().filter(|el| el.is_main()));
    lists.find_map(|list| list.own_text())
}

/// Adds entries to the list of that name; a list that is not there goes to `fresh`.
fn add_to(
    root: El<'_>,
    name: &'static str,
    count: usize,
    body: &str,
    declare: &str,
    splice: &mut Splice,
    fresh: &mut Vec<(&'static str, String)>,
) {
    if count == 0 {
        return;
    }
    let Some(list) = root.child(name) else {
        fresh.push((name, format!("<{name}{declare} count=\"{count}\">{body}</{name}>")));
        return;
    };
    if let Some(attribute) = list.attr("count") {
        splice.replace(attribute.value, (list.children().count() + count).to_string());
    }
    list.append(splice, body);
}

/// Puts new lists at the place that the schema gives them. They are in schema order but for what stands between them.
fn insert_lists(root: El<'_>, mut fresh: Vec<(&'static str, String)>, splice: &mut Splice) {
    let rank = |name: &str| ORDER.iter().position(|known| *known == name);
    fresh.sort_by_key(|(name, _)| rank(name));
    if root.closes_itself() {
        let all: String = fresh.into_iter().map(|(_, source)| source).collect();
        if !all.is_empty() {
            root.append(splice, &all);
        }
        return;
    }
    for (name, source) in fresh {
        let before = root.children().filter(|el| el.is_main() && rank(el.local()) < rank(name)).last();
        splice.insert(before.map_or(root.open().end, |el| el.outer().end), source);
    }
}

fn entries(root: El<'_>, list: List) -> Entries {
    let mut entries = Entries::default();
    for el in root.child(list.element()).into_iter().flat_map(|list| list.children()) {
        entries.known.entry(canonical(el)).or_insert(entries.count);
        entries.count += 1;
    }
    entries
}

fn format_of(el: El<'_>) -> Option<(String, u32)> {
    Some((el.value("formatCode")?, el.number("numFmtId")?))
}

fn create(archive: &mut Archive<'_>, workbook: &Workbook, types: &mut ContentTypes) -> Result<String, PackageError> {
    let mut rels = Rels::load(archive, &workbook.name)?;
    let promised = rels.first_target(archive, "styles");
    let name = promised.clone().unwrap_or_else(|| {
        let folder = folder_of(&workbook.name);
        let name = if folder.is_empty() { "styles.xml".to_owned() } else { format!("{folder}/styles.xml") };
        if archive.has(&name) {
            super::names::free_name(&format!("{folder}/styles"), ".xml", |name| archive.has(name))
        } else {
            name
        }
    });
    let uri = if workbook.strict { MAIN_STRICT } else { MAIN };
    let (none, gray) = (DEFAULT_FILLS[0], DEFAULT_FILLS[1]);
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{uri}\">\
         <fonts count=\"1\">{DEFAULT_FONT}</fonts><fills count=\"2\">{none}{gray}</fills>\
         <borders count=\"1\">{DEFAULT_BORDER}</borders><cellStyleXfs count=\"1\">{DEFAULT_XF}</cellStyleXfs>\
         <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    );
    archive.put(&name, text.into_bytes());
    types.set(&name, CONTENT_TYPE);
    if promised.is_none() {
        rels.add("styles", &name, workbook.strict);
        rels.save(archive)?;
    }
    Ok(name)
}

/// An entry in words that compare: names without prefix, attributes in order, no spaces between elements.
pub(super) fn canonical(el: El<'_>) -> String {
    let mut out = String::new();
    write_canonical(el, &mut out);
    out
}

fn write_canonical(el: El<'_>, out: &mut String) {
    let mut attributes: Vec<(String, String)> = el
        .attributes()
        .filter(|attribute| attribute.name != "xmlns" && !attribute.name.starts_with("xmlns:"))
        .map(|attribute| (attribute.name.to_owned(), attribute.text()))
        .collect();
    attributes.sort();
    out.push('<');
    out.push_str(el.local());
    for (name, value) in attributes {
        out.push_str(&format!(" {name}={value:?}"));
    }
    out.push('>');
    el.children().for_each(|child| write_canonical(child, out));
    out.push('/');
}

fn canonical_source(source: &str) -> String {
    // Only sources that were cut out of a tree, or written in this file, come here.
    Tree::parse(source).map_or_else(|_| source.to_owned(), |tree| canonical(tree.root()))
}

/// An entry that says itself which namespace it is of, where the part does not say so by default.
fn declared(source: &str, declare: &str) -> String {
    let end = source.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(source.len());
    if declare.is_empty() || source.get(..end).is_none_or(|name| name.contains(':')) {
        return source.to_owned();
    }
    format!("{}{declare}{}", source.get(..end).unwrap_or_default(), source.get(end..).unwrap_or_default())
}

/// What the lists of another styles part hold, as sources, for grafting.
#[derive(Debug, Default)]
pub(super) struct ForeignStyles {
    /// Fonts.
    pub fonts: Vec<String>,
    /// Fills.
    pub fills: Vec<String>,
    /// Borders.
    pub borders: Vec<String>,
    /// Cell formats.
    pub xfs: Vec<String>,
    /// Formats of rules and tables.
    pub dxfs: Vec<String>,
    /// Number formats by id.
    pub formats: HashMap<u32, String>,
}

impl ForeignStyles {
    /// Reads a styles part whole.
    pub(super) fn read(name: &str, part: &Part) -> Result<Self, PackageError> {
        let tree = parse(name, part)?;
        let root = tree.root();
        let sources = |list: &str| -> Vec<String> {
            root.child(list).into_iter().flat_map(|list| list.children()).map(|el| el.source().to_owned()).collect()
        };
        let formats = root.child("numFmts").into_iter().flat_map(|list| list.children()).filter_map(format_of);
        Ok(Self {
            fonts: sources("fonts"),
            fills: sources("fills"),
            borders: sources("borders"),
            xfs: sources("cellXfs"),
            dxfs: sources("dxfs"),
            formats: formats.map(|(code, id)| (id, code)).collect(),
        })
    }
}
