//! DAT010: the planning does not say the year.

use chrono::Datelike;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Action, Deadline, Precision, Signal};
use crate::read::deadline::parse;
use crate::rules::Context;
use crate::rules::deadline::{calendar_of, notation};
use crate::wording::{Lang, Wording};

/// A day, month, quarter or season in the planning of an open action has no year, or one that changes with the day on which it is
/// read ("eind dit jaar", "komend kwartaal"). The year is taken in which it lies in the period of
/// the plan, nearest to the other dates of the row or else to the reference date, or the one that the previous version gave; nobody is late by it, and the message says
/// what was read. Nor is anybody late by a day of which only its writer knows whether it starts with the month (“5/12/2025”).
///
/// A year that stands beside it in a range ("nov 2025 - feb"), that a rhythm does without ("jaarlijks in april") or that the
/// calendar of the meetings tells ("DVC 11-12") is not missing.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT010,
    name: "deadline-year-missing",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new("In de planning staat geen jaar.", "The deadline does not say the year."),
    why: Wording::new(
        "Het plan loopt over meer dan één jaar. Zonder jaartal is niet zeker welk jaar bedoeld is.",
        "The plan runs for more than one year. Without the year nobody is sure which one is meant.",
    ),
    fix: Wording::new("Schrijf het jaar erbij: 22-05-2026, Q2 2026.", "Write the year too: 22-05-2026, Q2 2026."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | → 22 mei | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | → medio december | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | 22 mei 2026 | Loopt |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | nov 2025 - feb | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        let missing = |deadline: &&Deadline| {
            deadline.signals.contains(&Signal::YearMissing) || deadline.signals.contains(&Signal::OrderUnsure)
        };
        let Some(deadline) = action.deadline.known().filter(missing) else { continue };
        if !deadline.signals.contains(&Signal::YearMissing) {
            findings.push(unsure(ctx, action, deadline));
            continue;
        }
        let message = message(&ctx.quote(&action.deadline.raw), deadline);
        let meant = with_year(ctx, action, deadline);
        findings.push(ctx.on(action, &action.deadline, &RULE, message).suggest(meant));
    }
}

fn message(typed: &str, deadline: &Deadline) -> Wording {
    if deadline.start.or(deadline.end).is_none() {
        return Wording::new(
            format!("In de planning {typed} staat geen jaar."),
            format!("The deadline {typed} does not say the year."),
        );
    }
    if deadline.signals.contains(&Signal::Relative) {
        return Wording::new(
            format!(
                "Wat {typed} betekent, hangt af van wanneer iemand het leest. Gelezen als {}.",
                deadline.shown(Lang::Nl)
            ),
            format!("What {typed} means depends on when somebody reads it. Read as {}.", deadline.shown(Lang::En)),
        );
    }
    Wording::new(
        format!("In de planning {typed} staat geen jaar. Gelezen als {}.", deadline.shown(Lang::Nl)),
        format!("The deadline {typed} does not say the year. Read as {}.", deadline.shown(Lang::En)),
    )
}

/// A day of which nobody can tell whether its month comes first, or a number after a month of which nobody can tell whether it is a day.
fn unsure(ctx: &Context, action: &Action, deadline: &Deadline) -> Finding {
    let typed = ctx.quote(&action.deadline.raw);
    let (nl, en) = (deadline.shown(Lang::Nl), deadline.shown(Lang::En));
    if deadline.precision == Precision::Month {
        let message = Wording::new(
            format!("Bij {typed} is niet zeker of het getal een jaar of een dag is. Gelezen als {nl}."),
            format!("In {typed} it is not certain whether the number is a year or a day. Read as {en}."),
        );
        let advice = Wording::of("Schrijf het jaar met vier cijfers.", "Write the year with four digits.");
        return ctx
            .on(action, &action.deadline, &RULE, message)
            .advise(advice)
            .suggest(with_year(ctx, action, deadline));
    }
    let message = Wording::new(
        format!("Bij {typed} is niet zeker wat de dag is en wat de maand. Gelezen als {nl}."),
        format!("In {typed} it is not certain which is the day and which the month. Read as {en}."),
    );
    let advice = Wording::of(
        "Schrijf de maand met letters. Of laat in het kader vastleggen of de dag of de maand eerst komt (`date_order`).",
        "Write the month in letters. Or have the framework say whether the day or the month comes first (`date_order`).",
    );
    ctx.on(action, &action.deadline, &RULE, message).advise(advice)
}

