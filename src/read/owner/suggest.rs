//! What was probably meant by a piece that nothing is known of.

use super::chunk::{Chunk, Item, slice};
use crate::read::lexicon::{Lexicon, Token};

/// What was meant by a chunk with a name that is nearly written, with the rest around it.
pub(super) fn meant(chunk: &Chunk, text: &str) -> Option<String> {
    let slip =
        chunk.items.iter().find_map(|item| if let Item::Slip(name, at) = item { Some((*name, at)) } else { None });
    let (name, at) = slip?;
    let (before, after) = (text.get(chunk.start..at.start)?, text.get(at.end..chunk.end)?);
    Some(format!("{before}{name}{after}").trim().to_owned())
}

/// Whether the words beside a party, together or one of them, are a slip of the pen for a municipality.
pub(super) fn is_near_municipality(telling: &[&Token], text: &str, lexicon: &Lexicon) -> bool {
    let words: Vec<&str> = telling.iter().map(|word| slice(text, word.start, word.end)).collect();
    let together = words.join(" ");
    words.iter().copied().chain([together.as_str()]).any(|words| lexicon.near_municipality(words).is_some())
}

/// What was probably meant, as it can be typed in the place of the chunk: the known name nearest to the chunk, or to its unknown
/// words, with the rest around it.
pub(super) fn suggestion(
    chunk: &Chunk,
    words: &[&Token],
    telling: &[&Token],
    text: &str,
    lexicon: &Lexicon,
) -> Option<String> {
    let all = slice(text, chunk.start, chunk.end);
    if let Some(name) = lexicon.suggestion(all) {
        return Some(name.to_owned());
    }
    [words, telling].into_iter().find_map(|words| instead_of(chunk, words, text, lexicon))
}

/// The chunk with the known name nearest to these of its words in their place.
pub(super) fn instead_of(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    let (first, last) = words.first().zip(words.last())?;
    let asked = words.iter().map(|word| slice(text, word.start, word.end)).collect::<Vec<_>>().join(" ");
    let name = lexicon.suggestion(&asked)?;
    let (before, after) = (text.get(chunk.start..first.start)?, text.get(last.end..chunk.end)?);
    Some(format!("{before}{name}{after}").trim().to_owned())
}

/// The chunk with the municipality nearest to its last words in their place.
pub(super) fn suggestion_of_place(chunk: &Chunk, words: &[&Token], text: &str, lexicon: &Lexicon) -> Option<String> {
    (0..words.len()).find_map(|at| instead_of(chunk, words.get(at..)?, text, lexicon))
}
