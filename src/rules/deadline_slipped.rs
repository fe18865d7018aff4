//! TRN002: the deadline moved to a later day and nobody wrote why.

use std::collections::BTreeSet;

use super::deadlines::{goes_on, is_certain};
use super::{Context, previous_place};
use crate::cell::Cell;
use crate::finding::{Example, Finding, Needs, Related, Rule, Severity};
use crate::plan::{Action, Deadline};
use crate::reconcile::ChangeKind;
use crate::wording::{Wording, fold, key};

/// The last day of the planning lies later than in the previous version, and neither the notes nor a remark at the planning say
/// anything new.
///
/// Any new words in the notes count as a reason: people judge whether it is a good one. A date that was a slip of the pen before
/// (before the plan started) may be put right, and actions that are done may be tidied up. A date that is in doubt in one of the
/// versions ("22 mei", DAT010) is no ground for a slip.
pub static RULE: Rule = Rule {
    code: "TRN002",
    name: "deadline-slipped",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "De planning is naar later verschoven zonder nieuwe toelichting.",
        "The deadline moved to a later day without a new explanation.",
    ),
    why: Wording::new(
        "Uitstel mag, maar bestuur en accountant willen weten waarom.",
        "A delay is allowed, but the board and the auditors want to know why.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting waarom de planning verschuift en wie dat besloot.",
        "Write in the notes why the deadline moves and who decided so.",
    ),
    fails: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q4 2025 | Loopt | |",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | → Q2 2026 | Loopt | |",
    },
    passes: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q4 2025 | Loopt | |",
        current:
            "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt | geen capaciteit, besproken in DVC |",
    },
};

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    for change in previous.reconciliation.changes.iter().filter(|change| change.kind == ChangeKind::Kept) {
        let ([old], [new]) = (change.previous.as_slice(), change.current.as_slice()) else { continue };
        let (Some(old), Some(new)) = (previous.plan.actions.get(*old), ctx.plan.actions.get(*new)) else { continue };
        if slipped(ctx, old, new) && !ctx.is_closed(new) && !is_explained(ctx, old, new) {
            findings.push(finding(ctx, old, new));
        }
    }
}

fn slipped(ctx: &Context, old: &Action, new: &Action) -> bool {
    let firm = |deadline: &&Deadline| !goes_on(deadline) && is_certain(deadline);
    let last_day = |action: &Action| action.deadline.known().filter(firm)?.end;
    match (last_day(old), last_day(new)) {
        (Some(before), Some(now)) => now > before && before >= ctx.framework.period.start,
        _ => false,
    }
}

/// Whether the notes have new words, the planning itself has words between brackets, or staff left a remark at its cell.
fn is_explained(ctx: &Context, old: &Action, new: &Action) -> bool {
    let before: BTreeSet<String> = words(&old.explanation()).collect();
    if words(&new.explanation()).any(|word| !before.contains(&word)) {
        return true;
    }
    let at = &new.deadline.at;
    let remarked = ctx.grid(&at.sheet).is_some_and(|grid| {
        grid.notes.iter().any(|note| (note.row, note.col) == (at.row, at.col) && !note.text.trim().is_empty())
    });
    remarked || in_brackets(&new.deadline.raw).any(|text| !fold(text).starts_with("was ") && words(text).count() > 0)
}

/// The words of at least three letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> =
        fold(text).split(' ').map(key).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3).collect();
    words.into_iter()
}

fn in_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.split('(').skip(1).filter_map(|rest| rest.split(')').next())
}

fn finding(ctx: &Context, old: &Action, new: &Action) -> Finding {
    let (before, now) = (ctx.quote(&old.deadline.raw), ctx.quote(&standing(ctx, &new.deadline)));
    let end = |action: &Action| action.deadline.known().and_then(|deadline| deadline.end);
    let days = end(old).zip(end(new)).map_or(0, |(old, new)| (new - old).num_days());
    let (days_nl, days_en) = if days == 1 { ("dag", "day") } else { ("dagen", "days") };
    let message = Wording::new(
        format!(
            "De planning is verschoven van {before} naar {now} ({days} {days_nl} later), zonder nieuwe toelichting. Schrijf kort op \
             waarom."
        ),
        format!(
            "The deadline moved from {before} to {now} ({days} {days_en} later), without a new explanation. Write down why."
        ),
    );
    ctx.on(new, &new.deadline, &RULE, message).relate([Related::Place(previous_place(&old.deadline.at))])
}

/// The text of a planning without what was struck through.
fn standing(ctx: &Context, cell: &Cell<Deadline>) -> String {
    let unstruck = ctx.grid(&cell.at.sheet).and_then(|grid| grid.get(cell.at.row, cell.at.col)?.unstruck.clone());
    unstruck.unwrap_or_else(|| cell.raw.clone())
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(before: (&str, &str), now: (&str, &str)) -> usize {
        let sheet = |(planning, notes): (&str, &str)| {
            format!(
                "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
                 | W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | {planning} | Loopt | {notes} |"
            )
        };
        messages("TRN002", &sheet(before), &sheet(now)).len()
    }

    #[test]
    fn an_old_explanation_is_no_reason_and_a_new_one_is() {
        assert_eq!(found(("Q4 2025", "concept is klaar"), ("Q2 2026", "concept is klaar")), 1);
        assert_eq!(found(("Q4 2025", "concept is klaar"), ("Q2 2026", "concept is klaar. 12-11: wacht op besluit")), 0);
        assert_eq!(found(("Q4 2025", ""), ("Q2 2026 (geen capaciteit)", "")), 0);
    }

    #[test]
    fn earlier_the_same_day_or_another_notation_is_no_slip() {
        assert_eq!(found(("Q2 2026", ""), ("Q4 2025", "")), 0);
        assert_eq!(found(("Q4 2025", ""), ("31-12-2025", "")), 0);
        assert_eq!(found(("Q4 2025", ""), ("doorlopend", "")), 0);
        assert_eq!(found(("", ""), ("Q4 2025", "")), 0);
    }

    #[test]
    fn adding_the_year_is_no_slip() {
        assert_eq!(found(("22 mei", ""), ("22-05-2026", "")), 0);
        assert_eq!(found(("Q4 2025", ""), ("22 mei", "")), 0);
    }

    #[test]
    fn a_year_that_was_a_slip_of_the_pen_may_be_put_right() {
        assert_eq!(found(("26-09-2015", ""), ("26-09-2026", "")), 0);
    }
}
