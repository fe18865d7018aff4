//! What must hold between the entries of a file, and the words for what one value must be.

use std::collections::BTreeMap;

use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::Field;
use super::file::{
    CodeText, Colour, Day, File, LONGEST_TEXT, Languages, SubThemeEntry, Text, choices, is_rule_code, is_sign, is_text,
};
use super::mistake::{Report, a_day, meant, one_of};
use super::tree::Path;
use crate::cell::Rgb;
use crate::language::LanguageCode;
use crate::wording::{Wording, key as folded};

/// Checks each value on its own, then the entries together.
pub(super) fn check(file: &File, report: &mut Report<'_>) {
    if let Err(errors) = file.validate() {
        values(&errors, &Path::default(), report);
    }
    let known = Known::of(file);
    languages(file, report);
    period(file, report);
    codes(file, report);
    ranks(file, report);
    references(file, &known, report);
    names(file, report);
    colours(file, report);
    columns(file, report);
    spelling(file, report);
    rules(file, report);
    words(file, report);
}

/// Words what `validator` found.
fn values(errors: &ValidationErrors, path: &Path, report: &mut Report<'_>) {
    for (field, kind) in errors.errors() {
        // The one field of a wrapped text is no key of the file; the tree leaves that step out.
        let path = path.key(field);
        match kind {
            ValidationErrorsKind::Struct(inner) => values(inner, &path, report),
            ValidationErrorsKind::List(elements) => {
                for (index, inner) in elements {
                    values(inner, &path.index(*index), report);
                }
            }
            ValidationErrorsKind::Field(found) => {
                for error in found {
                    let path = if field == "text" { path.parent() } else { path.clone() };
                    let (expected, advice) = wanted(&error.code, &path);
                    report.expected(&path, &expected, &advice);
                }
            }
        }
    }
}

/// What is expected where `validator` refuses the value at `path`, and what to do.
fn wanted(code: &str, path: &Path) -> (Wording, Wording) {
    let key = path.last_key().unwrap_or_default();
    if let (Some(choices), "required") = (choices(key), code) {
        return (one_of(choices), none());
    }
    match (code, key) {
        ("text", _) => (a_text(), none()),
        ("rule_code", _) => (a_rule_code(), see_rules()),
        ("code", _) => (
            wording(
                "een korte code zonder spaties, zoals Hi, RV-INF of in_progress",
                "a short code without spaces, such as Hi, RV-INF or in_progress",
            ),
            none(),
        ),
        ("colour", _) => (
            wording("een kleur van zes hexadecimale tekens, zoals FFC000", "six hexadecimal digits, such as FFC000"),
            none(),
        ),
        ("email", _) => (
            wording(
                "een e-mailadres van een functie, zoals info@example.org",
                "the e-mail address of a function, such as info@example.org",
            ),
            wording("Laat de sleutel weg als er geen adres is.", "Leave the key out where there is no address."),
        ),
        ("length", "priority") => (
            wording(
                "een lijst met één code, of twee: de laagste en de hoogste",
                "a list of one code, or of two: the lowest and the highest",
            ),
            wording("Laat de sleutel weg als het plan niets zegt.", "Leave the key out where the plan says nothing."),
        ),
        ("length", "dates") => {
            (wording("minstens één dag, zoals [2025-08-27]", "at least one day, as [2025-08-27]"), none())
        }
        ("length", _) => (
            Wording::new(format!("minstens één [[{}]]", path.keys()), format!("at least one [[{}]]", path.keys())),
            wording("Zie planwacht framework export.", "See planwacht framework export."),
        ),
        ("day", _) | (_, "start" | "end") => (a_day(), none()),
        (_, "period") => {
            let example = "period = { start = 2025-01-01, end = 2026-12-31 }";
            (wording(example, example), none())
        }
        (_, "district") => (wording("[district] met daaronder name", "[district] with name below it"), none()),
        (_, "rank") => (wording("een heel getal, zoals 3", "a whole number, such as 3"), none()),
        _ => (wording("een waarde", "a value"), none()),
    }
}

