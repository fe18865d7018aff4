//! Of a cell whose content is not what staff meant, only the cause is said: a formula that went wrong gives a planning that
//! cannot be read and an owner that is in no list, and with the formula all of that is put right. Of two rules that speak of one
//! cause, one speaks.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::cell::{CellValue, GridCell};
use crate::finding::{Finding, Location, Related, RuleCode, Version};
use crate::rules::Context;
use crate::rules::formula::unsettled::Judge;
use crate::rules::formula::{error, external};
use crate::rules::language::characters_garbled;
use crate::wording::{Lang, Wording};

/// A rule of each family that is about what a cell says.
const OF_CONTENT: [RuleCode; 8] = [
    RuleCode::ID001,
    RuleCode::OWN001,
    RuleCode::DAT001,
    RuleCode::STA001,
    RuleCode::PRI001,
    RuleCode::LVL001,
    RuleCode::COV001,
    RuleCode::TRN001,
];
/// Rules that say that a text means nothing to the framework.
const OF_UNKNOWN: [RuleCode; 6] =
    [RuleCode::OWN003, RuleCode::DAT002, RuleCode::STA002, RuleCode::PRI001, RuleCode::LVL001, RuleCode::COV004];

/// Rules that say why a cell does not hold what staff meant.
const CAUSES: [RuleCode; 4] = [RuleCode::FML001, RuleCode::FML002, RuleCode::FML003, RuleCode::LNG001];

/// Where two findings of one cause stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// The one that is kept points at the row of the other as what explains it.
    PointedAt,
    /// Both stand at the same cell.
    SameCell,
}

/// Two rules that can speak of one cause.
struct Pair {
    kept: RuleCode,
    left_out: RuleCode,
    beside: Beside,
    /// What the kept finding then says as well; the advice of the other one follows its own.
    also: Option<Wording<&'static str>>,
}

/// Of each of these pairs of rules, where they speak of one cause, the first one is kept.
const PAIRS: [Pair; 2] = [
    // The number says which action it was taken from: that is the one that is gone.
    Pair {
        kept: RuleCode::ID004,
        left_out: RuleCode::TRN006,
        beside: Beside::PointedAt,
        also: Some(Wording::new("Die andere actie is verdwenen.", "That other action is gone.")),
    },
    // Whose action it was says more than that it is nobody's.
    Pair { kept: RuleCode::TRN004, left_out: RuleCode::OWN001, beside: Beside::SameCell, also: None },
];

fn is_cause(finding: &Finding) -> bool {
    CAUSES.contains(&finding.rule.code)
}

/// Leaves out what follows from a cause that is said already; the cause then weighs as much as what followed from it.
pub(super) fn keep_causes(ctx: &Context, findings: &mut Vec<Finding>) {
    if !findings.iter().any(is_cause) {
        return;
    }
    let judge = Judge::new(ctx.grids);
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut left_out = Vec::new();
    for finding in findings.drain(..) {
        match cause(ctx, &judge, &finding) {
            Some(cause) => left_out.push((cause, finding)),
            None => kept.push(finding),
        }
    }
    let said = Said::new(&kept);
    for (cause, finding) in left_out {
        match said.at(cause, &finding.at).and_then(|at| kept.get_mut(at)) {
            Some(said) => {
                let outweighs = finding.accepted.is_none() && !ctx.framework.rules.contains_key(cause.as_str());
                said.severity = if outweighs { said.severity.max(finding.severity) } else { said.severity };
            }
            None => kept.push(finding),
        }
    }
    *findings = kept;
}

/// The rule that says why this was found, where it is not about what staff meant to say.
fn cause(ctx: &Context, judge: &Judge, finding: &Finding) -> Option<RuleCode> {
    if !OF_CONTENT.iter().any(|code| code.family() == finding.rule.code.family()) {
        return None;
    }
    let at = finding.at.cell_ref().filter(|_| finding.at.version == Version::Current)?;
    let cell: &GridCell = ctx.grid(&at.sheet)?.get(at.row, at.col)?;
    if external::is_link(cell) {
        let has_value = !matches!(cell.value, CellValue::Error(_)) && !judge.lacks_outcome(cell);
        return (!has_value).then_some(RuleCode::FML003);
    }
    if error::is_error(cell) {
        return Some(RuleCode::FML001);
    }
    if judge.is_unsettled(cell) {
        return Some(RuleCode::FML002);
    }
    (OF_UNKNOWN.contains(&finding.rule.code) && characters_garbled::is_garbled(cell)).then_some(RuleCode::LNG001)
}

