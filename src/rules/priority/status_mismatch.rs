//! PRI003: the priority does not fit the colour of the sub-theme.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Code, Framework, Priority, PriorityRange, SubTheme};
use crate::plan::{Action, StatusSource};
use crate::rules::coverage::Colours;
use crate::rules::scales::{lies_within, others};
use crate::rules::{Context, list, municipality_of};
use crate::wording::Wording;

/// The worst colour asks for the highest priority, the best colour for the lowest. What the plan gives as an interval
/// ("Gemiddeld tot hoog") counts by its upper end.
///
/// The priority is one for all municipalities and the colour is one for each: where municipalities differ in colour, the
/// priorities of all those colours fit. The version's own sheet of the framework goes before the framework file; a colour beside the
/// action counts too. It is said once for a sub-theme in a table. Actions that are done or dropped are left alone.
///
/// Where a row has another priority than the plan gives the sub-theme, PRI002 says so, unless the colours by themselves leave no
/// priority but the one of the plan.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRI003,
    name: "priority-status-mismatch",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "De prioriteit past niet bij de kleur van het subthema.",
        "The priority does not fit the colour of the sub-theme.",
    ),
    why: Wording::new(
        "Het plan pakt eerst aan wat het minst op orde is. Een lage prioriteit bij rood schuift dat naar achteren.",
        "The plan first takes up what is least in order. A low priority at red pushes that back.",
    ),
    fix: Wording::new(
        "Pas de prioriteit aan, of vraag de coördinator om de afwijking vast te leggen.",
        "Change the priority, or ask the coordinator to record an exception.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |
| HI-09 | Online interventies | Jongeren leren omgaan met nepnieuws | → Laag | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |
| HI-09 | Online interventies | Jongeren leren omgaan met nepnieuws | Hoog | OOV Hilversum | Q2 2026 | Loopt |
| HI-10 | Preventie | Ouders bijpraten | Gemiddeld tot hoog | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

/// An action with the colours that its priority does not fit.
struct Mismatch<'c> {
    action: &'c Action,
    statuses: BTreeSet<&'c Code>,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let (scale, colours) = (Scale::new(ctx.framework), Colours::new(ctx));
    let mut groups: BTreeMap<_, Vec<Mismatch>> = BTreeMap::new();
    for action in ctx.open_actions() {
        if let (Some(subtheme), Some(statuses)) = (action.subtheme_code(), mismatch(ctx, &scale, &colours, action)) {
            let group = (action.table, subtheme, municipality_of(ctx.plan, action));
            groups.entry(group).or_default().push(Mismatch { action, statuses });
        }
    }
    findings.extend(groups.values().filter_map(|rows| finding(ctx, &scale, &colours, rows)));
}

/// Whether this rule speaks of the action's priority.
pub(in crate::rules) fn is_said_of<'c>(
    ctx: &Context<'c>,
    scale: &Scale,
    colours: &Colours<'c>,
    action: &'c Action,
) -> bool {
    mismatch(ctx, scale, colours, action).is_some()
}

/// One finding for the rows of a sub-theme: at the first, and the others beside it.
fn finding(ctx: &Context, scale: &Scale, colours: &Colours, rows: &[Mismatch]) -> Option<Finding> {
    let (Mismatch { action, statuses }, rest) = rows.split_first()?;
    let subtheme = ctx.framework.subtheme(action.subtheme_code()?);
    let line = subtheme.map(|subtheme| Related::FrameworkLine(subtheme.line));
    let others = others(ctx, &action.priority.at, rest.iter().map(|other| &other.action.priority.at));
    let assessed = subtheme.map_or(&[][..], |subtheme| colours.of(&subtheme.code)).iter();
    let assessed = assessed.filter(|colour| is_for(ctx, action, colour.municipality));
    let assessed = assessed.filter_map(|colour| colour.cell).map(|cell| Related::Place(Location::cell(cell)));
    let message = message(ctx, scale, action, statuses);
    let finding = ctx.on(action, &action.priority, &RULE, message).suggest(scale.only_fit(statuses));
    Some(finding.relate(line).relate(assessed).relate(others))
}

