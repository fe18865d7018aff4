//! The words, numbers and signs of a phrase.

use crate::cell::Rgb;
use crate::wording::{fold, key};

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A word by its key, and whether a full stop ends it.
    Word(String, bool),
    /// A number with a percent sign.
    Percent(f64),
    /// A whole number.
    Number(f64),
    /// A word with digits: a date, a time, a quarter.
    Date,
    /// A quarter or half of a year: `Q3`, `H1-2026`.
    Quarter,
    /// A short number with letters, by those letters: "1e", "3x".
    Lettered(String),
    /// Two numbers with a slash of which the first may be a part of the second, or a day of that month: "4/5".
    Fraction,
    /// A sign that people paste for a state.
    Sign(Sign),
    /// What parts one thing that is said from the next.
    Break,
    /// What parts two things of which one would do: "lopend/vertraagd".
    Or,
    /// A question mark.
    Doubt,
}

/// What a pasted sign stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A tick.
    Done,
    /// An hourglass, turning arrows.
    InProgress,
    /// A pause.
    OnHold,
    /// An empty box.
    NotStarted,
    /// A cross: not done, dropped, or a ticked box.
    Unclear,
}

/// The signs with what they stand for; a tick can also be the letter that the font Wingdings draws as one.
const SIGNS: [(&str, Sign); 5] = [
    ("✔✓☑✅🗸🗹\u{F0FC}\u{F0FE}", Sign::Done),
    ("⏳⌛🔄🔃🔁▶🚧🏗⚙🛠🏃◐◑◒◓◔◕", Sign::InProgress),
    ("⏸⏯💤", Sign::OnHold),
    ("☐□○◯", Sign::NotStarted),
    ("❌✗✘☒✖❎⛔🚫🛑\u{F0FB}\u{F0FD}", Sign::Unclear),
];

/// Coloured circles and squares, with the colour that a fill of that name has.
const CIRCLES: [(&str, Rgb); 8] = [
    ("🟢🟩", Rgb(0x00, 0xB0, 0x50)),
    ("🟡🟨", Rgb(0xFF, 0xFF, 0x00)),
    ("🟠🟧", Rgb(0xFF, 0xC0, 0x00)),
    ("🔴🟥", Rgb(0xFF, 0x00, 0x00)),
    ("🔵🟦", Rgb(0x00, 0x70, 0xC0)),
    ("🟣🟪", Rgb(0x70, 0x30, 0xA0)),
    ("⚪⬜", Rgb(0xFF, 0xFF, 0xFF)),
    ("⚫⬛", Rgb(0x00, 0x00, 0x00)),
];

fn sign(c: char) -> Option<Sign> {
    SIGNS.iter().find(|(signs, _)| signs.contains(c)).map(|(_, sign)| *sign)
}

/// Whether a cross stands in a text, which turns what its words say or strengthens it.
pub(crate) fn is_crossed(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| sign(c) == Some(Sign::Unclear))
}

fn circle(c: char) -> Option<Rgb> {
    CIRCLES.iter().find(|(circles, _)| circles.contains(c)).map(|(_, rgb)| *rgb)
}

/// A text without the coloured circles in it, and their colour where they have the same; none for a text without.
pub(crate) fn without_circles(text: &str) -> Option<(String, Option<Rgb>)> {
    if text.is_ascii() {
        return None;
    }
    let mut colours: Vec<Rgb> = text.chars().filter_map(circle).collect();
    if colours.is_empty() {
        return None;
    }
    colours.dedup();
    let rest: String = text.chars().filter(|c| circle(*c).is_none() && *c != '\u{FE0F}').collect();
    let colour = match colours.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    Some((rest.trim().to_owned(), colour))
}

/// The number that a text is, with nothing beside it: `80`, `0,8`.
pub(crate) fn bare_number(text: &str) -> Option<f64> {
    number_of(text.trim())
}

/// The percentage that a text is with its sign, and nothing more: `80%`, `~ 80 %`. Percentages in words are read by the phrases.
pub fn percent(text: &str) -> Option<f64> {
    let number: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '~' | '±')).collect();
    number_of(number.strip_suffix('%')?).filter(|percent| (0.0..=100.0).contains(percent))
}

