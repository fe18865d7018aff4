//! Finds the columns that a table still lacks: by a word of their header where their cells bear it out, and else by their cells alone.
//! Strangers call their columns as they like; what stands below is told apart more easily.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::GridCell;
use crate::framework::Field;
use crate::plan::{OwnerKind, Remark};
use crate::read::columns::{Draft, ENOUGH, Row, SAMPLE, filled, is_readable, told};
use crate::read::table::Tools;
use crate::read::{deadline, owner, place};
use crate::wording::{Wording, words};

/// The fields that are looked for, in this order: what has few values is recognised most surely, and prose is left for last.
const SOUGHT: [Field; 9] = [
    Field::Subtheme,
    Field::Theme,
    Field::Municipality,
    Field::Priority,
    Field::Level,
    Field::Progress,
    Field::Deadline,
    Field::Owner,
    Field::Action,
];

/// What the cells of a column are good for.
#[derive(Debug, Default)]
struct Says {
    filled: usize,
    /// Different texts.
    texts: BTreeSet<Arc<str>>,
    words: usize,
    /// Cells that can be read as the field.
    of: BTreeMap<Field, usize>,
}

impl Says {
    /// What they are good for among the fields that are lacking.
    fn of(body: &[Row], col: u32, lacking: &[Field], tools: &Tools) -> Self {
        let mut says = Self::default();
        for cell in body.iter().take(SAMPLE).filter_map(|(_, cells)| filled(cells, col)) {
            let text = cell.text();
            says.filled += 1;
            says.words += text.split_whitespace().count();
            for field in lacking.iter().filter(|field| is_of(**field, cell, &text, tools)) {
                *says.of.entry(*field).or_default() += 1;
            }
            says.texts.insert(text);
        }
        says
    }

    /// Whether these cells can be the field. A word of the header makes half of them enough; without one nearly all have to be, and
    /// they must not all say the same.
    fn fits(&self, field: Field, is_named: bool) -> bool {
        let share = |tenths: usize| self.of.get(&field).copied().unwrap_or_default() * 10 >= self.filled * tenths;
        match field {
            _ if self.filled < ENOUGH => false,
            Field::Action => self.is_prose(),
            _ if is_named => share(5),
            _ => share(8) && self.texts.len() > 1,
        }
    }

    /// Whether each cell has a text of its own of several words.
    fn is_prose(&self) -> bool {
        const FEWEST: usize = 3;
        self.words >= self.filled * FEWEST && self.texts.len() * 10 >= self.filled * 7
    }
}

/// Whether a cell can be read as a field.
fn is_of(field: Field, cell: &GridCell, text: &str, tools: &Tools) -> bool {
    match field {
        Field::Subtheme => tools.topics.subthemes(text, None).is_some(),
        Field::Theme => tools.topics.theme(text).is_some(),
        Field::Municipality => place::municipalities(text, &tools.lexicon, tools.framework).is_some(),
        Field::Priority => tools.priority_of(text).is_some(),
        Field::Level => tools.levels.parse(text).is_some(),
        Field::Progress => tools.progress.find(text).is_some(),
        Field::Deadline => is_readable(&deadline::of_cell(cell, &tools.calendar)),
        Field::Owner => is_owner(text, tools),
        _ => false,
    }
}

/// Whether a text names parties, functions or municipalities, and nobody else.
fn is_owner(text: &str, tools: &Tools) -> bool {
    let owners = owner::parse(text, &tools.lexicon).owners;
    let known = |kind: &OwnerKind| !matches!(kind, OwnerKind::Unknown { .. } | OwnerKind::Placeholder);
    !owners.is_empty() && owners.iter().all(|owner| known(&owner.kind))
}

/// Gives the columns that no field has yet to the fields that the table lacks.
pub(super) fn complete(draft: &mut Draft, body: &[Row], tools: &Tools) -> Vec<Remark> {
    let taken: BTreeSet<u32> = draft.columns.values().flatten().copied().collect();
    let free = draft.header.texts.keys().copied().filter(|col| !taken.contains(col));
    let is_wanted = |field: &Field| tools.framework.columns.get(field).is_some_and(|aliases| !aliases.is_empty());
    let lacks = |field: &Field| is_wanted(field) && !draft.columns.contains_key(field);
    let lacking: Vec<Field> = SOUGHT.into_iter().filter(lacks).collect();
    let mut free: BTreeMap<u32, Says> = free.map(|col| (col, Says::of(body, col, &lacking, tools))).collect();
    let mut remarks = Vec::new();
    for field in lacking {
        let Some((col, is_named)) = best(&free, field, draft, tools) else { continue };
        free.remove(&col);
        draft.columns.entry(field).or_default().push(col);
        remarks.push(told(draft, col, field, &grounds(is_named)));
    }
    for (col, _) in free.iter().filter(|(_, says)| says.filled > 0 && says.words >= says.filled * 2) {
        if names(draft, *col, tools).iter().any(|field| matches!(field, Field::Notes | Field::Progress)) {
            draft.columns.entry(Field::Notes).or_default().push(*col);
            remarks.push(told(draft, *col, Field::Notes, &grounds(true)));
        }
    }
    remarks
}

/// The first column whose header names the field and whose cells can be it; else the first one whose cells alone say so.
fn best(free: &BTreeMap<u32, Says>, field: Field, draft: &Draft, tools: &Tools) -> Option<(u32, bool)> {
    let is_named = |col: &u32| names(draft, *col, tools).contains(&field);
    let named = free.iter().find(|(col, says)| is_named(col) && says.fits(field, true)).map(|(col, _)| (*col, true));
    // A day by itself can be any day: that of a decision, of the last change.
    let alone = || free.iter().find(|(_, says)| field != Field::Deadline && says.fits(field, false));
    named.or_else(|| alone().map(|(col, _)| (*col, false)))
}

