//! What a status cell says beside its status: a colour word in the wrong column, a detail, a reason; and the columns in which all
//! cells say it in the same way, which are told of once.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use super::Context;
use crate::cell::{Cell, CellRef, GridCell, Reading};
use crate::finding::{Finding, Location, Rule};
use crate::framework::{Field, Framework, Progress};
use crate::plan::{Action, Status, StatusSource, Table};
use crate::read::colour;
use crate::read::status::Scale;
use crate::wording::{Wording, fold, key};

/// From this number of alike cells on, a column without any other status is told of once.
pub(super) const A_WHOLE_COLUMN: usize = 5;

/// What the progress cell of an action says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// The table has no such column, or the progress is known.
    NothingWrong,
    /// No word that counts; a fill may say something about the framework.
    Nothing,
    /// A colour of the framework instead of a state of the action.
    ColourWord,
    /// Text that is neither.
    Unknown,
}

/// What the progress cell of an action says.
pub(super) fn said(ctx: &Context, action: &Action) -> Said {
    match action.progress.value {
        Reading::Absent | Reading::Known(_) => Said::NothingWrong,
        Reading::Unreadable => Said::Unknown,
        Reading::Blank if action.progress.raw.trim().is_empty() || is_struck(ctx, &action.progress.at) => Said::Nothing,
        Reading::Blank => Said::ColourWord,
    }
}

/// Whether all of a cell's text is struck through.
fn is_struck(ctx: &Context, at: &CellRef) -> bool {
    grid_cell(ctx, at).and_then(|cell| cell.unstruck.as_deref()).is_some_and(|rest| rest.trim().is_empty())
}

/// The cell as it stands on its sheet.
pub(super) fn grid_cell<'a>(ctx: &Context<'a>, at: &CellRef) -> Option<&'a GridCell> {
    ctx.grid(&at.sheet)?.get(at.row, at.col)
}

/// Whether the framework status of an action was read from its progress cell.
pub(super) fn shares_its_cell(action: &Action) -> bool {
    action.framework_status.at == action.progress.at
}

/// The word of a status and the other meaning of its fill, where they differ.
pub(super) fn contradiction(cell: &Cell<Status>) -> Option<(&str, &str)> {
    match &cell.known()?.source {
        StatusSource::WordAndFill { means, .. } if *means != cell.known()?.code => Some((&cell.known()?.code, means)),
        _ => None,
    }
}

/// Whether the cell has a colour of its own that the framework gives no meaning: no grey, and not that of its whole row.
pub(super) fn has_strange_colour(ctx: &Context, action: &Action) -> bool {
    let fill = |at: &CellRef| grid_cell(ctx, at).and_then(|cell| cell.fill);
    fill(&action.progress.at).is_some_and(|own| colour::is_colour(own) && fill(&action.text.at) != Some(own))
}

