//! planwacht

pub mod annotate;
pub mod cell;
pub mod finding;
pub mod framework;
pub mod package;
pub mod plan;
pub mod reconcile;
pub mod report;
pub mod review;
pub mod rules;
pub mod wording;
pub mod workbook;
