//! Rows that look like an action and are none: they explain or number the columns, wait to be filled in and say so, or only head the rows
//! below them. What they are is told by what stands in their cells beside what the other rows have there, never by a word alone.

use super::{Before, Below, Body, Cells, Kind, Sorter, begins};
use crate::cell::{CellValue, GridCell};
use crate::framework::Field;
use crate::language::{Role, keys};
use crate::plan::PassedOver;
use crate::read::header::is_in_brackets;
use crate::read::redaction;
use crate::wording::{fold, key};

/// An explanation of a column is no longer than this.
const LONGEST: usize = 200;
/// A value has no more words than this.
const LONGEST_VALUE: usize = 4;
/// How many rows tell what the rows of a table mostly have.
const SAMPLE: usize = 300;

/// Fields in which a value is known from an explanation of the column.
const TELLING: [Field; 12] = [
    Field::Id,
    Field::Start,
    Field::Deadline,
    Field::CompletedOn,
    Field::UpdatedOn,
    Field::Progress,
    Field::FrameworkStatus,
    Field::Percent,
    Field::Priority,
    Field::Level,
    Field::Theme,
    Field::Subtheme,
];

/// What makes an action of a row, besides its text.
const OF_WORK: [Field; 7] = [
    Field::Owner,
    Field::Start,
    Field::Deadline,
    Field::Progress,
    Field::Percent,
    Field::CompletedOn,
    Field::FrameworkStatus,
];

/// What the rows of a table with an action's text mostly have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usual {
    numbered: bool,
    led_or_planned: bool,
}

/// What a cell says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// What belongs in it.
    Explanation,
    /// A value of it.
    Value,
    /// Something that is no value of it.
    NoValue,
    /// Nobody can tell.
    Unclear,
}

