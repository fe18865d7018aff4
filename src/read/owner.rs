//! Owners and parties as people write them: "OOV Hilversum", "Wijdemeren/Hilversum", "dhr. X", "n.t.b.".
//!
//! The text is cut into pieces ([`split`]), each is told what it is ([`classify`]), and those that belong together become one
//! ([`together`]).

mod chunk;
mod classify;
mod split;
mod suggest;
mod together;

use self::chunk::{Part, is_title, slice, word_key};
use self::classify::classify;
use self::split::Splitter;
use self::together::{Found, belong_together, give, spread_municipalities};
use crate::framework::Field;
use crate::plan::{Owner, OwnerKind};
use crate::read::lexicon::Lexicon;
use crate::read::redaction;

/// How many owners are read from one cell. A cell that names more is no list of owners; what it says is kept all the same.
const MOST: usize = 40;

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

#[cfg(test)]
mod tests;
