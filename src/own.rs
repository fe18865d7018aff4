//! How planwacht knows what it wrote itself, in a workbook that staff edited and other programs saved.
//!
//! Hidden names refer to our sheets, and follow them when they are renamed or moved. A note of ours has our name as its author. Where staff had a note already, our words stand below a separator. LibreOffice
//! forgets authors, so our words also end with a footer; what staff type below that is theirs, and so are our words once they
//! changed them.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::cell::quoted_sheet;

/// The hidden name that says that planwacht wrote in this workbook.
pub const WORKBOOK_MARK: &str = "_planwacht";
/// How the hidden names begin that each refer to one of our sheets: those of a check, the list of notes without a place, and the
/// account of a merge.
const SHEET_MARKS: [(SheetSet, &str); 3] = [
    (SheetSet::Check, "_planwacht_blad"),
    (SheetSet::Unplaced, "_planwacht_rest"),
    (SheetSet::Merge, "_planwacht_samen"),
];
/// How the code names of our sheets begin.
pub const CODE_NAME: &str = "planwacht_";
/// What stands in front of our sheets where a code name could disturb macros, and in parts of staff that held nothing before us.
pub const COMMENT: &str = "<!-- planwacht -->";
/// Our mark on a sheet stands within this many bytes of its part.
pub const HEAD: usize = 4000;

/// Who our notes are by.
pub const AUTHOR: &str = "planwacht";
/// The line before our words in a note of someone else.
pub const SEPARATOR: &str = "--- planwacht ---";
/// How the last line of our words begins.
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
    /// The account of a merge; it stays when the merged workbook is checked.
    Merge,
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

