//! What the titles right above a table say of all its rows: the municipality, the theme.

use std::sync::Arc;

use crate::cell::CellValue;
use crate::framework::Code;
use crate::plan::BelongsTo;
use crate::read::filldown::Headings;
use crate::read::header::{Header, Rows};
use crate::read::place;
use crate::read::rows::Group;
use crate::read::table::Tools;

/// How many rows above the header are looked at.
const HIGHEST: usize = 3;
/// Longer texts are no title of a table.
const LONGEST: usize = 80;

/// The headings that stand above a header, in the columns of its table.
///
/// A municipality in a title counts only where the name of the tab says none, or where several tables share the sheet; the
/// district counts only where it is the whole title, since it stands in the name of many a plan.
pub(crate) fn of(rows: &Rows, header: &Header, belongs_to: &BelongsTo, alone: bool, tools: &Tools) -> Headings {
    let mut headings = Headings::default();
    let above = rows.partition_point(|(row, _)| *row < header.top);
    let mut found: Vec<Group> = Vec::new();
    let mut below = header.top;
    for (row, cells) in rows.get(..above).unwrap_or_default().iter().rev().take(HIGHEST) {
        // Titles stand together, with an empty row between at most.
        if below - row > 2 {
            break;
        }
        below = *row;
        if header.bands.contains(row) {
            continue;
        }
        let own = cells.iter().filter(|(col, cell)| (header.left..=header.right).contains(col) && !cell.is_blank());
        let texts: Vec<(u32, &Arc<str>)> = own
            .filter_map(|(col, cell)| match &cell.value {
                CellValue::Text(text) => Some((*col, text)),
                _ => None,
            })
            .collect();
        match texts.as_slice() {
            [] => {}
            [(col, text)] => found.extend(heading(*col, text, belongs_to, alone, tools)),
            // A row of another table.
            _ => break,
        }
    }
    found.iter().rev().for_each(|group| headings.enter(group));
    headings
}

fn heading(col: u32, text: &Arc<str>, belongs_to: &BelongsTo, alone: bool, tools: &Tools) -> Option<Group> {
    if text.len() > LONGEST {
        return None;
    }
    let base = Group { text: text.clone(), col, ..Group::default() };
    if let Some(theme) = tools.topics.theme(text) {
        return Some(Group { theme: Some(theme), ..base });
    }
    if *belongs_to != BelongsTo::Nobody && alone {
        return None;
    }
    let municipality = |codes: Vec<Code>| Some(Group { municipality: Some(codes), ..base.clone() });
    match place::heading(text, &tools.lexicon, true) {
        Some(BelongsTo::Municipality(code)) => municipality(vec![code]),
        Some(BelongsTo::District) => municipality(Vec::new()),
        Some(BelongsTo::Nobody) => None,
        // "Actieplan radicalisering gemeente Huizen 2025": the only municipality in the title.
        None => match place::title(text, &tools.lexicon) {
            Some(BelongsTo::Municipality(code)) => municipality(vec![code]),
            _ => None,
        },
    }
}
