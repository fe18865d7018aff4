//! Personal data in free text: found for the privacy rules, masked in everything that planwacht writes itself.
//!
//! Staff keep their own cells; what planwacht adds never repeats a citizen service number (BSN), a phone number, a personal e-mail
//! address, the name of a person, or what tells whose case a text speaks of. Each kind has a file of its own, with what looks like
//! it and is fine. Names are recognised by what stands beside them, not by a list of names: a list would miss people and hit
//! villages.

mod bsn;
mod email;
mod hint;
mod known;
mod names;
mod person;
mod phone;
mod shape;
mod shown;
mod special;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::framework::Framework;
use crate::plan::{Owner, OwnerKind};
pub use bsn::{bsns, is_header_of_other_numbers, is_weak, mentions_bsn};
use hint::Hint;
pub use known::Known;
pub use names::Names;
pub use person::{Name, Sign, is_title};
pub use phone::{is_header_of_phones, is_phone_number, phones};
pub use shape::is_name;
pub(crate) use shown::Mask;
pub use shown::Shown;

/// What stands in the place of personal data.
pub const MASK: &str = "•••";

/// What counts as personal data in one run: the words of the framework that are none, and the names that the workbooks gave away.
#[derive(Debug, Clone)]
pub struct Privacy {
    known: Known,
    names: Option<names::Finder>,
}

impl Privacy {
    /// Personal data under a framework.
    pub fn new(framework: &Framework) -> Self {
        Self { known: Known::new(framework), names: None }
    }

    /// The same with names of persons that are to be hidden wherever they stand.
    pub fn with_names(self, names: &Names) -> Self {
        Self { names: names.finder(), ..self }
    }

    /// What the framework has words for.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Where the text holds the e-mail address of a person, as byte ranges.
    pub fn emails(&self, text: &str) -> Vec<Range<usize>> {
        email::emails(text, &self.known)
    }

    /// Where the text holds the name of a person, with a sign beside it that tells so.
    pub fn persons(&self, text: &str) -> Vec<Name> {
        person::names(text, &self.known)
    }

    /// Where the cell of an owner names a person, by a sign or by the shape of the name alone. What was read as somebody else
    /// among `owners` is no person by its shape.
    pub fn owners(&self, text: &str, owners: &[Owner]) -> Vec<Name> {
        let is_other = |piece: &str| owners.iter().any(|owner| owner.raw == piece && owner.kind != OwnerKind::Person);
        shape::names_of_owners(text, &self.known, is_other)
    }

    /// Whether a text that says who works in a file names a person: "Karin Klaasveld", "Klaasveld, Karin", and not "Secretariaat".
    /// One word alone is too often the name of a team or a program.
    pub fn is_user(&self, text: &str) -> bool {
        let names = self.owners(text, &[]);
        let signed = names.iter().any(|name| name.sign != Sign::Shape);
        signed || !names.is_empty() && words::words(text).len() > 1 || !self.emails(text).is_empty()
    }

    /// What tells whose case, belief, health or criminal record the text speaks of, as byte ranges.
    pub fn traceable(&self, text: &str) -> Vec<Range<usize>> {
        special::traceable(text, &self.known)
    }

    /// The text with everything personal replaced by [`MASK`]; `None` where there is nothing to hide.
    ///
    /// Functional addresses (`info@…`, those of the framework's parties) and public numbers (112, 14 035, 0800) stay.
    pub fn mask(&self, text: &str) -> Option<String> {
        let hint = Hint::of(text);
        let mut found = Vec::new();
        if hint.digits {
            found.extend(bsns(text));
            found.extend(phones(text));
        }
        if hint.at {
            found.extend(self.emails(text));
        }
        if hint.name {
            found.extend(person::look_for_names(text, &self.known).into_iter().map(|name| name.range));
        }
        if hint.case {
            found.extend(special::look_for_traceable(text, &self.known));
        }
        found.extend(self.names.iter().flat_map(|names| names.find(text)));
        (!found.is_empty()).then(|| replace(text, found))
    }

    /// Masks a text in place.
    pub fn hide(&self, text: &mut String) {
        if let Some(masked) = self.mask(text) {
            *text = masked;
        }
    }
}

/// Whether the text names a person with a sign that tells so - a title, initials, "@" - or by a personal e-mail address.
pub fn has_person(text: &str, known: &Known) -> bool {
    !person::names(text, known).is_empty() || !email::emails(text, known).is_empty()
}

/// Replaces the ranges, which may overlap and come in any order.
fn replace(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        if range.start >= done {
            masked.push_str(slice(text, &(done..range.start)));
            masked.push_str(MASK);
        }
        done = done.max(range.end);
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

/// The bytes of a range as text; empty where they are none.
fn slice<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}
