//! Owners and parties as people write them: "OOV Hilversum", "Wijdemeren/Hilversum", "dhr. X", "n.t.b.".

use crate::framework::{Code, Field, PartyKind};
use crate::language::{Language, Role, Words};
use crate::plan::{Owner, OwnerKind};
use crate::privacy;
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};
use crate::read::redaction;
use crate::wording::key;

/// How many owners are read from one cell. A cell that names more is no list of owners; what it says is kept all the same.
const MOST: usize = 40;

/// A known name or a word of a chunk.
#[derive(Debug, Clone)]
enum Item<'a> {
    Name(&'a Entity),
    Word(&'a Token),
    /// A name that was nearly written, with the bytes that it takes.
    Slip(&'a str, std::ops::Range<usize>),
    Redacted,
    At,
}

/// So many words an announcement has at most.
const LONGEST_ANNOUNCEMENT: usize = 5;

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing is said about it.
    Named,
    /// Leads, in so many words.
    Leads,
    /// Merely takes part.
    Partner,
}

/// A stretch between separators, with the bytes that it takes.
#[derive(Debug)]
struct Chunk<'a> {
    items: Vec<Item<'a>>,
    part: Part,
    start: usize,
    end: usize,
}

impl Chunk<'_> {
    fn words(&self) -> impl Iterator<Item = &Token> {
        self.items.iter().filter_map(|item| if let Item::Word(word) = item { Some(*word) } else { None })
    }

    /// Whether a word of the chunk plays a role.
    fn has(&self, role: Role, lexicon: &Lexicon) -> bool {
        self.words().any(|word| lexicon.language().words(role).has_key(word_key(word)))
    }

    fn is_filler(&self, item: &Item, lexicon: &Lexicon) -> bool {
        matches!(item, Item::Word(word) if !is_telling(word_key(word), lexicon))
    }

    /// Whether its last word is that of a function or a team, so that a name of it goes on.
    fn ends_in_title(&self, lexicon: &Lexicon) -> bool {
        matches!(self.items.last(), Some(Item::Word(word)) if is_title(word_key(word), lexicon))
    }

    /// The municipality that it names.
    fn municipality<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l Code>
    where
        Self: 'l,
    {
        self.items.iter().find_map(|item| if let Item::Name(name) = item { lexicon.municipality(name) } else { None })
    }
}

/// What a chunk, or several that belong together, was recognised as.
struct Found {
    start: usize,
    end: usize,
    part: Part,
    kind: OwnerKind,
    /// Whether a word makes it a function or a team: what stands after "en" may be more of its name.
    titled: bool,
}

/// Who is named in the cell of an owner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Named {
    /// Who leads.
    pub owners: Vec<Owner>,
    /// Who merely takes part: "i.s.m. politie", "(betrokken: Hilversum)".
    pub partners: Vec<Owner>,
}

/// Reads who owns. Known names are found longest first, before the text is split. Whoever merely takes part ("i.s.m. politie",
/// "betrokken: Hilversum") is no owner unless nobody else is named, and stays in the text of the owner beside it. A text without
/// any letters ("-", "?") is a placeholder; an empty text gives nothing.
pub fn parse(text: &str, lexicon: &Lexicon) -> Named {
    let found = everybody(text, lexicon);
    let first = [Part::Leads, Part::Named].into_iter().find(|part| found.iter().any(|other| other.part == *part));
    let wanted = first.unwrap_or(Part::Partner);
    let mut owners: Vec<Found> = Vec::new();
    let mut partners = Vec::new();
    let mut before = None;
    for next in found {
        let is_owner = next.part == wanted;
        if !is_owner {
            partners.push(Owner { raw: slice(text, next.start, next.end).to_owned(), kind: next.kind.clone() });
        }
        match owners.last_mut() {
            _ if is_owner => {
                let start = before.take().filter(|_| takes_more(&next)).unwrap_or(next.start);
                owners.push(Found { start, ..next });
            }
            Some(last) if takes_more(last) => last.end = last.end.max(next.end),
            Some(_) => {}
            None => before = before.or(Some(next.start)),
        }
    }
    let says_who = |owner: &Owner| !matches!(owner.kind, OwnerKind::Placeholder | OwnerKind::Redacted);
    partners.retain(|partner| {
        says_who(partner) && !owners.iter().any(|owner| is_known(&owner.kind) && owner.kind == partner.kind)
    });
    Named { owners: owners.into_iter().map(|owner| owner.shown(text)).collect(), partners }
}

/// Whether the kind alone tells who it is.
fn is_known(kind: &OwnerKind) -> bool {
    matches!(kind, OwnerKind::Party { .. } | OwnerKind::Municipality(_) | OwnerKind::District)
}

/// Whether the text of an owner may hold others beside it; the text of one that nobody knows is quoted as it stands.
fn takes_more(owner: &Found) -> bool {
    !matches!(owner.kind, OwnerKind::Unknown { .. } | OwnerKind::Person)
}

/// Reads who takes part: everybody that the text names.
pub fn parse_involved(text: &str, lexicon: &Lexicon) -> Vec<Owner> {
    everybody(text, lexicon).into_iter().map(|found| found.shown(text)).collect()
}

impl Found {
    fn shown(self, text: &str) -> Owner {
        Owner { raw: slice(text, self.start, self.end).to_owned(), kind: self.kind }
    }
}

