//! Small sheets that show the framework, and sheets that only look like it.

use std::collections::BTreeMap;

use crate::cell::{Grid, Reading, Rgb};
use crate::framework::Framework;
use crate::plan::{ActionPlan, StatusSource};
use crate::read::read;
use crate::read::tests::{grid, merged, plan, remarks};

/// `RV-INF Hi red C5`, sorted by sub-theme, with `D` for the district; what a sheet leaves open is `-`.
fn statuses(plan: &ActionPlan) -> Vec<String> {
    plan.assessments
        .iter()
        .map(|one| {
            let place = one.municipality.as_deref().unwrap_or("D");
            let status = match &one.status.value {
                Reading::Known(status) => status.code.to_string(),
                Reading::Unreadable => "?".to_owned(),
                _ => "-".to_owned(),
            };
            format!("{} {place} {status} {}", one.subtheme, one.status.at.a1())
        })
        .collect()
}

fn status(plan: &ActionPlan, subtheme: &str, place: &str) -> Option<String> {
    let place = Some(place).filter(|place| *place != "D");
    let assessment = plan.assessment(subtheme, place)?;
    Some(assessment.status.known().map_or("-".to_owned(), |status| status.code.to_string()))
}

fn says(plan: &ActionPlan, parts: &[&str]) -> bool {
    remarks(plan).iter().any(|remark| parts.iter().all(|part| remark.contains(part)))
}

const HEADER: &str =
    "Thema | Sub thema's | Status | | | | | Mate van prioriteit voor implementatieplan* | Districtelijk of lokaal
 | | W | GM | B/L | Hi | Hu | |";
const R: &str = "{FF0000}";
const O: &str = "{FFC000}";

/// The sheet as the report has it: header over two rows, fills without words, the theme Netwerk with words, footnotes.
fn report() -> Grid {
    let sheet = format!(
        "Wegingskader – stand van december 2024\n\n{HEADER}
Randvoorwaarden | Informatiepositie van de gemeente | {R} | {R} | {R} | {O} | | Hoog | Lokaal
 | Wetgeving over informatiedeling | {O} | {O} | {O} | {R} | | Gemiddeld | Districtelijk
Netwerk | Lokaal Netwerk (de professionals die op lokaal niveau direct betrokken zijn) | {R} Rood | {R} Roed | Rood | {O} Oranje | Geel | Gemiddeld tot Hoog | Lokaal
Versterking | Financien | {{92D050}} | {{00B050}} | {{C6EFCE}} | Groen | n.v.t. | Laag | Districtelijk

* Hoog – nog (vrijwel) niets georganiseerd
 | {R} | Rood = niets georganiseerd"
    );
    let merges = ["A3:A4", "B3:B4", "C3:G3", "H3:H4", "I3:I4", "A5:A6"];
    merged(grid("Blad2", &sheet), &merges)
}

#[test]
fn the_table_of_the_report_is_read() {
    let plan = plan(&[report()]);
    assert!(plan.tables.is_empty() && plan.actions.is_empty());
    assert_eq!(plan.assessments.len(), 20);
    assert_eq!(
        statuses(&plan)[..6],
        [
            "RV-INF W red C5",
            "RV-INF GM red D5",
            "RV-INF B/L red E5",
            "RV-INF Hi orange F5",
            "RV-INF Hu - G5",
            "RV-WET W orange C6"
        ]
    );
    for (subtheme, expected) in [("NW-LOK", "red red red orange orange"), ("VST-FIN", "green green green green -")] {
        let row: Vec<String> =
            ["W", "GM", "B/L", "Hi", "Hu"].iter().filter_map(|place| status(&plan, subtheme, place)).collect();
        assert_eq!(row.join(" "), expected, "{subtheme}");
    }
    let source = |place| plan.assessment("NW-LOK", Some(place)).unwrap().status.known().unwrap().source.clone();
    assert_eq!(source("Hu"), StatusSource::Word);
    assert!(matches!(source("W"), StatusSource::WordAndFill { .. }));
    assert!(says(&plan, &["4 rijen", "5 kolommen", "17 van de 20"]), "{:?}", remarks(&plan));
    assert_eq!(remarks(&plan).len(), 1, "{:?}", remarks(&plan));
}

