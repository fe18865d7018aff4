//! Reading inputs and writing outputs: all of them or none, and never over what somebody else made.

use std::fs;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::Failure;
use super::budget::Budget;
use crate::report::ReportError;
use crate::wording::Wording;

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
                path.display()
            ),
            format!(
                "{} is a temporary file that Excel keeps while someone has the workbook open. Choose the workbook itself (the name without ~$).",
                path.display()
            ),
        ));
    }
    fs::read(path).map_err(|error| read_failure(path, &error))
}

/// The text of an input.
///
/// # Errors
/// Where it cannot be read or is no UTF-8.
pub(super) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = read_input(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Failure::new(
            format!(
                "{} is geen tekst in UTF-8 (vanaf byte {byte}). Sla het bestand op als UTF-8 en probeer opnieuw.",
                path.display()
            ),
            format!("{} is not UTF-8 text (from byte {byte}). Save the file as UTF-8 and try again.", path.display()),
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The last part of a path, for messages and names.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Writes every output beside its place and then renames them all. On any error nothing new stays behind, and what stood
/// there before stands there again. The first input says who may read the outputs.
///
/// # Errors
/// Where an output would replace an input or a file of somebody else (unless `force`), or cannot be written.
pub(super) fn write_outputs(outputs: Vec<Output>, inputs: &[&Path], force: bool) -> Result<(), Failure> {
    for output in &outputs {
        guard(output, inputs, force)?;
    }
    let made = make_folders(&outputs)?;
    let result = stage(outputs, inputs.first().copied()).and_then(persist);
    if result.is_err() {
        for folder in made.iter().rev() {
            // A folder that is not empty any more is somebody else's by now and stays.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

fn guard(output: &Output, inputs: &[&Path], force: bool) -> Result<(), Failure> {
    let path = &output.path;
    let same = |input: &&Path| match (fs::canonicalize(input), fs::canonicalize(path)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if inputs.iter().any(same) {
        return Err(Failure::new(
            format!("{} is ook de invoer. Kies een andere map of naam voor de uitvoer.", path.display()),
            format!("{} is also the input. Choose another folder or name for the output.", path.display()),
        ));
    }
    match maker_of(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(write_failure(path, &error)),
        Ok(bytes) if force || (output.is_own)(&bytes) => Ok(()),
        Ok(_) => Err(Failure::new(
            format!(
                "{} bestaat al en is niet door planwacht gemaakt. Verplaats het, kies een andere map of gebruik --force.",
                path.display()
            ),
            format!(
                "{} exists and was not made by planwacht. Move it, choose another folder or use --force.",
                path.display()
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

/// Makes the folders that are missing; gives those that it made.
fn make_folders(outputs: &[Output]) -> Result<Vec<PathBuf>, Failure> {
    let mut made = Vec::new();
    for output in outputs {
        let missing: Vec<&Path> = folder(&output.path)
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
            .collect();
        fs::create_dir_all(folder(&output.path)).map_err(|error| write_failure(folder(&output.path), &error))?;
        made.extend(missing.into_iter().rev().map(Path::to_path_buf));
    }
    Ok(made)
}

/// A file beside the place that it is meant for.
struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

fn stage(outputs: Vec<Output>, like: Option<&Path>) -> Result<Vec<Staged>, Failure> {
    let budget = Budget::whole();
    let stage = |Output { path, content, .. }: Output| match write_beside(&path, content, like, &budget) {
        Ok(file) => Ok(Staged { file, path }),
        Err(Unwritten::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => Err(too_much(&path)),
        Err(Unwritten::Io(error)) => Err(write_failure(&path, &error)),
        Err(Unwritten::Report(error)) => Err(Failure::new(error.to_string(), error.english())),
    };
    outputs.into_iter().map(stage).collect()
}

fn write_beside(
    path: &Path,
    content: Content,
    like: Option<&Path>,
    budget: &Budget,
) -> Result<NamedTempFile, Unwritten> {
    let mut file = beside(folder(path), like)?;
    let mut out = BufWriter::new(budget.of(file.as_file_mut()));
    content(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    Ok(file)
}

/// A file beside its place, for those who may read `like` (less the user's umask); its maker may always write it.
fn beside(folder: &Path, like: Option<&Path>) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".planwacht-");
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

/// Moves each file to its place; what stood there is kept aside until all of them have arrived.
fn persist(staged: Vec<Staged>) -> Result<(), Failure> {
    let mut done: Vec<(PathBuf, Option<TempPath>)> = Vec::new();
    for Staged { file, path } in staged {
        let replaced = set_aside(&path).and_then(|old| {
            done.push((path.clone(), old));
            file.persist(&path).map_err(|error| error.error)
        });
        if let Err(error) = replaced {
            put_back(done);
            return Err(write_failure(&path, &error));
        }
    }
    Ok(())
}

/// Renames an existing file out of the way; dropping what comes back deletes it.
fn set_aside(path: &Path) -> io::Result<Option<TempPath>> {
    if !path.exists() {
        return Ok(None);
    }
    let aside = beside(folder(path), None)?.into_temp_path();
    fs::rename(path, &aside)?;
    Ok(Some(aside))
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

fn folder(path: &Path) -> &Path {
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
            path.display(),
            reason.nl
        ),
        format!(
            "planwacht cannot read {}: {}. Check the name, and that you may open the file.",
            path.display(),
            reason.en
        ),
    )
}

fn write_failure(path: &Path, error: &io::Error) -> Failure {
    let reason = reason(error);
    Failure::new(
        format!(
            "planwacht kan {} niet schrijven: {}. Kies een map waarin u mag schrijven (--out-dir of --output).",
            path.display(),
            reason.nl
        ),
        format!(
            "planwacht cannot write {}: {}. Choose a folder you may write to (--out-dir or --output).",
            path.display(),
            reason.en
        ),
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
        _ => return Wording::of(error.to_string(), error.to_string()),
    };
    Wording::of(nl, en)
}

/// The path of an output: the input's name with something behind it, in the folder for outputs or beside the input.
pub(super) fn output_path(input: &Path, folder: Option<&Path>, suffix: &str) -> PathBuf {
    let mut name = input.file_stem().unwrap_or_default().to_os_string();
    name.push(suffix);
    folder.or(input.parent()).unwrap_or(Path::new("")).join(name)
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
        assert!(write_outputs(outputs, &[], false).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
