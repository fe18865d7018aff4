//! Personal data in free text: found for the privacy rules, masked in everything that planwacht writes itself.
//!
//! Staff keep their own cells; what planwacht adds never repeats a citizen service number (BSN), a phone number, a personal e-mail
//! address, the name of a person, or what tells whose case a text speaks of. Each kind has a file of its own, with what looks like
//! it and is fine. Names are recognised by evidence: a sign beside them - a title, initials, a label, an order of words - or a common
//! given name or surname among their words. A name that is in no list is found by its signs, and a word of the list alone is no
//! person where something makes a village, a street or an organisation of it.

mod address;
mod bsn;
mod email;
mod find;
mod hint;
mod individual;
mod known;
mod names;
mod number;
mod numbers;
mod patterns;
mod person;
mod phone;
mod plain;
mod shape;
mod shown;
mod special;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Mutex;

use rustc_hash::FxHashSet;

use crate::framework::Framework;
use crate::plan::{Owner, OwnerKind};
pub use find::{Kind, Personal};
pub use known::Known;
pub use names::Names;
pub use numbers::Numbers;
pub use person::{Name, Sign};
use plain::Plain;
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
    numbers: Numbers,
    judged: Judged,
}

/// What was found in the last long texts. Hundreds of cells can share one, and every rule asks about each of them.
#[derive(Debug, Default)]
struct Judged(Mutex<VecDeque<(Box<str>, Vec<Personal>)>>);

impl Clone for Judged {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Judged {
    /// Texts of fewer bytes are judged quickly enough.
    const LONG: usize = 2_000;
    /// How many texts are remembered.
    const MOST: usize = 16;

    fn find(&self, text: &str, find: impl FnOnce() -> Vec<Personal>) -> Vec<Personal> {
        if text.len() < Self::LONG {
            return find();
        }
        // What another thread left half-done is merely not remembered.
        let known = self
            .0
            .lock()
            .ok()
            .and_then(|judged| judged.iter().find(|(known, _)| **known == *text).map(|(_, found)| found.clone()));
        if let Some(known) = known {
            return known;
        }
        let found = find();
        if let Ok(mut judged) = self.0.lock() {
            judged.truncate(Self::MOST - 1);
            judged.push_front((text.into(), found.clone()));
        }
        found
    }
}

impl Privacy {
    /// Personal data under a framework.
    pub fn new(framework: &Framework) -> Self {
        let judged = Judged::default();
        Self { known: Known::new(framework), names: None, numbers: Numbers::default(), judged }
    }

    /// The same with names of persons that are to be hidden wherever they stand.
    pub fn with_names(self, names: &Names) -> Self {
        Self { names: names.finder(), judged: Judged::default(), ..self }
    }

    /// The same with numbers of which the header above their cell says what they are.
    pub fn with_numbers(self, numbers: Numbers) -> Self {
        Self { numbers, judged: Judged::default(), ..self }
    }

    /// What the framework has words for.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Everything personal in a text, in its order. The rules report this, and masking hides this: no more and no less.
    pub fn find(&self, text: &str) -> Vec<Personal> {
        self.judged.find(text, || self.numbers.judge(text, find::find(text, &self.known, self.names.as_ref())))
    }

    /// Whether the text holds something personal of a kind.
    pub fn holds(&self, text: &str, is_kind: impl Fn(Kind) -> bool) -> bool {
        self.find(text).iter().any(|personal| is_kind(personal.kind))
    }

    /// Whether the text speaks of a citizen service number.
    pub fn mentions_bsn(&self, text: &str) -> bool {
        bsn::mentions_bsn(&Plain::of(text).text, &self.known)
    }

    /// Whether a header says that the numbers below it are of another kind: amounts, case numbers, phone numbers.
    pub fn is_header_of_other_numbers(&self, header: &str) -> bool {
        bsn::is_header_of_other_numbers(&Plain::of(header).text, &self.known)
    }

    /// Whether a header says that phone numbers stand below it.
    pub fn is_header_of_phones(&self, header: &str) -> bool {
        phone::is_header_of_phones(&Plain::of(header).text, &self.known)
    }

