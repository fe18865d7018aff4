//! What stands beside a status: explanations, notes, columns for documents and reasons, and whether a text is evidence.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::cell::GridCell;
use crate::plan::{Action, Table};
use crate::read::status::Scale;
use crate::rules::{Context, row_of};
use crate::wording::{fold, key, pattern, words};

/// Texts that explain nothing.
const EMPTY_WORDS: [&str; 10] = ["", "geen", "nvt", "ntb", "x", "volgt", "none", "na", "tbd", "idem"];

/// The texts beside a status in which staff may have explained it.
pub(in crate::rules) struct Beside<'a> {
    words: Scale,
    /// The notes of staff by sheet and row.
    notes: HashMap<(&'a str, u32), Vec<&'a str>>,
}

impl<'a> Beside<'a> {
    /// Gathers what there is in the workbook.
    pub(in crate::rules) fn new(ctx: &Context<'a>) -> Self {
        let mut notes: HashMap<(&str, u32), Vec<&str>> = HashMap::new();
        for grid in ctx.grids {
            for note in &grid.notes {
                notes.entry((&*grid.sheet, note.row)).or_default().push(&note.text);
            }
        }
        Self { words: Scale::progress(ctx.framework), notes }
    }

    /// The texts beside the status of an action: its own cell where that says more than the word, the explanations, and the notes
    /// on its row.
    pub(in crate::rules) fn texts<'t>(&'t self, action: &'t Action) -> impl Iterator<Item = &'t str> {
        let own = Some(&*action.progress.raw).filter(|raw| !self.words.is_bare(raw));
        let notes = self.notes.get(&row_of(action)).into_iter().flatten().copied();
        let texts = own.into_iter().chain(action.notes.iter().map(|note| &*note.raw)).chain(notes);
        texts.filter(|text| says_something(text))
    }
}

/// Whether a text is more than "-" or "n.v.t.".
fn says_something(text: &str) -> bool {
    !EMPTY_WORDS.contains(&key(text).as_str())
}

/// The columns of each table that have one of some headers, also where no field is read from them.
pub(in crate::rules) struct NamedColumns {
    of_tables: Vec<Vec<u32>>,
}

impl NamedColumns {
    /// Finds the columns whose header is one of these, as keys.
    pub(in crate::rules) fn new(ctx: &Context, headers: &[&str]) -> Self {
        let named = |cell: &GridCell| headers.contains(&key(&cell.text()).as_str());
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
        cols.iter().any(|col| says_something(&grid.text(action.row, *col)))
    }
}

/// A date in running text: day and month, month and year, quarter, part of a year.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) \b \d{1,2} [-/] \d{1,2} \b | \b \d{1,2} \. \d{1,2} \. \d{2,4} \b | \b 20\d\d - ?\d\d - ?\d\d \b
        | \b (?: jan | feb | febr | mrt | maart | apr | mei | may | mar | jun | jul | aug | sep | sept | okt | oct | nov | dec
            | januari | februari | april | juni | juli | augustus | september | oktober | november | december
            | january | february | march | june | july | august | october ) \b \.? ,? \s* '? \d
        | \b \d{1,2} (?: st | nd | rd | th | e )? \s+ (?: jan | feb | mrt | maart | apr | mei | may | mar | jun | jul | aug | sep | okt | oct | nov | dec )
        | \b (?: q | k | kw ) [1-4] \b | \b [1-4] e \s+ kwartaal \b | \b kwartaal \b
        | \b (?: begin | medio | eind | einde | voorjaar | zomer | najaar | week ) \s+ (?: van \s+ )? \d",
    )
});

/// A place where something can be looked up.
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) https?:// | \b www\. | \\\\ \w | \.(?: pdf | docx? | xlsx? | pptx? | msg ) \b | \b sharepoint \b | \b [a-z]{1,4} - 20\d\d - \d+ ",
    )
});

/// Words that say that something came about; the word before them is in `NOT_YET` where it did not.
const EVIDENCE: [&str; 44] = [
    "vastgesteld",
    "opgeleverd",
    "afgeleverd",
    "gepubliceerd",
    "ondertekend",
    "getekend",
    "goedgekeurd",
    "akkoord",
    "besloten",
    "besluit",
    "collegebesluit",
    "raadsbesluit",
    "verslag",
    "notulen",
    "bijlage",
    "rapport",
    "zaaknummer",
    "zaaknr",
    "zaak",
    "kenmerk",
    "dossier",
    "geplaatst",
    "verzonden",
    "verstuurd",
    "ingevoerd",
    "live",
    "uitgevoerd",
    "gehouden",
    "gegeven",
    "ontvangen",
    "geaccordeerd",
    "vastgelegd",
    "beschikbaar",
    "verschenen",
    "gedeeld",
    "ingediend",
    "toegekend",
    "rib",
    "raadsbrief",
    "approved",
    "adopted",
    "published",
    "signed",
    "delivered",
];
/// Words that turn such a word around.
const NOT_YET: [&str; 8] = ["niet", "nog", "geen", "te", "wordt", "worden", "not", "be"];

/// Whether a text tells when something was done, or where that can be looked up.
pub(in crate::rules) fn is_evidence(text: &str) -> bool {
    if DATE.is_match(text) || LINK.is_match(text) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        EVIDENCE.contains(word) && !before.is_some_and(|before| NOT_YET.contains(before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_told_from_words() {
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
            assert!(is_evidence(yes), "{yes}");
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
            assert!(!is_evidence(no), "{no}");
        }
    }
}
