//! The whole run as a pure function: bytes, framework and the reference date in; a [`Review`] out.

pub mod lineage;
pub(crate) mod masking;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::cell::Grid;
use crate::finding::{Finding, Severity};
use crate::framework::Framework;
use crate::plan::{ActionPlan, Remark};
use crate::privacy::Privacy;
use crate::read;
use crate::read::deadline::carry_years;
use crate::reconcile::{ChangeKind, Reconciliation, reconcile};
use crate::rules::selection::Selection;
use crate::rules::{self, Context, Previous};
use crate::wording::{Lang, Wording};
use crate::workbook::{self, Property, WorkbookError};
use masking::Masker;

/// A workbook as it came in.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file's name, without folders.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A workbook that the outputs speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileId {
    /// The file's name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Everything that the outputs show. Personal data are masked in every text of it, so that no output can repeat them.
#[derive(Debug, Clone)]
pub struct Review {
    /// The language of the outputs.
    pub lang: Lang,
    /// The day on which the plan was judged.
    pub today: NaiveDate,
    /// The workbook that was checked.
    pub file: FileId,
    /// What is valid.
    pub framework: Framework,
    /// The plan that was checked.
    pub plan: ActionPlan,
    /// Sorted by sheet, row, column, code; those of the whole plan last.
    pub findings: Vec<Finding>,
    /// The version before it, where one was given.
    pub previous: Option<PreviousReview>,
    /// The sheets of an earlier run in the workbook; staff may have typed reactions in them.
    pub own_sheets: Vec<Grid>,
    /// Tabs of this version that are shown under another name than their own, because that holds personal data: the name that
    /// is shown, and their own.
    pub tabs: BTreeMap<Arc<str>, Arc<str>>,
    /// What counts as personal data in these versions, for what is added later.
    pub privacy: Privacy,
    /// Which rules were applied.
    pub selection: Selection,
    /// What tells later whether staff changed anything in the workbook since; empty where versions were only compared.
    pub fingerprint: String,
}

/// The version before it.
#[derive(Debug, Clone)]
pub struct PreviousReview {
    /// The workbook.
    pub file: FileId,
    /// Its plan.
    pub plan: ActionPlan,
    /// What became of each action.
    pub reconciliation: Reconciliation,
}

/// The counts of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Actions in the current version.
    pub actions: usize,
    /// Findings that are errors and not accepted.
    pub errors: usize,
    /// Findings that are warnings and not accepted.
    pub warnings: usize,
    /// Findings that are information and not accepted.
    pub infos: usize,
    /// Findings that were accepted, whatever their severity.
    pub accepted: usize,
    /// Actions that are new.
    pub added: usize,
    /// Actions that are gone.
    pub removed: usize,
    /// Actions that are kept and changed.
    pub changed: usize,
    /// Actions that are kept as they were.
    pub unchanged: usize,
    /// Actions that became several.
    pub split: usize,
    /// Actions that became one with others.
    pub merged: usize,
}

/// How far a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Validate, and reconcile where there is a previous version.
    #[default]
    Check,
    /// The same, with what a first version leaves open taken as it is.
    Baseline,
    /// Reconcile only.
    Compare,
}

/// What a run depends on besides the workbooks and the framework.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The language of the outputs.
    pub lang: Lang,
    /// The day on which the plan is judged.
    pub today: NaiveDate,
    /// How far the run goes.
    pub scope: Scope,
    /// Which rules are applied.
    pub selection: Selection,
}

/// Why a workbook cannot be reviewed.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// It is no workbook that can be read.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// It has no table of actions.
    #[error(
        "{file}: geen actietabel gevonden op {}. Verwacht: een kopregel met onder meer {columns}. Kijk of dit de goede \
         werkmap is, of geef met --framework een kader mee dat uw kolomnamen kent.",
        sheets_nl(.sheets)
    )]
    NoTable {
        /// The file's name.
        file: String,
        /// The sheets that were looked at.
        sheets: Vec<String>,
        /// The header texts that were expected.
        columns: String,
    },
}

