//! What a merge says: to a terminal, to programs, in the notes on conflicts and on the sheet in the workbook.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use super::{Aspect, Claim, Entry, Kind, Merge};
use crate::report::ReportError;
use crate::report::sheets::merge::{Account, AccountLine};
use crate::report::words;
use crate::wording::Lang;

/// What programs get; first member of the report.
const SCHEMA: &str = "planwacht.merge/1";
/// How much of a text the note on a conflict quotes, in characters.
const QUOTED: usize = 300;
/// The same for a line on a terminal.
const ON_A_LINE: usize = 80;

impl Kind {
    /// The word for it.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::Conflict => lang.pick("kopieën verschillen", "copies differ"),
            Self::Left => lang.pick("zelf nakijken", "check yourself"),
            Self::Taken => lang.pick("overgenomen", "taken over"),
            Self::Added => lang.pick("nieuwe actie", "new action"),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Left => "left",
            Self::Taken => "taken",
            Self::Added => "added",
        }
    }
}

impl Aspect {
    fn code(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Fill => "fill",
            Self::Note => "note",
        }
    }
}

/// The copies of a claim, by name.
fn copy_name<'m>(merge: &'m Merge, claim: &Claim) -> &'m str {
    merge.copies.get(claim.copy).map_or("", |copy| copy.name.as_str())
}

/// The column, and what of the cell: `voortgang (kleur)`.
fn column(entry: &Entry, lang: Lang) -> String {
    let name = entry.column.as_ref().map(|column| column.get(lang).to_owned()).unwrap_or_default();
    let aspect = match entry.aspect {
        Aspect::Value => return name,
        Aspect::Fill => lang.pick("kleur", "colour"),
        Aspect::Note => lang.pick("notitie", "note"),
    };
    if name.is_empty() { aspect.to_owned() } else { format!("{name} ({aspect})") }
}

/// Texts that begin alike, quoted from where they come apart: what differs must not be cut off.
fn quoted_apart(texts: &[&str], limit: usize, lang: Lang) -> Vec<String> {
    let all: Vec<Vec<char>> = texts.iter().map(|text| text.trim().chars().collect()).collect();
    let first = all.first().map(Vec::as_slice).unwrap_or_default();
    let alike = |at: &usize| all.iter().all(|text| text.get(*at) == first.get(*at));
    let same = (0..first.len()).take_while(alike).count();
    let longest = all.iter().map(Vec::len).max().unwrap_or(0);
    let skip = if longest <= limit { 0 } else { same.saturating_sub(limit / 4) };
    let tail = |text: &Vec<char>| {
        let rest: String = text.iter().skip(skip).collect();
        // From the next word on, so that no word is broken.
        let rest =
            if skip == 0 { rest } else { rest.split_once(' ').map_or(rest.clone(), |(_, words)| words.to_owned()) };
        let rest = if skip == 0 || text.is_empty() { rest } else { format!("…{rest}") };
        quoted(&rest, limit, lang)
    };
    all.iter().map(tail).collect()
}

fn quoted(text: &str, limit: usize, lang: Lang) -> String {
    let text = words::clean(text.trim()).into_owned();
    if text.is_empty() {
        lang.pick("(leeg)", "(empty)").to_owned()
    } else {
        format!("\"{}\"", words::cut(&text, limit))
    }
}

