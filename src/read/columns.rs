//! Deciding by content what a column is whose header does not tell: progress, framework status, or free text.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::{Grid, Rgb};
use crate::framework::Field;
use crate::plan::Remark;
use crate::read::header::{Header, Rows};
use crate::read::status::Scale;
use crate::wording::{Wording, key};

/// Fewer speaking cells than this are no ground to go against a header.
const ENOUGH: usize = 3;

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
}

impl Tally {
    /// Adds a cell.
    pub fn add(&mut self, text: &str, fill: Option<Rgb>, progress: &Scale, maturity: &Scale) {
        let on_progress =
            !progress.colours.is_empty() && fill.is_some_and(|fill| progress.colours.meaning(fill).is_some());
        let on_maturity =
            progress.colours.is_empty() && fill.is_some_and(|fill| maturity.colours.meaning(fill).is_some());
        if text.trim().is_empty() {
            self.progress_fills += usize::from(on_progress);
            self.maturity_fills += usize::from(on_maturity);
            self.filled += usize::from(on_progress || on_maturity);
            return;
        }
        self.filled += 1;
        self.texts += 1;
        if progress.words.find_leading(text).is_some() {
            self.progress += 1;
        } else if maturity.words.find_leading(text).is_some() {
            self.maturity += 1;
        } else if text.split_whitespace().count() >= 3 {
            self.prose += 1;
        }
    }

    fn merge(&mut self, other: Self) {
        self.filled += other.filled;
        self.texts += other.texts;
        self.progress += other.progress;
        self.maturity += other.maturity;
        self.progress_fills += other.progress_fills;
        self.maturity_fills += other.maturity_fills;
        self.prose += other.prose;
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
    /// Fields and their columns, so far by header alone.
    pub columns: BTreeMap<Field, Vec<u32>>,
    /// First row (of the sheet's rows with cells) and the one after the last.
    pub body: std::ops::Range<usize>,
}

/// The fields that content may decide between.
const DECIDED: [Field; 3] = [Field::Progress, Field::FrameworkStatus, Field::Notes];

/// Decides the status and notes columns of all tables. Columns with the same header text count together, so that a short
/// sheet is read like the long ones beside it.
pub(crate) fn decide(drafts: &mut [Draft], rows: &[Rows], progress: &Scale, maturity: &Scale) -> Vec<Remark> {
    let mut tallies: BTreeMap<(Field, String), Tally> = BTreeMap::new();
    for draft in drafts.iter() {
        let sheet_rows = rows.get(draft.sheet).and_then(|rows| rows.get(draft.body.clone())).unwrap_or_default();
        for (field, col) in undecided(draft) {
            let mut tally = Tally::default();
            for (_, cells) in sheet_rows {
                let Ok(at) = cells.binary_search_by_key(&col, |(col, _)| *col) else { continue };
                if let Some((_, cell)) = cells.get(at) {
                    tally.add(cell.unstruck.as_deref().unwrap_or(&cell.text()), cell.fill, progress, maturity);
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
    use crate::wording::Lang::{En, Nl};
    let header = draft.header.texts.get(&col).cloned().unwrap_or_default().replace('\n', " ");
    let (filled, progress, maturity) = (tally.filled, tally.on_progress(), tally.on_maturity());
    let (word_nl, word_en) = (decided.word(Nl), decided.word(En));
    Remark {
        sheet: draft.grid.sheet.clone(),
        at: Some(crate::cell::CellRef::new(draft.grid.sheet.clone(), draft.header.bottom, col)),
        message: Wording::new(
            format!(
                "De kolom \"{header}\" is gelezen als {word_nl}. Van de {filled} gevulde cellen met deze kop zeggen er {progress} iets over de voortgang en {maturity} iets over de kaderstatus."
            ),
            format!(
                "The column \"{header}\" is read as {word_en}. Of {filled} filled cells under this header, {progress} speak of progress and {maturity} of the framework status."
            ),
        ),
    }
}
