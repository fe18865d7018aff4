//! TRN010: the framework status got better without a completed action, or worse, and nobody wrote why.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Code;
use crate::plan::{Action, ActionPlan, StatusSource};
use crate::rules::status::shares_its_cell;
use crate::rules::transition::{Kept, Reasons, kept};
use crate::rules::{Context, municipality_of, previous_place, status_in};
use crate::wording::Wording;

/// A colour of the framework changes by an assessment, not by hand. One that is better than in the previous version needs a
/// completed action for that sub-theme and municipality (or for the whole district); one that is worse needs a word why. New words in
/// the notes of the action, or a remark at the cell, are a reason for either.
///
/// Colours on the version's own sheet of the framework are compared, and colours beside actions; only what both versions say
/// themselves. The same change of one sub-theme at several places is said once, on the sheet of the framework if it stands there.
/// Where a fourth of that sheet and at least five of its colours changed, people made a new assessment: that is asked after once.
/// A word that contradicts its fill is reported as such (STA004).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN010,
    name: "colour-changed-without-cause",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Previous,
    what: Wording::new(
        "De kleur van een subthema is anders dan in de vorige versie, en er staat niet waarom.",
        "The colour of a sub-theme changed, and nothing says why.",
    ),
    why: Wording::new(
        "De kleuren komen uit een beoordeling. Een kleur die zomaar verandert, zegt niet hoe het er echt voor staat.",
        "The colours come from an assessment. A colour that just changes does not say how things really are.",
    ),
    fix: Wording::new(
        "Schrijf in de toelichting waarom de kleur anders is, of zet de oude kleur terug.",
        "Write in the explanation why the colour changed, or restore the old colour.",
    ),
    fails: Example {
        previous: "\
# Wijdemeren
| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status |
| W-05 | Bestuurlijk draagvlak | Radicalisering vast op de agenda zetten | Rood | Burgemeester Wijdemeren | Q2 2026 | Loopt |",
        current: "\
# Wijdemeren
| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status |
| W-05 | Bestuurlijk draagvlak | Radicalisering vast op de agenda zetten | → Oranje | Burgemeester Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Wijdemeren
| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status |
| W-05 | Bestuurlijk draagvlak | Radicalisering vast op de agenda zetten | Rood | Burgemeester Wijdemeren | Q2 2026 | Loopt |
| W-06 | Bestuurlijk draagvlak | Wethouders bijpraten | Rood | Burgemeester Wijdemeren | Q4 2025 | Loopt |",
        current:
            "\
# Wijdemeren
| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status |
| W-05 | Bestuurlijk draagvlak | Radicalisering vast op de agenda zetten | Oranje | Burgemeester Wijdemeren | Q2 2026 | Loopt |
| W-06 | Bestuurlijk draagvlak | Wethouders bijpraten | Oranje | Burgemeester Wijdemeren | Q4 2025 | Afgerond 14-11-2025 |",
    },
};

/// So many colours on the sheet of the framework at least are a new assessment,
const NEW_ASSESSMENT: usize = 5;
/// if they are one in so many.
const ONE_IN: usize = 4;

/// What a change of colour is about: the same change at several places is one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Topic<'a> {
    subtheme: &'a Code,
    /// None for the district as a whole.
    municipality: Option<&'a Code>,
    from: &'a Code,
    to: &'a Code,
}