#[test]
fn municipalities_are_known_by_code_name_and_alias() {
    let sheet = "Sub-thema | Wijdmeren | Status Gooise Meren | BEL | Hilversm | Gemeente Huizen (2025) | District
Preventie | Rood | Rood | Oranje | Groen | Geel | Rood\nPGA | Rood | Rood | Oranje | Groen | Geel | Groen\nOnline interventie | Rood | Rood | Oranje | Groen | Geel | Oranje";
    let plan = plan(&[grid("Overzicht", sheet)]);
    assert_eq!(plan.assessments.len(), 18);
    let row: Vec<String> =
        ["W", "GM", "B/L", "Hi", "Hu", "D"].iter().filter_map(|place| status(&plan, "INT-ONL", place)).collect();
    assert_eq!(row.join(" "), "red red orange green orange orange");
    assert!(says(&plan, &["\"Hilversm\"", "Hilversum"]));
}

#[test]
fn the_letter_of_the_district_heads_a_column_too() {
    let sheet = "Sub-thema | W | GM | B/L | Hi | Hu | D\nPreventie | Rood | Rood | Rood | Rood | Rood | Groen\nPGA | Rood | Rood | Rood | Rood | Rood | Groen\nAlle partners | Rood | Rood | Rood | Rood | Rood |";
    let plan = plan(&[grid("Kader", sheet)]);
    assert_eq!(status(&plan, "INT-PGA", "D").as_deref(), Some("green"));
    assert_eq!(status(&plan, "NW-ALL", "D").as_deref(), Some("-"));
}

#[test]
fn sub_themes_are_known_in_their_spellings() {
    let sheet = "Sub-thema | W | GM\n1.1 Informatiepositie gemeentes | Rood | Rood\nReïntegratie | Rood | Rood\nBestuurlijk draagvlk | Rood | Rood\nFietsenstalling | Rood | Rood\nDraagvlak | Rood | Rood";
    let plan = plan(&[grid("Kader", sheet)]);
    let found: Vec<&str> = plan.assessments.iter().step_by(2).map(|one| &*one.subtheme).collect();
    assert_eq!(found, ["RV-INF", "INT-REI", "RV-BES", "VST-DRA"]);
    assert!(says(&plan, &["“Bestuurlijk draagvlk” (subthema)", "Bestuurlijk draagvlak"]));
    assert!(says(&plan, &["“Fietsenstalling” (subthema)", "niet in het kader"]));
}

#[test]
fn blocks_per_theme_are_one_framework() {
    let sheet = format!(
        "Thema 2 – Kennis en vaardigheden\nSub-thema | W | GM | B/L | Hi | Hu\nBasiskennis | {O} | {O} | {O} | {O} |\nVerdieping | {R} | {O} | {R} | {O} |\n\nThema 5 – Versterking\nSub-thema | W | GM | BEL | Hi | Hu\nFinanciën | Groen | Groen | Groen | Groen |\nMeerdere perspectieven | {R} | {R} | {R} | {R} |"
    );
    let plan = plan(&[grid("Wegingskader", &sheet)]);
    assert_eq!(plan.assessments.len(), 20);
    assert_eq!(status(&plan, "VST-PER", "B/L").as_deref(), Some("red"));
    assert_eq!(status(&plan, "KV-VER", "GM").as_deref(), Some("orange"));
}

#[test]
fn blocks_beside_each_other_are_one_framework() {
    let sheet = "Sub-thema | W | GM | Hi | | Sub-thema | W | GM | Hi\nBasiskennis | Rood | Rood | Groen | | Preventie | Geel | Geel | Geel\nVerdieping | Rood | Rood | Groen | | PGA | Geel | Geel | Geel";
    let plan = plan(&[grid("Wegingskader", sheet)]);
    assert_eq!(plan.assessments.len(), 12);
    assert_eq!(status(&plan, "INT-PGA", "Hi").as_deref(), Some("orange"));
}

