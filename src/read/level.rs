//! District, local or both.

use std::sync::Arc;

use crate::framework::{Framework, Level};
use crate::language::{Language, Role};
use crate::read::vocabulary::{Spelling, Vocabulary};
use crate::wording::fold;

/// The words for levels.
#[derive(Debug, Clone)]
pub struct Levels {
    words: Vocabulary<Level>,
    language: Arc<Language>,
}

impl Levels {
    /// The words of a framework; the names of the district count as "district".
    pub fn new(framework: &Framework) -> Self {
        let district = &framework.district;
        let named = framework.levels.iter().flat_map(|level| level.names().map(|name| (name, level.level)));
        let district =
            std::iter::once(&district.name).chain(&district.aliases).map(|name| (name.as_str(), Level::District));
        let words = Vocabulary::new(named.chain(district), &Spelling::of(framework));
        Self { words, language: framework.language.clone() }
    }

    /// Reads a level: "Districtelijk", "L", "D & L", "lokaal en districtelijk". `None` where a word of it is not known.
    pub fn parse(&self, text: &str) -> Option<Level> {
        if let Some(level) = self.words.find_leading(text) {
            return Some(*level);
        }
        let folded = fold(text);
        let parts = folded.split(['&', '/', '+', ',', ';']);
        let parts = parts.flat_map(|part| self.language.parts(part, Role::Joiner)).map(str::trim);
        let levels: Option<Vec<Level>> =
            parts.filter(|part| !part.is_empty()).map(|part| self.words.find(part).copied()).collect();
        levels?.into_iter().reduce(|a, b| if a == b { a } else { Level::Both })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_in_their_notations() {
        let levels = Levels::new(Framework::embedded());
        for (text, expected) in [
            ("Districtelijk", Some(Level::District)),
            ("D", Some(Level::District)),
            ("Regionaal", Some(Level::District)),
            ("lokaal ", Some(Level::Local)),
            ("L", Some(Level::Local)),
            ("D & L", Some(Level::Both)),
            ("L&D", Some(Level::Both)),
            ("D/L", Some(Level::Both)),
            ("Lokaal en districtelijk", Some(Level::Both)),
            ("lokaal und district", Some(Level::Both)),
            ("L and D", Some(Level::Both)),
            ("D und L", Some(Level::Both)),
            ("landelijk", None),
            ("D?", None),
            ("", None),
        ] {
            assert_eq!(levels.parse(text), expected, "{text}");
        }
    }
}
