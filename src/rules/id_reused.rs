//! ID004: a number that belonged to one action now stands at another.

use std::collections::BTreeMap;

use super::ids::{FreeNumbers, id_key, is_workbook_wide, owner_of_sheet};
use super::{Context, Previous, previous_place};
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, Severity};
use crate::plan::{Action, ActionPlan};
use crate::wording::Wording;

/// In the previous version the number belonged to an action that is gone now or stands elsewhere under another number. The
/// text is compared, not only the number.
///
/// Where a whole sheet was numbered anew, nothing is reported: that is a choice, not a slip.
pub static RULE: Rule = Rule {
    code: "ID004",
    name: "id-reused",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "Een nummer hoort nu bij een andere actie dan in de vorige versie.",
        "A number now belongs to another action than in the previous version.",
    ),
    why: Wording::new(
        "Wie een nummer uit een verslag opzoekt, komt dan bij de verkeerde actie uit.",
        "Whoever looks up a number from the minutes then ends up at the wrong action.",
    ),
    fix: Wording::new(
        "Geef de nieuwe actie een nieuw nummer en laat het oude nummer bij de oude actie.",
        "Give the new action a new number and leave the old number with the old action.",
    ),
    fails: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| → HI-02 | Protocol vaststellen voor agressie aan de balie | HR Hilversum | Q4 2026 | Niet gestart |
| HI-03 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-03 | Protocol vaststellen voor agressie aan de balie | HR Hilversum | Q4 2026 | Niet gestart |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
    },
};

/// A number that changed hands.
pub(super) struct Reuse<'a> {
    /// The action that bears it now.
    new: &'a Action,
    /// The action that bore it in the previous version,
    pub old: &'a Action,
    /// and what became of that one.
    moved_to: Option<&'a Action>,
}

/// The numbers of a sheet that were there before too.
#[derive(Default)]
struct Numbers<'a> {
    count: usize,
    reused: Vec<Reuse<'a>>,
}

impl Numbers<'_> {
    /// Whether the sheet was numbered anew: more than three in ten changed hands, and more than one.
    fn are_new(&self) -> bool {
        self.reused.len() >= 2 && self.reused.len() * 10 > self.count * 3
    }
}

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let mut numbers = FreeNumbers::after(ctx.plan.actions.iter().chain(&previous.plan.actions));
    findings.extend(reused(ctx, previous).iter().map(|reuse| finding(ctx, reuse, &mut numbers)));
}

/// The numbers that changed hands, on sheets that were not numbered anew.
pub(super) fn reused<'a>(ctx: &Context<'a>, previous: Previous<'a>) -> Vec<Reuse<'a>> {
    let sheets = by_sheet(ctx.plan, previous).into_values().filter(|sheet| !sheet.are_new());
    sheets.flat_map(|sheet| sheet.reused).collect()
}

fn by_sheet<'a>(current: &'a ActionPlan, previous: Previous<'a>) -> BTreeMap<&'a str, Numbers<'a>> {
    let mut became: BTreeMap<usize, &[usize]> = BTreeMap::new();
    for change in &previous.reconciliation.changes {
        became.extend(change.previous.iter().map(|old| (*old, change.current.as_slice())));
    }
    let now: Vec<Option<Number>> = current.actions.iter().map(|action| number(current, action)).collect();
    let has_number = |new: &usize, number: &Number| now.get(*new).is_some_and(|own| own.as_ref() == Some(number));
    // For every number of the previous version: its first action, and whether one of its actions still bears it.
    let mut before: BTreeMap<Number, (usize, &Action, bool)> = BTreeMap::new();
    for (index, old) in previous.plan.actions.iter().enumerate() {
        let Some(number) = number(previous.plan, old) else { continue };
        let kept = became.get(&index).is_some_and(|news| news.iter().any(|new| has_number(new, &number)));
        before.entry(number).or_insert((index, old, false)).2 |= kept;
    }
    let mut sheets: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (new, number) in current.actions.iter().zip(&now) {
        let Some((index, old, kept)) = number.as_ref().and_then(|number| before.get(number)) else { continue };
        let sheet = sheets.entry(&new.sheet).or_default();
        sheet.count += 1;
        // Where its own action still bears the number, a copy of it is a duplicate (ID002), not a reuse.
        if !kept {
            let moved_to = became.get(index).and_then(|news| current.actions.get(*news.first()?));
            sheet.reused.push(Reuse { new, old, moved_to });
        }
    }
    sheets
}

