//! DAT001: an open action has no deadline of any kind.

use super::Context;
use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::plan::{Action, Deadline, Precision, Signal};
use crate::wording::Wording;

/// The planning of an open action is empty, still to be decided ("n.t.b."), or so vague that no day follows from it
/// ("z.s.m.", "op korte termijn").
///
/// A date, a quarter, a rhythm, a meeting and "doorlopend" are all fine. Actions that are done or dropped are not asked. On a
/// first version (`--baseline`) it is a warning.
pub static RULE: Rule = Rule {
    code: "DAT001",
    name: "deadline-missing",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een openstaande actie heeft geen planning: geen datum, kwartaal, herhaling of “doorlopend”.",
        "An open action has no deadline: no date, quarter, rhythm or “doorlopend” (ongoing).",
    ),
    why: Wording::new(
        "Zonder planning is niet te zien of de actie op tijd is.",
        "Without a deadline nobody can see whether the action is on time.",
    ),
    fix: Wording::new(
        "Vul een datum of kwartaal in (Q2 2026), een herhaling (eens per kwartaal) of “doorlopend”.",
        "Fill in a date or quarter (Q2 2026), a rhythm (eens per kwartaal) or “doorlopend”.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → | Niet gestart |
| HI-03 | Het agressieprotocol vaststellen | HR Hilversum | → z.s.m. | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | eens per kwartaal | Loopt |
| HI-03 | Het agressieprotocol vaststellen | HR Hilversum | | Afgerond 12-09-2025 |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        if let Some(message) = message(ctx, action) {
            findings.push(ctx.on(action, &action.deadline, &RULE, message));
        }
    }
}

fn message(ctx: &Context, action: &Action) -> Option<Wording> {
    let typed = || ctx.quote(&action.deadline.raw);
    match &action.deadline.value {
        Reading::Blank => Some(Wording::new(
            "Deze actie heeft nog geen planning. Vul een datum of kwartaal in, een herhaling of “doorlopend”."
                .to_owned(),
            "This action has no deadline yet. Fill in a date or quarter, a rhythm or “doorlopend”.".to_owned(),
        )),
        Reading::Known(deadline) if says_nothing(deadline) && is_to_be_decided(deadline) => Some(Wording::new(
            format!("De planning is nog in te vullen: er staat {}. Vul een datum of kwartaal in.", typed()),
            format!("The deadline is still to be filled in: it says {}. Fill in a date or quarter.", typed()),
        )),
        Reading::Known(deadline) if says_nothing(deadline) && is_vague(deadline) => Some(Wording::new(
            format!("Bij {} is niet te zien wanneer de actie klaar moet zijn. Noem een kwartaal of datum.", typed()),
            format!("{} does not say when the action has to be done. Name a quarter or date.", typed()),
        )),
        _ => None,
    }
}

fn says_nothing(deadline: &Deadline) -> bool {
    deadline.start.is_none() && deadline.end.is_none() && !deadline.ongoing && deadline.recurrence.is_none()
}

fn is_to_be_decided(deadline: &Deadline) -> bool {
    deadline.precision == Precision::Blank || deadline.signals.contains(&Signal::ToBeDecided)
}

fn is_vague(deadline: &Deadline) -> bool {
    deadline.precision == Precision::Vague || deadline.signals.contains(&Signal::Vague)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(planning: &str, status: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |\n\
             | 2 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |"
        );
        messages("DAT001", "", &sheet).join("\n")
    }

    #[test]
    fn nothing_something_later_and_something_vague_are_told_apart() {
        assert!(found("", "Loopt").contains("nog geen planning"));
        for later in ["n.t.b.", "?", "nog te bepalen"] {
            assert!(found(later, "Loopt").contains("nog in te vullen"), "{later}: {}", found(later, "Loopt"));
        }
        for vague in ["z.s.m.", "op korte termijn", "binnenkort"] {
            assert!(
                found(vague, "Loopt").contains(&format!("Bij “{vague}” is niet te zien")),
                "{vague}: {}",
                found(vague, "Loopt")
            );
        }
    }

    #[test]
    fn whatever_plans_is_enough_and_closed_actions_need_nothing() {
        for fine in ["Q2 2026", "doorlopend", "eens per kwartaal", "eind 2026", "1-12-2026", "waar nodig", "5.1.2.e"] {
            assert_eq!(found(fine, "Loopt"), "", "{fine}");
        }
        assert_eq!(found("", "Afgerond"), "");
    }
}
