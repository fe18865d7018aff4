//! The codes that stand in published copies where something was blacked out.
//!
//! Dutch open-government law (Wet open overheid) names its grounds like paragraphs: `5.1.2.e`. With the letter they can be
//! told from paragraph numbers anywhere; without it (`4.1.4`, `5.2.1`) only where they are the whole cell.

/// Codes without a letter that count where they are all that a cell says.
const WHOLE_CELL: [&str; 3] = ["4.1.4", "5.2.1", "5.1.2"];

/// How many characters at the start of `chars` are a redaction: a code with its letter, `[redacted]` or a black bar.
pub(crate) fn length_at(chars: &[char]) -> Option<usize> {
    match chars.first()? {
        '\u{2588}' | '\u{25A0}' => Some(chars.iter().take_while(|c| matches!(c, '\u{2588}' | '\u{25A0}')).count()),
        '[' => bracketed(chars),
        '1'..='5' => lettered(chars),
        _ => None,
    }
}

/// `[redacted]` and its Dutch brothers.
fn bracketed(chars: &[char]) -> Option<usize> {
    ["[redacted]", "[gelakt]", "[zwartgelakt]"].into_iter().map(|word| word.chars().collect::<Vec<_>>()).find_map(
        |word| {
            let here = chars.get(..word.len())?;
            here.iter().zip(&word).all(|(a, b)| a.to_ascii_lowercase() == *b).then_some(word.len())
        },
    )
}

/// `5.1.2.e`, also with the last dot left out.
fn lettered(chars: &[char]) -> Option<usize> {
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let dot = |i: usize| chars.get(i) == Some(&'.');
    if !(dot(1) && digit(2) && dot(3) && digit(4)) {
        return None;
    }
    let letter = if dot(5) { 6 } else { 5 };
    let ends = !chars.get(letter + 1).is_some_and(|c| c.is_alphanumeric());
    (chars.get(letter).is_some_and(|c| ('a'..='i').contains(&c.to_ascii_lowercase())) && ends).then_some(letter + 1)
}

/// Whether a redaction stands anywhere in the text, or is all that it says.
pub fn contains(text: &str) -> bool {
    is_whole(text) || first(text).is_some()
}

/// Whether the text is nothing but a code that elsewhere could be a paragraph number.
pub fn is_whole(text: &str) -> bool {
    WHOLE_CELL.contains(&text.trim())
}

/// The first redaction in the text, as it stands there.
pub fn first(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).find_map(|at| {
        let inside_number = at > 0 && chars.get(at - 1).is_some_and(|c| c.is_alphanumeric() || *c == '.');
        let length = length_at(chars.get(at..)?)?;
        (!inside_number).then(|| chars.iter().skip(at).take(length).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_paragraph_numbers() {
        for yes in
            ["5.1.2.e", "5.1.2e", "^{5.1.2.e}", "9 5.1.2.e 2025", "[Redacted]", "\u{2588}\u{2588}", "5.2.1", " 4.1.4 "]
        {
            assert!(contains(yes), "{yes}");
        }
        for no in ["", "5.1.2 Preventie", "zie 5.2.1", "15.1.2.e", "5.1.2.x", "5.1.2.een", "1.2"] {
            assert!(!contains(no), "{no}");
        }
    }
}
