//! STA005: a colour of the framework stands for the progress of an action, or the other way round.

use std::collections::BTreeMap;

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::framework::Framework;
use crate::plan::Action;
use crate::rules::Context;
use crate::rules::status::{
    Said, Scales, colour_names, colours_apart, contradiction, framework_columns, progress_names, said, shares_its_cell,
};
use crate::rules::together::{self, Share};
use crate::wording::{Wording, key};

/// The two traffic lights use the same colours: how far a municipality is with a sub-theme, and how far an action is. The column of
/// the progress holds the word of a framework colour ("Groen"), or the column of the framework colours a word about the progress
/// ("Loopt").
///
/// A fill says nothing about the progress unless the framework gives the progress colours of its own, so a fill alone is no mistake
/// of this kind (STA003 asks for the word). Where word and fill contradict each other, STA004 says it all. A column of colour words
/// without a word about the progress is told of once, on its header.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA005,
    name: "status-wrong-scale",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Bij de status van een actie staat een kleur van een subthema, of andersom.",
        "An action has a sub-theme colour as its status, or the other way round.",
    ),
    why: Wording::new(
        "De kleur van een subthema verandert alleen bij een nieuwe beoordeling; de voortgang van een actie elke week.",
        "The colour of a sub-theme changes only when it is assessed again; the progress of an action changes every week.",
    ),
    fix: Wording::new(
        "Kies bij de voortgang een woord dat over de actie gaat. Zet een kleur alleen in de kolom van de kaderstatus.",
        "Choose a word about the action for the progress. Put a colour only into the column of the framework status.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | Oranje | OOV Hilversum | Q2 2026 | → Oranje |
| HI-02 | Alle scholen bezoeken | → Loopt | OOV Hilversum | Q3 2026 | Loopt |
| HI-03 | Ouders bijpraten | Rood | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | Oranje | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | {92D050} Groen | OOV Hilversum | Q3 2026 | {FF0000} Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let scales = ctx.scales();
    let choice = progress_names(ctx.framework);
    let choose = Wording::new(format!("Kies uit: {choice}."), format!("Choose from: {choice}."));
    let (mut in_progress, mut in_colours) = (Vec::new(), Vec::new());
    let mut messages: BTreeMap<&str, Wording> = BTreeMap::new();
    for action in &ctx.plan.actions {
        if is_colour_of_the_framework(ctx, action, scales) {
            let typed = &*action.progress.raw;
            let message = messages.entry(typed).or_insert_with(|| colour_message(ctx, scales, typed)).clone();
            in_progress.push(ctx.on(action, &action.progress, &RULE, message).advise(choose.clone()));
        }
        framework_cells(ctx, action, scales, &mut in_colours);
    }
    findings
        .extend(together::by_column(ctx, in_progress, |share| (whole_progress_column(share), Some(choose.clone()))));
    findings.extend(together::by_column(ctx, in_colours, |share| {
        (whole_colour_column(share), Some(advice_on_progress(ctx.framework)))
    }));
}

/// Whether the progress cell holds a colour word and nothing contradicts it (STA004 says so). Where the states have colours of their own,
/// the word names one of those (STA002).
fn is_colour_of_the_framework(ctx: &Context, action: &Action, scales: &Scales) -> bool {
    said(ctx, action) == Said::ColourWord
        && scales.progress.colours.is_empty()
        && !(shares_its_cell(action) && contradiction(&action.framework_status).is_some())
        && colours_apart(ctx, action, scales).is_none()
}

/// What to do with a progress in a column of the framework status.
fn advice_on_progress(framework: &Framework) -> Wording {
    let choice = colour_names(framework);
    Wording::new(
        format!("Zet de voortgang in de eigen kolom en kies hier uit: {choice}."),
        format!("Put the progress into its own column and choose here from: {choice}."),
    )
}

