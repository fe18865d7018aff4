//! Rows that were split into several, and rows that were merged into one.
//!
//! A proposal needs that the texts of the parts together cover the text of the whole, that each part is in the whole almost
//! entirely (or mostly, and fits it in place and other fields) and brings something of its own, and that no row of it is
//! more like another row. Of proposals that share a row,
//! those are taken that are worth most together.

use std::collections::HashSet;

use crate::reconcile::evidence::of_text;
use crate::reconcile::pair::{Pair, Shapes};
use crate::reconcile::profile::{Lexicon, Profile};
use crate::reconcile::similarity::{Cover, contained};

/// The parts must cover this share of the whole.
const LEAST_COVERED: f32 = 0.80;
/// So much of each part must stand in the whole.
const LEAST_CONTAINED: f32 = 0.55;
/// Text and other fields of a piece of a row that was split say at least as much as a text that stands in the whole to this extent.
const LEAST_OF_PIECE: f32 = 0.70;
/// A part that is in the whole to this extent needs no other evidence: it may come from another place or sub-theme.
const PLAINLY_CONTAINED: f32 = 0.90;
/// So much of the whole must each part cover that no other part covers.
const LEAST_OWN: f32 = 0.10;
/// How far the cover of the whole decides; the rest is how far the parts stand in it. The cover weighs more, lest a true
/// part be left out because it says a little more than the whole did.
const COVER_COUNTS_FOR: f32 = 0.75;
/// A part that covers this share of the whole is a copy of it.
const COPY_COVERS: f32 = 0.95;
/// A row that is this much like yet another row is not taken for a copy, nor for a part from another place.
const COPY_OF_NOTHING_ELSE: f32 = 0.70;
/// Parts are mostly rows that stand under one another; that decides between copies of a text.
const SIDE_BY_SIDE: f64 = 1.0;
/// So many possible parts are tried in every combination.
const MOST_PARTS: usize = 8;
/// Proposals that share rows are weighed in every combination up to so many.
const MOST_PROPOSALS: usize = 16;

/// One row that became several, or several that became one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// Indices in the previous version.
    pub previous: Vec<usize>,
    /// Indices in the current version.
    pub current: Vec<usize>,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// How much of the text of the whole its parts say together, from 0 to 1.
    pub covered: f32,
}

/// A group with what it is worth against other groups.
#[derive(Debug, Clone)]
struct Proposal {
    group: Group,
    weight: f64,
}

/// Which side the whole stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whole {
    Previous,
    Current,
}

/// The splits and merges among the pairs that are worth a look.
pub(super) fn find(
    previous: &[Profile],
    current: &[Profile],
    lexicon: &Lexicon,
    pairs: &[Pair],
    shapes: &Shapes,
) -> Vec<Group> {
    let rows = (previous.len(), current.len());
    // A row of another place that fits badly besides is hardly a partner, however alike the text: texts are repeated.
    let fits =
        |pair: &Pair| pair.beside_text >= 0.0 || !previous[pair.previous].place.differs(&current[pair.current].place);
    let finder = Finder {
        previous,
        current,
        lexicon,
        shapes,
        best: BestPartners::new(pairs.iter(), rows),
        best_fitting: BestPartners::new(pairs.iter().filter(|pair| fits(pair)), rows),
        likely: BestPartners::by(pairs.iter(), rows, |pair| (of_text(pair.similarity) + pair.beside_text) as f32),
    };
    let mut wholes = finder.wholes(pairs, Whole::Previous);
    wholes.extend(finder.wholes(pairs, Whole::Current));
    let mut groups = Vec::new();
    // A proposal that lost a row to another one may still stand with the rows that are free, hence again until none.
    loop {
        let chosen = choose(wholes.iter().filter_map(|whole| finder.proposal(whole)).collect());
        if chosen.is_empty() {
            return groups;
        }
        let previous: HashSet<usize> = chosen.iter().flat_map(|group| group.previous.iter().copied()).collect();
        let current: HashSet<usize> = chosen.iter().flat_map(|group| group.current.iter().copied()).collect();
        for whole in &mut wholes {
            whole.let_go(&previous, &current);
        }
        wholes.retain(|whole| whole.parts.len() > 1);
        groups.extend(chosen);
    }
}

/// A row with those that may be its parts, the most promising first.
struct Candidate {
    row: usize,
    side: Whole,
    parts: Vec<Part>,
}

