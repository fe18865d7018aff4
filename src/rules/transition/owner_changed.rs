//! TRN005: another owner than in the previous version.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellRef;
use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Code, Field, Framework, Municipality, Party};
use crate::language::Role;
use crate::plan::{Action, Owner, OwnerKind};
use crate::privacy;
use crate::rules::owner::collective::is_collective;
use crate::rules::transition::{Kept, kept};
use crate::rules::{Context, list, previous_place};
use crate::wording::{Wording, fold, key, words};

/// The action is led by somebody else than in the previous version: none of those who led it still does.
///
/// Only parties who can be asked count, on both sides. Where a group, the name of a person or "n.t.b." made way for a team or role,
/// staff did what other rules ask for; where the owner is gone, TRN004 says so; what is redacted cannot be compared. Another
/// spelling, an addition in brackets and a slip of the pen are no change. The same change on several rows of a sheet is said once.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::TRN005,
    name: "owner-changed",
    severity: Severity::Info,
    baseline: Severity::Info,
    needs: Needs::Previous,
    what: Wording::new(
        "De trekker is een andere dan in de vorige versie.",
        "The owner is different from the previous version.",
    ),
    why: Wording::new(
        "Bij een wisseling raakt werk kwijt als niemand het overdraagt.",
        "When the owner changes, work gets lost unless somebody hands it over.",
    ),
    fix: Wording::new(
        "Klopt het? Dan hoeft u hier niets te doen. Draag wel het werk over.",
        "If this is right, there is nothing to change here. Do hand over the work.",
    ),
    fails: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-03 | Het meldpunt bekend maken bij scholen | OOV Hilversum | Q2 2026 | Loopt |",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-03 | Het meldpunt bekend maken bij scholen | → OOV Wijdemeren | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-03 | Het meldpunt bekend maken bij scholen | OOV | Q2 2026 | Loopt |",
        current: "\
# Wijdemeren
| Nr | Actie | Trekker | Planning | Status |
| W-03 | Het meldpunt bekend maken bij scholen | Team OOV Wijdemeren | Q2 2026 | Loopt |",
    },
};

/// Rows of a sheet with the same change.
struct Handover<'a> {
    rows: Vec<(&'a Action, &'a Action)>,
    before: String,
    now: String,
}

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let mut handovers: BTreeMap<(&str, String, String), Handover> = BTreeMap::new();
    for Kept { change, old, new } in kept(ctx) {
        if change.field(Field::Owner).is_none() || ctx.is_closed(new) {
            continue;
        }
        let (before, now) = (leads(ctx, old), leads(ctx, new));
        let remains = |owner: &Owner| now.iter().any(|other| is_same(ctx.framework, (old, owner), (new, other)));
        if before.is_empty() || now.is_empty() || before.iter().any(|owner| remains(owner)) {
            continue;
        }
        let (before, now) = (names(&before), names(&now));
        let group = (&*new.sheet, fold(&before), fold(&now));
        let handover = handovers.entry(group).or_insert_with(|| Handover { rows: Vec::new(), before, now });
        handover.rows.push((old, new));
    }
    findings.extend(handovers.values().filter_map(|handover| finding(ctx, handover)));
}

/// The owners who can be asked.
fn leads<'a>(ctx: &Context, action: &'a Action) -> Vec<&'a Owner> {
    let owners = action.owners.known().map(Vec::as_slice).unwrap_or_default();
    owners.iter().filter(|owner| can_be_asked(ctx, owner)).collect()
}

fn can_be_asked(ctx: &Context, owner: &Owner) -> bool {
    match &owner.kind {
        OwnerKind::Party { .. } | OwnerKind::Function { .. } | OwnerKind::Municipality(_) => {
            !is_collective(owner, ctx.framework)
        }
        // What is personal is masked before the rules see it.
        OwnerKind::Unknown { suggestion } => suggestion.is_some() || !owner.raw.contains(privacy::MASK),
        OwnerKind::District
        | OwnerKind::Placeholder
        | OwnerKind::Collective
        | OwnerKind::Redacted
        | OwnerKind::Person => false,
    }
}

