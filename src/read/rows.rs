//! What each row under a header is: an action, a heading, a footnote, nothing.

mod aside;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::{CellValue, Grid, GridCell, Span};
use crate::framework::{Code, Field};
use crate::language::{Language, Role};
use crate::plan::{BelongsTo, PassedOver};
use crate::read::account::Seen;
use crate::read::header::{Header, Rows};
use crate::read::lexicon::Lexicon;
use crate::read::place;
use crate::read::topic::Topics;
use crate::wording::{fold, key};

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A row with an action's text.
    Action,
    /// A heading between actions.
    Group(Group),
    /// Nothing is filled in, or nothing that counts.
    Blank,
    /// A line that belongs to no action: a footnote, a total, a signature.
    Line(PassedOver),
    /// A row that looks like an action and only tells how to fill in the table, or heads the rows below it.
    Aside(PassedOver),
    /// A text alone in the column of the actions, below a footnote: no action, as far as anybody can tell.
    LooseText,
    /// The header once more.
    Header,
    /// The rest of the text of the action above, with the rest of its notes.
    Continuation,
    /// Only notes, which belong to the action above.
    MoreNotes,
    /// A further row of the merged cell that holds the action above.
    Part,
    /// Data without an action's text.
    NoText,
}

impl Kind {
    /// What became of a row with something in it.
    fn seen(&self) -> Seen {
        match self {
            Self::Action => Seen::Action,
            Self::Continuation | Self::MoreNotes | Self::Part => Seen::Part,
            Self::Group(_) => Seen::Heading,
            Self::NoText => Seen::Unreadable,
            Self::Blank => Seen::Passed(PassedOver::Waiting),
            Self::Header => Seen::Passed(PassedOver::RepeatedHeader),
            Self::LooseText => Seen::Passed(PassedOver::LooseText),
            Self::Line(reason) | Self::Aside(reason) => Seen::Passed(*reason),
        }
    }
}

/// What became of the rows of a table in which something stands.
pub(crate) fn seen(body: &Body, rows: Below, kinds: &[(u32, Kind)]) -> Vec<(u32, Seen)> {
    let mut kinds = kinds.iter().peekable();
    let mut seen = Vec::with_capacity(rows.len());
    for (row, cells) in rows {
        while kinds.next_if(|(other, _)| other < row).is_some() {}
        let Some((_, kind)) = kinds.next_if(|(other, _)| other == row) else { continue };
        if body.own(cells).iter().any(|(_, cell)| !cell.is_blank()) {
            seen.push((*row, kind.seen()));
        }
    }
    seen
}

/// The rows of a table without a column for the action: none of them can be read.
pub(crate) fn unreadable(rows: Below, header: &Header) -> Vec<(u32, Seen)> {
    let own = |(col, cell): &(u32, &GridCell)| (header.left..=header.right).contains(col) && !cell.is_blank();
    rows.iter().filter(|(_, cells)| cells.iter().any(own)).map(|(row, _)| (*row, Seen::Unreadable)).collect()
}

/// What a heading says about the rows below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Group {
    /// The text, with its column.
    pub text: Arc<str>,
    pub col: u32,
    pub theme: Option<Code>,
    pub subtheme: Option<Code>,
    /// Empty for the whole district.
    pub municipality: Option<Vec<Code>>,
    /// Whether it is a theme that the framework does not have.
    pub unknown_theme: bool,
}

/// The columns of a table with their merged ranges.
pub(crate) struct Body<'g> {
    pub grid: &'g Grid,
    pub header: &'g Header,
    pub columns: &'g BTreeMap<Field, Vec<u32>>,
    /// Vertical merges by column, from top to bottom.
    merges: BTreeMap<u32, Vec<Span>>,
    /// Merges over at least three columns, by their first row.
    wide: BTreeMap<u32, Vec<Span>>,
    /// A row with its cells by column.
    at_hand: (Option<u32>, Vec<(u32, &'g GridCell)>),
}

/// Cells of one row, by column.
type Cells<'a, 'g> = &'a [(u32, &'g GridCell)];

