//! Sentences as people write them in a list of actions: clauses around a main clause, drawn from a small grammar of Dutch.

use crate::dice::Dice;

/// An action, as clauses that can change places.
#[derive(Clone)]
pub(crate) struct Draft {
    /// A clause of reason or time: "omdat …".
    pub front: Option<String>,
    /// Whether that clause comes after the main clause.
    pub front_last: bool,
    pub main: Main,
    /// A second thing to do, joined with "en".
    pub second: Option<Main>,
    /// A clause of purpose or manner: "zodat …".
    pub tail: Option<String>,
    /// A sentence of its own.
    pub extra: Option<String>,
    /// A list below the sentence.
    pub points: Vec<String>,
}

/// Who does what. Without a subject it ends in an infinitive: "een handreiking opstellen".
#[derive(Clone)]
pub(crate) struct Main {
    pub subject: Option<&'static str>,
    verb: &'static Verb,
    object: String,
}

/// A verb, of which a part can stand at the end: "stelt … op".
pub(crate) struct Verb {
    pub finite: &'static str,
    particle: &'static str,
    pub infinitive: &'static str,
}

const fn verb(finite: &'static str, particle: &'static str, infinitive: &'static str) -> Verb {
    Verb { finite, particle, infinitive }
}

pub(crate) const VERBS: [Verb; 24] = [
    verb("stelt", "op", "opstellen"),
    verb("legt", "vast", "vastleggen"),
    verb("brengt", "in kaart", "in kaart brengen"),
    verb("werkt", "uit", "uitwerken"),
    verb("bespreekt", "", "bespreken"),
    verb("herziet", "", "herzien"),
    verb("richt", "in", "inrichten"),
    verb("vergelijkt", "", "vergelijken"),
    verb("toetst", "", "toetsen"),
    verb("bereidt", "voor", "voorbereiden"),
    verb("vult", "aan", "aanvullen"),
    verb("verspreidt", "", "verspreiden"),
    verb("maakt", "bekend", "bekendmaken"),
    verb("ontwikkelt", "", "ontwikkelen"),
    verb("herschrijft", "", "herschrijven"),
    verb("vernieuwt", "", "vernieuwen"),
    verb("controleert", "", "controleren"),
    verb("stemt", "af", "afstemmen"),
    verb("vertaalt", "", "vertalen"),
    verb("beproeft", "", "beproeven"),
    verb("neemt", "op", "opnemen"),
    verb("onderhoudt", "", "onderhouden"),
    verb("bewaakt", "", "bewaken"),
    verb("draagt", "over", "overdragen"),
];

const SUBJECTS: [&str; 20] = [
    "de coördinator radicalisering",
    "de adviseur OOV",
    "het jongerenwerk",
    "de procesregisseur",
    "het wijkteam",
    "het ZVHGV",
    "het KCC",
    "de leerplichtambtenaar",
    "de voorzitter van het casusoverleg",
    "team Communicatie",
    "de afdeling HR",
    "de gebiedsmanager",
    "de wijkagent",
    "het team Sociaal Domein",
    "de privacyjurist",
    "de gemeentesecretaris",
    "de dossierhouder",
    "de opleidingsadviseur",
    "het cluster BOA",
    "de kwartiermaker online",
];

const THINGS: [&str; 32] = [
    "een stroomschema",
    "een handreiking",
    "het meldprotocol",
    "de werkafspraken",
    "een reeks bijeenkomsten",
    "een beeldverhaal",
    "de sociale kaart",
    "een lijst met contactpersonen",
    "het scholingsaanbod",
    "een vragenlijst",
    "de rolverdeling",
    "een oefening aan tafel",
    "een gespreksleidraad",
    "de risicokaart",
    "een lespakket",
    "het draaiboek",
    "een nieuwsbrief",
    "de jaarrapportage",
    "een podcastserie",
    "het privacyconvenant",
    "een kennisdossier",
    "de toetsingscriteria",
    "een beslisboom",
    "het overdrachtsformulier",
    "een ouderavond",
    "de bezettingslijst",
    "een theatervoorstelling",
    "het bijscholingsplan",
    "een quickscan",
    "de meldroute",
    "een vaste rubriek",
    "het evaluatieformulier",
];

