//! The plan as adopted on 27 August 2025: 78 actions on six sheets.

use crate::framework::{MUNICIPALITIES, SUBTHEMES, light, subtheme};
use crate::model::{Book, Column, Field, Fill, Look, Paint, Row, Sheet, Value};

/// The workbook as the plan was adopted.
pub(crate) fn adopted() -> Book {
    Book {
        file: "actieplan-2025-08-27.xlsx",
        date: (2025, 8, 27),
        date_words: "27 augustus 2025",
        version: "v1.0",
        sheets: vec![district(), wijdemeren(), hilversum(), blaricum_laren(), huizen(), gooise_meren()],
        repainted: Vec::new(),
    }
}

/// Starts a row: its number, its sub-theme and what is to be done.
fn action(id: &str, about: &str, text: Value) -> Row {
    let about = subtheme(about);
    let sub = &SUBTHEMES[about];
    let mut row = Row { key: id.to_owned(), about, ..Row::default() };
    row.put(Field::Nr, id);
    row.put(Field::Subtheme, sub.name);
    row.set(Field::Action, text);
    row.put(Field::Priority, sub.priority);
    row.put(Field::Level, sub.level);
    row
}

fn text(text: &str) -> Value {
    Value::text(text)
}

/// Text that opens with a few words in bold.
fn lead(opening: &str, rest: &str) -> Value {
    Value::Rich(vec![(Look::Bold, opening.to_owned()), (Look::Plain, rest.to_owned())])
}

impl Row {
    fn owner(mut self, owner: &str) -> Row {
        self.put(Field::Owner, owner);
        self
    }

    fn with(mut self, involved: &str) -> Row {
        self.put(Field::Involved, involved);
        self
    }

    fn planning(mut self, planning: &str) -> Row {
        self.put(Field::Planning, planning);
        self
    }

    fn on(mut self, year: u16, month: u8, day: u8) -> Row {
        self.set(Field::Planning, Value::Date(year, month, day));
        self
    }

    fn word(mut self, word: &str) -> Row {
        self.put(Field::Status, word);
        self
    }

    fn standing(mut self, standing: &str) -> Row {
        self.put(Field::Standing, standing);
        self
    }

    fn remarks(mut self, remarks: &str) -> Row {
        self.put(Field::Remarks, remarks);
        self
    }

    fn level(mut self, level: &str) -> Row {
        self.put(Field::Level, level);
        self
    }

    fn for_all(self) -> Row {
        self.for_these("W, GM, B/L, Hi, Hu")
    }

    fn for_these(mut self, municipalities: &str) -> Row {
        self.put(Field::Municipalities, municipalities);
        self
    }

    fn note(mut self, field: Field, note: &str) -> Row {
        self.notes.push((field, note.to_owned()));
        self
    }
}

/// The columns of a local sheet.
fn columns() -> Vec<Column> {
    [
        (Field::Nr, "Nr", 8.0),
        (Field::Theme, "Thema", 16.0),
        (Field::Subtheme, "Sub-thema", 21.0),
        (Field::Action, "Actie", 52.0),
        (Field::Priority, "Prioriteit", 12.5),
        (Field::Level, "Niveau", 12.5),
        (Field::Owner, "Trekker", 22.0),
        (Field::Involved, "Betrokken partijen", 23.0),
        (Field::Planning, "Planning", 17.0),
        (Field::Status, "Status (kleur)", 13.5),
        (Field::Standing, "Stand van zaken", 31.0),
        (Field::Remarks, "Opmerkingen", 27.0),
    ]
    .into_iter()
    .map(|(field, header, width)| Column { field, header: header.to_owned(), width })
    .collect()
}

