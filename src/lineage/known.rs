//! What was last known of each action, as one plan that the next version is reconciled with.

use std::collections::{BTreeMap, HashSet};

use crate::cell::Cell;
use crate::framework::Field;
use crate::plan::{Action, ActionPlan};
use crate::read::redaction;
use crate::reconcile::{Change, ChangeKind};

/// The last known state of every life that may go on.
#[derive(Default)]
pub(super) struct Known {
    /// The actions of the last version in their order, then those that are missing since an older one.
    pub(super) plan: ActionPlan,
    /// Per action: its life, and the fields that an older version told.
    rows: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    life: usize,
    /// The version that told a field, where that is not the last one in which the action stood.
    told_in: BTreeMap<Field, usize>,
    /// The version in which the action last stood.
    version: usize,
}

impl Known {
    /// The life of an action.
    pub(super) fn life_of(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|row| row.life)
    }

    /// The version that told this field of an action, where it is older than the one in which the action last stood.
    pub(super) fn told_in(&self, row: usize, field: Field) -> Option<usize> {
        self.rows.get(row)?.told_in.get(&field).copied()
    }

    /// Takes over a version: its actions, and those that it lacks.
    pub(super) fn learn(
        &mut self,
        version: usize,
        plan: &ActionPlan,
        life_of: &[usize],
        changes: &[Change],
        redacted: bool,
    ) {
        let former: BTreeMap<usize, usize> = kept(changes).collect();
        let mut next = Self { plan: plan.clone(), rows: Vec::with_capacity(life_of.len()) };
        for (at, (action, life)) in next.plan.actions.iter_mut().zip(life_of).enumerate() {
            let before = former.get(&at).filter(|_| redacted);
            let told_in = before.map(|row| self.bridge(*row, action)).unwrap_or_default();
            next.rows.push(Row { life: *life, told_in, version });
        }
        let missing: HashSet<usize> = changes
            .iter()
            .filter(|change| matches!(change.kind, ChangeKind::Removed | ChangeKind::Unread))
            .flat_map(|change| change.previous.iter().copied())
            .collect();
        self.plan.sheets.retain(|sheet| !next.plan.sheets.iter().any(|now| now.sheet == sheet.sheet));
        next.plan.sheets.append(&mut self.plan.sheets);
        for (at, (action, row)) in self.plan.actions.drain(..).zip(&self.rows).enumerate() {
            if missing.contains(&at) {
                next.plan.actions.push(action);
                next.rows.push(row.clone());
            }
        }
        *self = next;
    }

    /// Puts what was known before in the place of what is blacked out; the fields, with the version that told them.
    fn bridge(&self, former: usize, now: &mut Action) -> BTreeMap<Field, usize> {
        let mut told_in = BTreeMap::new();
        let (Some(action), Some(row)) = (self.plan.actions.get(former), self.rows.get(former)) else { return told_in };
        let mut keep = |field: Field| {
            told_in.insert(field, row.told_in.get(&field).copied().unwrap_or(row.version));
        };
        restore(&mut now.id, &action.id, || keep(Field::Id));
        restore(&mut now.theme, &action.theme, || keep(Field::Theme));
        restore(&mut now.subtheme, &action.subtheme, || keep(Field::Subtheme));
        restore(&mut now.municipalities, &action.municipalities, || keep(Field::Municipality));
        restore(&mut now.level, &action.level, || keep(Field::Level));
        restore(&mut now.text, &action.text, || keep(Field::Action));
        restore(&mut now.owners, &action.owners, || keep(Field::Owner));
        restore(&mut now.involved, &action.involved, || keep(Field::Involved));
        restore(&mut now.priority, &action.priority, || keep(Field::Priority));
        restore(&mut now.start, &action.start, || keep(Field::Start));
        restore(&mut now.deadline, &action.deadline, || keep(Field::Deadline));
        restore(&mut now.framework_status, &action.framework_status, || keep(Field::FrameworkStatus));
        restore(&mut now.progress, &action.progress, || keep(Field::Progress));
        restore(&mut now.completed_on, &action.completed_on, || keep(Field::CompletedOn));
        restore(&mut now.depends_on, &action.depends_on, || keep(Field::DependsOn));
        if now.notes.iter().any(|note| redaction::contains(&note.raw)) {
            now.notes = action.notes.clone();
            keep(Field::Notes);
        }
        told_in
    }
}

/// The rows of the new version with the ones that they were.
fn kept(changes: &[Change]) -> impl Iterator<Item = (usize, usize)> {
    let kept = changes.iter().filter(|change| change.kind == ChangeKind::Kept);
    kept.filter_map(|change| Some((*change.current.first()?, *change.previous.first()?)))
}

/// Puts the former cell back where the cell now is blacked out.
fn restore<T: ?Sized>(now: &mut Cell<T>, former: &Cell<T>, told: impl FnOnce()) {
    if redaction::contains(&now.raw) {
        *now = former.clone();
        told();
    }
}
