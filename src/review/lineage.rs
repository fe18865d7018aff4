//! Several versions at once: the life of each action, as a pure function of bytes, framework and language.

use super::masking::{Naming, Tabs, knowing, masked_tabs, rename};
use super::{Day, FileId, Keep, ReviewError, Source, Version};
use crate::cell::CellRef;
use crate::framework::Framework;
use crate::lineage::{Difference, Lineage, Turn, lineage};
use crate::plan::ActionPlan;
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
    pub lineage: Lineage,
}

/// One of the versions.
#[derive(Debug, Clone)]
pub struct VersionReview {
    /// The workbook.
    pub file: FileId,
    /// Its plan.
    pub plan: ActionPlan,
}

impl LineageReview {
    /// The plans of the versions, oldest first.
    pub fn plans(&self) -> Vec<&ActionPlan> {
        self.versions.iter().map(|version| &version.plan).collect()
    }
}

/// Reads the versions, oldest first, and follows each action through them.
///
/// # Errors
/// Where a workbook cannot be read, or has no table of actions.
pub fn follow(sources: &[Source], framework: &Framework, lang: Lang) -> Result<LineageReview, ReviewError> {
    let mut versions = Vec::with_capacity(sources.len());
    for source in sources {
        versions.push(Version::open(*source, framework, Keep::Plan, Day::Unknown)?);
    }
    let plans: Vec<&ActionPlan> = versions.iter().map(|version| &version.plan).collect();
    let mut lineage = lineage(&plans, framework);
    mask(&mut versions, &mut lineage, framework);
    let versions = versions.into_iter().map(|version| VersionReview { file: version.file, plan: version.plan });
    Ok(LineageReview { lang, framework: framework.clone(), versions: versions.collect(), lineage })
}

/// Hides personal data in everything that an output can show.
fn mask(versions: &mut [Version], lineage: &mut Lineage, framework: &Framework) {
    let privacy = knowing(&versions.iter().map(Naming::of).collect::<Vec<_>>(), framework);
    let tabs: Vec<Tabs> = versions.iter().map(|version| masked_tabs(version, &privacy)).collect();
    for (version, tabs) in versions.iter_mut().zip(&tabs) {
        privacy.hide(&mut version.file.name);
        version.plan.rewrite_texts(|text| privacy.mask(text));
        version.plan.tabs_mut(|tab| rename(tabs, tab));
    }
    let show = |at: &mut Option<CellRef>, version: usize| {
        if let (Some(at), Some(tabs)) = (at, tabs.get(version)) {
            rename(tabs, &mut at.sheet);
        }
    };
    for moment in lineage.lives.iter_mut().flat_map(|life| &mut life.moments) {
        let (Turn::Changed(found) | Turn::Returned(found)) = &mut moment.turn else { continue };
        for Difference { since, change } in &mut found.fields {
            privacy.hide(&mut change.previous);
            privacy.hide(&mut change.current);
            show(&mut change.previous_at, *since);
            show(&mut change.current_at, moment.version);
        }
    }
}
