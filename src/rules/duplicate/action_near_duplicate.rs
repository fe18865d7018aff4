//! DUP002: two actions of one municipality are nearly the same.

use std::collections::{BTreeSet, HashMap};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Framework, Municipality};
use crate::language::{Language, Role};
use crate::plan::Action;
use crate::reconcile::{Lexicon, Words};
use crate::rules::Context;
use crate::rules::duplicate::alike::{self, Comparable};
use crate::wording::Wording;

/// Two open actions of one municipality have texts that are alike for `near_duplicate_percent` of the framework's limits or more,
/// and nothing tells them apart: somebody wrote one action down twice, or copied a row and left it half changed.
///
/// The measure is the share of words that both have, in any order; a slip of the pen is the same word. Rare words count for more
/// ("bakers" in place of "teachers" is another action), unless the one text has all that the other says and a little more.
/// Texts that differ in a number, a phase, a month, a municipality, "not" or "only" are two actions, however alike. Otherwise what
/// makes two actions different is the same as for equal texts (DUP001), which are not reported here.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::DUP002,
    name: "action-near-duplicate",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Twee acties van dezelfde gemeente lijken sterk op elkaar.",
        "Two actions of one municipality are nearly the same.",
    ),
    why: Wording::new(
        "Misschien is het één actie die twee keer is opgeschreven.",
        "It may be one action that was written down twice.",
    ),
    fix: Wording::new(
        "Is het dezelfde actie? Verwijder er dan een. Is het een andere actie? Zet het verschil duidelijk in de tekst.",
        "If it is the same action, remove one of the two. If not, make the difference clear in the text.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen en sportclubs in Huizen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | → Het meldpunt ook bekend maken bij de sportclubs en scholen in Huizen | OOV Huizen | Q2 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current:
            "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Fase 1: het meldpunt bekend maken bij scholen en sportclubs in Huizen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Fase 2: het meldpunt bekend maken bij scholen en sportclubs in Huizen | OOV Huizen | Q2 2026 | Niet gestart |",
    },
};

/// Shorter texts differ too much by one word.
const FEWEST_WORDS: usize = 5;
/// So many of its rarest words an action is found by.
const RAREST: usize = 6;
/// So many of the actions with a word are compared, the nearest ones before it.
const MOST_PER_WORD: usize = 12;

/// A text as it is compared.
struct Shape<'a> {
    action: &'a Action,
    whose: usize,
    /// The words that say something, as numbers of the [`Vocabulary`], sorted.
    words: Vec<u32>,
    /// How many words it has in all.
    length: usize,
    /// The whole text.
    text: String,
}

/// Every word that says something, with how much it tells.
#[derive(Default)]
struct Vocabulary {
    lexicon: Lexicon,
    /// By their numbers.
    words: Vec<Word>,
}

/// A word of the [`Vocabulary`].
struct Word {
    text: String,
    /// Whether texts that differ in this word are different.
    telling: bool,
    /// How many letters it has.
    length: usize,
    /// Which letters it has, as [`bit`]s.
    letters: u64,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let least = f32::from(ctx.framework.limits.near_duplicate_percent) / 100.0;
    let (shapes, vocabulary) = shapes(ctx);
    let mut before = Before::default();
    for (index, shape) in shapes.iter().enumerate() {
        let rarest = vocabulary.rarest(&shape.words);
        let alike = before.sharing(shape.whose, &rarest).into_iter().filter_map(|other| {
            let other = shapes.get(other)?;
            Some((vocabulary.alike(shape, other).filter(|alike| *alike >= least)?, other))
        });
        let apart = |other: &Shape| alike::are_told_apart(shape.action, other.action);
        if let Some((alike, other)) = alike.filter(|(_, other)| !apart(other)).max_by(|(a, _), (b, _)| a.total_cmp(b)) {
            findings.push(finding(ctx, shape.action, other.action, alike));
        }
        before.add(index, shape.whose, rarest);
    }
}

/// The actions before the one that is looked at, by whose they are and by their rarest words.
#[derive(Default)]
struct Before {
    by_word: HashMap<(usize, u32), Vec<usize>>,
}

impl Before {
    fn add(&mut self, action: usize, whose: usize, rarest: Vec<u32>) {
        for word in rarest {
            self.by_word.entry((whose, word)).or_default().push(action);
        }
    }