impl<'g> Body<'g> {
    pub(super) fn new(grid: &'g Grid, header: &'g Header, columns: &'g BTreeMap<Field, Vec<u32>>) -> Self {
        let mut merges: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        let mut wide: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        let mapped: BTreeSet<u32> = columns.values().flatten().copied().collect();
        for span in grid.merges.iter().filter(|span| span.bottom > header.bottom) {
            // A merge over many columns is a heading, whatever its height.
            if span.right - span.left >= 2 {
                wide.entry(span.top).or_default().push(*span);
            } else if span.bottom > span.top {
                for col in (span.left..=span.right).filter(|col| mapped.contains(col)) {
                    merges.entry(col).or_default().push(*span);
                }
            }
        }
        merges.values_mut().for_each(|spans| spans.sort_unstable());
        Self { grid, header, columns, merges, wide, at_hand: (None, Vec::new()) }
    }

    /// The first column of a field.
    pub(super) fn col(&self, field: Field) -> Option<u32> {
        self.columns.get(&field)?.first().copied()
    }

    /// The vertical merge that a cell lies in.
    pub(super) fn merge(&self, row: u32, col: u32) -> Option<Span> {
        let spans = self.merges.get(&col)?;
        let after = spans.partition_point(|span| span.top <= row);
        spans.get(after.checked_sub(1)?).copied().filter(|span| span.contains(row, col))
    }

    /// Whether a column has vertical merges below the header.
    pub(super) fn has_merges(&self, col: u32) -> bool {
        self.merges.get(&col).is_some_and(|spans| !spans.is_empty())
    }

    /// Keeps the cells of a row at hand, whose cells are asked for one after another.
    pub(super) fn enter(&mut self, row: u32) {
        self.at_hand.0 = Some(row);
        self.at_hand.1.clear();
        self.at_hand.1.extend(self.grid.row(row));
    }

    /// The cell at a place, merges left aside.
    fn own_cell(&self, row: u32, col: u32) -> Option<&'g GridCell> {
        let (at_hand, cells) = &self.at_hand;
        if *at_hand == Some(row) {
            cells.iter().find(|(other, _)| *other == col).map(|(_, cell)| *cell)
        } else {
            self.grid.get(row, col)
        }
    }

    /// The cell itself, or the one that its merge shows; the flag tells that it is inherited.
    pub(super) fn cell(&self, row: u32, col: u32) -> (Option<&'g GridCell>, bool) {
        let own = self.own_cell(row, col);
        if own.is_some_and(|cell| !cell.is_blank()) {
            return (own, false);
        }
        match self.merge(row, col).filter(|span| (span.top, span.left) != (row, col)) {
            Some(span) => (self.grid.get(span.top, span.left).or(own), true),
            None => (own, false),
        }
    }

    /// The cells of a row that can belong to the table.
    pub(super) fn own<'a>(&self, cells: Cells<'a, 'g>) -> Cells<'a, 'g> {
        let from = cells.partition_point(|(col, _)| *col < self.header.left);
        let to = cells.partition_point(|(col, _)| *col <= self.header.right);
        cells.get(from..to).unwrap_or_default()
    }

    fn is(&self, field: Field, col: u32) -> bool {
        self.columns.get(&field).is_some_and(|cols| cols.contains(&col))
    }

    fn is_one_of(&self, fields: &[Field], col: u32) -> bool {
        fields.iter().any(|field| self.is(*field, col))
    }

    fn is_mapped(&self, col: u32) -> bool {
        self.columns.values().any(|cols| cols.contains(&col))
    }

    /// The fields that a row fills in, in the order of a table.
    pub(super) fn filled(&self, row: u32) -> Vec<Field> {
        let filled = |col: &u32| self.grid.get(row, *col).is_some_and(|cell| !cell.is_blank());
        Field::ALL
            .into_iter()
            .filter(|field| self.columns.get(field).is_some_and(|cols| cols.iter().any(filled)))
            .collect()
    }
}

