//! Whose action it is: the district's, or that of one or more municipalities.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::cell::Reading;
use crate::framework::{Code, Framework, Level};
use crate::plan::{Action, ActionPlan, BelongsTo, raw};
use crate::wording::key;

/// Where an action belongs, so that two versions can be compared whatever their layout.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// The whole district.
    District,
    /// These municipalities (codes), sorted.
    Municipalities(Vec<Code>),
    /// What stands in the municipality column, not understood.
    Named(String),
    /// Nothing says it.
    Unknown,
}

impl Place {
    /// A number that is equal for equal places.
    pub(super) fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether two actions cannot be of the same place; unknown places can be anywhere.
    pub(super) fn differs(&self, other: &Self) -> bool {
        self != other && *self != Self::Unknown && *other != Self::Unknown
    }
}

/// Finds the places of the actions of one version.
pub(super) struct Places<'a> {
    sheets: FxHashMap<&'a str, &'a BelongsTo>,
    municipalities: usize,
}

impl<'a> Places<'a> {
    /// For one version of the plan.
    pub(super) fn new(plan: &'a ActionPlan, framework: &Framework) -> Self {
        let sheets = plan.sheets.iter().map(|sheet| (&*sheet.sheet, &sheet.belongs_to)).collect();
        Self { sheets, municipalities: framework.municipalities.len() }
    }

    /// The place of an action: that of its sheet, else what its own cells say.
    pub(super) fn of(&self, action: &Action) -> Place {
        match self.sheets.get(&*action.sheet) {
            Some(BelongsTo::District) => Place::District,
            Some(BelongsTo::Municipality(code)) => Place::Municipalities(vec![code.clone()]),
            Some(BelongsTo::Nobody) | None => self.by_cells(action),
        }
    }

    /// Whether its sheet says whose action it is.
    pub(super) fn by_sheet(&self, action: &Action) -> bool {
        self.sheets.get(&*action.sheet).is_some_and(|belongs_to| **belongs_to != BelongsTo::Nobody)
    }

    fn by_cells(&self, action: &Action) -> Place {
        match &action.municipalities.value {
            Reading::Known(codes) => self.of_codes(codes),
            Reading::Unreadable => Place::Named(key(raw(&action.municipalities))),
            Reading::Blank | Reading::Absent if action.level.known() == Some(&Level::District) => Place::District,
            Reading::Blank | Reading::Absent => Place::Unknown,
        }
    }

    /// All municipalities together are the district.
    fn of_codes(&self, codes: &[Code]) -> Place {
        let mut codes = codes.to_vec();
        codes.sort();
        codes.dedup();
        let all = self.municipalities > 1 && codes.len() == self.municipalities;
        if codes.is_empty() || all { Place::District } else { Place::Municipalities(codes) }
    }
}

/// Whether an action stands on the sheet of another municipality or on the other level now. Without sheets of their own,
/// the municipality column and the level tell; a municipality more or less is no move.
pub(super) fn moved(places: (&Places, &Places), previous: &Action, current: &Action) -> bool {
    let (before, after) = (places.0.of(previous), places.1.of(current));
    if places.0.by_sheet(previous) && places.1.by_sheet(current) {
        return before != after;
    }
    let levels = (previous.level.known(), current.level.known());
    if matches!(levels, (Some(Level::District), Some(Level::Local)) | (Some(Level::Local), Some(Level::District))) {
        return true;
    }
    match (&before, &after) {
        (Place::Municipalities(a), Place::Municipalities(b)) => !a.iter().any(|code| b.contains(code)),
        (Place::District, Place::Municipalities(_)) | (Place::Municipalities(_), Place::District) => {
            places.0.by_sheet(previous) || places.1.by_sheet(current) || one_municipality(&before, &after)
        }
        _ => false,
    }
}

/// Whether one of the two is a single municipality: from there to the whole district is a move, from four of five is not.
fn one_municipality(a: &Place, b: &Place) -> bool {
    [a, b].iter().any(|place| matches!(place, Place::Municipalities(codes) if codes.len() == 1))
}
