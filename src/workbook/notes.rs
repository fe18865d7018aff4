//! Notes and threaded comments of staff; planwacht's own are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::strings::read_rich;
use crate::cell::{StaffNote, parse_a1};
use crate::ooxml::pull::{BadXml, Step, Xml, attr, number};
use crate::own::staff_text;

/// Excel mirrors a thread as a note by an author that starts so.
const MIRROR_AUTHOR: &str = "tc=";

/// The notes of a sheet from its comments part and its threaded comments part, in reading order.
///
/// The second value tells whether both parts could be read to their end.
pub(super) fn read(legacy: &[String], threaded: &[String]) -> (Vec<StaffNote>, bool) {
    let mut whole = true;
    let mut threads = BTreeMap::new();
    for part in threaded {
        whole &= read_threads(part, &mut threads).is_ok();
    }
    let in_thread: BTreeSet<(u32, u32)> = threads.keys().copied().collect();
    let mut notes = threads;
    for part in legacy {
        whole &= read_legacy(part, &in_thread, &mut notes).is_ok();
    }
    let notes = notes.into_iter().map(|((row, col), text)| StaffNote { row, col, text }).collect();
    (notes, whole)
}

type Notes = BTreeMap<(u32, u32), String>;

fn read_threads(part: &str, notes: &mut Notes) -> Result<(), BadXml> {
    let mut xml = Xml::new(part);
    let mut at = None;
    loop {
        match xml.next()? {
            Step::Open(open) => match open.local_name().as_ref() {
                "threadedComment" => at = attr(&open, "ref").and_then(|place| parse_a1(&place)),
                "text" => {
                    let text = xml.text()?;
                    add(notes, at, &text);
                }
                _ => {}
            },
            Step::Done => return Ok(()),
            _ => {}
        }
    }
}

fn read_legacy(part: &str, in_thread: &BTreeSet<(u32, u32)>, notes: &mut Notes) -> Result<(), BadXml> {
    let mut xml = Xml::new(part);
    let mut authors: Vec<String> = Vec::new();
    let mut author = String::new();
    let mut at = None;
    loop {
        match xml.next()? {
            Step::Open(open) => match open.local_name().as_ref() {
                "author" => authors.push(xml.text()?),
                "comment" => {
                    let named = number(&open, "authorId").and_then(|id| authors.get(id as usize));
                    author = named.map(|name| name.trim().to_owned()).unwrap_or_default();
                    at = attr(&open, "ref")
                        .and_then(|place| parse_a1(&place))
                        .filter(|place| !(author.starts_with(MIRROR_AUTHOR) && in_thread.contains(place)));
                }
                "text" => {
                    let rich = read_rich(&mut xml)?;
                    add(notes, at, &staff_text(&author, &rich.text));
                }
                _ => {}
            },
            Step::Done => return Ok(()),
            _ => {}
        }
    }
}

/// Adds what staff wrote; a cell's further texts follow on lines of their own.
fn add(notes: &mut Notes, at: Option<(u32, u32)>, text: &str) {
    let Some(at) = at else { return };
    if text.trim().is_empty() {
        return;
    }
    let note = notes.entry(at).or_default();
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(row: u32, col: u32, text: &str) -> StaffNote {
        StaffNote { row, col, text: text.to_owned() }
    }

    #[test]
    fn staffs_notes_stay_and_own_ones_go() {
        let footer = crate::own::footer("Trekker ontbreekt");
        let part = "<comments><authors><author>Beleid</author><author>planwacht</author><author>planwacht team</author></authors><commentList>\
            <comment ref='B2' authorId='0'><text><r><rPr><b/></rPr><t>Beleid:</t></r><r><t xml:space='preserve'>\nvraag na\n--- planwacht ---\nTrekker ontbreekt\nSIGN</t></r></text></comment>\
            <comment ref='B3' authorId='1'><text><t>Trekker ontbreekt\nSIGN</t></text></comment>\
            <comment ref='B4' authorId='2'><text><t>van staf</t></text></comment>\
            <comment ref='B5' authorId='0'><text><t>\n--- planwacht ---\nTrekker ontbreekt\nSIGN</t></text></comment>\
            <comment ref='B6'><text><t>zonder auteur</t></text></comment>\
            <comment ref='ZZZZ1' authorId='0'><text><t>nergens</t></text></comment></commentList></comments>";
        let (notes, whole) = read(&[part.replace("SIGN", &footer)], &[]);
        assert!(whole);
        assert_eq!(notes, [note(1, 1, "Beleid:\nvraag na"), note(3, 1, "van staf"), note(5, 1, "zonder auteur")]);
    }

    #[test]
    fn a_thread_is_one_note_and_its_mirror_none() {
        let legacy = "<comments><authors><author>tc={1}</author></authors><commentList>\
            <comment ref='A1' authorId='0'><text><t>[Threaded comment] klopt dit?</t></text></comment>\
            <comment ref='C1' authorId='0'><text><t>[Threaded comment] wees</t></text></comment></commentList></comments>";
        let threaded = "<ThreadedComments><threadedComment ref='A1' id='1'><text>klopt dit?</text></threadedComment>\
            <threadedComment ref='A1' id='2' parentId='1'><text>ja &amp; nee</text></threadedComment></ThreadedComments>";
        let (notes, _) = read(&[legacy.to_owned()], &[threaded.to_owned()]);
        assert_eq!(notes, [note(0, 0, "klopt dit?\nja & nee"), note(0, 2, "[Threaded comment] wees")]);
    }

    #[test]
    fn a_broken_part_keeps_what_was_read() {
        let part =
            "<comments><commentList><comment ref='A1'><text><t>een</t></text></comment><comment ref='A2'><text><t>tw";
        let (notes, whole) = read(&[part.to_owned()], &[]);
        assert_eq!((notes, whole), (vec![note(0, 0, "een")], false));
    }
}
