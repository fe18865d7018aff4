//! What must hold whatever went in.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::SystemTime;

use planwacht::report::words::is_unsafe;
use quick_xml::events::Event;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

/// The outputs of a case.
#[derive(Default)]
pub(crate) struct Outputs {
    /// The names of those that this run wrote.
    pub(crate) new: Vec<String>,
    pub(crate) faults: Vec<String>,
}

/// Looks at the folder of the outputs. `before` is what stood there, last changed `long_ago`; `current` is the workbook that the report
/// must be about.
pub(crate) fn outputs(
    folder: &Path,
    before: &[(String, Vec<u8>)],
    code: Option<u8>,
    stderr: &str,
    long_ago: SystemTime,
    current: Option<&Path>,
) -> Outputs {
    let mut outputs = Outputs::default();
    let is_new = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap() > long_ago;
    let names: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for name in &names {
        // Where nothing stood before, the lineage of several versions comes.
        let known = before.iter().any(|(known, _)| known == name) || before.is_empty() && name.contains("-levensloop.");
        if is_new(name) {
            outputs.new.push(name.clone());
        }
        if name.starts_with(".planwacht") || !known {
            outputs.faults.push(format!("LEFT {name}"));
        }
    }
    let done = matches!(code, Some(0 | 1));
    if code == Some(2) && !stderr.starts_with("planwacht: ") && !stderr.contains("\nplanwacht: ") {
        outputs.faults.push(format!("SILENT {stderr:?}"));
    }
    for (name, bytes) in before {
        if !names.contains(name) {
            outputs.faults.push(format!("MISSING {name}"));
        } else if !done && fs::read(folder.join(name)).unwrap() != *bytes {
            outputs.faults.push(format!("MIXED {name} is new although the run failed"));
        } else if done && !is_new(name) && !is_told(name, stderr) {
            outputs.faults.push(format!("MIXED {name} is old although the run succeeded"));
        }
    }
    for name in outputs.new.clone().iter().filter(|name| !name.ends_with(".xlsx")) {
        let bytes = fs::read(folder.join(name)).unwrap();
        match String::from_utf8(bytes) {
            // JSON has escapes, but for the characters that only a terminal obeys; a list for Excel begins with a mark.
            Ok(text) if name.ends_with(".json") => outputs.faults.extend(report(&text, current, name)),
            Ok(text) => {
                let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
                outputs.faults.extend(unprintable(name, &text));
            }
            Err(error) => outputs.faults.push(format!("TEXT {name}: {error}")),
        }
    }
    outputs
}

/// An annotated workbook of an earlier check stays where the workbook cannot be annotated, and that is said.
fn is_told(name: &str, stderr: &str) -> bool {
    name.contains("-gecontroleerd.")
        && (stderr.contains("hoort niet bij deze") || stderr.contains("does not belong to this one"))
}

fn report(text: &str, current: Option<&Path>, name: &str) -> Option<String> {
    let report: serde_json::Value = match serde_json::from_str(text) {
        Ok(report) => report,
        Err(error) => return Some(format!("TEXT {name}: {error}")),
    };
    let hash: String = Sha256::digest(fs::read(current?).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    let said = &report["run"]["current"]["sha256"];
    (*said != hash.as_str()).then(|| format!("MIXED {name} is about {said}"))
}

/// The first character of a text that a terminal would obey.
pub(crate) fn unprintable(name: &str, text: &str) -> Option<String> {
    let at = text.find(|c: char| is_unsafe(c))?;
    let around: String = text[..at].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
    Some(format!("CONTROL {name}: {:?} after {around:?}", text[at..].chars().next()))
}

/// A part of a written workbook that no reader should have to take.
pub(crate) struct Damaged {
    pub(crate) what: String,
    /// Whether it was damaged in the workbook that went in.
    pub(crate) came_so: bool,
}

/// The parts of a workbook that are damaged.
pub(crate) fn damaged_parts(book: &[u8], original: &[u8]) -> Vec<Damaged> {
    let mut archive = match ZipArchive::new(Cursor::new(book)) {
        Ok(archive) => archive,
        Err(error) => return vec![Damaged { what: format!("zip: {error}"), came_so: false }],
    };
    let mut before = ZipArchive::new(Cursor::new(original)).ok();
    let mut damaged = Vec::new();
    for at in 0..archive.len() {
        let name = match archive.name_for_index(at) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("part {at}"),
        };
        if let Some(why) = damage(&mut archive, at, &name) {
            let was = |before: &mut ZipArchive<_>| damage(before, before.index_for_name(&name)?, &name);
            let came_so = before.as_mut().and_then(was).is_some();
            damaged.push(Damaged { what: format!("{name}: {why}"), came_so });
        }
    }
    damaged
}

/// What is wrong with a part.
fn damage(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, name: &str) -> Option<String> {
    match part(archive, at) {
        Err(error) => Some(error),
        Ok(bytes) if is_xml(name) => flaw(&bytes),
        Ok(_) => None,
    }
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize) -> Result<Vec<u8>, String> {
    let file = archive.by_index(at).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(1 << 30).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn is_xml(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending)) && !name.starts_with("__macosx")
}

/// What is wrong with an XML part.
fn flaw(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).map_err(|error| error.to_string()),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => return Some(error),
    };
    if let Some(c) = text.chars().find(|c| !is_allowed(u32::from(*c))) {
        return Some(format!("character {:x}", u32::from(c)));
    }
    for reference in text.split("&#").skip(1) {
        let number = reference.split(';').next().unwrap_or_default();
        let number = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        if !number.is_ok_and(is_allowed) {
            return Some(format!("reference &#{}", reference.chars().take(10).collect::<String>()));
        }
    }
    tree_flaw(&text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
    String::from_utf16(&units).map_err(|error| error.to_string())
}

fn tree_flaw(text: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut depth, mut roots) = (0usize, 0usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.attributes().any(|attribute| attribute.is_err()) => {
                return Some("an attribute".to_owned());
            }
            Ok(Event::Start(_)) => {
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Ok(Event::Empty(_)) => roots += usize::from(depth == 0),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::DocType(_)) => return Some("a document type".to_owned()),
            Ok(Event::Eof) if depth == 0 && roots == 1 => return None,
            Ok(Event::Eof) => return Some(format!("{roots} roots, {depth} open")),
            Ok(_) => {}
            Err(error) => return Some(error.to_string()),
        }
    }
}

/// XML 1.0, 2.2: the characters that a document may hold.
fn is_allowed(c: u32) -> bool {
    matches!(c, 0x9 | 0xA | 0xD | 0x20..=0xD7FF | 0xE000..=0xFFFD | 0x1_0000..=0x10_FFFF)
}
