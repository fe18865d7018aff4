//! What each copy changed, before it is decided what becomes of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::change::{CellChanges, Change3, NewAction, NoteText};
use super::columns::{Column, Pairing, columns, pair};
use super::compare::{How, ValueChange, same_fill, value_change};
use super::version::{Place, Version};
use super::{Aspect, Claim, Entry, Kind, Notice, Reason, SURE};
use crate::cell::{CellRef, CellValue, GridCell, Rgb};
use crate::framework::{Field, Framework};
use crate::plan::{Action, BelongsTo};
use crate::read::status::Scale;
use crate::reconcile::{Change, ChangeKind, reconcile};
use crate::wording::{Lang, Wording, fold};

/// So many renumbered actions of a table are a new numbering, if they are also this part of it.
const RENUMBERED: (usize, f64) = (3, 0.3);

/// How the rows of a copy belong to those of the base.
#[derive(Debug)]
pub(super) struct Matched {
    pub changes: Vec<Change>,
    /// Tables of the base with the table of the copy that most of its rows stand in, and the other way round.
    pub to_base: BTreeMap<usize, usize>,
}

impl Matched {
    /// Whether no row of the copy is surely one of the base: then it is another plan.
    pub(super) fn is_other_plan(&self) -> bool {
        self.to_base.is_empty()
    }
}

/// How many numbers of a table are others in a copy.
#[derive(Default)]
struct Renumbering {
    /// Rows that both have.
    rows: usize,
    /// Those with another number.
    changed: usize,
    /// The first of them: its number in the base and in the copy.
    first: Option<(CellRef, CellRef)>,
}

/// All that the copies changed. Copies and actions are known by their index: those of actions come from the reconciliation of the
/// very plans that they are looked up in.
pub(super) struct Draft<'a> {
    pub base: &'a Version,
    pub copies: &'a [Version],
    pub framework: &'a Framework,
    pub matched: Vec<Matched>,
    /// By cell of the base.
    pub cells: BTreeMap<CellRef, CellChanges>,
    pub added: Vec<NewAction>,
    /// What is left to a person already.
    pub left: Vec<Entry>,
    pub notices: Vec<Notice>,
    /// Columns of tables side by side: copy, table of the base, table of the copy.
    pairings: HashMap<(usize, usize, usize), Pairing>,
    scales: (Scale, Scale),
    /// Headers of columns that the base lacks, by copy: they were told of already.
    pub told_headers: BTreeSet<(usize, CellRef)>,
    /// Cells that are blacked out in one of the two: how many per copy, and the first one.
    redacted: BTreeMap<usize, (usize, CellRef, CellRef)>,
}

impl<'a> Draft<'a> {
    /// The base and the copies, with their rows side by side; nothing is compared yet.
    pub(super) fn of(base: &'a Version, copies: &'a [Version], framework: &'a Framework) -> Self {
        let matched = copies.iter().map(|copy| matched(base, copy, framework)).collect();
        let mut draft = Self {
            base,
            copies,
            framework,
            matched,
            cells: BTreeMap::new(),
            added: Vec::new(),
            left: Vec::new(),
            notices: Vec::new(),
            pairings: HashMap::new(),
            scales: (Scale::progress(framework), Scale::framework_status(framework)),
            told_headers: BTreeSet::new(),
            redacted: BTreeMap::new(),
        };
        draft.tell_troubles(None, base);
        draft
    }

    /// Tells what of a version could not be read.
    pub(super) fn tell_troubles(&mut self, copy: Option<usize>, version: &Version) {
        let told = version.troubles.iter().map(|message| Notice { copy, message: message.clone() });
        self.notices.extend(told);
    }

    /// Leaves a damaged copy to a person: what it lacks may be lost, and what it says may be something else than was typed.
    pub(super) fn damaged(&mut self, copy: usize) {
        let version = &self.copies[copy];
        for unread in &version.plan.unread {
            self.left.push(left(copy, None, version.name.clone(), Reason::Damaged(unread.sentence())));
        }
    }