impl Candidate {
    /// Leaves out rows that are taken.
    fn let_go(&mut self, previous: &HashSet<usize>, current: &HashSet<usize>) {
        let (wholes, parts) = if self.side == Whole::Previous { (previous, current) } else { (current, previous) };
        if wholes.contains(&self.row) {
            self.parts.clear();
        }
        self.parts.retain(|part| !parts.contains(&part.row));
    }
}

struct Finder<'a> {
    previous: &'a [Profile],
    current: &'a [Profile],
    lexicon: &'a Lexicon,
    shapes: &'a Shapes,
    /// By text alone.
    best: BestPartners,
    /// Among the pairs that fit in place.
    best_fitting: BestPartners,
    /// By everything that speaks for the pair.
    likely: BestPartners,
}

/// A row that may be a part of a whole.
struct Part {
    row: usize,
    /// How alike it is to the row most like it that fits in place, the whole left aside.
    alternative: f32,
    /// What speaks for the row that it would else be, whole row to whole row; nothing where none is likely.
    given_up: f64,
    cover: Cover,
    contained: f32,
    beside_text: f64,
}

impl Finder<'_> {
    /// The rows of a side that may be wholes.
    fn wholes(&self, pairs: &[Pair], side: Whole) -> Vec<Candidate> {
        let whole_of = |pair: &Pair| if side == Whole::Previous { pair.previous } else { pair.current };
        let mut sorted: Vec<&Pair> = pairs.iter().collect();
        sorted.sort_by_key(|pair| (whole_of(pair), pair.previous, pair.current));
        sorted
            .chunk_by(|a, b| whole_of(a) == whole_of(b))
            .filter(|pairs| pairs.len() > 1)
            .map(|pairs| self.candidate(whole_of(pairs[0]), pairs, side))
            .filter(|whole| whole.parts.len() > 1)
            .collect()
    }

    fn candidate(&self, row: usize, pairs: &[&Pair], side: Whole) -> Candidate {
        let profile = self.profile(row, side);
        let mut parts: Vec<Part> = pairs.iter().filter_map(|pair| self.part(pair, profile, side)).collect();
        parts.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.row.cmp(&b.row)));
        Candidate { row, side, parts }
    }

    fn profile(&self, row: usize, side: Whole) -> &Profile {
        if side == Whole::Previous { &self.previous[row] } else { &self.current[row] }
    }

    /// The best proposal of a row that may be a whole.
    fn proposal(&self, whole: &Candidate) -> Option<Proposal> {
        let (row, side) = (whole.row, whole.side);
        let profile = self.profile(row, side);
        let parts = whole.parts.get(..MOST_PARTS).unwrap_or(&whole.parts);
        let mut best: Option<Proposal> = None;
        for chosen in 1u32..1 << parts.len() {
            if chosen.count_ones() < 2 {
                continue;
            }
            let some: Vec<&Part> =
                parts.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, p)| p).collect();
            let Some(proposal) = self.weigh(row, profile, &some, side) else { continue };
            if best.as_ref().is_none_or(|best| proposal.weight > best.weight) {
                best = Some(proposal);
            }
        }
        best
    }

    /// The row of a pair as a part, where enough of it stands in the whole and it is not more like another row.
    fn part(&self, pair: &Pair, whole: &Profile, side: Whole) -> Option<Part> {
        let (row, profile, part_shape, whole_shape) = match side {
            Whole::Previous => (
                pair.current,
                &self.current[pair.current],
                self.shapes.current.get(&pair.current)?,
                self.shapes.previous.get(&pair.previous)?,
            ),
            Whole::Current => (
                pair.previous,
                &self.previous[pair.previous],
                self.shapes.previous.get(&pair.previous)?,
                self.shapes.current.get(&pair.current)?,
            ),
        };
        let contained = contained(profile, whole_shape, self.lexicon);
        let elsewhere = profile.place.differs(&whole.place);
        let alternative = self.best_fitting.of_part(pair, side);
        let better_elsewhere = if elsewhere {
            alternative >= COPY_OF_NOTHING_ELSE || self.best.of_part(pair, side) > contained
        } else {
            alternative > contained
        };
        if contained < LEAST_CONTAINED || better_elsewhere {
            return None;
        }
        let cover = Cover::of(whole, part_shape);
        // Who splits a row copies its other fields, so they make up for what the text of a part lacks; of rows that are merged
        // the fields of only one are kept, and a part that says all of the whole is weighed as a copy of it.
        let piece = side == Whole::Previous && cover.share(whole, self.lexicon) < COPY_COVERS;
        let least = if piece { of_text(LEAST_OF_PIECE) } else { 0.0 };
        let likely = !elsewhere && of_text(contained) + pair.beside_text > least;
        if contained < PLAINLY_CONTAINED && !likely {
            return None;
        }
        let given_up = self.likely.of_part(pair, side).max(0.0).into();
        Some(Part { row, alternative, given_up, cover, contained, beside_text: pair.beside_text })
    }

    /// Whether each part says all that the whole says and something more, at its place and under one another: `X` became
    /// `Blaricum: X` and `Laren: X`.
    fn copies(&self, whole: &Profile, parts: &[&Part], side: Whole) -> bool {
        let profiles = if side == Whole::Previous { self.current } else { self.previous };
        let mut rows: Vec<usize> = parts.iter().map(|part| part.row).collect();
        rows.sort_unstable();
        let own_texts: HashSet<&str> = rows.iter().map(|row| &*profiles[*row].text).collect();
        side_by_side(&rows)
            && own_texts.len() == rows.len()
            && !own_texts.contains(&*whole.text)
            && rows.iter().all(|row| !whole.place.differs(&profiles[*row].place) && profiles[*row].id != whole.id)
            && parts.iter().all(|part| {
                part.cover.share(whole, self.lexicon) >= COPY_COVERS && part.alternative < COPY_OF_NOTHING_ELSE
            })
    }

    fn weigh(&self, whole: usize, profile: &Profile, parts: &[&Part], side: Whole) -> Option<Proposal> {
        let mut all = Cover::nothing(profile);
        parts.iter().for_each(|part| all.join(&part.cover));
        let covered = all.share(profile, self.lexicon);
        let own = |at: usize| {
            let mut others = Cover::nothing(profile);
            parts.iter().enumerate().filter(|(other, _)| *other != at).for_each(|(_, part)| others.join(&part.cover));
            parts[at].cover.share_beside(&others, profile, self.lexicon)
        };
        let divided = (0..parts.len()).all(|at| own(at) >= LEAST_OWN) || self.copies(profile, parts, side);
        if covered < LEAST_COVERED || !divided {
            return None;
        }
        let mut rows: Vec<usize> = parts.iter().map(|part| part.row).collect();
        rows.sort_unstable();
        let count = parts.len() as f64;
        let contained = parts.iter().map(|part| part.contained).sum::<f32>() / parts.len() as f32;
        let beside_text = parts.iter().map(|part| part.beside_text - part.given_up).sum::<f64>() / count;
        let weight = of_text(COVER_COUNTS_FOR * covered + (1.0 - COVER_COUNTS_FOR) * contained)
            + beside_text
            + if side_by_side(&rows) { SIDE_BY_SIDE } else { 0.0 };
        if weight <= 0.0 {
            return None;
        }
        if self.best.of_whole(whole, &rows, side) > covered {
            return None;
        }
        let confidence = f64::from(covered * contained) * (1.0 / (1.0 + (-weight / 4.0).exp()));
        let (previous, current) = if side == Whole::Previous { (vec![whole], rows) } else { (rows, vec![whole]) };
        Some(Proposal { group: Group { previous, current, confidence: confidence.min(0.95), covered }, weight })
    }
}

