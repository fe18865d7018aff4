//! A forgiving pull reader over one XML part: local names only, empty elements as a pair, entities resolved.
//!
//! It is made for reading much, once and fast. What changes a part needs the places of its elements and their namespaces, and
//! has a tree of its own for that.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::xml::{is_true, plain, resolved, split_name};

/// The part stops being XML here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadXml;

/// What comes next in the part.
#[derive(Debug)]
pub(crate) enum Step<'a> {
    /// An element opens.
    Open(BytesStart<'a>),
    /// An element closes.
    Close(BytesEnd<'a>),
    /// Text, CDATA or a resolved entity.
    Text(Cow<'a, str>),
    /// The part is over.
    Done,
}

/// A reader over the text of one part.
pub(crate) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
}

impl<'a> Xml<'a> {
    /// Starts at the top of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { text, reader }
    }

    /// The next step; comments, declarations and the like are passed over.
    pub(crate) fn next(&mut self) -> Result<Step<'a>, BadXml> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| BadXml)? {
                Event::Start(open) | Event::Empty(open) => Step::Open(open),
                Event::End(close) => Step::Close(close),
                Event::Text(text) => Step::Text(text.xml10_content()),
                Event::CData(text) => Step::Text(text.xml10_content()),
                Event::GeneralRef(entity) => Step::Text(resolved(&entity)),
                Event::Eof => Step::Done,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    /// Everything up to the end of the element that was just opened, its inner elements' text included.
    pub(crate) fn text(&mut self) -> Result<String, BadXml> {
        let mut text = String::new();
        let mut depth = 0u32;
        loop {
            match self.next()? {
                Step::Open(_) => depth += 1,
                Step::Text(part) => text.push_str(&part),
                Step::Close(_) if depth == 0 => return Ok(text),
                Step::Close(_) => depth -= 1,
                Step::Done => return Err(BadXml),
            }
        }
    }

    /// What of the part is still to come.
    pub(crate) fn rest(&self) -> &'a str {
        usize::try_from(self.reader.buffer_position()).ok().and_then(|at| self.text.get(at..)).unwrap_or_default()
    }

    /// Goes on with `rest`, a later piece of the same part.
    pub(crate) fn go_on_with(&mut self, rest: &'a str) {
        *self = Self::new(rest);
    }

    /// Passes over the element that was just opened.
    pub(crate) fn skip(&mut self) -> Result<(), BadXml> {
        let mut depth = 0u32;
        loop {
            match self.next()? {
                Step::Open(_) => depth += 1,
                Step::Close(_) if depth == 0 => return Ok(()),
                Step::Close(_) => depth -= 1,
                Step::Text(_) => {}
                Step::Done => return Err(BadXml),
            }
        }
    }
}

/// The value of the attribute with exactly this name.
pub(crate) fn attr<'e>(open: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    find(open, |key| key == name)
}

/// The value of the attribute with this local name, whatever its prefix.
pub(crate) fn attr_local<'e>(open: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    find(open, |key| split_name(key).1 == name)
}

/// Whether the attribute is set to true.
pub(crate) fn flag(open: &BytesStart<'_>, name: &str) -> bool {
    attr(open, name).is_some_and(|value| is_true(&value))
}

/// The attribute as a whole number.
pub(crate) fn number(open: &BytesStart<'_>, name: &str) -> Option<u32> {
    attr(open, name)?.trim().parse().ok()
}

fn find<'e>(open: &'e BytesStart<'_>, wanted: impl Fn(&str) -> bool) -> Option<Cow<'e, str>> {
    let found = open.attributes().with_checks(false).flatten().find(|attr| wanted(attr.key.into_inner()))?;
    Some(match plain(&found.value) {
        Cow::Borrowed(_) => found.value,
        Cow::Owned(text) => Cow::Owned(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> String {
        let mut reader = Xml::new(xml);
        let mut out = String::new();
        loop {
            match reader.next().unwrap() {
                Step::Open(open) => out.push_str(&format!("<{}>", open.local_name().as_ref())),
                Step::Close(close) => out.push_str(&format!("</{}>", close.local_name().as_ref())),
                Step::Text(text) => out.push_str(&text),
                Step::Done => return out,
            }
        }
    }

    #[test]
    fn prefixes_empties_and_entities_are_resolved() {
        let xml =
            "<?xml version='1.0'?><x:a xmlns:x='u'><!-- c --><x:b/>&lt;&#233;&nbsp;&amp;<![CDATA[<c>]]> & d</x:a>";
        assert_eq!(texts(xml), "<a><b></b><é&nbsp;&<c> & d</a>");
    }

    #[test]
    fn attributes_are_found_by_name_or_local_name() {
        let mut reader = Xml::new("<sheet name='A &amp; B' r:id=\"rId1\" hidden='true' min='x'/>");
        let Ok(Step::Open(open)) = reader.next() else { panic!("an element opens") };
        assert_eq!(attr(&open, "name").as_deref(), Some("A & B"));
        assert_eq!(attr(&open, "id"), None);
        assert_eq!(attr_local(&open, "id").as_deref(), Some("rId1"));
        assert!(flag(&open, "hidden"));
        assert_eq!(number(&open, "min"), None);
    }

    #[test]
    fn an_element_that_never_closes_is_an_error_not_a_hang() {
        let mut reader = Xml::new("<a><b>");
        reader.next().unwrap();
        assert_eq!(reader.skip(), Err(BadXml));
    }
}
