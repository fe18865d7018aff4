//! A hundred random triples, a base and two copies that were edited: the merged workbook says what both copies say together, what
//! contradicts itself is a conflict, and nothing else is different.
//!
//! What is expected is worked out from the edits themselves, not from a comparison of the workbooks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use chrono::{Days, NaiveDate};
use planwacht::cell::{CellRef, CellValue, Grid, Rgb, a1};
use planwacht::framework::Framework;
use planwacht::merge::{Aspect, Kind, Merged, Reason, merge};
use planwacht::review::Source;
use planwacht::wording::Lang;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatBorder, Note, Workbook};
use tempfile::TempDir;

use crate::support::{python, shared};

const TRIPLES: u64 = 100;
/// One in so many goes through the check of others that nothing is lost.
const CHECKED_BY_OTHERS: u64 = 5;
/// The header stands in this row, from zero; the actions below it.
const HEADER: u32 = 3;
const SHEETS: [&str; 3] = ["Districtelijk", "Hilversum", "Huizen"];
const COLUMNS: [&str; 9] =
    ["Nummer", "Thema", "Sub-thema", "Actie", "Trekker", "Planning", "Status", "Opmerkingen", "Uren"];
const ACTION: usize = 3;
const STATUS: usize = 6;
const NOTES: usize = 7;
/// The columns that copies edit.
const EDITED: [usize; 5] = [4, 5, 6, 7, 8];
const FILLS: [u32; 4] = [0xFF0000, 0xFFC000, 0x92D050, 0x00B0F0];
const WORDS: [&str; 40] = [
    "overleg",
    "wijkteam",
    "school",
    "melding",
    "protocol",
    "jongeren",
    "training",
    "bestuur",
    "afspraak",
    "signaal",
    "raad",
    "politie",
    "bibliotheek",
    "vrijwilliger",
    "moskee",
    "kerk",
    "sportclub",
    "ouders",
    "docent",
    "folder",
    "website",
    "convenant",
    "casus",
    "regisseur",
    "evaluatie",
    "budget",
    "planning",
    "bijeenkomst",
    "draaiboek",
    "nazorg",
    "register",
    "steunpunt",
    "campagne",
    "monitor",
    "richtlijn",
    "werkgroep",
    "inwoner",
    "ambtenaar",
    "netwerk",
    "opvang",
];

/// Numbers that a seed settles. (Sebastiano Vigna's SplitMix64.)
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| *self.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Typed {
    Nothing,
    Text(String),
    Number(f64),
    Day(NaiveDate),
}

/// An action as a row holds it.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// Unique in all three workbooks.
    key: u64,
    cells: Vec<Typed>,
    /// The fill of the status.
    fill: Option<u32>,
    /// Notes by column.
    notes: BTreeMap<usize, String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Sheet {
    name: &'static str,
    rows: Vec<Row>,
}

/// What a copy did to one cell.
#[derive(Debug, Clone, PartialEq)]
enum Edit {
    Value(Typed),
    Fill(Option<u32>),
    Note(String),
}

/// A copy with what was done to it: by key of the row and column.
struct Copy {
    sheets: Vec<Sheet>,
    edits: BTreeMap<(u64, usize, u8), Edit>,
    removed: BTreeSet<u64>,
    /// Columns that were put in: sheet, place, whether anything stands in them.
    extra: BTreeMap<&'static str, (usize, bool)>,
}

fn typed(dice: &mut Dice, col: usize) -> Typed {
    match col {
        4 => Typed::Text(format!("Team {}", dice.words(2))),
        5 if dice.chance(2) => {
            let first = NaiveDate::from_ymd_opt(2025, 9, 1).unwrap();
            Typed::Day(first.checked_add_days(Days::new(dice.roll() % 700)).unwrap())
        }
        5 => Typed::Text(format!("Q{} 202{}", dice.below(4) + 1, dice.below(4) + 5)),
        6 => Typed::Text((*dice.pick(&["Niet gestart", "Loopt", "Afgerond", "Vertraagd", "loopt?"])).to_owned()),
        8 => Typed::Number(dice.below(400) as f64 / 4.0),
        _ => Typed::Text(dice.words(4)),
    }
}

