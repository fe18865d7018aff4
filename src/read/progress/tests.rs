//! Phrases of civil servants, in a compact table: what each is read as. A dash is what stays unread, so that people are asked.

use crate::framework::Framework;
use crate::read::status::Scale;

const NL: &str = "
not_started: niet gestart | nog niet gestart | niet begonnen | nog niet begonnen | moet nog starten | moet nog beginnen | n.g.
not_started: nog te starten | gaat starten | start binnenkort | start volgende week | start in Q3 | start in mei | start mei 2026
not_started: nog niet opgepakt | nog op te pakken | moet nog worden opgepakt | moet nog gebeuren | nog doen | nog te doen | te doen
not_started: gepland | staat gepland | op de planning | open | staat open | 0% | 0 % | 0 procent | 0% gereed | nog niet mee bezig
not_started: loopt nog niet | nog niet aan toegekomen | nog niets gedaan | nog geen start gemaakt | moet nog uitgevoerd worden
not_started: nog niet uitgevoerd | nog niet gedaan | actie is nog niet gestart | is nog niet van start gegaan | ☐
not_started: nog niet gestart met de voorbereiding | niet gestart, wacht op geld | nog geen actie ondernomen | wordt binnenkort gestart
not_started: nog niet aangevangen | starten in september | nog niet in uitvoering | nog niet in behandeling
in_progress: loopt | lopend | loopt goed | loopt prima | loopt nog | loopt volgens planning | verloopt volgens planning | op schema
in_progress: ligt op schema | ligt goed op schema | op koers | gaat goed | in uitvoering | in uitv. | i.u. | i.o. | in behandeling
in_progress: in voorbereiding | in voorber. | bezig | mee bezig | nog mee bezig | zijn mee bezig | we zijn ermee bezig | wordt aan gewerkt
in_progress: er wordt aan gewerkt | er wordt hard aan gewerkt | aan de slag | onderhanden | gestart | net gestart | pas gestart | gestrt
in_progress: onlangs gestart | is gestart | inmiddels gestart | al gestart | opgestart | opgepakt | is opgepakt | begonnen | net begonnen
in_progress: bijna klaar | bijna gereed | bijna afgerond | zo goed als klaar | zo goed als afgerond | vrijwel gereed | nagenoeg klaar
in_progress: grotendeels afgerond | deels afgerond | deels gereed | gedeeltelijk gereed | half klaar | voor de helft klaar | halverwege
in_progress: nog niet afgerond | nog niet klaar | niet klaar | niet af | nog niet af | nog niet helemaal klaar | niet helemaal af
in_progress: nog niet volledig afgerond | wel gestart, niet af | wel gestart maar nog niet af | gestart maar nog niet klaar
in_progress: morgen klaar | volgende week klaar | binnenkort gereed | wordt afgerond | moet nog afgerond worden | is bijna af
in_progress: bezig met afronden | in afrondende fase | aan het afronden | nog afronden | geen vertraging | niet vertraagd
in_progress: 80% | 80 % | ca. 80% | ±80% | 80 procent | 80% gereed | voor 50% klaar | 50% afgerond | loopt, 60% | 25 procent gereed
in_progress: 80-90% gereed | 3 van de 5 klaar | 2 van 4 gereed | 99% | nog niet 100% | gestart met de voorbereiding | bezig met inventarisatie
in_progress: loopt via het district | gestart 12-9 | gestart in september | loopt sinds maart | eerste stappen gezet | in ontwikkeling
in_progress: ⏳ | 🔄 | gereed (80%) | klaar, nog niet helemaal | loopt (bijna klaar) | 🔄 loopt | goed op weg | op de helft | concept gereed
in_progress: gestart en loopt goed | loopt door ziekte nog | bijna klaar, laatste controle volgt | in volle gang | gaande | op stoom
delayed: vertraagd | vertr. | vertraging | loopt vertraging op | heeft vertraging | vertraging opgelopen | licht vertraagd | loopt achter
delayed: loopt achter op schema | loopt achter op de planning | ligt achter | achter op schema | niet op schema | loopt niet op schema
delayed: uitgesteld | doorgeschoven | loopt uit | vertraagd i.v.m. ziekte | vertraagd door ziekte | vertraagd: geen capaciteit
delayed: loopt maar vertraagd | loopt vertraagd | vertraagd (geen capaciteit) | stagneert | gaat moeizaam | te laat | niet op tijd
delayed: vertraagd, nog niet gestart | deadline niet gehaald | loopt nog steeds achter | vertraagd, 60% | is vertraagd | loopt helaas achter
on_hold: on hold | on-hold | ligt stil | ligt momenteel stil | ligt nu even stil | staat stil | stilgelegd | gepauzeerd | geparkeerd
on_hold: in de wacht | in afwachting van besluit | in afwachting van akkoord college | wacht op akkoord | wachten op subsidie | opgeschort
on_hold: in de ijskast | tijdelijk gestopt | tijdelijk stilgelegd | aangehouden | ⏸ | gestart maar ligt nu stil | on hold tot 1 maart
done: afgerond | afger. | gereed | klaar | af | voltooid | afgehandeld | opgeleverd | gerealiseerd | 100% | 100 % | 100% gereed | 100 procent
done: helemaal klaar | volledig afgerond | is afgerond | is klaar | actie is afgerond | inmiddels afgerond | al klaar | net afgerond
done: gereed 12-9 | afgerond 14-11-2025 | afgerond op 14-11-2025 | Afgerond (DVC 14-11) | afgerond in november | ✔ | ✓ | ☑ | ✅ | ✔️ afgerond
done: afgerond ✓ | ✓ 12-9 | met succes afgerond | succesvol afgerond | vastgesteld | gedaan | uitgevoerd | geregeld | afgewikkeld | 5 van 5 gereed
done: afgerond en vastgesteld | is opgeleverd | goed afgerond | afgerond sinds mei | Afgerond. | gereed! | is volledig uitgevoerd
dropped: vervallen | vervalt | geschrapt | ingetrokken | gaat niet door | gaat helaas niet door | niet meer nodig | niet nodig | n.v.t.
dropped: niet langer nodig | niet meer van toepassing | geannuleerd | stopgezet | afgeblazen | overbodig | komt te vervallen | niet relevant
dropped: actie is vervallen | is niet meer nodig | gaat niet meer door | doen we niet meer | wordt niet uitgevoerd | hoeft niet meer
ongoing: doorlopend | structureel | continu | doorlopende actie | going concern | loopt door | regulier werk | blijvend | loopt continu
-: afgerond? | lopend/vertraagd | loopt, vertraagd | gereed/niet gestart | ❌ | ✗ | 👍 | eind 2026 klaar ja | misschien | wel goed denk ik
-: klaar voor besluitvorming | niet on hold | deels vervallen | afgerond werk nakijken | start | in mei klaar | klaar in mei
in_progress: eerste gesprek gevoerd | lopent
in_progress: loopt, klaar in juni 2026 | moet nog vastgesteld worden, loopt | moet nog vastgesteld worden
delayed: loopt, maar met vertraging | start uitgesteld, nog niet begonnen | uitvoering vertraagd
done: later dan gepland opgeleverd | te laat afgerond | gereed sinds januari 2026 | klaar, hoeft niets meer aan te gebeuren
dropped: ❌ afgeblazen
on_hold: niet vervallen, wel on hold
-: ❌ afgerond | niet vervallen
not_started: start zodra het geld er is | starten als de subsidie binnen is
done: loopt niet meer, is afgerond | eerder dan gepland afgerond
dropped: nooit gestart, komt te vervallen | vertraagd, inmiddels geannuleerd
-: loopt niet meer | klaar in juni 2026
-: zie toelichting | 150% | niet 80% | afronden | afronding | starten | loopt niet | bijna gestopt | volgt
";

