//! Names of persons.
//!
//! A name is recognised by what stands beside it - a title, an office, initials, "@", the small words within surnames - and in the
//! cell of an owner also by its shape alone. Words of the framework and of the language ("Laren", "Radar", "Jeugdzorg", "maandag")
//! are no names, though some people are called so.

use std::ops::Range;

use super::email::emails;
use super::hint::Hint;
use super::known::{Known, is_particle};
use super::vocabulary;
use super::words::{Word, are_beside, between, words};

/// What a name was recognised by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// "dhr.", "mevrouw", "drs."
    Title,
    /// "burgemeester", "wethouder", "collega".
    Office,
    /// "J.P."
    Initials,
    /// "@"
    Handle,
    /// "Contactpersoon:"
    Label,
    /// The small words that stand in surnames alone: "van der".
    Particles,
    /// An address of a person behind it: "Karin Klaasveld <kk@example.nl>".
    Address,
    /// Nothing but the shape of a name, in the cell of an owner.
    Shape,
}

/// Where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its bytes, with initials and without title or office.
    pub range: Range<usize>,
    /// What it was recognised by.
    pub sign: Sign,
}

/// Titles that stand before a name and hardly before anything else.
const TITLES: &[&str] = &["dhr", "mevr", "mw", "mej", "mevrouw", "meneer", "heer"];
/// Words that stand before a name, and before much else.
const FAMILIES: &[&str] = &["familie", "fam", "gezin", "heren", "dames"];
/// The same, where a name may be written in small letters.
const SHORT_TITLES: &[&str] = &["dhr", "mevr", "mw", "mej", "hr"];
/// Titles that need their full stop to be one.
const DOTTED_TITLES: &[&str] = &["hr", "drs", "ing", "ir", "mr", "mrs", "ms", "dr", "prof", "bc", "ds"];
/// Titles that need their capital to be one.
const ENGLISH_TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss"];
/// Endings of streets, which are often called after somebody: "Dr. Klaasveldstraat".
const STREETS: &[&str] = &["straat", "weg", "plein", "kade", "singel", "gracht"];
/// What people are called by who hold an office, or work next door.
const OFFICES: &[&str] = &[
    "burgemeester",
    "locoburgemeester",
    "wethouder",
    "gemeentesecretaris",
    "griffier",
    "raadslid",
    "minister",
    "staatssecretaris",
    "wijkagent",
    "collega",
    "imam",
    "dominee",
    "pastoor",
    "mayor",
    "alderman",
];
/// Words before a colon that announce a person.
const LABELS: &[&str] = &["contactpersoon", "contactpersonen", "aanspreekpunt", "aanspreekpersoon", "contact", "naam"];
/// Words before a lone capital that make it a label: "fase B. Uitvoeren".
const NUMBERED: &[&str] = &[
    "fase",
    "deel",
    "bijlage",
    "optie",
    "onderdeel",
    "stap",
    "lid",
    "variant",
    "groep",
    "categorie",
    "plan",
    "punt",
    "art",
    "artikel",
    "niveau",
    "scenario",
    "spoor",
    "lijn",
    "blok",
    "module",
];
/// Words that go on after a name, so that "A. Bakker belt" is no item of a list.
const AFTER_NAMES: &[&str] =
    &["en", "of", "van", "via", "is", "belt", "doet", "heeft", "mailt", "regelt", "vraagt", "wil"];
/// How addresses on the internet end.
const DOMAINS: &[&str] = &["nl", "com", "org", "net", "eu", "be", "de", "info", "frl"];
/// Small words that stand in surnames and hardly anywhere else between two capitals.
const SURE_PARTICLES: &[&[&str]] =
    &[&["van", "der"], &["van", "den"], &["van", "t"], &["op", "den"], &["ten"], &["ter"]];

/// Where the text holds the name of a person with a sign beside it that tells so.
pub fn names(text: &str, known: &Known) -> Vec<Name> {
    if Hint::of(text).name { look_for_names(text, known) } else { Vec::new() }
}

/// The same for a text that can hold one.
pub(super) fn look_for_names(text: &str, known: &Known) -> Vec<Name> {
    let reader = Reader { text, words: words(text), known };
    let mut found: Vec<Name> = Vec::new();
    for at in 0..reader.words.len() {
        let Some((sign, Span { first, after })) = reader.signed(at) else { continue };
        let (Some(first), Some(last)) = (reader.word(first), after.checked_sub(1).and_then(|last| reader.word(last)))
        else {
            continue;
        };
        // The dot of "Piet J." and of a lone initial belongs to the name, that of a sentence does not.
        let range = first.start..last.end + usize::from(last.is_initial());
        if found.last().is_none_or(|before| before.range.end <= range.start) {
            found.push(Name { range, sign });
        }
    }
    let addressed = emails(text, known).into_iter().filter_map(|address| reader.before_address(address.start));
    for range in addressed {
        if found.iter().all(|name| name.range.end <= range.start || name.range.start >= range.end) {
            found.push(Name { range, sign: Sign::Address });
        }
    }
    found
}

