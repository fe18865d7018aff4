//! The parts that a grafted sheet leads to: carried over under free names, with free numbers.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::archive::{Archive, parse};
use super::super::content_types::ContentTypes;
use super::super::element::El;
use super::super::error::PackageError;
use super::super::names::{free_name, free_part};
use super::super::rels::Rels;
use super::super::splice::Splice;
use super::super::text::escape;
use super::super::vml;
use super::super::workbook::Workbook;
use super::sheet::{formula, map_dxfs, reworded, strict};
use super::{Context, bad};
use crate::ooxml::Rel;
use crate::ooxml::names::relative;
use crate::ooxml::namespaces::{RELATION, RELATION_STRICT};

const TABLE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml";

/// Carries parts from one package into another.
pub(super) struct Carrier<'c, 'a, 'b> {
    /// The staff's package.
    pub to: &'c mut Archive<'a>,
    types: &'c mut ContentTypes,
    from: &'c mut Archive<'b>,
    from_types: &'c ContentTypes,
    /// New names of the parts that were carried.
    carried: HashMap<String, String>,
    table_names: HashSet<String>,
    table_ids: BTreeSet<u32>,
}

impl<'c, 'a, 'b> Carrier<'c, 'a, 'b> {
    /// Looks up which table names and numbers are taken.
    pub(super) fn new(
        to: &'c mut Archive<'a>,
        types: &'c mut ContentTypes,
        from: &'c mut Archive<'b>,
        from_types: &'c ContentTypes,
        workbook: &Workbook,
    ) -> Result<Self, PackageError> {
        let mut table_names: HashSet<String> = workbook.names.iter().map(|name| name.name.to_lowercase()).collect();
        let mut table_ids = BTreeSet::new();
        let tables: Vec<String> = to.names().filter(|name| types.of(name) == Some(TABLE)).map(str::to_owned).collect();
        for name in tables {
            let part = to.part(&name)?;
            let tree = parse(&name, &part)?;
            let root = tree.root();
            table_ids.extend(root.number("id"));
            table_names.extend(
                ["name", "displayName"].iter().filter_map(|which| root.value(which)).map(|name| name.to_lowercase()),
            );
        }
        Ok(Self { to, types, from, from_types, carried: HashMap::new(), table_names, table_ids })
    }

    /// New names for those tables of the source whose name is taken.
    pub(super) fn rename_tables(&mut self, book: &Workbook) -> Result<HashMap<String, String>, PackageError> {
        let mut renamed = HashMap::new();
        for sheet in book.sheets.iter().filter_map(|sheet| sheet.part.as_deref()) {
            let rels = Rels::load(self.from, sheet)?;
            let tables: Vec<String> = rels
                .list
                .iter()
                .filter(|rel| rel.kind == "table")
                .filter_map(|rel| rels.target(self.from, rel))
                .collect();
            for table in tables {
                let part = self.from.part(&table)?;
                let name = parse(&table, &part)?
                    .root()
                    .value("displayName")
                    .ok_or_else(|| bad("een tabel heeft geen naam", "a table has no name"))?;
                let taken = |name: &str| self.table_names.contains(&name.to_lowercase());
                let free = if taken(&name) { free_name(&format!("{name}_"), "", taken) } else { name.clone() };
                self.table_names.insert(free.to_lowercase());
                if free != name {
                    renamed.insert(name, free);
                }
            }
        }
        Ok(renamed)
    }

    /// Carries a sheet with all it leads to; gives its new name.
    pub(super) fn carry_sheet(
        &mut self,
        name: &str,
        code_name: &str,
        context: &mut Context<'_>,
    ) -> Result<String, PackageError> {
        let part = self.from.part(name)?;
        let text = reworded(name, &part, code_name, context)?;
        self.place(name, text.into_bytes(), context)
    }

    fn carry(&mut self, name: &str, context: &mut Context<'_>) -> Result<String, PackageError> {
        if let Some(new) = self.carried.get(name) {
            return Ok(new.clone());
        }
        let bytes = match self.from_types.of(name) {
            Some(TABLE) => self.table(name, context)?.into_bytes(),
            Some(vml::CONTENT_TYPE) => self.drawing_of_notes(name)?.into_bytes(),
            Some(kind) if kind.ends_with("+xml") && context.strict => strict(&self.from.part(name)?.text).into_bytes(),
            _ => self.from.read(name)?,
        };
        self.place(name, bytes, context)
    }

    /// Puts a part under a free name and carries what it leads to.
    fn place(&mut self, name: &str, bytes: Vec<u8>, context: &mut Context<'_>) -> Result<String, PackageError> {
        let (before, after) = numbered(name);
        let new = free_part(self.to, before, after)?;
        self.carried.insert(name.to_owned(), new.clone());
        self.to.put(&new, bytes);
        let kind =
            self.from_types.of(name).ok_or_else(|| bad("een onderdeel heeft geen soort", "a part has no type"))?;
        self.types.set(&new, kind);
        let rels = Rels::load(self.from, name)?;
        let mut carried = Rels::load(self.to, &new)?;
        for rel in &rels.list {
            let full_kind =
                if context.strict { rel.full_kind.replace(RELATION, RELATION_STRICT) } else { rel.full_kind.clone() };
            let target = match rels.target(self.from, rel) {
                Some(part) => relative(&new, &self.carry(&part, context)?),
                None => rel.target.clone(),
            };
            carried.push(Rel { full_kind, target, ..rel.clone() });
        }
        carried.save(self.to)?;
        Ok(new)
    }

    fn table(&mut self, name: &str, context: &mut Context<'_>) -> Result<String, PackageError> {
        let part = self.from.part(name)?;
        let tree = parse(name, &part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        let id = (1..).find(|id| !self.table_ids.contains(id)).unwrap_or(1);
        self.table_ids.insert(id);
        root.attr("id").into_iter().for_each(|attribute| splice.replace(attribute.value, id.to_string()));
        for attribute in ["name", "displayName"].iter().filter_map(|which| root.attr(which)) {
            if let Some(new) = context.renamed.get(&attribute.text()) {
                splice.replace(attribute.value, escape(new));
            }
        }
        let all: Vec<El<'_>> = std::iter::once(root).chain(root.descendants()).collect();
        for el in all {
            map_dxfs(el, context, &mut splice)?;
            if matches!(el.local(), "calculatedColumnFormula" | "totalsRowFormula") {
                formula(el, &context.renamed, &mut splice);
            }
        }
        let text = splice
            .apply(&part.text)
            .ok_or_else(|| bad("een tabel spreekt zichzelf tegen", "a table contradicts itself"))?;
        Ok(if context.strict { strict(&text) } else { text })
    }

    /// Shape numbers must be free in the whole workbook.
    fn drawing_of_notes(&mut self, name: &str) -> Result<String, PackageError> {
        let text = self.from.part(name)?.text;
        let free = super::super::notes::free_block(self.to, self.types)?;
        Ok(vml::renumbered(&text, free))
    }
}

/// A part's name without the number at its end: `xl/media/image1.png` is `xl/media/image` and `.png`.
fn numbered(name: &str) -> (&str, &str) {
    let file = name.rfind('/').map_or(0, |at| at + 1);
    let dot = name.get(file..).and_then(|file| file.find('.')).map_or(name.len(), |at| file + at);
    let (stem, after) = name.split_at(dot);
    (stem.trim_end_matches(|c: char| c.is_ascii_digit()), after)
}
