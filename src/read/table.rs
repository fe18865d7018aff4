//! The rows of a table, read into actions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use rustc_hash::FxHashMap;

use crate::cell::{Cell, CellRef, CellValue, DateShown, Grid, GridCell, Reading, Rgb};
use crate::framework::{Code, Field, Framework, Level, PriorityRange};
use crate::language::{Language, Role};
use crate::plan::{
    Action, BelongsTo, DateNotation, Deadline, FilledDown, LooseRow, Owner, PassedOver, Precision, Remark, Signal,
    Status, StatusSource,
};
use crate::read::account::Seen;
use crate::read::deadline::{self, Calendar, ColumnOrder, DayOrder};
use crate::read::filldown::{self, Given, Headings};
use crate::read::header::{Headers, Rows};
use crate::read::legend::{self, Legend};
use crate::read::level::Levels;
use crate::read::lexicon::Lexicon;
use crate::read::owner;
use crate::read::place::{self, Municipalities};
use crate::read::priority::Priorities;
use crate::read::progress;
use crate::read::rows::{self, Body, Kind, Sorter};
use crate::read::status::{self, Colours, Scale, Spoken};
use crate::read::topic::Topics;
use crate::wording::{Lang, Wording, key};

/// Everything that a framework knows, ready for reading; texts that come back are read once.
pub(crate) struct Tools<'f> {
    pub framework: &'f Framework,
    pub lexicon: Lexicon,
    pub headers: Headers,
    pub progress: Scale,
    pub maturity: Scale,
    pub topics: Topics,
    pub calendar: Calendar,
    /// In which order the dates of columns of this table are written, where the framework does not say so.
    orders: FxHashMap<u32, DayOrder>,
    pub levels: Levels,
    /// What the signs in the status column of this table mean.
    legend: Legend,
    priorities: Priorities,
    memory: Memory,
}

/// Texts with their values; none where a text could not be read.
type Texts<T> = FxHashMap<Arc<str>, Option<Arc<T>>>;

/// What texts were read as before.
#[derive(Default)]
struct Memory {
    owners: FxHashMap<Arc<str>, Led>,
    involved: FxHashMap<Arc<str>, Arc<Vec<Owner>>>,
    deadlines: FxHashMap<DayOrder, FxHashMap<Arc<str>, Arc<Deadline>>>,
    dates: FxHashMap<(NaiveDateTime, DateShown), Arc<Deadline>>,
    levels: Texts<Level>,
    priorities: Texts<PriorityRange>,
    municipalities: FxHashMap<Arc<str>, Option<Municipalities>>,
    themes: Texts<Code>,
    /// By theme.
    subthemes: FxHashMap<Option<Code>, Texts<Vec<Code>>>,
    statuses: FxHashMap<(Arc<str>, Colours, bool), Spoken>,
}

/// Who leads by the cell of an owner, and who merely takes part.
#[derive(Clone)]
struct Led {
    owners: Arc<Vec<Owner>>,
    partners: Arc<Vec<Owner>>,
}

impl<'f> Tools<'f> {
    /// For reading on a day; without one a missing year is the last in the period of the plan.
    pub(super) fn on(framework: &'f Framework, today: Option<NaiveDate>) -> Self {
        let calendar = Calendar::new(framework);
        Self {
            framework,
            lexicon: Lexicon::new(framework),
            headers: Headers::new(framework),
            progress: Scale::progress(framework),
            maturity: Scale::framework_status(framework),
            topics: Topics::new(framework),
            calendar: match today {
                Some(today) => calendar.on(today),
                None => calendar,
            },
            orders: FxHashMap::default(),
            levels: Levels::new(framework),
            legend: Legend::default(),
            priorities: Priorities::new(framework),
            memory: Memory::default(),
        }
    }

    fn owners(&mut self, text: &Arc<str>) -> Led {
        remember(&mut self.memory.owners, text, |text| {
            let owner::Named { owners, partners } = owner::parse(text, &self.lexicon);
            Led { owners: Arc::new(owners), partners: Arc::new(partners) }
        })
    }

    fn involved(&mut self, text: &Arc<str>) -> Arc<Vec<Owner>> {
        remember(&mut self.memory.involved, text, |text| Arc::new(owner::parse_involved(text, &self.lexicon)))
    }

    /// The legend in these rows of a sheet, with the remark that it counts.
    pub(super) fn legend(&self, grid: &Grid, rows: &Rows, range: std::ops::Range<usize>) -> (Legend, Option<Remark>) {
        let legend = Legend::of(grid, rows, range, &self.scales());
        let name =
            |code: &Code| self.framework.progress(code).map_or_else(|| code.to_string(), |step| step.name.clone());
        let remark = legend.remark(name);
        (legend, remark)
    }

    /// Reads what follows by this legend.
    pub(super) fn set_legend(&mut self, legend: Legend) {
        self.legend = legend;
    }