fn new_row(dice: &mut Dice, sheet: &str, number: usize) -> Row {
    let framework = Framework::embedded();
    let subthemes: Vec<(&str, &str)> = framework
        .themes
        .iter()
        .flat_map(|theme| theme.subthemes.iter().map(|subtheme| (theme.name.as_str(), subtheme.name.as_str())))
        .collect();
    let (theme, subtheme) = *dice.pick(&subthemes);
    let prefix: String = sheet.chars().take(2).collect::<String>().to_uppercase();
    let mut cells: Vec<Typed> = (0..COLUMNS.len()).map(|col| typed(dice, col)).collect();
    cells[0] = Typed::Text(format!("{prefix}-{number:02}"));
    cells[1] = Typed::Text(theme.to_owned());
    cells[2] = Typed::Text(subtheme.to_owned());
    cells[ACTION] = Typed::Text(format!("{} {}.", dice.words(10), number));
    for col in EDITED {
        if dice.chance(4) {
            cells[col] = Typed::Nothing;
        }
    }
    let fill = if dice.chance(2) { Some(*dice.pick(&FILLS)) } else { None };
    let notes = if dice.chance(6) { BTreeMap::from([(NOTES, dice.words(3))]) } else { BTreeMap::new() };
    Row { key: dice.roll(), cells, fill, notes }
}

fn base(dice: &mut Dice) -> Vec<Sheet> {
    let sheet = |name: &'static str, dice: &mut Dice| {
        let count = 4 + dice.below(6);
        Sheet { name, rows: (1..=count).map(|number| new_row(dice, name, number)).collect() }
    };
    SHEETS.iter().map(|name| sheet(name, dice)).collect()
}

/// Another value than the one that stands there.
fn another(dice: &mut Dice, col: usize, now: &Typed) -> Typed {
    loop {
        let value = if dice.chance(6) { Typed::Nothing } else { typed(dice, col) };
        if value != *now {
            return value;
        }
    }
}

fn edited(dice: &mut Dice, base: &[Sheet], shared_edits: &[(u64, usize, u8)]) -> Copy {
    let mut copy =
        Copy { sheets: base.to_vec(), edits: BTreeMap::new(), removed: BTreeSet::new(), extra: BTreeMap::new() };
    for sheet in &mut copy.sheets {
        for row in &mut sheet.rows {
            for col in EDITED {
                if dice.chance(9) {
                    let value = another(dice, col, &row.cells[col]);
                    copy.edits.insert((row.key, col, 0), Edit::Value(value));
                }
            }
            if dice.chance(8) {
                let text = match &row.cells[ACTION] {
                    Typed::Text(text) => text.replacen(' ', "  ", 1) + " Ook in 2027.",
                    _ => unreachable!("an action has a text"),
                };
                copy.edits.insert((row.key, ACTION, 0), Edit::Value(Typed::Text(text)));
            }
            if dice.chance(8) {
                let fill = (*dice.pick(&[None, Some(FILLS[0]), Some(FILLS[1]), Some(FILLS[2])]))
                    .filter(|fill| Some(*fill) != row.fill);
                if fill != row.fill {
                    copy.edits.insert((row.key, STATUS, 1), Edit::Fill(fill));
                }
            }
            if dice.chance(10) {
                let before = row.notes.get(&NOTES).map(|note| format!("{note}\n")).unwrap_or_default();
                copy.edits.insert((row.key, NOTES, 2), Edit::Note(format!("{before}{}", dice.words(3))));
            }
        }
    }
    // Some cells are edited in both copies, so that there are conflicts and agreements.
    let keys: Vec<(u64, usize, u8)> = shared_edits.to_vec();
    for key in keys.iter().filter(|(_, col, aspect)| *aspect == 0 && EDITED.contains(col)) {
        let row = base.iter().flat_map(|sheet| &sheet.rows).find(|row| row.key == key.0).unwrap();
        let value = another(dice, key.1, &row.cells[key.1]);
        copy.edits.insert(*key, Edit::Value(value));
    }
    copy
}

