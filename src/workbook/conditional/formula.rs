//! The small part of Excel's formula language that conditional formats of staff are written in: constants, cells of the same
//! sheet, comparisons, a handful of functions. Whatever else a formula holds, it is not read at all.

use crate::cell::{MAX_COL, MAX_ROW, parse_a1};

/// Longer formulas are left alone; Excel's own limit.
const LONGEST: usize = 8192;
/// Deeper formulas are left alone; Excel's own limit on functions within functions.
const DEEPEST: usize = 64;

/// A formula that was understood as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Formula {
    pub(super) root: Node,
    /// The cells that it names, in order.
    pub(super) cells: Vec<Place>,
    /// Whether its outcome hangs on the column that it is asked for.
    pub(super) differs_by_column: bool,
}

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Number(f64),
    Text(String),
    Bool(bool),
    Cell(Place),
    Negate(Box<Node>),
    Percent(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
}

/// A reference to a cell: each part absolute (`$J`) or meant from the cell that the formula was written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) col: u32,
    pub(super) fixed_row: bool,
    pub(super) fixed_col: bool,
}

impl Place {
    /// The cell that is meant in the cell `at`, where the formula was written for `base`. What runs off the sheet comes in on
    /// the other side, as in Excel.
    pub(super) fn seen_from(&self, base: (u32, u32), at: (u32, u32)) -> (u32, u32) {
        let moved = |part: u32, fixed: bool, base: u32, at: u32, last: u32| {
            if fixed {
                return part;
            }
            let place = i64::from(part) + i64::from(at) - i64::from(base);
            // The remainder lies between 0 and the last row or column, which fits.
            u32::try_from(place.rem_euclid(i64::from(last) + 1)).unwrap_or(part)
        };
        (moved(self.row, self.fixed_row, base.0, at.0, MAX_ROW), moved(self.col, self.fixed_col, base.1, at.1, MAX_COL))
    }
}

/// What stands between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// The functions that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    And,
    Or,
    Xor,
    Not,
    If,
    IfError,
    IsBlank,
    IsError,
    IsText,
    IsNonText,
    IsNumber,
    IsLogical,
    IsEven,
    IsOdd,
    Exact,
    Len,
    Trim,
    Upper,
    Lower,
    Left,
    Right,
    Mid,
    Search,
    Find,
    Row,
    Column,
    Mod,
    Int,
    Abs,
}

impl Function {
    /// The function with this name, with how many values it takes.
    fn named(name: &str) -> Option<(Self, std::ops::RangeInclusive<usize>)> {
        Some(match name {
            "AND" => (Self::And, 1..=255),
            "OR" => (Self::Or, 1..=255),
            "XOR" => (Self::Xor, 1..=255),
            "NOT" => (Self::Not, 1..=1),
            "IF" => (Self::If, 2..=3),
            "IFERROR" => (Self::IfError, 2..=2),
            "ISBLANK" => (Self::IsBlank, 1..=1),
            "ISERROR" => (Self::IsError, 1..=1),
            "ISTEXT" => (Self::IsText, 1..=1),
            "ISNONTEXT" => (Self::IsNonText, 1..=1),
            "ISNUMBER" => (Self::IsNumber, 1..=1),
            "ISLOGICAL" => (Self::IsLogical, 1..=1),
            "ISEVEN" => (Self::IsEven, 1..=1),
            "ISODD" => (Self::IsOdd, 1..=1),
            "EXACT" => (Self::Exact, 2..=2),
            "LEN" => (Self::Len, 1..=1),
            "TRIM" => (Self::Trim, 1..=1),
            "UPPER" => (Self::Upper, 1..=1),
            "LOWER" => (Self::Lower, 1..=1),
            "LEFT" => (Self::Left, 1..=2),
            "RIGHT" => (Self::Right, 1..=2),
            "MID" => (Self::Mid, 3..=3),
            "SEARCH" => (Self::Search, 2..=3),
            "FIND" => (Self::Find, 2..=3),
            "ROW" => (Self::Row, 0..=1),
            "COLUMN" => (Self::Column, 0..=1),
            "MOD" => (Self::Mod, 2..=2),
            "INT" => (Self::Int, 1..=1),
            "ABS" => (Self::Abs, 1..=1),
            _ => return None,
        })
    }
}

