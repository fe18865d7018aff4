//! Personal data in free text: found for the privacy rule, masked in everything that planwacht writes itself.
//!
//! Staff keep their own cells; what planwacht adds never repeats a citizen service number (BSN), a phone number, a
//! personal e-mail address or the name of a person. Names are recognised by a title or by initials, not by a list of
//! names: a list would miss people and hit villages.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use crate::framework::{Framework, Party};
use crate::wording::{fold, key};

/// What stands in the place of personal data.
pub const MASK: &str = "•••";

/// The text with every BSN, phone number, personal e-mail address and titled or initialled name replaced by [`MASK`];
/// `None` where there is nothing to hide.
///
/// Functional addresses (`info@…`, those of the framework's parties) and public numbers (112, 14 035, 0800) stay.
pub fn mask(text: &str, framework: &Framework) -> Option<String> {
    let hint = Hint::of(text);
    if hint == Hint::default() {
        return None;
    }
    let mut found = Vec::new();
    if hint.digits {
        found.extend(bsns(text));
        found.extend(phones(text));
    }
    if hint.at {
        found.extend(emails(text, framework));
    }
    if hint.name {
        found.extend(persons(text, framework));
    }
    (!found.is_empty()).then(|| replace(text, found))
}

/// Which kinds of personal data a text can hold at all; most cells can hold none, and are answered without a search.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hint {
    digits: bool,
    at: bool,
    name: bool,
}

impl Hint {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // "J." and "Th."; the searches themselves look closer.
        let before_dot = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii() || matches!(byte, b'h' | b'r');
        let initial = bytes.windows(2).any(|pair| matches!(pair, [before, b'.'] if before_dot(*before)));
        Self {
            digits: bytes.iter().filter(|byte| byte.is_ascii_digit()).nth(7).is_some(),
            at: bytes.contains(&b'@'),
            name: initial || TITLE.is_match(text),
        }
    }
}

/// Replaces the ranges, which may overlap and come in any order.
fn replace(text: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        if range.start >= done {
            masked.push_str(&text[done..range.start]);
            masked.push_str(MASK);
        }
        done = done.max(range.end);
    }
    masked.push_str(&text[done..]);
    masked
}

// ---------------------------------------------------------------------------------------------------------------- BSN

/// Words beside a number that say it is a BSN.
static BSN_WORD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:bsn|burgerservice|sofi)"));

/// Words before a number that say it is another kind of number.
const OTHER_NUMBERS: &[&str] = &[
    "kvk",
    "rsin",
    "btw",
    "iban",
    "rekening",
    "rekeningnr",
    "rekeningnummer",
    "tel",
    "telefoon",
    "telefoonnummer",
    "mobiel",
    "fax",
    "factuur",
    "factuurnr",
    "factuurnummer",
    "order",
    "ordernummer",
    "bestelnummer",
    "verplichtingnummer",
    "vestigingsnummer",
    "zaak",
    "zaaknr",
    "zaaknummer",
    "dossier",
    "dossiernummer",
    "kenmerk",
    "eur",
    "euro",
];

/// Whether the text speaks of a BSN.
pub fn mentions_bsn(text: &str) -> bool {
    BSN_WORD.is_match(text)
}

/// Where the text holds a number that can be a BSN, as byte ranges.
///
/// Nine digits, or eight where a leading zero got lost, that pass the eleven-test; also written `123 456 782` or
/// `1234.56.782`. Dates, amounts, phone numbers and numbers that are tied to letters (case numbers) are left out.
pub fn bsns(text: &str) -> Vec<Range<usize>> {
    let runs = digit_runs(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if found.last().is_some_and(|last| run.start < last.end) {
            continue;
        }
        let candidate = match run.len() {
            8 | 9 => Some(run.clone()),
            3 | 4 => grouped(text, &runs[index..]),
            _ => None,
        };
        let Some(range) = candidate else { continue };
        if passes_eleven_test(&text[range.clone()]) && stands_alone(text, &range) && !is_other_number(text, &range) {
            found.push(range);
        }
    }
    found
}

