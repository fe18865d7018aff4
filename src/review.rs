//! The whole run as a pure function: bytes, framework and the reference date in; a [`Review`] out.

pub mod lineage;
pub(crate) mod masking;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::cell::Grid;
use crate::finding::{self, Finding, Severity};
use crate::framework::Framework;
use crate::number_format::Locale;
use crate::plan::{ActionPlan, Remark};
use crate::privacy::{Numbers, Privacy, Shown};
use crate::read;
use crate::read::deadline::{carry_years, lacks_years};
use crate::reconcile::{ChangeKind, Reconciliation, reconcile};
use crate::rules::selection::Selection;
use crate::rules::{self, Context, Previous};
use crate::unread::Unread;
use crate::wording::{Lang, Wording};
use crate::workbook::{self, Property, WorkbookError};
use masking::{Agreed, Masker, Texts};

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

/// Everything that the outputs show. Personal data are masked in every text of it, so that no output can repeat them: what staff
/// typed stands in it as [`Shown`] alone.
#[derive(Debug, Clone)]
pub struct Review {
    /// The language of the outputs.
    pub lang: Lang,
    /// The day on which the plan was judged.
    pub today: NaiveDate,
    /// The workbook that was checked.
    pub file: Shown<FileId>,
    /// What is valid.
    pub framework: Framework,
    /// The plan that was checked.
    pub plan: Shown<ActionPlan>,
    /// Sorted by sheet, row, column, code; those of the whole plan last.
    pub findings: Vec<Shown<Finding>>,
    /// The version before it, where one was given.
    pub previous: Option<PreviousReview>,
    /// The sheets of an earlier run in the workbook; staff may have typed reactions in them.
    pub own_sheets: OwnSheets,
    /// Tabs of this version that are shown under another name than their own, because that holds personal data: the name that
    /// is shown, and their own.
    pub tabs: BTreeMap<Arc<str>, Arc<str>>,
    /// What counts as personal data in these versions, for what is added later.
    pub privacy: Privacy,
    /// Which rules were applied.
    pub selection: Selection,
    /// Whether the rules were applied at all; a mere comparison judges nothing.
    pub judged: bool,
    /// What tells later whether staff changed anything in the workbook since; empty where versions were only compared.
    pub fingerprint: String,
}

/// The version before it.
#[derive(Debug, Clone)]
pub struct PreviousReview {
    /// The workbook.
    pub file: Shown<FileId>,
    /// Its plan.
    pub plan: Shown<ActionPlan>,
    /// What became of each action.
    pub reconciliation: Shown<Reconciliation>,
}

/// The sheets of an earlier run, with what staff typed in them. That goes back into the staff's own workbook as it is, and into no
/// other output: so it is not masked, and cannot be taken for what may be shown.
#[derive(Debug, Clone, Default)]
pub struct OwnSheets(Vec<Grid>);

impl OwnSheets {
    /// Keeps the sheets.
    pub fn new(sheets: Vec<Grid>) -> Self {
        Self(sheets)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sheets, for what is put back into the staff's own workbook.
    pub(crate) fn to_put_back(&self) -> &[Grid] {
        &self.0
    }
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
    /// Actions of which nobody can say what became of them, because the other version is damaged.
    pub unread: usize,
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
        "{file}: geen tabel met acties gevonden op {}. Nodig is een rij met kolomnamen, met onder meer {columns}. Kijk of dit \
         de goede werkmap is, of geef met --framework een kaderbestand mee dat uw kolomnamen kent.",
        sheets_nl(.sheets)
    )]
    NoTable {
        /// The file's name.
        file: Shown<String>,
        /// The sheets that were looked at.
        sheets: Vec<Shown<String>>,
        /// The header texts that were expected.
        columns: String,
    },
    /// What could be read of it has no table of actions; something is damaged.
    #[error(
        "{file} is beschadigd, en er is geen tabel met acties te lezen. {} Open het bestand in Excel, laat Excel het herstellen en sla het op.",
        damage_nl(.unread)
    )]
    Damaged {
        /// The file's name.
        file: Shown<String>,
        /// What is damaged, a sentence each.
        unread: Vec<Shown<Wording>>,
    },
}

/// How many damaged parts are named where nothing else could be read.
const NAMED: usize = 5;

fn damage(unread: &[Shown<Wording>], lang: Lang) -> String {
    let mut said: Vec<&str> = unread.iter().take(NAMED).map(|unread| unread.get(lang)).collect();
    if unread.len() > NAMED {
        said.push(lang.pick("En er is meer beschadigd.", "And more is damaged."));
    }
    said.join(" ")
}

