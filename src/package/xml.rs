//! The elements of a part with the byte offsets at which they stand, so that changes can be spliced in.
//!
//! Nothing here writes XML: a [`Tree`] only says where things are. Unlike the pull reader of `ooxml` it is strict, since a part
//! that is not understood as a whole must not be changed.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::ooxml::xml::{plain, split_name};
use crate::wording::Wording;

pub(super) const NONE: u32 = u32::MAX;
/// More elements than this cost too much memory; no part that is read this way needs them.
const MAX_NODES: usize = 30_000_000;
const MAX_DEPTH: usize = 256;

/// Why a part could not be read as XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum XmlError {
    /// It has a document type.
    Doctype,
    /// It is not well-formed.
    Malformed(Wording),
}

impl XmlError {
    /// What is wrong, as part of a sentence.
    pub(super) fn into_words(self) -> Wording {
        match self {
            Self::Doctype => Wording::of("er staat een DOCTYPE in", "it has a DOCTYPE"),
            Self::Malformed(words) => words,
        }
    }
}

fn malformed(nl: &str, en: &str) -> XmlError {
    XmlError::Malformed(Wording::of(nl, en))
}

/// What the reader of XML met, in its own words.
fn met(error: impl ToString) -> XmlError {
    XmlError::Malformed(Wording::verbatim(error))
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) open: Range<u32>,
    pub(super) close: Range<u32>,
    pub(super) local: Range<u32>,
    pub(super) namespace: u32,
    pub(super) parent: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) next: u32,
}

/// The elements of one part.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) uris: Vec<String>,
    /// Prefix bindings as (node, prefix, uri), in document order.
    pub(super) bindings: Vec<(u32, &'a str, u32)>,
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<u32>,
    /// The bindings in force, as indexes into `tree.bindings`.
    scope: Vec<usize>,
    seen_root: bool,
}

impl<'a> Tree<'a> {
    /// Reads the whole text.
    pub(super) fn parse(text: &'a str) -> Result<Self, XmlError> {
        Self::parse_with(text, None)
    }

    /// Reads the text but steps over what stands within `skim` directly under the root.
    pub(super) fn parse_skimming(text: &'a str, skim: &str) -> Result<Self, XmlError> {
        Self::parse_with(text, Some(skim))
    }

    fn parse_with(text: &'a str, skim: Option<&str>) -> Result<Self, XmlError> {
        if u32::try_from(text.len()).is_err() {
            return Err(malformed("te groot", "too large"));
        }
        let tree = Tree { text, nodes: Vec::new(), uris: vec![String::new()], bindings: Vec::new() };
        let mut builder = Builder { tree, open: Vec::new(), scope: Vec::new(), seen_root: false };
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut skipped = 0;
        loop {
            let start = offset(&reader) + skipped;
            let event = reader.read_event().map_err(met)?;
            let end = offset(&reader) + skipped;
            match event {
                Event::Start(_) => {
                    builder.start(start..end, false)?;
                    if let Some(inner) = builder.skimmable(skim) {
                        let step = inner.len();
                        let rest = reader.get_mut();
                        *rest = rest.get(step..).unwrap_or_default();
                        skipped += step;
                    }
                }
                Event::Empty(_) => builder.start(start..end, true)?,
                Event::End(_) => builder.end(start..end)?,
                Event::DocType(_) => return Err(XmlError::Doctype),
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => builder.text(start..end)?,
                Event::Eof => break,
                _ => {}
            }
        }
        builder.finish()
    }
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// A range of offsets as a node stores it; the whole text was found to fit.
fn narrow(range: &Range<usize>) -> Range<u32> {
    let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    cut(range.start)..cut(range.end)
}

pub(super) fn widen(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// One attribute: its name as written, its value as written and where that stands.
#[derive(Debug, Clone)]
pub(super) struct Attr<'t> {
    /// With its prefix.
    pub name: &'t str,
    /// Still escaped.
    pub raw: &'t str,
    /// Where `raw` stands, without the quotes.
    pub value: Range<usize>,
}

impl Attr<'_> {
    /// The value as people read it.
    pub(super) fn text(&self) -> String {
        plain(self.raw).into_owned()
    }
}

