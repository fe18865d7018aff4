//! What annotating costs beside merely reading: processor time as a ratio, both measured in one run.
//!
//! `cargo bench --bench annotate [-- ROWS]` makes a workbook of 100,000 rows x 12 columns (or ROWS), reads every cell of it with
//! calamine's streaming reader, puts notes on it as `planwacht annotate` does (from the bytes of the file to the bytes of the
//! result, verified), and prints the median of five rounds. The two take turns, so that a busy machine slows both.

use std::io::Cursor;

use anyhow::{Context, Result};
use calamine::{Reader, Xlsx};
use planwacht::cell::CellRef;
use planwacht::package::{Edits, Mark, Note, apply};
use rust_xlsxwriter::{Format, Workbook};
use rustix::time::{ClockId, clock_gettime};

const ROUNDS: usize = 5;
const COLUMNS: u16 = 12;
/// As many notes as a check that finds a lot.
const NOTES: u32 = 20_000;

fn main() -> Result<()> {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let workbook = workbook(rows)?;
    println!("{rows} rows x {COLUMNS} columns, {} bytes; processor seconds, median of {ROUNDS}", workbook.len());
    let few = notes(rows, 2);
    let many = notes(rows, NOTES.min(rows));
    let mut streaming = Vec::new();
    let mut annotating = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        streaming.push(seconds(|| stream(&workbook))?);
        for (edits, times) in [&few, &many].into_iter().zip(&mut annotating) {
            times.push(seconds(|| apply(&workbook, edits).map(|applied| applied.bytes.len()).map_err(Into::into))?);
        }
    }
    let base = median(&mut streaming);
    println!("calamine, every cell streamed   {base:6.2}   1.00");
    for (edits, mut times) in [few, many].into_iter().zip(annotating) {
        let time = median(&mut times);
        println!("annotate with {:6} notes      {time:6.2}   {:.2}", edits.notes.len(), time / base);
    }
    Ok(())
}

/// The processor time that something takes in this process, in seconds.
fn seconds(work: impl FnOnce() -> Result<usize>) -> Result<f64> {
    let now = || clock_gettime(ClockId::ProcessCPUTime);
    let start = now();
    let size = work()?;
    let end = now();
    anyhow::ensure!(size > 0, "nothing was read or written");
    Ok((end.tv_sec - start.tv_sec) as f64 + (end.tv_nsec - start.tv_nsec) as f64 / 1e9)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How many cells the streaming reader gives.
fn stream(workbook: &[u8]) -> Result<usize> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook))?;
    let sheet = book.sheet_names().first().cloned().context("no sheet")?;
    let mut reader = book.worksheet_cells_reader(&sheet)?;
    let mut cells = 0;
    while reader.next_cell()?.is_some() {
        cells += 1;
    }
    Ok(cells)
}

/// A list of actions: numbers, dates, words that repeat and texts that do not.
fn workbook(rows: u32) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let fill = Format::new().set_background_color(0x92_D0_50);
    let sheet = book.add_worksheet();
    for col in 0..COLUMNS {
        sheet.write(0, col, format!("Kolom {col}"))?;
    }
    for row in 1..=rows {
        sheet.write(row, 0, row)?;
        sheet.write_with_format(row, 1, 45_000 + row % 700, &date)?;
        sheet.write_with_format(row, 2, ["Open", "Loopt", "Gereed"][row as usize % 3], &fill)?;
        sheet.write(row, 3, format!("Team {}", row % 40))?;
        sheet.write(row, 4, format!("Actie {row}: overleg met partij {} over onderwerp {}", row % 97, row % 1013))?;
        for col in 5..COLUMNS {
            sheet.write(row, col, format!("Veld {col} waarde {}", (row * u32::from(col)) % 5003))?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn notes(rows: u32, count: u32) -> Edits {
    let note = |number: u32| Note {
        at: CellRef::new("Sheet1", 1 + number * (rows / count), 3),
        text: format!("Fout OWN001 – Actie {number} heeft geen trekker.\nWat te doen: Vul een team of functie in."),
        mark: Some(Mark::Error),
    };
    Edits { notes: (0..count).map(note).collect(), ..Edits::default() }
}
