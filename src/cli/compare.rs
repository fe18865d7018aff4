//! `compare`: what became of each action from one version to the next.

use std::path::{Path, PathBuf};

use clap::Args;

use super::check::{Run, has_no_actions, report_failure};
use super::files::{self, OutFolder, Output};
use super::terminal::{colour, path_text, progress, show, show_json, tell};
use super::{Failure, Format, Outcome, Shared, load_framework};
use crate::report::lineage::{self, View};
use crate::report::{self};
use crate::review::lineage::follow;
use crate::review::{Scope, Source};
use crate::rules::selection::Selection;

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The versions, the oldest first: two, or more to follow each action through all of them.
    #[arg(value_name = "WORKBOOK", num_args = 2.., required = true)]
    versions: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) shared: Shared,
}

pub(super) fn compare(args: &CompareArgs) -> Result<Outcome, Failure> {
    if let [old, new] = args.versions.as_slice() {
        let selection = Selection::default();
        let run = Run { current: new, previous: Some(old), shared: &args.shared, scope: Scope::Compare, selection };
        let review = run.run()?;
        if has_no_actions(&review) {
            return Ok(Outcome::Findings);
        }
        is_whole(review.unread().count())
    } else {
        is_whole(through_all(&args.versions, &args.shared)?)
    }
}

/// How a comparison ended in which so much could not be read.
fn is_whole(unread: usize) -> Result<Outcome, Failure> {
    Ok(if unread == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// The life of each action over more than two versions; tells how much could not be read.
fn through_all(paths: &[PathBuf], shared: &Shared) -> Result<usize, Failure> {
    let lang = shared.lang.get();
    let framework = load_framework(shared.framework.as_deref())?;
    // `num_args` sees to it that there is a last one.
    let last = paths.last().map_or(Path::new(""), PathBuf::as_path);
    let folder = OutFolder::enter(files::output_folder(last, shared.out_dir.as_deref()), lang);
    progress(lang.pick("Werkmappen lezen en vergelijken …", "Reading and comparing the workbooks …"));
    let bytes = paths.iter().map(|path| files::read_input(path)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<String> = paths.iter().map(|path| files::file_name(path)).collect();
    let sources: Vec<Source> = names.iter().zip(&bytes).map(|(name, bytes)| Source { name, bytes }).collect();
    let review =
        follow(&sources, &framework, lang).map_err(|error| Failure::new(error.to_string(), error.english()))?;
    progress(lang.pick("Uitvoer maken …", "Making the outputs …"));
    let view = View::new(&review);
    let json = lineage::json::json(&view).map_err(report_failure)?;
    let path = |suffix: &str| files::output_path(last, shared.out_dir.as_deref(), suffix);
    let own = report::bears_mark;
    let outputs = vec![
        Output::made(path("-levensloop.xlsx"), || lineage::xlsx::xlsx(&view), own),
        Output::made(path("-levensloop.html"), || Ok(lineage::html::html(&view)), own),
        Output::made(path("-levensloop.md"), || Ok(lineage::markdown::markdown(&view)), own),
        Output::of_bytes(path("-levensloop.json"), &json, own),
    ];
    let written: Vec<PathBuf> = outputs.iter().map(|output| output.path.clone()).collect();
    let inputs: Vec<&Path> = paths.iter().map(PathBuf::as_path).chain(shared.framework.as_deref()).collect();
    folder.write(outputs, &inputs, shared.force)?;
    match shared.format {
        Format::Json => show_json(&json, lang),
        Format::Text => {
            let colour = colour();
            show(&lineage::text::text(&view, colour), colour, lang);
        }
    }
    for path in written {
        tell(&format!("{} {}", lang.pick("geschreven:", "written:"), path_text(&path)));
    }
    Ok(view.unread.len())
}
