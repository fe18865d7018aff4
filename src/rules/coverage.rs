//! What the rules on the coverage of the framework share: which colour each sub-theme has in each municipality, whose actions the
//! workbook holds, and which actions are for what.

use std::collections::BTreeMap;

use crate::cell::{CellRef, Reading};
use crate::finding::{Finding, Location, Related, Rule};
use crate::framework::{Code, Field, Framework, FrameworkStatus, Level, Municipality, SubTheme};
use crate::plan::{Action, BelongsTo};
use crate::rules::coverage::subtheme_unknown::Guesses;
use crate::rules::structure::municipality_sheet_missing::{has_rows_elsewhere, has_sheet};
use crate::rules::{Context, belongs_to, list};
use crate::wording::Wording;

pub(in crate::rules) mod all_done_still_red;
pub(in crate::rules) mod checklist_item_without_action;
pub(in crate::rules) mod framework_status_unknown;
pub(in crate::rules) mod level_missing;
pub(in crate::rules) mod orange_without_action;
pub(in crate::rules) mod red_without_action;
pub(in crate::rules) mod subtheme_unknown;

/// The colour of a sub-theme in a municipality.
#[derive(Clone, Copy)]
pub(in crate::rules) struct Colour<'a> {
    /// The municipality's code.
    pub(in crate::rules) municipality: &'a Code,
    /// The framework status.
    pub(in crate::rules) code: &'a Code,
    /// Its cell, where the version's own sheet of the framework says it.
    pub(in crate::rules) cell: Option<&'a CellRef>,
}

/// The colour of every sub-theme in every municipality, where somebody says it.
pub(in crate::rules) struct Colours<'a> {
    by_subtheme: BTreeMap<&'a str, Vec<Colour<'a>>>,
}

impl<'a> Colours<'a> {
    /// Looks each of them up once.
    pub(in crate::rules) fn new(ctx: &Context<'a>) -> Self {
        let colours = |subtheme: &SubTheme| {
            let municipalities = ctx.framework.municipalities.iter();
            let known = municipalities.filter_map(|municipality| {
                let (code, cell) = ctx.framework_status(subtheme, Some(&municipality.code))?;
                Some(Colour { municipality: &municipality.code, code, cell })
            });
            known.collect()
        };
        Self { by_subtheme: ctx.framework.subthemes().map(|subtheme| (&*subtheme.code, colours(subtheme))).collect() }
    }

    /// The known colours of a sub-theme.
    pub(in crate::rules) fn of(&self, subtheme: &str) -> &[Colour<'a>] {
        self.by_subtheme.get(subtheme).map_or(&[], Vec::as_slice)
    }
}

/// What the workbook holds for each municipality and sub-theme.
pub(in crate::rules) struct Coverage<'a> {
    colours: Colours<'a>,
    judged: Vec<&'a Municipality>,
    with_district: bool,
    actions: BTreeMap<(&'a str, &'a str), Vec<&'a Action>>,
}

/// A sub-theme in a municipality whose actions the workbook holds.
pub(in crate::rules) struct Part<'c, 'a> {
    pub(in crate::rules) municipality: &'a Municipality,
    pub(in crate::rules) subtheme: &'a SubTheme,
    /// Its colour, with its cell where the workbook itself says it; none where nobody says it.
    pub(in crate::rules) status: Option<(&'a FrameworkStatus, Option<&'a CellRef>)>,
    /// The actions of the municipality itself and those of the district for it, whatever their progress.
    pub(in crate::rules) actions: &'c [&'a Action],
}

