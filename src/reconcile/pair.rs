//! Two rows that could be one action, and how alike their texts are.

use rustc_hash::FxHashMap;

use crate::reconcile::profile::{Lexicon, Profile};
use crate::reconcile::similarity::{TextShape, similarity};

/// A pair that could be one action.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// Index in the previous version.
    pub previous: usize,
    /// Index in the current version.
    pub current: usize,
    /// How alike the texts are, from 0 to 1.
    pub similarity: f32,
    /// What everything beside the text says.
    pub beside_text: f64,
}

/// The texts of the rows that are left, taken apart.
pub(super) struct Shapes {
    /// By index in the previous version.
    pub previous: FxHashMap<usize, TextShape>,
    /// By index in the current version.
    pub current: FxHashMap<usize, TextShape>,
}

impl Shapes {
    /// Takes the texts of these rows apart.
    pub(super) fn new(
        (previous, left): (&[Profile], &[usize]),
        (current, new): (&[Profile], &[usize]),
        lexicon: &Lexicon,
    ) -> Self {
        let of = |profiles: &[Profile], rows: &[usize]| {
            rows.iter().map(|row| (*row, TextShape::new(&profiles[*row], lexicon))).collect()
        };
        Self { previous: of(previous, left), current: of(current, new) }
    }

    /// How alike the texts of two rows are; 0 where one of them was not taken apart.
    pub(super) fn similarity(&self, previous: usize, current: usize, lexicon: &Lexicon) -> f32 {
        match (self.previous.get(&previous), self.current.get(&current)) {
            (Some(a), Some(b)) => similarity(a, b, lexicon),
            _ => 0.0,
        }
    }
}
