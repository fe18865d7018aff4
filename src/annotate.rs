//! From a [`Digest`] to the edits that annotate the staff's own workbook: notes on the cells concerned, and three sheets at
//! the end. What staff answered on an earlier run's sheet is put back beside its finding.

pub mod notes;
mod reactions;

use std::collections::BTreeMap;

use rust_xlsxwriter::Workbook;

use crate::cell::CellRef;
use crate::finding::Severity;
use crate::package::{self, Edits, LeftOut, Mark, NewSheets, Note, PackageError, SheetRoom, SheetSet};
use crate::report::ReportError;
use crate::report::digest::{Digest, Row};
use crate::report::sheets::{self, Links, Look};
use crate::report::words;
use crate::wording::{Lang, capitalised};

pub use reactions::{Reaction, Reactions, accept, reactions};

/// How many findings a note tells; the findings sheet has them all.
const FINDINGS_PER_NOTE: usize = 4;
/// How long one finding in a note may be, in characters.
const NOTE_LIMIT: usize = 600;

/// The names of the three sheets, free in the workbook that they are added to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetNames {
    /// The overview.
    pub overview: String,
    /// The findings.
    pub findings: String,
    /// The changes.
    pub changes: String,
    /// Whether the workbook can take them; with a locked structure it gets notes only.
    pub fit: bool,
}

impl SheetNames {
    /// The names that we would like, in the order in which the sheets stand.
    pub fn wanted(lang: Lang) -> [&'static str; 3] {
        [lang.pick("Controle", "Check"), lang.pick("Bevindingen", "Findings"), lang.pick("Wijzigingen", "Changes")]
    }

    /// The names that the workbook has room for.
    pub fn of_room(room: SheetRoom, lang: Lang) -> Self {
        let mut free = room.names.into_iter();
        let [overview, findings, changes] =
            Self::wanted(lang).map(|wanted| free.next().unwrap_or_else(|| wanted.to_owned()));
        Self { overview, findings, changes, fit: !room.structure_locked }
    }
}

/// The annotated workbook.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The workbook as a file.
    pub bytes: Vec<u8>,
    /// Notes that could not be placed; their findings stand on the findings sheet all the same.
    pub left_out: Vec<LeftOut>,
    /// Whether the structure of the workbook is locked, so that it got notes and no sheets.
    pub structure_locked: bool,
}

/// Why there is no annotated workbook.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// The workbook does not allow it.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// Our own sheets could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl AnnotateError {
    /// Whether planwacht itself is to blame, and not the workbook.
    pub fn is_fault(&self) -> bool {
        matches!(self, Self::Report(_) | Self::Package(PackageError::BadSheets { .. }))
    }

    /// The sentence in English.
    pub fn english(&self) -> String {
        match self {
            Self::Package(error) => error.english(),
            Self::Report(error) => error.english(),
        }
    }
}

/// The workbook that was reviewed, with notes and three sheets, in the place of those of an earlier run.
///
/// # Errors
/// Where the workbook does not allow it (a password, a signature, another format, damage).
pub fn annotate(digest: &Digest, original: &[u8]) -> Result<Annotated, AnnotateError> {
    let review = digest.review;
    let room = package::sheet_room(original, SheetSet::Check, &SheetNames::wanted(review.lang))?;
    let names = SheetNames::of_room(room, review.lang);
    let edits = edits(digest, &names, &reactions(review.own_sheets.to_put_back()))?;
    let applied = package::apply(original, &edits)?;
    Ok(Annotated { bytes: applied.bytes, left_out: applied.left_out, structure_locked: applied.structure_locked })
}

/// Everything that is to be put into the workbook.
///
/// # Errors
/// Where a name is no sheet name, or a limit of the file format is exceeded.
pub fn edits(digest: &Digest, names: &SheetNames, reactions: &Reactions) -> Result<Edits, ReportError> {
    let sheets = NewSheets { set: SheetSet::Check, workbook: own_sheets(digest, names, reactions)? };
    let fingerprint = Some(digest.review.fingerprint.clone());
    Ok(Edits { notes: notes(digest, names), sheets: Some(sheets), fingerprint, ..Edits::default() })
}