/// Of two findings of one cause one is left; it weighs as much as the other did. What was accepted stands apart, because nobody
/// may have agreed to the other.
pub(super) fn keep_one(ctx: &Context, findings: &mut Vec<Finding>) {
    for pair in &PAIRS {
        let of = |code: RuleCode| move |(_, finding): &(usize, &Finding)| finding.rule.code == code;
        let others: HashMap<Location, usize> = findings
            .iter()
            .enumerate()
            .filter(of(pair.left_out))
            .map(|(at, finding)| (finding.at.clone(), at))
            .collect();
        let doubled = findings.iter().enumerate().filter(of(pair.kept)).filter_map(|(at, finding)| {
            let other = places(finding, pair.beside).iter().find_map(|place| others.get(place).copied())?;
            (findings.get(other)?.accepted == finding.accepted).then_some((at, other))
        });
        let doubled: Vec<(usize, usize)> = doubled.collect();
        for (at, other) in &doubled {
            let Some(other) = findings.get(*other).cloned() else { continue };
            if let Some(kept) = findings.get_mut(*at) {
                take_over(ctx, kept, &other, pair);
            }
        }
        let gone: BTreeSet<usize> = doubled.into_iter().map(|(_, other)| other).collect();
        let mut index = 0..;
        findings.retain(|_| index.next().is_none_or(|index| !gone.contains(&index)));
    }
}

/// Makes the kept finding say and weigh what the other one did, unless the framework says what it weighs.
fn take_over(ctx: &Context, kept: &mut Finding, other: &Finding, pair: &Pair) {
    if !ctx.framework.rules.contains_key(pair.kept.as_str()) {
        kept.severity = kept.severity.max(other.severity);
    }
    if let Some(also) = &pair.also {
        kept.message =
            Wording::of(format!("{} {}", kept.message.nl, also.nl), format!("{} {}", kept.message.en, also.en));
        let both = |lang| format!("{} {}", kept.what_to_do(lang), other.what_to_do(lang));
        kept.advice = Some(Wording::of(both(Lang::Nl), both(Lang::En)));
    }
}

/// The places at which the other finding of the same cause would stand.
fn places(finding: &Finding, beside: Beside) -> Vec<Location> {
    match beside {
        Beside::SameCell => vec![finding.at.clone()],
        Beside::PointedAt => {
            let row_of = |related: &Related| match related {
                Related::Place(at) => Some(Location { col: None, ..at.clone() }),
                Related::FrameworkLine(_) => None,
            };
            finding.related.iter().filter_map(row_of).collect()
        }
    }
}

/// The code of a rule, and a sheet with a row and a column, or with a column, or the sheet as a whole.
type Place = (RuleCode, Option<Arc<str>>, Option<u32>, Option<u32>);

/// Where each cause is said, by index of the finding.
struct Said {
    by_place: HashMap<Place, usize>,
}

impl Said {
    /// Of these findings, by their index; the first one counts.
    fn new(kept: &[Finding]) -> Self {
        let mut by_place: HashMap<Place, usize> = HashMap::new();
        for (index, finding) in kept.iter().enumerate().filter(|(_, finding)| is_cause(finding)) {
            let Location { sheet, row, col, .. } = &finding.at;
            // One finding may speak for more cells of its column or of its sheet.
            for (row, col) in [(*row, *col), (None, *col), (None, None)] {
                by_place.entry((finding.rule.code, sheet.clone(), row, col)).or_insert(index);
            }
            for at in &finding.cells {
                let place = (finding.rule.code, Some(at.sheet.clone()), Some(at.row), Some(at.col));
                by_place.entry(place).or_insert(index);
            }
        }
        Self { by_place }
    }