/// Which sheets are ours, as places in `tabs`. Our names refer to them; where no such name is left, or one refers to a tab that a
/// program renamed without telling its names, the head of the part tells: `is_marked` looks at that of a tab. `names` are the
/// names of the whole workbook with their formulas.
pub fn sheets(
    names: &[(String, String)],
    tabs: &[String],
    is_marked: impl FnMut(&usize) -> bool,
) -> BTreeMap<usize, SheetSet> {
    let marks: Vec<(SheetSet, &str)> =
        names.iter().filter_map(|(name, formula)| Some((SheetSet::of_mark(name)?, formula.as_str()))).collect();
    // Without any name it is not known which set a sheet was of; staff may have answered in each of them.
    if marks.is_empty() {
        return (0..tabs.len()).filter(is_marked).map(|at| (at, SheetSet::Check)).collect();
    }
    let mut own = BTreeMap::new();
    let mut lost = Vec::new();
    for (set, formula) in marks {
        match sheet_meant(tabs, formula) {
            Some(at) => drop(own.insert(at, set)),
            // A sheet that was deleted leaves this behind.
            None if formula.contains("#REF!") => {}
            None => lost.push(set),
        }
    }
    if !lost.is_empty() {
        let found: Vec<usize> = (0..tabs.len()).filter(|at| !own.contains_key(at)).filter(is_marked).collect();
        own.extend(found.into_iter().zip(lost));
    }
    own
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

/// The last line of our words: our sign, and a code by which it is seen later whether anybody changed the words.
pub fn footer(words: &str) -> String {
    // Programs change white space and drop odd characters when they save a note, and write `_x` so that it is no code.
    let letters: String = words.replace("_x005F_", "_").chars().filter(|c| c.is_alphanumeric()).collect();
    let code: String = Sha256::digest(letters).iter().take(3).map(|byte| format!("{byte:02x}")).collect();
    format!("{FOOTER} {code}")
}

/// Whether a note is ours and not one that we only added to, and nobody changed our words in it.
pub fn is_ours(author: &str, text: &str) -> bool {
    (author.trim().is_empty() || author.trim().eq_ignore_ascii_case(AUTHOR)) && end_of_ours(text, 0).is_some()
}

/// The parts of a note's text that are ours, in bytes. Words that staff changed are theirs.
pub fn ranges(author: &str, text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for line in lines(text).filter(|line| text.get(line.clone()).is_some_and(|line| line.trim_end() == SEPARATOR)) {
        if let Some(end) = end_of_ours(text, line.end).filter(|_| line.start >= from) {
            // Only the line break that we put there ourselves is ours.
            ranges.push(line.start.saturating_sub(1).max(from)..end);
            from = end;
        }
    }
    if let (true, true, Some(end)) = (ranges.is_empty(), is_ours(author, text), end_of_ours(text, 0)) {
        ranges.push(0..end);
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

/// Behind our last line, where the words from `from` to it are as we wrote them.
fn end_of_ours(text: &str, from: usize) -> Option<usize> {
    let mut signs = lines(text).filter(|line| line.start >= from);
    signs.find_map(|line| {
        let said = text.get(line.clone())?.trim_end();
        (said.starts_with(FOOTER) && said == footer(text.get(from..line.start)?)).then_some(line.start + said.len())
    })
}

/// The lines of a text, without what ends them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(['\n', '\r']).map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of our sheets; of a tab whose name starts with `Gemerkt` the head says that it is ours.
    fn owned(names: &[(&str, &str)], tabs: &[&str]) -> Vec<usize> {
        let names: Vec<_> = names.iter().map(|(name, formula)| (name.to_string(), formula.to_string())).collect();
        let tabs: Vec<String> = tabs.iter().map(|tab| tab.to_string()).collect();
        sheets(&names, &tabs, |at| tabs[*at].starts_with("Gemerkt")).into_keys().collect()
    }

    #[test]
    fn our_marks_are_known_after_other_programs_saved_them() {
        assert!(is_mark_formula(MARK_FORMULA) && is_mark_formula("= \"planwacht\" <> \"\""));
        assert!(!is_mark_formula("$J6<>\"\"") && !is_mark_formula(""));
    }

    #[test]
    fn our_sheets_are_found_under_any_name() {
        let mark = ("_planwacht", "\"planwacht\"");
        let tabs = ["planwacht", "Hilversum", "Controle; Hilversum", "Jan's blad", "Gemerkt"];
        assert_eq!(owned(&[mark, ("_planwacht_blad1", "'Controle; Hilversum'!$A$1")], &tabs), [2]);
        assert_eq!(owned(&[mark, ("_planwacht_blad2", "'Jan''s blad'!$A$1")], &tabs), [3]);
        assert_eq!(owned(&[mark, ("_planwacht_blad3", "#REF!$A$1")], &tabs), [0; 0], "staff removed it");
        assert_eq!(owned(&[mark, ("_planwacht_blad3", "Weg!$A$1")], &tabs), [4], "renamed behind its name's back");
        assert_eq!(owned(&[mark], &tabs), [4], "a tab of staff may have our name");
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
        let ours = format!("Fout OWN001\nVul iets in.\n{}", footer("Fout OWN001\nVul iets in."));
        let below = format!("vraag na\n{SEPARATOR}\n{ours}");
        for (author, text, staff) in [
            ("Beleid", "vraag na".to_owned(), "vraag na"),
            ("planwacht", ours.clone(), ""),
            ("", ours.clone(), ""),
            ("planwacht", ours.replace('\n', " \r\n"), ""),
            ("planwacht", format!("{ours}\nGedaan"), "\nGedaan"),
            ("Beleid", below.clone(), "vraag na"),
            ("Beleid", format!("{below}\nklopt"), "vraag na\nklopt"),
            ("", "gewone notitie".to_owned(), "gewone notitie"),
        ] {
            assert_eq!(staff_text(author, &text), staff, "{author}: {text}");
        }
    }

    #[test]
    fn words_that_staff_changed_are_theirs() {
        let ours = format!("Fout OWN001\nVul iets in.\n{}", footer("Fout OWN001\nVul iets in."));
        for (author, text) in [
            ("planwacht", "Bel even over deze actie".to_owned()),
            ("Planwacht", format!("Gedaan\n{ours}")),
            ("planwacht", ours.replace("Vul", "Wij vullen")),
            ("planwacht", "Fout OWN001\nVul iets in.\nGedaan, groet".to_owned()),
            ("planwacht team", ours.clone()),
            ("Beleid", "--- planwacht zei: trekker\nopgelost op 3 mei".to_owned()),
            ("Beleid", format!("vraag na\n{SEPARATOR}\nopgelost op 3 mei")),
            ("Beleid", format!("vraag na\n{SEPARATOR}\n{}", ours.replace("OWN001", "is opgelost"))),
            ("", format!("vraag na\n{FOOTER}")),
        ] {
            assert_eq!(staff_text(author, &text), text, "{author}");
        }
    }
}