/// Reads a formula as a workbook stores it (English names, commas); `None` where any part of it is not known here: a range, a
/// name, another sheet, another function.
pub(super) fn parse(text: &str) -> Option<Formula> {
    let text = text.trim();
    let text = text.strip_prefix('=').unwrap_or(text);
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, cells: Vec::new(), differs_by_column: false };
    let root = parser.comparison()?;
    let done = parser.at == tokens.len();
    let Parser { cells, differs_by_column, .. } = parser;
    done.then_some(Formula { root, cells, differs_by_column })
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    /// A cell, a function's name, `TRUE`.
    Word(String),
    Operator(Operator),
    Percent,
    Open,
    Close,
    Comma,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            '"' => quoted(rest)?,
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '%' => (Token::Percent, 1),
            '0'..='9' | '.' => number(rest)?,
            c if c.is_ascii_alphabetic() || matches!(c, '$' | '_') => word(rest),
            _ => operator(rest)?,
        };
        tokens.push(token);
        rest = rest.get(length..)?.trim_start();
    }
    Some(tokens)
}

/// A text in quotes, in which a quote is doubled, with the bytes that it takes.
fn quoted(rest: &str) -> Option<(Token, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '"' {
            text.push(c);
        } else if chars.next_if(|(_, next)| *next == '"').is_some() {
            text.push('"');
        } else {
            return Some((Token::Text(text), at + 1));
        }
    }
    None
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let plain = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let exponent = rest.get(plain..)?.strip_prefix(['e', 'E']).map_or(0, |tail| {
        let sign = usize::from(tail.starts_with(['+', '-']));
        let digits = tail.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
        if digits == 0 { 0 } else { 1 + sign + digits }
    });
    let length = plain + exponent;
    let value: f64 = rest.get(..length)?.parse().ok()?;
    value.is_finite().then_some((Token::Number(value), length))
}

fn word(rest: &str) -> (Token, usize) {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'$' | b'_' | b'.');
    let length = rest.bytes().take_while(inside).count();
    // Every byte that was counted is ASCII, so the cut parts no character.
    (Token::Word(rest.get(..length).unwrap_or_default().to_ascii_uppercase()), length)
}

