//! What the outputs for people show, counted and grouped once.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::cell::{CellRef, Reading};
use crate::finding::{Finding, Location, Severity, Version};
use crate::framework::{Code, Field, Framework, Setting};
use crate::plan::{Action, ActionPlan, BelongsTo};
use crate::reconcile::{Change, ChangeKind, FieldChange};
use crate::report::words;
use crate::review::{Counts, PreviousReview, Review};
use crate::wording::Lang;

/// The rule that finds a deadline that moved without a reason; its findings split the slips in two.
const SLIPPED_WITHOUT_REASON: &str = "TRN002";

/// What happened to an action, as an auditor counts it. An action can have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// Only in the current version.
    Added,
    /// Done or dropped now, and not before.
    Closed,
    /// Done or dropped before, and not now.
    Reopened,
    /// Another state, open before and after (or closed before and after).
    ProgressChanged,
    /// The planning ends later.
    Slipped,
    /// The planning is different, and not later as far as can be told.
    DeadlineChanged,
    /// Somebody else leads.
    OwnerChanged,
    /// Nobody leads any more.
    OwnerRemoved,
    /// Somebody leads, where nobody did.
    OwnerNamed,
    /// The text of the action.
    TextChanged,
    /// Any other field.
    FieldChanged,
    /// On the sheet of another municipality or level.
    Moved,
    /// Another number.
    Renumbered,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Gone, and it was not closed.
    Vanished,
    /// Gone after it was closed.
    Cleared,
}

impl Event {
    /// Every event, in the order in which a summary lists them.
    pub const ALL: [Self; 17] = [
        Self::Added,
        Self::Closed,
        Self::Reopened,
        Self::ProgressChanged,
        Self::Slipped,
        Self::DeadlineChanged,
        Self::OwnerChanged,
        Self::OwnerRemoved,
        Self::OwnerNamed,
        Self::TextChanged,
        Self::FieldChanged,
        Self::Moved,
        Self::Renumbered,
        Self::Split,
        Self::Merged,
        Self::Vanished,
        Self::Cleared,
    ];

    /// The word that people read.
    pub fn word(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Added => ("nieuw", "new"),
            Self::Closed => ("gesloten", "closed"),
            Self::Reopened => ("heropend", "reopened"),
            Self::ProgressChanged => ("voortgang gewijzigd", "progress changed"),
            Self::Slipped => ("verschoven naar later", "slipped"),
            Self::DeadlineChanged => ("planning anders gewijzigd", "deadline changed otherwise"),
            Self::OwnerChanged => ("trekker gewijzigd", "owner changed"),
            Self::OwnerRemoved => ("trekker verwijderd", "owner removed"),
            Self::OwnerNamed => ("trekker ingevuld", "owner named"),
            Self::TextChanged => ("tekst gewijzigd", "text changed"),
            Self::FieldChanged => ("iets anders gewijzigd", "something else changed"),
            Self::Moved => ("verplaatst", "moved"),
            Self::Renumbered => ("hernummerd", "renumbered"),
            Self::Split => ("gesplitst", "split"),
            Self::Merged => ("samengevoegd", "merged"),
            Self::Vanished => ("verdwenen", "vanished"),
            Self::Cleared => ("verwijderd na sluiting", "removed after closing"),
        };
        lang.pick(nl, en)
    }
}

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
}

/// A finding with the action that it is about.
#[derive(Debug)]
pub struct Row<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The action at its place, of the version it points at.
    pub action: Option<&'a Action>,
    /// The beginning of the action's text; empty where it is about no action.
    pub action_text: String,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub fix: &'a str,
}

impl Row<'_> {
    /// The action's number; empty where it has none.
    pub fn id(&self) -> &str {
        self.finding.action_id.as_deref().or_else(|| self.action.and_then(Action::id)).unwrap_or_default()
    }

    /// Whether it still asks for something.
    pub fn is_open(&self) -> bool {
        self.finding.accepted.is_none()
    }

    /// The cell in the current version that staff should look at, where there is one: the cell itself, or for a row the
    /// cell of the action's text.
    pub fn cell(&self) -> Option<CellRef> {
        if self.finding.at.version == Version::Previous {
            return None;
        }
        self.finding.at.cell_ref().or_else(|| self.action.map(|action| action.text.at.clone()))
    }
}

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
    fn add(&mut self, finding: &Finding) {
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

/// What one owner must do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duty {
    /// The owner, or who is meant where nobody leads.
    pub owner: String,
    /// Actions in the current version.
    pub actions: usize,
    /// Those of them that are not closed.
    pub open: usize,
    /// The findings.
    pub weights: Weights,
    /// The open ones by rule; the worst first.
    pub todo: Vec<Todo>,
}