    /// The actions that share one of these words; the nearest ones alone where many do, so that the work stays in step with the
    /// size of the plan.
    fn sharing(&self, whose: usize, rarest: &[u32]) -> Vec<usize> {
        let near = rarest.iter().filter_map(|word| self.by_word.get(&(whose, *word)));
        let mut actions: Vec<usize> = near.flat_map(|found| found.iter().rev().take(MOST_PER_WORD)).copied().collect();
        actions.sort_unstable();
        actions.dedup();
        actions
    }
}

fn shapes<'a>(ctx: &Context<'a>) -> (Vec<Shape<'a>>, Vocabulary) {
    let spelling = Words::new(ctx.framework);
    let language = &*ctx.framework.language;
    let places = places(ctx.framework, &spelling);
    let mut owners: HashMap<String, usize> = HashMap::new();
    let mut vocabulary = Vocabulary::default();
    let mut shapes = Vec::new();
    for Comparable { action, whose, mut words, text } in alike::comparable(ctx, &spelling) {
        let length = words.len();
        if length < FEWEST_WORDS || ctx.is_closed(action) {
            continue;
        }
        words.retain(|word| !language.is(Role::Small, word) || tells_apart(word, language));
        let next = owners.len();
        let whose = *owners.entry(whose).or_insert(next);
        shapes.push(Shape { action, whose, words: vocabulary.add(words, &places, language), length, text });
    }
    (shapes, vocabulary)
}

/// The words of the names of municipalities.
fn places(framework: &Framework, spelling: &Words) -> BTreeSet<String> {
    let names = framework.municipalities.iter().flat_map(Municipality::names);
    let words = names.flat_map(|name| spelling.split(name));
    let says_nothing =
        |word: &String| [Role::Small, Role::MunicipalityLead].iter().any(|role| framework.language.is(*role, word));
    words.filter(|word| !says_nothing(word)).collect()
}

impl Vocabulary {
    /// Counts an action with these words, and gives their numbers, sorted.
    fn add(&mut self, words: Vec<String>, places: &BTreeSet<String>, language: &Language) -> Vec<u32> {
        let mut numbers = self.lexicon.add(&words).to_vec();
        for (word, number) in words.into_iter().zip(&numbers) {
            if *number as usize == self.words.len() {
                self.words.push(Word::new(word, places, language));
            }
        }
        numbers.sort_unstable();
        numbers
    }

    fn is_telling(&self, word: u32) -> bool {
        self.word(word).is_some_and(|word| word.telling)
    }

    fn word(&self, number: u32) -> Option<&Word> {
        self.words.get(number as usize)
    }

    /// How much words tell together: the rarer, the more.
    fn weigh(&self, words: &[u32]) -> f32 {
        words.iter().map(|word| self.lexicon.weight(*word)).sum()
    }

    /// The words that the fewest actions have. Numbers are left out: texts that share them may share nothing else.
    fn rarest(&self, words: &[u32]) -> Vec<u32> {
        let mut rarest: Vec<u32> = words.iter().copied().filter(|word| !self.is_telling(*word)).collect();
        rarest.dedup();
        let weight = |word: &u32| self.lexicon.weight(*word);
        rarest.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
        rarest.truncate(RAREST);
        rarest
    }

    /// How alike two texts are, from 0 to 1; none where they are equal or differ in a word that tells them apart.
    fn alike(&self, one: &Shape, other: &Shape) -> Option<f32> {
        let (ours, theirs, shared) = difference(&one.words, &other.words);
        let differ = one.text != other.text && !ours.iter().chain(&theirs).any(|word| self.is_telling(*word));
        if !differ {
            return None;
        }
        let shared = 2.0 * self.weigh(&shared);
        let all = shared + self.weigh(&ours) + self.weigh(&theirs);
        if all <= 0.0 {
            return None;
        }
        // Where the one only adds to the other, rare words are no other target.
        let (shorter, longer) = (one.length.min(other.length), one.length.max(other.length));
        let adds = ours.is_empty() || theirs.is_empty();
        let plain = if adds { 2.0 * shorter as f32 / (shorter + longer) as f32 } else { 0.0 };
        Some(plain.max((shared + self.slips(&ours, theirs)) / all))
    }

