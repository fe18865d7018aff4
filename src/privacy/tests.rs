//! What is personal and what merely looks like it: texts as they stand in plans, all invented.

use std::sync::LazyLock;

use super::*;

fn privacy() -> Privacy {
    static PRIVACY: LazyLock<Privacy> = LazyLock::new(|| Privacy::new(Framework::embedded()));
    PRIVACY.clone()
}

/// Texts with something personal, and how they may be shown.
const HARMFUL: &[(&str, &str)] = &[
    // Citizen service numbers.
    ("Casus bekend onder 123456782, bespreken.", "Casus bekend onder •••, bespreken."),
    ("BSN123456782", "BSN•••"),
    ("Registratie 111222333 (BSN) staat nog open.", "Registratie ••• (BSN) staat nog open."),
    ("2025-123456782", "2025-•••"),
    ("bsn 1234.56.782", "bsn •••"),
    ("123 456 782", "•••"),
    ("12-02 123456782", "12-02 •••"),
    ("week 03 123456782", "week 03 •••"),
    // Phone numbers.
    ("bellen met … 06-12345678", "bellen met … •••"),
    ("06 12 34 56 78 of 0612345678", "••• of •••"),
    ("+31 (0)6-1234 5678", "•••"),
    ("tel. (035) 123 45 67", "tel. •••"),
    ("Sociaal Domein Hilversum (06-12345678)", "Sociaal Domein Hilversum (•••)"),
    ("12-11-2025 06-12345678", "12-11-2025 •••"),
    ("05 123456782", "05 •••"),
    // Addresses.
    ("Vragen? Mail voorbeeld.persoon@example.nl", "Vragen? Mail •••"),
    ("j.huizen@example.nl en p_klaas@example.org.", "••• en •••."),
    ("klaasveld@gmail.example", "•••"),
    ("Karin de Klaas <kdk@example.nl>", "••• <•••>"),
    ("Aan: Klaasveld, Karin <k.klaasveld@example.nl>", "Aan: ••• <•••>"),
    ("Team Jeugd (k.klaasveld@example.nl)", "Team Jeugd (•••)"),
    // Titles.
    ("dhr. Klaasveld belt terug", "dhr. ••• belt terug"),
    ("Mevrouw De Klaas", "Mevrouw •••"),
    ("mw. de Klaas", "mw. •••"),
    ("mevr. van der Klaas-Smid en dhr. P. Klaas", "mevr. ••• en dhr. •••"),
    ("dhr./mw. Klaasveld", "dhr./mw. •••"),
    ("de heer J. de Klaas (OOV)", "de heer ••• (OOV)"),
    ("mr. drs. Klaasveld", "mr. drs. •••"),
    ("mw Klaasveld", "mw •••"),
    ("MW. KLAASVELD", "MW. •••"),
    ("dhr. klaasveld", "dhr. •••"),
    ("mw. karin de klaas belt", "mw. ••• belt"),
    ("mw K de Klaas", "mw •••"),
    ("Dhr. Klaasveld Hilversum", "Dhr. ••• Hilversum"),
    ("dhr. Huizen komt langs", "dhr. ••• komt langs"),
    ("mw. in 't Klaas", "mw. •••"),
    ("familie Klaasveld", "familie •••"),
    ("Mr Klaasveld will call", "Mr ••• will call"),
    ("dhr. Klaasveld. Daarna Politie", "dhr. •••. Daarna Politie"),
    // Offices.
    ("Burgemeester Klaasveld opent de avond", "Burgemeester ••• opent de avond"),
    ("wethouder De Klaas", "wethouder •••"),
    ("wethouder de Groot", "wethouder •••"),
    ("de heer van der Meer", "de heer •••"),
    ("burgemeester van der Klaas", "burgemeester •••"),
    ("collega Karin regelt dit", "collega ••• regelt dit"),
    ("loco-burgemeester Klaasveld", "loco-burgemeester •••"),
    // Initials.
    ("contact: J. Klaasveld", "contact: •••"),
    ("P.J. de Klaas", "•••"),
    ("afspraak met Th. Klaasveld", "afspraak met •••"),
    ("P. van Huizen is trekker", "••• is trekker"),
    ("A. Klaasveld belt de school", "••• belt de school"),
    ("J. de Wit", "•••"),
    ("P.M. Klaasveld", "•••"),
    ("W. de Klaas", "•••"),
    // Handles, labels and the small words of surnames.
    ("@karin kun jij dit nakijken?", "@••• kun jij dit nakijken?"),
    ("@Karin de Klaas graag reactie", "@••• graag reactie"),
    ("@jan.klaasveld", "@•••"),
    ("Contactpersoon: Karin Klaasveld", "Contactpersoon: •••"),
    ("Aanspreekpunt: Karin", "Aanspreekpunt: •••"),
    ("Karin van der Klaas pakt dit op", "••• pakt dit op"),
    ("overleg met Jan ten Klaas", "overleg met •••"),
    // Cases.
    ("Casus J.D. (salafist) bespreken", "Casus ••• (salafist) bespreken"),
    ("casus Karin, zie PGA-R", "casus •••, zie PGA-R"),
    ("casus van JvD", "casus van •••"),
    ("Casus Kerkstraat 12", "Casus •••"),
    ("betrokkene (geb. 12-03-2001)", "betrokkene (•••)"),
    ("verdachte M.B. is bekend", "verdachte ••• is bekend"),
    ("J.D., terugkeerder, komt vrij", "•••, terugkeerder, komt vrij"),
    ("cliënt 1234 AB besproken", "cliënt ••• besproken"),
];

