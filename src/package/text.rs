//! A part's bytes as text, and back to the very same bytes.
//!
//! Parts are UTF-8 nearly always, UTF-16 sometimes and an old code page rarely. All three are turned into a string
//! that splices can work on, and every byte that no splice touched comes back as it was.

use super::splice::Splice;

/// How the bytes of a part stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8 { bom: bool },
    /// UTF-16 with a byte order mark, or without one where the first byte pair is `<`.
    Utf16 { big: bool, bom: bool },
    /// Any code page that holds ASCII: each byte is kept as the character of the same number.
    Bytes,
}

/// A part as text, with what is needed to write it back.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The whole part, without a byte order mark.
    pub text: String,
    /// How it is written back.
    pub encoding: Encoding,
}

impl Part {
    /// A new part, in UTF-8.
    pub(super) fn new(text: String) -> Self {
        Self { text, encoding: Encoding::Utf8 { bom: false } }
    }

    /// Reads the bytes of a part. Never fails: what is no UTF is kept byte for byte.
    pub(super) fn decode(bytes: Vec<u8>) -> Self {
        match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, false, true),
            [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, true, true),
            [b'<', 0, _, 0, ..] => decode_utf16(&bytes, false, false),
            [0, b'<', 0, _, ..] => decode_utf16(&bytes, true, false),
            [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest)
                .ok()
                .map(|text| Self { text: text.to_owned(), encoding: Encoding::Utf8 { bom: true } }),
            _ => None,
        }
        .unwrap_or_else(|| decode_bytes(bytes))
    }

    /// The bytes of the part, in its own encoding.
    pub(super) fn encode(&self) -> Vec<u8> {
        match self.encoding {
            Encoding::Utf8 { bom: false } => self.text.as_bytes().to_vec(),
            Encoding::Utf8 { bom: true } => [&[0xEF, 0xBB, 0xBF], self.text.as_bytes()].concat(),
            Encoding::Utf16 { big, bom } => encode_utf16(&self.text, big, bom),
            Encoding::Bytes => encode_bytes(&self.text),
        }
    }

    /// The part with the changes made; `None` where they contradict each other.
    pub(super) fn spliced(&self, mut splice: Splice) -> Option<Self> {
        if self.encoding == Encoding::Bytes {
            splice.make_ascii();
        }
        Some(Self { text: splice.apply(&self.text)?, encoding: self.encoding })
    }
}

fn decode_utf16(bytes: &[u8], big: bool, bom: bool) -> Option<Part> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units = pairs.map(|pair| match (pair, big) {
        ([a, b], true) => u16::from_be_bytes([*a, *b]),
        ([a, b], false) => u16::from_le_bytes([*a, *b]),
        _ => 0,
    });
    let text = char::decode_utf16(units).collect::<Result<String, _>>().ok()?;
    Some(Part { text, encoding: Encoding::Utf16 { big, bom } })
}

fn decode_bytes(bytes: Vec<u8>) -> Part {
    if !declares_code_page(&bytes) {
        match String::from_utf8(bytes) {
            Ok(text) => return Part::new(text),
            Err(error) => return bytewise(error.as_bytes()),
        }
    }
    bytewise(&bytes)
}

fn bytewise(bytes: &[u8]) -> Part {
    Part { text: bytes.iter().copied().map(char::from).collect(), encoding: Encoding::Bytes }
}

/// Whether the XML declaration names an encoding other than UTF-8 or ASCII.
fn declares_code_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default()).to_ascii_lowercase();
    let Some((declaration, _)) = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) else {
        return false;
    };
    let Some((_, after)) = declaration.split_once("encoding") else { return false };
    let name = after.trim_start_matches([' ', '=', '\t', '"', '\'']);
    !["utf", "us-ascii", "ascii"].iter().any(|known| name.starts_with(known))
}

fn encode_utf16(text: &str, big: bool, bom: bool) -> Vec<u8> {
    let mark = bom.then_some(0xFEFF_u16);
    let units = mark.into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn encode_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend(format!("&#{};", u32::from(c)).into_bytes()),
        }
    }
    bytes
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
        let bytes = from.as_bytes();
        let code = bytes.len() >= 7 && bytes[2..6].iter().all(u8::is_ascii_hexdigit) && bytes[6] == b'_';
        out.push_str(if code { "_x005F_x" } else { "_x" });
        rest = from.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_comes_back_byte_for_byte() {
        let utf16le: Vec<u8> = "\u{FEFF}<a>é€</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = "<a>é€</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>".to_vec();
        let bom = "\u{FEFF}<a>é</a>".as_bytes().to_vec();
        let broken = b"<a>\xC3</a>".to_vec();
        for bytes in [utf16le, utf16be, latin, bom, broken, b"<a/>".to_vec(), vec![], vec![0xFF, 0xFE, 0]] {
            assert_eq!(Part::decode(bytes.clone()).encode(), bytes);
        }
        let part = Part::decode(b"<?xml version=\"1.0\" encoding='windows-1252'?><a/>".to_vec());
        let mut splice = Splice::default();
        splice.replace(part.text.len() - 4..part.text.len(), "<a>€é</a>");
        let bytes = part.spliced(splice).unwrap().encode();
        assert!(bytes.ends_with(b"?><a>&#8364;&#233;</a>"));
    }

    #[test]
    fn text_is_escaped_for_xml_and_for_spreadsheets() {
        assert_eq!(escape("a<b & \"c\">\u{1}\r\n"), "a&lt;b &amp; &quot;c&quot;&gt;\n");
        assert_eq!(escape_string("_x0041_ _xyz _x00"), "_x005F_x0041_ _xyz _x00");
    }
}