fn everybody(text: &str, lexicon: &Lexicon) -> Vec<Found> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let whole = |kind| vec![Found { start: 0, end: text.len(), part: Part::Named, kind, titled: false }];
    if redaction::is_whole(text) {
        return whole(OwnerKind::Redacted);
    }
    let shown = lexicon.whole(text).is_some() || redaction::contains(text);
    if !shown && lexicon.language().says_nothing(text, Field::Owner) {
        return whole(OwnerKind::Placeholder);
    }
    if let Some(party) = lexicon.by_email(text) {
        return whole(OwnerKind::Party { party, municipality: None });
    }
    let tokens = lexicon.tokens(text);
    let mut splitter = Splitter { tokens: &tokens, text, lexicon, chunks: Vec::new() };
    splitter.split(0..tokens.len(), Part::Named, true);
    if splitter.chunks.is_empty() {
        // Everything stands in brackets.
        splitter.split(0..tokens.len(), Part::Named, false);
    }
    let mut found: Vec<Found> = Vec::new();
    for chunk in &splitter.chunks {
        let Some(kind) = classify(chunk, text, lexicon) else { continue };
        let full = found.len() >= MOST;
        match found.last_mut() {
            Some(last) if belong_together(last, (chunk, &kind), text, lexicon) => {
                last.end = last.end.max(chunk.end);
                if let Some(code) = chunk.municipality(lexicon) {
                    give(last, code);
                }
            }
            _ if full => break,
            _ => {
                let titled = chunk.words().any(|word| is_title(word_key(word), lexicon));
                found.push(Found { start: chunk.start, end: chunk.end, part: chunk.part, kind, titled });
            }
        }
    }
    spread_municipalities(&mut found, text, lexicon);
    if found.is_empty() {
        let number = text.chars().any(|c| c.is_ascii_digit());
        return whole(if number { OwnerKind::Unknown { suggestion: None } } else { OwnerKind::Placeholder });
    }
    found
}

fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default().trim()
}

/// Whether two pieces are one after all: "Blaricum, Laren" is one municipality, "Jeugd & Gezin" one unknown name, and "team Jeugd &
/// Gezin" one team.
fn belong_together(last: &Found, (chunk, next): (&Chunk, &OwnerKind), text: &str, lexicon: &Lexicon) -> bool {
    let between = slice(text, last.end, chunk.start);
    match (&last.kind, next) {
        (OwnerKind::Municipality(a), OwnerKind::Municipality(b)) => a == b,
        (OwnerKind::Unknown { suggestion: None }, OwnerKind::Unknown { suggestion: None }) => {
            joins(between, lexicon.language())
        }
        (
            OwnerKind::Function { municipality: None } | OwnerKind::Party { municipality: None, .. },
            OwnerKind::Unknown { suggestion: None } | OwnerKind::Party { municipality: Some(_), .. },
        ) => {
            let goes_on = last.titled && last.part == chunk.part && joins(between, lexicon.language());
            goes_on && is_subject(chunk, (&last.kind, next), text, lexicon)
        }
        (OwnerKind::Redacted, OwnerKind::Redacted) => between.is_empty(),
        _ => false,
    }
}

/// Whether a piece after "en" says what a function or team is for, rather than who else owns: "beleidsmedewerker onderwijs en jeugd",
/// "team Zorg en Welzijn Huizen", and not "team Jeugd en politie".
fn is_subject(chunk: &Chunk, (title, next): (&OwnerKind, &OwnerKind), text: &str, lexicon: &Lexicon) -> bool {
    let typed = slice(text, chunk.start, chunk.end);
    let first = typed.split_whitespace().next().unwrap_or_default();
    let is_small = typed.starts_with(char::is_lowercase);
    let is_organisation = lexicon.language().is(Role::Organisation, first)
        || first.chars().count() > 1 && !first.chars().any(char::is_lowercase);
    let is_role = match next {
        OwnerKind::Party { party, .. } => matches!(lexicon.kind(*party), Some(PartyKind::Role | PartyKind::Office)),
        _ => false,
    };
    match (title, next) {
        (OwnerKind::Function { .. }, OwnerKind::Unknown { .. }) => !chunk.has(Role::Organisation, lexicon),
        (OwnerKind::Function { .. }, _) => !is_organisation && !is_role,
        (_, OwnerKind::Unknown { .. }) => is_small && !chunk.has(Role::Organisation, lexicon),
        _ => false,
    }
}

/// Whether what stands between two names makes one list of them.
fn joins(between: &str, language: &Language) -> bool {
    matches!(between, "&" | "+") || language.words(Role::Joiner).lists(&key(between))
}

/// Gives units, roles and offices the municipality that stands with them, but apart: at the end of a list ("OOV + Sociaal Domein
/// Huizen"), before a colon ("Huizen: OOV"), or as the only other name ("OOV, gemeente Huizen").
fn spread_municipalities(found: &mut Vec<Found>, text: &str, lexicon: &Lexicon) {
    let is_precise = |kind: &OwnerKind| match kind {
        OwnerKind::Party { party, .. } => lexicon.is_precise(*party),
        OwnerKind::Function { .. } => true,
        _ => false,
    };
    let waits = |f: &Found| {
        let without =
            matches!(f.kind, OwnerKind::Party { municipality: None, .. } | OwnerKind::Function { municipality: None });
        without && is_precise(&f.kind)
    };
    let between = |a: &Found, b: &Found| slice(text, a.end, b.start).to_owned();
    let listed = |sign: &str| joins(sign, lexicon.language()) || matches!(sign, "," | "/");
    let mut at = 0;
    while let [first, second, rest @ ..] = found.get(at..).unwrap_or_default() {
        let sign = between(first, second);
        let label = matches!(sign.as_str(), ":" | "-" | "\u{2013}" | "\u{2014}");
        let others = rest.iter().any(|other| other.part == first.part);
        let alone = !others && at == 0 && (label || matches!(sign.as_str(), "," | "/" | "|" | ";" | ""));
        let labelled = waits(second) && (label || alone);
        match (&first.kind, &second.kind) {
            (OwnerKind::Municipality(code), _) if labelled => {
                let code = code.clone();
                let start = first.start;
                found.remove(at);
                let mut last: Option<usize> = None;
                for index in at..found.len() {
                    let joined = last.is_none_or(|last| {
                        found.get(last).zip(found.get(index)).is_some_and(|(a, b)| listed(&between(a, b)))
                    });
                    match found.get_mut(index).filter(|f| joined && waits(f)) {
                        Some(f) => give(f, &code),
                        None => break,
                    }
                    last = Some(index);
                }
                if let Some(f) = found.get_mut(at) {
                    f.start = start;
                }
            }
            (_, OwnerKind::Municipality(code)) if alone && waits(first) => {
                let (code, end) = (code.clone(), second.end);
                found.remove(at + 1);
                if let Some(f) = found.get_mut(at) {
                    give(f, &code);
                    f.end = end;
                }
            }
            _ => {}
        }
        at += 1;
    }
    for at in (1..found.len()).rev() {
        let Some((before, last)) = found.get(at - 1).zip(found.get(at)) else { continue };
        if let OwnerKind::Party { municipality: Some(code), .. } | OwnerKind::Function { municipality: Some(code) } =
            &last.kind
            && is_precise(&last.kind)
            && waits(before)
            && before.part == last.part
            && listed(&between(before, last))
        {
            let code = code.clone();
            found.iter_mut().skip(at - 1).take(1).for_each(|f| give(f, &code));
        }
    }
}

