//! What is wrong with a framework file, all of it at once, in words that help.

use std::collections::BTreeSet;

use thiserror::Error;

use super::file::choices;
use super::tree::{Path, Tree, quoted};
use crate::wording::{self, Lang, Wording};

/// How many mistakes are listed; a file with more is better looked at again after these.
const MOST: usize = 200;

/// A framework file that cannot be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.text(Lang::Nl))]
pub struct FrameworkError {
    /// The file's name, as the user gave it.
    pub name: String,
    /// In the order of the file; never empty.
    pub mistakes: Vec<Mistake>,
}

/// One mistake in a framework file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; for something that is missing the line of what it is missing from.
    pub line: usize,
    /// The key with the way to it: `themes[2].subthemes[0].priority`; empty where the file is not TOML.
    pub key: String,
    /// What stands there, what is expected and what to do.
    pub message: Wording,
}

impl FrameworkError {
    /// One line that says how many mistakes there are, then one line for each.
    pub fn text(&self, lang: Lang) -> String {
        let (name, count) = (&self.name, self.mistakes.len());
        let heading = match (lang, count) {
            (Lang::Nl, MOST) => format!("Het kader {name} is niet te gebruiken. Dit zijn de eerste {MOST} fouten:"),
            (Lang::En, MOST) => format!("The framework {name} cannot be used. These are the first {MOST} mistakes:"),
            (Lang::Nl, 1) => format!("Het kader {name} is niet te gebruiken: 1 fout."),
            (Lang::Nl, _) => format!("Het kader {name} is niet te gebruiken: {count} fouten."),
            (Lang::En, 1) => format!("The framework {name} cannot be used: 1 mistake."),
            (Lang::En, _) => format!("The framework {name} cannot be used: {count} mistakes."),
        };
        let lines = self.mistakes.iter().map(|mistake| format!("{name}, {}", mistake.text(lang)));
        std::iter::once(heading).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

impl Mistake {
    /// The mistake on one line: `regel 37, themes[2].name: …`.
    pub fn text(&self, lang: Lang) -> String {
        let key = if self.key.is_empty() { String::new() } else { format!(", {}", self.key) };
        format!("{} {}{key}: {}", lang.pick("regel", "line"), self.line, self.message.get(lang))
    }
}

/// Gathers the mistakes of one file.
#[derive(Debug)]
pub(super) struct Report<'i> {
    pub tree: Tree<'i>,
    mistakes: Vec<Mistake>,
    /// Lines that are no TOML; what follows from them is not reported.
    no_toml: BTreeSet<usize>,
    /// Keys that were suggested for an unknown key; that they are missing needs no second mistake.
    suggested: BTreeSet<Path>,
}

impl<'i> Report<'i> {
    /// Reads the text as TOML; what is no TOML is the first thing to report.
    pub(super) fn new(text: &'i str) -> Self {
        let (tree, errors) = Tree::parse(text);
        let mut report = Self { tree, mistakes: Vec::new(), no_toml: BTreeSet::new(), suggested: BTreeSet::new() };
        for error in errors {
            let line = report.tree.line(error.span().map_or(0, |span| span.start));
            if report.no_toml.insert(line) {
                report.push(line, String::new(), not_toml(error.message()));
            }
        }
        report
    }

    /// Whether there is room for more.
    pub(super) fn is_full(&self) -> bool {
        self.mistakes.len() >= MOST
    }

    /// Whether nothing was wrong.
    pub(super) fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// The mistakes in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
        self.mistakes.dedup();
        self.mistakes.truncate(MOST);
        self.mistakes
    }

    /// The value at `path` is not what belongs there.
    pub(super) fn expected(&mut self, path: &Path, expected: &Wording, advice: &Wording) {
        self.say(path, &expectation(expected, advice));
    }

    /// The last key of `path` itself is not what belongs there.
    pub(super) fn expected_key(&mut self, path: &Path, expected: &Wording, advice: &Wording) {
        self.key(path, &expectation(expected, advice));
    }

    /// What stands at `path`, followed by what is to be said about it.
    pub(super) fn say(&mut self, path: &Path, about: &Wording) {
        let place = self.tree.place(path);
        if place.found.is_none() && (place.taken_out || !self.no_toml.is_empty() || self.suggested.contains(path)) {
            return;
        }
        let message = match place.found {
            Some(found) => found_there(&found, about),
            None => Wording::new(format!("dit ontbreekt; {}", about.nl), format!("this is missing; {}", about.en)),
        };
        self.push(place.line, place.path.to_string(), message);
    }

