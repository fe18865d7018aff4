//! `merge`: the copies that come back, put together in the workbook that they were made of.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{self, OutFolder, Output};
use super::terminal::{path_text, progress, show, show_json, tell};
use super::{Failure, Format, LangArg, Outcome, load_framework};
use crate::merge::{self, MergeError, Merged, report};
use crate::report::text::Colour;
use crate::review::Source;
use crate::{package, workbook};

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The workbook that was sent out: xlsx or xlsm.
    base: PathBuf,
    /// The copies that came back: xlsx or xlsm; xls, xlsb and ods are read too.
    #[arg(required = true, value_name = "COPY")]
    copies: Vec<PathBuf>,
    /// The merged workbook.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// The framework file; without it De Basis op Orde, Gooi en Vechtstreek.
    #[arg(long, value_name = "FILE")]
    framework: Option<PathBuf>,
    /// What is printed on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Replace an output that planwacht did not make, or in which people worked since.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    pub(super) lang: LangArg,
}

pub(super) fn merge(args: &MergeArgs) -> Result<Outcome, Failure> {
    let lang = args.lang.get();
    files::refuse_special(&args.output)?;
    let framework = load_framework(args.framework.as_deref())?;
    let folder = OutFolder::enter(files::folder(&args.output), lang);
    progress(lang.pick("Werkmappen lezen en samenvoegen …", "Reading and merging the workbooks …"));
    let base = files::read_input(&args.base)?;
    let copies = args.copies.iter().map(|path| files::read_input(path)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = args.copies.iter().map(|path| files::file_name(path)).collect();
    let sources: Vec<Source> = names.iter().zip(&copies).map(|(name, bytes)| Source { name, bytes }).collect();
    let base_name = files::file_name(&args.base);
    let source = Source { name: &base_name, bytes: &base };
    let Merged { merge, bytes, structure_locked } =
        merge::merge(source, &sources, &framework, lang).map_err(|error| failure(&args.base, &error))?;
    if !args.force {
        refuse_to_lose(&args.output)?;
    }
    let json = match args.format {
        Format::Text => None,
        Format::Json => Some(report::json(&merge).map_err(|error| Failure::new(error.to_string(), error.english()))?),
    };
    let output = Output::of_bytes(args.output.clone(), bytes, package::is_own);
    let inputs: Vec<&Path> =
        [&args.base].into_iter().chain(&args.copies).chain(&args.framework).map(PathBuf::as_path).collect();
    folder.write(vec![output], &inputs, args.force)?;
    match json {
        Some(json) => show_json(&json, lang),
        None => show(&report::text(&merge), Colour::Never, lang),
    }
    if structure_locked {
        tell(lang.pick(
            "De structuur van de werkmap is beveiligd: er is geen blad met dit overzicht toegevoegd.",
            "The structure of the workbook is protected: no sheet with this account was added.",
        ));
    }
    tell(&format!("{} {}", lang.pick("geschreven:", "written:"), path_text(&args.output)));
    Ok(if merge.needs_a_person() { Outcome::Findings } else { Outcome::Clean })
}

/// What the base does not allow is said with its name; the others name themselves.
fn failure(base: &Path, error: &MergeError) -> Failure {
    match error {
        MergeError::Package(_) => {
            let name = path_text(base);
            Failure::new(format!("{name}: {error}"), format!("{name}: {}", error.english()))
        }
        MergeError::Review(_) | MergeError::Report(_) => Failure::new(error.to_string(), error.english()),
    }
}

/// Refuses to replace a workbook of ours in which people worked since: they may have settled conflicts there.
fn refuse_to_lose(output: &Path) -> Result<(), Failure> {
    // What cannot be read is judged when it is about to be replaced.
    let Some(bytes) = files::read_earlier(output) else { return Ok(()) };
    let Some(written) = package::fingerprint(&bytes) else { return Ok(()) };
    let now = workbook::read(&bytes, "").map(|workbook| workbook::fingerprint(&workbook.sheets));
    if now.is_ok_and(|now| now == written) {
        return Ok(());
    }
    let path = path_text(output);
    Err(Failure::new(
        format!(
            "In {path} is na de vorige keer gewerkt. Geef de nieuwe werkmap een andere naam, of gebruik --force om het bestand te vervangen."
        ),
        format!("People worked in {path} since it was made. Name another output, or use --force to replace it."),
    ))
}