impl<'a> Coverage<'a> {
    /// Sorts out the actions of the workbook.
    pub(in crate::rules) fn new(ctx: &Context<'a>) -> Self {
        // Where a sheet could not be read, an action that is not found may stand there.
        let municipalities = ctx.framework.municipalities.iter().filter(|_| !ctx.plan.hides_actions());
        let judged = municipalities.filter(|one| is_judged(ctx, one)).collect();
        let mut actions: BTreeMap<_, Vec<&Action>> = BTreeMap::new();
        let mut guesses = Guesses::default();
        for action in &ctx.plan.actions {
            let subthemes = subthemes_of(ctx, action, &mut guesses);
            for municipality in ctx.framework.municipalities.iter().filter(|one| is_for(action, &one.code)) {
                for subtheme in &subthemes {
                    actions.entry((&*municipality.code, *subtheme)).or_default().push(action);
                }
            }
        }
        Self { colours: Colours::new(ctx), judged, with_district: has_district_actions(ctx), actions }
    }

    /// Every sub-theme of every municipality that the workbook holds. Where it holds nothing of the district, what the plan
    /// leaves to the district is left out.
    pub(in crate::rules) fn parts<'c>(&'c self, ctx: &Context<'a>) -> impl Iterator<Item = Part<'c, 'a>> {
        let framework = ctx.framework;
        self.judged.iter().flat_map(move |municipality| {
            let asked =
                framework.subthemes().filter(|subtheme| self.with_district || subtheme.level != Some(Level::District));
            asked.map(move |subtheme| self.part(ctx.framework, municipality, subtheme))
        })
    }

    fn part<'c>(
        &'c self,
        framework: &'a Framework,
        municipality: &'a Municipality,
        subtheme: &'a SubTheme,
    ) -> Part<'c, 'a> {
        let actions = self.actions.get(&(&*municipality.code, &*subtheme.code)).map_or(&[][..], Vec::as_slice);
        let known = || {
            let colours = self.colours.of(&subtheme.code).iter();
            let own = colours.copied().find(|colour| *colour.municipality == municipality.code)?;
            Some((framework.framework_status(own.code)?, own.cell))
        };
        // A colour in a column of its own beside an action is newer than the assessment of the sub-theme as a whole.
        let beside = actions.iter().filter_map(|action| {
            let code = own_column(action)?;
            Some((framework.framework_status(code)?, Some(&action.framework_status.at)))
        });
        let status = beside.max_by_key(|(status, _)| status.rank).or_else(known);
        Part { municipality, subtheme, status, actions }
    }

    /// Whether the workbook holds the actions of the district and of every municipality.
    pub(in crate::rules) fn is_whole(&self, ctx: &Context) -> bool {
        self.with_district && self.judged.len() == ctx.framework.municipalities.len() && !ctx.plan.hides_actions()
    }

    /// Whether the workbook also holds what the district does.
    pub(in crate::rules) fn has_district(&self) -> bool {
        self.with_district
    }

    /// The colours as they are assessed.
    pub(in crate::rules) fn colours(&self) -> &Colours<'a> {
        &self.colours
    }
}

impl Part<'_, '_> {
    /// A finding about it, on the municipality's sheet.
    fn finding(&self, ctx: &Context, rule: &'static Rule, message: Wording) -> Finding {
        Finding {
            subtheme: Some(self.subtheme.code.clone()),
            municipality: Some(self.municipality.code.clone()),
            ..Finding::new(rule, place_of(ctx, self.municipality), message)
        }
    }

    /// The cell of its colour on the workbook's own sheet of the framework.
    pub(in crate::rules) fn assessed_in<'c>(&self, ctx: &Context<'c>) -> Option<&'c CellRef> {
        Some(&ctx.plan.assessment(&self.subtheme.code, Some(&self.municipality.code))?.status.at)
    }

    /// The same cell, where it gives the colour.
    fn coloured_in<'c>(&self, ctx: &Context<'c>) -> Option<&'c CellRef> {
        let (_, cell) = self.status?;
        self.assessed_in(ctx).filter(|assessed| cell == Some(*assessed))
    }

    /// The line of the framework file that has the sub-theme, and the cell of its colour in the workbook.
    pub(in crate::rules) fn explained_by(&self) -> Vec<Related> {
        let cell = self.status.and_then(|(_, cell)| cell).map(|cell| Related::Place(Location::cell(cell)));
        [Related::FrameworkLine(self.subtheme.line)].into_iter().chain(cell).collect()
    }

    /// Whether somebody still has to work on it.
    pub(in crate::rules) fn is_worked_on(&self, ctx: &Context) -> bool {
        self.actions.iter().any(|action| !ctx.is_closed(action))
    }

    /// The actions that were carried out.
    pub(in crate::rules) fn done(&self, ctx: &Context) -> impl Iterator<Item = &Action> {
        self.actions.iter().copied().filter(|action| ctx.is_carried_out(action))
    }
}