impl ReviewError {
    /// The sentence in English.
    pub fn english(&self) -> String {
        match self {
            Self::Workbook(error) => error.english(),
            Self::NoTable { file, sheets, columns } => format!(
                "{file}: no table of actions found on {}. Expected: a header row with {columns} among others. Check that this \
                 is the right workbook, or name with --framework a framework that knows your column names.",
                if sheets.is_empty() { "any sheet".to_owned() } else { format!("the sheets {}", sheets.join(", ")) }
            ),
        }
    }
}

fn sheets_nl(sheets: &[String]) -> String {
    if sheets.is_empty() { "geen enkel blad".to_owned() } else { format!("de bladen {}", sheets.join(", ")) }
}

/// Reads, judges and reconciles; everything that comes out is free of personal data that the privacy room knows.
///
/// # Errors
/// Where a workbook cannot be read, or has no table of actions.
pub fn review(
    current: Source,
    previous: Option<Source>,
    framework: &Framework,
    settings: &Settings,
) -> Result<Review, ReviewError> {
    let keep = if settings.scope == Scope::Compare { Keep::Plan } else { Keep::Grids };
    let mut now = Version::open(current, framework, keep, Day::Of(settings.today))?;
    let mut before = previous
        .map(|source| Version::open(source, framework, Keep::Plan, Day::Saved { until: settings.today }))
        .transpose()?;
    if let Some(before) = &before {
        carry_years(&before.plan, &mut now.plan);
    }
    let mut reconciliation = before.as_ref().map(|before| reconcile(&before.plan, &now.plan, framework));
    // Rules look for personal data in the grids; what they quote from the plans is masked already.
    let masker = Masker::new(&now, before.as_ref(), framework);
    masker.version(&mut now);
    if let (Some(before), Some(reconciliation)) = (&mut before, &mut reconciliation) {
        masker.version(before);
        masker.changes(reconciliation);
        masker.previous_tabs_in_remarks(&mut before.plan);
        let told = before.plan.remarks.drain(..).map(|remark| of_previous(remark, &before.file.name));
        now.plan.remarks.extend(told);
    }
    let mut findings = match settings.scope {
        Scope::Compare => Vec::new(),
        Scope::Check | Scope::Baseline => rules::check(&Context {
            framework,
            plan: &now.plan,
            grids: &now.grids,
            properties: &now.properties,
            privacy: masker.privacy(),
            previous: before
                .as_ref()
                .zip(reconciliation.as_ref())
                .map(|(before, reconciliation)| Previous { plan: &before.plan, reconciliation }),
            today: settings.today,
            selection: &settings.selection,
            baseline: settings.scope == Scope::Baseline,
        }),
    };
    masker.findings(&mut findings);
    let mut previous = before.zip(reconciliation).map(|(before, reconciliation)| PreviousReview {
        file: before.file,
        plan: before.plan,
        reconciliation,
    });
    let tabs = masker.tabs(&mut now.plan, previous.as_mut(), &mut findings);
    Ok(Review {
        lang: settings.lang,
        today: settings.today,
        file: now.file,
        framework: framework.clone(),
        plan: now.plan,
        findings,
        previous,
        own_sheets: now.own_sheets,
        tabs,
        privacy: masker.into_privacy(),
        selection: settings.selection.clone(),
        fingerprint: now.fingerprint,
    })
}

/// A remark about the reading of the previous version, which says so.
fn of_previous(remark: Remark, file: &str) -> Remark {
    let Wording { nl, en } = remark.message;
    let message = Wording::of(format!("Vorige versie ({file}): {nl}"), format!("Previous version ({file}): {en}"));
    Remark { message, ..remark }
}

/// What of a workbook is still needed when its plan is read. A large one takes less memory without its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The cells too: rules look at them.
    Grids,
    /// The plan alone.
    Plan,
}

/// One workbook, read.
struct Version {
    file: FileId,
    plan: ActionPlan,
    /// None where only the plan is kept; neither is there then what follows from them.
    grids: Vec<Grid>,
    own_sheets: Vec<Grid>,
    fingerprint: String,
    /// The names of the staff's tabs.
    tabs: Vec<Arc<str>>,
    /// What their cells say.
    texts: Vec<Arc<str>>,
    properties: Vec<Property>,
}

