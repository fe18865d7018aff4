//! What the words of workbooks mean, by the role that they play.
//!
//! One data file a language ([`REGISTERED`]) holds every word that a reader, a rule or a privacy check looks for; no other room has
//! lists of words. A [`Language`] is what one framework reads by: its own languages first, then the others, and the words that the
//! framework adds itself. A role has the words of all of them; where a word can mean one thing only - a month, a number, a word
//! that parts owners or says nothing between them - the first language that has it decides. Topic words - organisations, towns - belong to the framework.

mod data;
mod plural;
mod role;
mod words;

#[cfg(test)]
mod tests;

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::wording::{Lang, key};
use data::Data;
pub use data::{LevelWords, Separators, WordsInOrder};
pub use role::Role;
pub use words::{Meanings, Words, keys};

/// The languages of workbooks with their data. A line here and a file beside it add one.
const REGISTERED: [(&str, &str); 3] = [
    ("nl", include_str!("language/nl.toml")),
    ("en", include_str!("language/en.toml")),
    ("de", include_str!("language/de.toml")),
];

/// A language in which workbooks are written: `nl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct LanguageCode(&'static str);

impl LanguageCode {
    /// The codes of every language, as files write them.
    pub fn names() -> &'static [&'static str] {
        static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| LanguageCode::all().map(LanguageCode::as_str).collect());
        &NAMES
    }

    /// Every language that workbooks can be written in.
    pub fn all() -> impl Iterator<Item = Self> {
        REGISTERED.iter().map(|(code, _)| Self(code))
    }

    /// The language with this code.
    pub fn find(code: &str) -> Option<Self> {
        Self::all().find(|language| language.0 == code)
    }

    /// As files write it: `nl`.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The first language.
    pub fn first() -> Self {
        Self(REGISTERED[0].0)
    }

    /// What numbers and dates are written with.
    pub fn separators(self) -> Separators {
        self.data().separators
    }

    /// The name of a month, counted from zero: the full one, or the shortest.
    pub fn month(self, at: usize, short: bool) -> &'static str {
        name_of(&self.data().months, at, short)
    }

    /// The name of a day of the week, Monday first and counted from zero: the full one, or the shortest.
    pub fn weekday(self, at: usize, short: bool) -> &'static str {
        name_of(&self.data().weekdays, at, short)
    }

    /// The language of messages in which its words are mentioned.
    pub fn of_messages(self) -> Lang {
        if self.0 == "nl" { Lang::Nl } else { Lang::En }
    }

    fn data(self) -> &'static Data {
        static DATA: LazyLock<Vec<Data>> = LazyLock::new(|| {
            #[allow(clippy::expect_used, reason = "the files are part of the program, and a test reads each of them")]
            REGISTERED.iter().map(|(_, text)| Data::parse(text).expect("a data file, read by the tests")).collect()
        });
        let at = REGISTERED.iter().position(|(code, _)| *code == self.0).unwrap_or_default();
        DATA.get(at).unwrap_or(&DATA[0])
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn name_of(lists: &'static [Vec<String>], at: usize, short: bool) -> &'static str {
    let names = lists.get(at).into_iter().flatten().map(String::as_str);
    let name = if short { names.min_by_key(|name| name.chars().count()) } else { names.into_iter().next() };
    name.unwrap_or_default()
}

/// In which order days, months and years are written in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// 31-12-2026.
    Dmy,
    /// 12/31/2026.
    Mdy,
    /// 2026-12-31.
    Ymd,
}

