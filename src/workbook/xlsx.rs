//! xlsx and xlsm: the workbook part, and each worksheet with what belongs to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::conditional;
use super::sheet::{Book, Scan, Want, scan};
use super::stream::Stream;
use super::strings::Strings;
use super::styles::Styles;
use super::{Format, Workbook, WorkbookError, notes, properties};
use crate::cell::{CellValue, Grid, GridCell, a1};
use crate::number_format::Locale;
use crate::ooxml::names::WORKBOOK;
use crate::ooxml::pull::{Step, Xml, attr, attr_local, flag};
use crate::ooxml::text::decode;
use crate::ooxml::{Entries, PartError, Rels};
use crate::own;
use crate::wording::Wording;

/// How many cells the fills of rows and columns may add to a sheet.
const PAINT_LIMIT: usize = 200_000;

/// One entry of the workbook's list of sheets.
struct Tab {
    name: String,
    rel: String,
    hidden: bool,
}

/// What the workbook part tells.
#[derive(Default)]
struct Main {
    tabs: Vec<Tab>,
    is_1904: bool,
    /// Names of the whole workbook with their formulas.
    names: Vec<(String, String)>,
}

/// Reads an xlsx or xlsm package.
pub(super) fn read(bytes: &[u8], name: &str, format: Format, locale: Locale) -> Result<Workbook, WorkbookError> {
    read_with(bytes, name, format, locale, Stream::open)
}

/// Reads a package with a way to open the stream of values, which may give none.
fn read_with<'a>(
    bytes: &'a [u8],
    name: &str,
    format: Format,
    locale: Locale,
    open: impl FnOnce(&'a [u8]) -> Option<Stream<'a>>,
) -> Result<Workbook, WorkbookError> {
    let fail = |error| WorkbookError::of_part(name, error);
    let mut package = Entries::open(bytes).map_err(fail)?;
    let part = package.rels("").map_err(fail)?.workbook_part(&package).unwrap_or_else(|| WORKBOOK.to_owned());
    let main = read_main(&package.text(&part).map_err(fail)?);
    let rels = package.rels(&part).map_err(fail)?;
    let mut troubles = Vec::new();
    let book = Book { locale, ..read_book(&mut package, &rels, main.is_1904, &mut troubles).map_err(fail)? };
    // A reader that believes an announced number of strings would take all memory, and of two parts with one name it may
    // take the other one.
    let mut stream = if book.strings.boasts() || package.twice_named().is_some() { None } else { open(bytes) };
    let tabs: Vec<String> = main.tabs.iter().map(|tab| tab.name.clone()).collect();
    let own = own::sheets(&main.names, &tabs, |at| {
        let rel = main.tabs.get(*at).and_then(|tab| rels.by_id(&tab.rel));
        let part = rel.and_then(|rel| rels.target(&package, rel));
        let head = part.and_then(|part| package.head(&part, 2 * own::HEAD)).unwrap_or_default();
        own::is_marked_head(&decode(head))
    });
    let mut authors = read_persons(&mut package, &rels).map_err(fail)?;
    let mut sheets = Vec::new();
    for (at, tab) in main.tabs.into_iter().enumerate() {
        let rel = rels.by_id(&tab.rel);
        if rel.is_some_and(|rel| rel.kind == "chartsheet") {
            continue;
        }
        match rel.and_then(|rel| rels.target(&package, rel)) {
            Some(part) => match package.text(&part) {
                Ok(text) => {
                    let own = own.contains_key(&at);
                    let source = Source { tab: &tab, part: &part, text, own };
                    match source.read(&mut package, stream.as_mut(), &book, &mut authors).map_err(fail)? {
                        Ok(grid) => sheets.push(grid),
                        Err(trouble) => troubles.extend(trouble),
                    }
                }
                Err(error @ PartError::TooLarge(_)) => return Err(fail(error)),
                Err(_) => troubles.push(unreadable_tab(&tab.name)),
            },
            None => troubles.push(unreadable_tab(&tab.name)),
        }
    }
    let mut properties = properties::of_package(&mut package).map_err(fail)?;
    properties.extend(properties::note_authors(authors));
    Ok(Workbook { format, sheets, properties, troubles })
}

