//! The cells of the result: those that were to be written say what was meant, and no other cell, row or element of the sheet is
//! different. This reads both sheets as trees, unlike the writer, so that a slip of the writer cannot hide.

use std::collections::{BTreeMap, BTreeSet};

use super::super::CellEdit;
use super::super::archive::{Archive, parse};
use super::super::cells::serial;
use super::super::element::El;
use super::super::error::PackageError;
use super::super::text::{Part, escape_string};
use super::super::workbook::Workbook;
use super::{Meant, off};
use crate::cell::{CellValue, a1, parse_a1};
use crate::ooxml::namespaces::COMPATIBILITY;

/// Compares every sheet that cells were written into with what it was.
pub(super) fn only_meant_cells_changed(
    before: &mut Archive<'_>,
    after: &mut Archive<'_>,
    meant: &Meant<'_>,
) -> Result<(), PackageError> {
    if meant.cells.cells.is_empty() {
        return Ok(());
    }
    let workbook = Workbook::load(after)?;
    let refused: BTreeSet<usize> = meant.cells.left_out.iter().map(|left_out| left_out.edit).collect();
    for (name, cells) in &meant.cells.cells {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.part.as_deref() == Some(name.as_str()));
        let Some(sheet) = sheet else { return Err(off(format!("{name} is weg"), format!("{name} is gone"))) };
        let of_sheet = meant
            .edits
            .cells
            .iter()
            .enumerate()
            .filter(|(at, edit)| !refused.contains(at) && *edit.at.sheet == *sheet.name);
        let edits: BTreeMap<(u32, u32), &CellEdit> =
            of_sheet.map(|(_, edit)| ((edit.at.row, edit.at.col), edit)).collect();
        if !edits.keys().eq(cells.iter()) {
            return Err(off(
                format!("{name}: andere cellen dan bedoeld zijn geschreven"),
                format!("{name}: other cells than meant were written"),
            ));
        }
        let (was, is) = (before.part(name)?, after.part(name)?);
        compare(name, &was, &is, &edits, workbook.date1904)?;
    }
    Ok(())
}

fn compare(
    name: &str,
    was: &Part,
    is: &Part,
    edits: &BTreeMap<(u32, u32), &CellEdit>,
    date1904: bool,
) -> Result<(), PackageError> {
    let (was, is) = (parse(name, was)?, parse(name, is)?);
    let differs = |what: &str| off(format!("{name}: {what} is veranderd"), format!("{name}: {what} changed"));
    if !around(was.root()).eq(around(is.root())) {
        return Err(off(
            format!("{name}: iets naast de cellen is veranderd"),
            format!("{name}: something beside the cells changed"),
        ));
    }
    let (had, mut has) = (rows(was.root().child("sheetData")), rows(is.root().child("sheetData")));
    let mut left = edits.clone();
    for row in &had {
        // New rows stand between those that were there.
        while has.first().is_some_and(|new| new.number < row.number) {
            compare_rows(None, &has.remove(0), &mut left, date1904).map_err(|cell| differs(&cell))?;
        }
        if has.is_empty() {
            return Err(differs(&row_name(row.number)));
        }
        compare_rows(Some(row), &has.remove(0), &mut left, date1904).map_err(|cell| differs(&cell))?;
    }
    for new in has {
        compare_rows(None, &new, &mut left, date1904).map_err(|cell| differs(&cell))?;
    }
    match left.keys().next() {
        Some((row, col)) => Err(differs(&a1(*row, *col))),
        None => Ok(()),
    }
}

