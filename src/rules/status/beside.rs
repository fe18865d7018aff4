//! What stands beside a status: explanations, notes, columns for documents and reasons, and whether a text is evidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::cell::GridCell;
use crate::framework::Field;
use crate::language::{Language, Role};
use crate::plan::{Action, Table};
use crate::read::status::Scale;
use crate::rules::{Context, row_of};
use crate::wording::{fold, key, pattern, words};

/// The texts beside a status in which staff may have explained it.
pub(in crate::rules) struct Beside<'a> {
    words: &'a Scale,
    language: &'a Language,
    /// The notes of staff by sheet and row.
    notes: HashMap<(&'a str, u32), Vec<&'a str>>,
}

impl<'a> Beside<'a> {
    /// Gathers what there is in the workbook.
    pub(in crate::rules) fn new(ctx: &'a Context<'_>) -> Self {
        let mut notes: HashMap<(&str, u32), Vec<&str>> = HashMap::new();
        for grid in ctx.grids {
            for note in &grid.notes {
                notes.entry((&*grid.sheet, note.row)).or_default().push(&note.text);
            }
        }
        Self { words: &ctx.scales().progress, language: &ctx.framework.language, notes }
    }

    /// The texts beside the status of an action: its own cell where that says more than the word, the explanations, and the notes
    /// on its row.
    pub(in crate::rules) fn texts<'t>(&'t self, action: &'t Action) -> impl Iterator<Item = &'t str> {
        let own = Some(&*action.progress.raw).filter(|raw| !self.words.is_bare(raw));
        let notes = self.notes.get(&row_of(action)).into_iter().flatten().copied();
        let texts = own.into_iter().chain(action.notes.iter().map(|note| &*note.raw)).chain(notes);
        texts.filter(|text| !self.language.says_nothing(text, Field::Notes))
    }
}

/// The columns of each table that have one of some headers, also where no field is read from them.
pub(in crate::rules) struct NamedColumns {
    of_tables: Vec<Vec<u32>>,
}

impl NamedColumns {
    /// Finds the columns whose header plays this role.
    pub(in crate::rules) fn new(ctx: &Context, headers: Role) -> Self {
        let named = |cell: &GridCell| ctx.framework.language.words(headers).lists(&key(&cell.text()));
        let columns = |table: &Table| {
            let cells = ctx.grid(&table.sheet).into_iter().flat_map(|grid| grid.row(table.header_row));
            cells.filter(|(_, cell)| named(cell)).map(|(col, _)| col).collect()
        };
        Self { of_tables: ctx.plan.tables.iter().map(columns).collect() }
    }

    /// Whether the action's row has something in one of them.
    pub(in crate::rules) fn are_filled(&self, ctx: &Context, action: &Action) -> bool {
        let (Some(cols), Some(grid)) = (self.of_tables.get(action.table), ctx.grid(&action.sheet)) else {
            return false;
        };
        let language = &ctx.framework.language;
        cols.iter().any(|col| !language.says_nothing(&grid.text(action.row, *col), Field::Notes))
    }
}

/// A date in running text that is told by its digits.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?ix) \b \d{1,2} [-/] \d{1,2} \b | \b \d{1,2} \. \d{1,2} \. \d{2,4} \b | \b 20\d\d - ?\d\d - ?\d\d \b")
});

/// A place where something can be looked up.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?ix) https?:// | \b www\. | \\\\ \w | \b sharepoint \b | \b [a-z]{1,4} - 20\d\d - \d+ ")
});

/// How the names of files end, and whether those of newer programs have an x behind it.
const FILES: [(&str, bool); 5] = [("pdf", false), ("doc", true), ("xls", true), ("ppt", true), ("msg", false)];

/// Whether a text names a document.
fn names_a_file(text: &str) -> bool {
    text.split(|c: char| !(c.is_alphanumeric() || c == '.')).any(|word| {
        let Some((_, end)) = word.trim_end_matches('.').rsplit_once('.') else { return false };
        let end = end.to_lowercase();
        FILES.iter().any(|(old, has_newer)| end == *old || *has_newer && end.strip_suffix('x') == Some(old))
    })
}

/// Whether a text tells when something was done, or where that can be looked up.
pub(in crate::rules) fn is_evidence(text: &str, language: &Language) -> bool {
    if DATE.is_match(text) || LINK.is_match(text) || names_a_file(text) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let came_about = language.is(Role::Evidence, word);
        is_dated(&words, at, language) || came_about && !before.is_some_and(|before| is_not_so(before, language))
    })
}

/// Whether a word before what came about says that it did not come about, or not yet.
fn is_not_so(word: &str, language: &Language) -> bool {
    [Role::Negation, Role::OpenMarker, Role::Becoming, Role::Ahead].iter().any(|role| language.is(*role, word))
}

/// What stands before the number of a quarter.
const QUARTER: [Role; 2] = [Role::QuarterWord, Role::UnitQuarter];

/// Whether a word names a month beside a number, a quarter, or a part of a year with a number behind it.
fn is_dated(words: &[&str], at: usize, language: &Language) -> bool {
    let number = |at: Option<usize>| {
        at.and_then(|at| words.get(at)).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let Some(word) = words.get(at) else { return false };
    let beside = number(at.checked_sub(1)) || number(Some(at + 1));
    // "van" and the like may stand between a part of a year and its number.
    let behind = number(Some(at + 1))
        || number(Some(at + 2)) && words.get(at + 1).is_some_and(|word| language.is(Role::OutOf, word));
    // "q3".
    let quarter = word.strip_suffix(['1', '2', '3', '4']);
    language.month(word).is_some() && beside
        || quarter.is_some_and(|letters| QUARTER.iter().any(|role| language.is(*role, letters)))
        || language.is(Role::QuarterAlone, word)
        || language.is(Role::BeforeYear, word) && behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_told_from_words() {
        let language = Language::default();
        for yes in [
            "webpagina live 01-10",
            "Afgerond 14-11-2025",
            "Afgerond 12/6",
            "DVC 12 juni",
            "is eind 2024 opgeleverd",
            "in november 2025 vastgesteld",
            "Vastgesteld door het college",
            "zie https://intranet.example.nl/protocol",
            "Protocol_v3.pdf",
            "Z-2025-0012",
            "klaar in Q3 2025",
            "besproken 20250612? nee: 12.06.2025",
            "verslag in het dossier",
        ] {
            assert!(is_evidence(yes, &language), "{yes}");
        }
        for no in [
            "",
            "klaar",
            "is gedaan",
            "nog niet vastgesteld",
            "moet worden ondertekend",
            "versie 1.2",
            "in 2025",
            "maar dat is goed",
        ] {
            assert!(!is_evidence(no, &language), "{no}");
        }
    }
}