/// The runs of ASCII digits in the text.
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Three groups that together are a BSN as people write it: `123 456 782`, `1234.56.782`.
///
/// `123.456.782` is how an amount looks too; it counts only where the text speaks of a BSN.
fn grouped(text: &str, runs: &[Range<usize>]) -> Option<Range<usize>> {
    let [first, second, third, ..] = runs else { return None };
    let separator = &text[first.end..second.start];
    let lengths = (first.len(), second.len(), third.len());
    let shape = lengths == (3, 3, 3) || lengths == (4, 2, 3);
    let joined = matches!(separator, " " | "\u{a0}" | "." | "-") && separator == &text[second.end..third.start];
    let amount = lengths == (3, 3, 3) && separator == "." && !mentions_bsn(text);
    (shape && joined && !amount).then_some(first.start..third.end)
}

/// The eleven-test: weights 9 down to 2 and -1 give a multiple of eleven.
fn passes_eleven_test(number: &str) -> bool {
    let digits: Vec<i32> = number.bytes().filter(u8::is_ascii_digit).map(|byte| i32::from(byte - b'0')).collect();
    let weights: &[i32] = match digits.len() {
        9 => &[9, 8, 7, 6, 5, 4, 3, 2, -1],
        8 => &[8, 7, 6, 5, 4, 3, 2, -1],
        _ => return false,
    };
    let sum: i32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    sum % 11 == 0 && digits.iter().any(|digit| *digit != 0)
}

/// Whether the number is no part of a longer number, a word, a case number or an amount.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let joint = |c: char| matches!(c, '-' | '/' | '_' | '.' | ',');
    let mut back = before.chars().rev();
    let (previous, before_previous) = (back.next(), back.next());
    if previous.is_some_and(|c| c.is_alphanumeric() || c == '+') {
        return false;
    }
    if previous.is_some_and(joint) && before_previous.is_some_and(char::is_alphanumeric) && !ends_in_bsn_word(before) {
        return false;
    }
    let mut ahead = after.chars();
    let (next, after_next) = (ahead.next(), ahead.next());
    let runs_on = next.is_some_and(joint) && after_next.is_some_and(|c| c.is_alphanumeric() || c == '-');
    !next.is_some_and(|c| c.is_alphanumeric() || c == '%') && !runs_on
}

/// Whether the text ends in `BSN-` or the like.
fn ends_in_bsn_word(before: &str) -> bool {
    before.split_whitespace().next_back().is_some_and(mentions_bsn)
}

/// Whether it is a date, an amount, the end of a phone number, or announced as another kind of number.
fn is_other_number(text: &str, range: &Range<usize>) -> bool {
    let (number, before, after) =
        (&text[range.clone()], text[..range.start].trim_end(), text[range.end..].trim_start());
    if number.len() == 8 && is_compact_date(number) {
        return true;
    }
    let euro_after = fold(after.get(..4).unwrap_or_default());
    if before.ends_with(['€', '$', '£']) || after.starts_with('€') || euro_after.starts_with("eur") {
        return true;
    }
    ends_in_dialling_code(before, number) || announced_as_other(before)
}

/// `20250101` or `01012025`: valid dates of our age, which often pass the eleven-test.
fn is_compact_date(number: &str) -> bool {
    let part = |range: Range<usize>| number.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(0);
    let is_date = |year: u32, month: u32, day: u32| {
        (1900..2100).contains(&year) && NaiveDate::from_ymd_opt(year as i32, month, day).is_some()
    };
    is_date(part(0..4), part(4..6), part(6..8)) || is_date(part(4..8), part(2..4), part(0..2))
}

/// Whether what stands before ends in `06`, `035)`, `+31` and so on, so that both together are a phone number: ten digits, or
/// more after a country code.
fn ends_in_dialling_code(before: &str, number: &str) -> bool {
    let before = before.trim_end_matches([')', '-', ' ']);
    let code: String =
        before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let lead = before.len().checked_sub(code.len()).and_then(|at| before[..at].chars().next_back());
    let digits = code.len() + number.bytes().filter(u8::is_ascii_digit).count();
    (code.starts_with('0') && digits == 10) || (lead == Some('+') && code.len() <= 3)
}