/// The note on a cell that copies contradict each other about.
pub(super) fn conflict_note(merge: &Merge, entries: &[&Entry]) -> String {
    let lang = merge.lang;
    let mut text = lang
        .pick("Samenvoegen: de kopieën zeggen hier niet hetzelfde.", "Merging: the copies do not say the same here.")
        .to_owned();
    for entry in entries {
        let what = match entry.aspect {
            Aspect::Value => lang.pick("Hier staat nu", "Now in the cell"),
            Aspect::Fill => lang.pick("De kleur is nu", "The colour is now"),
            Aspect::Note => lang.pick("De notitie is nu", "The note is now"),
        };
        let says = entry.claims.iter().map(|claim| claim.says.as_str());
        let quotes = quoted_apart(&[entry.before.as_str()].into_iter().chain(says).collect::<Vec<_>>(), QUOTED, lang);
        let mut quotes = quotes.into_iter();
        let _ = write!(text, "\n{what}: {}", quotes.next().unwrap_or_default());
        for (claim, quote) in entry.claims.iter().zip(quotes) {
            let _ = write!(text, "\n- {}: {quote}", copy_name(merge, claim));
        }
    }
    text.push('\n');
    text.push_str(lang.pick("Kies wat klopt en pas de cel aan.", "Choose what is right and change the cell."));
    text
}

/// The account for the sheet in the merged workbook.
pub(super) fn account(merge: &Merge) -> Account {
    let lang = merge.lang;
    let lines = merge.entries.iter().map(|entry| {
        let mut names: Vec<&str> = entry.claims.iter().map(|claim| copy_name(merge, claim)).collect();
        names.dedup();
        let places: Vec<String> =
            entry.claims.iter().filter_map(|claim| claim.at.as_ref().map(ToString::to_string)).collect();
        AccountLine {
            kind: entry.kind.word(lang).to_owned(),
            copies: names.join("\n"),
            sheet: entry.at.as_ref().map(|at| at.sheet.to_string()).unwrap_or_default(),
            at: entry.at.as_ref().map(|at| merge.own_place(at)),
            copy_cells: places.join("\n"),
            action: entry.action.clone().unwrap_or_default(),
            column: column(entry, lang),
            before: entry.before.clone(),
            now: says(merge, entry),
            reason: entry.reason.as_ref().map(|reason| reason.words().get(lang).to_owned()).unwrap_or_default(),
        }
    });
    let notices = merge.notices.iter().map(|notice| {
        let about = notice.copy.and_then(|copy| merge.copies.get(copy)).unwrap_or(&merge.base);
        (about.name.clone(), notice.message.get(lang).to_owned())
    });
    Account { base: merge.base.name.clone(), lines: lines.collect(), notices: notices.collect() }
}

/// What the copies say: once where they agree, each with its name where they do not.
fn says(merge: &Merge, entry: &Entry) -> String {
    match entry.claims.as_slice() {
        claims if entry.kind == Kind::Conflict => {
            let each = claims
                .iter()
                .map(|claim| format!("{}: {}", copy_name(merge, claim), quoted(&claim.says, 1000, merge.lang)));
            each.collect::<Vec<_>>().join("\n")
        }
        // An emptied cell is a change too, and must not look like a line without one.
        [first, ..] if entry.kind == Kind::Taken => match first.says.trim() {
            "" => quoted("", 0, merge.lang),
            _ => first.says.clone(),
        },
        [first, ..] => first.says.clone(),
        [] => String::new(),
    }
}

