//! Finding the header of a table of actions, and which field each column is.

mod compose;
mod edition;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cell::{CellValue, Grid, GridCell, Span};
use crate::framework::{Field, Framework, Theme};
use crate::language::{Language, Role, keys};
use crate::plan::BelongsTo;
use crate::read::deadline::Calendar;
pub(crate) use crate::read::header::edition::{Edition, Standing};
use crate::wording::{fold, key, nearest};

/// Longer texts are no header.
const LONGEST: usize = 90;
/// As long as the header of one column mostly is.
const SHORT: usize = 40;
/// It tells the column of the numbers of a thing from that of the thing.
const NUMBER_SIGN: char = '#';

/// How well a header text fits; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// The text is the alias as it stands.
    Exact,
    /// It has the letters of the alias, with other signs between them.
    Letters,
    /// It is, but for brackets, a footnote number or a plural.
    Plain,
    /// It is no alias of the framework, but usual for the field in a language of workbooks.
    Usual,
    /// A part of it is: "Planning/Deadline".
    Part,
    /// It starts with an alias of several words, or with a word for notes.
    Opening,
    /// It is one with a word for old or new, or with a time: "Trekker 1e kwartaal".
    Edition,
    /// Its words together mean the field: "Wat gaan we doen", "Beschrijving van de maatregel".
    Composed,
    /// It is an alias but for a slip of the pen.
    Near,
}

/// A field that a header text can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub field: Field,
    pub grade: Grade,
    /// Place in the framework's list; the first is the most telling.
    pub rank: usize,
}

impl Candidate {
    fn score(&self) -> (Grade, usize) {
        (self.grade, self.rank)
    }

    /// Whether the framework does not say so itself.
    fn is_guess(&self) -> bool {
        matches!(self.grade, Grade::Usual | Grade::Composed)
    }
}

/// The header texts of a framework.
pub(crate) struct Headers {
    index: FxHashMap<String, Vec<(Field, usize)>>,
    /// The same as they stand, but for capitals and white space.
    exact: FxHashMap<String, Vec<(Field, usize)>>,
    /// Aliases of several words.
    openings: Vec<(String, Field, usize)>,
    names: Vec<(String, Field, usize)>,
    /// Header texts that the framework does not name.
    usual: FxHashMap<String, (Field, usize)>,
    /// The names of themes and sub-themes: they stand below headers, whatever else their words can mean.
    topics: FxHashSet<String>,
    language: Arc<Language>,
    calendar: Calendar,
}

/// The header of a table: one row or two.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    /// Its first row.
    pub top: u32,
    /// Its last row.
    pub bottom: u32,
    /// The first column that can belong to its table.
    pub left: u32,
    /// The last column of its table.
    pub right: u32,
    /// Text of every column that has one.
    pub texts: BTreeMap<u32, String>,
    /// The key of each text, for finding the header again further down.
    keys: BTreeMap<u32, String>,
    /// What it can mean, best first.
    pub candidates: BTreeMap<u32, Vec<Candidate>>,
    /// Rows above it that name columns too and head nothing themselves.
    pub bands: Vec<u32>,
}

/// The rows of a sheet that have cells, in order.
pub(crate) type Rows<'g> = Vec<(u32, Vec<(u32, &'g GridCell)>)>;

/// The cells of a sheet, row by row.
pub(crate) fn rows(grid: &Grid) -> Rows<'_> {
    let mut rows: Rows = Vec::new();
    for ((row, col), cell) in &grid.cells {
        match rows.last_mut() {
            Some((last, cells)) if last == row => cells.push((*col, cell)),
            _ => rows.push((*row, vec![(*col, cell)])),
        }
    }
    rows
}

/// Texts that were looked at already, with the field that each most probably means as a header.
type Seen<'g> = FxHashMap<&'g str, Option<Field>>;

