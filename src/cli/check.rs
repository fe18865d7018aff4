//! `check`, and one run of it: what goes in, and the files that come out.

use std::path::{Path, PathBuf};

use chrono::Local;
use clap::Args;

use super::files::{self, Content, OutFolder, Output};
use super::terminal::{colour, path_text, progress, show, show_json, tell};
use super::{FailOn, Failure, Format, Outcome, Shared, load_framework};
use crate::annotate;
use crate::cell::Grid;
use crate::framework::Framework;
use crate::package;
use crate::report::digest::Digest;
use crate::report::{self, ReportError};
use crate::review::{self, OwnSheets, Review, Scope, Settings, Source};
use crate::rules::selection::Selection;
use crate::wording::Lang;
use crate::workbook;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The workbook to check: xlsx or xlsm; xls, xlsb and ods are read, but cannot be annotated.
    workbook: PathBuf,
    /// The previous version, to reconcile with.
    #[arg(long, value_name = "WORKBOOK")]
    previous: Option<PathBuf>,
    /// Exit with code 1 if there are findings of this severity or worse.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// First version: gaps in the adopted plan become warnings or information, not errors.
    #[arg(long)]
    baseline: bool,
    /// Apply only these rules: codes (OWN003), names (owner-unknown) or groups (OWN).
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out, also where they are selected.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    #[command(flatten)]
    pub(super) shared: Shared,
}

/// What a run is about, and what it writes.
pub(super) struct Run<'a> {
    pub(super) current: &'a Path,
    pub(super) previous: Option<&'a Path>,
    pub(super) shared: &'a Shared,
    pub(super) scope: Scope,
    pub(super) selection: Selection,
}

pub(super) fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    let scope = if args.baseline { Scope::Baseline } else { Scope::Check };
    let selection = Selection { select: args.select.clone(), ignore: args.ignore.clone() };
    if let Some(unknown) = selection.unknown().into_iter().next() {
        return Err(Failure::new(unknown.nl, unknown.en));
    }
    let (current, previous) = (&args.workbook, args.previous.as_deref());
    let review = Run { current, previous, shared: &args.shared, scope, selection }.run()?;
    let fails = args.fail_on.threshold().is_some_and(|threshold| review.fails(threshold));
    // What was not read is never clean, whatever counts as a failure, and neither is a workbook without anything to check.
    let is_whole = review.unread().next().is_none() && !has_no_actions(&review);
    Ok(if fails || !is_whole { Outcome::Findings } else { Outcome::Clean })
}

/// Whether there was nothing to check or to compare: that is no good end, whatever findings are to fail on.
pub(super) fn has_no_actions(review: &Review) -> bool {
    review.plan.actions.is_empty()
}

/// The annotated workbook of an earlier run.
struct Earlier {
    path: PathBuf,
    /// The fingerprint of the staff's cells when it was written.
    written: Option<String>,
    /// The same as it is now.
    now: String,
    /// Our sheets in it: staff may have typed reactions there.
    own_sheets: OwnSheets,
}

