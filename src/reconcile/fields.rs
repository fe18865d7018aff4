//! Which fields of an action say something else now.
//!
//! Values are compared by their reading where both were understood, and by their text without spelling differences
//! otherwise. A column that one version lacks is no change.

use std::collections::HashMap;

use crate::cell::{Cell, CellRef, Reading};
use crate::framework::{Code, Field, Framework, Level, PriorityRange};
use crate::language::Role;
use crate::plan::{Action, Deadline, Owner, OwnerKind, Status, StatusSource, number_key};
use crate::reconcile::FieldChange;
use crate::reconcile::words::Words;
use crate::wording::{fold, key};

/// Between the values of several rows.
const BETWEEN: &str = " / ";

/// Compares the fields of actions.
pub(super) struct Comparer<'a> {
    framework: &'a Framework,
    words: &'a Words,
    /// Folded numbers of the previous version that changed, with what they are now.
    renumbered: &'a HashMap<String, Option<String>>,
}

/// One field of one action, ready for comparing.
struct Shown {
    text: String,
    at: Option<CellRef>,
}

impl<'a> Comparer<'a> {
    /// Compares against this framework; `renumbered` says what became of each folded number of the previous version, so
    /// that a reference that went along with its action is no change.
    pub(super) fn new(
        framework: &'a Framework,
        words: &'a Words,
        renumbered: &'a HashMap<String, Option<String>>,
    ) -> Self {
        Self { framework, words, renumbered }
    }

    /// The real changes between an action and what became of it, in the order of [`Field::ALL`].
    pub(super) fn changes(&self, previous: &Action, current: &Action) -> Vec<FieldChange> {
        Field::ALL
            .into_iter()
            .filter(|field| self.differs(*field, previous, current))
            .map(|field| {
                let (before, after) = (self.shown(field, previous), self.shown(field, current));
                FieldChange {
                    field,
                    previous: before.text,
                    current: after.text,
                    previous_at: before.at,
                    current_at: after.at,
                }
            })
            .collect()
    }

    /// The changes of a split or merge: the text always, any other field where a part differs from the whole, with the
    /// values of several rows beside one another.
    pub(super) fn changes_of_parts(&self, previous: &[&Action], current: &[&Action]) -> Vec<FieldChange> {
        Field::ALL
            .into_iter()
            .filter(|field| {
                *field == Field::Action || previous.iter().any(|a| current.iter().any(|b| self.differs(*field, a, b)))
            })
            .map(|field| {
                let (before, after) = (self.shown_together(field, previous), self.shown_together(field, current));
                FieldChange {
                    field,
                    previous: before.text,
                    current: after.text,
                    previous_at: before.at,
                    current_at: after.at,
                }
            })
            // A blank beside a value is left out, so that nothing may be left to tell.
            .filter(|change| !self.words.same(&change.previous, &change.current))
            .collect()
    }

    fn differs(&self, field: Field, a: &Action, b: &Action) -> bool {
        match field {
            Field::Id | Field::UpdatedOn => false,
            // Where the progress is told by the percentage, a change is told as one of the progress.
            Field::Percent => {
                a.percent.at != a.progress.at
                    && b.percent.at != b.progress.at
                    && self.reading_differs(&a.percent, &b.percent, f64::eq)
            }
            Field::Theme => self.theme_differs(a, b),
            Field::Subtheme => {
                !lost_its_merge(a, b)
                    && !lost_its_merge(b, a)
                    && self.reading_differs(&a.subtheme, &b.subtheme, same_codes)
            }
            Field::Municipality => {
                self.reading_differs(&a.municipalities, &b.municipalities, |a, b| self.same_municipalities(a, b))
            }
            Field::Level => self.reading_differs(&a.level, &b.level, Level::eq),
            Field::Action => self.text_differs(&a.text, &b.text),
            Field::Owner => self.reading_differs(&a.owners, &b.owners, |x, y| self.same_parties((a, x), (b, y))),
            Field::Involved => self.reading_differs(&a.involved, &b.involved, |x, y| self.same_parties((a, x), (b, y))),
            Field::Priority => self.reading_differs(&a.priority, &b.priority, PriorityRange::eq),
            Field::Start => self.deadline_differs(&a.start, &b.start),
            Field::Deadline => self.deadline_differs(&a.deadline, &b.deadline),
            Field::FrameworkStatus => self.reading_differs(&a.framework_status, &b.framework_status, same_status),
            Field::Progress => self.reading_differs(&a.progress, &b.progress, same_status),
            Field::Notes => self.notes_differ(a, b),
            Field::CompletedOn => self.deadline_differs(&a.completed_on, &b.completed_on),
            Field::DependsOn => self.reading_differs(&a.depends_on, &b.depends_on, |a, b| self.same_references(a, b)),
        }
    }

