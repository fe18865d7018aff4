//! COV002: an item of the checklist is in no action's words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cell::Reading;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Framework, SubTheme, Theme};
use crate::language::{Language, Role};
use crate::plan::Action;
use crate::rules::Context;
use crate::rules::coverage::Coverage;
use crate::rules::coverage::subtheme_unknown::Guesses;
use crate::wording::{self, Wording, fold};

/// An item with fewer telling words can be meant by an action that uses none of them.
const LEAST_WORDS: usize = 4;
/// So many telling words of an item in one action are no chance, whatever the action is about.
const NO_CHANCE: usize = 2;
/// Words that begin alike for so many letters are about the same thing: `bestuurders`, `bestuurlijk`.
const SAME_BEGINNING: usize = 6;

/// No action seems to be about an item of the checklist, judged by its telling words: long, not in every plan, and not in the checklist
/// of another sub-theme.
///
/// What an action is about can only be guessed from its words, and it may mean the item in other words. So this rule is information,
/// speaks of items with at least four telling words alone, and is silent as soon as there is a hint: a telling word in any action of
/// the theme, two of them in an action elsewhere, or in an action of the sub-theme itself any word that the other items of its checklist
/// do without. Actions that are
/// done count too, and so do notes. Where an item is the only one of its sub-theme, every action of the sub-theme is about it.
///
/// It wants the whole plan: the actions of the district and of every municipality. A sub-theme without any action is said by COV001 or
/// COV003, and one that has the best colour everywhere needs none.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV002,
    name: "checklist-item-without-action",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een punt van de checklist lijkt in geen enkele actie voor te komen.",
        "No action seems to cover an item of the checklist.",
    ),
    why: Wording::new(
        "De checklist zegt wat er geregeld moet zijn. Een punt zonder actie wordt makkelijk vergeten.",
        "The checklist says what has to be in place. An item without an action is easily forgotten.",
    ),
    fix: Wording::new(
        "Is het al geregeld, of past het bij een bestaande actie? Dan is het goed. Voeg anders een actie toe.",
        "If it is in place, or part of an existing action, there is nothing to do. Otherwise add an action.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Acties
| Nr | Gemeente | Sub-thema | Actie | Trekker | Planning | Status |
| 1 | W, GM, B/L, Hi, Hu | Basiskennis | Meer collega's naar de basistraining krijgen | ZVHGV | Q2 2026 | Loopt |
| 2 | W, GM, B/L, Hi, Hu | Draagvlak | De adviseur van de NCTV om ondersteuning vragen | ZVHGV | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Acties
| Nr | Gemeente | Sub-thema | Actie | Trekker | Planning | Status |
| 1 | W, GM, B/L, Hi, Hu | Basiskennis | Een mediatraining geven: praten met journalisten | ZVHGV | Q2 2026 | Loopt |
| 2 | W, GM, B/L, Hi, Hu | Basiskennis | Vaardigheden oefenen voor een lastig contact | ZVHGV | Q2 2026 | Loopt |
| 3 | W, GM, B/L, Hi, Hu | Draagvlak | De adviseur van de NCTV om ondersteuning vragen | ZVHGV | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let coverage = Coverage::new(ctx);
    if !coverage.is_whole(ctx) {
        return;
    }
    let items = items(ctx.framework);
    let used = Used::of(ctx, &items);
    for (_, item) in items.iter().enumerate().filter(|(at, _)| !used.items.contains(at)) {
        if is_asked(ctx, &coverage, item.subtheme, used.subthemes.contains(&*item.subtheme.code)) {
            findings.push(finding(ctx, item));
        }
    }
}

/// A word of an item.
struct ItemWord {
    text: String,
    /// Whether the checklists of other sub-themes do without it.
    telling: bool,
    /// Whether the other items of its own checklist do.
    own: bool,
}

/// An item with its words.
struct Item<'f> {
    theme: &'f Theme,
    subtheme: &'f SubTheme,
    text: &'f str,
    words: Vec<ItemWord>,
}

impl Item<'_> {
    /// Whether an action of these sub-themes with these of the item's words (by index) may be about it.
    fn is_meant(&self, subthemes: &[&SubTheme], hits: &BTreeSet<usize>) -> bool {
        let own = subthemes.iter().any(|own| own.code == self.subtheme.code);
        let of_theme = |own: &&SubTheme| self.theme.subthemes.iter().any(|other| other.code == own.code);
        let related = subthemes.is_empty() || subthemes.iter().any(of_theme);
        let telling = hits.iter().filter(|at| self.words.get(**at).is_some_and(|word| word.telling)).count();
        let is_own = || hits.iter().any(|at| self.words.get(*at).is_some_and(|word| word.own));
        (own && (self.subtheme.checklist.len() == 1 || is_own())) || (related && telling > 0) || telling >= NO_CHANCE
    }
}

