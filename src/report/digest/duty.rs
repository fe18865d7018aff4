//! Who must do what: the open findings by the one who can mend them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Home, Index, Row, Versions, Weights};
use crate::cell::CellRef;
use crate::finding::{RuleCode, Severity};
use crate::framework::Framework;
use crate::plan::Action;
use crate::report::words;
use crate::review::Review;
use crate::wording::Lang;

/// What one owner must do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duty {
    /// The owner, or who is meant where nobody leads.
    pub owner: String,
    /// Actions in the current version.
    pub actions: usize,
    /// Those of them that are not closed.
    pub open: usize,
    /// The findings.
    pub weights: Weights,
    /// The open ones by rule; the worst first.
    pub todo: Vec<Todo>,
}

/// One rule's findings of one owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// The rule's code.
    pub code: RuleCode,
    /// How much it matters.
    pub severity: Severity,
    /// What to do.
    pub fix: String,
    /// Where.
    pub places: Vec<String>,
}

impl Todo {
    /// The first places on one line, and how many more there are.
    pub fn places_line(&self, limit: usize, lang: Lang) -> String {
        let shown = self.places.iter().take(limit).cloned().collect::<Vec<_>>().join(", ");
        match self.places.len().saturating_sub(limit) {
            0 => shown,
            1 => format!("{shown} {}", lang.pick("en nog 1 plaats", "and 1 more")),
            more => format!("{shown} {} {more} {}", lang.pick("en nog", "and"), lang.pick("plaatsen", "more")),
        }
    }
}

pub(super) fn duties(review: &Review, versions: &Versions, findings: &[Row]) -> Vec<Duty> {
    let mut duties: BTreeMap<String, Duty> = BTreeMap::new();
    let mut seen: HashSet<(String, RuleCode, String)> = HashSet::new();
    for row in findings.iter().filter(|row| row.is_open()) {
        for (owner, place) in who(row, versions, review) {
            let new = seen.insert((owner.clone(), row.finding.rule.code, place.clone()));
            let duty = duties.entry(owner).or_default();
            duty.weights.add(row.finding);
            add_todo(&mut duty.todo, row, new.then(|| place.clone()));
        }
    }
    for action in &review.plan.actions {
        for owner in in_charge(action, &versions.current, review) {
            if let Some(duty) = duties.get_mut(&owner) {
                duty.actions += 1;
                duty.open += usize::from(!action.is_closed_on(review.today, &review.framework));
            }
        }
    }
    let mut duties: Vec<Duty> = duties.into_iter().map(|(owner, duty)| Duty { owner, ..duty }).collect();
    for duty in &mut duties {
        duty.todo.sort_by_key(|todo| (std::cmp::Reverse(todo.severity), todo.code));
    }
    duties.sort_by_key(|duty| std::cmp::Reverse((duty.weights.errors, duty.weights.warnings, duty.weights.infos)));
    duties
}

/// Adds a finding to its rule; the place only where it is not named yet. Where there is more than one thing to do, what the rule
/// says holds for all of them.
pub(super) fn add_todo(todo: &mut Vec<Todo>, row: &Row, place: Option<String>) {
    let finding = row.finding;
    match todo.iter_mut().find(|todo| todo.code == finding.rule.code && todo.severity == finding.severity) {
        Some(known) => {
            if known.fix != row.fix {
                known.fix = row.rule_fix.to_owned();
            }
            known.places.extend(place);
        }
        None => todo.push(Todo {
            code: finding.rule.code,
            severity: finding.severity,
            fix: row.fix.to_owned(),
            places: place.into_iter().collect(),
        }),
    }
}

/// The owners of an action that can be asked.
pub(super) fn askable(action: &Action, framework: &Framework, lang: Lang) -> Vec<String> {
    let (mut names, mut seen) = (Vec::new(), BTreeSet::new());
    for owner in action.owners.known().into_iter().flatten().filter(|owner| words::can_be_asked(owner)) {
        let name = words::quoted_short(&words::owner(owner, framework, lang)).into_owned();
        if !name.is_empty() && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// Who must act on a finding, and where: the actions' owners, each at the own actions; without one, the municipality or the plan
/// that it belongs to.
pub(super) fn who(row: &Row, versions: &Versions, review: &Review) -> Vec<(String, String)> {
    let lang = review.lang;
    let place = words::places(row.finding, lang);
    if !row.actions.is_empty() {
        let mut cells: BTreeMap<String, Vec<CellRef>> = BTreeMap::new();
        for (at, action) in &row.actions {
            for owner in in_charge(action, &versions.current, review) {
                cells.entry(owner).or_default().push((*at).clone());
            }
        }
        return cells.into_iter().map(|(owner, cells)| (owner, words::cells(&cells, None, lang))).collect();
    }
    let owners = match (row.action, versions.of(row.finding.at.version)) {
        (Some(action), Some(index)) => in_charge(action, index, review),
        _ => vec![without_owner(&versions.home_of(row), review)],
    };
    owners.into_iter().map(|owner| (owner, place.clone())).collect()
}

/// The owners of an action; without one, the municipality or the district that must find one.
pub(super) fn in_charge(action: &Action, index: &Index, review: &Review) -> Vec<String> {
    let owners = askable(action, &review.framework, review.lang);
    if owners.is_empty() { vec![without_owner(&index.home_of(action), review)] } else { owners }
}

pub(super) fn without_owner(home: &Home, review: &Review) -> String {
    let lang = review.lang;
    let place = match home {
        Home::Plan => words::whole_plan(lang),
        Home::District => &review.framework.district.name,
        Home::Municipality(code) => review.framework.municipality(code).map_or(&**code, |known| known.name.as_str()),
    };
    format!("{} – {place}", lang.pick("Nog geen trekker", "No owner yet"))
}

#[cfg(test)]
mod tests {
    use crate::cell::CellRef;
    use crate::report::digest::Digest;
    use crate::report::testing;
    use crate::wording::Lang;

    #[test]
    fn of_a_finding_for_several_cells_each_owner_has_the_own_ones() {
        let mut review = testing::review(Lang::Nl);
        let actions: Vec<CellRef> = review.plan.actions.iter().map(|action| action.text.at.clone()).collect();
        let finding = review.findings[3].clone().into_inner();
        review.findings = vec![crate::privacy::Shown::invented(finding.for_cells(actions.clone()))];
        let digest = Digest::new(&review);
        let total: usize = digest.municipalities.iter().map(|group| group.weights.open()).sum();
        assert_eq!((total, digest.findings[0].action_text.as_str()), (1, "6 acties"));
        assert!(digest.owners.len() > 1);
        for duty in &digest.owners {
            assert_eq!((duty.todo.len(), duty.weights.open()), (1, 1), "{duty:?}");
            let [places] = duty.todo[0].places.as_slice() else { panic!("{duty:?}") };
            assert!(!actions.iter().all(|at| places.contains(&at.a1())), "{duty:?}");
        }
    }
}