/// Tells what each row of a table's body is.
pub(crate) struct Sorter<'a> {
    pub body: &'a Body<'a>,
    pub topics: &'a Topics,
    pub lexicon: &'a Lexicon,
    /// Whether a fill in a status column means something.
    pub fill_speaks: &'a dyn Fn(&GridCell) -> bool,
    /// Whether a cell holds a value of its field; none where nobody can tell.
    pub fits: &'a dyn Fn(Field, &GridCell) -> Option<bool>,
    /// The field that a text means as a header.
    pub heads: &'a dyn Fn(&str) -> Option<Field>,
}

/// What came before a row.
#[derive(Default)]
struct Before {
    row: Option<u32>,
    /// The action directly above: its text, and whether more than its text is filled in.
    action: Option<(Arc<str>, bool)>,
    after_line: bool,
    /// Within the lines of a legend.
    in_legend: bool,
    /// Whether an action or a heading came.
    begun: bool,
}

/// Rows of a sheet with their cells by column.
pub(crate) type Below<'a, 'g> = &'a [(u32, Vec<(u32, &'g GridCell)>)];

/// Fields that a heading, or a row that still waits for its action, can have filled in.
const PLACE: [Field; 7] = [
    Field::Id,
    Field::Theme,
    Field::Subtheme,
    Field::Municipality,
    Field::Level,
    Field::Priority,
    Field::FrameworkStatus,
];

