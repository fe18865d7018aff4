//! The number formats of cells in xls and xlsb, which the reader of their values does not tell.
//!
//! Both keep the formats in a list, the styles of cells in a second one, and the number of its style with each cell. What cannot be
//! followed is left out: the cells then show what they would without a format.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use crate::cell::{MAX_COL, MAX_ROW};
use crate::number_format::{GENERAL, NumberFormat, builtin_code};
use crate::ooxml::{Entries, PartError};

/// How many styles and formats are read; no program writes as many.
const MOST: usize = 70_000;

/// The formats of a workbook, and which cells have them.
#[derive(Default)]
pub(super) struct BinaryFormats {
    /// The formats by their place; the general one first.
    pub(super) formats: Vec<NumberFormat>,
    /// By sheet and cell the place of its format, where that is not the general one.
    pub(super) cells: HashMap<Arc<str>, HashMap<(u32, u32), usize>>,
}

/// The list of formats and that of styles while they are read.
#[derive(Default)]
struct Styles {
    codes: HashMap<u32, String>,
    /// The number of the format of each style.
    styles: Vec<u32>,
}

impl Styles {
    /// The formats that are used, and the place of that of each style.
    fn places(&self) -> (Vec<NumberFormat>, Vec<usize>) {
        let mut formats = vec![NumberFormat::parse(GENERAL)];
        let mut known: HashMap<u32, usize> = HashMap::new();
        let places = self.styles.iter().map(|id| {
            *known.entry(*id).or_insert_with(|| {
                let code = self.codes.get(id).map_or_else(|| builtin_code(*id), String::as_str);
                let format = NumberFormat::parse(code);
                if format.is_general() {
                    return 0;
                }
                formats.push(format);
                formats.len() - 1
            })
        });
        let places = places.collect();
        (formats, places)
    }
}

/// The formats of an xlsb workbook.
pub(super) fn of_xlsb(bytes: &[u8]) -> Option<BinaryFormats> {
    const WORKBOOK: &str = "xl/workbook.bin";
    const SHEET: u32 = 156;
    let mut package = Entries::open(bytes).ok()?;
    let rels = package.rels(WORKBOOK).ok()?;
    let part = rels.first_target(&package, "styles").unwrap_or_else(|| "xl/styles.bin".to_owned());
    let styles = xlsb_styles(&package.bytes(&part).ok()?);
    let (formats, places) = styles.places();
    let mut read = BinaryFormats { formats, cells: HashMap::new() };
    let book = package.bytes(WORKBOOK).ok()?;
    for (_, record) in Records::new(&book).filter(|(kind, _)| *kind == SHEET) {
        let Some((rel, rest)) = record.get(8..).and_then(wide) else { continue };
        let Some((name, _)) = wide(rest) else { continue };
        let target = rels.by_id(&rel).and_then(|rel| rels.target(&package, rel));
        match target.map(|part| package.bytes(&part)) {
            Some(Ok(sheet)) => drop(read.cells.insert(name.into(), xlsb_cells(&sheet, &places))),
            Some(Err(PartError::TooLarge(_))) => return None,
            Some(Err(_)) | None => {}
        }
    }
    Some(read)
}

/// The records of an xlsb part: number and content.
struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0_u32;
        for group in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = (u32, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        let mut kind = u32::from(*first);
        // Both bytes of a number stand in it as they are, with their marks.
        if first & 0x80 != 0 {
            let (second, rest) = self.rest.split_first()?;
            self.rest = rest;
            kind = u32::from(first & 0x7F) | u32::from(second & 0x7F) << 7;
        }
        let length = usize::try_from(self.number(4)?).ok()?;
        let (record, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, record))
    }
}

fn xlsb_styles(part: &[u8]) -> Styles {
    const FORMAT: u32 = 44;
    const STYLE: u32 = 47;
    const STYLES_BEGIN: u32 = 617;
    const STYLES_END: u32 = 618;
    let mut styles = Styles::default();
    let mut within = false;
    for (kind, record) in Records::new(part) {
        match kind {
            FORMAT if styles.codes.len() < MOST => {
                if let (Some(id), Some((code, _))) = (short(record, 0), record.get(2..).and_then(wide)) {
                    styles.codes.insert(u32::from(id), code);
                }
            }
            STYLES_BEGIN => within = true,
            STYLES_END => within = false,
            STYLE if within && styles.styles.len() < MOST => {
                styles.styles.push(u32::from(short(record, 2).unwrap_or(0)));
            }
            _ => {}
        }
    }
    styles
}

