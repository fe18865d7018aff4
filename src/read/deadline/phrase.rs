//! The words in which people write when something is to be done, ready for reading: those of a [`Language`], cut as the text of a
//! deadline is.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex, Weak};

use chrono::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};

use super::span::{Feast, Nearby, Part, Season};
use super::token::{self, Token};
use crate::field::Field;
use crate::language::{DateOrder, Language, Role};
use crate::wording::fold;

/// The roles of words in deadlines.
const ROLES: &[Role] = &[
    Role::Spring,
    Role::Summer,
    Role::Autumn,
    Role::Winter,
    Role::Christmas,
    Role::ChristmasBreak,
    Role::AutumnBreak,
    Role::SpringBreak,
    Role::MayBreak,
    Role::NewYear,
    Role::Easter,
    Role::Pentecost,
    Role::GoodFriday,
    Role::Ascension,
    Role::KingsDay,
    Role::RemembranceDay,
    Role::LiberationDay,
    Role::BudgetDay,
    Role::SaintNicholas,
    Role::PartBegin,
    Role::StartOf,
    Role::PartMiddle,
    Role::PartEnd,
    Role::YearBegin,
    Role::YearMiddle,
    Role::YearEnd,
    Role::UnitDay,
    Role::InAYear,
    Role::BetweenCounts,
    Role::UnitWeek,
    Role::UnitMonth,
    Role::UnitQuarter,
    Role::UnitHalfYear,
    Role::UnitYear,
    Role::EachDay,
    Role::EachWeek,
    Role::EachFortnight,
    Role::EachMonth,
    Role::EachQuarter,
    Role::EachHalfYear,
    Role::EachYear,
    Role::RhythmUnsaid,
    Role::OnDemand,
    Role::HowOften,
    Role::Once,
    Role::Twice,
    Role::InEach,
    Role::Each,
    Role::EveryOther,
    Role::PerUnit,
    Role::QuarterWord,
    Role::HalfWord,
    Role::WeekWord,
    Role::ThirdWord,
    Role::SchoolYear,
    Role::FiscalYear,
    Role::YearWord,
    Role::Half,
    Role::FirstOf,
    Role::LastOf,
    Role::Of,
    Role::The,
    Role::AtTime,
    Role::Hour,
    Role::Within,
    Role::Beside,
    Role::Relative,
    Role::This,
    Role::RelativeDay,
    Role::LastOrNext,
    Role::Next,
    Role::NoMeeting,
    Role::MeetingWord,
    Role::Gathering,
    Role::Ongoing,
    Role::Onwards,
    Role::Running,
    Role::State,
    Role::Started,
    Role::PlanPeriod,
    Role::Vague,
    Role::Condition,
    Role::Unfixed,
    Role::From,
    Role::After,
    Role::Before,
    Role::Toward,
    Role::By,
    Role::LastTime,
    Role::Until,
    Role::AndOr,
    Role::Former,
    Role::Replaces,
    Role::Requested,
    Role::Filler,
    Role::Step,
    Role::ReviewStep,
    Role::NothingYet,
];

/// What stands beside the number of a week, and of a quarter: the unit, or a word for its number alone.
pub(super) const WEEK: &[Role] = &[Role::UnitWeek, Role::WeekWord];
pub(super) const QUARTER: &[Role] = &[Role::UnitQuarter, Role::QuarterWord];

/// Roles whose longer words are recognised with a slip of the pen in them.
const SPELLED: &[Role] = &[
    Role::Spring,
    Role::Summer,
    Role::Autumn,
    Role::Winter,
    Role::PartMiddle,
    Role::QuarterWord,
    Role::HalfWord,
    Role::UnitQuarter,
    Role::SchoolYear,
    Role::EachFortnight,
    Role::EachQuarter,
    Role::EachHalfYear,
    Role::Ongoing,
    Role::By,
];