    /// By their reading where both were understood, else by their text.
    fn reading_differs<T>(&self, a: &Cell<T>, b: &Cell<T>, same: impl Fn(&T, &T) -> bool) -> bool {
        match (&a.value, &b.value) {
            (Reading::Absent, _) | (_, Reading::Absent) => false,
            (Reading::Known(x), Reading::Known(y)) => !same(x, y),
            (Reading::Blank, Reading::Blank) => false,
            // A status can be a fill without text, so that equal texts do not mean equal values here.
            (Reading::Known(_), Reading::Blank) | (Reading::Blank, Reading::Known(_)) => true,
            _ => !self.words.same(&a.raw, &b.raw),
        }
    }

    fn text_differs<T: ?Sized>(&self, a: &Cell<T>, b: &Cell<T>) -> bool {
        let absent = matches!(a.value, Reading::Absent) || matches!(b.value, Reading::Absent);
        !absent && !self.words.same(&a.raw, &b.raw)
    }

    /// A theme cell that was emptied while the sub-theme still says which theme it is means no change: it happens to most
    /// rows when merged theme cells are sorted.
    fn theme_differs(&self, a: &Action, b: &Action) -> bool {
        let blank_beside = |blank: &Action, other: &Action| {
            blank.theme.is_blank()
                && blank.subtheme_code().and_then(|code| self.framework.theme_of(code)).map(|theme| &theme.code)
                    == other.theme.known()
        };
        let no_change = |one, other| blank_beside(one, other) || lost_its_merge(one, other);
        self.reading_differs(&a.theme, &b.theme, Code::eq) && !no_change(a, b) && !no_change(b, a)
    }

    /// None means the whole district, which is all of them.
    fn same_municipalities(&self, a: &[Code], b: &[Code]) -> bool {
        let all = |codes: &[Code]| codes.is_empty() || codes.len() == self.framework.municipalities.len();
        same_codes(a, b) || (all(a) && all(b))
    }

    /// The same parties in any order. Where the previous version is redacted nothing can be said, so nothing changed.
    fn same_parties(&self, (a, x): (&Action, &[Owner]), (b, y): (&Action, &[Owner])) -> bool {
        let redacted = |owners: &[Owner]| {
            !owners.is_empty() && owners.iter().all(|owner| matches!(owner.kind, OwnerKind::Redacted))
        };
        if x == y || redacted(x) {
            return true;
        }
        let within = |one: &[Owner], other: &[Owner]| {
            one.iter().all(|owner| other.iter().any(|candidate| self.same_party((a, b), owner, candidate)))
        };
        within(x, y) && within(y, x)
    }

    /// `OOV` on the sheet of Hilversum is `OOV Hilversum`.
    fn same_party(&self, (a, b): (&Action, &Action), x: &Owner, y: &Owner) -> bool {
        let same_remark = || self.words.same(remark(&x.raw), remark(&y.raw));
        match (&x.kind, &y.kind) {
            (OwnerKind::Party { party: p, municipality: m }, OwnerKind::Party { party: q, municipality: n }) => {
                p == q
                    && self.same_addition((x, *p, m), (y, *q, n))
                    && match (m, n) {
                        (Some(code), None) | (None, Some(code)) => {
                            [a, b].into_iter().any(|action| is_for(action, code))
                        }
                        (m, n) => m == n,
                    }
            }
            (OwnerKind::Municipality(m), OwnerKind::Municipality(n)) => m == n && same_remark(),
            (OwnerKind::District, OwnerKind::District) => same_remark(),
            (OwnerKind::Function { municipality: m }, OwnerKind::Function { municipality: n }) if m == n => {
                self.addition((x, usize::MAX, m)) == self.addition((y, usize::MAX, n))
            }
            _ => self.words.same(&x.raw, &y.raw),
        }
    }

