//! How alike two texts are, and how much of one text is in another.

use crate::reconcile::profile::{Lexicon, Profile};

/// Share of whole words in the similarity; the rest is for runs of three letters, which forgive slips and inflections.
const SHARE_OF_WORDS: f32 = 0.6;

/// A text taken apart for comparing.
pub(super) struct TextShape {
    /// Distinct words with how often they stand there, sorted.
    words: Vec<(u32, u32)>,
    /// Sum of the weights of all words.
    weight: f32,
    /// Runs of three letters, sorted, with repeats.
    grams: Vec<u32>,
    /// Pairs of adjacent words, sorted.
    pairs: Vec<(u32, u32)>,
}

impl TextShape {
    /// The shape of an action's text.
    pub(super) fn new(profile: &Profile, lexicon: &Lexicon) -> Self {
        let mut sorted = profile.words.to_vec();
        sorted.sort_unstable();
        let words: Vec<(u32, u32)> = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect();
        let mut grams = letter_runs(&profile.text);
        grams.sort_unstable();
        let mut pairs: Vec<(u32, u32)> = profile.words.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let weight = profile.words.iter().map(|word| lexicon.weight(*word)).sum();
        Self { words, weight, grams, pairs }
    }
}

/// Runs of three letters or digits, each as a number.
fn letter_runs(text: &str) -> Vec<u32> {
    let letters: Vec<u32> = text.chars().map(u32::from).collect();
    letters.windows(3).map(|run| run.iter().fold(0u32, |n, c| n.wrapping_mul(0x0100_0193) ^ c)).collect()
}

/// From 0 (nothing in common) to 1 (the same words and letters): twice what they share over what they hold together,
/// for words (rare ones count for more) and for runs of three letters.
pub(super) fn similarity(a: &TextShape, b: &TextShape, lexicon: &Lexicon) -> f32 {
    let of_words = match a.weight + b.weight {
        total if total > 0.0 => 2.0 * shared_words(a, b, lexicon) / total,
        _ => 0.0,
    };
    let of_grams = match a.grams.len() + b.grams.len() {
        0 => of_words,
        total => 2.0 * shared_count(&a.grams, &b.grams) as f32 / total as f32,
    };
    SHARE_OF_WORDS * of_words + (1.0 - SHARE_OF_WORDS) * of_grams
}

fn shared_words(a: &TextShape, b: &TextShape, lexicon: &Lexicon) -> f32 {
    let (mut left, mut right) = (a.words.iter().peekable(), b.words.iter().peekable());
    let mut shared = 0.0;
    while let (Some((word, times)), Some((other, other_times))) = (left.peek(), right.peek()) {
        match word.cmp(other) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                shared += lexicon.weight(*word) * (*times).min(*other_times) as f32;
                left.next();
                right.next();
            }
        }
    }
    shared
}

fn shared_count(a: &[u32], b: &[u32]) -> usize {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(gram), Some(other)) = (left.peek(), right.peek()) {
        match gram.cmp(other) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                shared += 1;
                left.next();
                right.next();
            }
        }
    }
    shared
}

/// How much of a text stands in another one, from 0 to 1: words beside the same neighbour in full, others by half. A
/// label in front ("Fase 2") does not count.
pub(super) fn contained(text: &Profile, other: &TextShape, lexicon: &Lexicon) -> f32 {
    let beside = Cover::of(text, other);
    let (mut found, mut all) = (0.0, 0.0);
    for (word, beside) in text.words.iter().zip(&beside.words).skip(text.label) {
        let weight = lexicon.weight(*word);
        all += weight;
        found += match beside {
            true => weight,
            false if other.words.binary_search_by_key(word, |(word, _)| *word).is_ok() => weight / 2.0,
            false => 0.0,
        };
    }
    if all > 0.0 { found / all } else { 0.0 }
}

/// Which words of a text come back in another one.
#[derive(Clone)]
pub(super) struct Cover {
    /// Per word of the text.
    words: Vec<bool>,
}

impl Cover {
    /// The words of `text` that stand in `other` beside the same neighbour: a word by itself can be chance.
    pub(super) fn of(text: &Profile, other: &TextShape) -> Self {
        let mut words = vec![false; text.words.len()];
        for (at, pair) in text.words.windows(2).enumerate() {
            if other.pairs.binary_search(&(pair[0], pair[1])).is_ok() {
                words[at] = true;
                words[at + 1] = true;
            }
        }
        Self { words }
    }

    /// What this cover and another one hold together.
    pub(super) fn join(&mut self, other: &Self) {
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    /// The share of the text that is covered, by weight of the words.
    pub(super) fn share(&self, text: &Profile, lexicon: &Lexicon) -> f32 {
        share(text, lexicon, |at| self.words[at])
    }

    /// The share of the text that is covered here and not in `others`.
    pub(super) fn share_beside(&self, others: &Self, text: &Profile, lexicon: &Lexicon) -> f32 {
        share(text, lexicon, |at| self.words[at] && !others.words[at])
    }

    /// A cover of nothing.
    pub(super) fn nothing(text: &Profile) -> Self {
        Self { words: vec![false; text.words.len()] }
    }
}

fn share(text: &Profile, lexicon: &Lexicon, counts: impl Fn(usize) -> bool) -> f32 {
    let (mut covered, mut all) = (0.0, 0.0);
    for (at, word) in text.words.iter().enumerate() {
        let weight = lexicon.weight(*word);
        all += weight;
        if counts(at) {
            covered += weight;
        }
    }
    if all > 0.0 { covered / all } else { 0.0 }
}