impl Version {
    fn open(source: Source, framework: &Framework, keep: Keep, day: Day) -> Result<Self, ReviewError> {
        let workbook = workbook::read(source.bytes, &Privacy::new(framework).shown(source.name))?;
        let (own_sheets, grids): (Vec<Grid>, Vec<Grid>) = workbook.sheets.into_iter().partition(|grid| grid.own);
        let mut plan = read::read_on(&grids, framework, day.of(&workbook.properties));
        let of_file = |message| Remark { sheet: source.name.into(), at: None, message };
        plan.remarks.extend(workbook.troubles.into_iter().map(of_file));
        if plan.tables.is_empty() {
            return Err(no_table(source.name, &grids, framework));
        }
        let (file, properties) =
            (FileId { name: source.name.to_owned(), sha256: sha256(source.bytes) }, workbook.properties);
        let (tabs, texts) = (grids.iter().map(|grid| grid.sheet.clone()).collect(), masking::texts(&grids));
        let lean =
            Self { file, plan, tabs, texts, properties, grids: vec![], own_sheets: vec![], fingerprint: String::new() };
        Ok(match keep {
            Keep::Plan => lean,
            Keep::Grids => Self { fingerprint: workbook::fingerprint(&grids), grids, own_sheets, ..lean },
        })
    }
}

/// The day on which a version is read, which a missing year is near to.
#[derive(Debug, Clone, Copy)]
enum Day {
    /// This day.
    Of(NaiveDate),
    /// The day on which the file was saved: what an older version says was said then. Never later than `until`.
    Saved { until: NaiveDate },
    /// Nobody knows.
    Unknown,
}

impl Day {
    fn of(self, properties: &[Property]) -> Option<NaiveDate> {
        match self {
            Self::Of(today) => Some(today),
            Self::Saved { until } => Some(saved_on(properties).map_or(until, |saved| saved.min(until))),
            Self::Unknown => saved_on(properties),
        }
    }
}

/// The day on which a file was saved, as it says itself.
fn saved_on(properties: &[Property]) -> Option<NaiveDate> {
    let saved = properties.iter().find(|property| property.name == "modified")?;
    saved.value.get(..10)?.parse().ok()
}

/// Says of a workbook that it has no table of actions, without the personal data that names of files and tabs can hold.
pub(crate) fn no_table(file: &str, grids: &[Grid], framework: &Framework) -> ReviewError {
    use crate::framework::Field::{Action, Deadline, Owner, Progress};
    let privacy = Privacy::new(framework);
    let names = [Action, Owner, Deadline, Progress].iter().filter_map(|field| framework.columns.get(field)?.first());
    ReviewError::NoTable {
        file: privacy.shown(file).into_owned(),
        sheets: grids.iter().map(|grid| privacy.shown(&grid.sheet).into_owned()).collect(),
        columns: names.cloned().collect::<Vec<_>>().join(", "),
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Review {
    /// A tab's own name, by the name under which it is shown.
    pub fn own_name<'t>(&'t self, shown: &'t Arc<str>) -> &'t Arc<str> {
        self.tabs.get(shown).unwrap_or(shown)
    }

    /// What there is, in numbers.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { actions: self.plan.actions.len(), ..Counts::default() };
        for finding in &self.findings {
            match (&finding.accepted, finding.severity) {
                (Some(_), _) => counts.accepted += 1,
                (None, Severity::Error) => counts.errors += 1,
                (None, Severity::Warning) => counts.warnings += 1,
                (None, Severity::Info) => counts.infos += 1,
            }
        }
        for change in self.previous.iter().flat_map(|previous| &previous.reconciliation.changes) {
            match change.kind {
                ChangeKind::Added => counts.added += 1,
                ChangeKind::Removed => counts.removed += 1,
                ChangeKind::Split => counts.split += 1,
                ChangeKind::Merged => counts.merged += 1,
                ChangeKind::Kept if change.is_change() => counts.changed += 1,
                ChangeKind::Kept => counts.unchanged += 1,
            }
        }
        counts
    }

    /// Whether a finding that was not accepted is at least this severe.
    pub fn fails(&self, threshold: Severity) -> bool {
        self.findings.iter().any(|finding| finding.accepted.is_none() && finding.severity >= threshold)
    }
}
