//! LNG001: characters were garbled on the way: `FinanciÃ«n` in place of `Financiën`.

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::privacy::Privacy;
use crate::rules::Context;
use crate::rules::structure::Bodies;
use crate::wording::Wording;

/// A text was stored as UTF-8 and read as Windows-1252 (a CSV file that was opened in Excel, a mail that was pasted), so that
/// every accent, dash and curly quote became two or three other signs; or a character was lost altogether (`�`).
///
/// Only runs of signs that are garbled letters, dashes, quotes and the like count: `Ï`, `É’` and `â` by themselves are fine. The
/// text as it must have been is proposed, unless a part of it is lost or it holds personal data. A sheet with more than ten such
/// cells came through a program as a whole and is reported once.
///
/// That a garbled word is not in the list of owners, sub-themes or states follows from it, and is left out.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::LNG001,
    name: "characters-garbled",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Letters met accenten, streepjes of aanhalingstekens zijn verkeerd overgenomen.",
        "Letters with accents, dashes or quotes were garbled.",
    ),
    why: Wording::new(
        "Zo leest de tekst slecht, en wordt een naam niet meer herkend.",
        "Such text is hard to read, and a name in it is no longer recognised.",
    ),
    fix: Wording::new(
        "Typ het woord opnieuw, of neem de voorgestelde tekst over.",
        "Type the word again, or take over the text that is proposed.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| D-28 | → FinanciÃ«n | Op tijd geld aanvragen | ZVHGV | Q2 2026 | Loopt |
| D-29 | Financiën | → Het geld verdelen â€“ vÃ³Ã³r de zomer | ZVHGV | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| D-28 | Financiën | Op tijd geld aanvragen | ZVHGV | Q2 2026 | Loopt |
| D-29 | Financiën | Het geld verdelen – vóór de zomer | ZVHGV | Q2 2026 | Loopt |",
    },
};

/// More garbled cells than this on one sheet were garbled together.
const MOST_APART: usize = 10;
/// How many times a text can have gone through it.
const MOST_PASSES: usize = 3;

/// What must have stood in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repair {
    /// The text; none where a part of it is lost.
    text: Option<String>,
    /// The first garbled word.
    garbled: String,
    /// What that word must have been; none where a part of it is lost.
    meant: Option<String>,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        let repairs: Vec<((u32, u32), Repair)> =
            grid.cells.iter().filter_map(|(at, cell)| Some((*at, of_cell(cell)?))).collect();
        if repairs.len() <= MOST_APART {
            let all = repairs.iter().map(|(at, repair)| finding(ctx, grid, &bodies, *at, repair));
            findings.extend(all);
        } else if let Some((at, repair)) = repairs.first() {
            let first = finding(ctx, grid, &bodies, *at, repair);
            let (nl, en) = (first.message.nl.as_str(), first.message.en.as_str());
            let count = repairs.len();
            let message = Wording::new(
                format!("{nl} Op dit blad zijn {count} cellen zo verkeerd overgenomen."),
                format!("{en} On this sheet {count} cells were garbled in this way."),
            );
            let advice =
                Wording::of("Sla het bestand op als .xlsx, niet als .csv.", "Save the file as .xlsx, not as .csv.");
            findings.push(Finding { message, ..first }.advise(advice));
        }
    }
}

/// Whether the text of a cell is garbled.
pub(in crate::rules) fn is_garbled(cell: &GridCell) -> bool {
    of_cell(cell).is_some()
}

fn of_cell(cell: &GridCell) -> Option<Repair> {
    match &cell.value {
        CellValue::Text(text) if !text.is_ascii() => repair(text),
        _ => None,
    }
}

fn finding(ctx: &Context, grid: &Grid, bodies: &Bodies, (row, col): (u32, u32), repair: &Repair) -> Finding {
    let at = CellRef::new(grid.sheet.clone(), row, col);
    let field = bodies.holding(grid, row, col).and_then(|body| body.field(col));
    let names = matches!(field, Some(Field::Owner | Field::Involved));
    let personal = is_personal(repair, names, ctx.privacy);
    let message = message(ctx, repair, personal);
    let calculated = grid.get(row, col).is_some_and(|cell| cell.formula.is_some());
    bodies.finding(ctx, &RULE, grid, &at, message).suggest(repair.text.clone().filter(|_| !personal && !calculated))
}

/// Whether the text tells something of a person, so that it is not repeated.
fn is_personal(repair: &Repair, names: bool, privacy: &Privacy) -> bool {
    let person = |text: &str| privacy.mask(text).is_some() || names && !privacy.owners(text, &[]).is_empty();
    // Where a part of an owner is lost, nobody can tell whether it is a name.
    person(&repair.garbled) || repair.text.as_deref().map_or(names, person)
}

