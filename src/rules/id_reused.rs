//! ID004: a number that belonged to one action now stands at another.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{FreeNumbers, id_key, is_workbook_wide};
use super::{Context, belongs_to, previous_place};
use crate::finding::{Example, Finding, Needs, Related, Rule, Severity};
use crate::plan::{Action, ActionPlan, BelongsTo};
use crate::wording::{Wording, fold};

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

pub(super) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let same: BTreeSet<(usize, usize)> = previous
        .reconciliation
        .changes
        .iter()
        .flat_map(|change| change.previous.iter().flat_map(|old| change.current.iter().map(|new| (*old, *new))))
        .collect();
    let before = by_number(previous.plan);
    let now = by_number(ctx.plan);
    let mut numbers = FreeNumbers::after(ctx.plan.actions.iter().chain(&previous.plan.actions));
    // Per sheet: how many numbers were there before too, and which of them changed hands.
    let mut sheets: BTreeMap<&str, (usize, Vec<(&Action, &Action)>)> = BTreeMap::new();
    for (number, news) in &now {
        let Some(olds) = before.get(number) else { continue };
        for new in news {
            let (count, reused) = sheets.entry(&ctx.plan.actions[*new].sheet).or_default();
            *count += 1;
            let stays = olds.iter().any(|old| same.contains(&(*old, *new)));
            // The copy of a number that its own action still bears is a duplicate (ID002), not a reuse.
            let kept_by_its_action = olds.iter().any(|old| news.iter().any(|other| same.contains(&(*old, *other))));
            if let (false, false, Some(old)) = (stays, kept_by_its_action, olds.first()) {
                reused.push((&ctx.plan.actions[*new], &previous.plan.actions[*old]));
            }
        }
    }
    for (count, reused) in sheets.into_values() {
        let numbered_anew = reused.len() >= 2 && reused.len() * 10 > count * 3;
        if !numbered_anew {
            findings.extend(reused.into_iter().map(|(new, old)| finding(ctx, new, old, &mut numbers)));
        }
    }
}

/// The actions of a plan by their number; running numbers count within whose sheet it is.
fn by_number(plan: &ActionPlan) -> BTreeMap<(String, Option<String>), Vec<usize>> {
    let mut numbers: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, action) in plan.actions.iter().enumerate() {
        let Some(id) = id_key(action) else { continue };
        let scope = (!is_workbook_wide(&id)).then(|| owner_of_sheet(plan, &action.sheet));
        numbers.entry((id, scope)).or_default().push(index);
    }
    numbers
}

/// A sheet by whose it is, so that a renamed tab stays the same sheet.
fn owner_of_sheet(plan: &ActionPlan, sheet: &str) -> String {
    match belongs_to(plan, sheet) {
        BelongsTo::District => "district".to_owned(),
        BelongsTo::Municipality(code) => format!("municipality {code}"),
        BelongsTo::Nobody => format!("sheet {}", fold(sheet)),
    }
}

fn finding(ctx: &Context, new: &Action, old: &Action, numbers: &mut FreeNumbers) -> Finding {
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
    ctx.on(new, &new.id, &RULE, message).suggest(free).relate([Related::Place(previous_place(&old.id.at))])
}