/// Whether both are the same party, whatever its spelling.
fn is_same(framework: &Framework, (old, before): (&Action, &Owner), (new, now): (&Action, &Owner)) -> bool {
    match (&before.kind, &now.kind) {
        (
            OwnerKind::Party { party, municipality },
            OwnerKind::Party { party: other, municipality: other_municipality },
        ) => {
            let place = match (municipality, other_municipality) {
                (Some(code), None) | (None, Some(code)) => is_for(old, code) || is_for(new, code),
                (a, b) => a == b,
            };
            party == other && place && same_unit(framework, before, now)
        }
        (OwnerKind::Municipality(a), OwnerKind::Municipality(b)) => a == b,
        (OwnerKind::Unknown { suggestion: Some(meant) }, _) => is_name_of(framework, meant, now),
        (_, OwnerKind::Unknown { suggestion: Some(meant) }) => is_name_of(framework, meant, before),
        _ => key(bare(&before.raw)) == key(bare(&now.raw)),
    }
}

/// Whether the action is for this municipality alone: `OOV` there is `OOV Hilversum`.
fn is_for(action: &Action, code: &Code) -> bool {
    matches!(action.municipalities.known().map(Vec::as_slice), Some([only]) if only == code)
}

/// Whether a name that was probably meant is the name of an owner.
fn is_name_of(framework: &Framework, meant: &str, owner: &Owner) -> bool {
    let meant = key(meant);
    meant == key(bare(&owner.raw)) || party_names(framework, owner).any(|name| key(name) == meant)
}

fn party_names<'f>(framework: &'f Framework, owner: &Owner) -> impl Iterator<Item = &'f str> {
    let party = match &owner.kind {
        OwnerKind::Party { party, .. } => framework.parties.get(*party),
        _ => None,
    };
    party.into_iter().flat_map(Party::names)
}

/// Whether the words beside the party's name do not tell two units apart: `Politie basisteam Noord` is not `Politie basisteam
/// Zuid`. A unit that only one of them names is no difference.
fn same_unit(framework: &Framework, before: &Owner, now: &Owner) -> bool {
    let places = framework.municipalities.iter().flat_map(Municipality::names);
    let known: String = party_names(framework, before).chain(places).map(|name| fold(name) + " ").collect();
    let known: BTreeSet<&str> = words(&known).collect();
    let [fillers, separators] = [Role::OwnerFiller, Role::OwnerSeparator].map(|role| framework.language.words(role));
    let tells = |word: &&str| !known.contains(word) && !fillers.lists(&key(word)) && !separators.lists(&key(word));
    let beside =
        |owner: &Owner| -> Vec<String> { words(&fold(bare(&owner.raw))).filter(tells).map(str::to_owned).collect() };
    let (before, now) = (beside(before), beside(now));
    before.is_empty() || now.is_empty() || before == now
}

/// A name without what stands behind it in brackets.
fn bare(raw: &str) -> &str {
    raw.split('(').next().unwrap_or_default().trim()
}

fn names(owners: &[&Owner]) -> String {
    let names: Vec<String> = owners.iter().map(|owner| owner.raw.trim().to_owned()).collect();
    list(&names, "+")
}

fn finding(ctx: &Context, handover: &Handover) -> Option<Finding> {
    let ((old, new), others) = handover.rows.split_first()?;
    let (before, now) = (ctx.quote(&handover.before), ctx.quote(&handover.now));
    let message = match handover.rows.len() {
        1 => Wording::new(
            format!("De trekker is gewijzigd van {before} in {now}."),
            format!("The owner changed from {before} to {now}."),
        ),
        count => Wording::new(
            format!("Bij {count} acties op dit blad is de trekker gewijzigd van {before} in {now}."),
            format!("For {count} actions on this sheet the owner changed from {before} to {now}."),
        ),
    };
    let place = |at: &CellRef| Related::Place(Location::cell(at));
    let was = Related::Place(previous_place(&old.owners.at));
    let finding = ctx.on(new, &new.owners, &RULE, message).relate([was]);
    Some(finding.relate(others.iter().map(|(_, other)| place(&other.owners.at))))
}

