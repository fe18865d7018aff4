use crate::framework::Framework;
use crate::plan::ActionPlan;
use crate::read::account::filled_rows;
use crate::read::read;
use crate::rules::example::sheets;

const HEADER: &str = "| Nr | Actie | Trekker | Planning | Status |";
const ROWS: &str = "\
| HI-01 | Scholen bezoeken met de wijkagent | OOV Hilversum | Q2 2026 | Loopt |
| HI-02 | Ouders bijpraten over online | Sociaal Domein | 31-12-2026 | Niet gestart |
| HI-03 | Een webpagina maken | OOV Hilversum | Q3 2026 | Loopt |";

/// The plan of a sheet. Every row of it in which something stands is told of once.
fn plan(sheet: &str) -> ActionPlan {
    let grids = sheets(&format!("# Hilversum\n{sheet}")).grids;
    let plan = read(&grids, Framework::embedded());
    let told: usize = plan.tables.iter().map(|table| table.seen.total()).sum();
    assert_eq!(told, filled_rows(&grids[0]).count(), "{sheet}\n{:?}", plan.tables);
    plan
}

/// The rows of the actions, from one, and why others were passed over; of the only table.
fn seen(sheet: &str) -> (Vec<u32>, Vec<&'static str>) {
    let plan = plan(sheet);
    assert_eq!(plan.tables.len(), 1, "{sheet}");
    let reasons = plan.tables[0].seen.passed_over.keys().map(|reason| reason.code()).filter(|code| *code != "header");
    (plan.actions.iter().map(|action| action.row + 1).collect(), reasons.collect())
}

#[test]
fn explanations_and_numbers_of_columns_are_no_actions() {
    for (row, reason) in [
        ("(nummer) | Omschrijf de actie | kies uit lijst | dd-mm-jjjj | kies uit lijst", "explanation"),
        ("uniek nummer | korte omschrijving | naam van de organisatie | bijv. Q2 2026 | kies", "explanation"),
        (" | vrije tekst | naam van de organisatie | datum of kwartaal | keuzelijst", "explanation"),
        (
            "automatisch | wat gaat er gebeuren? | wie trekt de actie? | wanneer klaar? | hoe staat het ervoor?",
            "explanation",
        ),
        ("volgnr | tekst | functie | maand/jaar | Loopt, Afgerond, Vertraagd", "explanation"),
        ("ID | Description of the action | Name of the organisation | yyyy-mm-dd | Choose from list", "explanation"),
        ("Nummer | Was ist zu tun | Bitte Abteilung eintragen | TT.MM.JJJJ | Auswahl aus Liste", "explanation"),
        ("Verplicht | Verplicht | Verplicht | Optioneel | Verplicht", "explanation"),
        ("1 | 2 | 3 | 4 | 5", "column_numbers"),
        ("(a) | (b) | (c) | (d) | (e)", "column_numbers"),
        ("A. | B. | | D. | E.", "column_numbers"),
    ] {
        let sheet = format!("{HEADER}\n| {row} |\n{ROWS}");
        assert_eq!(seen(&sheet), (vec![3, 4, 5], vec![reason]), "{row}");
    }
    let two = format!("{HEADER}\n| Number | Text | Text | Date | List |\n| 1 | 2 | 3 | 4 | 5 |\n{ROWS}");
    assert_eq!(seen(&two), (vec![4, 5, 6], vec!["explanation", "column_numbers"]));
}

#[test]
fn rows_that_wait_to_be_filled_in_are_no_actions_wherever_they_stand() {
    for row in [
        "HI-04 | Vul hier de actie in | | |",
        " | Insert new action here | | |",
        "HI-04 | [Actie] | [trekker] | [planning] | Niet gestart",
        " | Voeg hieronder een nieuwe actie toe | | |",
        "HI-04 | … | | |",
        "HI-04 | <omschrijving> | <naam> | <datum> |",
        " | Klik hier om een regel toe te voegen | | |",
        "HI-04 | Maßnahme hier eintragen | | |",
        "HI-04 | Describe the action | Enter owner | dd-mm-yyyy |",
        " | Insert risk treatment | | |",
        "HI-04 | xxx | xxx | xx-xx-xxxx | xxx",
        "HI-04 | Type here… | | |",
    ] {
        assert_eq!(seen(&format!("{HEADER}\n{ROWS}\n| {row} |")), (vec![2, 3, 4], vec!["template"]), "{row}");
        let (first, rest) = ROWS.split_once('\n').unwrap();
        let within = format!("{HEADER}\n{first}\n| {row} |\n{rest}");
        assert_eq!(seen(&within), (vec![2, 4, 5], vec!["template"]), "{row}");
    }
}

