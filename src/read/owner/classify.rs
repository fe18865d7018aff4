//! What a piece of the text of an owner is.

use super::chunk::{Chunk, Item, is_telling, is_title, slice, typed, word_key};
use super::suggest::{instead_of, is_near_municipality, meant, suggestion, suggestion_of_place};
use crate::framework::{Code, Field};
use crate::language::Role;
use crate::plan::OwnerKind;
use crate::privacy;
use crate::read::lexicon::{Entity, Kind, Lexicon, Token};
use crate::wording::key;

/// What a chunk is; `None` where it says nothing.
pub(super) fn classify(chunk: &Chunk, text: &str, lexicon: &Lexicon) -> Option<OwnerKind> {
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
