//! Notes and marks on the sheets of the workbook.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, parse};
use super::comments::{self, CellTexts, StaffTexts};
use super::content_types::ContentTypes;
use super::element::El;
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
use super::xml::Tree;
use super::{LeftOut, Mark, Note, StaffNoteEdit};
use crate::cell::{CellRef, MAX_COL, MAX_ROW, MAX_TEXT, Span};
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
        match sheet_of(workbook, &note.1.at, &note.1.text) {
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

fn sheet_of(workbook: &Workbook, cell: &CellRef, text: &str) -> Result<usize, LeftOutReason> {
    let exact = workbook.sheets.iter().position(|sheet| sheet.name == *cell.sheet);
    let lower = cell.sheet.to_lowercase();
    let at = exact.or_else(|| workbook.sheets.iter().position(|sheet| sheet.name.to_lowercase() == lower));
    let at = at.ok_or(LeftOutReason::NoSuchSheet)?;
    if workbook.sheets.get(at).is_none_or(|sheet| !sheet.worksheet || sheet.part.is_none()) {
        return Err(LeftOutReason::NotAWorksheet);
    }
    if cell.row > MAX_ROW || cell.col > MAX_COL {
        return Err(LeftOutReason::OutsideSheet);
    }
    if text.trim().is_empty() { Err(LeftOutReason::EmptyText) } else { Ok(at) }
}

/// What the notes of a sheet say, with their authors; conversations are told as such.
pub(super) fn staff_notes(archive: &mut Archive<'_>, sheet: &SheetEntry) -> Result<Vec<StaffNoteFound>, PackageError> {
    let Some(name) = sheet.part.as_deref() else { return Ok(Vec::new()) };
    let rels = Rels::load(archive, name)?;
    let threaded = threaded_cells(archive, &rels)?;
    let mut found: Vec<StaffNoteFound> =
        threaded.iter().map(|cell| StaffNoteFound { cell: *cell, author: None }).collect();
    let Some(comments) = rels.first_target(archive, "comments").filter(|name| archive.has(name)) else {
        return Ok(found);
    };
    let part = archive.part(&comments)?;
    for (reference, notes) in comments::staff_notes(&parse(&comments, &part)?) {
        let Some(cell) = place(&reference).filter(|cell| !threaded.contains(cell)) else { continue };
        found.extend(notes.into_iter().map(|(author, _)| StaffNoteFound { cell, author: Some(author) }));
    }
    Ok(found)
}

/// A note of staff as it stands on a sheet.
pub(super) struct StaffNoteFound {
    /// Its cell: row and column, from zero.
    pub cell: (u32, u32),
    /// Its author; none for a conversation.
    pub author: Option<String>,
}

/// Everything about one sheet that its notes need.
struct Target<'t> {
    strict: bool,
    root: El<'t>,
    text: &'t str,
    rels: Rels,
}

impl<'t> Target<'t> {
    /// The sheet of that part; none where it is no worksheet.
    fn of(archive: &mut Archive<'_>, name: &str, root: El<'t>, part: &'t Part) -> Result<Option<Self>, PackageError> {
        if root.local() != "worksheet" {
            return Ok(None);
        }
        let strict = is_strict(name, root)?;
        if root.closes_itself() {
            return Err(PackageError::BadPart {
                part: name.to_owned(),
                detail: Wording::of("het blad is leeg", "the sheet is empty"),
            });
        }
        Ok(Some(Self { strict, root, text: &part.text, rels: Rels::load(archive, name)? }))
    }
}

/// What became of the notes of staff.
#[derive(Debug, Default)]
pub(super) struct WrittenNotes {
    /// Those that were not written, with the reason.
    pub left_out: Vec<LeftOut>,
    /// For each comments part the cells whose note was written.
    pub cells: BTreeMap<String, BTreeSet<(u32, u32)>>,
}

/// Writes the notes of staff, on the very cells that they name.
pub(super) fn write_staff(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    notes: &[StaffNoteEdit],
    shared: &mut Shared<'_>,
) -> Result<WrittenNotes, PackageError> {
    let mut written = WrittenNotes::default();
    let mut by_sheet: BTreeMap<usize, Vec<(usize, &StaffNoteEdit)>> = BTreeMap::new();
    for (at, note) in notes.iter().enumerate() {
        match sheet_of(workbook, &note.at, &note.text) {
            Ok(sheet) => by_sheet.entry(sheet).or_default().push((at, note)),
            Err(reason) => written.left_out.push(LeftOut { note: at, at: note.at.clone(), reason }),
        }
    }
    for (at, notes) in by_sheet {
        if let Some(sheet) = workbook.sheets.get(at) {
            write_staff_on_sheet(archive, workbook, sheet, &notes, shared, &mut written)?;
        }
    }
    Ok(written)
}

