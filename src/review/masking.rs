//! Hides personal data in everything that an output can show.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{FileId, Version};
use crate::cell::{CellValue, Grid};
use crate::finding::{self, Finding, Location, Related};
use crate::framework::Framework;
use crate::plan::{ActionPlan, OwnerKind, Remark};
use crate::privacy::{Mask, Names, Numbers, Privacy, Shown};
use crate::reconcile::{Change, FieldChange, Reconciliation};
use crate::wording::Wording;
use crate::workbook::Property;

/// Masks texts and the names of tabs.
#[derive(Debug)]
pub(super) struct Masker {
    privacy: Privacy,
    /// Names of tabs that hold personal data, with what is shown instead.
    now: Tabs,
    before: Tabs,
}

/// Names of tabs that hold personal data, with what is shown instead.
pub(crate) type Tabs = BTreeMap<Arc<str>, Arc<str>>;

/// A value with masked texts that still calls the tabs by their own names, by which rules look cells up. Masking the tabs makes it
/// [`Shown`], and nothing else does: a plan or a reconciliation has no other way there.
#[derive(Debug)]
pub(super) struct Texts<T>(T);

/// What masks the tabs of one version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) privacy: &'a Privacy,
    pub(super) tabs: &'a Tabs,
}

impl<T> Deref for Texts<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl Texts<ActionPlan> {
    /// The plan with masked texts.
    pub(super) fn of(mut plan: ActionPlan, privacy: &Privacy) -> Self {
        plan.rewrite_texts(|text| privacy.mask(text));
        Self(plan)
    }
}

impl Masker {
    /// Gathers whom the versions name.
    pub(super) fn new(now: &Version, before: Option<&Version>, framework: &Framework) -> Self {
        let versions: Vec<Naming> = [Some(now), before].into_iter().flatten().map(Naming::of).collect();
        let privacy = knowing(&versions, framework);
        let tabs = |version: &Version| masked_tabs(version.tabs.iter(), &privacy);
        let (now, before) = (tabs(now), before.map(tabs).unwrap_or_default());
        Self { privacy, now, before }
    }

    /// What counts as personal data in these versions.
    pub(super) fn privacy(&self) -> &Privacy {
        &self.privacy
    }

    /// Masks the tabs of the current version.
    pub(super) fn now(&self) -> Side<'_> {
        Side { privacy: &self.privacy, tabs: &self.now }
    }

    /// Masks the tabs of the previous version.
    pub(super) fn before(&self) -> Side<'_> {
        Side { privacy: &self.privacy, tabs: &self.before }
    }

    /// The privacy, and the tabs of the current version with another name than their own, by the name that is shown.
    pub(super) fn into_parts(self) -> (Privacy, Tabs) {
        (self.privacy, self.now.into_iter().map(|(own, shown)| (shown, own)).collect())
    }

    /// The reconciliation with masked texts.
    pub(super) fn changes(&self, mut reconciliation: Reconciliation) -> Texts<Reconciliation> {
        fields(&mut reconciliation).for_each(|field| hide_texts(field, &self.privacy));
        Texts(reconciliation)
    }

    /// Remarks about the reading of the previous version are told among those of the current one, which may have another tab of
    /// that name; they say which version they are about.
    pub(super) fn tell_of_previous(
        &self,
        before: &mut Texts<ActionPlan>,
        file: &Shown<FileId>,
        now: &mut Texts<ActionPlan>,
    ) {
        let told = before.0.remarks.drain(..).map(|remark| {
            let Remark { mut sheet, mut at, message: Wording { nl, en } } = remark;
            rename(&self.before, &mut sheet);
            at.iter_mut().for_each(|at| rename(&self.before, &mut at.sheet));
            let file = &file.name;
            let message =
                Wording::of(format!("Vorige versie ({file}): {nl}"), format!("Previous version ({file}): {en}"));
            Remark { sheet, at, message }
        });
        now.0.remarks.extend(told);
    }
}

impl Mask<Side<'_>> for Texts<ActionPlan> {
    type Masked = ActionPlan;

    fn masked(self, by: &Side<'_>) -> ActionPlan {
        let Self(mut plan) = self;
        if !by.tabs.is_empty() {
            plan.tabs_mut(|tab| rename(by.tabs, tab));
        }
        // What stands in the place of a tab may be the name of a file.
        for remark in &mut plan.remarks {
            if let Some(masked) = by.privacy.mask(&remark.sheet) {
                remark.sheet = masked.into();
            }
        }
        plan
    }
}

