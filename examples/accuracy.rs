//! Prints which rows of two workbooks were matched, for scoring against a known truth.
//!
//! `cargo run --release --example accuracy -- V1.xlsx V2.xlsx FRAMEWORK.toml > pairs.json`
//!
//! Standard output: a JSON list of `[previous, current]`, the positions of the actions in their workbooks, from zero; a
//! split or a merge gives a pair per part. Standard error: the counts and the time that each step took.

use std::io::Write;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use planwacht::framework::Framework;
use planwacht::plan::ActionPlan;
use planwacht::reconcile::{ChangeKind, Reconciliation, reconcile};
use planwacht::{read, workbook};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [previous, current, framework] = arguments.as_slice() else {
        bail!("expected two workbooks and a framework file, got {} arguments", arguments.len());
    };
    let text = std::fs::read_to_string(framework).with_context(|| format!("cannot read {framework}"))?;
    let framework = Framework::parse(&text, framework)?;
    let (previous, current) = (plan(previous, &framework)?, plan(current, &framework)?);
    let start = Instant::now();
    let result = reconcile(&previous, &current, &framework);
    eprintln!("reconciled {} x {} actions in {:?}", previous.actions.len(), current.actions.len(), start.elapsed());
    count(&result);
    let json = serde_json::to_string(&pairs(&result))?;
    writeln!(std::io::stdout(), "{json}").context("cannot write the pairs")
}

fn plan(path: &str, framework: &Framework) -> Result<ActionPlan> {
    let start = Instant::now();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {path}"))?;
    let workbook = workbook::read(&bytes, path)?;
    let plan = read::read(&workbook.sheets, framework);
    eprintln!("read {path} in {:?}", start.elapsed());
    Ok(plan)
}

fn count(result: &Reconciliation) {
    let of = |kind| result.changes.iter().filter(|change| change.kind == kind).count();
    let (kept, added, removed) = (of(ChangeKind::Kept), of(ChangeKind::Added), of(ChangeKind::Removed));
    let fields: usize = result.changes.iter().map(|change| change.fields.len()).sum();
    eprintln!(
        "{kept} kept, {added} added, {removed} removed, {} split, {} merged; {fields} fields changed",
        of(ChangeKind::Split),
        of(ChangeKind::Merged)
    );
}

fn pairs(result: &Reconciliation) -> Vec<(usize, usize)> {
    let of_change = result.changes.iter().flat_map(|change| {
        change.previous.iter().flat_map(|previous| change.current.iter().map(|current| (*previous, *current)))
    });
    of_change.collect()
}
