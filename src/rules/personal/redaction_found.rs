//! PRV006: a sheet holds codes that stand where something was made unreadable for publication.

use std::sync::LazyLock;

use regex::Regex;

use crate::cell::{CellRef, Grid};
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::language::{Language, Role};
use crate::read::redaction;
use crate::rules::personal::{self, Place, Pointer};
use crate::rules::{Context, shorten};
use crate::wording::{Wording, pattern};

/// A sheet holds redaction codes of the Woo (5.1.2.e), "[redacted]" or black bars: it is a copy made for publication, and what was
/// blacked out is lost to whoever works in it. One finding for a sheet, on the first code, with their number: a published copy has
/// hundreds of them.
///
/// Owners and plannings have rules of their own (OWN008, DAT002) and do not count here. Numbers of actions and references to them
/// are no codes, and neither is the number of a paragraph: `5.2.1` or `4.1.4` alone counts only where other codes give the copy away.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV006,
    name: "redaction-found",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Op een blad staan lakcodes: dit is een gelakte kopie voor publicatie.",
        "A sheet holds redaction codes: this is a copy made for publication.",
    ),
    why: Wording::new(
        "Wat in een gelakte kopie is weggelakt, komt niet terug.",
        "What was redacted in a redacted copy does not come back.",
    ),
    fix: Wording::new(
        "Werk verder in de interne versie. Is die er niet meer? Vul dan een functie of team in waar de code staat.",
        "Continue in the internal version. Is there none any more? Then fill in a role or team in the place of the code.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt | → Afgestemd met 5.1.2.e |
| HU-02 | Ouders bijpraten over online risico's | OOV Huizen | Q3 2026 | Loopt | 5.1.2.e heeft ervaring |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| 5.2.1 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt | Zie paragraaf 5.1.2 van het plan |",
    },
};

/// Fields where numbers look like codes, and fields whose codes other rules tell of.
const OTHER_FIELDS: &[Field] = &[Field::Id, Field::DependsOn, Field::Owner, Field::Deadline];
/// How many more places a finding names.
const PLACES: usize = 9;

/// A ground of the Woo with its letter.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^\w.])(5\.[12]\.[0-9]\.?[a-iA-I])\b"));
/// What can be a word for a black bar.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\[([\p{L} ]{3,30})\]"));
/// Black bars and nothing else.
static BAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\u{2588}{2,}(?:\s*\u{2588}+)*\s*$"));
/// Numbers of actions that look like codes.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*\d+\.\d+\.\d+\.?[a-zA-Z]\s*$"));

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    let numbered = ctx.plan.actions.iter().any(|action| action.id().is_some_and(|id| NUMBER.is_match(id)));
    let sheets: Vec<(&Grid, Vec<Code>)> = personal::grids(ctx).map(|grid| (grid, codes(ctx, grid, numbered))).collect();
    let is_copy = sheets.iter().any(|(_, codes)| codes.iter().any(|code| code.is_sure));
    for (grid, mut codes) in sheets {
        codes.retain(|code| code.is_sure || is_copy);
        let Some(first) = codes.first() else { continue };
        let count: usize = codes.iter().map(|code| code.count).sum();
        let place = Place::Cell(first.row, first.col);
        let finding = pointer.at(&RULE, grid, place, RULE.severity, message(&first.text, count));
        let more = codes.iter().skip(1).take(PLACES);
        let place_of = |code: &Code| Location::cell(&CellRef::new(grid.sheet.clone(), code.row, code.col));
        findings.push(finding.relate(more.map(|code| Related::Place(place_of(code)))));
    }
}

/// The codes of a cell.
struct Code {
    row: u32,
    col: u32,
    /// The first of them.
    text: String,
    count: usize,
    /// Whether it can be nothing else.
    is_sure: bool,
}

/// The cells of a sheet with codes. `numbered` says that actions have numbers of the same shape; then only the letters for
/// persons and companies count, which are nearly all.
fn codes(ctx: &Context, grid: &Grid, numbered: bool) -> Vec<Code> {
    let mut found = Vec::new();
    for (place, text) in personal::texts(grid) {
        let Place::Cell(row, col) = place else { continue };
        let Some((code, count, is_sure)) = code(text, numbered, &ctx.framework.language) else { continue };
        let by_formula = grid.get(row, col).is_some_and(|cell| cell.formula.is_some());
        if !by_formula && !personal::is_in_column(ctx, grid, (row, col), OTHER_FIELDS) {
            found.push(Code { row, col, text: shorten(&ctx.privacy.shown(&code)), count, is_sure });
        }
    }
    found
}

