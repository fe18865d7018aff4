//! ID003: a number that does not look like the others of its sheet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use crate::cell::CellValue;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::plan::Action;
use crate::rules::id::{MOST_DIGITS, Number, id_key, in_use, lost_zeros};
use crate::rules::{Context, row_of};
use crate::wording::{Wording, fold};

/// What a number should look like is told by the others in its table, never by a pattern from outside. Reported is what Excel or a
/// slip of the pen made of a number:
///
/// - a date, for 3-1; all dates of a table together are one finding;
/// - 2.1 after 2.9, for 2.10;
/// - the same series with another mark or without its zeros (`HI08`, `HI-8` among `HI-07`), a letter for a digit (`HI-O8`), or its
///   letters missing (`8`).
///
/// Another series (`L-03` among `HI-…`), a suffix of a split action (`GM-08a`) and the number of a merged one (`GM-01/02`) are
/// choices. So are numbers in a table without a clear majority (two in three, of three or more).
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::ID003,
    name: "id-unlike-others",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een nummer ziet er anders uit dan de andere nummers op het blad.",
        "A number does not look like the other numbers on its sheet.",
    ),
    why: Wording::new(
        "Excel maakt van 2.10 soms 2.1 en van 3-1 een datum. Dan verwijst het nummer naar een andere actie, of naar geen.",
        "Excel may turn 2.10 into 2.1 and 3-1 into a date. The number then refers to another action, or to none.",
    ),
    fix: Wording::new(
        "Geef de cel de celeigenschap Tekst. Typ het nummer daarna zoals de andere nummers.",
        "Set the cell format to Text, then type the number like the other numbers.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| 2.8 | Een training kiezen voor dossierhouders | ZVHGV | Q2 2026 | Loopt |
| 2.9 | Een training kiezen voor wijkagenten | ZVHGV | Q3 2026 | Loopt |
| → {number} 2.1 | Een training kiezen voor baliemedewerkers | ZVHGV | Q4 2026 | Loopt |
| 2.11 | De trainingen evalueren | ZVHGV | Q4 2026 | Niet gestart |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| 2.8 | Een training kiezen voor dossierhouders | ZVHGV | Q2 2026 | Loopt |
| 2.9 | Een training kiezen voor wijkagenten | ZVHGV | Q3 2026 | Loopt |
| 2.10 | Een training kiezen voor baliemedewerkers | ZVHGV | Q4 2026 | Loopt |
| 2.11 | De trainingen evalueren | ZVHGV | Q4 2026 | Niet gestart |",
    },
};

/// A table with fewer numbers of one form tells no pattern.
const A_PATTERN: usize = 3;

/// A number that does not look like the others.
pub(in crate::rules) struct Odd<'a> {
    /// The action that bears it.
    pub action: &'a Action,
    why: Why,
}

/// What became of the number.
enum Why {
    /// Excel made a date of it; with what was probably typed.
    Date(String),
    /// Excel took its last zero; with what was meant.
    Zero(String),
    /// It is written otherwise than the others: with one of these, and as they would write it, where that is free.
    Form { like: String, meant: Option<String> },
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut dates: BTreeMap<usize, Vec<(&Action, String)>> = BTreeMap::new();
    for Odd { action, why } in odd(ctx) {
        match why {
            Why::Date(typed) => dates.entry(action.table).or_default().push((action, typed)),
            Why::Zero(meant) => findings.push(zero(ctx, action, &meant)),
            Why::Form { like, meant } => findings.push(form(ctx, action, &like, meant)),
        }
    }
    findings.extend(dates.values().filter_map(|actions| date(ctx, actions)));
}

