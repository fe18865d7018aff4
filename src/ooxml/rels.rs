//! The relationships of a part: what they are, and to which part they lead.

use super::names::{WORKBOOK, percent_decoded, resolve};
use super::pull::{Step, Xml, attr};

/// One relationship, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rel {
    /// Its id within the part.
    pub(crate) id: String,
    /// The last step of its type, the same in ordinary and strict files: `worksheet`, `comments`.
    pub(crate) kind: String,
    /// The type in full.
    pub(crate) full_kind: String,
    /// Where it leads, as written.
    pub(crate) target: String,
    /// Whether it leads out of the package.
    pub(crate) external: bool,
}

impl Rel {
    /// A relationship by the attributes of its element; `None` without an id or a type.
    pub(crate) fn of(value: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let full_kind = value("Type")?;
        Some(Self {
            id: value("Id")?,
            kind: full_kind.rsplit('/').next().unwrap_or_default().to_owned(),
            full_kind,
            target: value("Target").unwrap_or_default(),
            external: value("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")),
        })
    }
}

/// What knows the names of a package's parts.
pub(crate) trait Parts {
    /// The part's name as the package writes it, whatever the case or the slashes of `name`; `None` where it has no such part.
    fn name_of(&self, name: &str) -> Option<&str>;

    /// Whether there is such a part.
    fn has(&self, name: &str) -> bool {
        self.name_of(name).is_some()
    }
}

/// The relationships of one part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rels {
    /// The part whose relationships these are; empty for the package itself.
    pub(crate) owner: String,
    /// The relationships, in the order in which they stand.
    pub(crate) list: Vec<Rel>,
}

impl Rels {
    /// Reads the relationships of `owner` from the text of their part, up to where it breaks off.
    pub(crate) fn read(owner: &str, text: &str) -> Self {
        let mut list = Vec::new();
        let mut xml = Xml::new(text);
        while let Ok(step) = xml.next() {
            match step {
                Step::Open(open) if open.local_name().as_ref() == "Relationship" => {
                    list.extend(Rel::of(|name| attr(&open, name).map(|value| value.into_owned())));
                }
                Step::Done => break,
                _ => {}
            }
        }
        Self { owner: owner.to_owned(), list }
    }

    /// The relationship of that id.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Rel> {
        self.list.iter().find(|rel| rel.id == id)
    }

    /// The part that a relationship leads to, as the package names it, whether or not it is there; `None` for one that leads
    /// out of the package. Targets are read as written or, where no part is named so, with their percent codes read out.
    pub(crate) fn target(&self, parts: &impl Parts, rel: &Rel) -> Option<String> {
        if rel.external {
            return None;
        }
        let written = resolve(&self.owner, &rel.target);
        let found = parts.name_of(&written).or_else(|| parts.name_of(&percent_decoded(&written)));
        Some(found.map(str::to_owned).unwrap_or(written))
    }

    /// The parts that relationships of this kind lead to, whether or not they are there.
    pub(crate) fn targets(&self, parts: &impl Parts, kind: &str) -> impl Iterator<Item = String> {
        self.list
            .iter()
            .filter(move |rel| rel.kind.eq_ignore_ascii_case(kind))
            .filter_map(move |rel| self.target(parts, rel))
    }

    /// The first part that a relationship of this kind leads to.
    pub(crate) fn first_target(&self, parts: &impl Parts, kind: &str) -> Option<String> {
        self.targets(parts, kind).next()
    }

    /// The workbook part, where these are the relationships of the package: the one that they name, or else the usual one.
    /// `None` where the package has neither.
    pub(crate) fn workbook_part(&self, parts: &impl Parts) -> Option<String> {
        let named = self.targets(parts, "officeDocument").find(|name| parts.has(name));
        named.or_else(|| parts.name_of(WORKBOOK).map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package by the names of its parts.
    struct Names(&'static [&'static str]);

    impl Parts for Names {
        fn name_of(&self, name: &str) -> Option<&str> {
            self.0.iter().copied().find(|have| have.eq_ignore_ascii_case(name))
        }
    }

    const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn rels(owner: &str, list: &[(&str, &str)]) -> Rels {
        let rel =
            |(at, (kind, rest)): (usize, &(&str, &str))| format!("<p:Relationship Id='r{at}' Type='{kind}' {rest}/>");
        let list: String = list.iter().enumerate().map(rel).collect();
        Rels::read(owner, &format!("<p:Relationships xmlns:p='u'>{list}</p:Relationships>"))
    }

    #[test]
    fn targets_are_found_whatever_their_spelling() {
        let parts = Names(&["xl/Worksheets/My sheet.xml", "xl/a%20b.xml"]);
        let rels = rels(
            "xl/workbook.xml",
            &[
                (
                    "http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet",
                    "Target='worksheets/my%20sheet.xml'",
                ),
                ("x/b", "Target='/XL\\a%20b.xml'"),
                ("x/c", "Target='a&amp;b.xml'"),
                ("x/d", "Target='http://elders.nl' TargetMode='EXTERNAL'"),
                ("x/e", ""),
            ],
        );
        let to: Vec<_> = rels.list.iter().map(|rel| (rel.kind.as_str(), rels.target(&parts, rel))).collect();
        let some = |name: &str| Some(name.to_owned());
        let expected = [
            ("worksheet", some("xl/Worksheets/My sheet.xml")),
            ("b", some("xl/a%20b.xml")),
            ("c", some("xl/a&b.xml")),
            ("d", None),
            ("e", some("xl")),
        ];
        assert_eq!(to, expected);
        assert_eq!(rels.by_id("r2").map(|rel| rel.target.as_str()), Some("a&b.xml"));
        assert_eq!(rels.first_target(&parts, "d"), None);
    }

    #[test]
    fn a_break_keeps_the_relationships_before_it_and_incomplete_ones_are_none() {
        let text = "<Relationships><Relationship Id='a' Type='t'/><Relationship Id='b'/><Relationship Id='c' Type='x/t' Target='y'/><";
        let ids: Vec<_> = Rels::read("", text).list.into_iter().map(|rel| rel.id).collect();
        assert_eq!(ids, ["a", "c"]);
    }

    #[test]
    fn the_workbook_part_is_the_named_one_that_is_there_or_the_usual_one() {
        let kind = format!("{DOC}/officeDocument");
        let rels = rels("", &[(&kind, "Target='weg.xml'"), (&kind, "Target='/book.xml'")]);
        let found = |names| rels.workbook_part(&Names(names));
        assert_eq!(found(&["Book.xml", "xl/workbook.xml"]).as_deref(), Some("Book.xml"));
        assert_eq!(found(&["XL/workbook.xml"]).as_deref(), Some("XL/workbook.xml"));
        assert_eq!(found(&["xl/other.xml"]), None);
    }
}
