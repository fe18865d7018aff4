//! DAT013: the deadline lies before that of an action that comes first.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};
use regex::{Captures, Regex};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Code;
use crate::language::{Language, Role};
use crate::plan::{Action, Deadline, Precision, number_key};
use crate::rules::id::{id_key, is_workbook_wide};
use crate::rules::planning::firm_end;
use crate::rules::{Context, day, municipality_of};
use crate::wording::{Wording, capitalised, pattern};

/// An open action has to be done before another open action that comes first can be done: one that it depends on, or the phase
/// before it ("Fase 2" before "Fase 3") of the same sub-theme in the same municipality.
///
/// It is reported only where it cannot be: the last day of the one lies before the first day on which the other can be ready. Two
/// actions in the same quarter are fine, and so is a day in the quarter of the other. What is done, goes on, repeats or has no
/// certain date is not compared, and neither are phases of which there are two with the same number.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DAT013,
    name: "deadline-before-predecessor",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "De planning ligt vóór die van een actie die eerst klaar moet zijn.",
        "The deadline lies before that of an action that has to be done first.",
    ),
    why: Wording::new(
        "Een van de twee planningen kan dan niet kloppen.",
        "One of the two deadlines cannot be right then.",
    ),
    fix: Wording::new("Pas een van de twee planningen aan.", "Change one of the two deadlines."),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-02 | Preventie | Fase 2 – Meldpunt inrichten | OOV Hilversum | Q1 2026 | Loopt |
| HI-03 | Preventie | Fase 3 – Bekendheid vergroten | OOV Hilversum | → Q4 2025 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-02 | Preventie | Fase 2 – Meldpunt inrichten | OOV Hilversum | Q1 2026 | Loopt |
| HI-03 | Preventie | Fase 3 – Bekendheid vergroten | OOV Hilversum | Q2 2026 | Niet gestart |
| HI-04 | Preventie | Fase 4 – Evalueren | OOV Hilversum | jaarlijks | Niet gestart |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let numbers = Numbers::of(ctx);
    let phases = before_by_phase(ctx);
    for (index, action) in ctx.plan.actions.iter().enumerate().filter(|(_, action)| !ctx.is_closed(action)) {
        let named = action.depends_on.known().into_iter().flatten();
        let first: BTreeSet<usize> =
            named.filter_map(|id| numbers.find(id, &action.sheet)).chain(phases.get(&index).copied()).collect();
        for other in first.into_iter().filter(|other| *other != index).filter_map(|other| ctx.plan.actions.get(other)) {
            if !ctx.is_closed(other) && comes_too_early(action, other) {
                findings.push(finding(ctx, action, other));
            }
        }
    }
}

/// Whether the last day of the action lies before the first day on which the other can be ready.
fn comes_too_early(action: &Action, other: &Action) -> bool {
    let end = action.deadline.known().and_then(firm_end);
    let ready = other.deadline.known().and_then(|deadline| Some(first_end(deadline, firm_end(deadline)?)));
    end.zip(ready).is_some_and(|(end, ready)| end < ready)
}

/// The first day on which an action with this last day can be ready: the first day of that month, quarter, half year or year.
fn first_end(deadline: &Deadline, end: NaiveDate) -> NaiveDate {
    let month = match deadline.precision {
        Precision::Month => end.month(),
        Precision::Quarter | Precision::Season => (end.month() - 1) / 3 * 3 + 1,
        Precision::HalfYear => (end.month() - 1) / 6 * 6 + 1,
        Precision::Year => 1,
        _ => return end,
    };
    let first = NaiveDate::from_ymd_opt(end.year(), month, 1).unwrap_or(end);
    // "Q3 2026" starts on its own first day; a start after that is later still.
    deadline.start.filter(|start| *start <= end).map_or(first, |start| start.max(first))
}

/// The actions by their numbers.
struct Numbers {
    /// Number and sheet; none where several actions of the sheet have it.
    of_sheet: BTreeMap<(String, Arc<str>), Option<usize>>,
    /// Numbers that are made for the whole workbook.
    of_workbook: BTreeMap<String, Option<usize>>,
}

impl Numbers {
    fn of(ctx: &Context) -> Self {
        let mut numbers = Self { of_sheet: BTreeMap::new(), of_workbook: BTreeMap::new() };
        for (index, action) in ctx.plan.actions.iter().enumerate() {
            let Some(id) = id_key(action, &ctx.framework.language) else { continue };
            if is_workbook_wide(&id) {
                numbers.of_workbook.entry(id.clone()).and_modify(|known| *known = None).or_insert(Some(index));
            }
            let key = (id, action.sheet.clone());
            numbers.of_sheet.entry(key).and_modify(|known| *known = None).or_insert(Some(index));
        }
        numbers
    }

