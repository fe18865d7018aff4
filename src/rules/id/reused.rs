//! ID004: a number that belonged to one action now stands at another.

use std::collections::BTreeMap;

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::language::Language;
use crate::plan::{Action, ActionPlan};
use crate::reconcile::Reconciliation;
use crate::rules::id::{FreeNumbers, Number, free_again, in_use, number};
use crate::rules::{Context, Previous, previous_place};
use crate::wording::Wording;

/// In the previous version the number belonged to an action that is gone now or stands elsewhere under another number. The
/// text is compared, not only the number.
///
/// Where a whole sheet was numbered anew, nothing is reported: that is a choice, not a slip.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ID004,
    name: "id-reused",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Previous,
    what: Wording::new(
        "Een nummer hoort nu bij een andere actie dan in de vorige versie.",
        "A number now belongs to a different action from the previous version.",
    ),
    why: Wording::new(
        "Wie een nummer uit een verslag opzoekt, komt dan bij de verkeerde actie uit.",
        "Whoever looks up a number from the minutes then ends up at the wrong action.",
    ),
    fix: Wording::new(
        "Geef de nieuwe actie een nieuw nummer en laat het oude nummer bij de oude actie.",
        "Give the new action a new number and leave the old number with the old action.",
    ),
    fails: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| → HI-02 | Protocol vaststellen voor agressie aan de balie | HR Hilversum | Q4 2026 | Niet gestart |
| HI-03 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt voor inwoners | OOV Hilversum | Q2 2026 | Loopt |
| HI-03 | Protocol vaststellen voor agressie aan de balie | HR Hilversum | Q4 2026 | Niet gestart |
| HI-02 | Alle scholen bezoeken en uitleg geven over radicalisering | OOV Hilversum | Q3 2026 | Loopt |",
    },
};

/// A number that changed hands.
pub(in crate::rules) struct Reuse<'a> {
    /// The action that bears it now.
    pub new: &'a Action,
    /// The number that this action bore itself in the previous version, where nobody bears that now.
    own: Option<&'a str>,
    /// The action that bore it in the previous version,
    pub old: &'a Action,
    /// and what became of that one.
    moved_to: Option<&'a Action>,
}

/// The numbers of a sheet that were there before too.
#[derive(Default)]
struct Numbers<'a> {
    count: usize,
    reused: Vec<Reuse<'a>>,
}

impl Numbers<'_> {
    /// Whether the sheet was numbered anew: more than three in ten changed hands, and more than one.
    fn are_new(&self) -> bool {
        self.reused.len() >= 2 && self.reused.len() * 10 > self.count * 3
    }
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    let mut numbers = FreeNumbers::after(ctx.plan.actions.iter().chain(&previous.plan.actions));
    findings.extend(reused(ctx, previous).iter().map(|reuse| finding(ctx, reuse, &mut numbers)));
}

/// The numbers that changed hands, on sheets that were not numbered anew.
pub(in crate::rules) fn reused<'a>(ctx: &Context<'a>, previous: Previous<'a>) -> Vec<Reuse<'a>> {
    let sheets = by_sheet(ctx.plan, previous, &ctx.framework.language).into_values().filter(|sheet| !sheet.are_new());
    sheets.flat_map(|sheet| sheet.reused).collect()
}

/// What became of the actions of the previous version, by their place in its list, and where those of this one come from.
struct Ways<'a> {
    became: BTreeMap<usize, &'a [usize]>,
    came_from: BTreeMap<usize, usize>,
}

impl<'a> Ways<'a> {
    fn new(reconciliation: &'a Reconciliation) -> Self {
        let (mut became, mut came_from) = (BTreeMap::new(), BTreeMap::new());
        for change in &reconciliation.changes {
            became.extend(change.previous.iter().map(|old| (*old, change.current.as_slice())));
            if let ([old], [new]) = (change.previous.as_slice(), change.current.as_slice()) {
                came_from.insert(*new, *old);
            }
        }
        Self { became, came_from }
    }

    fn became(&self, old: usize) -> &'a [usize] {
        self.became.get(&old).copied().unwrap_or_default()
    }
}

/// The first action that bore a number in the previous version.
struct Bearer<'a> {
    index: usize,
    action: &'a Action,
    /// Whether it, or another that bore the number, still does.
    kept: bool,
}

fn bearers<'a>(
    previous: &'a ActionPlan,
    ways: &Ways,
    now: &[Option<Number>],
    language: &Language,
) -> BTreeMap<Number, Bearer<'a>> {
    let has = |new: &usize, number: &Number| now.get(*new).is_some_and(|own| own.as_ref() == Some(number));
    let mut bearers: BTreeMap<Number, Bearer> = BTreeMap::new();
    for (index, action) in previous.actions.iter().enumerate() {
        let Some(number) = number(previous, action, language) else { continue };
        let kept = ways.became(index).iter().any(|new| has(new, &number));
        bearers.entry(number).or_insert(Bearer { index, action, kept: false }).kept |= kept;
    }
    bearers
}

