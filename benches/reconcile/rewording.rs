//! How people change a text that stays the same action.

use crate::dice::Dice;
use crate::language::{Draft, VERBS};

const ABBREVIATIONS: [(&str, &str); 14] = [
    ("OOV", "Openbare Orde en Veiligheid"),
    ("ZVHGV", "Zorg- en Veiligheidshuis Gooi en Vechtstreek"),
    ("DVC", "Districtelijk Veiligheidscollege"),
    ("PHO", "Portefeuillehoudersoverleg"),
    ("OM", "Openbaar Ministerie"),
    ("KCC", "Klantcontactcentrum"),
    ("HR", "Personeelszaken"),
    ("RIEC", "Regionaal Informatie- en Expertisecentrum"),
    ("LVB", "licht verstandelijke beperking"),
    ("GGD", "Gemeentelijke Gezondheidsdienst"),
    ("NCTV", "Nationaal Coördinator Terrorismebestrijding en Veiligheid"),
    ("JEP", "Jeugd Preventie Extremisme en Polarisatie"),
    ("BOA", "buitengewoon opsporingsambtenaren"),
    ("MBO", "middelbaar beroepsonderwijs"),
];

/// Singular and plural, and other forms of one word.
const FORMS: [(&str, &str); 34] = [
    ("stroomschema", "stroomschema's"),
    ("handreiking", "handreikingen"),
    ("meldprotocol", "meldprotocollen"),
    ("werkafspraken", "werkafspraak"),
    ("bijeenkomsten", "bijeenkomst"),
    ("vragenlijst", "vragenlijsten"),
    ("oefening", "oefeningen"),
    ("gespreksleidraad", "gespreksleidraden"),
    ("lespakket", "lespakketten"),
    ("nieuwsbrief", "nieuwsbrieven"),
    ("kennisdossier", "kennisdossiers"),
    ("ouderavond", "ouderavonden"),
    ("voorstelling", "voorstellingen"),
    ("signalen", "signaal"),
    ("school", "scholen"),
    ("jongeren", "jongere"),
    ("medewerkers", "medewerker"),
    ("trainers", "trainer"),
    ("mentoren", "mentor"),
    ("ouders", "ouder"),
    ("raadsleden", "raadslid"),
    ("vrijwilligers", "vrijwilliger"),
    ("cijfers", "cijfer"),
    ("ervaringen", "ervaring"),
    ("richtlijn", "richtlijnen"),
    ("reactie", "reacties"),
    ("bezwaren", "bezwaar"),
    ("meldingen", "melding"),
    ("werkdagen", "werkdag"),
    ("gezinnen", "gezin"),
    ("vaste", "vast"),
    ("online", "on-line"),
    ("besproken", "bespreken"),
    ("worden", "wordt"),
];

const ADDED: [&str; 14] = [
    "eerst",
    "ook",
    "vooral",
    "waar nodig",
    "alsnog",
    "zo veel mogelijk",
    "bovendien",
    "opnieuw",
    "in ieder geval",
    "bij voorkeur",
    "gezamenlijk",
    "(concept)",
    "structureel",
    "kort",
];

/// Another text for the same action: different from the one it has, whatever the dice say. Mostly a few places change, now and
/// then the larger part of a sentence.
pub(crate) fn reworded(dice: &mut Dice, draft: &Draft) -> String {
    let old = draft.text();
    let most = if dice.percent(25) { (words(&old).len() / 3).max(4) } else { 4 };
    let mut draft = draft.clone();
    if dice.percent(35) {
        change_order(dice, &mut draft);
    }
    let times = dice.between(1, most);
    let text = touched(dice, draft.text(), times);
    if text == old { with_a_word(dice, &text) } else { text }
}

/// The text after so many small changes.
pub(crate) fn touched(dice: &mut Dice, mut text: String, times: usize) -> String {
    for _ in 0..times {
        text = match dice.below(6) {
            0 => inflected(dice, &text),
            1 => mistyped(dice, &text),
            2 | 3 => with_a_word(dice, &text),
            4 => without_a_word(dice, &text),
            _ => spelled_out(dice, &text),
        };
    }
    text
}

/// Clauses change places, or the points of a list; a sentence at the end goes.
fn change_order(dice: &mut Dice, draft: &mut Draft) {
    if draft.points.len() > 1 {
        draft.points.rotate_left(1);
    }
    if draft.front.is_some() {
        draft.front_last = !draft.front_last;
    } else if dice.percent(50) {
        draft.extra = None;
    }
}

fn inflected(dice: &mut Dice, text: &str) -> String {
    let verbs =
        VERBS.iter().map(|verb| (verb.finite, verb.infinitive)).filter(|(_, infinitive)| !infinitive.contains(' '));
    let forms: Vec<(&str, &str)> = FORMS
        .into_iter()
        .chain(FORMS.map(|(one, other)| (other, one)))
        .chain(verbs)
        .filter(|(one, _)| has(text, one))
        .collect();
    if forms.is_empty() {
        return text.to_owned();
    }
    let (old, new) = *dice.pick(&forms);
    replace(text, old, new)
}

fn spelled_out(dice: &mut Dice, text: &str) -> String {
    let known: Vec<(&str, &str)> = ABBREVIATIONS.into_iter().filter(|(short, _)| has(text, short)).collect();
    if known.is_empty() {
        return text.to_owned();
    }
    let (short, long) = *dice.pick(&known);
    replace(text, short, long)
}

/// Two neighbouring letters change places, one is doubled, or one is lost.
fn mistyped(dice: &mut Dice, text: &str) -> String {
    let mut words = words(text);
    let long: Vec<usize> =
        (0..words.len()).filter(|at| words[*at].chars().filter(|c| c.is_alphabetic()).count() > 5).collect();
    if long.is_empty() {
        return text.to_owned();
    }
    let at = *dice.pick(&long);
    let mut letters: Vec<char> = words[at].chars().collect();
    let letter = dice.between(1, letters.len() - 3);
    match dice.below(3) {
        0 => letters.swap(letter, letter + 1),
        1 => letters.insert(letter, letters[letter]),
        _ => {
            letters.remove(letter);
        }
    }
    words[at] = letters.into_iter().collect();
    words.concat()
}

fn with_a_word(dice: &mut Dice, text: &str) -> String {
    let mut words = words(text);
    let at = dice.between(1, words.len().saturating_sub(1).max(1)).min(words.len());
    words.insert(at, format!("{} ", dice.pick(&ADDED)));
    words.concat()
}

/// A line stays a line: its last word is never the one.
fn without_a_word(dice: &mut Dice, text: &str) -> String {
    let mut words = words(text);
    let at = dice.between(1, words.len().max(3) - 2);
    if words.len() > 6 && !words[at].ends_with('\n') {
        words.remove(at);
    }
    words.concat()
}

/// The words with the space behind each.
fn words(text: &str) -> Vec<String> {
    text.split_inclusive([' ', '\n']).map(str::to_owned).collect()
}

/// The word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn has(text: &str, word: &str) -> bool {
    text.split([' ', '\n']).any(|one| bare(one) == word)
}

/// The first place where the word stands, with another word.
fn replace(text: &str, word: &str, by: &str) -> String {
    let mut words = words(text);
    if let Some(found) = words.iter_mut().find(|one| bare(one) == word) {
        *found = found.replacen(word, by, 1);
    }
    words.concat()
}
