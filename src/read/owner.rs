//! Owners and parties as people write them: "OOV Hilversum", "Wijdemeren/Hilversum", "dhr. X", "n.t.b.".

use crate::framework::{Code, PartyKind};
use crate::plan::{Owner, OwnerKind};
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
/// Words before the name of a person.
const TITLES: [&str; 17] = [
    "dhr", "mevr", "mw", "mevrouw", "meneer", "heer", "drs", "dr", "ir", "ing", "mr", "mrs", "ms", "bc", "prof",
    "dhrmevr", "hr",
];
/// Words within the name of a person.
const NAME_PARTICLES: [&str; 15] =
    ["van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "von", "du", "la", "in", "t"];
/// Words that tell an organisation or a role, so that "Sociale Dienst" is not taken for a person.
const ORGANISATION_WORDS: [&str; 58] = [
    "team",
    "afdeling",
    "cluster",
    "sociaal",
    "sociale",
    "domein",
    "stichting",
    "vereniging",
    "bureau",
    "dienst",
    "diensten",
    "regio",
    "regionale",
    "regionaal",
    "coordinator",
    "adviseur",
    "beleidsadviseur",
    "beleidsmedewerker",
    "medewerker",
    "manager",
    "wethouder",
    "burgemeester",
    "gemeente",
    "werkgroep",
    "projectgroep",
    "stuurgroep",
    "project",
    "programma",
    "projectleider",
    "programmamanager",
    "lokaal",
    "lokale",
    "districtelijk",
    "landelijk",
    "ministerie",
    "raad",
    "college",
    "overleg",
    "politie",
    "zorg",
    "welzijn",
    "jeugd",
    "jongeren",
    "onderwijs",
    "school",
    "centrum",
    "huis",
    "publieke",
    "openbare",
    "veiligheid",
    "beleid",
    "strategisch",
    "juridische",
    "juridisch",
    "bestuur",
    "handhaving",
    "communicatie",
    "nationale",
];

/// Endings of such words.
const ORGANISATION_ENDINGS: [&str; 18] = [
    "schap",
    "corporatie",
    "dienst",
    "groep",
    "werk",
    "zorg",
    "team",
    "instelling",
    "school",
    "raad",
    "platform",
    "netwerk",
    "centrum",
    "bureau",
    "fonds",
    "regisseur",
    "functionaris",
    "agent",
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
    let telling: Vec<&Token> = words.iter().copied().filter(|word| !FILLERS.contains(&word_key(word))).collect();
    if chunk.items.iter().any(|item| matches!(item, Item::Redacted)) {
        return Some(OwnerKind::Redacted);
    }
    if chunk.items.iter().any(|item| matches!(item, Item::At)) || person(chunk, &words, text, lexicon) {
        return Some(OwnerKind::Person);
    }
    if names.contains(&&Entity::Placeholder) {
        return Some(OwnerKind::Placeholder);
    }
    if let Some(party) = party(&names, lexicon) {
        let municipality = municipality(&names);
        let meant = municipality.is_none().then(|| with_municipality(chunk, &telling, text, lexicon)).flatten();
        return Some(match meant {
            Some(meant) => OwnerKind::Unknown { suggestion: Some(meant) },
            None => OwnerKind::Party { party, municipality },
        });
    }
    if telling.is_empty() {
        return named(&names);
    }
    let asked: String = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    let all = slice(text, chunk.start, chunk.end);
    let suggestion = lexicon.suggestion(all).or_else(|| lexicon.suggestion(&asked)).map(str::to_owned);
    if suggestion.is_none() && names.is_empty() && full_name(&words, text, lexicon) {
        return Some(OwnerKind::Person);
    }
    Some(OwnerKind::Unknown { suggestion })
}

/// "OOV Wijdemerem": the chunk with the municipality that the words beside its known name nearly are, as the framework calls it.
fn with_municipality(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    let (start, end) = (words.first()?.start, words.last()?.end);
    let (_, code) = lexicon.near_municipality(slice(text, start, end))?;
    let parts = [slice(text, chunk.start, start), lexicon.municipality_name(code)?, slice(text, end, chunk.end)];
    Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
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

/// Whether a title, initials or a code like "JvD" tell that it is a person, whatever known names stand beside it.
fn person(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> bool {
    let first_is_word = matches!(chunk.items.first(), Some(Item::Word(_)));
    let starts = |test: &dyn Fn(&str, &Token) -> bool| {
        words.first().is_some_and(|word| first_is_word && test(slice(text, word.start, word.end), word))
    };
    let titled = starts(&|_, word| TITLES.contains(&word_key(word))) && chunk.items.len() > 1;
    let heer = words.iter().take(2).any(|word| word_key(word) == "heer") && chunk.items.len() > 1;
    let initials = starts(&|raw, word| is_initials(raw, word)) && chunk.items.len() > 1;
    // The one-letter code of a municipality may stand at the start: "W. de Vries".
    let code_initial = words.len() + 1 == chunk.items.len() && !first_is_word && {
        let raw = slice(text, chunk.start, chunk.end);
        let mut chars = raw.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.next() == Some('.')
            && words.iter().any(|word| is_capitalised(slice(text, word.start, word.end)))
    };
    let monogram = words.len() == 1 && chunk.items.len() == 1 && starts(&|raw, _| is_monogram(raw));
    let last_initial = chunk.items.len() == 2
        && words.len() == 2
        && words.last().is_some_and(|word| {
            let raw = slice(text, word.start, word.end);
            raw.trim_end_matches('.').chars().count() == 1 && raw.starts_with(char::is_uppercase)
        })
        && starts(&|raw, word| {
            is_capitalised(raw) && !lexicon.knows_word(word_key(word)) && !is_organisation_word(word)
        });
    titled || heer || initials || code_initial || monogram || last_initial
}

/// "J.", "J.P.": initials with their full stops.
fn is_initials(raw: &str, word: &Token) -> bool {
    let Kind::Word { key, dotted } = &word.kind else { return false };
    let letters: Vec<char> = raw.chars().filter(|c| c.is_alphabetic()).collect();
    *dotted && key.chars().count() <= 4 && raw.contains('.') && letters.iter().all(|c| c.is_uppercase()) && {
        let stops = raw.chars().filter(|c| *c == '.').count();
        stops == letters.len()
    }
}

/// "JvD": initials with a particle between.
fn is_monogram(raw: &str) -> bool {
    let chars: Vec<char> = raw.chars().collect();
    let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return false };
    let middle = chars.get(1..chars.len().saturating_sub(1)).unwrap_or_default();
    (3..=4).contains(&chars.len())
        && first.is_uppercase()
        && last.is_uppercase()
        && middle.iter().all(|c| c.is_lowercase())
}

fn is_capitalised(raw: &str) -> bool {
    let mut chars = raw.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase)
        && chars.all(|c| !c.is_uppercase() && !c.is_ascii_digit())
}

fn is_organisation_word(word: &Token) -> bool {
    let key = word_key(word);
    ORGANISATION_WORDS.contains(&key)
        || ORGANISATION_ENDINGS.iter().any(|ending| key.len() > ending.len() && key.ends_with(ending))
}

/// A first name and a last name: two to four words, the outer ones capitalised, none of them a word of an organisation.
fn full_name(words: &[&Token], text: &str, lexicon: &Lexicon) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let outer = [first, last].iter().all(|word| is_capitalised(slice(text, word.start, word.end)));
    let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    let particles = inner
        .iter()
        .all(|word| NAME_PARTICLES.contains(&word_key(word)) || is_capitalised(slice(text, word.start, word.end)));
    let known = words.iter().any(|word| {
        is_organisation_word(word) || lexicon.knows_word(word_key(word)) && !NAME_PARTICLES.contains(&word_key(word))
    });
    (2..=5).contains(&words.len()) && outer && particles && !known
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
            ("OOV Wijdemerem", "?OOV Wijdemeren"),
            ("OOV Gooise Mern", "?OOV Gooise Meren"),
            ("OOV Wijdmeeren (vacature)", "?OOV Wijdemeren (vacature)"),
            ("OOV meldpunt", "OOV"),
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
