//! The words that every output shares, and text made safe for where it is shown.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::cell::{CellRef, Reading, a1};
use crate::finding::{Finding, Location, Severity, Version};
use crate::framework::{Field, Framework};
use crate::language::{Role, keys};
use crate::plan::{Action, Owner, OwnerKind};
use crate::reconcile::{ChangeKind, Evidence, MatchedBy};
use crate::rules::selection::Selection;
use crate::unread::Unread;
use crate::wording::{Lang, head};

/// How much of an action's text is enough to recognise it, in characters.
const SHORT_TEXT: usize = 90;

/// A mark beside the severity's word, so that colour is never the only sign. Sorted by code point the worst comes first.
pub fn symbol(severity: Severity) -> char {
    match severity {
        Severity::Error => '■',
        Severity::Warning => '▲',
        Severity::Info => '●',
    }
}

/// Symbol and word: `■ fout`.
pub fn severity_label(severity: Severity, lang: Lang) -> String {
    format!("{} {}", symbol(severity), severity.word(lang))
}

/// A day as people read it: `24-11-2025`, in English `24 November 2025`.
pub fn date(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Nl => day.format("%d-%m-%Y").to_string(),
        Lang::En => day.format("%-d %B %Y").to_string(),
    }
}

/// `1 fout`, `3 fouten`.
pub fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// The counts in words, without those that are nought: `3 fouten, 1 waarschuwing en 4 ter informatie`.
pub fn totals(errors: usize, warnings: usize, infos: usize, lang: Lang) -> String {
    let counts = [
        (errors, count(errors, lang.pick("fout", "error"), lang.pick("fouten", "errors"))),
        (warnings, count(warnings, lang.pick("waarschuwing", "warning"), lang.pick("waarschuwingen", "warnings"))),
        (infos, format!("{infos} {}", lang.pick("ter informatie", "for information"))),
    ];
    let words: Vec<String> = counts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    if words.is_empty() {
        return lang.pick("geen open bevindingen", "no open findings").to_owned();
    }
    joined(&words, lang)
}

/// Several in one sentence: `3, 4 en 5`.
pub fn joined(words: &[String], lang: Lang) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), lang.pick("en", "and")),
    }
}

/// The place within its sheet: `G7`, `rij 7`, or nothing where the whole sheet or plan is meant.
pub fn spot(at: &Location, lang: Lang) -> String {
    let place = match (at.row, at.col) {
        (Some(row), Some(col)) => a1(row, col),
        (Some(row), None) => format!("{} {}", lang.pick("rij", "row"), u64::from(row) + 1),
        _ => String::new(),
    };
    match at.version {
        Version::Current => place,
        Version::Previous => {
            let version = lang.pick("vorige versie", "previous version");
            if place.is_empty() { version.to_owned() } else { format!("{place} ({version})") }
        }
    }
}

/// Sheet and place in one: `Hilversum!G7`, `Hilversum rij 7`, `hele plan`.
pub fn place(at: &Location, lang: Lang) -> String {
    let spot = spot(at, lang);
    match (&at.sheet, at.row.is_some() && at.col.is_some()) {
        (Some(sheet), true) => format!("{}!{spot}", line(&crate::cell::quoted_sheet(sheet))),
        (Some(sheet), false) if spot.is_empty() => format!("{} {}", lang.pick("blad", "sheet"), line(sheet)),
        (Some(sheet), false) => format!("{} {spot}", line(sheet)),
        (None, _) => whole_plan(lang).to_owned(),
    }
}

/// How many stretches of cells are named; the marks in the workbook show them all.
const STRETCHES: usize = 8;

/// All places of a finding within its sheet: `K7, K9 t/m K31`; cells on another sheet have its name before them.
pub fn spots(finding: &Finding, lang: Lang) -> String {
    if !is_of_cells(finding) {
        return spot(&finding.at, lang);
    }
    cells(&finding.cells, finding.at.sheet.as_deref(), lang)
}

/// All places of a finding with their sheets: `Hilversum!K7, K9 t/m K31`.
pub fn places(finding: &Finding, lang: Lang) -> String {
    if is_of_cells(finding) { cells(&finding.cells, None, lang) } else { place(&finding.at, lang) }
}

/// Whether a finding stands at several cells, and not at a sheet or the plan whatever cells it holds for.
fn is_of_cells(finding: &Finding) -> bool {
    !finding.cells.is_empty() && finding.at.col.is_some()
}

