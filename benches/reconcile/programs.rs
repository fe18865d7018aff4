//! The programs that are compared, each a process of its own, and what a run of one costs.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use wait4::Wait4;

use crate::score::{Pair, Places, Truth};

/// The sheet of the other generator, whose first action stands in row 2.
const SHEET: &str = "Acties";

/// The folder with the other programs, and the Python that runs them.
pub(crate) struct Outside {
    folder: PathBuf,
    python: OsString,
}

impl Outside {
    /// # Errors
    /// A sentence that says what is missing and how to give it.
    pub(crate) fn find() -> Result<Self> {
        let shared = std::env::var_os("PLANWACHT_SHARED")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let folder = shared.join("peers");
        ensure!(
            folder.join("gen.py").is_file(),
            "the programs to compare with are not in {}: let PLANWACHT_SHARED name the folder that holds peers/gen.py",
            folder.display()
        );
        let python = std::env::var_os("PLANWACHT_PYTHON").unwrap_or_else(|| "python3".into());
        let outside = Self { folder, python };
        let import =
            outside.python().args(["-c", "import daff, numpy, pandas, rapidfuzz, splink, xlsxwriter"]).output();
        ensure!(
            import.is_ok_and(|output| output.status.success()),
            "{} lacks what the programs to compare with need: python3 -m venv VENV && VENV/bin/pip install -r {}, and let \
             PLANWACHT_PYTHON name VENV/bin/python",
            outside.python.display(),
            outside.file("requirements.txt").display()
        );
        Ok(outside)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Python, which leaves no caches in a folder that is not ours.
    fn python(&self) -> Command {
        let mut command = Command::new(&self.python);
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }

    pub(crate) fn script(&self, name: &str) -> Command {
        let mut command = self.python();
        command.arg(self.file(name));
        command
    }
}

/// What a process took.
pub(crate) struct Cost {
    /// Processor time of the program and of the system on its behalf, of all its threads, in seconds.
    pub seconds: f64,
    /// The most memory it held at once, in MiB.
    pub memory: f64,
}

/// Runs a program to its end.
///
/// # Errors
/// Where it cannot be started or fails, with the last line that it says about that.
pub(crate) fn run(mut command: Command, dir: &Path) -> Result<Cost> {
    // A file, because a pipe that nobody empties can stop a program that says a lot.
    let said = dir.join("stderr.txt");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&said)?).spawn().context("no start")?;
    let done = child.wait4()?;
    if !done.status.success() {
        let said = std::fs::read(&said).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        bail!("{}: {}", done.status, said.trim_end().lines().last().unwrap_or("it said nothing"));
    }
    let usage = done.rusage;
    Ok(Cost { seconds: (usage.utime + usage.stime).as_secs_f64(), memory: usage.maxrss as f64 / (1024.0 * 1024.0) })
}

/// A program that finds out which rows are the same action.
pub(crate) struct Program {
    pub name: &'static str,
    /// The script that reads csv and writes pairs, with further arguments; none for planwacht, from its command line.
    script: Option<(&'static str, &'static [&'static str])>,
}

pub(crate) const PLANWACHT: Program = Program { name: "planwacht", script: None };
/// What people use today. Daff knows numbers as keys only where they stay the same, so it also runs without that column.
pub(crate) const OTHERS: [Program; 4] = [
    Program { name: "splink", script: Some(("diff_splink.py", &[])) },
    Program { name: "rapidfuzz, texts first", script: Some(("diff_textfirst.py", &[])) },
    Program { name: "daff", script: Some(("diff_daff.py", &["noid"])) },
    Program { name: "daff without numbers", script: Some(("diff_daff.py", &["dropnr"])) },
];

/// Two versions on disk.
pub(crate) struct Versions<'a> {
    /// Holds `v1` and `v2`, each as xlsx and csv.
    pub dir: &'a Path,
    /// The framework of the workbooks, where it is not the built-in one.
    pub framework: Option<PathBuf>,
    pub truth: &'a Truth,
}

impl Program {
    /// The pairs that the program finds, and what that costs.
    pub(crate) fn pairs(&self, versions: &Versions, outside: &Outside) -> Result<(Vec<Pair>, Cost)> {
        let Some((name, arguments)) = self.script else { return planwacht(versions) };
        let found = versions.dir.join("pairs.json");
        let mut command = outside.script(name);
        command.args([versions.dir.join("v1.csv"), versions.dir.join("v2.csv"), found.clone()]).args(arguments);
        let cost = run(command, versions.dir)?;
        Ok((read(&found)?, cost))
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    serde_json::from_reader(BufReader::new(file)).with_context(|| format!("cannot read {}", path.display()))
}

/// What is needed of the report for programs.
#[derive(Deserialize)]
struct Report {
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    previous: Vec<At>,
    current: Vec<At>,
}

#[derive(Deserialize)]
struct At {
    sheet: String,
    row: u32,
}

fn planwacht(versions: &Versions) -> Result<(Vec<Pair>, Cost)> {
    let out = versions.dir.join("uitvoer");
    let mut command = Command::new(env!("CARGO_BIN_EXE_planwacht"));
    command.arg("compare").args([versions.dir.join("v1.xlsx"), versions.dir.join("v2.xlsx")]);
    if let Some(framework) = &versions.framework {
        command.arg("--framework").arg(framework);
    }
    command.arg("--out-dir").arg(&out);
    let cost = run(command, versions.dir)?;
    let report: Report = read(&out.join("v2-rapport.json"))?;
    let truth = versions.truth;
    let previous = Positions::new(truth.n1, truth.places.as_ref().map(|places: &Places| &*places.previous));
    let current = Positions::new(truth.n2, truth.places.as_ref().map(|places| &*places.current));
    let mut pairs = Vec::new();
    for change in &report.changes {
        let currents = change.current.iter().map(|at| current.of(at)).collect::<Result<Vec<_>>>()?;
        for at in &change.previous {
            let row = previous.of(at)?;
            pairs.extend(currents.iter().map(|current| (row, *current)));
        }
    }
    Ok((pairs, cost))
}

/// Which row of the data stands where in a workbook.
struct Positions<'a>(HashMap<(&'a str, u32), usize>);

impl<'a> Positions<'a> {
    fn new(rows: usize, places: Option<&'a [(String, u32)]>) -> Self {
        Self(match places {
            Some(places) => places.iter().enumerate().map(|(at, (sheet, row))| ((sheet.as_str(), *row), at)).collect(),
            None => (2..).zip(0..rows).map(|(row, at)| ((SHEET, row), at)).collect(),
        })
    }

    fn of(&self, at: &At) -> Result<usize> {
        let row = self.0.get(&(at.sheet.as_str(), at.row)).copied();
        row.with_context(|| format!("an action was read in row {} of {}, where none stands", at.row, at.sheet))
    }
}
