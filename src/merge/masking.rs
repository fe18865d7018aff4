//! Personal data hidden in all that a merge says; the cells themselves are taken as they are.

use std::sync::Arc;

use super::version::Version;
use super::{Claim, Entry, FileId, Notice, distinct};
use crate::framework::Framework;
use crate::privacy::{Mask, Numbers, Privacy, Shown};
use crate::review::masking::{Naming, Tabs, knowing, masked_tabs, numbers, rename, texts};

/// Masks texts and the names of tabs.
pub(super) struct Masker {
    pub privacy: Privacy,
    /// Names of tabs that hold personal data, with what is shown instead.
    base: Tabs,
    /// The same of each copy.
    copies: Vec<Tabs>,
}

impl Masker {
    /// Gathers whom the workbooks name.
    pub(super) fn new(base: &Version, copies: &[Version], framework: &Framework) -> Self {
        type Told = (Vec<Arc<str>>, Numbers);
        let told = |version: &Version| (texts(&version.grids), numbers(&version.grids, &version.plan, framework));
        let versions: Vec<(&Version, Told)> =
            copies.iter().chain([base]).map(|version| (version, told(version))).collect();
        let naming = versions.iter().map(|(version, (texts, numbers))| Naming {
            plan: &version.plan,
            properties: &version.properties,
            texts,
            numbers,
        });
        let privacy = knowing(&naming.collect::<Vec<_>>(), framework);
        let tabs = |version: &Version| masked_tabs(version.grids.iter().map(|grid| &grid.sheet), &privacy);
        let (base, copies) = (tabs(base), copies.iter().map(tabs).collect());
        Self { privacy, base, copies }
    }

    /// The tabs of the base with another name than their own, by the name that is shown.
    pub(super) fn into_tabs(self) -> Tabs {
        self.base.into_iter().map(|(own, shown)| (shown, own)).collect()
    }
}

/// The base and the copies as they are called; those whose names are the same once they are masked get a number.
pub(super) fn files(base: &Version, copies: &[Version], by: &Privacy) -> (Shown<FileId>, Vec<Shown<FileId>>) {
    let file = |name: &str, version: &Version| {
        Shown::new(FileId { name: name.to_owned(), sha256: version.sha256.clone() }, by)
    };
    let first = file(&base.name, base);
    let mut files: Vec<Shown<FileId>> = Vec::new();
    for copy in copies {
        let taken = files.iter().chain([&first]).map(|file| file.name.as_str());
        files.push(file(&distinct(&by.shown(&copy.name), taken), copy));
    }
    (first, files)
}

impl Mask<Masker> for Entry {
    type Masked = Entry;

    fn masked(self, by: &Masker) -> Entry {
        let Self { kind, mut at, action, column, aspect, before, claims, reason } = self;
        at.iter_mut().for_each(|at| rename(&by.base, &mut at.sheet));
        Self {
            action: action.map(|text| text.masked(&by.privacy)),
            column: column.map(|column| column.masked(&by.privacy)),
            before: before.masked(&by.privacy),
            claims: claims.into_iter().map(|claim| claim.masked(by)).collect(),
            kind,
            at,
            aspect,
            reason,
        }
    }
}

impl Mask<Masker> for Claim {
    type Masked = Claim;

    fn masked(self, by: &Masker) -> Claim {
        let Self { copy, mut at, says } = self;
        if let (Some(at), Some(tabs)) = (&mut at, by.copies.get(copy)) {
            rename(tabs, &mut at.sheet);
        }
        Self { copy, at, says: says.masked(&by.privacy) }
    }
}

impl Mask<Privacy> for Notice {
    type Masked = Notice;

    fn masked(self, by: &Privacy) -> Notice {
        let Self { copy, message } = self;
        Self { copy, message: message.masked(by) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellRef;
    use crate::merge::{Aspect, Kind};
    use crate::wording::Wording;

    #[test]
    fn every_text_and_every_tab_of_an_entry_is_masked() {
        let tabs = |shown: &str| Tabs::from([(Arc::from("Van K. Klaasveld"), Arc::from(shown))]);
        let privacy = Privacy::new(Framework::embedded());
        let masker = Masker { privacy, base: tabs("Van •••"), copies: vec![tabs("Kopie van •••")] };
        let told = || "bel 06-12345678".to_owned();
        let at = || Some(CellRef::new("Van K. Klaasveld", 3, 2));
        let entry = Entry {
            kind: Kind::Conflict,
            at: at(),
            action: Some(told()),
            column: Some(Wording::of(told(), told())),
            aspect: Aspect::Value,
            before: told(),
            claims: vec![Claim { copy: 0, at: at(), says: told() }],
            reason: None,
        };
        let shown = format!("{:?}", Shown::new(entry, &masker));
        assert!(!shown.contains("12345678") && !shown.contains("Klaasveld"), "{shown}");
        assert!(shown.contains("\"Van •••\"") && shown.contains("\"Kopie van •••\""), "{shown}");
        assert_eq!(&**masker.into_tabs().get("Van •••").unwrap(), "Van K. Klaasveld");
    }
}
