//! What a formula of a conditional format comes to in one cell, with Excel's rules for comparing values of different kinds.

use std::borrow::Cow;
use std::cmp::Ordering;

use chrono::NaiveDate;

use super::formula::{Formula, Function, Node, Operator};
use crate::cell::{CellValue, Grid};

/// A value of a cell or of a part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Empty,
    Number(f64),
    Text(Cow<'a, str>),
    Bool(bool),
    Error,
}

/// Where a formula is asked for.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) grid: &'a Grid,
    /// Whether the workbook counts its dates from 1904.
    pub(super) is_1904: bool,
    /// The cell that the formula was written for.
    pub(super) base: (u32, u32),
    /// The cell that is asked for.
    pub(super) at: (u32, u32),
}

impl<'a> Asked<'a> {
    /// The value of the cell that is asked for.
    pub(super) fn own(&self) -> Value<'a> {
        self.cell(self.at)
    }

    fn cell(&self, (row, col): (u32, u32)) -> Value<'a> {
        match self.grid.get(row, col).map(|cell| &cell.value) {
            None | Some(CellValue::Empty) => Value::Empty,
            Some(CellValue::Text(text)) => Value::Text(Cow::Borrowed(text)),
            Some(CellValue::Number(number)) => Value::Number(*number),
            Some(CellValue::Date(date)) => Value::Number(serial(*date, self.is_1904)),
            Some(CellValue::Bool(value)) => Value::Bool(*value),
            Some(CellValue::Error(_)) => Value::Error,
        }
    }

    /// What the formula comes to.
    pub(super) fn value(&self, formula: &'a Formula) -> Value<'a> {
        self.node(&formula.root)
    }

    fn node(&self, node: &'a Node) -> Value<'a> {
        match node {
            Node::Number(number) => Value::Number(*number),
            Node::Text(text) => Value::Text(Cow::Borrowed(text)),
            Node::Bool(value) => Value::Bool(*value),
            Node::Cell(place) => self.cell(place.seen_from(self.base, self.at)),
            Node::Negate(inner) => number_or_error(self.node(inner).number().map(|number| -number)),
            Node::Percent(inner) => number_or_error(self.node(inner).number().map(|number| number / 100.0)),
            Node::Binary(operator, left, right) => binary(*operator, self.node(left), self.node(right)),
            Node::Call(function, values) => self.call(*function, values),
        }
    }

    fn call(&self, function: Function, nodes: &'a [Node]) -> Value<'a> {
        // How many values each function takes was checked when the formula was read.
        let first = || nodes.first().map_or(Value::Empty, |node| self.node(node));
        let second = || nodes.get(1).map_or(Value::Empty, |node| self.node(node));
        match function {
            Function::And | Function::Or | Function::Xor => self.all(function, nodes),
            Function::Not => first().truth().map_or(Value::Error, |truth| Value::Bool(!truth)),
            Function::If => match first().truth() {
                Some(true) => second(),
                Some(false) => nodes.get(2).map_or(Value::Bool(false), |node| self.node(node)),
                None => Value::Error,
            },
            Function::IfError => match first() {
                Value::Error => second(),
                value => value,
            },
            Function::IsBlank => Value::Bool(first() == Value::Empty),
            Function::IsError => Value::Bool(first() == Value::Error),
            Function::IsText => Value::Bool(matches!(first(), Value::Text(_))),
            Function::IsNonText => Value::Bool(!matches!(first(), Value::Text(_))),
            Function::IsNumber => Value::Bool(matches!(first(), Value::Number(_))),
            Function::IsLogical => Value::Bool(matches!(first(), Value::Bool(_))),
            Function::Row | Function::Column => self.place(function, nodes),
            Function::IsEven | Function::IsOdd | Function::Mod | Function::Int | Function::Abs => {
                number_or_error(first().number().and_then(|a| count(function, a, second())))
                    .truth_of(matches!(function, Function::IsEven | Function::IsOdd))
            }
            Function::Exact
            | Function::Len
            | Function::Trim
            | Function::Upper
            | Function::Lower
            | Function::Left
            | Function::Right
            | Function::Mid
            | Function::Search
            | Function::Find => {
                let third = nodes.get(2).map(|node| self.node(node));
                words(function, first(), nodes.get(1).map(|_| second()), third).unwrap_or(Value::Error)
            }
        }
    }

    fn all(&self, function: Function, nodes: &'a [Node]) -> Value<'a> {
        let mut truths = Vec::with_capacity(nodes.len());
        for node in nodes {
            match self.node(node) {
                // Text in a cell is passed over; text in the formula itself is an error.
                Value::Text(_) | Value::Empty if matches!(node, Node::Cell(_)) => {}
                value => match value.truth() {
                    Some(truth) => truths.push(truth),
                    None => return Value::Error,
                },
            }
        }
        if truths.is_empty() {
            return Value::Error;
        }
        Value::Bool(match function {
            Function::And => truths.iter().all(|truth| *truth),
            Function::Or => truths.iter().any(|truth| *truth),
            _ => truths.iter().filter(|truth| **truth).count() % 2 == 1,
        })
    }

    /// The row or the column, from one: of the cell that is named, or of the one that is asked for.
    fn place(&self, function: Function, nodes: &'a [Node]) -> Value<'a> {
        let (row, col) = match nodes.first() {
            None => self.at,
            Some(Node::Cell(place)) => place.seen_from(self.base, self.at),
            Some(_) => return Value::Error,
        };
        Value::Number(f64::from(if function == Function::Row { row } else { col }) + 1.0)
    }
}

impl<'a> Value<'a> {
    /// The value as a number: texts that look like one count, as in Excel; `None` for an error.
    fn number(&self) -> Option<f64> {
        match self {
            Self::Empty => Some(0.0),
            Self::Number(number) => Some(*number),
            Self::Bool(value) => Some(f64::from(u8::from(*value))),
            Self::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            Self::Error => None,
        }
    }

    /// Whether it is true; `None` for a text and for an error.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Empty => Some(false),
            Self::Number(number) => Some(*number != 0.0),
            Self::Bool(value) => Some(*value),
            Self::Text(_) | Self::Error => None,
        }
    }

    /// The value as text; `None` for an error.
    pub(super) fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Empty => Some(Cow::Borrowed("")),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Bool(true) => Some(Cow::Borrowed("TRUE")),
            Self::Bool(false) => Some(Cow::Borrowed("FALSE")),
            Self::Text(text) => Some(text.clone()),
            Self::Error => None,
        }
    }

    /// A number as a truth value where that is wanted.
    fn truth_of(self, wanted: bool) -> Self {
        match self {
            Self::Number(number) if wanted => Self::Bool(number != 0.0),
            other => other,
        }
    }

    /// The order of two values: numbers before texts before truth values; an empty cell is 0, "" or false as the other one
    /// asks. Capitals make no difference. `None` with an error.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        let kind = |value: &Self| match value {
            Self::Empty | Self::Number(_) => 0,
            Self::Text(_) => 1,
            Self::Bool(_) => 2,
            Self::Error => 3,
        };
        match (self, other) {
            (Self::Error, _) | (_, Self::Error) => None,
            (Self::Empty, Self::Empty) => Some(Ordering::Equal),
            (Self::Empty, Self::Text(text)) => Some("".cmp(text)),
            (Self::Text(text), Self::Empty) => Some((**text).cmp("")),
            (Self::Text(a), Self::Text(b)) => Some(caseless(a).cmp(&caseless(b))),
            (Self::Bool(a), Self::Bool(b)) => Some(a.cmp(b)),
            (Self::Empty, Self::Bool(b)) => Some(false.cmp(b)),
            (Self::Bool(a), Self::Empty) => Some(a.cmp(&false)),
            (a, b) if kind(a) == 0 && kind(b) == 0 => a.number()?.partial_cmp(&b.number()?),
            (a, b) => Some(kind(a).cmp(&kind(b))),
        }
    }
}