/// Puts rows on a sheet and paints their status cells with the lights of the framework; `paint` is for red, orange and
/// green.
fn sheet(code: &'static str, name: &str, heading: &str, paint: [Paint; 3], mut rows: Vec<Row>) -> Sheet {
    for row in &mut rows {
        row.fill = light(row.about, code).map(|light| Fill { light, paint: paint[light as usize] });
        if code == "D" && row.get(Field::Municipalities) == Value::Blank {
            row.put(Field::Municipalities, "district");
        }
    }
    Sheet {
        code,
        name: name.to_owned(),
        heading: heading.to_owned(),
        columns: columns(),
        rows,
        below: Vec::new(),
        grouped: true,
        flattened: false,
        own_rule: false,
        filter: Vec::new(),
    }
}

/// The four phases of the reporting structure; the text is the same for every municipality.
fn phase(number: usize, prefix: &str) -> Row {
    let (name, rest) = [
        (
            "Structuur vastleggen",
            "\n• een coördinator radicalisering aanwijzen\n• het meldprotocol van het district invullen voor de eigen \
             organisatie\n• de route van een melding in een stroomschema zetten",
        ),
        (
            "Meldpunt inrichten",
            "\n• één plek waar inwoners en professionals zorgen kwijt kunnen: een webpagina met formulier en het \
             adres veilig@[gemeente].nl\n• afspreken wie de meldingen leest en opvolgt",
        ),
        (
            "Bekendheid vergroten",
            "\n• intern: langs teamoverleggen en lunchbijeenkomsten gaan\n• extern: scholen, jongerenwerk en \
             maatschappelijke organisaties vertellen waar zij terechtkunnen",
        ),
        (
            "Borgen en evalueren",
            "\nNagaan of de meldstructuur nog klopt en of collega's en partners haar kennen; aanpassen waar dat \
             nodig is.",
        ),
    ][number - 1];
    let text = lead(&format!("Fase {number} – {name}:"), rest);
    let row = action(&format!("{prefix}-0{number}"), "RV-INF", text).with("Team OOV, Sociaal Domein, KCC");
    if number == 4 { row.planning("jaarlijks") } else { row }
}

fn agenda(prefix: &str) -> Row {
    action(
        &format!("{prefix}-05"),
        "RV-BES",
        text(
            "Radicalisering vast op de agenda zetten van een bestaand bestuurlijk overleg, zo nodig als onderdeel van \
             het onderwerp maatschappelijke onrust.",
        ),
    )
    .with("burgemeester, wethouders")
    .planning("eens per kwartaal")
}

fn prevention(prefix: &str) -> Row {
    action(
        &format!("{prefix}-08"),
        "INT-PRE",
        text(
            "Preventie samen met het sociaal domein vormgeven:\n• vaste afspraken met het sociaal domein over het \
             uitwisselen van kennis\n• een overzicht maken van de interventies die er al zijn\n• kiezen voor \
             interventies waarvan is aangetoond dat ze werken\n• elke interventie lokaal evalueren",
        ),
    )
    .with("Sociaal Domein, onderwijs, jongerenwerk")
}

fn online(prefix: &str) -> Row {
    action(
        &format!("{prefix}-09"),
        "INT-ONL",
        text(
            "Mediawijsheid van jongeren versterken en professionals leren hoe zij online signalen herkennen en daarover \
             het gesprek voeren. Gemeenten stemmen het aanbod op elkaar af – zonder dubbel werk.",
        ),
    )
    .with("scholen, jongerenwerk, bibliotheek")
}

fn network(prefix: &str, text: &str) -> Row {
    let mut row =
        action(&format!("{prefix}-07"), "NW-LOK", Value::text(text)).with("bondgenoten, jongerenwerk, politie");
    row.put(Field::Subtheme, "Lokaal netwerk en maatschappelijk middenveld");
    row
}

