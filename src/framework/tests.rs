//! The file format from the outside: what is read, and what is said about a file that breaks it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::language::LanguageCode;

/// The smallest framework of a district that does not exist; it leaves out whatever may be left out.
const SMALL: &str = r##"id = "duinstreek"
title = "Veilig aan zee"
language = "nl"
period = { start = 2026-01-01, end = 2027-12-31 }
[district]
name = "Duinstreek"
[[municipalities]]
code = "ZA"
name = "Zandoog"
[[municipalities]]
code = "KL"
name = "Klifwijk"
aliases = ["Gemeente Klifwijk"]
[[themes]]
code = "ST"
name = "Strand"
[[themes.subthemes]]
code = "ST-1"
name = "Toezicht"
priority = ["high", "low"]
status = { KL = "red" }
[[priorities]]
code = "high"
name = "Hoog"
rank = 2
[[priorities]]
code = "low"
name = "Laag"
rank = 1
[[framework_statuses]]
code = "red"
name = "Rood"
colours = ["#ff0000"]
rank = 0
[[progress]]
code = "busy"
name = "Loopt"
[columns]
action = ["Wat doen we"]
progress = ["Score"]
level = []
"##;

fn mistakes(text: &str) -> Vec<String> {
    match Framework::parse(text, "kader.toml") {
        Ok(_) => Vec::new(),
        Err(error) => error.text(Lang::Nl).lines().skip(1).map(str::to_owned).collect(),
    }
}

/// The one mistake of the small framework with one piece of text replaced.
fn mistake(piece: &str, by: &str) -> String {
    assert!(SMALL.contains(piece), "{piece} does not occur");
    mistakes(&SMALL.replacen(piece, by, 1)).join("\n")
}

#[test]
fn the_embedded_framework_is_valid_and_complete() {
    if let Err(error) = Framework::parse(EMBEDDED, EMBEDDED_NAME) {
        panic!("{error}");
    }
    let framework = Framework::embedded();
    assert_eq!(framework.themes.len(), 5);
    assert_eq!(framework.subthemes().count(), 18);
    let per_subtheme: Vec<usize> = framework.subthemes().map(|subtheme| subtheme.checklist.len()).collect();
    assert_eq!(per_subtheme, [3, 1, 3, 2, 1, 3, 1, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 2]);
    assert_eq!(per_subtheme.iter().sum::<usize>(), 34);
    let codes: Vec<&str> = framework.municipalities.iter().map(|municipality| &*municipality.code).collect();
    assert_eq!(codes, ["W", "GM", "B/L", "Hi", "Hu"]);
    assert_eq!(framework.sha256.len(), 64);
}

#[test]
fn the_embedded_colours_are_those_of_the_assessment() {
    let framework = Framework::embedded();
    let count = |municipality: &str, status: &str| {
        framework.subthemes().filter(|s| s.status.get(municipality).is_some_and(|code| &**code == status)).count()
    };
    let counts = |municipality| ["red", "orange", "green"].map(|status| count(municipality, status));
    assert_eq!(counts("W"), [10, 5, 2]);
    assert_eq!(counts("GM"), [7, 9, 1]);
    assert_eq!(counts("B/L"), [10, 6, 1]);
    assert_eq!(counts("Hi"), [6, 10, 1]);
    // Of Huizen only the three rows of the network theme are known.
    assert_eq!(counts("Hu"), [1, 2, 0]);
    assert_eq!(framework.subthemes().filter(|subtheme| subtheme.district_status.is_some()).count(), 11);
    let support = framework.subtheme("VST-DRA").unwrap();
    assert!(support.status.is_empty() && support.priority.is_none() && support.level.is_none());
    let preparation = framework.subtheme("KV-VER").unwrap().priority.clone().unwrap();
    assert_eq!((&*preparation.from, &*preparation.to), ("low", "medium"));
}

