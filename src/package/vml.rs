//! The boxes of the notes: the VML drawing of a sheet, worked on as text since much of it is ill-formed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sheet::Geometry;
use super::splice::Splice;
use crate::cell::{MAX_COL, MAX_ROW, Span};
use crate::own::COMMENT;

/// The content type of the part.
pub(super) const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Shapes are numbered in blocks of this size; the drawing says which blocks are its own.
const BLOCK: u32 = 1024;
const SHAPE_TYPE: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
    <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
/// A line of a note holds about this many characters.
const LINE_CHARACTERS: usize = 46;
const LINE_PIXELS: f64 = 15.0;
const BOX_WIDTH: f64 = 300.0;
const BOX_HEIGHTS: (f64, f64) = (60.0, 480.0);
/// In a box of fewer characters a line, words break and the text cannot be measured by its length.
const SHORTEST_LINE: usize = 20;

/// A box to be drawn.
#[derive(Debug, Clone)]
pub(super) struct NoteBox {
    /// The cell of the note.
    pub cell: (u32, u32),
    /// The cells it must not cover: the cell, or the merged range that it starts.
    pub beside: Span,
    /// How many lines the text takes.
    pub lines: usize,
}

/// How many lines a text takes in a box of our own width.
pub(super) fn lines_of(text: &str) -> usize {
    lines_at(text, LINE_CHARACTERS)
}

fn lines_at(text: &str, characters: usize) -> usize {
    text.split('\n').map(|line| line.chars().count().div_ceil(characters.max(1)).max(1)).sum()
}

fn height_of(lines: usize) -> f64 {
    lines as f64 * LINE_PIXELS + 12.0
}

/// The highest block of shape numbers that a drawing uses or claims.
pub(super) fn highest_block(text: &str) -> u32 {
    let used = shape_numbers(text).into_iter().map(|number| number / BLOCK);
    let claimed = id_map(text).map(|map| map.blocks).unwrap_or_default();
    used.chain(claimed).max().unwrap_or(0)
}

/// A new drawing with these boxes; `free_block` is the first block of numbers that no drawing uses.
pub(super) fn new_part(boxes: &[NoteBox], geometry: &Geometry, free_block: u32) -> String {
    let numbers = numbers_in_blocks(boxes.len(), free_block);
    let blocks = blocks_of(&numbers);
    let shapes = shapes(boxes, geometry, &numbers);
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>{SHAPE_TYPE}{shapes}</xml>",
        join(&blocks)
    )
}

/// Adds boxes to a drawing; `None` where it has no end to put them before.
pub(super) fn add(
    text: &str,
    boxes: &[NoteBox],
    geometry: &Geometry,
    free_block: u32,
    splice: &mut Splice,
) -> Option<()> {
    if boxes.is_empty() {
        return Some(());
    }
    let taken = shape_numbers(text);
    let map = id_map(text);
    let own: Vec<u32> = map.as_ref().map(|map| map.blocks.clone()).unwrap_or_default();
    let mut numbers: Vec<u32> = own.iter().flat_map(|block| free_in_block(*block, &taken)).take(boxes.len()).collect();
    let fresh = numbers_in_blocks(boxes.len() - numbers.len(), free_block);
    if let (Some(map), false) = (&map, fresh.is_empty()) {
        let blocks: Vec<u32> = own.into_iter().chain(blocks_of(&fresh)).collect();
        splice.replace(map.data.clone(), join(&blocks));
    }
    numbers.extend(fresh);
    let type_known = text.contains("\"_x0000_t202\"") || text.contains("'_x0000_t202'");
    let shape_type = if type_known { "" } else { SHAPE_TYPE };
    let kept = if is_empty(text) { COMMENT } else { "" };
    let body = format!("{kept}{shape_type}{}", shapes(boxes, geometry, &numbers));
    match text.rfind("</xml") {
        Some(end) => splice.insert(end, body),
        None => {
            let root = text.rfind("<xml")?;
            let end = root + text.get(root..)?.find("/>")?;
            splice.replace(end..end + 2, format!(">{body}</xml>"));
        }
    }
    Some(())
}

