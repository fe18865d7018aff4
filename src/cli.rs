//! The shell: commands, files, the clock, the terminal and exit codes. Nothing below it does any of these.

mod annotate;
mod budget;
mod check;
mod compare;
mod files;
mod framework;
mod merge;
mod rules;
mod terminal;
mod usage;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use self::terminal::{path_text, tell};
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
    /// Also tell which columns were read as what, which were not, and what became of each row.
    #[arg(long)]
    verbose: bool,
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
    ExitCode::from(perform(&arguments()))
}

/// The same with these arguments, of which the first is the name of the program; gives the exit code.
///
/// # Errors
/// What clap says of arguments that ask for no work or are wrong; nothing is done then.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<u8, clap::Error> {
    Ok(perform(&Cli::try_parse_from(arguments)?))
}

fn perform(cli: &Cli) -> u8 {
    let (lang, result) = match &cli.command {
        Command::Check(args) => (args.shared.lang.get(), check::check(args)),
        Command::Compare(args) => (args.shared.lang.get(), compare::compare(args)),
        Command::Annotate(args) => (args.lang.get(), annotate::annotate(args)),
        Command::Merge(args) => (args.lang.get(), merge::merge(args)),
        Command::Rules(args) => (args.lang.get(), rules::rules(args)),
        Command::Framework(command) => (command.lang(), framework::framework(command)),
    };
    match result {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Findings) => 1,
        Err(Failure(reason)) => {
            tell(&format!("planwacht: {}", reason.get(lang)));
            2
        }
    }
}

/// The arguments; what is wrong with them, and what was asked about them, is said here and ends the program.
fn arguments() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        if let Some(mistake) = usage::mistake(&error) {
            tell(&format!("planwacht: {}", mistake.get(usage::language(std::env::args_os()))));
            std::process::exit(error.exit_code());
        }
        // clap repeats an argument as it is, and a terminal would obey what stands in it.
        let plain: Vec<String> = std::env::args_os().map(|arg| path_text(arg.as_ref())).collect();
        if std::env::args_os().eq(plain.iter().map(String::as_str)) {
            error.exit();
        }
        match Cli::try_parse_from(plain) {
            Err(error) => error.exit(),
            Ok(_) => tell(error.to_string().trim_end()),
        }
        std::process::exit(error.exit_code());
    })
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
    let name = path_text(path);
    let framework = Framework::parse(&text, &name).map_err(framework_failure)?;
    let mistakes = framework.check_rules();
    if mistakes.is_empty() { Ok(framework) } else { Err(framework_failure(FrameworkError { name, mistakes })) }
}

/// The text of a framework file; a workbook is none.
fn framework_text(path: &Path) -> Result<String, Failure> {
    let bytes = files::read_input(path)?;
    if bytes.starts_with(b"PK") {
        let name = path_text(path);
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
