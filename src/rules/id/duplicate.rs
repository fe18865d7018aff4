//! ID002: two actions bear the same number.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::rules::id::{FreeNumbers, free_again, id_key, in_use, is_workbook_wide, lost_zeros};
use crate::rules::kept::kept;
use crate::rules::{Context, list, row_of};
use crate::wording::{Wording, key};

/// A number belongs to one action. The second and later actions with the same number are reported, each with the places of
/// the others and a number that is still free. With a previous version the action that had the number keeps it, and the other one is
/// told the number that it had itself, where that is free.
///
/// Running numbers (1, 2, 3) that start again in each table are fine, and so is one and the same action that is repeated for
/// several municipalities under one number. A number that Excel cut short (2.1 for 2.10) is not meant as the other one; ID003 says so.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ID002,
    name: "id-duplicate",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new("Twee acties hebben hetzelfde nummer.", "Two actions have the same number."),
    why: Wording::new(
        "Aan het nummer herkent iedereen de actie, ook in verslagen en in de volgende versie.",
        "The number is how people recognise an action, in minutes and in the next version too.",
    ),
    fix: Wording::new("Geef de nieuwe actie een eigen nummer.", "Give the new action a number of its own."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-05 | Radicalisering vast op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |
| → HI-05 | Nieuwe raadsleden bijpraten | OOV Hilversum | Q3 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-05 | Radicalisering vast op de agenda zetten | OOV Hilversum | Q2 2026 | Loopt |
| HI-06 | Nieuwe raadsleden bijpraten | OOV Hilversum | Q3 2026 | Niet gestart |
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| 1 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
# Gooise Meren
| Nr | Actie | Trekker | Planning | Status |
| 1 | Een training geven aan baliemedewerkers | OOV Gooise Meren | Q2 2026 | Loopt |",
    },
};

/// How many actions with one number are compared with each other.
const MOST_COMPARED: usize = 20;

/// An action that bears the number of others.
pub(in crate::rules) struct Duplicate<'a> {
    /// The action that should get another number.
    pub(in crate::rules) action: &'a Action,
    /// The first others with its number.
    others: Vec<&'a Action>,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut numbers = FreeNumbers::after(&ctx.plan.actions);
    let former: BTreeMap<_, _> = kept(ctx).map(|kept| (row_of(kept.new), kept.old)).collect();
    let used = in_use(ctx.plan, &ctx.framework.language);
    for Duplicate { action, others } in duplicates(ctx) {
        let old = ctx.previous.zip(former.get(&row_of(action)));
        let back = old
            .and_then(|(previous, old)| free_again(previous.plan, old, &used, &ctx.framework.language))
            .map(str::to_owned);
        let free = back.or_else(|| action.id().and_then(|id| numbers.next(id)));
        findings.push(finding(ctx, action, &others, free));
    }
}

/// The actions that bear the number of an earlier row, or of the row that had it in the previous version.
pub(in crate::rules) fn duplicates<'a>(ctx: &Context<'a>) -> Vec<Duplicate<'a>> {
    let per_sheet = numbers_restart_per_sheet(ctx);
    let cut_short = lost_zeros(ctx.plan);
    let mut groups: BTreeMap<(String, Option<usize>), Vec<&Action>> = BTreeMap::new();
    for action in ctx.plan.actions.iter().filter(|action| !cut_short.contains_key(&row_of(action))) {
        let Some(id) = id_key(action, &ctx.framework.language) else { continue };
        let whole = is_workbook_wide(&id) && !per_sheet;
        groups.entry((id, (!whole).then_some(action.table))).or_default().push(action);
    }
    groups.retain(|_, group| group.len() > 1);
    if groups.is_empty() {
        return Vec::new();
    }
    let had_it: BTreeSet<_> = kept(ctx).filter(|kept| !kept.change.renumbered).map(|kept| row_of(kept.new)).collect();
    let mut found = Vec::new();
    for group in groups.values_mut() {
        group.sort_by_key(|action| !had_it.contains(&row_of(action)));
        // Where thousands bear one number, looking at the first ones says enough.
        let first = &group[..group.len().min(MOST_COMPARED)];
        for (index, action) in group.iter().copied().enumerate().skip(1) {
            if first.iter().take(index).any(|other| !is_same(action, other)) {
                let is_other = |other: &&Action| !std::ptr::eq(*other, action) && !is_same(action, other);
                found.push(Duplicate { action, others: first.iter().copied().filter(is_other).collect() });
            }
        }
    }
    found
}

/// Whether it is one action, repeated for another municipality or on another sheet.
fn is_same(action: &Action, other: &Action) -> bool {
    let text = |action: &Action| key(&action.text.raw);
    let elsewhere = action.sheet != other.sheet || action.municipalities.known() != other.municipalities.known();
    elsewhere && text(action) == text(other)
}

/// Whether numbers with letters start again on each sheet too (`A1` on every sheet): more than a third of them, and at least
/// three, stand on several sheets.
fn numbers_restart_per_sheet(ctx: &Context) -> bool {
    let mut sheets: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for action in &ctx.plan.actions {
        if let Some(id) = id_key(action, &ctx.framework.language).filter(|id| is_workbook_wide(id)) {
            let of_id = sheets.entry(id).or_default();
            if !of_id.contains(&&*action.sheet) {
                of_id.push(&action.sheet);
            }
        }
    }
    let shared = sheets.values().filter(|of_id| of_id.len() > 1).count();
    shared >= 3 && shared * 3 > sheets.len()
}

