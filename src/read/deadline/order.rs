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

/// The order in which the dates of these texts are written: 25/12/2025 has its day first, and 12/25/2025 its month.
pub fn order_of<'t>(texts: impl Iterator<Item = &'t str>) -> ColumnOrder {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second) in texts.filter_map(first_two) {
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    match (day_first, month_first) {
        (true, false) => ColumnOrder::Is(DayOrder::DayFirst),
        (false, true) => ColumnOrder::Is(DayOrder::MonthFirst),
        (true, true) => ColumnOrder::Mixed,
        (false, false) => ColumnOrder::Untold,
    }
}

/// The first two numbers of a date in digits, where its parts stand between slashes or hyphens.
fn first_two(text: &str) -> Option<(u32, u32)> {
    let parts: Vec<&str> = text.trim().split(['/', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let year = year.trim().get(..4).or(year.get(..2))?;
    let number = |text: &str| text.trim().parse().ok().filter(|number| (1..=31).contains(number));
    year.parse::<u32>().ok().and(Some((number(first)?, number(second)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_that_can_be_read_in_one_way_tells_for_all() {
        let order = |texts: &[&str]| order_of(texts.iter().copied());
        assert_eq!(order(&["5/12/2025", "25/12/2025", "Q1 2026"]), ColumnOrder::Is(DayOrder::DayFirst));
        assert_eq!(order(&["5/12/2025", "12/25/25"]), ColumnOrder::Is(DayOrder::MonthFirst));
        assert_eq!(order(&["12-25-2025", "25-12-2025"]), ColumnOrder::Mixed);
        assert_eq!(order(&["5/12/2025", "2025-12-25", "25.12.2025", "31-31-2025"]), ColumnOrder::Untold);
    }
}
