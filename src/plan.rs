//! The model: what the workbook says, with every value at its cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use crate::cell::{Cell, CellRef, Reading, Rgb, Span};
use crate::framework::{Code, Field, Framework, Level, PriorityRange};
use crate::language::DateOrder;
use crate::unread::{self, Unread, What};
use crate::wording::{Lang, Wording, fold};

/// One version of the plan.
#[derive(Debug, Clone, Default)]
pub struct ActionPlan {
    /// In the order of the workbook.
    pub actions: Vec<Action>,
    /// The tables that they stand in.
    pub tables: Vec<Table>,
    /// Every sheet of the staff, and what it was taken for.
    pub sheets: Vec<SheetReading>,
    /// What the version's own sheet of the framework says about each sub-theme; empty where it has no such sheet.
    pub assessments: Vec<Assessment>,
    /// Rows with data but without an action's text; they are no actions.
    pub loose_rows: Vec<LooseRow>,
    /// Values that hold for more rows than the one that they stand in.
    pub filled_down: Vec<FilledDown>,
    /// What reading decided or could not read, so that nobody has to guess.
    pub remarks: Vec<Remark>,
    /// What of the workbook is damaged, so that nothing may be concluded from its absence.
    pub unread: Vec<Unread>,
}

/// The framework status of a sub-theme, as the workbook itself says it on its sheet of the framework.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// The sub-theme's code.
    pub subtheme: Code,
    /// The municipality's code; none for the district as a whole.
    pub municipality: Option<Code>,
    /// The framework status; blank where the sheet leaves it open.
    pub status: Cell<Status>,
}

/// A row of a table that has data but no action's text, and is not the rest of the action above it. It was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseRow {
    /// The cell where the action's text belongs.
    pub at: CellRef,
    /// Index in [`ActionPlan::tables`].
    pub table: usize,
    /// What is filled in, in the order of a table.
    pub fields: Vec<Field>,
    /// The row (from zero) of the action directly above it, where there is one.
    pub below: Option<u32>,
}

/// A value that rows with an empty cell of their own took from a merged cell or from the row above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledDown {
    /// Index in [`ActionPlan::tables`].
    pub table: usize,
    /// The column.
    pub field: Field,
    /// The cell that holds the value.
    pub at: CellRef,
    /// The merged range; none where the rows below are simply empty.
    pub merged: Option<Span>,
    /// The rows (from zero) that took the value, without the one that holds it.
    pub rows: Vec<u32>,
}

/// A table of actions.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The sheet that it stands on.
    pub sheet: Arc<str>,
    /// The row of its header, from zero (the last one where the header takes two rows).
    pub header_row: u32,
    /// The columns (from zero) of each field; several where the sheet has more than one, most telling first.
    pub columns: BTreeMap<Field, Vec<u32>>,
    /// Header text of each mapped column.
    pub headers: BTreeMap<u32, String>,
    /// The columns that were not read, with their header text; an empty one where cells stand below no header.
    pub unread: BTreeMap<u32, String>,
    /// Fields that it has several columns for.
    pub doubled: Vec<Doubled>,
    /// How the dates of its columns of dates are written.
    pub dates: BTreeMap<u32, DateNotation>,
    /// How many actions it holds.
    pub rows: usize,
    /// What became of the rows of its sheet. A row between two tables counts for the one above it, one above all of them for the first; a
    /// row that two tables beside each other share counts for both.
    pub seen: RowsSeen,
}

/// Several columns of a table for one field, of which one is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubled {
    /// The field.
    pub field: Field,
    /// The column that is read.
    pub read: u32,
    /// The others, the next best first.
    pub others: Vec<u32>,
    /// What tells it from the next best.
    pub choice: Choice,
    /// In how many rows it is empty where one of the others is not.
    pub gaps: usize,
    /// Whether the others are read in those rows.
    pub fills_gaps: bool,
}

