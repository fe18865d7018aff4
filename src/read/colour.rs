//! Which colour of the framework a fill means.

use crate::cell::Rgb;

/// How far a fill may lie from a framework colour, in OKLab.
///
/// The shades that Excel offers of one colour lie nearer to each other than this; red, orange and green lie further apart.
const TOLERANCE: f64 = 0.13;
/// Below this distance from the axis of greys a colour is a grey, white or black.
const GREY: f64 = 0.03;

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
    fn distance(self, other: Self) -> f64 {
        ((self.l - other.l).powi(2) + (self.a - other.a).powi(2) + (self.b - other.b).powi(2)).sqrt()
    }

    fn is_grey(self) -> bool {
        self.a.hypot(self.b) < GREY
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

    /// What the fill means: the nearest colour within the tolerance. White, black and greys mean something only where the
    /// palette has a grey near them.
    pub fn meaning(&self, fill: Rgb) -> Option<&T> {
        let wanted = Lab::from(fill);
        let alike = self.colours.iter().filter(|(rgb, lab, _)| *rgb == fill || lab.is_grey() == wanted.is_grey());
        // Greys differ in lightness alone, so they need a smaller step; white is never a grey.
        let limit = if wanted.is_grey() { TOLERANCE / 3.0 } else { TOLERANCE };
        alike
            .map(|(rgb, lab, meaning)| (if *rgb == fill { 0.0 } else { lab.distance(wanted) }, meaning))
            .filter(|(distance, _)| *distance <= limit)
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
    fn a_grey_counts_where_the_framework_has_one() {
        let palette = [("D9D9D9", "not started"), ("92D050", "on track")];
        assert_eq!(meaning(&palette, "D9D9D9"), Some("not started"));
        assert_eq!(meaning(&palette, "D0D0D0"), Some("not started"));
        assert_eq!(meaning(&palette, "FFFFFF"), None);
        assert_eq!(meaning(&palette, "595959"), None);
    }
}