fn by_sheet<'a>(
    current: &'a ActionPlan,
    previous: Previous<'a>,
    language: &Language,
) -> BTreeMap<&'a str, Numbers<'a>> {
    let ways = Ways::new(previous.reconciliation);
    let now: Vec<_> = current.actions.iter().map(|new| number(current, new, language)).collect();
    let used = in_use(current, language);
    let before = bearers(previous.plan, &ways, &now, language);
    let own = |new: &usize| {
        let old = previous.plan.actions.get(*ways.came_from.get(new)?)?;
        free_again(previous.plan, old, &used, language)
    };
    let mut sheets: BTreeMap<&str, Numbers> = BTreeMap::new();
    for (at, (new, number)) in current.actions.iter().zip(&now).enumerate() {
        let Some(bearer) = number.as_ref().and_then(|number| before.get(number)) else { continue };
        let sheet = sheets.entry(&new.sheet).or_default();
        sheet.count += 1;
        // Where its own action still bears the number, a copy of it is a duplicate (ID002), not a reuse; and so may one do that
        // stands in what could not be read.
        let unseen = current.hides_actions() && ways.became(bearer.index).is_empty();
        if !bearer.kept && !unseen {
            let moved_to = ways.became(bearer.index).first().and_then(|new| current.actions.get(*new));
            sheet.reused.push(Reuse { new, own: own(&at), old: bearer.action, moved_to });
        }
    }
    sheets
}

fn finding(ctx: &Context, Reuse { new, own, old, moved_to }: &Reuse, numbers: &mut FreeNumbers) -> Finding {
    let (id, text) = (ctx.quote(&new.id.raw), ctx.quote(&old.text.raw));
    let free = match own {
        Some(own) => Some((*own).to_owned()),
        None => new.id().and_then(|id| numbers.next(id)),
    };
    let (fix_nl, fix_en) = match (own, &free) {
        (Some(own), _) => {
            let own = ctx.quote(own);
            (
                format!("Geef deze actie het nummer terug dat die zelf had: {own}"),
                format!("Give this action back the number that it had itself: {own}"),
            )
        }
        (None, Some(free)) => (
            format!("Geef deze actie een nieuw nummer, bijvoorbeeld {free}"),
            format!("Give this action a new number, for example {free}"),
        ),
        (None, None) => ("Geef deze actie een nieuw nummer".to_owned(), "Give this action a new number".to_owned()),
    };
    let message = Wording::new(
        format!("Nummer {id} was in de vorige versie van een andere actie: {text}."),
        format!("In the previous version number {id} belonged to another action: {text}."),
    );
    let now = moved_to.map(|action| Related::Place(Location::cell(&action.id.at)));
    let advice = Wording::new(format!("{fix_nl}."), format!("{fix_en}."));
    ctx.on(new, &new.id, &RULE, message)
        .advise(advice)
        .suggest(free)
        .relate([Related::Place(previous_place(&old.id.at))])
        .relate(now)
}

#[cfg(test)]
mod tests {
    use crate::finding::{Related, Version};
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::wording::Lang;

    const TEXTS: [&str; 6] = [
        "Een webpagina maken over het meldpunt voor inwoners",
        "Alle scholen bezoeken en uitleg geven over radicalisering",
        "Het agressieprotocol vaststellen met personeelszaken",
        "Jongerenwerkers een training laten volgen bij het ROR",
        "Een nieuwsbrief maken voor alle partners in de wijk",
        "Samen met de bibliotheek lessen geven over nepnieuws",
    ];

    fn sheet(rows: &[(&str, &str)]) -> String {
        let rows: String =
            rows.iter().map(|(id, text)| format!("| {id} | {text} | OOV Hilversum | Q2 2026 | Loopt |\n")).collect();
        format!("# Hilversum\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    #[test]
    fn the_old_action_is_quoted_and_a_number_nobody_had_is_proposed() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let now = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[5]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let found = findings("ID004", &before, &now);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.nl.contains("Alle scholen bezoeken"), "{}", found[0].message.nl);
        assert_eq!(found[0].suggestion.as_deref(), Some("H-5"));
        assert!(matches!(&found[0].related[..], [Related::Place(at)] if at.version == Version::Previous));
    }

    #[test]
    fn the_place_of_the_old_action_now_is_shown_too() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let now =
            sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[5]), ("H-5", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let found = findings("ID004", &before, &now);
        assert!(
            matches!(&found[0].related[..], [_, Related::Place(at)] if at.row == Some(3)),
            "{:?}",
            found[0].related
        );
    }

    #[test]
    fn an_action_that_had_a_number_of_its_own_gets_that_back() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2]), ("H-4", TEXTS[3])]);
        let now = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[3]), ("H-3", TEXTS[2])]);
        let found = findings("ID004", &before, &now);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].suggestion.as_deref(), Some("H-4"));
        assert!(found[0].what_to_do(Lang::Nl).contains("die zelf had: “H-4”."), "{:?}", found[0].advice);
        assert_eq!(messages("ID005", &before, &now), Vec::<String>::new());
    }

    #[test]
    fn a_sheet_that_was_numbered_anew_is_left_alone() {
        let before = sheet(&[("1", TEXTS[0]), ("2", TEXTS[1]), ("3", TEXTS[2]), ("4", TEXTS[3])]);
        let now = sheet(&[("1", TEXTS[4]), ("2", TEXTS[0]), ("3", TEXTS[1]), ("4", TEXTS[2]), ("5", TEXTS[3])]);
        assert!(messages("ID004", &before, &now).is_empty());
    }

    #[test]
    fn sorting_and_a_copied_number_are_no_reuse() {
        let before = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-3", TEXTS[2])]);
        assert!(
            messages("ID004", &before, &sheet(&[("H-3", TEXTS[2]), ("H-1", TEXTS[0]), ("H-2", TEXTS[1])])).is_empty()
        );
        let copied = sheet(&[("H-1", TEXTS[0]), ("H-2", TEXTS[1]), ("H-2", TEXTS[5]), ("H-3", TEXTS[2])]);
        assert!(messages("ID004", &before, &copied).is_empty());
        assert_eq!(messages("ID002", &before, &copied).len(), 1);
    }
}
