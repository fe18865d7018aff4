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

/// Fragments that a search could look at again and again, with the column in which it does: an individual and a long run of letters,
/// addresses, words for vehicles, digits, numbers that end in a number, progress, owners between signs.
const TEMPTING: [(&str, &str); 40] = [
    ("G", "Status"),
    ("G", "Toelichting"),
    ("een jongen", "Toelichting"),
    ("een jongen van 16 ", "Toelichting"),
    ("een jongen van 16 van het Y College is psychotisch ", "Toelichting"),
    ("de zoon van ", "Toelichting"),
    ("geboren op 1-2-2003 ", "Toelichting"),
    ("Dorpsstraat 12 ", "Toelichting"),
    ("bewoner van Dorpsstraat 12, ", "Toelichting"),
    ("bijeenkomst Dorpsstraat 12. ", "Toelichting"),
    ("auto ", "Toelichting"),
    ("kenteken AB12CD ", "Toelichting"),
    ("0", "Toelichting"),
    ("06", "Toelichting"),
    ("0 6 ", "Toelichting"),
    ("06-12345678", "Toelichting"),
    ("06-12345678 ", "Toelichting"),
    ("tel op ", "Toelichting"),
    ("bereikbaar op 035 1234567 ", "Toelichting"),
    ("1-1-", "Toelichting"),
    ("1 ", "Toelichting"),
    ("123456782/", "Toelichting"),
    ("123456782 ", "Toelichting"),
    ("wk12 ", "Toelichting"),
    ("NL91 ", "Toelichting"),
    ("x@y.nl ", "Toelichting"),
    ("jan at ", "Toelichting"),
    ("dhr. Klaasveld ", "Toelichting"),
    ("Karin ", "Toelichting"),
    ("J.", "Toelichting"),
    ("cliënt J.D. moslim ", "Toelichting"),
    ("k\u{AD}", "Toelichting"),
    ("²", "Toelichting"),
    ("rood groen ", "Status"),
    ("bijna klaar, ", "Status"),
    ("nog niet gestart ", "Status"),
    ("1-1-", "Planning"),
    ("Q4 2025 ", "Planning"),
    ("a/", "Trekker"),
    ("Karin, OOV Huizen; ", "Trekker"),
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

/// The processor time that it takes to judge this, in seconds: the best of several times. Other threads of this machine do not count.
fn seconds(fragment: &str, column: &str, length: usize, times: usize) -> f64 {
    let now = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let once = || {
        let start = now();
        judged(fragment, column, length);
        let end = now();
        (end.tv_sec - start.tv_sec) as f64 + (end.tv_nsec - start.tv_nsec) as f64 / 1e9
    };
    (0..times).map(|_| once()).fold(f64::MAX, f64::min)
}

/// Work that grows with the length takes twice as long for twice the text, and work that grows with its square four times; what
/// stays the same for every table makes the difference smaller, never larger.
#[test]
fn work_grows_with_the_length_of_a_cell_and_no_faster() {
    const MOST: f64 = 3.0;
    // A cell that is judged sooner than this keeps nobody waiting, and cannot be measured well.
    const SOON: f64 = 0.25;
    let grows_faster = |fragment: &str, column: &str, times: usize| {
        let whole = seconds(fragment, column, LONGEST, times);
        whole > SOON && whole > MOST * seconds(fragment, column, LONGEST / 2, times)
    };
    // What seems to be slow is measured again: something else may have come between.
    let slow = TEMPTING
        .into_iter()
        .filter(|(fragment, column)| grows_faster(fragment, column, 1) && grows_faster(fragment, column, 3));
    let slow: Vec<(&str, &str)> = slow.collect();
    assert!(slow.is_empty(), "{slow:?}");
}
