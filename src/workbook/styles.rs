//! The styles part: what each cell style shows of a fill, a date format and a strike-through.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::values::{Dress, builtin_dress, code_dress};
use crate::cell::Rgb;
use crate::number_format::{GENERAL, NumberFormat, builtin_code};
use crate::ooxml::pull::{BadXml, Step, Xml, attr, number};
use crate::ooxml::xml::is_true;

/// What a cell style says about the cells that bear it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The colour of a visible fill.
    pub(super) fill: Option<Rgb>,
    /// What the number format makes of a number.
    pub(super) dress: Dress,
    /// The number format, by its place among those of the workbook.
    pub(super) format: usize,
    /// Whether the font strikes the whole text through.
    pub(super) struck: bool,
}

/// The cell styles of a workbook, by the number that cells use, and the fills of its conditional formats.
#[derive(Debug, Default)]
pub(super) struct Styles {
    cells: Vec<Style>,
    /// The number formats that cells use; the general one first.
    formats: Vec<NumberFormat>,
    differential: Vec<Option<Rgb>>,
    palette: Palette,
}

impl Styles {
    /// The style with this number; the default style where there is none.
    pub(super) fn get(&self, id: usize) -> Style {
        self.cells.get(id).copied().unwrap_or_default()
    }

    /// The number formats that styles name by their place.
    pub(super) fn formats(&self) -> &[NumberFormat] {
        &self.formats
    }

    /// How many styles there are.
    pub(super) fn count(&self) -> usize {
        self.cells.len()
    }

    /// Whether any style strikes its text through.
    pub(super) fn any_struck(&self) -> bool {
        self.cells.iter().any(|style| style.struck)
    }

    /// The fill of the conditional format with this number; none where it has none, or there is no such format.
    pub(super) fn differential(&self, id: usize) -> Option<Rgb> {
        self.differential.get(id).copied().flatten()
    }

    /// The fill of a conditional format whose `<dxf>` element was just opened.
    pub(super) fn read_differential(&self, xml: &mut Xml<'_>) -> Result<Option<Rgb>, BadXml> {
        read_differential(xml, &self.palette)
    }

    /// Reads the styles part, with the theme's colours. What comes after a break in the XML is left out.
    pub(super) fn read(styles: &str, theme: Option<&str>) -> Self {
        let theme = theme.map_or_else(|| OFFICE_THEME.to_vec(), read_theme);
        // The workbook's own colours stand after the fills that use them.
        let palette = Palette { theme, indexed: read_indexed(styles) };
        let mut tables = Tables { formats: vec![NumberFormat::parse(GENERAL)], ..Tables::default() };
        // Truncated XML keeps the styles that were read before the break.
        let _ = tables.read(styles, &palette);
        Self { cells: tables.cells, formats: tables.formats, differential: tables.differential, palette }
    }
}

#[derive(Default)]
struct Tables {
    /// The formats of the file, by their numbers.
    codes: HashMap<u32, String>,
    /// The formats that cells use, read once, and their places by their numbers.
    formats: Vec<NumberFormat>,
    places: HashMap<u32, (usize, Dress)>,
    struck: Vec<bool>,
    fills: Vec<Option<Rgb>>,
    /// Which fill each named style gives to the cells that have none of their own.
    named: Vec<Option<u32>>,
    cells: Vec<Style>,
    differential: Vec<Option<Rgb>>,
}

