//! Which row of the current version is which row of the previous one, and why.
//!
//! In stages, each for what the one before left over: rows with equal text at the same place; parts of rows that were
//! split or merged; and the rest by likeness, assigned so that the whole fits best.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::reconcile::assignment::{Edge, assign};
use crate::reconcile::candidates::{Index, Scratch};
use crate::reconcile::evidence::{Habits, LEAST_SIMILARITY, Surroundings, Weights, beforehand, of_text};
use crate::reconcile::pair::{Pair, Shapes};
use crate::reconcile::parts::{self, Group};
use crate::reconcile::profile::{Clue, Lexicon, Profile};

/// Groups of rows with one text at one place are assigned exactly up to so many pairs; beyond, by equal fields.
const EXACT_GROUP: usize = 10_000;
/// Weights are whole numbers in the assignment: so many steps for one unit of evidence.
const STEPS: f64 = 1_000_000.0;
/// Rows within this distance of where their neighbours lead to stand beside them.
const NEAR: usize = 3;
/// The evidence grows faster than the certainty, because fields go together; this much evidence counts for one.
const EVIDENCE_PER_CERTAINTY: f64 = 2.0;
/// Texts less alike than this leave doubt about a match, up to [`DOUBT`] for texts with nothing in common.
const CLEARLY_ALIKE: f32 = 0.6;
/// How much confidence a text can take away.
const DOUBT: f64 = 0.6;
/// The confidence in rows with one text at one place where several were to choose from.
const AMONG_EQUALS: f64 = 0.9;

/// Two rows that are one action.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// Index in the previous version.
    pub previous: usize,
    /// Index in the current version.
    pub current: usize,
    /// How alike the texts are, from 0 to 1.
    pub similarity: f32,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// Whether it stands beside the rows that it stood beside; none where nothing around it is matched.
    pub beside_neighbours: Option<bool>,
}

/// Every match; what is not in it was added or removed.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// One to one.
    pub links: Vec<Link>,
    /// One to several, or several to one.
    pub groups: Vec<Group>,
}

/// Matches the rows of two versions.
pub(super) fn match_rows(previous: &[Profile], current: &[Profile], lexicon: &Lexicon) -> Matching {
    let mut matcher = Matcher::new(previous, current, lexicon);
    matcher.equal_texts();
    matcher.parts_and_alike();
    matcher.look_around();
    matcher.matching
}

struct Matcher<'a> {
    previous: &'a [Profile],
    current: &'a [Profile],
    lexicon: &'a Lexicon,
    to_current: Vec<Option<usize>>,
    to_previous: Vec<Option<usize>>,
    matching: Matching,
}

/// Rows of both versions with one text at one place.
#[derive(Default)]
struct Equals {
    previous: Vec<usize>,
    current: Vec<usize>,
}

impl<'a> Matcher<'a> {
    fn new(previous: &'a [Profile], current: &'a [Profile], lexicon: &'a Lexicon) -> Self {
        Self {
            previous,
            current,
            lexicon,
            to_current: vec![None; previous.len()],
            to_previous: vec![None; current.len()],
            matching: Matching::default(),
        }
    }

    fn link(&mut self, previous: usize, current: usize, similarity: f32, confidence: f64) {
        self.to_current[previous] = Some(current);
        self.to_previous[current] = Some(previous);
        self.matching.links.push(Link { previous, current, similarity, confidence, beside_neighbours: None });
    }

