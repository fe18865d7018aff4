//! What the framework calls things: words and addresses that belong to no person.

use std::collections::HashSet;
use std::sync::Arc;

use super::hint::Stems;
use super::patterns::Patterns;
use super::vocabulary::Vocabulary;
use crate::framework::Framework;
use crate::language::{Language, Role};
use crate::wording::{fold, key, words};

/// The words of a framework: a municipality that is also a surname, a party, a sub-theme, a status.
#[derive(Debug, Clone)]
pub struct Known {
    /// Keys of the words that names consist of.
    words: HashSet<String>,
    /// Keys of whole names.
    names: HashSet<String>,
    /// Folded addresses of parties.
    emails: HashSet<String>,
    /// Keys of the municipalities.
    municipalities: HashSet<String>,
    /// Keys of the words of their names: "Blaricum" of "Blaricum en Laren".
    place_words: HashSet<String>,
    /// What the language knows of names.
    pub(super) vocabulary: Vocabulary,
    /// What a text is looked through for at first.
    pub(super) stems: Arc<Stems>,
    pub(super) patterns: Arc<Patterns>,
}

impl Known {
    /// The words of a framework.
    pub fn new(framework: &Framework) -> Self {
        let vocabulary = Vocabulary { language: framework.language.clone() };
        let is_particle = |word: &str| vocabulary.is(Role::NameParticle, word);
        let names: Vec<&str> = names(framework);
        let words = names.iter().flat_map(|name| words(name)).map(key);
        let made = Made::of(&framework.language);
        let places =
            framework.municipalities.iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let place_words = framework.municipalities.iter().flat_map(|place| crate::wording::words(&place.name));
        // "Hilversums", "Hilversumse Meent".
        let of_places = framework.municipalities.iter().map(|place| key(&place.name));
        let forms = vocabulary.words(Role::PlaceForm);
        let of_places = of_places.flat_map(|place| forms.endings().map(move |ending| format!("{place}{ending}")));
        Self {
            words: words.chain(of_places).filter(|word| word.chars().count() > 1 && !is_particle(word)).collect(),
            names: names.iter().map(|name| key(name)).filter(|name| name.chars().count() > 1).collect(),
            emails: framework.parties.iter().filter_map(|party| party.email.as_deref()).map(fold).collect(),
            municipalities: places.map(|place| key(place)).collect(),
            place_words: place_words.filter(|word| word.starts_with(char::is_uppercase)).map(key).collect(),
            stems: made.stems,
            patterns: made.patterns,
            vocabulary,
        }
    }

    /// Whether a word (by its key) can be a title that stands before a name: "dhr", "drs".
    pub fn is_title(&self, key: &str) -> bool {
        [Role::Title, Role::ShortTitle, Role::DottedTitle].iter().any(|role| self.vocabulary.is(*role, key))
    }

    /// Whether a word (by its key) stands within surnames.
    pub(super) fn is_particle(&self, key: &str) -> bool {
        self.vocabulary.is(Role::NameParticle, key)
    }

    /// Whether the framework uses a word (by its key) in some name.
    pub(super) fn has_word(&self, key: &str) -> bool {
        self.words.contains(key) || self.names.contains(key)
    }

    /// Whether a word (by its key) is the name of a municipality.
    pub(super) fn is_municipality(&self, key: &str) -> bool {
        self.municipalities.contains(key)
    }

    /// Whether a word (by its key) stands in the name of a municipality.
    pub(super) fn is_of_municipality(&self, key: &str) -> bool {
        self.is_municipality(key) || self.place_words.contains(key)
    }

    /// Whether a party has this address.
    pub(super) fn has_email(&self, address: &str) -> bool {
        self.emails.contains(&fold(address))
    }
}

/// What is made of the words of a language and takes a while; a framework makes it once.
#[derive(Debug, Clone)]
struct Made {
    stems: Arc<Stems>,
    patterns: Arc<Patterns>,
}

impl Made {
    fn of(language: &Language) -> Self {
        let make = || Self { stems: Arc::new(Stems::new(language)), patterns: Arc::new(Patterns::new(language)) };
        language.once(make)
    }
}

/// Every name that the framework gives to something.
fn names(framework: &Framework) -> Vec<&str> {
    let mut names = Names(vec![&framework.title]);
    names.add(&framework.district.name, &framework.district.aliases);
    for place in &framework.municipalities {
        names.add(&place.name, &place.aliases);
        names.0.push(&place.code);
    }
    for theme in &framework.themes {
        names.add(&theme.name, &theme.aliases);
        theme.subthemes.iter().for_each(|subtheme| names.add(&subtheme.name, &subtheme.aliases));
    }
    for party in &framework.parties {
        names.add(&party.name, &party.aliases);
        names.0.extend(party.short.as_deref());
    }
    framework.priorities.iter().for_each(|priority| names.add(&priority.name, &priority.aliases));
    framework.framework_statuses.iter().for_each(|status| names.add(&status.name, &status.aliases));
    framework.progress.iter().for_each(|state| names.add(&state.name, &state.aliases));
    framework.levels.iter().for_each(|level| names.add(&level.name, &level.aliases));
    framework.meetings.iter().for_each(|meeting| names.add(&meeting.body, &[]));
    let lists = framework.columns.values().chain(&framework.spelling).chain([&framework.abbreviations]);
    // A column may be called "Van", and that makes no word of it that stands in no name.
    let particles = framework.language.words(Role::NameParticle);
    names.0.extend(lists.flatten().map(String::as_str).filter(|name| !particles.has(name)));
    names.0
}

/// Names while they are gathered.
struct Names<'f>(Vec<&'f str>);

impl<'f> Names<'f> {
    fn add(&mut self, name: &'f str, aliases: &'f [String]) {
        self.0.push(name);
        self.0.extend(aliases.iter().map(String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_framework_are_known_and_particles_are_not() {
        let known = Known::new(Framework::embedded());
        for word in [
            "laren",
            "huizen",
            "wijdemeren",
            "radar",
            "hilversummers",
            "bl",
            "rvdk",
            "rood",
            "basis",
            "dvc",
            "trekker",
            "hilversumse",
        ] {
            assert!(known.has_word(word), "{word}");
        }
        for word in ["van", "de", "w", "karin", "klaasveld", ""] {
            assert!(!known.has_word(word), "{word}");
        }
    }

    #[test]
    fn an_address_of_a_party_is_known_however_it_is_written() {
        let mut framework = Framework::embedded().clone();
        framework.parties[0].email = Some("Post@Example.org".to_owned());
        assert!(Known::new(&framework).has_email("post@example.ORG"));
    }
}
