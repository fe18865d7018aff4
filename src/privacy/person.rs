//! Names of persons.
//!
//! A name is recognised by what stands beside it - a title, an office, initials, "@", the small words within surnames - and in the
//! cell of an owner also by its shape alone. Words of the framework and of the language ("Laren", "Radar", "Jeugdzorg", "maandag")
//! are no names, though some people are called so.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

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
/// Small words that stand in surnames and hardly anywhere else between two capitals.
const SURE_PARTICLES: &[&[&str]] =
    &[&["van", "der"], &["van", "den"], &["van", "t"], &["op", "den"], &["ten"], &["ter"]];

/// Where the text holds the name of a person with a sign beside it that tells so.
pub fn names(text: &str, known: &Known) -> Vec<Name> {
    if !may_hold_name(text) {
        return Vec::new();
    }
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
    found
}

/// Names in a cell that says who leads or takes part: those with a sign, and every piece that has the shape of a name.
/// `is_other` tells of a piece that it is somebody else after all.
pub fn names_of_owners(text: &str, known: &Known, is_other: impl Fn(&str) -> bool) -> Vec<Name> {
    let mut found = names(text, known);
    for range in pieces(text) {
        let piece = text.get(range.clone()).unwrap_or_default();
        let apart = found.iter().all(|name| name.range.end <= range.start || name.range.start >= range.end);
        if apart && !is_other(piece) && is_name(piece, known) {
            found.push(Name { range, sign: Sign::Shape });
        }
    }
    found
}

/// Whether a text as a whole has the shape of a name: "Karin", "Karin de Vries", "Piet J.", "J.P.", "JvD", "Van der Berg".
///
/// It is made for the cells of owners, where a word with a capital that is none of the framework and none of the language is a
/// person more often than not.
pub fn is_name(text: &str, known: &Known) -> bool {
    let reader = Reader { text, words: words(text), known };
    let all = reader.words.as_slice();
    let beside = all.windows(2).all(|pair| matches!(pair, [first, second] if are_beside(text, first, second)));
    let outside = text.chars().filter(|c| !c.is_alphabetic() && !"-'\u{2019}`. \u{a0}".contains(*c)).count();
    if !beside || outside > 0 {
        return false;
    }
    match all {
        [] => false,
        [word] if word.is_initial() => !known.has_word(&word.key()) && !text.trim().starts_with(char::is_lowercase),
        [word] => is_monogram(word, known) || reader.stands_alone(0),
        _ if all.iter().all(Word::is_initial) => reader.are_initials(0, all.len()),
        _ => all.len() <= 6 && reader.is_full_name(),
    }
}

/// Whether the letters of a word are initials around the small letters of "van", "de", "van der": `JvD`, `KvdB`.
fn is_monogram(word: &Word, known: &Known) -> bool {
    let mut capitals = (0, 0);
    let mut inner = String::new();
    for c in word.text.chars() {
        match (c.is_uppercase(), inner.is_empty()) {
            (true, true) => capitals.0 += 1,
            (true, false) => capitals.1 += 1,
            (false, _) if capitals.1 == 0 => inner.push(c),
            (false, _) => return false,
        }
    }
    let shape =
        matches!(capitals, (1 | 2, 1)) && matches!(inner.as_str(), "v" | "d" | "t" | "vd" | "vdr" | "vt" | "te");
    shape && !known.has_word(&word.key()) && !vocabulary::is_abbreviation(&word.key())
}

/// The pieces of an owner cell, between commas, slashes, brackets, lines and "en".
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| ",;/+&|:()[]{}\n\r\u{2022}\u{2013}\u{2014}".contains(*c)) {
        pieces.push(from..at);
        from = at + c.len_utf8();
    }
    pieces.push(from..text.len());
    let between = |range: Range<usize>| split_at_words(text, range);
    pieces.into_iter().flat_map(between).map(|range| trimmed(text, range)).filter(|range| !range.is_empty()).collect()
}

/// Splits a piece at the words that join names.
fn split_at_words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    let piece = text.get(range.clone()).unwrap_or_default();
    for word in words(piece).iter().filter(|word| matches!(word.text, "en" | "of" | "and" | "met" | "i.s.m" | "ism")) {
        pieces.push(from..range.start + word.start);
        from = range.start + word.end;
    }
    pieces.push(from..range.end);
    pieces.into_iter().flat_map(|range| split_at_dashes(text, range)).collect()
}

/// Splits a piece at hyphens that stand between spaces.
fn split_at_dashes(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let mut from = range.start;
    let mut pieces = Vec::new();
    for (at, dash) in piece.match_indices(" - ") {
        pieces.push(from..range.start + at);
        from = range.start + at + dash.len();
    }
    pieces.push(from..range.end);
    pieces
}

