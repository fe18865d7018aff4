//! The elements of a part with the byte offsets at which they stand, so that changes can be spliced in.
//!
//! Nothing here writes XML: a [`Tree`] only says where things are.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::splice::Splice;

/// Spreadsheet parts as Excel writes them.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// Spreadsheet parts in a strict file.
pub(super) const MAIN_STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
/// The `r:` of `r:id`.
pub(super) const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The `r:` of a strict file.
pub(super) const RELATION_STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
/// The `mc:` of `mc:AlternateContent`.
pub(super) const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

const NONE: u32 = u32::MAX;
/// More elements than this cost too much memory; no part that is read this way needs them.
const MAX_NODES: usize = 30_000_000;
const MAX_DEPTH: usize = 256;

/// Why a part could not be read as XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum XmlError {
    /// It has a document type.
    Doctype,
    /// It is not well-formed.
    Malformed(String),
}

fn malformed(detail: impl ToString) -> XmlError {
    XmlError::Malformed(detail.to_string())
}

#[derive(Debug)]
struct Node {
    open: Range<u32>,
    close: Range<u32>,
    local: Range<u32>,
    namespace: u32,
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
}

/// The elements of one part.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    uris: Vec<String>,
    /// Prefix bindings as (node, prefix, uri), in document order.
    bindings: Vec<(u32, &'a str, u32)>,
}

/// One element of a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(super) struct El<'t> {
    tree: &'t Tree<'t>,
    id: u32,
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
        unescape(self.raw).map_or_else(|_| self.raw.to_owned(), Cow::into_owned)
    }
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
            return Err(malformed("te groot"));
        }
        let tree = Tree { text, nodes: Vec::new(), uris: vec![String::new()], bindings: Vec::new() };
        let mut builder = Builder { tree, open: Vec::new(), scope: Vec::new(), seen_root: false };
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut skipped = 0;
        loop {
            let start = offset(&reader) + skipped;
            let event = reader.read_event().map_err(malformed)?;
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

    /// The outermost element.
    pub(super) fn root(&self) -> El<'_> {
        El { tree: self, id: 0 }
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

fn widen(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn attributes<'t>(text: &'t str, tag: &Range<usize>) -> impl Iterator<Item = Result<Attr<'t>, XmlError>> + use<'t> {
    let inner = text.get(tag.clone()).unwrap_or_default();
    let inner = inner.strip_prefix('<').unwrap_or(inner);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let name = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
    let mut found = Attributes::new(inner, name);
    found.with_checks(false);
    let base = tag.start + 1;
    found.map(move |attribute| {
        let attribute = attribute.map_err(malformed)?;
        let (name, raw) = (attribute.key.into_inner(), attribute.value);
        // The reader borrows every value from `inner`, so that its address gives its place.
        let Cow::Borrowed(raw) = raw else { return Err(malformed("attribuut")) };
        let at = (raw.as_ptr() as usize).wrapping_sub(inner.as_ptr() as usize);
        if at > inner.len() {
            return Err(malformed("attribuut"));
        }
        Ok(Attr { name, raw, value: base + at..base + at + raw.len() })
    })
}

impl<'a> Builder<'a> {
    fn start(&mut self, range: Range<usize>, empty: bool) -> Result<(), XmlError> {
        if self.open.is_empty() && self.seen_root {
            return Err(malformed("meer dan één buitenste element"));
        }
        if self.tree.nodes.len() >= MAX_NODES || self.open.len() >= MAX_DEPTH {
            return Err(malformed("te veel elementen"));
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
            self.leave(id)
        } else {
            self.open.push(id)
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
        let id = self.open.pop().ok_or_else(|| malformed("een eind zonder begin"))?;
        if let Some(node) = self.tree.nodes.get_mut(id as usize) {
            node.close = narrow(&range);
        }
        self.leave(id);
        Ok(())
    }

    fn text(&self, range: Range<usize>) -> Result<(), XmlError> {
        let text = self.tree.text.get(range).unwrap_or_default();
        if self.open.is_empty() && !text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}' || c == '\0') {
            return Err(malformed("tekst buiten het buitenste element"));
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
            return Err(malformed("het einde ontbreekt"));
        }
        if !self.seen_root {
            return Err(malformed("er staat niets in"));
        }
        Ok(self.tree)
    }
}

