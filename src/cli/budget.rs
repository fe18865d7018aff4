//! How much a run may write in all.

use std::cell::Cell;
use std::io::{self, Write};

/// What a run may write in all, in bytes. No plan of people comes near it.
const MOST: u64 = 200 << 20;

/// What is left of it.
pub(super) struct Budget(Cell<u64>);

impl Budget {
    /// All of it.
    pub(super) fn whole() -> Self {
        Self(Cell::new(MOST))
    }

    /// The same writer, which fails with [`io::ErrorKind::FileTooLarge`] when nothing is left.
    pub(super) fn of<'b, W: Write>(&'b self, inner: W) -> Within<'b, W> {
        Within { left: &self.0, inner }
    }
}

/// A writer within a budget.
pub(super) struct Within<'b, W> {
    left: &'b Cell<u64>,
    inner: W,
}

impl<W: Write> Write for Within<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        match self.left.get().checked_sub(written as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_outputs_take_counts_together() {
        let budget = Budget(Cell::new(10));
        assert!(budget.of(Vec::new()).write_all(b"zes....").is_ok());
        assert!(budget.of(Vec::new()).write_all(b"vie").is_ok());
        let error = budget.of(Vec::new()).write_all(b"x").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
