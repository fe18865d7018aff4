//! A place in the tokens of a deadline, and the small steps from there.
//!
//! A parser that does not recognise what stands at the cursor leaves the cursor where it was ([`Cursor::attempt`]).

use std::collections::HashMap;

use super::calendar::BodyName;
use super::token::Token;

/// Phrases with what each of them stands for, ready for looking up.
pub(super) struct Phrases<T> {
    /// By their first word.
    phrases: HashMap<&'static str, Vec<(&'static str, T)>>,
}

impl<T: Clone> Phrases<T> {
    /// The phrases of these tables; of the same phrase in two of them, the first one counts.
    pub fn new<const N: usize>(tables: [(&[&'static str], T); N]) -> Self {
        let mut phrases: HashMap<_, Vec<_>> = HashMap::new();
        for (table, meaning) in tables {
            for phrase in table {
                let first = phrase.split(' ').next().unwrap_or_default();
                phrases.entry(first).or_default().push((*phrase, meaning.clone()));
            }
        }
        // The sort is stable, so that equally long ones keep their order.
        phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len())));
        Self { phrases }
    }
}

/// A place in the tokens.
pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The names by which meetings are known.
    pub bodies: &'a [BodyName],
}

impl<'a> Cursor<'a> {
    /// The start of these tokens.
    pub fn new(tokens: &'a [Token], bodies: &'a [BodyName]) -> Self {
        Self { tokens, at: 0, bodies }
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// How many tokens are taken.
    pub fn taken(&self) -> usize {
        self.at
    }

    /// What stands this many tokens ahead.
    pub fn token(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_add(ahead)?)
    }

    /// What was taken last.
    pub fn last(&self) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// The word that stands here.
    pub fn peek(&self) -> Option<&'a str> {
        match self.token(0) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Takes whatever stands here.
    pub fn skip(&mut self) {
        self.at += 1;
    }

    /// Runs a parser, and puts the cursor back where it fails.
    pub fn attempt<T>(&mut self, parser: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let result = parser(self);
        if result.is_none() {
            self.at = before;
        }
        result
    }

    /// Runs a parser only to know whether it would succeed.
    pub fn would<T>(&mut self, parser: impl FnOnce(&mut Self) -> Option<T>) -> bool {
        let before = self.at;
        let result = parser(self).is_some();
        self.at = before;
        result
    }

    /// Takes a word for which `test` gives something.
    pub fn word<T>(&mut self, test: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let result = test(self.peek()?)?;
        self.at += 1;
        Some(result)
    }

    /// Takes one of these words.
    pub fn one_of(&mut self, words: &[&str]) -> Option<()> {
        self.word(|word| words.contains(&word).then_some(()))
    }

    /// Takes the longest phrase that stands here, and says what it stands for.
    pub fn phrase<T: Clone>(&mut self, phrases: &Phrases<T>) -> Option<T> {
        let known = phrases.phrases.get(self.peek()?)?;
        let (length, meaning) = known.iter().find_map(|(phrase, meaning)| Some((self.length_of(phrase)?, meaning)))?;
        self.at += length;
        Some(meaning.clone())
    }

    /// Takes these words.
    pub fn words_of(&mut self, phrase: &str) -> Option<()> {
        self.at += self.length_of(phrase)?;
        Some(())
    }

    /// How many words a phrase has, where it stands here.
    fn length_of(&self, phrase: &str) -> Option<usize> {
        let mut length = 0;
        for part in phrase.split(' ') {
            if !matches!(self.token(length), Some(Token::Word(word)) if word == part) {
                return None;
            }
            length += 1;
        }
        Some(length)
    }

    /// Takes the longest name of a meeting that stands here, and says which body it is.
    pub fn body(&mut self) -> Option<usize> {
        let rest = self.tokens.get(self.at..)?;
        let name =
            self.bodies.iter().filter(|name| rest.starts_with(&name.tokens)).max_by_key(|name| name.tokens.len())?;
        self.at += name.tokens.len();
        Some(name.body)
    }

    /// Takes one of these signs.
    pub fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.token(0) {
            Some(Token::Mark(mark)) if marks.contains(mark) => {
                self.at += 1;
                Some(*mark)
            }
            _ => None,
        }
    }

    /// Takes a number for which `test(value, digits)` holds.
    pub fn number(&mut self, test: impl FnOnce(u32, usize) -> bool) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number { value, digits, .. }) if test(*value, *digits) => {
                self.at += 1;
                Some(*value)
            }
            _ => None,
        }
    }

    /// Takes a number of one or two digits: a day, a month, a week.
    pub fn short(&mut self) -> Option<u32> {
        self.number(|_, digits| digits <= 2)
    }

    /// Takes `1e`, `2de`, `3rd`.
    pub fn ordinal_number(&mut self) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number { value, ordinal: true, .. }) => {
                self.at += 1;
                Some(*value)
            }
            _ => None,
        }
    }
}
