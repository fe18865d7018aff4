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
pub(crate) static RULE: Rule = Rule {
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
        "Als u de lijst sorteert, raakt die waarde kwijt. Ook een schermlezer leest de waarde niet voor.",
        "If you sort the list, that value is lost. A screen reader does not read it out either.",
    ),
    fix: Wording::new(
        "Het mag zo blijven. Wilt u de lijst sorteren? Vul dan eerst in elke rij de waarde in.",
        "It can stay as it is. Fill in the value in every row before you sort the list.",
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
    let (nl, en) = (list(&words(Lang::Nl), "of"), list(&words(Lang::En), "or"));
    let place = first.merged.map_or_else(|| first.at.a1(), |span| span.to_string());
    let (like_nl, like_en) = if ranges.len() > 1 { ("zoals ", "such as ") } else { ("", "") };
    let (whose_nl, whose_en) = match count {
        1 => ("Bij 1 actie op dit blad".to_owned(), "For 1 action on this sheet".to_owned()),
        _ => (format!("Bij {count} acties op dit blad"), format!("For {count} actions on this sheet")),
    };
    let message = Wording::of(
        format!("{whose_nl} is de cel voor {nl} leeg. Dan telt de cel erboven ({like_nl}{place})."),
        format!("{whose_en} the cell for {en} is empty. Then the cell above counts ({like_en}{place})."),
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
            "Bij 3 acties op dit blad is de cel voor thema of subthema leeg. Dan telt de cel erboven (zoals B2:B4)."
        );
    }

    #[test]
    fn empty_cells_below_a_value_are_carried_down_too() {
        let rows = [row(1, "Netwerk", "Alle partners"), row(2, "", "")].concat();
        let found = messages("STR007", "", &format!("# Huizen\n{HEADER}{rows}"));
        assert!(
            found.len() == 1
                && found[0].starts_with("Bij 1 actie op dit blad")
                && found[0].ends_with("erboven (zoals B2)."),
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