/// Who wrote in threads.
fn read_persons(package: &mut Entries<'_>, rels: &Rels) -> Result<BTreeSet<String>, PartError> {
    let mut persons = BTreeSet::new();
    for part in rels.targets(package, "person").collect::<Vec<_>>() {
        match package.text(&part) {
            Ok(text) => persons.extend(notes::persons(&text)),
            Err(error @ PartError::TooLarge(_)) => return Err(error),
            Err(_) => {}
        }
    }
    Ok(persons)
}

fn read_main(text: &str) -> Main {
    let mut main = Main::default();
    let mut xml = Xml::new(text);
    // A break in the XML keeps the sheets that were named before it.
    while let Ok(step) = xml.next() {
        match step {
            Step::Open(open) => match open.local_name().as_ref() {
                // An extension has an element of the same name, without the flag.
                "workbookPr" => main.is_1904 |= flag(&open, "date1904"),
                "sheet" => {
                    if let (Some(name), Some(rel)) = (attr(&open, "name"), attr_local(&open, "id")) {
                        let hidden = attr(&open, "state").is_some_and(|state| state != "visible");
                        main.tabs.push(Tab { name: name.into_owned(), rel: rel.into_owned(), hidden });
                    }
                }
                "definedName" => {
                    let whole = attr(&open, "localSheetId").is_none();
                    let name = attr(&open, "name").map(|name| name.into_owned());
                    if let (true, Some(name), Ok(formula)) = (whole, name, xml.text()) {
                        main.names.push((name, formula));
                    }
                }
                _ => {}
            },
            Step::Done => break,
            _ => {}
        }
    }
    main
}

fn read_book(
    package: &mut Entries<'_>,
    rels: &Rels,
    is_1904: bool,
    troubles: &mut Vec<Wording>,
) -> Result<Book, PartError> {
    let mut optional = |kind: &str, usual: &str| {
        let part = rels.first_target(package, kind).unwrap_or_else(|| usual.to_owned());
        match package.text(&part) {
            Ok(text) => Ok(Some(text)),
            Err(error @ PartError::TooLarge(_)) => Err(error),
            Err(PartError::Missing) => Ok(None),
            Err(_) => {
                troubles.push(damaged_part(kind));
                Ok(None)
            }
        }
    };
    let theme = optional("theme", "xl/theme/theme1.xml")?;
    let styles = optional("styles", "xl/styles.xml")?;
    let strings = optional("sharedStrings", "xl/sharedStrings.xml")?;
    Ok(Book {
        strings: Strings::new(strings.unwrap_or_default()),
        styles: Styles::read(&styles.unwrap_or_default(), theme.as_deref()),
        is_1904,
        locale: Locale::default(),
    })
}

/// One worksheet and where it comes from.
struct Source<'a> {
    tab: &'a Tab,
    part: &'a str,
    text: String,
    /// Whether planwacht wrote it.
    own: bool,
}