fn number_or_error<'a>(number: Option<f64>) -> Value<'a> {
    number.filter(|number| number.is_finite()).map_or(Value::Error, Value::Number)
}

fn binary<'a>(operator: Operator, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    let compared =
        |holds: fn(Ordering) -> bool| left.order(&right).map_or(Value::Error, |order| Value::Bool(holds(order)));
    let counted = |count: fn(f64, f64) -> f64| {
        number_or_error(left.number().zip(right.number()).map(|(left, right)| count(left, right)))
    };
    match operator {
        Operator::Equal => compared(Ordering::is_eq),
        Operator::NotEqual => compared(Ordering::is_ne),
        Operator::Less => compared(Ordering::is_lt),
        Operator::LessOrEqual => compared(Ordering::is_le),
        Operator::Greater => compared(Ordering::is_gt),
        Operator::GreaterOrEqual => compared(Ordering::is_ge),
        Operator::Add => counted(|a, b| a + b),
        Operator::Subtract => counted(|a, b| a - b),
        Operator::Multiply => counted(|a, b| a * b),
        Operator::Divide => counted(|a, b| a / b),
        Operator::Join => match (left.text(), right.text()) {
            (Some(left), Some(right)) => Value::Text(Cow::Owned(format!("{left}{right}"))),
            _ => Value::Error,
        },
    }
}