/// The words of one framework.
#[derive(Debug, Clone)]
pub struct Language {
    /// The languages of the framework, in its order.
    own: Vec<LanguageCode>,
    /// In the order of [`Role::ALL`].
    words: Vec<Words>,
    months: Meanings<u32>,
    weekdays: Meanings<u32>,
    numbers: Meanings<u32>,
    ordinals: Meanings<u32>,
    /// Texts that say nothing elsewhere and something in the cells of this field.
    telling: BTreeMap<Field, Words>,
    /// What may stand as progress, by the usual codes of states.
    progress: BTreeMap<String, Vec<String>>,
    /// What a room above makes of the words, once; see [`Language::once`].
    made: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl Language {
    /// What is read in these languages, of which there is one at least, with words that a framework adds to roles.
    pub fn new(own: &[LanguageCode], added: &BTreeMap<Role, Vec<String>>) -> Self {
        Self::adding(own, added, &WordsInOrder::default())
    }

    /// The same with words that a framework adds to months, weekdays, numbers and ordinals.
    pub fn adding(own: &[LanguageCode], added: &BTreeMap<Role, Vec<String>>, in_order: &WordsInOrder) -> Self {
        let others = LanguageCode::all().filter(|code| !own.contains(code));
        let all: Vec<&Data> = own.iter().copied().chain(others).map(LanguageCode::data).collect();
        let (of_own, of_others) = all.split_at(own.len());
        let words = |role: &Role| {
            let taken = Words::new(role.rival().into_iter().flat_map(|rival| listed(of_own, rival)));
            let others = listed(of_others, *role).filter(|entry| !taken.lists(&key(entry)));
            let added = added.get(role).into_iter().flatten().map(String::as_str);
            Words::new(added.chain(listed(of_own, *role)).chain(others))
        };
        Self {
            own: own.to_vec(),
            words: Role::ALL.iter().map(words).collect(),
            months: numbered(&in_order.months, all.iter().map(|data| &data.months)),
            weekdays: numbered(&in_order.weekdays, all.iter().map(|data| &data.weekdays)),
            numbers: numbered(&in_order.numbers, all.iter().map(|data| &data.numbers)),
            ordinals: numbered(&in_order.ordinals, all.iter().map(|data| &data.ordinals)),
            telling: telling(&all),
            progress: progress(&all),
            made: OnceLock::new(),
        }
    }

    /// What is made of these words and takes a while, such as a search for all of them at once. It lives as long as the language, so
    /// that every run with one framework shares it. The room that looks for personal data is the one that makes something; anything of
    /// another type is made anew each time.
    pub(crate) fn once<T: Any + Clone + Send + Sync>(&self, make: impl Fn() -> T) -> T {
        let made = self.made.get_or_init(|| Arc::new(make()));
        made.downcast_ref::<T>().cloned().unwrap_or_else(make)
    }

    /// The languages of the framework.
    pub fn own(&self) -> &[LanguageCode] {
        &self.own
    }

    /// The words of a role.
    pub fn words(&self, role: Role) -> &Words {
        static NONE: LazyLock<Words> = LazyLock::new(Words::default);
        self.words.get(role as usize).unwrap_or(&NONE)
    }

    /// Whether a text, or the key of a word, plays a role.
    pub fn is(&self, role: Role, text: &str) -> bool {
        self.words(role).has(text)
    }

    /// The month (from 1) of a name or abbreviation, by its key.
    pub fn month(&self, key: &str) -> Option<u32> {
        self.months.get(key)
    }

    /// The names and abbreviations of the months with their numbers.
    pub fn months(&self) -> impl Iterator<Item = (&str, u32)> {
        self.months.iter()
    }

    /// The weekday (Monday is 1) of a name or abbreviation, by its key.
    pub fn weekday(&self, key: &str) -> Option<u32> {
        self.weekdays.get(key)
    }

    /// The number of a word that counts, by its key: `twee`.
    pub fn number(&self, key: &str) -> Option<u32> {
        self.numbers.get(key)
    }

    /// The words that count with their numbers.
    pub fn numbers(&self) -> impl Iterator<Item = (&str, u32)> {
        self.numbers.iter()
    }

    /// The number of a word that orders, by its key: `tweede`.
    pub fn ordinal(&self, key: &str) -> Option<u32> {
        self.ordinals.get(key)
    }

    /// What the languages of the framework write dates in; none where they do not agree on one.
    pub fn date_order(&self) -> Option<DateOrder> {
        let mut orders = self.own.iter().map(|code| code.data().date_order);
        let first = orders.next()??;
        orders.all(|order| order == Some(first)).then_some(first)
    }

    /// The order of dates in the first language, those of the framework before others, that has this name of a month, by its key.
    pub fn date_order_of_month(&self, month: &str) -> Option<DateOrder> {
        self.data_of_all().find(|data| data.months.iter().flatten().any(|name| key(name) == month))?.date_order
    }

    /// The name of a month in the first language of the framework.
    pub fn month_name(&self, month: u32) -> Option<&'static str> {
        let month = usize::try_from(month).ok()?.checked_sub(1)?;
        self.data_of_all().next()?.months.get(month)?.first().map(String::as_str)
    }

