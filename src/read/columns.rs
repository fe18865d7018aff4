//! Deciding by content what a column is whose header does not tell: progress, framework status or free text; who leads or
//! who takes part; when it has to be done or when it was done. And what a column is that has no header.

mod doubled;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::cell::{CellRef, Grid, GridCell, Rgb, column_letters};
use crate::framework::Field;
use crate::plan::{Deadline, Doubled, Precision, Remark};
use crate::read::header::{Header, Rows};
use crate::read::legend::{self, Legend};
use crate::read::status::Scale;
use crate::read::table::Tools;
use crate::read::{content, deadline, owner, place};
use crate::wording::Lang::{En, Nl};
use crate::wording::{Wording, key};

/// Fewer speaking cells than this are no ground to go against a header.
pub(super) const ENOUGH: usize = 3;
/// How many rows of a table are looked at to tell what a column without a header is, or which of two columns is which.
pub(super) const SAMPLE: usize = 300;

/// A row with its cells by column.
pub(super) type Row<'g> = (u32, Vec<(u32, &'g GridCell)>);

/// What the cells of a column say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Cells with text or with a fill that means something.
    pub filled: usize,
    /// Cells with text.
    pub texts: usize,
    /// Words of the progress scale.
    pub progress: usize,
    /// Words of the framework scale.
    pub maturity: usize,
    /// Fills without a word that mean something on the progress scale.
    pub progress_fills: usize,
    /// Fills without a word that mean something on the framework scale.
    pub maturity_fills: usize,
    /// Cells with three or more words that neither scale knows.
    pub prose: usize,
    /// The words of all its texts.
    pub words: usize,
}

impl Tally {
    /// What one cell says.
    fn of(text: &str, fill: Option<Rgb>, progress: &Scale, maturity: &Scale) -> Self {
        let mut tally = Self::default();
        let on_progress =
            !progress.colours.is_empty() && fill.is_some_and(|fill| progress.colours.meaning(fill).is_some());
        let on_maturity =
            progress.colours.is_empty() && fill.is_some_and(|fill| maturity.colours.meaning(fill).is_some());
        if text.trim().is_empty() {
            tally.progress_fills += usize::from(on_progress);
            tally.maturity_fills += usize::from(on_maturity);
            tally.filled += usize::from(on_progress || on_maturity);
            return tally;
        }
        tally.filled += 1;
        tally.texts += 1;
        tally.words += text.split_whitespace().count();
        if progress.find(text).is_some() {
            tally.progress += 1;
        } else if maturity.words.find_leading(text).is_some() {
            tally.maturity += 1;
        } else if text.split_whitespace().count() >= 3 {
            tally.prose += 1;
        }
        tally
    }

    fn merge(&mut self, other: Self) {
        self.filled += other.filled;
        self.texts += other.texts;
        self.progress += other.progress;
        self.maturity += other.maturity;
        self.progress_fills += other.progress_fills;
        self.maturity_fills += other.maturity_fills;
        self.prose += other.prose;
        self.words += other.words;
    }

    fn on_progress(&self) -> usize {
        self.progress + self.progress_fills
    }

    fn on_maturity(&self) -> usize {
        self.maturity + self.maturity_fills
    }

    /// What the content says that the column is, going against its header only on clear grounds.
    fn decide(&self, by_header: Field, has: impl Fn(Field) -> bool) -> Field {
        let (progress, maturity) = (self.on_progress(), self.on_maturity());
        let prose = self.prose >= ENOUGH && self.prose * 2 > self.texts && self.prose > progress + maturity;
        match by_header {
            Field::Progress | Field::FrameworkStatus if prose => Field::Notes,
            // Beside a column with the state itself, sentences explain it: "Laatste stand".
            Field::Progress if has(Field::Progress) && self.texts >= ENOUGH && self.words >= self.texts * 3 => {
                Field::Notes
            }
            Field::Progress if maturity >= ENOUGH && progress * 10 <= maturity && !has(Field::FrameworkStatus) => {
                Field::FrameworkStatus
            }
            Field::FrameworkStatus
                if self.progress >= ENOUGH && maturity * 10 <= self.progress && !has(Field::Progress) =>
            {
                Field::Progress
            }
            Field::Notes
                if self.progress >= ENOUGH && self.progress * 10 >= self.texts * 6 && !has(Field::Progress) =>
            {
                Field::Progress
            }
            other => other,
        }
    }
}

