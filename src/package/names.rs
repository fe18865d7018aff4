//! Names of new parts: which are free.

use std::collections::HashSet;

use super::archive::Archive;
use super::error::PackageError;
use super::rels::{Rels, reached};
use crate::ooxml::names::key_of;

/// The first of `<before>1<after>`, `<before>2<after>`… that the package neither has nor promises: a relationship that leads to
/// no part yet would lead to ours.
pub(super) fn free_part(archive: &mut Archive<'_>, before: &str, after: &str) -> Result<String, PackageError> {
    let promised = match archive.promised.take() {
        Some(promised) => promised,
        None => promises(archive)?,
    };
    let name = free_name(before, after, |name| archive.has(name) || promised.contains(&key_of(name)));
    archive.promised = Some(promised);
    Ok(name)
}

/// The keys of all parts that relationships lead to.
fn promises(archive: &mut Archive<'_>) -> Result<HashSet<String>, PackageError> {
    let mut keys = HashSet::new();
    for owner in reached(archive)? {
        let rels = Rels::load(archive, &owner)?;
        keys.extend(rels.list.iter().filter_map(|rel| rels.target(archive, rel)).map(|name| key_of(&name)));
    }
    Ok(keys)
}

/// The first of `<before>1<after>`, `<before>2<after>`… that is not taken.
pub(super) fn free_name(before: &str, after: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1u32;
    loop {
        let name = format!("{before}{number}{after}");
        if !taken(&name) || number == u32::MAX {
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_free() {
        assert_eq!(free_name("xl/comments", ".xml", |name| name == "xl/comments1.xml"), "xl/comments2.xml");
        assert_eq!(free_name("xl/styles", ".xml", |_| false), "xl/styles1.xml");
    }
}