#[cfg(test)]
mod tests {
    use crate::rules::catalogue_tests::{findings, messages};

    fn found(before: &str, now: &str) -> Vec<String> {
        let sheet = |owner: &str| {
            format!(
                "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n\
                 | HU-01 | Een webpagina maken over het meldpunt | {owner} | Q2 2026 | Loopt |"
            )
        };
        messages("TRN005", &sheet(before), &sheet(now))
    }

    #[test]
    fn both_owners_are_named() {
        let found = found("OOV Huizen", "Sociaal Domein Huizen");
        assert!(found.len() == 1 && found[0].contains("van “OOV Huizen” in “Sociaal Domein Huizen”"), "{found:?}");
    }

    #[test]
    fn another_unit_of_a_party_is_another_owner() {
        assert_eq!(found("Politie basisteam Noord", "Politie basisteam Zuid").len(), 1);
        assert_eq!(found("OOV Huizen", "OOV Hilversum").len(), 1);
    }

    #[test]
    fn spelling_additions_and_slips_of_the_pen_are_no_change() {
        for (before, now) in [
            ("OOV", "OOV Huizen"),
            ("OOV Huizen", "Huizen (OOV)"),
            ("Huizen/OOV", "OOV (gemeente Huizen)"),
            ("OOV te Huizen", "gemeente Huizen, team OOV"),
            ("team Jeugd Huizen", "Huizen (team Jeugd)"),
            ("OOV Huizen", "Team OOV, gemeente Huizen"),
            ("ZVHGV", "ZHVGV"),
            ("ZHVGV", "ZVHGV"),
            ("ZVHGV", "Zorg- en Veiligheidshuis Gooi- en Vechtstreek"),
            ("OOV Huizen", "OOV Huizen (tijdelijk)"),
            ("Stichting Het Anker", "stichting het anker (bestuur)"),
        ] {
            assert_eq!(found(before, now), Vec::<String>::new(), "{before} → {now}");
        }
    }

    #[test]
    fn whoever_stays_still_leads() {
        for (before, now) in [("OOV Huizen + SD Huizen", "OOV Huizen"), ("OOV Huizen", "OOV Huizen, SD Huizen")] {
            assert_eq!(found(before, now), Vec::<String>::new(), "{before} → {now}");
        }
    }

    #[test]
    fn what_other_rules_asked_for_is_no_news() {
        for before in ["", "n.t.b.", "alle gemeenten", "gemeenten", "Dhr. Klaasveld", "P. Klaasveld", "5.1.2.e"] {
            assert_eq!(found(before, "OOV Huizen"), Vec::<String>::new(), "{before}");
            assert_eq!(found("OOV Huizen", before), Vec::<String>::new(), "{before}");
        }
    }

    #[test]
    fn one_change_on_several_rows_is_said_once() {
        let sheet = |owner: &str| {
            let rows: String = ["Scholen bezoeken", "Ouders bijpraten", "Een meldpunt openen"]
                .iter()
                .enumerate()
                .map(|(n, text)| format!("| HU-{n} | {text} | {owner} | Q2 2026 | Loopt |\n"))
                .collect();
            format!("# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n{rows}")
        };
        let found = findings("TRN005", &sheet("OOV Huizen"), &sheet("SD Huizen"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.nl.starts_with("Bij 3 acties"), "{}", found[0].message.nl);
        assert_eq!(found[0].related.len(), 3);
    }
}