/// The functions that make a number of a number; those that ask a question answer 1 or 0.
fn count(function: Function, a: f64, second: Value<'_>) -> Option<f64> {
    let even = a.trunc() % 2.0 == 0.0;
    Some(match function {
        Function::IsEven => f64::from(u8::from(even)),
        Function::IsOdd => f64::from(u8::from(!even)),
        Function::Int => a.floor(),
        Function::Abs => a.abs(),
        _ => {
            let by = second.number().filter(|by| *by != 0.0)?;
            a - by * (a / by).floor()
        }
    })
}

/// The functions on texts; `None` is an error.
fn words<'a>(
    function: Function,
    first: Value<'a>,
    second: Option<Value<'a>>,
    third: Option<Value<'a>>,
) -> Option<Value<'a>> {
    let text = first.text()?;
    let owned = |text: String| Some(Value::Text(Cow::Owned(text)));
    let length = |value: Option<&Value<'a>>| match value {
        None => Some(1),
        Some(value) => value.number().filter(|n| *n >= 0.0).map(|n| n as usize),
    };
    match function {
        Function::Len => Some(Value::Number(text.encode_utf16().count() as f64)),
        Function::Trim => owned(text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")),
        Function::Upper => owned(text.to_uppercase()),
        Function::Lower => owned(text.to_lowercase()),
        Function::Left => owned(text.chars().take(length(second.as_ref())?).collect()),
        Function::Right => {
            let skipped = text.chars().count().saturating_sub(length(second.as_ref())?);
            owned(text.chars().skip(skipped).collect())
        }
        Function::Mid => {
            let start = second?.number().filter(|n| *n >= 1.0)? as usize;
            owned(text.chars().skip(start - 1).take(length(third.as_ref())?).collect())
        }
        Function::Exact => Some(Value::Bool(text == second?.text()?)),
        _ => {
            let within = second?.text()?;
            let from = third.map_or(Some(1.0), |value| value.number()).filter(|n| *n >= 1.0)? as usize;
            let found =
                if function == Function::Find { position(&text, &within, from) } else { search(&text, &within, from) };
            found.map(|at| Value::Number(at as f64))
        }
    }
}

