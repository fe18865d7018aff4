//! TRN012: the text of the action says something else than in the previous version.

use std::collections::HashMap;

use crate::finding::{Example, Finding, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::language::{Language, Role};
use crate::plan::raw;
use crate::rules::transition::{Kept, kept};
use crate::rules::{Context, previous_place};
use crate::wording::{Wording, fold, key, nearest};

/// The text changed materially: fewer than four in five words are the same, or a word that decides what has to be done came or went
/// ("verplicht", "niet", "alle", a number).
///
/// Spelling, inflection, punctuation, bullets and an extra sentence in a long text are no material change. Closed actions are left
/// alone.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN012,
    name: "text-changed",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Previous,
    what: Wording::new("De tekst van een actie is sterk veranderd.", "The text of an action changed a lot."),
    why: Wording::new(
        "De tekst is wat het bestuur heeft vastgesteld. Een andere tekst is een andere afspraak.",
        "The text is what the board adopted. A different text is a different agreement.",
    ),
    fix: Wording::new(
        "Is het nog dezelfde actie? Dan hoeft u niets te doen. Is het een nieuwe actie? Zet de oude tekst terug en geef de nieuwe actie een eigen nummer.",
        "If it is still the same action, there is nothing to do. If it is a new action, put the old text back and give the new action its own number.",
    ),
    fails: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-05 | De basistraining is verplicht voor alle wijkagenten | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-05 | → De basistraining is de norm voor alle wijkagenten | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-05 | De basistraining is verplicht voor alle wijkagenten | OOV Huizen | Q2 2026 | Loopt |",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-05 | De basis-training is verplicht, voor álle wijkagenten. | OOV Huizen | Q2 2026 | Loopt |",
    },
};

/// Texts of which at least so many percent of the words are the same say the same, unless a deciding word changed.
const ALIKE: usize = 80;

/// Above so many pairs of words the texts differ so much that spelling makes no difference.
const MOST_PAIRS: usize = 10_000;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for Kept { change, old, new } in kept(ctx) {
        if change.field(Field::Action).is_none() || ctx.is_closed(new) {
            continue;
        }
        let difference = Difference::between(raw(&old.text), raw(&new.text), &ctx.framework.language);
        if difference.is_material() {
            let was = Related::Place(previous_place(&old.text.at));
            let message = message(ctx, &difference, &old.text.raw);
            findings.push(ctx.on(new, &new.text, &RULE, message).relate([was]));
        }
    }
}

fn message(ctx: &Context, difference: &Difference, old: &str) -> Wording {
    let (percent, old) = (difference.percent(), ctx.quote(old));
    let (gone, came) = (decided(ctx, &difference.gone), decided(ctx, &difference.new));
    let part = |title: &str, words: &str| if words.is_empty() { String::new() } else { format!(" {title}: {words}.") };
    let nl = part("Verdwenen", &gone) + &part("Nieuw", &came);
    let en = part("Gone", &gone) + &part("New", &came);
    Wording::new(
        format!(
            "De tekst van deze actie is sterk veranderd ({percent}% van de woorden is gelijk).{nl} Er stond: {old}."
        ),
        format!("The text of this action changed a lot ({percent}% of the words are the same).{en} It said: {old}."),
    )
}

/// The first deciding words of a list, in quotes.
fn decided(ctx: &Context, words: &[&str]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .filter(|word| decides(word, &ctx.framework.language))
        .take(2)
        .map(|word| ctx.quote(word))
        .collect();
    quoted.join(", ")
}

/// What two texts do not share.
struct Difference<'a> {
    /// What tells which words decide.
    language: &'a Language,
    /// Words of the old text that are gone.
    gone: Vec<&'a str>,
    /// Words of the new text that were not there.
    new: Vec<&'a str>,
    /// How many words both texts have together.
    total: usize,
}

impl<'a> Difference<'a> {
    fn between(old: &'a str, new: &'a str, language: &'a Language) -> Self {
        let (old, new) = (words(old), words(new));
        let total = old.len() + new.len();
        let (mut gone, mut added) = (without(&old, &new), without(&new, &old));
        if gone.len().saturating_mul(added.len()) <= MOST_PAIRS {
            gone.retain(|word| {
                let meant = nearest(word, added.iter().copied()).filter(|other| is_inflection(word, other, language));
                let at = meant.and_then(|meant| added.iter().position(|other| *other == meant));
                at.map(|at| added.remove(at)).is_none()
            });
        }
        Self { language, gone, new: added, total }
    }

    /// How much of the texts is the same, in whole percents.
    fn percent(&self) -> usize {
        let differs = self.gone.len() + self.new.len();
        (self.total.saturating_sub(differs) * 100).checked_div(self.total).unwrap_or(100)
    }

    fn is_material(&self) -> bool {
        self.percent() < ALIKE || self.gone.iter().chain(&self.new).any(|word| decides(word, self.language))
    }
}

/// The words of a text; bullets and the numbers of a list are none.
fn words(text: &str) -> Vec<&str> {
    let lines = text.lines().map(|line| match line.trim_start().split_once([' ', '\t']) {
        Some((label, rest)) if is_label(label) => rest,
        _ => line,
    });
    lines
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || c == '/'))
        .filter(|word| !key(word).is_empty())
        .collect()
}

