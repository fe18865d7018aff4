//! What a copy changed in one cell, as staff typed it: another type or spelling is a change, another number format is none.

use super::reason::Reason;
use super::version::Place;
use crate::cell::{CellValue, GridCell, Rgb};
use crate::read::redaction;

/// Fills whose parts differ by no more are one colour: programs round colours when they save them.
const SAME_COLOUR: u8 = 4;

/// What became of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ValueChange {
    /// It is the same.
    Same,
    /// It is another one; with what has to be said of it.
    To(CellValue, Option<Reason>),
    /// It is different in a way that only a person can judge.
    Unclear(Reason),
}

/// How cells of a column compare.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// Whether formulas of both workbooks are written alike.
    pub formulas: bool,
    /// Whether codes in the text can be signs of blacking out.
    pub redaction: bool,
}

/// What the copy made of the value of a cell.
pub(super) fn value_change(base: Place<'_>, copy: Place<'_>, how: How) -> ValueChange {
    let blank = GridCell::default();
    let (was, is) = (base.cell.unwrap_or(&blank), copy.cell.unwrap_or(&blank));
    let change = content_change(was, is, how);
    if change == ValueChange::Same {
        return change;
    }
    if base.covered {
        // Where a program took the range apart, its cells below the first are empty: nobody typed that.
        return if is.is_blank() { ValueChange::Same } else { ValueChange::Unclear(Reason::Covered) };
    }
    let alike = base.height() == copy.height() && !copy.covered;
    if alike { change } else { ValueChange::Unclear(Reason::MergedDifferently) }
}

fn content_change(was: &GridCell, is: &GridCell, how: How) -> ValueChange {
    if how.redaction && redaction::contains(&was.text()) != redaction::contains(&is.text()) {
        return ValueChange::Unclear(Reason::Redacted);
    }
    match (&was.formula, &is.formula) {
        (Some(_), Some(_)) if !how.formulas => ValueChange::Same,
        (Some(a), Some(b)) if skeleton(a) == skeleton(b) => ValueChange::Same,
        (Some(_), Some(_)) => ValueChange::Unclear(Reason::FormulaChanged),
        (None, Some(_)) if same_value(&was.value, &is.value) => ValueChange::Same,
        (None, Some(_)) => ValueChange::Unclear(Reason::FormulaInCopy),
        (Some(_), None) => plain_change(was, is, Some(Reason::FormulaReplaced)),
        (None, None) => plain_change(was, is, None),
    }
}

fn plain_change(was: &GridCell, is: &GridCell, remark: Option<Reason>) -> ValueChange {
    let struck = |cell: &GridCell| cell.unstruck.as_deref().map(str::trim).map(str::to_owned);
    let same = same_value(&was.value, &is.value);
    match (struck(was), struck(is)) {
        (a, b) if same && a == b => ValueChange::Same,
        (None, None) => match &is.value {
            CellValue::Error(_) => ValueChange::Unclear(Reason::ErrorInCopy),
            _ if is.is_blank() => ValueChange::To(CellValue::Empty, remark),
            value => ValueChange::To(value.clone(), remark),
        },
        // An emptied cell has nothing left that could be struck through.
        (_, None) if is.is_blank() => ValueChange::To(CellValue::Empty, remark),
        _ => ValueChange::Unclear(Reason::Struck),
    }
}

/// Whether two cells store the same, whatever the number format and the spaces around it.
pub(super) fn same_value(a: &CellValue, b: &CellValue) -> bool {
    use CellValue::{Bool, Date, Empty, Error, Number, Text};
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
    match (a, b) {
        (Empty, Empty) => true,
        (Empty, Text(text)) | (Text(text), Empty) => text.trim().is_empty(),
        (Text(a), Text(b)) => tidy(a) == tidy(b),
        (Number(a), Number(b)) => near(*a, *b),
        (Date(a), Date(b)) => (*a - *b).num_milliseconds().abs() < 500,
        (Date(date), Number(number)) | (Number(number), Date(date)) => {
            crate::package::serial(*date).is_some_and(|serial| near(serial, *number))
        }
        (Bool(a), Bool(b)) => a == b,
        (Error(a), Error(b)) => a == b,
        _ => false,
    }
}