fn finding(ctx: &Context, action: &Action, others: &[&Action], free: Option<String>) -> Finding {
    let id = ctx.quote(&action.id.raw);
    let shown: Vec<String> = others.iter().take(3).map(|other| place(action, other)).collect();
    let (nl, en) = (list(&shown, "en"), list(&shown, "and"));
    let more = others.len().saturating_sub(shown.len());
    let more = if more > 0 { format!(" (+{more})") } else { String::new() };
    let (fix_nl, fix_en) = match &free {
        Some(free) => (format!("bijvoorbeeld {free}"), format!("for example {free}")),
        None => ("een nummer dat nog vrij is".to_owned(), "one that is still free".to_owned()),
    };
    let message = Wording::new(
        format!("Nummer {id} staat ook bij een andere actie ({nl}{more})."),
        format!("Number {id} is also used for another action ({en}{more})."),
    );
    let related = others.iter().map(|other| Related::Place(Location::cell(&other.id.at)));
    let advice = Wording::new(
        format!("Geef deze actie een eigen nummer, {fix_nl}."),
        format!("Give this action a number of its own, {fix_en}."),
    );
    ctx.on(action, &action.id, &RULE, message).advise(advice).suggest(free).relate(related)
}

/// The other's cell; with its sheet where that is another one.
fn place(action: &Action, other: &Action) -> String {
    if action.sheet == other.sheet { other.id.at.a1() } else { other.id.at.to_string() }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Gemeente | Actie | Trekker | Planning | Status |\n";

    fn row(id: &str, place: &str, text: &str) -> String {
        format!("| {id} | {place} | {text} | ZVHGV | Q2 2026 | Loopt |\n")
    }

    #[test]
    fn every_later_action_is_reported_with_a_number_of_its_own() {
        let rows = [
            row("D-1", "Hilversum", "Scholen bezoeken"),
            row("D-1", "Hilversum", "Ouders bijpraten"),
            row("d-1 ", "Huizen", "Meldpunt openen"),
            row("D-7", "Huizen", "Wijkagenten trainen"),
        ];
        let found = findings("ID002", "", &format!("# Acties\n{HEADER}{}", rows.concat()));
        let suggestions: Vec<_> = found.iter().filter_map(|finding| finding.suggestion.as_deref()).collect();
        assert_eq!(suggestions, ["D-8", "d-9"]);
        assert_eq!(found.iter().map(|finding| finding.related.len()).collect::<Vec<_>>(), [2, 2]);
        assert!(found[0].message.nl.contains("(A2 en A4)"), "{}", found[0].message.nl);
    }

    #[test]
    fn whoever_had_the_number_keeps_it() {
        let sheet = |first: &str| {
            let rows = [
                row(first, "Hilversum", "Scholen bezoeken"),
                row("D-2", "Hilversum", "Ouders bijpraten"),
                row("D-3", "Huizen", "Meldpunt openen"),
            ];
            format!("# Acties\n{HEADER}{}", rows.concat())
        };
        let found = findings("ID002", &sheet("D-1"), &sheet("D-2"));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].at.row, found[0].suggestion.as_deref()), (Some(1), Some("D-1")));
        assert!(messages("ID005", &sheet("D-1"), &sheet("D-2")).is_empty(), "one mistake is told once");
    }

    #[test]
    fn one_action_for_several_municipalities_may_bear_one_number() {
        let rows = [row("D-1", "Hilversum", "Scholen bezoeken"), row("D-1", "Huizen", "Scholen bezoeken")];
        assert!(messages("ID002", "", &format!("# Acties\n{HEADER}{}", rows.concat())).is_empty());
    }

    #[test]
    fn a_number_that_is_still_to_come_is_no_duplicate() {
        for mark in ["onbekend", "n.t.b.", "volgt nog", "nieuw", "unknown", "tbd", "noch offen"] {
            let rows = [row(mark, "Huizen", "Scholen bezoeken"), row(mark, "Huizen", "Ouders bijpraten")];
            assert!(messages("ID002", "", &format!("# Acties\n{HEADER}{}", rows.concat())).is_empty(), "{mark}");
        }
    }

    #[test]
    fn numbers_that_start_again_on_each_sheet_are_fine() {
        let sheet = |name: &str, what: &str| {
            let rows: String = (1..5).map(|n| row(&format!("A{n}"), name, &format!("{what} nummer {n}"))).collect();
            format!("# {name}\n{HEADER}{rows}")
        };
        let workbook = sheet("Hilversum", "Scholen bezoeken") + &sheet("Huizen", "Meldpunt openen");
        assert!(messages("ID002", "", &workbook).is_empty());
    }

    #[test]
    fn dots_tell_numbers_apart() {
        let rows = [row("1.11", "Hilversum", "Scholen bezoeken"), row("11.1", "Hilversum", "Ouders bijpraten")];
        assert!(messages("ID002", "", &format!("# Acties\n{HEADER}{}", rows.concat())).is_empty());
    }
}
