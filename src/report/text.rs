//! What the terminal shows: plain text, one finding a line.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::finding::{RuleCode, Severity};
use crate::report::digest::{ChangeRow, Digest, Row, Spot};
use crate::report::{reading, words};
use crate::wording::Lang;

/// How many places a line of "who must do what" names.
const PLACES: usize = 6;

/// Whether words are coloured for a terminal. The words say everything without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// No escape codes at all.
    #[default]
    Never,
    /// ANSI escape codes around the severity's word and the headings.
    Always,
}

impl Colour {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Never => text.to_owned(),
            Self::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    pub(super) fn heading(self, text: &str) -> String {
        self.paint("1", text)
    }
}

/// Findings by sheet, what to do about them, who must do it, and the totals.
pub fn text(digest: &Digest, colour: Colour) -> String {
    let mut out = String::new();
    unread(&mut out, digest, colour);
    findings(&mut out, digest, colour);
    fixes(&mut out, digest, colour);
    owners(&mut out, digest, colour);
    tally(&mut out, digest, colour);
    totals(&mut out, digest, colour);
    out
}

/// Which column of each table was read as what, which not, and what became of the rows.
pub fn reading(digest: &Digest, colour: Colour) -> String {
    let lang = digest.lang;
    let mut out = String::new();
    let title = lang.pick("Zo is de werkmap gelezen", "How the workbook was read");
    let _ = writeln!(out, "{}", colour.heading(title));
    for table in reading::of(&digest.review.plan, lang) {
        let _ = writeln!(out, "  {}", table.place);
        let lines = table.lines(lang);
        let width = lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        for (label, text) in lines {
            let _ = writeln!(out, "    {label:<width$}  {}", words::line(&text));
        }
    }
    for remark in &digest.review.plan.remarks {
        let place = remark.at.as_ref().map_or_else(|| remark.sheet.to_string(), ToString::to_string);
        let _ = writeln!(out, "  {}: {}", words::line(&place), words::line(remark.message.get(lang)));
    }
    out.push('\n');
    out
}

/// What changed since the previous version: each change on a line, then the counts.
pub fn changes(digest: &Digest, colour: Colour) -> String {
    let lang = digest.lang;
    let mut out = String::new();
    unread(&mut out, digest, colour);
    if digest.review.previous.is_none() {
        out.push_str(lang.pick("Er is geen vorige versie opgegeven.\n", "No previous version was given.\n"));
        return out;
    }
    if digest.changes.is_empty() {
        let _ = writeln!(out, "{}", digest.nothing_changed());
        return out;
    }
    let width = digest.changes.iter().map(|row| row.event.word(lang).chars().count()).max().unwrap_or_default();
    for row in &digest.changes {
        let _ = writeln!(out, "{:<width$}  {}", row.event.word(lang), change_line(row, lang));
    }
    out.push('\n');
    tally(&mut out, digest, colour);
    out
}

/// What could not be read, before anything else.
fn unread(out: &mut String, digest: &Digest, colour: Colour) {
    if digest.unread.is_empty() {
        return;
    }
    for sentence in &digest.unread {
        let word = Severity::Error.word(digest.lang);
        let _ = writeln!(out, "{}  {sentence}", painted(Severity::Error, word, colour));
    }
    let _ = writeln!(out, "{}\n", digest.unread_note());
}

fn findings(out: &mut String, digest: &Digest, colour: Colour) {
    let lang = digest.lang;
    let open: Vec<&Row> = digest.findings.iter().filter(|row| row.is_open()).collect();
    let width = |text: fn(&Row, Lang) -> String| {
        open.iter().map(|row| text(row, lang).chars().count()).max().unwrap_or_default()
    };
    let places = width(|row, lang| words::places(row.finding, lang)).min(40);
    let severities = width(|row, lang| row.finding.severity.word(lang).to_owned());
    for (sheet, rows) in by_sheet(&open) {
        let title = if sheet.is_empty() {
            lang.pick("Hele plan", "Whole plan").to_owned()
        } else {
            words::line(sheet).into_owned()
        };
        let _ = writeln!(out, "{}", colour.heading(&title));
        for row in rows {
            let finding = row.finding;
            // Padding is added outside the paint, because escape codes have no width.
            let word = finding.severity.word(lang);
            let pad = " ".repeat(severities.saturating_sub(word.chars().count()));
            let _ = writeln!(
                out,
                "  {}{pad}  {:<6}  {:<places$}  {}{}",
                painted(finding.severity, word, colour),
                finding.rule.code,
                words::places(finding, lang),
                words::line(row.message),
                suggestion(row, lang)
            );
        }
        out.push('\n');
    }
}

/// Rows per sheet, in the order in which the sheets first appear; those without a sheet last.
fn by_sheet<'r, 'a>(rows: &[&'r Row<'a>]) -> Vec<(&'r str, Vec<&'r Row<'a>>)> {
    let mut sheets: Vec<(&str, Vec<&Row>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let sheet = row.finding.at.sheet.as_deref().unwrap_or_default();
        let place = *places.entry(sheet).or_insert_with(|| {
            sheets.push((sheet, Vec::new()));
            sheets.len() - 1
        });
        if let Some((_, rows)) = sheets.get_mut(place) {
            rows.push(row);
        }
    }
    // A stable sort that only moves the sheetless group.
    sheets.sort_by_key(|(sheet, _)| sheet.is_empty());
    sheets
}

fn painted(severity: Severity, word: &str, colour: Colour) -> String {
    let code = match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Info => "36",
    };
    colour.paint(code, word)
}