/// Units of time with what has that length in one word (`jaarlijks`), the longest endings first: `halfjaarlijks` is no yearly thing.
const EACH: &[(Role, Unit, u32)] = &[
    (Role::EachHalfYear, Unit::HalfYear, 1),
    (Role::EachFortnight, Unit::Week, 2),
    (Role::EachQuarter, Unit::Quarter, 1),
    (Role::EachYear, Unit::Year, 1),
    (Role::EachMonth, Unit::Month, 1),
    (Role::EachWeek, Unit::Week, 1),
    (Role::EachDay, Unit::Day, 1),
];

/// Letters that a word may have at its end without meaning something else: `jaarlijkse`, `monatlicher`.
const INFLECTIONS: &[char] = &['e', 'r', 's', 'n'];

/// The words of a language, cut as the text of a deadline is.
#[derive(Debug, Clone)]
pub(super) struct Phrasebook {
    language: Arc<Language>,
    /// The phrases by their first word, longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    endings: Vec<(String, Role)>,
    cutter: Cutter,
}

/// A word or several, with a role that it plays.
#[derive(Debug, Clone)]
struct Phrase {
    tokens: Vec<Token>,
    role: Role,
}

/// What the cutting of text into words depends on.
#[derive(Debug, Clone, Default)]
pub(super) struct Cutter {
    /// Abbreviations with a sign in them: `t/m`, `p/`.
    signed: Vec<Vec<char>>,
    /// The word for the sign `½`.
    pub(super) half: String,
    /// Letters after digits that make an ordinal number of them.
    ordinals: FxHashSet<String>,
    /// Words that may stand behind such a letter without a space: `1ekwartaal`.
    ordered: FxHashSet<String>,
    /// Letters of abbreviations that are a word without their full stops: "a.s." is what comes, and the English "as" something else.
    stopped: FxHashSet<String>,
    /// Beginnings of words that are joined with what follows their hyphen: `half-jaarlijks`.
    joined: FxHashSet<String>,
    /// Endings of what they are joined with.
    each: Vec<String>,
    /// Long words, which are recognised with a slip of the pen; the second list only where no other letter stands in them.
    long: Vec<String>,
    short: Vec<String>,
    /// Words that mean something as they are.
    known: FxHashSet<String>,
}