/// What the terminal shows.
pub fn text(merge: &Merge) -> String {
    let lang = merge.lang;
    let mut out = String::new();
    let mut heading = "";
    for entry in &merge.entries {
        let kind = if entry.kind == Kind::Added { Kind::Taken } else { entry.kind };
        let word = match kind {
            Kind::Conflict => lang.pick("De kopieën verschillen", "Copies differ"),
            Kind::Left => lang.pick("Zelf nakijken", "For you to check"),
            Kind::Taken | Kind::Added => lang.pick("Overgenomen", "Taken over"),
        };
        if word != heading {
            let gap = if heading.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{word}");
            heading = word;
        }
        let _ = writeln!(out, "  {}", line(merge, entry));
    }
    if !merge.notices.is_empty() {
        let gap = if heading.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{}", lang.pick("Goed om te weten", "Good to know"));
    }
    for notice in &merge.notices {
        let about = notice.copy.and_then(|copy| merge.copies.get(copy)).unwrap_or(&merge.base);
        let _ = writeln!(out, "  {}: {}", words::line(&about.name), words::line(notice.message.get(lang)));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", totals(merge));
    out
}

/// How much was taken, added and left: `Overgenomen: 5 cellen. Nieuwe acties: 2 (18 cellen). Verschillen: 5. Zelf nakijken: 26.`
fn totals(merge: &Merge) -> String {
    let lang = merge.lang;
    let cells = |count: usize| words::count(count, lang.pick("cel", "cell"), lang.pick("cellen", "cells"));
    let added = merge.entries.iter().filter(|entry| entry.kind == Kind::Added).filter_map(|entry| entry.at.as_ref());
    let rows: BTreeSet<(&str, u32)> = added.map(|at| (&*at.sheet, at.row)).collect();
    let (taken, new) = (cells(merge.count(Kind::Taken)), merge.count(Kind::Added));
    let new = if new == 0 { "0".to_owned() } else { format!("{} ({})", rows.len(), cells(new)) };
    let (apart, left) = (merge.count(Kind::Conflict), merge.count(Kind::Left));
    match lang {
        Lang::Nl => {
            format!("Overgenomen: {taken}. Nieuwe acties: {new}. Verschillen: {apart}. Zelf nakijken: {left}.")
        }
        Lang::En => {
            format!("Taken over: {taken}. New actions: {new}. Copies differ: {apart}. For you to check: {left}.")
        }
    }
}

/// One entry on one line.
fn line(merge: &Merge, entry: &Entry) -> String {
    let lang = merge.lang;
    let on_a_line = |text: &str| words::line(text).into_owned();
    let before = on_a_line(&entry.before);
    let said: Vec<String> = entry.claims.iter().map(|claim| on_a_line(&claim.says)).collect();
    let all: Vec<&str> = std::iter::once(before.as_str()).chain(said.iter().map(String::as_str)).collect();
    let quotes = quoted_apart(&all, ON_A_LINE, lang);
    let quote = |at: usize| quotes.get(at).map(String::as_str).unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(entry.at.as_ref().map(|at| on_a_line(&at.to_string())));
    parts.extend(entry.action.as_deref().map(on_a_line));
    parts.push(column(entry, lang));
    parts.retain(|part| !part.is_empty());
    let places: Vec<String> = (1..)
        .zip(&entry.claims)
        .map(|(nth, claim)| {
            let at = claim.at.as_ref().map(|at| format!(" {at}")).unwrap_or_default();
            let said = if entry.kind == Kind::Conflict { format!(" {}", quote(nth)) } else { String::new() };
            on_a_line(&format!("{}{at}{said}", copy_name(merge, claim)))
        })
        .collect();
    let alone = entry.kind == Kind::Added || entry.at.is_none() && entry.before.is_empty();
    let now = match entry.kind {
        Kind::Conflict => quote(0).to_owned(),
        _ if entry.claims.is_empty() => quote(0).to_owned(),
        _ if alone => quoted(said.first().map(String::as_str).unwrap_or_default(), ON_A_LINE, lang),
        _ => format!("{} → {}", quote(0), quote(1)),
    };
    let reason = entry.reason.as_ref().map(|reason| format!(" – {}", reason.words().get(lang))).unwrap_or_default();
    let what = if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(" ")) };
    format!("{what}{now} [{}]{reason}", places.join(", "))
}

/// The report for programs, schema `planwacht.merge/1`; pretty printed, with a newline at the end.
///
/// # Errors
/// Only where serialising fails, which no text of a merge can cause.
pub fn json(merge: &Merge) -> Result<Vec<u8>, ReportError> {
    let mut bytes = serde_json::to_vec_pretty(&ReportV1::of(merge))?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[derive(Serialize)]
struct ReportV1<'m> {
    schema: &'static str,
    version: &'static str,
    language: &'static str,
    base: FileV1<'m>,
    copies: Vec<FileV1<'m>>,
    summary: SummaryV1,
    conflicts: Vec<EntryV1<'m>>,
    left: Vec<EntryV1<'m>>,
    takings: Vec<EntryV1<'m>>,
    notices: Vec<NoticeV1<'m>>,
}