impl Sorter<'_> {
    /// What the rows mostly have.
    pub(super) fn usual(&self, rows: Below) -> Usual {
        let [id, owner, deadline, action] =
            [Field::Id, Field::Owner, Field::Deadline, Field::Action].map(|field| self.body.col(field));
        let has = |cells: Cells, col: Option<u32>| {
            col.is_some_and(|col| cells.iter().any(|(other, cell)| *other == col && !cell.is_blank()))
        };
        let (mut all, mut numbered, mut worked) = (0, 0, 0);
        for (_, cells) in rows.iter().take(SAMPLE).filter(|(_, cells)| has(cells, action)) {
            all += 1;
            numbered += usize::from(has(cells, id));
            worked += usize::from(has(cells, owner) || has(cells, deadline));
        }
        let mostly = |count: usize| count >= 2 && count * 10 >= all * 6;
        Usual { numbered: mostly(numbered), led_or_planned: mostly(worked) }
    }

    /// The row as one that is no action though it looks like one; none where it is something else.
    pub(super) fn aside(&self, cells: Cells, before: &Before, below: Below, usual: Usual) -> Option<Kind> {
        let filled: Vec<(u32, &GridCell)> = cells.iter().filter(|(_, cell)| !cell.is_blank()).copied().collect();
        if filled.is_empty() {
            return None;
        }
        let reason = if !before.begun && numbers_columns(&filled) {
            PassedOver::ColumnNumbers
        } else if !before.begun && self.explains(&filled) {
            PassedOver::Explanation
        } else if self.is_template(&filled, usual) {
            PassedOver::Template
        } else if self.is_parent(&filled, below) {
            PassedOver::Parent
        } else {
            return None;
        };
        Some(Kind::Aside(reason))
    }

    /// Whether the cells say what belongs in their columns: two of them at least, most of them do or hold what no value is, and none holds
    /// a value.
    fn explains(&self, filled: Cells) -> bool {
        let says: Vec<Says> = filled.iter().map(|(col, cell)| self.says(*col, cell)).collect();
        let count = |what: Says| says.iter().filter(|says| **says == what).count();
        let (explained, odd) = (count(Says::Explanation), count(Says::NoValue));
        count(Says::Value) == 0 && explained >= 2 && (explained + odd) * 10 >= filled.len() * 6
    }

    fn says(&self, col: u32, cell: &GridCell) -> Says {
        let Some(field) = self.field(col) else { return Says::Unclear };
        let CellValue::Text(text) = &cell.value else {
            return if TELLING.contains(&field) { Says::Value } else { Says::Unclear };
        };
        let fits = (self.fits)(field, cell);
        let telling = TELLING.contains(&field);
        if self.explains_column(field, text, cell, fits.filter(|_| telling)) {
            return Says::Explanation;
        }
        match fits {
            // A sentence with a date or a state in it may as well explain.
            Some(true) if telling && text.split_whitespace().count() <= LONGEST_VALUE => Says::Value,
            Some(false) if telling => Says::NoValue,
            _ => Says::Unclear,
        }
    }

    /// Whether a text tells what belongs in the column of a field.
    fn explains_column(&self, field: Field, text: &str, cell: &GridCell, fits: Option<bool>) -> bool {
        if text.len() > LONGEST || redaction::contains(text) {
            return false;
        }
        if is_pattern(text) || begins(text, self.language(), Role::FillIn) {
            return true;
        }
        if fits == Some(true) {
            return self.lists_options(field, text, cell);
        }
        is_in_brackets(text)
            || self.names_a_kind(text)
            || (self.heads)(text) == Some(field)
            || self.lists_options(field, text, cell)
    }

    /// Whether every word of a text is of what can stand in a cell, or a little word: "datum of kwartaal", "vrije tekst".
    fn names_a_kind(&self, text: &str) -> bool {
        const MOST: usize = 8;
        let language = self.language();
        let keys = keys(text);
        let roles =
            [Role::CellKind, Role::HeaderDate, Role::HeaderSubject, Role::HeaderBeside, Role::Small, Role::Joiner];
        let (mut at, mut kinds) = (0, 0);
        while at < keys.len() {
            let length = |role: Role| language.words(role).length_at(|nth| keys.get(at + nth));
            kinds += usize::from(length(Role::CellKind).is_some() || length(Role::HeaderDate).is_some());
            match roles.into_iter().filter_map(length).max() {
                Some(length) => at += length,
                None => return false,
            }
        }
        kinds > 0 && keys.len() <= MOST
    }

    /// Whether a text offers several values of its field: "Open, Closed", "Hoog / Midden / Laag".
    fn lists_options(&self, field: Field, text: &str, cell: &GridCell) -> bool {
        let by_signs = text.split([',', '/', ';', '|', '\n']);
        let parts = by_signs.flat_map(|part| self.language().parts(part, Role::Joiner));
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        let short = parts.iter().all(|part| part.split_whitespace().count() <= 2);
        let fits = |part: &&&str| {
            let one = GridCell { value: CellValue::Text((**part).into()), unstruck: None, ..cell.clone() };
            (self.fits)(field, &one) == Some(true)
        };
        // Two may be a doubt about one value; what is offered is mostly more.
        let chosen = [Field::Progress, Field::FrameworkStatus, Field::Priority, Field::Level].contains(&field);
        chosen && short && parts.len() >= 2 && parts.iter().filter(fits).count() * 2 >= parts.len()
    }

    /// Whether a row waits to be filled in: what stands for the action asks for one, and beside it stands nothing that somebody filled in.
    fn is_template(&self, filled: Cells, usual: Usual) -> bool {
        let Some((col, cell)) = filled.iter().find(|(col, _)| self.body.is(Field::Action, *col)) else {
            return false;
        };
        let CellValue::Text(text) = &cell.value else { return false };
        if text.len() > LONGEST || redaction::contains(text) {
            return false;
        }
        let stands_in = is_in_brackets(text) || is_filler(text) || is_pattern(text);
        let asks = self.asks(text);
        let of_work = |field: &Field| OF_WORK.contains(field);
        let others = filled.iter().filter(|(other, _)| other != col);
        let nobody_filled_in = others.clone().all(|(col, cell)| {
            let Some(field) = self.field(*col).filter(of_work) else { return true };
            let typed = cell.text();
            // A template offers a first state.
            let first = self.language().progress("not_started");
            let offered = match field {
                Field::Progress => first.iter().any(|state| key(state) == key(&typed)),
                Field::FrameworkStatus | Field::Percent => true,
                _ => false,
            };
            offered
                || is_filler(&typed)
                || self.says(*col, cell) == Says::Explanation
                || self.language().says_nothing(&typed, field)
        });
        let has = |fields: &[Field]| others.clone().any(|(col, _)| self.body.is_one_of(fields, *col));
        // "(Vooronderzoek in de haven)" with a number of its own and a state is an action between brackets.
        let is_action =
            is_in_brackets(text) && text.split_whitespace().count() > 2 && usual.numbered && has(&[Field::Id]);
        if stands_in && !is_action || asks == Some(Asks::ForTheRow) {
            return nobody_filled_in;
        }
        let has_own = has(&OF_WORK) || usual.numbered && has(&[Field::Id]);
        asks == Some(Asks::ForSomething) && !has_own && usual.led_or_planned
    }

    /// What a text asks people to fill in, where it does: it begins with a phrase that asks for it, or begins or ends with a verb that does.
    fn asks(&self, text: &str) -> Option<Asks> {
        let language = self.language();
        let keys = keys(text);
        let length = |role: Role, at: usize| language.words(role).length_at(|nth| keys.get(at + nth));
        let verb = |at: usize| [Role::FillInVerb, Role::FillIn].iter().any(|role| length(*role, at).is_some());
        let last = keys.len().checked_sub(1)?;
        let asks = begins(text, language, Role::FillIn) || verb(0) || last > 0 && verb(last);
        if !asks {
            return None;
        }
        let roles = [
            Role::FillIn,
            Role::FillInVerb,
            Role::FillInPlace,
            Role::HeaderSubject,
            Role::HeaderBeside,
            Role::HeaderCurrent,
            Role::Small,
            Role::CellKind,
        ];
        let mut at = 0;
        while at < keys.len() {
            match roles.iter().filter_map(|role| length(*role, at)).max() {
                Some(length) => at += length,
                // It asks for something of its own: "Beschrijf de taken van de coördinator".
                None => return Some(Asks::ForSomething),
            }
        }
        Some(Asks::ForTheRow)
    }

    /// Whether a row has a number and a text alone, besides what is worked out, and the rows right below it have its number before their
    /// own, and somebody to do them or a day.
    fn is_parent(&self, filled: Cells, below: Below) -> bool {
        let (Some(id), Some(_)) = (self.body.col(Field::Id), self.body.col(Field::Action)) else { return false };
        let has = |field: Field| filled.iter().any(|(col, _)| self.body.is(field, *col));
        let worked_out = |cell: &GridCell| cell.formula.is_some();
        let own = filled.iter().filter(|(col, cell)| self.body.is_one_of(&OF_WORK, *col) && !worked_out(cell));
        if !has(Field::Id) || !has(Field::Action) || own.count() > 0 {
            return false;
        }
        let Some(number) = filled.iter().find(|(col, _)| *col == id).map(|(_, cell)| cell.text()) else { return false };
        let mut children = 0;
        let mut worked = 0;
        // The parts follow at once; a long row of numbers that go on from each other is not looked through for each of them.
        for (_, cells) in
            below.iter().take(MOST_PARTS).filter(|(_, cells)| cells.iter().any(|(_, cell)| !cell.is_blank()))
        {
            let cells = self.body.own(cells);
            let child = cells.iter().find(|(col, cell)| *col == id && !cell.is_blank()).map(|(_, cell)| cell.text());
            match child.and_then(|child| part_of(&number, &child)) {
                // "1a" may be split off from "1", so that one of them alone proves nothing.
                Some(sure) => children += if sure { 2 } else { 1 },
                None => break,
            }
            worked += usize::from(cells.iter().any(|(col, cell)| {
                !cell.is_blank() && self.body.is_one_of(&[Field::Owner, Field::Deadline, Field::Start], *col)
            }));
            if children >= 4 && worked > 0 {
                break;
            }
        }
        // One part alone may as well be an action of its own beside an action that lacks its owner.
        children >= 4 && worked > 0
    }

    fn field(&self, col: u32) -> Option<Field> {
        field_of(self.body, col)
    }
}