#[test]
fn the_embedded_framework_accepts_only_where_the_plan_contradicts_itself() {
    let framework = Framework::embedded();
    let whole = |rule: &str| -> BTreeSet<&str> {
        let accepted = framework.accepted.iter().filter(|accepted| accepted.rule == rule);
        accepted.filter(|entry| entry.municipality.is_none()).filter_map(|entry| entry.subtheme.as_deref()).collect()
    };
    assert!(framework.accepted.iter().all(|accepted| ["PRI003", "LVL002"].contains(&accepted.rule.as_str())));
    assert_eq!(whole("PRI003"), BTreeSet::from(["RV-VEI", "KV-BAS", "KV-VER", "VST-PER"]));
    // Local in the table of the plan, of the district in its text.
    assert_eq!(whole("LVL002"), BTreeSet::from(["INT-REI"]));
    // Each of the others is a colour outside the priority that the plan gives; red asks for high, and so on.
    for accepted in framework.accepted.iter().filter(|accepted| accepted.municipality.is_some()) {
        let subtheme = framework.subtheme(accepted.subtheme.as_deref().unwrap()).unwrap();
        let colour = &subtheme.status[accepted.municipality.as_ref().unwrap()];
        let asked = match &**colour {
            "red" => "high",
            "orange" => "medium",
            _ => "low",
        };
        let range = subtheme.priority.as_ref().unwrap();
        let rank = |code: &str| framework.priority(code).unwrap().rank;
        assert!(!(rank(&range.from)..=rank(&range.to)).contains(&rank(asked)), "{accepted:?} needs no acceptance");
    }
}

#[test]
fn the_embedded_words_cannot_be_taken_for_each_other() {
    let framework = Framework::embedded();
    let statuses = framework.framework_statuses.iter().flat_map(|status| &status.aliases);
    assert!(statuses.clone().all(|alias| wording::key(alias) != "g"), "G can be groen or geel");
    assert!(framework.progress.iter().all(|progress| progress.colours.is_empty()));
    for progress in &framework.progress {
        assert!(!progress.next.contains(&progress.code), "{} steps to itself", progress.code);
        assert!(!progress.closed || progress.next.is_empty(), "{} is closed and goes on", progress.code);
    }
    let addresses = framework.parties.iter().filter_map(|party| party.email.as_deref());
    assert!(addresses.clone().all(|address| address.ends_with("@example.org")));
    for name in ["Wijdmeren", "BEL", "Goiose Meren", "Gemeente Hilversum", "B/L"] {
        let hits = framework.municipalities.iter().filter(|municipality| {
            let names = [&*municipality.code, &municipality.name];
            let mut names = names.into_iter().chain(municipality.aliases.iter().map(String::as_str));
            names.any(|known| wording::key(known) == wording::key(name))
        });
        assert_eq!(hits.count(), 1, "{name}");
    }
}

#[test]
fn a_small_framework_gets_what_goes_without_saying() {
    let framework = Framework::parse(SMALL, "klein.toml").unwrap();
    assert_eq!(framework.columns[&Field::Action], ["Wat doen we"]);
    assert_eq!(framework.columns[&Field::Level], Vec::<String>::new());
    assert_eq!(framework.columns[&Field::Owner][0], "Trekker");
    assert!(framework.columns[&Field::Progress] == ["Score"]);
    assert!(!framework.columns[&Field::FrameworkStatus].contains(&"Score".to_owned()), "the file took this header");
    let levels: Vec<(Level, &str)> = framework.levels.iter().map(|level| (level.level, level.name.as_str())).collect();
    assert_eq!(
        levels,
        [(Level::District, "Districtelijk"), (Level::Local, "Lokaal"), (Level::Both, "Districtelijk en lokaal")]
    );
    assert!(framework.levels[0].aliases.contains(&"Duinstreek".to_owned()));
    assert_eq!(framework.spelling[0], ["gemeenten", "gemeentes"]);
    let ranks: Vec<&str> = framework.priorities.iter().map(|priority| &*priority.code).collect();
    assert_eq!(ranks, ["low", "high"]);
    let subtheme = framework.subtheme("ST-1").unwrap();
    assert_eq!(subtheme.priority, Some(PriorityRange { from: "low".into(), to: "high".into() }));
    assert_eq!(subtheme.line, 17);
    assert_eq!(framework.framework_statuses[0].colours, [Rgb(255, 0, 0)]);
}

