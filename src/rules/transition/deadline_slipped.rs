//! TRN002: the deadline moved to a later day and nobody wrote why.

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::language::{Language, Role, keys};
use crate::plan::Action;
use crate::rules::transition::slips::{Earlier, Slips};
use crate::rules::transition::{Kept, Reasons, kept, words};
use crate::rules::{Context, previous_place};
use crate::wording::Wording;

/// The last day of the planning lies later than in the previous version, and neither the notes nor a remark at the planning say
/// anything new.
///
/// Any new words in the notes count as a reason: people judge whether it is a good one. A date that was a slip of the pen before
/// (before the plan started) may be put right, actions that are done may be tidied up, and a date that is in doubt in one of the
/// versions ("22 mei", DAT010) is no ground for a slip. Where it is not the first time, the message says so; an explained slip
/// that is not the first is another rule's (TRN003).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN002,
    name: "deadline-slipped",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "De planning is naar later verschoven zonder nieuwe toelichting.",
        "The deadline moved to a later day without a new explanation.",
    ),
    why: Wording::new(
        "Uitstel mag, maar het bestuur wil weten waarom.",
        "A delay is allowed, but the board wants to know why.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting waarom de planning verschuift en wie dat besloot.",
        "Write in the explanation why the deadline moves and who decided so.",
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

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (reasons, slips) = (Reasons::new(ctx), Slips::new(ctx));
    for Kept { old, new, .. } in kept(ctx) {
        if let Some(days) = slips.days(old, new)
            && !ctx.is_closed(new)
            && !is_explained(&reasons, old, new, &ctx.framework.language)
        {
            findings.push(finding(ctx, (old, new), days, &slips.earlier(old, new)));
        }
    }
}

/// Whether the notes have new words, the planning itself has words between brackets, or staff left a remark at its cell.
pub(in crate::rules) fn is_explained(reasons: &Reasons, old: &Action, new: &Action, language: &Language) -> bool {
    let in_brackets = || {
        let texts = new.deadline.raw.split('(').skip(1).filter_map(|rest| rest.split(')').next());
        texts.filter(|text| !says_what_was(text, language)).any(|text| words(text).count() > 0)
    };
    reasons.given(old, new, &new.deadline.at) || in_brackets()
}

/// "was Q2 2026": the value of before and nothing else, which is no reason.
fn says_what_was(text: &str, language: &Language) -> bool {
    let keys = keys(text);
    let goes_on = text.trim_end().contains([',', ';', '(', '\n']);
    !goes_on && language.words(Role::Former).length_at(|nth| keys.get(nth).map(String::as_str)).is_some()
}

fn finding(ctx: &Context, (old, new): (&Action, &Action), days: i64, earlier: &Earlier) -> Finding {
    let (before, now) = (ctx.quote(&old.deadline.raw), ctx.quote(&ctx.standing(&new.deadline)));
    let (days_nl, days_en) = if days == 1 { ("dag", "day") } else { ("dagen", "days") };
    let (again_nl, again_en) = match earlier.times() {
        0 | 1 => (String::new(), String::new()),
        times => (
            format!(" Het is al de {times}e keer, samen {} dagen.", earlier.days()),
            format!(" It was postponed {times} times, {} days in all.", earlier.days()),
        ),
    };
    let message = Wording::new(
        format!(
            "De planning is verschoven van {before} naar {now} ({days} {days_nl} later), maar er staat geen nieuwe toelichting \
             bij.{again_nl}"
        ),
        format!(
            "The deadline moved from {before} to {now} ({days} {days_en} later), but no new explanation was added.{again_en}"
        ),
    );
    ctx.on(new, &new.deadline, &RULE, message).relate([Related::Place(previous_place(&old.deadline.at))])
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
    fn an_earlier_slip_is_counted_in_the_message() {
        let sheet = |planning: &str| {
            format!(
                "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | {planning} | Loopt |"
            )
        };
        let first = messages("TRN002", &sheet("Q4 2025"), &sheet("Q2 2026"));
        assert!(first.len() == 1 && !first[0].contains("keer"), "{first:?}");
        let second = messages("TRN002", &sheet("Q4 2025 (was Q2 2025)"), &sheet("Q2 2026"));
        assert!(second.len() == 1 && second[0].contains("2e keer, samen 365 dagen"), "{second:?}");
    }

    #[test]
    fn a_year_that_was_a_slip_of_the_pen_may_be_put_right() {
        assert_eq!(found(("26-09-2015", ""), ("26-09-2026", "")), 0);
    }
}
