//! Patterns that hold words of the language, made once for a framework.

use regex::Regex;

use crate::language::{Language, Role};

/// The patterns of a language.
#[derive(Debug)]
pub(super) struct Patterns {
    /// A word that says that a number is a citizen's.
    pub(super) citizen: Option<Regex>,
    /// A word that announces a phone number, and the number.
    pub(super) announced_phone: Option<Regex>,
    /// An address of which the signs are spelled out: "jan (at) gemeente punt nl".
    pub(super) spelled_mail: Option<Regex>,
    /// A street with the number of a house, in either order.
    pub(super) address: Option<Regex>,
    /// A name with a number behind what says that somebody lives there, whatever the street is called: "woont aan de Oude Haven 5".
    pub(super) lives_at: Option<Regex>,
}

impl Patterns {
    pub(super) fn new(language: &Language) -> Self {
        let any = |role| any_of(language, role);
        let citizen = beginnings(language, Role::CitizenNumber);
        let (label, at, dot) = (any(Role::PhoneLabel), any(Role::AtSign), any(Role::DotSign));
        let streets = language.words(Role::StreetEnding);
        let ending = alternatives(streets.endings().map(str::to_owned));
        let street = any(Role::StreetEnding);
        let dwelling = any(Role::Dwelling);
        let house = r"[ \u{a0}]+\d{1,4}(?:[ -]?(?:[a-zA-Z]|bis|hs|[IV]{1,3})\b)?";
        let name = r"[\p{L}\d]+";
        let stop = format!(r"(?:\.|\s*[(\[{{]\s*(?:{dot}|\.)\s*[)\]}}]\s*|\s+(?:{dot})\s+)");
        let sign = format!(r"(?:\s*[(\[{{<]\s*(?:{at}|@)\s*[)\]}}>]\s*|\s+(?:{at})\s+|\s@\s?)");
        Self {
            citizen: compile(&format!(r"(?i)\b(?:{citizen})")),
            announced_phone: compile(&format!(
                r"(?i)\b(?:{label})\b?[.: ]{{0,3}}(?P<number>\d(?:[ .\-/]{{0,2}}\d){{6,12}})"
            )),
            spelled_mail: compile(&format!(
                r"(?i)\b(?P<local>{name}(?:(?:[._+-]|\s+(?:{dot})\s+){name})*){sign}(?P<host>[\p{{L}}\d-]+(?:{stop}[\p{{L}}\d-]+)+)"
            )),
            address: compile(&format!(
                r"\b\p{{Lu}}[\p{{L}}’'-]*(?:{ending})\.?{house}|\b\p{{Ll}}{{4,}}(?:{ending}){house}|(?:\b\p{{Lu}}[\p{{L}}’'-]+ ){{1,2}}(?i:{street}){house}|\b\d{{1,4}}[a-zA-Z]?,? (?:\p{{Lu}}[\p{{L}}’'-]+ ){{1,2}}(?i:{street})\b"
            )),
            lives_at: compile(&format!(
                r"\b(?i:{dwelling})(?:[: ]+\p{{Ll}}{{2,4}}){{0,3}}[: ]+(?P<address>\p{{Lu}}[\p{{L}}’'-]+(?: \p{{Lu}}?[\p{{L}}’'-]+){{0,2}}{house})"
            )),
        }
    }
}

/// The words of a role as they are typed, one or the other.
fn any_of(language: &Language, role: Role) -> String {
    alternatives(language.words(role).entries().map(str::to_owned))
}

/// The beginnings of the words of a role.
fn beginnings(language: &Language, role: Role) -> String {
    alternatives(language.words(role).beginnings().map(str::to_owned))
}

/// Longer words go first, so that "telefoonnummer" is not read as "telefoon".
fn alternatives(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.map(|word| regex::escape(&word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

/// None where there are no words for it, or more than a pattern can hold.
fn compile(pattern: &str) -> Option<Regex> {
    let has_words = !pattern.contains("(?:)") && !pattern.contains("(?i:)");
    has_words.then(|| Regex::new(pattern).ok()).flatten()
}
