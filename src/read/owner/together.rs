//! Which pieces of the text of an owner are one, and whose municipality stands apart from them.

use super::chunk::{Chunk, Part, slice};
use crate::framework::{Code, PartyKind};
use crate::language::{Language, Role};
use crate::plan::OwnerKind;
use crate::read::lexicon::Lexicon;
use crate::wording::key;

/// What a chunk, or several that belong together, was recognised as.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) part: Part,
    pub(super) kind: OwnerKind,
    /// Whether a word makes it a function or a team: what stands after "en" may be more of its name.
    pub(super) titled: bool,
}

/// Whether two pieces are one after all: "Blaricum, Laren" is one municipality, "Jeugd & Gezin" one unknown name, and "team Jeugd &
/// Gezin" one team.
pub(super) fn belong_together(
    last: &Found,
    (chunk, next): (&Chunk, &OwnerKind),
    text: &str,
    lexicon: &Lexicon,
) -> bool {
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
pub(super) fn is_subject(
    chunk: &Chunk,
    (title, next): (&OwnerKind, &OwnerKind),
    text: &str,
    lexicon: &Lexicon,
) -> bool {
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
pub(super) fn joins(between: &str, language: &Language) -> bool {
    matches!(between, "&" | "+") || language.words(Role::Joiner).lists(&key(between))
}

/// Gives units, roles and offices the municipality that stands with them, but apart: at the end of a list ("OOV + Sociaal Domein
/// Huizen"), before a colon ("Huizen: OOV"), or as the only other name ("OOV, gemeente Huizen").
pub(super) fn spread_municipalities(found: &mut Vec<Found>, text: &str, lexicon: &Lexicon) {
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

pub(super) fn give(found: &mut Found, code: &Code) {
    if let OwnerKind::Party { municipality, .. } | OwnerKind::Function { municipality } = &mut found.kind {
        *municipality = Some(code.clone());
    }
}
