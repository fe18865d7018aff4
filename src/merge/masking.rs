//! Personal data hidden in all that a merge says; the cells themselves are taken as they are.

use std::sync::Arc;

use super::version::Version;
use super::{Claim, Entry, FileId, Notice, distinct};
use crate::framework::Framework;
use crate::privacy::{Mask, Privacy, Shown};
use crate::review::masking::{Naming, knowing, texts};

/// What counts as personal data, with the persons whom the workbooks name.
pub(super) fn privacy<'v>(versions: impl Iterator<Item = &'v Version>, framework: &Framework) -> Privacy {
    let versions: Vec<(&Version, Vec<Arc<str>>)> = versions.map(|version| (version, texts(&version.grids))).collect();
    let naming =
        versions.iter().map(|(version, texts)| Naming { plan: &version.plan, properties: &version.properties, texts });
    knowing(&naming.collect::<Vec<_>>(), framework)
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

impl Mask<Privacy> for Entry {
    type Masked = Entry;

    fn masked(self, by: &Privacy) -> Entry {
        let Self { kind, at, action, column, aspect, before, claims, reason } = self;
        Self {
            action: action.map(|text| text.masked(by)),
            column: column.map(|column| column.masked(by)),
            before: before.masked(by),
            claims: claims.into_iter().map(|claim| claim.masked(by)).collect(),
            kind,
            at,
            aspect,
            reason,
        }
    }
}

impl Mask<Privacy> for Claim {
    type Masked = Claim;

    fn masked(self, by: &Privacy) -> Claim {
        let Self { copy, at, says } = self;
        Self { copy, at, says: says.masked(by) }
    }
}

impl Mask<Privacy> for Notice {
    type Masked = Notice;

    fn masked(self, by: &Privacy) -> Notice {
        let Self { copy, message } = self;
        Self { copy, message: message.masked(by) }
    }
}