const OTHERS: &str = "
not_started: not started | not yet started | not started yet | to do | yet to start | still to start | will start soon | starting next week
not_started: nicht begonnen | noch nicht begonnen | noch nicht gestartet | offen | geplant | startet im Mai | beginnt demnächst | steht noch aus
in_progress: in progress | under way | underway | on track | on schedule | just started | started | recently started | almost done
in_progress: nearly complete | partly done | partially completed | half done | not finished | not yet finished | not done yet, started
in_progress: 80% complete | 80 percent | 50% done | working on it | being worked on | not delayed | started but not finished | 3 of 5 done
in_progress: läuft | läuft gut | in Arbeit | in Bearbeitung | gerade begonnen | gestartet | fast fertig | teilweise umgesetzt
in_progress: noch nicht fertig | noch nicht abgeschlossen | zu 80% umgesetzt | 80 Prozent | im Zeitplan | größtenteils abgeschlossen
delayed: delayed | behind schedule | running late | slightly delayed | delayed due to illness | not on track | postponed
delayed: verzögert | im Verzug | verschoben | leicht verzögert | verzögert wegen Krankheit | hinter dem Zeitplan
on_hold: on hold | paused | waiting for approval | awaiting decision | stalled | ruht | zurückgestellt | wartet auf Freigabe
done: done | completed | fully completed | finished | 100% complete | all done | delivered | completed on 12 June | is completed
done: abgeschlossen | erledigt | fertig | vollständig umgesetzt | bereits erledigt | umgesetzt | abgeschlossen am 12.06.2025
dropped: cancelled | no longer needed | not needed | not applicable | entfällt | nicht mehr nötig | gestrichen | not going ahead
ongoing: ongoing | continuous | fortlaufend | Daueraufgabe | business as usual
-: done? | in progress/done | not cancelled | ready in May | maybe | vielleicht
";

