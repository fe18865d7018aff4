//! The lossless writer on workbooks that others made: a corpus of real ones, and workbooks that people and other
//! programs edited between two runs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

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