/// Makes the edits in the rows, then does what leaves the plan as it is or takes rows away and puts new ones in.
fn finish(dice: &mut Dice, copy: &mut Copy, fresh: &[(usize, Row)]) {
    for row in copy.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        for ((key, col, _), edit) in &copy.edits {
            if *key == row.key {
                match edit {
                    Edit::Value(value) => row.cells[*col] = value.clone(),
                    Edit::Fill(fill) => row.fill = *fill,
                    Edit::Note(text) => drop(row.notes.insert(*col, text.clone())),
                }
            }
        }
        // Spaces around a text are nothing that anybody typed.
        let untouched = dice.chance(8) && !copy.edits.contains_key(&(row.key, NOTES, 0));
        if let (Typed::Text(text), true) = (&mut row.cells[NOTES], untouched) {
            *text = format!("  {text} ");
        }
    }
    for sheet in &mut copy.sheets {
        if dice.chance(6) && sheet.rows.len() > 4 {
            let gone = sheet.rows.remove(dice.below(sheet.rows.len()));
            copy.removed.insert(gone.key);
            copy.edits.retain(|(key, ..), _| *key != gone.key);
        }
        if dice.chance(3) {
            dice.shuffle(&mut sheet.rows);
        }
        if dice.chance(4) {
            copy.extra.insert(sheet.name, (dice.below(COLUMNS.len() + 1), dice.chance(2)));
        }
    }
    for (sheet, row) in fresh {
        copy.sheets[*sheet].rows.push(row.clone());
    }
}

/// A workbook as staff keep it: formats, a validation, a filter, and a sheet that holds no actions.
fn workbook(sheets: &[Sheet], extra: &BTreeMap<&'static str, (usize, bool)>) -> Vec<u8> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_background_color(0x12395B).set_font_color(Color::White);
    let ruled = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let day = ruled.clone().set_num_format("dd-mm-yyyy");
    for sheet in sheets {
        let to = book.add_worksheet().set_name(sheet.name).unwrap();
        let inserted = extra.get(sheet.name);
        let place = |col: usize| u16::try_from(col + usize::from(inserted.is_some_and(|(at, _)| *at <= col))).unwrap();
        to.merge_range(0, 0, 0, 4, "Acties", &head).unwrap();
        to.write_string(1, 0, "De Basis op Orde").unwrap();
        for (col, header) in COLUMNS.iter().enumerate() {
            to.write_string_with_format(HEADER, place(col), *header, &head).unwrap();
        }
        if let Some((at, filled)) = inserted {
            let col = u16::try_from(*at).unwrap();
            to.write_string_with_format(HEADER, col, "Kleurcode intern", &head).unwrap();
            for (row, _) in (HEADER + 1..).zip(&sheet.rows).filter(|_| *filled) {
                to.write_string(row, col, "x").unwrap();
            }
        }
        for (at, row) in (HEADER + 1..).zip(&sheet.rows) {
            for (col, value) in row.cells.iter().enumerate() {
                let mut format = if matches!(value, Typed::Day(_)) { day.clone() } else { ruled.clone() };
                if let (STATUS, Some(fill)) = (col, row.fill) {
                    format = format.set_background_color(fill);
                }
                let col = place(col);
                match value {
                    Typed::Nothing => to.write_blank(at, col, &format).unwrap(),
                    Typed::Text(text) => to.write_string_with_format(at, col, text, &format).unwrap(),
                    Typed::Number(number) => to.write_number_with_format(at, col, *number, &format).unwrap(),
                    Typed::Day(date) => to.write_date_with_format(at, col, date, &format).unwrap(),
                };
            }
            for (col, text) in &row.notes {
                let note = Note::new(text).set_author("Beleid").add_author_prefix(false);
                to.insert_note(at, place(*col), &note).unwrap();
            }
        }
        let list = DataValidation::new().allow_list_strings(&["Niet gestart", "Loopt", "Afgerond"]).unwrap();
        to.add_data_validation(HEADER + 1, place(STATUS), 60, place(STATUS), &list).unwrap();
        to.autofilter(HEADER, 0, HEADER + 20, place(8)).unwrap();
    }
    let lists = book.add_worksheet().set_name("Lijsten").unwrap();
    lists.write_string(0, 0, "Statussen").unwrap();
    lists.write_formula(1, 0, "=COUNTA(Districtelijk!D5:D30)").unwrap();
    book.save_to_buffer().unwrap()
}

