//! STR001: a sheet that belongs to a municipality or to the district has content, and no header row was recognised on it.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::plan::{BelongsTo, SheetReading};
use crate::rules::{Context, list};
use crate::wording::Wording;

/// The sheet of a municipality or of the district holds text, and nowhere a row that names the columns. Without it nothing
/// on the sheet can be read.
///
/// Sheets with other names (a guide, lists) are left alone, and so is a workbook that keeps all actions in one table.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR001,
    name: "header-missing",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Op een blad van een gemeente of van het district staat geen rij met kolomnamen.",
        "The sheet of a municipality or of the district has no header row.",
    ),
    why: Wording::new(
        "Zonder die rij is niet te zien welke kolom de actie, de trekker of de planning is. Het hele blad telt dan niet mee.",
        "Without a header row nobody can tell which column holds the action, the owner or the deadline. The whole sheet is \
         then left out.",
    ),
    fix: Wording::new(
        "Zet een rij met kolomnamen boven de acties. Nodig zijn in elk geval: Actie, Trekker, Planning en Status.",
        "Put a header row above the actions, with at least: Actie, Trekker, Planning and Status.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
# → Huizen
Acties van Huizen
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
Acties van Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let own = |reading: &&SheetReading| reading.belongs_to != BelongsTo::Nobody;
    let has_sheets = ctx.plan.sheets.iter().filter(own).any(|reading| reading.has_table);
    if !has_sheets && ctx.plan.sheets.iter().any(|reading| reading.has_table) {
        // All actions stand in one table elsewhere: a sheet with the name of a municipality is something else here.
        return;
    }
    for reading in ctx.plan.sheets.iter().filter(own).filter(|reading| !reading.has_table) {
        let has_content = ctx.grid(&reading.sheet).is_some_and(|grid| grid.cells.values().any(|cell| !cell.is_blank()));
        if has_content {
            findings.push(finding(ctx, reading));
        }
    }
}

fn finding(ctx: &Context, reading: &SheetReading) -> Finding {
    let sheet = &reading.sheet;
    let (nl, en) = (headers(ctx, "en"), headers(ctx, "and"));
    let message = Wording::new(
        format!("Op blad “{sheet}” staat geen rij met kolomnamen."),
        format!("Sheet “{sheet}” has no header row."),
    );
    let advice = Wording::new(
        format!("Zet een rij met kolomnamen boven de acties. Nodig zijn in elk geval: {nl}."),
        format!("Put a header row above the actions, with at least: {en}."),
    );
    ctx.beside_actions(&RULE, Location::sheet(sheet), message).advise(advice)
}

/// The header texts that the framework names first for the columns that cannot be missed.
fn headers(ctx: &Context, and: &str) -> String {
    let fields = [Field::Action, Field::Owner, Field::Deadline, Field::Progress];
    let names: Vec<String> =
        fields.iter().filter_map(|field| ctx.framework.columns.get(field)?.first().cloned()).collect();
    list(&names, and)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const TABLE: &str =
        "| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Huizen | Q2 2026 | Loopt |";

    #[test]
    fn the_columns_that_are_expected_are_named() {
        let found = findings("STR001", "", &format!("# Huizen\n{TABLE}\n# Hilversum\nNog te maken"));
        assert_eq!(found.len(), 1);
        assert_eq!(&*found[0].municipality.clone().unwrap(), "Hi");
        assert!(found[0].what_to_do(crate::wording::Lang::Nl).contains("Actie, Trekker,"), "{:?}", found[0].advice);
    }

    #[test]
    fn other_sheets_empty_sheets_and_a_single_table_are_fine() {
        assert_eq!(messages("STR001", "", &format!("# Huizen\n{TABLE}\n# Leeswijzer\nUitleg\n# Hilversum")).len(), 0);
        assert_eq!(messages("STR001", "", &format!("# Acties\n{TABLE}\n# Hilversum\nAdressen")).len(), 0);
    }
}
