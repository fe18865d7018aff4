//! What the language knows of the words of names: which are names, and which make a role, an organisation or a subject of a name.
//!
//! A name is told by evidence: a sign, or a common given name or surname among its words. The lists of common names are evidence and
//! no more: a name that is in none is found by its signs, and one that is in a list is no person where another word makes a role, a
//! street or an organisation of it.

use std::sync::Arc;

use crate::language::{Language, Role, Words};
use crate::wording::key;

/// Roles of words that no person is called by, besides as a surname.
const NOUNS: [Role; 6] = [
    Role::Function,
    Role::Organisation,
    Role::Subject,
    Role::PlaceWord,
    Role::NeighbouringPlace,
    Role::KnownOrganisation,
];

/// The words of a framework's language, as names are judged by them.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    pub(super) language: Arc<Language>,
}

impl Vocabulary {
    pub(super) fn words(&self, role: Role) -> &Words {
        self.language.words(role)
    }

    /// Whether a word (by its key) plays a role.
    pub(super) fn is(&self, role: Role, key: &str) -> bool {
        self.words(role).has_key(key)
    }

    /// Whether a word (by its key) is one of the language, and so no first name and no name that stands alone.
    pub(super) fn is_word(&self, key: &str) -> bool {
        self.is_common(key) || self.is(Role::Adjective, key) || self.is_noun(key) || self.is(Role::NounLikeSurname, key)
    }

    /// Whether a word (by its key) is a small word or a verb.
    pub(super) fn is_common(&self, key: &str) -> bool {
        self.is(Role::CommonWord, key)
    }

    /// Whether a word (by its key) is what an organisation, a role or a subject is called, and no surname either. Words that say how
    /// something is are surnames as well ("Groot", "Wit").
    pub(super) fn is_noun(&self, key: &str) -> bool {
        NOUNS.iter().any(|role| self.is(*role, key))
    }

    /// Whether a word (by its key) is such a word as it stands, whatever its ending.
    pub(super) fn is_listed(&self, key: &str) -> bool {
        NOUNS.iter().any(|role| self.lists(*role, key))
    }

    /// Whether a word (by its key) makes a role or an organisation of the words beside it.
    pub(super) fn makes_an_organisation(&self, key: &str) -> bool {
        [Role::Function, Role::Organisation, Role::KnownOrganisation].iter().any(|role| self.is(*role, key))
    }

    /// Whether a word (by its key) names what somebody does or which office they hold.
    pub(super) fn is_role(&self, key: &str) -> bool {
        self.lists(Role::Function, key)
    }

    /// Whether a key is an entry of a role, or the whole of an ending.
    pub(super) fn lists(&self, role: Role, key: &str) -> bool {
        let words = self.words(role);
        words.lists(key) || words.lists_ending(key)
    }

    /// Whether a word (by its key) looks like the name of a place: "Volendam", and not "Adam".
    pub(super) fn is_place(&self, key: &str) -> bool {
        self.words(Role::PlaceEnding).ends(key, 2)
    }

    /// Whether letters (by their key) are an abbreviation rather than somebody's initials.
    pub(super) fn is_abbreviation(&self, key: &str) -> bool {
        self.words(Role::LetterAbbreviation).lists(key)
    }

    /// Whether a word is a common given name, or two of them with a hyphen.
    pub(super) fn is_given(&self, text: &str) -> bool {
        let given = self.words(Role::GivenName);
        given.lists(&key(text)) || text.contains('-') && text.split('-').all(|part| given.lists(&key(part)))
    }

    /// Whether a key is a common surname as a whole ("de vries" is `devries`), or a word with the ending of one.
    pub(super) fn is_family(&self, key: &str) -> bool {
        let family = self.words(Role::FamilyName);
        family.lists(key) || key.chars().count() > 4 && family.ends(key, 0) && !self.is_listed(key)
    }

    /// Whether a word (by its key) ends as hardly anything but a surname does, and is no other word.
    pub(super) fn ends_as_surname(&self, key: &str) -> bool {
        let ends = self.words(Role::SurnameEnding).ends(key, 2);
        ends && !self.is_listed(key) && !self.is_common(key) && !self.is_place(key)
    }

    /// Whether a key is a common surname as it stands.
    pub(super) fn lists_family(&self, key: &str) -> bool {
        self.words(Role::FamilyName).lists(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::key;

    fn vocabulary() -> Vocabulary {
        Vocabulary { language: Arc::new(Language::default()) }
    }

    #[test]
    fn words_for_organisations_are_known_by_their_endings() {
        let vocabulary = vocabulary();
        for word in [
            "jeugdzorg",
            "procesregisseur",
            "kerkstraat",
            "veiligheidshuis",
            "leefbaarheid",
            "wijkteam",
            "ordnungsamt",
            "gleichstellungsbeauftragte",
            "safeguarding",
            "procurement",
        ] {
            assert!(vocabulary.is_word(word), "{word}");
        }
    }

    #[test]
    fn surnames_are_no_nouns() {
        let vocabulary = vocabulary();
        for name in ["groot", "wit", "bakker", "visser", "klaasveld", "dijk", "boer", "molenaar", "jansen", "idrissi"] {
            assert!(!vocabulary.is_noun(name), "{name}");
        }
    }

    #[test]
    fn first_names_are_names() {
        let vocabulary = vocabulary();
        let names = "Karin Jan Piet Els Marieke Annemieke Marjolijn Roland Raymond Mohammed Fatima Sanne Jeroen Ingrid Henk Willem \
                     Anouk Daan Ruben Noor Lotte Thijs Youssef Ayse Anne-Marie Wolfgang Siobhan";
        for name in names.split_whitespace() {
            assert!(vocabulary.is_given(name), "{name}");
        }
        assert!(vocabulary.is_place("volendam") && vocabulary.is_place("bussum") && !vocabulary.is_place("adam"));
        assert!(vocabulary.is_family(&key("de Vries")) && vocabulary.is_family("dijkstra"));
    }
}
