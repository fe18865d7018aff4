//! ID001: an action without a number.

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::plan::{Action, ActionPlan};
use crate::rules::id::{FreeNumbers, free_again, id_key, in_use, is_workbook_wide, owner_of_sheet, split};
use crate::rules::kept::kept;
use crate::rules::{Context, previous_place, row_of};
use crate::wording::{Wording, fold};

/// An action that is not closed has no number, or a mark that one is still to come ("-", "nieuw"). Proposed is the number that it had
/// in the previous version, or else the next free one of the series that most actions around it use.
///
/// Where hardly an action of a sheet has a number (fewer than one in five, of three or more), it is said once for the sheet; where no
/// action of the whole workbook has one, once for the plan. A sheet with neither numbers nor sub-themes is reported by STR002.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ID001,
    name: "id-missing",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new("Een actie heeft geen nummer.", "An action has no number."),
    why: Wording::new(
        "Zonder nummer is een actie in een verslag of in de volgende versie moeilijk terug te vinden.",
        "Without a number an action is hard to find again in minutes or in the next version.",
    ),
    fix: Wording::new(
        "Geef de actie een nummer dat nog vrij is. Verander dat nummer daarna niet meer.",
        "Give the action a number that is still free. Do not change it afterwards.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt |
| W-02 | Scholen bezoeken | OOV Wijdemeren | Q3 2026 | Niet gestart |
| → | Een avond houden over online veiligheid | OOV Wijdemeren | Q2 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt |
| W-02 | Scholen bezoeken | OOV Wijdemeren | Q3 2026 | Niet gestart |
| W-03 | Een avond houden over online veiligheid | OOV Wijdemeren | Q2 2026 | Niet gestart |",
    },
};

/// With fewer actions a sheet is not judged as a whole.
const A_SHEET: usize = 3;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut sheets: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
    let (mut open, mut numbered) = (0, 0);
    for action in ctx.open_actions() {
        open += 1;
        numbered += usize::from(id_key(action, &ctx.framework.language).is_some());
        sheets.entry(&action.sheet).or_default().push(action);
    }
    sheets.retain(|_, actions| actions.iter().any(|action| is_told_here(ctx, action)));
    if open >= A_SHEET && numbered == 0 {
        findings.extend((!sheets.is_empty()).then(nowhere));
        return;
    }
    let (mut series, before) = (Series::new(ctx), before(ctx));
    for (sheet, actions) in sheets {
        let numbered = actions.iter().filter(|action| id_key(action, &ctx.framework.language).is_some()).count();
        let column = actions.iter().any(|action| ctx.has_column(action, Field::Id));
        if actions.len() >= A_SHEET && numbered * 5 < actions.len() {
            findings.push(hardly_any(ctx, sheet, &actions));
        } else if column {
            let missing = actions.iter().filter(|action| id_key(action, &ctx.framework.language).is_none());
            findings.extend(missing.map(|action| finding(ctx, action, &before, &mut series)));
        }
    }
}

/// Whether the lack of a number is this rule's: STR002 asks for numbers where the sub-theme is missing as well.
fn is_told_here(ctx: &Context, action: &Action) -> bool {
    ctx.has_column(action, Field::Id) || ctx.has_column(action, Field::Subtheme)
}

