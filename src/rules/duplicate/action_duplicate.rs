//! DUP001: one action stands twice in the list of a municipality.

use std::collections::BTreeMap;

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::reconcile::Words;
use crate::rules::Context;
use crate::rules::duplicate::alike;
use crate::wording::Wording;

/// Two actions of one municipality have the same text, and nothing tells them apart. The second and later ones are reported.
///
/// Capitals, punctuation, spaces and the spellings that the framework calls one make no other text. The same text at another municipality is fine: five municipalities may each
/// carry out the same phase. So it is with another sub-theme, deadline, level or owner, or another action to come first: a step that
/// comes back every quarter, or that two teams take. Notes, number, priority and status are no difference: of a copied row these go
/// their own way, and nobody knows which one holds. Where one is
/// done or dropped and the other goes on, the first is history; of two that are done, one is counted twice. Where more than five actions of a
/// sheet are also on another sheet of the same municipality, the sheet was copied, and it is said once.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DUP001,
    name: "action-duplicate",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een actie staat twee keer in de lijst van dezelfde gemeente.",
        "An action is listed twice for one municipality.",
    ),
    why: Wording::new(
        "Van twee dezelfde rijen werkt de een deze bij en de ander die. Dan weet niemand welke rij klopt.",
        "With two equal rows, different people may update different rows. Then nobody knows which one is right.",
    ),
    fix: Wording::new(
        "Verwijder een van de twee, of zet in de tekst wat het verschil is.",
        "Remove one of the two, or say in the text what the difference is.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Ouders bijpraten over online gevaren | OOV Huizen | Q3 2026 | Loopt |
| HU-03 | → Het meldpunt bekend maken bij scholen. | OOV Huizen | Q2 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q4 2026 | Niet gestart |
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Het meldpunt bekend maken bij scholen | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

/// How many actions with one text are compared with each other.
const MOST_COMPARED: usize = 20;
/// More actions than this on two sheets mean that the sheet was copied.
const MOST_APART: usize = 5;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(String, String), Vec<&Action>> = BTreeMap::new();
    for found in alike::comparable(ctx, &Words::new(ctx.framework)) {
        groups.entry((found.whose, found.text)).or_default().push(found.action);
    }
    let mut between: BTreeMap<(&str, &str), Vec<(&Action, &Action)>> = BTreeMap::new();
    for group in groups.values() {
        // Where thousands have one text, looking at the first ones says enough.
        let first = group.get(..group.len().min(MOST_COMPARED)).unwrap_or_default();
        for (index, action) in group.iter().enumerate().skip(1) {
            let twin = first
                .iter()
                .take(index)
                .find(|other| !alike::are_told_apart(action, other) && is_told_twice(ctx, action, other));
            if let Some(twin) = twin {
                between.entry((&action.sheet, &twin.sheet)).or_default().push((action, twin));
            }
        }
    }
    for ((sheet, other), mut pairs) in between {
        pairs.sort_by_key(|(action, _)| action.row);
        match pairs.first() {
            Some((action, twin)) if sheet != other && pairs.len() > MOST_APART => {
                findings.push(copied(ctx, action, twin, &pairs));
            }
            _ => findings.extend(pairs.iter().map(|(action, twin)| finding(ctx, action, twin))),
        }
    }
}

/// Whether both still have to be done, or both are closed in the same way. Where one is done and the other goes on, the first is
/// history and the second begins anew.
fn is_told_twice(ctx: &Context, action: &Action, other: &Action) -> bool {
    match (ctx.is_closed(action), ctx.is_closed(other)) {
        (false, false) => true,
        (true, true) => action.progress_code() == other.progress_code(),
        _ => false,
    }
}

fn finding(ctx: &Context, action: &Action, twin: &Action) -> Finding {
    let place = alike::place(ctx, action, twin);
    let message = Wording::new(
        format!("Deze actie staat ook in {}, met dezelfde tekst.", place.nl),
        format!("This action is also in {}, with the same text.", place.en),
    );
    ctx.on(action, &action.text, &RULE, message).relate([Related::Place(Location::cell(&twin.text.at))])
}

