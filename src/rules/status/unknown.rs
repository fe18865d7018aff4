//! STA002: the status is a word that the framework does not know.

use std::collections::BTreeMap;

use crate::cell::{CellRef, Reading};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Field, Progress};
use crate::language::{Language, Role};
use crate::plan::{Status, StatusSource};
use crate::read::progress::Said as SaidOf;
use crate::read::status::Scale;
use crate::rules::planning::overdue_too;
use crate::rules::status::ambiguous::is_ambiguous;
use crate::rules::status::{Said, colour_name, grid_cell, said, shares_its_cell};
use crate::rules::{Context, list};
use crate::wording::{Wording, nearest};

/// The status column holds text that is no state of an action, and the column of the framework colours text that is no colour.
///
/// Spaces, capitals and known other names are fine ("afgerond ", "lopend"). A plain slip of the pen ("lopent") is read as what was
/// meant, which is told as information. What was probably meant is proposed; where the text
/// says two things at once ("Lopend/vertraagd"), both are named. A colour word as progress is reported as such (STA005), unless the
/// states have colours of their own and it says which one is meant; a single letter with two meanings is reported too (STA009).
/// Where the text of a colour column says nothing and its fill does, the fill is proposed. Nothing is proposed that differs in a
/// negation, a degree or a number. Whether an action of which the status cannot be read is late, nobody can tell; how long its
/// planning is over is said here then (and not by DAT005).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA002,
    name: "status-unknown",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new("De status staat niet in de lijst.", "The status is not in the list."),
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
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | → Loopt? |
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
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | in uitvoering |
| HI-03 | Ouders bijpraten | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
};

/// How many parts of one text are looked up; a text of more parts is no status.
const MOST_PARTS: usize = 20;

/// What is said of a text, what to do about it, and what is proposed for it.
type Answer = (Wording, Wording, Option<String>);

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    // The same text stands in many rows, and what it means depends on nothing else.
    let mut progress: BTreeMap<&str, Answer> = BTreeMap::new();
    let mut colours: BTreeMap<(&str, Option<String>), Answer> = BTreeMap::new();
    let (scale, own) = (&ctx.scales().colours, &ctx.scales().progress);
    for action in &ctx.plan.actions {
        let typed = &*action.progress.raw;
        let answer = match said(ctx, action) {
            Said::Unknown if !is_ambiguous(ctx.framework, typed, Field::Progress) => {
                Some(progress.entry(typed).or_insert_with(|| progress_message(ctx, typed, own)).clone())
            }
            Said::ColourWord if !own.colours.is_empty() => {
                Some(progress.entry(typed).or_insert_with(|| colour_word_message(ctx, typed, scale, own)).clone())
            }
            _ => None,
        };
        if let Some(meant) = read_by_slip(ctx, typed, &action.progress.value, own) {
            let message = misspelt(&ctx.quote(typed), &meant);
            let finding =
                ctx.on(action, &action.progress, &RULE, message).advise(write_it(&meant)).suggest(Some(meant));
            findings.push(Finding { severity: Severity::Info, ..finding });
        }
        if let Some((message, advice, suggestion)) = answer {
            let message = with(message, overdue_too(ctx, action).filter(|_| said(ctx, action) == Said::Unknown));
            findings.push(ctx.on(action, &action.progress, &RULE, message).advise(advice).suggest(suggestion));
        }
        let typed = &*action.framework_status.raw;
        let unreadable = matches!(action.framework_status.value, Reading::Unreadable) && !shares_its_cell(action);
        if unreadable && !is_ambiguous(ctx.framework, typed, Field::FrameworkStatus) {
            let shown = shown_colour(ctx, &action.framework_status.at, scale);
            let entry = colours.entry((typed, shown.clone()));
            let (message, advice, suggestion) = entry.or_insert_with(|| colour_message(ctx, typed, shown)).clone();
            findings.push(ctx.on(action, &action.framework_status, &RULE, message).advise(advice).suggest(suggestion));
        }
    }
}

/// The name of the status that a misspelt word was read as.
fn read_by_slip(ctx: &Context, typed: &str, read: &Reading<Status>, own: &Scale) -> Option<String> {
    let Reading::Known(status) = read else { return None };
    let state = ctx.framework.progress.iter().find(|state| state.code == status.code)?;
    (!matches!(status.source, StatusSource::Fill(_)) && own.is_slip(typed)).then(|| state.name.clone())
}

fn misspelt(shown: &str, meant: &str) -> Wording {
    Wording::new(format!("Status {shown} is gelezen als “{meant}”."), format!("Status {shown} was read as “{meant}”."))
}

fn write_it(name: &str) -> Wording {
    Wording::new(format!("Klopt dat? Typ dan “{name}”."), format!("Is that right? Then type “{name}”."))
}

/// The name of the status that the fill of a cell means.
fn shown_colour(ctx: &Context, at: &CellRef, scale: &Scale) -> Option<String> {
    let cell = grid_cell(ctx, at)?;
    let code = scale.colours.meaning(cell.echo.or(cell.fill)?)?;
    Some(colour_name(ctx.framework, code))
}