    /// Tells how many cells are blacked out in one of the two, when all copies are compared.
    pub(super) fn tell_redacted(&mut self) {
        for (copy, (count, at, copy_at)) in std::mem::take(&mut self.redacted) {
            let says = format!("{count} ×");
            self.left.push(Entry { at: Some(at), ..left(copy, Some(copy_at), says, Reason::Redacted) });
        }
    }

    /// The columns of two tables side by side.
    pub(super) fn pairing(&mut self, copy: usize, base_table: usize, copy_table: usize) -> Pairing {
        if let Some(known) = self.pairings.get(&(copy, base_table, copy_table)) {
            return known.clone();
        }
        let pairing = pair(&table_columns(self.base, base_table), &table_columns(&self.copies[copy], copy_table));
        self.pairings.insert((copy, base_table, copy_table), pairing.clone());
        pairing
    }

    /// The sheet of the copy that is a sheet of the base: that of the same name, of the same municipality, or that which holds most of
    /// its actions.
    pub(super) fn sheet_of(&self, copy: usize, sheet: &str) -> Option<Arc<str>> {
        let version = &self.copies[copy];
        let folded = fold(sheet);
        if let Some(grid) = version.grids.iter().find(|grid| fold(&grid.sheet) == folded) {
            return Some(grid.sheet.clone());
        }
        let owner = self.base.plan.sheets.iter().find(|reading| &*reading.sheet == sheet)?;
        let table_of = |at: &usize| self.base.plan.tables.get(*at).is_some_and(|table| &*table.sheet == sheet);
        let by_rows = self.matched[copy].to_base.iter().find(|(_, base)| table_of(base)).map(|(of_copy, _)| *of_copy);
        let by_rows = by_rows.and_then(|table| version.plan.tables.get(table)).map(|table| table.sheet.clone());
        let same_owner = || {
            let mut owned = version.plan.sheets.iter().filter(|reading| {
                owner.belongs_to != BelongsTo::Nobody && reading.has_table && reading.belongs_to == owner.belongs_to
            });
            owned.next().filter(|_| owned.next().is_none()).map(|reading| reading.sheet.clone())
        };
        by_rows.or_else(same_owner)
    }

    /// What a copy made of a cell, as people see it there.
    pub(super) fn says(&self, change: &Change3<CellValue>) -> String {
        let cell = self.copies.get(change.copy).and_then(|copy| copy.place(&change.at).cell);
        let seen = cell.filter(|cell| cell.value == change.to).map(GridCell::text);
        seen.unwrap_or_else(|| change.to.text()).to_string()
    }

    /// What a fill is called: its hexadecimal number, and the status that it stands for.
    pub(super) fn colour(&self, fill: Option<Rgb>, lang: Lang) -> String {
        let Some(fill) = fill else { return lang.pick("geen kleur", "no colour").to_owned() };
        let progress = self.scales.0.colours.meaning(fill).and_then(|code| self.framework.progress(code));
        let status = || {
            self.framework
                .framework_statuses
                .iter()
                .find(|status| self.scales.1.colours.meaning(fill).is_some_and(|code| *code == status.code))
        };
        let name = progress.map(|progress| progress.name.clone()).or_else(|| Some(status()?.name.clone()));
        name.map_or_else(|| format!("#{fill}"), |name| format!("{name} (#{fill})"))
    }