fn a_text() -> Wording {
    Wording::new(
        format!("een tekst op één regel met minstens één letter of cijfer (hoogstens {LONGEST_TEXT} tekens)"),
        format!("a text on one line with at least one letter or digit (at most {LONGEST_TEXT} characters)"),
    )
}

fn a_rule_code() -> Wording {
    wording(
        "een regelcode van twee of drie hoofdletters en drie cijfers, zoals PRI003",
        "a rule code of two or three capitals and three digits, such as PRI003",
    )
}

fn see_rules() -> Wording {
    wording("Zie planwacht rules.", "See planwacht rules.")
}

fn none() -> Wording {
    wording("", "")
}

fn wording(nl: &str, en: &str) -> Wording {
    Wording::new(nl.to_owned(), en.to_owned())
}

/// Entries that others may refer to, by code; their names tell what was meant where somebody wrote a name.
#[derive(Default)]
struct Entries<'f> {
    codes: Vec<&'f str>,
    names: Vec<(&'f str, &'f str)>,
}

impl<'f> Entries<'f> {
    fn add(mut self, code: &'f CodeText, name: &'f Text, aliases: &'f [Text]) -> Self {
        self.codes.push(&code.text);
        self.names.extend(std::iter::once(name).chain(aliases).map(|name| (name.text.as_str(), code.text.as_str())));
        self
    }

    fn meant(&self, word: &str) -> Option<&'f str> {
        let by_name = || {
            let name = meant(word, &self.names.iter().map(|(name, _)| *name).collect::<Vec<_>>())?;
            self.names.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
        };
        meant(word, &self.codes).or_else(by_name)
    }

    fn holds(&self, code: &str) -> bool {
        self.codes.contains(&code)
    }
}

/// Everything that others may refer to.
struct Known<'f> {
    municipalities: Entries<'f>,
    subthemes: Entries<'f>,
    priorities: Entries<'f>,
    statuses: Entries<'f>,
    progress: Entries<'f>,
}

impl<'f> Known<'f> {
    fn of(file: &'f File) -> Self {
        let none = Entries::default;
        let statuses = file.framework_statuses.iter();
        Self {
            municipalities: file.municipalities.iter().fold(none(), |all, e| all.add(&e.code, &e.name, &e.aliases)),
            subthemes: subthemes(file).fold(none(), |all, (_, e)| all.add(&e.code, &e.name, &e.aliases)),
            priorities: file.priorities.iter().fold(none(), |all, e| all.add(&e.code, &e.name, &e.aliases)),
            statuses: statuses.fold(none(), |all, e| all.add(&e.code, &e.name, &e.aliases)),
            progress: file.progress.iter().fold(none(), |all, e| all.add(&e.code, &e.name, &e.aliases)),
        }
    }
}

fn subthemes(file: &File) -> impl Iterator<Item = (Path, &SubThemeEntry)> {
    let themes = file.themes.iter().enumerate();
    themes.flat_map(|(t, theme)| {
        let path = Path::root("themes").index(t).key("subthemes");
        theme.subthemes.iter().enumerate().map(move |(s, entry)| (path.index(s), entry))
    })
}

fn elements<'f, T>(key: &str, entries: &'f [T]) -> impl Iterator<Item = (Path, &'f T)> {
    let path = Path::root(key);
    entries.iter().enumerate().map(move |(i, entry)| (path.index(i), entry))
}

fn period(file: &File, report: &mut Report<'_>) {
    let Some(period) = &file.period else { return };
    let day = |day: &Option<Day>| day.as_ref().and_then(Day::date);
    if let (Some(start), Some(end)) = (day(&period.start), day(&period.end))
        && end < start
    {
        let about = Wording::new(
            format!("verwacht: een dag op of na {start}. Draai begin en eind om, of verbeter het jaar."),
            format!("expected: a day on or after {start}. Swap start and end, or correct the year."),
        );
        report.say(&Path::root("period").key("end"), &about);
    }
}

