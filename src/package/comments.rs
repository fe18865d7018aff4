//! The comments part of a sheet: adding notes to it, and taking our own out again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::element::El;
use super::sheet::place;
use super::splice::Splice;
use super::text::{escape, escape_string};
use super::xml::Tree;
use crate::own::{self, AUTHOR, COMMENT, FOOTER, SEPARATOR};

/// The author of what staff typed in one of our notes.
const UNKNOWN_AUTHOR: &str = "onbekend";
/// Excel keeps no more than 32,767 characters in a note.
const LONGEST: usize = 30_000;

/// The content type of the part.
pub(super) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// The texts for each cell, in the order in which they are to stand.
pub(super) type CellTexts<'n> = BTreeMap<(u32, u32), Vec<&'n str>>;

/// The text of one note as people read it, our last line included.
pub(super) fn full_text(texts: &[&str]) -> String {
    let mut text = texts.iter().map(|text| lines(text)).collect::<Vec<_>>().join("\n\n");
    if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(cut);
        text.push('\u{2026}');
    }
    let footer = own::footer(&text);
    format!("{text}\n{footer}")
}

/// The lines of a text. One that looks like a sign of ours is moved by a space, so that a later run does not take it for one.
fn lines(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let guarded = text.split('\n').map(|line| {
        let sign = line.starts_with(FOOTER) || line.starts_with(SEPARATOR);
        if sign { format!(" {line}") } else { line.to_owned() }
    });
    guarded.collect::<Vec<_>>().join("\n")
}

/// A new comments part with these notes.
pub(super) fn new_part(texts: &CellTexts<'_>, main: &str) -> String {
    let body: String = texts.iter().map(|(cell, texts)| comment(*cell, texts, 0, "")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{main}\"><authors>\
         <author>{AUTHOR}</author></authors><commentList>{body}</commentList></comments>"
    )
}

/// Adds notes to a part; a cell that has one gets ours behind its text.
pub(super) fn add(tree: &Tree<'_>, texts: &CellTexts<'_>) -> Splice {
    let root = tree.root();
    let mut splice = Splice::default();
    let mut left = texts.clone();
    let list = root.child("commentList");
    if root.closes_itself() {
        let body: String = texts.iter().map(|(cell, texts)| comment(*cell, texts, 0, "")).collect();
        let declare = root.declare(root.namespace());
        root.append(
            &mut splice,
            &format!("{COMMENT}<authors{declare}><author>{AUTHOR}</author></authors><commentList{declare}>{body}</commentList>"),
        );
        return splice;
    }
    if list.is_none_or(|list| list.children().next().is_none()) {
        // So that the part stays when our notes go.
        splice.insert(root.open().end, COMMENT);
    }
    for el in list.into_iter().flat_map(|list| list.children()).filter(|el| el.is("comment")) {
        let cell = el.value("ref").as_deref().and_then(place);
        if let Some(texts) = cell.and_then(|cell| left.remove(&cell)) {
            append(el, &texts, &mut splice);
        }
    }
    if !left.is_empty() {
        let author = author_index(root, AUTHOR, &mut splice);
        let declare = root.declare(root.namespace());
        let body: String = left.iter().map(|(cell, texts)| comment(*cell, texts, author, &declare)).collect();
        match list {
            Some(list) => list.append(&mut splice, &body),
            None => splice.insert(root.close().start, format!("<commentList{declare}>{body}</commentList>")),
        }
    }
    splice
}

/// How long the note on each cell is, in the units of UTF-16 by which Excel counts.
pub(super) fn lengths(tree: &Tree<'_>) -> BTreeMap<(u32, u32), usize> {
    let list = tree.root().child("commentList").into_iter().flat_map(|list| list.children());
    let length = |el: El<'_>| -> usize {
        el.child("text").map(texts_of).unwrap_or_default().iter().map(|(_, text)| units(text)).sum()
    };
    list.filter(|el| el.is("comment")).filter_map(|el| Some((place(&el.value("ref")?)?, length(el)))).collect()
}