    /// The finding of a cause: at the cell itself, or else the first in its column, or else the first on its sheet.
    fn at(&self, cause: RuleCode, at: &Location) -> Option<usize> {
        let places = [(at.row, at.col), (None, at.col), (None, None)];
        places.into_iter().find_map(|(row, col)| self.by_place.get(&(cause, at.sheet.clone(), row, col)).copied())
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::framework::{Framework, Setting};
    use crate::rules::catalogue_tests::run;
    use crate::wording::Lang;

    const SHEET: &str = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                         | HI-01 | Scholen bezoeken | OOV Hilversum | {error} #REF! | Loopt |";

    fn found(framework: &Framework) -> Vec<(&'static str, Severity)> {
        let found = run("", SHEET, framework, false);
        found
            .iter()
            .filter(|finding| finding.at.cell_ref().is_some())
            .map(|f| (f.rule.code.as_str(), f.severity))
            .collect()
    }

    #[test]
    fn a_cause_that_is_turned_off_explains_nothing() {
        let mut framework = Framework::embedded().clone();
        assert_eq!(found(&framework), [("FML001", Severity::Error)]);
        framework.rules.insert("FML001".to_owned(), Setting::Off);
        assert_eq!(found(&framework), [("DAT002", Severity::Error)]);
    }

    #[test]
    fn the_severity_that_the_framework_sets_holds() {
        let mut framework = Framework::embedded().clone();
        framework.rules.insert("FML001".to_owned(), Setting::As(Severity::Info));
        assert_eq!(found(&framework), [("FML001", Severity::Info)]);
    }

    #[test]
    fn what_is_wrong_with_other_cells_is_still_said() {
        let sheet = SHEET.replace("OOV Hilversum", "");
        let found = run("", &sheet, Framework::embedded(), false);
        let codes: Vec<_> =
            found.iter().map(|f| f.rule.code.as_str()).filter(|code| !["STR004", "COV001"].contains(code)).collect();
        assert_eq!(codes, ["OWN001", "FML001"]);
    }

    #[test]
    fn one_finding_for_a_whole_column_takes_over_from_each_of_its_cells() {
        let rows: String = (1..=9)
            .map(|n| format!("\n| HI-{n:02} | Bijeenkomst {n} houden | OOV Hilversum | Q2 2026 | {{=Lijst!A{n}}} |"))
            .collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |{rows}");
        let found = run("", &sheet, Framework::embedded(), false);
        let at_cells: Vec<_> =
            found.iter().filter(|f| f.at.row.is_some()).map(|f| (f.rule.code.as_str(), f.severity)).collect();
        assert_eq!(at_cells, [("FML002", Severity::Error)]);
    }

    /// The codes and their places, of what is not about the plan as a whole.
    fn told(previous: &str, current: &str, framework: &Framework) -> Vec<String> {
        let found = run(previous, current, framework, false);
        let placed = found.iter().filter(|finding| finding.at.row.is_some());
        placed.map(|f| format!("{} {:?} {}", f.rule.code, f.at.version, f.at.row.unwrap() + 1)).collect()
    }

    #[test]
    fn a_reused_number_says_which_action_is_gone() {
        let header = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |";
        let rest = "| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |\n\
                    | HI-03 | Het agressieprotocol vaststellen | OOV Hilversum | Q2 2026 | Loopt |\n\
                    | HI-04 | Een nieuwsbrief maken voor de wijk | OOV Hilversum | Q2 2026 | Loopt |";
        let with = |text: &str| format!("{header}\n{rest}\n| HI-02 | {text} | OOV Hilversum | Q2 2026 | Loopt |");
        let before = with("Alle scholen bezoeken en uitleg geven over radicalisering");
        let now = with("Lessen over nepnieuws maken samen met de bibliotheek");
        let mut framework = Framework::embedded().clone();
        assert_eq!(told(&before, &now, &framework), ["ID004 Current 5"]);
        let found = run(&before, &now, &framework, false);
        let reused = found.iter().find(|finding| finding.rule.code.as_str() == "ID004").unwrap();
        assert!(reused.message.nl.ends_with("Die andere actie is verdwenen."), "{}", reused.message.nl);
        assert!(reused.what_to_do(Lang::En).contains("Put the action back."), "{:?}", reused.advice);
        framework.rules.insert("ID004".to_owned(), Setting::Off);
        assert_eq!(told(&before, &now, &framework), ["TRN006 Previous 5"]);
    }

    #[test]
    fn an_owner_that_was_removed_is_not_missing_as_well() {
        let before = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                      | HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |";
        let now = before.replace("OOV Hilversum", "");
        let of_owner = |code: &&String| code.starts_with("TRN004") || code.starts_with("OWN001");
        let told = told(before, &now, Framework::embedded());
        assert_eq!(told.iter().filter(of_owner).count(), 1, "{told:?}");
    }
}