impl Sorter<'_> {
    fn language(&self) -> &Language {
        self.lexicon.language()
    }

    /// The kinds of rows, in the order of `rows`; rows without any cell are left out.
    pub(super) fn sort(&self, rows: &Rows, range: std::ops::Range<usize>) -> Vec<(u32, Kind)> {
        let mut before = Before::default();
        let mut kinds = Vec::new();
        let rows = rows.get(range).unwrap_or_default();
        let usual = self.usual(rows);
        for (nth, (row, cells)) in rows.iter().enumerate() {
            if before.row.is_some_and(|last| last + 1 < *row) {
                (before.action, before.in_legend) = (None, false);
                kinds.push((row - 1, Kind::Blank));
            }
            let cells = self.body.own(cells);
            let below = rows.get(nth + 1..).unwrap_or_default();
            let kind = self.aside(cells, &before, below, usual).unwrap_or_else(|| self.kind(*row, cells, &before));
            before.begun |= matches!(kind, Kind::Action | Kind::Group(_));
            match &kind {
                Kind::Action => {
                    before.action = Some((self.action_text(*row), !self.is_bare(cells)));
                    // Below a footnote the list goes on.
                    before.after_line = false;
                }
                Kind::Continuation => before.action = Some((self.action_text(*row), true)),
                // A header that is repeated on a new page may cut an action in two.
                Kind::MoreNotes | Kind::Part | Kind::Header => {}
                Kind::Group(_) => before = Before { begun: true, ..Before::default() },
                Kind::Aside(_) => before.action = None,
                Kind::Line(_) => {
                    before.in_legend =
                        before.in_legend || cells.iter().any(|(_, cell)| is_legend(cell, self.language()));
                    (before.after_line, before.action) = (true, None);
                }
                Kind::LooseText | Kind::NoText => before.action = None,
                Kind::Blank => (before.action, before.in_legend) = (None, false),
            }
            before.row = Some(*row);
            kinds.push((*row, kind));
        }
        self.settle_end(&mut kinds);
        kinds
    }

    /// Rows below the last action are no actions whose text was forgotten if they still wait to be filled in, or stand apart
    /// from the table without a number: a signature, a date.
    fn settle_end(&self, kinds: &mut [(u32, Kind)]) {
        let after = kinds.iter().rposition(|(_, kind)| *kind == Kind::Action).map_or(0, |last| last + 1);
        let mut apart = false;
        for (row, kind) in kinds.iter_mut().skip(after) {
            apart |= matches!(kind, Kind::Blank | Kind::Line(_) | Kind::LooseText);
            if *kind != Kind::NoText {
                continue;
            }
            let fields = self.body.filled(*row);
            if fields.iter().all(|field| PLACE.contains(field) || *field == Field::Progress) {
                *kind = Kind::Blank;
            } else if apart && !fields.contains(&Field::Id) {
                *kind = Kind::Line(PassedOver::Note);
            }
        }
    }

    fn action_text(&self, row: u32) -> Arc<str> {
        self.body.col(Field::Action).map(|col| self.body.grid.text(row, col)).unwrap_or_default()
    }

    fn kind(&self, row: u32, cells: Cells, before: &Before) -> Kind {
        let filled: Vec<(u32, &GridCell)> = cells.iter().filter(|(_, cell)| !cell.is_blank()).copied().collect();
        if let Some(kind) = self.in_merged_action(row, &filled, before) {
            return kind;
        }
        if filled.is_empty() {
            return Kind::Blank;
        }
        if self.body.header.is_repeated(cells) {
            return Kind::Header;
        }
        if is_total_row(&filled, self.language()) || is_sum_row(&filled) {
            return Kind::Line(PassedOver::Total);
        }
        if before.in_legend && filled.len() <= 2 {
            return Kind::Line(PassedOver::Legend);
        }
        if let Some(kind) = self.across(row, &filled) {
            return kind;
        }
        let numbered: Vec<(u32, &GridCell)> =
            filled.iter().filter(|(col, _)| !self.body.is(Field::Id, *col)).copied().collect();
        match numbered.as_slice() {
            [] => self.number_alone(&filled),
            [(col, cell)] => self.single(*col, cell, &filled, cells, before),
            _ => self.several(cells, &filled, before),
        }
    }

    /// A row that the merged cell of the action above reaches into. It is an action of its own where it has a number, or where
    /// the table has no numbers and it has an owner, a date or a status of its own.
    fn in_merged_action(&self, row: u32, filled: Cells, before: &Before) -> Option<Kind> {
        before.action.as_ref()?;
        let action = self.body.col(Field::Action)?;
        self.body.merge(row, action).filter(|span| span.top < row)?;
        if filled.iter().any(|(col, _)| self.body.is(Field::Action, *col)) {
            return None;
        }
        let has = |fields: &[Field]| filled.iter().any(|(col, _)| self.body.is_one_of(fields, *col));
        let has_numbers = self.body.col(Field::Id).is_some();
        let own = [Field::Owner, Field::Deadline, Field::Progress];
        Some(if has(&[Field::Id]) || !has_numbers && has(&own) {
            Kind::Action
        } else if !filled.is_empty() && filled.iter().all(|(col, _)| self.body.is(Field::Notes, *col)) {
            Kind::MoreNotes
        } else {
            Kind::Part
        })
    }

    /// A text that is merged over many columns: a heading, or a line of the text around the table.
    fn across(&self, row: u32, filled: Cells) -> Option<Kind> {
        let (col, cell) = filled.first()?;
        let spans = self.body.wide.get(&row)?;
        let action = self.body.col(Field::Action)?;
        let covers = |span: &&Span| span.left == *col && span.contains(row, *col) && span.contains(row, action);
        spans.iter().find(covers)?;
        let text = cell.text();
        Some(match self.group(*col, &text) {
            Some(group) => Kind::Group(group),
            None if self.body.is(Field::Action, *col) => return None,
            None => self.words_alone(*col, text),
        })
    }

    /// Text in the column of the numbers and nothing else: a number that waits for its action, a heading or a footnote.
    fn number_alone(&self, filled: Cells) -> Kind {
        let Some((col, cell)) = filled.first() else { return Kind::Blank };
        let text = cell.text();
        if let Some(group) = self.group(*col, &text) {
            return Kind::Group(group);
        }
        let is_number = !matches!(cell.value, CellValue::Text(_))
            || text.chars().count() <= 12
                && text.split_whitespace().count() <= 2
                && !is_footnote(&text, self.language());
        if is_number { Kind::Blank } else { self.words_alone(*col, text) }
    }

    /// Words that stand alone in a row: a short text without an end is a heading, anything else a line.
    fn words_alone(&self, col: u32, text: Arc<str>) -> Kind {
        let is_heading = text.chars().count() <= 60 && !text.trim_end().ends_with(['.', ':', ';', '!']);
        if is_footnote(&text, self.language()) || is_announced(&text, self.language()) || !is_heading {
            return self.line(&text);
        }
        Kind::Group(Group { text, col, ..Group::default() })
    }

    /// A line of the text around the table.
    fn line(&self, text: &str) -> Kind {
        let of_legend = text.len() <= 60 && begins(text, self.language(), Role::LegendStart);
        Kind::Line(if of_legend { PassedOver::Legend } else { PassedOver::Note })
    }

    /// One text, with or without a number.
    fn single(&self, col: u32, cell: &GridCell, filled: Cells, cells: Cells, before: &Before) -> Kind {
        let text = cell.text();
        let heads = [Field::Id, Field::Theme, Field::Subtheme, Field::Action];
        let waits = self.body.is_one_of(&PLACE, col);
        // A name beside a number, or below an owner, is no heading.
        let may_head = !self.body.is_mapped(col)
            || self.body.is_one_of(&heads, col)
            || self.body.is(Field::Municipality, col) && filled.len() == 1;
        if let Some(group) = self.group(col, &text).filter(|_| may_head) {
            return Kind::Group(group);
        }
        if is_footnote(&text, self.language()) || is_announced(&text, self.language()) {
            return self.line(&text);
        }
        if self.body.is(Field::Action, col) {
            return self.bare_action(filled, cells, &text, before);
        }
        if self.body.is(Field::Theme, col) || self.body.is(Field::Subtheme, col) {
            return Kind::Group(self.unknown_group(col, text));
        }
        if self.body.is(Field::Notes, col) && filled.len() == 1 && before.action.is_some() {
            return Kind::MoreNotes;
        }
        if !self.body.is_mapped(col) {
            return if text.chars().count() > 40 { self.line(&text) } else { Kind::Blank };
        }
        match filled.len() {
            _ if waits => Kind::Blank,
            1 if before.action.is_none() => self.line(&text),
            _ => Kind::NoText,
        }
    }

    /// A row with more than one cell (its number left out).
    fn several(&self, cells: Cells, filled: Cells, before: &Before) -> Kind {
        let action = filled.iter().find(|(col, _)| self.body.is(Field::Action, *col));
        if let Some((_, cell)) = action {
            return if self.is_wrapped(filled, &cell.text(), before) { Kind::Continuation } else { Kind::Action };
        }
        let all = |fields: &[Field]| filled.iter().all(|(col, _)| self.body.is_one_of(fields, *col));
        let has = |field: Field| filled.iter().any(|(col, _)| self.body.is(field, *col));
        if all(&[Field::Id, Field::Theme, Field::Subtheme]) {
            return Kind::Group(self.heading(filled));
        }
        // "Informatiepositie | Hoog | Lokaal" above its actions.
        if all(&PLACE) && !has(Field::Id) {
            let named = has(Field::Theme) || has(Field::Subtheme);
            return if named { Kind::Group(self.heading(filled)) } else { Kind::Blank };
        }
        if all(&[Field::Notes]) && before.action.is_some() {
            return Kind::MoreNotes;
        }
        let announced = filled.first().is_some_and(|(_, cell)| {
            let text = cell.text();
            text.trim_end().ends_with(':')
                || is_footnote(&text, self.language())
                || is_announced(&text, self.language())
        });
        let mapped = cells.iter().filter(|(col, cell)| !cell.is_blank() && self.body.is_mapped(*col)).count();
        if mapped >= 2 && !announced { Kind::NoText } else { Kind::Line(PassedOver::Note) }
    }

    /// Whether the row goes on with the action above, as its text and its notes were typed over two rows.
    fn is_wrapped(&self, filled: Cells, text: &str, before: &Before) -> bool {
        let wrapped = [Field::Action, Field::Notes];
        let only = filled.iter().all(|(col, _)| self.body.is_one_of(&wrapped, *col));
        only && matches!(&before.action, Some((above, true)) if goes_on(above, text, self.language()))
    }

    /// Text in the action column and nothing else but a number.
    fn bare_action(&self, filled: Cells, cells: Cells, text: &str, before: &Before) -> Kind {
        let numbered = filled.len() > 1;
        let coloured = !self.is_bare(cells);
        if numbered || coloured {
            return Kind::Action;
        }
        match &before.action {
            Some((above, true)) if goes_on(above, text, self.language()) => Kind::Continuation,
            None if self.explains_colour(cells) => Kind::Line(PassedOver::Legend),
            _ if before.after_line => Kind::LooseText,
            _ => Kind::Action,
        }
    }

    /// Whether nothing is filled in but the action's text.
    fn is_bare(&self, cells: Cells) -> bool {
        let status = |col: u32| self.body.is(Field::Progress, col) || self.body.is(Field::FrameworkStatus, col);
        !cells.iter().any(|(col, cell)| {
            let action = self.body.is(Field::Action, *col);
            !action && self.body.is_mapped(*col) && (!cell.is_blank() || status(*col) && (self.fill_speaks)(cell))
        })
    }

    /// Whether an empty cell outside the status columns has a colour of the framework: a legend.
    fn explains_colour(&self, cells: Cells) -> bool {
        cells.iter().any(|(_, cell)| cell.is_blank() && (self.fill_speaks)(cell))
    }

    /// A single text that names a theme, a sub-theme or a municipality.
    fn group(&self, col: u32, text: &Arc<str>) -> Option<Group> {
        if text.len() > 200 {
            return None;
        }
        let base = Group { text: text.clone(), col, ..Group::default() };
        if let Some(theme) = self.topics.theme(text) {
            return Some(Group { theme: Some(theme), ..base });
        }
        if let Some([subtheme]) = self.topics.subthemes(text, None).as_deref() {
            return Some(Group {
                theme: self.topics.theme_of(subtheme).cloned(),
                subtheme: Some(subtheme.clone()),
                ..base
            });
        }
        let is_action = self.body.is(Field::Action, col);
        match place::heading(text, self.lexicon, !is_action) {
            Some(BelongsTo::Municipality(code)) => return Some(Group { municipality: Some(vec![code]), ..base }),
            Some(BelongsTo::District) => return Some(Group { municipality: Some(Vec::new()), ..base }),
            Some(BelongsTo::Nobody) | None => {}
        }
        let mut words = text.split_whitespace();
        let label = words.next().is_some_and(|first| self.language().words(Role::TopicLabel).lists(&key(first)));
        let numbered = label && words.next().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        numbered.then_some(Group { unknown_theme: true, ..base })
    }

    fn unknown_group(&self, col: u32, text: Arc<str>) -> Group {
        Group { text, col, unknown_theme: self.body.is(Field::Theme, col), ..Group::default() }
    }

    /// A row that fills in its theme columns alone.
    fn heading(&self, filled: &[(u32, &GridCell)]) -> Group {
        let text = |field: Field| {
            filled.iter().find(|(col, _)| self.body.is(field, *col)).map(|(col, cell)| (*col, cell.text()))
        };
        let theme = text(Field::Theme);
        let code = theme.as_ref().and_then(|(_, text)| self.topics.theme(text));
        let subtheme = text(Field::Subtheme)
            .and_then(|(_, text)| self.topics.subthemes(&text, code.as_ref()))
            .and_then(|codes| codes.into_iter().next());
        let (col, text) = theme.clone().or_else(|| text(Field::Subtheme)).unwrap_or_default();
        let unknown_theme = theme.is_some() && code.is_none();
        let code = code.or_else(|| subtheme.as_ref().and_then(|subtheme| self.topics.theme_of(subtheme)).cloned());
        Group { text, col, theme: code, subtheme, municipality: None, unknown_theme }
    }
}

