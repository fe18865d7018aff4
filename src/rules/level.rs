//! Levels: district, local or both.

pub(in crate::rules) mod differs_from_plan;
pub(in crate::rules) mod on_wrong_sheet;
pub(in crate::rules) mod unknown;