/// A table whose columns are to be decided.
pub(crate) struct Draft<'g> {
    /// The sheet.
    pub grid: &'g Grid,
    /// Index in the list of sheets.
    pub sheet: usize,
    /// The header.
    pub header: Header,
    /// What the signs above it mean.
    pub legend: Legend,
    /// Fields and their columns, so far by header alone.
    pub columns: BTreeMap<Field, Vec<u32>>,
    /// Fields with several columns.
    pub doubled: Vec<Doubled>,
    /// First row (of the sheet's rows with cells) and the one after the last.
    pub body: std::ops::Range<usize>,
}

/// The fields that content may decide between.
const DECIDED: [Field; 3] = [Field::Progress, Field::FrameworkStatus, Field::Notes];

/// Decides the status and notes columns of all tables. Columns with the same header text count together, so that a short
/// sheet is read like the long ones beside it.
pub(crate) fn decide(drafts: &mut [Draft], rows: &[Rows], tools: &Tools) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for draft in drafts.iter_mut() {
        let Some(body) = rows.get(draft.sheet).and_then(|rows| rows.get(draft.body.clone())) else { continue };
        let body = body.get(..SAMPLE).unwrap_or(body);
        // Where no column has a word for the progress, the percentage tells it.
        if let (None, Some(col)) = (
            draft.columns.get(&Field::Progress),
            draft.columns.get(&Field::Percent).and_then(|cols| cols.first()).copied(),
        ) {
            move_column(&mut draft.columns, Field::Percent, Field::Progress, col);
        }
        remarks.extend(people(draft, body, tools));
        remarks.extend(days_to_come(draft, body, tools));
        remarks.extend(dates(draft, body, tools));
        remarks.extend(content::complete(draft, body, tools));
    }
    remarks.extend(statuses(drafts, rows, &tools.scales()));
    for draft in drafts.iter_mut() {
        let body = rows.get(draft.sheet).and_then(|rows| rows.get(draft.body.clone())).unwrap_or_default();
        doubled::decide(draft, body, &tools.headers);
    }
    // Notes are read from left to right, in whatever order their columns became known.
    drafts.iter_mut().filter_map(|draft| draft.columns.get_mut(&Field::Notes)).for_each(|cols| cols.sort_unstable());
    remarks
}

/// The columns of a table that nothing was read from, with their headers; an empty one where cells stand below no header.
pub(crate) fn unread(draft: &Draft, rows: &Rows) -> BTreeMap<u32, String> {
    doubled::unread(draft, rows.get(draft.body.clone()).unwrap_or_default())
}

/// The sheets (by their index) with more than one table.
pub(crate) fn sheets_with_several(drafts: &[Draft]) -> BTreeSet<usize> {
    let mut once = BTreeSet::new();
    drafts.iter().map(|draft| draft.sheet).filter(|sheet| !once.insert(*sheet)).collect()
}

/// Status and notes columns.
fn statuses(drafts: &mut [Draft], rows: &[Rows], scales: &legend::Scales) -> Vec<Remark> {
    let legend::Scales { progress, maturity } = *scales;
    let mut tallies: BTreeMap<(Field, String), Tally> = BTreeMap::new();
    // The same few texts stand in thousands of rows.
    let mut said: HashMap<(Arc<str>, Option<Rgb>), Tally> = HashMap::new();
    for draft in drafts.iter() {
        let sheet_rows = rows.get(draft.sheet).and_then(|rows| rows.get(draft.body.clone())).unwrap_or_default();
        for (field, col) in undecided(draft) {
            let mut tally = Tally::default();
            for (_, cells) in sheet_rows {
                let Ok(at) = cells.binary_search_by_key(&col, |(col, _)| *col) else { continue };
                if let Some((_, cell)) = cells.get(at) {
                    let text = cell.unstruck.clone().unwrap_or_else(|| cell.text());
                    // A sign of the legend is a word of the progress.
                    if draft.legend.meaning(&text, scales).is_some() {
                        tally.merge(Tally { filled: 1, texts: 1, progress: 1, ..Tally::default() });
                        continue;
                    }
                    let said = said.entry((text, cell.fill));
                    tally.merge(*said.or_insert_with_key(|(text, fill)| Tally::of(text, *fill, progress, maturity)));
                }
            }
            tallies.entry((field, name(draft, col))).or_default().merge(tally);
        }
    }
    let mut remarks = Vec::new();
    let mut told = BTreeSet::new();
    for draft in drafts.iter_mut() {
        for (field, col) in undecided(draft) {
            let column = (field, name(draft, col));
            let Some(tally) = tallies.get(&column) else { continue };
            let others = |other| draft.columns.get(&other).is_some_and(|cols| cols.iter().any(|c| *c != col));
            let decided = tally.decide(field, others);
            let several = draft.header.candidates.get(&col).is_some_and(|found| found.len() > 1);
            let both = field != Field::Notes && tally.progress > 0 && tally.on_maturity() > 0;
            if decided != field {
                move_column(&mut draft.columns, field, decided, col);
            }
            // The counts are of all tables together, so they are told once.
            if (decided != field || several || both) && told.insert((decided, column)) {
                remarks.push(remark(draft, col, decided, tally));
            }
        }
    }
    remarks
}

