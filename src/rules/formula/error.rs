//! FML001: a formula went wrong, or its error was copied along as text.

use std::collections::BTreeMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::rules::Context;
use crate::rules::formula::external;
use crate::rules::structure::{Bodies, spokesmen};
use crate::wording::Wording;

/// A cell holds an error of Excel: stored as such, or typed or pasted as text, in Dutch (`#VERW!`) or English (`#REF!`).
///
/// Everywhere in a table of actions, also in columns that mean nothing to the framework. Where the error is a part of a longer
/// text it is a warning; between quotes somebody speaks about it, and that is fine. Where more than five cells of one column
/// have an error, one formula is to blame and it is said once, at the first. Outside the tables it is a warning, once a sheet,
/// and `#N/A` is left alone there: lists and charts use it on purpose. A formula that refers to another file is FML003's.
///
/// Whatever other rules would say of such a cell (the planning cannot be read, the owner is not in the list) follows from the
/// error and is left out.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::FML001,
    name: "formula-error",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een cel staat een formulefout, zoals #VERW! of #N/B.",
        "A cell shows a formula error, such as #REF! or #N/A.",
    ),
    why: Wording::new(
        "De waarde die er hoorde te staan, is weg. Niemand ziet dan nog wie wat wanneer doet.",
        "The value that should be there is gone, so nobody can see who does what by when.",
    ),
    fix: Wording::new(
        "Typ de waarde die er hoort te staan, of herstel de formule.",
        "Type the value that should be there, or repair the formula.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Stand van zaken |
| D-01 | Een infographic laten maken | ZVHGV | → {=Blad2!A1} {error} #REF! | Loopt | |
| D-02 | Een convenant opstellen | → #N/B | Q2 2026 | Loopt | |
| D-03 | Bestuurders bijpraten | ZVHGV | Q2 2026 | Loopt | → Het concept is klaar. #VERW! |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status | Stand van zaken |
| D-01 | Een infographic laten maken | ZVHGV | Q2 2026 | Loopt | |
| D-02 | Een convenant opstellen | ZVHGV | {=DATE(2026,3,1)} {date} 2026-03-01 | Loopt | |
| D-03 | Bestuurders bijpraten | ZVHGV | Q2 2026 | Loopt | Bij “#VERW!” is de koppeling hersteld. |",
    },
};

/// An error of Excel: as the file stores it, and as Dutch Excel shows it. What it means is in [`meaning`].
const ERRORS: [(&str, &str); 14] = [
    ("#REF!", "#VERW!"),
    ("#N/A", "#N/B"),
    ("#VALUE!", "#WAARDE!"),
    ("#NAME?", "#NAAM?"),
    ("#DIV/0!", "#DEEL/0!"),
    ("#NUM!", "#GETAL!"),
    ("#NULL!", "#LEEG!"),
    ("#SPILL!", "#OVERLOOP!"),
    ("#CALC!", "#BEREKEN!"),
    ("#FIELD!", "#VELD!"),
    ("#BLOCKED!", "#GEBLOKKEERD!"),
    ("#CONNECT!", "#CONNECT!"),
    ("#UNKNOWN!", "#ONBEKEND!"),
    ("#GETTING_DATA", "#GEGEVENS_OPHALEN"),
];

/// The error that lists and charts use on purpose.
const NOT_AVAILABLE: &str = "#N/A";

/// Signs between which somebody speaks about an error.
const QUOTES: [char; 8] = ['"', '\'', '`', '“', '”', '„', '‘', '’'];

