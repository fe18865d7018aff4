//! A part's text, with the bytes behind it: changes are made to both, and every byte that no change touched stays.

use super::splice::Splice;
use crate::ooxml::text::{Encoding, units};
use crate::ooxml::xml::code_at;

/// A part as text that splices can work on.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The whole part, without a byte order mark.
    pub text: String,
    /// The bytes of the part, where they are others than those of `text`.
    raw: Option<Vec<u8>>,
    encoding: Encoding,
}

impl Part {
    /// A new part, in UTF-8.
    pub(super) fn new(text: String) -> Self {
        Self { text, raw: None, encoding: Encoding::Utf8 { bom: false } }
    }

    /// Reads the bytes of a part. Never fails: what stands for no character reads as one that says so.
    pub(super) fn decode(bytes: Vec<u8>) -> Self {
        let encoding = Encoding::of(&bytes);
        let bytes = match encoding {
            Encoding::Utf8 { bom: false } => match String::from_utf8(bytes) {
                Ok(text) => return Self::new(text),
                Err(broken) => broken.into_bytes(),
            },
            _ => bytes,
        };
        Self { text: encoding.decode(bytes.clone()), raw: Some(bytes), encoding }
    }

    /// The bytes of the part, in its own encoding.
    pub(super) fn encode(&self) -> Vec<u8> {
        self.raw.clone().unwrap_or_else(|| self.text.as_bytes().to_vec())
    }

    /// The part with the changes made; `None` where they contradict each other.
    pub(super) fn spliced(&self, mut splice: Splice) -> Option<Self> {
        if matches!(self.encoding, Encoding::Western(_) | Encoding::Unknown) {
            splice.make_ascii();
        }
        let raw = match &self.raw {
            Some(raw) => Some(self.spliced_bytes(raw, splice.clone())?),
            None => None,
        };
        Some(Self { text: splice.apply(&self.text)?, raw, encoding: self.encoding })
    }

    /// The same changes made to the bytes behind the text.
    fn spliced_bytes(&self, raw: &[u8], splice: Splice) -> Option<Vec<u8>> {
        let mut characters = characters(self.encoding, raw);
        let (mut at, mut byte) = (0, self.encoding.bom_len());
        let place = |wanted: usize| {
            while at < wanted {
                let (in_text, in_bytes) = characters.next()?;
                at += in_text;
                byte += in_bytes;
            }
            (at == wanted).then_some(byte)
        };
        splice.apply_to_bytes(raw, place, |text| encoded(text, self.encoding))
    }
}

/// How many bytes each character takes, in the text and in the part, in order.
fn characters(encoding: Encoding, raw: &[u8]) -> Box<dyn Iterator<Item = (usize, usize)> + '_> {
    let raw = raw.get(encoding.bom_len()..).unwrap_or_default();
    let unknown = char::REPLACEMENT_CHARACTER.len_utf8();
    match encoding {
        Encoding::Utf8 { .. } | Encoding::Unknown => Box::new(raw.utf8_chunks().flat_map(move |chunk| {
            let sound = chunk.valid().chars().map(|c| (c.len_utf8(), c.len_utf8()));
            let broken = Some(chunk.invalid().len()).filter(|len| *len > 0);
            sound.chain(broken.map(|len| (unknown, len)))
        })),
        Encoding::Utf16 { big, .. } => Box::new(
            char::decode_utf16(units(raw, big))
                .map(move |c| c.map_or((unknown, 2), |c| (c.len_utf8(), c.len_utf16() * 2))),
        ),
        Encoding::Western(page) => Box::new(raw.iter().map(move |byte| (page.char(*byte).len_utf8(), 1))),
    }
}

/// What is put into a part; into one of a code page only ASCII ever is.
fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf16 { big, .. } => {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(bytes).collect()
        }
        _ => text.as_bytes().to_vec(),
    }
}

/// Text for an element or a quoted attribute: the five characters escaped, control characters that XML forbids left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => {}
            '\n' | '\t' => out.push(c),
            c if c < ' ' || c == '\u{FFFE}' || c == '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Text as spreadsheet strings store it: as [`escape`], and `_x0041_` protected from being read as a character code.