/// These cells, in stretches; the sheet is named where it is another one than before.
pub fn cells(cells: &[CellRef], on: Option<&str>, lang: Lang) -> String {
    let mut sheet = on;
    let mut named: Vec<String> = Vec::new();
    let stretches = stretches(cells);
    for (first, last) in stretches.iter().take(STRETCHES) {
        let start = if sheet == Some(&*first.sheet) { first.a1() } else { place(&Location::cell(first), lang) };
        sheet = Some(&first.sheet);
        named.push(match last.row - first.row {
            0 => start,
            1 => format!("{start}, {}", last.a1()),
            _ => format!("{start} {} {}", lang.pick("t/m", "to"), last.a1()),
        });
    }
    let rest: u32 = stretches.iter().skip(STRETCHES).map(|(first, last)| last.row - first.row + 1).sum();
    let shown = named.join(", ");
    match rest {
        0 => shown,
        1 => format!("{shown} {}", lang.pick("en nog 1 cel", "and 1 more cell")),
        more => format!("{shown} {} {more} {}", lang.pick("en nog", "and"), lang.pick("cellen", "more cells")),
    }
}

/// The first and the last of cells that stand below each other, in the order of the sheet.
fn stretches(cells: &[CellRef]) -> Vec<(&CellRef, &CellRef)> {
    let mut stretches: Vec<(&CellRef, &CellRef)> = Vec::new();
    for at in cells {
        match stretches.last_mut() {
            Some((_, last)) if last.sheet == at.sheet && last.col == at.col && last.row + 1 == at.row => *last = at,
            _ => stretches.push((at, at)),
        }
    }
    stretches
}

/// What stands in the place of a number that nobody knows.
pub fn not_read(lang: Lang) -> &'static str {
    lang.pick("niet gelezen", "not read")
}

/// What could not be read, as a sentence.
pub fn unread(version: Version, unread: &Unread, lang: Lang) -> String {
    let sentence = unread.sentence();
    let sentence = line(sentence.get(lang));
    match version {
        Version::Current => sentence.into_owned(),
        Version::Previous => format!("{}: {sentence}", lang.pick("Vorige versie", "Previous version")),
    }
}

/// Where nothing smaller is meant.
pub fn whole_plan(lang: Lang) -> &'static str {
    lang.pick("hele plan", "whole plan")
}

/// What a match rests on, in words, with what speaks for it and against it where that is not plain; empty where nothing was
/// matched.
pub fn matched_by(kind: ChangeKind, matched_by: MatchedBy, evidence: &Evidence, lang: Lang) -> String {
    let ground = ground(matched_by, lang);
    let percent = (evidence.text * 100.0).floor();
    let text = match kind {
        ChangeKind::Added | ChangeKind::Removed | ChangeKind::Unread => return String::new(),
        ChangeKind::Kept if percent >= 100.0 => return ground.to_owned(),
        _ if *evidence == Evidence::default() || matched_by == MatchedBy::Id => return ground.to_owned(),
        ChangeKind::Kept => match lang {
            Lang::Nl => format!("tekst {percent:.0}% gelijk"),
            Lang::En => format!("text {percent:.0}% alike"),
        },
        ChangeKind::Split | ChangeKind::Merged => match lang {
            Lang::Nl => format!("de delen zeggen samen {percent:.0}% van de tekst"),
            Lang::En => format!("the parts together say {percent:.0}% of the text"),
        },
    };
    let told = |equal: bool| {
        let told = grounds(evidence, lang).into_iter().filter(move |(_, same)| *same == Some(equal));
        told.map(|(name, _)| name).collect::<Vec<_>>().join(", ")
    };
    let part = |words: &str, list: String| if list.is_empty() { String::new() } else { format!("; {words}: {list}") };
    let same = part(lang.pick("ook gelijk", "also equal"), told(true));
    let different = part(lang.pick("anders", "different"), told(false));
    format!("{text}{same}{different}")
}

