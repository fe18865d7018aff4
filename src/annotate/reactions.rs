//! What staff answered on the findings sheet of an earlier run.
//!
//! Staff sort, filter, insert columns and delete rows. So the columns are found by their headers, and each answer by the key
//! in a hidden column that moves along with its row. The key is made of what stays the same when rows move: the rule, the
//! action's number, its text, the field and the sheet. Where one of these changed, the others still find the answer; where
//! it cannot be told which finding is meant, the answer is kept at the end rather than put in a wrong place.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use crate::cell::{Grid, column_letters};
use crate::finding::Version;
use crate::framework::Field;
use crate::plan::Table;
use crate::report::digest::{Digest, Row};
use crate::report::sheets::{Answer, Answers, Resolved, findings_headers, key_header, reaction_header};
use crate::report::words;
use crate::wording::{Lang, fold, key};

/// How alike two action texts are, from 0 to 1, when an answer may follow a number whose text was edited.
const SAME_ACTION: f64 = 0.6;
/// Rows at the top of a sheet in which its header is looked for.
const HEADER_ROWS: u32 = 200;
/// Columns that staff may have added; more is no table that people work in.
const EXTRA_COLUMNS: usize = 50;

/// The answers of an earlier run's sheets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reactions {
    /// Headers of columns that staff added.
    pub extra_headers: Vec<String>,
    /// In the order of the sheet.
    pub reactions: Vec<Reaction>,
}

/// One row in which staff wrote something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reaction {
    /// The finding's key; empty where the hidden column was removed.
    pub key: String,
    /// The row's cells: severity, code, sheet, cell, number, action, message, what to do, suggestion.
    pub cells: [String; 9],
    /// What stands under 'Reactie'.
    pub reaction: String,
    /// What stands in the columns that staff added.
    pub extras: Vec<String>,
}

/// Places in [`Reaction::cells`].
const CODE: usize = 1;
const SHEET: usize = 2;
const CELL: usize = 3;
const ID: usize = 4;
const ACTION: usize = 5;

/// Reads the answers from planwacht's own sheets of an earlier run; other sheets hold none.
pub fn reactions(own_sheets: &[Grid]) -> Reactions {
    let mut read = Reactions::default();
    for grid in own_sheets {
        if let Some(columns) = Columns::find(grid) {
            columns.read(grid, &mut read);
        }
    }
    read
}

/// Where the columns stand now.
struct Columns {
    header_row: u32,
    own: [Option<u32>; 9],
    reaction: Option<u32>,
    key: Option<u32>,
    extras: Vec<(u32, String)>,
}

impl Columns {
    /// The row that names a code and either an answer or a key.
    fn find(grid: &Grid) -> Option<Self> {
        let last = grid.last_row()?.min(HEADER_ROWS);
        (0..=last).find_map(|row| Self::at(grid, row))
    }

    fn at(grid: &Grid, header_row: u32) -> Option<Self> {
        let mut columns = Self { header_row, own: [None; 9], reaction: None, key: None, extras: Vec::new() };
        let mut unknown: BTreeMap<u32, String> = BTreeMap::new();
        for (col, cell) in grid.row(header_row) {
            let text = cell.text();
            match Meaning::of(&text) {
                Some(meaning) if columns.place(meaning, col) => {}
                _ => {
                    unknown.insert(col, text);
                }
            }
        }
        columns.own[CODE]?;
        columns.reaction.or(columns.key)?;
        columns.add_extras(grid, unknown);
        Some(columns)
    }

    /// Takes the column; a second one with the same header is not ours.
    fn place(&mut self, meaning: Meaning, col: u32) -> bool {
        let slot = match meaning {
            Meaning::Ignored => return true,
            Meaning::Own(i) => self.own.get_mut(i),
            Meaning::Reaction => Some(&mut self.reaction),
            Meaning::Key => Some(&mut self.key),
        };
        match slot {
            Some(slot @ None) => {
                *slot = Some(col);
                true
            }
            _ => false,
        }
    }