/// Whether a word (by its key) can be a title that stands before a name: "dhr", "drs".
pub fn is_title(key: &str) -> bool {
    [TITLES, SHORT_TITLES, DOTTED_TITLES].into_iter().any(|titles| titles.contains(&key))
}

/// Whether a word (by its key) is how people are addressed or a word for a household: "mevrouw", "familie".
pub(super) fn stands_before_a_name(key: &str) -> bool {
    TITLES.contains(&key) || FAMILIES.contains(&key)
}

/// What a text has to hold for a name to be told by a sign.
pub(super) fn stems() -> Vec<String> {
    let particles =
        [" van der ", " van den ", " van 't ", " van ’t ", " op den ", " ten ", " ter ", "loco-burgemeester"];
    let words =
        TITLES.iter().chain(FAMILIES).chain(OFFICES).chain(LABELS).chain(&particles).map(|stem| (*stem).to_owned());
    let dotted = DOTTED_TITLES.iter().map(|title| format!("{title}."));
    let english = ENGLISH_TITLES.iter().map(|title| format!("{} ", title.to_lowercase()));
    words.chain(dotted).chain(english).collect()
}

/// Words of a name, as indices: `after` is the word behind the last one.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: usize,
    after: usize,
}

/// A text taken apart.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word<'t>>,
    pub(super) known: &'t Known,
}

impl<'t> Reader<'t> {
    pub(super) fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    pub(super) fn key(&self, at: usize) -> String {
        self.word(at).map(Word::key).unwrap_or_default()
    }

    /// Whether the word at `at` stands beside the one before it.
    fn follows(&self, at: usize) -> bool {
        let pair = at.checked_sub(1).and_then(|before| self.words.get(before..=at));
        matches!(pair, Some([first, second]) if are_beside(self.text, first, second))
    }

    /// The same, within one sentence: no full stop between.
    fn goes_on(&self, at: usize) -> bool {
        self.follows(at) && at.checked_sub(1).and_then(|before| self.word(before)).is_some_and(|before| !before.stop)
    }

    /// The name that a sign at this word announces.
    fn signed(&self, at: usize) -> Option<(Sign, Span)> {
        let key = self.key(at);
        if self.is_title(at, &key) {
            return Some((Sign::Title, self.titled(at + 1, SHORT_TITLES.contains(&key.as_str()))?));
        }
        if FAMILIES.contains(&key.as_str()) && self.follows(at + 1) {
            return Some((Sign::Title, self.plain_name(at + 1)?));
        }
        if OFFICES.contains(&key.as_str()) {
            return Some((Sign::Office, self.of_office(at + 1)?));
        }
        if LABELS.contains(&key.as_str()) && self.is_label(at) {
            return Some((Sign::Label, self.plain_name(at + 1)?));
        }
        if let Some(span) = self.handle(at) {
            return Some((Sign::Handle, span));
        }
        if let Some(span) = self.initialled(at) {
            return Some((Sign::Initials, span));
        }
        Some((Sign::Particles, self.with_particles(at)?))
    }

    fn is_title(&self, at: usize, key: &str) -> bool {
        let Some(word) = self.word(at) else { return false };
        TITLES.contains(&key) || word.stop && DOTTED_TITLES.contains(&key) || ENGLISH_TITLES.contains(&word.text)
    }

    /// How many small words of a surname stand from `at` on, each beside the next word. "In", "op" and "aan" are ordinary words
    /// unless another one follows: "in 't Veld".
    pub(super) fn particles(&self, at: usize) -> usize {
        let count =
            (at..self.words.len()).take(3).take_while(|at| is_particle(&self.key(*at)) && self.goes_on(at + 1)).count();
        if count == 1 && ["in", "op", "aan"].contains(&self.key(at).as_str()) { 0 } else { count }
    }