/// What can be equal besides the text.
fn grounds(evidence: &Evidence, lang: Lang) -> [(&'static str, Option<bool>); 6] {
    [
        (lang.pick("nummer", "number"), evidence.number),
        (lang.pick("gemeente", "municipality"), evidence.place),
        (lang.pick("subthema", "sub-theme"), evidence.subtheme),
        (lang.pick("trekker", "owner"), evidence.owner),
        (lang.pick("planning", "deadline"), evidence.deadline),
        (lang.pick("plek tussen de andere rijen", "place among the other rows"), evidence.neighbours),
    ]
}

fn ground(matched_by: MatchedBy, lang: Lang) -> &'static str {
    match matched_by {
        MatchedBy::IdAndText => lang.pick("nummer en tekst", "number and text"),
        MatchedBy::Text => lang.pick("dezelfde tekst", "the same text"),
        MatchedBy::Id => lang.pick("nummer (tekst gelakt)", "number (text redacted)"),
        MatchedBy::Similarity => lang.pick("tekst en plaats lijken op elkaar", "similar text and place"),
        MatchedBy::Nothing => "",
    }
}

/// How sure a match is, in words with the percentage; empty where nothing was matched.
pub fn confidence(matched_by: MatchedBy, confidence: f64, lang: Lang) -> String {
    if matched_by == MatchedBy::Nothing {
        return String::new();
    }
    let words = match confidence {
        c if c >= 0.95 => lang.pick("zeker", "certain"),
        c if c >= 0.85 => lang.pick("vrijwel zeker", "almost certain"),
        c if c >= 0.70 => lang.pick("waarschijnlijk", "probable"),
        _ => lang.pick("onzeker, kijk dit na", "uncertain, please check"),
    };
    format!("{words} ({:.0}%)", (confidence * 100.0).clamp(0.0, 100.0))
}

/// An owner as people know it: recognised parties by the framework's short name (or full name), with the municipality
/// that stands beside it; anything else as typed. A person's name is never shown.
pub fn owner(owner: &Owner, framework: &Framework, lang: Lang) -> String {
    let municipality = |code: &str| framework.municipality(code).map(|m| m.name.clone());
    match &owner.kind {
        OwnerKind::Party { party, municipality: beside } => match framework.parties.get(*party) {
            Some(party) => {
                let name = party.short.as_deref().unwrap_or(&party.name);
                match beside.as_deref().and_then(municipality) {
                    Some(place) if !name.contains(&place) => format!("{name} {place}"),
                    _ => name.to_owned(),
                }
            }
            None => line(&owner.raw).into_owned(),
        },
        OwnerKind::Municipality(code) => municipality(code).unwrap_or_else(|| line(&owner.raw).into_owned()),
        OwnerKind::District => framework.district.name.clone(),
        OwnerKind::Person => lang.pick("[naam van een persoon]", "[a person's name]").to_owned(),
        _ => line(&owner.raw).into_owned(),
    }
}

/// The names of an action's owners, each once. A function beside a party ("Projectleider VTH") says who of it is meant, and stays.
pub fn owners(action: &Action, framework: &Framework, lang: Lang) -> Vec<String> {
    let name = |one: &Owner| match &one.kind {
        OwnerKind::Party { party, .. } if names_a_function(&one.raw, *party, framework) => line(&one.raw).into_owned(),
        _ => owner(one, framework, lang),
    };
    each_once(action.owners.known().into_iter().flatten().map(name))
}

/// Whether a word beside the name of a party says as what somebody of it leads.
fn names_a_function(raw: &str, party: usize, framework: &Framework) -> bool {
    let Some(party) = framework.parties.get(party) else { return false };
    let own: Vec<String> =
        party.short.iter().chain([&party.name]).chain(&party.aliases).flat_map(|name| keys(name)).collect();
    let before_bracket = raw.split(['(', '[']).next().unwrap_or_default();
    let functions = framework.language.words(Role::Function);
    keys(before_bracket).iter().any(|word| functions.has_key(word) && !own.contains(word))
}

/// What is said where no change was found, in all or in what could be read.
pub fn nothing_changed(is_whole: bool, lang: Lang) -> &'static str {
    match is_whole {
        true => lang.pick("Er is niets gewijzigd.", "Nothing changed."),
        false => lang.pick("In wat gelezen kon worden is niets gewijzigd.", "Nothing changed in what could be read."),
    }
}

/// The names of those who take part in an action, by their own column or by that of the owner, each once.
pub fn involved(action: &Action, framework: &Framework, lang: Lang) -> Vec<String> {
    let involved = action.involved.known().into_iter().flatten().chain(&*action.partners);
    each_once(involved.map(|one| owner(one, framework, lang)))
}

fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in all.map(|name| quoted_short(&name).into_owned()) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether somebody can be asked: a name that is no placeholder and no redaction.
pub fn can_be_asked(owner: &Owner) -> bool {
    !matches!(owner.kind, OwnerKind::Placeholder | OwnerKind::Redacted)
}

/// The whole text of an action.
pub fn action_text(action: &Action) -> &str {
    match &action.text.value {
        Reading::Known(text) => text,
        _ => action.text.raw.trim(),
    }
}

/// How much of a text the outputs show where they quote all of it, in characters. Cells can share one text of 30,000; an output that
/// repeats it for each of them would be thousands of times as large as the workbook.
const QUOTED: usize = 4_000;
/// The same for a field that mostly holds a word or two.
const QUOTED_FIELD: usize = 300;
/// The same for the number of an action, and for a value that is proposed.
const QUOTED_ID: usize = 120;

/// A text as the outputs quote it; what is longer than anybody writes loses its end.
pub fn quoted(text: &str) -> Cow<'_, str> {
    cut(text, QUOTED)
}

/// The text of a field as the outputs quote it.
pub fn quoted_field(field: Field, text: &str) -> Cow<'_, str> {
    match field {
        Field::Action | Field::Notes => quoted(text),
        _ => cut(text, QUOTED_FIELD),
    }
}

/// The text of a small field as the outputs quote it.
pub fn quoted_short(text: &str) -> Cow<'_, str> {
    cut(text, QUOTED_FIELD)
}

/// The number of an action as the outputs show it.
pub fn quoted_id(id: &str) -> &str {
    head(id, QUOTED_ID)
}