/// A number, and for a running number whose sheet it counts on.
type Number = (String, Option<String>);

fn number(plan: &ActionPlan, action: &Action) -> Option<Number> {
    let id = id_key(action)?;
    let scope = (!is_workbook_wide(&id)).then(|| owner_of_sheet(plan, &action.sheet));
    Some((id, scope))
}

fn finding(ctx: &Context, Reuse { new, old, moved_to }: &Reuse, numbers: &mut FreeNumbers) -> Finding {
    let (id, text) = (ctx.quote(&new.id.raw), ctx.quote(&old.text.raw));
    let free = new.id().and_then(|id| numbers.next(id));
    let (fix_nl, fix_en) = match &free {
        Some(free) => (format!(", bijvoorbeeld {free}"), format!(", for example {free}")),
        None => (String::new(), String::new()),
    };
    let message = Wording::new(
        format!(
            "Nummer {id} was in de vorige versie van een andere actie: {text}. Geef deze actie een nieuw nummer{fix_nl}."
        ),
        format!(
            "In the previous version number {id} belonged to another action: {text}. Give this action a new number{fix_en}."
        ),
    );
    let now = moved_to.map(|action| Related::Place(Location::cell(&action.id.at)));
    ctx.on(new, &new.id, &RULE, message).suggest(free).relate([Related::Place(previous_place(&old.id.at))]).relate(now)
}

#[cfg(test)]
mod tests {
    use crate::finding::{Related, Version};
    use crate::rules::catalogue_tests::{findings, messages};

    const TEXTS: [&str; 6] = [
        "Een webpagina maken over het meldpunt voor inwoners",
        "Alle scholen bezoeken en uitleg geven over radicalisering",
        "Het agressieprotocol vaststellen met personeelszaken",
        "Jongerenwerkers een training laten volgen bij het ROR",
        "Een nieuwsbrief maken voor alle partners in de wijk",
        "Samen met de bibliotheek lessen geven over nepnieuws",
    ];

    fn sheet(rows: &[(&str, &str)]) -> String {
        let rows: String =
            rows.iter().map(|(id, text)| format!("| {id} | {text} | OOV Hilversum | Q2 2026 | Loopt |\n")).collect();
        format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    #[test]
    fn the_old_action_is_quoted_and_a_number_nobody_had_is_proposed() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let now = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[5]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let found = findings("ID004", &before, &now);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.nl.contains("Alle scholen bezoeken"), "{}", found[0].message.nl);
        assert_eq!(found[0].suggestion.as_deref(), Some("H-5"));
        assert!(matches!(&found[0].related[..], [Related::Place(at)] if at.version == Version::Previous));
    }

    #[test]
    fn the_place_of_the_old_action_now_is_shown_too() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let now =
            sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[5]), ("H-5", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let found = findings("ID004", &before, &now);
        assert!(
            matches!(&found[0].related[..], [_, Related::Place(at)] if at.row == Some(3)),
            "{:?}",
            found[0].related
        );
    }

    #[test]
    fn a_sheet_that_was_numbered_anew_is_left_alone() {
        let before = sheet(&[("1", TEXTS[0]), ("2", TEXTS[1]), ("3", TEXTS[2]), ("4", TEXTS[3])]);
        let now = sheet(&[("1", TEXTS[4]), ("2", TEXTS[0]), ("3", TEXTS[1]), ("4", TEXTS[2]), ("5", TEXTS[3])]);
        assert!(messages("ID004", &before, &now).is_empty());
    }

    #[test]
    fn sorting_and_a_copied_number_are_no_reuse() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2])]);
        assert!(
            messages("ID004", &before, &sheet(&[("H-3", TEXTS[2]), ("H-1", TEXTS[0]), ("H-2", TEXTS[1])])).is_empty()
        );
        let copied = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-2", TEXTS[5]), ("H-3", TEXTS[2])]);
        assert!(messages("ID004", &before, &copied).is_empty());
        assert_eq!(messages("ID002", &before, &copied).len(), 1);
    }
}