    /// Links the rows with equal text at the same place. Where several have it, equal rows first and the rest so that
    /// the other fields fit best.
    fn equal_texts(&mut self) {
        let groups = self.groups_of_equals();
        let (single, several): (Vec<Equals>, Vec<Equals>) =
            groups.into_iter().partition(|group| group.previous.len() == 1 && group.current.len() == 1);
        for group in single {
            self.link(group.previous[0], group.current[0], 1.0, 1.0);
        }
        if several.is_empty() {
            return;
        }
        let weights = self.learn();
        for mut group in several {
            self.link_by_key(&mut group, |profile| Some(profile.content), 1.0);
            if group.previous.len() * group.current.len() > EXACT_GROUP {
                self.link_by_key(&mut group, |profile| profile.id.map(|id| (id, profile.clues)), AMONG_EQUALS);
                self.link_by_key(&mut group, |profile| Some(profile.clues), AMONG_EQUALS);
                self.link_by_key(&mut group, |profile| profile.id, AMONG_EQUALS);
            }
            if group.previous.len() * group.current.len() > EXACT_GROUP {
                self.link_by_key(&mut group, |_| Some(()), AMONG_EQUALS);
            }
            self.link_best(&group, &weights);
        }
    }

    /// The groups in the order of the previous version. Rows without text tell nothing by it, so they are left to the
    /// other fields.
    fn groups_of_equals(&self) -> Vec<Equals> {
        let mut positions: FxHashMap<(&str, u64), usize> = FxHashMap::default();
        let mut groups: Vec<Equals> = Vec::new();
        for (i, profile) in self.previous.iter().enumerate().filter(|(_, profile)| !profile.text.is_empty()) {
            let position = *positions.entry((&profile.text, profile.place_number)).or_insert_with(|| {
                groups.push(Equals::default());
                groups.len() - 1
            });
            groups[position].previous.push(i);
        }
        for (j, profile) in self.current.iter().enumerate() {
            if let Some(position) = positions.get(&(&*profile.text, profile.place_number)) {
                groups[*position].current.push(j);
            }
        }
        groups.retain(|group| !group.current.is_empty());
        groups
    }

    /// Links rows of a group that have the same key, in order, and takes them out of the group.
    fn link_by_key<K: std::hash::Hash + Eq>(
        &mut self,
        group: &mut Equals,
        key: impl Fn(&Profile) -> Option<K>,
        confidence: f64,
    ) {
        let mut waiting: HashMap<K, std::collections::VecDeque<usize>> = HashMap::new();
        for j in &group.current {
            if let Some(key) = key(&self.current[*j]) {
                waiting.entry(key).or_default().push_back(*j);
            }
        }
        for i in &group.previous {
            let found = key(&self.previous[*i]).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(j) = found {
                self.link(*i, j, 1.0, confidence);
            }
        }
        group.previous.retain(|i| self.to_current[*i].is_none());
        group.current.retain(|j| self.to_previous[*j].is_none());
    }

    /// Links the rows of a group so that the other fields fit best; the order decides among the rest.
    fn link_best(&mut self, group: &Equals, weights: &Weights) {
        let mut edges = Vec::with_capacity(group.previous.len() * group.current.len());
        for (row, i) in group.previous.iter().enumerate() {
            for (col, j) in group.current.iter().enumerate() {
                let fit = weights.beside_text(&self.previous[*i], &self.current[*j], Surroundings::default());
                // The hundred outweighs any fit, so that as many rows as possible are linked.
                let weight = ((fit + 100.0) * STEPS) as i64 - row.abs_diff(col) as i64;
                edges.push(Edge { row, col, weight });
            }
        }
        let chosen = assign(group.previous.len(), group.current.len(), &edges);
        let confidence = if group.previous.len() == 1 && group.current.len() == 1 { 1.0 } else { AMONG_EQUALS };
        for (row, col) in chosen.iter().enumerate() {
            if let Some(col) = col {
                self.link(group.previous[row], group.current[*col], 1.0, confidence);
            }
        }
    }

    fn learn(&self) -> Weights {
        let matched: Vec<(usize, usize)> =
            self.matching.links.iter().map(|link| (link.previous, link.current)).collect();
        Weights::learn(self.previous, self.current, &matched, self.habits(&matched))
    }