/// What was typed with the year that it was read with, in the notation of whoever typed it where that can be.
fn with_year(ctx: &Context, action: &Action, deadline: &Deadline) -> Option<String> {
    let date = deadline.end.or(deadline.start)?;
    let (year, notation) = (date.year(), notation(ctx, action, &action.deadline));
    let calendar = calendar_of(notation);
    let typed = action.deadline.raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let in_digits = !typed.contains(char::is_alphabetic) && deadline.precision == Precision::Day;
    let day = in_digits.then(|| notation.day(date));
    // Behind a date in digits the year follows with the sign that stands in it.
    let sign = typed.trim_end_matches(|c: char| c.is_ascii_digit()).chars().next_back().filter(|c| "-/".contains(*c));
    let joined = sign.map(|sign| format!("{typed}{sign}{year}"));
    let beside = joined.into_iter().chain([format!("{typed} {year}"), format!("{typed}-{year}")]);
    // "eind dit jaar 2026" is nobody's notation.
    let beside = beside.filter(|_| !deadline.signals.contains(&Signal::Relative));
    let candidates = day.into_iter().chain(beside).chain([deadline.normal_form(Lang::Nl)]);
    candidates.into_iter().find(|candidate| {
        let read = parse(candidate, &calendar);
        read.is_plain() && (read.start, read.end) == (deadline.start, deadline.end)
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(planning: &str, status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        )
    }

    #[test]
    fn the_message_says_what_was_read_and_the_proposal_can_be_typed() {
        for (planning, read, meant) in [
            ("22 mei", "Gelezen als 22-05-2026", Some("22 mei 2026")),
            ("18-11", "Gelezen als 18-11-2025", Some("18-11-2025")),
            ("Q3", "Gelezen als Q3 2025", Some("Q3 2025")),
            ("Q3–Q1", "Gelezen als Q3 2025 t/m Q1 2026", Some("Q3–Q1 2026")),
            ("medio december", "Gelezen als 11-12-2025 t/m 20-12-2025", Some("medio december 2025")),
            ("voor de zomer", "Gelezen als uiterlijk voorjaar 2025", Some("voor de zomer 2025")),
            ("DVC 14-1", "Gelezen als 14-01-2026", Some("DVC 14-1-2026")),
            ("29 februari", "staat geen jaar.", None),
            ("eind dit jaar", "hangt af van wanneer iemand het leest. Gelezen als Q4 2025.", Some("Q4 2025")),
            ("volgend jaar", "Gelezen als 2026.", Some("2026")),
            ("komend kwartaal", "Gelezen als Q1 2026.", Some("Q1 2026")),
        ] {
            let found = findings("DAT010", "", &sheet(planning, "Loopt"));
            assert_eq!(found.len(), 1, "{planning}");
            assert!(found[0].message.nl.contains(read), "{}", found[0].message.nl);
            assert_eq!(found[0].suggestion.as_deref(), meant, "{planning}");
        }
    }

    #[test]
    fn a_number_after_a_month_that_may_be_a_day_is_told() {
        let found = findings("DAT010", "", &sheet("December 25", "Loopt"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.nl.ends_with("een jaar of een dag is. Gelezen als december 2025."));
        assert_eq!(found[0].suggestion.as_deref(), Some("december 2025"));
        assert!(messages("DAT010", "", &sheet("mei 26", "Loopt")).is_empty());
    }

    #[test]
    fn the_other_dates_of_the_row_tell_the_year() {
        for (planning, done, updated, note, read) in [
            ("22 mei", "", "", "", "22-05-2026"),
            ("22 mei", "", "12-04-2025", "", "22-05-2025"),
            ("22 mei", "{date} 2025-06-01", "1-6-2026", "", "22-05-2025"),
            ("22 mei", "", "", "Besproken op 3 april 2025 met de scholen.", "22-05-2025"),
            ("22 mei", "", "3 april", "Volgens het besluit van 1-2-2019.", "22-05-2026"),
            ("medio december", "", "20-1-2026", "", "11-12-2025 t/m 20-12-2025"),
        ] {
            let sheet = format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Afgerond op | Bijgewerkt op | Toelichting |\n\
                 | 1 | Scholen bezoeken | OOV Hilversum | {planning} | Loopt | {done} | {updated} | {note} |"
            );
            let found = messages("DAT010", "", &sheet);
            assert!(
                found.iter().any(|message| message.contains(&format!("Gelezen als {read}."))),
                "{sheet}: {found:?}"
            );
        }
    }

    #[test]
    fn a_year_that_is_told_in_another_way_is_not_missing() {
        for fine in
            ["nov 2025 - feb", "jaarlijks in april", "elk voorjaar", "Q1/Q2 2026", "2026: Q2", "doorlopend", "DVC 13-2"]
        {
            assert!(messages("DAT010", "", &sheet(fine, "Loopt")).is_empty(), "{fine}");
        }
        assert!(messages("DAT010", "", &sheet("22 mei", "Afgerond")).is_empty());
    }
}
