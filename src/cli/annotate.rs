//! `annotate`: notes of a CSV file on cells of any workbook.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use super::files::{self, Output};
use super::{Failure, LangArg, Outcome, tell};
use crate::annotate::{self, AnnotateError};
use crate::cell::{CellRef, parse_a1};
use crate::finding::Severity;
use crate::package::{self, LeftOutReason, Mark, Note};
use crate::wording::Lang;

#[derive(Debug, Args)]
pub(super) struct AnnotateArgs {
    /// The workbook: xlsx or xlsm.
    workbook: PathBuf,
    /// A CSV file with the header sheet,cell,text[,code][,severity] (comma or semicolon).
    #[arg(long, value_name = "FILE.csv")]
    notes: PathBuf,
    /// The annotated workbook.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Also overwrite a file that planwacht did not make.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    pub(super) lang: LangArg,
}

/// How many notes without a place are named; a sheet in the workbook lists them all.
const SHOWN: usize = 10;

/// A line of the notes file.
#[derive(Debug, Deserialize)]
struct NoteLine {
    sheet: String,
    cell: String,
    text: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    severity: Option<String>,
}

pub(super) fn annotate(args: &AnnotateArgs) -> Result<Outcome, Failure> {
    let lang = args.lang.get();
    let notes = read_notes(args)?;
    let workbook = files::read_input(&args.workbook)?;
    let in_workbook = |error: AnnotateError| {
        let name = args.workbook.display();
        Failure::new(format!("{name}: {error}"), format!("{name}: {}", error.english()))
    };
    let applied = annotate::notes::place(&workbook, notes, lang).map_err(in_workbook)?;
    if let Some(wrong) = applied.left_out.iter().find(|left_out| left_out.reason == LeftOutReason::NoSuchSheet) {
        let name = args.notes.display();
        return Err(Failure::new(
            format!("{name}: {} Kijk of de naam van het blad klopt.", wrong.sentence(Lang::Nl)),
            format!("{name}: {} Check the name of the sheet.", wrong.sentence(Lang::En)),
        ));
    }
    for left_out in applied.left_out.iter().take(SHOWN) {
        tell(&left_out.sentence(lang));
    }
    if let Some(more) = applied.left_out.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        tell(&match lang {
            Lang::Nl => format!("En nog {more} notities die niet op hun cel staan."),
            Lang::En => format!("And {more} more notes that do not stand on their cell."),
        });
    }
    if applied.structure_locked && !applied.left_out.is_empty() {
        tell(lang.pick(
            "De structuur van de werkmap is beveiligd: er kan geen blad bij met deze notities.",
            "The structure of the workbook is protected: no sheet with these notes can be added.",
        ));
    }
    if let Some(sheet) = applied.sheets.first() {
        tell(&match lang {
            Lang::Nl => format!("Wat niet op zijn cel kon staan, staat op het blad '{sheet}'."),
            Lang::En => format!("What could not stand on its cell stands on the sheet '{sheet}'."),
        });
    }
    let output = Output::of_bytes(args.output.clone(), applied.bytes, package::is_own);
    files::write_outputs(vec![output], &[&args.workbook, &args.notes], args.force)?;
    tell(&format!("{} {}", lang.pick("geschreven:", "written:"), args.output.display()));
    Ok(Outcome::Clean)
}

fn read_notes(args: &AnnotateArgs) -> Result<Vec<Note>, Failure> {
    let text = files::read_text(&args.notes)?;
    let name = args.notes.display();
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| unreadable(&name.to_string(), &error))?;
    let headers: csv::StringRecord = headers.iter().map(|header| header.trim().to_lowercase()).collect();
    reader.set_headers(headers);
    let mut notes = Vec::new();
    for (index, line) in reader.deserialize::<NoteLine>().enumerate() {
        // The header is the first line; a note with line breaks in it makes the number a lower bound.
        let name = format!("{name}, {} {}", args.lang.get().pick("regel", "line"), index + 2);
        let line = line.map_err(|error| unreadable(&name, &error))?;
        notes.push(note(line, &name)?);
    }
    Ok(notes)
}

/// Comma or semicolon: the one that the header has more of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let unquoted: String = header.split('"').step_by(2).collect();
    if unquoted.matches(';').count() > unquoted.matches(',').count() { b';' } else { b',' }
}

fn unreadable(place: &str, error: &csv::Error) -> Failure {
    const WANTED: &str = "sheet,cell,text[,code][,severity: error|warning|info]";
    Failure::new(
        format!("{place}: dit is geen notitie. Verwacht: een kopregel {WANTED} en per regel een notitie. ({error})"),
        format!("{place}: this is no note. Expected: a header {WANTED} and a note a line. ({error})"),
    )
}

fn severity(text: &str, file: &str) -> Result<Option<Severity>, Failure> {
    let known = [Severity::Error, Severity::Warning, Severity::Info];
    let text = text.trim();
    match known.into_iter().find(|severity| severity.code().eq_ignore_ascii_case(text)) {
        None if !text.is_empty() => Err(Failure::new(
            format!("{file}: \"{text}\" is geen ernst. Verwacht: error, warning of info."),
            format!("{file}: \"{text}\" is no severity. Expected: error, warning or info."),
        )),
        found => Ok(found),
    }
}

fn note(line: NoteLine, file: &str) -> Result<Note, Failure> {
    let Some((row, col)) = parse_a1(line.cell.trim()) else {
        return Err(Failure::new(
            format!("{file}: \"{}\" is geen cel. Verwacht: een cel zoals G7.", line.cell),
            format!("{file}: \"{}\" is no cell. Expected: a cell such as G7.", line.cell),
        ));
    };
    let text = match line.code.as_deref().map(str::trim) {
        Some(code) if !code.is_empty() => format!("{code} – {}", line.text),
        _ => line.text,
    };
    let mark = severity(line.severity.as_deref().unwrap_or_default(), file)?.map(Mark::from);
    Ok(Note { at: CellRef::new(line.sheet, row, col), text, mark })
}
