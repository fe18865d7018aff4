//! `annotate`: notes of a CSV file on cells of any workbook.

use std::path::PathBuf;

use clap::Args;

use super::files::{self, OutFolder, Output};
use super::terminal::{path_text, tell};
use super::{Failure, LangArg, Outcome};
use crate::annotate::notes::file::{self, Mistake, NotesFile};
use crate::annotate::{self, AnnotateError};
use crate::package::{self, LeftOut, LeftOutReason};
use crate::wording::{Lang, Wording};

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

pub(super) fn annotate(args: &AnnotateArgs) -> Result<Outcome, Failure> {
    let lang = args.lang.get();
    files::refuse_special(&args.output)?;
    let folder = OutFolder::enter(files::folder(&args.output), lang);
    let NotesFile { notes, lines, cut, unused } =
        file::read(&files::read_text(&args.notes)?).map_err(|mistakes| notes_failure(args, &mistakes))?;
    let workbook = files::read_input(&args.workbook)?;
    let in_workbook = |error: AnnotateError| {
        let name = path_text(&args.workbook);
        Failure::new(format!("{name}: {error}"), format!("{name}: {}", error.english()))
    };
    let applied = annotate::notes::place(&workbook, notes, lang).map_err(in_workbook)?;
    let wrong = wrong_sheets(&applied.left_out, &lines);
    if !wrong.is_empty() {
        return Err(notes_failure(args, &wrong));
    }
    tell_of_file(args, &cut, &unused);
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
    folder.write(vec![output], &[&args.workbook, &args.notes], args.force)?;
    tell(&format!("{} {}", lang.pick("geschreven:", "written:"), path_text(&args.output)));
    Ok(Outcome::Clean)
}

/// Every mistake of the notes file on a line of its own.
fn notes_failure(args: &AnnotateArgs, mistakes: &[Mistake]) -> Failure {
    let name = path_text(&args.notes);
    let text = |lang: Lang| {
        let count = mistakes.len();
        let heading = match lang {
            Lang::Nl => format!("{name} is niet te gebruiken: {count} fouten."),
            Lang::En => format!("{name} cannot be used: {count} mistakes."),
        };
        let lines = mistakes.iter().map(|mistake| format!("{name}, {}", mistake.text(lang)));
        // One mistake says everything by itself.
        (count > 1).then_some(heading).into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    };
    Failure::new(text(Lang::Nl), text(Lang::En))
}

/// The notes for sheets that the workbook does not have; `lines` has the line of each note.
fn wrong_sheets(left_out: &[LeftOut], lines: &[usize]) -> Vec<Mistake> {
    let wrong = left_out.iter().filter(|left_out| left_out.reason == LeftOutReason::NoSuchSheet);
    let mut mistakes: Vec<Mistake> = wrong
        .map(|wrong| Mistake {
            line: lines.get(wrong.note).copied().unwrap_or_default(),
            message: Wording::of(
                format!("{} Kijk of de naam van het blad klopt.", wrong.sentence(Lang::Nl)),
                format!("{} Check the name of the sheet.", wrong.sentence(Lang::En)),
            ),
        })
        .collect();
    mistakes.sort_by_key(|mistake| mistake.line);
    mistakes
}

/// What was left of the notes file although it holds no mistake.
fn tell_of_file(args: &AnnotateArgs, cut: &[usize], unused: &[String]) {
    let (lang, name) = (args.lang.get(), path_text(&args.notes));
    if !unused.is_empty() {
        let columns = unused.join(", ");
        tell(&match lang {
            Lang::Nl => format!("{name}: deze kolommen worden niet gebruikt: {columns}."),
            Lang::En => format!("{name}: these columns are not used: {columns}."),
        });
    }
    for line in cut {
        tell(&match lang {
            Lang::Nl => format!("{name}, regel {line}: de notitie is te lang voor Excel; het einde is weggelaten."),
            Lang::En => format!("{name}, line {line}: the note is too long for Excel; its end was left out."),
        });
    }
}