/// Why one of several columns is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Its header says that it is the new one, or that of another one that it is the old one.
    Word,
    /// Its header names the latest time.
    Time,
    /// Its header is what the framework calls the column.
    Name,
    /// More of its cells are filled.
    Fuller,
    /// Nothing tells them apart, so it is the first.
    First,
}

impl Choice {
    /// The name in files: `fuller`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Time => "time",
            Self::Name => "name",
            Self::Fuller => "fuller",
            Self::First => "first",
        }
    }
}

/// What became of the rows with something in them. Every such row counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowsSeen {
    /// Rows of an action.
    pub actions: usize,
    /// Further rows of an action.
    pub parts: usize,
    /// Headings between the actions.
    pub headings: usize,
    /// Rows that are none of these, by the reason.
    pub passed_over: BTreeMap<PassedOver, usize>,
    /// Rows with data and without an action's text, which could not be read.
    pub unreadable: usize,
}

impl RowsSeen {
    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.actions + self.parts + self.headings + self.unreadable + self.passed_over.values().sum::<usize>()
    }
}

/// Why a row is no action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassedOver {
    /// It stands above the header: a title, an introduction.
    Title,
    /// It names groups of columns, above the header.
    ColumnGroups,
    /// It names columns, and no row follows them.
    ColumnNames,
    /// It is the header.
    Header,
    /// It repeats the header.
    RepeatedHeader,
    /// It says below the header what belongs in each column.
    Explanation,
    /// It numbers the columns.
    ColumnNumbers,
    /// It waits to be filled in and says so.
    Template,
    /// It only heads the rows below it, whose numbers begin with its own.
    Parent,
    /// It has a number, a theme or a municipality alone.
    Waiting,
    /// It adds up others.
    Total,
    /// It is part of a legend.
    Legend,
    /// It is a footnote, a signature or other text around the table.
    Note,
    /// It has a text alone below a footnote.
    LooseText,
    /// It shows the framework.
    Framework,
    /// It stands beside the table.
    Outside,
}

impl PassedOver {
    /// The name in files: `repeated_header`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::ColumnGroups => "column_groups",
            Self::ColumnNames => "column_names",
            Self::Header => "header",
            Self::RepeatedHeader => "repeated_header",
            Self::Explanation => "explanation",
            Self::ColumnNumbers => "column_numbers",
            Self::Template => "template",
            Self::Parent => "parent",
            Self::Waiting => "waiting",
            Self::Total => "total",
            Self::Legend => "legend",
            Self::Note => "note",
            Self::LooseText => "loose_text",
            Self::Framework => "framework",
            Self::Outside => "outside",
        }
    }

    /// The words that people read.
    pub fn words(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Title => ("titel of inleiding", "title or introduction"),
            Self::ColumnGroups => ("groepen van kolommen", "groups of columns"),
            Self::ColumnNames => ("alleen kolomnamen", "column names alone"),
            Self::Header => ("kolomnamen", "column names"),
            Self::RepeatedHeader => ("kolomnamen herhaald", "column names repeated"),
            Self::Explanation => ("uitleg bij de kolommen", "explanation of the columns"),
            Self::ColumnNumbers => ("nummers van kolommen", "numbers of columns"),
            Self::Template => ("invulregel", "row to fill in"),
            Self::Parent => ("verzamelregel", "row above its parts"),
            Self::Waiting => ("nog niet ingevuld", "not filled in yet"),
            Self::Total => ("totaal", "total"),
            Self::Legend => ("legenda", "legend"),
            Self::Note => ("voetnoot of andere tekst", "footnote or other text"),
            Self::LooseText => ("losse tekst", "loose text"),
            Self::Framework => ("kader", "framework"),
            Self::Outside => ("naast de tabel", "beside the table"),
        };
        lang.pick(nl, en)
    }
}

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateNotation {
    /// What stands first.
    pub order: DateOrder,
    /// What stands between day, month and year.
    pub separator: char,
    /// Whether a day or month of one digit has a zero before it.
    pub padded: bool,
    /// Whether the year has two digits.
    pub short_year: bool,
    /// What the column has in place of days.
    pub coarse: Option<Coarse>,
}

