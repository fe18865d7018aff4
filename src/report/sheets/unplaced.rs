//! The list of notes that could not stand on their cell, as a sheet for the annotated workbook.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::draw::{Column, Sheet, Show};
use super::look::Look;
use super::save;
use crate::cell::CellRef;
use crate::finding::Severity;
use crate::report::ReportError;
use crate::wording::Lang;

/// A note without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it was to stand.
    pub at: CellRef,
    /// How serious it is, where that was said.
    pub severity: Option<Severity>,
    /// What it says.
    pub text: String,
    /// Why it does not stand there, in the language of the sheet.
    pub reason: String,
}

/// The name that such a sheet would like.
pub fn wanted_name(lang: Lang) -> &'static str {
    lang.pick("Bevindingen", "Findings")
}

/// A workbook with one sheet of that name, to be added to the workbook that the notes are about.
///
/// # Errors
/// Where the name is no sheet name, or a limit of the file format is exceeded.
pub fn unplaced(name: &str, notes: &[Unplaced], lang: Lang) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    draw(&mut workbook, name, notes, lang)?;
    save(workbook)
}

fn draw(workbook: &mut Workbook, name: &str, notes: &[Unplaced], lang: Lang) -> Result<(), XlsxError> {
    let look = Look::new();
    let mut sheet = Sheet::new(workbook.add_worksheet().set_name(name)?, &look, lang)?;
    let subtitle = sheet.pick(
        "Deze notities staan hier, omdat ze niet op hun eigen cel konden staan.",
        "These notes stand here, because they could not stand on their own cell.",
    );
    sheet.title(wanted_name(lang), subtitle)?;
    let columns = match lang {
        Lang::Nl => ["Blad", "Cel", "Ernst", "Notitie", "Waarom niet op de cel"],
        Lang::En => ["Sheet", "Cell", "Severity", "Note", "Why not on the cell"],
    };
    let columns: Vec<Column> = columns.into_iter().zip([18.0, 9.0, 15.0, 70.0, 40.0]).map(column).collect();
    let rows: Vec<Vec<Show>> = notes.iter().map(|note| cells(note, lang)).collect();
    sheet.main_table("planwacht_notities", &columns, rows.into_iter())
}

fn column((header, width): (&str, f64)) -> Column {
    Column::text(header, width)
}

fn cells(note: &Unplaced, lang: Lang) -> Vec<Show> {
    let severity = note.severity.map_or(Show::Text(String::new()), |severity| Show::Severity(severity, lang));
    vec![
        Show::Text(note.at.sheet.to_string()),
        Show::Link(note.at.a1(), note.at.clone()),
        severity,
        Show::Text(note.text.clone()),
        Show::Text(note.reason.clone()),
    ]
}