fn own_sheets(digest: &Digest, names: &SheetNames, reactions: &Reactions) -> Result<Vec<u8>, ReportError> {
    let look = Look::new();
    let answers = reactions.answers(digest);
    let mut workbook = Workbook::new();
    workbook.set_properties(&sheets::properties(digest.review, &names.overview));
    let overview = workbook.add_worksheet().set_name(&names.overview)?;
    sheets::overview(overview, &look, digest, &names.findings, true)?;
    let findings = workbook.add_worksheet().set_name(&names.findings)?;
    sheets::findings(findings, &look, digest, Links::ToCells, Some(&answers))?;
    let changes = workbook.add_worksheet().set_name(&names.changes)?;
    sheets::changes(changes, &look, digest, Links::ToCells)?;
    sheets::save(workbook)
}

/// What a note tells of one finding.
#[derive(Clone, Copy)]
enum Told<'r, 'd> {
    /// All of it, at the cell itself or the first of its cells.
    Whole(&'r Row<'d>),
    /// That it holds here too, and where the rest stands.
    Also(&'r Row<'d>),
}

impl<'r, 'd> Told<'r, 'd> {
    fn row(self) -> &'r Row<'d> {
        match self {
            Self::Whole(row) | Self::Also(row) => row,
        }
    }
}

/// One note for each cell with open errors or warnings; information stands on the sheet alone.
fn notes(digest: &Digest, names: &SheetNames) -> Vec<Note> {
    let mut cells: BTreeMap<CellRef, Vec<Told>> = BTreeMap::new();
    for row in digest.findings.iter().filter(|row| row.is_open() && row.finding.severity >= Severity::Warning) {
        if let Some(cell) = row.cell() {
            cells.entry(cell).or_default().push(Told::Whole(row));
        }
        for cell in row.other_cells() {
            cells.entry(cell.clone()).or_default().push(Told::Also(row));
        }
    }
    let own = |at: CellRef| CellRef { sheet: digest.review.own_name(&at.sheet).clone(), ..at };
    cells.into_iter().map(|(at, told)| note(own(at), told, digest.lang, names)).collect()
}

