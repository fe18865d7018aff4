//! What the rules about statuses share: what a status cell says.

use crate::cell::{Cell, CellRef, GridCell, Reading, Rgb};
use crate::finding::Rule;
use crate::framework::{Code, Field, Framework};
use crate::plan::{Action, Status, StatusSource};
use crate::read::colour;
use crate::read::progress::without_circles;
use crate::read::status::{self, Colours, Scale};
use crate::rules::{Context, list};

pub(in crate::rules) mod ambiguous;
pub(in crate::rules) mod beside;
pub(in crate::rules) mod colour_contradicts;
pub(in crate::rules) mod colour_only;
pub(in crate::rules) mod done_without_evidence;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod not_started;
pub(in crate::rules) mod old_word;
pub(in crate::rules) mod unknown;
pub(in crate::rules) mod without_reason;
pub(in crate::rules) mod wrong_scale;

/// What the progress cell of an action says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Said {
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
pub(in crate::rules) fn said(ctx: &Context, action: &Action) -> Said {
    match action.progress.value {
        Reading::Absent | Reading::Known(_) => Said::NothingWrong,
        Reading::Unreadable => Said::Unknown,
        Reading::Blank if shows_no_word(&action.progress.raw) || is_struck(ctx, &action.progress.at) => Said::Nothing,
        Reading::Blank => Said::ColourWord,
    }
}

/// Whether a text is empty, or a coloured circle and nothing more.
pub(in crate::rules) fn shows_no_word(text: &str) -> bool {
    text.trim().is_empty() || without_circles(text).is_some_and(|(rest, _)| rest.is_empty())
}

/// The rule that speaks of a progress that cannot be read.
pub(in crate::rules) fn status_rule(ctx: &Context, action: &Action) -> &'static Rule {
    let ambiguous = ambiguous::is_ambiguous(ctx.framework, &action.progress.raw, Field::Progress);
    if ambiguous { &ambiguous::RULE } else { &unknown::RULE }
}

/// The colour of the framework that a progress cell without a word has, as a fill or as a coloured circle.
pub(in crate::rules) fn lone_colour(ctx: &Context, action: &Action, scales: &Scales) -> Option<Code> {
    if said(ctx, action) != Said::Nothing || !scales.progress.colours.is_empty() {
        return None;
    }
    scales.colours.colours.meaning(own_colour(ctx, action)?).cloned()
}

/// The colour of a progress cell: a circle in it, or its fill where that is not the one of the whole row.
fn own_colour(ctx: &Context, action: &Action) -> Option<Rgb> {
    let circle = without_circles(&action.progress.raw).and_then(|(_, circle)| circle);
    let fill = |at: &CellRef| grid_cell(ctx, at).and_then(|cell| cell.fill);
    circle.or_else(|| fill(&action.progress.at).filter(|own| fill(&action.text.at) != Some(*own)))
}

/// The two scales of a framework.
#[derive(Debug)]
pub(in crate::rules) struct Scales {
    pub(in crate::rules) progress: Scale,
    pub(in crate::rules) colours: Scale,
}

impl Scales {
    pub(in crate::rules) fn new(framework: &Framework) -> Self {
        Self { progress: Scale::progress(framework), colours: Scale::framework_status(framework) }
    }
}

/// Whether all of a cell's text is struck through.
fn is_struck(ctx: &Context, at: &CellRef) -> bool {
    grid_cell(ctx, at).and_then(|cell| cell.unstruck.as_deref()).is_some_and(|rest| rest.trim().is_empty())
}

/// The cell as it stands on its sheet.
pub(in crate::rules) fn grid_cell<'a>(ctx: &Context<'a>, at: &CellRef) -> Option<&'a GridCell> {
    ctx.grid(&at.sheet)?.get(at.row, at.col)
}

/// What the progress cell of an action says on the scale of the framework, as word or circle and as fill, where the table has a
/// column of its own for that and the two contradict each other.
pub(in crate::rules) fn colours_apart(ctx: &Context, action: &Action, scales: &Scales) -> Option<Cell<Status>> {
    if shares_its_cell(action) || matches!(action.progress.value, Reading::Absent) {
        return None;
    }
    let cell = &action.progress;
    let shown = grid_cell(ctx, &cell.at)?;
    // The colour of a whole row says nothing of its status.
    let row = grid_cell(ctx, &action.text.at).and_then(|text| text.fill);
    let fill = shown.fill.filter(|own| row != Some(*own));
    let text = shown.unstruck.as_deref().unwrap_or(&cell.raw);
    let value = status::read(text, Colours { fill, echo: shown.echo }, &scales.progress, &scales.colours).other;
    Some(Cell { at: cell.at.clone(), raw: cell.raw.clone(), value }).filter(|cell| contradiction(cell).is_some())
}

/// Whether the framework status of an action was read from its progress cell.
pub(in crate::rules) fn shares_its_cell(action: &Action) -> bool {
    action.framework_status.at == action.progress.at
}

/// The word of a status and the other meaning of its fill, where they differ.
pub(in crate::rules) fn contradiction(cell: &Cell<Status>) -> Option<(&str, &str)> {
    match &cell.known()?.source {
        StatusSource::WordAndFill { means, .. } if *means != cell.known()?.code => Some((&cell.known()?.code, means)),
        _ => None,
    }
}

/// Whether the cell has a colour of its own that the framework gives no meaning: no grey, and not that of its whole row.
pub(in crate::rules) fn has_strange_colour(ctx: &Context, action: &Action) -> bool {
    own_colour(ctx, action).is_some_and(colour::is_colour)
}

/// The words that staff can choose from for the progress.
pub(in crate::rules) fn progress_names(framework: &Framework) -> String {
    let names: Vec<String> = framework.progress.iter().map(|progress| progress.name.clone()).collect();
    list(&names, framework.lang().pick("of", "or"))
}

/// The words that staff can choose from for the framework status.
pub(in crate::rules) fn colour_names(framework: &Framework) -> String {
    let names: Vec<String> = framework.framework_statuses.iter().map(|status| status.name.clone()).collect();
    list(&names, framework.lang().pick("of", "or"))
}

/// The name of a framework status, or its code where the framework has no such.
pub(in crate::rules) fn colour_name(framework: &Framework, code: &str) -> String {
    framework.framework_status(code).map_or_else(|| code.to_owned(), |status| status.name.clone())
}

/// The columns of the framework status in the action's table.
pub(in crate::rules) fn framework_columns<'a>(ctx: &Context<'a>, action: &Action) -> &'a [u32] {
    let table = ctx.plan.tables.get(action.table);
    table.and_then(|table| table.columns.get(&Field::FrameworkStatus)).map_or(&[], Vec::as_slice)
}

/// The Dutch messages of a rule, each with what to do.
#[cfg(test)]
pub(in crate::rules) fn advised(code: &str, current: &str) -> Vec<String> {
    let found = crate::rules::catalogue_tests::findings(code, "", current);
    found.iter().map(|f| format!("{} {}", f.message.nl, f.what_to_do(crate::wording::Lang::Nl))).collect()
}
