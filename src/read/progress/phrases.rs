//! The words of a framework and of its language for the states of an action.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, Weak};

use rustc_hash::{FxHashMap, FxHashSet};

use super::slips::Slips;
use super::token::{Sign, Token, tokens};
use crate::framework::{Code, Framework, Progress};
use crate::language::{Language, Role, Words};

/// What a phrase stands for, as far as it matters to what is said beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The state in which nothing has been done.
    NotStarted,
    /// Work that is under way, by its beginning: "gestart".
    Begun,
    /// The beginning itself: "starten". No state by itself.
    Begin,
    /// Work that is under way: "loopt".
    Running,
    /// The end itself: "afronden". No state by itself.
    Finish,
    /// The work was carried out.
    CarriedOut,
    /// The same in the infinitive, which is no state by itself.
    CarryOut,
    /// An act that is over: "ondertekend". Where it is not, nobody knows whether it has begun.
    Performed,
    /// A deadline was met ("gehaald"), or will be ("op tijd").
    Reached,
    /// Nothing more has to be done, since it is done or will not be: "geen actie nodig". No state by itself.
    Settled,
    /// The work is done, which can be said of a day to come: "klaar".
    Ready,
    /// The work is done.
    Done,
    /// The work is later than it should be.
    Delayed,
    /// The work waits.
    OnHold,
    /// The work will not be done.
    Dropped,
    /// The work has no end.
    Ongoing,
    /// A state that the framework alone has.
    Own,
    /// A cross: not done, or never to be done. No state by itself.
    Crossed,
}

/// A phrase for a state.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// Its words, by their keys.
    words: Vec<String>,
    /// Whether anything may follow: "wacht op …".
    pub open: bool,
    /// What it stands for.
    pub kind: Kind,
    /// The state of the framework; none for what is no state by itself.
    pub code: Option<Code>,
}

/// Everything by which phrases are read.
#[derive(Debug, Clone)]
pub struct Phrases {
    pub(super) language: Arc<Language>,
    /// By the first word; longer ones first, those of the framework before those of the language.
    by_word: FxHashMap<String, Vec<Phrase>>,
    /// The codes of the framework.
    codes: Vec<Code>,
    /// From which percentage on a state holds, in order.
    steps: Vec<(f64, Code)>,
    /// The words of places, of which the state of one is not that of all.
    places: FxHashSet<String>,
    pub(super) slips: Slips,
}

/// What a set of phrases is made of: equal ones make the same.
type Made = (Weak<Language>, Vec<Progress>, FxHashSet<String>);

/// How far from its first word the last words of a phrase may stand.
const FARTHEST: usize = 5;

/// The least that is left of an abbreviated word.
const SHORTEST_START: usize = 3;

/// Names of states are shorter than this.
const LONGEST_NAME: usize = 200;

/// The usual codes with what they stand for.
const USUAL: [(&str, Kind); 7] = [
    ("not_started", Kind::NotStarted),
    ("in_progress", Kind::Running),
    ("delayed", Kind::Delayed),
    ("on_hold", Kind::OnHold),
    ("done", Kind::Done),
    ("dropped", Kind::Dropped),
    ("ongoing", Kind::Ongoing),
];

impl Phrases {
    /// Those of a framework, which are put together once for all who read by it.
    pub fn of(framework: &Framework) -> Arc<Self> {
        const KEPT: usize = 8;
        static KNOWN: Mutex<Vec<(Made, Arc<Phrases>)>> = Mutex::new(Vec::new());
        let places = places(framework);
        let Ok(mut known) = KNOWN.lock() else { return Arc::new(Self::new(framework)) };
        let is_it = |(language, states, named): &Made| {
            Weak::as_ptr(language) == Arc::as_ptr(&framework.language)
                && *states == framework.progress
                && *named == places
        };
        if let Some((_, phrases)) = known.iter().find(|(made, _)| is_it(made)) {
            return phrases.clone();
        }
        let phrases = Arc::new(Self::new(framework));
        known.truncate(KEPT - 1);
        let made = (Arc::downgrade(&framework.language), framework.progress.clone(), places);
        known.insert(0, (made, phrases.clone()));
        phrases
    }

