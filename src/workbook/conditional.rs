//! The fills that people see where a conditional format holds: the simple ones that staff make from Excel's menu or with a
//! formula on cells of the same sheet. What is not understood is left alone, and so are planwacht's own marks.

mod formula;
mod value;

use std::collections::BTreeSet;
use std::ops::Bound;

use quick_xml::events::BytesStart;

use self::formula::Formula;
use self::value::{Asked, Value, caseless, contains};
use super::styles::Styles;
use crate::cell::{CellValue, Grid, Rgb, Span};
use crate::ooxml::pull::{BadXml, Step, Xml, attr, flag, number};
use crate::own;

/// How many questions are asked of one sheet at most: rules that overlap in all rows would never end.
const QUESTIONS: usize = 50_000_000;
/// How many cells without anything in them may get a fill.
const PAINT_LIMIT: usize = 200_000;

/// One rule of a sheet's conditional formats.
#[derive(Debug)]
pub(super) struct Rule {
    areas: Vec<Span>,
    /// The cell that the formulas were written for: the top left corner of all areas together.
    base: (u32, u32),
    /// The lower the number, the earlier it is asked.
    priority: i64,
    /// Whether no later rule is asked where this one holds.
    stops: bool,
    fill: Option<Rgb>,
    test: Test,
}

/// What a rule asks of a cell.
#[derive(Debug)]
enum Test {
    Compare(Comparison, Formula, Option<Formula>),
    Contains(String),
    Lacks(String),
    Begins(String),
    Ends(String),
    Blank(bool),
    Error(bool),
    Formula(Formula),
}

/// How a cell's value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    GreaterOrEqual,
    Greater,
    Between,
    NotBetween,
}

impl Comparison {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "lessThan" => Self::Less,
            "lessThanOrEqual" => Self::LessOrEqual,
            "equal" => Self::Equal,
            "notEqual" => Self::NotEqual,
            "greaterThanOrEqual" => Self::GreaterOrEqual,
            "greaterThan" => Self::Greater,
            "between" => Self::Between,
            "notBetween" => Self::NotBetween,
            _ => return None,
        })
    }
}

// --- Reading ---------------------------------------------------------------------------------------------------------

/// Reads the `<conditionalFormatting>` element that was just opened, also one of Excel 2010's extension. Rules that are not
/// understood, and those that could not show, are left out.
pub(super) fn read(
    xml: &mut Xml<'_>,
    open: &BytesStart<'_>,
    styles: &Styles,
    rules: &mut Vec<Rule>,
) -> Result<(), BadXml> {
    let mut areas = attr(open, "sqref").map(|text| spans(&text)).unwrap_or_default();
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Step::Open(open) => match open.local_name().as_ref() {
                "cfRule" => found.extend(read_rule(xml, &open, styles)?),
                "sqref" => areas = spans(&xml.text()?),
                _ => xml.skip()?,
            },
            Step::Close(_) => break,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
    let base = areas.iter().map(|span| span.top).min().zip(areas.iter().map(|span| span.left).min());
    if let Some(base) = base {
        rules.extend(found.into_iter().map(|rule| Rule { areas: areas.clone(), base, ..rule }));
    }
    Ok(())
}

