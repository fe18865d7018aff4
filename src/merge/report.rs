//! What a merge says: to a terminal, to programs, in the notes on conflicts and on the sheet in the workbook.

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
            Self::Conflict => lang.pick("conflict", "conflict"),
            Self::Left => lang.pick("zelf bekijken", "look yourself"),
            Self::Taken => lang.pick("overgenomen", "taken"),
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
            Aspect::Value => lang.pick("Hier staat nu", "Here stands now"),
            Aspect::Fill => lang.pick("De kleur is nu", "The colour is now"),
            Aspect::Note => lang.pick("De notitie is nu", "The note is now"),
        };
        let _ = write!(text, "\n{what}: {}", quoted(&entry.before, QUOTED, lang));
        for claim in &entry.claims {
            let _ = write!(text, "\n- {}: {}", copy_name(merge, claim), quoted(&claim.says, QUOTED, lang));
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
            at: entry.at.clone(),
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
            Kind::Conflict => lang.pick("Conflicten", "Conflicts"),
            Kind::Left => lang.pick("Zelf bekijken", "Look yourself"),
            Kind::Taken | Kind::Added => lang.pick("Overgenomen", "Taken"),
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
    let counts = [
        (merge.count(Kind::Taken), lang.pick("overgenomen", "taken")),
        (merge.count(Kind::Added), lang.pick("cellen van nieuwe acties", "cells of new actions")),
        (merge.count(Kind::Conflict), lang.pick("conflicten", "conflicts")),
        (merge.count(Kind::Left), lang.pick("zelf bekijken", "to look at yourself")),
    ];
    let counts: Vec<String> = counts.iter().map(|(count, word)| format!("{word}: {count}")).collect();
    let _ = writeln!(out, "{}", counts.join(", "));
    out
}

/// One entry on one line.
fn line(merge: &Merge, entry: &Entry) -> String {
    let lang = merge.lang;
    let short = |text: &str| words::line(&quoted(&words::line(text), ON_A_LINE, lang)).into_owned();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(entry.at.as_ref().map(|at| words::line(&at.to_string()).into_owned()));
    parts.extend(entry.action.as_deref().map(|id| words::line(id).into_owned()));
    parts.push(column(entry, lang));
    let names: Vec<String> = entry
        .claims
        .iter()
        .map(|claim| {
            let at = claim.at.as_ref().map(|at| format!(" {at}")).unwrap_or_default();
            let said = if entry.kind == Kind::Conflict { format!(" {}", short(&claim.says)) } else { String::new() };
            words::line(&format!("{}{at}{said}", copy_name(merge, claim))).into_owned()
        })
        .collect();
    let now = match (entry.kind, entry.claims.first()) {
        (Kind::Left, Some(first)) if entry.at.is_none() && entry.before.is_empty() => short(&first.says),
        (Kind::Conflict, _) | (_, None) => format!("{} |", short(&entry.before)),
        (Kind::Added, Some(first)) => short(&first.says),
        (_, Some(first)) => format!("{} → {}", short(&entry.before), short(&first.says)),
    };
    let reason = entry.reason.as_ref().map(|reason| format!(" – {}", reason.words().get(lang))).unwrap_or_default();
    parts.retain(|part| !part.is_empty());
    let what = if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(" ")) };
    format!("{what}{now} [{}]{reason}", names.join(", "))
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
            copies: merge.copies.iter().map(file).collect(),
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
