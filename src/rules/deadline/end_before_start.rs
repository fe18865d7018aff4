//! DAT004: the planning ends before it starts.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::language::{Language, Role};
use crate::plan::Signal;
use crate::read::deadline::{Calendar, parse};
use crate::rules::Context;
use crate::rules::deadline::{calendar_of, notation};
use crate::wording::{Wording, fold};

/// The end of a range lies before its start. Mostly the two changed places, or the year of one of them is wrong; the first is
/// proposed where that gives a range.
///
/// "nov 2025 - feb" is fine: a month without a year follows the one before it.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT004,
    name: "deadline-end-before-start",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("De planning eindigt voordat die begint.", "The end date is before the start date."),
    why: Wording::new(
        "Zo is niet te zien of de actie op tijd is.",
        "Nobody can tell then whether the action is on time.",
    ),
    fix: Wording::new(
        "Draai begin en einde om, of kijk het jaartal na.",
        "Swap the start and the end, or check the year.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → Q3 2026 – Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 – Q3 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | nov 2025 - feb | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let turned = |signals: &[Signal]| signals.contains(&Signal::EndBeforeStart);
        if !action.deadline.known().is_some_and(|deadline| turned(&deadline.signals)) {
            continue;
        }
        let typed = ctx.quote(&action.deadline.raw);
        let calendar = calendar_of(notation(ctx, action, &action.deadline));
        let message = Wording::new(
            format!("In de planning {typed} ligt het einde vóór het begin."),
            format!("In the deadline {typed} the end date is before the start date."),
        );
        findings.push(ctx.on(action, &action.deadline, &RULE, message).suggest(swapped(
            &action.deadline.raw,
            &ctx.framework.language,
            &calendar,
        )));
    }
}

/// The two ends of a range in the other order, where that is a range.
fn swapped(typed: &str, language: &Language, calendar: &Calendar) -> Option<String> {
    let folded = fold(typed);
    let first = folded.split(' ').next().unwrap_or_default();
    if [Role::Of, Role::From].iter().any(|role| language.is(*role, first)) {
        return None;
    }
    let words = language.words(Role::Until).entries().filter(|word| word.len() > 2).map(|word| format!(" {word} "));
    let signs = [" – ", " - ", "–", "-", "/"].into_iter().map(str::to_owned);
    let between = words.chain(signs).find(|between| typed.matches(between.as_str()).count() == 1)?;
    let (first, last) = typed.trim().split_once(between.as_str())?;
    let turned = format!("{}{between}{}", last.trim(), first.trim());
    let read = parse(&turned, calendar);
    let whole = read.start.is_some() && read.end.is_some() && read.is_plain();
    whole.then_some(turned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn the_other_order_is_proposed_where_it_is_one() {
        let language = Language::default();
        assert_eq!(swapped("Q3 2025 – Q2 2025", &language, &Calendar::default()).as_deref(), Some("Q2 2025 – Q3 2025"));
        assert_eq!(
            swapped("1-6-2026 t/m 1-3-2026", &language, &Calendar::default()).as_deref(),
            Some("1-3-2026 t/m 1-6-2026")
        );
        assert_eq!(
            swapped("mei 2026-maart 2026", &language, &Calendar::default()).as_deref(),
            Some("maart 2026-mei 2026")
        );
        assert_eq!(swapped("vanaf Q3 2026 t/m Q2 2026", &language, &Calendar::default()), None);
        assert_eq!(swapped("1-6-2026-1-3-2026", &language, &Calendar::default()), None);
    }

    #[test]
    fn only_an_end_before_its_start_is_reported() {
        for (planning, wanted) in [
            ("Q3 2025 – Q2 2025", 1),
            ("vanaf 1-6-2026 t/m 1-3-2026", 1),
            ("2026-2025", 1),
            ("Q3 2025 – Q2 2026", 0),
            ("nov 2025 - feb", 0),
            ("Q4 - Q1 2026", 0),
            ("Q2 2026", 0),
        ] {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | {planning} | Loopt |"
            );
            assert_eq!(messages("DAT004", "", &sheet).len(), wanted, "{planning}");
        }
    }
}