/// Whether one of the two words before says what number it is, and that is no BSN.
fn announced_as_other(before: &str) -> bool {
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    !words.iter().any(|word| mentions_bsn(word)) && words.iter().any(|word| OTHER_NUMBERS.contains(&key(word).as_str()))
}

// ------------------------------------------------------------------------------------------------------------- phones

/// A number in full: after the country code or the leading zero eight more digits; other countries more loosely.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:(?:\+|00)31[ \-.\u{a0}]?(?:\(0\)[ \-.\u{a0}]?)?[1-9]|\(?0[1-9])(?:[ \-./)\u{a0}]{0,3}\d){8}",
        r"|\+[1-9]\d?(?:[ \-.()]{0,2}\d){8,12}",
    ))
});

/// Numbers that anybody may call: not personal.
const PUBLIC_PHONES: &[&str] = &["0800", "0900", "0906", "0909"];

/// Where the text holds a phone number, as byte ranges. 112, 14 035 and 0800 numbers are public and left out.
pub fn phones(text: &str) -> Vec<Range<usize>> {
    let number = |range: Range<usize>| {
        // The bracket of "(06-12345678)" belongs to the sentence, the one of "(035) 1234567" to the number.
        let sentence = text[range.clone()].starts_with('(') && !text[range.clone()].contains(')');
        range.start + usize::from(sentence)..range.end
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    // A match that is no number may hide one that starts within it: "Q1 2025 06-12345678".
    while let Some(candidate) = PHONE.find_at(text, from) {
        let range = number(candidate.range());
        if is_phone(text, &range) {
            from = range.end;
            found.push(range);
        } else {
            from = candidate.start() + text[candidate.start()..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn is_phone(text: &str, range: &Range<usize>) -> bool {
    let part_of_more = text[..range.start].chars().next_back().is_some_and(char::is_alphanumeric)
        || text[range.end..].chars().next().is_some_and(char::is_alphanumeric);
    let number = &text[range.clone()];
    if part_of_more || number.starts_with('+') || number.starts_with("00") {
        return !part_of_more;
    }
    let groups: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let first = groups.first().copied().unwrap_or_default();
    let date =
        matches!(groups.as_slice(), [day, month, year, ..] if day.len() == 2 && month.len() <= 2 && year.len() == 4);
    let code = matches!(first.len(), 3 | 4 | 10) || first.starts_with("06");
    code && !date && !PUBLIC_PHONES.iter().any(|public| number.trim_start_matches('(').starts_with(public))
}

// ------------------------------------------------------------------------------------------------------------- e-mail

static EMAIL: LazyLock<Regex> = LazyLock::new(|| regex(r"[\p{L}\d._%+'’-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+"));

/// Parts of an address that say it belongs to a function, not to a person.
const FUNCTIONS: &[&str] = &[
    "info",
    "contact",
    "secretariaat",
    "gemeente",
    "veilig",
    "oov",
    "bestuur",
    "meldpunt",
    "loket",
    "balie",
    "post",
    "kcc",
    "klantcontact",
    "communicatie",
    "redactie",
    "helpdesk",
    "servicedesk",
    "support",
    "griffie",
    "administratie",
    "afdeling",
    "team",
    "bureau",
    "noreply",
    "privacy",
    "woo",
];

/// Where the text holds the e-mail address of a person, as byte ranges; functional addresses are left out.
pub fn emails(text: &str, framework: &Framework) -> Vec<Range<usize>> {
    EMAIL.find_iter(text).filter(|found| !is_functional(found.as_str(), framework)).map(|found| found.range()).collect()
}

/// Whether an address is that of a party, or of a function, a team or a municipality rather than of a person.
fn is_functional(address: &str, framework: &Framework) -> bool {
    let address = fold(address);
    if framework.parties.iter().filter_map(|party| party.email.as_deref()).any(|email| fold(email) == address) {
        return true;
    }
    let local = address.split('@').next().unwrap_or_default();
    let parts: Vec<String> = local.split(['.', '_', '-', '+']).map(key).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.chars().count() == 1) {
        return false;
    }
    let whole = key(local);
    FUNCTIONS.iter().any(|word| parts.iter().any(|part| part.starts_with(word)))
        || names(framework).map(key).any(|name| name.chars().count() > 2 && whole.contains(&name))
}

// -------------------------------------------------------------------------------------------------------------- names

/// Words that announce the name of a person.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)(?-u:\b)(?:dhr|mevr|mw|mej|mevrouw|meneer|de\s+heer|drs\.|ing\.|ir\.|mr\.|dr\.|prof\.)")
});

/// Small words within a name, an optional list of initials, and the name itself.
const PREFIXES: &str = r"(?:(?i:van|von|de|den|der|het|'t|’t|ten|ter|te|el|al|la|le|op|aan)\s+){0,3}";
const INITIALS: &str = r"(?:(?:\p{Lu}|Th|Chr|Joh|IJ)\.[ \u{a0}]?)";
const SURNAME: &str = r"\p{Lu}[\p{L}'’]+(?:\s?-\s?\p{Lu}?\p{L}+(?:\s\p{Lu}\p{L}+)?)?";

/// A title followed by a name.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"\b(?i:(?:(?:dhr|mevr|mw|mej)\b\.?|mevrouw|meneer|de\s+heer|(?:drs|ing|ir|mr|dr|prof)\.)[ \u{{a0}}]?)+[ \u{{a0}}]*(?P<name>{INITIALS}*\s?{PREFIXES}{SURNAME}(?:\s+{PREFIXES}(?P<more>{SURNAME}))?)"
    ))
});