fn operator(rest: &str) -> Option<(Token, usize)> {
    let operators = [
        ("<>", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("=", Operator::Equal),
        ("<", Operator::Less),
        (">", Operator::Greater),
        ("&", Operator::Join),
        ("+", Operator::Add),
        ("-", Operator::Subtract),
        ("*", Operator::Multiply),
        ("/", Operator::Divide),
    ];
    let (sign, operator) = operators.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
    Some((Token::Operator(operator), sign.len()))
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
    cells: Vec<Place>,
    differs_by_column: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// An operator out of `wanted`, passed over.
    fn operator(&mut self, wanted: &[Operator]) -> Option<Operator> {
        let Some(Token::Operator(operator)) = self.peek() else { return None };
        let operator = *operator;
        self.at += usize::from(wanted.contains(&operator));
        wanted.contains(&operator).then_some(operator)
    }

    fn binary(&mut self, wanted: &[Operator], part: fn(&mut Self) -> Option<Node>) -> Option<Node> {
        let mut left = part(self)?;
        while let Some(operator) = self.operator(wanted) {
            left = Node::Binary(operator, Box::new(left), Box::new(part(self)?));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Node> {
        use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let node = self.binary(&[Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual], Self::joined);
        self.depth -= 1;
        node
    }

    fn joined(&mut self) -> Option<Node> {
        self.binary(&[Operator::Join], Self::sum)
    }

    fn sum(&mut self) -> Option<Node> {
        self.binary(&[Operator::Add, Operator::Subtract], Self::product)
    }

    fn product(&mut self) -> Option<Node> {
        self.binary(&[Operator::Multiply, Operator::Divide], Self::signed)
    }

    fn signed(&mut self) -> Option<Node> {
        let mut minus = 0u32;
        while let Some(operator) = self.operator(&[Operator::Add, Operator::Subtract]) {
            minus += u32::from(operator == Operator::Subtract);
        }
        let mut node = self.value()?;
        while self.take(&Token::Percent) {
            node = Node::Percent(Box::new(node));
        }
        // Two signs make a number of a truth value: `--(A1>0)`.
        for _ in 0..if minus > 1 { 2 - minus % 2 } else { minus } {
            node = Node::Negate(Box::new(node));
        }
        Some(node)
    }

    fn value(&mut self) -> Option<Node> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(value) => Some(Node::Number(value)),
            Token::Text(text) => Some(Node::Text(text)),
            Token::Open => {
                let node = self.comparison()?;
                self.take(&Token::Close).then_some(node)
            }
            Token::Word(word) if self.take(&Token::Open) => self.call(&word),
            Token::Word(word) => match word.as_str() {
                "TRUE" => Some(Node::Bool(true)),
                "FALSE" => Some(Node::Bool(false)),
                cell => self.cell(cell),
            },
            Token::Operator(_) | Token::Percent | Token::Close | Token::Comma => None,
        }
    }

    fn cell(&mut self, word: &str) -> Option<Node> {
        let (row, col) = parse_a1(word)?;
        let place = Place { row, col, fixed_col: word.starts_with('$'), fixed_row: word.get(1..)?.contains('$') };
        self.cells.push(place);
        self.differs_by_column |= !place.fixed_col;
        Some(Node::Cell(place))
    }

    /// The call of a function whose bracket was just opened.
    fn call(&mut self, name: &str) -> Option<Node> {
        if matches!(name, "TRUE" | "FALSE") {
            return self.take(&Token::Close).then_some(Node::Bool(name == "TRUE"));
        }
        let (function, counts) = Function::named(name.strip_prefix("_XLFN.").unwrap_or(name))?;
        let mut values = Vec::new();
        if !self.take(&Token::Close) {
            values.push(self.comparison()?);
            while self.take(&Token::Comma) {
                values.push(self.comparison()?);
            }
            if !self.take(&Token::Close) {
                return None;
            }
        }
        self.differs_by_column |= function == Function::Column && values.is_empty();
        counts.contains(&values.len()).then_some(Node::Call(function, values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_staff_are_understood() {
        for text in [
            "$J6=\"Rood\"",
            "=J6<>\"\"",
            "OR($K6=\"Afgerond\",$K6=\"Vervallen\")",
            "NOT(ISERROR(SEARCH(\"Rood\",J6)))",
            "LEFT(J6,LEN(\"Af\"))=\"Af\"",
            "LEN(TRIM(J6))=0",
            "AND($E6>=1.5E-3,-$E6<10%,--(A1>0)=1)",
            "MOD(ROW(),2)=0",
            "IF($A6=\"\",FALSE(),\"zeg \"\"ja\"\"\"&\" \"&B6=\"x\")",
            "TRUE",
            "_xlfn.XOR(A1,B1)",
        ] {
            assert!(parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        for text in [
            "",
            "$J$6:$J$9=\"Rood\"",
            "COUNTIF($A$1:$A$9,A1)>1",
            "TODAY()>I6",
            "Lijsten!$A$1=J6",
            "'Blad 1'!A1=1",
            "rood=J6",
            "J6=\"open",
            "(J6=1",
            "J6=1)",
            "J6 J7",
            "IF(A1)",
            "{1,2}",
            "#REF!=1",
            "J6=Ë1",
            "A1048577=1",
            "1e999",
            "VLOOKUP(A1,B1,2)",
            "A1^2",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn deep_and_long_formulas_are_left_alone() {
        let deep = |levels: usize| format!("{}1{}", "(".repeat(levels), ")".repeat(levels));
        assert!(parse(&deep(30)).is_some());
        assert_eq!(parse(&deep(5000)), None);
        assert_eq!(parse(&"-".repeat(9000)), None);
        assert!(parse(&format!("{}1", "-".repeat(5000))).is_some());
    }

    #[test]
    fn references_move_with_the_cell() {
        let place = |text: &str| parse(text).unwrap().cells[0];
        assert_eq!(place("$J6").seen_from((5, 0), (9, 3)), (9, 9));
        assert_eq!(place("J6").seen_from((5, 9), (9, 10)), (9, 10));
        assert_eq!(place("J$6").seen_from((5, 9), (9, 10)), (5, 10));
        assert_eq!(place("$J$6").seen_from((5, 9), (9, 10)), (5, 9));
        assert_eq!(place("A1").seen_from((1, 1), (0, 0)), (MAX_ROW, MAX_COL));
        assert!(!parse("$J6=1").unwrap().differs_by_column && parse("J6=1").unwrap().differs_by_column);
        assert!(parse("COLUMN()=2").unwrap().differs_by_column && !parse("ROW()=2").unwrap().differs_by_column);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[ -~é]{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn anything_like_a_formula_is_read(text in "([A-C$]{1,3}[0-9]{0,2}|[-+*/&=<>(),%\"]|AND|OR|1){0,30}") {
            let _ = parse(&text);
        }
    }
}
