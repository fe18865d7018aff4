//! One element of a part: its name, its attributes, its neighbours, and where all that stands.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::splice::Splice;
use super::xml::{Attr, NONE, Node, Tree, attributes, widen};
use crate::ooxml::namespaces::{MAIN, MAIN_STRICT, RELATION, RELATION_STRICT};
use crate::ooxml::xml::{is_true, resolved, split_name};

/// One element of a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(super) struct El<'t> {
    pub(super) tree: &'t Tree<'t>,
    pub(super) id: u32,
}

impl Tree<'_> {
    /// The outermost element.
    pub(super) fn root(&self) -> El<'_> {
        El { tree: self, id: 0 }
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
        self.attr(name).is_some_and(|attribute| is_true(attribute.raw))
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

    /// The first words that stand directly within it, beside the elements.
    pub(super) fn own_text(&self) -> Option<String> {
        let starts = self.children().map(|child| child.outer().start).chain([self.inner().end]);
        let ends = [self.inner().start].into_iter().chain(self.children().map(|child| child.outer().end));
        let between = ends.zip(starts).map(|(from, to)| plain_text(self.tree.text.get(from..to).unwrap_or_default()));
        between.map(|text| text.trim().chars().take(20).collect::<String>()).find(|text| !text.is_empty())
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
            Ok(Event::GeneralRef(entity)) => out.push_str(&resolved(&entity)),
            Ok(Event::Eof) | Err(_) => return out,
            Ok(_) => {}
        }
    }
}
