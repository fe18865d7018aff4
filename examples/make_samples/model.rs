//! The workbook as plain data: what stands in which cell, before anything is laid out.
//!
//! A row or sheet that is asked for and is not there is a mistake in the samples' own data, so these functions stop
//! at once and say which one.

/// The columns an action sheet can have, in no particular order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Nr,
    Theme,
    Subtheme,
    Action,
    Priority,
    Level,
    Municipalities,
    Owner,
    Involved,
    Planning,
    Status,
    Standing,
    Remarks,
    Updated,
}

/// The three lights of the assessment framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Light {
    Red,
    Orange,
    Green,
}

impl Light {
    /// The code of this light in a framework file.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Light::Red => "red",
            Light::Orange => "orange",
            Light::Green => "green",
        }
    }
}

/// How a light was painted; every municipality has its own habit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Excel's standard colours.
    Bright,
    /// The fills of the styles Ongeldig, Neutraal and Goed.
    Soft,
    /// The accents of the workbook's theme.
    Theme,
    /// A lighter tint of the theme's accents.
    Tint,
    /// The accents of the theme, turned into plain RGB by another program.
    Flattened,
}

/// The fill of a status cell: what it means and how it was painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fill {
    pub light: Light,
    pub paint: Paint,
}

/// The look of a piece of text within a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Bold,
    Struck,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Value {
    #[default]
    Blank,
    Text(String),
    Number(u32),
    Rich(Vec<(Look, String)>),
    /// A true date: year, month, day.
    Date(u16, u8, u8),
    /// A formula, and the result that the file stores for it.
    Formula(&'static str, &'static str),
}

impl Value {
    /// Text, or a blank cell where there is none.
    pub(crate) fn text(text: &str) -> Value {
        if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) }
    }

    /// What a reader of the sheet sees, without its looks.
    pub(crate) fn shown(&self) -> String {
        match self {
            Value::Blank => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Rich(runs) => runs.iter().map(|(_, text)| text.as_str()).collect(),
            Value::Date(year, month, day) => format!("{day:02}-{month:02}-{year}"),
            Value::Formula(formula, _) => (*formula).to_owned(),
        }
    }
}

/// One action as it stands on one sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Names the row within its book; stays the same when the number in the sheet changes.
    pub key: String,
    /// The rows of the previous version that this row came from.
    pub sources: Vec<String>,
    /// Index into [`crate::framework::SUBTHEMES`]: what the row is about, whatever the cells say.
    pub about: usize,
    pub cells: Vec<(Field, Value)>,
    pub fill: Option<Fill>,
    pub notes: Vec<(Field, String)>,
    pub hidden: bool,
    /// Fields that differ from the previous version in spelling only.
    pub spelling_only: Vec<Field>,
}

impl Row {
    /// The value of a field, blank where the row has none.
    pub(crate) fn get(&self, field: Field) -> Value {
        self.cells.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Replaces the value of a field.
    pub(crate) fn set(&mut self, field: Field, value: Value) {
        self.cells.retain(|(name, _)| *name != field);
        self.cells.push((field, value));
    }

    /// Replaces a field by text; empty text empties the cell.
    pub(crate) fn put(&mut self, field: Field, text: &str) {
        self.set(field, Value::text(text));
    }

    /// Adds a line at the end of a field.
    pub(crate) fn append(&mut self, field: Field, text: &str) {
        let mut whole = self.get(field).shown();
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(text);
        self.put(field, &whole);
    }
}

/// A column: which field, what its header says, how wide it is in characters.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub field: Field,
    pub header: String,
    pub width: f64,
}

/// An action sheet.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// The framework's code of the municipality, "D" for the district.
    pub code: &'static str,
    pub name: String,
    pub heading: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Actions that were typed below the footnotes.
    pub below: Vec<Row>,
    /// Group rows per theme, spacer rows and merged theme cells are there.
    pub grouped: bool,
    /// The sheet has been through another office program: other font, no drop-downs.
    pub flattened: bool,
    /// A conditional format that one municipality added by hand.
    pub own_rule: bool,
    /// The filter is on and shows only these priorities.
    pub filter: Vec<&'static str>,
}

impl Sheet {
    /// All actions, also those below the footnotes.
    pub(crate) fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(&self.below)
    }
}

/// A whole workbook.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    pub file: &'static str,
    /// Year, month, day on which it was saved.
    pub date: (u16, u8, u8),
    pub date_words: &'static str,
    pub version: &'static str,
    pub sheets: Vec<Sheet>,
    /// Cells of the assessment table that staff painted: sub-theme, column, fill and word.
    pub repainted: Vec<(usize, usize, Fill, &'static str)>,
}

impl Book {
    /// The sheet of a municipality or of the district.
    pub(crate) fn sheet(&mut self, code: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.code == code).expect("the samples have this sheet")
    }

    /// The row that bears this key.
    pub(crate) fn row(&mut self, key: &str) -> &mut Row {
        self.sheets
            .iter_mut()
            .flat_map(|sheet| sheet.rows.iter_mut().chain(&mut sheet.below))
            .find(|row| row.key == key)
            .unwrap_or_else(|| panic!("the samples have no row {key}"))
    }

    /// Takes a row out of its sheet.
    pub(crate) fn take(&mut self, key: &str) -> Row {
        for sheet in &mut self.sheets {
            if let Some(at) = sheet.rows.iter().position(|row| row.key == key) {
                return sheet.rows.remove(at);
            }
        }
        panic!("the samples have no row {key}")
    }

    /// Puts rows into a sheet right after another row.
    pub(crate) fn insert_after(&mut self, code: &str, key: &str, rows: Vec<Row>) {
        let sheet = self.sheet(code);
        let at = sheet.rows.iter().position(|row| row.key == key).expect("the samples have the row before") + 1;
        sheet.rows.splice(at..at, rows);
    }
}
