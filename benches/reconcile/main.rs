//! How well and how fast rows are reconciled, beside what people use for that today, all in one run.
//!
//! `cargo bench --bench reconcile [-- ROWS [SEED]]` makes pairs of versions of 10,000 actions (or ROWS), lets `planwacht compare`
//! and the other programs find out which rows are the same action, each in a process of its own, and prints what each found
//! beside the truth, and what it cost. Three of the sets come from the generator that belongs to the other programs, the fourth
//! from one of our own. It needs a folder that is not part of the project (`PLANWACHT_SHARED`) and a Python with what the other
//! programs need (`PLANWACHT_PYTHON`); it says how to give them. It judges nothing.
//!
//! `-- --generate DIR ROWS SEED` only writes the versions of the fourth set, to look at.

mod dice;
mod generator;
mod language;
mod programs;
mod rewording;
mod score;
mod sheets;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail, ensure};
use generator::LEAST;
use programs::{OTHERS, Outside, PLANWACHT, Program, Versions, run};
use score::{Score, Share, Truth};

const ROWS: usize = 10_000;
const SEED: u64 = 20_251;
/// The first argument of the process that makes the fourth set, so that the memory for it is not counted with the programs: a
/// process counts from what its parent held.
const GENERATE: &str = "--generate";

/// Two versions of a list of actions.
struct Set {
    name: &'static str,
    /// The options of the other generator; none for our own.
    options: Option<&'static [&'static str]>,
    precision: f64,
    recall: f64,
}

const SETS: [Set; 4] = [
    Set { name: "standard", options: Some(&[]), precision: 0.9999, recall: 0.9999 },
    Set { name: "hard", options: Some(&["--hard"]), precision: 0.9999, recall: 0.997 },
    Set {
        name: "hard, 6-12 words edited",
        options: Some(&["--hard", "--edits", "6-12"]),
        precision: 0.9995,
        recall: 0.993,
    },
    Set { name: "free sentences on six sheets, our own generator", options: None, precision: 0.9995, recall: 0.993 },
];
const LINKS: f64 = 0.85;
const PROPOSALS: f64 = 0.9;
const ALONE: f64 = 0.995;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.split_first() {
        Some((first, rest)) if first == GENERATE => generate(rest),
        _ => compare(&words),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn generate(words: &[String]) -> Result<()> {
    let [dir, rows, seed] = words else { bail!("{GENERATE} needs a folder, a number of rows and a seed") };
    generator::generate(Path::new(dir), rows.parse()?, seed.parse()?)
}

fn compare(words: &[String]) -> Result<()> {
    let mut numbers = words.iter().filter_map(|word| word.parse::<u64>().ok());
    let rows = numbers.next().map_or(Ok(ROWS), usize::try_from)?;
    let seed = numbers.next().unwrap_or(SEED);
    ensure!(rows >= LEAST, "fewer than {LEAST} rows say nothing");
    let outside = Outside::find()?;
    let dir = tempfile::tempdir()?;
    println!("{rows} rows, seed {seed}. Shares are cut off, not rounded; CPU in seconds; MiB held at most.");
    println!("planwacht reads xlsx and writes its four reports; the others read csv and write pairs.");
    for (number, set) in SETS.iter().enumerate() {
        set.run(&dir.path().join(number.to_string()), rows, seed, &outside)?;
    }
    Ok(())
}

impl Set {
    fn run(&self, dir: &Path, rows: usize, seed: u64, outside: &Outside) -> Result<()> {
        std::fs::create_dir(dir)?;
        run(self.generator(dir, rows, seed, outside)?, dir)
            .with_context(|| format!("the versions of the set '{}' could not be made", self.name))?;
        let truth = Truth::read(&dir.join("truth.json"))?;
        self.print_heading(&truth);
        let framework = self.options.is_some().then(|| outside.file("framework.toml"));
        let versions = Versions { dir, framework, truth: &truth };
        let own = print_line(&PLANWACHT, &versions, outside);
        for program in &OTHERS {
            print_line(program, &versions, outside);
        }
        if let Some(score) = own {
            println!("does planwacht reach: {}", self.targets(&score));
        }
        Ok(())
    }

    /// The process that makes the versions of this set.
    fn generator(&self, dir: &Path, rows: usize, seed: u64, outside: &Outside) -> Result<Command> {
        let (rows, seed) = (rows.to_string(), seed.to_string());
        Ok(match self.options {
            Some(options) => {
                let mut command = outside.script("gen.py");
                command.arg(rows).arg(dir).args(["--seed", &seed]).args(options);
                command
            }
            None => {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg(GENERATE).arg(dir).args([rows, seed]);
                command
            }
        })
    }

    fn print_heading(&self, truth: &Truth) {
        println!("\n{}: {} rows, then {}", self.name, truth.n1, truth.n2);
        println!(
            "reworded {}, split {}, merged {}, moved {}, removed {}, added {}",
            truth.reworded().len(),
            truth.splits.len(),
            truth.merges.len(),
            truth.moved.len(),
            truth.removed.len(),
            truth.added.len()
        );
        println!(
            "{:24}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>9}{:>7}",
            "", "precision", "recall", "reworded", "splits", "merges", "proposals", "added", "removed", "CPU", "MiB"
        );
    }

    /// Each target of which there is something to reach, and whether it is reached.
    fn targets(&self, score: &Score) -> String {
        let targets: [(&str, Share, f64); 7] = [
            ("precision", score.precision, self.precision),
            ("recall", score.recall, self.recall),
            ("splits", score.splits, LINKS),
            ("merges", score.merges, LINKS),
            ("proposals", score.proposals, PROPOSALS),
            ("added", score.added, ALONE),
            ("removed", score.removed, ALONE),
        ];
        let said: Vec<String> = targets
            .iter()
            .filter(|(_, share, _)| share.of > 0)
            .map(|(name, share, target)| {
                format!("{name} >= {target} {}", if share.reaches(*target) { "yes" } else { "NO" })
            })
            .collect();
        said.join(", ")
    }
}

/// Lets a program work and prints its line; its score, unless it failed.
fn print_line(program: &Program, versions: &Versions, outside: &Outside) -> Option<Score> {
    match program.pairs(versions, outside) {
        Ok((pairs, cost)) => {
            let score = versions.truth.score(&pairs);
            print!("{:24}", program.name);
            for share in score.shares() {
                print!("{share:>10}");
            }
            println!("{:>9.2}{:>7.0}", cost.seconds, cost.memory);
            Some(score)
        }
        Err(error) => {
            println!("{:24} failed: {error:#}", program.name);
            None
        }
    }
}