const TOPICS: [&str; 34] = [
    "online ronselen",
    "haatberichten op school",
    "het delen van persoonsgegevens",
    "complotdenken onder ouders",
    "terugkerende jongeren",
    "anti-institutioneel gedachtegoed",
    "nazorg na een gesloten instelling",
    "intimidatie aan de balie",
    "verheerlijking van geweld in spellen",
    "buitenlandse inmenging",
    "spanningen rond een opvanglocatie",
    "rechts-extremistische stickers",
    "polariserende sprekers",
    "bedreiging van raadsleden",
    "vroege signalen in het basisonderwijs",
    "de terugkeer uit detentie",
    "eenzame jongvolwassenen",
    "besloten chatgroepen",
    "het gebruik van AVG-verzoeken als drukmiddel",
    "jongeren met een LVB",
    "gezinnen onder toezicht",
    "loyaliteitsconflicten thuis",
    "wapenvondsten bij minderjarigen",
    "valse meldingen",
    "soevereinen zonder identiteitsbewijs",
    "de duiding van symbolen",
    "schuldgevoel bij ouders",
    "weekendscholen zonder toezicht",
    "demonstraties bij het gemeentehuis",
    "meldingen buiten kantoortijd",
    "de wisseling van de wacht bij vaste contacten",
    "doxing van medewerkers",
    "het vertrek van sleutelfiguren",
    "misleidende filmpjes",
];

const GROUPS: [&str; 30] = [
    "mentoren in het voortgezet onderwijs",
    "baliemedewerkers",
    "imams en dominees",
    "jeugdartsen",
    "wijkverpleegkundigen",
    "vrijwilligers van de speeltuinvereniging",
    "trainers van sportclubs",
    "raadsleden",
    "huismeesters",
    "ouders van pubers",
    "schuldhulpverleners",
    "intern begeleiders",
    "bibliotheekmedewerkers",
    "leden van de ondernemersraad",
    "buurtvaders",
    "stagebegeleiders op het MBO",
    "taalcoaches",
    "toezichthouders",
    "medewerkers van de opvang",
    "ambulant begeleiders",
    "praktijkondersteuners van huisartsen",
    "studentendecanen",
    "conciërges",
    "leerlingenraden",
    "consulenten van het werkplein",
    "bestuurders van moskeeën",
    "pleegouders",
    "gezinscoaches",
    "nieuwe collega's",
    "streetcornerwerkers",
];

pub(crate) const PARTIES: [&str; 22] = [
    "de politie",
    "het OM",
    "het ZVHGV",
    "de GGD",
    "de reclassering",
    "het RIEC",
    "de woningcorporatie",
    "de Raad voor de Kinderbescherming",
    "Veilig Thuis",
    "de NCTV",
    "het onderwijsbestuur",
    "de provincie",
    "de jeugdbescherming",
    "Halt",
    "de bibliotheek",
    "het Steunpunt Extremisme",
    "de huisartsenkring",
    "de Belastingdienst",
    "de welzijnsstichting",
    "Vluchtelingenwerk",
    "de PGA-tafel",
    "het Platform JEP",
];

const COUNCILS: [&str; 10] = [
    "de driehoek",
    "het DVC",
    "het PHO",
    "de gemeenteraad",
    "het college",
    "de stuurgroep",
    "het managementteam",
    "de werkgroep MO/R&E",
    "de commissie Bestuur",
    "het ambtelijk vooroverleg",
];

const PERIODS: [&str; 5] = ["maand", "kwartaal", "halfjaar", "schooljaar", "jaar"];

pub(crate) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

const NUMBERS: [&str; 9] = ["2", "3", "4", "5", "6", "8", "10", "12", "15"];

