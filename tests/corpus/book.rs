//! A workbook as another program sees it: entries as they are compressed, sheets, notes and marks. Shares no code with
//! the writer that is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::{LazyLock, Mutex};

use calamine::{Reader, Xlsx};
use planwacht::cell::{Span, a1};
use quick_xml::escape::unescape;
use regex::Regex;

/// An entry of the zip file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub name: String,
    /// As it is compressed.
    pub raw: Vec<u8>,
    pub method: String,
    pub bytes: Vec<u8>,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub name: String,
    pub state: String,
    /// The key of its part, where the package has it.
    pub part: Option<String>,
    pub worksheet: bool,
}

/// A note: cell, author, text.
pub(crate) type NoteText = (String, String, String);

#[derive(Debug)]
pub(crate) struct Rel {
    pub id: String,
    pub kind: String,
    /// The key of the part that it leads to.
    pub target: String,
}

#[derive(Debug)]
pub(crate) struct Book {
    pub entries: Vec<Entry>,
}

/// The name by which parts compare.
pub(crate) fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The key of the part that holds a part's relationships.
pub(crate) fn rels_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    key(&format!("{folder}/_rels/{file}.rels"))
}

/// An expression that is written once for all calls.
macro_rules! expression {
    ($pattern:expr) => {{
        static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("an expression"));
        &*EXPRESSION
    }};
}

