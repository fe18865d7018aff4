//! STR002: a table lacks a column without which its actions cannot be judged.

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::{Field, Framework};
use crate::plan::Table;
use crate::rules::{Context, list};
use crate::wording::{Lang, Wording};

/// Every table needs a column for the action, the owner, the deadline and the progress; and for the number or the
/// sub-theme, so that an action can be found again.
///
/// A column for which the framework has an empty list does not exist in its lists, and nobody misses it.
///
/// It is said once a table, at its header; the rows are then not reported one by one. A header with a slip of the pen is
/// read as what was meant.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR002,
    name: "required-column-missing",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een tabel mist de kolom voor de actie, de trekker, de planning of de status.",
        "A table lacks the column for the action, the owner, the deadline or the status.",
    ),
    why: Wording::new(
        "Zonder deze kolommen is niet te controleren wie wat wanneer doet, en of het al klaar is.",
        "Without these columns nobody can check who does what by when, and whether it is done.",
    ),
    fix: Wording::new(
        "Voeg de kolom toe. Is de kolom er al? Geef die dan de naam Actie, Trekker, Planning of Status.",
        "Add the column. If it is there, name it Actie, Trekker, Planning or Status.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | → Actie | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Actiehouder | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for table in &ctx.plan.tables {
        for field in [Field::Action, Field::Owner, Field::Deadline, Field::Progress] {
            if !has(table, field) && ctx.framework.has_column(field) {
                findings.push(finding(ctx, table, field));
            }
        }
        let told_apart = [Field::Id, Field::Subtheme];
        let could = told_apart.iter().any(|field| ctx.framework.has_column(*field));
        if could && !told_apart.iter().any(|field| has(table, *field)) {
            findings.push(unidentified(ctx, table));
        }
    }
}

fn has(table: &Table, field: Field) -> bool {
    table.columns.get(&field).is_some_and(|columns| !columns.is_empty())
}

fn finding(ctx: &Context, table: &Table, field: Field) -> Finding {
    let sheet = &table.sheet;
    let (word, wanted) = (field_words(field), header(ctx.framework, field));
    let mut message = Wording::new(
        format!("Op blad “{sheet}” ontbreekt een kolom voor de {}.", word.nl),
        format!("Sheet “{sheet}” has no column for the {}.", word.en),
    );
    if field == Field::Progress && has(table, Field::FrameworkStatus) {
        let colours = colour_header(table);
        message = Wording::new(
            format!(
                "Op blad “{sheet}” staan in {} de kleuren van de subthema's, niet de status van de actie.",
                colours.nl
            ),
            format!("On sheet “{sheet}” {} holds the sub-theme colours, not the status of the action.", colours.en),
        );
    }
    let advice = Wording::of(
        format!("Voeg een kolom “{wanted}” toe. Is de kolom er al? Geef die dan deze naam."),
        format!("Add a column “{wanted}”. If it is there, give it this name."),
    );
    at_header(ctx, table, message).advise(advice).suggest(Some(wanted))
}

fn unidentified(ctx: &Context, table: &Table) -> Finding {
    let sheet = &table.sheet;
    let names = [Field::Id, Field::Subtheme].into_iter().filter(|field| ctx.framework.has_column(*field));
    let names: Vec<String> = names.map(|field| format!("“{}”", header(ctx.framework, field))).collect();
    let message = Wording::new(
        format!(
            "Op blad “{sheet}” hebben de acties geen nummer en geen subthema. Dan zijn de acties moeilijk te volgen."
        ),
        format!(
            "On sheet “{sheet}” the actions have neither a number nor a sub-theme, which makes them hard to follow."
        ),
    );
    let advice = Wording::new(
        format!("Voeg een kolom {} toe.", list(&names, "of")),
        format!("Add a column {}.", list(&names, "or")),
    );
    at_header(ctx, table, message).advise(advice)
}

/// A finding at the header of the actions, or of the first column that was recognised.
fn at_header(ctx: &Context, table: &Table, message: Wording) -> Finding {
    let of_field = |field| table.columns.get(&field).and_then(|columns| columns.first()).copied();
    let col = of_field(Field::Action).or_else(|| table.headers.keys().next().copied()).unwrap_or(0);
    let at = Location::cell(&CellRef::new(table.sheet.clone(), table.header_row, col));
    ctx.beside_actions(&RULE, at, message)
}

fn field_words(field: Field) -> Wording<&'static str> {
    Wording::new(field.word(Lang::Nl), field.word(Lang::En))
}

/// The header text that the framework names first.
fn header(framework: &Framework, field: Field) -> String {
    framework
        .columns
        .get(&field)
        .and_then(|names| names.first())
        .cloned()
        .unwrap_or_else(|| field.word(framework.lang()).to_owned())
}

/// What the column with the colours is called.
fn colour_header(table: &Table) -> Wording {
    let column = table.columns.get(&Field::FrameworkStatus).and_then(|columns| columns.first());
    match column.and_then(|col| table.headers.get(col)) {
        Some(name) => Wording::new(format!("de kolom “{}”", name.trim()), format!("the column “{}”", name.trim())),
        None => Wording::new("de statuskolom".to_owned(), "the status column".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(header: &str, row: &str) -> Vec<String> {
        messages("STR002", "", &format!("# Huizen\n{header}\n{row}"))
    }

    #[test]
    fn each_missing_column_is_said_once_and_its_rows_are_not_reported() {
        let table =
            "# Huizen\n| Nr | Actie | Status |\n| 1 | Scholen bezoeken | Loopt |\n| 2 | Ouders bijpraten | Loopt |";
        assert_eq!(messages("STR002", "", table).len(), 2);
        for row_rule in ["OWN001", "DAT001"] {
            assert_eq!(messages(row_rule, "", table), Vec::<String>::new());
        }
    }

    #[test]
    fn a_header_with_a_slip_of_the_pen_is_there() {
        let header = "| Nr | Actie | Trekkre | Planning | Status |";
        assert!(found(header, "| 1 | Scholen bezoeken | OOV | Q2 2026 | Loopt |").is_empty());
    }

    #[test]
    fn a_number_or_a_sub_theme_is_enough() {
        let row = "| Online interventies | Scholen bezoeken | OOV Huizen | Q2 2026 | Loopt |";
        assert!(found("| Sub-thema | Actie | Trekker | Planning | Status |", row).is_empty());
        assert!(
            found("| Nr | Actie | Trekker | Planning | Status |", &row.replace("Online interventies", "1")).is_empty()
        );
        let neither =
            found("| Actie | Trekker | Planning | Status |", "| Scholen bezoeken | OOV Huizen | Q2 2026 | Loopt |");
        assert!(neither.len() == 1 && neither[0].contains("geen nummer en geen subthema"), "{neither:?}");
    }
}
