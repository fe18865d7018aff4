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
    let hint = known.stems.hint(text);
    let mut found = Vec::new();
    if hint.any() {
        let plain = Plain::of(text);
        found = in_plain(&plain.text, hint, known);
        found.iter_mut().for_each(|personal| personal.range = plain.range(personal.range.clone()));
    }
    let given_away = names.into_iter().flat_map(|names| names.find(text));
    let given_away: Vec<Personal> = given_away
        .filter(|range| found.iter().all(|other| !covers(&other.range, range)))
        .map(|range| Personal { range, kind: Kind::Name(Sign::Elsewhere) })
        .collect();
    found.extend(given_away);
    found.sort_by_key(|personal| (personal.range.start, personal.range.end));
    found
}

fn in_plain(text: &str, hint: Hint, known: &Known) -> Vec<Personal> {
    let mut found: Vec<Personal> = Vec::new();
    let mut add = |ranges: Vec<Range<usize>>, kind: Kind| {
        let apart = |range: &Range<usize>| found.iter().all(|other| !covers(&other.range, range));
        let new: Vec<Range<usize>> = ranges.into_iter().filter(apart).collect();
        found.extend(new.into_iter().map(|range| Personal { range, kind }));
    };
    if hint.digits {
        add(number::accounts(text), Kind::Account);
        add(bsn::bsns(text, known), Kind::Bsn);
        add(phone::phones(text, known), Kind::Phone);
    }
    if hint.plate {
        add(number::plates(text, known), Kind::Plate);
    }
    if hint.at {
        add(email::emails(text, known), Kind::Email);
    }
    let names: Vec<Name> = if hint.name { person::look_for_names(text, known) } else { Vec::new() };
    let addresses = if hint.case || hint.name { address::addresses(text, known) } else { Vec::new() };
    if hint.case {
        add(special::traceable(text, known, &names, &addresses), Kind::Traceable);
    }
    if hint.individual() {
        add(individual::individuals(text, known), Kind::Traceable);
    }
    add(address::homes(text, known, &names, &addresses), Kind::Traceable);
    for name in names {
        add(vec![name.range], Kind::Name(name.sign));
    }
    found
}

/// Whether a range lies in another one, or over it.
fn covers(other: &Range<usize>, range: &Range<usize>) -> bool {
    other.start < range.end && range.start < other.end
}
