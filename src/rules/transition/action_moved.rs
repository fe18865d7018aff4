//! TRN009: the action stands on the sheet of another municipality or level now, and nobody wrote why.

use std::collections::BTreeMap;

use crate::cell::Cell;
use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::{Action, ActionPlan, BelongsTo};
use crate::rules::transition::Reasons;
use crate::rules::{Context, belongs_to, list, previous_place};
use crate::wording::Wording;

/// The action belongs to another municipality or level than in the previous version: its sheet says so, or without sheets of their
/// own its municipality or level. A renamed tab is no move.
///
/// New words in the notes or a remark at the action are a reason; the finding stands where the reason can be typed. The same move of
/// several actions is said once.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN009,
    name: "action-moved",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "Een actie is verplaatst naar een andere gemeente of een ander niveau. Er staat niet bij waarom.",
        "An action moved to another municipality or level, and nothing says why.",
    ),
    why: Wording::new(
        "Wie de actie had, moet weten dat die weg is. Wie de actie krijgt, moet dat ook weten.",
        "Both the old and the new owner have to know that the action moved.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting waarom de actie is verplaatst en wie dat besloot. Of zet de actie terug.",
        "Write in the explanation why the action moved and who decided that, or put it back.",
    ),
    fails: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-10 | Het protocol voor re-integratie vaststellen | ZVHGV | Q4 2026 | Loopt | |
| HU-11 | Alle scholen in de gemeente bezoeken | OOV Huizen | Q4 2026 | Loopt | |
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| D-01 | Een training kiezen voor dossierhouders | ZVHGV | Q4 2026 | Loopt | |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-11 | Alle scholen in de gemeente bezoeken | OOV Huizen | Q4 2026 | Loopt | |
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| D-01 | Een training kiezen voor dossierhouders | ZVHGV | Q4 2026 | Loopt | |
| HU-10 | Het protocol voor re-integratie vaststellen | ZVHGV | Q4 2026 | Loopt | → |",
    },
    passes: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-10 | Het protocol voor re-integratie vaststellen | ZVHGV | Q4 2026 | Loopt | |
| HU-11 | Alle scholen in de gemeente bezoeken | OOV Huizen | Q4 2026 | Loopt | |
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| D-01 | Een training kiezen voor dossierhouders | ZVHGV | Q4 2026 | Loopt | |",
        current:
            "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-11 | Alle scholen in de gemeente bezoeken | OOV Huizen | Q4 2026 | Loopt | |
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| D-01 | Een training kiezen voor dossierhouders | ZVHGV | Q4 2026 | Loopt | |
| HU-10 | Het protocol voor re-integratie vaststellen | ZVHGV | Q4 2026 | Loopt | geldt nu voor alle gemeenten, DVC 13-11 |",
    },
};

/// Actions that moved from one place to another.
struct Move<'a> {
    rows: Vec<(&'a Action, &'a Action)>,
    from: Wording,
    to: Wording,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let reasons = Reasons::new(ctx);
    let mut moves: BTreeMap<(&str, String, String), Move> = BTreeMap::new();
    for change in previous.reconciliation.changes.iter().filter(|change| change.moved) {
        let olds: Vec<&Action> = change.previous.iter().filter_map(|at| previous.plan.actions.get(*at)).collect();
        let news: Vec<&Action> = change.current.iter().filter_map(|at| ctx.plan.actions.get(*at)).collect();
        // Of a split or merged action the first row stands for all.
        let (Some(old), Some(new)) = (olds.first().copied(), news.first().copied()) else { continue };
        let explained = news.iter().any(|new| olds.iter().all(|old| reasons.given(old, new, &new.text.at)))
            || reasons.at(&reason_cell(new).at);
        if explained || news.iter().all(|new| ctx.is_closed(new)) {
            continue;
        }
        let (from, to) = places(ctx, (previous.plan, old), (ctx.plan, new));
        let found = moves.entry((&*new.sheet, from.nl.clone(), to.nl.clone()));
        found.or_insert_with(|| Move { rows: Vec::new(), from, to }).rows.push((old, new));
    }
    findings.extend(moves.values().filter_map(|found| finding(ctx, found)));
}

/// Where a reason is typed: the first column for notes, or else the action itself.
fn reason_cell(action: &Action) -> &Cell<str> {
    action.notes.first().unwrap_or(&action.text)
}

/// What the two places are called: the sheets where both say whose they are, else municipality or level.
fn places(
    ctx: &Context,
    (before, old): (&ActionPlan, &Action),
    (now, new): (&ActionPlan, &Action),
) -> (Wording, Wording) {
    let by_sheet = |plan, action: &Action| *belongs_to(plan, &action.sheet) != BelongsTo::Nobody;
    if by_sheet(before, old) && by_sheet(now, new) && old.sheet != new.sheet {
        let name =
            |action: &Action| Wording::new(format!("blad “{}”", action.sheet), format!("sheet “{}”", action.sheet));
        return (name(old), name(new));
    }
    let (from, to) = (whose(ctx, old), whose(ctx, new));
    if from != to {
        return (from, to);
    }
    (level(ctx, old), level(ctx, new))
}

