//! Actions that may be one action written twice: of one municipality, and with nothing that tells them apart.

use crate::cell::Reading;
use crate::language::{self, Language, Role};
use crate::plan::{Action, Owner, OwnerKind, raw};
use crate::privacy;
use crate::reconcile::{Words, joined};
use crate::rules::Context;
use crate::rules::id::owner_of_sheet;
use crate::wording::{Wording, fold, key};

/// Texts with fewer letters say too little to be the same action.
const FEWEST_LETTERS: usize = 10;

/// An action with a text that is worth comparing.
pub(in crate::rules) struct Comparable<'a> {
    /// The action.
    pub(in crate::rules) action: &'a Action,
    /// Whose it is: actions of one owner alone are compared.
    pub(in crate::rules) whose: String,
    /// The words of its text, without punctuation, with one spelling of each.
    pub(in crate::rules) words: Vec<String>,
    /// These words as one text.
    pub(in crate::rules) text: String,
}

/// The actions with a text that is worth comparing.
pub(in crate::rules) fn comparable<'a>(ctx: &Context<'a>, spelling: &Words) -> Vec<Comparable<'a>> {
    let worth = |action: &&Action| {
        let text = raw(&action.text);
        let folded = fold(text);
        // What was masked may have been different.
        folded.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
            && !refers(text, &ctx.framework.language)
            && !text.contains(privacy::MASK)
    };
    let compared = |action: &'a Action| {
        let mut words = spelling.split(raw(&action.text));
        words.retain(|word| word.contains(char::is_alphanumeric));
        Comparable { action, whose: whose(ctx, action), text: joined(&words), words }
    };
    ctx.plan.actions.iter().filter(worth).map(compared).collect()
}

/// Whether a text says that it is as another.
fn refers(text: &str, language: &Language) -> bool {
    let keys = language::keys(text);
    language.words(Role::Referring).length_at(|nth| keys.get(nth).map(String::as_str)).is_some()
}

/// Whose action it is: of a municipality or the district by its sheet, or else of its sheet; for the municipalities that it names.
fn whose(ctx: &Context, action: &Action) -> String {
    let sheet = owner_of_sheet(ctx.plan, &action.sheet);
    let places = match &action.municipalities.value {
        Reading::Known(codes) => {
            let mut codes: Vec<&str> = codes.iter().map(|code| &**code).collect();
            codes.sort_unstable();
            codes.join(" ")
        }
        _ => fold(raw(&action.municipalities)),
    };
    format!("{sheet}: {places}")
}

/// Whether something besides the text says that they are two actions: another sub-theme, deadline, level or owner, or another
/// action that comes first. What one of them leaves open tells nothing.
pub(in crate::rules) fn are_told_apart(one: &Action, other: &Action) -> bool {
    let subthemes = match (one.subtheme.known(), other.subtheme.known()) {
        (Some(a), Some(b)) => !a.iter().any(|code| b.contains(code)),
        _ => differ(raw(&one.subtheme), raw(&other.subtheme)),
    };
    let levels = one.level.known().zip(other.level.known()).is_some_and(|(a, b)| a != b);
    let owners = match (one.owners.known(), other.owners.known()) {
        (Some(a), Some(b)) => owners_differ(a, b),
        _ => false,
    };
    subthemes
        || levels
        || owners
        || deadlines_differ(one, other)
        || differ(raw(&one.depends_on), raw(&other.depends_on))
}

fn differ(one: &str, other: &str) -> bool {
    !one.is_empty() && !other.is_empty() && key(one) != key(other)
}

/// Whether both say who, and nobody is in both.
fn owners_differ(one: &[Owner], other: &[Owner]) -> bool {
    let says_who = |owner: &&Owner| !matches!(owner.kind, OwnerKind::Placeholder | OwnerKind::Redacted);
    let (mut a, b): (Vec<_>, Vec<_>) = (one.iter().filter(says_who).collect(), other.iter().filter(says_who).collect());
    let same = |x: &Owner, y: &Owner| match (&x.kind, &y.kind) {
        (OwnerKind::Unknown { .. }, _) | (_, OwnerKind::Unknown { .. }) => key(&x.raw) == key(&y.raw),
        (x, y) => x == y,
    };
    let is_known = !a.is_empty() && !b.is_empty();
    a.retain(|x| b.iter().any(|y| same(x, y)));
    is_known && a.is_empty()
}

fn deadlines_differ<'a>(one: &'a Action, other: &'a Action) -> bool {
    let read = |action: &'a Action| action.deadline.known().filter(|deadline| deadline.says_when());
    match (read(one), read(other)) {
        (Some(a), Some(b)) => (a.start, a.end, a.ongoing, &a.recurrence) != (b.start, b.end, b.ongoing, &b.recurrence),
        _ => differ(raw(&one.deadline), raw(&other.deadline)),
    }
}

/// Where the other action stands, as people look it up: its cell, with its sheet where that is another one, and its number.
pub(in crate::rules) fn place(ctx: &Context, action: &Action, other: &Action) -> Wording {
    let at = &other.text.at;
    let cell = if action.sheet == other.sheet { at.a1() } else { at.to_string() };
    match other.id().map(|id| ctx.quote(id)) {
        Some(id) => {
            let id = id.trim_matches(['“', '”']);
            Wording::of(format!("{cell} (nr. {id})"), format!("{cell} (no. {id})"))
        }
        None => Wording::of(cell.as_str(), cell.as_str()),
    }
}
