//! Names in running text: parties, municipalities, the district. Longer names are found before shorter ones, so that
//! "Blaricum en Laren" is never split at "en".

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::framework::{Code, Framework, PartyKind};
use crate::language::{Language, Role};
use crate::privacy::Known;
use crate::read::redaction;
use crate::read::vocabulary::Spelling;
use crate::wording::{Spellings, fold, key, nearest};

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entity {
    /// Index in [`Framework::parties`].
    Party(usize),
    Municipality(Code),
    District,
    Collective,
}

/// A piece of text, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// What a piece of text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word by its key; `dotted` where a full stop follows or stands in it.
    Word {
        key: String,
        dotted: bool,
    },
    /// Something that separates names: a comma, "en", a new line.
    Separator,
    Open,
    Close,
    Redacted,
    /// The sign of a handle or address.
    At,
}

/// Words of a name; `None` for what separates them.
type Pattern = Vec<Option<String>>;

/// The names of a framework, ready for finding them in text.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// Names by their first word; longest first.
    names: BTreeMap<String, Vec<(Pattern, Entity)>>,
    /// Names of the framework that have a separator in them, as it writes them.
    joined: Vec<(Pattern, String)>,
    /// Names as the framework writes them, for suggestions.
    suggestions: Spellings,
    /// Folded functional addresses.
    emails: FxHashMap<String, usize>,
    /// Names of municipalities with their codes, for slips of the pen.
    municipalities: Vec<(String, Code)>,
    spelling: Spelling,
    language: Arc<Language>,
    kinds: Vec<PartyKind>,
    /// What tells names of persons from everything else.
    known: Known,
    /// Of each party that is not only of the district: the municipality (code) that it stands for.
    stands_for: Vec<Option<Code>>,
}

impl Lexicon {
    /// The names of a framework.
    pub fn new(framework: &Framework) -> Self {
        let mut lexicon = Self {
            names: BTreeMap::new(),
            joined: Vec::new(),
            suggestions: Spellings::default(),
            emails: FxHashMap::default(),
            municipalities: Vec::new(),
            spelling: Spelling::of(framework),
            language: framework.language.clone(),
            kinds: framework.parties.iter().map(|party| party.kind).collect(),
            known: Known::new(framework),
            stands_for: framework
                .parties
                .iter()
                .map(|party| party.municipality.clone().filter(|_| party.kind == PartyKind::Outside))
                .collect(),
        };
        lexicon.add_municipalities(framework);
        lexicon.add_parties(framework);
        for name in std::iter::once(&framework.district.name).chain(&framework.district.aliases) {
            lexicon.add(name, Entity::District);
        }
        // Language words come last: a name of the framework goes before them.
        for phrase in framework.language.words(Role::Collective).entries() {
            lexicon.add(phrase, Entity::Collective);
        }
        for names in lexicon.names.values_mut() {
            names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        lexicon
    }

    fn add_municipalities(&mut self, framework: &Framework) {
        for municipality in &framework.municipalities {
            let entity = || Entity::Municipality(municipality.code.clone());
            let names = std::iter::once(&municipality.name).chain(&municipality.aliases);
            for name in names {
                self.suggest(name);
                self.municipalities.push((name.clone(), municipality.code.clone()));
                self.add(name, entity());
                for lead in framework.language.words(Role::MunicipalityLead).entries() {
                    self.add(&format!("{lead} {name}"), entity());
                }
            }
            self.add(&municipality.code, entity());
        }
        // Municipalities that are assessed as one are written apart as well; a name of its own goes before a part of another.
        for municipality in &framework.municipalities {
            for part in self.parts(&municipality.name) {
                self.add(&part, Entity::Municipality(municipality.code.clone()));
            }
        }
    }

    /// The parts of a name that joins several: Blaricum and Laren of "Blaricum en Laren".
    fn parts(&self, name: &str) -> Vec<String> {
        let tokens = self.tokens(name);
        let parts = tokens.split(|token| token.kind == Kind::Separator);
        let text = |part: &[Token]| name.get(part.first()?.start..part.last()?.end).map(str::to_owned);
        let parts: Vec<String> = parts.filter_map(text).collect();
        if parts.len() > 1 { parts } else { Vec::new() }
    }

    fn add_parties(&mut self, framework: &Framework) {
        for (index, party) in framework.parties.iter().enumerate() {
            let entity = if party.kind == PartyKind::Collective { Entity::Collective } else { Entity::Party(index) };
            for name in std::iter::once(&party.name).chain(&party.short).chain(&party.aliases) {
                self.suggest(name);
                self.add(name, entity.clone());
            }
            if let Some(email) = &party.email {
                self.emails.insert(fold(email), index);
            }
        }
    }

    /// Makes a name one that can be proposed.
    fn suggest(&mut self, name: &str) {
        self.suggestions.push(name);
        let pattern = self.pattern(&self.tokens(name));
        if pattern.contains(&None) {
            self.joined.push((pattern, name.to_owned()));
        }
    }

    /// Adds a name; the first meaning of a name counts.
    fn add(&mut self, name: &str, entity: Entity) {
        let words = self.pattern(&self.tokens(name));
        let Some(Some(first)) = words.first().cloned() else { return };
        let names = self.names.entry(first).or_default();
        if !names.iter().any(|(other, _)| *other == words) {
            names.push((words, entity));
        }
    }

    /// Words and separators (`None`) of a name; separators in a row count as one.
    fn pattern(&self, tokens: &[Token]) -> Vec<Option<String>> {
        let mut pattern: Vec<Option<String>> = Vec::new();
        for token in tokens {
            match &token.kind {
                Kind::Word { key, .. } => pattern.push(Some(key.clone())),
                Kind::Separator if matches!(pattern.last(), Some(Some(_))) => pattern.push(None),
                _ => {}
            }
        }
        if pattern.last() == Some(&None) {
            pattern.pop();
        }
        pattern
    }

    /// The longest name that starts at `at`, with the index after it.
    pub(crate) fn name_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &Entity)> {
        let Some(Token { kind: Kind::Word { key, .. }, .. }) = tokens.get(at) else { return None };
        let names = self.names.get(key)?;
        names.iter().find_map(|(pattern, entity)| Some((ends_at(tokens, at, pattern, false)?, entity)))
    }