/// What a text of ours adds to a note at most, in the same units: some of its lines get a space in front.
pub(super) fn added_length(text: &str) -> usize {
    units(text) + text.lines().count() + 2
}

/// What stands around all of our texts in a note: the line above them and the one below.
pub(super) const AROUND: usize = 80;

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The cells that have a note which `texts` are added to, with all that the note says afterwards.
pub(super) fn added_to(tree: &Tree<'_>, texts: &CellTexts<'_>) -> BTreeMap<(u32, u32), String> {
    let list = tree.root().child("commentList").into_iter().flat_map(|list| list.children());
    let notes = list.filter(|el| el.is("comment")).filter_map(|el| {
        let cell = place(&el.value("ref")?)?;
        let said: String =
            el.child("text").map(texts_of).unwrap_or_default().into_iter().map(|(_, text)| text).collect();
        Some((cell, format!("{said}\n{SEPARATOR}\n{}", full_text(texts.get(&cell)?))))
    });
    notes.collect()
}

/// The place of an author in the list, who is added where needed.
fn author_index(root: El<'_>, author: &str, splice: &mut Splice) -> usize {
    author_indexes(root, &BTreeSet::from([author]), splice).get(author).copied().unwrap_or(0)
}

/// The places of authors in the list, who are added where needed; once for a part, since places are counted from what stands there.
fn author_indexes<'a>(root: El<'_>, wanted: &BTreeSet<&'a str>, splice: &mut Splice) -> BTreeMap<&'a str, usize> {
    let declare = root.declare(root.namespace());
    let list = root.child("authors");
    let known: Vec<String> =
        list.into_iter().flat_map(|list| list.children()).filter(|el| el.is("author")).map(|el| el.text()).collect();
    // A note that names an author beyond the list must not become somebody else's.
    let unnamed = first_unnamed(root).saturating_sub(known.len());
    let mut places = BTreeMap::new();
    let mut added = String::new();
    let mut next = known.len() + unnamed;
    for author in wanted {
        if let Some(at) = known.iter().position(|have| have == author) {
            places.insert(*author, at);
            continue;
        }
        added.push_str(&format!("<author{declare}>{}</author>", escape(author)));
        places.insert(*author, next);
        next += 1;
    }
    if added.is_empty() {
        return places;
    }
    let fill = format!("<author{declare}/>").repeat(unnamed);
    match list {
        Some(list) => list.append(splice, &format!("{fill}{added}")),
        None => splice.insert(root.open().end, format!("<authors{declare}>{fill}{added}</authors>")),
    }
    places
}

/// The first number of an author that no note bears. Numbers that no list can reach are left out of account.
fn first_unnamed(root: El<'_>) -> usize {
    let notes = root.child("commentList").into_iter().flat_map(|list| list.children());
    let authors = notes.filter_map(|el| usize::try_from(el.number("authorId")?).ok()).filter(|author| *author < 10_000);
    authors.max().map_or(0, |author| author + 1)
}

fn comment((row, col): (u32, u32), texts: &[&str], author: usize, declare: &str) -> String {
    let reference = crate::cell::a1(row, col);
    format!(
        "<comment{declare} ref=\"{reference}\" authorId=\"{author}\"><text>{}</text></comment>",
        runs(texts, "", "")
    )
}

/// Our text as runs: the first line of each note bold, so that the eye finds where one begins.
fn runs(texts: &[&str], before: &str, declare: &str) -> String {
    let text = full_text(texts);
    let starts: BTreeSet<String> =
        texts.iter().filter_map(|text| lines(text).lines().next().map(str::to_owned)).collect();
    let mut out = String::new();
    let mut plain = String::new();
    let mut fresh = true;
    if !before.is_empty() {
        out.push_str(&run(before, false, declare));
    }
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let end = if lines.peek().is_some() { "\n" } else { "" };
        if fresh && starts.contains(line) {
            if !plain.is_empty() {
                out.push_str(&run(&std::mem::take(&mut plain), false, declare));
            }
            out.push_str(&run(&format!("{line}{end}"), true, declare));
        } else {
            plain.push_str(line);
            plain.push_str(end);
        }
        fresh = line.is_empty();
    }
    out + &run(&plain, false, declare)
}