/// The numbers that do not look like the others of their table; those of closed actions are history.
pub(in crate::rules) fn odd<'a>(ctx: &Context<'a>) -> Vec<Odd<'a>> {
    let mut tables: BTreeMap<usize, Vec<&Action>> = BTreeMap::new();
    for action in ctx.plan.actions.iter().filter(|action| id_key(action, &ctx.framework.language).is_some()) {
        tables.entry(action.table).or_default().push(action);
    }
    let (zeros, used) = (lost_zeros(ctx.plan), in_use(ctx.plan, &ctx.framework.language));
    let mut odd = Vec::new();
    for actions in tables.values() {
        let (pattern, mark, lettered_like) = (Pattern::of(actions), mark_between(actions), mostly_lettered(actions));
        for action in actions.iter().copied().filter(|action| !ctx.is_closed(action)) {
            let id = action.id().unwrap_or_default();
            let why = if let Some(meant) = zeros.get(&row_of(action)) {
                Some(Why::Zero(meant.clone()))
            } else if let Some((day, month)) = made_a_date(ctx, action).or_else(|| day_and_month(id)) {
                Some(Why::Date(format!("{day}{mark}{month}")))
            } else {
                let misfit = pattern.as_ref().and_then(|pattern| pattern.misfit(id, &used));
                misfit.or_else(|| bare(id, lettered_like))
            };
            odd.extend(why.map(|why| Odd { action, why }));
        }
    }
    odd
}

/// One of the numbers with letters (HI-01), of whatever series, where two in three of the table have them.
fn mostly_lettered<'a>(actions: &[&'a Action]) -> Option<&'a str> {
    let with_letters: Vec<&str> =
        actions.iter().filter_map(|action| action.id()).filter(|id| lettered(id).is_some()).collect();
    let most = with_letters.len() >= A_PATTERN && with_letters.len() * 3 >= actions.len() * 2;
    with_letters.first().copied().filter(|_| most)
}

/// A number without letters, such as 2.1, among HI-01 and W-02: it is of no series.
fn bare(id: &str, lettered_like: Option<&str>) -> Option<Why> {
    let bare = !id.contains(char::is_alphabetic) && id.contains(|c: char| c.is_ascii_digit());
    lettered_like.filter(|_| bare).map(|like| Why::Form { like: like.to_owned(), meant: None })
}

/// The mark between the two halves of a table's numbers, where Excel did not make dates of them.
fn mark_between(actions: &[&Action]) -> char {
    let is_slashed = |action: &&Action| {
        let id = pieces(action.id().unwrap_or_default());
        matches!(id[..], [Piece::Digits(_), Piece::Mark('/'), Piece::Digits(_)])
    };
    if actions.iter().any(is_slashed) { '/' } else { '-' }
}

/// A true date in the cell of the number, however its format shows it.
fn made_a_date(ctx: &Context, action: &Action) -> Option<(u64, u64)> {
    let at = &action.id.at;
    match ctx.grid(&at.sheet)?.get(at.row, at.col)?.value {
        CellValue::Date(date) => Some((date.day().into(), date.month().into())),
        _ => None,
    }
}

/// `03-01-2025`: how a date in a cell is read.
fn day_and_month(id: &str) -> Option<(u64, u64)> {
    match pieces(id)[..] {
        [Piece::Digits(day), Piece::Mark('-'), Piece::Digits(month), Piece::Mark('-'), Piece::Digits(year)] => {
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            (year.len() == 4 && (1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month))
        }
        _ => None,
    }
}

/// A run of letters or digits, or another sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Letters(&'a str),
    Digits(&'a str),
    Mark(char),
}

