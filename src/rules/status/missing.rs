//! STA001: nobody wrote how far the action is.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::rules::Context;
use crate::rules::status::{Said, has_strange_colour, lone_colour, progress_names, said};
use crate::rules::together::{self, Share};
use crate::wording::Wording;

/// The progress of an action is empty: no word, and no fill that means something. A fill that means something is reported as a
/// status by colour alone (STA003). A fill that the framework does not know (blue, purple) does not fill the cell in either; the
/// message says so, since whoever chose it meant something. White, grey and the colour of the whole row are no choice.
///
/// Where nearly a whole column is empty, that is one finding with its cells.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA001,
    name: "status-missing",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new("De status van een actie is niet ingevuld.", "An action has no status."),
    why: Wording::new(
        "Zonder status is niet te zien of de actie loopt, klaar is of stilligt.",
        "Without a status nobody can see whether the action is under way, done or at a standstill.",
    ),
    fix: Wording::new("Kies een status uit de lijst.", "Choose a status from the list."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | → |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let names = progress_names(ctx.framework);
    let advice = Wording::new(format!("Kies uit: {names}."), format!("Choose from: {names}."));
    let (scales, mut found) = (ctx.scales(), Vec::new());
    for action in &ctx.plan.actions {
        if !ctx.has_column(action, Field::Progress) {
            continue;
        }
        if said(ctx, action) != Said::Nothing || lone_colour(ctx, action, scales).is_some() {
            continue;
        }
        let message = if has_strange_colour(ctx, action) {
            Wording::of(
                "De status van deze actie is nog niet ingevuld; de kleur van de cel heeft in het kader geen betekenis.",
                "The status of this action is not filled in yet; the colour of the cell has no meaning in the framework.",
            )
        } else {
            Wording::of(
                "De status van deze actie is nog niet ingevuld.",
                "The status of this action is not filled in yet.",
            )
        };
        found.push(ctx.on(action, &action.progress, &RULE, message).advise(advice.clone()));
    }
    let whole = |share: Share| {
        let message = share.said("De status is nog niet ingevuld.", "The status is not filled in yet.");
        (message, Some(advice.clone()))
    };
    findings.extend(together::by_column(ctx, found, whole));
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn sheet(status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q2 2026 | {status} |\n\
             | 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |\n| 3 | Meldpunt openen | OOV | Q2 2026 | Niet gestart |"
        )
    }

    #[test]
    fn one_mistake_in_a_status_cell_gets_one_finding() {
        let rules = ["STA001", "STA002", "STA003", "STA004", "STA005", "STA009", "STA010"];
        let codes = |status: &str| -> Vec<&str> {
            rules.into_iter().filter(|code| !messages(code, "", &sheet(status)).is_empty()).collect()
        };
        for (status, expected) in [
            ("", &["STA001"][..]),
            ("{4472C4}", &["STA001"]),
            ("{D9D9D9}", &["STA001"]),
            ("{FFC000}", &["STA003"]),
            ("{FFC000} Loopt", &[]),
            ("{4472C4} Loopt", &[]),
            ("Loopt", &[]),
            ("{FF0000} Groen", &["STA004"]),
            ("{92D050} Groen", &["STA005"]),
            ("{4472C4} Groen", &["STA005"]),
            ("Groen", &["STA005"]),
            ("Geel", &["STA005"]),
            ("{FF0000} Geel", &["STA004"]),
            ("G", &["STA009"]),
            ("{FF0000} G", &["STA009"]),
            ("R", &["STA002"]),
            ("{FF0000} Loopt?", &["STA002"]),
            ("Lopend/vertraagd", &["STA002"]),
            ("Groen - loopt", &[]),
            ("Loopt\u{2013}groen", &["STA002"]),
        ] {
            assert_eq!(codes(status), expected, "{status}");
        }
    }

    #[test]
    fn a_colour_without_a_meaning_is_told_of() {
        let strange = |status: &str| messages("STA001", "", &sheet(status)).concat().contains("geen betekenis");
        assert!(strange("{4472C4}") && strange("{7030A0}"));
        assert!(!strange("") && !strange("{D9D9D9}") && !strange("{FFFFFF}") && !strange("{000000}"));
        let whole_row = sheet("{4472C4}").replace("| Scholen", "| {4472C4} Scholen");
        assert!(!messages("STA001", "", &whole_row).concat().contains("geen betekenis"));
    }
}
