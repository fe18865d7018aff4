//! Which rules a run applies: all of them, or those that were asked for.

use crate::finding::Rule;
use crate::rules::CATALOGUE;
use crate::wording::{self, Wording, fold};

/// Rules to apply and to leave out, by code (`OWN003`), name (`owner-unknown`) or family (`OWN`), as they were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Only these; all where it is empty.
    pub select: Vec<String>,
    /// Not these, also where they were selected.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Whether everything is applied.
    pub fn is_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// Whether a rule is applied.
    pub fn includes(&self, rule: &Rule) -> bool {
        let named = |words: &[String]| words.iter().any(|word| is_named(rule, word));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// What names no rule and no family, as a sentence for each.
    pub fn unknown(&self) -> Vec<Wording> {
        let words = self.select.iter().chain(&self.ignore);
        words.filter(|word| !CATALOGUE.iter().any(|(rule, _)| is_named(rule, word))).map(|word| unknown(word)).collect()
    }
}

/// What a rule is asked for by.
fn names(rule: &Rule) -> [&'static str; 3] {
    [rule.code.as_str(), rule.name, rule.code.family()]
}

fn is_named(rule: &Rule, word: &str) -> bool {
    let word = word.trim();
    names(rule).iter().any(|name| name.eq_ignore_ascii_case(word))
}

fn unknown(word: &str) -> Wording {
    let names = CATALOGUE.iter().flat_map(|(rule, _)| names(rule));
    let meant = wording::nearest(&fold(word), names);
    let (nl, en) = meant.map_or((String::new(), String::new()), |meant| {
        (format!(" Bedoelt u {meant}?"), format!(" Did you mean {meant}?"))
    });
    Wording::new(
        format!("Er is geen regel of groep van regels “{word}”.{nl} De lijst ziet u met: planwacht rules"),
        format!("There is no rule or group of rules “{word}”.{en} For the list: planwacht rules"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(select: &[&str], ignore: &[&str]) -> Vec<&'static str> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let selection = Selection { select: owned(select), ignore: owned(ignore) };
        assert_eq!(selection.unknown(), []);
        CATALOGUE
            .iter()
            .map(|(rule, _)| *rule)
            .filter(|rule| selection.includes(rule))
            .map(|rule| rule.code.as_str())
            .collect()
    }

    #[test]
    fn codes_names_and_families_are_known_whatever_their_case() {
        assert_eq!(codes(&[], &[]).len(), CATALOGUE.len());
        assert_eq!(codes(&["own001", "deadline-missing"], &[]), ["OWN001", "DAT001"]);
        let owners = codes(&["OWN"], &["OWN003"]);
        assert!(owners.contains(&"OWN001") && !owners.contains(&"OWN003"));
        assert!(owners.iter().all(|code| code.starts_with("OWN")));
        assert!(!codes(&[], &["prv"]).iter().any(|code| code.starts_with("PRV")));
    }

    #[test]
    fn what_names_nothing_is_told_with_what_was_probably_meant() {
        let selection = Selection { select: vec!["OWN00l".to_owned()], ignore: vec!["xyz".to_owned()] };
        let said = selection.unknown();
        assert_eq!(said.len(), 2);
        assert!(
            said[0].nl.starts_with("Er is geen regel of groep van regels “OWN00l”.")
                && said[0].nl.contains("Bedoelt u OWN00"),
            "{}",
            said[0].nl
        );
    }
}
