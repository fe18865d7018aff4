//! STA002: the status is a word that the framework does not know.

use std::collections::BTreeMap;

use super::status_missing::progress_names;
use super::{Context, list};
use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::framework::Framework;
use crate::plan::{Action, StatusSource};
use crate::wording::{Wording, key, nearest};

/// The status column holds text that is no state of an action, and the column of the framework colours text that is no colour.
///
/// Spaces, capitals and known other names are fine ("afgerond ", "lopend"). What was probably meant is proposed; where the text
/// says two things at once ("Lopend/vertraagd"), both are named.
pub static RULE: Rule = Rule {
    code: "STA002",
    name: "status-unknown",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new("De status is geen woord uit de lijst.", "The status is no word from the list."),
    why: Wording::new(
        "Een status die niet in de lijst staat, telt nergens mee.",
        "A status that is not in the list is counted nowhere.",
    ),
    fix: Wording::new(
        "Kies een status uit de lijst. Twijfels horen in de toelichting.",
        "Choose a status from the list. Doubts belong in the notes.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | → lopent |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | → Lopend/vertraagd |
| HI-03 | Ouders bijpraten | OOV Hilversum | Q3 2026 | Niet gestart |
| HI-04 | Het agressieprotocol vaststellen | HR Hilversum | Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | afgerond |
| HI-03 | Ouders bijpraten | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    // The same text stands in many rows, and what it means depends on nothing else.
    let mut progress: BTreeMap<&str, (Wording, Option<String>)> = BTreeMap::new();
    let mut colours = progress.clone();
    for action in &ctx.plan.actions {
        if says_no_progress(action) && !contradicts(action) {
            let typed = action.progress.raw.as_str();
            let (message, suggestion) = progress.entry(typed).or_insert_with(|| progress_message(ctx, typed)).clone();
            findings.push(ctx.on(action, &action.progress, &RULE, message).suggest(suggestion));
        }
        let own_column = action.framework_status.at != action.progress.at;
        if matches!(action.framework_status.value, Reading::Unreadable) && own_column {
            let typed = action.framework_status.raw.as_str();
            let (message, suggestion) = colours.entry(typed).or_insert_with(|| colour_message(ctx, typed)).clone();
            findings.push(ctx.on(action, &action.framework_status, &RULE, message).suggest(suggestion));
        }
    }
}

/// Whether there is text about the progress that says nothing about it: unknown words, or a colour of the framework.
fn says_no_progress(action: &Action) -> bool {
    match action.progress.value {
        Reading::Unreadable => true,
        Reading::Blank => !action.progress.raw.trim().is_empty(),
        Reading::Absent | Reading::Known(_) => false,
    }
}

/// Whether the cell holds a word and a fill of the framework that contradict each other; that is reported as such (STA004).
fn contradicts(action: &Action) -> bool {
    action.framework_status.at == action.progress.at
        && action.framework_status.known().is_some_and(
            |status| matches!(&status.source, StatusSource::WordAndFill { means, .. } if *means != status.code),
        )
}

fn progress_message(ctx: &Context, typed: &str) -> (Wording, Option<String>) {
    let shown = ctx.quote(typed);
    let choice = progress_names(ctx.framework);
    if let Some(colour) = colour_named(ctx.framework, typed) {
        let message = Wording::new(
            format!("{shown} is een kleur van het wegingskader ({colour}), geen voortgang. Kies uit: {choice}."),
            format!("{shown} is a colour of the framework ({colour}), no progress. Choose from: {choice}."),
        );
        return (message, None);
    }
    let candidates = || ctx.framework.progress.iter().flat_map(|state| names(&state.name, &state.aliases));
    unknown(&shown, typed, &choice, candidates)
}

fn colour_message(ctx: &Context, typed: &str) -> (Wording, Option<String>) {
    let choice: Vec<&str> = ctx.framework.framework_statuses.iter().map(|status| status.name.as_str()).collect();
    let candidates = || ctx.framework.framework_statuses.iter().flat_map(|status| names(&status.name, &status.aliases));
    unknown(&ctx.quote(typed), typed, &choice.join(", "), candidates)
}

/// Every spelling of a status, with the name that it stands for.
fn names<'f>(name: &'f str, aliases: &'f [String]) -> impl Iterator<Item = (&'f str, &'f str)> {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).map(move |spelling| (spelling, name))
}