impl Phrasebook {
    /// The words of a language.
    pub(super) fn new(language: Arc<Language>) -> Self {
        let mut cutter = Cutter { signed: signed(&language), stopped: stopped(&language), ..Cutter::default() };
        let ordinals = language.words(Role::OrdinalLetters).entries().map(fold);
        cutter.ordinals = ordinals.collect();
        cutter.half = language.words(Role::Half).entries().next().map(fold).unwrap_or_default();
        let mut book = Self { language, phrases: FxHashMap::default(), endings: Vec::new(), cutter: Cutter::default() };
        for role in ROLES {
            book.add(*role, &cutter);
        }
        // The sort is stable, so that equally long ones keep their order.
        book.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|p| std::cmp::Reverse(p.tokens.len())));
        cutter.learn(&book);
        book.cutter = cutter;
        book
    }

    /// The words of a language, which are cut once for all who read by it.
    pub(super) fn of(language: &Arc<Language>) -> Arc<Self> {
        const KEPT: usize = 8;
        static KNOWN: Mutex<Vec<(Weak<Language>, Arc<Phrasebook>)>> = Mutex::new(Vec::new());
        let Ok(mut known) = KNOWN.lock() else { return Arc::new(Self::new(language.clone())) };
        if let Some((_, book)) = known.iter().find(|(of, _)| Weak::as_ptr(of) == Arc::as_ptr(language)) {
            return book.clone();
        }
        let book = Arc::new(Self::new(language.clone()));
        known.truncate(KEPT - 1);
        known.insert(0, (Arc::downgrade(language), book.clone()));
        book
    }

    /// The words of every language.
    pub(super) fn of_all() -> &'static Arc<Self> {
        static ALL: LazyLock<Arc<Phrasebook>> =
            LazyLock::new(|| Arc::new(Phrasebook::new(Arc::new(Language::default()))));
        &ALL
    }

    fn add(&mut self, role: Role, cutter: &Cutter) {
        let language = self.language.clone();
        let words = language.words(role);
        for entry in words.entries() {
            let tokens = token::tokens(entry, cutter);
            let Some(Token::Word(first)) = tokens.first() else { continue };
            // "tm" is "t/m"; "n/a" without its sign would be the Dutch word for "after".
            let plain: String = first.chars().filter(|c| c.is_alphanumeric()).collect();
            if tokens.len() == 1 && plain != *first && role != Role::NothingYet {
                self.phrases.entry(plain.clone()).or_default().push(Phrase { tokens: vec![Token::Word(plain)], role });
            }
            // "p/" is "p" where a space follows.
            if let [word, Token::Mark(_)] = tokens.as_slice() {
                self.phrases.entry(first.clone()).or_default().push(Phrase { tokens: vec![word.clone()], role });
            }
            self.phrases.entry(first.clone()).or_default().push(Phrase { tokens, role });
        }
        self.endings.extend(words.endings().map(|ending| (ending.to_owned(), role)));
    }

    /// What cutting text depends on.
    pub(super) fn cutter(&self) -> &Cutter {
        &self.cutter
    }

    /// How many tokens the longest phrase takes that starts here and plays one of the roles, and which; of equally long ones that of the
    /// role that is named first.
    pub(super) fn at(&self, tokens: &[Token], roles: &[Role]) -> Option<(usize, Role)> {
        let Token::Word(first) = tokens.first()? else { return None };
        let rank = |role: Role| roles.iter().position(|other| *other == role);
        let phrases = self.phrases.get(first).into_iter().flatten();
        let fitting = phrases.filter(|phrase| tokens.starts_with(&phrase.tokens));
        let best = fitting
            .filter_map(|phrase| Some((phrase.tokens.len(), rank(phrase.role)?)))
            .max_by_key(|(length, rank)| (*length, std::cmp::Reverse(*rank)));
        let (length, rank) = best.or_else(|| {
            let ending = self.endings.iter().filter(|(ending, _)| first.ends_with(ending.as_str()));
            ending.filter_map(|(_, role)| rank(*role)).min().map(|rank| (1, rank))
        })?;
        Some((length, *roles.get(rank)?))
    }

    /// Whether a word alone plays a role.
    pub(super) fn is(&self, role: Role, word: &str) -> bool {
        let alone = |phrase: &Phrase| phrase.tokens.len() == 1 && phrase.role == role;
        self.phrases.get(word).is_some_and(|phrases| phrases.iter().any(alone))
            || self.endings.iter().any(|(ending, other)| *other == role && word.ends_with(ending.as_str()))
    }

    /// Whether a word alone plays one of the roles.
    pub(super) fn is_any(&self, roles: &[Role], word: &str) -> bool {
        roles.iter().any(|role| self.is(*role, word))
    }

    /// Whether a word means a week and not a quarter: `KW 12` is a week for who writes German, and `kw 3` a quarter in Dutch.
    pub(super) fn is_rather_a_week(&self, word: &str, number: u32) -> bool {
        let own_quarter = || QUARTER.iter().any(|role| self.language.is_own(*role, word));
        self.is_any(WEEK, word) && (!self.is_any(QUARTER, word) || number > 4 || !own_quarter())
    }

    /// The month of a name or abbreviation.
    pub(super) fn month(&self, word: &str) -> Option<u32> {
        self.language.month(word)
    }

    /// Whether the day comes after the name of this month: `December 25`.
    pub(super) fn writes_day_last(&self, month: &str) -> bool {
        self.language.date_order_of_month(month) != Some(DateOrder::Dmy)
    }

    /// Whether the day may as well come after the name of this month, where it is written with a capital.
    pub(super) fn may_write_day_last(&self, month: &str) -> bool {
        self.language.is_month_of_both(month)
    }

    /// The weekday of a name, or of an abbreviation (which counts only before a date).
    pub(super) fn weekday(&self, word: &str) -> Option<Weekday> {
        let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
        days.get(self.language.weekday(word)?.checked_sub(1)? as usize).copied()
    }

    /// The season of a name.
    pub(super) fn season(&self, word: &str) -> Option<Season> {
        self.valued(SEASONS, word)
    }

    fn valued<T: Copy>(&self, table: &[(Role, T)], word: &str) -> Option<T> {
        table.iter().find(|(role, _)| self.is(*role, word)).map(|(_, value)| *value)
    }

    /// The number of a word that counts.
    pub(super) fn count(&self, word: &str) -> Option<u32> {
        self.language.number(word)
    }

    /// The number of a word that orders.
    pub(super) fn ordinal(&self, word: &str) -> Option<u32> {
        self.language.ordinal(word)
    }

    /// How often, in one word: `eens`, `tweemaal`.
    pub(super) fn times(&self, word: &str) -> Option<u32> {
        if let Some(times) = self.valued(&[(Role::Once, 1), (Role::Twice, 2)], word) {
            return Some(times);
        }
        let mut endings = self.endings.iter().filter(|(_, role)| *role == Role::HowOften);
        endings.find_map(|(ending, _)| self.count(word.strip_suffix(ending.as_str())?))
    }

    /// A rhythm in one word: `halfjaarlijks`, `tweewekelijkse`, `periodiek`.
    pub(super) fn rhythm(&self, word: &str) -> Option<Rhythm> {
        // "biweekly" is twice a week for one and every two weeks for another.
        if uninflected(word).any(|word| self.is(Role::RhythmUnsaid, word)) {
            return Some(Rhythm::Unsaid);
        }
        let (prefix, unit, length) = self.each(word)?;
        let count = if prefix.is_empty() { 1 } else { self.count(prefix)? };
        unit.period(count * length).map(Rhythm::Every)
    }

    /// `tweewekelijks` is "twee", week, one.
    pub(super) fn each<'w>(&self, word: &'w str) -> Option<(&'w str, Unit, u32)> {
        uninflected(word).find_map(|word| {
            EACH.iter().find_map(|(role, unit, length)| {
                let whole = self.phrases.get(word).is_some_and(|phrases| {
                    phrases.iter().any(|phrase| phrase.role == *role && phrase.tokens.len() == 1)
                });
                let mut endings = self.endings.iter().filter(|(_, other)| other == role);
                let prefix = endings.find_map(|(ending, _)| word.strip_suffix(ending.as_str()));
                whole.then_some("").or(prefix).map(|prefix| (prefix, *unit, *length))
            })
        })
    }

    /// How many words from here on say that nothing is filled in yet: "n.t.b.", "moet nog worden bepaald".
    pub(super) fn nothing_yet_at(&self, tokens: &[Token]) -> Option<usize> {
        const LONGEST: usize = 8;
        let word = |token: &Token| match token {
            Token::Word(word) => Some(word.clone()),
            _ => None,
        };
        let words: Vec<String> = tokens.iter().take(LONGEST).map_while(word).collect();
        let first = words.first()?;
        let opens = [Role::NothingYet, Role::OpenMarker, Role::OpenMatter, Role::OpenBeside];
        let may_start = self.phrases.get(first).is_some_and(|found| found.iter().any(|p| p.role == Role::NothingYet))
            || opens.iter().any(|role| self.language.words(*role).has_key(first));
        if !may_start {
            return None;
        }
        let says_nothing = |length: &usize| {
            words.get(..*length).is_some_and(|w| self.language.says_nothing(&w.join(" "), Field::Deadline))
        };
        let whole = self.at(tokens, &[Role::NothingYet]).map(|(length, _)| length);
        (2..=words.len()).rev().find(says_nothing).max(whole)
    }

    /// Whether the text as a whole says that nothing is filled in yet.
    pub(super) fn says_nothing(&self, text: &str) -> bool {
        self.language.says_nothing(text, Field::Deadline)
    }

    /// Whether the word may be the name of a month with a slip of the pen that is too much to be sure of.
    pub(super) fn is_nearly_a_month(&self, word: &str) -> bool {
        let limit = match word.chars().count() {
            0..=3 => return false,
            4 | 5 => 1,
            _ => 2,
        };
        let mut long = self.language.months().filter(|(month, _)| month.chars().count() > 3);
        long.any(|(month, _)| month.chars().next() == word.chars().next() && strsim::osa_distance(word, month) <= limit)
    }
}

