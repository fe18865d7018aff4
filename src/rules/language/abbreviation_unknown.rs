//! LNG002: an abbreviation that is in no list, and that the workbook does not spell out.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::{Cell, CellRef, CellValue, Grid};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Framework;
use crate::language::{Language, Role};
use crate::plan::{Action, Owner, OwnerKind};
use crate::rules::Context;
use crate::wording::{Wording, fold, key, words};

/// A word of two to six capitals in the text, the owner or the parties of an open action is an abbreviation. It is known where some
/// name in the framework has it (a party, a municipality, a meeting, a sub-theme), where it is in `abbreviations`, and where the
/// workbook spells it out: "Openbare Orde en Veiligheid (OOV)", "OOV = Openbare Orde en Veiligheid", or in two cells beside each
/// other. Each is reported once, at its first cell.
///
/// Words that are merely stressed ("NIET"), numbers of actions (`HI-02`), Roman numerals, postcodes and addresses are no
/// abbreviations. An owner that is unknown as a whole is OWN003's, and what may be initials of a person is not repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::LNG002,
    name: "abbreviation-unknown",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een afkorting staat niet in de lijst en wordt nergens uitgelegd.",
        "An abbreviation is not in the list and is explained nowhere.",
    ),
    why: Wording::new(
        "Wie de afkorting niet kent, weet niet wie of wat er wordt bedoeld.",
        "Whoever does not know the abbreviation cannot tell who or what is meant.",
    ),
    fix: Wording::new(
        "Schrijf de afkorting één keer voluit, of vraag de coördinator om die toe te voegen.",
        "Spell the abbreviation out once, or ask the coordinator to add it.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Betrokken partijen | Planning | Status |
| HI-05 | → De voortgang bespreken in het BVO | OOV Hilversum | politie, OM | Q2 2026 | Loopt |
| HI-06 | Jongeren bijpraten | OOV Hilversum | → jongerenwerk, SWHG | Q2 2026 | Loopt |
| HI-07 | Het BVO bijpraten | OOV Hilversum | politie | Q2 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Betrokken partijen | Planning | Status |
| HI-05 | De voortgang bespreken in het breed veiligheidsoverleg (BVO) | OOV Hilversum | politie, OM | Q2 2026 | Loopt |
| HI-06 | Jongeren bijpraten, maar NIET op school | OOV Hilversum | jongerenwerk, DVC | Q2 2026 | Loopt |
| HI-07 | Het BVO bijpraten | OOV Hilversum | politie | Q2 2026 | Niet gestart |",
    },
};

/// The lengths of an abbreviation, in letters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;
/// How many words before a bracket can be what the abbreviation in it stands for.
const LONGEST_NAME: usize = 14;

/// A word in capitals, with the bytes that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Capitals<'t> {
    word: &'t str,
    start: usize,
    end: usize,
}

/// Where an abbreviation stands first, and how many times it stands there in all.
struct Use<'a> {
    action: &'a Action,
    at: &'a CellRef,
    /// Whether the cell says nothing else.
    alone: bool,
    times: usize,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let known = known(ctx.framework);
    let mut uses: BTreeMap<String, Use> = BTreeMap::new();
    for action in ctx.open_actions() {
        for said in texts(ctx, action) {
            for found in abbreviations(said.text, &known, &ctx.framework.language) {
                let alone = said.cell.trim() == found.word;
                let first = Use { action, at: said.at, alone, times: 0 };
                uses.entry(found.word.to_owned()).or_insert(first).times += 1;
            }
        }
    }
    if uses.is_empty() {
        return;
    }
    for explained in explained(ctx.grids, &uses.keys().map(String::as_str).collect()) {
        uses.remove(&explained);
    }
    findings.extend(uses.iter().map(|(word, used)| finding(ctx, word, used, &known)));
}

/// A text of an action that can hold abbreviations.
struct Said<'a> {
    at: &'a CellRef,
    text: &'a str,
    /// Everything that the cell says.
    cell: &'a str,
}

/// The texts of an action that can hold abbreviations, from left to right.
fn texts<'a>(ctx: &Context, action: &'a Action) -> Vec<Said<'a>> {
    let (owners, involved) = (&action.owners, &action.involved);
    let mut texts = vec![Said { at: &action.text.at, text: &action.text.raw, cell: &action.text.raw }];
    let owned = names(owners).filter(|owner| is_known(&owner.kind));
    texts.extend(owned.map(|owner| Said { at: &owners.at, text: &owner.raw, cell: &owners.raw }));
    let person = |owner: &Owner| {
        owner.kind == OwnerKind::Person
            || are_initials(owner.raw.trim())
            || !ctx.privacy.owners(&owner.raw, &[]).is_empty()
    };
    let partners = names(involved).filter(|owner| is_known(&owner.kind) || !person(owner));
    texts.extend(partners.map(|owner| Said { at: &involved.at, text: &owner.raw, cell: &involved.raw }));
    texts.sort_by_key(|said| said.at.col);
    texts
}

