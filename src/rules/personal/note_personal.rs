//! PRV007: personal data in notes, threads or the properties of the file.

use crate::finding::{Example, Finding, Location, Needs, Rule, RuleCode, Severity};
use crate::privacy::Kind;
use crate::rules::personal::{self, Place, Pointer};
use crate::rules::{Context, list};
use crate::wording::Wording;
use crate::workbook::{NOTE_AUTHOR, Property};

/// A note or a thread at a cell holds a phone number, a personal e-mail address or a name; or the properties of the file do.
///
/// Excel writes who made a file, who saved it and who typed a note by itself, in nearly every file. That is one finding for the
/// whole file, as information. A name, number or address that somebody typed into a title or another property is a warning. The
/// name with which Excel starts a note does not count; a BSN in a note is PRV001, somebody's case PRV005. Nothing is repeated.
pub(crate) static RULE: Rule = Rule {
    code: RuleCode::PRV007,
    name: "note-personal",
    severity: Severity::Warning,
    baseline: Severity::Warning,
    needs: Needs::Workbook,
    what: Wording::new(
        "In een notitie of in de eigenschappen van het bestand staan persoonsgegevens.",
        "A note, or the properties of the file, holds personal data.",
    ),
    why: Wording::new(
        "Notities en eigenschappen ziet u niet meteen, maar ze gaan wel mee als u het bestand deelt.",
        "Notes and properties are easily overlooked, but they go along when you share the file.",
    ),
    fix: Wording::new(
        "Haal de gegevens weg uit de notitie of uit de eigenschappen van het bestand.",
        "Remove the data from the note, or from the properties of the file.",
    ),
    fails: Example {
        previous: "",
        current: "\
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | → {note: bellen met 06-12345678} OOV Huizen | Q2 2026 | Loopt |",
    },
    passes: Example {
        previous: "",
        current: "\
@ creator: Secretariaat
# Huizen
| Nr | Actie | Trekker | Planning | Status |
| HU-01 | Een webpagina maken over het meldpunt | {note: hangt af van de capaciteit} OOV Huizen | Q2 2026 | Loopt |",
    },
};

pub(in crate::rules) fn check(ctx: &Context, findings: &mut Vec<Finding>) {
    let pointer = Pointer::new(ctx);
    for grid in personal::grids(ctx) {
        for (place, text) in personal::notes(grid) {
            let kinds = kinds(ctx, without_author(ctx.properties, text), &IN_NOTES);
            if !kinds.is_empty() {
                findings.push(pointer.at(&RULE, grid, place, RULE.severity, in_note(&kinds, place)));
            }
        }
    }
    findings.extend(of_file(ctx));
}

/// A kind of personal data as a sentence names it.
type Called = (fn(Kind) -> bool, Wording<&'static str>);

/// What a note can hold that no other rule tells of.
const IN_NOTES: [Called; 3] = [
    (|kind| kind == Kind::Phone, Wording::new("een telefoonnummer", "a phone number")),
    (|kind| kind == Kind::Email, Wording::new("een e-mailadres van een persoon", "a person's e-mail address")),
    (|kind| matches!(kind, Kind::Name(_)), Wording::new("een naam", "a name")),
];

/// What kinds of personal data a text holds, as a sentence names them.
fn kinds(ctx: &Context, text: &str, called: &[Called]) -> Vec<Wording<&'static str>> {
    let found = ctx.privacy.find(text);
    let holds = |is: fn(Kind) -> bool| found.iter().any(|personal| is(personal.kind));
    called.iter().filter(|(is, _)| holds(*is)).map(|(_, words)| Wording::new(words.nl, words.en)).collect()
}

/// The note without the line with which Excel says who wrote it.
fn without_author<'t>(properties: &[Property], text: &'t str) -> &'t str {
    let Some((first, rest)) = text.split_once('\n') else { return text };
    let author = first.trim().strip_suffix(':').unwrap_or_default();
    let is_author = |property: &Property| property.name == NOTE_AUTHOR && property.value == author;
    if properties.iter().any(is_author) { rest } else { text }
}