/// The word, and without the letters that it may have more at its end.
fn uninflected(word: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(word), |word| word.strip_suffix(INFLECTIONS).filter(|word| word.len() > 5)).take(3)
}

/// Abbreviations with a sign in them.
fn signed(language: &Language) -> Vec<Vec<char>> {
    let entries = ROLES.iter().flat_map(|role| language.words(*role).entries());
    let is_signed = |entry: &String| {
        entry.contains(['/', '&']) && entry.len() <= 4 && entry.ends_with(char::is_alphanumeric) && !entry.contains(' ')
    };
    let found: BTreeSet<Vec<char>> = entries.map(fold).filter(is_signed).map(|entry| entry.chars().collect()).collect();
    found.into_iter().rev().collect()
}

/// The letters of abbreviations that are a small word without their full stops.
fn stopped(language: &Language) -> FxHashSet<String> {
    let entries = ROLES.iter().flat_map(|role| language.words(*role).entries());
    let abbreviations = entries.map(fold).filter(|entry| {
        let mut parts = entry.trim_end_matches('.').split('.').peekable();
        let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
        entry.ends_with('.') && parts.all(single)
    });
    let letters = abbreviations.map(|entry| entry.replace('.', ""));
    letters.filter(|letters| letters.len() > 1 && language.is(Role::Small, letters)).collect()
}

