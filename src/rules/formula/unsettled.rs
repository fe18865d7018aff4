//! FML002: a formula has no stored outcome, or an outcome that changes while nobody edits anything.

use std::collections::BTreeMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::rules::Context;
use crate::rules::formula::{self, Unstable};
use crate::rules::structure::{Bodies, Body, spokesmen};
use crate::wording::Wording;

/// In a column that the framework knows, an action has a formula without an outcome in the file (the program that saved it does
/// not calculate), or one with `TODAY()`, `NOW()` or a random number.
///
/// Other columns may calculate what they like: "days to go" is meant to change. A formula that may give an empty text has an
/// outcome where that is empty, unless no formula of the workbook has one. A formula that refers to another file is FML003's.
/// Where more than five cells of one column have the trouble, one formula was filled down and it is said once, at the first.
///
/// That the planning seems empty, overdue or moved follows from the formula; other rules leave it out.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::FML002,
    name: "formula-unsettled",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een formule heeft geen opgeslagen uitkomst, of geeft elke dag iets anders (VANDAAG).",
        "A formula has no saved result, or gives something else every day (TODAY).",
    ),
    why: Wording::new(
        "Een planning of status die vanzelf verandert, is geen afspraak. Achteraf is niet na te gaan wat er stond.",
        "A deadline or status that changes by itself is no agreement, and afterwards nobody can tell what it was.",
    ),
    fix: Wording::new(
        "Typ een vaste datum of een vast woord in plaats van de formule.",
        "Type a fixed date or word in place of the formula.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Dagen te gaan |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → {=TODAY()} {date} 2025-11-24 | Loopt | {=D2-TODAY()} {number} 0 |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → {=EDATE(D2,3)} | Niet gestart | |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Dagen te gaan |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | {date} 2025-12-31 | Loopt | {=D2-TODAY()} {number} 37 |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | {=EDATE(D2,3)} {date} 2026-03-31 | Niet gestart | |",
    },
};

/// What is wrong with a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// The file does not hold what it gives.
    NoOutcome,
    /// What it gives changes by itself.
    Unstable(Unstable),
}

/// Judges the formulas of a workbook.
pub(in crate::rules) struct Judge {
    /// Whether some formula has an outcome: the program that saved the workbook calculates.
    calculates: bool,
}

impl Judge {
    /// For these sheets.
    pub(in crate::rules) fn new(grids: &[Grid]) -> Self {
        let mut cells = grids.iter().flat_map(|grid| grid.cells.values());
        Self { calculates: cells.any(|cell| cell.formula.is_some() && cell.value != CellValue::Empty) }
    }

    /// Whether what stands in the cell is not what it seems because of its formula.
    pub(in crate::rules) fn is_unsettled(&self, cell: &GridCell) -> bool {
        self.trouble(cell).is_some()
    }

    /// Whether the cell has a formula of which the file does not hold the outcome.
    pub(in crate::rules) fn lacks_outcome(&self, cell: &GridCell) -> bool {
        let Some(formula) = &cell.formula else { return false };
        cell.value == CellValue::Empty && !(self.calculates && formula::can_be_empty(formula))
    }

    fn trouble(&self, cell: &GridCell) -> Option<Trouble> {
        let formula = cell.formula.as_deref()?;
        if matches!(cell.value, CellValue::Error(_)) || formula::is_external(formula) {
            return None;
        }
        // A fixed value puts both right, an outcome only the one.
        let unstable = formula::unstable(formula).map(Trouble::Unstable);
        unstable.or_else(|| self.lacks_outcome(cell).then_some(Trouble::NoOutcome))
    }
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    let judge = Judge::new(ctx.grids);
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        for body in bodies.on(&grid.sheet) {
            for ((col, field), rows) in troubles(grid, body, &judge) {
                let (reported, count) = spokesmen(&rows);
                let header = ctx.quote(body.table.headers.get(&col).map_or("", String::as_str));
                findings.extend(reported.iter().map(|(row, trouble)| {
                    let at = CellRef::new(grid.sheet.clone(), *row, col);
                    let all = if count == 1 { &[] } else { rows.as_slice() };
                    let all = all.iter().map(|(row, _)| CellRef::new(grid.sheet.clone(), *row, col)).collect();
                    let finding = bodies.finding(ctx, &RULE, grid, &at, message(*trouble, &header, count));
                    finding.advise(advice(*trouble, field)).for_cells(all)
                }));
            }
        }
    }
}

/// The rows of a table with a formula in trouble, by column.
fn troubles(grid: &Grid, body: &Body, judge: &Judge) -> BTreeMap<(u32, Field), Vec<(u32, Trouble)>> {
    let mut columns: BTreeMap<(u32, Field), Vec<(u32, Trouble)>> = BTreeMap::new();
    for action in &body.actions {
        for (col, cell) in grid.row(action.row) {
            if let (Some(field), Some(trouble)) = (body.field(col), judge.trouble(cell)) {
                columns.entry((col, field)).or_default().push((action.row, trouble));
            }
        }
    }
    columns
}

