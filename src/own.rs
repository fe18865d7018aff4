//! How planwacht knows what it wrote itself, in a workbook that staff edited and other programs saved.
//!
//! Hidden names refer to our sheets, and follow them when they are renamed or moved. A note of ours has our name as its author. Where staff had a note already, our words stand below a separator. LibreOffice
//! forgets authors, so our words also end with a footer; what staff type below that is theirs.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::cell::quoted_sheet;

/// The hidden name that says that planwacht wrote in this workbook.
pub const WORKBOOK_MARK: &str = "_planwacht";
/// How the hidden names begin that each refer to one of our sheets: those of a check, and the list of notes without a place.
const SHEET_MARKS: [(SheetSet, &str); 2] =
    [(SheetSet::Check, "_planwacht_blad"), (SheetSet::Unplaced, "_planwacht_rest")];
/// How the code names of our sheets begin.
pub const CODE_NAME: &str = "planwacht_";
/// What stands in front of our sheets where a code name could disturb macros.
pub const COMMENT: &str = "<!-- planwacht -->";
/// Our mark on a sheet stands within this many bytes of its part.
pub const HEAD: usize = 4000;

/// Who our notes are by.
pub const AUTHOR: &str = "planwacht";
/// How the line before our words begins in a note of someone else.
pub const SEPARATOR: &str = "--- planwacht";
/// The last line of our words.
pub const FOOTER: &str = "\u{2014} planwacht";

/// The formula of the conditional formats that draw our marks. It always holds, and it says whose format it is even after Excel
/// or LibreOffice saved it.
pub const MARK_FORMULA: &str = "\"planwacht\"<>\"\"";

/// Whether the formula of a conditional format is that of our marks, however a program wrote it.
pub fn is_mark_formula(formula: &str) -> bool {
    let plain = |text: &str| text.replace([' ', '='], "");
    plain(formula) == plain(MARK_FORMULA)
}

/// What our sheets in a workbook are for; a run replaces those of its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetSet {
    /// The sheets of a check, in which staff may have answered.
    Check,
    /// The list of notes that could not stand on their cell.
    Unplaced,
}

impl SheetSet {
    /// The hidden name that refers to a sheet of this set; `number` counts from one.
    pub fn mark(self, number: usize) -> String {
        let start = SHEET_MARKS.iter().find(|(set, _)| *set == self).map_or("", |(_, start)| start);
        format!("{start}{number}")
    }

    /// The set of the sheet that a hidden name of ours refers to.
    pub fn of_mark(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let refers = |start: &str| name.strip_prefix(start).is_some_and(|rest| rest.parse::<u32>().is_ok());
        SHEET_MARKS.iter().find(|(_, start)| refers(start)).map(|(set, _)| *set)
    }
}

/// Whether a defined name of the workbook is one of ours.
pub fn is_mark(name: &str) -> bool {
    name.to_lowercase() == WORKBOOK_MARK || SheetSet::of_mark(name).is_some()
}

/// Which sheets our names refer to, as places in `tabs`; `None` where no such name is left, and [`is_marked_head`] has to tell.
/// `names` are the names of the whole workbook with their formulas.
pub fn sheets(names: &[(String, String)], tabs: &[String]) -> Option<BTreeMap<usize, SheetSet>> {
    let marks = names.iter().filter_map(|(name, formula)| Some((SheetSet::of_mark(name)?, formula.as_str())));
    let mut marks = marks.peekable();
    marks.peek()?;
    Some(marks.filter_map(|(set, formula)| Some((sheet_meant(tabs, formula)?, set))).collect())
}

/// Whether the head of a sheet's part says that it is ours; cells, whose text may hold any word, do not count.
pub fn is_marked_head(part: &str) -> bool {
    let end = (0..=HEAD.min(part.len())).rev().find(|end| part.is_char_boundary(*end)).unwrap_or(0);
    let head = part.get(..end).unwrap_or_default().split("sheetData").next().unwrap_or_default();
    let code_name =
        head.split("codeName=").skip(1).any(|rest| rest.get(1..).is_some_and(|name| name.starts_with(CODE_NAME)));
    code_name || head.contains(COMMENT)
}

fn sheet_meant(tabs: &[String], formula: &str) -> Option<usize> {
    let (sheet, _) = formula.trim().trim_start_matches(['=', '$']).rsplit_once('!')?;
    let plain = sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(sheet).replace("''", "'");
    tabs.iter().position(|tab| sheet.eq_ignore_ascii_case(&quoted_sheet(tab)) || sheet == tab || plain == *tab)
}