/// The words that staff can choose from for the progress.
pub(super) fn progress_names(framework: &Framework) -> String {
    framework.progress.iter().map(|progress| progress.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The words that staff can choose from for the framework status.
pub(super) fn colour_names(framework: &Framework) -> String {
    framework.framework_statuses.iter().map(|status| status.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The name of a framework status, or its code where the framework has no such.
pub(super) fn colour_name(framework: &Framework, code: &str) -> String {
    framework.framework_status(code).map_or_else(|| code.to_owned(), |status| status.name.clone())
}

/// A status that a letter may stand for: the word that starts with it.
pub(super) fn words_starting_with<'f>(
    letter: &str,
    steps: impl Iterator<Item = (&'f str, &'f [String])>,
) -> Vec<&'f str> {
    let starts = |word: &&str| fold(word).starts_with(letter);
    steps
        .filter_map(|(name, aliases)| std::iter::once(name).chain(aliases.iter().map(String::as_str)).find(starts))
        .collect()
}

/// The single letter that a status cell holds, folded; none where it holds more.
pub(super) fn single_letter(text: &str) -> Option<String> {
    let key = key(text);
    let mut chars = key.chars();
    (chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()).then_some(key)
}

// --- The state in which nothing has been done yet ---------------------------------------------------------------------

/// Whether the state is that of an action that nobody has begun with: the only open one to which no other state leads, or else the
/// first open one of the framework.
pub(super) fn is_start(framework: &Framework, code: &str) -> bool {
    let states = &framework.progress;
    let is_led_to = |state: &Progress| states.iter().any(|other| other.next.contains(&state.code));
    let mut open = states.iter().filter(|state| !state.closed).peekable();
    let first = open.peek().copied();
    let mut sources = open.filter(|state| !is_led_to(state));
    let start = match (sources.next(), sources.next()) {
        (Some(only), None) => Some(only),
        _ => first,
    };
    start.is_some_and(|start| &*start.code == code)
}

// --- What stands beside a status --------------------------------------------------------------------------------------

/// Texts that explain nothing.
const EMPTY_WORDS: [&str; 10] = ["", "geen", "nvt", "ntb", "x", "volgt", "none", "na", "tbd", "idem"];

/// The texts beside a status in which staff may have explained it.
pub(super) struct Beside<'a> {
    words: Scale,
    /// The notes of staff by sheet and row.
    notes: HashMap<(&'a str, u32), Vec<&'a str>>,
}

impl<'a> Beside<'a> {
    /// Gathers what there is in the workbook.
    pub(super) fn new(ctx: &Context<'a>) -> Self {
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
    pub(super) fn texts<'t>(&'t self, action: &'t Action) -> impl Iterator<Item = &'t str> {
        let own = Some(action.progress.raw.as_str()).filter(|raw| self.words.words.find(raw).is_none());
        let notes = self.notes.get(&(&*action.sheet, action.row)).into_iter().flatten().copied();
        let texts = own.into_iter().chain(action.notes.iter().map(|note| note.raw.as_str())).chain(notes);
        texts.filter(|text| says_something(text))
    }
}

/// Whether a text is more than "-" or "n.v.t.".
fn says_something(text: &str) -> bool {
    !EMPTY_WORDS.contains(&key(text).as_str())
}

/// The columns of each table that have one of some headers, also where no field is read from them.
pub(super) struct NamedColumns {
    of_tables: Vec<Vec<u32>>,
}

impl NamedColumns {
    /// Finds the columns whose header is one of these, as keys.
    pub(super) fn new(ctx: &Context, headers: &[&str]) -> Self {
        let named = |cell: &GridCell| headers.contains(&key(&cell.text()).as_str());
        let columns = |table: &Table| {
            let cells = ctx.grid(&table.sheet).into_iter().flat_map(|grid| grid.row(table.header_row));
            cells.filter(|(_, cell)| named(cell)).map(|(col, _)| col).collect()
        };
        Self { of_tables: ctx.plan.tables.iter().map(columns).collect() }
    }

    /// Whether the action's row has something in one of them.
    pub(super) fn are_filled(&self, ctx: &Context, action: &Action) -> bool {
        let (Some(cols), Some(grid)) = (self.of_tables.get(action.table), ctx.grid(&action.sheet)) else {
            return false;
        };
        cols.iter().any(|col| says_something(&grid.text(action.row, *col)))
    }
}

/// A date in running text: day and month, month and year, quarter, part of a year.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \b \d{1,2} [-/] \d{1,2} \b | \b \d{1,2} \. \d{1,2} \. \d{2,4} \b | \b 20\d\d - ?\d\d - ?\d\d \b
        | \b (?: jan | feb | febr | mrt | maart | apr | mei | may | mar | jun | jul | aug | sep | sept | okt | oct | nov | dec
            | januari | februari | april | juni | juli | augustus | september | oktober | november | december
            | january | february | march | june | july | august | october ) \b \.? ,? \s* '? \d
        | \b \d{1,2} (?: st | nd | rd | th | e )? \s+ (?: jan | feb | mrt | maart | apr | mei | may | mar | jun | jul | aug | sep | okt | oct | nov | dec )
        | \b (?: q | k | kw ) [1-4] \b | \b [1-4] e \s+ kwartaal \b | \b kwartaal \b
        | \b (?: begin | medio | eind | einde | voorjaar | zomer | najaar | week ) \s+ (?: van \s+ )? \d",
    )
    .ok()
});