/// Initials followed by a name.
static INITIALLED: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"\b(?P<initials>{INITIALS}{{1,5}})\s?{PREFIXES}(?P<name>{SURNAME})")));

/// Words before a lone capital that make it a label: "fase B. Uitvoeren".
const LABELS: &[&str] =
    &["fase", "deel", "bijlage", "optie", "onderdeel", "stap", "lid", "variant", "groep", "categorie", "plan", "punt"];

/// Words that start a sentence; after "plan B." they are no surname.
const SENTENCE_STARTS: &[&str] = &[
    "de", "het", "een", "dit", "dat", "die", "deze", "daarna", "dan", "hierna", "er", "we", "wij", "ook", "nog", "na",
    "in", "op", "bij", "met", "voor", "vanaf", "als", "zie", "actie", "nu", "wel", "niet",
];

/// Abbreviations with dots that are no initials.
const ABBREVIATIONS: &[&str] =
    &["bv", "nv", "om", "ism", "iov", "tav", "ivm", "nav", "vof", "tbv", "ao", "oa", "pm", "ggd"];

/// Where the text holds the name of a person with a title or initials, as byte ranges. The title itself stays.
pub fn persons(text: &str, framework: &Framework) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for captures in TITLED.captures_iter(text) {
        let Some(name) = captures.name("name") else { continue };
        match captures.name("more") {
            Some(more) if is_known(more.as_str(), framework) => {
                found.push(name.start()..name.start() + text[name.start()..more.start()].trim_end().len());
            }
            _ if is_known(name.as_str(), framework) => {}
            _ => found.push(name.range()),
        }
    }
    for captures in INITIALLED.captures_iter(text) {
        let (Some(whole), Some(initials), Some(name)) =
            (captures.get(0), captures.name("initials"), captures.name("name"))
        else {
            continue;
        };
        if !is_label(text, whole.start(), initials.as_str(), name.range(), framework) {
            found.push(whole.range());
        }
    }
    found
}

