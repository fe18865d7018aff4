//! STR007: rows have the value of a merged cell, or of the cell above an empty one.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::Field;
use crate::plan::{BelongsTo, FilledDown, Table};
use crate::rules::{Context, belongs_to, list};
use crate::wording::{Lang, Wording};

/// Rows without a value of their own took it from a merged cell or from the row above. People read a list like that too, so
/// nothing has to change; but the value is lost as soon as somebody sorts the list, and it should be no secret that it was
/// carried down.
///
/// It is said once a sheet, on the first such cell, and never as more than information. It speaks of what actions have in common:
/// theme, sub-theme, municipality. That an owner or a planning is merged over several actions is ACC001's. Headings above a group of
/// actions are no values of rows. Where a list was sorted already, nothing is carried down; reading says so in a remark.
pub static RULE: Rule = Rule {
    code: RuleCode::STR007,
    name: "value-filled-down",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Workbook,
    what: Wording::new(
        "Acties hebben de waarde van een samengevoegde cel, of van de cel erboven.",
        "Actions have the value of a merged cell, or of the cell above.",
    ),
    why: Wording::new(
        "Wie de lijst sorteert, raakt die waarde kwijt. Ook een schermlezer leest haar niet voor.",
        "Whoever sorts the list loses that value. A screen reader does not read it out either.",
    ),
    fix: Wording::new(
        "Het mag zo blijven. Vul de waarde in elke regel in voordat iemand de lijst sorteert.",
        "It may stay like this. Fill in the value in every row before somebody sorts the list.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HU-01 | → {merge B2:B3} Preventie | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | | Ouders bijpraten | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HU-01 | Preventie | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | Preventie | Ouders bijpraten | OOV Huizen | Q2 2026 | Loopt |",
    },
};

/// What actions of a list have in common.
const COMMON: [Field; 3] = [Field::Theme, Field::Subtheme, Field::Municipality];

/// How many places are named besides the first.
const MOST_PLACES: usize = 5;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut sheets: BTreeMap<usize, Vec<&FilledDown>> = BTreeMap::new();
    for range in ctx.plan.filled_down.iter().filter(|range| COMMON.contains(&range.field)) {
        if let Some(sheet) = ctx.plan.tables.get(range.table).and_then(|table| first_table(ctx, table)) {
            sheets.entry(sheet).or_default().push(range);
        }
    }
    findings.extend(sheets.values().filter_map(|ranges| finding(ctx, ranges)));
}

/// The first table on the sheet of a table, which stands for the sheet.
fn first_table(ctx: &Context, table: &Table) -> Option<usize> {
    ctx.plan.tables.iter().position(|other| other.sheet == table.sheet)
}