fn write_staff_on_sheet(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    sheet: &SheetEntry,
    notes: &[(usize, &StaffNoteEdit)],
    shared: &mut Shared<'_>,
    written: &mut WrittenNotes,
) -> Result<(), PackageError> {
    let Some(name) = sheet.part.as_deref() else { return Ok(()) };
    let part = archive.part(name)?;
    let tree = parse_sheet(name, &part)?;
    let root = tree.root();
    let refuse = |(note, edit): &(usize, &StaffNoteEdit), reason| LeftOut { note: *note, at: edit.at.clone(), reason };
    let Some(mut target) = Target::of(archive, name, root, &part)? else {
        written.left_out.extend(notes.iter().map(|note| refuse(note, LeftOutReason::NotAWorksheet)));
        return Ok(());
    };
    let threaded = threaded_cells(archive, &target.rels)?;
    let mut texts = StaffTexts::new();
    for note in notes {
        let cell = (note.1.at.row, note.1.at.col);
        if threaded.contains(&cell) {
            written.left_out.push(refuse(note, LeftOutReason::ThreadedComment));
        } else {
            texts.insert(cell, (&note.1.author, &note.1.text));
        }
    }
    if texts.is_empty() {
        return Ok(());
    }
    let cells: BTreeSet<(u32, u32)> = texts.keys().copied().collect();
    let spans = spans_of(root, notes.iter().map(|(_, note)| &note.at));
    let mut splice = Splice::default();
    add_notes(archive, workbook, &mut target, &Words::Staff(texts), &spans, shared, &mut splice)?;
    if let Some(comments) = target.rels.first_target(archive, "comments") {
        written.cells.entry(comments).or_default().extend(cells);
    }
    target.rels.save(archive)?;
    save_spliced(archive, name, &part, splice)
}

/// What is written into notes, and by whom.
enum Words<'n> {
    /// By planwacht, behind what stands there.
    Ours(CellTexts<'n>),
    /// By staff, in the place of what stands there.
    Staff(StaffTexts<'n>),
}

impl Words<'_> {
    /// Each cell with the lines that its text takes in a box.
    fn lines(&self) -> Vec<((u32, u32), usize)> {
        match self {
            Self::Ours(texts) => {
                texts.iter().map(|(cell, texts)| (*cell, vml::lines_of(&comments::full_text(texts)))).collect()
            }
            Self::Staff(texts) => texts.iter().map(|(cell, (_, text))| (*cell, vml::lines_of(text))).collect(),
        }
    }

    /// A comments part that holds nothing else.
    fn new_part(&self, main: &str) -> String {
        match self {
            Self::Ours(texts) => comments::new_part(texts, main),
            Self::Staff(texts) => comments::new_staff_part(texts, main),
        }
    }

    fn write(&self, tree: &Tree<'_>) -> Splice {
        match self {
            Self::Ours(texts) => comments::add(tree, texts),
            Self::Staff(texts) => comments::write_staff(tree, texts),
        }
    }

    /// Those of our words that the box of a note grows with; staff size their own.
    fn growing<'a>(&self, noted: &'a Noted) -> Option<&'a Noted> {
        matches!(self, Self::Ours(_)).then_some(noted)
    }

    /// The cells that had a note, with all that it says now.
    fn noted(&self, tree: &Tree<'_>) -> Noted {
        match self {
            Self::Ours(texts) => comments::added_to(tree, texts),
            Self::Staff(texts) => {
                let places = tree.root().child("commentList").into_iter().flat_map(|list| list.children());
                let cells = places.filter_map(|el| place(&el.value("ref")?));
                cells.filter_map(|cell| Some((cell, texts.get(&cell)?.1.to_owned()))).collect()
            }
        }
    }
}