    /// Compares the actions of a copy with those of the base.
    pub(super) fn rows(&mut self, copy: usize) {
        let changes = self.matched[copy].changes.clone();
        let renumbered = self.new_numbering(copy, &changes);
        let mut shown: BTreeSet<(usize, usize)> = BTreeSet::new();
        for change in &changes {
            match (change.kind, change.previous.as_slice(), change.current.as_slice()) {
                (ChangeKind::Kept, [was], [is]) => {
                    let (was, is) = (&self.base.plan.actions[*was], &self.copies[copy].plan.actions[*is]);
                    let keep_number = renumbered.contains(&was.table);
                    if self.pair_of_rows(copy, was, is, change, keep_number) && shown.insert((was.table, is.table)) {
                        self.columns_apart(copy, was.table, is.table);
                    }
                }
                (ChangeKind::Split, [was], parts) => self.parted(copy, &[*was], parts, Reason::Split),
                (ChangeKind::Merged, whole, [is]) => self.parted(copy, whole, &[*is], Reason::Combined),
                (ChangeKind::Removed, [was], _) => self.removed(copy, *was),
                // New actions are collected when all copies are known.
                _ => {}
            }
        }
    }

    /// Compares two rows that are one action; false where that is not sure enough.
    fn pair_of_rows(
        &mut self,
        copy: usize,
        was: &'a Action,
        is: &'a Action,
        change: &Change,
        keep_number: bool,
    ) -> bool {
        let number = was.id().map(str::to_owned);
        let pairing = self.pairing(copy, was.table, is.table);
        if change.confidence < SURE {
            if self.differs(copy, was, is, &pairing) {
                let says = is.text.raw.trim().to_owned();
                let entry = left(copy, Some(is.text.at.clone()), says, Reason::Unsure);
                self.left.push(about(was, was.text.raw.trim().to_owned(), entry));
            }
            return false;
        }
        for (column, col) in &pairing.pairs {
            if keep_number && column.field == Some(Field::Id) {
                continue;
            }
            let at = CellRef::new(was.sheet.clone(), was.row, column.col);
            let copy_at = CellRef::new(is.sheet.clone(), is.row, *col);
            self.cell(copy, at, copy_at, column, number.clone());
        }
        let (had, has) = (more_rows(was, self.base), more_rows(is, &self.copies[copy]));
        if had != has {
            let entry = left(copy, Some(is.text.at.clone()), has.join("\n"), Reason::MoreRows);
            self.left.push(about(was, had.join("\n"), entry));
        }
        if change.moved {
            let entry = left(copy, Some(is.text.at.clone()), is.sheet.to_string(), Reason::Moved);
            self.left.push(about(was, was.sheet.to_string(), entry));
        }
        true
    }

    /// Whether any cell of two rows is different.
    fn differs(&self, copy: usize, was: &Action, is: &Action, pairing: &Pairing) -> bool {
        pairing.pairs.iter().any(|(column, col)| {
            let at = self.base.place(&CellRef::new(was.sheet.clone(), was.row, column.col));
            let copy_at = self.copies[copy].place(&CellRef::new(is.sheet.clone(), is.row, *col));
            value_change(at, copy_at, self.how(copy, column)) != ValueChange::Same
        })
    }

    fn how(&self, copy: usize, column: &Column) -> How {
        How {
            formulas: self.base.formulas_compare && self.copies[copy].formulas_compare,
            redaction: !column.holds_numbers(),
        }
    }

    /// Compares one cell: its value, its fill where that says something, the note on it.
    pub(super) fn cell(&mut self, copy: usize, at: CellRef, copy_at: CellRef, column: &Column, action: Option<String>) {
        let version = &self.copies[copy];
        let (was, is) = (self.base.place(&at), version.place(&copy_at));
        let value = value_change(was, is, self.how(copy, column));
        let fills_known = version.grid(&copy_at.sheet).is_some_and(|grid| !grid.fills_unknown);
        let fill = |place: Place<'_>| place.cell.and_then(|cell| cell.fill);
        let (had, has) = (fill(was), fill(is));
        let filled = column.speaks_by_fill() && fills_known && !was.covered && !same_fill(had, has);
        self.note(copy, &at, &copy_at, column, &action);
        match value {
            ValueChange::Same => {}
            ValueChange::To(to, remark) => {
                let change = Change3 { copy, at: copy_at.clone(), to, remark };
                self.changes(&at, column, &action).values.push(change);
            }
            ValueChange::Unclear(Reason::Redacted) => {
                let known = self.redacted.entry(copy).or_insert((0, at.clone(), copy_at.clone()));
                known.0 += 1;
            }
            ValueChange::Unclear(reason) => {
                let text = |place: Place<'_>| place.cell.map(shown).unwrap_or_default();
                let entry = left(copy, Some(copy_at.clone()), text(is), reason);
                let (column, before) = (Some(column.label()), text(was));
                self.left.push(Entry { at: Some(at.clone()), action: action.clone(), column, before, ..entry });
            }
        }
        if filled {
            let change = Change3 { copy, at: copy_at, to: has, remark: None };
            self.changes(&at, column, &action).fills.push(change);
        }
    }