impl Cutter {
    /// Whether an abbreviation of these letters keeps its full stops, since it is another word without them.
    pub(super) fn keeps_stops(&self, letters: &str) -> bool {
        self.stopped.contains(letters)
    }

    /// What the other words add to it.
    fn learn(&mut self, book: &Phrasebook) {
        let of = |roles: &'static [Role]| {
            let phrases = book.phrases.values().flatten().filter(|phrase| roles.contains(&phrase.role));
            phrases.filter_map(|phrase| match phrase.tokens.as_slice() {
                [Token::Word(word)] => Some(word.clone()),
                _ => None,
            })
        };
        self.ordered = of(QUARTER).chain(of(WEEK)).chain(of(&[Role::HalfWord, Role::ThirdWord])).collect();
        self.joined = of(&[Role::Half]).chain(book.language.numbers().map(|(word, _)| word.to_owned())).collect();
        let each = EACH.iter().flat_map(|(role, ..)| book.endings.iter().filter(move |(_, other)| other == role));
        self.each = each.map(|(ending, _)| ending.clone()).collect();
        self.known = of(ROLES).chain(book.language.months().map(|(month, _)| month.to_owned())).collect();
        let months = book.language.months().map(|(month, _)| month.to_owned());
        let spelled: BTreeSet<String> = of(SPELLED).chain(months).chain(self.each.iter().cloned()).collect();
        let length = |word: &String| word.chars().count();
        self.long = spelled.iter().filter(|word| length(word) >= 7).cloned().collect();
        self.short = spelled.into_iter().filter(|word| (5..7).contains(&length(word))).collect();
    }

    /// The abbreviation with a sign that stands here, with how many characters it takes.
    pub(super) fn signed(&self, rest: &[char]) -> Option<(String, usize)> {
        let found = self
            .signed
            .iter()
            .find(|entry| rest.starts_with(entry) && !rest.get(entry.len()).is_some_and(|c| c.is_alphabetic()))?;
        Some((found.iter().collect(), found.len()))
    }

    /// How many of the letters after digits make them an ordinal number: all of `e`, and one of `ekwartaal`.
    pub(super) fn ordinal_letters(&self, suffix: &str) -> usize {
        if self.ordinals.contains(suffix) {
            return suffix.len();
        }
        let is_ordered =
            |letters: &&String| suffix.strip_prefix(letters.as_str()).is_some_and(|rest| self.ordered.contains(rest));
        self.ordinals.iter().filter(is_ordered).map(String::len).max().unwrap_or(0)
    }

    /// Whether the two parts around a hyphen are one word: `half-jaarlijks`.
    pub(super) fn joins(&self, head: &str, tail: &str) -> bool {
        self.joined.contains(head) && self.each.iter().any(|ending| tail.starts_with(ending.as_str()))
    }

    /// The word that was meant where it has one slip of the pen: `kwartaaal`, `februarie`. Short words stay as they are, since
    /// one letter tells `juni` from `juli`; those of five letters may have a letter doubled or in the wrong place.
    pub(super) fn spelled(&self, word: String) -> String {
        if word.chars().count() < 5 || self.known.contains(&word) {
            return word;
        }
        // The first letter is hardly ever the wrong one, and most words are told from it.
        let near = |right: &&String| {
            right.as_bytes().first() == word.as_bytes().first() && strsim::osa_distance(&word, right) == 1
        };
        let same_letters = |right: &&String| letters(&word) == letters(right);
        let meant = self.long.iter().find(near).or_else(|| self.short.iter().filter(near).find(same_letters));
        meant.map_or(word.clone(), Clone::clone)
    }
}

