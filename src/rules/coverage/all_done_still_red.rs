//! COV006: everything for a sub-theme was carried out in a municipality, and it still has the worst colour.

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::FrameworkStatus;
use crate::rules::Context;
use crate::rules::coverage::{Coverage, Part, names, per_municipality};
use crate::wording::Wording;

/// How many of the completed actions are pointed at.
const SHOWN: usize = 5;

/// For a municipality and a sub-theme with the worst colour there were actions, at least one of them was carried out, and none is open
/// any more.
///
/// Actions that are done do not by themselves put the basis in order: the colour only changes by a new assessment. Where nothing was
/// carried out (no action, or all of them dropped), COV001 says so.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV006,
    name: "coverage-all-done-still-red",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Alle acties voor een subthema zijn klaar, maar de kleur is nog de slechtste.",
        "All actions for a sub-theme are done, and it still has the worst colour.",
    ),
    why: Wording::new(
        "Of de acties hebben niet genoeg geholpen, of de kleur is verouderd. In beide gevallen klopt het beeld niet.",
        "Either the actions did not help enough, or the colour is out of date. In both cases the picture is wrong.",
    ),
    fix: Wording::new(
        "Voeg een actie toe. Is het subthema wel op orde? Vraag de coördinator om het opnieuw te beoordelen.",
        "Add an action. If the sub-theme is in order after all, ask the coordinator to have it assessed again.",
    ),
    fails: Example {
        previous: "",
        current: "\
# → Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status | Datum gereed | Toelichting |
| HU-01 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2025 | Afgerond | 12-06-2025 | |
| HU-02 | Alle partners | Een avond voor partners | OOV Huizen | Q2 2025 | Vervallen | | Geen belangstelling |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status | Datum gereed |
| HU-01 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2025 | Afgerond | 12-06-2025 |
| HU-02 | Alle partners | Een avond voor partners | OOV Huizen | Q2 2026 | Loopt | |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(worst) = ctx.framework.framework_statuses.iter().min_by_key(|status| status.rank) else { return };
    let coverage = Coverage::new(ctx);
    let red = coverage.parts(ctx).filter(|part| part.status.is_some_and(|(status, _)| status.code == worst.code));
    let closed = red.filter(|part| !part.is_worked_on(ctx) && part.done(ctx).next().is_some());
    let explain = |part: &Part| {
        let done = part.done(ctx).take(SHOWN).map(|action| Related::Place(Location::cell(&action.progress.at)));
        part.explained_by().into_iter().chain(done).collect()
    };
    findings.extend(per_municipality(ctx, &RULE, closed, explain, |parts| words(parts, worst)));
}

fn words(parts: &[Part], worst: &FrameworkStatus) -> (Wording, Wording) {
    let name = parts.first().map_or("", |part| part.municipality.name.as_str());
    let (colour, nl, en) = (&worst.name, names(parts, "en"), names(parts, "and"));
    let message = match parts.len() {
        1 => Wording::new(
            format!("{name}: voor {nl} staan geen acties meer open, maar de kleur is nog {colour}."),
            format!("{name}: {en} has no open actions any more, but it is still {colour}."),
        ),
        several => Wording::new(
            format!("{name}: {several} subthema's hebben geen openstaande acties meer, maar zijn nog {colour}: {nl}."),
            format!("{name}: {several} sub-themes have no open actions any more, but are still {colour}: {en}."),
        ),
    };
    let advice = Wording::of(
        "Voeg een actie toe. Is het subthema wel op orde? Vraag de coördinator om het opnieuw te beoordelen.",
        "Add an action. If the sub-theme is in order after all, ask the coordinator to have it assessed again.",
    );
    (message, advice)
}

#[cfg(test)]
mod tests {
    use crate::finding::Related;
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(first: &str, second: &str) -> String {
        format!(
            "# Huizen\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n\
             | HU-01 | Alle partners | Een nieuwsbrief maken | OOV Huizen | Q2 2025 | {first} |\n\
             | HU-02 | Alle partners | Een avond voor partners | OOV Huizen | Q2 2025 | {second} |"
        )
    }

    #[test]
    fn what_was_done_is_said_here_and_what_was_dropped_there() {
        let about = |code: &str, first: &str, second: &str| {
            let found = messages(code, "", &sheet(first, second));
            found.iter().filter(|message| message.contains("Alle partners")).count()
        };
        for (first, second, done, none) in [
            ("Afgerond", "Afgerond", 1, 0),
            ("Afgerond", "Vervallen", 1, 0),
            ("Vervallen", "Vervallen", 0, 1),
            ("Afgerond", "Loopt", 0, 0),
            ("Vervallen", "Niet gestart", 0, 0),
            ("Afgerond", "", 0, 0),
        ] {
            assert_eq!(
                [about("COV006", first, second), about("COV001", first, second)],
                [done, none],
                "{first} {second}"
            );
        }
    }

    #[test]
    fn the_completed_actions_are_pointed_at() {
        let found = findings("COV006", "", &sheet("Afgerond", "Vervallen"));
        let rows: Vec<Option<u32>> = found[0]
            .related
            .iter()
            .filter_map(|related| match related {
                Related::Place(at) => Some(at.row),
                Related::FrameworkLine(_) => None,
            })
            .collect();
        assert_eq!(rows, [Some(1)]);
        assert_eq!(found[0].subtheme.as_deref(), Some("NW-ALL"));
        assert_eq!(found[0].municipality.as_deref(), Some("Hu"));
    }

    #[test]
    fn orange_may_be_done_with() {
        let sheet = sheet("Afgerond", "Afgerond").replace("Alle partners", "Lokaal netwerk");
        let found = messages("COV006", "", &sheet);
        assert!(!found.iter().any(|message| message.contains("Lokaal netwerk")), "{found:?}");
    }
}