/// Where `wanted` stands, in characters from one, at or after the `from`th.
fn position(wanted: &str, within: &str, from: usize) -> Option<usize> {
    let (byte, _) =
        within.char_indices().nth(from - 1).or((from - 1 == within.chars().count()).then_some((within.len(), ' ')))?;
    let found = byte + within.get(byte..)?.find(wanted)?;
    Some(within.get(..found)?.chars().count() + 1)
}

/// The same without regard to capitals, and with `?` for any character and `*` for any number of them.
fn search(wanted: &str, within: &str, from: usize) -> Option<usize> {
    let (wanted, within) = (caseless(wanted), caseless(within));
    if !wanted.contains(['?', '*', '~']) {
        return position(&wanted, &within, from);
    }
    let chars: Vec<char> = within.chars().collect();
    let mut at = from - 1;
    let mut start = None;
    // The first place of each stretch between two stars leaves most room for the next one, so nothing has to be taken back.
    for stretch in pattern(&wanted).split(|piece| *piece == Piece::Any) {
        let found = (at..=chars.len()).find(|at| chars.get(*at..).is_some_and(|rest| starts(rest, stretch)))?;
        start.get_or_insert(found);
        at = found + stretch.len();
    }
    start.map(|start| start + 1)
}

/// Whether a text contains another, as `SEARCH` finds it.
pub(super) fn contains(within: &str, wanted: &str) -> bool {
    search(wanted, within, 1).is_some()
}

/// A text as it is compared without regard to capitals.
pub(super) fn caseless(text: &str) -> String {
    text.to_lowercase()
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Char(char),
    One,
    Any,
}

fn pattern(text: &str) -> Vec<Piece> {
    let mut chars = text.chars().peekable();
    let mut pieces = Vec::new();
    while let Some(c) = chars.next() {
        pieces.push(match c {
            '~' => Piece::Char(chars.next_if(|next| matches!(next, '?' | '*' | '~')).unwrap_or('~')),
            '?' => Piece::One,
            '*' => Piece::Any,
            c => Piece::Char(c),
        });
    }
    pieces
}

/// Whether `chars` starts with a stretch of a pattern, one character for each piece.
fn starts(chars: &[char], stretch: &[Piece]) -> bool {
    let fits = |(piece, c): (&Piece, &char)| !matches!(piece, Piece::Char(wanted) if wanted != c);
    chars.len() >= stretch.len() && stretch.iter().zip(chars).all(fits)
}