    /// The longest name that is written at `at` with words cut off by a full stop ("coörd. radicalisering"), with the index after
    /// it; none where it can be more than one.
    pub(crate) fn abbreviated_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &Entity)> {
        let Some(Token { kind: Kind::Word { key, dotted }, .. }) = tokens.get(at) else { return None };
        let cut = *dotted && key.chars().count() >= SHORTEST_CUT;
        let fits = |first: &str| first == key || cut && first.starts_with(key.as_str());
        let names = self.names.range(key.clone()..).take_while(|(first, _)| fits(first)).flat_map(|(_, names)| names);
        let found = names.filter_map(|(pattern, entity)| Some((ends_at(tokens, at, pattern, true)?, pattern, entity)));
        let mut found: Vec<(usize, &Pattern, &Entity)> = found.collect();
        let longest = found.iter().map(|(_, pattern, _)| pattern.len()).max()?;
        found.retain(|(_, pattern, _)| pattern.len() == longest);
        let letters = |pattern: &Pattern| pattern.iter().flatten().map(String::len).sum::<usize>();
        let (end, shortest, entity) = *found.iter().min_by_key(|(_, pattern, _)| letters(pattern))?;
        // "burgem." is the mayor rather than the mayors, but "vei." may be anything.
        found.iter().all(|(_, pattern, other)| *other == entity || extends(pattern, shortest)).then_some((end, entity))
    }

    /// The name that the whole text is.
    pub(crate) fn whole(&self, text: &str) -> Option<&Entity> {
        let tokens = self.tokens(text);
        let start = tokens.iter().position(|token| matches!(token.kind, Kind::Word { .. }))?;
        let (end, entity) = self.name_at(&tokens, start)?;
        let rest = tokens.get(end..)?.iter().chain(tokens.get(..start)?);
        rest.into_iter().all(|token| !matches!(token.kind, Kind::Word { .. } | Kind::Redacted)).then_some(entity)
    }

    /// The name with a separator in it that is nearly written at `at`, with the index after it: "Zorg en Veilgheidshuis".
    pub(crate) fn slip_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &str)> {
        let Kind::Word { .. } = tokens.get(at)?.kind else { return None };
        let slips = self.joined.iter().filter_map(|(pattern, name)| {
            let (end, slips) = nearly_ends_at(tokens, at, pattern)?;
            Some((slips, std::cmp::Reverse(end), name))
        });
        slips.min().map(|(_, std::cmp::Reverse(end), name)| (end, name.as_str()))
    }

    /// The known name that was probably meant; none where a slip may as well be the name of somebody else, as in abbreviations of
    /// which one letter differs.
    pub(crate) fn suggestion(&self, text: &str) -> Option<&str> {
        // "Els" has the letters of an abbreviation, but nobody types that with small ones.
        let short = key(text).chars().count() < SHORTEST_SLIP;
        if short && text.chars().any(char::is_lowercase) {
            return None;
        }
        self.suggestions.nearest(text).filter(|name| is_slip(text, name))
    }

    /// The municipality that was probably meant, with the name that it was recognised by.
    pub(crate) fn near_municipality(&self, text: &str) -> Option<(&str, &Code)> {
        // Codes and short names are too near to each other to guess.
        let long = || self.municipalities.iter().filter(|(name, _)| key(name).len() >= 5);
        let name = nearest(text, long().map(|(name, _)| name.as_str()))?;
        long().find(|(other, _)| other == name).map(|(name, code)| (name.as_str(), code))
    }

    /// The party with this functional address.
    pub(crate) fn by_email(&self, text: &str) -> Option<usize> {
        self.emails.get(&fold(text)).copied()
    }

    /// The language that the framework is read by.
    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    /// The words that are no names of persons.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// What sort of party it is.
    pub(crate) fn kind(&self, party: usize) -> Option<PartyKind> {
        self.kinds.get(party).copied()
    }

    /// Whether a party is a unit, role or office: somebody within a municipality or an organisation.
    pub(crate) fn is_precise(&self, party: usize) -> bool {
        matches!(self.kind(party), Some(PartyKind::Unit | PartyKind::Role | PartyKind::Office))
    }

    /// The municipality that a name means: its own, or that of a party that is not only of the district.
    pub(crate) fn municipality<'a>(&'a self, entity: &'a Entity) -> Option<&'a Code> {
        match entity {
            Entity::Municipality(code) => Some(code),
            Entity::Party(party) => self.stands_for.get(*party)?.as_ref(),
            _ => None,
        }
    }

    /// Cuts text into words and what stands between them.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let plain: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
        let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(c) = plain.get(at).copied() {
            let (kind, length) = self.token(&plain, at, c);
            if let Some(kind) = kind {
                tokens.push(Token { kind, start: byte(at), end: byte(at + length) });
            }
            at += length.max(1);
        }
        self.join_separators(&mut tokens);
        tokens
    }

    /// Makes one separator of the words of a phrase that separates: "dan wel".
    fn join_separators(&self, tokens: &mut Vec<Token>) {
        let separators = self.language.words(Role::OwnerSeparator);
        for at in (0..tokens.len()).rev() {
            let word = |nth: usize| match &tokens.get(at + nth)?.kind {
                Kind::Word { key, .. } => Some(key.as_str()),
                _ => None,
            };
            let Some(length) = separators.length_at(word).filter(|length| *length > 1) else { continue };
            let end = tokens.get(at + length - 1).map(|last| last.end);
            tokens.drain(at + 1..at + length);
            if let (Some(first), Some(end)) = (tokens.get_mut(at), end) {
                (first.kind, first.end) = (Kind::Separator, end);
            }
        }
    }

    fn token(&self, chars: &[char], at: usize, c: char) -> (Option<Kind>, usize) {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        if !before.is_alphanumeric()
            && before != '.'
            && let Some(length) = chars.get(at..).and_then(redaction::length_at)
        {
            return (Some(Kind::Redacted), length);
        }
        match c {
            '\n' | ',' | ';' | '/' | '+' | '&' | '|' | ':' | '\u{2022}' => (Some(Kind::Separator), 1),
            '-' | '\u{2010}'..='\u{2015}' if before.is_whitespace() && after.is_whitespace() => {
                (Some(Kind::Separator), 1)
            }
            '(' | '[' | '{' => (Some(Kind::Open), 1),
            ')' | ']' | '}' => (Some(Kind::Close), 1),
            '@' => (Some(Kind::At), 1),
            c if c.is_alphanumeric() => self.word(chars, at),
            _ => (None, 1),
        }
    }

    /// A word; the letters of a dotted abbreviation are joined: `n.t.b.` is `ntb`.
    fn word(&self, chars: &[char], at: usize) -> (Option<Kind>, usize) {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '\u{300}'..='\u{36F}');
        let run = |from: usize| chars.iter().skip(from).take_while(|c| inside(**c)).count();
        let mut length = run(at);
        let mut dotted = false;
        if length == 1 {
            while chars.get(at + length) == Some(&'.') && run(at + length + 1) == 1 {
                length += 2;
                dotted = true;
            }
        }
        let word: String = chars.iter().skip(at).take(length).collect();
        let key = key(self.spelling.word(&fold(&word)));
        let stop = chars.get(at + length) == Some(&'.');
        let length = length + usize::from(stop && (dotted || length <= 4));
        if key.is_empty() {
            (None, length)
        } else if self.language.words(Role::OwnerSeparator).lists(&key) {
            (Some(Kind::Separator), length)
        } else {
            (Some(Kind::Word { key, dotted: dotted || stop }), length)
        }
    }
}

