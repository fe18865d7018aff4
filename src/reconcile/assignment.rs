//! One-to-one assignment with the greatest total weight.
//!
//! Rows are added one by one; each looks for the cheapest chain of exchanges that gives it a column (shortest augmenting
//! paths with potentials, as in the Jonker-Volgenant algorithm, on a sparse graph). A chain never leaves the connected
//! component of its row, so the result is optimal per component and hence as a whole. Every row may also stay without a
//! column, at weight zero. With few edges a row and short chains the work is near-linear.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A chain of exchanges longer than this is not followed: its row stays without a column. That bounds the work on
/// thousands of rows that are all alike, where no choice is better than another.
const LONGEST_SEARCH: usize = 5_000;

/// A possible pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The row.
    pub row: usize,
    /// The column.
    pub col: usize,
    /// How much it is worth; only a positive weight can be chosen.
    pub weight: i64,
}

/// The column of each row in an assignment of the greatest total weight; `None` where none is worth it.
pub(super) fn assign(rows: usize, cols: usize, edges: &[Edge]) -> Vec<Option<usize>> {
    let mut solver = Solver::new(rows, cols, edges);
    for row in 0..rows {
        solver.add(row);
    }
    solver.col_of
}

struct Solver {
    /// Per row: columns with their cost (weight with the sign turned).
    edges: Vec<Vec<(usize, i64)>>,
    col_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
    /// Potentials: every cost minus both is at least zero, and zero for chosen pairs.
    row_potential: Vec<i64>,
    col_potential: Vec<i64>,
    /// Of the current search: distance to a column and the row that it was reached from.
    distance: Vec<i64>,
    reached_from: Vec<usize>,
    touched: Vec<usize>,
}

/// Where a search ended.
enum End {
    /// At a column that nobody has.
    FreeColumn(usize),
    /// At a row that gives its column up.
    RowWithout(usize),
}

impl Solver {
    fn new(rows: usize, cols: usize, edges: &[Edge]) -> Self {
        let mut by_row = vec![Vec::new(); rows];
        for edge in edges.iter().filter(|edge| edge.weight > 0 && edge.col < cols) {
            if let Some(list) = by_row.get_mut(edge.row) {
                list.push((edge.col, -edge.weight));
            }
        }
        Self {
            edges: by_row,
            col_of: vec![None; rows],
            row_of: vec![None; cols],
            row_potential: vec![0; rows],
            col_potential: vec![0; cols],
            distance: vec![i64::MAX; cols],
            reached_from: vec![usize::MAX; cols],
            touched: Vec::new(),
        }
    }

    /// Finds a place for one more row.
    fn add(&mut self, row: usize) {
        let cheapest = self.edges[row].iter().map(|(col, cost)| cost - self.col_potential[*col]).min();
        self.row_potential[row] = cheapest.unwrap_or(0).min(0);
        if let Some((end, length, settled)) = self.search(row) {
            self.adjust(row, length, &settled);
            self.exchange(row, end);
        }
        for col in self.touched.drain(..) {
            self.distance[col] = i64::MAX;
        }
    }

    /// The shortest way from `start` to an end, its length and the columns that were passed; `None` when it takes too long.
    fn search(&mut self, start: usize) -> Option<(End, i64, Vec<usize>)> {
        let mut queue = BinaryHeap::new();
        let mut settled = Vec::new();
        let mut best = (End::RowWithout(start), -self.row_potential[start]);
        self.scan(start, 0, &mut queue);
        while let Some(Reverse((distance, col))) = queue.pop() {
            if distance > self.distance[col] {
                continue;
            }
            if distance >= best.1 {
                break;
            }
            let Some(owner) = self.row_of[col] else {
                best = (End::FreeColumn(col), distance);
                break;
            };
            settled.push(col);
            if settled.len() > LONGEST_SEARCH {
                return None;
            }
            let without = distance - self.row_potential[owner];
            if without < best.1 {
                best = (End::RowWithout(owner), without);
            }
            self.scan(owner, distance, &mut queue);
        }
        Some((best.0, best.1, settled))
    }