/// What the merged workbook has to say.
struct Expected {
    sheets: Vec<Sheet>,
    conflicts: BTreeSet<(String, String, u8)>,
    /// Reasons and cells of what is left to a person; none for what has no cell in the base.
    left: BTreeMap<(String, Option<String>), usize>,
}

fn expected(base: &[Sheet], copies: &[Copy; 2], fresh: &[Vec<(usize, Row)>; 2]) -> Expected {
    let mut expected = Expected { sheets: base.to_vec(), conflicts: BTreeSet::new(), left: BTreeMap::new() };
    for sheet in &mut expected.sheets {
        for (at, row) in (HEADER + 1..).zip(&mut sheet.rows) {
            let edit = |copy: &Copy, col: usize, aspect: u8| copy.edits.get(&(row.key, col, aspect)).cloned();
            for col in 0..COLUMNS.len() {
                let both = |aspect| [edit(&copies[0], col, aspect), edit(&copies[1], col, aspect)];
                let (values, fills, notes) = (both(0), both(1), both(2));
                let cell = a1(at, u32::try_from(col).unwrap());
                let clash = |aspect: u8| (sheet.name.to_owned(), cell.clone(), aspect);
                let agreed = |edits: &[Option<Edit>; 2]| match edits {
                    [Some(a), Some(b)] if a != b => Err(()),
                    [Some(edit), _] | [None, Some(edit)] => Ok(Some(edit.clone())),
                    [None, None] => Ok(None),
                };
                let apart = matches!((agreed(&values), agreed(&fills)), (Ok(Some(_)), Ok(Some(_))))
                    && (0..2).all(|copy| values[copy].is_none() || fills[copy].is_none());
                for (aspect, edits) in [values, fills, notes].iter().enumerate() {
                    let aspect = u8::try_from(aspect).unwrap();
                    match agreed(edits) {
                        Err(()) => drop(expected.conflicts.insert(clash(aspect))),
                        Ok(Some(_)) if apart && aspect < 2 => drop(expected.conflicts.insert(clash(aspect))),
                        Ok(Some(Edit::Value(value))) => row.cells[col] = value,
                        Ok(Some(Edit::Fill(fill))) => row.fill = fill,
                        Ok(Some(Edit::Note(text))) => drop(row.notes.insert(col, text)),
                        Ok(None) => {}
                    }
                }
            }
            for _ in copies.iter().filter(|copy| copy.removed.contains(&row.key)) {
                let cell = format!("{}!{}", sheet.name, a1(at, ACTION as u32));
                *expected.left.entry(("Missing".to_owned(), Some(cell))).or_default() += 1;
            }
        }
    }
    for copy in copies {
        for (name, (_, filled)) in &copy.extra {
            let is_there = copy.sheets.iter().any(|sheet| sheet.name == *name && !sheet.rows.is_empty());
            if is_there {
                let reason = if *filled { "ExtraColumn" } else { "Outside" };
                *expected.left.entry((reason.to_owned(), None)).or_default() += 1;
            }
        }
    }
    let mut known = BTreeSet::new();
    for (sheet, row) in fresh.iter().flatten() {
        if known.insert(row.key) {
            expected.sheets[*sheet].rows.push(row.clone());
        }
    }
    expected
}

fn value_of(typed: &Typed) -> CellValue {
    match typed {
        Typed::Nothing => CellValue::Empty,
        Typed::Text(text) => CellValue::Text(text.as_str().into()),
        Typed::Number(number) => CellValue::Number(*number),
        Typed::Day(day) => CellValue::Date(day.and_hms_opt(0, 0, 0).unwrap()),
    }
}