fn message(trouble: Trouble, header: &str, count: usize) -> Wording {
    let more = match count {
        0 | 1 => Wording::of("", ""),
        _ => Wording::of(
            format!(" Dit geldt voor {count} cellen in deze kolom."),
            format!(" This holds for {count} cells in this column."),
        ),
    };
    let said = match trouble {
        Trouble::NoOutcome => Wording::of(
            "Deze formule heeft geen opgeslagen uitkomst. De cel lijkt daarom leeg.",
            "This formula has no saved result, so the cell looks empty.",
        ),
        Trouble::Unstable(function) => unstable(function, header),
    };
    Wording::new(said.nl + &more.nl, said.en + &more.en)
}

fn advice(trouble: Trouble, field: Field) -> Wording {
    match (trouble, field) {
        (Trouble::NoOutcome, _) => Wording::of(
            "Open de werkmap in Excel en sla de werkmap op. Of typ de waarde zelf.",
            "Open the workbook in Excel and save it, or type the value.",
        ),
        (Trouble::Unstable(_), Field::Start | Field::Deadline | Field::CompletedOn | Field::UpdatedOn) => {
            Wording::of("Typ een vaste datum.", "Type a fixed date.")
        }
        (Trouble::Unstable(_), _) => Wording::of("Typ de waarde zelf.", "Type the value itself."),
    }
}

fn unstable(function: Unstable, header: &str) -> Wording {
    let (when_nl, when_en) = match function.is_date() {
        true => ("elke dag", "every day"),
        false => ("steeds", "time and again"),
    };
    Wording::new(
        format!("De formule in de kolom {header} gebruikt {}() en geeft {when_nl} een andere uitkomst.", function.nl),
        format!("The formula in column {header} uses {}() and gives a different result {when_en}.", function.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::wording::Lang;

    fn planned(planning: &str, status: &str) -> Vec<Finding> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Som |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} | {{=1+1}} {{number}} 2 |"
        );
        findings("FML002", "", &sheet)
    }

    #[test]
    fn the_function_is_named_as_each_language_knows_it() {
        let found = planned("{=TODAY()+30} {date} 2025-12-24", "Loopt");
        assert!(
            found[0].message.nl.contains("de kolom “Planning” gebruikt VANDAAG() en geeft elke dag"),
            "{}",
            found[0].message.nl
        );
        assert!(found[0].what_to_do(Lang::Nl) == "Typ een vaste datum.", "{:?}", found[0].advice);
        assert!(found[0].message.en.contains("column “Planning” uses TODAY()"), "{}", found[0].message.en);
        let found = planned("Q2 2026", "{=IF(D2<TODAY(),\"Vertraagd\",\"Loopt\")} Loopt");
        assert!(found[0].message.nl.contains("“Status”") && found[0].what_to_do(Lang::Nl) == "Typ de waarde zelf.");
    }

    #[test]
    fn what_follows_from_the_formula_is_not_said_as_well() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | OOV Hilversum | {=TODAY()} {date} 2025-11-20 | Loopt |\n\
                     | HI-02 | Ouders bijpraten | {=Lijst!A1} | {=EDATE(D1,1)} | {=Lijst!B1} |";
        for code in ["DAT001", "DAT005", "OWN001", "STA001"] {
            assert_eq!(messages(code, "", sheet), Vec::<String>::new(), "{code}");
        }
        let severities: Vec<_> = findings("FML002", "", sheet).iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Error; 4], "they weigh as much as what follows from them");
    }

    #[test]
    fn an_empty_outcome_is_an_outcome_where_the_program_calculates() {
        assert!(planned("Q2 2026", "{=IF(D2>1,\"Loopt\",\"\")}").is_empty());
        assert!(planned("Q2 2026", "{=TRIM(B9)}").is_empty());
        assert_eq!(planned("Q2 2026", "{=INDEX(Lijst!A1:A9,2)}").len(), 1);
        let nothing_calculated = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {=IF(D2>1,\"Loopt\",\"\")} |";
        assert_eq!(messages("FML002", "", nothing_calculated).len(), 1);
    }

    #[test]
    fn errors_and_other_files_are_said_by_their_own_rules() {
        assert!(planned("{=TODAY()+#REF!} {error} #REF!", "Loopt").is_empty());
        assert!(planned("{=[1]Blad1!A1}", "Loopt").is_empty());
        assert!(planned("{=DATE(2026,3,1)} {date} 2026-03-01", "Loopt").is_empty());
    }

    #[test]
    fn a_formula_that_was_filled_down_is_said_once() {
        let rows: String = (1..=8)
            .map(|n| format!("\n| HI-{n:02} | Bijeenkomst {n} houden | OOV Hilversum | {{=TODAY()+{n}}} {{date}} 2025-12-0{n} | Loopt |"))
            .collect();
        let found = messages("FML002", "", &format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |{rows}"));
        assert!(found.len() == 1 && found[0].contains("8 cellen"), "{found:?}");
    }
}