/// Makes the boxes of these notes as large as their text, which others began and we added to. A box that is large enough
/// stays; one that grows remembers how large it was.
pub(super) fn grow(text: &str, notes: &BTreeMap<(u32, u32), String>, geometry: &Geometry, splice: &mut Splice) {
    for (shape, cell) in note_shapes(text) {
        let grown = notes.get(&cell).and_then(|note| Frame::find(text, &shape)?.grown(note, geometry));
        if let Some((frame, anchor)) = grown {
            let before = text.get(frame.anchor.clone()).unwrap_or_default();
            splice.insert(frame.style_end, format!("{GROWN}{before}"));
            splice.replace(frame.anchor, anchor);
        }
    }
}

/// Gives the boxes that grew for our text their own size again, except those of `cells`, which go.
pub(super) fn shrink(text: &str, cells: &BTreeSet<(u32, u32)>, splice: &mut Splice) {
    if !text.contains(GROWN) {
        return;
    }
    for (shape, _) in note_shapes(text).filter(|(_, cell)| !cells.contains(cell)) {
        let Some(frame) = Frame::find(text, &shape) else { continue };
        let style = text.get(shape.start..frame.style_end).unwrap_or_default();
        if let Some((at, before)) = style.rfind(GROWN).and_then(|at| Some((at, style.get(at + GROWN.len()..)?)))
            && is_anchor(before)
        {
            splice.replace(frame.anchor, before);
            splice.remove(shape.start + at..frame.style_end);
        }
    }
}

/// How the style of a box that grew tells its size before.
const GROWN: &str = ";planwacht-anchor:";

/// Where the size of a box stands in a drawing.
struct Frame {
    /// What stands within `<x:Anchor>`.
    anchor: Range<usize>,
    /// The eight numbers of it: column, pixels, row, pixels of the top left; the same of the bottom right.
    numbers: [u32; 8],
    /// The end of the value of `style`.
    style_end: usize,
}

impl Frame {
    fn find(text: &str, shape: &Range<usize>) -> Option<Self> {
        let source = text.get(shape.clone())?;
        let tag = source.get(..source.find('>')?)?;
        let style = tag.match_indices("style=").find(|(at, _)| tag.get(..*at).is_some_and(ends_in_space))?.0 + 6;
        let quote = tag.get(style..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let style_end = style + 1 + tag.get(style + 1..)?.find(quote)?;
        let start = source.find("Anchor>")? + 7;
        let anchor = start..start + source.get(start..)?.find('<')?;
        let inner = source.get(anchor.clone()).filter(|inner| is_anchor(inner))?;
        let numbers: Vec<u32> = inner.split(',').filter_map(|number| number.trim().parse().ok()).collect();
        let range = shape.start + anchor.start..shape.start + anchor.end;
        Some(Self { anchor: range, numbers: numbers.try_into().ok()?, style_end: shape.start + style_end })
    }

    /// The anchor with room for the text; `None` where the box has that room.
    fn grown(self, note: &str, geometry: &Geometry) -> Option<(Self, String)> {
        let [left, left_in, top, top_in, right, right_in, bottom, bottom_in] = self.numbers;
        let have_width = geometry.columns_between(left, right) - f64::from(left_in) + f64::from(right_in);
        let have_height = geometry.rows_between(top, bottom) - f64::from(top_in) + f64::from(bottom_in);
        let width = have_width.max(BOX_WIDTH);
        let characters = (width / BOX_WIDTH * LINE_CHARACTERS as f64) as usize;
        let height = height_of(lines_at(note, characters)).min(BOX_HEIGHTS.1).max(have_height);
        // In a box that has its height and some width to read, nothing is cut off.
        let own_characters = (have_width / BOX_WIDTH * LINE_CHARACTERS as f64) as usize;
        if own_characters >= SHORTEST_LINE && height_of(lines_at(note, own_characters)) <= have_height {
            return None;
        }
        let (right, right_in) = geometry.column_after(left, width + f64::from(left_in));
        let (bottom, bottom_in) = geometry.row_after(top, height + f64::from(top_in));
        let anchor = format!("{left}, {left_in}, {top}, {top_in}, {right}, {right_in}, {bottom}, {bottom_in}");
        Some((self, anchor))
    }
}

/// Whether a text is what an anchor holds and nothing that could end an attribute.
fn is_anchor(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c == ',' || c.is_ascii_whitespace())
}