impl Book {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
        let entries = (0..zip.len()).map(|at| {
            let mut raw = Vec::new();
            let mut file = zip.by_index_raw(at).expect("an entry");
            let (name, method) =
                (String::from_utf8_lossy(file.name_raw()).into_owned(), format!("{:?}", file.compression()));
            file.read_to_end(&mut raw).expect("its bytes");
            drop(file);
            let mut bytes = Vec::new();
            // Of an entry that does not inflate only what is compressed can be compared.
            let _ = zip.by_index(at).expect("an entry").read_to_end(&mut bytes);
            Entry { name, raw, method, bytes }
        });
        Self { entries: entries.collect() }
    }

    pub(crate) fn part(&self, name: &str) -> Option<&[u8]> {
        let wanted = key(name);
        self.entries.iter().find(|entry| key(&entry.name) == wanted).map(|entry| entry.bytes.as_slice())
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.part(name).map(|bytes| Text::of(bytes).text).unwrap_or_default()
    }

    pub(crate) fn keys(&self) -> BTreeSet<String> {
        self.entries.iter().map(|entry| key(&entry.name)).collect()
    }

    /// The relationships within the package of a part; of the package itself for an empty name.
    pub(crate) fn rels(&self, part: &str) -> Vec<Rel> {
        let text = self.text(&rels_of(part));
        let rels =
            tags(&text, "Relationship").filter(|tag| attribute(tag, "TargetMode").as_deref() != Some("External"));
        let rel = |tag: &str| {
            let target = attribute(tag, "Target").unwrap_or_default();
            let plain = resolved(part, &target);
            let decoded = plain.replace("%20", " ");
            Rel {
                id: attribute(tag, "Id").unwrap_or_default(),
                kind: attribute(tag, "Type").unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned(),
                target: if self.part(&plain).is_some() { plain } else { decoded },
            }
        };
        rels.map(rel).collect()
    }

    fn first(&self, part: &str, kind: &str) -> Option<String> {
        let rels = self.rels(part).into_iter().find(|rel| rel.kind == kind);
        rels.map(|rel| rel.target).filter(|target| self.part(target).is_some())
    }

    pub(crate) fn workbook(&self) -> String {
        self.first("", "officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned())
    }

    pub(crate) fn styles(&self) -> Option<String> {
        self.first(&self.workbook(), "styles")
    }

    pub(crate) fn comments_of(&self, sheet: &str) -> Option<String> {
        self.first(sheet, "comments")
    }

    pub(crate) fn drawing_of(&self, sheet: &str) -> Option<String> {
        let text = self.text(sheet);
        let tag = tags(&text, "legacyDrawing").next()?;
        let id = relation(tag)?;
        self.rels(sheet).into_iter().find(|rel| rel.id == id).map(|rel| rel.target)
    }

    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        let workbook = self.workbook();
        let (text, rels) = (self.text(&workbook), self.rels(&workbook));
        let sheet = |tag: &str| {
            let id = relation(tag).unwrap_or_default();
            let rel = rels.iter().find(|rel| rel.id == id);
            Sheet {
                name: attribute(tag, "name").unwrap_or_default(),
                state: attribute(tag, "state").unwrap_or_else(|| "visible".to_owned()),
                part: rel.map(|rel| rel.target.clone()).filter(|part| self.part(part).is_some()),
                worksheet: rel.is_some_and(|rel| rel.kind == "worksheet"),
            }
        };
        tags(&text, "sheet").map(sheet).collect()
    }

    /// The part of a sheet, by its name.
    pub(crate) fn sheet(&self, name: &str) -> Option<String> {
        self.sheets().into_iter().find(|sheet| sheet.name == name)?.part
    }

    /// The defined names: name, sheet by place, formula.
    pub(crate) fn names(&self) -> Vec<NoteText> {
        let text = self.text(&self.workbook());
        let names =
            expression!(r"(?s)(<(?:\w+:)?definedName\s[^>]*>)(.*?)</(?:\w+:)?definedName>").captures_iter(&text);
        let name = |found: regex::Captures<'_>| {
            let local = attribute(&found[1], "localSheetId").unwrap_or_default();
            (attribute(&found[1], "name").unwrap_or_default(), local, plain(&found[2]))
        };
        names.map(name).collect()
    }

    /// The notes of a sheet, in the order of its comments part.
    pub(crate) fn notes(&self, sheet: &str) -> Vec<NoteText> {
        let Some(part) = self.comments_of(sheet) else { return Vec::new() };
        let text = self.text(&part);
        let authors =
            expression!(r"(?s)<(?:\w+:)?author(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?author>)").captures_iter(&text);
        let authors: Vec<String> =
            authors.map(|found| found.get(1).map_or(String::new(), |text| plain(text.as_str()))).collect();
        let notes = expression!(r"(?s)(<(?:\w+:)?comment\s[^>]*>)(.*?)</(?:\w+:)?comment>").captures_iter(&text);
        let note = |found: regex::Captures<'_>| {
            let author = attribute(&found[1], "authorId").and_then(|at| at.parse::<usize>().ok());
            let author = author.and_then(|at| authors.get(at).cloned()).unwrap_or_default();
            let cell = attribute(&found[1], "ref").unwrap_or_default().replace('$', "");
            (cell, author, said(&found[2]))
        };
        notes.map(note).collect()
    }

    /// The cells of the boxes in which notes are shown.
    pub(crate) fn boxes(&self, sheet: &str) -> Vec<String> {
        let text = self.drawing_of(sheet).map(|part| self.text(&part)).unwrap_or_default();
        let shapes = expression!(r"(?s)<(?:\w+:)?shape\s.*?</(?:\w+:)?shape>").find_iter(&text);
        let place = expression!(r"(?s)Row>\s*(\d+)\s*</.*?Column>\s*(\d+)\s*</");
        let cell = |shape: &str| {
            let found = place.captures(shape)?;
            Some(a1(found[1].parse().ok()?, found[2].parse().ok()?))
        };
        shapes.filter(|shape| shape.as_str().contains("Note")).filter_map(|shape| cell(shape.as_str())).collect()
    }

    /// The cells with a mark of ours, and its colour.
    pub(crate) fn marks(&self, sheet: &str) -> BTreeSet<(String, String)> {
        let formats = self.formats();
        let text = self.text(sheet);
        let blocks =
            expression!(r"(?s)(<(?:\w+:)?conditionalFormatting\s[^>]*>)(.*?)</(?:\w+:)?conditionalFormatting>");
        let mut marks = BTreeSet::new();
        for block in blocks.captures_iter(&text).filter(|found| plain(&found[2]).contains("\"planwacht\"")) {
            let rule = tags(&block[2], "cfRule").next().expect("a rule");
            let format = attribute(rule, "dxfId").and_then(|id| id.parse::<usize>().ok());
            let colour = format.and_then(|id| formats.get(id)).cloned().unwrap_or_default();
            for span in attribute(&block[1], "sqref").unwrap_or_default().split(' ').filter_map(Span::parse) {
                let cells =
                    (span.top..=span.bottom).flat_map(|row| (span.left..=span.right).map(move |col| a1(row, col)));
                marks.extend(cells.map(|cell| (cell, colour.clone())));
            }
        }
        marks
    }

    /// The first colour of each format of rules.
    fn formats(&self) -> Vec<String> {
        let text = self.styles().map(|part| self.text(&part)).unwrap_or_default();
        let list =
            expression!(r"(?s)<(?:\w+:)?dxfs[\s>].*</(?:\w+:)?dxfs>").find(&text).map_or("", |found| found.as_str());
        let formats = expression!(r"(?s)<(?:\w+:)?dxf(?:/>|>(.*?)</(?:\w+:)?dxf>)").captures_iter(list);
        let colour = |found: regex::Captures<'_>| {
            let inner = found.get(1).map_or("", |inner| inner.as_str());
            let side = inner.split("border").nth(1).unwrap_or_default();
            tags(side, "color").find_map(|tag| attribute(tag, "rgb")).unwrap_or_default()
        };
        formats.map(colour).collect()
    }

    /// How many blocks of rules a sheet has that are not ours.
    pub(crate) fn other_rules(&self, sheet: &str) -> Vec<String> {
        let text = self.text(sheet);
        let rules = expression!(r"(?s)<(?:\w+:)?cfRule\s.*?</(?:\w+:)?cfRule>").find_iter(&text);
        rules.map(|rule| plain(rule.as_str())).filter(|rule| !rule.contains("\"planwacht\"")).collect()
    }

    /// The merged ranges of a sheet.
    pub(crate) fn merges(&self, sheet: &str) -> Vec<Span> {
        let text = self.text(sheet);
        tags(&text, "mergeCell").filter_map(|tag| Span::parse(&attribute(tag, "ref")?)).collect()
    }
}

