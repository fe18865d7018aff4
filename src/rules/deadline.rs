//! What the rules on deadlines share: which of them speaks of what, and when a date can be built on.
//!
//! Of one thing that is wrong with a planning, one rule speaks: of [`Signal::DoesNotExist`] and [`Signal::WeekdayMismatch`]
//! DAT003, of [`Signal::EndBeforeStart`] DAT004, of [`Signal::Vague`] and [`Signal::Relative`] DAT008, of [`Signal::Ambiguous`]
//! and [`Signal::Tentative`] DAT009, of [`Signal::YearMissing`] and [`Signal::OrderUnsure`] DAT010, of [`Signal::TextDate`] DAT011, of [`Signal::RhythmUnsaid`] DAT012, of
//! [`Signal::Meeting`] DAT014, of [`Signal::FormatHides`] DAT015, of [`Signal::Redacted`] and [`Signal::PartUnread`] DAT002, and of [`Signal::ToBeDecided`] and [`Signal::Status`] DAT001. Rules
//! that reckon with the days (DAT005, DAT006, DAT007, DAT013, TRN002, TRN003) leave a doubtful date to the rule that doubts it.

use chrono::{Datelike, NaiveDate};

use crate::cell::Cell;
use crate::language::DateOrder;
use crate::plan::{Action, Coarse, DateNotation, Deadline};
use crate::read::deadline::{Calendar, DayOrder};
use crate::rules::Context;

pub(in crate::rules) mod as_text;
pub(in crate::rules) mod before_predecessor;
pub(in crate::rules) mod contradictory;
pub(in crate::rules) mod due_soon;
pub(in crate::rules) mod end_before_start;
pub(in crate::rules) mod hidden_by_format;
pub(in crate::rules) mod meeting_unknown;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod not_existing;
pub(in crate::rules) mod outside_period;
pub(in crate::rules) mod overdue;
pub(in crate::rules) mod recurring_undated;
pub(in crate::rules) mod unreadable;
pub(in crate::rules) mod vague;
pub(in crate::rules) mod year_missing;

/// How the dates of the column of a cell are written; as is usual in the framework's language where no column tells.
pub(in crate::rules) fn notation(ctx: &Context, action: &Action, cell: &Cell<Deadline>) -> DateNotation {
    let table = ctx.plan.tables.get(action.table);
    let known = table.and_then(|table| table.dates.get(&cell.at.col)).copied();
    let usual = || ctx.framework.date_order.or_else(|| ctx.framework.language.date_order());
    known.unwrap_or_else(|| DateNotation::usual(usual().unwrap_or(DateOrder::Dmy)))
}

/// A day as the others of its column are written; its quarter or month, where the others are that.
pub(in crate::rules) fn in_column(ctx: &Context, notation: DateNotation, date: NaiveDate) -> String {
    let (month, year) = (date.month(), date.year());
    match notation.coarse {
        Some(Coarse::Quarter) => format!("Q{} {year}", month.div_ceil(3)),
        Some(Coarse::Month) => {
            let name = ctx.framework.language.month_name(month);
            name.map_or_else(|| notation.day(date), |name| format!("{name} {year}"))
        }
        None => notation.day(date),
    }
}

/// What reads a proposal as its column is read.
pub(in crate::rules) fn calendar_of(notation: DateNotation) -> Calendar {
    let mut calendar = Calendar::default();
    calendar.set_order(DayOrder::from(notation.order));
    calendar
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::rules::catalogue_tests::codes;

    /// The codes of the rules on deadlines that speak of this planning of an action that goes on.
    fn spoken(planning: &str) -> String {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | {planning} | Loopt |"
        );
        let codes: BTreeSet<String> =
            codes(&sheet).into_iter().filter(|code| code.starts_with("DAT") || code.starts_with("TRN")).collect();
        codes.into_iter().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn exactly_one_rule_speaks_of_one_mistake() {
        let mut wrong = Vec::new();
        // The examples are judged on 24 November 2025, and the plan runs from 2025 to 2026.
        for (planning, code) in [
            ("", "DAT001"),
            ("n.t.b.", "DAT001"),
            ("?", "DAT001"),
            ("afgerond", "DAT001"),
            ("Q4 2025 - n.t.b.", "DAT001"),
            ("paars met stippen", "DAT002"),
            ("9 5.1.2.e 2025", "DAT002"),
            ("20260401", "DAT011"),
            ("31-11-2025", "DAT003"),
            ("Q5 2026", "DAT003"),
            ("12/31/2025", "DAT003"),
            ("dinsdag 12 januari 2026", "DAT003"),
            ("dinsdag 12 januari 2025", "DAT003"),
            ("Q3 2026 – Q2 2026", "DAT004"),
            ("Q3 2025 – Q2 2025", "DAT004"),
            ("Q3 2025", "DAT005"),
            ("Q1 2025 Q3 2025", "DAT005"),
            ("05-12-2025", "DAT006 DAT011"),
            ("26-09-2014", "DAT007"),
            ("Q1 2028", "DAT007"),
            ("z.s.m.", "DAT008"),
            ("eind dit jaar", "DAT010"),
            ("binnen drie maanden", "DAT008"),
            ("na besluitvorming", "DAT008"),
            ("volgend overleg", "DAT008"),
            ("Doorlopend – Q2 2026", "DAT009"),
            ("Q4 2025 Q2 2026", "DAT009"),
            ("22 mei", "DAT010"),
            ("18-11", "DAT010"),
            ("29 februari", "DAT010"),
            ("PHO 12 mei", "DAT010"),
            ("eens per kwartaal", "DAT012"),
            ("periodiek", "DAT012"),
            ("volgend DVC", "DAT014"),
            ("na PHO", "DAT014"),
            ("Q2 2026", ""),
            ("DVC 11-12-2026", ""),
            ("doorlopend", ""),
            ("waar nodig", ""),
            ("eind 2025", ""),
            ("vanaf Q1 2026", ""),
            ("Q1 2026: concept; Q3 2026: vaststelling", ""),
            ("eens per kwartaal, laatst 12-06-2025", ""),
        ] {
            let got = spoken(planning);
            if got != code {
                wrong.push(format!("{planning:?}: {got:?} should be {code:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
