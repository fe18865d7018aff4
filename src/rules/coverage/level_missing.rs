//! COV007: the plan wants a sub-theme taken up by the district and by each municipality, and only one of them has an action.

use std::collections::BTreeSet;

use crate::finding::{Example, Finding, Location, Needs, Related, Rule, RuleCode, Severity};
use crate::framework::{Level, Municipality, SubTheme};
use crate::plan::{Action, BelongsTo};
use crate::rules::coverage::{Coverage, Part, place_of};
use crate::rules::scales::level_name;
use crate::rules::{Context, belongs_to, list};
use crate::wording::Wording;

/// A sub-theme that the plan calls "D & L" has actions, but none of the district, or none of a municipality whose colour asks for one.
///
/// An action of the level "D & L" is of both. An action that was carried out counts; one that was dropped does not. Without a level the
/// sheet tells whose it is. Where there is no action at all, COV001 and COV003 speak, and a municipality with the best colour or an
/// unknown one is not asked. A copy without the actions of the district is not judged. One finding for each sub-theme.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::COV007,
    name: "coverage-level-missing",
    severity: Severity::Warning,
    baseline: Severity::Info,
    needs: Needs::Framework,
    what: Wording::new(
        "Het plan vraagt hier acties van het district én van de gemeenten. Een van de twee heeft er nog geen.",
        "The plan asks for actions of both the district and the municipalities. One of the two has none.",
    ),
    why: Wording::new(
        "Het district bereidt voor en de gemeente voert uit. Het een werkt niet zonder het ander.",
        "The district prepares and the municipality carries out. One does not work without the other.",
    ),
    fix: Wording::new(
        "Voeg de actie toe die ontbreekt, of zet bij een bestaande actie het niveau “D & L”.",
        "Add the action that is missing, or give an action that is there the level “D & L”.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |
| D-06 | Online dimensie | Beleid maken voor online radicalisering | Districtelijk | ZVHGV | Q2 2026 | Loopt |
# → Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-08 | Preventie | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
# Districtelijk
| Nr | Sub-thema | Actie | Niveau | Trekker | Planning | Status |
| D-06 | Online dimensie | Beleid maken voor online radicalisering | Districtelijk | ZVHGV | Q2 2026 | Loopt |
| D-07 | Online interventies | Jongeren leren omgaan met nepnieuws | D & L | ZVHGV | Q2 2026 | Loopt |
# Hilversum
| Nr | Sub-thema | Actie | Trekker | Planning | Status |
| HI-08 | Online dimensie | Jongerenwerkers trainen | OOV Hilversum | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let coverage = Coverage::new(ctx);
    if !coverage.has_district() {
        return;
    }
    let parts: Vec<Part> = coverage.parts(ctx).filter(|part| part.subtheme.level == Some(Level::Both)).collect();
    for subtheme in ctx.framework.subthemes().filter(|subtheme| subtheme.level == Some(Level::Both)) {
        let own: Vec<&Part> = parts.iter().filter(|part| part.subtheme.code == subtheme.code).collect();
        findings.extend(missing(ctx, &own).map(|missing| finding(ctx, subtheme, &missing)));
    }
}

/// Who has no action.
enum Missing<'a> {
    District,
    Municipalities(Vec<&'a Municipality>),
}

fn missing<'a>(ctx: &Context, parts: &[&Part<'_, 'a>]) -> Option<Missing<'a>> {
    let sides = |part: &Part| -> BTreeSet<Side> {
        let counted = part.actions.iter().copied().filter(|action| !ctx.is_closed(action));
        counted.chain(part.done(ctx)).flat_map(|action| sides(ctx, action)).collect()
    };
    let sides: Vec<(&Part, BTreeSet<Side>)> = parts.iter().map(|part| (*part, sides(part))).collect();
    let any = |side: Side| sides.iter().any(|(_, own)| own.contains(&side));
    if !any(Side::District) {
        return any(Side::Local).then_some(Missing::District);
    }
    let best = ctx.framework.framework_statuses.iter().map(|status| status.rank).max();
    let asked = |part: &Part| part.status.is_some_and(|(status, _)| Some(status.rank) < best);
    let without = sides.iter().filter(|(part, own)| {
        // Where the district does nothing for the municipality either, COV001 and COV003 speak.
        own.contains(&Side::District) && !own.contains(&Side::Local) && asked(part)
    });
    let without: Vec<&Municipality> = without.map(|(part, _)| part.municipality).collect();
    (!without.is_empty()).then_some(Missing::Municipalities(without))
}

/// Who carries an action out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    District,
    Local,
}

fn sides(ctx: &Context, action: &Action) -> Vec<Side> {
    match action.level.known() {
        Some(Level::District) => vec![Side::District],
        Some(Level::Local) => vec![Side::Local],
        Some(Level::Both) => vec![Side::District, Side::Local],
        None => match (belongs_to(ctx.plan, &action.sheet), action.municipalities.known().map(Vec::as_slice)) {
            (BelongsTo::Municipality(_), _) | (BelongsTo::Nobody, Some([_, ..])) => vec![Side::Local],
            _ => vec![Side::District],
        },
    }
}

