//! Dutch (and some English) words in which people write when something is to be done.

use std::collections::BTreeSet;

use chrono::Weekday;

use super::span::{Feast, Part, Season};
use crate::wording::Wording;

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
        "zomer" | "zomervakantie" | "zomerreces" | "zomerperiode" | "summer" => Season::Summer,
        "najaar" | "herfst" | "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    };
    Some(season)
}

/// The feast of a name.
pub(super) fn feast(word: &str) -> Option<Feast> {
    let feast = match word {
        "kerst" | "kerstmis" | "kerstvakantie" | "kerstreces" | "christmas" => Feast::Christmas,
        "jaarwisseling" => Feast::NewYear,
        "pasen" | "easter" => Feast::Easter,
        "pinksteren" => Feast::Pentecost,
        _ => return None,
    };
    Some(feast)
}

/// The part that a word cuts out of a month, quarter or year.
pub(super) fn part(word: &str) -> Option<Part> {
    let part = match word {
        "begin" | "early" => Part::Begin,
        "medio" | "halverwege" | "midden" | "mid" | "half" => Part::Middle,
        "eind" | "einde" | "ultimo" | "ult" | "end" | "late" => Part::End,
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

/// The number of a Roman numeral up to four.
pub(super) fn roman(word: &str) -> Option<u32> {
    match word {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        _ => None,
    }
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
        "halfjaar" | "halfjaren" => Unit::HalfYear,
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

/// How often something happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// With its ISO 8601 period.
    Every(String),
    /// It repeats, and how often is not said: `periodiek`.
    Unsaid,
    /// Whenever there is need: `waar nodig`.
    OnDemand,
}

impl Rhythm {
    /// A rhythm of this period; one that cannot be written as a period is unsaid.
    pub fn of(period: Option<String>) -> Self {
        period.map_or(Self::Unsaid, Self::Every)
    }
}

/// A rhythm in one word: `halfjaarlijks`, `tweewekelijkse`, `periodiek`.
pub(super) fn rhythm(word: &str) -> Option<Rhythm> {
    let bare = word.strip_suffix('e').unwrap_or(word);
    let fixed = match bare {
        "halfjaarlijks" => "P6M",
        "veertiendaags" => "P2W",
        _ => match word {
            "quarterly" => "P3M",
            "annually" | "yearly" => "P1Y",
            "monthly" => "P1M",
            "weekly" => "P1W",
            "fortnightly" => "P2W",
            "daily" => "P1D",
            _ => "",
        },
    };
    if !fixed.is_empty() {
        return Some(Rhythm::Every(fixed.to_owned()));
    }
    // "biweekly" is twice a week for one and every two weeks for another.
    let unsaid = ["periodiek", "regelmatig", "geregeld"].contains(&bare)
        || ["periodically", "regularly", "biweekly", "bimonthly", "biannually"].contains(&word);
    if unsaid {
        return Some(Rhythm::Unsaid);
    }
    let (prefix, unit) = each(word)?;
    let count = if prefix.is_empty() { 1 } else { count(prefix)? };
    unit.period(count).map(Rhythm::Every)
}

/// `tweewekelijks` is "twee", week.
pub(super) fn each(word: &str) -> Option<(&str, Unit)> {
    let word = word.strip_suffix('e').unwrap_or(word);
    [
        ("dagelijks", Unit::Day),
        ("wekelijks", Unit::Week),
        ("maandelijks", Unit::Month),
        ("kwartaallijks", Unit::Quarter),
        ("jaarlijks", Unit::Year),
    ]
    .into_iter()
    .find_map(|(suffix, unit)| word.strip_suffix(suffix).map(|prefix| (prefix, unit)))
}

/// Whether an ordinal number may stand before the word: `1e kwartaal`.
pub(super) fn is_ordered(word: &str) -> bool {
    QUARTER.contains(&word) || HALF.contains(&word) || WEEK.contains(&word) || THIRD.contains(&word)
}

/// Words for a quarter.
pub(super) const QUARTER: &[&str] = &["q", "k", "kw", "kwrt", "kwart", "kwartaal", "quarter"];

/// Words for half a year.
pub(super) const HALF: &[&str] = &["h", "hj", "helft", "halfjaar", "semester", "half"];

/// Words for a week.
pub(super) const WEEK: &[&str] = &["week", "wk", "w", "weeknr", "weeknummer", "weken"];

/// Words for four months.
pub(super) const THIRD: &[&str] = &["t", "tertaal", "tertiaal", "trimester"];

/// The months by their full names.
pub(crate) const MONTHS: [Wording<&str>; 12] = [
    Wording::new("januari", "January"),
    Wording::new("februari", "February"),
    Wording::new("maart", "March"),
    Wording::new("april", "April"),
    Wording::new("mei", "May"),
    Wording::new("juni", "June"),
    Wording::new("juli", "July"),
    Wording::new("augustus", "August"),
    Wording::new("september", "September"),
    Wording::new("oktober", "October"),
    Wording::new("november", "November"),
    Wording::new("december", "December"),
];

/// Two years that belong together from one summer to the next.
pub(super) const SCHOOL_YEAR: &[&str] = &["schooljaar", "studiejaar"];

/// Words for the year after a stretch.
pub(super) const YEAR: &[&str] = &["jaar", "kalenderjaar", "year"];

/// The word that was meant where it has one slip of the pen: `kwartaaal`, `februarie`. Short words stay as they are, since
/// one letter tells `juni` from `juli`; those of five letters may have a letter doubled or in the wrong place.
pub(super) fn spelled(word: String) -> String {
    const LONG: [&str; 18] = [
        "januari",
        "februari",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "kwartaal",
        "kwartalen",
        "halfjaar",
        "voorjaar",
        "najaar",
        "doorlopend",
        "structureel",
        "uiterlijk",
        "halverwege",
        "maandelijks",
        "jaarlijks",
    ];
    const SHORT: [&str; 3] = ["maart", "april", "zomer"];
    if word.chars().count() < 5 || LONG.contains(&word.as_str()) || SHORT.contains(&word.as_str()) {
        return word;
    }
    // The first letter is hardly ever the wrong one, and most words are told from it.
    let near =
        |right: &&&str| right.as_bytes().first() == word.as_bytes().first() && strsim::osa_distance(&word, right) == 1;
    let same_letters = |right: &&&str| letters(&word) == letters(right);
    let meant = LONG.iter().find(near).or_else(|| SHORT.iter().filter(near).find(same_letters));
    meant.map_or(word.clone(), |right| (*right).to_owned())
}

fn letters(word: &str) -> BTreeSet<char> {
    word.chars().collect()
}

/// Whether the word may be the name of a month with a slip of the pen that is too much to be sure of.
pub(super) fn is_nearly_a_month(word: &str) -> bool {
    let limit = match word.chars().count() {
        0..=3 => return false,
        4 | 5 => 1,
        _ => 2,
    };
    let is_near =
        |month: &str| word.chars().next() == month.chars().next() && strsim::osa_distance(word, month) <= limit;
    MONTHS.iter().any(|month| is_near(month.nl))
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
    "going concern",
    "regulier werk",
    "vast agendapunt",
    "vast onderdeel",
    "staand beleid",
    "tot nader order",
    "ongoing",
    "continuous",
    "continuously",
    "permanently",
];

/// Ongoing from the point before it: `2026 e.v.`.
pub(super) const ONWARDS: &[&str] =
    &["ev", "en verder", "en later", "en volgende jaren", "en daarna", "onwards", "and beyond", "and later"];

/// Ongoing where nothing else is said, and no more than a state beside an end: `loopt t/m Q2 2026`.
pub(super) const RUNNING: &[&str] = &[
    "lopend",
    "lopende",
    "loopt door",
    "loopt nog",
    "regulier",
    "hele jaar",
    "hele jaar door",
    "gehele jaar",
    "heel het jaar",
    "jaarrond",
    "running",
    "all year",
];

/// Words on how far an action is, which belong in the status.
pub(super) const STATUS: &[&str] = &[
    "gereed",
    "klaar",
    "afgerond",
    "afgehandeld",
    "afgesloten",
    "gerealiseerd",
    "voltooid",
    "uitgevoerd",
    "opgeleverd",
    "behaald",
    "gedaan",
    "is gebeurd",
    "done",
    "completed",
    "finished",
    "ready",
    "loopt",
    "loopt al",
    "in uitvoering",
    "in behandeling",
    "in voorbereiding",
    "bezig",
    "mee bezig",
    "in progress",
    "niet gestart",
    "nog niet gestart",
    "nog te starten",
    "not started",
    "vervallen",
    "vervalt",
    "geannuleerd",
    "geschrapt",
    "gestopt",
    "cancelled",
    "on hold",
    "aangehouden",
    "uitgesteld",
    "vertraagd",
    "delayed",
    "postponed",
];

/// As long as the plan.
pub(super) const PLAN_PERIOD: &[&str] = &[
    "planperiode",
    "hele looptijd",
    "gehele looptijd",
    "looptijd van het plan",
    "looptijd plan",
    "duur van het plan",
    "plan period",
];

/// Words that are a state alone, and a start before a date: `gestart in Q1 2025`.
pub(super) const STARTED: &[&str] = &["gestart", "opgestart", "begonnen", "started"];

/// Whenever there is need.
pub(super) const ON_DEMAND: &[&str] = &[
    "waar nodig",
    "indien nodig",
    "wanneer nodig",
    "als het nodig is",
    "zo nodig",
    "indien gewenst",
    "desgewenst",
    "naar behoefte",
    "ad hoc",
    "op afroep",
    "op verzoek",
    "incidenteel",
    "incidentele",
    "as needed",
    "on request",
];

/// No date can be told from it.
pub(super) const VAGUE: &[&str] = &[
    "op korte termijn",
    "korte termijn",
    "middellange termijn",
    "op middellange termijn",
    "lange termijn",
    "op lange termijn",
    "langere termijn",
    "op termijn",
    "in de tijd",
    "looptijd",
    "de komende periode",
    "komende periode",
    "de komende tijd",
    "komende tijd",
    "komende jaren",
    "de komende jaren",
    "komende maanden",
    "de komende maanden",
    "komende weken",
    "de komende weken",
    "binnenkort",
    "op zeer korte termijn",
    "zsm",
    "zo spoedig mogelijk",
    "zo snel mogelijk",
    "spoedig",
    "met spoed",
    "spoed",
    "tzt",
    "te zijner tijd",
    "in de toekomst",
    "ooit",
    "later",
    "asap",
    "as soon as possible",
    "soon",
    "later on",
    "in due course",
    "indien de beschikbare capaciteit dit toelaat",
    "indien mogelijk",
    "waar mogelijk",
    "zodra",
    "wanneer",
    "indien",
    "mits",
    "als",
    "afhankelijk",
    "in afwachting",
    "wacht op",
    "in overleg",
    "zie",
    "conform",
    "gelijk met",
    "gelijktijdig met",
    "tegelijk met",
    "parallel aan",
    "bij",
    "iom",
    "in afstemming",
    "iam",
    "in de loop van de tijd",
    "zonder datum",
    "no date",
    "short term",
    "medium term",
    "long term",
    "depends on",
    "pending",
];

/// Times of the year that differ from year to year and place to place, and papers that have a year in their name.
pub(super) const UNFIXED: &[&str] = &[
    "voorjaarsvakantie",
    "krokusvakantie",
    "meivakantie",
    "herfstvakantie",
    "herfstreces",
    "voorjaarsreces",
    "meireces",
    "verkiezingen",
    "gemeenteraadsverkiezingen",
    "collegeperiode",
    "raadsperiode",
    "bestuursperiode",
    "beleidsperiode",
    "kadernota",
    "voorjaarsnota",
    "zomernota",
    "najaarsnota",
    "perspectiefnota",
    "begroting",
    "programmabegroting",
    "jaarrekening",
    "jaarstukken",
    "jaarverslag",
    "burap",
    "marap",
    "begrotingsjaar",
];

/// Words before a stretch that say it from the day on which they are read: `volgend jaar`, `deze zomer`.
pub(super) const RELATIVE: &[&str] = &[
    "dit",
    "deze",
    "volgend",
    "volgende",
    "eerstvolgend",
    "eerstvolgende",
    "komend",
    "komende",
    "aankomend",
    "aankomende",
    "aanstaande",
    "afgelopen",
    "vorig",
    "vorige",
    "this",
    "next",
    "coming",
    "last",
    "previous",
];

/// The same, without a stretch after them.
pub(super) const RELATIVE_DAYS: &[&str] = &[
    "vandaag",
    "morgen",
    "heden",
    "per direct",
    "direct",
    "per omgaande",
    "meteen",
    "onmiddellijk",
    "aanstaande",
    "jl",
    "today",
    "tomorrow",
    "immediately",
];

/// Explicitly nothing yet.
pub(super) const UNDECIDED: &[&str] = &[
    "ntb",
    "nvt",
    "nnb",
    "nmb",
    "pm",
    "tbd",
    "tba",
    "nog te bepalen",
    "wordt bepaald",
    "wordt nog bepaald",
    "wordt later bepaald",
    "nader te bepalen",
    "nog nader te bepalen",
    "nog onbekend",
    "onbekend",
    "volgt",
    "volgt nog",
    "nog niet bekend",
    "nog niet bepaald",
    "nog in te plannen",
    "in te plannen",
    "nog te plannen",
    "te plannen",
    "nog plannen",
    "nog in te vullen",
    "nog te bespreken",
    "nog af te stemmen",
    "niet van toepassing",
    "niet gepland",
    "x",
    "geen",
    "geen datum",
    "nog geen datum",
    "unknown",
    "none",
    "not applicable",
    "to be determined",
    "to be decided",
    "to be announced",
    "to be confirmed",
    "tbc",
];

/// Words that make a meeting out of what follows: `volgend DVC`.
pub(super) const NEXT: &[&str] =
    &["volgend", "volgende", "eerstvolgend", "eerstvolgende", "komend", "komende", "aankomend", "aankomende", "next"];

/// Words that follow these and are no meeting: `volgende fase`.
pub(super) const NO_MEETING: &[&str] = &[
    "stap",
    "stappen",
    "fase",
    "fasen",
    "keer",
    "versie",
    "ronde",
    "actie",
    "acties",
    "punt",
    "onderdeel",
    "deel",
    "in",
    "op",
    "van",
    "en",
    "step",
    "phase",
];

/// Words that name a meeting.
const MEETINGS: &[&str] = &["commissie", "mt", "bijeenkomst", "sessie", "werkgroep", "stuurgroep", "klankbordgroep"];

/// Endings of words that name a meeting.
const MEETING_ENDINGS: &[&str] = &["overleg", "driehoek", "vergadering", "college", "raad", "meeting"];

/// Whether the word names a meeting.
pub(super) fn is_meeting(word: &str) -> bool {
    MEETINGS.contains(&word) || MEETING_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a party with this word in its name is a meeting; a "Raad voor …" need not be one.
pub(super) fn is_gathering(word: &str) -> bool {
    ["werkgroep", "stuurgroep"].contains(&word)
        || ["overleg", "driehoek", "vergadering", "college"].iter().any(|ending| word.ends_with(ending))
}

/// Words for a start.
pub(super) const FROM: &[&str] = &[
    "vanaf",
    "va",
    "sinds",
    "start",
    "start in",
    "startdatum",
    "startend",
    "ingaande",
    "ingang",
    "per",
    "miv",
    "met ingang van",
    "te beginnen",
    "niet eerder dan",
    "niet voor",
    "op zijn vroegst",
    "vroegst",
    "from",
    "since",
    "starting",
    "as of",
    "as from",
    "not before",
];

/// Words for what comes after.
pub(super) const AFTER: &[&str] = &["na", "na afloop van", "after"];

/// Words for what comes before.
pub(super) const BEFORE: &[&str] = &["voor", "voorafgaand aan", "before", "prior to"];

/// Words for a last day that may as well be a little earlier.
pub(super) const TOWARD: &[&str] = &["tegen", "towards"];

/// Words for a last day.
pub(super) const BY: &[&str] = &[
    "uiterlijk",
    "uiterlijk op",
    "tot uiterlijk",
    "ultiem",
    "niet later dan",
    "by",
    "no later than",
    "not later than",
    "at the latest",
];

/// Words for the last time that it was done.
pub(super) const LAST: &[&str] =
    &["laatst", "laatste", "laatste keer", "laatstelijk", "voor het laatst", "last", "last time"];

/// Words between the first and the last of a range.
pub(super) const UNTIL: &[&str] =
    &["tot en met", "tm", "tot", "until", "till", "to", "through", "up to", "up to and including"];

/// Words between two of a list.
pub(super) const AND: &[&str] = &["en", "and", "of", "or", "plus"];

/// Words that say that what follows is the old value.
pub(super) const FORMER: &[&str] = &[
    "was",
    "waren",
    "voorheen",
    "eerder",
    "oorspronkelijk",
    "oorspronkelijke",
    "oud",
    "ipv",
    "in plaats van",
    "formerly",
];

/// Words that say that what follows takes the place of what stood before.
pub(super) const REPLACES: &[&str] = &["wordt", "werd", "naar", "nu", "nieuw", "nieuwe", "now"];

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
    "plm",
    "naar verwachting",
    "naar schatting",
    "naar planning",
    "volgens planning",
    "verwacht",
    "verwachting",
    "vermoedelijk",
    "waarschijnlijk",
    "indicatief",
    "minimaal",
    "maximaal",
    "max",
    "min",
    "uiterste",
    "datum",
    "einddatum",
    "streefdatum",
    "planning",
    "deadline",
    "gepland",
    "ingepland",
    "streven",
    "in de loop van",
    "loop",
    "gedurende",
    "heel",
    "hele",
    "gehele",
    "tussen",
    "between",
    "the",
    "at",
    "on",
    "jaar",
    "jaren",
    "periode",
    "per",
    "s",
];