    /// Whether the words beside the party's name are the same ones: `Politie basisteam Noord` is not `Politie basisteam Zuid`.
    /// The whole name of the municipality, or none, makes no difference here.
    fn same_addition(&self, x: (&Owner, usize, &Option<Code>), y: (&Owner, usize, &Option<Code>)) -> bool {
        self.addition(x) == self.addition(y)
    }

    fn addition(&self, (owner, party, municipality): (&Owner, usize, &Option<Code>)) -> Vec<String> {
        let party = self.framework.parties.get(party);
        let names = party.into_iter().flat_map(|party| {
            party.aliases.iter().chain(&party.short).chain(std::iter::once(&party.name)).map(String::as_str)
        });
        let place = municipality.as_ref().and_then(|code| self.framework.municipality(code));
        let places = place.into_iter().flat_map(|place| {
            place.aliases.iter().chain(std::iter::once(&place.name)).map(String::as_str).chain([&*place.code])
        });
        let mut typed = format!(" {} ", spaced(&owner.raw));
        let mut known: Vec<String> = names.chain(places).map(spaced).filter(|name| !name.is_empty()).collect();
        known.sort_by_key(|name| std::cmp::Reverse(name.len()));
        for name in known {
            typed = typed.replace(&format!(" {name} "), " ");
        }
        let language = &self.framework.language;
        let [fillers, separators] = [Role::OwnerFiller, Role::OwnerSeparator].map(|role| language.words(role));
        let tells = |word: &&str| !fillers.lists(&key(word)) && !separators.lists(&key(word));
        let mut words: Vec<String> = typed.split_whitespace().filter(tells).map(str::to_owned).collect();
        words.sort_unstable();
        words
    }

    fn deadline_differs(&self, a: &Cell<Deadline>, b: &Cell<Deadline>) -> bool {
        self.reading_differs(a, b, |x, y| {
            if x.says_when() && y.says_when() {
                (x.start, x.end, x.ongoing, &x.recurrence) == (y.start, y.end, y.ongoing, &y.recurrence)
            } else {
                self.words.same(&a.raw, &b.raw)
            }
        })
    }

    fn notes_differ(&self, a: &Action, b: &Action) -> bool {
        let absent = |action: &Action| action.notes.iter().all(|cell| matches!(cell.value, Reading::Absent));
        let equal = a.notes.len() == b.notes.len() && a.notes.iter().zip(&b.notes).all(|(a, b)| a.raw == b.raw);
        !equal && !absent(a) && !absent(b) && !self.words.same(&a.explanation(), &b.explanation())
    }

    /// The same actions, whatever their numbers are now.
    fn same_references(&self, a: &[String], b: &[String]) -> bool {
        let mut plain: Vec<String> = a.iter().map(|id| number_key(id)).collect();
        let mut now: Vec<String> = b.iter().map(|id| number_key(id)).collect();
        let mut followed: Vec<String> = plain
            .iter()
            .map(|id| self.renumbered.get(id).and_then(Option::clone).unwrap_or_else(|| id.clone()))
            .collect();
        for list in [&mut plain, &mut now, &mut followed] {
            list.sort();
            list.dedup();
        }
        plain == now || followed == now
    }

    /// A field as people read it, with its cell.
    fn shown(&self, field: Field, action: &Action) -> Shown {
        match field {
            Field::Id | Field::UpdatedOn => plain(&action.id, String::new),
            Field::Percent => plain(&action.percent, String::new),
            Field::Theme => plain(&action.theme, || {
                let theme = action.theme.known().and_then(|code| self.framework.theme(code));
                theme.map(|theme| theme.name.clone()).unwrap_or_default()
            }),
            Field::Subtheme => plain(&action.subtheme, || {
                let codes = action.subtheme.known().map(Vec::as_slice).unwrap_or_default();
                let names = codes.iter().filter_map(|code| self.framework.subtheme(code)).map(|sub| sub.name.as_str());
                names.collect::<Vec<_>>().join(", ")
            }),
            Field::Municipality => plain(&action.municipalities, || self.municipality_names(action)),
            Field::Level => plain(&action.level, String::new),
            Field::Action => plain(&action.text, String::new),
            Field::Owner => plain(&action.owners, String::new),
            Field::Involved => plain(&action.involved, String::new),
            Field::Priority => plain(&action.priority, String::new),
            Field::Start => plain(&action.start, String::new),
            Field::Deadline => plain(&action.deadline, String::new),
            Field::FrameworkStatus => self.status(field, &action.framework_status),
            Field::Progress => self.status(field, &action.progress),
            Field::Notes => Shown {
                text: action.explanation(),
                at: action
                    .notes
                    .iter()
                    .find(|c| !c.raw.trim().is_empty())
                    .or(action.notes.first())
                    .map(|c| c.at.clone()),
            },
            Field::CompletedOn => plain(&action.completed_on, String::new),
            Field::DependsOn => plain(&action.depends_on, String::new),
        }
    }