    fn changes(&mut self, at: &CellRef, column: &Column, action: &Option<String>) -> &mut CellChanges {
        let changes = self.cells.entry(at.clone()).or_default();
        changes.action.clone_from(action);
        changes.column = Some(column.label());
        changes
    }

    fn note(&mut self, copy: usize, at: &CellRef, copy_at: &CellRef, column: &Column, action: &Option<String>) {
        let version = &self.copies[copy];
        if !version.notes_known {
            return;
        }
        let tidy = |note: Option<&str>| note.map(|text| text.trim().replace("\r\n", "\n")).unwrap_or_default();
        let (had, has) = (tidy(self.base.note(at)), tidy(version.note(copy_at)));
        if had == has {
            return;
        }
        let conversation = |version: &Version, at: &CellRef| version.authors.get(at) == Some(&None);
        let reason = if has.is_empty() {
            Some(Reason::NoteGone)
        } else if conversation(version, copy_at) || conversation(self.base, at) {
            Some(Reason::Conversation)
        } else {
            None
        };
        if let Some(reason) = reason {
            let entry = left(copy, Some(copy_at.clone()), has, reason);
            let (column, aspect) = (Some(column.label()), Aspect::Note);
            self.left.push(Entry {
                at: Some(at.clone()),
                action: action.clone(),
                column,
                aspect,
                before: had,
                ..entry
            });
            return;
        }
        let author = version.authors.get(copy_at).cloned().flatten().unwrap_or_default();
        let to = NoteText { author, text: version.note(copy_at).unwrap_or_default().trim().to_owned() };
        let change = Change3 { copy, at: copy_at.clone(), to, remark: None };
        self.changes(at, column, action).notes.push(change);
    }

    /// Tables of the base that the copy numbers anew. Those numbers are not taken: they say nothing about single actions.
    fn new_numbering(&mut self, copy: usize, changes: &[Change]) -> BTreeSet<usize> {
        let mut counts: BTreeMap<usize, Renumbering> = BTreeMap::new();
        for (change, was, is) in sure_pairs(changes) {
            let (was, is) = (&self.base.plan.actions[was], &self.copies[copy].plan.actions[is]);
            let count = counts.entry(was.table).or_default();
            count.rows += 1;
            if change.renumbered {
                count.changed += 1;
                count.first.get_or_insert_with(|| (was.id.at.clone(), is.id.at.clone()));
            }
        }
        let mut tables = BTreeSet::new();
        for (table, Renumbering { rows, changed, first }) in counts {
            let many = changed >= RENUMBERED.0 && changed as f64 >= rows as f64 * RENUMBERED.1;
            if let (true, Some((at, copy_at))) = (many, first) {
                tables.insert(table);
                let entry = left(copy, Some(copy_at), format!("{changed} ×"), Reason::Renumbered);
                self.left.push(Entry { at: Some(at), column: Some(field(Field::Id)), ..entry });
            }
        }
        tables
    }

