//! Every way in which people lay out a sheet of actions, each as a small sheet with what has to be read from it.

use super::tests::{codes, grid, lines, merged, plan, remarks, statuses};
use super::*;
use crate::cell::{CellValue, GridCell};

fn fields(plan: &ActionPlan, field: Field) -> Vec<u32> {
    plan.tables.first().and_then(|table| table.columns.get(&field)).cloned().unwrap_or_default()
}

fn places(plan: &ActionPlan) -> Vec<String> {
    plan.actions
        .iter()
        .map(|action| format!("{} [{}]", action.text.raw.replace('\n', "\\n"), codes(&action.municipalities)))
        .collect()
}

fn says(plan: &ActionPlan, parts: &[&str]) -> bool {
    remarks(plan).iter().any(|remark| parts.iter().all(|part| remark.contains(part)))
}

// --- Where tables stand --------------------------------------------------------------------------------------------------

#[test]
fn a_table_may_stand_anywhere_below_titles_and_a_logo() {
    let sheet = "De Basis op Orde – actieoverzicht district Gooi en Vechtstreek\n | versie 1.0 | 27-08-2025\n\n\n\n | | | Kleuren | {FF0000} | {FFC000}\n\n | | | Nr | Actie | Wie | Planning | Status\n | | | 1 | Doen | OOV | Q1 2026 | Loopt\n | | | 2 | Laten | OOV | Q2 2026 | Loopt";
    let plan = plan(&[merged(grid("Huizen", sheet), &["A1:H1"])]);
    assert_eq!(lines(&plan), ["9 1: absent/absent [Hu] Doen", "10 2: absent/absent [Hu] Laten"]);
    assert_eq!((plan.tables[0].header_row, fields(&plan, Field::Owner)), (7, vec![5]));
}

#[test]
fn tables_beside_each_other_are_read_apart() {
    let sheet = "Hilversum | | | | | Huizen\nNr | Actie | Trekker | Status | | Nr | Actie | Trekker | Status
1 | a | OOV | Loopt | | 1 | d | Politie | Loopt\n2 | b | OOV | Afgerond | | 2 | e | Politie | Loopt\n3 | c | OOV | Loopt";
    let plan = plan(&[grid("Acties", sheet)]);
    assert_eq!(plan.tables.iter().map(|table| table.rows).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(places(&plan), ["a [Hi]", "b [Hi]", "c [Hi]", "d [Hu]", "e [Hu]"]);
    assert_eq!(plan.actions[3].owners.at.to_string(), "Acties!H3");
    assert!(plan.loose_rows.is_empty());
}

#[test]
fn tables_beside_each_other_need_no_empty_column_between() {
    let sheet = "Nr | Actie | Trekker | Nr | Actie | Trekker\n1 | a | OOV | 2 | b | Politie";
    assert_eq!(lines(&plan(&[grid("Huizen", sheet)])).len(), 2);
}

#[test]
fn a_table_may_start_beside_the_rows_of_another() {
    let sheet = "Nr | Actie | Trekker | Planning\n1 | Een lange actie van de eerste tabel | OOV | Q1 2026\n2 | b | OOV | Q1 2026 | | Nr | Actie | Wie | Deadline\n3 | c | OOV | Q1 2026 | | 11 | x | Politie | Q2 2026\n4 | d | OOV | Q1 2026 | | 12 | y | Politie | Q2 2026";
    let plan = plan(&[grid("Huizen", sheet)]);
    let ids: Vec<&str> = plan.actions.iter().filter_map(|action| action.id()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "11", "12"]);
    assert_eq!(plan.tables[1].columns.get(&Field::Deadline), Some(&vec![8]));
}

#[test]
fn two_columns_for_the_subject_are_no_two_tables() {
    let sheet = "Nr | Onderwerp | | Actie | Trekker\n1 | Meldpunt | | Webpagina bouwen | OOV";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!((plan.tables.len(), &*plan.actions[0].text.raw), (1, "Webpagina bouwen"));
}