/// How many rows are looked at for the parts of a row that heads them.
const MOST_PARTS: usize = 50;

/// What a text asks people to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// An action, or a part of the row, and nothing else.
    ForTheRow,
    /// It may as well be an action.
    ForSomething,
}

fn field_of(body: &Body, col: u32) -> Option<Field> {
    body.columns.iter().find(|(_, cols)| cols.contains(&col)).map(|(field, _)| *field)
}

/// Whether a number is that of a part of another one: "1.1" of "1"; true where a sign stands between.
fn part_of(number: &str, child: &str) -> Option<bool> {
    let number = fold(number);
    let number = number.trim_end_matches(['.', ')', ':', ' ']);
    let child = fold(child);
    let rest = child.strip_prefix(number).filter(|_| !number.is_empty())?;
    let next = rest.chars().next()?;
    if matches!(next, '.' | '-' | '/' | '_' | ')') {
        return rest.contains(char::is_alphanumeric).then_some(true);
    }
    let changes = |c: char| number.ends_with(|last: char| last.is_ascii_digit()) == c.is_alphabetic();
    (next.is_alphanumeric() && changes(next)).then_some(false)
}

/// "1 2 3 4", "(a) (b) (c)": at least three cells that count on from the first, whatever columns are left out between.
fn numbers_columns(filled: Cells) -> bool {
    let places: Option<Vec<u32>> = filled.iter().map(|(_, cell)| place_in_row(&cell.text())).collect();
    let Some(places) = places.filter(|places| places.len() >= 3) else { return false };
    let Some((first, from)) = places.first().zip(filled.first().map(|(col, _)| *col)) else { return false };
    let counts = places.windows(2).all(|pair| matches!(pair, [one, next] if *next == one + 1));
    let by_column =
        || places.iter().zip(filled).all(|(place, (col, _))| place.checked_sub(*first) == col.checked_sub(from));
    *first <= 2 && (counts || by_column())
}

