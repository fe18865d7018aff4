//! What the outputs for people show, counted and grouped once.

mod change;
mod duty;
mod event;
mod group;

use std::collections::{BTreeMap, HashMap};

use crate::cell::CellRef;
use crate::finding::{Finding, Location, Version};
use crate::plan::{Action, ActionPlan, BelongsTo};
use crate::report::words;
use crate::review::{Counts, Review};
use crate::unread::Hides;
use crate::wording::Lang;
use change::change_rows;
pub use change::{ChangeRow, Spot};
use duty::duties;
pub use duty::{Duty, Todo};
pub(crate) use event::field_event;
pub use event::{Event, TallyLine};
use event::{happened, slipped_rows, slipped_without_reason};
pub use group::{Group, Weights};
use group::{Home, municipalities};

/// Counts and rows for people, out of a review.
#[derive(Debug)]
pub struct Digest<'a> {
    /// Where it comes from.
    pub review: &'a Review,
    /// The language.
    pub lang: Lang,
    /// The totals.
    pub counts: Counts,
    /// The findings, in the order of the review.
    pub findings: Vec<Row<'a>>,
    /// How many actions had each event; empty without a previous version.
    pub tally: BTreeMap<Event, usize>,
    /// How many of the slipped actions give no reason; none where that rule is off or there is no previous version.
    pub slipped_without_reason: Option<usize>,
    /// The district, each municipality, and at the end the whole plan where it has findings.
    pub municipalities: Vec<Group>,
    /// Who must do what; most to do first.
    pub owners: Vec<Duty>,
    /// One line for each thing that changed, in the order of the reconciliation.
    pub changes: Vec<ChangeRow>,
    /// What is damaged and could not be read, a sentence each.
    pub unread: Vec<String>,
}

/// A finding with the action that it is about.
#[derive(Debug)]
pub struct Row<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The action at its place, of the version it points at; none where it speaks for several cells.
    pub action: Option<&'a Action>,
    /// The actions at its cells, where it speaks for several.
    pub actions: Vec<(&'a CellRef, &'a Action)>,
    /// The beginning of the action's text, or how many actions; empty where it is about none.
    pub action_text: String,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub fix: &'a str,
    /// What the rule says to do, wherever it finds something.
    pub rule_fix: &'a str,
}

impl Row<'_> {
    /// The action's number; empty where it has none.
    pub fn id(&self) -> &str {
        let id = self.finding.action_id.as_deref().or_else(|| self.action.and_then(Action::id));
        words::quoted_id(id.unwrap_or_default())
    }

    /// The value that was probably meant; empty where there is none.
    pub fn suggestion(&self) -> &str {
        words::quoted_id(self.finding.suggestion.as_deref().unwrap_or_default())
    }

    /// Whether it still asks for something.
    pub fn is_open(&self) -> bool {
        self.finding.accepted.is_none()
    }

    /// The cell in the current version that staff should look at first, where there is one: the cell itself, or for a row the
    /// cell of the action's text.
    pub fn cell(&self) -> Option<CellRef> {
        if self.finding.at.version == Version::Previous {
            return None;
        }
        self.finding.at.cell_ref().or_else(|| self.action.map(|action| action.text.at.clone()))
    }

    /// The other cells that it holds for.
    pub fn other_cells(&self) -> &[CellRef] {
        let several = self.finding.at.col.is_some();
        self.finding.cells.get(1..).filter(|_| several).unwrap_or_default()
    }
}

/// The actions of a plan by place, and whose each sheet is.
struct Index<'a> {
    by_row: HashMap<(&'a str, u32), usize>,
    sheets: HashMap<&'a str, &'a BelongsTo>,
    plan: &'a ActionPlan,
}

impl<'a> Index<'a> {
    fn new(plan: &'a ActionPlan) -> Self {
        let rows = plan.actions.iter().enumerate().map(|(i, action)| ((&*action.sheet, action.row), i));
        let sheets = plan.sheets.iter().map(|sheet| (&*sheet.sheet, &sheet.belongs_to));
        Self { by_row: rows.collect(), sheets: sheets.collect(), plan }
    }

    fn action(&self, sheet: &str, row: u32) -> Option<&'a Action> {
        self.by_row.get(&(sheet, row)).and_then(|i| self.plan.actions.get(*i))
    }

    /// By the sheet; on a sheet of nobody in particular by the municipality that the row names.
    fn home_of(&self, action: &Action) -> Home {
        match self.sheets.get(&*action.sheet) {
            Some(BelongsTo::Municipality(code)) => Home::Municipality(code.clone()),
            Some(BelongsTo::District) => Home::District,
            _ => match action.municipalities.known().map(Vec::as_slice) {
                Some([only]) => Home::Municipality(only.clone()),
                _ => Home::District,
            },
        }
    }

    fn home_of_sheet(&self, sheet: &str) -> Home {
        match self.sheets.get(sheet) {
            Some(BelongsTo::Municipality(code)) => Home::Municipality(code.clone()),
            Some(BelongsTo::District) => Home::District,
            _ => Home::Plan,
        }
    }
}

/// Both versions by place.
struct Versions<'a> {
    current: Index<'a>,
    previous: Option<Index<'a>>,
}

impl<'a> Versions<'a> {
    fn new(review: &'a Review) -> Self {
        let previous = review.previous.as_ref().map(|previous| Index::new(&previous.plan));
        Self { current: Index::new(&review.plan), previous }
    }

