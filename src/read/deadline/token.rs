//! Text of a deadline, cut into words, numbers and marks.

use super::phrase::Cutter;
use crate::read::redaction;
use crate::wording::fold;

/// The smallest thing that the grammar looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, folded; dotted abbreviations are joined: `n.t.b.` is `ntb`. With a digit first it is a number with a letter o in
    /// it: `2o25`.
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

/// Arrows as people type or paste them.
const ARROWS: [char; 7] = ['→', '⇒', '➔', '➜', '➡', '►', '▶'];

/// Cuts the text; never fails.
pub(super) fn tokens(text: &str, cutter: &Cutter) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in text.lines().map(|line| folded(line, cutter)).filter(|line| !line.is_empty()) {
        if !tokens.is_empty() {
            tokens.push(Token::Break);
        }
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while let Some(c) = chars.get(at) {
            at += if c.is_whitespace() { 1 } else { token(chars.get(at..).unwrap_or_default(), cutter, &mut tokens) };
        }
    }
    tokens
}

/// The line as it is compared; the sign for a half, which folding would take apart, is the word.
fn folded(line: &str, cutter: &Cutter) -> String {
    let half = &cutter.half;
    if line.contains('½') { fold(&line.replace("½-", half).replace('½', &format!("{half} "))) } else { fold(line) }
}

/// Adds the token at the start of `rest` and says how many characters it takes; at least one.
fn token(rest: &[char], cutter: &Cutter, tokens: &mut Vec<Token>) -> usize {
    // After a full stop the digits go on with a longer number ("1.5.1.2.e"), so they are no code.
    if let Some(length) = redaction::length_at(rest).filter(|_| !matches!(tokens.last(), Some(Token::Mark('.')))) {
        tokens.push(Token::Redacted);
        return length.max(1);
    }
    if let Some(length) = gap(rest).filter(|_| !matches!(tokens.last(), Some(Token::Word(_)))) {
        // With the sign behind it, since "xx" alone is a word for what is not known yet.
        tokens.push(Token::Word(rest.iter().take(length + 1).collect::<String>().trim_end().to_owned()));
        return length;
    }
    match rest.first() {
        Some(c) if c.is_alphabetic() => word(rest, cutter, tokens),
        Some(c) if c.is_ascii_digit() => number(rest, cutter, tokens),
        _ => mark(rest, tokens),
    }
}

/// What is left open of a date, for somebody to fill in: the start of "xx-06-2026", "??/??/2026", "__ juni 2026". A word that nobody
/// knows, so that people are told that it was not read.
fn gap(rest: &[char]) -> Option<usize> {
    let sign = *rest.first().filter(|c| matches!(c, 'x' | '?' | '_' | '.' | '…'))?;
    let length = run(rest, |c| *c == sign);
    let is_open = match sign {
        '.' => length > 1,
        _ => true,
    };
    let (parts, after) = (rest.get(length)?, rest.get(length + 1)?);
    let goes_on = match parts {
        '-' | '/' | '.' => after.is_ascii_digit() || *after == sign,
        ' ' => length > 1 && sign != '?' && after.is_alphabetic(),
        _ => false,
    };
    (is_open && goes_on).then_some(length)
}

/// A sign; `->`, `-->` and `=>` are arrows.
fn mark(rest: &[char], tokens: &mut Vec<Token>) -> usize {
    let shaft = run(rest, |c| matches!(c, '-' | '='));
    if shaft > 0 && rest.get(shaft) == Some(&'>') {
        tokens.push(Token::Mark('→'));
        return shaft + 1;
    }
    let Some(c) = rest.first() else { return 1 };
    tokens.push(Token::Mark(if ARROWS.contains(c) { '→' } else { *c }));
    1
}

