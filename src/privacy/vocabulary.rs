//! Words of the language that no person is meant by: organisations, roles, subjects, places, the calendar and the small words.
//!
//! They tell "Brandweer" and "Jeugdzorg" from "Karin" where nothing but a capital does. There is no list of names here: a list
//! would miss people and hit villages.

use std::collections::HashSet;
use std::sync::LazyLock;

/// People by what they do, and those who hold an office.
const ROLES: &str = "
    aanbieder aanbieders aanjager aanjagers acteur acteurs adviseur ambassadeur ambassadeurs ambtenaar ambtenaren
    analist arts auteur begeleider begeleiders beheerder beleidsadviseur beleidsmedewerker bestuurder bestuurders
    bewoner bewoners boa boas burgemeester burgemeesters burger burgers client cliente clienten coach collega
    collegas commissaris consulent consultant controller coordinatie coordinator coordinatoren dagvoorzitter
    deelnemers deskundige deskundigen directeur docent docenten dominee dominees expert experts functie functionaris
    gastspreker gebruiker gemeentesecretaris gespreksleider gespreksleiders griffier handhaver handhavers hoofd
    huisarts huisartsen imam imams informateur ingenieur inspecteur inwoner inwoners jongere jongeren jurist juristen
    kwartiermaker kwartiermakers leden leerkracht leerkrachten leerling leerlingen leraar leraren lid
    locoburgemeester management marinier medewerker medewerkers mentor mentoren minister moderator moderators moeders
    notulist officier ondernemer ondernemers onderzoeker onderzoekers opdrachtgever opdrachtnemer opleider ouderen
    ouders partner partners pastoor pastoors penvoerder portefeuillehouder predikant predikanten procesregisseur
    professional professionals programmamanager projectleider raadsleden raadslid rabbijn rector regisseur
    schoolbesturen secretaresse secretaris sleutelfiguren sleutelfiguur specialist spreker sprekers stagiair
    stagiaire strateeg student studenten teamchef teamchefs teamleider trainee trainer trainers trekker trekkers
    uitvoerder uitvoerders vaders verbinder vertrouwenspersonen vertrouwenspersoon voorzitter vrijwilliger
    vrijwilligers wethouder wethouders winkeliers woordvoerder woordvoering";

/// Organisations, parts of them, and where people meet.
const ORGANISATIONS: &str = "
    academie administratie adviesraad afd afdeling alliantie apotheek archief azc balie bank basisteam bedrijf
    bedrijven beheer belastingdienst berenschot bestuur bibliotheek bond brandweer buiten buitendienst bureau
    buurthuis cafe centrale centrum clientenraad club clubs cluster coalitie college combinatie comite commissie
    consortium corporatie corporaties crisisteam defensie deloitte denktank departement dienst diensten directie
    discord domein dorpsraad driehoek facebook facilitair faculteit fier fonds fractie fracties gemeente gemeenten
    gemeenteraad gemeentes gevangenis gewest gilde google griffie groep halt heils hogeschool horeca huis huizenblok
    humanitas imamraad inrichting instagram instelling instellingen instituut interventieteam jellinek jeugdraad
    jeugdwerk jeugdzorg jongerenraad justitie kabinet kamer kantoor kapel kerk kerken kerngroep kerngroepen keten
    kinderraad kpmg kring kruis leerplicht leger linkedin loket maatschap marechaussee media meldkamer meldpunt
    microsoft ministerie ministeries moskee moskeebestuur moskeeen moskeeraad movisie museum netwerk netwerken office
    omroep omstreken onderneming ondersteuning ondersteuningsteam orgaan organisatie organisaties ouderraad overheid
    overleg parket partij partijen pers pharos platform politie politiek post praktijk programma project provincie
    pwc raad receptie recherche rechtbank redactie regiegroep regieteam rijk rijksoverheid scholen school
    secretariaat seniorenraad server slachtofferhulp snapchat staf stichting stuurgroep synagoge tafel taskforce team
    teams telegram theater theatergroep theaters tiktok trimbos twynstra uitvoeringsorganisatie unie unit
    universiteit vakgroep vereniging verenigingen vluchtelingenwerk waterschap werkgroep werkplaats whatsapp wijkraad
    wijkteam winkel youtube zaken ziekenhuis";

