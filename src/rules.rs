//! The catalogue of rules. One rule, one file: its documentation, its check and its tests.
//!
//! A rule speaks up only where something has to change. Every message says what stands in the cell and what is wrong
//! with it; what to do is its advice, or else the fix of the rule. Personal data is never repeated.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::cell::{Cell, CellRef, Grid};
use crate::finding::{Finding, Location, Rule, RuleCode, Severity, Version};
use crate::framework::{Code, Field, Framework, Setting, SubTheme};
use crate::plan::{Action, ActionPlan, BelongsTo, StatusSource};
use crate::privacy::{Privacy, Shown};
use crate::read::deadline::Calendar;
use crate::reconcile::Reconciliation;
use crate::rules::status::Scales;
use crate::wording::{Wording, fold, head};
use crate::workbook::Property;
use selection::Selection;

#[cfg(test)]
mod catalogue_tests;
mod causes;
pub mod example;
pub mod explain;
mod kept;
#[cfg(test)]
mod long_cell_tests;
mod planning;
mod scales;
pub mod selection;
mod together;

mod accessibility;
mod coverage;
mod deadline;
mod duplicate;
mod file;
mod formula;
mod id;
mod language;
mod level;
mod owner;
mod personal;
mod priority;
mod status;
mod structure;
mod transition;

/// What a check may look at.
pub struct Context<'a> {
    /// What is valid.
    pub framework: &'a Framework,
    /// The version that is checked.
    pub plan: &'a ActionPlan,
    /// Its sheets as they are, planwacht's own left out.
    pub grids: &'a [Grid],
    /// What the file says about itself beside its sheets.
    pub properties: &'a [Property],
    /// What counts as personal data, for what is quoted of the grids.
    pub privacy: &'a Privacy,
    /// The version before it.
    pub previous: Option<Previous<'a>>,
    /// The day on which it is judged.
    pub today: NaiveDate,
    /// Which rules are applied.
    pub selection: &'a Selection,
    /// Whether it is a first version that is taken as it is, so that what it leaves open weighs less.
    pub baseline: bool,
    /// What cells are read with, for rules that read one again.
    pub readers: Readers<'a>,
}

/// What cells are read with under a framework; made when the first rule asks, and once for all of them.
#[derive(Debug, Default)]
pub struct Readers<'a> {
    calendar: OnceCell<Calendar>,
    scales: OnceCell<Scales>,
    finds: personal::Finds<'a>,
}

/// The previous version and what became of it.
#[derive(Clone, Copy)]
pub struct Previous<'a> {
    /// The plan.
    pub plan: &'a ActionPlan,
    /// The reconciliation with the current one.
    pub reconciliation: &'a Reconciliation,
}

/// Adds what it finds.
pub type Check = fn(&Context, &mut Vec<Finding>);

/// Makes the table of rules out of the list of rules.
macro_rules! with_checks {
    ($($family:ident { $($code:ident $rule:ident,)* })*) => {
        /// Every rule with its check, in the order of the codes' families.
        pub static CATALOGUE: &[(&Rule, Check)] = &[$($((&$family::$rule::RULE, $family::$rule::check),)*)*];
    };
}
crate::rule_codes::for_every_rule!(with_checks);

/// The rule with this code or name, whatever its case.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    let wanted = code_or_name.trim();
    CATALOGUE
        .iter()
        .map(|(rule, _)| *rule)
        .find(|rule| rule.code.as_str().eq_ignore_ascii_case(wanted) || rule.name.eq_ignore_ascii_case(wanted))
}

/// Applies every rule that the framework did not turn off.
///
/// The framework's severities and accepted deviations are applied. Sorted by sheet as in the workbook, row, column and
/// code; a finding about a whole sheet comes after its cells, one about the whole plan last.
pub fn check(ctx: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, check) in CATALOGUE {
        let setting = ctx.framework.rules.get(rule.code.as_str()).copied();
        if !ctx.applies(rule) {
            continue;
        }
        let first = findings.len();
        check(ctx, &mut findings);
        for finding in findings.iter_mut().skip(first) {
            finding.severity = severity(finding, setting, ctx.baseline);
            finding.accepted = if rule.code == ALWAYS { None } else { ctx.accepted(finding) };
        }
    }
    causes::keep_causes(ctx, &mut findings);
    causes::keep_one(ctx, &mut findings);
    together::say_once(ctx, &mut findings);
    sort(&mut findings, ctx);
    findings
}