/// Whether a capital with a dot and a capitalised word are something else than initials and a surname.
fn is_label(text: &str, start: usize, initials: &str, name: Range<usize>, framework: &Framework) -> bool {
    let letters = key(initials);
    let surname = &text[name.clone()];
    if ABBREVIATIONS.contains(&letters.as_str()) || is_known(surname, framework) || is_known(&letters, framework) {
        return true;
    }
    if letters.chars().count() > 1 {
        return false;
    }
    let before = text[..start].trim_end_matches([' ', '\u{a0}']);
    let label = before.split_whitespace().next_back().is_some_and(|word| LABELS.contains(&fold(word).as_str()));
    let sentence = SENTENCE_STARTS.contains(&fold(surname).as_str());
    // "A. Training geven" is the first item of a list: a letter from the start of the alphabet, at the start of a line,
    // and a sentence that goes on in lower case.
    let line_start = before.is_empty() || before.ends_with(['\n', '\r', ';']);
    let goes_on =
        text[name.end..].strip_prefix(' ').and_then(|rest| rest.split_whitespace().next()).is_some_and(|word| {
            word.starts_with(char::is_lowercase)
                && !["en", "of", "van", "via", "is", "belt", "doet", "heeft"].contains(&word)
        });
    let listed = line_start && goes_on && matches!(letters.as_str(), "a" | "b" | "c" | "d" | "e" | "f");
    label || sentence || listed
}

/// Words that no person bears as a name: an unknown owner with one of them is an organisation, a team or a role.
const ORGANISATION_WORDS: &[&str] = &[
    "team",
    "afdeling",
    "gemeente",
    "gemeenten",
    "stichting",
    "vereniging",
    "bureau",
    "dienst",
    "werkgroep",
    "stuurgroep",
    "projectgroep",
    "raad",
    "college",
    "school",
    "politie",
    "burgemeester",
    "wethouder",
    "ministerie",
    "provincie",
    "commissie",
    "platform",
    "overleg",
    "huis",
    "centrum",
    "zorg",
    "veiligheid",
    "adviseur",
    "beleidsmedewerker",
    "medewerker",
    "manager",
    "regisseur",
    "consulent",
    "bestuur",
    "domein",
    "jongerenwerk",
    "welzijn",
    "onderwijs",
    "netwerk",
    "instituut",
    "expertisecentrum",
    "advies",
];

/// Small words within a surname.
const NAME_PREFIXES: &[&str] = &["van", "von", "de", "den", "der", "het", "ten", "ter", "te", "el", "al", "la", "le"];

/// Whether the text of an owner cell looks like the name of a person: titled, initialled, `@name`, `JvD`, or two or three
/// capitalised words that no party, municipality or kind of organisation bears.
///
/// It rather takes an organisation for a person than the other way round: the name is then merely not repeated.
pub fn looks_like_person(text: &str, framework: &Framework) -> bool {
    let text = text.trim();
    if !persons(text, framework).is_empty() || !emails(text, framework).is_empty() || text.starts_with('@') {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [word] = words.as_slice() {
        return is_monogram(word);
    }
    let organisation = |word: &&str| {
        let word = key(word);
        ORGANISATION_WORDS.iter().any(|known| word == *known || word.ends_with(known)) || is_known(&word, framework)
    };
    let is_name = |word: &&str| {
        let letters = word.trim_end_matches('.');
        let mut chars = letters.chars();
        let capitalised =
            chars.next().is_some_and(char::is_uppercase) && chars.all(|c| c.is_lowercase() || "'’-".contains(c));
        capitalised || NAME_PREFIXES.contains(&fold(word).as_str())
    };
    (2..=4).contains(&words.len())
        && words.iter().all(is_name)
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.last().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !words.iter().any(organisation)
}

/// `JvD`: capitals around the small letters of "van", "van de", "van der".
fn is_monogram(word: &str) -> bool {
    static MONOGRAM: LazyLock<Regex> = LazyLock::new(|| regex(r"^\p{Lu}{1,2}(?:v|vd|vdr|d|t)\p{Lu}$"));
    MONOGRAM.is_match(word)
}

/// Whether a municipality, the district or a party bears this name, in full or as its first word.
fn is_known(name: &str, framework: &Framework) -> bool {
    let wanted = fold(name);
    names(framework).any(|known| {
        let known = fold(known);
        known == wanted || known.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(' '))
    })
}

/// Every name that the framework gives to a municipality, the district or a party.
fn names(framework: &Framework) -> impl Iterator<Item = &str> {
    let municipalities =
        framework.municipalities.iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
    let district = std::iter::once(&framework.district.name).chain(&framework.district.aliases);
    municipalities.chain(district).map(String::as_str).chain(framework.parties.iter().flat_map(party_names))
}