    /// Those of a framework: its own names first, then those of the language for the states that have one of the usual codes.
    fn new(framework: &Framework) -> Self {
        let mut phrases = Self {
            language: framework.language.clone(),
            by_word: FxHashMap::default(),
            codes: framework.progress.iter().map(|state| state.code.clone()).collect(),
            steps: steps(framework),
            places: places(framework),
            slips: Slips::default(),
        };
        for state in &framework.progress {
            let kind = usual(&state.code).unwrap_or(Kind::Own);
            state.names().for_each(|name| phrases.add(name, kind, Some(&state.code)));
        }
        for (code, kind) in USUAL {
            let Some(code) = phrases.code(code).cloned() else { continue };
            let words = phrases.language.progress(&code).to_vec();
            words.iter().for_each(|word| phrases.add(word, kind, Some(&code)));
        }
        phrases.add_roles();
        phrases.by_word.values_mut().for_each(|list| list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len())));
        let words = phrases.by_word.values().flatten().filter(|phrase| !phrase.open || phrase.words.len() > 1);
        let words: Vec<String> = words.flat_map(|phrase| phrase.words.clone()).collect();
        phrases.slips = Slips::new(&phrases.language, words.iter().map(String::as_str));
        phrases
    }

    /// Words whose role is finer than a state: who has begun, what comes to an end.
    fn add_roles(&mut self) {
        let language = self.language.clone();
        for (role, kind, code) in [
            (Role::Begun, Kind::Begun, Some("in_progress")),
            (Role::Begin, Kind::Begin, None),
            (Role::Finish, Kind::Finish, None),
            (Role::CarriedOut, Kind::CarriedOut, Some("done")),
            (Role::CarryOut, Kind::CarryOut, None),
            (Role::Performed, Kind::Performed, Some("done")),
            (Role::Reached, Kind::Reached, None),
            (Role::Settled, Kind::Settled, None),
        ] {
            let code = code.and_then(|code| self.code(code)).cloned();
            language.words(role).entries().for_each(|entry| self.add(entry, kind, code.as_ref()));
        }
    }

    fn add(&mut self, entry: &str, kind: Kind, code: Option<&Code>) {
        let open = entry.trim_end().ends_with('…') || entry.trim_end().ends_with("...");
        let words: Vec<String> = tokens(entry).iter().filter_map(word).map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        let kind = match kind {
            Kind::Running if self.language.is(Role::Begun, entry) => Kind::Begun,
            Kind::Running if self.language.is(Role::Target, entry) => Kind::Reached,
            Kind::Done if self.language.is(Role::Performed, entry) => Kind::Performed,
            Kind::Done if self.language.is(Role::CarriedOut, entry) => Kind::CarriedOut,
            Kind::Done if self.language.is(Role::Ready, entry) => Kind::Ready,
            kind => kind,
        };
        let list = self.by_word.entry(first).or_default();
        if !list.iter().any(|known| known.words == words && known.open == open) {
            list.push(Phrase { words, open, kind, code: code.cloned() });
        }
    }

    /// The state with this code, where the framework has it.
    pub(super) fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|own| &***own == code)
    }

    /// The words of a role.
    pub(super) fn role(&self, role: Role) -> &Words {
        self.language.words(role)
    }

    /// The state that a percentage stands for.
    pub fn of_percent(&self, percent: f64) -> Option<&Code> {
        let reached = self.steps.iter().rev().find(|(from, _)| *from <= percent);
        reached.or(self.steps.first()).map(|(_, code)| code)
    }

    /// The state that a sign stands for.
    pub(super) fn of_sign(&self, sign: Sign) -> Option<Phrase> {
        let (code, kind) = match sign {
            Sign::Done => ("done", Kind::Done),
            Sign::InProgress => ("in_progress", Kind::Running),
            Sign::OnHold => ("on_hold", Kind::OnHold),
            Sign::NotStarted => ("not_started", Kind::NotStarted),
            Sign::Unclear => {
                return Some(Phrase { words: Vec::new(), open: false, kind: Kind::Crossed, code: None });
            }
        };
        Some(Phrase { words: Vec::new(), open: false, kind, code: Some(self.code(code)?.clone()) })
    }

    /// The longest phrase that starts at the first of these tokens, and how many of them it takes. Words that change nothing may
    /// stand between its words: "ligt momenteel stil".
    pub(super) fn at<'p>(&'p self, tokens: &[Token]) -> Option<(&'p Phrase, usize)> {
        let first = word(tokens.first()?)?;
        let list = self.by_word.get(first).into_iter().flatten();
        let mut fitting = list.filter_map(|phrase| Some((phrase, self.fits(phrase, tokens)?)));
        let abbreviated = || self.abbreviated(tokens.first()?).map(|phrase| (phrase, 1));
        fitting.next().or_else(abbreviated).or_else(|| self.abbreviated_phrase(tokens))
    }

    /// A phrase of several words of which the first is abbreviated: "afh. van".
    fn abbreviated_phrase(&self, tokens: &[Token]) -> Option<(&Phrase, usize)> {
        let Token::Word(start, true) = tokens.first()? else { return None };
        if start.len() < SHORTEST_START || tokens.len() < 2 {
            return None;
        }
        let begin = self.by_word.iter().filter(|(word, _)| word.starts_with(start.as_str()));
        let several = begin.flat_map(|(_, list)| list).filter(|phrase| phrase.words.len() > 1);
        let mut found = several.filter_map(|phrase| Some((phrase, self.fits(phrase, tokens)?)));
        let first = found.next()?;
        found.all(|(other, _)| other.code == first.0.code).then_some(first)
    }

    /// An act that is over, whichever.
    pub(super) fn performed(&self) -> Option<Phrase> {
        Some(Phrase { words: Vec::new(), open: false, kind: Kind::Performed, code: Some(self.code("done")?.clone()) })
    }

    /// What goes on without an end.
    pub(super) fn ongoing(&self) -> Option<Phrase> {
        Some(Phrase { words: Vec::new(), open: false, kind: Kind::Ongoing, code: Some(self.code("ongoing")?.clone()) })
    }

    /// Whether a word names a place.
    pub(super) fn is_place(&self, word: &str) -> bool {
        self.places.contains(word)
    }

    /// Whether a word that nobody knows is near one that says something.
    pub(super) fn resembles(&self, word: &str) -> bool {
        self.slips.resembles(word)
    }

    fn fits(&self, phrase: &Phrase, tokens: &[Token]) -> Option<usize> {
        let mut at = 1;
        for wanted in phrase.words.iter().skip(1) {
            while !is_word(tokens.get(at)?, wanted)? {
                if at > FARTHEST {
                    return None;
                }
                at += self.says_nothing(tokens.get(at..)?)?;
            }
            at += 1;
        }
        Some(at)
    }

    /// How many words say nothing between the words of a phrase; "nog" does before "niet".
    fn says_nothing(&self, tokens: &[Token]) -> Option<usize> {
        let here = |nth: usize| tokens.get(nth).and_then(word);
        let length = |role: Role| self.role(role).length_at(here);
        if length(Role::NotYet).is_some() {
            return None;
        }
        // "gaat in januari van start"
        let units = [Role::UnitDay, Role::UnitWeek, Role::UnitMonth, Role::UnitQuarter, Role::UnitYear];
        if here(0).is_some_and(|word| units.into_iter().any(|unit| self.role(unit).lists(word))) {
            return Some(1);
        }
        if matches!(tokens.first(), Some(Token::Date | Token::Quarter | Token::Fraction | Token::Number(_)))
            || here(0).is_some_and(|word| self.language.month(word).is_some())
        {
            return Some(1);
        }
        [Role::StateBeside, Role::Now, Role::JustNow, Role::Still, Role::Fully].into_iter().filter_map(length).max()
    }

    /// The word that an abbreviation with a full stop stands for, where all words that begin so mean the same.
    fn abbreviated(&self, token: &Token) -> Option<&Phrase> {
        const SHORTEST: usize = 4;
        let Token::Word(start, true) = token else { return None };
        if start.chars().count() < SHORTEST {
            return None;
        }
        let single = |phrase: &&Phrase| phrase.words.len() == 1 && phrase.code.is_some();
        let mut found = self
            .by_word
            .iter()
            .filter(|(word, _)| word.starts_with(start.as_str()))
            .flat_map(|(_, list)| list)
            .filter(single);
        let first = found.next()?;
        found.all(|other| other.code == first.code).then_some(first)
    }

    /// What turns the meaning of a text: its negations, degrees and numbers. Texts that differ in these are no slips of the pen of
    /// each other.
    pub fn turns(&self, text: &str) -> BTreeMap<&'static str, usize> {
        let mut turns = BTreeMap::new();
        // A longer text is no slip of the pen of a name.
        let tokens = if text.len() <= LONGEST_NAME { tokens(text) } else { Vec::new() };
        for (at, token) in tokens.iter().enumerate() {
            let here = |nth: usize| tokens.get(at + nth).and_then(word);
            for role in [Role::Negation, Role::NoMore, Role::Partly, Role::JustNow, Role::Ahead, Role::Later] {
                *turns.entry(role.name()).or_insert(0) += usize::from(self.role(role).length_at(here).is_some());
            }
            let counts = matches!(token, Token::Percent(_) | Token::Number(_));
            *turns.entry("number").or_insert(0) += usize::from(counts);
        }
        turns
    }
}

