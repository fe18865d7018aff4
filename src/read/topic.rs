//! Themes and sub-themes, also with a number before them: "Thema 1 – Randvoorwaarden", "1.2 Wetgeving".

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::framework::{Code, Framework};
use crate::language::{Language, Role, Words};
use crate::read::vocabulary::{Spelling, Vocabulary};
use crate::wording::{fold, key};

/// The themes and sub-themes of a framework.
#[derive(Debug, Clone)]
pub struct Topics {
    themes: Vocabulary<Code>,
    /// Several codes where themes share the name of a sub-theme.
    subthemes: Vocabulary<Vec<Code>>,
    theme_of: BTreeMap<Code, Code>,
    /// Place in the framework.
    order: BTreeMap<Code, usize>,
    language: Arc<Language>,
}

impl Topics {
    /// The themes of a framework.
    pub fn new(framework: &Framework) -> Self {
        let spelling = Spelling::of(framework);
        let themes = &framework.themes;
        let names = themes.iter().map(|t| (t.name.as_str(), t.code.clone()));
        let aliases = themes.iter().flat_map(|t| t.aliases.iter().map(|alias| (alias.as_str(), t.code.clone())));
        let codes = themes.iter().map(|t| (&*t.code, t.code.clone()));
        let mut subthemes: Vec<(&str, Vec<Code>)> = Vec::new();
        let mut places = BTreeMap::new();
        let own_names = framework.subthemes().map(|s| (s.name.as_str(), &s.code));
        let other_names =
            framework.subthemes().flat_map(|s| s.aliases.iter().map(move |alias| (alias.as_str(), &s.code)));
        for (name, code) in own_names.chain(other_names).chain(framework.subthemes().map(|s| (&*s.code, &s.code))) {
            let place = *places.entry(fold(name)).or_insert(subthemes.len());
            match subthemes.get_mut(place) {
                Some((_, codes)) if !codes.contains(code) => codes.push(code.clone()),
                Some(_) => {}
                None => subthemes.push((name, vec![code.clone()])),
            }
        }
        let theme_of =
            themes.iter().flat_map(|t| t.subthemes.iter().map(|s| (s.code.clone(), t.code.clone()))).collect();
        let order = themes.iter().map(|t| &t.code).chain(framework.subthemes().map(|s| &s.code)).cloned();
        Self {
            themes: Vocabulary::new(names.chain(aliases).chain(codes), &spelling),
            subthemes: Vocabulary::new(subthemes, &spelling),
            theme_of,
            order: order.enumerate().map(|(place, code)| (code, place)).collect(),
            language: framework.language.clone(),
        }
    }

    fn variants<'t>(&self, text: &'t str) -> Vec<&'t str> {
        variants(text, self.language.words(Role::TopicLabel))
    }

    /// The theme that the text names.
    pub fn theme(&self, text: &str) -> Option<Code> {
        self.variants(text).into_iter().find_map(|variant| self.themes.find(variant)).cloned()
    }

    /// The sub-themes that the text names; `theme` decides where several themes have one of that name.
    pub fn subthemes(&self, text: &str, theme: Option<&Code>) -> Option<Vec<Code>> {
        if let Some(code) = self.subtheme(text, theme) {
            return Some(vec![code]);
        }
        let parts = text.split(['\n', ';', ',', '/', '&', '+']);
        let parts = parts.flat_map(|part| self.language.parts(part, Role::Joiner)).map(str::trim);
        let codes: Option<Vec<Code>> =
            parts.filter(|part| !part.is_empty()).map(|part| self.subtheme(part, theme)).collect();
        codes.filter(|codes| !codes.is_empty())
    }

    fn subtheme(&self, text: &str, theme: Option<&Code>) -> Option<Code> {
        let codes = self.variants(text).into_iter().find_map(|variant| self.subthemes.find(variant))?;
        match codes.as_slice() {
            [code] => Some(code.clone()),
            several => several.iter().find(|code| theme.is_some() && self.theme_of(code) == theme).cloned(),
        }
    }

    /// The sub-theme that was probably meant.
    pub(crate) fn near(&self, text: &str) -> Option<Code> {
        let meant = self.variants(text).into_iter().find_map(|variant| self.subthemes.suggestion(variant))?;
        self.subtheme(meant, None)
    }

    /// The theme of a sub-theme.
    pub fn theme_of(&self, subtheme: &Code) -> Option<&Code> {
        self.theme_of.get(subtheme)
    }

    /// The place of a theme or sub-theme in the framework.
    pub(crate) fn place(&self, code: &Code) -> Option<usize> {
        self.order.get(code).copied()
    }
}

/// The text, and the text without its number, its "Thema 1 –", or what stands in brackets at its end.
fn variants<'t>(text: &'t str, labels: &Words) -> Vec<&'t str> {
    let text = text.trim();
    let bare = without_number(text, labels);
    let unbracketed = |text: &str| text.find('(').filter(|at| *at > 0 && text.ends_with(')'));
    let mut variants = vec![text];
    if !bare.is_empty() && bare != text {
        variants.push(bare);
    }
    for whole in variants.clone() {
        variants.extend(unbracketed(whole).and_then(|at| whole.get(..at)).map(str::trim_end));
    }
    variants
}

fn without_number<'t>(text: &'t str, labels: &Words) -> &'t str {
    let labelled = text.find(|c: char| c.is_ascii_digit() || c == ':').map(|at| text.split_at(at));
    let numbered = labelled.filter(|(label, _)| labels.lists(&key(label))).map_or(text, |(_, after)| after);
    let rest = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.len() == text.len() {
        text
    } else {
        rest.trim_start_matches([' ', '.', ')', ':', '-', '\u{2013}', '\u{2014}', '\u{a0}'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_with_and_without_numbers() {
        let topics = Topics::new(Framework::embedded());
        for (text, expected) in [
            ("Randvoorwaarden", Some("RV")),
            ("THEMA 1 - RANDVOORWAARDEN", Some("RV")),
            ("Thema 2 – Kennis en vaardigheden", Some("KV")),
            ("3. Netwerk", Some("NW")),
            ("Thema 9: Netwerk", Some("NW")),
            ("RV", Some("RV")),
            ("Thema 6 – Iets anders", None),
            ("", None),
        ] {
            assert_eq!(topics.theme(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn subthemes_in_their_spellings() {
        let topics = Topics::new(Framework::embedded());
        for (text, expected) in [
            ("Informatiepositie gemeentes", Some("RV-INF")),
            ("1.1 Informatiepositie van de gemeente", Some("RV-INF")),
            ("Lokaal netwerk (professionals uit de wijk)", Some("NW-LOK")),
            ("Reïntegratie", Some("INT-REI")),
            ("Re-integratie", Some("INT-REI")),
            ("Financien", Some("VST-FIN")),
            ("Draagvlak", Some("VST-DRA")),
            ("Bestuurlijk draagvlak", Some("RV-BES")),
            ("Regionale en nationale samenwerking", Some("VST-SAM")),
            ("PGA-R", Some("INT-PGA")),
            ("Basiskennis en Verdieping", Some("KV-BAS KV-VER")),
            ("Preventie\nPGA", Some("INT-PRE INT-PGA")),
            ("Iets anders", None),
            ("", None),
        ] {
            let got =
                topics.subthemes(text, None).map(|codes| codes.iter().map(|c| &**c).collect::<Vec<_>>().join(" "));
            assert_eq!(got.as_deref(), expected, "{text}");
        }
    }
}
