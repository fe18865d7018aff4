//! Personal data hidden in all that a merge says; the cells themselves are taken as they are.

use super::version::Version;
use super::{Entry, Notice};
use crate::framework::Framework;
use crate::plan::{Owner, OwnerKind};
use crate::privacy;
use crate::wording::Wording;

/// Hides personal data.
pub(super) struct Masker<'f> {
    framework: &'f Framework,
    /// Names of persons that stand as owner or involved party in one of the workbooks, the longest first.
    names: Vec<String>,
}

impl<'f> Masker<'f> {
    pub fn new<'v>(versions: impl Iterator<Item = &'v Version>, framework: &'f Framework) -> Self {
        let actions = versions.flat_map(|version| &version.plan.actions);
        let owners = actions.flat_map(|action| [&action.owners, &action.involved]).filter_map(|cell| cell.known());
        let is_person = |owner: &&Owner| match &owner.kind {
            OwnerKind::Person => true,
            OwnerKind::Unknown { suggestion: None } => privacy::looks_like_person(&owner.raw, framework),
            _ => false,
        };
        let typed = owners
            .flatten()
            .filter(is_person)
            .flat_map(|owner| [owner.raw.as_str(), owner.raw.split('(').next().unwrap_or_default()]);
        let mut names: Vec<String> =
            typed.map(|name| name.trim().to_owned()).filter(|name| name.chars().count() > 2).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self { framework, names }
    }

    pub fn hide(&self, text: &mut String) {
        for name in &self.names {
            if text.contains(name.as_str()) {
                *text = without_name(text, name);
            }
        }
        if let Some(masked) = privacy::mask(text, self.framework) {
            *text = masked;
        }
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

/// The text with a name masked where it stands as a word of its own.
fn without_name(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, from) = rest.split_at(at);
        let after = from.get(name.len()..).unwrap_or_default();
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let within = joins(out.chars().next_back().filter(|_| before.is_empty()).or(before.chars().next_back()))
            || joins(after.chars().next());
        out.push_str(before);
        out.push_str(if within { name } else { privacy::MASK });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_as_whole_words() {
        assert_eq!(without_name("Klaas en Klaassen, Klaas", "Klaas"), "••• en Klaassen, •••");
        assert_eq!(without_name("niets", "Klaas"), "niets");
    }
}