fn run(text: &str, bold: bool, declare: &str) -> String {
    let bold = if bold { "<b/>" } else { "" };
    let text = escape_string(text);
    format!(
        "<r{declare}><rPr>{bold}<sz val=\"9\"/><color indexed=\"81\"/><rFont val=\"Tahoma\"/><family val=\"2\"/></rPr>\
         <t xml:space=\"preserve\">{text}</t></r>"
    )
}

/// Puts our text behind that of someone else.
fn append(comment: El<'_>, texts: &[&str], splice: &mut Splice) {
    let declare = comment.declare(comment.namespace());
    let ours = runs(texts, &format!("\n{SEPARATOR}\n"), &declare);
    let Some(text) = comment.child("text") else {
        let at = if comment.closes_itself() { None } else { Some(comment.open().end) };
        match at {
            Some(at) => splice.insert(at, format!("<text{declare}>{ours}</text>")),
            None => comment.append(splice, &format!("<text{declare}>{ours}</text>")),
        }
        return;
    };
    for plain in text.children().filter(|el| el.is("t")) {
        // Beside runs some readers pass over a bare text, so that it becomes a run itself.
        let prefix = plain.written_name().strip_suffix('t').unwrap_or_default();
        splice.insert(plain.outer().start, format!("<{prefix}r>"));
        splice.insert(plain.outer().end, format!("</{prefix}r>"));
    }
    let last = text.children().filter(|el| el.is("r") || el.is("t")).last();
    match last {
        Some(last) => splice.insert(last.outer().end, ours),
        None if text.closes_itself() => text.append(splice, &ours),
        None => splice.insert(text.open().end, ours),
    }
}

/// Notes of staff by cell: author and text.
pub(super) type StaffTexts<'n> = BTreeMap<(u32, u32), (&'n str, &'n str)>;

/// A new comments part with these notes of staff.
pub(super) fn new_staff_part(notes: &StaffTexts<'_>, main: &str) -> String {
    let authors: BTreeSet<&str> = notes.values().map(|(author, _)| *author).collect();
    let listed: String = authors.iter().map(|author| format!("<author>{}</author>", escape(author))).collect();
    let place = |author: &str| authors.iter().position(|have| *have == author).unwrap_or(0);
    let note = |(cell, (author, text)): (&(u32, u32), &(&str, &str))| staff_comment(*cell, text, place(author), "");
    let body: String = notes.iter().map(note).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{main}\"><authors>{listed}</authors>\
         <commentList>{body}</commentList></comments>"
    )
}

/// Writes notes of staff: one that is there keeps its author and says the new text, with what stays of it as it looks now.
pub(super) fn write_staff(tree: &Tree<'_>, notes: &StaffTexts<'_>) -> Splice {
    let root = tree.root();
    let mut splice = Splice::default();
    let mut left = notes.clone();
    let list = root.child("commentList");
    for el in list.into_iter().flat_map(|list| list.children()).filter(|el| el.is("comment")) {
        let cell = el.value("ref").as_deref().and_then(place);
        if let Some((_, text)) = cell.and_then(|cell| left.remove(&cell)) {
            rewrite(el, text, &mut splice);
        }
    }
    if left.is_empty() {
        return splice;
    }
    let declare = root.declare(root.namespace());
    let authors: BTreeSet<&str> = left.values().map(|(author, _)| *author).collect();
    if root.closes_itself() {
        let listed: String = authors.iter().map(|author| format!("<author>{}</author>", escape(author))).collect();
        let at = |author: &str| authors.iter().position(|have| *have == author).unwrap_or(0);
        let body: String =
            left.iter().map(|(cell, (author, text))| staff_comment(*cell, text, at(author), "")).collect();
        root.append(
            &mut splice,
            &format!("<authors{declare}>{listed}</authors><commentList{declare}>{body}</commentList>"),
        );
        return splice;
    }
    let places = author_indexes(root, &authors, &mut splice);
    let at = |author: &str| places.get(author).copied().unwrap_or(0);
    let body: String =
        left.iter().map(|(cell, (author, text))| staff_comment(*cell, text, at(author), &declare)).collect();
    match list {
        Some(list) => list.append(&mut splice, &body),
        None => splice.insert(root.close().start, format!("<commentList{declare}>{body}</commentList>")),
    }
    splice
}

