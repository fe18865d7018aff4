//! A worksheet part: where an element belongs among its children, and how large its cells are.

use super::element::El;
use crate::cell::{MAX_COL, MAX_ROW, Span, parse_a1};
use crate::ooxml::namespaces::COMPATIBILITY;

/// The children of a worksheet, in the order that the schema wants.
const ORDER: [&str; 39] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == name)
}

/// The rank of a child; `mc:AlternateContent` has that of what it holds.
fn rank_of(el: El<'_>) -> Option<usize> {
    if el.namespace() != COMPATIBILITY {
        return el.is_main().then(|| rank(el.local())).flatten();
    }
    el.descendants().filter(|inner| inner.is_main()).find_map(|inner| rank(inner.local()))
}

/// Where a child of that name goes: behind the last that may stand before it.
pub(super) fn place_for(root: El<'_>, name: &str) -> usize {
    let wanted = rank(name);
    let before = root.children().filter(|el| rank_of(*el).is_some_and(|rank| Some(rank) <= wanted)).last();
    before.map_or(root.open().end, |el| el.outer().end)
}

/// The element that names the drawing of notes and controls; some programs put it within an `mc:AlternateContent`.
pub(super) fn legacy_drawing(root: El<'_>) -> Option<El<'_>> {
    let choices = root.children().filter(|el| el.namespace() == COMPATIBILITY);
    root.child("legacyDrawing").or_else(|| choices.flat_map(|el| el.descendants()).find(|el| el.is("legacyDrawing")))
}

/// The merged ranges.
pub(super) fn merges(root: El<'_>) -> Vec<Span> {
    let cells = root.child("mergeCells").into_iter().flat_map(|list| list.children());
    cells.filter_map(|el| Span::parse(&el.value("ref")?)).collect()
}

/// The highest priority of any rule, those of later Excel versions included.
pub(super) fn highest_priority(root: El<'_>) -> u32 {
    let rules = root.descendants().filter(|el| el.local() == "cfRule");
    rules.filter_map(|el| el.number("priority")).max().unwrap_or(0)
}

/// How wide the columns and how high the rows are, in pixels at 96 dpi.
#[derive(Debug)]
pub(super) struct Geometry {
    columns: Vec<(u32, u32, f64)>,
    default_width: f64,
    rows: Vec<(u32, f64)>,
    default_height: f64,
}

impl Geometry {
    /// Reads the sizes; `text` is the whole part.
    pub(super) fn read(root: El<'_>, text: &str) -> Self {
        let format = root.child("sheetFormatPr");
        let number = |el: El<'_>, name: &str| el.attr(name).and_then(|value| value.raw.trim().parse::<f64>().ok());
        let default_width = format
            .and_then(|el| number(el, "defaultColWidth").or_else(|| number(el, "baseColWidth").map(|n| n + 0.71)));
        let default_height = format.and_then(|el| number(el, "defaultRowHeight"));
        let columns = root.child("cols").into_iter().flat_map(|cols| cols.children()).filter_map(|el| {
            let width = if el.flag("hidden") { 0.0 } else { width_in_pixels(number(el, "width")?) };
            Some((el.number("min")?.checked_sub(1)?, el.number("max")?.checked_sub(1)?, width))
        });
        let mut columns: Vec<_> = columns.collect();
        columns.sort_by_key(|(first, ..)| *first);
        Self {
            columns,
            default_width: width_in_pixels(default_width.unwrap_or(9.14)).max(8.0),
            rows: root.child("sheetData").map(|data| row_heights(data, text)).unwrap_or_default(),
            default_height: height_in_pixels(default_height.unwrap_or(15.0)).max(8.0),
        }
    }

    /// The width of a column in pixels; zero where it is hidden.
    pub(super) fn width(&self, col: u32) -> f64 {
        let at = self.columns.partition_point(|(first, ..)| *first <= col);
        let found = at.checked_sub(1).and_then(|at| self.columns.get(at)).filter(|(_, last, _)| col <= *last);
        found.map_or(self.default_width, |(.., width)| *width)
    }

    /// The height of a row in pixels; zero where it is hidden.
    pub(super) fn height(&self, row: u32) -> f64 {
        let found = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok().and_then(|at| self.rows.get(at));
        found.map_or(self.default_height, |(_, height)| *height)
    }

    /// From the left edge of one column to that of another, in pixels.
    pub(super) fn columns_between(&self, first: u32, end: u32) -> f64 {
        (first..end.min(first.saturating_add(MAX_STEPS))).map(|col| self.width(col)).sum()
    }

    /// From the top edge of one row to that of another, in pixels.
    pub(super) fn rows_between(&self, first: u32, end: u32) -> f64 {
        (first..end.min(first.saturating_add(MAX_STEPS))).map(|row| self.height(row)).sum()
    }

    /// From the left edge of `first`: the column in which `pixels` further lies, and how far into it.
    pub(super) fn column_after(&self, first: u32, pixels: f64) -> (u32, u32) {
        walk(first, MAX_COL, pixels, |col| self.width(col))
    }

    /// From the top edge of `first`: the row in which `pixels` further lies, and how far into it.
    pub(super) fn row_after(&self, first: u32, pixels: f64) -> (u32, u32) {
        walk(first, MAX_ROW, pixels, |row| self.height(row))
    }
}

/// Steps over at most this many columns or rows; hidden ones have no size, and a box needs an end.
const MAX_STEPS: u32 = 400;

fn walk(first: u32, last: u32, pixels: f64, size: impl Fn(u32) -> f64) -> (u32, u32) {
    let mut left = pixels;
    for at in first..=last.min(first.saturating_add(MAX_STEPS)) {
        let here = size(at);
        if left < here {
            // A box is a few hundred pixels, so the number fits.
            return (at, left.max(0.0) as u32);
        }
        left -= here;
    }
    (last.min(first.saturating_add(MAX_STEPS)), 0)
}

fn width_in_pixels(characters: f64) -> f64 {
    (characters * 7.0).clamp(0.0, 2000.0).round()
}

fn height_in_pixels(points: f64) -> f64 {
    (points * 96.0 / 72.0).clamp(0.0, 600.0).round()
}

/// The rows with a height of their own, sorted. Only the start tags of rows are looked at.
fn row_heights(data: El<'_>, text: &str) -> Vec<(u32, f64)> {
    let start = format!("<{}row", data.written_name().strip_suffix("sheetData").unwrap_or_default());
    let mut rest = text.get(data.inner()).unwrap_or_default();
    let mut heights = Vec::new();
    let mut next = 0;
    while let Some(at) = rest.find(&start) {
        rest = rest.get(at + start.len()..).unwrap_or_default();
        if !rest.starts_with([' ', '\t', '\n', '\r', '>', '/']) {
            continue;
        }
        let tag = rest.get(..rest.find('>').unwrap_or(rest.len())).unwrap_or_default();
        let row =
            attribute(tag, "r").and_then(|r| r.parse::<u32>().ok()).and_then(|r| r.checked_sub(1)).unwrap_or(next);
        next = row.saturating_add(1);
        let hidden = attribute(tag, "hidden").is_some_and(|value| matches!(value, "1" | "true"));
        let own = attribute(tag, "ht").and_then(|ht| ht.parse::<f64>().ok()).map(height_in_pixels);
        if let Some(height) = if hidden { Some(0.0) } else { own } {
            heights.push((row, height));
        }
    }
    heights.sort_by_key(|(row, _)| *row);
    heights
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest.get(..at)?.chars().next_back();
        let after = rest.get(at + name.len()..)?;
        if before.is_some_and(char::is_whitespace) {
            let value = after.trim_start().strip_prefix('=')?.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value.get(1..)?.split(quote).next();
        }
        rest = after;
    }
    None
}

/// A comment's place, however it is written.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    parse_a1(reference.trim().split(':').next()?)
}