impl Headers {
    pub(super) fn new(framework: &Framework) -> Self {
        let mut headers = Self {
            index: FxHashMap::default(),
            exact: FxHashMap::default(),
            openings: Vec::new(),
            names: Vec::new(),
            usual: FxHashMap::default(),
            topics: framework.themes.iter().flat_map(topics).map(header_key).collect(),
            language: framework.language.clone(),
            calendar: Calendar::new(framework),
        };
        for (field, aliases) in &framework.columns {
            for (rank, alias) in aliases.iter().enumerate() {
                headers.index.entry(header_key(alias)).or_default().push((*field, rank));
                let folded = fold(alias);
                headers.exact.entry(folded.clone()).or_default().push((*field, rank));
                // "Toelichting secretariaat": there may be any number of columns for notes.
                if folded.contains(' ') || *field == Field::Notes {
                    headers.openings.push((format!("{folded} "), *field, rank));
                }
                headers.names.push((alias.clone(), *field, rank));
            }
        }
        headers.add_usual(framework);
        headers
    }

    /// A field without aliases is one that the framework does not want, and a text is of the field that the framework gave it to.
    fn add_usual(&mut self, framework: &Framework) {
        let wanted = |field: &Field| framework.columns.get(field).is_some_and(|aliases| !aliases.is_empty());
        for field in Field::ALL.into_iter().filter(wanted) {
            for (rank, text) in self.language.usual_headers(field).into_iter().enumerate() {
                let key = header_key(text);
                if !self.index.contains_key(&key) {
                    self.usual.entry(key).or_insert((field, rank));
                }
            }
        }
    }

    /// The fields that a header text can mean, best first.
    pub(super) fn candidates(&self, text: &str) -> Vec<Candidate> {
        // "[Actie]" waits for an action, and is no header of them.
        if text.len() > LONGEST || text.trim().is_empty() || is_in_brackets(text) {
            return Vec::new();
        }
        // A line break is a separator like "/", unless it hyphenates a word; keys leave both out.
        let folded = fold(&text.replace('\n', "/"));
        let key = folded_key(&folded);
        let mut found = self.as_it_stands(text);
        if found.is_empty() {
            found.extend(self.number_of(&folded));
        }
        if found.is_empty() {
            found = self.of_key(key.as_str(), Grade::Letters);
        }
        if found.is_empty() && key.len() > 1 {
            found = self.of_key(&key.replace(NUMBER_SIGN, ""), Grade::Plain);
        }
        if found.is_empty() && !key.contains(char::is_alphabetic) {
            return self.of_usual(&key).into_iter().collect();
        }
        if found.is_empty() {
            found = turned(&key).map_or_else(Vec::new, |key| self.of_key(&key, Grade::Plain));
        }
        let unbracketed = folded.split('(').next().unwrap_or_default();
        if found.is_empty() {
            found = self.plain(&folded_key(unbracketed));
        }
        if found.is_empty() {
            let usual = |key: &str| self.of_usual(key);
            let turned = turned(&key);
            let fitting = usual(&key).or_else(|| usual(turned.as_deref()?)).or_else(|| usual(&folded_key(unbracketed)));
            found = fitting.into_iter().collect();
        }
        if found.is_empty() {
            let parts = folded
                .split(['/', ',', '(', ')', ';', ':', '|'])
                .flat_map(|part| self.language.parts(part, Role::Joiner));
            found = parts
                .filter(|part| !part.trim().is_empty() && part.len() < folded.len())
                .flat_map(|part| self.of_key(&folded_key(part), Grade::Part))
                .collect();
        }
        if found.is_empty() {
            let spaced = folded.replace('/', " ");
            let fitting = self.openings.iter().filter(|(opening, ..)| spaced.starts_with(opening.as_str()));
            found = fitting
                .map(|(_, field, rank)| Candidate { field: *field, grade: Grade::Opening, rank: *rank })
                .collect();
        }
        if found.is_empty() {
            found = self.of_edition(text);
        }
        if found.is_empty() {
            found.extend(self.composed(unbracketed));
        }
        if self.topics.contains(&key) {
            found.retain(|candidate| candidate.grade <= Grade::Plain);
        }
        // A stretch of time in one column says when it has to be done: "Start/einddatum".
        if found.iter().any(|candidate| candidate.field == Field::Deadline) {
            found.retain(|candidate| candidate.field != Field::Start);
        }
        found.sort_by_key(Candidate::score);
        let mut seen = BTreeSet::new();
        found.retain(|candidate| seen.insert(candidate.field));
        found
    }

