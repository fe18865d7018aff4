//! Counts for the district, each municipality and the whole plan.

use std::collections::BTreeMap;

use super::event::{Event, Happened};
use super::{Row, Versions};
use crate::finding::{Finding, Severity};
use crate::framework::{Code, Framework};
use crate::report::words;
use crate::review::Review;
use crate::wording::Lang;

/// How many findings of each severity are open, and how many were accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weights {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Information.
    pub infos: usize,
    /// Accepted ones, whatever their severity.
    pub accepted: usize,
}

impl Weights {
    pub(super) fn add(&mut self, finding: &Finding) {
        let counter = match (&finding.accepted, finding.severity) {
            (Some(_), _) => &mut self.accepted,
            (None, Severity::Error) => &mut self.errors,
            (None, Severity::Warning) => &mut self.warnings,
            (None, Severity::Info) => &mut self.infos,
        };
        *counter += 1;
    }

    /// Everything that is not accepted.
    pub fn open(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// A municipality, the district or the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Actions in the current version.
    pub actions: usize,
    /// Those of them that are not closed.
    pub open: usize,
    /// Its findings.
    pub weights: Weights,
    /// How many of its actions had each event.
    pub events: BTreeMap<Event, usize>,
}

impl Group {
    /// What changed, on one line: `2 nieuw, 1 gesloten`.
    pub fn events_line(&self, lang: Lang) -> String {
        let parts: Vec<String> =
            self.events.iter().map(|(event, number)| format!("{number} {}", event.word(lang))).collect();
        parts.join(", ")
    }
}

/// Where an action or a finding belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    District,
    Municipality(Code),
    Plan,
}

pub(super) fn municipalities(
    review: &Review,
    versions: &Versions,
    findings: &[Row],
    happened: &Happened,
) -> Vec<Group> {
    let framework = &review.framework;
    let mut groups: BTreeMap<Home, Group> = BTreeMap::new();
    for action in &review.plan.actions {
        let group = groups.entry(versions.current.home_of(action)).or_default();
        group.actions += 1;
        group.open += usize::from(!action.is_closed_on(review.today, framework));
    }
    for row in findings {
        groups.entry(versions.home_of(row)).or_default().weights.add(row.finding);
    }
    for (change, events) in happened {
        let now = change.current.first().and_then(|i| review.plan.actions.get(*i));
        let before = || {
            let previous = review.previous.as_ref()?;
            previous.plan.actions.get(*change.previous.first()?)
        };
        let home = match now {
            Some(action) => Some(versions.current.home_of(action)),
            None => versions.previous.as_ref().zip(before()).map(|(index, action)| index.home_of(action)),
        };
        let group = groups.entry(home.unwrap_or(Home::Plan)).or_default();
        for event in events {
            *group.events.entry(*event).or_default() += 1;
        }
    }
    name_groups(groups, framework, review.lang)
}

/// The district first, then the municipalities in the order of the framework (also those without an action), then codes
/// that the framework does not know, then the whole plan.
pub(super) fn name_groups(mut groups: BTreeMap<Home, Group>, framework: &Framework, lang: Lang) -> Vec<Group> {
    let mut named = Vec::new();
    if let Some(group) = groups.remove(&Home::District) {
        named.push(Group {
            name: format!("{} ({})", framework.district.name, lang.pick("district", "district")),
            ..group
        });
    }
    for municipality in &framework.municipalities {
        let group = groups.remove(&Home::Municipality(municipality.code.clone())).unwrap_or_default();
        named.push(Group { name: municipality.name.clone(), ..group });
    }
    for (home, group) in groups {
        let name = match home {
            Home::Municipality(code) => code.to_string(),
            Home::District | Home::Plan => words::whole_plan(lang).to_owned(),
        };
        named.push(Group { name, ..group });
    }
    named
}
