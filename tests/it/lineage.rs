//! `compare` over more than two versions.

use tempfile::TempDir;

use crate::support::{planwacht, sample};

#[test]
fn three_versions_give_the_life_of_each_action() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().to_string_lossy().into_owned();
    let versions = [sample("2025-08-27"), sample("2025-11-24"), sample("2025-08-27")];
    let mut args: Vec<String> = vec!["compare".into()];
    args.extend(versions.iter().map(|path| path.to_string_lossy().into_owned()));
    args.extend(["--out-dir".into(), out, "--format".into(), "json".into()]);
    let output = planwacht(&args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let lives = json["lives"].as_array().expect("lives");
    // Every row of every version is in exactly one life.
    for (version, count) in json["versions"].as_array().expect("versions").iter().map(|v| &v["actions"]).enumerate() {
        let in_version = |row: &&serde_json::Value| row["version"] == version + 1;
        let rows = lives.iter().flat_map(|life| life["rows"].as_array().expect("rows")).filter(in_version).count();
        assert_eq!(rows as u64, count.as_u64().expect("a count"), "version {}", version + 1);
    }
    // What the second version lacks is back in the third, in the same life.
    let came_back = |life: &&serde_json::Value| {
        life["moments"].as_array().expect("moments").iter().any(|moment| moment["kind"] == "returned")
    };
    assert!(lives.iter().any(|life| came_back(&life)));
    for suffix in ["xlsx", "html", "md", "json"] {
        let path = folder.path().join(format!("actieplan-2025-08-27-levensloop.{suffix}"));
        assert!(path.exists(), "{}", path.display());
    }
    // The same again replaces its own outputs.
    assert_eq!(planwacht(&args).status.code(), Some(0));
}

#[test]
fn one_version_is_not_enough() {
    let output = planwacht([std::ffi::OsString::from("compare"), sample("2025-08-27").into()]);
    assert_eq!(output.status.code(), Some(2));
}
