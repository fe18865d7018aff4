//! Which municipality a sheet or a cell speaks of.

use std::sync::Arc;

use crate::framework::{Code, Framework};
use crate::language::Role;
use crate::plan::BelongsTo;
use crate::read::lexicon::{Entity, Kind, Lexicon};
use crate::wording::key;

/// Whose sheet it is by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// Whose sheet.
    pub belongs_to: BelongsTo,
    /// The municipality's name, where the tab has another one.
    pub canonical_name: Option<String>,
    /// Whether the tab's name is only nearly one that the framework has.
    pub guessed: bool,
}

/// Reads the name of a tab: "Hilversum", "Acties Wijdmeren", "B&L", "4. Huizen", "Districtelijk".
pub fn sheet_name(name: &str, lexicon: &Lexicon, framework: &Framework) -> SheetName {
    if let Some(belongs_to) = exact(name, lexicon) {
        return named(name, belongs_to, false, framework);
    }
    match lexicon.near_municipality(&rest(name, lexicon)) {
        Some((_, code)) => named(name, BelongsTo::Municipality(code.clone()), true, framework),
        None => SheetName { belongs_to: BelongsTo::Nobody, canonical_name: None, guessed: false },
    }
}

fn named(name: &str, belongs_to: BelongsTo, guessed: bool, framework: &Framework) -> SheetName {
    let official = match &belongs_to {
        BelongsTo::Municipality(code) => framework.municipality(code).map(|municipality| municipality.name.clone()),
        _ => None,
    };
    SheetName { belongs_to, canonical_name: official.filter(|official| !key(name).contains(&key(official))), guessed }
}

/// Whose sheet it is by a name that the framework has.
fn exact(name: &str, lexicon: &Lexicon) -> Option<BelongsTo> {
    if let Some(belongs_to) = lexicon.whole(name).and_then(|entity| owner_of_sheet(entity, lexicon)) {
        return Some(belongs_to);
    }
    let tokens = lexicon.tokens(name);
    let mut found: Vec<BelongsTo> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((end, entity)) = lexicon.name_at(&tokens, at) else {
            at += 1;
            continue;
        };
        let length: usize = tokens.get(at..end).unwrap_or_default().iter().map(|token| token.end - token.start).sum();
        // Codes of one or two letters are words in other names ("W", "Hi").
        if length >= 3
            && let Some(belongs_to) = owner_of_sheet(entity, lexicon)
            && !found.contains(&belongs_to)
        {
            found.push(belongs_to);
        }
        at = end;
    }
    let municipalities: Vec<&BelongsTo> =
        found.iter().filter(|one| matches!(one, BelongsTo::Municipality(_))).collect();
    match (municipalities.as_slice(), found.first()) {
        ([one], _) => Some((*one).clone()),
        ([], Some(district)) => Some(district.clone()),
        // "Hilversum en Huizen" is nobody's sheet in particular.
        ([_, ..], _) => Some(BelongsTo::Nobody),
        ([], None) => lexicon.whole(&rest(name, lexicon)).and_then(|entity| owner_of_sheet(entity, lexicon)),
    }
}

/// The municipality or the district that a heading or title names, and nothing else; `loosely`: beside words such as "acties" and
/// "gemeente".
pub(crate) fn heading(text: &str, lexicon: &Lexicon, loosely: bool) -> Option<BelongsTo> {
    if let Some(entity) = lexicon.whole(text) {
        return owner_of_sheet(entity, lexicon);
    }
    let short = loosely && text.len() <= 60;
    short.then(|| lexicon.whole(&rest(text, lexicon)).and_then(|entity| owner_of_sheet(entity, lexicon)))?
}

/// The one municipality, or else the district, that a longer title names.
pub(crate) fn title(text: &str, lexicon: &Lexicon) -> Option<BelongsTo> {
    exact(text, lexicon).filter(|belongs_to| *belongs_to != BelongsTo::Nobody)
}

fn owner_of_sheet(entity: &Entity, lexicon: &Lexicon) -> Option<BelongsTo> {
    match entity {
        Entity::District => Some(BelongsTo::District),
        _ => lexicon.municipality(entity).map(|code| BelongsTo::Municipality(code.clone())),
    }
}