    /// The scales by which legends are read.
    pub(super) fn scales(&self) -> legend::Scales<'_> {
        legend::Scales { progress: &self.progress, maturity: &self.maturity }
    }

    /// Finds out in which order the dates of a column are written, where the framework does not say so.
    pub(super) fn learn_order<'t>(&mut self, col: u32, texts: impl Iterator<Item = &'t str>) -> ColumnOrder {
        let order = deadline::order_of(texts, self.calendar.order());
        if let ColumnOrder::Is(order) = order {
            self.orders.insert(col, order);
        }
        order
    }

    /// How the dates of a column are written.
    pub(super) fn notation(&mut self, cells: &[&GridCell], col: u32) -> DateNotation {
        let order = self.orders.get(&col).copied().unwrap_or(self.calendar.order());
        let deadlines: Vec<Arc<Deadline>> = cells.iter().map(|cell| self.deadline_in(cell, col)).collect();
        let coarse = deadline::coarse_of(deadlines.iter().map(|deadline| &**deadline));
        DateNotation { coarse, ..deadline::notation_of(cells.iter().map(|cell| &cell.value), order) }
    }

    /// Forgets the orders of the columns of a table.
    pub(super) fn forget_orders(&mut self) {
        self.orders.clear();
    }

    fn deadline_in(&mut self, cell: &GridCell, col: u32) -> Arc<Deadline> {
        let usual = self.calendar.order();
        self.calendar.set_order(self.orders.get(&col).copied().unwrap_or(usual));
        let deadline = self.deadline(cell);
        self.calendar.set_order(usual);
        deadline
    }

    /// The same where a missing year is near to that day.
    fn deadline_near(&mut self, cell: &GridCell, col: u32, day: NaiveDate) -> Arc<Deadline> {
        let (today, usual) = (self.calendar.set_near(Some(day)), self.calendar.order());
        self.calendar.set_order(self.orders.get(&col).copied().unwrap_or(usual));
        let deadline = Arc::new(deadline::of_cell(cell, &self.calendar));
        self.calendar.set_order(usual);
        self.calendar.set_near(today);
        deadline
    }

    fn deadline(&mut self, cell: &GridCell) -> Arc<Deadline> {
        let read = || Arc::new(deadline::of_cell(cell, &self.calendar));
        match &cell.value {
            CellValue::Text(text) if cell.unstruck.is_none() => {
                let known = self.memory.deadlines.entry(self.calendar.order()).or_default();
                remember(known, text, |_| read())
            }
            CellValue::Date(date) if cell.unstruck.is_none() => {
                self.memory.dates.entry((*date, cell.date_shown)).or_insert_with(read).clone()
            }
            _ => read(),
        }
    }

    fn level(&mut self, text: &Arc<str>) -> Option<Arc<Level>> {
        remember(&mut self.memory.levels, text, |text| self.levels.parse(text).map(Arc::new))
    }

    fn priority(&mut self, text: &Arc<str>) -> Option<Arc<PriorityRange>> {
        remember(&mut self.memory.priorities, text, |text| self.priorities.parse(text).map(Arc::new))
    }

    /// The priority that a text says.
    pub(super) fn priority_of(&self, text: &str) -> Option<PriorityRange> {
        self.priorities.parse(text)
    }

    fn theme(&mut self, text: &Arc<str>) -> Option<Arc<Code>> {
        remember(&mut self.memory.themes, text, |text| self.topics.theme(text).map(Arc::new))
    }

    /// Whether a cell holds a value of its field; none where nobody can tell.
    fn fits(&self, field: Field, cell: &GridCell) -> Option<bool> {
        let text = cell.text();
        let language = &self.framework.language;
        if language.says_nothing(&text, field) {
            return None;
        }
        let number = matches!(cell.value, CellValue::Number(_));
        match field {
            Field::Id => Some(number || text.contains(|c: char| c.is_ascii_digit())),
            Field::Start | Field::Deadline | Field::CompletedOn | Field::UpdatedOn => {
                let unread = [Precision::Unreadable, Precision::Vague, Precision::Blank];
                Some(!unread.contains(&deadline::of_cell(cell, &self.calendar).precision))
            }
            Field::Progress => Some(self.progress.find(&text).is_some() || self.percentage(cell, &text)),
            Field::Percent => Some(self.percentage(cell, &text)),
            Field::FrameworkStatus => Some(self.maturity.words.find_leading(&text).is_some()),
            Field::Priority => Some(self.priorities.parse(&text).is_some()),
            Field::Level => Some(self.levels.parse(&text).is_some()),
            Field::Theme => self.topics.theme(&text).map(|_| true),
            Field::Subtheme => self.topics.subthemes(&text, None).map(|_| true),
            Field::Municipality | Field::Action | Field::Owner | Field::Involved | Field::Notes | Field::DependsOn => {
                None
            }
        }
    }

    fn percentage(&self, cell: &GridCell, text: &str) -> bool {
        matches!(cell.value, CellValue::Number(_))
            || self.progress.percent(text).is_some()
            || progress::percent(text).is_some()
    }

    fn status(&mut self, text: &Arc<str>, colours: Colours, of_progress: bool) -> Spoken {
        if of_progress && let Some(code) = self.legend.meaning(text, &self.scales()) {
            let status = Status { code, source: StatusSource::Word };
            return Spoken { own: Reading::Known(Arc::new(status)), other: Reading::Absent };
        }
        let key = (text.clone(), colours, of_progress);
        if let Some(spoken) = self.memory.statuses.get(&key) {
            return spoken.clone();
        }
        let (own, other) =
            if of_progress { (&self.progress, &self.maturity) } else { (&self.maturity, &self.progress) };
        let spoken = status::read(text, colours, own, other);
        self.memory.statuses.insert(key, spoken.clone());
        spoken
    }

    fn subthemes(&mut self, text: &Arc<str>, theme: Option<&Code>) -> Option<Arc<Vec<Code>>> {
        let known = self.memory.subthemes.entry(theme.cloned()).or_default();
        remember(known, text, |text| self.topics.subthemes(text, theme).map(Arc::new))
    }
}

/// Whether the format of a number makes a percentage of it.
fn shows_percent(cell: &GridCell) -> bool {
    cell.shown.as_ref().is_some_and(|shown| shown.ends_with('%'))
}

