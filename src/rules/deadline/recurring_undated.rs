//! DAT012: what repeats does not say when it was done.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Progress;
use crate::plan::{Action, Deadline, Signal};
use crate::read::deadline::names_a_date;
use crate::rules::Context;
use crate::wording::Wording;

/// The planning of an action that is under way is a rhythm, and nowhere stands when it was done last or will be next.
///
/// A date in the planning ("laatst 12-06-2025", "in Q4"), a dated line in the notes ("12-11: besproken") and a date of completion
/// or of the last update are all enough. An action that has not started, is delayed or on hold has nothing to show yet, and one
/// without a status is for STA001. "Periodiek" does not say how often, which is information; "waar nodig" needs no rhythm.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT012,
    name: "deadline-recurring-undated",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "De actie herhaalt zich. Er staat niet wanneer het voor het laatst is gedaan, of wanneer de volgende keer is.",
        "The action repeats, but nothing says when it was last done or when it is next.",
    ),
    why: Wording::new(
        "Zonder datum kan het bestuur niet zien dat het ook echt gebeurt.",
        "Without a date the board cannot see that it really happens.",
    ),
    fix: Wording::new(
        "Zet de laatste of volgende datum erbij: “eens per kwartaal, laatst 12-06-2025”, of een regel in de toelichting.",
        "Add the last or next date: “eens per kwartaal, laatst 12-06-2025” (quarterly, last on 12 June 2025), or a line in the explanation.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het thema op de agenda zetten | OOV Hilversum | → eens per kwartaal | Loopt | de burgemeester is op de hoogte |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het thema op de agenda zetten | OOV Hilversum | eens per kwartaal | Loopt | 12-11: besproken |
| HI-06 | Het overleg voorbereiden | OOV Hilversum | eens per kwartaal, laatst 12-06-2025 | Loopt | |
| HI-07 | De meldstructuur nakijken | OOV Hilversum | jaarlijks | Niet gestart | |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        let Some(deadline) = action.deadline.known().filter(|deadline| repeats(deadline)) else { continue };
        if !is_under_way(ctx, action) || is_dated(action) {
            continue;
        }
        let typed = ctx.quote(&action.deadline.raw);
        findings.push(match deadline.recurrence {
            Some(_) => ctx.on(action, &action.deadline, &RULE, undated(&typed)),
            None => Finding { severity: Severity::Info, ..ctx.on(action, &action.deadline, &RULE, unsaid(&typed)) }
                .advise(Wording::of(
                    "Schrijf bijvoorbeeld “eens per kwartaal”, met de laatste of volgende datum.",
                    "Write for example “eens per kwartaal” (quarterly), with the last or next date.",
                )),
        });
    }
}

fn repeats(deadline: &Deadline) -> bool {
    deadline.recurrence.is_some() || deadline.signals.contains(&Signal::RhythmUnsaid)
}

/// Whether its progress says that it is being done: open, needing no reason, and no state that everything starts in.
fn is_under_way(ctx: &Context, action: &Action) -> bool {
    let progress = action.progress_code().and_then(|code| ctx.framework.progress(code));
    progress.is_some_and(|progress| !progress.closed && !progress.needs_reason && !is_first(ctx, progress))
}

/// Whether no other state leads to this one.
fn is_first(ctx: &Context, progress: &Progress) -> bool {
    !progress.next.is_empty() && !ctx.framework.progress.iter().any(|other| other.next.contains(&progress.code))
}

/// Whether a date says when it was done or will be.
fn is_dated(action: &Action) -> bool {
    let day = |cell: &crate::cell::Cell<Deadline>| cell.known().is_some_and(|date| date.start.or(date.end).is_some());
    names_a_date(&action.deadline.raw)
        || day(&action.completed_on)
        || action.notes.iter().any(|note| names_a_date(&note.raw))
}

fn undated(typed: &str) -> Wording {
    Wording::new(
        format!("Bij {typed} staat niet wanneer het voor het laatst is gedaan."),
        format!("{typed} does not say when it was last done."),
    )
}

fn unsaid(typed: &str) -> Wording {
    Wording::new(format!("Bij {typed} is niet te zien hoe vaak."), format!("{typed} does not say how often."))
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::rules::catalogue_tests::findings;

    fn found(planning: &str, status: &str, notes: &str, updated: &str) -> Vec<Severity> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Toelichting | Laatst bijgewerkt |\n\
             | HI-05 | Scholen bezoeken | OOV Hilversum | {planning} | {status} | {notes} | {updated} |"
        );
        findings("DAT012", "", &sheet).iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn any_date_will_do() {
        assert_eq!(found("eens per kwartaal", "Loopt", "", ""), [Severity::Warning]);
        assert_eq!(found("maandelijks", "Doorlopend", "vrijwel alle gemeenten schuiven aan", ""), [Severity::Warning]);
        // The day on which somebody typed in the row is not the one on which it was done.
        assert_eq!(found("eens per kwartaal", "Loopt", "", "{date} 2025-11-12"), [Severity::Warning]);
        for (planning, notes, updated) in [
            ("eens per kwartaal, laatst 12-06-2025", "", ""),
            ("jaarlijks in Q4", "", ""),
            ("eens per kwartaal", "12-11: besproken", ""),
            ("eens per kwartaal", "Besproken in mei.", ""),
        ] {
            assert_eq!(found(planning, "Loopt", notes, updated), [], "{planning} {notes} {updated}");
        }
    }

    #[test]
    fn what_is_not_under_way_has_nothing_to_show() {
        for status in ["Niet gestart", "On hold", "Vertraagd", "Afgerond", ""] {
            assert_eq!(found("eens per kwartaal", status, "", ""), [], "{status}");
        }
        assert_eq!(found("doorlopend", "Loopt", "", ""), []);
    }

    #[test]
    fn an_unsaid_rhythm_is_information_and_on_demand_is_none() {
        assert_eq!(found("periodiek", "Loopt", "", ""), [Severity::Info]);
        assert_eq!(found("regelmatig", "Loopt", "12-11: gedaan", ""), []);
        for fine in ["waar nodig", "incidenteel", "ad hoc"] {
            assert_eq!(found(fine, "Loopt", "", ""), [], "{fine}");
        }
    }
}
