//! Reading inputs and writing outputs: all of them or none, and never over what somebody else made.

mod run;

use std::fs;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use self::run::{DeadRun, LiveRun};
use super::Failure;
use super::budget::Budget;
use super::terminal::{path_text, tell};
use crate::report::ReportError;
use crate::wording::{Lang, Wording};

/// Makes what stands in a file and writes it, or says why that failed.
pub(super) type Content<'a> = Box<dyn FnOnce(&mut dyn Write) -> Result<(), Unwritten> + 'a>;

/// Why an output was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritten {
    /// It cannot be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// It cannot be put there.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A file to write.
pub(super) struct Output<'a> {
    /// Where.
    pub path: PathBuf,
    /// What. It is made when it is written, so that of several large outputs only one takes memory.
    pub content: Content<'a>,
    /// Tells whether a file that stands there already was made by planwacht and may be replaced.
    pub is_own: fn(&[u8]) -> bool,
}

impl From<serde_json::Error> for Unwritten {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::Io(error.into()) } else { Self::Report(error.into()) }
    }
}

impl<'a> Output<'a> {
    /// A file of bytes that are there already.
    pub(super) fn of_bytes(path: PathBuf, bytes: impl AsRef<[u8]> + 'a, is_own: fn(&[u8]) -> bool) -> Self {
        Self::made(path, move || Ok(bytes), is_own)
    }

    /// A file of bytes that are still to be made.
    pub(super) fn made<B: AsRef<[u8]>>(
        path: PathBuf,
        make: impl FnOnce() -> Result<B, ReportError> + 'a,
        is_own: fn(&[u8]) -> bool,
    ) -> Self {
        Self { path, content: Box::new(move |out| Ok(out.write_all(make()?.as_ref())?)), is_own }
    }
}

/// The bytes of an input.
///
/// # Errors
/// Where it is a lock file of Excel or cannot be read.
pub(super) fn read_input(path: &Path) -> Result<Vec<u8>, Failure> {
    if file_name(path).starts_with("~$") {
        return Err(Failure::new(
            format!(
                "{} is een hulpbestand van Excel. Dat is er zolang iemand de werkmap open heeft. Kies de werkmap zelf (de naam zonder ~$).",
                path_text(path)
            ),
            format!(
                "{} is a temporary file that Excel keeps while someone has the workbook open. Choose the workbook itself (the name without ~$).",
                path_text(path)
            ),
        ));
    }
    refuse_special(path)?;
    fs::read(path).map_err(|error| read_failure(path, &error))
}

/// The bytes of an earlier output that this run may replace, where there is one that can be read.
pub(super) fn read_earlier(path: &Path) -> Option<Vec<u8>> {
    if is_special(path) { None } else { fs::read(path).ok() }
}

/// Whether a path leads to a pipe, a device or a socket: to open one can take forever.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Refuses what is no file on a disk, without opening it.
///
/// # Errors
/// Where the path leads to a pipe, a device or a socket.
pub(super) fn refuse_special(path: &Path) -> Result<(), Failure> {
    if !is_special(path) {
        return Ok(());
    }
    let path = path_text(path);
    Err(Failure::new(
        format!("{path} is geen gewoon bestand, maar een pipe of een apparaat. Kies een bestand op de schijf."),
        format!("{path} is no regular file but a pipe or a device. Choose a file on the disk."),
    ))
}

/// The text of an input.
///
/// # Errors
/// Where it cannot be read or is no UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = read_input(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        Failure::new(
            format!(
                "{} is geen tekst in UTF-8 (vanaf regel {line}). Sla het bestand op als UTF-8 en probeer opnieuw.",
                path_text(path)
            ),
            format!("{} is not UTF-8 text (from line {line}). Save the file as UTF-8 and try again.", path_text(path)),
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The last part of a path, for messages and names.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A folder that a run writes into. What runs left there that were cut off is cleared up and told first.
///
/// All outputs of a run stand in one folder: each is the old one or the new one at any moment, under its own name.
pub(super) struct OutFolder {
    path: PathBuf,
    cut_off: Vec<DeadRun>,
}

