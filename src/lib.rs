//! planwacht

pub mod cell;
pub mod finding;
pub mod framework;
pub mod plan;
pub mod privacy;
pub mod read;
pub mod reconcile;
pub mod review;
pub mod rules;
pub mod wording;
pub mod workbook;
