//! Grid and framework in, plan out. Reading never fails: it keeps the typed text and says what it could not read.

pub mod colour;
pub mod deadline;
mod header;
pub mod level;
pub mod lexicon;
pub mod owner;
pub mod place;
pub mod priority;
pub mod redaction;
pub mod status;
pub mod topic;
pub mod vocabulary;