impl Tables {
    fn read(&mut self, styles: &str, palette: &Palette) -> Result<(), BadXml> {
        let mut xml = Xml::new(styles);
        loop {
            match xml.next()? {
                Step::Open(open) => match open.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) = (number(&open, "numFmtId"), attr(&open, "formatCode")) {
                            self.codes.insert(id, code.into_owned());
                        }
                    }
                    "font" => self.struck.push(read_font(&mut xml)?),
                    "fill" => self.fills.push(read_fill(&mut xml, palette, Layer::Cell)?),
                    "cellStyleXfs" => self.read_named(&mut xml)?,
                    "cellXfs" => self.read_cells(&mut xml)?,
                    "dxf" => self.differential.push(read_differential(&mut xml, palette)?),
                    "extLst" => xml.skip()?,
                    _ => {}
                },
                Step::Done => return Ok(()),
                _ => {}
            }
        }
    }

    fn read_named(&mut self, xml: &mut Xml<'_>) -> Result<(), BadXml> {
        each_format(xml, |open| {
            let applied = attr(open, "applyFill").is_none_or(|value| is_true(&value));
            self.named.push(number(open, "fillId").filter(|_| applied));
        })
    }

    /// The place of a number format, and what it makes of a number.
    fn format(&mut self, id: u32) -> (usize, Dress) {
        if let Some(known) = self.places.get(&id) {
            return *known;
        }
        let code = self.codes.get(&id).map(String::as_str);
        let dress = code.map_or_else(|| builtin_dress(id), code_dress);
        let format = NumberFormat::parse(code.unwrap_or_else(|| builtin_code(id)));
        let at = if format.is_general() { 0 } else { self.formats.len() };
        if at > 0 {
            self.formats.push(format);
        }
        self.places.insert(id, (at, dress));
        (at, dress)
    }

    /// A cell's own fill counts whatever `applyFill` says, as in Excel: that flag tells whether the fill stays when somebody
    /// changes the named style.
    fn read_cells(&mut self, xml: &mut Xml<'_>) -> Result<(), BadXml> {
        each_format(xml, |open| {
            let at = |name| number(open, name);
            let named = || self.named.get(at("xfId")? as usize).copied().flatten();
            let fill = at("fillId").or_else(named).unwrap_or(0);
            let (format, dress) = self.format(at("numFmtId").unwrap_or(0));
            self.cells.push(Style {
                fill: self.fills.get(fill as usize).copied().flatten(),
                dress,
                format,
                struck: self.struck.get(at("fontId").unwrap_or(0) as usize).copied().unwrap_or(false),
            });
        })
    }
}