/// The colours that the action's priority fits none of; none where it fits, where too little is known, or where it is for the plan to
/// say.
fn mismatch<'c>(
    ctx: &Context<'c>,
    scale: &Scale,
    colours: &Colours<'c>,
    action: &'c Action,
) -> Option<BTreeSet<&'c Code>> {
    let priority = action.priority.known()?;
    let subthemes = action.subtheme.known()?.iter().filter_map(|code| ctx.framework.subtheme(code));
    let own = own_colour(action);
    let mut judged = own.is_some();
    let mut statuses: BTreeSet<&Code> = own.into_iter().collect();
    let mut planned: Vec<&PriorityRange> = Vec::new();
    let mut assessed: BTreeSet<&Code> = BTreeSet::new();
    for subtheme in subthemes {
        judged = judged || concerns(ctx, colours, action, subtheme);
        let of_subtheme = colours.of(&subtheme.code);
        statuses.extend(of_subtheme.iter().map(|colour| colour.code));
        let for_action = of_subtheme.iter().filter(|colour| is_for(ctx, action, colour.municipality));
        assessed.extend(for_action.map(|colour| colour.code));
        planned.extend(&subtheme.priority);
    }
    // A row that gives its municipality another colour than the framework does is judged by what it says itself.
    if let Some(own) = own.filter(|own| action.framework_status.at != action.progress.at && !assessed.contains(own)) {
        statuses = BTreeSet::from([own]);
    }
    let mismatch = judged && !statuses.is_empty() && !scale.fits(&priority.to, &statuses)?;
    (mismatch && !is_for_the_plan(ctx.framework, scale, priority, &planned, &statuses)).then_some(statuses)
}

/// Whether the priority differs from the plan, and the colours do not settle what the plan says.
fn is_for_the_plan(
    framework: &Framework,
    scale: &Scale,
    priority: &PriorityRange,
    planned: &[&PriorityRange],
    statuses: &BTreeSet<&Code>,
) -> bool {
    let differs = !planned.is_empty() && planned.iter().all(|plan| !lies_within(framework, priority, plan));
    let only = scale.only(statuses).map(|priority| &priority.code);
    let settled = planned.iter().any(|plan| plan.from == plan.to && only == Some(&plan.to));
    differs && !settled
}

/// Whether the action is for the municipality: alone, among others, or with the whole district.
fn is_for(ctx: &Context, action: &Action, municipality: &str) -> bool {
    match (action.municipalities.known().map(Vec::as_slice), municipality_of(ctx.plan, action)) {
        (_, Some(code)) => &**code == municipality,
        (Some(codes @ [_, ..]), None) => codes.iter().any(|code| &**code == municipality),
        _ => true,
    }
}

/// The colour beside the action: of its own column, or the fill behind its progress. A colour word in the progress column is
/// more likely meant as progress.
fn own_colour(action: &Action) -> Option<&Code> {
    let status = action.framework_status.known()?;
    let own_column = action.framework_status.at != action.progress.at;
    (own_column || matches!(status.source, StatusSource::Fill(_))).then_some(&status.code)
}

/// Whether the sub-theme's colour is known in a municipality that the action is for.
fn concerns(ctx: &Context, colours: &Colours, action: &Action, subtheme: &SubTheme) -> bool {
    colours.of(&subtheme.code).iter().any(|colour| is_for(ctx, action, colour.municipality))
}