impl OutFolder {
    /// The folder of the outputs of this run; it need not be there yet.
    pub(super) fn enter(path: &Path, lang: Lang) -> Self {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path }.to_path_buf();
        let cut_off = run::clear(&path);
        for dead in &cut_off {
            tell(&cut_off_sentence(&path, dead, lang));
        }
        Self { path, cut_off }
    }

    /// Writes every output beside its place and then renames them all. On any error nothing new stays behind, and what stood
    /// there before stands there again. The first input says who may read the outputs.
    ///
    /// # Errors
    /// Where an output would replace an input or a file of somebody else (unless `force`), or cannot be written.
    pub(super) fn write(self, outputs: Vec<Output>, inputs: &[&Path], force: bool) -> Result<(), Failure> {
        for output in &outputs {
            guard(output, inputs, force)?;
        }
        let made = make_folder(&self.path)?;
        let result = write_all(&self.path, outputs, inputs.first().copied());
        if result.is_err() {
            for folder in made.iter().rev() {
                // A folder that is not empty any more is somebody else's by now and stays.
                let _ = fs::remove_dir(folder);
            }
        }
        result?;
        self.cut_off.into_iter().for_each(DeadRun::forget);
        Ok(())
    }
}

fn cut_off_sentence(folder: &Path, dead: &DeadRun, lang: Lang) -> String {
    let names: Vec<String> = dead.outputs.iter().map(|name| path_text(name.as_ref())).collect();
    let (folder, outputs) = (path_text(folder), names.join(", "));
    match lang {
        Lang::Nl => format!(
            "Let op: een eerdere keer is planwacht gestopt terwijl het in {folder} schreef. Deze bestanden kunnen daardoor \
             van twee verschillende keren zijn: {outputs}. Gebruik ze pas als ze opnieuw zijn gemaakt."
        ),
        Lang::En => format!(
            "Note: an earlier run of planwacht was cut off while it wrote in {folder}. These files may therefore be of two \
             different runs: {outputs}. Do not use them before they are made again."
        ),
    }
}

fn write_all(folder: &Path, outputs: Vec<Output>, like: Option<&Path>) -> Result<(), Failure> {
    let mut run = LiveRun::begin(folder).map_err(|error| write_failure(folder, &error))?;
    let staged = stage(&run, outputs, like)?;
    persist(&mut run, folder, staged)
}