    /// The field whose alias differs by a slip of the pen; only for columns of a table that was found already.
    pub(super) fn near(&self, text: &str) -> Option<Candidate> {
        // Short words are too near to each other: "Start" is no slip of "Stand".
        if text.len() > LONGEST || key(text).chars().count() < 6 {
            return None;
        }
        let name = nearest(
            text,
            self.names.iter().map(|(name, ..)| name.as_str()).filter(|name| key(name).chars().count() >= 4),
        )?;
        let (_, field, rank) = self.names.iter().find(|(other, ..)| other == name)?;
        Some(Candidate { field: *field, grade: Grade::Near, rank: *rank })
    }

    fn as_it_stands(&self, text: &str) -> Vec<Candidate> {
        let found = self.exact.get(&fold(text)).into_iter().flatten();
        found.map(|(field, rank)| Candidate { field: *field, grade: Grade::Exact, rank: *rank }).collect()
    }

    /// What the rows are called with the sign of a number beside it is their number: "Task #".
    fn number_of(&self, folded: &str) -> Option<Candidate> {
        let is_sign = |c: &char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '.' | ':' | '-' | '/');
        let sign: String = folded.chars().filter(is_sign).collect();
        let of_sign =
            |sign: &String| self.index.get(sign).and_then(|found| found.first()).or_else(|| self.usual.get(sign));
        of_sign(&sign).filter(|(field, _)| *field == Field::Id)?;
        let rest = folded.replace(|c| is_sign(&c), " ");
        let is_row = |key: &String| {
            let called =
                || self.index.get(key).is_some_and(|found| found.iter().any(|(field, _)| *field == Field::Action));
            self.language.words(Role::HeaderSubject).lists(key) || called()
        };
        let keys = keys(&rest);
        (!keys.is_empty() && keys.iter().all(is_row)).then_some(Candidate {
            field: Field::Id,
            grade: Grade::Composed,
            rank: 0,
        })
    }

    /// The fields of a header without the words that tell it from another column of the same field.
    fn of_edition(&self, text: &str) -> Vec<Candidate> {
        let Some((rest, _)) = self.split(text) else { return Vec::new() };
        let found = self.candidates(&rest).into_iter().filter(|candidate| candidate.grade <= Grade::Usual);
        found.map(|candidate| Candidate { grade: Grade::Edition, ..candidate }).collect()
    }

    /// Which of several columns for one field a header is, as far as it says so.
    pub(super) fn edition(&self, text: &str) -> Edition {
        self.split(text).map(|(_, edition)| edition).unwrap_or_default()
    }

    fn split(&self, text: &str) -> Option<(String, Edition)> {
        let known = |text: &str| {
            let key = header_key(text);
            self.index.contains_key(&key) || self.usual.contains_key(&key)
        };
        edition::split(text, &self.language, &self.calendar, known)
    }

    fn of_key(&self, key: &str, grade: Grade) -> Vec<Candidate> {
        let found = self.index.get(key).into_iter().flatten();
        found.map(|(field, rank)| Candidate { field: *field, grade, rank: *rank }).collect()
    }

    fn of_usual(&self, key: &str) -> Option<Candidate> {
        let (field, rank) = self.usual.get(key)?;
        Some(Candidate { field: *field, grade: Grade::Usual, rank: *rank })
    }

    /// The field that the words of a header together mean.
    fn composed(&self, text: &str) -> Option<Candidate> {
        let known = |key: &str| self.index.get(key).and_then(|found| found.first()).or_else(|| self.usual.get(key));
        let field = compose::field(text, &self.language, |key| known(key).map(|(field, _)| *field))?;
        // Also here a field without aliases is not wanted.
        let wanted = self.names.iter().any(|(_, other, _)| *other == field);
        wanted.then_some(Candidate { field, grade: Grade::Composed, rank: 0 })
    }

    /// Without a footnote number or a plural ending, or with one.
    fn plain(&self, key: &str) -> Vec<Candidate> {
        let unnumbered = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let shorter = self.language.singulars(unnumbered).map(str::to_owned);
        let forms = std::iter::once(unnumbered.to_owned()).chain(self.language.plurals(unnumbered)).chain(shorter);
        let mut forms = forms.filter(|_| !unnumbered.is_empty());
        forms
            .find_map(|form| Some(self.of_key(&form, Grade::Plain)).filter(|found| !found.is_empty()))
            .unwrap_or_default()
    }

    /// The headers on a sheet, from top to bottom and from left to right.
    pub(super) fn find(&self, grid: &Grid, rows: &Rows, belongs_to: &BelongsTo) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        let mut without_action = None;
        let mut seen = Seen::default();
        let mut at = 0;
        while let Some((row, cells)) = rows.get(at) {
            let below = rows.get(at + 1).filter(|(next, _)| *next == row + 1);
            at += 1;
            if !self.could_be_header(cells, &mut seen) || !self.names_a_table(cells, below, &mut seen) {
                continue;
            }
            let Some(whole) = self.header(grid, *row, cells, below) else { continue };
            if !whole.may_head_a_table() {
                continue;
            }
            let double = (whole.bottom - row) as usize;
            let mut found = false;
            for header in self.parts(grid, whole) {
                let fields = header.fields();
                if fields.contains(&Field::Action) && fields.len() >= 2 && header.is_plain() {
                    found = true;
                    push(&mut headers, header, rows);
                } else if without_action.is_none()
                    && fields.len() >= if *belongs_to == BelongsTo::Nobody { 5 } else { 3 }
                    && (fields.contains(&Field::Owner) || fields.contains(&Field::Deadline))
                {
                    without_action = Some(header);
                }
            }
            at += if found { double } else { 0 };
        }
        if headers.is_empty() { without_action.into_iter().collect() } else { headers }
    }

    /// The headers of the tables that stand beside each other in one row. A new one starts where the columns begin again: behind
    /// an empty column, or at the field that the table started with.
    fn parts(&self, grid: &Grid, header: Header) -> Vec<Header> {
        let mut segments = header.segments(grid);
        // Behind a row of another table that happens to stand to the left.
        let is_known = |segment: &Vec<u32>| segment.iter().any(|col| header.candidates.contains_key(col));
        let foreign = segments.iter().take_while(|segment| !is_known(segment)).count();
        let left_of_it = segments.drain(..foreign).flatten().max();
        let mut parts: Vec<Vec<u32>> = Vec::new();
        for segment in segments {
            let anew = parts.last().is_some_and(|part| header.is_another_table(part, &segment));
            match parts.last_mut() {
                Some(part) if !anew => part.extend(&segment),
                _ => parts.push(segment),
            }
        }
        let mut left = left_of_it.map_or(0, |col| col + 1);
        let mut headers = Vec::new();
        for part in parts.into_iter().flat_map(|part| header.cut(part)) {
            let texts = part.iter().filter_map(|col| Some((*col, header.texts.get(col)?.clone())));
            let mut part = self.of_texts(header.top, header.bottom, texts.collect());
            self.trim(&mut part);
            part.left = left;
            left = part.right.saturating_add(1);
            headers.push(part);
        }
        headers
    }

    /// Leaves out what stands to the right of the table behind an empty column and says nothing of its columns: a legend.
    fn trim(&self, header: &mut Header) {
        let known = |text: &str| !self.candidates(text).is_empty() || self.near(text).is_some();
        let Some(last) = header.texts.iter().filter(|(_, text)| known(text)).map(|(col, _)| *col).max() else { return };
        let end = (last + 1..).take_while(|col| header.texts.contains_key(col)).last().unwrap_or(last);
        header.texts.retain(|col, _| *col <= end);
        header.keys.retain(|col, _| *col <= end);
        header.right = end;
    }

    /// A header has a known text, and its texts are short; this spares looking closely at every row of a long table. `seen` keeps
    /// what texts turned out to be.
    fn could_be_header<'g>(&self, cells: &[(u32, &'g GridCell)], seen: &mut Seen<'g>) -> bool {
        let texts = cells.iter().filter_map(|(_, cell)| match &cell.value {
            CellValue::Text(text) if !text.trim().is_empty() => Some(&**text),
            _ => None,
        });
        // The header of a table to the right of another one has the texts of that one before it; then it has a short one itself.
        let mut short = texts.enumerate().filter(|(nth, text)| text.len() <= if *nth < 4 { LONGEST } else { SHORT });
        short.any(|(_, text)| self.field_of(text, seen).is_some())
    }

    /// Whether the texts of a row can head a table: one of an action and another field, or three fields; or the row below can be
    /// the second half of such a header.
    fn names_a_table<'g>(
        &self,
        cells: &[(u32, &'g GridCell)],
        below: Option<&(u32, Vec<(u32, &'g GridCell)>)>,
        seen: &mut Seen<'g>,
    ) -> bool {
        let mut fields = |cells: &[(u32, &'g GridCell)]| {
            let filled: Vec<&GridCell> = cells.iter().map(|(_, cell)| *cell).filter(|cell| !cell.is_blank()).collect();
            let fields = filled.iter().filter_map(|cell| match &cell.value {
                CellValue::Text(text) => self.field_of(text, seen),
                CellValue::Date(_) => None,
                _ => self.candidates(&cell.text()).first().map(|candidate| candidate.field),
            });
            (fields.collect::<Vec<Field>>(), filled.len())
        };
        let (own, _) = fields(cells);
        let alone = own.len() >= 3 || own.len() == 2 && own.contains(&Field::Action);
        alone || {
            let (lower, filled) = below.map_or((Vec::new(), 0), |(_, below)| fields(below));
            !lower.is_empty() && lower.len() * 2 >= filled
        }
    }

    /// The field that a text most probably means as a header.
    fn field_of<'g>(&self, text: &'g str, seen: &mut Seen<'g>) -> Option<Field> {
        let text = text.trim();
        *seen.entry(text).or_insert_with(|| self.candidates(text).first().map(|candidate| candidate.field))
    }

    /// The header that starts at a row, over one row or two, whichever maps more.
    fn header(
        &self,
        grid: &Grid,
        row: u32,
        cells: &[(u32, &GridCell)],
        below: Option<&(u32, Vec<(u32, &GridCell)>)>,
    ) -> Option<Header> {
        let single = self.of_texts(row, row, texts(cells));
        let Some((_, below)) = below else { return Some(single) };
        let lower = texts(below);
        let Some(double) = self.two_rows(grid, row, &single, &lower) else { return Some(single) };
        let lower_alone = self.of_texts(row + 1, row + 1, lower);
        let (one, two) = (single.fields().len(), double.fields().len());
        // A banner above the real header adds nothing.
        if two > one && two > lower_alone.fields().len() {
            Some(double)
        } else if single.fields().contains(&Field::Action) || !lower_alone.fields().contains(&Field::Action) {
            Some(single)
        } else {
            None
        }
    }

    /// Both rows as one header, where the lower one looks like the second half of a header.
    fn two_rows(&self, grid: &Grid, row: u32, upper: &Header, lower: &BTreeMap<u32, String>) -> Option<Header> {
        let known = lower.values().filter(|text| !self.candidates(text).is_empty()).count();
        if known == 0 || known * 2 < lower.len() {
            return None;
        }
        let mut texts = upper.texts.clone();
        for (col, low) in lower {
            let over = upper.texts.get(col).cloned().or_else(|| {
                let span = grid.merges.iter().find(|span| span.top == row && span.contains(row, *col))?;
                upper.texts.get(&span.left).cloned()
            });
            let text = match over {
                Some(over) if self.candidates(low).is_empty() => format!("{over} {low}"),
                Some(over) if !self.candidates(&format!("{over} {low}")).is_empty() => format!("{over} {low}"),
                _ => low.clone(),
            };
            texts.insert(*col, text);
        }
        Some(self.of_texts(row, row + 1, texts))
    }

    fn of_texts(&self, top: u32, bottom: u32, texts: BTreeMap<u32, String>) -> Header {
        let candidates =
            texts.iter().map(|(col, text)| (*col, self.candidates(text))).filter(|(_, found)| !found.is_empty());
        let keys = texts.iter().map(|(col, text)| (*col, header_key(text))).collect();
        let right = texts.keys().next_back().copied().unwrap_or_default();
        Header { top, bottom, left: 0, right, candidates: candidates.collect(), keys, texts, bands: Vec::new() }
    }
}

impl Header {
    /// The fields that its columns most probably are.
    pub(super) fn fields(&self) -> BTreeSet<Field> {
        self.candidates.values().filter_map(|found| found.first()).map(|candidate| candidate.field).collect()
    }

    /// Whether its columns are enough for a table, whichever of them belong together; one known text is a word in a row.
    fn may_head_a_table(&self) -> bool {
        self.candidates.len() >= 2
    }

    /// Whether it says what it is: two texts that are known as they stand, or most of them. A row of an action can have "Toelichting:
    /// zie verslag" and "Wat, wie en wanneer" in it.
    fn is_plain(&self) -> bool {
        let firsts = self.candidates.values().filter_map(|found| found.first());
        let plain = firsts.filter(|candidate| candidate.grade <= Grade::Usual).count();
        plain >= 2 || self.candidates.len() * 2 > self.texts.len()
    }

    /// The field that a column most probably is.
    fn field(&self, col: u32) -> Option<Field> {
        self.candidates.get(&col)?.first().map(|candidate| candidate.field)
    }

    /// The columns with a text, in runs without an empty column between; a merged header cell is not empty.
    fn segments(&self, grid: &Grid) -> Vec<Vec<u32>> {
        let of_header = |span: &&Span| span.top <= self.bottom && span.bottom >= self.top && span.right > span.left;
        let merges: Vec<&Span> = grid.merges.iter().filter(of_header).collect();
        let covered = |col: u32| merges.iter().any(|span| (span.left..=span.right).contains(&col));
        let mut segments: Vec<Vec<u32>> = Vec::new();
        for col in self.texts.keys().copied() {
            let goes_on = segments.last().and_then(|segment| segment.last()).is_some_and(|last| {
                // A gap that is wider than any table is empty somewhere.
                col - last <= 40 && (last + 1..col).all(covered)
            });
            match segments.last_mut() {
                Some(segment) if goes_on => segment.push(col),
                _ => segments.push(vec![col]),
            }
        }
        segments
    }

    /// Whether the columns behind an empty one are no part of the table before it: they have an action and another field once
    /// more, or a header text that comes again, as a list of words beside the table has.
    fn is_another_table(&self, part: &[u32], segment: &[u32]) -> bool {
        let fields = |cols: &[u32]| {
            let fields = cols.iter().filter_map(|col| self.field(*col)).filter(|field| *field != Field::Notes);
            fields.collect::<BTreeSet<Field>>()
        };
        let (before, after) = (fields(part), fields(segment));
        let again = before.intersection(&after).count();
        let is_table = before.contains(&Field::Action) && after.contains(&Field::Action) && again >= 2;
        let comes_again = |col: &u32| {
            let known = self.field(*col).is_some_and(|field| field != Field::Notes);
            known && part.iter().any(|other| self.keys.get(other) == self.keys.get(col))
        };
        is_table || segment.iter().any(comes_again)
    }

    /// Columns cut where the field that they start with comes again, if each piece has an action and another field of the first.
    fn cut(&self, part: Vec<u32>) -> Vec<Vec<u32>> {
        let first = part.iter().find_map(|col| self.field(*col));
        let starts = part.iter().enumerate().filter(|(_, col)| first.is_some() && self.field(**col) == first);
        let starts: Vec<usize> = starts.map(|(nth, _)| nth).collect();
        let fields = |cols: &[u32]| {
            let fields = cols.iter().filter_map(|col| self.field(*col)).filter(|field| *field != Field::Notes);
            fields.collect::<BTreeSet<Field>>()
        };
        let ends = starts.iter().skip(1).copied().chain([part.len()]);
        let pieces = std::iter::once(0).chain(starts.iter().skip(1).copied()).zip(ends);
        let pieces: Vec<Vec<u32>> = pieces.filter_map(|(from, to)| Some(part.get(from..to)?.to_vec())).collect();
        let wanted = pieces.first().map(|piece| fields(piece)).unwrap_or_default();
        let is_table = |piece: &Vec<u32>| {
            let own = fields(piece);
            own.contains(&Field::Action) && own.intersection(&wanted).count() >= 2
        };
        if pieces.len() > 1 && pieces.iter().all(is_table) { pieces } else { vec![part] }
    }

    /// Whether both have columns in common.
    pub(super) fn shares_columns(&self, other: &Self) -> bool {
        let first = |header: &Self| header.texts.keys().next().copied().unwrap_or_default();
        first(self) <= other.right && first(other) <= self.right
    }

    /// Whether it is the end of a sentence that names columns: "Vul in: actie".
    fn is_announced(&self) -> bool {
        let Some((col, text)) = self.texts.first_key_value() else { return false };
        let by_part = |candidate: &Candidate| candidate.grade == Grade::Part;
        text.contains(':') && self.candidates.get(col).and_then(|found| found.first()).is_some_and(by_part)
    }

    /// Whether it names more fields than another header, or as many by better names.
    fn tells_more_than(&self, other: &Self) -> bool {
        let (own, others) = (self.fields().len(), other.fields().len());
        let names = |header: &Self| {
            let firsts = header.candidates.values().filter_map(|found| found.first());
            firsts
                .map(|candidate| (candidate.grade as usize, candidate.rank))
                .fold((0, 0), |(grades, ranks), (grade, rank)| (grades + grade, ranks + rank))
        };
        own > others || own == others && names(self) < names(other)
    }

    fn same_layout(&self, other: &Self) -> bool {
        let layout = |header: &Self| {
            header.candidates.iter().filter_map(|(col, found)| Some((*col, found.first()?.field))).collect::<Vec<_>>()
        };
        layout(self) == layout(other)
    }

    /// Whether the cells of a row repeat the header.
    pub(super) fn is_repeated(&self, cells: &[(u32, &GridCell)]) -> bool {
        let filled: Vec<_> = cells.iter().filter(|(_, cell)| !cell.is_blank()).collect();
        let same = filled.iter().filter(|(col, cell)| {
            let CellValue::Text(text) = &cell.value else { return false };
            let Some(header) = self.keys.get(col).filter(|_| self.candidates.contains_key(col)) else { return false };
            // A text much longer than the header, or with another last letter, cannot be it, and needs no folding.
            let last = text.chars().rev().find(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
            let may_be = !text.is_ascii() || last.is_none() || header.chars().next_back() == last;
            may_be && text.len() <= header.len() * 2 + 8 && header.ends_with(&header_key(text))
        });
        let same = same.count();
        same >= 2 && same * 2 >= filled.len()
    }

    /// Which column is which field. Every column gets one field; a field that a column cannot have any more because a better
    /// column has it goes to the next candidate of that column, where it has one.
    pub(super) fn assign(&self) -> BTreeMap<Field, Vec<u32>> {
        let mut all: Vec<(u32, Candidate)> = self
            .candidates
            .iter()
            .flat_map(|(col, found)| found.iter().map(move |candidate| (*col, *candidate)))
            .collect();
        all.sort_by_key(|(col, candidate)| (candidate.score(), *col));
        let mut fields: BTreeMap<Field, Vec<u32>> = BTreeMap::new();
        let mut assigned = BTreeSet::new();
        for (col, candidate) in &all {
            let alternatives = self.candidates.get(col).is_some_and(|found| found.len() > 1);
            let taken = fields.contains_key(&candidate.field);
            // What the framework does not name itself takes no place beside what it does.
            let stronger = |other: &(u32, Candidate)| {
                other.1.field == candidate.field && !other.1.is_guess() && assigned.contains(&other.0)
            };
            if candidate.is_guess() && candidate.field != Field::Notes && all.iter().any(stronger) {
                assigned.insert(*col);
                continue;
            }
            let elsewhere = taken && alternatives;
            if !assigned.contains(col) && !elsewhere {
                fields.entry(candidate.field).or_default().push(*col);
                assigned.insert(*col);
            }
        }
        for (col, candidate) in &all {
            if assigned.insert(*col) {
                fields.entry(candidate.field).or_default().push(*col);
            }
        }
        fields
    }
}

/// The names of a theme and of its sub-themes.
fn topics(theme: &Theme) -> impl Iterator<Item = &str> {
    std::iter::once(theme.name.as_str()).chain(theme.subthemes.iter().map(|subtheme| subtheme.name.as_str()))
}

/// Adds a header below the others. Of two that follow each other with nothing between, one is the header of the table and the other names
/// groups of columns or explains them; one that repeats the header above it heads the same table.
fn push(headers: &mut Vec<Header>, mut header: Header, rows: &Rows) {
    let Some(above) = headers.iter_mut().rev().find(|above| above.shares_columns(&header)) else {
        headers.push(header);
        return;
    };
    let first = rows.partition_point(|(row, _)| *row <= above.bottom);
    let between = rows.iter().skip(first).take_while(|(row, _)| *row < header.top);
    let directly = between.flat_map(|(_, cells)| cells).all(|(_, cell)| cell.is_blank());
    let explains = above.is_announced() && header.fields().len() >= above.fields().len();
    if directly && header.tells_more_than(above) || explains {
        header.bands = std::mem::take(&mut above.bands);
        header.bands.extend(above.top..=above.bottom);
        *above = header;
    } else if !directly && !above.same_layout(&header) {
        headers.push(header);
    }
}

/// Whether the whole text stands in one pair of brackets, as what is to be filled in does: "[actie]", "<naam>", "(nummer)".
pub(crate) fn is_in_brackets(text: &str) -> bool {
    let text = text.trim();
    let pairs = [('[', ']'), ('<', '>'), ('(', ')'), ('{', '}'), ('\u{ab}', '\u{bb}')];
    pairs.into_iter().any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !key(inner).is_empty() && !inner.contains([open, close]))
    })
}