/// Hands over each `<xf>` of the list that was just opened.
fn each_format(xml: &mut Xml<'_>, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), BadXml> {
    loop {
        match xml.next()? {
            Step::Open(open) => {
                if open.local_name().as_ref() == "xf" {
                    take(&open);
                }
                xml.skip()?;
            }
            Step::Close(_) => return Ok(()),
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

/// Whether a `<strike>` element says yes.
pub(super) fn strikes(open: &BytesStart<'_>) -> bool {
    attr(open, "val").is_none_or(|value| is_true(&value))
}

fn read_font(xml: &mut Xml<'_>) -> Result<bool, BadXml> {
    let mut struck = false;
    loop {
        match xml.next()? {
            Step::Open(open) => {
                if open.local_name().as_ref() == "strike" {
                    struck = strikes(&open);
                }
                xml.skip()?;
            }
            Step::Close(_) => return Ok(struck),
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

/// What a fill belongs to; the two kinds name the colour of a plain fill differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// A cell style: the foreground of its pattern.
    Cell,
    /// A conditional format: the background.
    Differential,
}

/// The fill of the `<dxf>` element that was just opened.
fn read_differential(xml: &mut Xml<'_>, palette: &Palette) -> Result<Option<Rgb>, BadXml> {
    let mut fill = None;
    loop {
        match xml.next()? {
            Step::Open(open) if open.local_name().as_ref() == "fill" => {
                fill = read_fill(xml, palette, Layer::Differential)?;
            }
            Step::Open(_) => xml.skip()?,
            Step::Close(_) => return Ok(fill),
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
}

/// The colour that a fill shows.
fn read_fill(xml: &mut Xml<'_>, palette: &Palette, layer: Layer) -> Result<Option<Rgb>, BadXml> {
    let mut pattern = None;
    let (mut front, mut back) = (None, None);
    let mut stops: Vec<Rgb> = Vec::new();
    let mut depth = 0u32;
    loop {
        match xml.next()? {
            Step::Open(open) => {
                depth += 1;
                match open.local_name().as_ref() {
                    "patternFill" => pattern = attr(&open, "patternType").map(|kind| kind.into_owned()),
                    "fgColor" => front = palette.color(&open),
                    "bgColor" => back = palette.color(&open),
                    "color" => stops.extend(palette.color(&open)),
                    _ => {}
                }
            }
            Step::Close(_) if depth == 0 => break,
            Step::Close(_) => depth -= 1,
            Step::Text(_) => {}
            Step::Done => return Err(BadXml),
        }
    }
    if !stops.is_empty() {
        // A gradient often runs from white to the colour that is meant; of two colours as strong the last one counts.
        return Ok(stops.into_iter().max_by_key(|stop| colourfulness(*stop)));
    }
    Ok(match (pattern.as_deref(), layer) {
        (Some("none"), _) | (None, Layer::Cell) => None,
        (None | Some("solid"), Layer::Differential) => back.or(front),
        (Some("solid"), Layer::Cell) => front.or(back),
        (Some(kind), _) => woven(kind, front, back),
    })
}

/// The colour of a pattern in two colours: that of most of the cell, unless only the other one is a colour at all.
fn woven(kind: &str, front: Option<Rgb>, back: Option<Rgb>) -> Option<Rgb> {
    let (most, least) = if matches!(kind, "darkGray" | "mediumGray") { (front, back) } else { (back, front) };
    let strong = |color: &Rgb| colourfulness(*color) >= STRONG;
    most.filter(strong).or(least.filter(strong)).or(most).or(least)
}

/// From here on the parts of a colour differ enough for people to see stripes or dots as coloured.
const STRONG: u8 = 48;

fn colourfulness(Rgb(r, g, b): Rgb) -> u8 {
    r.max(g).max(b) - r.min(g).min(b)
}

/// What colour numbers mean in this workbook.
#[derive(Debug, Default)]
struct Palette {
    theme: Vec<Rgb>,
    indexed: Vec<Option<Rgb>>,
}

impl Palette {
    /// The colour that an element like `fgColor` names; `None` for the automatic colour.
    fn color(&self, open: &BytesStart<'_>) -> Option<Rgb> {
        let base = if let Some(rgb) = attr(open, "rgb") {
            argb(&rgb)?
        } else if let Some(theme) = number(open, "theme") {
            *self.theme.get(theme as usize)?
        } else {
            self.indexed(number(open, "indexed")? as usize)?
        };
        let tint = attr(open, "tint").and_then(|tint| tint.trim().parse::<f64>().ok()).filter(|tint| tint.is_finite());
        Some(tint.map_or(base, |tint| tinted(base, tint)))
    }

    fn indexed(&self, index: usize) -> Option<Rgb> {
        if let Some(Some(own)) = self.indexed.get(index) {
            return Some(*own);
        }
        match index {
            // The first eight numbers repeat as the next eight.
            0..=7 => INDEXED.get(index).copied(),
            8..=63 => INDEXED.get(index - 8).copied(),
            64 => Some(Rgb(0, 0, 0)),
            65 => Some(Rgb(255, 255, 255)),
            _ => None,
        }
    }
}

/// `FFRRGGBB` or `RRGGBB`. Excel ignores the transparency.
fn argb(text: &str) -> Option<Rgb> {
    let text = text.trim();
    let digits = if text.len() == 8 { text.get(2..)? } else { text };
    Rgb::parse(digits)
}

fn read_indexed(styles: &str) -> Vec<Option<Rgb>> {
    let mut colors = Vec::new();
    let Some(start) = styles.find("indexedColors") else { return colors };
    let mut xml = Xml::new(styles.get(start..).unwrap_or_default());
    while let Ok(step) = xml.next() {
        match step {
            Step::Open(open) if open.local_name().as_ref() == "rgbColor" => {
                colors.push(attr(&open, "rgb").and_then(|rgb| argb(&rgb)));
            }
            Step::Close(close) if close.local_name().as_ref() == "indexedColors" => break,
            Step::Done => break,
            _ => {}
        }
    }
    colors
}

/// The theme's colours in the order that styles count them: light before dark, unlike the theme's own order.
fn read_theme(theme: &str) -> Vec<Rgb> {
    const SLOTS: [&str; 12] = [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
        "folHlink",
    ];
    let mut colors = OFFICE_THEME.to_vec();
    let mut slot = None;
    let mut xml = Xml::new(theme);
    while let Ok(step) = xml.next() {
        match step {
            Step::Open(open) => {
                let name = open.local_name();
                if let Some(found) = SLOTS.iter().position(|slot| *slot == name.as_ref()) {
                    slot = Some(found);
                }
                let value = match name.as_ref() {
                    "srgbClr" => attr(&open, "val"),
                    "sysClr" => attr(&open, "lastClr"),
                    _ => None,
                };
                if let (Some(at), Some(color)) = (slot, value.and_then(|hex| argb(&hex)))
                    && let Some(place) = colors.get_mut(at)
                {
                    *place = color;
                }
            }
            Step::Close(close) if close.local_name().as_ref() == "clrScheme" => break,
            Step::Done => break,
            _ => {}
        }
    }
    colors
}

/// A colour made lighter (tint above 0, towards 1) or darker (below 0): its luminance changes, its hue does not.
fn tinted(color: Rgb, tint: f64) -> Rgb {
    let [r, g, b] = [color.0, color.1, color.2].map(|part| f64::from(part) / 255.0);
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    let (light, spread) = ((high + low) / 2.0, high - low);
    let wanted = if tint < 0.0 { light * (1.0 + tint) } else { light * (1.0 - tint) + tint };
    let wanted = wanted.clamp(0.0, 1.0);
    if spread == 0.0 {
        let grey = byte(wanted);
        return Rgb(grey, grey, grey);
    }
    // With hue and saturation kept, every part keeps its place between the lowest and the highest one.
    let saturation = spread / (1.0 - (2.0 * light - 1.0).abs()).max(f64::EPSILON);
    let new_spread = saturation.min(1.0) * (1.0 - (2.0 * wanted - 1.0).abs());
    let new_low = wanted - new_spread / 2.0;
    let part = |value: f64| byte(new_low + (value - low) / spread * new_spread);
    Rgb(part(r), part(g), part(b))
}

fn byte(part: f64) -> u8 {
    // The cast saturates, so a part outside 0..=1 becomes the nearest colour.
    (part * 255.0).round() as u8
}

const fn rgb(hex: u32) -> Rgb {
    let [_, r, g, b] = hex.to_be_bytes();
    Rgb(r, g, b)
}

/// The Office theme, for workbooks without a theme part.
const OFFICE_THEME: [Rgb; 12] = [
    rgb(0xFFFFFF),
    rgb(0x000000),
    rgb(0xE7E6E6),
    rgb(0x44546A),
    rgb(0x4472C4),
    rgb(0xED7D31),
    rgb(0xA5A5A5),
    rgb(0xFFC000),
    rgb(0x5B9BD5),
    rgb(0x70AD47),
    rgb(0x0563C1),
    rgb(0x954F72),
];

/// The standard palette of ECMA-376 part 1, 18.8.27, from number 8 on.
const INDEXED: [Rgb; 56] = [
    rgb(0x000000),
    rgb(0xFFFFFF),
    rgb(0xFF0000),
    rgb(0x00FF00),
    rgb(0x0000FF),
    rgb(0xFFFF00),
    rgb(0xFF00FF),
    rgb(0x00FFFF),
    rgb(0x800000),
    rgb(0x008000),
    rgb(0x000080),
    rgb(0x808000),
    rgb(0x800080),
    rgb(0x008080),
    rgb(0xC0C0C0),
    rgb(0x808080),
    rgb(0x9999FF),
    rgb(0x993366),
    rgb(0xFFFFCC),
    rgb(0xCCFFFF),
    rgb(0x660066),
    rgb(0xFF8080),
    rgb(0x0066CC),
    rgb(0xCCCCFF),
    rgb(0x000080),
    rgb(0xFF00FF),
    rgb(0xFFFF00),
    rgb(0x00FFFF),
    rgb(0x800080),
    rgb(0x800000),
    rgb(0x008080),
    rgb(0x0000FF),
    rgb(0x00CCFF),
    rgb(0xCCFFFF),
    rgb(0xCCFFCC),
    rgb(0xFFFF99),
    rgb(0x99CCFF),
    rgb(0xFF99CC),
    rgb(0xCC99FF),
    rgb(0xFFCC99),
    rgb(0x3366FF),
    rgb(0x33CCCC),
    rgb(0x99CC00),
    rgb(0xFFCC00),
    rgb(0xFF9900),
    rgb(0xFF6600),
    rgb(0x666699),
    rgb(0x969696),
    rgb(0x003366),
    rgb(0x339966),
    rgb(0x003300),
    rgb(0x333300),
    rgb(0x993300),
    rgb(0x993366),
    rgb(0x333399),
    rgb(0x333333),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn fills(fills: &str, rest: &str) -> Vec<Option<String>> {
        let count = fills.matches("<fill>").count();
        let cells: String = (0..count).map(|id| format!("<xf fillId='{id}'/>")).collect();
        let xml = format!("<styleSheet><fills>{fills}</fills><cellXfs>{cells}</cellXfs>{rest}</styleSheet>");
        let styles = Styles::read(&xml, None);
        (0..count).map(|id| styles.get(id).fill.map(|color| color.to_string())).collect()
    }

    #[test]
    fn visible_fills_show_their_colour_and_others_none() {
        let solid = |color: &str| {
            format!(
                "<fill><patternFill patternType='solid'><fgColor {color}/><bgColor indexed='64'/></patternFill></fill>"
            )
        };
        let xml = [
            "<fill><patternFill patternType='none'><fgColor rgb='FFFF0000'/></patternFill></fill>".to_owned(),
            "<fill><patternFill patternType='gray125'/></fill>".to_owned(),
            solid("rgb='FF92D050'"),
            solid("theme='9'"),
            solid("theme='0' tint='-0.249977111117893'"),
            solid("indexed='10'"),
            solid("indexed='5'"),
            solid("auto='1'").replace("<bgColor indexed='64'/>", ""),
            "<fill><gradientFill><stop position='0'><color theme='0'/></stop><stop position='1'><color rgb='FF00B050'/></stop></gradientFill></fill>".to_owned(),
            "<fill><patternFill patternType='lightUp'><fgColor auto='1'/><bgColor rgb='FFFFC000'/></patternFill></fill>".to_owned(),
            "<fill><patternFill patternType='lightUp'><fgColor rgb='FFFF0000'/><bgColor indexed='65'/></patternFill></fill>".to_owned(),
            "<fill><patternFill patternType='darkGray'><fgColor rgb='FFFF0000'/><bgColor rgb='FF00B050'/></patternFill></fill>".to_owned(),
            "<fill><patternFill patternType='gray0625'><fgColor rgb='FFFF0000'/><bgColor rgb='FF00B050'/></patternFill></fill>".to_owned(),
            "<fill><patternFill patternType='gray125'><fgColor rgb='FF333333'/><bgColor rgb='FFF2F2F2'/></patternFill></fill>".to_owned(),
            "<fill><patternFill><bgColor rgb='FFFF0000'/></patternFill></fill>".to_owned(),
            "<fill><gradientFill><stop position='0'><color rgb='FFFF0000'/></stop><stop position='1'><color rgb='FFFFFFFF'/></stop></gradientFill></fill>".to_owned(),
        ];
        let expected = [
            "", "", "92D050", "70AD47", "BFBFBF", "FF0000", "FFFF00", "", "00B050", "FFC000", "FF0000", "FF0000",
            "00B050", "F2F2F2", "", "FF0000",
        ];
        let found: Vec<String> = fills(&xml.concat(), "").into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_cells_own_fill_counts_and_else_that_of_its_named_style() {
        let solid =
            |hex: &str| format!("<fill><patternFill patternType='solid'><fgColor rgb='FF{hex}'/></patternFill></fill>");
        let fills = format!("<fills><fill><patternFill/></fill>{}{}</fills>", solid("C6EFCE"), solid("FFC7CE"));
        let named = "<cellStyleXfs><xf fillId='0'/><xf fillId='1'/><xf fillId='2' applyFill='0'/></cellStyleXfs>";
        let cells = "<cellXfs><xf fillId='1' xfId='1'/><xf xfId='1'/><xf fillId='0' xfId='1' applyFill='1'/>\
            <xf fillId='2' xfId='1' applyFill='0'/><xf xfId='2'/><xf xfId='9'/></cellXfs>";
        let styles = Styles::read(&format!("<styleSheet>{fills}{named}{cells}</styleSheet>"), None);
        let found: Vec<_> =
            (0..6).map(|id| styles.get(id).fill.map_or_else(String::new, |fill| fill.to_string())).collect();
        assert_eq!(found, ["C6EFCE", "C6EFCE", "", "FFC7CE", "", ""]);
    }

    #[test]
    fn conditional_formats_name_their_fill_by_the_background() {
        let dxf = |inner: &str| format!("<dxf><font/><fill>{inner}</fill></dxf>");
        let formats = [
            dxf("<patternFill><bgColor rgb='FFFF0000'/></patternFill>"),
            dxf("<patternFill patternType='solid'><fgColor rgb='FF000000'/><bgColor theme='9'/></patternFill>"),
            dxf("<patternFill patternType='solid'><fgColor rgb='FF00B050'/></patternFill>"),
            dxf("<patternFill patternType='none'><bgColor rgb='FFFF0000'/></patternFill>"),
            dxf("<patternFill patternType='lightUp'><fgColor rgb='FFFF0000'/><bgColor indexed='65'/></patternFill>"),
            "<dxf><font><color rgb='FFFF0000'/></font></dxf>".to_owned(),
        ];
        let xml = format!("<styleSheet><dxfs count='6'>{}</dxfs><fonts><font/></fonts></styleSheet>", formats.concat());
        let styles = Styles::read(&xml, None);
        let found: Vec<_> =
            (0..7).map(|id| styles.differential(id).map_or_else(String::new, |fill| fill.to_string())).collect();
        assert_eq!(found, ["FF0000", "70AD47", "00B050", "", "FF0000", "", ""]);
    }

    #[test]
    fn the_workbooks_own_indexed_colours_go_first() {
        let fill = "<fill><patternFill patternType='solid'><fgColor indexed='1'/></patternFill></fill>";
        let own =
            "<colors><indexedColors><rgbColor rgb='00000000'/><rgbColor rgb='00123456'/></indexedColors></colors>";
        assert_eq!(fills(fill, own), [Some("123456".to_owned())]);
    }

    #[test]
    fn tints_match_excels_theme_palette() {
        for (base, tint, expected) in [
            ("EEECE1", -0.099_978_637_043_366_8, "DDD9C4"),
            ("1F497D", 0.799_981_688_894_314, "C6D9F1"),
            ("1F497D", -0.249_977_111_117_893, "17375E"),
            ("4F81BD", 0.799_981_688_894_314, "DCE6F1"),
            ("000000", 0.5, "808080"),
            ("70AD47", 0.0, "70AD47"),
        ] {
            let base = Rgb::parse(base).unwrap();
            let (found, wanted) = (tinted(base, tint), Rgb::parse(expected).unwrap());
            let near = |a: u8, b: u8| a.abs_diff(b) <= 1;
            assert!(
                near(found.0, wanted.0) && near(found.1, wanted.1) && near(found.2, wanted.2),
                "{found} {expected}"
            );
        }
    }

    #[test]
    fn themes_swap_light_and_dark() {
        let theme = "<a:theme><a:clrScheme><a:dk1><a:sysClr val='windowText' lastClr='010101'/></a:dk1>\
            <a:lt1><a:sysClr val='window' lastClr='FEFEFE'/></a:lt1><a:accent6><a:srgbClr val='00B050'/></a:accent6></a:clrScheme></a:theme>";
        let colors = read_theme(theme);
        assert_eq!(colors.first().map(Rgb::to_string).as_deref(), Some("FEFEFE"));
        assert_eq!(colors.get(1).map(Rgb::to_string).as_deref(), Some("010101"));
        assert_eq!(colors.get(9).map(Rgb::to_string).as_deref(), Some("00B050"));
    }

    #[test]
    fn dates_and_strikes_come_with_the_style() {
        let xml = "<x:styleSheet xmlns:x='u'><x:numFmts><x:numFmt numFmtId='164' formatCode='dd\\-mm\\-yyyy'/></x:numFmts>\
            <x:fonts><x:font><x:sz val='1'/></x:font><x:font><x:strike/></x:font><x:font><x:strike val='0'/></x:font></x:fonts>\
            <x:cellStyleXfs><x:xf numFmtId='14'/></x:cellStyleXfs>\
            <x:cellXfs><x:xf/><x:xf numFmtId='164' fontId='1'><x:alignment/></x:xf><x:xf numFmtId='14' fontId='2'/></x:cellXfs></x:styleSheet>";
        let styles = Styles::read(xml, None);
        assert_eq!(styles.get(0), Style::default());
        assert_eq!(styles.get(1), Style { fill: None, dress: Dress::Date, format: 1, struck: true });
        assert_eq!(styles.get(2), Style { fill: None, dress: Dress::Date, format: 2, struck: false });
        assert_eq!(styles.get(99), Style::default());
    }
}
