//! Cases in processes of their own: one that dies or takes too long costs nothing but itself.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::case::{self, Earlier, LONGEST, PANIC};
use crate::material::Material;

/// How many cases a process has before the next one takes over.
const BATCH: u64 = 250;
/// More address space than any case may fill, and less than would hurt the machine.
const ADDRESS_SPACE_KB: u64 = 6 << 20;

/// A case as a worker wrote it down: `case, kind, code, milliseconds, kB, workbook, came damaged, faults`, with tabs between them.
pub(crate) struct Line {
    pub(crate) case: u64,
    pub(crate) kind: String,
    pub(crate) code: String,
    pub(crate) ms: u64,
    pub(crate) peak_kb: u64,
    pub(crate) workbook: bool,
    pub(crate) came_damaged: String,
    pub(crate) faults: String,
}

impl Line {
    fn read(line: &str) -> Option<Self> {
        let [case, kind, code, ms, peak_kb, workbook, came_damaged, faults] =
            line.split('\t').collect::<Vec<_>>().try_into().ok()?;
        Some(Self {
            case: case.parse().ok()?,
            kind: kind.to_owned(),
            code: code.to_owned(),
            ms: ms.parse().ok()?,
            peak_kb: peak_kb.parse().ok()?,
            workbook: workbook == "true",
            came_damaged: came_damaged.to_owned(),
            faults: faults.to_owned(),
        })
    }

    fn dead(case: u64, how: String) -> Self {
        let (kind, code) = ("?".to_owned(), "-".to_owned());
        let (ms, peak_kb, workbook, came_damaged) = (0, 0, false, String::new());
        Self { case, kind, code, ms, peak_kb, workbook, came_damaged, faults: how }
    }
}

/// A folder for cases: in memory where the system has such a place, because every output is written through to the disk.
pub(crate) fn work_folder() -> tempfile::TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() { tempfile::tempdir_in(shm).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// Runs all cases of a seed; `progress` is told how many are done.
pub(crate) fn run_all(seed: u64, count: u64, jobs: u64, progress: impl Fn(u64) + Sync) -> Vec<Line> {
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let batch = BATCH.min(count.div_ceil(jobs)).max(1);
    let folder = work_folder();
    let work = |job: u64| {
        let mut lines = Vec::new();
        loop {
            let from = next.fetch_add(batch, Ordering::Relaxed);
            if from >= count {
                return lines;
            }
            let to = (from + batch).min(count);
            lines.extend(run_batch(&folder.path().join(job.to_string()), seed, from, to));
            progress(done.fetch_add(to - from, Ordering::Relaxed) + to - from);
        }
    };
    let mut lines: Vec<Line> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs).map(|job| scope.spawn(move || work(job))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    lines.sort_by_key(|line| line.case);
    lines
}

fn run_batch(folder: &Path, seed: u64, mut from: u64, to: u64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    while from < to {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        let how = watch(&mut start(folder, seed, from, to), folder);
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        let started = log.lines().rev().find_map(|line| line.strip_prefix("start ")?.parse::<u64>().ok());
        lines.extend(log.lines().filter_map(Line::read));
        let last = lines.last().map_or(from, |line| line.case + 1).max(from);
        match started {
            Some(case) if case >= last => {
                let said = fs::read_to_string(folder.join("stderr")).unwrap_or_default();
                let said: String = said.replace(['\n', '\t'], " ").chars().take(200).collect();
                lines.push(Line::dead(case, format!("DIED {how} {said}")));
                from = case + 1;
            }
            Some(_) => from = last,
            None => panic!("the worker did not begin: {how} {log}"),
        }
    }
    lines
}

fn start(folder: &Path, seed: u64, from: u64, to: u64) -> Child {
    let exe = std::env::current_exe().unwrap();
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {ADDRESS_SPACE_KB}; exec \"$0\" \"$@\"")]).arg(exe);
        shell
    } else {
        Command::new(exe)
    };
    let said = |name: &str| Stdio::from(File::options().create(true).append(true).open(folder.join(name)).unwrap());
    command
        .args(["worker", "--seed", &seed.to_string(), "--from", &from.to_string(), "--to", &to.to_string(), "--folder"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(said("stdout"))
        .stderr(said("stderr"))
        .spawn()
        .unwrap()
}

/// Waits until a worker ends, and ends one that has been at a case for too long.
fn watch(child: &mut Child, folder: &Path) -> String {
    let (mut size, mut since) = (0, Instant::now());
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.to_string();
        }
        let now = fs::metadata(folder.join("log")).map_or(0, |data| data.len());
        if now != size {
            (size, since) = (now, Instant::now());
        }
        // What the judge does takes time too, and so do others on the same machine.
        if since.elapsed() > LONGEST * 10 {
            child.kill().unwrap();
            child.wait().unwrap();
            return "killed, because it took forever".to_owned();
        }
        sleep(Duration::from_millis(20));
    }
}

/// The process that works on these cases.
pub(crate) fn work(folder: &Path, seed: u64, from: u64, to: u64) {
    hook();
    let mut log = File::options().create(true).append(true).open(folder.join("log")).unwrap();
    let material = Material::make();
    let earlier = Earlier::make(&material, &folder.join("earlier"));
    let said: Vec<PathBuf> = ["stdout", "stderr"].iter().map(|name| folder.join(name)).collect();
    for case in from..to {
        writeln!(log, "start {case}").unwrap();
        let outcome = case::run(&material, &earlier, &folder.join("case"), [&said[0], &said[1]], seed, case);
        let plain = |texts: &[String]| texts.join(" | ").replace(['\t', '\n'], " ");
        writeln!(
            log,
            "{case}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            outcome.kind,
            outcome.code,
            outcome.took.as_millis(),
            outcome.peak_kb,
            outcome.workbook,
            plain(&outcome.came_damaged),
            plain(&outcome.faults)
        )
        .unwrap();
    }
}

/// One case, whose folder stays.
pub(crate) fn only(folder: &Path, seed: u64, case: u64) {
    fs::create_dir_all(folder).unwrap();
    let material = Material::make();
    let earlier = Earlier::make(&material, &folder.join("earlier"));
    let nowhere = folder.join("nowhere");
    let outcome = case::run(&material, &earlier, &folder.join("case"), [&nowhere, &nowhere], seed, case);
    println!("{} exit {} after {:?}: {:?}", outcome.kind, outcome.code, outcome.took, outcome.faults);
}

fn hook() {
    std::panic::set_hook(Box::new(|info| *PANIC.lock().unwrap() = info.to_string()));
}
