//! One long cell is read and judged like any other: Excel allows 32,767 characters in one.

use crate::cell::{CellValue, Grid, GridCell};
use crate::framework::Framework;
use crate::read;
use crate::rules::catalogue_tests::judge;

/// What people and programs repeat: names, numbers, dates, words of a list, and signs.
const FRAGMENTS: [&str; 12] = [
    "AB ",
    "1-1-",
    "a/",
    "rood groen ",
    "G",
    "cliënt J.D. moslim ",
    "06-12345678 ",
    "x@y.nl ",
    "5.1.2.e ",
    "Q4 2025 ",
    "(",
    "\n- ",
];

/// The columns of the table, with what an ordinary cell of it says.
const COLUMNS: [(&str, &str); 11] = [
    ("Nr", "HI-01"),
    ("Thema", "Weerbare overheid"),
    ("Sub-thema", "Agressie en geweld"),
    ("Actie", "Een webpagina maken over het meldpunt"),
    ("Prioriteit", "Hoog"),
    ("Niveau", "Lokaal"),
    ("Trekker", "OOV Hilversum"),
    ("Betrokken", "Politie"),
    ("Planning", "Q2 2026"),
    ("Status", "Loopt"),
    ("Toelichting", "In maart besproken"),
];

/// How many characters a long cell holds, so that every fragment can be tried in every column.
const LONG: usize = 4_000;

/// How many characters the longest cells hold.
const LONGEST: usize = 32_000;

/// A table of two rows in which one column of the first says `text`.
fn sheet(column: &str, text: &str) -> Grid {
    let mut grid = Grid { sheet: "Hilversum".into(), ..Grid::default() };
    let mut put = |row: u32, col: u32, text: &str| {
        let value = CellValue::Text(text.into());
        grid.cells.insert((row, col), GridCell { value, ..GridCell::default() });
    };
    for (col, (name, ordinary)) in (0..).zip(COLUMNS) {
        put(0, col, name);
        put(1, col, if name == column { text } else { ordinary });
        put(2, col, if name == "Nr" { "HI-02" } else { ordinary });
    }
    grid
}

/// Judges a table with this fragment, repeated, in one column. That it ends soon is what counts: work that grows with the square
/// of the length makes this test take minutes.
fn judged(fragment: &str, column: &str, length: usize) {
    let framework = Framework::embedded();
    let text: String = fragment.chars().cycle().take(length).collect();
    let grid = sheet(column, &text);
    let plan = read::read(std::slice::from_ref(&grid), framework);
    let findings = judge(&plan, &[grid], framework);
    let row = plan.actions.first().map(|action| action.row);
    assert_eq!((plan.actions.len(), row), (2, Some(1)), "{fragment:?} in {column}");
    assert!(!findings.is_empty(), "{fragment:?} in {column}");
}

#[test]
fn a_long_cell_in_any_column_is_judged() {
    for fragment in FRAGMENTS {
        COLUMNS.iter().for_each(|(column, _)| judged(fragment, column, LONG));
    }
}

#[test]
fn the_longest_cell_that_is_possible_is_judged() {
    for (fragment, column) in
        [("G", "Status"), ("rood groen ", "Status"), ("1-1-", "Planning"), ("Q4 2025 ", "Planning"), ("a/", "Trekker")]
    {
        judged(fragment, column, LONGEST);
    }
    judged("cliënt J.D. moslim ", "Toelichting", LONGEST);
}
