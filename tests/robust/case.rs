//! One case: inputs that went wrong, the command that they are given to, and what came of it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use crate::judge;
use crate::material::Material;
use crate::mutate::{self, Layer};
use crate::rng::Rng;

/// How much time of a processor a case may take, so that a busy machine changes nothing; without optimisation everything takes longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 300 } else { 30 });
const MOST_MEMORY_KB: u64 = 1 << 20;

/// Where a panic came from; the hook of the process writes it down.
pub(crate) static PANIC: Mutex<String> = Mutex::new(String::new());

/// Outputs of an earlier run, which a case finds in its folder.
pub(crate) struct Earlier(Vec<(String, Vec<u8>)>);

impl Earlier {
    /// Those of a check.
    pub(crate) fn make(material: &Material, folder: &Path) -> Self {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        let input = folder.join("plan.xlsx");
        fs::write(&input, &material.new).unwrap();
        let out = folder.join("out");
        let args = ["planwacht", "check", "--today", "2026-01-05", "--out-dir"].map(OsString::from);
        planwacht::cli::run(args.into_iter().chain([out.clone().into(), input.into()])).unwrap();
        let files = fs::read_dir(&out).unwrap().map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
        });
        Self(files.collect())
    }

    fn annotated(&self) -> &[u8] {
        &self.0.iter().find(|(name, _)| name == "plan-gecontroleerd.xlsx").unwrap().1
    }
}

/// What came of a case.
pub(crate) struct Outcome {
    pub(crate) kind: String,
    pub(crate) code: String,
    pub(crate) took: Duration,
    pub(crate) peak_kb: u64,
    /// Whether a workbook was written.
    pub(crate) workbook: bool,
    /// Parts of it that were damaged in the input already.
    pub(crate) came_damaged: Vec<String>,
    pub(crate) faults: Vec<String>,
}

/// The command of a case, and what its folder holds.
struct Task {
    kind: String,
    args: Vec<OsString>,
    /// The workbook that is given back, where one is.
    original: Option<PathBuf>,
    /// The workbook that the report is about.
    current: Option<PathBuf>,
    /// The outputs: a name, what stands there before, and whether it may stay as it is.
    outputs: Vec<(String, Vec<u8>)>,
}

/// Runs a case in this folder, which is emptied first. `said` are the files that stdout and stderr of this process go to.
pub(crate) fn run(
    material: &Material,
    earlier: &Earlier,
    folder: &Path,
    said: [&Path; 2],
    seed: u64,
    case: u64,
) -> Outcome {
    let mut rng = Rng::of_case(seed, case);
    let _ = fs::remove_dir_all(folder);
    let out = folder.join("out");
    fs::create_dir_all(&out).unwrap();
    let task = task(&mut rng, material, earlier, folder);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (name, bytes) in &task.outputs {
        fs::write(out.join(name), bytes).unwrap();
        File::options().write(true).open(out.join(name)).unwrap().set_modified(long_ago).unwrap();
    }
    let inputs = files(folder);
    for path in said {
        let _ = File::options().write(true).open(path).and_then(|file| file.set_len(0));
    }
    let _ = fs::write("/proc/self/clear_refs", "5");
    let started = processor_time();
    let args = std::iter::once("planwacht".into()).chain(task.args);
    let ended = catch_unwind(|| planwacht::cli::run(args));
    let took = processor_time().saturating_sub(started);
    let peak_kb = peak_kb();
    let mut faults = Vec::new();
    let code = match ended {
        Ok(Ok(code)) => Some(code),
        Ok(Err(error)) => {
            faults.push(format!("clap: {error}"));
            None
        }
        Err(_) => {
            faults.push(format!("PANIC {}", PANIC.lock().unwrap()));
            None
        }
    };
    if took > LONGEST {
        faults.push(format!("TIME {took:?}"));
    }
    if peak_kb > MOST_MEMORY_KB {
        faults.push(format!("MEMORY {} MB", peak_kb >> 10));
    }
    if files(folder) != inputs {
        faults.push("INPUT changed".to_owned());
    }
    let said = said.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned());
    faults.extend(said.iter().filter_map(|text| judge::unprintable("terminal", text)));
    let outputs = judge::outputs(&out, &task.outputs, code, &said[1], long_ago, task.current.as_deref());
    faults.extend(outputs.faults);
    let mut came_damaged = Vec::new();
    for name in outputs.new.iter().filter(|name| name.ends_with(".xlsx")) {
        let original =
            task.original.as_ref().filter(|_| !name.contains("-wijzigingen") && !name.contains("-levensloop"));
        let original = original.map(|path| fs::read(path).unwrap()).unwrap_or_default();
        for part in judge::damaged_parts(&fs::read(out.join(name)).unwrap(), &original) {
            if part.came_so {
                came_damaged.push(part.what);
            } else {
                faults.push(format!("DAMAGED {name}: {}", part.what));
            }
        }
    }
    Outcome {
        kind: task.kind,
        code: code.map_or_else(|| "-".to_owned(), |code| code.to_string()),
        took,
        peak_kb,
        workbook: outputs.new.iter().any(|name| name.ends_with("-gecontroleerd.xlsx") || name == "uit.xlsx"),
        came_damaged,
        faults,
    }
}

/// The files of a folder itself, with their bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    files.sort();
    files
}

/// The time of a processor that this process has had.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

/// The most memory that this process had since it was asked to count anew.
fn peak_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

