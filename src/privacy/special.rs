//! What is said of one person's case, belief, health or criminal record.
//!
//! The words alone are fine: plans speak of cases, of salafism and of detention. What counts is a word that says something of one
//! person, with what tells who that is right beside it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::hint::Hint;
use super::known::Known;
use super::person::{Sign, look_for_names, stands_before_a_name};
use super::shape::is_name;
use super::{slice, vocabulary};
use crate::wording::{key, pattern};

/// Words for one person whose case it is. Who it is has to follow at once: "casus J.D.", "cliënt Karin".
static CASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:casus|cli[eë]nte?|betrokkene|verdachte|dader|slachtoffer|aangifte|dossier)\b(?:[ \u{a0}]+(?:van|over|tegen|rond|rondom|betreffende|inzake|namens|m\.b\.t\.|mbt))?[ \u{a0}]*[:(,–-]?[ \u{a0}]*",
    )
});

/// What somebody is or did that the law protects most: belief and ideology, criminal record, health.
static SPECIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\b(?:",
        r"salafist(?:e|isch|ische)?|jihadist(?:e|isch|ische)?|islamist|moslim|moslima|bekeerling|bekeerd|",
        r"(?:rechts|links)?-?\s?extremist(?:e|isch|ische)?|neo-?nazi|terrorist|",
        r"geradicaliseerde?|radicaliseert|uitreizi?ger|uitgereisd|terugkeerder|(?:is|syri[eë])-?ganger|",
        r"veroordeelde?|gedetineerde?|ex-gedetineerde?|strafblad|verdacht van|voorwaardelijke? straf|",
        r"psychotisch|psychose|schizofreen|schizofrenie|verslaafd|su[iï]cidaal|autistisch|depressief|verward gedrag",
        r")\b",
    ))
});

/// What tells who it is besides a name: initials, an address, a day of birth.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<initials>\b\p{Lu}\.[ \u{a0}]?(?:\p{Lu}\.)+|\b\p{Lu}\p{Lu}?(?:v|d|t|vd)\p{Lu}\b|\b\p{Lu}{2}\b)",
        r"|(?P<address>\b\p{Lu}[\p{L}’'-]*(?:straat|laan|weg|plein|dijk|kade|gracht|hof|singel|pad|steeg|dreef|plantsoen|park|markt)[ \u{a0}]+\d{1,4}(?:[ -]?[a-zA-Z]\b)?|\b[1-9]\d{3}[ \u{a0}]?[A-Z]{2}\b)",
        r"|(?P<birth>(?i:\bgeb(?:oren)?\b\.?(?: op| d\.d\.)?:? ?)\d{1,2}[-/. ](?:\d{1,2}|\p{L}+)[-/. ]\d{2,4})",
    ))
});

/// How far what tells who it is may stand from the word, in bytes.
const NEAR: usize = 60;

/// What a text has to hold for one of these words to be in it.
pub(super) const STEMS: &str = "casus client cliënt cliËnt betrokkene verdacht dader slachtoffer aangifte dossier salafist \
    jihadist islamist moslim bekeer extremist nazi terrorist geradicaliseerd radicaliseert uitrei uitgereisd terugkeerder ganger \
    veroordeeld gedetineerd strafblad voorwaardelijk psychot psychose schizofr verslaafd suicidaal suïcidaal autistisch depressief \
    verward";

/// What tells whose case, belief, health or criminal record the text speaks of, as byte ranges.
///
/// Office holders are no such person: "burgemeester Klaasveld spreekt over de verdachte" is fine.
pub fn traceable(text: &str, known: &Known) -> Vec<Range<usize>> {
    if Hint::of(text).case { look_for_traceable(text, known) } else { Vec::new() }
}

/// The same for a text that can hold it.
pub(super) fn look_for_traceable(text: &str, known: &Known) -> Vec<Range<usize>> {
    let (cases, special): (Vec<_>, Vec<_>) = (
        CASE.find_iter(text).map(|word| word.range()).collect(),
        SPECIAL.find_iter(text).map(|word| word.range()).collect(),
    );
    if cases.is_empty() && special.is_empty() {
        return Vec::new();
    }
    let mut telling: Vec<Range<usize>> = look_for_names(text, known)
        .into_iter()
        .filter(|name| name.sign != Sign::Office)
        .map(|name| name.range)
        .collect();
    telling.extend(signs(text, known));
    let mut found: Vec<Range<usize>> = telling
        .into_iter()
        .filter(|range| {
            beside(&cases, range).iter().any(|case| announces(text, case, range))
                || beside(&special, range).iter().any(|word| is_near(text, word, range))
        })
        .collect();
    found.extend(cases.iter().filter_map(|case| name_after(text, case, known)));
    found
}

/// Initials, addresses and days of birth.
fn signs(text: &str, known: &Known) -> Vec<Range<usize>> {
    let is_known = |found: &str| {
        let key = key(found);
        known.has_word(&key) || vocabulary::is_abbreviation(&key) || vocabulary::is_word(&key)
    };
    TELLING
        .captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let known = captures.name("initials").is_some_and(|initials| is_known(initials.as_str()));
            (!known).then(|| whole.range())
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
fn announces(text: &str, case: &Range<usize>, telling: &Range<usize>) -> bool {
    let Some(between) = text.get(case.end..telling.start) else { return false };
    let words: Vec<&str> = between.split_whitespace().collect();
    words.len() <= 2 && words.iter().all(|word| is_title(word))
}

fn is_title(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    word == "de" || stands_before_a_name(&word)
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
    let word = rest.split(|c| !is_letter(c)).next().filter(|word| is_name(word, known))?;
    let second =
        rest.get(word.len()..)?.strip_prefix(' ').map(|rest| rest.split(|c| !is_letter(c)).next().unwrap_or_default());
    let is_more = |second: &&str| is_name(&format!("{word} {second}"), known);
    let length = second.filter(is_more).map_or(word.len(), |second| word.len() + 1 + second.len());
    // "Casus Bespreken" is a heading; a verb is no name, but its shape is one.
    let verb = word.ends_with("en") && second.is_none_or(str::is_empty) && rest.len() == word.len();
    (!verb).then_some(case.end..case.end + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;

    fn found(text: &str) -> Vec<&str> {
        let known = Known::new(Framework::embedded());
        traceable(text, &known).into_iter().map(|range| &text[range]).collect()
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
            ("betrokkene (geb. 12-03-2001)", "geb. 12-03-2001"),
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
