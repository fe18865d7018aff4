//! What each row under a header is: an action, a group row, a footnote, nothing.

use std::collections::BTreeMap;

use crate::cell::{Grid, GridCell, Span};
use crate::framework::{Code, Field};
use crate::read::header::{Header, Rows};
use crate::read::lexicon::{Entity, Lexicon};
use crate::read::topic::Topics;
use crate::wording::fold;

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A row with an action's text.
    Action,
    /// A heading between actions.
    Group(Group),
    /// Nothing is filled in, or nothing that counts.
    Blank,
    /// A line that belongs to no action: a footnote, a total, a signature.
    Line,
    /// The header once more.
    Header,
    /// The rest of the text of the action above.
    Continuation,
    /// Only notes, which belong to the action above.
    MoreNotes,
    /// Data without an action's text.
    NoText,
}

/// What a heading says about the rows below it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Group {
    /// The text, with its column.
    pub text: String,
    pub col: u32,
    pub theme: Option<Code>,
    pub subtheme: Option<Code>,
    /// Empty for the whole district.
    pub municipality: Option<Vec<Code>>,
    /// Whether it is a theme that the framework does not have.
    pub unknown_theme: bool,
}

/// The columns of a table with their merged ranges.
pub(crate) struct Body<'g> {
    pub grid: &'g Grid,
    pub header: &'g Header,
    pub columns: &'g BTreeMap<Field, Vec<u32>>,
    /// Vertical merges by column, from top to bottom.
    merges: BTreeMap<u32, Vec<Span>>,
}

impl<'g> Body<'g> {
    pub fn new(grid: &'g Grid, header: &'g Header, columns: &'g BTreeMap<Field, Vec<u32>>) -> Self {
        let mut merges: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        // A merge over many columns is a heading, whatever its height.
        let tall = grid
            .merges
            .iter()
            .filter(|span| span.bottom > span.top && span.right - span.left < 2 && span.bottom > header.bottom);
        let mapped: std::collections::BTreeSet<u32> = columns.values().flatten().copied().collect();
        for span in tall {
            for col in span.left..=span.right {
                if mapped.contains(&col) {
                    merges.entry(col).or_default().push(*span);
                }
            }
        }
        merges.values_mut().for_each(|spans| spans.sort_unstable());
        Self { grid, header, columns, merges }
    }

    /// The first column of a field.
    pub fn col(&self, field: Field) -> Option<u32> {
        self.columns.get(&field)?.first().copied()
    }

    /// The vertical merge that a cell lies in.
    pub fn merge(&self, row: u32, col: u32) -> Option<Span> {
        let spans = self.merges.get(&col)?;
        let after = spans.partition_point(|span| span.top <= row);
        spans.get(after.checked_sub(1)?).copied().filter(|span| span.contains(row, col))
    }

    /// Whether a column has vertical merges below the header.
    pub fn has_merges(&self, col: u32) -> bool {
        self.merges.get(&col).is_some_and(|spans| !spans.is_empty())
    }

    /// The cell itself, or the one that its merge shows; the flag tells that it is inherited.
    pub fn cell(&self, row: u32, col: u32) -> (Option<&'g GridCell>, bool) {
        let own = self.grid.get(row, col);
        if own.is_some_and(|cell| !cell.is_blank()) {
            return (own, false);
        }
        match self.merge(row, col).filter(|span| (span.top, span.left) != (row, col)) {
            Some(span) => (self.grid.get(span.top, span.left).or(own), true),
            None => (own, false),
        }
    }

    fn is(&self, field: Field, col: u32) -> bool {
        self.columns.get(&field).is_some_and(|cols| cols.contains(&col))
    }

    fn is_mapped(&self, col: u32) -> bool {
        self.columns.values().any(|cols| cols.contains(&col))
    }
}

/// Tells what each row of a table's body is.
pub(crate) struct Sorter<'a> {
    pub body: &'a Body<'a>,
    pub topics: &'a Topics,
    pub lexicon: &'a Lexicon,
    /// Whether a fill in a status column means something.
    pub fill_speaks: &'a dyn Fn(&GridCell) -> bool,
}

/// What came before a row.
#[derive(Default)]
struct Before {
    row: Option<u32>,
    /// The action directly above: its text, and whether more than its text is filled in.
    action: Option<(String, bool)>,
    after_line: bool,
}

