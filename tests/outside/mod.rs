//! Checkers and workbooks of others, used where they are and never copied: the folder `PLANWACHT_SHARED`, without it `../shared`.

use std::path::{Path, PathBuf};

/// A part of that folder; `None`, said aloud, where it is not there.
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PLANWACHT_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    available(root.join(part), part)
}

/// A path that is needed for a check. With `PLANWACHT_CHECKS=required` it is a failure that it is not there.
pub(crate) fn available(path: PathBuf, name: &str) -> Option<PathBuf> {
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var("PLANWACHT_CHECKS").is_ok_and(|value| value == "required");
    assert!(!required, "{name} is not there, and PLANWACHT_CHECKS=required");
    eprintln!("skipped: {name} is not there");
    None
}