fn message(ctx: &Context, scale: &Scale, action: &Action, statuses: &BTreeSet<&Code>) -> Wording {
    let typed = ctx.quote(&action.priority.raw);
    let subtheme = action.subtheme_code().and_then(|code| ctx.framework.subtheme(code));
    let subtheme = subtheme.map_or_else(String::new, |subtheme| subtheme.name.clone());
    let colours: Vec<String> = scale
        .worst_first
        .iter()
        .filter(|(code, _)| statuses.contains(code))
        .map(|(_, name)| (*name).to_owned())
        .collect();
    let fitting: Vec<String> = scale.fitting(statuses).iter().map(|priority| priority.name.clone()).collect();
    Wording::new(
        format!(
            "Prioriteit {typed} past niet bij “{subtheme}”: bij {} hoort {}.",
            list(&colours, "of"),
            list(&fitting, "of")
        ),
        format!(
            "Priority {typed} does not fit “{subtheme}”: {} goes with {}.",
            list(&colours, "or"),
            list(&fitting, "or")
        ),
    )
}

/// Colours and priorities side by side, whatever their number.
pub(in crate::rules) struct Scale<'f> {
    /// Code and name of each colour, the worst first.
    worst_first: Vec<(&'f Code, &'f str)>,
    /// Every priority, the highest first.
    highest_first: Vec<&'f Priority>,
}

impl<'f> Scale<'f> {
    /// The scales of a framework.
    pub(in crate::rules) fn new(framework: &'f Framework) -> Self {
        let mut statuses: Vec<_> = framework.framework_statuses.iter().collect();
        statuses.sort_by_key(|status| status.rank);
        let mut highest_first: Vec<_> = framework.priorities.iter().collect();
        highest_first.sort_by_key(|priority| std::cmp::Reverse(priority.rank));
        Self {
            worst_first: statuses.iter().map(|status| (&status.code, status.name.as_str())).collect(),
            highest_first,
        }
    }

