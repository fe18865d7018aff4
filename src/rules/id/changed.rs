//! ID005: an action has another number than in the previous version.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::reconcile::Numbering;
use crate::rules::id::{duplicate, reused, unlike_others};
use crate::rules::id::{free_again, id_key, in_use, is_workbook_wide};
use crate::rules::kept::{Kept, kept};
use crate::rules::{Context, municipality_of, previous_place, row_of};
use crate::wording::Wording;

/// The same action bears another number now. Proposed is the old one, where it is free.
///
/// Where a whole sheet was numbered anew (more than three in ten of its numbers changed, and more than one), it is said once for the
/// sheet. Nothing is said where ID002 tells that the number stands twice, where ID004 tells that another action took it, where ID003 tells that Excel or a slip changed it,
/// where the action moved to another sheet and its series, and where running numbers (1, 2, 3) made way for numbers with letters, which
/// are the better ones. Closed actions count for their sheet and are not reported by themselves.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ID005,
    name: "id-changed",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "Een actie heeft een ander nummer dan in de vorige versie.",
        "An action has a different number from the previous version.",
    ),
    why: Wording::new(
        "In verslagen en besluiten staat het oude nummer. Wie dat opzoekt, vindt de actie niet meer.",
        "Minutes and decisions mention the old number. Whoever looks it up no longer finds the action.",
    ),
    fix: Wording::new(
        "Zet het oude nummer terug. Alleen een nieuwe actie krijgt een nieuw nummer.",
        "Put the old number back. Only a new action gets a new number.",
    ),
    fails: Example {
        previous: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Planning | Status |
| BL-01 | Een webpagina maken over het meldpunt | OOV Blaricum en Laren | Q2 2026 | Loopt |
| BL-02 | Alle scholen bezoeken en uitleg geven | OOV Blaricum en Laren | Q3 2026 | Loopt |
| BL-03 | Het agressieprotocol vaststellen | HR Blaricum en Laren | Q3 2026 | Loopt |
| BL-04 | Ouders bijpraten over online veiligheid | OOV Blaricum en Laren | Q4 2026 | Loopt |",
        current: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Planning | Status |
| BL-01 | Een webpagina maken over het meldpunt | OOV Blaricum en Laren | Q2 2026 | Loopt |
| → BL-12 | Alle scholen bezoeken en uitleg geven | OOV Blaricum en Laren | Q3 2026 | Loopt |
| BL-03 | Het agressieprotocol vaststellen | HR Blaricum en Laren | Q3 2026 | Loopt |
| BL-04 | Ouders bijpraten over online veiligheid | OOV Blaricum en Laren | Q4 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Planning | Status |
| BL-01 | Een webpagina maken over het meldpunt | OOV Blaricum en Laren | Q2 2026 | Loopt |
| BL-02 | Alle scholen bezoeken en uitleg geven | OOV Blaricum en Laren | Q3 2026 | Loopt |",
        current: "\
# Blaricum en Laren
| Nr | Actie | Trekker | Planning | Status |
| BL-02 | Alle scholen bezoeken en uitleg geven | OOV Blaricum en Laren | Q3 2026 | Loopt |
| BL-01 | Een webpagina maken over het meldpunt | OOV Blaricum en Laren | Q2 2026 | Loopt |",
    },
};

/// The numbers of a sheet that both versions give.
#[derive(Default)]
struct Numbers<'a> {
    count: usize,
    /// Actions with another number: before and now.
    changed: Vec<(&'a Action, &'a Action)>,
}

