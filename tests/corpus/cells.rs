//! Values and fills written into cells of workbooks that others made: each reads as it was meant, and every other cell as before.

use std::collections::BTreeMap;
use std::path::PathBuf;

use planwacht::cell::{CellRef, CellValue, Grid, Rgb};
use planwacht::package::{CellEdit, Edits, PackageError, apply};
use planwacht::workbook::read;

use crate::made::workbooks;
use crate::outside::shared;

/// Not tried: one whose texts fill all memory when they are read, and one whose cell formats stand in two wordings, of which
/// readers count both.
const LEFT_ASIDE: [&str; 2] = ["poc-shared-strings", "style-alternate-content"];
/// Every so many-th workbook is tried.
const STEP: usize = 8;
const LARGEST: u64 = 150_000;

fn sample() -> Vec<PathBuf> {
    let all = shared("corpus").map(|corpus| workbooks(&corpus, LARGEST)).unwrap_or_default();
    let is_tried = |path: &PathBuf| !LEFT_ASIDE.iter().any(|name| path.to_string_lossy().contains(name));
    all.into_iter().filter(is_tried).step_by(STEP).collect()
}

/// Edits on a few cells of each sheet that are there, and on one that is not.
fn edits(sheets: &[Grid]) -> Vec<CellEdit> {
    let mut edits = Vec::new();
    for grid in sheets {
        let cells: Vec<(u32, u32)> = grid.cells.keys().copied().collect();
        let beyond = cells.iter().map(|(row, _)| *row).max().map_or(0, |row| row.saturating_add(2).min(1_048_575));
        let spots = [0, cells.len() / 3, cells.len() / 2].into_iter().filter_map(|at| cells.get(at).copied());
        for (at, (row, col)) in spots.chain([(beyond, 1)]).enumerate() {
            let value = match at {
                0 => CellValue::Text("Overgenomen <&> \"x\"\nregel".into()),
                1 => CellValue::Number(12.5),
                2 => CellValue::Empty,
                _ => CellValue::Bool(true),
            };
            let fill = (at % 2 == 0).then_some(Some(Rgb(1, 2, 3)));
            let at = CellRef::new(grid.sheet.clone(), row, col);
            if edits.iter().all(|edit: &CellEdit| edit.at != at) {
                edits.push(CellEdit { at, value: Some(value), fill, style_of: None });
            }
        }
    }
    edits
}

/// Every cell with what it stores and shows; the texts of formulas stay.
fn contents(sheets: &[Grid]) -> BTreeMap<CellRef, String> {
    let of_sheet = |grid: &Grid| {
        let cells =
            grid.cells.iter().filter(|(_, cell)| !cell.is_blank() || cell.fill.is_some() || cell.formula.is_some());
        let told = cells.map(|((row, col), cell)| {
            let said = format!("{:?} {:?} {:?} {:?}", cell.value, cell.formula, cell.fill, cell.unstruck);
            (CellRef::new(grid.sheet.clone(), *row, *col), said)
        });
        told.collect::<Vec<_>>()
    };
    sheets.iter().flat_map(of_sheet).collect()
}

#[test]
fn only_the_cells_that_are_written_are_different() {
    let (mut written, mut refused) = (0, Vec::new());
    for path in sample() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(before) = read(&bytes, "x") else { continue };
        if !before.troubles.is_empty() || before.sheets.iter().any(|grid| !grid.troubles.is_empty()) {
            continue;
        }
        let edits = Edits { cells: edits(&before.sheets), ..Edits::default() };
        let applied = match apply(&bytes, &edits) {
            Ok(applied) => applied,
            Err(PackageError::Unverified { detail }) => panic!("{}: {}", path.display(), detail.en),
            Err(error) => {
                refused.push(format!("{}: {}", path.display(), error.english()));
                continue;
            }
        };
        let after = read(&applied.bytes, "x").unwrap().sheets;
        let (had, mut has) = (contents(&before.sheets), contents(&after));
        let left_out: Vec<usize> = applied.cells_left_out.iter().map(|left_out| left_out.edit).collect();
        for (at, edit) in edits.cells.iter().enumerate().filter(|(at, _)| !left_out.contains(at)) {
            let grid = after.iter().find(|grid| grid.sheet == edit.at.sheet).unwrap();
            let cell = grid.get(edit.at.row, edit.at.col).cloned().unwrap_or_default();
            assert_eq!(Some(cell.value), edit.value, "{}: {} ({at})", path.display(), edit.at);
            assert!(edit.fill.is_none_or(|fill| cell.fill == fill), "{}: {}", path.display(), edit.at);
            has.remove(&edit.at);
            written += 1;
        }
        let same = had.iter().filter(|(at, _)| !edits.cells.iter().any(|edit| edit.at == **at));
        for (at, said) in same {
            // Cells that are absent take the fill of their row or column where the sheet holds values.
            assert_eq!(has.get(at), Some(said), "{}: {at}", path.display());
        }
    }
    assert!(shared("corpus").is_none() || written > 300, "{written}");
    println!("{written} cells written, {} workbooks refused: {refused:#?}", refused.len());
}
