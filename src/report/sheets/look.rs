//! What cells look like: colours and formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::finding::Severity;

/// Colours with a contrast of at least 4.5:1 between text and fill.
pub(super) const HEAD: Color = Color::RGB(0x12_39_5B);
const INK: Color = Color::RGB(0x1B_27_33);
const SOFT: Color = Color::RGB(0x4A_58_66);
const LINE: Color = Color::RGB(0xC9_D2_DB);
const LINK: Color = Color::RGB(0x0B_53_94);
const INPUT: Color = Color::RGB(0xFF_F9_E5);

/// Cell formats, made once per workbook.
#[derive(Debug)]
pub struct Look {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) section: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) hidden: Format,
    pub(super) centre: Format,
    pub(super) number: Format,
    pub(super) header: Format,
    pub(super) header_number: Format,
    pub(super) header_centre: Format,
    pub(super) header_input: Format,
    pub(super) link: Format,
    pub(super) input: Format,
    pub(super) quiet: Format,
    pub(super) error: Format,
    pub(super) warning: Format,
    pub(super) info: Format,
}

impl Default for Look {
    fn default() -> Self {
        Self::new()
    }
}

impl Look {
    /// The formats.
    pub fn new() -> Self {
        let plain =
            Format::new().set_font_name("Calibri").set_font_size(10).set_font_color(INK).set_align(FormatAlign::Top);
        let ruled = plain.clone().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
        // Indents only work beside an explicit side.
        let left = |format: &Format| format.clone().set_align(FormatAlign::Left).set_indent(1);
        let (base, row) = (left(&plain), left(&ruled));
        let text = row.clone().set_text_wrap();
        let header = base
            .clone()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(HEAD)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let badge = |ink: u32, fill: u32| {
            row.clone().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(fill))
        };
        Self {
            title: base.clone().set_bold().set_font_size(18).set_font_color(HEAD),
            subtitle: base.clone().set_font_size(11).set_font_color(SOFT),
            section: base.clone().set_bold().set_font_size(13).set_font_color(HEAD),
            label: text.clone().set_bold(),
            // Filled, so that a long key does not run into the column beside it.
            hidden: ruled.clone().set_font_color(SOFT).set_align(FormatAlign::Fill),
            centre: ruled.clone().set_align(FormatAlign::Center).set_num_format("0"),
            number: row.clone().set_align(FormatAlign::Right).set_num_format("0"),
            header_number: header.clone().set_align(FormatAlign::Right),
            header_centre: header.clone().set_align(FormatAlign::Center).set_indent(0),
            header_input: header.clone().set_font_color(INK).set_background_color(Color::RGB(0xFF_E2_99)),
            header,
            link: text.clone().set_font_color(LINK).set_underline(rust_xlsxwriter::FormatUnderline::Single),
            input: text.clone().set_background_color(INPUT),
            quiet: text.clone().set_font_color(SOFT),
            text,
            error: badge(0x7D_10_14, 0xFB_E4_E4),
            warning: badge(0x6F_3A_05, 0xFD_F0_D9),
            info: badge(0x0A_3F_70, 0xE3_EE_FA),
        }
    }

    pub(super) fn severity(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Error => &self.error,
            Severity::Warning => &self.warning,
            Severity::Info => &self.info,
        }
    }
}