fn guard(output: &Output, inputs: &[&Path], force: bool) -> Result<(), Failure> {
    let path = &output.path;
    refuse_special(path)?;
    let same = |input: &&Path| match (fs::canonicalize(input), fs::canonicalize(path)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if inputs.iter().any(same) {
        return Err(Failure::new(
            format!("{} is ook de invoer. Kies een andere map of naam voor de uitvoer.", path_text(path)),
            format!("{} is also the input. Choose another folder or name for the output.", path_text(path)),
        ));
    }
    match maker_of(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(write_failure(path, &error)),
        Ok(bytes) if force || (output.is_own)(&bytes) => Ok(()),
        Ok(_) => Err(Failure::new(
            format!(
                "{} bestaat al en is niet door planwacht gemaakt. Verplaats het, kies een andere map of gebruik --force.",
                path_text(path)
            ),
            format!(
                "{} exists and was not made by planwacht. Move it, choose another folder or use --force.",
                path_text(path)
            ),
        )),
    }
}

/// As much of a file as tells who made it: all of a package, and of a long text its beginning and its end.
fn maker_of(path: &Path) -> io::Result<Vec<u8>> {
    const ENOUGH: usize = 64 << 10;
    let mut file = fs::File::open(path)?;
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(ENOUGH as u64).read_to_end(&mut head)?;
    if head.len() < ENOUGH || head.starts_with(b"PK") {
        file.read_to_end(&mut head)?;
        return Ok(head);
    }
    let length = file.metadata()?.len();
    // The two may overlap, so that no mark is cut in two.
    file.seek(SeekFrom::Start(length.saturating_sub(ENOUGH as u64)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    // A character may be cut in two at the ends.
    Ok(format!("{}\n{}", String::from_utf8_lossy(&head), String::from_utf8_lossy(&tail)).into_bytes())
}

/// Makes the folder where it is missing, with those that it stands in; gives those that it made.
fn make_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let missing: Vec<PathBuf> = folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .map(Path::to_path_buf)
        .collect();
    fs::create_dir_all(folder).map_err(|error| write_failure(folder, &error))?;
    Ok(missing.into_iter().rev().collect())
}

/// A file beside the place that it is meant for.
struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

fn stage(run: &LiveRun, outputs: Vec<Output>, like: Option<&Path>) -> Result<Vec<Staged>, Failure> {
    let budget = Budget::whole();
    let stage = |Output { path, content, .. }: Output| match write_beside(run, &path, content, like, &budget) {
        Ok(file) => Ok(Staged { file, path }),
        Err(Unwritten::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => Err(too_much(&path)),
        Err(Unwritten::Io(error)) => Err(write_failure(&path, &error)),
        Err(Unwritten::Report(error)) => Err(Failure::new(error.to_string(), error.english())),
    };
    outputs.into_iter().map(stage).collect()
}

fn write_beside(
    run: &LiveRun,
    path: &Path,
    content: Content,
    like: Option<&Path>,
    budget: &Budget,
) -> Result<NamedTempFile, Unwritten> {
    let mut file = beside(run, folder(path), like)?;
    let mut out = BufWriter::new(budget.of(file.as_file_mut()));
    content(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    Ok(file)
}

/// A file beside its place, for those who may read `like` (less the user's umask); its maker may always write it.
fn beside(run: &LiveRun, folder: &Path, like: Option<&Path>) -> io::Result<NamedTempFile> {
    let (prefix, suffix) = run.names();
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = like.and_then(|path| fs::metadata(path).ok()).map_or(0o666, |data| data.permissions().mode());
        builder.permissions(PermissionsExt::from_mode(mode & 0o666 | 0o600));
    }
    #[cfg(not(unix))]
    let _ = like;
    builder.tempfile_in(folder)
}

/// Moves each file to its place; of what stood there another name is kept until all of them have arrived.
fn persist(run: &mut LiveRun, folder: &Path, staged: Vec<Staged>) -> Result<(), Failure> {
    let fails = |path: &Path| {
        let path = path.to_path_buf();
        move |error: io::Error| write_failure(&path, &error)
    };
    let turn = run::turn(folder).map_err(fails(folder))?;
    let mut old = Vec::new();
    for Staged { path, .. } in &staged {
        old.push(second_name(run, path).map_err(fails(path))?);
    }
    run.list(staged.iter().map(|Staged { file, path }| (path.as_path(), file.path()))).map_err(fails(folder))?;
    let mut done: Vec<(PathBuf, Option<TempPath>)> = Vec::new();
    for (Staged { file, path }, old) in staged.into_iter().zip(old) {
        if let Err(error) = file.persist(&path) {
            put_back(done);
            return Err(write_failure(&path, &error.error));
        }
        done.push((path, old));
    }
    run::to_disk(folder);
    drop(turn);
    Ok(())
}

/// Gives an existing file a second name, so that it can be put back; dropping what comes back takes the name away again.
fn second_name(run: &LiveRun, path: &Path) -> io::Result<Option<TempPath>> {
    if !path.exists() {
        return Ok(None);
    }
    let (prefix, suffix) = run.names();
    let mut builder = tempfile::Builder::new();
    let linked = builder.prefix(&prefix).suffix(suffix).make_in(folder(path), |name| fs::hard_link(path, name));
    if let Ok(linked) = linked {
        return Ok(Some(linked.into_temp_path()));
    }
    // Some disks have no second names.
    let copy = beside(run, folder(path), None)?.into_temp_path();
    fs::copy(path, &copy)?;
    Ok(Some(copy))
}

/// Best effort: the error that is reported is the one that made us stop.
fn put_back(done: Vec<(PathBuf, Option<TempPath>)>) {
    for (path, old) in done {
        let _ = match old {
            Some(old) => old.persist(path).map_err(|error| error.error),
            None => fs::remove_file(path),
        };
    }
}

/// The folder that a file stands in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn read_failure(path: &Path, error: &io::Error) -> Failure {
    let reason = reason(error);
    Failure::new(
        format!(
            "planwacht kan {} niet lezen: {}. Kijk of de naam klopt en of u het bestand mag openen.",
            path_text(path),
            reason.nl
        ),
        format!(
            "planwacht cannot read {}: {}. Check the name, and that you may open the file.",
            path_text(path),
            reason.en
        ),
    )
}

fn write_failure(path: &Path, error: &io::Error) -> Failure {
    let reason = reason(error);
    let help = match error.kind() {
        io::ErrorKind::StorageFull => Wording::new("Maak ruimte op de schijf", "Make room on the disk"),
        io::ErrorKind::ResourceBusy => Wording::new("Wacht tot dat klaar is", "Wait until that is done"),
        _ => Wording::new("Kijk of u daar mag schrijven", "See whether you may write there"),
    };
    let (path, or) = (path_text(path), "--out-dir, --output");
    Failure::new(
        format!("planwacht kan {path} niet schrijven: {}. {}, of kies een andere map ({or}).", reason.nl, help.nl),
        format!("planwacht cannot write {path}: {}. {}, or choose another folder ({or}).", reason.en, help.en),
    )
}

fn too_much(path: &Path) -> Failure {
    Failure::new(
        format!(
            "planwacht schrijft {} niet: alle uitvoer samen zou groter worden dan 200 MB. Verwijder rijen en bladen die niet nodig zijn, en probeer opnieuw.",
            path.display()
        ),
        format!(
            "planwacht does not write {}: all output together would be larger than 200 MB. Remove rows and sheets that are not needed, and try again.",
            path.display()
        ),
    )
}

fn reason(error: &io::Error) -> Wording {
    // Windows: another program has the file open.
    const SHARING_VIOLATION: i32 = 32;
    if cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION) {
        return Wording::of("het staat nog open in een ander programma", "another program has it open");
    }
    let (nl, en) = match error.kind() {
        io::ErrorKind::NotFound => ("het bestand of de map bestaat niet", "no such file or folder"),
        io::ErrorKind::PermissionDenied => ("u hebt er geen rechten voor", "permission denied"),
        io::ErrorKind::IsADirectory => ("het is een map", "it is a folder"),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            ("een deel van het pad is een bestand, geen map", "a part of the path is a file, not a folder")
        }
        io::ErrorKind::ReadOnlyFilesystem => ("de schijf is alleen-lezen", "the disk is read-only"),
        io::ErrorKind::StorageFull => ("de schijf is vol", "the disk is full"),
        io::ErrorKind::ResourceBusy => (
            "planwacht schrijft daar al, vanuit een ander venster",
            "planwacht is writing there already, in another window",
        ),
        _ => return Wording::of(error.to_string(), error.to_string()),
    };
    Wording::of(nl, en)
}

