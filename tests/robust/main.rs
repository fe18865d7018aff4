//! Inputs that went wrong, and runs that are cut off.
//!
//! ```text
//! cargo test --test robust                                                  a short run, as the other tests
//! cargo test --release --test robust -- mutations --seed 1 --count 20000    inputs that went wrong; --jobs N
//! cargo test --release --test robust -- mutations --seed 1 --only 17 --folder DIR
//!                                                                           one of them, which stays in DIR
//! cargo test --release --test robust -- kills --seed 1 --count 200          runs that are killed while they write
//! ```
//!
//! The same seed gives the same cases. The exit code is 1 where anything is wrong, and each of it is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

mod case;
mod judge;
mod kills;
mod material;
mod mutate;
mod rng;
mod worker;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use worker::Line;

/// How many cases the short run has.
const FEW_MUTATIONS: u64 = 30;
const FEW_KILLS: u64 = 3;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().skip_while(|arg| *arg != name).nth(1);
    let number = |name: &str, or: u64| option(name).map_or(or, |text| text.parse().expect(name));
    let folder = || option("--folder").map(PathBuf::from).expect("--folder");
    let seed = number("--seed", 1);
    match args.first().map(String::as_str) {
        Some("worker") => worker::work(&folder(), seed, number("--from", 0), number("--to", 0)),
        Some("mutations") if option("--only").is_some() => worker::only(&folder(), seed, number("--only", 0)),
        Some("mutations") => return mutations(seed, number("--count", 20_000), number("--jobs", processors())),
        Some("kills") => return kills::kills(seed, number("--count", 200)),
        // The names of other tests, and the options of their harness.
        Some(filter) if !filter.starts_with('-') && !"robust".contains(filter) => {}
        _ if args.iter().any(|arg| arg == "--list") => {}
        _ => {
            let mutated = mutations(seed, FEW_MUTATIONS, processors());
            let killed = kills::kills(seed, FEW_KILLS);
            return if mutated == ExitCode::SUCCESS { killed } else { mutated };
        }
    }
    ExitCode::SUCCESS
}

fn processors() -> u64 {
    std::thread::available_parallelism().map_or(1, |number| number.get() as u64)
}

fn mutations(seed: u64, count: u64, jobs: u64) -> ExitCode {
    let progress = |done: u64| eprintln!("{done} of {count}");
    let lines = worker::run_all(seed, count, jobs, progress);
    println!("{} mutations of seed {seed}", lines.len());
    let mut kinds: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in &lines {
        kinds.entry(&line.kind).or_default().push(line);
    }
    for (kind, lines) in kinds {
        let of = |code: &str| lines.iter().filter(|line| line.code == code).count();
        let written = lines.iter().filter(|line| line.workbook).count();
        println!(
            "  {kind:<22} {:>6}   exit 0/1/2: {}/{}/{}   workbooks: {written}",
            lines.len(),
            of("0"),
            of("1"),
            of("2")
        );
    }
    let slowest = lines.iter().max_by_key(|line| line.ms).map_or((0, 0), |line| (line.ms, line.case));
    let largest = lines.iter().max_by_key(|line| line.peak_kb).map_or((0, 0), |line| (line.peak_kb >> 10, line.case));
    println!("  longest {} ms (case {}), most memory {} MB (case {})", slowest.0, slowest.1, largest.0, largest.1);
    let carried: Vec<&Line> = lines.iter().filter(|line| !line.came_damaged.is_empty()).collect();
    println!("  workbooks given back with a part that came damaged: {}", carried.len());
    for line in carried.iter().take(12) {
        println!("    case {}: {}", line.case, line.came_damaged);
    }
    let faults: Vec<&Line> = lines.iter().filter(|line| !line.faults.is_empty()).collect();
    let with = |word: &str| faults.iter().filter(|line| line.faults.contains(word)).count();
    println!(
        "  panics {}, died {}, over 30 s {}, over 1 GB {}, damaged parts {}, mixed {}, missing {}, left behind {}, control characters {}, inputs changed {}",
        with("PANIC"),
        with("DIED"),
        with("TIME"),
        with("MEMORY"),
        with("DAMAGED"),
        with("MIXED"),
        with("MISSING"),
        with("LEFT"),
        with("CONTROL"),
        with("INPUT")
    );
    for line in &faults {
        println!("  case {} ({}): {}", line.case, line.kind, line.faults);
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