/// The range without white space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Whether the text holds anything by which a name could be told; most texts do not, and are answered without taking them apart.
fn may_hold_name(text: &str) -> bool {
    static SIGNS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let particles = [" van der ", " van den ", " van 't ", " van ’t ", " op den ", " ten ", " ter "];
        let signs = TITLES.iter().chain(FAMILIES).chain(OFFICES).chain(LABELS).chain(&particles);
        let dotted = DOTTED_TITLES.iter().map(|title| format!("{title}."));
        let english = ENGLISH_TITLES.iter().map(|title| format!("{title} "));
        signs.map(|sign| (*sign).to_owned()).chain(dotted).chain(english).collect::<Signs>().0
    });
    let bytes = text.as_bytes();
    // "J." and "Th.": what stands before the dot is looked at more closely later.
    let initial = |pair: &[u8]| matches!(pair, [before, b'.'] if before.is_ascii_uppercase() || !before.is_ascii() || matches!(before, b'h' | b'r' | b't'));
    bytes.contains(&b'@')
        || bytes.windows(2).any(initial)
        || SIGNS.find_iter(text).any(|sign| starts_word(text, sign.start()))
}

/// The automaton of the signs.
struct Signs(AhoCorasick);

impl FromIterator<String> for Signs {
    fn from_iter<I: IntoIterator<Item = String>>(signs: I) -> Self {
        let signs: Vec<String> = signs.into_iter().chain(["loco-burgemeester".to_owned()]).collect();
        // A few dozen constant words cannot be too many.
        Self(AhoCorasick::builder().ascii_case_insensitive(true).build(signs).expect("a few constant words"))
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    !text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
        || text.get(at..).is_some_and(|sign| sign.starts_with(' '))
}

/// Words of a name, as indices: `after` is the word behind the last one.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: usize,
    after: usize,
}

/// A text taken apart.
struct Reader<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    known: &'t Known,
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    fn key(&self, at: usize) -> String {
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
    fn particles(&self, at: usize) -> usize {
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
        let other =
            street || vocabulary::is_role(&key) || vocabulary::is_common(&key) || abbreviation || is_particle(&key);
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
    fn is_plain(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.is_name_shaped() && !self.is_word(word, vocabulary::is_word))
    }

    fn is_plain_small(&self, at: usize) -> bool {
        let key = self.key(at);
        key.chars().count() > 2 && !vocabulary::is_word(&key) && !self.known.has_word(&key)
    }

    /// Whether the word, or a part of it before or after a hyphen, is one of the framework or of the language.
    fn is_word(&self, word: &Word, of_language: impl Fn(&str) -> bool) -> bool {
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
        (self.is_plain(surname) && !place).then(|| Span { first, after: self.surnames(surname + 1, false) })
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
        Some(Span { first: at, after: if word.is_capitalised() { self.surnames(after, false) } else { after } })
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
            return !with_particle
                && (listed && abbreviation || abbreviation && self.is_word(word, vocabulary::is_place));
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

    /// Whether these words are initials by themselves, and no abbreviation.
    fn are_initials(&self, first: usize, after: usize) -> bool {
        let letters: String = (first..after).map(|at| self.key(at)).collect();
        !vocabulary::is_abbreviation(&letters) && !self.known.has_word(&letters) && !vocabulary::is_word(&letters)
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

    /// Whether one word is a name by itself.
    fn stands_alone(&self, at: usize) -> bool {
        let key = self.key(at);
        (3..=14).contains(&key.chars().count()) && self.is_plain(at) && !vocabulary::is_place(&key)
    }

    /// Whether all the words are one name.
    fn is_full_name(&self) -> bool {
        let last = self.words.len() - 1;
        let start = self.particles(0);
        // "Van Dijk" and "de Vries"; "De Wijkteams" is a word of the language.
        if start > 0 && start == last {
            let key = self.key(last);
            let capital = self.word(0).is_some_and(Word::is_capitalised);
            return self.is_plain(last) && (capital || start > 1 || !vocabulary::is_place(&key));
        }
        if !self.is_first_name(start) {
            return false;
        }
        let mut in_surname = false;
        for at in start + 1..=last {
            let Some(word) = self.word(at) else { return false };
            let key = word.key();
            // Behind "van" nearly every word is a surname; without it a noun makes an organisation: "Versa Welzijn".
            let surname = word.is_name_shaped() && (in_surname || !self.is_word(word, vocabulary::is_noun));
            match is_particle(&key) && !word.is_letter() {
                true => in_surname = true,
                false if surname || word.is_letter() => {}
                false => return false,
            }
        }
        true
    }

    /// Whether a word starts the name of a person: a plain word, or an initial.
    fn is_first_name(&self, at: usize) -> bool {
        self.is_plain(at) && !vocabulary::is_place(&self.key(at))
            || self.word(at).is_some_and(|word| word.is_initial() && !self.known.has_word(&word.key()))
    }
}
