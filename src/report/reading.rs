//! How each table was read: which column as what, which not, and what became of its rows. One wording for every output.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::cell::column_letters;
use crate::field::Field;
use crate::plan::{ActionPlan, PassedOver, RowsSeen, Table};
use crate::report::words;
use crate::wording::Lang;

/// How one table was read, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The sheet, with the row of the header.
    pub(crate) place: String,
    /// The columns with what each was read as: `A “Nr”: nummer`.
    pub(crate) read: Vec<String>,
    /// The columns that were not read.
    pub(crate) unread: Vec<String>,
    /// What became of the rows.
    pub(crate) rows: String,
}

/// How the tables of a plan were read, in their order. Of tables with the same columns the first one names them.
pub(crate) fn of(plan: &ActionPlan, lang: Lang) -> Vec<Reading> {
    let mut known: BTreeMap<(Vec<String>, Vec<String>), String> = BTreeMap::new();
    let mut readings: Vec<Reading> = plan.tables.iter().map(|table| Reading::new(table, lang)).collect();
    for reading in &mut readings {
        match known.entry((reading.read.clone(), reading.unread.clone())) {
            Entry::Vacant(entry) => {
                entry.insert(reading.place.clone());
            }
            Entry::Occupied(entry) => {
                reading.read = vec![format!("{} {}", lang.pick("als", "as"), entry.get())];
                reading.unread.clear();
            }
        }
    }
    readings
}

impl Reading {
    fn new(table: &Table, lang: Lang) -> Self {
        let mut columns: Vec<(u32, Field)> =
            table.columns.iter().flat_map(|(field, cols)| cols.iter().map(|col| (*col, *field))).collect();
        columns.sort_unstable();
        let row = u64::from(table.header_row) + 1;
        Self {
            place: format!("{} ({} {row})", words::line(&table.sheet), lang.pick("kop in rij", "header in row")),
            read: columns.into_iter().map(|(col, field)| read(table, col, field, lang)).collect(),
            unread: table.unread.iter().map(|(col, header)| unread(table, *col, header, lang)).collect(),
            rows: rows(&table.seen, lang),
        }
    }

    /// All of it in lines with a label each.
    pub(crate) fn lines(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let mut lines = vec![(lang.pick("Gelezen", "Read"), self.read.join("; "))];
        if !self.unread.is_empty() {
            lines.push((lang.pick("Niet gelezen", "Not read"), self.unread.join("; ")));
        }
        lines.push((lang.pick("Rijen", "Rows"), self.rows.clone()));
        lines
    }
}

fn read(table: &Table, col: u32, field: Field, lang: Lang) -> String {
    let column = column(col, table.headers.get(&col).map_or("", String::as_str), lang);
    let word = field.word(lang);
    // Explanations are read from each of their columns.
    let first = table.columns.get(&field).and_then(|cols| cols.first()).filter(|first| **first != col);
    match first.filter(|_| field != Field::Notes) {
        Some(first) => {
            let first = column_letters(*first);
            format!("{column}: {word}, {} {first} {}", lang.pick("waar", "where"), lang.pick("leeg is", "is empty"))
        }
        None => format!("{column}: {word}"),
    }
}

fn unread(table: &Table, col: u32, header: &str, lang: Lang) -> String {
    let column = column(col, header, lang);
    let instead = table.doubled.iter().find(|doubled| doubled.others.contains(&col));
    match instead {
        Some(doubled) => format!("{column} ({} {})", column_letters(doubled.read), lang.pick("is gelezen", "was read")),
        None => column,
    }
}

fn column(col: u32, header: &str, lang: Lang) -> String {
    let letters = column_letters(col);
    let header = words::short(header);
    if header.trim().is_empty() {
        return format!("{letters} ({})", lang.pick("geen kop", "no header"));
    }
    format!("{letters} “{header}”")
}

/// The counts in words, without those that are nought.
fn rows(seen: &RowsSeen, lang: Lang) -> String {
    let counts = [
        (seen.actions, ("actie", "acties"), ("action", "actions")),
        (seen.parts, ("vervolgregel", "vervolgregels"), ("further row of an action", "further rows of actions")),
        (seen.headings, ("tussenkop", "tussenkoppen"), ("heading", "headings")),
        (seen.unreadable, ("niet te lezen", "niet te lezen"), ("unreadable", "unreadable")),
    ];
    let mut parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, nl, en)| {
            let (one, more) = match lang {
                Lang::Nl => nl,
                Lang::En => en,
            };
            words::count(count, one, more)
        })
        .collect();
    if parts.is_empty() {
        parts.push(lang.pick("geen acties", "no actions").to_owned());
    }
    let passed: Vec<String> = seen.passed_over.iter().map(|(reason, count)| passed(*reason, *count, lang)).collect();
    let over = if passed.is_empty() {
        String::new()
    } else {
        format!("; {}: {}", lang.pick("overgeslagen", "passed over"), passed.join(", "))
    };
    let total = seen.total();
    format!("{}{over} ({} {total})", parts.join(", "), lang.pick("samen", "in all"))
}

fn passed(reason: PassedOver, count: usize, lang: Lang) -> String {
    format!("{count}× {}", reason.words(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::Framework;
    use crate::rules::example::sheets;

    #[test]
    fn a_table_is_told_in_three_lines() {
        let sheet = "# Hilversum\nActies van Hilversum\n| Nr | Actie | Trekker | Planning (oud) | Planning (nieuw) | Status (vorige keer) | Status | Kosten |\n| (nummer) | Omschrijf de actie | kies | dd-mm-jjjj | dd-mm-jjjj | | kies uit lijst | bedrag |\n| HI-01 | Scholen bezoeken | OOV Hilversum | Q1 2026 | Q2 2026 | Loopt | Loopt | 100 |\n| HI-02 | Ouders bijpraten | OOV Hilversum | Q1 2026 | | Loopt | Loopt | |";
        let plan = crate::read::read(&sheets(sheet).grids, Framework::embedded());
        let lines = of(&plan, Lang::Nl)[0].lines(Lang::Nl);
        let lines: Vec<String> = lines.into_iter().map(|(label, text)| format!("{label}: {text}")).collect();
        assert_eq!(
            lines,
            [
                "Gelezen: A “Nr”: nummer; B “Actie”: actie; C “Trekker”: trekker; D “Planning (oud)”: planning, waar E leeg is; E “Planning (nieuw)”: planning; G “Status”: voortgang",
                "Niet gelezen: F “Status (vorige keer)” (G is gelezen); H “Kosten”",
                "Rijen: 2 acties; overgeslagen: 1× titel of inleiding, 1× kolomnamen, 1× uitleg bij de kolommen (samen 5)",
            ]
        );
        assert_eq!(of(&plan, Lang::En)[0].place, "Hilversum (header in row 2)");
    }
}