fn remember<T: Clone>(memory: &mut FxHashMap<Arc<str>, T>, text: &Arc<str>, read: impl FnOnce(&str) -> T) -> T {
    if let Some(known) = memory.get(text) {
        return known.clone();
    }
    let value = read(text);
    memory.insert(text.clone(), value.clone());
    value
}

/// A cell of an action before it is read.
struct Source<'g> {
    at: CellRef,
    cell: Option<&'g GridCell>,
    /// As typed.
    raw: Arc<str>,
    /// What counts of it: without what is struck through.
    read: Arc<str>,
    /// Whether the table has such a column.
    there: bool,
}

impl Source<'_> {
    fn reading<T: ?Sized>(self, read: impl FnOnce(&Arc<str>) -> Option<Arc<T>>) -> Cell<T> {
        let value = if !self.there {
            Reading::Absent
        } else if self.read.trim().is_empty() {
            Reading::Blank
        } else if matches!(self.cell.map(|cell| &cell.value), Some(CellValue::Error(_))) {
            Reading::Unreadable
        } else {
            read(&self.read).map_or(Reading::Unreadable, Reading::Known)
        };
        Cell { at: self.at, raw: self.raw, value }
    }
}

/// A table on its way to actions.
pub(crate) struct Reader<'t, 'f> {
    pub tools: &'t mut Tools<'f>,
    pub body: Body<'t>,
    pub belongs_to: &'t BelongsTo,
    /// Index in the plan.
    pub table: usize,
    pub remarks: Vec<Remark>,
    pub loose_rows: Vec<LooseRow>,
    pub filled_down: Vec<FilledDown>,
    /// What became of its rows.
    pub seen: Vec<(u32, Seen)>,
    /// Texts of municipalities that were guessed at already.
    guessed: BTreeSet<Arc<str>>,
    /// What makes a percentage of a plain number, in the columns of percentages.
    shares: BTreeMap<Field, f64>,
}

impl<'t, 'f> Reader<'t, 'f> {
    pub(super) fn new(tools: &'t mut Tools<'f>, body: Body<'t>, belongs_to: &'t BelongsTo, table: usize) -> Self {
        let (remarks, loose_rows, filled_down, seen) = Default::default();
        let (guessed, shares) = Default::default();
        Self { tools, body, belongs_to, table, remarks, loose_rows, filled_down, seen, guessed, shares }
    }

    /// The actions of the rows in `range`; `caption` holds for the first of them.
    pub(super) fn actions(&mut self, rows: &Rows, range: std::ops::Range<usize>, caption: Headings) -> Vec<Action> {
        let kinds = self.kinds(rows, range.clone());
        self.seen = rows::seen(&self.body, rows.get(range).unwrap_or_default(), &kinds);
        self.tell_asides(&kinds);
        self.shares = self.shares(&kinds);
        // On a sheet of one municipality an empty cell speaks for itself, and on that of the district it means everybody.
        let with_places = *self.belongs_to == BelongsTo::Nobody;
        let filled = filldown::given(&self.body, &kinds, &self.tools.topics, caption, with_places, self.table);
        self.remarks.extend(filled.remarks);
        self.filled_down = filled.ranges;
        let count = kinds.iter().filter(|(_, kind)| *kind == Kind::Action).count();
        let mut actions: Vec<Action> = Vec::with_capacity(count);
        let nothing = Given::default();
        let mut directly_above = false;
        for (row, kind) in &kinds {
            match kind {
                Kind::Action => {
                    actions.push(self.action(*row, filled.rows.get(row).unwrap_or(&nothing)));
                }
                Kind::Continuation => self.continue_text(*row, actions.last_mut()),
                Kind::MoreNotes => self.add_notes(*row, actions.last_mut()),
                Kind::Part => self.add_part(*row, actions.last_mut()),
                Kind::LooseText => self.loose_text(*row),
                Kind::NoText => {
                    let below = actions.last().filter(|_| directly_above).map(|action| action.row);
                    self.loose_row(*row, below);
                }
                Kind::Group(_) | Kind::Blank | Kind::Line(_) | Kind::Aside(_) | Kind::Header => {}
            }
            directly_above = matches!(kind, Kind::Action | Kind::Continuation | Kind::MoreNotes | Kind::Part);
        }
        actions
    }

    /// The columns in which plain numbers are percentages, with what makes one of them: those whose header says so, and those of
    /// the progress that have a number in the format of a percentage or a share of one.
    fn shares(&self, kinds: &[(u32, Kind)]) -> BTreeMap<Field, f64> {
        let mut shares = BTreeMap::new();
        for field in [Field::Progress, Field::Percent] {
            let Some(col) = self.body.col(field) else { continue };
            let cells = kinds.iter().filter_map(|(row, _)| self.body.grid.get(*row, col));
            let named = self.says_percentages(col);
            let numbers: Vec<(f64, bool)> = cells
                .filter_map(|cell| match &cell.value {
                    CellValue::Number(number) => Some((*number, shows_percent(cell))),
                    CellValue::Text(text) if named => Some((progress::bare_number(text)?, false)),
                    _ => None,
                })
                .collect();
            let share = |number: f64| number > 0.0 && number < 1.0;
            let told = named || numbers.iter().any(|(number, shown)| *shown || share(*number));
            let plain = || numbers.iter().filter(|(_, shown)| !shown).map(|(number, _)| *number);
            let within = |most: f64| plain().all(|number| (0.0..=most).contains(&number));
            if told && within(1.0) {
                shares.insert(field, 100.0);
            } else if named && within(100.0) {
                shares.insert(field, 1.0);
            }
        }
        shares
    }