fn staff_comment((row, col): (u32, u32), text: &str, author: usize, declare: &str) -> String {
    let reference = crate::cell::a1(row, col);
    let text = run(&staff_lines(text), false, "");
    format!("<comment{declare} ref=\"{reference}\" authorId=\"{author}\"><text>{text}</text></comment>")
}

fn staff_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Gives a note another text: what was only added to keeps the look of what stood there.
fn rewrite(comment: El<'_>, text: &str, splice: &mut Splice) {
    let text = staff_lines(text);
    let declare = comment.declare(comment.namespace());
    let Some(body) = comment.child("text") else {
        comment.append(splice, &format!("<text{declare}>{}</text>", run(&text, false, "")));
        return;
    };
    let runs = texts_of(body);
    let said: String = runs.iter().map(|(_, text)| staff_lines(text)).collect();
    let last_run = body.children().filter(|el| el.is("r")).last();
    match (text.strip_prefix(said.as_str()), last_run) {
        (Some(more), Some(last)) if runs.iter().all(|(el, _)| el.parent().is_some_and(|el| el.is("r"))) => {
            splice.insert(last.outer().end, run(more, false, &declare));
        }
        _ if body.closes_itself() => body.append(splice, &run(&text, false, &declare)),
        _ => splice.replace(body.inner(), run(&text, false, &declare)),
    }
}

/// What staff wrote in the notes of a part, by cell: author and text. A sheet may have more than one note for a cell.
pub(super) fn staff_notes(tree: &Tree<'_>) -> BTreeMap<String, Vec<(String, String)>> {
    let root = tree.root();
    let children = |name: &str| root.child(name).into_iter().flat_map(|list| list.children());
    let authors: Vec<String> = children("authors").filter(|el| el.is("author")).map(|el| el.text()).collect();
    let mut notes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for el in children("commentList").filter(|el| el.is("comment")) {
        let author =
            el.number("authorId").and_then(|at| authors.get(usize::try_from(at).ok()?)).cloned().unwrap_or_default();
        let said: String =
            el.child("text").map(texts_of).unwrap_or_default().into_iter().map(|(_, text)| text).collect();
        let text = own::staff_text(&author, &said).trim().to_owned();
        if !text.is_empty() {
            notes.entry(el.value("ref").unwrap_or_default()).or_default().push((author, text));
        }
    }
    notes
}

/// What was taken out of a comments part.
#[derive(Debug, Default)]
pub(super) struct Stripped {
    /// The changes to the part.
    pub splice: Splice,
    /// The cells whose note is gone.
    pub gone: BTreeSet<(u32, u32)>,
    /// Whether words of ours are gone from a note that stays.
    pub shortened: bool,
    /// How many notes are left; a part that held none before us counts as one.
    pub left: usize,
}