impl Sorter<'_> {
    /// The kinds of rows, in the order of `rows`; rows without any cell are left out.
    pub fn sort(&self, rows: &Rows, range: std::ops::Range<usize>) -> Vec<(u32, Kind)> {
        let mut before = Before::default();
        let mut kinds = Vec::new();
        for (row, cells) in rows.get(range).unwrap_or_default() {
            if before.row.is_some_and(|last| last + 1 < *row) {
                before.action = None;
                kinds.push((row - 1, Kind::Blank));
            }
            let kind = self.kind(cells, &before);
            match &kind {
                Kind::Action => before.action = Some((self.action_text(*row), !self.is_bare(cells))),
                Kind::Continuation => before.action = Some((self.action_text(*row), true)),
                Kind::MoreNotes => {}
                Kind::Group(_) => before = Before::default(),
                Kind::Line => {
                    before.after_line = true;
                    before.action = None;
                }
                Kind::Blank | Kind::Header | Kind::NoText => before.action = None,
            }
            before.row = Some(*row);
            kinds.push((*row, kind));
        }
        kinds
    }

    fn action_text(&self, row: u32) -> String {
        self.body.col(Field::Action).map(|col| self.body.grid.text(row, col)).unwrap_or_default()
    }

    fn kind(&self, cells: &[(u32, &GridCell)], before: &Before) -> Kind {
        let filled: Vec<(u32, &GridCell)> = cells.iter().filter(|(_, cell)| !cell.is_blank()).copied().collect();
        if filled.is_empty() {
            return Kind::Blank;
        }
        if self.body.header.is_repeated(cells) {
            return Kind::Header;
        }
        if is_total_row(&filled) {
            return Kind::Line;
        }
        let numbered: Vec<&(u32, &GridCell)> =
            filled.iter().filter(|(col, _)| !self.body.is(Field::Id, *col)).collect();
        let [(col, cell)] = numbered.as_slice() else {
            return if numbered.is_empty() { Kind::Blank } else { self.several(cells, &filled, before) };
        };
        let text = cell.text();
        if let Some(group) = self.group(*col, &text) {
            return Kind::Group(group);
        }
        if is_footnote(&text) {
            return Kind::Line;
        }
        if self.body.is(Field::Action, *col) {
            return self.bare_action(&filled, cells, &text, before);
        }
        if self.body.is(Field::Theme, *col) || self.body.is(Field::Subtheme, *col) {
            return Kind::Group(self.unknown_group(*col, text));
        }
        if self.body.is(Field::Notes, *col) && before.action.is_some() {
            return Kind::MoreNotes;
        }
        if filled.len() > 1 || before.action.is_some() && self.body.is_mapped(*col) { Kind::NoText } else { Kind::Line }
    }

    /// A row with more than one cell (its number left out).
    fn several(&self, cells: &[(u32, &GridCell)], filled: &[(u32, &GridCell)], before: &Before) -> Kind {
        let action = self
            .body
            .col(Field::Action)
            .and_then(|col| cells.iter().find(|(c, _)| *c == col))
            .filter(|(_, cell)| !cell.is_blank());
        if action.is_some() {
            return Kind::Action;
        }
        let heading = [Field::Id, Field::Theme, Field::Subtheme];
        if filled.iter().all(|(col, _)| heading.iter().any(|field| self.body.is(*field, *col))) {
            return Kind::Group(self.heading(filled));
        }
        let notes = filled.iter().all(|(col, _)| self.body.is(Field::Notes, *col));
        if notes && before.action.is_some() {
            return Kind::MoreNotes;
        }
        let mapped = filled.iter().filter(|(col, _)| self.body.is_mapped(*col)).count();
        if mapped >= 2 { Kind::NoText } else { Kind::Line }
    }

    /// Text in the action column and nothing else but a number.
    fn bare_action(
        &self,
        filled: &[(u32, &GridCell)],
        cells: &[(u32, &GridCell)],
        text: &str,
        before: &Before,
    ) -> Kind {
        let numbered = filled.len() > 1;
        let coloured = !self.is_bare(cells);
        if numbered || coloured {
            return Kind::Action;
        }
        match &before.action {
            Some((above, true)) if goes_on(above, text) => Kind::Continuation,
            _ if before.after_line => Kind::Line,
            _ => Kind::Action,
        }
    }

    /// Whether nothing is filled in but the action's text.
    fn is_bare(&self, cells: &[(u32, &GridCell)]) -> bool {
        let status = |col: u32| self.body.is(Field::Progress, col) || self.body.is(Field::FrameworkStatus, col);
        !cells.iter().any(|(col, cell)| {
            let action = self.body.is(Field::Action, *col);
            !action && self.body.is_mapped(*col) && (!cell.is_blank() || status(*col) && (self.fill_speaks)(cell))
        })
    }

    /// A single text that names a theme, a sub-theme or a municipality.
    fn group(&self, col: u32, text: &str) -> Option<Group> {
        if text.len() > 200 {
            return None;
        }
        let base = Group { text: text.to_owned(), col, ..Group::default() };
        if let Some(theme) = self.topics.theme(text) {
            return Some(Group { theme: Some(theme), ..base });
        }
        if let Some([subtheme]) = self.topics.subthemes(text, None).as_deref() {
            return Some(Group {
                theme: self.topics.theme_of(subtheme).cloned(),
                subtheme: Some(subtheme.clone()),
                ..base
            });
        }
        let entity = self.lexicon.whole(text);
        if let Some(code) = entity.and_then(|entity| self.lexicon.municipality(entity)) {
            return Some(Group { municipality: Some(vec![code.clone()]), ..base });
        }
        if entity == Some(&Entity::District) {
            return Some(Group { municipality: Some(Vec::new()), ..base });
        }
        let folded = fold(text);
        let numbered = ["thema ", "theme "]
            .iter()
            .find_map(|word| folded.strip_prefix(word))
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        numbered.then_some(Group { unknown_theme: true, ..base })
    }

    fn unknown_group(&self, col: u32, text: String) -> Group {
        Group { text, col, unknown_theme: self.body.is(Field::Theme, col), ..Group::default() }
    }

    /// A row that fills in its theme columns alone.
    fn heading(&self, filled: &[(u32, &GridCell)]) -> Group {
        let text = |field: Field| {
            filled.iter().find(|(col, _)| self.body.is(field, *col)).map(|(col, cell)| (*col, cell.text()))
        };
        let theme = text(Field::Theme);
        let code = theme.as_ref().and_then(|(_, text)| self.topics.theme(text));
        let subtheme = text(Field::Subtheme)
            .and_then(|(_, text)| self.topics.subthemes(&text, code.as_ref()))
            .and_then(|codes| codes.into_iter().next());
        let (col, text) = theme.clone().or_else(|| text(Field::Subtheme)).unwrap_or_default();
        let unknown_theme = theme.is_some() && code.is_none();
        let code = code.or_else(|| subtheme.as_ref().and_then(|subtheme| self.topics.theme_of(subtheme)).cloned());
        Group { text, col, theme: code, subtheme, municipality: None, unknown_theme }
    }
}