/// What a column has in place of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coarse {
    /// Quarters.
    Quarter,
    /// Months.
    Month,
}

impl DateNotation {
    /// As dates in this order are mostly written.
    pub fn usual(order: DateOrder) -> Self {
        let separator = if order == DateOrder::Mdy { '/' } else { '-' };
        Self { order, separator, padded: true, short_year: false, coarse: None }
    }

    /// A day as the column writes it.
    pub fn day(&self, date: NaiveDate) -> String {
        let width = if self.padded { 2 } else { 1 };
        let [day, month] = [date.day(), date.month()].map(|part| format!("{part:0width$}"));
        let year = if self.short_year { date.format("%y") } else { date.format("%Y") }.to_string();
        let parts = match self.order {
            DateOrder::Dmy => [day, month, year],
            DateOrder::Mdy => [month, day, year],
            DateOrder::Ymd => [year, month, day],
        };
        parts.join(&self.separator.to_string())
    }
}

/// What a sheet was taken for.
#[derive(Debug, Clone)]
pub struct SheetReading {
    /// The tab's name.
    pub sheet: Arc<str>,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Whose sheet it is by its name.
    pub belongs_to: BelongsTo,
    /// Whether a table of actions was found on it.
    pub has_table: bool,
    /// Where the tab's name is not the name of the framework but an alias: that name (`Wijdemeren` for `Wijdmeren`).
    pub canonical_name: Option<String>,
}

/// Whose sheet it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BelongsTo {
    /// The whole district.
    District,
    /// This municipality (code).
    Municipality(Code),
    /// The name says nothing about it.
    Nobody,
}

/// Something that reading decided or could not do; never an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The sheet, or the file where it is about the whole workbook.
    pub sheet: Arc<str>,
    /// The cell, where it is about one.
    pub at: Option<CellRef>,
    /// What was decided, and on what grounds.
    pub message: Wording,
}

/// One action: a row of a table (or more rows, where staff wrapped it).
#[derive(Debug, Clone)]
pub struct Action {
    /// Its sheet.
    pub sheet: Arc<str>,
    /// Its (first) row, from zero.
    pub row: u32,
    /// Index in [`ActionPlan::tables`].
    pub table: usize,
    /// Whether the row is hidden or filtered away.
    pub hidden: bool,
    /// The number.
    pub id: Cell<str>,
    /// The theme's code.
    pub theme: Cell<Code>,
    /// The sub-themes' codes; mostly one.
    pub subtheme: Cell<Vec<Code>>,
    /// Whether theme and sub-theme were taken from a merged cell, a row above or a heading: the row's own cells are empty.
    pub topic_inherited: bool,
    /// The municipalities' codes; empty where the whole district is meant.
    pub municipalities: Cell<Vec<Code>>,
    /// District, local or both.
    pub level: Cell<Level>,
    /// The text, as one block.
    pub text: Cell<str>,
    /// Who leads.
    pub owners: Cell<Vec<Owner>>,
    /// Who takes part.
    pub involved: Cell<Vec<Owner>>,
    /// Who merely takes part by the cell of the owner: `OOV Huizen (i.s.m. politie)`.
    pub partners: Arc<Vec<Owner>>,
    /// The priority.
    pub priority: Cell<PriorityRange>,
    /// When it begins, by a column of its own.
    pub start: Cell<Deadline>,
    /// When.
    pub deadline: Cell<Deadline>,
    /// The maturity colour beside the action, from its own column or from a fill in the progress column.
    pub framework_status: Cell<Status>,
    /// The state of the action.
    pub progress: Cell<Status>,
    /// How much of it is done, in percent: by a column of its own, or else as its progress says.
    pub percent: Cell<f64>,
    /// Explanations; one cell per column of that kind.
    pub notes: Vec<Cell<str>>,
    /// When it was completed.
    pub completed_on: Cell<Deadline>,
    /// When the row was last updated.
    pub updated_on: Cell<Deadline>,
    /// Numbers of the actions that come first.
    pub depends_on: Cell<Vec<String>>,
}

