//! Values of rows whose own cell is blank: out of merged ranges, from the row above, or from a heading.
//!
//! Sorting a sheet destroys its merges and leaves blanks that belong to no value above them. Filling those would give
//! actions to the wrong theme, so a column is filled down only where its values still stand in order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::cell::{CellRef, Span};
use crate::framework::{Code, Field};
use crate::plan::{FilledDown, Remark};
use crate::read::rows::{Body, Group, Kind};
use crate::read::topic::Topics;
use crate::wording::{Lang, Wording, key};

/// What is known of an action's place before its text is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// The text of its theme; none where there is none.
    pub theme: Option<Arc<str>>,
    /// Whether that text was typed in another cell.
    pub theme_inherited: bool,
    /// The text of its sub-theme.
    pub subtheme: Option<Arc<str>>,
    /// The text of its municipality, where that was taken from the row above.
    pub municipality: Option<Arc<str>>,
    /// The headings that it stands under.
    pub headings: Arc<Headings>,
}

/// The headings that hold at a place in a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headings {
    /// Of a theme, or of a theme that the framework does not have.
    pub theme: Option<Group>,
    /// Of a sub-theme.
    pub subtheme: Option<Group>,
    /// Of a municipality or the district.
    pub municipality: Option<Group>,
    /// Which of them the table goes by first.
    outer: Option<Outer>,
}

/// Whether themes stand within municipalities or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outer {
    Theme,
    Municipality,
}

impl Headings {
    /// Takes a heading into account: it ends what stands within the one before it.
    pub(super) fn enter(&mut self, heading: &Group) {
        if heading.municipality.is_some() {
            let outer = *self.outer.get_or_insert(Outer::Municipality);
            if outer == Outer::Municipality {
                self.theme = None;
            }
            (self.municipality, self.subtheme) = (Some(heading.clone()), None);
        }
        if heading.theme.is_some() || heading.unknown_theme {
            let outer = *self.outer.get_or_insert(Outer::Theme);
            let same = heading.theme.is_some() && self.theme.as_ref().is_some_and(|group| group.theme == heading.theme);
            if !same {
                if outer == Outer::Theme {
                    self.municipality = None;
                }
                self.theme = Some(heading.clone());
            }
        }
        if heading.municipality.is_none() {
            self.subtheme = heading.subtheme.is_some().then(|| heading.clone());
        }
    }

    /// Below a footnote or a total nothing of it holds any more.
    fn end(&mut self) {
        *self = Self { outer: self.outer, ..Self::default() };
    }
}

/// Tells the code of a text.
type Known<'a> = &'a dyn Fn(&str) -> Option<Code>;

/// One column with what its cells say, row by row.
struct Column {
    /// Text of the cell, or of the merged range that it lies in.
    texts: BTreeMap<u32, Arc<str>>,
    fill: bool,
}

/// What was filled down, and what people have to be told.
pub(crate) struct Filled {
    /// Per action row.
    pub rows: BTreeMap<u32, Given>,
    /// Values that hold for several rows.
    pub ranges: Vec<FilledDown>,
    /// Columns that could not be filled down.
    pub remarks: Vec<Remark>,
}

/// The places of all action rows, and what was filled in or left blank. `with_places`: whether an empty cell of a municipality
/// can be meant as the one above it.
pub(crate) fn given(
    body: &Body,
    kinds: &[(u32, Kind)],
    topics: &Topics,
    caption: Headings,
    with_places: bool,
    table: usize,
) -> Filled {
    let theme_code = remembered(|text| topics.theme(text));
    let subtheme_code = remembered(|text| topics.subthemes(text, None).and_then(|codes| codes.into_iter().next()));
    let no_code = |_: &str| None;
    let headings = kinds
        .iter()
        .any(|(_, kind)| matches!(kind, Kind::Group(group) if group.theme.is_some() || group.unknown_theme));
    let cols = [body.col(Field::Theme), body.col(Field::Subtheme)];
    let intact = headings || cols.iter().flatten().any(|col| body.has_merges(*col));
    let mut subtheme = column(body, kinds, Field::Subtheme);
    let mut theme = column(body, kinds, Field::Theme);
    let mut place = column(body, kinds, Field::Municipality);
    subtheme.fill = intact || in_order(&subtheme, kinds, &subtheme_code, topics);
    theme.fill = intact
        || in_order(&theme, kinds, &theme_code, topics)
            && !contradicted(&theme, &subtheme, kinds, topics, [&theme_code, &subtheme_code]);
    // A list in which a municipality stands once for its actions has more empty cells than names.
    let empty = kinds.iter().filter(|(row, kind)| *kind == Kind::Action && !place.texts.contains_key(row)).count();
    place.fill = with_places && (2..=empty).contains(&place.values()) && in_order(&place, kinds, &no_code, topics);
    let mut walk = Walk::new(body, table, caption);
    walk.run(kinds, &theme, &subtheme, &place);
    let fields = [(Field::Theme, walk.theme.left), (Field::Subtheme, walk.subtheme.left)];
    let remarks = fields.into_iter().filter_map(|(field, left)| remark(body, field, left)).collect();
    let mut ranges: Vec<FilledDown> =
        [walk.theme, walk.subtheme, walk.place].into_iter().flat_map(|s| s.ranges).collect();
    ranges.extend(merged(body, kinds, table));
    ranges.sort_by_key(|range| (range.at.row, range.at.col));
    Filled { rows: walk.rows, ranges, remarks }
}

