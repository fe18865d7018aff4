//! Which column of a copy is which column of the base.

use std::collections::{BTreeMap, BTreeSet};

use super::version::Place;
use crate::cell::{Grid, MAX_COL};
use crate::framework::Field;
use crate::plan::Table;
use crate::wording::{Lang, Wording, fold};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its place, from zero.
    pub col: u32,
    /// What it was read as; none where the framework does not know it.
    pub field: Option<Field>,
    /// Its header as typed.
    pub header: String,
}

impl Column {
    /// The name by which people know it.
    pub(super) fn label(&self) -> Wording {
        match self.field {
            Some(field) => Wording::of(field.word(Lang::Nl), field.word(Lang::En)),
            None => Wording::verbatim(self.header.split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }

    /// Whether a fill in it says something.
    pub(super) fn speaks_by_fill(&self) -> bool {
        matches!(self.field, Some(Field::Progress | Field::FrameworkStatus))
    }

    /// Whether numbers like 5.1.2 stand in it, which elsewhere are signs of blacking out.
    pub(super) fn holds_numbers(&self) -> bool {
        matches!(self.field, Some(Field::Id | Field::DependsOn))
    }
}

/// The columns of a table, left to right: those that were read as a field, and those beside them that have a header.
pub(super) fn columns(grid: &Grid, table: &Table) -> Vec<Column> {
    let field_of: BTreeMap<u32, Field> =
        table.columns.iter().flat_map(|(field, cols)| cols.iter().map(|col| (*col, *field))).collect();
    let (Some(first), Some(last)) = (field_of.keys().next().copied(), field_of.keys().next_back().copied()) else {
        return Vec::new();
    };
    let header = |col: u32| {
        let place = Place::of(grid, table.header_row, col);
        place.cell.map(|cell| cell.text().trim().to_owned()).unwrap_or_default()
    };
    // A header that spans several columns counts for its first one alone.
    let named = |col: &u32| !header(*col).is_empty() && !Place::of(grid, table.header_row, *col).covered;
    let before = (0..first).rev().take_while(named);
    let after = (last.saturating_add(1)..=MAX_COL).take_while(named);
    let within = (first..=last).filter(|col| field_of.contains_key(col) || named(col));
    let cols: BTreeSet<u32> = before.chain(within).chain(after).collect();
    cols.into_iter().map(|col| Column { col, field: field_of.get(&col).copied(), header: header(col) }).collect()
}

/// Two tables side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairing {
    /// Columns of the base with their place in the copy.
    pub pairs: Vec<(Column, u32)>,
    /// Columns that the copy has more.
    pub extra: Vec<Column>,
    /// Columns that the copy lacks.
    pub missing: Vec<Column>,
}

/// Pairs columns: those with the same header, then those that were read as the same field.
pub(super) fn pair(base: &[Column], copy: &[Column]) -> Pairing {
    let mut to: BTreeMap<u32, u32> = BTreeMap::new();
    let only = |columns: &[Column], header: &str| {
        let mut same = columns.iter().filter(|column| fold(&column.header) == header);
        same.next().filter(|_| same.next().is_none()).map(|column| column.col)
    };
    for column in base.iter().filter(|column| !column.header.is_empty()) {
        let header = fold(&column.header);
        if let (Some(_), Some(other)) = (only(base, &header), only(copy, &header)) {
            to.insert(column.col, other);
        }
    }
    for field in Field::ALL {
        let taken: BTreeSet<u32> = to.values().copied().collect();
        let of_field = |column: &&Column| column.field == Some(field);
        let left: Vec<u32> =
            base.iter().filter(of_field).map(|column| column.col).filter(|col| !to.contains_key(col)).collect();
        let right: Vec<u32> =
            copy.iter().filter(of_field).map(|column| column.col).filter(|col| !taken.contains(col)).collect();
        if left.len() == right.len() {
            to.extend(left.into_iter().zip(right));
        }
    }
    let taken: BTreeSet<u32> = to.values().copied().collect();
    Pairing {
        pairs: base.iter().filter_map(|column| Some((column.clone(), *to.get(&column.col)?))).collect(),
        extra: copy.iter().filter(|column| !taken.contains(&column.col)).cloned().collect(),
        missing: base.iter().filter(|column| !to.contains_key(&column.col)).cloned().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(col: u32, field: Option<Field>, header: &str) -> Column {
        Column { col, field, header: header.to_owned() }
    }

    #[test]
    fn columns_are_paired_by_header_and_else_by_what_they_are() {
        use Field::{Action, Deadline, Notes, Progress};
        let base = [
            column(0, Some(Action), "Actie"),
            column(1, Some(Deadline), "Deadline"),
            column(2, Some(Progress), "Status"),
            column(3, Some(Notes), "Opmerkingen"),
            column(4, None, "Uren"),
        ];
        let copy = [
            column(0, None, "Laatst bijgewerkt"),
            column(1, Some(Action), "ACTIE "),
            column(2, Some(Deadline), "Planning/Deadline"),
            column(3, Some(Notes), "status"),
            column(4, Some(Notes), "Toelichting"),
            column(5, None, "uren"),
        ];
        let pairing = pair(&base, &copy);
        let pairs: Vec<(u32, u32)> = pairing.pairs.iter().map(|(column, to)| (column.col, *to)).collect();
        assert_eq!(pairs, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]);
        assert_eq!(pairing.extra.iter().map(|column| column.col).collect::<Vec<_>>(), [0]);
        assert!(pairing.missing.is_empty());
    }

    #[test]
    fn what_could_be_either_column_is_neither() {
        let notes = |col, header: &str| column(col, Some(Field::Notes), header);
        let pairing = pair(&[notes(0, "Opmerkingen")], &[notes(0, "Toelichting"), notes(1, "Stand van zaken")]);
        assert!(pairing.pairs.is_empty());
        assert_eq!((pairing.extra.len(), pairing.missing.len()), (2, 1));
        // The same header twice says nothing.
        let twice = [column(0, None, "x"), column(1, None, "x")];
        assert!(pair(&twice, &twice).pairs.is_empty());
    }
}