/// The number of an action as it is compared. `2,1` is `2.1`: a number in a cell is shown in the language of the workbook.
pub fn number_key(id: &str) -> String {
    let folded = fold(id);
    let is_number = folded.contains(',') && folded.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if is_number { folded.replace(',', ".") } else { folded }
}

impl Action {
    /// The number as people see it; none where it has none.
    pub fn id(&self) -> Option<&str> {
        self.id.known()
    }

    /// The code of its progress, where that is known.
    pub fn progress_code(&self) -> Option<&Code> {
        self.progress.known().map(|status| &status.code)
    }

    /// Whether it is done or dropped.
    pub fn is_closed(&self, framework: &Framework) -> bool {
        self.progress_code().and_then(|code| framework.progress(code)).is_some_and(|progress| progress.closed)
    }

    /// Whether nobody has to work on it any more on that day: done or dropped, or completed according to its date.
    pub fn is_closed_on(&self, today: NaiveDate, framework: &Framework) -> bool {
        let completed = || self.completed_on.known().and_then(|date| date.end).is_some_and(|end| end <= today);
        self.is_closed(framework) || (self.progress_code().is_none() && completed())
    }

    /// The first sub-theme's code.
    pub fn subtheme_code(&self) -> Option<&Code> {
        self.subtheme.known().and_then(|codes| codes.first())
    }

    /// Everything that staff wrote as explanation, joined by newlines.
    pub fn explanation(&self) -> String {
        let texts: Vec<&str> = self.notes.iter().map(|cell| cell.raw.trim()).filter(|text| !text.is_empty()).collect();
        texts.join("\n")
    }
}

/// A status with where it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Code of a progress state or a framework status, as the field says.
    pub code: Code,
    /// Where it was read from.
    pub source: StatusSource,
}

/// Where a status was read from.
#[derive(Debug, Clone, PartialEq)]
pub enum StatusSource {
    /// The word in the cell; the fill says nothing.
    Word,
    /// The fill alone: the cell has no text.
    Fill(Rgb),
    /// Word and fill both say something on this scale; `code` is the word's, this is the fill's.
    WordAndFill {
        /// The fill.
        fill: Rgb,
        /// What the fill means.
        means: Code,
    },
}

/// One owner or involved party out of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// The piece of text.
    pub raw: String,
    /// What it was recognised as.
    pub kind: OwnerKind,
}

/// What an owner was recognised as.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnerKind {
    /// A party of the framework (index), with the municipality (code) that stands beside it.
    Party {
        /// Index in [`Framework::parties`].
        party: usize,
        /// `OOV Hilversum`: the code of Hilversum.
        municipality: Option<Code>,
    },
    /// A function, team or unit that the framework does not list, with the municipality (code) that stands beside it.
    Function {
        /// `teammanager Samenleving Huizen`: the code of Huizen.
        municipality: Option<Code>,
    },
    /// A municipality itself.
    Municipality(Code),
    /// The district itself.
    District,
    /// "n.t.b.", "vacature", "?".
    Placeholder,
    /// Everybody, so nobody: "alle gemeenten".
    Collective,
    /// A redaction code or black bar.
    Redacted,
    /// Looks like a person's name.
    Person,
    /// Not in the list; with the name that was probably meant.
    Unknown {
        /// A known name close to it.
        suggestion: Option<String>,
    },
}

/// A deadline as people write it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deadline {
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day of the window: it is overdue from the day after.
    pub end: Option<NaiveDate>,
    /// Without an end by design.
    pub ongoing: bool,
    /// An ISO 8601 period (`P3M`); `None` where it does not repeat or the rhythm is not said.
    pub recurrence: Option<String>,
    /// How precise it is.
    pub precision: Precision,
    /// What is remarkable about it.
    pub signals: Vec<Signal>,
}

