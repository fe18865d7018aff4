//! Numbers of actions: when two are the same, which one is still free, and what Excel makes of a number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::field::Field;
use crate::language::{Language, Role};
use crate::plan::{Action, ActionPlan, BelongsTo, number_key};
use crate::rules::{belongs_to, row_of};
use crate::wording::{fold, head};

pub(in crate::rules) mod changed;
pub(in crate::rules) mod duplicate;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod reused;
pub(in crate::rules) mod unlike_others;

/// The number as it is compared; none where the action has none, or only a mark that one is still to come.
pub(in crate::rules) fn id_key(action: &Action, language: &Language) -> Option<String> {
    // What is longer is no number, and its beginning tells it from others.
    const LONGEST: usize = 200;
    let id = head(action.id()?, LONGEST);
    let to_come = language.says_nothing(id, Field::Id) || language.is(Role::NewNumber, id);
    (!to_come).then(|| number_key(id))
}

/// A sheet by whose it is, so that a renamed tab stays the same sheet.
pub(in crate::rules) fn owner_of_sheet(plan: &ActionPlan, sheet: &str) -> String {
    match belongs_to(plan, sheet) {
        BelongsTo::District => "district".to_owned(),
        BelongsTo::Municipality(code) => format!("municipality {code}"),
        BelongsTo::Nobody => format!("sheet {}", fold(sheet)),
    }
}

/// The cells (by sheet and row) whose number lost its last zero: Excel makes 2.1 of 2.10. That can be told where the action above
/// bears the number before it, 2.9. With the number that was meant.
pub(in crate::rules) fn lost_zeros(plan: &ActionPlan) -> HashMap<(&str, u32), String> {
    let mut lost = HashMap::new();
    let mut above: Option<(usize, &str, u64)> = None;
    for action in &plan.actions {
        let number = action.id().and_then(two_levels);
        let mut count = number.map(|(_, count)| count);
        if let (Some((prefix, last)), Some((table, before, highest))) = (number, above)
            && (table, before) == (action.table, prefix)
            && last > 0
            && last.checked_mul(10).is_some_and(|meant| meant == highest + 1)
        {
            let sign = if action.id().is_some_and(|id| id.contains(',')) { ',' } else { '.' };
            lost.insert(row_of(action), format!("{prefix}{sign}{}", last * 10));
            count = Some(last * 10);
        }
        above = number.zip(count).map(|((prefix, _), count)| (action.table, prefix, count));
    }
    lost
}

/// `2.10` is 2 and 10; only where digits and one full stop or comma are all there is.
fn two_levels(id: &str) -> Option<(&str, u64)> {
    let (prefix, last) = id.trim().split_once(['.', ','])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Ten more digits than any plan has actions; enough to be sure that nothing overflows.
    (digits(prefix) && digits(last) && last.len() < 12).then_some(())?;
    Some((prefix, last.parse().ok()?))
}

/// A number as it is compared, and for a running number whose sheet it counts on.
pub(in crate::rules) type Number = (String, Option<String>);

/// The number of an action with its scope; none where it has none.
pub(in crate::rules) fn number(plan: &ActionPlan, action: &Action, language: &Language) -> Option<Number> {
    let id = id_key(action, language)?;
    let scope = (!is_workbook_wide(&id)).then(|| owner_of_sheet(plan, &action.sheet));
    Some((id, scope))
}

/// The numbers that are in use, to tell whether one is still free.
pub(in crate::rules) fn in_use(plan: &ActionPlan, language: &Language) -> BTreeSet<Number> {
    plan.actions.iter().filter_map(|action| number(plan, action, language)).collect()
}

/// The number that an action of the previous version bore, where no action bears it now.
pub(in crate::rules) fn free_again<'a>(
    previous: &'a ActionPlan,
    old: &'a Action,
    used: &BTreeSet<Number>,
    language: &Language,
) -> Option<&'a str> {
    let bore = number(previous, old, language)?;
    old.id().filter(|_| !used.contains(&bore))
}

/// Whether the number is made for the whole workbook (`HI-02`) and is no running number of its own table (`2`, `1.4`).
pub(in crate::rules) fn is_workbook_wide(id: &str) -> bool {
    id.chars().any(char::is_alphabetic)
}