    /// Whether the header of a column says that it has percentages.
    fn says_percentages(&self, col: u32) -> bool {
        let header = self.body.header.texts.get(&col).map_or("", String::as_str);
        let candidates = self.tools.headers.candidates(header);
        header.contains('%') || candidates.iter().any(|candidate| candidate.field == Field::Percent)
    }

    fn kinds(&self, rows: &Rows, range: std::ops::Range<usize>) -> Vec<(u32, Kind)> {
        let (progress, maturity) = (&self.tools.progress, &self.tools.maturity);
        let fill_speaks = |cell: &GridCell| {
            let scale = if progress.colours.is_empty() { maturity } else { progress };
            cell.fill.is_some_and(|fill| scale.colours.meaning(fill).is_some())
        };
        let fits = |field: Field, cell: &GridCell| self.tools.fits(field, cell);
        let heads = |text: &str| self.tools.headers.candidates(text).first().map(|candidate| candidate.field);
        let sorter = Sorter {
            fits: &fits,
            heads: &heads,
            body: &self.body,
            topics: &self.tools.topics,
            lexicon: &self.tools.lexicon,
            fill_speaks: &fill_speaks,
        };
        sorter.sort(rows, range)
    }

    /// Rows that look like actions and are none are told of once a kind.
    fn tell_asides(&mut self, kinds: &[(u32, Kind)]) {
        let mut rows: BTreeMap<PassedOver, Vec<u32>> = BTreeMap::new();
        for (row, kind) in kinds {
            if let Kind::Aside(reason) = kind {
                rows.entry(*reason).or_default().push(*row);
            }
        }
        for (reason, rows) in rows {
            let Some(first) = rows.first() else { continue };
            let at = self.body.grid.row(*first).find(|(_, cell)| !cell.is_blank()).map(|(col, _)| self.at(*first, col));
            self.remark(at, aside_words(reason, &rows));
        }
    }

    fn at(&self, row: u32, col: u32) -> CellRef {
        CellRef { sheet: self.body.grid.sheet.clone(), row, col }
    }

    /// The cell of the action's text, which stands in for columns that the table does not have.
    fn anchor(&self, row: u32) -> CellRef {
        self.at(row, self.body.col(Field::Action).unwrap_or_default())
    }

