//! A version on paper: a workbook as a district keeps it, and the same rows as csv for programs that read no workbooks.

use std::path::Path;

use anyhow::Result;
use planwacht::framework::Framework;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::language::Draft;

/// The header of the csv, as the other programs know it.
const CSV: [&str; 12] = [
    "Nr",
    "Thema",
    "Sub thema",
    "Gemeente",
    "Niveau",
    "Actie",
    "Trekker",
    "Betrokkenen",
    "Prioriteit",
    "Status",
    "Deadline",
    "Toelichting",
];
/// The row of the header, counted from zero.
const HEADER: u32 = 4;
/// The columns that are merged down where rows are grouped.
const THEME: u16 = 1;
const SUBTHEME: u16 = 2;
const COLOURS: [u32; 3] = [0xFF_00_00, 0xFF_C0_00, 0x92_D0_50];

/// An action as a row holds it.
#[derive(Clone)]
pub(crate) struct Row {
    /// The district, then the municipalities in the order of the framework.
    pub sheet: usize,
    /// In the order of the framework.
    pub subtheme: usize,
    pub number: String,
    pub draft: Draft,
    pub text: String,
    pub priority: &'static str,
    pub owner: String,
    pub involved: String,
    pub deadline: Deadline,
    pub progress: &'static str,
    pub colour: usize,
    pub state: String,
    pub remark: String,
    /// The rows of the first version that it comes from.
    pub origin: Vec<usize>,
}

#[derive(Clone)]
pub(crate) enum Deadline {
    Day(Day),
    Words(String),
}

#[derive(Clone)]
pub(crate) struct Day {
    pub year: u16,
    pub month: usize,
    pub day: usize,
}

impl Deadline {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Day(day) => format!("{}-{:02}-{:02}", day.year, day.month, day.day),
            Self::Words(words) => words.clone(),
        }
    }
}

/// How the rows of a sheet are sorted.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Order {
    /// In groups, with a line above each theme and the theme merged over its rows.
    Grouped,
    Owner,
    Planning,
}

/// Writes the workbook and the csv. Gives the sheet of every row and its number as Excel shows it.
pub(crate) fn write(
    dir: &Path,
    name: &str,
    rows: &[Row],
    orders: &[Order],
    renamed: bool,
) -> Result<Vec<(String, u32)>> {
    let framework = Framework::embedded();
    let subthemes: Vec<(&str, &str)> = framework
        .themes
        .iter()
        .flat_map(|theme| theme.subthemes.iter().map(|subtheme| (&*theme.name, &*subtheme.name)))
        .collect();
    let municipalities = framework.municipalities.iter().map(|municipality| &*municipality.name);
    let names: Vec<&str> = std::iter::once("Districtelijk").chain(municipalities).collect();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Leeswijzer")?.write(0, 0, "Actieoverzicht implementatieplan")?;
    let mut places = Vec::with_capacity(rows.len());
    for (sheet, (title, order)) in names.iter().zip(orders).enumerate() {
        let mut page = Page { sheet: book.add_worksheet(), district: sheet == 0, subthemes: &subthemes };
        page.head(title, renamed && sheet % 2 == 1)?;
        let of_sheet: Vec<&Row> = rows.iter().filter(|row| row.sheet == sheet).collect();
        places.extend(page.body(&of_sheet, *order)?.into_iter().map(|row| ((*title).to_owned(), row)));
    }
    book.save(dir.join(format!("{name}.xlsx")))?;
    csv(&dir.join(format!("{name}.csv")), rows, &names, &subthemes)?;
    Ok(places)
}

fn csv(path: &Path, rows: &[Row], names: &[&str], subthemes: &[(&str, &str)]) -> Result<()> {
    let mut csv = csv::Writer::from_path(path)?;
    csv.write_record(CSV)?;
    for row in rows {
        let (theme, subtheme) = subthemes[row.subtheme];
        let level = if row.sheet == 0 { "Districtelijk" } else { "Lokaal" };
        csv.write_record([
            &row.number,
            theme,
            subtheme,
            names[row.sheet],
            level,
            &row.text,
            &row.owner,
            &row.involved,
            row.priority,
            row.progress,
            &row.deadline.text(),
            &row.state,
        ])?;
    }
    Ok(csv.flush()?)
}