/// In what two files differ part by part: the first part that is not the same, and from where on.
pub(crate) fn difference(one: &[u8], other: &[u8]) -> Option<String> {
    let parts = |bytes: &[u8]| -> BTreeMap<String, Vec<u8>> {
        Book::open(bytes).entries.into_iter().map(|entry| (key(&entry.name), entry.bytes)).collect()
    };
    let (one, other) = (parts(one), parts(other));
    if !one.keys().eq(other.keys()) {
        return Some(format!("other parts: {:?} and {:?}", one.keys(), other.keys()));
    }
    let (name, bytes) = one.iter().find(|(name, bytes)| other[*name] != **bytes)?;
    Some(format!("{name}: {}", first_difference(bytes, &other[name])))
}

/// From where on two parts differ.
pub(crate) fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let around = bytes.get(at.saturating_sub(80)..(at + 300).min(bytes.len())).unwrap_or_default();
        String::from_utf8_lossy(around).into_owned()
    };
    format!("at {at}\n  {}\n  {}", around(one), around(other))
}

/// All values of a workbook: per sheet the cells, or nothing where calamine gives up on it.
pub(crate) type Values = BTreeMap<String, Option<Vec<((u32, u32), String)>>>;

/// What calamine reads in every cell; nothing where it cannot open the file.
pub(crate) fn values(bytes: &[u8]) -> Option<Values> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).ok()?;
    let mut values = Values::new();
    for name in book.sheet_names() {
        let mut cells = Some(Vec::new());
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            while let Some(next) = reader.next_cell().transpose() {
                match (next, &mut cells) {
                    (Ok(cell), Some(cells)) => cells.push((cell.get_position(), format!("{:?}", cell.get_value()))),
                    _ => {
                        cells = None;
                        break;
                    }
                }
            }
        }
        values.insert(name, cells);
    }
    Some(values)
}

/// A part as text that can be written back to the same bytes.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Utf8,
    /// Little-endian or not, with the mark in the text.
    Utf16(bool),
    /// A character a byte.
    Bytes,
}

