//! PRV005: a case, a belief, a criminal record or an illness, with what tells whose it is; or one person without a name.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::privacy::Kind;
use crate::rules::Context;
use crate::rules::personal::{self, Place, Pointer};
use crate::wording::{Wording, capitalised};

/// A text speaks of somebody's case, belief, ideology, criminal record or health, and a name, initials, an address or a day of
/// birth stands right beside it. Or it speaks of one person without a name who can be traced all the same: by an age with the name
/// of a school, a street or a neighbourhood, as the relative of somebody in a street, by a day of birth or by a home address.
///
/// Groups are fine, whatever is said of them: "jongeren van 16 op scholen in Huizen", "bewoners van de Dorpsstraat". So is the
/// address of an office or a meeting.
///
/// The words alone are fine: plans speak of cases, of salafism and of detention. So are office holders, and anonymous labels
/// ("casus A", "casus Z-2025-0012", "casus Hilversum"). What is found is never repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV005,
    name: "case-traceable",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Framework,
    what: Wording::new(
        "In een cel staat iets over iemands casus, geloof, strafblad of gezondheid, en ook over wie het gaat.",
        "A cell says something about a person's case, belief, criminal record or health, and shows who it is.",
    ),
    why: Wording::new(
        "Dit zijn bijzondere of strafrechtelijke gegevens. De wet verbiedt ze hier bijna altijd (AVG artikel 9 en 10).",
        "These are special or criminal data. The law nearly always forbids them here (GDPR articles 9 and 10).",
    ),
    fix: Wording::new(
        "Verwijder naam, initialen, leeftijd, school, adres en geboortedatum. Verwijs alleen met een zaaknummer naar het dossier.",
        "Remove name, initials, age, school, address and date of birth. Refer to the file by a case number only.",
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
    for find in personal::finds(ctx).filter(|find| find.holds(|kind| kind == Kind::Traceable)) {
        findings.push(pointer.at(&RULE, find.grid, find.place, RULE.severity, message(find.place)));
    }
}

fn message(place: Place) -> Wording {
    let Wording { nl, en } = place.words();
    Wording::new(
        format!("In {nl} staat iets persoonlijks, en ook over wie het gaat (hier niet getoond)."),
        format!("{} says something personal, and shows who it is about (not shown here).", capitalised(en)),
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
            "een jongen van 16 van het Y College is aangehouden",
            "geboren op 12-03-2001",
            "huisbezoek Dorpsstraat 12",
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
