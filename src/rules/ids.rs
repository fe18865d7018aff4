//! Numbers of actions: when two are the same, and which one is still free.

use std::collections::BTreeMap;

use crate::plan::Action;
use crate::wording::fold;

/// The number as it is compared; none where the action has none.
pub(super) fn id_key(action: &Action) -> Option<String> {
    action.id().map(fold).filter(|id| !id.is_empty())
}

/// Whether the number is made for the whole workbook (`HI-02`) and is no running number of its own table (`2`, `1.4`).
pub(super) fn is_workbook_wide(id: &str) -> bool {
    id.chars().any(char::is_alphabetic)
}

/// Gives numbers that nobody has yet, each only once.
pub(super) struct FreeNumbers {
    highest: BTreeMap<String, u64>,
}

impl FreeNumbers {
    /// Knows the numbers of these actions.
    pub(super) fn after<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Self {
        let mut highest = BTreeMap::new();
        for (prefix, _, number) in actions.into_iter().filter_map(|action| split(action.id()?)) {
            let known = highest.entry(fold(prefix)).or_insert(number);
            *known = number.max(*known);
        }
        Self { highest }
    }

    /// The next number of the same series: after `HI-09` follows `HI-10`. None where the number ends in no digits.
    pub(super) fn next(&mut self, id: &str) -> Option<String> {
        let (prefix, width, _) = split(id)?;
        let highest = self.highest.get_mut(&fold(prefix))?;
        *highest = highest.checked_add(1)?;
        Some(format!("{prefix}{highest:0width$}"))
    }
}

/// `HI-02` is `HI-`, two digits, 2.
fn split(id: &str) -> Option<(&str, usize, u64)> {
    let id = id.trim();
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[prefix.len()..];
    Some((prefix, digits.len(), digits.parse().ok()?))
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
    fn free_numbers_follow_the_highest_and_are_given_once() {
        let mut numbers = FreeNumbers { highest: BTreeMap::from([("hi-".to_owned(), 9)]) };
        assert_eq!(numbers.next("HI-02").as_deref(), Some("HI-10"));
        assert_eq!(numbers.next("HI-02").as_deref(), Some("HI-11"));
        assert_eq!(numbers.next("D-21"), None);
    }
}
