//! OWN006: an action of one municipality has an owner of another one.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Framework, Level, Municipality};
use crate::plan::{Action, BelongsTo, Owner, OwnerKind};
use crate::rules::{Context, belongs_to};
use crate::wording::{Wording, fold};

/// An open action is for one municipality alone, and everybody who owns it is of another municipality.
///
/// Nothing is said where the action is (also) the district's, where somebody without a municipality stands among the owners, or where
/// the owner cell names the own municipality in any way ("Hilversum namens Wijdemeren").
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN006,
    name: "owner-of-other-municipality",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Framework,
    what: Wording::new(
        "De actie is van één gemeente, en de trekker is van een andere gemeente.",
        "The action is of one municipality, and the owner is of another one.",
    ),
    why: Wording::new(
        "Zo'n trekker is vaak meegekopieerd van een ander blad. Dan denkt de ene gemeente dat de andere het doet, en doet niemand iets.",
        "Such an owner was often copied from another sheet. Then each municipality thinks the other one is doing it.",
    ),
    fix: Wording::new(
        "Vul een trekker van de eigen gemeente in. Trekt de andere gemeente de actie echt? Zet dan “namens …” erbij.",
        "Fill in an owner of the own municipality. Does the other municipality really lead? Then add “namens …” (for …).",
    ),
    fails: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Een webpagina maken over het meldpunt | → OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-05 | Een webpagina maken over het meldpunt | OOV Wijdemeren | Q2 2026 | Loopt |
| W-06 | Alle scholen bezoeken | Hilversum namens Wijdemeren | Q2 2026 | Loopt |
| W-07 | Ouders bijpraten | Politie | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        let Some(own) = only_municipality(ctx, action).and_then(|code| ctx.framework.municipality(code)) else {
            continue;
        };
        if let Some((other, owner)) = other_municipality(ctx.framework, action, own) {
            findings.push(finding(ctx, action, own, other, owner));
        }
    }
}

/// The municipality that carries the action out alone.
fn only_municipality<'c>(ctx: &Context, action: &'c Action) -> Option<&'c Code> {
    let [code] = action.municipalities.known()?.as_slice() else { return None };
    let alone = match (action.level.known(), belongs_to(ctx.plan, &action.sheet)) {
        (Some(Level::District), _) => false,
        (level, BelongsTo::District) => level == Some(&Level::Local),
        (_, BelongsTo::Municipality(sheet)) => sheet == code,
        (_, BelongsTo::Nobody) => true,
    };
    alone.then_some(code)
}

/// The other municipality that all owners are of, with the first of them.
fn other_municipality<'c>(
    framework: &'c Framework,
    action: &'c Action,
    own: &Municipality,
) -> Option<(&'c Municipality, &'c Owner)> {
    let owners = action.owners.known()?;
    let places: Option<Vec<&Code>> = owners.iter().map(|owner| place_of(framework, owner)).collect();
    let places = places.filter(|places| !places.is_empty() && places.iter().all(|place| **place != own.code))?;
    let typed = format!(" {} ", fold(&action.owners.raw));
    if own.names().map(fold).any(|name| name.len() > 3 && typed.contains(&name)) {
        return None;
    }
    Some((framework.municipality(places.first()?)?, owners.first()?))
}

/// The municipality of an owner; none where none stands with it.
fn place_of<'c>(framework: &'c Framework, owner: &'c Owner) -> Option<&'c Code> {
    match &owner.kind {
        OwnerKind::Municipality(code) => Some(code),
        OwnerKind::Party { party, municipality } => {
            municipality.as_ref().or_else(|| framework.parties.get(*party)?.municipality.as_ref())
        }
        _ => None,
    }
}

fn finding(ctx: &Context, action: &Action, own: &Municipality, other: &Municipality, owner: &Owner) -> Finding {
    let (typed, own_name, other_name) = (ctx.quote(&action.owners.raw), &own.name, &other.name);
    let suggestion = swapped(action, own, other, owner);
    let advice = match &suggestion {
        Some(name) => Wording::new(format!("Bedoelt u “{name}”?"), format!("Did you mean “{name}”?")),
        None => Wording::new(format!("Vul een trekker van {own_name} in."), format!("Fill in an owner of {own_name}.")),
    };
    let message = Wording::new(
        format!("Deze actie is van {own_name}, maar trekker {typed} is van {other_name}."),
        format!("This action is of {own_name}, but owner {typed} is of {other_name}."),
    );
    ctx.on(action, &action.owners, &RULE, message).advise(advice).suggest(suggestion)
}

/// The same team of the own municipality, where the cell holds nothing else: `OOV Wijdemeren` for `OOV Hilversum`.
fn swapped(action: &Action, own: &Municipality, other: &Municipality, owner: &Owner) -> Option<String> {
    let typed = action.owners.raw.trim();
    let is_team = matches!(owner.kind, OwnerKind::Party { municipality: Some(_), .. });
    (is_team && owner.raw == typed).then(|| typed.replace(&other.name, &own.name)).filter(|name| name != typed)
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn found(owner: &str) -> Option<String> {
        let sheet = format!(
            "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
        );
        messages("OWN006", "", &sheet).pop()
    }

    #[test]
    fn the_same_team_of_the_own_municipality_is_proposed() {
        let sheet = "# Wijdemeren\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | Scholen bezoeken | Team OOV Hilversum | Q2 2026 | Loopt |\n\
                     | 2 | Ouders bijpraten | Hilversum | Q2 2026 | Loopt |";
        let found = findings("OWN006", "", sheet);
        assert_eq!(found[0].suggestion.as_deref(), Some("Team OOV Wijdemeren"));
        assert!(found[0].message.nl.ends_with("is van Hilversum."), "{}", found[0].message.nl);
        assert_eq!(found[1].suggestion, None);
    }

    #[test]
    fn the_own_municipality_or_nobodys_is_fine() {
        for fine in [
            "OOV Wijdemeren",
            "OOV Wijdmeren",
            "OOV",
            "Politie",
            "OOV Hilversum, Politie",
            "Hilversum namens Wijdemeren",
            "OOV Hilversum (namens Wijdemeren)",
            "district",
            "alle gemeenten",
            "n.t.b.",
            "",
        ] {
            assert_eq!(found(fine), None, "{fine}");
        }
        assert!(found("Hilversum en Huizen").is_some());
    }

    #[test]
    fn what_the_district_does_may_have_any_owner() {
        let row = |sheet: &str, level: &str, places: &str| {
            let sheet = format!(
                "# {sheet}\n| Nr | Gemeente | Niveau | Actie | Trekker | Planning | Status |\n\
                 | 1 | {places} | {level} | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |"
            );
            messages("OWN006", "", &sheet).len()
        };
        assert_eq!(row("Districtelijk", "Districtelijk", "Huizen"), 0);
        assert_eq!(row("Districtelijk", "D & L", "Huizen"), 0);
        assert_eq!(row("Districtelijk", "Lokaal", "Huizen"), 1);
        assert_eq!(row("Acties", "Lokaal", "Huizen"), 1);
        assert_eq!(row("Acties", "Lokaal", "Huizen, Hilversum"), 0);
        assert_eq!(row("Acties", "Lokaal", "alle gemeenten"), 0);
    }

    #[test]
    fn a_combination_that_the_municipality_is_part_of_is_its_own() {
        let sheet = "# Blaricum en Laren\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | 1 | Scholen bezoeken | BEL Combinatie | Q2 2026 | Loopt |";
        assert!(messages("OWN006", "", sheet).is_empty());
    }
}
