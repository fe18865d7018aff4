//! The relationships of one part, with changes to them.

use std::collections::HashSet;
use std::ops::Deref;

use super::archive::{Archive, parse};
use super::error::PackageError;
use super::splice::Splice;
use super::text::{Part, escape};
use crate::ooxml::names::{key_of, relative, rels_of};
use crate::ooxml::namespaces::{PACKAGE_RELATIONS, RELATION, RELATION_STRICT};
use crate::ooxml::{self, Rel};
use crate::wording::Wording;

/// The keys of all parts that relationships lead to from `starts`, without stepping into `blocked`.
pub(super) fn reach(
    archive: &mut Archive<'_>,
    starts: Vec<String>,
    blocked: &HashSet<String>,
) -> Result<HashSet<String>, PackageError> {
    let mut seen: HashSet<String> = starts.iter().map(|name| key_of(name)).collect();
    let mut left = starts;
    while let Some(name) = left.pop() {
        let rels = Rels::load(archive, &name)?;
        for to in rels.list.iter().filter_map(|rel| rels.target(archive, rel)) {
            let key = key_of(&to);
            if !blocked.contains(&key) && archive.has(&key) && seen.insert(key.clone()) {
                left.push(key);
            }
        }
    }
    Ok(seen)
}

/// The keys of all parts that relationships lead to. What else there is (`__MACOSX/…`) is nobody's: it is copied and not looked at.
pub(super) fn reached(archive: &mut Archive<'_>) -> Result<HashSet<String>, PackageError> {
    let package = Rels::load(archive, "")?;
    let workbook = package.workbook_part(archive);
    reach(archive, std::iter::once(String::new()).chain(workbook).collect(), &HashSet::new())
}

/// The relationships of one part, with what is to be added and removed. It reads as the relationships that stand there now.
#[derive(Debug)]
pub(super) struct Rels {
    now: ooxml::Rels,
    part: Option<Part>,
    kept: usize,
    removed: HashSet<String>,
}

impl Deref for Rels {
    type Target = ooxml::Rels;

    fn deref(&self) -> &ooxml::Rels {
        &self.now
    }
}

impl Rels {
    /// Reads the relationships of `owner`; none where it has none. Unlike a reader this refuses a part that breaks off, since
    /// it may have to be changed.
    pub(super) fn load(archive: &mut Archive<'_>, owner: &str) -> Result<Self, PackageError> {
        let part = archive.rels_part(owner)?;
        let mut list = Vec::new();
        if let Some(part) = &part {
            let tree = parse(&rels_of(owner), part)?;
            let relations = tree.root().children().filter(|el| el.local() == "Relationship");
            list.extend(relations.filter_map(|el| Rel::of(|name| el.value(name))));
        }
        let kept = list.len();
        Ok(Self { now: ooxml::Rels { owner: owner.to_owned(), list }, part, kept, removed: HashSet::new() })
    }

    /// Adds a relationship of an office type to a part of the package and gives its id.
    pub(super) fn add(&mut self, kind: &str, to: &str, strict: bool) -> String {
        let id = self.free_id();
        self.add_as(&id, kind, to, strict);
        id
    }

    /// Adds a relationship under an id that is known to be free.
    pub(super) fn add_as(&mut self, id: &str, kind: &str, to: &str, strict: bool) {
        let base = if strict { RELATION_STRICT } else { RELATION };
        let target = relative(&self.owner, to);
        self.push(Rel {
            id: id.to_owned(),
            kind: kind.to_owned(),
            full_kind: format!("{base}/{kind}"),
            target,
            external: false,
        });
    }

    /// Adds a relationship as it is.
    pub(super) fn push(&mut self, rel: Rel) {
        self.now.list.push(rel);
    }

    fn free_id(&self) -> String {
        let number = |rel: &Rel| rel.id.strip_prefix("rId").and_then(|digits| digits.parse::<u32>().ok());
        let mut next = self.list.iter().filter_map(number).filter(|n| *n < 1 << 30).max().unwrap_or(0) + 1;
        loop {
            let id = format!("rId{next}");
            if self.list.iter().all(|rel| !rel.id.eq_ignore_ascii_case(&id)) {
                return id;
            }
            next += 1;
        }
    }

    /// Takes a relationship away.
    pub(super) fn remove(&mut self, id: &str) {
        let Some(at) = self.list.iter().position(|rel| rel.id == id) else { return };
        self.now.list.remove(at);
        if at < self.kept {
            self.kept -= 1;
            self.removed.insert(id.to_owned());
        }
    }

    /// Writes the changes into the package; a part of ours that holds no relationship any more goes.
    pub(super) fn save(self, archive: &mut Archive<'_>) -> Result<(), PackageError> {
        let name = rels_of(&self.owner);
        let added = self.list.get(self.kept..).unwrap_or_default();
        if added.is_empty() && self.removed.is_empty() {
            return Ok(());
        }
        if self.list.is_empty() && self.part.as_ref().is_none_or(|part| part.text.starts_with(&head())) {
            archive.remove(&name);
            return Ok(());
        }
        let Some(part) = &self.part else {
            let body: String = added.iter().map(|rel| source(rel, "")).collect();
            let text = format!("{}{body}</Relationships>", head());
            archive.put(&name, text.into_bytes());
            return Ok(());
        };
        let tree = parse(&name, part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        for el in root.children().filter(|el| el.value("Id").is_some_and(|id| self.removed.contains(&id))) {
            splice.remove(el.outer());
        }
        let declare = root.declare(PACKAGE_RELATIONS);
        let body: String = added.iter().map(|rel| source(rel, &declare)).collect();
        if !body.is_empty() {
            root.append(&mut splice, &body);
        }
        save_spliced(archive, &name, part, splice)
    }
}

/// How a part begins that we made.
fn head() -> String {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    format!("{declaration}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">")
}

fn source(rel: &Rel, declare: &str) -> String {
    let mode = if rel.external { " TargetMode=\"External\"" } else { "" };
    let (id, kind, target) = (escape(&rel.id), escape(&rel.full_kind), escape(&rel.target));
    format!("<Relationship{declare} Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>")
}

/// Makes the changes to a part and puts it back, where there are any.
pub(super) fn save_spliced(
    archive: &mut Archive<'_>,
    name: &str,
    part: &Part,
    splice: Splice,
) -> Result<(), PackageError> {
    if splice.is_empty() {
        return Ok(());
    }
    let spliced = part.spliced(splice).ok_or_else(|| PackageError::BadPart {
        part: name.to_owned(),
        detail: Wording::of("de wijzigingen spreken elkaar tegen", "the changes contradict each other"),
    })?;
    archive.put(name, spliced.encode());
    Ok(())
}
