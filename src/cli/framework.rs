//! `framework`: show the one in force, check a file, export the embedded one.

use std::path::PathBuf;

use clap::Subcommand;

use super::files::{self, OutFolder, Output};
use super::terminal::{path_text, print, tell};
use super::{Failure, LangArg, Outcome, load_framework, parse_framework};
use crate::framework::EMBEDDED;
use crate::wording::Lang;

#[derive(Debug, Subcommand)]
pub(super) enum FrameworkCommand {
    /// Show the framework in use.
    Show {
        /// A framework file; without it the embedded one.
        file: Option<PathBuf>,
        #[command(flatten)]
        lang: LangArg,
    },
    /// Check a framework file and list every mistake in it.
    Check {
        /// A framework file; without it the embedded one.
        file: Option<PathBuf>,
        #[command(flatten)]
        lang: LangArg,
    },
    /// Write the embedded framework to start from: into FILE, or on stdout.
    Export {
        /// Where to; without it stdout.
        file: Option<PathBuf>,
        /// Replace a file that exists.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        lang: LangArg,
    },
}

impl FrameworkCommand {
    pub(super) fn lang(&self) -> Lang {
        let (Self::Show { lang, .. } | Self::Check { lang, .. } | Self::Export { lang, .. }) = self;
        lang.get()
    }
}

pub(super) fn framework(command: &FrameworkCommand) -> Result<Outcome, Failure> {
    let lang = command.lang();
    match command {
        FrameworkCommand::Show { file, .. } => print(&load_framework(file.as_deref())?.describe(lang))?,
        FrameworkCommand::Check { file, .. } => {
            let framework = match file {
                Some(file) => parse_framework(file)?,
                None => load_framework(None)?,
            };
            let sentence = lang.pick("is in orde", "is valid");
            print(&format!("{} ({}) {sentence}.\n", framework.title, framework.id))?;
        }
        FrameworkCommand::Export { file: None, .. } => print(EMBEDDED)?,
        FrameworkCommand::Export { file: Some(file), force, .. } => {
            files::refuse_special(file)?;
            let is_own = |bytes: &[u8]| bytes == EMBEDDED.as_bytes();
            let output = Output::of_bytes(file.clone(), EMBEDDED, is_own);
            OutFolder::enter(files::folder(file), lang).write(vec![output], &[], *force)?;
            tell(&format!("{} {}", lang.pick("geschreven:", "written:"), path_text(file)));
        }
    }
    Ok(Outcome::Clean)
}