fn progress_message(ctx: &Context, typed: &str, own: &Scale) -> Answer {
    let states = || ctx.framework.progress.iter();
    let spellings = || states().flat_map(|state| state.names().map(|spelling| (spelling, state.name.as_str())));
    let turns = |text: &str| own.phrases.as_ref().map(|phrases| phrases.turns(text));
    // What differs in a negation, a degree or a number is no slip of the pen.
    let candidates = |text: &str| {
        let own_turns = turns(text);
        spellings().filter(|(spelling, _)| turns(spelling) == own_turns).collect::<Vec<_>>()
    };
    let shown = ctx.quote(typed);
    let unclear = own.phrases.as_ref().is_some_and(|phrases| phrases.read(typed) == SaidOf::Unclear);
    match unknown(&shown, typed, &ctx.framework.language, candidates) {
        (_, advice, None) if unclear && advice == choose() => (can_mean_several(&shown), advice, None),
        answer => answer,
    }
}

/// What is said of the name of a colour where the states of an action have colours of their own: the only state with a fill that
/// people would call so was probably meant.
fn colour_word_message(ctx: &Context, typed: &str, scale: &Scale, own: &Scale) -> Answer {
    let named = scale.words.find_leading(typed);
    let is_so_called = |state: &&Progress| state.colours.iter().any(|fill| scale.colours.meaning(*fill) == named);
    let mut states = ctx.framework.progress.iter().filter(|state| named.is_some() && is_so_called(state));
    let (Some(state), None) = (states.next(), states.next()) else { return progress_message(ctx, typed, own) };
    let (shown, name) = (ctx.quote(typed), state.name.clone());
    let message = Wording::new(
        format!("Status {shown} is een kleur en staat niet in de lijst."),
        format!("Status {shown} is a colour and is not in the list."),
    );
    (message, did_you_mean(&name), Some(name))
}

fn colour_message(ctx: &Context, typed: &str, shown: Option<String>) -> Answer {
    let statuses = ctx.framework.framework_statuses.iter();
    let candidates = |_: &str| {
        statuses
            .clone()
            .flat_map(|status| status.names().map(|spelling| (spelling, status.name.as_str())))
            .collect::<Vec<_>>()
    };
    let quoted = ctx.quote(typed);
    match (meant(typed, candidates(typed)), shown) {
        (None, Some(name)) => {
            let advice = Wording::new(
                format!("Door de kleur van de cel: bedoelt u “{name}”?"),
                format!("Going by the colour of the cell: did you mean “{name}”?"),
            );
            (not_in_the_list(&quoted), advice, Some(name))
        }
        _ => unknown(&quoted, typed, &ctx.framework.language, candidates),
    }
}

fn unknown<'f>(
    shown: &str,
    typed: &str,
    language: &Language,
    candidates: impl Fn(&str) -> Vec<(&'f str, &'f str)>,
) -> Answer {
    let meant = |text: &str| meant(text, candidates(text));
    if let Some(name) = meant(typed) {
        return (not_in_the_list(shown), did_you_mean(name), Some(name.to_owned()));
    }
    let mut several: Vec<String> = Vec::new();
    let parts = typed.split(['/', ',', ';', '+', '&', '\n']).flat_map(|part| language.parts(part, Role::AndOr));
    for part in parts.take(MOST_PARTS).filter_map(&meant) {
        if !several.iter().any(|name| name == part) {
            several.push(part.to_owned());
        }
    }
    match several.as_slice() {
        [_, _, ..] => {
            let message = Wording::new(
                format!("Status {shown} zegt twee dingen tegelijk."),
                format!("Status {shown} says two things at once."),
            );
            let advice = Wording::new(
                format!("Kies één ervan: {}.", list(&several, "of")),
                format!("Choose one of them: {}.", list(&several, "or")),
            );
            (message, advice, None)
        }
        _ => (not_in_the_list(shown), choose(), None),
    }
}

fn not_in_the_list(shown: &str) -> Wording {
    Wording::new(format!("Status {shown} staat niet in de lijst."), format!("Status {shown} is not in the list."))
}

fn can_mean_several(shown: &str) -> Wording {
    Wording::new(
        format!("Status {shown} kan meer dan één ding betekenen."),
        format!("Status {shown} can mean more than one thing."),
    )
}

fn did_you_mean(name: &str) -> Wording {
    Wording::new(format!("Bedoelt u “{name}”?"), format!("Did you mean “{name}”?"))
}

/// A cell has a list to choose from, or the sheet with the explanation has; to recite it helps nobody.
fn choose() -> Wording {
    Wording::of("Kies een status uit de lijst.", "Choose a status from the list.")
}

/// A sentence with another one behind it.
pub(in crate::rules) fn with(message: Wording, more: Option<Wording>) -> Wording {
    match more {
        Some(more) => Wording::new(message.nl + &more.nl, message.en + &more.en),
        None => message,
    }
}

