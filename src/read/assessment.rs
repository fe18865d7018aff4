//! The framework as the workbook itself shows it: its sub-themes down, the municipalities across, and in between how far each
//! is, told by a fill, a word or both.
//!
//! Such a block is known by what stands in it, never by the name of its tab, and it is no table of actions. People copy it
//! from a report, so it comes with a header over two rows, merged themes, footnotes below it, in blocks per theme, and
//! sometimes with a row or all of its colours one column beside where they belong.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashMap;
use std::sync::Arc;

use crate::cell::{Cell, CellRef, CellValue, Grid, GridCell, Reading, Span};
use crate::framework::{Code, Field, Framework, Level};
use crate::language::Role;
use crate::plan::{Assessment, Remark, Status};
use crate::read::header::Rows;
use crate::read::lexicon::{Entity, Kind};
use crate::read::status::{self, Colours};
use crate::read::table::Tools;
use crate::wording::{Lang, Wording, key};

/// How many rows below its header a block reaches at most; no framework is longer.
const LONGEST: u32 = 400;
/// How many possible headers of a sheet are looked at.
const MOST_HEADERS: usize = 200;
/// Fewer sub-themes on a sheet than this are no framework, unless the framework itself has fewer.
const FEWEST_SUBTHEMES: usize = 3;
/// Municipalities that stand further apart than this are not columns of one block.
const WIDEST_GAP: u32 = 2;
/// Longer texts name no sub-theme.
const LONGEST_NAME: usize = 160;
/// How many rows above its header a title stands at most.
const HIGHEST_TITLE: u32 = 4;
/// Longer texts are no header that names a municipality.
const LONGEST_HEADER: usize = 48;
/// A municipality's code; none for the district as a whole.
type Place = Option<Code>;

/// A block of framework statuses on a sheet.
#[derive(Debug)]
pub(crate) struct Block {
    /// The cells that it takes, header included.
    pub span: Span,
    sheet: Arc<str>,
    hidden: bool,
    /// Whether its sheet or a text above it bears a name that the framework gives to the framework status.
    named: bool,
    /// The year that it speaks of, where it says so.
    year: Option<u16>,
    assessments: Vec<Assessment>,
    remarks: Vec<Remark>,
}

/// The blocks of a sheet; none where what looks like one says nothing of the framework.
pub(crate) fn blocks(grid: &Grid, rows: &Rows, tools: &Tools) -> Vec<Block> {
    let tops = Tops::of(rows, tools);
    let found: Vec<Matrix> = (0..tops.all.len()).filter_map(|nth| Matrix::new(grid, rows, tools, &tops, nth)).collect();
    let subthemes: BTreeSet<&Code> = found.iter().flat_map(Matrix::subthemes).collect();
    let fewest = FEWEST_SUBTHEMES.min(tools.framework.subthemes().count());
    if subthemes.len() < fewest || !found.iter().any(Matrix::is_framework) {
        return Vec::new();
    }
    found.into_iter().filter(|matrix| !matrix.is_something_else()).map(Matrix::read).collect()
}

/// The rows without the cells that lie in a block.
pub(crate) fn without<'g>(rows: Rows<'g>, blocks: &[Block]) -> Rows<'g> {
    if blocks.is_empty() {
        return rows;
    }
    let outside = |row: u32, col: u32| !blocks.iter().any(|block| block.span.contains(row, col));
    rows.into_iter()
        .map(|(row, cells)| (row, cells.into_iter().filter(|(col, _)| outside(row, *col)).collect::<Vec<_>>()))
        .filter(|(_, cells)| !cells.is_empty())
        .collect()
}

/// What all blocks of a workbook say together. Where two say something else of the same sub-theme, the one that is shown, bears
/// the framework's name or speaks of the later year counts, else the first.
pub(crate) fn collect(mut blocks: Vec<Block>) -> (Vec<Assessment>, Vec<Remark>) {
    blocks.sort_by_key(|block| (block.hidden, std::cmp::Reverse(block.year), !block.named));
    let mut all: Vec<Assessment> = Vec::new();
    let mut places: HashMap<(Code, Place), usize> = HashMap::new();
    let mut remarks = Vec::new();
    for block in blocks {
        remarks.extend(block.remarks);
        let mut differing: Vec<(CellRef, CellRef)> = Vec::new();
        for new in block.assessments {
            let Some(at) = places.get(&(new.subtheme.clone(), new.municipality.clone())).copied() else {
                places.insert((new.subtheme.clone(), new.municipality.clone()), all.len());
                all.push(new);
                continue;
            };
            let Some(old) = all.get_mut(at) else { continue };
            match (old.status.known(), new.status.known()) {
                (None, Some(_)) if old.status.at.sheet == new.status.at.sheet => *old = new,
                (Some(one), Some(other)) if one.code != other.code => {
                    differing.push((new.status.at, old.status.at.clone()));
                }
                _ => {}
            }
        }
        remarks.extend(contradiction(&block.sheet, &differing));
    }
    (all, remarks)
}