    /// The cell of a column.
    fn source_at(&self, row: u32, col: u32) -> Source<'t> {
        let (cell, _) = self.body.cell(row, col);
        let raw = cell.map(GridCell::text).unwrap_or_default();
        let read = cell.and_then(|cell| cell.unstruck.clone()).unwrap_or_else(|| raw.clone());
        Source { at: self.at(row, col), cell, raw, read, there: true }
    }

    /// The cell of a field: of its first column that has something, else of its first column.
    fn source(&self, row: u32, field: Field) -> Source<'t> {
        let cols = self.body.columns.get(&field).map_or(&[][..], Vec::as_slice);
        let filled = cols.iter().find(|col| self.body.cell(row, **col).0.is_some_and(|cell| !cell.is_blank()));
        match filled.or(cols.first()) {
            Some(col) => self.source_at(row, *col),
            None => {
                Source { at: self.anchor(row), cell: None, raw: Arc::default(), read: Arc::default(), there: false }
            }
        }
    }

    fn action(&mut self, row: u32, given: &Given) -> Action {
        self.body.enter(row);
        let (theme, subtheme) = self.topic(row, given);
        let (progress, framework_status) = self.statuses(row);
        let percent = self.percent(row, &progress);
        let progress = self.by_percent(progress, &percent);
        Action {
            sheet: self.body.grid.sheet.clone(),
            row,
            table: self.table,
            hidden: self.body.grid.hidden_rows.contains(&row),
            id: self.source(row, Field::Id).reading(|text| Some(trimmed(text))),
            theme,
            subtheme,
            topic_inherited: self.is_topic_inherited(row),
            municipalities: self.municipalities(row, given),
            level: self.source(row, Field::Level).reading(|text| self.tools.level(text)),
            text: self.text(row),
            partners: self.partners(row),
            owners: self.source(row, Field::Owner).reading(|text| Some(self.tools.owners(text).owners)),
            involved: self.source(row, Field::Involved).reading(|text| Some(self.tools.involved(text))),
            priority: self.source(row, Field::Priority).reading(|text| self.tools.priority(text)),
            start: self.deadline(row, Field::Start),
            deadline: self.deadline(row, Field::Deadline),
            framework_status,
            progress,
            percent,
            notes: self.notes(row),
            completed_on: self.deadline(row, Field::CompletedOn),
            updated_on: self.deadline(row, Field::UpdatedOn),
            depends_on: self
                .source(row, Field::DependsOn)
                .reading(|text| Some(Arc::new(depends_on(text, &self.tools.framework.language)))),
        }
    }

    /// Who merely takes part by the cell of the owner.
    fn partners(&mut self, row: u32) -> Arc<Vec<Owner>> {
        let source = self.source(row, Field::Owner);
        if source.read.trim().is_empty() { Arc::default() } else { self.tools.owners(&source.read).partners }
    }

    /// The text; where all of it is struck through, it still counts, and people are told.
    fn text(&mut self, row: u32) -> Cell<str> {
        let source = self.source(row, Field::Action);
        if source.read.trim().is_empty() && !source.raw.trim().is_empty() {
            let message = Wording::new(
                "De hele actietekst is doorgehaald. De actie telt nog mee; verwijder de regel of zet de status op vervallen.".to_owned(),
                "The whole text of the action is struck through. It still counts; remove the row or set its status to dropped.".to_owned(),
            );
            self.remark(Some(source.at.clone()), message);
            let known = trimmed(&source.raw);
            return Cell { at: source.at, raw: source.raw, value: Reading::Known(known) };
        }
        source.reading(|text| Some(trimmed(text)))
    }

    fn deadline(&mut self, row: u32, field: Field) -> Cell<Deadline> {
        let source = self.source(row, field);
        let cell = source.cell;
        let value = match cell {
            _ if !source.there => Reading::Absent,
            Some(cell) if !source.read.trim().is_empty() => {
                let read = self.tools.deadline_in(cell, source.at.col);
                let missing = read.signals.contains(&Signal::YearMissing);
                let near = if missing { self.day_of_row(row, source.at.col) } else { None };
                Reading::Known(near.map_or(read, |day| self.tools.deadline_near(cell, source.at.col, day)))
            }
            _ => Reading::Blank,
        };
        Cell { at: source.at, raw: source.raw, value }
    }

    /// A day that a row names beside a column, with its year: when it was completed or updated, another planning, or the last one in its
    /// notes.
    fn day_of_row(&mut self, row: u32, beside: u32) -> Option<NaiveDate> {
        let columns = self.body.columns;
        let fields = [Field::CompletedOn, Field::UpdatedOn, Field::Deadline, Field::Start];
        let cols = fields.iter().filter_map(|field| columns.get(field)).flatten().filter(|col| **col != beside);
        for col in cols {
            let Some(cell) = self.body.cell(row, *col).0.filter(|cell| !cell.is_blank()) else { continue };
            let read = self.tools.deadline_in(cell, *col);
            let doubtful = [Signal::YearMissing, Signal::OrderUnsure].iter().any(|doubt| read.signals.contains(doubt));
            if let Some(day) = read.end.or(read.start).filter(|_| !doubtful) {
                return Some(day);
            }
        }
        let notes = columns.get(&Field::Notes).into_iter().flatten();
        notes.filter_map(|col| deadline::last_day_named(&self.source_at(row, *col).read, &self.tools.calendar)).max()
    }

    fn notes(&self, row: u32) -> Vec<Cell<str>> {
        let cols = self.body.columns.get(&Field::Notes).into_iter().flatten();
        cols.map(|col| self.source_at(row, *col).reading(|text| Some(trimmed(text)))).collect()
    }

    // --- Theme and sub-theme -----------------------------------------------------------------------------------------

    fn topic(&mut self, row: u32, given: &Given) -> (Cell<Code>, Cell<Vec<Code>>) {
        let heading = given.headings.theme.as_ref();
        let theme_text = given.theme.clone().or_else(|| heading.map(|heading| heading.text.clone()));
        let code = match &given.theme {
            Some(text) => self.tools.theme(text),
            None => heading.and_then(|heading| heading.theme.clone()).map(Arc::new),
        };
        let mut subtheme = self.subtheme(row, given, code.as_deref());
        // The theme column may hold a sub-theme: that tells both.
        if code.is_none()
            && let Some(text) = &theme_text
            && !matches!(subtheme.value, Reading::Known(_) | Reading::Unreadable)
            && let Some(codes) = self.tools.subthemes(text, None)
        {
            let at = self.body.col(Field::Theme).map_or_else(|| self.anchor(row), |col| self.at(row, col));
            subtheme = Cell { at, raw: text.clone(), value: Reading::Known(codes) };
        }
        let of_subtheme =
            subtheme.known().and_then(|codes| codes.first()).and_then(|code| self.tools.topics.theme_of(code)).cloned();
        let inherited = given.theme_inherited || theme_text.is_none();
        let at = self.body.col(Field::Theme).map_or_else(|| self.anchor(row), |col| self.at(row, col));
        let contradicts =
            inherited && code.is_some() && of_subtheme.is_some() && code.as_deref() != of_subtheme.as_ref();
        let theme = match (theme_text, code) {
            (Some(raw), Some(code)) if !contradicts => Cell { at, raw, value: Reading::Known(code) },
            (Some(raw), None) if of_subtheme.is_none() || !inherited && subtheme.raw != raw => {
                Cell { at, raw, value: Reading::Unreadable }
            }
            _ => self.theme_of_subtheme(at, of_subtheme),
        };
        (theme, subtheme)
    }

    /// Whether the row's own cells for theme and sub-theme are empty.
    fn is_topic_inherited(&self, row: u32) -> bool {
        let mut cols = [Field::Theme, Field::Subtheme].into_iter().filter_map(|field| self.body.col(field));
        cols.all(|col| self.body.grid.get(row, col).is_none_or(GridCell::is_blank))
    }

    /// The theme that the sub-theme belongs to, for a row that does not say.
    fn theme_of_subtheme(&self, at: CellRef, code: Option<Code>) -> Cell<Code> {
        let there = self.body.col(Field::Theme).is_some();
        match code {
            Some(code) => {
                let raw = self.tools.framework.theme(&code).map(|theme| theme.name.as_str().into()).unwrap_or_default();
                Cell { at, raw, value: Reading::Known(Arc::new(code)) }
            }
            None => Cell { at, raw: Arc::default(), value: if there { Reading::Blank } else { Reading::Absent } },
        }
    }

    fn subtheme(&mut self, row: u32, given: &Given, theme: Option<&Code>) -> Cell<Vec<Code>> {
        let col = self.body.col(Field::Subtheme);
        let at = col.map_or_else(|| self.anchor(row), |col| self.at(row, col));
        if let Some(raw) = given.subtheme.clone() {
            let value = self.tools.subthemes(&raw, theme).map_or(Reading::Unreadable, Reading::Known);
            return Cell { at, raw, value };
        }
        match given.headings.subtheme.as_ref().and_then(|group| Some((group, group.subtheme.clone()?))) {
            Some((group, code)) => Cell { at, raw: group.text.clone(), value: Reading::Known(Arc::new(vec![code])) },
            None => {
                Cell { at, raw: Arc::default(), value: if col.is_some() { Reading::Blank } else { Reading::Absent } }
            }
        }
    }

    // --- Municipality ------------------------------------------------------------------------------------------------

    fn municipalities(&mut self, row: u32, given: &Given) -> Cell<Vec<Code>> {
        let mut source = self.source(row, Field::Municipality);
        // What the row above says does not hold for an action of the whole district.
        if let Some(above) = given.municipality.as_ref().filter(|_| !self.is_of_district(row)) {
            (source.raw, source.read) = (above.clone(), above.clone());
        }
        if !source.read.trim().is_empty() {
            let (lexicon, framework) = (&self.tools.lexicon, self.tools.framework);
            let read = remember(&mut self.tools.memory.municipalities, &source.read, |text| {
                place::municipalities(text, lexicon, framework)
            });
            if read.as_ref().is_some_and(|read| read.guessed) && self.guessed.insert(source.read.clone()) {
                self.remark_guess(&source.at, read.as_ref());
            }
            return source.reading(|_| read.map(|read| read.codes));
        }
        let heading = given.headings.municipality.as_ref();
        let heading = heading.and_then(|heading| Some((heading.text.clone(), heading.municipality.clone()?)));
        let (raw, codes) = match (heading, self.belongs_to) {
            (Some(heading), _) => heading,
            (None, BelongsTo::Municipality(code)) => {
                let municipality = self.tools.framework.municipality(code);
                let name = municipality.map(|municipality| municipality.name.as_str().into());
                (name.unwrap_or_default(), vec![code.clone()])
            }
            (None, BelongsTo::District) => (self.tools.framework.district.name.as_str().into(), Vec::new()),
            (None, BelongsTo::Nobody) => return source.reading(|_| None),
        };
        Cell { at: source.at, raw, value: Reading::Known(Arc::new(codes)) }
    }

    /// Whether the level of a row says that the district carries the action out.
    fn is_of_district(&self, row: u32) -> bool {
        let source = self.source(row, Field::Level);
        matches!(self.tools.levels.parse(&source.read), Some(Level::District | Level::Both))
    }

    fn remark_guess(&mut self, at: &CellRef, read: Option<&Municipalities>) {
        let names = read
            .into_iter()
            .flat_map(|read| read.codes.iter())
            .filter_map(|code| self.tools.framework.municipality(code));
        let names = names.map(|municipality| municipality.name.as_str()).collect::<Vec<_>>().join(", ");
        let message = Wording::new(
            format!("De naam van de gemeente is niet precies bekend. Gelezen als: {names}."),
            format!("The name of the municipality is not exactly known. Read as: {names}."),
        );
        self.remark(Some(at.clone()), message);
    }

    // --- Statuses ----------------------------------------------------------------------------------------------------

    fn statuses(&mut self, row: u32) -> (Cell<Status>, Cell<Status>) {
        let progress = self.voice(row, Field::Progress);
        let maturity = self.voice(row, Field::FrameworkStatus);
        let anchor = self.anchor(row);
        let both = (
            choose(progress.as_ref(), maturity.as_ref(), &anchor),
            choose(maturity.as_ref(), progress.as_ref(), &anchor),
        );
        if self.body.grid.fills_unknown { (not_told(both.0), not_told(both.1)) } else { both }
    }

    /// What the column of a scale says in a row; none where the table has no such column.
    fn voice(&mut self, row: u32, field: Field) -> Option<Voice> {
        let source = self.source(row, field);
        if !source.there {
            return None;
        }
        let text = if matches!(source.cell.map(|cell| &cell.value), Some(CellValue::Error(_))) {
            &source.raw
        } else {
            &source.read
        };
        let fill = source.cell.and_then(|cell| cell.fill).filter(|fill| self.action_fill(row) != Some(*fill));
        let echo = source.cell.and_then(|cell| cell.echo);
        let in_percent = self.in_percent(source.cell, field);
        let text = in_percent.as_ref().unwrap_or(text);
        let spoken = self.tools.status(text, Colours { fill, echo }, field == Field::Progress);
        Some(Voice { at: source.at, raw: source.raw, spoken })
    }

    // --- Percentages -------------------------------------------------------------------------------------------------

    /// A number in a column of percentages as people write one, also where it stands there as text without a sign; none elsewhere.
    fn in_percent(&self, cell: Option<&GridCell>, field: Field) -> Option<Arc<str>> {
        /// Six decimals: more of them are left over from counting with shares, as in 0.57 × 100.
        const PRECISION: f64 = 1_000_000.0;
        let cell = cell.filter(|cell| !shows_percent(cell))?;
        let factor = self.shares.get(&field)?;
        let number = match &cell.value {
            CellValue::Number(number) => *number,
            CellValue::Text(text) if self.says_percentages(self.body.col(field)?) => progress::bare_number(text)?,
            _ => return None,
        };
        Some(format!("{}%", (number * factor * PRECISION).round() / PRECISION).into())
    }

    /// How much of an action is done: by the column of its own, or else as its progress says.
    fn percent(&self, row: u32, progress: &Cell<Status>) -> Cell<f64> {
        let source = self.source(row, Field::Percent);
        let known = |text: &str| self.tools.progress.percent(text).or_else(|| progress::percent(text)).map(Arc::new);
        if source.there {
            let text = self.in_percent(source.cell, Field::Percent);
            return source.reading(|raw| known(text.as_ref().unwrap_or(raw)));
        }
        let cell = self.body.cell(progress.at.row, progress.at.col).0;
        let text = self.in_percent(cell, Field::Progress).unwrap_or_else(|| progress.raw.clone());
        let value = match &progress.value {
            Reading::Known(_) => known(&text).map_or(Reading::Absent, Reading::Known),
            _ => Reading::Absent,
        };
        Cell { at: progress.at.clone(), raw: progress.raw.clone(), value }
    }

    /// The progress; where no word says it, the percentage does.
    fn by_percent(&self, progress: Cell<Status>, percent: &Cell<f64>) -> Cell<Status> {
        let silent = matches!(progress.value, Reading::Blank) && progress.raw.trim().is_empty();
        let code = percent.known().filter(|_| silent).and_then(|percent| self.tools.progress.of_percent(*percent));
        match code {
            Some(code) => {
                let status = Status { code, source: StatusSource::Word };
                Cell { at: percent.at.clone(), raw: percent.raw.clone(), value: Reading::Known(Arc::new(status)) }
            }
            None => progress,
        }
    }

    /// The fill of the action's text: a status cell that has the same one is coloured with its row and says nothing by it.
    fn action_fill(&self, row: u32) -> Option<Rgb> {
        self.body.cell(row, self.body.col(Field::Action)?).0?.fill
    }

    // --- Rows that belong to the action above ------------------------------------------------------------------------

    fn continue_text(&mut self, row: u32, action: Option<&mut Action>) {
        let source = self.source(row, Field::Action);
        let Some(action) = action else { return };
        let known = match &mut action.text.value {
            Reading::Known(text) => Some(text),
            _ => None,
        };
        for text in [Some(&mut action.text.raw), known].into_iter().flatten() {
            *text = format!("{text}\n{}", source.raw.trim()).into();
        }
        let above = action.row + 1;
        action.notes.extend(self.notes(row).into_iter().filter(|note| note.known().is_some()));
        let message = Wording::of(
            format!("Deze regel is gelezen als vervolg van de actie in regel {above}."),
            format!("This row is read as the rest of the action in row {above}."),
        );
        self.remark(Some(source.at), message);
    }

    fn add_notes(&mut self, row: u32, action: Option<&mut Action>) {
        let Some(action) = action else { return };
        let notes = self.notes(row).into_iter().filter(|note| note.known().is_some());
        action.notes.extend(notes);
        let message = Wording::new(
            format!(
                "Deze regel heeft alleen een toelichting; die is bij de actie in regel {} gelezen.",
                action.row + 1
            ),
            format!("This row has an explanation alone; it is read with the action in row {}.", action.row + 1),
        );
        self.remark(Some(self.anchor(row)), message);
    }

    /// A further row of a merged action: what it names and notes is the action's too, and what the action does not say yet. Its own
    /// date or status beside those of the action cannot be kept apart, so people are told.
    fn add_part(&mut self, row: u32, action: Option<&mut Action>) {
        let Some(action) = action else { return };
        let mut lost = Vec::new();
        action.notes.extend(self.notes(row).into_iter().filter(|note| note.known().is_some()));
        for field in [Field::Owner, Field::Involved] {
            let Some(source) = self.own_source(row, field) else { continue };
            let (names, cell) = match field {
                Field::Owner => {
                    let led = self.tools.owners(&source.read);
                    Arc::make_mut(&mut action.partners).extend(led.partners.iter().cloned());
                    (led.owners, &mut action.owners)
                }
                _ => (self.tools.involved(&source.read), &mut action.involved),
            };
            join_names(cell, &source.raw, names);
        }
        if self.own_source(row, Field::Deadline).is_some() {
            match action.deadline.value {
                Reading::Blank => action.deadline = self.deadline(row, Field::Deadline),
                _ => lost.push(Field::Deadline),
            }
        }
        if self.own_source(row, Field::Progress).is_some() {
            match action.progress.value {
                Reading::Blank => (action.progress, _) = self.statuses(row),
                _ => lost.push(Field::Progress),
            }
        }
        let words = |lang| lost.iter().map(|field| field.word(lang)).collect::<Vec<_>>();
        if !lost.is_empty() {
            let (nl, en, above) = (words(Lang::Nl).join(" en "), words(Lang::En).join(" and "), action.row + 1);
            let message = Wording::of(
                format!(
                    "Deze regel hoort bij de samengevoegde actie in regel {above}. De {nl} in deze regel is niet gelezen."
                ),
                format!("This row belongs to the merged action in row {above}. Its {en} was not read."),
            );
            self.remark(Some(self.anchor(row)), message);
        }
    }

    /// The cell of a field where the row itself has a text in it, merges left aside.
    fn own_source(&self, row: u32, field: Field) -> Option<Source<'t>> {
        let source = self.source(row, field);
        let own = self.body.grid.get(source.at.row, source.at.col).is_some_and(|cell| !cell.is_blank());
        (source.there && own).then_some(source)
    }

    fn loose_row(&mut self, row: u32, below: Option<u32>) {
        let (at, table) = (self.anchor(row), self.table);
        self.loose_rows.push(LooseRow { at, table, fields: self.body.filled(row), below });
    }

    fn loose_text(&mut self, row: u32) {
        let message = Wording::of(
            "Deze tekst staat los onder de tabel en is niet gelezen als actie. Is het een actie? Vul dan ook een nummer of trekker in.",
            "This text stands by itself below the table and was not read as an action. Is it one? Then fill in a number or an owner too.",
        );
        self.remark(Some(self.anchor(row)), message);
    }

    fn remark(&mut self, at: Option<CellRef>, message: Wording) {
        self.remarks.push(Remark { sheet: self.body.grid.sheet.clone(), at, message });
    }
}

