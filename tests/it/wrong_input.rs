//! What cannot be done ends with exit code 2, one clear sentence, and nothing left behind.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{planwacht, project, sample};

/// Runs `check` with its outputs in `out`, expects exit code 2 and gives the one sentence.
fn refusal(folder: &Path, workbook: &Path, more: &[&str]) -> String {
    let out = folder.join("uitvoer");
    let before = listing(folder);
    let mut args = vec!["check".into(), workbook.as_os_str().to_owned(), "--out-dir".into(), out.into_os_string()];
    args.extend(more.iter().map(Into::into));
    let output = planwacht(&args);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(listing(folder), before, "something stayed behind: {said}");
    assert!(output.stdout.is_empty());
    said
}

fn one_sentence(said: &str, parts: &[&str]) {
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    for part in parts {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn file(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    path
}

#[test]
fn a_missing_file() {
    let folder = TempDir::new().unwrap();
    one_sentence(&refusal(folder.path(), &folder.path().join("weg.xlsx"), &[]), &["weg.xlsx", "bestaat niet"]);
}

#[test]
fn a_missing_previous_version() {
    let folder = TempDir::new().unwrap();
    let said = refusal(folder.path(), &sample("2025-11-24"), &["--previous", "nergens/oud.xlsx"]);
    one_sentence(&said, &["oud.xlsx", "bestaat niet"]);
}

#[test]
fn a_text_file_named_xlsx() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "tekst.xlsx", b"Nr;Actie;Trekker\n1;Iets;Iemand\n");
    one_sentence(&refusal(folder.path(), &path, &[]), &["tekst.xlsx"]);
}

#[test]
fn an_empty_file() {
    let folder = TempDir::new().unwrap();
    one_sentence(&refusal(folder.path(), &file(&folder, "leeg.xlsx", b""), &[]), &["leeg.xlsx"]);
}

#[test]
fn a_truncated_workbook() {
    let folder = TempDir::new().unwrap();
    let bytes = fs::read(sample("2025-11-24")).unwrap();
    let path = file(&folder, "half.xlsx", &bytes[..bytes.len() / 2]);
    one_sentence(&refusal(folder.path(), &path, &[]), &["half.xlsx"]);
}

#[test]
fn an_encrypted_workbook() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "geheim.xlsx", &encrypted());
    one_sentence(&refusal(folder.path(), &path, &[]), &["geheim.xlsx", "wachtwoord"]);
}

#[test]
fn a_workbook_without_an_action_table() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("kasboek.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Kasboek").unwrap();
    sheet.write_row(0, 0, ["Datum", "Bedrag"]).unwrap();
    sheet.write_row(1, 0, ["1-1-2025", "12,50"]).unwrap();
    book.save(&path).unwrap();
    one_sentence(&refusal(folder.path(), &path, &[]), &["kasboek.xlsx", "Kasboek", "Trekker"]);
}

#[test]
fn a_lock_file() {
    let folder = TempDir::new().unwrap();
    let path = file(&folder, "~$plan.xlsx", b"\x05Naam");
    one_sentence(&refusal(folder.path(), &path, &[]), &["~$plan.xlsx", "hulpbestand van Excel"]);
}

#[test]
fn an_output_folder_that_is_a_file() {
    let folder = TempDir::new().unwrap();
    let blocked = file(&folder, "bezet", b"");
    let out = blocked.join("uitvoer");
    let output = planwacht(["check".as_ref(), sample("2025-11-24").as_os_str(), "--out-dir".as_ref(), out.as_os_str()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    one_sentence(&said, &["bezet"]);
    assert_eq!(listing(folder.path()), [blocked]);
}

#[test]
fn a_broken_framework_file_lists_every_mistake() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(project("src/framework/default.toml"))
        .unwrap()
        .replacen("language = \"nl\"", "language = \"xx\"", 1)
        .replacen("rank = 1", "rank = \"een\"", 1);
    let path = file(&folder, "kader.toml", text.as_bytes());
    let said = refusal(folder.path(), &sample("2025-11-24"), &["--framework", &path.to_string_lossy()]);
    for part in ["kader.toml", "language", "xx", "rank", "een"] {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
}

#[test]
fn an_output_of_somebody_else_is_kept() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("plan.xlsx");
    fs::copy(sample("2025-11-24"), &path).unwrap();
    let theirs = file(&folder, "plan-wijzigingen.md", b"# Mijn eigen aantekeningen\n");
    let before = listing(folder.path());
    let output = planwacht(["check".as_ref(), path.as_os_str()]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    one_sentence(&said, &["plan-wijzigingen.md", "--force"]);
    assert_eq!(listing(folder.path()), before);
    assert_eq!(fs::read(theirs).unwrap(), b"# Mijn eigen aantekeningen\n");
    assert_eq!(planwacht(["check".as_ref(), path.as_os_str(), "--force".as_ref()]).status.code(), Some(1));
    let again = planwacht(["check".as_ref(), path.as_os_str()]);
    assert_eq!(again.status.code(), Some(1), "its own outputs are replaced without asking");
}

#[test]
fn an_unknown_rule_to_select_suggests_the_near_one() {
    let folder = TempDir::new().expect("a folder");
    let said = refusal(folder.path(), &sample("2025-11-24"), &["--select", "OWN,DTA"]);
    one_sentence(&said, &["“DTA”", "Bedoelt u DAT"]);
}

#[test]
fn an_unknown_rule_suggests_the_near_one() {
    let output = planwacht(["rules", "OWN03"]);
    assert_eq!(output.status.code(), Some(2));
    one_sentence(&String::from_utf8(output.stderr).unwrap(), &["OWN03", "OWN003"]);
}

/// The outside of a workbook with a password: a compound file whose folder names an encrypted package.
fn encrypted() -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut header = vec![0u8; SECTOR];
    header[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    header[24..32].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    header[32..34].copy_from_slice(&6u16.to_le_bytes());
    let fields = [(44, 1), (48, 1), (56, 4096), (60, END), (64, 0), (68, END), (72, 0), (76, 0)];
    for (at, value) in fields {
        header[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
    }
    (80..SECTOR).step_by(4).for_each(|at| header[at..at + 4].copy_from_slice(&FREE.to_le_bytes()));
    let mut table = vec![0xFFu8; SECTOR];
    table[..4].copy_from_slice(&0xFFFF_FFFDu32.to_le_bytes());
    table[4..8].copy_from_slice(&END.to_le_bytes());
    let mut folder = Vec::new();
    folder.extend(directory_entry("Root Entry", 5, FREE, 1));
    folder.extend(directory_entry("EncryptedPackage", 2, 2, FREE));
    folder.extend(directory_entry("EncryptionInfo", 2, FREE, FREE));
    folder.extend(directory_entry("", 0, FREE, FREE));
    [header, table, folder].concat()
}

fn directory_entry(name: &str, kind: u8, next: u32, child: u32) -> Vec<u8> {
    let mut entry = vec![0u8; 128];
    for (index, unit) in name.encode_utf16().enumerate() {
        entry[index * 2..index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    let length = if name.is_empty() { 0 } else { (name.encode_utf16().count() as u16 + 1) * 2 };
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    entry[67] = 1;
    entry[68..72].copy_from_slice(&0xFFFF_FFFFu32.to_le_bytes());
    entry[72..76].copy_from_slice(&next.to_le_bytes());
    entry[76..80].copy_from_slice(&child.to_le_bytes());
    entry[116..120].copy_from_slice(&0xFFFF_FFFEu32.to_le_bytes());
    entry
}