#[test]
fn the_day_of_adoption_is_read_and_told_where_it_is_known() {
    let framework = |more: &str| Framework::parse(&format!("{more}{SMALL}"), "klein.toml").unwrap();
    assert_eq!(framework("").adopted, None);
    assert!(!framework("").describe(Lang::Nl).contains("vastgesteld"));
    let known = framework("adopted = 2025-08-27\n");
    assert_eq!(known.adopted, NaiveDate::from_ymd_opt(2025, 8, 27));
    assert!(known.describe(Lang::Nl).contains("vastgesteld"));
    assert_eq!(mistakes(&format!("adopted = \"ooit\"\n{SMALL}")).len(), 1);
}

#[test]
fn an_english_framework_gets_english_headers() {
    let text = SMALL.replace("language = \"nl\"", "language = \"en\"");
    let framework = Framework::parse(&text, "small.toml").unwrap();
    assert_eq!(framework.columns[&Field::Owner][0], "Owner");
    assert_eq!(framework.levels[2].name, "District and local");
}

#[test]
fn what_a_language_says_is_not_ambiguous() {
    for code in LanguageCode::all() {
        let language = Language::new(&[code], &BTreeMap::new());
        let mut headers = BTreeSet::new();
        for header in Field::ALL.into_iter().flat_map(|field| language.headers(field)) {
            assert!(headers.insert(wording::key(&header.replace('%', "percent"))), "{header} stands twice in {code}");
        }
        let mut levels = BTreeSet::new();
        for name in
            [Level::District, Level::Local, Level::Both].into_iter().flat_map(|level| language.level(level.code()))
        {
            assert!(levels.insert(wording::key(name)), "{name} stands twice in {code}");
        }
    }
}

/// Every key of the first version of the format, one language and nothing about words.
const FIRST_FORMAT: &str = r##"id = "duinstreek"
title = "Veilig aan zee"
adopted = 2026-01-15
language = "nl"
period = { start = 2026-01-01, end = 2027-12-31 }
spelling = [["gemeenten", "gemeentes"]]
[district]
name = "Duinstreek"
aliases = ["district"]
[[municipalities]]
code = "ZA"
name = "Zandoog"
aliases = ["Gemeente Zandoog"]
[[themes]]
code = "ST"
name = "Strand"
[[themes.subthemes]]
code = "ST-1"
name = "Toezicht"
aliases = ["Strandtoezicht"]
priority = ["high"]
level = "local"
checklist = ["Er is een rooster."]
status = { ZA = "red" }
district_status = "red"
[[priorities]]
code = "high"
name = "Hoog"
rank = 1
[[framework_statuses]]
code = "red"
name = "Rood"
rank = 1
colours = ["FF0000"]
[[progress]]
code = "in_progress"
name = "Loopt"
aliases = ["lopend"]
closed = false
needs_reason = false
next = ["done"]
[[progress]]
code = "done"
name = "Afgerond"
closed = true
next = []
[[levels]]
level = "local"
name = "Lokaal"
[[parties]]
name = "Strandwacht"
short = "SW"
kind = "organisation"
[columns]
action = ["Actie"]
owner = ["Trekker"]
subtheme = ["Sub-thema"]
[[meetings]]
body = "SWO"
dates = [2026-02-13]
[rules]
TRN008 = "off"
[[accepted]]
rule = "PRI003"
subtheme = "ST-1"
reason = "Zo vastgesteld"
until = 2027-12-31
"##;

