//! What is said of one person's case, belief, health or criminal record.
//!
//! The words alone are fine: plans speak of cases, of salafism and of detention. What counts is a word that says something of one
//! person, with what tells who that is right beside it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::known::Known;
use super::person::{Name, Sign};
use super::shape::{is_monogram, is_name};
use super::slice;
use super::words::{Word, words};
use crate::language::Role;
use crate::wording::{key, pattern};

/// What tells who it is besides a name and an address: initials, or a postcode.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<initials>\b\p{Lu}\.[ \u{a0}]?(?:\p{Ll}{1,3}\.?[ \u{a0}]?){0,2}(?:\p{Lu}\.)+|\b\p{Lu}{2}\b)",
        r"|(?P<monogram>\b\p{Lu}{1,2}\p{Ll}{1,3}\p{Lu}\b)",
        r"|(?P<postcode>\b[1-9]\d{3}[ \u{a0}]?[A-Z]{2}\b)",
    ))
});

/// The roles of words that say of somebody what the law protects most.
const SPECIAL: [Role; 3] = [Role::SpecialCategory, Role::HealthWord, Role::PoliceWord];

/// How far what tells who it is may stand from the word, in bytes.
const NEAR: usize = 90;

/// What tells whose case, belief, health or criminal record the text speaks of, as byte ranges. `names` are the names in the text
/// and `addresses` its streets with a number.
///
/// Office holders are no such person: "burgemeester Klaasveld spreekt over de verdachte" is fine.
pub(super) fn traceable(text: &str, known: &Known, names: &[Name], addresses: &[Range<usize>]) -> Vec<Range<usize>> {
    let words = words(text);
    let cases = cases(text, &words, known);
    let special = special(text, &words, known);
    if cases.is_empty() && special.is_empty() {
        return Vec::new();
    }
    let named = names.iter().filter(|name| name.sign != Sign::Office).map(|name| name.range.clone());
    let mut telling: Vec<Range<usize>> = named.chain(addresses.iter().cloned()).collect();
    telling.extend(signs(text, known));
    let mut found: Vec<Range<usize>> = telling
        .into_iter()
        .filter(|range| {
            beside(&cases, range).iter().any(|case| announces(text, case, range, known))
                || beside(&special, range).iter().any(|word| is_near(text, word, range))
        })
        .collect();
    let of_one =
        initials(&words, known).filter(|range| beside(&special, range).iter().any(|word| is_near(text, word, range)));
    found.extend(of_one);
    found.extend(cases.iter().filter_map(|case| name_after(text, case, known)));
    found
}

/// A single initial behind a word for whose it is: "casus M.", "fam. B.". By itself it may be a label, as in "casus A."; with what is said
/// of somebody beside it, it is who that is.
fn initials<'w>(words: &'w [Word], known: &'w Known) -> impl Iterator<Item = Range<usize>> + 'w {
    let is_somebody = |word: &Word| {
        let key = word.key();
        let roles = [Role::CaseWord, Role::Household, Role::Title, Role::ShortTitle, Role::Individual, Role::Kin];
        roles.iter().any(|role| known.vocabulary.is(*role, &key))
    };
    let pairs = words.iter().zip(words.iter().skip(1));
    let own = pairs.filter(move |(before, word)| is_somebody(before) && word.is_initial(&known.vocabulary));
    own.map(|(_, word)| word.start..word.end + usize::from(word.stop))
}

/// Words for one person whose case it is, with the word that joins them to who it is: "casus van", "cliënt:".
fn cases(text: &str, words: &[Word], known: &Known) -> Vec<Range<usize>> {
    let is = |role, at: usize| words.get(at).is_some_and(|word| known.vocabulary.is(role, &word.key()));
    let mut cases = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(at, _)| is(Role::CaseWord, *at)) {
        let beside = (at + 1..words.len()).take(3).take_while(|at| is(Role::CaseBeside, *at)).last();
        let end = beside.and_then(|beside| words.get(beside)).map_or(word.end, |word| word.end);
        let rest = text.get(end..).unwrap_or_default();
        let gap =
            rest.len() - rest.trim_start_matches(|c: char| c == ' ' || c == '\u{a0}' || ":(,–-".contains(c)).len();
        cases.push(word.start..end + gap);
    }
    cases
}

/// Words and phrases that say of somebody what the law protects most.
fn special(text: &str, words: &[Word], known: &Known) -> Vec<Range<usize>> {
    let keys: Vec<String> = words.iter().map(Word::key).collect();
    let length = |at: usize| {
        let key = |nth: usize| keys.get(at + nth);
        SPECIAL.iter().filter_map(|role| known.vocabulary.words(*role).length_at(key)).max()
    };
    let range = |at: usize| Some(words.get(at)?.start..words.get(at + length(at)? - 1)?.end);
    // "Aangehouden, P. komt erop terug" is said of the matter, not of the person.
    let is_remark = |range: &Range<usize>| {
        let capital = slice(text, range).starts_with(char::is_uppercase);
        capital && text.get(range.end..).is_some_and(|rest| rest.starts_with([',', ';', '.']))
    };
    (0..words.len()).filter_map(range).filter(|range| !is_remark(range)).collect()
}

/// Initials and postcodes.
fn signs(text: &str, known: &Known) -> Vec<Range<usize>> {
    let is_known = |found: &str| {
        let key = key(found);
        let is_word = !found.contains('.') && known.vocabulary.is_word(&key);
        known.has_word(&key) || known.vocabulary.is_abbreviation(&key) || is_word
    };
    TELLING
        .captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let is_letters = captures.name("postcode").is_none();
            let is_word = captures.name("monogram").is_some_and(|letters| !is_monogram(letters.as_str(), known));
            let means_nobody = is_word || is_letters && is_known(whole.as_str());
            (!means_nobody).then(|| whole.range())
        })
        .collect()
}