/// The rule that is applied whatever the framework and the run say: who does not hear of it takes what was not read for sound.
const ALWAYS: RuleCode = RuleCode::FIL001;

/// The framework's severity goes before the rule's own; a first version that is taken as it is lowers it at most.
fn severity(finding: &Finding, setting: Option<Setting>, baseline: bool) -> Severity {
    if finding.rule.code == ALWAYS {
        return finding.severity;
    }
    let severity = match setting {
        Some(Setting::As(severity)) => severity,
        _ => finding.severity,
    };
    if baseline { severity.min(finding.rule.baseline) } else { severity }
}

fn sort(findings: &mut [Finding], ctx: &Context) {
    let order: BTreeMap<&str, usize> =
        ctx.grids.iter().enumerate().map(|(index, grid)| (&*grid.sheet, index)).collect();
    findings.sort_by_cached_key(|finding| {
        let Location { version, sheet, row, col } = &finding.at;
        // A sheet that only the previous version has comes after those of this version, and before the whole plan.
        let sheet_order =
            sheet.as_deref().map_or(usize::MAX, |name| order.get(name).copied().unwrap_or(usize::MAX - 1));
        (sheet_order, sheet.clone(), *version, row.unwrap_or(u32::MAX), col.unwrap_or(u32::MAX), finding.rule.code)
    });
}

impl<'a> Context<'a> {
    /// Whether the run applies a rule: the framework did not turn it off, and it was not left out.
    fn applies(&self, rule: &Rule) -> bool {
        let off = self.framework.rules.get(rule.code.as_str()) == Some(&Setting::Off);
        rule.code == ALWAYS || (!off && self.selection.includes(rule))
    }

    /// What deadlines are read against.
    fn calendar(&self) -> &Calendar {
        self.readers.calendar.get_or_init(|| Calendar::new(self.framework))
    }

    /// The words and colours of the statuses.
    fn scales(&self) -> &Scales {
        self.readers.scales.get_or_init(|| Scales::new(self.framework))
    }

    /// A finding on a cell of an action, with what is known of the action filled in.
    fn on<T: ?Sized>(&self, action: &Action, cell: &Cell<T>, rule: &'static Rule, message: Wording) -> Finding {
        self.about(action, rule, Location::cell(&cell.at), message)
    }

    /// A finding about an action of the current version, wherever it lies.
    fn about(&self, action: &Action, rule: &'static Rule, at: Location, message: Wording) -> Finding {
        about(self.plan, action, rule, at, message)
    }

    /// A finding about a place of the current version that is no action's: a sheet, a header, a title.
    fn beside_actions(&self, rule: &'static Rule, at: Location, message: Wording) -> Finding {
        let municipality = at.sheet.as_deref().and_then(|sheet| municipality_of_sheet(self.plan, sheet)).cloned();
        Finding { municipality, ..Finding::new(rule, at, message) }
    }

    /// Whether nobody has to work on the action any more: done or dropped, or completed according to its date.
    fn is_closed(&self, action: &Action) -> bool {
        action.is_closed_on(self.today, self.framework)
    }

    /// Whether the action was carried out: closed, and not in a state that wants a reason, such as dropped.
    fn is_carried_out(&self, action: &Action) -> bool {
        let state = action.progress_code().and_then(|code| self.framework.progress(code));
        self.is_closed(action) && !state.is_some_and(|state| state.needs_reason)
    }