/// Footnotes start with a star or another mark, or with a word that announces a note.
fn is_footnote(text: &str, language: &Language) -> bool {
    let trimmed = text.trim_start();
    let marked = trimmed.starts_with(['*', '\u{2020}', '\u{2021}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{a7}']);
    marked || begins(text, language, Role::FootnoteStart)
}

/// The first line of a legend.
fn is_legend(cell: &GridCell, language: &Language) -> bool {
    let CellValue::Text(text) = &cell.value else { return false };
    text.len() <= 60 && begins(text, language, Role::LegendStart)
}

/// What stands below a table in many documents: who made it, when, and for whom.
fn is_announced(text: &str, language: &Language) -> bool {
    text.len() <= 120 && begins(text, language, Role::ColophonStart)
}

/// "Totaal | | 14": a word that adds up, and nothing else but numbers and short texts.
fn is_total_row(filled: &[(u32, &GridCell)], language: &Language) -> bool {
    let first = filled.first().is_some_and(|(_, cell)| is_total(&cell.text(), language));
    let is_short = |cell: &GridCell| cell.text().split_whitespace().count() <= 3;
    let numbers = || filled.iter().skip(1).all(|(_, cell)| matches!(cell.value, CellValue::Number(_)));
    first && (filled.len() <= 4 && filled.iter().skip(1).all(|(_, cell)| is_short(cell)) || numbers())
}