fn judged(table: &str) -> (usize, Vec<String>) {
    let scale = Scale::progress(Framework::embedded());
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (expected, phrases) = line.split_once(':').unwrap();
        for phrase in phrases.split('|').map(str::trim) {
            count += 1;
            let found = scale.find(phrase).map_or_else(|| "-".to_owned(), |code| code.to_string());
            if found != expected {
                wrong.push(format!("{phrase:?} is {expected} and read as {found}"));
            }
        }
    }
    (count, wrong)
}

#[test]
fn phrases_are_read_as_they_are_meant() {
    for (table, least) in [(NL, 250), (OTHERS, 90)] {
        let (count, wrong) = judged(table);
        assert!(count >= least && wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// Phrases in many voices, each batch written before it was read for the first time.
const VOICES: [&str; 6] = [
    include_str!("voices.txt"),
    include_str!("voices_2.txt"),
    include_str!("voices_3.txt"),
    include_str!("voices_4.txt"),
    include_str!("voices_5.txt"),
    include_str!("voices_6.txt"),
];

/// Whether reading one state for the other turns the meaning round: done or dropped against open, started against not started.
fn turned(meant: &str, read: &str) -> bool {
    let closed = |code: &str| ["done", "dropped"].contains(&code);
    let not_started = |code: &str| code == "not_started";
    meant == "-" || meant != read && (closed(meant) || closed(read) || not_started(meant) || not_started(read))
}

#[test]
fn many_voices_are_understood_and_none_is_turned_round() {
    let scale = Scale::progress(Framework::embedded());
    for table in VOICES {
        let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let phrases = lines.filter_map(|line| line.split_once(':')).flat_map(|(meant, phrases)| {
            phrases.split('|').map(move |phrase| (meant.split('/').collect::<Vec<_>>(), phrase.trim()))
        });
        let (mut count, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
        for (meant, phrase) in phrases {
            count += 1;
            let found = scale.find(phrase).map_or_else(|| "-".to_owned(), |code| code.to_string());
            if meant.contains(&found.as_str()) {
                continue;
            }
            missed.push(format!("{phrase:?} is {meant:?} and read as {found}"));
            if found != "-" && meant.iter().all(|meant| turned(meant, &found)) {
                wrong.push(phrase);
            }
        }
        assert!(wrong.is_empty(), "turned round: {wrong:?}");
        assert!(missed.len() * 100 <= count * 8, "{} of {count}:\n{}", missed.len(), missed.join("\n"));
    }
}

#[test]
fn a_slip_is_no_word_that_turns_the_meaning() {
    let scale = Scale::progress(Framework::embedded());
    for phrase in [
        "nit afgerond",
        "niett afgerond",
        "neit gestart",
        "nieit gestart",
        "nt vervallen afgerond",
        "klaas",
        "gestort",
        "nit gestart",
        "Hilversum klaar",
        "ik denk afgerond",
        "kaart",
    ] {
        assert!(!scale.find(phrase).is_some_and(|code| &*code == "done" || &*code == "in_progress"), "{phrase}");
    }
}
