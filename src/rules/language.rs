//! Characters and abbreviations that readers may not understand.

pub(in crate::rules) mod abbreviation_unknown;
pub(in crate::rules) mod characters_garbled;
