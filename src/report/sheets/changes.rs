//! The changes since the previous version, one row each.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Links;
use super::draw::{Column, Sheet, Show};
use super::look::Look;
use crate::report::digest::{ChangeRow, Digest, Spot};
use crate::wording::Lang;

/// Draws the changes: one row each, with a filter.
pub(crate) fn changes(sheet: &mut Worksheet, look: &Look, digest: &Digest, links: Links) -> Result<(), XlsxError> {
    let lang = digest.lang;
    let mut sheet = Sheet::new(sheet, look, lang)?;
    let subtitle = match &digest.review.previous {
        Some(previous) => format!("{} {}", lang.pick("Vergeleken met", "Compared with"), previous.file.name),
        None => digest.review.file.name.clone(),
    };
    sheet.title(lang.pick("Wijzigingen", "Changes"), &subtitle)?;
    if digest.review.previous.is_none() {
        return sheet.instead(lang.pick(
            "Er is geen vorige versie opgegeven. Daarom staat hier niet wat er is gewijzigd.",
            "No previous version was given, so what changed is not shown.",
        ));
    }
    if digest.changes.is_empty() {
        return sheet.instead(if digest.unread.is_empty() {
            lang.pick("Er is niets gewijzigd sinds de vorige versie.", "Nothing changed since the previous version.")
        } else {
            digest.nothing_changed()
        });
    }
    let headers = match lang {
        Lang::Nl => [
            "Wat",
            "Nummer oud",
            "Cel oud",
            "Nummer nieuw",
            "Cel nieuw",
            "Actie",
            "Veld",
            "Oud",
            "Nieuw",
            "Herkend aan",
            "Zekerheid",
        ],
        Lang::En => [
            "Kind",
            "Number before",
            "Cell before",
            "Number now",
            "Cell now",
            "Action",
            "Field",
            "Before",
            "Now",
            "Matched by",
            "Certainty",
        ],
    };
    let widths = [19.0, 10.0, 20.0, 10.0, 20.0, 34.0, 13.0, 38.0, 38.0, 17.0, 18.0];
    let columns: Vec<Column> = headers.iter().zip(widths).map(|(header, width)| Column::text(header, width)).collect();
    let rows = digest.changes.iter().map(|row| change_cells(row, lang, links));
    sheet.main_table("planwacht_changes", &columns, rows)
}

fn change_cells(row: &ChangeRow, lang: Lang, links: Links) -> Vec<Show> {
    let text = |text: &str| Show::Text(text.to_owned());
    let id = |spot: Option<&Spot>| Show::Text(spot.map(|spot| spot.id.clone()).unwrap_or_default());
    let at = |spot: Option<&Spot>| spot.map(|spot| spot.at.to_string()).unwrap_or_default();
    let current = match (links, &row.current) {
        (Links::ToCells, Some(spot)) => Show::Link(spot.at.to_string(), spot.at.clone()),
        (_, spot) => Show::Text(at(spot.as_ref())),
    };
    vec![
        Show::Label(row.event.word(lang).to_owned()),
        id(row.previous.as_ref()),
        Show::Text(at(row.previous.as_ref())),
        id(row.current.as_ref()),
        current,
        text(&row.action),
        text(row.field.map(|field| field.word(lang)).unwrap_or_default()),
        text(&row.old),
        text(&row.new),
        text(&row.matched_by),
        text(&row.confidence),
    ]
}