/// What is told of rows that look like actions and are none.
fn aside_words(reason: PassedOver, rows: &[u32]) -> Wording {
    const MOST: usize = 8;
    let mut numbers: Vec<String> = rows.iter().take(MOST).map(|row| (u64::from(*row) + 1).to_string()).collect();
    if rows.len() > MOST {
        numbers.push("…".to_owned());
    }
    let (numbers, one) = (numbers.join(", "), rows.len() == 1);
    let (nl, en) = match reason {
        PassedOver::Parent => (
            "heeft alleen een nummer en een tekst, en de regels eronder zijn de delen ervan. Is het zelf een actie? Vul dan een trekker of planning in.",
            "has a number and a text alone, and the rows below are its parts. Is it an action itself? Then fill in an owner or a deadline.",
        ),
        PassedOver::Template => (
            "vraagt om iets in te vullen. Is het een actie? Vul dan een trekker of planning in.",
            "asks for something to be filled in. Is it an action? Then fill in an owner or a deadline.",
        ),
        PassedOver::ColumnNumbers => ("nummert de kolommen.", "numbers the columns."),
        _ => ("legt uit wat in de kolommen hoort.", "explains what belongs in the columns."),
    };
    let (row_nl, row_en) = if one { ("Regel", "Row") } else { ("Elk van de regels", "Each of the rows") };
    Wording::of(
        format!("{row_nl} {numbers} is niet gelezen als actie: die {nl}"),
        format!("{row_en} {numbers} was not read as an action: it {en}"),
    )
}