/// `1.`, `2)`, `a.`: what numbers the items of a list.
fn is_label(word: &str) -> bool {
    let bare = word.trim_start_matches('(').trim_end_matches(['.', ')']);
    bare.len() < word.len() && bare.chars().count() <= 2 && bare.chars().all(char::is_alphanumeric)
}

/// The words of one text that are not in the other, as often as they are missing there.
fn without<'a>(words: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut there: HashMap<String, usize> = HashMap::new();
    for word in other {
        *there.entry(key(word)).or_default() += 1;
    }
    let mut is_there = |word: &&str| match there.get_mut(&key(word)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    words.iter().copied().filter(|word| !is_there(word)).collect()
}

/// Whether two words that look alike are one word, spelled or inflected otherwise. A deciding word is only itself (`verplicht`,
/// `verplichte`), and so is a number.
fn is_inflection(word: &str, other: &str, language: &Language) -> bool {
    let decides = |word: &str| decides(word, language);
    let stem = |word: &str| fold(word).chars().take(4).collect::<String>();
    let number = [word, other].iter().any(|word| word.chars().any(|c| c.is_ascii_digit()));
    !number && (decides(word) == decides(other)) && (!decides(word) || stem(word) == stem(other))
}

fn decides(word: &str, language: &Language) -> bool {
    let folded = fold(word);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    language.is(Role::Deciding, bare) || bare.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;

    fn found(before: &str, now: &str) -> Vec<String> {
        let sheet = |text: &str| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n| HU-05 | {text} | OOV Huizen | Q2 2026 | Loopt |"
            )
        };
        messages("TRN012", &sheet(before), &sheet(now))
    }

    #[test]
    fn a_deciding_word_weighs_more_than_its_length() {
        let training = "De basistraining over online signalen is verplicht voor alle wijkagenten in het district";
        let found = found(training, &training.replace("verplicht", "de norm"));
        assert!(found.len() == 1 && found[0].contains("Verdwenen: “verplicht”. Nieuw: “norm”."), "{found:?}");
        assert!(found[0].contains("(88% van de woorden is gelijk)"), "{found:?}");
        for (before, now) in [
            ("Twee keer per jaar alle scholen bezoeken", "Twee keer per jaar de scholen bezoeken"),
            ("Binnen 6 weken na de melding ouders bijpraten", "Binnen 8 weken na de melding ouders bijpraten"),
            ("Gegevens van jongeren delen met de politie", "Gegevens van jongeren niet delen met de politie"),
        ] {
            assert_eq!(tests::found(before, now).len(), 1, "{before}");
        }
    }

    #[test]
    fn another_text_under_the_same_number_is_asked_after() {
        let found = found(
            "Basistraining over online signalen geven aan medewerkers van het klantcontactcentrum",
            "Basistraining over online signalen inkopen met de regio, ook voor de receptie van het klantcontactcentrum",
        );
        assert!(
            found.len() == 1 && found[0].contains("sterk veranderd") && found[0].contains("Er stond: “Basis"),
            "{found:?}"
        );
    }

    #[test]
    fn wording_alone_is_no_material_change() {
        for (before, now) in [
            ("De gemeenten bespreken het in het casusoverleg.", "De gemeentes bespreken het in het casuoverleg"),
            ("Alle scholen bezoeken: uitleg geven", "• Alle scholen bezoeken – uitleg geven"),
            ("Verplicht een basistraining volgen met het team", "Verplichte basistraining volgen met een team"),
            (
                "Ouders en scholen en clubs bijpraten over het meldpunt",
                "Ouders en scholen en clubs bijpraten over het meldpunt!",
            ),
            (
                "Met scholen, ouders en sportclubs in gesprek gaan over wat jongeren online meemaken en doen",
                "Met scholen, ouders en sportclubs in gesprek gaan over wat jongeren online meemaken en doen; nazorg bieden",
            ),
        ] {
            assert_eq!(found(before, now), Vec::<String>::new(), "{before}");
        }
    }

    #[test]
    fn the_numbers_of_a_list_are_no_words() {
        assert_eq!(
            words("1. Scholen bezoeken\n2) Ouders\n(a) en clubs/teams"),
            ["Scholen", "bezoeken", "Ouders", "en", "clubs", "teams"]
        );
        assert_eq!(words("6 weken"), ["6", "weken"]);
    }

    #[test]
    fn texts_without_words_are_alike() {
        let language = Language::default();
        let nothing = Difference::between("", "", &language);
        assert_eq!((nothing.percent(), nothing.is_material()), (100, false));
        assert_eq!(Difference::between("a", "", &language).percent(), 0);
    }

    #[test]
    fn a_deciding_word_counts_in_each_language() {
        for (before, now) in [
            (
                "The training is mandatory for all staff of the desk",
                "The training is voluntary for all staff of the desk",
            ),
            (
                "Die Schulung ist für alle Mitarbeitenden am Empfang",
                "Die Schulung ist für manche Mitarbeitenden am Empfang",
            ),
        ] {
            assert_eq!(found(before, now).len(), 1, "{now}");
        }
    }
}
