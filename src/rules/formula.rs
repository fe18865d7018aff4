//! What a formula calls and refers to, without what stands in its texts.

pub(in crate::rules) mod error;
pub(in crate::rules) mod external;
pub(in crate::rules) mod unsettled;

/// Functions whose outcome changes while nobody edits anything: as the file stores them, and as Dutch Excel shows them.
const UNSTABLE: [(&str, &str); 5] = [
    ("TODAY", "VANDAAG"),
    ("NOW", "NU"),
    ("RAND", "ASELECT"),
    ("RANDBETWEEN", "ASELECTTUSSEN"),
    ("RANDARRAY", "ASELECT.MATRIX"),
];

/// Functions that can give an empty text, in English as the file stores them and in Dutch.
const TEXTS: [(&str, &str); 14] = [
    ("TRIM", "SPATIES.WISSEN"),
    ("CLEAN", "WISSEN.CONTROL"),
    ("T", "T"),
    ("CONCAT", "TEKST.SAMENV"),
    ("CONCATENATE", "TEKST.SAMENVOEGEN"),
    ("TEXTJOIN", "TEKST.COMBINEREN"),
    ("LEFT", "LINKS"),
    ("RIGHT", "RECHTS"),
    ("MID", "DEEL"),
    ("SUBSTITUTE", "SUBSTITUEREN"),
    ("UPPER", "HOOFDLETTERS"),
    ("LOWER", "KLEINE.LETTERS"),
    ("PROPER", "BEGINLETTERS"),
    ("TEXT", "TEKST"),
];

/// A function of which the outcome changes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Unstable {
    /// As Dutch Excel shows it: `VANDAAG`.
    pub(in crate::rules) nl: &'static str,
    /// As English Excel shows it and the file stores it: `TODAY`.
    pub(in crate::rules) en: &'static str,
}

impl Unstable {
    /// Whether it changes from day to day and not with every calculation.
    pub(in crate::rules) fn is_date(self) -> bool {
        matches!(self.en, "TODAY" | "NOW")
    }
}

/// The first function in a formula of which the outcome changes by itself.
pub(in crate::rules) fn unstable(formula: &str) -> Option<Unstable> {
    pieces(formula).into_iter().find_map(|piece| {
        let Piece::Call(name) = piece else { return None };
        let name = bare(name);
        UNSTABLE.iter().find(|names| is_called(name, **names)).map(|(en, nl)| Unstable { nl, en })
    })
}

/// Whether a function has one of these two names.
fn is_called(name: &str, (en, nl): (&str, &str)) -> bool {
    name.eq_ignore_ascii_case(en) || name.eq_ignore_ascii_case(nl)
}

/// Whether a formula refers to another file: `[1]Blad1!A1`, `'C:\plannen\[Plan.xlsx]Acties'!B2`, and in LibreOffice
/// `'file:///plan.ods'#$Acties.B2`. Columns of a table (`Tabel1[Status]`, `[@Status]`) are in the workbook itself.
pub(in crate::rules) fn is_external(formula: &str) -> bool {
    pieces(formula).into_iter().any(|piece| match piece {
        // No sheet of this workbook can have one of these signs in its name.
        Piece::Sheet(name) => name.contains(['[', '\\', '/']),
        Piece::File(rest) => {
            let sheet = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | ':')));
            sheet.is_some_and(|end| rest.get(end..).is_some_and(|rest| rest.starts_with('!')))
        }
        Piece::Call(_) => false,
    })
}

/// Whether the outcome of a formula can be an empty text.
pub(in crate::rules) fn can_be_empty(formula: &str) -> bool {
    let calls_text = || {
        let is_text = |name: &str| TEXTS.iter().any(|text| is_called(bare(name), *text));
        pieces(formula).into_iter().any(|piece| matches!(piece, Piece::Call(name) if is_text(name)))
    };
    formula.contains("\"\"") || formula.contains('&') || calls_text()
}

/// A name without the prefix that files give to newer functions: `_xlfn.RANDARRAY`.
fn bare(name: &str) -> &str {
    name.strip_prefix("_xlfn.").unwrap_or(name)
}

