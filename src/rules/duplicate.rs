//! Actions that stand in the plan twice.

pub(in crate::rules) mod action_duplicate;
pub(in crate::rules) mod action_near_duplicate;
pub(in crate::rules) mod alike;