    /// Whether a number cell can hold a citizen service number, also one that lost its leading zero.
    pub fn is_bsn(&self, number: f64) -> bool {
        bsn::is_bsn(number)
    }

    /// Whether a number cell can hold a phone number: nine digits that lost their leading zero, or eleven with the country code.
    pub fn is_phone_number(&self, number: f64) -> bool {
        phone::is_phone_number(number)
    }

    /// Where the cell of an owner names a person, by a sign or by the shape of the name alone. What was read as somebody else
    /// among `owners` is no person by its shape.
    pub fn owners(&self, text: &str, owners: &[Owner]) -> Vec<Name> {
        let plain = Plain::of(text);
        let others = owners.iter().filter(|owner| owner.kind != OwnerKind::Person);
        let others: FxHashSet<Cow<str>> = others.map(|owner| Plain::of(&owner.raw).text).collect();
        let mut names = shape::names_of_owners(&plain.text, &self.known, |piece| others.contains(piece));
        names.iter_mut().for_each(|name| name.range = plain.range(name.range.clone()));
        names
    }

    /// Whether a text that says who works in a file names a person: "Karin Klaasveld", "Klaasveld, Karin", and not "Secretariaat".
    /// One word alone is too often the name of a team or a program.
    pub fn is_user(&self, text: &str) -> bool {
        let names = self.owners(text, &[]);
        let signed = names.iter().any(|name| name.sign != Sign::Shape);
        let is_one_word = words::words(&Plain::of(text).text).len() < 2;
        signed || !names.is_empty() && !is_one_word || self.holds(text, |kind| kind == Kind::Email)
    }

    /// The text with everything personal replaced by [`MASK`]; `None` where there is nothing to hide.
    ///
    /// Functional addresses (`info@…`, those of the framework's parties) and public numbers (112, 14 035, 0800) stay.
    pub fn mask(&self, text: &str) -> Option<String> {
        let found = self.find(text);
        (!found.is_empty()).then(|| replace(text, found.into_iter().map(|personal| personal.range)))
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
    let text = &*Plain::of(text).text;
    !person::names(text, known).is_empty() || !email::emails(text, known).is_empty()
}

/// Replaces the ranges, which come in their order and may overlap.
fn replace(text: &str, ranges: impl Iterator<Item = Range<usize>>) -> String {
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

/// The sentences of a text, up to a line break, a semicolon or a full stop with a space behind it.
fn sentences(text: &str) -> Vec<Range<usize>> {
    // Nobody is told of over a longer stretch, and what is looked for in pairs of words would take too long.
    const LONGEST: usize = 1_000;
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let before_space = text.get(after..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let endless = after - from > LONGEST && c.is_whitespace();
        if endless
            || matches!(c, '\n' | ';')
            || before_space && (matches!(c, '!' | '?') || c == '.' && ends_a_word(text, from..at))
        {
            sentences.push(from..after);
            from = after;
        }
    }
    sentences.push(from..text.len());
    sentences
}

/// Whether these bytes end in a word of more letters than an abbreviation or an initial has, whose full stop ends no sentence.
fn ends_a_word(text: &str, range: Range<usize>) -> bool {
    const LONGEST: usize = 3;
    slice(text, &range).chars().rev().take_while(|c| c.is_alphanumeric()).take(LONGEST + 1).count() > LONGEST
}

/// Whether a range shares something with one of those that stand in the order of the text and apart from each other.
fn meets(apart: &[Range<usize>], range: &Range<usize>) -> bool {
    let at = apart.partition_point(|other| other.end <= range.start);
    apart.get(at).is_some_and(|other| other.start < range.end)
}

/// The last characters of a text before a byte: what stands nearest says what something is, however long the text is.
fn just_before(text: &str, end: usize, characters: usize) -> &str {
    let before = text.get(..end).unwrap_or_default();
    let from = characters.checked_sub(1).and_then(|back| before.char_indices().nth_back(back));
    slice(before, &(from.map_or(0, |(at, _)| at)..end))
}

/// The bytes of a range as text; empty where they are none.
fn slice<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default()
}
