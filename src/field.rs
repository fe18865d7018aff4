//! The fields of an action.

use serde::{Deserialize, Serialize};

use crate::wording::Lang;

/// A field of an action; also the key of a column list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The number.
    Id,
    /// The theme.
    Theme,
    /// The sub-theme.
    Subtheme,
    /// The municipalities it is for.
    Municipality,
    /// District or local.
    Level,
    /// The text.
    Action,
    /// Who leads.
    Owner,
    /// Who takes part.
    Involved,
    /// The priority.
    Priority,
    /// When it begins.
    Start,
    /// When.
    Deadline,
    /// The maturity colour.
    FrameworkStatus,
    /// The state of the action.
    Progress,
    /// How much of it is done, in percent.
    Percent,
    /// Explanation.
    Notes,
    /// When it was completed.
    CompletedOn,
    /// Which actions come first.
    DependsOn,
    /// When the row was last updated.
    UpdatedOn,
}

impl Field {
    /// Every field, in the order of a table.
    pub const ALL: [Self; 18] = [
        Self::Id,
        Self::Theme,
        Self::Subtheme,
        Self::Municipality,
        Self::Level,
        Self::Action,
        Self::Owner,
        Self::Involved,
        Self::Priority,
        Self::Start,
        Self::Deadline,
        Self::FrameworkStatus,
        Self::Progress,
        Self::Percent,
        Self::Notes,
        Self::CompletedOn,
        Self::DependsOn,
        Self::UpdatedOn,
    ];

    /// The name in files: `framework_status`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Theme => "theme",
            Self::Subtheme => "subtheme",
            Self::Municipality => "municipality",
            Self::Level => "level",
            Self::Action => "action",
            Self::Owner => "owner",
            Self::Involved => "involved",
            Self::Priority => "priority",
            Self::Start => "start",
            Self::Deadline => "deadline",
            Self::FrameworkStatus => "framework_status",
            Self::Progress => "progress",
            Self::Percent => "percent",
            Self::Notes => "notes",
            Self::CompletedOn => "completed_on",
            Self::DependsOn => "depends_on",
            Self::UpdatedOn => "updated_on",
        }
    }

    /// The word that people read.
    pub fn word(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::Id => ("nummer", "id"),
            Self::Theme => ("thema", "theme"),
            Self::Subtheme => ("subthema", "sub-theme"),
            Self::Municipality => ("gemeente", "municipality"),
            Self::Level => ("niveau", "level"),
            Self::Action => ("actie", "action"),
            Self::Owner => ("trekker", "owner"),
            Self::Involved => ("betrokkenen", "involved"),
            Self::Priority => ("prioriteit", "priority"),
            Self::Start => ("startdatum", "start"),
            Self::Deadline => ("planning", "deadline"),
            Self::FrameworkStatus => ("kaderstatus", "framework status"),
            Self::Progress => ("voortgang", "progress"),
            Self::Percent => ("percentage gereed", "percent complete"),
            Self::Notes => ("toelichting", "notes"),
            Self::CompletedOn => ("datum gereed", "completed on"),
            Self::DependsOn => ("afhankelijk van", "depends on"),
            Self::UpdatedOn => ("laatst bijgewerkt", "updated on"),
        };
        lang.pick(nl, en)
    }
}
