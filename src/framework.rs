//! What is valid: themes, municipalities, statuses, parties, columns, meetings. Valid once built.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::cell::Rgb;
use crate::finding::{RuleCode, Severity};
use crate::language::{DateOrder, Language};
use crate::wording::{self, Lang, Wording};

mod build;
mod checks;
mod describe;
mod file;
mod mistake;
#[cfg(test)]
mod tests;
mod tree;

pub use crate::field::Field;
pub use mistake::{FrameworkError, Mistake};

/// The framework that comes with the program, as text: De Basis op Orde, district Gooi en Vechtstreek.
pub const EMBEDDED: &str = include_str!("framework/default.toml");

/// The name under which the embedded framework is mentioned to people.
pub const EMBEDDED_NAME: &str = "basis-op-orde.toml";

/// A short, stable name of something in the framework: `RV-INF`, `in_progress`.
pub type Code = Arc<str>;

/// The framework in force.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Name for programs.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What the words of its workbooks mean.
    pub language: Arc<Language>,
    /// In which order all dates in digits are written; none where each column tells it, or else the language.
    pub date_order: Option<DateOrder>,
    /// Dates outside it are suspect.
    pub period: Period,
    /// The day on which the plan was adopted, from which on people could start; none where the framework does not say.
    pub adopted: Option<NaiveDate>,
    /// The district as a whole.
    pub district: District,
    /// In the order of the framework.
    pub municipalities: Vec<Municipality>,
    /// With their sub-themes.
    pub themes: Vec<Theme>,
    /// From low to high.
    pub priorities: Vec<Priority>,
    /// The maturity traffic light.
    pub framework_statuses: Vec<FrameworkStatus>,
    /// The states of an action.
    pub progress: Vec<Progress>,
    /// What each level is called, one entry a level.
    pub levels: Vec<LevelName>,
    /// Everybody who can own an action.
    pub parties: Vec<Party>,
    /// Header texts per field, most telling first.
    pub columns: BTreeMap<Field, Vec<String>>,
    /// What "DVC mei 2026" resolves to.
    pub meetings: Vec<Meeting>,
    /// Severity per rule code, where the framework sets one.
    pub rules: BTreeMap<String, Setting>,
    /// Line of the framework file of each of these, from 1.
    pub rule_lines: BTreeMap<String, usize>,
    /// Deviations that were decided on.
    pub accepted: Vec<Accepted>,
    /// Groups of spellings that are the same word: `gemeenten`, `gemeentes`.
    pub spelling: Vec<Vec<String>>,
    /// Abbreviations that everybody knows, besides the short names of parties, municipalities and meetings.
    pub abbreviations: Vec<String>,
    /// From when on some rules speak up.
    pub limits: Limits,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

/// The district as a whole.
#[derive(Debug, Clone)]
pub struct District {
    /// Its name.
    pub name: String,
    /// Other names, also of its sheet.
    pub aliases: Vec<String>,
}

/// A municipality, or several that are assessed as one.
#[derive(Debug, Clone)]
pub struct Municipality {
    /// `Hi`.
    pub code: Code,
    /// `Hilversum`.
    pub name: String,
    /// Other names, also as sheet name and owner.
    pub aliases: Vec<String>,
}

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    /// `RV`.
    pub code: Code,
    /// `Randvoorwaarden`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its sub-themes.
    pub subthemes: Vec<SubTheme>,
}

/// A sub-theme with what the plan says about it.
#[derive(Debug, Clone)]
pub struct SubTheme {
    /// `RV-INF`.
    pub code: Code,
    /// `Informatiepositie van de gemeente`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The priority of the plan; none where it says nothing.
    pub priority: Option<PriorityRange>,
    /// The level of the plan; none where it says nothing.
    pub level: Option<Level>,
    /// The checklist items.
    pub checklist: Vec<String>,
    /// Framework status per municipality code; a municipality that is left out is unknown.
    pub status: BTreeMap<Code, Code>,
    /// Framework status of the district as a whole, where it was assessed.
    pub district_status: Option<Code>,
    /// Line of the framework file where it starts, from 1.
    pub line: usize,
}

/// One priority or the two ends of an interval, as codes; `from` is the lower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityRange {
    /// The lower end.
    pub from: Code,
    /// The higher end; the same for a single value.
    pub to: Code,
}