#[derive(Serialize)]
struct FileV1<'m> {
    file: &'m str,
    sha256: &'m str,
}

#[derive(Serialize)]
struct SummaryV1 {
    taken: usize,
    added: usize,
    conflicts: usize,
    left: usize,
}

#[derive(Serialize)]
struct EntryV1<'m> {
    kind: &'static str,
    sheet: Option<&'m str>,
    cell: Option<String>,
    action: Option<&'m str>,
    column: Option<&'m str>,
    aspect: &'static str,
    before: &'m str,
    copies: Vec<ClaimV1<'m>>,
    reason: Option<String>,
}

#[derive(Serialize)]
struct ClaimV1<'m> {
    copy: &'m str,
    sheet: Option<&'m str>,
    cell: Option<String>,
    says: &'m str,
}

#[derive(Serialize)]
struct NoticeV1<'m> {
    file: &'m str,
    message: &'m str,
}

impl<'m> ReportV1<'m> {
    fn of(merge: &'m Merge) -> Self {
        let file = |id: &'m super::FileId| FileV1 { file: &id.name, sha256: &id.sha256 };
        let of = |kinds: &[Kind]| {
            let entries = merge.entries.iter().filter(|entry| kinds.contains(&entry.kind));
            entries.map(|entry| EntryV1::of(merge, entry)).collect()
        };
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            language: merge.lang.code(),
            base: file(&merge.base),
            copies: merge.copies.iter().map(|copy| file(copy)).collect(),
            summary: SummaryV1 {
                taken: merge.count(Kind::Taken),
                added: merge.count(Kind::Added),
                conflicts: merge.count(Kind::Conflict),
                left: merge.count(Kind::Left),
            },
            conflicts: of(&[Kind::Conflict]),
            left: of(&[Kind::Left]),
            takings: of(&[Kind::Taken, Kind::Added]),
            notices: merge
                .notices
                .iter()
                .map(|notice| NoticeV1 {
                    file: &notice.copy.and_then(|copy| merge.copies.get(copy)).unwrap_or(&merge.base).name,
                    message: notice.message.get(merge.lang),
                })
                .collect(),
        }
    }
}

impl<'m> EntryV1<'m> {
    fn of(merge: &'m Merge, entry: &'m Entry) -> Self {
        let claim = |claim: &'m Claim| ClaimV1 {
            copy: copy_name(merge, claim),
            sheet: claim.at.as_ref().map(|at| &*at.sheet),
            cell: claim.at.as_ref().map(|at| at.a1()),
            says: &claim.says,
        };
        Self {
            kind: entry.kind.code(),
            sheet: entry.at.as_ref().map(|at| &*at.sheet),
            cell: entry.at.as_ref().map(|at| at.a1()),
            action: entry.action.as_deref(),
            column: entry.column.as_ref().map(|column| column.get(merge.lang)),
            aspect: entry.aspect.code(),
            before: &entry.before,
            copies: entry.claims.iter().map(claim).collect(),
            reason: entry.reason.as_ref().map(|reason| reason.words().get(merge.lang).to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_quoted_from_where_they_differ() {
        let long = "woord ".repeat(60);
        let (one, two) = (format!("{long}eind een"), format!("{long}eind twee en verder"));
        let quotes = quoted_apart(&[&one, &two], 80, Lang::Nl);
        assert!(quotes[0].starts_with("\"…woord ") && quotes[0].ends_with("eind een\""), "{quotes:?}");
        assert!(quotes[1].ends_with("eind twee en verder\""), "{quotes:?}");
        assert_eq!(quoted_apart(&["kort", "", &long], 80, Lang::Nl)[..2], ["\"kort\"", "(leeg)"]);
        assert_eq!(quoted_apart(&["kort", "korter"], 80, Lang::En), ["\"kort\"", "\"korter\""]);
    }
}