#[test]
fn the_later_year_counts_and_a_hidden_sheet_does_not() {
    let sheet = |year: u16, word: &str| {
        let rows = ["Preventie", "PGA", "Alle partners"].map(|name| format!("{name} | {word} | {word}"));
        format!("Beoordeling {year}\nSub-thema | W | GM\n{}", rows.join("\n"))
    };
    let mut hidden = grid("Concept", &sheet(2026, "Groen"));
    hidden.hidden = true;
    let plan = plan(&[grid("Oud", &sheet(2024, "Rood")), grid("Nieuw", &sheet(2025, "Oranje")), hidden]);
    assert_eq!(status(&plan, "INT-PGA", "W").as_deref(), Some("orange"));
    assert!(says(&plan, &["6 keer anders", "Nieuw!B3"]), "{:?}", remarks(&plan));

    let both = "Sub-thema | Status 2024 | | Status 2025 |\n | W | GM | W | GM\nPreventie | Rood | Rood | Geel | Geel\nPGA | Rood | Rood | Geel | Geel\nAlle partners | Rood | Rood | Geel | Geel";
    let plan = super::super::tests::plan(&[merged(grid("Kader", both), &["B1:C1", "D1:E1"])]);
    assert_eq!(status(&plan, "NW-ALL", "GM").as_deref(), Some("orange"));
}

#[test]
fn a_sub_theme_in_two_rows_is_as_far_as_its_worst_half() {
    let sheet = "Sub-thema | W | GM | Hi\nNationale samenwerking | Groen | Groen |\nRegionale samenwerking | Rood | Groen | Rood\nPreventie | Rood | Rood | Rood\nPGA | Rood | Rood | Rood";
    let plan = plan(&[grid("Kader", sheet)]);
    let row: Vec<String> = ["W", "GM", "Hi"].iter().filter_map(|place| status(&plan, "VST-SAM", place)).collect();
    assert_eq!(row.join(" "), "red green red");
    assert!(says(&plan, &["B2", "laagste", "B3"]), "{:?}", remarks(&plan));
}

#[test]
fn one_merged_cell_can_speak_for_several() {
    let sheet =
        format!("Sub-thema | W | GM | Hi\nPreventie | {R} | |\nPGA | {O} | Rood | Rood\nAlle partners | | Rood | Rood");
    let plan = plan(&[merged(grid("Kader", &sheet), &["B2:D2", "B3:B4"])]);
    let all: Vec<String> = statuses(&plan).iter().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect();
    assert_eq!(all.join(" "), "red red red orange red red orange red red");
}

