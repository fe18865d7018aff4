//! Draws the rows of a plan as tables, and remembers where each cell came to stand.

use std::collections::BTreeMap;

use planwacht::framework::Framework;

use super::drawing::Sheet;
use super::plan::{Field, Row, Value, rgb};

/// How a table is laid out.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Fields with the text above them, from left to right.
    pub columns: &'static [(Field, &'static str)],
    /// "Wie" over the owner and who is involved, with their own headers in a second row.
    pub double_header: bool,
    /// A heading above the actions of each theme, and an empty row before it.
    pub headings: bool,
    /// Theme and sub-theme in one merged cell for their actions.
    pub merged: bool,
    /// Theme and municipality at the first of their actions alone.
    pub once: bool,
    /// The text of every fourth action goes on in the next row.
    pub wrapped: bool,
    /// The header again after so many actions; zero for never.
    pub page: usize,
}

/// Where an action came to stand.
pub(super) struct Place {
    pub sheet: String,
    pub row: u32,
    pub cols: BTreeMap<Field, u16>,
}

/// A workbook on its way.
#[derive(Default)]
pub(super) struct Drawn {
    pub sheets: Vec<Sheet>,
    pub places: BTreeMap<String, Place>,
}

impl Drawn {
    pub(super) fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.push(Sheet::new(name));
        self.last()
    }

    pub(super) fn last(&mut self) -> &mut Sheet {
        self.sheets.last_mut().expect("a sheet was begun")
    }

    /// A table on the last sheet with its first header cell at `at`; gives the row below it.
    pub(super) fn table(&mut self, rows: &[&Row], at: (u32, u16), style: &Style) -> u32 {
        let next = self.header(at, style);
        self.rows(rows, (next, at.1), style)
    }

    /// The rows of a table without its header.
    pub(super) fn rows(&mut self, rows: &[&Row], (body, left): (u32, u16), style: &Style) -> u32 {
        let mut next = body;
        let mut above: Option<&Row> = None;
        for (nth, row) in rows.iter().enumerate() {
            let new_theme = above.is_none_or(|above| above.text(Field::Theme) != row.text(Field::Theme));
            if style.headings && new_theme {
                next = self.heading(row, (next + u32::from(next > body), left), style);
            } else if style.page > 0 && nth > 0 && nth % style.page == 0 {
                next = self.header((next, left), style);
            }
            let unlike = |field| above.is_none_or(|above| above.text(field) != row.text(field));
            let once = |field| (style.once && matches!(field, Field::Theme | Field::Place)) && !unlike(field);
            next = self.row(row, (next, left), style, &once, nth);
            above = Some(row);
        }
        if style.merged {
            self.merge(rows, left, style);
        }
        next
    }

    fn header(&mut self, (row, left): (u32, u16), style: &Style) -> u32 {
        let sheet = self.last();
        for (col, (field, text)) in (left..).zip(style.columns) {
            match field {
                Field::Owner if style.double_header => {
                    sheet.put(row, col, "Wie");
                    sheet.put(row + 1, col, *text);
                    sheet.merges.push((row, col, row, col + 1));
                }
                Field::Involved if style.double_header => sheet.put(row + 1, col, *text),
                _ => sheet.put(row, col, *text),
            }
        }
        row + 1 + u32::from(style.double_header)
    }

    fn heading(&mut self, row: &Row, (at, left): (u32, u16), style: &Style) -> u32 {
        let last = left + style.columns.len() as u16 - 1;
        let theme = row.text(Field::Theme);
        let number = Framework::embedded().themes.iter().position(|known| known.name == theme).map_or(0, |nth| nth + 1);
        let sheet = self.last();
        sheet.put(at, left, format!("Thema {number} – {theme}").as_str());
        sheet.merges.push((at, left, at, last));
        at + 1
    }

    fn row(
        &mut self,
        row: &Row,
        (at, left): (u32, u16),
        style: &Style,
        once: &dyn Fn(Field) -> bool,
        nth: usize,
    ) -> u32 {
        let sheet = self.sheets.last_mut().expect("a sheet was begun");
        let mut cols = BTreeMap::new();
        let mut next = at + 1;
        for (col, (field, _)) in (left..).zip(style.columns) {
            cols.insert(*field, col);
            let Some(value) = row.cells.get(field).filter(|_| !once(*field)) else { continue };
            let halves = halves(value).filter(|_| *field == Field::Action && style.wrapped && nth % 4 == 3);
            if let Some((upper, lower)) = halves {
                sheet.put(at, col, upper);
                sheet.put(at + 1, col, lower);
                next = at + 2;
            } else {
                sheet.put(at, col, value.clone());
            }
        }
        let place = Place { sheet: sheet.name.clone(), row: at, cols };
        self.places.insert(row.key.clone(), place);
        next
    }

    /// Merges the cells of theme and sub-theme over rows that follow each other and say the same.
    fn merge(&mut self, rows: &[&Row], left: u16, style: &Style) {
        for (col, (field, _)) in (left..).zip(style.columns) {
            if !matches!(field, Field::Theme | Field::Subtheme) {
                continue;
            }
            let mut runs: Vec<(u32, u32, &str)> = Vec::new();
            for row in rows {
                let at = self.places[&row.key].row;
                match runs.last_mut() {
                    Some((_, bottom, text)) if *bottom + 1 == at && *text == row.text(*field) => *bottom = at,
                    _ => runs.push((at, at, row.text(*field))),
                }
            }
            let sheet = self.last();
            for (top, bottom, _) in runs.into_iter().filter(|(top, bottom, _)| bottom > top) {
                sheet.cells.retain(|cell| cell.col != col || !(top + 1..=bottom).contains(&cell.row));
                sheet.merges.push((top, col, bottom, col));
            }
        }
    }

    /// The framework as the report shows it: header over two rows, fills without words, footnotes. `shift` moves the colours to the
    /// left of their header by so many columns.
    pub(super) fn assessment(&mut self, shift: u16) {
        let framework = Framework::embedded();
        let sheet = self.sheet("Wegingskader");
        sheet.put(0, 0, "Wegingskader – stand van december 2024");
        let header =
            ["Thema", "Sub thema's", "", "Status", "", "", "", "", "Mate van prioriteit voor implementatieplan*"];
        sheet.line(2, 0, &header);
        let (first, last) = (3, 2 + framework.municipalities.len() as u16);
        sheet.merges.push((2, first, 2, last));
        for (col, municipality) in (first..).zip(&framework.municipalities) {
            sheet.put(3, col, &*municipality.code);
        }
        let mut row = 4;
        for theme in &framework.themes {
            sheet.put(row, 0, theme.name.as_str());
            for subtheme in &theme.subthemes {
                sheet.put(row, 1, subtheme.name.as_str());
                for (col, municipality) in (first..).zip(&framework.municipalities) {
                    let status =
                        subtheme.status.get(&municipality.code).and_then(|code| framework.framework_status(code));
                    let fill = status.and_then(|status| status.colours.first());
                    if let Some(fill) = fill {
                        sheet.put(row, col - shift, Value::Fill(rgb(*fill), String::new()));
                    }
                }
                row += 1;
            }
        }
        sheet.put(row + 1, 0, "* Hoog – Deze actie is nodig omdat er nog niets is geregeld.");
    }
}

/// A text in two parts, cut at a space in the middle before a word that begins no sentence.
fn halves(value: &Value) -> Option<(&str, &str)> {
    let Value::Text(text) = value else { return None };
    let spaces = text.match_indices(' ').map(|(at, _)| at).filter(|at| at * 3 > text.len());
    let mut cuts = spaces.map(|at| (&text[..at], &text[at + 1..]));
    cuts.find(|(_, lower)| lower.starts_with(|c: char| c.is_ascii_lowercase()))
}
