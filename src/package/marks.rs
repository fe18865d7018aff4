//! Marks around cells: a rule that always holds and draws a border, so that the cell's own style stays as it was.

use std::collections::BTreeMap;

use super::Mark;
use super::element::El;
use super::splice::Splice;
use super::styles::{List, Styles};
use super::text::escape;
use crate::cell::Span;
use crate::own::{MARK_FORMULA, is_mark_formula};

/// Excel's priorities end at 2,147,483,647; some room is left for our own.
const HIGHEST_PRIORITY: u32 = 2_147_000_000;
/// No rule names more ranges than this, so that no attribute grows beyond what readers take.
const RANGES_IN_RULE: usize = 500;

/// Colours that no palette has, so that our own format is known again.
const COLOURS: [(Mark, &str); 3] = [(Mark::Error, "FFC8102E"), (Mark::Warning, "FFE07B01"), (Mark::Info, "FF1B6EC3")];

/// The ranges to mark on one sheet.
pub(super) type Marked = BTreeMap<Mark, Vec<Span>>;

/// The format that draws a mark.
fn format_source(mark: Mark) -> String {
    let colour = COLOURS.iter().find(|(have, _)| *have == mark).map_or("FF000000", |(_, colour)| colour);
    let side = |name: &str| format!("<{name} style=\"thin\"><color rgb=\"{colour}\"/></{name}>");
    let sides: String = ["left", "right", "top", "bottom"].into_iter().map(side).collect();
    format!("<dxf><border>{sides}</border></dxf>")
}

/// Whether the workbook's formats hold one of ours: only then can its sheets hold our rules.
pub(super) fn any_own_format(styles: El<'_>) -> bool {
    let formats = styles.child("dxfs").into_iter().flat_map(|list| list.children());
    formats.flat_map(|format| format.descendants()).filter(|el| el.is("color")).any(|el| {
        el.value("rgb").is_some_and(|rgb| COLOURS.iter().any(|(_, colour)| colour.eq_ignore_ascii_case(&rgb)))
    })
}

/// Our rules for one sheet, as a worksheet's children. The most serious mark comes first, so that it wins.
pub(super) fn rules(sheet: El<'_>, marked: &Marked, styles: &mut Styles, highest_priority: u32) -> String {
    let declare = sheet.declare(sheet.namespace());
    // Behind all others, and still a number that Excel takes; rules of equal priority are fine for a border.
    let mut priority = highest_priority.min(HIGHEST_PRIORITY);
    let mut out = String::new();
    for (mark, spans) in marked.iter().rev() {
        let format = styles.place_of(List::Dxfs, &format_source(*mark));
        for ranges in joined(spans).chunks(RANGES_IN_RULE) {
            priority += 1;
            let ranges: Vec<String> = ranges.iter().map(range_text).collect();
            let (ranges, formula) = (ranges.join(" "), escape(MARK_FORMULA));
            out.push_str(&format!(
                "<conditionalFormatting{declare} sqref=\"{ranges}\"><cfRule type=\"expression\" dxfId=\"{format}\" \
                 priority=\"{priority}\"><formula>{formula}</formula></cfRule></conditionalFormatting>"
            ));
        }
    }
    out
}

/// Takes our rules out of a sheet.
pub(super) fn strip(sheet: El<'_>, splice: &mut Splice) {
    for block in sheet.children().filter(|el| el.is("conditionalFormatting")) {
        let rules: Vec<El<'_>> = block.children().filter(|el| el.is("cfRule")).collect();
        let ours = rules.iter().filter(|rule| is_own(**rule)).count();
        if ours > 0 && ours == rules.len() {
            splice.remove(block.outer());
        } else {
            rules.iter().filter(|rule| is_own(**rule)).for_each(|rule| splice.remove(rule.outer()));
        }
    }
}

fn is_own(rule: El<'_>) -> bool {
    rule.child("formula").is_some_and(|formula| is_mark_formula(&formula.text()))
}

fn range_text(span: &Span) -> String {
    if (span.top, span.left) == (span.bottom, span.right) {
        crate::cell::a1(span.top, span.left)
    } else {
        span.to_string()
    }
}

/// The same cells in fewer ranges: what stands below each other in the same columns is one.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| (span.left, span.right, span.top, span.bottom));
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if (last.left, last.right) == (span.left, span.right) && span.top <= last.bottom + 1 => {
                last.bottom = last.bottom.max(span.bottom);
            }
            _ => out.push(span),
        }
    }
    out.sort_by_key(|span| (span.top, span.left));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_downwards() {
        let spans: Vec<Span> =
            ["B4", "B3", "C3:D3", "B9", "B5"].iter().map(|text| Span::parse(text).unwrap()).collect();
        let texts: Vec<String> = joined(&spans).iter().map(range_text).collect();
        assert_eq!(texts, ["B3:B5", "C3:D3", "B9"]);
    }
}