fn task(rng: &mut Rng, material: &Material, earlier: &Earlier, folder: &Path) -> Task {
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let layer = match rng.below(20) {
        0..=2 => Layer::Bytes,
        3..=7 => Layer::Structure,
        8..=10 => Layer::Package,
        11..=15 => Layer::Cells,
        16 | 17 => return framework_task(rng, material, earlier, folder),
        _ => return notes_task(rng, material, earlier, folder),
    };
    let (ending, bytes) = mutate::workbook(rng, material, layer);
    let kind = |command: &str| format!("{layer:?} {command}").to_lowercase();
    let mutated = |stem: &str| write(&format!("{stem}.{ending}"), &bytes);
    let mut args: Vec<OsString> = Vec::new();
    let task = match rng.below(20) {
        0..=8 => {
            let plan = mutated("plan");
            args.extend(["check".into(), plan.clone().into()]);
            if rng.once_in(3) {
                args.extend(["--previous".into(), write("oud.xlsx", &material.old).into()]);
            }
            let outputs = earlier.0.clone();
            Task { kind: kind("check"), args, original: Some(plan.clone()), current: Some(plan), outputs }
        }
        9 | 10 => {
            let plan = write("plan.xlsx", &material.new);
            args.extend(["check".into(), plan.clone().into(), "--previous".into(), mutated("oud").into()]);
            let outputs = earlier.0.clone();
            Task { kind: kind("previous"), args, original: Some(plan.clone()), current: Some(plan), outputs }
        }
        11 | 12 => {
            let plan = mutated("plan");
            args.extend(["compare".into(), write("oud.xlsx", &material.old).into(), plan.clone().into()]);
            let outputs = without_workbook(earlier);
            Task { kind: kind("compare"), args, original: None, current: Some(plan), outputs }
        }
        13 => {
            let (first, last) = (write("oud.xlsx", &material.old), write("plan.xlsx", &material.new));
            args.extend(["compare".into(), first.into(), mutated("tussen").into(), last.into()]);
            Task { kind: kind("lineage"), args, original: None, current: None, outputs: Vec::new() }
        }
        14 | 15 => {
            let base = write("plan.xlsx", &material.old);
            let good = write("goed.xlsx", &material.new);
            args.extend(["merge".into(), base.clone().into(), mutated("kopie").into(), good.into()]);
            given_back(kind("merge copy"), args, base, earlier)
        }
        16 => {
            let base = mutated("plan");
            args.extend(["merge".into(), base.clone().into(), write("kopie.xlsx", &material.new).into()]);
            given_back(kind("merge base"), args, base, earlier)
        }
        _ => {
            let base = mutated("plan");
            let notes = "sheet,cell,text,severity\nHilversum,C5,klopt dit?,error\nHilversum,D5,en dit?,\n";
            args.extend([
                "annotate".into(),
                base.clone().into(),
                "--notes".into(),
                write("notities.csv", notes.as_bytes()).into(),
            ]);
            given_back(kind("annotate"), args, base, earlier)
        }
    };
    finish(rng, task, folder)
}

fn framework_task(rng: &mut Rng, material: &Material, earlier: &Earlier, folder: &Path) -> Task {
    let file = folder.join("kader.toml");
    fs::write(&file, mutate::framework(rng)).unwrap();
    if rng.once_in(3) {
        let args = vec!["framework".into(), "check".into(), file.into()];
        return Task { kind: "framework alone".to_owned(), args, original: None, current: None, outputs: Vec::new() };
    }
    let plan = folder.join("plan.xlsx");
    fs::write(&plan, &material.new).unwrap();
    let args = vec!["check".into(), plan.clone().into(), "--framework".into(), file.into()];
    let outputs = earlier.0.clone();
    let task =
        Task { kind: "framework check".to_owned(), args, original: Some(plan.clone()), current: Some(plan), outputs };
    finish(rng, task, folder)
}

fn notes_task(rng: &mut Rng, material: &Material, earlier: &Earlier, folder: &Path) -> Task {
    let (plan, notes) = (folder.join("plan.xlsx"), folder.join("notities.csv"));
    fs::write(&plan, &material.new).unwrap();
    fs::write(&notes, mutate::notes(rng)).unwrap();
    let args = vec!["annotate".into(), plan.clone().into(), "--notes".into(), notes.into()];
    let task = given_back("notes annotate".to_owned(), args, plan, earlier);
    finish(rng, task, folder)
}

/// A command with one output, a workbook.
fn given_back(kind: String, args: Vec<OsString>, original: PathBuf, earlier: &Earlier) -> Task {
    let outputs = vec![("uit.xlsx".to_owned(), earlier.annotated().to_vec())];
    Task { kind, args, original: Some(original), current: None, outputs }
}

fn without_workbook(earlier: &Earlier) -> Vec<(String, Vec<u8>)> {
    let own = |name: &str| name.contains("-wijzigingen") || name.contains("-rapport");
    earlier.0.iter().filter(|(name, _)| own(name)).cloned().collect()
}

/// Where the outputs go, and some options.
fn finish(rng: &mut Rng, mut task: Task, folder: &Path) -> Task {
    let out = folder.join("out");
    let command = task.args[0].clone();
    if command == "merge" || command == "annotate" {
        task.args.extend(["--force".into(), "--output".into(), out.join("uit.xlsx").into()]);
    } else {
        task.args.extend(["--today".into(), "2026-02-02".into(), "--out-dir".into(), out.into()]);
    }
    if rng.once_in(6) {
        task.args.extend(["--lang".into(), "en".into()]);
    }
    if command != "annotate" && rng.once_in(6) {
        task.args.extend(["--format".into(), "json".into()]);
    }
    if command == "check" && rng.once_in(10) {
        task.args.push("--baseline".into());
    }
    task
}
