//! Runs between which staff did something.
