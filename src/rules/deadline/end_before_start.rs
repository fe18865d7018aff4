//! DAT004: the planning ends before it starts.

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::language::{Language, Role};
use crate::plan::{Action, Signal};
use crate::read::deadline::{Calendar, parse};
use crate::rules::Context;
use crate::rules::deadline::{calendar_of, notation};
use crate::rules::planning::{firm_end, is_certain};
use crate::wording::{Wording, fold};

/// The end of a range lies before its start. Mostly the two changed places, or the year of one of them is wrong; the first is
/// proposed where that gives a range.
///
/// "nov 2025 - feb" is fine: a month without a year follows the one before it. Where the list has a column for the start, the planning may
/// not end before that either.
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
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → Q3 2026 – Q2 2026 | Loopt |

# Huizen
| Nr | Actie | Trekker | Startdatum | Planning | Status |
| HU-01 | Alle scholen bezoeken | OOV Huizen | Q3 2026 | → Q2 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 – Q3 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | nov 2025 - feb | Loopt |

# Huizen
| Nr | Actie | Trekker | Startdatum | Planning | Status |
| HU-01 | Alle scholen bezoeken | OOV Huizen | Q2 2026 | Q2 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        findings.extend(after_its_end(ctx, action));
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

/// The planning ends before the day on which its own column says that the action begins.
fn after_its_end(ctx: &Context, action: &Action) -> Option<Finding> {
    let starts = action.start.known().filter(|start| is_certain(start))?;
    let starts = starts.start.or(starts.end)?;
    let ends = action.deadline.known().and_then(firm_end)?;
    if starts <= ends {
        return None;
    }
    let (start, typed) = (ctx.quote(&action.start.raw), ctx.quote(&action.deadline.raw));
    let message = Wording::new(
        format!("De planning is {typed}, en dat is vóór de startdatum: {start}."),
        format!("The deadline is {typed}, which is before the start: {start}."),
    );
    let advice = Wording::of("Kijk beide datums na.", "Check both dates.");
    let place = Related::Place(Location::cell(&action.start.at));
    Some(ctx.on(action, &action.deadline, &RULE, message).advise(advice).relate([place]))
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

    #[test]
    fn the_planning_is_held_against_the_column_of_the_start() {
        for (header, start, planning, wanted) in [
            ("Start", "1-6-2026", "1-5-2026", 1),
            ("Aanvang", "juni 2026", "mei 2026", 1),
            ("Van", "Q3 2026", "Q2 2026", 1),
            ("Start date", "2026-06-01", "2026-06-01", 0),
            ("Beginn", "Q2 2026", "Q2 2026", 0),
            ("Begindatum", "Q3 2026", "doorlopend", 0),
            ("Startdatum", "n.t.b.", "Q2 2026", 0),
            ("Startdatum", "", "Q2 2026", 0),
        ] {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | {header} | Planning | Status |\n| 1 | Scholen bezoeken | OOV | {start} | {planning} | Loopt |"
            );
            assert_eq!(messages("DAT004", "", &sheet).len(), wanted, "{header}: {start} {planning}");
        }
    }
}
