//! DAT001: an open action has no deadline of any kind.

use crate::cell::Reading;
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Deadline, Precision, Signal};
use crate::rules::Context;
use crate::rules::planning::says_nothing;
use crate::rules::together::{self, Share};
use crate::wording::Wording;

/// The planning of an open action is empty, still to be decided ("n.t.b.", "Q4 2025 - n.t.b."), or says how far the action is
/// instead of when it ends ("loopt"). Words that plan without a day ("z.s.m.") are for DAT008.
///
/// A date, a quarter, a rhythm, a meeting and "doorlopend" are all fine. Actions that are done or dropped are not asked. On a
/// first version (`--baseline`) it is a warning.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT001,
    name: "deadline-missing",
    severity: Severity::Error,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een openstaande actie heeft geen planning: geen datum, kwartaal, herhaling of “doorlopend”.",
        "An open action has no deadline: no date, quarter, frequency or “doorlopend” (ongoing).",
    ),
    why: Wording::new(
        "Zonder planning is niet te zien of de actie op tijd is.",
        "Without a deadline nobody can see whether the action is on time.",
    ),
    fix: Wording::new(
        "Vul een datum of kwartaal in (Q2 2026), een herhaling (eens per kwartaal) of “doorlopend”.",
        "Fill in a date or quarter (Q2 2026), a frequency (eens per kwartaal = quarterly) or “doorlopend” (ongoing).",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → | Niet gestart |
| HI-03 | Het agressieprotocol vaststellen | HR Hilversum | → n.t.b. | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | eens per kwartaal | Niet gestart |
| HI-03 | Het agressieprotocol vaststellen | HR Hilversum | | Afgerond 12-09-2025 |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut to_fill_in = Vec::new();
    for action in ctx.open_actions() {
        let Some(message) = message(ctx, action) else { continue };
        let finding = ctx.on(action, &action.deadline, &RULE, message);
        match advice(action) {
            Some(advice) => findings.push(finding.advise(advice)),
            None => to_fill_in.push(finding),
        }
    }
    findings.extend(together::by_column(ctx, to_fill_in, whole_column));
}

fn whole_column(share: Share) -> (Wording, Option<Wording>) {
    (share.said("De planning is nog niet ingevuld.", "The deadline is not filled in yet."), None)
}

/// What to do where something stands there that belongs elsewhere, or half of it.
fn advice(action: &Action) -> Option<Wording> {
    let deadline = action.deadline.known()?;
    if deadline.signals.contains(&Signal::Status) {
        Some(Wording::of(
            "Vul een datum of kwartaal in, en zet dit woord bij de status.",
            "Fill in a date or quarter, and put this word in the status.",
        ))
    } else if deadline.start.is_some() {
        Some(Wording::of("Vul ook een einddatum of kwartaal in.", "Fill in an end date or quarter too."))
    } else {
        None
    }
}

fn message(ctx: &Context, action: &Action) -> Option<Wording> {
    let deadline = match &action.deadline.value {
        Reading::Blank => return Some(nothing()),
        Reading::Known(deadline) => deadline,
        _ => return None,
    };
    let typed = ctx.quote(&action.deadline.raw);
    if deadline.signals.contains(&Signal::Status) {
        Some(a_state(&typed))
    } else if says_nothing(deadline) && is_to_be_decided(deadline) {
        Some(still_to_fill_in(&typed))
    } else if deadline.end.is_none() && deadline.signals.contains(&Signal::ToBeDecided) {
        Some(without_end(&typed))
    } else {
        None
    }
}

fn nothing() -> Wording {
    Wording::of("Deze actie heeft nog geen planning.", "This action has no deadline yet.")
}

fn still_to_fill_in(typed: &str) -> Wording {
    Wording::new(
        format!("De planning is nog in te vullen: er staat {typed}."),
        format!("The deadline is still to be filled in: it says {typed}."),
    )
}

fn without_end(typed: &str) -> Wording {
    Wording::new(
        format!("De planning {typed} heeft een begin, maar nog geen einde."),
        format!("The deadline {typed} has a start, and no end yet."),
    )
}

fn a_state(typed: &str) -> Wording {
    Wording::new(
        format!("In de planning staat {typed}: dat zegt hoe ver de actie is, niet wanneer de actie klaar is."),
        format!("The deadline says {typed}: that is how far the action is, not when it ends."),
    )
}

fn is_to_be_decided(deadline: &Deadline) -> bool {
    deadline.precision == Precision::Blank || deadline.signals.contains(&Signal::ToBeDecided)
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
    fn nothing_something_later_and_a_state_are_told_apart() {
        assert!(found("", "Loopt").contains("nog geen planning"));
        for later in ["n.t.b.", "?", "nog te bepalen"] {
            assert!(found(later, "Loopt").contains("nog in te vullen"), "{later}: {}", found(later, "Loopt"));
        }
        for state in ["loopt", "gereed", "on hold"] {
            assert!(found(state, "Loopt").contains(&format!("staat “{state}”: dat zegt hoe ver")), "{state}");
        }
        assert!(found("Q4 2025 - n.t.b.", "Loopt").contains("nog geen einde"));
    }

    #[test]
    fn whatever_plans_is_enough_and_closed_actions_need_nothing() {
        for fine in [
            "Q2 2026",
            "doorlopend",
            "eens per kwartaal",
            "eind 2026",
            "1-12-2026",
            "waar nodig",
            "5.1.2.e",
            "z.s.m.",
            "22 mei",
            "volgend DVC",
        ] {
            assert_eq!(found(fine, "Loopt"), "", "{fine}");
        }
        for closed in ["", "afgerond", "n.t.b."] {
            assert_eq!(found(closed, "Afgerond"), "", "{closed}");
        }
    }
}
