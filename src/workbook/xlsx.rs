//! xlsx and xlsm: the workbook part, and each worksheet with what belongs to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::conditional;
use super::sheet::{Book, Scan, Want, scan};
use super::stream::Stream;
use super::strings::Strings;
use super::styles::Styles;
use super::{Format, MAX_FORMATS, MAX_NAMES, MAX_SHEETS, Workbook, WorkbookError, notes, properties};
use crate::cell::{CellValue, Grid, GridCell, a1};
use crate::number_format::Locale;
use crate::ooxml::names::{WORKBOOK, key_of, rels_of};
use crate::ooxml::pull::{Step, Xml, attr, attr_local, flag};
use crate::ooxml::sound::{self, Flaw, Soundness};
use crate::ooxml::text::decode;
use crate::ooxml::{Entries, PartError, Parts, Rels};
use crate::own;
use crate::unread::{Hides, Unread, What};
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
    /// How many names there are, those of single sheets among them.
    all_names: usize,
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
    let sound = sound::check(bytes).map_err(fail)?;
    let mut package = Entries::open(bytes).map_err(fail)?;
    let part = package.rels("").map_err(fail)?.workbook_part(&package).unwrap_or_else(|| WORKBOOK.to_owned());
    for part in [part.clone(), rels_of(&part)] {
        let flaw = sound.flaw(&part).or_else(|| (!package.has(&part)).then_some(Flaw::Missing));
        if let Some(flaw) = flaw.filter(|flaw| flaw.hides()) {
            return Err(WorkbookError::corrupt(name, of_part(&part, flaw)));
        }
    }
    let main = read_main(&package.text(&part).map_err(fail)?);
    main.weigh(name)?;
    let rels = package.rels(&part).map_err(fail)?;
    let mut troubles = Vec::new();
    let (book, damage) = read_book(&mut package, &rels, main.is_1904, &sound).map_err(fail)?;
    let book = Book { locale, ..book };
    if book.styles.count() > MAX_FORMATS {
        return Err(WorkbookError::too_many(name, Wording::of("opmaken", "formats"), book.styles.count(), MAX_FORMATS));
    }
    // A reader that believes an announced number of strings would take all memory, and of two parts with one name it may
    // take the other one. What is damaged is read by our own pass alone, which says what it met.
    let is_odd = book.strings.boasts() || package.twice_named().is_some() || damage != Damage::default();
    let mut stream = if is_odd { None } else { open(bytes) };
    let tabs: Vec<String> = main.tabs.iter().map(|tab| tab.name.clone()).collect();
    let own = own::sheets(&main.names, &tabs, |at| {
        let rel = main.tabs.get(*at).and_then(|tab| rels.by_id(&tab.rel));
        let part = rel.and_then(|rel| rels.target(&package, rel));
        let head = part.and_then(|part| package.head(&part, 2 * own::HEAD)).unwrap_or_default();
        own::is_marked_head(&decode(head))
    });
    let mut authors = read_persons(&mut package, &rels).map_err(fail)?;
    let (mut sheets, mut unread, mut parts_of_sheets) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (at, tab) in main.tabs.into_iter().enumerate() {
        let rel = rels.by_id(&tab.rel);
        if rel.is_some_and(|rel| rel.kind == "chartsheet") {
            continue;
        }
        let own = own.contains_key(&at);
        // Of planwacht's own sheets nothing is judged.
        let lost = |reason| Unread {
            hides: if own { Hides::Nothing } else { Hides::Actions },
            ..Unread::sheet(tab.name.as_str(), reason)
        };
        let Some(part) = rel.and_then(|rel| rels.target(&package, rel)) else {
            unread.push(lost(Wording::of(
                "het bestand zegt niet in welk onderdeel het staat",
                "the file does not say in which part it is",
            )));
            continue;
        };
        let flaw = sound.flaw(&part).or_else(|| (!package.has(&part)).then_some(Flaw::Missing));
        if let Some(flaw) = flaw.filter(|flaw| flaw.hides()) {
            parts_of_sheets.insert(key_of(&part));
            unread.push(lost(flaw.words()));
            continue;
        }
        let text = package.text(&part).map_err(fail)?;
        let source = Source { tab: &tab, part: &part, text, own, sound: &sound, damage };
        match source.read(&mut package, stream.as_mut(), &book, &mut authors).map_err(fail)? {
            Ok(grid) => sheets.push(grid),
            Err(Other::Kind) => troubles.push(other_tab(&tab.name)),
            Err(Other::Chart) => {}
            Err(Other::Unread(reason)) => unread.push(lost(reason)),
        }
    }
    unread.extend(sound.flawed().filter(|flawed| !parts_of_sheets.contains(&key_of(&flawed.part))).map(|flawed| {
        let hides = if damage.hides_colours(&flawed.part, &rels, &package) { Hides::Colours } else { Hides::Nothing };
        Unread { what: What::Part(flawed.part.as_str().into()), reason: flawed.flaw.words(), hides }
    }));
    let mut properties = properties::of_package(&mut package).map_err(fail)?;
    properties.extend(properties::note_authors(authors));
    Ok(Workbook { format, sheets, properties, troubles, unread })
}

