//! The two traffic lights: the state of an action and the maturity colour of its sub-theme.
//!
//! One cell can speak on both scales, by its word and by its fill; they are kept apart.

use std::sync::Arc;

use crate::cell::{Reading, Rgb};
use crate::framework::{Code, Framework};
use crate::plan::{Status, StatusSource};
use crate::read::colour::Palette;
use crate::read::progress::{Phrases, Said, is_crossed, without_circles};
use crate::read::vocabulary::{Spelling, Vocabulary};

/// The words and colours of one scale.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Its words.
    pub words: Vocabulary<Code>,
    /// Its fills; often none.
    pub colours: Palette<Code>,
    /// How its states are put into phrases; none of a scale of colours.
    pub phrases: Option<Arc<Phrases>>,
}

impl Scale {
    /// The states of an action.
    pub fn progress(framework: &Framework) -> Self {
        let spelling = Spelling::of(framework);
        let steps = framework.progress.iter();
        let scale = Self::new(steps.map(|s| (&s.code, &s.name, s.aliases.as_slice(), s.colours.as_slice())), &spelling);
        Self { phrases: Some(Phrases::of(framework)), ..scale }
    }

    /// The maturity traffic light.
    pub fn framework_status(framework: &Framework) -> Self {
        let spelling = Spelling::of(framework);
        let steps = framework.framework_statuses.iter();
        Self::new(steps.map(|s| (&s.code, &s.name, s.aliases.as_slice(), s.colours.as_slice())), &spelling)
    }

    fn new<'a>(
        steps: impl Iterator<Item = (&'a Code, &'a String, &'a [String], &'a [Rgb])> + Clone,
        spelling: &Spelling,
    ) -> Self {
        // Names before aliases, so that no alias of one step takes the name of another. Codes are for programs: no word.
        let names = steps.clone().map(|(code, name, ..)| (name.as_str(), code.clone()));
        let aliases = steps
            .clone()
            .flat_map(|(code, _, aliases, _)| aliases.iter().map(move |alias| (alias.as_str(), code.clone())));
        let words = Vocabulary::new(names.chain(aliases), spelling);
        let colours =
            Palette::new(steps.flat_map(|(code, _, _, colours)| colours.iter().map(move |rgb| (*rgb, code.clone()))));
        Self { words, colours, phrases: None }
    }

    /// The step that a text names, whatever it says beside it.
    pub fn find(&self, text: &str) -> Option<Code> {
        self.said(text).map(|(code, ..)| code)
    }

    /// Whether a text names a step and says nothing beside it.
    pub fn is_bare(&self, text: &str) -> bool {
        self.said(text).is_some_and(|(_, alone, _)| alone)
    }

    /// The percentage that a text names beside or instead of a step.
    pub fn percent(&self, text: &str) -> Option<f64> {
        match self.phrases.as_ref()?.read(text) {
            Said::State { percent, .. } => percent,
            Said::Unclear | Said::Nothing => None,
        }
    }

    /// Whether a text was read although a word of it is misspelt.
    pub fn is_slip(&self, text: &str) -> bool {
        let slip = |phrases: &Arc<Phrases>| matches!(phrases.read(text), Said::State { slip: true, .. });
        self.words.find(text).is_none() && self.phrases.as_ref().is_some_and(slip)
    }

    /// The step that a percentage stands for.
    pub fn of_percent(&self, percent: f64) -> Option<Code> {
        self.phrases.as_ref()?.of_percent(percent).cloned()
    }

    /// The step that a text names, whether it says nothing beside it, and its percentage.
    fn said(&self, text: &str) -> Option<(Code, bool, Option<f64>)> {
        let crossed = self.phrases.is_some() && is_crossed(text);
        if let Some(code) = self.words.find(text).filter(|_| !crossed) {
            return Some((code.clone(), true, None));
        }
        match self.phrases.as_ref().map_or(Said::Nothing, |phrases| phrases.read(text)) {
            Said::State { code, alone, percent, .. } => Some((code, alone, percent)),
            Said::Unclear => None,
            // Colours are put into no phrases: behind "Rood" stands whatever it is about. Of a state only a detail is left here that no
            // phrase goes on with, behind its exact word, a sign or what a reason begins with ("loopt door ziekte nog"); what turns
            // a meaning is [`Said::Unclear`] before it comes to this.
            Said::Nothing if crossed => None,
            Said::Nothing => self.words.find_leading(text).map(|code| (code.clone(), false, None)),
        }
    }
}

