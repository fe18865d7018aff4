//! Hides personal data in everything that an output can show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{PreviousReview, Version};
use crate::cell::{CellValue, Grid};
use crate::finding::{self, Finding, Location, Related};
use crate::framework::Framework;
use crate::plan::{ActionPlan, OwnerKind};
use crate::privacy::{Names, Privacy};
use crate::reconcile::Reconciliation;
use crate::workbook::Property;

/// Masks texts and the names of tabs.
pub(super) struct Masker {
    privacy: Privacy,
    /// Names of tabs that hold personal data, with what is shown instead.
    now: Tabs,
    before: Tabs,
}

/// Names of tabs that hold personal data, with what is shown instead.
pub(super) type Tabs = BTreeMap<Arc<str>, Arc<str>>;

impl Masker {
    /// Gathers whom the versions name.
    pub(super) fn new(now: &Version, before: Option<&Version>, framework: &Framework) -> Self {
        let versions: Vec<Naming> = [Some(now), before].into_iter().flatten().map(Naming::of).collect();
        let privacy = knowing(&versions, framework);
        let tabs = |version: &Version| masked_tabs(version, &privacy);
        let (now, before) = (tabs(now), before.map(tabs).unwrap_or_default());
        Self { privacy, now, before }
    }

    /// What counts as personal data in these versions.
    pub(super) fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    /// The same, when all is masked.
    pub(super) fn into_privacy(self) -> Privacy {
        self.privacy
    }

    pub(super) fn version(&self, version: &mut Version) {
        self.privacy.hide(&mut version.file.name);
        version.plan.rewrite_texts(|text| self.privacy.mask(text));
    }

    pub(super) fn changes(&self, reconciliation: &mut Reconciliation) {
        for field in reconciliation.changes.iter_mut().flat_map(|change| &mut change.fields) {
            self.privacy.hide(&mut field.previous);
            self.privacy.hide(&mut field.current);
        }
    }

    pub(super) fn findings(&self, findings: &mut [Finding]) {
        for finding in findings {
            for wording in std::iter::once(&mut finding.message).chain(&mut finding.advice) {
                self.privacy.hide(&mut wording.nl);
                self.privacy.hide(&mut wording.en);
            }
            for text in finding.suggestion.iter_mut().chain(&mut finding.action_id).chain(&mut finding.accepted) {
                self.privacy.hide(text);
            }
        }
    }

    /// Remarks about the previous version are told among those of the current one, which may have another tab of that name.
    pub(super) fn previous_tabs_in_remarks(&self, plan: &mut ActionPlan) {
        for remark in &mut plan.remarks {
            rename(&self.before, &mut remark.sheet);
            remark.at.iter_mut().for_each(|at| rename(&self.before, &mut at.sheet));
        }
    }

    /// Gives tabs the names under which they are shown; done last, because rules look cells up by the tabs' own names. The tabs of
    /// the current version with another name than their own, by the name that is shown.
    pub(super) fn tabs(
        &self,
        now: &mut ActionPlan,
        before: Option<&mut PreviousReview>,
        findings: &mut [Finding],
    ) -> Tabs {
        self.hide_tabs(now, &self.now);
        if let Some(before) = before {
            self.hide_tabs(&mut before.plan, &self.before);
            for field in before.reconciliation.changes.iter_mut().flat_map(|change| &mut change.fields) {
                field.previous_at.iter_mut().for_each(|at| rename(&self.before, &mut at.sheet));
                field.current_at.iter_mut().for_each(|at| rename(&self.now, &mut at.sheet));
            }
        }
        for finding in findings {
            self.rename_in(&mut finding.at);
            for related in &mut finding.related {
                if let Related::Place(place) = related {
                    self.rename_in(place);
                }
            }
        }
        self.now.iter().map(|(own, shown)| (shown.clone(), own.clone())).collect()
    }