/// What actions of this version, by sheet and row, were in the previous one, where their numbers of then are free.
fn before<'a>(ctx: &Context<'a>) -> HashMap<(&'a str, u32), &'a Action> {
    let used = in_use(ctx.plan, &ctx.framework.language);
    let Some(previous) = ctx.previous else { return HashMap::new() };
    let had = kept(ctx).filter(|kept| free_again(previous.plan, kept.old, &used, &ctx.framework.language).is_some());
    had.map(|kept| (row_of(kept.new), kept.old)).collect()
}

fn finding(ctx: &Context, action: &Action, before: &HashMap<(&str, u32), &Action>, series: &mut Series) -> Finding {
    if let Some(old) = before.get(&row_of(action)) {
        let id = ctx.quote(&old.id.raw);
        let message = Wording::new(
            format!("Deze actie had in de vorige versie nummer {id} en heeft nu geen nummer."),
            format!("In the previous version this action had number {id}; now it has none."),
        );
        let was = Related::Place(previous_place(&old.id.at));
        let advice = Wording::of("Zet het nummer terug.", "Put the number back.");
        return ctx.on(action, &action.id, &RULE, message).advise(advice).suggest(old.id()).relate([was]);
    }
    let free = series.next(action);
    let (nl, en) = match &free {
        Some(free) => (format!(", bijvoorbeeld {free}"), format!(", for example {free}")),
        None => (String::new(), String::new()),
    };
    let message =
        Wording::new("Deze actie heeft nog geen nummer.".to_owned(), "This action has no number yet.".to_owned());
    let advice = Wording::new(
        format!("Vul een nummer in dat nog vrij is{nl}."),
        format!("Fill in a number that is still free{en}."),
    );
    ctx.on(action, &action.id, &RULE, message).advise(advice).suggest(free)
}

fn hardly_any(ctx: &Context, sheet: &str, actions: &[&Action]) -> Finding {
    let numbered = actions.iter().filter(|action| id_key(action, &ctx.framework.language).is_some()).count();
    let count = actions.len();
    let (have_nl, have_en) = match numbered {
        0 => ("hebben de acties geen nummer".to_owned(), "the actions have no numbers".to_owned()),
        _ => (
            format!("hebben {} van de {count} acties geen nummer", count - numbered),
            format!("{} of the {count} actions have no number", count - numbered),
        ),
    };
    let message = Wording::new(format!("Op blad “{sheet}” {have_nl}."), format!("On sheet “{sheet}” {have_en}."));
    let at = actions.first().map_or_else(Location::plan, |action| Location::sheet(&action.sheet));
    let municipality = actions.first().and_then(|action| crate::rules::municipality_of(ctx.plan, action)).cloned();
    let advice = Wording::of(
        "Geef elke actie een vast nummer, in een eigen kolom.",
        "Give each action a fixed number, in a column of its own.",
    );
    Finding { municipality, ..Finding::new(&RULE, at, message).advise(advice) }
}

fn nowhere() -> Finding {
    let message = Wording::of(
        "Geen enkele actie heeft een nummer. Geef elke actie een vast nummer: de letters van het blad en een volgnummer.",
        "Not a single action has a number. Give each action a fixed number: the letters of its sheet and a count.",
    );
    Finding::new(&RULE, Location::plan(), message)
}

/// The series of numbers of each table, and what is still free in them.
struct Series<'a> {
    /// A number of the series that most actions of the table use, by table.
    common: BTreeMap<usize, Option<&'a str>>,
    whole: FreeNumbers,
    /// Running numbers count in their table alone.
    running: BTreeMap<usize, FreeNumbers>,
    /// The actions of each table, and those of the previous version by whose sheet they stood on: what running numbers come after.
    now: BTreeMap<usize, Vec<&'a Action>>,
    before: BTreeMap<String, Vec<&'a Action>>,
    plan: &'a ActionPlan,
}

impl<'a> Series<'a> {
    fn new(ctx: &Context<'a>) -> Self {
        let previous = ctx.previous.iter().flat_map(|previous| &previous.plan.actions);
        let mut tables: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        let mut now: BTreeMap<usize, Vec<&Action>> = BTreeMap::new();
        for action in &ctx.plan.actions {
            now.entry(action.table).or_default().push(action);
            if id_key(action, &ctx.framework.language).is_some() {
                tables.entry(action.table).or_default().extend(action.id());
            }
        }
        let mut before: BTreeMap<String, Vec<&Action>> = BTreeMap::new();
        if let Some(previous) = ctx.previous {
            for action in &previous.plan.actions {
                before.entry(owner_of_sheet(previous.plan, &action.sheet)).or_default().push(action);
            }
        }
        Self {
            common: tables.into_iter().map(|(table, ids)| (table, common(&ids))).collect(),
            whole: FreeNumbers::after(ctx.plan.actions.iter().chain(previous)),
            running: BTreeMap::new(),
            now,
            before,
            plan: ctx.plan,
        }
    }

    /// The next number of the series of the action's table; none where its numbers form no series.
    fn next(&mut self, action: &Action) -> Option<String> {
        let like = self.common.get(&action.table).copied().flatten()?;
        if is_workbook_wide(&fold(like)) {
            return self.whole.next(like);
        }
        let numbers = self.running.entry(action.table).or_insert_with(|| {
            let now = self.now.get(&action.table);
            let before = self.before.get(&owner_of_sheet(self.plan, &action.sheet));
            FreeNumbers::after(now.into_iter().chain(before).flatten().copied())
        });
        numbers.next(like)
    }
}

