//! What is wrong once is said once: a value of several rows (in a merged cell, or filled down) has one finding, and so has a
//! complaint that holds for (nearly) a whole column, with all of its cells.

use std::collections::{BTreeMap, HashMap};

use crate::cell::CellRef;
use crate::finding::{Finding, Location, Related, RuleCode, Severity, Version};
use crate::plan::{Action, FilledDown};
use crate::rules::{Context, row_of};
use crate::wording::Wording;

/// From this many cells on a complaint can be one of the column.
const LEAST_CELLS: usize = 6;
/// So many in a hundred of the table's actions have it then.
const NEARLY_ALL: usize = 80;

/// How much of a column a finding speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Share {
    /// The cells that have it.
    pub(in crate::rules) cells: usize,
    /// The actions of the table; the open ones where all of the cells are of those.
    pub(in crate::rules) actions: usize,
    /// Whether the table has other actions than the open ones, and none of them has it.
    of_open: bool,
}

impl Share {
    fn is_nearly_all(self) -> bool {
        self.cells >= LEAST_CELLS && self.cells * 100 >= self.actions * NEARLY_ALL
    }

    /// A message about the whole column, and of how many actions it is true.
    pub(in crate::rules) fn said(self, nl: &str, en: &str) -> Wording {
        let Self { cells, actions, of_open } = self;
        let (nl_open, en_open) = if of_open { ("openstaande ", "open ") } else { ("", "") };
        if cells == actions {
            return Wording::of(
                format!("{nl} Dit geldt voor alle {cells} {nl_open}acties in deze kolom."),
                format!("{en} This holds for all {cells} {en_open}actions in this column."),
            );
        }
        Wording::of(
            format!("{nl} Dit geldt voor {cells} van de {actions} {nl_open}acties in deze kolom."),
            format!("{en} This holds for {cells} of the {actions} {en_open}actions in this column."),
        )
    }

    /// A message about the first cell that the others share.
    fn said_of_the_first(self, message: &Wording) -> Wording {
        let others = self.cells.saturating_sub(1);
        Wording::of(
            format!("{} Hetzelfde geldt voor {others} andere acties in deze kolom.", message.nl),
            format!("{} The same holds for {others} other actions in this column.", message.en),
        )
    }
}

/// Findings of one rule on cells of actions, with what holds for (nearly) a whole column of a table as one finding. `word` says
/// what the many have in common: its message and its advice, and no proposal. What was accepted stays apart.
///
/// For a rule whose messages differ from cell to cell, or speak of "this action"; what says the same is put together without its help.
pub(in crate::rules) fn by_column(
    ctx: &Context,
    found: Vec<Finding>,
    word: impl Fn(Share) -> (Wording, Option<Wording>),
) -> Vec<Finding> {
    let tables = Tables::new(ctx);
    let together = |finding: &Finding| ctx.accepted(finding).is_none().then_some(());
    grouped(&tables, of_one_value(ctx, found), together, |finding, share| {
        let (message, advice) = word(share);
        Finding { message, advice, suggestion: None, ..finding }
    })
}

/// Puts together what says the same: first of one value, then of one column.
pub(super) fn say_once(ctx: &Context, findings: &mut Vec<Finding>) {
    let tables = Tables::new(ctx);
    let found = of_one_value(ctx, std::mem::take(findings));
    type Same = (RuleCode, Severity, Wording, Option<Wording>, Option<String>, Option<String>);
    let same = |finding: &Finding| -> Option<Same> {
        let Finding { rule, severity, message, advice, suggestion, accepted, .. } = finding;
        Some((rule.code, *severity, message.clone(), advice.clone(), suggestion.clone(), accepted.clone()))
    };
    *findings = grouped(&tables, found, same, |finding, share| {
        let message = share.said_of_the_first(&finding.message);
        Finding { message, ..finding }
    });
}

/// The tables of the plan by the rows of their actions.
struct Tables<'a> {
    by_row: HashMap<(&'a str, u32), Row>,
    actions: Vec<usize>,
    open: Vec<usize>,
}

/// The table of an action, and whether it is still to be done.
#[derive(Clone, Copy)]
struct Row {
    table: usize,
    is_open: bool,
}

impl<'a> Tables<'a> {
    fn new(ctx: &Context<'a>) -> Self {
        let row = |action: &Action| Row { table: action.table, is_open: !ctx.is_closed(action) };
        let by_row: HashMap<_, _> = ctx.plan.actions.iter().map(|action| (row_of(action), row(action))).collect();
        let count = |counts: fn(&Row) -> bool| {
            let mut of_tables = vec![0; ctx.plan.tables.len()];
            for row in by_row.values().filter(|row| counts(row)) {
                if let Some(count) = of_tables.get_mut(row.table) {
                    *count += 1;
                }
            }
            of_tables
        };
        Self { actions: count(|_| true), open: count(|row| row.is_open), by_row }
    }