    /// The weight of the words on both sides that are one word with a slip of the pen, or one word in two.
    fn slips(&self, ours: &[u32], mut theirs: Vec<u32>) -> f32 {
        if !ours.is_empty() && self.have_the_same_letters(ours, &theirs) {
            return self.weigh(ours) + self.weigh(&theirs);
        }
        let mut weight = 0.0;
        for word in ours {
            if let Some(at) = theirs.iter().position(|other| self.is_slip(*word, *other)) {
                weight += self.weigh(&[*word, theirs.swap_remove(at)]);
            }
        }
        weight
    }

    /// Whether words on two sides have the same letters, in whatever order.
    fn have_the_same_letters(&self, ours: &[u32], theirs: &[u32]) -> bool {
        let words = |words: &[u32]| words.iter().filter_map(|word| self.word(*word)).collect::<Vec<_>>();
        let (ours, theirs) = (words(ours), words(theirs));
        let length = |words: &[&Word]| words.iter().map(|word| word.length).sum::<usize>();
        let letters = |words: &[&Word]| {
            let mut letters: Vec<char> = words.iter().flat_map(|word| word.text.chars()).collect();
            letters.sort_unstable();
            letters
        };
        length(&ours) == length(&theirs) && letters(&ours) == letters(&theirs)
    }

    /// Whether two words are one but for a slip of the pen or an ending.
    fn is_slip(&self, one: u32, other: u32) -> bool {
        self.word(one).zip(self.word(other)).is_some_and(|(one, other)| one.is_slip_of(other))
    }
}

impl Word {
    fn new(text: String, places: &BTreeSet<String>, language: &Language) -> Self {
        let length = text.chars().count();
        let number = text.contains(char::is_numeric) || length == 1;
        Self {
            telling: number || places.contains(&text) || tells_apart(&text, language),
            length,
            letters: text.chars().fold(0, |letters, c| letters | bit(c)),
            text,
        }
    }

    /// Whether it is the other word but for a slip of the pen or an ending.
    fn is_slip_of(&self, other: &Self) -> bool {
        let length = self.length.min(other.length);
        let most: usize = if length >= 9 { 2 } else { 1 };
        // A slip adds or drops one letter, or puts one in place of another. Almost all words that differ by more than that are
        // told by their length and letters, long before anybody compares them letter by letter.
        length >= 5
            && self.length.abs_diff(other.length) <= most
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * most
            && strsim::osa_distance(&self.text, &other.text) <= most
    }
}

/// Whether texts that differ in this word of the language are different.
/// Whether two actions that differ in this word are two actions; "een" is an article more often than a number.
fn tells_apart(word: &str, language: &Language) -> bool {
    let counts = || language.number(word).is_some_and(|number| number > 1) || language.ordinal(word).is_some();
    language.is(Role::TellsApart, word) || language.month(word).is_some() || counts()
}

/// A letter as one bit of 64; letters that share a bit are not told apart by it.
fn bit(letter: char) -> u64 {
    1 << (u32::from(letter) % u64::BITS)
}

/// What only the one has, what only the other has, and what both have; both are sorted.
fn difference(one: &[u32], other: &[u32]) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let (mut ours, mut theirs, mut shared) = (Vec::new(), Vec::new(), Vec::new());
    let (mut a, mut b) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    while let (Some(x), Some(y)) = (a.peek().copied(), b.peek().copied()) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => ours.extend(a.next()),
            std::cmp::Ordering::Greater => theirs.extend(b.next()),
            std::cmp::Ordering::Equal => {
                shared.extend(a.next());
                b.next();
            }
        }
    }
    ours.extend(a);
    theirs.extend(b);
    (ours, theirs, shared)
}