/// What one rule finds of these parts: one finding for each colour of each municipality, with all of its sub-themes. What was
/// accepted of a sub-theme is left out of it and stands apart. `word` says what holds for these, and what to do; `explain` gives
/// the places that explain it.
pub(in crate::rules) fn per_municipality<'c, 'a: 'c>(
    ctx: &Context<'a>,
    rule: &'static Rule,
    parts: impl Iterator<Item = Part<'c, 'a>>,
    explain: impl Fn(&Part) -> Vec<Related>,
    word: impl Fn(&[Part]) -> (Wording, Wording),
) -> Vec<Finding> {
    let said = |parts: &[Part]| {
        let (message, advice) = word(parts);
        let finding = parts.first()?.finding(ctx, rule, message).advise(advice);
        let mut cells: Vec<CellRef> = parts.iter().filter_map(|part| part.coloured_in(ctx)).cloned().collect();
        cells.sort_unstable();
        let is_own = |related: &Related| cells.iter().any(|cell| *related == Related::Place(Location::cell(cell)));
        let related: Vec<Related> = parts.iter().flat_map(&explain).filter(|related| !is_own(related)).collect();
        // It is about a municipality, and the cells of its colours are those that it holds for.
        Some(Finding { cells, ..finding }.relate(related))
    };
    let mut findings = Vec::new();
    // A municipality with the colour that its sub-themes have.
    type Group<'g> = (&'g Code, Option<&'g Code>);
    let mut groups: Vec<(Group, Vec<Part>)> = Vec::new();
    for part in parts {
        if let Some(accepted) = said(std::slice::from_ref(&part)).filter(|finding| ctx.accepted(finding).is_some()) {
            findings.push(accepted);
            continue;
        }
        let group = (&part.municipality.code, part.status.map(|(status, _)| &status.code));
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((group, vec![part])),
        }
    }
    for (_, parts) in groups {
        let one = parts.len() == 1;
        let about = |finding: Finding| Finding { subtheme: finding.subtheme.filter(|_| one), ..finding };
        findings.extend(said(&parts).map(about));
    }
    findings
}

/// The sub-themes of these parts as a sentence names them: “Preventie”, “PGA” en “Draagvlak”.
pub(in crate::rules) fn names(parts: &[Part], and: &str) -> String {
    let names: Vec<String> = parts.iter().map(|part| format!("“{}”", part.subtheme.name)).collect();
    list(&names, and)
}

/// The sheet of a municipality, or the whole plan where it has none.
pub(in crate::rules) fn place_of(ctx: &Context, municipality: &Municipality) -> Location {
    let own = BelongsTo::Municipality(municipality.code.clone());
    let sheet = ctx.plan.sheets.iter().find(|reading| reading.belongs_to == own).map(|reading| &reading.sheet);
    sheet.map_or_else(Location::plan, Location::sheet)
}

/// The colour in the action's column for it; a fill behind its progress is no such column.
fn own_column(action: &Action) -> Option<&Code> {
    let status = action.framework_status.known()?;
    (action.framework_status.at != action.progress.at).then_some(&status.code)
}

/// The sub-themes (codes) of an action. A slip of the pen in the name still says what it is about; COV004 speaks of the slip.
fn subthemes_of<'a>(ctx: &Context<'a>, action: &'a Action, guesses: &mut Guesses<'a>) -> Vec<&'a str> {
    match &action.subtheme.value {
        Reading::Known(codes) => codes.iter().map(|code| &**code).collect(),
        Reading::Unreadable => {
            guesses.meant(ctx.framework, action).map(|subtheme| &*subtheme.code).into_iter().collect()
        }
        Reading::Absent | Reading::Blank => Vec::new(),
    }
}

