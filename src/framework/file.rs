//! The file as it is written: serde reads it, `validator` checks each value on its own.
//!
//! Every key may be left out as far as serde is concerned, so that one mistake does not hide the next; what has to be
//! there is checked afterwards. References between entries are checked in [`super::checks`]. The entries are `Serialize`
//! because `validator` keeps a copy of a refused value in its error.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::value::Datetime;
use validator::{Validate, ValidationError};

use super::{Field, Level, PartyKind};
use crate::cell::Rgb;
use crate::language::{DateOrder, LanguageCode, Role, WordsInOrder};
use crate::wording;

/// The longest name, explanation or checklist item, in characters.
pub(super) const LONGEST_TEXT: usize = 500;
/// The longest code, in characters.
pub(super) const LONGEST_CODE: usize = 40;

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    #[validate(nested)]
    pub id: CodeText,
    #[validate(nested)]
    pub title: Text,
    #[validate(required)]
    pub language: Option<Languages>,
    pub date_order: Option<DateOrder>,
    #[validate(required, nested)]
    pub period: Option<PeriodEntry>,
    #[validate(nested)]
    pub adopted: Option<Day>,
    #[validate(required, nested)]
    pub district: Option<DistrictEntry>,
    #[validate(length(min = 1), nested)]
    pub municipalities: Vec<MunicipalityEntry>,
    #[validate(length(min = 1), nested)]
    pub themes: Vec<ThemeEntry>,
    #[validate(length(min = 1), nested)]
    pub priorities: Vec<PriorityEntry>,
    #[validate(length(min = 1), nested)]
    pub framework_statuses: Vec<FrameworkStatusEntry>,
    #[validate(length(min = 1), nested)]
    pub progress: Vec<ProgressEntry>,
    #[validate(nested)]
    pub levels: Vec<LevelEntry>,
    #[validate(nested)]
    pub parties: Vec<PartyEntry>,
    pub columns: BTreeMap<Field, Vec<String>>,
    pub words: BTreeMap<Role, Vec<String>>,
    pub words_in_order: WordsInOrder,
    #[validate(nested)]
    pub meetings: Vec<MeetingEntry>,
    pub rules: BTreeMap<String, SettingEntry>,
    #[validate(nested)]
    pub accepted: Vec<AcceptedEntry>,
    pub spelling: Option<Vec<Vec<String>>>,
    #[validate(nested)]
    pub abbreviations: Vec<Text>,
    #[validate(nested)]
    pub limits: LimitsEntry,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitsEntry {
    #[validate(range(min = 1, max = 3650))]
    pub due_soon_days: Option<u16>,
    #[validate(range(min = 1, max = 3650))]
    pub priority_start_days: Option<u16>,
    #[validate(range(min = 50, max = 100))]
    pub near_duplicate_percent: Option<u16>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PeriodEntry {
    #[validate(required, nested)]
    pub start: Option<Day>,
    #[validate(required, nested)]
    pub end: Option<Day>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DistrictEntry {
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MunicipalityEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ThemeEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(length(min = 1), nested)]
    pub subthemes: Vec<SubThemeEntry>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SubThemeEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(length(min = 1, max = 2))]
    pub priority: Option<Vec<String>>,
    pub level: Option<Level>,
    #[validate(nested)]
    pub checklist: Vec<Text>,
    pub status: BTreeMap<String, String>,
    pub district_status: Option<String>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PriorityEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(required)]
    pub rank: Option<i64>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FrameworkStatusEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(nested)]
    pub colours: Vec<Colour>,
    #[validate(required)]
    pub rank: Option<i64>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProgressEntry {
    #[validate(nested)]
    pub code: CodeText,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(nested)]
    pub colours: Vec<Colour>,
    pub closed: bool,
    pub needs_reason: bool,
    #[validate(range(max = 100))]
    pub percent_from: Option<u8>,
    pub next: Vec<String>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LevelEntry {
    #[validate(required)]
    pub level: Option<Level>,
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub aliases: Vec<Text>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PartyEntry {
    #[validate(nested)]
    pub name: Text,
    #[validate(nested)]
    pub short: Option<Text>,
    #[validate(nested)]
    pub aliases: Vec<Text>,
    #[validate(required)]
    pub kind: Option<PartyKind>,
    pub municipality: Option<String>,
    #[validate(email)]
    pub email: Option<String>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MeetingEntry {
    #[validate(nested)]
    pub body: Text,
    #[validate(length(min = 1), nested)]
    pub dates: Vec<Day>,
}

#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AcceptedEntry {
    #[validate(custom(function = "rule_code"))]
    pub rule: String,
    #[validate(nested)]
    pub action: Option<Text>,
    pub subtheme: Option<String>,
    pub municipality: Option<String>,
    #[validate(nested)]
    pub value: Option<Text>,
    #[validate(nested)]
    pub reason: Text,
    #[validate(nested)]
    pub by: Option<Text>,
    #[validate(nested)]
    pub until: Option<Day>,
}

/// What `[rules]` says about a rule.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SettingEntry {
    Error,
    Warning,
    Info,
    Off,
}

