//! How old one person is.

use std::ops::Range;

use super::sentence::Sentence;
use crate::language::Role;

/// The oldest age that is one.
const OLDEST: u32 = 110;

/// The least age that is typed in letters; a smaller number counts children more often.
const LEAST_IN_LETTERS: u32 = 6;

impl Sentence<'_> {
    /// Ages of one person, with the words that make them an age.
    pub(super) fn ages(&self) -> Vec<Range<usize>> {
        (0..self.words.len()).filter_map(|at| self.age(at)).collect()
    }

    pub(super) fn age(&self, at: usize) -> Option<Range<usize>> {
        let word = self.word(at)?;
        if let Some(length) = self.length(Role::Birth, at).filter(|length| self.is_birth_year(at + length)) {
            return Some(self.span(at, at + length));
        }
        if self.is(Role::AgeWord, at) {
            return self.is_of_one(at).then_some(word.start..word.end);
        }
        let years: u32 = self.years(at)?;
        let before = at.checked_sub(1);
        let is_of_a_range = (1..=2).any(|back| at.checked_sub(back).is_some_and(|at| self.is(Role::AgeRange, at)))
            || (1..=3).any(|ahead| self.is(Role::AgeRange, at + ahead))
            || self.word(at + 1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
        // "van 2 dagen per week" is how much, and not how old.
        let counts = self.joined(at)
            && self.is_plural(at + 1)
            && !self.is(Role::Small, at + 1)
            && !self.is(Role::OwnerSeparator, at + 1)
            && !self.is(Role::AgeAfter, at + 1);
        if years > OLDEST || is_of_a_range || counts {
            return None;
        }
        let behind = self.is(Role::AgeAfter, at + 1)
            && matches!(self.gap_after(at).trim(), "" | "-" | "\u{2010}" | "\u{2011}")
            && self.is_of_one(at + 1);
        let ahead =
            before.is_some_and(|before| self.is(Role::AgeBefore, before) && self.gap_after(before).trim().is_empty());
        let apart = before.is_some_and(|before| self.is_somebody_word(before) && self.is_between_signs(before, at));
        let told = at > 1 && self.is(Role::Pronoun, at - 2) && self.gap_after(at).starts_with([',', '.', ' ']);
        if !(behind || ahead || apart || told) {
            return None;
        }
        let start = before.filter(|_| ahead).and_then(|before| self.word(before)).map_or(word.start, |word| word.start);
        let last = if behind { self.word(at + 1)? } else { word };
        Some(start..last.end)
    }

    fn is_birth_year(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year)))
    }

    /// The number of years, in digits or in letters behind a word for one person.
    fn years(&self, at: usize) -> Option<u32> {
        let word = self.word(at)?;
        word.text.parse().ok().or_else(|| {
            let number =
                self.known.vocabulary.language.number(self.key(at)).filter(|years| *years >= LEAST_IN_LETTERS)?;
            let of_somebody = at > 1 && self.is_somebody_word(at - 2) && !self.is_plural(at + 1);
            of_somebody.then_some(number)
        })
    }

    /// Whether the word of an age stands before one person: "16-jarige scholier", and not "16-jarige leerlingen".
    fn is_of_one(&self, at: usize) -> bool {
        let small = |at: usize| self.is(Role::PlaceBefore, at) || self.is(Role::Small, at);
        let ends = !self.joined(at) || small(at + 1);
        if self.is_plural(at) && self.is(Role::AgeWord, at) {
            return false;
        }
        let several = self.is_plural(at + 1) && !self.is_capitalised(at + 1) && !self.is_verb_like(at + 1);
        ends || !several
    }

    /// Whether a word with the ending of several is no group of persons.
    fn is_verb_like(&self, at: usize) -> bool {
        !self.known.vocabulary.is(Role::Function, self.key(at)) && !self.is_group(at)
    }

    /// Whether a word is several of what is one person in the singular.
    pub(super) fn is_group(&self, at: usize) -> bool {
        let key = self.key(at);
        let mut single = self.known.vocabulary.language.singulars(key);
        single.any(|single| self.known.vocabulary.is(Role::Individual, single))
            || self.is_plural(at) && self.known.vocabulary.lists(Role::Function, key)
    }

    /// Whether a number stands in brackets or between commas: "jongen (16)", "leerling, 15,".
    fn is_between_signs(&self, before: usize, at: usize) -> bool {
        let (opening, closing) =
            (self.gap_after(before).trim().trim_start_matches('.'), self.gap_after(at).trim_start());
        let closes = closing.is_empty() || closing.starts_with([')', ',', '/']) || self.is(Role::AgeAfter, at + 1);
        match opening.trim() {
            "(" => closes || self.gap_after(at).starts_with(' '),
            "," => closes && !closing.is_empty() || self.is(Role::AgeAfter, at + 1),
            _ => false,
        }
    }

    /// Whether a word can be one person with an age beside it.
    pub(super) fn is_somebody_word(&self, at: usize) -> bool {
        let letter = self.word(at).is_some_and(|word| word.is_initial(&self.known.vocabulary) || word.is_letter());
        letter
            || self.is(Role::Individual, at)
            || self.is(Role::Pronoun, at)
            || self.is_pronoun_alone(at)
            || self.is_by_trade(at)
    }

    /// "zij, 27 jaar": a word that starts one of the phrases of a person who was spoken of.
    pub(super) fn is_pronoun_alone(&self, at: usize) -> bool {
        let key = self.key(at);
        let begins = |phrase: &str| phrase.split(' ').next().is_some_and(|first| crate::wording::key(first) == key);
        self.gap_after(at).starts_with(',') && self.known.vocabulary.words(Role::Pronoun).entries().any(begins)
    }

    /// Whether a word is what one person does for a living or in a club, and no office that is public.
    pub(super) fn is_by_trade(&self, at: usize) -> bool {
        let is = |role| self.is(role, at);
        (is(Role::Trade) || is(Role::Function) && !is(Role::Office)) && !self.is_plural(at)
    }
}