fn district() -> Sheet {
    let rows = vec![
        action("D-01", "RV-WET", text("Een infographic laten maken die in één oogopslag toont welke informatie u bij een vermoeden van radicalisering mag delen, met wie en wanneer. Een jurist toetst de tekst."))
            .with("privacyjurist, ZVHGV").planning("Q4 2025").word("Niet gestart"),
        action("D-02", "RV-WET", text("Een convenant opstellen waarmee alle ketenpartners al in een vroeg stadium informatie mogen delen."))
            .with("ketenpartners").planning("Q2 2026")
            .standing("Het convenant Midden-Nederland geldt alleen voor de PGA."),
        action("D-03", "RV-WET", text("Het convenant door de bestuurders laten ondertekenen en opnemen in het regionale veiligheidsbeleid."))
            .owner("Burgemeester Wijdemeren").with("DVC"),
        action("D-04", "RV-WET", text("De infographic verspreiden – op papier én digitaal – onder iedereen die met signalen te maken krijgt."))
            .with("gemeenten, politie, scholen").planning("op korte termijn"),
        action("D-05", "RV-WET", text("Een vast moment kiezen om vroege signalen en trends zonder namen te bespreken en samen te duiden. Er ontstaat geen dossier; bestaande overleggen krijgen de voorkeur."))
            .with("Sociaal Domein, onderwijs, jongerenwerk").remarks("Aansluiten bij de overleggen over onrust en ondermijning."),
        action("D-06", "RV-ONL", text("Districtelijk beleid maken voor het peilen van radicalisering op internet, met één plek die dat coördineert."))
            .owner("ZVHGV").with("gemeenten, politie").planning("Q1 2026").word("Niet gestart"),
        action("D-07", "RV-ONL", text("Medewerkers richtlijnen en training geven:\n• online signalen herkennen\n• werken volgens het protocol online onderzoek van de VNG"))
            .with("ROR, VNG").standing("Niet elke gemeente kent het VNG-protocol."),
        action("D-08", "RV-ONL", lead("Niveau Basis:", " alle beleidsmakers en uitvoerders weten wat online radicalisering is en waar zij met vragen terechtkunnen."))
            .for_all().planning("Q3 2025 - Q2 2026"),
        action("D-09", "RV-ONL", lead("Niveau Gevorderd:", " een kleine groep, vooral jongerenwerkers en de digitale BOA, is in functie online aanwezig en helpt collega's met vragen."))
            .for_all().with("jongerenwerk, digitale BOA").planning("Q2 2026"),
        action("D-10", "RV-ONL", text("De digitale BOA of een politiefunctionaris laten aanschuiven bij het algemene deel van het PGA-R-overleg."))
            .owner("ZVHGV").with("politie").planning("Q1 2026").word("Niet gestart"),
        action("D-11", "RV-ONL", text("Wat online opvalt twee keer per jaar in het eigen team bespreken aan de hand van een korte sentimentanalyse."))
            .for_all().with("deelnemers PGA-R").planning("2 keer per jaar"),
        action("D-12", "RV-ONL", text("Protocollen opstellen over wat professionals online in functie mogen doen en hoe zij zelf veilig blijven."))
            .with("privacyjurist").planning("Q2 2026"),
        action("D-13", "RV-ONL", text("Zorgen dat jongerenwerkers aanwezig zijn waar jongeren online zijn, en dat zij hun kennis delen in gezamenlijke overleggen. Dit is de ondergrens."))
            .for_all().with("jongerenwerk").planning("doorlopend").standing("In Hilversum is het jongerenwerk al online actief."),
        action("D-14", "RV-INF", text("Voor alle gemeenten modellen klaarzetten: een meldprotocol, een stroomschema en communicatiemiddelen."))
            .for_all().with("OOV-adviseurs").planning("Q4 2025").word("Loopt").standing("25-08: eerste model besproken in MO/R&E."),
        action("D-15", "RV-BES", text("Twee keer per jaar een spreker van bijvoorbeeld NCTV of LSE laten vertellen over trends, eventueel aan de hand van een casus zonder namen."))
            .with("NCTV, LSE").planning("twee keer per jaar").remarks("Koppelen aan een vergadering van het DVC."),
        action("D-16", "RV-BES", text("Vanuit het district één functionaris aanwijzen die de bijeenkomsten voor bestuurders plant en voorbereidt."))
            .with("DVC").planning("Q3 2025").word("Niet gestart"),
        action("D-17", "RV-BES", text("Een verkenning van maatschappelijke onrust (laten) uitvoeren als daar mensen en tijd voor zijn."))
            .with("J&V, BZK").planning("Q3 2025 - Q2 2026").word("Loopt").standing("Proef; de voorbereiding begon in Q1 2025.")
            .note(Field::Planning, "Hangt af van de beschikbare capaciteit."),
        action("D-18", "KV-BAS", text("Meer collega's naar de basistrainingen krijgen, ook van KCC, burgerzaken, sociaal domein en handhaving."))
            .for_all().with("ROR").on(2025, 12, 1).word("Loopt").standing("Er zijn genoeg trainingen; de opkomst blijft achter."),
        action("D-19", "KV-VER", text("Samen verdiepende trainingen uit de praktijk opzetten voor interventieteams en medewerkers met een taakaccent."))
            .with("ROR").planning("Q3 2026"),
        action("D-20", "KV-VER", text("Kennis uit andere vakgebieden, zoals de GGZ, aan tafel halen om casussen samen te beoordelen."))
            .with("GGZ, ZVHGV").planning("Q1 2026"),
        action("D-21", "KV-VER", text("Een training op maat aanbieden die een gemeente in een dagdeel op de eigen locatie kan volgen."))
            .for_all().with("ROR").planning("2026"),
        action("D-23", "INT-PGA", text("Alle gemeenten nemen als regel deel aan het algemene deel van het casusoverleg PGA-R, ook als er geen eigen casus is."))
            .for_all().owner("ZVHGV").planning("maandelijks").word("Loopt").standing("Vrijwel alle gemeenten schuiven aan."),
        action("D-24", "INT-PGA", text("Elke gemeente heeft een portefeuillehouder die over radicalisering gaat."))
            .for_all().owner("gemeenten").planning("Q4 2025").word("Loopt").standing("Grotendeels geregeld."),
        action("D-25", "INT-PGA", text("Op een rij zetten wat de nieuwe wet over de persoonsgerichte aanpak vraagt, wat het convenant al regelt en hoe elke gemeente ervoor staat."))
            .for_all().owner("ZVHGV").with("privacyjurist").planning("Q4 2025").word("Niet gestart"),
        action("D-26", "INT-REI", text("Voor het district een protocol re-integratie opstellen met richtlijnen en een verdeling van verantwoordelijkheden."))
            .level("Districtelijk").owner("Huizen").with("reclassering, DJI").planning("Q2 2026").word("Loopt"),
        action("D-27", "INT-REI", text("Radicalisering een plaats geven in het beleid waarmee gemeenten de nazorg na detentie van DJI overnemen – ‘aan de voorkant’ en niet achteraf."))
            .level("Districtelijk").owner("gemeenten").with("ZVHGV, DJI").planning("2025-2026").standing("Beleid wordt geschreven."),
        action("D-28", "VST-FIN", text("Op tijd een nieuwe aanvraag voor versterkingsgelden indienen en rekening houden met de korting van de NCTV."))
            .owner("Wijdemeren").with("NCTV").planning("Q4 2026").word("Niet gestart"),
        action("D-29", "VST-FIN", text("De toegekende versterkingsgelden besteden aan de lokale en districtelijke aanpak en aan trainingen van het ROR."))
            .owner("Wijdemeren").with("ROR").planning("2025-2026").word("Loopt"),
        action("D-30", "VST-SAM", text("Blijven samenwerken met landelijke partners: de lokaal adviseur van de NCTV en, bij zorgen over signalen, een deskundige van het LSE."))
            .with("NCTV, LSE, ESS").planning("doorlopend").word("Loopt"),
        action("L-02", "VST-PER", text("Jongeren en lokale initiatieven betrekken: zij sluiten aan bij het Bondgenotenoverleg, of de gemeente sluit met het sociaal domein aan bij wat er al is."))
            .for_these("W, GM, B/L, Hu").with("Sociaal Domein, jongeren").planning("incidenteel"),
        action("L-04", "VST-PER", text("Eerst het open gesprek voeren met jongeren over hun leven online; daarna pas online interventies kiezen."))
            .for_all().with("jongeren, scholen"),
    ];
    let mut sheet = sheet("D", "Districtelijk", "Districtelijke acties", [Paint::Bright; 3], rows);
    let column = Column { field: Field::Municipalities, header: "Voor welke gemeenten".to_owned(), width: 17.0 };
    sheet.columns.insert(6, column);
    sheet
}

