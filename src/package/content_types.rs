//! `[Content_Types].xml`: what each part is.

use std::collections::{HashMap, HashSet};

use super::archive::{Archive, parse};
use super::error::PackageError;
use super::rels::save_spliced;
use super::splice::Splice;
use super::text::{Part, escape};
use crate::ooxml::names::{CONTENT_TYPES, key_of};
use crate::ooxml::namespaces;

const RELATIONS: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// The types of all parts, with what is to be added and removed.
#[derive(Debug)]
pub(super) struct ContentTypes {
    part: Part,
    by_extension: HashMap<String, String>,
    by_name: HashMap<String, String>,
    added: Vec<(String, String)>,
    removed: HashSet<String>,
}

impl ContentTypes {
    /// Reads the part.
    pub(super) fn load(archive: &mut Archive<'_>) -> Result<Self, PackageError> {
        let part = archive.part(CONTENT_TYPES)?;
        let (mut by_extension, mut by_name) = (HashMap::new(), HashMap::new());
        for el in parse(CONTENT_TYPES, &part)?.root().children() {
            let Some(kind) = el.value("ContentType") else { continue };
            match (el.local(), el.value("Extension"), el.value("PartName")) {
                ("Default", Some(extension), _) => by_extension.insert(extension.to_lowercase(), kind),
                ("Override", _, Some(name)) => by_name.insert(key_of(&name), kind),
                _ => None,
            };
        }
        Ok(Self { part, by_extension, by_name, added: Vec::new(), removed: HashSet::new() })
    }

    /// The type of a part.
    pub(super) fn of(&self, name: &str) -> Option<&str> {
        let key = key_of(name);
        let extension = key.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, extension)| extension);
        let by_extension = || extension.and_then(|extension| self.by_extension.get(extension));
        self.by_name.get(&key).or_else(by_extension).map(String::as_str)
    }

    /// Sees to it that the part has this type.
    pub(super) fn set(&mut self, name: &str, kind: &str) {
        if self.of(name) == Some(kind) {
            return;
        }
        self.by_name.insert(key_of(name), kind.to_owned());
        self.added.push((name.to_owned(), kind.to_owned()));
    }

    /// Forgets a part that goes.
    pub(super) fn remove(&mut self, name: &str) {
        let key = key_of(name);
        if self.by_name.remove(&key).is_some() {
            self.removed.insert(key);
        }
    }

    /// Forgets every part that was taken out of the package.
    pub(super) fn forget_removed(&mut self, archive: &Archive<'_>) {
        archive.removed().for_each(|name| self.remove(name));
    }

    /// Writes the changes into the package. Some packages name the type of every rels part, so that a new one needs one.
    pub(super) fn save(mut self, archive: &mut Archive<'_>) -> Result<(), PackageError> {
        self.forget_removed(archive);
        let mut rels: Vec<String> = archive.names().filter(|name| name.ends_with(".rels")).map(str::to_owned).collect();
        rels.sort();
        for name in rels.iter().filter(|name| self.of(name).is_none()).cloned().collect::<Vec<_>>() {
            self.set(&name, RELATIONS);
        }
        let tree = parse(CONTENT_TYPES, &self.part)?;
        let root = tree.root();
        let mut splice = Splice::default();
        for el in root.children().filter(|el| el.local() == "Override") {
            if el.value("PartName").is_some_and(|name| self.removed.contains(&key_of(&name))) {
                splice.remove(el.outer());
            }
        }
        let declare = root.declare(namespaces::CONTENT_TYPES);
        let source = |(name, kind): &(String, String)| {
            format!("<Override{declare} PartName=\"/{}\" ContentType=\"{}\"/>", escape(name), escape(kind))
        };
        let body: String = self.added.iter().map(source).collect();
        if !body.is_empty() {
            root.append(&mut splice, &body);
        }
        save_spliced(archive, CONTENT_TYPES, &self.part, splice)
    }
}