    /// The priorities that fit any of the colours: each colour covers an equal share of the scale of priorities.
    fn fitting(&self, statuses: &BTreeSet<&Code>) -> Vec<&'f Priority> {
        let (colours, priorities) = (self.worst_first.len(), self.highest_first.len());
        let fits = |position: usize| {
            self.worst_first.iter().enumerate().filter(|(_, (code, _))| statuses.contains(code)).any(|(at, _)| {
                let first = at * priorities / colours;
                let after = ((at + 1) * priorities).div_ceil(colours);
                (first..after).contains(&position)
            })
        };
        self.highest_first
            .iter()
            .enumerate()
            .filter(|(position, _)| fits(*position))
            .map(|(_, priority)| *priority)
            .collect()
    }

    /// Whether the priority fits; none where the framework has no such priority or none of the colours.
    fn fits(&self, priority: &Code, statuses: &BTreeSet<&Code>) -> Option<bool> {
        let fitting = self.fitting(statuses);
        let known = self.highest_first.iter().any(|known| known.code == *priority);
        (known && !fitting.is_empty()).then(|| fitting.iter().any(|fit| fit.code == *priority))
    }

    /// The priority that fits, where there is only one.
    fn only(&self, statuses: &BTreeSet<&Code>) -> Option<&'f Priority> {
        match self.fitting(statuses).as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Its name.
    fn only_fit(&self, statuses: &BTreeSet<&Code>) -> Option<&'f str> {
        self.only(statuses).map(|priority| priority.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cell::CellRef;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::rules::coverage::testing::with_own_sheet;

    #[test]
    fn scales_of_unequal_length_are_laid_side_by_side() {
        let mut framework = Framework::embedded().clone();
        let scale = Scale::new(&framework);
        let names = |scale: &Scale, code: &str| -> Vec<String> {
            let code: Code = Arc::from(code);
            scale.fitting(&BTreeSet::from([&code])).iter().map(|priority| priority.name.clone()).collect()
        };
        assert_eq!(names(&scale, "red"), ["Hoog"]);
        assert_eq!(names(&scale, "orange"), ["Gemiddeld"]);
        assert_eq!(names(&scale, "green"), ["Laag"]);
        framework.priorities.retain(|priority| &*priority.code != "medium");
        let scale = Scale::new(&framework);
        assert_eq!(names(&scale, "red"), ["Hoog"]);
        assert_eq!(names(&scale, "orange"), ["Hoog", "Laag"]);
        assert_eq!(names(&scale, "green"), ["Laag"]);
    }

    #[test]
    fn it_is_said_once_a_table_and_the_other_rows_are_related() {
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | HI-01 | Online interventies | Scholen bezoeken | Laag | OOV Hilversum | Q2 2026 | Loopt |\n\
                     | HI-02 | Online interventies | Ouders bijpraten | Laag | OOV Hilversum | Q2 2026 | Loopt |";
        let found = findings("PRI003", "", sheet);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].suggestion.as_deref(), Some("Hoog"));
        assert!(found[0].related.iter().any(|related| matches!(related, Related::FrameworkLine(line) if *line > 1)));
        assert!(found[0].related.iter().any(|related| matches!(related, Related::Place(at) if at.row == Some(2))));
    }

    #[test]
    fn a_sub_theme_with_several_colours_accepts_their_priorities() {
        // Preventie is red for some and orange for others.
        let row = |priority: &str| {
            let sheet = format!(
                "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                 | HI-08 | Preventie | Scholen bezoeken | {priority} | OOV Hilversum | Q2 2026 | Loopt |"
            );
            messages("PRI003", "", &sheet).len()
        };
        assert_eq!([row("Hoog"), row("Gemiddeld"), row("Gemiddeld tot hoog")], [0, 0, 0]);
        assert_eq!(row("Laag"), 0, "the plan says otherwise, which is what PRI002 says");
    }

    #[test]
    fn the_colour_beside_the_action_counts_and_a_colour_word_for_progress_does_not() {
        // The framework has no colour for Draagvlak.
        let row = |status: &str| {
            let sheet = format!(
                "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                 | HI-08 | Draagvlak | Scholen bezoeken | Laag | OOV Hilversum | Q2 2026 | {status} |\n\
                 | HI-09 | Preventie | Ouders bijpraten | Hoog | OOV Hilversum | Q2 2026 | Loopt |\n\
                 | HI-10 | Preventie | Meldpunt openen | Hoog | OOV Hilversum | Q2 2026 | Niet gestart |"
            );
            messages("PRI003", "", &sheet).len()
        };
        assert_eq!([row("{FF0000} Loopt"), row("{92D050} Loopt"), row("Rood"), row("Loopt")], [1, 0, 0, 0]);
    }

    #[test]
    fn a_deviation_that_was_decided_on_is_accepted() {
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | HI-06 | Veiligheid van eigen medewerkers | Protocol maken | Laag | HR Hilversum | Q2 2026 | Loopt |";
        let found = findings("PRI003", "", sheet);
        assert_eq!(found.len(), 1);
        assert!(found[0].accepted.as_deref().is_some_and(|reason| reason.contains("implementatieplan")));
    }

    #[test]
    fn the_workbooks_own_sheet_of_the_framework_goes_first() {
        // The framework file has orange for everybody; the plan says Gemiddeld.
        let sheet = "# Hilversum\n| Nr | Sub-thema | Actie | Prioriteit | Trekker | Planning | Status |\n\
                     | HI-08 | PGA | Deelnemen | Hoog | OOV Hilversum | Q2 2026 | Loopt |";
        assert_eq!(messages("PRI003", "", sheet).len(), 1);
        assert!(with_own_sheet("PRI003", sheet, "Hi", &[("INT-PGA", "red")], false).is_empty());
        let found = with_own_sheet("PRI003", sheet, "Hi", &[("INT-PGA", "orange")], false);
        let cell = Related::Place(Location::cell(&CellRef::new("Wegingskader", 2, 6)));
        assert!(found[0].related.contains(&cell), "{found:?}");
    }
}
