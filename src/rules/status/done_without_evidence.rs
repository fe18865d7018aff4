//! STA006: an action is done, and nothing tells when or what came of it.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::language::Role;
use crate::plan::{Action, Precision};
use crate::rules::Context;
use crate::rules::status::beside::{Beside, NamedColumns, is_evidence};
use crate::wording::{Wording, key};

/// The status says that the action is done, and neither a date nor a place to look it up stands beside it.
///
/// Enough is: a date of completion; in the status cell, the explanation or a note a date ("Afgerond 14-11-2025", "DVC 12 juni"), a
/// link, a file or a case number, or a word for what came of it ("vastgesteld", "opgeleverd"); anything in a column for documents.
/// Actions that were dropped are asked for a reason instead (STA007).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STA006,
    name: "status-done-without-evidence",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een actie is afgerond zonder datum of bewijs.",
        "An action is done without a date or evidence.",
    ),
    why: Wording::new(
        "Wie later terugkijkt, moet kunnen zien wanneer de actie klaar was en waar het resultaat staat.",
        "Whoever looks back later must be able to see when the action was done and where the result is.",
    ),
    fix: Wording::new(
        "Zet in de toelichting de datum. Of noem waar het resultaat staat: in een besluit, een verslag of een link.",
        "Put the date in the explanation. Or say where the result is: a decision, a report or a link.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Opmerkingen |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q3 2025 | → Afgerond | |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2025 | → Afgerond | ging goed |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Opmerkingen |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q3 2025 | Afgerond | webpagina live 01-10 |
| HI-02 | Alle scholen bezoeken | OOV Hilversum | Q3 2025 | Afgerond 14-11-2025 | |
| HI-03 | Het agressieprotocol vaststellen | HR Hilversum | Q3 2025 | Afgerond | vastgesteld door het college |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (beside, documents) = (Beside::new(ctx), NamedColumns::new(ctx, Role::EvidenceHeader));
    let says_so = |action: &&Action| action.progress_code().is_some() && ctx.is_carried_out(action);
    for action in ctx.plan.actions.iter().filter(says_so) {
        if has_date(action)
            || ctx.notes_unknown(&action.sheet)
            || beside.texts(action).any(|text| is_evidence(text, &ctx.framework.language))
            || documents.are_filled(ctx, action)
        {
            continue;
        }
        let typed = ctx.quote(&action.progress.raw);
        let message = Wording::new(
            format!("De status is {typed}, maar er staat geen datum bij, en niet waar het resultaat is."),
            format!("The status is {typed}, but there is no date and no place of the result."),
        );
        findings.push(ctx.on(action, &action.progress, &RULE, message));
    }
}

/// Whether the column for the date of completion says something; what it says is for other rules to judge.
fn has_date(action: &Action) -> bool {
    let cell = &action.completed_on;
    cell.known().is_some_and(|date| date.precision != Precision::Blank) && !key(&cell.raw).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(status: &str, date: &str, notes: &str, link: &str) -> usize {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Datum gereed | Toelichting | Link |\n\
             | HI-01 | Scholen bezoeken | OOV Hilversum | Q3 2025 | {status} | {date} | {notes} | {link} |\n\
             | HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt | | | |"
        );
        messages("STA006", "", &sheet).len()
    }

    #[test]
    fn any_date_link_or_result_is_enough() {
        for (status, date, notes, link) in [
            ("Afgerond", "14-11-2025", "", ""),
            ("Afgerond", "{date} 2025-11-14", "", ""),
            ("Afgerond", "november", "", ""),
            ("Afgerond 14-11-2025", "", "", ""),
            ("Gereed (DVC 12-6)", "", "", ""),
            ("Afgerond", "", "12-06: vastgesteld", ""),
            ("Afgerond", "", "Vastgesteld in het college", ""),
            ("Afgerond", "", "zie https://intranet.example.nl/beleid", ""),
            ("Afgerond", "", "", "P:/beleid/protocol"),
            ("{note: opgeleverd aan de stuurgroep} Afgerond", "", "", ""),
        ] {
            assert_eq!(found(status, date, notes, link), 0, "{status} {date} {notes} {link}");
        }
    }

    #[test]
    fn words_that_tell_nothing_are_not() {
        for (status, date, notes) in [
            ("Afgerond", "", ""),
            ("afgerond ", "-", "n.v.t."),
            ("100%", "", "is klaar"),
            ("Gereed", "n.t.b.", "nog niet vastgesteld"),
        ] {
            assert_eq!(found(status, date, notes, ""), 1, "{status} {date} {notes}");
        }
    }

    #[test]
    fn only_what_was_carried_out_is_asked_for() {
        for status in ["Loopt", "Vervallen", "Niet gestart", "", "Afgerond?"] {
            assert_eq!(found(status, "", "", ""), 0, "{status}");
        }
    }

    #[test]
    fn a_table_without_columns_for_it_is_served_by_the_status_cell() {
        let sheet = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV | Q3 2025 | Afgerond |";
        let found = messages("STA006", "", sheet);
        assert_eq!(found, ["De status is “Afgerond”, maar er staat geen datum bij, en niet waar het resultaat is."]);
        assert!(messages("STA006", "", &sheet.replace("Afgerond", "Afgerond 3 juni 2025")).is_empty());
    }
}