pub(super) fn attributes<'t>(
    text: &'t str,
    tag: &Range<usize>,
) -> impl Iterator<Item = Result<Attr<'t>, XmlError>> + use<'t> {
    let inner = text.get(tag.clone()).unwrap_or_default();
    let inner = inner.strip_prefix('<').unwrap_or(inner);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let name = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
    let mut found = Attributes::new(inner, name);
    found.with_checks(false);
    let base = tag.start + 1;
    found.map(move |attribute| {
        let attribute = attribute.map_err(met)?;
        let (name, raw) = (attribute.key.into_inner(), attribute.value);
        // The reader borrows every value from `inner`, so that its address gives its place.
        let Cow::Borrowed(raw) = raw else { return Err(malformed("attribuut", "attribute")) };
        let at = (raw.as_ptr() as usize).wrapping_sub(inner.as_ptr() as usize);
        if at > inner.len() {
            return Err(malformed("attribuut", "attribute"));
        }
        Ok(Attr { name, raw, value: base + at..base + at + raw.len() })
    })
}

impl<'a> Builder<'a> {
    fn start(&mut self, range: Range<usize>, empty: bool) -> Result<(), XmlError> {
        if self.open.is_empty() && self.seen_root {
            return Err(malformed("meer dan één buitenste element", "more than one outermost element"));
        }
        if self.tree.nodes.len() >= MAX_NODES || self.open.len() >= MAX_DEPTH {
            return Err(malformed("te veel elementen", "too many elements"));
        }
        self.seen_root = true;
        let id = narrow(&(0..self.tree.nodes.len())).end;
        let text = self.tree.text;
        let tag = text.get(range.clone()).unwrap_or_default();
        if tag.contains("xmlns") {
            self.bind(id, &range)?;
        }
        let body = tag.strip_prefix('<').unwrap_or(tag);
        let length = body.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(body.len());
        let (prefix, local) = split_name(body.get(..length).unwrap_or_default());
        let local_end = range.start + 1 + length;
        let node = Node {
            open: narrow(&range),
            close: narrow(&(range.end..range.end)),
            local: narrow(&(local_end - local.len()..local_end)),
            namespace: self.resolve(prefix),
            parent: self.open.last().copied().unwrap_or(NONE),
            first: NONE,
            last: NONE,
            next: NONE,
        };
        self.link(id, node);
        if empty {
            self.leave(id);
        } else {
            self.open.push(id);
        }
        Ok(())
    }

    fn link(&mut self, id: u32, node: Node) {
        let parent = node.parent;
        self.tree.nodes.push(node);
        let Some(above) = self.tree.nodes.get_mut(parent as usize) else { return };
        let before = std::mem::replace(&mut above.last, id);
        if before == NONE {
            above.first = id;
        } else if let Some(before) = self.tree.nodes.get_mut(before as usize) {
            before.next = id;
        }
    }

    fn bind(&mut self, id: u32, range: &Range<usize>) -> Result<(), XmlError> {
        let text = self.tree.text;
        for attribute in attributes(text, range) {
            let attribute = attribute?;
            let prefix = match split_name(attribute.name) {
                ("", "xmlns") => "",
                ("xmlns", prefix) => prefix,
                _ => continue,
            };
            let uri = attribute.text();
            let known = self.tree.uris.iter().position(|have| *have == uri).unwrap_or_else(|| {
                self.tree.uris.push(uri);
                self.tree.uris.len() - 1
            });
            self.scope.push(self.tree.bindings.len());
            self.tree.bindings.push((id, prefix, narrow(&(0..known)).end));
        }
        Ok(())
    }

    fn resolve(&self, prefix: &str) -> u32 {
        let bound = self.scope.iter().rev().filter_map(|at| self.tree.bindings.get(*at));
        bound.into_iter().find(|(_, have, _)| *have == prefix).map_or(0, |(_, _, uri)| *uri)
    }

    fn leave(&mut self, id: u32) {
        while let Some(at) = self.scope.last() {
            if self.tree.bindings.get(*at).is_none_or(|(owner, ..)| *owner != id) {
                break;
            }
            self.scope.pop();
        }
    }