impl Numbers<'_> {
    /// Whether the sheet was numbered anew.
    fn are_new(&self) -> bool {
        Numbering { numbered: self.count, changed: self.changed.len() }.is_anew()
    }
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let odd = unlike_others::odd(ctx);
    let reused = reused::reused(ctx, previous);
    let taken: BTreeSet<_> = reused.iter().map(|reuse| row_of(reuse.old)).collect();
    let doubled = duplicate::duplicates(ctx);
    let told = odd.iter().map(|odd| row_of(odd.action)).chain(reused.iter().map(|reuse| row_of(reuse.new)));
    let told: BTreeSet<_> = told.chain(doubled.iter().map(|double| row_of(double.action))).collect();
    let used = in_use(ctx.plan, &ctx.framework.language);
    for (sheet, numbers) in by_sheet(ctx) {
        if numbers.are_new() {
            findings.push(anew(ctx, sheet, &numbers));
            continue;
        }
        let changed = numbers
            .changed
            .iter()
            .filter(|(old, new)| !ctx.is_closed(new) && !taken.contains(&row_of(old)) && !told.contains(&row_of(new)));
        findings.extend(changed.map(|(old, new)| {
            finding(ctx, (old, new), free_again(previous.plan, old, &used, &ctx.framework.language))
        }));
    }
}

fn by_sheet<'a>(ctx: &Context<'a>) -> BTreeMap<&'a str, Numbers<'a>> {
    let mut sheets: BTreeMap<&str, Numbers> = BTreeMap::new();
    for Kept { change, old, new } in kept(ctx).filter(|kept| !kept.change.moved) {
        let (Some(before), Some(now)) = (id_key(old, &ctx.framework.language), id_key(new, &ctx.framework.language))
        else {
            continue;
        };
        let numbers = sheets.entry(&new.sheet).or_default();
        numbers.count += 1;
        if change.renumbered && (is_workbook_wide(&before) || !is_workbook_wide(&now)) {
            numbers.changed.push((old, new));
        }
    }
    sheets
}

fn finding(ctx: &Context, (old, new): (&Action, &Action), free: Option<&str>) -> Finding {
    let (before, now) = (ctx.quote(&old.id.raw), ctx.quote(&new.id.raw));
    let advice = match free {
        Some(_) => Wording::of("Zet het oude nummer terug.", "Put the old number back."),
        None => Wording::of(
            "Geef elke actie het nummer terug dat die had.",
            "Give each action the number back that it had.",
        ),
    };
    let message = Wording::new(
        format!("Deze actie had in de vorige versie nummer {before}, nu {now}."),
        format!("In the previous version this action had number {before}, now {now}."),
    );
    let was = Related::Place(previous_place(&old.id.at));
    ctx.on(new, &new.id, &RULE, message).advise(advice).suggest(free).relate([was])
}