/// Texts without anything personal.
const HARMLESS: &[&str] = &[
    "",
    "Loopt",
    "HI-02",
    "Q2 2026",
    "OOV Hilversum",
    "Een webpagina maken over het meldpunt",
    // Numbers.
    "20250101",
    "Kenmerk memo: 20250101.",
    "45896",
    "€ 123.456.782,00",
    "€ 123 456 782",
    "123456782 euro",
    "Z-2025-123456782",
    "zaaknummer 123456782",
    "KvK 10000008",
    "NL91 INGB 0123 4567 82",
    "2025-2026",
    "01-01-2025 10:30",
    "06-12-2025 10",
    "31-12-2025 / 30-06-2026",
    "Bel 112 of 0800-1234567",
    "Bel 14 035 of 0900-8844",
    "meldpunt: 035-1234567",
    // Addresses.
    "info@example.nl",
    "veilig@hilversum.example en veilig@[gemeente].nl",
    "oov-hilversum@example.nl, secretariaat.dvc@example.nl",
    "zvhgv@example.nl, meldpunt2025@example.nl, team@example.nl",
    "geen adres: @ of a@b",
    "@OOV kunnen jullie dit nakijken?",
    "@team",
    "5.1.2.e @example.nl",
    // Places and organisations that people are called after, or the other way round.
    "Blaricum en Laren",
    "Laren: Preventie samen met het sociaal domein vormgeven",
    "Burgemeester Wijdemeren",
    "burgemeester van Huizen",
    "de burgemeester van Volendam",
    "Burgemeester en wethouders van Huizen",
    "wethouder Sociaal Domein",
    "wethouder Onderwijs",
    "wijkagent Kerkelanden",
    "Minister van Justitie en Veiligheid",
    "Ministeries van J&V en BZK",
    "Young Hilversummers",
    "Radar Advies",
    "De Basis op Orde",
    "O.M. Midden-Nederland",
    "G.G.D. Gooi en Vechtstreek",
    "I.s.m. Politie",
    "T.a.v. het college",
    "Burgemeester de Klaasstraat 5",
    "Dr. Klaasveldstraat 12",
    "De heer en mevrouw",
    "mevr. of dhr.",
    "Dhr. Burgemeester",
    // Labels and lists.
    "D. Aanbevelingen uit de evaluatie",
    "Q. 1",
    "A. Training geven aan baliemedewerkers",
    "B. Meldpunt inrichten",
    "Fase B. Uitvoeren",
    "Eerst plan A. Daarna plan B. De rest volgt",
    "D. Hilversum",
    "Zie art. 5.1 lid 2",
    "5.1.2.e 5.1.2.e",
    "Maandag 3 maart, of dinsdag. Woensdag niet.",
    "Contact: Secretariaat",
    "Contactpersoon: OOV Huizen",
    "Naam: Meldpunt Radicalisering",
    // Subjects.
    "Een casus zonder namen bespreken",
    "Casus Z-2025-0012 in PGA-R",
    "casus A en casus B, casus Hilversum",
    "Training over salafisme voor Wijdemeren",
    "Huizen heeft ervaring met terugkeerders en begint.",
    "Melding bij Veilig Thuis of Politie",
    "Aangehouden; gaat op in D-06, besproken in MO/R&E op 12-11-2025.",
    "Raadhuisplein 5, 1234 AB Hilversum",
];