/// The proposal in brackets, unless the message says it already.
fn suggestion(row: &Row, lang: Lang) -> String {
    match row.suggestion() {
        suggestion if !suggestion.is_empty() && !row.message.contains(suggestion) => {
            format!(" ({}: {})", lang.pick("voorstel", "suggestion"), words::line(suggestion))
        }
        _ => String::new(),
    }
}

/// What to do, once for each rule: as its findings say, where they say the same.
fn fixes(out: &mut String, digest: &Digest, colour: Colour) {
    let lang = digest.lang;
    let mut rules: BTreeMap<RuleCode, (usize, &str)> = BTreeMap::new();
    for row in digest.findings.iter().filter(|row| row.is_open()) {
        let (number, fix) = rules.entry(row.finding.rule.code).or_insert((0, row.fix));
        *number += 1;
        if *fix != row.fix {
            *fix = row.rule_fix;
        }
    }
    if rules.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", colour.heading(lang.pick("Wat te doen", "What to do")));
    let width = rules.values().map(|(number, _)| number.to_string().len()).max().unwrap_or_default();
    for (code, (number, fix)) in rules {
        let _ = writeln!(out, "  {code:<6}  {number:>width$}×  {}", words::line(fix));
    }
    out.push('\n');
}

fn owners(out: &mut String, digest: &Digest, colour: Colour) {
    let lang = digest.lang;
    if digest.owners.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", colour.heading(lang.pick("Wie moet wat doen", "Who must do what")));
    for duty in &digest.owners {
        let weights = duty.weights;
        let totals = words::totals(weights.errors, weights.warnings, weights.infos, lang);
        let _ = writeln!(out, "  {}: {totals}", words::line(&duty.owner));
        for todo in &duty.todo {
            let _ = writeln!(out, "    {:<6}  {}", todo.code, words::line(&todo.places_line(PLACES, lang)));
        }
    }
    out.push('\n');
}

fn tally(out: &mut String, digest: &Digest, colour: Colour) {
    let lang = digest.lang;
    let Some(previous) = &digest.review.previous else { return };
    let title = lang.pick("Wijzigingen sinds", "Changes since");
    let _ = writeln!(out, "{}", colour.heading(&format!("{title} {}", words::line(&previous.file.name))));
    let lines = digest.tally_lines();
    let width = lines.iter().map(|line| line.word.chars().count()).max().unwrap_or_default();
    for line in lines {
        let _ = writeln!(out, "  {:<width$}  {:>5}", line.word, line.actions);
    }
    out.push('\n');
}

fn totals(out: &mut String, digest: &Digest, colour: Colour) {
    let lang = digest.lang;
    let counts = digest.counts;
    let mut line = format!(
        "{}: {}",
        words::count(counts.actions, lang.pick("actie", "action"), lang.pick("acties", "actions")),
        digest.totals()
    );
    if counts.accepted > 0 {
        let _ = write!(line, "; {} {}", counts.accepted, lang.pick("akkoord", "agreed"));
    }
    let _ = writeln!(out, "{}", colour.heading(&format!("{line}.")));
}

fn change_line(row: &ChangeRow, lang: Lang) -> String {
    let spot = |spot: Option<&Spot>| match spot {
        Some(Spot { id, at }) => words::line(&format!("{id} {at}")).into_owned(),
        None => "–".to_owned(),
    };
    let mut line = format!("{} → {}", spot(row.previous.as_ref()), spot(row.current.as_ref()));
    if let Some(field) = row.field {
        let _ = write!(line, "  {}: {} → {}", field.word(lang), quote(&row.old, lang), quote(&row.new, lang));
    }
    if row.of_sheet {
        let _ = write!(line, "  {}", words::line(&row.action));
    }
    line
}

fn quote(text: &str, lang: Lang) -> String {
    if text.is_empty() {
        return lang.pick("(leeg)", "(empty)").to_owned();
    }
    format!("“{}”", words::short(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing;

    #[test]
    fn the_terminal_in_dutch() {
        insta::assert_snapshot!(text(&Digest::new(&testing::review(Lang::Nl)), Colour::Never));
    }

    #[test]
    fn the_terminal_in_english_for_a_first_version() {
        insta::assert_snapshot!(text(&Digest::new(&testing::first_version(Lang::En)), Colour::Never));
    }

    #[test]
    fn the_changes_alone() {
        insta::assert_snapshot!(changes(&Digest::new(&testing::review(Lang::Nl)), Colour::Never));
        assert_eq!(
            changes(&Digest::new(&testing::first_version(Lang::Nl)), Colour::Never),
            "Er is geen vorige versie opgegeven.\n"
        );
    }

    #[test]
    fn no_text_of_staff_reaches_the_terminal_as_a_command() {
        let mut review = testing::review(Lang::Nl);
        review.findings[1].message.nl = "weg\u{1b}[2J\u{7}\n  fout  OWN001".to_owned();
        review.plan.actions[3].owners.raw = "\u{1b}]0;x".into();
        review.previous.as_mut().unwrap().file.name = "v1\u{1b}[31m.xlsx".to_owned();
        let shown = text(&Digest::new(&review), Colour::Never) + &changes(&Digest::new(&review), Colour::Never);
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'));
        assert!(shown.contains("weg[2J fout OWN001"));
    }

    #[test]
    fn colour_changes_no_word() {
        let review = testing::review(Lang::Nl);
        let painted = text(&Digest::new(&review), Colour::Always);
        assert!(painted.contains("\u{1b}[31mfout\u{1b}[0m"));
        let codes = regex::Regex::new("\u{1b}\\[[0-9]+m").unwrap();
        assert_eq!(codes.replace_all(&painted, ""), text(&Digest::new(&review), Colour::Never));
    }
}
