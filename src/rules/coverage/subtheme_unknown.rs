//! COV004: the sub-theme is not in the framework.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Framework, SubTheme, Theme};
use crate::plan::Action;
use crate::rules::together::{self, Share};
use crate::rules::{Context, list};
use crate::wording::{Wording, fold, key, nearest};

/// The sub-theme column names something that the framework does not have; what was probably meant is proposed.
///
/// A sub-theme of another theme whose name is only part of a name in the action's own theme ("Draagvlak" under
/// Randvoorwaarden, where "Bestuurlijk draagvlak" stands) is asked about too.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV004,
    name: "subtheme-unknown",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new("Het subthema staat niet in het wegingskader.", "The sub-theme is not in the assessment."),
    why: Wording::new(
        "Anders is niet te zien of elk subthema een actie heeft.",
        "Otherwise nobody can see whether every sub-theme has an action.",
    ),
    fix: Wording::new("Kies een naam uit het wegingskader.", "Choose a name from the assessment sheet."),
    fails: Example {
        previous: "",
        current: "\
# Gooise Meren
| Nr | Thema | Sub-thema | Actie | Trekker | Planning | Status |
| GM-05 | Randvoorwaarden | → Bestuurlijke draagvlak | Het thema op de agenda zetten | OOV Gooise Meren | Q2 2026 | Loopt |
| GM-06 | Randvoorwaarden | → Draagvlak | De raad bijpraten | OOV Gooise Meren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Gooise Meren
| Nr | Thema | Sub-thema | Actie | Trekker | Planning | Status |
| GM-05 | Randvoorwaarden | Bestuurlijk draagvlak | Het thema op de agenda zetten | OOV Gooise Meren | Q2 2026 | Loopt |
| GM-06 | Versterking | Draagvlak | De adviseur om hulp vragen | OOV Gooise Meren | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut guesses = Guesses::default();
    let (mut unknown_ones, mut misplaced) = (Vec::new(), Vec::new());
    for action in &ctx.plan.actions {
        match &action.subtheme.value {
            Reading::Unreadable => unknown_ones.push(unknown(ctx, action, guesses.meant(ctx.framework, action))),
            Reading::Known(_) => misplaced.extend(other_theme(ctx, action)),
            Reading::Absent | Reading::Blank => {}
        }
    }
    findings.extend(together::by_column(ctx, unknown_ones, whole_column));
    findings.append(&mut misplaced);
}

/// Where hardly any sub-theme is known, another list is in use.
fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    let message = share.said(
        "De subthema's in deze kolom staan niet in het wegingskader.",
        "The sub-themes in this column are not in the assessment.",
    );
    let advice = Wording::of(
        "Gebruik de namen uit het wegingskader. Gebruikt u een andere lijst? Vraag de coördinator om het kaderbestand aan te passen.",
        "Use the names from the assessment. If you use another list, ask the coordinator to change the framework file.",
    );
    (message, Some(advice))
}

fn unknown(ctx: &Context, action: &Action, meant: Option<&SubTheme>) -> Finding {
    let typed = ctx.quote(&action.subtheme.raw);
    let message = Wording::of(
        format!("Subthema {typed} staat niet in het wegingskader."),
        format!("Sub-theme {typed} is not in the assessment."),
    );
    let advice = match (meant, theme_of(ctx.framework, action)) {
        (Some(SubTheme { name, .. }), _) => Some(Wording::of(
            format!("Bedoelt u “{name}”? Typ dan die naam."),
            format!("If you mean “{name}”, type that name."),
        )),
        (None, Some(theme)) => {
            let names: Vec<String> = theme.subthemes.iter().map(|subtheme| format!("“{}”", subtheme.name)).collect();
            Some(Wording::of(
                format!("Kies bij “{}” uit: {}.", theme.name, list(&names, "of")),
                format!("Choose for “{}” from: {}.", theme.name, list(&names, "or")),
            ))
        }
        (None, None) => None,
    };
    let finding =
        ctx.on(action, &action.subtheme, &RULE, message).suggest(meant.map(|subtheme| subtheme.name.as_str()));
    Finding { advice, ..finding }
}

/// A known sub-theme of another theme, where the action's own theme has one whose name holds those words.
fn other_theme(ctx: &Context, action: &Action) -> Option<Finding> {
    let [code] = action.subtheme.known()?.as_slice() else { return None };
    let theme = theme_of(ctx.framework, action)?;
    if theme.subthemes.iter().any(|subtheme| subtheme.code == *code) {
        return None;
    }
    let meant = holding(theme, &action.subtheme.raw)?;
    let elsewhere = ctx.framework.theme_of(code)?;
    let typed = ctx.quote(&action.subtheme.raw);
    let message = Wording::new(
        format!("Subthema {typed} hoort in het wegingskader bij “{}”, niet bij “{}”.", elsewhere.name, theme.name),
        format!("In the assessment sub-theme {typed} belongs to “{}”, not to “{}”.", elsewhere.name, theme.name),
    );
    let name = meant.name.as_str();
    let advice =
        Wording::of(format!("Bedoelt u “{name}”? Typ dan die naam."), format!("If you mean “{name}”, type that name."));
    Some(ctx.on(action, &action.subtheme, &RULE, message).advise(advice).suggest(Some(name)))
}

