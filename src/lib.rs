//! planwacht

pub mod cell;
