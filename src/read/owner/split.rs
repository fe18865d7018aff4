//! Cuts the text of an owner into pieces, and says how each of them takes part.

use super::chunk::{Chunk, Item, Part, is_title, word_key};
use super::classify::classify;
use crate::language::Role;
use crate::plan::OwnerKind;
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};
use crate::wording::key;

/// So many words an announcement has at most.
const LONGEST_ANNOUNCEMENT: usize = 5;

/// Cuts a text at its separators, after known names were found.
pub(super) struct Splitter<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) text: &'a str,
    pub(super) lexicon: &'a Lexicon,
    pub(super) chunks: Vec<Chunk<'a>>,
}

impl<'a> Splitter<'a> {
    /// Adds the chunks of a stretch of tokens. What stands in brackets is a remark where `with_remarks`.
    pub(super) fn split(&mut self, range: std::ops::Range<usize>, part: Part, with_remarks: bool) {
        let (tokens, mut part, mut open, mut at, mut title) = (self.tokens, part, false, range.start, 0);
        while let Some(token) = tokens.get(at).filter(|_| at < range.end) {
            if token.kind == Kind::Open && with_remarks {
                let before = self.chunks.len();
                at = self.remark(at, range.end, open);
                open &= self.chunks.len() == before;
                continue;
            }
            let (item, next) = match self.name(token, at).or_else(|| self.slip(at)) {
                Some((next, item)) => (Some(item), next),
                None => {
                    let within =
                        at < title || open && self.chunks.last().is_some_and(|chunk| chunk.ends_in_title(self.lexicon));
                    title = title.max(self.title_ends_at(at));
                    if let Some((next, announced)) = self.announced(at, within || at < title) {
                        (part, open, at) = (announced, false, next);
                        continue;
                    }
                    (plain_item(token), at + 1)
                }
            };
            // A new line begins anew: who was announced above stands above.
            if with_remarks && item.is_none() && matches!(self.token_text(token), "\n" | ";") {
                part = Part::Named;
            }
            let end = next.checked_sub(1).and_then(|last| tokens.get(last)).map_or(token.end, |last| last.end);
            let is_item = item.is_some();
            match (item, self.chunks.last_mut().filter(|_| open)) {
                (Some(item), Some(chunk)) => {
                    chunk.items.push(item);
                    chunk.end = end;
                }
                (Some(item), None) => self.chunks.push(Chunk { items: vec![item], part, start: token.start, end }),
                (None, _) => {}
            }
            open = is_item;
            at = next;
        }
    }

    /// The name that starts at `at`, also one whose words were cut off. Titles and words that say nothing are no such words.
    fn name(&self, token: &Token, at: usize) -> Option<(usize, Item<'a>)> {
        let word = word_key(token);
        let cut = || {
            // "gem." is a filler, and the beginning of "gemeente Huizen".
            let may_be_cut =
                !self.lexicon.known().is_title(word) && (word.len() >= 3 || !self.is(Role::OwnerFiller, word));
            may_be_cut.then(|| self.lexicon.abbreviated_at(self.tokens, at)).flatten()
        };
        let (next, entity) = self.lexicon.name_at(self.tokens, at).or_else(cut)?;
        Some((next, Item::Name(entity)))
    }

    /// The name with a separator in it that is nearly written at `at`.
    fn slip(&self, at: usize) -> Option<(usize, Item<'a>)> {
        let (next, name) = self.lexicon.slip_at(self.tokens, at)?;
        let (first, last) = (self.tokens.get(at)?, self.tokens.get(next.checked_sub(1)?)?);
        Some((next, Item::Slip(name, first.start..last.end)))
    }

    fn is(&self, role: Role, key: &str) -> bool {
        self.lexicon.language().words(role).has_key(key)
    }

