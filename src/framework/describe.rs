//! The framework as text that people can read.

use super::Framework;
use crate::wording::Lang;

impl Framework {
    /// The framework in force as readable text, for `planwacht framework show`.
    pub fn describe(&self, _lang: Lang) -> String {
        self.title.clone()
    }
}
