//! Which answer belongs to which finding.

use std::collections::{HashMap, HashSet};

use super::keys::{Key, Keyed};
use super::{ACTION, CELL, CODE, ID, Reaction, Reactions, SHEET};
use crate::report::digest::Digest;
use crate::report::words;
use crate::wording::fold;

/// How alike two action texts are, from 0 to 1, when an answer may follow a number whose text was edited.
const SAME_ACTION: f64 = 0.6;

/// Which reaction belongs to which finding: in passes from sure to less sure. A finding takes one answer.
pub(super) struct Matching<'a> {
    reactions: &'a [Reaction],
    parsed: Vec<Option<Key>>,
    keys: &'a [Keyed],
    digest: &'a Digest<'a>,
    /// For each reaction its finding.
    found: Vec<Option<usize>>,
    /// Findings that have an answer.
    answered: HashSet<usize>,
}

impl<'a> Matching<'a> {
    /// Nothing joined yet.
    pub(super) fn new(reactions: &'a Reactions, keys: &'a [Keyed], digest: &'a Digest<'a>) -> Self {
        let reactions = &reactions.reactions;
        Self {
            reactions,
            parsed: reactions.iter().map(|reaction| Some(Keyed::parse(&reaction.key)?.key)).collect(),
            keys,
            digest,
            found: vec![None; reactions.len()],
            answered: HashSet::new(),
        }
    }

    /// For each reaction its finding.
    pub(super) fn run(mut self) -> Vec<Option<usize>> {
        self.exact();
        // Renumbered.
        self.pass(|key| (!key.text.is_empty()).then(|| Key { id: String::new(), ..key.clone() }), false);
        // On another sheet, or the sheet has another name.
        self.pass(
            |key| (!key.text.is_empty()).then(|| Key { sheet: String::new(), repeat: String::new(), ..key.clone() }),
            false,
        );
        self.pass(
            |key| Some(Key { id: String::new(), sheet: String::new(), repeat: String::new(), ..key.clone() }),
            false,
        );
        // The text was edited; the number is the same.
        self.pass(
            |key| {
                (!key.id.is_empty()).then(|| Key {
                    text: String::new(),
                    sheet: String::new(),
                    repeat: String::new(),
                    ..key.clone()
                })
            },
            true,
        );
        self.by_cells();
        self.found
    }

    fn exact(&mut self) {
        let by_key: HashMap<&Key, usize> = self.keys.iter().enumerate().map(|(i, keyed)| (&keyed.key, i)).collect();
        for reaction in 0..self.parsed.len() {
            let finding = self.parsed.get(reaction).and_then(Option::as_ref).and_then(|key| by_key.get(key)).copied();
            if let Some(finding) = finding {
                self.join(reaction, finding);
            }
        }
    }

    /// Joins what has the same reduced key, where that is one reaction and one finding. With `alike` the beginnings of the
    /// actions' texts must resemble each other too, because numbers are given out again.
    fn pass(&mut self, reduce: impl Fn(&Key) -> Option<Key>, alike: bool) {
        let mut reactions: HashMap<Key, Vec<usize>> = HashMap::new();
        for (i, key) in self.parsed.iter().enumerate() {
            if let (None, Some(key)) = (self.found.get(i).copied().flatten(), key.as_ref().and_then(&reduce)) {
                reactions.entry(key).or_default().push(i);
            }
        }
        let mut findings: HashMap<Key, Vec<usize>> = HashMap::new();
        for (i, keyed) in self.keys.iter().enumerate() {
            if let (false, Some(key)) = (self.answered.contains(&i), reduce(&keyed.key)) {
                findings.entry(key).or_default().push(i);
            }
        }
        for (key, reactions) in reactions {
            if let ([reaction], Some([finding])) = (reactions.as_slice(), findings.get(&key).map(Vec::as_slice))
                && (!alike || self.alike(*reaction, *finding))
            {
                self.join(*reaction, *finding);
            }
        }
    }

    fn alike(&self, reaction: usize, finding: usize) -> bool {
        let (Some(reaction), Some(row)) = (self.reactions.get(reaction), self.digest.findings.get(finding)) else {
            return false;
        };
        strsim::normalized_levenshtein(&fold(&reaction.cells[ACTION]), &fold(&row.action_text)) >= SAME_ACTION
    }

    /// Without a key: by code with number and text; where there is neither, by code and cell.
    fn by_cells(&mut self) {
        type Shown = (String, String, String, String, String);
        let shown = |code: &str, id: &str, action: &str, sheet: &str, cell: &str| -> Shown {
            let about_action = !id.is_empty() || !action.is_empty();
            let cell = if about_action { String::new() } else { fold(cell) };
            (fold(code), fold(id), fold(action), fold(sheet), cell)
        };
        let mut findings: HashMap<Shown, Vec<usize>> = HashMap::new();
        for (i, row) in self.digest.findings.iter().enumerate().filter(|(i, _)| !self.answered.contains(i)) {
            let sheet = row.finding.at.sheet.as_deref().unwrap_or(words::whole_plan(self.digest.lang));
            let cell = words::spots(row.finding, self.digest.lang);
            let shown = shown(row.finding.rule.code.as_str(), row.id(), &row.action_text, sheet, &cell);
            findings.entry(shown).or_default().push(i);
        }
        for i in 0..self.reactions.len() {
            let Some(reaction) = self.reactions.get(i) else { continue };
            if !reaction.key.is_empty() || self.found.get(i).copied().flatten().is_some() {
                continue;
            }
            let cells = &reaction.cells;
            let shown = shown(&cells[CODE], &cells[ID], &cells[ACTION], &cells[SHEET], &cells[CELL]);
            if let Some(&[finding]) = findings.get(&shown).map(Vec::as_slice) {
                self.join(i, finding);
            }
        }
    }

    fn join(&mut self, reaction: usize, finding: usize) {
        if let Some(slot @ None) = self.found.get_mut(reaction)
            && self.answered.insert(finding)
        {
            *slot = Some(finding);
        }
    }
}
