//! The codes of the rules: the one list of them all, by family.
//!
//! The list makes both the codes and, in the room of the rules, the table of checks, so that one line registers a rule. It stands
//! below the framework, because a framework file names rules by their codes.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Every rule: its code, and the file of its family in which it is written.
macro_rules! for_every_rule {
    ($with:ident) => {
        $with! {
            structure {
                STR001 header_missing,
                STR002 required_column_missing,
                STR003 column_renamed,
                STR004 municipality_sheet_missing,
                STR005 content_hidden,
                STR006 row_without_action,
                STR007 value_filled_down,
                STR008 sheet_name_alias,
                STR009 column_doubled,
                STR010 no_actions,
            }
            id {
                ID001 missing,
                ID002 duplicate,
                ID003 unlike_others,
                ID004 reused,
                ID005 changed,
            }
            owner {
                OWN001 missing,
                OWN002 placeholder,
                OWN003 unknown,
                OWN004 several,
                OWN005 collective,
                OWN006 of_other_municipality,
                OWN007 outside_district,
                OWN008 redacted,
            }
            deadline {
                DAT001 missing,
                DAT002 unreadable,
                DAT003 not_existing,
                DAT004 end_before_start,
                DAT005 overdue,
                DAT006 due_soon,
                DAT007 outside_period,
                DAT008 vague,
                DAT009 contradictory,
                DAT010 year_missing,
                DAT011 as_text,
                DAT012 recurring_undated,
                DAT013 before_predecessor,
                DAT014 meeting_unknown,
                DAT015 hidden_by_format,
            }
            status {
                STA001 missing,
                STA002 unknown,
                STA003 colour_only,
                STA004 colour_contradicts,
                STA005 wrong_scale,
                STA006 done_without_evidence,
                STA007 without_reason,
                STA008 not_started,
                STA009 ambiguous,
                STA010 old_word,
            }
            priority {
                PRI001 unknown,
                PRI002 differs_from_plan,
                PRI003 status_mismatch,
                PRI004 not_started,
            }
            level {
                LVL001 unknown,
                LVL002 differs_from_plan,
                LVL003 on_wrong_sheet,
            }
            coverage {
                COV001 red_without_action,
                COV002 checklist_item_without_action,
                COV003 orange_without_action,
                COV004 subtheme_unknown,
                COV005 framework_status_unknown,
                COV006 all_done_still_red,
                COV007 level_missing,
            }
            transition {
                TRN001 action_reopened,
                TRN002 deadline_slipped,
                TRN003 deadline_slipped_again,
                TRN004 owner_removed,
                TRN005 owner_changed,
                TRN006 action_vanished,
                TRN007 status_backwards,
                TRN008 action_unchanged,
                TRN009 action_moved,
                TRN010 colour_changed_without_cause,
                TRN011 previous_redacted,
                TRN012 text_changed,
            }
            personal {
                PRV001 bsn_found,
                PRV002 phone_found,
                PRV003 email_personal,
                PRV004 person_named,
                PRV005 case_traceable,
                PRV006 redaction_found,
                PRV007 note_personal,
            }
            accessibility {
                ACC001 data_merged,
            }
            language {
                LNG001 characters_garbled,
                LNG002 abbreviation_unknown,
            }
            formula {
                FML001 error,
                FML002 unsettled,
                FML003 external,
            }
            file {
                FIL001 unreadable,
                FIL002 text_cut,
            }
            duplicate {
                DUP001 action_duplicate,
                DUP002 action_near_duplicate,
            }
        }
    };
}
pub(crate) use for_every_rule;

/// Makes the codes out of the list of rules.
macro_rules! with_codes {
    ($($family:ident { $($code:ident $rule:ident,)* })*) => {
        /// The code of a rule: its family and a number, as people and files write it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "each is documented where its rule is")]
        pub enum RuleCode {
            $($($code,)*)*
        }

        impl RuleCode {
            /// Every code, in the order of the list.
            pub const ALL: &[Self] = &[$($(Self::$code,)*)*];

            /// As people and files write it: `OWN003`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($(Self::$code => stringify!($code),)*)*
                }
            }
        }
    };
}
for_every_rule!(with_codes);

impl RuleCode {
    /// The letters that the codes of a family share: `OWN`.
    pub fn family(self) -> &'static str {
        self.as_str().trim_end_matches(|c: char| c.is_ascii_digit())
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// No rule has this code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchRule;

impl FromStr for RuleCode {
    type Err = NoSuchRule;

    /// Capitals make no difference.
    fn from_str(text: &str) -> Result<Self, NoSuchRule> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text)).ok_or(NoSuchRule)
    }
}

/// By the letters and numbers that people see.
impl Ord for RuleCode {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for RuleCode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for RuleCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