/// The words that stand near enough to matter. `words` stand in the order of the text and do not overlap.
fn beside<'w>(words: &'w [Range<usize>], telling: &Range<usize>) -> &'w [Range<usize>] {
    let first = words.partition_point(|word| word.end.saturating_add(NEAR) < telling.start);
    let after = words.partition_point(|word| word.start <= telling.end.saturating_add(NEAR));
    words.get(first..after).unwrap_or_default()
}

/// Whether what tells who it is stands right behind the word for a case, a title between at most.
fn announces(text: &str, case: &Range<usize>, telling: &Range<usize>, known: &Known) -> bool {
    let Some(between) = text.get(case.end..telling.start) else { return false };
    let words: Vec<&str> = between.split_whitespace().collect();
    words.len() <= 2 && words.iter().all(|word| is_title(word, known))
}

fn is_title(word: &str, known: &Known) -> bool {
    let key = key(word);
    let roles = [Role::Title, Role::ShortTitle, Role::Household, Role::One];
    roles.iter().any(|role| known.vocabulary.is(*role, &key))
}

/// Whether what tells who it is stands near the word, on the same line and without a full stop between.
fn is_near(text: &str, word: &Range<usize>, telling: &Range<usize>) -> bool {
    let between = if word.end <= telling.start { word.end..telling.start } else { telling.end..word.start };
    between.start <= between.end
        && between.len() <= NEAR
        && !slice(text, &between).contains(['\n', ';'])
        && !slice(text, &between).contains(". ")
}

/// A name that stands right behind the word for a case, with nothing else to tell that it is one: "casus Karin".
fn name_after(text: &str, case: &Range<usize>, known: &Known) -> Option<Range<usize>> {
    let rest = text.get(case.end..)?;
    let is_letter = |c: char| c.is_alphabetic() || "'’-".contains(c);
    let word = rest.split(|c| !is_letter(c)).next().filter(|word| is_somebody(word, known))?;
    let second =
        rest.get(word.len()..)?.strip_prefix(' ').map(|rest| rest.split(|c| !is_letter(c)).next().unwrap_or_default());
    let is_more = |second: &&str| is_somebody(second, known);
    let length = second.filter(is_more).map_or(word.len(), |second| word.len() + 1 + second.len());
    // "Casus Bespreken" is a heading; a verb is no name, but its shape is one.
    let verb =
        known.vocabulary.is(Role::HeadingVerb, word) && second.is_none_or(str::is_empty) && rest.len() == word.len();
    (!verb).then_some(case.end..case.end + length)
}

/// Whether one word behind a case is who it is: any word with a capital that the language does not know.
fn is_somebody(word: &str, known: &Known) -> bool {
    let is_plain = |word: &Word| {
        let key = word.key();
        word.is_name_shaped()
            && key.chars().count() > 2
            && !known.has_word(&key)
            && !known.vocabulary.is_word(&key)
            && !known.vocabulary.is_place(&key)
    };
    is_name(word, known) && word.starts_with(char::is_uppercase) || words(word).first().is_some_and(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;
    use crate::privacy::address::addresses;
    use crate::privacy::person::names;

    fn found(text: &str) -> Vec<&str> {
        let known = Known::new(Framework::embedded());
        let (names, addresses) = (names(text, &known), addresses(text, &known));
        let found = traceable(text, &known, &names, &addresses);
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_case_with_somebody_beside_it_is_traceable() {
        for (text, told) in [
            ("Casus J.D. (salafist) bespreken", "J.D."),
            ("Casus dhr. Klaasveld in PGA-R", "Klaasveld"),
            ("casus Karin, zie dossier", "Karin"),
            ("Casus Karin Klaasveld", "Karin Klaasveld"),
            ("casus van mw. K. de Klaas", "K. de Klaas"),
            ("cliënt JvD is overgedragen", "JvD"),
            ("verdachte M.B. is bekend", "M.B."),
            ("casus MB besproken", "MB"),
            ("Casus Kerkstraat 12, Hilversum", "Kerkstraat 12"),
            ("casus 1234 AB", "1234 AB"),
            ("P. Klaasveld is veroordeeld voor bedreiging", "P. Klaasveld"),
            ("Mevrouw Klaasveld is geradicaliseerd", "Klaasveld"),
            ("Kerkstraat 12: bewoner is verslaafd", "Kerkstraat 12"),
            ("J.D., terugkeerder, komt in maart vrij", "J.D."),
        ] {
            assert!(found(text).contains(&told), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn subjects_and_anonymous_cases_are_fine() {
        for text in [
            "Een casus zonder namen bespreken",
            "Casus Z-2025-0012 bespreken in PGA-R",
            "casus A en casus B",
            "Casus 1: Hilversum",
            "casus Hilversum",
            "casus PGA-R",
            "Casus Bespreken",
            "dossier Radicalisering",
            "Training over salafisme door dhr. Klaasveld",
            "Salafisme en jihadisme",
            "terugkeerders en ex-gedetineerden begeleiden",
            "Huizen heeft ervaring met terugkeerders en begint",
            "Burgemeester Klaasveld over de verdachte",
            "Wethouder Klaasveld heeft de aanslag veroordeeld",
            "dhr. Klaasveld (OOV) bespreekt de casus",
            "Aangehouden, P. Klaasveld komt erop terug",
            "Melding bij OM",
            "melding over Hilversum",
            "Raadhuisplein 5, zaal 2",
            "De GGZ helpt een inwoner die verslaafd is",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
