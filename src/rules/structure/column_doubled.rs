//! STR009: a table has several columns for one field, of which one is read.

use crate::cell::{CellRef, a1};
use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::{Choice, Doubled, Table};
use crate::rules::{Context, list};
use crate::wording::{Lang, Wording};

/// Two columns of one table are for the same field, such as a planning that was and one that is. One of them is read: the newer by its
/// words ("nieuw", "huidige") or by the time in its header; else the one that the framework names, if it is not nearly empty beside the
/// other; else the fuller. The finding names both and says why.
///
/// In rows where it is empty the other one is read, except where that says what a status was before. Explanations are read from as many
/// columns as there are.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR009,
    name: "column-doubled",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een tabel heeft voor één gegeven meer dan één kolom. Er is er één gelezen.",
        "A table has more than one column for one field. One of them was read.",
    ),
    why: Wording::new(
        "Zo is te zien welke kolom telt, en of dat de goede is.",
        "This shows which column counts, and whether it is the right one.",
    ),
    fix: Wording::new(
        "Telt een andere kolom? Geef de kolom die niet meer telt dan een kop met “oud” erin, of haal die kolom weg.",
        "If another column counts, put “oud” (old) in the header of the one that no longer does, or remove that column.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning (oud) | → Planning (nieuw) | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q1 2026 | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Startdatum | Planning | Status | Toelichting | Opmerkingen |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q1 2026 | Q2 2026 | Loopt | in concept | gepland |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for table in &ctx.plan.tables {
        findings.extend(table.doubled.iter().map(|doubled| finding(ctx, table, doubled)));
    }
}

/// So many columns are named; of more their number is told.
const MOST_NAMED: usize = 5;

fn finding(ctx: &Context, table: &Table, doubled: &Doubled) -> Finding {
    let at = |col: u32| CellRef::new(table.sheet.clone(), table.header_row, col);
    let named = |col: u32| {
        let header = table.headers.get(&col).or_else(|| table.unread.get(&col)).map_or("", String::as_str);
        format!("{} ({})", ctx.quote(header), a1(table.header_row, col))
    };
    let others: Vec<String> = doubled.others.iter().map(|col| named(*col)).collect();
    let count = others.len() + 1;
    let all: Vec<String> = std::iter::once(named(doubled.read)).chain(others).take(MOST_NAMED).collect();
    let (all_nl, all_en) = match count - all.len() {
        0 => (list(&all, "en"), list(&all, "and")),
        more => (format!("{} en nog {more}", all.join(", ")), format!("{} and {more} more", all.join(", "))),
    };
    let (word_nl, word_en) = (doubled.field.word(Lang::Nl), doubled.field.word(Lang::En));
    let (why, gaps, read) = (why(doubled.choice), gaps(doubled), named(doubled.read));
    let message = Wording::new(
        format!(
            "Er zijn {} kolommen voor {word_nl}: {}. Gelezen is {read}, want {}.{}",
            count, all_nl, why.nl, gaps.nl
        ),
        format!(
            "There are {} columns for {word_en}: {}. What is read is {read}, because {}.{}",
            count, all_en, why.en, gaps.en
        ),
    );
    let cells = std::iter::once(doubled.read).chain(doubled.others.iter().copied()).map(at).collect();
    let finding = ctx.beside_actions(&RULE, Location::cell(&at(doubled.read)), message);
    finding.for_cells(cells)
}

fn why(choice: Choice) -> Wording<&'static str> {
    match choice {
        Choice::Word => Wording::new("dat is volgens de kop de nieuwste", "by its header it is the newest"),
        Choice::Time => Wording::new("die kop noemt de laatste periode", "its header names the latest time"),
        Choice::Name => Wording::new("die kop past het best", "its header fits best"),
        Choice::Fuller => Wording::new("die kolom is het meest gevuld", "more of its cells are filled"),
        Choice::First => Wording::new(
            "die staat vooraan; verder is er geen verschil",
            "it comes first; nothing else tells them apart",
        ),
    }
}

