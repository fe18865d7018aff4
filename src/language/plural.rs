//! What the end of a word says of how many there are.

use super::{Language, Role};

/// Letters that a word and its ending share: "gemeente" gets an n where "maatregel" gets "en".
const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];

impl Language {
    /// Whether a word, by its key, has the ending of several: "jongeren", "trainers".
    pub fn is_several(&self, key: &str) -> bool {
        self.words(Role::PluralEnding).ends(key, 0) && !self.words(Role::SingularEnding).ends(key, 0)
    }

    /// What a word, by its key, may be in the singular: its beginning before each ending of several.
    pub fn singulars<'k>(&'k self, key: &'k str) -> impl Iterator<Item = &'k str> {
        self.plural_endings().filter_map(|ending| key.strip_suffix(ending)).filter(|stem| !stem.is_empty())
    }

    /// What a word, by its key, may be in the plural.
    pub fn plurals<'k>(&'k self, key: &'k str) -> impl Iterator<Item = String> + 'k {
        self.plural_endings().map(move |ending| format!("{key}{ending}"))
    }

    /// The endings of several, whole and without a vowel that the word ends with itself.
    fn plural_endings(&self) -> impl Iterator<Item = &str> {
        self.words(Role::PluralEnding).endings().flat_map(|ending| {
            std::iter::once(ending).chain(ending.strip_prefix(VOWELS).filter(|rest| !rest.is_empty()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_several_are_told_apart() {
        let language = Language::default();
        for several in ["jongeren", "trainers", "gemeenten", "kinderen"] {
            assert!(language.is_several(several), "{several}");
        }
        for one in ["jongere", "trainer", "crisis", "basis", ""] {
            assert!(!language.is_several(one), "{one}");
        }
        for (several, one) in
            [("acties", "actie"), ("gemeenten", "gemeente"), ("maatregelen", "maatregel"), ("kinderen", "kind")]
        {
            assert!(language.singulars(several).any(|stem| stem == one), "{several}");
            assert!(language.plurals(one).any(|plural| plural == several), "{several}");
        }
        assert_eq!(language.singulars("en").count(), 1, "an ending alone is no word");
    }
}
