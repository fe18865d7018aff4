//! How planwacht knows its own words in notes, in a workbook that staff edited and other programs saved.
//!
//! A note of ours has our name as its author. Where staff had a note already, our words stand below a separator. LibreOffice
//! forgets authors, so our words also end with a footer; what staff type below that is theirs.

use std::ops::Range;

/// Who our notes are by.
pub const AUTHOR: &str = "planwacht";
/// How the line before our words begins in a note of someone else.
pub const SEPARATOR: &str = "--- planwacht";
/// The last line of our words.
pub const FOOTER: &str = "\u{2014} planwacht";

/// Whether a note is ours and not one that we only added to.
pub fn is_ours(author: &str, text: &str) -> bool {
    author.trim().eq_ignore_ascii_case(AUTHOR) || author.trim().is_empty() && is_signed(text)
}

/// The parts of a note's text that are ours, in bytes.
pub fn ranges(author: &str, text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = line_starting_with(text, SEPARATOR, from) {
        // Only the line break that we put there ourselves is ours.
        let start = at.saturating_sub(1).max(from);
        let end = end_of_ours(text, at);
        ranges.push(start..end);
        from = end;
    }
    if ranges.is_empty() && is_ours(author, text) {
        ranges.push(0..end_of_ours(text, 0));
    }
    ranges
}

/// What staff wrote in a note.
pub fn staff_text(author: &str, text: &str) -> String {
    without(text, &ranges(author, text))
}

/// A text without some of its bytes; the ranges are in order and part no character.
pub fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut left = String::new();
    let mut done = 0;
    for range in ranges {
        left.push_str(text.get(done..range.start).unwrap_or_default());
        done = range.end;
    }
    left.push_str(text.get(done..).unwrap_or_default());
    left
}

fn is_signed(text: &str) -> bool {
    line_starting_with(text, FOOTER, 0).is_some() && line_starting_with(text, SEPARATOR, 0).is_none()
}

/// Behind our last line; the end of the text where that line is not there.
fn end_of_ours(text: &str, from: usize) -> usize {
    line_starting_with(text, FOOTER, from).map_or(text.len(), |at| at + FOOTER.len())
}

fn line_starting_with(text: &str, start: &str, from: usize) -> Option<usize> {
    let found = text.get(from..)?.match_indices(start).map(|(at, _)| from + at);
    let mut found = found.filter(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with(['\n', '\r'])));
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_staff_wrote_is_told_from_what_we_wrote() {
        for (author, text, staff) in [
            ("Beleid", "vraag na", "vraag na"),
            ("planwacht", "Fout OWN001\n— planwacht", ""),
            ("planwacht", "Fout OWN001\n— planwacht\nGedaan", "\nGedaan"),
            ("planwacht", "Fout zonder slotregel", ""),
            ("", "Fout OWN001\n— planwacht", ""),
            ("", "gewone notitie", "gewone notitie"),
            ("Beleid", "vraag na\n--- planwacht ---\nFout\n— planwacht", "vraag na"),
            ("Beleid", "vraag na\n--- planwacht ---\nFout\n— planwacht\nklopt", "vraag na\nklopt"),
            ("planwacht team", "van ons", "van ons"),
        ] {
            assert_eq!(staff_text(author, text), staff, "{author}: {text}");
        }
    }
}