    /// The actions that somebody still has to work on.
    fn open_actions(&self) -> impl Iterator<Item = &'a Action> {
        self.plan.actions.iter().filter(|action| !self.is_closed(action))
    }

    /// Whether the action's table has a column for the field.
    fn has_column(&self, action: &Action, field: Field) -> bool {
        self.plan
            .tables
            .get(action.table)
            .and_then(|table| table.columns.get(&field))
            .is_some_and(|cols| !cols.is_empty())
    }

    /// The sheet with this name.
    fn grid(&self, sheet: &str) -> Option<&'a Grid> {
        self.grids.iter().find(|grid| &*grid.sheet == sheet)
    }

    /// Whether the notes of a sheet could not be read, so that staff may have explained there what they did.
    fn notes_unknown(&self, sheet: &str) -> bool {
        self.grid(sheet).is_some_and(|grid| grid.notes_unknown)
    }

    /// Whether the cell shows no text of its own (it may have a fill, or lie under a merged cell).
    fn shows_no_text(&self, at: &CellRef) -> bool {
        self.grid(&at.sheet).and_then(|grid| grid.get(at.row, at.col)).is_none_or(|cell| cell.is_blank())
    }

    /// The text as staff typed it, in quotes, on one line, shortened to about 60 characters and without personal data.
    fn quote(&self, text: &str) -> String {
        format!("“{}”", shorten(&self.privacy.shown(text)))
    }

    /// The text of a cell without what was struck through.
    fn standing<T: ?Sized>(&self, cell: &Cell<T>) -> Arc<str> {
        let unstruck = self.grid(&cell.at.sheet).and_then(|grid| grid.get(cell.at.row, cell.at.col)?.unstruck.clone());
        unstruck.unwrap_or_else(|| cell.raw.clone())
    }

    /// The framework status of a sub-theme in a municipality (none: the district as a whole), with its cell: as this version's
    /// own sheet of the framework says, or else as the framework file says. None where nobody says it.
    fn framework_status(
        &self,
        subtheme: &SubTheme,
        municipality: Option<&Code>,
    ) -> Option<(&'a Code, Option<&'a CellRef>)> {
        let code = municipality.map(|code| &**code);
        let said = status_in(self.plan, self.framework, subtheme, municipality);
        if said.is_none() && self.plan.assessment(&subtheme.code, code).is_some_and(|own| self.hides_fill(&own.status))
        {
            return status_of(self.framework, subtheme, municipality).map(|code| (code, None));
        }
        said
    }

    /// Whether the cell is empty in a file that does not tell fills: it may have a colour all the same.
    fn hides_fill<T: ?Sized>(&self, cell: &Cell<T>) -> bool {
        cell.raw.trim().is_empty() && self.grid(&cell.at.sheet).is_some_and(|grid| grid.fills_unknown)
    }

    /// The name of a municipality, or its code where the framework has no such.
    fn municipality_name(&self, code: &str) -> String {
        self.framework.municipality(code).map_or_else(|| code.to_owned(), |municipality| municipality.name.clone())
    }

    /// Why this finding was accepted in the framework; none where it was not, or no longer.
    fn accepted(&self, finding: &Finding) -> Option<String> {
        let fits = |wanted: &Option<Code>, found: &Option<Code>| wanted.is_none() || wanted == found;
        let accepted = self.framework.accepted.iter().find(|accepted| {
            accepted.rule == finding.rule.code.as_str()
                && accepted.action.as_ref().is_none_or(|action| self.is_action(finding, action))
                && fits(&accepted.subtheme, &finding.subtheme)
                && fits(&accepted.municipality, &finding.municipality)
                && accepted.value.as_ref().is_none_or(|value| self.stands_at(finding, value))
                && accepted.until.is_none_or(|until| self.today <= until)
        })?;
        Some(match &accepted.by {
            Some(by) => format!("{} ({by})", accepted.reason),
            None => accepted.reason.clone(),
        })
    }

    /// Whether this still stands in the cell of a finding, apart from capitals and spaces.
    fn stands_at(&self, finding: &Finding, value: &str) -> bool {
        let at = finding.at.cell_ref().filter(|_| finding.at.version == Version::Current);
        let grid = at.as_ref().and_then(|at| self.grid(&at.sheet));
        at.zip(grid).is_some_and(|(at, grid)| fold(&grid.text(at.row, at.col)) == fold(value))
    }

    /// Whether a finding is about the action with this number.
    fn is_action(&self, finding: &Finding, id: &str) -> bool {
        finding.action_id.as_deref().is_some_and(|found| fold(found) == fold(id))
    }
}

