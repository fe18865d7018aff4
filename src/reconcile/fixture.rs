//! Small plans for tests, one line an action.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use crate::cell::{Cell, CellRef, Reading, Rgb};
use crate::framework::{Code, Framework, Level, PriorityRange};
use crate::plan::{
    Action, ActionPlan, BelongsTo, Deadline, Owner, OwnerKind, Precision, SheetReading, Status, StatusSource, Table,
};
use crate::wording::key;

/// A framework of an invented district.
const FRAMEWORK: &str = r#"
id = "tweestromen-2025"
title = "Proefkader"
language = "nl"
period = { start = 2025-01-01, end = 2026-12-31 }
spelling = [["gemeenten", "gemeentes"], ["casusoverleg", "casuoverleg"], ["reïntegratie", "re-integratie"]]
district = { name = "Tweestromen" }
municipalities = [{ code = "A", name = "Aarle" }, { code = "B", name = "Berkum" }, { code = "C", name = "Colmen" }]
priorities = [{ code = "low", name = "Laag", rank = 1 }, { code = "high", name = "Hoog", rank = 3 }]
framework_statuses = [
    { code = "red", name = "Rood", colours = ["FF0000"], rank = 0 },
    { code = "orange", name = "Oranje", colours = ["FFC000"], rank = 1 },
]
progress = [
    { code = "not_started", name = "Niet gestart", closed = false, next = ["in_progress"] },
    { code = "in_progress", name = "Loopt", aliases = ["lopend"], closed = false, next = ["done"] },
    { code = "done", name = "Afgerond", aliases = ["gereed"], closed = true, next = [] },
]
parties = [{ name = "Politie", kind = "organisation" }]

[[themes]]
code = "RV"
name = "Randvoorwaarden"
subthemes = [{ code = "RV-INF", name = "Informatie" }, { code = "RV-BES", name = "Bestuur" }]

[[themes]]
code = "NW"
name = "Netwerk"
subthemes = [{ code = "NW-LOK", name = "Lokaal netwerk" }]

[columns]
action = ["Actie"]
owner = ["Trekker"]
deadline = ["Planning"]
progress = ["Status"]
"#;

/// The framework of the tests.
pub(super) fn framework() -> &'static Framework {
    static PARSED: LazyLock<Framework> =
        LazyLock::new(|| Framework::parse(FRAMEWORK, "proefkader.toml").expect("the framework of the tests is valid"));
    &PARSED
}

/// A plan under construction.
pub(super) struct Draft {
    plan: ActionPlan,
    framework: &'static Framework,
}

/// An action under construction; every `with_…` sets a field as typed and as it would be read.
#[derive(Debug, Clone)]
pub(super) struct Row {
    action: Action,
    theme_is_blank: bool,
}

impl Draft {
    /// A plan without sheets.
    pub(super) fn new() -> Self {
        Self { plan: ActionPlan::default(), framework: framework() }
    }

    /// A sheet with its actions.
    pub(super) fn sheet(mut self, name: &str, belongs_to: BelongsTo, rows: Vec<Row>) -> Self {
        let sheet: Arc<str> = name.into();
        let table = self.plan.tables.len();
        self.plan.tables.push(Table {
            sheet: sheet.clone(),
            header_row: 4,
            columns: Default::default(),
            headers: Default::default(),
            dates: Default::default(),
            rows: rows.len(),
            ..Table::default()
        });
        for (number, row) in rows.into_iter().enumerate() {
            self.plan.actions.push(self.placed(row, &sheet, table, 5 + number as u32, &belongs_to));
        }
        self.plan.sheets.push(SheetReading { sheet, hidden: false, belongs_to, has_table: true, canonical_name: None });
        self
    }

    /// A sheet of a municipality.
    pub(super) fn of(self, code: &str, name: &str, rows: Vec<Row>) -> Self {
        self.sheet(name, BelongsTo::Municipality(code.into()), rows)
    }

    /// The plan.
    pub(super) fn plan(self) -> ActionPlan {
        self.plan
    }

    fn placed(&self, row: Row, sheet: &Arc<str>, table: usize, number: u32, belongs_to: &BelongsTo) -> Action {
        let Row { mut action, theme_is_blank } = row;
        action.sheet = sheet.clone();
        action.table = table;
        action.row = number;
        let at = |col| CellRef::new(sheet.clone(), number, col);
        action.id.at = at(0);
        action.theme.at = at(1);
        action.subtheme.at = at(2);
        action.text.at = at(3);
        action.priority.at = at(4);
        action.level.at = at(5);
        action.owners.at = at(6);
        action.involved.at = at(7);
        action.deadline.at = at(8);
        action.progress.at = at(9);
        action.framework_status.at = at(10);
        action.completed_on.at = at(12);
        action.depends_on.at = at(13);
        action.municipalities.at = at(14);
        for note in &mut action.notes {
            note.at = at(11);
        }
        if let BelongsTo::Municipality(code) = belongs_to
            && matches!(action.municipalities.value, Reading::Absent)
        {
            action.municipalities.value = Reading::Known(Arc::new(vec![code.clone()]));
        }
        if theme_is_blank {
            action.theme.value = Reading::Blank;
        } else if let Some(code) = action.subtheme_code() {
            let theme = self.framework.theme_of(code).map(|theme| theme.code.clone());
            action.theme.value = theme.map_or(Reading::Blank, |code| Reading::Known(Arc::new(code)));
        }
        action
    }
}

fn cell<T: ?Sized>(raw: &str, value: Option<impl Into<Arc<T>>>) -> Cell<T> {
    let value = match value {
        _ if raw.trim().is_empty() => Reading::Blank,
        Some(value) => Reading::Known(value.into()),
        None => Reading::Unreadable,
    };
    Cell { at: CellRef::new("", 0, 0), raw: raw.into(), value }
}

