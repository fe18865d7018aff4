//! Owners: who leads an action.

pub(in crate::rules) mod collective;
pub(in crate::rules) mod missing;
pub(in crate::rules) mod of_other_municipality;
pub(in crate::rules) mod outside_district;
pub(in crate::rules) mod placeholder;
pub(in crate::rules) mod redacted;
pub(in crate::rules) mod several;
pub(in crate::rules) mod unknown;
