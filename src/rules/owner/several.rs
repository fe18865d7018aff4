//! OWN004: several owners where one has to be asked.

use crate::finding::{Example, Finding, Needs, Rule, RuleCode, Severity};
use crate::framework::{Code, Field, Framework, Level, PartyKind};
use crate::language::{self, Role};
use crate::plan::{Action, Owner, OwnerKind};
use crate::rules::Context;
use crate::rules::owner::outside_district;
use crate::wording::{Wording, key};

/// The owner cell of an open action names two or more who could each be asked.
///
/// One owner are: municipalities that are assessed as one ("Blaricum en Laren"), a team with its municipality ("gemeente Huizen, OOV"),
/// a role with the organisation where it works ("ZVHGV, procesregisseur"), and whoever stands in brackets or after "i.s.m." or
/// "betrokken:" only helps. An action that several municipalities carry out each for itself may have an owner in each of them.
/// Groups (OWN005), names of persons and names that nobody knows (OWN003) do not count.
///
/// Two teams of one municipality have one board above them, and an adopted plan often names the teams that will have to choose: there
/// it is information.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::OWN004,
    name: "owner-several",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new("Een actie heeft meer dan één trekker.", "An action has more than one owner."),
    why: Wording::new(
        "Bij twee trekkers wacht de een vaak op de ander. Eén trekker is duidelijker.",
        "With two owners, the one often waits for the other. One owner is clearer.",
    ),
    fix: Wording::new(
        "Kies één trekker en zet de anderen bij de betrokken partijen.",
        "Choose one owner and list the others as parties involved.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-31 | Een bondgenotenoverleg opzetten | → Hilversum en Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Actie | Trekker | Planning | Status |
| D-31 | Een bondgenotenoverleg opzetten | Huizen (betrokken: Hilversum) | Q2 2026 | Loopt |
| D-32 | De casus samen bespreken | Blaricum en Laren | Q2 2026 | Loopt |
| D-33 | Het casusoverleg voorzitten | ZVHGV, procesregisseur | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    for action in ctx.open_actions() {
        if let Some(leads) = several(ctx, action) {
            findings.push(finding(ctx, action, &leads));
        }
    }
}

/// Somebody who could be asked.
#[derive(Clone, PartialEq)]
struct Lead<'c> {
    owner: &'c Owner,
    /// What sort of party; none for a municipality itself, or a name with a slip of the pen.
    kind: Option<PartyKind>,
    /// The party, or the name that was meant.
    who: String,
    /// The municipality (code) that stands with it.
    place: Option<&'c Code>,
}

/// Those who lead the action, where they are more than one.
fn several<'c>(ctx: &Context, action: &'c Action) -> Option<Vec<Lead<'c>>> {
    let owners = action.owners.known().into_iter().flatten();
    let leads: Vec<Lead> = owners.filter_map(|owner| lead(ctx.framework, owner)).collect();
    let apart: Vec<Lead> = leads
        .iter()
        .enumerate()
        .filter(|(at, one)| {
            !leads.iter().enumerate().any(|(other, lead)| {
                other != *at && (takes_in(lead, one, other < *at) || is_part_of(one, lead, &action.owners.raw))
            })
        })
        .map(|(_, one)| one.clone())
        .collect();
    // Where one of two is outside the district, that is what has to change (OWN007).
    let left =
        apart.iter().filter(|lead| !(ctx.applies(&outside_district::RULE) && lead.kind == Some(PartyKind::Outside)));
    (left.count() > 1 && !is_one_each(action, &apart)).then_some(apart)
}

fn lead<'c>(framework: &Framework, owner: &'c Owner) -> Option<Lead<'c>> {
    match &owner.kind {
        OwnerKind::Party { party, municipality } => {
            let party = framework.parties.get(*party)?;
            let kind = Some(party.kind).filter(|kind| *kind != PartyKind::Collective)?;
            Some(Lead { owner, kind: Some(kind), who: party.name.clone(), place: municipality.as_ref() })
        }
        OwnerKind::Function { municipality } => {
            let words = language::keys(&owner.raw);
            let of_house = municipality.is_some() || framework.language.words(Role::Team).is_among(&words);
            let kind = if of_house { PartyKind::Unit } else { PartyKind::Role };
            Some(Lead { owner, kind: Some(kind), who: key(&owner.raw), place: municipality.as_ref() })
        }
        OwnerKind::Municipality(code) => Some(Lead { owner, kind: None, who: String::new(), place: Some(code) }),
        OwnerKind::Unknown { suggestion: Some(name) } => {
            Some(Lead { owner, kind: None, who: name.clone(), place: None })
        }
        OwnerKind::Unknown { suggestion: None }
        | OwnerKind::District
        | OwnerKind::Placeholder
        | OwnerKind::Collective
        | OwnerKind::Redacted
        | OwnerKind::Person => None,
    }
}