/// One rule's findings of one owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// The rule's code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What to do.
    pub fix: String,
    /// Where.
    pub places: Vec<String>,
}

impl Todo {
    /// The first places on one line, and how many more there are.
    pub fn places_line(&self, limit: usize, lang: Lang) -> String {
        let shown = self.places.iter().take(limit).cloned().collect::<Vec<_>>().join(", ");
        match self.places.len().saturating_sub(limit) {
            0 => shown,
            1 => format!("{shown} {}", lang.pick("en nog 1 plaats", "and 1 more")),
            more => format!("{shown} {} {more} {}", lang.pick("en nog", "and"), lang.pick("plaatsen", "more")),
        }
    }
}

/// An action in one of the versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its number; empty where it has none.
    pub id: String,
    /// The cell that changed, else that of its text.
    pub at: CellRef,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRow {
    /// What happened.
    pub event: Event,
    /// Where it stood.
    pub previous: Option<Spot>,
    /// Where it stands.
    pub current: Option<Spot>,
    /// The beginning of the action's text.
    pub action: String,
    /// Which field; none where the whole action is meant.
    pub field: Option<Field>,
    /// What stood there.
    pub old: String,
    /// What stands there.
    pub new: String,
    /// What the match rests on, in words.
    pub matched_by: &'static str,
    /// How sure it is, in words.
    pub confidence: String,
}

/// Where an action or a finding belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    District,
    Municipality(Code),
    Plan,
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
            tally,
            findings,
        }
    }

    /// The totals in one sentence, without a full stop.
    pub fn totals(&self) -> String {
        words::totals(self.counts.errors, self.counts.warnings, self.counts.infos, self.lang)
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

/// A line of the tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyLine {
    /// What happened.
    pub word: String,
    /// What that means, in one sentence.
    pub meaning: &'static str,
    /// To how many actions.
    pub actions: usize,
}

impl Event {
    /// What it means, in one sentence.
    pub fn meaning(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Added => ("Stond niet in de vorige versie.", "Was not in the previous version."),
            Self::Closed => ("Is nu afgerond of vervallen.", "Is done or dropped now."),
            Self::Reopened => ("Was afgerond of vervallen en loopt nu weer.", "Was done or dropped and is open again."),
            Self::ProgressChanged => ("De voortgang is anders.", "The progress is different."),
            Self::Slipped => ("De planning eindigt later.", "The deadline is later."),
            Self::DeadlineChanged => {
                ("De planning is anders, en niet later.", "The deadline is different, and not later.")
            }
            Self::OwnerChanged => ("Er staat een andere trekker.", "Somebody else leads."),
            Self::OwnerRemoved => ("Er staat geen trekker meer.", "Nobody leads any more."),
            Self::OwnerNamed => ("Er staat nu wel een trekker.", "Somebody leads now."),
            Self::TextChanged => ("De tekst van de actie is anders.", "The text of the action is different."),
            Self::FieldChanged => ("Een ander veld is gewijzigd.", "Another field changed."),
            Self::Moved => (
                "Staat nu op het blad van een andere gemeente of een ander niveau.",
                "Stands on the sheet of another municipality or level.",
            ),
            Self::Renumbered => ("Heeft een ander nummer.", "Has another number."),
            Self::Split => ("Eén actie is nu meer acties.", "One action became several."),
            Self::Merged => ("Meer acties zijn nu één actie.", "Several actions became one."),
            Self::Vanished => ("Is weg, maar was niet afgerond of vervallen.", "Is gone, but was not done or dropped."),
            Self::Cleared => ("Is weg, en was al afgerond of vervallen.", "Is gone, and was done or dropped already."),
        };
        lang.pick(nl, en)
    }

    fn is_always_listed(self) -> bool {
        !matches!(
            self,
            Self::ProgressChanged
                | Self::DeadlineChanged
                | Self::OwnerNamed
                | Self::TextChanged
                | Self::FieldChanged
                | Self::Renumbered
                | Self::Cleared
        )
    }
}