    /// The value at `path` names something that does not exist; said only where the whole file could be read, because
    /// what it names may stand on a line that is no TOML.
    pub(super) fn unknown(&mut self, path: &Path, known: &[&str], meant: Option<&str>) {
        if self.no_toml.is_empty() {
            self.expected(path, &one_of(known), &did_you_mean(meant));
        }
    }

    /// The last key of `path` names something that does not exist.
    pub(super) fn unknown_key(&mut self, path: &Path, known: &[&str], meant: Option<&str>) {
        if self.no_toml.is_empty() {
            self.expected_key(path, &one_of(known), &did_you_mean(meant));
        }
    }

    /// Reports what serde could not read and takes it out of the tree; false where it cannot be found.
    pub(super) fn take_out(&mut self, error: &toml::de::Error) -> bool {
        let Some(path) = error.span().and_then(|span| self.tree.find(&span)) else {
            let line = self.tree.line(error.span().map_or(0, |span| span.start));
            self.push(line, String::new(), not_toml(error.message()));
            return false;
        };
        let key = path.last_key().unwrap_or_default();
        match Refusal::of(error.message()) {
            Refusal::UnknownKey(known) => self.no_such_key(&path, &known),
            // The keys of [columns] are words that serde knows, too.
            Refusal::UnknownWord(known) if path.parent() == Path::root("columns") => {
                self.expected_key(&path, &one_of(&known), &did_you_mean(meant(key, &known)));
            }
            Refusal::UnknownWord(known) => {
                let word = self.tree.text(&path).unwrap_or_default().to_owned();
                self.expected(&path, &one_of(&known), &did_you_mean(meant(&word, &known)));
            }
            Refusal::Other(expected) => {
                let expected = choices(key).map_or_else(|| shape(expected), one_of);
                self.expected(&path, &expected, &no_advice());
            }
        }
        self.tree.take_out(&path);
        true
    }

    fn no_such_key(&mut self, path: &Path, known: &[&str]) {
        let key = path.last_key().unwrap_or_default();
        let nl = "deze sleutel bestaat hier niet";
        let en = "there is no such key here";
        let about = match meant(key, known) {
            Some(meant) => {
                self.suggested.insert(path.parent().key(meant));
                Wording::new(format!("{nl}. Bedoelt u {meant}?"), format!("{en}. Did you mean {meant}?"))
            }
            None => {
                let list = known.join(", ");
                Wording::new(format!("{nl}; verwacht: een van {list}."), format!("{en}; expected: one of {list}."))
            }
        };
        self.key(path, &about);
    }

    /// The last key of `path` itself, followed by what is to be said about it.
    fn key(&mut self, path: &Path, about: &Wording) {
        let place = self.tree.place(path);
        let key = quoted(path.last_key().unwrap_or_default());
        let message = found_there(&Wording::new(key.clone(), key), about);
        self.push(place.line, place.path.to_string(), message);
    }

    fn push(&mut self, line: usize, key: String, message: Wording) {
        let no_toml_here = !key.is_empty() && self.no_toml.contains(&line);
        if !no_toml_here {
            self.mistakes.push(Mistake { line, key, message });
        }
    }
}