/// What a status cell says on the scale of its column and on the other one.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// On the scale of the column.
    pub own: Reading<Status>,
    /// On the other scale; [`Reading::Absent`] where it says nothing.
    pub other: Reading<Status>,
}

/// The colours of a status cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Colours {
    /// The fill that somebody gave it.
    pub fill: Option<Rgb>,
    /// The colour that a conditional format lays over that because of what the cell says.
    pub echo: Option<Rgb>,
}

impl Colours {
    /// What people see.
    fn seen(self) -> Option<Rgb> {
        self.echo.or(self.fill)
    }
}

/// Reads a status cell. A word is looked for on the scale of the column first; a fill is looked up on that scale if it has
/// colours, else on the other one.
///
/// A colour that a conditional format gives because the cell says "Vertraagd" says nothing about the other scale; there the fill
/// below it counts. Because the cell is empty, it says nothing at all: it is a reminder to fill it in.
///
/// A coloured circle is read as a fill of that colour; where the cell has a fill of another meaning, the two contradict each other.
pub fn read(text: &str, colours: Colours, own: &Scale, other: &Scale) -> Spoken {
    if let Some((rest, Some(circle))) = without_circles(text) {
        let spoken = read(&rest, Colours { fill: Some(circle), echo: None }, own, other);
        return Spoken { other: beside_fill(circle, colours.fill, other).unwrap_or(spoken.other), ..spoken };
    }
    let (own_word, other_word) = words(text, own, other);
    let meaning =
        |scale: &Scale, fill: Option<Rgb>| fill.and_then(|fill| Some((fill, scale.colours.meaning(fill)?.clone())));
    let blank = text.trim().is_empty();
    let (own_fill, other_fill) = match own.colours.is_empty() {
        false if blank => (meaning(own, colours.fill), None),
        false => (meaning(own, colours.seen()), None),
        true if blank || own_word.is_some() => (None, meaning(other, colours.fill)),
        true => (None, meaning(other, colours.seen())),
    };
    let unread = !blank && own_word.is_none() && other_word.is_none();
    let own = match combine(own_word, own_fill) {
        _ if unread => Reading::Unreadable,
        Some(status) => Reading::Known(status),
        None => Reading::Blank,
    };
    Spoken { own, other: combine(other_word, other_fill).map_or(Reading::Absent, Reading::Known) }
}

/// What a circle says on a scale of colours, in a cell with a fill that means something else there.
fn beside_fill(circle: Rgb, fill: Option<Rgb>, scale: &Scale) -> Option<Reading<Status>> {
    let fill = fill?;
    let (code, means) = (scale.colours.meaning(circle)?.clone(), scale.colours.meaning(fill)?.clone());
    let contradict = code != means;
    contradict.then(|| Reading::Known(Arc::new(Status { code, source: StatusSource::WordAndFill { fill, means } })))
}

/// The words of both scales in a text. "Groen - loopt" speaks on both.
fn words(text: &str, own: &Scale, other: &Scale) -> (Option<Code>, Option<Code>) {
    if let Some(code) = own.find(text) {
        let behind = rest(text).and_then(|rest| other.words.find(rest));
        return (Some(code), behind.or_else(|| other.words.find_leading(text)).cloned());
    }
    match other.find(text) {
        Some(code) => (rest(text).and_then(|rest| own.words.find(rest)).cloned(), Some(code)),
        None => (None, None),
    }
}

/// What follows the first separator of a cell with two words.
fn rest(text: &str) -> Option<&str> {
    let at = text.find([':', ',', ';', '(', '\u{2013}']).or_else(|| text.find(" - "))?;
    let rest = text.get(at..)?.trim_start_matches([':', ',', ';', '(', '\u{2013}', '-', ' ']);
    Some(rest.trim_end_matches([')', ' ']))
}

