//! What the privacy rules share: every text of the workbook with its place, and findings that point there without repeating it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::cell::{CellRef, CellValue, Grid, GridCell};
use crate::finding::{Finding, Location, Rule, Severity};
use crate::framework::Field;
use crate::plan::Action;
use crate::privacy::{Kind, Personal};
use crate::rules::{Context, row_of};
use crate::wording::Wording;

pub(in crate::rules) mod bsn_found;
pub(in crate::rules) mod case_traceable;
pub(in crate::rules) mod email_personal;
pub(in crate::rules) mod note_personal;
pub(in crate::rules) mod person_named;
pub(in crate::rules) mod phone_found;
pub(in crate::rules) mod redaction_found;

/// Where a text stands on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::rules) enum Place {
    /// In a cell (row and column from zero).
    Cell(u32, u32),
    /// In the note at a cell.
    Note(u32, u32),
    /// It is the name of the tab.
    Tab,
}

impl Place {
    /// The place as a sentence names it.
    pub(in crate::rules) fn words(self) -> Wording<&'static str> {
        match self {
            Self::Cell(..) => Wording::new("deze cel", "this cell"),
            Self::Note(..) => Wording::new("de notitie bij deze cel", "the note at this cell"),
            Self::Tab => Wording::new("de naam van dit tabblad", "the name of this tab"),
        }
    }
}

/// The sheets of the staff.
pub(in crate::rules) fn grids<'a>(ctx: &Context<'a>) -> impl Iterator<Item = &'a Grid> + use<'a> {
    ctx.grids.iter().filter(|grid| !grid.own)
}

/// The texts of a sheet's cells, and the name of its tab. Notes are apart: [`notes`].
pub(in crate::rules) fn texts(grid: &Grid) -> impl Iterator<Item = (Place, &str)> {
    let cells = grid.cells.iter().filter_map(|((row, col), cell)| Some((Place::Cell(*row, *col), text(cell)?)));
    std::iter::once((Place::Tab, &*grid.sheet)).chain(cells)
}

/// The notes of a sheet.
pub(in crate::rules) fn notes(grid: &Grid) -> impl Iterator<Item = (Place, &str)> {
    grid.notes.iter().map(|note| (Place::Note(note.row, note.col), note.text.as_str()))
}

/// The whole and positive numbers of a sheet's cells.
pub(in crate::rules) fn numbers(grid: &Grid) -> impl Iterator<Item = (Place, f64)> {
    grid.cells.iter().filter_map(|((row, col), cell)| match cell.value {
        CellValue::Number(number) if number > 0.0 && number.fract() == 0.0 => Some((Place::Cell(*row, *col), number)),
        _ => None,
    })
}

fn text(cell: &GridCell) -> Option<&str> {
    match &cell.value {
        CellValue::Text(text) => Some(text),
        _ => None,
    }
}

/// What is personal in the texts of a workbook: looked for once, when the first rule asks, and a text that stands in many cells only
/// once among them.
pub(in crate::rules) type Finds<'a> = OnceCell<Vec<Find<'a>>>;

/// A text of the staff in which something personal was found.
#[derive(Debug)]
pub(in crate::rules) struct Find<'a> {
    pub(in crate::rules) grid: &'a Grid,
    pub(in crate::rules) place: Place,
    pub(in crate::rules) text: &'a str,
    personal: Rc<[Personal]>,
}

impl Find<'_> {
    /// Whether something of a kind is among it.
    pub(in crate::rules) fn holds(&self, is_kind: impl Fn(Kind) -> bool) -> bool {
        self.personal.iter().any(|personal| is_kind(personal.kind))
    }

    /// Whether it names a person, who is none whose case the text speaks of.
    pub(in crate::rules) fn names_a_person(&self) -> bool {
        self.holds(|kind| matches!(kind, Kind::Name(_)))
    }

    /// Whether it stands in a note.
    pub(in crate::rules) fn is_in_note(&self) -> bool {
        matches!(self.place, Place::Note(..))
    }
}