fn xlsb_cells(part: &[u8], places: &[usize]) -> HashMap<(u32, u32), usize> {
    const ROW: u32 = 0;
    let mut cells = HashMap::new();
    let mut row = 0;
    for (kind, record) in Records::new(part) {
        match kind {
            ROW => row = long(record, 0).unwrap_or(row),
            // Cells with a value, typed or calculated.
            2..=11 => {
                let (Some(col), Some(style)) = (long(record, 0), long(record, 4)) else { continue };
                place(&mut cells, (row, col), style & 0x00FF_FFFF, places);
            }
            _ => {}
        }
    }
    cells
}

fn place(cells: &mut HashMap<(u32, u32), usize>, at: (u32, u32), style: u32, places: &[usize]) {
    let format = places.get(style as usize).copied().unwrap_or(0);
    if format > 0 && at.0 <= MAX_ROW && at.1 <= MAX_COL {
        cells.insert(at, format);
    }
}

/// The formats of an xls workbook of Excel 97 to 2003; none for an older one.
pub(super) fn of_xls(bytes: &[u8]) -> Option<BinaryFormats> {
    const FORMAT: u16 = 0x041E;
    const STYLE: u16 = 0x00E0;
    const SHEET: u16 = 0x0085;
    const END: u16 = 0x000A;
    let stream = workbook_stream(bytes)?;
    let mut styles = Styles::default();
    let mut sheets: Vec<(String, usize)> = Vec::new();
    // The version of Excel 97 and later.
    if short(&stream, 4) != Some(0x0600) {
        return None;
    }
    for (kind, record) in XlsRecords::at(&stream, 0) {
        match kind {
            FORMAT if styles.codes.len() < MOST => {
                let length = usize::from(short(record, 2)?);
                if let (Some(id), Some(code)) = (short(record, 0), characters(record, 4, length)) {
                    styles.codes.insert(u32::from(id), code);
                }
            }
            STYLE if styles.styles.len() < MOST => styles.styles.push(u32::from(short(record, 2).unwrap_or(0))),
            SHEET => {
                let length = usize::from(*record.get(6)?);
                if let (Some(start), Some(name)) = (long(record, 0), characters(record, 7, length)) {
                    sheets.push((name, start as usize));
                }
            }
            END => break,
            _ => {}
        }
    }
    let (formats, places) = styles.places();
    let cells = sheets.into_iter().map(|(name, start)| (name.into(), xls_cells(&stream, start, &places)));
    Some(BinaryFormats { formats, cells: cells.collect() })
}

/// The stream of the workbook within its file.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut stream = file.open_stream("/Workbook").ok()?;
    // A stream is no longer than the file that holds it.
    let mut content = Vec::new();
    stream.by_ref().take(bytes.len() as u64).read_to_end(&mut content).ok()?;
    Some(content)
}

/// The records of an xls stream.
struct XlsRecords<'b> {
    rest: &'b [u8],
}

impl<'b> XlsRecords<'b> {
    fn at(stream: &'b [u8], start: usize) -> Self {
        Self { rest: stream.get(start..).unwrap_or_default() }
    }
}

impl<'b> Iterator for XlsRecords<'b> {
    type Item = (u16, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.rest, 0)?, usize::from(short(self.rest, 2)?));
        let (record, rest) = self.rest.get(4..)?.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, record))
    }
}

