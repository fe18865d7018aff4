//! Slips of the pen: a word that is one slip away from one word of this room, and is no word itself, is that word.

use rustc_hash::{FxHashMap, FxHashSet};

use super::token::{Token, tokens};
use crate::language::{Language, Role};

/// The words that can be meant by a slip, and those that can not.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    /// Words by their first letter, with how they sound.
    known: FxHashMap<char, Vec<(String, String)>>,
    /// What turns a meaning, so that a slip of it is nobody's guess.
    turning: Vec<String>,
    /// Letters that are written for each other, with what is heard.
    alike: Vec<[String; 2]>,
    /// Words that stand for themselves.
    themselves: FxHashSet<String>,
}

/// A word shorter than this has no slips.
const SHORTEST: usize = 4;
/// A word at least this long may have a slip besides a letter that sounds the same.
const LONG: usize = 8;
/// How many slips one text has at most, and how many words one of them can stand for.
const MOST_SLIPS: usize = 2;
const MOST_CHOICES: usize = 6;

impl Slips {
    pub(super) fn new<'w>(language: &Language, words: impl Iterator<Item = &'w str>) -> Self {
        let turning_roles = [Role::Negation, Role::NotYet, Role::NoMore, Role::JustNow, Role::But, Role::Unsure];
        let words_of = |role: Role| {
            let entries: Vec<String> = language.words(role).entries().map(str::to_owned).collect();
            entries.into_iter().flat_map(|entry| words_in(&entry))
        };
        let turning: Vec<String> = turning_roles.into_iter().flat_map(words_of).collect();
        let mut slips = Self { turning, alike: language.sounds(), ..Self::default() };
        for role in Role::ALL {
            slips.themselves.extend(words_of(*role));
        }
        let beside =
            [Role::Partly, Role::Fully, Role::Still, Role::Ahead, Role::StateBeside, Role::Target, Role::Draft];
        let mut all: Vec<String> = words.flat_map(words_in).chain(beside.into_iter().flat_map(words_of)).collect();
        all.sort_unstable();
        all.dedup();
        for word in all {
            slips.themselves.insert(word.clone());
            let Some(first) = word.chars().next() else { continue };
            if word.chars().count() >= SHORTEST && !slips.turning.contains(&word) {
                let sounds = sound(&word, &slips.alike);
                slips.known.entry(first).or_default().push((sounds, word));
            }
        }
        slips
    }

    /// Whether a word is near one that says something, so that it can not be passed over.
    pub(super) fn resembles(&self, word: &str) -> bool {
        !self.themselves.contains(word) && (self.may_turn(word) || !self.meant(word).is_empty())
    }

    /// Whether a word may be a slip of one that turns the meaning: "nit", "neit", "niett".
    fn may_turn(&self, word: &str) -> bool {
        let near = |turning: &String| {
            let (length, own) = (turning.chars().count(), word.chars().count());
            // A letter too many stands within the word: "nieit" is "niet", and "niets" is another word.
            let within = length > 3 && own == length + 1 && turning.chars().last() == word.chars().last();
            turning.chars().next() == word.chars().next()
                && turning.len() >= 3
                && (sound(turning, &self.alike) == sound(word, &self.alike)
                    || ((own <= length || within) && strsim::osa_distance(turning, word) <= 1))
        };
        !self.themselves.contains(word) && self.turning.iter().any(near)
    }

    /// The words of which this one is a slip.
    fn meant(&self, word: &str) -> Vec<&str> {
        let length = word.chars().count();
        let Some(first) = word.chars().next().filter(|_| length >= SHORTEST - 1) else { return Vec::new() };
        if self.themselves.contains(word) {
            return Vec::new();
        }
        let sounds = sound(word, &self.alike);
        let fits = |(other_sound, other): &&(String, String)| {
            let near = length.abs_diff(other.chars().count()) <= 2;
            near && (strsim::osa_distance(word, other) <= 1
                || sounds == *other_sound
                || (length >= LONG && strsim::osa_distance(&sounds, other_sound) <= 1))
        };
        let found: Vec<&(String, String)> = self.known.get(&first).into_iter().flatten().filter(fits).collect();
        // What sounds the same is meant before what is one letter away: "doorlopent" is no "doorlopen".
        let same = |(sound, _): &(String, String)| *sound == sounds;
        let heard = found.iter().any(|word| same(word));
        found.into_iter().filter(|word| !heard || same(word)).map(|(_, word)| word.as_str()).collect()
    }

    /// The texts that may be meant by one with slips; none where it has no slip, or where one may be of a word that turns.
    pub(super) fn mended(&self, tokens: &[Token]) -> Vec<Vec<Token>> {
        let mut texts = vec![tokens.to_vec()];
        let mut count = 0;
        for (at, token) in tokens.iter().enumerate() {
            let Token::Word(word, dotted) = token else { continue };
            let meant = self.meant(word);
            let may_turn = self.may_turn(word);
            if meant.is_empty() && !may_turn {
                continue;
            }
            count += 1;
            if count > MOST_SLIPS || meant.len() > MOST_CHOICES || may_turn {
                return Vec::new();
            }
            let mend = |text: Vec<Token>| {
                meant.iter().map(move |word| {
                    let mut text = text.clone();
                    if let Some(token) = text.get_mut(at) {
                        *token = Token::Word((*word).to_owned(), *dotted);
                    }
                    text
                })
            };
            texts = texts.into_iter().flat_map(mend).collect();
        }
        if count == 0 { Vec::new() } else { texts }
    }
}

fn words_in(entry: &str) -> Vec<String> {
    let word = |token: Token| match token {
        Token::Word(word, _) => Some(word),
        _ => None,
    };
    tokens(entry).into_iter().filter_map(word).collect()
}

/// How a word sounds, roughly: what people confuse when they write is the same, and a doubled letter is one.
fn sound(word: &str, alike: &[[String; 2]]) -> String {
    let mut sound = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let heard = alike.iter().find_map(|[written, heard]| Some((rest.strip_prefix(written.as_str())?, heard)));
        let (own, behind) = rest.split_at(first.len_utf8());
        let (then, heard) = heard.map_or((behind, own), |(then, heard)| (then, heard.as_str()));
        for c in heard.chars() {
            if !sound.ends_with(c) {
                sound.push(c);
            }
        }
        rest = then;
    }
    sound
}