fn anew(ctx: &Context, sheet: &str, numbers: &Numbers) -> Finding {
    let count = numbers.changed.len();
    let shown: Vec<(String, String)> =
        numbers.changed.iter().take(3).map(|(old, new)| (ctx.quote(&old.id.raw), ctx.quote(&new.id.raw))).collect();
    let pairs = |is: &str| shown.iter().map(|(old, new)| format!("{old} {is} {new}")).collect::<Vec<_>>().join(", ");
    let message = Wording::new(
        format!(
            "Op blad “{sheet}” hebben {count} acties een ander nummer dan in de vorige versie ({}).",
            pairs("is nu")
        ),
        format!(
            "On sheet “{sheet}” {count} actions have a different number from the previous version ({}).",
            pairs("is now")
        ),
    );
    let first = numbers.changed.first().map(|(_, new)| *new);
    let at = first.map_or_else(Location::plan, |new| Location::sheet(&new.sheet));
    let municipality = first.and_then(|new| municipality_of(ctx.plan, new)).cloned();
    let related = numbers.changed.iter().map(|(_, new)| Related::Place(Location::cell(&new.id.at)));
    Finding { municipality, ..Finding::new(&RULE, at, message) }.relate(related)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    const TEXTS: [&str; 6] = [
        "Een webpagina maken over het meldpunt voor inwoners",
        "Alle scholen bezoeken en uitleg geven over radicalisering",
        "Het agressieprotocol vaststellen met personeelszaken",
        "Jongerenwerkers een training laten volgen bij het ROR",
        "Een nieuwsbrief maken voor alle partners in de wijk",
        "Samen met de bibliotheek lessen geven over nepnieuws",
    ];

    fn sheet(name: &str, rows: &[(&str, usize)]) -> String {
        let rows: String =
            rows.iter().map(|(id, text)| format!("| {id} | {} | ZVHGV | Q2 2026 | Loopt |\n", TEXTS[*text])).collect();
        format!("# {name}\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    fn before() -> String {
        sheet("Huizen", &[("HU-01", 0), ("HU-02", 1), ("HU-03", 2), ("HU-04", 3), ("HU-05", 4)])
    }

    #[test]
    fn the_old_number_is_proposed_where_it_is_free() {
        let now = sheet("Huizen", &[("HU-01", 0), ("HU-22", 1), ("HU-03", 2), ("HU-04", 3), ("HU-05", 4)]);
        let found = findings("ID005", &before(), &now);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].action_id.as_deref(), found[0].suggestion.as_deref()), (Some("HU-22"), Some("HU-02")));
    }

    #[test]
    fn a_running_number_is_free_where_its_own_sheet_does_not_use_it() {
        let two = |id: &str| {
            sheet("Huizen", &[("1", 0), (id, 1), ("3", 2), ("4", 3)]) + &sheet("Hilversum", &[("1", 4), ("2", 5)])
        };
        let found = findings("ID005", &two("2"), &two("9"));
        assert_eq!(found.iter().map(|finding| finding.suggestion.as_deref()).collect::<Vec<_>>(), [Some("2")]);
    }

    #[test]
    fn a_sheet_that_was_numbered_anew_is_told_once() {
        let now = sheet("Huizen", &[("1", 4), ("2", 1), ("3", 0), ("4", 3), ("5", 2)]);
        let found = findings("ID005", &before(), &now);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].at.clone(), found[0].related.len()), (Location::sheet(&"Huizen".into()), 5));
        assert!(found[0].message.nl.contains("“HU-05” is nu “1”"), "{}", found[0].message.nl);
        // Inserted in the middle, so that all that follow move up.
        let before = sheet("Huizen", &[("1", 0), ("2", 1), ("3", 2), ("4", 3)]);
        let now = sheet("Huizen", &[("1", 0), ("2", 5), ("3", 1), ("4", 2), ("5", 3)]);
        assert_eq!(messages("ID005", &before, &now).len(), 1);
    }

    #[test]
    fn whoever_took_the_number_is_told_and_not_both() {
        let now =
            sheet("Huizen", &[("HU-01", 0), ("HU-02", 5), ("HU-06", 1), ("HU-03", 2), ("HU-04", 3), ("HU-05", 4)]);
        assert_eq!(messages("ID004", &before(), &now).len(), 1);
        assert_eq!(messages("ID005", &before(), &now), Vec::<String>::new());
    }

    #[test]
    fn better_numbers_moved_actions_and_marks_are_fine() {
        let running = sheet("Huizen", &[("1", 0), ("2", 1), ("3", 2), ("4", 3), ("5", 4)]);
        assert!(messages("ID005", &running, &before()).is_empty());
        let two = before() + &sheet("Districtelijk", &[("D-01", 5)]);
        let moved = sheet("Huizen", &[("HU-01", 0), ("HU-02", 1), ("HU-03", 2), ("HU-04", 3)])
            + &sheet("Districtelijk", &[("D-01", 5), ("D-02", 4)]);
        assert!(messages("ID005", &two, &moved).is_empty());
        let marked = before().replace("HU-03", "nieuw");
        assert!(messages("ID005", &marked, &before()).is_empty());
    }

    #[test]
    fn what_the_pattern_tells_is_not_told_twice() {
        let now = before().replace("HU-02", "HU-2");
        assert_eq!(messages("ID003", &before(), &now).len(), 1);
        assert_eq!(messages("ID005", &before(), &now), Vec::<String>::new());
    }
}