/// The items that have enough telling words.
fn items(framework: &Framework) -> Vec<Item<'_>> {
    let all = || {
        let of_theme = |theme| move |subtheme| (theme, subtheme);
        framework.themes.iter().flat_map(move |theme: &Theme| theme.subthemes.iter().map(of_theme(theme)))
    };
    let telling = |word: &String| !framework.language.is(Role::CommonInPlans, word);
    let words = |text: &String| words(text).into_iter().filter(telling);
    let checklists: Vec<(&str, BTreeSet<String>)> =
        all().map(|(_, subtheme)| (&*subtheme.code, subtheme.checklist.iter().flat_map(words).collect())).collect();
    let elsewhere = |own: &SubTheme, word: &str| {
        let others = checklists.iter().filter(|(code, _)| **code != *own.code);
        others.flat_map(|(_, words)| words).any(|other| is_alike(word, other))
    };
    let items = all().flat_map(|(theme, subtheme)| subtheme.checklist.iter().map(move |text| (theme, subtheme, text)));
    let items = items.map(|(theme, subtheme, text)| {
        let beside: BTreeSet<String> =
            subtheme.checklist.iter().filter(|other| *other != text).flat_map(words).collect();
        let own: BTreeSet<String> = words(text).collect();
        let own = own.into_iter().map(|word| ItemWord {
            telling: !elsewhere(subtheme, &word),
            own: !beside.iter().any(|other| is_alike(&word, other)),
            text: word,
        });
        Item { theme, subtheme, text, words: own.collect() }
    });
    items.filter(|item| item.words.iter().filter(|word| word.telling).count() >= LEAST_WORDS).collect()
}

/// Words that are long enough to tell something.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text).replace('\'', "");
    wording::words(&folded).filter(|word| word.chars().count() >= 4).map(str::to_owned).collect()
}

/// Whether a word of an action can be about the same as a word of an item: the same word, a word that holds it, or one that begins alike.
fn is_alike(item: &str, other: &str) -> bool {
    let length = item.chars().count().min(other.chars().count());
    let alike = item.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    item == other
        || (item.chars().count() > 4 && other.contains(item))
        || alike >= SAME_BEGINNING
        || (alike > 4 && alike + 2 >= length)
}

/// What the actions of the plan are about.
struct Used<'c> {
    /// Items (by index) that some action may be about.
    items: BTreeSet<usize>,
    /// Sub-themes (codes) that have an action.
    subthemes: BTreeSet<&'c str>,
}

impl<'c> Used<'c> {
    fn of(ctx: &Context<'c>, items: &[Item]) -> Self {
        let mut used = Self { items: BTreeSet::new(), subthemes: BTreeSet::new() };
        let mut guesses = Guesses::default();
        // Few words are used often: each is looked at once.
        let mut alike: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for action in &ctx.plan.actions {
            let subthemes = subthemes(ctx, action, &mut guesses);
            used.subthemes.extend(subthemes.iter().map(|subtheme| &*subtheme.code));
            let mut hits: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for word in words(&format!("{}\n{}", action.text.raw, action.explanation())) {
                let found = alike.entry(word).or_insert_with_key(|word| alike_in(items, word, &ctx.framework.language));
                for (item, word) in found.iter() {
                    hits.entry(*item).or_default().insert(*word);
                }
            }
            let meant = |(at, item): (usize, &Item)| {
                let none = BTreeSet::new();
                item.is_meant(&subthemes, hits.get(&at).unwrap_or(&none)).then_some(at)
            };
            used.items.extend(items.iter().enumerate().filter_map(meant));
        }
        used
    }
}

/// The words (second) of items (first) that a word can be about.
fn alike_in(items: &[Item], word: &str, language: &Language) -> Vec<(usize, usize)> {
    if language.is(Role::CommonInPlans, word) {
        return Vec::new();
    }
    let of_item = |(at, item): (usize, &Item)| -> Vec<(usize, usize)> {
        item.words.iter().enumerate().filter(|(_, own)| is_alike(&own.text, word)).map(|(own, _)| (at, own)).collect()
    };
    items.iter().enumerate().flat_map(of_item).collect()
}

fn subthemes<'c>(ctx: &Context<'c>, action: &Action, guesses: &mut Guesses<'c>) -> Vec<&'c SubTheme> {
    match &action.subtheme.value {
        Reading::Known(codes) => codes.iter().filter_map(|code| ctx.framework.subtheme(code)).collect(),
        Reading::Unreadable => guesses.meant(ctx.framework, action).into_iter().collect(),
        Reading::Absent | Reading::Blank => Vec::new(),
    }
}

/// Whether the sub-theme needs its items: not where it has the best colour everywhere, nor where it has a colour and no action at all,
/// which others say.
fn is_asked(ctx: &Context, coverage: &Coverage, subtheme: &SubTheme, has_actions: bool) -> bool {
    let best = ctx.framework.framework_statuses.iter().max_by_key(|status| status.rank).map(|status| &status.code);
    let colours = coverage.colours().of(&subtheme.code);
    colours.is_empty() || (has_actions && colours.iter().any(|colour| Some(colour.code) != best))
}