impl Mask<Masker> for Texts<Reconciliation> {
    type Masked = Reconciliation;

    fn masked(self, by: &Masker) -> Reconciliation {
        let Self(mut reconciliation) = self;
        fields(&mut reconciliation).for_each(|field| rename_tabs(field, Some(&by.before), Some(&by.now)));
        reconciliation
    }
}

/// Every change of a field. What holds it is taken apart without `..`: a text that is added later does not compile before somebody
/// thought of masking it.
fn fields(reconciliation: &mut Reconciliation) -> impl Iterator<Item = &mut FieldChange> {
    let Reconciliation { changes } = reconciliation;
    changes.iter_mut().flat_map(|change| {
        let Change {
            kind: _,
            matched_by: _,
            confidence: _,
            evidence: _,
            previous: _,
            current: _,
            moved: _,
            renumbered: _,
            fields,
        } = change;
        fields
    })
}

/// Masks the texts of a change.
pub(super) fn hide_texts(change: &mut FieldChange, privacy: &Privacy) {
    let FieldChange { field: _, previous, current, previous_at: _, current_at: _ } = change;
    privacy.hide(previous);
    privacy.hide(current);
}

/// Gives the tabs of a change the names under which they are shown.
pub(super) fn rename_tabs(change: &mut FieldChange, before: Option<&Tabs>, now: Option<&Tabs>) {
    let FieldChange { field: _, previous: _, current: _, previous_at, current_at } = change;
    for (at, tabs) in [(previous_at, before), (current_at, now)] {
        if let (Some(at), Some(tabs)) = (at, tabs) {
            rename(tabs, &mut at.sheet);
        }
    }
}

impl Mask<Masker> for Finding {
    type Masked = Finding;

    fn masked(self, by: &Masker) -> Finding {
        let hide = |text: String| text.masked(&by.privacy);
        let place = |mut place: Location| {
            let tabs = if place.version == finding::Version::Current { &by.now } else { &by.before };
            place.sheet.iter_mut().for_each(|tab| rename(tabs, tab));
            place
        };
        let Finding {
            rule,
            severity,
            message,
            advice,
            at,
            mut cells,
            related,
            suggestion,
            action_id,
            subtheme,
            municipality,
            accepted,
        } = self;
        cells.iter_mut().for_each(|at| rename(&by.now, &mut at.sheet));
        let related = related.into_iter().map(|related| match related {
            Related::Place(at) => Related::Place(place(at)),
            Related::FrameworkLine(line) => Related::FrameworkLine(line),
        });
        Finding {
            message: message.masked(&by.privacy),
            advice: advice.map(|advice| advice.masked(&by.privacy)),
            at: place(at),
            related: related.collect(),
            suggestion: suggestion.map(hide),
            action_id: action_id.map(hide),
            accepted: accepted.map(hide),
            // Codes of the framework, and nothing that staff typed.
            rule,
            severity,
            subtheme,
            municipality,
            cells,
        }
    }
}

/// A finding that staff agreed to leave as it is, with what they say of it.
pub(super) struct Agreed {
    pub(super) finding: Shown<Finding>,
    pub(super) reason: String,
}

impl Mask<Privacy> for Agreed {
    type Masked = Finding;

    fn masked(self, by: &Privacy) -> Finding {
        let Self { finding, reason } = self;
        Finding { accepted: Some(reason.masked(by)), ..finding.into_inner() }
    }
}

impl Mask<Privacy> for Wording {
    type Masked = Wording;

    fn masked(self, by: &Privacy) -> Wording {
        let Self { nl, en } = self;
        Self { nl: nl.masked(by), en: en.masked(by) }
    }
}

impl Mask<Privacy> for FileId {
    type Masked = FileId;

