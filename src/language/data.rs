//! The data file of a language as it is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DateOrder, Role};
use crate::field::Field;

/// The words of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    /// In which order dates in digits are written; left out where writers differ.
    pub date_order: Option<DateOrder>,
    /// What numbers and dates are written with.
    pub separators: Separators,
    /// Twelve lists, from January on; the full name first.
    pub months: Vec<Vec<String>>,
    /// Seven lists, from Monday on.
    pub weekdays: Vec<Vec<String>>,
    /// From one on.
    pub numbers: Vec<Vec<String>>,
    /// From the first on.
    pub ordinals: Vec<Vec<String>>,
    /// Spellings that are the same word whatever the plan.
    pub spelling: Vec<Vec<String>>,
    /// Letters that people write for each other, with what is heard.
    pub sounds: Vec<[String; 2]>,
    /// Header texts of each field, most telling first.
    pub headers: BTreeMap<Field, Vec<String>>,
    /// What the levels are called, by code.
    pub levels: BTreeMap<String, LevelWords>,
    /// What is typed for a state of an action, by the usual codes.
    pub progress: BTreeMap<String, Vec<String>>,
    /// Words that say nothing elsewhere and something in the cells of a field.
    pub telling: BTreeMap<Field, Vec<String>>,
    /// The words of each role.
    pub words: BTreeMap<Role, Vec<String>>,
}

/// The signs between the digits of numbers and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separators {
    /// Before the decimals.
    pub decimal: char,
    /// Between thousands.
    pub thousands: char,
    /// Between day, month and year.
    pub date: char,
}

/// Words that a framework adds and of which the place among the others is what they mean.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct WordsInOrder {
    /// From January on.
    pub months: Vec<Vec<String>>,
    /// From Monday on.
    pub weekdays: Vec<Vec<String>>,
    /// From one on.
    pub numbers: Vec<Vec<String>>,
    /// From the first on.
    pub ordinals: Vec<Vec<String>>,
}

impl WordsInOrder {
    /// Each of them with its key and how many lists it can have.
    pub fn lists(&self) -> [(&'static str, usize, &[Vec<String>]); 4] {
        /// As far as the languages themselves count.
        const MOST: usize = 12;
        [
            ("months", MOST, &self.months),
            ("weekdays", 7, &self.weekdays),
            ("numbers", MOST, &self.numbers),
            ("ordinals", MOST, &self.ordinals),
        ]
    }
}

/// What a level is called.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// The name that people read.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
}

impl Data {
    pub(super) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