/// The beginning of a text on one line, cut between words.
pub fn short(text: &str) -> String {
    // Of a long text the beginning is enough, and quicker.
    let text = cut(text, QUOTED_FIELD);
    let text = line(&text);
    if text.chars().count() <= SHORT_TEXT {
        return text.into_owned();
    }
    let cut: String = text.chars().take(SHORT_TEXT).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Whether a character can do harm or confuse where text is shown: control characters (a terminal obeys them), and marks
/// that reverse the direction of the text.
pub fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Which rules a run applied, where it was not all of them.
pub fn selection(selection: &Selection, lang: Lang) -> Option<String> {
    let part = |word: &str, rules: &[String]| (!rules.is_empty()).then(|| format!("{word} {}", rules.join(", ")));
    let only = part(lang.pick("alleen", "only"), &selection.select);
    let without = part(lang.pick("zonder", "without"), &selection.ignore);
    let parts: Vec<String> = [only, without].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Text without characters that can do harm; line breaks stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unsafe) {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !is_unsafe(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Text on one line: line breaks and runs of white space become one space.
pub fn line(text: &str) -> Cow<'_, str> {
    let tidy = !text.chars().any(|c| is_unsafe(c) || (c.is_whitespace() && c != ' '))
        && !text.contains("  ")
        && text.trim().len() == text.len();
    if tidy {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The first `limit` characters, with an ellipsis where something was left out.
pub fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
            Cow::Owned(format!("{kept}…"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_safe_and_short() {
        assert_eq!(line(" a\r\n b\t c\u{1b}[31m\u{202e} "), "a b c[31m");
        assert_eq!(clean("a\r\nb\rc\u{7}"), "a\nb\nc");
        assert_eq!(cut("éééé", 3), "éé…");
        assert_eq!(cut("ééé", 3), "ééé");
        let long = "woord ".repeat(40);
        assert!(short(&long).chars().count() <= SHORT_TEXT && short(&long).ends_with("woord…"));
    }

    #[test]
    fn a_function_beside_a_party_is_shown() {
        let framework = Framework::embedded();
        for (typed, shown) in [
            ("Projectleider OOV Hilversum", "Projectleider OOV Hilversum"),
            ("OOV Hilversum", "OOV Hilversum"),
            ("Gemeente Hilversum, team OOV", "OOV Hilversum"),
            ("OOV Hilversum (projectleider volgt)", "OOV Hilversum"),
        ] {
            let sheet = format!("# Hilversum\n| Nr | Actie | Trekker |\n| 1 | Scholen bezoeken | {typed} |");
            let plan = crate::read::read(&crate::rules::example::sheets(&sheet).grids, framework);
            assert_eq!(owners(&plan.actions[0], framework, Lang::Nl), [shown], "{typed}");
        }
    }

    #[test]
    fn cells_below_each_other_are_one_stretch() {
        let at = |sheet: &str, row: u32, col: u32| CellRef::new(sheet, row, col);
        let column: Vec<CellRef> = [6, 8, 9, 10, 14, 15].map(|row| at("Huizen", row, 10)).to_vec();
        assert_eq!(cells(&column, Some("Huizen"), Lang::Nl), "K7, K9 t/m K11, K15, K16");
        assert_eq!(cells(&column, None, Lang::En), "Huizen!K7, K9 to K11, K15, K16");
        let sheets = [at("Huizen", 6, 2), at("Duin meer", 7, 2), at("Duin meer", 9, 2)];
        assert_eq!(cells(&sheets, Some("Huizen"), Lang::Nl), "C7, 'Duin meer'!C8, C10");
        let apart: Vec<CellRef> = (0..12).map(|row| at("Huizen", row * 2, 0)).collect();
        assert!(cells(&apart, None, Lang::Nl).ends_with("A15 en nog 4 cellen"), "{}", cells(&apart, None, Lang::Nl));
    }

    #[test]
    fn the_worst_sorts_first() {
        assert!(symbol(Severity::Error) < symbol(Severity::Warning));
        assert!(symbol(Severity::Warning) < symbol(Severity::Info));
    }

    #[test]
    fn places_are_named_as_precisely_as_they_are_known() {
        let mut at =
            Location { sheet: Some("Blaricum en Laren".into()), row: Some(6), col: Some(6), ..Location::default() };
        assert_eq!(place(&at, Lang::Nl), "'Blaricum en Laren'!G7");
        at.col = None;
        assert_eq!(place(&at, Lang::En), "Blaricum en Laren row 7");
        at.version = Version::Previous;
        assert_eq!(place(&at, Lang::Nl), "Blaricum en Laren rij 7 (vorige versie)");
        at = Location { row: None, version: Version::Current, ..at };
        assert_eq!(place(&at, Lang::Nl), "blad Blaricum en Laren");
        assert_eq!(place(&Location::plan(), Lang::En), "whole plan");
    }

    #[test]
    fn counts_read_as_a_sentence() {
        assert_eq!(totals(3, 1, 4, Lang::Nl), "3 fouten, 1 waarschuwing en 4 ter informatie");
        assert_eq!(totals(1, 0, 2, Lang::En), "1 error and 2 for information");
        assert_eq!(totals(0, 2, 0, Lang::Nl), "2 waarschuwingen");
        assert_eq!(totals(0, 0, 0, Lang::En), "no open findings");
    }

    #[test]
    fn a_match_by_likeness_says_what_is_alike_and_what_is_not() {
        let evidence =
            Evidence { text: 0.729, number: Some(false), place: Some(true), owner: Some(true), ..Evidence::default() };
        let words = |kind, by, evidence: Evidence, lang| matched_by(kind, by, &evidence, lang);
        let kept = |lang| words(ChangeKind::Kept, MatchedBy::Similarity, evidence, lang);
        assert_eq!(kept(Lang::Nl), "tekst 72% gelijk; ook gelijk: gemeente, trekker; anders: nummer");
        assert_eq!(kept(Lang::En), "text 72% alike; also equal: municipality, owner; different: number");
        let parts = Evidence { text: 0.96, ..Evidence::default() };
        let split = words(ChangeKind::Split, MatchedBy::Similarity, parts, Lang::Nl);
        assert_eq!(split, "de delen zeggen samen 96% van de tekst");
        let same = Evidence { text: 1.0, ..evidence };
        assert_eq!(words(ChangeKind::Kept, MatchedBy::Text, same, Lang::Nl), "dezelfde tekst");
        assert_eq!(words(ChangeKind::Added, MatchedBy::Nothing, Evidence::default(), Lang::Nl), "");
    }

    #[test]
    fn doubt_is_said_in_words() {
        assert_eq!(confidence(MatchedBy::Similarity, 0.6, Lang::Nl), "onzeker, kijk dit na (60%)");
        assert_eq!(confidence(MatchedBy::IdAndText, 1.0, Lang::En), "certain (100%)");
        assert_eq!(confidence(MatchedBy::Nothing, 1.0, Lang::Nl), "");
    }
}
