//! What truly became of every row, and how much of it somebody found.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// A row of the previous and a row of the current version that are the same action, both counted from zero.
pub(crate) type Pair = (usize, usize);

/// What a generator knows about the two versions that it made.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Truth {
    /// How many rows the previous version has.
    pub n1: usize,
    /// How many rows the current version has.
    pub n2: usize,
    pub pairs: Vec<Pair>,
    pub removed: Vec<usize>,
    pub added: Vec<usize>,
    pub reworded: Vec<usize>,
    /// Where a generator keeps these apart from the reworded ones.
    #[serde(default)]
    pub renumbered_and_reworded: Vec<usize>,
    /// Rows of the previous version that are several now.
    #[serde(default)]
    pub splits: Vec<usize>,
    /// Rows of the previous version that are one now.
    #[serde(default)]
    pub merges: Vec<Vec<usize>>,
    /// Rows of the previous version that stand on another sheet now.
    #[serde(default)]
    pub moved: Vec<usize>,
    /// Where the rows stand in the workbooks. Without it: all on one sheet, right below the header.
    #[serde(default)]
    pub places: Option<Places>,
}

/// The sheet of every row, and the number of the row as Excel shows it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Places {
    pub previous: Vec<(String, u32)>,
    pub current: Vec<(String, u32)>,
}

impl Truth {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        serde_json::from_reader(BufReader::new(file)).with_context(|| format!("cannot read {}", path.display()))
    }

    /// All rows of the previous version that say the same in other words.
    pub(crate) fn reworded(&self) -> HashSet<usize> {
        self.reworded.iter().chain(&self.renumbered_and_reworded).copied().collect()
    }

    pub(crate) fn score(&self, found: &[Pair]) -> Score {
        let found: HashSet<Pair> = found.iter().copied().collect();
        let truth: HashSet<Pair> = self.pairs.iter().copied().collect();
        let right = found.intersection(&truth).count();
        let linked_before: HashSet<usize> = found.iter().map(|(previous, _)| *previous).collect();
        let linked_after: HashSet<usize> = found.iter().map(|(_, current)| *current).collect();
        Score {
            precision: Share { right, of: found.len() },
            recall: Share { right, of: truth.len() },
            reworded: self.links_of(&self.reworded(), &found),
            splits: self.links_of(&self.splits.iter().copied().collect(), &found),
            merges: self.links_of(&self.merges.iter().flatten().copied().collect(), &found),
            proposals: proposals(&found, &truth),
            added: Share::of(&self.added, |row| !linked_after.contains(row)),
            removed: Share::of(&self.removed, |row| !linked_before.contains(row)),
        }
    }

    /// How many of the true pairs of these previous rows were found.
    fn links_of(&self, rows: &HashSet<usize>, found: &HashSet<Pair>) -> Share {
        let links: Vec<Pair> = self.pairs.iter().filter(|(previous, _)| rows.contains(previous)).copied().collect();
        Share::of(&links, |pair| found.contains(pair))
    }
}

/// A row that got several partners is a proposal of a split or a merge; it is right where each of these partners is.
fn proposals(found: &HashSet<Pair>, truth: &HashSet<Pair>) -> Share {
    let mut of_previous: BTreeMap<usize, Vec<Pair>> = BTreeMap::new();
    let mut of_current: BTreeMap<usize, Vec<Pair>> = BTreeMap::new();
    for pair in found {
        of_previous.entry(pair.0).or_default().push(*pair);
        of_current.entry(pair.1).or_default().push(*pair);
    }
    let several: Vec<Vec<Pair>> =
        of_previous.into_values().chain(of_current.into_values()).filter(|pairs| pairs.len() > 1).collect();
    Share::of(&several, |pairs| pairs.iter().all(|pair| truth.contains(pair)))
}

/// What somebody found, from several sides.
pub(crate) struct Score {
    /// Found pairs that are true.
    pub precision: Share,
    /// True pairs that were found.
    pub recall: Share,
    /// The same of reworded actions.
    pub reworded: Share,
    /// The same of actions that were split.
    pub splits: Share,
    /// The same of actions that were merged.
    pub merges: Share,
    /// Proposed splits and merges that are one.
    pub proposals: Share,
    /// New actions that got no partner.
    pub added: Share,
    /// Removed actions that got no partner.
    pub removed: Share,
}

impl Score {
    /// In the order of the fields.
    pub(crate) fn shares(&self) -> [Share; 8] {
        let Self { precision, recall, reworded, splits, merges, proposals, added, removed } = *self;
        [precision, recall, reworded, splits, merges, proposals, added, removed]
    }
}

/// So many of so many.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    fn of<T>(list: &[T], is_right: impl Fn(&T) -> bool) -> Self {
        Self { right: list.iter().filter(|one| is_right(one)).count(), of: list.len() }
    }

    /// Whether it is at least this much; nothing of nothing is.
    pub(crate) fn reaches(self, target: f64) -> bool {
        self.right as f64 >= target * self.of as f64
    }
}

/// Four decimals, never rounded up: only a share without a mistake is shown as 1.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.right * 10_000).checked_div(self.of) {
            Some(parts) => f.pad(&format!("{}.{:04}", parts / 10_000, parts % 10_000)),
            None => f.pad("-"),
        }
    }
}