/// The number that a date is stored as.
fn serial(date: chrono::NaiveDateTime, is_1904: bool) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    let days = date.date().signed_duration_since(zero).num_days() as f64;
    let seconds = f64::from(chrono::Timelike::num_seconds_from_midnight(&date.time()));
    // Excel takes 1900 for a leap year, so that the days before March 1900 stand one place lower.
    let days = if days < 61.0 { days - 1.0 } else { days };
    days - if is_1904 { 1462.0 } else { 0.0 } + seconds / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::super::formula::parse;
    use super::*;
    use crate::cell::GridCell;

    /// A1 "Rood", B1 empty, C1 5, D1 27-08-2025, E1 true, F1 an error, A2 "oranje ".
    fn grid() -> Grid {
        let mut grid = Grid::default();
        let date = NaiveDate::from_ymd_opt(2025, 8, 27).unwrap().and_hms_opt(12, 0, 0).unwrap();
        let values = [
            ((0, 0), CellValue::Text("Rood".into())),
            ((0, 2), CellValue::Number(5.0)),
            ((0, 3), CellValue::Date(date)),
            ((0, 4), CellValue::Bool(true)),
            ((0, 5), CellValue::Error("#REF!".into())),
            ((1, 0), CellValue::Text("oranje ".into())),
        ];
        grid.cells.extend(values.map(|(at, value)| (at, GridCell { value, ..GridCell::default() })));
        grid
    }

    fn shown(text: &str) -> String {
        let (grid, formula) = (grid(), parse(text).expect(text));
        let asked = Asked { grid: &grid, is_1904: false, base: (0, 0), at: (0, 0) };
        match asked.value(&formula) {
            Value::Empty => "empty".into(),
            Value::Error => "error".into(),
            value => value.text().unwrap().into_owned(),
        }
    }

    #[test]
    fn formulas_come_to_what_excel_says() {
        for (text, expected) in [
            ("A1=\"rood\"", "TRUE"),
            ("EXACT(A1,\"rood\")", "FALSE"),
            ("A1<>\"\"", "TRUE"),
            ("B1=\"\"", "TRUE"),
            ("B1=0", "TRUE"),
            ("B1=FALSE", "TRUE"),
            ("A1=0", "FALSE"),
            ("A1>1000", "TRUE"),
            ("E1>A1", "TRUE"),
            ("C1>4.5", "TRUE"),
            ("D1=45896.5", "TRUE"),
            ("INT(D1)=45896", "TRUE"),
            ("F1=1", "error"),
            ("ISERROR(F1)", "TRUE"),
            ("IFERROR(F1,\"weg\")", "weg"),
            ("ISBLANK(B1)", "TRUE"),
            ("ISBLANK(A1)", "FALSE"),
            ("LEN(TRIM(A2))", "6"),
            ("LEN(B1)=0", "TRUE"),
            ("NOT(ISERROR(SEARCH(\"OO\",A1)))", "TRUE"),
            ("ISNUMBER(FIND(\"OO\",A1))", "FALSE"),
            ("SEARCH(\"o?d\",A1)", "2"),
            ("SEARCH(\"r*d\",A1)", "1"),
            ("SEARCH(\"~?\",A1)", "error"),
            ("SEARCH(\"o\",A1,4)", "error"),
            ("LEFT(A1,2)&\"-\"&RIGHT(A1)", "Ro-d"),
            ("MID(A1,2,2)", "oo"),
            ("UPPER(A1)", "ROOD"),
            ("AND(C1>1,E1)", "TRUE"),
            ("AND(A1,C1)", "TRUE"),
            ("AND(\"x\",C1)", "error"),
            ("OR(C1>9,F1)", "error"),
            ("OR(A1=\"Rood\",A1=\"Groen\")", "TRUE"),
            ("XOR(E1,C1=5)", "FALSE"),
            ("IF(C1=5,\"ja\",\"nee\")", "ja"),
            ("IF(C1=6,\"ja\")", "FALSE"),
            ("MOD(ROW(),2)", "1"),
            ("MOD(-3,2)", "1"),
            ("MOD(3,0)", "error"),
            ("COLUMN(C5)+ROW(C5)", "8"),
            ("ISODD(C1)", "TRUE"),
            ("1+2*3-4/2", "5"),
            ("-C1%", "-0.05"),
            ("--(C1=5)", "1"),
            ("\"3\"+4", "7"),
            ("1/0", "error"),
            ("\"é\"=\"É\"", "TRUE"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_count_from_the_zero_of_their_workbook() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap();
        assert_eq!(serial(day(2025, 8, 27), false), 45_896.0);
        assert_eq!(serial(day(2025, 8, 27), true), 44_434.0);
        assert_eq!(serial(day(1900, 1, 1), false), 1.0);
    }

    #[test]
    fn patterns_full_of_stars_end() {
        let long = "a".repeat(3000);
        assert!(!contains(&long, &format!("{}b", "*a".repeat(500))));
        assert!(contains(&long, "*a*a*"));
    }

    proptest::proptest! {
        #[test]
        fn any_formula_comes_to_something(text in "([A-F][12]|[-+*/&=<>(),%]|AND\\(|LEFT\\(|MID\\(|SEARCH\\(|MOD\\(|\"o?\"|[0-9.]{1,3}){1,12}") {
            let grid = grid();
            if let Some(formula) = parse(&text) {
                let _ = Asked { grid: &grid, is_1904: true, base: (3, 3), at: (0, 0) }.value(&formula);
            }
        }
    }
}