    /// Every language, those of the framework first.
    fn data_of_all(&self) -> impl Iterator<Item = &'static Data> {
        let others = LanguageCode::all().filter(|code| !self.own.contains(code));
        self.own.iter().copied().chain(others).map(LanguageCode::data)
    }

    /// Whether a month is spelled as in a language that writes the day after it, in one that writes the day before it and has no capital
    /// there; by its key. `December 25` may be a day then.
    pub fn is_month_of_both(&self, month: &str) -> bool {
        let spelling = |data: &'static Data| data.months.iter().flatten().find(|name| key(name) == month);
        let first = self.data_of_all().find_map(|data| Some((data.date_order, spelling(data)?)));
        let plain =
            first.is_some_and(|(order, name)| order == Some(DateOrder::Dmy) && name.starts_with(char::is_lowercase));
        plain && self.data_of_all().any(|data| data.date_order != Some(DateOrder::Dmy) && spelling(data).is_some())
    }

    /// Whether a word plays a role in one of the languages of the framework, by its key.
    pub fn is_own(&self, role: Role, word: &str) -> bool {
        let lists = self.own.iter().filter_map(|code| code.data().words.get(&role));
        lists.flatten().any(|entry| key(entry) == word)
    }

    /// The parts of a text between the words of a role: "Loopt en vertraagd" has two by the words that join.
    pub fn parts<'t>(&self, text: &'t str, role: Role) -> Vec<&'t str> {
        let words = self.words(role);
        let (mut from, mut at) = (0, 0);
        let mut parts = Vec::new();
        for word in text.split_inclusive(char::is_whitespace) {
            let end = at + word.len();
            if from < at && end < text.len() && words.has(word) {
                parts.extend(text.get(from..at));
                from = end;
            }
            at = end;
        }
        parts.extend(text.get(from..));
        parts
    }

    /// Header texts of a field in the languages of the framework, most telling first.
    pub fn headers(&self, field: Field) -> Vec<&'static str> {
        self.of_own(|data| data.headers.get(&field).into_iter().flatten().map(String::as_str).collect())
    }

    /// Header texts of a field in every language, those of the framework first.
    pub fn usual_headers(&self, field: Field) -> Vec<&'static str> {
        let others = LanguageCode::all().filter(|code| !self.own.contains(code));
        let all = self.own.iter().copied().chain(others);
        all.flat_map(|code| code.data().headers.get(&field).into_iter().flatten()).map(String::as_str).collect()
    }

    /// What a level is called in the languages of the framework; the first name is the one that people read.
    pub fn level(&self, code: &str) -> Vec<&'static str> {
        self.of_own(|data| {
            let level = data.levels.get(code);
            level
                .into_iter()
                .flat_map(|level| std::iter::once(&level.name).chain(&level.aliases))
                .map(String::as_str)
                .collect()
        })
    }

    /// Spellings that are the same word whatever the plan.
    pub fn spelling(&self) -> Vec<&'static [String]> {
        self.of_own(|data| data.spelling.iter().map(Vec::as_slice).collect())
    }

    /// Letters that people write for each other, with what is heard, the longest first; of every language.
    pub fn sounds(&self) -> Vec<[String; 2]> {
        let mut sounds: Vec<[String; 2]> = self.data_of_all().flat_map(|data| data.sounds.iter().cloned()).collect();
        sounds.sort_by_key(|[written, _]| std::cmp::Reverse(written.len()));
        sounds
    }

    /// What is typed for a state of an action, by its usual code (`done`).
    pub fn progress(&self, code: &str) -> &[String] {
        self.progress.get(code).map_or(&[], Vec::as_slice)
    }

    /// Whether nothing is filled in yet in a cell of this field: it is empty, has signs alone ("-", "?"), or says so ("n.t.b.",
    /// "wordt nog ingevuld").
    pub fn says_nothing(&self, text: &str, field: Field) -> bool {
        // No list has a text as long as this.
        const LONGEST: usize = 1_000;
        if text.len() > LONGEST && text.contains(char::is_alphanumeric) {
            return false;
        }
        let whole = key(text);
        if whole.is_empty() {
            return true;
        }
        if self.telling.get(&field).is_some_and(|telling| telling.has_key(&whole)) {
            return false;
        }
        self.words(Role::NothingYet).has_key(&whole) || self.leaves_open(text)
    }

    /// Whether every word of a text says that something is still to be filled in, whichever way it is put: "moet nog nader worden
    /// ingevuld".
    fn leaves_open(&self, text: &str) -> bool {
        const LONGEST: usize = 8;
        let keys = keys(text);
        let [marker, matter, beside] =
            [Role::OpenMarker, Role::OpenMatter, Role::OpenBeside].map(|role| self.words(role));
        let any = |words: &Words| keys.iter().any(|key| words.has_key(key));
        let known = |key: &String| marker.has_key(key) || matter.has_key(key) || beside.has_key(key);
        (2..=LONGEST).contains(&keys.len()) && any(marker) && any(matter) && keys.iter().all(known)
    }

    fn of_own<T>(&self, part: impl Fn(&'static Data) -> Vec<T>) -> Vec<T> {
        self.own.iter().flat_map(|code| part(code.data())).collect()
    }
}