/// Where a colour changed; the sheet of the framework comes first.
#[derive(Default)]
struct Places<'a> {
    /// On the sheet of the framework: now and before.
    sheet: Option<(&'a CellRef, &'a CellRef)>,
    /// Beside actions: now and before.
    beside: Vec<(&'a Action, &'a Action)>,
    explained: bool,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    // The cause, or the colour itself, may stand in what could not be read.
    if [ctx.plan, previous.plan].iter().any(|plan| plan.hides_actions() || plan.hides_colours()) {
        return;
    }
    let reasons = Reasons::new(ctx);
    let mut topics: BTreeMap<Topic, Places> = BTreeMap::new();
    let sheet = on_the_sheet(ctx, previous.plan);
    let new_assessment = sheet.changed.len() >= NEW_ASSESSMENT && sheet.changed.len() * ONE_IN >= sheet.compared;
    for (topic, now, before) in &sheet.changed {
        let places = topics.entry(*topic).or_default();
        places.sheet = Some((now, before));
        places.explained |= new_assessment || reasons.at(now);
    }
    for Kept { old, new, .. } in kept(ctx) {
        if let Some(topic) = beside_action(ctx, previous.plan, old, new) {
            let places = topics.entry(topic).or_default();
            places.beside.push((new, old));
            // Somebody who writes another progress in the very cell has looked at it; whether the colour is meant for it, nobody knows.
            let with_progress = shares_its_cell(new) && new.progress_code() != old.progress_code();
            places.explained |= with_progress || reasons.given(old, new, &new.framework_status.at);
        }
    }
    let completed = Completed::new(ctx, previous.plan);
    for (topic, places) in &topics {
        let better = rank(ctx, topic.to) > rank(ctx, topic.from);
        let has_cause = places.explained || (better && completed.has(topic));
        findings.extend((!has_cause).then(|| finding(ctx, topic, places)).flatten());
    }
    if new_assessment {
        findings.extend(assessed_anew(&sheet, &reasons));
    }
}

/// The colours that changed on the sheet of the framework, of so many that both versions give.
struct Sheet<'a> {
    changed: Vec<(Topic<'a>, &'a CellRef, &'a CellRef)>,
    compared: usize,
}

fn on_the_sheet<'a>(ctx: &Context<'a>, previous: &'a ActionPlan) -> Sheet<'a> {
    let mut sheet = Sheet { changed: Vec::new(), compared: 0 };
    for assessment in &ctx.plan.assessments {
        let Some(subtheme) = ctx.framework.subtheme(&assessment.subtheme) else { continue };
        let municipality = assessment.municipality.as_ref();
        let says = |plan: &'a ActionPlan| {
            let (code, at) = status_in(plan, ctx.framework, subtheme, municipality)?;
            Some((code, at?))
        };
        let (Some((from, before)), Some((to, now))) = (says(previous), says(ctx.plan)) else { continue };
        sheet.compared += 1;
        if rank(ctx, from) != rank(ctx, to) {
            sheet.changed.push((Topic { subtheme: &assessment.subtheme, municipality, from, to }, now, before));
        }
    }
    sheet
}

/// The change of the colour beside an action, where its sub-theme is known.
fn beside_action<'a>(
    ctx: &Context<'a>,
    previous: &'a ActionPlan,
    old: &'a Action,
    new: &'a Action,
) -> Option<Topic<'a>> {
    let (from, to) = (colour(old)?, colour(new)?);
    // Sorting merged cells takes the sub-theme away from rows, and nobody changed it.
    let subtheme = new.subtheme_code().or(old.subtheme_code())?;
    let municipality = municipality_of(ctx.plan, new).or_else(|| municipality_of(previous, old));
    (rank(ctx, from) != rank(ctx, to)).then_some(Topic { subtheme, municipality, from, to })
}

/// The framework status beside an action; none where word and fill contradict each other.
fn colour(action: &Action) -> Option<&Code> {
    let status = action.framework_status.known()?;
    match &status.source {
        StatusSource::WordAndFill { means, .. } if *means != status.code => None,
        _ => Some(&status.code),
    }
}

fn rank(ctx: &Context, code: &str) -> Option<i64> {
    ctx.framework.framework_status(code).map(|status| status.rank)
}

/// For which sub-themes and municipalities an action was completed, in either version: a completed row may have been tidied up since.
struct Completed<'a> {
    /// With the municipality; none for an action of the whole district or of several municipalities.
    done: BTreeSet<(&'a Code, Option<&'a Code>)>,
}

impl<'a> Completed<'a> {
    fn new(ctx: &Context<'a>, previous: &'a ActionPlan) -> Self {
        let mut done = BTreeSet::new();
        for plan in [previous, ctx.plan] {
            for action in plan.actions.iter().filter(|action| ctx.is_carried_out(action)) {
                let municipality = municipality_of(plan, action);
                let subthemes = action.subtheme.known().map(Vec::as_slice).unwrap_or_default();
                done.extend(subthemes.iter().map(|subtheme| (subtheme, municipality)));
            }
        }
        Self { done }
    }