/// One sheet of actions.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    district: bool,
    subthemes: &'a [(&'a str, &'a str)],
}

impl Page<'_> {
    fn head(&mut self, title: &str, renamed: bool) -> Result<()> {
        self.sheet.set_name(title)?.write(0, 0, format!("Acties {title}"))?;
        self.sheet.write(1, 0, "Implementatieplan, versie voor de werkgroep")?;
        let (owner, planning) = if renamed { ("Actiehouder", "Planning/Deadline") } else { ("Trekker", "Planning") };
        let mut header = vec!["Nr", "Thema", "Sub-thema", "Actie", "Prioriteit", "Niveau"];
        if self.district {
            header.push("Voor welke gemeenten");
        }
        header.extend([owner, "Betrokken partijen", planning, "Status (kleur)", "Stand van zaken", "Opmerkingen"]);
        let bold = Format::new().set_bold();
        for (col, text) in (0..).zip(header) {
            self.sheet.write_with_format(HEADER, col, text, &bold)?;
        }
        Ok(())
    }

    /// Writes the rows and gives their numbers as Excel shows them.
    fn body(&mut self, rows: &[&Row], order: Order) -> Result<Vec<u32>> {
        let grouped = order == Order::Grouped;
        let mut places = Vec::with_capacity(rows.len());
        let mut at = HEADER + 1;
        for group in rows.chunk_by(|one, next| !grouped || one.subtheme == next.subtheme) {
            let theme = group.first().map(|row| self.subthemes[row.subtheme]);
            if let Some((theme, subtheme)) = theme.filter(|_| grouped) {
                at += 1;
                self.sheet.write_with_format(at, 0, format!("Thema – {theme}"), &Format::new().set_bold())?;
                at += 1;
                self.over(at, group.len(), THEME, theme)?;
                self.over(at, group.len(), SUBTHEME, subtheme)?;
            }
            for row in group {
                if !grouped {
                    let (theme, subtheme) = self.subthemes[row.subtheme];
                    self.sheet.write(at, THEME, theme)?.write(at, SUBTHEME, subtheme)?;
                }
                self.action(at, row)?;
                at += 1;
                places.push(at);
            }
        }
        Ok(places)
    }

    /// A text over so many rows.
    fn over(&mut self, top: u32, rows: usize, col: u16, text: &str) -> Result<()> {
        let format = Format::new().set_align(FormatAlign::Top);
        match u32::try_from(rows)? {
            0 | 1 => self.sheet.write(top, col, text)?,
            rows => self.sheet.merge_range(top, col, top + rows - 1, col, text, &format)?,
        };
        Ok(())
    }

    fn action(&mut self, at: u32, row: &Row) -> Result<()> {
        let level = if self.district { "Districtelijk" } else { "Lokaal" };
        self.sheet
            .write(at, 0, &row.number)?
            .write(at, 3, &row.text)?
            .write(at, 4, row.priority)?
            .write(at, 5, level)?;
        if self.district {
            self.sheet.write(at, 6, "district")?;
        }
        let col = if self.district { 7 } else { 6 };
        self.sheet.write(at, col, &row.owner)?.write(at, col + 1, &row.involved)?;
        match &row.deadline {
            Deadline::Day(Day { year, month, day }) => {
                let date = ExcelDateTime::from_ymd(*year, u8::try_from(*month)?, u8::try_from(*day)?)?;
                self.sheet.write_with_format(at, col + 2, &date, &Format::new().set_num_format("d-m-yyyy"))?;
            }
            Deadline::Words(words) => {
                self.sheet.write(at, col + 2, words)?;
            }
        }
        let fill = Format::new().set_background_color(COLOURS[row.colour % COLOURS.len()]);
        self.sheet.write_with_format(at, col + 3, row.progress, &fill)?;
        self.sheet.write(at, col + 4, &row.state)?.write(at, col + 5, &row.remark)?;
        Ok(())
    }
}