/// What is looked at in a formula.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// A function, by its name.
    Call(&'a str),
    /// The name of a sheet in apostrophes, without them.
    Sheet(&'a str),
    /// What follows after brackets that no table stands before: after `[1]`, or after `[@Status]`.
    File(&'a str),
}

fn pieces(formula: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        rest = match c {
            '"' => past(after, '"').1,
            '\'' => {
                let (inside, behind) = past(after, '\'');
                found.push(Piece::Sheet(inside));
                behind
            }
            // LibreOffice puts every reference in brackets, with the name of the file first.
            '[' if after.starts_with('\'') => after,
            '[' => {
                let behind = past_brackets(after);
                found.push(Piece::File(behind));
                behind
            }
            c if is_of_name(c) => {
                let end = rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                if behind.trim_start().starts_with('(') {
                    found.push(Piece::Call(name));
                }
                // Brackets right after a name hold a column of that table.
                behind.strip_prefix('[').map_or(behind, past_brackets)
            }
            _ => after,
        };
    }
    found
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.')
}

/// What stands up to the closing quote, and what follows after it. A doubled quote is one within.
fn past(text: &str, quote: char) -> (&str, &str) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(quote)).map(|at| at + from) {
        let behind = text.get(at + quote.len_utf8()..).unwrap_or_default();
        if !behind.starts_with(quote) {
            return (text.get(..at).unwrap_or_default(), behind);
        }
        from = at + 2 * quote.len_utf8();
    }
    (text, "")
}

/// What follows after the bracket that closes the one before `text`; an apostrophe takes the sign after it as it is.
fn past_brackets(text: &str) -> &str {
    let mut depth = 1;
    let mut literal = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if literal => literal = false,
            '\'' => literal = true,
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn functions_count_and_texts_and_names_do_not() {
        for (formula, expected) in [
            ("TODAY()", Some("TODAY")),
            ("IF(F5<TODAY(),\"Te laat\",\"\")", Some("TODAY")),
            ("1+ now ()", Some("NOW")),
            ("_xlfn.RANDARRAY(2)", Some("RANDARRAY")),
            ("VANDAAG()", Some("TODAY")),
            ("\"TODAY()\"", None),
            ("'TODAY()'!A1", None),
            ("Tabel1[TODAY()]", None),
            ("TODAYS(1)", None),
            ("TODAY", None),
            ("DATE(2026,1,1)", None),
            ("", None),
        ] {
            assert_eq!(unstable(formula).map(|found| found.en), expected, "{formula}");
        }
    }

    #[test]
    fn other_files_are_told_from_columns_of_tables() {
        for yes in [
            "[1]Blad1!A1",
            "SUM([Plan2024.xlsx]Blad1!A1:B2)",
            "'[Plan 2024.xlsx]Blad 1'!A1",
            "'C:\\plannen\\[Plan.xlsx]Acties'!$B$2",
            "'https://plannen.example/[Plan.xlsx]Acties'!B2",
            "[2]!Naam",
            "VLOOKUP(A1,[3]Lijst!$A:$B,2,FALSE)",
            "['file:///tmp/plan.ods'#$Acties.B2]",
            "EDATE(['file:///tmp/plan.ods'#$Acties.B2];3)",
        ] {
            assert!(is_external(yes), "{yes}");
        }
        for no in [
            "Tabel1[Status]",
            "Tabel1[[#This Row],[Status]]",
            "[@Status]",
            "[@[Datum gereed]]>1",
            "[@Status]&Blad1!A1",
            "Tabel1[Kolom '[oud']]&Blad!A1",
            "'Blaricum en Laren'!G7",
            "[.I7]+[$'Blaricum en Laren'.G7]",
            "['Blaricum en Laren'.G7]",
            "'Blad 1:Blad 3'!A1",
            "HYPERLINK(\"[Plan.xlsx]Blad1!A1\",\"plan\")",
            "\"'[Plan.xlsx]Blad'!A1\"",
            "A1",
        ] {
            assert!(!is_external(no), "{no}");
        }
    }

    #[test]
    fn formulas_that_may_give_nothing_are_known() {
        for yes in ["IF(A1>1,\"x\",\"\")", "A1&B1", "TRIM(A1)", "_xlfn.TEXTJOIN(\";\",1,A1:A3)"] {
            assert!(can_be_empty(yes), "{yes}");
        }
        for no in ["A1+1", "EDATE(A1,3)", "SUM(A1:A3)", "TODAY()"] {
            assert!(!can_be_empty(no), "{no}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(formula in "[\\PC'\"\\[\\]!(]{0,60}") {
            unstable(&formula);
            is_external(&formula);
            can_be_empty(&formula);
        }
    }
}