/// Takes our notes, and our text in the notes of others, out of the part.
pub(super) fn strip(tree: &Tree<'_>) -> Stripped {
    let root = tree.root();
    let authors: Vec<El<'_>> =
        root.child("authors").into_iter().flat_map(|list| list.children()).filter(|el| el.is("author")).collect();
    let ours = authors.iter().position(|el| el.text().trim().eq_ignore_ascii_case(AUTHOR));
    let mut stripped = Stripped::default();
    let mut unknown = None;
    let mut still_ours = false;
    for el in root.child("commentList").into_iter().flat_map(|list| list.children()).filter(|el| el.is("comment")) {
        let author = el.number("authorId").and_then(|at| usize::try_from(at).ok());
        let cell = el.value("ref").as_deref().and_then(place);
        let text = el.child("text").map(|text| texts_of(text)).unwrap_or_default();
        let whole: String = text.iter().map(|(_, text)| text.as_str()).collect();
        let name = author.and_then(|at| authors.get(at)).map(|el| el.text()).unwrap_or_default();
        let by_us = own::is_ours(&name, &whole);
        let cuts = own::ranges(&name, &whole);
        let rest_blank = || own::staff_text(&name, &whole).trim().is_empty();
        if by_us && rest_blank() {
            stripped.splice.remove(el.outer());
            stripped.gone.extend(cell);
            continue;
        }
        stripped.left += 1;
        stripped.shortened |= !cuts.is_empty();
        cut_out(&text, &cuts, &mut stripped.splice);
        if let (true, Some(author)) = (by_us && !cuts.is_empty(), el.attr("authorId")) {
            let index = *unknown.get_or_insert_with(|| author_index(root, UNKNOWN_AUTHOR, &mut stripped.splice));
            stripped.splice.replace(author.value, index.to_string());
        } else {
            still_ours |= author.is_some() && author == ours;
        }
    }
    if let (Some(at), false, None) = (ours, still_ours, unknown)
        && at + 1 == authors.len()
        && let Some(author) = authors.get(at)
        && !stripped.splice.is_empty()
    {
        stripped.splice.remove(author.outer());
    }
    if let Some(at) = tree.text.find(COMMENT) {
        stripped.splice.remove(at..at + COMMENT.len());
        stripped.left += 1;
    }
    stripped
}

/// The texts of a note: each `<t>` with what it says.
fn texts_of(text: El<'_>) -> Vec<(El<'_>, String)> {
    let direct_or_run =
        |el: &El<'_>| el.is("t") && el.parent().is_some_and(|parent| parent.is("text") || parent.is("r"));
    text.descendants().filter(direct_or_run).map(|el| (el, el.text())).collect()
}

