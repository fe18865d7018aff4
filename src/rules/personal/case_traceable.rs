//! PRV005: a case, a belief, a criminal record or an illness, with what tells whose it is.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::rules::Context;
use crate::rules::personal::{self, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A text speaks of somebody's case, belief, ideology, criminal record or health, and a name, initials, an address or a day of
/// birth stands right beside it.
///
/// The words alone are fine: plans speak of cases, of salafism and of detention. So are office holders, and anonymous labels
/// ("casus A", "casus Z-2025-0012", "casus Hilversum"). What is found is never repeated.
pub static RULE: Rule = Rule {
    code: RuleCode::PRV005,
    name: "case-traceable",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "Een cel of notitie vertelt iets over een casus, geloof, strafblad of gezondheid, en van wie.",
        "A cell or note tells of a case, a belief, a criminal record or somebody's health, and whose it is.",
    ),
    why: Wording::new(
        "Dit zijn bijzondere of strafrechtelijke gegevens. De wet verbiedt ze hier bijna altijd (AVG artikel 9 en 10).",
        "These are special or criminal data. The law nearly always forbids them here (GDPR articles 9 and 10).",
    ),
    fix: Wording::new(
        "Haal naam, initialen, adres en geboortedatum weg. Verwijs alleen met een zaaknummer naar het dossier.",
        "Remove name, initials, address and date of birth. Refer to the file by a case number only.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | → Casus J.D. (salafist) bespreken |",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status | Toelichting |
| HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | Casus Z-2025-0012 over salafisme bespreken |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    for grid in personal::grids(ctx) {
        let told = personal::texts(grid).chain(personal::notes(grid));
        for (place, _) in told.filter(|(_, text)| !ctx.privacy.traceable(text).is_empty()) {
            findings.push(pointer.at(&RULE, grid, place, RULE.severity, message(place)));
        }
    }
}

fn message(place: Place) -> Wording {
    let Wording { nl, en } = place.words();
    Wording::new(
        format!(
            "In {nl} staat iets over iemands casus, geloof, strafblad of gezondheid, en ook van wie (hier niet getoond). Haal weg wie \
             het is en gebruik een zaaknummer."
        ),
        format!(
            "{} tells of somebody's case, belief, criminal record or health, and also whose (not shown here). Remove who it is and \
             use a case number.",
            capitalised(en)
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::messages;

    fn found(text: &str) -> usize {
        let sheet = format!(
            "# Hilversum\n| Nr | Actie | Trekker | Planning | Status | Toelichting |\n\
             | HI-05 | Het casusoverleg voorbereiden | OOV Hilversum | Q2 2026 | Loopt | {text} |"
        );
        let found = messages("PRV005", "", &sheet);
        assert!(found.iter().all(|message| !message.contains("Klaas") && !message.contains("J.D.")), "{found:?}");
        found.len()
    }

    #[test]
    fn somebody_beside_the_word_counts_and_the_subject_alone_does_not() {
        for told in [
            "casus dhr. Klaasveld, salafist",
            "{note: cliënt J.D.} x",
            "P. Klaasveld is veroordeeld",
            "casus Klaasveld",
        ] {
            assert_eq!(found(told), 1, "{told}");
        }
        for fine in
            ["casus zonder namen", "salafisme", "Burgemeester Klaasveld over de casus", "terugkeerders begeleiden"]
        {
            assert_eq!(found(fine), 0, "{fine}");
        }
    }
}
