//! Runs that are killed while they write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use crate::material::Material;
use crate::rng::Rng;
use crate::worker::work_folder;

/// How long a run is waited for that does not come to the point at which it was to be killed.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was seen over all kills.
#[derive(Default)]
struct Figures {
    /// Runs that were killed before they ended by themselves.
    killed: u64,
    /// Outputs of two runs, all of them told by the next run.
    mixed: u64,
    /// Killed with temporary files in the folder.
    left: u64,
    faults: Vec<String>,
}

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// At this call of the system, counted from one. Only strace can aim like that.
    Call(&'static str, usize),
    /// Once so many temporary files stand there, and a while after.
    Staged(usize, Duration),
    /// Once so many outputs are new.
    Renamed(usize),
}

/// Kills as many runs and looks at what they leave, and at what the next run says of it and leaves.
pub(crate) fn kills(seed: u64, count: u64) -> ExitCode {
    let folder = work_folder();
    let material = Material::make();
    let mut figures = Figures::default();
    let strace = Command::new("strace").arg("-V").stdout(Stdio::null()).status().is_ok_and(|status| status.success());
    let sets = Sets::make(folder.path(), &material);
    for case in 0..count {
        let mut rng = Rng::of_case(seed, case);
        let fault = |what: String| format!("kill {case}: {what}");
        let out = folder.path().join("out");
        sets.lay_out(&out);
        let moment = match rng.below(8) {
            0 if strace => Moment::Call("write", 1 + rng.below(14)),
            1 if strace => Moment::Call("fsync", 1 + rng.below(8)),
            2 if strace => Moment::Call("?link,?linkat", 1 + rng.below(6)),
            3 if strace => Moment::Call("?unlink,?unlinkat", 1 + rng.below(7)),
            4..=6 if strace => Moment::Call("?rename,?renameat,?renameat2", 1 + rng.below(6)),
            0 | 1 => Moment::Staged(1 + rng.below(7), Duration::from_micros(rng.next() % 3_000)),
            _ => Moment::Renamed(rng.below(sets.names.len() + 1)),
        };
        let mut child = sets.start(&sets.new_plan, &out, Some(moment));
        figures.killed += u64::from(kill_at(&mut child, &out, &sets, moment));
        let states: Vec<State> = sets.names.iter().map(|name| sets.state(&out, name)).collect();
        for (name, state) in sets.names.iter().zip(&states) {
            if matches!(state, State::Missing | State::Other) {
                figures.faults.push(fault(format!("{name} is {state:?} ({moment:?})")));
            }
        }
        figures.left += u64::from(!temporary(&out).is_empty());
        let mixed = states.contains(&State::Old) && states.contains(&State::New);
        figures.mixed += u64::from(mixed);
        let next = sets.start(&sets.old_plan, &out, None).wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&next.stderr);
        if mixed != said.contains("van twee verschillende keren") {
            figures.faults.push(fault(format!("{states:?} ({moment:?}), and the next run said: {said}")));
        }
        if next.status.code() != Some(1) || !temporary(&out).is_empty() {
            figures.faults.push(fault(format!(
                "the next run ended with {} and left {:?}",
                next.status,
                temporary(&out)
            )));
        }
    }
    let Figures { killed, mixed, left, faults } = figures;
    println!(
        "{count} kills of seed {seed}: {killed} before the end, {left} with temporary files, {mixed} with mixed outputs (all told)"
    );
    faults.iter().for_each(|fault| println!("  {fault}"));
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Old,
    New,
    Missing,
    Other,
}

/// The outputs of two plans under the same names.
struct Sets {
    old_plan: PathBuf,
    new_plan: PathBuf,
    old: PathBuf,
    new: PathBuf,
    names: Vec<String>,
}

impl Sets {
    fn make(folder: &Path, material: &Material) -> Self {
        let plan = |name: &str, bytes: &[u8]| {
            let path = folder.join(name).join("plan.xlsx");
            fs::create_dir_all(folder.join(name)).unwrap();
            fs::write(&path, bytes).unwrap();
            path
        };
        let (old_plan, new_plan) = (plan("a", &material.old), plan("b", &material.new));
        let (old, new) = (folder.join("old"), folder.join("new"));
        let mut sets = Self { old_plan, new_plan, old, new, names: Vec::new() };
        for (plan, out) in [(&sets.old_plan, &sets.old), (&sets.new_plan, &sets.new)] {
            assert_eq!(sets.start(plan, out, None).wait().unwrap().code(), Some(1));
        }
        let names = fs::read_dir(&sets.old).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        sets.names = names.collect();
        sets
    }

    fn start(&self, plan: &Path, out: &Path, moment: Option<Moment>) -> Child {
        let program = env!("CARGO_BIN_EXE_planwacht");
        let mut command = Command::new(program);
        if let Some(Moment::Call(calls, number)) = moment {
            command = Command::new("strace");
            command.args(["-f", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e"]);
            command.arg(format!("inject={calls}:signal=KILL:when={number}")).arg(program);
        }
        command.arg("check").arg(plan).args(["--today", "2026-02-02", "--out-dir"]).arg(out);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The old outputs, alone in their folder.
    fn lay_out(&self, out: &Path) {
        let _ = fs::remove_dir_all(out);
        fs::create_dir_all(out).unwrap();
        for name in &self.names {
            fs::copy(self.old.join(name), out.join(name)).unwrap();
        }
    }

    fn state(&self, out: &Path, name: &str) -> State {
        let read = |folder: &Path| fs::read(folder.join(name)).ok();
        match read(out) {
            None => State::Missing,
            now if now == read(&self.new) => State::New,
            now if now == read(&self.old) => State::Old,
            Some(_) => State::Other,
        }
    }
}

/// Waits for the moment and kills; whether the run had not ended by itself.
fn kill_at(child: &mut Child, out: &Path, sets: &Sets, moment: Moment) -> bool {
    let lengths = |folder: &Path| -> Vec<u64> {
        let length = |name: &String| fs::metadata(folder.join(name)).map_or(0, |data| data.len());
        sets.names.iter().map(length).collect()
    };
    let old = lengths(&sets.old);
    let started = Instant::now();
    let come = || match moment {
        Moment::Call(..) => false,
        Moment::Staged(number, _) => temporary(out).len() >= number,
        Moment::Renamed(0) => temporary(out).len() > 2 * sets.names.len(),
        Moment::Renamed(number) => lengths(out).iter().zip(&old).filter(|(now, then)| now != then).count() >= number,
    };
    while !come() && started.elapsed() < PATIENCE && child.try_wait().unwrap().is_none() {}
    if let Moment::Staged(_, pause) = moment {
        std::thread::sleep(pause);
    }
    let _ = child.kill();
    child.wait().unwrap().code().is_none()
}

fn temporary(out: &Path) -> Vec<String> {
    let names = fs::read_dir(out).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".planwacht")).collect()
}
