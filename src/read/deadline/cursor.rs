//! A place in the tokens of a deadline, and the small steps from there.
//!
//! A parser that does not recognise what stands at the cursor leaves the cursor where it was ([`Cursor::attempt`]).

use super::calendar::BodyName;
use super::calendar::Reading;
use super::phrase;
use super::phrase::Phrasebook;
use super::token::Token;
use crate::language::Role;

/// A place in the tokens.
pub(super) struct Cursor<'a> {
    tokens: &'a [Token],
    at: usize,
    /// The names by which meetings are known.
    pub bodies: &'a [BodyName],
    /// The words that are known.
    pub book: &'a Phrasebook,
    /// How dates in digits are to be read.
    pub reading: Reading,
}

impl<'a> Cursor<'a> {
    /// The start of these tokens.
    pub(super) fn new(tokens: &'a [Token], bodies: &'a [BodyName], book: &'a Phrasebook, reading: Reading) -> Self {
        Self { tokens, at: 0, bodies, book, reading }
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// How many tokens are taken.
    pub(super) fn taken(&self) -> usize {
        self.at
    }

    /// What stands this many tokens ahead.
    pub(super) fn token(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_add(ahead)?)
    }

    /// What was taken last.
    pub(super) fn last(&self) -> Option<&'a Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    /// The word that stands here.
    pub(super) fn peek(&self) -> Option<&'a str> {
        match self.token(0) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Takes whatever stands here.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Runs a parser, and puts the cursor back where it fails.
    pub(super) fn attempt<T>(&mut self, parser: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let result = parser(self);
        if result.is_none() {
            self.at = before;
        }
        result
    }

    /// Runs a parser only to know whether it would succeed.
    pub(super) fn would<T>(&mut self, parser: impl FnOnce(&mut Self) -> Option<T>) -> bool {
        let before = self.at;
        let result = parser(self).is_some();
        self.at = before;
        result
    }

    /// Takes a word for which `test` gives something.
    pub(super) fn word<T>(&mut self, test: impl FnOnce(&Phrasebook, &'a str) -> Option<T>) -> Option<T> {
        let result = test(self.book, self.peek()?)?;
        self.at += 1;
        Some(result)
    }

    /// Takes the longest phrase that plays this role.
    pub(super) fn role(&mut self, role: Role) -> Option<()> {
        self.one_of(&[role]).map(drop)
    }

    /// Takes the longest phrase that plays one of these roles, and says which.
    pub(super) fn one_of(&mut self, roles: &[Role]) -> Option<Role> {
        let (length, role) = self.book.at(self.rest(), roles)?;
        self.at += length;
        Some(role)
    }

    /// Takes the longest phrase of a table of roles, and says what it stands for.
    pub(super) fn valued<T: Copy>(&mut self, table: &[(Role, T)]) -> Option<T> {
        let roles: Vec<Role> = table.iter().map(|(role, _)| *role).collect();
        let found = self.one_of(&roles)?;
        table.iter().find(|(role, _)| *role == found).map(|(_, value)| *value)
    }

    /// Whether the word that stands here plays a role by itself.
    pub(super) fn is(&self, role: Role) -> bool {
        self.peek().is_some_and(|word| self.book.is(role, word))
    }

    /// Takes a Roman numeral.
    pub(super) fn roman(&mut self) -> Option<u32> {
        self.word(|_, word| phrase::roman(word))
    }

    /// What is not taken yet.
    pub(super) fn rest(&self) -> &'a [Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Takes this many tokens.
    pub(super) fn take(&mut self, length: usize) {
        self.at += length;
    }

    /// Takes the longest name of a meeting that stands here, and says which body it is.
    pub(super) fn body(&mut self) -> Option<usize> {
        let rest = self.tokens.get(self.at..)?;
        let name =
            self.bodies.iter().filter(|name| rest.starts_with(&name.tokens)).max_by_key(|name| name.tokens.len())?;
        self.at += name.tokens.len();
        Some(name.body)
    }

    /// Takes one of these signs.
    pub(super) fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.token(0) {
            Some(Token::Mark(mark)) if marks.contains(mark) => {
                self.at += 1;
                Some(*mark)
            }
            _ => None,
        }
    }

    /// Takes a number for which `test(value, digits)` holds.
    pub(super) fn number(&mut self, test: impl FnOnce(u32, usize) -> bool) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number { value, digits, .. }) if test(*value, *digits) => {
                self.at += 1;
                Some(*value)
            }
            _ => None,
        }
    }

    /// Takes a number of one or two digits: a day, a month, a week.
    pub(super) fn short(&mut self) -> Option<u32> {
        self.number(|_, digits| digits <= 2)
    }

    /// Takes `1e`, `2de`, `3rd`.
    pub(super) fn ordinal_number(&mut self) -> Option<u32> {
        match self.token(0) {
            Some(Token::Number { value, ordinal: true, .. }) => {
                self.at += 1;
                Some(*value)
            }
            _ => None,
        }
    }
}