#[test]
fn what_is_personal_is_masked() {
    let privacy = privacy();
    let wrong: Vec<String> = HARMFUL
        .iter()
        .map(|(text, wanted)| (text, *wanted, privacy.shown(text)))
        .filter(|(_, wanted, shown)| shown != wanted)
        .map(|(text, wanted, shown)| format!("{text:?}\n   wanted {wanted:?}\n   got    {shown:?}"))
        .collect();
    assert!(wrong.is_empty() && HARMFUL.len() >= 60, "{}\n{}", HARMFUL.len(), wrong.join("\n"));
}

#[test]
fn what_is_harmless_stays() {
    let privacy = privacy();
    let wrong: Vec<String> = HARMLESS
        .iter()
        .filter_map(|text| privacy.mask(text).map(|masked| format!("{text:?} became {masked:?}")))
        .collect();
    assert!(wrong.is_empty() && HARMLESS.len() >= 60, "{}\n{}", HARMLESS.len(), wrong.join("\n"));
}

/// Whether the whole text of an owner cell is a person.
fn is_owner(privacy: &Privacy, text: &str) -> bool {
    has_person(text, privacy.known()) || is_name(text, privacy.known())
}

#[test]
fn persons_in_owner_cells_are_told_from_everybody_else() {
    let privacy = privacy();
    let persons = "Karin|Piet|Els|Mohammed|Anne-Marie|IJsbrand|JvD|KvdB|@karin|Karin Klaasveld|Karin de Klaas|Jan van der Klaas|\
        Jan de Wit|Karin van Wijk|Piet J.|P. Klaas|P.J.|K.|dhr. Klaasveld|Mevr. K. de Klaas|Burgemeester Klaasveld|De Klaas|\
        Van der Klaas|van Klaasveld|Karin de|Karin Koning|Jan van Huizen|k.klaasveld@example.nl|Fatima el Klaas|Marieke|Roland|\
        Wilhelmina Klaasveld|Annemiek";
    let missed: Vec<&str> = persons.split('|').filter(|text| !is_owner(&privacy, text.trim())).collect();
    assert!(missed.is_empty(), "these are persons: {missed:?}");
    let others = "Laren|Huizen|Wijdemeren|Radar|Young Hilversummers|Blaricum en Laren|Gooise Meren|Burgemeester Huizen|de buurt|\
        OOV Hilversum|Stichting Het Anker|ZHVGV|Team Klaasveld|Kerkstraat|Maandag|Mei|Brandweer|Bibliotheek|Jeugdzorg|Waterschap|\
        Veilig Thuis|Sociale Dienst|Waterschap Vallei|Juridische Zaken|Lokale Driehoek|Leerplicht|Slachtofferhulp Nederland|\
        Projectleider|Jongerenraad|Directie|Griffie|Wijkteam Zuid|De Basis op Orde|Politie Bussum|Volendam|RvdK|OvJ|PvA|VNG|\
        n.t.b.|vacature|?|5.1.2.e|Openbare Orde|Externe Trainer|Publieke Gezondheid|Inwoners|Versa Welzijn|Handhavers|info@example.nl|\
        Ruimtelijke Ordening|Regio Noord|Zorgpartners|Bureau Halt|Samen Veilig|Kerngroep|Werkgroep Online|GGD Flevoland|P&O|HR|IT|\
        Mentoren|Raadsgriffie|Teamchef|Webredactie|Imamraad|Filmtheater|St. Vituscollege|Hilversumse Meent|Google|Techniek|Muziek";
    let wrong: Vec<&str> = others.split('|').filter(|text| is_owner(&privacy, text.trim())).collect();
    assert!(wrong.is_empty(), "these are no persons: {wrong:?}");
}

