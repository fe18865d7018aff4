//! Changes to a text at byte offsets; all that lies between them stays as it was.

use std::ops::Range;

/// A list of changes to one text.
#[derive(Debug, Default, Clone)]
pub(super) struct Splice {
    changes: Vec<(Range<usize>, String)>,
}

impl Splice {
    /// Puts `text` before the byte at `at`. Several insertions at one place keep their order.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.changes.push((at..at, text.into()));
    }

    /// Puts `text` in the place of `range`.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.changes.push((range, text.into()));
    }

    /// Takes `range` away.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.changes.push((range, String::new()));
    }

    /// Whether nothing is to be changed.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Writes every character beyond ASCII as a reference, so that no code page can garble what is added.
    pub(super) fn make_ascii(&mut self) {
        for (_, text) in self.changes.iter_mut().filter(|(_, text)| !text.is_ascii()) {
            let ascii = |c: char| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) };
            *text = text.chars().map(ascii).collect();
        }
    }

    /// The text with all changes made; `None` where two changes overlap or a place is no character boundary.
    pub(super) fn apply(mut self, text: &str) -> Option<String> {
        self.changes.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = self.changes.iter().map(|(_, new)| new.len()).sum();
        let mut out = String::with_capacity(text.len() + added);
        let mut done = 0;
        for (range, new) in &self.changes {
            out.push_str(text.get(done..range.start)?);
            out.push_str(new);
            done = range.end;
        }
        out.push_str(text.get(done..)?);
        Some(out)
    }

    /// The bytes behind a text with the same changes made. `place` gives the byte at which a place of the text stands, and is
    /// asked for one place after the other; `encode` gives the bytes of what is put in.
    pub(super) fn apply_to_bytes(
        mut self,
        bytes: &[u8],
        mut place: impl FnMut(usize) -> Option<usize>,
        encode: impl Fn(&str) -> Vec<u8>,
    ) -> Option<Vec<u8>> {
        self.changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = Vec::with_capacity(bytes.len());
        let mut done = 0;
        for (range, new) in &self.changes {
            out.extend_from_slice(bytes.get(done..place(range.start)?)?);
            out.extend(encode(new));
            done = place(range.end)?;
        }
        out.extend_from_slice(bytes.get(done..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_in_the_order_of_the_text() {
        let mut splice = Splice::default();
        splice.remove(4..5);
        splice.insert(1, "X");
        splice.insert(1, "Y");
        splice.replace(2..3, "zz");
        assert_eq!(splice.apply("abcdef").as_deref(), Some("aXYbzzdf"));
    }

    #[test]
    fn overlaps_and_half_characters_are_refused() {
        let mut splice = Splice::default();
        splice.remove(0..3);
        splice.remove(2..4);
        assert_eq!(splice.apply("abcdef"), None);
        let mut splice = Splice::default();
        splice.insert(1, "x");
        assert_eq!(splice.apply("é"), None);
    }
}