/// A text that people read or type.
#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(transparent)]
pub(super) struct Text {
    #[validate(custom(function = "text"))]
    pub text: String,
}

/// A short name for programs.
#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(transparent)]
pub(super) struct CodeText {
    #[validate(custom(function = "code"))]
    pub text: String,
}

/// A colour as Excel shows it, `FFC000`.
#[derive(Debug, Default, Deserialize, Serialize, Validate)]
#[serde(transparent)]
pub(super) struct Colour {
    #[validate(custom(function = "colour"))]
    pub text: String,
}

/// A day, written without quotes and without a time: `2025-08-27`.
#[derive(Debug, Deserialize, Serialize, Validate)]
#[serde(transparent)]
pub(super) struct Day {
    #[validate(custom(function = "day"))]
    pub text: Datetime,
}

impl Day {
    /// The day; none where a time stands beside it or there is no such day.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        let date = self.text.date.filter(|_| self.text.time.is_none())?;
        NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
    }
}

/// The languages of the workbooks: one, or several of which the first is that of names in messages.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Languages {
    One(String),
    Several(Vec<String>),
}

impl Languages {
    /// What stands there, whether or not there is such a language.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(code) => std::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
        .iter()
        .map(String::as_str)
    }
}

/// The words that can stand at a key; none where any text can.
pub(super) fn choices(key: &str) -> Option<&'static [&'static str]> {
    match key {
        "language" => Some(LanguageCode::names()),
        "date_order" => Some(&["dmy", "mdy", "ymd"]),
        "level" => Some(&["district", "local", "both"]),
        "kind" => Some(&["organisation", "unit", "role", "office", "collective", "outside"]),
        _ => None,
    }
}

/// Whether a text can stand as a name: something to compare by - a letter, a digit, or a sign such as "✔" - on one line, not endless.
pub(super) fn is_text(text: &str) -> bool {
    // Unicode has its arrows, shapes and pictures from here on; what comes before it parts words.
    const FIRST_SIGN: char = '\u{2190}';
    let is_telling = !wording::key(text).is_empty() || text.chars().any(|c| c >= FIRST_SIGN);
    is_telling && !text.contains(char::is_control) && text.chars().count() <= LONGEST_TEXT
}

/// Whether a text is a sign or two that can stand above a column: `#`.
pub(super) fn is_sign(text: &str) -> bool {
    let signs = text.trim();
    (1..=3).contains(&signs.chars().count()) && signs.chars().all(|c| c.is_ascii_punctuation() || c == '№')
}

/// Whether a text looks like a rule code: `PRI003`.
pub(super) fn is_rule_code(text: &str) -> bool {
    let family = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (2..=3).contains(&family.len()) && family.bytes().all(|b| b.is_ascii_uppercase()) && text.len() == family.len() + 3
}

fn is_code(text: &str) -> bool {
    let printable = |c: char| !c.is_whitespace() && !c.is_control();
    text.chars().any(char::is_alphanumeric) && text.chars().all(printable) && text.chars().count() <= LONGEST_CODE
}

fn text(text: &str) -> Result<(), ValidationError> {
    valid(is_text(text), "text")
}

fn code(text: &str) -> Result<(), ValidationError> {
    valid(is_code(text), "code")
}

fn rule_code(text: &str) -> Result<(), ValidationError> {
    valid(is_rule_code(text), "rule_code")
}

fn colour(text: &str) -> Result<(), ValidationError> {
    valid(Rgb::parse(text).is_some(), "colour")
}

fn day(written: &Datetime) -> Result<(), ValidationError> {
    valid(Day { text: *written }.date().is_some(), "day")
}

fn valid(holds: bool, code: &'static str) -> Result<(), ValidationError> {
    if holds { Ok(()) } else { Err(ValidationError::new(code)) }
}
