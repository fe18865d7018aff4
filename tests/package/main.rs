//! The package writer from outside: each trap with a small workbook made here.

mod cells;
mod encodings;
mod files;
mod graft;
mod notes;
mod random;
mod refusals;
mod rerun;
mod traps;
