//! The file as a tree in which every key and value knows its place in the text.
//!
//! Reading takes out what is wrong and goes on with the rest, so the tree is kept twice: as written, and as far as it
//! could be read. Paths of values are paths in the second; what people see is the place in the first.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::wording::Wording;

/// One step down the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The way to a value: `themes[2].subthemes[0].priority`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Path(pub Vec<Step>);

impl Path {
    /// The path to `key` of the table itself.
    pub(super) fn root(key: &str) -> Self {
        Self::default().key(key)
    }

    /// The path to a key of this table.
    pub(super) fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    /// The path to an element (from zero) of this list.
    pub(super) fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The path one step up; of the root the root.
    pub(super) fn parent(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// The key that it ends in, going up from a list element to the list.
    pub(super) fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
    }

    /// The keys alone, as a table's header writes them: `themes.subthemes`.
    pub(super) fn keys(&self) -> String {
        let keys = self.0.iter().filter(|step| matches!(step, Step::Key(_))).cloned();
        Self(keys.collect()).to_string()
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) => {
                    let dot = if i > 0 { "." } else { "" };
                    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
                    if bare { write!(f, "{dot}{key}")? } else { write!(f, "{dot}{:?}", shorten(key))? }
                }
            }
        }
        Ok(())
    }
}

/// What stands at a path, or how far down the path the file goes.
#[derive(Debug)]
pub(super) struct Place {
    /// The path as the file is written, with the indexes that people would count.
    pub path: Path,
    /// The line, from 1; for a missing value the line of what it is missing from.
    pub line: usize,
    /// What stands there; none where nothing does.
    pub found: Option<Wording>,
    /// The value stood there and was taken out, because reading could do nothing with it.
    pub taken_out: bool,
}

/// The file as a tree.
#[derive(Debug)]
pub(super) struct Tree<'i> {
    /// Offset of the first byte of each line.
    lines: Vec<usize>,
    written: Spanned<DeValue<'i>>,
    readable: Spanned<DeValue<'i>>,
}

impl<'i> Tree<'i> {
    /// Reads as much of the text as is TOML; the errors say what is not.
    pub(super) fn parse(text: &'i str) -> (Self, Vec<toml::de::Error>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = table.span();
        let written = Spanned::new(span, DeValue::Table(table.into_inner()));
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        (Self { lines, readable: written.clone(), written }, errors)
    }

    /// What can be read, for serde.
    pub(super) fn readable(&self) -> Spanned<DeValue<'i>> {
        self.readable.clone()
    }

    /// The line (from 1) of a byte of the text.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset).max(1)
    }

    /// Where a path leads to. A step into a value that holds nothing is left out.
    pub(super) fn place(&self, path: &Path) -> Place {
        let mut node = &self.readable;
        let mut written = Some(&self.written);
        let mut shown = Path::default();
        let mut steps = path.0.iter();
        for step in steps.by_ref() {
            let (next, step) = match (step, node.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => (table.get(key.as_str()), step.clone()),
                (Step::Index(index), DeValue::Array(array)) => {
                    let next = array.get(*index);
                    (next, Step::Index(written_index(written, next).unwrap_or(*index)))
                }
                _ => continue,
            };
            written = written.and_then(|node| child(node, &step));
            shown.0.push(step);
            let Some(next) = next else {
                shown.0.extend(steps.cloned());
                let line = self.line(written.unwrap_or(node).span().start);
                return Place { path: shown, line, found: None, taken_out: written.is_some() };
            };
            node = next;
        }
        Place { path: shown, line: self.line(node.span().start), found: Some(shown_value(node)), taken_out: false }
    }

    /// The text at a path, where that is a text.
    pub(super) fn text(&self, path: &Path) -> Option<&str> {
        let mut node = &self.readable;
        for step in &path.0 {
            node = child(node, step)?;
        }
        node.get_ref().as_str()
    }

    /// The path of the key or value that stands at exactly this span; the outermost one.
    pub(super) fn find(&self, span: &Range<usize>) -> Option<Path> {
        find(&self.readable, span, &Path::default())
    }

    /// Takes a key or element out of what is read.
    pub(super) fn take_out(&mut self, path: &Path) {
        let Some((last, way)) = path.0.split_last() else { return };
        let mut node = &mut self.readable;
        for step in way {
            let next = match (step, node.get_mut()) {
                (Step::Key(key), DeValue::Table(table)) => table.get_mut(key.as_str()),
                (Step::Index(index), DeValue::Array(array)) => array.get_mut(*index),
                _ => None,
            };
            let Some(next) = next else { return };
            node = next;
        }
        match (last, node.get_mut()) {
            (Step::Key(key), DeValue::Table(table)) => {
                table.remove(key.as_str());
            }
            (Step::Index(index), DeValue::Array(array)) => {
                let rest = array.iter().enumerate().filter(|(i, _)| i != index).map(|(_, value)| value.clone());
                *array = rest.collect();
            }
            _ => {}
        }
    }
}

/// The index in the list as written of an element of the list as far as it could be read.
fn written_index(written: Option<&Spanned<DeValue<'_>>>, element: Option<&Spanned<DeValue<'_>>>) -> Option<usize> {
    let span = element?.span();
    written?.get_ref().as_array()?.iter().position(|other| other.span() == span)
}

fn child<'t, 'i>(node: &'t Spanned<DeValue<'i>>, step: &Step) -> Option<&'t Spanned<DeValue<'i>>> {
    match step {
        Step::Key(key) => node.get_ref().get(key.as_str()),
        Step::Index(index) => node.get_ref().get(*index),
    }
}

fn find(node: &Spanned<DeValue<'_>>, span: &Range<usize>, path: &Path) -> Option<Path> {
    match node.get_ref() {
        DeValue::Table(table) => {
            let hit = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span);
            hit.map(|(key, _)| path.key(key.get_ref()))
                .or_else(|| table.iter().find_map(|(key, value)| find(value, span, &path.key(key.get_ref()))))
        }
        DeValue::Array(array) => {
            let hit = array.iter().position(|value| value.span() == *span);
            hit.map(|index| path.index(index))
                .or_else(|| array.iter().enumerate().find_map(|(i, value)| find(value, span, &path.index(i))))
        }
        _ => None,
    }
}

/// A value as it is shown in a message: short, text in quotes.
fn shown_value(value: &Spanned<DeValue<'_>>) -> Wording {
    let same = |text: String| Wording::new(text.clone(), text);
    match value.get_ref() {
        DeValue::String(text) => same(quoted(text)),
        DeValue::Integer(number) => same(shorten(number.as_str())),
        DeValue::Float(number) => same(shorten(number.as_str())),
        DeValue::Boolean(yes) => same(yes.to_string()),
        DeValue::Datetime(date) => same(date.to_string()),
        DeValue::Array(array) if array.is_empty() => Wording::new("een lege lijst".into(), "an empty list".into()),
        DeValue::Array(array) => counted(array.len()),
        DeValue::Table(_) => Wording::new("een tabel".into(), "a table".into()),
    }
}

fn counted(elements: usize) -> Wording {
    Wording::new(format!("een lijst van {elements}"), format!("a list of {elements}"))
}

/// A text in quotes, short and on one line.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", shorten(text))
}

/// At most sixty characters of a text, without line breaks.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{line}…") } else { line }
}
