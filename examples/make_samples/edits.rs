//! What staff did to the workbook between 27 August and 24 November 2025, edit by edit, and what a check must find of it.

use crate::framework::{SUBTHEMES, THEMES, subtheme};
use crate::model::{Book, Column, Field, Fill, Light, Look, Paint, Row, Value};

/// The adopted workbook as it was published.
const REDACTED: &str = "actieplan-2025-08-27-gelakt.xlsx";
/// The copy that one municipality sent.
const COPY_OF_HUIZEN: &str = "Actielijst BoO v2 def (3) aangevuld HZ.xlsx";

/// Where a finding is expected.
#[derive(Clone, Debug)]
pub(crate) enum Spot {
    /// A cell of the current version.
    Cell(String, Field),
    /// A whole row, of whichever version has it.
    Row(String),
    /// A sub-theme of a municipality.
    Coverage(&'static str, &'static str),
    /// A whole sheet.
    Sheet(&'static str),
    /// The workbook as a whole.
    Book,
}

/// A finding that an edit causes.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    /// One of these rule codes.
    pub codes: Vec<&'static str>,
    pub spot: Spot,
    pub strength: Strength,
}

/// How sure it is that a check finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    Must,
    /// A careful reader may find it and may also leave it.
    May,
    /// Finding it would be a false alarm.
    Never,
}

/// One thing that staff did.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The kind of edit, 1 to 22; 0 for the ordinary work of keeping the list up to date.
    pub number: u8,
    pub what: &'static str,
    /// The file that shows this edit, where it is not the pair itself; its place in the comparison.
    pub other_file: Option<(&'static str, &'static str)>,
    /// The rows concerned, with the field that was edited where there is one.
    pub rows: Vec<(String, Option<Field>)>,
    pub findings: Vec<Expectation>,
}

impl Claim {
    fn at(&mut self, key: &str, field: Field) -> &mut Claim {
        self.rows.push((key.to_owned(), Some(field)));
        self
    }

    fn row(&mut self, key: &str) -> &mut Claim {
        self.rows.push((key.to_owned(), None));
        self
    }