fn codes(file: &File, report: &mut Report<'_>) {
    unique_codes(elements("municipalities", &file.municipalities).map(|(p, e)| (p, e.code.text.as_str())), report);
    unique_codes(elements("themes", &file.themes).map(|(p, e)| (p, e.code.text.as_str())), report);
    unique_codes(subthemes(file).map(|(p, e)| (p, e.code.text.as_str())), report);
    unique_codes(elements("priorities", &file.priorities).map(|(p, e)| (p, e.code.text.as_str())), report);
    unique_codes(
        elements("framework_statuses", &file.framework_statuses).map(|(p, e)| (p, e.code.text.as_str())),
        report,
    );
    unique_codes(elements("progress", &file.progress).map(|(p, e)| (p, e.code.text.as_str())), report);
    let levels = elements("levels", &file.levels).filter_map(|(p, e)| Some((p.key("level"), e.level?)));
    unique(levels.map(|(p, level)| (p, format!("{level:?}"))), report);
    unique(elements("meetings", &file.meetings).map(|(p, e)| (p.key("body"), folded(&e.body.text))), report);
}

fn unique_codes<'f>(entries: impl Iterator<Item = (Path, &'f str)>, report: &mut Report<'_>) {
    let filled = entries.filter(|(_, code)| !code.is_empty());
    unique(filled.map(|(path, code)| (path.key("code"), code.to_lowercase())), report);
}

fn ranks(file: &File, report: &mut Report<'_>) {
    let priorities = elements("priorities", &file.priorities).filter_map(|(p, e)| Some((p.key("rank"), e.rank?)));
    unique(priorities, report);
    let statuses = elements("framework_statuses", &file.framework_statuses);
    unique(statuses.filter_map(|(p, e)| Some((p.key("rank"), e.rank?))), report);
}

fn colours(file: &File, report: &mut Report<'_>) {
    let statuses = elements("framework_statuses", &file.framework_statuses);
    unique(statuses.flat_map(|(path, entry)| fills(&path, &entry.colours)), report);
    unique(elements("progress", &file.progress).flat_map(|(path, entry)| fills(&path, &entry.colours)), report);
}

fn fills(entry: &Path, colours: &[Colour]) -> Vec<(Path, Rgb)> {
    let path = entry.key("colours");
    let parsed = colours.iter().enumerate().map(|(i, colour)| (path.index(i), Rgb::parse(&colour.text)));
    parsed.filter_map(|(path, colour)| Some((path, colour?))).collect()
}

/// Reports each value that stands there a second time.
fn unique<T: Ord>(entries: impl Iterator<Item = (Path, T)>, report: &mut Report<'_>) {
    let mut seen: BTreeMap<T, Path> = BTreeMap::new();
    for (path, value) in entries {
        match seen.get(&value) {
            Some(first) => {
                let line = report.tree.place(first).line;
                let about = Wording::new(
                    format!("dit staat ook op regel {line}. Gebruik het maar één keer."),
                    format!("it also stands on line {line}. Use it only once."),
                );
                report.say(&path, &about);
            }
            None => {
                seen.insert(value, path);
            }
        }
    }
}

fn references(file: &File, known: &Known<'_>, report: &mut Report<'_>) {
    for (path, entry) in subthemes(file) {
        for (i, code) in entry.priority.iter().flatten().enumerate() {
            refer(&path.key("priority").index(i), [code], &known.priorities, report);
        }
        for (municipality, status) in &entry.status {
            let path = path.key("status").key(municipality);
            if !known.municipalities.holds(municipality) {
                report.unknown_key(&path, &known.municipalities.codes, known.municipalities.meant(municipality));
            }
            refer(&path, [status], &known.statuses, report);
        }
        refer(&path.key("district_status"), entry.district_status.iter(), &known.statuses, report);
    }
    for (path, entry) in elements("progress", &file.progress) {
        for (i, code) in entry.next.iter().enumerate() {
            refer(&path.key("next").index(i), [code], &known.progress, report);
        }
    }
    for (path, entry) in elements("parties", &file.parties) {
        refer(&path.key("municipality"), entry.municipality.iter(), &known.municipalities, report);
    }
    for (path, entry) in elements("accepted", &file.accepted) {
        refer(&path.key("subtheme"), entry.subtheme.iter(), &known.subthemes, report);
        refer(&path.key("municipality"), entry.municipality.iter(), &known.municipalities, report);
    }
}