    fn row(&self, at: &CellRef) -> Option<Row> {
        self.by_row.get(&(&*at.sheet, at.row)).copied()
    }

    /// The table and the column of a finding on one cell of an action.
    fn column(&self, finding: &Finding) -> Option<(usize, u32)> {
        let at = current_cell(finding).filter(|_| finding.cells.is_empty())?;
        Some((self.row(&at)?.table, at.col))
    }

    /// How much of a column of the table these findings speak for. Where no closed action has it, the rule asks of the open ones alone.
    fn share<'f>(&self, table: usize, cells: usize, mut findings: impl Iterator<Item = &'f Finding>) -> Share {
        let count = |counts: &[usize]| counts.get(table).copied().unwrap_or_default();
        let (all, open) = (count(&self.actions), count(&self.open));
        let of_open = open < all
            && findings.all(|one| current_cell(one).and_then(|at| self.row(&at)).is_some_and(|row| row.is_open));
        Share { cells, actions: if of_open { open } else { all }, of_open }
    }
}

fn current_cell(finding: &Finding) -> Option<CellRef> {
    finding.at.cell_ref().filter(|_| finding.at.version == Version::Current)
}

/// The findings with those of (nearly) a whole column, and of the same `kind`, as one; those without a kind stay as they are.
fn grouped<K: std::hash::Hash + Eq>(
    tables: &Tables,
    found: Vec<Finding>,
    kind: impl Fn(&Finding) -> Option<K>,
    word: impl Fn(Finding, Share) -> Finding,
) -> Vec<Finding> {
    let mut columns: HashMap<(usize, u32, K), Vec<usize>> = HashMap::new();
    for (index, finding) in found.iter().enumerate() {
        if let Some(((table, col), kind)) = tables.column(finding).zip(kind(finding)) {
            columns.entry((table, col, kind)).or_default().push(index);
        }
    }
    let mut columns: Vec<(usize, Vec<usize>)> =
        columns.into_iter().map(|((table, ..), members)| (table, members)).collect();
    columns.sort_by_key(|(_, members)| members.first().copied());
    let mut member_of: HashMap<usize, usize> = HashMap::new();
    let mut groups: Vec<(Share, Vec<Finding>)> = Vec::new();
    for (table, members) in columns {
        let share = tables.share(table, members.len(), members.iter().filter_map(|member| found.get(*member)));
        if share.is_nearly_all() {
            member_of.extend(members.into_iter().map(|member| (member, groups.len())));
            groups.push((share, Vec::new()));
        }
    }
    let mut rest = Vec::with_capacity(found.len());
    for (index, finding) in found.into_iter().enumerate() {
        match member_of.get(&index).and_then(|group| groups.get_mut(*group)) {
            Some((_, members)) => members.push(finding),
            None => rest.push(finding),
        }
    }
    rest.extend(groups.into_iter().filter_map(|(share, members)| Some(word(joined(members)?, share))));
    rest
}

/// The first of these on the sheet, made to hold for all of their cells. What only some of them are about it is not about.
fn joined(mut members: Vec<Finding>) -> Option<Finding> {
    members.sort_by(|one, other| one.at.cmp(&other.at));
    let cells = members.iter().filter_map(current_cell).collect();
    let mut members = members.into_iter();
    let mut first = members.next()?;
    for other in members {
        first.subtheme = first.subtheme.filter(|own| Some(own) == other.subtheme.as_ref());
        first.municipality = first.municipality.filter(|own| Some(own) == other.municipality.as_ref());
    }
    // Another place explains one of them; a line of the framework file explains them all.
    first.related.retain(|related| matches!(related, Related::FrameworkLine(_)));
    Some(Finding { action_id: None, ..first }.for_cells(cells))
}

/// One finding for a value of several rows, at the cell that holds it; the other rows explain it.
fn of_one_value(ctx: &Context, found: Vec<Finding>) -> Vec<Finding> {
    let homes = Homes::new(ctx);
    let mut said: BTreeMap<(RuleCode, CellRef, String, Option<String>), usize> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    for mut finding in found {
        let place = current_cell(&finding).and_then(|at| Some((homes.of(&at)?, at)));
        let Some((home, at)) = place else {
            kept.push(finding);
            continue;
        };
        let key = (finding.rule.code, home.at.clone(), finding.message.nl.clone(), finding.accepted.clone());
        if let Some(first) = said.get(&key).and_then(|index| kept.get_mut(*index)) {
            first.severity = first.severity.max(finding.severity);
            first.related.push(Related::Place(Location::row(Version::Current, &at.sheet, at.row)));
            continue;
        }
        // What is wrong in one of the rows alone stays there, but nobody sees a note under a merged cell.
        if home.merged.is_some() || at == home.at {
            said.insert(key, kept.len());
            finding.at = Location::cell(&home.at);
        }
        kept.push(finding);
    }
    kept
}

