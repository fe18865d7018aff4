//! Whether people who do not see the sheet can read it.

pub(in crate::rules) mod data_merged;
