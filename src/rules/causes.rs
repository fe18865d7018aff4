//! Of a cell whose content is not what staff meant, only the cause is said: a formula that went wrong gives a planning that
//! cannot be read and an owner that is in no list, and with the formula all of that is put right.

use std::collections::HashMap;
use std::sync::Arc;

use super::formula_unsettled::{self, Judge};
use super::selection::family;
use super::{
    Context, characters_garbled, deadline_unreadable, formula_error, formula_external, level_unknown, owner_unknown,
    priority_unknown, status_unknown, subtheme_unknown,
};
use crate::cell::{CellValue, GridCell};
use crate::finding::{Finding, Location, Rule, Version};

/// Families of rules about what a cell says.
const OF_CONTENT: [&str; 8] = ["ID", "OWN", "DAT", "STA", "PRI", "LVL", "COV", "TRN"];
/// Rules that say that a text means nothing to the framework.
static OF_UNKNOWN: [&Rule; 6] = [
    &owner_unknown::RULE,
    &deadline_unreadable::RULE,
    &status_unknown::RULE,
    &priority_unknown::RULE,
    &level_unknown::RULE,
    &subtheme_unknown::RULE,
];

/// Rules that say why a cell does not hold what staff meant.
static CAUSES: [&Rule; 4] =
    [&formula_error::RULE, &formula_unsettled::RULE, &formula_external::RULE, &characters_garbled::RULE];

fn is_cause(finding: &Finding) -> bool {
    is_one_of(finding.rule, &CAUSES)
}

fn is_one_of(rule: &Rule, rules: &[&Rule]) -> bool {
    rules.iter().any(|other| other.code == rule.code)
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
                let outweighs = finding.accepted.is_none() && !ctx.framework.rules.contains_key(cause.code);
                said.severity = if outweighs { said.severity.max(finding.severity) } else { said.severity };
            }
            None => kept.push(finding),
        }
    }
    *findings = kept;
}

/// The rule that says why this was found, where it is not about what staff meant to say.
fn cause(ctx: &Context, judge: &Judge, finding: &Finding) -> Option<&'static Rule> {
    if !OF_CONTENT.contains(&family(finding.rule.code)) {
        return None;
    }
    let at = finding.at.cell_ref().filter(|_| finding.at.version == Version::Current)?;
    let cell: &GridCell = ctx.grid(&at.sheet)?.get(at.row, at.col)?;
    if formula_external::is_link(cell) {
        let has_value = !matches!(cell.value, CellValue::Error(_)) && !judge.lacks_outcome(cell);
        return (!has_value).then_some(&formula_external::RULE);
    }
    if formula_error::is_error(cell) {
        return Some(&formula_error::RULE);
    }
    if judge.is_unsettled(cell) {
        return Some(&formula_unsettled::RULE);
    }
    (is_one_of(finding.rule, &OF_UNKNOWN) && characters_garbled::is_garbled(cell)).then_some(&characters_garbled::RULE)
}

/// The code of a rule, and a sheet with a row and a column, or with a column, or the sheet as a whole.
type Place = (&'static str, Option<Arc<str>>, Option<u32>, Option<u32>);

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
        }
        Self { by_place }
    }

    /// The finding of a cause: at the cell itself, or else the first in its column, or else the first on its sheet.
    fn at(&self, cause: &Rule, at: &Location) -> Option<usize> {
        let places = [(at.row, at.col), (None, at.col), (None, None)];
        places.into_iter().find_map(|(row, col)| self.by_place.get(&(cause.code, at.sheet.clone(), row, col)).copied())
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::framework::{Framework, Setting};
    use crate::rules::catalogue_tests::run;

    const SHEET: &str = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n\
                         | HI-01 | Scholen bezoeken | OOV Hilversum | {error} #REF! | Loopt |";

    fn found(framework: &Framework) -> Vec<(&'static str, Severity)> {
        let found = run("", SHEET, framework, false);
        found.iter().filter(|finding| finding.at.cell_ref().is_some()).map(|f| (f.rule.code, f.severity)).collect()
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
            found.iter().map(|f| f.rule.code).filter(|code| !["STR004", "COV001"].contains(code)).collect();
        assert_eq!(codes, ["OWN001", "FML001"]);
    }

    #[test]
    fn one_finding_for_a_whole_column_takes_over_from_each_of_its_cells() {
        let rows: String = (1..=9)
            .map(|n| format!("\n| HI-{n:02} | Bijeenkomst {n} houden | OOV Hilversum | Q2 2026 | {{=Lijst!A{n}}} |"))
            .collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |{rows}");
        let found = run("", &sheet, Framework::embedded(), false);
        let at_cells: Vec<_> = found.iter().filter(|f| f.at.row.is_some()).map(|f| (f.rule.code, f.severity)).collect();
        assert_eq!(at_cells, [("FML002", Severity::Error)]);
    }
}