/// Gives numbers that nobody has yet, each only once.
pub(in crate::rules) struct FreeNumbers {
    highest: BTreeMap<String, u64>,
}

impl FreeNumbers {
    /// Knows the numbers of these actions.
    pub(in crate::rules) fn after<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Self {
        let mut highest = BTreeMap::new();
        for (prefix, _, number) in actions.into_iter().filter_map(|action| split(action.id()?)) {
            let known = highest.entry(fold(prefix)).or_insert(number);
            *known = number.max(*known);
        }
        Self { highest }
    }

    /// The next number of the same series: after `HI-09` follows `HI-10`. None where the number ends in no digits.
    pub(in crate::rules) fn next(&mut self, id: &str) -> Option<String> {
        let (prefix, width, _) = split(id)?;
        let highest = self.highest.get_mut(&fold(prefix))?;
        *highest = highest.checked_add(1)?;
        Some(format!("{prefix}{highest:0width$}"))
    }
}

/// No number of an action has more digits than this; a longer run of them belongs to no series.
pub(in crate::rules) const MOST_DIGITS: usize = 18;

/// `HI-02` is `HI-`, two digits, 2. None where it does not end in digits.
pub(in crate::rules) fn split(id: &str) -> Option<(&str, usize, u64)> {
    let id = id.trim();
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[prefix.len()..];
    // A long run of zeros is a number too, but no width to write the next one in.
    let number = digits.parse().ok().filter(|_| digits.len() <= MOST_DIGITS)?;
    Some((prefix, digits.len(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_splits_into_series_and_count() {
        assert_eq!(split("HI-02"), Some(("HI-", 2, 2)));
        assert_eq!(split("1.00005"), Some(("1.", 5, 5)));
        assert_eq!(split("BL-08a"), None);
        assert_eq!(split("99999999999999999999999"), None);
    }

    #[test]
    fn a_mark_is_no_number() {
        let id = |text: &str| {
            let sheet = format!("# Huizen\n| Nr | Actie | Status |\n| {text} | Scholen bezoeken | Loopt |");
            let grids = crate::rules::example::sheets(&sheet).grids;
            id_key(&crate::read::read(&grids, crate::framework::Framework::embedded()).actions[0], &Language::default())
        };
        assert_eq!(id(" HU-01*").as_deref(), Some("hu-01"));
        for mark in
            ["", "-", "?", "Nieuw", "n.t.b.", "…", "onbekend", "nog onbekend", "volgt nog", "new", "neu", "unknown"]
        {
            assert_eq!(id(mark), None, "{mark}");
        }
    }

    #[test]
    fn a_zero_is_lost_only_after_the_number_before_it() {
        let lost = |ids: &[&str]| {
            let rows: String = ids
                .iter()
                .enumerate()
                .map(|(n, id)| format!("| {id} | Actie nummer {n} uitvoeren | Loopt |\n"))
                .collect();
            let grids = crate::rules::example::sheets(&format!("# Huizen\n| Nr | Actie | Status |\n{rows}")).grids;
            let plan = crate::read::read(&grids, crate::framework::Framework::embedded());
            let mut lost: Vec<String> = lost_zeros(&plan).into_values().collect();
            lost.sort();
            lost
        };
        assert_eq!(lost(&["2.8", "2.9", "2.1", "2.11"]), ["2.10"]);
        assert_eq!(lost(&["2.9", "2.1", "2.11", "2.19", "2.2"]), ["2.10", "2.20"]);
        assert_eq!(lost(&["2.9", "3.1", "2.1", "2.2", "1.9", "2.1"]), Vec::<String>::new());
        assert_eq!(lost(&["2.9", "2.10", "9", "1", "2.999999999999999999", "2.1"]), Vec::<String>::new());
    }

    #[test]
    fn free_numbers_follow_the_highest_and_are_given_once() {
        let mut numbers = FreeNumbers { highest: BTreeMap::from([("hi-".to_owned(), 9)]) };
        assert_eq!(numbers.next("HI-02").as_deref(), Some("HI-10"));
        assert_eq!(numbers.next("HI-02").as_deref(), Some("HI-11"));
        assert_eq!(numbers.next("D-21"), None);
    }
}