fn undecided(draft: &Draft) -> Vec<(Field, u32)> {
    let columns = |field: Field| draft.columns.get(&field).into_iter().flatten().map(move |col| (field, *col));
    DECIDED.into_iter().flat_map(columns).collect()
}

fn name(draft: &Draft, col: u32) -> String {
    draft.header.texts.get(&col).map(|text| key(text)).unwrap_or_default()
}

fn move_column(columns: &mut BTreeMap<Field, Vec<u32>>, from: Field, to: Field, col: u32) {
    if let Some(cols) = columns.get_mut(&from) {
        cols.retain(|other| *other != col);
        if cols.is_empty() {
            columns.remove(&from);
        }
    }
    columns.entry(to).or_default().push(col);
}

fn remark(draft: &Draft, col: u32, decided: Field, tally: &Tally) -> Remark {
    let (filled, progress, maturity) = (tally.filled, tally.on_progress(), tally.on_maturity());
    let grounds = Wording::new(
        format!(
            "Van de {filled} gevulde cellen met deze kop zeggen er {progress} iets over de voortgang en {maturity} iets over de kaderstatus."
        ),
        format!(
            "Of {filled} filled cells under this header, {progress} speak of progress and {maturity} of the framework status."
        ),
    );
    told(draft, col, decided, &grounds)
}

/// What a column was read as, and on what grounds.
pub(super) fn told(draft: &Draft, col: u32, decided: Field, grounds: &Wording) -> Remark {
    let header = draft.header.texts.get(&col).cloned().unwrap_or_default().replace('\n', " ");
    let (word_nl, word_en) = (decided.word(Nl), decided.word(En));
    Remark {
        sheet: draft.grid.sheet.clone(),
        at: Some(CellRef::new(draft.grid.sheet.clone(), draft.header.bottom, col)),
        message: Wording::new(
            format!("De kolom \"{header}\" is gelezen als {word_nl}. {}", grounds.nl),
            format!("The column \"{header}\" is read as {word_en}. {}", grounds.en),
        ),
    }
}

// --- Who leads and who takes part ----------------------------------------------------------------------------------------

/// Of two columns for the owner, one can be for everybody who takes part: most of its cells name several.
fn people(draft: &mut Draft, body: &[Row], tools: &Tools) -> Option<Remark> {
    let cols = draft.columns.get(&Field::Owner)?.clone();
    if cols.len() < 2 || draft.columns.contains_key(&Field::Involved) {
        return None;
    }
    let counts: Vec<(u32, usize, usize)> = cols.iter().map(|col| names(body, *col, tools)).collect();
    let several = |(_, cells, names): &(u32, usize, usize)| *cells >= ENOUGH && *names * 2 >= *cells * 3;
    let single = |(_, cells, names): &(u32, usize, usize)| *cells >= ENOUGH && *names * 4 <= *cells * 5;
    let lists: Vec<&(u32, usize, usize)> = counts.iter().filter(|count| several(count)).collect();
    let [(col, cells, names)] = lists.as_slice() else { return None };
    if !counts.iter().any(single) {
        return None;
    }
    move_column(&mut draft.columns, Field::Owner, Field::Involved, *col);
    let grounds = Wording::of(
        format!("In {cells} cellen staan {names} namen, en een andere kolom noemt steeds één trekker."),
        format!("Its {cells} cells hold {names} names, and another column names one owner each."),
    );
    Some(told(draft, *col, Field::Involved, &grounds))
}

/// A column with its filled cells and the names in them.
fn names(body: &[Row], col: u32, tools: &Tools) -> (u32, usize, usize) {
    let cells = body.iter().filter_map(|(_, cells)| filled(cells, col));
    let counts = cells.map(|cell| owner::parse(&cell.text(), &tools.lexicon).owners.len());
    counts.fold((col, 0, 0), |(col, cells, names), count| (col, cells + 1, names + count))
}

