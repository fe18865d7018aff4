//! The sheets that planwacht draws: in the annotated workbook and in the summary workbook, with the same look.
//!
//! Every text is written as text, so that nothing that staff typed can become a formula.

mod changes;
pub(in crate::report) mod draw;
mod explanation;
mod findings;
mod look;
pub mod merge;
mod overview;
pub mod unplaced;

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use zip::{ZipArchive, ZipWriter};

use crate::cell::CellRef;
use crate::report::digest::Digest;
use crate::report::{MARK_PROPERTY, ReportError, reading, words};
use crate::review::Review;
pub(crate) use changes::changes;
use draw::{Sheet, Show};
pub(crate) use explanation::explanation;
pub(crate) use findings::findings;
pub use findings::{Answer, Answers, Resolved, findings_headers, key_header, reaction_header, resolved_word};
pub use look::Look;
pub(crate) use overview::overview;

/// Whether cells of the checked workbook can be linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// The sheets stand in the checked workbook itself.
    ToCells,
    /// They stand in a workbook of their own.
    None,
}

/// How hard a sheet that was packed already is packed again: a harder level costs twice the time of all else for a few per cent.
const SECOND_TIME: i64 = 3;

/// The workbook's bytes. Row heights are given as measured rather than as fixed by hand, so that Excel makes a row higher when
/// somebody types a longer answer; rust_xlsxwriter has no way to say that.
pub(crate) fn save(mut workbook: Workbook) -> Result<Vec<u8>, ReportError> {
    let drawn = workbook.save_to_buffer()?;
    let mut from = ZipArchive::new(Cursor::new(drawn))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..from.len() {
        let entry = from.by_index(i)?;
        let name = entry.name()?.into_owned();
        let options = entry.options().compression_level(Some(SECOND_TIME));
        if name.starts_with("xl/worksheets/sheet") {
            to.start_file(name, options)?;
            copy_with_measured_rows(BufReader::new(entry), &mut Lawful(&mut to))?;
            continue;
        }
        let mut part = Vec::new();
        entry.take(PART_LIMIT).read_to_end(&mut part)?;
        if without_forbidden(&part).len() == part.len() {
            to.raw_copy_file(from.by_index(i)?)?;
        } else {
            to.start_file(name, options)?;
            Lawful(&mut to).write_all(&part)?;
        }
    }
    Ok(to.finish()?.into_inner())
}

/// No part that is drawn comes near this.
const PART_LIMIT: u64 = 512 << 20;

/// Leaves out the characters that XML forbids: the names of tabs and the targets of links are written as they are.
struct Lawful<'w, W>(&'w mut W);

impl<W: Write> Write for Lawful<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(&without_forbidden(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The bytes of a text without control characters. A character of more bytes has none of these among them.
fn without_forbidden(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_forbidden = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    if bytes.iter().any(is_forbidden) {
        Cow::Owned(bytes.iter().copied().filter(|byte| !is_forbidden(byte)).collect())
    } else {
        Cow::Borrowed(bytes)
    }
}

/// Copies a sheet tag by tag, because all of a long one would take much memory.
fn copy_with_measured_rows(mut from: impl BufRead, to: &mut impl Write) -> io::Result<()> {
    const FIXED: &[u8] = b" customHeight=\"1\"";
    let mut tag = Vec::new();
    while from.read_until(b'>', &mut tag)? > 0 {
        let fixed = tag.windows(FIXED.len()).position(|window| window == FIXED).filter(|_| tag.starts_with(b"<row "));
        if let Some(at) = fixed {
            tag.drain(at..at + FIXED.len());
        }
        to.write_all(&tag)?;
        tag.clear();
    }
    Ok(())
}

/// Document properties: a fixed date, so that the same run gives the same bytes, and the mark by which the file is ours.
pub(crate) fn properties(review: &Review, title: &str) -> DocProperties {
    fixed_properties(title).set_creation_datetime(&review.today)
}

/// The same for a workbook that depends on no day: it always bears the same one.
pub(crate) fn fixed_properties(title: &str) -> DocProperties {
    DocProperties::new()
        .set_title(title)
        .set_author("planwacht")
        .set_creation_datetime(&NaiveDate::default())
        .set_custom_property(MARK_PROPERTY, env!("CARGO_PKG_VERSION"))
}

fn remarks(sheet: &mut Sheet, digest: &Digest) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let remarks = &digest.review.plan.remarks;
    let readings = reading::of(&digest.review.plan, lang);
    if remarks.is_empty() && readings.is_empty() {
        return Ok(());
    }
    sheet.section(lang.pick("Zo is de werkmap gelezen", "How the workbook was read"))?;
    let tables = readings.into_iter().map(|reading| {
        let lines = reading.lines(lang).into_iter().map(|(label, text)| format!("{label}: {text}"));
        vec![Show::Label(reading.place.clone()), Show::Text(lines.collect::<Vec<_>>().join("\n"))]
    });
    let rows: Vec<Vec<Show>> = tables
        .chain(remarks.iter().map(|remark| {
            let place = remark.at.as_ref().map_or_else(|| remark.sheet.to_string(), CellRef::to_string);
            vec![Show::Label(place), Show::Text(remark.message.get(lang).to_owned())]
        }))
        .collect();
    sheet.small_table(&[lang.pick("Plaats", "Place"), lang.pick("Zo is het gelezen", "How it was read")], &rows)
}

fn repeat(sheet: &mut Sheet, review: &Review) -> Result<(), XlsxError> {
    let lang = sheet.lang;
    sheet.section(lang.pick("Deze controle herhalen", "Repeat this check"))?;
    let mut rows = vec![
        (lang.pick("planwacht", "planwacht"), env!("CARGO_PKG_VERSION").to_owned()),
        (lang.pick("Beoordeeld op", "Judged as of"), words::date(review.today, lang)),
        (lang.pick("Werkmap", "Workbook"), format!("{}\nsha256 {}", review.file.name, review.file.sha256)),
    ];
    if let Some(previous) = &review.previous {
        let file = &previous.file;
        rows.push((lang.pick("Vorige versie", "Previous version"), format!("{}\nsha256 {}", file.name, file.sha256)));
    }
    let framework = &review.framework;
    rows.push((lang.pick("Kaderbestand", "Framework file"), format!("{}\nsha256 {}", framework.id, framework.sha256)));
    if let Some(selection) = words::selection(&review.selection, lang) {
        rows.push((lang.pick("Regels", "Rules"), selection));
    }
    let rows: Vec<Vec<Show>> =
        rows.into_iter().map(|(label, value)| vec![Show::Label(label.to_owned()), Show::Text(value)]).collect();
    sheet.small_table(&[lang.pick("Wat", "What"), lang.pick("Waarde", "Value")], &rows)
}

/// A part of a drawn workbook.
#[cfg(test)]
fn part(workbook: Workbook, name: &str) -> String {
    let bytes = save(workbook).expect("the workbook is saved");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("it is text");
    text
}