    fn columns_apart(&mut self, copy: usize, base_table: usize, copy_table: usize) {
        let pairing = self.pairing(copy, base_table, copy_table);
        let version = &self.copies[copy];
        let (Some(was), Some(is)) = (self.base.plan.tables.get(base_table), version.plan.tables.get(copy_table)) else {
            return;
        };
        let rows = version.plan.actions.iter().filter(|action| action.table == copy_table);
        let rows: Vec<u32> = rows.map(|action| action.row).collect();
        for column in &pairing.extra {
            let grid = version.grid(&is.sheet);
            let filled =
                |row: &&u32| grid.and_then(|grid| grid.get(**row, column.col)).is_some_and(|cell| !cell.is_blank());
            let count = rows.iter().filter(filled).count();
            if count > 0 {
                let at = CellRef::new(is.sheet.clone(), is.header_row, column.col);
                self.told_headers.insert((copy, at.clone()));
                let entry = left(copy, Some(at), format!("{}: {count} ×", column.header), Reason::ExtraColumn);
                self.left.push(Entry { column: Some(Wording::verbatim(&column.header)), ..entry });
            }
        }
        for column in pairing.missing.iter().filter(|column| !column.header.is_empty()) {
            let Wording { nl, en } = Reason::MissingColumn.words();
            let (sheet, header) = (&was.sheet, &column.header);
            let message = Wording::of(format!("{sheet}, '{header}': {nl}"), format!("{sheet}, '{header}': {en}"));
            self.notices.push(Notice { copy: Some(copy), message });
        }
    }

    fn parted(&mut self, copy: usize, whole: &[usize], parts: &[usize], reason: Reason) {
        let text = |action: &Action| {
            let number = action.id().map(|id| format!("{id}: ")).unwrap_or_default();
            format!("{number}{}", action.text.raw.trim())
        };
        let (base, version) = (self.base, &self.copies[copy]);
        let joined = |plan: &[Action], of: &[usize]| {
            of.iter().filter_map(|at| plan.get(*at)).map(text).collect::<Vec<_>>().join("\n")
        };
        let first = |plan: &'a [Action], of: &[usize]| of.first().and_then(|at| plan.get(*at));
        let was = first(&base.plan.actions, whole);
        let copy_at = first(&version.plan.actions, parts).map(|action| action.text.at.clone());
        let entry = left(copy, copy_at, joined(&version.plan.actions, parts), reason);
        let before = joined(&base.plan.actions, whole);
        self.left.push(match was {
            Some(was) => about(was, before, entry),
            None => Entry { before, ..entry },
        });
    }

    fn removed(&mut self, copy: usize, was: usize) {
        let action = &self.base.plan.actions[was];
        // A sheet that the copy does not have at all is told once, and removes nothing.
        if self.sheet_of(copy, &action.sheet).is_none() {
            return;
        }
        let entry = left(copy, None, String::new(), Reason::Missing);
        self.left.push(about(action, action.text.raw.trim().to_owned(), entry));
    }

    /// The workbook's own sheet of the framework: one status for each sub-theme and municipality.
    pub(super) fn assessments(&mut self, copy: usize) {
        let version = &self.copies[copy];
        for was in &self.base.plan.assessments {
            let is = version.plan.assessment(&was.subtheme, was.municipality.as_deref());
            if let Some(is) = is {
                let column =
                    Column { col: was.status.at.col, field: Some(Field::FrameworkStatus), header: String::new() };
                self.cell(copy, was.status.at.clone(), is.status.at.clone(), &column, Some(was.subtheme.to_string()));
            }
        }
    }

    /// Answers on the sheets of an earlier check belong to findings, which the next check words anew: they are told, not taken.
    pub(super) fn reactions(&mut self, copy: usize) {
        let fresh =
            self.copies[copy].reactions.iter().filter(|reaction| !self.base.reactions.contains(reaction)).count();
        if fresh > 0 {
            self.left.push(left(copy, None, format!("{fresh} ×"), Reason::Reactions));
        }
    }