#[test]
fn the_fill_of_a_row_is_no_status() {
    let sheet =
        format!("Sub-thema | W | GM\n{O} Preventie | {O} Rood | {O}\nPGA | Rood | Rood\nAlle partners | Rood | Rood");
    let plan = plan(&[grid("Kader", &sheet)]);
    assert_eq!(status(&plan, "INT-PRE", "GM").as_deref(), Some("-"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let sheet = "Sub-thema | W | GM\nPreventie | paars | -\nPGA | Rood | ?\nAlle partners | Rood | Rood\nVerdieping | Rood | Rood";
    let plan = plan(&[grid("Kader", sheet)]);
    assert_eq!(plan.assessment("INT-PRE", Some("W")).unwrap().status.value, Reading::Unreadable);
    assert_eq!(status(&plan, "INT-PGA", "GM").as_deref(), Some("-"));
    assert!(says(&plan, &["\"paars\"", "geen kaderstatus"]));
}

// --- Colours beside their header -----------------------------------------------------------------------------------------

/// Rows of the framework with the colours of the framework, each row through `shape`.
fn rows(shape: impl Fn(&str, &[&str; 5]) -> String) -> String {
    let lights: [(&str, [&str; 5]); 6] = [
        ("Informatiepositie van de gemeente", [R, R, R, O, ""]),
        ("Bestuurlijk draagvlak", [R, O, O, R, ""]),
        ("Verdieping", [R, O, R, O, ""]),
        ("Maatschappelijk middenveld", [R, O, R, R, O]),
        ("Alle partners", [R, O, R, R, R]),
        ("Re-integratie", [O, R, R, O, ""]),
    ];
    lights.iter().map(|(name, lights)| shape(name, lights)).collect::<Vec<_>>().join("\n")
}

/// How many of the read statuses are those of the embedded framework, and how many are not.
fn compared(plan: &ActionPlan) -> (usize, usize) {
    let framework = Framework::embedded();
    let mut counts = (0, 0);
    for assessment in &plan.assessments {
        let wanted = framework
            .subtheme(&assessment.subtheme)
            .and_then(|subtheme| subtheme.status.get(assessment.municipality.as_ref()?));
        match assessment.status.known() {
            Some(status) if wanted == Some(&status.code) => counts.0 += 1,
            None if wanted.is_none() => {}
            _ => counts.1 += 1,
        }
    }
    counts
}

#[test]
fn colours_one_column_to_the_right_are_put_right() {
    let body = rows(|name, [w, gm, bl, hi, hu]| format!(" | {name} | | {w} | {gm} | {bl} | {hi} | {hu} | Hoog"));
    let plan = plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert_eq!(compared(&plan), (26, 0));
    assert_eq!(plan.assessment("NW-ALL", Some("W")).unwrap().status.at.a1(), "D7");
    assert!(says(&plan, &["één kolom rechts"]));
}

#[test]
fn colours_that_slipped_without_a_trace_at_the_end_are_known_by_the_framework() {
    let body = rows(|name, [w, gm, bl, hi, _]| format!(" | {name} | | {w} | {gm} | {bl} | {hi} | | Hoog"));
    let plan = plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert!(says(&plan, &["één kolom rechts"]), "{:?}", remarks(&plan));
    assert_eq!(status(&plan, "RV-BES", "Hi").as_deref(), Some("red"));
}

#[test]
fn a_whole_body_one_column_to_the_right_is_put_right() {
    let body = rows(|name, [w, gm, bl, hi, hu]| format!(" | | {name} | {w} | {gm} | {bl} | {hi} | {hu} | Hoog"));
    let plan = plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert_eq!(compared(&plan), (26, 0));
}

#[test]
fn colours_one_column_to_the_left_are_put_right() {
    let header = "Sub thema's | Toelichting | W | GM | B/L | Hi | Hu";
    let body = rows(|name, [w, gm, bl, hi, hu]| format!("{name} | {w} | {gm} | {bl} | {hi} | {hu} |"));
    let plan = plan(&[grid("Kader", &format!("{header}\n{body}"))]);
    assert_eq!(compared(&plan), (26, 0));
    assert!(says(&plan, &["één kolom links"]));
}

#[test]
fn a_single_row_that_slipped_is_put_right() {
    let body = rows(|name, [w, gm, bl, hi, hu]| match name {
        "Alle partners" => format!("{name} | {w} | {gm} | {bl} | {hi} | {hu} | | Hoog"),
        _ => format!("Thema | {name} | {w} | {gm} | {bl} | {hi} | {hu} | Hoog"),
    });
    let plan = plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert_eq!(compared(&plan), (26, 0));
    assert!(says(&plan, &["te ver naar links"]));
    // The name alone may have slipped: then the colours are where they belong.
    let body = rows(|name, [w, gm, bl, hi, hu]| match name {
        "Alle partners" => format!("{name} | | {w} | {gm} | {bl} | {hi} | {hu} | Hoog"),
        _ => format!("Thema | {name} | {w} | {gm} | {bl} | {hi} | {hu} | Hoog"),
    });
    let plan = super::super::tests::plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert_eq!(compared(&plan), (26, 0));
    assert!(!says(&plan, &["te ver naar links"]));
}

#[test]
fn a_municipality_that_was_not_assessed_is_no_shift() {
    // The first one is open, the last one filled in, and a column with colours for all of them stands beside it.
    let body = rows(|name, [_, gm, bl, hi, _]| format!(" | {name} | | {gm} | {bl} | {hi} | {R} | {R}"));
    let header = "Thema | Sub thema's | W | GM | B/L | Hi | Hu | Totaal";
    let plan = plan(&[grid("Kader", &format!("{header}\n{body}"))]);
    assert_eq!(status(&plan, "RV-INF", "W").as_deref(), Some("-"));
    assert_eq!(status(&plan, "RV-INF", "GM").as_deref(), Some("red"));
    assert!(says(&plan, &["Zijn de kleuren verschoven?"]), "{:?}", remarks(&plan));
    assert!(!says(&plan, &["één kolom"]));
    // Coloured priorities beside the municipalities are no statuses.
    let body = rows(|name, [_, gm, bl, hi, _]| format!(" | {name} | | {gm} | {bl} | {hi} | {R} | {R} Hoog"));
    let plan = super::super::tests::plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert!(!says(&plan, &["verschoven"]) && !says(&plan, &["één kolom"]), "{:?}", remarks(&plan));
}

// --- What only looks like it ---------------------------------------------------------------------------------------------

#[test]
fn counts_and_crosses_per_municipality_are_no_framework() {
    let counts = "Sub-thema | W | GM | Hi\nPreventie | 3 | 2 | 1\nPGA | 1 | 1 | 0\nAlle partners | 0 | 2 | 2";
    let crosses =
        "Sub-thema | W | GM | Hi\nPreventie | ja | ja | nee\nPGA | ja | nee | ja\nAlle partners | nee | ja | ja";
    let two = "Sub-thema | W | GM\nPreventie | Rood | Rood\nPGA | Rood | Rood";
    for sheet in [counts, crosses, two] {
        assert!(plan(&[grid("Overzicht", sheet)]).assessments.is_empty(), "{sheet}");
    }
}

#[test]
fn actions_with_a_column_for_each_municipality_stay_actions() {
    let sheet = "Nr | Sub-thema | Actie | Trekker | Planning | W | GM | B/L | Hi | Hu\n1 | Preventie | a | OOV | Q1 2026 | Rood | Rood | Rood | Rood | Rood\n2 | PGA | b | OOV | Q1 2026 | Rood | Rood | Rood | Rood | Rood\n3 | Alle partners | c | OOV | Q1 2026 | Groen | Groen | Groen | Groen | Groen";
    let plan_of = |sheet: &str| plan(&[grid("Districtelijk", sheet)]);
    let plan = plan_of(sheet);
    assert_eq!((plan.actions.len(), plan.assessments.len()), (3, 0));
    // Municipalities beside each other in the rows of actions are no header.
    let sheet = "Nr | Sub-thema | Actie | Gemeente | Trekker | Status\n1 | Preventie | a | Hilversum | Huizen | {FF0000}\n2 | PGA | b | Huizen | Hilversum | {FF0000}\n3 | Alle partners | c | Huizen | Wijdemeren | {FF0000}";
    let plan = plan_of(sheet);
    assert_eq!((plan.actions.len(), plan.assessments.len()), (3, 0));
}

#[test]
fn a_framework_with_headers_of_actions_is_no_table_of_actions() {
    let body = rows(|name, [w, gm, bl, hi, hu]| {
        format!("Thema | {name} | {w} | {gm} | {bl} | {hi} | {hu} | Hoog | Lokaal | meer doen")
    });
    for header in [
        "Thema | Onderwerp | W | GM | B/L | Hi | Hu | Prioriteit | Niveau | Toelichting",
        "Thema | Sub-thema | W | GM | B/L | Hi | Hu | Prioriteit | Niveau | Actie",
        "Thema | Wat | W | GM | B/L | Hi | Hu | Prioriteit | Niveau | Stand van zaken",
    ] {
        let plan = plan(&[grid("Kader", &format!("{header}\n{body}"))]);
        assert!(plan.tables.is_empty(), "{header}");
        assert_eq!(compared(&plan), (26, 0), "{header}");
    }
}

#[test]
fn framework_and_actions_may_share_a_sheet() {
    let body =
        rows(|name, [w, gm, bl, hi, hu]| format!("Thema | {name} | {w} | {gm} | {bl} | {hi} | {hu} | Hoog | Lokaal"));
    let actions = "Nr | Sub-thema | Actie | Trekker | Planning | Status\nD-1 | Preventie | a | ZVHGV | Q1 2026 | Loopt\nD-2 | PGA | b | ZVHGV | Q1 2026 | Loopt";
    for sheet in [format!("{HEADER}\n{body}\n\n{actions}"), format!("{actions}\n\n{HEADER}\n{body}\n* Hoog – niets")]
    {
        let plan = plan(&[grid("Districtelijk", &sheet)]);
        let texts: Vec<&str> = plan.actions.iter().map(|action| &*action.text.raw).collect();
        assert_eq!(texts, ["a", "b"], "{sheet}");
        assert_eq!(compared(&plan), (26, 0), "{sheet}");
        assert!(plan.loose_rows.is_empty());
    }
    let beside: Vec<String> =
        format!("Sub-thema | W | GM\nPreventie | {R} | {R}\nPGA | {R} | {R}\nAlle partners | {R} | {R}")
            .lines()
            .zip(["Nr | Actie | Trekker", "1 | a | OOV", "2 | b | OOV", "3 | c | OOV"])
            .map(|(left, right)| format!("{right} | | {left}"))
            .collect();
    let plan = plan(&[grid("Districtelijk", &beside.join("\n"))]);
    assert_eq!((plan.actions.len(), plan.assessments.len()), (3, 6));
    assert!(!plan.tables[0].columns.contains_key(&crate::framework::Field::Subtheme));
}

#[test]
fn a_sheet_that_shows_the_framework_is_nobodys() {
    let sheet = Grid { sheet: "Wegingskader Hilversum".into(), ..report() };
    let plan = plan(&[sheet, grid("Huizen", "Nr | Actie | Trekker\n1 | a | OOV")]);
    assert_eq!(plan.sheets[0].belongs_to, crate::plan::BelongsTo::Nobody);
    assert!(!plan.sheets[0].has_table && plan.sheets[1].has_table);
}

#[test]
fn a_format_without_fills_leaves_open_what_has_no_word() {
    let plan = plan(&[Grid { fills_unknown: true, cells: without_fills(&report()), ..report() }]);
    assert_eq!(status(&plan, "NW-LOK", "W").as_deref(), Some("red"));
    assert_eq!(plan.assessment("RV-INF", Some("W")).map(|one| one.status.clone()), None);
}

#[test]
fn a_framework_that_is_still_empty_says_nothing() {
    let body = rows(|name, _| format!("Thema | {name} | | | | | | Hoog | Lokaal"));
    let plan = plan(&[grid("Kader", &format!("{HEADER}\n{body}"))]);
    assert!(plan.assessments.is_empty());
    assert!(says(&plan, &["6 rijen", "zonder kleur of woord"]), "{:?}", remarks(&plan));
}

fn without_fills(grid: &Grid) -> BTreeMap<(u32, u32), crate::cell::GridCell> {
    let mut cells = grid.cells.clone();
    cells.values_mut().for_each(|cell| cell.fill = None);
    cells.retain(|_, cell| !cell.is_blank());
    cells
}

#[test]
fn the_framework_of_another_district_is_read_by_its_own_words() {
    let text = crate::framework::EMBEDDED
        .replace("\"Preventie\"", "\"Voorkomen\"")
        .replace("code = \"Hi\"", "code = \"Duin\"");
    let text = text
        .replace("\"Hilversum\"", "\"Duinstad\"")
        .replace(" Hi = ", " Duin = ")
        .replace("municipality = \"Hi\"", "municipality = \"Duin\"");
    let framework = Framework::parse(&text, "ander.toml").unwrap();
    let sheet = "Sub-thema | Duin | GM\nVoorkomen | Rood | Rood\nPGA | Rood | Groen\nAlle partners | Rood | Rood";
    let plan = read(&[grid("Kader", sheet)], &framework);
    assert_eq!(status(&plan, "INT-PRE", "Duin").as_deref(), Some("red"));
}

#[test]
fn long_lists_that_name_municipalities_cost_little() {
    let row = |n: usize| format!("{n} | Preventie | actie {n} | Hilversum | Huizen | Loopt");
    let rows: Vec<String> = (0..20_000).map(row).collect();
    let plan =
        plan(&[grid("Acties", &format!("Nr | Sub-thema | Actie | Gemeente | Trekker | Status\n{}", rows.join("\n")))]);
    assert_eq!((plan.actions.len(), plan.assessments.len()), (20_000, 0));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_sheet_that_names_municipalities_is_read(
        cells in proptest::collection::vec(proptest::collection::vec(proptest::sample::select(vec![
            "", "W", "GM", "B/L", "Hi", "Hu", "D", "Preventie", "PGA", "Alle partners", "Netwerk", "Rood", "Groen", "Hoog", "Actie", "Trekker", "12", "x",
        ]), 0..9), 0..14),
        merges in proptest::collection::vec((0_u32..12, 0_u32..8, 0_u32..4, 0_u32..3), 0..4),
    ) {
        let lines: Vec<String> = cells.iter().map(|row| row.join(" | ")).collect();
        let mut sheet = grid("Blad", &lines.join("\n"));
        for (nth, cell) in sheet.cells.values_mut().enumerate() {
            cell.fill = Rgb::parse(if nth % 2 == 0 { "FF0000" } else { "FFFFFF" });
        }
        let spans = merges.iter().map(|(top, left, high, wide)| crate::cell::Span { top: *top, left: *left, bottom: top + high, right: left + wide });
        sheet.merges = spans.collect();
        let plan = plan(&[sheet]);
        let mut pairs = std::collections::BTreeSet::new();
        for one in &plan.assessments {
            proptest::prop_assert!(pairs.insert((one.subtheme.clone(), one.municipality.clone())), "one status for each");
        }
    }
}