/// Notes by cell, with all that they say.
type Noted = BTreeMap<(u32, u32), String>;

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
    let Some(mut target) = Target::of(archive, name, root, &part)? else {
        placed.left_out.extend(notes.iter().map(|note| left_out(note, LeftOutReason::NotAWorksheet)));
        return Ok(());
    };
    let spans = spans_of(root, notes.iter().map(|(_, note)| &note.at));
    let threaded = threaded_cells(archive, &target.rels)?;
    let mut lengths = note_lengths(archive, &target.rels)?;
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
        // A note by itself is cut where it is too long; one of staff is not.
        let cells = BTreeSet::from([top_left, cell]);
        let added = comments::added_length(&note.text);
        let is_full =
            |cell: &(u32, u32)| lengths.get(cell).is_some_and(|length| length + added + comments::AROUND > MAX_TEXT);
        if cells.iter().any(is_full) {
            placed.left_out.push(left_out(numbered, LeftOutReason::NoteFull));
            continue;
        }
        for cell in &cells {
            lengths.entry(*cell).and_modify(|length| *length += added);
        }
        if let Some(mark) = note.mark {
            let have = marked.entry(top_left).or_insert((mark, span));
            have.0 = have.0.max(mark);
        }
        // Excel shows only the note at the top-left; programs look one up at the cell that was named.
        for cell in cells {
            texts.entry(cell).or_default().push(&note.text);
        }
        placed.placed += 1;
    }
    let mut splice = Splice::default();
    add_marks(archive, workbook, &target, &marked, shared, &mut splice)?;
    if !texts.is_empty() {
        add_notes(archive, workbook, &mut target, &Words::Ours(texts), &spans, shared, &mut splice)?;
    }
    target.rels.save(archive)?;
    save_spliced(archive, name, &part, splice)
}

fn single((row, col): (u32, u32)) -> Span {
    Span { top: row, left: col, bottom: row, right: col }
}

/// The merged range of each cell that lies in one, for the cells with notes.
fn spans_of<'c>(root: El<'_>, cells: impl Iterator<Item = &'c CellRef>) -> BTreeMap<(u32, u32), Span> {
    let mut cells: BTreeSet<(u32, u32)> = cells.map(|at| (at.row, at.col)).collect();
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

/// How long the notes of the sheet are, by cell.
fn note_lengths(archive: &mut Archive<'_>, rels: &Rels) -> Result<BTreeMap<(u32, u32), usize>, PackageError> {
    let Some(name) = rels.first_target(archive, "comments").filter(|name| archive.has(name)) else {
        return Ok(BTreeMap::new());
    };
    let part = archive.part(&name)?;
    Ok(comments::lengths(&parse(&name, &part)?))
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
    words: &Words<'_>,
    spans: &BTreeMap<(u32, u32), Span>,
    shared: &mut Shared<'_>,
    splice: &mut Splice,
) -> Result<(), PackageError> {
    let noted = add_comments(archive, workbook, target, words, shared)?;
    let boxes: Vec<NoteBox> = words
        .lines()
        .into_iter()
        .filter(|(cell, _)| !noted.contains_key(cell))
        .map(|(cell, lines)| note_box(cell, lines, spans))
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
            words.growing(&noted).into_iter().for_each(|noted| vml::grow(&part.text, noted, &geometry, &mut splice));
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

fn note_box(cell: (u32, u32), lines: usize, spans: &BTreeMap<(u32, u32), Span>) -> NoteBox {
    let beside = spans.get(&cell).copied().unwrap_or(single(cell));
    NoteBox { cell, beside, lines }
}

/// Adds the texts to the comments part, which is made where the sheet has none; gives the cells that had a note, with all
/// that it says now.
fn add_comments(
    archive: &mut Archive<'_>,
    workbook: &Workbook,
    target: &mut Target<'_>,
    words: &Words<'_>,
    shared: &mut Shared<'_>,
) -> Result<Noted, PackageError> {
    let known = target.rels.first_target(archive, "comments");
    if let Some(name) = known.as_deref().filter(|name| archive.has(name)) {
        let part = archive.part(name)?;
        let tree = parse(name, &part)?;
        is_strict(name, tree.root())?;
        let noted = words.noted(&tree);
        save_spliced(archive, name, &part, words.write(&tree))?;
        return Ok(noted);
    }
    let folder = folder_of(&workbook.name);
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = match &known {
        Some(known) => known.clone(),
        None => free_part(archive, &format!("{folder}{slash}comments"), ".xml")?,
    };
    let part = Part::new(words.new_part(target.root.namespace()));
    archive.put(&name, part.encode());
    shared.types.set(&name, comments::CONTENT_TYPE);
    if known.is_none() {
        target.rels.add("comments", &name, target.strict);
    }
    Ok(BTreeMap::new())
}
