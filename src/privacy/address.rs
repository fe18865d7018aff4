//! Streets with the number of a house: that of somebody's home, and not of a town hall or a meeting.

use std::ops::Range;

use super::known::Known;
use super::person::{Name, Sign};
use super::sentences;
use super::words::{Word, words};
use crate::language::Role;

/// Every street with a number in the text.
pub(super) fn addresses(text: &str, known: &Known) -> Vec<Range<usize>> {
    let streets = known.patterns.address.iter().flat_map(|street| street.find_iter(text)).map(|found| found.range());
    let mut found: Vec<Range<usize>> = streets.collect();
    let told = known.patterns.lives_at.iter().flat_map(|home| home.captures_iter(text));
    for home in told.filter_map(|captures| captures.name("address")).map(|address| address.range()) {
        if found.iter().all(|other| other.end <= home.start || other.start >= home.end) {
            found.push(home);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

/// The addresses beside which something says that somebody lives there, or a name. What stands nearest in the sentence decides:
/// "bewoner van Kerkstraat 5", and not "bijeenkomst in het buurthuis, Kerkstraat 5".
pub(super) fn homes(text: &str, known: &Known, names: &[Name], addresses: &[Range<usize>]) -> Vec<Range<usize>> {
    if addresses.is_empty() {
        return Vec::new();
    }
    let around = Around::of(text, known, names);
    addresses.iter().filter(|address| around.say_home(address)).cloned().collect()
}

/// What can say of an address what it is, in the order of the text; the text is taken apart once for all its addresses.
struct Around {
    sentences: Vec<Range<usize>>,
    /// Words for somebody and for living somewhere.
    somebody: Vec<Range<usize>>,
    /// Words for meetings and the places where they are held.
    meetings: Vec<Range<usize>>,
    /// Names of persons who hold no office.
    names: Vec<Range<usize>>,
}

impl Around {
    fn of(text: &str, known: &Known, names: &[Name]) -> Self {
        let words: Vec<(Word, String)> = words(text).into_iter().map(|word| (word, word.key())).collect();
        let of = |roles: &[Role]| {
            let is = |key: &str| roles.iter().any(|role| known.vocabulary.is(*role, key));
            words.iter().filter(|(_, key)| is(key)).map(|(word, _)| word.start..word.end).collect()
        };
        let persons = names.iter().filter(|name| name.sign != Sign::Office);
        let mut names: Vec<Range<usize>> = persons.map(|name| name.range.clone()).collect();
        names.sort_by_key(|name| name.start);
        Self {
            sentences: sentences(text),
            somebody: of(&[Role::Dwelling, Role::Individual]),
            meetings: of(&[Role::MeetingPlace]),
            names,
        }
    }

    /// Whether what stands nearest to the address in its sentence says that it is a home.
    fn say_home(&self, address: &Range<usize>) -> bool {
        let at = self.sentences.partition_point(|sentence| sentence.end <= address.start);
        let Some(sentence) = self.sentences.get(at) else { return false };
        let nearest = |marks: &[Range<usize>]| nearest(marks, address, sentence);
        let named = if super::meets(&self.names, address) { Some(0) } else { nearest(&self.names) };
        let somebody = nearest(&self.somebody).into_iter().chain(named).min();
        somebody.is_some_and(|somebody| nearest(&self.meetings).is_none_or(|meeting| somebody < meeting))
    }
}

/// How far the nearest of these stands from the address in its sentence, where it is no part of the address.
fn nearest(marks: &[Range<usize>], address: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
    let (before, after) = marks.split_at(marks.partition_point(|mark| mark.start < address.end));
    let before = before.iter().rev().find(|mark| mark.end <= address.start);
    let before = before.filter(|mark| mark.start >= sentence.start).map(|mark| address.start - mark.end);
    let after = after.first().filter(|mark| mark.start < sentence.end).map(|mark| mark.start - address.end);
    before.into_iter().chain(after).min()
}