    /// The name after a title: nearly every word may be one here.
    fn titled(&self, first: usize, short: bool) -> Option<Span> {
        // "mr. drs." is one title, and its last part announces the name.
        if !self.follows(first) || self.is_title(first, &self.key(first)) {
            return None;
        }
        let initials = self.initials(first);
        let surname = initials + self.particles(initials);
        let word = self.word(surname)?;
        let key = word.key();
        let abbreviation = !word.text.contains(char::is_lowercase) && self.known.has_word(&key);
        let street = STREETS.iter().any(|ending| key.ends_with(ending));
        let other = street
            || vocabulary::is_role(&key)
            || vocabulary::is_common(&key) && surname == initials
            || abbreviation
            || is_particle(&key);
        let small = short && key.chars().count() > 2 && !vocabulary::is_word(&key) && !self.known.has_word(&key);
        let is_name = !other && word.text.chars().count() > 1 && (word.is_capitalised() || small);
        let alphabetic = word.text.chars().all(|c| !c.is_numeric());
        (is_name && alphabetic).then(|| Span { first, after: self.surnames(surname + 1, !word.is_capitalised()) })
    }

    /// The first word after the initials that start at `at`; after a title they may lack their full stops.
    fn initials(&self, at: usize) -> usize {
        let is_one = |at: &usize| {
            self.word(*at).is_some_and(|word| word.is_initial() || word.is_letter()) && self.follows(at + 1)
        };
        at + (at..self.words.len()).take(5).take_while(is_one).count()
    }

    /// The word after those that belong to the same name, from `at` on: a second first name, a surname with its small words.
    /// `small` says that the name is written without capitals.
    fn surnames(&self, at: usize, small: bool) -> usize {
        let mut at = at;
        for _ in 0..3 {
            let next = at + if self.goes_on(at) { self.particles(at) } else { 0 };
            let plain = if small { next > at && self.is_plain_small(next) } else { self.is_plain(next) };
            if !(self.goes_on(next) && plain) {
                break;
            }
            at = next + 1;
        }
        at
    }