    /// Columns with content that are not ours, with or without a header.
    fn add_extras(&mut self, grid: &Grid, mut unknown: BTreeMap<u32, String>) {
        let known: HashSet<u32> = self.own.iter().flatten().copied().chain(self.reaction).chain(self.key).collect();
        let ignored: HashSet<u32> = grid
            .row(self.header_row)
            .filter(|(_, cell)| matches!(Meaning::of(&cell.text()), Some(Meaning::Ignored)))
            .map(|(col, _)| col)
            .collect();
        for ((row, col), cell) in &grid.cells {
            if *row > self.header_row && !known.contains(col) && !ignored.contains(col) && !cell.is_blank() {
                unknown.entry(*col).or_default();
            }
        }
        self.extras = unknown.into_iter().take(EXTRA_COLUMNS).collect();
    }

    fn read(&self, grid: &Grid, into: &mut Reactions) {
        let first_extra = into.extra_headers.len();
        into.extra_headers.extend(self.extras.iter().map(|(col, header)| {
            if header.trim().is_empty() { column_letters(*col) } else { header.trim().to_owned() }
        }));
        let text =
            |row: u32, col: Option<u32>| col.map(|col| grid.text(row, col).trim().to_owned()).unwrap_or_default();
        let rows: HashSet<u32> = grid.cells.keys().map(|(row, _)| *row).filter(|row| *row > self.header_row).collect();
        let mut rows: Vec<u32> = rows.into_iter().collect();
        rows.sort_unstable();
        for row in rows {
            let mut extras = vec![String::new(); first_extra];
            extras.extend(self.extras.iter().map(|(col, _)| text(row, Some(*col))));
            let reaction = text(row, self.reaction);
            if reaction.is_empty() && extras.iter().all(String::is_empty) {
                continue;
            }
            let cells = self.own.map(|col| text(row, col));
            into.reactions.push(Reaction { key: text(row, self.key), cells, reaction, extras });
        }
    }
}

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// Place in [`Reaction::cells`].
    Own(usize),
    Reaction,
    Key,
    /// Number and status: made anew each time.
    Ignored,
}

impl Meaning {
    fn of(header: &str) -> Option<Self> {
        let header = key(header);
        [Lang::Nl, Lang::En].into_iter().find_map(|lang| {
            if header == key(reaction_header(lang)) {
                return Some(Self::Reaction);
            }
            if header == key(key_header(lang)) {
                return Some(Self::Key);
            }
            let headers = findings_headers(lang);
            let place = headers.iter().position(|own| key(own) == header)?;
            // The first column is the number, the last one the status.
            Some(if place == 0 || place + 1 == headers.len() { Self::Ignored } else { Self::Own(place - 1) })
        })
    }
}

/// A key in its parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Key {
    code: String,
    id: String,
    text: String,
    place: String,
    sheet: String,
    /// Tells apart what is otherwise the same; counts from 1.
    repeat: String,
}

impl Key {
    fn show(&self) -> String {
        let Self { code, id, text, place, sheet, repeat } = self;
        [code, id, text, place, sheet, repeat].map(String::as_str).join("|")
    }

    fn parse(shown: &str) -> Option<Self> {
        let mut parts = shown.split('|').map(str::to_owned);
        let mut next = || parts.next();
        let key = Self { code: next()?, id: next()?, text: next()?, place: next()?, sheet: next()?, repeat: next()? };
        next().is_none().then_some(key)
    }
}

/// The keys of all findings, each of them once.
fn keys(digest: &Digest) -> Vec<Key> {
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
            Key { repeat: repeat.to_string(), ..key }
        })
        .collect()
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
        code: finding.rule.code.to_owned(),
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
        (None, None) => finding.message.nl.chars().filter(|c| !c.is_ascii_digit()).collect(),
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

