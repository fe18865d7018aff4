//! TRN008: an action that runs, and of which nothing was heard for long.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Code;
use crate::plan::Action;
use crate::rules::transition::{Kept, kept};
use crate::rules::{Context, day};
use crate::wording::Wording;

/// The action is the same as in the previous version, its own date of the last update lies more than a quarter of a year back, and it
/// is one that should move: it has started, and its last day is still to come.
///
/// Two versions alone do not tell how long nothing changed, for they may be a week apart; so only the date that staff keep beside the
/// action is taken as evidence. Where the planning is over, DAT005 asks for an update already; what is ongoing, waits or has not
/// started may stay as it is. It is said once a sheet, at the action that was left alone longest.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN008,
    name: "action-unchanged",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Previous,
    what: Wording::new(
        "Een lopende actie is al langer dan drie maanden niet bijgewerkt.",
        "An action in progress has not been updated for more than three months.",
    ),
    why: Wording::new(
        "Het plan komt elk kwartaal langs bij het bestuur. Zonder nieuws is niet te zien of een actie nog loopt.",
        "The board looks at the plan every quarter. Without news nobody can see whether an action still runs.",
    ),
    fix: Wording::new(
        "Werk de status en de toelichting bij, met de datum van vandaag. Is er niets veranderd? Schrijf dan dat op.",
        "Update the status and the explanation, with today's date. Did nothing change? Then write that down.",
    ),
    fails: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Laatst bijgewerkt | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | {date} 2025-06-12 | Loopt |
| HI-02 | Alle wijkagenten een training geven | OOV Hilversum | Q2 2026 | {date} 2025-06-12 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Laatst bijgewerkt | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | → {date} 2025-06-12 | Loopt |
| HI-02 | Alle wijkagenten een training geven | OOV Hilversum | Q2 2026 | {date} 2025-11-17 | Loopt |",
    },
    passes: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Laatst bijgewerkt | Status | Toelichting |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | {date} 2025-06-12 | Loopt | |
| HI-02 | Alle wijkagenten een training geven | OOV Hilversum | doorlopend | {date} 2025-06-12 | Doorlopend | |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Laatst bijgewerkt | Status | Toelichting |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | {date} 2025-06-12 | Loopt | ontwerp is klaar |
| HI-02 | Alle wijkagenten een training geven | OOV Hilversum | doorlopend | {date} 2025-06-12 | Doorlopend | |",
    },
};

/// From how many days without an update on: a quarter of a year, the rhythm in which boards look at the plan.
const LONG: i64 = 92;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let running = running(ctx);
    let mut silent: BTreeMap<&str, Vec<(NaiveDate, &Action)>> = BTreeMap::new();
    for Kept { change, new, .. } in kept(ctx) {
        let should_move = new.progress_code().is_some_and(|code| running.contains(code)) && is_due_later(ctx, new);
        if let Some(updated) = last_update(new)
            && should_move
            && !change.is_change()
            && (ctx.today - updated).num_days() > LONG
        {
            silent.entry(&new.sheet).or_default().push((updated, new));
        }
    }
    findings.extend(silent.into_values().filter_map(|actions| finding(ctx, actions)));
}

/// The statuses of work that is under way: open, without a reason why it stands still, and one that an action gets to from another
/// status. What no status leads to is where an action begins.
fn running<'f>(ctx: &Context<'f>) -> BTreeSet<&'f Code> {
    let progress = &ctx.framework.progress;
    let reached: BTreeSet<&Code> = progress.iter().flat_map(|from| &from.next).collect();
    let open = progress.iter().filter(|progress| !progress.closed && !progress.needs_reason);
    open.map(|progress| &progress.code).filter(|code| reached.contains(code)).collect()
}

/// Whether the planning has a last day that is still to come.
fn is_due_later(ctx: &Context, action: &Action) -> bool {
    let deadline = action.deadline.known().filter(|deadline| !deadline.ongoing);
    deadline.and_then(|deadline| deadline.end).is_some_and(|end| end >= ctx.today)
}