fn ends_in_space(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_whitespace())
}

/// The boxes of notes: where each stands in the drawing, and its cell.
fn note_shapes(text: &str) -> impl Iterator<Item = (Range<usize>, (u32, u32))> {
    shape_ranges(text).into_iter().filter_map(|shape| {
        let source = text.get(shape.clone())?;
        let is_note = source.contains("ObjectType=\"Note\"") || source.contains("ObjectType='Note'");
        Some((shape, cell_of(source).filter(|_| is_note)?))
    })
}

/// Takes the boxes of these cells out of a drawing.
pub(super) fn strip(text: &str, cells: &BTreeSet<(u32, u32)>) -> Splice {
    let mut splice = Splice::default();
    let mut freed = BTreeSet::new();
    let mut left = shape_numbers(text);
    let mut removed = false;
    // Ours stands behind what was there, also behind a box of staff whose note is gone.
    let ours: BTreeMap<(u32, u32), Range<usize>> =
        note_shapes(text).filter(|(_, cell)| cells.contains(cell)).map(|(shape, cell)| (cell, shape)).collect();
    for shape in ours.into_values() {
        for number in shape_numbers(text.get(shape.clone()).unwrap_or_default()) {
            left.remove(&number);
            freed.insert(number / BLOCK);
        }
        splice.remove(shape.clone());
        removed = true;
    }
    release(text, &freed, &left, &mut splice);
    for sign in [SHAPE_TYPE, COMMENT] {
        if let (Some(at), true) = (text.find(sign), removed) {
            splice.remove(at..at + sign.len());
        }
    }
    splice
}

/// Gives back the blocks that only our boxes used; the first was there before us.
fn release(text: &str, freed: &BTreeSet<u32>, left: &BTreeSet<u32>, splice: &mut Splice) {
    let Some(map) = id_map(text) else { return };
    let in_use = |block: u32| left.range(block * BLOCK..(block + 1) * BLOCK).next().is_some();
    let stays = |(at, block): &(usize, &u32)| *at == 0 || !freed.contains(block) || in_use(**block);
    let blocks: Vec<u32> = map.blocks.iter().enumerate().filter(stays).map(|(_, block)| *block).collect();
    if blocks.len() < map.blocks.len() {
        splice.replace(map.data, join(&blocks));
    }
}

/// The same drawing with its shape numbers in blocks from `free_block` on.
pub(super) fn renumbered(text: &str, free_block: u32) -> String {
    let map = id_map(text);
    let used: BTreeSet<u32> = shape_numbers(text).into_iter().map(|number| number / BLOCK).collect();
    let claimed = map.iter().flat_map(|map| map.blocks.iter().copied());
    let blocks: Vec<u32> = used.into_iter().chain(claimed).collect::<BTreeSet<u32>>().into_iter().collect();
    let new_block =
        |old: u32| blocks.iter().position(|block| *block == old).map_or(free_block, |at| free_block + at as u32);
    let mut splice = Splice::default();
    for (at, mark) in text.match_indices("_s") {
        let digits = text.get(at + mark.len()..).unwrap_or_default();
        let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if let Some(number) = digits.get(..length).and_then(|digits| digits.parse::<u32>().ok()) {
            let from = at + mark.len();
            splice.replace(from..from + length, (new_block(number / BLOCK) * BLOCK + number % BLOCK).to_string());
        }
    }
    if let Some(map) = map {
        splice.replace(map.data, join(&map.blocks.iter().map(|block| new_block(*block)).collect::<Vec<_>>()));
    }
    splice.apply(text).unwrap_or_else(|| text.to_owned())
}