/// A number taken apart; white space around it is left out.
fn pieces(id: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = id.trim();
    while let Some(first) = rest.chars().next() {
        let is_same =
            |c: char| c.is_ascii_digit() && first.is_ascii_digit() || c.is_alphabetic() && first.is_alphabetic();
        let length = rest.find(|c: char| !is_same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(if length == 0 { first.len_utf8() } else { length });
        pieces.push(if first.is_ascii_digit() {
            Piece::Digits(run)
        } else if first.is_alphabetic() {
            Piece::Letters(run)
        } else {
            Piece::Mark(first)
        });
        rest = after;
    }
    pieces
}

/// How most numbers of a table are written: a fixed part, and a count of at least so many digits.
struct Pattern {
    /// `HI-`, as staff write it.
    prefix: String,
    /// To how many digits zeros fill up the count; 0 where they do not, none where some do and some do not.
    width: Option<usize>,
    /// One of them.
    like: String,
}

impl Pattern {
    /// The pattern of letters, mark and count that two in three follow; none where there is none.
    fn of(actions: &[&Action]) -> Option<Self> {
        let ids: Vec<&str> = actions.iter().filter_map(|action| action.id()).collect();
        let mut forms: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
        for id in &ids {
            if let Some((prefix, count)) = lettered(id) {
                forms.entry(fold(prefix)).or_default().push((prefix, count));
            }
        }
        let common = forms.into_values().max_by_key(Vec::len)?;
        // What is written otherwise but belongs to the series counts as one of it here: a third may be wrong.
        if common.len() < A_PATTERN || common.len() * 3 < ids.len() * 2 {
            return None;
        }
        let (prefix, count) = common.first()?;
        let width = width(&common.iter().map(|(_, count)| *count).collect::<Vec<_>>());
        Some(Self { prefix: (*prefix).to_owned(), width, like: format!("{prefix}{count}") })
    }

    /// Why the number does not fit, where it is meant to be one of the series.
    fn misfit(&self, id: &str, used: &BTreeSet<Number>) -> Option<Why> {
        let count = self.count(id).filter(|count| count.len() <= MOST_DIGITS)?;
        let meant = match self.width {
            Some(width) => format!("{}{:0>width$}", self.prefix, count.trim_start_matches('0')),
            None => format!("{}{count}", self.prefix),
        };
        let fits = fold(&meant) == fold(id);
        let free = !used.contains(&(fold(&meant), None));
        (!fits).then(|| Why::Form { like: self.like.clone(), meant: free.then_some(meant) })
    }

    /// The count of a number that belongs to the series however it is written; none where it is of another one.
    fn count(&self, id: &str) -> Option<String> {
        let letters = |pieces: &[Piece]| -> String {
            pieces
                .iter()
                .filter_map(|piece| if let Piece::Letters(run) = piece { Some(fold(run)) } else { None })
                .collect()
        };
        let own = letters(&pieces(&self.prefix));
        let found = pieces(id);
        let marks = found.iter().filter(|piece| matches!(piece, Piece::Mark(_))).count();
        match found[..] {
            // Its letters are missing.
            [Piece::Digits(count)] => Some(count.to_owned()),
            // Another mark, two marks, a space, or none.
            [Piece::Letters(_), .., Piece::Digits(count)] if letters(&found) == own && marks + 2 == found.len() => {
                Some(count.to_owned())
            }
            _ => self.with_letters_for_digits(id),
        }
    }

    /// `O8` is 08, and `l2` is 12.
    fn with_letters_for_digits(&self, id: &str) -> Option<String> {
        let rest = id.trim().get(self.prefix.len()..).filter(|_| fold(id).starts_with(&fold(&self.prefix)))?;
        let digits: String = rest.chars().map(digit).collect::<Option<_>>()?;
        (rest.chars().any(|c| c.is_ascii_digit()) && rest.chars().any(char::is_alphabetic)).then_some(digits)
    }
}

/// To how many digits zeros fill up the counts, by two in three of those that are short enough to tell.
fn width(counts: &[&str]) -> Option<usize> {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    counts
        .iter()
        .filter(|count| count.starts_with('0'))
        .for_each(|count| *lengths.entry(count.len()).or_default() += 1);
    let Some((width, padded)) = lengths.into_iter().max_by_key(|(_, times)| *times) else { return Some(0) };
    let bare = counts.iter().filter(|count| count.len() < width && !count.starts_with('0')).count();
    match (padded >= 2 * bare, bare >= 2 * padded) {
        (true, _) => Some(width),
        (_, true) => Some(0),
        _ => None,
    }
}

/// A digit, or the digit that a letter looks like.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'o' | 'O' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// `HI-02` is `HI-` and `02`; none where it is not letters, marks perhaps, and digits.
fn lettered(id: &str) -> Option<(&str, &str)> {
    let id = id.trim();
    match pieces(id)[..] {
        [Piece::Letters(_), .., Piece::Digits(count)]
            if count.len() <= MOST_DIGITS && !id[..id.len() - count.len()].contains(|c: char| c.is_ascii_digit()) =>
        {
            Some(id.split_at(id.len() - count.len()))
        }
        _ => None,
    }
}

fn zero(ctx: &Context, action: &Action, meant: &str) -> Finding {
    let typed = ctx.quote(&action.id.raw);
    let message = Wording::new(
        format!("Hier staat nummer {typed}, maar na de actie erboven hoort {meant}. Excel laat de laatste nul weg."),
        format!("This says number {typed}, but after the action above comes {meant}. Excel drops the last zero."),
    );
    ctx.on(action, &action.id, &RULE, message)
}

fn date(ctx: &Context, actions: &[(&Action, String)]) -> Option<Finding> {
    let ((action, meant), others) = actions.split_first()?;
    let typed = ctx.quote(&action.id.raw);
    let (more_nl, more_en) = match others.len() {
        0 => (String::new(), String::new()),
        1 => (" Bij 1 andere actie ook.".to_owned(), " At 1 other action too.".to_owned()),
        more => (format!(" Bij {more} andere acties ook."), format!(" At {more} other actions too.")),
    };
    let message = Wording::new(
        format!("Hier staat een datum ({typed}) in plaats van een nummer; waarschijnlijk was het {meant}.{more_nl}"),
        format!("This is a date ({typed}) instead of a number; probably it was {meant}.{more_en}"),
    );
    let others = others.iter().map(|(other, _)| Related::Place(Location::cell(&other.id.at)));
    Some(ctx.on(action, &action.id, &RULE, message).relate(others))
}

fn form(ctx: &Context, action: &Action, like: &str, meant: Option<String>) -> Finding {
    let (typed, like) = (ctx.quote(&action.id.raw), ctx.quote(like));
    let (nl, en) = match &meant {
        Some(meant) => (format!("Bedoelt u {meant}?"), format!("Did you mean {meant}?")),
        None => {
            ("Geef de actie een nummer zoals de andere.".to_owned(), "Give it a number like the others.".to_owned())
        }
    };
    let message = Wording::new(
        format!("Nummer {typed} ziet er anders uit dan de andere nummers op dit blad, zoals {like}."),
        format!("Number {typed} does not look like the other numbers on this sheet, such as {like}."),
    );
    let advice = Wording::new(nl, en);
    ctx.on(action, &action.id, &RULE, message).advise(advice).suggest(meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    const TEXTS: [&str; 8] = [
        "Een webpagina maken over het meldpunt",
        "Alle scholen bezoeken",
        "Het agressieprotocol vaststellen",
        "Jongerenwerkers een training geven",
        "Een nieuwsbrief maken voor de wijk",
        "Lessen geven over nepnieuws",
        "Ouders bijpraten",
        "Een avond houden in het buurthuis",
    ];

    fn sheet(ids: &[&str]) -> String {
        let rows: String =
            ids.iter().zip(TEXTS).map(|(id, text)| format!("| {id} | {text} | ZVHGV | Q2 2026 | Loopt |\n")).collect();
        format!("# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
    }

    /// The numbers that are reported, each with its proposal.
    fn found(ids: &[&str]) -> Vec<(String, String)> {
        let found = findings("ID003", "", &sheet(ids));
        found.into_iter().map(|finding| (finding.action_id.unwrap(), finding.suggestion.unwrap_or_default())).collect()
    }

    fn pair(id: &str, meant: &str) -> Vec<(String, String)> {
        vec![(id.to_owned(), meant.to_owned())]
    }

    #[test]
    fn a_lost_zero_is_no_duplicate() {
        let ids = ["2.1", "2.8", "2.9", "{number} 2.1", "2.11"];
        assert_eq!(found(&ids), pair("2.1", ""));
        let said = messages("ID003", "", &sheet(&ids));
        assert!(said[0].contains("hoort 2.10"), "{said:?}");
        assert_eq!(messages("ID002", "", &sheet(&ids)), Vec::<String>::new());
        assert_eq!(messages("ID002", "", &sheet(&["2.1", "2.2", "2.1"])).len(), 1);
    }

    #[test]
    fn numbers_are_judged_as_the_cells_show_them() {
        // In Dutch a number in a cell shows a comma.
        let shown =
            ["2.1", "{number} {as General} 2.8", "{number} {as General} 2.9", "{number} {as General} 2.1", "2.11"];
        let said = messages("ID003", "", &sheet(&shown));
        assert!(said.len() == 1 && said[0].contains("hoort 2,10"), "{said:?}");
        assert_eq!(messages("ID002", "", &sheet(&["2.1", "2.2", "{number} {as General} 2.1"])).len(), 1);
        let kept =
            ["{number} {as 0.00} 2.08", "{number} {as 0.00} 2.09", "{number} {as 0.00} 2.1", "{number} {as 0.00} 2.11"];
        assert_eq!(messages("ID003", "", &sheet(&kept)), Vec::<String>::new());
        let date = messages("ID003", "", &sheet(&["2-14", "2-15", "{date} {as d-mmm} 2025-01-03", "2-16"]));
        assert_eq!(date.len(), 1, "{date:?}");
    }

    #[test]
    fn dates_are_one_finding_a_table() {
        let dates = findings("ID003", "", &sheet(&["2-14", "2-15", "{date} 2025-01-03", "{date} 2025-01-04", "2-16"]));
        assert_eq!(dates.len(), 1);
        assert!(
            dates[0].message.nl.contains("het 3-1.") && dates[0].message.nl.contains("1 andere actie"),
            "{dates:?}"
        );
        assert_eq!(found(&["1/14", "{date} 2025-01-03"]).len(), 1);
        let slash = messages("ID003", "", &sheet(&["1/14", "{date} 2025-01-03"]));
        assert!(slash[0].contains("het 3/1."), "{slash:?}");
    }

    #[test]
    fn slips_get_the_number_that_was_meant() {
        for (slip, meant) in [
            ("D08", "D-08"),
            ("D 08", "D-08"),
            ("D.8", "D-08"),
            ("d-8", "D-08"),
            ("D–08", "D-08"),
            ("8", "D-08"),
            ("D-O8", "D-08"),
            ("D--8", "D-08"),
            ("D-1l", "D-11"),
            ("D-004", "D-04"),
        ] {
            let expected = if slip == "D–08" { Vec::new() } else { pair(slip, meant) };
            assert_eq!(found(&["D-01", "D-02", "D-03", "D-10", slip]), expected, "{slip}");
        }
        assert_eq!(found(&["D-01", "D-02", "D-03", "D-08", "D08"]), pair("D08", ""), "the one that was meant is taken");
    }

    #[test]
    fn a_number_without_letters_is_no_series_of_its_own() {
        let odd = [("2.1".to_owned(), String::new())];
        assert_eq!(found(&["W-01", "W-02", "W-03", "2.1", "W-05"]), odd);
        assert_eq!(found(&["W-01", "W-02", "HI-01", "2.1", "D-01", "D-02"]), odd);
    }

    #[test]
    fn other_series_and_parts_are_choices() {
        for fine in
            ["L-03", "D-08a", "D-01/02", "D-01 t/m 03", "D-01 en D-02", "WG1", "extra", "D-12", "d-04", "4a", "D-100"]
        {
            assert_eq!(found(&["D-01", "D-02", "D-03", "D-10", fine]), [], "{fine}");
        }
        assert_eq!(found(&["1", "2", "3", "10"]), []);
        assert_eq!(found(&["1.1", "1.2", "2", "2.1", "2.1.1", "3"]), []);
        assert_eq!(found(&["D-1", "D-2", "D-10"]), []);
        assert_eq!(found(&["D-1", "D-02", "D-10", "D-0"]), []);
    }

    #[test]
    fn without_a_clear_majority_nothing_is_odd() {
        assert_eq!(found(&["D-01", "D-02", "3", "4"]), []);
        assert_eq!(found(&["D-01", "2"]), []);
    }

    #[test]
    fn numbers_come_apart_whatever_stands_in_them() {
        assert_eq!(pieces(" HI-02 "), [Piece::Letters("HI"), Piece::Mark('-'), Piece::Digits("02")]);
        assert_eq!(pieces("é٣…"), [Piece::Letters("é"), Piece::Mark('٣'), Piece::Mark('…')]);
        assert!(pieces("").is_empty());
        assert_eq!(lettered("HI-02"), Some(("HI-", "02")));
        assert_eq!(lettered("GM-01/02"), None);
        assert_eq!(day_and_month("03-01-2025"), Some((3, 1)));
        assert_eq!(day_and_month("3-1"), None);
    }
}