/// Whether the workbook holds the municipality's actions, each with its sub-theme.
fn is_judged(ctx: &Context, municipality: &Municipality) -> bool {
    let code = &municipality.code;
    let mut tables = ctx
        .plan
        .tables
        .iter()
        .filter(|table| matches!(belongs_to(ctx.plan, &table.sheet), BelongsTo::Municipality(own) if own == code));
    let names_subthemes = |columns: Option<&Vec<u32>>| columns.is_some_and(|columns| !columns.is_empty());
    if has_sheet(ctx, code) {
        let first = tables.next();
        return first.is_some()
            && first.into_iter().chain(tables).all(|table| names_subthemes(table.columns.get(&Field::Subtheme)));
    }
    has_rows_elsewhere(ctx, code)
        && ctx
            .plan
            .actions
            .iter()
            .filter(|action| is_for(action, code))
            .all(|action| ctx.has_column(action, Field::Subtheme))
}

/// Whether the workbook also holds what the district does; a municipality's own copy may not.
fn has_district_actions(ctx: &Context) -> bool {
    ctx.plan.tables.iter().any(|table| *belongs_to(ctx.plan, &table.sheet) == BelongsTo::District)
        || ctx.plan.actions.iter().any(|action| *belongs_to(ctx.plan, &action.sheet) == BelongsTo::Nobody)
}

/// Whether the action is for this municipality: named, or an action of the whole district.
fn is_for(action: &Action, code: &Code) -> bool {
    match action.municipalities.known().map(Vec::as_slice) {
        Some(codes @ [_, ..]) => codes.contains(code),
        _ => action.level.known() != Some(&Level::Local),
    }
}

#[cfg(test)]
pub(in crate::rules) mod testing {
    use std::sync::Arc;

    use crate::cell::{Cell, CellRef, Reading};
    use crate::finding::Finding;
    use crate::framework::Framework;
    use crate::plan::{Assessment, Status, StatusSource};
    use crate::read;
    use crate::rules::selection::Selection;
    use crate::rules::{Context, check, example};

    /// What one rule finds in a workbook whose own sheet of the framework gives these statuses (code; empty: a blank cell) to
    /// sub-themes (code) of one municipality, from `Wegingskader!G3` down.
    pub(in crate::rules) fn with_own_sheet(
        code: &str,
        sheets: &str,
        municipality: &str,
        statuses: &[(&str, &str)],
        fills_unknown: bool,
    ) -> Vec<Finding> {
        let framework = Framework::embedded();
        let mut grids = example::sheets(&format!("{sheets}\n# Wegingskader\n| Stand van december 2024 |")).grids;
        grids.last_mut().unwrap().fills_unknown = fills_unknown;
        let mut plan = read::read(&grids, framework);
        let status = |code: &str| Status { code: code.into(), source: StatusSource::Word };
        let assessment = |(row, (subtheme, code)): (u32, &(&str, &str))| Assessment {
            subtheme: Arc::from(*subtheme),
            municipality: Some(municipality.into()),
            status: Cell {
                at: CellRef::new("Wegingskader", row, 6),
                raw: Arc::default(),
                value: if code.is_empty() { Reading::Blank } else { Reading::Known(Arc::new(status(code))) },
            },
        };
        plan.assessments = (2..).zip(statuses).map(assessment).collect();
        let mut found = check(&Context {
            framework,
            plan: &plan,
            grids: &grids,
            properties: &[],
            privacy: &crate::privacy::Privacy::new(framework),
            previous: None,
            today: chrono::NaiveDate::from_ymd_opt(2025, 11, 24).unwrap(),
            selection: &Selection::default(),
            baseline: false,
            readers: crate::rules::Readers::default(),
        });
        found.retain(|finding| finding.rule.code.as_str() == code);
        found
    }
}