    /// The distinct values of several rows, blanks left out, at the first of their cells.
    fn shown_together(&self, field: Field, actions: &[&Action]) -> Shown {
        let all: Vec<Shown> = actions.iter().map(|action| self.shown(field, action)).collect();
        let mut texts: Vec<&str> = Vec::new();
        for shown in &all {
            if !shown.text.is_empty() && !texts.contains(&shown.text.as_str()) {
                texts.push(&shown.text);
            }
        }
        let text = texts.join(BETWEEN);
        Shown { text, at: all.into_iter().find_map(|shown| shown.at) }
    }

    fn municipality_names(&self, action: &Action) -> String {
        match action.municipalities.known().map(Vec::as_slice) {
            None => String::new(),
            Some([]) => self.framework.district.name.clone(),
            Some(codes) => {
                let name = |code: &Code| self.framework.municipality(code).map_or(code.to_string(), |m| m.name.clone());
                codes.iter().map(name).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// What staff typed, or the name of a colour. Text in the cell can be about the other traffic light, so where the
    /// fill alone gave the status the fill is shown.
    fn status(&self, field: Field, cell: &Cell<Status>) -> Shown {
        let Some(status) = cell.known() else { return plain(cell, String::new) };
        let name = match field {
            Field::Progress => self.framework.progress(&status.code).map(|progress| &progress.name),
            _ => self.framework.framework_status(&status.code).map(|status| &status.name),
        };
        let name = name.map_or(&*status.code, String::as_str).to_owned();
        match status.source {
            StatusSource::Fill(_) => {
                let colour = self.framework.lang().pick("kleur", "colour");
                Shown { text: format!("{name} ({colour})"), at: Some(cell.at.clone()) }
            }
            _ => plain(cell, || name),
        }
    }
}

/// What staff typed; `otherwise` where they typed nothing and the value comes from elsewhere (a fill, the sheet).
fn plain<T: ?Sized>(cell: &Cell<T>, otherwise: impl FnOnce() -> String) -> Shown {
    if matches!(cell.value, Reading::Absent) {
        return Shown { text: String::new(), at: None };
    }
    let raw = cell.raw.trim();
    let text = if raw.is_empty() { otherwise() } else { raw.to_owned() };
    Shown { text, at: Some(cell.at.clone()) }
}

fn same_codes<A: AsRef<[Code]> + ?Sized>(a: &A, b: &A) -> bool {
    let (a, b) = (a.as_ref(), b.as_ref());
    a.iter().all(|code| b.contains(code)) && b.iter().all(|code| a.contains(code))
}

/// The theme cells of the one were empty and filled in from a merged cell; those of the other are empty, and nothing is left
/// to fill them in from. That happens to most rows when merged cells are sorted, and nobody changed anything.
fn lost_its_merge(one: &Action, other: &Action) -> bool {
    one.topic_inherited && other.subtheme.is_blank()
}

/// Folded words of letters and digits, one space between them.
fn spaced(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What stands in brackets beside a name.
fn remark(raw: &str) -> &str {
    raw.split_once('(').map_or("", |(_, rest)| rest.trim_end().trim_end_matches(')'))
}

fn same_status(a: &Status, b: &Status) -> bool {
    a.code == b.code
}

/// Whether an action is for this municipality alone.
fn is_for(action: &Action, code: &Code) -> bool {
    matches!(action.municipalities.known().map(Vec::as_slice), Some([only]) if only == code)
}