    fn end(&mut self, range: Range<usize>) -> Result<(), XmlError> {
        let id = self.open.pop().ok_or_else(|| malformed("een eind zonder begin", "an end without a start"))?;
        if let Some(node) = self.tree.nodes.get_mut(id as usize) {
            node.close = narrow(&range);
        }
        self.leave(id);
        Ok(())
    }

    fn text(&self, range: Range<usize>) -> Result<(), XmlError> {
        let text = self.tree.text.get(range).unwrap_or_default();
        if self.open.is_empty() && !text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}' || c == '\0') {
            return Err(malformed("tekst buiten het buitenste element", "text outside the outermost element"));
        }
        Ok(())
    }

    /// What stands within the element just opened, where it is the one to step over and plain enough to do so.
    fn skimmable(&self, skim: Option<&str>) -> Option<Range<usize>> {
        let (name, [_, id]) = (skim?, self.open.as_slice()) else { return None };
        let node = self.tree.nodes.get(*id as usize)?;
        let text = self.tree.text;
        if text.get(widen(&node.local))? != name {
            return None;
        }
        let written = text.get(node.open.start as usize + 1..node.local.end as usize)?;
        let from = node.open.end as usize;
        let rest = text.get(from..)?;
        let inner = rest.get(..rest.find(&format!("</{written}"))?)?;
        // A comment or CDATA block could hide an end tag; such a part is read in full.
        (!inner.contains("<!")).then_some(from..from + inner.len())
    }

    fn finish(self) -> Result<Tree<'a>, XmlError> {
        if !self.open.is_empty() {
            return Err(malformed("het einde ontbreekt", "the end is missing"));
        }
        if !self.seen_root {
            return Err(malformed("er staat niets in", "there is nothing in it"));
        }
        Ok(self.tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::namespaces::RELATION_STRICT;
    use crate::package::element::El;

    const TEXT: &str = "<?xml version=\"1.0\"?>\n<x:a xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" \
                        xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:b r:id=\"rId1\" n='a &amp; b'/>\
                        <c xmlns=\"other\"><d/>t&lt;&#233;<![CDATA[<]]></c><x:b n=\"2\">x</x:b></x:a>";

    #[test]
    fn elements_know_their_place_and_namespace() {
        let tree = Tree::parse(TEXT).unwrap();
        let root = tree.root();
        assert!(root.is("a") && root.written_name() == "x:a");
        let children: Vec<_> = root.children().collect();
        assert_eq!(children.iter().map(El::local).collect::<Vec<_>>(), ["b", "c", "b"]);
        assert_eq!(children[0].relation("id").unwrap().raw, "rId1");
        let value = children[0].attr("n").unwrap();
        assert_eq!((value.text().as_str(), &TEXT[value.value.clone()]), ("a & b", "a &amp; b"));
        assert!(children[0].closes_itself() && !children[2].closes_itself());
        assert_eq!((children[1].namespace(), children[1].text().as_str()), ("other", "t<é<"));
        assert_eq!(children[2].number("n"), Some(2));
        assert_eq!(root.descendants().map(|el| el.local()).collect::<Vec<_>>(), ["b", "c", "d", "b"]);
        assert_eq!(children[2].prefix_for(&[RELATION_STRICT]), Some("r"));
        assert_eq!(children[2].source(), "<x:b n=\"2\">x</x:b>");
    }

    #[test]
    fn what_is_skimmed_has_no_elements_but_the_rest_keeps_its_place() {
        for text in [
            "<w><d><r>1</r></d><e a='1'/></w>",
            "<w><d><r><!-- </d> --></r></d><e a='1'/></w>",
            "<w><d/><e a='1'/></w>",
        ] {
            let tree = Tree::parse_skimming(text, "d").unwrap();
            let last = tree.root().children().last().unwrap();
            assert_eq!(last.source(), "<e a='1'/>", "{text}");
            assert_eq!(tree.root().children().count(), 2);
        }
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for bad in ["", "x", "<a>", "<a></b>", "<a/><b/>", "</a>", "<a/>x"] {
            assert!(matches!(Tree::parse(bad), Err(XmlError::Malformed(_))), "{bad}");
        }
        assert_eq!(Tree::parse("<!DOCTYPE a><a/>").unwrap_err(), XmlError::Doctype);
    }
}