fn row<'a>(finding: &'a Finding, versions: &Versions<'a>, lang: Lang) -> Row<'a> {
    let action = versions.action_at(&finding.at);
    Row {
        finding,
        action,
        action_text: action.map(|action| words::short(words::action_text(action))).unwrap_or_default(),
        message: finding.message.get(lang),
        fix: finding.rule.fix.get(lang),
    }
}

/// What happened to each action, with where it belongs.
type Happened<'a> = Vec<(&'a Change, Vec<Event>)>;

fn happened<'a>(review: &'a Review, previous: &'a PreviousReview, slipped: &Rows) -> Happened<'a> {
    let changes = &previous.reconciliation.changes;
    changes
        .iter()
        .map(|change| {
            let current = change.current.first().and_then(|i| review.plan.actions.get(*i));
            let before = change.previous.first().and_then(|i| previous.plan.actions.get(*i));
            let found_slipped = current.is_some_and(|action| slipped.contains(&(&*action.sheet, action.row)));
            (change, events(change, before, current, found_slipped, &review.framework))
        })
        .collect()
}

/// Sheets and rows of actions.
type Rows<'a> = HashSet<(&'a str, u32)>;

/// The actions whose deadline moved without a reason, as the rule found.
fn slipped_rows<'a>(findings: &[Row<'a>]) -> Rows<'a> {
    let found = findings.iter().filter(|row| row.finding.rule.code == SLIPPED_WITHOUT_REASON);
    found.filter_map(|row| row.action.map(|action| (&*action.sheet, action.row))).collect()
}

/// None without a previous version, and where the rule is off, so that nought never means "not looked at".
fn slipped_without_reason(review: &Review, slipped: &Rows, happened: &Happened) -> Option<usize> {
    review.previous.as_ref()?;
    if review.framework.rules.get(SLIPPED_WITHOUT_REASON) == Some(&Setting::Off) {
        return None;
    }
    let without_reason = |change: &Change| {
        let current = change.current.first().and_then(|i| review.plan.actions.get(*i));
        current.is_some_and(|action| slipped.contains(&(&*action.sheet, action.row)))
    };
    Some(happened.iter().filter(|(change, events)| events.contains(&Event::Slipped) && without_reason(change)).count())
}

fn events(
    change: &Change,
    before: Option<&Action>,
    current: Option<&Action>,
    found_slipped: bool,
    framework: &Framework,
) -> Vec<Event> {
    let mut events = Vec::new();
    match change.kind {
        ChangeKind::Added => events.push(Event::Added),
        ChangeKind::Removed if before.is_some_and(|action| action.is_closed(framework)) => events.push(Event::Cleared),
        ChangeKind::Removed => events.push(Event::Vanished),
        ChangeKind::Split => events.push(Event::Split),
        ChangeKind::Merged => events.push(Event::Merged),
        ChangeKind::Kept => {}
    }
    if let (Some(before), Some(current)) = (before, current) {
        events.extend(
            change.fields.iter().filter_map(|field| field_event(field, before, current, found_slipped, framework)),
        );
    }
    if change.moved {
        events.push(Event::Moved);
    }
    if change.renumbered {
        events.push(Event::Renumbered);
    }
    events.sort_unstable();
    events.dedup();
    events
}

/// The event that a changed field is; none for the number, which [`Change::renumbered`] tells.
fn field_event(
    change: &FieldChange,
    before: &Action,
    current: &Action,
    found_slipped: bool,
    framework: &Framework,
) -> Option<Event> {
    Some(match change.field {
        Field::Id => return None,
        Field::Action => Event::TextChanged,
        Field::Progress => match (before.is_closed(framework), current.is_closed(framework)) {
            (false, true) => Event::Closed,
            (true, false) => Event::Reopened,
            _ => Event::ProgressChanged,
        },
        Field::Deadline if found_slipped || ends_later(before, current) => Event::Slipped,
        Field::Deadline => Event::DeadlineChanged,
        Field::Owner => match (has_owner(before), has_owner(current)) {
            (true, false) => Event::OwnerRemoved,
            (false, true) => Event::OwnerNamed,
            _ => Event::OwnerChanged,
        },
        _ => Event::FieldChanged,
    })
}