/// The shape ids that occur twice.
pub(super) fn twice_used(text: &str) -> impl Iterator<Item = String> {
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    for shape in starts_of(text, "shape") {
        let tag = text.get(shape..).and_then(|rest| rest.split('>').next()).unwrap_or_default();
        let id = tag.split_once(" id=").and_then(|(_, value)| value.get(1..)?.split(['"', '\'']).next());
        if let Some(id) = id.filter(|id| !seen.insert(*id)) {
            twice.insert(id.to_owned());
        }
    }
    twice.into_iter()
}

/// Whether a drawing is ours from the start, and not one of staff in which nothing was drawn.
pub(super) fn is_ours(text: &str) -> bool {
    !text.contains(COMMENT)
}

/// Whether nothing is drawn.
pub(super) fn is_empty(text: &str) -> bool {
    let drawn = ["shape", "group", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "image"];
    !drawn.iter().any(|name| starts_of(text, name).next().is_some())
}

/// The start tags of an element of that name, whatever its prefix: some programs give each element one of its own.
fn starts_of<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(name).filter_map(move |(at, _)| {
        let ends = text.get(at + name.len()..)?.starts_with([' ', '\t', '\r', '\n', '>', '/']);
        let before = text.get(..at)?;
        let start = match before.strip_suffix(':') {
            Some(prefixed) => prefixed.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')),
            None => before,
        };
        (ends && start.ends_with('<')).then(|| start.len() - 1)
    })
}

fn shape_ranges(text: &str) -> Vec<Range<usize>> {
    let starts: Vec<usize> = starts_of(text, "shape").collect();
    let range = |(at, start): (usize, &usize)| {
        let limit = starts.get(at + 1).copied().unwrap_or(text.len());
        let source = text.get(*start..limit)?;
        let name = source.get(1..source.find("shape")? + 5)?;
        let end = format!("</{name}>");
        Some(*start..*start + source.find(&end)? + end.len())
    };
    starts.iter().enumerate().filter_map(range).collect()
}

fn cell_of(shape: &str) -> Option<(u32, u32)> {
    Some((value_of(shape, "Row")?, value_of(shape, "Column")?))
}

fn value_of(shape: &str, name: &str) -> Option<u32> {
    let mut parts = shape.match_indices(name).map(|(at, _)| shape.get(at + name.len()..).unwrap_or_default());
    parts.find_map(|after| after.trim_start().strip_prefix('>')?.split('<').next()?.trim().parse().ok())
}

struct IdMap {
    blocks: Vec<u32>,
    data: Range<usize>,
}

/// The blocks that the drawing claims, and where that stands.
fn id_map(text: &str) -> Option<IdMap> {
    let start = text.find(":idmap")?;
    let tag = text.get(start..start + text.get(start..)?.find('>')?)?;
    let at = tag.find("data=").map(|at| at + 5)?;
    let quote = tag.get(at..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = tag.get(at + 1..)?.split(quote).next()?;
    let blocks = value
        .split([',', ' '])
        .filter_map(|block| block.trim().parse().ok())
        .filter(|block| *block < 1 << 20)
        .collect();
    let from = start + at + 1;
    Some(IdMap { blocks, data: from..from + value.len() })
}

/// The numbers of all shapes: those of `_x0000_s1025`.
fn shape_numbers(text: &str) -> BTreeSet<u32> {
    let digits = text.match_indices("_s").map(|(at, mark)| {
        let after = text.get(at + mark.len()..).unwrap_or_default();
        after.get(..after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len())).unwrap_or_default()
    });
    digits.filter_map(|digits| digits.parse::<u32>().ok()).filter(|number| *number < 1 << 30).collect()
}

