//! What became of every row of a sheet with a table: each of them is told of once, so that nobody has to guess what was left out.

use crate::cell::{Grid, Span};
use crate::plan::{PassedOver, RowsSeen};
use crate::read::header::Header;

/// What became of a row in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// An action.
    Action,
    /// More of the action above.
    Part,
    /// A heading.
    Heading,
    /// Data that could not be read.
    Unreadable,
    /// None of these.
    Passed(PassedOver),
}

/// The rows that a table tells of.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// The first row of its header.
    pub top: u32,
    /// Its rows, in order.
    pub rows: Vec<(u32, Seen)>,
}

impl Told {
    /// The rows of a header with those of its body.
    pub(super) fn new(header: &Header, body: Vec<(u32, Seen)>) -> Self {
        let bands = header.bands.iter().map(|row| (*row, Seen::Passed(PassedOver::ColumnGroups)));
        let own = (header.top..=header.bottom).map(|row| (row, Seen::Passed(PassedOver::Header)));
        Self { top: header.top, rows: bands.chain(own).chain(body).collect() }
    }

    /// The same for what turned out to be no table: its header names columns and nothing more.
    pub(super) fn names_columns(self) -> Self {
        let rows = self.rows.into_iter().map(|(row, seen)| match seen {
            Seen::Passed(PassedOver::Header | PassedOver::ColumnGroups) => (row, Seen::Passed(PassedOver::ColumnNames)),
            seen => (row, seen),
        });
        Self { rows: rows.collect(), ..self }
    }
}

impl RowsSeen {
    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Action => self.actions += 1,
            Seen::Part => self.parts += 1,
            Seen::Heading => self.headings += 1,
            Seen::Unreadable => self.unreadable += 1,
            Seen::Passed(reason) => *self.passed_over.entry(reason).or_default() += 1,
        }
    }
}

/// The counts of each table of a sheet, in their order. `others` are what looked like tables there, and `blocks` show the framework.
pub(super) fn count(grid: &Grid, tables: &[Told], others: &[Told], blocks: &[Span]) -> Vec<RowsSeen> {
    let mut counts = vec![RowsSeen::default(); tables.len()];
    // Which table a row belongs to that none of them tells of: the one above it, else the first.
    let mut tops: Vec<(u32, usize)> = tables.iter().enumerate().map(|(nth, table)| (table.top, nth)).collect();
    tops.sort_unstable();
    let at = |row: u32| tops.partition_point(|(top, _)| *top <= row).saturating_sub(1);
    let nearest = |row: u32| tops.get(at(row)).map_or(0, |(_, nth)| *nth);
    let first_top = tops.first().map_or(0, |(top, _)| *top);
    let of_tables =
        tables.iter().enumerate().flat_map(|(nth, table)| table.rows.iter().map(move |row| (row.0, Some(nth), row.1)));
    let of_others = others.iter().flat_map(|table| table.rows.iter().map(|row| (row.0, None, row.1)));
    let mut told: Vec<(u32, Option<usize>, Seen)> = of_tables.chain(of_others).collect();
    told.sort_by_key(|(row, ..)| *row);
    let mut told = told.into_iter().peekable();
    for row in filled_rows(grid) {
        while told.next_if(|(other, ..)| *other < row).is_some() {}
        let mut said = None;
        let mut counted = false;
        while let Some((_, table, seen)) = told.next_if(|(other, ..)| *other == row) {
            match table.and_then(|nth| counts.get_mut(nth)) {
                Some(count) => {
                    count.add(seen);
                    counted = true;
                }
                None => said = said.or(Some(seen)),
            }
        }
        if counted {
            continue;
        }
        let in_block = || blocks.iter().any(|span| (span.top..=span.bottom).contains(&row));
        let seen = said.unwrap_or(Seen::Passed(match row {
            _ if in_block() => PassedOver::Framework,
            row if row < first_top => PassedOver::Title,
            _ => PassedOver::Outside,
        }));
        if let Some(count) = counts.get_mut(nearest(row)) {
            count.add(seen);
        }
    }
    counts
}

/// The rows of a sheet in which something stands.
pub(crate) fn filled_rows(grid: &Grid) -> impl Iterator<Item = u32> + '_ {
    let mut last = None;
    let filled = grid.cells.iter().filter(|(_, cell)| !cell.is_blank()).map(|((row, _), _)| *row);
    filled.filter(move |row| last.replace(*row) != Some(*row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;
    use crate::read::read;

    /// The small workbooks of a folder and of those in it.
    fn workbooks(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = file.path();
            if path.is_dir() {
                workbooks(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "xlsx")
                && file.metadata().is_ok_and(|data| data.len() < 60_000)
            {
                found.push(path);
            }
        }
    }

    /// Every row of a sheet in which something stands counts once for one of its tables; where tables stand beside each other, for each.
    fn check(bytes: &[u8], name: &str) -> usize {
        let Ok(workbook) = crate::workbook::read(bytes, name) else { return 0 };
        let grids: Vec<Grid> = workbook.sheets.into_iter().filter(|grid| !grid.own).collect();
        let plan = read(&grids, Framework::embedded());
        for grid in &grids {
            let tables: Vec<_> = plan.tables.iter().filter(|table| table.sheet == grid.sheet).collect();
            let told: usize = tables.iter().map(|table| table.seen.total()).sum();
            let rows = filled_rows(grid).count();
            let right = if tables.is_empty() {
                true
            } else if tables.len() == 1 {
                told == rows
            } else {
                told >= rows
            };
            assert!(right, "{name}, {}: {told} of {rows} rows", grid.sheet);
        }
        plan.tables.len()
    }

    #[test]
    fn the_rows_of_every_sheet_with_a_table_add_up() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut samples = Vec::new();
        workbooks(&root.join("samples"), &mut samples);
        let mut tables = 0;
        for path in &samples {
            tables += check(&std::fs::read(path).unwrap(), &path.display().to_string());
        }
        assert!(tables > 4, "{tables} tables in {} samples", samples.len());
        let mut others = Vec::new();
        if let Some(folder) = crate::outside::shared("corpus") {
            workbooks(&folder, &mut others);
        }
        others.sort();
        for path in others.iter().step_by(5) {
            check(&std::fs::read(path).unwrap(), &path.display().to_string());
        }
    }
}
