//! Files of before the zip packages: OLE compound files, which encrypted workbooks still are, and bare xls streams.

/// What an OLE compound file holds, by the names of its streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compound {
    /// An Office file with a password or an encrypting label.
    Encrypted,
    /// A workbook of Excel 5 to 2003.
    Xls,
    /// A Word document.
    Word,
    /// A presentation.
    PowerPoint,
    /// Something else.
    Other,
}

/// What the compound file holds; `None` where the bytes are no compound file.
pub(crate) fn compound(bytes: &[u8]) -> Option<Compound> {
    const START: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if !bytes.starts_with(START) {
        return None;
    }
    let has = |name: &str| has_stream(bytes, name);
    Some(if has("EncryptedPackage") {
        Compound::Encrypted
    } else if ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().any(has) {
        Compound::Xls
    } else if has("WordDocument") {
        Compound::Word
    } else if has("PowerPoint Document") {
        Compound::PowerPoint
    } else {
        Compound::Other
    })
}

/// Streams are named in UTF-16, in a directory whose entries stand 128 bytes apart, within sectors. A text elsewhere in the
/// file that happens to be such a name is none.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect();
    bytes.chunks_exact(128).any(|entry| entry.starts_with(&wide))
}

/// Whether the bytes are a bare stream of Excel 2 to 5, which starts with a "beginning of file" record.
pub(crate) fn is_bare_xls(bytes: &[u8]) -> bool {
    matches!(bytes, [9, 0 | 2 | 4 | 8, 4 | 6 | 8 | 16, 0, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A compound file with one entry in its directory.
    fn with_stream(name: &str) -> Vec<u8> {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    }

    #[test]
    fn streams_tell_what_a_compound_file_holds() {
        for (stream, kind) in [
            ("EncryptedPackage", Compound::Encrypted),
            ("Workbook", Compound::Xls),
            ("BOOK", Compound::Xls),
            ("WordDocument", Compound::Word),
            ("PowerPoint Document", Compound::PowerPoint),
            ("Workbooks", Compound::Other),
        ] {
            assert_eq!(compound(&with_stream(stream)), Some(kind), "{stream}");
        }
        assert_eq!(compound(b"PK\x03\x04"), None);
    }

    #[test]
    fn a_text_that_is_named_like_a_stream_is_none() {
        let mut bytes = with_stream("Workbook");
        bytes.extend([0; 6]);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 200]);
        assert_eq!(compound(&bytes), Some(Compound::Xls));
    }

    #[test]
    fn bare_streams_of_every_version_are_known() {
        for start in [[9, 0, 4, 0], [9, 2, 6, 0], [9, 4, 6, 0], [9, 8, 16, 0]] {
            assert!(is_bare_xls(&start));
        }
        assert!(!is_bare_xls(b"\x09\x09naam;waarde"));
    }
}