/// Where `{topic}`, `{group}`, `{party}`, `{council}`, `{period}`, `{month}` and `{n}` are drawn.
const QUALIFIERS: [&str; 12] = [
    "over {topic}",
    "voor {group}",
    "met {party}",
    "rond {topic} voor {group}",
    "voor {group} die te maken krijgen met {topic}",
    "waarin {topic} een vaste plek krijgt",
    "over {topic} samen met {party}",
    "waarmee {group} {topic} sneller opmerken",
    "met {party} en {group}",
    "bij {topic}, ook voor {group},",
    "die {party} eerder maakte over {topic}",
    "tegen {topic}",
];

const BRIEF: [&str; 3] = ["over {topic}", "voor {group}", "met {party}"];

const FRONTS: [&str; 14] = [
    "omdat {group} signalen van {topic} nu vaak te laat herkennen",
    "omdat {party} pas na een incident wordt gebeld over {topic}",
    "omdat onduidelijk is wie bij {topic} de regie heeft",
    "zodra {council} het voorstel over {topic} heeft besproken",
    "zodra {party} een vaste contactpersoon heeft aangewezen",
    "voordat {council} in {month} weer bijeenkomt",
    "nadat de lessen van {topic} met {party} zijn doorgenomen",
    "als uit de cijfers over {topic} blijkt dat {group} niet worden bereikt",
    "hoewel {party} al langer bezig is met {topic}",
    "zolang er voor {topic} geen landelijke richtlijn bestaat",
    "nu {group} vaker vragen stellen over {topic}",
    "terwijl {party} het onderzoek naar {topic} afmaakt",
    "wanneer {group} aangeven dat zij {topic} lastig vinden",
    "mits {council} daarvoor {n} uur per week vrijmaakt",
];

const TAILS: [&str; 12] = [
    "zodat {group} weten bij wie zij terechtkunnen",
    "zodat {party} binnen {n} werkdagen een reactie krijgt",
    "waarbij {group} vooraf naar hun ervaringen met {topic} worden gevraagd",
    "waarna {council} over het vervolg beslist",
    "tenzij {party} daar zwaarwegende bezwaren tegen heeft",
    "ook wanneer {topic} nog niet tot meldingen heeft geleid",
    "waarmee de kennis over {topic} behouden blijft als mensen vertrekken",
    "zonder dat daarbij gegevens over {topic} worden vastgelegd",
    "zodat {council} ieder {period} kan bijsturen",
    "opdat {group} zich gesteund voelen bij {topic}",
    "wat {party} {n} dagdelen per {period} kost",
    "waardoor {topic} eerder bij {party} op tafel komt",
];

const EXTRAS: [&str; 8] = [
    "De uitkomst gaat in {month} naar {council}.",
    "Daarvoor zijn {n} dagdelen per {period} gereserveerd.",
    "De cijfers over {topic} komen van {party}.",
    "De ervaringen van {group} worden ieder {period} opgehaald.",
    "In {month} volgt een terugblik met {group}.",
    "Er is nog geen dekking voor de uren van {party}.",
    "Per {period} wordt bekeken of {topic} aandacht blijft vragen.",
    "Wie hierover vragen heeft, gaat naar {party}.",
];

const POINTS: [&str; 10] = [
    "contact leggen met {party}",
    "{group} uitnodigen",
    "nagaan wat er al is over {topic}",
    "een concept voorleggen aan {council}",
    "afspreken wie {party} belt",
    "de tekst laten lezen door {group}",
    "{n} proefsessies met {group} houden",
    "in {month} de balans opmaken",
    "bronnen over {topic} verzamelen",
    "terugkoppelen aan {council} per {period}",
];

fn fill(dice: &mut Dice, pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        let list: &[&str] = match slot {
            "topic" => &TOPICS,
            "group" => &GROUPS,
            "party" => &PARTIES,
            "council" => &COUNCILS,
            "period" => &PERIODS,
            "month" => &MONTHS,
            _ => &NUMBERS,
        };
        let word = dice.pick(list);
        text.push_str(word);
        rest = after;
    }
    text + rest
}

fn maybe(dice: &mut Dice, percent: usize, patterns: &[&str]) -> Option<String> {
    dice.percent(percent).then(|| {
        let pattern = *dice.pick(patterns);
        fill(dice, pattern)
    })
}