/// The entries of a role in these languages.
fn listed<'d>(languages: &'d [&'d Data], role: Role) -> impl Iterator<Item = &'d str> {
    languages.iter().filter_map(move |data| data.words.get(&role)).flatten().map(String::as_str)
}

/// The words of lists of which the first has the words for one, the second for two, and so on.
fn numbered<'d>(added: &'d Vec<Vec<String>>, lists: impl Iterator<Item = &'d Vec<Vec<String>>>) -> Meanings<u32> {
    let mut meanings = Meanings::default();
    for list in std::iter::once(added).chain(lists) {
        for (number, words) in (1..).zip(list) {
            meanings.add(words.iter().map(String::as_str), number);
        }
    }
    meanings
}

fn telling(all: &[&Data]) -> BTreeMap<Field, Words> {
    let mut telling: BTreeMap<Field, Vec<&str>> = BTreeMap::new();
    for (field, words) in all.iter().flat_map(|data| &data.telling) {
        telling.entry(*field).or_default().extend(words.iter().map(String::as_str));
    }
    telling.into_iter().map(|(field, words)| (field, Words::new(words))).collect()
}

fn progress(all: &[&Data]) -> BTreeMap<String, Vec<String>> {
    let mut progress: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (code, words) in all.iter().flat_map(|data| &data.progress) {
        progress.entry(code.clone()).or_default().extend(words.iter().cloned());
    }
    progress
}

impl Default for Language {
    /// Every language, none before the others.
    fn default() -> Self {
        Self::new(&LanguageCode::all().collect::<Vec<_>>(), &BTreeMap::new())
    }
}