    fn find(&self, id: &str, sheet: &Arc<str>) -> Option<usize> {
        let id = number_key(id);
        let near = self.of_sheet.get(&(id.clone(), sheet.clone())).copied();
        near.or_else(|| self.of_workbook.get(&id).copied()).flatten()
    }
}

/// For actions that are a phase (by index): the open action of the phase before, in the same family.
fn before_by_phase(ctx: &Context) -> BTreeMap<usize, usize> {
    let mut families: BTreeMap<Family, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for (index, action) in ctx.plan.actions.iter().enumerate() {
        if let Some(number) = phase(&action.text.raw, &ctx.framework.language) {
            families.entry(Family::of(ctx, action)).or_default().entry(number).or_default().push(index);
        }
    }
    let mut before = BTreeMap::new();
    for phases in families.values() {
        // Two first phases are two families that nothing tells apart.
        if phases.values().any(|actions| actions.len() > 1) {
            continue;
        }
        let planned = |index: &usize| ctx.plan.actions.get(*index).is_some_and(|action| is_planned(ctx, action));
        let order: Vec<usize> = phases.values().flatten().copied().filter(planned).collect();
        before.extend(order.iter().zip(order.iter().skip(1)).map(|(first, then)| (*then, *first)));
    }
    before
}

fn is_planned(ctx: &Context, action: &Action) -> bool {
    !ctx.is_closed(action) && action.deadline.known().and_then(firm_end).is_some()
}

/// Actions whose phases belong together.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Family {
    sheet: Arc<str>,
    municipality: Option<Code>,
    subthemes: Vec<Code>,
}

impl Family {
    fn of(ctx: &Context, action: &Action) -> Self {
        Self {
            sheet: action.sheet.clone(),
            municipality: municipality_of(ctx.plan, action).cloned(),
            subthemes: action.subtheme.known().cloned().unwrap_or_default(),
        }
    }
}

/// The number of the phase that the action is: "Fase 3 – Bekendheid vergroten", "Meldpunt (fase 2)"; "na fase 2" is none.
fn phase(text: &str, language: &Language) -> Option<u32> {
    /// How far from the start of the text it may stand, in characters.
    const FARTHEST: usize = 60;
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)(?:^\W*|[-–—:(,.]\s*)(?P<word>\p{L}+?)\s*(?:(?P<digits>\d{1,2})|(?P<roman>iv|i{1,3}))\b")
    });
    let line = text.trim_start().lines().next()?;
    let is_near = |at: usize| line.get(..at).is_some_and(|before| before.chars().count() <= FARTHEST);
    let is_phase = |captures: &Captures| {
        let word = captures.name("word").map_or("", |word| word.as_str());
        language.is(Role::PhaseWord, word) && captures.get(0).is_some_and(|whole| is_near(whole.start()))
    };
    let captures = NUMBERED.captures_iter(line).filter(is_phase).last()?;
    match (captures.name("digits"), captures.name("roman")) {
        (Some(digits), _) => digits.as_str().parse().ok(),
        (_, Some(roman)) if roman.as_str().eq_ignore_ascii_case("iv") => Some(4),
        (_, roman) => roman.and_then(|roman| u32::try_from(roman.len()).ok()),
    }
}