/// What stands beside the cells, but for what notes and marks add and what says how far the cells reach.
fn around(root: El<'_>) -> impl Iterator<Item = String> + '_ {
    let apart = ["sheetData", "dimension", "conditionalFormatting", "legacyDrawing"];
    let stays = move |el: &El<'_>| !apart.iter().any(|name| el.is(name)) && el.namespace() != COMPATIBILITY;
    root.children().filter(stays).map(|el| el.source().to_owned())
}

/// A row with its cells.
struct Row<'t> {
    number: u32,
    /// The attributes as written.
    attributes: Vec<(String, String)>,
    cells: Vec<(u32, El<'t>)>,
}

fn rows(data: Option<El<'_>>) -> Vec<Row<'_>> {
    let mut next = 0;
    let rows = data.into_iter().flat_map(|data| data.children());
    rows.map(|el| {
        let number = el.number("r").and_then(|r| r.checked_sub(1)).unwrap_or(next);
        next = number.saturating_add(1);
        let mut col = 0;
        let cells = el.children().map(|cell| {
            col = cell.value("r").and_then(|r| parse_a1(r.trim())).map_or(col, |(_, col)| col);
            col += 1;
            (col - 1, cell)
        });
        Row { number, attributes: attributes(el), cells: cells.collect() }
    })
    .collect()
}

/// A whole row, as Excel writes it: `5:5`.
fn row_name(row: u32) -> String {
    let number = u64::from(row) + 1;
    format!("{number}:{number}")
}

fn attributes(el: El<'_>) -> Vec<(String, String)> {
    el.attributes().map(|attribute| (attribute.name.to_owned(), attribute.raw.to_owned())).collect()
}

/// Compares a row with what it was; a cell that is not as it was and not as meant is named. Edits that are found are taken out.
fn compare_rows(
    was: Option<&Row<'_>>,
    is: &Row<'_>,
    edits: &mut BTreeMap<(u32, u32), &CellEdit>,
    date1904: bool,
) -> Result<(), String> {
    if was.is_some_and(|was| was.number != is.number || was.attributes != is.attributes) {
        return Err(row_name(is.number));
    }
    let before = was.map(|was| was.cells.as_slice()).unwrap_or_default();
    let mut kept = before.iter();
    for (col, cell) in &is.cells {
        let name = || a1(is.number, *col);
        let old = before.iter().find(|(other, _)| other == col).map(|(_, cell)| *cell);
        match edits.remove(&(is.number, *col)) {
            Some(edit) if is_as_meant(edit, old, *cell, date1904) => {}
            None if old.is_some_and(|old| old.source() == cell.source()) => {}
            _ => return Err(name()),
        }
        if old.is_some() && kept.next().map(|(kept, _)| kept) != Some(col) {
            return Err(name());
        }
    }
    match kept.next() {
        Some((col, _)) => Err(a1(is.number, *col)),
        None if is.cells.is_empty() && was.is_none() => Err(row_name(is.number)),
        None => Ok(()),
    }
}

/// Whether a cell says what it was to say, and a cell of which only the looks were to change still says what it said.
fn is_as_meant(edit: &CellEdit, old: Option<El<'_>>, is: El<'_>, date1904: bool) -> bool {
    let inner = |el: El<'_>| el.children().map(|child| child.source().to_owned()).collect::<Vec<_>>();
    let kind = is.value("t").unwrap_or_else(|| "n".to_owned());
    let value = is.child("v").map(|el| el.text());
    let number = || value.as_deref().and_then(|value| value.trim().parse::<f64>().ok());
    let plain = is.child("f").is_none();
    match &edit.value {
        None => match old {
            Some(old) => inner(old) == inner(is) && old.value("t") == is.value("t"),
            None => is.children().next().is_none(),
        },
        Some(CellValue::Empty) => plain && value.is_none() && is.child("is").is_none() && kind == "n",
        Some(CellValue::Text(text)) => {
            let said = is.child("is").and_then(|el| el.child("t")).map(|el| el.source().to_owned());
            let meant = format!(">{}</", escape_string(text));
            plain && kind == "inlineStr" && said.is_some_and(|said| said.contains(&meant))
        }
        Some(CellValue::Number(wanted)) => plain && kind == "n" && number() == Some(*wanted),
        Some(CellValue::Date(date)) => {
            plain && kind == "n" && number().is_some() && number() == serial(*date, date1904)
        }
        Some(CellValue::Bool(wanted)) => {
            plain && kind == "b" && value.as_deref() == Some(if *wanted { "1" } else { "0" })
        }
        Some(CellValue::Error(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::CellRef;

    const WAS: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"2\"/></row><row r=\"4\" ht=\"30\"/></sheetData><pageMargins left=\"1\"/></worksheet>";

    fn judged(is: &str, edits: &[(&str, Option<CellValue>)]) -> bool {
        let edits: Vec<CellEdit> = edits
            .iter()
            .map(|(cell, value)| {
                let (row, col) = parse_a1(cell).unwrap();
                CellEdit { at: CellRef::new("Blad1", row, col), value: value.clone(), fill: None, style_of: None }
            })
            .collect();
        let meant = edits.iter().map(|edit| ((edit.at.row, edit.at.col), edit)).collect();
        compare("x", &Part::new(WAS.to_owned()), &Part::new(is.to_owned()), &meant, false).is_ok()
    }

    fn text(text: &str) -> Option<CellValue> {
        Some(CellValue::Text(text.into()))
    }

    #[test]
    fn what_was_meant_passes() {
        let inline =
            |text: &str| format!("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>");
        assert!(judged(WAS, &[]));
        assert!(judged(&WAS.replace("<c r=\"A1\"><v>1</v></c>", &inline("a &lt; b")), &[("A1", text("a < b"))]));
        assert!(judged(&WAS.replace("s=\"2\"", "s=\"3\""), &[("B1", None)]));
        assert!(judged(
            &WAS.replace("<row r=\"4\"", "<row r=\"3\"><c r=\"C3\"><v>2</v></c></row><row r=\"4\""),
            &[("C3", Some(CellValue::Number(2.0)))]
        ));
    }

    #[test]
    fn anything_else_does_not() {
        let value = Some(CellValue::Number(2.0));
        for (from, to) in [
            ("<v>1</v>", "<v>2</v>"),
            ("<c r=\"B1\" s=\"2\"/>", ""),
            ("<c r=\"B1\" s=\"2\"/>", "<c r=\"B1\" s=\"2\"/><c r=\"C1\"/>"),
            ("ht=\"30\"", "ht=\"31\""),
            ("<row r=\"4\" ht=\"30\"/>", ""),
            ("<row r=\"4\"", "<row r=\"3\"/><row r=\"4\""),
            ("left=\"1\"", "left=\"2\""),
        ] {
            assert!(!judged(&WAS.replace(from, to), &[]), "{from} {to}");
        }
        assert!(!judged(WAS, &[("A1", value.clone())]), "not written");
        assert!(!judged(&WAS.replace("<v>1</v>", "<f>1+1</f><v>2</v>"), &[("A1", value.clone())]));
        assert!(!judged(&WAS.replace("<v>1</v>", "<v>2</v>"), &[("A1", None)]), "only its looks were meant");
        assert!(!judged(&WAS.replace("<v>1</v>", "<v>2</v>"), &[("A1", text("2"))]));
    }
}