    /// Whether the word has the shape of a name and is none of the framework or of the language.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.is_name_shaped() && !self.is_word(word, vocabulary::is_word))
    }

    fn is_plain_small(&self, at: usize) -> bool {
        let key = self.key(at);
        key.chars().count() > 2 && !vocabulary::is_word(&key) && !self.known.has_word(&key)
    }

    /// Whether the word, or a part of it before or after a hyphen, is one of the framework or of the language.
    pub(super) fn is_word(&self, word: &Word, of_language: impl Fn(&str) -> bool) -> bool {
        let is_one = |key: &str| self.known.has_word(key) || of_language(key);
        is_one(&word.key())
            || word.text.contains('-') && word.text.split('-').any(|part| is_one(&crate::wording::key(part)))
    }

    /// The name after an office: "burgemeester van Huizen" is none, and neither is "wijkagent Volendam".
    fn of_office(&self, first: usize) -> Option<Span> {
        if !self.goes_on(first) {
            return None;
        }
        let initials = self.initials(first);
        let surname = initials + self.particles(initials);
        let signs = surname > first && self.word(first)?.is_capitalised();
        let place = vocabulary::is_place(&self.key(surname)) && !signs;
        // "De Groot" and "de Wit" are names behind an office, though "Groot" and "Wit" are words.
        let word = self.word(surname)?;
        let adjective = surname > initials && word.is_name_shaped() && vocabulary::is_adjective(&word.key());
        ((self.is_plain(surname) || adjective) && !place)
            .then(|| Span { first, after: self.surnames(surname + 1, false) })
    }

    /// Whether a colon follows the word.
    fn is_label(&self, at: usize) -> bool {
        let pair = self.words.get(at..at + 2);
        matches!(pair, Some([label, name]) if between(self.text, label, name).trim() == ":")
    }

    /// The name from this word on, where nothing but a label tells that it is one.
    fn plain_name(&self, first: usize) -> Option<Span> {
        let start = self.initials(first);
        let surname = start + self.particles(start);
        self.is_plain(surname).then(|| Span { first, after: self.surnames(surname + 1, false) })
    }

    /// `@karin`, `@jan.klaasveld`, `@Karin de Vries`; not `veilig@huizen` and not `@OOV`.
    fn handle(&self, at: usize) -> Option<Span> {
        let word = self.word(at)?;
        let before = self.text.get(..word.start)?.strip_suffix('@')?;
        let free = !before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c));
        let key = word.key();
        let alphabetic = word.text.chars().all(|c| !c.is_numeric()) && key.chars().count() > 1;
        if !free || !alphabetic || self.known.has_word(&key) || vocabulary::is_word(&key) {
            return None;
        }
        let joined = |at: usize| {
            let pair = self.words.get(at - 1..=at);
            matches!(pair, Some([first, second]) if matches!(between(self.text, first, second), "." | "_" | "-"))
        };
        let mut after = at + 1;
        while joined(after) {
            after += 1;
        }
        // "5.1.2.e @example.nl" is what is left of an address.
        if after > at + 1 && DOMAINS.contains(&self.key(after - 1).as_str()) {
            return None;
        }
        Some(Span { first: at, after: if word.is_capitalised() { self.surnames(after, false) } else { after } })
    }

    /// The name right before an address, in either order: "Karin de Klaas <…", "Klaas, Karin de (…".
    fn before_address(&self, address: usize) -> Option<Range<usize>> {
        let after = self.words.partition_point(|word| word.end <= address);
        let last = self.word(after.checked_sub(1)?)?;
        let gap = self.text.get(last.end..address)?;
        if gap.len() > 4 || !gap.chars().all(|c| c.is_whitespace() || "<(['\":".contains(c)) {
            return None;
        }
        let is_part = |at: &usize| {
            self.is_plain(*at) || is_particle(&self.key(*at)) || self.word(*at).is_some_and(Word::is_initial)
        };
        let is_joined = |at: &usize| *at + 1 == after || self.follows(at + 1) || self.gap_after(*at).trim() == ",";
        let first = (0..after).rev().take(5).take_while(|at| is_part(at) && is_joined(at)).last()?;
        let named = (first..after).any(|at| self.is_plain(at));
        named.then_some(self.word(first)?.start..last.end)
    }

    /// What stands behind a word, up to the next one.
    fn gap_after(&self, at: usize) -> &'t str {
        match self.words.get(at..at + 2) {
            Some([word, next]) => between(self.text, word, next),
            _ => "",
        }
    }

    /// Initials with a surname: "P.J. de Boer".
    fn initialled(&self, first: usize) -> Option<Span> {
        let is_run = |at: &usize| self.word(*at).is_some_and(Word::is_initial) && self.follows(at + 1);
        // The run was looked at from its first letter.
        if first > 0 && is_run(&(first - 1)) {
            return None;
        }
        let letters = (first..self.words.len()).take(5).take_while(is_run).count();
        if letters == 0 {
            return None;
        }
        let start = first + letters;
        let surname = start + self.particles(start);
        let word = self.word(surname)?;
        let shouted = word.text.chars().count() > 3 && word.text.chars().all(char::is_uppercase) && surname > first + 1;
        let plain = word.is_name_shaped() || shouted && !self.known.has_word(&word.key());
        (plain && !self.is_list_item(first, start, surname))
            .then(|| Span { first, after: self.surnames(surname + 1, false) })
    }

    /// Whether capitals with dots and a capitalised word are something else than initials and a surname: "A. Training geven",
    /// "Fase B. Uitvoeren", "O.M. Midden-Nederland".
    fn is_list_item(&self, first: usize, start: usize, surname: usize) -> bool {
        let Some(word) = self.word(surname) else { return true };
        let with_particle = surname > start;
        if start - first > 1 {
            let letters: String = (first..start).map(|at| self.key(at)).collect();
            let abbreviation = vocabulary::is_abbreviation(&letters) || self.known.has_word(&letters);
            let listed = self.is_word(word, vocabulary::is_listed);
            return !with_particle && abbreviation && (listed || self.is_word(word, vocabulary::is_place));
        }
        let numbered = first.checked_sub(1).is_some_and(|before| NUMBERED.contains(&self.key(before).as_str()));
        if numbered
            || self.is_word(word, |key| vocabulary::is_common(key) || vocabulary::is_listed(key)) && !with_particle
        {
            return true;
        }
        // "A. Training geven" is the first item of a list: a letter from the start of the alphabet, at the start of a line, and a
        // sentence that goes on in small letters.
        let letter = self.key(first);
        let before = self.word(first).and_then(|word| self.text.get(..word.start)).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\u{a0}', '\t']);
        let line_start = before.is_empty() || before.ends_with(['\n', '\r', ';', ':']);
        let goes_on = self.goes_on(surname + 1)
            && self.word(surname + 1).is_some_and(|word| !word.is_capitalised() && !AFTER_NAMES.contains(&word.text));
        let worded = vocabulary::is_word(&word.key()) && !with_particle;
        line_start && (goes_on || worded) && matches!(letter.as_str(), "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h")
    }

    /// "Karin van der Berg", anywhere in a text.
    fn with_particles(&self, first: usize) -> Option<Span> {
        if !self.is_plain(first) {
            return None;
        }
        let after = SURE_PARTICLES.iter().find_map(|particles| {
            let is_there = |(nth, particle): (usize, &&str)| {
                let at = first + 1 + nth;
                self.goes_on(at)
                    && self.key(at) == **particle
                    && self.word(at).is_some_and(|word| !word.is_capitalised())
            };
            particles.iter().enumerate().all(is_there).then_some(first + 1 + particles.len())
        })?;
        let surname = self.word(after).filter(|word| word.is_name_shaped() && self.goes_on(after))?;
        (!self.is_word(surname, vocabulary::is_listed)).then(|| Span { first, after: self.surnames(after + 1, false) })
    }
}
