//! Makes the sample workbooks in `samples/`, and `samples/edits.json`: what was edited between the two versions and what
//! a check must find of it. Run with `cargo run --example make_samples`; the same code gives the same bytes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "the samples are made by their maintainers, who read where it stopped"
)]

mod actions;
mod edits;
mod framework;
mod layout;
mod model;
mod package;
mod truth;

use std::error::Error;
use std::fs;
use std::path::Path;

/// The part numbers of the local sheets, whose drop-downs are stored as Excel does; those of Districtelijk, the third
/// sheet, keep the plain form, so that both occur.
const LOCAL_SHEETS: [usize; 5] = [4, 5, 6, 7, 8];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = root.join("samples");
    let theme = root.join("examples/make_samples/theme.xml");
    let logo = fs::read(samples.join("logo.png"))?;

    let adopted = actions::adopted();
    let count: usize = adopted.sheets.iter().map(|sheet| sheet.all_rows().count()).sum();
    assert_eq!(count, 78, "the adopted plan has 78 actions");
    let (november, log) = edits::november(&adopted);
    let redacted = edits::redacted(&adopted);
    let copy = edits::copy_of_huizen(&adopted, &november);
    for book in [&adopted, &november, &redacted, &copy] {
        let package = layout::write(book, &logo, &theme)?;
        fs::write(samples.join(book.file), package::extend_drop_downs(&package, &LOCAL_SHEETS)?)?;
    }
    let truth = truth::tell(&adopted, &november, &log);
    fs::write(samples.join("edits.json"), serde_json::to_string_pretty(&truth)? + "\n")?;
    Ok(())
}