/// What municipalities and their plans are about.
const SUBJECTS: &str = "
    aanbod aanpak aanvraag actie acties advies afspraak afspraken agenda asiel avg begroting beleid besluit bewaring
    bijeenkomst bijlage budget burgerschap capaciteit casuistiek casus communicatie concept contact contract
    convenant criminaliteit cultuur cursus dag data database detentie dilemma diversiteit document doel doelgroep
    dossier dreiging economie economische erfgoed evaluatie extremisme fase feest financien gebied
    gebiedsontwikkeling geld geloof gesprek gezin gezinnen gezondheid gids handhaving handleiding handreiking
    huisvesting hulp ict implementatie infographic informatie informatiepositie inhuur inkoop integriteit internet
    interventie inzet jeugd juridisch kader kennis klimaat kosten leefbaarheid leefomgeving levensbeschouwing maand
    maatschappij mediawijsheid melding meldingen meldstructuur middenveld milieu mobiliteit nazorg nieuws notitie
    notulen omgeving ondermijning onderwerp onderwijs onderzoek onrust ontwikkeling opleiding opvang orde overzicht
    participatie personeel plan planning polarisatie portefeuille preventie prioriteit privacy proces proef protocol
    protocollen radicalisering ramadan rapport recht regel regels regie regisseren registratie repressie richtlijn
    richtlijnen ruimte samenleving signaal signalen sport stand stappenplan status strategie structuur subsidie taal
    techniek terrorisme thema toelichting toezicht training trainingen uitvoering vacature veiligheid verdieping
    vergunningen verkeer verlof versie versterking vertrouwen voorlichting voortgang vrijheid vrijwilligerswerk
    webpagina website week weerbaarheid welzijn werk wet wetgeving wijk wijken wonen zorg";

/// The calendar, and where somebody stands on the compass or in the country.
const TIME_AND_PLACE: &str = "
    almere amersfoort apr april arnhem aug august augustus baarn belgie binnen boven brabant breda buurt centraal
    dec december delft dinsdag district donderdag dorp dorpen dorpskern drenthe duitsland engeland europa europese
    feb februari february flevoland friesland gelderland graveland groningen herfst holland januari january jul juli
    july jun june juni kern kernen kerst land leiden lente limburg maandag maart march may mei midden mrt naarden
    najaar nederhorst nederland nederlands nederlandse noord noordoost noordwest nov november october okt oktober
    onder oost overijssel pasen plaats plaatsen randstad regio sep sept september soest stad steden straat utrecht
    voorjaar vrijdag weesp west winter woensdag zaterdag zeeland zeist zomer zondag zuid zuidoost zuidwest zwolle";

/// Small words and verbs: with a capital they start a sentence or the name of an organisation.
const COMMON: &str = "
    aandacht achter admin administrator af afgerond afstemmen all alle alleen allemaal allen als altijd and ander
    andere anderen author begin beide bekend bel bellen belt benaderd benaderen bespreken besproken bestaand
    bestaande betrokken bij cc city conform council daarna dan dat deel deels department deze die digitaal digitale
    dit divers diverse diversen doet door doorlopend dus een eens eerst eerste eigen eind elk elke en ene er extern
    externe externen extra for gaat gaf geeft geen gehele geldt gepland gereed gesproken gestart graag guest haar had
    heb hebben heeft heel hele hier hierna hij hoe hun idem ieder iedere iedereen iemand ik ikzelf in indien
    ingehuurd intern interne is ivm ja jaar kan klaar komt kunnen laat later leven lokaal lokale loopt maar mail
    mailt manager mayor meedoen meenemen meer men met mijn moet moeten mogelijk municipality na naam naar naast
    namens nee niemand niet nodig nog not nu of om omdat onbekend ons onze ook openbaar openbare oppakken over overig
    overige overigen overlegd owner pakt per plus police publiek publieke regelt rest rond rondom safety samen
    security sinds sociaal social sociale st start steeds tegen tegengaan telefonisch telefoon test the thuis
    tijdelijk tijdens to toch toe tot tussen twee uit uitbesteed uiterlijk uitwerken user vaak vacant vanaf vanuit
    veel ver verder vervallen via vier volgend volgende volgens voor vooraf vorige vraag vraagt vragen waar wacht
    wanneer was wat we wel werken weten wie wij wil windows with worden wordt young zal ze zelf zie zij zijn zo zodra
    zonder zorgt zullen";