/// A place where something can be looked up.
static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?ix) https?:// | \b www\. | \\\\ \w | \.(?: pdf | docx? | xlsx? | pptx? | msg ) \b | \b sharepoint \b | \b [a-z]{1,4} - 20\d\d - \d+ ").ok()
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
pub(super) fn is_evidence(text: &str) -> bool {
    let matches = |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|regex| regex.is_match(text));
    if matches(&DATE) || matches(&LINK) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        EVIDENCE.contains(word) && !before.is_some_and(|before| NOT_YET.contains(before))
    })
}

// --- Columns as a whole -----------------------------------------------------------------------------------------------

/// Findings about cells of one kind, gathered by column: one about the column where all its cells are of that kind.
#[derive(Default)]
pub(super) struct Columns {
    found: BTreeMap<(usize, u32), Column>,
}

#[derive(Default)]
struct Column {
    /// One for each cell, in order.
    cells: Vec<Finding>,
    /// Whether some cell says it in another way.
    mixed: bool,
}

impl Columns {
    /// Adds a cell that is of the kind.
    pub(super) fn add(&mut self, action: &Action, col: u32, finding: Finding) {
        self.found.entry((action.table, col)).or_default().cells.push(finding);
    }

    /// Says that a cell of the column is not of the kind, and not empty.
    pub(super) fn mix(&mut self, action: &Action, col: u32) {
        self.found.entry((action.table, col)).or_default().mixed = true;
    }

    /// The findings: those of the cells, or where all cells of a column are of the kind the one that `about` makes of their
    /// number, on the header of the column.
    pub(super) fn findings(
        self,
        ctx: &Context,
        rule: &'static Rule,
        about: impl Fn(usize, u32) -> Wording,
        findings: &mut Vec<Finding>,
    ) {
        for ((table, col), column) in self.found {
            let header = ctx.plan.tables.get(table).filter(|_| !column.mixed && column.cells.len() >= A_WHOLE_COLUMN);
            match header {
                Some(table) => {
                    let at = CellRef::new(table.sheet.clone(), table.header_row, col);
                    findings.push(Finding::new(rule, Location::cell(&at), about(column.cells.len(), col)));
                }
                None => findings.extend(column.cells),
            }
        }
    }
}

/// The columns of the framework status in the action's table.
pub(super) fn framework_columns<'a>(ctx: &Context<'a>, action: &Action) -> &'a [u32] {
    let table = ctx.plan.tables.get(action.table);
    table.and_then(|table| table.columns.get(&Field::FrameworkStatus)).map_or(&[], Vec::as_slice)
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

    #[test]
    fn the_start_is_the_state_that_nothing_leads_to_or_else_the_first() {
        let mut framework = Framework::embedded().clone();
        let is_start_only = |framework: &Framework, start: &str| {
            framework.progress.iter().all(|state| is_start(framework, &state.code) == (&*state.code == start))
        };
        assert!(is_start_only(&framework, "not_started") && !is_start(&framework, "unknown"));
        framework.progress.swap(0, 1);
        assert!(is_start_only(&framework, "not_started"), "whatever its place");
        framework.progress.swap(0, 1);
        let first = framework.progress[0].code.clone();
        framework.progress[1].next.push(first);
        assert!(is_start_only(&framework, "not_started"), "an action may come back to it");
        framework.progress.iter_mut().for_each(|state| state.next.clear());
        assert!(is_start_only(&framework, "not_started"), "a framework need not say what follows");
    }

    #[test]
    fn letters_are_told_from_words() {
        assert_eq!(single_letter(" G. ").as_deref(), Some("g"));
        assert_eq!(single_letter("Gr"), None);
        assert_eq!(single_letter("1"), None);
        let steps = Framework::embedded().framework_statuses.iter().map(|s| (s.name.as_str(), s.aliases.as_slice()));
        assert_eq!(words_starting_with("g", steps), ["Geel", "Groen"]);
    }
}
