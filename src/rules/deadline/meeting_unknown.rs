//! DAT014: the planning names a meeting, and no date follows from it.

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::language::{Language, Role};
use crate::plan::{Action, Deadline, Signal};
use crate::read::deadline::{Calendar, parse};
use crate::rules::{Context, day};
use crate::wording::{Wording, key};

/// The planning of an open action names a body that meets ("volgend DVC", "na PHO"), without a date, month or quarter beside it.
///
/// The next meeting in the framework's calendar is proposed where there is one. "Volgend DVC" is never read as that meeting: every
/// week it would be another one, and the action would never be late. With a date ("DVC 11-12-2025") or a month in which the
/// calendar has no meeting ("DVC september 2026") all is well. A meeting that has no name ("volgend overleg") is for DAT008.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT014,
    name: "deadline-meeting-unknown",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "De planning noemt een overleg, maar niet wanneer dat is.",
        "The deadline names a meeting, and not when it is.",
    ),
    why: Wording::new(
        "Zonder datum schuift zo’n planning elke keer mee, en is de actie nooit te laat.",
        "Without a date such a deadline moves along every time, and the action is never late.",
    ),
    fix: Wording::new(
        "Zet de datum van het overleg erbij, zoals “DVC 11-12-2025”. Vraag de coördinator om ontbrekende datums aan het kader toe te voegen.",
        "Add the date of the meeting, such as “DVC 11-12-2025”. Ask the coordinator to add missing dates to the framework.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-03 | Het convenant laten tekenen | ZVHGV | → volgend DVC | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-03 | Het convenant laten tekenen | ZVHGV | DVC 11-12-2025 | Niet gestart |
| D-04 | De infographic verspreiden | ZVHGV | DVC september 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let calendar = ctx.calendar();
    for action in ctx.open_actions().filter(|action| action.deadline.known().is_some_and(is_unresolved)) {
        if let Some((body, next)) = calendar.next_meeting(&action.deadline.raw, ctx.today) {
            findings.push(finding(ctx, action, body, next));
        }
    }
}

/// Whether it is a meeting without a day; one whose date lacks its year is for DAT010.
fn is_unresolved(deadline: &Deadline) -> bool {
    let undated = deadline.start.is_none() && deadline.end.is_none();
    undated && deadline.signals.contains(&Signal::Meeting) && !deadline.signals.contains(&Signal::YearMissing)
}

fn finding(ctx: &Context, action: &Action, body: &str, next: Option<NaiveDate>) -> Finding {
    let typed = ctx.quote(&action.deadline.raw);
    let message = match next.map(day) {
        Some(date) => Wording::new(
            format!("Bij {typed} staat geen datum. De volgende keer dat {body} vergadert, is {}.", date.nl),
            format!("{typed} has no date. {body} meets next on {}.", date.en),
        ),
        None => Wording::new(
            format!("Bij {typed} staat geen datum. De volgende vergadering ({body}) is niet bekend."),
            format!("{typed} has no date, and the next {body} meeting is not known."),
        ),
    };
    let meant = next.and_then(|next| dated(&action.deadline.raw, next, &ctx.framework.language));
    ctx.on(action, &action.deadline, &RULE, message).suggest(meant)
}

/// The text with the date of the meeting after it: "na DVC" is "na DVC 11-12-2025", "een volgend DVC" is "DVC 11-12-2025".
fn dated(typed: &str, date: NaiveDate, language: &Language) -> Option<String> {
    let says_something = |word: &&str| {
        let empty = [Role::Next, Role::The].iter().any(|role| language.is(*role, word));
        !empty && language.number(&key(word)) != Some(1)
    };
    let plain = typed.split_whitespace().filter(says_something).collect::<Vec<_>>().join(" ");
    let text = format!("{plain} {}", day(date).nl);
    let read = parse(&text, &Calendar::default());
    (read.is_plain() && read.start.or(read.end).is_some()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(planning: &str, status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        )
    }

    #[test]
    fn a_named_body_without_a_date_is_reported() {
        for planning in [
            "volgend DVC",
            "een volgend DVC",
            "na DVC",
            "PHO",
            "na de basisteamdriehoek",
            "eerstvolgend Veiligheidscollege",
        ] {
            assert_eq!(messages("DAT014", "", &sheet(planning, "Loopt")).len(), 1, "{planning}");
        }
        let message = messages("DAT014", "", &sheet("volgend PHO", "Loopt")).join("");
        assert!(message.contains("De volgende vergadering (PHO) is niet bekend"), "{message}");
    }

    #[test]
    fn with_a_date_or_without_a_name_it_is_not() {
        for fine in [
            "DVC 11-12-2025",
            "DVC september 2026",
            "na DVC 13-2",
            "DVC Q1 2026",
            "volgend overleg",
            "DVC 22 mei",
            "Q2 2026",
        ] {
            assert!(messages("DAT014", "", &sheet(fine, "Loopt")).is_empty(), "{fine}");
        }
        assert!(findings("DAT014", "", &sheet("volgend DVC", "Afgerond")).is_empty());
    }

    #[test]
    fn the_next_meeting_is_proposed_as_it_can_be_typed() {
        let date = NaiveDate::from_ymd_opt(2025, 12, 11).unwrap();
        for (typed, meant) in [
            ("volgend DVC", "DVC 11-12-2025"),
            ("een volgend DVC", "DVC 11-12-2025"),
            ("na DVC", "na DVC 11-12-2025"),
            ("na het eerstvolgende DVC", "na DVC 11-12-2025"),
        ] {
            assert_eq!(dated(typed, date, &Language::default()).as_deref(), Some(meant), "{typed}");
        }
    }
}
