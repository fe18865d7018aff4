//! Changes in the order of the current version, removed actions where they stood.

use crate::plan::ActionPlan;
use crate::reconcile::{Change, ChangeKind};

/// Where a change stands: the current row that it goes by, before (-1), at (0) or after (1) it, and the previous row.
type Position = (Option<usize>, i8, usize);

/// The changes in order.
pub(super) fn in_order(previous: &ActionPlan, mut changes: Vec<Change>) -> Vec<Change> {
    let landing = landing(previous.actions.len(), &changes);
    let anchors = Anchors::new(previous, &landing);
    let position = |change: &Change| -> Position {
        match (change.current.first(), change.previous.first()) {
            (Some(current), _) => (Some(*current), 0, 0),
            (None, Some(row)) => anchors.position(*row),
            (None, None) => (None, 0, 0),
        }
    };
    // Changes are large, so their positions are sorted and not they.
    changes.sort_by_cached_key(position);
    changes
}

/// Per previous row: where it stands now. A row that moved to another sheet is no mark for its former neighbours.
fn landing(rows: usize, changes: &[Change]) -> Vec<Option<usize>> {
    let mut landing = vec![None; rows];
    for change in changes.iter().filter(|change| change.kind != ChangeKind::Removed && !change.moved) {
        for row in &change.previous {
            if let Some(place) = landing.get_mut(*row) {
                *place = change.current.first().copied();
            }
        }
    }
    landing
}

/// Per previous row: the current rows that its nearest neighbours on its sheet became.
struct Anchors {
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
    /// What the last row before it, on whatever sheet, became.
    anywhere: Vec<Option<usize>>,
}

impl Anchors {
    fn new(previous: &ActionPlan, landing: &[Option<usize>]) -> Self {
        let rows = previous.actions.len();
        let mut anchors = Self { before: vec![None; rows], after: vec![None; rows], anywhere: vec![None; rows] };
        let sheet = |row: usize| previous.actions.get(row).map(|action| action.sheet.clone());
        let (mut last, mut any, mut last_sheet) = (None, None, None);
        for (row, landed) in landing.iter().enumerate() {
            if sheet(row) != last_sheet {
                (last, last_sheet) = (None, sheet(row));
            }
            last = landed.or(last);
            any = landed.or(any);
            anchors.before[row] = last;
            anchors.anywhere[row] = any;
        }
        (last, last_sheet) = (None, None);
        for (row, landed) in landing.iter().enumerate().rev() {
            if sheet(row) != last_sheet {
                (last, last_sheet) = (None, sheet(row));
            }
            last = landed.or(last);
            anchors.after[row] = last;
        }
        anchors
    }

    fn position(&self, row: usize) -> Position {
        match (self.before[row], self.after[row], self.anywhere[row]) {
            (Some(current), _, _) => (Some(current), 1, row),
            (None, Some(current), _) => (Some(current), -1, row),
            (None, None, anywhere) => (anywhere, 1, row),
        }
    }
}
