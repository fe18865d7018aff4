//! STR008: the tab of a municipality has another name than the municipality.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::plan::SheetReading;
use crate::rules::Context;
use crate::wording::{Wording, key};

/// The name of a tab with actions is another name of a municipality (`BEL`), or one with a slip of the pen (`Wijdmeren`). It is read
/// as that municipality, and people should know so.
///
/// A tab that has the name in it (`Acties Hilversum`) is fine, and so are tabs without actions. The name is proposed where the
/// workbook has no such tab yet and Excel allows it.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR008,
    name: "sheet-name-alias",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Een blad heet anders dan de gemeente waarvoor het is.",
        "A sheet has a different name from the municipality that it is for.",
    ),
    why: Wording::new(
        "planwacht leest het blad als dat van deze gemeente. Kijk of dat klopt.",
        "planwacht reads the sheet as that of this municipality. Check that this is right.",
    ),
    fix: Wording::new("Geef het blad de naam van de gemeente.", "Give the sheet the name of the municipality."),
    fails: Example {
        previous: "",
        current: "\
# → Wijdmeren
| Nr | Actie | Trekker | Planning | Status |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Acties Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-01 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt |",
    },
};

/// The longest name that Excel allows a tab, in UTF-16 units.
const LONGEST: usize = 31;

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for reading in ctx.plan.sheets.iter().filter(|reading| reading.has_table) {
        if let Some(name) = &reading.canonical_name {
            findings.push(finding(ctx, reading, name));
        }
    }
}

fn finding(ctx: &Context, reading: &SheetReading, name: &str) -> Finding {
    let sheet = &reading.sheet;
    let taken = ctx.grids.iter().any(|grid| key(&grid.sheet) == key(name));
    let (message, advice) = if taken {
        (
            Wording::new(
                format!("Blad “{sheet}” is gelezen als {name}, maar er is ook een blad “{name}”."),
                format!("Sheet “{sheet}” is read as {name}, but there is a sheet “{name}” too."),
            ),
            Wording::new(
                format!("Zet de acties van {name} op één blad."),
                format!("Put the actions of {name} on one sheet."),
            ),
        )
    } else {
        (
            Wording::new(
                format!("Blad “{sheet}” is gelezen als {name}."),
                format!("Sheet “{sheet}” is read as {name}."),
            ),
            Wording::new(format!("Geef het blad de naam “{name}”."), format!("Give the sheet the name “{name}”.")),
        )
    };
    let free = !taken && is_allowed(name);
    ctx.beside_actions(&RULE, Location::sheet(sheet), message).advise(advice).suggest(free.then_some(name))
}

/// Whether Excel takes it as the name of a tab.
fn is_allowed(name: &str) -> bool {
    let signs = name.contains(['[', ']', ':', '*', '?', '/', '\\']) || name.starts_with('\'') || name.ends_with('\'');
    !signs && !name.is_empty() && name.encode_utf16().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::{findings, messages};

    const TABLE: &str =
        "| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | ZVHGV | Q2 2026 | Loopt |";

    #[test]
    fn the_name_of_the_municipality_is_proposed() {
        let found = findings("STR008", "", &format!("# BEL\n{TABLE}"));
        assert_eq!(found[0].suggestion.as_deref(), Some("Blaricum en Laren"));
        assert_eq!(found[0].municipality.as_deref(), Some("B/L"));
        assert!(
            found[0].message.nl.starts_with("Blad “BEL” is gelezen als Blaricum en Laren."),
            "{}",
            found[0].message.nl
        );
    }

    #[test]
    fn a_name_that_is_taken_is_not_proposed() {
        let found = findings("STR008", "", &format!("# Hilversum\n{TABLE}\n# Hilversm\n{TABLE}"));
        assert_eq!((found.len(), found[0].suggestion.as_deref()), (1, None));
        assert!(found[0].message.nl.contains("ook een blad “Hilversum”"), "{}", found[0].message.nl);
    }

    #[test]
    fn tabs_without_actions_and_tabs_with_the_name_in_it_are_fine() {
        for fine in ["Gemeente Hilversum", "5. Huizen (2)", "Gooise Meren", "Districtelijk", "Acties"] {
            assert!(messages("STR008", "", &format!("# {fine}\n{TABLE}")).is_empty(), "{fine}");
        }
        assert!(messages("STR008", "", &format!("# Hilversum\n{TABLE}\n# Wijdmeren\nAdressen")).is_empty());
    }

    #[test]
    fn names_that_excel_refuses_are_known() {
        for bad in ["Blaricum/Laren", "", "'x", "een naam van meer dan eenendertig tekens"] {
            assert!(!is_allowed(bad), "{bad}");
        }
        assert!(is_allowed("Blaricum en Laren"));
    }
}