fn local(code: &'static str, name: &str, paint: [Paint; 3], rows: Vec<Row>) -> Sheet {
    let municipality = MUNICIPALITIES.iter().find(|(known, _)| *known == code).map_or(name, |(_, name)| *name);
    sheet(code, name, &format!("Acties {municipality}"), paint, rows)
}

fn wijdemeren() -> Sheet {
    let rows = vec![
        phase(1, "W").planning("Q4 2025"),
        phase(2, "W").planning("Q1 2026"),
        phase(3, "W").planning("Q2 2026"),
        phase(4, "W"),
        agenda("W").owner("Burgemeester Wijdemeren"),
        action("W-06", "RV-VEI", text("Het protocol ‘Veilige Publieke Taak’ aanvullen voor situaties rond extremisme en zorgen dat medewerkers het kennen."))
            .with("HR, Team OOV").planning("Q3 2026"),
        network("W", "Een bondgenotenoverleg beginnen, of aanhaken bij een overleg dat er al is – samen met een buurgemeente mag ook.")
            .planning("Doorlopend – Q2 2026").standing("De wens is er; de capaciteit ontbreekt."),
        prevention("W").owner("OOV + Sociaal Domein Wijdemeren").planning("2025-2026").word("Niet gestart"),
        online("W").planning("doorlopend").word("Loopt").standing("Lessen mediawijsheid lopen op twee scholen."),
    ];
    let mut sheet = local("W", "Wijdmeren", [Paint::Bright; 3], rows);
    sheet.heading = "Acties Wijdmeren".to_owned();
    sheet
}