fn compare(seed: u64, grid: &Grid, sheet: &Sheet) {
    for (row, wanted) in (HEADER + 1..).zip(&sheet.rows) {
        for (col, typed) in (0u32..).zip(&wanted.cells) {
            let cell = grid.get(row, col).cloned().unwrap_or_default();
            assert_eq!(cell.value, value_of(typed), "seed {seed}: {}!{}", sheet.name, a1(row, col));
        }
        let fill = grid.get(row, STATUS as u32).and_then(|cell| cell.fill);
        let meant = wanted.fill.and_then(|fill| Rgb::parse(&format!("{fill:06X}")));
        assert_eq!(fill, meant, "seed {seed}: {}!{}", sheet.name, a1(row, STATUS as u32));
        let notes: BTreeMap<usize, String> = grid
            .notes
            .iter()
            .filter(|note| note.row == row)
            .map(|note| (note.col as usize, note.text.clone()))
            .collect();
        assert_eq!(notes, wanted.notes, "seed {seed}: notes of {} row {}", sheet.name, row + 1);
    }
    let last = HEADER + sheet.rows.len() as u32;
    let below = grid.cells.iter().filter(|((row, _), cell)| *row > last && !cell.is_blank()).count();
    assert_eq!(below, 0, "seed {seed}: {} has rows too many", sheet.name);
}

fn conflicts(merged: &Merged) -> BTreeSet<(String, String, u8)> {
    let entries = merged.merge.entries.iter().filter(|entry| entry.kind == Kind::Conflict);
    let aspect = |aspect: Aspect| match aspect {
        Aspect::Value => 0,
        Aspect::Fill => 1,
        Aspect::Note => 2,
    };
    let place = |at: &CellRef| (at.sheet.to_string(), at.a1());
    entries
        .map(|entry| (place(entry.at.as_ref().unwrap()), aspect(entry.aspect)))
        .map(|((a, b), c)| (a, b, c))
        .collect()
}

fn left(merged: &Merged) -> BTreeMap<(String, Option<String>), usize> {
    let mut left = BTreeMap::new();
    for entry in merged.merge.entries.iter().filter(|entry| entry.kind == Kind::Left) {
        let reason = match entry.reason.as_ref().unwrap() {
            Reason::Missing => "Missing".to_owned(),
            Reason::ExtraColumn => "ExtraColumn".to_owned(),
            Reason::Outside => "Outside".to_owned(),
            other => format!("{other:?} {entry:?}"),
        };
        // One text on several sheets is one line with several cells.
        let count = if reason == "Outside" { entry.claims.len() } else { 1 };
        *left.entry((reason, entry.at.as_ref().map(ToString::to_string))).or_default() += count;
    }
    left
}

/// What one triple was about, for counting.
#[derive(Default)]
struct Seen {
    taken: usize,
    added: usize,
    conflicts: usize,
    left: usize,
}

fn triple(seed: u64, seen: &mut Seen, folder: Option<&TempDir>) {
    let mut dice = Dice(seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(11));
    let base = base(&mut dice);
    let mut first = edited(&mut dice, &base, &[]);
    let common: Vec<(u64, usize, u8)> = first.edits.keys().copied().filter(|_| dice.chance(3)).collect();
    let mut second = edited(&mut dice, &base, &common);
    // Some of what both did is the same.
    for key in &common {
        if let (Some(edit), true) = (first.edits.get(key).cloned(), dice.chance(3)) {
            second.edits.insert(*key, edit);
        }
    }
    let mut fresh: [Vec<(usize, Row)>; 2] = [Vec::new(), Vec::new()];
    for (copy, list) in fresh.iter_mut().enumerate() {
        for number in 0..dice.below(3) {
            let sheet = dice.below(SHEETS.len());
            list.push((sheet, new_row(&mut dice, SHEETS[sheet], 40 + 10 * copy + number)));
        }
    }
    if let (Some(same), true) = (fresh[0].first().cloned(), dice.chance(2)) {
        fresh[1].push(same);
    }
    finish(&mut dice, &mut first, &fresh[0]);
    finish(&mut dice, &mut second, &fresh[1]);
    if dice.chance(5) {
        // A municipality that sends its own sheets alone.
        let gone = second.sheets.remove(dice.below(SHEETS.len()));
        let keys: BTreeSet<u64> = gone.rows.iter().map(|row| row.key).collect();
        second.edits.retain(|(key, ..), _| !keys.contains(key));
        second.removed.retain(|key| {
            !base.iter().any(|sheet| sheet.name == gone.name && sheet.rows.iter().any(|row| row.key == *key))
        });
        fresh[1].retain(|(sheet, _)| SHEETS[*sheet] != gone.name);
        second.extra.remove(gone.name);
    }
    let none = BTreeMap::new();
    let original = workbook(&base, &none);
    let files = [&first, &second].map(|copy| workbook(&copy.sheets, &copy.extra));
    let sources = [Source { name: "een.xlsx", bytes: &files[0] }, Source { name: "twee.xlsx", bytes: &files[1] }];
    let source = Source { name: "plan.xlsx", bytes: &original };
    let merged = merge(source, &sources, Framework::embedded(), Lang::Nl).unwrap();
    let expected = expected(&base, &[first, second], &fresh);
    let read = planwacht::workbook::read(&merged.bytes, "samen.xlsx").unwrap();
    for sheet in &expected.sheets {
        let grid = read.sheets.iter().find(|grid| &*grid.sheet == sheet.name).unwrap();
        compare(seed, grid, sheet);
    }
    assert_eq!(conflicts(&merged), expected.conflicts, "seed {seed}");
    assert_eq!(left(&merged), expected.left, "seed {seed}");
    let account = read.sheets.last().unwrap();
    assert!(account.own && &*account.sheet == "Samenvoeging", "seed {seed}");
    let count = |kind| merged.merge.count(kind);
    seen.taken += count(Kind::Taken);
    seen.added += count(Kind::Added);
    seen.conflicts += count(Kind::Conflict);
    seen.left += count(Kind::Left);
    if let Some(folder) = folder {
        nothing_else_is_lost(seed, &original, &merged, folder);
    }
}

