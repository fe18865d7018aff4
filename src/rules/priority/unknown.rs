//! PRI001: the priority is a word that the framework does not know.

use std::collections::BTreeMap;

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Field, Framework, PriorityRange};
use crate::rules::Context;
use crate::rules::scales::{TypedCells, choose_one_of, did_you_mean, meant, priority_name};
use crate::wording::{Wording, fold};

/// The priority column of an open action holds text that is no step of the scale and no interval of two steps.
///
/// Capitals, spaces, known other names and intervals in any notation are fine ("hoog ", "Prio 1", "Gemiddeld/Hoog"). An empty cell is
/// not asked about, so neither is a dash or "n.t.b.". One cell is reported once, also where it counts for several rows.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRI001,
    name: "priority-unknown",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new("De prioriteit staat niet in de lijst.", "The priority is not in the list."),
    why: Wording::new(
        "Wie op prioriteit sorteert of telt, mist deze actie.",
        "Whoever sorts or counts by priority misses this action.",
    ),
    fix: Wording::new("Kies een prioriteit uit de lijst.", "Choose a priority from the list."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Prioriteit | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | → Hooog | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | → urgent | OOV Hilversum | Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Prioriteit | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | hoog | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | Gemiddeld tot hoog | OOV Hilversum | Q3 2026 | Loopt |
| HI-03 | Ouders bijpraten | | OOV Hilversum | Q3 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let unknown = ctx.open_actions().filter(|action| matches!(action.priority.value, Reading::Unreadable));
    let language = &ctx.framework.language;
    let mut unknown = unknown.filter(|action| !language.says_nothing(&action.priority.raw, Field::Priority)).peekable();
    if unknown.peek().is_none() {
        return;
    }
    // The same text stands in many rows, and what it means depends on nothing else; a merged cell counts for several rows.
    let mut said: BTreeMap<&str, (Wording, Option<String>)> = BTreeMap::new();
    let mut cells = TypedCells::default();
    for action in unknown {
        let typed = &*action.priority.raw;
        let (message, suggestion) = said.entry(typed).or_insert_with(|| message(ctx, typed)).clone();
        if cells.is_new(ctx, action.table, &action.priority) {
            findings.push(ctx.on(action, &action.priority, &RULE, message).suggest(suggestion));
        }
    }
}

fn message(ctx: &Context, typed: &str) -> (Wording, Option<String>) {
    const COLUMN: Wording<&str> = Wording::new("Prioriteit", "Priority");
    let shown = ctx.quote(typed);
    match probably(ctx.framework, typed) {
        Some(name) => (did_you_mean(COLUMN, &shown, &name), Some(name)),
        None => {
            let names = ctx.framework.priorities.iter().map(|priority| priority.name.as_str());
            (choose_one_of(COLUMN, &shown, names), None)
        }
    }
}

/// The step, or the interval of two steps, that was probably meant.
fn probably(framework: &Framework, typed: &str) -> Option<String> {
    let step = |text: &str| meant(text, spellings(framework));
    if let Some(code) = step(typed) {
        return Some(priority_name(framework, &PriorityRange { from: code.clone(), to: code.clone() }));
    }
    let folded = fold(typed).replace(" tot ", "/").replace(" to ", "/");
    let ends: Vec<&str> = folded.split(['/', '-']).map(str::trim).collect();
    let [from, to] = ends.as_slice() else { return None };
    let rank = |code: &Code| framework.priority(code).map(|priority| priority.rank);
    let (mut from, mut to) = (step(from)?, step(to)?);
    if rank(from) > rank(to) {
        std::mem::swap(&mut from, &mut to);
    }
    Some(priority_name(framework, &PriorityRange { from: from.clone(), to: to.clone() }))
}

/// Every name of every step.
fn spellings(framework: &Framework) -> impl Iterator<Item = (&str, &Code)> {
    framework.priorities.iter().flat_map(|priority| priority.names().map(|name| (name, &priority.code)))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn found(priority: &str) -> Option<(String, Option<String>)> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Prioriteit | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | {priority} | OOV Hilversum | Q2 2026 | Loopt |\n\
             | HI-02 | Ouders bijpraten | Hoog | OOV Hilversum | Q2 2026 | Loopt |"
        );
        findings("PRI001", "", &sheet).pop().map(|finding| (finding.message.nl, finding.suggestion))
    }

    #[test]
    fn what_was_meant_is_proposed() {
        for (typed, meant) in [
            ("Hooog", "Hoog"),
            ("Gemideld", "Gemiddeld"),
            ("Gemidelde prioriteit", "Gemiddeld"),
            ("Gemideld tot hoog", "Gemiddeld tot hoog"),
            ("Hoogh/gemiddeld", "Gemiddeld tot hoog"),
        ] {
            let (message, suggestion) = found(typed).unwrap_or_default();
            assert_eq!(suggestion.as_deref(), Some(meant), "{typed}: {message}");
            assert!(message.contains(&format!("Bedoelt u “{meant}”?")), "{message}");
        }
    }

    #[test]
    fn without_a_guess_the_choice_is_given() {
        for typed in ["urgent", "1", "Must have", "z.s.m."] {
            let (message, suggestion) = found(typed).unwrap_or_default();
            assert!(message.contains("Kies uit: “Laag”, “Gemiddeld” of “Hoog”."), "{typed}: {message}");
            assert_eq!(suggestion, None, "{typed}");
        }
    }

    #[test]
    fn known_notations_and_an_open_choice_are_fine() {
        for fine in [
            "hoog ",
            "* Hoog",
            "Prio 1",
            "H",
            "Gem.-hoog",
            "Gemiddeld/Hoog",
            "Middel",
            "",
            "-",
            "?",
            "n.t.b.",
            "nog te bepalen",
        ] {
            assert_eq!(found(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_merged_cell_is_said_once_and_history_not_at_all() {
        let sheet = "# Hilversum\n| Nr | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | {merge C2:C3} urgent | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-02 | Ouders bijpraten | | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-03 | Protocol maken | urgent | OOV Hilversum | Q2 2025 | Afgerond |";
        assert_eq!(findings("PRI001", "", sheet).len(), 1);
    }
}