/// An error in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Trouble {
    /// Its place in [`ERRORS`]; none for one that is not in that list.
    known: Option<usize>,
    /// As it stands in the cell.
    typed: String,
    /// Whether it is all that the cell says.
    whole: bool,
    /// Whether it is stored as an error, and not as text.
    stored: bool,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let bodies = Bodies::new(ctx.plan);
    for grid in ctx.grids.iter().filter(|grid| !grid.own) {
        let (columns, elsewhere) = troubles(grid, &bodies);
        for (column, cells) in columns {
            let (reported, count) = if column.whole { spokesmen(&cells) } else { (cells.as_slice(), 1) };
            for (row, trouble) in reported {
                let at = CellRef::new(grid.sheet.clone(), *row, column.col);
                let message = if count == 1 { one(ctx, trouble) } else { many(ctx, trouble, count) };
                let all = if count == 1 { &[] } else { cells.as_slice() };
                let all = all.iter().map(|(row, _)| CellRef::new(grid.sheet.clone(), *row, column.col)).collect();
                findings.push(finding(ctx, &bodies, grid, &at, trouble, message).for_cells(all));
            }
        }
        if let Some(((row, col), trouble)) = elsewhere.first() {
            let at = CellRef::new(grid.sheet.clone(), *row, *col);
            let message = outside(ctx, trouble, elsewhere.len());
            let all = elsewhere.iter().map(|((row, col), _)| CellRef::new(grid.sheet.clone(), *row, *col)).collect();
            findings.push(finding(ctx, &bodies, grid, &at, trouble, message).for_cells(all));
        }
    }
}

/// Whether an error is all that the cell says.
pub(in crate::rules) fn is_error(cell: &GridCell) -> bool {
    trouble(cell).is_some_and(|trouble| trouble.whole)
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    header_row: u32,
    col: u32,
    /// Whether its errors are all that their cells say; an error within a text is a slip of its own.
    whole: bool,
}

/// The errors of a sheet: by column, each with its row, and those outside the tables, each with its row and column.
type Troubles = (BTreeMap<Column, Vec<(u32, Trouble)>>, Vec<((u32, u32), Trouble)>);

fn troubles(grid: &Grid, bodies: &Bodies) -> Troubles {
    let mut columns: BTreeMap<Column, Vec<(u32, Trouble)>> = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for ((row, col), cell) in &grid.cells {
        let Some(trouble) = trouble(cell) else { continue };
        match bodies.holding(grid, *row, *col) {
            Some(body) => {
                let column = Column { header_row: body.table.header_row, col: *col, whole: trouble.whole };
                columns.entry(column).or_default().push((*row, trouble));
            }
            None if trouble.whole && trouble.known != known(NOT_AVAILABLE) => elsewhere.push(((*row, *col), trouble)),
            None => {}
        }
    }
    (columns, elsewhere)
}

fn trouble(cell: &GridCell) -> Option<Trouble> {
    if external::is_link(cell) {
        return None;
    }
    match &cell.value {
        CellValue::Error(text) => {
            Some(Trouble { known: known(text.trim()), typed: text.trim().to_owned(), whole: true, stored: true })
        }
        CellValue::Text(text) => in_text(text),
        _ => None,
    }
}

fn known(word: &str) -> Option<usize> {
    ERRORS.iter().position(|(en, nl)| word.eq_ignore_ascii_case(en) || word.eq_ignore_ascii_case(nl))
}

/// The first error in a text. LibreOffice numbers its errors, which counts where nothing else stands in the cell.
fn in_text(text: &str) -> Option<Trouble> {
    let trimmed = text.trim();
    if is_numbered(trimmed) {
        return Some(Trouble { known: None, typed: trimmed.to_owned(), whole: true, stored: false });
    }
    if !text.contains('#') {
        return None;
    }
    text.split_whitespace().find_map(|word| {
        if word.starts_with(QUOTES) {
            return None;
        }
        let word = word.trim_matches(['(', ')', ',', ';', ':', '.', '=']);
        let known = known(word)?;
        Some(Trouble { known: Some(known), typed: word.to_owned(), whole: word == trimmed, stored: false })
    })
}