#[test]
fn a_file_of_the_first_format_still_loads() {
    let framework = Framework::parse(FIRST_FORMAT, "kader.toml").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(framework.language.own().iter().map(|code| code.as_str()).collect::<Vec<_>>(), ["nl"]);
    assert!(framework.language.says_nothing("n.t.b.", Field::Owner));
    let sheet = "# Zandoog\n| Nr | Sub-thema | Actie | Trekker | Planning | Status |\n| 1 | Toezicht | Posten bemannen | SW | eind mei 2026 | lopend |";
    let plan = crate::read::read(&crate::rules::example::sheets(sheet).grids, &framework);
    let action = &plan.actions[0];
    assert_eq!(
        action.deadline.known().and_then(|deadline| deadline.end).map(|day| day.to_string()).as_deref(),
        Some("2026-05-31")
    );
    assert_eq!(action.progress.known().map(|status| &*status.code), Some("in_progress"));
    assert!(matches!(action.owners.known().unwrap()[0].kind, crate::plan::OwnerKind::Party { .. }));
}

#[test]
fn a_framework_names_its_languages_and_adds_words() {
    let several = |list: &str| SMALL.replacen("language = \"nl\"", &format!("language = {list}"), 1);
    let framework = Framework::parse(&several("[\"de\", \"nl\"]"), "kader.toml").unwrap();
    assert_eq!(framework.columns[&Field::Owner].first().map(String::as_str), Some("Zuständig"));
    assert!(framework.columns[&Field::Owner].iter().any(|header| header == "Trekker"));
    assert_eq!((framework.levels[2].name.as_str(), framework.lang()), ("Kreis und kommunal", Lang::En));
    for (list, wanted) in [
        ("[]", "regel 3, language: hier staat een lege lijst; verwacht: een van nl, en, de."),
        ("[\"nl\", \"fy\"]", "regel 3, language[1]: hier staat \"fy\"; verwacht: een van nl, en, de."),
        ("\"fr\"", "regel 3, language: hier staat \"fr\"; verwacht: een van nl, en, de."),
        ("[\"nl\", \"nl\"]", "regel 3, language[1]: hier staat \"nl\"; die staat er al. Laat het op één plek staan."),
        ("5", "regel 3, language: hier staat 5; verwacht: een van nl, en, de."),
    ] {
        assert_eq!(mistakes(&several(list)), [format!("kader.toml, {wanted}")], "{list}");
    }
    let words = |words: &str| format!("{SMALL}[words]\n{words}\n");
    let framework = Framework::parse(&words("nothing_yet = [\"komt in de nazomer\"]"), "kader.toml").unwrap();
    assert!(framework.language.says_nothing("Komt in de nazomer", Field::Owner));
    assert!(mistakes(&words("nothing_yett = [\"x\"]"))[0].contains("nothing_yet"));
    assert!(mistakes(&words("nothing_yet = [\"-\"]"))[0].contains("words.nothing_yet[0]"));
    let in_order = |words: &str| format!("{SMALL}[words_in_order]\n{words}\n");
    let added = "months = [[\"jänner\"], [\"feber\", \"hornung\"]]\nweekdays = [[], [], [], [], [], [\"sonnabend\"]]";
    let language = Framework::parse(&in_order(added), "kader.toml").unwrap().language;
    assert_eq!(
        (language.month("janner"), language.month("hornung"), language.month("mei")),
        (Some(1), Some(2), Some(5))
    );
    assert_eq!(language.weekday("sonnabend"), Some(6));
    let line = SMALL.lines().count() + 2;
    for (words, wanted) in [
        ("months = [[\"jänner\"], [\"-\"]]", "words_in_order.months[1][0]: hier staat \"-\""),
        ("weekdays = [[], [], [], [], [], [], [], []]", "words_in_order.weekdays: hier staat"),
        ("month = [[\"x\"]]", "words_in_order.month: hier staat"),
        ("months = [\"jänner\"]", "words_in_order.months[0]: hier staat"),
    ] {
        let found = mistakes(&in_order(words));
        assert!(found[0].contains(wanted) && found[0].contains(&format!("regel {line},")), "{words}: {found:?}");
    }
}

#[test]
fn the_file_of_another_district_parses() {
    let Some(path) = crate::outside::shared("peers/framework.toml") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let framework = Framework::parse(&text, "framework.toml").unwrap();
    assert_eq!((framework.municipalities.len(), framework.subthemes().count()), (10, 32));
}