/// The number of a column: "3", "(3)", "c", "C.", "iii".
fn place_in_row(text: &str) -> Option<u32> {
    let bare = text.trim().trim_matches(['(', ')', '[', ']', '.', ' ']);
    if bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return bare.parse().ok();
    }
    match bare.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    }
}

/// How something is written, letter by letter: "dd-mm-jjjj", "XX-00", "jjjj/mm". At least two runs of one letter each, and no word.
fn is_pattern(text: &str) -> bool {
    let folded = fold(text);
    let runs: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).collect();
    let is_run = |run: &&str| {
        let mut letters = run.chars();
        let first = letters.next();
        let open = first.is_some_and(|c| c.is_alphabetic() || matches!(c, '0' | '9' | '#'));
        open && letters.all(|c| Some(c) == first)
    };
    let letters = runs.iter().filter(|run| run.len() >= 2 && run.starts_with(char::is_alphabetic)).count();
    folded.len() <= 20 && runs.len() >= 2 && letters > 0 && runs.iter().all(is_run)
}

/// Signs or letters that stand for what is to come: "…", "....", "xxx", "___".
fn is_filler(text: &str) -> bool {
    let text = text.trim();
    let dots = text.chars().count() >= 2 && text.chars().all(|c| matches!(c, '.' | '…' | '_' | ' ')) || text == "…";
    dots || text.len() >= 2 && text.chars().all(|c| matches!(c, 'x' | 'X'))
}

#[cfg(test)]
mod tests;