/// `Fout:502` or `Err:502`.
fn is_numbered(text: &str) -> bool {
    let number = text.strip_prefix("Fout:").or_else(|| text.strip_prefix("Err:"));
    number.is_some_and(|number| number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The error as it stands there, or as Dutch Excel shows what is stored.
/// What is wrong, and what to do where the rule does not say it.
type Said = (Wording, Option<Wording>);

fn shown(ctx: &Context, trouble: &Trouble) -> Wording {
    let names = trouble.known.filter(|_| trouble.stored).and_then(|known| ERRORS.get(known));
    match names {
        Some((en, nl)) => Wording::new(format!("“{nl}”"), format!("“{en}”")),
        None => Wording::of(ctx.quote(&trouble.typed), ctx.quote(&trouble.typed)),
    }
}

/// What an error says.
fn meaning(known: Option<usize>) -> Wording<&'static str> {
    match known.and_then(|known| ERRORS.get(known)).map(|(en, _)| *en) {
        Some("#REF!") => Wording::new(
            "de formule verwijst naar een cel die er niet meer is",
            "the formula refers to a cell that is no longer there",
        ),
        Some(NOT_AVAILABLE) => Wording::new("de formule kan een waarde niet vinden", "the formula cannot find a value"),
        Some("#VALUE!") => Wording::new(
            "de formule rekent met iets dat geen getal is",
            "the formula calculates with something that is not a number",
        ),
        Some("#NAME?") => Wording::new(
            "in de formule staat een naam die Excel niet kent",
            "the formula has a name that Excel does not know",
        ),
        Some("#DIV/0!") => Wording::new("de formule deelt door nul", "the formula divides by zero"),
        _ => Wording::new("de formule geeft een fout", "the formula gives an error"),
    }
}

fn one(ctx: &Context, trouble: &Trouble) -> Said {
    let (shown, why) = (shown(ctx, trouble), meaning(trouble.known));
    if !trouble.whole {
        let message = Wording::new(
            format!("In deze tekst staat {}: een formulefout die is meegekopieerd.", shown.nl),
            format!("This text holds {}: a formula error that was copied along.", shown.en),
        );
        let advice = Wording::new(
            format!("Verwijder {} uit de tekst, of typ wat er hoort te staan.", shown.nl),
            format!("Remove {} from the text, or type what should be there.", shown.en),
        );
        return (message, Some(advice));
    }
    let message = Wording::new(
        format!("Hier staat {}: {}.", shown.nl, why.nl),
        format!("This cell shows {}: {}.", shown.en, why.en),
    );
    (message, None)
}

fn many(ctx: &Context, trouble: &Trouble, count: usize) -> Said {
    let (shown, why) = (shown(ctx, trouble), meaning(trouble.known));
    let message = Wording::new(
        format!("In deze kolom staat {count} keer een formulefout. De eerste is {}: {}.", shown.nl, why.nl),
        format!("This column has {count} formula errors. The first is {}: {}.", shown.en, why.en),
    );
    let advice = Wording::of(
        "Herstel de formule hier en kopieer die naar de cellen eronder. Of typ de waarden.",
        "Repair the formula here and fill it down, or type the values.",
    );
    (message, Some(advice))
}

fn outside(ctx: &Context, trouble: &Trouble, count: usize) -> Said {
    let (shown, why) = (shown(ctx, trouble), meaning(trouble.known));
    let (nl, en) = match count - 1 {
        0 => (String::new(), String::new()),
        1 => (" Op dit blad staat er nog één.".to_owned(), " There is one more on this sheet.".to_owned()),
        more => (format!(" Op dit blad staan er nog {more}."), format!(" There are {more} more on this sheet.")),
    };
    let message = Wording::new(
        format!("Hier staat {}: {}.{nl}", shown.nl, why.nl),
        format!("This cell shows {}: {}.{en}", shown.en, why.en),
    );
    let advice = Wording::of("Herstel de formule of maak de cel leeg.", "Repair the formula or clear the cell.");
    (message, Some(advice))
}

/// An error outside the tables, or within a text, is a warning.
fn finding(
    ctx: &Context,
    bodies: &Bodies,
    grid: &Grid,
    at: &CellRef,
    trouble: &Trouble,
    (message, advice): Said,
) -> Finding {
    let body = bodies.holding(grid, at.row, at.col);
    let severity = if trouble.whole && body.is_some() { Severity::Error } else { Severity::Warning };
    let finding = bodies.finding(ctx, &RULE, grid, at, message);
    // A number that is an error is no number to call the action by.
    let is_number = body.and_then(|body| body.field(at.col)) == Some(Field::Id);
    let action_id = finding.action_id.clone().filter(|_| !is_number);
    Finding { severity, action_id, advice, ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    fn noted(text: &str) -> Vec<Finding> {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Opmerkingen |\n\
             | HI-05 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        findings("FML001", "", &sheet)
    }

    #[test]
    fn what_is_stored_is_shown_as_each_language_knows_it() {
        let found = noted("{error} #REF!");
        assert!(found[0].message.nl.contains("“#VERW!”: de formule verwijst"), "{}", found[0].message.nl);
        assert!(found[0].message.en.contains("“#REF!”: the formula refers"), "{}", found[0].message.en);
        assert_eq!((found[0].severity, found[0].action_id.as_deref()), (Severity::Error, Some("HI-05")));
        assert!(noted("{error} #DATA!")[0].message.nl.contains("“#DATA!”: de formule geeft een fout"));
    }

    #[test]
    fn errors_that_were_typed_or_pasted_count_in_both_languages() {
        for typed in [
            "#VERW!", "#N/B", "#WAARDE!", "#NAAM?", "#DEEL/0!", "#GETAL!", "#LEEG!", "#ref!", "#N/A", "Fout:502",
            "Err:508",
        ] {
            let found = noted(typed);
            assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Error], "{typed}");
            assert!(found[0].message.nl.contains(typed), "{}", found[0].message.nl);
        }
        for part in ["Zie het model (#VERW!) van het district", "Model: #WAARDE!, nog nakijken"] {
            let found = noted(part);
            assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Warning], "{part}");
        }
    }

    #[test]
    fn hashtags_numbers_and_talk_about_errors_are_fine() {
        for fine in [
            "#weerbaar",
            "punt #3",
            "C#",
            "nr. #N",
            "Melding “#VERW!” is verholpen",
            "Fout: 502 ontbreekt",
            "#",
            "N/A",
            "n.v.t.",
        ] {
            assert!(noted(fine).is_empty(), "{fine}: {:?}", noted(fine));
        }
    }

    #[test]
    fn what_follows_from_an_error_is_not_said_as_well() {
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | {error} #REF! | {error} #N/A | Scholen bezoeken | {error} #N/A | {error} #N/A | {error} #N/A | {error} #N/A |\n\
                     | {error} #REF! | Preventie | Ouders bijpraten | Hoog | OOV Hilversum | Q2 2026 | Loopt |";
        for code in ["ID002", "OWN003", "DAT002", "STA002", "COV004"] {
            assert_eq!(messages(code, "", sheet), Vec::<String>::new(), "{code}");
        }
        assert_eq!(messages("FML001", "", sheet).len(), 7);
    }

    #[test]
    fn a_formula_that_was_filled_down_is_said_once() {
        let rows: String = (1..=8)
            .map(|n| {
                format!(
                    "\n| HI-{n:02} | Actie nummer {n} voor scholen | OOV Hilversum | Q2 2026 | Loopt | {{error}} #N/A |"
                )
            })
            .collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Dagen te gaan |{rows}");
        let found = messages("FML001", "", &sheet);
        assert!(found.len() == 1 && found[0].contains("8 keer"), "{found:?}");
    }

    #[test]
    fn outside_the_tables_it_is_a_warning_once_a_sheet() {
        let table = "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |";
        let found =
            findings("FML001", "", &format!("{table}\n# Grafiek\n| Rood | {{error}} #DIV/0! | {{error}} #REF! |"));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].severity, found[0].at.row, found[0].at.col), (Severity::Warning, Some(0), Some(1)));
        assert!(found[0].message.nl.ends_with("er nog één."), "{}", found[0].message.nl);
        let fine = "# Grafiek\n| Rood | {error} #N/A | Tekst over #VERW! in een cel |";
        assert!(messages("FML001", "", &format!("{table}\n{fine}")).is_empty());
    }
}
