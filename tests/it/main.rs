//! The program as people use it: real files in, real files out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

#[path = "../outside/mod.rs"]
mod outside;
mod shown;
mod support;

mod by_hand;
mod concept_report;
mod cut_off;
mod damage;
mod fuzzed;
mod lineage;
mod merge;
mod merge_random;
mod numbering;
mod oracles;
mod personal_data;
mod planted;
mod rerun;
mod samples;
mod second_district;
mod wrong_input;