fn in_note(kinds: &[Wording<&'static str>], place: Place) -> Wording {
    let nl: Vec<String> = kinds.iter().map(|kind| kind.nl.to_owned()).collect();
    let en: Vec<String> = kinds.iter().map(|kind| kind.en.to_owned()).collect();
    Wording::new(
        format!(
            "In {} {} {} (hier niet getoond).",
            place.words().nl,
            if nl.len() == 1 { "staat" } else { "staan" },
            list(&nl, "en")
        ),
        format!("The note at this cell holds {} (not shown here).", list(&en, "and")),
    )
}

/// What the properties of the file give away, in one finding.
fn of_file(ctx: &Context) -> Option<Finding> {
    let mut places: Vec<(Wording, Severity)> = Vec::new();
    for property in ctx.properties {
        if let Some(severity) = severity(ctx, property) {
            let place = called(ctx, &property.name);
            match places.iter_mut().find(|(other, _)| *other == place) {
                Some((_, other)) => *other = severity.max(*other),
                None => places.push((place, severity)),
            }
        }
    }
    let severity = places.iter().map(|(_, severity)| *severity).max()?;
    places.retain(|(_, other)| *other == severity);
    let nl: Vec<String> = places.iter().map(|(place, _)| place.nl.clone()).collect();
    let en: Vec<String> = places.iter().map(|(place, _)| place.en.clone()).collect();
    let message = Wording::new(
        format!(
            "De eigenschappen van het bestand noemen misschien een persoon (hier niet getoond): {}.",
            list(&nl, "en")
        ),
        format!("The properties of the file may name a person (not shown here): {}.", list(&en, "and")),
    );
    let advice = Wording::of(
        "Deelt u het bestand? Kies dan eerst Bestand > Info > Controleren op problemen > Document controleren.",
        "Before you share the file, choose File > Info > Check for Issues > Inspect Document.",
    );
    Some(Finding { severity, ..Finding::new(&RULE, Location::plan(), message) }.advise(advice))
}

/// How much it matters what a property says; none where it names nobody.
fn severity(ctx: &Context, property: &Property) -> Option<Severity> {
    let Property { name, value } = property;
    // Excel and sensitivity labels fill these in by themselves.
    if property.is_of_a_user() || name.starts_with("MSIP_Label") {
        return ctx.privacy.is_user(value).then_some(Severity::Info);
    }
    (!ctx.privacy.find(value).is_empty()).then_some(Severity::Warning)
}

/// What people call a property.
fn called(ctx: &Context, name: &str) -> Wording {
    let (nl, en) = match name {
        "creator" => ("auteur", "author"),
        "lastModifiedBy" => ("laatst gewijzigd door", "last modified by"),
        "Manager" => ("manager", "manager"),
        NOTE_AUTHOR => ("schrijvers van notities", "writers of notes"),
        "title" => ("titel", "title"),
        "subject" => ("onderwerp", "subject"),
        "description" => ("opmerkingen", "comments"),
        "keywords" => ("trefwoorden", "tags"),
        "category" => ("categorie", "category"),
        "Company" => ("bedrijf", "company"),
        name if name.starts_with("MSIP_Label") => ("vertrouwelijkheidslabel", "sensitivity label"),
        name => return Wording::of(ctx.quote(name), ctx.quote(name)),
    };
    Wording::of(nl, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::catalogue_tests::findings;

    const ROW: &str =
        "| Nr | Actie | Trekker | Planning | Status |\n| 1 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |";

    fn in_note(note: &str, author: &str) -> Vec<String> {
        let row = ROW.replace("Scholen", &format!("{{note: {note}}} Scholen"));
        let found = findings("PRV007", "", &format!("@ {NOTE_AUTHOR}: {author}\n# Hilversum\n{row}"));
        let notes = found.into_iter().filter(|finding| finding.at.cell_ref().is_some());
        notes.map(|finding| finding.message.nl).collect()
    }

    fn in_properties(lines: &str) -> Vec<(Severity, String)> {
        let found = findings("PRV007", "", &format!("{lines}\n# Hilversum\n{ROW}"));
        found.into_iter().map(|finding| (finding.severity, finding.message.nl)).collect()
    }

    #[test]
    fn a_note_tells_its_kinds_in_one_sentence() {
        let found = in_note("dhr. Klaasveld, 06-12345678, karin@example.nl", "Secretariaat");
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("een telefoonnummer, een e-mailadres van een persoon en een naam"), "{}", found[0]);
        assert!(!found[0].contains("Klaas") && !found[0].contains('@') && !found[0].contains("06"));
    }

    #[test]
    fn notes_without_personal_data_and_those_of_other_rules_are_fine() {
        for fine in [
            "vacature",
            "Kwartaal, datum of doorlopend.",
            "bsn 123456782",
            "Casus J.D.",
            "info@example.nl",
            "bel 14 035",
        ] {
            assert_eq!(in_note(fine, "Secretariaat"), [""; 0], "{fine}");
        }
    }

    #[test]
    fn the_name_with_which_excel_starts_a_note_does_not_count() {
        let properties = [Property { name: NOTE_AUTHOR.to_owned(), value: "P. Klaasveld".to_owned() }];
        assert_eq!(without_author(&properties, "P. Klaasveld:\nvraag na"), "vraag na");
        let other = "J. Klaasveld:\nvraag na";
        assert_eq!(without_author(&properties, other), other);
    }

    #[test]
    fn who_works_in_the_file_is_one_piece_of_information() {
        let lines = "@ creator: Karin Klaasveld\n@ lastModifiedBy: Klaasveld, Karin\n@ note author: P. Klaasveld\n@ note author: K. Klaas";
        let found = in_properties(lines);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Severity::Info);
        assert!(found[0].1.contains("auteur, laatst gewijzigd door en schrijvers van notities."), "{}", found[0].1);
        assert!(!found[0].1.contains("Klaas"));
        for fine in [
            "@ creator: Secretariaat",
            "@ creator: openpyxl\n@ Company: Gemeente Huizen",
            "@ lastModifiedBy: Microsoft Office User",
        ] {
            assert_eq!(in_properties(fine), [], "{fine}");
        }
    }

    #[test]
    fn what_somebody_typed_into_a_property_is_a_warning() {
        for line in [
            "@ title: Plan van dhr. Klaasveld",
            "@ description: bel 06-12345678",
            "@ keywords: 123456782",
            "@ Contact: karin@example.nl",
            "@ creator: Karin Klaasveld\n@ subject: Casus J.D.",
        ] {
            let found = in_properties(line);
            assert_eq!(found.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Warning], "{line}");
            assert!(!found[0].1.contains("auteur"), "{}", found[0].1);
        }
        assert_eq!(in_properties("@ MSIP_Label_1_Owner: karin@example.nl")[0].0, Severity::Info);
        assert_eq!(in_properties("@ title: De Basis op Orde – actieoverzicht 20250101"), []);
    }
}
