//! In which order the dates of a column are written, by those that can be read in one way only.

use super::calendar::DayOrder;

/// What the dates of a column tell about their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnOrder {
    /// All that tell it have the same.
    Is(DayOrder),
    /// They contradict each other.
    Mixed,
    /// None of them tells.
    Untold,
}

/// How many dates have to contradict the usual order before the column has another one. A single one is a slip of the pen.
const AGAINST_THE_USUAL: usize = 2;

/// The order in which the dates of these texts are written: 25/12/2025 has its day first, and 12/25/2025 its month. Where the language
/// has a usual order, more than one has to say otherwise.
pub fn order_of<'t>(texts: impl Iterator<Item = &'t str>, usual: DayOrder) -> ColumnOrder {
    let (mut day_first, mut month_first) = (0, 0);
    for (first, second) in texts.filter_map(first_two) {
        day_first += usize::from(first > 12 && second <= 12);
        month_first += usize::from(second > 12 && first <= 12);
    }
    let least = |order| if usual == DayOrder::Open || usual == order { 1 } else { AGAINST_THE_USUAL };
    match (day_first, month_first) {
        (0, 0) => ColumnOrder::Untold,
        (count, 0) if count >= least(DayOrder::DayFirst) => ColumnOrder::Is(DayOrder::DayFirst),
        (0, count) if count >= least(DayOrder::MonthFirst) => ColumnOrder::Is(DayOrder::MonthFirst),
        (_, 0) | (0, _) => ColumnOrder::Untold,
        _ => ColumnOrder::Mixed,
    }
}

/// The first two numbers of a date in digits, where its parts stand between slashes or hyphens.
fn first_two(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().splitn(3, ['/', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = year.trim().chars().take_while(char::is_ascii_digit).count();
    let number = |text: &str| text.trim().parse().ok().filter(|number| (1..=31).contains(number));
    matches!(digits, 2 | 4).then_some((number(first)?, number(second)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_that_can_be_read_in_one_way_tells_for_all() {
        let order = |texts: &[&str]| order_of(texts.iter().copied(), DayOrder::Open);
        assert_eq!(order(&["5/12/2025", "25/12/2025", "Q1 2026"]), ColumnOrder::Is(DayOrder::DayFirst));
        assert_eq!(order(&["5/12/2025", "12/25/25"]), ColumnOrder::Is(DayOrder::MonthFirst));
        assert_eq!(order(&["12-25-2025", "25-12-2025"]), ColumnOrder::Mixed);
        assert_eq!(order(&["5/12/2025", "2025-12-25", "25.12.2025", "31-31-2025"]), ColumnOrder::Untold);
        assert_eq!(order(&["5/12/2025", "12-25-25 (concept)"]), ColumnOrder::Is(DayOrder::MonthFirst));
        assert_eq!(order(&["12/25/2025 - later", "12-25-1"]), ColumnOrder::Is(DayOrder::MonthFirst));
    }

    #[test]
    fn a_single_slip_does_not_turn_the_order_of_the_language() {
        let order = |texts: &[&str]| order_of(texts.iter().copied(), DayOrder::DayFirst);
        assert_eq!(order(&["5/12/2025", "12/25/2025"]), ColumnOrder::Untold);
        assert_eq!(order(&["5/12/2025", "12/25/2025", "3/31/2026"]), ColumnOrder::Is(DayOrder::MonthFirst));
        assert_eq!(order(&["25/12/2025", "12/25/2025", "3/31/2026"]), ColumnOrder::Mixed);
        assert_eq!(order(&["25/12/2025"]), ColumnOrder::Is(DayOrder::DayFirst));
    }
}
