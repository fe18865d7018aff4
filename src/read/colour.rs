//! Which colour of the framework a fill means.

use crate::cell::Rgb;

/// How far the hue of a fill may lie from that of a framework colour, in degrees.
///
/// The shades and tints that Excel offers of one colour differ mostly in lightness and chroma; their hues lie nearer to each
/// other than this: its two standard greens lie 19 degrees apart, red and the rose of its style "Bad" as many.
const HUE_TOLERANCE: f64 = 20.0;
/// How far the lightness may lie from that of a framework colour: red on white paper and nearly black red are not the same.
const LIGHTNESS_TOLERANCE: f64 = 0.33;
/// How much a difference in lightness or chroma counts beside one of hue, in degrees for the whole scale: it decides between
/// colours of about the same hue, such as light and dark green.
const SHADE_COUNTS_FOR: f64 = 12.0;
/// A fill about as near to a framework colour of another meaning is neither: brick lies between red and orange.
const MARGIN: f64 = 4.0;
/// Framework colours whose hues lie nearer than this are shades of one colour, between which the nearest wins by any margin.
const SHADES_OF_ONE: f64 = 12.0;
/// How far the lightness of a grey may lie from that of a framework grey.
const GREY_TOLERANCE: f64 = 0.045;
/// Below this distance from the axis of greys a colour is a grey, white or black.
const GREY: f64 = 0.022;
/// Below this share of the colourfulness that its lightness allows, a colour is beige, taupe or the like: a background.
const DULL: f64 = 0.335;

/// A colour in OKLab: lightness, green to red, blue to yellow. (Björn Ottosson, "A perceptual color space for image
/// processing", 2020.)
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lab {
    l: f64,
    a: f64,
    b: f64,
    kind: Kind,
}

/// How much of a colour it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// White, grey, black.
    Grey,
    /// Beige, taupe, slate.
    Dull,
    /// What people would call a colour.
    Colour,
}

impl From<Rgb> for Lab {
    fn from(rgb: Rgb) -> Self {
        let [r, g, b] = [rgb.0, rgb.1, rgb.2].map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        let kind = match (a.hypot(b) < GREY, saturation(rgb) < DULL) {
            (true, _) => Kind::Grey,
            (false, true) => Kind::Dull,
            (false, false) => Kind::Colour,
        };
        Self { l: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s, a, b, kind }
    }
}

/// The saturation of HSL: 1 for the most colourful that its lightness allows, 0 for a grey.
fn saturation(Rgb(r, g, b): Rgb) -> f64 {
    let (high, low) = (f64::from(r.max(g).max(b)) / 255.0, f64::from(r.min(g).min(b)) / 255.0);
    (high - low) / (1.0 - (high + low - 1.0).abs()).max(f64::EPSILON)
}

/// Whether people would call it a colour, and not white, grey, black or beige.
pub fn is_colour(fill: Rgb) -> bool {
    Lab::from(fill).kind == Kind::Colour
}

/// One sRGB channel without its gamma.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

impl Lab {
    fn chroma(self) -> f64 {
        self.a.hypot(self.b)
    }

    /// The angle between the hues of two colours, in degrees up to 180.
    fn turn(self, other: Self) -> f64 {
        let turn = (self.b.atan2(self.a) - other.b.atan2(other.a)).to_degrees().rem_euclid(360.0);
        turn.min(360.0 - turn)
    }

    /// How unlike two colours are as people name them, in degrees of hue; `None` where they would get different names.
    fn unlikeness(self, other: Self) -> Option<f64> {
        let lightness = (self.l - other.l).abs();
        if self.kind != other.kind {
            return None;
        }
        if self.kind == Kind::Grey {
            return (lightness <= GREY_TOLERANCE).then_some(lightness);
        }
        let hue = self.turn(other);
        let shade = lightness.hypot(self.chroma() - other.chroma());
        (hue <= HUE_TOLERANCE && lightness <= LIGHTNESS_TOLERANCE).then_some(hue + shade * SHADE_COUNTS_FOR)
    }
}

/// Colours with what they mean.
#[derive(Debug, Clone)]
pub struct Palette<T> {
    colours: Vec<(Rgb, Lab, T)>,
}

impl<T: Clone + PartialEq> Palette<T> {
    /// A palette of these colours.
    pub fn new(colours: impl IntoIterator<Item = (Rgb, T)>) -> Self {
        Self { colours: colours.into_iter().map(|(rgb, meaning)| (rgb, Lab::from(rgb), meaning)).collect() }
    }

    /// Whether it has no colours.
    pub fn is_empty(&self) -> bool {
        self.colours.is_empty()
    }