    /// How numbers and order held in the rows matched so far.
    fn habits(&self, matched: &[(usize, usize)]) -> Habits {
        let mut by_number: FxHashMap<(u64, Clue), Vec<usize>> = FxHashMap::default();
        for (_, j) in matched {
            let profile = &self.current[*j];
            if let Some(id) = profile.id {
                by_number.entry((profile.place_number, id)).or_default().push(*j);
            }
        }
        let around = Neighbours::new(&self.to_current);
        let mut habits = Habits::default();
        for (i, j) in matched {
            let (a, b) = (&self.previous[*i], &self.current[*j]);
            if let (Some(id), Some(now)) = (a.id, b.id) {
                habits.numbered += 1;
                habits.same_number += usize::from(id == now);
                let holders = by_number.get(&(a.place_number, id));
                habits.reused_number += usize::from(holders.is_some_and(|holders| !holders.contains(j)));
            }
            if let Some(beside) = around.beside(*i, *j) {
                habits.placed += 1;
                habits.beside_neighbours += usize::from(beside);
            }
        }
        habits
    }

    /// Splits, merges and the rows that are alike, among what is left.
    fn parts_and_alike(&mut self) {
        let left: Vec<usize> = (0..self.previous.len()).filter(|i| self.to_current[*i].is_none()).collect();
        let new: Vec<usize> = (0..self.current.len()).filter(|j| self.to_previous[*j].is_none()).collect();
        if left.is_empty() || new.is_empty() {
            return;
        }
        let shapes = Shapes::new((self.previous, &left), (self.current, &new), self.lexicon);
        let pairs = self.pairs(&left, &new, &shapes);
        let mut groups = parts::find(self.previous, self.current, self.lexicon, &pairs, &shapes);
        for group in &groups {
            self.take(group);
        }
        self.matching.groups.append(&mut groups);
        self.link_alike(&pairs, left.len().max(new.len()));
    }

    /// Notes which rows stand beside the neighbours that they had.
    fn look_around(&mut self) {
        let around = Neighbours::new(&self.to_current);
        for link in &mut self.matching.links {
            link.beside_neighbours = around.beside(link.previous, link.current);
        }
    }

    /// Marks the rows of a group as matched.
    fn take(&mut self, group: &Group) {
        for i in &group.previous {
            self.to_current[*i] = group.current.first().copied();
        }
        for j in &group.current {
            self.to_previous[*j] = group.previous.first().copied();
        }
    }

    /// Every pair that is worth a look.
    fn pairs(&self, left: &[usize], new: &[usize], shapes: &Shapes) -> Vec<Pair> {
        let weights = self.learn();
        let around = Neighbours::new(&self.to_current);
        let repeated = (repeated_texts(self.previous), repeated_texts(self.current));
        let index = Index::new(self.current, new);
        let mut scratch = Scratch::new(new.len());
        let mut pairs = Vec::new();
        for i in left {
            let a = &self.previous[*i];
            for position in index.candidates(a, &mut scratch) {
                let j = new[position];
                let b = &self.current[j];
                let surroundings = Surroundings {
                    beside_its_neighbours: around.beside(*i, j),
                    repeated_text: repeated.0.contains(&*a.text) || repeated.1.contains(&*b.text),
                };
                pairs.push(Pair {
                    previous: *i,
                    current: j,
                    similarity: shapes.similarity(*i, j, self.lexicon),
                    beside_text: weights.beside_text(a, b, surroundings),
                });
            }
        }
        pairs
    }