fn finding(ctx: &Context, ranges: &[&FilledDown]) -> Option<Finding> {
    let first = ranges.iter().min_by_key(|range| (range.at.row, range.at.col))?;
    let rows = ranges.iter().flat_map(|range| range.rows.iter().map(|row| (range.table, *row)));
    let count = rows.collect::<BTreeSet<(usize, u32)>>().len();
    let fields: BTreeSet<Field> = ranges.iter().map(|range| range.field).collect();
    let words = |lang| fields.iter().map(|field| field.word(lang).to_owned()).collect::<Vec<String>>();
    let (nl, en) = (list(&words(Lang::Nl), "en"), list(&words(Lang::En), "and"));
    let (place_nl, place_en) = match first.merged {
        Some(span) => (format!("de samengevoegde cel {span}"), format!("the merged cell {span}")),
        None => (format!("cel {} erboven", first.at.a1()), format!("cell {} above", first.at.a1())),
    };
    let (have_nl, have_en) = if count == 1 {
        ("heeft 1 actie".to_owned(), "1 action has".to_owned())
    } else {
        (format!("hebben {count} acties"), format!("{count} actions have"))
    };
    let (more_nl, more_en) = if ranges.len() > 1 { (" en zo verder", " and so on") } else { ("", "") };
    let message = Wording::of(
        format!(
            "Op dit blad {have_nl} geen eigen cel voor {nl}. Daar telt de waarde van {place_nl}{more_nl}. Vul de waarde in elke \
             regel in voordat u de lijst sorteert."
        ),
        format!(
            "On this sheet {have_en} no cell of their own for {en}. There the value of {place_en} counts{more_en}. Fill in the \
             value in every row before you sort the list."
        ),
    );
    let municipality = match belongs_to(ctx.plan, &first.at.sheet) {
        BelongsTo::Municipality(code) => Some(code.clone()),
        _ => None,
    };
    let others = ranges.iter().filter(|range| range.at != first.at).take(MOST_PLACES);
    let others = others.map(|range| Related::Place(Location::cell(&range.at)));
    Some(Finding { municipality, ..Finding::new(&RULE, Location::cell(&first.at), message) }.relate(others))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Thema | Sub-thema | Actie | Trekker | Planning | Status |\n";

    fn row(number: u8, theme: &str, subtheme: &str) -> String {
        format!("| {number} | {theme} | {subtheme} | Actie nummer {number} | OOV Huizen | Q2 2026 | Loopt |\n")
    }

    #[test]
    fn a_sheet_gets_one_finding_however_many_ranges_it_has() {
        let rows = [
            row(1, "{merge B2:B4} Netwerk", "{merge C2:C3} Lokaal netwerk"),
            row(2, "", ""),
            row(3, "", "Alle partners"),
            row(4, "Interventies", "Preventie"),
            row(5, "", "PGA"),
        ];
        let found = findings("STR007", "", &format!("# Huizen\n{HEADER}{}", rows.concat()));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Huizen!B2");
        assert_eq!(found[0].related.len(), 2);
        assert_eq!(
            found[0].message.nl,
            "Op dit blad hebben 3 acties geen eigen cel voor thema en sub-thema. Daar telt de waarde van de samengevoegde cel B2:B4 en zo \
             verder. Vul de waarde in elke regel in voordat u de lijst sorteert."
        );
    }

    #[test]
    fn empty_cells_below_a_value_are_carried_down_too() {
        let rows = [row(1, "Netwerk", "Alle partners"), row(2, "", "")].concat();
        let found = messages("STR007", "", &format!("# Huizen\n{HEADER}{rows}"));
        assert!(
            found.len() == 1 && found[0].contains("heeft 1 actie") && found[0].contains("cel B2 erboven"),
            "{found:?}"
        );
    }

    #[test]
    fn headings_and_sorted_lists_carry_nothing_down() {
        let heading = "| Thema 3 – Netwerk | | | | | | |\n".to_owned();
        let grouped = [heading, row(1, "", "Alle partners"), row(2, "", "Alle partners")].concat();
        assert_eq!(messages("STR007", "", &format!("# Huizen\n{HEADER}{grouped}")), Vec::<String>::new());
        let sorted = [row(1, "", ""), row(2, "Netwerk", "Alle partners"), row(3, "", "")].concat();
        assert_eq!(messages("STR007", "", &format!("# Huizen\n{HEADER}{sorted}")), Vec::<String>::new());
    }

    #[test]
    fn data_of_one_action_is_not_its_business() {
        let sheet = "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | Scholen bezoeken | {merge C2:C3} OOV Huizen | Q2 2026 | Loopt |\n| 2 | Ouders bijpraten | | Q2 2026 | Loopt |";
        assert_eq!(messages("STR007", "", sheet), Vec::<String>::new());
    }

    #[test]
    fn a_merge_over_an_empty_cell_says_nothing() {
        let rows = [row(1, "{merge B2:B3}", "Preventie"), row(2, "", "Preventie")].concat();
        assert_eq!(messages("STR007", "", &format!("# Huizen\n{HEADER}{rows}")), Vec::<String>::new());
    }
}