/// Whether `lead` and `other` are one, and it is `lead` that names who can be asked. Of two that are the same the first counts.
fn takes_in(lead: &Lead, other: &Lead, lead_is_first: bool) -> bool {
    let same_place = lead.place.is_none() || other.place.is_none() || lead.place == other.place;
    let is_municipality = other.kind.is_none() && other.who.is_empty();
    if !same_place {
        return false;
    }
    if lead.kind == other.kind && lead.who == other.who {
        return lead_is_first;
    }
    match (lead.kind, other.kind) {
        // A team, role or office of the municipality that stands beside it.
        (Some(PartyKind::Unit | PartyKind::Role | PartyKind::Office), None) => is_municipality,
        // A role in the team or organisation that stands beside it.
        (Some(PartyKind::Unit | PartyKind::Organisation), Some(PartyKind::Role)) => true,
        // The mayor is often also the one who holds the portfolio.
        (Some(PartyKind::Office), Some(PartyKind::Office)) => lead_is_first,
        _ => false,
    }
}

/// Whether a function or team without a municipality stands right behind the organisation that it is of: "politie, teamchef".
fn is_part_of(one: &Lead, lead: &Lead, cell: &str) -> bool {
    let is_loose = matches!(one.owner.kind, OwnerKind::Function { municipality: None });
    let after = || cell.split_once(&*lead.owner.raw)?.1.split_once(&*one.owner.raw).map(|(between, _)| between.trim());
    is_loose
        && lead.kind == Some(PartyKind::Organisation)
        && after().is_some_and(|between| matches!(between, "," | "-" | "–" | ":"))
}

/// Whether the action is for several municipalities, each for itself, and each of those who lead is of another one of them.
fn is_one_each(action: &Action, leads: &[Lead]) -> bool {
    let codes = action.municipalities.known().map(Vec::as_slice).unwrap_or_default();
    let mut places: Vec<&Code> = leads.iter().filter_map(|lead| lead.place).collect();
    places.sort_unstable();
    places.dedup();
    codes.len() > 1
        && action.level.known() != Some(&Level::District)
        && places.len() == leads.len()
        && places.iter().all(|place| codes.contains(place))
}

fn finding(ctx: &Context, action: &Action, leads: &[Lead]) -> Finding {
    let typed = ctx.quote(&action.owners.raw);
    let message = Wording::new(
        format!("Hier staat meer dan één trekker: {typed}."),
        format!("There is more than one owner here: {typed}."),
    );
    let severity = if is_one_house(action, leads) { Severity::Info } else { RULE.severity };
    let finding = Finding { severity, ..ctx.on(action, &action.owners, &RULE, message) };
    if ctx.has_column(action, Field::Involved) {
        return finding;
    }
    let example = ctx.quote(&one_lead(ctx, leads));
    finding.advise(Wording::new(
        format!("Kies één trekker, bijvoorbeeld {example}."),
        format!("Choose one owner, for example {example}."),
    ))
}

/// Whether all of them are teams or roles of the municipality that the action is for, or that stands with one of them.
fn is_one_house(action: &Action, leads: &[Lead]) -> bool {
    let own = match action.municipalities.known().map(Vec::as_slice) {
        Some([code]) => Some(code),
        _ => None,
    };
    let mut places: Vec<&Code> = leads.iter().filter_map(|lead| lead.place).chain(own).collect();
    places.sort_unstable();
    places.dedup();
    let teams = |lead: &Lead| matches!(lead.kind, Some(PartyKind::Unit | PartyKind::Role | PartyKind::Office));
    places.len() == 1 && leads.iter().all(teams)
}