/// Whether a token is a word or an abbreviation of it: "v." is "van"; none for what is no word.
fn is_word(token: &Token, wanted: &str) -> Option<bool> {
    let Token::Word(word, dotted) = token else {
        return matches!(token, Token::Date | Token::Quarter).then_some(false);
    };
    Some(word == wanted || (*dotted && wanted.starts_with(word.as_str())))
}

/// The key of a word.
pub(super) fn word(token: &Token) -> Option<&str> {
    match token {
        Token::Word(word, _) => Some(word),
        _ => None,
    }
}

/// The words of the names of places.
fn places(framework: &Framework) -> FxHashSet<String> {
    let names = framework.municipalities.iter().map(|place| &place.name);
    names.flat_map(|name| tokens(name)).filter_map(|token| word(&token).map(str::to_owned)).collect()
}

fn usual(code: &str) -> Option<Kind> {
    USUAL.iter().find(|(usual, _)| *usual == code).map(|(_, kind)| *kind)
}

/// From which percentage on which state holds: as the framework says, or else by the usual codes, or else by what its states are.
fn steps(framework: &Framework) -> Vec<(f64, Code)> {
    let own = framework.progress.iter().filter_map(|state| Some((f64::from(state.percent_from?), state.code.clone())));
    let mut steps: Vec<(f64, Code)> = own.collect();
    if steps.is_empty() {
        let states = &framework.progress;
        let named = |code: &str| states.iter().find(|state| &*state.code == code);
        let first_open = || states.iter().find(|state| !state.closed);
        let is_led_to = |code: &Code| states.iter().any(|other| other.next.contains(code));
        let second_open =
            || states.iter().filter(|state| !state.closed && is_led_to(&state.code)).find(|state| !state.needs_reason);
        let carried_out = || states.iter().find(|state| state.closed && !state.needs_reason);
        let start = named("not_started").or_else(first_open);
        let middle = named("in_progress").or_else(second_open).or_else(first_open);
        let end = named("done").or_else(carried_out).or_else(first_open);
        let found = [(0.0, start), (f64::MIN_POSITIVE, middle), (100.0, end)];
        steps = found.into_iter().filter_map(|(from, state)| Some((from, state?.code.clone()))).collect();
    }
    steps.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    steps
}