fn party_names(party: &Party) -> impl Iterator<Item = &str> {
    std::iter::once(party.name.as_str()).chain(party.short.as_deref()).chain(party.aliases.iter().map(String::as_str))
}

/// A pattern of this module. They are constants that the tests compile, so that a wrong one never reaches a user.
#[allow(clippy::expect_used)]
fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this module are constants, compiled by its tests")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        mask(text, Framework::embedded()).unwrap_or_else(|| text.to_owned())
    }

    #[track_caller]
    fn stays(texts: &[&str]) {
        for text in texts {
            assert_eq!(mask(text, Framework::embedded()), None, "{text}");
        }
    }

    #[test]
    fn a_bsn_is_found_however_it_is_written() {
        for (text, number) in [
            ("Casus bekend onder 123456782, bespreken.", "123456782"),
            ("BSN: 123456782", "123456782"),
            ("bsn-123456782", "123456782"),
            ("123 456 782", "123 456 782"),
            ("1234.56.782", "1234.56.782"),
            ("123-456-782", "123-456-782"),
            ("bsn 123.456.782", "123.456.782"),
            ("31-10-2025 123456782 gemeld", "123456782"),
            ("é 123456782 é", "123456782"),
            ("(123456782)", "123456782"),
            ("10000008", "10000008"),
        ] {
            let found: Vec<&str> = bsns(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [number], "{text}");
        }
    }

    #[test]
    fn numbers_that_merely_pass_the_eleven_test_are_left_out() {
        for text in [
            "20250101",
            "Kenmerk memo: 20250101.",
            "45896",
            "123456789",
            "000000000",
            "€ 123456782",
            "€ 123.456.782,00",
            "123.456.782",
            "123456782 euro",
            "123456782,50",
            "Z-123456782",
            "zaak/123456782",
            "zaaknummer 123456782",
            "KvK: 123456782",
            "1234567820",
            "A123456782",
            "06 10000008",
            "+31 123456782",
            "2025-123456782",
            "NL91INGB0123456782",
        ] {
            assert!(bsns(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn no_date_of_the_coming_years_is_a_bsn() {
        let mut date = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        while date < NaiveDate::from_ymd_opt(2032, 1, 1).unwrap() {
            for text in [date.format("%Y%m%d").to_string(), date.format("%d%m%Y").to_string()] {
                assert!(bsns(&text).is_empty(), "{text}");
            }
            date = date.succ_opt().unwrap();
        }
    }

    #[test]
    fn phone_numbers_are_masked_and_public_ones_stay() {
        for (text, wanted) in [
            ("bellen met … 06-12345678", "bellen met … •••"),
            ("06 12 34 56 78 of 0612345678", "••• of •••"),
            ("+31 6 12345678.", "•••."),
            ("+31 (0)6-1234 5678", "•••"),
            ("0031612345678", "•••"),
            ("tel. (035) 123 45 67", "tel. •••"),
            ("035-1234567", "•••"),
            ("+32 470 12 34 56", "•••"),
            ("Sociaal Domein Hilversum (06-12345678)", "Sociaal Domein Hilversum (•••)"),
        ] {
            assert_eq!(masked(text), wanted);
        }
        stays(&[
            "Bel 14 035",
            "Bel 112 of 0800-1234567",
            "0900 12 34 567",
            "01-01-2025 10:30",
            "06-12-2025 10",
            "2025-2026",
        ]);
        stays(&["Q3 2024 - Q2 2025", "5.1.2.e 5.1.2.e", "31-12-2025 / 30-06-2026", "€ 1.234.567,89", "1.00005"]);
    }

    #[test]
    fn personal_addresses_are_masked_and_functional_ones_stay() {
        assert_eq!(masked("Vragen? Mail voorbeeld.persoon@example.nl"), "Vragen? Mail •••");
        assert_eq!(masked("j.huizen@example.nl en p_jansen@example.org."), "••• en •••.");
        assert_eq!(masked("J.Jansen@wijdemeren.example"), "•••");
        stays(&[
            "info@example.nl",
            "veilig@hilversum.example",
            "oov-hilversum@example.nl",
            "secretariaat.dvc@example.nl",
        ]);
        stays(&["zvhgv@example.nl", "meldpunt2025@example.nl", "geen adres: @ of a@b"]);
    }

    #[test]
    fn an_address_of_a_party_stays() {
        let mut framework = Framework::embedded().clone();
        let address = "jansen@example.org";
        assert_eq!(mask(address, &framework).as_deref(), Some(MASK));
        framework.parties[0].email = Some(address.to_owned());
        assert_eq!(mask(address, &framework), None);
    }

    #[test]
    fn titled_and_initialled_names_are_masked() {
        for (text, wanted) in [
            ("dhr. Jansen belt terug", "dhr. ••• belt terug"),
            ("Mevrouw De Vries", "Mevrouw •••"),
            ("mevr. van der Berg-Smit en dhr. P. Klaas", "mevr. ••• en dhr. •••"),
            ("de heer J. de Boer (OOV)", "de heer ••• (OOV)"),
            ("mr. drs. Klaasveld", "mr. drs. •••"),
            ("contact: J. Jansen", "contact: •••"),
            ("P.J. de Boer", "•••"),
            ("afspraak met Th. Klaasveld", "afspraak met •••"),
            ("mw Klaasveld", "mw •••"),
            ("Dhr. Klaasveld Hilversum", "Dhr. ••• Hilversum"),
        ] {
            assert_eq!(masked(text), wanted);
        }
    }

    #[test]
    fn what_looks_a_little_like_a_name_stays() {
        stays(&[
            "Ministeries van J&V en BZK",
            "Q. 1",
            "Blaricum en Laren",
            "Young Hilversummers",
            "Radar Advies",
            "A. Training geven aan baliemedewerkers",
            "Fase B. Uitvoeren",
            "Eerst plan A. Daarna plan B. De rest volgt",
            "O.M. Midden-Nederland",
            "G.G.D. Gooi en Vechtstreek",
            "I.s.m. Politie",
            "de heer en mevrouw",
            "burgemeester van Huizen",
            "D. Hilversum",
            "Zie art. 5.1 lid 2",
        ]);
    }

    #[test]
    fn an_owner_that_looks_like_a_person_is_told_from_an_organisation() {
        let framework = Framework::embedded();
        for person in
            ["Wilhelmina Klaasveld", "Piet J.", "dhr. Klaasveld", "JvD", "@klaasveld", "Jan van der Klaas", "P. Klaas"]
        {
            assert!(looks_like_person(person, framework), "{person}");
        }
        for party in [
            "Stichting Het Anker",
            "ZHVGV",
            "Team Klaasveld",
            "Young Hilversummers",
            "Blaricum en Laren",
            "Gooise Meren",
            "Burgemeester Huizen",
            "de buurt",
            "OOV Hilversum",
            "",
        ] {
            assert!(!looks_like_person(party, framework), "{party}");
        }
    }

    #[test]
    fn texts_without_anything_personal_are_answered_at_once() {
        for text in ["Een webpagina maken over het meldpunt", "Q2 2026", "OOV Hilversum", "", "Loopt", "HI-02"] {
            assert_eq!(Hint::of(text), Hint::default(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_masked_without_a_panic(text in "\\PC{0,60}") {
            if let Some(masked) = mask(&text, Framework::embedded()) {
                proptest::prop_assert!(masked.contains(MASK));
            }
        }

        #[test]
        fn numbers_between_anything_never_panic(text in "[0-9 .,€+()@a-zA-Zé-]{0,40}") {
            mask(&text, Framework::embedded());
            looks_like_person(&text, Framework::embedded());
        }
    }

    #[test]
    fn digits_before_a_number_do_not_hide_it() {
        for text in [
            "Q1 2025 06-12345678",
            "12-11-2025 06-12345678",
            "A-01 06-12345678",
            "06 - 12 34 56 78",
            "05 123456782",
            "12-02 123456782",
            "week 03 123456782",
        ] {
            let masked = mask(text, Framework::embedded()).unwrap_or_default();
            assert!(masked.contains(MASK) && !masked.contains("5678"), "{text}: {masked}");
        }
    }
}
