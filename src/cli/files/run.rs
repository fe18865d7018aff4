//! What a run that writes leaves in the folder of its outputs while it works, and what it finds there of runs that were cut off.
//!
//! A run that writes holds the lock of a file `.planwacht-ID.run` for as long as it lives; its other temporary files are called
//! `.planwacht-ID-….tmp`. A lock ends with its process, however that ended, and so a run file whose lock can be had is that of a
//! dead run. Before the first output is replaced the run file lists them all, with the temporary file that each of them is
//! renamed from: where some of these are gone and others are still there, the outputs are of two runs.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

/// How the names of all our temporary files begin.
const PREFIX: &str = ".planwacht-";
/// How the name of the file ends that a run holds locked.
const RUN: &str = ".run";
/// How the names of its other files end.
const TEMPORARY: &str = ".tmp";
/// How many letters and digits tell one run from another.
const ID_LENGTH: usize = 8;
/// How long a run waits until another one has renamed its files.
const PATIENCE: Duration = Duration::from_secs(10);
/// The last line of a list of outputs of which it is known that they are of two runs.
const MIXED: &str = "mixed";
/// A list of outputs is never as long as this.
const LIST_LIMIT: u64 = 1 << 20;

/// A run that writes.
pub(super) struct LiveRun {
    /// Deletes the file when the run ends; the lock ends with it.
    file: NamedTempFile,
    id: String,
}

/// An output, as a run file lists it.
#[derive(Serialize, Deserialize)]
struct Listed {
    name: String,
    /// The temporary file that is renamed to the output.
    staged: String,
}

impl LiveRun {
    /// Begins a run in this folder.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        loop {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX).suffix(RUN).rand_bytes(ID_LENGTH);
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                // Whoever may work in the folder has to find out whether this run is still alive.
                builder.permissions(PermissionsExt::from_mode(0o666));
            }
            let file = builder.tempfile_in(folder)?;
            match file.as_file().try_lock() {
                // Another run may have taken the new file for a dead one and removed it before it was locked.
                Ok(()) if !file.path().exists() => continue,
                Err(TryLockError::WouldBlock) => continue,
                // Where the disk has no locks the others wait until the file is old.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            let id = file.path().file_name().and_then(id_of_run).unwrap_or_default().to_owned();
            return Ok(Self { file, id });
        }
    }

    /// How the names of its temporary files begin and end.
    pub(super) fn names(&self) -> (String, &'static str) {
        (format!("{PREFIX}{}-", self.id), TEMPORARY)
    }

    /// Lists the outputs that will be replaced from now on: each with the temporary file that it is renamed from.
    pub(super) fn list<'p>(&mut self, outputs: impl Iterator<Item = (&'p Path, &'p Path)>) -> io::Result<()> {
        let name = |path: &Path| super::file_name(path);
        let listed: Vec<Listed> =
            outputs.map(|(path, staged)| Listed { name: name(path), staged: name(staged) }).collect();
        let file = self.file.as_file_mut();
        file.write_all(serde_json::to_string(&listed)?.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    }
}

/// A run that was cut off after it had replaced some of its outputs and not yet all.
pub(super) struct DeadRun {
    /// The names of its outputs.
    pub(super) outputs: Vec<String>,
    file: PathBuf,
}

impl DeadRun {
    /// Removes what is left of it. Until then every run tells of it.
    pub(super) fn forget(self) {
        let _ = fs::remove_file(self.file);
    }
}

/// Removes the temporary files of runs that were cut off in this folder, and gives those runs whose outputs are mixed.
pub(super) fn clear(folder: &Path) -> Vec<DeadRun> {
    let mut mixed = Vec::new();
    for (name, id) in names(folder).iter().filter_map(|name| Some((name, id_of_run(name)?))) {
        let path = folder.join(name);
        let Some(mut file) = dead(&path) else { continue };
        let outputs = mixed_outputs(&mut file, folder);
        remove_temporary(folder, id);
        match outputs {
            Some(outputs) => mixed.push(DeadRun { outputs, file: path }),
            None => drop(fs::remove_file(path)),
        }
    }
    // A run file is the first that comes and the last that goes.
    for id in names(folder).iter().filter_map(|name| id_of_temporary(name)) {
        if !folder.join(format!("{PREFIX}{id}{RUN}")).exists() {
            remove_temporary(folder, id);
        }
    }
    mixed
}

fn names(folder: &Path) -> Vec<OsString> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect()
}

/// The run file, locked, where its run is dead.
fn dead(path: &Path) -> Option<File> {
    let mut options = File::options();
    // A file of somebody else may be locked and deleted without the right to write it.
    let file = options.read(true).append(true).open(path).or_else(|_| File::open(path)).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(_)) => {
            const DAY: Duration = Duration::from_secs(24 * 60 * 60);
            let age = file.metadata().ok()?.modified().ok()?.elapsed().ok()?;
            (age > DAY).then_some(file)
        }
    }
}

/// The outputs of a dead run, where some of them are its own and others are not. That is written down, because the temporary
/// files that show it go.
fn mixed_outputs(file: &mut File, folder: &Path) -> Option<Vec<String>> {
    let mut list = String::new();
    Read::by_ref(file).take(LIST_LIMIT).read_to_string(&mut list).ok()?;
    let mut lines = list.lines();
    // A run that was cut off before its list was whole had replaced nothing yet.
    let listed: Vec<Listed> = serde_json::from_str(lines.next()?).ok()?;
    let is_there = |staged: &str| id_of_temporary(staged.as_ref()).is_some() && folder.join(staged).exists();
    let waiting = listed.iter().filter(|output| is_there(&output.staged)).count();
    if lines.next() != Some(MIXED) {
        if waiting == 0 || waiting == listed.len() {
            return None;
        }
        let _ = file.seek(SeekFrom::End(0)).and_then(|_| writeln!(file, "{MIXED}")).and_then(|()| file.sync_all());
    }
    Some(listed.into_iter().map(|output| output.name).collect())
}

fn remove_temporary(folder: &Path, id: &str) {
    for name in names(folder).iter().filter(|name| id_of_temporary(name) == Some(id)) {
        // What cannot be removed now is tried again by the next run.
        let _ = fs::remove_file(folder.join(name));
    }
}

fn id_of_run(name: &OsStr) -> Option<&str> {
    name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(RUN).filter(|id| is_id(id))
}

fn id_of_temporary(name: &OsStr) -> Option<&str> {
    let (id, _) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(TEMPORARY)?.split_once('-')?;
    is_id(id).then_some(id)
}

fn is_id(id: &str) -> bool {
    id.len() == ID_LENGTH && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The right to rename files in a folder, which one run at a time has; without it the outputs of two runs could mix. Where
/// folders cannot be locked everybody has it.
///
/// # Errors
/// [`io::ErrorKind::ResourceBusy`] where another run still has it after a while.
pub(super) fn turn(folder: &Path) -> io::Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                return Err(io::ErrorKind::ResourceBusy.into());
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Sees to it that what was renamed in a folder is on the disk, where the system can be asked that.
pub(super) fn to_disk(folder: &Path) {
    // A folder cannot be opened on every system; the files themselves are on the disk already.
    if let Ok(file) = File::open(folder) {
        let _ = file.sync_all();
    }
}
