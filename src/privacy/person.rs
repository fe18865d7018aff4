//! Names of persons.
//!
//! A name is recognised by what stands beside it - a title, an office, initials, "@", the small words within surnames - and in the
//! cell of an owner also by its shape alone. Words of the framework and of the language ("Laren", "Radar", "Jeugdzorg", "maandag")
//! are no names, though some people are called so.

use std::ops::Range;

use super::email::emails;
use super::known::Known;
use super::vocabulary::Vocabulary;
use super::words::{Word, are_beside, between, words};
use crate::language::Role;

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
    /// The surname before a comma and initials or a given name: "Molenaar, K."
    Order,
    /// A common given name before a surname: "Kees Molenaar".
    Given,
    /// A common surname before a day: "Jansen 12-5".
    Day,
    /// What stands beside persons only: "door Sanne", "Molenaar belt", "Bart, Joke en Els".
    Beside,
    /// Nothing but the shape of a name, in the cell of an owner.
    Shape,
    /// It is named as an owner or as a user elsewhere in the workbook.
    Elsewhere,
}

/// Where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its bytes, with initials and without title or office.
    pub range: Range<usize>,
    /// What it was recognised by.
    pub sign: Sign,
}

/// How many small words may stand together in a surname: "van op den".
const MOST_PARTICLES: usize = 3;

/// Where the text holds the name of a person with a sign beside it that tells so.
pub(super) fn names(text: &str, known: &Known) -> Vec<Name> {
    if known.stems.hint(text).name { look_for_names(text, known) } else { Vec::new() }
}

