//! DAT011: dates of a column are stored as text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cell::Cell;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Deadline, Signal};
use crate::rules::deadline::{notation, outside_period};
use crate::rules::{Context, about, day};
use crate::wording::Wording;

/// A date in digits that Excel holds as text: with a space or apostrophe before it, in a cell that was made text, or copied from
/// somewhere else. It is read all the same.
///
/// Text and dates beside each other are usual in this column, so that it is information. Where a column holds more than five, it
/// was filled or pasted as text, and that is said once: at its first such cell, with the number of all. A date that is missing its
/// year or does not exist is more than that, and other rules speak of it. Quarters and months are text by nature.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT011,
    name: "deadline-as-text",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new("Een datum staat als tekst in de cel.", "A date is stored as text."),
    why: Wording::new(
        "Excel sorteert en filtert zo’n datum niet goed.",
        "Excel does not sort and filter such a date well.",
    ),
    fix: Wording::new(
        "Klik rechts op de cel en kies Celeigenschappen > Datum. Typ de datum daarna opnieuw. Dan kan Excel goed sorteren.",
        "Right-click the cell, choose Format Cells > Date, then type the date again, so that Excel can sort it.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → 1-4-2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → 01.07.2026 | Loopt |
| HI-03 | Ouders bijpraten | OOV Hilversum | {date} 2026-03-31 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | {date} 2026-04-01 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | Loopt |
| HI-03 | Ouders bijpraten | OOV Hilversum | 31 maart 2026 | Loopt |",
    },
};

/// More dates than this in one column that are text were made so at one go.
const MOST_APART: usize = 5;

/// An action with a date of it that is text.
type Found<'a> = (&'a Action, &'a Cell<Deadline>);

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut columns: BTreeMap<(&Arc<str>, u32), Vec<Found>> = BTreeMap::new();
    for action in ctx.open_actions() {
        for cell in [&action.deadline, &action.updated_on] {
            // A date that is probably wrong (DAT007) needs another one, not the same one again.
            let stands = |deadline: &Deadline| {
                deadline.signals.contains(&Signal::TextDate) && !outside_period::is_outside(ctx, deadline)
            };
            if cell.known().is_some_and(stands) {
                columns.entry((&cell.at.sheet, cell.at.col)).or_default().push((action, cell));
            }
        }
    }
    for cells in columns.values() {
        if cells.len() > MOST_APART {
            findings.extend(for_all(cells));
        } else {
            findings.extend(cells.iter().filter_map(|found| for_one(ctx, *found)));
        }
    }
}

fn for_one(ctx: &Context, (action, cell): Found) -> Option<Finding> {
    let end = cell.known()?.end?;
    let date = day(end);
    let message = Wording::new(
        format!("Deze datum staat als tekst in de cel (gelezen als {}).", date.nl),
        format!("This date is stored as text (read as {}).", date.en),
    );
    let meant = Some(notation(ctx, action, cell).day(end)).filter(|date| **date != *cell.raw);
    Some(about(ctx.plan, action, &RULE, Location::cell(&cell.at), message).suggest(meant))
}

/// At the first cell, for all of its column.
fn for_all(cells: &[Found]) -> Option<Finding> {
    let (_, first) = cells.first()?;
    let (count, date) = (cells.len(), day(first.known()?.end?));
    let message = Wording::new(
        format!("In deze kolom staan {count} datums als tekst. Deze is de eerste (gelezen als {}).", date.nl),
        format!("In this column {count} dates are stored as text. This is the first (read as {}).", date.en),
    );
    let advice = Wording::of(
        "Selecteer de cellen en kies Celeigenschappen > Datum. Typ de datums daarna opnieuw. Dan kan Excel goed sorteren.",
        "Select the cells and choose Format Cells > Date, then type the dates again, so that Excel can sort them.",
    );
    let all = cells.iter().map(|(_, cell)| cell.at.clone()).collect();
    Some(Finding::new(&RULE, Location::cell(&first.at), message).advise(advice).for_cells(all))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn sheet(plannings: &[&str]) -> String {
        let rows = plannings.iter().enumerate();
        let rows: Vec<String> = rows
            .map(|(nr, planning)| format!("| {nr} | Actie {nr} voor scholen | OOV Hilversum | {planning} | Loopt |"))
            .collect();
        format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{}", rows.join("\n"))
    }

    #[test]
    fn a_few_are_said_apart_and_a_column_of_them_once() {
        let at = |plannings: &[&str]| {
            let found = findings("DAT011", "", &sheet(plannings));
            found.iter().map(|finding| finding.at.cell_ref().unwrap().to_string()).collect::<Vec<_>>()
        };
        let few = ["Q2 2026", "1-4-2026", "{date} 2026-05-01", " 2-4-2026"];
        assert_eq!(at(&few), ["Hilversum!D3", "Hilversum!D5"]);
        let many: Vec<String> = (1..=6).map(|day| format!("{day}-4-2026")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(at(&many), ["Hilversum!D2"]);
        assert_eq!(at(&many[1..]).len(), super::MOST_APART);
        let found = findings("DAT011", "", &sheet(&many));
        assert!(found[0].message.nl.contains("6 datums als tekst") && found[0].message.nl.contains("01-04-2026"));
        assert_eq!((found[0].cells.len(), found[0].suggestion.as_deref()), (6, None));
    }

    #[test]
    fn a_single_date_is_proposed_as_excel_shows_it() {
        let found = findings("DAT011", "", &sheet(&["1-12-2026"]));
        assert_eq!(found[0].suggestion.as_deref(), Some("01-12-2026"));
        assert_eq!(found[0].action_id.as_deref(), Some("0"));
        let found = findings("DAT011", "", &sheet(&["1/7/2026", "2/8/2026", "1-12-2026"]));
        let proposed: Vec<Option<&str>> = found.iter().map(|finding| finding.suggestion.as_deref()).collect();
        assert_eq!(proposed, [None, None, Some("1/12/2026")]);
    }

    #[test]
    fn what_is_text_by_nature_or_wrong_in_another_way_is_not_counted() {
        let plannings =
            ["Q2 2026", "1 april 2026", "28/3", "31-11-2026", "maandag 12-1-2026", "{date} 2026-04-01", "2026"];
        assert!(findings("DAT011", "", &sheet(&plannings)).is_empty());
    }
}