/// Every text of the staff's cells, notes and tabs in which something personal was found.
pub(in crate::rules) fn finds<'c, 'a>(ctx: &'c Context<'a>) -> impl Iterator<Item = &'c Find<'a>> {
    ctx.readers.finds.get_or_init(|| look(ctx)).iter()
}

fn look<'a>(ctx: &Context<'a>) -> Vec<Find<'a>> {
    let mut seen: FxHashMap<&str, Rc<[Personal]>> = FxHashMap::default();
    let mut finds = Vec::new();
    for grid in grids(ctx) {
        for (place, text) in texts(grid).chain(notes(grid)) {
            let personal = seen.entry(text).or_insert_with(|| ctx.privacy.find(text).into());
            if !personal.is_empty() {
                finds.push(Find { grid, place, text, personal: personal.clone() });
            }
        }
    }
    finds
}

/// The header above a cell, where it lies in a table; empty where there is none.
pub(in crate::rules) fn header(ctx: &Context, grid: &Grid, place: Place) -> String {
    let Place::Cell(row, col) = place else { return String::new() };
    let tables = ctx.plan.tables.iter().filter(|table| table.sheet == grid.sheet && table.header_row < row);
    let table = tables.max_by_key(|table| table.header_row);
    table.map(|table| grid.text(table.header_row, col).to_string()).unwrap_or_default()
}

/// The fields of a table's column, where the cell lies in one below its header.
pub(in crate::rules) fn is_in_column(ctx: &Context, grid: &Grid, (row, col): (u32, u32), fields: &[Field]) -> bool {
    let tables = ctx.plan.tables.iter().filter(|table| table.sheet == grid.sheet && table.header_row < row);
    tables.max_by_key(|table| table.header_row).is_some_and(|table| {
        fields.iter().any(|field| table.columns.get(field).is_some_and(|columns| columns.contains(&col)))
    })
}

/// Makes findings at places.
pub(in crate::rules) struct Pointer<'c, 'a> {
    ctx: &'c Context<'a>,
    /// By sheet and row.
    actions: HashMap<(&'a str, u32), &'a Action>,
}

impl<'c, 'a> Pointer<'c, 'a> {
    pub(in crate::rules) fn new(ctx: &'c Context<'a>) -> Self {
        let actions = ctx.plan.actions.iter().map(|action| (row_of(action), action)).collect();
        Self { ctx, actions }
    }