fn whose(ctx: &Context, action: &Action) -> Wording {
    let codes = action.municipalities.known().map(Vec::as_slice).unwrap_or_default();
    if codes.is_empty() || codes.len() == ctx.framework.municipalities.len() {
        return Wording::of("het hele district", "the whole district");
    }
    let names: Vec<String> = codes.iter().map(|code| ctx.municipality_name(code)).collect();
    Wording::new(list(&names, "en"), list(&names, "and"))
}

fn level(ctx: &Context, action: &Action) -> Wording {
    let wanted = action.level.known();
    let name = ctx.framework.levels.iter().find(|level| Some(&level.level) == wanted).map(|level| level.name.as_str());
    let name = ctx.quote(name.unwrap_or(&action.level.raw));
    Wording::new(format!("niveau {name}"), format!("level {name}"))
}

fn finding(ctx: &Context, found: &Move) -> Option<Finding> {
    let (old, new) = found.rows.first()?;
    let (from, to) = (&found.from, &found.to);
    let message = match found.rows.len() {
        1 => Wording::new(
            format!(
                "Deze actie is verplaatst van {} naar {}, maar er staat geen nieuwe toelichting bij.",
                from.nl, to.nl
            ),
            format!("This action moved from {} to {}, but no new explanation was added.", from.en, to.en),
        ),
        count => Wording::new(
            format!(
                "Deze actie en {} andere zijn verplaatst van {} naar {}, maar er staat geen nieuwe toelichting bij.",
                count - 1,
                from.nl,
                to.nl
            ),
            format!(
                "This action and {} more moved from {} to {}, but no new explanation was added.",
                count - 1,
                from.en,
                to.en
            ),
        ),
    };
    let was = Related::Place(previous_place(&old.text.at));
    let cells = found.rows.iter().map(|(_, other)| reason_cell(other).at.clone()).collect();
    Some(ctx.on(new, reason_cell(new), &RULE, message).relate([was]).for_cells(cells))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const TEXTS: [&str; 4] = [
        "Het protocol voor re-integratie vaststellen",
        "Alle scholen in de gemeente bezoeken",
        "Een training kiezen voor dossierhouders",
        "Een nieuwsbrief maken voor de wijk",
    ];

    fn sheet(name: &str, rows: &[usize]) -> String {
        let rows: String =
            rows.iter().map(|n| format!("| A-{n} | {} | ZVHGV | Q4 2026 | Loopt |\n", TEXTS[*n])).collect();
        format!("# {name}\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    #[test]
    fn the_same_move_of_several_actions_is_said_once() {
        let before = sheet("Huizen", &[0, 1, 2]) + &sheet("Districtelijk", &[3]);
        let found = findings("TRN009", &before, &(sheet("Huizen", &[0]) + &sheet("Districtelijk", &[1, 2, 3])));
        assert_eq!(found.len(), 1, "{found:?}");
        let message = &found[0].message.nl;
        assert!(message.contains("en 1 andere") && message.contains("“Huizen” naar blad “Districtelijk”"), "{message}");
        // Without a column for notes the action itself is the place.
        assert_eq!(found[0].at.col, Some(1));
        assert_eq!((found[0].related.len(), found[0].cells.len()), (1, 2));
    }

    #[test]
    fn renamed_tabs_and_sorted_rows_are_no_move() {
        let before = sheet("Wijdmeren", &[0, 1, 2]) + &sheet("Blaricum en Laren", &[3]);
        let now = sheet("BEL", &[3]) + &sheet("Wijdemeren", &[2, 0, 1]);
        assert!(messages("TRN009", &before, &now).is_empty());
    }

    #[test]
    fn without_sheets_of_their_own_the_municipality_tells() {
        let one = |place: &str, note: &str| {
            format!(
                "# Acties\n| Nr | Gemeente | Actie | Trekker | Planning | Status | Toelichting |\n\
                 | A-1 | {place} | {} | ZVHGV | Q4 2026 | Loopt | {note} |",
                TEXTS[0]
            )
        };
        let found = messages("TRN009", &one("Huizen", ""), &one("Hilversum", ""));
        assert!(found.len() == 1 && found[0].contains("van Huizen naar Hilversum"), "{found:?}");
        assert!(messages("TRN009", &one("Huizen", ""), &one("Hilversum", "afgesproken in het DVC")).is_empty());
        assert!(messages("TRN009", &one("Huizen", ""), &one("Huizen, Hilversum", "")).is_empty());
    }
}