    /// Assigns the rest by likeness. The confidence of a pair is its share among everything that its two rows could be,
    /// "nothing" included; less where the texts are hardly alike and the match rests on the other fields. A pair that is less
    /// likely than nothing is none; one of several that are equally likely is one in doubt.
    fn link_alike(&mut self, pairs: &[Pair], left_over: usize) {
        let possible: Vec<(Pair, f64)> = pairs
            .iter()
            .filter(|pair| self.to_current[pair.previous].is_none() && self.to_previous[pair.current].is_none())
            .filter(|pair| pair.similarity >= LEAST_SIMILARITY)
            .map(|pair| (*pair, of_text(pair.similarity) + pair.beside_text + beforehand(left_over)))
            .filter(|(pair, score)| certainty(*score) / (1.0 + certainty(*score)) - doubt(pair.similarity) >= 0.5)
            .collect();
        let rows = Numbering::new(possible.iter().map(|(pair, _)| pair.previous));
        let cols = Numbering::new(possible.iter().map(|(pair, _)| pair.current));
        let edges: Vec<Edge> = possible
            .iter()
            .map(|(pair, score)| Edge {
                row: rows.position(pair.previous),
                col: cols.position(pair.current),
                weight: (score * STEPS) as i64,
            })
            .collect();
        let chosen = assign(rows.len(), cols.len(), &edges);
        let (mut of_row, mut of_col) = (vec![0.0; rows.len()], vec![0.0; cols.len()]);
        for (edge, (_, score)) in edges.iter().zip(&possible) {
            of_row[edge.row] += certainty(*score);
            of_col[edge.col] += certainty(*score);
        }
        for (edge, (pair, score)) in edges.iter().zip(&possible) {
            if chosen[edge.row] == Some(edge.col) {
                let own = certainty(*score);
                let share = own / (1.0 + of_row[edge.row] + of_col[edge.col] - own);
                let confidence = share - doubt(pair.similarity);
                self.link(pair.previous, pair.current, pair.similarity, confidence.clamp(0.01, 0.99));
            }
        }
    }
}

/// How certain so much evidence makes a pair, where "nothing" is 1.
fn certainty(score: f64) -> f64 {
    (score / EVIDENCE_PER_CERTAINTY).exp()
}

/// What confidence loses by texts that are hardly alike.
fn doubt(similarity: f32) -> f64 {
    DOUBT * (1.0 - f64::from(similarity / CLEARLY_ALIKE)).max(0.0)
}

/// Where the neighbours of a row went.
struct Neighbours<'a> {
    to_current: &'a [Option<usize>],
    /// Per row: the nearest matched row before it, and after it.
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
}

impl<'a> Neighbours<'a> {
    fn new(to_current: &'a [Option<usize>]) -> Self {
        let mut before = vec![None; to_current.len()];
        let mut after = vec![None; to_current.len()];
        let mut last = None;
        for (i, matched) in to_current.iter().enumerate() {
            before[i] = last;
            last = if matched.is_some() { Some(i) } else { last };
        }
        last = None;
        for (i, matched) in to_current.iter().enumerate().rev() {
            after[i] = last;
            last = if matched.is_some() { Some(i) } else { last };
        }
        Self { to_current, before, after }
    }

    /// Whether `current` stands where the matched row before or after `previous` leads to.
    fn beside(&self, previous: usize, current: usize) -> Option<bool> {
        let expected = |neighbour: Option<usize>| -> Option<usize> {
            let neighbour = neighbour?;
            let stands_at = self.to_current[neighbour]?;
            (stands_at + previous).checked_sub(neighbour)
        };
        let before = expected(self.before[previous]);
        let after = expected(self.after[previous]);
        if before.is_none() && after.is_none() {
            return None;
        }
        Some([before, after].into_iter().flatten().any(|place| place.abs_diff(current) <= NEAR))
    }
}

/// The texts that stand at several places of one version.
fn repeated_texts(profiles: &[Profile]) -> FxHashSet<&str> {
    let mut place_of: FxHashMap<&str, u64> = FxHashMap::default();
    let mut repeated = FxHashSet::default();
    for profile in profiles {
        let first = *place_of.entry(&profile.text).or_insert(profile.place_number);
        if first != profile.place_number {
            repeated.insert(&*profile.text);
        }
    }
    repeated
}

/// Numbers rows from zero, for the assignment.
struct Numbering {
    rows: Vec<usize>,
}

impl Numbering {
    fn new(rows: impl Iterator<Item = usize>) -> Self {
        let mut rows: Vec<usize> = rows.collect();
        rows.sort_unstable();
        rows.dedup();
        Self { rows }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    /// The position of a row that was numbered.
    fn position(&self, row: usize) -> usize {
        self.rows.partition_point(|other| *other < row)
    }
}