impl Reactions {
    /// The answers beside the findings of this run; those whose finding is gone stand apart.
    pub(crate) fn answers(&self, digest: &Digest) -> Answers {
        let keys = keys(digest);
        let taken = Matching::new(self, &keys, digest).run();
        let mut answers: Vec<Answer> = keys.iter().map(|key| Answer { key: key.show(), ..Answer::default() }).collect();
        let mut resolved = Vec::new();
        for (reaction, finding) in self.reactions.iter().zip(taken) {
            match finding.and_then(|finding| answers.get_mut(finding)) {
                Some(answer) => {
                    answer.reaction.clone_from(&reaction.reaction);
                    answer.extras.clone_from(&reaction.extras);
                }
                None => resolved.push(resolve(reaction)),
            }
        }
        Answers { extra_headers: self.extra_headers.clone(), answers, resolved }
    }
}

fn resolve(reaction: &Reaction) -> Resolved {
    let answer =
        Answer { key: reaction.key.clone(), reaction: reaction.reaction.clone(), extras: reaction.extras.clone() };
    Resolved { cells: reaction.cells.clone(), answer }
}

/// Which reaction belongs to which finding: in passes from sure to less sure. A finding takes one answer.
struct Matching<'a> {
    reactions: &'a [Reaction],
    parsed: Vec<Option<Key>>,
    keys: &'a [Key],
    digest: &'a Digest<'a>,
    /// For each reaction its finding.
    found: Vec<Option<usize>>,
    /// Findings that have an answer.
    answered: HashSet<usize>,
}

impl<'a> Matching<'a> {
    fn new(reactions: &'a Reactions, keys: &'a [Key], digest: &'a Digest<'a>) -> Self {
        let reactions = &reactions.reactions;
        Self {
            reactions,
            parsed: reactions.iter().map(|reaction| Key::parse(&reaction.key)).collect(),
            keys,
            digest,
            found: vec![None; reactions.len()],
            answered: HashSet::new(),
        }
    }

    fn run(mut self) -> Vec<Option<usize>> {
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
        let by_key: HashMap<&Key, usize> = self.keys.iter().enumerate().map(|(i, key)| (key, i)).collect();
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
        for (i, key) in self.keys.iter().enumerate() {
            if let (false, Some(key)) = (self.answered.contains(&i), reduce(key)) {
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
            let cell = words::spot(&row.finding.at, self.digest.lang);
            let shown = shown(row.finding.rule.code, row.id(), &row.action_text, sheet, &cell);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{SheetNames, edits};
    use crate::cell::{CellValue, GridCell};
    use crate::finding::Finding;
    use crate::package::SheetRoom;
    use crate::report::testing;
    use crate::review::Review;

    /// The findings sheet of a run on this review, as the next run reads it.
    fn sheet(review: &Review, reactions: &Reactions) -> Grid {
        let room = SheetRoom { names: Vec::new(), structure_locked: false };
        let names = SheetNames::of_room(room, review.lang);
        let bytes = edits(review, &names, reactions).unwrap().sheets.unwrap();
        let workbook = crate::workbook::read(&bytes.workbook, "own.xlsx").unwrap();
        workbook.sheets.into_iter().find(|grid| *grid.sheet == *names.findings).unwrap()
    }

    fn column(grid: &Grid, header: &str) -> u32 {
        *grid.cells.keys().find(|(row, col)| grid.text(*row, *col) == header).map(|(_, col)| col).unwrap()
    }

    fn row_of(grid: &Grid, code: &str) -> u32 {
        *grid.cells.keys().find(|(row, col)| grid.text(*row, *col) == code).map(|(row, _)| row).unwrap()
    }

    fn put(grid: &mut Grid, row: u32, col: u32, text: &str) {
        grid.cells.insert((row, col), GridCell { value: CellValue::Text(text.to_owned()), ..GridCell::default() });
    }

    /// The sheet with an answer to some rules' first finding.
    fn answered(review: &Review, answers: &[(&str, &str)]) -> Grid {
        let mut grid = sheet(review, &Reactions::default());
        let column = column(&grid, reaction_header(review.lang));
        for (code, answer) in answers {
            let row = row_of(&grid, code);
            put(&mut grid, row, column, answer);
        }
        grid
    }

    /// What stands under 'Reactie' after the next run, with the code and the status of its row.
    fn next(review: &Review, grid: &Grid) -> Vec<(String, String, String)> {
        let read = reactions(std::slice::from_ref(grid));
        let sheet = sheet(review, &read);
        let headers = findings_headers(review.lang);
        let (code, status) = (column(&sheet, headers[CODE + 1]), column(&sheet, headers[10]));
        let reaction = column(&sheet, reaction_header(review.lang));
        let rows: std::collections::BTreeSet<u32> =
            sheet.cells.keys().map(|(row, _)| *row).filter(|row| *row > 3).collect();
        rows.into_iter()
            .map(|row| (sheet.text(row, code), sheet.text(row, status), sheet.text(row, reaction)))
            .filter(|(_, _, reaction)| !reaction.is_empty())
            .collect()
    }

    fn expect(found: Vec<(String, String, String)>, expected: &[(&str, &str, &str)]) {
        let expected: Vec<(String, String, String)> =
            expected.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn answers_stand_at_their_findings_again() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "=doen we\nin mei"), ("COV001", "akkoord"), ("STR008", "ok")]);
        expect(
            next(&review, &grid),
            &[("OWN001", "open", "=doen we\nin mei"), ("STR008", "open", "ok"), ("COV001", "open", "akkoord")],
        );
    }