/// Two blocks that say something else of the same sub-theme.
fn contradiction(sheet: &Arc<str>, differing: &[(CellRef, CellRef)]) -> Option<Remark> {
    let (here, there) = differing.first()?;
    let count = differing.len();
    let message = Wording::of(
        format!(
            "De kaderstatus staat meer keren in de werkmap, en hier {count} keer anders dan in {there} en verder. Wat daar staat, telt."
        ),
        format!(
            "The framework status stands in the workbook more than once, and here differs {count} times from {there} and on. What stands there counts."
        ),
    );
    Some(Remark { sheet: sheet.clone(), at: Some(here.clone()), message })
}

// --- Headers that name municipalities ------------------------------------------------------------------------------------

/// A row, or a part of one, that names municipalities side by side.
#[derive(Debug)]
struct Top {
    /// Index in the rows of the sheet.
    index: usize,
    row: u32,
    columns: Vec<(u32, Place)>,
    /// Names that were only nearly known, with what they were read as.
    guesses: Vec<(u32, Arc<str>, Code)>,
    /// First column that belongs to it: the one after the part before it in the same row.
    left: u32,
}

impl Top {
    fn first(&self) -> u32 {
        self.columns.first().map_or(0, |(col, _)| *col)
    }

    fn last(&self) -> u32 {
        self.columns.last().map_or(0, |(col, _)| *col)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }
}

struct Tops {
    all: Vec<Top>,
}

impl Tops {
    fn of(rows: &Rows, tools: &Tools) -> Self {
        let reader = Places::new(tools);
        let mut seen: FxHashMap<&str, Option<Place>> = FxHashMap::default();
        let mut all = Vec::new();
        for (index, (row, cells)) in rows.iter().enumerate() {
            let mut named: Vec<(u32, Place)> = Vec::new();
            for (col, cell) in cells {
                let CellValue::Text(text) = &cell.value else { continue };
                if text.len() > LONGEST_HEADER || text.starts_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let place = seen.entry(text).or_insert_with(|| reader.place(text));
                named.extend(place.clone().map(|place| (*col, place)));
            }
            if named.len() >= reader.fewest {
                all.extend(reader.tops(index, *row, &named, cells));
            }
            if all.len() >= MOST_HEADERS {
                break;
            }
        }
        Self { all }
    }

    /// The row (exclusive) up to which the block below a header can reach.
    fn end(&self, nth: usize) -> u32 {
        let Some(top) = self.all.get(nth) else { return 0 };
        let below = self.all.iter().skip(nth + 1).find(|other| other.row > top.row && other.overlaps(top));
        below.map_or(u32::MAX, |other| other.row).min(top.row.saturating_add(LONGEST))
    }
}

/// Reads header texts as municipalities.
struct Places<'t, 'f> {
    tools: &'t Tools<'f>,
    /// Words of headers for a status: "Status Hilversum".
    beside: BTreeSet<String>,
    /// How many municipalities a header names at least.
    fewest: usize,
}

impl<'t, 'f> Places<'t, 'f> {
    fn new(tools: &'t Tools<'f>) -> Self {
        let fields = [Field::FrameworkStatus, Field::Progress, Field::Municipality];
        let aliases = fields.iter().filter_map(|field| tools.framework.columns.get(field)).flatten();
        let words = aliases.flat_map(|alias| alias.split_whitespace().map(key).collect::<Vec<_>>());
        let more = tools.framework.language.words(Role::AssessmentBeside).entries().map(key);
        let beside = words.chain(more).filter(|word| !word.is_empty()).collect();
        Self { tools, beside, fewest: tools.framework.municipalities.len().clamp(1, 2) }
    }

    /// The one municipality, or the district, that a header names; words such as "status" may stand beside it.
    fn place(&self, text: &str) -> Option<Place> {
        let lexicon = &self.tools.lexicon;
        let tokens = lexicon.tokens(text);
        let (mut found, mut at): (Option<Place>, usize) = (None, 0);
        while let Some(token) = tokens.get(at) {
            let Kind::Word { key, .. } = &token.kind else {
                at += 1;
                continue;
            };
            let named = lexicon.name_at(&tokens, at).and_then(|(end, entity)| Some((end, self.named(entity)?)));
            match named {
                Some(_) if found.is_some() => return None,
                Some((end, place)) => {
                    found = Some(place);
                    at = end;
                }
                _ if key.bytes().all(|b| b.is_ascii_digit()) || self.beside.contains(key) => at += 1,
                _ => return self.district(text),
            }
        }
        found.or_else(|| self.district(text))
    }

    /// The municipality or the district that a name means.
    fn named(&self, entity: &Entity) -> Option<Place> {
        match entity {
            Entity::District => Some(None),
            _ => self.tools.lexicon.municipality(entity).map(|code| Some(code.clone())),
        }
    }

