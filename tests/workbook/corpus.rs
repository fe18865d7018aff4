//! The outside corpus, read in place where it is present: real workbooks, and the ones that break readers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use planwacht::cell::Rgb;
use planwacht::workbook::{WorkbookError, read};

use super::made::shown;

/// The corpus folder, where it is present.
fn corpus() -> Option<PathBuf> {
    crate::support::shared("corpus")
}

/// The workbooks below `folder`, in a fixed order.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext != "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The largest file that is read here: the few beyond it cost more time than the hundreds before.
const MOST: usize = 100_000;

#[test]
fn every_workbook_is_read_or_refused_for_a_reason() {
    let Some(folder) = corpus() else { return };
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut cells = 0;
    for path in workbooks(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        if bytes.len() > MOST {
            *counts.entry("passed over").or_default() += 1;
            continue;
        }
        let outcome = match read(&bytes, "bestand.xlsx") {
            Ok(workbook) => {
                let told = workbook.sheets.iter().flat_map(|grid| &grid.troubles).chain(&workbook.troubles);
                told.for_each(|trouble| println!("{}: {}", path.display(), trouble.en));
                let unread = workbook.unread.iter().map(planwacht::unread::Unread::sentence);
                unread.for_each(|unread| println!("{}: DAMAGED {}", path.display(), unread.en));
                *counts.entry("damaged").or_default() += usize::from(!workbook.unread.is_empty());
                cells += workbook.sheets.iter().map(|grid| grid.cells.len()).sum::<usize>();
                "read"
            }
            Err(error) => {
                println!("{}: {}", path.display(), error.english());
                match error {
                    WorkbookError::NotAWorkbook { .. } => "not a workbook",
                    WorkbookError::Encrypted { .. } => "encrypted",
                    WorkbookError::Corrupt { .. } => "corrupt",
                    WorkbookError::TooLarge { .. } => "too large",
                    WorkbookError::TooMany { .. } => "too many",
                    WorkbookError::NoSheets { .. } => "no sheets",
                }
            }
        };
        *counts.entry(outcome).or_default() += 1;
    }
    println!("{counts:?}, {cells} cells");
    let refused: usize = counts
        .iter()
        .filter(|(outcome, _)| !["read", "passed over", "damaged"].contains(outcome))
        .map(|(_, n)| n)
        .sum();
    assert!(refused * 50 <= counts.values().sum::<usize>(), "{counts:?}");
    // A workbook that opens in Excel must not be called damaged.
    let damaged = counts.get("damaged").copied().unwrap_or_default();
    assert!(damaged * 100 <= counts.values().sum::<usize>(), "{counts:?}");
}

#[test]
fn the_traps_cost_one_cell_at_most() {
    let Some(folder) = corpus() else { return };
    for (file, expected) in [
        ("t_cellext", &["A1=1"][..]),
        ("t_err_calc", &["A1=#CALC!"]),
        ("t_err_gs", &["A1=#ERROR!"]),
        ("t_errs", &["A1=1", "B1=#DIV/0!", "A2=#SPILL!"]),
        ("t_fills", &["A1=1", "B1=1", "C1=1", "D1=1", "E1=1", "A2=1"]),
        ("t_getting", &["A1=#GETTING_DATA"]),
        ("t_overdate", &["A1=#NUM!", "B1=2024-02-30"]),
        ("t_sparse", &["A1=1", "XFD1048576=1"]),
        ("t_sparse2", &["A1=1", "AMJ200000=1"]),
    ] {
        let path = folder.join("traps").join(format!("{file}.xlsx"));
        let grid = read(&std::fs::read(path).unwrap(), file).unwrap().sheets.remove(0);
        let shown: Vec<_> = shown(&grid).into_iter().filter(|text| !text.ends_with('=')).collect();
        assert_eq!(shown, expected, "{file}");
        if file == "t_fills" {
            let fill = |row, col| grid.get(row, col).and_then(|cell| cell.fill);
            let red = Some(Rgb(255, 0, 0));
            assert_eq!((fill(0, 0), fill(0, 2), fill(0, 3)), (red, Some(Rgb(10, 10, 10)), None));
            assert!(fill(0, 1).is_some() && fill(0, 4) == red && fill(1, 0) == red);
        }
    }
}