/// Merged ranges that give their value to more action rows than the one that they start in; the action's own text is no value
/// of several rows.
fn merged(body: &Body, kinds: &[(u32, Kind)], table: usize) -> Vec<FilledDown> {
    let mut ranges: BTreeMap<(Span, u32), FilledDown> = BTreeMap::new();
    let fields = body.columns.iter().filter(|(field, _)| **field != Field::Action);
    for (field, col) in fields.flat_map(|(field, cols)| cols.iter().map(move |col| (field, *col))) {
        if !body.has_merges(col) {
            continue;
        }
        for (row, _) in kinds.iter().filter(|(_, kind)| *kind == Kind::Action) {
            let Some(span) = body.merge(*row, col).filter(|span| span.top != *row) else { continue };
            if !body.cell(*row, col).1 || body.grid.get(span.top, span.left).is_none_or(crate::cell::GridCell::is_blank)
            {
                continue;
            }
            let range = ranges.entry((span, col)).or_insert_with(|| FilledDown {
                table,
                field: *field,
                at: CellRef { sheet: body.grid.sheet.clone(), row: span.top, col: span.left },
                merged: Some(span),
                rows: Vec::new(),
            });
            range.rows.push(*row);
        }
    }
    ranges.into_values().collect()
}

/// A reading of texts that looks at each text once.
fn remembered(read: impl Fn(&str) -> Option<Code>) -> impl Fn(&str) -> Option<Code> {
    let known: RefCell<FxHashMap<String, Option<Code>>> = RefCell::default();
    move |text| {
        let mut known = known.borrow_mut();
        match known.get(text) {
            Some(code) => code.clone(),
            None => known.entry(text.to_owned()).or_insert_with(|| read(text)).clone(),
        }
    }
}

impl Column {
    /// How many different values it has.
    fn values(&self) -> usize {
        self.texts.values().map(|text| key(text)).collect::<BTreeSet<String>>().len()
    }
}

fn column(body: &Body, kinds: &[(u32, Kind)], field: Field) -> Column {
    let mut texts = BTreeMap::new();
    if let Some(col) = body.col(field) {
        for (row, _) in kinds.iter().filter(|(_, kind)| *kind == Kind::Action) {
            let text = body.cell(*row, col).0.filter(|cell| !cell.is_blank()).map(crate::cell::GridCell::text);
            texts.extend(text.map(|text| (*row, text)));
        }
    }
    Column { texts, fill: false }
}

/// Whether the values stand as people type them: the first action has one, no value comes back after another one, and known
/// values keep the order of the framework.
fn in_order(column: &Column, kinds: &[(u32, Kind)], code: Known, topics: &Topics) -> bool {
    let first = kinds.iter().find(|(_, kind)| *kind == Kind::Action).map(|(row, _)| row);
    if !first.is_some_and(|row| column.texts.contains_key(row)) {
        return false;
    }
    let (mut seen, mut last, mut place) = (BTreeSet::new(), String::new(), 0);
    let mut above = "";
    for text in column.texts.values() {
        if **text == *above {
            continue;
        }
        above = text;
        let this = key(text);
        if this == last {
            continue;
        }
        let next = code(text).and_then(|code| topics.place(&code)).unwrap_or(place);
        if !seen.insert(this.clone()) || next < place {
            return false;
        }
        (last, place) = (this, next);
    }
    true
}

/// Whether filling down would put a sub-theme under a theme that is not its own.
fn contradicted(
    theme: &Column,
    subtheme: &Column,
    kinds: &[(u32, Kind)],
    topics: &Topics,
    [theme_code, code]: [Known; 2],
) -> bool {
    let mut above: Option<Code> = None;
    for (row, _) in kinds.iter().filter(|(_, kind)| *kind == Kind::Action) {
        let blank = !theme.texts.contains_key(row);
        if let Some(text) = theme.texts.get(row) {
            above = theme_code(text);
        }
        let own = subtheme.texts.get(row).and_then(|text| code(text)).and_then(|code| topics.theme_of(&code).cloned());
        if blank && own.is_some() && above.is_some() && own != above {
            return true;
        }
    }
    false
}