fn absent<T>() -> Cell<T> {
    Cell { at: CellRef::new("", 0, 0), raw: Arc::default(), value: Reading::Absent }
}

/// An action with a number and a text, in sub-theme RV-INF, owned by Team OOV, running, due at the end of 2025.
pub(super) fn row(id: &str, text: &str) -> Row {
    let action = Action {
        sheet: "".into(),
        row: 0,
        table: 0,
        hidden: false,
        id: cell(id, Some(id)),
        theme: absent(),
        subtheme: absent(),
        topic_inherited: false,
        municipalities: absent(),
        level: absent(),
        text: cell(text, Some(text)),
        owners: absent(),
        involved: absent(),
        partners: Default::default(),
        priority: absent(),
        start: absent(),
        deadline: absent(),
        framework_status: absent(),
        progress: absent(),
        notes: Vec::new(),
        percent: absent(),
        completed_on: absent(),
        updated_on: absent(),
        depends_on: absent(),
    };
    Row { action, theme_is_blank: false }.subtheme("RV-INF").owner("Team OOV").progress("Loopt").deadline("31-12-2025")
}

impl Row {
    /// Another number.
    pub(super) fn id(mut self, id: &str) -> Self {
        self.action.id = cell(id, Some(id));
        self
    }

    /// A sub-theme by its code.
    pub(super) fn subtheme(mut self, code: &str) -> Self {
        self.action.subtheme = cell(code, Some(vec![Code::from(code)]));
        self
    }

    /// Municipality codes, separated by commas.
    pub(super) fn municipalities(mut self, codes: &str) -> Self {
        self.action.municipalities = cell(codes, Some(codes.split(", ").map(Code::from).collect::<Vec<_>>()));
        self
    }

    /// `D` or `L`.
    pub(super) fn level(mut self, level: &str) -> Self {
        self.action.level = cell(level, Some(if level == "D" { Level::District } else { Level::Local }));
        self
    }

    /// Owners, separated by commas; each is an unknown name.
    pub(super) fn owner(mut self, names: &str) -> Self {
        let owner = |name: &str| Owner { raw: name.to_owned(), kind: OwnerKind::Unknown { suggestion: None } };
        self.action.owners = cell(names, Some(names.split(", ").map(owner).collect::<Vec<_>>()));
        self
    }

    /// Owners with what they were recognised as.
    pub(super) fn owners(mut self, raw: &str, kinds: Vec<OwnerKind>) -> Self {
        let owners: Vec<Owner> = kinds.into_iter().map(|kind| Owner { raw: raw.to_owned(), kind }).collect();
        self.action.owners = cell(raw, Some(owners));
        self
    }

    /// A priority by its name or code.
    pub(super) fn priority(mut self, word: &str) -> Self {
        let code: Code = if key(word) == "hoog" { "high" } else { "low" }.into();
        self.action.priority = cell(word, Some(PriorityRange { from: code.clone(), to: code }));
        self
    }

    /// A deadline: `31-12-2025`, `Q4 2025`, `4e kwartaal 2025`; anything else is vague.
    pub(super) fn deadline(mut self, raw: &str) -> Self {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let (start, end, precision) = match raw.trim() {
            "Q4 2025" | "4e kwartaal 2025" => (day(2025, 10, 1), day(2025, 12, 31), Precision::Quarter),
            "Q2 2026" => (day(2026, 4, 1), day(2026, 6, 30), Precision::Quarter),
            date => match NaiveDate::parse_from_str(date, "%d-%m-%Y") {
                Ok(date) => (Some(date), Some(date), Precision::Day),
                Err(_) => (None, None, Precision::Vague),
            },
        };
        self.action.deadline = cell(raw, Some(Deadline { start, end, precision, ..Deadline::default() }));
        self
    }

    /// A progress state by its name or alias.
    pub(super) fn progress(mut self, word: &str) -> Self {
        let code = framework().progress.iter().find_map(|progress| {
            let named =
                key(&progress.name) == key(word) || progress.aliases.iter().any(|alias| key(alias) == key(word));
            named.then(|| progress.code.clone())
        });
        self.action.progress = cell(word, code.map(|code| Status { code, source: StatusSource::Word }));
        self
    }

    /// A framework status that is a fill without text.
    pub(super) fn fill(mut self, code: &str) -> Self {
        let status = Status { code: code.into(), source: StatusSource::Fill(Rgb(255, 0, 0)) };
        self.action.framework_status =
            Cell { at: CellRef::new("", 0, 0), raw: Arc::default(), value: Reading::Known(Arc::new(status)) };
        self
    }

    /// A word about something else in the cell whose fill is the framework status.
    pub(super) fn word_in_filled_cell(mut self, word: &str) -> Self {
        self.action.framework_status.raw = word.into();
        self
    }

    /// An explanation.
    pub(super) fn note(mut self, text: &str) -> Self {
        self.action.notes.push(cell(text, Some(text)));
        self
    }

    /// Numbers of other actions, separated by commas.
    pub(super) fn depends_on(mut self, ids: &str) -> Self {
        self.action.depends_on = cell(ids, Some(ids.split(", ").map(str::to_owned).collect::<Vec<_>>()));
        self
    }

    /// A theme cell that was emptied, as after sorting merged cells.
    pub(super) fn without_theme(mut self) -> Self {
        self.theme_is_blank = true;
        self
    }

    /// A version without a column for owners.
    pub(super) fn without_owner_column(mut self) -> Self {
        self.action.owners = absent();
        self
    }
}
