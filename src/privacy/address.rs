//! Streets with the number of a house: that of somebody's home, and not of a town hall or a meeting.

use std::ops::Range;

use super::known::Known;
use super::person::{Name, Sign};
use super::words::{Word, words};
use super::{sentence, slice};
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
    addresses.iter().filter(|address| is_home(text, known, names, address)).cloned().collect()
}

fn is_home(text: &str, known: &Known, names: &[Name], address: &Range<usize>) -> bool {
    let sentence = sentence(text, address);
    let offset = sentence.start;
    let words = words(slice(text, &sentence));
    let distance = |from: usize, to: usize| {
        let (from, to) = (from + offset, to + offset);
        if to <= address.start { address.start - to } else { from.saturating_sub(address.end) }
    };
    let is_apart = |word: &Word| word.end + offset <= address.start || word.start + offset >= address.end;
    let nearest = |roles: &[Role]| {
        let is = |word: &&Word| roles.iter().any(|role| known.vocabulary.is(*role, &word.key())) && is_apart(word);
        words.iter().filter(is).map(|word| distance(word.start, word.end)).min()
    };
    let named = names.iter().filter(|name| name.sign != Sign::Office && sentence.contains(&name.range.start));
    let named =
        named.map(|name| distance(name.range.start.saturating_sub(offset), name.range.end.saturating_sub(offset)));
    let somebody = nearest(&[Role::Dwelling, Role::Individual]).into_iter().chain(named).min();
    let meeting = nearest(&[Role::MeetingPlace]);
    somebody.is_some_and(|somebody| meeting.is_none_or(|meeting| somebody < meeting))
}