    /// What the fill means: the colour that is most like it, mainly by hue. White, black and greys mean something only where
    /// the palette has a grey near them; a colour between two of the palette means neither.
    pub fn meaning(&self, fill: Rgb) -> Option<&T> {
        if let Some((_, _, meaning)) = self.colours.iter().find(|(rgb, ..)| *rgb == fill) {
            return Some(meaning);
        }
        let wanted = Lab::from(fill);
        let near =
            || self.colours.iter().filter_map(|(_, lab, meaning)| Some((wanted.unlikeness(*lab)?, lab, meaning)));
        let (distance, nearest, meaning) = near().min_by(|(a, ..), (b, ..)| a.total_cmp(b))?;
        let rival = |(far, lab, other): (f64, &Lab, &T)| {
            other != meaning && far - distance < MARGIN && nearest.turn(*lab) > SHADES_OF_ONE
        };
        (wanted.kind == Kind::Grey || !near().any(rival)).then_some(meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(palette: &[(&str, &'static str)], fill: &str) -> Option<&'static str> {
        let palette = Palette::new(palette.iter().map(|(hex, name)| (Rgb::parse(hex).unwrap(), *name)));
        palette.meaning(Rgb::parse(fill).unwrap()).copied()
    }

    #[test]
    fn the_nearest_colour_wins() {
        let light =
            [("FF0000", "red"), ("C00000", "red"), ("FFC7CE", "red"), ("FFC000", "orange"), ("FFFF00", "orange")];
        let green = [("FFEB9C", "orange"), ("92D050", "green"), ("00B050", "green"), ("C6EFCE", "green")];
        let all = [light.as_slice(), green.as_slice()].concat();
        for (fill, expected) in [
            ("FF0000", Some("red")),
            ("F00000", Some("red")),
            ("FF3B30", Some("red")),
            ("FFC000", Some("orange")),
            ("FFBF00", Some("orange")),
            ("FFA500", Some("orange")),
            ("92D050", Some("green")),
            ("70AD47", Some("green")),
            ("E2EFDA", Some("green")),
            ("A9D08E", Some("green")),
            ("FFFFFF", None),
            ("D9D9D9", None),
            ("000000", None),
            ("1F3864", None),
            ("00B0F0", None),
            ("7030A0", None),
        ] {
            assert_eq!(meaning(&all, fill), expected, "{fill}");
        }
    }

    /// What the palettes of the programs that staff use read as under the embedded framework.
    #[test]
    fn the_colours_that_programs_offer_are_read_as_people_name_them() {
        let palette: Vec<_> = crate::framework::Framework::embedded()
            .framework_statuses
            .iter()
            .flat_map(|status| status.colours.iter().map(|rgb| (*rgb, status.code.clone())))
            .collect();
        let palette = Palette::new(palette);
        let mut wrong = Vec::new();
        for (whose, expected, fills) in [
            ("Excel, standard colours", "red", "C00000 FF0000"),
            ("Excel, standard colours", "orange", "FFC000 FFFF00"),
            ("Excel, standard colours", "green", "92D050 00B050"),
            ("Excel, standard colours", "", "00B0F0 0070C0 002060 7030A0 FFFFFF 000000"),
            ("Excel, styles Bad, Neutral, Good", "red", "FFC7CE"),
            ("Excel, styles Neutral, Input, Note", "orange", "FFEB9C FFCC99 FFFFCC"),
            ("Excel, style Good", "green", "C6EFCE"),
            ("Excel, styles Output, Check Cell", "", "F2F2F2 A5A5A5"),
            ("Office 2007, beige and its shades", "", "EEECE1 DDD9C3 C4BD97 948A54 4A452A 1E1C11"),
            ("Office 2007, blues, purple, aqua", "", "1F497D 4F81BD B9CDE5 8064A2 CCC1DA 4BACC6 B7DEE8 31859C"),
            ("Office 2007, accent 2", "red", "C0504D F2DCDB E6B9B8 D99694 953735 632523"),
            ("Office 2007, accent 3", "green", "9BBB59 EBF1DE D7E4BD C3D69B 77933C 4F6228"),
            ("Office 2007, accent 6", "orange", "F79646 FDEADA FCD5B5 FAC090 E46C0A 984807"),
            (
                "Office 2013, greys and blues",
                "",
                "E7E6E6 AFABAB 44546A D6DCE5 4472C4 B4C7E7 A5A5A5 EDEDED 5B9BD5 BDD7EE 1F4E79",
            ),
            ("Office 2013, accent 2", "orange", "ED7D31 FBE5D6 F8CBAD F4B183 C55A11 843C0B"),
            ("Office 2013, accent 4", "orange", "FFC000 FFF2CC FFE699 FFD966 BF9000 806000"),
            ("Office 2013, accent 6", "green", "70AD47 E2F0D9 C5E0B4 A9D18E 548235 385723"),
            ("Office 2023, greys, blues, purple", "", "E8E8E8 0E2841 B8D4F0 156082 C1E5F5 0F9ED5 CAEEFB A02B93 F2CFEE"),
            ("Office 2023, accent 2", "orange", "E97132 FBE3D6 F6C6AD F2AA84 C04F15 80350E"),
            ("Office 2023, accent 3", "green", "196B24 C2F1C8 84E291 47D45A 13501B"),
            ("Office 2023, accent 6", "green", "4EA72E D9F2D0 B4E5A2 8ED973 3B7D23 275417"),
            ("Excel 2003", "red", "800000 FF8080"),
            ("Excel 2003", "orange", "FF6600 FF9900 FFCC00 FFFF99"),
            ("Excel 2003", "green", "008000 339966 99CC00 CCFFCC 00FF00"),
            ("Excel 2003, plum, rose, teal, navy", "", "993366 FF99CC 008080 000080 CCFFFF 9999FF C0C0C0 333300"),
            ("Google Sheets", "red", "980000 E6B8AF F4CCCC DD7E6B EA9999 E06666 CC0000 990000 660000"),
            ("Google Sheets", "orange", "FF9900 FCE5CD FFF2CC F9CB9C FFE599 F6B26B E69138 F1C232 B45F06 7F6000"),
            ("Google Sheets", "green", "D9EAD3 B6D7A8 93C47D 6AA84F 38761D 274E13"),
            ("Google Sheets", "", "4A86E8 9900FF FF00FF D0E0E3 C9DAF8 D9D2E9 EAD1DC 76A5AF C27BA0 A64D79 134F5C"),
            ("LibreOffice", "red", "FF0000 F10D0C C9211E FFD7D7 FFA6A6 FF6D6D BF0041 8D281E"),
            ("LibreOffice", "orange", "FFFF00 FFBF00 FF8000 FFFFD7 FFF5CE FFDBB6 FFB66C E8A202 EA7500 B85C00"),
            ("LibreOffice", "green", "00A933 81D41A DDE8CB AFD095 77BC65 069A2E 127622 224B12"),
            ("LibreOffice", "", "800080 55308D 2A6099 DEE6EF B4C7DC B3CAC7 729FCF 650953 383D3C"),
            ("between red and orange, between yellow and green", "", "ED4C05 FF7B59 D4EA6B"),
            ("pale papers", "", "FFFFF8 FFFAF5 FAFAFA F5F5F0"),
        ] {
            for fill in fills.split(' ') {
                let found = palette.meaning(Rgb::parse(fill).unwrap()).map_or("", |code| &**code);
                if found != expected {
                    wrong.push(format!("{whose}: {fill} is read as {found:?} and not as {expected:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_framework_with_one_colour_a_status_knows_its_tints() {
        let palette = [("FF0000", "red"), ("FFC000", "orange"), ("00B050", "green")];
        for (fill, expected) in [
            ("FFC7CE", Some("red")),
            ("C00000", Some("red")),
            ("FFEB9C", Some("orange")),
            ("FFA500", Some("orange")),
            ("92D050", Some("green")),
            ("C6EFCE", Some("green")),
            ("70AD47", Some("green")),
            ("0070C0", None),
        ] {
            assert_eq!(meaning(&palette, fill), expected, "{fill}");
        }
    }

    #[test]
    fn light_and_dark_of_one_colour_may_mean_different_things() {
        let palette = [("C6EFCE", "planned"), ("00B050", "done"), ("DDD9C4", "dropped")];
        assert_eq!(meaning(&palette, "00A651"), Some("done"));
        assert_eq!(meaning(&palette, "BFE8C8"), Some("planned"));
        assert_eq!(meaning(&palette, "D9D5C1"), Some("dropped"));
        assert_eq!(meaning(&palette, "FFFF00"), None);
    }

    #[test]
    fn colours_are_told_from_greys_and_beiges() {
        for (fill, expected) in
            [("0070C0", true), ("FFC7CE", true), ("D9D9D9", false), ("EEECE1", false), ("FFFFFF", false)]
        {
            assert_eq!(is_colour(Rgb::parse(fill).unwrap()), expected, "{fill}");
        }
    }

    #[test]
    fn a_grey_counts_where_the_framework_has_one() {
        let palette = [("D9D9D9", "not started"), ("92D050", "on track")];
        assert_eq!(meaning(&palette, "D9D9D9"), Some("not started"));
        assert_eq!(meaning(&palette, "D0D0D0"), Some("not started"));
        assert_eq!(meaning(&palette, "FFFFFF"), None);
        assert_eq!(meaning(&palette, "595959"), None);
    }
}
