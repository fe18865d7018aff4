//! Personal data hidden in all that a merge says; the cells themselves are taken as they are.

use std::sync::Arc;

use super::version::Version;
use super::{Entry, Notice};
use crate::framework::Framework;
use crate::privacy::Privacy;
use crate::review::masking::{Naming, knowing, texts};
use crate::wording::Wording;

/// Hides personal data.
pub(super) struct Masker {
    privacy: Privacy,
}

impl Masker {
    /// Gathers whom the workbooks name.
    pub fn new<'v>(versions: impl Iterator<Item = &'v Version>, framework: &Framework) -> Self {
        let versions: Vec<(&Version, Vec<Arc<str>>)> =
            versions.map(|version| (version, texts(&version.grids))).collect();
        let naming = versions.iter().map(|(version, texts)| Naming {
            plan: &version.plan,
            properties: &version.properties,
            texts,
        });
        Self { privacy: knowing(&naming.collect::<Vec<_>>(), framework) }
    }

    /// Hides personal data in a text.
    pub fn hide(&self, text: &mut String) {
        self.privacy.hide(text);
    }

    fn wording(&self, wording: &mut Wording) {
        self.hide(&mut wording.nl);
        self.hide(&mut wording.en);
    }

    pub fn entry(&self, entry: &mut Entry) {
        entry.action.iter_mut().for_each(|text| self.hide(text));
        entry.column.iter_mut().for_each(|wording| self.wording(wording));
        self.hide(&mut entry.before);
        entry.claims.iter_mut().for_each(|claim| self.hide(&mut claim.says));
    }

    pub fn notice(&self, notice: &mut Notice) {
        self.wording(&mut notice.message);
    }
}