    fn token_text(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// The key of a token, also of one that separates.
    fn token_key(&self, at: usize) -> Option<String> {
        self.tokens.get(at).map(|token| key(self.token_text(token))).filter(|key| !key.is_empty())
    }

    /// The index after the function of several words that starts at `at` ("team lead"), whose words announce nothing.
    fn title_ends_at(&self, at: usize) -> usize {
        let word = |nth: usize| self.tokens.get(at + nth).map(word_key).filter(|key| !key.is_empty());
        let length = self.lexicon.language().words(Role::Function).length_at(word);
        length.filter(|length| *length > 1).map_or(0, |length| at + length)
    }

    /// The words at `at` that announce how those after them take part, with the index after them. Within the name of a function or
    /// team ("team Regie") a word announces only who stands after a colon.
    fn announced(&self, at: usize, within_title: bool) -> Option<(usize, Part)> {
        // Almost every word announces nothing, and folding it once tells.
        let keys: Vec<String> = std::iter::once(self.token_key(at)?)
            .chain((at + 1..at + LONGEST_ANNOUNCEMENT).map_while(|at| self.token_key(at)))
            .collect();
        let word = |nth: usize| keys.get(nth).map(String::as_str);
        let language = self.lexicon.language();
        let colon = |next: usize| self.tokens.get(next).is_some_and(|token| self.token_text(token) == ":");
        let free = |length: usize| !within_title || colon(at + length);
        if let Some(length) = language.words(Role::OwnerPartner).length_at(word) {
            return Some((at + length, Part::Partner));
        }
        if let Some(length) = self.helps(&keys, colon(at + 1)).filter(|length| free(*length)) {
            return Some((at + length, Part::Partner));
        }
        let length = language.words(Role::OwnerLead).length_at(word).filter(|length| free(*length))?;
        Some((at + length, Part::Leads))
    }

    /// How many of these words say that somebody helps: "met steun van", "in nauw overleg met", "ondersteuning:".
    fn helps(&self, keys: &[String], label: bool) -> Option<usize> {
        let is = |role: Role, nth: usize| keys.get(nth).is_some_and(|key| self.is(role, key));
        if is(Role::HelpMatter, 0) {
            return if is(Role::HelpCloser, 1) { Some(2) } else { label.then_some(1) };
        }
        let matter = (1..=2).find(|nth| is(Role::HelpOpener, 0) && is(Role::HelpMatter, *nth))?;
        is(Role::HelpCloser, matter + 1).then_some(matter + 2)
    }

    /// Reads what stands in the bracket that opens at `at`, and gives the index after it. A remark belongs to the name before it;
    /// "(trekker: OOV)" and "(i.s.m. politie)" name somebody, "(trekker)" says who leads, and "OOV (Hilversum)" of which municipality.
    fn remark(&mut self, at: usize, end: usize, open: bool) -> usize {
        let close = self.closing(at, end);
        let bracket = self.tokens.get(close.min(end.saturating_sub(1))).map_or(0, |token| token.end);
        let announced = |part| {
            (at + 1..close)
                .find_map(|inner| Some((inner, self.announced(inner, false).filter(|(_, said)| *said == part)?.0)))
        };
        if let Some((inner, after)) = announced(Part::Leads) {
            self.announced_in_bracket((inner, after), at + 1..close, Part::Leads);
        } else if let Some((inner, after)) = announced(Part::Partner) {
            if let Some(last) = self.chunks.last_mut().filter(|_| open) {
                last.end = last.end.max(bracket);
            }
            self.announced_in_bracket((inner, after), at + 1..close, Part::Partner);
        } else if open {
            let beside = self.beside(at + 1..close);
            if let Some(last) = self.chunks.last_mut() {
                last.end = last.end.max(bracket);
                last.items.extend(beside);
            }
        }
        (close + 1).min(end)
    }

    /// Adds whom a bracket announces: those after the announcement, else those before it ("politie betrokken"), else it says how the
    /// one before the bracket takes part.
    fn announced_in_bracket(&mut self, (from, after): (usize, usize), inner: std::ops::Range<usize>, part: Part) {
        let before = self.chunks.len();
        self.split(after..inner.end, part, false);
        if self.chunks.len() == before {
            self.split(inner.start..from, part, false);
        }
        if self.chunks.len() == before
            && let Some(last) = self.chunks.last_mut()
        {
            last.part = part;
        }
    }

    /// What a bracket says of the name before it: the municipality of a team, or the team or function of a municipality.
    fn beside(&self, range: std::ops::Range<usize>) -> Vec<Item<'a>> {
        if let Some(entity) = only_municipality(self.tokens, range.clone(), self.lexicon) {
            return vec![Item::Name(entity)];
        }
        if let Some(entity) = self.spelled_out(range.clone()) {
            return vec![Item::Name(entity)];
        }
        let of_place = |item: &Item| matches!(item, Item::Name(Entity::Municipality(_)));
        let is_place = |chunk: &Chunk| {
            let mut items = chunk.items.iter().filter(|item| !chunk.is_filler(item, self.lexicon)).peekable();
            items.peek().is_some() && items.all(of_place)
        };
        if !self.chunks.last().is_some_and(is_place) {
            return Vec::new();
        }
        let mut inside = Splitter { tokens: self.tokens, text: self.text, lexicon: self.lexicon, chunks: Vec::new() };
        inside.split(range, Part::Named, false);
        let is_team = |chunk: &Chunk| match classify(chunk, self.text, self.lexicon) {
            Some(OwnerKind::Party { party, .. }) => self.lexicon.is_precise(party),
            Some(OwnerKind::Function { .. }) => true,
            _ => false,
        };
        match inside.chunks.as_slice() {
            [only] if is_team(only) => only.items.clone(),
            _ => Vec::new(),
        }
    }

