//! Owners and parties as people write them: "OOV Hilversum", "Wijdemeren/Hilversum", "dhr. X", "n.t.b.".

use crate::framework::{Code, PartyKind};
use crate::plan::{Owner, OwnerKind};
use crate::privacy;
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};
use crate::read::redaction;
use crate::wording::key;

/// Words beside a name that say nothing about who it is.
const FILLERS: [&str; 32] = [
    "de",
    "het",
    "een",
    "van",
    "der",
    "den",
    "bij",
    "namens",
    "vanuit",
    "via",
    "door",
    "voor",
    "in",
    "onder",
    "aan",
    "team",
    "afdeling",
    "afd",
    "gemeente",
    "gem",
    "samen",
    "samenwerking",
    "the",
    "o",
    "tel",
    "telefoon",
    "wie",
    "zelf",
    "eigenaar",
    "actiehouder",
    "lokaal",
    "lokale",
];
/// Words beside a collective that do not make it anybody in particular: "alle deelnemende gemeenten", "lokale partners".
const COLLECTIVE_WORDS: [&str; 27] = [
    "deelnemende",
    "betrokken",
    "overige",
    "andere",
    "diverse",
    "verschillende",
    "relevante",
    "samenwerkende",
    "gezamenlijk",
    "gezamenlijke",
    "regionale",
    "districtelijke",
    "afzonderlijke",
    "individuele",
    "onze",
    "eigen",
    "allemaal",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "waaronder",
    "ieder",
    "elk",
    "beide",
];
/// How many owners are read from one cell. A cell that names more is no list of owners; what it says is kept all the same.
const MOST: usize = 40;

/// What announces who leads; words by their key.
const LEADS: [&[&str]; 16] = [
    &["trekker"],
    &["trekkers"],
    &["kartrekker"],
    &["voortouw"],
    &["regie"],
    &["lead"],
    &["leiding"],
    &["penvoerder"],
    &["hoofdaanvrager"],
    &["steller"],
    &["initiatief"],
    &["eindverantwoordelijk"],
    &["eindverantwoordelijke"],
    &["verantwoordelijk"],
    &["verantwoordelijke"],
    &["coordinatie"],
];
/// What announces who merely takes part; words by their key, longer ones first.
const PARTNERS: [&[&str]; 18] = [
    &["in", "samenwerking", "met"],
    &["in", "samenspraak", "met"],
    &["in", "overleg", "met"],
    &["in", "afstemming", "met"],
    &["met", "ondersteuning", "van"],
    &["met", "medewerking", "van"],
    &["met", "hulp", "van"],
    &["met", "inbreng", "van"],
    &["met", "betrokkenheid", "van"],
    &["onder", "begeleiding", "van"],
    &["ondersteund", "door"],
    &["samen", "met"],
    &["betrokken", "partijen"],
    &["betrokkenen"],
    &["betrokken"],
    &["mmv"],
    &["ism"],
    &["met"],
];

