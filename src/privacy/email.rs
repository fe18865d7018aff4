//! E-mail addresses.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::Known;
use super::meets;
use crate::language::Role;
use crate::wording::{fold, key, pattern};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\d._%+'’-]+@(?:[\p{L}\d-]+\.)+\p{L}{2,}\b"));
/// What is left of an address where the part before "@" was made unreadable.
static REDACTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[45]\.\d\.\d\.?[a-i]?@"));

/// Where the text holds the e-mail address of a person, as byte ranges. Functional addresses ("info@", "oov-huizen@", those of the
/// framework's parties) are left out, and so are examples ("voornaam.achternaam@").
pub(super) fn emails(text: &str, known: &Known) -> Vec<Range<usize>> {
    let typed = addresses(text).filter(|found| !is_functional(found.as_str(), known)).map(|found| found.range());
    let mut found: Vec<Range<usize>> = typed.collect();
    let spelled: Vec<Range<usize>> =
        spelled_out(text, known).into_iter().filter(|range| !meets(&found, range)).collect();
    found.extend(spelled);
    found
}

/// Addresses of persons of which the signs are spelled out: "jan (at) gemeente punt nl".
fn spelled_out(text: &str, known: &Known) -> Vec<Range<usize>> {
    let Some(pattern) = &known.patterns.spelled_mail else { return Vec::new() };
    let address = |captures: regex::Captures| {
        let (whole, local, host) = (captures.get(0)?, captures.name("local")?, captures.name("host")?);
        let last = host.as_str().rsplit(|c: char| !c.is_alphanumeric()).next()?;
        let dot = |word: &&str| known.vocabulary.words(Role::DotSign).lists(&key(word));
        let named: Vec<&str> = local.as_str().split_whitespace().filter(|word| !dot(word)).collect();
        let person = !is_functional(&format!("{}@", named.join(".")), known) && !whole.as_str().contains("://");
        (known.vocabulary.is(Role::MailDomain, &key(last)) && person).then(|| whole.range())
    };
    pattern.captures_iter(text).filter_map(address).collect()
}

/// Every address in the text.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = regex::Match<'_>> {
    // Most texts hold none, and the search looks at every letter.
    let text = if text.contains('@') { text } else { "" };
    EMAIL.find_iter(text)
}

/// Whether an address is that of a party, or of a function, a team or a municipality rather than of a person.
fn is_functional(address: &str, known: &Known) -> bool {
    if known.has_email(address) || REDACTED.is_match(address) {
        return true;
    }
    let local = address.split('@').next().unwrap_or_default();
    let parts: Vec<String> = local
        .split(|c: char| !c.is_alphabetic())
        .map(|part| fold(part).chars().filter(|c| c.is_alphanumeric()).collect())
        .filter(|part: &String| !part.is_empty())
        .collect();
    let says = |part: &String| is_function(part, known) || is_compound(part, known);
    if parts.iter().any(|part| part.chars().count() == 1) {
        return false;
    }
    // The first part says whose address it is: "team.kerkelanden", and not "klaasveld.team".
    parts.first().is_none_or(says) || parts.iter().all(says) || is_in(Role::MailFunction, &key(local), known)
}

/// Whether a part of an address names a function, an organisation, a subject, or something of the framework.
fn is_function(part: &str, known: &Known) -> bool {
    is_in(Role::MailFunction, part, known)
        || is_in(Role::MailStandIn, part, known)
        || known.vocabulary.is_listed(part)
        || known.has_word(part)
}

fn is_in(role: Role, part: &str, known: &Known) -> bool {
    known.vocabulary.words(role).lists(part)
}

/// Whether a part consists of such words without a mark between them: "oovhilversum", "meldpuntradicalisering". Each word takes
/// three letters at least, so that no surname falls apart into them.
fn is_compound(part: &str, known: &Known) -> bool {
    let cuts: Vec<usize> = part.char_indices().map(|(at, _)| at).chain([part.len()]).collect();
    // No function has a longer name, and every pair of cuts is tried.
    if cuts.len() > 48 {
        return false;
    }
    let mut reached = vec![0];
    for &to in &cuts {
        let from_somewhere = |from: &usize| {
            let word = part.get(*from..to).unwrap_or_default();
            word.chars().count() >= 3 && is_function(word, known)
        };
        if to > 0 && reached.iter().any(from_somewhere) {
            reached.push(to);
        }
    }
    reached.last() == Some(&part.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn found(text: &str) -> Vec<&str> {
        let known = Known::new(Framework::embedded());
        emails(text, &known).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_of_persons_are_found() {
        for (text, addresses) in [
            ("Vragen? Mail voorbeeld.persoon@example.nl.", vec!["voorbeeld.persoon@example.nl"]),
            ("j.huizen@example.nl en p_jansen@example.org", vec!["j.huizen@example.nl", "p_jansen@example.org"]),
            ("<J.Klaasveld@wijdemeren.example>", vec!["J.Klaasveld@wijdemeren.example"]),
            ("mailto:karin@example.nl", vec!["karin@example.nl"]),
            ("k.klaasveld+plan@sub.example.nl", vec!["k.klaasveld+plan@sub.example.nl"]),
        ] {
            assert_eq!(found(text), addresses, "{text}");
        }
        for local in
            ["postma", "huizenga", "woonink", "larenstein", "klaasveld.team", "karin.oov", "jan-willem", "infante"]
        {
            assert_eq!(found(&format!("{local}@example.nl")).len(), 1, "{local}");
        }
    }

    #[test]
    fn addresses_are_found_with_their_signs_spelled_out() {
        for (text, address) in [
            ("mail jan (at) gemeente punt nl", "jan (at) gemeente punt nl"),
            ("jan.klaas [at] gemeente [dot] nl", "jan.klaas [at] gemeente [dot] nl"),
            ("karin[at]gemeente.nl", "karin[at]gemeente.nl"),
            ("karin apenstaartje gemeente punt nl", "karin apenstaartje gemeente punt nl"),
            ("karin at council dot uk", "karin at council dot uk"),
            ("karin @ gemeente.nl", "karin @ gemeente.nl"),
            ("karin (at) stadt punkt de", "karin (at) stadt punkt de"),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
        for text in
            ["info (at) gemeente punt nl", "meet at school. De volgende keer", "team at desk dot com", "op punt nl"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn functional_addresses_are_fine() {
        for local in [
            "info",
            "veilig",
            "team",
            "oov",
            "meldpunt",
            "meldpunt2025",
            "secretariaat",
            "secretariaat.dvc",
            "oov-hilversum",
            "oovhilversum",
            "team.kerkelanden",
            "teamveiligheid",
            "zvhgv",
            "wijkteam-zuid",
            "burgemeester",
            "no-reply",
            "noreply",
            "communicatie",
            "meldpuntradicalisering",
            "gemeente",
            "Info",
            "14035",
            "voornaam.achternaam",
            "5.1.2.e",
        ] {
            assert_eq!(found(&format!("Mail {local}@example.nl.")), [""; 0], "{local}");
        }
        assert_eq!(found("veilig@[gemeente].nl, @ of a@b, [cid:image002.png@01D83568.F12AE220]"), [""; 0]);
    }

    #[test]
    fn an_address_of_a_party_is_fine() {
        let mut framework = Framework::embedded().clone();
        framework.parties[0].email = Some("klaasveld@example.org".to_owned());
        assert!(emails("Mail KLAASVELD@example.org", &Known::new(&framework)).is_empty());
    }
}
