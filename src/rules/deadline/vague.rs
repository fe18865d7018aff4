//! DAT008: the planning plans without a date.

use chrono::NaiveDate;

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Deadline, Signal};
use crate::read::deadline::Calendar;
use crate::rules::Context;
use crate::rules::planning::says_nothing;
use crate::wording::Wording;

/// The planning of an open action says something that no day follows from: "z.s.m.", "op korte termijn", "na besluitvorming", or
/// a meeting without saying which ("volgend overleg").
///
/// What counts from the day of reading and tells no quarter or year ("binnen drie maanden") means something else every day. A vague
/// word beside a date is fine.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT008,
    name: "deadline-vague",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De planning is vaag: er staat geen datum of kwartaal.",
        "The deadline is vague: it gives no date or quarter.",
    ),
    why: Wording::new(
        "Iedereen denkt dan aan een ander moment, en niemand is ooit te laat.",
        "Everybody thinks of another moment then, and nobody is ever late.",
    ),
    fix: Wording::new(
        "Noem een kwartaal of datum, ook als die nog kan veranderen.",
        "Name a quarter or date, even if it may still change.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-04 | De infographic verspreiden | ZVHGV | → op korte termijn | Niet gestart |
| D-07 | Medewerkers training geven | ZVHGV | → binnen drie maanden | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-04 | De infographic verspreiden | ZVHGV | z.s.m., uiterlijk Q2 2026 | Niet gestart |
| D-07 | Medewerkers training geven | ZVHGV | Q1 2026 | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let calendar = ctx.calendar();
    for action in ctx.open_actions() {
        let Some(deadline) = action.deadline.known().filter(|deadline| says_nothing(deadline)) else { continue };
        let raw = &action.deadline.raw;
        let Some(vague) = vagueness(deadline, raw, calendar) else { continue };
        findings.push(ctx.on(action, &action.deadline, &RULE, message(&ctx.quote(raw), vague)));
    }
}

/// In which way a planning is vague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vagueness {
    Plain,
    Relative,
    Meeting,
}

fn vagueness(deadline: &Deadline, raw: &str, calendar: &Calendar) -> Option<Vagueness> {
    let says = |signal| deadline.signals.contains(&signal);
    if says(Signal::Relative) {
        Some(Vagueness::Relative)
    } else if says(Signal::Vague) {
        Some(Vagueness::Plain)
    } else {
        // A meeting by name is for DAT014, and one whose date lacks its year for DAT010.
        let unnamed = || calendar.next_meeting(raw, NaiveDate::MIN).is_none();
        (says(Signal::Meeting) && !says(Signal::YearMissing) && unnamed()).then_some(Vagueness::Meeting)
    }
}

fn message(typed: &str, vague: Vagueness) -> Wording {
    match vague {
        Vagueness::Plain => Wording::new(
            format!("Bij {typed} is niet te zien wanneer de actie klaar moet zijn."),
            format!("{typed} does not say when the action has to be done."),
        ),
        Vagueness::Meeting => Wording::new(
            format!("Bij {typed} is niet te zien welk overleg dit is en wanneer het is."),
            format!("{typed} does not say which meeting this is and when."),
        ),
        Vagueness::Relative => Wording::new(
            format!("Wat {typed} betekent, hangt af van wanneer iemand het leest."),
            format!("What {typed} means depends on when somebody reads it."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn sheet(planning: &str, status: &str) -> String {
        format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | {planning} | {status} |"
        )
    }

    #[test]
    fn each_way_of_being_vague_is_named() {
        let found = |planning: &str| messages("DAT008", "", &sheet(planning, "Loopt")).join("\n");
        for plain in ["z.s.m.", "op korte termijn", "binnenkort", "na besluitvorming", "kadernota 2026", "i.o.m. OM"] {
            assert!(
                found(plain).starts_with(&format!("Bij “{plain}” is niet te zien wanneer")),
                "{plain}: {}",
                found(plain)
            );
        }
        assert!(found("binnen 3 maanden").contains("hangt af van wanneer iemand het leest."));
        assert!(found("volgend overleg").contains("welk overleg dit is"));
    }

    #[test]
    fn a_date_beside_it_a_known_meeting_and_a_closed_action_are_fine() {
        for fine in [
            "z.s.m., uiterlijk Q2 2026",
            "Q2 2026 afhankelijk van budget",
            "volgend DVC",
            "waar nodig",
            "n.t.b.",
            "22 mei",
            "eind dit jaar",
        ] {
            assert!(messages("DAT008", "", &sheet(fine, "Loopt")).is_empty(), "{fine}");
        }
        assert!(messages("DAT008", "", &sheet("z.s.m.", "Afgerond")).is_empty());
    }
}