/// Whether rows (in order) follow one another.
fn side_by_side(rows: &[usize]) -> bool {
    rows.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// How promising a part is by itself.
fn worth(part: &Part) -> f64 {
    of_text(part.contained) + part.beside_text
}

/// Per row: the two rows of the other version that are most like it.
struct BestPartners {
    of_previous: Vec<[(usize, f32); 2]>,
    of_current: Vec<[(usize, f32); 2]>,
}

impl BestPartners {
    fn new<'p>(pairs: impl Iterator<Item = &'p Pair>, rows: (usize, usize)) -> Self {
        Self::by(pairs, rows, |pair| pair.similarity)
    }

    fn by<'p>(
        pairs: impl Iterator<Item = &'p Pair>,
        (previous, current): (usize, usize),
        score: impl Fn(&Pair) -> f32,
    ) -> Self {
        let none = [(usize::MAX, 0.0); 2];
        let mut best = Self { of_previous: vec![none; previous], of_current: vec![none; current] };
        for pair in pairs {
            keep(&mut best.of_previous[pair.previous], pair.current, score(pair));
            keep(&mut best.of_current[pair.current], pair.previous, score(pair));
        }
        best
    }

    /// How alike the whole is to the row most like it that is none of its parts.
    fn of_whole(&self, whole: usize, parts: &[usize], side: Whole) -> f32 {
        let best = if side == Whole::Previous { &self.of_previous[whole] } else { &self.of_current[whole] };
        best.iter().find(|(row, _)| !parts.contains(row)).map_or(0.0, |(_, similarity)| *similarity)
    }

    /// How alike the part of a pair is to the row most like it, the whole left aside.
    fn of_part(&self, pair: &Pair, side: Whole) -> f32 {
        let (best, whole) = match side {
            Whole::Previous => (&self.of_current[pair.current], pair.previous),
            Whole::Current => (&self.of_previous[pair.previous], pair.current),
        };
        best.iter().find(|(row, _)| *row != whole).map_or(0.0, |(_, similarity)| *similarity)
    }
}