impl<'t> El<'t> {
    fn node(&self) -> &'t Node {
        // Ids are only made by the tree itself, for nodes that it holds.
        &self.tree.nodes[self.id as usize]
    }

    fn at(&self, id: u32) -> Option<El<'t>> {
        (id != NONE).then_some(El { tree: self.tree, id })
    }

    /// The name without its prefix.
    pub(super) fn local(&self) -> &'t str {
        self.tree.text.get(widen(&self.node().local)).unwrap_or_default()
    }

    /// The namespace; empty where there is none.
    pub(super) fn namespace(&self) -> &'t str {
        self.tree.uris.get(self.node().namespace as usize).map_or("", String::as_str)
    }

    /// Whether this is the spreadsheet element of that name, in an ordinary or a strict file.
    pub(super) fn is(&self, local: &str) -> bool {
        self.local() == local && self.is_main()
    }

    /// Whether the element belongs to the spreadsheet language.
    pub(super) fn is_main(&self) -> bool {
        matches!(self.namespace(), MAIN | MAIN_STRICT)
    }

    /// The element around it.
    pub(super) fn parent(&self) -> Option<El<'t>> {
        self.at(self.node().parent)
    }

    /// The elements directly within it.
    pub(super) fn children(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        let first = self.at(self.node().first);
        std::iter::successors(first, |el| el.at(el.node().next))
    }

    /// The first spreadsheet element of that name directly within it.
    pub(super) fn child(&self, local: &str) -> Option<El<'t>> {
        self.children().find(|child| child.is(local))
    }

    /// Every element within it, in document order.
    pub(super) fn descendants(&self) -> impl Iterator<Item = El<'t>> + use<'t> {
        let end = self.outer().end;
        let tree = self.tree;
        let after = (self.id + 1..).map(move |id| El { tree, id });
        after.take_while(move |el| tree.nodes.get(el.id as usize).is_some_and(|node| (node.open.start as usize) < end))
    }

    /// Every attribute; one that cannot be read ends the list.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Attr<'t>> + use<'t> {
        attributes(self.tree.text, &self.open()).map_while(Result::ok)
    }

    /// Whether all attributes can be read.
    pub(super) fn attributes_sound(&self) -> bool {
        attributes(self.tree.text, &self.open()).all(|attribute| attribute.is_ok())
    }

    /// The attribute of that name without prefix.
    pub(super) fn attr(&self, name: &str) -> Option<Attr<'t>> {
        self.attributes().find(|attribute| attribute.name == name)
    }

    /// The attribute's value as people read it.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.attr(name).map(|attribute| attribute.text())
    }

    /// The attribute's value as a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attr(name)?.raw.trim().parse().ok()
    }

    /// Whether the attribute says yes.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.attr(name).is_some_and(|attribute| matches!(attribute.raw, "1" | "true" | "on"))
    }

    /// The `r:id` or another attribute of the relationships namespace, whatever its prefix.
    pub(super) fn relation(&self, local: &str) -> Option<Attr<'t>> {
        self.attributes().find(|attribute| {
            let (prefix, name) = split_name(attribute.name);
            let bound = || self.uri_of(prefix).is_some_and(|uri| matches!(uri, RELATION | RELATION_STRICT));
            name == local && !prefix.is_empty() && bound()
        })
    }

    /// The namespace that a prefix stands for at this element.
    pub(super) fn uri_of(&self, prefix: &str) -> Option<&'t str> {
        let mut el = Some(*self);
        while let Some(here) = el {
            let from = self.tree.bindings.partition_point(|(owner, ..)| *owner < here.id);
            let own = self.tree.bindings.get(from..).unwrap_or_default().iter();
            let found = own.take_while(|(owner, ..)| *owner == here.id).find(|(_, have, _)| *have == prefix);
            if let Some((_, _, uri)) = found {
                return self.tree.uris.get(*uri as usize).map(String::as_str);
            }
            el = here.parent();
        }
        None
    }

    /// A prefix that stands for one of `uris` at this element.
    pub(super) fn prefix_for(&self, uris: &[&str]) -> Option<&'t str> {
        let candidates = self.tree.bindings.iter().map(|(_, prefix, _)| *prefix);
        let mut candidates = candidates.filter(|prefix| !prefix.is_empty());
        candidates.find(|prefix| self.uri_of(prefix).is_some_and(|uri| uris.contains(&uri)))
    }

    /// The start tag.
    pub(super) fn open(&self) -> Range<usize> {
        widen(&self.node().open)
    }

    /// The end tag; empty where the start tag closes itself.
    pub(super) fn close(&self) -> Range<usize> {
        widen(&self.node().close)
    }

    /// Whether it is written as `<a/>`.
    pub(super) fn closes_itself(&self) -> bool {
        self.close().is_empty()
    }

    /// From the first byte of the start tag to the last of the end tag.
    pub(super) fn outer(&self) -> Range<usize> {
        self.open().start..self.close().end
    }

    /// What stands between the tags.
    pub(super) fn inner(&self) -> Range<usize> {
        self.open().end..self.close().start
    }

    /// The source from tag to tag.
    pub(super) fn source(&self) -> &'t str {
        self.tree.text.get(self.outer()).unwrap_or_default()
    }

    /// Puts `text` behind all that stands within the element, opening it where it closes itself.
    pub(super) fn append(&self, splice: &mut Splice, text: &str) {
        if !self.closes_itself() {
            splice.insert(self.close().start, text);
            return;
        }
        let open = self.open();
        let slash = self.source().rfind('/').map_or(open.end, |at| open.start + at);
        splice.replace(slash..open.end, format!(">{text}</{}>", self.written_name()));
    }

    /// What an unprefixed element put in here must declare to be of namespace `uri`; empty where it is so already.
    pub(super) fn declare(&self, uri: &str) -> String {
        if self.uri_of("").unwrap_or_default() == uri { String::new() } else { format!(" xmlns=\"{uri}\"") }
    }

    /// The attribute `r:<local>="value"` for an element put in here, with its prefix declared where none is.
    pub(super) fn relation_attribute(&self, local: &str, value: &str, strict: bool) -> String {
        let uri = if strict { RELATION_STRICT } else { RELATION };
        match self.prefix_for(&[uri]) {
            Some(prefix) => format!("{prefix}:{local}=\"{value}\""),
            None => format!("xmlns:r=\"{uri}\" r:{local}=\"{value}\""),
        }
    }

    /// The name as written, with its prefix.
    pub(super) fn written_name(&self) -> &'t str {
        let node = self.node();
        self.tree.text.get(node.open.start as usize + 1..node.local.end as usize).unwrap_or_default()
    }

    /// All text within, also that of elements within.
    pub(super) fn text(&self) -> String {
        plain_text(self.tree.text.get(self.inner()).unwrap_or_default())
    }
}

/// The text of a piece of XML whose tags are balanced.
fn plain_text(source: &str) -> String {
    let mut reader = Reader::from_str(source);
    let mut out = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => out.push_str(&text.xml10_content()),
            Ok(Event::CData(text)) => out.push_str(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let name: &str = &reference;
                match unescape(&format!("&{name};")) {
                    Ok(text) => out.push_str(&text),
                    Err(_) => out.push('\u{FFFD}'),
                }
            }
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