fn finding(ctx: &Context, item: &Item) -> Finding {
    let (text, name) = (ctx.quote(item.text), &item.subtheme.name);
    let message = Wording::new(
        format!("Op de checklist van “{name}” staat {text}. Geen enkele actie lijkt daarover te gaan."),
        format!("The checklist of “{name}” has {text}. No action seems to cover it."),
    );
    Finding { subtheme: Some(item.subtheme.code.clone()), ..Finding::new(&RULE, Location::plan(), message) }
        .relate([Related::FrameworkLine(item.subtheme.line)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::messages;

    fn found(rows: &[(&str, &str)]) -> Vec<String> {
        let mut sheet = "# Acties\n| Nr | Gemeente | Sub-thema | Actie | Trekker | Planning | Status |".to_owned();
        for (nr, (subtheme, text)) in (1..).zip(rows) {
            sheet += &format!("\n| {nr} | W, GM, B/L, Hi, Hu | {subtheme} | {text} | ZVHGV | Q2 2026 | Loopt |");
        }
        messages("COV002", "", &sheet)
    }

    fn about(found: &[String], part: &str) -> usize {
        found.iter().filter(|message| message.contains(part)).count()
    }

    #[test]
    fn only_items_that_can_be_told_apart_are_judged() {
        let judged: Vec<String> = items(Framework::embedded())
            .iter()
            .map(|item| {
                let telling = item.words.iter().filter(|word| word.telling).map(|word| word.text.as_str());
                format!("{}: {}", item.subtheme.code, telling.collect::<Vec<_>>().join(" "))
            })
            .collect();
        let expected = [
            "KV-BAS: contact omgang overtuigingen vaardigheden",
            "KV-BAS: journalisten mediatraining statements stigmatiserende strategisch",
            "KV-VER: diepgaande dossierhouders primaire taak terrorisme",
            "INT-PGA: casusoverleg methodische multidisciplinair overlegstructuur",
            "INT-ONL: lesprogrammas manipulatieve rekrutering weerbaarheid",
            "VST-DRA: adviseur lokaal nctv ondersteuning",
        ];
        assert_eq!(judged, expected);
    }

    #[test]
    fn an_item_that_nobody_mentions_is_said() {
        let found = found(&[("Basiskennis", "Meer collega's naar de basistraining krijgen")]);
        assert_eq!(about(&found, "“Mediatraining voor alle professionals"), 1, "{found:?}");
        assert_eq!(about(&found, "“Vaardigheden in contact"), 1, "{found:?}");
        assert_eq!(about(&found, "“Basiskennis voor alle professionals"), 0, "{found:?}");
    }

    #[test]
    fn one_word_in_the_theme_or_two_elsewhere_are_enough() {
        let media = |row: (&str, &str)| {
            about(&found(&[("Basiskennis", "Meer collega's naar de basistraining krijgen"), row]), "“Mediatraining")
        };
        assert_eq!(media(("Verdieping", "Oefenen met journalisten")), 0);
        assert_eq!(media(("Preventie", "Een avond met journalisten")), 1);
        assert_eq!(media(("Preventie", "Een avond met journalisten over de media")), 0);
        assert_eq!(media(("Verdiping", "Oefenen met journalisten")), 0, "a slip of the pen in the sub-theme");
        assert_eq!(media(("", "Oefenen met journalisten")), 0, "it may be about anything");
    }

    #[test]
    fn a_hint_in_the_sub_theme_itself_is_enough() {
        let lessons = |text: &str| about(&found(&[("Online interventies", text)]), "“Lesprogramma's");
        assert_eq!(lessons("Een filmpje maken"), 1);
        assert_eq!(lessons("Jongeren laten zien wat nepnieuws is"), 0, "a word that is not telling");
        let deeper = about(&found(&[("Verdieping", "Een cursus op maat aanbieden")]), "“Diepgaande kennis");
        assert_eq!(deeper, 0, "the only item of its sub-theme");
    }

    #[test]
    fn a_sub_theme_without_any_action_is_said_by_others() {
        let found = found(&[("Preventie", "Scholen bezoeken")]);
        assert_eq!(about(&found, "Basiskennis"), 0, "{found:?}");
        assert_eq!(about(&found, "“Draagvlak”"), 1, "it has no colours, so nobody else says it: {found:?}");
    }

    #[test]
    fn a_part_of_the_plan_is_not_judged() {
        let row = "| 1 | Basiskennis | Meer collega's naar de basistraining krijgen | ZVHGV | Q2 2026 | Loopt |";
        let sheet = format!("# Hilversum\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n{row}");
        assert!(messages("COV002", "", &sheet).is_empty());
    }
}