/// The fields that single words of a header name.
fn names(draft: &Draft, col: u32, tools: &Tools) -> BTreeSet<Field> {
    let text = draft.header.texts.get(&col).map(String::as_str).unwrap_or_default();
    let fields = words(text).filter_map(|word| tools.headers.candidates(word).first().map(|found| found.field));
    fields.collect()
}

fn grounds(is_named: bool) -> Wording {
    if is_named {
        Wording::of("De kop en de cellen wijzen daarop.", "Its header and its cells suggest so.")
    } else {
        Wording::of("De cellen wijzen daarop, de kop niet.", "Its cells suggest so; its header does not.")
    }
}

#[cfg(test)]
mod tests {
    use crate::framework::Field;
    use crate::read::tests::{grid, plan};

    /// The fields of the columns of the one table on a sheet, by their letters.
    fn columns(sheet: &str, lines: &str) -> Vec<(Field, u32)> {
        let plan = plan(&[grid(sheet, lines)]);
        let tables: Vec<_> = plan.tables.iter().collect();
        let [table] = tables.as_slice() else { return Vec::new() };
        let columns = table.columns.iter().flat_map(|(field, cols)| cols.iter().map(|col| (*field, *col)));
        columns.collect()
    }

    #[test]
    fn a_word_of_the_header_counts_where_the_cells_bear_it_out() {
        let sheet = "Actie-nr | Te ondernemen actie | Subthema wegingskader | Prioriteit implementatieplan | Trekker | Laatste stand | Status\n\
                     D-1 | Scholen in de wijk bezoeken | Preventie | Hoog | OOV | Eerste ronde is gedaan | Loopt\n\
                     D-2 | Ouders uitnodigen voor een avond | Online interventies | Laag | OOV | Wacht nog op de zaal | Loopt\n\
                     D-3 | Een protocol schrijven en delen | Preventie | Gemiddeld | OOV | Concept ligt bij de raad | Loopt";
        let found = columns("Hilversum", sheet);
        for wanted in [(Field::Action, 1), (Field::Subtheme, 2), (Field::Priority, 3), (Field::Notes, 5)] {
            assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
        }
    }

    #[test]
    fn cells_alone_tell_what_has_few_values_and_whose_it_is() {
        let sheet = "Actie | Waarvoor | Bij | Zwaarte | Zover | Planning\n\
                     Scholen in de wijk bezoeken | Preventie | OOV Hilversum | Hoog | Loopt | Q1 2026\n\
                     Ouders uitnodigen voor een avond | Online interventies | Politie | Laag | Niet gestart | Q1 2026\n\
                     Een protocol schrijven en delen | Preventie | OOV Huizen | Gemiddeld | Afgerond 12-6-2025 | Q1 2026";
        let found = columns("Hilversum", sheet);
        for wanted in [(Field::Subtheme, 1), (Field::Owner, 2), (Field::Priority, 3), (Field::Progress, 4)] {
            assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
        }
    }

    #[test]
    fn a_column_of_something_else_stays_so() {
        // Days by themselves can be any, a word of the header needs its cells, and what a column has already is not looked for again.
        let sheet = "Nr | Actie | Trekker | Planning | Status | Datum besluit | Doel van de actie | Soort prioriteit\n\
                     1 | Scholen bezoeken | OOV | Q1 2026 | Loopt | 12-6-2025 | Jongeren in beeld krijgen | Nieuw beleid\n\
                     2 | Ouders bijpraten | OOV | Q2 2026 | Loopt | 13-6-2025 | Ouders weten wat er speelt | Oud beleid\n\
                     3 | Meldpunt openen | OOV | Q3 2026 | Loopt | 14-6-2025 | Signalen komen binnen | Nieuw beleid";
        let found = columns("Hilversum", sheet);
        let of_these: Vec<&(Field, u32)> = found.iter().filter(|(_, col)| *col > 4).collect();
        assert!(of_these.is_empty(), "{of_these:?}");
    }

    #[test]
    fn a_day_on_which_open_actions_are_ready_is_their_deadline() {
        let sheet = "Nr | Actie | Trekker | Klaar op | Status\n\
                     1 | Scholen bezoeken | OOV | 12-6-2026 | Loopt\n\
                     2 | Ouders bijpraten | OOV | Q2 2026 | Loopt\n\
                     3 | Meldpunt openen | OOV | eind 2026 | Niet gestart";
        assert!(columns("Hilversum", sheet).contains(&(Field::Deadline, 3)));
        let closed = sheet.replace("Loopt", "Afgerond").replace("eind 2026", "");
        assert!(columns("Hilversum", &closed).contains(&(Field::CompletedOn, 3)));
    }

    #[test]
    fn the_name_of_a_theme_heads_no_table() {
        let sheet = "Nr | Actie | Thema | Sub-thema | Niveau | Planning | Status\n\
                     1 | Scholen bezoeken | Interventies | Preventie | Lokaal | Q1 2026 | Loopt\n\
                      | Ouders bijpraten in de wijk | Interventies | Online interventies | D & L | Q1 2026 | Loopt\n\
                     3 | Meldpunt openen | Interventies | Preventie | Lokaal | Q3 2026 | Loopt";
        let plan = plan(&[grid("Hilversum", sheet)]);
        assert_eq!((plan.tables.len(), plan.actions.len()), (1, 3));
    }
}
