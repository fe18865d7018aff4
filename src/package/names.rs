//! Names of new parts: which are free, and how a relationship is to write them.

use std::collections::HashSet;

use super::archive::Archive;
use super::error::PackageError;
use super::rels::Rels;
use crate::ooxml::names::{folder_of, key_of, owner_of};

/// The target to write in the rels of `from` so that it leads to `to`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = folder_of(from).split('/').filter(|step| !step.is_empty()).collect();
    let to: Vec<&str> = to.split('/').filter(|step| !step.is_empty()).collect();
    let folders = to.len().saturating_sub(1);
    let shared = from.iter().zip(to.iter().take(folders)).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

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
    let owners: Vec<String> = archive.names().filter_map(owner_of).collect();
    let mut keys = HashSet::new();
    for owner in owners {
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
    use crate::ooxml::names::resolve;

    #[test]
    fn relative_targets_lead_back() {
        for (from, to, target) in [
            ("xl/worksheets/sheet1.xml", "xl/comments1.xml", "../comments1.xml"),
            ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "worksheets/sheet1.xml"),
            ("workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("a/b/c.xml", "x.xml", "../../x.xml"),
        ] {
            assert_eq!(relative(from, to), target);
            assert_eq!(resolve(from, target), to);
        }
    }

    #[test]
    fn names_are_found_free() {
        assert_eq!(free_name("xl/comments", ".xml", |name| name == "xl/comments1.xml"), "xl/comments2.xml");
        assert_eq!(free_name("xl/styles", ".xml", |_| false), "xl/styles1.xml");
    }
}