/// Whether two capitals by themselves may stand for a person.
fn are_initials(name: &str) -> bool {
    name.chars().count() == 2 && is_capitals(name)
}

fn names(cell: &Cell<Vec<Owner>>) -> impl Iterator<Item = &Owner> {
    cell.known().into_iter().flatten()
}

/// Whether the framework knows who is meant; what stands beside the name may hold an abbreviation.
fn is_known(kind: &OwnerKind) -> bool {
    matches!(kind, OwnerKind::Party { .. } | OwnerKind::Municipality(_) | OwnerKind::District | OwnerKind::Collective)
}

/// Every word in capitals of the names in the framework.
fn known(framework: &Framework) -> BTreeSet<String> {
    let mut texts: Vec<&str> = vec![&framework.title, &framework.district.name];
    texts.extend(framework.district.aliases.iter().map(String::as_str));
    for municipality in &framework.municipalities {
        texts.extend([&*municipality.code, &municipality.name]);
        texts.extend(municipality.aliases.iter().map(String::as_str));
    }
    for theme in &framework.themes {
        texts.extend([&*theme.code, &theme.name]);
        texts.extend(theme.aliases.iter().map(String::as_str));
    }
    for subtheme in framework.subthemes() {
        texts.extend([&*subtheme.code, &subtheme.name]);
        texts.extend(subtheme.aliases.iter().chain(&subtheme.checklist).map(String::as_str));
    }
    for party in &framework.parties {
        texts.extend([Some(&*party.name), party.short.as_deref()].into_iter().flatten());
        texts.extend(party.aliases.iter().map(String::as_str));
    }
    texts.extend(framework.levels.iter().flat_map(|level| level.names()));
    for priority in &framework.priorities {
        texts.extend(priority.aliases.iter().map(String::as_str));
    }
    texts.extend(framework.meetings.iter().map(|meeting| meeting.body.as_str()));
    texts.extend(framework.columns.values().flatten().map(String::as_str));
    texts.extend(framework.spelling.iter().flatten().map(String::as_str));
    texts.extend(framework.abbreviations.iter().map(String::as_str));
    let words = texts.into_iter().flat_map(words);
    words.filter(|word| is_capitals(word)).map(str::to_owned).collect()
}

fn is_capitals(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
}

/// The words of a text in capitals, however long.
fn capitals(text: &str) -> Vec<Capitals<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let (start, end) = (from, from + word.len());
        if is_capitals(word) {
            found.push(Capitals { word, start, end });
        }
        from = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// The abbreviations of a text that are not known.
fn abbreviations<'t>(text: &'t str, known: &BTreeSet<String>, language: &Language) -> Vec<Capitals<'t>> {
    // Most texts have no two capitals in a row.
    if !text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase)) {
        return Vec::new();
    }
    let words = capitals(text);
    let is_new = |found: &Capitals| {
        LENGTHS.contains(&found.word.chars().count())
            && !known.contains(found.word)
            && !language.words(Role::CapitalWord).lists(&key(found.word))
            && !found.word.chars().all(|c| "IVX".contains(c))
    };
    let stressed = |at: usize, found: &Capitals| {
        let neighbours = [at.checked_sub(1), at.checked_add(1)].into_iter().flatten().filter_map(|at| words.get(at));
        neighbours.into_iter().any(|other| !known.contains(other.word) && is_beside(text, found, other))
    };
    let new = words.iter().enumerate().filter(|(at, found)| is_new(found) && !stressed(*at, found));
    new.map(|(_, found)| *found).filter(|found| !is_code(text, found)).collect()
}

/// Whether nothing but a space stands between two words: a phrase in capitals.
fn is_beside(text: &str, one: &Capitals, other: &Capitals) -> bool {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    text.get(first.end..second.start).is_some_and(|between| between.chars().all(|c| c == ' ' || c == '\u{a0}'))
}

