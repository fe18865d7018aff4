//! FIL001: something of the workbook is damaged and could not be read.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity, Version};
use crate::rules::Context;
use crate::unread::{Hides, Unread, What};
use crate::wording::Wording;

/// The file is damaged: a sheet or another part of it is missing, cut off, encrypted or no sound XML.
///
/// Nothing of a sheet like that is read, and nothing is concluded from what is not found elsewhere: no action is said to be gone, new,
/// open or covered that may stand there. This finding cannot be turned off or accepted.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::FIL001,
    name: "file-unreadable",
    severity: Severity::Error,
    baseline: Severity::Error,
    needs: Needs::Workbook,
    what: Wording::new(
        "Een blad of een ander deel van het bestand is beschadigd en niet gelezen.",
        "A sheet or another part of the file is damaged and was not read.",
    ),
    why: Wording::new(
        "Wat niet is gelezen, is niet gecontroleerd. Of daar acties staan, weet niemand.",
        "What was not read was not checked. Nobody knows whether there are actions in it.",
    ),
    fix: Wording::new(
        "Open de werkmap in Excel, laat Excel hem herstellen en sla hem op. Lukt dat niet? Vraag het bestand opnieuw op, of neem een eerdere versie.",
        "Open the workbook in Excel, let Excel repair it and save it. If that fails, ask for the file again, or take an earlier version.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |
# → Huizen {unreadable}",
    },
    passes: Example {
        previous: "",
        current: "\
# Hilversum
| Nr | Actie | Trekker | Planning | Status |
| HI-01 | Een webpagina maken over het meldpunt | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    findings.extend(ctx.plan.unread.iter().map(|unread| finding(unread, Version::Current)));
    let before = ctx.previous.iter().flat_map(|previous| &previous.plan.unread);
    findings.extend(before.map(|unread| finding(unread, Version::Previous)));
}

fn finding(unread: &Unread, version: Version) -> Finding {
    let sheet = match &unread.what {
        What::Sheet(name) => Some(name.clone()),
        What::Part(_) => None,
    };
    let Wording { mut nl, mut en } = unread.sentence();
    if version == Version::Previous {
        nl = format!("Vorige versie: {nl}");
        en = format!("Previous version: {en}");
    }
    if unread.hides == Hides::Actions {
        nl.push_str(" Wat daar staat, is niet gecontroleerd en niet vergeleken.");
        en.push_str(" What is in it was not checked and not compared.");
    }
    Finding::new(&RULE, Location { version, sheet, ..Location::default() }, Wording { nl, en })
}

#[cfg(test)]
mod tests {
    use crate::finding::Version;
    use crate::framework::Framework;
    use crate::rules::catalogue_tests::{findings, messages, run};

    const HEADER: &str = "| Nr | Actie | Trekker | Planning | Status |\n";

    fn sheet(name: &str, id: &str, text: &str) -> String {
        format!("# {name}\n{HEADER}| {id} | {text} | OOV {name} | Q2 2026 | Loopt |\n")
    }

    const PAGE: &str = "Een webpagina maken over het meldpunt voor inwoners";
    const SCHOOLS: &str = "Alle scholen bezoeken en uitleg geven over radicalisering";

    #[test]
    fn a_sheet_of_either_version_is_told() {
        let whole = sheet("Hilversum", "HI-01", PAGE);
        let broken = format!("{whole}# Huizen {{unreadable}}");
        let found = findings("FIL001", &broken, &broken);
        let versions: Vec<Version> = found.iter().map(|finding| finding.at.version).collect();
        assert_eq!(versions, [Version::Current, Version::Previous]);
        assert!(found[1].message.nl.starts_with("Vorige versie: Blad “Huizen”"), "{found:?}");
    }

    #[test]
    fn nothing_is_said_to_be_gone_that_may_stand_in_it() {
        let before = sheet("Hilversum", "HI-01", PAGE) + &sheet("Huizen", "HU-01", SCHOOLS);
        let unread = format!("{}# Huizen {{unreadable}}", sheet("Hilversum", "HI-01", PAGE));
        assert_eq!(messages("TRN006", &before, &sheet("Hilversum", "HI-01", PAGE)).len(), 1);
        assert_eq!(messages("TRN006", &before, &unread), Vec::<String>::new());
        // The tab has another name, or the action may have been moved there.
        let renamed = unread.replace("# Huizen", "# Huizen 2026");
        assert_eq!(messages("TRN006", &before, &renamed), Vec::<String>::new());
        let moved = format!("{}# Huizen {{unreadable}}", sheet("Hilversum", "HI-02", SCHOOLS));
        assert_eq!(messages("TRN006", &before, &moved), Vec::<String>::new());
    }

    #[test]
    fn no_number_is_said_to_be_used_again_and_no_sheet_to_be_missing() {
        let before = sheet("Acties", "W-07", PAGE) + &sheet("Huizen", "W-08", SCHOOLS);
        let now = sheet("Acties", "W-08", "Jongerenwerkers trainen in het herkennen van nepnieuws");
        assert!(!messages("ID004", &before, &now).is_empty());
        assert_eq!(messages("ID004", &before, &format!("{now}# Huizen {{unreadable}}")), Vec::<String>::new());
        let two = sheet("Hilversum", "HI-01", PAGE) + &sheet("Huizen", "HU-01", SCHOOLS);
        let codes = |text: &str| {
            let found = run("", text, Framework::embedded(), false);
            found.into_iter().map(|finding| finding.rule.code.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert!(codes(&two).iter().any(|code| code == "STR004"));
        let unread = codes(&format!("{two}# Wijdemeren {{unreadable}}"));
        assert!(!unread.iter().any(|code| code == "STR004" || code.starts_with("COV")), "{unread:?}");
    }
}
