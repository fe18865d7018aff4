//! STA010: a framework colour under another name than the framework's own.

use std::collections::BTreeMap;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::read::status::Scale;
use crate::rules::Context;
use crate::rules::status::{contradiction, shares_its_cell};
use crate::wording::{Wording, fold};

/// The column of the framework colours holds a word that the framework takes for one of its colours without calling it so: "Geel" of
/// the scale of 2024 for what is now Oranje, or an English word. It is read, and the word of today is proposed.
///
/// A word in the column of the progress is told of there (STA005), and one that contradicts its fill too (STA004).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA010,
    name: "status-old-word",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een kleur van het wegingskader heeft een oude of andere naam.",
        "A colour of the framework has an old or another name.",
    ),
    why: Wording::new(
        "Met één woord per kleur zijn gemeenten en jaren te vergelijken.",
        "With one word a colour, municipalities and years can be compared.",
    ),
    fix: Wording::new(
        "Kies een woord uit de lijst van het wegingskader.",
        "Choose a word from the list of the assessment sheet.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | → Geel | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | → Yellow | OOV Hilversum | Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Kaderstatus | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | Oranje | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | ORANJE. | OOV Hilversum | Q3 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let scale = &ctx.scales().colours;
    let mut old: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for action in &ctx.plan.actions {
        let cell = &action.framework_status;
        if shares_its_cell(action) || contradiction(cell).is_some() {
            continue;
        }
        let typed = &*cell.raw;
        if let Some(name) = *old.entry(typed).or_insert_with(|| name_of_today(ctx, scale, typed)) {
            let shown = ctx.quote(typed);
            let message =
                Wording::new(format!("{shown} is gelezen als {name}."), format!("{shown} is read as {name}."));
            let advice = Wording::new(
                format!("Gebruik het woord “{name}”, dan leest iedereen hetzelfde."),
                format!("Use the word “{name}”, so that everybody reads the same."),
            );
            findings.push(ctx.on(action, cell, &RULE, message).advise(advice).suggest(Some(name)));
        }
    }
}

/// What the framework calls the colour, where the text is another name of it and nothing more.
fn name_of_today<'a>(ctx: &Context<'a>, scale: &Scale, typed: &str) -> Option<&'a str> {
    let status = ctx.framework.framework_status(scale.words.find(typed)?)?;
    let plain = |text: &str| fold(text).trim_end_matches(['.', ',', ';', ':', ' ']).to_owned();
    (plain(typed) != plain(&status.name)).then_some(status.name.as_str())
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    fn found(colour: &str) -> Option<String> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Kaderstatus | Trekker | Planning | Status |\n\
             | HI-01 | Scholen bezoeken | {colour} | OOV Hilversum | Q2 2026 | Loopt |"
        );
        findings("STA010", "", &sheet).into_iter().map(|found| found.suggestion.unwrap()).next()
    }

    #[test]
    fn another_name_is_told_of_with_the_name_of_today() {
        assert_eq!(found("geel").as_deref(), Some("Oranje"));
        assert_eq!(found("{FFC000} Yellow").as_deref(), Some("Oranje"));
        assert_eq!(found("Red").as_deref(), Some("Rood"));
    }

    #[test]
    fn the_name_itself_and_what_is_told_of_elsewhere_are_not() {
        for fine in ["Oranje", " oranje ", "Oranje (was geel)", "{FF0000} Geel", "", "{FFC000}", "Oranj"] {
            assert_eq!(found(fine), None, "{fine}");
        }
    }
}