fn hilversum() -> Sheet {
    let rows = vec![
        phase(1, "HI").owner("OOV Hilversum").planning("Q3 2025").word("Loopt"),
        phase(2, "HI").owner("coördinator radicalisering Hilversum").on(2025, 10, 1).word("Loopt")
            .standing("Aan de webpagina met het meldpunt wordt gewerkt."),
        phase(3, "HI").planning("Q4 2025"),
        phase(4, "HI"),
        agenda("HI").owner("OOV Hilversum").word("Loopt").standing("De burgemeester wordt regelmatig bijgepraat."),
        action("HI-06", "RV-VEI", text("Het agressieprotocol van HR uitbreiden met de risico's die radicalisering voor medewerkers meebrengt, zoals bedreiging en doxing."))
            .owner("HR Hilversum").with("Team OOV").on(2026, 3, 31).word("Niet gestart"),
        network("HI", "Radicalisering als eigen onderwerp op de agenda zetten van het ‘Bondgenotenoverleg’, zodat het niet alleen bij incidenten aan bod komt.")
            .owner("OOV Hilversum").planning("om de twee maanden"),
        prevention("HI").owner("OOV + Sociaal Domein Hilversum").planning("doorlopend").word("Loopt")
            .remarks("Afstemmen met het jongerenwerk."),
        online("HI").owner("Sociaal Domein Hilversum").planning("Q1 2026").word("Loopt")
            .standing("Jongerenwerk en digitale wijkagent zijn online actief."),
        action("L-03", "VST-PER", text("De Young Hilversummers blijven als vaste gesprekspartner meedoen aan het Bondgenotenoverleg."))
            .owner("Sociaal Domein Hilversum").with("jongerenwerk").planning("Q2 2025").word("Afgerond")
            .standing("Afgerond 12-06-2025: de deelname is vastgelegd."),
    ];
    local("Hi", "Hilversum", [Paint::Soft; 3], rows)
}

