//! Of several columns for one field, which one is read: the newer one by its words or its time, else the one that the framework names, else
//! the fuller one.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Draft, Row, filled};
use crate::framework::Field;
use crate::plan::{Choice, Doubled};
use crate::read::header::{Edition, Grade, Header, Headers, Standing};

/// Fields of the moment: what they said before says nothing of now.
const OF_NOW: [Field; 3] = [Field::Progress, Field::FrameworkStatus, Field::Percent];

/// A column that a field may be read from.
#[derive(Debug, Clone, Copy)]
struct Contender {
    col: u32,
    edition: Edition,
    /// How well the header fits, and its place in the list of headers.
    name: (Grade, usize),
    filled: usize,
}

/// Puts the columns of each field in the order in which they are read, and takes away those that say what was before. Explanations stand in
/// as many columns as people like.
pub(super) fn decide(draft: &mut Draft, body: &[Row], headers: &Headers) {
    let mut doubled = Vec::new();
    for (field, cols) in &mut draft.columns {
        if cols.len() < 2 || *field == Field::Notes {
            continue;
        }
        let mut found: Vec<Contender> =
            cols.iter().map(|col| contender(*field, *col, &draft.header, body, headers)).collect();
        found.sort_by_key(|contender| contender.col);
        // Being rather read is no order of all: times are compared only where both have one. So the first two are looked for one by one.
        to_the_front(*field, &mut found);
        to_the_front(*field, found.get_mut(1..).unwrap_or_default());
        let [first, second, ..] = found.as_slice() else { continue };
        let choice = compare(*field, first, second).1;
        let past = |contender: &&Contender| OF_NOW.contains(field) && contender.edition.standing == Standing::Former;
        let others: Vec<u32> = found.iter().skip(1).map(|contender| contender.col).collect();
        let kept: Vec<u32> = found.iter().skip(1).filter(|other| !past(other)).map(|contender| contender.col).collect();
        let gaps = gaps(body, first.col, &others);
        doubled.push(Doubled {
            field: *field,
            read: first.col,
            fills_gaps: kept.len() == others.len(),
            choice,
            gaps,
            others,
        });
        *cols = std::iter::once(first.col).chain(kept).collect();
    }
    draft.doubled = doubled;
    former_alone(draft, headers);
}

/// Puts the one that is rather read than the others before them.
fn to_the_front(field: Field, found: &mut [Contender]) {
    let better = |best: usize, at: usize| match (found.get(at), found.get(best)) {
        (Some(a), Some(b)) if compare(field, a, b).0.is_gt() => at,
        _ => best,
    };
    let best = (1..found.len()).fold(0, better);
    if let Some(front) = found.get_mut(..=best) {
        front.rotate_right(1);
    }
}

/// A column that was found only by leaving out a word for old, and that stands alone, is not what its field is now.
fn former_alone(draft: &mut Draft, headers: &Headers) {
    let header = &draft.header;
    let is_past = |field: &Field, cols: &[u32]| {
        let [col] = cols else { return false };
        let by_edition = grade(header, *col, *field).0 == Grade::Edition;
        by_edition && edition(header, *col, headers).standing == Standing::Former
    };
    draft.columns.retain(|field, cols| !is_past(field, cols));
}

fn contender(field: Field, col: u32, header: &Header, body: &[Row], headers: &Headers) -> Contender {
    let filled = body.iter().filter(|(_, cells)| filled(cells, col).is_some()).count();
    Contender { col, edition: edition(header, col, headers), name: grade(header, col, field), filled }
}

fn edition(header: &Header, col: u32, headers: &Headers) -> Edition {
    header.texts.get(&col).map(|text| headers.edition(text)).unwrap_or_default()
}

/// A column without a candidate for the field became it by what stands in it.
fn grade(header: &Header, col: u32, field: Field) -> (Grade, usize) {
    let found = header.candidates.get(&col).into_iter().flatten().find(|candidate| candidate.field == field);
    found.map_or((Grade::Near, usize::MAX), |candidate| (candidate.grade, candidate.rank))
}

/// Which of two is rather read (the greater one), with what tells.
fn compare(field: Field, a: &Contender, b: &Contender) -> (Ordering, Choice) {
    let times = a.edition.time.zip(b.edition.time);
    let far_fuller = |one: &Contender, other: &Contender| one.filled > other.filled * 2;
    let by_far = far_fuller(a, b).cmp(&far_fuller(b, a));
    // The text of an action is what its own column says, beside which a short title may stand.
    let (rank, fuller) = (b.name.1.cmp(&a.name.1), a.filled.cmp(&b.filled));
    let last = if field == Field::Action {
        [(rank, Choice::Name), (fuller, Choice::Fuller)]
    } else {
        [(fuller, Choice::Fuller), (rank, Choice::Name)]
    };
    let first = [
        ((a.filled > 0).cmp(&(b.filled > 0)), Choice::Fuller),
        (a.edition.standing.cmp(&b.edition.standing), Choice::Word),
        (times.map_or(Ordering::Equal, |(a, b)| a.cmp(&b)), Choice::Time),
        (by_far, Choice::Fuller),
        (b.name.0.cmp(&a.name.0), Choice::Name),
    ];
    let told = first.into_iter().chain(last).find(|(order, _)| order.is_ne());
    told.unwrap_or((Ordering::Equal, Choice::First))
}

/// In how many rows the column that is read is empty and another one is not.
fn gaps(body: &[Row], read: u32, others: &[u32]) -> usize {
    let has = |cells: &[(u32, &crate::cell::GridCell)], col: u32| filled(cells, col).is_some();
    body.iter().filter(|(_, cells)| !has(cells, read) && others.iter().any(|other| has(cells, *other))).count()
}

/// The columns of a table that nothing was read from, with their headers; an empty one where cells stand below no header.
pub(super) fn unread(draft: &Draft, body: &[Row]) -> BTreeMap<u32, String> {
    let mapped = |col: &u32| draft.columns.values().any(|cols| cols.contains(col));
    let header = &draft.header;
    let named = header.texts.iter().map(|(col, text)| (*col, text.clone()));
    let mut unread: BTreeMap<u32, String> = named.filter(|(col, _)| !mapped(col)).collect();
    let mut filled = vec![false; header.right as usize + 1];
    for (col, cell) in body.iter().flat_map(|(_, cells)| cells) {
        if let Some(filled) = filled.get_mut(*col as usize) {
            *filled |= !cell.is_blank();
        }
    }
    let cols = (0u32..).zip(filled).filter(|(col, filled)| *filled && *col >= header.left).map(|(col, _)| col);
    for col in cols.filter(|col| !mapped(col)) {
        unread.entry(col).or_default();
    }
    unread
}