/// A part with what is wrong with it, as part of a sentence about the file.
fn of_part(part: &str, flaw: Flaw) -> Wording {
    let Wording { nl, en } = flaw.words();
    Wording::of(format!("onderdeel {part}: {nl}"), format!("part {part}: {en}"))
}

impl Main {
    /// Refuses a workbook with more sheets or names than one can have.
    fn weigh(&self, name: &str) -> Result<(), WorkbookError> {
        for (found, limit, what) in [
            (self.tabs.len(), MAX_SHEETS, Wording::of("bladen", "sheets")),
            (self.all_names, MAX_NAMES, Wording::of("namen voor cellen", "names for cells")),
        ] {
            if found > limit {
                return Err(WorkbookError::too_many(name, what, found, limit));
            }
        }
        Ok(())
    }
}

/// Which of the parts that all sheets share are damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Damage {
    strings: bool,
    styles: bool,
    theme: bool,
}

impl Damage {
    /// Whether colours are not known because of this part.
    fn hides_colours(self, part: &str, rels: &Rels, package: &Entries<'_>) -> bool {
        let is = |kind: &str| rels.first_target(package, kind).is_some_and(|name| key_of(&name) == key_of(part));
        self.styles && is("styles") || self.theme && is("theme")
    }
}

/// Why a tab gives no grid.
enum Other {
    /// A macro sheet or the like.
    Kind,
    /// A chart, of which nothing has to be told.
    Chart,
    /// It could not be read, and why.
    Unread(Wording),
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
                    main.all_names += 1;
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
    sound: &Soundness,
) -> Result<(Book, Damage), PartError> {
    // The text of the part, and whether nobody knows what it says.
    let mut optional = |kind: &str, usual: &str| {
        let part = rels.first_target(package, kind).unwrap_or_else(|| usual.to_owned());
        if sound.flaw(&part).is_some_and(Flaw::hides) {
            return Ok((None, true));
        }
        match package.text(&part) {
            Ok(text) => Ok((Some(text), false)),
            Err(error @ PartError::TooLarge(_)) => Err(error),
            Err(PartError::Missing) => Ok((None, false)),
            // No relationship leads to it, so that it was not looked at.
            Err(_) => Ok((None, true)),
        }
    };
    let (theme, no_theme) = optional("theme", "xl/theme/theme1.xml")?;
    let (styles, no_styles) = optional("styles", "xl/styles.xml")?;
    let (strings, no_strings) = optional("sharedStrings", "xl/sharedStrings.xml")?;
    let book = Book {
        strings: Strings::new(strings.unwrap_or_default()),
        styles: Styles::read(&styles.unwrap_or_default(), theme.as_deref()),
        is_1904,
        locale: Locale::default(),
    };
    Ok((book, Damage { strings: no_strings, styles: no_styles, theme: no_theme }))
}

/// One worksheet and where it comes from.
struct Source<'a> {
    tab: &'a Tab,
    part: &'a str,
    text: String,
    /// Whether planwacht wrote it.
    own: bool,
    sound: &'a Soundness,
    damage: Damage,
}