/// What happens in the rows where the column that is read is empty.
fn gaps(doubled: &Doubled) -> Wording {
    let count = doubled.gaps;
    if count == 0 {
        return Wording::of("", "");
    }
    let (rows_nl, rows_en) = if count == 1 {
        ("1 regel".to_owned(), "1 row".to_owned())
    } else {
        (format!("{count} regels"), format!("{count} rows"))
    };
    if doubled.fills_gaps {
        Wording::of(
            format!(" In {rows_nl} is die kolom leeg en is de andere gelezen."),
            format!(" In {rows_en} it is empty, and the other one is read."),
        )
    } else {
        Wording::of(
            format!(" In {rows_nl} is die kolom leeg. De oude waarde telt daar niet."),
            format!(" In {rows_en} it is empty. The old value does not count there."),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const REST: &str = "| Status | Toelichting |";

    /// The messages for two columns with these headers beside the usual ones, in which the rows have these values.
    fn found(first: &str, second: &str, rows: &[(&str, &str)]) -> Vec<String> {
        let mut sheet = format!("# Hilversum\n| Nr | Actie | {first} | {second} {REST}\n");
        for (nth, (one, other)) in (1..).zip(rows) {
            sheet += &format!("| HI-0{nth} | Scholen bezoeken in wijk {nth} | {one} | {other} | Loopt | gepland |\n");
        }
        messages("STR009", "", &sheet)
    }

    fn read(first: &str, second: &str, rows: &[(&str, &str)]) -> (usize, bool) {
        let found = found(first, second, rows);
        let reads = |header: &str| found.iter().any(|message| message.contains(&format!("Gelezen is “{header}”")));
        (found.len(), reads(second) && !reads(first))
    }

    #[test]
    fn the_newer_by_its_words_or_its_time_is_read_wherever_it_stands() {
        let rows = [("Q1 2026", "Q2 2026"), ("Q1 2026", "Q3 2026")];
        for (old, new) in [
            ("Planning (oud)", "Planning (nieuw)"),
            ("Oude planning", "Planning"),
            ("Planning", "Nieuwe planning"),
            ("Oorspronkelijke einddatum", "Herziene einddatum"),
            ("Deadline 2025", "Deadline 2026"),
            ("Due date (old)", "Due date"),
            ("Deadline (previous)", "Deadline (revised)"),
            ("Frist (alt)", "Frist (neu)"),
            ("Planning mei 2025", "Planning november 2025"),
            ("Planning Q1 2025", "Planning Q3 2025"),
        ] {
            assert_eq!(read(old, new, &rows), (1, true), "{old} | {new}");
            let turned = rows.map(|(one, other)| (other, one));
            assert_eq!(read(new, old, &turned), (1, false), "{new} | {old}");
        }
        let owners = [("OOV Hilversum", "Sociaal Domein"), ("OOV Hilversum", "Politie")];
        for (old, new) in [
            ("Trekker 1e kwartaal", "Trekker 2e kwartaal"),
            ("Owner (old)", "Owner"),
            ("Vorige trekker", "Trekker"),
            ("Trekker 2025", "Trekker 2026"),
        ] {
            assert_eq!(read(old, new, &owners), (1, true), "{old} | {new}");
        }
    }

    #[test]
    fn without_a_word_the_fuller_is_read_and_never_the_leftmost() {
        let rows = [("", "Q2 2026"), ("", "Q3 2026"), ("Q1 2026", "Q4 2026")];
        assert_eq!(read("Planning", "Deadline", &rows), (1, true));
        let same = [("Q1 2026", "Q2 2026"), ("Q1 2026", "Q3 2026")];
        let message = found("Planning", "Planning", &same).join("");
        assert!(message.contains("“Planning” (C1)") && message.contains("“Planning” (D1)"), "{message}");
        assert!(message.contains("die staat vooraan"), "{message}");
    }

    #[test]
    fn what_was_before_fills_no_gap_of_a_status() {
        let sheet = |status: &str| {
            format!(
                "# Hilversum\n| Nr | Actie | Trekker | Planning | Status (vorige keer) | Status (nu) |\n| HI-01 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Niet gestart | Loopt |\n| HI-02 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt | {status} |"
            )
        };
        let found = findings("STR009", "", &sheet(""));
        let [finding] = found.as_slice() else { panic!("{found:?}") };
        assert!(finding.message.nl.contains("In 1 regel is die kolom leeg. De oude waarde telt daar niet."));
        assert_eq!(finding.cells.len(), 2);
        assert_eq!(messages("STA001", "", &sheet("")).len(), 1);
        assert_eq!(messages("STA001", "", &sheet("Loopt")).len(), 0);
    }

    #[test]
    fn columns_of_other_fields_are_no_doubles() {
        let rows = [("Q1 2026", "Q2 2026"), ("Q1 2026", "Q3 2026")];
        for (first, second) in [
            ("Startdatum", "Einddatum"),
            ("Van", "Tot"),
            ("Planning", "Datum gereed"),
            ("Planning", "Laatst bijgewerkt"),
            ("Planning", "Stand van zaken oktober"),
            ("Planning", "Budget 2026"),
        ] {
            assert_eq!(found(first, second, &rows), Vec::<String>::new(), "{first} | {second}");
        }
    }
}
