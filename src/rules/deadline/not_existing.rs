//! DAT003: the planning names a date that does not exist.

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::language::DateOrder;
use crate::plan::{Action, Precision, Signal};
use crate::read::deadline::{Calendar, parse};
use crate::rules::Context;
use crate::rules::deadline::{in_column, notation};
use crate::wording::Wording;

/// The planning names a day, week, month or quarter that there is not: 31 November, the fifth quarter, a thirteenth month. Where
/// the day that was probably meant can be told, it is proposed.
///
/// A weekday that is not that of its date counts as such a day too. One of the two is wrong and nobody can tell which, so that
/// this is a warning.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT003,
    name: "deadline-not-existing",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("De datum in de planning bestaat niet.", "The date in the deadline does not exist."),
    why: Wording::new(
        "Waarschijnlijk is het een tikfout. Dan weet niemand welke dag u bedoelt.",
        "It is probably a typing error, so nobody knows which day was meant.",
    ),
    fix: Wording::new(
        "Kijk de dag, de maand of het kwartaal na. De dag staat vóór de maand: 31-12-2025.",
        "Check the day, the month or the quarter. The day comes before the month: 31-12-2025.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | → 31-11-2025 | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | → Q5 2026 | Loopt |
| D-03 | Het convenant laten tekenen | ZVHGV | → dinsdag 12 januari 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | uiterlijk 31 december 2025 | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | Q1 2026 | Loopt |
| D-03 | Het convenant laten tekenen | ZVHGV | maandag 12 januari 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let Some(deadline) = action.deadline.known() else { continue };
        if deadline.signals.contains(&Signal::DoesNotExist) {
            findings.push(missing_day(ctx, action));
        } else if deadline.signals.contains(&Signal::WeekdayMismatch) && !ctx.is_closed(action) {
            findings.push(wrong_weekday(ctx, action));
        }
    }
}

fn missing_day(ctx: &Context, action: &Action) -> Finding {
    let typed = ctx.quote(&action.deadline.raw);
    let raw = &action.deadline.raw;
    let notation = notation(ctx, action, &action.deadline);
    let meant = last_day_of_month(raw, notation.order).or_else(|| turned(raw, notation.order));
    let meant = meant.map(|date| in_column(ctx, notation, date)).or_else(|| last_day_in_words(raw));
    let message = Wording::new(format!("De datum {typed} bestaat niet."), format!("The date {typed} does not exist."));
    let finding = ctx.on(action, &action.deadline, &RULE, message).suggest(meant.clone());
    match meant {
        Some(date) => finding.advise(Wording::new(format!("Bedoelt u {date}?"), format!("Did you mean {date}?"))),
        None => finding,
    }
}

fn wrong_weekday(ctx: &Context, action: &Action) -> Finding {
    let typed = ctx.quote(&action.deadline.raw);
    let message = Wording::new(
        format!("In de planning {typed} horen de weekdag en de datum niet bij elkaar."),
        format!("In the deadline {typed} the weekday is not that of the date."),
    );
    let advice = Wording::of("Kijk na welke van de twee klopt.", "Check which of the two is right.");
    let finding = ctx.on(action, &action.deadline, &RULE, message).advise(advice);
    Finding { severity: Severity::Warning, ..finding }
}