/// Words that say how something is; many of them are surnames too.
const ADJECTIVES: &str = "
    blauw brede breed geel goed goede groen groot grote hoog jong jonge klein kleine kort laag lange nieuw nieuwe
    open oranje oud oude rode rood snel sterk sterke vast vaste veilig veilige vrij wit zwart";

/// Endings of words for organisations, roles and subjects, and such words themselves.
const ENDINGS: &str = "
    adviseur adviseurs agent agenten ambtenaar ambtenaren arts artsen atie atief aties balie bedrijf bedrijven beheer
    beleid bescherming besturen bestuur boa bureau bureaus buurt centra centrum chef chefs clubs coach coaches
    college commissie consulent consulenten control coordinator coordinatoren corporatie corporaties deskundige
    deskundigen dienst diensten directeur docent docenten domein driehoek elingen expert experts figuren fonds
    functionaris functionarissen gemeente gemeenten genraad griffie groep groepen having heden heid hulp instelling
    instellingen isatie isaties isch ische isme iteit jongeren jurist juristen kader kantoor kunde leider leiders
    lijk lijke lijnen loket manager managers mannen marinier medewerker medewerkers middelen ministerie moeders
    netwerk netwerken officier onderwijs onderzoek opvang orde organisatie organisaties ouders overleg overleggen
    partij partijen partner partners plan plannen platform plicht politie professional professionals programma
    project punt punten rechercheur redactie regie regisseur regisseurs schap schappen scholen school secretaris
    specialist specialisten sraad stichting structuur team teams theater theek theken thema tieve toezicht trainer
    trainers training unit units vaders vereniging verenigingen verkeer voerder voerders voering vrijwilligers werker
    werkers wethouder wetten wezen wijzer winkel winkels zaken zitter zorg";

/// The same, and endings of surnames as well ("Koning", "Van Wijk"): behind a first name they say nothing.
const SURNAME_ENDINGS: &str = "
    bond briek chniek gracht houder houders huis huizen ing ingen kamer kring laan loos loze maker makers meester
    meesters plein post singel straat stroom tafel tiek wacht werk wijk zaal ziek";

/// Endings of names of places; surnames bear them too, so they count only for a word that stands alone.
const PLACE_ENDINGS: &str = "
    apel bergen centrum dam donk drecht duin duinen elanden foort haven hoef hoven huizen kwartier lanen mere meren
    muiden oever oord park polder rade rode schoten sluis stad stede stein sum trecht veen velden vliet voort waard
    wolde woude zijl";

/// Abbreviations of the shape of initials: `OvJ`, `RvB`, `PvA`.
const ABBREVIATIONS: &str = "
    ao avb avd avg bv bvb bvd bvg bvo bvt cq cvb cvd cvdk cvp cvt dvo ggd gvb hvd hvj ivm ivp kvk mvt nb ntb nv
    nvt oa ok om ovd ovg ovj ovv ps pva pvb pvd pvda pve pvh rvb rvc rvd rvdk rvo rvs rvt svb svz tvd uvp vof vvd
    vve";

