//! Keeps a panic inside another library from ending the run: the workbook is damaged, the program is not.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work`; `None` where it panicked. Nothing is printed: the caller tells what is wrong in its own words.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The usual report goes to stderr before a panic can be caught, so it is silenced for this thread alone.
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                usual(info);
            }
        }));
    });
    let before = QUIET.with(|quiet| quiet.replace(true));
    let result = catch_unwind(AssertUnwindSafe(work));
    QUIET.with(|quiet| quiet.set(before));
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_the_work_only() {
        assert_eq!(quietly(|| 7), Some(7));
        let list: Vec<u8> = Vec::new();
        assert_eq!(quietly(|| list[list.len()]), None);
        assert!(!QUIET.with(Cell::get));
    }
}