/// Whether the word is a part of a number, a postcode, an address or a name with signs in it.
fn is_code(text: &str, found: &Capitals) -> bool {
    let (before, after) = (text.get(..found.start).unwrap_or_default(), text.get(found.end..).unwrap_or_default());
    let next_is_digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let dashed = after.strip_prefix(['-', '_', '.']).is_some_and(next_is_digit)
        || before.strip_suffix(['-', '_', '.']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let postcode = found.word.len() == 2 && {
        let digits = before.trim_end_matches(' ').chars().rev().take_while(char::is_ascii_digit).count();
        digits == 4
    };
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = after.find(char::is_whitespace).map_or(text.len(), |at| found.end + at);
    let chunk = text.get(start..end).unwrap_or_default();
    let address =
        chunk.contains(['@', '_', '\\', '#']) || chunk.contains("://") || chunk.to_lowercase().contains("www.");
    dashed || postcode || address
}

/// The wanted abbreviations that the workbook itself spells out.
fn explained(grids: &[Grid], wanted: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut explained = BTreeSet::new();
    for grid in grids.iter().filter(|grid| !grid.own) {
        for ((row, col), cell) in &grid.cells {
            let CellValue::Text(text) = &cell.value else { continue };
            for found in capitals(text).into_iter().filter(|found| wanted.contains(found.word)) {
                let beside =
                    || text.trim() == found.word && spells(found.word, &grid.text(*row, col.saturating_add(1)));
                if !explained.contains(found.word) && (is_spelled_out(text, &found) || beside()) {
                    explained.insert(found.word.to_owned());
                }
            }
        }
    }
    explained
}

/// Whether the text spells the abbreviation out just before it or just after it.
fn is_spelled_out(text: &str, found: &Capitals) -> bool {
    let (before, after) = (text.get(..found.start).unwrap_or_default(), text.get(found.end..).unwrap_or_default());
    // "Openbare Orde en Veiligheid (OOV)", "… (hierna: OOV)".
    let in_brackets = before
        .rsplit_once('(')
        .filter(|(_, opening)| !opening.contains(')') && opening.split_whitespace().count() <= 3)
        .map(|(phrase, _)| phrase);
    let spelled_before = in_brackets.is_some_and(|phrase| {
        let line = phrase.rsplit(['\n', '.', ';', '(', ')']).next().unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        spells(found.word, &words.get(words.len().saturating_sub(LONGEST_NAME)..).unwrap_or_default().join(" "))
    });
    // "OOV (Openbare Orde en Veiligheid)", "OOV = Openbare Orde en Veiligheid".
    let rest = after.trim_start();
    let sign = rest.strip_prefix(['(', '=', ':', '-', '\u{2013}', '\u{2014}']);
    let spelled_after = sign.is_some_and(|phrase| {
        let phrase = phrase.split(['\n', ')', ';', ',', '\u{b7}', '|']).next().unwrap_or_default();
        spells(found.word, phrase)
    });
    spelled_before || spelled_after
}

/// Whether the letters of an abbreviation stand in a phrase in order, the first one at the start of a word. The phrase is longer
/// than the abbreviation, and not the abbreviation itself.
fn spells(word: &str, phrase: &str) -> bool {
    let letters: Vec<char> = fold(word).chars().collect();
    let phrase = fold(phrase);
    let Some(first) = letters.first() else { return false };
    if phrase.chars().filter(|c| c.is_alphabetic()).count() < letters.len() * 2 {
        return false;
    }
    let words: Vec<&str> = words(&phrase).collect();
    (0..words.len()).any(|from| {
        let rest = words.get(from..).unwrap_or_default();
        rest.first().is_some_and(|start| start.starts_with(*first)) && {
            let mut wanted = letters.as_slice();
            for c in rest.iter().flat_map(|word| word.chars()) {
                wanted = wanted.strip_prefix(&[c]).unwrap_or(wanted);
            }
            wanted.is_empty()
        }
    })
}

fn finding(ctx: &Context, word: &str, used: &Use, known: &BTreeSet<String>) -> Finding {
    let shown = ctx.quote(word);
    let (times_nl, times_en) = match used.times {
        1 => (String::new(), String::new()),
        times => (format!(" ({times} keer)"), format!(" ({times} times)")),
    };
    let meant = swapped(word, known);
    let advice = meant.map(|meant| Wording::of(format!("Bedoelt u “{meant}”?"), format!("Did you mean “{meant}”?")));
    let message = Wording::new(
        format!("De afkorting {shown}{times_nl} staat niet in de lijst en wordt in deze werkmap niet uitgelegd."),
        format!("The abbreviation {shown}{times_en} is not in the list, and this workbook does not explain it."),
    );
    let finding = ctx.about(used.action, &RULE, Location::cell(used.at), message).suggest(meant.filter(|_| used.alone));
    match advice {
        Some(advice) => finding.advise(advice),
        None => finding,
    }
}

/// A known abbreviation with the same letters in another order, or, where it is long enough, with one letter another.
fn swapped<'k>(word: &str, known: &'k BTreeSet<String>) -> Option<&'k str> {
    let length = word.chars().count();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let same_letters = |other: &&String| length >= 3 && sorted(other) == sorted(word);
    let near = |other: &&String| length >= 5 && strsim::osa_distance(word, other) == 1;
    known.iter().find(same_letters).or_else(|| known.iter().find(near)).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn unknown(text: &str) -> Vec<&str> {
        let known = known(Framework::embedded());
        abbreviations(text, &known, &Language::default()).into_iter().map(|found| found.word).collect()
    }

    #[test]
    fn abbreviations_are_words_of_capitals_that_no_name_has() {
        assert_eq!(unknown("Het BVO en de SWHG bespreken dit met het GGZ-team"), ["BVO", "SWHG"]);
        assert_eq!(unknown("BVO-leden, (XYZ) en BVO's"), ["BVO", "XYZ", "BVO"]);
        for fine in [
            "OOV, MO/R&E, PGA-R, DVC, NCTV, H-BEL, VNG-protocol, AVG, BOA, G&V en J&V",
            "RvdK, Team oov, jongerenwerk",
            "Dit mag NIET, LET OP, EERST bellen",
            "ALLES IN HOOFDLETTERS GETYPT",
            "Zie HI-02, BL-08a, Z-2025-0012 en XY.12",
            "1234 XY Hilversum, https://example.nl/ABC, info@XYZ.nl",
            "Fase II en IV, Q1, A4, Q3-Q4 2024, W en GM",
            "METEEN en VERANTWOORDELIJK",
        ] {
            let found = unknown(fine);
            assert!(found.is_empty() || found == ["METEEN"], "{fine}: {found:?}");
        }
    }

    fn noted(first: &str, elsewhere: &str) -> usize {
        let sheet = format!(
            "# Hilversum\n{elsewhere}\n| Nr | Actie | Trekker | Planning | Status |\n\
             | HI-05 | {first} | OOV Hilversum | Q2 2026 | Loopt |"
        );
        messages("LNG002", "", &sheet).len()
    }

    #[test]
    fn what_the_workbook_spells_out_is_known() {
        assert_eq!(noted("Het BVO bijpraten", ""), 1);
        for explained in [
            "BVO = breed veiligheidsoverleg",
            "W = Wijdemeren · BVO: breed veiligheidsoverleg · D = districtelijk",
            "Het breed veiligheidsoverleg (hierna: BVO) komt maandelijks bijeen",
            "BVO – breed veiligheidsoverleg",
            "| BVO | breed veiligheidsoverleg |",
            "BVO (breed veiligheidsoverleg)",
        ] {
            assert_eq!(noted("Het BVO bijpraten", explained), 0, "{explained}");
        }
        for not in [
            "Het overleg met de wijk (BVO)",
            "Dit staat op de agenda: BVO",
            "BVO: maandag",
            "| BVO | 3 |",
            "(BVO) BVO = BVO",
        ] {
            assert_eq!(noted("Het BVO bijpraten", not), 1, "{not}");
        }
    }

    #[test]
    fn each_is_said_once_with_how_many_times_it_stands_there() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Betrokken partijen | Planning | Status |\n\
                     | HI-05 | Het BVO bijpraten | OOV Hilversum | BVO, politie | Q2 2026 | Loopt |\n\
                     | HI-06 | Klaar met het XYZ | OOV Hilversum | | Q2 2026 | Afgerond |\n\
                     | HI-07 | Verslag van het BVO maken | OOV Hilversum | AB, JvD | Q2 2026 | Loopt |";
        let found = findings("LNG002", "", sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].message.nl.starts_with("De afkorting “BVO” (3 keer) staat niet in de lijst"),
            "{}",
            found[0].message.nl
        );
        assert_eq!(found[0].at.cell_ref().map(|at| at.a1()).as_deref(), Some("B2"));
    }

    #[test]
    fn letters_in_another_order_are_a_slip_of_the_pen() {
        let sheet = |involved: &str| {
            format!(
                "# Hilversum\n| Nr | Actie | Trekker | Betrokken partijen | Planning | Status |\n\
                 | HI-05 | Scholen bezoeken | OOV Hilversum | {involved} | Q2 2026 | Loopt |"
            )
        };
        let found = findings("LNG002", "", &sheet("NTCV"));
        let advice = |involved: &str| findings("LNG002", "", &sheet(involved)).remove(0).advice.map(|advice| advice.nl);
        assert_eq!(advice("NTCV").as_deref(), Some("Bedoelt u “NCTV”?"));
        assert_eq!(found[0].suggestion.as_deref(), Some("NCTV"));
        assert_eq!(findings("LNG002", "", &sheet("politie, NTCV"))[0].suggestion, None);
        assert_eq!(advice("BVO"), None);
    }

    #[test]
    fn an_owner_that_is_unknown_is_said_as_such() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | HI-05 | Scholen bezoeken | BVO | Q2 2026 | Loopt |";
        assert_eq!(messages("LNG002", "", sheet).len(), 0);
        assert_eq!(messages("OWN003", "", sheet).len(), 1);
    }
}