#[test]
fn tables_below_each_other_have_a_municipality_each() {
    let sheet = "Acties gemeente Hilversum\nNr | Actie | Trekker | Status\n1 | a | OOV | Loopt\n2 | b | OOV | Loopt\n\nActies gemeente Huizen\nNr | Actie | Trekker | Status\n1 | c | OOV | Loopt\n\nActieplan Gooise Meren 2026\nNr | Thema | Actie | Wie | Planning\n1 | Netwerk | d | OOV | Q1 2026";
    let plan = plan(&[merged(grid("Blad1", sheet), &["A1:D1", "A6:D6", "A10:E10"])]);
    assert_eq!(places(&plan), ["a [Hi]", "b [Hi]", "c [Hu]", "d [GM]"]);
}

#[test]
fn the_name_of_the_plan_is_no_municipality() {
    let sheet = "De Basis op Orde – district Gooi en Vechtstreek\nNr | Actie | Gemeente | Trekker\n1 | a | Huizen | OOV\n2 | b | | OOV";
    assert_eq!(places(&plan(&[grid("Acties", sheet)])), ["a [Hu]", "b [blank]"]);
    let sheet = "Overleg met Huizen voorbereiden\nNr | Actie | Trekker | Status\n1 | a | OOV | Loopt";
    assert_eq!(places(&plan(&[grid("Hilversum", sheet)])), ["a [Hi]"]);
}

#[test]
fn lists_and_legends_beside_a_table_are_left_out() {
    let sheet = "Nr | Actie | Trekker | Status | | Status | Prioriteit | Niveau | | Legenda
1 | a | OOV | Loopt | | Loopt | Hoog | Lokaal | | {FF0000} | niets geregeld\n2 | b | OOV | Afgerond | | Afgerond | Laag | D & L | | {FFC000} | iets geregeld\n | | | | | Vertraagd\n3 | c | OOV | Loopt | | Vervallen";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(plan.actions.len(), 3);
    assert_eq!((fields(&plan, Field::Progress), fields(&plan, Field::Priority)), (vec![3], vec![]));
    assert!(plan.loose_rows.is_empty(), "{:?}", plan.loose_rows);
}

#[test]
fn a_legend_below_the_table_is_no_action() {
    let sheet = "Nr | Thema | Actie | Trekker | Status\n1 | Netwerk | a | OOV | {FF0000}\n\nLegenda\n | {FF0000} | nog niets geregeld\n | {FFC000} | iets geregeld\n\n | {92D050} | Groen is klaar";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(lines(&plan), ["2 1: NW/absent [Hu] a"]);
}

// --- Headers -------------------------------------------------------------------------------------------------------------

#[test]
fn a_header_over_two_rows_may_be_repeated_on_each_page() {
    let header = "Nr | Actie | Wie | | Planning | Status\n | | Trekker | Betrokkenen | |";
    let sheet = format!(
        "{header}\n1 | Een convenant opstellen met alle | OOV | Politie | Q1 2026 | Loopt\n{header}\n | partijen van het district | | | |\n2 | b | OOV | OM | Q1 2026 | Loopt"
    );
    let plan = plan(&[merged(grid("Huizen", &sheet), &["C1:D1", "C4:D4"])]);
    assert_eq!(
        lines(&plan),
        [
            "3 1: absent/absent [Hu] Een convenant opstellen met alle\\npartijen van het district",
            "7 2: absent/absent [Hu] b",
        ]
    );
    assert_eq!((fields(&plan, Field::Owner), fields(&plan, Field::Involved)), (vec![2], vec![3]));
}