fn message(ctx: &Context, repair: &Repair, personal: bool) -> Wording {
    if personal {
        return Wording::of("In deze cel zijn letters verkeerd overgenomen.", "Characters in this cell were garbled.");
    }
    let garbled = ctx.quote(&repair.garbled);
    match &repair.meant {
        Some(meant) => {
            let meant = ctx.quote(meant);
            Wording::new(
                format!("Hier staat {garbled}; dat moet waarschijnlijk {meant} zijn."),
                format!("This cell shows {garbled}; that should probably be {meant}."),
            )
        }
        None => Wording::new(
            format!("In {garbled} is een letter of teken verloren gegaan."),
            format!("In {garbled} a character was lost."),
        ),
    }
}

/// What a text must have been; none where nothing in it is garbled.
fn repair(text: &str) -> Option<Repair> {
    let mut first: Option<(String, Option<String>)> = None;
    let (mut whole, mut lost) = (String::with_capacity(text.len()), false);
    // No garbled character goes across ordinary white space; a space that does not break is part of some.
    for word in text.split_inclusive([' ', '\n', '\t']) {
        let (repaired, is_lost) = repair_word(word);
        lost |= is_lost;
        if first.is_none() && (is_lost || repaired != word) {
            let meant = (!is_lost).then(|| repaired.trim().to_owned()).filter(|meant| !meant.is_empty());
            first = Some((word.trim().to_owned(), meant));
        }
        whole.push_str(&repaired);
    }
    let (garbled, meant) = first?;
    Some(Repair { text: (!lost).then(|| whole.trim().to_owned()), garbled, meant })
}

/// What a word must have been, and whether a part of it is lost.
fn repair_word(word: &str) -> (String, bool) {
    if word.is_ascii() {
        return (word.to_owned(), false);
    }
    let mut repaired = word.to_owned();
    for _ in 0..MOST_PASSES {
        let next = pass(&repaired);
        if next == repaired {
            break;
        }
        repaired = next;
    }
    // Control characters are what a text goes through that was garbled twice; nobody meant them.
    if repaired.contains(|c: char| ('\u{80}'..='\u{9F}').contains(&c)) {
        word.clone_into(&mut repaired);
    }
    let lost = is_lost(&repaired);
    (repaired.replace('\u{FEFF}', ""), lost)
}

/// Whether a sign stands in it that remains where a character was lost.
fn is_lost(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let pair = |pair: &[char]| match pair {
        ['â', '€'] => true,
        // In `SÃO` it is a letter.
        ['Ã', next] => !next.is_alphabetic(),
        _ => false,
    };
    word.contains('\u{FFFD}') || chars.windows(2).any(pair) || chars.last() == Some(&'Ã')
}

/// Puts every garbled character right once.
fn pass(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut repaired = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        match chars.get(at..).and_then(|signs| meant_at(signs, repaired.chars().rev().take(2).any(|c| c == 'â'))) {
            Some((meant, length)) => {
                repaired.push(meant);
                at += length;
            }
            None => {
                repaired.push(*c);
                at += 1;
            }
        }
    }
    repaired
}

/// The character that the first signs must have been, with how many signs it became. `in_midst` tells that they stand after the
/// first signs of another one, of a text that was garbled twice.
fn meant_at(chars: &[char], in_midst: bool) -> Option<(char, usize)> {
    let lead = byte(*chars.first()?)?;
    let length = match lead {
        0xC2..=0xC5 | 0xCB => 2,
        0xE2 | 0xEF => 3,
        0xF0 => 4,
        _ => return None,
    };
    let signs = chars.get(..length)?;
    let bytes: Vec<u8> = signs.iter().map(|c| byte(*c)).collect::<Option<_>>()?;
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let second = *signs.get(1)?;
    let plausible = match lead {
        0xC2 => ('\u{80}'..='\u{BF}').contains(&meant),
        0xC3 => true,
        // `Ä` and `Å` at the end of a word, before a quote or a dash, are themselves.
        0xC4 | 0xC5 => meant.is_alphabetic() && (in_midst || !is_punctuation(second)),
        0xCB => in_midst,
        0xE2 => ('\u{2000}'..='\u{2BFF}').contains(&meant),
        0xEF => matches!(meant, '\u{FB00}'..='\u{FB06}' | '\u{FEFF}' | '\u{FFFD}'),
        _ => ('\u{1F300}'..='\u{1FAFF}').contains(&meant),
    };
    let plain = if meant == '\u{A0}' { ' ' } else { meant };
    plausible.then_some((plain, length))
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2027}' | '\u{2039}' | '\u{203A}' | '\u{A0}' | '\u{AB}' | '\u{BB}' | '\u{B4}' | '\u{B7}'
    )
}