fn damage_nl(unread: &[Shown<Wording>]) -> String {
    damage(unread, Lang::Nl)
}

impl ReviewError {
    /// The sentence in English.
    pub fn english(&self) -> String {
        match self {
            Self::Damaged { file, unread } => format!(
                "{file} is damaged, and no table of actions can be read. {} Open the file in Excel, let Excel repair it, and save it.",
                damage(unread, Lang::En)
            ),
            Self::Workbook(error) => error.english(),
            Self::NoTable { file, sheets, columns } => format!(
                "{file}: no table of actions found on {}. It needs a header row with {columns} among others. Check that this \
                 is the right workbook, or give with --framework a framework file that knows your column names.",
                named(sheets, Lang::En)
            ),
        }
    }
}

fn sheets_nl(sheets: &[Shown<String>]) -> String {
    named(sheets, Lang::Nl)
}

/// The sheets as a sentence names them.
fn named(sheets: &[Shown<String>], lang: Lang) -> String {
    let quoted: Vec<String> = sheets.iter().map(|sheet| format!("“{}”", sheet.as_str())).collect();
    match quoted.as_slice() {
        [] => lang.pick("geen enkel blad", "any sheet").to_owned(),
        [only] => format!("{} {only}", lang.pick("blad", "sheet")),
        [first @ .., last] => {
            format!("{} {} {} {last}", lang.pick("de bladen", "sheets"), first.join(", "), lang.pick("en", "and"))
        }
    }
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
    let previous_day = Day::Saved { until: settings.today };
    let before = previous.map(|source| Version::open(source, framework, Keep::Plan, previous_day)).transpose()?;
    let reconciliation = before.as_ref().map(|before| became(&before.plan, &mut now.plan, framework));
    // Rules look for personal data in the grids; what they quote from the plans is masked already.
    let masker = Masker::new(&now, before.as_ref(), framework);
    let privacy = masker.privacy();
    let mut plan = Texts::of(now.plan, privacy);
    let before = before.zip(reconciliation).map(|(before, reconciliation)| {
        let file = Shown::new(before.file, privacy);
        let mut previous = Texts::of(before.plan, privacy);
        masker.tell_of_previous(&mut previous, &file, &mut plan);
        (file, previous, masker.changes(reconciliation))
    });
    let findings = match settings.scope {
        Scope::Compare => Vec::new(),
        Scope::Check | Scope::Baseline => rules::check(&Context {
            framework,
            plan: &plan,
            grids: &now.grids,
            properties: &now.properties,
            privacy,
            previous: before.as_ref().map(|(_, plan, reconciliation)| Previous { plan, reconciliation }),
            today: settings.today,
            selection: &settings.selection,
            baseline: settings.scope == Scope::Baseline,
            readers: rules::Readers::default(),
        }),
    };
    let file = Shown::new(now.file, privacy);
    let findings = findings.into_iter().map(|finding| Shown::new(finding, &masker)).collect();
    let previous = before.map(|(file, plan, reconciliation)| PreviousReview {
        file,
        plan: Shown::new(plan, &masker.before()),
        reconciliation: Shown::new(reconciliation, &masker),
    });
    let plan = Shown::new(plan, &masker.now());
    let (privacy, tabs) = masker.into_parts();
    Ok(Review {
        lang: settings.lang,
        today: settings.today,
        file,
        framework: framework.clone(),
        plan,
        findings,
        previous,
        own_sheets: OwnSheets::new(now.own_sheets),
        tabs,
        privacy,
        selection: settings.selection.clone(),
        judged: settings.scope != Scope::Compare,
        fingerprint: now.fingerprint,
    })
}

/// What became of the actions. Where a year is missing, the same action in the version before may tell it, and then the changes are
/// those of what is read so.
fn became(before: &ActionPlan, now: &mut ActionPlan, framework: &Framework) -> Reconciliation {
    let found = reconcile(before, now, framework);
    if lacks_years(now) && carry_years(before, now, found.descents()) {
        return reconcile(before, now, framework);
    }
    found
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
    /// The numbers of their cells of which a header tells.
    numbers: Numbers,
    properties: Vec<Property>,
}