/// Who carries an action out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The district together.
    District,
    /// Each municipality for itself.
    Local,
    /// Both.
    Both,
}

impl Level {
    /// The code used in files: `district`.
    pub fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Local => "local",
            Self::Both => "both",
        }
    }
}

/// What people call a level.
#[derive(Debug, Clone)]
pub struct LevelName {
    /// The level.
    pub level: Level,
    /// `Districtelijk`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A step on the priority scale.
#[derive(Debug, Clone)]
pub struct Priority {
    /// `high`.
    pub code: Code,
    /// `Hoog`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Higher is more urgent.
    pub rank: i64,
}

/// A colour of the maturity traffic light.
#[derive(Debug, Clone)]
pub struct FrameworkStatus {
    /// `red`.
    pub code: Code,
    /// `Rood`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Fills that mean it.
    pub colours: Vec<Rgb>,
    /// Higher is better.
    pub rank: i64,
}

/// A state of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// `in_progress`.
    pub code: Code,
    /// `Loopt`.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Fills that mean it; often none, because fills belong to the framework status.
    pub colours: Vec<Rgb>,
    /// Done or dropped.
    pub closed: bool,
    /// Whether an explanation is expected beside it.
    pub needs_reason: bool,
    /// From which percentage on the state holds; the usual ones where no state of the framework says so.
    pub percent_from: Option<u8>,
    /// Steps between versions that need no reason.
    pub next: Vec<Code>,
}

/// What sort of party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// An organisation.
    Organisation,
    /// A unit within a municipality or organisation.
    Unit,
    /// A role that a person fills.
    Role,
    /// A public office.
    Office,
    /// Everybody together: nobody in particular can be asked.
    Collective,
    /// Known, and outside the district.
    Outside,
}

/// Somebody who can own an action or be involved.
#[derive(Debug, Clone)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// Short name.
    pub short: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What sort.
    pub kind: PartyKind,
    /// Municipality code; none for the district or beyond.
    pub municipality: Option<Code>,
    /// Functional address.
    pub email: Option<String>,
}

/// A body and the days on which it meets.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// `DVC`.
    pub body: String,
    /// In order.
    pub dates: Vec<NaiveDate>,
}

/// What the framework says about a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The rule is not applied.
    Off,
    /// The rule has this severity.
    As(Severity),
}

/// From when on some rules speak up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A deadline within this many days is due soon.
    pub due_soon_days: u16,
    /// An action of the highest priority should have started within this many days after the plan was adopted.
    pub priority_start_days: u16,
    /// Texts that are alike for this percentage may be one action written twice.
    pub near_duplicate_percent: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self { due_soon_days: 14, priority_start_days: 90, near_duplicate_percent: 90 }
    }
}

/// A deviation that was decided on: still counted, never silent.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// Rule code.
    pub rule: String,
    /// Number of the action; none: all.
    pub action: Option<String>,
    /// Sub-theme code; none: all.
    pub subtheme: Option<Code>,
    /// Municipality code; none: all.
    pub municipality: Option<Code>,
    /// What stood in the cell when it was decided: with another text there the decision no longer holds. None: whatever stands there.
    pub value: Option<String>,
    /// Why.
    pub reason: String,
    /// The role or body that decided.
    pub by: Option<String>,
    /// Last day on which it holds; none: for good.
    pub until: Option<NaiveDate>,
    /// Line of the framework file where it starts, from 1.
    pub line: usize,
}

/// Gives everything that has a name and other names all of them at once.
macro_rules! named {
    ($($kind:ty),*) => {$(
        impl $kind {
            /// Its name and then its other names.
            pub fn names(&self) -> impl Iterator<Item = &str> {
                std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
            }
        }
    )*};
}

named!(District, Municipality, SubTheme, LevelName, Priority, FrameworkStatus, Progress);

impl Party {
    /// Its name, its short name and then its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.short).chain(&self.aliases).map(String::as_str)
    }
}

impl Framework {
    /// Whether lists of this framework have a column for the field: an empty list of headers says that they have none.
    pub fn has_column(&self, field: Field) -> bool {
        self.columns.get(&field).is_some_and(|headers| !headers.is_empty())
    }