fn ends_later(before: &Action, current: &Action) -> bool {
    let end = |action: &Action| action.deadline.known().and_then(|deadline| deadline.end);
    matches!((end(before), end(current)), (Some(old), Some(new)) if new > old)
}

/// Whether anything but a placeholder stands as owner.
fn has_owner(action: &Action) -> bool {
    match &action.owners.value {
        Reading::Known(owners) => owners.iter().any(|owner| !matches!(owner.kind, crate::plan::OwnerKind::Placeholder)),
        Reading::Unreadable => true,
        Reading::Absent | Reading::Blank => false,
    }
}

fn municipalities(review: &Review, versions: &Versions, findings: &[Row], happened: &Happened) -> Vec<Group> {
    let framework = &review.framework;
    let mut groups: BTreeMap<Home, Group> = BTreeMap::new();
    for action in &review.plan.actions {
        let group = groups.entry(versions.current.home_of(action)).or_default();
        group.actions += 1;
        group.open += usize::from(!action.is_closed(framework));
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
fn name_groups(mut groups: BTreeMap<Home, Group>, framework: &Framework, lang: Lang) -> Vec<Group> {
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

fn duties(review: &Review, versions: &Versions, findings: &[Row]) -> Vec<Duty> {
    let mut duties: BTreeMap<String, Duty> = BTreeMap::new();
    let mut seen: HashSet<(String, &str, String)> = HashSet::new();
    for row in findings.iter().filter(|row| row.is_open()) {
        let place = words::place(&row.finding.at, review.lang);
        for owner in who(row, versions, review) {
            let new = seen.insert((owner.clone(), row.finding.rule.code, place.clone()));
            let duty = duties.entry(owner).or_default();
            duty.weights.add(row.finding);
            add_todo(&mut duty.todo, row, new.then(|| place.clone()));
        }
    }
    for action in &review.plan.actions {
        for owner in in_charge(action, &versions.current, review) {
            if let Some(duty) = duties.get_mut(&owner) {
                duty.actions += 1;
                duty.open += usize::from(!action.is_closed(&review.framework));
            }
        }
    }
    let mut duties: Vec<Duty> = duties.into_iter().map(|(owner, duty)| Duty { owner, ..duty }).collect();
    for duty in &mut duties {
        duty.todo.sort_by_key(|todo| (std::cmp::Reverse(todo.severity), todo.code));
    }
    duties.sort_by_key(|duty| std::cmp::Reverse((duty.weights.errors, duty.weights.warnings, duty.weights.infos)));
    duties
}

/// Adds a finding to its rule; the place only where it is not named yet.
fn add_todo(todo: &mut Vec<Todo>, row: &Row, place: Option<String>) {
    let finding = row.finding;
    match todo.iter_mut().find(|todo| todo.code == finding.rule.code && todo.severity == finding.severity) {
        Some(known) => known.places.extend(place),
        None => todo.push(Todo {
            code: finding.rule.code,
            severity: finding.severity,
            fix: row.fix.to_owned(),
            places: place.into_iter().collect(),
        }),
    }
}

/// The owners of an action that can be asked.
fn askable(action: &Action, framework: &Framework, lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for owner in action.owners.known().into_iter().flatten().filter(|owner| words::can_be_asked(owner)) {
        let name = words::owner(owner, framework, lang);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Who must act on a finding: the action's owners; without one, the municipality or the plan that it belongs to.
fn who(row: &Row, versions: &Versions, review: &Review) -> Vec<String> {
    match (row.action, versions.of(row.finding.at.version)) {
        (Some(action), Some(index)) => in_charge(action, index, review),
        _ => vec![without_owner(&versions.home_of(row), review)],
    }
}

/// The owners of an action; without one, the municipality or the district that must find one.
fn in_charge(action: &Action, index: &Index, review: &Review) -> Vec<String> {
    let owners = askable(action, &review.framework, review.lang);
    if owners.is_empty() { vec![without_owner(&index.home_of(action), review)] } else { owners }
}

fn without_owner(home: &Home, review: &Review) -> String {
    let lang = review.lang;
    let place = match home {
        Home::Plan => words::whole_plan(lang),
        Home::District => &review.framework.district.name,
        Home::Municipality(code) => review.framework.municipality(code).map_or(&**code, |known| known.name.as_str()),
    };
    format!("{} – {place}", lang.pick("Nog geen trekker", "No owner yet"))
}

fn change_rows(review: &Review, happened: &Happened) -> Vec<ChangeRow> {
    let Some(previous) = &review.previous else { return Vec::new() };
    let mut rows = Vec::new();
    for (change, events) in happened {
        Lines { review, previous, change, events }.write(&mut rows);
    }
    rows
}

/// Writes the rows of one change.
struct Lines<'a> {
    review: &'a Review,
    previous: &'a PreviousReview,
    change: &'a Change,
    events: &'a [Event],
}

impl Lines<'_> {
    fn write(&self, rows: &mut Vec<ChangeRow>) {
        let before: Vec<&Action> = self.pick(&self.change.previous, &self.previous.plan);
        let now: Vec<&Action> = self.pick(&self.change.current, &self.review.plan);
        match self.change.kind {
            ChangeKind::Kept => {}
            ChangeKind::Merged => {
                rows.extend(before.iter().map(|old| self.whole(Event::Merged, Some(old), now.first().copied())));
            }
            ChangeKind::Split => {
                rows.extend(now.iter().map(|new| self.whole(Event::Split, before.first().copied(), Some(new))));
            }
            ChangeKind::Added => rows.extend(now.iter().map(|new| self.whole(Event::Added, None, Some(new)))),
            ChangeKind::Removed => {
                let event = self.events.first().copied().unwrap_or(Event::Vanished);
                rows.extend(before.iter().map(|old| self.whole(event, Some(old), None)));
            }
        }
        let (Some(old), Some(new)) = (before.first(), now.first()) else { return };
        if self.change.moved {
            rows.push(ChangeRow {
                old: old.sheet.to_string(),
                new: new.sheet.to_string(),
                ..self.base(Event::Moved, Some(old), Some(new))
            });
        }
        if self.change.renumbered {
            let id = |action: &Action| action.id().unwrap_or_default().to_owned();
            rows.push(ChangeRow {
                field: Some(Field::Id),
                old: id(old),
                new: id(new),
                ..self.base(Event::Renumbered, Some(old), Some(new))
            });
        }
        rows.extend(self.change.fields.iter().filter_map(|field| self.field(field, old, new)));
    }

    fn pick<'p>(&self, indices: &[usize], plan: &'p ActionPlan) -> Vec<&'p Action> {
        indices.iter().filter_map(|i| plan.actions.get(*i)).collect()
    }

    fn base(&self, event: Event, old: Option<&Action>, new: Option<&Action>) -> ChangeRow {
        let spot =
            |action: &Action| Spot { id: action.id().unwrap_or_default().to_owned(), at: action.text.at.clone() };
        let lang = self.review.lang;
        ChangeRow {
            event,
            previous: old.map(spot),
            current: new.map(spot),
            action: new.or(old).map(|action| words::short(words::action_text(action))).unwrap_or_default(),
            field: None,
            old: String::new(),
            new: String::new(),
            matched_by: words::matched_by(self.change.matched_by, lang),
            confidence: words::confidence(self.change.matched_by, self.change.confidence, lang),
        }
    }

    /// The whole action: its text as old and new.
    fn whole(&self, event: Event, old: Option<&Action>, new: Option<&Action>) -> ChangeRow {
        let text = |action: &Action| words::action_text(action).to_owned();
        ChangeRow {
            field: Some(Field::Action),
            old: old.map(text).unwrap_or_default(),
            new: new.map(text).unwrap_or_default(),
            ..self.base(event, old, new)
        }
    }

    fn field(&self, change: &FieldChange, old: &Action, new: &Action) -> Option<ChangeRow> {
        let found_slipped = self.events.contains(&Event::Slipped);
        let event = field_event(change, old, new, found_slipped, &self.review.framework);
        let event = match event {
            Some(event) => event,
            // The number is shown once, as renumbered.
            None if self.change.renumbered => return None,
            None => Event::FieldChanged,
        };
        let mut row = self.base(event, Some(old), Some(new));
        if let (Some(spot), Some(at)) = (&mut row.previous, &change.previous_at) {
            spot.at = at.clone();
        }
        if let (Some(spot), Some(at)) = (&mut row.current, &change.current_at) {
            spot.at = at.clone();
        }
        Some(ChangeRow { field: Some(change.field), old: change.previous.clone(), new: change.current.clone(), ..row })
    }
}
