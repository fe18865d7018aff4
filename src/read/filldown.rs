//! Themes and sub-themes of rows whose own cell is blank: out of merged ranges, from the value above, or from a heading.
//!
//! Sorting a sheet destroys its merges and leaves blanks that belong to no value above them. Filling those would give
//! actions to the wrong theme, so a column is filled down only where its values still stand in order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::framework::{Code, Field};
use crate::plan::Remark;
use crate::read::rows::{Body, Group, Kind};
use crate::read::topic::Topics;
use crate::wording::{Lang, Wording, key};

/// What is known of an action's theme before its text is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// The text of its theme; none where there is none.
    pub theme: Option<String>,
    /// Whether that text was typed in another cell.
    pub theme_inherited: bool,
    /// The text of its sub-theme.
    pub subtheme: Option<String>,
    /// The heading that it stands under.
    pub group: Option<Group>,
}

/// Tells the code of a text.
type Known<'a> = &'a dyn Fn(&str) -> Option<Code>;

/// One column with what its cells say, row by row.
struct Column {
    /// Text of the cell, or of the merged range that it lies in.
    texts: BTreeMap<u32, String>,
    fill: bool,
}

/// The themes of all action rows, and what was filled in or left blank.
pub(crate) fn given(body: &Body, kinds: &[(u32, Kind)], topics: &Topics) -> (BTreeMap<u32, Given>, Vec<Remark>) {
    let theme_code = remembered(|text| topics.theme(text));
    let subtheme_code = remembered(|text| topics.subthemes(text, None).and_then(|codes| codes.into_iter().next()));
    let headings = kinds
        .iter()
        .any(|(_, kind)| matches!(kind, Kind::Group(group) if group.theme.is_some() || group.unknown_theme));
    let cols = [body.col(Field::Theme), body.col(Field::Subtheme)];
    let intact = headings || cols.iter().flatten().any(|col| body.has_merges(*col));
    let mut subtheme = column(body, kinds, Field::Subtheme);
    let mut theme = column(body, kinds, Field::Theme);
    subtheme.fill = intact || in_order(&subtheme, kinds, &subtheme_code, topics);
    theme.fill = intact
        || in_order(&theme, kinds, &theme_code, topics)
            && !contradicted(&theme, &subtheme, kinds, topics, [&theme_code, &subtheme_code]);
    let (rows, counts) = walk(body, kinds, &theme, &subtheme);
    let remarks = [Field::Theme, Field::Subtheme]
        .into_iter()
        .zip(counts)
        .filter_map(|(field, counts)| remark(body, field, counts));
    (rows, remarks.collect())
}

/// A reading of texts that looks at each text once.
fn remembered(read: impl Fn(&str) -> Option<Code>) -> impl Fn(&str) -> Option<Code> {
    let known: RefCell<HashMap<String, Option<Code>>> = RefCell::default();
    move |text| {
        let mut known = known.borrow_mut();
        match known.get(text) {
            Some(code) => code.clone(),
            None => known.entry(text.to_owned()).or_insert_with(|| read(text)).clone(),
        }
    }
}

fn column(body: &Body, kinds: &[(u32, Kind)], field: Field) -> Column {
    let mut texts = BTreeMap::new();
    if let Some(col) = body.col(field) {
        for (row, _) in kinds.iter().filter(|(_, kind)| *kind == Kind::Action) {
            let text = body.cell(*row, col).0.filter(|cell| !cell.is_blank()).map(crate::cell::GridCell::text);
            texts.extend(text.map(|text| (*row, text)));
        }
    }
    Column { texts, fill: false }
}

/// Whether the values stand as people type them: the first action has one, no value comes back after another one, and known
/// values keep the order of the framework.
fn in_order(column: &Column, kinds: &[(u32, Kind)], code: Known, topics: &Topics) -> bool {
    let first = kinds.iter().find(|(_, kind)| *kind == Kind::Action).map(|(row, _)| row);
    if !first.is_some_and(|row| column.texts.contains_key(row)) {
        return false;
    }
    let (mut seen, mut last, mut place) = (BTreeSet::new(), String::new(), 0);
    let mut above = "";
    for text in column.texts.values() {
        if text == above {
            continue;
        }
        above = text;
        let this = key(text);
        if this == last {
            continue;
        }
        let next = code(text).and_then(|code| topics.place(&code)).unwrap_or(place);
        if !seen.insert(this.clone()) || next < place {
            return false;
        }
        (last, place) = (this, next);
    }
    true
}