    fn of(&self, version: Version) -> Option<&Index<'a>> {
        match version {
            Version::Current => Some(&self.current),
            Version::Previous => self.previous.as_ref(),
        }
    }

    fn action_at(&self, at: &Location) -> Option<&'a Action> {
        self.of(at.version)?.action(at.sheet.as_deref()?, at.row?)
    }

    fn home_of(&self, row: &Row) -> Home {
        let Some(index) = self.of(row.finding.at.version) else { return Home::Plan };
        if let Some(action) = row.action {
            return index.home_of(action);
        }
        match (&row.finding.municipality, &row.finding.at.sheet) {
            (Some(code), _) => Home::Municipality(code.clone()),
            (None, Some(sheet)) => index.home_of_sheet(sheet),
            (None, None) => Home::Plan,
        }
    }
}

impl<'a> Digest<'a> {
    /// Counts and groups a review.
    pub fn new(review: &'a Review) -> Self {
        let lang = review.lang;
        let versions = Versions::new(review);
        let findings: Vec<Row> = review.findings.iter().map(|finding| row(finding, &versions, lang)).collect();
        let slipped = slipped_rows(&findings);
        let happened =
            review.previous.as_ref().map(|previous| happened(review, previous, &slipped)).unwrap_or_default();
        let mut tally = BTreeMap::new();
        for event in happened.iter().flat_map(|(_, events)| events) {
            *tally.entry(*event).or_default() += 1;
        }
        Self {
            review,
            lang,
            counts: review.counts(),
            slipped_without_reason: slipped_without_reason(review, &slipped, &happened),
            municipalities: municipalities(review, &versions, &findings, &happened),
            owners: duties(review, &versions, &findings),
            changes: change_rows(review, &happened),
            unread: review.unread().map(|(version, unread)| words::unread(version, unread, lang)).collect(),
            tally,
            findings,
        }
    }

    /// The totals in one sentence, without a full stop.
    pub fn totals(&self) -> String {
        words::totals(self.counts.errors, self.counts.warnings, self.counts.infos, self.lang)
    }

    /// What stands beside the list of what could not be read; that what is missing there is not judged.
    pub fn unread_note(&self) -> &'static str {
        if !self.review.unread().any(|(_, unread)| unread.hides == Hides::Actions) {
            return self
                .lang
                .pick("Laat Excel het bestand herstellen en sla het op.", "Let Excel repair the file and save it.");
        }
        self.lang.pick(
            "Het bestand is beschadigd. Of acties ontbreken, weg zijn of nieuw zijn, is daarom niet beoordeeld. Laat Excel het bestand herstellen en sla het op.",
            "The file is damaged. So it was not judged whether actions are missing, gone or new. Let Excel repair the file and save it.",
        )
    }

    /// What is said where no change was found.
    pub fn nothing_changed(&self) -> &'static str {
        words::nothing_changed(self.unread.is_empty(), self.lang)
    }

    /// Whether a group shows no actions while a part of the plan was not read: its actions may stand there.
    pub fn is_uncounted(&self, group: &Group) -> bool {
        group.actions == 0 && self.review.plan.hides_actions()
    }

    /// Open findings, the worst first, each severity in the order of the review.
    pub fn by_severity(&self) -> Vec<&Row<'a>> {
        let mut rows: Vec<&Row> = self.findings.iter().filter(|row| row.is_open()).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.finding.severity));
        rows
    }

    /// Findings that were accepted.
    pub fn accepted(&self) -> impl Iterator<Item = (&Row<'a>, &'a str)> {
        self.findings.iter().filter_map(|row| Some((row, row.finding.accepted.as_deref()?)))
    }

    /// The lines of the tally: every event that auditors ask for, also when nothing of the kind happened, and the others
    /// where something did.
    pub fn tally_lines(&self) -> Vec<TallyLine> {
        let lang = self.lang;
        let mut lines = Vec::new();
        for event in Event::ALL {
            let actions = self.tally.get(&event).copied().unwrap_or_default();
            if actions > 0 || event.is_always_listed() {
                lines.push(TallyLine { word: event.word(lang).to_owned(), meaning: event.meaning(lang), actions });
            }
            if let (Event::Slipped, true, Some(without)) = (event, actions > 0, self.slipped_without_reason) {
                let word = lang.pick("waarvan zonder reden", "of which without a reason").to_owned();
                let meaning = lang.pick("Er staat niet bij waarom.", "It does not say why.");
                lines.push(TallyLine { word, meaning, actions: without });
            }
        }
        let word = lang.pick("ongewijzigd", "unchanged").to_owned();
        let meaning = lang.pick("In beide versies gelijk.", "The same in both versions.");
        lines.push(TallyLine { word, meaning, actions: self.counts.unchanged });
        lines
    }
}

fn row<'a>(finding: &'a Finding, versions: &Versions<'a>, lang: Lang) -> Row<'a> {
    let at_cells = finding.cells.iter().filter_map(|at| Some((at, versions.action_at(&Location::cell(at))?)));
    let actions: Vec<(&CellRef, &Action)> = at_cells.collect();
    let action = versions.action_at(&finding.at).filter(|_| finding.cells.is_empty());
    let action_text = match (action, actions.len()) {
        (Some(action), _) => words::short(words::action_text(action)),
        (None, 0) => String::new(),
        (None, several) => words::count(several, lang.pick("actie", "action"), lang.pick("acties", "actions")),
    };
    Row {
        finding,
        action,
        actions,
        action_text,
        message: finding.message.get(lang),
        fix: finding.what_to_do(lang),
        rule_fix: finding.rule.fix.get(lang),
    }
}