/// A slip in a shorter word may make another word of it: "Els" is not "ESS", "GGD" is not "GGZ".
const SHORTEST_SLIP: usize = 5;
/// Shorter beginnings of words are initials rather than words that were cut off.
const SHORTEST_CUT: usize = 3;

/// Whether each word of a name begins with that of another.
fn extends(longer: &Pattern, shorter: &Pattern) -> bool {
    let begins = |(long, short): (&Option<String>, &Option<String>)| match (long, short) {
        (Some(long), Some(short)) => long.starts_with(short.as_str()),
        (long, short) => long == short,
    };
    longer.iter().zip(shorter).all(begins)
}

/// Where the name ends that starts at `at`, if it is `pattern`. Brackets within a name say nothing; words may be cut off by a
/// full stop where `cut` says so.
fn ends_at(tokens: &[Token], at: usize, pattern: &[Option<String>], cut: bool) -> Option<usize> {
    let mut at = at;
    for (nth, part) in pattern.iter().enumerate() {
        if nth > 0 {
            while matches!(tokens.get(at)?.kind, Kind::Open | Kind::Close) {
                at += 1;
            }
        }
        match (part, &tokens.get(at)?.kind) {
            (Some(word), Kind::Word { key, .. }) if word == key => at += 1,
            (Some(word), Kind::Word { key, dotted: true })
                if cut && key.chars().count() >= SHORTEST_CUT && word.starts_with(key.as_str()) =>
            {
                at += 1;
            }
            (None, Kind::Separator) => {
                while matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Separator)) {
                    at += 1;
                }
            }
            _ => return None,
        }
    }
    Some(at)
}