#[test]
fn every_mistake_is_listed_with_its_line() {
    let broken = SMALL
        .replacen("language = \"nl\"", "language = \"n1\"", 1)
        .replacen("end = 2027-12-31", "end = 2025-12-31", 1)
        .replacen("code = \"KL\"", "code = \"za\"", 1)
        .replacen("aliases = [\"Gemeente Klifwijk\"]", "alias = [\"Gemeente Klifwijk\"]", 1)
        .replacen("name = \"Toezicht\"", "name = \"  \"", 1)
        .replacen("[\"high\", \"low\"]", "[\"hoogg\", \"higg\"]", 1)
        .replacen("{ KL = \"red\" }", "{ KL = \"rd\" }", 1)
        .replacen("rank = 1", "rank = \"1\"", 1)
        .replacen("#ff0000", "rood", 1)
        .replacen("action = [\"Wat doen we\"]", "acton = [\"Wat doen we\"]", 1);
    assert_eq!(
        mistakes(&broken),
        [
            "kader.toml, regel 3, language: hier staat \"n1\"; verwacht: een van nl, en, de.",
            "kader.toml, regel 4, period.end: hier staat 2025-12-31; verwacht: een dag op of na 2026-01-01. Draai begin \
             en eind om, of verbeter het jaar.",
            "kader.toml, regel 11, municipalities[1].code: hier staat \"za\"; dit staat ook op regel 8. Gebruik het maar \
             één keer.",
            "kader.toml, regel 13, municipalities[1].alias: hier staat \"alias\"; deze sleutel bestaat hier niet. \
             Bedoelt u aliases?",
            "kader.toml, regel 19, themes[0].subthemes[0].name: hier staat \"  \"; verwacht: een tekst op één regel met \
             minstens één letter of cijfer (hoogstens 500 tekens).",
            "kader.toml, regel 20, themes[0].subthemes[0].priority[0]: hier staat \"hoogg\"; verwacht: een van high, low. Bedoelt u high?",
            "kader.toml, regel 20, themes[0].subthemes[0].priority[1]: hier staat \"higg\"; verwacht: een van high, low. \
             Bedoelt u high?",
            "kader.toml, regel 21, themes[0].subthemes[0].status.KL: hier staat \"KL\"; verwacht: een van ZA, za.",
            "kader.toml, regel 21, themes[0].subthemes[0].status.KL: hier staat \"rd\"; verwacht: red.",
            "kader.toml, regel 29, priorities[1].rank: hier staat \"1\"; verwacht: een heel getal, zoals 3.",
            "kader.toml, regel 33, framework_statuses[0].colours[0]: hier staat \"rood\"; verwacht: een kleur van zes \
             hexadecimale tekens, zoals FFC000.",
            "kader.toml, regel 39, columns.acton: hier staat \"acton\"; verwacht: een van id, theme, subtheme, \
             municipality, level, action, owner, involved, priority, start, deadline, framework_status, progress, percent, notes, \
             completed_on, depends_on, updated_on. Bedoelt u action?",
        ]
    );
    let error = Framework::parse(&broken, "kader.toml").unwrap_err();
    assert_eq!(error.to_string(), error.text(Lang::Nl));
    assert!(error.to_string().starts_with("Het kader kader.toml is niet te gebruiken: 12 fouten.\n"));
    let english = error.text(Lang::En);
    assert!(english.starts_with("The framework kader.toml cannot be used: 12 mistakes.\n"));
    assert!(english.contains("line 3, language: found \"n1\"; expected: one of nl, en, de."));
}