    /// "D" above a column is the district.
    fn district(&self, text: &str) -> Option<Place> {
        (text.trim().len() <= 3 && self.tools.levels.parse(text) == Some(Level::District)).then_some(None)
    }

    /// The parts of a row that each name municipalities side by side.
    fn tops(&self, index: usize, row: u32, named: &[(u32, Place)], cells: &[(u32, &GridCell)]) -> Vec<Top> {
        let mut tops: Vec<Top> = Vec::new();
        for (col, place) in named {
            let goes_on = tops.last().is_some_and(|top| {
                col - top.last() <= WIDEST_GAP && !top.columns.iter().any(|(_, other)| other == place)
            });
            match tops.last_mut() {
                Some(top) if goes_on => top.columns.push((*col, place.clone())),
                last => {
                    let left = last.map_or(0, |top| top.last() + 1);
                    tops.push(Top { index, row, columns: vec![(*col, place.clone())], guesses: Vec::new(), left });
                }
            }
        }
        let municipalities = |top: &Top| top.columns.iter().filter(|(_, place)| place.is_some()).count();
        tops.retain(|top| municipalities(top) >= self.fewest);
        for top in &mut tops {
            self.guess(top, cells);
        }
        tops
    }

    /// Columns between or beside the known ones whose header is nearly a municipality that is still missing.
    fn guess(&self, top: &mut Top, cells: &[(u32, &GridCell)]) {
        let range = top.first().saturating_sub(1)..=top.last().saturating_add(1);
        for (col, cell) in cells.iter().filter(|(col, _)| range.contains(col)) {
            let text = cell.text();
            if text.len() > LONGEST_HEADER || top.columns.iter().any(|(other, _)| other == col) {
                continue;
            }
            let Some((_, code)) = self.tools.lexicon.near_municipality(&text) else { continue };
            let place = Some(code.clone());
            if !top.columns.iter().any(|(_, other)| *other == place) {
                top.guesses.push((*col, text, code.clone()));
                top.columns.push((*col, place));
            }
        }
        top.columns.sort_by_key(|(col, _)| *col);
    }
}

// --- One block -----------------------------------------------------------------------------------------------------------

/// A row of a block.
struct Line {
    row: u32,
    /// The column that names the sub-theme.
    col: u32,
    codes: Vec<Code>,
    /// The name as typed, where it is only nearly one of the framework.
    guessed: Option<Arc<str>>,
    /// How many columns its statuses stand to the left of their header.
    moved: u32,
}

/// What a cell between sub-theme and municipality says.
#[derive(Debug, Clone, PartialEq)]
enum Voice {
    /// A framework status.
    Status(Arc<Status>),
    /// Text that is none.
    Other,
    /// Nothing.
    Silent,
}

/// How a block's colours stand beside their header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    None,
    Left,
    Right,
    /// Something is odd, but it is not certain what.
    Unclear,
}

struct Matrix<'a, 'g, 'f> {
    grid: &'g Grid,
    rows: &'a Rows<'g>,
    tools: &'a Tools<'f>,
    top: &'a Top,
    subtheme: u32,
    lines: Vec<Line>,
    /// Names of rows with statuses that are no sub-theme.
    unknown: Vec<(u32, Arc<str>)>,
    merges: Vec<Span>,
    shift: Shift,
}

impl<'a, 'g, 'f> Matrix<'a, 'g, 'f> {
    fn new(grid: &'g Grid, rows: &'a Rows<'g>, tools: &'a Tools<'f>, tops: &'a Tops, nth: usize) -> Option<Self> {
        let top = tops.all.get(nth)?;
        let end = tops.end(nth);
        let lies_in = |span: &&Span| span.bottom >= top.row.saturating_sub(1) && span.top < end;
        let merges = grid.merges.iter().filter(lies_in).copied().collect();
        let mut matrix = Self {
            grid,
            rows,
            tools,
            top,
            subtheme: 0,
            lines: Vec::new(),
            unknown: Vec::new(),
            merges,
            shift: Shift::None,
        };
        let body = matrix.body(end);
        let beside = tops.all.iter().filter(|other| other.row == top.row && other.first() < top.first());
        let shared = beside.map(|other| other.left).min().unwrap_or(top.left);
        let right = tops.all.iter().filter(|other| other.row == top.row && other.first() > top.last());
        let right = right.map(Top::first).min().unwrap_or_else(|| top.last().saturating_add(8));
        // Its own column of sub-themes; else the one that it shares with the block before it; else one to its right.
        matrix.subtheme = [top.left..top.first() + 1, shared..top.first(), top.last() + 1..right]
            .into_iter()
            .find_map(|range| matrix.subtheme_column(&body, range))?;
        matrix.add_lines(&body);
        matrix.shift = matrix.find_shift();
        Some(matrix)
    }