/// What was probably meant by each unknown text; the same text stands in many rows.
#[derive(Default)]
pub(in crate::rules) struct Guesses<'f> {
    known: BTreeMap<(Option<Code>, Arc<str>), Option<&'f SubTheme>>,
}

impl<'f> Guesses<'f> {
    /// The sub-theme that was probably meant by the action's unknown one.
    pub(in crate::rules) fn meant(&mut self, framework: &'f Framework, action: &Action) -> Option<&'f SubTheme> {
        let text = (action.theme.known().cloned(), action.subtheme.raw.clone());
        *self.known.entry(text).or_insert_with(|| meant(framework, action))
    }
}

/// The sub-theme that was probably meant: a slip of the pen, in the action's own theme first, or part of a name there.
fn meant<'f>(framework: &'f Framework, action: &Action) -> Option<&'f SubTheme> {
    let typed = &*action.subtheme.raw;
    let own = theme_of(framework, action);
    own.and_then(|theme| slip_of_the_pen(typed, theme.subthemes.iter()))
        .or_else(|| own.and_then(|theme| holding(theme, typed)))
        .or_else(|| slip_of_the_pen(typed, framework.subthemes()))
}

fn theme_of<'f>(framework: &'f Framework, action: &Action) -> Option<&'f Theme> {
    framework.theme(action.theme.known()?)
}

fn slip_of_the_pen<'f>(typed: &str, subthemes: impl Iterator<Item = &'f SubTheme>) -> Option<&'f SubTheme> {
    let subthemes: Vec<&SubTheme> = subthemes.collect();
    let near = nearest(typed, subthemes.iter().flat_map(|subtheme| subtheme.names()))?;
    subthemes.iter().copied().find(|subtheme| subtheme.names().any(|name| name == near))
}

/// The only sub-theme of the theme whose name holds the words.
fn holding<'f>(theme: &'f Theme, typed: &str) -> Option<&'f SubTheme> {
    let words: Vec<String> = fold(typed).split(' ').map(key).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || key(typed).chars().count() < 4 {
        return None;
    }
    let holds = |subtheme: &&SubTheme| {
        let name: Vec<String> = fold(&subtheme.name).split(' ').map(key).collect();
        words.iter().all(|word| name.contains(word))
    };
    let mut holding = theme.subthemes.iter().filter(holds);
    holding.next().filter(|_| holding.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;
    use crate::wording::Lang;

    fn found(theme: &str, subtheme: &str) -> Vec<(String, Option<String>)> {
        let sheet = format!(
            "# Hilversum\n| Nr | Thema | Sub-thema | Actie | Trekker | Planning | Status |\n\
             | 1 | {theme} | {subtheme} | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |\n\
             | 2 | Interventies | Preventie | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
        );
        findings("COV004", "", &sheet).into_iter().map(|finding| (finding.message.nl, finding.suggestion)).collect()
    }

    #[test]
    fn what_was_meant_is_proposed_from_the_own_theme_first() {
        let suggestion =
            |theme: &str, subtheme: &str| found(theme, subtheme).into_iter().next().and_then(|found| found.1);
        assert_eq!(suggestion("Randvoorwaarden", "Bestuurlijke draagvlak").as_deref(), Some("Bestuurlijk draagvlak"));
        assert_eq!(suggestion("Randvoorwaarden", "Draagvlak").as_deref(), Some("Bestuurlijk draagvlak"));
        assert_eq!(suggestion("Netwerk", "Alle parners").as_deref(), Some("Alle partners"));
    }

    #[test]
    fn without_a_proposal_the_choice_is_given() {
        let sheet = "# Hilversum\n| Nr | Thema | Sub-thema | Actie | Trekker | Planning | Status |\n\
                     | 1 | Netwerk | Iets heel anders | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |";
        let found = findings("COV004", "", sheet);
        assert_eq!(found[0].message.nl, "Subthema “Iets heel anders” staat niet in het wegingskader.");
        assert!(found[0].what_to_do(Lang::Nl).starts_with("Kies bij “Netwerk” uit: “Lokaal netwerk"), "{found:?}");
    }

    #[test]
    fn other_spellings_and_a_wrong_theme_beside_a_right_sub_theme_are_fine() {
        for (theme, subtheme) in [
            ("Versterking", "Draagvlak"),
            ("Interventies", "Reïntegratie"),
            ("Netwerk", "Preventie"),
            ("", "Draagvlak"),
        ] {
            assert_eq!(found(theme, subtheme), [], "{theme} {subtheme}");
        }
    }
}