/// Footnotes start with a star or another mark, or with a word that announces a note.
fn is_footnote(text: &str) -> bool {
    let trimmed = text.trim_start();
    let marked = trimmed.starts_with(['*', '\u{2020}', '\u{2021}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{a7}']);
    let folded = fold(text);
    marked
        || ["bron:", "noot:", "nb:", "n.b.", "let op", "legenda", "peildatum", "versie", "toelichting:"]
            .iter()
            .any(|start| folded.starts_with(start))
}

/// "Totaal | | 14": a word that adds up, and nothing else but numbers and short texts.
fn is_total_row(filled: &[(u32, &GridCell)]) -> bool {
    let first = filled.first().is_some_and(|(_, cell)| is_total(&cell.text()));
    first && filled.len() <= 4 && filled.iter().skip(1).all(|(_, cell)| cell.text().split_whitespace().count() <= 3)
}

fn is_total(text: &str) -> bool {
    if text.len() > 60 || !text.trim_start().starts_with(['t', 'T', 's', 'S', 'a', 'A']) {
        return false;
    }
    let folded = fold(text);
    let first = folded.split([' ', ':']).next().unwrap_or_default();
    matches!(first, "totaal" | "subtotaal" | "total" | "subtotal")
        || folded.starts_with("aantal acties")
        || folded == "aantal"
}

/// Whether a text goes on with the one above: that one has no end, and this one does not begin.
fn goes_on(above: &str, text: &str) -> bool {
    let unfinished = !above.trim_end().ends_with(['.', '!', '?']);
    let begins = text.trim_start().chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit());
    unfinished && !begins
}