fn unknown<'f, I>(shown: &str, typed: &str, choice: &str, candidates: impl Fn() -> I) -> (Wording, Option<String>)
where
    I: Iterator<Item = (&'f str, &'f str)>,
{
    let meant = |text: &str| meant(text, candidates());
    if let Some(name) = meant(typed) {
        let message = Wording::new(
            format!("Status {shown} staat niet in de lijst. Bedoelt u “{name}”?"),
            format!("Status {shown} is not in the list. Did you mean “{name}”?"),
        );
        return (message, Some(name.to_owned()));
    }
    let mut several: Vec<String> = Vec::new();
    for part in typed.split(['/', ',', ';', '+', '&', '\n']).flat_map(|part| part.split(" en ")).filter_map(&meant) {
        if !several.iter().any(|name| name == part) {
            several.push(part.to_owned());
        }
    }
    let message = match several.as_slice() {
        [_, _, ..] => Wording::new(
            format!("Status {shown} zegt twee dingen tegelijk. Kies één van de twee: {}.", list(&several, "of")),
            format!("Status {shown} says two things at once. Choose one of the two: {}.", list(&several, "or")),
        ),
        _ => Wording::new(
            format!("Status {shown} staat niet in de lijst. Kies uit: {choice}."),
            format!("Status {shown} is not in the list. Choose from: {choice}."),
        ),
    };
    (message, None)
}

/// The status whose spelling is nearest to the text.
fn meant<'f>(text: &str, candidates: impl Iterator<Item = (&'f str, &'f str)>) -> Option<&'f str> {
    let candidates: Vec<(&str, &str)> = candidates.collect();
    let spelling = nearest(text, candidates.iter().map(|(spelling, _)| *spelling))?;
    candidates.iter().find(|(candidate, _)| *candidate == spelling).map(|(_, name)| *name)
}

/// The framework colour that the text names, where it names one.
fn colour_named<'f>(framework: &'f Framework, typed: &str) -> Option<&'f str> {
    let wanted = key(typed);
    let mut colours = framework.framework_statuses.iter();
    colours
        .find(|status| names(&status.name, &status.aliases).any(|(spelling, _)| key(spelling) == wanted))
        .map(|status| status.name.as_str())
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {status} |\n\
             | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |\n\
             | HI-03 | Meldpunt openen | OOV Hilversum | Q2 2026 | Niet gestart |\n\
             | HI-04 | Wijkagenten trainen | OOV Hilversum | Q2 2026 | Loopt |"
        );
        messages("STA002", "", &sheet).join("\n")
    }

    #[test]
    fn what_was_meant_is_proposed() {
        assert!(found("lopent").contains("Bedoelt u “Loopt”?"), "{}", found("lopent"));
        assert!(found("Afgerond?").contains("Bedoelt u “Afgerond”?"), "{}", found("Afgerond?"));
        let both = found("Lopend/vertraagd");
        assert!(both.contains("twee dingen") && both.contains("Loopt of Vertraagd"), "{both}");
        assert!(found("wel goed denk ik").contains("Kies uit: Niet gestart"), "{}", found("wel goed denk ik"));
    }

    #[test]
    fn a_framework_colour_is_named_as_such() {
        assert!(found("Groen").contains("kleur van het wegingskader"), "{}", found("Groen"));
    }

    #[test]
    fn spaces_capitals_and_other_names_are_fine() {
        for fine in ["afgerond ", "LOOPT", "in uitvoering", "Doorlopend"] {
            assert_eq!(found(fine), "", "{fine}");
        }
    }
}
