//! Priorities and their intervals: "Laag tot gemiddeld".

use crate::framework::{Code, Framework, PriorityRange};
use crate::read::vocabulary::{Spelling, Vocabulary};
use crate::wording::fold;

/// The words of the priority scale.
#[derive(Debug, Clone)]
pub struct Priorities {
    words: Vocabulary<Code>,
    ranks: Vec<(Code, i64)>,
    /// Folded names with their code, for abbreviations.
    names: Vec<(String, Code)>,
}

impl Priorities {
    /// The scale of a framework.
    pub fn new(framework: &Framework) -> Self {
        let steps = &framework.priorities;
        let names = steps.iter().map(|p| (p.name.as_str(), p.code.clone()));
        let aliases = steps.iter().flat_map(|p| p.aliases.iter().map(|alias| (alias.as_str(), p.code.clone())));
        Self {
            words: Vocabulary::new(names.chain(aliases), &Spelling::of(framework)),
            ranks: steps.iter().map(|p| (p.code.clone(), p.rank)).collect(),
            names: steps.iter().map(|p| (fold(&p.name), p.code.clone())).collect(),
        }
    }

    /// Reads one priority or an interval, whatever its order: "Gemiddeld tot Hoog", "Gem.-hoog", "Hoog/Gemiddeld".
    pub fn parse(&self, text: &str) -> Option<PriorityRange> {
        if let Some(code) = self.words.find_leading(text) {
            return Some(PriorityRange { from: code.clone(), to: code.clone() });
        }
        let folded =
            fold(text).replace("t/m", "-").replace(" tot en met ", "-").replace(" tot ", "-").replace(" to ", "-");
        let folded = folded.replace(" a ", "-").replace(" en ", "-");
        let ends: Vec<&str> = folded.split(['-', '/']).map(str::trim).filter(|end| !end.is_empty()).collect();
        let [a, b] = ends.as_slice() else {
            return self.single(text).map(|code| PriorityRange { from: code.clone(), to: code });
        };
        let (a, b) = (self.single(a)?, self.single(b)?);
        Some(if self.rank(&a) <= self.rank(&b) {
            PriorityRange { from: a, to: b }
        } else {
            PriorityRange { from: b, to: a }
        })
    }

    /// A word of the scale, or a clear abbreviation of its name: "Gem.".
    fn single(&self, text: &str) -> Option<Code> {
        if let Some(code) = self.words.find(text) {
            return Some(code.clone());
        }
        let short = fold(text);
        let short = short.strip_suffix('.')?;
        let mut fitting = self.names.iter().filter(|(name, _)| short.chars().count() >= 3 && name.starts_with(short));
        let (_, code) = fitting.next()?;
        fitting.next().is_none().then(|| code.clone())
    }

    fn rank(&self, code: &Code) -> i64 {
        self.ranks.iter().find(|(other, _)| other == code).map_or(0, |(_, rank)| *rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_and_intervals() {
        let priorities = Priorities::new(Framework::embedded());
        for (text, expected) in [
            ("Hoog", "high high"),
            ("hoog ", "high high"),
            ("* Hoog", "high high"),
            ("Laag tot gemiddeld", "low medium"),
            ("Gemiddeld tot hoog", "medium high"),
            ("Gemiddeld/Hoog", "medium high"),
            ("Hoog - Gemiddeld", "medium high"),
            ("Gem.-hoog", "medium high"),
            ("Gemid.", "medium medium"),
            ("H", "high high"),
            ("urgent", "none"),
            ("Hoog/urgent", "none"),
            ("", "none"),
        ] {
            let got = priorities.parse(text).map_or("none".to_owned(), |range| format!("{} {}", range.from, range.to));
            assert_eq!(got, expected, "{text}");
        }
    }
}
