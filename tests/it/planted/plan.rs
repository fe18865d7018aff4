//! A plan without mistakes, for which a book takes the rows that it wants, and the mistakes that it plants in them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use planwacht::cell::Rgb;
use planwacht::framework::Framework;
use serde::{Deserialize, Serialize};

/// A kind of work in the plan, with two actions.
#[derive(Deserialize)]
pub(super) struct Topic {
    pub code: String,
    pub theme: String,
    pub subtheme: String,
    pub priority: String,
    pub level: String,
    pub texts: [String; 2],
}

pub(super) static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| serde_json::from_str(include_str!("actions.json")).expect("actions.json is a list of topics"));

/// Code, name and what the numbers of its actions start with.
pub(super) type Place = (&'static str, &'static str, &'static str);

pub(super) const PLACES: [Place; 5] = [
    ("W", "Wijdemeren", "W"),
    ("GM", "Gooise Meren", "GM"),
    ("B/L", "Blaricum en Laren", "BL"),
    ("Hi", "Hilversum", "HI"),
    ("Hu", "Huizen", "HU"),
];
pub(super) const DISTRICT: Place = ("D", "Districtelijk", "D");

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Nr,
    Theme,
    Subtheme,
    Place,
    Level,
    Action,
    Owner,
    Involved,
    Priority,
    Planning,
    Colour,
    Status,
    Notes,
    Updated,
    /// A column that the program does not know.
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Date(u16, u8, u8),
    /// A fill with the text on it.
    Fill(u32, String),
    /// A formula with an error for its result.
    Error,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A colour as one number.
pub(super) fn rgb(Rgb(red, green, blue): Rgb) -> u32 {
    u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue)
}

#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What the number is before anything was planted.
    pub key: String,
    /// The code of its sub-theme.
    pub topic: &'static str,
    pub place: Place,
    pub cells: BTreeMap<Field, Value>,
}

impl Row {
    pub(super) fn text(&self, field: Field) -> &str {
        match self.cells.get(&field) {
            Some(Value::Text(text) | Value::Fill(_, text)) => text,
            _ => "",
        }
    }
}

/// A mistake in a cell, with the codes of the rules that may say so; the first one is the one that should.
#[derive(Debug, Clone)]
pub(super) struct Plant {
    /// The action; empty for the plan as a whole.
    pub key: String,
    pub field: Field,
    pub codes: Vec<&'static str>,
    pub what: &'static str,
}

pub(super) struct Plan {
    pub rows: Vec<Row>,
    pub plants: Vec<Plant>,
    /// Actions that were taken out, with the rules that may say so.
    pub removed: Vec<(String, Vec<&'static str>, &'static str)>,
}