/// Whether a note is ours and not one that we only added to.
pub fn is_ours(author: &str, text: &str) -> bool {
    author.trim().eq_ignore_ascii_case(AUTHOR) || author.trim().is_empty() && is_signed(text)
}

/// The parts of a note's text that are ours, in bytes.
pub fn ranges(author: &str, text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = line_starting_with(text, SEPARATOR, from) {
        // Only the line break that we put there ourselves is ours.
        let start = at.saturating_sub(1).max(from);
        let end = end_of_ours(text, at);
        ranges.push(start..end);
        from = end;
    }
    if ranges.is_empty() && is_ours(author, text) {
        ranges.push(0..end_of_ours(text, 0));
    }
    ranges
}

/// What staff wrote in a note.
pub fn staff_text(author: &str, text: &str) -> String {
    without(text, &ranges(author, text))
}

/// A text without some of its bytes; the ranges are in order and part no character.
pub fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut left = String::new();
    let mut done = 0;
    for range in ranges {
        left.push_str(text.get(done..range.start).unwrap_or_default());
        done = range.end;
    }
    left.push_str(text.get(done..).unwrap_or_default());
    left
}

fn is_signed(text: &str) -> bool {
    line_starting_with(text, FOOTER, 0).is_some() && line_starting_with(text, SEPARATOR, 0).is_none()
}

/// Behind our last line; the end of the text where that line is not there.
fn end_of_ours(text: &str, from: usize) -> usize {
    line_starting_with(text, FOOTER, from).map_or(text.len(), |at| at + FOOTER.len())
}

fn line_starting_with(text: &str, start: &str, from: usize) -> Option<usize> {
    let found = text.get(from..)?.match_indices(start).map(|(at, _)| from + at);
    let mut found = found.filter(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with(['\n', '\r'])));
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(names: &[(&str, &str)], tabs: &[&str]) -> Option<Vec<usize>> {
        let names: Vec<_> = names.iter().map(|(name, formula)| (name.to_string(), formula.to_string())).collect();
        let tabs: Vec<String> = tabs.iter().map(|tab| tab.to_string()).collect();
        sheets(&names, &tabs).map(|own| own.into_keys().collect())
    }

    #[test]
    fn our_marks_are_known_after_other_programs_saved_them() {
        assert!(is_mark_formula(MARK_FORMULA) && is_mark_formula("= \"planwacht\" <> \"\""));
        assert!(!is_mark_formula("$J6<>\"\"") && !is_mark_formula(""));
    }

    #[test]
    fn our_sheets_are_found_under_any_name() {
        let mark = ("_planwacht", "\"planwacht\"");
        let tabs = ["planwacht", "Hilversum", "Controle; Hilversum", "Jan's blad"];
        assert_eq!(owned(&[mark, ("_planwacht_blad1", "'Controle; Hilversum'!$A$1")], &tabs), Some(vec![2]));
        assert_eq!(owned(&[mark, ("_planwacht_blad2", "'Jan''s blad'!$A$1")], &tabs), Some(vec![3]));
        assert_eq!(owned(&[mark, ("_planwacht_blad3", "#REF!$A$1")], &tabs), Some(vec![]), "staff removed it");
        assert_eq!(owned(&[mark], &tabs), None, "a tab of staff may have our name");
    }

    #[test]
    fn the_head_of_a_part_tells_where_no_name_does() {
        assert!(is_marked_head("<worksheet><sheetPr codeName=\"planwacht_1\"/><sheetData>"));
        assert!(is_marked_head("<!-- planwacht --><worksheet><sheetData>"));
        assert!(!is_marked_head("<worksheet><sheetData><c><v>codeName=\"planwacht_1\"</v></c>"));
        assert!(!is_marked_head(&"é".repeat(HEAD)));
    }

    #[test]
    fn what_staff_wrote_is_told_from_what_we_wrote() {
        for (author, text, staff) in [
            ("Beleid", "vraag na", "vraag na"),
            ("planwacht", "Fout OWN001\n— planwacht", ""),
            ("planwacht", "Fout OWN001\n— planwacht\nGedaan", "\nGedaan"),
            ("planwacht", "Fout zonder slotregel", ""),
            ("", "Fout OWN001\n— planwacht", ""),
            ("", "gewone notitie", "gewone notitie"),
            ("Beleid", "vraag na\n--- planwacht ---\nFout\n— planwacht", "vraag na"),
            ("Beleid", "vraag na\n--- planwacht ---\nFout\n— planwacht\nklopt", "vraag na\nklopt"),
            ("planwacht team", "van ons", "van ons"),
        ] {
            assert_eq!(staff_text(author, text), staff, "{author}: {text}");
        }
    }
}