#[test]
fn every_piece_of_an_owner_cell_is_looked_at() {
    let privacy = privacy();
    let slip =
        Owner { raw: "Hilversm".to_owned(), kind: OwnerKind::Unknown { suggestion: Some("Hilversum".to_owned()) } };
    let found = |text: &'static str| -> Vec<&str> {
        privacy.owners(text, std::slice::from_ref(&slip)).into_iter().map(|name| &text[name.range]).collect()
    };
    assert_eq!(found("Piet/Els"), ["Piet", "Els"]);
    assert_eq!(found("OOV Hilversum (Karin)"), ["Karin"]);
    assert_eq!(found("Karin en dhr. Klaasveld, OOV"), ["Klaasveld", "Karin"]);
    assert_eq!(found("ZVHGV - Karin Klaasveld\nPolitie"), ["Karin Klaasveld"]);
    assert_eq!(found("Klaasveld, Karin de"), ["Klaasveld, Karin de"]);
    assert!(found("Hilversm, OOV Huizen (i.s.m. Politie) en gemeenten").is_empty());
}

#[test]
fn users_of_a_file_are_told_from_teams_and_programs() {
    let privacy = privacy();
    for person in
        ["Karin Klaasveld", "Klaasveld, Karin de", "Klaasveld, K. de (Karin)", "k.klaasveld@example.nl", "P. Klaas"]
    {
        assert!(privacy.is_user(person), "{person}");
    }
    for other in [
        "Secretariaat",
        "openpyxl",
        "XlsxWriter",
        "Microsoft Office User",
        "OOV Huizen",
        "Gemeente Hilversum",
        "Admin",
        "",
    ] {
        assert!(!privacy.is_user(other), "{other}");
    }
}

#[test]
fn texts_of_the_framework_are_no_personal_data() {
    let framework = Framework::embedded();
    let privacy = Privacy::new(framework);
    let parties = framework
        .parties
        .iter()
        .flat_map(|party| std::iter::once(&party.name).chain(&party.short).chain(&party.aliases));
    let checklists =
        framework.themes.iter().flat_map(|theme| &theme.subthemes).flat_map(|subtheme| &subtheme.checklist);
    let places = framework.municipalities.iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
    let mut seen = 0;
    for text in parties.chain(checklists).chain(places) {
        assert_eq!(privacy.mask(text), None);
        assert!(!is_owner(&privacy, text), "{text}");
        seen += 1;
    }
    assert!(seen > 100);
}

#[test]
fn a_name_that_the_workbook_gave_away_is_hidden_wherever_it_stands() {
    let mut names = Names::default();
    let privacy = privacy();
    names.add("Karin Klaasveld", privacy.known());
    let privacy = privacy.with_names(&names);
    assert_eq!(
        privacy.shown("vraag Karin of KARIN KLAASVELD, of Karins collega"),
        "vraag ••• of •••, of Karins collega"
    );
    assert_eq!(privacy.shown("niets"), "niets");
}

/// What of a list a check gets wrong.
fn wrong(list: &str, is_right: impl Fn(&str) -> bool) -> Vec<&str> {
    list.lines().filter(|text| !is_right(text)).collect()
}

/// Whether an owner cell names nobody, and masking the words of the cell that it gave away hides nothing.
fn names_nobody(text: &str) -> bool {
    let privacy = privacy();
    privacy.owners(text, &[]).is_empty() && privacy.mask(text).is_none()
}