/// The byte that Windows-1252 reads as this character; none for ASCII and what it does not have. The five bytes that it leaves
/// open come through as control characters.
fn byte(c: char) -> Option<u8> {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    if let '\u{80}'..='\u{FF}' = c {
        return u8::try_from(u32::from(c)).ok();
    }
    let at = FROM_80.iter().position(|other| *other == c)?;
    u8::try_from(at + 0x80).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    /// The text as Windows-1252 shows its UTF-8.
    fn garbled(text: &str) -> String {
        let typographic = (0x2000..=0x2122).chain(0x152..=0x2DC).filter_map(char::from_u32);
        let signs: BTreeMap<u8, char> =
            ('\u{80}'..='\u{FF}').chain(typographic).filter_map(|c| Some((byte(c)?, c))).collect();
        text.bytes().map(|byte| if byte.is_ascii() { char::from(byte) } else { signs[&byte] }).collect()
    }

    /// The text as Latin-1 shows its UTF-8.
    fn garbled_as_latin(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    fn repaired(text: &str) -> Option<String> {
        repair(text).and_then(|repair| repair.text)
    }

    #[test]
    fn what_was_garbled_comes_back() {
        for text in [
            "Financiën",
            "vóór de zomer – of erna",
            "‘nieuw’ en “oud”",
            "één\nreïntegratie",
            "€ 100, 20 °C, ± 5 m²",
            "• punt → gevolg ✔",
            "cliënten, ışık",
        ] {
            assert_eq!(repaired(&garbled(text)).as_deref(), Some(text), "{}", garbled(text));
            assert_eq!(repaired(&garbled(&garbled(text))).as_deref(), Some(text), "twice: {}", garbled(&garbled(text)));
            let latin = garbled_as_latin(text);
            assert_eq!(repaired(&latin).as_deref(), Some(text), "{latin}");
            assert_eq!(
                repaired(&garbled_as_latin(&latin)).as_deref(),
                Some(text),
                "twice: {}",
                garbled_as_latin(&latin)
            );
            assert_eq!(repair(text), None, "{text}");
        }
        assert_eq!(repaired("naÃ¯ef"), Some("naïef".to_owned()));
        assert_eq!(repaired("ï»¿Actie"), Some("Actie".to_owned()));
    }

    #[test]
    fn letters_with_accents_before_quotes_and_dashes_are_themselves() {
        for fine in [
            "CAFÉ’S",
            "GEÏNTERESSEERD",
            "“CATEGORIE Ä”",
            "Å–lijn",
            "São Paulo, SÃO",
            "crème brûlée… voilà",
            "Ü“x”",
            "100 €–200 €",
            "",
        ] {
            assert_eq!(repair(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_character_that_is_lost_is_told_without_a_proposal() {
        for lost in ["Financi\u{FFFD}n", "â€oudâ€", "voilÃ , klaar", "ï¿½"] {
            let found = repair(lost).unwrap_or_else(|| panic!("{lost}"));
            assert_eq!((found.text, found.meant), (None, None), "{lost}");
        }
    }

    fn noted(column: &str, text: &str) -> Finding {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | {column} |\n\
             | HI-05 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        let found = findings("LNG001", "", &sheet);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].clone()
    }

    #[test]
    fn the_first_garbled_word_and_the_whole_text_are_proposed() {
        let found = noted("Opmerkingen", "Eerst de financiÃ«n, dan de coÃ¶rdinator");
        assert!(
            found.message.nl.contains("“financiÃ«n,”; dat moet waarschijnlijk “financiën,” zijn"),
            "{}",
            found.message.nl
        );
        assert_eq!(found.suggestion.as_deref(), Some("Eerst de financiën, dan de coördinator"));
    }

    #[test]
    fn personal_data_are_not_repeated() {
        for (column, text) in [
            ("Betrokkenen", "RenÃ© Klaasveld"),
            ("Opmerkingen", "Bel dhr. KlaassÃ©n over de planning"),
            ("Betrokkenen", "Ren\u{FFFD}e"),
        ] {
            let found = noted(column, text);
            assert_eq!(found.suggestion, None, "{text}");
            assert!(!found.message.nl.contains('“'), "{}", found.message.nl);
        }
    }

    #[test]
    fn an_unknown_name_that_is_garbled_is_said_once_and_weighs_the_same() {
        let sheet = "# Districtelijk\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | D-28 | FinanciÃ«n | Op tijd geld aanvragen | ZVHGV | Q2 2026 | Loopt |";
        assert_eq!(messages("COV004", "", sheet), Vec::<String>::new());
        let found = findings("LNG001", "", sheet);
        assert_eq!(
            (found.len(), found[0].severity, found[0].suggestion.as_deref()),
            (1, Severity::Error, Some("Financiën"))
        );
    }

    #[test]
    fn a_sheet_that_was_garbled_as_a_whole_is_reported_once() {
        let rows: String = (1..=12)
            .map(|n| format!("\n| HI-{n:02} | Bijeenkomst {n} over financiÃ«n | OOV Hilversum | Q2 2026 | Loopt |"))
            .collect();
        let found = messages("LNG001", "", &format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |{rows}"));
        assert!(found.len() == 1 && found[0].contains("12 cellen"), "{found:?}");
    }

    proptest! {
        #[test]
        fn dutch_text_survives_garbling(text in "[a-zA-Z ëïéèöüóáúêôç€–‘’“”…•0-9,.]{1,40}") {
            let trimmed = text.trim();
            prop_assume!(!trimmed.is_ascii());
            prop_assert_eq!(repaired(&garbled(trimmed)), Some(trimmed.to_owned()));
            prop_assert_eq!(repair(trimmed), None);
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            repair(&text);
        }
    }
}
