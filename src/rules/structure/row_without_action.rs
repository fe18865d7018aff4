//! STR006: a row has data but no action's text.

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity, Version};
use crate::framework::Field;
use crate::plan::{BelongsTo, LooseRow};
use crate::rules::{Context, belongs_to, list};
use crate::wording::{Lang, Wording};

/// A row between the actions says who, when or how far, but not what: the text was deleted, or the row is the rest of the
/// action above it. Such a row is not read, so nobody is held to it.
///
/// Reading joins what it can by itself: text that goes on with the action above, a row with notes alone, a row that a merged
/// action reaches into. Headings, totals, footnotes and what stands below the table are no actions; a row with a number, a
/// theme or another place alone, or with a first status below the last action, waits to be filled in. None of these is
/// reported.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::STR006,
    name: "row-without-action",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een rij heeft gegevens maar geen tekst van de actie.",
        "A row has data but no text of the action.",
    ),
    why: Wording::new(
        "Zonder tekst weet niemand wat er moet gebeuren. De rij telt niet mee in het overzicht.",
        "Without a text nobody knows what has to happen. The row is not counted.",
    ),
    fix: Wording::new(
        "Vul de actie in. Hoort de rij bij de actie erboven? Zet dan alles in één rij.",
        "Fill in the action. If the row belongs to the action above it, put everything in one row.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt |
| HU-02 | → | Politie | Q3 2026 | Niet gestart |
| HU-03 | Een training geven aan baliemedewerkers | OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HU-01 | Het meldpunt bekend maken bij scholen | OOV Huizen | Q2 2026 | Loopt | De folder is klaar |
| | | | | | en gaat in januari naar de drukker |
| HU-02 | Een training geven aan baliemedewerkers | OOV Huizen | Q2 2026 | Loopt | |
| HU-03 | | | | Niet gestart | |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    findings.extend(ctx.plan.loose_rows.iter().map(|row| finding(ctx, row)));
}

fn finding(ctx: &Context, row: &LooseRow) -> Finding {
    let said: Vec<Field> = row.fields.iter().copied().filter(|field| *field != Field::Id).collect();
    let words = |lang| said.iter().map(|field| field.word(lang).to_owned()).collect::<Vec<String>>();
    let (nl, en) = (list(&words(Lang::Nl), "en"), list(&words(Lang::En), "and"));
    let advice = row.below.map_or_else(
        || Wording::of("Vul de actie in, of maak de rij leeg.", "Fill in the action, or clear the row."),
        |above| {
            let above = above + 1;
            Wording::of(
                format!("Vul de actie in, of zet dit bij de actie in rij {above}."),
                format!("Fill in the action, or put this with the action in row {above}."),
            )
        },
    );
    let message = Wording::of(
        format!("In deze rij staat geen actie, maar wel iets anders ({nl}). De rij telt nu niet mee."),
        format!("This row has no action, but other cells are filled in ({en}). It is not counted."),
    );
    let municipality = match belongs_to(ctx.plan, &row.at.sheet) {
        BelongsTo::Municipality(code) => Some(code.clone()),
        _ => None,
    };
    let above = row.below.map(|above| Related::Place(Location::row(Version::Current, &row.at.sheet, above)));
    Finding { municipality, ..Finding::new(&RULE, Location::cell(&row.at), message) }.advise(advice).relate(above)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    const HEADER: &str = "| Nr | Thema | Actie | Prioriteit | Trekker | Planning | Status | Toelichting |\n";
    const ACTION: &str = "| 1 | Netwerk | Scholen bezoeken. | Hoog | OOV Huizen | Q2 2026 | Loopt | |\n";

    fn found(rows: &str) -> Vec<String> {
        messages(
            "STR006",
            "",
            &format!(
                "# Huizen\n{HEADER}{ACTION}{rows}| 9 | Netwerk | Ouders bijpraten | Hoog | OOV Huizen | Q2 2026 | Loopt | |"
            ),
        )
    }

    #[test]
    fn the_message_says_what_is_filled_in_and_where_it_can_go() {
        let sheet = format!("# Huizen\n{HEADER}{ACTION}| | | | | Politie | Q3 2026 | | |\n{ACTION}");
        let found = findings("STR006", "", &sheet);
        let expected =
            "In deze rij staat geen actie, maar wel iets anders (trekker en planning). De rij telt nu niet mee.";
        assert_eq!(found[0].message.nl, expected);
        let advice = found[0].what_to_do(crate::wording::Lang::Nl);
        assert_eq!(advice, "Vul de actie in, of zet dit bij de actie in rij 2.");
    }

    #[test]
    fn each_thing_that_somebody_would_have_to_do_counts() {
        for row in [
            "| 2 | Netwerk | | Hoog | Politie | Q3 2026 | Loopt | |\n",
            "| 2 | | | | | | Loopt | |\n",
            "| 2 | | | Hoog | | | | zie verslag |\n",
            "| | | | | Politie | | | |\n",
            "| | | | | | Q3 2026 | Loopt | |\n",
        ] {
            assert_eq!(found(row).len(), 1, "{row}");
        }
    }

    #[test]
    fn what_is_no_forgotten_action_is_left_alone() {
        for row in [
            "| | | | | | | | en het buurthuis |\n",
            "| 2 | | | | | | | |\n",
            "| 2 | Netwerk | | | | | | |\n",
            "| | Netwerk | | Hoog | | | | |\n",
            "| Totaal | | 4 | | | | 3 | |\n",
            "| Thema 3 – Netwerk | | | | | | | |\n",
            "| | | | | | | | |\n",
            "| Nr | Thema | Actie | Prioriteit | Trekker | Planning | Status | Toelichting |\n",
            "| Opgesteld door: | | | | secretariaat | 27-08-2025 | | |\n",
            "| * Hoog: er is nog niets geregeld | | | | | | | |\n",
        ] {
            assert_eq!(found(row), Vec::<String>::new(), "{row}");
        }
    }

    #[test]
    fn rows_below_the_last_action_may_wait_or_sign() {
        let below = |rows: &str| messages("STR006", "", &format!("# Huizen\n{HEADER}{ACTION}{rows}"));
        assert_eq!(
            below("| 2 | Netwerk | | Hoog | | | Niet gestart | |\n| 3 | Netwerk | | Hoog | | | Niet gestart | |\n")
                .len(),
            0
        );
        assert_eq!(below("| | | | | | | | |\n| | | | | secretariaat | 27-08-2025 | | |\n").len(), 0);
        assert_eq!(below("| 2 | Netwerk | | Hoog | Politie | Q3 2026 | Niet gestart | |\n").len(), 1);
    }

    #[test]
    fn the_finding_is_about_the_municipality_of_the_sheet() {
        let found = findings("STR006", "", &format!("# Huizen\n{HEADER}{ACTION}| 2 | | | | Politie | | | |\n"));
        assert_eq!(found[0].municipality.as_deref(), Some("Hu"));
        assert_eq!(found[0].at.cell_ref().unwrap().to_string(), "Huizen!C3");
    }
}