/// Where the value of a cell stands that has it from elsewhere.
struct Homes<'a> {
    by_cell: HashMap<(&'a str, u32, u32), &'a FilledDown>,
}

impl<'a> Homes<'a> {
    fn new(ctx: &Context<'a>) -> Self {
        let ranges = ctx.plan.filled_down.iter();
        let by_cell = ranges.flat_map(|range| {
            let rows = range.rows.iter().copied().chain([range.at.row]);
            rows.map(move |row| ((&*range.at.sheet, row, range.at.col), range))
        });
        Self { by_cell: by_cell.collect() }
    }

    /// What gives this cell its value; none where that is the value of one row.
    fn of(&self, at: &CellRef) -> Option<&'a FilledDown> {
        self.by_cell.get(&(&*at.sheet, at.row, at.col)).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::{Finding, Related};
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::{findings, run};

    const HEADER: &str = "# Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |";

    fn rows_of(finding: &Finding) -> Vec<Option<u32>> {
        let rows = finding.related.iter().filter_map(|related| match related {
            Related::Place(at) => Some(at.row),
            Related::FrameworkLine(_) => None,
        });
        rows.collect()
    }

    fn cells_of(finding: &Finding) -> Vec<String> {
        finding.cells.iter().map(ToString::to_string).collect()
    }

    /// A table with this in each row, between the number and the text.
    fn table(subthemes: &[&str]) -> String {
        let rows = (1..).zip(subthemes).map(|(nr, subtheme)| {
            format!("\n| HU-{nr:02} | {subtheme} | Bijeenkomst {nr} houden | OOV Huizen | Q1 2026 | Loopt |")
        });
        HEADER.to_owned() + &rows.collect::<String>()
    }

    #[test]
    fn the_value_of_a_merged_cell_is_wrong_once() {
        let sheet = table(&["{merge B2:B4} Onbekend onderwerp", "", "", "Preventie"]);
        let found = findings("COV004", "", &sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Huizen!B2");
        assert_eq!(rows_of(&found[0]), [Some(2), Some(3)]);
        assert!(found[0].cells.is_empty(), "a merged cell is one cell");
    }

    #[test]
    fn so_is_a_value_that_was_filled_down() {
        let sheet = table(&["Onbekend onderwerp", "", "", "Preventie"]);
        let found = findings("COV004", "", &sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Huizen!B2");
        assert_eq!(rows_of(&found[0]), [Some(2), Some(3)]);
    }

    #[test]
    fn the_same_complaint_in_nearly_a_whole_column_is_one() {
        let plan = |empty: usize, filled: usize| {
            let sheet = table(&vec!["Preventie"; empty]).replace("Q1 2026", "");
            let filled = (1..=filled)
                .map(|n| format!("\n| HU-9{n} | PGA | Training {n} geven | OOV Huizen | Q1 2026 | Loopt |"));
            findings("DAT001", "", &(sheet + &filled.collect::<String>()))
        };
        let all = plan(9, 0);
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(cells_of(&all[0])[..2], ["Huizen!E2", "Huizen!E3"]);
        assert_eq!((all[0].cells.len(), all[0].action_id.as_deref()), (9, None));
        assert!(all[0].message.nl.ends_with("Dit geldt voor alle 9 acties in deze kolom."), "{}", all[0].message.nl);
        let nearly = plan(8, 2);
        assert!(nearly[0].message.en.ends_with("This holds for 8 of the 10 actions in this column."), "{nearly:?}");
        assert_eq!((plan(8, 2).len(), plan(8, 3).len(), plan(5, 0).len()), (1, 8, 5));
    }

    #[test]
    fn a_rule_can_say_what_differing_cells_have_in_common() {
        let names: Vec<String> = (1..=9).map(|n| format!("Hoofdstuk {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = findings("COV004", "", &table(&names));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].cells.len(), 9);
        assert!(found[0].message.nl.starts_with("De subthema's in deze kolom staan niet in het wegingskader."));
        assert_eq!(found[0].suggestion, None);
        assert_eq!(findings("COV004", "", &table(&names[..5])).len(), 5);
    }

    #[test]
    fn what_was_accepted_stays_apart() {
        let mut framework = Framework::embedded().clone();
        let mut entry = framework.accepted[0].clone();
        (entry.rule, entry.action, entry.value) = ("DAT001".to_owned(), Some("HU-03".to_owned()), None);
        (entry.subtheme, entry.municipality, entry.until) = (None, None, None);
        framework.accepted = vec![entry];
        let sheet = table(&["Preventie"; 10]).replace("Q1 2026", "");
        let mut found = run("", &sheet, &framework, false);
        found.retain(|finding| finding.rule.code.as_str() == "DAT001");
        let told: Vec<(usize, bool)> = found.iter().map(|one| (one.cells.len(), one.accepted.is_some())).collect();
        assert_eq!(told, [(9, false), (0, true)]);
    }
}
