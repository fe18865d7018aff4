//! A part's bytes as text: what stands for characters, by a byte order mark or the XML declaration.

/// How the bytes of a part stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8 { bom: bool },
    /// UTF-16, big end first or not, with a byte order mark or without one where the first byte pair is `<`.
    Utf16 { big: bool, bom: bool },
    /// A byte a character, of western Europe.
    Western(Page),
    /// Another encoding that the declaration names. Read as UTF-8, which gives its ASCII characters.
    Unknown,
}

/// The code pages of western Europe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// Windows-1252, of which ISO-8859-1 is a part: what claims to be that one often is this one.
    Windows1252,
    /// ISO-8859-15: ISO-8859-1 with eight other characters, of which the euro sign is one.
    Latin9,
}

impl Encoding {
    /// The encoding of a part.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] => Self::Utf16 { big: false, bom: true },
            [0xFE, 0xFF, ..] => Self::Utf16 { big: true, bom: true },
            [b'<', 0, ..] => Self::Utf16 { big: false, bom: false },
            [0, b'<', ..] => Self::Utf16 { big: true, bom: false },
            [0xEF, 0xBB, 0xBF, ..] => Self::Utf8 { bom: true },
            _ => declared(bytes),
        }
    }

    /// How many bytes the byte order mark takes.
    pub(crate) fn bom_len(self) -> usize {
        match self {
            Self::Utf8 { bom: true } => 3,
            Self::Utf16 { bom: true, .. } => 2,
            _ => 0,
        }
    }

    /// The text of a part in this encoding, without its byte order mark. Bytes that fit nowhere cost one character. UTF-8 that
    /// is sound is not copied.
    pub(crate) fn decode(self, mut bytes: Vec<u8>) -> String {
        bytes.drain(..self.bom_len().min(bytes.len()));
        match self {
            Self::Utf8 { .. } | Self::Unknown => {
                String::from_utf8(bytes).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned())
            }
            Self::Utf16 { big, .. } => {
                char::decode_utf16(units(&bytes, big)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            Self::Western(page) => bytes.into_iter().map(|byte| page.char(byte)).collect(),
        }
    }
}

/// The text of a part, whatever its encoding.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    Encoding::of(&bytes).decode(bytes)
}

/// The pairs of bytes of UTF-16; an odd last byte is none.
pub(crate) fn units(bytes: &[u8], big: bool) -> impl Iterator<Item = u16> {
    let unit = move |pair: &[u8; 2]| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    bytes.as_chunks::<2>().0.iter().map(unit)
}

/// The encoding that the XML declaration names; UTF-8 where it names none, or one that these bytes cannot be.
fn declared(bytes: &[u8]) -> Encoding {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).to_ascii_lowercase();
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside);
    let Some((_, after)) = declaration.and_then(|inside| inside.split_once("encoding")) else {
        return Encoding::Utf8 { bom: false };
    };
    let after = after.trim_start_matches([' ', '=', '\t', '\r', '\n', '"', '\'']);
    match after.split(['"', '\'', ' ', '\t', '\r', '\n']).next().unwrap_or_default() {
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Encoding::Western(Page::Windows1252),
        "iso-8859-15" | "latin9" => Encoding::Western(Page::Latin9),
        name if name.is_empty() || name.starts_with("utf") || matches!(name, "us-ascii" | "ascii") => {
            Encoding::Utf8 { bom: false }
        }
        _ => Encoding::Unknown,
    }
}

impl Page {
    /// The character that a byte stands for.
    pub(crate) fn char(self, byte: u8) -> char {
        const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
        match (self, byte) {
            (Self::Windows1252, 0x80..=0x9F) => {
                HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            (Self::Latin9, 0xA4) => '€',
            (Self::Latin9, 0xA6) => 'Š',
            (Self::Latin9, 0xA8) => 'š',
            (Self::Latin9, 0xB4) => 'Ž',
            (Self::Latin9, 0xB8) => 'ž',
            (Self::Latin9, 0xBC) => 'Œ',
            (Self::Latin9, 0xBD) => 'œ',
            (Self::Latin9, 0xBE) => 'Ÿ',
            _ => char::from(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn utf16_is_read_in_both_orders_with_and_without_its_mark() {
        let text = "<?xml version='1.0' encoding='UTF-16'?><a>é€😀</a>";
        let marked = format!("\u{FEFF}{text}");
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(decode(utf16(text, unit)), text);
            assert_eq!(decode(utf16(&marked, unit)), text);
        }
        let mut broken = utf16(&marked, u16::to_le_bytes);
        broken.extend([0x00, 0xD8, b'x']);
        assert_eq!(decode(broken), format!("{text}\u{FFFD}"));
    }

    #[test]
    fn code_pages_of_western_europe_are_read() {
        let part = |name: &str| {
            let declaration = format!("<?xml version=\"1.0\" encoding=\"{name}\"?>");
            let text = decode([declaration.as_bytes(), b"<a>\x80\xA4\xE9</a>"].concat());
            text.strip_prefix(&declaration).map(str::to_owned).unwrap_or(text)
        };
        for name in ["ISO-8859-1", "windows-1252", "latin1"] {
            assert_eq!(part(name), "<a>€¤é</a>", "{name}");
        }
        assert_eq!(part("ISO-8859-15"), "<a>\u{80}€é</a>");
        // Another page that merely starts like one of these is not taken for it.
        for name in ["ISO-8859-13", "koi8-r", "utf-8"] {
            assert_eq!(part(name), "<a>\u{FFFD}\u{FFFD}\u{FFFD}</a>", "{name}");
        }
    }

    #[test]
    fn utf8_loses_its_mark_and_one_character_for_what_is_broken() {
        assert_eq!(decode(b"\xEF\xBB\xBF<a>\xFF</a>".to_vec()), "<a>\u{FFFD}</a>");
        assert_eq!(decode("<a>é</a>".as_bytes().to_vec()), "<a>é</a>");
        assert_eq!(decode(Vec::new()), "");
    }

    #[test]
    fn the_declaration_tells_pages_from_utf8() {
        let of = |declaration: &str| Encoding::of(declaration.as_bytes());
        assert_eq!(of("<?xml version='1.0' encoding = 'us-ascii' ?><a/>"), Encoding::Utf8 { bom: false });
        assert_eq!(of("<?xml version='1.0'?><a encoding='latin1'/>"), Encoding::Utf8 { bom: false });
        assert_eq!(of("<?xml version='1.0' encoding='utf-16'?><a/>"), Encoding::Utf8 { bom: false });
        assert_eq!(of("<?xml version='1.0' encoding='windows-1250'?><a/>"), Encoding::Unknown);
        assert_eq!(of("\u{FEFF}<?xml version='1.0' encoding='latin1'?><a/>"), Encoding::Utf8 { bom: true });
    }
}