/// The free numbers of a block behind the last that is taken; the first of a block is never a shape's.
fn free_in_block(block: u32, taken: &BTreeSet<u32>) -> Range<u32> {
    let (first, end) = (block * BLOCK + 1, (block + 1) * BLOCK);
    let next = taken.range(first..end).next_back().map_or(first, |last| last + 1);
    next..end
}

fn numbers_in_blocks(count: usize, first_block: u32) -> Vec<u32> {
    (first_block..).flat_map(|block| block * BLOCK + 1..(block + 1) * BLOCK).take(count).collect()
}

fn blocks_of(numbers: &[u32]) -> Vec<u32> {
    let blocks: BTreeSet<u32> = numbers.iter().map(|number| number / BLOCK).collect();
    blocks.into_iter().collect()
}

fn join(blocks: &[u32]) -> String {
    blocks.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

fn shapes(boxes: &[NoteBox], geometry: &Geometry, numbers: &[u32]) -> String {
    boxes.iter().zip(numbers).map(|(note, number)| shape(note, geometry, *number)).collect()
}

/// One box, hidden until people point at the cell. It declares its own prefixes, so that it fits in any drawing.
fn shape(note: &NoteBox, geometry: &Geometry, number: u32) -> String {
    let wanted = height_of(note.lines);
    // A long text gets a wider box before it gets a box higher than a screen.
    let width = if wanted > BOX_HEIGHTS.1 { BOX_WIDTH * 1.8 } else { BOX_WIDTH };
    let height = (wanted * BOX_WIDTH / width).clamp(BOX_HEIGHTS.0, BOX_HEIGHTS.1);
    let (left, top) = corner(note, geometry, width, height);
    let (right, right_in) = geometry.column_after(left, width);
    let (bottom, bottom_in) = geometry.row_after(top, height);
    let (row, col) = note.cell;
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" type=\"#_x0000_t202\" \
         style='position:absolute;width:{:.1}pt;height:{:.1}pt;z-index:1;visibility:hidden' fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{left}, 8, {top}, 4, {right}, {right_in}, {bottom}, {bottom_in}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        width * 0.75,
        height * 0.75,
    )
}