/// The cell of a column in a row, where it has a text.
pub(super) fn filled<'g>(cells: &[(u32, &'g GridCell)], col: u32) -> Option<&'g GridCell> {
    let at = cells.binary_search_by_key(&col, |(col, _)| *col).ok()?;
    cells.get(at).map(|(_, cell)| *cell).filter(|cell| !cell.is_blank())
}

// --- When it has to be done and when it was done -------------------------------------------------------------------------

/// What the cells of a column for the deadline say.
#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    filled: usize,
    readable: usize,
    /// Texts of three or more words that are no deadline.
    prose: usize,
    /// Words of the progress scale.
    progress: usize,
    /// Filled cells of actions that are closed, of others that are not, and empty cells of actions that are not.
    closed: usize,
    open: usize,
    open_blank: usize,
}

/// A column by its header for the day on which an action was completed, in a table without deadlines: filled for actions that are not
/// closed, it says when they have to be.
fn days_to_come(draft: &mut Draft, body: &[Row], tools: &Tools) -> Option<Remark> {
    let progress = draft.columns.get(&Field::Progress)?.first().copied();
    let col = *draft.columns.get(&Field::CompletedOn)?.first()?;
    let dates = count_dates(body, col, progress, tools);
    if draft.columns.contains_key(&Field::Deadline) || dates.open < ENOUGH || dates.open <= dates.open_blank {
        return None;
    }
    move_column(&mut draft.columns, Field::CompletedOn, Field::Deadline, col);
    let grounds = Wording::of(
        "De kolom is ook gevuld bij acties die niet klaar zijn.",
        "It is filled for actions that are open too.",
    );
    Some(told(draft, col, Field::Deadline, &grounds))
}

/// Of several columns for the deadline, one can hold prose, and one the day on which an action was completed. A single one can
/// hold the progress: "Gereed".
fn dates(draft: &mut Draft, body: &[Row], tools: &Tools) -> Vec<Remark> {
    let Some(cols) = draft.columns.get(&Field::Deadline).cloned() else { return Vec::new() };
    let progress = draft.columns.get(&Field::Progress).and_then(|cols| cols.first()).copied();
    let counts: Vec<(u32, Dates)> = cols.iter().map(|col| (*col, count_dates(body, *col, progress, tools))).collect();
    let mut remarks = Vec::new();
    for (col, dates) in &counts {
        let others = counts.iter().any(|(other, dates)| other != col && dates.readable > 0);
        let completed = dates.closed >= 2 && dates.open == 0 && dates.open_blank >= 2 && dates.readable == dates.filled;
        let (to, grounds) = if others && dates.prose >= ENOUGH && dates.prose * 2 > dates.filled {
            (Field::Notes, Wording::of("Er staat meestal lopende tekst in.", "Mostly it holds running text."))
        } else if others && completed && !draft.columns.contains_key(&Field::CompletedOn) {
            let nl = "De kolom is alleen gevuld bij acties die klaar zijn.";
            (Field::CompletedOn, Wording::of(nl, "It is filled only for actions that are closed."))
        } else if progress.is_none() && dates.progress >= ENOUGH && dates.progress * 10 >= dates.filled * 6 {
            (Field::Progress, Wording::of("Er staat meestal een voortgang in.", "Mostly it holds a progress."))
        } else {
            continue;
        };
        move_column(&mut draft.columns, Field::Deadline, to, *col);
        remarks.push(told(draft, *col, to, &grounds));
    }
    remarks
}

fn count_dates(body: &[Row], col: u32, progress: Option<u32>, tools: &Tools) -> Dates {
    let mut dates = Dates::default();
    for (_, cells) in body {
        let state = progress.and_then(|col| filled(cells, col)).and_then(|cell| tools.progress.find(&cell.text()));
        let closed = state.as_ref().and_then(|code| tools.framework.progress(code)).map(|progress| progress.closed);
        let Some(cell) = filled(cells, col) else {
            dates.open_blank += usize::from(closed == Some(false));
            continue;
        };
        let text = cell.text();
        dates.filled += 1;
        // A text of this length is prose, and reading it for every cell that shares it takes long.
        const PROSE: usize = 2_000;
        if text.len() > PROSE {
            dates.prose += 1;
            dates.closed += usize::from(closed == Some(true));
            dates.open += usize::from(closed != Some(true));
            continue;
        }
        let readable = is_readable(&deadline::of_cell(cell, &tools.calendar));
        dates.readable += usize::from(readable);
        dates.prose += usize::from(!readable && text.split_whitespace().count() >= 3);
        dates.progress += usize::from(!readable && tools.progress.find(&text).is_some());
        dates.closed += usize::from(closed == Some(true));
        dates.open += usize::from(closed != Some(true));
    }
    dates
}

