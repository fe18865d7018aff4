//! STA004: the word in the cell says one thing, its colour another.

use super::Context;
use crate::cell::Cell;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::plan::{Status, StatusSource};
use crate::wording::Wording;

/// Word and fill of a status cell stand on the same scale and differ: "Groen" on red. A word about the progress on a colour of
/// the framework ("Loopt" on red) is no contradiction: those are two different things.
pub static RULE: Rule = Rule {
    code: "STA004",
    name: "status-colour-contradicts",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Het woord en de kleur van een status spreken elkaar tegen.",
        "Word and colour of a status contradict.",
    ),
    why: Wording::new(
        "De ene lezer gaat op de kleur af, de andere op het woord.",
        "One reader goes by the colour, another by the word.",
    ),
    fix: Wording::new("Maak de kleur en het woord gelijk.", "Make colour and word the same."),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| W-09 | Jongeren leren omgaan met nepnieuws | → {FF0000} Groen | OOV Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| W-09 | Jongeren leren omgaan met nepnieuws | {FF0000} Rood | OOV Wijdemeren | Q2 2026 | Loopt |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let progress = |code: &str| ctx.framework.progress(code).map(|progress| progress.name.clone());
    let colour = |code: &str| ctx.framework.framework_status(code).map(|status| status.name.clone());
    for action in &ctx.plan.actions {
        if let Some(message) = message(ctx, &action.progress, progress) {
            findings.push(ctx.on(action, &action.progress, &RULE, message));
        }
        if let Some(message) = message(ctx, &action.framework_status, colour) {
            findings.push(ctx.on(action, &action.framework_status, &RULE, message));
        }
    }
}

fn message(ctx: &Context, cell: &Cell<Status>, name: impl Fn(&str) -> Option<String>) -> Option<Wording> {
    let status = cell.known()?;
    let StatusSource::WordAndFill { means, .. } = &status.source else { return None };
    if *means == status.code {
        return None;
    }
    let (typed, colour) = (ctx.quote(&cell.raw), name(means).unwrap_or_else(|| means.to_string()));
    Some(Wording::new(
        format!("Het woord is {typed}, maar de kleur betekent {colour}. Maak ze gelijk."),
        format!("The word is {typed}, but the colour means {colour}. Make them the same."),
    ))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn the_colour_is_named_by_its_status() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | {FF0000} Groen |\n\
                     | 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |\n| 3 | Meldpunt openen | OOV | Q2 2026 | Niet gestart |";
        let found = messages("STA004", "", sheet);
        assert_eq!(found, ["Het woord is “Groen”, maar de kleur betekent Rood. Maak ze gelijk."]);
    }
}
