//! LVL001: the level is a word that the framework does not know.

use std::collections::BTreeMap;

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Field, Level};
use crate::read::lexicon::{Entity, Lexicon};
use crate::rules::Context;
use crate::rules::scales::{TypedCells, choose_one_of, did_you_mean, level_name, meant};
use crate::wording::Wording;

/// The level column of an open action holds text that is neither district nor local nor both.
///
/// Either order ("D & L", "L&D"), capitals and known other names ("Regionaal") are fine. An empty cell is not asked about, so neither is
/// a dash or "n.t.b.". The name of a municipality means a local action. One cell is reported once, also where it counts for several
/// rows.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::LVL001,
    name: "level-unknown",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new("Het niveau staat niet in de lijst.", "The level is not in the list."),
    why: Wording::new(
        "Het niveau zegt wie de actie uitvoert: het district, elke gemeente, of allebei.",
        "The level says who carries the action out: the district, each municipality, or both.",
    ),
    fix: Wording::new("Kies een niveau uit de lijst.", "Choose a level from the list."),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Niveau | Trekker | Planning | Status |
| D-06 | Beleid maken voor online radicalisering | → Districktelijk | ZVHGV | Q2 2026 | Loopt |
| D-07 | Medewerkers trainen | → landelijk | ZVHGV | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Niveau | Trekker | Planning | Status |
| D-06 | Beleid maken voor online radicalisering | Districtelijk | ZVHGV | Q2 2026 | Loopt |
| D-07 | Medewerkers trainen | L&D | ZVHGV | Q2 2026 | Loopt |
| D-08 | Ouders bijpraten | | ZVHGV | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let unknown = ctx.open_actions().filter(|action| matches!(action.level.value, Reading::Unreadable));
    let language = &ctx.framework.language;
    let mut unknown = unknown.filter(|action| !language.says_nothing(&action.level.raw, Field::Level)).peekable();
    if unknown.peek().is_none() {
        return;
    }
    let lexicon = Lexicon::new(ctx.framework);
    // The same text stands in many rows, and what it means depends on nothing else; a merged cell counts for several rows.
    let mut said: BTreeMap<&str, (Wording, Option<&str>)> = BTreeMap::new();
    let mut cells = TypedCells::default();
    for action in unknown {
        let typed = &*action.level.raw;
        let said = said.entry(typed).or_insert_with(|| match lexicon.whole(typed) {
            Some(Entity::Municipality(_)) => message(ctx, typed, Some(Level::Local)),
            _ => message(ctx, typed, probably(ctx, typed)),
        });
        let (message, suggestion) = said.clone();
        if cells.is_new(ctx, action.table, &action.level) {
            findings.push(ctx.on(action, &action.level, &RULE, message).suggest(suggestion));
        }
    }
}

/// The level whose name is nearest.
fn probably(ctx: &Context, typed: &str) -> Option<Level> {
    let levels = ctx.framework.levels.iter();
    meant(typed, levels.flat_map(|entry| entry.names().map(|name| (name, entry.level))))
}

fn message<'c>(ctx: &Context<'c>, typed: &str, meant: Option<Level>) -> (Wording, Option<&'c str>) {
    const COLUMN: Wording<&str> = Wording::new("Niveau", "Level");
    let shown = ctx.quote(typed);
    match meant.map(|level| level_name(ctx.framework, level)) {
        Some(name) => (did_you_mean(COLUMN, &shown, name), Some(name)),
        None => {
            let names = ctx.framework.levels.iter().map(|entry| entry.name.as_str());
            (choose_one_of(COLUMN, &shown, names), None)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn found(level: &str) -> Option<(String, Option<String>)> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Niveau | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | {level} | OOV Hilversum | Q2 2026 | Loopt |\n\
             | HI-02 | Ouders bijpraten | Lokaal | OOV Hilversum | Q2 2026 | Loopt |"
        );
        findings("LVL001", "", &sheet).pop().map(|finding| (finding.message.nl, finding.suggestion))
    }

    #[test]
    fn what_was_meant_is_proposed() {
        for (typed, meant) in [("Lokal", "Lokaal"), ("Districtlijk", "Districtelijk"), ("Hilversum", "Lokaal")] {
            let (message, suggestion) = found(typed).unwrap_or_default();
            assert_eq!(suggestion.as_deref(), Some(meant), "{typed}: {message}");
        }
        let (message, suggestion) = found("landelijk").unwrap_or_default();
        assert!(message.contains("Kies uit: “Districtelijk”, “Lokaal” of “Districtelijk en lokaal”."), "{message}");
        assert_eq!(suggestion, None);
    }

    #[test]
    fn every_known_notation_and_an_open_choice_are_fine() {
        for fine in ["D & L", "L&D", "lokaal ", "L", "Regionaal", "Lokaal/districtelijk", "", "-", "?", "n.t.b."] {
            assert_eq!(found(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_merged_cell_is_said_once_and_history_not_at_all() {
        let sheet = "# Hilversum\n| Nr | Actie | Niveau | Trekker | Planning | Status |\n\
                     | HI-01 | Scholen bezoeken | {merge C2:C3} landelijk | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-02 | Ouders bijpraten | | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-03 | Protocol maken | landelijk | OOV Hilversum | Q2 2025 | Afgerond |";
        assert_eq!(findings("LVL001", "", sheet).len(), 1);
    }
}