impl Text {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let wide = |little: bool| {
            let unit = |pair: &[u8]| {
                let pair = [pair[0], pair[1]];
                if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
            };
            let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
            Self { text: String::from_utf16(&units).expect("UTF-16"), kind: Kind::Utf16(little) }
        };
        match bytes {
            [0xFF, 0xFE, ..] | [b'<', 0, ..] => wide(true),
            [0xFE, 0xFF, ..] | [0, b'<', ..] => wide(false),
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => Self { text: text.to_owned(), kind: Kind::Utf8 },
                Err(_) => Self { text: bytes.iter().copied().map(char::from).collect(), kind: Kind::Bytes },
            },
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let wide = |little: bool| {
            let units = self.text.encode_utf16();
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        match self.kind {
            Kind::Utf8 => self.text.as_bytes().to_vec(),
            Kind::Utf16(little) => wide(little),
            Kind::Bytes => self.text.chars().map(|c| u8::try_from(u32::from(c)).expect("a byte")).collect(),
        }
    }
}

/// A sheet's part without what was put into it: marks, and the link to a drawing where `linked` says that it is new.
pub(crate) fn without_additions(part: &[u8], linked: bool) -> Vec<u8> {
    let mut part = Text::of(part);
    let mark = expression!(
        r#"<conditionalFormatting(?: xmlns="[^"]*")? sqref="[^"]*"><cfRule type="expression" dxfId="\d+" priority="\d+"><formula>&quot;planwacht&quot;&lt;&gt;&quot;&quot;</formula></cfRule></conditionalFormatting>"#
    );
    part.text = mark.replace_all(&part.text, "").into_owned();
    if linked {
        let link = expression!(r#"<legacyDrawing(?: xmlns(?::\w+)?="[^"]*")* \w+:id="[^"]*"/>"#);
        part.text = link.replace(&part.text, "").into_owned();
    }
    part.bytes()
}

/// Whether a sheet's part links to a drawing of notes.
pub(crate) fn is_linked(part: &[u8]) -> bool {
    tags(&Text::of(part).text, "legacyDrawing").next().is_some()
}

/// An expression with a name in it, written once for all calls.
fn expression_for(pattern: String) -> Regex {
    static KNOWN: LazyLock<Mutex<BTreeMap<String, Regex>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().expect("nobody fails while it is locked");
    known.entry(pattern).or_insert_with_key(|pattern| Regex::new(pattern).expect("an expression")).clone()
}

/// The start tags of that name, whatever their prefix.
pub(crate) fn tags<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> + use<'t> {
    let pattern = format!(r#"<(?:\w+:)?{name}(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?/?>"#);
    let found: Vec<&str> = expression_for(pattern).find_iter(text).map(|found| found.as_str()).collect();
    found.into_iter()
}

/// An attribute of a start tag.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let pattern = format!(r#"\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')"#);
    let found = expression_for(pattern).captures(tag)?;
    let value = found.get(1).or(found.get(2))?.as_str();
    Some(unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned))
}

/// The `r:id` of a start tag, whatever its prefix.
fn relation(tag: &str) -> Option<String> {
    attribute(tag, r"\w+:id")
}

/// The text of a piece of XML.
fn plain(source: &str) -> String {
    let bare = expression!("(?s)<!--.*?-->|<[^>]*>").replace_all(source, "");
    unescape(&bare).map_or_else(|_| bare.clone().into_owned(), std::borrow::Cow::into_owned)
}

/// What a note says, without what is said of how to pronounce it.
fn said(comment: &str) -> String {
    let comment = expression!(r"(?s)<(?:\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>").replace_all(comment, "");
    let texts = expression!(r"(?s)<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>").captures_iter(&comment);
    let whole: String = texts.map(|found| plain(&found[1])).collect();
    let code = expression!("_x([0-9A-Fa-f]{4})_");
    let decoded = |found: &regex::Captures<'_>| {
        let number = u32::from_str_radix(&found[1], 16).ok();
        number.and_then(char::from_u32).map_or_else(|| found[0].to_owned(), String::from)
    };
    code.replace_all(&whole, decoded).into_owned()
}

fn resolved(from: &str, target: &str) -> String {
    let target = target.trim().replace('\\', "/");
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    key(&steps.join("/"))
}