    /// Looks at every column of a row that stands at `base` from the start.
    fn scan(&mut self, row: usize, base: i64, queue: &mut BinaryHeap<Reverse<(i64, usize)>>) {
        for &(col, cost) in &self.edges[row] {
            let distance = base + cost - self.row_potential[row] - self.col_potential[col];
            if distance < self.distance[col] {
                if self.distance[col] == i64::MAX {
                    self.touched.push(col);
                }
                self.distance[col] = distance;
                self.reached_from[col] = row;
                queue.push(Reverse((distance, col)));
            }
        }
    }

    /// Moves the potentials so that every pair on the way found costs nothing.
    fn adjust(&mut self, start: usize, length: i64, settled: &[usize]) {
        self.row_potential[start] += length;
        for &col in settled {
            let slack = length - self.distance[col];
            self.col_potential[col] -= slack;
            if let Some(owner) = self.row_of[col] {
                self.row_potential[owner] += slack;
            }
        }
    }

    /// Passes the columns on along the way found.
    fn exchange(&mut self, start: usize, end: End) {
        let mut col = match end {
            End::FreeColumn(col) => Some(col),
            End::RowWithout(row) => self.col_of[row].take(),
        };
        while let Some(current) = col {
            let row = self.reached_from[current];
            self.row_of[current] = Some(row);
            col = self.col_of[row].replace(current);
            if row == start {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pathfinding::prelude::{Matrix, kuhn_munkres};
    use proptest::prelude::*;

    fn total(edges: &[Edge], chosen: &[Option<usize>]) -> i64 {
        let weight = |row: usize, col: usize| {
            edges.iter().filter(|e| e.row == row && e.col == col).map(|e| e.weight).max().expect("an edge was chosen")
        };
        chosen.iter().enumerate().filter_map(|(row, col)| col.map(|col| weight(row, col))).sum()
    }

    #[test]
    fn the_best_pair_gives_way_where_that_is_better_for_all() {
        let edge = |row, col, weight| Edge { row, col, weight };
        let edges = [edge(0, 0, 10), edge(0, 1, 9), edge(1, 0, 9), edge(2, 2, -1)];
        assert_eq!(assign(3, 3, &edges), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_row_stays_without_a_column_where_another_needs_it_more() {
        let edge = |row, col, weight| Edge { row, col, weight };
        assert_eq!(assign(2, 1, &[edge(0, 0, 3), edge(1, 0, 5)]), [None, Some(0)]);
    }

    #[test]
    fn thousands_of_equal_rows_end_in_time() {
        let edges: Vec<Edge> = (0..6_000)
            .flat_map(|row| (0..12).map(move |k| Edge { row, col: (row * 7 + k) % 6_000, weight: 5 }))
            .collect();
        let chosen = assign(6_000, 6_000, &edges);
        assert!(chosen.iter().flatten().count() > 5_900);
    }

    proptest! {
        #[test]
        fn the_total_is_that_of_the_hungarian_method(
            weights in prop::collection::vec(prop::collection::vec(-20i64..60, 9), 1..9)
        ) {
            let rows = weights.len();
            let edges: Vec<Edge> = weights.iter().enumerate()
                .flat_map(|(row, list)| list.iter().enumerate().map(move |(col, &weight)| Edge { row, col, weight }))
                .collect();
            let chosen = assign(rows, 9, &edges);
            let mut used: Vec<usize> = chosen.iter().flatten().copied().collect();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), chosen.iter().flatten().count());
            let clipped = weights.iter().map(|list| list.iter().map(|&w| w.max(0)).collect::<Vec<_>>());
            let matrix = Matrix::from_rows(clipped).expect("rows of one length");
            prop_assert_eq!(total(&edges, &chosen), kuhn_munkres(&matrix).0);
        }
    }
}
