//! The one judgement of what in a text is personal: the rules report what is found here, and masking hides it.

use std::ops::Range;

use super::hint::Hint;
use super::known::Known;
use super::names::Finder;
use super::person::{Name, Sign};
use super::plain::Plain;
use super::{address, bsn, email, individual, number, person, phone, special};

/// What kind of personal data something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A citizen service number.
    Bsn,
    /// The number of a bank account.
    Account,
    /// A licence plate.
    Plate,
    /// A phone number.
    Phone,
    /// The e-mail address of a person.
    Email,
    /// The name of a person.
    Name(Sign),
    /// What tells whose case, belief, health or criminal record it is, or who somebody without a name is.
    Traceable,
}

/// Something personal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// Everything personal in a text, in the order of the text; `names` finds the names that the workbook gave away.
pub(super) fn find(text: &str, known: &Known, names: Option<&Finder>) -> Vec<Personal> {
    let plain = Plain::of(text);
    let mut found = Vec::new();
    let hint = known.stems.hint(&plain.text);
    if hint.any() {
        found = in_plain(&plain.text, hint, known);
    }
    let given_away = names.into_iter().flat_map(|names| names.find(&plain.text));
    add(&mut found, given_away.map(|range| Personal { range, kind: Kind::Name(Sign::Elsewhere) }));
    found.iter_mut().for_each(|personal| personal.range = plain.range(personal.range.clone()));
    found.sort_by_key(|personal| (personal.range.start, personal.range.end));
    found
}

fn in_plain(text: &str, hint: Hint, known: &Known) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    let mut add_all = |ranges: Vec<Range<usize>>, kind: Kind| {
        add(&mut found, ranges.into_iter().map(|range| Personal { range, kind }));
    };
    if hint.digits {
        add_all(number::accounts(text), Kind::Account);
        add_all(bsn::bsns(text, known), Kind::Bsn);
        add_all(phone::phones(text, known), Kind::Phone);
    }
    if hint.plate {
        add_all(number::plates(text, known), Kind::Plate);
    }
    if hint.at {
        add_all(email::emails(text, known), Kind::Email);
    }
    let names: Vec<Name> = if hint.name { person::look_for_names(text, known) } else { Vec::new() };
    let addresses = if hint.case || hint.name { address::addresses(text, known) } else { Vec::new() };
    if hint.case {
        add_all(special::traceable(text, known, &names, &addresses), Kind::Traceable);
    }
    if hint.individual() {
        add_all(individual::individuals(text, known), Kind::Traceable);
    }
    add_all(address::homes(text, known, &names, &addresses), Kind::Traceable);
    add(&mut found, names.into_iter().map(|name| Personal { range: name.range, kind: Kind::Name(name.sign) }));
    found
}

/// Adds what does not lie within something that was found before. What only overlaps that is added: its rest is personal too.
fn add(found: &mut Vec<Personal>, more: impl Iterator<Item = Personal>) {
    let covers = Covers::of(found);
    found.extend(more.filter(|personal| !covers.hold(&personal.range)));
}

/// Up to where ranges reach that start no later than a byte, by these bytes in their order.
struct Covers(Vec<(usize, usize)>);

impl Covers {
    fn of(found: &[Personal]) -> Self {
        let mut reach: Vec<(usize, usize)> =
            found.iter().map(|personal| (personal.range.start, personal.range.end)).collect();
        reach.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut reach {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(reach)
    }

    /// Whether a range lies within one of them.
    fn hold(&self, range: &Range<usize>) -> bool {
        let after = self.0.partition_point(|(start, _)| *start <= range.start);
        let reach = after.checked_sub(1).and_then(|last| self.0.get(last));
        reach.is_some_and(|(_, end)| range.end <= *end)
    }
}