    fn finds(&mut self, strength: Strength, codes: &[&'static str], spot: Spot) -> &mut Claim {
        self.findings.push(Expectation { codes: codes.to_vec(), spot, strength });
        self
    }

    fn must(&mut self, codes: &[&'static str], key: &str, field: Field) -> &mut Claim {
        self.finds(Strength::Must, codes, Spot::Cell(key.to_owned(), field))
    }

    fn may(&mut self, codes: &[&'static str], key: &str, field: Field) -> &mut Claim {
        self.finds(Strength::May, codes, Spot::Cell(key.to_owned(), field))
    }

    fn never(&mut self, codes: &[&'static str], key: &str, field: Field) -> &mut Claim {
        self.finds(Strength::Never, codes, Spot::Cell(key.to_owned(), field))
    }
}

/// Everything that staff did, in the order in which it was recorded.
#[derive(Default)]
pub(crate) struct Log {
    pub claims: Vec<Claim>,
}

impl Log {
    fn edit(&mut self, number: u8, what: &'static str) -> &mut Claim {
        self.claims.push(Claim { number, what, other_file: None, rows: Vec::new(), findings: Vec::new() });
        self.claims.last_mut().expect("a claim was just added")
    }
}

/// Makes the later version out of the adopted one.
pub(crate) fn november(adopted: &Book) -> (Book, Log) {
    let mut book = adopted.clone();
    book.file = "actieplan-2025-11-24.xlsx";
    book.date = (2025, 11, 24);
    book.date_words = "24 november 2025";
    book.version = "v1.4 (werkversie)";
    for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        row.sources = vec![row.key.clone()];
    }
    let mut log = Log::default();
    for edit in [
        ordinary_work,
        hilversum_webpage,
        bel_tab,
        huizen_vacancy,
        wijdemeren_planning,
        gooise_meren_rows,
        odd_dates,
        ongoing_twice,
        pasted_statuses,
        reopened_and_moved,
        personal_data,
        formulas,
        hidden_rows,
        struck_planning,
        spelling_only,
        hand_painted,
        unnumbered,
        split_in_two,
        numbers,
        owners,
        hilversum_columns,
        huizen_sorted,
        other_program,
    ] {
        edit(&mut book, &mut log);
    }
    other_files(&mut log);
    unchanged_faults(&mut log);
    log.claims.sort_by_key(|claim| claim.number);
    (book, log)
}

/// The adopted workbook as it is published: every owner made unreadable.
pub(crate) fn redacted(adopted: &Book) -> Book {
    let mut book = adopted.clone();
    book.file = REDACTED;
    for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        if row.get(Field::Owner) != Value::Blank {
            row.put(Field::Owner, "5.1.2.e");
        }
    }
    book
}

/// The copy that Huizen sent: its own sheet is new, all others are those of August.
pub(crate) fn copy_of_huizen(adopted: &Book, november: &Book) -> Book {
    let mut book = adopted.clone();
    book.file = COPY_OF_HUIZEN;
    book.date = (2025, 11, 18);
    book.version = "v2 def (3)";
    for sheet in &mut book.sheets {
        if sheet.code == "Hu" {
            let newer = november.sheets.iter().find(|newer| newer.code == "Hu").expect("Huizen has a sheet");
            sheet.clone_from(newer);
        }
    }
    book
}

fn other_files(log: &mut Log) {
    let claim =
        log.edit(15, "eigen exemplaar van een gemeente: alleen het blad Huizen is bijgewerkt, de rest is ouder");
    claim.other_file = Some((COPY_OF_HUIZEN, "current"));
    let claim = log.edit(16, "gelakte publicatie als vorige versie: geen enkele trekker telt als gewijzigd");
    claim.other_file = Some((REDACTED, "previous"));
    claim.findings.push(Expectation { codes: vec!["TRN011"], spot: Spot::Book, strength: Strength::Must });
}

/// What was wrong in the adopted plan and still is.
fn unchanged_faults(log: &mut Log) {
    log.edit(0, "stond al in het plan: doorlopend met een einddatum").at("W-07", Field::Planning).must(
        &["DAT009"],
        "W-07",
        Field::Planning,
    );
    log.edit(0, "stond al in het plan: trekker is een collectief")
        .at("D-24", Field::Owner)
        .at("D-27", Field::Owner)
        .must(&["OWN005"], "D-24", Field::Owner)
        .must(&["OWN005"], "D-27", Field::Owner);
    log.edit(0, "stond al in het plan: vage termijn").at("D-04", Field::Planning).must(
        &["DAT008"],
        "D-04",
        Field::Planning,
    );
    let claim = log.edit(0, "stond al in het plan: rood sub-thema Alle partners zonder actie");
    for municipality in ["W", "B/L", "Hi", "Hu"] {
        claim.finds(Strength::Must, &["COV001"], Spot::Coverage(municipality, "NW-ALL"));
    }
    let claim = log.edit(0, "afgesloten acties zijn nooit over tijd");
    for key in ["HI-02", "BL-01", "D-12"] {
        claim.never(&["DAT005"], key, Field::Planning);
    }
}

/// A row that is new, with the sub-theme it is about.
fn fresh(key: &str, about: &str, action: &str) -> Row {
    let about = subtheme(about);
    let sub = &SUBTHEMES[about];
    let mut row = Row { key: key.to_owned(), about, ..Row::default() };
    for (field, text) in [
        (Field::Nr, key),
        (Field::Subtheme, sub.name),
        (Field::Action, action),
        (Field::Priority, sub.priority),
        (Field::Level, sub.level),
    ] {
        row.put(field, text);
    }
    row
}

fn ordinary_work(book: &mut Book, log: &mut Log) {
    book.row("GM-06").put(Field::Status, "Loopt");
    book.row("GM-06").append(Field::Standing, "12-11: concept besproken in MO/R&E.");
    book.row("D-14").append(Field::Standing, "12-11: modellen gedeeld in MO/R&E.");
    book.row("BL-07").append(Field::Standing, "04-11: kennismaking met Huizen gepland.");
    book.row("HI-06").put(Field::Status, "Loopt");
    log.edit(0, "gewoon bijgehouden: status en stand van zaken")
        .at("GM-06", Field::Status)
        .at("D-14", Field::Standing)
        .at("BL-07", Field::Standing)
        .at("HI-06", Field::Status);
    log.edit(0, "niet gewijzigd, maar op 24-11-2025 over tijd")
        .at("HI-01", Field::Planning)
        .at("D-16", Field::Planning)
        .must(&["DAT005"], "HI-01", Field::Planning)
        .must(&["DAT005"], "D-16", Field::Planning);
    let row = book.row("D-28");
    row.set(Field::Planning, Value::Date(2027, 3, 1));
    row.append(Field::Standing, "Aanvraagronde NCTV is later, besproken in MO/R&E.");
    log.edit(0, "planning buiten de planperiode, verschoven met een reden")
        .at("D-28", Field::Planning)
        .must(&["DAT007"], "D-28", Field::Planning)
        .never(&["TRN002"], "D-28", Field::Planning);
}

fn hilversum_webpage(book: &mut Book, log: &mut Log) {
    let row = book.row("HI-02");
    row.put(Field::Status, "Afgerond");
    row.put(Field::Standing, "webpagina live 01-10");
    log.edit(1, "HI-02 van Loopt naar Afgerond, tekst zonder jaar, geen datum gereed")
        .at("HI-02", Field::Status)
        .at("HI-02", Field::Standing)
        .may(&["STA006"], "HI-02", Field::Status)
        .may(&["DAT010"], "HI-02", Field::Standing);
}

fn bel_tab(book: &mut Book, log: &mut Log) {
    book.sheet("B/L").name = "BEL".to_owned();
    book.row("BL-01").put(Field::Status, "Afgerond");
    book.row("BL-01").append(Field::Standing, "20-10-2025: vastgesteld, stroomschema is klaar.");
    book.row("BL-02").put(Field::Owner, "BEL Combinatie");
    log.edit(2, "tabblad Blaricum en Laren heet nu BEL").finds(Strength::Must, &["STR008"], Spot::Sheet("B/L"));
    log.edit(2, "BL-01 klaar, BL-02 nog niet").at("BL-01", Field::Status).row("BL-02");
    log.edit(2, "trekker is nu BEL Combinatie").at("BL-02", Field::Owner).finds(
        Strength::Must,
        &["OWN007"],
        Spot::Cell("BL-02".to_owned(), Field::Owner),
    );
}

fn huizen_vacancy(book: &mut Book, log: &mut Log) {
    let row = book.row("HU-01");
    row.put(Field::Owner, "");
    row.notes.push((Field::Owner, "vacature".to_owned()));
    log.edit(3, "trekker leeggemaakt na een wisseling, celnotitie vacature").at("HU-01", Field::Owner).must(
        &["TRN004", "OWN001"],
        "HU-01",
        Field::Owner,
    );
}

fn wijdemeren_planning(book: &mut Book, log: &mut Log) {
    let sheet = book.sheet("W");
    sheet.name = "Wijdemeren".to_owned();
    sheet.heading = "Acties Wijdemeren".to_owned();
    book.row("W-01").put(Field::Planning, "Q2 2026");
    let row = book.row("W-02");
    row.put(Field::Planning, "Q3 2026");
    row.put(Field::Standing, "geen capaciteit, besproken DVC");
    log.edit(4, "tabblad Wijdmeren heet nu Wijdemeren");
    log.edit(4, "planning van Q4 2025 naar Q2 2026 zonder reden").at("W-01", Field::Planning).must(
        &["TRN002"],
        "W-01",
        Field::Planning,
    );
    log.edit(4, "planning van Q1 2026 naar Q3 2026 met een reden").at("W-02", Field::Planning).never(
        &["TRN002"],
        "W-02",
        Field::Planning,
    );
}

fn gooise_meren_rows(book: &mut Book, log: &mut Log) {
    book.take("GM-07");
    log.edit(5, "regel weg zonder dat de actie is afgesloten")
        .row("GM-07")
        .finds(Strength::Must, &["TRN006"], Spot::Row("GM-07".to_owned()))
        .finds(Strength::Must, &["COV001"], Spot::Coverage("GM", "NW-LOK"));

    let second = book.take("GM-02");
    let first = book.row("GM-01");
    let Value::Rich(mut runs) = first.get(Field::Action) else { unreachable!("the phases are rich text") };
    if let Value::Rich(more) = second.get(Field::Action) {
        runs.push((Look::Plain, "\n".to_owned()));
        runs.extend(more);
    }
    first.set(Field::Action, Value::Rich(runs));
    first.put(Field::Nr, "GM-01/02");
    first.sources.push("GM-02".to_owned());
    log.edit(5, "fase 1 en fase 2 samengevoegd in een regel").row("GM-01").row("GM-02");

    let whole = book.row("GM-08").clone();
    let parts = [
        (
            "Fase 1",
            "Preventie samen met het sociaal domein vormgeven: vaste afspraken met het sociaal domein over het uitwisselen van kennis.",
            "Q4 2025",
        ),
        ("Fase 2", "Een overzicht maken van de interventies die er al zijn om preventie vorm te geven.", "Q1 2026"),
        ("Fase 3", "Preventie: kiezen voor interventies waarvan is aangetoond dat ze werken.", "Q2 2026"),
        ("Fase 4", "Preventie: elke interventie lokaal evalueren.", "Q4 2026"),
    ];
    let mut phases = Vec::new();
    for (number, (phase, text, planning)) in ["a", "b", "c", "d"].into_iter().zip(parts) {
        let mut part = whole.clone();
        part.key = format!("GM-08{number}");
        part.put(Field::Nr, &part.key.clone());
        let opening = (Look::Bold, format!("{phase}: "));
        part.set(Field::Action, Value::Rich(vec![opening, (Look::Plain, text.to_owned())]));
        part.put(Field::Planning, planning);
        phases.push(part);
    }
    book.insert_after("GM", "GM-08", phases);
    book.take("GM-08");
    log.edit(5, "een regel gesplitst in vier fasen")
        .row("GM-08")
        .row("GM-08a")
        .row("GM-08b")
        .row("GM-08c")
        .row("GM-08d");
    book.sheet("GM").own_rule = true;
}

fn huizen_sorted(book: &mut Book, log: &mut Log) {
    let sheet = book.sheet("Hu");
    let mut seen = (usize::MAX, usize::MAX);
    for row in &mut sheet.rows {
        let theme = SUBTHEMES[row.about].theme;
        row.put(Field::Theme, if theme == seen.0 { "" } else { THEMES[theme] });
        if row.about == seen.1 {
            row.put(Field::Subtheme, "");
        }
        seen = (theme, row.about);
    }
    sheet.rows.sort_by_key(|row| {
        let owner = row.get(Field::Owner).shown().to_lowercase();
        (owner.is_empty(), owner)
    });
    for (number, row) in (1..).zip(&mut sheet.rows) {
        row.set(Field::Nr, Value::Number(number));
    }
    sheet.grouped = false;
    let keys: Vec<String> = sheet.rows.iter().map(|row| row.key.clone()).collect();
    let claim = log.edit(6, "blad gesorteerd op trekker, samengevoegde themacellen kapot, hernummerd 1..n");
    for key in &keys {
        claim.at(key, Field::Nr);
    }
}

fn hilversum_columns(book: &mut Book, log: &mut Log) {
    let sheet = book.sheet("Hi");
    for column in &mut sheet.columns {
        match column.field {
            Field::Owner => column.header = "Actiehouder".to_owned(),
            Field::Planning => column.header = "Planning/Deadline".to_owned(),
            _ => {}
        }
    }
    let updated = Column { field: Field::Updated, header: "Laatst bijgewerkt".to_owned(), width: 13.0 };
    sheet.columns.insert(9, updated);
    for (key, date) in [("HI-02", (2025, 10, 6)), ("HI-05", (2025, 11, 12)), ("HI-06", (2025, 11, 12))] {
        book.row(key).set(Field::Updated, Value::Date(date.0, date.1, date.2));
    }
    log.edit(7, "kolom Laatst bijgewerkt ingevoegd; koppen Actiehouder en Planning/Deadline")
        .at("HI-02", Field::Updated)
        .at("HI-05", Field::Updated)
        .at("HI-06", Field::Updated);
}

fn hand_painted(book: &mut Book, log: &mut Log) {
    let paint = |light, paint| Some(Fill { light, paint });
    book.row("W-05").fill = paint(Light::Orange, Paint::Bright);
    log.edit(8, "kleur met de hand van rood naar oranje, zonder woord")
        .at("W-05", Field::Status)
        .must(&["STA003"], "W-05", Field::Status)
        .must(&["TRN010"], "W-05", Field::Status);
    book.row("W-08").fill = paint(Light::Green, Paint::Tint);
    log.edit(8, "kleur met de hand lichtgroen (themakleur met tint)").at("W-08", Field::Status).must(
        &["TRN010"],
        "W-08",
        Field::Status,
    );
    book.row("W-06").put(Field::Status, "Geel");
    log.edit(8, "woord Geel in een oranje cel").at("W-06", Field::Status).may(
        &["STA005", "STA010", "STA002"],
        "W-06",
        Field::Status,
    );
    book.row("W-09").put(Field::Status, "Groen");
    log.edit(8, "woord Groen in een rode cel").at("W-09", Field::Status).must(&["STA004"], "W-09", Field::Status).may(
        &["STA005"],
        "W-09",
        Field::Status,
    );
    let preventie = subtheme("INT-PRE");
    let orange = Fill { light: Light::Orange, paint: Paint::Bright };
    book.repainted.push((preventie, 0, orange, "Geel"));
    log.edit(8, "op het Wegingskader Preventie van Wijdemeren geel gemaakt; voorwaardelijke opmaak op Gooise Meren");
}

fn odd_dates(book: &mut Book, log: &mut Log) {
    let cases: [(&str, Value, &'static str); 6] = [
        ("D-01", Value::text("31-11-2025"), "datum die niet bestaat"),
        ("D-19", Value::text("26-09-2015"), "jaartal tien jaar terug"),
        ("D-20", Value::text(" 1-12-2025"), "datum als tekst met spatie ervoor"),
        ("D-18", Value::Date(2025, 1, 12), "1 december getypt als 12/1/2025 en door Excel gelezen als 12 januari"),
        ("D-07", Value::text("z.s.m."), "vage termijn"),
        ("D-03", Value::text("na DVC"), "verwijzing naar een overleg zonder datum"),
    ];
    for (key, value, what) in cases {
        book.row(key).set(Field::Planning, value);
        let claim = log.edit(9, what).at(key, Field::Planning);
        match key {
            "D-01" => claim.must(&["DAT003", "DAT002"], key, Field::Planning),
            "D-19" => claim.must(&["DAT007"], key, Field::Planning).may(&["DAT005"], key, Field::Planning),
            "D-20" => claim.must(&["DAT011"], key, Field::Planning),
            "D-18" => claim.must(&["DAT005"], key, Field::Planning),
            "D-07" => claim.must(&["DAT008"], key, Field::Planning),
            _ => claim.may(&["DAT014", "DAT008", "DAT002"], key, Field::Planning),
        };
    }
}

fn ongoing_twice(book: &mut Book, log: &mut Log) {
    book.row("D-30").put(Field::Status, "Doorlopend");
    book.row("D-30").put(Field::Planning, "Doorlopend");
    log.edit(10, "Doorlopend als status en als planning")
        .at("D-30", Field::Status)
        .at("D-30", Field::Planning)
        .never(&["DAT001", "DAT002"], "D-30", Field::Planning)
        .never(&["STA002"], "D-30", Field::Status);
}

fn pasted_statuses(book: &mut Book, log: &mut Log) {
    for (key, word, what) in [
        ("D-24", "afgerond ", "status met spatie erachter: moet als Afgerond gelezen worden"),
        ("D-26", "Afgerond?", "status met vraagteken"),
        ("D-17", "Lopend/vertraagd", "twee statussen in een cel"),
        ("D-10", "lopent", "tikfout in status"),
    ] {
        book.row(key).put(Field::Status, word);
        let claim = log.edit(11, what).at(key, Field::Status);
        if key == "D-24" {
            claim.may(&["STA006"], key, Field::Status).never(&["STA002"], key, Field::Status);
        } else {
            claim.must(&["STA002"], key, Field::Status);
        }
    }
}

fn reopened_and_moved(book: &mut Book, log: &mut Log) {
    book.row("L-03").put(Field::Status, "Loopt");
    log.edit(12, "afgesloten actie heropend zonder reden")
        .at("L-03", Field::Status)
        .must(&["TRN001"], "L-03", Field::Status)
        .must(&["DAT005"], "L-03", Field::Planning);
    let mut row = book.take("L-01");
    row.put(Field::Level, "Districtelijk");
    row.put(Field::Municipalities, "W, GM, B/L, Hi, Hu");
    book.insert_after("D", "D-27", vec![row]);
    log.edit(12, "re-integratie verplaatst van Huizen naar Districtelijk").row("L-01").finds(
        Strength::Must,
        &["TRN009"],
        Spot::Row("L-01".to_owned()),
    );
}

fn personal_data(book: &mut Book, log: &mut Log) {
    book.row("D-05").notes.push((Field::Owner, "bellen met … 06-12345678".to_owned()));
    log.edit(13, "telefoonnummer in een celnotitie").at("D-05", Field::Owner).finds(
        Strength::Must,
        &["PRV002", "PRV007"],
        Spot::Cell("D-05".to_owned(), Field::Owner),
    );
    book.row("D-09").put(Field::Remarks, "Vragen? Mail voorbeeld.persoon@example.nl");
    log.edit(13, "persoonlijk e-mailadres in Opmerkingen").at("D-09", Field::Remarks).must(
        &["PRV003"],
        "D-09",
        Field::Remarks,
    );
    book.row("D-11").put(Field::Remarks, "Casus bekend onder 123456782, bespreken in PGA-R.");
    log.edit(13, "burgerservicenummer (testnummer) in Opmerkingen").at("D-11", Field::Remarks).must(
        &["PRV001"],
        "D-11",
        Field::Remarks,
    );
    book.row("D-15").put(Field::Remarks, "Koppelen aan een vergadering van het DVC. Kenmerk memo: 20250101.");
    log.edit(13, "onschuldig getal dat ook door de elfproef komt: geen bevinding").at("D-15", Field::Remarks).never(
        &["PRV001"],
        "D-15",
        Field::Remarks,
    );
    book.row("HI-08").put(Field::Remarks, "Afstemmen met het jongerenwerk, bel 06-12345678.");
    log.edit(13, "telefoonnummer in een gewijzigde tekst").at("HI-08", Field::Remarks).must(
        &["PRV002"],
        "HI-08",
        Field::Remarks,
    );
    book.row("HI-09").put(Field::Owner, "Sociaal Domein Hilversum (06-12345678)");
    log.edit(13, "telefoonnummer in de trekker")
        .at("HI-09", Field::Owner)
        .must(&["PRV002"], "HI-09", Field::Owner)
        .may(&["OWN003", "OWN004", "PRV004"], "HI-09", Field::Owner);
}

fn formulas(book: &mut Book, log: &mut Log) {
    book.row("D-14").set(Field::Planning, Value::Formula("=#REF!", "#REF!"));
    log.edit(14, "formulefout in de planning").at("D-14", Field::Planning).must(
        &["FML001", "DAT002"],
        "D-14",
        Field::Planning,
    );
    book.row("D-02").append(Field::Standing, "#VERW!");
    log.edit(14, "foutmelding als tekst overgenomen").at("D-02", Field::Standing).must(
        &["FML001"],
        "D-02",
        Field::Standing,
    );
    // 45985 is 24 November 2025, the day on which the file was saved.
    book.row("D-13").set(Field::Planning, Value::Formula("=TODAY()", "45985"));
    book.row("HI-01").set(Field::Updated, Value::Formula("=TODAY()", "45985"));
    log.edit(14, "VANDAAG() als planning en als datum van bijwerken")
        .at("D-13", Field::Planning)
        .at("HI-01", Field::Updated)
        .must(&["FML002"], "D-13", Field::Planning)
        .must(&["FML002"], "HI-01", Field::Updated);
}

fn hidden_rows(book: &mut Book, log: &mut Log) {
    let row = book.row("D-12");
    row.put(Field::Status, "Vervallen");
    row.put(Field::Standing, "Vervalt: gaat op in D-06, besproken in MO/R&E op 12-11-2025.");
    row.hidden = true;
    log.edit(17, "vervallen actie verborgen").at("D-12", Field::Status).finds(
        Strength::Must,
        &["STR005"],
        Spot::Row("D-12".to_owned()),
    );
    book.sheet("B/L").filter = vec!["Hoog", "Gemiddeld tot Hoog"];
    log.edit(17, "filter op prioriteit staat aan en verbergt een regel").row("BL-06").finds(
        Strength::Must,
        &["STR005"],
        Spot::Row("BL-06".to_owned()),
    );
    log.edit(17, "blad Lijsten is verborgen: zonder acties, geen bevinding");
}

fn struck_planning(book: &mut Book, log: &mut Log) {
    let runs = vec![(Look::Struck, "Q4 2025".to_owned()), (Look::Plain, " Q1 2026".to_owned())];
    book.row("HI-03").set(Field::Planning, Value::Rich(runs));
    log.edit(18, "oude planning doorgestreept naast de nieuwe").at("HI-03", Field::Planning).may(
        &["TRN002", "DAT002", "DAT005"],
        "HI-03",
        Field::Planning,
    );
}

fn spelling_only(book: &mut Book, log: &mut Log) {
    let swaps: [(&str, &[(&str, &str)]); 7] = [
        ("D-23", &[("gemeenten", "gemeentes"), ("casusoverleg", "casuoverleg")]),
        ("D-04", &[("–", "-")]),
        ("D-27", &[("‘aan de voorkant’", "'aan de voorkant'"), ("gemeenten", "gemeentes"), ("–", "-")]),
        ("HI-07", &[("‘Bondgenotenoverleg’", "'Bondgenotenoverleg'")]),
        ("BL-09", &[("Gemeenten", "Gemeentes"), ("–", "-")]),
        ("GM-09", &[("gesprek voeren", "gesprek  voeren"), ("–", "—")]),
        ("HU-09", &[("op elkaar af", "op\u{a0}elkaar af")]),
    ];
    let claim = log.edit(19, "alleen anders gespeld: geen wijziging");
    for (key, pairs) in swaps {
        let row = book.row(key);
        let mut text = row.get(Field::Action).shown();
        for (old, new) in pairs {
            assert!(text.contains(old), "{key} has no {old}");
            text = text.replace(old, new);
        }
        row.put(Field::Action, &text);
        row.spelling_only.push(Field::Action);
        claim.at(key, Field::Action);
    }
}

fn other_program(book: &mut Book, log: &mut Log) {
    let sheet = book.sheet("B/L");
    sheet.flattened = true;
    for fill in sheet.rows.iter_mut().filter_map(|row| row.fill.as_mut()) {
        fill.paint = Paint::Flattened;
    }
    log.edit(20, "blad door een ander programma gehaald: lettertype, themakleuren als RGB, keuzelijsten weg")
        .row("BL-03")
        .row("BL-05");
}

fn unnumbered(book: &mut Book, log: &mut Log) {
    let mut first = fresh(
        "NIEUW-1",
        "KV-BAS",
        "Avond over online veiligheid voor ouders organiseren, samen met de bibliotheek en de wijkagent.",
    );
    first.put(Field::Owner, "OOV Wijdemeren");
    first.put(Field::Planning, "Q2 2026");
    first.put(Field::Status, "Niet gestart");
    first.put(Field::Priority, "");
    first.put(Field::Subtheme, "Preventie");
    first.about = subtheme("INT-PRE");
    first.put(Field::Level, "Lokaal");
    let mut second = fresh(
        "NIEUW-2",
        "NW-MID",
        "Kennismaken met de besturen van sportclubs en afspreken wie zij kunnen bellen bij zorgen.",
    );
    second.put(Field::Priority, "");
    second.put(Field::Planning, "eind 2026");
    for mut row in [first, second] {
        row.put(Field::Nr, "");
        let key = row.key.clone();
        book.sheet("W").below.push(row);
        log.edit(21, "nieuwe actie zonder nummer onder de voetnoten").row(&key).finds(
            Strength::Must,
            &["ID001"],
            Spot::Row(key.clone()),
        );
    }
}

fn split_in_two(book: &mut Book, log: &mut Log) {
    let whole = book.row("BL-08").clone();
    let mut parts = Vec::new();
    for (letter, village) in [("a", "Blaricum"), ("b", "Laren")] {
        let mut part = whole.clone();
        part.key = format!("BL-08{letter}");
        part.put(Field::Nr, &part.key.clone());
        part.put(Field::Action, &format!("{village}: {}", whole.get(Field::Action).shown()));
        parts.push(part);
    }
    book.insert_after("B/L", "BL-08", parts);
    book.take("BL-08");
    log.edit(22, "een regel van Blaricum en Laren gesplitst in twee regels").row("BL-08").row("BL-08a").row("BL-08b");
}

fn numbers(book: &mut Book, log: &mut Log) {
    let mut double = fresh(
        "HI-05-dubbel",
        "RV-BES",
        "Nieuwe raadsleden na de verkiezingen bijpraten over radicalisering en de lokale aanpak.",
    );
    double.put(Field::Nr, "HI-05");
    double.put(Field::Owner, "OOV Hilversum");
    double.put(Field::Planning, "Q2 2026");
    double.put(Field::Status, "Niet gestart");
    double.fill = book.row("HI-05").fill;
    book.insert_after("Hi", "HI-05", vec![double]);
    log.edit(0, "nieuwe actie met een nummer dat al bestaat")
        .at("HI-05-dubbel", Field::Nr)
        .must(&["ID002"], "HI-05-dubbel", Field::Nr)
        .finds(Strength::May, &["ID002"], Spot::Cell("HI-05".to_owned(), Field::Nr));
    book.row("D-21").put(Field::Nr, "D-31");
    let mut other = fresh(
        "D-21-nieuw",
        "KV-BAS",
        "Mediatraining voor woordvoerders: hoe praat u met journalisten over extremisme zonder iemand groot te maken?",
    );
    other.put(Field::Nr, "D-21");
    other.put(Field::Municipalities, "district");
    other.put(Field::Owner, "ZVHGV");
    other.put(Field::Planning, "Q3 2026");
    other.put(Field::Status, "Niet gestart");
    other.fill = book.row("D-18").fill;
    book.insert_after("D", "D-18", vec![other]);
    log.edit(0, "nummer D-21 hoort nu bij een andere actie; de oude heet D-31")
        .at("D-21-nieuw", Field::Nr)
        .at("D-21", Field::Nr)
        .must(&["ID004"], "D-21-nieuw", Field::Nr);
}

fn owners(book: &mut Book, log: &mut Log) {
    for (key, owner, code, what) in [
        ("D-25", "ZHVGV", "OWN003", "trekker die niet bestaat, met een letterwisseling"),
        ("D-08", "alle gemeenten", "OWN005", "trekker is een collectief"),
        ("D-06", "5.1.2.e", "OWN008", "trekker is een lakcode"),
    ] {
        book.row(key).put(Field::Owner, owner);
        log.edit(0, what).at(key, Field::Owner).must(&[code], key, Field::Owner);
    }
    book.row("GM-05").put(Field::Subtheme, "Bestuurlijke draagvlak");
    log.edit(0, "sub-thema dat niet in het wegingskader staat").at("GM-05", Field::Subtheme).must(
        &["COV004"],
        "GM-05",
        Field::Subtheme,
    );
}