    /// The rows below the header that can belong to the block.
    fn body(&self, end: u32) -> Vec<&'a (u32, Vec<(u32, &'g GridCell)>)> {
        let below = self.rows.get(self.top.index + 1..).unwrap_or_default().iter();
        below.take_while(|(row, cells)| *row < end && !self.starts_actions(cells)).collect()
    }

    /// Whether a row is the header of a table of actions.
    fn starts_actions(&self, cells: &[(u32, &GridCell)]) -> bool {
        let texts = cells.iter().filter(|(_, cell)| !cell.is_blank()).take(24).map(|(_, cell)| cell.text());
        let fields: BTreeSet<Field> = texts
            .filter_map(|text| self.tools.headers.candidates(&text).first().map(|candidate| candidate.field))
            .collect();
        fields.contains(&Field::Action) && fields.len() >= 3
    }

    /// The column with the most sub-themes.
    fn subtheme_column(
        &self,
        body: &[&(u32, Vec<(u32, &GridCell)>)],
        range: impl std::ops::RangeBounds<u32>,
    ) -> Option<u32> {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for (_, cells) in body {
            for (col, cell) in cells.iter().filter(|(col, _)| range.contains(col)) {
                if self.codes(cell, None).is_some() {
                    *counts.entry(*col).or_default() += 1;
                }
            }
        }
        counts.into_iter().max_by_key(|(col, count)| (*count, *col)).map(|(col, _)| col)
    }

    fn codes(&self, cell: &GridCell, theme: Option<&Code>) -> Option<Vec<Code>> {
        let CellValue::Text(text) = &cell.value else { return None };
        if text.len() > LONGEST_NAME {
            return None;
        }
        self.tools.topics.subthemes(cell.unstruck.as_ref().unwrap_or(text), theme)
    }

    /// The cell that people see at a place: its own, or the one whose merge covers it.
    fn seen(&self, row: u32, col: u32) -> Option<&'g GridCell> {
        let own = self.grid.get(row, col);
        if own.is_some_and(|cell| !cell.is_blank()) {
            return own;
        }
        let span = self.merges.iter().find(|span| span.contains(row, col));
        span.and_then(|span| self.grid.get(span.top, span.left)).or(own)
    }

    fn add_lines(&mut self, body: &[&(u32, Vec<(u32, &GridCell)>)]) {
        let mut theme: Option<Code> = None;
        for (row, cells) in body {
            let left = cells.iter().filter(|(col, _)| *col <= self.subtheme);
            let mut named = left.filter_map(|(_, cell)| match &cell.value {
                CellValue::Text(text) if text.len() <= LONGEST_NAME => self.tools.topics.theme(text),
                _ => None,
            });
            if let Some(code) = named.next_back() {
                theme = Some(code);
            }
            match self.line(*row, theme.as_ref()) {
                Ok(line) => self.lines.push(line),
                Err(Some(name)) => self.unknown.push((*row, name)),
                Err(None) => {}
            }
        }
    }

    /// The sub-theme of a row. Without one: the name that stands there, where the row has statuses all the same.
    fn line(&self, row: u32, theme: Option<&Code>) -> Result<Line, Option<Arc<str>>> {
        let seen = self.seen(row, self.subtheme);
        let at = |col: u32, codes: Vec<Code>| Line { row, col, codes, guessed: None, moved: 0 };
        if let Some(codes) = seen.and_then(|cell| self.codes(cell, theme)) {
            return Ok(at(self.subtheme, codes));
        }
        // A row of the report in which everything slipped one column to the left.
        let before = self.subtheme.checked_sub(1).filter(|col| *col >= self.top.left);
        if let Some(col) = before
            && let Some(codes) = self.grid.get(row, col).and_then(|cell| self.codes(cell, theme))
        {
            let moved = u32::from(self.has_slipped(row));
            return Ok(Line { moved, ..at(col, codes) });
        }
        let name = seen.filter(|cell| !cell.is_blank()).map(GridCell::text).filter(|name| name.len() <= LONGEST_NAME);
        let name = name.ok_or(None)?;
        let statuses = self.top.columns.iter().filter(|(col, _)| matches!(self.voice(row, *col), Voice::Status(_)));
        if statuses.count() < 2 || self.tools.topics.theme(&name).is_some() {
            return Err(None);
        }
        match self.tools.topics.near(&name) {
            Some(code) => Ok(Line { guessed: Some(name), ..at(self.subtheme, vec![code]) }),
            None => Err(Some(name)),
        }
    }

    /// Whether the statuses of a row stand one column to the left of their header: there is one left of the first municipality,
    /// and none below the last.
    fn has_slipped(&self, row: u32) -> bool {
        let before = self.top.first().checked_sub(1);
        let says = |col: u32| matches!(self.voice(row, col), Voice::Status(_));
        before.is_some_and(says) && !says(self.top.last()) && self.is_side_by_side()
    }

    fn is_side_by_side(&self) -> bool {
        self.top.columns.len() as u32 == self.top.last() - self.top.first() + 1
    }

    fn voice(&self, row: u32, col: u32) -> Voice {
        match self.status(row, col).value {
            Reading::Known(status) => Voice::Status(status),
            Reading::Unreadable => Voice::Other,
            Reading::Blank | Reading::Absent => Voice::Silent,
        }
    }

    /// What a cell says of the framework status. A fill that the name of the sub-theme has too is the fill of the row.
    fn status(&self, row: u32, col: u32) -> Cell<Status> {
        let at = CellRef::new(self.grid.sheet.clone(), row, col);
        let Some(cell) = self.seen(row, col) else { return Cell { at, raw: Arc::default(), value: Reading::Blank } };
        let raw = cell.text();
        let of_row = self.grid.get(row, self.subtheme).filter(|name| !name.is_blank()).and_then(|name| name.fill);
        let fill = cell.fill.filter(|fill| of_row != Some(*fill));
        let text = cell.unstruck.as_ref().unwrap_or(&raw);
        let not_assessed =
            key(text).is_empty() && text.is_ascii() || self.tools.framework.language.is(Role::NotAssessed, text);
        let text = if not_assessed { "" } else { text };
        let colours = Colours { fill, echo: cell.echo };
        let spoken = status::read(text, colours, &self.tools.maturity, &self.tools.progress);
        let value = match spoken.own {
            Reading::Blank if !text.trim().is_empty() => Reading::Unreadable,
            own => own,
        };
        Cell { at, raw, value }
    }

    // --- Colours beside their header -------------------------------------------------------------------------------------

    fn count(&self, col: u32) -> (usize, usize) {
        let voices = self.lines.iter().filter(|line| line.moved == 0).map(|line| self.voice(line.row, col));
        voices.fold((0, 0), |(statuses, others), voice| match voice {
            Voice::Status(_) => (statuses + 1, others),
            Voice::Other => (statuses, others + 1),
            Voice::Silent => (statuses, others),
        })
    }

    /// Whether the statuses of the whole block stand one column beside their header: nothing below one outer municipality, and
    /// mostly statuses, with nothing else, just beyond the other.
    fn find_shift(&self) -> Shift {
        let (first, last) = (self.top.first(), self.top.last());
        if !self.is_side_by_side() || self.top.columns.len() < 2 {
            return Shift::None;
        }
        if self.subtheme == first {
            return Shift::Right;
        }
        let before = first.checked_sub(1).filter(|col| *col != self.subtheme && *col >= self.top.left);
        let sides = [(first, last.checked_add(1), Shift::Right), (last, before, Shift::Left)];
        let shifts = sides.into_iter().filter_map(|(inner, beyond, shift)| {
            let beyond = beyond.filter(|_| self.count(inner) == (0, 0))?;
            match self.count(beyond) {
                (0 | 1, 0) => self.is_as_framework(shift).then_some(shift),
                (_, 0) => Some(if self.is_certain(shift, beyond) { shift } else { Shift::Unclear }),
                _ => None,
            }
        });
        // Where both outer columns are empty, nothing tells which way.
        let shifts: Vec<Shift> = shifts.collect();
        if let [shift] = shifts.as_slice() { *shift } else { Shift::None }
    }

    /// Whether a shift explains the block better than its columns as they stand: it agrees better with the statuses that the
    /// framework has, or, where that says nothing, the column beyond has the header of another field.
    fn is_certain(&self, shift: Shift, beyond: u32) -> bool {
        match self.agreements(shift, 5) {
            Some((plain, moved)) => moved >= 60 && moved >= plain + 15,
            None => self.header_texts().get(&beyond).is_some_and(|text| {
                let field = self.tools.headers.candidates(text).first().map(|candidate| candidate.field);
                field.is_some_and(|field| !matches!(field, Field::FrameworkStatus | Field::Progress))
            }),
        }
    }

    /// Whether the statuses are those of the framework if they are moved, and are not as they stand. A municipality that was
    /// not assessed leaves no other trace of a shift.
    fn is_as_framework(&self, shift: Shift) -> bool {
        self.agreements(shift, 12).is_some_and(|(plain, moved)| moved >= 90 && plain <= 75)
    }

    /// The shares (in per cent) of statuses that are those of the framework, as they stand and moved; none where fewer than
    /// `fewest` can be compared.
    fn agreements(&self, shift: Shift, fewest: usize) -> Option<(usize, usize)> {
        let share = |(same, all): (usize, usize)| (all >= fewest).then(|| same * 100 / all.max(1));
        Some((share(self.agreement(Shift::None))?, share(self.agreement(shift))?))
    }

    /// How many of the statuses are those of the framework, out of how many that can be compared.
    fn agreement(&self, shift: Shift) -> (usize, usize) {
        let (mut same, mut all) = (0, 0);
        for line in &self.lines {
            for (col, place) in &self.top.columns {
                let Voice::Status(status) = self.voice(line.row, moved(*col, shift, line.moved)) else { continue };
                let wanted = line.codes.first().and_then(|code| of_framework(self.tools.framework, code, place));
                all += usize::from(wanted.is_some());
                same += usize::from(wanted == Some(&status.code));
            }
        }
        (same, all)
    }

    // --- Whether it is what it looks like --------------------------------------------------------------------------------

    fn subthemes(&self) -> impl Iterator<Item = &Code> {
        self.lines.iter().flat_map(|line| &line.codes)
    }

    /// Cells that say a status and cells that say something else.
    fn tally(&self) -> (usize, usize) {
        self.top.columns.iter().map(|(col, _)| self.count(*col)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
    }

    /// Whether its cells are statuses, or nothing at all.
    fn is_framework(&self) -> bool {
        let (statuses, others) = self.tally();
        !self.is_something_else() && (statuses > 0 || others == 0)
    }

    /// Counts, crosses or texts per municipality, or a table of actions that names municipalities in its header.
    fn is_something_else(&self) -> bool {
        let (statuses, others) = self.tally();
        self.lines.is_empty() || others > statuses || self.is_table_of_actions()
    }

    fn is_table_of_actions(&self) -> bool {
        let texts = self.header_texts();
        let field = |col: &u32, text: &str| {
            let taken = *col == self.subtheme || self.top.columns.iter().any(|(other, _)| other == col);
            let candidates = if taken { Vec::new() } else { self.tools.headers.candidates(text) };
            candidates.first().map(|candidate| candidate.field)
        };
        let fields: BTreeSet<Field> = texts.iter().filter_map(|(col, text)| field(col, text)).collect();
        if !fields.contains(&Field::Action) {
            return false;
        }
        let mut once = BTreeSet::new();
        let repeats = !self.subthemes().all(|code| once.insert(code));
        repeats || fields.contains(&Field::Owner) || fields.contains(&Field::Deadline)
    }

    /// The header, over one row or two: the text of each column that stands next to the block without a gap.
    fn header_texts(&self) -> BTreeMap<u32, Arc<str>> {
        let row = self.top.row;
        let mut texts: BTreeMap<u32, Arc<str>> = BTreeMap::new();
        for row in [row.checked_sub(1), Some(row)].into_iter().flatten() {
            for (col, cell) in self.grid.row(row).filter(|(_, cell)| !cell.is_blank()) {
                let text = cell.text();
                if text.len() <= LONGEST_NAME {
                    texts.insert(col, text);
                }
            }
        }
        let (left, right) = (self.top.first().min(self.subtheme), self.top.last().max(self.subtheme));
        let reaches = |col: u32| texts.contains_key(&col) || self.merges.iter().any(|span| span.contains(row, col));
        let first = (self.top.left..left).rev().take_while(|col| reaches(*col)).last().unwrap_or(left);
        let last = (right + 1..right.saturating_add(40)).take_while(|col| reaches(*col)).last().unwrap_or(right);
        texts.into_iter().filter(|(col, _)| (first..=last).contains(col)).collect()
    }

    // --- Reading it ------------------------------------------------------------------------------------------------------

    fn read(self) -> Block {
        let texts = self.header_texts();
        let span = self.span(&texts);
        let above = self.above();
        let mut remarks = Vec::new();
        let assessments = self.assessments(&mut remarks);
        let mut told = vec![self.summary(&assessments)];
        told.extend(self.told_of_names());
        told.extend(self.told_of_shift());
        told.append(&mut remarks);
        let words = std::iter::once(self.grid.sheet.clone()).chain(above).chain(texts.into_values());
        let words: Vec<Arc<str>> = words.collect();
        Block {
            span,
            sheet: self.grid.sheet.clone(),
            hidden: self.grid.hidden,
            named: words.iter().any(|text| self.is_name(text)),
            year: words.iter().rev().find_map(|text| year(text)),
            assessments,
            remarks: told,
        }
    }

    fn span(&self, texts: &BTreeMap<u32, Arc<str>>) -> Span {
        let row = self.top.row;
        let upper = row.checked_sub(1).filter(|above| {
            let in_block = |col: u32| texts.contains_key(&col);
            self.grid.row(*above).any(|(col, cell)| !cell.is_blank() && in_block(col))
        });
        let cols = texts.keys().copied().chain([self.top.first(), self.top.last(), self.subtheme]);
        let (left, right) = cols.fold((u32::MAX, 0), |(left, right), col| (left.min(col), right.max(col)));
        let left = left.min(self.subtheme.saturating_sub(1).max(self.top.left));
        let right = right.saturating_add(u32::from(self.shift == Shift::Right));
        let bottom = self.lines.iter().map(|line| line.row).max().unwrap_or(row);
        Span { top: upper.unwrap_or(row), left, bottom, right }
    }

    /// Titles: the texts of the rows above the header, those above its own columns last, since they tell most of it.
    fn above(&self) -> Vec<Arc<str>> {
        let from = self.top.row.saturating_sub(HIGHEST_TITLE);
        let cells = self.grid.cells.range((from, 0)..(self.top.row, 0)).filter(|(_, cell)| !cell.is_blank());
        let own = self.top.left..=self.top.last();
        let (inside, outside): (Vec<_>, Vec<_>) = cells.partition(|((_, col), _)| own.contains(col));
        outside.into_iter().chain(inside).map(|(_, cell)| cell.text()).collect()
    }

    /// Whether a text holds a name that the framework gives to the framework status.
    fn is_name(&self, text: &str) -> bool {
        let text = key(text);
        let names = self.tools.framework.columns.get(&Field::FrameworkStatus).into_iter().flatten();
        names.map(|name| key(name)).any(|name| name.len() >= 5 && text.contains(&name))
    }

    fn assessments(&self, remarks: &mut Vec<Remark>) -> Vec<Assessment> {
        let mut all: Vec<Assessment> = Vec::new();
        let mut places: HashMap<(Code, Place), usize> = HashMap::new();
        for line in &self.lines {
            for (col, place) in &self.top.columns {
                let status = self.status(line.row, moved(*col, self.shift, line.moved));
                // A format that tells no fills may hide one.
                if self.grid.fills_unknown && status.is_blank() {
                    continue;
                }
                if status.value == Reading::Unreadable {
                    remarks.push(self.unreadable(&status));
                }
                for code in &line.codes {
                    let new =
                        Assessment { subtheme: code.clone(), municipality: place.clone(), status: status.clone() };
                    match places.get(&(code.clone(), place.clone())).and_then(|at| all.get_mut(*at)) {
                        Some(old) => remarks.extend(self.join(old, new)),
                        None => {
                            places.insert((code.clone(), place.clone()), all.len());
                            all.push(new);
                        }
                    }
                }
            }
        }
        let says = all.iter().any(|assessment| !assessment.status.is_blank());
        if says { all } else { Vec::new() }
    }

    /// A sub-theme that stands in two rows is as far as its worst half.
    fn join(&self, old: &mut Assessment, new: Assessment) -> Option<Remark> {
        let (Some(one), Some(other)) = (old.status.known(), new.status.known()) else {
            if new.status.known().is_some() {
                *old = new;
            }
            return None;
        };
        if one.code == other.code {
            return None;
        }
        let rank = |status: &Status| self.tools.framework.framework_status(&status.code).map(|status| status.rank);
        let lower = rank(other) < rank(one);
        let (here, there) = (new.status.at.clone(), old.status.at.a1());
        let kept = if lower { here.a1() } else { there.clone() };
        if lower {
            *old = new;
        }
        let message = Wording::of(
            format!("Deze naam staat ook in {there}, met een andere kleur. De laagste telt: die in {kept}."),
            format!("This name is also in {there}, with a different colour. The lowest counts: the one in {kept}."),
        );
        Some(self.remark(Some(here), message))
    }

    // --- What people are told --------------------------------------------------------------------------------------------

    fn remark(&self, at: Option<CellRef>, message: Wording) -> Remark {
        Remark { sheet: self.grid.sheet.clone(), at, message }
    }

    fn at(&self, row: u32, col: u32) -> Option<CellRef> {
        Some(CellRef::new(self.grid.sheet.clone(), row, col))
    }

    fn summary(&self, assessments: &[Assessment]) -> Remark {
        let subthemes: BTreeSet<&Code> = self.subthemes().collect();
        let (rows, columns) = (subthemes.len(), self.top.columns.len());
        let known = assessments.iter().filter(|assessment| assessment.status.known().is_some()).count();
        let Wording { nl, en } = self.level_word();
        let message = if assessments.is_empty() {
            Wording::of(
                format!(
                    "Hier staan {rows} rijen van het kader ({nl}) zonder kleur of woord. De kleuren in het kaderbestand tellen."
                ),
                format!(
                    "Here are {rows} rows of the framework ({en}) without a colour or a word. The colours in the framework file count."
                ),
            )
        } else {
            let all = rows * columns;
            Wording::of(
                format!(
                    "Dit is gelezen als de kleur per {nl}: {rows} rijen in {columns} kolommen; {known} van de {all} cellen zijn ingevuld. Deze kleuren tellen, niet die in het kaderbestand."
                ),
                format!(
                    "This is read as the colour per {en}: {rows} rows in {columns} columns; {known} of {all} cells are filled in. These colours override those in the framework file."
                ),
            )
        };
        self.remark(self.at(self.top.row, self.top.first()), message)
    }

    /// What the framework calls what its colours are given to; the usual word where it is that one, however it is spelled.
    fn level_word(&self) -> Wording {
        let named = self.tools.framework.columns.get(&Field::Subtheme).and_then(|names| names.first());
        let usual = Wording::of(Field::Subtheme.word(Lang::Nl), Field::Subtheme.word(Lang::En));
        match named.map(|name| name.trim().to_lowercase()) {
            Some(name) if key(&name) != key(&usual.nl) => Wording::of(name.clone(), name),
            _ => usual,
        }
    }

    fn told_of_names(&self) -> Vec<Remark> {
        let framework = self.tools.framework;
        let word = self.level_word();
        let mut remarks = Vec::new();
        for (col, text, code) in &self.top.guesses {
            let name = framework.municipality(code).map_or(&**code, |municipality| municipality.name.as_str());
            let message = Wording::of(
                format!("De kop \"{text}\" is gelezen als {name}."),
                format!("The header \"{text}\" is read as {name}."),
            );
            remarks.push(self.remark(self.at(self.top.row, *col), message));
        }
        for line in &self.lines {
            let (Some(text), Some(code)) = (&line.guessed, line.codes.first()) else { continue };
            let name = framework.subtheme(code).map_or(&**code, |subtheme| subtheme.name.as_str());
            let message = Wording::of(
                format!("“{text}” ({}) is gelezen als {name}.", word.nl),
                format!("“{text}” ({}) is read as {name}.", word.en),
            );
            remarks.push(self.remark(self.at(line.row, line.col), message));
        }
        for (row, text) in &self.unknown {
            let message = Wording::of(
                format!("“{text}” ({}) staat niet in het kader. De kleuren in deze rij zijn niet gelezen.", word.nl),
                format!("“{text}” ({}) is not in the framework. The colours in this row were not read.", word.en),
            );
            remarks.push(self.remark(self.at(*row, self.subtheme), message));
        }
        remarks
    }

    fn told_of_shift(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let (first, last) = (self.top.first(), self.top.last());
        let side = match self.shift {
            Shift::None => None,
            Shift::Left => Some(Wording::new("links", "left")),
            Shift::Right => Some(Wording::new("rechts", "right")),
            Shift::Unclear => {
                let message = Wording::of(
                    "Aan één kant staan kleuren naast de gemeenten, en aan de andere kant is een kolom leeg. Zijn de kleuren verschoven? Ze zijn gelezen zoals ze er staan.",
                    "On one side there are colours beside the municipalities, and on the other side a column is empty. Were the colours moved? They were read as they stand.",
                );
                remarks.push(self.remark(self.at(self.top.row, first), message));
                None
            }
        };
        if let Some(Wording { nl, en }) = side {
            let message = Wording::of(
                format!(
                    "De kleuren staan hier één kolom {nl} van hun kop. Ze zijn gelezen bij de gemeente waar ze bij horen. Zet ze recht onder hun kop."
                ),
                format!(
                    "The colours stand one column to the {en} of their header here. They were read with the municipality that they belong to. Put them right below their header."
                ),
            );
            let at = if self.shift == Shift::Left { first.saturating_sub(1) } else { last.saturating_add(1) };
            remarks.push(self.remark(self.at(self.top.row, at), message));
        }
        for line in self.lines.iter().filter(|line| line.moved > 0) {
            let message = Wording::of(
                "Deze rij staat één kolom te ver naar links. De kleuren zijn gelezen bij de gemeente waar ze bij horen.",
                "This row stands one column too far to the left. Its colours were read with the municipality that they belong to.",
            );
            remarks.push(self.remark(self.at(line.row, line.col), message));
        }
        remarks
    }

    fn unreadable(&self, status: &Cell<Status>) -> Remark {
        let text = status.raw.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = Wording::of(
            format!("\"{text}\" is geen kaderstatus en is niet gelezen."),
            format!("\"{text}\" is no framework status and was not read."),
        );
        self.remark(Some(status.at.clone()), message)
    }
}

/// The column where the status of a column's municipality stands.
fn moved(col: u32, shift: Shift, left: u32) -> u32 {
    match shift {
        Shift::Left => col.saturating_sub(1),
        Shift::Right if left == 0 => col.saturating_add(1),
        _ => col.saturating_sub(left),
    }
}

fn of_framework<'f>(framework: &'f Framework, subtheme: &Code, place: &Place) -> Option<&'f Code> {
    let subtheme = framework.subtheme(subtheme)?;
    match place {
        Some(municipality) => subtheme.status.get(municipality),
        None => subtheme.district_status.as_ref(),
    }
}

/// The last year of this century that a text names.
fn year(text: &str) -> Option<u16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .filter(|number| number.len() == 4 && number.starts_with("20"))
        .filter_map(|number| number.parse().ok())
        .max()
}

#[cfg(test)]
mod tests;