    /// The framework that `text` describes; `name` is the file's name, for the messages.
    ///
    /// # Errors
    /// Everything that is wrong with the file, all at once, each with its line, its key, what stands there and what is
    /// expected.
    pub fn parse(text: &str, name: &str) -> Result<Self, FrameworkError> {
        let mut report = mistake::Report::new(text);
        let built = read(&mut report).and_then(|file| {
            checks::check(&file, &mut report);
            build::build(file, &report.tree, sha256(text))
        });
        match built {
            Some(framework) if report.is_clean() => Ok(framework),
            _ => Err(FrameworkError { name: name.to_owned(), mistakes: report.finish() }),
        }
    }

    /// The language of messages in which names of the framework are mentioned.
    pub fn lang(&self) -> Lang {
        self.language.own().first().map_or(Lang::En, |first| first.of_messages())
    }

    /// The framework that comes with the program.
    pub fn embedded() -> &'static Self {
        static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| {
            #[allow(
                clippy::expect_used,
                reason = "the text is part of the program, and a test proves that it is valid"
            )]
            Framework::parse(EMBEDDED, EMBEDDED_NAME).expect("the embedded framework is valid")
        });
        &FRAMEWORK
    }

    /// The entries of `[rules]` and `[[accepted]]` that name a rule that does not exist.
    pub fn check_rules(&self) -> Vec<Mistake> {
        let settings = self
            .rules
            .keys()
            .map(|rule| (self.rule_lines.get(rule).copied().unwrap_or(1), format!("rules.{rule}"), rule));
        let accepted = self.accepted.iter().enumerate();
        let accepted = accepted.map(|(i, entry)| (entry.line, format!("accepted[{i}].rule"), &entry.rule));
        let mut unknown: Vec<Mistake> = settings
            .chain(accepted)
            .filter(|(_, _, rule)| RuleCode::from_str(rule).is_err())
            .map(|(line, key, rule)| Mistake { line, key, message: unknown_rule(rule) })
            .collect();
        unknown.sort_by_key(|mistake| mistake.line);
        unknown
    }

    /// The sub-theme with this code.
    pub fn subtheme(&self, code: &str) -> Option<&SubTheme> {
        self.subthemes().find(|subtheme| &*subtheme.code == code)
    }

    /// All sub-themes, in the order of the framework.
    pub fn subthemes(&self) -> impl Iterator<Item = &SubTheme> {
        self.themes.iter().flat_map(|theme| &theme.subthemes)
    }

    /// The theme that holds this sub-theme.
    pub fn theme_of(&self, subtheme: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.subthemes.iter().any(|s| &*s.code == subtheme))
    }

    /// The theme with this code.
    pub fn theme(&self, code: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| &*theme.code == code)
    }

    /// The municipality with this code.
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| &*municipality.code == code)
    }

    /// The state with this code.
    pub fn progress(&self, code: &str) -> Option<&Progress> {
        self.progress.iter().find(|progress| &*progress.code == code)
    }

    /// The framework status with this code.
    pub fn framework_status(&self, code: &str) -> Option<&FrameworkStatus> {
        self.framework_statuses.iter().find(|status| &*status.code == code)
    }

    /// The priority with this code.
    pub fn priority(&self, code: &str) -> Option<&Priority> {
        self.priorities.iter().find(|priority| &*priority.code == code)
    }
}

/// Reads the file entry by entry: what serde refuses is reported and taken out, until the rest can be read.
fn read(report: &mut mistake::Report<'_>) -> Option<file::File> {
    loop {
        let deserializer = toml::de::ValueDeserializer::from(report.tree.readable());
        match file::File::deserialize(deserializer) {
            Ok(file) => return Some(file),
            Err(error) if !report.take_out(&error) || report.is_full() => return None,
            Err(_) => {}
        }
    }
}

fn unknown_rule(rule: &str) -> Wording {
    let meant = wording::nearest(rule, RuleCode::ALL.iter().map(|code| code.as_str()));
    let (nl, en) = meant.map_or((String::new(), String::new()), |meant| {
        (format!(" Bedoelt u {meant}?"), format!(" Did you mean {meant}?"))
    });
    Wording::new(
        format!("hier staat {rule}; deze regel bestaat niet. Zie planwacht rules.{nl}"),
        format!("found {rule}; there is no such rule. See planwacht rules.{en}"),
    )
}

fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