/// A column on the way down.
struct Step {
    field: Field,
    col: Option<u32>,
    /// The value above, with the row that it stands in.
    above: Option<(Arc<str>, u32)>,
    /// Blanks that were filled in.
    ranges: Vec<FilledDown>,
    /// Blanks that were left, though a value stands above.
    left: usize,
}

impl Step {
    fn new(body: &Body, field: Field) -> Self {
        Self { field, col: body.col(field), above: None, ranges: Vec::new(), left: 0 }
    }

    /// The own value, which counts for the rows below, or the one above.
    fn value(&mut self, body: &Body, table: usize, row: u32, column: &Column) -> Option<Arc<str>> {
        if let Some(own) = column.texts.get(&row) {
            self.above = Some((own.clone(), row));
            return Some(own.clone());
        }
        let ((above, from), col) = (self.above.as_ref()?, self.col?);
        if !column.fill {
            self.left += 1;
            return None;
        }
        let at = CellRef { sheet: body.grid.sheet.clone(), row: *from, col };
        match self.ranges.last_mut().filter(|range| range.at == at) {
            Some(range) => range.rows.push(row),
            None => self.ranges.push(FilledDown { table, field: self.field, at, merged: None, rows: vec![row] }),
        }
        Some(above.clone())
    }
}

/// The way down a table.
struct Walk<'b, 'g> {
    body: &'b Body<'g>,
    table: usize,
    rows: BTreeMap<u32, Given>,
    theme: Step,
    subtheme: Step,
    place: Step,
    headings: Arc<Headings>,
}

impl<'b, 'g> Walk<'b, 'g> {
    fn new(body: &'b Body<'g>, table: usize, caption: Headings) -> Self {
        let step = |field| Step::new(body, field);
        let (theme, subtheme, place) = (step(Field::Theme), step(Field::Subtheme), step(Field::Municipality));
        Self { body, table, rows: BTreeMap::new(), theme, subtheme, place, headings: Arc::new(caption) }
    }

    fn run(&mut self, kinds: &[(u32, Kind)], theme: &Column, subtheme: &Column, place: &Column) {
        for (row, kind) in kinds {
            match kind {
                Kind::Action => self.action(*row, theme, subtheme, place),
                Kind::Group(heading) => {
                    self.forget();
                    Arc::make_mut(&mut self.headings).enter(heading);
                }
                Kind::Blank => self.forget(),
                Kind::Line(_) => {
                    self.forget();
                    Arc::make_mut(&mut self.headings).end();
                }
                Kind::Header
                | Kind::Continuation
                | Kind::MoreNotes
                | Kind::Part
                | Kind::NoText
                | Kind::LooseText
                | Kind::Aside(_) => {}
            }
        }
    }

    fn forget(&mut self) {
        (self.theme.above, self.subtheme.above, self.place.above) = (None, None, None);
    }

    fn action(&mut self, row: u32, theme: &Column, subtheme: &Column, place: &Column) {
        let own = theme.texts.get(&row);
        // A new theme ends the sub-theme above it.
        let is_new =
            |own: &Arc<str>| self.theme.above.as_ref().is_none_or(|(above, _)| above != own && key(above) != key(own));
        if own.is_some_and(is_new) {
            self.subtheme.above = None;
        }
        let inherited = own.is_none() || self.theme.col.is_some_and(|col| self.body.cell(row, col).1);
        let own_place = place.texts.contains_key(&row);
        let given = Given {
            theme: self.theme.value(self.body, self.table, row, theme),
            theme_inherited: inherited,
            subtheme: self.subtheme.value(self.body, self.table, row, subtheme),
            municipality: self.place.value(self.body, self.table, row, place).filter(|_| !own_place),
            headings: self.headings.clone(),
        };
        self.rows.insert(row, given);
    }
}

fn remark(body: &Body, field: Field, left: usize) -> Option<Remark> {
    if left == 0 {
        return None;
    }
    let (nl, en) = (field.word(Lang::Nl), field.word(Lang::En));
    let message = Wording::new(
        format!(
            "Bij {left} acties is de cel voor {nl} leeg. De waarden erboven staan niet meer op volgorde (is de lijst gesorteerd?), dus die zijn niet overgenomen."
        ),
        format!(
            "The {en} cell of {left} actions is blank. The values above are no longer in order (was the list sorted?), so they were not taken over."
        ),
    );
    let at = body.col(field).map(|col| CellRef::new(body.grid.sheet.clone(), body.header.bottom, col));
    Some(Remark { sheet: body.grid.sheet.clone(), at, message })
}