    /// Says of which looks the format of the copy tells nothing.
    pub(super) fn unknown_looks(&mut self, copy: usize) {
        let version = &self.copies[copy];
        let fills = version.grids.iter().any(|grid| grid.fills_unknown);
        let (nl, en) = match (fills, version.notes_known) {
            (false, true) => return,
            (true, true) => ("kleuren", "colours"),
            (false, false) => ("notities", "notes"),
            (true, false) => ("kleuren en notities", "colours and notes"),
        };
        let message = Wording::of(
            format!(
                "Dit bestandsformaat vertelt niets over {nl}; die zijn niet vergeleken. Bewaar de kopie als xlsx om ze mee te nemen."
            ),
            format!(
                "This file format tells nothing of {en}; these were not compared. Save the copy as xlsx to include them."
            ),
        );
        self.notices.push(Notice { copy: Some(copy), message });
    }
}

/// The columns of a table of a version.
pub(super) fn table_columns(version: &Version, table: usize) -> Vec<Column> {
    let table = version.plan.tables.get(table);
    table.and_then(|table| Some(columns(version.grid(&table.sheet)?, table))).unwrap_or_default()
}

/// The name of a field.
pub(super) fn field(field: Field) -> Wording {
    Wording::of(field.word(Lang::Nl), field.word(Lang::En))
}

/// What a cell shows; of a formula without an outcome the formula, since "empty" would not be true.
fn shown(cell: &GridCell) -> String {
    let text = cell.text().to_string();
    let formula = cell.formula.as_deref().filter(|_| text.trim().is_empty());
    formula.map_or(text, |formula| format!("={formula}"))
}

/// Something of a copy that is left to a person.
pub(super) fn left(copy: usize, at: Option<CellRef>, says: String, reason: Reason) -> Entry {
    Entry {
        kind: Kind::Left,
        at: None,
        action: None,
        column: None,
        aspect: Aspect::Value,
        before: String::new(),
        claims: vec![Claim { copy, at, says }],
        reason: Some(reason),
    }
}

/// The entry with the action of the base that it is about, and what that said.
fn about(action: &Action, before: String, entry: Entry) -> Entry {
    Entry { at: Some(action.text.at.clone()), action: action.id().map(str::to_owned), before, ..entry }
}

/// What rows below that of an action say of it: the rest of its text, and notes.
fn more_rows(action: &Action, version: &Version) -> Vec<String> {
    let cell = version.place(&action.text.at).cell.map(|cell| cell.text()).unwrap_or_default();
    let rest = action.text.raw.strip_prefix(&*cell).unwrap_or_default().trim();
    let notes = action.notes.iter().filter(|note| note.at.row != action.row).map(|note| note.raw.trim());
    std::iter::once(rest).chain(notes).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// The rows that are surely one action: what became of it, with its index in the base and in the copy.
fn sure_pairs(changes: &[Change]) -> impl Iterator<Item = (&Change, usize, usize)> {
    changes.iter().filter(|change| change.kind == ChangeKind::Kept && change.confidence >= SURE).filter_map(|change| {
        let ([was], [is]) = (change.previous.as_slice(), change.current.as_slice()) else { return None };
        Some((change, *was, *is))
    })
}

fn matched(base: &Version, copy: &Version, framework: &Framework) -> Matched {
    let changes = reconcile(&base.plan, &copy.plan, framework).changes;
    let mut votes: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for (_, was, is) in sure_pairs(&changes) {
        let (was, is) = (&base.plan.actions[was], &copy.plan.actions[is]);
        *votes.entry(is.table).or_default().entry(was.table).or_default() += 1;
    }
    let most = |votes: &BTreeMap<usize, usize>| votes.iter().max_by_key(|(_, count)| **count).map(|(table, _)| *table);
    let to_base = votes.iter().filter_map(|(table, votes)| Some((*table, most(votes)?))).collect();
    Matched { changes, to_base }
}