#[test]
fn no_role_or_organisation_is_a_person() {
    for list in
        [include_str!("lists/roles.nl.txt"), include_str!("lists/roles.en.txt"), include_str!("lists/roles.de.txt")]
    {
        let wrong = wrong(list, names_nobody);
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn ordinary_words_of_owner_cells_are_no_persons() {
    let wrong = wrong(include_str!("lists/ordinary.txt"), names_nobody);
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn persons_are_found_in_every_order() {
    let privacy = privacy();
    let wrong = wrong(include_str!("lists/persons.txt"), |text| !privacy.owners(text, &[]).is_empty());
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn persons_are_found_in_running_text() {
    let privacy = privacy();
    let is_hidden = |text: &str| {
        let (text, names) = text.split_once(" => ").unwrap();
        let shown = privacy.shown(text);
        names.split('+').all(|name| !shown.contains(name.trim()))
    };
    let wrong = wrong(include_str!("lists/notes.txt"), is_hidden);
    assert!(wrong.is_empty(), "{wrong:?}");
    let wrong = self::wrong(include_str!("lists/notes_harmless.txt"), |text| privacy.mask(text).is_none());
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn one_person_is_traceable_and_a_group_is_not() {
    let privacy = privacy();
    let is_traceable = |text: &str| privacy.holds(text, |kind| kind == Kind::Traceable);
    let missed = wrong(include_str!("lists/individuals.txt"), is_traceable);
    assert!(missed.is_empty(), "{missed:?}");
    let flagged = wrong(include_str!("lists/prevention.txt"), |text| privacy.mask(text).is_none());
    assert!(flagged.is_empty(), "{flagged:?}");
}

#[test]
fn what_overlaps_something_found_is_hidden_whole() {
    let mut names = Names::default();
    let privacy = privacy();
    names.add("Klaasveld van Oostrum", privacy.known());
    let privacy = privacy.with_names(&names);
    assert_eq!(privacy.shown("mw. Klaasveld VAN OOSTRUM belt"), "mw. ••• belt");
    assert_eq!(privacy.shown("vraag Klaasveld van Oostrum"), "vraag •••");
}

/// Ways to type a text so that it looks the same and reads otherwise: a sign that nobody sees within the words, other spaces,
/// letters and digits of another shape.
fn disguises(text: &str) -> Vec<String> {
    let within = |sign: char| {
        let mut typed = String::new();
        let mut before = ' ';
        for c in text.chars() {
            if before.is_alphanumeric() && c.is_alphanumeric() {
                typed.push(sign);
            }
            typed.push(c);
            before = c;
        }
        typed
    };
    let shifted = |first: u32, last: u32, by: u32| {
        let shift = |c: char| match u32::from(c) {
            code if (first..=last).contains(&code) => char::from_u32(code + by).unwrap(),
            _ => c,
        };
        text.chars().map(shift).collect::<String>()
    };
    let spaced = |space: &str| text.replace(' ', space);
    let unseen = "\u{AD}\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{202B}\u{202C}\u{2060}\u{2066}\u{2069}\u{61C}\u{FEFF}\u{34F}\u{FE0F}\u{180E}\u{E0041}";
    let mut all: Vec<String> = unseen.chars().map(within).collect();
    all.extend(["\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{2003}"].map(spaced));
    all.push(shifted(0x21, 0x7E, 0xFEE0));
    // Digits of Arabic, Thai and Tibetan, and mathematical ones.
    all.extend([0x660, 0xE50, 0xF20, 0x1D7CE, 0x1D7F6].map(|zero| shifted(0x30, 0x39, zero - 0x30)));
    // Mathematical letters.
    all.push(shifted(0x61, 0x7A, 0x1D41A - 0x61));
    all.push(format!("\u{202E}{text}\u{202C}"));
    all
}

#[test]
fn a_disguise_hides_nothing_from_us() {
    let mut names = Names::default();
    names.add("Trijntje Oostrumsma", privacy().known());
    let privacy = privacy().with_names(&names);
    for (text, parts) in [
        ("vraag mevrouw Klaasveld even", vec!["Klaasveld"]),
        ("dhr. P. Klaasveld", vec!["Klaasveld"]),
        ("bel 06-12345678 terug", vec!["12345678"]),
        ("casus 123456782 besproken", vec!["123456782"]),
        ("mail karin.klaasveld@example.nl hierover", vec!["karin", "klaasveld"]),
        ("zie Trijntje Oostrumsma hierover", vec!["Trijntje", "Oostrumsma"]),
        ("rekening NL91ABNA0417164300 gebruiken", vec!["NL91ABNA0417164300"]),
        ("Kees Molenaar heeft gebeld", vec!["Kees", "Molenaar"]),
        ("casus van Karin Klaasveld", vec!["Klaasveld"]),
    ] {
        for typed in disguises(text) {
            let shown = privacy.shown(&typed).into_owned();
            let read = Plain::of(&shown).text.to_string();
            assert!(shown.contains(MASK), "{typed:?} is shown as it is");
            assert!(parts.iter().all(|part| !read.contains(part)), "{typed:?} is shown as {shown:?}");
        }
    }
}

#[test]
fn the_name_of_an_owner_is_found_in_any_disguise() {
    let privacy = privacy();
    for owner in ["Karin Klaasveld", "Molenaar, K.", "dhr. Klaasveld"] {
        for typed in disguises(owner) {
            let found = privacy.owners(&typed, &[]);
            assert!(!found.is_empty(), "{typed:?}");
            assert!(found.iter().all(|name| typed.get(name.range.clone()).is_some()), "{typed:?}");
            // What it gave away is hidden in another text, typed as usual.
            let mut names = Names::default();
            found.into_iter().for_each(|name| names.add(&typed[name.range], privacy.known()));
            let shown = privacy.clone().with_names(&names).shown("vraag Klaasveld, of Molenaar K.").into_owned();
            assert!(shown.contains(MASK), "{typed:?}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn odd_signs_are_never_split_and_nothing_else_is_lost(
        text in "(06-?|1|12345678|٣|𝟗|½|²|dhr\\. |Karin |K\u{AD}laas|ｄｈｒ．|é|e\u{301}|\u{200B}|\u{202E}|\u{A0}|👨\u{200D}👩\u{200D}👧|🇳🇱|ﬁ|ĳ|℡|@|\\.nl|, |\n|een jongen |van 16 |Dorpsstraat 12 |\\PC|.){0,25}",
    ) {
        let mut names = Names::default();
        let privacy = privacy();
        names.add("Karin Klaas", privacy.known());
        let privacy = privacy.with_names(&names);
        let found = privacy.find(&text);
        for personal in &found {
            proptest::prop_assert!(!personal.range.is_empty() && text.get(personal.range.clone()).is_some(), "{:?}", personal);
        }
        // What is shown is the text with pieces left out, and a mask for each of them.
        let shown = privacy.shown(&text).into_owned();
        let mut rest = text.as_str();
        for piece in shown.split(MASK) {
            let at = rest.find(piece);
            proptest::prop_assert!(at.is_some(), "{:?} of {:?}", piece, text);
            rest = &rest[at.unwrap_or_default() + piece.len()..];
        }
        let _ = (privacy.owners(&text, &[]), privacy.is_user(&text), has_person(&text, privacy.known()), is_name(&text, privacy.known()));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_masked_without_a_panic(text in "\\PC{0,60}") {
        if let Some(masked) = privacy().mask(&text) {
            proptest::prop_assert!(masked.contains(MASK));
        }
    }

    #[test]
    fn numbers_and_names_between_anything_never_panic(
        text in "([0-9]{1,4}|[ .,€+()@/\\n-]|dhr|J\\.|Karin|casus|é|van|\u{a0}|[a-zA-Z]){0,30}",
    ) {
        let privacy = privacy();
        let _ = privacy.mask(&text);
        let _ = privacy.owners(&text, &[]);
        let _ = privacy.is_user(&text);
    }

    #[test]
    fn a_masked_text_holds_nothing_more_to_mask(
        text in "([0-9]{2,9}| |-|dhr\\. |J\\.|Karin |casus |van |de |@|info|nl\\.|Klaas ){0,14}",
    ) {
        let privacy = privacy();
        let once = privacy.shown(&text).into_owned();
        let twice = privacy.shown(&once).into_owned();
        // What stood beside something personal may show itself as such afterwards; the third time there is nothing left.
        proptest::prop_assert_eq!(privacy.mask(&twice), None, "{} {}", once, twice);
    }
}
