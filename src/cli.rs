//! The shell: commands, files, the clock, the terminal and exit codes. Nothing below it does any of these.

mod annotate;
mod budget;
mod check;
mod compare;
mod files;
mod framework;
mod merge;
mod rules;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::finding::Severity;
use crate::framework::{Framework, FrameworkError};
use crate::wording::{Lang, Wording};

/// Checks the action workbook of a municipal implementation plan against its framework, reconciles it with the previous
/// version and gives the same workbook back, annotated, with a summary of what changed.
#[derive(Debug, Parser)]
#[command(name = "planwacht", version, about, long_about = None, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Validate a workbook, reconcile it with the previous version, write the annotated workbook and the summary.
    Check(check::CheckArgs),
    /// Reconcile versions and write what changed, without validating; more than two give the life of each action.
    Compare(compare::CompareArgs),
    /// Put notes on cells of any workbook and leave everything else as it is.
    Annotate(annotate::AnnotateArgs),
    /// Put what several copies of a workbook changed into one, and tell where they contradict each other.
    Merge(merge::MergeArgs),
    /// List the rules, or explain one.
    Rules(rules::RulesArgs),
    /// Show, check or export a framework file.
    #[command(subcommand)]
    Framework(framework::FrameworkCommand),
}

/// Options that several commands share.
#[derive(Debug, Args)]
struct Shared {
    /// The framework file; without it De Basis op Orde, Gooi en Vechtstreek.
    #[arg(long, value_name = "FILE")]
    framework: Option<PathBuf>,
    /// Judge the plan as of this day (default: today).
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    today: Option<NaiveDate>,
    /// The folder for the outputs (default: the workbook's folder); made when missing.
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// What is printed on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also overwrite files that planwacht did not make or that were edited since; those edits are lost.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    lang: LangArg,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "expected a day as YYYY-MM-DD, such as 2025-11-24".to_owned())
}

#[derive(Debug, Args)]
struct LangArg {
    /// Language of the output.
    #[arg(long, value_enum, default_value_t = LangChoice::Nl)]
    lang: LangChoice,
}

impl LangArg {
    fn get(&self) -> Lang {
        match self.lang {
            LangChoice::Nl => Lang::Nl,
            LangChoice::En => Lang::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangChoice {
    Nl,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// From which severity on findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }
}

/// Why the work could not be done, in one sentence.
#[derive(Debug)]
struct Failure(Wording);

impl Failure {
    fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Wording::of(nl, en))
    }
}

/// How a command ended, short of a [`Failure`].
enum Outcome {
    /// Exit code 0.
    Clean,
    /// Exit code 1.
    Findings,
}

/// Parses the arguments, runs the command and gives the exit code: 0 clean, 1 findings, 2 the work could not be done.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let (lang, result) = match &cli.command {
        Command::Check(args) => (args.shared.lang.get(), check::check(args)),
        Command::Compare(args) => (args.shared.lang.get(), compare::compare(args)),
        Command::Annotate(args) => (args.lang.get(), annotate::annotate(args)),
        Command::Merge(args) => (args.lang.get(), merge::merge(args)),
        Command::Rules(args) => (args.lang.get(), rules::rules(args)),
        Command::Framework(command) => (command.lang(), framework::framework(command)),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(reason)) => {
            tell(&format!("planwacht: {}", reason.get(lang)));
            ExitCode::from(2)
        }
    }
}

/// The framework of a file, or the embedded one.
fn load_framework(path: Option<&Path>) -> Result<Framework, Failure> {
    match path {
        None => Ok(Framework::embedded().clone()),
        Some(path) => parse_framework(path),
    }
}

fn parse_framework(path: &Path) -> Result<Framework, Failure> {
    let text = framework_text(path)?;
    let name = path.display().to_string();
    let framework = Framework::parse(&text, &name).map_err(framework_failure)?;
    let mistakes = framework.check_rules();
    if mistakes.is_empty() { Ok(framework) } else { Err(framework_failure(FrameworkError { name, mistakes })) }
}

/// The text of a framework file; a workbook is none.
fn framework_text(path: &Path) -> Result<String, Failure> {
    let bytes = files::read_input(path)?;
    if bytes.starts_with(b"PK") {
        let name = path.display();
        return Err(Failure::new(
            format!(
                "{name} is geen kaderbestand. Kies een .toml-bestand. U maakt er een met: planwacht framework export."
            ),
            format!("{name} is not a framework file. Choose a .toml file. To make one: planwacht framework export."),
        ));
    }
    files::read_text(path)
}

fn framework_failure(error: FrameworkError) -> Failure {
    Failure::new(error.text(Lang::Nl), error.text(Lang::En))
}

/// Prints on stdout; a reader that stopped listening (`| head`) is no error.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("planwacht kan niet naar stdout schrijven: {error}"),
            format!("planwacht cannot write to stdout: {error}"),
        )),
        _ => Ok(()),
    }
}

/// One line on stderr; when even that fails nobody is left to be told.
fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A step of the work, shown only to a person who waits at a terminal.
fn progress(step: &str) {
    if io::stderr().is_terminal() {
        tell(step);
    }
}