#[test]
fn columns_may_come_in_any_order_with_others_and_empty_ones_between() {
    let sheet = "Laatst bijgewerkt | Status | Kosten | | Planning/Deadline | Actiehouder | Maatregel | | Sub thema's | Volgnummer
1-11-2025 | Loopt | 500 | | Q1 2026 | OOV | Doen | | Preventie | 7";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(lines(&plan), ["2 7: INT/INT-PRE [Hu] Doen"]);
    for (field, col) in [(Field::UpdatedOn, 0), (Field::Progress, 1), (Field::Deadline, 4), (Field::Owner, 5)] {
        assert_eq!(fields(&plan, field), [col], "{field:?}");
    }
}

#[test]
fn columns_without_a_header_are_known_by_what_stands_in_them() {
    let sheet = " | | Actie | Trekker | Planning\nNetwerk | HI-01 | a | OOV | Q1 2026\n | HI-02 | b | OOV | Q1 2026\nInterventies | HI-03 | c | OOV | Q1 2026";
    let plan = plan(&[merged(grid("Hilversum", sheet), &["A2:A3"])]);
    assert_eq!(lines(&plan), ["2 HI-01: NW/absent [Hi] a", "3 HI-02: NW/absent [Hi] b", "4 HI-03: INT/absent [Hi] c"]);
    assert!(says(&plan, &["Kolom A heeft geen kop", "thema"]) && says(&plan, &["Kolom B", "nummer"]));
    // What stands there now and then is no column.
    let sheet = " | Nr | Actie | Trekker\nnieuw | 1 | a | OOV\n | 2 | b | OOV\n! | 3 | c | OOV";
    assert_eq!(fields(&tests::plan(&[grid("Hilversum", sheet)]), Field::Theme), Vec::<u32>::new());
}

#[test]
fn there_may_be_any_number_of_columns_for_notes() {
    let mut sheet = grid(
        "Huizen",
        "Nr | Actie | Trekker | Toelichting | Opmerkingen secretariaat | Opmerkingen 2 | x | Kosten\n1 | a | OOV | een | twee | drie | besproken in het overleg | 500\n2 | b | OOV | | | vier | wacht op het college | 20",
    );
    let day = NaiveDate::from_ymd_opt(2025, 11, 12).unwrap();
    sheet.cells.insert((0, 6), GridCell { value: CellValue::Date(day.into()), ..GridCell::default() });
    let plan = plan(&[sheet]);
    assert_eq!(fields(&plan, Field::Notes), [3, 4, 5, 6]);
    assert_eq!(plan.actions[0].explanation(), "een\ntwee\ndrie\nbesproken in het overleg");
    assert!(says(&plan, &["12-11-2025", "datum"]));
}

#[test]
fn a_row_of_an_action_is_no_header() {
    let sheet = "Nr | Actie | Trekker | Planning | Opmerkingen\n1 | Wat, wie en wanneer vastleggen | OOV | Q1 2026 | Toelichting: zie verslag\n2 | b | OOV | Q1 2026 |";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!((plan.tables.len(), plan.actions.len()), (1, 2));
}

// --- Headers that leave open what they mean ------------------------------------------------------------------------------

#[test]
fn wie_beside_an_owner_is_everybody_who_takes_part() {
    let sheet = "Nr | Actie | Wie | Verantwoordelijke\n1 | a | Politie, OM en OOV | OOV\n2 | b | GGZ, Politie | Politie\n3 | c | ZVHGV en LSE | ZVHGV\n4 | d | OM, OOV | OOV";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!((fields(&plan, Field::Owner), fields(&plan, Field::Involved)), (vec![3], vec![2]));
    assert!(says(&plan, &["\"Wie\"", "betrokkenen"]));
    let alone = "Nr | Actie | Wie\n1 | a | Politie, OM en OOV\n2 | b | GGZ, Politie\n3 | c | ZVHGV en LSE";
    assert_eq!(fields(&tests::plan(&[grid("Huizen", alone)]), Field::Owner), [2]);
}