pub(super) fn is_readable(deadline: &Deadline) -> bool {
    !matches!(deadline.precision, Precision::Unreadable | Precision::Vague | Precision::Blank)
}

// --- Columns without a header that says what they are --------------------------------------------------------------------

/// What the texts of a column without a header are, beside the texts of actions.
#[derive(Debug, Clone, Default)]
struct Unnamed<'g> {
    texts: usize,
    themes: usize,
    subthemes: usize,
    places: usize,
    /// Short texts with a digit that stand there once.
    numbers: BTreeSet<&'g str>,
    words: usize,
}

/// Finds fields that the header does not have in columns that it does not name: the theme in a merged column at the left edge,
/// the number, and the notes of a week under a date.
pub(crate) fn without_header(
    grid: &Grid,
    body: &[Row],
    header: &Header,
    columns: &mut BTreeMap<Field, Vec<u32>>,
    tools: &Tools,
) -> Vec<Remark> {
    let Some(action) = columns.get(&Field::Action).and_then(|cols| cols.first()).copied() else { return Vec::new() };
    let mut remarks = Vec::new();
    let found = unnamed(body, header, action, tools);
    let most = |count: usize, of: &Unnamed| count >= 2 && count * 10 >= of.texts * 8;
    for (col, texts) in &found {
        let field = match header.texts.get(col) {
            Some(_) => {
                is_dated(grid, header, *col, tools).then_some(Field::Notes).filter(|_| texts.words >= texts.texts * 2)
            }
            None if most(texts.subthemes, texts) => Some(Field::Subtheme),
            None if most(texts.themes, texts) => Some(Field::Theme),
            None if most(texts.places, texts) => Some(Field::Municipality),
            None if texts.numbers.len() >= ENOUGH && most(texts.numbers.len(), texts) && *col < action => {
                Some(Field::Id)
            }
            None => None,
        };
        let Some(field) = field.filter(|field| *field == Field::Notes || !columns.contains_key(field)) else {
            continue;
        };
        columns.entry(field).or_default().push(*col);
        let (letters, nl, en) = (column_letters(*col), field.word(Nl), field.word(En));
        let message = match header.texts.get(col) {
            Some(text) => Wording::of(
                format!("De kolom \"{text}\" is gelezen als {nl}, want de kop is een datum en er staat tekst onder."),
                format!("The column \"{text}\" is read as {en}: its header is a date, and there is text below it."),
            ),
            None => Wording::of(
                format!("Kolom {letters} heeft geen kop. De kolom is gelezen als {nl}."),
                format!("Column {letters} has no header. It is read as {en}."),
            ),
        };
        let at = Some(CellRef::new(grid.sheet.clone(), header.bottom, *col));
        remarks.push(Remark { sheet: grid.sheet.clone(), at, message });
    }
    remarks
}

/// The columns of a table without a field, with what stands beside its actions.
fn unnamed<'g>(body: &[Row<'g>], header: &Header, action: u32, tools: &Tools) -> BTreeMap<u32, Unnamed<'g>> {
    let mut found: BTreeMap<u32, Unnamed> = BTreeMap::new();
    for (_, cells) in body.iter().take(SAMPLE).filter(|(_, cells)| filled(cells, action).is_some()) {
        let own = cells.iter().filter(|(col, _)| (header.left..=header.right).contains(col));
        for (col, cell) in own.filter(|(col, cell)| !header.candidates.contains_key(col) && !cell.is_blank()) {
            let unnamed = found.entry(*col).or_default();
            let text = cell.text();
            unnamed.texts += 1;
            unnamed.words += text.split_whitespace().count();
            unnamed.themes += usize::from(tools.topics.theme(&text).is_some());
            unnamed.subthemes += usize::from(tools.topics.subthemes(&text, None).is_some());
            unnamed.places += usize::from(place::heading(&text, &tools.lexicon, false).is_some());
            if let crate::cell::CellValue::Text(text) = &cell.value
                && text.len() <= 10
                && text.contains(|c: char| c.is_ascii_digit())
            {
                unnamed.numbers.insert(text);
            }
        }
    }
    found
}

/// Whether the header of a column is a day.
fn is_dated(grid: &Grid, header: &Header, col: u32, tools: &Tools) -> bool {
    let cells = (header.top..=header.bottom).rev().filter_map(|row| grid.get(row, col)).filter(|cell| !cell.is_blank());
    let mut days = cells.map(|cell| deadline::of_cell(cell, &tools.calendar));
    days.next().is_some_and(|day| day.precision == Precision::Day && day.end.is_some())
}
