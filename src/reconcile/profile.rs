//! What the matching needs to know of each action, computed once.

use std::hash::{BuildHasher, Hash, Hasher};
use std::num::NonZeroU64;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use crate::cell::{Cell, Reading};
use crate::framework::Framework;
use crate::language::{self, Role};
use crate::plan::{Action, ActionPlan, Deadline, Owner, OwnerKind, Status, number_key, raw};
use crate::reconcile::place::{Place, Places};
use crate::reconcile::words::{Words, joined};
use crate::wording::key;

/// What a field says, hashed. It is never zero, so that "nothing" takes no place of its own.
pub(super) type Clue = NonZeroU64;

/// How many clues there are beside text, place, number and neighbourhood.
pub(super) const CLUES: usize = 10;

/// One action as the matching sees it. Most texts stand in both versions, so they are shared.
pub(super) struct Profile {
    /// The text as it is compared.
    pub text: Arc<str>,
    /// Its words, as numbers of the [`Lexicon`], in order.
    pub words: Arc<[u32]>,
    /// How many of the first words are a label ("Fase 2") and no text of the action.
    pub label: usize,
    /// Where it belongs.
    pub place: Arc<Place>,
    /// The place as a number.
    pub place_number: u64,
    /// The number (id), folded and hashed; none where it has none.
    pub id: Option<Clue>,
    /// What the other fields say, hashed; none where a field is blank or absent. Sub-theme, owner, involved, deadline,
    /// priority, level, progress, framework status, notes, theme.
    pub clues: [Option<Clue>; CLUES],
    /// Everything that staff typed in the row, hashed: equal rows are interchangeable.
    pub content: u64,
}

impl Profile {
    /// The sub-theme's clue.
    pub(super) fn subtheme(&self) -> Option<Clue> {
        self.clues[0]
    }

    /// The owner's clue.
    pub(super) fn owner(&self) -> Option<Clue> {
        self.clues[1]
    }

    /// The deadline's clue.
    pub(super) fn deadline(&self) -> Option<Clue> {
        self.clues[3]
    }
}

/// Every word of some actions, with the number of actions that use it.
#[derive(Default)]
pub(crate) struct Lexicon {
    numbers: FxHashMap<String, u32>,
    used_by: Vec<u32>,
    actions: u32,
}

impl Lexicon {
    /// How much a word tells: rare words tell more (inverse document frequency, at least a little).
    pub(crate) fn weight(&self, word: u32) -> f32 {
        let used_by = self.used_by.get(word as usize).copied().unwrap_or(1).max(1);
        (1.0 + self.actions as f32 / used_by as f32).ln()
    }

    /// Counts an action with these words, and gives their numbers.
    pub(crate) fn add(&mut self, words: &[String]) -> Arc<[u32]> {
        let numbers = self.numbers(words);
        self.count(&numbers);
        numbers
    }

    /// The numbers of some words: in their order, and of new words each the next one.
    fn numbers(&mut self, words: &[String]) -> Arc<[u32]> {
        words.iter().map(|word| self.number(word)).collect()
    }

    /// Counts an action with these words.
    fn count(&mut self, words: &[u32]) {
        self.actions += 1;
        let mut distinct = words.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        for word in distinct {
            if let Some(count) = self.used_by.get_mut(word as usize) {
                *count += 1;
            }
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.used_by.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.used_by.push(0);
        number
    }
}

/// Makes the profiles of versions, and remembers what it made: the same few parties and notes stand in thousands of rows, and
/// most texts in both versions.
pub(super) struct Profiler<'p> {
    framework: &'p Framework,
    words: &'p Words,
    lexicon: Lexicon,
    /// By the text as it was typed.
    texts: FxHashMap<&'p str, Text>,
    /// By the place of the list, which the plan keeps.
    parties: FxHashMap<*const Vec<Owner>, Clue>,
    notes: FxHashMap<String, Clue>,
    places: FxHashMap<Place, Arc<Place>>,
}

/// What of a profile follows from the text alone.
#[derive(Clone)]
struct Text {
    joined: Arc<str>,
    words: Arc<[u32]>,
    label: usize,
}

impl<'p> Profiler<'p> {
    /// Without anything in its memory.
    pub(super) fn new(framework: &'p Framework, words: &'p Words) -> Self {
        Self {
            framework,
            words,
            lexicon: Lexicon::default(),
            texts: FxHashMap::default(),
            parties: FxHashMap::default(),
            notes: FxHashMap::default(),
            places: FxHashMap::default(),
        }
    }

    /// The profiles of every action of a version.
    pub(super) fn profiles(&mut self, plan: &'p ActionPlan) -> Vec<Profile> {
        let places = Places::new(plan, self.framework);
        plan.actions.iter().map(|action| self.profile(action, places.of(action))).collect()
    }

    /// The words of every action so far.
    pub(super) fn into_lexicon(self) -> Lexicon {
        self.lexicon
    }