    fn hide_tabs(&self, plan: &mut ActionPlan, tabs: &Tabs) {
        if !tabs.is_empty() {
            plan.tabs_mut(|tab| rename(tabs, tab));
        }
        // What stands in the place of a tab may be the name of a file.
        for remark in &mut plan.remarks {
            if let Some(masked) = self.privacy.mask(&remark.sheet) {
                remark.sheet = masked.into();
            }
        }
    }

    fn rename_in(&self, place: &mut Location) {
        let tabs = if place.version == finding::Version::Current { &self.now } else { &self.before };
        place.sheet.iter_mut().for_each(|tab| rename(tabs, tab));
    }
}

/// What of a workbook can name persons.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'a> {
    /// Its plan, with the owners.
    pub(crate) plan: &'a ActionPlan,
    /// The properties of the file, with its users.
    pub(crate) properties: &'a [Property],
    /// What its cells say.
    pub(crate) texts: &'a [Arc<str>],
}

impl<'a> Naming<'a> {
    pub(super) fn of(version: &'a Version) -> Self {
        Self { plan: &version.plan, properties: &version.properties, texts: &version.texts }
    }
}

/// What counts as personal data, with the persons whom these versions name.
pub(crate) fn knowing(versions: &[Naming], framework: &Framework) -> Privacy {
    let privacy = Privacy::new(framework);
    let mut names = Names::default();
    for version in versions {
        add_owners(&mut names, version.plan, &privacy);
        let users = version.properties.iter().filter(|property| property.is_of_a_user());
        for property in users.filter(|property| privacy.is_user(&property.value)) {
            names.add(&property.value, privacy.known());
        }
    }
    if !names.is_empty() {
        names.forget_words(versions.iter().flat_map(|version| version.texts).map(|text| &**text));
    }
    privacy.with_names(&names)
}

/// Gives a tab the name under which it is shown.
pub(super) fn rename(tabs: &Tabs, tab: &mut Arc<str>) {
    if let Some(shown) = tabs.get(tab) {
        *tab = shown.clone();
    }
}

/// Adds who is named as owner or involved party.
fn add_owners(names: &mut Names, plan: &ActionPlan, privacy: &Privacy) {
    let cells = plan.actions.iter().flat_map(|action| [&action.owners, &action.involved]);
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for cell in cells.filter(|cell| seen.insert(&cell.raw)) {
        let owners = cell.known().map(Vec::as_slice).unwrap_or_default();
        let persons = owners.iter().filter(|owner| owner.kind == OwnerKind::Person);
        persons.for_each(|owner| names.add(&owner.raw, privacy.known()));
        for name in privacy.owners(&cell.raw, owners) {
            names.add(cell.raw.get(name.range).unwrap_or_default(), privacy.known());
        }
    }
    let partners = plan.actions.iter().flat_map(|action| &*action.partners);
    let persons = partners.filter(|partner| partner.kind == OwnerKind::Person);
    persons.for_each(|partner| names.add(&partner.raw, privacy.known()));
}

/// The texts of the staff's cells; one that many cells share is named once.
pub(crate) fn texts(grids: &[Grid]) -> Vec<Arc<str>> {
    let mut seen = FxHashSet::default();
    let texts = grids.iter().flat_map(|grid| grid.cells.values()).filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some(text),
        _ => None,
    });
    texts.filter(|text| seen.insert(text.as_ptr())).cloned().collect()
}

/// Tabs whose names hold personal data, with names to show that are no other tab's.
pub(super) fn masked_tabs(version: &Version, privacy: &Privacy) -> Tabs {
    let mut taken: BTreeSet<Arc<str>> = version.tabs.iter().cloned().collect();
    let mut tabs = Tabs::new();
    for tab in &version.tabs {
        let Some(masked) = privacy.mask(tab) else { continue };
        let free = (1..).map(|nth| if nth == 1 { masked.clone() } else { format!("{masked} ({nth})") });
        if let Some(shown) = free.map(Arc::<str>::from).find(|shown| !taken.contains(shown)) {
            taken.insert(shown.clone());
            tabs.insert(tab.clone(), shown);
        }
    }
    tabs
}
