//! Grid and framework in, plan out. Reading never fails: it keeps the typed text and says what it could not read.

pub mod deadline;
pub mod redaction;
