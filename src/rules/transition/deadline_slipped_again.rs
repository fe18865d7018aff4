//! TRN003: the deadline moved to a later day, and not for the first time.

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::rules::transition::deadline_slipped::is_explained;
use crate::rules::transition::slips::{Earlier, Slips};
use crate::rules::transition::{Kept, Reasons, kept};
use crate::rules::{Context, previous_place};
use crate::wording::Wording;

/// The deadline slipped since the previous version, with an explanation, and it had slipped before: as the planning or the notes of
/// one of the versions tell ("was Q4 2025", the old date struck through, "doorgeschoven van … naar …").
///
/// Without a new explanation the slip is TRN002's, which then says how often it happened; one cell gets one of the two. An action
/// that slipped before and did not slip now gets nothing: its history does not change any more.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN003,
    name: "deadline-slipped-again",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "De planning verschuift voor de tweede keer of vaker.",
        "The deadline moved to a later day for the second time or more.",
    ),
    why: Wording::new(
        "Een nieuwe datum is dan vaak niet genoeg. Misschien zijn er tijd, mensen of een besluit nodig.",
        "A new date is often not enough then. Time, people or a decision may be needed.",
    ),
    fix: Wording::new(
        "Bespreek wat de actie tegenhoudt en spreek een haalbare planning af.",
        "Discuss what holds the action back and agree on a deadline that can be met.",
    ),
    fails: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q4 2025 (was Q2 2025) | Loopt | ontwerp kostte meer tijd |",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | → Q2 2026 | Loopt | leverancier is failliet |",
    },
    passes: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q4 2025 | Loopt | |",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt | leverancier is failliet |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (reasons, slips) = (Reasons::new(ctx), Slips::new(ctx));
    for Kept { old, new, .. } in kept(ctx) {
        if slips.days(old, new).is_none()
            || ctx.is_closed(new)
            || !is_explained(&reasons, old, new, &ctx.framework.language)
        {
            continue;
        }
        let earlier = slips.earlier(old, new);
        if earlier.times() > 1 {
            findings.push(finding(ctx, old, new, &earlier));
        }
    }
}

fn finding(ctx: &Context, old: &Action, new: &Action, earlier: &Earlier) -> Finding {
    let (before, now) = (ctx.quote(&old.deadline.raw), ctx.quote(&ctx.standing(&new.deadline)));
    let (times, days) = (earlier.times(), earlier.days());
    let message = Wording::new(
        format!(
            "De planning verschuift opnieuw: van {before} naar {now}. Het is al de {times}e keer, samen {days} dagen."
        ),
        format!(
            "The deadline moved again: from {before} to {now}. It was postponed {times} times, {days} days in all."
        ),
    );
    ctx.on(new, &new.deadline, &RULE, message).relate([Related::Place(previous_place(&old.deadline.at))])
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn sheet((planning, notes): (&str, &str)) -> String {
        format!(
            "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
             | W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | {planning} | Loopt | {notes} |"
        )
    }

    fn found(before: (&str, &str), now: (&str, &str)) -> Vec<String> {
        messages("TRN003", &sheet(before), &sheet(now))
    }

    #[test]
    fn slips_and_days_are_counted_over_versions_and_traces() {
        let third = found(
            ("Q4 2025 (was Q2 2025)", ""),
            ("Q2 2026 (was Q4 2025, was Q2 2025, was Q4 2024)", "geen capaciteit"),
        );
        assert!(third.len() == 1 && third[0].contains("3e keer, samen 546 dagen"), "{third:?}");
        let noted = found(("Q4 2025", "doorgeschoven van Q2 2025 naar Q4 2025"), ("Q2 2026", "wacht op besluit DVC"));
        assert!(noted.len() == 1 && noted[0].contains("2e keer, samen 365 dagen"), "{noted:?}");
    }

    #[test]
    fn the_slip_of_this_version_counts_once_however_often_it_is_told() {
        let told = ("Q2 2026 (was Q4 2025)", "doorgeschoven van Q4 2025 naar Q2 2026");
        assert!(found(("Q4 2025", ""), told).is_empty());
    }

    #[test]
    fn without_a_new_explanation_only_the_other_rule_speaks() {
        let (before, now) = (("Q4 2025 (was Q2 2025)", "oud"), ("Q2 2026", "oud"));
        assert!(found(before, now).is_empty());
        assert_eq!(messages("TRN002", &sheet(before), &sheet(now)).len(), 1);
    }

    #[test]
    fn what_slipped_before_and_not_now_is_history() {
        let before = ("Q4 2025 (was Q2 2025, was Q4 2024)", "oud");
        assert!(found(before, before).is_empty());
        assert!(found(before, ("Q3 2025 (was Q2 2025)", "oud, sneller dan gedacht")).is_empty());
    }
}
