//! Owners and parties as people write them: "OOV Hilversum", "Wijdemeren/Hilversum", "dhr. X", "n.t.b.".

use crate::framework::{Code, PartyKind};
use crate::plan::{Owner, OwnerKind};
use crate::privacy;
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};
use crate::read::redaction;

/// Words beside a name that say nothing about who it is.
const FILLERS: [&str; 27] = [
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
    "team",
    "afdeling",
    "afd",
    "gemeente",
    "gem",
    "trekker",
    "trekkers",
    "regie",
    "lead",
    "voortouw",
    "samen",
    "samenwerking",
    "the",
    "o",
];
/// A known name or a word of a chunk.
#[derive(Debug, Clone)]
enum Item<'a> {
    Name(&'a Entity),
    Word(&'a Token),
    Redacted,
    At,
}

/// A stretch between separators, with the bytes that it takes.
#[derive(Debug)]
struct Chunk<'a> {
    items: Vec<Item<'a>>,
    start: usize,
    end: usize,
}

/// What a chunk, or several that belong together, was recognised as.
struct Found {
    start: usize,
    end: usize,
    kind: OwnerKind,
}

/// Reads who owns or takes part. Known names are found longest first, before the text is split. A text without any
/// letters ("-", "?") is a placeholder; an empty text gives nothing.
pub fn parse(text: &str, lexicon: &Lexicon) -> Vec<Owner> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let whole = |kind| vec![Owner { raw: text.to_owned(), kind }];
    if redaction::is_whole(text) {
        return whole(OwnerKind::Redacted);
    }
    if let Some(party) = lexicon.by_email(text) {
        return whole(OwnerKind::Party { party, municipality: None });
    }
    let tokens = lexicon.tokens(text);
    let mut chunks = chunks(&tokens, lexicon, true);
    if chunks.is_empty() {
        // Everything stands in brackets.
        chunks = self::chunks(&tokens, lexicon, false);
    }
    let mut found: Vec<Found> = Vec::new();
    for chunk in &chunks {
        let Some(kind) = classify(chunk, text, lexicon) else { continue };
        match found.last_mut() {
            Some(last) if belong_together(&last.kind, &kind, slice(text, last.end, chunk.start)) => {
                last.end = chunk.end
            }
            _ => found.push(Found { start: chunk.start, end: chunk.end, kind }),
        }
    }
    if found.is_empty() {
        return whole(OwnerKind::Placeholder);
    }
    found.into_iter().map(|f| Owner { raw: slice(text, f.start, f.end).to_owned(), kind: f.kind }).collect()
}

fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default().trim()
}

/// Whether two pieces are one after all: "Blaricum, Laren" is one municipality, "Jeugd & Gezin" one unknown name.
fn belong_together(last: &OwnerKind, next: &OwnerKind, between: &str) -> bool {
    match (last, next) {
        (OwnerKind::Municipality(a), OwnerKind::Municipality(b)) => a == b,
        (OwnerKind::Unknown { suggestion: None }, OwnerKind::Unknown { suggestion: None }) => {
            matches!(between.to_lowercase().as_str(), "en" | "&" | "and" | "+")
        }
        (OwnerKind::Redacted, OwnerKind::Redacted) => between.is_empty(),
        _ => false,
    }
}

/// Splits at separators, after known names were found. What stands in brackets is a remark where `skip_brackets`.
fn chunks<'a>(tokens: &'a [Token], lexicon: &'a Lexicon, skip_brackets: bool) -> Vec<Chunk<'a>> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let (mut open, mut depth, mut at) = (false, 0_usize, 0);
    while let Some(token) = tokens.get(at) {
        let (item, next) = match &token.kind {
            Kind::Open => {
                depth += 1;
                (None, at + 1)
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                (None, at + 1)
            }
            _ if skip_brackets && depth > 0 => (None, at + 1),
            Kind::Separator => (None, at + 1),
            Kind::Redacted => (Some(Item::Redacted), at + 1),
            Kind::At => (Some(Item::At), at + 1),
            Kind::Word { .. } => match lexicon.name_at(tokens, at) {
                Some((next, entity)) => (Some(Item::Name(entity)), next),
                None => (Some(Item::Word(token)), at + 1),
            },
        };
        let end = next.checked_sub(1).and_then(|last| tokens.get(last)).map_or(token.end, |last| last.end);
        let in_brackets = skip_brackets && (depth > 0 || token.kind == Kind::Close);
        match item {
            Some(item) => {
                if !open {
                    chunks.push(Chunk { items: Vec::new(), start: token.start, end });
                }
                if let Some(chunk) = chunks.last_mut() {
                    chunk.items.push(item);
                    chunk.end = end;
                }
                open = true;
            }
            // A remark in brackets belongs to the name before it.
            None if in_brackets && open => {
                if let Some(chunk) = chunks.last_mut() {
                    chunk.end = end;
                }
            }
            None => open = in_brackets && open,
        }
        at = next;
    }
    chunks
}

