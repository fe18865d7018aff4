//! Which rows are worth comparing, found without comparing every row with every other.
//!
//! An inverted index over features of the rows: words, pairs of adjacent words, runs of letters, and these together with
//! the place and the sub-theme. A row follows its rarest features first and stops after a fixed number of hits, so the
//! work per row is bounded whatever the size of the plan.

use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::reconcile::profile::Profile;

/// So many hits a row may follow.
const HITS: usize = 3_000;
/// So many candidates a row keeps, those with the most and rarest features in common.
const KEPT: usize = 24;
/// Letters in a run that is looked up, which finds words with a slip in them.
const RUN: usize = 6;

/// What a row can be found by, hashed. There are millions of them, so they are short; that two have the same hash now and then
/// only finds a row more.
type Feature = u32;

/// Rows by feature.
pub(super) struct Index {
    /// Start and end in `rows`.
    ranges: FxHashMap<Feature, (u32, u32)>,
    rows: Vec<u32>,
    size: usize,
}

impl Index {
    /// An index over some rows (`numbers`) of a version.
    pub(super) fn new(profiles: &[Profile], numbers: &[usize]) -> Self {
        let mut entries: Vec<(Feature, u32)> = Vec::new();
        for (position, number) in numbers.iter().enumerate() {
            entries.extend(features(&profiles[*number]).into_iter().map(|feature| (feature, position as u32)));
        }
        entries.sort_unstable();
        let features = entries.chunk_by(|a, b| a.0 == b.0).count();
        let mut ranges = FxHashMap::with_capacity_and_hasher(features, FxBuildHasher);
        let mut start = 0;
        for run in entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + run.len() as u32;
            ranges.insert(run[0].0, (start, end));
            start = end;
        }
        Self { ranges, rows: entries.into_iter().map(|(_, row)| row).collect(), size: numbers.len() }
    }

    /// The positions (in the `numbers` of the index) of the rows that have most in common with a row, best first.
    pub(super) fn candidates(&self, profile: &Profile, scratch: &mut Scratch) -> Vec<usize> {
        let mut ranges: Vec<(u32, u32)> =
            features(profile).iter().filter_map(|feature| self.ranges.get(feature).copied()).collect();
        ranges.sort_unstable_by_key(|(start, end)| (end - start, *start));
        let mut hits = 0;
        for (start, end) in ranges {
            let length = (end - start) as usize;
            if hits > 0 && hits + length > HITS {
                break;
            }
            hits += length;
            let weight = (1.0 + self.size as f32 / length as f32).ln();
            let rows = self.rows.get(start as usize..end as usize).unwrap_or_default();
            // A feature that thousands share tells little; the first of them are enough to find a copy.
            for row in rows.iter().take(HITS) {
                scratch.add(*row as usize, weight);
            }
        }
        scratch.best(KEPT)
    }
}

/// Sums per row, kept between look-ups to spare allocations.
pub(super) struct Scratch {
    sums: Vec<f32>,
    touched: Vec<usize>,
}

impl Scratch {
    /// For an index over so many rows.
    pub(super) fn new(rows: usize) -> Self {
        Self { sums: vec![0.0; rows], touched: Vec::new() }
    }

    fn add(&mut self, row: usize, weight: f32) {
        if self.sums[row] == 0.0 {
            self.touched.push(row);
        }
        self.sums[row] += weight;
    }

    fn best(&mut self, kept: usize) -> Vec<usize> {
        let sums = &mut self.sums;
        let order = |a: &usize, b: &usize| sums[*b].total_cmp(&sums[*a]).then(a.cmp(b));
        if self.touched.len() > kept {
            self.touched.select_nth_unstable_by(kept, order);
        }
        let mut best: Vec<usize> = self.touched.iter().take(kept).copied().collect();
        best.sort_unstable_by(order);
        for row in self.touched.drain(..) {
            sums[row] = 0.0;
        }
        best
    }
}

/// The features of a row, each once.
fn features(profile: &Profile) -> Vec<Feature> {
    let (place, subtheme) = (profile.place_number, profile.subtheme());
    let mut features = Vec::with_capacity(profile.words.len() * 5 + profile.text.len());
    features.push(feature(&(0u8, &profile.text)));
    for word in profile.words.iter() {
        features.push(feature(&(1u8, word)));
        features.push(feature(&(2u8, word, place, subtheme)));
    }
    for pair in profile.words.windows(2) {
        features.push(feature(&(3u8, pair[0], pair[1])));
        features.push(feature(&(4u8, pair[0], pair[1], place)));
    }
    let letters: Vec<char> = profile.text.chars().collect();
    for run in letters.windows(RUN) {
        features.push(feature(&(5u8, run)));
    }
    for (number, clue) in profile.clues.iter().enumerate().skip(1).take(3) {
        if clue.is_some() {
            features.push(feature(&(6u8, number, clue, place, subtheme)));
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// Equal for equal values.
fn feature(value: &impl Hash) -> Feature {
    FxBuildHasher.hash_one(value) as Feature
}
