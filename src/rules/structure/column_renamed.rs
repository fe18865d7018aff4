//! STR003: a column has another name than in the previous version.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::language::Language;
use crate::plan::{ActionPlan, Table};
use crate::rules::id::owner_of_sheet;
use crate::rules::{Context, previous_place};
use crate::wording::{Lang, Wording, key};

/// A column of the same sheet is read as the same field in both versions, and its header says something else now. People should
/// know that the two are taken for one.
///
/// Capitals, spaces, punctuation, plurals and footnote signs are no other name. Where the old header still stands in the table, or
/// the new one stood there before, it is another column and no new name. A column with a name that the framework does not know
/// cannot be recognised as renamed; STR002 speaks up where it is missed.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR003,
    name: "column-renamed",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Previous,
    what: Wording::new(
        "Een kolom heet anders dan in de vorige versie.",
        "A column has a different name from the previous version.",
    ),
    why: Wording::new(
        "planwacht leest de twee kolommen als dezelfde kolom. Kijk of dat klopt.",
        "planwacht reads the two columns as the same one. Check that this is right.",
    ),
    fix: Wording::new(
        "Klopt het? Dan hoeft u niets te doen. Is het een andere kolom? Geef die dan een andere naam.",
        "If this is right, there is nothing to do. If it is another column, give it another name.",
    ),
    fails: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Deadline | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekker | → Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Hilversum
| Nr | Actie | Trekker | Planning / Deadline | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
        current: "\
# Hilversum
| Nr | Actie | Trekkers* | PLANNING/DEADLINE | Laatst bijgewerkt | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | {date} 2025-11-03 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let Some(previous) = ctx.previous else { return };
    for (old, new) in pairs(previous.plan, ctx.plan) {
        let taken = headers_in(ctx, new);
        for field in Field::ALL {
            if let Some((old_col, new_col)) = renamed(old, new, field, &taken, &ctx.framework.language) {
                findings.extend(finding(ctx, (old, old_col), (new, new_col), field));
            }
        }
    }
}

/// The tables of both versions that are the same one: by whose sheet they stand on, in order.
fn pairs<'p>(previous: &'p ActionPlan, current: &'p ActionPlan) -> Vec<(&'p Table, &'p Table)> {
    if let ([old], [new]) = (previous.tables.as_slice(), current.tables.as_slice()) {
        return vec![(old, new)];
    }
    let (before, after) = (by_owner(previous), by_owner(current));
    let same_count = |owner: &String| Some((before.get(owner)?, after.get(owner)?)).filter(|(a, b)| a.len() == b.len());
    before.keys().filter_map(same_count).flat_map(|(a, b)| a.iter().copied().zip(b.iter().copied())).collect()
}

/// The tables of a plan by whose sheet they stand on; a sheet of nobody in particular goes by its name.
fn by_owner(plan: &ActionPlan) -> BTreeMap<String, Vec<&Table>> {
    let mut tables: BTreeMap<String, Vec<&Table>> = BTreeMap::new();
    for table in &plan.tables {
        tables.entry(owner_of_sheet(plan, &table.sheet)).or_default().push(table);
    }
    tables
}

/// The keys of every text in the header row of a table, also of columns that mean nothing to the framework.
fn headers_in(ctx: &Context, table: &Table) -> BTreeSet<String> {
    let grid = ctx.grid(&table.sheet);
    let in_row = grid.into_iter().flat_map(|grid| grid.row(table.header_row)).map(|(_, cell)| key(&cell.text()));
    in_row.chain(table.headers.values().map(|text| key(text))).collect()
}

/// The column of a field in both tables, where just one of each has no counterpart by its header.
fn renamed(
    old: &Table,
    new: &Table,
    field: Field,
    taken: &BTreeSet<String>,
    language: &Language,
) -> Option<(u32, u32)> {
    let unmatched = |table: &Table, other: &Table| {
        let known: Vec<String> = headers(other, field).map(|(_, text)| key(text)).collect();
        let mut left = headers(table, field).filter(|(_, text)| !known.contains(&key(text))).map(|(col, _)| col);
        left.next().filter(|_| left.next().is_none())
    };
    let (old_col, new_col) = (unmatched(old, new)?, unmatched(new, old)?);
    let (before, now) = (key(old.headers.get(&old_col)?), key(new.headers.get(&new_col)?));
    let still_there = taken.contains(&before) || old.headers.values().any(|text| key(text) == now);
    let empty = before.is_empty() || now.is_empty();
    (!still_there && !empty && !same_word(&before, &now, language)).then_some((old_col, new_col))
}