fn letters(word: &str) -> BTreeSet<char> {
    word.chars().collect()
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

impl Unit {
    /// The units with the roles of their words, those of two words first.
    pub(super) const OF: &[(Role, Self)] = &[
        (Role::UnitHalfYear, Self::HalfYear),
        (Role::UnitDay, Self::Day),
        (Role::UnitWeek, Self::Week),
        (Role::UnitMonth, Self::Month),
        (Role::UnitQuarter, Self::Quarter),
        (Role::UnitYear, Self::Year),
    ];

    /// `count` of it as an ISO 8601 period.
    pub(super) fn period(self, count: u32) -> Option<String> {
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
    pub(super) fn divided(self, count: u32) -> Option<String> {
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
    pub(super) fn of(period: Option<String>) -> Self {
        period.map_or(Self::Unsaid, Self::Every)
    }
}

/// The roles of the words for parts of longer stretches.
pub(super) const PARTS: &[(Role, Part)] =
    &[(Role::PartBegin, Part::Begin), (Role::PartMiddle, Part::Middle), (Role::PartEnd, Part::End)];

/// The roles of the words for parts of a year that have the year in them.
pub(super) const YEAR_PARTS: &[(Role, Part)] =
    &[(Role::YearBegin, Part::Begin), (Role::YearMiddle, Part::Middle), (Role::YearEnd, Part::End)];

/// The roles of seasons.
pub(super) const SEASONS: &[(Role, Season)] = &[
    (Role::Spring, Season::Spring),
    (Role::Summer, Season::Summer),
    (Role::Autumn, Season::Autumn),
    (Role::Winter, Season::Winter),
];

/// The roles of feasts.
pub(super) const FEASTS: &[(Role, Feast)] = &[
    (Role::ChristmasBreak, Feast::ChristmasBreak),
    (Role::AutumnBreak, Feast::AutumnBreak),
    (Role::SpringBreak, Feast::SpringBreak),
    (Role::MayBreak, Feast::MayBreak),
    (Role::Christmas, Feast::Christmas),
    (Role::NewYear, Feast::NewYear),
    (Role::Easter, Feast::Easter),
    (Role::Pentecost, Feast::Pentecost),
    (Role::GoodFriday, Feast::GoodFriday),
    (Role::Ascension, Feast::Ascension),
    (Role::KingsDay, Feast::KingsDay),
    (Role::RemembranceDay, Feast::RemembranceDay),
    (Role::LiberationDay, Feast::LiberationDay),
    (Role::BudgetDay, Feast::BudgetDay),
    (Role::SaintNicholas, Feast::SaintNicholas),
];

/// The roles of words that are said from the day of reading; what is over by then, nobody plans for.
pub(super) const NEARBY: &[(Role, Option<Nearby>)] =
    &[(Role::This, Some(Nearby::This)), (Role::Next, Some(Nearby::Next)), (Role::Relative, None)];

/// The number of a Roman numeral up to four.
pub(super) fn roman(word: &str) -> Option<u32> {
    match (word, word.len()) {
        ("iv", _) => Some(4),
        (_, 1..=3) => word.bytes().all(|letter| letter == b'i').then_some(word.len() as u32),
        _ => None,
    }
}