    #[test]
    fn sorted_rows_inserted_columns_and_moved_headers_change_nothing() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "een"), ("COV001", "twee")]);
        // Rows upside down, two rows and one column put in before.
        let last = grid.last_row().unwrap();
        let moved = |(row, col): (u32, u32)| (if row > 3 { last + 6 - row } else { row + 2 }, col + 1);
        let cells = grid.cells.iter().map(|(at, cell)| (moved(*at), cell.clone())).collect();
        let grid = Grid { cells, ..grid };
        expect(next(&review, &grid), &[("OWN001", "open", "een"), ("COV001", "open", "twee")]);
    }

    #[test]
    fn an_answer_follows_an_action_that_moved_was_renumbered_or_edited() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "blijft")]);
        let kept = [("OWN001", "open", "blijft")];
        let edit = |change: &dyn Fn(&mut crate::plan::Action, &mut Finding)| {
            let mut review = testing::review(Lang::Nl);
            change(&mut review.plan.actions[2], &mut review.findings[1]);
            review
        };
        let moved = edit(&|action, finding| {
            action.row = 40;
            finding.at.row = Some(40);
        });
        expect(next(&moved, &grid), &kept);
        let renumbered = edit(&|_, finding| finding.action_id = Some("ZA-77".to_owned()));
        expect(next(&renumbered, &grid), &kept);
        let edited = edit(&|action, _| {
            action.text.value = crate::cell::Reading::Known(action.text.raw.replace("wijken", "buurten"))
        });
        expect(next(&edited, &grid), &kept);
        let elsewhere = edit(&|action, finding| {
            action.sheet = "Duin meer".into();
            action.row = 30;
            finding.at.sheet = Some("Duin meer".into());
            finding.at.row = Some(30);
        });
        expect(next(&elsewhere, &grid), &kept);
        // The number was given to another action: the answer does not follow it.
        let reused =
            edit(&|action, _| action.text.value = crate::cell::Reading::Known("Iets heel anders regelen".to_owned()));
        expect(next(&reused, &grid), &[("OWN001", "✓ opgelost", "blijft")]);
    }

    #[test]
    fn an_answer_to_a_finding_that_is_gone_is_kept_and_comes_back_with_it() {
        let review = testing::review(Lang::Nl);
        let grid = answered(&review, &[("OWN001", "geregeld")]);
        let mut solved = testing::review(Lang::Nl);
        solved.findings.remove(1);
        expect(next(&solved, &grid), &[("OWN001", "✓ opgelost", "geregeld")]);
        let after = sheet(&solved, &reactions(&[grid]));
        let gone = after.row(after.last_row().unwrap()).map(|(_, cell)| cell.text()).collect::<Vec<_>>();
        assert!(gone.contains(&"ZA-03 heeft geen trekker.".to_owned()), "{gone:?}");
        expect(next(&review, &after), &[("OWN001", "open", "geregeld")]);
    }

    #[test]
    fn equal_texts_on_two_sheets_keep_their_own_answers() {
        let mut review = testing::review(Lang::Nl);
        for (i, sheet) in ["Zandwijk", "Duin meer"].into_iter().enumerate() {
            let line = testing::Line { sheet, row: 20, id: "", text: "Fase 1", owner: "", until: "", done: false };
            review.plan.actions.push(testing::action(line, i + 1));
            let at = crate::finding::Location::cell(&crate::cell::CellRef::new(sheet, 20, 2));
            review.findings.push(Finding { at, action_id: None, ..review.findings[1].clone() });
        }
        review.findings.remove(1);
        let mut grid = sheet(&review, &Reactions::default());
        let (code, reaction, sheets) = (column(&grid, "Code"), column(&grid, "Reactie"), column(&grid, "Blad"));
        let rows: Vec<u32> =
            grid.cells.keys().filter(|at| at.1 == code && grid.text(at.0, at.1) == "OWN001").map(|at| at.0).collect();
        assert_eq!(rows.len(), 2);
        for row in rows {
            let name = grid.text(row, sheets);
            put(&mut grid, row, reaction, &name);
        }
        // The first of them is solved: the second answer must not move to it, nor the first to the second.
        let solved = review.findings.iter().position(|finding| finding.rule.code == "OWN001").unwrap();
        review.findings.remove(solved);
        expect(next(&review, &grid), &[("OWN001", "open", "Duin meer"), ("OWN001", "✓ opgelost", "Zandwijk")]);
    }

    #[test]
    fn without_the_hidden_column_the_row_itself_tells_the_finding() {
        let review = testing::review(Lang::Nl);
        let mut grid = answered(&review, &[("OWN003", "klopt"), ("STR008", "gezien"), ("COV001", "later")]);
        let key = column(&grid, "Sleutel");
        grid.cells.retain(|(_, col), _| *col != key);
        expect(
            next(&review, &grid),
            &[("OWN003", "open", "klopt"), ("STR008", "open", "gezien"), ("COV001", "open", "later")],
        );
    }

    #[test]
    fn columns_that_staff_added_are_kept_with_their_rows() {
        let review = testing::review(Lang::Nl);
        let mut grid = answered(&review, &[]);
        let header = row_of(&grid, "Code");
        let row = row_of(&grid, "OWN001");
        put(&mut grid, header, 30, "Wie pakt dit op");
        put(&mut grid, row, 30, "afdeling");
        put(&mut grid, row, 31, "zonder kop");
        let read = reactions(&[grid]);
        assert_eq!(read.extra_headers, ["Wie pakt dit op", "AF"]);
        let again = sheet(&review, &read);
        let row = row_of(&again, "OWN001");
        assert_eq!(again.text(row, column(&again, "Wie pakt dit op")), "afdeling");
        assert_eq!(again.text(row, column(&again, "AF")), "zonder kop");
        assert_eq!(reactions(&[again]), read);
    }

    #[test]
    fn another_language_reads_the_same_answers() {
        let grid = answered(&testing::review(Lang::Nl), &[("OWN001", "ja")]);
        expect(next(&testing::review(Lang::En), &grid), &[("OWN001", "open", "ja")]);
    }

    #[test]
    fn sheets_without_answers_give_none() {
        assert_eq!(reactions(&[Grid::default()]), Reactions::default());
        let mut grid = Grid::default();
        put(&mut grid, 0, 0, "Reactie");
        put(&mut grid, 1, 0, "los");
        assert_eq!(reactions(&[grid]), Reactions::default());
    }
}
