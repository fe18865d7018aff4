//! District, local or both.

use crate::framework::Level;
use crate::wording::fold;

/// Reads a level: "Districtelijk", "L", "D & L", "lokaal en districtelijk". `None` where a word of it is not known.
pub fn parse(text: &str) -> Option<Level> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !matches!(*word, "en" | "of" | "and"));
    let levels: Option<Vec<Level>> = words.map(word).collect();
    levels?.into_iter().reduce(|a, b| if a == b { a } else { Level::Both })
}

fn word(word: &str) -> Option<Level> {
    let level = match word {
        "districtelijk" | "districtelijke" | "district" | "districts" | "d" | "bovenlokaal" | "regionaal" | "regional" => Level::District,
        "lokaal" | "lokale" | "l" | "local" | "gemeentelijk" | "gemeente" => Level::Local,
        "beide" | "beiden" | "allebei" | "both" | "dl" | "ld" => Level::Both,
        _ => return None,
    };
    Some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_in_their_notations() {
        for (text, expected) in [
            ("Districtelijk", Some(Level::District)),
            ("D", Some(Level::District)),
            ("Regionaal", Some(Level::District)),
            ("lokaal ", Some(Level::Local)),
            ("L", Some(Level::Local)),
            ("D & L", Some(Level::Both)),
            ("L&D", Some(Level::Both)),
            ("D/L", Some(Level::Both)),
            ("Districtelijk en lokaal", Some(Level::Both)),
            ("beide", Some(Level::Both)),
            ("landelijk", None),
            ("D?", Some(Level::District)),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