impl Run<'_> {
    pub(super) fn run(&self) -> Result<Review, Failure> {
        let lang = self.lang();
        let framework = load_framework(self.shared.framework.as_deref())?;
        let folder = OutFolder::enter(files::output_folder(self.current, self.shared.out_dir.as_deref()), lang);
        progress(lang.pick("Werkmap lezen en controleren …", "Reading and checking the workbook …"));
        let current = files::read_input(self.current)?;
        let previous = self.previous.map(files::read_input).transpose()?;
        let mut review = self.review(&framework, &current, previous.as_deref())?;
        drop(previous);
        // Only an annotated workbook is made from it.
        let current = (self.scope != Scope::Compare).then_some(current);
        if self.scope != Scope::Compare
            && let Some(earlier) = self.earlier()
        {
            self.refuse_to_lose(&earlier, &review)?;
            if review.own_sheets.is_empty() {
                review.own_sheets = earlier.own_sheets;
            }
        }
        annotate::accept(&mut review);
        progress(lang.pick("Uitvoer maken …", "Making the outputs …"));
        let digest = Digest::new(&review);
        let mut asides = Vec::new();
        let outputs = self.outputs(&digest, current.as_deref(), &mut asides)?;
        let written: Vec<PathBuf> = outputs.iter().map(|output| output.path.clone()).collect();
        let inputs: Vec<&Path> =
            [Some(self.current), self.previous, self.shared.framework.as_deref()].into_iter().flatten().collect();
        folder.write(outputs, &inputs, self.shared.force)?;
        self.say(&digest)?;
        self.tell_of_no_actions(&review);
        asides.iter().for_each(|aside| tell(aside));
        for path in written {
            tell(&format!("{} {}", lang.pick("geschreven:", "written:"), path_text(&path)));
        }
        Ok(review)
    }

    fn lang(&self) -> Lang {
        self.shared.lang.get()
    }

    fn review(&self, framework: &Framework, current: &[u8], previous: Option<&[u8]>) -> Result<Review, Failure> {
        let (current_name, previous_name) = (files::file_name(self.current), self.previous.map(files::file_name));
        let previous = previous_name.as_deref().zip(previous).map(|(name, bytes)| Source { name, bytes });
        let today = self.shared.today.unwrap_or_else(|| Local::now().date_naive());
        let selection = self.selection.clone();
        let settings = Settings { lang: self.lang(), today, scope: self.scope, selection };
        review::review(Source { name: &current_name, bytes: current }, previous, framework, &settings)
            .map_err(|error| Failure::new(error.to_string(), error.english()))
    }

    /// Tells stdout.
    fn say(&self, digest: &Digest) -> Result<(), Failure> {
        let lang = self.lang();
        let colour = colour();
        match (self.shared.format, self.scope) {
            (Format::Json, _) => {
                // A program reads stdout; what could not be read is for the one who started it too.
                digest.unread.iter().for_each(|unread| tell(unread));
                let mut json = Vec::new();
                report::json::json(digest.review, &mut json).map_err(|error| report_failure(error.into()))?;
                show_json(&json, lang);
            }
            (Format::Text, scope) => {
                let reading = if self.shared.verbose { report::text::reading(digest, colour) } else { String::new() };
                let text = match scope {
                    Scope::Compare => reading + &report::text::changes(digest, colour),
                    Scope::Check | Scope::Baseline => reading + &report::text::text(digest, colour),
                };
                show(&text, colour, lang);
            }
        }
        Ok(())
    }

    /// A version without any action is said, also where no rule is applied.
    fn tell_of_no_actions(&self, review: &Review) {
        let previous = review.previous.as_ref();
        let versions = [Some((&review.file, &review.plan)), previous.map(|previous| (&previous.file, &previous.plan))];
        for (file, _) in versions.into_iter().flatten().filter(|(_, plan)| plan.actions.is_empty()) {
            let (name, words) = (
                &file.name,
                self.lang().pick(
                    "er staat geen enkele actie onder de kolomnamen.",
                    "there is no action below the column names.",
                ),
            );
            tell(&format!("{name}: {words}"));
        }
    }

    /// `current`: the workbook, where it is to be annotated. `asides` gets what has to be said of it.
    fn outputs<'a>(
        &self,
        digest: &'a Digest,
        current: Option<&[u8]>,
        asides: &mut Vec<String>,
    ) -> Result<Vec<Output<'a>>, Failure> {
        let own = report::bears_mark;
        let mut outputs = Vec::new();
        if let Some(current) = current {
            outputs.extend(self.annotated(digest, current, asides)?);
            outputs.push(Output::made(self.path("-bevindingen.csv"), || report::csv::csv(digest), own));
        }
        outputs.push(Output::made(self.path("-wijzigingen.xlsx"), || report::xlsx::xlsx(digest), own));
        outputs.push(Output::made(self.path("-wijzigingen.html"), || Ok(report::html::html(digest)), own));
        outputs.push(Output::made(self.path("-wijzigingen.md"), || Ok(report::markdown::markdown(digest)), own));
        let json: Content = Box::new(|out| Ok(report::json::json(digest.review, out)?));
        outputs.push(Output { path: self.path("-rapport.json"), content: json, is_own: own });
        Ok(outputs)
    }

    /// The annotated workbook; none, with a line that says why, where the workbook does not allow it.
    fn annotated(
        &self,
        digest: &Digest,
        current: &[u8],
        asides: &mut Vec<String>,
    ) -> Result<Option<Output<'static>>, Failure> {
        let (lang, review) = (self.lang(), digest.review);
        match annotate::annotate(digest, current) {
            Ok(annotated) => {
                for left_out in &annotated.left_out {
                    asides.push(review.privacy.shown(&left_out.sentence(lang)).to_string());
                }
                if annotated.structure_locked {
                    asides.push(lang.pick(
                        "De structuur van de werkmap is beveiligd: er zijn notities, maar geen bladen toegevoegd. Bladen van een eerdere controle zijn niet bijgewerkt.",
                        "The structure of the workbook is protected: notes were added, but no sheets. Sheets of an earlier check were not updated.",
                    ).to_owned());
                }
                Ok(Some(Output::of_bytes(self.path(&self.annotated_suffix()), annotated.bytes, package::is_own)))
            }
            Err(error) if error.is_fault() => Err(Failure::new(error.to_string(), error.english())),
            Err(error) => {
                let (nl, en) = (error.to_string(), error.english());
                let what = lang.pick("De werkmap zelf krijgt geen notities.", "The workbook itself gets no notes.");
                asides.push(format!("{what} {}", review.privacy.shown(lang.pick(&nl, &en))));
                self.tell_of_stale();
                Ok(None)
            }
        }
    }

    /// An annotated workbook of an earlier check that stays, beside outputs that are of now.
    fn tell_of_stale(&self) {
        let path = self.path(&self.annotated_suffix());
        if path.exists() {
            let path = path_text(&path);
            tell(&match self.lang() {
                Lang::Nl => format!("{path} is van een eerdere controle en hoort niet bij deze. Gebruik het niet."),
                Lang::En => format!("{path} is of an earlier check and does not belong to this one. Do not use it."),
            });
        }
    }

    /// The annotated workbook that this run replaces.
    fn earlier(&self) -> Option<Earlier> {
        let path = self.path(&self.annotated_suffix());
        let bytes = files::read_earlier(&path)?;
        let written = package::fingerprint(&bytes);
        let (own_sheets, staff): (Vec<Grid>, Vec<Grid>) =
            workbook::read(&bytes, "").ok()?.sheets.into_iter().partition(|grid| grid.own);
        Some(Earlier { path, written, now: workbook::fingerprint(&staff), own_sheets: OwnSheets::new(own_sheets) })
    }

    /// Staff may have worked in the annotated workbook; what they changed there and not in the input may not get lost.
    fn refuse_to_lose(&self, earlier: &Earlier, review: &Review) -> Result<(), Failure> {
        let changed = earlier.written.as_ref().is_some_and(|written| *written != earlier.now);
        if !changed || earlier.now == review.fingerprint || self.shared.force {
            return Ok(());
        }
        let (path, input) = (path_text(&earlier.path), path_text(files::file_name(self.current).as_ref()));
        Err(Failure::new(
            format!(
                "In {path} is na de vorige controle gewerkt, en die wijzigingen staan niet in {input}. Controleer dat \
                 bestand zelf, geef het een andere naam, of gebruik --force om het te vervangen."
            ),
            format!(
                "{path} was edited after the last check, and those edits are not in {input}. Check that file itself, \
                 rename it, or use --force to replace it."
            ),
        ))
    }

    fn annotated_suffix(&self) -> String {
        format!("-gecontroleerd.{}", self.extension())
    }

    fn path(&self, suffix: &str) -> PathBuf {
        files::output_path(self.current, self.shared.out_dir.as_deref(), suffix)
    }

    /// The extension of the annotated workbook: a macro workbook stays one, and a wrong extension is put right.
    fn extension(&self) -> String {
        let extension = self.current.extension().unwrap_or_default().to_string_lossy().into_owned();
        let known = ["xlsx", "xlsm", "xltx", "xltm"].iter().any(|known| extension.eq_ignore_ascii_case(known));
        if known { extension } else { "xlsx".to_owned() }
    }
}

pub(super) fn report_failure(error: ReportError) -> Failure {
    Failure::new(error.to_string(), error.english())
}