#[test]
fn planning_in_prose_beside_a_deadline_is_an_explanation() {
    let sheet = "Nr | Actie | Planning | Deadline\n1 | a | eerst met het team bespreken | Q1 2026\n2 | b | daarna in drie stappen uitrollen | 1-5-2026\n3 | c | wachten op nieuwe mensen | Q3 2026";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!((fields(&plan, Field::Deadline), fields(&plan, Field::Notes)), (vec![3], vec![2]));
    let periods = "Nr | Actie | Planning\n1 | a | eerst met het team bespreken\n2 | b | daarna in drie stappen uitrollen\n3 | c | wachten op nieuwe mensen";
    assert_eq!(fields(&tests::plan(&[grid("Huizen", periods)]), Field::Deadline), [2], "there is no other");
}

#[test]
fn gereed_is_a_deadline_a_day_of_completion_or_a_status() {
    let completed = "Nr | Actie | Planning | Status | Gereed\n1 | a | Q1 2025 | Afgerond | 1-4-2025\n2 | b | Q1 2026 | Loopt |\n3 | c | Q2 2026 | Loopt |\n4 | d | Q1 2025 | Afgerond | 3-5-2025";
    let plan_of = |sheet: &str| plan(&[grid("Huizen", sheet)]);
    let plan = plan_of(completed);
    assert_eq!((fields(&plan, Field::Deadline), fields(&plan, Field::CompletedOn)), (vec![2], vec![4]));
    let deadline = "Nr | Actie | Status | Gereed\n1 | a | Loopt | 1-4-2026\n2 | b | Loopt | Q2 2026";
    assert_eq!(fields(&plan_of(deadline), Field::Deadline), [3]);
    let status = "Nr | Actie | Planning | Gereed\n1 | a | Q1 2026 | Loopt\n2 | b | Q1 2026 | Niet gestart\n3 | c | Q1 2026 | Afgerond";
    assert_eq!(fields(&plan_of(status), Field::Progress), [3]);
}

// --- Rows between actions ------------------------------------------------------------------------------------------------

#[test]
fn headings_may_stand_in_the_column_of_the_numbers() {
    let sheet = "Nr | Actie | Trekker | Status\nThema 1 – Randvoorwaarden\n1 | a | OOV | Loopt\nLopende acties\n2 | b | OOV | Loopt\n\nThema 4 – Interventies | | | 2\n3 | c | OOV | Loopt\nPreventie\n4 | d | OOV | Loopt";
    let plan = plan(&[merged(grid("Huizen", sheet), &["A2:D2", "A7:C7"])]);
    assert_eq!(
        lines(&plan),
        ["3 1: RV/absent [Hu] a", "5 2: RV/absent [Hu] b", "8 3: INT/absent [Hu] c", "10 4: INT/INT-PRE [Hu] d",]
    );
    assert!(plan.loose_rows.is_empty());
}

#[test]
fn themes_stand_within_municipalities_or_the_other_way_round() {
    let rows = |order: [&str; 8]| format!("Nr | Actie | Trekker | Status\n{}", order.join("\n"));
    let a = |n: u8| format!("{n} | a{n} | OOV | Loopt");
    let (a1, a2, a3) = (a(1), a(2), a(3));
    let within = rows(["Hilversum", "Netwerk", &a1, "Interventies", &a2, "Huizen", &a3, ""]);
    let around = rows(["Netwerk", "Hilversum", &a1, "Huizen", &a2, "Interventies", &a3, ""]);
    assert_eq!(
        lines(&plan(&[grid("Acties", &within)])),
        ["4 1: NW/absent [Hi] a1", "6 2: INT/absent [Hi] a2", "8 3: absent/absent [Hu] a3"]
    );
    assert_eq!(
        lines(&plan(&[grid("Acties", &around)])),
        ["4 1: NW/absent [Hi] a1", "6 2: NW/absent [Hu] a2", "8 3: INT/absent [absent] a3"]
    );
}