#[test]
fn one_mistake_is_one_sentence() {
    let cases = [
        (
            "[district]\nname = \"Duinstreek\"\n",
            "",
            "regel 1, district: dit ontbreekt; verwacht: [district] met daaronder name.",
        ),
        ("rank = 1\n", "", "regel 26, priorities[1].rank: dit ontbreekt; verwacht: een heel getal, zoals 3."),
        ("title", "titel", "regel 2, titel: hier staat \"titel\"; deze sleutel bestaat hier niet. Bedoelt u title?"),
        (
            "rank = 1\n",
            "rank = 2\n",
            "regel 29, priorities[1].rank: hier staat 2; dit staat ook op regel 25. Gebruik het maar één keer.",
        ),
        (
            "{ KL =",
            "{ XX =",
            "regel 21, themes[0].subthemes[0].status.XX: hier staat \"XX\"; verwacht: een van ZA, KL.",
        ),
        (
            "[\"Gemeente Klifwijk\"]",
            "[\"duin-streek\"]",
            "regel 13, municipalities[1].aliases[0]: hier staat \"duin-streek\"; dat betekent ook al iets anders: \
             district.name, regel 6. Laat het op één plek staan.",
        ),
        (
            "[\"Score\"]",
            "[\"Wat doen wé?\"]",
            "regel 40, columns.progress[0]: hier staat \"Wat doen wé?\"; dat betekent ook al iets anders: \
             columns.action[0], regel 39. Laat het op één plek staan.",
        ),
        (
            "[\"Wat doen we\"]",
            "[]",
            "regel 39, columns.action: hier staat een lege lijst; verwacht: minstens één koptekst, zoals [\"Actie\"]. \
             Zonder deze kolom is er geen actietabel.",
        ),
        (
            "priority = [\"high\", \"low\"]",
            "priority = []",
            "regel 20, themes[0].subthemes[0].priority: hier staat een lege lijst; verwacht: een lijst met één code, of twee: de laagste en de hoogste. Laat de sleutel weg als het plan niets zegt.",
        ),
        (
            "priority = [\"high\", \"low\"]",
            "level = \"lokaal\"",
            "regel 20, themes[0].subthemes[0].level: hier staat \"lokaal\"; verwacht: een van district, local, both.",
        ),
        (
            "2026-01-01",
            "2026-02-30",
            "regel 4: hier klopt de schrijfwijze niet: schrijf een dag als 2025-08-27 (TOML: invalid date, expected day between 01 and 28).",
        ),
        (
            "2026-01-01",
            "2026-01-01T12:00:00",
            "regel 4, period.start: hier staat 2026-01-01T12:00:00; verwacht: een bestaande dag zonder aanhalingstekens, zoals 2025-08-27.",
        ),
    ];
    for (piece, by, message) in cases {
        assert_eq!(mistake(piece, by), format!("kader.toml, {message}"), "{piece} -> {by}");
    }
}

#[test]
fn what_stands_under_a_table_is_checked_too() {
    let cases = [
        (
            "[[parties]]\nname = \"Team Zee\"\nkind = \"team\"",
            "parties[0].kind: hier staat \"team\"; verwacht: een van organisation, unit, role, office, collective, outside.",
        ),
        (
            "[[parties]]\nname = \"Klifwijk\"\nkind = \"unit\"",
            "parties[0].name: hier staat \"Klifwijk\"; dat betekent ook al iets anders: municipalities[1].name, regel 12. \
             Laat het op één plek staan.",
        ),
        (
            "[[parties]]\nname = \"Team Zee\"\nkind = \"unit\"\nmunicipality = \"Kl\"\nemail = \"zee\"",
            "parties[0].municipality: hier staat \"Kl\"; verwacht: een van ZA, KL. Bedoelt u KL?\n\
             parties[0].email: hier staat \"zee\"; verwacht: een e-mailadres van een functie, zoals info@example.org. \
             Laat de sleutel weg als er geen adres is.",
        ),
        (
            "[rules]\nowner-unknown = \"info\"\nOWN003 = \"hoog\"",
            "rules.owner-unknown: hier staat \"owner-unknown\"; verwacht: een regelcode van twee of drie hoofdletters en \
             drie cijfers, zoals PRI003. Zie planwacht rules.\n\
             rules.OWN003: hier staat \"hoog\"; verwacht: een van error, warning, info, off.",
        ),
        (
            "[[accepted]]\nrule = \"PRI003\"\nsubtheme = \"ST-2\"\nreason = \"Besluit\"\nuntil = \"2026-01-01\"",
            "accepted[0].subtheme: hier staat \"ST-2\"; verwacht: ST-1. Bedoelt u ST-1?\n\
             accepted[0].until: hier staat \"2026-01-01\"; verwacht: een bestaande dag zonder aanhalingstekens, zoals \
             2025-08-27.",
        ),
        (
            "[[levels]]\nlevel = \"local\"\nname = \"Lokaal\"\n[[levels]]\nlevel = \"local\"\nname = \"Plaatselijk\"",
            "levels[1].level: hier staat \"local\"; dit staat ook op regel 43. Gebruik het maar één keer.",
        ),
        (
            "[[progress]]\ncode = \"done\"\nname = \"Klaar\"\nnext = [\"bussy\"]\nclosed = \"ja\"",
            "progress[1].next[0]: hier staat \"bussy\"; verwacht: een van busy, done. Bedoelt u busy?\n\
             progress[1].closed: hier staat \"ja\"; verwacht: true of false, zonder aanhalingstekens.",
        ),
        (
            "[[meetings]]\nbody = \"DVC\"",
            "meetings[0].dates: dit ontbreekt; verwacht: minstens één dag, zoals [2025-08-27].",
        ),
    ];
    for (more, expected) in cases {
        let found = mistakes(&format!("{SMALL}{more}\n"));
        let found: Vec<&str> = found.iter().filter_map(|line| line.splitn(3, ", ").nth(2)).collect();
        assert_eq!(found.join("\n"), expected, "{more}");
    }
}

