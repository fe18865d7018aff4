//! Owners as people write them, and who they are.

use super::*;
use crate::framework::Framework;

/// `OOV@Hi | Hu | ?Politie`: parties by their short name, municipalities by code.
fn shown(text: &str) -> String {
    let framework = Framework::embedded();
    let lexicon = Lexicon::new(framework);
    let name =
        |party: usize| framework.parties.get(party).map_or("", |p| p.short.as_deref().unwrap_or(&p.name)).to_owned();
    let owners = parse(text, &lexicon).owners.into_iter().map(|owner| match owner.kind {
        OwnerKind::Party { party, municipality: None } => name(party),
        OwnerKind::Party { party, municipality: Some(code) } => format!("{}@{code}", name(party)),
        OwnerKind::Function { municipality: None } => format!("function {}", owner.raw),
        OwnerKind::Function { municipality: Some(code) } => format!("function@{code}"),
        OwnerKind::Municipality(code) => code.to_string(),
        OwnerKind::District => "district".into(),
        OwnerKind::Placeholder => "placeholder".into(),
        OwnerKind::Collective => "collective".into(),
        OwnerKind::Redacted => "redacted".into(),
        OwnerKind::Person => "person".into(),
        OwnerKind::Unknown { suggestion: None } => format!("unknown {}", owner.raw),
        OwnerKind::Unknown { suggestion: Some(name) } => format!("?{name}"),
    });
    owners.collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, shown(text)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text:?}\n   wanted {expected}\n   got    {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn known_names() {
    check(&[
        ("OOV Hilversum", "OOV@Hi"),
        ("oov hilversum", "OOV@Hi"),
        ("Team OOV gemeente Huizen", "OOV@Hu"),
        ("Afdeling Openbare Orde & Veiligheid Wijdemeren", "OOV@W"),
        ("OOV (Hilversum)", "OOV@Hi"),
        ("OOV (gemeente Hilversum)", "OOV@Hi"),
        ("OOV (nog af te stemmen)", "OOV"),
        ("OOV-adviseur Huizen", "OOV@Hu"),
        ("Burgemeester Wijdemeren", "Burgemeester@W"),
        ("burgemeester van Huizen", "Burgemeester@Hu"),
        ("De burgemeester van de gemeente Gooise Meren", "Burgemeester@GM"),
        ("burgem. Huizen", "Burgemeester@Hu"),
        ("wethouder Jeugd Hilversum", "Wethouder@Hi"),
        ("coördinator radicalisering Huizen", "Coördinator radicalisering@Hu"),
        ("Coordinator radicalisering en extremisme Laren", "Coördinator radicalisering@B/L"),
        ("coörd. radicalisering Huizen", "Coördinator radicalisering@Hu"),
        ("gemeente Wijdemeren", "W"),
        ("municipality of Wijdemeren", "W"),
        ("Stadt Wijdemeren", "W"),
        ("gem. Wijdemeren", "W"),
        ("Wijdmeren", "W"),
        ("wijdemeren zelf", "W"),
        ("GM", "GM"),
        ("Laren", "B/L"),
        ("gemeente Blaricum", "B/L"),
        ("OOV Laren", "OOV@B/L"),
        ("Politie", "Politie"),
        ("politie.", "Politie"),
        ("Politie Huizen", "Politie@Hu"),
        ("politie Gooi en Vechtstreek", "Politie"),
        ("ZVHGV", "ZVHGV"),
        ("zvhgv ", "ZVHGV"),
        ("procesregisseur ZVHGV", "Procesregisseur"),
        ("voorzitter PGA-R", "Voorzitter PGA-R"),
        ("PGA(-R)", "Casusoverleg PGA-R"),
        ("Zorg en Veiligheidshuis Gooi- en Vechtstreek", "ZVHGV"),
        ("Zorg- en Veiligheidshuis", "ZVHGV"),
        ("Lokaal adviseur van de NCTV", "Lokaal adviseur NCTV"),
        ("Gooi- en Vechtstreek", "district"),
        ("Regio Gooi en Vechtstreek", "district"),
        ("District", "district"),
        ("namens het district", "district"),
        ("Radar  Advies", "RadarAdvies"),
        ("RadarAdvies", "RadarAdvies"),
        ("Soc. Domein Hilversum", "SD@Hi"),
        ("Sociaal Dom.", "SD"),
        ("HR Hilversum", "HR@Hi"),
        ("P&O Huizen", "HR@Hu"),
        ("Digitale BOA", "Digitale BOA"),
        ("aandachtsfunctionarissen", "Aandachtsfunctionaris"),
        ("Eemnes", "Gemeente Eemnes"),
        ("BEL Combinatie (incl. Eemnes)", "BEL-combinatie"),
        ("H-BEL", "H-BEL"),
        ("Young Hilversummers", "Jongerenwerk"),
        ("OOV Hilversum, 06-12345678", "OOV@Hi"),
        ("OOV Hilversum tel. 14035", "OOV@Hi"),
        ("", ""),
    ]);
}

#[test]
fn several_names_are_split_and_names_with_and_are_not() {
    check(&[
        ("Hilversum en Huizen", "Hi | Hu"),
        ("Wijdmeren/Hilversum", "W | Hi"),
        ("Huizen, Blaricum en Laren", "Hu | B/L"),
        ("Blaricum en Laren", "B/L"),
        ("Laren en Blaricum", "B/L"),
        ("Blaricum, Laren", "B/L"),
        ("Blaricum/Laren/Huizen", "B/L | Hu"),
        ("B/L", "B/L"),
        ("B&L", "B/L"),
        ("BEL", "B/L"),
        ("BEL Combinatie", "BEL-combinatie"),
        ("OOV BEL-combinatie", "OOV@B/L"),
        ("BEL-gemeenten en Huizen", "BEL-combinatie | Hu"),
        ("W, GM, B/L, Hi, Hu", "W | GM | B/L | Hi | Hu"),
        ("W + GM", "W | GM"),
        ("OOV + SD", "OOV | SD"),
        ("OOV en Sociaal Domein", "OOV | SD"),
        ("Piet/Els", "person | person"),
        ("gemeenten, politie en OM", "collective | Politie | OM"),
        ("Politie\nOM; ZVHGV", "Politie | OM | ZVHGV"),
        ("Politie \u{2022} OM", "Politie | OM"),
        ("Politie – OM", "Politie | OM"),
        ("ZVHGV, procesregisseur", "ZVHGV | Procesregisseur"),
        ("MO/R&E", "MO/R&E"),
        ("werkgroep MO/R&E", "MO/R&E"),
        ("J&V", "J&V"),
        ("J&V en BZK", "J&V | BZK"),
        ("Ministerie van Justitie en Veiligheid", "J&V"),
        (
            "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
            "Team Vergunningen, Toezicht en Handhaving & Veiligheid",
        ),
        ("Driehoek Noord en Zuid", "Basisteamdriehoek | unknown Zuid"),
        ("Jeugd & Gezin", "unknown Jeugd & Gezin"),
    ]);
}

#[test]
fn a_municipality_belongs_to_the_units_beside_it() {
    check(&[
        ("OOV + Sociaal Domein Huizen", "OOV@Hu | SD@Hu"),
        ("OOV en Sociaal Domein Hilversum", "OOV@Hi | SD@Hi"),
        ("OOV, SD en HR Huizen", "OOV@Hu | SD@Hu | HR@Hu"),
        ("OOV/SD Gooise Meren", "OOV@GM | SD@GM"),
        ("Burgemeester en wethouder Huizen", "Burgemeester@Hu | Wethouder@Hu"),
        ("OOV Hilversum + Sociaal Domein Huizen", "OOV@Hi | SD@Hu"),
        ("OOV Hilversum, SD", "OOV@Hi | SD"),
        ("ZVHGV en OOV Huizen", "ZVHGV | OOV@Hu"),
        ("Politie, OOV Huizen", "Politie | OOV@Hu"),
        ("OOV\nSociaal Domein Huizen", "OOV | SD@Hu"),
        ("OOV + Huizen", "OOV | Hu"),
        ("Huizen: OOV", "OOV@Hu"),
        ("Huizen: OOV en Sociaal Domein", "OOV@Hu | SD@Hu"),
        ("Huizen - OOV", "OOV@Hu"),
        ("Gemeente Huizen, team OOV", "OOV@Hu"),
        ("OOV, gemeente Huizen", "OOV@Hu"),
        ("OOV/Huizen", "OOV@Hu"),
        ("Hilversum, Huizen, OOV", "Hi | Hu | OOV"),
        ("Huizen, politie", "Hu | Politie"),
        ("Huizen: politie", "Hu | Politie"),
    ]);
}

#[test]
fn one_team_of_one_municipality_is_one_owner_however_it_is_written() {
    for text in [
        "Hilversum (OOV)",
        "OOV Hilversum",
        "OOV (Hilversum)",
        "gemeente Hilversum, team OOV",
        "OOV, gem. Hilversum",
        "OOV (gemeente Hilversum)",
        "gemeente Hilversum (team OOV)",
        "Hilversum - OOV",
        "Hilversum – team Veiligheid",
        "Hilversum/OOV",
        "Hilversum: OOV",
        "Hilversum | OOV",
        "OOV te Hilversum",
        "team OOV van de gemeente Hilversum",
        "OOV binnen gemeente Hilversum",
        "Hilversum (OOV) i.s.m. politie",
        "Hilversum, OOV (i.s.m. politie)",
    ] {
        assert_eq!(shown(text), "OOV@Hi", "{text}");
    }
}

#[test]
fn a_slip_in_a_name_with_a_separator_is_one_slip() {
    check(&[
        ("Zorg en Veilgheidshuis", "?Zorg- en Veiligheidshuis"),
        ("Zorg- en Veiligheidhuis Gooi en Vechtstreek", "?Zorg- en Veiligheidshuis Gooi en Vechtstreek"),
        ("Opebare Orde en Veiligheid Huizen", "?Openbare Orde & Veiligheid Huizen"),
        ("OM en Zorg en Veilgheidshuis", "OM | ?Zorg- en Veiligheidshuis"),
        ("Sociale Zakn en Werkgelegenheid", "?Sociale Zaken en Werkgelegenheid"),
        ("Zorg en Veiligheidsregio", "unknown Zorg en Veiligheidsregio"),
    ]);
}

#[test]
fn every_word_that_parts_owners_parts_them() {
    for between in [
        "of",
        "en",
        "en/of",
        "or",
        "and",
        "and/or",
        "oder",
        "und",
        "bzw.",
        "/",
        "then",
        "dan wel",
        "resp.",
        "c.q.",
        "&",
        "sowie",
        "evenals",
        "as well as",
    ] {
        assert_eq!(shown(&format!("politie {between} ZVHGV")), "Politie | ZVHGV", "{between}");
    }
    check(&[
        ("Stichting Zandkasteel of OM", "unknown Stichting Zandkasteel | OM"),
        ("OM or Stichting Zandkasteel", "OM | unknown Stichting Zandkasteel"),
    ]);
}

#[test]
fn functions_and_teams_need_not_be_listed() {
    check(&[
        ("Team Jeugd Huizen", "function@Hu"),
        ("beleidsmedewerker jeugd Huizen", "function@Hu"),
        ("beleidsmedewerkster jeugd en gezin, Huizen", "function@Hu"),
        ("Gooise Meren - team Wonen", "function@GM"),
        ("Huizen (team Jeugd)", "function@Hu"),
        ("teamleider Vergunningverlening (Hilversum)", "function@Hi"),
        ("Team Jeugd & Gezin Huizen", "function@Hu"),
        ("Sociale Dienst", "function Sociale Dienst"),
        ("team Regie Wijdemeren", "function@W"),
        ("Amt für Jugend", "function Amt für Jugend"),
        ("team lead Housing", "function team lead Housing"),
        ("teammanager Samenleving", "Team Samenleving"),
        ("beleidsmedewerker jeugd Hilversm", "?beleidsmedewerker jeugd Hilversum"),
        ("Team Zorg en Welzijn Huizen", "function@Hu"),
        ("beleidsmedewerker onderwijs en jeugd Huizen", "Onderwijs@Hu"),
        ("team Jeugd en politie Huizen", "function team Jeugd | Politie@Hu"),
        ("team Jeugd en wijkagent Huizen", "function@Hu | Wijkagent@Hu"),
        ("team Jeugd en Stichting Zandkasteel", "function team Jeugd | unknown Stichting Zandkasteel"),
    ]);
}

#[test]
fn of_means_what_it_means_in_the_language_of_the_framework() {
    let text = include_str!("../../framework/default.toml").replace("language = \"nl\"", "language = \"en\"");
    let framework = Framework::parse(&text, "test").unwrap();
    let lexicon = Lexicon::new(&framework);
    assert_eq!(parse("Head of Public Works", &lexicon).owners.len(), 1);
    assert_eq!(parse("OM or Politie", &lexicon).owners.len(), 2);
}

#[test]
fn who_takes_part_is_kept() {
    let lexicon = Lexicon::new(Framework::embedded());
    for (text, expected) in [
        ("OOV Huizen (i.s.m. politie en OM)", "politie|OM"),
        ("OOV Huizen (betrokken: ZVHGV)", "ZVHGV"),
        ("OOV Huizen (politie betrokken)", "politie"),
        ("OOV Huizen met ondersteuning van politie", "politie"),
        ("OOV Huizen in nauw overleg met politie, OM", "politie|OM"),
        ("OOV Huizen with politie", "politie"),
        ("OOV Huizen mit politie", "politie"),
        ("OOV Huizen unter Mitwirkung von politie", "politie"),
        ("OOV Huizen, in cooperation with politie", "politie"),
        ("OOV Huizen (ondersteuning: politie)", "politie"),
        ("OOV Huizen, ondersteund door politie", "politie"),
        ("Huizen (trekker), politie", "politie"),
        ("politie (betrokken), OOV Huizen (trekker)", "politie (betrokken)"),
        ("OOV Huizen i.s.m. Stichting Zandkasteel", "Stichting Zandkasteel"),
        ("i.s.m. politie", ""),
        ("OOV Huizen", ""),
        ("OOV Huizen (vacature)", ""),
    ] {
        let named = parse(text, &lexicon);
        let partners: Vec<&str> = named.partners.iter().map(|partner| partner.raw.as_str()).collect();
        assert_eq!((named.owners.len(), partners.join("|").as_str()), (1, expected), "{text}");
    }
}

#[test]
fn whoever_merely_takes_part_is_no_owner() {
    check(&[
        ("Huizen (betrokken: Hilversum)", "Hu"),
        ("OOV Huizen i.s.m. politie", "OOV@Hu"),
        ("OOV Huizen ism politie en OM", "OOV@Hu"),
        ("OOV Huizen in samenwerking met de politie", "OOV@Hu"),
        ("ZVHGV samen met gemeenten", "ZVHGV"),
        ("ZVHGV met OM", "ZVHGV"),
        ("ZVHGV, in overleg met politie", "ZVHGV"),
        ("ZVHGV (met politie en OM)", "ZVHGV"),
        ("ZVHGV, betrokken: politie, OM", "ZVHGV"),
        ("ZVHGV ondersteund door RadarAdvies", "ZVHGV"),
        ("ZVHGV m.m.v. RadarAdvies", "ZVHGV"),
        ("i.s.m. politie", "Politie"),
        ("OOV Huizen i.s.m. politie\nSociaal Domein Huizen", "OOV@Hu | SD@Hu"),
        ("trekker: OOV", "OOV"),
        ("Trekker OOV Huizen", "OOV@Hu"),
        ("Trekker: OOV Huizen, betrokken: politie en ZVHGV", "OOV@Hu"),
        ("betrokken: politie; trekker: OOV Huizen", "OOV@Hu"),
        ("Huizen (trekker), Hilversum", "Hu"),
        ("Huizen en Hilversum (trekker)", "Hi"),
        ("gemeenten (trekker: ZVHGV)", "ZVHGV"),
        ("alle gemeenten (regie ZVHGV)", "ZVHGV"),
        ("onder regie van ZVHGV", "ZVHGV"),
        ("Voortouw: Wijdemeren", "W"),
        ("Wijdemeren (hoofdaanvrager)", "W"),
        ("Huizen namens district", "Hu"),
        ("wie: politie", "Politie"),
        ("Huizen (proefgemeente)", "Hu"),
        ("(Huizen)", "Hu"),
    ]);
    let lexicon = Lexicon::new(Framework::embedded());
    // A change of the partners is a change of the owner's text.
    for (text, raw) in [
        ("OOV Huizen i.s.m. politie", "OOV Huizen i.s.m. politie"),
        ("betrokken: politie; trekker: OOV Huizen", "politie; trekker: OOV Huizen"),
        ("Politei i.s.m. OM", "Politei"),
    ] {
        assert_eq!(parse(text, &lexicon).owners.first().map(|owner| owner.raw.as_str()), Some(raw), "{text}");
    }
    let involved = parse_involved("OOV Huizen i.s.m. politie (trekker: ZVHGV)", &lexicon);
    assert_eq!(involved.len(), 3, "{involved:?}");
}

#[test]
fn who_is_nobody() {
    check(&[
        ("n.t.b.", "placeholder"),
        ("nog te bepalen", "placeholder"),
        ("vacature", "placeholder"),
        ("?", "placeholder"),
        ("-", "placeholder"),
        ("–", "placeholder"),
        ("...", "placeholder"),
        ("…", "placeholder"),
        ("x", "placeholder"),
        ("NTB", "placeholder"),
        ("n.v.t.", "placeholder"),
        ("n.n.b.", "placeholder"),
        ("PM", "placeholder"),
        ("volgt", "placeholder"),
        ("nog aan te wijzen", "placeholder"),
        ("wordt nog bepaald", "placeholder"),
        ("(vacature)", "placeholder"),
        ("vacature OOV Huizen", "placeholder"),
        ("vacature adviseur jeugd Huizen", "placeholder"),
        ("moet nog worden ingevuld", "placeholder"),
        ("wordt nog bepaald door Huizen", "placeholder"),
        ("to be announced", "placeholder"),
        ("unknown", "placeholder"),
        ("noch offen", "placeholder"),
        ("N.N.", "placeholder"),
        ("idem", "placeholder"),
        ("zie hierboven", "placeholder"),
        ("n.t.b. (Huizen)", "placeholder"),
        ("Huizen, n.t.b.", "Hu | placeholder"),
        ("OOV Huizen (vacature)", "OOV@Hu"),
        ("trekker: n.t.b.", "placeholder"),
        ("trekker:", "placeholder"),
        ("alle gemeenten", "collective"),
        ("alle gemeentes", "collective"),
        ("Gemeenten", "collective"),
        ("de gemeenten", "collective"),
        ("alle 5 gemeenten", "collective"),
        ("de vijf gemeenten", "collective"),
        ("alle deelnemende gemeenten", "collective"),
        ("elke gemeente", "collective"),
        ("iedereen", "collective"),
        ("allen", "collective"),
        ("Ketenpartners", "collective"),
        ("lokale partners", "collective"),
        ("gemeenten en ketenpartners", "collective | collective"),
        ("gemeenten W en Hu", "W | Hu"),
        ("alle gemeenten, ZVHGV", "collective | ZVHGV"),
        ("burgemeesters", "collective"),
        ("5.1.2.e", "redacted"),
        ("5.1.2.e / 5.1.2.e", "redacted | redacted"),
        ("5.1.2.e 5.1.2.e", "redacted"),
        ("[redacted]", "redacted"),
        ("\u{2588}\u{2588}\u{2588}", "redacted"),
        ("^{5.1.2.e}", "redacted"),
        ("4.1.4", "redacted"),
    ]);
}

#[test]
fn persons_and_unknown_names() {
    check(&[
        ("dhr. Testman", "person"),
        ("de heer Testman", "person"),
        ("mevr. T. van der Test", "person"),
        ("T. Testman", "person"),
        ("T.P. de Test", "person"),
        ("W. de Vries", "person"),
        ("TvT", "person"),
        ("@testman", "person"),
        ("testman@example.org", "person"),
        ("Testje Testman", "person"),
        ("Testje van der Test", "person"),
        ("Testje T.", "person"),
        ("ZHVGV", "?ZVHGV"),
        ("ZVHVG", "?ZVHGV"),
        ("Politei", "?Politie"),
        ("Team Politei", "?Team Politie"),
        ("Politei Huizen", "?Politie Huizen"),
        ("Burgermeester Huizen", "?Burgemeester Huizen"),
        ("Hilversm", "?Hilversum"),
        ("OOV Hilversm", "?OOV Hilversum"),
        ("OOV Wijdemerem", "?OOV Wijdemeren"),
        ("OOV Gooise Mern", "?OOV Gooise Meren"),
        ("OOV + Sociaal Domein Hilversm", "OOV | ?Sociaal Domein Hilversum"),
        ("Gooise Meeren", "?Gooise Meren"),
        ("Sociaal Dommein", "?Sociaal Domein"),
        ("Sociaal Dommein Huizen", "?Sociaal Domein Huizen"),
        ("Radar Adivies", "RadarAdvies"),
        ("OVV", "unknown OVV"),
        ("GGD", "unknown GGD"),
        ("GGD Huizen", "unknown GGD Huizen"),
        ("NTCV", "?NCTV"),
        ("ZVHGVV", "?ZVHGV"),
        ("ambtenaar BOV", "function ambtenaar BOV"),
        ("Els", "person"),
        ("Veih. Huizen", "unknown Veih. Huizen"),
        ("OOV Huizen, Politei", "OOV@Hu | ?Politie"),
        ("06-12345678", "unknown 06-12345678"),
        ("5.1.2.e en Vechtstreek", "redacted | unknown Vechtstreek"),
        ("#REF!", "unknown REF"),
        ("Waterschap Vallei", "unknown Waterschap Vallei"),
        ("waterschap", "unknown waterschap"),
        ("Stichting Zandkasteel", "unknown Stichting Zandkasteel"),
    ]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in proptest::prelude::any::<String>()) {
        static LEXICON: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| Lexicon::new(Framework::embedded()));
        for owner in parse(&text, &LEXICON).owners {
            proptest::prop_assert!(text.contains(&owner.raw));
        }
    }
}
