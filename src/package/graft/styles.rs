//! Style numbers of the source, and what they become in the staff's workbook.

use std::collections::HashMap;

use super::super::element::El;
use super::super::error::PackageError;
use super::super::splice::Splice;
use super::super::styles::{ForeignStyles, List, Styles};
use super::super::text::escape;
use super::super::xml::Tree;
use super::{bad, bad_xml};

/// Number formats of Excel itself that show a date or a time.
const DATE_FORMATS: [std::ops::RangeInclusive<u32>; 2] = [14..=22, 45..=47];

/// Maps style numbers; what the staff's styles lack is added to them.
pub(super) struct StyleMap<'s> {
    foreign: ForeignStyles,
    styles: &'s mut Styles,
    xfs: HashMap<u32, u32>,
    dxfs: HashMap<u32, u32>,
}

impl<'s> StyleMap<'s> {
    /// A map from `foreign` into `styles`.
    pub(super) fn new(foreign: ForeignStyles, styles: &'s mut Styles) -> Self {
        Self { foreign, styles, xfs: HashMap::new(), dxfs: HashMap::new() }
    }

    /// What a cell format becomes. The plain one becomes the staff's plain one.
    pub(super) fn xf(&mut self, old: u32) -> Result<u32, PackageError> {
        if old == 0 {
            return Ok(0);
        }
        if let Some(new) = self.xfs.get(&old) {
            return Ok(*new);
        }
        let source = self
            .foreign
            .xfs
            .get(old as usize)
            .cloned()
            .ok_or_else(|| bad("een opmaaknummer bestaat niet", "a style number does not exist"))?;
        let tree = Tree::parse(&source).map_err(bad_xml)?;
        let moved = self.moved_xf(tree.root())?;
        let new = self.styles.place_of(List::CellXfs, &moved);
        self.xfs.insert(old, new);
        Ok(new)
    }

    fn moved_xf(&mut self, el: El<'_>) -> Result<String, PackageError> {
        let mut attributes = String::new();
        for attribute in el.attributes().filter(|attribute| attribute.name != "xfId") {
            let value = match attribute.name {
                "numFmtId" => self.format(el.number("numFmtId").unwrap_or(0)).to_string(),
                "fontId" => self.shared(List::Fonts, el.number("fontId"))?.to_string(),
                "fillId" => self.shared(List::Fills, el.number("fillId"))?.to_string(),
                "borderId" => self.shared(List::Borders, el.number("borderId"))?.to_string(),
                _ => attribute.raw.to_owned(),
            };
            attributes.push_str(&format!(" {}=\"{value}\"", attribute.name));
        }
        attributes.push_str(self.styles.style_attribute());
        let children: String = el.children().map(|child| child.source()).collect();
        Ok(if children.is_empty() { format!("<xf{attributes}/>") } else { format!("<xf{attributes}>{children}</xf>") })
    }

    fn format(&mut self, old: u32) -> u32 {
        match self.foreign.formats.get(&old).cloned() {
            Some(code) => self.styles.format_id(&code),
            None => old,
        }
    }

    fn shared(&mut self, list: List, old: Option<u32>) -> Result<u32, PackageError> {
        let sources = match list {
            List::Fonts => &self.foreign.fonts,
            List::Fills => &self.foreign.fills,
            _ => &self.foreign.borders,
        };
        let source = sources.get(old.unwrap_or(0) as usize).cloned().ok_or_else(|| {
            bad("een lettertype, vulling of rand bestaat niet", "a font, fill or border does not exist")
        })?;
        Ok(self.styles.place_of(list, &source))
    }

    /// What a format of a rule or a table becomes.
    pub(super) fn dxf(&mut self, old: u32) -> Result<u32, PackageError> {
        if let Some(new) = self.dxfs.get(&old) {
            return Ok(*new);
        }
        let source = self
            .foreign
            .dxfs
            .get(old as usize)
            .cloned()
            .ok_or_else(|| bad("een opmaak van een regel bestaat niet", "the style of a rule does not exist"))?;
        let source = self.with_free_format(&source)?;
        let new = self.styles.place_of(List::Dxfs, &source);
        self.dxfs.insert(old, new);
        Ok(new)
    }

    /// A number format within a rule's format gets a number that is the staff's for its code.
    fn with_free_format(&mut self, source: &str) -> Result<String, PackageError> {
        let tree = Tree::parse(source).map_err(bad_xml)?;
        let Some(format) = tree.root().children().find(|el| el.local() == "numFmt") else {
            return Ok(source.to_owned());
        };
        let Some(code) = format.value("formatCode") else { return Ok(source.to_owned()) };
        if format.number("numFmtId").is_some_and(|id| id < 164) {
            return Ok(source.to_owned());
        }
        let id = self.styles.format_id(&code);
        let mut splice = Splice::default();
        splice.replace(format.outer(), format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escape(&code)));
        splice.apply(source).ok_or_else(|| bad("een opmaak van een regel", "the style of a rule"))
    }

    /// Whether a cell format shows a date.
    pub(super) fn shows_date(&self, xf: u32) -> bool {
        let source = self.foreign.xfs.get(xf as usize).map_or("", String::as_str);
        let id = Tree::parse(source).ok().and_then(|tree| tree.root().number("numFmtId")).unwrap_or(0);
        match self.foreign.formats.get(&id) {
            Some(code) => is_date_code(code),
            None => DATE_FORMATS.iter().any(|range| range.contains(&id)),
        }
    }
}

/// Whether a number format shows a date: a letter of one stands outside quotes and brackets.
fn is_date_code(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = c == '\\' && !quoted;
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        plain && matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h' | 's')
    })
}

#[cfg(test)]
mod tests {
    use super::is_date_code;

    #[test]
    fn date_codes_are_told_from_others() {
        for code in ["dd-mm-yyyy", "[$-413]d mmmm yyyy", "h:mm"] {
            assert!(is_date_code(code), "{code}");
        }
        for code in ["0.00", "\"dag\" 0", "[Red]0", "0\\d"] {
            assert!(!is_date_code(code), "{code}");
        }
    }
}