impl Deadline {
    /// Whether a date, a rhythm or "ongoing" could be read from it.
    pub fn says_when(&self) -> bool {
        self.start.is_some() || self.end.is_some() || self.ongoing || self.recurrence.is_some()
    }
}

/// How precise a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month or a part of it.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    HalfYear,
    /// A year or years.
    Year,
    /// A season.
    Season,
    /// A rhythm.
    Recurrence,
    /// Ongoing, nothing more.
    Ongoing,
    /// A meeting.
    Meeting,
    /// Words without a date.
    Vague,
    /// Explicitly nothing yet: "n.t.b.".
    #[default]
    Blank,
    /// Text that is no deadline.
    Unreadable,
}

/// What is remarkable about a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Ongoing and an end at once, or several dates of which the last was taken.
    Ambiguous,
    /// The year is missing; where there are a start and end all the same, it was inferred.
    YearMissing,
    /// The weekday is not that day's.
    WeekdayMismatch,
    /// No date can be told from it.
    Vague,
    /// It counts from the day of reading or from something without a date: "eind dit jaar", "binnen drie maanden". Where there are a
    /// start and end all the same, they are those of the day of reading.
    Relative,
    /// It says how far the action is and not when it ends: "afgerond".
    Status,
    /// It repeats, and how often is not said: "periodiek".
    RhythmUnsaid,
    /// "n.t.b." and the like.
    ToBeDecided,
    /// A redaction code stands in it.
    Redacted,
    /// No such day, month or quarter.
    DoesNotExist,
    /// The end is before the start.
    EndBeforeStart,
    /// A meeting that has to be looked up in the calendar.
    Meeting,
    /// A date stored as text.
    TextDate,
    /// Part of the text was struck through and left out.
    StruckThrough,
    /// What stands beside it was asked for or may be, and is not decided: "of later".
    Tentative,
    /// Day and month may have changed places: "5/12/2025".
    OrderUnsure,
    /// Words stand beside it that nothing is known of.
    PartUnread,
    /// The cell holds a day, and its number format does not show all of it.
    FormatHides,
}

impl ActionPlan {
    /// What this version's own sheet of the framework says about a sub-theme in a municipality (none: the district).
    pub fn assessment(&self, subtheme: &str, municipality: Option<&str>) -> Option<&Assessment> {
        let is_it = |assessment: &&Assessment| {
            &*assessment.subtheme == subtheme && assessment.municipality.as_deref() == municipality
        };
        self.assessments.iter().find(is_it)
    }

    /// Hands every text that came out of a cell to `rewrite`; where that gives a text, it takes the place of the first one. A text
    /// that several cells share is asked for once.
    pub fn rewrite_texts(&mut self, rewrite: impl Fn(&str) -> Option<String>) {
        let mut rewriter = Rewriter::new(rewrite);
        // Without `..`, so that a field that is added later does not compile before somebody thought of its texts. The three left out
        // hold places and codes only.
        let Self { actions, tables, sheets: _, assessments, loose_rows: _, filled_down: _, remarks, unread } = self;
        actions.iter_mut().for_each(|action| action.rewrite_texts(&mut rewriter));
        for assessment in assessments {
            rewriter.shared(&mut assessment.status.raw);
        }
        for remark in remarks {
            owned(&mut remark.message.nl, &rewriter.rewrite);
            owned(&mut remark.message.en, &rewriter.rewrite);
        }
        for Unread { what, reason, hides: _ } in unread {
            // The name of a tab is masked with the tabs.
            if let What::Part(name) = what {
                rewriter.shared(name);
            }
            owned(&mut reason.nl, &rewriter.rewrite);
            owned(&mut reason.en, &rewriter.rewrite);
        }
        for table in tables {
            let Table { headers, unread, sheet: _, header_row: _, columns: _, doubled: _, dates: _, rows: _, seen: _ } =
                table;
            headers.values_mut().chain(unread.values_mut()).for_each(|header| owned(header, &rewriter.rewrite));
        }
    }