/// What a chunk is; `None` where it says nothing.
fn classify(chunk: &Chunk, text: &str, lexicon: &Lexicon) -> Option<OwnerKind> {
    let names: Vec<&Entity> =
        chunk.items.iter().filter_map(|item| if let Item::Name(name) = item { Some(*name) } else { None }).collect();
    let words: Vec<&Token> =
        chunk.items.iter().filter_map(|item| if let Item::Word(word) = item { Some(*word) } else { None }).collect();
    let telling = words.iter().any(|word| !FILLERS.contains(&word_key(word)));
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
        return Some(OwnerKind::Party { party, municipality: municipality(&names) });
    }
    if !telling {
        return named(&names);
    }
    let asked: String = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    let all = slice(text, chunk.start, chunk.end);
    let suggestion = lexicon.suggestion(all).or_else(|| lexicon.suggestion(&asked));
    let is_place = |name: &&Entity| matches!(name, Entity::Municipality(_));
    let is_name = names.iter().all(is_place) && is_name_of_person(&asked, typed(chunk, text), lexicon);
    match suggestion {
        // "Els" is no slip of the pen for "ESS".
        Some(name) if !(is_name && is_abbreviation(name)) => {
            Some(OwnerKind::Unknown { suggestion: Some(name.to_owned()) })
        }
        _ if is_name => Some(OwnerKind::Person),
        _ => Some(OwnerKind::Unknown { suggestion: None }),
    }
}

/// Whether the words of a chunk, or all of it, have the shape of a name: "Karin Hilversum", "Jan van Huizen", "de Vries".
fn is_name_of_person(words: &str, typed: &str, lexicon: &Lexicon) -> bool {
    privacy::is_name(words, lexicon.known()) || privacy::is_name(typed, lexicon.known())
}

/// The chunk as it was typed, without the remark in brackets behind it.
fn typed<'t>(chunk: &Chunk, text: &'t str) -> &'t str {
    let all = slice(text, chunk.start, chunk.end);
    all.split(['(', '[', '{']).next().unwrap_or_default().trim()
}

/// Whether a name is written in capitals alone.
fn is_abbreviation(name: &str) -> bool {
    !name.contains(char::is_lowercase)
}

/// A chunk of known names alone.
fn named(names: &[&Entity]) -> Option<OwnerKind> {
    // "alle gemeenten Huizen" is odd, but a name that can be asked goes before a collective.
    let municipality = municipality(names).map(OwnerKind::Municipality);
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

fn municipality(names: &[&Entity]) -> Option<Code> {
    names.iter().find_map(|name| if let Entity::Municipality(code) = name { Some(code.clone()) } else { None })
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
            ("Team OOV gemeente Huizen", "OOV@Hu"),
            ("OOV (Hilversum)", "OOV"),
            ("Burgemeester Wijdemeren", "Burgemeester@W"),
            ("burgemeester van Huizen", "Burgemeester@Hu"),
            ("coördinator radicalisering Huizen", "Coördinator radicalisering@Hu"),
            ("gemeente Wijdemeren", "W"),
            ("Wijdmeren", "W"),
            ("Politie", "Politie"),
            ("politie.", "Politie"),
            ("ZVHGV, procesregisseur", "ZVHGV | Procesregisseur"),
            ("procesregisseur ZVHGV", "Procesregisseur"),
            ("Zorg en Veiligheidshuis Gooi- en Vechtstreek", "ZVHGV"),
            ("Lokaal adviseur van de NCTV", "Lokaal adviseur NCTV"),
            ("Gooi- en Vechtstreek", "district"),
            ("Radar  Advies", "RadarAdvies"),
            ("Eemnes", "Gemeente Eemnes"),
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
            ("Blaricum/Laren/Huizen", "B/L | Hu"),
            ("B/L", "B/L"),
            ("BEL Combinatie", "B/L"),
            ("W, GM, B/L, Hi, Hu", "W | GM | B/L | Hi | Hu"),
            ("OOV + SD", "OOV | SD"),
            ("gemeenten, politie en OM", "collective | Politie | OM"),
            ("Politie\nOM; ZVHGV", "Politie | OM | ZVHGV"),
            ("MO/R&E", "MO/R&E"),
            ("J&V", "J&V"),
            (
                "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
                "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
            ),
            ("OOV Huizen i.s.m. politie", "OOV@Hu | Politie"),
        ]);
    }

    #[test]
    fn who_is_nobody() {
        check(&[
            ("n.t.b.", "placeholder"),
            ("nog te bepalen", "placeholder"),
            ("vacature", "placeholder"),
            ("?", "placeholder"),
            ("-", "placeholder"),
            ("alle gemeenten", "collective"),
            ("alle gemeentes", "collective"),
            ("Ketenpartners", "collective"),
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
            ("Politei", "?Politie"),
            ("Hilversm", "?Hilversum"),
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
