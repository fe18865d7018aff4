//! How strongly two actions look like the same one, beside and including their text.
//!
//! The weights follow the usual reasoning of record linkage (Fellegi and Sunter): a field on which two rows agree speaks
//! for a match by the logarithm of how much more often matching rows agree than strangers do, so a rare owner says more
//! than a common one; a field on which they differ speaks against it. How often matching rows agree is learned from the
//! rows that were matched by equal text, so a plan that was renumbered or sorted makes numbers or places worthless by
//! itself.

use rustc_hash::FxHashMap;

use crate::reconcile::place::Place;
use crate::reconcile::profile::{CLUES, Clue, Profile};

/// Texts less alike than this are never the same action, whatever else agrees: a re-used number is no evidence.
pub(super) const LEAST_SIMILARITY: f32 = 0.30;
/// The similarity at which the text speaks neither for nor against a match.
const NEUTRAL_SIMILARITY: f64 = 0.50;
/// How much the text weighs: +10 for equal texts, -4 for the least similarity.
const TEXT_WEIGHT: f64 = 20.0;
/// Fields of one row go together (sub-theme and owner, progress and notes), so that their sum overstates: this part counts.
const FIELDS_COUNT_FOR: f64 = 0.7;
/// The least and the most that one field can say.
const FIELD_RANGE: (f64, f64) = (-2.5, 4.0);
/// The least and the most that all fields together can say.
const FIELDS_RANGE: (f64, f64) = (-6.0, 12.0);
/// Matching rows that are taken to have been seen beforehand, agreeing in nine of ten, so that a few rows decide nothing.
const SEEN_BEFOREHAND: (f64, f64) = (10.0, 9.0);
/// Another municipality: rare, and texts are often repeated over municipalities.
const OTHER_PLACE: f64 = -4.0;
/// Another municipality while the same text stands at several places: then it is a row of its own.
const OTHER_PLACE_OF_REPEATED_TEXT: f64 = -12.0;

/// What is known of a pair beside the two rows themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    /// Whether it stands where its neighbours of before lead to; none where nothing around it is matched.
    pub beside_its_neighbours: Option<bool>,
    /// Whether the text of one of the two stands at several places.
    pub repeated_text: bool,
}

/// What each agreement is worth in this pair of versions.
pub(super) struct Weights {
    /// Per clue: how often matching rows agree.
    agreement: [f64; CLUES],
    /// Per clue and value: in how many rows of both versions it stands.
    counts: FxHashMap<(usize, Clue), u32>,
    /// Per clue: how often strangers agree.
    chance: [f64; CLUES],
    rows: f64,
    same_id: f64,
    other_id: f64,
    near: f64,
    far: f64,
}

/// What the rows that were matched for certain say about numbers and order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habits {
    /// Matched rows with a number on both sides.
    pub numbered: usize,
    /// Of these: with the same number.
    pub same_number: usize,
    /// Numbers that stand on another matched action now.
    pub reused_number: usize,
    /// Matched rows that could be compared with their neighbours.
    pub placed: usize,
    /// Of these: beside the neighbours that they had.
    pub beside_neighbours: usize,
}

impl Weights {
    /// Learns from the rows that were matched for certain.
    pub(super) fn learn(previous: &[Profile], current: &[Profile], matched: &[(usize, usize)], habits: Habits) -> Self {
        let mut counts: FxHashMap<(usize, Clue), u32> = FxHashMap::default();
        for profile in previous.iter().chain(current) {
            for (clue, value) in profile.clues.iter().enumerate() {
                if let Some(value) = value {
                    *counts.entry((clue, *value)).or_default() += 1;
                }
            }
        }
        let rows = (previous.len() + current.len()).max(1) as f64;
        let (same_id, other_id) = number_weights(habits);
        let (near, far) = neighbour_weights(habits, current.len());
        Self {
            agreement: agreement(previous, current, matched),
            chance: chance(&counts),
            counts,
            rows,
            same_id,
            other_id,
            near,
            far,
        }
    }