/// The words that no name consists of, and those that only a name does not start with.
struct Words {
    nouns: HashSet<&'static str>,
    common: HashSet<&'static str>,
    adjectives: HashSet<&'static str>,
    roles: HashSet<&'static str>,
    abbreviations: HashSet<&'static str>,
    endings: Vec<&'static str>,
    surname_endings: Vec<&'static str>,
    place_endings: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    nouns: [ROLES, ORGANISATIONS, SUBJECTS, TIME_AND_PLACE].into_iter().flat_map(str::split_whitespace).collect(),
    common: COMMON.split_whitespace().collect(),
    adjectives: ADJECTIVES.split_whitespace().collect(),
    roles: ROLES.split_whitespace().collect(),
    abbreviations: ABBREVIATIONS.split_whitespace().collect(),
    endings: ENDINGS.split_whitespace().collect(),
    surname_endings: SURNAME_ENDINGS.split_whitespace().collect(),
    place_endings: PLACE_ENDINGS.split_whitespace().collect(),
});

/// Whether a word (by its key) is one of the language, and so no first name and no name that stands alone.
pub(super) fn is_word(key: &str) -> bool {
    is_common(key) || is_adjective(key) || is_noun(key) || ends_with(key, &WORDS.surname_endings, 0)
}

/// Whether a word (by its key) is a small word or a verb.
pub(super) fn is_common(key: &str) -> bool {
    WORDS.common.contains(key)
}

/// Whether a word (by its key) says how something is.
pub(super) fn is_adjective(key: &str) -> bool {
    WORDS.adjectives.contains(key)
}

/// Whether a word (by its key) is what an organisation, a role or a subject is called, and no surname either. Words that say how
/// something is are surnames as well ("Groot", "Wit").
pub(super) fn is_noun(key: &str) -> bool {
    is_listed(key) || ends_with(key, &WORDS.endings, 0)
}

/// Whether a word (by its key) is such a word as it stands, whatever its ending.
pub(super) fn is_listed(key: &str) -> bool {
    WORDS.nouns.contains(key)
}

/// Whether a word (by its key) names what somebody does or which office they hold.
pub(super) fn is_role(key: &str) -> bool {
    WORDS.roles.contains(key)
}

/// Whether a word (by its key) looks like the name of a place: "Volendam", and not "Adam".
pub(super) fn is_place(key: &str) -> bool {
    WORDS.place_endings.contains(&key) || ends_with(key, &WORDS.place_endings, 2)
}

/// Whether letters (by their key) are an abbreviation rather than somebody's initials.
pub(super) fn is_abbreviation(key: &str) -> bool {
    WORDS.abbreviations.contains(key)
}

/// Whether a word ends so, with this many letters before it at least.
fn ends_with(key: &str, endings: &[&str], before: usize) -> bool {
    endings.iter().any(|ending| key.len() >= ending.len() + before && key.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::key;

    #[test]
    fn entries_are_keys_and_stand_once() {
        let nouns = [ROLES, ORGANISATIONS, SUBJECTS, TIME_AND_PLACE];
        for list in
            nouns.into_iter().chain([COMMON, ADJECTIVES, ENDINGS, SURNAME_ENDINGS, PLACE_ENDINGS, ABBREVIATIONS])
        {
            let words: Vec<&str> = list.split_whitespace().collect();
            for word in &words {
                assert_eq!(key(word), *word, "a word that is no key is never found");
            }
            assert!(words.is_sorted(), "{words:?}");
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len(), "{words:?}");
        }
    }

    #[test]
    fn words_for_organisations_are_known_by_their_endings() {
        for word in ["jeugdzorg", "procesregisseur", "kerkstraat", "veiligheidshuis", "leefbaarheid", "wijkteam"] {
            assert!(is_word(word), "{word}");
        }
    }

    #[test]
    fn surnames_are_no_nouns() {
        for name in ["koning", "groot", "wit", "bakker", "visser", "klaasveld", "dijk", "boer", "jong"] {
            assert!(!is_noun(name), "{name}");
        }
    }

    #[test]
    fn first_names_are_no_words() {
        let names = "karin jan piet els marieke annemieke marjolijn roland raymond adam albrecht genevieve koenraad manuele \
                     mohammed fatima sanne jeroen ingrid henk willem anouk daan ruben noor lotte thijs youssef ayse";
        for name in names.split_whitespace() {
            assert!(!is_word(name) && !is_place(name), "{name}");
        }
        assert!(is_place("volendam") && is_place("bussum"));
    }
}
