//! Priorities, and whether they fit the colours of the framework.

pub(in crate::rules) mod differs_from_plan;
pub(in crate::rules) mod not_started;
pub(in crate::rules) mod status_mismatch;
pub(in crate::rules) mod unknown;