#[test]
fn new_actions_may_stand_below_the_footnotes() {
    let sheet = "Nr | Thema | Actie | Trekker | Status\nThema 3 – Netwerk\n1 | | a | OOV | Loopt\nTotaal | | 1 | | 1\n* Hoog: er is nog niets geregeld.\nVan Huizen is alleen het thema Netwerk beoordeeld.\n\n | | Nieuwe actie | Politie |\n | | Nog een nieuwe actie | |";
    let plan = plan(&[merged(grid("Huizen", sheet), &["A2:E2", "A6:E6"])]);
    assert_eq!(
        lines(&plan),
        ["3 1: NW/absent [Hu] a", "8 -: blank/absent [Hu] Nieuwe actie", "9 -: blank/absent [Hu] Nog een nieuwe actie"]
    );
    let sheet = "Nr | Actie | Trekker\n1 | a | OOV\n* voetnoot\n | Los onder de tabel |";
    let plan = tests::plan(&[grid("Huizen", sheet)]);
    assert_eq!(plan.actions.len(), 1);
    assert!(says(&plan, &["los onder de tabel", "niet gelezen"]), "{:?}", remarks(&plan));
}

#[test]
fn totals_and_sums_are_no_actions() {
    let mut sheet = grid(
        "Huizen",
        "Nr | Actie | Trekker | Planning | Status | Toelichting\n1 | a | OOV | Q1 2026 | Loopt |\nTotaal | 1 | 1 | 1 | 1 | 0\n | 1 | 1 | 1 | |",
    );
    for col in 1..4 {
        sheet.cells.get_mut(&(3, col)).unwrap().formula = Some("COUNTA(B2:B2)".into());
    }
    let plan = plan(&[sheet]);
    assert_eq!((plan.actions.len(), plan.loose_rows.len()), (1, 0));
}

#[test]
fn hidden_and_filtered_rows_are_read_and_known_as_hidden() {
    let mut sheet = grid("Huizen", "Nr | Thema | Actie | Trekker\n1 | Netwerk | a | OOV\n2 | | b | OOV\n3 | | c | OOV");
    sheet.hidden_rows.extend([1, 2]);
    let plan = plan(&[sheet]);
    assert_eq!(plan.actions.iter().map(|action| action.hidden).collect::<Vec<_>>(), [true, true, false]);
    assert!(
        plan.actions.iter().all(|action| action.theme.known().is_some()),
        "a hidden theme holds for the rows below"
    );
}

// --- Actions over several rows -------------------------------------------------------------------------------------------

#[test]
fn an_action_and_its_notes_may_be_wrapped() {
    let sheet = "Nr | Actie | Trekker | Toelichting\n1 | Afspraken maken met de politie, | OOV | besproken\n | OM en ZVHGV | | op 12-11\n2 | Iets anders | OOV |";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(
        lines(&plan),
        [
            "2 1: absent/absent [Hu] Afspraken maken met de politie,\\nOM en ZVHGV",
            "4 2: absent/absent [Hu] Iets anders"
        ]
    );
    assert_eq!(plan.actions[0].explanation(), "besproken\nop 12-11");
    // With an owner it is an action of its own.
    let sheet = "Nr | Actie | Trekker | Toelichting\n1 | Een eerste actie zonder punt | OOV | a\n | een tweede zonder nummer | Politie |";
    assert_eq!(tests::plan(&[grid("Huizen", sheet)]).actions.len(), 2);
}

#[test]
fn a_merged_action_may_have_several_rows() {
    let sheet = "Nr | Actie | Trekker | Planning | Toelichting\n1 | a | OOV | Q1 2026 | een\n | | Politie | | twee\n | | | Q3 2026 |\n2 | b | OOV | Q1 2026 |";
    let plan = plan(&[merged(grid("Huizen", sheet), &["A2:A4", "B2:B4"])]);
    assert_eq!(plan.actions.len(), 2);
    let owners: Vec<&str> = plan.actions[0].owners.known().unwrap().iter().map(|owner| owner.raw.as_str()).collect();
    assert_eq!(owners, ["OOV", "Politie"]);
    assert_eq!(plan.actions[0].explanation(), "een\ntwee");
    assert!(plan.loose_rows.is_empty() && says(&plan, &["samengevoegde actie in regel 2", "planning"]));

    let phases = "Nr | Actie | Trekker | Planning\n1a | a | OOV | Q1 2026\n1b | | OOV | Q3 2026";
    let plan = tests::plan(&[merged(grid("Huizen", phases), &["B2:B3"])]);
    assert_eq!(lines(&plan), ["2 1a: absent/absent [Hu] a", "3 1b: absent/absent [Hu] a"]);
}

