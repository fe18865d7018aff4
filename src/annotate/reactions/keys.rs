//! The key by which an answer finds its finding again, kept in a hidden column beside it.
//!
//! It is made of what stays the same when rows move, and of what stood in the cell, so that a changed cell is noticed.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::cell::Cell;
use crate::finding::Version;
use crate::framework::Field;
use crate::plan::{Action, Status, Table};
use crate::report::digest::{Digest, Row};
use crate::report::words;
use crate::wording::fold;

/// A key in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Key {
    /// The rule.
    pub code: String,
    /// The action's number.
    pub id: String,
    /// Digest of the action's text, or of what the finding is about.
    pub text: String,
    /// The field that the finding points at.
    pub place: String,
    /// Digest of the sheet's name.
    pub sheet: String,
    /// Tells apart what is otherwise the same; counts from 1.
    pub repeat: String,
}

/// A key with what stood in the cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keyed {
    /// The key.
    pub key: Key,
    /// Digest of what stood in the cell; empty in the sheets of earlier programs, which did not write it.
    pub value: String,
}

impl Keyed {
    /// As it stands in the hidden column.
    pub(super) fn show(&self) -> String {
        let Key { code, id, text, place, sheet, repeat } = &self.key;
        [code, id, text, place, sheet, repeat, &self.value].map(String::as_str).join("|")
    }

    /// Reads what [`Keyed::show`] wrote.
    pub(super) fn parse(shown: &str) -> Option<Self> {
        let mut parts = shown.split('|').map(str::to_owned);
        let mut next = || parts.next();
        let key = Key { code: next()?, id: next()?, text: next()?, place: next()?, sheet: next()?, repeat: next()? };
        let value = next().unwrap_or_default();
        next().is_none().then_some(Self { key, value })
    }
}

/// The keys of all findings, each of them once.
pub(super) fn keys(digest: &Digest) -> Vec<Keyed> {
    let mut seen: HashMap<Key, usize> = HashMap::new();
    let tables = &digest.review.plan.tables;
    let previous = digest.review.previous.as_ref().map(|previous| previous.plan.tables.as_slice()).unwrap_or_default();
    digest
        .findings
        .iter()
        .map(|row| {
            let tables = if row.finding.at.version == Version::Current { tables } else { previous };
            let key = key_of(row, tables);
            let repeat = seen.entry(key.clone()).or_default();
            *repeat += 1;
            Keyed { key: Key { repeat: repeat.to_string(), ..key }, value: value_of(row, tables) }
        })
        .collect()
}

/// What stands in the cell, as a digest: text and, for a status, what its fill means. Where the finding points at no cell of
/// an action, what the finding says.
fn value_of(row: &Row, tables: &[Table]) -> String {
    let typed = row.action.and_then(|action| {
        let col = row.finding.at.col?;
        typed(action, field_of(tables.get(action.table)?, col)?, col)
    });
    digest_of(&typed.unwrap_or_else(|| without_digits(&row.finding.message.nl).into()))
}

fn typed(action: &Action, field: Field, col: u32) -> Option<Arc<str>> {
    let status = |cell: &Cell<Status>| format!("{} {:?}", cell.raw, cell.known());
    Some(match field {
        Field::Id => action.id.raw.clone(),
        Field::Theme => action.theme.raw.clone(),
        Field::Subtheme => action.subtheme.raw.clone(),
        Field::Municipality => action.municipalities.raw.clone(),
        Field::Level => action.level.raw.clone(),
        Field::Action => action.text.raw.clone(),
        Field::Owner => action.owners.raw.clone(),
        Field::Involved => action.involved.raw.clone(),
        Field::Priority => action.priority.raw.clone(),
        Field::Start => action.start.raw.clone(),
        Field::Deadline => action.deadline.raw.clone(),
        Field::FrameworkStatus => status(&action.framework_status).into(),
        Field::Progress => (status(&action.progress) + &status(&action.framework_status)).into(),
        Field::Notes => action.notes.iter().find(|note| note.at.col == col)?.raw.clone(),
        Field::Percent => action.percent.raw.clone(),
        Field::CompletedOn => action.completed_on.raw.clone(),
        Field::DependsOn => action.depends_on.raw.clone(),
        Field::UpdatedOn => action.updated_on.raw.clone(),
    })
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn key_of(row: &Row, tables: &[Table]) -> Key {
    let finding = row.finding;
    let text = match row.action {
        Some(action) => words::action_text(action).to_owned(),
        None => what_it_is_about(row),
    };
    let field = row.action.and_then(|action| {
        let table = tables.get(action.table)?;
        field_of(table, finding.at.col?)
    });
    Key {
        code: finding.rule.code.to_string(),
        id: row.id().replace('|', "/"),
        text: digest_of(&text),
        place: field.map(Field::code).unwrap_or_default().to_owned(),
        sheet: finding.at.sheet.as_deref().map(digest_of).unwrap_or_default(),
        repeat: String::new(),
    }
}

/// Without an action: the sub-theme and municipality, or else the message without its numbers, which change by the day.
fn what_it_is_about(row: &Row) -> String {
    let finding = row.finding;
    match (&finding.subtheme, &finding.municipality) {
        (None, None) => without_digits(&finding.message.nl),
        (subtheme, municipality) => {
            format!("{}/{}", subtheme.as_deref().unwrap_or_default(), municipality.as_deref().unwrap_or_default())
        }
    }
}

fn field_of(table: &Table, col: u32) -> Option<Field> {
    table.columns.iter().find(|(_, cols)| cols.contains(&col)).map(|(field, _)| *field)
}

/// The first ten hexadecimal digits of the folded text's SHA-256: no text of staff stands in a key.
fn digest_of(text: &str) -> String {
    Sha256::digest(fold(text).as_bytes()).iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}