/// The last number of the series that at least half of the numbers belong to.
fn common<'a>(ids: &[&'a str]) -> Option<&'a str> {
    let mut series: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in ids {
        if let Some((prefix, ..)) = split(id) {
            series.entry(fold(prefix)).or_default().push(id);
        }
    }
    let largest = series.into_values().max_by_key(Vec::len)?;
    (largest.len() * 2 >= ids.len()).then(|| largest.last().copied())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::findings;

    const TEXTS: [&str; 6] = [
        "Een webpagina maken over het meldpunt",
        "Alle scholen bezoeken",
        "Het agressieprotocol vaststellen",
        "Jongerenwerkers een training geven",
        "Een nieuwsbrief maken voor de wijk",
        "Lessen geven over nepnieuws",
    ];

    fn sheet(name: &str, ids: &[&str]) -> String {
        let rows: String = ids
            .iter()
            .zip(TEXTS)
            .map(|(id, text)| format!("| {id} | {text} in {name} | Preventie | ZVHGV | Q2 2026 | Loopt |\n"))
            .collect();
        format!("# {name}\n| Nr | Actie | Sub-thema | Trekker | Planning | Status |\n{rows}")
    }

    fn proposals(before: &str, now: &str) -> Vec<String> {
        findings("ID001", before, now).into_iter().map(|finding| finding.suggestion.unwrap_or_default()).collect()
    }

    #[test]
    fn each_action_gets_the_next_number_of_its_sheet() {
        let now =
            sheet("Wijdemeren", &["W-08", "W-09", "L-20", "", "-"]) + &sheet("Huizen", &["HU-01", "HU-02", "nieuw"]);
        assert_eq!(proposals("", &now), ["W-10", "W-11", "HU-03"]);
    }

    #[test]
    fn running_numbers_count_in_their_own_table() {
        let now = sheet("Wijdemeren", &["1", "2", "3", "4"]) + &sheet("Huizen", &["1", "2", ""]);
        assert_eq!(proposals("", &now), ["3"]);
        let before = sheet("Huizen", &["1", "2", "3", "4", "5"]);
        assert_eq!(proposals(&before, &sheet("Huizen", &["1", "2", "3", "4", "5", ""])), ["6"]);
    }

    #[test]
    fn a_number_of_the_previous_version_comes_back() {
        let before = sheet("Huizen", &["HU-01", "HU-02", "HU-03", "HU-04"]);
        let found = findings("ID001", &before, &sheet("Huizen", &["HU-01", "", "HU-03", "HU-04"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].suggestion.as_deref(), Some("HU-02"));
        assert!(found[0].message.nl.contains("had in de vorige versie nummer “HU-02”"), "{}", found[0].message.nl);
        // Where another action bears it now, the next free one is proposed.
        let now = sheet("Huizen", &["HU-02", "", "HU-03", "HU-04"]);
        assert_eq!(proposals(&before, &now), ["HU-05"]);
    }

    #[test]
    fn numbers_without_a_series_give_no_proposal() {
        assert_eq!(proposals("", &sheet("Huizen", &["HU-01a", "web", "9b", ""])), [""]);
    }

    #[test]
    fn a_sheet_without_numbers_is_told_once_and_so_is_a_plan() {
        let now = sheet("Wijdemeren", &["W-08", "W-09"]) + &sheet("Huizen", &["", "", ""]);
        let found = findings("ID001", "", &now);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].at.clone(), found[0].municipality.as_deref()),
            (Location::sheet(&"Huizen".into()), Some("Hu"))
        );
        let found = findings("ID001", "", &(sheet("Wijdemeren", &["", ""]) + &sheet("Huizen", &["", "", ""])));
        assert_eq!(found.iter().map(|finding| finding.at.clone()).collect::<Vec<_>>(), [Location::plan()]);
    }

    #[test]
    fn a_sheet_without_the_column_is_told_once_unless_another_rule_does() {
        let rows: String =
            TEXTS.iter().map(|text| format!("| Preventie | {text} | ZVHGV | Q2 2026 | Loopt |\n")).collect();
        let without = format!("# Huizen\n| Sub-thema | Actie | Trekker | Planning | Status |\n{rows}");
        assert_eq!(findings("ID001", "", &(sheet("Wijdemeren", &["W-08", "W-09"]) + &without)).len(), 1);
        let neither = without.replace("Preventie | ", "").replace("Sub-thema | ", "");
        assert_eq!(findings("ID001", "", &(sheet("Wijdemeren", &["W-08", "W-09"]) + &neither)).len(), 0);
    }

    #[test]
    fn closed_actions_are_left_alone() {
        let row = |id: &str, text: usize, status: &str| {
            format!("| {id} | {} | Preventie | ZVHGV | Q2 2026 | {status} |\n", TEXTS[text])
        };
        let sheet = |status: &str| {
            let rows = [row("HU-01", 0, "Loopt"), row("HU-02", 1, "Loopt"), row("", 2, status)].concat();
            format!("# Huizen\n| Nr | Actie | Sub-thema | Trekker | Planning | Status |\n{rows}")
        };
        assert_eq!(proposals("", &sheet("Niet gestart")), ["HU-03"]);
        assert_eq!(proposals("", &sheet("Afgerond")), Vec::<String>::new());
        assert_eq!(proposals("", &sheet("Vervallen")), Vec::<String>::new());
    }
}
