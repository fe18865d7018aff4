//! Running the program, and the external checks that judge what it makes.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::outside::available;
pub(crate) use crate::outside::shared;

/// The day for which the samples are judged.
pub(crate) const TODAY: &str = "2025-11-24";

/// A path within the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The sample workbook of this version: `2025-08-27` or `2025-11-24`.
pub(crate) fn sample(version: &str) -> PathBuf {
    project(&format!("samples/actieplan-{version}.xlsx"))
}

/// Runs the program.
pub(crate) fn planwacht<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planwacht")).args(args).output().expect("the program starts")
}

/// The outcome of a `check` in a folder of its own.
pub(crate) struct Checked {
    pub folder: TempDir,
    pub stem: String,
    pub output: Output,
}

impl Checked {
    /// `check WORKBOOK [more…]`, on the samples' day unless `more` names another.
    pub(crate) fn run(workbook: &Path, more: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut args = vec!["check".into(), workbook.as_os_str().to_owned()];
        if !more.contains(&"--today") {
            args.extend(["--today", TODAY].map(Into::into));
        }
        args.push("--out-dir".into());
        args.push(folder.path().as_os_str().to_owned());
        args.extend(more.iter().map(Into::into));
        let output = planwacht(&args);
        let stem = workbook.file_stem().expect("a name").to_string_lossy().into_owned();
        Self { folder, stem, output }
    }

    /// The second sample against the first.
    pub(crate) fn samples() -> Self {
        Self::run(&sample("2025-11-24"), &["--previous", &sample("2025-08-27").to_string_lossy()])
    }

    pub(crate) fn path(&self, suffix: &str) -> PathBuf {
        self.folder.path().join(format!("{}{suffix}", self.stem))
    }

    pub(crate) fn annotated(&self) -> PathBuf {
        self.path("-gecontroleerd.xlsx")
    }

    pub(crate) fn report(&self) -> Value {
        let text =
            fs::read_to_string(self.path("-rapport.json")).unwrap_or_else(|_| panic!("no report: {}", self.stderr()));
        serde_json::from_str(&text).expect("the report is JSON")
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }
}

/// Every entry of a zip file, inflated.
pub(crate) fn entries(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).expect("it opens")).expect("it is a zip file");
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("it inflates");
            (entry.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// A program for an external check.
pub(crate) fn tool(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return available(path.into(), name);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.exists());
    available(found.unwrap_or_else(|| name.into()), name)
}

pub(crate) fn python() -> Option<PathBuf> {
    tool("PLANWACHT_PYTHON", "python3")
}

/// Runs a command and gives its output; fails with all it said where it did not succeed.
pub(crate) fn succeed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {said}");
    said
}

/// Converts with LibreOffice; `to` is its filter (`pdf`, `xlsx`, `ods`).
pub(crate) fn libreoffice(input: &Path, to: &str, folder: &Path) -> Option<PathBuf> {
    let soffice = tool("PLANWACHT_SOFFICE", "soffice")?;
    let profile = TempDir::new().expect("a folder");
    succeed(
        Command::new(soffice)
            .arg(format!("-env:UserInstallation=file://{}", profile.path().display()))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(folder)
            .arg(input),
    );
    let extension = to.split(':').next().unwrap_or(to);
    Some(folder.join(format!("{}.{extension}", input.file_stem().expect("a name").to_string_lossy())))
}
