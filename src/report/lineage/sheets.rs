//! The sheets of a lineage.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{LifeRow, MomentRow, Place, View, version_name};
use crate::report::sheets::Look;
use crate::report::sheets::draw::{Column, Sheet, Show};
use crate::wording::Lang;

/// Draws the versions, and how often each thing happened.
pub(super) fn versions(sheet: &mut Worksheet, look: &Look, view: &View) -> Result<(), XlsxError> {
    let lang = view.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    sheet.title(lang.pick("Levensloop van de acties", "History of each action"), &view.review.framework.title)?;
    sheet.widths([24.0, 40.0, 12.0, 40.0, 66.0])?;
    sheet.section(lang.pick("Versies", "Versions"))?;
    let headers = match lang {
        Lang::Nl => ["Versie", "Bestand", "Acties", "Bijzonder", "sha256"],
        Lang::En => ["Version", "File", "Actions", "Note", "sha256"],
    };
    let row = |(at, version): (usize, &crate::review::lineage::VersionReview)| {
        vec![
            Show::Label(version_name(at)),
            Show::Text(version.file.name.clone()),
            Show::Number(version.plan.actions.len()),
            Show::Text(view.remark(at)),
            Show::Text(version.file.sha256.clone()),
        ]
    };
    sheet.small_table(&headers, &view.review.versions.iter().enumerate().map(row).collect::<Vec<_>>())?;
    sheet.section(lang.pick("Acties per versie", "Actions per version"))?;
    let lines = view.tally_lines();
    let headers = [lang.pick("Wat", "What"), lang.pick("Versie", "Version"), lang.pick("Acties", "Actions")];
    let line = |(word, counts): &(&str, Vec<usize>)| {
        let row = |(version, count): (usize, &usize)| {
            vec![Show::Label((*word).to_owned()), Show::Text(version_name(version)), Show::Number(*count)]
        };
        counts.iter().enumerate().filter(|(_, count)| **count > 0).map(row).collect::<Vec<_>>()
    };
    sheet.small_table(&headers, &lines.iter().flat_map(line).collect::<Vec<_>>())
}

/// Draws one line of life per action, with a filter.
pub(super) fn lives(sheet: &mut Worksheet, look: &Look, view: &View) -> Result<(), XlsxError> {
    let lang = view.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = lang.pick("Eén rij per actie, over alle versies", "One row per action, over all versions");
    sheet.title(lang.pick("Levensloop", "History"), subtitle)?;
    let headers = match lang {
        Lang::Nl => {
            ["Regel", "Nummer", "Actie", "Eerst gezien", "Laatst gezien", "Nu", "Keer uitgesteld", "Dagen uitstel"]
        }
        Lang::En => ["Line", "Number", "Action", "First seen", "Last seen", "Now", "Times delayed", "Days of delay"],
    };
    let widths = [8.0, 10.0, 40.0, 20.0, 20.0, 34.0, 10.0, 10.0];
    let mut columns: Vec<Column> = headers.iter().zip(widths).map(|(name, width)| Column::text(name, width)).collect();
    columns.extend((0..view.review.versions.len()).map(|version| Column::text(&version_name(version), 24.0)));
    let rows: Vec<Vec<Show>> = view.lives.iter().map(life_cells).collect();
    sheet.main_table("planwacht_lives", &columns, rows.into_iter())
}

fn life_cells(life: &LifeRow) -> Vec<Show> {
    let days = usize::try_from(life.slippage.days).unwrap_or_default();
    let mut cells = vec![
        Show::Number(life.number),
        Show::Text(life.id.clone()),
        Show::Text(life.action.clone()),
        place(life.first.as_ref()),
        place(life.last.as_ref()),
        Show::Text(life.state.clone()),
        Show::Number(life.slippage.times),
        Show::Number(days),
    ];
    cells.extend(life.course.iter().map(|course| Show::Text(course.clone())));
    cells
}

/// Draws everything that happened, a row each, with a filter.
pub(super) fn moments(sheet: &mut Worksheet, look: &Look, view: &View) -> Result<(), XlsxError> {
    let lang = view.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = lang.pick("Alles wat er gebeurde, met de cellen", "Everything that happened, with the cells");
    sheet.title(lang.pick("Gebeurtenissen", "Events"), subtitle)?;
    let headers = match lang {
        Lang::Nl => {
            ["Regel", "Versie", "Wat", "Nummer", "Actie", "Veld", "Oud", "Nieuw", "Cel oud", "Cel nieuw", "Herkend aan"]
        }
        Lang::En => [
            "Line",
            "Version",
            "What",
            "Number",
            "Action",
            "Field",
            "Before",
            "Now",
            "Cell before",
            "Cell now",
            "Matched by",
        ],
    };
    let widths = [8.0, 8.0, 24.0, 10.0, 34.0, 13.0, 34.0, 34.0, 20.0, 20.0, 34.0];
    let columns: Vec<Column> = headers.iter().zip(widths).map(|(name, width)| Column::text(name, width)).collect();
    let later = view.moments.iter().filter(|moment| moment.version > 0);
    let rows: Vec<Vec<Show>> = later.map(|moment| moment_cells(moment, lang)).collect();
    if rows.is_empty() {
        return sheet.instead(view.nothing_changed());
    }
    sheet.main_table("planwacht_events", &columns, rows.into_iter())
}

fn moment_cells(moment: &MomentRow, lang: Lang) -> Vec<Show> {
    vec![
        Show::Number(moment.life),
        Show::Text(version_name(moment.version)),
        Show::Label(moment.what.clone()),
        Show::Text(moment.id.clone()),
        Show::Text(moment.action.clone()),
        Show::Text(moment.field.map(|field| field.word(lang)).unwrap_or_default().to_owned()),
        Show::Text(moment.old.clone()),
        Show::Text(moment.new.clone()),
        place(moment.before.as_ref()),
        place(moment.now.as_ref()),
        Show::Text(moment.matched_by.clone()),
    ]
}

fn place(place: Option<&Place>) -> Show {
    Show::Text(place.map(Place::words).unwrap_or_default())
}