impl From<Severity> for Mark {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

fn note(at: CellRef, mut told: Vec<Told>, lang: Lang, names: &SheetNames) -> Note {
    told.sort_by_key(|told| std::cmp::Reverse(told.row().finding.severity));
    let mark = told.first().map(|told| Mark::from(told.row().finding.severity));
    let mut texts: Vec<String> =
        told.iter().take(FINDINGS_PER_NOTE).map(|told| note_text(*told, &at.sheet, lang)).collect();
    if let Some(more) = told.len().checked_sub(FINDINGS_PER_NOTE).filter(|more| *more > 0) {
        texts.push(match (lang, names.fit) {
            (Lang::Nl, true) => format!("En nog {more}: zie het blad “{}”.", names.findings),
            (Lang::En, true) => format!("And {more} more: see the sheet “{}”.", names.findings),
            (Lang::Nl, false) => format!("En nog {more}: zie de samenvatting naast deze werkmap."),
            (Lang::En, false) => format!("And {more} more: see the summary beside this workbook."),
        });
    }
    Note { at, text: texts.join("\n\n"), mark }
}

fn note_text(told: Told, sheet: &str, lang: Lang) -> String {
    let row = told.row();
    let finding = row.finding;
    let says = match told {
        Told::Whole(_) => row.message,
        Told::Also(_) => finding.rule.what.get(lang),
    };
    let mut text =
        format!("{} {} – {}", capitalised(finding.severity.word(lang)), finding.rule.code, words::clean(says));
    match told {
        Told::Whole(_) => text.push_str(&what_to_do(row, lang)),
        Told::Also(_) => {
            let first = words::cells(finding.cells.get(..1).unwrap_or_default(), Some(sheet), lang);
            let see = lang
                .pick("Dit geldt voor meer cellen. Zie de notitie bij", "This holds for more cells. See the note at");
            text.push_str(&format!("\n{see} {}.", words::clean(&first)));
        }
    }
    words::cut(&text, NOTE_LIMIT).into_owned()
}

/// What to do, and what was probably meant where that is not said by then.
fn what_to_do(row: &Row, lang: Lang) -> String {
    let mut text = format!("\n{}: {}", lang.pick("Wat te doen", "What to do"), words::clean(row.fix));
    let said = |suggestion: &&str| row.message.contains(*suggestion) || row.fix.contains(*suggestion);
    if let Some(suggestion) = row.finding.suggestion.as_deref().filter(|suggestion| !said(suggestion)) {
        text.push_str(&format!("\n{}: {}", lang.pick("Voorstel", "Suggestion"), words::clean(suggestion)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;
    use crate::review::Review;

    fn names(lang: Lang) -> SheetNames {
        SheetNames::of_room(SheetRoom { names: Vec::new(), structure_locked: false }, lang)
    }

    fn notes_of(review: &Review) -> Vec<Note> {
        edits(&Digest::new(review), &names(review.lang), &Reactions::default()).unwrap().notes
    }

    #[test]
    fn errors_and_warnings_get_a_note_and_the_rest_does_not() {
        let notes = notes_of(&testing::review(Lang::Nl));
        let shown: Vec<(String, Option<Mark>)> = notes.iter().map(|note| (note.at.to_string(), note.mark)).collect();
        // The row's finding stands at its text; accepted ones, information, the previous version and the plan have no note.
        let expected = [
            ("Zandwijk!C7", Mark::Error),
            ("Zandwijk!D7", Mark::Error),
            ("Zandwijk!B8", Mark::Warning),
            ("Zandwijk!C8", Mark::Warning),
        ];
        assert_eq!(shown, expected.map(|(at, mark)| (at.to_owned(), Some(mark))));
        assert_eq!(notes[0].text, "Fout OWN001 – ZA-03 heeft geen trekker.\nWat te doen: Vul een team of functie in.");
        assert!(notes[3].text.ends_with("\nVoorstel: Zorghuis Duinstreek"));
    }

    #[test]
    fn one_note_tells_the_findings_of_its_cell_the_worst_first() {
        let mut review = testing::review(Lang::En);
        let mut warning = review.findings[3].clone();
        warning.at = review.findings[1].at.clone();
        let error = review.findings[1].clone();
        review.findings = vec![warning.clone(), warning.clone(), warning.clone(), warning.clone(), error];
        let notes = notes_of(&review);
        assert_eq!(notes.len(), 1);
        assert_eq!(notes[0].mark, Some(Mark::Error));
        assert!(notes[0].text.starts_with("Error OWN001 – ZA-03 has no owner.\nWhat to do: "));
        assert!(notes[0].text.ends_with("\n\nAnd 1 more: see the sheet “Findings”."));
        let locked = SheetNames { fit: false, ..names(Lang::En) };
        let notes = edits(&Digest::new(&review), &locked, &Reactions::default()).unwrap().notes;
        assert!(notes[0].text.ends_with("\n\nAnd 1 more: see the summary beside this workbook."));
    }

    /// The review with one finding for three cells of Zandwijk and one of the next sheet.
    fn several(lang: Lang) -> Review {
        let mut review = testing::review(lang);
        let cells = [("Zandwijk", 6), ("Zandwijk", 7), ("Zandwijk", 8), ("Duin meer", 5)];
        let cells: Vec<CellRef> = cells.into_iter().map(|(sheet, row)| CellRef::new(sheet, row, 4)).collect();
        let mut one = review.findings[3].clone().into_inner();
        (one.at, one.suggestion) = (crate::finding::Location::cell(&cells[0]), None);
        review.findings = vec![crate::privacy::Shown::invented(one.for_cells(cells))];
        review
    }

    #[test]
    fn one_finding_for_several_cells_is_told_at_the_first_and_marked_at_all() {
        let notes = notes_of(&several(Lang::Nl));
        let places: Vec<String> = notes.iter().map(|note| note.at.to_string()).collect();
        assert_eq!(places, ["'Duin meer'!E6", "Zandwijk!E7", "Zandwijk!E8", "Zandwijk!E9"]);
        assert!(notes.iter().all(|note| note.mark == Some(Mark::Warning)));
        assert!(notes[1].text.contains("Zorghius") && notes[1].text.contains("\nWat te doen: "), "{}", notes[1].text);
        for (note, place) in [(&notes[0], "Zandwijk!E7."), (&notes[2], " E7."), (&notes[3], " E7.")] {
            assert!(note.text.starts_with("Waarschuwing OWN003 – ") && note.text.ends_with(place), "{}", note.text);
            assert!(!note.text.contains("Wat te doen") && !note.text.contains("Zorghius"), "{}", note.text);
        }
    }

    #[test]
    fn such_a_finding_is_one_row_and_agreed_to_once() {
        let mut review = several(Lang::Nl);
        let mut sheets = own_sheets_of(&annotated(&staff_workbook(), &review, &Reactions::default()));
        assert_eq!(&*sheets[1].text(4, 4), "E7 t/m E9, 'Duin meer'!E6");
        assert_eq!(sheets[1].last_row(), Some(4));
        let answer = crate::cell::CellValue::Text("akkoord: zo vastgesteld".into());
        sheets[1].cells.entry((4, 11)).or_default().value = answer;
        review.own_sheets = crate::review::OwnSheets::new(sheets);
        accept(&mut review);
        assert_eq!(review.findings[0].accepted.as_deref(), Some("zo vastgesteld (reactie in de werkmap)"));
    }

    #[test]
    fn a_note_stays_readable_however_long_the_message() {
        let mut review = testing::review(Lang::Nl);
        review.findings[1].message.nl = "lang ".repeat(5_000);
        assert!(notes_of(&review).iter().all(|note| note.text.chars().count() <= NOTE_LIMIT));
    }

    #[test]
    fn names_that_are_taken_are_replaced() {
        let room = SheetRoom { names: vec!["Controle (2)".to_owned()], structure_locked: false };
        let names = SheetNames::of_room(room, Lang::Nl);
        assert_eq!((names.overview.as_str(), names.changes.as_str()), ("Controle (2)", "Wijzigingen"));
    }

    /// A workbook as staff keep it, with the sheets of the invented review and one that has our favourite name.
    fn staff_workbook() -> Vec<u8> {
        let mut workbook = Workbook::new();
        for name in ["District", "Zandwijk", "Duin meer", "Controle"] {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            for row in 0..9 {
                for col in 0..6 {
                    sheet.write_string(row, col, format!("{name} {row} {col}")).unwrap();
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    fn annotated(original: &[u8], review: &Review, reactions: &Reactions) -> Vec<u8> {
        let room = package::sheet_room(original, SheetSet::Check, &SheetNames::wanted(review.lang)).unwrap();
        let names = SheetNames::of_room(room, review.lang);
        package::apply(original, &edits(&Digest::new(review), &names, reactions).unwrap()).unwrap().bytes
    }

    fn own_sheets_of(bytes: &[u8]) -> Vec<crate::cell::Grid> {
        let workbook = crate::workbook::read(bytes, "plan.xlsx").unwrap();
        workbook.sheets.into_iter().filter(|grid| grid.own).collect()
    }

    #[test]
    fn sheets_are_put_into_the_staffs_workbook_and_replaced_by_the_next_run() {
        let review = testing::review(Lang::Nl);
        let first = annotated(&staff_workbook(), &review, &Reactions::default());
        let sheets = own_sheets_of(&first);
        let names: Vec<&str> = sheets.iter().map(|grid| &*grid.sheet).collect();
        assert_eq!(names, ["Controle (2)", "Bevindingen", "Wijzigingen"]);
        let findings = sheets.get(1).unwrap();
        assert_eq!(&*findings.text(5, 7), "ZA-03 heeft geen trekker.");
        assert!(findings.hidden_columns.contains(&12), "the key is hidden");
        assert_eq!(annotated(&first, &review, &reactions(&sheets)), first);
    }

    #[test]
    fn answers_survive_the_package() {
        let review = testing::review(Lang::Nl);
        let mut sheets = own_sheets_of(&annotated(&staff_workbook(), &review, &Reactions::default()));
        let answer = crate::cell::CellValue::Text("=wij\npakken & dit <op>".into());
        sheets[1].cells.entry((5, 11)).or_default().value = answer.clone();
        let second = annotated(&staff_workbook(), &review, &reactions(&sheets));
        let again = own_sheets_of(&second);
        assert_eq!(again[1].get(5, 11).unwrap().value, answer);
        assert!(again[1].get(5, 11).unwrap().formula.is_none());
        assert_eq!(reactions(&again), reactions(&sheets));
    }
}
