//! Which colour of the framework a fill means.

use crate::cell::Rgb;

/// How far the hue of a fill may lie from that of a framework colour, in degrees.
///
/// The shades and tints that Excel offers of one colour differ mostly in lightness and chroma; their hues lie nearer to each
/// other than this.
const HUE_TOLERANCE: f64 = 25.0;
/// How much a difference in lightness or chroma counts beside one of hue, in degrees for the whole scale: it decides between
/// colours of about the same hue, such as light and dark green.
const SHADE_COUNTS_FOR: f64 = 12.0;
/// How far the lightness of a grey may lie from that of a framework grey.
const GREY_TOLERANCE: f64 = 0.045;
/// Below this distance from the axis of greys a colour is a grey, white or black.
const GREY: f64 = 0.025;

/// A colour in OKLab: lightness, green to red, blue to yellow. (Björn Ottosson, "A perceptual color space for image
/// processing", 2020.)
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lab {
    l: f64,
    a: f64,
    b: f64,
}

impl From<Rgb> for Lab {
    fn from(Rgb(r, g, b): Rgb) -> Self {
        let [r, g, b] = [r, g, b].map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Self {
            l: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        }
    }
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

    fn is_grey(self) -> bool {
        self.chroma() < GREY
    }

    /// How unlike two colours are as people name them; `None` where they would get different names.
    fn unlikeness(self, other: Self) -> Option<f64> {
        let lightness = (self.l - other.l).abs();
        if self.is_grey() || other.is_grey() {
            return (self.is_grey() && other.is_grey() && lightness <= GREY_TOLERANCE).then_some(lightness);
        }
        let turn = (self.b.atan2(self.a) - other.b.atan2(other.a)).to_degrees().rem_euclid(360.0);
        let hue = turn.min(360.0 - turn);
        let shade = lightness.hypot(self.chroma() - other.chroma());
        (hue <= HUE_TOLERANCE).then_some(hue + shade * SHADE_COUNTS_FOR)
    }
}

/// Colours with what they mean.
#[derive(Debug, Clone)]
pub struct Palette<T> {
    colours: Vec<(Rgb, Lab, T)>,
}

impl<T: Clone> Palette<T> {
    /// A palette of these colours.
    pub fn new(colours: impl IntoIterator<Item = (Rgb, T)>) -> Self {
        Self { colours: colours.into_iter().map(|(rgb, meaning)| (rgb, Lab::from(rgb), meaning)).collect() }
    }

    /// Whether it has no colours.
    pub fn is_empty(&self) -> bool {
        self.colours.is_empty()
    }

    /// What the fill means: the colour that is most like it, mainly by hue. White, black and greys mean something only where
    /// the palette has a grey near them.
    pub fn meaning(&self, fill: Rgb) -> Option<&T> {
        let wanted = Lab::from(fill);
        self.colours
            .iter()
            .filter_map(|(rgb, lab, meaning)| Some((if *rgb == fill { 0.0 } else { lab.unlikeness(wanted)? }, meaning)))
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, meaning)| meaning)
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

    #[test]
    fn tints_and_shades_keep_their_colour() {
        let palette: Vec<_> = crate::framework::Framework::embedded()
            .framework_statuses
            .iter()
            .flat_map(|status| status.colours.iter().map(|rgb| (*rgb, status.code.clone())))
            .collect();
        let palette = Palette::new(palette);
        for (expected, fills) in [
            (Some("red"), "FF0000 C00000 FFC7CE D99795 DA9694 FF9999 EA9999 E6B8B7 963634 F4CCCC CC0000"),
            (
                Some("orange"),
                "FFC000 FFFF00 F8CBAD FBE5D6 FABF8F FCD5B4 F6C6AD F9CB9C 843C0C F4B084 FFE699 FFF2CC BF8F00",
            ),
            (Some("green"), "92D050 00B050 C6EFCE E2EFDA A9D08E 375623 00FF00 D9EAD3 B6D7A8 70AD47"),
            (None, "FFFFFF 000000 D9D9D9 BFBFBF 7030A0 B1A0C7 CCC0DA 00B0F0 0070C0 BDD7EE 1F3864 E4DFEC"),
        ] {
            for fill in fills.split(' ') {
                let found = palette.meaning(Rgb::parse(fill).unwrap()).map(|code| &**code);
                assert_eq!(found, expected, "{fill}");
            }
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