fn blaricum_laren() -> Sheet {
    let rows = vec![
        phase(1, "BL")
            .owner("OOV Blaricum en Laren")
            .planning("Q3 2025")
            .word("Loopt")
            .standing("De meldstructuur is onlangs op papier gezet; het stroomschema volgt."),
        phase(2, "BL").owner("coördinator radicalisering Blaricum en Laren").planning("Q4 2025"),
        phase(3, "BL").planning("Q1 2026"),
        phase(4, "BL"),
        agenda("BL").owner("OOV Blaricum en Laren").word("Loopt"),
        action(
            "BL-06",
            "RV-VEI",
            text("Het agressieprotocol aanvullen, zodat medewerkers weten wat zij doen bij extremisme en doxing."),
        )
        .with("HR")
        .planning("Q1 2026")
        .standing("Kort geleden aangescherpt; geeft nog te weinig houvast."),
        network(
            "BL",
            "Een bondgenotenoverleg opzetten – of aansluiten bij dat van Huizen – met sleutelfiguren uit beide dorpen.",
        )
        .planning("Q2 2026"),
        prevention("BL").planning("2025-2026"),
        online("BL").planning("Q3 2026").word("Niet gestart"),
    ];
    local("B/L", "Blaricum en Laren", [Paint::Theme; 3], rows)
}

fn huizen() -> Sheet {
    let rows = vec![
        phase(1, "HU").owner("OOV Huizen").planning("Q4 2025").word("Niet gestart"),
        phase(2, "HU").owner("coördinator radicalisering Huizen").planning("Q1 2026").word("Niet gestart"),
        phase(3, "HU").planning("Q2 2026").word("Niet gestart"),
        phase(4, "HU").owner("coördinator radicalisering Huizen"),
        agenda("HU").owner("Burgemeester Huizen").word("Loopt").standing("Het bestuur is op hoofdlijnen op de hoogte."),
        action("HU-06", "RV-VEI", text("Van het geweldsprotocol een werkbare handleiding maken: wat doet u bij een bedreiging of bij doxing, en bij wie meldt u dat?"))
            .with("HR, Team OOV").planning("Q4 2026"),
        network("HU", "Radicalisering benoemen als onderwerp van het Bondgenotenoverleg en het contact met moskeeën en gemeenschappen herstellen.")
            .owner("OOV Huizen").planning("doorlopend").standing("Het overleg werkt; het vertrouwen moet terugkomen."),
        prevention("HU").owner("OOV + Sociaal Domein Huizen").planning("2025-2026").word("Niet gestart"),
        online("HU").owner("jongerenwerk").planning("Q2 2026"),
        action("L-01", "INT-REI", text("Het districtelijke protocol re-integratie vertalen naar lokale werkafspraken: wie begeleidt, wie houdt contact en wie beslist."))
            .owner("coördinator radicalisering Huizen").with("Sociaal Domein, reclassering").planning("Q4 2026").word("Niet gestart")
            .remarks("Huizen heeft ervaring met terugkeerders en begint."),
    ];
    local("Hu", "Huizen", [Paint::Bright; 3], rows)
}

fn gooise_meren() -> Sheet {
    let rows = vec![
        phase(1, "GM").owner("OOV Gooise Meren").planning("Q4 2025").word("Niet gestart"),
        phase(2, "GM").planning("Q1 2026"),
        phase(3, "GM").planning("Q2 2026"),
        phase(4, "GM"),
        agenda("GM").owner("OOV Gooise Meren").standing("Nu alleen als er iets speelt."),
        action("GM-06", "RV-VEI", text("Het beleid voor de veiligheid van medewerkers uitbreiden met wat u vooraf kunt doen en met nazorg."))
            .with("HR").planning("Q2 2026").standing("Gaat nu vooral over het afhandelen van incidenten."),
        network("GM", "Radicalisering met zoveel woorden op de agenda van het Bondgenotenoverleg zetten en de band met de moskeeën verbeteren.")
            .planning("Q4 2025"),
        prevention("GM").owner("OOV + Sociaal Domein Gooise Meren").planning("2025-2026"),
        online("GM").planning("doorlopend").word("Loopt"),
    ];
    local("GM", "Gooise Meren", [Paint::Bright, Paint::Tint, Paint::Bright], rows)
}
