//! In which order the dates of a table are written, and what people are told about it.

use std::collections::BTreeMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::framework::Field;
use crate::plan::Remark;
use crate::read::deadline::{ColumnOrder, DayOrder};
use crate::read::header::Header;
use crate::read::table::Tools;
use crate::wording::Wording;

/// Finds out in which order the dates of the columns of a table are written; nothing, where the framework says it. People are told
/// where that is another order than the language has, or where the language has none, and where a column contradicts itself.
pub(crate) fn learn(
    grid: &Grid,
    body: &[(u32, Vec<(u32, &GridCell)>)],
    header: &Header,
    columns: &BTreeMap<Field, Vec<u32>>,
    tools: &mut Tools,
) -> Vec<Remark> {
    tools.forget_orders();
    if tools.framework.date_order.is_some() {
        return Vec::new();
    }
    let fields = [Field::Deadline, Field::CompletedOn, Field::UpdatedOn];
    let cols = fields.iter().filter_map(|field| columns.get(field)).flatten();
    let mut remarks = Vec::new();
    for col in cols {
        let cells = body.iter().flat_map(|(_, cells)| cells.iter().filter(|(other, _)| other == col));
        let texts = cells.filter_map(|(_, cell)| match &cell.value {
            CellValue::Text(text) => Some(text.as_ref()),
            _ => None,
        });
        let name = header.texts.get(col).map_or("", String::as_str).replace('\n', " ");
        let order = tools.learn_order(*col, texts);
        if order == ColumnOrder::Is(tools.calendar.order()) {
            continue;
        }
        if let Some(message) = told(order, &name) {
            let at = Some(CellRef::new(grid.sheet.clone(), header.bottom, *col));
            remarks.push(Remark { sheet: grid.sheet.clone(), at, message });
        }
    }
    remarks
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
