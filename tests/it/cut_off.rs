//! Runs that were cut off, places that are no files, and what a terminal gets to see.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::support::{TODAY, planwacht, sample};

/// A folder with a plan in it.
fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("plan.xlsx");
    fs::copy(sample("2025-11-24"), &plan).unwrap();
    (folder, plan)
}

fn check(plan: &Path) -> Output {
    planwacht(["check".as_ref(), plan.as_os_str(), "--today".as_ref(), TODAY.as_ref()])
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn annotate(plan: &Path, notes: &Path, output: &Path) -> Output {
    let words = ["annotate".as_ref(), plan.as_os_str(), "--notes".as_ref(), notes.as_os_str(), "--output".as_ref()];
    planwacht(words.into_iter().chain([output.as_os_str()]))
}

fn notes(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("notities.csv");
    fs::write(&path, text).unwrap();
    path
}

/// What a run leaves that was cut off after it had renamed one of its two files.
fn half_renamed(folder: &Path) {
    let list = r#"[{"name":"plan-wijzigingen.md","staged":".planwacht-abcdef12-aaaaaa.tmp"},{"name":"plan-rapport.json","staged":".planwacht-abcdef12-bbbbbb.tmp"}]"#;
    fs::write(folder.join(".planwacht-abcdef12.run"), format!("{list}\n")).unwrap();
    fs::write(folder.join(".planwacht-abcdef12-bbbbbb.tmp"), "{}").unwrap();
    fs::write(folder.join(".planwacht-abcdef12-cccccc.tmp"), "oud").unwrap();
}

#[test]
fn mixed_outputs_are_told_until_a_run_has_written() {
    let (folder, plan) = folder();
    half_renamed(folder.path());
    let notes = notes(folder.path(), "blad;cel\n");
    // The first run tells of it and fails; it cleans up all the same.
    let first = said(&annotate(&plan, &notes, &folder.path().join("uit.xlsx")));
    assert!(first.contains("van twee verschillende keren zijn: plan-wijzigingen.md, plan-rapport.json."), "{first}");
    assert_eq!(names(folder.path()), [".planwacht-abcdef12.run", "notities.csv", "plan.xlsx"]);
    fs::write(&notes, "sheet,cell,text\nHilversum,A1,klopt dit?\n").unwrap();
    let second = annotate(&plan, &notes, &folder.path().join("uit.xlsx"));
    assert!(said(&second).contains("van twee verschillende keren"), "{}", said(&second));
    assert_eq!(second.status.code(), Some(0));
    assert_eq!(names(folder.path()), ["notities.csv", "plan.xlsx", "uit.xlsx"]);
    let third = annotate(&plan, &notes, &folder.path().join("uit.xlsx"));
    assert!(!said(&third).contains("twee verschillende keren"), "{}", said(&third));
}

#[test]
fn what_a_live_run_writes_stays() {
    let (folder, plan) = folder();
    half_renamed(folder.path());
    let alive = File::options().append(true).open(folder.path().join(".planwacht-abcdef12.run")).unwrap();
    alive.lock().unwrap();
    // Files of others that look like ours, and the files of a run whose own file is gone.
    fs::write(folder.path().join(".planwacht-notities.tmp"), "van iemand").unwrap();
    fs::write(folder.path().join(".planwacht-zzzzzz99-dddddd.tmp"), "los").unwrap();
    let notes = notes(folder.path(), "sheet,cell,text\nHilversum,A1,klopt dit?\n");
    let output = annotate(&plan, &notes, &folder.path().join("uit.xlsx"));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("twee verschillende keren"));
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name.starts_with(".planwacht-")).collect();
    let tmp = |id: &str| format!(".planwacht-abcdef12-{id}.tmp");
    assert_eq!(
        left,
        [tmp("bbbbbb"), tmp("cccccc"), ".planwacht-abcdef12.run".into(), ".planwacht-notities.tmp".into()]
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_at_once() {
    let (folder, plan) = folder();
    let pipe = folder.path().join("pijp.xlsx");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let notes = notes(folder.path(), "sheet,cell,text\nHilversum,A1,klopt dit?\n");
    let out = folder.path().join("uit.xlsx");
    let before = names(folder.path());
    let words = |words: &[&dyn AsRef<OsStr>]| words.iter().map(|word| word.as_ref().to_owned()).collect::<Vec<_>>();
    for args in [
        words(&[&"check", &pipe]),
        words(&[&"check", &plan, &"--previous", &pipe]),
        words(&[&"check", &plan, &"--framework", &"/dev/zero"]),
        words(&[&"compare", &pipe, &plan]),
        words(&[&"annotate", &plan, &"--notes", &pipe, &"--output", &out]),
        words(&[&"annotate", &plan, &"--notes", &notes, &"--output", &pipe, &"--force"]),
        words(&[&"annotate", &plan, &"--notes", &notes, &"--output", &"/dev/null", &"--force"]),
        words(&[&"merge", &plan, &plan, &"--output", &pipe]),
        words(&[&"framework", &"check", &"/dev/zero"]),
        words(&[&"framework", &"export", &"/dev/full"]),
    ] {
        let output = planwacht(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains("geen gewoon bestand"), "{args:?}: {}", said(&output));
        assert_eq!(names(folder.path()), before);
    }
    // An output of a check is known by its name alone.
    fs::rename(&pipe, folder.path().join("plan-gecontroleerd.xlsx")).unwrap();
    let output = check(&plan);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("geen gewoon bestand"), "{}", said(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn stdout_that_cannot_be_written_is_no_failure_of_the_work() {
    let (folder, plan) = folder();
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_planwacht"));
    let output = command.args(["check", "--today", TODAY]).arg(&plan).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("De bestanden zijn geschreven, maar stdout"), "{}", said(&output));
    assert!(folder.path().join("plan-rapport.json").exists());
    let closed = Command::new("sh")
        .args(["-c", "exec \"$0\" check \"$1\" --format json --today \"$2\" >&- 2>&-", env!("CARGO_BIN_EXE_planwacht")])
        .arg(&plan)
        .arg(TODAY)
        .status();
    assert_eq!(closed.unwrap().code(), Some(1));
    // Where printing is the work it has failed.
    let rules = Command::new(env!("CARGO_BIN_EXE_planwacht")).arg("rules").stdout(full()).output().unwrap();
    assert_eq!(rules.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn no_name_reaches_the_terminal_as_a_command() {
    let folder = TempDir::new().unwrap();
    let odd = "pl\u{1b}[2Ja\u{7}n\u{9b}31m\u{202e}\u{8}\n2";
    let plan = folder.path().join(format!("{odd}.xlsx"));
    fs::copy(sample("2025-11-24"), &plan).unwrap();
    let framework = folder.path().join(format!("{odd}.toml"));
    fs::write(&framework, "id = \"\\u001b[2J\u{9b}\"\ntitle = 1\n").unwrap();
    let notes = folder.path().join(format!("{odd}.csv"));
    fs::write(&notes, "sheet,cell,text,severity\n\u{1b}[2J,A1,x,\nHilversum,\u{1b}[31mZ,x,\u{7}\n").unwrap();
    let out = folder.path().join(odd);
    let os = |text: &str| std::ffi::OsString::from(text);
    let (plan, odd_framework, notes, out) =
        (plan.as_os_str(), framework.as_os_str(), notes.as_os_str(), out.as_os_str());
    for args in [
        vec![os("check"), plan.into(), os("--out-dir"), out.into()],
        vec![os("check"), plan.into(), os("--format"), os("json")],
        vec![os("compare"), plan.into(), plan.into()],
        vec![
            os("merge"),
            plan.into(),
            plan.into(),
            os("--output"),
            folder.path().join(format!("{odd}.uit.xlsx")).into(),
        ],
        vec![os("check"), plan.into(), os("--framework"), odd_framework.into()],
        vec![os("framework"), os("check"), odd_framework.into()],
        vec![os("annotate"), plan.into(), os("--notes"), notes.into(), os("--output"), os("uit.xlsx")],
        vec![os("check"), os(odd)],
        vec![os("check"), os(&format!("--{odd}"))],
        vec![os("rules"), os(odd)],
        vec![os("rules"), os("--lang"), os(odd)],
        vec![os("check"), plan.into(), os("--select"), os(odd)],
        vec![os(odd)],
    ] {
        let output = planwacht(&args);
        for text in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(text.clone()).unwrap();
            let unsafe_one = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
            assert_eq!(unsafe_one, None, "{args:?}: {text}");
        }
    }
}

#[test]
fn a_notes_file_tells_all_its_mistakes() {
    let (folder, plan) = folder();
    let out = folder.path().join("uit.xlsx");
    let told = |text: &str| said(&annotate(&plan, &notes(folder.path(), text), &out));
    let header = told("blad;cel;tekst\nHilversum;A1;x\n");
    assert!(header.contains("notities.csv, regel 1: de kop is \"blad;cel;tekst\""), "{header}");
    assert_eq!(header.lines().count(), 1, "{header}");
    let lines = told("sheet,cell,text,severity\nHilversum,A0,x,erg\nHilversum,A1,x,\nHilversum,A2\n");
    assert!(lines.contains("3 fouten") && lines.contains("regel 2: ") && lines.contains("regel 4: "), "{lines}");
    let sheets = told("sheet,cell,text\nHilversm,A1,x\nHilversum,A1,x\nLaren (oud),A1,\"x\ny\"\n,,\nWeesp,A1,x\n");
    let at: Vec<bool> = ["regel 2: ", "regel 4: ", "regel 7: "].iter().map(|line| sheets.contains(line)).collect();
    assert_eq!(at, [true; 3], "{sheets}");
    assert!(!out.exists());
    let cut = told(&format!("sheet,cell,text,wie\nHilversum,A1,{},ik\n", "x".repeat(40_000)));
    assert!(cut.contains("regel 2: de notitie is te lang") && cut.contains("niet gebruikt: wie"), "{cut}");
    assert!(out.exists());
}
