//! What a framework need not say, because it goes without saying in its language.

use super::{Field, Level};
use crate::wording::Lang;

/// Header texts of a field, most telling first; Dutch ones as they occur in municipal action lists.
pub(super) fn headers(lang: Lang, field: Field) -> &'static [&'static str] {
    match lang {
        Lang::Nl => dutch_headers(field),
        Lang::En => english_headers(field),
    }
}

fn dutch_headers(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["Nr", "Nummer", "Actienr", "Actienummer", "Volgnummer", "ID", "Code"],
        Field::Theme => &["Thema", "Thema's", "Hoofdthema"],
        Field::Subtheme => &["Sub-thema", "Subthema's", "Deelthema", "Onderdeel"],
        Field::Municipality => &["Gemeente", "Gemeenten", "Gemeentes", "Voor welke gemeenten", "Voor welke gemeente"],
        Field::Level => {
            &["Niveau", "Districtelijk of lokaal", "Districtelijk/lokaal", "D/L", "Lokaal of districtelijk", "Schaal"]
        }
        Field::Action => &[
            "Actie",
            "Acties",
            "Actiepunt",
            "Maatregel",
            "Activiteit",
            "Actie/maatregel",
            "Maatregel/activiteit",
            "Project/Activiteit",
            "Omschrijving",
            "Omschrijving actie",
            "Onderwerp",
            "Wat",
        ],
        Field::Owner => &[
            "Trekker",
            "Actiehouder",
            "Eigenaar",
            "Verantwoordelijke",
            "Verantwoordelijk",
            "Eerste verantwoordelijke",
            "Regie",
            "Wie",
            "Door wie",
        ],
        Field::Involved => &[
            "Betrokken partijen",
            "Betrokkenen",
            "Betrokken",
            "Samenwerkingspartners",
            "Partners",
            "Met wie",
            "Stakeholders",
        ],
        Field::Priority => &["Prioriteit", "Prio", "Mate van prioriteit", "Mate van prioriteit voor implementatieplan"],
        Field::Deadline => &[
            "Planning",
            "Deadline",
            "Planning/Deadline",
            "Termijn",
            "Einddatum",
            "Streefdatum",
            "Wanneer",
            "Gereed",
            "Gereed voor",
        ],
        Field::FrameworkStatus => &[
            "Kaderstatus",
            "Kleur wegingskader",
            "Wegingskader",
            "Status wegingskader",
            "Status 2024",
            "Beoordeling",
            "Score",
        ],
        Field::Progress => &[
            "Status",
            "Voortgang",
            "Status actie",
            "Voortgang actie",
            "Voortgangsstatus",
            "Status (kleur)",
            "Stand",
            "Stoplicht",
        ],
        Field::Notes => &[
            "Toelichting",
            "Stand van zaken",
            "Opmerkingen",
            "Opmerking",
            "Bijzonderheden",
            "Toelichting voortgang",
            "Dilemma",
            "Afspraken",
        ],
        Field::CompletedOn => &["Datum gereed", "Gereed op", "Afgerond op", "Datum afgerond", "Datum afronding"],
        Field::DependsOn => &["Afhankelijk van", "Afhankelijkheid", "Afhankelijkheden", "Na actie"],
        Field::UpdatedOn => &[
            "Laatst bijgewerkt",
            "Bijgewerkt op",
            "Datum update",
            "Laatste update",
            "Laatst gewijzigd",
            "Gewijzigd op",
        ],
    }
}

fn english_headers(field: Field) -> &'static [&'static str] {
    match field {
        Field::Id => &["No", "Number", "Action no", "ID", "Code"],
        Field::Theme => &["Theme"],
        Field::Subtheme => &["Sub-theme", "Sub-themes"],
        Field::Municipality => &["Municipality", "Municipalities", "For which municipalities"],
        Field::Level => &["Level", "District or local", "Scale"],
        Field::Action => &["Action", "Actions", "Measure", "Activity", "Project/Activity", "Description", "What"],
        Field::Owner => &["Owner", "Action owner", "Lead", "Responsible", "Who"],
        Field::Involved => &["Involved", "Parties involved", "Partners", "With whom", "Stakeholders"],
        Field::Priority => &["Priority", "Prio"],
        Field::Deadline => &["Deadline", "Planning", "Due", "Due date", "When", "Timing"],
        Field::FrameworkStatus => &["Framework status", "Maturity", "Assessment", "Score"],
        Field::Progress => &["Status", "Progress", "Action status"],
        Field::Notes => &["Notes", "Explanation", "Remarks", "Comments"],
        Field::CompletedOn => &["Completed on", "Date completed", "Done on"],
        Field::DependsOn => &["Depends on", "Dependency", "Dependencies"],
        Field::UpdatedOn => &["Updated on", "Last updated", "Last update"],
    }
}

/// The name of a level and its other names.
pub(super) fn level(lang: Lang, level: Level) -> (&'static str, &'static [&'static str]) {
    match (lang, level) {
        (Lang::Nl, Level::District) => ("Districtelijk", &["district", "D", "regionaal", "regio", "bovenlokaal"]),
        (Lang::Nl, Level::Local) => ("Lokaal", &["L", "gemeentelijk", "per gemeente"]),
        (Lang::Nl, Level::Both) => (
            "Districtelijk en lokaal",
            &[
                "D & L",
                "L & D",
                "D en L",
                "L en D",
                "Lokaal en districtelijk",
                "Districtelijk/lokaal",
                "Lokaal/districtelijk",
                "beide",
                "allebei",
            ],
        ),
        (Lang::En, Level::District) => ("District", &["D", "regional", "region"]),
        (Lang::En, Level::Local) => ("Local", &["L", "municipal", "per municipality"]),
        (Lang::En, Level::Both) => (
            "District and local",
            &["D & L", "L & D", "D and L", "L and D", "Local and district", "District/local", "Local/district", "both"],
        ),
    }
}

/// Spellings that are the same word whatever the plan.
pub(super) fn spelling(lang: Lang) -> &'static [&'static [&'static str]] {
    match lang {
        Lang::Nl => &[&["gemeenten", "gemeentes"], &["doxing", "doxxing"]],
        Lang::En => &[&["organisation", "organization"], &["doxing", "doxxing"]],
    }
}