/// A known name or a word of a chunk.
#[derive(Debug, Clone)]
enum Item<'a> {
    Name(&'a Entity),
    Word(&'a Token),
    Redacted,
    At,
}

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

/// What a chunk, or several that belong together, was recognised as.
struct Found {
    start: usize,
    end: usize,
    part: Part,
    kind: OwnerKind,
}

/// Reads who owns. Known names are found longest first, before the text is split. Whoever merely takes part ("i.s.m. politie",
/// "betrokken: Hilversum") is no owner unless nobody else is named, and stays in the text of the owner beside it. A text without
/// any letters ("-", "?") is a placeholder; an empty text gives nothing.
pub fn parse(text: &str, lexicon: &Lexicon) -> Vec<Owner> {
    let found = everybody(text, lexicon);
    let first = [Part::Leads, Part::Named].into_iter().find(|part| found.iter().any(|other| other.part == *part));
    let wanted = first.unwrap_or(Part::Partner);
    let mut owners: Vec<Found> = Vec::new();
    let mut before = None;
    for next in found {
        let is_owner = next.part == wanted;
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
    owners.into_iter().map(|owner| owner.shown(text)).collect()
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
    let whole = |kind| vec![Found { start: 0, end: text.len(), part: Part::Named, kind }];
    if redaction::is_whole(text) {
        return whole(OwnerKind::Redacted);
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
            Some(last) if belong_together(&last.kind, &kind, slice(text, last.end, chunk.start)) => {
                last.end = chunk.end
            }
            _ if full => break,
            _ => found.push(Found { start: chunk.start, end: chunk.end, part: chunk.part, kind }),
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

/// Whether two pieces are one after all: "Blaricum, Laren" is one municipality, "Jeugd & Gezin" one unknown name.
fn belong_together(last: &OwnerKind, next: &OwnerKind, between: &str) -> bool {
    match (last, next) {
        (OwnerKind::Municipality(a), OwnerKind::Municipality(b)) => a == b,
        (OwnerKind::Unknown { suggestion: None }, OwnerKind::Unknown { suggestion: None }) => joins(between),
        (OwnerKind::Redacted, OwnerKind::Redacted) => between.is_empty(),
        _ => false,
    }
}

/// Whether what stands between two names makes one list of them.
fn joins(between: &str) -> bool {
    matches!(between.to_lowercase().as_str(), "en" | "&" | "and" | "+")
}

/// Gives units, roles and offices the municipality that stands with them, but apart: at the end of a list ("OOV + Sociaal Domein
/// Huizen"), before a colon ("Huizen: OOV"), or as the only other name ("OOV, gemeente Huizen").
fn spread_municipalities(found: &mut Vec<Found>, text: &str, lexicon: &Lexicon) {
    let is_precise =
        |party: usize| matches!(lexicon.kind(party), Some(PartyKind::Unit | PartyKind::Role | PartyKind::Office));
    let waits = |f: &Found| matches!(f.kind, OwnerKind::Party { party, municipality: None } if is_precise(party));
    let between = |a: &Found, b: &Found| slice(text, a.end, b.start).to_owned();
    let listed = |sign: &str| joins(sign) || matches!(sign, "," | "/");
    let mut at = 0;
    while let [first, second, rest @ ..] = found.get(at..).unwrap_or_default() {
        let sign = between(first, second);
        let label = matches!(sign.as_str(), ":" | "-" | "\u{2013}" | "\u{2014}");
        let alone = rest.is_empty() && at == 0 && (label || matches!(sign.as_str(), "," | "/" | "|"));
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
        if let OwnerKind::Party { party, municipality: Some(code) } = &last.kind
            && is_precise(*party)
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
    if let OwnerKind::Party { municipality, .. } = &mut found.kind {
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
        let (tokens, mut part, mut open, mut at) = (self.tokens, part, false, range.start);
        while let Some(token) = tokens.get(at).filter(|_| at < range.end) {
            if token.kind == Kind::Open && with_remarks {
                let before = self.chunks.len();
                at = self.remark(at, range.end, open);
                open &= self.chunks.len() == before;
                continue;
            }
            let (item, next) = match self.name(token, at) {
                Some((next, entity)) => (Some(Item::Name(entity)), next),
                None => {
                    if let Some((next, announced)) = self.announced(at) {
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
    fn name(&self, token: &Token, at: usize) -> Option<(usize, &'a Entity)> {
        let word = word_key(token);
        let cut = || {
            let plain = word == "gem" || !(self.lexicon.known().is_title(word) || FILLERS.contains(&word));
            plain.then(|| self.lexicon.abbreviated_at(self.tokens, at)).flatten()
        };
        self.lexicon.name_at(self.tokens, at).or_else(cut)
    }

    fn token_text(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// The words at `at` that announce how those after them take part, with the index after them.
    fn announced(&self, at: usize) -> Option<(usize, Part)> {
        let is_word =
            |at: usize, word: &str| self.tokens.get(at).is_some_and(|token| key(self.token_text(token)) == word);
        // Almost every word announces nothing, and folding it once tells.
        let first = self.tokens.get(at).map(|token| key(self.token_text(token))).filter(|first| !first.is_empty())?;
        let stands = |words: &&&[&str]| {
            words.first() == Some(&first.as_str())
                && words.iter().enumerate().all(|(nth, word)| is_word(at + nth, word))
        };
        if let Some(words) = PARTNERS.iter().find(stands) {
            return Some((at + words.len(), Part::Partner));
        }
        LEADS.iter().find(stands).map(|words| (at + words.len(), Part::Leads))
    }

    /// Reads what stands in the bracket that opens at `at`, and gives the index after it. A remark belongs to the name before it;
    /// "(trekker: OOV)" names somebody, "(trekker)" says who leads, and "OOV (Hilversum)" of which municipality.
    fn remark(&mut self, at: usize, end: usize, open: bool) -> usize {
        let close = self.closing(at, end);
        let bracket = self.tokens.get(close.min(end.saturating_sub(1))).map_or(0, |token| token.end);
        let leads = (at + 1..close).find(|inner| self.announced(*inner).is_some_and(|(_, part)| part == Part::Leads));
        if let Some((after, _)) = leads.and_then(|inner| self.announced(inner)) {
            let before = self.chunks.len();
            self.split(after..close, Part::Leads, false);
            if self.chunks.len() == before
                && let Some(last) = self.chunks.last_mut()
            {
                last.part = Part::Leads;
            }
        } else if let Some(last) = self.chunks.last_mut()
            && open
        {
            last.end = last.end.max(bracket);
            if let Some(entity) = only_municipality(self.tokens, at + 1..close, self.lexicon) {
                last.items.push(Item::Name(entity));
            }
        }
        (close + 1).min(end)
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
        tokens.get(*at).is_some_and(|token| plain_item(token).is_some() && !FILLERS.contains(&word_key(token)))
    });
    let (end, entity) = lexicon.name_at(tokens, words.next()?)?;
    let alone = end >= range.end || !words.any(|at| at >= end);
    (alone && matches!(entity, Entity::Municipality(_))).then_some(entity)
}

/// What a chunk is; `None` where it says nothing.
fn classify(chunk: &Chunk, text: &str, lexicon: &Lexicon) -> Option<OwnerKind> {
    let names: Vec<&Entity> =
        chunk.items.iter().filter_map(|item| if let Item::Name(name) = item { Some(*name) } else { None }).collect();
    let words: Vec<&Token> =
        chunk.items.iter().filter_map(|item| if let Item::Word(word) = item { Some(*word) } else { None }).collect();
    let telling: Vec<&Token> = words.iter().copied().filter(|word| is_telling(word_key(word))).collect();
    if chunk.items.iter().any(|item| matches!(item, Item::Redacted)) {
        return Some(OwnerKind::Redacted);
    }
    let party = party(&names, lexicon);
    if party.is_none() && privacy::has_person(typed(chunk, text), lexicon.known()) {
        return Some(OwnerKind::Person);
    }
    if names.contains(&&Entity::Placeholder) {
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
    if telling.is_empty() || nobody && telling.iter().all(|word| COLLECTIVE_WORDS.contains(&word_key(word))) {
        return named(&names, lexicon);
    }
    let suggestion = suggestion(chunk, &words, &telling, text, lexicon);
    let only_places = names.iter().all(|name| matches!(name, Entity::Municipality(_)));
    if suggestion.is_none() && only_places && is_name_of_person(chunk, &words, text, lexicon) {
        return Some(OwnerKind::Person);
    }
    Some(OwnerKind::Unknown { suggestion })
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
fn is_telling(key: &str) -> bool {
    !FILLERS.contains(&key) && !key.chars().all(|c| c.is_ascii_digit())
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
    [words, telling].into_iter().find_map(|words| {
        let (first, last) = words.first().zip(words.last())?;
        let asked = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
        let name = lexicon.suggestion(&asked)?;
        let (before, after) = (text.get(chunk.start..first.start)?, text.get(last.end..chunk.end)?);
        Some(format!("{before}{name}{after}").trim().to_owned())
    })
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
    let precise =
        |party: &usize| matches!(lexicon.kind(*party), Some(PartyKind::Unit | PartyKind::Role | PartyKind::Office));
    Some(parties.find(precise).unwrap_or(first))
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
        let owners = parse(text, &lexicon).into_iter().map(|owner| match owner.kind {
            OwnerKind::Party { party, municipality: None } => name(party),
            OwnerKind::Party { party, municipality: Some(code) } => format!("{}@{code}", name(party)),
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
            assert_eq!(parse(text, &lexicon).first().map(|owner| owner.raw.as_str()), Some(raw), "{text}");
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
            ("OVV", "?OOV"),
            ("Veih. Huizen", "unknown Veih. Huizen"),
            ("OOV Huizen, Politei", "OOV@Hu | ?Politie"),
            ("idem", "unknown idem"),
            ("zie hierboven", "unknown zie hierboven"),
            ("Team Jeugd Huizen", "unknown Team Jeugd Huizen"),
            ("06-12345678", "unknown 06-12345678"),
            ("5.1.2.e en Vechtstreek", "redacted | unknown Vechtstreek"),
            ("#REF!", "unknown REF"),
            ("Waterschap Vallei", "unknown Waterschap Vallei"),
            ("waterschap", "unknown waterschap"),
            ("Sociale Dienst", "unknown Sociale Dienst"),
        ]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in proptest::prelude::any::<String>()) {
            static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::new(Framework::embedded()));
            for owner in parse(&text, &LEXICON) {
                proptest::prop_assert!(text.contains(&owner.raw));
            }
        }
    }
}