impl Source<'_> {
    /// The sheet as a grid; a trouble, or nothing to tell, for a sheet of another kind.
    fn read(
        mut self,
        package: &mut Entries<'_>,
        stream: Option<&mut Stream<'_>>,
        book: &Book,
        authors: &mut BTreeSet<String>,
    ) -> Result<Result<Grid, Option<Wording>>, PartError> {
        let streamed = stream.and_then(|stream| stream.cells(&self.tab.name, book));
        let want = if streamed.is_some() { Want::Extras } else { Want::Everything };
        // The text of a large sheet takes more memory than its cells.
        let scan = scan(&std::mem::take(&mut self.text), book, want);
        match scan.root.as_str() {
            "worksheet" => {}
            "chartsheet" => return Ok(Err(None)),
            "" => return Ok(Err(Some(unreadable_tab(&self.tab.name)))),
            _ => return Ok(Err(Some(other_tab(&self.tab.name)))),
        }
        let mut grid = Grid {
            sheet: Arc::from(self.tab.name.as_str()),
            hidden: self.tab.hidden,
            own: self.own,
            ..Grid::default()
        };
        self.tell_losses(&scan, &mut grid.troubles);
        if !fill_grid(&mut grid, streamed, scan, book.is_1904) {
            grid.troubles.push(lost_colours(&self.tab.name));
        }
        authors.extend(self.add_notes(package, &mut grid)?);
        Ok(Ok(grid))
    }

    /// Gives the grid its notes, and tells who wrote them.
    fn add_notes(&self, package: &mut Entries<'_>, grid: &mut Grid) -> Result<BTreeSet<String>, PartError> {
        let rels = package.rels(self.part)?;
        let mut whole = true;
        let mut parts = |kind: &str| {
            let mut texts = Vec::new();
            for part in rels.targets(package, kind).collect::<Vec<_>>() {
                match package.text(&part) {
                    Ok(text) => texts.push(text),
                    Err(error @ PartError::TooLarge(_)) => return Err(error),
                    Err(_) => whole = false,
                }
            }
            Ok(texts)
        };
        let (legacy, threaded) = (parts("comments")?, parts("threadedComment")?);
        let read = notes::read(&legacy, &threaded);
        grid.notes = read.notes;
        if !(whole && read.whole) {
            grid.troubles.push(lost_notes(&self.tab.name));
        }
        Ok(read.authors)
    }

    fn tell_losses(&self, scan: &Scan, troubles: &mut Vec<Wording>) {
        let sheet = &self.tab.name;
        if let Some(row) = scan.broken_at {
            let row = row.saturating_add(1);
            troubles.push(Wording::of(
                format!("Blad '{sheet}' is beschadigd vanaf rij {row}: wat daarna komt is niet gelezen. Laat Excel het bestand herstellen en sla het op."),
                format!("Sheet '{sheet}' is damaged from row {row} on: what follows was not read. Let Excel repair the file and save it."),
            ));
        }
        if scan.lost_count > 0 {
            let names: Vec<String> = scan.lost.iter().map(|(row, col)| a1(*row, *col)).collect();
            let (count, names) = (scan.lost_count, names.join(", "));
            troubles.push(Wording::of(
                format!("Op blad '{sheet}' zijn waarden niet gelezen omdat ze beschadigd zijn; aantal cellen: {count}, om te beginnen: {names}. Typ ze opnieuw in Excel."),
                format!("On sheet '{sheet}' values were not read because they are damaged; cells: {count}, starting with: {names}. Type them again in Excel."),
            ));
        }
    }
}

/// Puts cells, merges and hidden rows and columns into the grid. Says whether all conditional formats could be asked.
fn fill_grid(grid: &mut Grid, streamed: Option<Vec<((u32, u32), GridCell)>>, mut scan: Scan, is_1904: bool) -> bool {
    let found = std::mem::take(&mut scan.cells);
    grid.cells = match streamed {
        None => found.into_iter().collect(),
        Some(cells) => {
            let mut cells: BTreeMap<(u32, u32), GridCell> = cells.into_iter().collect();
            for (at, extra) in found {
                add_extra(&mut cells, at, extra);
            }
            cells
        }
    };
    paint_absent(grid, &scan);
    grid.merges = scan.merges;
    grid.hidden_rows = scan.hidden_rows;
    grid.hidden_columns = scan.hidden_columns;
    conditional::paint(grid, scan.conditional, is_1904)
}

fn add_extra(cells: &mut BTreeMap<(u32, u32), GridCell>, at: (u32, u32), extra: GridCell) {
    if extra.formula.is_none() && extra.fill.is_none() && !cells.contains_key(&at) {
        return;
    }
    let cell = cells.entry(at).or_default();
    cell.formula = extra.formula;
    cell.fill = cell.fill.or(extra.fill);
    cell.unstruck = extra.unstruck.filter(|_| cell.value != CellValue::Empty);
}

/// Gives cells that are absent the fill of their row or column, where the row and the column hold values: a column that was
/// coloured as a whole shows its colour in every row of the table, and in a million empty rows below it.
fn paint_absent(grid: &mut Grid, scan: &Scan) {
    if scan.column_fills.is_empty() && scan.row_fills.values().all(Option::is_none) {
        return;
    }
    let valued = || grid.cells.iter().filter(|(_, cell)| cell.value != CellValue::Empty).map(|(at, _)| *at);
    let columns: BTreeSet<u32> = valued().map(|(_, col)| col).collect();
    let rows: BTreeSet<u32> = valued().map(|(row, _)| row).collect();
    let mut painted = Vec::new();
    'rows: for row in rows {
        for &col in &columns {
            if let Some(fill) = scan.inherited(row, col).filter(|_| !grid.cells.contains_key(&(row, col))) {
                painted.push(((row, col), GridCell { fill: Some(fill), ..GridCell::default() }));
                if painted.len() >= PAINT_LIMIT {
                    break 'rows;
                }
            }
        }
    }
    grid.cells.extend(painted);
}