/// The name of a tab without generic words and numbers.
fn rest(name: &str, lexicon: &Lexicon) -> String {
    let tokens = lexicon.tokens(name);
    let generic = lexicon.language().words(Role::SheetWord);
    let words = tokens.iter().filter_map(|token| match &token.kind {
        Kind::Word { key, .. } if !generic.lists(key) && !key.chars().any(|c| c.is_ascii_digit()) => {
            name.get(token.start..token.end)
        }
        Kind::Separator => name.get(token.start..token.end),
        _ => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Municipalities in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipalities {
    /// Codes, in the order of the cell; empty for the whole district.
    pub codes: Arc<Vec<Code>>,
    /// Whether one of them is a guess at a slip of the pen.
    pub guessed: bool,
}

/// Reads "W, GM, B/L", "alle gemeenten", "Hilversum en Huizen", "district". `None` where something in it is no municipality.
pub fn municipalities(text: &str, lexicon: &Lexicon, framework: &Framework) -> Option<Municipalities> {
    let tokens = lexicon.tokens(text);
    let [except_words, beside] = [Role::PlaceExcept, Role::PlaceBeside].map(|role| lexicon.language().words(role));
    let (mut codes, mut left_out): (Vec<Code>, Vec<Code>) = (Vec::new(), Vec::new());
    let (mut everybody, mut except, mut guessed, mut at) = (false, false, false, 0);
    while let Some(token) = tokens.get(at) {
        let Kind::Word { key, .. } = &token.kind else {
            at += 1;
            continue;
        };
        let list = if except { &mut left_out } else { &mut codes };
        if let Some((end, entity)) = lexicon.name_at(&tokens, at) {
            match (entity, lexicon.municipality(entity)) {
                (_, Some(code)) if !list.contains(code) => list.push(code.clone()),
                (_, Some(_)) => {}
                (Entity::District | Entity::Collective, None) => everybody = true,
                (_, None) => return None,
            }
            at = end;
            continue;
        }
        if except_words.has_key(key) {
            except = true;
        } else if !beside.has_key(key) {
            let word = text.get(token.start..token.end)?;
            let (_, code) = lexicon.near_municipality(word)?;
            guessed = true;
            if !list.contains(code) {
                list.push(code.clone());
            }
        }
        at += 1;
    }
    if everybody && except {
        codes =
            framework.municipalities.iter().map(|m| m.code.clone()).filter(|code| !left_out.contains(code)).collect();
    }
    (everybody || !codes.is_empty()).then_some(Municipalities { codes: Arc::new(codes), guessed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_belong_to_their_municipality() {
        let framework = Framework::embedded();
        let lexicon = Lexicon::new(framework);
        for (name, expected) in [
            ("Hilversum", "Hi"),
            ("Acties Hilversum", "Hi"),
            ("5. Huizen (2)", "Hu"),
            ("Wijdmeren", "W = Wijdemeren"),
            ("Wijdmern", "W = Wijdemeren?"),
            ("Goise Meren", "GM = Gooise Meren?"),
            ("B&L", "B/L = Blaricum en Laren"),
            ("BEL", "B/L = Blaricum en Laren"),
            ("BEL-combinatie", "B/L = Blaricum en Laren"),
            ("Blaricum & Laren", "B/L = Blaricum en Laren"),
            ("W", "W = Wijdemeren"),
            ("Acties W", "W = Wijdemeren"),
            ("Districtelijk", "district"),
            ("District acties", "district"),
            ("Hilversum en Huizen", "nobody"),
            ("Acties", "nobody"),
            ("Wegingskader", "nobody"),
            ("Leeswijzer", "nobody"),
            ("Lijsten", "nobody"),
            ("Blad1", "nobody"),
            ("", "nobody"),
        ] {
            let read = sheet_name(name, &lexicon, framework);
            let owner = match read.belongs_to {
                BelongsTo::District => "district".to_owned(),
                BelongsTo::Municipality(code) => code.to_string(),
                BelongsTo::Nobody => "nobody".to_owned(),
            };
            let canonical = read.canonical_name.map(|name| format!(" = {name}")).unwrap_or_default();
            assert_eq!(format!("{owner}{canonical}{}", if read.guessed { "?" } else { "" }), expected, "{name}");
        }
    }

    #[test]
    fn cells_list_municipalities() {
        let framework = Framework::embedded();
        let lexicon = Lexicon::new(framework);
        for (text, expected) in [
            ("W, GM, B/L, Hi, Hu", Some("W GM B/L Hi Hu")),
            ("Blaricum en Laren", Some("B/L")),
            ("Huizen, Blaricum en Laren", Some("Hu B/L")),
            ("Hilversum, BEL-combinatie", Some("Hi B/L")),
            ("Eemnes", None),
            ("gemeente Hilversum", Some("Hi")),
            ("Hilversm", Some("Hi?")),
            ("alle gemeenten", Some("")),
            ("Alle gemeentes", Some("")),
            ("district", Some("")),
            ("alle gemeenten behalve Huizen", Some("W GM B/L Hi")),
            ("Utrecht", None),
            ("n.t.b.", None),
            ("", None),
        ] {
            let got = municipalities(text, &lexicon, framework);
            let shown = got
                .map(|m| m.codes.iter().map(|c| &**c).collect::<Vec<_>>().join(" ") + if m.guessed { "?" } else { "" });
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }
}