/// The cells of the action in the columns of the framework status. They are read from the sheet: where they say nothing on their own
/// scale, the action has its framework status from elsewhere.
fn framework_cells(ctx: &Context, action: &Action, scales: &Scales, found: &mut Vec<Finding>) {
    let Some(grid) = ctx.grid(&action.sheet) else { return };
    for col in framework_columns(ctx, action) {
        let Some(cell) = grid.get(action.row, *col).filter(|cell| !cell.is_blank()) else { continue };
        let typed = cell.text();
        let text = cell.unstruck.as_deref().unwrap_or(&typed);
        if text.trim().is_empty() {
            continue;
        }
        if scales.colours.words.find_leading(text).is_some() || scales.progress.find(text).is_none() {
            continue;
        }
        let shown = ctx.quote(&typed);
        let message = Wording::new(
            format!("{shown} is een voortgang, geen kleur van het wegingskader."),
            format!("{shown} is a progress, no colour of the framework."),
        );
        let at = Location::cell(&CellRef::new(action.sheet.clone(), action.row, *col));
        found.push(ctx.about(action, &RULE, at, message).advise(advice_on_progress(ctx.framework)));
    }
}

fn colour_message(ctx: &Context, scales: &Scales, typed: &str) -> Wording {
    let shown = ctx.quote(typed);
    let status = scales.colours.words.find_leading(typed).and_then(|code| ctx.framework.framework_status(code));
    // "Geel" is told what it is called now.
    let name = status.map(|status| status.name.as_str()).filter(|name| !key(typed).contains(&key(name)));
    let name = name.map(|name| format!(" ({name})")).unwrap_or_default();
    Wording::new(
        format!("{shown} is een kleur van het wegingskader{name}, geen voortgang."),
        format!("{shown} is a colour of the framework{name}, no progress."),
    )
}

fn whole_progress_column(share: Share) -> Wording {
    share.said(
        "In deze kolom staan kleuren van een subthema, geen voortgang.",
        "This column has the colours of sub-themes, no progress.",
    )
}

fn whole_colour_column(share: Share) -> Wording {
    share.said(
        "In deze kolom staat de voortgang, geen kleur van het subthema.",
        "This column has progress, no colours of sub-themes.",
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn found(status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {status} |\n\
             | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |\n\
             | HI-03 | Meldpunt openen | OOV Hilversum | Q2 2026 | Niet gestart |"
        );
        messages("STA005", "", &sheet).join("\n")
    }

    #[test]
    fn a_colour_word_is_no_progress() {
        assert!(
            found("Groen").starts_with("“Groen” is een kleur van het wegingskader, geen voortgang."),
            "{}",
            found("Groen")
        );
        assert!(found("Geel").contains("wegingskader (Oranje)"), "{}", found("Geel"));
        assert!(found("{92D050} groen ").contains("“groen”"), "{}", found("{92D050} groen "));
    }

    #[test]
    fn a_fill_behind_a_word_and_both_words_together_are_fine() {
        for fine in ["{92D050} Loopt", "Groen - loopt", "Loopt (oranje)", "", "{92D050}", "{FF0000} Groen"] {
            assert_eq!(found(fine), "", "{fine}");
        }
    }

    #[test]
    fn a_whole_column_is_told_of_once() {
        let rows = |column: &str, status: &str| -> String {
            (0..6).map(|n| format!("| {n} | Actie nummer {n} | {column} | OOV | Q2 2026 | {status} |\n")).collect()
        };
        let sheet =
            |rows: &str| format!("# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n{rows}");
        let colours = sheet(&rows("Oranje", "Groen"));
        let found = findings("STA005", "", &colours);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Hilversum!F2");
        assert!(found[0].message.nl.contains("6 acties"), "{}", found[0].message.nl);
        let words =
            "| 8 | Een actie | Rood | OOV | Q2 2026 | Loopt |\n| 9 | Nog een actie | Rood | OOV | Q2 2026 | Loopt |";
        let mixed = sheet(&(rows("Oranje", "Groen") + words));
        assert_eq!(findings("STA005", "", &mixed).len(), 6);
        let other_way = sheet(&(rows("Loopt", "Loopt") + "| 9 | Nog een actie | Afgerond | OOV | Q2 2026 | Loopt |"));
        let found = findings("STA005", "", &other_way);
        assert_eq!(found.iter().map(|f| f.at.cell_ref().unwrap().to_string()).collect::<Vec<_>>(), ["Hilversum!C2"]);
    }

    #[test]
    fn a_column_that_was_taken_for_the_framework_status_is_what_it_is() {
        let rows: String = (0..4).map(|n| format!("| {n} | Actie nummer {n} | OOV | Q2 2026 | Groen |\n")).collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{rows}");
        assert!(messages("STA005", "", &sheet).is_empty());
    }
}