    /// The party whose abbreviation alone stands in a bracket, behind words that no list has: "Opleidingsinstituut (ROR)".
    fn spelled_out(&self, range: std::ops::Range<usize>) -> Option<&'a Entity> {
        let last = self.chunks.last()?;
        let is_plain = |item: &Item| matches!(item, Item::Word(word) if !is_title(word_key(word), self.lexicon));
        let (next, entity) = self.lexicon.name_at(self.tokens, range.start)?;
        let is_party = matches!(entity, Entity::Party(_)) && next >= range.end && last.items.iter().all(is_plain);
        let typed = self.text.get(self.tokens.get(range.start)?.start..self.tokens.get(range.end - 1)?.end)?;
        let is_short = typed.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        (is_party && is_short).then_some(entity)
    }

    /// The index of the bracket that closes the one at `at`; the end of the stretch where none does.
    fn closing(&self, at: usize, end: usize) -> usize {
        let mut depth = 0usize;
        for index in at..end {
            match self.tokens.get(index).map(|token| &token.kind) {
                Some(Kind::Open) => depth += 1,
                Some(Kind::Close) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index;
            }
        }
        end
    }
}

/// A token that is part of a chunk, where it is no name.
fn plain_item(token: &Token) -> Option<Item<'_>> {
    match token.kind {
        Kind::Word { .. } => Some(Item::Word(token)),
        Kind::Redacted => Some(Item::Redacted),
        Kind::At => Some(Item::At),
        Kind::Separator | Kind::Open | Kind::Close => None,
    }
}

/// The municipality that a stretch of tokens names, where it says nothing else.
fn only_municipality<'a>(tokens: &[Token], range: std::ops::Range<usize>, lexicon: &'a Lexicon) -> Option<&'a Entity> {
    let mut words = range.clone().filter(|at| {
        let says = |token: &Token| {
            plain_item(token).is_some() && !lexicon.language().words(Role::OwnerFiller).lists(word_key(token))
        };
        tokens.get(*at).is_some_and(says)
    });
    let (end, entity) = lexicon.name_at(tokens, words.next()?)?;
    let alone = end >= range.end || !words.any(|at| at >= end);
    (alone && matches!(entity, Entity::Municipality(_))).then_some(entity)
}
