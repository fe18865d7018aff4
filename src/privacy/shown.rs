//! What may be shown, as a type that masking alone makes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::Privacy;

/// A value whose texts may be shown: personal data are masked in all of them.
///
/// Nothing but masking makes one, so an output that is made of such values cannot repeat personal data by an oversight: who forgets to
/// mask a text gets an error of the compiler.
///
/// ```
/// # use planwacht::{framework::Framework, privacy::{Privacy, Shown}};
/// fn tell(line: &Shown<String>) {
///     println!("{line}");
/// }
/// let privacy = Privacy::new(Framework::embedded());
/// tell(&privacy.shown("bel mevrouw K. Klaasveld").into_owned());
/// ```
///
/// The text as it came is none of that type, and the type has no other way in:
///
/// ```compile_fail,E0308
/// # use planwacht::{framework::Framework, privacy::{Privacy, Shown}};
/// fn tell(line: &Shown<String>) {
///     println!("{line}");
/// }
/// tell(&"bel mevrouw K. Klaasveld".to_owned());
/// ```
///
/// ```compile_fail,E0423
/// # use planwacht::{framework::Framework, privacy::{Privacy, Shown}};
/// let line: Shown<String> = Shown("bel mevrouw K. Klaasveld".to_owned());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown<T>(T);

/// How a value becomes one that may be shown. Who implements it takes the value apart field by field, without `..`: a field that is
/// added later does not compile before somebody thought of it.
pub(crate) trait Mask<By: ?Sized> {
    /// What it is then.
    type Masked;

    /// The value with personal data hidden in every text.
    fn masked(self, by: &By) -> Self::Masked;
}

impl<M> Shown<M> {
    /// The value as it may be shown.
    pub(crate) fn new<By: ?Sized>(value: impl Mask<By, Masked = M>, by: &By) -> Self {
        Self(value.masked(by))
    }

    /// The value alone; to make a `Shown` of it again takes masking.
    pub fn into_inner(self) -> M {
        self.0
    }
}

impl Shown<Cow<'_, str>> {
    /// The same, as a text of its own.
    pub fn into_owned(self) -> Shown<String> {
        Shown(self.0.into_owned())
    }
}

impl<T> Deref for Shown<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: AsRef<str>> PartialEq<&str> for Shown<T> {
    fn eq(&self, other: &&str) -> bool {
        self.0.as_ref() == *other
    }
}

impl<'t> Mask<Privacy> for &'t str {
    type Masked = Cow<'t, str>;

    fn masked(self, by: &Privacy) -> Cow<'t, str> {
        by.mask(self).map_or(Cow::Borrowed(self), Cow::Owned)
    }
}

impl Mask<Privacy> for String {
    type Masked = String;

    fn masked(self, by: &Privacy) -> String {
        by.mask(&self).unwrap_or(self)
    }
}

impl Privacy {
    /// The text as it may be shown.
    pub fn shown<'t>(&self, text: &'t str) -> Shown<Cow<'t, str>> {
        Shown::new(text, self)
    }
}

/// Tests invent what is shown, and change it; what they invent names nobody.
#[cfg(test)]
mod invented {
    use super::Shown;

    impl<T> Shown<T> {
        /// An invented value, which no person stands in.
        pub(crate) fn invented(value: T) -> Self {
            Self(value)
        }
    }

    impl<T> std::ops::DerefMut for Shown<T> {
        fn deref_mut(&mut self) -> &mut T {
            &mut self.0
        }
    }
}