/// Numbers that formulas work out, and nothing else.
fn is_sum_row(filled: &[(u32, &GridCell)]) -> bool {
    filled.iter().all(|(_, cell)| cell.formula.is_some() && matches!(cell.value, CellValue::Number(_)))
}

fn is_total(text: &str, language: &Language) -> bool {
    text.len() <= 60 && begins(text, language, Role::TotalStart)
}

/// Whether a text begins with a phrase of a role; one with a colon counts only where the colon stands.
fn begins(text: &str, language: &Language, role: Role) -> bool {
    let Some(first) = text.split_whitespace().next().map(fold) else { return false };
    // Most texts begin with another letter than every phrase, and need no folding.
    let opens = |entry: &&str| {
        let initial = entry.chars().next();
        initial.is_some_and(|c| !c.is_ascii() || first.starts_with(c.to_ascii_lowercase()))
    };
    let mut entries = language.words(role).entries().filter(opens).peekable();
    if entries.peek().is_none() {
        return false;
    }
    let folded = fold(text);
    entries.any(|entry| {
        let rest = folded.strip_prefix(&*fold(entry));
        // "NB:" is "n.b.".
        let same = || !entry.ends_with(':') && key(entry) == key(&first);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) || same()
    })
}

/// Whether a text goes on with the one above: that one has no end, and this one does not begin.
fn goes_on(above: &str, text: &str, language: &Language) -> bool {
    let above = above.trim_end();
    let last = above.rsplit(char::is_whitespace).next().unwrap_or_default();
    if above.ends_with(',') || language.words(Role::Unfinished).lists(&key(last)) {
        return true;
    }
    let unfinished = !above.ends_with(['.', '!', '?']);
    let begins = text.trim_start().chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit());
    unfinished && !begins
}