impl Version {
    fn open(source: Source, framework: &Framework, keep: Keep, day: Day) -> Result<Self, ReviewError> {
        let workbook = workbook::read_in(
            source.bytes,
            &Privacy::new(framework).shown(source.name),
            Locale::of(&framework.language),
        )?;
        let (own_sheets, grids): (Vec<Grid>, Vec<Grid>) = workbook.sheets.into_iter().partition(|grid| grid.own);
        let mut plan = read::read_on(&grids, framework, day.of(&workbook.properties));
        let of_file = |message| Remark { sheet: source.name.into(), at: None, message };
        plan.remarks.extend(workbook.troubles.into_iter().map(of_file));
        plan.unread = workbook.unread;
        if plan.tables.is_empty() {
            return Err(no_table(source.name, &grids, &plan.unread, framework));
        }
        let (file, properties) =
            (FileId { name: source.name.to_owned(), sha256: sha256(source.bytes) }, workbook.properties);
        let unread = plan.unread.iter().filter_map(Unread::sheet_name);
        let tabs = grids.iter().map(|grid| &grid.sheet).chain(unread).cloned().collect();
        let texts = masking::texts(&grids);
        let numbers = masking::numbers(&grids, &plan, framework);
        let lean = Self {
            file,
            plan,
            tabs,
            texts,
            numbers,
            properties,
            grids: vec![],
            own_sheets: vec![],
            fingerprint: String::new(),
        };
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
pub(crate) fn no_table(file: &str, grids: &[Grid], unread: &[Unread], framework: &Framework) -> ReviewError {
    use crate::framework::Field::{Action, Deadline, Owner, Progress};
    let privacy = Privacy::new(framework);
    // Where something is damaged, the table may stand there.
    if !unread.is_empty() {
        let unread = unread.iter().map(|unread| Shown::new(unread.sentence(), &privacy)).collect();
        return ReviewError::Damaged { file: privacy.shown(file).into_owned(), unread };
    }
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

    /// Takes a finding for accepted, with what staff say of it. One that was accepted already stays as it is.
    pub(crate) fn accept(&mut self, finding: usize, reason: String) {
        if let Some(place) = self.findings.get_mut(finding).filter(|finding| finding.accepted.is_none()) {
            *place = Shown::new(Agreed { finding: place.clone(), reason }, &self.privacy);
        }
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
                ChangeKind::Unread => counts.unread += 1,
                ChangeKind::Kept if change.is_change() => counts.changed += 1,
                ChangeKind::Kept => counts.unchanged += 1,
            }
        }
        counts
    }

    /// What could not be read, with the version that it is of: this one first.
    pub fn unread(&self) -> impl Iterator<Item = (finding::Version, &Unread)> {
        let now = self.plan.unread.iter().map(|unread| (finding::Version::Current, unread));
        let before = self.previous.iter().flat_map(|previous| &previous.plan.unread);
        now.chain(before.map(|unread| (finding::Version::Previous, unread)))
    }

    /// Whether a finding that was not accepted is at least this severe.
    pub fn fails(&self, threshold: Severity) -> bool {
        self.findings.iter().any(|finding| finding.accepted.is_none() && finding.severity >= threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Field;

    fn plan(sheets: &str, today: &str) -> ActionPlan {
        let grids = rules::example::sheets(sheets).grids;
        read::read_on(&grids, Framework::embedded(), today.parse().ok())
    }

    fn sheets(rows: [(&str, &str, &str); 2]) -> String {
        rows.map(|(sheet, text, planning)| {
            format!("# {sheet}\n| Nr | Actie | Trekker | Planning |\n| 1 | {text} | OOV {sheet} | {planning} |\n")
        })
        .concat()
    }

    #[test]
    fn a_year_is_carried_to_the_same_action_and_the_changes_know_it() {
        let text = "Alle scholen bezoeken over de nieuwe meldcode";
        let before = plan(
            &sheets([("Hilversum", text, "25 december 2025"), ("Huizen", text, "25 december 2026")]),
            "2025-11-24",
        );
        let edited = "Alle scholen bezoeken over de nieuwe meldcode in de wijk";
        let mut now =
            plan(&sheets([("Hilversum", edited, "25 december"), ("Huizen", text, "25 december")]), "2026-11-01");
        let found = became(&before, &mut now, Framework::embedded());
        let ends: Vec<String> =
            now.actions.iter().map(|action| action.deadline.known().unwrap().end.unwrap().to_string()).collect();
        assert_eq!(ends, ["2025-12-25", "2026-12-25"]);
        let changed = |change: &crate::reconcile::Change| change.field(Field::Deadline).is_some();
        assert!(!found.changes.iter().any(changed), "{:?}", found.changes);
    }
}
