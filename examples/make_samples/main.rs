//! Makes the sample workbooks in `samples/`, and `samples/edits.json`: what was edited between the two versions and what
//! a check must find of it. Run with `cargo run --example make_samples`; the same code gives the same bytes.

mod actions;
mod edits;
mod framework;
mod layout;
mod model;
mod truth;

use std::error::Error;
use std::fs;
use std::path::Path;

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
        fs::write(samples.join(book.file), layout::write(book, &logo, &theme)?)?;
    }
    let truth = truth::tell(&adopted, &november, &log);
    fs::write(samples.join("edits.json"), serde_json::to_string_pretty(&truth)? + "\n")?;
    Ok(())
}