fn number_of(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    plain.then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// Two numbers with a slash: a share where it can not be a day and a month.
fn share(text: &str) -> Option<Token> {
    const MONTHS: f64 = 12.0;
    let (part, all) = text.split_once('/')?;
    let (part, all) = (number_of(part)?, number_of(all)?);
    if part >= all {
        return None;
    }
    Some(if all > MONTHS { Token::Percent(part / all * 100.0) } else { Token::Fraction })
}

/// Whether a word with digits is a part of a year: one or two letters, its number, and a year at most, in either order.
fn is_quarter(key: &str) -> bool {
    let year = |text: &str| matches!(text.len(), 0 | 2 | 4) && text.chars().all(|c| c.is_ascii_digit());
    let behind_year = || key.get(4..).filter(|_| key.get(..4).is_some_and(year)).and_then(behind_part_of_a_year);
    behind_part_of_a_year(key).is_some_and(year) || behind_year() == Some("")
}

/// What follows `q3` or `kw3`.
fn behind_part_of_a_year(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.len() - digits.len();
    let (number, rest) = digits.split_at_checked(1)?;
    ((1..=2).contains(&letters) && ('1'..='4').contains(&number.chars().next()?)).then_some(rest)
}

/// The letters behind a short number.
fn letters_of(key: &str) -> Option<String> {
    let letters = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = key.len() - letters.len();
    let short = (1..=2).contains(&digits) && (1..=3).contains(&letters.len());
    (short && letters.chars().all(char::is_alphabetic)).then(|| letters.to_owned())
}

/// The parts of a text, line by line; a full stop before a capital ends a line too.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    // Plain lower-case words, of which nearly all entries of a language are.
    if text.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
        return text.split_ascii_whitespace().map(|word| Token::Word(word.to_owned(), false)).collect();
    }
    let mut found = Scanner::default();
    for line in sentences(text).lines().filter(|line| !line.trim().is_empty()) {
        found.part(Token::Break);
        found.line(&fold(line));
    }
    let mut tokens = found.tokens;
    tokens.dedup_by(|a, b| *a == Token::Break && *b == Token::Break);
    let from = usize::from(tokens.first() == Some(&Token::Break));
    let to = tokens.len() - usize::from(tokens.len() > from && tokens.last() == Some(&Token::Break));
    tokens.drain(from..to).collect()
}

/// The text with a line end for each full stop that ends a sentence.
fn sentences(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |at: usize| chars.get(at).copied().unwrap_or(' ');
    let ends = |n: usize| {
        let before = || chars.iter().take(n).rev().take_while(|c| c.is_alphabetic()).take(4).count();
        at(n) == '.' && at(n + 1) == ' ' && at(n + 2).is_uppercase() && before() == 4
    };
    chars.iter().enumerate().map(|(n, c)| if ends(n) { '\n' } else { *c }).collect()
}

#[derive(Default)]
struct Scanner {
    tokens: Vec<Token>,
    word: String,
}

impl Scanner {
    /// Ends the word and adds a part.
    fn part(&mut self, token: Token) {
        self.end();
        self.tokens.push(token);
    }

    fn end(&mut self) {
        let word = std::mem::take(&mut self.word);
        let key = key(&word);
        if key.is_empty() {
            return;
        }
        let plain = word.trim_end_matches('.');
        self.tokens.push(match number_of(plain).filter(|number| number.fract() == 0.0 && !plain.contains('.')) {
            Some(number) => Token::Number(number),
            None if key.starts_with(|c: char| c.is_ascii_digit()) || key.chars().any(|c| c.is_ascii_digit()) => {
                if let Some(share) = share(plain) {
                    share
                } else if let Some(letters) = letters_of(&key) {
                    Token::Lettered(letters)
                } else if number_of(plain).is_some() {
                    Token::Number(number_of(plain).unwrap_or_default())
                } else if is_quarter(&key) {
                    Token::Quarter
                } else {
                    Token::Date
                }
            }
            None => Token::Word(key, word.ends_with('.')),
        });
    }

    /// A percent sign makes a percentage of the number before it.
    fn percent(&mut self) {
        // "80-90%" is about as much as its first number.
        let first = self.word.split('-').next().and_then(number_of).filter(|_| self.word.contains('-'));
        if let Some(first) = first {
            self.word.clear();
            self.tokens.push(Token::Percent(first));
            return;
        }
        self.end();
        if let Some(Token::Number(number)) = self.tokens.last() {
            let percent = Token::Percent(*number);
            self.tokens.pop();
            self.tokens.push(percent);
        }
    }

    fn line(&mut self, line: &str) {
        let chars: Vec<char> = line.chars().collect();
        let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        for (n, c) in chars.iter().enumerate() {
            let (before, after) = (at(n.checked_sub(1)), at(Some(n + 1)));
            let in_number = before.is_ascii_digit() && after.is_ascii_digit();
            match c {
                ' ' => self.end(),
                ',' | ':' | '-' | '/' if in_number => self.word.push(*c),
                ',' | ';' | ':' | '(' | ')' | '[' | ']' | '"' => self.part(Token::Break),
                '-' if before == ' ' || after == ' ' => self.part(Token::Break),
                '-' => self.end(),
                '/' if before == 't' && after == 'm' => {}
                '/' if self.word.contains('.') && after == ' ' => self.end(),
                '&' if before.is_alphanumeric() && after.is_alphanumeric() => {}
                '/' | '+' | '&' => self.part(Token::Or),
                '?' => self.part(Token::Doubt),
                '%' => self.percent(),
                _ => match sign(*c) {
                    Some(sign) => self.part(Token::Sign(sign)),
                    None if c.is_alphanumeric() || matches!(c, '.' | '\'') => self.word.push(*c),
                    None => {}
                },
            }
        }
        self.end();
    }
}