fn refer<C: AsRef<str>>(path: &Path, codes: impl IntoIterator<Item = C>, known: &Entries<'_>, report: &mut Report<'_>) {
    for code in codes {
        if !known.holds(code.as_ref()) {
            report.unknown(path, &known.codes, known.meant(code.as_ref()));
        }
    }
}

/// A name with the place where it stands and the entry whose name it is.
struct Named {
    path: Path,
    key: String,
    entry: usize,
}

fn names(file: &File, report: &mut Report<'_>) {
    let mut places = Vec::new();
    if let Some(district) = &file.district {
        // The district takes the first number; its names and those of the municipalities are names of sheets and owners.
        name(&mut places, &Path::root("district"), 0, "", &district.name, &district.aliases);
    }
    for (i, (path, entry)) in elements("municipalities", &file.municipalities).enumerate() {
        name(&mut places, &path, i + 1, &entry.code.text, &entry.name, &entry.aliases);
    }
    clashes(&places, report);
    scale(elements("themes", &file.themes).map(|(p, e)| (p, &e.code.text, &e.name, &e.aliases)), report);
    scale(subthemes(file).map(|(p, e)| (p, &e.code.text, &e.name, &e.aliases)), report);
    scale(elements("priorities", &file.priorities).map(|(p, e)| (p, &e.code.text, &e.name, &e.aliases)), report);
    let statuses = elements("framework_statuses", &file.framework_statuses);
    scale(statuses.map(|(p, e)| (p, &e.code.text, &e.name, &e.aliases)), report);
    scale(elements("progress", &file.progress).map(|(p, e)| (p, &e.code.text, &e.name, &e.aliases)), report);
    let no_code = String::new();
    scale(elements("levels", &file.levels).map(|(p, e)| (p, &no_code, &e.name, &e.aliases)), report);
    parties(file, &mut places, report);
    for (path, entry) in subthemes(file) {
        let items = entry.checklist.iter().enumerate();
        unique(items.map(|(i, item)| (path.key("checklist").index(i), folded(&item.text))), report);
    }
}

/// Parties are recognised in the same cells as municipalities and the district, so they share one list.
fn parties(file: &File, places: &mut Vec<Named>, report: &mut Report<'_>) {
    let first = file.municipalities.len() + 1;
    let shared = places.len();
    for (i, (path, entry)) in elements("parties", &file.parties).enumerate() {
        name(places, &path, first + i, "", &entry.name, &entry.aliases);
        if let Some(short) = &entry.short {
            add(places, path.key("short"), first + i, &short.text);
        }
    }
    clashes_from(places, shared, report);
}

fn scale<'f>(entries: impl Iterator<Item = (Path, &'f String, &'f Text, &'f Vec<Text>)>, report: &mut Report<'_>) {
    let mut places = Vec::new();
    for (i, (path, code, own, aliases)) in entries.enumerate() {
        name(&mut places, &path, i, code, own, aliases);
    }
    clashes(&places, report);
}

fn name(places: &mut Vec<Named>, path: &Path, entry: usize, code: &str, own: &Text, aliases: &[Text]) {
    add(places, path.key("code"), entry, code);
    add(places, path.key("name"), entry, &own.text);
    for (i, alias) in aliases.iter().enumerate() {
        add(places, path.key("aliases").index(i), entry, &alias.text);
    }
}

fn add(places: &mut Vec<Named>, path: Path, entry: usize, text: &str) {
    let key = folded(text);
    if !key.is_empty() {
        places.push(Named { path, key, entry });
    }
}

fn clashes(places: &[Named], report: &mut Report<'_>) {
    clashes_from(places, 0, report);
}

