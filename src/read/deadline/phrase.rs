//! Dutch (and some English) words in which people write when something is to be done.

use chrono::Weekday;

use super::span::{Part, Season};

/// The month of a name or abbreviation.
pub(super) fn month(word: &str) -> Option<u32> {
    let number = match word {
        "jan" | "januari" | "january" => 1,
        "feb" | "febr" | "februari" | "february" => 2,
        "mrt" | "maart" | "mar" | "march" | "maa" => 3,
        "apr" | "april" => 4,
        "mei" | "may" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "aug" | "augustus" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "okt" | "oct" | "oktober" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "december" => 12,
        _ => return None,
    };
    Some(number)
}

/// The weekday of a name, or of an abbreviation (which counts only before a date).
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let day = match word {
        "maandag" | "ma" | "monday" | "mon" => Weekday::Mon,
        "dinsdag" | "di" | "tuesday" | "tue" => Weekday::Tue,
        "woensdag" | "wo" | "woe" | "wednesday" | "wed" => Weekday::Wed,
        "donderdag" | "do" | "thursday" | "thu" => Weekday::Thu,
        "vrijdag" | "vr" | "vrij" | "friday" | "fri" => Weekday::Fri,
        "zaterdag" | "za" | "saturday" | "sat" => Weekday::Sat,
        "zondag" | "zo" | "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    };
    Some(day)
}

/// The season of a name.
pub(super) fn season(word: &str) -> Option<Season> {
    let season = match word {
        "voorjaar" | "lente" | "spring" => Season::Spring,
        "zomer" | "zomervakantie" | "zomerreces" | "summer" => Season::Summer,
        "najaar" | "herfst" | "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    };
    Some(season)
}

/// The part that a word cuts out of a month, quarter or year.
pub(super) fn part(word: &str) -> Option<Part> {
    let part = match word {
        "begin" | "early" => Part::Begin,
        "medio" | "halverwege" | "midden" | "mid" => Part::Middle,
        "eind" | "einde" | "ultimo" | "end" | "late" => Part::End,
        _ => return None,
    };
    Some(part)
}

/// The number of a word.
pub(super) fn count(word: &str) -> Option<u32> {
    let count = match word {
        "een" | "one" => 1,
        "twee" | "two" => 2,
        "drie" | "three" => 3,
        "vier" | "four" => 4,
        "vijf" | "five" => 5,
        "zes" | "six" => 6,
        "zeven" => 7,
        "acht" => 8,
        "negen" => 9,
        "tien" | "ten" => 10,
        "elf" => 11,
        "twaalf" | "twelve" => 12,
        _ => return None,
    };
    Some(count)
}

/// The number of a word that orders.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    let number = match word {
        "eerste" | "first" => 1,
        "tweede" | "second" => 2,
        "derde" | "third" => 3,
        "vierde" | "fourth" => 4,
        _ => return None,
    };
    Some(number)
}

/// How often, in one word: `eens`, `tweemaal`.
pub(super) fn times(word: &str) -> Option<u32> {
    match word {
        "eens" | "once" => Some(1),
        "twice" => Some(2),
        _ => count(word.strip_suffix("maal")?),
    }
}

/// A unit of time for rhythms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// The unit of a word.
pub(super) fn unit(word: &str) -> Option<Unit> {
    let unit = match word {
        "dag" | "dagen" | "day" | "days" => Unit::Day,
        "week" | "weken" | "wk" | "w" | "weeks" => Unit::Week,
        "maand" | "maanden" | "mnd" | "m" | "month" | "months" => Unit::Month,
        "kwartaal" | "kwartalen" | "kw" | "k" | "quarter" | "quarters" => Unit::Quarter,
        "halfjaar" => Unit::HalfYear,
        "jaar" | "jaren" | "jr" | "j" | "year" | "years" | "annum" => Unit::Year,
        _ => return None,
    };
    Some(unit)
}

impl Unit {
    /// `count` of it as an ISO 8601 period.
    pub fn period(self, count: u32) -> Option<String> {
        let (factor, letter) = match self {
            Self::Day => (1, 'D'),
            Self::Week => (1, 'W'),
            Self::Month => (1, 'M'),
            Self::Quarter => (3, 'M'),
            Self::HalfYear => (6, 'M'),
            Self::Year => (1, 'Y'),
        };
        (1..=100).contains(&count).then(|| format!("P{}{letter}", count * factor))
    }

    /// The period of something that happens `count` times in it: a whole number of months, else of weeks, else of days.
    pub fn divided(self, count: u32) -> Option<String> {
        if count == 0 {
            return None;
        }
        if count == 1 {
            return self.period(1);
        }
        let (months, weeks, days) = match self {
            Self::Day => (0, 0, 0),
            Self::Week => (0, 0, 7),
            Self::Month => (0, 4, 30),
            Self::Quarter => (3, 13, 91),
            Self::HalfYear => (6, 26, 182),
            Self::Year => (12, 52, 365),
        };
        if months > 0 && months % count == 0 {
            Some(format!("P{}M", months / count))
        } else if weeks / count > 0 {
            Some(format!("P{}W", weeks / count))
        } else {
            (days / count > 0).then(|| format!("P{}D", days / count))
        }
    }
}