    /// Hands the name of the tab at every place to `change`.
    pub fn tabs_mut(&mut self, mut change: impl FnMut(&mut Arc<str>)) {
        let Self { actions, tables, sheets, assessments, loose_rows, filled_down, remarks, unread } = self;
        for action in actions {
            action.tabs_mut(&mut change);
        }
        tables.iter_mut().for_each(|table| change(&mut table.sheet));
        sheets.iter_mut().for_each(|reading| change(&mut reading.sheet));
        assessments.iter_mut().for_each(|assessment| change(&mut assessment.status.at.sheet));
        loose_rows.iter_mut().for_each(|row| change(&mut row.at.sheet));
        filled_down.iter_mut().for_each(|value| change(&mut value.at.sheet));
        for remark in remarks {
            change(&mut remark.sheet);
            remark.at.iter_mut().for_each(|at| change(&mut at.sheet));
        }
        for unread in unread {
            if let What::Sheet(name) = &mut unread.what {
                change(name);
            }
        }
    }

    /// Whether something damaged may hold actions, or colours of sub-themes, that are not found elsewhere.
    pub fn hides_actions(&self) -> bool {
        unread::hide_actions(&self.unread)
    }

    /// Whether the colours of cells are not known.
    pub fn hides_colours(&self) -> bool {
        unread::hide_colours(&self.unread)
    }
}

impl Action {
    fn tabs_mut(&mut self, change: &mut impl FnMut(&mut Arc<str>)) {
        let places = [
            &mut self.id.at,
            &mut self.theme.at,
            &mut self.subtheme.at,
            &mut self.municipalities.at,
            &mut self.level.at,
            &mut self.text.at,
            &mut self.owners.at,
            &mut self.involved.at,
            &mut self.priority.at,
            &mut self.start.at,
            &mut self.deadline.at,
            &mut self.framework_status.at,
            &mut self.progress.at,
            &mut self.completed_on.at,
            &mut self.updated_on.at,
            &mut self.depends_on.at,
        ];
        places.into_iter().chain(self.notes.iter_mut().map(|note| &mut note.at)).for_each(|at| change(&mut at.sheet));
        change(&mut self.sheet);
    }

    fn rewrite_texts<F: Fn(&str) -> Option<String>>(&mut self, rewriter: &mut Rewriter<F>) {
        let Self {
            sheet: _,
            row: _,
            table: _,
            hidden: _,
            id,
            theme,
            subtheme,
            topic_inherited: _,
            municipalities,
            level,
            text,
            owners,
            involved,
            partners,
            priority,
            start,
            deadline,
            framework_status,
            progress,
            percent,
            notes,
            completed_on,
            updated_on,
            depends_on,
        } = self;
        let raws = [
            &mut theme.raw,
            &mut subtheme.raw,
            &mut municipalities.raw,
            &mut level.raw,
            &mut owners.raw,
            &mut involved.raw,
            &mut priority.raw,
            &mut start.raw,
            &mut deadline.raw,
            &mut framework_status.raw,
            &mut progress.raw,
            &mut percent.raw,
            &mut completed_on.raw,
            &mut updated_on.raw,
            &mut depends_on.raw,
        ];
        raws.into_iter().for_each(|raw| rewriter.shared(raw));
        for cell in [id, text].into_iter().chain(notes) {
            rewriter.shared(&mut cell.raw);
            if let Reading::Known(text) = &mut cell.value {
                rewriter.shared(text);
            }
        }
        for cell in [owners, involved] {
            if let Reading::Known(owners) = &mut cell.value {
                rewriter.owners(owners);
            }
        }
        rewriter.owners(partners);
        if let Reading::Known(ids) = &mut depends_on.value {
            Arc::make_mut(ids).iter_mut().for_each(|id| owned(id, &rewriter.rewrite));
        }
    }
}