fn finding(ctx: &Context, action: &Action, other: &Action, alike: f32) -> Finding {
    let place = alike::place(ctx, action, other);
    // Never 100%: something differs.
    let percent = ((alike * 100.0).floor() as u32).min(99);
    let message = Wording::new(
        format!("Deze actie lijkt sterk op die in {} ({percent}% gelijk).", place.nl),
        format!("This action is {percent}% the same as the one in {}.", place.en),
    );
    ctx.on(action, &action.text, &RULE, message).relate([Related::Place(Location::cell(&other.text.at))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::findings;

    const FIRST: &str = "Met de scholen in de gemeente afspreken wie signalen van radicalisering meldt en hoe het meldpunt daarop reageert";

    fn found(other: &str) -> Vec<Finding> {
        let row = |nr: u32, text: &str| format!("| {nr} | {text} | | | Loopt |\n");
        let rows = [
            row(1, FIRST),
            row(2, other),
            row(3, "Jongerenwerkers trainen in het voeren van gesprekken over complotten en nepnieuws"),
            row(4, "Een protocol voor de veiligheid van medewerkers opstellen en dat jaarlijks oefenen"),
        ];
        findings("DUP002", "", &format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{}", rows.concat()))
    }

    #[test]
    fn small_edits_do_not_make_another_action() {
        for edited in [
            "Met scholen in de gemeente afspreken wie de signalen van radicalisering meldt en hoe het meldpunt daar op reageert",
            "Met de scholen in de gemeente afspreken wie signalen van radicalisiering meldt, en hoe het meldpunt daarop reageert",
            "Met de scholen in de gemeente afspreken wie signalen van radicalisering meldt en hoe het meldpunt daarop snel reageert",
            "Afspreken met de scholen in de gemeente hoe het meldpunt reageert op signalen van radicalisering en wie daarop meldt",
        ] {
            let found = found(edited);
            assert_eq!(found.len(), 1, "{edited}");
            assert_eq!(found[0].at.row, Some(2));
            assert!(found[0].message.nl.contains("op die in B2 (nr. 1) ("), "{}", found[0].message.nl);
        }
    }

    #[test]
    fn another_number_place_or_target_is_another_action() {
        for other in [
            FIRST.to_owned(),
            FIRST.replace("scholen", "drie scholen"),
            FIRST.replace("in de gemeente", "in Huizen"),
            FIRST.replace("Met", "Fase 2: met"),
            FIRST.replace("meldt", "niet meldt"),
            FIRST.replace("scholen", "moskeeën").replace("radicalisering", "eenzaamheid"),
            "Met de wijkteams bespreken welke interventies er al zijn en wat er nog ontbreekt".to_owned(),
        ] {
            assert!(found(&other).is_empty(), "{other}: {:?}", found(&other));
        }
    }

    #[test]
    fn the_limit_of_the_framework_holds() {
        let (a, b) = (
            "Scholen bezoeken met het meldpunt over radicalisering",
            "Scholen bezoeken met het meldpunt over eenzaamheid",
        );
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | {a} | | | Loopt |\n| 2 | {b} | | | Loopt |"
        );
        let count = |percent: u16| {
            let mut framework = Framework::embedded().clone();
            framework.limits.near_duplicate_percent = percent;
            let found = crate::rules::catalogue_tests::run("", &sheet, &framework, false);
            found.iter().filter(|finding| finding.rule.code.as_str() == "DUP002").count()
        };
        assert_eq!((count(90), count(60)), (0, 1));
    }

    #[test]
    fn other_municipalities_and_told_apart_actions_are_fine() {
        let table = |name: &str, text: &str, when: &str| {
            format!("# {name}\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | {text} | | {when} | Loopt |\n")
        };
        let near = FIRST.replace("de scholen", "scholen");
        let two = table("Hilversum", FIRST, "Q2 2026") + &table("Huizen", &near, "Q2 2026");
        assert!(findings("DUP002", "", &two).is_empty());
        let row = format!("| 2 | {near} | | Q3 2026 | Loopt |");
        assert!(findings("DUP002", "", &(table("Hilversum", FIRST, "Q2 2026") + &row)).is_empty());
    }

    #[test]
    fn however_many_actions_share_a_word_few_are_compared() {
        let mut before = Before::default();
        (0..10_000).for_each(|action| before.add(action, 0, vec![1, 2, 3]));
        assert_eq!(before.sharing(0, &[1]).first(), Some(&(10_000 - MOST_PER_WORD)));
        assert_eq!(before.sharing(0, &[1, 2, 3]).len(), MOST_PER_WORD);
        assert_eq!(before.sharing(1, &[1, 2, 3]).len(), 0, "another municipality");
    }
}
