//! Notes and marks on the sheets of the workbook.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, parse};
use super::comments::{self, CellTexts};
use super::content_types::ContentTypes;
use super::error::{LeftOutReason, PackageError};
use super::marks::{self, Marked};
use super::names::free_part;
use super::rels::{Rels, save_spliced};
use super::sheet::{Geometry, highest_priority, legacy_drawing, merges, place, place_for};
use super::splice::Splice;
use super::styles::Styles;
use super::text::Part;
use super::vml::{self, NoteBox};
use super::workbook::{SheetEntry, Workbook, is_strict, parse_sheet};
use super::xml::El;
use super::{LeftOut, Mark, Note};
use crate::cell::{MAX_COL, MAX_ROW, Span};
use crate::ooxml::names::folder_of;
use crate::wording::Wording;

/// What the notes share: the parts that all sheets write into.
pub(super) struct Shared<'s> {
    /// The types of all parts.
    pub types: &'s mut ContentTypes,
    /// The styles; read when the first mark is drawn.
    pub styles: &'s mut Option<Styles>,
    /// The first block of shape numbers that no drawing uses.
    pub free_block: u32,
}

/// What became of the notes.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// How many notes are in the workbook.
    pub placed: usize,
    /// Those that are not, with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A note with its place in the list of notes.
type Numbered<'n> = (usize, &'n Note);

fn left_out((note, Note { at, .. }): &Numbered<'_>, reason: LeftOutReason) -> LeftOut {
    LeftOut { note: *note, at: at.clone(), reason }
}

/// The first block of shape numbers that no drawing of the package uses.
pub(super) fn free_block(archive: &mut Archive<'_>, types: &ContentTypes) -> Result<u32, PackageError> {
    let drawings: Vec<String> =
        archive.names().filter(|name| types.of(name) == Some(vml::CONTENT_TYPE)).map(str::to_owned).collect();
    let mut highest = 0;
    for name in drawings {
        highest = highest.max(vml::highest_block(&archive.part(&name)?.text));
    }
    Ok(highest + 1)
}

/// Puts all notes on their sheets.
pub(super) fn place_all(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    notes: &[Note],
    shared: &mut Shared<'_>,
) -> Result<Placed, PackageError> {
    let mut placed = Placed::default();
    let mut by_sheet: BTreeMap<usize, Vec<Numbered<'_>>> = BTreeMap::new();
    for note in notes.iter().enumerate() {
        match sheet_of(workbook, note.1) {
            Ok(at) => by_sheet.entry(at).or_default().push(note),
            Err(reason) => placed.left_out.push(left_out(&note, reason)),
        }
    }
    for (at, notes) in by_sheet {
        if let Some(sheet) = workbook.sheets.get(at) {
            place_on_sheet(archive, workbook, sheet, &notes, shared, &mut placed)?;
        }
    }
    Ok(placed)
}

fn sheet_of(workbook: &Workbook, note: &Note) -> Result<usize, LeftOutReason> {
    let exact = workbook.sheets.iter().position(|sheet| sheet.name == *note.at.sheet);
    let lower = note.at.sheet.to_lowercase();
    let at = exact.or_else(|| workbook.sheets.iter().position(|sheet| sheet.name.to_lowercase() == lower));
    let at = at.ok_or(LeftOutReason::NoSuchSheet)?;
    if workbook.sheets.get(at).is_none_or(|sheet| !sheet.worksheet || sheet.part.is_none()) {
        return Err(LeftOutReason::NotAWorksheet);
    }
    if note.at.row > MAX_ROW || note.at.col > MAX_COL {
        return Err(LeftOutReason::OutsideSheet);
    }
    if note.text.trim().is_empty() { Err(LeftOutReason::EmptyText) } else { Ok(at) }
}

/// Everything about one sheet that its notes need.
struct Target<'t> {
    strict: bool,
    root: El<'t>,
    text: &'t str,
    rels: Rels,
}