impl Plan {
    /// The district and every municipality.
    pub(super) fn new() -> Self {
        let district = rows(DISTRICT);
        Self {
            rows: district.into_iter().chain(PLACES.into_iter().flat_map(rows)).collect(),
            plants: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// Puts a value in a cell, as a mistake that these rules find.
    pub(super) fn plant(
        &mut self,
        key: &str,
        field: Field,
        value: impl Into<Value>,
        codes: &[&'static str],
        what: &'static str,
    ) -> &mut Self {
        let row = self.rows.iter_mut().find(|row| row.key == key).unwrap_or_else(|| panic!("no row {key}"));
        row.cells.insert(field, value.into());
        self.plants.push(Plant { key: key.to_owned(), field, codes: codes.to_vec(), what });
        self
    }

    /// Says what these rules find elsewhere in the action because of a mistake in it.
    pub(super) fn follows(&mut self, key: &str, field: Field, codes: &[&'static str], what: &'static str) -> &mut Self {
        self.plants.push(Plant { key: key.to_owned(), field, codes: codes.to_vec(), what });
        self
    }

    /// Says what these rules find in the plan as a whole because of a mistake.
    pub(super) fn follows_in_plan(&mut self, codes: &[&'static str], what: &'static str) -> &mut Self {
        self.follows("", Field::Nr, codes, what)
    }

    /// Takes an action out, as a mistake that these rules find.
    pub(super) fn remove(&mut self, key: &str, codes: &[&'static str], what: &'static str) -> &mut Self {
        self.rows.retain(|row| row.key != key);
        self.removed.push((key.to_owned(), codes.to_vec(), what));
        self
    }

    /// Puts the framework's colour, as a word on its fill, beside each action.
    pub(super) fn colour(&mut self) -> &mut Self {
        let framework = Framework::embedded();
        for row in &mut self.rows {
            let subtheme = framework.subtheme(row.topic).unwrap_or_else(|| panic!("no sub-theme {}", row.topic));
            let code = subtheme
                .status
                .get(row.place.0)
                .or(subtheme.district_status.as_ref().filter(|_| row.place == DISTRICT));
            let status = code.and_then(|code| framework.framework_status(code));
            if let Some((status, fill)) = status.and_then(|status| Some((status, status.colours.first()?))) {
                row.cells.insert(Field::Colour, Value::Fill(rgb(*fill), status.name.clone()));
            }
        }
        self
    }

    pub(super) fn of(&self, place: &str) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.place.0 == place).collect()
    }
}

/// The actions of one place: every topic of its level, and one more that is closed or late, with its reason.
fn rows(place: Place) -> Vec<Row> {
    let is_district = place == DISTRICT;
    let mut rows = Vec::new();
    let fits = |topic: &&Topic| topic.level == "D & L" || (topic.level == "Districtelijk") == is_district;
    for topic in TOPICS.iter().filter(fits) {
        let number = rows.len() + 1;
        rows.push(row(place, number, topic, 0));
        if topic.code == "RV-VEI" || topic.code == "KV-BAS" {
            rows.push(row(place, number + 1, topic, 1));
        }
    }
    rows
}

fn row(place: Place, number: usize, topic: &'static Topic, text: usize) -> Row {
    let is_district = place == DISTRICT;
    let urgent = topic.priority.to_lowercase().contains("hoog");
    let status = match (text, is_district) {
        (1, true) => "Vertraagd",
        (1, false) => "Afgerond",
        _ if urgent || number.is_multiple_of(2) => "Loopt",
        _ => "Niet gestart",
    };
    let notes = match (status, number % 3) {
        ("Vertraagd", _) => "Vertraagd: er is geen capaciteit tot januari 2026, besproken in het team.",
        ("Afgerond", _) => "Afgerond op 14-11-2025, het verslag zit in het dossier van het team.",
        (_, 0) => "12-11-2025: besproken met het team.",
        (_, 1) => "De voorbereiding is klaar.",
        _ => "",
    };
    let owner = if is_district { "ZVHGV".to_owned() } else { format!("OOV {}", place.1) };
    let planning = match (status, number % 6) {
        ("Afgerond", _) => Value::Date(2025, 11, 14),
        (_, 0) => "Q1 2026".into(),
        (_, 1) => Value::Date(2026, 6, 30),
        (_, 2) => "Q3 2026".into(),
        (_, 3) => "1 april 2026".into(),
        (_, 4) => "Q2 2026 – Q4 2026".into(),
        _ => Value::Date(2026, 10, 1),
    };
    let key = format!("{}-{number:02}", place.2);
    let cells = [
        (Field::Nr, key.as_str().into()),
        (Field::Theme, topic.theme.as_str().into()),
        (Field::Subtheme, topic.subtheme.as_str().into()),
        (Field::Place, if is_district { "alle gemeenten" } else { place.1 }.into()),
        (Field::Level, topic.level.as_str().into()),
        (Field::Action, topic.texts[text].as_str().into()),
        (Field::Owner, owner.as_str().into()),
        (Field::Involved, if is_district { "Politie, OM" } else { "Politie, Sociaal Domein" }.into()),
        (Field::Priority, topic.priority.as_str().into()),
        (Field::Planning, planning),
        (Field::Status, status.into()),
        (Field::Notes, notes.into()),
        (Field::Updated, Value::Date(2025, 11, 20)),
    ];
    Row { key: key.clone(), topic: &topic.code, place, cells: BTreeMap::from(cells) }
}