/// Whether a text can be a slip of the pen for a name: wherever their words differ, the words are long enough to tell, or have the
/// same letters in another order.
fn is_slip(text: &str, name: &str) -> bool {
    let (typed, meant) = (keys_of(text), keys_of(name));
    if typed.len() != meant.len() {
        return is_slip_of_word(&typed.concat(), &meant.concat(), name);
    }
    let mut pairs = typed.iter().zip(&meant).filter(|(typed, meant)| typed != meant);
    pairs.all(|(typed, meant)| is_slip_of_word(typed, meant, name))
}

/// Whether one word can be a slip of the pen for another. An abbreviation of which one letter is another one is that of somebody else.
fn is_slip_of_word(typed: &str, meant: &str, name: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (typed_length, length) = (typed.chars().count(), meant.chars().count());
    let is_abbreviation = (3..=LONGEST_ABBREVIATION).contains(&length) && name.to_uppercase() == name;
    if letters(typed) == letters(meant) {
        return is_abbreviation || length >= SHORTEST_SLIP;
    }
    let most = if length < LONG_WORD { 1 } else { 2 };
    let near = length >= SHORTEST_SLIP && strsim::osa_distance(typed, meant) <= most;
    near && (!is_abbreviation || typed_length != length)
}

/// A word with two slips of the pen has so many letters at least.
const LONG_WORD: usize = 8;
/// Longer names in capitals are words.
const LONGEST_ABBREVIATION: usize = 7;

fn keys_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).map(key).filter(|word| !word.is_empty()).collect()
}

/// Where a name ends that starts at `at` and is nearly `pattern`, with how many slips of the pen there are in it; the words are as
/// many as in the name, and only long ones have slips.
fn nearly_ends_at(tokens: &[Token], at: usize, pattern: &[Option<String>]) -> Option<(usize, usize)> {
    const MOST: usize = 3;
    let (mut at, mut slips) = (at, 0);
    for part in pattern {
        match (part, &tokens.get(at)?.kind) {
            (Some(word), Kind::Word { key, .. }) if word == key => at += 1,
            (Some(word), Kind::Word { key, .. }) => {
                slips += nearest(key, [word.as_str()])
                    .and_then(|_| is_slip(key, word).then(|| strsim::osa_distance(key, word)))?;
                at += 1;
            }
            (None, Kind::Separator) => {
                while matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Separator)) {
                    at += 1;
                }
            }
            _ => return None,
        }
    }
    (1..=MOST).contains(&slips).then_some((at, slips))
}
