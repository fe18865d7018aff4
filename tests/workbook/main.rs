//! Whole files in, grids out: made here, from the outside corpus where it is present, and from LibreOffice where it is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

mod colours;
mod corpus;
mod foreign;
mod hostile;
mod made;
mod number_formats;
#[path = "../outside/mod.rs"]
mod outside;
mod package;
mod shown;
#[allow(dead_code, reason = "other binaries use the rest")]
#[path = "../it/support.rs"]
mod support;