/// Reads the conditional formats within the `<extLst>` element that was just opened.
pub(super) fn read_extension(xml: &mut Xml<'_>, styles: &Styles, rules: &mut Vec<Rule>) -> Result<(), BadXml> {
    let mut depth = 0u32;
    loop {
        match xml.next()? {
            Step::Open(open) if open.local_name().as_ref() == "conditionalFormatting" => {
                read(xml, &open, styles, rules)?;
            }
            Step::Open(_) => depth += 1,
            Step::Close(_) if depth == 0 => return Ok(()),
            Step::Close(_) => depth -= 1,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

fn spans(text: &str) -> Vec<Span> {
    text.split_whitespace().filter_map(Span::parse).collect()
}

/// The rule that was just opened, still without its areas; none where it is not understood or could not show.
fn read_rule(xml: &mut Xml<'_>, open: &BytesStart<'_>, styles: &Styles) -> Result<Option<Rule>, BadXml> {
    let mut fill = number(open, "dxfId").and_then(|id| styles.differential(id as usize));
    let mut formulas: Vec<String> = Vec::new();
    loop {
        match xml.next()? {
            Step::Open(inner) => match inner.local_name().as_ref() {
                "formula" | "f" => formulas.push(xml.text()?),
                "dxf" => fill = styles.read_differential(xml)?,
                _ => xml.skip()?,
            },
            Step::Close(_) => break,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
    let stops = flag(open, "stopIfTrue");
    let shows = (fill.is_some() || stops) && !formulas.iter().any(|formula| own::is_mark_formula(formula));
    let priority = attr(open, "priority").and_then(|text| text.trim().parse().ok()).unwrap_or(i64::MAX);
    let test = shows.then(|| test(open, &formulas)).flatten();
    Ok(test.map(|test| Rule { areas: Vec::new(), base: (0, 0), priority, stops, fill, test }))
}

fn test(open: &BytesStart<'_>, formulas: &[String]) -> Option<Test> {
    let formula = |nth: usize| formulas.get(nth).and_then(|text| formula::parse(text));
    let kind = attr(open, "type")?;
    // Where the text is that of another cell, only the formula tells which one.
    let text = || attr(open, "text").map(|text| text.into_owned()).filter(|text| !text.is_empty());
    let texts = |make: fn(String) -> Test| text().map(make).or_else(|| formula(0).map(Test::Formula));
    match &*kind {
        "cellIs" => {
            let comparison = Comparison::named(&attr(open, "operator")?)?;
            let second = match comparison {
                Comparison::Between | Comparison::NotBetween => Some(formula(1)?),
                _ => None,
            };
            Some(Test::Compare(comparison, formula(0)?, second))
        }
        "containsText" => texts(Test::Contains),
        "notContainsText" => texts(Test::Lacks),
        "beginsWith" => texts(Test::Begins),
        "endsWith" => texts(Test::Ends),
        "containsBlanks" => Some(Test::Blank(true)),
        "notContainsBlanks" => Some(Test::Blank(false)),
        "containsErrors" => Some(Test::Error(true)),
        "notContainsErrors" => Some(Test::Error(false)),
        "expression" => formula(0).map(Test::Formula),
        _ => None,
    }
}

// --- Asking ----------------------------------------------------------------------------------------------------------

impl Rule {
    fn holds(&self, asked: Asked<'_>) -> bool {
        let asked = Asked { base: self.base, ..asked };
        let text = || asked.own().text();
        match &self.test {
            Test::Compare(comparison, first, second) => compare(*comparison, asked, first, second.as_ref()),
            Test::Contains(wanted) => text().is_some_and(|text| contains(&text, wanted)),
            Test::Lacks(wanted) => text().is_none_or(|text| !contains(&text, wanted)),
            Test::Begins(wanted) => text().is_some_and(|text| caseless(&text).starts_with(&caseless(wanted))),
            Test::Ends(wanted) => text().is_some_and(|text| caseless(&text).ends_with(&caseless(wanted))),
            Test::Blank(wanted) => text().is_some_and(|text| text.trim_matches(' ').is_empty() == *wanted),
            Test::Error(wanted) => (asked.own() == Value::Error) == *wanted,
            Test::Formula(formula) => asked.value(formula).truth().unwrap_or(false),
        }
    }

    /// Whether the rule looks at the very cell that it colours.
    fn looks_at_itself(&self, at: (u32, u32)) -> bool {
        match &self.test {
            Test::Formula(formula) => formula.cells.iter().any(|place| place.seen_from(self.base, at) == at),
            _ => true,
        }
    }

    /// Whether it holds for all cells of a row or for none.
    fn is_of_rows(&self) -> bool {
        matches!(&self.test, Test::Formula(formula) if !formula.differs_by_column)
    }
}

fn compare(comparison: Comparison, asked: Asked<'_>, first: &Formula, second: Option<&Formula>) -> bool {
    let own = asked.own();
    let first = asked.value(first);
    let order = own.order(&first);
    let holds = |wanted: fn(std::cmp::Ordering) -> bool| order.is_some_and(wanted);
    match comparison {
        Comparison::Less => holds(std::cmp::Ordering::is_lt),
        Comparison::LessOrEqual => holds(std::cmp::Ordering::is_le),
        Comparison::Equal => holds(std::cmp::Ordering::is_eq),
        Comparison::NotEqual => holds(std::cmp::Ordering::is_ne),
        Comparison::GreaterOrEqual => holds(std::cmp::Ordering::is_ge),
        Comparison::Greater => holds(std::cmp::Ordering::is_gt),
        Comparison::Between | Comparison::NotBetween => {
            let Some(second) = second.map(|second| asked.value(second)) else { return false };
            let (Some(from_first), Some(from_second)) = (order, own.order(&second)) else { return false };
            // The two ends may be given in either order.
            let within = from_first.is_eq() || from_second.is_eq() || from_first != from_second;
            within == (comparison == Comparison::Between)
        }
    }
}

// --- Painting --------------------------------------------------------------------------------------------------------

/// An area of a rule; `rule` is its place in the order in which rules are asked.
#[derive(Clone, Copy)]
struct Area {
    span: Span,
    rule: usize,
}

/// Gives the cells of a sheet the fills that its conditional formats show. Says whether all rules could be asked.
///
/// Cells with nothing in them get a fill where their row and their column hold values: what people see of a table, and not the
/// million rows below it.
pub(super) fn paint(grid: &mut Grid, rules: Vec<Rule>, is_1904: bool) -> bool {
    rules.is_empty() || paint_within(grid, rules, is_1904, QUESTIONS)
}

fn paint_within(grid: &mut Grid, mut rules: Vec<Rule>, is_1904: bool, questions: usize) -> bool {
    rules.sort_by_key(|rule| rule.priority);
    let mut painter = Painter::new(grid, &rules, is_1904, questions);
    let whole = painter.rows();
    let painted = painter.painted;
    for (at, seen) in painted {
        let cell = grid.cells.entry(at).or_default();
        cell.fill = seen.fill.or(cell.fill);
        cell.echo = seen.echo;
    }
    whole
}

/// What conditional formats show in a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    fill: Option<Rgb>,
    echo: Option<Rgb>,
}

struct Painter<'a> {
    grid: &'a Grid,
    rules: &'a [Rule],
    is_1904: bool,
    /// From top to bottom.
    areas: Vec<Area>,
    valued_rows: BTreeSet<u32>,
    valued_columns: BTreeSet<u32>,
    /// The row in which each rule that is of rows was asked last, and what it said.
    said: Vec<Option<(u32, bool)>>,
    questions: usize,
    empty_left: usize,
    /// In the order of the sheet.
    painted: Vec<((u32, u32), Seen)>,
}

impl<'a> Painter<'a> {
    fn new(grid: &'a Grid, rules: &'a [Rule], is_1904: bool, questions: usize) -> Self {
        let areas = rules
            .iter()
            .enumerate()
            .flat_map(|(rule, found)| found.areas.iter().map(move |span| Area { span: *span, rule }));
        let mut areas: Vec<Area> = areas.collect();
        areas.sort_by_key(|area| area.span.top);
        let valued = || grid.cells.iter().filter(|(_, cell)| cell.value != CellValue::Empty).map(|(at, _)| *at);
        Self {
            grid,
            rules,
            is_1904,
            areas,
            valued_rows: valued().map(|(row, _)| row).collect(),
            valued_columns: valued().map(|(_, col)| col).collect(),
            said: vec![None; rules.len()],
            questions,
            empty_left: PAINT_LIMIT,
            painted: Vec::new(),
        }
    }

    /// Goes through the rows from top to bottom with the areas that cover each; false where there was too much to ask.
    fn rows(&mut self) -> bool {
        let mut rows: Vec<u32> = self.grid.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        let (mut next, mut open): (usize, Vec<Area>) = (0, Vec::new());
        for row in rows {
            while let Some(area) = self.areas.get(next).filter(|area| area.span.top <= row) {
                let place = open.partition_point(|other| other.rule <= area.rule);
                open.insert(place, *area);
                next += 1;
            }
            open.retain(|area| area.span.bottom >= row);
            if !open.is_empty() && !self.row(row, &open) {
                return false;
            }
        }
        true
    }

    /// Asks the rules of one row; `open` holds its areas in the order of their rules.
    fn row(&mut self, row: u32, open: &[Area]) -> bool {
        let Some(left) = self.questions.checked_sub(open.len()) else { return false };
        self.questions = left;
        for col in self.columns(row, open) {
            let Some(left) = self.questions.checked_sub(open.len()) else { return false };
            self.questions = left;
            let seen = self.cell((row, col), open);
            if seen == Seen::default() {
                continue;
            }
            if self.grid.get(row, col).is_none() {
                let Some(left) = self.empty_left.checked_sub(1) else { continue };
                self.empty_left = left;
            }
            self.painted.push(((row, col), seen));
        }
        true
    }

    /// The columns of the row in which people see something: its cells, and the columns of the table.
    fn columns(&self, row: u32, open: &[Area]) -> Vec<u32> {
        let left = open.iter().map(|area| area.span.left).min().unwrap_or(0);
        let right = open.iter().map(|area| area.span.right).max().unwrap_or(0);
        let mut columns: Vec<u32> =
            self.grid.cells.range((row, left)..=(row, right)).map(|((_, col), _)| *col).collect();
        if self.valued_rows.contains(&row) {
            columns.extend(self.valued_columns.range((Bound::Included(left), Bound::Included(right))));
            columns.sort_unstable();
            columns.dedup();
        }
        columns
    }

    /// What the first rules that hold show in a cell: over its own fill, and over that what echoes its value.
    fn cell(&mut self, at: (u32, u32), open: &[Area]) -> Seen {
        let mut seen = Seen::default();
        for area in open.iter().filter(|area| area.span.contains(at.0, at.1)) {
            let Some(rule) = self.rules.get(area.rule) else { continue };
            if !self.holds(area.rule, rule, at) {
                continue;
            }
            match rule.fill {
                Some(_) if rule.looks_at_itself(at) => seen.echo = seen.echo.or(rule.fill),
                Some(_) => {
                    // What a fill hides cannot be seen, and it hides all that comes after it.
                    seen.fill = rule.fill;
                    return seen;
                }
                None => {}
            }
            if rule.stops {
                break;
            }
        }
        seen
    }

    fn holds(&mut self, index: usize, rule: &Rule, at: (u32, u32)) -> bool {
        let of_rows = rule.is_of_rows();
        if let Some(Some((row, said))) = self.said.get(index).filter(|_| of_rows)
            && *row == at.0
        {
            return *said;
        }
        let holds = rule.holds(Asked { grid: self.grid, is_1904: self.is_1904, base: (0, 0), at });
        if of_rows && let Some(said) = self.said.get_mut(index) {
            *said = Some((at.0, holds));
        }
        holds
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::super::sheet::{Book, Want, scan};
    use super::super::strings::Strings;
    use super::*;
    use crate::cell::{GridCell, a1, parse_a1};

    /// Fills 0 to 3: red, orange, green, and none at all.
    const STYLES: &str = "<styleSheet><dxfs><dxf><fill><patternFill><bgColor rgb='FFFF0000'/></patternFill></fill></dxf>\
        <dxf><font/><fill><patternFill patternType='solid'><fgColor rgb='FF123456'/><bgColor rgb='FFFFC000'/></patternFill></fill></dxf>\
        <dxf><fill><patternFill patternType='solid'><fgColor rgb='FF92D050'/></patternFill></fill></dxf><dxf><font/></dxf></dxfs></styleSheet>";

    /// What the formats in `xml` make of a sheet with these cells: `A1=FF0000` is a fill, `A1~FF0000` an echo.
    fn painted(cells: &[(&str, &str)], xml: &str) -> String {
        let book = Book {
            strings: Strings::new(String::new()),
            styles: Styles::read(STYLES, None),
            is_1904: false,
            locale: crate::number_format::Locale::default(),
        };
        let part = format!("<worksheet xmlns:x14='x' xmlns:xm='m'><sheetData/>{xml}</worksheet>");
        let rules = scan(&part, &book, Want::Extras).conditional;
        let mut grid = Grid::default();
        for (at, text) in cells {
            let value = match text.parse() {
                Ok(number) => CellValue::Number(number),
                Err(_) if text.is_empty() => CellValue::Empty,
                Err(_) if text.starts_with('#') => CellValue::Error((*text).into()),
                Err(_) => CellValue::Text((*text).into()),
            };
            grid.cells.insert(parse_a1(at).unwrap(), GridCell { value, ..GridCell::default() });
        }
        assert!(paint(&mut grid, rules, false));
        shown(&grid)
    }

    fn shown(grid: &Grid) -> String {
        let mut out = String::new();
        for ((row, col), cell) in &grid.cells {
            for (sign, colour) in [('=', cell.fill), ('~', cell.echo)] {
                if let Some(colour) = colour {
                    write!(out, "{}{sign}{colour} ", a1(*row, *col)).unwrap();
                }
            }
        }
        out.trim_end().to_owned()
    }

    fn format(sqref: &str, rules: &str) -> String {
        format!("<conditionalFormatting sqref='{sqref}'>{rules}</conditionalFormatting>")
    }

    #[test]
    fn every_simple_kind_is_asked() {
        let cells = [
            ("A1", "Rood"),
            ("A2", "niet rood"),
            ("A3", "Afgerond"),
            ("A4", " "),
            ("A5", "7"),
            ("A6", "#REF!"),
            ("A7", ""),
        ];
        for (rule, expected) in [
            ("type='cellIs' operator='equal'><formula>\"rood\"</formula>", "1"),
            ("type='cellIs' operator='notEqual'><formula>\"Rood\"</formula>", "2 3 4 5 7"),
            ("type='cellIs' operator='greaterThan'><formula>6.5</formula>", "1 2 3 4 5"),
            ("type='cellIs' operator='lessThan'><formula>1</formula>", "7"),
            ("type='cellIs' operator='lessThanOrEqual'><formula>7</formula>", "5 7"),
            ("type='cellIs' operator='greaterThanOrEqual'><formula>\"rood\"</formula>", "1"),
            ("type='cellIs' operator='between'><formula>9</formula><formula>5</formula>", "5"),
            ("type='cellIs' operator='notBetween'><formula>5</formula><formula>9</formula>", "1 2 3 4 7"),
            ("type='cellIs' operator='equal'><formula>$A$3</formula>", "3"),
            (
                "type='containsText' operator='containsText' text='ROOD'><formula>NOT(ISERROR(SEARCH(\"ROOD\",A1)))</formula>",
                "1 2",
            ),
            ("type='containsText' operator='containsText'><formula>NOT(ISERROR(SEARCH($A$1,A1)))</formula>", "1 2"),
            ("type='containsText' text='n?et'>", "2"),
            ("type='notContainsText' operator='notContains' text='rood'>", "3 4 5 6 7"),
            ("type='beginsWith' operator='beginsWith' text='af'>", "3"),
            ("type='endsWith' operator='endsWith' text='ROOD'>", "1 2"),
            ("type='containsBlanks'><formula>LEN(TRIM(A1))=0</formula>", "4 7"),
            ("type='notContainsBlanks'>", "1 2 3 5"),
            ("type='containsErrors'>", "6"),
            ("type='notContainsErrors'>", "1 2 3 4 5 7"),
            ("type='expression'><formula>OR(A1=\"Rood\",A1=7)</formula>", "1 5"),
            ("type='expression'><formula>TRUE</formula>", "= 1 2 3 4 5 6 7"),
            ("type='expression'><formula>COUNTIF(A:A,A1)>1</formula>", ""),
            ("type='expression'><formula>A1&gt;TODAY()</formula>", ""),
            ("type='duplicateValues'>", ""),
            ("type='colorScale'><colorScale/>", ""),
            ("type='cellIs' operator='odd'><formula>1</formula>", ""),
            ("type='cellIs' operator='between'><formula>1</formula>", ""),
            ("type='expression'>", ""),
        ] {
            let (sign, rows) = expected.strip_prefix("= ").map_or(('~', expected), |rows| ('=', rows));
            let expected: Vec<String> = rows.split_whitespace().map(|row| format!("A{row}{sign}FF0000")).collect();
            let found = painted(&cells, &format("A1:A7", &format!("<cfRule dxfId='0' priority='1' {rule}</cfRule>")));
            assert_eq!(found, expected.join(" "), "{rule}");
        }
    }

    #[test]
    fn the_first_rule_that_holds_wins_and_may_stop_the_others() {
        let rule = |priority: i32, dxf: u32, stop: u32, formula: &str| {
            format!(
                "<cfRule type='expression' dxfId='{dxf}' priority='{priority}' stopIfTrue='{stop}'><formula>{formula}</formula></cfRule>"
            )
        };
        let cells = [("A1", "1"), ("B1", "x")];
        let both = |one: String, two: String| painted(&cells, &(format("B1", &one) + &format("A1:B1", &two)));
        assert_eq!(both(rule(2, 0, 0, "$A$1=1"), rule(1, 2, 0, "$C$1=0")), "A1=92D050 B1=92D050");
        assert_eq!(both(rule(1, 0, 0, "$A$1=1"), rule(2, 2, 0, "$C$1=0")), "A1=92D050 B1=FF0000");
        assert_eq!(both(rule(1, 0, 0, "$A$1=2"), rule(2, 2, 0, "$C$1=0")), "A1=92D050 B1=92D050");
        assert_eq!(both(rule(1, 3, 0, "$A$1=1"), rule(2, 2, 0, "$C$1=0")), "A1=92D050 B1=92D050", "no fill of its own");
        assert_eq!(both(rule(1, 3, 1, "$A$1=1"), rule(2, 2, 0, "$C$1=0")), "A1=92D050", "it stops the other");
        assert_eq!(both(rule(1, 99, 0, "$A$1=1"), rule(2, 1, 0, "$C$1=0")), "A1=FFC000 B1=FFC000");
        assert_eq!(both(rule(1, 0, 0, "B1=\"x\""), rule(2, 2, 0, "$C$1=0")), "A1=92D050 B1=92D050 B1~FF0000");
        assert_eq!(both(rule(2, 0, 0, "B1=\"x\""), rule(1, 2, 0, "$C$1=0")), "A1=92D050 B1=92D050", "hidden under it");
    }

    #[test]
    fn a_rule_on_another_cell_of_the_row_colours_the_row() {
        let cells = [
            ("A1", "Nr"),
            ("B1", "Status"),
            ("C1", "Kleur"),
            ("A2", "1"),
            ("B2", "Rood"),
            ("A3", "2"),
            ("B3", "Groen"),
        ];
        let rule = "<cfRule type='expression' dxfId='0' priority='1'><formula>$B2=\"Rood\"</formula></cfRule>";
        assert_eq!(painted(&cells, &format("A2:C999", rule)), "A2=FF0000 B2~FF0000 C2=FF0000");
        // Of several areas, the formula is meant from the top left corner of all of them.
        assert_eq!(painted(&cells, &format("C3:C9 A2:A9", rule)), "A2=FF0000");
        assert_eq!(painted(&cells, &format("C2:C9 A3:A9", rule)), "C2=FF0000");
    }

    #[test]
    fn the_extension_of_excel_2010_is_read_where_it_is_as_simple() {
        let cells = [("J6", "Rood"), ("J7", "Groen")];
        let rule = |formula: &str| {
            format!(
                "<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type='containsText' priority='1' operator='containsText' id='{{x}}'>\
                 <xm:f>{formula}</xm:f><xm:f>\"oo\"</xm:f><x14:dxf><fill><patternFill><bgColor theme='9'/></patternFill></fill></x14:dxf></x14:cfRule>\
                 <xm:sqref>J6:J9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
            )
        };
        assert_eq!(painted(&cells, &rule("NOT(ISERROR(SEARCH(\"oo\",J6)))")), "J6~70AD47");
        assert_eq!(painted(&cells, &rule("NOT(ISERROR(SEARCH(Lijsten!$A$1,J6)))")), "");
    }

    #[test]
    fn our_own_marks_are_no_fill() {
        let rule = |formula: &str| {
            format!(
                "<cfRule type='expression' dxfId='0' priority='1' stopIfTrue='1'><formula>{formula}</formula></cfRule>"
            )
        };
        let cells = [("A1", "x")];
        assert_eq!(painted(&cells, &format("A1", &rule("\"planwacht\"&lt;&gt;\"\""))), "");
        assert_eq!(painted(&cells, &format("A1", &rule("\"ander\"&lt;&gt;\"\""))), "A1=FF0000");
    }

    #[test]
    fn broken_formats_cost_themselves_only() {
        let rule = "<cfRule type='expression' dxfId='0' priority='1'><formula>TRUE</formula></cfRule>";
        assert_eq!(painted(&[("A1", "x")], &format("nergens A1:A1048577", rule)), "");
        assert_eq!(painted(&[("A1", "x")], &(format("", rule) + &format("A1", rule))), "A1=FF0000");
        assert_eq!(
            painted(
                &[("A1", "x")],
                "<conditionalFormatting sqref='A1'><cfRule type='expression' dxfId='0'><formula>TRUE"
            ),
            ""
        );
    }

    #[test]
    fn many_rows_and_many_areas_take_no_time_and_overlapping_ones_end() {
        let mut grid = Grid::default();
        for row in 0..20_000 {
            for col in 0..3 {
                let value = CellValue::Text(if row % 2 == 0 { "Rood" } else { "Groen" }.into());
                grid.cells.insert((row, col), GridCell { value, ..GridCell::default() });
            }
        }
        let rule = |areas: Vec<Span>| Rule {
            areas,
            base: (0, 0),
            priority: 1,
            stops: false,
            fill: Rgb::parse("FF0000"),
            test: Test::Formula(formula::parse("$A1=\"Rood\"").unwrap()),
        };
        let span = |top: u32, bottom: u32| Span { top, left: 0, bottom, right: 2 };
        let mut pieces = grid.clone();
        assert!(paint(&mut pieces, vec![rule((0..20_000).map(|row| span(row, row)).collect())], false));
        assert_eq!(pieces.cells.values().filter(|cell| cell.fill.is_some()).count(), 20_000);
        assert_eq!(pieces.cells.values().filter(|cell| cell.echo.is_some()).count(), 10_000);
        let everywhere: Vec<Rule> = (0..3_000).map(|_| rule(vec![span(0, 1_048_575)])).collect();
        assert!(!paint_within(&mut grid, everywhere, false, 100_000), "it says that it gave up");
    }
}
