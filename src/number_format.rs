//! What a cell shows of its value: number formats (ECMA-376 part 1, 18.8.31).
//!
//! A format has up to four sections - positive, negative, zero, text - or conditions of its own. What it makes of a number is told
//! as Excel shows it in a column that is wide enough, in the language of the workbook: names of months, and whether a comma or a
//! point separates decimals. The width of a column is not known: what fills it (`*x`) is left out, and what leaves room (`_x`) is a
//! space. A format comes from a file that anybody can make, so that no number in it ever becomes an amount of memory or work: what it
//! costs goes with its own length, which is capped.

mod builtin;
mod date;
mod decimal;
mod fraction;
mod locale;
mod number;
mod parse;

#[cfg(test)]
mod tests;

pub use builtin::builtin_code;
pub use locale::Locale;

use crate::cell::DateShown;
use parse::{Kind, Part, Section, Test};

/// The number format of cells that have none, by its code.
pub const GENERAL: &str = "General";
/// How long a format may be, in characters: four times what Excel takes. A longer one shows what the general format shows.
const LONGEST: usize = 1024;

/// A number format, read.
#[derive(Debug, Clone)]
pub struct NumberFormat {
    sections: Vec<Section>,
    /// What is made of a text; nothing where the text shows as it is.
    text: Option<Section>,
}

/// What a number format makes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The text that people see, without the room that the format leaves around it.
    pub text: String,
    /// What of a date it shows.
    pub date: DateShown,
}

impl NumberFormat {
    /// Reads the code of a format as files write it, in English. Never fails: what cannot be read as a format is shown as it stands
    /// there, and a code that is too long is the general format.
    pub fn parse(code: &str) -> Self {
        let code = if code.is_empty() || code.len() > LONGEST { GENERAL } else { code };
        let mut sections = parse::sections(code);
        let is_text = |section: &Section| section.parts.contains(&Part::At);
        let text = match sections.len() {
            4.. => sections.drain(3..).next(),
            2 | 3 if sections.last().is_some_and(is_text) => sections.pop(),
            1 if sections.last().is_some_and(is_text) => sections.last().cloned(),
            _ => None,
        };
        Self { sections, text }
    }

    /// Whether it shows numbers as a cell without a format does.
    pub fn is_general(&self) -> bool {
        matches!(self.sections.as_slice(), [only] if only.condition.is_none() && only.parts == [Part::General])
    }

    /// Whether a text shows as it is.
    pub fn keeps_texts(&self) -> bool {
        self.text.as_ref().is_none_or(|section| section.parts == [Part::At])
    }

    /// What people see of a number: a date as its serial number. None where Excel has nothing to show but a row of hashes, and for
    /// what is no number.
    pub fn number(&self, number: f64, locale: Locale, is_1904: bool) -> Option<Shown> {
        if !number.is_finite() {
            return None;
        }
        let (section, signed) = self.section(number)?;
        let mut date = DateShown::Whole;
        let text = match section.kind {
            Kind::Date => {
                date = section.date_shown();
                let serial = if signed { number } else { number.abs() };
                date::show(section, serial, locale, is_1904)?
            }
            Kind::Number => number::show(section, number, signed, locale),
            Kind::Fraction => fraction::show(section, number, signed, locale),
        };
        Some(Shown { text: text.trim().to_owned(), date })
    }

    /// What people see of a text. A format that would hide it shows it all the same: what staff typed is never nothing.
    pub fn text(&self, text: &str) -> String {
        let Some(section) = &self.text else { return text.to_owned() };
        let mut out = String::new();
        for part in &section.parts {
            match part {
                Part::At => out.push_str(text),
                Part::Literal(literal) => out.push_str(literal),
                Part::Space => out.push(' '),
                _ => {}
            }
        }
        if out.trim().is_empty() { text.to_owned() } else { out.trim().to_owned() }
    }

    /// The section for a number, and whether its sign is still to be shown.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let sections = self.sections.as_slice();
        let conditional = sections.iter().take(2).any(|section| section.condition.is_some());
        if conditional {
            return self.by_condition(number);
        }
        match sections {
            [] => None,
            [only] => Some((only, true)),
            [positive, negative] => Some(if number < 0.0 { (negative, false) } else { (positive, true) }),
            [positive, negative, zero, ..] => Some(if number < 0.0 {
                (negative, false)
            } else if number == 0.0 {
                (zero, true)
            } else {
                (positive, true)
            }),
        }
    }

    /// With conditions the first section that holds counts. A second one without a condition is that of negative numbers where there
    /// is a third for the rest; the last one has what is left.
    fn by_condition(&self, number: f64) -> Option<(&Section, bool)> {
        let count = self.sections.len();
        let holds = |at: usize, section: &Section| match section.condition {
            Some(test) => test.holds(number),
            None if at + 1 == count => true,
            None if at == 0 => number > 0.0,
            None => number < 0.0,
        };
        let (at, section) = self.sections.iter().enumerate().find(|(at, section)| holds(*at, section))?;
        let only_negative = match section.condition {
            Some(test) => test.is_negative(),
            None => {
                at == 1 && self.sections.first().and_then(|first| first.condition).is_some_and(Test::is_of_the_rest)
            }
        };
        Some((section, !only_negative))
    }
}

/// What a cell without a format shows of a number: eleven characters at most.
pub fn general(number: f64, locale: Locale) -> String {
    number::general(number, locale)
}