    fn masked(self, by: &Privacy) -> FileId {
        let Self { name, sha256 } = self;
        Self { name: name.masked(by), sha256 }
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
    /// The numbers of its cells of which a header tells.
    pub(crate) numbers: &'a Numbers,
}

impl<'a> Naming<'a> {
    pub(super) fn of(version: &'a Version) -> Self {
        Self { plan: &version.plan, properties: &version.properties, texts: &version.texts, numbers: &version.numbers }
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
    let mut numbers = Numbers::default();
    versions.iter().for_each(|version| numbers.join(version.numbers));
    privacy.with_names(&names).with_numbers(numbers)
}

/// The numbers of cells of which the header above them says what they are.
pub(crate) fn numbers(grids: &[Grid], plan: &ActionPlan, framework: &Framework) -> Numbers {
    let privacy = Privacy::new(framework);
    let mut numbers = Numbers::default();
    for grid in grids.iter().filter(|grid| !grid.own) {
        let mut tables: Vec<u32> =
            plan.tables.iter().filter(|table| table.sheet == grid.sheet).map(|table| table.header_row).collect();
        tables.sort_unstable();
        let header = |row: u32, col: u32| {
            let above = tables.iter().rev().find(|header| **header < row);
            above.map(|header| grid.text(*header, col).to_string()).unwrap_or_default()
        };
        for ((row, col), cell) in &grid.cells {
            match &cell.value {
                CellValue::Number(number) if *number >= LEAST && number.fract() == 0.0 => {
                    numbers.add_number(*number, &header(*row, *col), &privacy);
                }
                CellValue::Text(text) if has_digits(text) => {
                    let header = header(*row, *col);
                    let is_other = privacy.is_header_of_other_numbers(&header) && !privacy.mentions_bsn(&header);
                    if is_other && !privacy.mentions_bsn(text) {
                        numbers.add_other(text, &privacy);
                    }
                }
                _ => {}
            }
        }
    }
    numbers
}

/// The least number that can be one of a person.
const LEAST: f64 = 10_000_000.0;

/// Whether a text has as many digits as a number of a person.
fn has_digits(text: &str) -> bool {
    const FEWEST: usize = 8;
    text.bytes().filter(u8::is_ascii_digit).count() >= FEWEST
}

/// Gives a tab the name under which it is shown.
pub(crate) fn rename(tabs: &Tabs, tab: &mut Arc<str>) {
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
pub(crate) fn masked_tabs<'t>(own: impl Iterator<Item = &'t Arc<str>> + Clone, privacy: &Privacy) -> Tabs {
    let mut taken: BTreeSet<Arc<str>> = own.clone().cloned().collect();
    let mut tabs = Tabs::new();
    for tab in own {
        let Some(masked) = privacy.mask(tab) else { continue };
        let free = (1..).map(|nth| if nth == 1 { masked.clone() } else { format!("{masked} ({nth})") });
        if let Some(shown) = free.map(Arc::<str>::from).find(|shown| !taken.contains(shown)) {
            taken.insert(shown.clone());
            tabs.insert(tab.clone(), shown);
        }
    }
    tabs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellRef;
    use crate::rules::CATALOGUE;

    fn masker() -> Masker {
        let tabs = |own: &str, shown: &str| Tabs::from([(Arc::from(own), Arc::from(shown))]);
        Masker {
            privacy: Privacy::new(Framework::embedded()),
            now: tabs("Van K. Klaasveld", "Van •••"),
            before: tabs("Van K. Klaasveld", "Eerder van •••"),
        }
    }

    #[test]
    fn every_text_and_every_tab_of_a_finding_is_masked() {
        let words = || Wording::of("bel 06-12345678", "call 06-12345678");
        let cell = |row| CellRef::new("Van K. Klaasveld", row, 2);
        let (rule, _) = CATALOGUE[0];
        let before = Location { version: finding::Version::Previous, ..Location::cell(&cell(3)) };
        let finding = Finding {
            action_id: Some("06-12345678".to_owned()),
            accepted: Some("akkoord, bel 06-12345678".to_owned()),
            ..Finding::new(rule, Location::cell(&cell(3)), words())
                .advise(words())
                .suggest(Some("06-12345678"))
                .relate([Related::Place(before)])
                .for_cells(vec![cell(3), cell(4)])
        };
        let shown = format!("{:?}", Shown::new(finding, &masker()));
        assert!(!shown.contains("12345678") && !shown.contains("Klaasveld"), "{shown}");
        assert!(shown.contains("\"Van •••\"") && shown.contains("\"Eerder van •••\""), "{shown}");
    }

    #[test]
    fn what_staff_agree_is_masked_too() {
        let (rule, _) = CATALOGUE[0];
        let finding = Shown::new(Finding::new(rule, Location::plan(), Wording::of("", "")), &masker());
        let agreed = Shown::new(Agreed { finding, reason: "bel 06-12345678".to_owned() }, masker().privacy());
        assert_eq!(agreed.accepted.as_deref(), Some("bel •••"));
    }
}