fn place_on_sheet(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    sheet: &SheetEntry,
    notes: &[Numbered<'_>],
    shared: &mut Shared<'_>,
    placed: &mut Placed,
) -> Result<(), PackageError> {
    let Some(name) = sheet.part.as_deref() else { return Ok(()) };
    let part = archive.part(name)?;
    let tree = parse_sheet(name, &part)?;
    let root = tree.root();
    if root.local() != "worksheet" {
        placed.left_out.extend(notes.iter().map(|note| left_out(note, LeftOutReason::NotAWorksheet)));
        return Ok(());
    }
    let strict = is_strict(name, root)?;
    if root.closes_itself() {
        return Err(PackageError::BadPart {
            part: name.to_owned(),
            detail: Wording::of("het blad is leeg", "the sheet is empty"),
        });
    }
    let mut target = Target { strict, root, text: &part.text, rels: Rels::load(archive, name)? };
    let spans = spans_of(root, notes);
    let threaded = threaded_cells(archive, &target.rels)?;
    let mut texts = CellTexts::new();
    let mut marked: BTreeMap<(u32, u32), (Mark, Span)> = BTreeMap::new();
    for numbered in notes {
        let note = numbered.1;
        let cell = (note.at.row, note.at.col);
        let span = spans.get(&cell).copied().unwrap_or(single(cell));
        let top_left = (span.top, span.left);
        if threaded.contains(&top_left) || threaded.contains(&cell) {
            placed.left_out.push(left_out(numbered, LeftOutReason::ThreadedComment));
            continue;
        }
        if let Some(mark) = note.mark {
            let have = marked.entry(top_left).or_insert((mark, span));
            have.0 = have.0.max(mark);
        }
        // Excel shows only the note at the top-left; programs look one up at the cell that was named.
        for cell in BTreeSet::from([top_left, cell]) {
            texts.entry(cell).or_default().push(&note.text);
        }
        placed.placed += 1;
    }
    let mut splice = Splice::default();
    add_marks(archive, workbook, &target, &marked, shared, &mut splice)?;
    if !texts.is_empty() {
        add_notes(archive, workbook, &mut target, &texts, &spans, shared, &mut splice)?;
    }
    target.rels.save(archive)?;
    save_spliced(archive, name, &part, splice)
}

fn single((row, col): (u32, u32)) -> Span {
    Span { top: row, left: col, bottom: row, right: col }
}

/// The merged range of each cell that lies in one, for the cells with notes.
fn spans_of(root: El<'_>, notes: &[Numbered<'_>]) -> BTreeMap<(u32, u32), Span> {
    let mut cells: BTreeSet<(u32, u32)> = notes.iter().map(|(_, note)| (note.at.row, note.at.col)).collect();
    let mut spans = BTreeMap::new();
    for span in merges(root) {
        let inside = cells.range((span.top, span.left)..=(span.bottom, span.right));
        let inside: Vec<(u32, u32)> = inside.copied().filter(|(row, col)| span.contains(*row, *col)).collect();
        for cell in inside {
            cells.remove(&cell);
            spans.insert(cell, span);
            spans.insert((span.top, span.left), span);
        }
    }
    spans
}

/// The cells with a conversation, which Excel also shows as a note for older versions.
fn threaded_cells(archive: &mut Archive<'_>, rels: &Rels) -> Result<BTreeSet<(u32, u32)>, PackageError> {
    let mut cells = BTreeSet::new();
    let conversations: Vec<String> = rels
        .list
        .iter()
        .filter(|rel| rel.kind == "threadedComment")
        .filter_map(|rel| rels.target(archive, rel))
        .collect();
    for name in conversations.iter().filter(|name| archive.has(name)).cloned().collect::<Vec<_>>() {
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        let comments = tree.root().children().filter(|el| el.local() == "threadedComment");
        cells.extend(comments.filter_map(|el| place(&el.value("ref")?)));
    }
    if let Some(name) = rels.first_target(archive, "comments").filter(|name| archive.has(name)) {
        let part = archive.part(&name)?;
        let tree = parse(&name, &part)?;
        cells.extend(mirrored_cells(tree.root()));
    }
    Ok(cells)
}

/// The cells whose note mirrors a conversation: their author is its number.
fn mirrored_cells(root: El<'_>) -> Vec<(u32, u32)> {
    let authors = root.child("authors").into_iter().flat_map(|list| list.children());
    let mirrors: BTreeSet<u32> =
        (0..).zip(authors).filter(|(_, el)| el.text().starts_with("tc={")).map(|(at, _)| at).collect();
    let comments = root.child("commentList").into_iter().flat_map(|list| list.children());
    let mirroring = comments.filter(|el| el.number("authorId").is_some_and(|author| mirrors.contains(&author)));
    mirroring.filter_map(|el| place(&el.value("ref")?)).collect()
}

fn add_marks(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    target: &Target<'_>,
    marked: &BTreeMap<(u32, u32), (Mark, Span)>,
    shared: &mut Shared<'_>,
    splice: &mut Splice,
) -> Result<(), PackageError> {
    let mut by_mark = Marked::new();
    for (mark, span) in marked.values() {
        by_mark.entry(*mark).or_default().push(*span);
    }
    if by_mark.is_empty() {
        return Ok(());
    }
    if shared.styles.is_none() {
        *shared.styles = Some(Styles::load(archive, workbook, shared.types)?);
    }
    if let Some(styles) = shared.styles {
        let rules = marks::rules(target.root, &by_mark, styles, highest_priority(target.root));
        splice.insert(place_for(target.root, "conditionalFormatting"), rules);
    }
    Ok(())
}

