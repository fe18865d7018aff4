//! planwacht

pub mod cell;
pub mod workbook;
