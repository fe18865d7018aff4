//! Text of a deadline, cut into words, numbers and marks.

use crate::read::redaction;
use crate::wording::fold;

/// The smallest thing that the grammar looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, folded; dotted abbreviations are joined: `n.t.b.` is `ntb`.
    Word(String),
    /// Digits, with how many there are; `ordinal` for `1e`, `2de`, `3rd`.
    Number { value: u32, digits: usize, ordinal: bool },
    /// Any other sign; an arrow of any make is `→`.
    Mark(char),
    /// A redaction code or black bar.
    Redacted,
    /// The end of a line.
    Break,
}

/// Words that are joined with what follows their hyphen: `half-jaarlijks`.
const JOINED: [&str; 5] = ["half", "twee", "drie", "vier", "vijf"];

/// Cuts the text; never fails.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in text.lines().map(fold).filter(|line| !line.is_empty()) {
        if !tokens.is_empty() {
            tokens.push(Token::Break);
        }
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while let Some(c) = chars.get(at) {
            at += if c.is_whitespace() { 1 } else { token(chars.get(at..).unwrap_or_default(), &mut tokens) };
        }
    }
    tokens
}

/// Adds the token at the start of `rest` and says how many characters it takes; at least one.
fn token(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    // After a full stop the digits go on with a longer number ("1.5.1.2.e"), so they are no code.
    if let Some(length) = redaction::length_at(rest).filter(|_| !matches!(tokens.last(), Some(Token::Mark('.')))) {
        tokens.push(Token::Redacted);
        return length;
    }
    match rest.first() {
        Some(c) if c.is_alphabetic() => word(rest, tokens),
        Some(c) if c.is_ascii_digit() => number(rest, tokens),
        Some('-' | '=') if rest.get(1) == Some(&'>') => {
            tokens.push(Token::Mark('→'));
            2
        }
        Some(c) => {
            tokens.push(Token::Mark(*c));
            1
        }
        None => 1,
    }
}

/// A word, with the dots of an abbreviation taken out.
fn word(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let mut letters = run(rest, |c| c.is_alphabetic());
    let mut word: String = rest.iter().take(letters).collect();
    let single = |at: usize| {
        rest.get(at) == Some(&'.')
            && rest.get(at + 1).is_some_and(|c| c.is_alphabetic())
            && !rest.get(at + 2).is_some_and(|c| c.is_alphabetic())
    };
    if letters == 1 {
        while single(letters) {
            word.extend(rest.get(letters + 1));
            letters += 2;
        }
    }
    let slashed = rest.get(letters) == Some(&'/') && rest.get(letters + 1).is_some_and(|c| c.is_alphabetic());
    if word == "t" && slashed && rest.get(letters + 1) == Some(&'m') {
        tokens.push(Token::Word("tm".to_owned()));
        return letters + 2;
    }
    if word == "p" && slashed {
        tokens.push(Token::Word("per".to_owned()));
        return letters + 1;
    }
    if JOINED.contains(&word.as_str()) && rest.get(letters) == Some(&'-') {
        let tail: String = rest.iter().skip(letters + 1).take_while(|c| c.is_alphabetic()).collect();
        letters += 1 + tail.chars().count();
        word.push_str(&tail);
    }
    tokens.push(Token::Word(word));
    letters + usize::from(rest.get(letters) == Some(&'.'))
}

/// A number, with the letters that make it an ordinal.
fn number(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let digits = run(rest, |c| c.is_ascii_digit());
    let value = rest.iter().take(digits).collect::<String>().parse().unwrap_or(u32::MAX);
    let suffix: String = rest.iter().skip(digits).take_while(|c| c.is_alphabetic()).collect();
    let ordinal = matches!(suffix.as_str(), "e" | "de" | "ste" | "st" | "nd" | "rd" | "th");
    tokens.push(Token::Number { value, digits, ordinal });
    if ordinal { digits + suffix.chars().count() } else { digits }
}

/// How many characters from the start pass the test.
fn run(rest: &[char], test: impl Fn(&char) -> bool) -> usize {
    rest.iter().take_while(|c| test(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let shown = tokens(text).into_iter().map(|token| match token {
            Token::Word(word) => word,
            Token::Number { value, ordinal, .. } => format!("{value}{}", if ordinal { "e" } else { "" }),
            Token::Mark(c) => c.to_string(),
            Token::Redacted => "[code]".to_owned(),
            Token::Break => "|".to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_is_cut_as_people_read_it() {
        for (text, expected) in [
            ("Q2 2024– Q3 2025", "q 2 2024 - q 3 2025"),
            ("n.t.b. of z.s.m", "ntb of zsm"),
            ("1e kwartaal t/m 3 mrt. '25", "1e kwartaal tm 3 mrt ' 25"),
            ("2x p/j", "2 x per j"),
            ("half-jaarlijks\n\n mei-juni", "halfjaarlijks | mei - juni"),
            ("Q4 2024 -> Q1", "q 4 2024 → q 1"),
            ("9 5.1.2.e 2025", "9 [code] 2025"),
            ("28.3.2024", "28 . 3 . 2024"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