// --- Values for several rows ---------------------------------------------------------------------------------------------

#[test]
fn a_municipality_may_stand_once_for_its_actions() {
    let sheet = "Nr | Gemeente | Niveau | Actie | Trekker\n1 | Hilversum | Lokaal | a | OOV\n2 | | Lokaal | b | OOV\n3 | Huizen | Lokaal | c | OOV\n4 | | | d | OOV\n5 | | Districtelijk | e | OOV";
    let plan_of = |grid: Grid| plan(&[grid]);
    assert_eq!(places(&plan_of(grid("Acties", sheet))), ["a [Hi]", "b [Hi]", "c [Hu]", "d [Hu]", "e [blank]"]);
    let with_merges = merged(grid("Acties", sheet), &["B2:B3", "B4:B6"]);
    assert_eq!(places(&plan_of(with_merges)), ["a [Hi]", "b [Hi]", "c [Hu]", "d [Hu]", "e [Hu]"]);
    // An empty cell on the district's sheet is everybody, and a list that was sorted says nothing.
    assert_eq!(places(&plan_of(grid("Districtelijk", sheet)))[1], "b []");
    let sorted = "Nr | Gemeente | Actie | Trekker\n1 | Hilversum | a | OOV\n2 | | b | OOV\n3 | Huizen | c | OOV\n4 | Hilversum | d | OOV\n5 | | e | OOV";
    assert_eq!(places(&plan_of(grid("Acties", sorted)))[1], "b [blank]");
}

#[test]
fn what_was_carried_down_is_known() {
    let sheet = "Nr | Thema | Sub-thema | Actie | Trekker\n1 | Netwerk | Alle partners | a | OOV\n2 | | | b |\n3 | | Lokaal netwerk | c | Politie\n4 | Interventies | PGA | d | OOV\n5 | | | e | OOV";
    let plan = plan(&[merged(grid("Huizen", sheet), &["B2:B4", "C2:C3", "E2:E3"])]);
    let shown: Vec<String> = plan
        .filled_down
        .iter()
        .map(|range| {
            let merged = range.merged.map_or("-".to_owned(), |span| span.to_string());
            format!("{:?} {} {merged} {:?}", range.field, range.at.a1(), range.rows)
        })
        .collect();
    assert_eq!(
        shown,
        ["Theme B2 B2:B4 [2, 3]", "Subtheme C2 C2:C3 [2]", "Owner E2 E2:E3 [2]", "Theme B5 - [5]", "Subtheme C5 - [5]",]
    );
    assert_eq!(&*plan.actions[1].owners.raw, "OOV");
}

#[test]
fn rows_without_an_action_are_known() {
    let sheet = "Nr | Actie | Trekker | Status\n1 | a | OOV | Loopt\n2 | | Politie | Loopt\n\n | | OM | Loopt\n3 | b | OOV | Loopt";
    let plan = plan(&[grid("Huizen", sheet)]);
    let shown: Vec<String> =
        plan.loose_rows.iter().map(|row| format!("{} {:?} {:?}", row.at.a1(), row.fields, row.below)).collect();
    assert_eq!(shown, ["B3 [Id, Owner, Progress] Some(1)", "B5 [Owner, Progress] None"]);
    assert_eq!(plan.actions.iter().map(statuses).collect::<Vec<_>>().len(), 2);
}