#[test]
fn an_action_that_asks_for_something_is_one() {
    for row in [
        "HI-04 | Beschrijf de taken van de coördinator | | |",
        "HI-04 | Vul het meldprotocol in | OOV Hilversum | |",
        "HI-04 | Kies een locatie | n.t.b. | n.t.b. |",
        "HI-04 | Selecteer partners voor het netwerk | | Q2 2026 |",
        "HI-04 | Voorbeelden verzamelen van andere gemeenten | | |",
        "HI-04 | Invoeren van het nieuwe systeem | | |",
        "HI-04 | (Door)ontwikkelen van het netwerk | | |",
        "HI-04 | Naam van het meldpunt kiezen | OOV Hilversum | Q2 2026 | Loopt",
        " | Overleg voeren met scholen | | |",
        "1 | Kies een nieuwe coördinator | OOV Hilversum | Q2 2026 | Loopt",
        "1 | [gelakt] | OOV Hilversum | Q2 2026 | Loopt",
    ] {
        assert_eq!(seen(&format!("{HEADER}\n| {row} |\n{ROWS}")), (vec![2, 3, 4, 5], vec![]), "{row}");
        assert_eq!(seen(&format!("{HEADER}\n{ROWS}\n| {row} |")), (vec![2, 3, 4, 5], vec![]), "{row}");
    }
}

#[test]
fn a_row_that_only_heads_its_parts_is_none() {
    let parts =
        "| 1.1 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |\n| 1.2 | Ouders bijpraten | | Q2 2026 | Loopt |";
    for (row, parent) in [
        ("| 1 | Scholen | | | |", true),
        ("| 1. | Scholen | | | |", true),
        ("| 1 | Scholen | OOV Hilversum | | |", false),
        ("| 1 | Scholen | | Q4 2026 | |", false),
        ("| 2 | Scholen | | | |", false),
    ] {
        let (actions, reasons) = seen(&format!("{HEADER}\n{row}\n{parts}"));
        let wanted: (Vec<u32>, Vec<&str>) = if parent { (vec![3, 4], vec!["parent"]) } else { (vec![2, 3, 4], vec![]) };
        assert_eq!((actions, reasons), wanted, "{row}");
    }
    let alike = "| 10 | Scholen bezoeken | OOV Hilversum | Q2 2026 | Loopt |\n| 11 | Ouders bijpraten | OOV Hilversum | Q2 2026 | Loopt |";
    assert_eq!(seen(&format!("{HEADER}\n| 1 | Scholen | | | |\n{alike}")).0, [2, 3, 4]);
}

#[test]
fn names_of_columns_above_the_header_are_no_table() {
    for (above, first, reason) in [
        ("| Wat | | Wie | Wanneer | |", 3, "column_groups"),
        ("| What | | Who | When | |", 3, "column_groups"),
        ("| Wat | Wat | Wie | Wanneer | Hoe ver |", 3, "column_groups"),
        ("| Vul in: Actie | Trekker | Planning | Status |\n\n", 5, "column_groups"),
        ("| Vul in: Actie | Trekker | Planning | Status |\n| Doe dat voor elke actie. |", 4, "title"),
    ] {
        let (actions, reasons) = seen(&format!("{above}\n{HEADER}\n{ROWS}"));
        assert_eq!(actions, [first, first + 1, first + 2], "{above}");
        assert!(reasons.contains(&reason), "{above}: {reasons:?}");
    }
    let guide = sheets(&format!("# Hilversum\n{HEADER}\n{ROWS}\n# Leeswijzer\nZo vult u het plan in\n{HEADER}")).grids;
    let plan = read(&guide, Framework::embedded());
    assert_eq!((plan.tables.len(), plan.sheets[1].has_table), (1, false));
    assert!(plan.remarks.iter().any(|remark| remark.message.nl.contains("niet gelezen als tabel")));
}

#[test]
fn every_row_is_told_of_once() {
    let above = ["", "Acties Hilversum\n27 augustus 2025\n", "| Wat | | Wie | Wanneer |\n"];
    let between = [
        "",
        "| Netwerk | | | | |",
        "| (nummer) | tekst | kies | datum | kies |",
        "| 1 | Scholen bezoeken | OOV | Q2 2026 | Loopt |\n| | en de ouders van leerlingen | | | |",
        "| 2 | | OOV | Q2 2026 | |\n| 3 | | | | |",
        "| Nr | Actie | Trekker | Planning | Status |",
        "Legenda:\n| groen | loopt |",
        "* een voetnoot\n\n| | losse tekst | | | |",
        "| Totaal | | | | 3 |\n\n| | | | | | buiten de tabel |",
        "\n\n| Code | Maatregel | Eigenaar | Deadline | Stand |\n| X1 | Iets anders doen | OOV | Q2 2026 | Loopt |",
        "\n\n| Code | Maatregel | Eigenaar |\n\n",
    ];
    let mut sheets = 0;
    for above in above {
        // Each of them stands before the rows of some other one.
        for (first, second) in between.iter().zip(between.iter().cycle().skip(3)) {
            plan(&format!("{above}{HEADER}\n{first}\n{ROWS}\n{second}\n"));
            sheets += 1;
        }
    }
    assert_eq!(sheets, 33);
}