impl Main {
    fn draw(dice: &mut Dice, subject: Option<&'static str>, qualifiers: &[&str]) -> Self {
        let qualifier = *dice.pick(qualifiers);
        let object = format!("{} {}", dice.pick(&THINGS), fill(dice, qualifier));
        Self { subject, verb: dice.pick(&VERBS), object }
    }

    /// As a sentence of its own, without its full stop.
    fn straight(&self) -> String {
        match self.subject {
            Some(subject) => format!("{subject} {}", self.predicate()),
            None => self.predicate(),
        }
    }

    /// After a clause that comes first: the verb before the subject.
    fn inverted(&self) -> String {
        match self.subject {
            Some(subject) => joined(&format!("{} {subject} {}", self.verb.finite, self.object), self.verb.particle),
            None => self.predicate(),
        }
    }

    /// Without its subject.
    fn predicate(&self) -> String {
        match self.subject {
            Some(_) => joined(&format!("{} {}", self.verb.finite, self.object), self.verb.particle),
            None => joined(&self.object, self.verb.infinitive),
        }
    }
}

/// Two parts of a clause, of which the second may be empty.
fn joined(first: &str, second: &str) -> String {
    format!("{first} {second}").trim_end_matches([' ', ',']).to_owned()
}

impl Draft {
    pub(crate) fn draw(dice: &mut Dice) -> Self {
        let subject = if dice.percent(65) { Some(*dice.pick(&SUBJECTS)) } else { None };
        if dice.percent(15) {
            return Self::brief(dice, subject);
        }
        let points = if dice.percent(12) { dice.between(2, 4) } else { 0 };
        Self {
            front: maybe(dice, 55, &FRONTS),
            front_last: dice.percent(35),
            main: Main::draw(dice, subject, &QUALIFIERS),
            second: if dice.percent(35) { Some(Main::draw(dice, subject, &QUALIFIERS)) } else { None },
            tail: maybe(dice, 60, &TAILS),
            extra: maybe(dice, 25, &EXTRAS),
            points: (0..points).filter_map(|_| maybe(dice, 100, &POINTS)).collect(),
        }
    }

    /// Hardly more than a heading.
    fn brief(dice: &mut Dice, subject: Option<&'static str>) -> Self {
        let main = Main::draw(dice, subject, &BRIEF);
        Self { front: None, front_last: false, main, second: None, tail: None, extra: None, points: Vec::new() }
    }

    /// Another action of the same kind: who does it and why are the same, what is done is not.
    pub(crate) fn sibling(&self, dice: &mut Dice) -> Self {
        Self { main: Main::draw(dice, self.main.subject, &QUALIFIERS), second: None, ..self.clone() }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = match &self.front {
            Some(front) if !self.front_last => format!("{front}, {}", self.main.inverted()),
            _ => self.main.straight(),
        };
        if let Some(second) = &self.second {
            text = format!("{text} en {}", second.predicate());
        }
        if let Some(front) = self.front.as_ref().filter(|_| self.front_last) {
            text = format!("{text}, {front}");
        }
        if let Some(tail) = &self.tail {
            text = format!("{text}, {tail}");
        }
        text = format!("{}.", capital(&text));
        if let Some(extra) = &self.extra {
            text = format!("{text} {extra}");
        }
        for point in &self.points {
            text = format!("{text}\n• {point}");
        }
        text
    }

    /// Two actions where this one does two things; what belongs to both goes to either.
    pub(crate) fn split(&self, dice: &mut Dice) -> Option<(Self, Self)> {
        let second = self.second.clone()?;
        let tail_is_of_first = dice.percent(50);
        let of = |is_its| if is_its { self.tail.clone() } else { None };
        let first = Self { second: None, tail: of(tail_is_of_first), ..self.clone() };
        let second = Self {
            front: None,
            main: second,
            second: None,
            tail: of(!tail_is_of_first),
            extra: None,
            points: Vec::new(),
            ..*self
        };
        Some((first, second))
    }
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