/// Whether filling down would put a sub-theme under a theme that is not its own.
fn contradicted(
    theme: &Column,
    subtheme: &Column,
    kinds: &[(u32, Kind)],
    topics: &Topics,
    [theme_code, code]: [Known; 2],
) -> bool {
    let mut above: Option<Code> = None;
    for (row, _) in kinds.iter().filter(|(_, kind)| *kind == Kind::Action) {
        let blank = !theme.texts.contains_key(row);
        if let Some(text) = theme.texts.get(row) {
            above = theme_code(text);
        }
        let own = subtheme.texts.get(row).and_then(|text| code(text)).and_then(|code| topics.theme_of(&code).cloned());
        if blank && own.is_some() && above.is_some() && own != above {
            return true;
        }
    }
    false
}

/// How many blanks a column had: filled in, and left blank though a value stands above.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    filled: usize,
    left: usize,
}

fn walk(body: &Body, kinds: &[(u32, Kind)], theme: &Column, subtheme: &Column) -> (BTreeMap<u32, Given>, [Counts; 2]) {
    let mut rows = BTreeMap::new();
    let (mut theme_counts, mut subtheme_counts) = (Counts::default(), Counts::default());
    let (mut theme_above, mut subtheme_above, mut group): (Option<String>, Option<String>, Option<Group>) =
        (None, None, None);
    for (row, kind) in kinds {
        match kind {
            Kind::Action => {
                let own_theme = theme.texts.get(row).cloned();
                let own_subtheme = subtheme.texts.get(row).cloned();
                // A new theme ends the sub-theme above it.
                if own_theme
                    .as_ref()
                    .is_some_and(|own| theme_above.as_ref().is_none_or(|above| above != own && key(above) != key(own)))
                {
                    subtheme_above = None;
                }
                let inherited = own_theme.is_none() || body.col(Field::Theme).is_some_and(|col| body.cell(*row, col).1);
                let given_theme =
                    fill(own_theme, &mut theme_above, theme.fill, &mut theme_counts, body.col(Field::Theme).is_some());
                let given_subtheme = fill(
                    own_subtheme,
                    &mut subtheme_above,
                    subtheme.fill,
                    &mut subtheme_counts,
                    body.col(Field::Subtheme).is_some(),
                );
                let given = Given {
                    theme: given_theme,
                    theme_inherited: inherited,
                    subtheme: given_subtheme,
                    group: group.clone(),
                };
                rows.insert(*row, given);
            }
            Kind::Group(heading) => {
                (theme_above, subtheme_above) = (None, None);
                group = Some(heading.clone());
            }
            Kind::Blank => (theme_above, subtheme_above) = (None, None),
            Kind::Line => (theme_above, subtheme_above, group) = (None, None, None),
            Kind::Header | Kind::Continuation | Kind::MoreNotes | Kind::NoText => {}
        }
    }
    (rows, [theme_counts, subtheme_counts])
}

/// The own value, which counts for the rows below, or the one above.
fn fill(
    own: Option<String>,
    above: &mut Option<String>,
    allowed: bool,
    counts: &mut Counts,
    has_column: bool,
) -> Option<String> {
    if own.is_some() {
        above.clone_from(&own);
        return own;
    }
    if !has_column || above.is_none() {
        return None;
    }
    if !allowed {
        counts.left += 1;
        return None;
    }
    counts.filled += 1;
    above.clone()
}

fn remark(body: &Body, field: Field, counts: Counts) -> Option<Remark> {
    let (nl, en) = (field.word(Lang::Nl), field.word(Lang::En));
    let message = if counts.left > 0 {
        let count = counts.left;
        Wording::new(
            format!(
                "Bij {count} acties is de cel voor {nl} leeg. De waarden erboven staan niet meer op volgorde (is de lijst gesorteerd?), dus die zijn niet overgenomen."
            ),
            format!(
                "The {en} cell of {count} actions is blank. The values above are no longer in order (was the list sorted?), so they were not taken over."
            ),
        )
    } else if counts.filled > 0 {
        let count = counts.filled;
        Wording::new(
            format!("Bij {count} acties is de cel voor {nl} leeg. De waarde erboven is overgenomen."),
            format!("The {en} cell of {count} actions is blank. The value above was taken over."),
        )
    } else {
        return None;
    };
    let at = body.col(field).map(|col| crate::cell::CellRef::new(body.grid.sheet.clone(), body.header.bottom, col));
    Some(Remark { sheet: body.grid.sheet.clone(), at, message })
}
