//! The assessment table of December 2024 as the Wegingskader sheet shows it.

use crate::model::Light::{self, Green, Orange, Red};

/// The themes in the order of the plan.
pub(crate) const THEMES: [&str; 5] =
    ["Randvoorwaarden", "Kennis en vaardigheden", "Netwerk", "Interventies", "Versterking"];

/// The assessment columns: code, name of the municipality.
pub(crate) const MUNICIPALITIES: [(&str, &str); 5] =
    [("W", "Wijdemeren"), ("GM", "Gooise Meren"), ("B/L", "Blaricum en Laren"), ("Hi", "Hilversum"), ("Hu", "Huizen")];

/// One row of the assessment table.
pub(crate) struct SubTheme {
    pub code: &'static str,
    /// Index into [`THEMES`].
    pub theme: usize,
    pub name: &'static str,
    pub priority: &'static str,
    pub level: &'static str,
    /// The lights in the order of [`MUNICIPALITIES`]; none where nothing is known.
    pub lights: [Option<Light>; 5],
    /// The light of the district as a whole.
    pub district: Option<Light>,
    /// The status cells bear words as well.
    pub in_words: bool,
}

const R: Option<Light> = Some(Red);
const O: Option<Light> = Some(Orange);
const G: Option<Light> = Some(Green);

const fn sub(
    code: &'static str,
    theme: usize,
    name: &'static str,
    priority: &'static str,
    level: &'static str,
    lights: [Option<Light>; 5],
    district: Option<Light>,
) -> SubTheme {
    SubTheme { code, theme, name, priority, level, lights, district, in_words: theme == 2 }
}

/// The seventeen sub-themes in the order of the plan.
pub(crate) const SUBTHEMES: [SubTheme; 17] = [
    sub("RV-INF", 0, "Informatiepositie van de gemeente", "Hoog", "Lokaal", [R, R, R, O, None], R),
    sub("RV-WET", 0, "Wetgeving over informatiedeling", "Gemiddeld", "Districtelijk", [O, O, O, R, None], O),
    sub("RV-BES", 0, "Bestuurlijk draagvlak", "Hoog", "Lokaal", [R, O, O, R, None], O),
    sub("RV-ONL", 0, "Online dimensie", "Hoog", "D & L", [R, R, R, O, None], R),
    sub("RV-VEI", 0, "Veiligheid van eigen medewerkers", "Laag", "Lokaal", [O, O, O, O, None], None),
    sub("KV-BAS", 1, "Basiskennis", "Laag", "Districtelijk", [O, O, O, O, None], O),
    sub("KV-VER", 1, "Verdieping", "Laag tot gemiddeld", "Districtelijk", [R, O, R, O, None], R),
    sub("NW-LOK", 2, "Lokaal netwerk", "Gemiddeld tot Hoog", "Lokaal", [R, R, R, O, O], O),
    sub("NW-MID", 2, "Maatschappelijk middenveld", "Gemiddeld tot Hoog", "Lokaal", [R, O, R, R, O], R),
    sub("NW-ALL", 2, "Alle partners", "Gemiddeld tot Hoog", "L&D", [R, O, R, R, R], None),
    sub("INT-PRE", 3, "Preventie", "Gemiddeld tot Hoog", "Lokaal", [R, R, R, O, None], R),
    sub("INT-PGA", 3, "PGA", "Gemiddeld", "Districtelijk", [O, O, O, O, None], O),
    sub("INT-ONL", 3, "Online interventies", "Hoog", "D & L", [R, R, R, R, None], R),
    sub("INT-REI", 3, "Re-integratie", "Gemiddeld tot Hoog", "Lokaal", [O, R, R, O, None], None),
    sub("VST-FIN", 4, "Financiën", "Laag", "Districtelijk", [G, G, G, G, None], G),
    sub("VST-SAM", 4, "Regionale/nationale samenwerking", "Laag", "", [G, O, O, O, None], None),
    sub("VST-PER", 4, "Meerdere perspectieven", "Gemiddeld tot hoog", "", [R, R, R, R, None], R),
];

/// The place of a sub-theme in [`SUBTHEMES`].
pub(crate) fn subtheme(code: &str) -> usize {
    SUBTHEMES.iter().position(|sub| sub.code == code).unwrap_or_else(|| panic!("no sub-theme {code}"))
}

/// The light of a sub-theme on the sheet of a municipality or of the district ("D").
pub(crate) fn light(about: usize, sheet: &str) -> Option<Light> {
    match MUNICIPALITIES.iter().position(|(code, _)| *code == sheet) {
        Some(column) => SUBTHEMES[about].lights[column],
        None => SUBTHEMES[about].district,
    }
}