    /// What everything beside the text says for (positive) or against a match.
    pub(super) fn beside_text(&self, a: &Profile, b: &Profile, around: Surroundings) -> f64 {
        let mut sum: f64 = (0..CLUES).map(|clue| self.clue(clue, a.clues[clue], b.clues[clue])).sum();
        if let (Some(a), Some(b)) = (a.id, b.id) {
            sum += if a == b { self.same_id } else { self.other_id };
        }
        sum += match around.beside_its_neighbours {
            Some(true) => self.near,
            Some(false) => self.far,
            None => 0.0,
        };
        (sum * FIELDS_COUNT_FOR).clamp(FIELDS_RANGE.0, FIELDS_RANGE.1) + of_place(a, b, around.repeated_text)
    }

    /// What one field says.
    fn clue(&self, clue: usize, a: Option<Clue>, b: Option<Clue>) -> f64 {
        let (Some(a), Some(b)) = (a, b) else { return 0.0 };
        let agree = self.agreement[clue];
        let weight = if a == b {
            let count = self.counts.get(&(clue, a)).copied().unwrap_or(1);
            (agree / (f64::from(count) / self.rows).clamp(1e-4, 1.0)).ln()
        } else {
            ((1.0 - agree) / (1.0 - self.chance[clue]).max(0.02)).ln()
        };
        weight.clamp(FIELD_RANGE.0, FIELD_RANGE.1)
    }
}

/// What the places say. To or from the whole district is a move even where the text stands at several places.
fn of_place(a: &Profile, b: &Profile, repeated_text: bool) -> f64 {
    if !a.place.differs(&b.place) {
        return 0.0;
    }
    let district = *a.place == Place::District || *b.place == Place::District;
    if repeated_text && !district { OTHER_PLACE_OF_REPEATED_TEXT } else { OTHER_PLACE }
}

/// What the text says for (positive) or against a match.
pub(super) fn of_text(similarity: f32) -> f64 {
    TEXT_WEIGHT * (f64::from(similarity) - NEUTRAL_SIMILARITY)
}

/// What speaks against any pair beforehand: of so many rows that are left, only one can be it.
pub(super) fn beforehand(left_over: usize) -> f64 {
    -(1.0 + left_over as f64).ln() * 0.5
}

fn agreement(previous: &[Profile], current: &[Profile], matched: &[(usize, usize)]) -> [f64; CLUES] {
    let mut seen = [SEEN_BEFOREHAND.0; CLUES];
    let mut agreed = [SEEN_BEFOREHAND.1; CLUES];
    for (i, j) in matched {
        for clue in 0..CLUES {
            if let (Some(a), Some(b)) = (previous[*i].clues[clue], current[*j].clues[clue]) {
                seen[clue] += 1.0;
                agreed[clue] += f64::from(u8::from(a == b));
            }
        }
    }
    std::array::from_fn(|clue| (agreed[clue] / seen[clue]).clamp(0.02, 0.99))
}

/// The chance that two strangers agree: the sum over the values of the square of their share.
fn chance(counts: &FxHashMap<(usize, Clue), u32>) -> [f64; CLUES] {
    let mut total = [0.0; CLUES];
    let mut squares = [0.0; CLUES];
    // Whole numbers up to 2^53 add up exactly whatever the order, so the result does not hang on the map's order.
    for ((clue, _), count) in counts {
        total[*clue] += f64::from(*count);
        squares[*clue] += f64::from(*count) * f64::from(*count);
    }
    std::array::from_fn(|clue| if total[clue] > 0.0 { squares[clue] / (total[clue] * total[clue]) } else { 0.0 })
}

/// Numbers are worth what they turned out to be worth: kept numbers against numbers that came back on another action.
fn number_weights(habits: Habits) -> (f64, f64) {
    let kept = habits.same_number as f64 + 3.0;
    let reused = habits.reused_number as f64 + 1.0;
    let stable = (habits.same_number as f64 + 3.0) / (habits.numbered as f64 + 4.0);
    ((kept / reused).ln().clamp(0.0, FIELD_RANGE.1), (1.0 - stable).clamp(0.1, 1.0).ln())
}

/// The order is worth what it turned out to be worth.
fn neighbour_weights(habits: Habits, rows: usize) -> (f64, f64) {
    let near = (habits.beside_neighbours as f64 + 1.0) / (habits.placed as f64 + 2.0);
    let by_chance = (7.0 / rows.max(1) as f64).clamp(0.001, 0.9);
    let weight = |share: f64, chance: f64| (share / chance).ln();
    (weight(near, by_chance).clamp(0.0, FIELD_RANGE.1), weight(1.0 - near, 1.0 - by_chance).clamp(FIELD_RANGE.0, 0.0))
}
