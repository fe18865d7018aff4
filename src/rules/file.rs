//! What is wrong with the file itself, whatever stands in it.

pub(in crate::rules) mod text_cut;
pub(in crate::rules) mod unreadable;
