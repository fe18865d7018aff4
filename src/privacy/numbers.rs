//! Numbers of which the header above their cell says what they are, so that finding and hiding judge a cell alike.

use std::collections::{HashMap, HashSet};

use super::Privacy;
use super::find::{Kind, Personal};
use super::slice;

/// Numbers as cells have them, to be gathered before anything is masked.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Numbers of cases and the like, though they pass the test of a citizen service number.
    other: HashSet<String>,
    /// Numbers of persons in number cells, which lost a leading zero or the word that told what they are.
    personal: HashMap<String, Kind>,
}

impl Numbers {
    /// Adds what a cell says below a header that says that its numbers are of another kind.
    pub fn add_other(&mut self, text: &str, privacy: &Privacy) {
        let found = privacy.find(text).into_iter().filter(|personal| personal.kind == Kind::Bsn);
        self.other.extend(found.map(|personal| slice(text, &personal.range).to_owned()));
    }

    /// Adds a number cell below a header.
    pub fn add_number(&mut self, number: f64, header: &str, privacy: &Privacy) {
        if privacy.is_phone_number(number) && privacy.is_header_of_phones(header) {
            self.personal.insert(format!("{number:.0}"), Kind::Phone);
        } else if privacy.is_bsn(number) {
            let said = privacy.mentions_bsn(header) || !privacy.is_header_of_other_numbers(header);
            match said {
                true => drop(self.personal.insert(format!("{number:.0}"), Kind::Bsn)),
                false => drop(self.other.insert(format!("{number:.0}"))),
            }
        }
    }

    /// Adds the numbers of another version. What is a person's number in one of them is hidden.
    pub(crate) fn join(&mut self, other: &Self) {
        self.other.extend(other.other.iter().cloned());
        self.personal.extend(other.personal.iter().map(|(number, kind)| (number.clone(), *kind)));
    }

    /// What is found in a text, with what is known of its numbers.
    pub(super) fn judge(&self, text: &str, mut found: Vec<Personal>) -> Vec<Personal> {
        found.retain(|personal| personal.kind != Kind::Bsn || !self.other.contains(slice(text, &personal.range)));
        if found.is_empty()
            && let Some(kind) = self.personal.get(text.trim())
        {
            found.push(Personal { range: 0..text.len(), kind: *kind });
        }
        found
    }
}