/// The framework status of a sub-theme in a municipality (none: the district as a whole) according to a version of the plan.
fn status_in<'a>(
    plan: &'a ActionPlan,
    framework: &'a Framework,
    subtheme: &SubTheme,
    municipality: Option<&Code>,
) -> Option<(&'a Code, Option<&'a CellRef>)> {
    match plan.assessment(&subtheme.code, municipality.map(|code| &**code)) {
        Some(assessment) => assessment.status.known().map(|status| (&status.code, Some(&assessment.status.at))),
        None => status_of(framework, subtheme, municipality).map(|code| (code, None)),
    }
}

/// The framework status of a sub-theme in a municipality (none: the district as a whole) according to the framework file.
fn status_of<'f>(framework: &'f Framework, subtheme: &SubTheme, municipality: Option<&Code>) -> Option<&'f Code> {
    let subtheme = framework.subtheme(&subtheme.code)?;
    match municipality {
        Some(municipality) => subtheme.status.get(municipality),
        None => subtheme.district_status.as_ref(),
    }
}

/// The row of an action, by which it is looked up: its sheet and its row.
fn row_of(action: &Action) -> (&str, u32) {
    (&action.sheet, action.row)
}

/// How much of the number of an action a finding bears.
const LONGEST_ID: usize = 120;

/// A finding about an action of `plan`, with its number, sub-theme and municipality.
fn about(plan: &ActionPlan, action: &Action, rule: &'static Rule, at: Location, message: Wording) -> Finding {
    Finding {
        action_id: action.id().map(|id| head(id, LONGEST_ID).to_owned()),
        subtheme: action.subtheme_code().cloned(),
        municipality: municipality_of(plan, action).cloned(),
        ..Finding::new(rule, at, message)
    }
}

/// The one municipality that the action is for: as its cell says, or else as its sheet says; none for several.
fn municipality_of<'p>(plan: &'p ActionPlan, action: &'p Action) -> Option<&'p Code> {
    match action.municipalities.known().map(Vec::as_slice) {
        Some([code]) => Some(code),
        Some([_, _, ..]) => None,
        _ => municipality_of_sheet(plan, &action.sheet),
    }
}

/// The municipality whose sheet it is.
fn municipality_of_sheet<'p>(plan: &'p ActionPlan, sheet: &str) -> Option<&'p Code> {
    match belongs_to(plan, sheet) {
        BelongsTo::Municipality(code) => Some(code),
        _ => None,
    }
}

/// Whose sheet it is.
fn belongs_to<'p>(plan: &'p ActionPlan, sheet: &str) -> &'p BelongsTo {
    plan.sheets
        .iter()
        .find(|reading| &*reading.sheet == sheet)
        .map_or(&BelongsTo::Nobody, |reading| &reading.belongs_to)
}

/// A place in the previous version, for "see also".
fn previous_place(at: &CellRef) -> Location {
    Location { version: Version::Previous, ..Location::cell(at) }
}

/// The progress of an action as people see it: the words in its cell, or the name of what its fill means.
fn progress_words(ctx: &Context, action: &Action) -> String {
    let name = || action.progress_code().and_then(|code| ctx.framework.progress(code)).map(|progress| &progress.name);
    let by_fill = action.progress.known().is_some_and(|status| matches!(status.source, StatusSource::Fill(_)));
    match name() {
        Some(name) if by_fill || action.progress.raw.trim().is_empty() => format!("“{name}”"),
        _ => ctx.quote(&action.progress.raw),
    }
}

/// Text on one line, cut after about 60 characters. It is masked before: of a name or a number that is cut nobody knows any more
/// what it is.
fn shorten<T: AsRef<str>>(text: &Shown<T>) -> String {
    const LONGEST: usize = 60;
    let line = text.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

/// Names as a sentence lists them: `Hilversum, Huizen en Wijdemeren`.
fn list(names: &[String], and: &str) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// A day as Dutch and English readers write it.
fn day(date: NaiveDate) -> Wording {
    Wording::new(date.format("%d-%m-%Y").to_string(), date.format("%-d %B %Y").to_string())
}
