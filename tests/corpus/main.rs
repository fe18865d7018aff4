//! The lossless writer on workbooks that others made: a corpus of real ones, and workbooks that people and other
//! programs edited between two runs.

#[path = "../outside/mod.rs"]
mod outside;
#[allow(dead_code, reason = "the other binary uses the rest")]
#[path = "../it/support.rs"]
mod support;

mod between;
mod book;
mod cells;
mod libreoffice;
mod made;
mod property;
mod sweep;