/// The first code of a text, how many it holds, and whether they can be nothing else.
fn code(text: &str, numbered: bool, language: &Language) -> Option<(String, usize, bool)> {
    let personal = |code: &&str| !numbered || code.ends_with(['e', 'f', 'E', 'F']);
    let lettered = CODE.captures_iter(text).filter_map(|found| found.get(1)).map(|code| code.as_str()).filter(personal);
    let is_word = |word: &str| language.is(Role::Blackened, word);
    let words = WORD.find_iter(text).map(|word| word.as_str()).filter(|word| is_word(word));
    let mut all: Vec<&str> = lettered.chain(words).collect();
    if all.is_empty() && BAR.is_match(text) {
        all.push(text.trim());
    }
    match all.first() {
        Some(first) => Some(((*first).to_owned(), all.len(), true)),
        None => redaction::is_whole(text).then(|| (text.trim().to_owned(), 1, false)),
    }
}

fn message(code: &str, count: usize) -> Wording {
    match count {
        1 => Wording::new(
            format!("Hier staat een lakcode (“{code}”). Dit lijkt een gelakte kopie."),
            format!("This cell shows a redaction code (“{code}”). This seems to be a redacted copy."),
        ),
        _ => Wording::new(
            format!("Op dit blad staan {count} lakcodes, de eerste hier (“{code}”). Dit lijkt een gelakte kopie."),
            format!(
                "This sheet holds {count} redaction codes, the first one here (“{code}”). This seems to be a redacted copy."
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(id: &str, owner: &str, notes: &[&str]) -> String {
        let rows = notes.iter().enumerate().map(|(nth, note)| {
            format!("| {id}{nth} | Scholen bezoeken in wijk {nth} | {owner} | Q2 2026 | Loopt | {note} |\n")
        });
        format!("# Huizen\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n{}", rows.collect::<String>())
    }

    #[test]
    fn a_sheet_full_of_codes_is_one_finding_with_their_number() {
        let notes = vec!["5.1.2.e en 5.1.2e"; 300];
        let found = findings("PRV006", "", &sheet("HU-", "OOV Huizen", &notes));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.nl.contains("600 lakcodes"), "{}", found[0].message.nl);
        assert_eq!(found[0].related.len(), PLACES);
    }

    #[test]
    fn every_form_of_a_code_counts_where_it_can_be_nothing_else() {
        for text in ["ervaring 5.1.2.e", "(in 5.1.2.e)", "^{5.1.2.e}", "<5.1.2.e", "5.1.2.f", "[Redacted]", "███ ██"]
        {
            assert_eq!(messages("PRV006", "", &sheet("HU-", "OOV Huizen", &[text])).len(), 1, "{text}");
        }
        for text in [
            "§5.1.2",
            "zie 5.2.1",
            "5.2.1",
            "4.1.4",
            "5.1.2.een",
            "15.1.2.e",
            "versie 1.2.3b",
            "█",
            "■ fout",
            "5.1.2 e",
        ] {
            assert_eq!(messages("PRV006", "", &sheet("HU-", "OOV Huizen", &[text])), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_number_alone_counts_in_a_copy() {
        assert!(messages("PRV006", "", &sheet("HU-", "OOV Huizen", &["5.1.2.e", "4.1.4"]))[0].contains("2 lakcodes"));
    }

    #[test]
    fn owners_plannings_and_numbers_are_left_to_their_own_rules() {
        assert_eq!(messages("PRV006", "", &sheet("HU-", "5.1.2.e", &["x"])), [""; 0]);
        assert_eq!(messages("PRV006", "", &sheet("5.1.2.", "OOV Huizen", &["x"])), [""; 0]);
        let numbered = "# Huizen\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
                        | 5.1.2.a | Scholen bezoeken | OOV Huizen | Q2 2026 | Loopt | na 5.1.2.b |";
        assert_eq!(messages("PRV006", "", numbered), [""; 0]);
    }
}