    fn profile(&mut self, action: &'p Action, place: Place) -> Profile {
        let text = self.text(raw(&action.text));
        let words = self.words;
        Profile {
            text: text.joined,
            words: text.words,
            label: text.label,
            place_number: place.number(),
            place: self.places.entry(place).or_insert_with_key(|place| Arc::new(place.clone())).clone(),
            id: action.id().map(|id| clue_of(&number_key(id))),
            clues: [
                clue(&action.subtheme, words, clue_of),
                clue(&action.owners, words, |owners| self.parties(owners)),
                clue(&action.involved, words, |owners| self.parties(owners)),
                clue(&action.deadline, words, |deadline| deadline_number(deadline, raw(&action.deadline), words)),
                clue(&action.priority, words, |range| clue_of(&(&range.from, &range.to))),
                clue(&action.level, words, clue_of),
                clue(&action.progress, words, |status: &Status| clue_of(&status.code)),
                clue(&action.framework_status, words, |status: &Status| clue_of(&status.code)),
                self.notes(action),
                clue(&action.theme, words, clue_of),
            ],
            content: content(action),
        }
    }

    fn text(&mut self, raw: &'p str) -> Text {
        let Self { texts, lexicon, words, framework, .. } = self;
        let labels = framework.language.words(Role::PartLabel);
        let text = texts.entry(raw).or_insert_with(|| {
            let split = words.split(raw);
            Text { joined: joined(&split).into(), words: lexicon.numbers(&split), label: label(&split, labels) }
        });
        lexicon.count(&text.words);
        text.clone()
    }

    fn parties(&mut self, owners: &Vec<Owner>) -> Clue {
        *self.parties.entry(std::ptr::from_ref(owners)).or_insert_with(|| party_list(owners, self.words))
    }

    fn notes(&mut self, action: &Action) -> Option<Clue> {
        let text = action.explanation();
        if text.is_empty() {
            return None;
        }
        Some(*self.notes.entry(text).or_insert_with_key(|text| clue_of(&self.words.canonical(text))))
    }
}

/// `Fase 2`, `deel b`: how staff mark the parts of what was one action.
fn label(words: &[String], labels: &language::Words) -> usize {
    let short = |word: &String| word.chars().count() == 1 || word.chars().all(char::is_numeric);
    match words {
        [first, second, _, ..] if labels.lists(&key(first)) && short(second) => 2,
        _ => 0,
    }
}

/// A clue that is equal for equal values.
fn clue_of<T: Hash + ?Sized>(value: &T) -> Clue {
    Clue::new(hash(value)).unwrap_or(Clue::MIN)
}

/// A number that is equal for equal values.
fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    FxBuildHasher.hash_one(value)
}

fn clue<T>(cell: &Cell<T>, words: &Words, of_known: impl FnOnce(&T) -> Clue) -> Option<Clue> {
    match &cell.value {
        Reading::Absent | Reading::Blank => None,
        Reading::Known(value) => Some(of_known(value)),
        Reading::Unreadable => Some(clue_of(&words.canonical(&cell.raw))),
    }
}

fn party_list(owners: &[Owner], words: &Words) -> Clue {
    let mut numbers: Vec<u64> = owners.iter().map(|owner| party_number(owner, words)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    clue_of(&numbers)
}

fn party_number(owner: &Owner, words: &Words) -> u64 {
    match &owner.kind {
        OwnerKind::Party { party, .. } => hash(&("party", party)),
        OwnerKind::Municipality(code) => hash(&("municipality", code)),
        OwnerKind::District => hash("district"),
        _ => hash(&words.canonical(&owner.raw)),
    }
}

fn deadline_number(deadline: &Deadline, raw: &str, words: &Words) -> Clue {
    if deadline.says_when() {
        clue_of(&(deadline.start, deadline.end, deadline.ongoing, &deadline.recurrence))
    } else {
        clue_of(&words.canonical(raw))
    }
}

fn content(action: &Action) -> u64 {
    let mut hasher = FxHasher::default();
    let cells = [
        &action.id.raw,
        &action.theme.raw,
        &action.subtheme.raw,
        &action.municipalities.raw,
        &action.level.raw,
        &action.text.raw,
        &action.owners.raw,
        &action.involved.raw,
        &action.priority.raw,
        &action.start.raw,
        &action.deadline.raw,
        &action.framework_status.raw,
        &action.progress.raw,
        &action.completed_on.raw,
        &action.depends_on.raw,
    ];
    cells.hash(&mut hasher);
    action.theme.known().hash(&mut hasher);
    action.subtheme.known().hash(&mut hasher);
    action.framework_status.known().map(|status| &status.code).hash(&mut hasher);
    action.progress.known().map(|status| &status.code).hash(&mut hasher);
    for note in &action.notes {
        note.raw.hash(&mut hasher);
    }
    hasher.finish()
}
