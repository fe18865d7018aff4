//! STR010: the workbook has a table, and no action in it.

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::rules::Context;
use crate::wording::Wording;

/// No row of any table was read as an action. A plan without actions has nothing to find in it, and that must not look as if all were
/// well.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR010,
    name: "no-actions",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("In de werkmap staat geen enkele actie.", "The workbook has no action at all."),
    why: Wording::new(
        "Er is dan niets gecontroleerd. Dat er verder niets is gevonden, zegt dus niets.",
        "Then nothing was checked, so finding nothing else says nothing.",
    ),
    fix: Wording::new(
        "Kijk of dit de goede werkmap is. Staan de acties er wel? Zet ze dan onder de rij met kolomnamen.",
        "Check that this is the right workbook. If the actions are there, put them below the header row.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | → Actie | Trekker | Planning | Status |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |

# Hilversum
| Nr | Actie | Trekker | Planning | Status |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    if !ctx.plan.actions.is_empty() {
        return;
    }
    // Without a column for the action that column is what is missed.
    let with_column = |field: Field| {
        ctx.plan.tables.iter().find_map(move |table| Some((table, *table.columns.get(&field)?.first()?)))
    };
    let Some((table, col)) = with_column(Field::Action) else { return };
    let message = Wording::of(
        "Onder de kolomnamen staat geen enkele actie. Er is dus niets gecontroleerd.",
        "There is no action below the column names, so nothing was checked.",
    );
    let at = Location::cell(&CellRef::new(table.sheet.clone(), table.header_row, col));
    findings.push(ctx.beside_actions(&RULE, at, message));
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn it_is_said_once_and_only_where_there_is_none() {
        let header = "| Nr | Actie | Trekker | Planning | Status |";
        assert_eq!(messages("STR010", "", &format!("# Huizen\n{header}\n# Hilversum\n{header}")).len(), 1);
        let only_explained = "| (nummer) | Omschrijf de actie | kies uit lijst | dd-mm-jjjj | kies |";
        assert_eq!(messages("STR010", "", &format!("# Huizen\n{header}\n{only_explained}")).len(), 1);
        let action = "| 1 | Scholen bezoeken | OOV Huizen | Q2 2026 | Loopt |";
        assert_eq!(messages("STR010", "", &format!("# Huizen\n{header}\n{action}\n# Hilversum\n{header}")).len(), 0);
    }
}