fn xls_cells(stream: &[u8], start: usize, places: &[usize]) -> HashMap<(u32, u32), usize> {
    const BEGIN: u16 = 0x0809;
    const END: u16 = 0x000A;
    const SEVERAL: u16 = 0x00BD;
    let mut cells = HashMap::new();
    // Charts within a sheet are streams of their own in it.
    let mut depth = 0_usize;
    for (kind, record) in XlsRecords::at(stream, start) {
        match kind {
            BEGIN => depth += 1,
            END => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            // A number, a rounded one, a formula, a text.
            0x0203 | 0x027E | 0x0006 | 0x00FD | 0x0204 if depth == 1 => {
                if let (Some(row), Some(col), Some(style)) = (short(record, 0), short(record, 2), short(record, 4)) {
                    place(&mut cells, (row.into(), col.into()), style.into(), places);
                }
            }
            SEVERAL if depth == 1 => {
                let (Some(row), Some(first)) = (short(record, 0), short(record, 2)) else { continue };
                let styles = record.get(4..).unwrap_or_default().chunks_exact(6).filter_map(|chunk| short(chunk, 0));
                for (col, style) in (u32::from(first)..).zip(styles) {
                    place(&mut cells, (row.into(), col), style.into(), places);
                }
            }
            _ => {}
        }
    }
    cells
}

/// A text of an xls record: whether its characters have one byte or two, then the characters.
fn characters(record: &[u8], at: usize, length: usize) -> Option<String> {
    let is_wide = record.get(at)? & 1 == 1;
    let text = record.get(at + 1..)?;
    if is_wide {
        let units = text.get(..length.checked_mul(2)?)?.chunks_exact(2).filter_map(|pair| short(pair, 0));
        return Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect());
    }
    Some(text.get(..length)?.iter().map(|byte| char::from(*byte)).collect())
}

/// A text of an xlsb record with its length before it, and what follows.
fn wide(bytes: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(long(bytes, 0)?).ok()?;
    let (text, rest) = bytes.get(4..)?.split_at_checked(length.checked_mul(2)?)?;
    let units = text.chunks_exact(2).filter_map(|pair| short(pair, 0));
    Some((char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), rest))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record of an xlsb part.
    fn record(kind: u32, content: &[u8]) -> Vec<u8> {
        let mut bytes =
            if kind < 0x80 { vec![kind as u8] } else { vec![(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8] };
        bytes.push(u8::try_from(content.len()).unwrap());
        bytes.extend(content);
        bytes
    }

    fn wide_text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u32::try_from(units.len()).unwrap().to_le_bytes();
        length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
    }

    fn style(format: u16) -> Vec<u8> {
        record(47, &[0_u16.to_le_bytes(), format.to_le_bytes()].concat())
    }

    fn cell(kind: u32, col: u32, style: u32) -> Vec<u8> {
        record(kind, &[col.to_le_bytes(), style.to_le_bytes(), [0; 4], [0; 4]].concat())
    }

    #[test]
    fn formats_of_xlsb_cells_are_found() {
        let format = [164_u16.to_le_bytes().to_vec(), wide_text("\"HI-\"00")].concat();
        let part = [
            record(44, &format),
            style(9),
            record(617, &[]),
            style(0),
            style(164),
            style(17),
            style(164),
            record(618, &[]),
        ];
        let (formats, places) = xlsb_styles(&part.concat()).places();
        assert_eq!((formats.len(), places.as_slice()), (3, &[0, 1, 2, 1][..]));
        let sheet =
            [record(0, &4_u32.to_le_bytes()), cell(5, 1, 1), cell(2, 2, 2), cell(9, 3, 0x0100_0003), cell(5, 4, 99)];
        let cells = xlsb_cells(&sheet.concat(), &places);
        assert_eq!(cells, HashMap::from([((4, 1), 1), ((4, 2), 2), ((4, 3), 1)]));
        let shown = formats[1].number(1.0, crate::number_format::Locale::default(), false);
        assert_eq!(shown.map(|shown| shown.text).as_deref(), Some("HI-01"));
    }

    #[test]
    fn broken_parts_tell_what_stands_before_the_break() {
        let whole = [record(0, &4_u32.to_le_bytes()), cell(5, 1, 0)].concat();
        for length in 0..whole.len() {
            assert!(xlsb_cells(&whole[..length], &[1]).is_empty(), "{length}");
            let _ = (xlsb_styles(&whole[..length]), xls_cells(&whole[..length], 0, &[1]), wide(&whole[..length]));
        }
        assert_eq!(xlsb_cells(&whole, &[1]).len(), 1);
        assert_eq!(characters(&[1, 0x41, 0, 0x42, 0], 0, 2).as_deref(), Some("AB"));
        assert_eq!(characters(&[0, 0x41], 0, 9), None);
        assert!(of_xls(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").is_none() && of_xlsb(b"PK").is_none());
    }
}
