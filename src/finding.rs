//! What a rule is, and what it finds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cell::CellRef;
pub use crate::rule_codes::RuleCode;
use crate::wording::{Lang, Wording};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Likely to need a change.
    Warning,
    /// Has to change.
    Error,
}

impl Severity {
    /// The code used in files: `error`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word that people read.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Info => lang.pick("ter informatie", "for information"),
            Self::Warning => lang.pick("waarschuwing", "warning"),
            Self::Error => lang.pick("fout", "error"),
        }
    }
}

/// What a rule needs to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// This version of the workbook alone.
    Workbook,
    /// Also what the framework says is valid.
    Framework,
    /// Also the previous version.
    Previous,
}

/// A small table that breaks a rule or keeps it; the examples are shown to people and run as tests.
///
/// Lines `# Hilversum` start a sheet, lines `| a | b |` are its rows, the first row is the header. A cell may start with
/// its fill: `{FF0000} Groen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The previous version; empty where the rule needs none.
    pub previous: &'static str,
    /// The version that is checked.
    pub current: &'static str,
}

/// A rule as data; the catalogue holds it beside its check.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Family and number: `OWN003`.
    pub code: RuleCode,
    /// A name that reads well after "allow …": `owner-unknown`.
    pub name: &'static str,
    /// How much it matters unless the framework says otherwise.
    pub severity: Severity,
    /// How much it matters on a first version that is taken as it is (`--baseline`).
    pub baseline: Severity,
    /// What it needs.
    pub needs: Needs,
    /// What it checks.
    pub what: Wording<&'static str>,
    /// Why that matters.
    pub why: Wording<&'static str>,
    /// What to do.
    pub fix: Wording<&'static str>,
    /// A workbook that breaks it.
    pub fails: Example,
    /// A workbook that keeps it.
    pub passes: Example,
}

/// Which of the two workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Version {
    /// The workbook that is checked.
    #[default]
    Current,
    /// The one before it.
    Previous,
}

/// The place that a finding points at; as precise as it can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Location {
    /// Which workbook.
    pub version: Version,
    /// The sheet; none where the whole plan is meant.
    pub sheet: Option<Arc<str>>,
    /// The row, from zero.
    pub row: Option<u32>,
    /// The column, from zero; none where the row or the sheet is meant.
    pub col: Option<u32>,
}

impl Location {
    /// A cell of the current version.
    pub fn cell(at: &CellRef) -> Self {
        Self { version: Version::Current, sheet: Some(at.sheet.clone()), row: Some(at.row), col: Some(at.col) }
    }

    /// A row of one of the versions.
    pub fn row(version: Version, sheet: &Arc<str>, row: u32) -> Self {
        Self { version, sheet: Some(sheet.clone()), row: Some(row), col: None }
    }

    /// A sheet of the current version.
    pub fn sheet(sheet: &Arc<str>) -> Self {
        Self { sheet: Some(sheet.clone()), ..Self::default() }
    }

    /// The whole plan.
    pub fn plan() -> Self {
        Self::default()
    }

    /// The cell, where the place is one.
    pub fn cell_ref(&self) -> Option<CellRef> {
        Some(CellRef { sheet: self.sheet.clone()?, row: self.row?, col: self.col? })
    }
}

/// A second place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// Another cell or row of a version.
    Place(Location),
    /// The line (from 1) of the framework file that sets the expectation.
    FrameworkLine(usize),
}

/// One thing that a rule found: worded once, shown everywhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters in this run.
    pub severity: Severity,
    /// What stands there and what is wrong with it.
    pub message: Wording,
    /// What to do about it here; none where the rule's own advice says it as well.
    pub advice: Option<Wording>,
    /// Where.
    pub at: Location,
    /// Every cell that it holds for, where it speaks for several of this version; `at` is the first of them, unless the finding is
    /// about a sheet or the plan.
    pub cells: Vec<CellRef>,
    /// Places that explain it.
    pub related: Vec<Related>,
    /// The value that was probably meant.
    pub suggestion: Option<String>,
    /// The action's number, where it has one.
    pub action_id: Option<String>,
    /// The sub-theme's code, where the finding is about one.
    pub subtheme: Option<Arc<str>>,
    /// The municipality's code, where the finding is about one.
    pub municipality: Option<Arc<str>>,
    /// Why it was accepted, where it was.
    pub accepted: Option<String>,
}

impl Finding {
    /// A finding of `rule` at a place; the rest is filled in with struct update or the methods below.
    pub fn new(rule: &'static Rule, at: Location, message: Wording) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message,
            at,
            advice: None,
            cells: Vec::new(),
            related: Vec::new(),
            suggestion: None,
            action_id: None,
            subtheme: None,
            municipality: None,
            accepted: None,
        }
    }

    /// The same finding with what to do about it here.
    pub fn advise(self, advice: Wording) -> Self {
        Self { advice: Some(advice), ..self }
    }

    /// The same finding for all of these cells; one alone is where it is already.
    pub fn for_cells(self, cells: Vec<CellRef>) -> Self {
        Self { cells: if cells.len() > 1 { cells } else { Vec::new() }, ..self }
    }

    /// What to do about it: here, or else as the rule says.
    pub fn what_to_do(&self, lang: Lang) -> &str {
        self.advice.as_ref().map_or_else(|| self.rule.fix.get(lang), |advice| advice.get(lang))
    }

    /// The same finding with the value that was probably meant.
    pub fn suggest(self, suggestion: Option<impl Into<String>>) -> Self {
        Self { suggestion: suggestion.map(Into::into), ..self }
    }

    /// The same finding with one more place that explains it.
    pub fn relate(mut self, related: impl IntoIterator<Item = Related>) -> Self {
        self.related.extend(related);
        self
    }
}