fn unreadable_tab(sheet: &str) -> Wording {
    Wording::of(
        format!(
            "Blad '{sheet}' kan niet worden gelezen en telt niet mee. Laat Excel het bestand herstellen en sla het op."
        ),
        format!("Sheet '{sheet}' cannot be read and does not count. Let Excel repair the file and save it."),
    )
}

fn other_tab(sheet: &str) -> Wording {
    Wording::of(
        format!("Blad '{sheet}' is geen gewoon werkblad (maar een macro- of dialoogblad) en telt niet mee."),
        format!("Sheet '{sheet}' is not a worksheet (but a macro or dialog sheet) and does not count."),
    )
}

fn lost_notes(sheet: &str) -> Wording {
    Wording::of(
        format!(
            "Niet alle notities van blad '{sheet}' konden worden gelezen. Laat Excel het bestand herstellen en sla het op."
        ),
        format!("Not all notes of sheet '{sheet}' could be read. Let Excel repair the file and save it."),
    )
}

fn lost_colours(sheet: &str) -> Wording {
    Wording::of(
        format!(
            "Blad '{sheet}' heeft zo veel regels voor voorwaardelijke opmaak dat niet alle kleuren zijn gelezen. \
             Verwijder dubbele regels bij Voorwaardelijke opmaak > Regels beheren."
        ),
        format!(
            "Sheet '{sheet}' has so many rules for conditional formatting that not all colours were read. \
             Remove duplicate rules under Conditional Formatting > Manage Rules."
        ),
    )
}

fn damaged_part(kind: &str) -> Wording {
    let (nl, en) = match kind {
        "sharedStrings" => ("De teksten", "The texts"),
        "styles" => ("De opmaak (kleuren en datums)", "The formats (colours and dates)"),
        _ => ("De themakleuren", "The theme colours"),
    };
    Wording::of(
        format!(
            "{nl} van de werkmap zijn beschadigd en niet gelezen. Laat Excel het bestand herstellen en sla het op."
        ),
        format!("{en} of the workbook are damaged and were not read. Let Excel repair the file and save it."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Real workbooks, where the outside corpus is present.
    fn corpus() -> Vec<std::path::PathBuf> {
        let Some(corpus) = crate::outside::shared("corpus") else { return Vec::new() };
        let mut found = Vec::new();
        for folder in std::fs::read_dir(corpus).into_iter().flatten().flatten() {
            for file in std::fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                // One file wraps its texts in an invented element that only `mc:ProcessContent` tells to look into.
                let invented = file.file_name().to_string_lossy().contains("MCExecl");
                if file.metadata().is_ok_and(|data| data.len() < 60_000) && !invented {
                    found.push(file.path());
                }
            }
        }
        found.sort();
        found
    }

    /// The pass that takes over where calamine gives up must read what calamine reads.
    #[test]
    fn both_ways_of_reading_values_agree() {
        let (mut compared, mut wrong) = (0, Vec::new());
        for path in corpus() {
            let bytes = std::fs::read(&path).unwrap();
            let locale = Locale::default();
            let (Ok(one), Ok(two)) =
                (read(&bytes, "x", Format::Xlsx, locale), read_with(&bytes, "x", Format::Xlsx, locale, |_| None))
            else {
                continue;
            };
            assert_eq!(one.sheets.len(), two.sheets.len(), "{}", path.display());
            for (one, two) in one.sheets.iter().zip(&two.sheets) {
                compared += one.cells.len();
                let places: BTreeSet<_> = one.cells.keys().chain(two.cells.keys()).collect();
                let differ = places.into_iter().find(|at| one.cells.get(at) != two.cells.get(at));
                wrong.extend(differ.map(|at| {
                    let (one, two) = (one.cells.get(at), two.cells.get(at));
                    format!("{} {} {at:?}: {one:?} {two:?}", path.display(), two.is_some())
                }));
            }
        }
        println!("{compared} cells compared");
        assert!(wrong.is_empty(), "{} sheets:\n{}", wrong.len(), wrong.join("\n"));
    }
}