/// Takes `cuts` out of the texts; a run that says nothing any more goes whole.
fn cut_out(texts: &[(El<'_>, String)], cuts: &[Range<usize>], splice: &mut Splice) {
    let mut start = 0;
    for (el, text) in texts {
        let end = start + text.len();
        let here: Vec<Range<usize>> = cuts
            .iter()
            .filter(|cut| cut.start < end && cut.end > start)
            .map(|cut| cut.start.max(start) - start..cut.end.min(end) - start)
            .collect();
        start = end;
        if here.is_empty() {
            continue;
        }
        let left = own::without(text, &here);
        let run = el.parent().filter(|parent| parent.is("r"));
        match (left.is_empty(), run) {
            (true, Some(run)) => splice.remove(run.outer()),
            (true, None) => splice.remove(el.outer()),
            (false, _) => {
                let name = el.written_name();
                splice.replace(el.outer(), format!("<{name} xml:space=\"preserve\">{}</{name}>", escape(&left)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(body: &str) -> String {
        format!(
            "<comments xmlns=\"{}\"><authors><author>Jan</author></authors><commentList>{body}</commentList></comments>",
            crate::ooxml::namespaces::MAIN
        )
    }

    fn added(text: &str, cells: &CellTexts<'_>) -> String {
        add(&Tree::parse(text).unwrap(), cells).apply(text).unwrap()
    }

    fn stripped(text: &str) -> String {
        strip(&Tree::parse(text).unwrap()).splice.apply(text).unwrap()
    }

    fn said(text: &str) -> Vec<String> {
        Tree::parse(text).unwrap().root().child("commentList").unwrap().children().map(|el| el.text()).collect()
    }

    #[test]
    fn a_note_is_added_and_taken_out_again_byte_for_byte() {
        let before = with("<comment ref=\"A1\" authorId=\"0\"><text><r><t>Van Jan</t></r></text></comment>");
        let cells = CellTexts::from([((0, 0), vec!["Eén", "Twee\nregels"]), ((4, 1), vec!["Drie"])]);
        let after = added(&before, &cells);
        let (two, three) = (full_text(&["Eén", "Twee\nregels"]), full_text(&["Drie"]));
        assert!(three.starts_with("Drie\n— planwacht "));
        assert_eq!(said(&after), [format!("Van Jan\n--- planwacht ---\n{two}"), three]);
        assert_eq!(stripped(&after), before);
        assert_eq!(added(&stripped(&after), &cells), after);
    }

    #[test]
    fn what_staff_type_behind_our_last_line_stays() {
        let cells = CellTexts::from([((0, 0), vec!["Onze tekst"])]);
        let ours = full_text(&["Onze tekst"]);
        let footer = ours.lines().last().unwrap();
        let after = added(&with(""), &cells).replace(footer, &format!("{footer}\nGedaan, groet van Jan"));
        assert_eq!(said(&stripped(&after)), ["\nGedaan, groet van Jan"]);
        let again = added(&stripped(&after), &cells);
        assert!(said(&again)[0].starts_with("\nGedaan, groet van Jan\n--- planwacht ---\nOnze tekst"), "{again}");
        assert_eq!(stripped(&again), stripped(&after));
    }

    #[test]
    fn our_notes_are_known_where_the_author_was_forgotten() {
        let cells = CellTexts::from([((0, 0), vec!["Onze tekst"]), ((1, 0), vec!["Erbij"])]);
        let theirs = "<comment ref=\"A2\" authorId=\"0\"><text><t>Van Jan</t></text></comment>";
        let after = added(&with(theirs), &cells)
            .replace("<author>planwacht</author>", "")
            .replace("authorId=\"1\"", "authorId=\"0\"");
        let nameless = after.replace("<author>Jan</author>", "<author> </author>");
        assert_eq!(said(&stripped(&nameless)), ["Van Jan"]);
        // A note of Jan that happens to quote our last line stays whole.
        assert_eq!(said(&stripped(&after)), ["Van Jan".to_owned(), full_text(&["Onze tekst"])]);
    }

    #[test]
    fn a_note_by_nobody_that_can_be_named_does_not_become_ours() {
        for authors in ["<authors/>", "<authors><author>Jan</author></authors>", ""] {
            let before = format!(
                "<comments xmlns=\"{}\">{authors}<commentList><comment ref=\"A1\" authorId=\"3\"><text><t>Van wie?</t></text></comment></commentList></comments>",
                crate::ooxml::namespaces::MAIN
            );
            let after = added(&before, &CellTexts::from([((4, 1), vec!["Drie"])]));
            assert!(after.contains("authorId=\"4\""), "{after}");
            assert_eq!(said(&stripped(&after)), ["Van wie?"]);
        }
    }

    #[test]
    fn codes_of_characters_in_a_staff_note_stay_as_they_are() {
        let before = with("<comment ref=\"A1\" authorId=\"0\"><text><t>regel_x000D_\nander</t></text></comment>");
        let cells = CellTexts::from([((0, 0), vec!["Erbij"])]);
        let mut now = before;
        for _ in 0..3 {
            let merged = said(&added(&now, &cells))[0].replace('&', "&amp;");
            // As a program saves it that joins the runs of a note.
            let joined = with(&format!("<comment ref=\"A1\" authorId=\"0\"><text><t>{merged}</t></text></comment>"));
            now = stripped(&joined);
            assert_eq!(said(&now), ["regel_x000D_\nander"]);
        }
    }

    #[test]
    fn a_bare_text_becomes_a_run_and_odd_notes_are_met() {
        let before = with(
            "<comment ref=\"$A$1\" authorId=\"0\"><text><t>kaal</t></text></comment><comment ref=\"B1\" authorId=\"0\"><text/></comment>",
        );
        let cells = CellTexts::from([((0, 0), vec!["x"]), ((0, 1), vec!["y"])]);
        let after = added(&before, &cells);
        assert!(after.contains("<r><t>kaal</t></r><r>"), "{after}");
        assert_eq!(said(&stripped(&after)), ["kaal", ""]);
    }
}
