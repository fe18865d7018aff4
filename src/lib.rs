//! planwacht

pub mod cell;
pub mod package;