/// `Hilversum (betrokken: Huizen)`.
fn one_lead(ctx: &Context, leads: &[Lead]) -> String {
    let involved = ctx.framework.language.words(Role::OwnerPartner).entries().next().unwrap_or_default();
    let names: Vec<&str> = leads.iter().map(|lead| lead.owner.raw.as_str()).collect();
    match names.as_slice() {
        [first, others @ ..] => format!("{first} ({involved}: {})", others.join(", ")),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Severity;
    use crate::rules::catalogue_tests::{findings, messages};
    use crate::wording::Lang;

    fn found(owner: &str) -> usize {
        let sheet = format!(
            "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n| D-1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
        );
        messages("OWN004", "", &sheet).len()
    }

    #[test]
    fn two_who_can_be_asked_are_one_too_many() {
        for several in [
            "Hilversum en Huizen",
            "Wijdmeren/Hilversum",
            "OOV + Sociaal Domein Wijdemeren",
            "politie, OM",
            "Huizen, Blaricum en Laren",
            "OOV Hilversum, OOV Huizen",
            "Hilversum; OOV Huizen",
            "coördinator radicalisering en wijkagent",
            "OOV Huizen en Politei",
            "politie of OM",
            "team Jeugd, politie",
            "politie en team Jeugd",
            "politie dan wel OM",
            "politie or OM",
            "teammanager Jeugd Huizen en politie",
            "Burgemeester Huizen, burgemeester Hilversum",
        ] {
            assert_eq!(found(several), 1, "{several}");
        }
    }

    #[test]
    fn one_owner_can_be_named_in_many_words() {
        for one in [
            "Blaricum en Laren",
            "Blaricum, Laren",
            "Huizen (betrokken: Hilversum)",
            "Huizen, betrokken: Hilversum",
            "OOV Huizen i.s.m. politie",
            "OOV Huizen samen met politie en OM",
            "OOV Huizen met Sociaal Domein Huizen",
            "Wijdemeren namens Hilversum",
            "gemeente Huizen, OOV",
            "Hilversum / OOV Hilversum",
            "OOV Hilversum, coördinator radicalisering",
            "ZVHGV, procesregisseur",
            "Burgemeester / portefeuillehouder Huizen",
            "ZVHGV / Zorg- en Veiligheidshuis",
            "OOV Hilversum, n.t.b.",
            "alle gemeenten, ZVHGV",
            "OOV Hilversum, dhr. Testman",
            "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
            "5.1.2.e / 5.1.2.e",
            "Politie, teamchef basisteam",
            "Politie, team Digitale Opsporing",
            "OOV Huizen en Eemnes",
            "BEL-combinatie, Huizen",
            "OOV Huizen (i.s.m. politie en OM)",
            "OOV Huizen met ondersteuning van politie",
            "",
        ] {
            assert_eq!(found(one), 0, "{one}");
        }
    }

    #[test]
    fn each_municipality_may_have_its_own() {
        let row = |level: &str| {
            let sheet = format!(
                "# Acties\n| Nr | Gemeente | Niveau | Actie | Trekker | Planning | Status |\n\
                 | 1 | Hilversum, Huizen | {level} | Scholen bezoeken | OOV Hilversum, OOV Huizen | Q2 2026 | Loopt |"
            );
            messages("OWN004", "", &sheet).len()
        };
        assert_eq!([row("Lokaal"), row("Districtelijk")], [0, 1]);
    }

    #[test]
    fn two_teams_of_one_municipality_weigh_less() {
        let severity = |sheet: &str, owner: &str| {
            let sheet = format!(
                "# {sheet}\n| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | {owner} | Q2 2026 | Loopt |"
            );
            findings("OWN004", "", &sheet).pop().map(|finding| finding.severity)
        };
        assert_eq!(severity("Wijdemeren", "OOV + Sociaal Domein Wijdemeren"), Some(Severity::Info));
        assert_eq!(severity("Wijdemeren", "OOV + SD"), Some(Severity::Info));
        assert_eq!(severity("Wijdemeren", "OOV Wijdemeren + politie"), Some(Severity::Warning));
        assert_eq!(severity("Wijdemeren", "OOV Wijdemeren + SD Huizen"), Some(Severity::Warning));
        assert_eq!(severity("Districtelijk", "OOV + SD"), Some(Severity::Warning));
    }

    #[test]
    fn the_message_shows_how() {
        let sheet = |involved: &str| {
            format!(
                "# Districtelijk\n| Nr | Actie | Trekker | {involved} | Planning | Status |\n\
                 | D-1 | Scholen bezoeken | Hilversum en Huizen | | Q2 2026 | Loopt |"
            )
        };
        let found = findings("OWN004", "", &sheet("Betrokken partijen"));
        assert!(found[0].what_to_do(Lang::Nl).contains("bij de betrokken partijen"), "{:?}", found[0].advice);
        assert_eq!(found[0].suggestion, None, "people choose");
        let found = findings("OWN004", "", &sheet("Locatie"));
        assert!(found[0].what_to_do(Lang::Nl).contains("“Hilversum (betrokken: Huizen)”"), "{:?}", found[0].advice);
    }

    #[test]
    fn closed_actions_are_history() {
        let sheet = "# Districtelijk\n| Nr | Actie | Trekker | Planning | Status |\n\
                     | D-1 | Scholen bezoeken | Hilversum en Huizen | Q2 2025 | Afgerond |";
        assert!(messages("OWN004", "", sheet).is_empty());
    }
}