pub(super) fn escape_string(text: &str) -> String {
    let escaped = escape(text);
    if !escaped.contains("_x") {
        return escaped;
    }
    let mut out = String::with_capacity(escaped.len() + 16);
    let mut rest = escaped.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        out.push_str(if code_at(from).is_some() { "_x005F_x" } else { "_x" });
        rest = from.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same text in every way that a part can be written; the last two hold a byte that stands for nothing.
    fn parts() -> Vec<(&'static str, Vec<u8>)> {
        let utf16le = "\u{FEFF}<a>é€😀</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be = "<a>é€😀</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let lone = "<a>".encode_utf16().chain([0xD800]).chain("é</a>".encode_utf16());
        vec![
            ("<a>é€😀</a>", "<a>é€😀</a>".into()),
            ("<a>é€😀</a>", "\u{FEFF}<a>é€😀</a>".into()),
            ("<a>é€😀</a>", utf16le),
            ("<a>é€😀</a>", utf16be),
            ("<a>\u{FFFD}é</a>", lone.flat_map(u16::to_le_bytes).collect()),
            ("<a>é\u{FFFD}é</a>", b"<a>\xC3\xA9\xC3\xC3\xA9</a>".to_vec()),
        ]
    }

    #[test]
    fn every_encoding_comes_back_byte_for_byte() {
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9\x80</a>".to_vec();
        let other = b"<?xml version=\"1.0\" encoding=\"koi8-r\"?><a>\xE9</a>".to_vec();
        let odd = [latin, other, b"<a>\xC3</a>".to_vec(), b"<a/>".to_vec(), vec![], vec![0xFF, 0xFE, 0]];
        for bytes in odd.into_iter().chain(parts().into_iter().map(|(_, bytes)| bytes)) {
            assert_eq!(Part::decode(bytes.clone()).encode(), bytes);
        }
    }

    /// The part with its last character taken out, `[ë]` put there and the element renamed at its start.
    fn changed(part: &Part) -> Part {
        let end = part.text.len() - "</a>".len();
        let last = part.text[..end].chars().next_back().unwrap().len_utf8();
        let mut splice = Splice::default();
        splice.replace(1..2, "b");
        splice.remove(end - last..end);
        splice.insert(end, "[ë]");
        part.spliced(splice).unwrap()
    }

    #[test]
    fn changes_are_made_to_the_bytes_behind_the_text() {
        for (text, bytes) in parts() {
            let part = Part::decode(bytes);
            assert_eq!(part.text, text);
            let spliced = changed(&part);
            assert!(spliced.text.starts_with("<b>é") || text.contains('\u{FFFD}'), "{}", spliced.text);
            assert!(spliced.text.ends_with("[ë]</a>"), "{}", spliced.text);
            assert_eq!(Part::decode(spliced.encode()).text, spliced.text);
            assert_eq!(spliced.encode().first(), part.encode().first());
        }
        // A byte that stands for nothing is still that byte.
        let broken = changed(&Part::decode(b"<a>\xC3\xA9\xC3\xC3\xA9</a>".to_vec()));
        assert_eq!(broken.encode(), b"<b>\xC3\xA9\xC3[\xC3\xAB]</a>");
        let mut overlap = Splice::default();
        overlap.remove(0..2);
        overlap.remove(1..3);
        assert!(broken.spliced(overlap).is_none());
    }

    #[test]
    fn a_code_page_is_given_ascii_alone_and_keeps_its_own_bytes() {
        for (name, known) in [("windows-1252", "€é"), ("iso-8859-7", "\u{FFFD}\u{FFFD}")] {
            let head = format!("<?xml version=\"1.0\" encoding='{name}'?>");
            let part = Part::decode([head.as_bytes(), b"<a>\x80\xE9</a>"].concat());
            assert!(part.text.ends_with(&format!("<a>{known}</a>")), "{}", part.text);
            let mut splice = Splice::default();
            splice.insert(part.text.len() - 4, "<b>€é</b>");
            let bytes = part.spliced(splice).unwrap().encode();
            assert!(bytes.ends_with(b"?><a>\x80\xE9<b>&#8364;&#233;</b></a>"));
        }
    }

    #[test]
    fn text_is_escaped_for_xml_and_for_spreadsheets() {
        assert_eq!(escape("a<b & \"c\">\u{1}\r\n"), "a&lt;b &amp; &quot;c&quot;&gt;\n");
        assert_eq!(escape_string("_x0041_ _xyz _x00"), "_x005F_x0041_ _xyz _x00");
    }
}