fn copied(ctx: &Context, action: &Action, twin: &Action, pairs: &[(&Action, &Action)]) -> Finding {
    let (sheet, other, count) = (&action.sheet, &twin.sheet, pairs.len());
    let message = Wording::new(
        format!("Op blad “{sheet}” staan {count} acties die ook op blad “{other}” staan. Dit is de eerste."),
        format!("Sheet “{sheet}” has {count} actions that are also on sheet “{other}”. This is the first."),
    );
    let advice = Wording::of(
        "Is een van de twee bladen een kopie? Verwijder dat blad dan.",
        "If one of the two sheets is a copy, remove that sheet.",
    );
    let cells = pairs.iter().map(|(action, _)| action.text.at.clone()).collect();
    let finding = ctx.on(action, &action.text, &RULE, message).relate([Related::Place(Location::cell(&twin.text.at))]);
    Finding { action_id: None, subtheme: None, ..finding.advise(advice).for_cells(cells) }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |\n";
    const TEXT: &str = "Het meldpunt bekend maken bij scholen";

    /// Findings at a row that has the text of the one before it, in the words of `| sub-theme | level | owner | deadline | status`.
    fn beside(one: [&str; 5], other: [&str; 5]) -> usize {
        let row = |nr: u32, [subtheme, level, owner, deadline, status]: [&str; 5]| {
            format!("| {nr} | {subtheme} | {TEXT} | {level} | {owner} | {deadline} | {status} |\n")
        };
        messages("DUP001", "", &format!("# Huizen\n{HEADER}{}{}", row(1, one), row(2, other))).len()
    }

    #[test]
    fn what_tells_two_actions_apart_is_respected() {
        let usual = ["Preventie", "Lokaal", "OOV Huizen", "Q2 2026", "Loopt"];
        assert_eq!(beside(usual, usual), 1);
        assert_eq!(beside(usual, ["", "", "", "", "Niet gestart"]), 1, "what is left open tells nothing");
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "OOV Huizen", "2e kwartaal 2026", "Loopt"]), 1);
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "n.t.b.", "Q2 2026", "Loopt"]), 1);
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "OOV Huizen, politie", "Q2 2026", "Loopt"]), 1);
        assert_eq!(beside(usual, ["Alle partners", "Lokaal", "OOV Huizen", "Q2 2026", "Loopt"]), 0, "sub-theme");
        assert_eq!(beside(usual, ["Preventie", "Districtelijk", "OOV Huizen", "Q2 2026", "Loopt"]), 0, "level");
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "politie", "Q2 2026", "Loopt"]), 0, "owner");
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "OOV Huizen", "Q3 2026", "Loopt"]), 0, "deadline");
        assert_eq!(beside(usual, ["Preventie", "Lokaal", "OOV Huizen", "z.s.m.", "Loopt"]), 0, "deadline in words");
        let done = ["Preventie", "Lokaal", "OOV Huizen", "Q2 2026", "Afgerond"];
        assert_eq!(beside(usual, done), 0, "history");
        assert_eq!(beside(done, done), 1, "counted twice");
    }

    fn two(first: &str, second: &str) -> Vec<crate::finding::Finding> {
        let sheet = |text: &str, nr: u32| format!("| {nr} | | {text} | | | | Loopt |\n");
        findings("DUP001", "", &format!("# Huizen\n{HEADER}{}{}", sheet(first, 1), sheet(second, 2)))
    }

    #[test]
    fn spelling_is_no_difference_and_numbers_and_short_texts_are() {
        assert_eq!(two(TEXT, &format!("{} ", TEXT.to_uppercase())).len(), 1);
        assert_eq!(two("Fase 1: het meldpunt inrichten", "Fase 2: het meldpunt inrichten").len(), 0);
        for short in ["n.t.b.", "Idem, zie hierboven", "Zie de actie hierboven", "Overleg"] {
            assert_eq!(two(short, short).len(), 0, "{short}");
        }
        let masked =
            two("Bel 06-12345678 over het meldpunt bij scholen", "Bel 06-87654321 over het meldpunt bij scholen");
        assert_eq!(masked.len(), 0, "another number");
    }

    #[test]
    fn the_other_place_is_named() {
        let found = two(TEXT, TEXT);
        assert!(
            found[0].message.nl.starts_with("Deze actie staat ook in C2 (nr. 1), met dezelfde tekst."),
            "{}",
            found[0].message.nl
        );
        assert_eq!((found[0].at.row, found[0].related.len()), (Some(2), 1));
    }

    #[test]
    fn one_sheet_for_all_keeps_municipalities_apart() {
        let row = |place: &str| format!("| D-1 | {place} | {TEXT} | Q2 2026 | Loopt |\n");
        let sheet =
            |rows: &[String]| format!("# Acties\n| Nr | Gemeente | Actie | Planning | Status |\n{}", rows.concat());
        assert_eq!(messages("DUP001", "", &sheet(&[row("Hilversum"), row("Huizen")])).len(), 0);
        assert_eq!(messages("DUP001", "", &sheet(&[row("Hilversum"), row("Huizen"), row("Hilversum")])).len(), 1);
    }

    #[test]
    fn a_copied_sheet_is_said_once() {
        let rows: String = ["a", "b", "c", "d", "e", "f", "g"]
            .iter()
            .map(|n| format!("| {n} | | Bijeenkomst {n}{n} over het meldpunt | | | | Loopt |\n"))
            .collect();
        let found = messages("DUP001", "", &format!("# Huizen\n{HEADER}{rows}# Huizen (2)\n{HEADER}{rows}"));
        assert!(
            found.len() == 1 && found[0].contains("“Huizen (2)” staan 7 acties die ook op blad “Huizen”"),
            "{found:?}"
        );
    }
}