fn finding(ctx: &Context, action: &Action, other: &Action) -> Finding {
    let typed = (ctx.quote(&action.deadline.raw), ctx.quote(&other.deadline.raw));
    let end = other.deadline.known().and_then(|deadline| deadline.end).map(day);
    let (end_nl, end_en) =
        end.map_or_else(Default::default, |end| (format!(" ({})", end.nl), format!(" ({})", end.en)));
    let (name_nl, name_en) = match (other.id(), phase(&other.text.raw, &ctx.framework.language)) {
        (Some(id), _) => (format!("actie {id}"), format!("action {id}")),
        (None, Some(number)) => (format!("fase {number}"), format!("phase {number}")),
        (None, None) => ("de andere actie".to_owned(), "the other action".to_owned()),
    };
    let message = Wording::new(
        format!(
            "{} moet eerst klaar zijn, maar eindigt later dan {}: {}{end_nl}.",
            capitalised(&name_nl),
            typed.0,
            typed.1
        ),
        format!("{} has to be done first but ends later than {}: {}{end_en}.", capitalised(&name_en), typed.0, typed.1),
    );
    let place = Related::Place(Location::cell(&other.deadline.at));
    ctx.on(action, &action.deadline, &RULE, message).relate([place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Sub-thema | Actie | Trekker | Planning | Status | Afhankelijk van |";

    fn rows(rows: &[(&str, &str, &str, &str, &str)]) -> String {
        let rows: Vec<String> = rows
            .iter()
            .map(|(id, text, planning, status, after)| {
                format!("| {id} | Preventie | {text} | OOV Hilversum | {planning} | {status} | {after} |")
            })
            .collect();
        format!("# Hilversum\n{HEADER}\n{}", rows.join("\n"))
    }

    /// How many findings there are where the first action takes until `first` and the one that depends on it until `then`.
    fn found(first: &str, then: &str) -> usize {
        let sheet = rows(&[
            ("HI-01", "Een convenant opstellen", first, "Loopt", ""),
            ("HI-02", "Het convenant laten tekenen", then, "Niet gestart", "HI-01"),
        ]);
        messages("DAT013", "", &sheet).len()
    }

    #[test]
    fn only_what_cannot_be_is_reported() {
        assert_eq!(found("Q1 2026", "Q4 2025"), 1);
        assert_eq!(found("1-2-2026", "31-1-2026"), 1);
        assert_eq!(found("Q3 2025 - Q2 2026", "Q4 2025"), 1, "it may be ready in its last quarter only");
        assert_eq!(found("2026", "Q4 2025"), 1);
        assert_eq!(found("eind maart 2026", "maart 2026"), 0, "both end in March");
        for (first, then) in [
            ("Q1 2026", "Q1 2026"),
            ("Q1 2026", "15-2-2026"),
            ("2026", "Q2 2026"),
            ("Q4 2025", "Q1 2026"),
            ("doorlopend", "Q1 2026"),
            ("eens per kwartaal", "Q1 2026"),
            ("Q1 2026", "jaarlijks"),
            ("n.t.b.", "Q1 2026"),
            ("22 mei", "Q4 2025"),
        ] {
            assert_eq!(found(first, then), 0, "{first}, {then}");
        }
    }

    #[test]
    fn phases_of_one_family_follow_each_other() {
        let sheet = rows(&[
            ("", "Fase 1: structuur", "Q2 2026", "Loopt", ""),
            ("", "Fase 2: meldpunt", "Q3 2026", "Niet gestart", ""),
            ("", "Fase 3: bekendheid", "Q2 2026", "Niet gestart", ""),
        ]);
        let found = findings("DAT013", "", &sheet);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Hilversum!E4");
        assert!(
            found[0]
                .message
                .nl
                .contains("Fase 2 moet eerst klaar zijn, maar eindigt later dan “Q2 2026”: “Q3 2026” (30-09-2026)")
        );
        assert_eq!(found[0].related.len(), 1);
    }

    #[test]
    fn a_phase_without_a_date_or_done_is_stepped_over() {
        let early = |second: (&str, &str)| {
            let sheet = rows(&[
                ("", "Fase 1: structuur", "Q3 2026", "Loopt", ""),
                ("", "Fase 2: meldpunt", second.0, second.1, ""),
                ("", "Fase 3: bekendheid", "Q1 2026", "Niet gestart", ""),
            ]);
            messages("DAT013", "", &sheet).join("")
        };
        assert!(early(("n.t.b.", "Niet gestart")).contains("Fase 1"));
        assert!(early(("Q4 2025", "Afgerond")).contains("Fase 1"));
    }

    #[test]
    fn phases_of_other_places_and_families_are_not_compared() {
        let sheet = format!(
            "# Hilversum\n{HEADER}\n| HI-02 | Preventie | Fase 2 | OOV Hilversum | Q4 2026 | Loopt | |\n\
             # Huizen\n{HEADER}\n| HU-03 | Preventie | Fase 3 | OOV Huizen | Q1 2026 | Loopt | |\n\
             | HU-02 | Alle partners | Fase 2 | OOV Huizen | Q2 2026 | Loopt | |"
        );
        assert!(messages("DAT013", "", &sheet).is_empty());
        let twice = rows(&[
            ("", "Fase 1: structuur", "Q2 2026", "Loopt", ""),
            ("", "Fase 2: meldpunt", "Q1 2026", "Loopt", ""),
            ("", "Fase 1: lessen", "Q1 2026", "Loopt", ""),
        ]);
        assert!(messages("DAT013", "", &twice).is_empty());
    }

    #[test]
    fn a_number_that_two_actions_have_says_nothing() {
        let sheet = rows(&[
            ("1", "Een convenant opstellen", "Q3 2026", "Loopt", ""),
            ("1", "Een folder maken", "Q3 2026", "Loopt", ""),
            ("2", "Het convenant laten tekenen", "Q1 2026", "Niet gestart", "1"),
        ]);
        assert!(messages("DAT013", "", &sheet).is_empty());
    }

    #[test]
    fn a_phase_is_what_the_action_is_and_not_what_it_follows() {
        for (text, number) in [
            ("Fase 1 – Structuur vastleggen:\n• een coördinator", Some(1)),
            ("fase 2", Some(2)),
            ("Meldpunt – fase 3: bekendheid", Some(3)),
            ("Meldpunt (fase 4)", Some(4)),
            ("Fase II: inrichten", Some(2)),
            ("Phase IV", Some(4)),
            ("Na fase 2 evalueren", None),
            ("De eerste fase", None),
            ("Faseren van het werk", None),
            ("", None),
        ] {
            assert_eq!(phase(text, &Language::default()), number, "{text}");
        }
    }
}