fn tidy(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// A formula without the places that it names: sorting and inserted columns move those.
fn skeleton(formula: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in formula.chars().chain([' ']) {
        if c == '"' {
            quoted = !quoted;
        }
        if !quoted && (c.is_ascii_alphanumeric() || c == '$' || c == '_' || c == '.') {
            word.push(c.to_ascii_uppercase());
            continue;
        }
        let place = crate::cell::parse_a1(&word.replace('$', "")).is_some();
        out.push_str(if place { "#" } else { &word });
        word.clear();
        if quoted || !c.is_whitespace() {
            out.push(c);
        }
    }
    out
}

/// Whether two fills are one colour to people; white is no colour.
pub(super) fn same_fill(a: Option<Rgb>, b: Option<Rgb>) -> bool {
    let seen = |fill: Option<Rgb>| fill.filter(|fill| !near_colour(*fill, Rgb(255, 255, 255)));
    match (seen(a), seen(b)) {
        (None, None) => true,
        (Some(a), Some(b)) => near_colour(a, b),
        _ => false,
    }
}

fn near_colour(a: Rgb, b: Rgb) -> bool {
    [(a.0, b.0), (a.1, b.1), (a.2, b.2)].into_iter().all(|(a, b)| a.abs_diff(b) <= SAME_COLOUR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Span;

    const HOW: How = How { formulas: true, redaction: true };

    fn cell(value: CellValue) -> GridCell {
        GridCell { value, ..GridCell::default() }
    }

    fn text(text: &str) -> GridCell {
        cell(CellValue::Text(text.into()))
    }

    fn formula(formula: &str, value: f64) -> GridCell {
        GridCell { formula: Some(formula.into()), ..cell(CellValue::Number(value)) }
    }

    fn day(text: &str) -> GridCell {
        cell(CellValue::Date(text.parse::<chrono::NaiveDate>().unwrap().and_hms_opt(0, 0, 0).unwrap()))
    }

    fn change(was: &GridCell, is: &GridCell) -> ValueChange {
        let place = |cell| Place { cell: Some(cell), span: None, covered: false };
        value_change(place(was), place(is), HOW)
    }

    #[test]
    fn what_nobody_typed_is_no_change() {
        let number = |number| cell(CellValue::Number(number));
        for (was, is) in [
            (text("Loopt"), text(" Loopt \r\n")),
            (cell(CellValue::Empty), text("  ")),
            (number(0.1 + 0.2), number(0.3)),
            (day("2025-08-27"), number(45896.0)),
            (formula("TODAY()-F7", 3.0), formula("TODAY()-$G$9", 12.0)),
            (formula("IF(A1=\"a b\",1,2)", 3.0), formula("if( B2=\"a b\", 1, 2 )", 3.0)),
            (number(5.0), formula("2+3", 5.0)),
        ] {
            assert_eq!(change(&was, &is), ValueChange::Same, "{was:?} {is:?}");
        }
    }

    #[test]
    fn spelling_and_type_are_changes() {
        for (was, is) in [
            (text("Loopt"), text("loopt")),
            (text("31-12-2025"), day("2025-12-31")),
            (text("5"), cell(CellValue::Number(5.0))),
            (text("Team OOV"), cell(CellValue::Empty)),
        ] {
            assert_eq!(change(&was, &is), ValueChange::To(is.value.clone(), None));
        }
        assert_eq!(change(&text("x"), &text(" ")), ValueChange::To(CellValue::Empty, None));
        let value = cell(CellValue::Number(9.0));
        assert_eq!(
            change(&formula("A1", 8.0), &value),
            ValueChange::To(CellValue::Number(9.0), Some(Reason::FormulaReplaced))
        );
    }

    #[test]
    fn what_only_a_person_can_judge_is_left() {
        let struck = GridCell { unstruck: Some("nieuw".into()), ..text("oud nieuw") };
        for (was, is, reason) in [
            (text("x"), formula("A1", 3.0), Reason::FormulaInCopy),
            (formula("A1", 3.0), formula("A1+1", 4.0), Reason::FormulaChanged),
            (text("x"), cell(CellValue::Error("#REF!".into())), Reason::ErrorInCopy),
            (text("oud"), struck.clone(), Reason::Struck),
            (struck.clone(), text("nieuw"), Reason::Struck),
            (text("Team OOV"), text("5.1.2.e"), Reason::Redacted),
            (text("5.1.2.e"), text("Team OOV"), Reason::Redacted),
        ] {
            assert_eq!(change(&was, &is), ValueChange::Unclear(reason), "{was:?} {is:?}");
        }
        assert_eq!(change(&struck, &struck), ValueChange::Same);
        assert_eq!(change(&struck, &text("")), ValueChange::To(CellValue::Empty, None));
    }

    #[test]
    fn merged_cells_are_compared_by_what_they_show() {
        let (was, is) = (text("Thema 1"), text("Thema 2"));
        let span = Span::parse("A1:A3");
        let first = |cell, span| Place { cell: Some(cell), span, covered: false };
        let below = |cell| Place { cell: Some(cell), span, covered: true };
        let empty = GridCell::default();
        assert_eq!(value_change(below(&was), first(&was, None), HOW), ValueChange::Same, "filled down");
        assert_eq!(value_change(below(&was), first(&empty, None), HOW), ValueChange::Same, "taken apart");
        assert_eq!(value_change(below(&was), first(&is, None), HOW), ValueChange::Unclear(Reason::Covered));
        assert_eq!(value_change(first(&was, span), first(&is, span), HOW), ValueChange::To(is.value.clone(), None));
        let apart = value_change(first(&was, span), first(&is, None), HOW);
        assert_eq!(apart, ValueChange::Unclear(Reason::MergedDifferently));
    }

    #[test]
    fn fills_are_compared_as_people_see_them() {
        assert!(same_fill(None, Some(Rgb(255, 255, 255))));
        assert!(same_fill(Some(Rgb(146, 208, 80)), Some(Rgb(146, 209, 78))));
        assert!(!same_fill(Some(Rgb(146, 208, 80)), Some(Rgb(0, 176, 80))));
        assert!(!same_fill(Some(Rgb(255, 0, 0)), None));
    }
}
