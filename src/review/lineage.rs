//! Several versions at once: the life of each action, as a pure function of bytes, framework and language.

use super::masking::{Naming, Side, Tabs, Texts, hide_texts, knowing, masked_tabs, rename_tabs};
use super::{Day, FileId, Keep, ReviewError, Source, Version};
use crate::framework::Framework;
use crate::lineage::{Difference, Differences, Life, Lineage, Moment, Turn, lineage};
use crate::plan::ActionPlan;
use crate::privacy::{Mask, Privacy, Shown};
use crate::read::deadline::{carry_years, lacks_years};
use crate::reconcile::reconcile;
use crate::wording::Lang;

/// Everything that the outputs over several versions show. Personal data are masked in every text of it.
#[derive(Debug, Clone)]
pub struct LineageReview {
    /// The language of the outputs.
    pub lang: Lang,
    /// What is valid.
    pub framework: Framework,
    /// The versions, oldest first.
    pub versions: Vec<VersionReview>,
    /// The life of each action over these versions.
    pub lineage: Shown<Lineage>,
}

/// One of the versions.
#[derive(Debug, Clone)]
pub struct VersionReview {
    /// The workbook.
    pub file: Shown<FileId>,
    /// Its plan.
    pub plan: Shown<ActionPlan>,
}

impl LineageReview {
    /// The plans of the versions, oldest first.
    pub fn plans(&self) -> Vec<&ActionPlan> {
        self.versions.iter().map(|version| &*version.plan).collect()
    }
}

/// Reads the versions, oldest first, and follows each action through them.
///
/// # Errors
/// Where a workbook cannot be read, or has no table of actions.
pub fn follow(sources: &[Source], framework: &Framework, lang: Lang) -> Result<LineageReview, ReviewError> {
    let mut versions = Vec::with_capacity(sources.len());
    for source in sources {
        let mut version = Version::open(*source, framework, Keep::Plan, Day::Unknown)?;
        if let Some(before) = versions.last().filter(|_| lacks_years(&version.plan)) {
            let before: &Version = before;
            let descents = reconcile(&before.plan, &version.plan, framework).descents().collect::<Vec<_>>();
            carry_years(&before.plan, &mut version.plan, descents);
        }
        versions.push(version);
    }
    let plans: Vec<&ActionPlan> = versions.iter().map(|version| &version.plan).collect();
    let lineage = lineage(&plans, framework);
    let privacy = knowing(&versions.iter().map(Naming::of).collect::<Vec<_>>(), framework);
    let tabs: Vec<Tabs> = versions.iter().map(|version| masked_tabs(version.tabs.iter(), &privacy)).collect();
    let lineage = Shown::new(lineage, &Through { privacy: &privacy, tabs: &tabs });
    let shown = |(version, tabs): (Version, &Tabs)| VersionReview {
        file: Shown::new(version.file, &privacy),
        plan: Shown::new(Texts::of(version.plan, &privacy), &Side { privacy: &privacy, tabs }),
    };
    let versions = versions.into_iter().zip(&tabs).map(shown).collect();
    Ok(LineageReview { lang, framework: framework.clone(), versions, lineage })
}

/// What masks a lineage.
struct Through<'a> {
    privacy: &'a Privacy,
    /// The tabs of each version.
    tabs: &'a [Tabs],
}

impl Mask<Through<'_>> for Lineage {
    type Masked = Lineage;

    fn masked(self, by: &Through<'_>) -> Lineage {
        let Self { mut lives, redacted } = self;
        for Life { rows: _, moments } in &mut lives {
            for Moment { version, turn, matched_by: _, confidence: _, evidence: _ } in moments {
                for Difference { since, change } in differences(turn) {
                    hide_texts(change, by.privacy);
                    rename_tabs(change, by.tabs.get(*since), by.tabs.get(*version));
                }
            }
        }
        Self { lives, redacted }
    }
}

/// What a turn says of the fields; nothing in most of them.
fn differences(turn: &mut Turn) -> &mut [Difference] {
    match turn {
        Turn::Changed(found) | Turn::Returned(found) => {
            let Differences { since: _, moved: _, renumbered: _, fields } = found;
            fields
        }
        Turn::Appeared
        | Turn::Found
        | Turn::Vanished
        | Turn::SplitInto(_)
        | Turn::SplitFrom(_)
        | Turn::MergedInto(_)
        | Turn::MergedFrom(_) => &mut [],
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use rust_xlsxwriter::Workbook;

    use super::*;

    /// A workbook with one action on each of two sheets.
    fn version(plannings: [&str; 2]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (sheet, planning) in ["Hilversum", "Huizen"].iter().zip(plannings) {
            let sheet = workbook.add_worksheet().set_name(*sheet).unwrap();
            sheet.write_row(0, 0, ["Nr", "Actie", "Trekker", "Planning", "Status"]).unwrap();
            sheet.write_row(1, 0, ["1", "Alle scholen bezoeken", "OOV", planning, "Loopt"]).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn a_year_goes_on_through_the_versions() {
        let versions = [
            version(["25 december 2025", "25 december 2026"]),
            version(["25 december", "25 december"]),
            version(["25 december", "25 dec"]),
        ];
        let sources = versions.each_ref().map(|bytes| Source { name: "plan.xlsx", bytes });
        let followed = follow(&sources, Framework::embedded(), Lang::Nl).unwrap();
        for plan in followed.plans() {
            let ends: Vec<i32> = plan.actions.iter().map(|a| a.deadline.known().unwrap().end.unwrap().year()).collect();
            assert_eq!(ends, [2025, 2026]);
        }
    }
}