/// The status whose spelling is nearest to the text.
fn meant<'f>(text: &str, candidates: Vec<(&'f str, &'f str)>) -> Option<&'f str> {
    let spelling = nearest(text, candidates.iter().map(|(spelling, _)| *spelling))?;
    candidates.iter().find(|(candidate, _)| *candidate == spelling).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use crate::cell::Rgb;
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::{codes, run};
    use crate::rules::status::advised;
    use crate::wording::Lang;

    fn found(status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {status} |\n\
             | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |\n\
             | HI-03 | Meldpunt openen | OOV Hilversum | Q2 2026 | Niet gestart |\n\
             | HI-04 | Wijkagenten trainen | OOV Hilversum | Q2 2026 | Loopt |"
        );
        advised("STA002", &sheet).join("\n")
    }

    #[test]
    fn what_was_meant_is_proposed() {
        assert!(found("Loopt?").contains("Bedoelt u “Loopt”?"), "{}", found("Loopt?"));
        assert!(found("lopent").contains("is gelezen als “Loopt”"), "{}", found("lopent"));
        assert!(found("Afgerond?").contains("Bedoelt u “Afgerond”?"), "{}", found("Afgerond?"));
        let both = found("Lopend/vertraagd");
        assert!(both.contains("twee dingen") && both.contains("Loopt of Vertraagd"), "{both}");
        for either in ["lopent of vertraagt", "lopent or vertraagt", "lopent oder vertraagt"] {
            assert!(found(either).contains("Loopt of Vertraagd"), "{either}: {}", found(either));
        }
        assert!(found("wel goed denk ik").ends_with("Kies een status uit de lijst."), "{}", found("wel goed denk ik"));
    }

    #[test]
    fn a_colour_column_proposes_by_the_fill_where_the_text_says_nothing() {
        let sheet = |colour: &str| {
            format!(
                "# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
                 | HI-01 | Scholen bezoeken | {colour} | OOV Hilversum | Q2 2026 | Loopt |"
            )
        };
        let found = |colour: &str| advised("STA002", &sheet(colour)).concat();
        assert!(
            found("{FF0000} x1").contains("Door de kleur van de cel: bedoelt u “Rood”?"),
            "{}",
            found("{FF0000} x1")
        );
        assert!(found("{FF0000} Grroen").contains("Bedoelt u “Groen”?"), "{}", found("{FF0000} Grroen"));
        assert!(found("x1").contains("Kies een status uit de lijst."), "{}", found("x1"));
    }

    #[test]
    fn nothing_is_proposed_that_turns_the_meaning_round() {
        for (typed, never) in [
            ("net gesart", "Niet gestart"),
            ("net gestrat", "Niet gestart"),
            ("80% gerede", "Afgerond"),
            ("nit afgerond", "Afgerond"),
            ("deels afgerondd", "Afgerond"),
            ("bijna klar", "Afgerond"),
        ] {
            assert!(!found(typed).contains(&format!("Bedoelt u “{never}”")), "{typed}: {}", found(typed));
        }
        assert!(found("❌").contains("kan meer dan één ding betekenen"), "{}", found("❌"));
    }

    #[test]
    fn how_long_the_planning_is_over_is_said_here() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | OOV Hilversum | Q3 2025 | zie verslag |\n\
                     | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-03 | Meldpunt openen | OOV Hilversum | Q2 2026 | Niet gestart |";
        assert!(advised("STA002", sheet)[0].contains("De planning liep tot en met 30-09-2025: 55 dagen geleden."));
        assert!(!codes(sheet).contains(&"DAT005".to_owned()));
    }

    #[test]
    fn spaces_capitals_and_other_names_are_fine() {
        for fine in ["afgerond ", "LOOPT", "in uitvoering", "Doorlopend"] {
            assert_eq!(found(fine), "", "{fine}");
        }
    }

    #[test]
    fn where_states_have_colours_of_their_own_a_colour_word_names_a_state() {
        let mut framework = Framework::embedded().clone();
        for (state, colour) in framework.progress.iter_mut().zip(["D9D9D9", "92D050", "FF0000"]) {
            state.colours = vec![Rgb::parse(colour).unwrap()];
        }
        let sheet = |status: &str| {
            format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | {status} |\n\
                 | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
            )
        };
        let found = |status: &str| -> Vec<String> {
            let mut found = run("", &sheet(status), &framework, false);
            found.retain(|finding| finding.rule.code.as_str().starts_with("STA"));
            found
                .into_iter()
                .map(|finding| format!("{} {} {}", finding.rule.code, finding.message.nl, finding.what_to_do(Lang::Nl)))
                .collect()
        };
        assert_eq!(
            found("groen"),
            ["STA002 Status “groen” is een kleur en staat niet in de lijst. Bedoelt u “Loopt”?"]
        );
        assert!(found("Oranje")[0].contains("Kies een status uit de lijst."), "{:?}", found("Oranje"));
        assert!(found("{92D050}")[0].starts_with("STA003 De status staat hier alleen als kleur (Loopt)."));
        assert!(
            found("{FF0000} Loopt")[0].contains("maar de kleur betekent Vertraagd. Pas het woord of de kleur aan.")
        );
    }
}
