//! Forty annotated workbooks of the corpus, opened and saved by LibreOffice: notes and sheets are there.

use std::path::{Path, PathBuf};
use std::process::Command;

use planwacht::cell::{CellRef, a1};
use planwacht::package::{Edits, Mark, Note, apply};
use tempfile::TempDir;

use crate::book::{Book, Sheet, Values, values};
use crate::made::{KNOWN, WANTED, authored, workbooks};
use crate::support::{shared, succeed, tool};

const SAMPLE: usize = 40;
/// Some more are tried, since LibreOffice does not open each workbook of the corpus.
const TRIED: usize = 48;
const LARGEST: u64 = 60_000;
const TEXTS: [&str; 2] = ["Fout: trekker ontbreekt.\nVul een <functie> & team in.", "Let op: lege cel – ß €"];

/// A workbook that went to LibreOffice, and what it has to show afterwards.
struct Sent {
    path: PathBuf,
    sheet: String,
    cells: [String; 2],
    own: Vec<String>,
}

/// A cell with a value and one without, both outside merged ranges and without a note.
fn cells_for(book: &Book, sheet: &Sheet, values: &Values) -> Option<[(u32, u32); 2]> {
    let part = sheet.part.as_deref()?;
    let (merges, noted) = (book.merges(part), book.notes(part));
    let free = |(row, col): &(u32, u32)| {
        !merges.iter().any(|span| span.contains(*row, *col)) && !noted.iter().any(|(cell, ..)| *cell == a1(*row, *col))
    };
    let used: Vec<(u32, u32)> = values.get(&sheet.name)?.as_ref()?.iter().map(|(at, _)| *at).collect();
    let first = used.iter().copied().find(free)?;
    let empty = (1..200).flat_map(|row| (1..8).map(move |col| (row, col))).find(|at| !used.contains(at) && free(at))?;
    Some([first, empty])
}

/// Annotates one workbook of the corpus; nothing where the writer refuses it or it has no such cells.
fn annotated(path: &Path) -> Option<(Sent, Vec<u8>)> {
    let original = std::fs::read(path).ok()?;
    apply(&original, &Edits::default()).ok()?;
    let book = Book::open(&original);
    let values = values(&original)?;
    let (sheet, cells) = book
        .sheets()
        .into_iter()
        .filter(|sheet| sheet.worksheet)
        .find_map(|sheet| cells_for(&book, &sheet, &values).map(|cells| (sheet.name, cells)))?;
    let note = |((row, col), text): ((u32, u32), &str)| Note {
        at: CellRef::new(sheet.as_str(), row, col),
        text: text.to_owned(),
        mark: Some(Mark::Error),
    };
    let notes: Vec<Note> = cells.into_iter().zip(TEXTS).map(note).collect();
    let applied = apply(&original, &Edits { notes, sheets: Some(authored(&original)), ..Edits::default() }).ok()?;
    assert_eq!(applied.placed, 2, "{}", path.display());
    let own = if applied.structure_locked { Vec::new() } else { applied.sheets };
    Some((Sent { path: path.to_owned(), sheet, cells: cells.map(|(row, col)| a1(row, col)), own }, applied.bytes))
}

/// What LibreOffice lost of a workbook.
fn lost(sent: &Sent, converted: &[u8]) -> Vec<String> {
    let book = Book::open(converted);
    let Some(part) = book.sheet(&sent.sheet) else { return vec![format!("the sheet {}", sent.sheet)] };
    let notes = book.notes(&part);
    let mut lost = Vec::new();
    for (cell, text) in sent.cells.iter().zip(TEXTS) {
        let said: Vec<&str> =
            notes.iter().filter(|(have, ..)| have == cell).map(|(_, _, said)| said.as_str()).collect();
        if said.len() != 1 || !said[0].contains(text) {
            lost.push(format!("the note on {cell}: {said:?}"));
        }
    }
    let values = values(converted).unwrap_or_default();
    for name in &sent.own {
        let first = values.get(name).and_then(|cells| cells.as_ref()?.first());
        if first.is_none_or(|(at, value)| *at != (0, 0) || !value.contains(&format!("{KNOWN}{name}"))) {
            lost.push(format!("the sheet {name}: {first:?}"));
        }
    }
    lost
}

#[test]
fn notes_and_sheets_survive_libreoffice() {
    let Some(corpus) = shared("corpus") else { return };
    let Some(soffice) = tool("PLANWACHT_SOFFICE", "soffice") else { return };
    let paths = workbooks(&corpus, LARGEST);
    let (input, output, profile) = (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let step = paths.len() / TRIED;
    let starts = (0..step).flat_map(|from| paths.iter().skip(from).step_by(step));
    let sent: Vec<Sent> = starts
        .filter_map(|path| annotated(path))
        .take(TRIED)
        .enumerate()
        .map(|(at, (sent, bytes))| {
            std::fs::copy(&sent.path, input.path().join(format!("{at}-was.xlsx"))).unwrap();
            std::fs::write(input.path().join(format!("{at}-nu.xlsx")), bytes).unwrap();
            sent
        })
        .collect();
    assert_eq!(sent.len(), TRIED, "the corpus is smaller than it was");
    let files = (0..TRIED).flat_map(|at| ["was", "nu"].map(|which| input.path().join(format!("{at}-{which}.xlsx"))));
    succeed(
        Command::new(soffice)
            .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .arg(output.path())
            .args(files),
    );
    let converted = |at: usize, which: &str| std::fs::read(output.path().join(format!("{at}-{which}.xlsx"))).ok();
    let judged: Vec<(usize, &Sent)> =
        sent.iter().enumerate().filter(|(at, _)| converted(*at, "was").is_some()).take(SAMPLE).collect();
    assert_eq!(judged.len(), SAMPLE, "LibreOffice opens fewer workbooks than it did");
    let mut wrong = Vec::new();
    for (at, sent) in judged {
        let lost = converted(at, "nu").map_or_else(|| vec!["everything".to_owned()], |bytes| lost(sent, &bytes));
        wrong.extend(lost.into_iter().map(|what| format!("{}: {what}", sent.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sent.iter().filter(|sent| sent.own.len() == WANTED.len()).count() >= SAMPLE / 2, "few sheets were judged");
}
