//! The small things of XML that every reader of a part meets: names with a prefix, values of attributes, entities.

use std::borrow::Cow;

use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::BytesRef;

/// A name as prefix and local name; the prefix is empty where there is none.
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The value of an attribute as people read it. One with an entity that XML does not know stays as it is written.
pub(crate) fn plain(raw: &str) -> Cow<'_, str> {
    unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// What an entity between tags stands for; one that XML does not know stays as it is written.
pub(crate) fn resolved(entity: &BytesRef<'_>) -> Cow<'static, str> {
    let name: &str = entity.as_ref();
    if let Some(text) = resolve_xml_entity(name) {
        return Cow::Borrowed(text);
    }
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Cow::Owned(c.to_string()),
        _ => Cow::Owned(format!("&{name};")),
    }
}

/// The two spellings of true that XML Schema has, and those that Excel's older parts add.
pub(crate) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true" | "on" | "t")
}

/// The `_xHHHH_` code that a stored text starts with, as a unit of UTF-16, and what follows it.
pub(crate) fn code_at(text: &str) -> Option<(u16, &str)> {
    let hex = text.strip_prefix("_x")?.get(..4)?;
    let tail = text.get(6..)?.strip_prefix('_')?;
    let unit = hex.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(hex, 16).ok())??;
    Some((unit, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_read_them() {
        assert_eq!(plain("A &amp; B &#233;"), "A & B é");
        assert_eq!(plain("R&D &nbsp;"), "R&D &nbsp;");
        assert_eq!((split_name("r:id"), split_name("id")), (("r", "id"), ("", "id")));
        assert!(is_true(" true ") && is_true("1") && is_true("on") && !is_true("0"));
    }

    #[test]
    fn codes_in_stored_texts_are_told_from_look_alikes() {
        assert_eq!(code_at("_x000D_rest"), Some((13, "rest")));
        for plain in ["_x12_", "_xéé_", "_x00", "_x+041_", "x_x0041_", ""] {
            assert_eq!(code_at(plain), None, "{plain}");
        }
    }
}
