//! What a phrase says of how far an action is: "bijna klaar", "nog niet gestart", "voor 50% gereed", "✔".
//!
//! The words of a text are taken for the roles that they play: a state, a negation, a degree, a time, or a word that says nothing
//! by itself. The meaning is composed of these, so that "net gestart" and "niet gestart" lie far apart. A text of which a word has
//! no role says something only where that word begins a detail (a date, a reason, what somebody works on) or is the matter that a
//! state is told of ("training gegeven"). A slip of the pen is read where one word alone can be meant. What contradicts itself
//! is not read.

mod clause;
mod compose;
mod phrases;
mod slips;
mod token;

pub use compose::Said;
pub use phrases::Phrases;
pub use token::percent;
pub(crate) use token::{bare_number, is_crossed, without_circles};

#[cfg(test)]
mod tests;