fn give(found: &mut Found, code: &Code) {
    if let OwnerKind::Party { municipality, .. } | OwnerKind::Function { municipality } = &mut found.kind {
        *municipality = Some(code.clone());
    }
}

/// Cuts a text at its separators, after known names were found.
struct Splitter<'a> {
    tokens: &'a [Token],
    text: &'a str,
    lexicon: &'a Lexicon,
    chunks: Vec<Chunk<'a>>,
}

impl<'a> Splitter<'a> {
    /// Adds the chunks of a stretch of tokens. What stands in brackets is a remark where `with_remarks`.
    fn split(&mut self, range: std::ops::Range<usize>, part: Part, with_remarks: bool) {
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

/// Whether a word, by its key, makes a function or a team of a name.
fn is_title(key: &str, lexicon: &Lexicon) -> bool {
    let language = lexicon.language();
    [Role::Function, Role::Team].into_iter().any(|role| {
        let words = language.words(role);
        words.has_key(key) || ends_in_one(key, words)
    })
}

/// Whether a word is a compound that ends in one of these: "raadsgriffier", "jongerenambassadeur". Short words end others by chance.
fn ends_in_one(key: &str, words: &Words) -> bool {
    const SHORTEST: usize = 7;
    const BEFORE: usize = 3;
    let cuts = key.char_indices().map(|(at, _)| at).skip(BEFORE);
    let ends = cuts.filter_map(|at| key.get(at..)).take_while(|end| end.len() >= SHORTEST);
    let mut ends = ends;
    ends.any(|end| words.lists(end))
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

/// What a chunk is; `None` where it says nothing.
fn classify(chunk: &Chunk, text: &str, lexicon: &Lexicon) -> Option<OwnerKind> {
    let names: Vec<&Entity> =
        chunk.items.iter().filter_map(|item| if let Item::Name(name) = item { Some(*name) } else { None }).collect();
    let words: Vec<&Token> = chunk.words().collect();
    let telling: Vec<&Token> = words.iter().copied().filter(|word| is_telling(word_key(word), lexicon)).collect();
    if chunk.items.iter().any(|item| matches!(item, Item::Redacted)) {
        return Some(OwnerKind::Redacted);
    }
    if let Some(meant) = meant(chunk, text) {
        return Some(OwnerKind::Unknown { suggestion: Some(meant) });
    }
    let party = party(&names, lexicon);
    if party.is_none() && privacy::has_person(typed(chunk, text), lexicon.known()) {
        return Some(OwnerKind::Person);
    }
    if is_placeholder(&words, &names, lexicon) {
        return Some(OwnerKind::Placeholder);
    }
    if let Some(party) = party {
        let beside: Vec<&Entity> = names.into_iter().filter(|name| **name != Entity::Party(party)).collect();
        let municipality = municipality(&beside, lexicon);
        if municipality.is_none() && is_near_municipality(&telling, text, lexicon) {
            let suggestion = suggestion(chunk, &words, &telling, text, lexicon);
            return Some(OwnerKind::Unknown { suggestion });
        }
        return Some(OwnerKind::Party { party, municipality });
    }
    let nobody = names.iter().any(|name| matches!(name, Entity::Collective | Entity::District));
    let beside = lexicon.language().words(Role::CollectiveBeside);
    if telling.is_empty() || nobody && telling.iter().all(|word| beside.has_key(word_key(word))) {
        return named(&names, lexicon);
    }
    if words.iter().any(|word| is_title(word_key(word), lexicon)) {
        return Some(function(chunk, &names, &telling, text, lexicon));
    }
    let suggestion = suggestion(chunk, &words, &telling, text, lexicon);
    let only_places = names.iter().all(|name| matches!(name, Entity::Municipality(_)));
    if suggestion.is_none() && only_places && is_name_of_person(chunk, &words, text, lexicon) {
        return Some(OwnerKind::Person);
    }
    Some(OwnerKind::Unknown { suggestion })
}

/// What was meant by a chunk with a name that is nearly written, with the rest around it.
fn meant(chunk: &Chunk, text: &str) -> Option<String> {
    let slip =
        chunk.items.iter().find_map(|item| if let Item::Slip(name, at) = item { Some((*name, at)) } else { None });
    let (name, at) = slip?;
    let (before, after) = (text.get(chunk.start..at.start)?, text.get(at.end..chunk.end)?);
    Some(format!("{before}{name}{after}").trim().to_owned())
}

/// Whether the words of a chunk say that somebody is still to be found, also for a function or beside a known name: "vacature OOV",
/// "n.t.b. adviseur jeugd".
fn is_placeholder(words: &[&Token], names: &[&Entity], lexicon: &Lexicon) -> bool {
    let language = lexicon.language();
    let keys: Vec<&str> = words.iter().map(|word| word_key(word)).collect();
    if keys.is_empty() {
        return false;
    }
    if language.says_nothing(&keys.join(" "), Field::Owner) {
        return true;
    }
    let nothing = language.words(Role::NothingYet);
    let (mut found, mut at, mut rest) = (false, 0, Vec::new());
    while let Some(word) = keys.get(at) {
        match nothing.length_at(|nth| keys.get(at + nth).copied()) {
            Some(length) => (found, at) = (true, at + length),
            None => {
                rest.extend(is_telling(word, lexicon).then_some(*word));
                at += 1;
            }
        }
    }
    let is_somebody = !names.is_empty() && rest.is_empty() || rest.iter().any(|word| is_title(word, lexicon));
    found && (rest.is_empty() || is_somebody)
}

/// A function, team or unit that no list has. A slip of the pen in the other words is told.
fn function(chunk: &Chunk, names: &[&Entity], telling: &[&Token], text: &str, lexicon: &Lexicon) -> OwnerKind {
    let others: Vec<&Token> = telling.iter().copied().filter(|word| !is_title(word_key(word), lexicon)).collect();
    let municipality = municipality(names, lexicon);
    // "Adviseur samenleven" is no slip for a team with a name like that; one letter is.
    let asked = others.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    let is_slip = lexicon.suggestion(&asked).is_some_and(|name| strsim::osa_distance(&key(&asked), &key(name)) <= 1);
    let near = municipality.is_none() && is_near_municipality(&others, text, lexicon);
    let suggestion = || is_slip.then(|| instead_of(chunk, &others, text, lexicon)).flatten();
    match if near { suggestion_of_place(chunk, &others, text, lexicon) } else { suggestion() } {
        Some(suggestion) => OwnerKind::Unknown { suggestion: Some(suggestion) },
        None => OwnerKind::Function { municipality },
    }
}

/// Whether the words of a chunk, or all of it, have the shape of a name: "Karin Hilversum", "Jan van Huizen", "de Vries".
fn is_name_of_person(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> bool {
    if privacy::is_name(typed(chunk, text), lexicon.known()) {
        return true;
    }
    // "Veih. Huizen" starts with a word that was cut off.
    let is_cut_off = |word: &&Token| matches!(word.kind, Kind::Word { dotted: true, .. }) && word.end < chunk.end;
    let alone = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    !words.iter().any(is_cut_off) && privacy::is_name(&alone, lexicon.known())
}

/// The chunk as it was typed, without the remark in brackets behind it.
fn typed<'t>(chunk: &Chunk, text: &'t str) -> &'t str {
    let all = slice(text, chunk.start, chunk.end);
    all.split(['(', '[', '{']).next().unwrap_or_default().trim()
}

/// Whether a word can tell who it is: no filler and no number.
fn is_telling(key: &str, lexicon: &Lexicon) -> bool {
    !lexicon.language().words(Role::OwnerFiller).lists(key) && !key.chars().all(|c| c.is_ascii_digit())
}

/// Whether the words beside a party, together or one of them, are a slip of the pen for a municipality.
fn is_near_municipality(telling: &[&Token], text: &str, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = telling.iter().map(|word| slice(text, word.start, word.end)).collect();
    let together = words.join(" ");
    words.iter().copied().chain([together.as_str()]).any(|words| lexicon.near_municipality(words).is_some())
}

/// What was probably meant, as it can be typed in the place of the chunk: the known name nearest to the chunk, or to its unknown
/// words, with the rest around it.
fn suggestion(chunk: &Chunk, words: &[&Token], telling: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    let all = slice(text, chunk.start, chunk.end);
    if let Some(name) = lexicon.suggestion(all) {
        return Some(name.to_owned());
    }
    [words, telling].into_iter().find_map(|words| instead_of(chunk, words, text, lexicon))
}

/// The chunk with the known name nearest to these of its words in their place.
fn instead_of(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    let (first, last) = words.first().zip(words.last())?;
    let asked = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    let name = lexicon.suggestion(&asked)?;
    let (before, after) = (text.get(chunk.start..first.start)?, text.get(last.end..chunk.end)?);
    Some(format!("{before}{name}{after}").trim().to_owned())
}

/// The chunk with the municipality nearest to its last words in their place.
fn suggestion_of_place(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    (0..words.len()).find_map(|at| instead_of(chunk, words.get(at..)?, text, lexicon))
}

/// A chunk of known names alone.
fn named(names: &[&Entity], lexicon: &Lexicon) -> Option<OwnerKind> {
    // "alle gemeenten Huizen" is odd, but a name that can be asked goes before a collective.
    let municipality = municipality(names, lexicon).map(OwnerKind::Municipality);
    let other = || {
        names.iter().find_map(|name| match name {
            Entity::District => Some(OwnerKind::District),
            Entity::Collective => Some(OwnerKind::Collective),
            _ => None,
        })
    };
    municipality.or_else(other)
}

/// The party that a chunk names; where there are two, the unit or role ("procesregisseur ZVHGV") rather than the
/// organisation.
fn party(names: &[&Entity], lexicon: &Lexicon) -> Option<usize> {
    let mut parties = names.iter().filter_map(|name| if let Entity::Party(index) = name { Some(*index) } else { None });
    let first = parties.clone().next()?;
    Some(parties.find(|party| lexicon.is_precise(*party)).unwrap_or(first))
}

fn municipality(names: &[&Entity], lexicon: &Lexicon) -> Option<Code> {
    names.iter().find_map(|name| lexicon.municipality(name)).cloned()
}

fn word_key(token: &Token) -> &str {
    match &token.kind {
        Kind::Word { key, .. } => key,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    /// `OOV@Hi | Hu | ?Politie`: parties by their short name, municipalities by code.
    fn shown(text: &str) -> String {
        let framework = Framework::embedded();
        let lexicon = Lexicon::new(framework);
        let name = |party: usize| {
            framework.parties.get(party).map_or("", |p| p.short.as_deref().unwrap_or(&p.name)).to_owned()
        };
        let owners = parse(text, &lexicon).owners.into_iter().map(|owner| match owner.kind {
            OwnerKind::Party { party, municipality: None } => name(party),
            OwnerKind::Party { party, municipality: Some(code) } => format!("{}@{code}", name(party)),
            OwnerKind::Function { municipality: None } => format!("function {}", owner.raw),
            OwnerKind::Function { municipality: Some(code) } => format!("function@{code}"),
            OwnerKind::Municipality(code) => code.to_string(),
            OwnerKind::District => "district".into(),
            OwnerKind::Placeholder => "placeholder".into(),
            OwnerKind::Collective => "collective".into(),
            OwnerKind::Redacted => "redacted".into(),
            OwnerKind::Person => "person".into(),
            OwnerKind::Unknown { suggestion: None } => format!("unknown {}", owner.raw),
            OwnerKind::Unknown { suggestion: Some(name) } => format!("?{name}"),
        });
        owners.collect::<Vec<_>>().join(" | ")
    }

    #[track_caller]
    fn check(cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .map(|(text, expected)| (text, expected, shown(text)))
            .filter(|(_, expected, got)| got != *expected)
            .map(|(text, expected, got)| format!("{text:?}\n   wanted {expected}\n   got    {got}"))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn known_names() {
        check(&[
            ("OOV Hilversum", "OOV@Hi"),
            ("oov hilversum", "OOV@Hi"),
            ("Team OOV gemeente Huizen", "OOV@Hu"),
            ("Afdeling Openbare Orde & Veiligheid Wijdemeren", "OOV@W"),
            ("OOV (Hilversum)", "OOV@Hi"),
            ("OOV (gemeente Hilversum)", "OOV@Hi"),
            ("OOV (nog af te stemmen)", "OOV"),
            ("OOV-adviseur Huizen", "OOV@Hu"),
            ("Burgemeester Wijdemeren", "Burgemeester@W"),
            ("burgemeester van Huizen", "Burgemeester@Hu"),
            ("De burgemeester van de gemeente Gooise Meren", "Burgemeester@GM"),
            ("burgem. Huizen", "Burgemeester@Hu"),
            ("wethouder Jeugd Hilversum", "Wethouder@Hi"),
            ("coördinator radicalisering Huizen", "Coördinator radicalisering@Hu"),
            ("Coordinator radicalisering en extremisme Laren", "Coördinator radicalisering@B/L"),
            ("coörd. radicalisering Huizen", "Coördinator radicalisering@Hu"),
            ("gemeente Wijdemeren", "W"),
            ("municipality of Wijdemeren", "W"),
            ("Stadt Wijdemeren", "W"),
            ("gem. Wijdemeren", "W"),
            ("Wijdmeren", "W"),
            ("wijdemeren zelf", "W"),
            ("GM", "GM"),
            ("Laren", "B/L"),
            ("gemeente Blaricum", "B/L"),
            ("OOV Laren", "OOV@B/L"),
            ("Politie", "Politie"),
            ("politie.", "Politie"),
            ("Politie Huizen", "Politie@Hu"),
            ("politie Gooi en Vechtstreek", "Politie"),
            ("ZVHGV", "ZVHGV"),
            ("zvhgv ", "ZVHGV"),
            ("procesregisseur ZVHGV", "Procesregisseur"),
            ("voorzitter PGA-R", "Voorzitter PGA-R"),
            ("PGA(-R)", "Casusoverleg PGA-R"),
            ("Zorg en Veiligheidshuis Gooi- en Vechtstreek", "ZVHGV"),
            ("Zorg- en Veiligheidshuis", "ZVHGV"),
            ("Lokaal adviseur van de NCTV", "Lokaal adviseur NCTV"),
            ("Gooi- en Vechtstreek", "district"),
            ("Regio Gooi en Vechtstreek", "district"),
            ("District", "district"),
            ("namens het district", "district"),
            ("Radar  Advies", "RadarAdvies"),
            ("RadarAdvies", "RadarAdvies"),
            ("Soc. Domein Hilversum", "SD@Hi"),
            ("Sociaal Dom.", "SD"),
            ("HR Hilversum", "HR@Hi"),
            ("P&O Huizen", "HR@Hu"),
            ("Digitale BOA", "Digitale BOA"),
            ("aandachtsfunctionarissen", "Aandachtsfunctionaris"),
            ("Eemnes", "Gemeente Eemnes"),
            ("BEL Combinatie (incl. Eemnes)", "BEL-combinatie"),
            ("H-BEL", "H-BEL"),
            ("Young Hilversummers", "Jongerenwerk"),
            ("OOV Hilversum, 06-12345678", "OOV@Hi"),
            ("OOV Hilversum tel. 14035", "OOV@Hi"),
            ("", ""),
        ]);
    }

    #[test]
    fn several_names_are_split_and_names_with_and_are_not() {
        check(&[
            ("Hilversum en Huizen", "Hi | Hu"),
            ("Wijdmeren/Hilversum", "W | Hi"),
            ("Huizen, Blaricum en Laren", "Hu | B/L"),
            ("Blaricum en Laren", "B/L"),
            ("Laren en Blaricum", "B/L"),
            ("Blaricum, Laren", "B/L"),
            ("Blaricum/Laren/Huizen", "B/L | Hu"),
            ("B/L", "B/L"),
            ("B&L", "B/L"),
            ("BEL", "B/L"),
            ("BEL Combinatie", "BEL-combinatie"),
            ("OOV BEL-combinatie", "OOV@B/L"),
            ("BEL-gemeenten en Huizen", "BEL-combinatie | Hu"),
            ("W, GM, B/L, Hi, Hu", "W | GM | B/L | Hi | Hu"),
            ("W + GM", "W | GM"),
            ("OOV + SD", "OOV | SD"),
            ("OOV en Sociaal Domein", "OOV | SD"),
            ("Piet/Els", "person | person"),
            ("gemeenten, politie en OM", "collective | Politie | OM"),
            ("Politie\nOM; ZVHGV", "Politie | OM | ZVHGV"),
            ("Politie \u{2022} OM", "Politie | OM"),
            ("Politie – OM", "Politie | OM"),
            ("ZVHGV, procesregisseur", "ZVHGV | Procesregisseur"),
            ("MO/R&E", "MO/R&E"),
            ("werkgroep MO/R&E", "MO/R&E"),
            ("J&V", "J&V"),
            ("J&V en BZK", "J&V | BZK"),
            ("Ministerie van Justitie en Veiligheid", "J&V"),
            (
                "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
                "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
            ),
            ("Driehoek Noord en Zuid", "Basisteamdriehoek | unknown Zuid"),
            ("Jeugd & Gezin", "unknown Jeugd & Gezin"),
        ]);
    }

    #[test]
    fn a_municipality_belongs_to_the_units_beside_it() {
        check(&[
            ("OOV + Sociaal Domein Huizen", "OOV@Hu | SD@Hu"),
            ("OOV en Sociaal Domein Hilversum", "OOV@Hi | SD@Hi"),
            ("OOV, SD en HR Huizen", "OOV@Hu | SD@Hu | HR@Hu"),
            ("OOV/SD Gooise Meren", "OOV@GM | SD@GM"),
            ("Burgemeester en wethouder Huizen", "Burgemeester@Hu | Wethouder@Hu"),
            ("OOV Hilversum + Sociaal Domein Huizen", "OOV@Hi | SD@Hu"),
            ("OOV Hilversum, SD", "OOV@Hi | SD"),
            ("ZVHGV en OOV Huizen", "ZVHGV | OOV@Hu"),
            ("Politie, OOV Huizen", "Politie | OOV@Hu"),
            ("OOV\nSociaal Domein Huizen", "OOV | SD@Hu"),
            ("OOV + Huizen", "OOV | Hu"),
            ("Huizen: OOV", "OOV@Hu"),
            ("Huizen: OOV en Sociaal Domein", "OOV@Hu | SD@Hu"),
            ("Huizen - OOV", "OOV@Hu"),
            ("Gemeente Huizen, team OOV", "OOV@Hu"),
            ("OOV, gemeente Huizen", "OOV@Hu"),
            ("OOV/Huizen", "OOV@Hu"),
            ("Hilversum, Huizen, OOV", "Hi | Hu | OOV"),
            ("Huizen, politie", "Hu | Politie"),
            ("Huizen: politie", "Hu | Politie"),
        ]);
    }

    #[test]
    fn one_team_of_one_municipality_is_one_owner_however_it_is_written() {
        for text in [
            "Hilversum (OOV)",
            "OOV Hilversum",
            "OOV (Hilversum)",
            "gemeente Hilversum, team OOV",
            "OOV, gem. Hilversum",
            "OOV (gemeente Hilversum)",
            "gemeente Hilversum (team OOV)",
            "Hilversum - OOV",
            "Hilversum – team Veiligheid",
            "Hilversum/OOV",
            "Hilversum: OOV",
            "Hilversum | OOV",
            "OOV te Hilversum",
            "team OOV van de gemeente Hilversum",
            "OOV binnen gemeente Hilversum",
            "Hilversum (OOV) i.s.m. politie",
            "Hilversum, OOV (i.s.m. politie)",
        ] {
            assert_eq!(shown(text), "OOV@Hi", "{text}");
        }
    }

    #[test]
    fn a_slip_in_a_name_with_a_separator_is_one_slip() {
        check(&[
            ("Zorg en Veilgheidshuis", "?Zorg- en Veiligheidshuis"),
            ("Zorg- en Veiligheidhuis Gooi en Vechtstreek", "?Zorg- en Veiligheidshuis Gooi en Vechtstreek"),
            ("Opebare Orde en Veiligheid Huizen", "?Openbare Orde & Veiligheid Huizen"),
            ("OM en Zorg en Veilgheidshuis", "OM | ?Zorg- en Veiligheidshuis"),
            ("Sociale Zakn en Werkgelegenheid", "?Sociale Zaken en Werkgelegenheid"),
            ("Zorg en Veiligheidsregio", "unknown Zorg en Veiligheidsregio"),
        ]);
    }

    #[test]
    fn every_word_that_parts_owners_parts_them() {
        for between in [
            "of",
            "en",
            "en/of",
            "or",
            "and",
            "and/or",
            "oder",
            "und",
            "bzw.",
            "/",
            "then",
            "dan wel",
            "resp.",
            "c.q.",
            "&",
            "sowie",
            "evenals",
            "as well as",
        ] {
            assert_eq!(shown(&format!("politie {between} ZVHGV")), "Politie | ZVHGV", "{between}");
        }
        check(&[
            ("Stichting Zandkasteel of OM", "unknown Stichting Zandkasteel | OM"),
            ("OM or Stichting Zandkasteel", "OM | unknown Stichting Zandkasteel"),
        ]);
    }

    #[test]
    fn functions_and_teams_need_not_be_listed() {
        check(&[
            ("Team Jeugd Huizen", "function@Hu"),
            ("beleidsmedewerker jeugd Huizen", "function@Hu"),
            ("beleidsmedewerkster jeugd en gezin, Huizen", "function@Hu"),
            ("Gooise Meren - team Wonen", "function@GM"),
            ("Huizen (team Jeugd)", "function@Hu"),
            ("teamleider Vergunningverlening (Hilversum)", "function@Hi"),
            ("Team Jeugd & Gezin Huizen", "function@Hu"),
            ("Sociale Dienst", "function Sociale Dienst"),
            ("team Regie Wijdemeren", "function@W"),
            ("Amt für Jugend", "function Amt für Jugend"),
            ("team lead Housing", "function team lead Housing"),
            ("teammanager Samenleving", "Team Samenleving"),
            ("beleidsmedewerker jeugd Hilversm", "?beleidsmedewerker jeugd Hilversum"),
            ("Team Zorg en Welzijn Huizen", "function@Hu"),
            ("beleidsmedewerker onderwijs en jeugd Huizen", "Onderwijs@Hu"),
            ("team Jeugd en politie Huizen", "function team Jeugd | Politie@Hu"),
            ("team Jeugd en wijkagent Huizen", "function@Hu | Wijkagent@Hu"),
            ("team Jeugd en Stichting Zandkasteel", "function team Jeugd | unknown Stichting Zandkasteel"),
        ]);
    }

    #[test]
    fn of_means_what_it_means_in_the_language_of_the_framework() {
        let text = include_str!("../framework/default.toml").replace("language = \"nl\"", "language = \"en\"");
        let framework = Framework::parse(&text, "test").unwrap();
        let lexicon = Lexicon::new(&framework);
        assert_eq!(parse("Head of Public Works", &lexicon).owners.len(), 1);
        assert_eq!(parse("OM or Politie", &lexicon).owners.len(), 2);
    }

    #[test]
    fn who_takes_part_is_kept() {
        let lexicon = Lexicon::new(Framework::embedded());
        for (text, expected) in [
            ("OOV Huizen (i.s.m. politie en OM)", "politie|OM"),
            ("OOV Huizen (betrokken: ZVHGV)", "ZVHGV"),
            ("OOV Huizen (politie betrokken)", "politie"),
            ("OOV Huizen met ondersteuning van politie", "politie"),
            ("OOV Huizen in nauw overleg met politie, OM", "politie|OM"),
            ("OOV Huizen with politie", "politie"),
            ("OOV Huizen mit politie", "politie"),
            ("OOV Huizen unter Mitwirkung von politie", "politie"),
            ("OOV Huizen, in cooperation with politie", "politie"),
            ("OOV Huizen (ondersteuning: politie)", "politie"),
            ("OOV Huizen, ondersteund door politie", "politie"),
            ("Huizen (trekker), politie", "politie"),
            ("politie (betrokken), OOV Huizen (trekker)", "politie (betrokken)"),
            ("OOV Huizen i.s.m. Stichting Zandkasteel", "Stichting Zandkasteel"),
            ("i.s.m. politie", ""),
            ("OOV Huizen", ""),
            ("OOV Huizen (vacature)", ""),
        ] {
            let named = parse(text, &lexicon);
            let partners: Vec<&str> = named.partners.iter().map(|partner| partner.raw.as_str()).collect();
            assert_eq!((named.owners.len(), partners.join("|").as_str()), (1, expected), "{text}");
        }
    }

    #[test]
    fn whoever_merely_takes_part_is_no_owner() {
        check(&[
            ("Huizen (betrokken: Hilversum)", "Hu"),
            ("OOV Huizen i.s.m. politie", "OOV@Hu"),
            ("OOV Huizen ism politie en OM", "OOV@Hu"),
            ("OOV Huizen in samenwerking met de politie", "OOV@Hu"),
            ("ZVHGV samen met gemeenten", "ZVHGV"),
            ("ZVHGV met OM", "ZVHGV"),
            ("ZVHGV, in overleg met politie", "ZVHGV"),
            ("ZVHGV (met politie en OM)", "ZVHGV"),
            ("ZVHGV, betrokken: politie, OM", "ZVHGV"),
            ("ZVHGV ondersteund door RadarAdvies", "ZVHGV"),
            ("ZVHGV m.m.v. RadarAdvies", "ZVHGV"),
            ("i.s.m. politie", "Politie"),
            ("OOV Huizen i.s.m. politie\nSociaal Domein Huizen", "OOV@Hu | SD@Hu"),
            ("trekker: OOV", "OOV"),
            ("Trekker OOV Huizen", "OOV@Hu"),
            ("Trekker: OOV Huizen, betrokken: politie en ZVHGV", "OOV@Hu"),
            ("betrokken: politie; trekker: OOV Huizen", "OOV@Hu"),
            ("Huizen (trekker), Hilversum", "Hu"),
            ("Huizen en Hilversum (trekker)", "Hi"),
            ("gemeenten (trekker: ZVHGV)", "ZVHGV"),
            ("alle gemeenten (regie ZVHGV)", "ZVHGV"),
            ("onder regie van ZVHGV", "ZVHGV"),
            ("Voortouw: Wijdemeren", "W"),
            ("Wijdemeren (hoofdaanvrager)", "W"),
            ("Huizen namens district", "Hu"),
            ("wie: politie", "Politie"),
            ("Huizen (proefgemeente)", "Hu"),
            ("(Huizen)", "Hu"),
        ]);
        let lexicon = Lexicon::new(Framework::embedded());
        // A change of the partners is a change of the owner's text.
        for (text, raw) in [
            ("OOV Huizen i.s.m. politie", "OOV Huizen i.s.m. politie"),
            ("betrokken: politie; trekker: OOV Huizen", "politie; trekker: OOV Huizen"),
            ("Politei i.s.m. OM", "Politei"),
        ] {
            assert_eq!(parse(text, &lexicon).owners.first().map(|owner| owner.raw.as_str()), Some(raw), "{text}");
        }
        let involved = parse_involved("OOV Huizen i.s.m. politie (trekker: ZVHGV)", &lexicon);
        assert_eq!(involved.len(), 3, "{involved:?}");
    }

    #[test]
    fn who_is_nobody() {
        check(&[
            ("n.t.b.", "placeholder"),
            ("nog te bepalen", "placeholder"),
            ("vacature", "placeholder"),
            ("?", "placeholder"),
            ("-", "placeholder"),
            ("–", "placeholder"),
            ("...", "placeholder"),
            ("…", "placeholder"),
            ("x", "placeholder"),
            ("NTB", "placeholder"),
            ("n.v.t.", "placeholder"),
            ("n.n.b.", "placeholder"),
            ("PM", "placeholder"),
            ("volgt", "placeholder"),
            ("nog aan te wijzen", "placeholder"),
            ("wordt nog bepaald", "placeholder"),
            ("(vacature)", "placeholder"),
            ("vacature OOV Huizen", "placeholder"),
            ("vacature adviseur jeugd Huizen", "placeholder"),
            ("moet nog worden ingevuld", "placeholder"),
            ("wordt nog bepaald door Huizen", "placeholder"),
            ("to be announced", "placeholder"),
            ("unknown", "placeholder"),
            ("noch offen", "placeholder"),
            ("N.N.", "placeholder"),
            ("idem", "placeholder"),
            ("zie hierboven", "placeholder"),
            ("n.t.b. (Huizen)", "placeholder"),
            ("Huizen, n.t.b.", "Hu | placeholder"),
            ("OOV Huizen (vacature)", "OOV@Hu"),
            ("trekker: n.t.b.", "placeholder"),
            ("trekker:", "placeholder"),
            ("alle gemeenten", "collective"),
            ("alle gemeentes", "collective"),
            ("Gemeenten", "collective"),
            ("de gemeenten", "collective"),
            ("alle 5 gemeenten", "collective"),
            ("de vijf gemeenten", "collective"),
            ("alle deelnemende gemeenten", "collective"),
            ("elke gemeente", "collective"),
            ("iedereen", "collective"),
            ("allen", "collective"),
            ("Ketenpartners", "collective"),
            ("lokale partners", "collective"),
            ("gemeenten en ketenpartners", "collective | collective"),
            ("gemeenten W en Hu", "W | Hu"),
            ("alle gemeenten, ZVHGV", "collective | ZVHGV"),
            ("burgemeesters", "collective"),
            ("5.1.2.e", "redacted"),
            ("5.1.2.e / 5.1.2.e", "redacted | redacted"),
            ("5.1.2.e 5.1.2.e", "redacted"),
            ("[redacted]", "redacted"),
            ("\u{2588}\u{2588}\u{2588}", "redacted"),
            ("^{5.1.2.e}", "redacted"),
            ("4.1.4", "redacted"),
        ]);
    }

    #[test]
    fn persons_and_unknown_names() {
        check(&[
            ("dhr. Testman", "person"),
            ("de heer Testman", "person"),
            ("mevr. T. van der Test", "person"),
            ("T. Testman", "person"),
            ("T.P. de Test", "person"),
            ("W. de Vries", "person"),
            ("TvT", "person"),
            ("@testman", "person"),
            ("testman@example.org", "person"),
            ("Testje Testman", "person"),
            ("Testje van der Test", "person"),
            ("Testje T.", "person"),
            ("ZHVGV", "?ZVHGV"),
            ("ZVHVG", "?ZVHGV"),
            ("Politei", "?Politie"),
            ("Team Politei", "?Team Politie"),
            ("Politei Huizen", "?Politie Huizen"),
            ("Burgermeester Huizen", "?Burgemeester Huizen"),
            ("Hilversm", "?Hilversum"),
            ("OOV Hilversm", "?OOV Hilversum"),
            ("OOV Wijdemerem", "?OOV Wijdemeren"),
            ("OOV Gooise Mern", "?OOV Gooise Meren"),
            ("OOV + Sociaal Domein Hilversm", "OOV | ?Sociaal Domein Hilversum"),
            ("Gooise Meeren", "?Gooise Meren"),
            ("Sociaal Dommein", "?Sociaal Domein"),
            ("Sociaal Dommein Huizen", "?Sociaal Domein Huizen"),
            ("Radar Adivies", "RadarAdvies"),
            ("OVV", "unknown OVV"),
            ("GGD", "unknown GGD"),
            ("GGD Huizen", "unknown GGD Huizen"),
            ("NTCV", "?NCTV"),
            ("ZVHGVV", "?ZVHGV"),
            ("ambtenaar BOV", "function ambtenaar BOV"),
            ("Els", "person"),
            ("Veih. Huizen", "unknown Veih. Huizen"),
            ("OOV Huizen, Politei", "OOV@Hu | ?Politie"),
            ("06-12345678", "unknown 06-12345678"),
            ("5.1.2.e en Vechtstreek", "redacted | unknown Vechtstreek"),
            ("#REF!", "unknown REF"),
            ("Waterschap Vallei", "unknown Waterschap Vallei"),
            ("waterschap", "unknown waterschap"),
            ("Stichting Zandkasteel", "unknown Stichting Zandkasteel"),
        ]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in proptest::prelude::any::<String>()) {
            static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::new(Framework::embedded()));
            for owner in parse(&text, &LEXICON).owners {
                proptest::prop_assert!(text.contains(&owner.raw));
            }
        }
    }
}