fn keep(best: &mut [(usize, f32); 2], row: usize, similarity: f32) {
    if similarity > best[0].1 {
        *best = [(row, similarity), best[0]];
    } else if similarity > best[1].1 {
        best[1] = (row, similarity);
    }
}

/// The proposals that are worth most together and share no row.
fn choose(mut proposals: Vec<Proposal>) -> Vec<Group> {
    proposals.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.group.previous.cmp(&b.group.previous)));
    let mut chosen = Vec::new();
    for cluster in clusters(&proposals) {
        let members: Vec<&Proposal> = cluster.iter().map(|at| &proposals[*at]).collect();
        let best = if members.len() > MOST_PROPOSALS { in_turn(&members) } else { best_subset(&members) };
        chosen.extend(best.into_iter().map(|proposal| proposal.group.clone()));
    }
    chosen.sort_by(|a, b| a.previous.cmp(&b.previous));
    chosen
}

fn share_a_row(a: &Proposal, b: &Proposal) -> bool {
    a.group.previous.iter().any(|row| b.group.previous.contains(row))
        || a.group.current.iter().any(|row| b.group.current.contains(row))
}

/// Proposals that share rows, directly or through others.
fn clusters(proposals: &[Proposal]) -> Vec<Vec<usize>> {
    let mut users: std::collections::BTreeMap<(bool, usize), Vec<usize>> = std::collections::BTreeMap::new();
    for (at, proposal) in proposals.iter().enumerate() {
        let rows = proposal.group.previous.iter().map(|row| (false, *row));
        for row in rows.chain(proposal.group.current.iter().map(|row| (true, *row))) {
            users.entry(row).or_default().push(at);
        }
    }
    let mut leader: Vec<usize> = (0..proposals.len()).collect();
    for list in users.values() {
        for pair in list.windows(2) {
            let (a, b) = (root(&mut leader, pair[0]), root(&mut leader, pair[1]));
            leader[a.max(b)] = a.min(b);
        }
    }
    let mut clusters: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for at in 0..proposals.len() {
        clusters.entry(root(&mut leader, at)).or_default().push(at);
    }
    clusters.into_values().collect()
}

fn root(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

/// Tries every combination.
fn best_subset<'a>(members: &[&'a Proposal]) -> Vec<&'a Proposal> {
    let Some((first, rest)) = members.split_first() else { return Vec::new() };
    let free: Vec<&Proposal> = rest.iter().copied().filter(|other| !share_a_row(first, other)).collect();
    let mut with = best_subset(&free);
    with.push(first);
    if free.len() == rest.len() {
        return with;
    }
    let without = best_subset(rest);
    let total = |list: &[&Proposal]| list.iter().map(|proposal| proposal.weight).sum::<f64>();
    if total(&with) >= total(&without) { with } else { without }
}

/// So many proposals share rows that trying all combinations takes too long: the weightiest first.
fn in_turn<'a>(members: &[&'a Proposal]) -> Vec<&'a Proposal> {
    let mut chosen: Vec<&Proposal> = Vec::new();
    for proposal in members {
        if !chosen.iter().any(|other| share_a_row(other, proposal)) {
            chosen.push(proposal);
        }
    }
    chosen
}