    /// A finding at a place, about the action of its row.
    pub(in crate::rules) fn at(
        &self,
        rule: &'static Rule,
        grid: &'a Grid,
        place: Place,
        severity: Severity,
        message: Wording,
    ) -> Finding {
        let (Place::Cell(row, col) | Place::Note(row, col)) = place else {
            return Finding { severity, ..Finding::new(rule, Location::sheet(&grid.sheet), message) };
        };
        let at = CellRef::new(grid.sheet.clone(), row, col);
        let finding = match self.actions.get(&(&*grid.sheet, row)) {
            Some(action) => self.ctx.about(action, rule, Location::cell(&at), message),
            None => Finding::new(rule, Location::cell(&at), message),
        };
        // The number of an action is where a number of a person would be repeated, so such a finding bears none.
        let in_id = is_in_column(self.ctx, grid, (row, col), &[Field::Id]);
        let action_id = finding.action_id.filter(|_| !in_id);
        Finding { severity, action_id, ..finding }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::RuleCode;
    use crate::framework::Framework;
    use crate::privacy::Privacy;
    use crate::read;
    use crate::review::masking;
    use crate::rules::catalogue_tests::run;
    use crate::rules::example;

    /// The texts of which a privacy rule speaks, where each is the explanation of an action.
    fn reported(texts: &[String]) -> Vec<bool> {
        let rows: String = texts
            .iter()
            .enumerate()
            .map(|(nth, text)| {
                format!("| {nth} | Scholen in wijk {nth} bezoeken | OOV Hilversum | Q2 2026 | Loopt | {text} |\n")
            })
            .collect();
        let sheet = format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n{rows}");
        let found = run("", &sheet, Framework::embedded(), false);
        // PRV006 is about codes where something was made unreadable, which is nothing personal.
        let personal = found.iter().filter(|finding| {
            let code = finding.rule.code.as_str();
            code.starts_with("PRV") && code != "PRV006"
        });
        let rows: Vec<u32> = personal.filter_map(|finding| finding.at.row).collect();
        (0..texts.len()).map(|nth| rows.contains(&(nth as u32 + 1))).collect()
    }

    fn is_masked(text: &str) -> bool {
        Privacy::new(Framework::embedded()).mask(text.trim()).is_some()
    }

    #[test]
    fn what_is_reported_is_what_is_hidden() {
        let lists = [
            include_str!("../privacy/lists/notes.txt"),
            include_str!("../privacy/lists/notes_harmless.txt"),
            include_str!("../privacy/lists/individuals.txt"),
            include_str!("../privacy/lists/prevention.txt"),
        ];
        let texts = lists.iter().flat_map(|list| list.lines()).map(|text| text.split(" => ").next().unwrap().trim());
        let texts: Vec<String> = texts.map(str::to_owned).collect();
        for (text, is_reported) in texts.iter().zip(reported(&texts)) {
            assert_eq!(is_reported, is_masked(text), "{text}");
        }
    }

    /// Whether the one cell below a header is reported, and whether what it says is hidden.
    fn reported_and_hidden(header: &str, cell: &str) -> (bool, bool) {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | {header} |\n\
             | 1 | Scholen in de wijk bezoeken | OOV Hilversum | Q2 2026 | Loopt | {cell} |\n"
        );
        let found = run("", &sheet, Framework::embedded(), false);
        let codes = [RuleCode::PRV001, RuleCode::PRV002];
        let is_reported = found.iter().any(|finding| codes.contains(&finding.rule.code));
        let grids = example::sheets(&sheet).grids;
        let plan = read::read(&grids, Framework::embedded());
        let numbers = masking::numbers(&grids, &plan, Framework::embedded());
        let privacy = Privacy::new(Framework::embedded()).with_numbers(numbers);
        let shown = cell.trim_start_matches("{number}").trim();
        (is_reported, privacy.mask(shown).is_some())
    }

    #[test]
    fn the_header_decides_for_finding_and_hiding_alike() {
        for (header, cell, personal) in [
            ("Zaaknummer", "123456782", false),
            ("Zaaknummer", "{number} 123456782", false),
            ("BSN", "123456782", true),
            ("BSN", "{number} 10000008", true),
            ("Opmerkingen", "{number} 123456782", true),
            ("Telefoon", "{number} 612345678", true),
            ("Budget", "{number} 612345678", false),
        ] {
            assert_eq!(reported_and_hidden(header, cell), (personal, personal), "{header}: {cell}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        #[test]
        fn any_cell_is_reported_where_it_is_hidden(
            header in "(Zaaknummer|BSN|Telefoon|Opmerkingen|Budget|Kenmerk)",
            cell in "(\\{number\\} )?(123456782|10000008|612345678|[1-9][0-9]{7,8})",
        ) {
            let (is_reported, is_hidden) = reported_and_hidden(&header, &cell);
            proptest::prop_assert_eq!(is_reported, is_hidden, "{}: {}", header, cell);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(6))]
        #[test]
        fn any_text_is_reported_where_it_is_hidden(
            texts in proptest::collection::vec("((06|tel|bsn |NL91ABNA0417164300|[0-9]{2,9}|12-BXX-3) ?|dhr\\. |J\\. |Karin |Klaas |casus |een jongen |van 16 |X College |\
                     Dorpsstraat 12 |geb\\. 1-2-2003 |psychotisch |woont |@|info|\\.nl |\\(at\\) |, |[a-z]{1,5} ){0,8}", 20..40),
        ) {
            let texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
            for (text, is_reported) in texts.iter().zip(reported(&texts)) {
                proptest::prop_assert_eq!(is_reported, is_masked(text), "{}", text);
            }
        }
    }
}
