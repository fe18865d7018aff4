//! DAT002: the planning cannot be read as a date, quarter, rhythm or anything else that plans.

use crate::cell::{Cell, CellValue, Reading};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::plan::{Deadline, Precision, Signal};
use crate::read::deadline::{Calendar, serial_day, unread};
use crate::read::redaction;
use crate::rules::{Context, day};
use crate::wording::{Lang, Wording};

/// There is text in the planning of an open action, and no date can be told from it: a redacted date, a formula that went
/// wrong, or words that are no planning.
///
/// A day that does not exist (DAT003), vague words (DAT008) and a word for the status (DAT001) can be read well enough; other rules
/// speak of these. Where a date is read and a part of the text is not, that is said as information. In an action that is done or
/// dropped, whatever stands there is history.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT002,
    name: "deadline-unreadable",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("De planning is niet te lezen.", "The deadline cannot be read."),
    why: Wording::new(
        "Als niemand de planning kan lezen, weet niemand wanneer de actie klaar moet zijn.",
        "If nobody can read the deadline, nobody knows when the action is due.",
    ),
    fix: Wording::new(
        "Schrijf een datum (30-11-2025), een maand (november 2025) of een kwartaal (Q4 2025).",
        "Write a date (30-11-2025), a month (November 2025) or a quarter (Q4 2025).",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | → met Wijdemeren | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | → 9 5.1.2.e 2025 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-01 | Een infographic laten maken | ZVHGV | {date} 2026-03-31 | Loopt |
| D-02 | Een convenant opstellen | ZVHGV | 9 januari 2026 | Loopt |
| D-14 | Modellen maken voor alle gemeenten | ZVHGV | Q3 2024 - doorlopend | Loopt |",
    },
};

/// So many unread parts are quoted.
const MOST_PARTS: usize = 3;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let calendar = ctx.calendar();
    for action in ctx.open_actions() {
        let cell = &action.deadline;
        if let Some(message) = message(ctx, cell) {
            let finding = ctx.on(action, cell, &RULE, message);
            findings.push(match advice(ctx, cell) {
                Some(advice) => finding.advise(advice),
                None => finding,
            });
        } else if let Some(message) = part_unread(ctx, cell, calendar) {
            findings.push(Finding { severity: Severity::Info, ..ctx.on(action, cell, &RULE, message) }.advise(
                Wording::of(
                    "Klopt dit? Dan hoeft u niets te doen. Zet anders de datum in de planning, en de rest in de toelichting.",
                    "Is this right? Then there is nothing to do. Else put the date in the deadline, and the rest in the explanation.",
                ),
            ));
        }
    }
}

fn advice(ctx: &Context, cell: &Cell<Deadline>) -> Option<Wording> {
    if is_formula_error(ctx, cell) {
        Some(Wording::of("Vul de datum of het kwartaal in.", "Fill in the date or quarter."))
    } else if redaction::contains(&cell.raw) {
        Some(Wording::of("Gebruik de interne versie.", "Use the internal version."))
    } else if let Some(date) = serial_day(&cell.raw) {
        let date = day(date);
        Some(Wording::new(
            format!(
                "Excel bewaart een datum als getal, en dit kan {} zijn. Klik rechts op de cel, kies Celeigenschappen > Datum en kijk of \
                 de datum klopt.",
                date.nl
            ),
            format!(
                "Excel keeps a date as a number, and this may be {}. Right-click the cell, choose Format Cells > Date and see whether \
                 the date is right.",
                date.en
            ),
        ))
    } else {
        None
    }
}

/// Words beside a date that nothing is known of: what they say of it is not lost, but nobody took it into account.
fn part_unread(ctx: &Context, cell: &Cell<Deadline>, calendar: &Calendar) -> Option<Wording> {
    let deadline = cell.known().filter(|deadline| deadline.signals == [Signal::PartUnread])?;
    let parts = unread(&ctx.standing(cell), calendar);
    let quoted: Vec<String> = parts.iter().take(MOST_PARTS).map(|part| ctx.quote(part)).collect();
    if quoted.is_empty() {
        return None;
    }
    let (nl, en) = (deadline.shown(Lang::Nl), deadline.shown(Lang::En));
    Some(Wording::new(
        format!("Deze planning is gelezen als {nl}. Dit deel is niet gelezen: {}.", quoted.join(", ")),
        format!("This deadline is read as {en}. This part was not read: {}.", quoted.join(", ")),
    ))
}

fn message(ctx: &Context, cell: &Cell<Deadline>) -> Option<Wording> {
    let unreadable = match &cell.value {
        Reading::Unreadable => true,
        Reading::Known(deadline) if deadline.signals.contains(&Signal::DoesNotExist) => false,
        Reading::Known(deadline) => deadline.precision == Precision::Unreadable,
        Reading::Absent | Reading::Blank => false,
    };
    if !unreadable {
        return None;
    }
    let typed = ctx.quote(&cell.raw);
    Some(if is_formula_error(ctx, cell) {
        broken_formula(&typed)
    } else if redaction::contains(&cell.raw) {
        redacted(&typed)
    } else {
        unclear(&typed)
    })
}

/// Whether the cell holds an error of a formula, or one that somebody copied as text.
fn is_formula_error(ctx: &Context, cell: &Cell<Deadline>) -> bool {
    let stored = ctx.grid(&cell.at.sheet).and_then(|grid| grid.get(cell.at.row, cell.at.col)).map(|cell| &cell.value);
    matches!(stored, Some(CellValue::Error(_))) || cell.raw.trim_start().starts_with('#')
}

fn broken_formula(typed: &str) -> Wording {
    Wording::new(
        format!("In de planning staat een formule die niet meer klopt ({typed})."),
        format!("The deadline holds a formula that no longer works ({typed})."),
    )
}

fn redacted(typed: &str) -> Wording {
    Wording::new(
        format!("In de planning {typed} is een deel gelakt, zodat de datum niet te lezen is."),
        format!("Part of the deadline {typed} is redacted, so the date cannot be read."),
    )
}

fn unclear(typed: &str) -> Wording {
    Wording::new(
        format!("De planning {typed} is niet te lezen als datum."),
        format!("The deadline {typed} cannot be read as a date."),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    #[test]
    fn each_trouble_is_named() {
        let row = |planning: &str, status: &str| {
            let sheet = format!(
                "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-01 | Scholen bezoeken | ZVHGV | {planning} | {status} |"
            );
            messages("DAT002", "", &sheet).join("\n")
        };
        let open = |planning: &str| row(planning, "Loopt");
        assert_eq!(open("#REF!"), "", "the error of a formula is said as such");
        assert!(open("9 5.1.2.e 2025").contains("gelakt"), "{}", open("9 5.1.2.e 2025"));
        assert!(open("paars met stippen").contains("niet te lezen"), "{}", open("paars met stippen"));
        for fine in ["z.s.m.", "n.t.b.", "doorlopend", "twee keer per jaar", "eind 2026", "", "31-11-2025", "loopt"] {
            assert_eq!(open(fine), "", "{fine}");
        }
        assert_eq!(row("vastgesteld door de raad", "Afgerond"), "");
        let number = findings(
            "DAT002",
            "",
            "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-01 | Scholen bezoeken | ZVHGV | {number} 46112 | Loopt |",
        );
        assert!(number[0].message.nl.contains("“46112”"), "{:?}", number[0].message);
        let advice = number[0].advice.as_ref().map(|advice| advice.nl.clone()).unwrap_or_default();
        assert!(advice.contains("31-03-2026"), "{advice}");
    }
}