/// The last day of the month, where the text is a day that this month does not have: 31-11-2025 gives 30-11-2025.
fn last_day_of_month(typed: &str, order: DateOrder) -> Option<NaiveDate> {
    let (day, month, year) = parts(typed, order)?;
    if !(29..=31).contains(&day) || NaiveDate::from_ymd_opt(year, month, day).is_some() {
        return None;
    }
    (28..day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// The same for a month in words: 31 juni 2026 gives 30 juni 2026.
fn last_day_in_words(typed: &str) -> Option<String> {
    let (day, rest) = typed.trim().split_once(' ')?;
    let day: u32 = day.parse().ok().filter(|day| (29..=31).contains(day))?;
    let candidates = (28..day).rev().map(|day| format!("{day} {rest}"));
    candidates.into_iter().find(|text| {
        let read = parse(text, &Calendar::default());
        read.precision == Precision::Day && read.end.is_some() && read.is_plain()
    })
}

/// The day that was typed with day and month in the other order: 12/31/2025 gives 31-12-2025.
fn turned(typed: &str, order: DateOrder) -> Option<NaiveDate> {
    let (month, day, year) = parts(typed, order)?;
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| day > 12)
}

/// Day, month and year of a date in digits, in the order of its column.
fn parts(typed: &str, order: DateOrder) -> Option<(u32, u32, i32)> {
    let parts: Vec<&str> = typed.trim().split(['-', '/', '.']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let (day, month, year) = match order {
        _ if first.len() == 4 => (third, second, first),
        DateOrder::Mdy => (second, first, third),
        DateOrder::Dmy | DateOrder::Ymd => (first, second, third),
    };
    let year = year.parse::<i32>().ok().filter(|year| (1900..2200).contains(year))?;
    Some((day.parse().ok()?, month.parse().ok()?, year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(planning: &str, status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| HI-01 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        )
    }

    #[test]
    fn the_day_that_was_meant_is_proposed() {
        for (typed, meant) in [
            ("31-11-2025", Some("30-11-2025")),
            ("29/02/2025", Some("28/02/2025")),
            ("12/31/2025", Some("31/12/2025")),
            ("4.13.2026", Some("13.04.2026")),
            ("31-13-2025", None),
            ("31 juni 2026", Some("30 juni 2026")),
            ("30 februari 2025", Some("28 februari 2025")),
            ("Q5 2026", None),
            ("13-2026", None),
            ("week 53 2025", None),
            ("0-4-2026", None),
        ] {
            let found = findings("DAT003", "", &sheet(typed, "Loopt"));
            assert_eq!(found.len(), 1, "{typed}");
            assert_eq!(found[0].suggestion.as_deref(), meant, "{typed}");
        }
        assert_eq!(messages("DAT003", "", &sheet("31-11-2025", "Loopt")), ["De datum “31-11-2025” bestaat niet."]);
    }

    #[test]
    fn it_is_proposed_as_the_others_of_the_column_are_written() {
        for (others, typed, meant) in [
            (["1/4/2026", "3/5/2026"], "31-11-2025", "30/11/2025"),
            (["12/31/2025", "3/25/2026"], "11/31/2025", "11/30/2025"),
            (["2026-03-01", "2026-04-01"], "31-11-2025", "2025-11-30"),
            (["Q1 2026", "Q2 2026"], "31-11-2025", "Q4 2025"),
            (["maart 2026", "april 2026"], "31-11-2025", "november 2025"),
            (["{date} 2026-03-01", "{date} 2026-04-01"], "31/11/2025", "30-11-2025"),
        ] {
            let row = |planning: &str| format!("| 1 | Scholen bezoeken | OOV Hilversum | {planning} | Loopt |\n");
            let rows: String = others.into_iter().chain([typed]).map(row).collect();
            let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{rows}");
            let found = findings("DAT003", "", &sheet);
            assert_eq!(found.len(), 1, "{others:?} {typed}");
            assert_eq!(found[0].suggestion.as_deref(), Some(meant), "{others:?} {typed}");
        }
    }

    #[test]
    fn what_exists_is_fine() {
        for fine in
            ["30-11-2025", "29-02-2024", "week 53 2026", "Q4 2026", "29 februari", "Q2 2026 (was Q5 2025)", "n.t.b."]
        {
            assert!(messages("DAT003", "", &sheet(fine, "Loopt")).is_empty(), "{fine}");
        }
    }

    #[test]
    fn a_wrong_weekday_is_a_warning_and_history_where_the_action_is_done() {
        let found = findings("DAT003", "", &sheet("dinsdag 12 januari 2026", "Loopt"));
        assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Warning]);
        assert!(found[0].message.nl.contains("weekdag"), "{}", found[0].message.nl);
        assert!(messages("DAT003", "", &sheet("maandag 12 januari 2026", "Loopt")).is_empty());
        assert!(messages("DAT003", "", &sheet("dinsdag 12 januari 2026", "Afgerond")).is_empty());
    }
}
