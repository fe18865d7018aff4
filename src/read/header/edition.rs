//! Which edition of a field a column holds, where a list has several of them: by the words for old and new in its header, or by the time
//! that the header names ("Planning (oud)", "Trekker 1e kwartaal", "Status mei 2026").

use chrono::NaiveDate;

use crate::language::{Language, Role};
use crate::plan::Precision;
use crate::read::deadline::{self, Calendar};
use crate::wording::key;

/// A header of more words is a sentence.
const LONGEST: usize = 8;

/// What the words for old and new in a header say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Standing {
    /// It held before.
    Former,
    /// The header does not say.
    #[default]
    Unsaid,
    /// It holds now.
    Current,
}

/// Which of several columns for one field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Edition {
    /// Old or new.
    pub standing: Standing,
    /// The first day of the time that the header names.
    pub time: Option<NaiveDate>,
}

/// The header without what says which edition it is, with that edition; none where it says nothing of that, or nothing else. `known` tells
/// whether a text is a header as it stands, for not looking for times in every text.
pub(super) fn split(
    text: &str,
    language: &Language,
    calendar: &Calendar,
    known: impl Fn(&str) -> bool,
) -> Option<(String, Edition)> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '/' | '|');
    let words: Vec<&str> = text.split(apart).filter(|word| !key(word).is_empty()).collect();
    if !(2..=LONGEST).contains(&words.len()) {
        return None;
    }
    let (rest, standing) = standing(&words, language);
    let (rest, time) = timed(&rest, calendar, known);
    let says_something = standing != Standing::Unsaid || time.is_some();
    (says_something && !rest.is_empty()).then(|| (rest.join(" "), Edition { standing, time }))
}

/// The words without those for old and new, with what these say.
fn standing<'t>(words: &[&'t str], language: &Language) -> (Vec<&'t str>, Standing) {
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let length = |role: Role, at: usize| language.words(role).length_at(|nth| keys.get(at + nth));
    let (mut rest, mut said, mut at) = (Vec::new(), Standing::Unsaid, 0);
    while let Some(word) = words.get(at) {
        let former = length(Role::HeaderFormer, at).map(|length| (length, Standing::Former));
        let current = length(Role::HeaderCurrent, at).map(|length| (length, Standing::Current));
        match former.max(current) {
            Some((length, standing)) => {
                said = standing;
                at += length;
            }
            None => {
                rest.push(*word);
                at += 1;
            }
        }
    }
    (rest, said)
}

/// The words without the time at their end or their beginning, with the first day of it.
fn timed<'t>(
    words: &[&'t str],
    calendar: &Calendar,
    known: impl Fn(&str) -> bool,
) -> (Vec<&'t str>, Option<NaiveDate>) {
    let halves = (1..words.len()).filter_map(|at| words.split_at_checked(at));
    let sides = halves.flat_map(|(before, after)| [(before, after), (after, before)]);
    for (rest, time) in sides.filter(|(rest, _)| known(&rest.join(" "))) {
        if let Some(day) = first_day(&time.join(" "), calendar) {
            return (rest.to_vec(), Some(day));
        }
    }
    (words.to_vec(), None)
}

fn first_day(text: &str, calendar: &Calendar) -> Option<NaiveDate> {
    let read = deadline::parse(text, calendar);
    let is_time = !matches!(
        read.precision,
        Precision::Recurrence | Precision::Ongoing | Precision::Vague | Precision::Blank | Precision::Unreadable
    );
    read.start.or(read.end).filter(|_| is_time)
}