/// A word, with the dots of an abbreviation taken out.
fn word(rest: &[char], cutter: &Cutter, tokens: &mut Vec<Token>) -> usize {
    if let Some((word, length)) = cutter.signed(rest) {
        tokens.push(Token::Word(word));
        return length;
    }
    let (mut word, mut length) = dotted(rest, cutter);
    let tail: String = rest.iter().skip(length + 1).take_while(|c| c.is_alphabetic()).collect();
    if rest.get(length) == Some(&'-') && cutter.joins(&word, &tail) {
        length += 1 + tail.chars().count();
        word.push_str(&tail);
    }
    tokens.push(Token::Word(cutter.spelled(word)));
    length + usize::from(rest.get(length) == Some(&'.'))
}

/// Letters, and where they are one, the single letters that follow it after full stops; with how many characters that takes.
fn dotted(rest: &[char], cutter: &Cutter) -> (String, usize) {
    let mut length = run(rest, |c| c.is_alphabetic());
    let mut word: String = rest.iter().take(length).collect();
    let single = |at: usize| {
        rest.get(at) == Some(&'.')
            && rest.get(at + 1).is_some_and(|c| c.is_alphabetic())
            && !rest.get(at + 2).is_some_and(|c| c.is_alphabetic())
    };
    if length > 1 {
        return (word, length);
    }
    while single(length) {
        word.extend(rest.get(length + 1));
        length += 2;
    }
    if length > 1 && cutter.keeps_stops(&word) {
        word = word.chars().map(String::from).collect::<Vec<_>>().join(".");
    }
    (word, length)
}

/// A number, with the letters that make it an ordinal.
fn number(rest: &[char], cutter: &Cutter, tokens: &mut Vec<Token>) -> usize {
    let digits = run(rest, |c| c.is_ascii_digit());
    let garbled = run(rest, |c| c.is_ascii_digit() || *c == 'o');
    if garbled > digits && !rest.get(garbled).is_some_and(|c| c.is_alphabetic()) {
        tokens.push(Token::Word(rest.iter().take(garbled).collect()));
        return garbled;
    }
    let value = rest.iter().take(digits).collect::<String>().parse().unwrap_or(u32::MAX);
    let suffix: String = rest.iter().skip(digits).take_while(|c| c.is_alphabetic()).collect();
    let letters = cutter.ordinal_letters(&suffix);
    tokens.push(Token::Number { value, digits, ordinal: letters > 0 });
    digits + letters
}

/// How many characters from the start pass the test.
fn run(rest: &[char], test: impl Fn(&char) -> bool) -> usize {
    rest.iter().take_while(|c| test(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::deadline::phrase::Phrasebook;

    fn shown(text: &str) -> String {
        let shown = tokens(text, Phrasebook::of_all().cutter()).into_iter().map(|token| match token {
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
            ("1e kwartaal t/m 3 mrt. '25", "1e kwartaal t/m 3 mrt ' 25"),
            ("2x p/j", "2 x p / j"),
            ("half-jaarlijks\n\n mei-juni", "halfjaarlijks | mei - juni"),
            ("½ jaarlijks", "half jaarlijks"),
            ("½-jaarlijks", "halfjaarlijks"),
            ("Q4 2024 -> Q1", "q 4 2024 → q 1"),
            ("Q4 2024 --> Q1 ⇒ Q2", "q 4 2024 → q 1 → q 2"),
            ("9 5.1.2.e 2025", "9 [code] 2025"),
            ("28.3.2024", "28 . 3 . 2024"),
            ("1 april a.s. as of", "1 april a.s as of"),
            ("1ekwartaal 2e", "1e kwartaal 2e"),
            ("2e kwartaaal, februarie, Septenber", "2e kwartaal , februari , september"),
            ("N/A v/a i.p.v.", "n/a v/a ipv"),
            ("College B&W, p/j", "college b&w , p / j"),
            ("Q3 2O25, 2o 3oktober", "q 3 2o25 , 2o 3 oktober"),
            ("maaart apirl kaart Jaareinde", "maart april kaart jaareinde"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