/// Rewrites texts, and remembers what became of those that cells share.
struct Rewriter<F> {
    rewrite: F,
    texts: Shared<str>,
    owners: Shared<Vec<Owner>>,
}

impl<F: Fn(&str) -> Option<String>> Rewriter<F> {
    fn new(rewrite: F) -> Self {
        Self { rewrite, texts: Shared(FxHashMap::default()), owners: Shared(FxHashMap::default()) }
    }

    fn shared(&mut self, text: &mut Arc<str>) {
        if !text.is_empty() {
            self.texts.replace(text, |text| (self.rewrite)(text).map_or_else(|| text.clone(), Arc::from));
        }
    }

    fn owners(&mut self, owners: &mut Arc<Vec<Owner>>) {
        self.owners.replace(owners, |owners| {
            let mut owners = Vec::clone(owners);
            for owner in &mut owners {
                owned(&mut owner.raw, &self.rewrite);
                if let OwnerKind::Unknown { suggestion: Some(suggestion) } = &mut owner.kind {
                    owned(suggestion, &self.rewrite);
                }
            }
            Arc::new(owners)
        });
    }
}

fn owned(text: &mut String, rewrite: impl Fn(&str) -> Option<String>) {
    if let Some(rewritten) = rewrite(text) {
        *text = rewritten;
    }
}

/// Values with what became of them, by their place in memory, which stays taken as long as the value is kept here.
struct Shared<T: ?Sized>(FxHashMap<*const (), (Arc<T>, Arc<T>)>);

impl<T: ?Sized> Shared<T> {
    fn replace(&mut self, value: &mut Arc<T>, rewrite: impl FnOnce(&Arc<T>) -> Arc<T>) {
        let place = Arc::as_ptr(value).cast();
        let (_, rewritten) = self.0.entry(place).or_insert_with(|| (value.clone(), rewrite(value)));
        *value = rewritten.clone();
    }
}

/// The text of a field as staff typed it, for showing and comparing.
pub fn raw<T: ?Sized>(cell: &Cell<T>) -> &str {
    match cell.value {
        Reading::Absent => "",
        _ => cell.raw.trim(),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn a_number_is_the_same_with_a_comma() {
        assert_eq!(number_key("2,10"), number_key("2.10"));
        assert_eq!(number_key("HI-01, 02"), "hi-01, 02");
    }

    #[test]
    fn rewritten_texts_stay_shared() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker |\n| 1 | Jan belt | Jan |\n| 2 | Jan belt | Jan |";
        let grids = &mut crate::rules::example::sheets(sheet).grids;
        let text = grids[0].cells[&(1, 1)].value.clone();
        grids[0].cells.get_mut(&(2, 1)).unwrap().value = text;
        let mut plan = crate::read::read(grids, Framework::embedded());
        let asked = RefCell::new(Vec::new());
        plan.rewrite_texts(|text| {
            asked.borrow_mut().push(text.to_owned());
            text.contains("Jan").then(|| text.replace("Jan", "Piet"))
        });
        let [one, two] = plan.actions.as_slice() else { panic!("{:?}", plan.actions) };
        for action in [one, two] {
            assert_eq!((&*action.text.raw, action.text.known()), ("Piet belt", Some("Piet belt")));
            assert_eq!((&*action.owners.raw, action.owners.known().unwrap()[0].raw.as_str()), ("Piet", "Piet"));
        }
        assert_eq!((one.id(), two.id()), (Some("1"), Some("2")));
        assert!(Arc::ptr_eq(&one.text.raw, &two.text.raw));
        assert!(std::ptr::eq(one.owners.known().unwrap(), two.owners.known().unwrap()));
        assert_eq!(asked.borrow().iter().filter(|text| *text == "Jan belt").count(), 1);
    }
}