/// Reports each name from `first` on that means another entry higher up.
fn clashes_from(places: &[Named], first: usize, report: &mut Report<'_>) {
    let mut seen: BTreeMap<&str, &Named> = BTreeMap::new();
    for (i, named) in places.iter().enumerate() {
        let other = *seen.entry(&named.key).or_insert(named);
        let same_code_twice = named.path.last_key() == Some("code") && other.path.last_key() == Some("code");
        if i >= first && other.entry != named.entry && !same_code_twice {
            let place = report.tree.place(&other.path);
            let (line, other) = (place.line, place.path);
            let about = Wording::new(
                format!("dat betekent ook al iets anders: {other}, regel {line}. Laat het op één plek staan."),
                format!("it already means something else: {other}, line {line}. Keep it in one place."),
            );
            report.say(&named.path, &about);
        }
    }
}

fn columns(file: &File, report: &mut Report<'_>) {
    let mut places = Vec::new();
    for (entry, (field, headers)) in file.columns.iter().enumerate() {
        let path = Path::root("columns").key(field.code());
        for (i, header) in headers.iter().enumerate() {
            if !is_text(header) && !is_sign(header) {
                report.expected(&path.index(i), &a_text(), &none());
            }
            // Signs tell headers apart: "Task #" is the number of what stands in "Task".
            places.push(Named { path: path.index(i), key: super::build::header_key(header), entry });
        }
        if *field == Field::Action && headers.is_empty() {
            let about = Wording::new(
                "verwacht: minstens één koptekst, zoals [\"Actie\"]. Zonder deze kolom is er geen actietabel.".into(),
                "expected: at least one header text, such as [\"Action\"]. Without it there is no action table.".into(),
            );
            report.say(&path, &about);
        }
    }
    clashes(&places, report);
}

fn spelling(file: &File, report: &mut Report<'_>) {
    let mut places = Vec::new();
    for (group, words) in file.spelling.iter().flatten().enumerate() {
        let path = Path::root("spelling").index(group);
        for (i, word) in words.iter().enumerate() {
            check_text(&path.index(i), word, report);
            add(&mut places, path.index(i), group, word);
        }
        if words.len() < 2 {
            let about = Wording::new(
                "verwacht: minstens twee schrijfwijzen van hetzelfde woord.".into(),
                "expected: at least two spellings of the same word.".into(),
            );
            report.say(&path, &about);
        }
    }
    clashes(&places, report);
}

fn check_text(path: &Path, text: &str, report: &mut Report<'_>) {
    if !is_text(text) {
        report.expected(path, &a_text(), &none());
    }
}

/// The languages are registered ones, each named once.
fn languages(file: &File, report: &mut Report<'_>) {
    let Some(languages) = &file.language else { return };
    let path = |at: usize| match languages {
        Languages::One(_) => Path::root("language"),
        Languages::Several(_) => Path::root("language").index(at),
    };
    let expected = one_of(LanguageCode::names());
    if languages.codes().next().is_none() {
        report.expected(&Path::root("language"), &expected, &none());
    }
    for (at, code) in languages.codes().enumerate() {
        if LanguageCode::find(code).is_none() {
            report.expected(&path(at), &expected, &none());
        } else if languages.codes().take(at).any(|before| before == code) {
            let about =
                wording("die staat er al. Laat het op één plek staan.", "it is there already. Keep it in one place.");
            report.say(&path(at), &about);
        }
    }
}

/// Words that are added to a role can be compared by something.
fn words(file: &File, report: &mut Report<'_>) {
    for (role, words) in &file.words {
        for (at, word) in words.iter().enumerate() {
            check_text(&Path::root("words").key(role.name()).index(at), word, report);
        }
    }
    for (key, most, lists) in file.words_in_order.lists() {
        let path = Path::root("words_in_order").key(key);
        if lists.len() > most {
            let about = Wording::new(
                format!("verwacht: hoogstens {most} lijsten, één voor elk; een lege lijst voegt niets toe."),
                format!("expected: at most {most} lists, one for each; an empty list adds nothing."),
            );
            report.say(&path, &about);
        }
        for (number, words) in lists.iter().enumerate() {
            for (at, word) in words.iter().enumerate() {
                check_text(&path.index(number).index(at), word, report);
            }
        }
    }
}

fn rules(file: &File, report: &mut Report<'_>) {
    for code in file.rules.keys().filter(|code| !is_rule_code(code)) {
        report.expected_key(&Path::root("rules").key(code), &a_rule_code(), &see_rules());
    }
}