    fn has(&self, topic: &Topic) -> bool {
        match topic.municipality {
            Some(_) => {
                self.done.contains(&(topic.subtheme, topic.municipality)) || self.done.contains(&(topic.subtheme, None))
            }
            None => self.done.iter().any(|(subtheme, _)| *subtheme == topic.subtheme),
        }
    }
}

fn message(ctx: &Context, topic: &Topic) -> Wording {
    let name = |code: &str| ctx.framework.framework_status(code).map_or(code.to_owned(), |status| status.name.clone());
    let subtheme = ctx.framework.subtheme(topic.subtheme).map_or(&**topic.subtheme, |subtheme| &subtheme.name);
    let (from, to) = (name(topic.from), name(topic.to));
    let whose = topic.municipality.map_or(String::new(), |code| format!(" ({})", ctx.municipality_name(code)));
    if rank(ctx, topic.to) > rank(ctx, topic.from) {
        Wording::new(
            format!(
                "De kleur van “{subtheme}”{whose} ging van {from} naar {to}, maar er is geen actie afgerond en er staat geen \
                 nieuwe toelichting bij."
            ),
            format!(
                "The colour of “{subtheme}”{whose} went from {from} to {to}, but no action was completed and no new explanation \
                 was added."
            ),
        )
    } else {
        Wording::new(
            format!(
                "De kleur van “{subtheme}”{whose} is slechter geworden: van {from} naar {to}, maar er staat geen nieuwe \
                 toelichting bij."
            ),
            format!(
                "The colour of “{subtheme}”{whose} got worse: from {from} to {to}, but no new explanation was added."
            ),
        )
    }
}

fn finding(ctx: &Context, topic: &Topic, places: &Places) -> Option<Finding> {
    let message = message(ctx, topic);
    let related = |at: &CellRef| Related::Place(Location::cell(at));
    let about = |finding: Finding| Finding {
        subtheme: Some(topic.subtheme.clone()),
        municipality: topic.municipality.cloned(),
        ..finding
    };
    // One cell can be the colour of several actions.
    let beside: BTreeSet<&CellRef> = places.beside.iter().map(|(new, _)| &new.framework_status.at).collect();
    if let Some((now, before)) = places.sheet {
        let finding =
            Finding::new(&RULE, Location::cell(now), message).relate([Related::Place(previous_place(before))]);
        return Some(about(finding.relate(beside.into_iter().map(related))));
    }
    let (new, old) = places.beside.first()?;
    let was = Related::Place(previous_place(&old.framework_status.at));
    let others = beside.into_iter().filter(|at| **at != new.framework_status.at).map(related);
    Some(about(ctx.on(new, &new.framework_status, &RULE, message).relate([was]).relate(others)))
}