/// The same for a text that can hold one.
pub(super) fn look_for_names(text: &str, known: &Known) -> Vec<Name> {
    let reader = Reader { text, words: words(text), known };
    let mut found: Vec<Name> = Vec::new();
    for at in 0..reader.words.len() {
        let Some((sign, Span { first, after })) =
            reader.signed(at).or_else(|| reader.in_comma_order(at)).or_else(|| reader.beside(at))
        else {
            continue;
        };
        let (Some(first), Some(last)) = (reader.word(first), after.checked_sub(1).and_then(|last| reader.word(last)))
        else {
            continue;
        };
        // The dot of "Piet J." and of a lone initial belongs to the name, that of a sentence does not.
        let range = first.start..last.end + usize::from(last.is_initial(&known.vocabulary));
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

    pub(super) fn vocabulary(&self) -> &'t Vocabulary {
        &self.known.vocabulary
    }

    /// Whether the word at `at` plays a role.
    pub(super) fn plays(&self, role: Role, at: usize) -> bool {
        self.word(at).is_some_and(|word| self.vocabulary().is(role, &word.key()))
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
        let is = |role| self.vocabulary().is(role, &key);
        if self.is_title(at, &key) {
            return Some((Sign::Title, self.titled(at + 1, is(Role::ShortTitle))?));
        }
        if is(Role::Household) && self.follows(at + 1) {
            return Some((Sign::Title, self.plain_name(at + 1)?));
        }
        if is(Role::Office)
            && let Some(span) = self.of_office(at + 1)
        {
            return Some((Sign::Office, span));
        }
        if let Some(name) = self.labelled(at) {
            return Some((Sign::Label, self.plain_name(name)?));
        }
        if let Some(span) = self.handle(at) {
            return Some((Sign::Handle, span));
        }
        if let Some(span) = self.initialled(at) {
            return Some((Sign::Initials, span));
        }
        if let Some(span) = self.with_particles(at) {
            return Some((Sign::Particles, span));
        }
        if let Some(span) = self.given_name(at) {
            return Some((Sign::Given, span));
        }
        if let Some(span) = self.capital_particles(at) {
            return Some((Sign::Particles, span));
        }
        Some((Sign::Day, self.before_a_day(at)?))
    }

    fn beside(&self, at: usize) -> Option<(Sign, Span)> {
        Some((Sign::Beside, self.beside_a_person_word(at)?))
    }

    /// "Van der Sluijs" within a sentence, where only a name has the capital; and a common surname with its small words.
    fn capital_particles(&self, at: usize) -> Option<Span> {
        let small = self.particles(at);
        let last = at + small;
        let first = self.word(at).filter(|word| word.is_capitalised())?;
        let inside = at > 0 && self.goes_on(at) && !self.word(at - 1)?.is_name_shaped();
        let whole: String = (at..=last).map(|at| self.key(at)).collect();
        let common = small > 0 && self.vocabulary().lists_family(&whole);
        let sure = self.vocabulary().words(Role::SureParticle).length_at(|nth| self.word(at + nth).map(Word::key));
        let name = self.word(last).filter(|word| word.is_name_shaped() && self.is_plain(last))?;
        let is_name = inside && (common || sure == Some(small)) && first.start < name.start;
        (is_name && !self.is_street(&name.key())).then(|| Span { first: at, after: self.surnames(last + 1, false) })
    }

    /// A name that nothing but the words beside it tell: two words of which nothing is known, or a common name.
    fn beside_a_person_word(&self, at: usize) -> Option<Span> {
        if !(self.is_plain(at) || self.is_common_family(at)) || at > 0 && self.is_part_of_one_before(at) {
            return None;
        }
        let small = if self.goes_on(at + 1) { self.particles(at + 1) } else { 0 };
        let more = self.goes_on(at + 1 + small) && self.is_plain(at + 1 + small);
        let after = if more { self.surnames(at + 2 + small, false) } else { at + 1 };
        let common = (at..after).any(|at| self.is_given(at) || self.is_common_family(at));
        let place = (at..after).any(|at| self.vocabulary().is_place(&self.key(at)) && !self.is_given(at));
        if place && !common || self.is_in_a_name_of_something(at, after) || self.is_behind_article(at) {
            return None;
        }
        let verb = self.goes_on(after) && self.phrase(Role::PersonVerb, after).is_some();
        let listed = !more && self.is_given(at) && self.is_beside_another_given(at);
        let alone = common && self.is_between_brackets(at, after);
        let before = self.stands_behind(at, common);
        (listed || alone || (verb || before) && (more || common)).then_some(Span { first: at, after })
    }

    fn is_common_family(&self, at: usize) -> bool {
        let key = self.key(at);
        self.word(at).is_some_and(Word::is_name_shaped)
            && self.vocabulary().is_family(&key)
            && !self.known.has_word(&key)
            && !self.vocabulary().is_common(&key)
            && !self.vocabulary().is_listed(&key)
    }

    /// How many words the phrase of a role takes that starts here.
    fn phrase(&self, role: Role, at: usize) -> Option<usize> {
        self.vocabulary().words(role).length_at(|nth| self.word(at + nth).map(Word::key))
    }

    /// Whether a word for whoever does something stands right before: "door", "samen met", or what somebody does for a living.
    /// Before two words of which nothing is known a short word is not enough: "met Alfa Beta" may be an organisation.
    fn stands_behind(&self, at: usize, common: bool) -> bool {
        let ends_here = |length: &usize| {
            at.checked_sub(*length).is_some_and(|from| self.phrase(Role::PersonBefore, from) == Some(*length))
        };
        let gap = at.checked_sub(1).map_or("", |before| self.gap_after(before));
        let beside = gap.trim_start_matches(['.', ':', ',']).chars().all(|c| c == ' ' || c == '\u{a0}');
        let by_trade = at > 0 && self.goes_on(at) && self.plays(Role::Function, at - 1) && common;
        let length = (1..=4).rev().find(ends_here);
        by_trade || beside && length.is_some_and(|length| common || length > 1)
    }

    /// "Bart, Joke en Ilse": another common given name stands beside it, a comma or "en" between.
    fn is_beside_another_given(&self, at: usize) -> bool {
        let joins = |from: usize, to: usize| {
            let comma = from + 1 == to && matches!(self.gap_after(from).trim(), "," | "&" | "/" | "+");
            comma
                || from + 2 == to
                    && self.plays(Role::OwnerSeparator, from + 1)
                    && self.goes_on(from + 1)
                    && self.goes_on(to)
        };
        let ahead = [at + 1, at + 2].into_iter().any(|other| self.is_given(other) && joins(at, other));
        ahead
            || [1, 2]
                .iter()
                .filter_map(|back| at.checked_sub(*back))
                .any(|other| self.is_given(other) && joins(other, at))
    }

    fn is_between_brackets(&self, at: usize, after: usize) -> bool {
        let before = self.word(at).and_then(|word| self.text.get(..word.start)).unwrap_or_default();
        let behind = self.word(after - 1).and_then(|word| self.text.get(word.end..)).unwrap_or_default();
        before.ends_with('(') && behind.starts_with(')')
    }

    /// "het Willem de Zwijger" is a school, and "de Anna's Hoeve" a place.
    fn is_behind_article(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.goes_on(at) && self.plays(Role::Article, before))
    }

    fn is_title(&self, at: usize, key: &str) -> bool {
        let Some(word) = self.word(at) else { return false };
        let is = |role| self.vocabulary().is(role, key);
        is(Role::Title) || word.stop && is(Role::DottedTitle) || word.is_capitalised() && is(Role::CapitalTitle)
    }

    /// How many small words of a surname stand from `at` on, each beside the next word. "In", "op" and "aan" are ordinary words
    /// unless another one follows: "in 't Veld".
    pub(super) fn particles(&self, at: usize) -> usize {
        let is_one = |at: &usize| self.plays(Role::NameParticle, *at) && self.goes_on(at + 1);
        let count = (at..self.words.len()).take(MOST_PARTICLES).take_while(is_one).count();
        if count == 1 && self.plays(Role::LooseParticle, at) { 0 } else { count }
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
        let vocabulary = self.vocabulary();
        let other = self.is_street(&key)
            || vocabulary.is_role(&key)
            || vocabulary.is_common(&key) && surname == initials
            || abbreviation
            || self.known.is_particle(&key);
        let small = short && key.chars().count() > 2 && !vocabulary.is_word(&key) && !self.known.has_word(&key);
        let is_name = !other && word.text.chars().count() > 1 && (word.is_capitalised() || small);
        let alphabetic = word.text.chars().all(|c| !c.is_numeric());
        (is_name && alphabetic).then(|| Span { first, after: self.surnames(surname + 1, !word.is_capitalised()) })
    }

    /// Whether a word (by its key) is the name of a street, which is often called after somebody: "Dr. Klaasveldstraat".
    fn is_street(&self, key: &str) -> bool {
        let endings = self.vocabulary().words(Role::StreetEnding);
        endings.endings().any(|ending| key.len() > ending.len() + 3 && key.ends_with(ending)) || endings.lists(key)
    }

    /// The first word after the initials that start at `at`; after a title they may lack their full stops.
    fn initials(&self, at: usize) -> usize {
        let is_one = |at: &usize| {
            self.word(*at).is_some_and(|word| word.is_initial(self.vocabulary()) || word.is_letter())
                && self.follows(at + 1)
        };
        at + (at..self.words.len()).take(5).take_while(is_one).count()
    }

    /// The word after those that belong to the same name, from `at` on: a second first name, a surname with its small words.
    /// `small` says that the name is written without capitals.
    fn surnames(&self, at: usize, small: bool) -> usize {
        let mut at = at;
        for _ in 0..3 {
            let next = at + if self.goes_on(at) { self.particles(at) } else { 0 };
            let is_family = |at: usize| {
                self.word(at).is_some_and(Word::is_name_shaped) && self.vocabulary().lists_family(&self.key(at))
            };
            let plain = match small {
                true => next > at && self.is_plain_small(next),
                false => self.is_plain(next) || is_family(next),
            };
            if !(self.goes_on(next) && plain) {
                break;
            }
            at = next + 1;
        }
        at
    }

    /// Whether the word has the shape of a name and is none of the framework or of the language.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.is_name_shaped() && (self.is_given(at) || !self.is_word(word, |key| self.vocabulary().is_word(key)))
        })
    }

    /// Whether the word is a common given name with its capital, and none of the framework's words.
    pub(super) fn is_given(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.is_name_shaped() && self.vocabulary().is_given(word.text) && !self.known.has_word(&word.key())
        })
    }

    fn is_plain_small(&self, at: usize) -> bool {
        let key = self.key(at);
        key.chars().count() > 2 && !self.vocabulary().is_word(&key) && !self.known.has_word(&key)
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
        let area = self.vocabulary().is(Role::Neighbourhood, &self.key(surname)) || self.is_street(&self.key(surname));
        let place = (self.vocabulary().is_place(&self.key(surname)) || area) && !signs;
        // "De Groot" and "de Wit" are names behind an office, though "Groot" and "Wit" are words.
        let word = self.word(surname)?;
        let adjective = surname > initials && word.is_name_shaped() && self.plays(Role::Adjective, surname);
        ((self.is_plain(surname) || adjective) && !place)
            .then(|| Span { first, after: self.surnames(surname + 1, false) })
    }

    /// The word after a label at this one: a word with a colon behind it, or letters with full stops ("t.a.v.").
    fn labelled(&self, at: usize) -> Option<usize> {
        let labels = self.vocabulary().words(Role::PersonLabel);
        let length = labels.length_at(|nth| self.word(at + nth).map(Word::key)).unwrap_or_default();
        if length > 0 && self.gap_after(at + length - 1).trim() == ":" {
            return Some(at + length);
        }
        let is_dotted = |at: &usize| self.word(*at).is_some_and(|word| word.stop && word.text.chars().count() <= 2);
        let letters = (at..self.words.len()).take(3).take_while(is_dotted).count();
        let joined: String = (at..at + letters).map(|at| self.key(at)).collect();
        (letters > 1 && labels.lists(&joined)).then_some(at + letters)
    }

    /// The name from this word on, where nothing but a label tells that it is one.
    fn plain_name(&self, first: usize) -> Option<Span> {
        let start = self.initials(first);
        let surname = start + self.particles(start);
        self.is_plain(surname).then(|| Span { first, after: self.surnames(surname + 1, false) })
    }

    /// Whether a word (by its key) is one of the language and hardly a surname.
    fn is_no_name(&self, key: &str) -> bool {
        let vocabulary = self.vocabulary();
        vocabulary.is_noun(key) || vocabulary.is_common(key) || vocabulary.is(Role::Adjective, key)
    }

    /// `@karin`, `@jan.klaasveld`, `@Karin de Vries`; not `veilig@huizen` and not `@OOV`.
    fn handle(&self, at: usize) -> Option<Span> {
        let word = self.word(at)?;
        let before = self.text.get(..word.start)?.strip_suffix('@')?;
        let free = !before.ends_with(|c: char| c.is_alphanumeric() || "._-+".contains(c));
        let key = word.key();
        let alphabetic = word.text.chars().all(|c| !c.is_numeric()) && key.chars().count() > 1;
        let other = self.known.has_word(&key) || self.is_no_name(&key) && !self.vocabulary().is_given(word.text);
        if !free || !alphabetic || other {
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
        if after > at + 1 && self.plays(Role::MailDomain, after - 1) {
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
            self.is_plain(*at)
                || self.plays(Role::NameParticle, *at)
                || self.word(*at).is_some_and(|word| word.is_initial(self.vocabulary()))
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
        let is_run =
            |at: &usize| self.word(*at).is_some_and(|word| word.is_initial(self.vocabulary())) && self.follows(at + 1);
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
        let vocabulary = self.vocabulary();
        let with_particle = surname > start;
        if start - first > 1 {
            let letters: String = (first..start).map(|at| self.key(at)).collect();
            let abbreviation = vocabulary.is_abbreviation(&letters) || self.known.has_word(&letters);
            let listed = self.is_word(word, |key| vocabulary.is_listed(key) || vocabulary.is_place(key));
            return !with_particle && abbreviation && listed;
        }
        let numbered = first.checked_sub(1).is_some_and(|before| self.plays(Role::NumberedPart, before));
        let worded = self.is_word(word, |key| vocabulary.is_common(key) || vocabulary.is_listed(key));
        if numbered || worded && !with_particle {
            return true;
        }
        // "A. Training geven" is the first item of a list: a letter from the start of the alphabet, at the start of a line, and a
        // sentence that goes on in small letters.
        let letter = self.key(first);
        let before = self.word(first).and_then(|word| self.text.get(..word.start)).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\u{a0}', '\t']);
        let line_start = before.is_empty() || before.ends_with(['\n', '\r', ';', ':']);
        let goes_on = self.goes_on(surname + 1)
            && self.word(surname + 1).is_some_and(|word| !word.is_capitalised())
            && !self.plays(Role::AfterName, surname + 1);
        let worded = vocabulary.is_word(&word.key()) && !with_particle;
        line_start && (goes_on || worded) && matches!(letter.as_str(), "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h")
    }

    /// "Karin van der Berg", anywhere in a text.
    fn with_particles(&self, first: usize) -> Option<Span> {
        if !self.is_plain(first) || !self.goes_on(first + 1) {
            return None;
        }
        let small = |at: usize| self.word(at).filter(|word| !word.is_capitalised() && self.goes_on(at)).map(Word::key);
        let sure = self.vocabulary().words(Role::SureParticle);
        let length = sure.length_at(|nth| small(first + 1 + nth))?;
        let after = first + 1 + length;
        let surname = self.word(after).filter(|word| word.is_name_shaped() && self.goes_on(after))?;
        let listed = self.is_word(surname, |key| self.vocabulary().makes_an_organisation(key));
        (!listed && !self.is_in_a_name_of_something(first, after + 1))
            .then(|| Span { first, after: self.surnames(after + 1, false) })
    }

    /// "Kees Molenaar", "Sanne de Boer": a common given name and a word that makes no organisation of it.
    fn given_name(&self, first: usize) -> Option<Span> {
        if !self.is_given(first) || self.word(first)?.stop {
            return None;
        }
        // A second given name or an initial: "Jan Willem", "Piet J. Bakker".
        let is_more = |at: &usize| {
            self.goes_on(*at) && self.is_given(*at)
                || self.follows(*at) && self.word(*at).is_some_and(|word| word.is_initial(self.vocabulary()))
        };
        let more = (first + 1..self.words.len()).take(2).take_while(is_more).count();
        let from = first + 1 + more;
        let surname = from + if self.goes_on(from) { self.particles(from) } else { 0 };
        let is_surname = self.follows(surname) && self.is_surname(surname, surname > from);
        let after = match (is_surname, more) {
            (true, _) => self.surnames(surname + 1, false),
            (false, 0) => return None,
            (false, _) => from,
        };
        let other = self.is_in_a_name_of_something(first, after) || self.is_behind_article(first);
        (!other).then_some(Span { first, after })
    }

    /// Whether a word can be the surname behind a given name: many are ordinary nouns ("Bakker"), but none makes an organisation,
    /// a role or a street of the name.
    pub(super) fn is_surname(&self, at: usize, with_particle: bool) -> bool {
        let Some(word) = self.word(at) else { return false };
        let key = word.key();
        let vocabulary = self.vocabulary();
        let other = vocabulary.makes_an_organisation(&key)
            || vocabulary.is_listed(&key)
            || vocabulary.is_common(&key)
            || self.known.has_word(&key)
            || self.is_street(&key) && !vocabulary.is_family(&key);
        word.is_name_shaped() && (with_particle && !self.is_street(&key) || !other || vocabulary.lists_family(&key))
    }

    /// Whether the words before or behind make the name that of a school, a street, a foundation: "Anne Frank basisschool",
    /// "Stichting Kees Boeke". Schools and organisations are called after somebody; a role before a name is not.
    fn is_in_a_name_of_something(&self, first: usize, after: usize) -> bool {
        let names_something = |at: usize| {
            let key = self.key(at);
            let vocabulary = self.vocabulary();
            vocabulary.is(Role::Organisation, &key) || vocabulary.is(Role::SchoolWord, &key) || self.is_street(&key)
        };
        let before = first.checked_sub(1).is_some_and(|before| self.goes_on(first) && names_something(before));
        // "Martin Luther King Centrum": more words of the same name may stand between.
        let is_name = |at: &usize| self.goes_on(*at) && self.word(*at).is_some_and(Word::is_capitalised);
        let more = (after..self.words.len()).take(2).take_while(is_name).count();
        before || (after..=after + more).any(|at| self.goes_on(at) && names_something(at))
    }

    /// "Jansen 12-5": a common name right before a day.
    fn before_a_day(&self, at: usize) -> Option<Span> {
        let word = self.word(at).filter(|word| word.is_name_shaped())?;
        let key = word.key();
        let is_name = self.vocabulary().lists_family(&key) || self.is_given(at);
        (is_name && !self.known.has_word(&key) && self.is_before_a_day(at)).then_some(Span { first: at, after: at + 1 })
    }

    fn is_before_a_day(&self, at: usize) -> bool {
        let number =
            |at: usize| self.word(at).is_some_and(|word| word.text.len() <= 2 && word.text.parse::<u8>().is_ok());
        let gap = self.gap_after(at);
        let apart = !gap.is_empty() && gap.chars().all(|c| c == ' ' || c == ':' || c == '(');
        apart && number(at + 1) && number(at + 2) && matches!(self.gap_after(at + 1), "-" | "/" | ".")
    }

    /// "Molenaar, K.", "Boer, Sanne de": a surname, a comma, and initials or a common given name.
    fn in_comma_order(&self, at: usize) -> Option<(Sign, Span)> {
        let small = self.particles(at);
        let surname = at + small;
        let is_name = self.is_plain(surname)
            || small > 0 && self.is_surname(surname, true)
            || self.vocabulary().lists_family(&self.key(surname)) && self.word(surname)?.is_name_shaped();
        // The surname was looked at from its first small word.
        if !is_name || self.gap_after(surname).trim() != "," || at > 0 && self.is_part_of_one_before(at) {
            return None;
        }
        let first = surname + 1;
        let initials = (first..self.words.len())
            .take(4)
            .take_while(|at| self.word(*at).is_some_and(|word| word.is_initial(self.vocabulary())))
            .count();
        let named = if initials > 0 { initials } else { usize::from(self.is_given(first)) };
        let after = first + named;
        // In "Huizen, K. Bakker" and "Jansen, Karin Bakker" another name follows.
        let other =
            self.follows(after) && self.is_surname(after, false) && !self.vocabulary().is_common(&self.key(after));
        if named == 0 || other {
            return None;
        }
        let behind = (after..self.words.len())
            .take(MOST_PARTICLES)
            .take_while(|at| {
                self.follows(*at) && self.plays(Role::NameParticle, *at) && !self.plays(Role::LooseParticle, *at)
            })
            .count();
        let ends = after + behind == self.words.len() || !self.follows(after + behind);
        Some((Sign::Order, Span { first: at, after: if ends { after + behind } else { after } }))
    }

    /// Whether a word stands beside a name-shaped one before it, and so in the middle of something.
    fn is_part_of_one_before(&self, at: usize) -> bool {
        self.goes_on(at) && self.word(at - 1).is_some_and(Word::is_name_shaped) && !self.is_given(at - 1)
    }
}