fn add_notes(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    target: &mut Target<'_>,
    texts: &CellTexts<'_>,
    spans: &BTreeMap<(u32, u32), Span>,
    shared: &mut Shared<'_>,
    splice: &mut Splice,
) -> Result<(), PackageError> {
    let noted = add_comments(archive, workbook, target, texts, shared)?;
    let boxes: Vec<NoteBox> = texts
        .iter()
        .filter(|(cell, _)| !noted.contains_key(cell))
        .map(|(cell, texts)| note_box(*cell, texts, spans))
        .collect();
    let geometry = Geometry::read(target.root, target.text);
    let drawing = legacy_drawing(target.root);
    let relation = drawing.and_then(|el| el.relation("id")).map(|id| id.text());
    let known =
        relation.as_deref().and_then(|id| target.rels.by_id(id)).and_then(|rel| target.rels.target(archive, rel));
    let text = match known.as_deref().filter(|name| archive.has(name)) {
        Some(name) => {
            let part = archive.part(name)?;
            let no_end = || PackageError::BadPart {
                part: name.to_owned(),
                detail: Wording::of("het einde </xml> ontbreekt", "the end </xml> is missing"),
            };
            let mut splice = Splice::default();
            vml::add(&part.text, &boxes, &geometry, shared.free_block, &mut splice).ok_or_else(no_end)?;
            vml::grow(&part.text, &noted, &geometry, &mut splice);
            if splice.is_empty() {
                return Ok(());
            }
            let part = part.spliced(splice).ok_or_else(no_end)?;
            archive.put(name, part.encode());
            part.text
        }
        // A note without a box is shown by Excel in one of its own making.
        None if boxes.is_empty() => return Ok(()),
        None => {
            let folder = folder_of(&workbook.name);
            let slash = if folder.is_empty() { "" } else { "/" };
            let name = match &known {
                Some(known) => known.clone(),
                None => free_part(archive, &format!("{folder}{slash}drawings/vmlDrawing"), ".vml")?,
            };
            let text = vml::new_part(&boxes, &geometry, shared.free_block);
            archive.put(&name, text.clone().into_bytes());
            shared.types.set(&name, vml::CONTENT_TYPE);
            connect_drawing(target, relation, known.is_some(), &name, splice);
            text
        }
    };
    shared.free_block = shared.free_block.max(vml::highest_block(&text) + 1);
    Ok(())
}

/// Ties a new drawing to its sheet.
fn connect_drawing(target: &mut Target<'_>, relation: Option<String>, has_rel: bool, name: &str, splice: &mut Splice) {
    match relation {
        Some(_) if has_rel => {}
        Some(id) => target.rels.add_as(&id, "vmlDrawing", name, target.strict),
        None => {
            let id = target.rels.add("vmlDrawing", name, target.strict);
            let root = target.root;
            let attribute = root.relation_attribute("id", &id, target.strict);
            let declare = root.declare(root.namespace());
            splice.insert(place_for(root, "legacyDrawing"), format!("<legacyDrawing{declare} {attribute}/>"));
        }
    }
}

fn note_box(cell: (u32, u32), texts: &[&str], spans: &BTreeMap<(u32, u32), Span>) -> NoteBox {
    let beside = spans.get(&cell).copied().unwrap_or(single(cell));
    NoteBox { cell, beside, lines: vml::lines_of(&comments::full_text(texts)) }
}

/// Adds the texts to the comments part, which is made where the sheet has none; gives the cells that had a note, with all
/// that it says now.
fn add_comments(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    target: &mut Target<'_>,
    texts: &CellTexts<'_>,
    shared: &mut Shared<'_>,
) -> Result<BTreeMap<(u32, u32), String>, PackageError> {
    let known = target.rels.first_target(archive, "comments");
    if let Some(name) = known.as_deref().filter(|name| archive.has(name)) {
        let part = archive.part(name)?;
        let tree = parse(name, &part)?;
        is_strict(name, tree.root())?;
        let noted = comments::added_to(&tree, texts);
        save_spliced(archive, name, &part, comments::add(&tree, texts))?;
        return Ok(noted);
    }
    let folder = folder_of(&workbook.name);
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = match &known {
        Some(known) => known.clone(),
        None => free_part(archive, &format!("{folder}{slash}comments"), ".xml")?,
    };
    let part = Part::new(comments::new_part(texts, target.root.namespace()));
    archive.put(&name, part.encode());
    shared.types.set(&name, comments::CONTENT_TYPE);
    if known.is_none() {
        target.rels.add("comments", &name, target.strict);
    }
    Ok(BTreeMap::new())
}