fn combine(word: Option<Code>, fill: Option<(Rgb, Code)>) -> Option<Arc<Status>> {
    let (code, source) = match (word, fill) {
        (Some(code), Some((fill, means))) => (code, StatusSource::WordAndFill { fill, means }),
        (Some(code), None) => (code, StatusSource::Word),
        (None, Some((fill, code))) => (code, StatusSource::Fill(fill)),
        (None, None) => return None,
    };
    Some(Arc::new(Status { code, source }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(words: &[(&str, &str)], colours: &[(&str, &str)]) -> Scale {
        let spelling = Spelling::default();
        Scale {
            words: Vocabulary::new(words.iter().map(|(word, code)| (*word, Code::from(*code))), &spelling),
            colours: Palette::new(colours.iter().map(|(hex, code)| (Rgb::parse(hex).unwrap(), Code::from(*code)))),
            phrases: None,
        }
    }

    fn progress(colours: &[(&str, &str)]) -> Scale {
        scale(&[("Loopt", "in_progress"), ("Afgerond", "done"), ("Vertraagd", "delayed")], colours)
    }

    fn maturity() -> Scale {
        let colours = [("FF0000", "red"), ("FFC000", "orange"), ("92D050", "green")];
        scale(&[("Rood", "red"), ("Oranje", "orange"), ("Groen", "green")], &colours)
    }

    fn shown(reading: &Reading<Status>) -> String {
        match reading {
            Reading::Absent => "absent".into(),
            Reading::Blank => "blank".into(),
            Reading::Unreadable => "unreadable".into(),
            Reading::Known(status) => match &status.source {
                StatusSource::Word => format!("{} by word", status.code),
                StatusSource::Fill(_) => format!("{} by fill", status.code),
                StatusSource::WordAndFill { means, .. } => format!("{} by word, fill {means}", status.code),
            },
        }
    }

    #[track_caller]
    fn check(own: &Scale, other: &Scale, cases: &[(&str, &str, &str, &str)]) {
        for (text, fill, wanted_own, wanted_other) in cases {
            let spoken = read(text, Colours { fill: Rgb::parse(fill), echo: None }, own, other);
            assert_eq!(
                (shown(&spoken.own).as_str(), shown(&spoken.other).as_str()),
                (*wanted_own, *wanted_other),
                "{text} {fill}"
            );
        }
    }

    #[test]
    fn one_column_speaks_on_both_scales() {
        check(
            &progress(&[]),
            &maturity(),
            &[
                ("Loopt", "", "in_progress by word", "absent"),
                ("Loopt", "FF0000", "in_progress by word", "red by fill"),
                ("", "FFC000", "blank", "orange by fill"),
                ("", "FFFFFF", "blank", "absent"),
                ("", "", "blank", "absent"),
                ("Groen", "FF0000", "blank", "green by word, fill red"),
                ("Groen", "", "blank", "green by word"),
                ("lopent", "", "unreadable", "absent"),
                ("lopent", "FF0000", "unreadable", "red by fill"),
                ("Groen - loopt", "", "in_progress by word", "green by word"),
                ("Loopt: rood", "", "in_progress by word", "red by word"),
                ("Vertraagd: geen capaciteit", "", "delayed by word", "absent"),
                ("G", "", "unreadable", "absent"),
            ],
        );
    }

    #[test]
    fn a_colour_that_follows_the_word_says_no_more_than_the_word() {
        let read = |text: &str, fill: &str, echo: &str, own: &Scale, other: &Scale| {
            let spoken = read(text, Colours { fill: Rgb::parse(fill), echo: Rgb::parse(echo) }, own, other);
            format!("{}; {}", shown(&spoken.own), shown(&spoken.other))
        };
        let (progress, maturity) = (progress(&[]), maturity());
        for (text, fill, echo, expected) in [
            ("Vertraagd", "", "FF0000", "delayed by word; absent"),
            ("Vertraagd", "FFC000", "FF0000", "delayed by word; orange by fill"),
            ("Groen", "", "FF0000", "blank; green by word, fill red"),
            ("", "", "FF0000", "blank; absent"),
            ("", "FFC000", "FF0000", "blank; orange by fill"),
            ("1", "", "FF0000", "unreadable; red by fill"),
        ] {
            assert_eq!(read(text, fill, echo, &progress, &maturity), expected, "{text} {fill} {echo}");
        }
        assert_eq!(read("Groen", "FF0000", "92D050", &maturity, &progress), "green by word, fill green; absent");
        assert_eq!(read("", "", "FF0000", &maturity, &progress), "blank; absent");
    }

    #[test]
    fn a_column_with_its_own_colours_reads_fills_on_its_own_scale() {
        let own = progress(&[("92D050", "in_progress"), ("FF0000", "delayed")]);
        check(
            &own,
            &maturity(),
            &[
                ("", "92D050", "in_progress by fill", "absent"),
                ("Loopt", "FF0000", "in_progress by word, fill delayed", "absent"),
                ("Groen", "", "blank", "green by word"),
            ],
        );
        check(
            &maturity(),
            &own,
            &[
                ("", "FF0000", "red by fill", "absent"),
                ("Loopt", "FF0000", "red by fill", "in_progress by word"),
                ("Afgerond", "", "blank", "done by word"),
            ],
        );
    }
}