impl Source<'_> {
    /// The sheet as a grid. A sheet of which something cannot be read is not read at all: what is missing in half a sheet would be taken
    /// for gone.
    fn read(
        mut self,
        package: &mut Entries<'_>,
        stream: Option<&mut Stream<'_>>,
        book: &Book,
        authors: &mut BTreeSet<String>,
    ) -> Result<Result<Grid, Other>, PartError> {
        let streamed = stream.and_then(|stream| stream.cells(&self.tab.name, book));
        let want = if streamed.is_some() { Want::Extras } else { Want::Everything };
        // The text of a large sheet takes more memory than its cells.
        let scan = scan(&std::mem::take(&mut self.text), book, want);
        match scan.root.as_str() {
            "worksheet" => {}
            "chartsheet" => return Ok(Err(Other::Chart)),
            "macrosheet" | "dialogsheet" => return Ok(Err(Other::Kind)),
            _ => return Ok(Err(Other::Unread(no_worksheet()))),
        }
        if let Some(lost) = self.losses(&scan) {
            return Ok(Err(Other::Unread(lost)));
        }
        let mut grid = Grid {
            sheet: Arc::from(self.tab.name.as_str()),
            hidden: self.tab.hidden,
            own: self.own,
            ..Grid::default()
        };
        if !fill_grid(&mut grid, streamed, scan, book.is_1904) {
            grid.troubles.push(lost_colours(&self.tab.name));
        }
        if self.damage.styles || self.damage.theme {
            grid.forget_colours();
        }
        authors.extend(self.add_notes(package, &mut grid)?);
        Ok(Ok(grid))
    }

    /// Gives the grid its notes, and tells who wrote them.
    fn add_notes(&self, package: &mut Entries<'_>, grid: &mut Grid) -> Result<BTreeSet<String>, PartError> {
        let rels = package.rels(self.part)?;
        let sound = |part: &str| !self.sound.flaw(part).is_some_and(Flaw::hides);
        let mut whole = sound(&rels_of(self.part));
        let mut parts = |kind: &str| {
            let mut texts = Vec::new();
            for part in rels.targets(package, kind).collect::<Vec<_>>() {
                match package.text(&part) {
                    Ok(text) if sound(&part) => texts.push(text),
                    Ok(_) => whole = false,
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
            grid.notes_unknown = true;
            grid.troubles.push(lost_notes(&self.tab.name));
        }
        Ok(read.authors)
    }

    /// Why the sheet cannot be read as it is; nothing with nearly all of them.
    fn losses(&self, scan: &Scan) -> Option<Wording> {
        if self.damage.strings && scan.shares_strings {
            return Some(Wording::of(
                "de teksten van de werkmap zijn beschadigd, en dit blad gebruikt ze",
                "the texts of the workbook are damaged, and this sheet uses them",
            ));
        }
        if self.damage.styles && scan.needs_formats {
            return Some(Wording::of(
                "de opmaak van de werkmap is beschadigd, en zonder die opmaak is niet te zien wat een datum is",
                "the formats of the workbook are damaged, and without them nobody sees what is a date",
            ));
        }
        if let Some(row) = scan.broken_at {
            let row = row.saturating_add(1);
            return Some(Wording::of(
                format!("het is beschadigd vanaf rij {row}"),
                format!("it is damaged from row {row} on"),
            ));
        }
        (scan.lost_count > 0).then(|| {
            let names: Vec<String> = scan.lost.iter().map(|(row, col)| a1(*row, *col)).collect();
            let (count, names) = (scan.lost_count, names.join(", "));
            match names.is_empty() {
                true => Wording::of(
                    format!("er staat iets buiten het blad, dat 1.048.576 rijen en 16.384 kolommen heeft (aantal cellen: {count})"),
                    format!("something stands outside the sheet, which has 1,048,576 rows and 16,384 columns (cells: {count})"),
                ),
                false => Wording::of(
                    format!("de inhoud van {names} is beschadigd (aantal cellen: {count})"),
                    format!("what stands in {names} is damaged (cells: {count})"),
                ),
            }
        })
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

fn no_worksheet() -> Wording {
    Wording::of("in het onderdeel staat iets anders dan een werkblad", "its part holds something else than a worksheet")
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