/// The columns of a field with their headers.
fn headers(table: &Table, field: Field) -> impl Iterator<Item = (u32, &String)> {
    let cols = table.columns.get(&field).into_iter().flatten();
    cols.filter_map(|col| Some((*col, table.headers.get(col)?)))
}

/// Whether two keys are one word but for a plural or a footnote number.
fn same_word(a: &str, b: &str, language: &Language) -> bool {
    let is_plural = |several: &str, one: &str| language.singulars(several).any(|stem| stem == one);
    let rest = a.strip_prefix(b).or_else(|| b.strip_prefix(a));
    is_plural(a, b) || is_plural(b, a) || rest.is_some_and(|rest| rest.chars().all(char::is_numeric))
}

fn finding(ctx: &Context, old: (&Table, u32), new: (&Table, u32), field: Field) -> Option<Finding> {
    let place = |(table, col): (&Table, u32)| CellRef::new(table.sheet.clone(), table.header_row, col);
    let (before, now) = (ctx.quote(old.0.headers.get(&old.1)?), ctx.quote(new.0.headers.get(&new.1)?));
    let (word_nl, word_en) = (field.word(Lang::Nl), field.word(Lang::En));
    let message = Wording::new(
        format!("Deze kolom heette in de vorige versie {before} en heet nu {now}. Beide zijn gelezen als {word_nl}."),
        format!("In the previous version this column was called {before}, and now {now}. Both are read as {word_en}."),
    );
    let finding = ctx.beside_actions(&RULE, Location::cell(&place(new)), message);
    Some(finding.relate([Related::Place(previous_place(&place(old)))]))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn sheet(name: &str, header: &str) -> String {
        let rest = "| x ".repeat(header.matches('|').count().saturating_sub(6));
        format!("# {name}\n{header}\n| 1 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt {rest}|\n")
    }

    fn found(before: &str, now: &str) -> Vec<String> {
        messages("STR003", &sheet("Hilversum", before), &sheet("Hilversum", now))
    }

    const USUAL: &str = "| Nr | Actie | Trekker | Planning | Status |";

    #[test]
    fn both_names_and_the_field_are_said_at_the_new_header() {
        let now = sheet("Hilversum", "| Nr | Actie | Actiehouder | Planning | Voortgang |");
        let found = findings("STR003", &sheet("Hilversum", USUAL), &now);
        let places: Vec<_> =
            found.iter().filter_map(|finding| finding.at.cell_ref()).map(|at| at.to_string()).collect();
        assert_eq!(places, ["Hilversum!C1", "Hilversum!E1"]);
        assert!(
            found[0].message.nl.contains(
                "heette in de vorige versie “Trekker” en heet nu “Actiehouder”. Beide zijn gelezen als trekker."
            ),
            "{}",
            found[0].message.nl
        );
    }

    #[test]
    fn spelling_plurals_and_footnotes_are_no_other_name() {
        for same in [
            "| NR. | ACTIE | trekker  | Planning: | Status |",
            "| Nr | Acties | Trekkers | Planning | Status |",
            "| Nr | Actie¹ | Trekker* | Planning2 | Status |",
        ] {
            assert_eq!(found(USUAL, same), Vec::<String>::new(), "{same}");
        }
    }

    #[test]
    fn a_tab_that_was_renamed_is_the_same_sheet() {
        let both = |first: &str, header: &str| sheet(first, header) + &sheet("Huizen", USUAL);
        let now = both("Wijdemeren", "| Nr | Actie | Eigenaar | Planning | Status |");
        assert_eq!(messages("STR003", &both("Wijdmeren", USUAL), &now).len(), 1);
    }

    #[test]
    fn an_added_column_is_not_a_new_name() {
        let noted = "| Nr | Actie | Trekker | Planning | Status | Toelichting |";
        assert_eq!(found(noted, "| Nr | Actie | Trekker | Planning | Status | Toelichting | Opmerkingen |").len(), 0);
        assert_eq!(found(noted, "| Nr | Actie | Trekker | Planning | Status | Opmerkingen |").len(), 1);
        assert_eq!(found(USUAL, noted).len(), 0, "new");
        assert_eq!(found(noted, USUAL).len(), 0, "gone");
    }

    #[test]
    fn sheets_with_another_number_of_tables_are_not_compared() {
        let two = sheet("Hilversum", USUAL)
            + "\n\n| Code | Maatregel | Eigenaar | Deadline | Stand |\n| 2 | Ouders bijpraten | OOV | Q2 2026 | Loopt |";
        let other = sheet("Huizen", USUAL);
        assert_eq!(
            messages("STR003", &(sheet("Hilversum", USUAL) + &other), &(two + "\n" + &other)),
            Vec::<String>::new()
        );
    }
}
