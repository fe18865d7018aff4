//! STA003: the status is a colour and nothing else.

use super::Context;
use crate::cell::Cell;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::plan::{Action, Status, StatusSource};
use crate::wording::Wording;

/// A cell of a status column has no text, and a fill that means something. The colour is read all the same; the word belongs
/// beside it.
///
/// A colour behind a word is fine, and so is a colour that the framework gives no meaning.
pub static RULE: Rule = Rule {
    code: "STA003",
    name: "status-colour-only",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("De status is alleen met een kleur aangegeven.", "The status is given by a colour alone."),
    why: Wording::new(
        "Kleuren gaan verloren bij kopiëren en printen, en niet iedereen kan ze zien (WCAG 1.4.1).",
        "Colours get lost when a sheet is copied or printed, and not everybody can see them (WCAG 1.4.1).",
    ),
    fix: Wording::new(
        "Zet het woord in de cel. De kleur mag blijven.",
        "Put the word in the cell. The colour may stay.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Radicalisering vast op de agenda zetten | Burgemeester Wijdemeren | Q2 2026 | → {FFC000} |
| W-06 | Het protocol vaststellen | HR Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Radicalisering vast op de agenda zetten | Burgemeester Wijdemeren | Q2 2026 | {FFC000} Loopt |
| W-06 | Het protocol vaststellen | HR Wijdemeren | Q2 2026 | Loopt |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        if let Some(code) = by_colour_alone(ctx, &action.progress) {
            let name = ctx.framework.progress(code).map_or(code, |progress| progress.name.as_str());
            let message = Wording::new(
                format!("De status staat hier alleen als kleur ({name}). Zet het woord “{name}” in de cel."),
                format!("The status is given by a colour alone ({name}). Put the word “{name}” in the cell."),
            );
            findings.push(ctx.on(action, &action.progress, &RULE, message).suggest(Some(name)));
        }
        if let Some(code) = by_colour_alone(ctx, &action.framework_status) {
            findings.push(framework_colour(ctx, action, code));
        }
    }
}

/// The code of a status that was read from the fill of a cell without text.
fn by_colour_alone<'a>(ctx: &Context, cell: &'a Cell<Status>) -> Option<&'a str> {
    let status = cell.known()?;
    let blank = cell.raw.trim().is_empty() && ctx.shows_no_text(&cell.at);
    (matches!(status.source, StatusSource::Fill(_)) && blank).then_some(&*status.code)
}

fn framework_colour(ctx: &Context, action: &Action, code: &str) -> Finding {
    let name = ctx.framework.framework_status(code).map_or(code, |status| status.name.as_str());
    let message = if action.framework_status.at == action.progress.at {
        Wording::new(
            format!("Deze cel heeft alleen een kleur ({name}). Zet in woorden in de cel hoe ver de actie is."),
            format!("This cell has a colour only ({name}). Put into words in the cell how far the action is."),
        )
    } else {
        Wording::new(
            format!("De kaderstatus staat hier alleen als kleur ({name}). Zet het woord “{name}” in de cel."),
            format!("The framework status is given by a colour alone ({name}). Put the word “{name}” in the cell."),
        )
    };
    let own_column = action.framework_status.at != action.progress.at;
    ctx.on(action, &action.framework_status, &RULE, message).suggest(own_column.then_some(name))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn the_colour_is_named_by_its_status() {
        let sheet = "# Wijdemeren\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                     | W-05 | Scholen bezoeken | {FF0000} | OOV Wijdemeren | Q2 2026 | Loopt |\n\
                     | W-06 | Ouders bijpraten | {92D050} Groen | OOV Wijdemeren | Q2 2026 | Loopt |";
        let found = messages("STA003", "", sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("kaderstatus") && found[0].contains("“Rood”"), "{}", found[0]);
    }

    #[test]
    fn a_marker_pen_colour_without_meaning_is_fine() {
        let sheet = "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | W-05 | Scholen bezoeken | OOV Wijdemeren | Q2 2026 | {4472C4} |\n\
                     | W-06 | Ouders bijpraten | OOV Wijdemeren | Q2 2026 | Loopt |";
        assert!(messages("STA003", "", sheet).is_empty());
        assert_eq!(messages("STA001", "", sheet).len(), 1);
    }
}
