//! The package writer from outside: each trap with a small workbook made here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

mod cells;
mod encodings;
mod files;
mod graft;
mod notes;
mod random;
mod refusals;
mod rerun;
mod traps;