/// A rhythm in one word: `halfjaarlijks`. The inner `None` is a rhythm that is not said: `periodiek`.
pub(super) fn rhythm(word: &str) -> Option<Option<String>> {
    let fixed = match word {
        "halfjaarlijks" | "halfjaarlijkse" => Some("P6M"),
        "quarterly" => Some("P3M"),
        "annually" | "yearly" => Some("P1Y"),
        "monthly" => Some("P1M"),
        "weekly" => Some("P1W"),
        "daily" => Some("P1D"),
        _ => None,
    };
    if let Some(fixed) = fixed {
        return Some(Some(fixed.to_owned()));
    }
    if matches!(
        word,
        "periodiek" | "periodieke" | "regelmatig" | "regelmatige" | "incidenteel" | "periodically" | "regularly"
    ) {
        return Some(None);
    }
    let word = word.strip_suffix('e').unwrap_or(word);
    let (prefix, unit) = [
        ("dagelijks", Unit::Day),
        ("wekelijks", Unit::Week),
        ("maandelijks", Unit::Month),
        ("kwartaallijks", Unit::Quarter),
        ("jaarlijks", Unit::Year),
    ]
    .into_iter()
    .find_map(|(suffix, unit)| word.strip_suffix(suffix).map(|prefix| (prefix, unit)))?;
    let count = if prefix.is_empty() { 1 } else { count(prefix)? };
    Some(Some(unit.period(count)?))
}

/// Ongoing, nothing more.
pub(super) const ONGOING: &[&str] = &[
    "doorlopend",
    "doorlopende",
    "doorlopen",
    "continu",
    "continue",
    "structureel",
    "permanent",
    "blijvend",
    "lopend",
    "going concern",
    "regulier werk",
    "tot nader order",
    "ongoing",
    "continuous",
    "continuously",
];

/// A rhythm that is not said.
pub(super) const IRREGULAR: &[&str] = &[
    "waar nodig",
    "indien nodig",
    "wanneer nodig",
    "als het nodig is",
    "naar behoefte",
    "ad hoc",
    "op afroep",
    "as needed",
];

/// No date can be told from it.
pub(super) const VAGUE: &[&str] = &[
    "op korte termijn",
    "korte termijn",
    "middellange termijn",
    "lange termijn",
    "op lange termijn",
    "op termijn",
    "in de tijd",
    "de komende periode",
    "komende periode",
    "de komende tijd",
    "komende tijd",
    "komende jaren",
    "de komende jaren",
    "komende maanden",
    "komende weken",
    "komend jaar",
    "komende maand",
    "binnenkort",
    "zsm",
    "zo spoedig mogelijk",
    "zo snel mogelijk",
    "spoedig",
    "tzt",
    "te zijner tijd",
    "later",
    "asap",
    "as soon as possible",
    "soon",
    "indien de beschikbare capaciteit dit toelaat",
    "indien mogelijk",
    "afhankelijk van",
    "in overleg",
    "volgend jaar",
    "dit jaar",
    "volgend kwartaal",
    "dit kwartaal",
    "volgende maand",
    "deze maand",
    "volgende week",
    "deze week",
    "eind van het jaar",
    "einde van het jaar",
    "eind dit jaar",
    "eind van dit jaar",
    "begin volgend jaar",
    "einde jaar",
    "zonder datum",
    "no date",
    "short term",
    "long term",
    "next year",
    "this year",
];

/// Explicitly nothing yet.
pub(super) const UNDECIDED: &[&str] = &[
    "ntb",
    "nvt",
    "nnb",
    "nmb",
    "pm",
    "nog te bepalen",
    "nader te bepalen",
    "nog onbekend",
    "onbekend",
    "volgt",
    "nog niet bekend",
    "nog in te plannen",
    "nog te plannen",
    "nog in te vullen",
    "niet van toepassing",
    "x",
    "geen",
    "tbd",
    "tba",
    "to be determined",
    "to be decided",
    "n a",
];

/// Words that make a body out of what follows: `volgend DVC`.
pub(super) const NEXT: &[&str] = &["volgend", "volgende", "eerstvolgend", "eerstvolgende", "komend", "komende", "next"];

/// Endings of words that name a meeting.
pub(super) const MEETING_ENDINGS: &[&str] =
    &["overleg", "driehoek", "vergadering", "college", "raad", "stuurgroep", "meeting"];

/// Words that say nothing about the date.
pub(super) const FILLERS: &[&str] = &[
    "de",
    "het",
    "een",
    "in",
    "van",
    "om",
    "op",
    "dd",
    "uur",
    "u",
    "rond",
    "omstreeks",
    "ca",
    "circa",
    "ongeveer",
    "gereed",
    "klaar",
    "afgerond",
    "uiterste",
    "datum",
    "planning",
    "deadline",
    "gepland",
    "streven",
    "the",
    "of",
    "at",
    "jl",
    "jaar",
    "per",
    "s",
];
