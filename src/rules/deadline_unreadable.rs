//! DAT002: the planning cannot be read as a date, quarter, rhythm or anything else that plans.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::Context;
use crate::cell::{Cell, CellValue, Reading};
use crate::finding::{Example, Finding, Needs, Rule, Severity};
use crate::plan::{Deadline, Precision, Signal};
use crate::read::redaction;
use crate::wording::Wording;

/// There is text in the planning, and no date can be told from it: a day that does not exist, a redacted date, a formula
/// that went wrong, or words that are no planning.
///
/// Vague words ("z.s.m.") can be read well enough; they count as no deadline (DAT001).
pub static RULE: Rule = Rule {
    code: "DAT002",
    name: "deadline-unreadable",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("De planning is niet te lezen.", "The deadline cannot be read."),
    why: Wording::new(
        "Een planning die niemand kan lezen, kan ook niemand bewaken.",
        "A deadline that nobody can read is a deadline that nobody can keep.",
    ),
    fix: Wording::new(
        "Schrijf een datum (30-11-2025), een maand (november 2025) of een kwartaal (Q4 2025).",
        "Write a date (30-11-2025), a month (november 2025) or a quarter (Q4 2025).",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | → 31-11-2025 | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | → 9 5.1.2.e 2025 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | 30-11-2025 | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | 9 januari 2026 | Loopt |
| D-14 | Modellen maken voor alle gemeenten | ZVHGV | Q3 2024 - doorlopend | Loopt |",
    },
};

/// Why it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    DoesNotExist,
    Redacted,
    Formula,
    Unclear,
}

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in &ctx.plan.actions {
        let cell = &action.deadline;
        let Some(trouble) = trouble(ctx, cell) else { continue };
        let suggestion = if trouble == Trouble::DoesNotExist { last_day_of_month(&cell.raw) } else { None };
        let message = message(ctx, &cell.raw, trouble, suggestion.as_deref());
        findings.push(ctx.on(action, cell, &RULE, message).suggest(suggestion));
    }
}

fn trouble(ctx: &Context, cell: &Cell<Deadline>) -> Option<Trouble> {
    let is_unreadable = match &cell.value {
        Reading::Unreadable => true,
        Reading::Known(deadline) if deadline.signals.contains(&Signal::DoesNotExist) => {
            return Some(Trouble::DoesNotExist);
        }
        Reading::Known(deadline) if deadline.signals.contains(&Signal::Redacted) => return Some(Trouble::Redacted),
        Reading::Known(deadline) => deadline.precision == Precision::Unreadable,
        _ => false,
    };
    is_unreadable.then(|| guess(ctx, cell))
}

/// Why a planning is unreadable, by its looks alone.
fn guess(ctx: &Context, cell: &Cell<Deadline>) -> Trouble {
    let stored = ctx.grid(&cell.at.sheet).and_then(|grid| grid.get(cell.at.row, cell.at.col)).map(|cell| &cell.value);
    if matches!(stored, Some(CellValue::Error(_))) || cell.raw.trim_start().starts_with('#') {
        Trouble::Formula
    } else if redaction::contains(&cell.raw) {
        Trouble::Redacted
    } else if last_day_of_month(&cell.raw).is_some() || is_impossible_quarter(&cell.raw) {
        Trouble::DoesNotExist
    } else {
        Trouble::Unclear
    }
}

fn message(ctx: &Context, typed: &str, trouble: Trouble, suggestion: Option<&str>) -> Wording {
    let typed = ctx.quote(typed);
    match (trouble, suggestion) {
        (Trouble::DoesNotExist, Some(date)) => Wording::new(
            format!("De planning {typed} bestaat niet. Bedoelt u {date}?"),
            format!("The deadline {typed} does not exist. Did you mean {date}?"),
        ),
        (Trouble::DoesNotExist, None) => Wording::new(
            format!("De planning {typed} bestaat niet. Kijk de dag, de maand of het kwartaal na."),
            format!("The deadline {typed} does not exist. Check the day, the month or the quarter."),
        ),
        (Trouble::Redacted, _) => Wording::new(
            format!(
                "In de planning {typed} is een deel gelakt, zodat de datum niet te lezen is. Gebruik de interne versie."
            ),
            format!("Part of the deadline {typed} is redacted, so the date cannot be read. Use the internal version."),
        ),
        (Trouble::Formula, _) => Wording::new(
            format!("In de planning staat een formule die niet meer klopt ({typed}). Vul de datum of het kwartaal in."),
            format!("The deadline holds a formula that no longer works ({typed}). Fill in the date or quarter."),
        ),
        (Trouble::Unclear, _) => Wording::new(
            format!("De planning {typed} is niet te lezen als datum. Schrijf bijvoorbeeld 30-11-2025 of Q4 2025."),
            format!("The deadline {typed} cannot be read as a date. Write for example 30-11-2025 or Q4 2025."),
        ),
    }
}

/// The last day of the month, where the text is a day that this month does not have: 31-11-2025 gives 30-11-2025.
fn last_day_of_month(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.trim().split(['-', '/', '.']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let (day, month, year) = (day.parse::<u32>().ok()?, month.parse::<u32>().ok()?, year.parse::<i32>().ok()?);
    if !(29..=31).contains(&day) || !(1900..2200).contains(&year) || NaiveDate::from_ymd_opt(year, month, day).is_some()
    {
        return None;
    }
    let last = (28..day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))?;
    Some(format!("{:02}-{:02}-{}", last.day(), last.month(), last.year()))
}

/// `Q5 2025`, `kwartaal 6`: there are four quarters.
fn is_impossible_quarter(typed: &str) -> bool {
    static QUARTER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\b(?:q|k|kw|kwartaal)\s?[05-9]\b").ok());
    QUARTER.as_ref().is_some_and(|quarter| quarter.is_match(typed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;

    #[test]
    fn a_day_that_does_not_exist_gets_the_last_day_of_its_month() {
        assert_eq!(last_day_of_month("31-11-2025").as_deref(), Some("30-11-2025"));
        assert_eq!(last_day_of_month("29/02/2025").as_deref(), Some("28-02-2025"));
        for fine in ["30-11-2025", "31-13-2025", "32-1-2025", "q4", "1-2-3-4"] {
            assert_eq!(last_day_of_month(fine), None, "{fine}");
        }
        assert!(is_impossible_quarter("Q5 2025") && !is_impossible_quarter("Q4 2025"));
    }

    #[test]
    fn each_trouble_is_named() {
        let row = |planning: &str| {
            let sheet = format!(
                "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-01 | Scholen bezoeken | ZVHGV | {planning} | Loopt |"
            );
            messages("DAT002", "", &sheet).join("\n")
        };
        assert!(row("31-11-2025").contains("bestaat niet. Bedoelt u 30-11-2025?"), "{}", row("31-11-2025"));
        assert!(row("Q5 2025").contains("bestaat niet"), "{}", row("Q5 2025"));
        assert_eq!(row("#REF!"), "", "the error of a formula is said as such");
        assert!(row("9 5.1.2.e 2025").contains("gelakt"), "{}", row("9 5.1.2.e 2025"));
        assert!(row("paars met stippen").contains("niet te lezen"), "{}", row("paars met stippen"));
        for fine in ["z.s.m.", "n.t.b.", "doorlopend", "twee keer per jaar", "eind 2026", ""] {
            assert_eq!(row(fine), "", "{fine}");
        }
    }
}