/// Adds names to a cell, with the text that they came from.
fn join_names(cell: &mut Cell<Vec<Owner>>, raw: &str, names: Arc<Vec<Owner>>) {
    let raw = raw.trim();
    cell.raw = if cell.raw.is_empty() { raw.into() } else { format!("{}\n{raw}", cell.raw).into() };
    match &mut cell.value {
        Reading::Known(known) => Arc::make_mut(known).extend(names.iter().cloned()),
        value => *value = Reading::Known(names),
    }
}

/// The text without white space around it; the text itself, where there is none.
fn trimmed(text: &Arc<str>) -> Arc<str> {
    let trimmed = text.trim();
    if trimmed.len() == text.len() { text.clone() } else { trimmed.into() }
}

/// A status cell and what it says on both scales.
struct Voice {
    at: CellRef,
    raw: Arc<str>,
    spoken: Spoken,
}

impl Voice {
    fn cell(&self, value: &Reading<Status>) -> Cell<Status> {
        Cell { at: self.at.clone(), raw: self.raw.clone(), value: value.clone() }
    }
}

/// The status on a scale: what its own column says; where that is blank or not there, what the other column says on it.
fn choose(own: Option<&Voice>, other: Option<&Voice>, anchor: &CellRef) -> Cell<Status> {
    let borrowed = other.filter(|voice| matches!(voice.spoken.other, Reading::Known(_)));
    match (own, borrowed) {
        (Some(voice), None) => voice.cell(&voice.spoken.own),
        (Some(voice), Some(_)) if voice.spoken.own != Reading::Blank => voice.cell(&voice.spoken.own),
        (_, Some(voice)) => voice.cell(&voice.spoken.other),
        (None, None) => Cell { at: anchor.clone(), raw: Arc::default(), value: Reading::Absent },
    }
}