/// The folder for outputs: the one that was named, or that of the input.
pub(super) fn output_folder<'p>(input: &'p Path, named: Option<&'p Path>) -> &'p Path {
    named.or(input.parent()).unwrap_or(Path::new(""))
}

/// The path of an output: the input's name with something behind it, in the folder for outputs.
pub(super) fn output_path(input: &Path, named: Option<&Path>, suffix: &str) -> PathBuf {
    let mut name = input.file_stem().unwrap_or_default().to_os_string();
    name.push(suffix);
    output_folder(input, named).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::bears_mark;

    #[test]
    fn a_long_text_tells_its_maker_at_its_end() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("plan-wijzigingen.md");
        let long = "| é | regel |\n".repeat(20_000);
        fs::write(&path, format!("# Controle\n{long}{}\n", crate::report::MARK_MARKDOWN)).unwrap();
        let told = maker_of(&path).unwrap();
        assert!(bears_mark(&told) && told.len() < 200_000);
        for length in (65_500..65_600).step_by(3) {
            fs::write(&path, format!("{}\n{}\n", "x".repeat(length), crate::report::MARK_MARKDOWN)).unwrap();
            assert!(bears_mark(&maker_of(&path).unwrap()), "{length}");
        }
        fs::write(&path, format!("# Verslag van iemand anders\n{long}")).unwrap();
        assert!(!bears_mark(&maker_of(&path).unwrap()));
    }

    #[test]
    fn what_cannot_be_made_leaves_nothing_behind() {
        let folder = tempfile::TempDir::new().unwrap();
        let (first, second) = (folder.path().join("een.md"), folder.path().join("twee.md"));
        let fails = |_: &mut dyn Write| Err(Unwritten::Io(io::Error::other("vol")));
        let outputs = vec![
            Output::of_bytes(first.clone(), "tekst", bears_mark),
            Output { path: second.clone(), content: Box::new(fails), is_own: bears_mark },
        ];
        assert!(OutFolder::enter(folder.path(), Lang::Nl).write(outputs, &[], false).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
