//! Steps of the scales of the framework by the names that people read, and how they lie to each other.

use std::collections::BTreeSet;

use crate::cell::{Cell, CellRef};
use crate::finding::{Location, Related};
use crate::framework::{Framework, Level, PriorityRange};
use crate::rules::{Context, list};
use crate::wording::{Wording, nearest};

/// A priority or an interval as staff can type it: `Hoog`, `Gemiddeld tot hoog`.
pub(super) fn priority_name(framework: &Framework, range: &PriorityRange) -> String {
    let name = |code: &str| framework.priority(code).map_or_else(|| code.to_owned(), |priority| priority.name.clone());
    if range.from == range.to {
        return name(&range.from);
    }
    format!("{} {} {}", name(&range.from), framework.lang().pick("tot", "to"), name(&range.to).to_lowercase())
}

/// Whether `inner` lies within `outer`: `Hoog` within `Gemiddeld tot hoog`.
pub(super) fn lies_within(framework: &Framework, inner: &PriorityRange, outer: &PriorityRange) -> bool {
    let rank = |code: &str| framework.priority(code).map(|priority| priority.rank);
    rank(&outer.from) <= rank(&inner.from) && rank(&inner.to) <= rank(&outer.to)
}

/// What a level is called.
pub(super) fn level_name(framework: &Framework, level: Level) -> &str {
    let named = framework.levels.iter().find(|entry| entry.level == level);
    named.map_or(level.code(), |entry| &entry.name)
}

/// Of a word that is not in the list of its column: the one that was probably meant. The column starts the sentence.
pub(super) fn did_you_mean(column: Wording<&str>, shown: &str, name: &str) -> Wording {
    Wording::new(
        format!("{} {shown} staat niet in de lijst. Bedoelt u “{name}”?", column.nl),
        format!("{} {shown} is not in the list. Did you mean “{name}”?", column.en),
    )
}

/// Of a word that is not in the list of its column: what there is to choose from. The column starts the sentence.
pub(super) fn choose_from(column: Wording<&str>, shown: &str, choice: Wording<&str>) -> Wording {
    Wording::new(
        format!("{} {shown} staat niet in de lijst. Kies uit: {}.", column.nl, choice.nl),
        format!("{} {shown} is not in the list. Choose from: {}.", column.en, choice.en),
    )
}

/// The same with the names of a scale: `Laag, Gemiddeld of Hoog`.
pub(super) fn choose_one_of<'n>(
    column: Wording<&str>,
    shown: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Wording {
    let names: Vec<String> = names.into_iter().map(|name| format!("“{name}”")).collect();
    choose_from(column, shown, Wording::new(&list(&names, "of"), &list(&names, "or")))
}

/// The step that was probably meant: that whose name, or one of its other names, is nearest to the text.
pub(super) fn meant<'n, T: Copy>(typed: &str, names: impl Iterator<Item = (&'n str, T)>) -> Option<T> {
    // A name of one or two letters is near to anything that short.
    let names: Vec<(&str, T)> = names.filter(|(name, _)| name.chars().count() > 2).collect();
    let near = nearest(typed, names.iter().map(|(name, _)| *name))?;
    names.iter().find(|(name, _)| *name == near).map(|(_, step)| *step)
}

/// Cells of one column that say the same, each once: of a merged range only the cell that the text was typed in.
#[derive(Default)]
pub(super) struct TypedCells<'c> {
    seen: BTreeSet<(usize, &'c str)>,
}

impl<'c> TypedCells<'c> {
    /// Whether nobody asked about this cell (of a table) yet.
    pub(super) fn is_new<T: ?Sized>(&mut self, ctx: &Context, table: usize, cell: &'c Cell<T>) -> bool {
        let new = self.seen.insert((table, &*cell.raw));
        new || !ctx.shows_no_text(&cell.at)
    }
}

/// The cells beside the first one, to point at: each once, and those that a merged range covers left out.
pub(super) fn others<'c>(
    ctx: &Context,
    first: &CellRef,
    cells: impl IntoIterator<Item = &'c CellRef>,
) -> impl Iterator<Item = Related> {
    let cells: BTreeSet<&CellRef> = cells.into_iter().filter(|at| *at != first && !ctx.shows_no_text(at)).collect();
    let places: Vec<Related> = cells.into_iter().map(|at| Related::Place(Location::cell(at))).collect();
    places.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: &str, to: &str) -> PriorityRange {
        PriorityRange { from: from.into(), to: to.into() }
    }

    #[test]
    fn intervals_are_named_as_people_type_them_and_hold_their_ends() {
        let framework = Framework::embedded();
        assert_eq!(priority_name(framework, &range("medium", "high")), "Gemiddeld tot hoog");
        assert_eq!(priority_name(framework, &range("low", "low")), "Laag");
        let plan = range("medium", "high");
        for (inner, within) in [
            (range("high", "high"), true),
            (plan.clone(), true),
            (range("low", "high"), false),
            (range("low", "low"), false),
        ] {
            assert_eq!(lies_within(framework, &inner, &plan), within, "{inner:?}");
        }
    }

    #[test]
    fn a_step_is_guessed_from_its_long_names_alone() {
        let steps = || [("Laag", 1), ("L", 1), ("Gemiddeld", 2), ("Midden", 2)].into_iter();
        assert_eq!(meant("Gemideld", steps()), Some(2));
        assert_eq!(meant("Mid", steps()), None);
        assert_eq!(meant("Lo", steps()), None);
    }
}