/// The check of others names every cell that is different: those must be the ones that the account names.
fn nothing_else_is_lost(seed: u64, original: &[u8], merged: &Merged, folder: &TempDir) {
    let (Some(python), Some(script)) = (python(), shared("tools/fidelity.py")) else { return };
    let path = |name: &str| folder.path().join(format!("{seed}-{name}.xlsx"));
    fs::write(path("plan"), original).unwrap();
    fs::write(path("samen"), &merged.bytes).unwrap();
    let output = Command::new(python)
        .arg(script)
        .args(["--allow-fill".as_ref(), path("plan").as_os_str(), path("samen").as_os_str()])
        .output();
    let said = String::from_utf8(output.expect("python starts").stdout).unwrap();
    let mut allowed: BTreeSet<String> = BTreeSet::new();
    for entry in &merged.merge.entries {
        let (Some(at), Kind::Taken | Kind::Added) = (&entry.at, entry.kind) else { continue };
        let sheet = SHEETS.iter().position(|name| *name == &*at.sheet).unwrap() + 1;
        let part = format!("/xl/worksheets/sheet{sheet}.xml");
        match (entry.kind, entry.aspect) {
            (Kind::Taken, Aspect::Value) => drop(allowed.insert(format!("{part}: cell {} changed", at.a1()))),
            (Kind::Added, _) => allowed.extend(["rows", "<dimension> changed"].map(|what| format!("{part}: {what}"))),
            _ => {}
        }
    }
    for line in said.lines().filter(|line| *line != "nothing lost") {
        let rows = line.split_once(": rows ").map(|(part, _)| format!("{part}: rows"));
        let known = allowed.contains(line) || rows.is_some_and(|rows| allowed.contains(&rows));
        assert!(known, "seed {seed}: {line}\n{said}");
    }
}

/// A quarter of the triples, so that they run beside each other.
fn quarter(nth: u64) {
    let folder = TempDir::new().unwrap();
    let mut seen = Seen::default();
    for seed in (0..TRIPLES).filter(|seed| seed % 4 == nth) {
        triple(seed, &mut seen, (seed / 4).is_multiple_of(CHECKED_BY_OTHERS).then_some(&folder));
    }
    // A generator that makes nothing of the kind would prove nothing.
    assert!(seen.taken > 100 && seen.added > 100 && seen.conflicts > 20 && seen.left > 10);
}

#[test]
fn a_hundred_triples_come_out_as_expected_1() {
    quarter(0);
}

#[test]
fn a_hundred_triples_come_out_as_expected_2() {
    quarter(1);
}

#[test]
fn a_hundred_triples_come_out_as_expected_3() {
    quarter(2);
}

#[test]
fn a_hundred_triples_come_out_as_expected_4() {
    quarter(3);
}