/// The cell in which the box begins: right of and below the cell, so that its row stays readable; at the edges of the
/// sheet left of and above it.
fn corner(note: &NoteBox, geometry: &Geometry, width: f64, height: f64) -> (u32, u32) {
    let (mut col, mut row) = (note.beside.right + 1, note.beside.bottom + 1);
    let columns = (width / 64.0).ceil() as u32 + 1;
    let rows = (height / 20.0).ceil() as u32 + 1;
    if geometry.column_after(col.min(MAX_COL), width).0 >= MAX_COL {
        col = note.beside.left.saturating_sub(columns);
    }
    if geometry.row_after(row.min(MAX_ROW), height).0 >= MAX_ROW {
        row = note.beside.top.saturating_sub(rows);
    }
    (col, row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::xml::Tree;

    fn geometry() -> Geometry {
        let text =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>";
        Geometry::read(Tree::parse(text).unwrap().root(), text)
    }

    fn note(row: u32, col: u32) -> NoteBox {
        NoteBox { cell: (row, col), beside: Span { top: row, left: col, bottom: row, right: col }, lines: 3 }
    }

    fn added(before: &str, boxes: &[NoteBox], free_block: u32) -> Option<String> {
        let mut splice = Splice::default();
        add(before, boxes, &geometry(), free_block, &mut splice)?;
        splice.apply(before)
    }

    fn changed(before: &str, change: impl Fn(&mut Splice)) -> String {
        let mut splice = Splice::default();
        change(&mut splice);
        splice.apply(before).unwrap()
    }

    #[test]
    fn a_box_grows_with_its_text_and_shrinks_back() {
        let shape = |style: &str, anchor: &str| {
            format!(
                "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"_x0000_s1025\" {style}>\
                 <x:ClientData ObjectType=\"Note\"><x:Anchor>\r\n  {anchor}</x:Anchor><x:Row>3</x:Row><x:Column>1</x:Column>\
                 </x:ClientData></v:shape></xml>"
            )
        };
        let (small, large) = ("2, 15, 2, 10, 4, 15, 6, 9", "2, 15, 2, 10, 9, 0, 40, 0");
        let text = BTreeMap::from([((3, 1), "een regel van enige lengte die niet past\n".repeat(12))]);
        for style in ["style='position:absolute;visibility:hidden'", "style=\"width:96pt\" fillcolor=\"#ffffe1\""] {
            let before = shape(style, small);
            let after = changed(&before, |splice| grow(&before, &text, &geometry(), splice));
            let frame = Frame::find(&after, &shape_ranges(&after)[0]).unwrap();
            assert_eq!(frame.numbers[..4], [2, 15, 2, 10]);
            assert!(frame.numbers[4] > 4 && frame.numbers[6] >= 12, "{after}");
            assert_eq!(changed(&after, |splice| shrink(&after, &BTreeSet::new(), splice)), before);
        }
        for before in [shape("style='a:b'", large), shape("fillcolor='x'", small), shape("style='a:b'", "een, twee")] {
            assert_eq!(changed(&before, |splice| grow(&before, &text, &geometry(), splice)), before);
        }
    }

    #[test]
    fn boxes_go_before_the_last_end_of_an_ill_formed_drawing_and_out_again() {
        let before = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><o:idmap v:ext=\"edit\" data=\"1\"/><v:shapetype id=\"_x0000_t202\"/>\
                      <v:shape id=\"_x0000_s1026\"><br><x:ClientData ObjectType=\"Button\"/></v:shape></xml>";
        let boxes = [note(0, 0), note(3, 2)];
        let after = added(before, &boxes, 5).unwrap();
        assert!(after.contains("_x0000_s1027") && after.contains("_x0000_s1028") && after.contains("data=\"1\""));
        let cells = boxes.iter().map(|note| note.cell).collect();
        assert_eq!(strip(&after, &cells).apply(&after).unwrap(), before);
        assert!(!is_empty(before));
    }

    #[test]
    fn a_full_block_is_followed_by_a_free_one() {
        let before = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><o:idmap v:ext=\"edit\" data=\"2\"/><v:shape id=\"_x0000_s3070\"/></xml>";
        let boxes: Vec<NoteBox> = (0..1500).map(|row| note(row, 0)).collect();
        let after = added(before, &boxes, 7).unwrap();
        assert!(
            after.contains("data=\"2,7,8\"") && after.contains("_x0000_s3071\"") && !after.contains("_x0000_s3072\"")
        );
        let numbers = shape_numbers(&after);
        assert_eq!(numbers.len(), 1501);
        assert!(numbers.contains(&(7 * 1024 + 1)) && !numbers.contains(&(8 * 1024)));
        let cells = boxes.iter().map(|note| note.cell).collect();
        assert!(strip(&after, &cells).apply(&after).unwrap().contains("data=\"2\""));
    }

    #[test]
    fn a_box_stays_on_the_sheet_and_off_its_row() {
        let geometry = geometry();
        assert_eq!(corner(&note(4, 2), &geometry, 300.0, 100.0), (3, 5));
        let (col, row) = corner(&note(MAX_ROW, MAX_COL), &geometry, 300.0, 100.0);
        assert!(col < MAX_COL - 3 && row < MAX_ROW - 3);
    }

    #[test]
    fn a_drawing_that_closes_itself_is_opened() {
        let before = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"/>";
        let after = added(before, &[note(0, 0)], 1).unwrap();
        assert!(Tree::parse(&after).is_ok() && after.ends_with("</xml>"));
        assert!(added("<html/>", &[note(0, 0)], 1).is_none());
    }
}