#[test]
fn spelling_groups_are_checked() {
    let text = format!("spelling = [[\"doxing\", \"doxxing\"], [\"Doxing\"], [\"-\", \"x\"]]\n{SMALL}");
    assert_eq!(
        mistakes(&text),
        [
            "kader.toml, regel 1, spelling[1]: hier staat een lijst van 1; verwacht: minstens twee schrijfwijzen van \
             hetzelfde woord.",
            "kader.toml, regel 1, spelling[1][0]: hier staat \"Doxing\"; dat betekent ook al iets anders: \
             spelling[0][0], regel 1. Laat het op één plek staan.",
            "kader.toml, regel 1, spelling[2][0]: hier staat \"-\"; verwacht: een tekst op één regel met minstens één \
             letter of cijfer (hoogstens 500 tekens).",
        ]
    );
}

#[test]
fn text_that_is_no_toml_does_not_hide_the_other_mistakes() {
    let text = SMALL
        .replacen("title = \"Veilig aan zee\"", "title = \"Veilig aan zee", 1)
        .replacen("code = \"ZA\"", "code = ZA", 1)
        .replacen("#ff0000", "rood", 1);
    let found = mistakes(&text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(
        found[0].starts_with("kader.toml, regel 2: hier klopt de schrijfwijze niet: zet tekst tussen twee dubbele")
    );
    assert!(found[1].starts_with("kader.toml, regel 8: hier klopt de schrijfwijze niet: "));
    assert!(found[2].starts_with("kader.toml, regel 33, framework_statuses[0].colours[0]: "));
}

#[test]
fn an_endless_file_is_refused_and_not_repeated() {
    for text in ["a.".repeat(50_000) + "a = 1", "a = ".to_owned() + &"[".repeat(50_000)] {
        assert_eq!(mistakes(&text).len(), 1);
    }
    let many: String = (0..300).map(|i| format!("onbekend{i} = 1\n")).collect();
    let error = Framework::parse(&many, "kader.toml").unwrap_err();
    assert_eq!(error.mistakes.len(), 200);
    assert!(error.to_string().starts_with("Het kader kader.toml is niet te gebruiken. Dit zijn de eerste 200 fouten:"));
}

#[test]
fn a_mark_at_the_start_and_windows_line_ends_make_no_difference() {
    let windows = format!("\u{feff}{}", EMBEDDED.replace('\n', "\r\n"));
    let framework = Framework::parse(&windows, "windows.toml").unwrap();
    let lines = |framework: &Framework| framework.subthemes().map(|subtheme| subtheme.line).collect::<Vec<_>>();
    assert_eq!(lines(&framework), lines(Framework::embedded()));
}

#[test]
fn a_rule_code_is_two_or_three_capitals_and_three_digits() {
    let refused = |code: &str| mistakes(&format!("{SMALL}[rules]\n\"{code}\" = \"info\"\n")).len();
    for code in ["ID001", "PRI003"] {
        assert_eq!(refused(code), 0, "{code}");
    }
    for code in ["I001", "PRIO003", "ID01", "ID0001", "Id001", "IDÉ001", "PRI003a", "001", "PRI", ""] {
        assert_eq!(refused(code), 1, "{code}");
    }
}

#[test]
fn rules_that_do_not_exist_are_found_by_the_catalogue() {
    let text = SMALL.replacen("[columns]", "[rules]\nOWN033 = \"off\"\nSTR001 = \"info\"\n[columns]", 1)
        + "[[accepted]]\nrule = \"ABC999\"\nreason = \"Besluit\"\n";
    let framework = Framework::parse(&text, "kader.toml").unwrap();
    let found: Vec<String> = framework.check_rules().iter().map(|mistake| mistake.text(Lang::Nl)).collect();
    assert_eq!(
        found,
        [
            "regel 39, rules.OWN033: hier staat OWN033; deze regel bestaat niet. Zie planwacht rules. Bedoelt u OWN003?",
            "regel 45, accepted[0].rule: hier staat ABC999; deze regel bestaat niet. Zie planwacht rules.",
        ]
    );
}

#[test]
fn the_description_names_everything() {
    for lang in [Lang::Nl, Lang::En] {
        let framework = Framework::embedded();
        let text = framework.describe(lang);
        for subtheme in framework.subthemes() {
            assert!(text.contains(&*subtheme.code) && text.contains(&subtheme.name), "{}", subtheme.code);
        }
        for party in &framework.parties {
            assert!(text.contains(&party.name), "{}", party.name);
        }
        for field in Field::ALL {
            assert!(text.contains(field.word(lang)), "{field:?}");
        }
        assert!(text.lines().all(|line| line.trim_end() == line), "no spaces at the end of a line");
    }
}

#[test]
fn the_description_aligns_the_colours() {
    let text = Framework::parse(SMALL, "klein.toml").unwrap().describe(Lang::Nl);
    let expected = "\nST Strand\n  \
        code  sub-thema  prioriteit   niveau  ZA  KL    district\n  \
        ST-1  Toezicht   Laag - Hoog  -       -   Rood  -\n";
    assert!(text.contains(expected), "{text}");
}

/// The embedded text with a piece taken out, doubled or replaced by other text.
fn mutated() -> impl Strategy<Value = String> {
    let length = EMBEDDED.len();
    (0..length, 0usize..80, "\\PC{0,12}|[\\[\\]{}=\",.#\n0-9]{0,8}", any::<bool>()).prop_map(
        |(at, size, by, double)| {
            let at = EMBEDDED.floor_char_boundary(at);
            let end = EMBEDDED.floor_char_boundary(at.saturating_add(size));
            let (before, piece, rest) = (&EMBEDDED[..at], &EMBEDDED[at..end], &EMBEDDED[end..]);
            if double { format!("{before}{piece}{by}{piece}{rest}") } else { format!("{before}{by}{rest}") }
        },
    )
}

fn is_sound(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = Framework::parse(text, "kader.toml") {
        prop_assert!(!error.mistakes.is_empty());
        let lines = text.matches('\n').count() + 1;
        for mistake in &error.mistakes {
            prop_assert!((1..=lines).contains(&mistake.line), "{mistake:?}");
            prop_assert!(!mistake.message.nl.contains('\n'), "{mistake:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}|([a-z_]{1,8} ?= ?[\\[{\"0-9a-z\\]}, -]{0,20}\n|\\[{1,2}[a-z.\"]{1,12}\\]{1,2}\n){0,12}") {
        is_sound(&text)?;
    }

    #[test]
    fn a_damaged_framework_never_panics(text in mutated()) {
        is_sound(&text)?;
    }
}
