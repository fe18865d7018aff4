//! STA004: the word in the cell says one thing, its colour another.

use std::collections::BTreeSet;

use crate::cell::Cell;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::{Assessment, Status};
use crate::rules::Context;
use crate::rules::status::{Scales, colour_name, colours_apart, contradiction, grid_cell, shares_its_cell};
use crate::wording::Wording;

/// Word and fill of a status cell stand on the same scale and differ: "Groen" on red. A word about the progress on a colour of
/// the framework ("Loopt" on red) is no contradiction: those are two different things. Where the two stand in the column of the
/// progress, this finding says also that a word about the progress belongs there, so that no other one has to (STA005).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA004,
    name: "status-colour-contradicts",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Het woord en de kleur van een status spreken elkaar tegen.",
        "The word and the colour of a status contradict each other.",
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

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let progress =
        |code: &str| ctx.framework.progress(code).map_or_else(|| code.to_owned(), |progress| progress.name.clone());
    let scales = Scales::new(ctx.framework);
    for action in &ctx.plan.actions {
        if let Some((_, means)) = contradiction(&action.progress) {
            let (message, advice) = message(ctx, &action.progress, &progress(means), Place::Own);
            findings.push(ctx.on(action, &action.progress, &RULE, message).advise(advice));
        }
        if let Some((_, means)) = contradiction(&action.framework_status) {
            let place = if shares_its_cell(action) { Place::Progress } else { Place::Own };
            let (message, advice) = message(ctx, &action.framework_status, &colour_name(ctx.framework, means), place);
            findings.push(ctx.on(action, &action.framework_status, &RULE, message).advise(advice));
        }
        if let Some(cell) = colours_apart(ctx, action, &scales)
            && let Some((_, means)) = contradiction(&cell)
        {
            let (message, advice) = message(ctx, &cell, &colour_name(ctx.framework, means), Place::Progress);
            findings.push(ctx.on(action, &cell, &RULE, message).advise(advice));
        }
    }
    on_the_framework_sheet(ctx, findings);
}

/// The cells of the workbook's own sheet of the framework; one cell can speak for several municipalities.
fn on_the_framework_sheet(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for Assessment { subtheme, municipality, status } in &ctx.plan.assessments {
        let Some((_, means)) = contradiction(status).filter(|_| seen.insert(&status.at)) else { continue };
        let (message, advice) = message(ctx, status, &colour_name(ctx.framework, means), Place::Own);
        findings.push(Finding {
            subtheme: Some(subtheme.clone()),
            municipality: municipality.clone(),
            ..Finding::new(&RULE, Location::cell(&status.at), message).advise(advice)
        });
    }
}

/// Which column the two stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// That of their scale.
    Own,
    /// That of the progress, where colours of the framework do not belong.
    Progress,
}

/// What contradicts what, and what to do about it.
fn message(ctx: &Context, cell: &Cell<Status>, colour: &str, place: Place) -> (Wording, Wording) {
    let typed = ctx.quote(&cell.raw);
    let automatic = grid_cell(ctx, &cell.at).is_some_and(|cell| cell.echo.is_some());
    let message = Wording::new(
        format!("Het woord is {typed}, maar de kleur betekent {colour}."),
        format!("The word is {typed}, but the colour means {colour}."),
    );
    let (nl, en) = match (place, automatic) {
        (Place::Progress, _) => (
            "Het zijn kleuren van een subthema. Zet in woorden hoe ver de actie is, en kies één kleur.",
            "They are sub-theme colours. Put into words how far the action is, and choose one colour.",
        ),
        (Place::Own, true) => (
            "Klopt het woord? Kijk dan bij Start > Voorwaardelijke opmaak > Regels beheren.",
            "If the word is right, look under Home > Conditional Formatting > Manage Rules.",
        ),
        (Place::Own, false) => ("Pas het woord of de kleur aan.", "Change the word or the colour."),
    };
    (message, Wording::of(nl, en))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn the_sheet_of_the_framework_contradicts_itself_too() {
        let sheet = |cell: &str| {
            format!(
                "# Wegingskader\n| Thema | Sub thema's | Status W | Status GM | Status B/L | Status Hi | Status Hu |\n\
                 | Randvoorwaarden | Wetgeving | {cell} | {{FFC000}} Oranje | {{92D050}} Groen | {{FF0000}} Rood | {{FF0000}} |\n\
                 | | Bestuurlijk draagvlak | {{FF0000}} | {{FFC000}} | {{92D050}} | {{FF0000}} | {{FF0000}} |\n\
                 | Kennis en vaardigheden | Basiskennis | {{FF0000}} | {{FFC000}} | {{92D050}} | {{FF0000}} | {{FF0000}} |\n\
                 # Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | HU-01 | Een webpagina maken over het meldpunt | OOV Huizen | Q2 2026 | Loopt |"
            )
        };
        let found = messages("STA004", "", &sheet("{FF0000} Groen"));
        assert_eq!(found, ["Het woord is “Groen”, maar de kleur betekent Rood."]);
        assert!(messages("STA004", "", &sheet("{FF0000} Rood")).is_empty());
    }

    #[test]
    fn the_colour_is_named_by_its_status() {
        let sheet = "# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                     | 1 | Scholen bezoeken | {FF0000} Groen | OOV | Q2 2026 | Loopt |";
        let found = messages("STA004", "", sheet);
        assert_eq!(found, ["Het woord is “Groen”, maar de kleur betekent Rood."]);
    }

    #[test]
    fn a_column_for_the_framework_hides_no_contradiction_beside_it() {
        let messages_of = |status: &str| {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                 | 1 | Scholen bezoeken | Rood | OOV | Q2 2026 | {status} |\n\
                 | 2 | Ouders bijpraten | Rood | OOV | Q2 2026 | Loopt |\n| 3 | Meldpunt openen | Rood | OOV | Q2 2026 | Niet gestart |"
            );
            (messages("STA004", "", &sheet).len(), messages("STA005", "", &sheet).len())
        };
        for status in ["{FF0000} Groen", "{FF0000} 🟢"] {
            assert_eq!(messages_of(status), (1, 0), "{status}");
        }
        assert_eq!(messages_of("{FF0000} 🟢 loopt"), (1, 0));
        assert_eq!(messages_of("{FF0000} Loopt"), (0, 0));
        assert_eq!(messages_of("{92D050} 🟢 loopt"), (0, 0));
        assert_eq!(messages_of("Groen"), (0, 1));
    }

    #[test]
    fn two_colours_in_the_progress_column_ask_for_the_progress_too() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | {FF0000} Groen |\n\
                     | 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |\n| 3 | Meldpunt openen | OOV | Q2 2026 | Niet gestart |";
        let found = messages("STA004", "", sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("de kleur betekent Rood"), "{}", found[0]);
    }

    #[test]
    fn a_word_about_the_progress_contradicts_no_colour_of_the_framework() {
        for status in ["{FF0000} Loopt", "{92D050} Vertraagd", "{FF0000} Afgerond 14-11-2025", "{FFC000} Rood - loopt"]
        {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | {status} |\n\
                 | 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |"
            );
            let expected = usize::from(status.contains("Rood"));
            assert_eq!(messages("STA004", "", &sheet).len(), expected, "{status}");
        }
    }
}
