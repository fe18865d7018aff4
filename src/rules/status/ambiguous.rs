//! STA009: a status of one letter that can mean two things.

use crate::cell::{CellRef, Reading};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Field, Framework};
use crate::read::status::Scale;
use crate::rules::Context;
use crate::rules::list;
use crate::rules::planning::overdue_too;
use crate::rules::status::unknown::with;
use crate::rules::status::{Said, colour_name, colour_names, grid_cell, progress_names, said, shares_its_cell};
use crate::wording::{Wording, fold, key};

/// A status cell holds a single letter with which the names of two or more statuses start: G is Groen or Geel. Which one was meant
/// is not guessed; only the fill of the cell may tell it.
///
/// A letter with one meaning or none is an unknown status (STA002).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA009,
    name: "status-ambiguous",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "De status is één letter die twee dingen kan betekenen.",
        "The status is one letter that can mean two things.",
    ),
    why: Wording::new(
        "De ene lezer denkt aan Groen, de andere aan Geel: een groot verschil.",
        "One reader thinks of Groen (green), another of Geel (yellow): a great difference.",
    ),
    fix: Wording::new("Schrijf het hele woord.", "Write the whole word."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | → G | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | Groen | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let scale = &ctx.scales().colours;
    for action in &ctx.plan.actions {
        let typed = &*action.progress.raw;
        if said(ctx, action) == Said::Unknown && is_ambiguous(ctx.framework, typed, Field::Progress) {
            let (message, advice) = message(ctx, typed, Field::Progress, None);
            let message = with(message, overdue_too(ctx, action));
            findings.push(ctx.on(action, &action.progress, &RULE, message).advise(advice));
        }
        let typed = &*action.framework_status.raw;
        let unreadable = matches!(action.framework_status.value, Reading::Unreadable) && !shares_its_cell(action);
        if unreadable && is_ambiguous(ctx.framework, typed, Field::FrameworkStatus) {
            let shown = shown_name(ctx, &action.framework_status.at, typed, scale);
            let (message, advice) = message(ctx, typed, Field::FrameworkStatus, shown.as_deref());
            findings.push(ctx.on(action, &action.framework_status, &RULE, message).advise(advice).suggest(shown));
        }
    }
}

/// Whether the text is a letter with more than one meaning in the column of this field.
pub(in crate::rules) fn is_ambiguous(framework: &Framework, typed: &str, field: Field) -> bool {
    meanings(framework, typed, field).len() > 1
}

/// The words that a single letter can stand for: colours, and in the column of the progress the states of an action where it stands
/// for fewer than two colours.
fn meanings<'f>(framework: &'f Framework, typed: &str, field: Field) -> Vec<&'f str> {
    let Some(letter) = single_letter(typed) else { return Vec::new() };
    let colours = framework.framework_statuses.iter().map(|status| (status.name.as_str(), status.aliases.as_slice()));
    let colours = words_starting_with(&letter, colours);
    if colours.len() > 1 || field != Field::Progress {
        return colours;
    }
    words_starting_with(&letter, framework.progress.iter().map(|state| (state.name.as_str(), state.aliases.as_slice())))
}

/// A status that a letter may stand for: the word that starts with it.
fn words_starting_with<'f>(letter: &str, steps: impl Iterator<Item = (&'f str, &'f [String])>) -> Vec<&'f str> {
    let starts = |word: &&str| fold(word).starts_with(letter);
    steps
        .filter_map(|(name, aliases)| std::iter::once(name).chain(aliases.iter().map(String::as_str)).find(starts))
        .collect()
}

/// The single letter that a status cell holds, folded; none where it holds more.
fn single_letter(text: &str) -> Option<String> {
    let key = key(text);
    let mut chars = key.chars();
    (chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()).then_some(key)
}

/// The name of the status that the fill means, where the letter can stand for it.
fn shown_name(ctx: &Context, at: &CellRef, typed: &str, scale: &Scale) -> Option<String> {
    let cell = grid_cell(ctx, at)?;
    let code = scale.colours.meaning(cell.echo.or(cell.fill)?)?;
    let words = meanings(ctx.framework, typed, Field::FrameworkStatus);
    let meant = words.iter().any(|word| scale.words.find(word) == Some(code));
    meant.then(|| colour_name(ctx.framework, code))
}

/// What is said of a letter, and what to do about it.
fn message(ctx: &Context, typed: &str, field: Field, shown: Option<&str>) -> (Wording, Wording) {
    let names: Vec<String> =
        meanings(ctx.framework, typed, field).into_iter().map(|word| format!("“{word}”")).collect();
    let (or_nl, or_en, quoted) = (list(&names, "of"), list(&names, "or"), ctx.quote(typed));
    let choice = if field == Field::Progress { progress_names(ctx.framework) } else { colour_names(ctx.framework) };
    let message =
        Wording::new(format!("Status {quoted} kan {or_nl} zijn."), format!("Status {quoted} can be {or_en}."));
    let advice = match shown {
        Some(shown) => Wording::new(
            format!("Door de kleur van de cel: bedoelt u “{shown}”?"),
            format!("Going by the colour of the cell: did you mean “{shown}”?"),
        ),
        None => Wording::new(
            format!("Schrijf het hele woord. Kies uit: {choice}."),
            format!("Write the whole word. Choose from: {choice}."),
        ),
    };
    (message, advice)
}

#[cfg(test)]
mod tests {
    use super::{single_letter, words_starting_with};
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::rules::status::advised;

    fn sheet(colour: &str, status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | {colour} | OOV Hilversum | Q2 2026 | {status} |\n\
             | HI-02 | Ouders bijpraten | Rood | OOV Hilversum | Q2 2026 | Loopt |"
        )
    }

    #[test]
    fn the_meanings_are_named_and_the_fill_may_choose() {
        let found = |colour: &str| findings("STA009", "", &sheet(colour, "Loopt"));
        assert!(found("g.")[0].message.nl.contains("kan “Geel” of “Groen” zijn"), "{:?}", found("g."));
        assert_eq!(found("G")[0].suggestion, None);
        assert_eq!(found("{92D050} G")[0].suggestion.as_deref(), Some("Groen"));
        assert_eq!(found("{FFC000} G")[0].suggestion.as_deref(), Some("Oranje"));
        assert_eq!(found("{FF0000} G")[0].suggestion, None);
    }

    #[test]
    fn one_meaning_is_none_of_this_rule() {
        for fine in ["R", "O", "Groen", "GR", "1", "?", ""] {
            assert!(messages("STA009", "", &sheet(fine, "Loopt")).is_empty(), "{fine}");
        }
        assert_eq!(messages("STA002", "", &sheet("R", "Loopt")).len(), 1);
    }

    #[test]
    fn in_the_column_of_the_progress_a_letter_may_be_a_state() {
        assert!(advised("STA009", &sheet("Rood", "G"))[0].contains("Kies uit: Niet gestart"));
        assert_eq!(messages("STA009", "", &sheet("Rood", "A")).len(), 1);
        assert!(messages("STA009", "", &sheet("Rood", "Q")).is_empty());
        assert_eq!(messages("STA002", "", &sheet("Rood", "Q")).len(), 1);
    }

    #[test]
    fn letters_are_told_from_words() {
        assert_eq!(single_letter(" G. ").as_deref(), Some("g"));
        assert_eq!(single_letter("Gr"), None);
        assert_eq!(single_letter("1"), None);
        let steps = Framework::embedded().framework_statuses.iter().map(|s| (s.name.as_str(), s.aliases.as_slice()));
        assert_eq!(words_starting_with("g", steps), ["Geel", "Groen"]);
    }
}