/// One question about a sheet on which much changed; none where staff left a remark at one of the colours.
fn assessed_anew(sheet: &Sheet, reasons: &Reasons) -> Option<Finding> {
    let cells: Vec<&CellRef> = sheet.changed.iter().map(|(_, now, _)| *now).collect();
    if cells.iter().any(|at| reasons.at(at)) {
        return None;
    }
    let count = cells.len();
    let message = Wording::new(
        format!(
            "Op dit blad zijn {count} kleuren anders dan in de vorige versie. Is er opnieuw beoordeeld? Zet bij een van de kleuren in \
             een notitie wanneer en door wie."
        ),
        format!(
            "On this sheet {count} colours differ from the previous version. Was there a new assessment? Say in a note at one of the \
             colours when and by whom."
        ),
    );
    let related = cells.iter().map(|at| Related::Place(Location::cell(at)));
    Some(Finding::new(&RULE, Location::sheet(&cells.first()?.sheet), message).relate(related))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::NaiveDate;

    use super::*;
    use crate::cell::{Cell, Grid, Reading, StaffNote};
    use crate::framework::Framework;
    use crate::plan::{Assessment, Status};
    use crate::reconcile::reconcile;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::rules::{Previous, example};

    const HEADER: &str = "| Nr | Sub-thema | Actie | Kaderstatus | Trekker | Planning | Status | Toelichting |\n";

    /// A sheet of Wijdemeren: colour, status and notes of each action on Bestuurlijk draagvlak.
    fn sheet(rows: &[(&str, &str, &str)]) -> String {
        let texts = ["De burgemeester bijpraten", "Een avond voor de raad houden", "Wethouders een training geven"];
        let rows: String = rows
            .iter()
            .zip(texts)
            .enumerate()
            .map(|(n, ((colour, status, notes), text))| {
                format!(
                    "| W-{n} | Bestuurlijk draagvlak | {text} | {colour} | OOV Wijdemeren | Q2 2026 | {status} | {notes} |\n"
                )
            })
            .collect();
        format!("# Wijdemeren\n{HEADER}{rows}")
    }

    fn found(before: (&str, &str, &str), now: (&str, &str, &str)) -> Vec<String> {
        messages("TRN010", &sheet(&[before]), &sheet(&[now]))
    }

    #[test]
    fn better_needs_a_completed_action_or_a_reason() {
        let better = found(("Rood", "Loopt", ""), ("Groen", "Loopt", ""));
        assert!(better.len() == 1 && better[0].contains("(Wijdemeren) ging van Rood naar Groen"), "{better:?}");
        assert!(found(("Rood", "Loopt", ""), ("Groen", "Afgerond", "")).is_empty());
        assert!(found(("Rood", "Loopt", ""), ("Groen", "Loopt", "nieuwe beoordeling met het team")).is_empty());
        assert!(found(("Rood", "Loopt", ""), ("{note: gesprek met Radar} Groen", "Loopt", "")).is_empty());
        assert_eq!(found(("Rood", "Loopt", "oud"), ("Groen", "Vervallen", "oud")).len(), 1, "dropped is not done");
    }

    #[test]
    fn worse_needs_a_reason_whatever_was_completed() {
        let worse = found(("Groen", "Afgerond", ""), ("Oranje", "Afgerond", ""));
        assert!(worse.len() == 1 && worse[0].contains("slechter"), "{worse:?}");
        assert!(found(("Groen", "Loopt", ""), ("Oranje", "Loopt", "nieuw bestuur, opnieuw beginnen")).is_empty());
    }

    #[test]
    fn another_word_for_a_colour_a_first_colour_and_a_lost_one_are_no_change() {
        for (before, now) in
            [("Oranje", "Geel"), ("", "Rood"), ("Rood", ""), ("Rood", "{FF0000} Rood"), ("Rood", "Roze")]
        {
            assert!(found((before, "Loopt", ""), (now, "Loopt", "")).is_empty(), "{before} → {now}");
        }
        // The word and the fill contradict each other: that is another rule's.
        assert!(found(("Rood", "Loopt", ""), ("{FF0000} Groen", "Loopt", "")).is_empty());
    }

    #[test]
    fn a_completed_action_of_the_sub_theme_counts_for_its_municipality() {
        let before = sheet(&[("Rood", "Loopt", ""), ("Rood", "Loopt", "")]);
        let now = sheet(&[("Oranje", "Loopt", ""), ("Oranje", "Afgerond", "")]);
        assert!(messages("TRN010", &before, &now).is_empty());
        let huizen = |text: &str| text.replace("Wijdemeren", "Huizen").replace("W-", "HU-").replace("Oranje", "Rood");
        let before = sheet(&[("Rood", "Loopt", "")]) + &huizen(&sheet(&[("Rood", "Loopt", ""), ("Rood", "Loopt", "")]));
        let now =
            sheet(&[("Oranje", "Loopt", "")]) + &huizen(&sheet(&[("Rood", "Loopt", ""), ("Rood", "Afgerond", "")]));
        assert_eq!(messages("TRN010", &before, &now).len(), 1);
    }

    #[test]
    fn one_change_beside_several_actions_is_said_once() {
        let before = sheet(&[("Rood", "Loopt", ""), ("Rood", "Loopt", ""), ("Rood", "Loopt", "")]);
        let now = sheet(&[("Oranje", "Loopt", ""), ("Oranje", "Loopt", ""), ("Groen", "Loopt", "")]);
        let found = findings("TRN010", &before, &now);
        let places: Vec<_> = found.iter().map(|finding| (finding.at.row, finding.related.len())).collect();
        assert_eq!(places, [(Some(1), 2), (Some(3), 1)]);
    }

    fn assessments(colours: &[(&str, &str)]) -> Vec<Assessment> {
        (5..)
            .zip(colours)
            .map(|(row, (subtheme, colour))| Assessment {
                subtheme: (*subtheme).into(),
                municipality: Some("W".into()),
                status: Cell {
                    at: CellRef::new("Wegingskader", row, 2),
                    raw: Arc::default(),
                    value: Reading::Known(Arc::new(Status { code: (*colour).into(), source: StatusSource::Word })),
                },
            })
            .collect()
    }

    /// What is found where both versions have a sheet of the framework, with a remark at one of its cells perhaps.
    fn on_sheets(
        before: (&str, &[(&str, &str)]),
        now: (&str, &[(&str, &str)]),
        remark: Option<(u32, u32)>,
    ) -> Vec<Finding> {
        let framework = Framework::embedded();
        let grids = |text: &str| example::sheets(text).grids;
        let (old_grids, mut new_grids) = (grids(before.0), grids(now.0));
        let (mut old, mut new) = (crate::read::read(&old_grids, framework), crate::read::read(&new_grids, framework));
        (old.assessments, new.assessments) = (assessments(before.1), assessments(now.1));
        let notes = remark.map(|(row, col)| StaffNote { row, col, text: "herzien op 12-11".to_owned() });
        new_grids.push(Grid { sheet: "Wegingskader".into(), notes: notes.into_iter().collect(), ..Grid::default() });
        let reconciliation = reconcile(&old, &new, framework);
        let mut findings = Vec::new();
        check(
            &Context {
                framework,
                plan: &new,
                grids: &new_grids,
                properties: &[],
                privacy: &crate::privacy::Privacy::new(framework),
                previous: Some(Previous { plan: &old, reconciliation: &reconciliation }),
                today: NaiveDate::from_ymd_opt(2025, 11, 24).unwrap(),
                baseline: false,
                readers: crate::rules::Readers::default(),
                selection: &crate::rules::Selection::default(),
            },
            &mut findings,
        );
        findings
    }

    #[test]
    fn the_sheet_of_the_framework_goes_before_the_colours_beside_actions() {
        let (before, now) = (sheet(&[("Rood", "Loopt", "")]), sheet(&[("Oranje", "Loopt", "")]));
        let colours = |colour| [("RV-BES", colour), ("RV-INF", "red")];
        let found = on_sheets((&before, &colours("red")), (&now, &colours("orange")), None);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].at, Location::cell(&CellRef::new("Wegingskader", 5, 2)));
        assert_eq!((found[0].subtheme.as_deref(), found[0].municipality.as_deref()), (Some("RV-BES"), Some("W")));
        assert!(found[0].related.contains(&Related::Place(Location::cell(&CellRef::new("Wijdemeren", 1, 3)))));
        assert!(on_sheets((&before, &colours("red")), (&now, &colours("orange")), Some((5, 2))).is_empty());
    }

    #[test]
    fn a_colour_that_only_one_version_gives_is_no_change() {
        let rows = sheet(&[("", "Loopt", "")]);
        assert!(on_sheets((&rows, &[]), (&rows, &[("RV-BES", "green")]), None).is_empty());
        assert!(on_sheets((&rows, &[("RV-BES", "red")]), (&rows, &[]), None).is_empty());
    }

    #[test]
    fn a_new_assessment_is_asked_after_once() {
        let rows = sheet(&[("", "Loopt", "")]);
        let codes = ["RV-BES", "RV-INF", "RV-WET", "RV-ONL", "KV-BAS", "KV-VER"];
        let all = |colour| codes.map(|code| (code, colour));
        let found = on_sheets((&rows, &all("red")), (&rows, &all("orange")), None);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].at, Location::sheet(&"Wegingskader".into()));
        assert!(found[0].message.nl.contains("6 kleuren"), "{}", found[0].message.nl);
        assert!(on_sheets((&rows, &all("red")), (&rows, &all("orange")), Some((7, 2))).is_empty());
    }
}