fn texts(cells: &[(u32, &GridCell)]) -> BTreeMap<u32, String> {
    let filled = cells.iter().filter(|(_, cell)| !cell.is_blank());
    filled.map(|(col, cell)| (*col, cell.text().trim().to_owned())).collect()
}

/// Letters and digits of a header, with the sign of a number; for one without any of them its signs.
fn header_key(text: &str) -> String {
    folded_key(&fold(text))
}

fn folded_key(folded: &str) -> String {
    // A percent sign tells a column of percentages from another one: "% gereed" from "Gereed".
    let folded = folded.replace('%', "percent");
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric() || *c == NUMBER_SIGN).collect();
    if letters.is_empty() { folded } else { letters }
}

/// The key of a header with its percent sign at the other end: "Gereed %" is "% gereed".
fn turned(key: &str) -> Option<String> {
    const SIGN: &str = "percent";
    let before = key.strip_prefix(SIGN).map(|rest| format!("{rest}{SIGN}"));
    before.or_else(|| key.strip_suffix(SIGN).map(|rest| format!("{SIGN}{rest}"))).filter(|turned| turned != SIGN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_texts_mean_fields() {
        let headers = Headers::new(Framework::embedded());
        for (text, expected) in [
            ("Trekker", Some((Field::Owner, Grade::Exact))),
            ("TREKKER*", Some((Field::Owner, Grade::Exact))),
            ("Actie-\nhouder", Some((Field::Owner, Grade::Letters))),
            ("Trekkers", Some((Field::Owner, Grade::Plain))),
            ("Sub thema's", Some((Field::Subtheme, Grade::Letters))),
            ("Planning / Deadline", Some((Field::Deadline, Grade::Letters))),
            ("Deadline/Termijn", Some((Field::Deadline, Grade::Part))),
            ("Mate van prioriteit voor implementatieplan*", Some((Field::Priority, Grade::Exact))),
            ("Mate van prioriteit in 2025", Some((Field::Priority, Grade::Opening))),
            ("Prioriteit (H/M/L)", Some((Field::Priority, Grade::Plain))),
            ("Prioriteit¹", Some((Field::Priority, Grade::Plain))),
            ("Trekker 1e kwartaal", Some((Field::Owner, Grade::Edition))),
            ("Vorige trekker", Some((Field::Owner, Grade::Edition))),
            ("Start/einddatum", Some((Field::Deadline, Grade::Part))),
            ("Stand van zaken", Some((Field::Notes, Grade::Exact))),
            ("Kosten", None),
            ("Actieoverzicht implementatieplan", None),
            ("", None),
        ] {
            let got = headers.candidates(text).first().map(|candidate| (candidate.field, candidate.grade));
            assert_eq!(got, expected, "{text}");
        }
        assert_eq!(headers.near("Trekkker").map(|candidate| candidate.field), Some(Field::Owner));
        for unlike in ["Kosten", "Start", "Bijlage", "Vindplaats", "Budget"] {
            assert_eq!(headers.near(unlike).map(|candidate| candidate.field), None, "{unlike}");
        }
    }
}