fn last_update(action: &Action) -> Option<NaiveDate> {
    action.updated_on.known()?.end
}

fn finding(ctx: &Context, mut actions: Vec<(NaiveDate, &Action)>) -> Option<Finding> {
    actions.sort_by_key(|(updated, _)| *updated);
    let ((updated, action), others) = actions.split_first()?;
    let (since, days) = (day(*updated), (ctx.today - *updated).num_days());
    let message = match actions.len() {
        1 => Wording::new(
            format!("Deze actie is sinds {} niet bijgewerkt ({days} dagen) en niet veranderd.", since.nl),
            format!("This action has not been updated since {} ({days} days), and did not change.", since.en),
        ),
        count => Wording::new(
            format!(
                "{count} lopende acties op dit blad zijn al meer dan drie maanden niet bijgewerkt, deze het langst: sinds {} ({days} \
                 dagen).",
                since.nl
            ),
            format!(
                "{count} actions in progress on this sheet have not been updated for more than three months, this one for longest: since {} \
                 ({days} days).",
                since.en
            ),
        ),
    };
    let others = others.iter().map(|(_, other)| Related::Place(Location::cell(&other.updated_on.at)));
    Some(ctx.on(action, &action.updated_on, &RULE, message).relate(others))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::findings;

    const TEXTS: [&str; 3] = ["Scholen bezoeken", "Ouders bijpraten", "Een meldpunt openen"];

    fn sheet(rows: &[(&str, &str, &str)]) -> String {
        let rows: String = rows
            .iter()
            .zip(TEXTS)
            .enumerate()
            .map(|(n, ((planning, updated, status), text))| {
                format!("| HI-{n} | {text} | OOV Hilversum | {planning} | {updated} | {status} |\n")
            })
            .collect();
        format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Laatst bijgewerkt | Status |\n{rows}")
    }

    fn found(row: (&str, &str, &str)) -> usize {
        findings("TRN008", &sheet(&[row]), &sheet(&[row])).len()
    }

    #[test]
    fn only_what_should_move_and_has_an_old_date_is_reported() {
        // Today is 24-11-2025.
        assert_eq!(found(("Q2 2026", "12-06-2025", "Loopt")), 1);
        assert_eq!(found(("Q2 2026", "23-08-2025", "Loopt")), 1);
        for fine in [
            ("Q2 2026", "24-08-2025", "Loopt"),
            ("Q2 2026", "", "Loopt"),
            ("Q2 2026", "vorig jaar", "Loopt"),
            ("Q2 2026", "12-06-2026", "Loopt"),
            ("Q2 2026", "12-06-2025", "Niet gestart"),
            ("Q2 2026", "12-06-2025", "On hold"),
            ("Q2 2026", "12-06-2025", "Afgerond"),
            ("Q2 2026", "12-06-2025", ""),
            ("Q3 2025", "12-06-2025", "Loopt"),
            ("doorlopend", "12-06-2025", "Loopt"),
            ("", "12-06-2025", "Loopt"),
        ] {
            assert_eq!(found(fine), 0, "{fine:?}");
        }
    }

    #[test]
    fn any_change_is_news() {
        let before = sheet(&[("Q2 2026", "12-06-2025", "Niet gestart")]);
        assert!(findings("TRN008", &before, &sheet(&[("Q2 2026", "12-06-2025", "Loopt")])).is_empty());
    }

    #[test]
    fn a_sheet_is_told_once_at_the_action_that_waits_longest() {
        let rows = sheet(&[
            ("Q2 2026", "12-06-2025", "Loopt"),
            ("Q2 2026", "02-03-2025", "Loopt"),
            ("Q2 2026", "20-11-2025", "Loopt"),
        ]);
        let found = findings("TRN008", &rows, &rows);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].action_id.as_deref(), found[0].related.len()), (Some("HI-1"), 1));
        assert!(found[0].message.nl.starts_with("2 lopende acties") && found[0].message.nl.contains("02-03-2025"));
    }
}