fn finding(ctx: &Context, subtheme: &SubTheme, missing: &Missing) -> Finding {
    let (name, both) = (&subtheme.name, level_name(ctx.framework, Level::Both));
    let (at, nl, en) = match missing {
        Missing::District => {
            let sheet = ctx.plan.sheets.iter().find(|sheet| sheet.belongs_to == BelongsTo::District);
            let at = sheet.map_or_else(Location::plan, |sheet| Location::sheet(&sheet.sheet));
            (at, "het district heeft er geen".to_owned(), "the district has none".to_owned())
        }
        Missing::Municipalities(without) => {
            let at = if let [only] = without.as_slice() { place_of(ctx, only) } else { Location::plan() };
            let names: Vec<String> = without.iter().map(|municipality| municipality.name.clone()).collect();
            let have = if names.len() == 1 { "heeft" } else { "hebben" };
            let en_have = if names.len() == 1 { "has none of its own" } else { "have none of their own" };
            (at, format!("{} {have} er zelf geen", list(&names, "en")), format!("{} {en_have}", list(&names, "and")))
        }
    };
    let message = Wording::new(
        format!("Het plan vraagt voor “{name}” acties van het district en van de gemeenten, maar {nl}."),
        format!("The plan asks for actions of the district and of the municipalities for “{name}”, but {en}."),
    );
    let advice = Wording::new(
        format!("Voeg die actie toe, of geef een bestaande actie het niveau “{both}”."),
        format!("Add one, or give an existing action the level “{both}”."),
    );
    let municipality = match missing {
        Missing::Municipalities(without) if without.len() == 1 => without.first().map(|one| one.code.clone()),
        _ => None,
    };
    Finding { subtheme: Some(subtheme.code.clone()), municipality, ..Finding::new(&RULE, at, message) }
        .advise(advice)
        .relate([Related::FrameworkLine(subtheme.line)])
}

#[cfg(test)]
mod tests {
    use crate::finding::Location;
    use crate::rules::catalogue_tests::findings;

    /// Who is said to have no action for Online dimensie.
    fn found(district: &[&str], hilversum: &[&str], wijdemeren: &[&str]) -> Option<(String, Location)> {
        let header = "| Nr | Sub-thema | Actie | Niveau | Voor welke gemeenten | Trekker | Planning | Status |";
        let sheet = |name: &str, rows: &[&str]| {
            let rows: Vec<String> = (1..)
                .zip(rows)
                .map(|(nr, row)| format!("| {nr} | Online dimensie | Actie nummer {nr} | {row} |"))
                .collect();
            let other = "| 99 | Preventie | Ouders bijpraten | | | ZVHGV | Q2 2026 | Loopt |";
            format!("# {name}\n{header}\n{}\n{other}\n", rows.join("\n"))
        };
        let all = sheet("Districtelijk", district) + &sheet("Hilversum", hilversum) + &sheet("Wijdemeren", wijdemeren);
        let mut found = findings("COV007", "", &all.replace("\n\n", "\n"));
        found.retain(|finding| finding.subtheme.as_deref() == Some("RV-ONL"));
        assert!(found.len() < 2, "one for each sub-theme: {found:?}");
        found.pop().map(|finding| (finding.message.nl, finding.at))
    }

    const D: &str = "Districtelijk | district | ZVHGV | Q2 2026 | Loopt";
    const L: &str = "Lokaal | | OOV | Q2 2026 | Loopt";

    #[test]
    fn who_is_missing_is_named() {
        let (message, at) = found(&[D], &[], &[]).unwrap();
        assert!(message.contains("maar Wijdemeren en Hilversum hebben er zelf geen."), "{message}");
        assert_eq!(at, Location::plan());
        let (message, at) = found(&[D], &[L], &[]).unwrap();
        assert!(message.contains("maar Wijdemeren heeft er zelf geen."), "{message}");
        assert_eq!(at, Location::sheet(&"Wijdemeren".into()));
        let (message, at) = found(&[], &[L], &[L]).unwrap();
        assert!(message.ends_with("maar het district heeft er geen."), "{message}");
        assert_eq!(at, Location::sheet(&"Districtelijk".into()));
    }

    #[test]
    fn both_levels_are_there_in_one_row_or_in_two() {
        let both = "D & L | district | ZVHGV | Q2 2026 | Loopt";
        let named = "Lokaal | Hi, W | ZVHGV | Q2 2026 | Loopt";
        let silent = "| | OOV | Q2 2026 | Loopt";
        for (district, hilversum, wijdemeren) in [
            (&[both][..], &[][..], &[][..]),
            (&[D], &[L], &[silent]),
            (&[D, named], &[], &[]),
            (&[], &["L&D | | OOV | Q2 2026 | Loopt"], &[L]),
            (&[], &[], &[]),
        ] {
            assert_eq!(found(district, hilversum, wijdemeren), None, "{district:?} {hilversum:?} {wijdemeren:?}");
        }
    }

    #[test]
    fn done_counts_and_dropped_does_not() {
        assert_eq!(found(&[D], &["Lokaal | | OOV | Q2 2025 | Afgerond"], &[L]), None);
        assert!(found(&[D], &["Lokaal | | OOV | Q2 2025 | Vervallen"], &[L]).is_some());
    }
}