/// The numbers of other actions: "2.1, 2.3 en HI-04", "na actie 3"; none for "-" and "geen".
fn depends_on(text: &str, language: &Language) -> Vec<String> {
    let [beside, separators] = [Role::ReferenceBeside, Role::OwnerSeparator].map(|role| language.words(role));
    let words = text.split_inclusive(['\n', ',', ';', '&', '+']).flat_map(|part| {
        let (part, cut) = match part.strip_suffix(['\n', ',', ';', '&', '+']) {
            Some(part) => (part, true),
            None => (part, false),
        };
        part.split_whitespace().map(Some).chain(cut.then_some(None))
    });
    let words: Vec<Option<&str>> = words.map(|word| word.filter(|word| !separators.lists(&key(word)))).collect();
    let id = |part: &[Option<&str>]| {
        let words = part.iter().flatten().skip_while(|word| beside.lists(&key(word)));
        words.copied().collect::<Vec<_>>().join(" ")
    };
    words.split(Option::is_none).map(id).filter(|id| !language.says_nothing(id, Field::DependsOn)).collect()
}

/// A remark on every mapped column whose header is only nearly one that the framework has.
pub(crate) fn near_header(sheet: &Arc<str>, at: CellRef, header: &str, field: Field) -> Remark {
    let (nl, en) = (field.word(Lang::Nl), field.word(Lang::En));
    Remark {
        sheet: sheet.clone(),
        at: Some(at),
        message: Wording::new(
            format!("De kop \"{header}\" is niet precies bekend. De kolom is gelezen als {nl}."),
            format!("The header \"{header}\" is not exactly known. The column is read as {en}."),
        ),
    }
}

/// An empty status cell of a format that does not tell fills: there may be a colour in it, so that nothing is known.
fn not_told(cell: Cell<Status>) -> Cell<Status> {
    if cell.is_blank() { Cell { value: Reading::Absent, ..cell } } else { cell }
}
