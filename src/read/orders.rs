//! In which order the dates of a table are written, and what people are told about it.

use std::collections::BTreeMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::framework::Field;
use crate::plan::{DateNotation, Remark};
use crate::read::deadline::{ColumnOrder, DayOrder};
use crate::read::header::Header;
use crate::read::table::Tools;
use crate::wording::Wording;

/// Finds out how the dates of the columns of a table are written, and in which order, where the framework does not say it. People are told
/// where the order is another order than the language has, or where the language has none, and where a column contradicts itself.
pub(crate) fn learn<'g>(
    grid: &Grid,
    body: &[(u32, Vec<(u32, &'g GridCell)>)],
    header: &Header,
    columns: &BTreeMap<Field, Vec<u32>>,
    tools: &mut Tools,
) -> (Vec<Remark>, BTreeMap<u32, DateNotation>) {
    tools.forget_orders();
    let fields = [Field::Start, Field::Deadline, Field::CompletedOn, Field::UpdatedOn];
    let cols = fields.iter().filter_map(|field| columns.get(field)).flatten();
    let (mut remarks, mut notations) = (Vec::new(), BTreeMap::new());
    for col in cols {
        let of_col = |(_, cells): &'_ (u32, Vec<(u32, &'g GridCell)>)| {
            cells.iter().find(|(other, _)| other == col).map(|(_, cell)| *cell)
        };
        let cells: Vec<&GridCell> = body.iter().filter_map(of_col).filter(|cell| !cell.is_blank()).collect();
        if tools.framework.date_order.is_none()
            && let Some(message) = learn_one(&cells, *col, header, tools)
        {
            let at = Some(CellRef::new(grid.sheet.clone(), header.bottom, *col));
            remarks.push(Remark { sheet: grid.sheet.clone(), at, message });
        }
        notations.insert(*col, tools.notation(&cells, *col));
    }
    (remarks, notations)
}

/// Finds out in which order the dates of a column are written, and what has to be told of it.
fn learn_one(cells: &[&GridCell], col: u32, header: &Header, tools: &mut Tools) -> Option<Wording> {
    let texts = cells.iter().filter_map(|cell| match &cell.value {
        CellValue::Text(text) => Some(text.as_ref()),
        _ => None,
    });
    let order = tools.learn_order(col, texts);
    let name = header.texts.get(&col).map_or("", String::as_str).replace('\n', " ");
    if order == ColumnOrder::Is(tools.calendar.order()) { None } else { told(order, &name) }
}

fn told(order: ColumnOrder, name: &str) -> Option<Wording> {
    Some(match order {
        ColumnOrder::Is(DayOrder::MonthFirst) => Wording::new(
            format!("In de kolom “{name}” staat de maand vóór de dag. Zo zijn alle datums in die kolom gelezen."),
            format!("In the column “{name}” the month comes before the day. All dates in it are read like that."),
        ),
        ColumnOrder::Is(_) => Wording::new(
            format!("In de kolom “{name}” staat de dag vóór de maand. Zo zijn alle datums in die kolom gelezen."),
            format!("In the column “{name}” the day comes before the month. All dates in it are read like that."),
        ),
        ColumnOrder::Mixed => Wording::new(
            format!(
                "In de kolom “{name}” staat de dag soms vóór en soms na de maand. Schrijf alle datums op dezelfde manier."
            ),
            format!(
                "In the column “{name}” the day sometimes comes before and sometimes after the month. Write all dates in the same way."
            ),
        ),
        ColumnOrder::Untold => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use crate::framework::Framework;
    use crate::language::{DateOrder, Language, LanguageCode};
    use crate::plan::{ActionPlan, Signal};

    fn plan(language: &str, order: Option<DateOrder>, plannings: &[&str]) -> ActionPlan {
        let mut framework = Framework::embedded().clone();
        let codes: Vec<LanguageCode> = LanguageCode::find(language).into_iter().collect();
        framework.language = Arc::new(Language::new(&codes, &BTreeMap::new()));
        framework.date_order = order;
        let rows: String =
            plannings.iter().map(|planning| format!("| 1 | Scholen bezoeken | {planning} |\n")).collect();
        let grids = crate::rules::example::sheets(&format!("# Hilversum\n| Nr | Actie | Planning |\n{rows}")).grids;
        crate::read::read(&grids, &framework)
    }

    #[test]
    fn the_key_the_column_and_the_language_decide_in_that_order() {
        let turned = ["5/12/2025", "12/25/2025", "3/31/2026"];
        for (language, order, plannings, first, told, unsure) in [
            ("nl", None, &["5/12/2025", "25/12/2025"][..], "2025-12-05", None, false),
            ("nl", None, &["5/12/2025"], "2025-12-05", None, false),
            ("nl", None, &turned, "2025-05-12", Some("staat de maand vóór de dag"), false),
            ("de", None, &turned, "2025-05-12", Some("staat de maand vóór de dag"), false),
            ("nl", Some(DateOrder::Dmy), &turned, "2025-12-05", None, false),
            ("nl", None, &["5/12/2025", "12/25/2025", "25/12/2025"], "2025-12-05", Some("soms vóór en soms na"), false),
            ("en", None, &["5/12/2025", "25/12/2025"], "2025-12-05", Some("staat de dag vóór de maand"), false),
            ("en", None, &["5/12/2025", "12/25/2025"], "2025-05-12", Some("staat de maand vóór de dag"), false),
            ("en", None, &["5/12/2025", "Q1 2026"], "2025-12-05", None, true),
            ("en", Some(DateOrder::Mdy), &["5/12/2025"], "2025-05-12", None, false),
        ] {
            let plan = plan(language, order, plannings);
            let deadline = plan.actions[0].deadline.known().unwrap();
            assert_eq!(deadline.end.unwrap().to_string(), first, "{language} {plannings:?}");
            assert_eq!(deadline.signals.contains(&Signal::OrderUnsure), unsure, "{language} {plannings:?}");
            let remarks: Vec<&str> = plan.remarks.iter().map(|remark| remark.message.nl.as_str()).collect();
            let is_told =
                |remark: &&str| remark.contains("kolom “Planning”") && told.is_none_or(|told| remark.contains(told));
            assert_eq!(remarks.iter().any(is_told), told.is_some(), "{language} {plannings:?}: {remarks:?}");
        }
    }
}