/// Why serde refused a value, read from its message.
#[derive(Debug, PartialEq)]
enum Refusal<'m> {
    UnknownKey(Vec<&'m str>),
    UnknownWord(Vec<&'m str>),
    Other(&'m str),
}

impl<'m> Refusal<'m> {
    fn of(message: &'m str) -> Self {
        // What the file says can stand before this, so the last one counts.
        let expected = message.rsplit_once("expected ").map_or(message, |(_, expected)| expected);
        // serde puts every name between backticks: the odd pieces are the names.
        let names = || expected.split('`').skip(1).step_by(2).collect();
        if message.starts_with("unknown field") {
            Self::UnknownKey(names())
        } else if message.starts_with("unknown variant") {
            Self::UnknownWord(names())
        } else {
            Self::Other(expected)
        }
    }
}

/// `een van a, b, c`.
pub(super) fn one_of(known: &[&str]) -> Wording {
    match known {
        [] => Wording::new("niets: er zijn er geen".into(), "nothing: there are none".into()),
        [only] => Wording::new((*only).to_owned(), (*only).to_owned()),
        _ => {
            let list = known.join(", ");
            Wording::new(format!("een van {list}"), format!("one of {list}"))
        }
    }
}

/// `Bedoelt u high?`, or nothing.
fn did_you_mean(meant: Option<&str>) -> Wording {
    meant.map_or_else(no_advice, |meant| Wording::new(format!("Bedoelt u {meant}?"), format!("Did you mean {meant}?")))
}

/// The one that was probably meant: the same but for capitals, the beginning of it, or a slip of the pen.
pub(super) fn meant<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let wanted = wording::key(word);
    let same = known.iter().find(|known| wording::key(known) == wanted);
    let longer = known.iter().find(|known| wanted.len() >= 4 && wording::key(known).starts_with(&wanted));
    same.or(longer).copied().or_else(|| wording::nearest(word, known.iter().copied()))
}

fn no_advice() -> Wording {
    Wording::new(String::new(), String::new())
}

fn expectation(expected: &Wording, advice: &Wording) -> Wording {
    Wording::new(
        format!("verwacht: {}.{}", expected.nl, after(&advice.nl)),
        format!("expected: {}.{}", expected.en, after(&advice.en)),
    )
}

fn found_there(found: &Wording, about: &Wording) -> Wording {
    Wording::new(format!("hier staat {}; {}", found.nl, about.nl), format!("found {}; {}", found.en, about.en))
}

fn after(advice: &str) -> String {
    if advice.is_empty() { String::new() } else { format!(" {advice}") }
}

/// A day as the file writes it.
pub(super) fn a_day() -> Wording {
    Wording::new(
        "een bestaande dag zonder aanhalingstekens, zoals 2025-08-27".into(),
        "an existing day without quotes, such as 2025-08-27".into(),
    )
}

/// What serde expects, for people.
fn shape(expected: &str) -> Wording {
    let (nl, en) = if expected.contains("string") {
        ("tekst tussen aanhalingstekens", "text in quotes")
    } else if expected.contains("boolean") {
        ("true of false, zonder aanhalingstekens", "true or false, without quotes")
    } else if expected.contains("sequence") {
        ("een lijst tussen [ en ]", "a list between [ and ]")
    } else if expected.contains("datetime") {
        return a_day();
    } else if expected.contains("struct") || expected.contains("map") || expected.contains("table") {
        ("een tabel met sleutels", "a table with keys")
    } else if expected.contains("i64") {
        ("een heel getal, zoals 3", "a whole number, such as 3")
    } else {
        return Wording::new(format!("een andere waarde ({expected})"), format!("another value ({expected})"));
    };
    Wording::new(nl.into(), en.into())
}

/// What the TOML reader says, for people: in Dutch what to look for, with its own words behind it.
fn not_toml(message: &str) -> Wording {
    let look = |nl: &str| {
        Wording::new(
            format!("hier klopt de schrijfwijze niet: {nl} (TOML: {message})."),
            format!("no valid TOML: {message}."),
        )
    };
    if message.starts_with("duplicate key") {
        look("deze sleutel of tabel staat er al; laat hem één keer staan")
    } else if message.contains("string") || message.contains("quote") || message.contains("escaped") {
        look("zet tekst tussen twee dubbele aanhalingstekens, op één regel, en schrijf een \\ dubbel")
    } else if message.contains("float") || message.contains("boolean") {
        look("zet tekst tussen aanhalingstekens; true, false, getallen en datums niet")
    } else if message.contains("comma") {
        look("zet tussen twee waarden precies één komma")
    } else if message.contains("array table") {
        look("een kop van een lijst begint met [[ en eindigt met ]]")
    } else if message.contains("array") {
        look("een lijst begint met [ en eindigt met ]")
    } else if message.contains("inline table") {
        look("een tabel op één regel begint met { en eindigt met }")
    } else if message.contains("table") {
        look("een kop begint met [ en eindigt met ]")
    } else if message.contains("date") {
        look("schrijf een dag als 2025-08-27")
    } else if message.contains("key") || message.contains("assignment") || message.contains('=') {
        look(
            "elke regel is een sleutel, een = en een waarde; zet een sleutel met andere tekens tussen aanhalingstekens",
        )
    } else if message.contains("digit") || message.contains("number") || message.contains("integer") {
        look("schrijf een getal alleen met cijfers")
    } else {
        look("kijk of er een aanhalingsteken, haakje of = te veel of te weinig staat")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_refuses_is_read_from_its_message() {
        assert_eq!(Refusal::of("unknown field `x`, expected `a` or `b`"), Refusal::UnknownKey(vec!["a", "b"]));
        assert_eq!(
            Refusal::of("unknown variant `, expected `, expected one of `a`, `b`, `c`"),
            Refusal::UnknownWord(vec!["a", "b", "c"])
        );
        assert_eq!(Refusal::of("invalid type: integer `5`, expected a string"), Refusal::Other("a string"));
    }
}
