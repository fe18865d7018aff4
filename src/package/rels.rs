//! The relationships of one part.

use std::collections::HashSet;

use super::archive::{Archive, parse};
use super::error::PackageError;
use super::names::{percent_decoded, relative, rels_of, resolve};
use super::splice::Splice;
use super::text::{Part, escape};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// One relationship.
#[derive(Debug, Clone)]
pub(super) struct Rel {
    /// Its id within the part.
    pub id: String,
    /// The last step of its type: `worksheet`, `comments`.
    pub kind: String,
    /// The type in full.
    pub full_kind: String,
    /// Where it leads, as written.
    pub target: String,
    /// Whether it leads out of the package.
    pub external: bool,
}

/// The relationships of one part, with what is to be added and removed.
#[derive(Debug)]
pub(super) struct Rels {
    /// The part whose relationships these are; empty for the package itself.
    owner: String,
    part: Option<Part>,
    /// What stands there now, with what was added.
    pub list: Vec<Rel>,
    kept: usize,
    removed: HashSet<String>,
}

impl Rels {
    /// Reads the relationships of `owner`; none where it has none.
    pub(super) fn load(archive: &mut Archive<'_>, owner: &str) -> Result<Self, PackageError> {
        let part = archive.rels_part(owner)?;
        let mut list = Vec::new();
        if let Some(part) = &part {
            let tree = parse(&rels_of(owner), part)?;
            let relations = tree.root().children().filter(|el| el.local() == "Relationship");
            list.extend(relations.filter_map(|el| {
                let full_kind = el.value("Type")?;
                Some(Rel {
                    id: el.value("Id")?,
                    kind: full_kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    full_kind,
                    target: el.value("Target").unwrap_or_default(),
                    external: el.value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")),
                })
            }));
        }
        let kept = list.len();
        Ok(Self { owner: owner.to_owned(), part, list, kept, removed: HashSet::new() })
    }

    /// The relationship of that id.
    pub(super) fn by_id(&self, id: &str) -> Option<&Rel> {
        self.list.iter().find(|rel| rel.id == id)
    }

    /// The part that a relationship leads to, as the package names it, whether or not it is there.
    pub(super) fn target(&self, archive: &Archive<'_>, rel: &Rel) -> Option<String> {
        if rel.external {
            return None;
        }
        let plain = resolve(&self.owner, &rel.target);
        let decoded = percent_decoded(&plain);
        let found = archive.name_of(&plain).or_else(|| archive.name_of(&decoded));
        Some(found.map(str::to_owned).unwrap_or(plain))
    }

    /// The first part that a relationship of this kind leads to.
    pub(super) fn first_target(&self, archive: &Archive<'_>, kind: &str) -> Option<String> {
        let rel = self.list.iter().find(|rel| rel.kind == kind)?;
        self.target(archive, rel)
    }

    /// Adds a relationship of an office type to a part of the package and gives its id.
    pub(super) fn add(&mut self, kind: &str, to: &str, strict: bool) -> String {
        let id = self.free_id();
        self.add_as(&id, kind, to, strict);
        id
    }

    /// Adds a relationship under an id that is known to be free.
    pub(super) fn add_as(&mut self, id: &str, kind: &str, to: &str, strict: bool) {
        let base = if strict { TYPES_STRICT } else { TYPES };
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
        self.list.push(rel);
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
        self.list.remove(at);
        if at < self.kept {
            self.kept -= 1;
            self.removed.insert(id.to_owned());
        }
    }

    /// Writes the changes into the package; a part that holds no relationship any more goes.
    pub(super) fn save(self, archive: &mut Archive<'_>) -> Result<(), PackageError> {
        let name = rels_of(&self.owner);
        let added = self.list.get(self.kept..).unwrap_or_default();
        if added.is_empty() && self.removed.is_empty() {
            return Ok(());
        }
        if self.list.is_empty() {
            archive.remove(&name);
            return Ok(());
        }
        let Some(part) = &self.part else {
            let body: String = added.iter().map(|rel| source(rel, "")).collect();
            let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            let text = format!("{declaration}<Relationships xmlns=\"{NAMESPACE}\">{body}</Relationships>");
            archive.put(&name, text.into_bytes());
            return Ok(());
        };
        let tree = parse(&name, part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        for el in root.children().filter(|el| el.value("Id").is_some_and(|id| self.removed.contains(&id))) {
            splice.remove(el.outer());
        }
        let declare = root.declare(NAMESPACE);
        let body: String = added.iter().map(|rel| source(rel, &declare)).collect();
        if !body.is_empty() {
            root.append(&mut splice, &body);
        }
        save_spliced(archive, &name, part, splice)
    }
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
        detail: "de wijzigingen spreken elkaar tegen".to_owned(),
    })?;
    archive.put(name, spliced.encode());
    Ok(())
}
