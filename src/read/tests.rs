//! Whole small sheets in, plans out.

use std::fmt::Write as _;

use super::*;
use crate::cell::{Cell, CellValue, GridCell, Reading, Rgb, Span};
use crate::plan::{Action, OwnerKind, StatusSource};

/// A sheet from lines `a | b | c`, from row 1 on; a cell may start with its fill: `{FF0000} Groen`. `\n` is a new line.
pub(super) fn grid(sheet: &str, lines: &str) -> Grid {
    let mut grid = Grid { sheet: sheet.into(), ..Grid::default() };
    for (row, line) in lines.lines().enumerate() {
        for (col, text) in line.split('|').enumerate() {
            let text = text.trim();
            let (fill, text) = match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                Some((hex, rest)) => (Rgb::parse(hex), rest.trim()),
                None => (None, text),
            };
            let value = match text.parse::<f64>() {
                Ok(number) if !text.starts_with("nan") => CellValue::Number(number),
                _ if text.is_empty() => CellValue::Empty,
                _ => CellValue::Text(text.replace("\\n", "\n").into()),
            };
            if fill.is_some() || value != CellValue::Empty {
                grid.cells.insert((row as u32, col as u32), GridCell { value, fill, ..GridCell::default() });
            }
        }
    }
    grid
}

pub(super) fn merged(mut grid: Grid, spans: &[&str]) -> Grid {
    grid.merges = spans.iter().filter_map(|span| Span::parse(span)).collect();
    grid
}

pub(super) fn plan(grids: &[Grid]) -> ActionPlan {
    read(grids, Framework::embedded())
}

fn value<T: ?Sized>(cell: &Cell<T>, show: impl Fn(&T) -> String) -> String {
    match &cell.value {
        Reading::Absent => "absent".into(),
        Reading::Blank => "blank".into(),
        Reading::Unreadable => "unreadable".into(),
        Reading::Known(value) => show(value),
    }
}

pub(super) fn codes(cell: &Cell<Vec<crate::framework::Code>>) -> String {
    value(cell, |codes| codes.iter().map(|code| &**code).collect::<Vec<_>>().join(","))
}

/// `7 2.1: RV/RV-INF [Hi] text`.
fn line(action: &Action) -> String {
    let mut line = String::new();
    let theme = value(&action.theme, |code| code.to_string());
    let _ = write!(line, "{} {}: {theme}/{}", action.row + 1, action.id().unwrap_or("-"), codes(&action.subtheme));
    let _ =
        write!(line, " [{}] {}", codes(&action.municipalities), value(&action.text, |text| text.replace('\n', "\\n")));
    line
}

pub(super) fn lines(plan: &ActionPlan) -> Vec<String> {
    plan.actions.iter().map(line).collect()
}

pub(super) fn statuses(action: &Action) -> String {
    let show = |status: &crate::plan::Status| match &status.source {
        StatusSource::Word => format!("{} word", status.code),
        StatusSource::Fill(fill) => format!("{} fill {fill}", status.code),
        StatusSource::WordAndFill { means, .. } => format!("{} word and fill {means}", status.code),
    };
    format!("{} / {}", value(&action.progress, show), value(&action.framework_status, show))
}

pub(super) fn remarks(plan: &ActionPlan) -> Vec<String> {
    plan.remarks.iter().map(|remark| remark.message.nl.clone()).collect()
}

const CONSULTANCY: &str = "De Basis op Orde

 | Legenda | {FF0000}

Nr | Thema | Sub-thema | Actie | Prioriteit | Niveau | Trekker | Betrokken partijen | Planning | Status (kleur) | Stand van zaken | Opmerkingen
Thema 1 – Randvoorwaarden
HI-01 | Randvoorwaarden | Informatiepositie van de gemeente | Meldpunt inrichten\\n- webpagina | Hoog | Lokaal | OOV Hilversum | Politie, OM | Q2 2026 | Loopt | 12-11: besproken |
HI-02 | | | Webpagina bouwen | Hoog | Lokaal | | | 27-8-2025 | {FF0000} | |
HI-03 | | Wetgeving over informatiedeling | Convenant tekenen | Gemiddeld tot hoog | D & L | ZHVGV | | doorlopend | {FF0000} Groen | | let op

Thema 2 – Kennis en vaardigheden
HI-04 | | Basiskennis | Training geven | | | n.t.b. | | | Loopt? | |
Totaal | | | 4
* Hoog – nog (vrijwel) niets georganiseerd
 | | | Nieuwe actie onderaan | | | Politie | | | | |";

#[test]
fn a_consultancy_sheet_is_read() {
    let sheet = merged(grid("Hilversum", CONSULTANCY), &["A1:H1", "A6:L6", "B7:B9", "C7:C8", "A11:L11"]);
    let plan = plan(&[grid("Leeswijzer", "De Basis op Orde | Actie\nDatum | 27 augustus 2025"), sheet]);
    assert_eq!(
        lines(&plan),
        [
            "7 HI-01: RV/RV-INF [Hi] Meldpunt inrichten\\n- webpagina",
            "8 HI-02: RV/RV-INF [Hi] Webpagina bouwen",
            "9 HI-03: RV/RV-WET [Hi] Convenant tekenen",
            "12 HI-04: KV/KV-BAS [Hi] Training geven",
            "15 -: blank/blank [Hi] Nieuwe actie onderaan",
        ]
    );
    assert_eq!(plan.tables.len(), 1);
    let table = &plan.tables[0];
    assert_eq!((table.header_row, table.rows), (4, 5));
    assert_eq!(table.columns.get(&Field::Progress), Some(&vec![9]));
    assert_eq!(table.columns.get(&Field::Notes), Some(&vec![10, 11]));
    let got: Vec<String> = plan.actions.iter().map(statuses).collect();
    assert_eq!(
        got,
        [
            "in_progress word / absent",
            "blank / red fill FF0000",
            "blank / green word and fill red",
            "unreadable / absent",
            "blank / absent",
        ]
    );
    let second = &plan.actions[1];
    assert_eq!((second.theme.at.to_string(), &*second.theme.raw), ("Hilversum!B8".into(), "Randvoorwaarden"));
    assert_eq!(second.deadline.known().unwrap().to_string(), "27-08-2025");
    assert_eq!(plan.actions[2].explanation(), "let op");
    let third = plan.actions[2].owners.known().unwrap();
    assert!(matches!(&third[0].kind, OwnerKind::Unknown { suggestion: Some(name) } if name == "ZVHGV"));
    let sheets: Vec<(&str, bool)> = plan.sheets.iter().map(|sheet| (&*sheet.sheet, sheet.has_table)).collect();
    assert_eq!(sheets, [("Leeswijzer", false), ("Hilversum", true)]);
}

#[test]
fn the_assessment_is_no_table_of_actions() {
    let sheet = "Wegingskader\n\nThema | Sub thema's | Status | | | | | Mate van prioriteit voor implementatieplan* | Districtelijk of lokaal
 | | W | GM | B/L | Hi | Hu | |\nRandvoorwaarden | Informatiepositie | {FF0000} | {FF0000} | {FF0000} | {FFC000} | | Hoog | Lokaal";
    let lists = "Status | Prioriteit | Niveau | Trekker\nLoopt | Hoog | Lokaal | OOV";
    let own = Grid { own: true, ..grid("Wijzigingen", "Nr | Actie | Trekker\n1 | iets | OOV") };
    let plan = plan(&[merged(grid("Wegingskader", sheet), &["C3:G3", "A3:A4"]), grid("Lijsten", lists), own]);
    assert!(plan.tables.is_empty() && plan.actions.is_empty());
    assert_eq!(plan.sheets.len(), 2);
}

#[test]
fn headers_over_two_rows_are_one() {
    let sheet = "Nr | Actie | Wie | | Planning | Status
 | | Trekker | Betrokkenen | |
1 | Doen | OOV | Politie | Q1 2026 | Loopt";
    let plan = plan(&[merged(grid("Huizen", sheet), &["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"])]);
    assert_eq!(plan.tables[0].header_row, 1);
    assert_eq!(plan.tables[0].columns.get(&Field::Owner), Some(&vec![2]));
    assert_eq!(plan.tables[0].columns.get(&Field::Involved), Some(&vec![3]));
    assert_eq!(lines(&plan), ["3 1: absent/absent [Hu] Doen"]);
}

#[test]
fn a_header_below_a_banner_is_found() {
    let sheet =
        "Algemeen | | Uitvoering | |\nNr | Actie | Trekker | Planning | Status\n1 | Doen | OOV | Q1 2026 | Loopt";
    let plan = plan(&[grid("Acties", sheet)]);
    assert_eq!((plan.tables[0].header_row, plan.actions.len()), (1, 1));
}

#[test]
fn a_sorted_sheet_is_not_filled_down() {
    let sheet = "Nr | Thema | Sub-thema | Actie | Trekker
1 | | | a | Burgerzaken
2 | Netwerk | | b | KCC
3 | | Preventie | c | OOV
4 | Randvoorwaarden | | d | Politie
5 | | | e | SD";
    let plan = plan(&[grid("Huizen", sheet)]);
    let got = lines(&plan);
    assert_eq!(
        got,
        [
            "2 1: blank/blank [Hu] a",
            "3 2: NW/blank [Hu] b",
            "4 3: INT/INT-PRE [Hu] c",
            "5 4: RV/blank [Hu] d",
            "6 5: blank/blank [Hu] e",
        ]
    );
    assert!(
        remarks(&plan).iter().any(|remark| remark.contains("2 acties") && remark.contains("thema")),
        "{:?}",
        remarks(&plan)
    );
}

#[test]
fn blanks_in_order_are_filled_down() {
    let sheet = "Nr | Thema | Sub-thema | Actie | Trekker
1 | Randvoorwaarden | Wetgeving | a | OOV
2 | | | b | OOV
3 | | Online | c | OOV
4 | Netwerk | | d | OOV
5 | | Alle partners | e | OOV

6 | | | f | OOV";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(
        lines(&plan),
        [
            "2 1: RV/RV-WET [Hu] a",
            "3 2: RV/RV-WET [Hu] b",
            "4 3: RV/RV-ONL [Hu] c",
            "5 4: NW/blank [Hu] d",
            "6 5: NW/NW-ALL [Hu] e",
            "8 6: blank/blank [Hu] f",
        ]
    );
}

#[test]
fn percentages_as_text_need_no_sign_under_their_header() {
    let sheet =
        "Nr | Actie | Trekker | % gereed\n1 | a | OOV | 80\n2 | b | OOV | 0\n3 | c | OOV | 100\n4 | d | OOV | 12,5";
    let plan = plan(&[grid("Hilversum", sheet)]);
    let got: Vec<Option<f64>> = plan.actions.iter().map(|action| action.percent.known().copied()).collect();
    assert_eq!(got, [80.0, 0.0, 100.0, 12.5].map(Some));
}

#[test]
fn municipalities_come_from_the_column_or_the_sheet() {
    let sheet = "Nr | Actie | Gemeente | Trekker\n1 | a | Hilversum | OOV\n2 | b | W, GM, B/L | OOV\n3 | c | | OOV\n4 | d | alle gemeenten | OOV\n5 | e | Utrecht | OOV\n6 | f | Hilversm | OOV";
    let district = "Nr | Actie | Voor welke gemeenten | Trekker\n1 | g | | OOV";
    let plan = plan(&[
        grid("Acties", sheet),
        grid("Districtelijk", district),
        grid("Wijdmeren", "Nr | Actie | Trekker\n1 | h | OOV"),
    ]);
    let got: Vec<String> = plan.actions.iter().map(|action| codes(&action.municipalities)).collect();
    assert_eq!(got, ["Hi", "W,GM,B/L", "blank", "", "unreadable", "Hi", "", "W"]);
    assert_eq!(plan.sheets[2].canonical_name.as_deref(), Some("Wijdemeren"));
    assert!(remarks(&plan).iter().any(|remark| remark.contains("Hilversum")));
}

#[test]
fn two_status_columns_are_two_scales() {
    let sheet = "Nr | Actie | Kaderstatus | Status | Trekker
1 | a | {FF0000} Rood | {92D050} Loopt | OOV
2 | b | | {FFC000} Afgerond | OOV
3 | c | {92D050} | | OOV
4 | d | Groen | Oranje | OOV
5 | e | paars | {FF0000} Loopt | OOV";
    let plan = plan(&[grid("Huizen", sheet)]);
    let got: Vec<String> = plan.actions.iter().map(statuses).collect();
    assert_eq!(
        got,
        [
            "in_progress word / red word and fill red",
            "done word / orange fill FFC000",
            "blank / green fill 92D050",
            "blank / green word",
            "in_progress word / unreadable",
        ]
    );
}

#[test]
fn content_decides_what_a_header_leaves_open() {
    let colours = "Nr | Actie | Status | Trekker\n1 | a | Rood | OOV\n2 | b | {FFC000} | OOV\n3 | c | Groen | OOV\n4 | d | Rood | OOV";
    let plan = plan(&[grid("Huizen", colours)]);
    assert_eq!(plan.tables[0].columns.get(&Field::FrameworkStatus), Some(&vec![2]));
    let remark = remarks(&plan).join("\n");
    assert!(
        remark.contains("\"Status\"") && remark.contains("kaderstatus") && remark.contains("4 gevulde"),
        "{remark}"
    );

    let prose = "Nr | Actie | Status | Voortgang\n1 | a | Loopt | besproken met het team\n2 | b | Afgerond | staat op de website\n3 | c | Loopt | nog geen reactie ontvangen";
    let plan = read(&[grid("Huizen", prose)], Framework::embedded());
    assert_eq!(plan.tables[0].columns.get(&Field::Progress), Some(&vec![2]));
    assert_eq!(plan.tables[0].columns.get(&Field::Notes), Some(&vec![3]));

    let words = "Nr | Actie | Stand van zaken\n1 | a | Loopt\n2 | b | Afgerond\n3 | c | Vertraagd";
    let plan = read(&[grid("Huizen", words)], Framework::embedded());
    assert_eq!(plan.tables[0].columns.get(&Field::Progress), Some(&vec![2]));
}

#[test]
fn a_row_fill_is_no_status() {
    let sheet = "Nr | Actie | Status\n{FFFF00} 1 | {FFFF00} a | {FFFF00} Loopt\n2 | b | {FFFF00} Loopt";
    let plan = plan(&[grid("Huizen", sheet)]);
    let got: Vec<String> = plan.actions.iter().map(statuses).collect();
    assert_eq!(got, ["in_progress word / absent", "in_progress word / orange fill FFFF00"]);
}

#[test]
fn a_marker_pen_outside_the_status_columns_says_nothing() {
    let sheet = "Nr | Actie | Trekker | Planning | Status\n1 | {FFFF00} a | {FFFF00} OOV | {FFFF00} Q2 2026 |\n\
                 {FFFF00} 2 | b | {FFFF00} OOV | {FF0000} Q2 2026 | {92D050}\n3 | {FFFF00} c | OOV | Q2 2026 | {FF0000} Loopt";
    let plan = plan(&[grid("Huizen", sheet)]);
    let got: Vec<String> = plan.actions.iter().map(statuses).collect();
    assert_eq!(got, ["blank / absent", "blank / green fill 92D050", "in_progress word / red fill FF0000"]);
}

#[test]
fn several_tables_and_repeated_headers() {
    let sheet = "Nr | Actie | Trekker | Status\n1 | a | OOV | Loopt\nNr | Actie | Trekker | Status\n2 | b | OOV | Loopt\n\nNr | Thema | Actie | Trekker\n3 | Netwerk | c | OOV";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(lines(&plan), ["2 1: absent/absent [Hu] a", "4 2: absent/absent [Hu] b", "7 3: NW/absent [Hu] c"]);
    assert_eq!(plan.tables.iter().map(|table| table.rows).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(plan.actions[2].table, 1);
}

#[test]
fn wrapped_text_belongs_to_the_action_above() {
    let sheet = "Nr | Actie | Trekker | Toelichting\n1 | Een convenant opstellen met alle partijen en | OOV | a\n | dat laten ondertekenen. | |\n | | | nog een toelichting\n2 | Iets anders | OOV |\n | Losse actie zonder nummer | |";
    let plan = plan(&[grid("Huizen", sheet)]);
    assert_eq!(
        lines(&plan),
        [
            "2 1: absent/absent [Hu] Een convenant opstellen met alle partijen en\\ndat laten ondertekenen.",
            "5 2: absent/absent [Hu] Iets anders",
            "6 -: absent/absent [Hu] Losse actie zonder nummer",
        ]
    );
    assert_eq!(plan.actions[0].explanation(), "a\nnog een toelichting");
    assert_eq!(&*plan.actions[0].text.raw, plan.actions[0].text.known().unwrap());
}

#[test]
fn merged_deadlines_hold_for_every_row() {
    let sheet = "Nr | Actie | Planning | Status\n1 | a | Q1 2026 | Loopt\n2 | b | | Loopt\n3 | c | | Loopt";
    let plan = plan(&[merged(grid("Huizen", sheet), &["C2:C3"])]);
    let got: Vec<String> = plan.actions.iter().map(|action| value(&action.deadline, ToString::to_string)).collect();
    assert_eq!(got, ["Q1 2026", "Q1 2026", "blank"]);
    assert_eq!(plan.actions[1].deadline.at.to_string(), "Huizen!C3");
}

#[test]
fn other_fields_are_read() {
    let sheet = "Nr | Actie | Trekkker | Prioriteit | Niveau | Afhankelijk van | Datum gereed | Planning
2.1 | a | OOV | Laag tot gemiddeld | L&D | 2.3, HI-04 en 5 | 14-11-2025 | 31-11-2025
x | b | #REF! | urgent | landelijk | - | | n.t.b.";
    let mut sheet = grid("Huizen", sheet);
    sheet.hidden_rows.insert(2);
    if let Some(cell) = sheet.cells.get_mut(&(2, 2)) {
        cell.value = CellValue::Error("#REF!".into());
    }
    let plan = plan(&[sheet]);
    let [first, second] = plan.actions.as_slice() else { panic!("{:?}", lines(&plan)) };
    assert_eq!(first.id(), Some("2.1"));
    assert_eq!(value(&first.priority, |range| format!("{} {}", range.from, range.to)), "low medium");
    assert_eq!(value(&first.level, |level| format!("{level:?}")), "Both");
    assert_eq!(first.depends_on.known().unwrap(), &["2.3", "HI-04", "5"]);
    assert_eq!(value(&first.completed_on, ToString::to_string), "14-11-2025");
    assert_eq!(first.deadline.known().unwrap().signals, [crate::plan::Signal::DoesNotExist]);
    assert_eq!(first.owners.known().map(Vec::len), Some(1));
    assert!(!first.hidden && second.hidden);
    assert_eq!(
        (value(&second.priority, |_| String::new()), value(&second.level, |_| String::new())),
        ("unreadable".into(), "unreadable".into())
    );
    assert_eq!(second.owners.value, Reading::Unreadable);
    assert_eq!(second.depends_on.known().map(Vec::len), Some(0));
    assert!(remarks(&plan).iter().any(|remark| remark.contains("Trekkker")));
}

#[test]
fn struck_through_text_is_left_out_of_what_is_read() {
    let mut sheet = grid("Huizen", "Nr | Actie | Planning | Trekker\n1 | a | Q4 2024 Q2 2026 | Politie OOV");
    for (col, rest) in [(2, " Q2 2026"), (3, "OOV")] {
        if let Some(cell) = sheet.cells.get_mut(&(1, col)) {
            cell.unstruck = Some(rest.into());
        }
    }
    let plan = plan(&[sheet]);
    let action = &plan.actions[0];
    assert_eq!(&*action.deadline.raw, "Q4 2024 Q2 2026");
    assert_eq!(action.deadline.known().unwrap().to_string(), "Q2 2026");
    assert_eq!(action.owners.known().unwrap()[0].raw, "OOV");
}

#[test]
fn a_sheet_without_an_action_column_is_a_table_without_actions() {
    let sheet = "Nr | Thema | Trekker | Planning | Status\n1 | Netwerk | OOV | Q1 2026 | Loopt";
    let plan = plan(&[grid("Huizen", sheet), grid("Blad2", sheet)]);
    assert_eq!(plan.tables.len(), 1);
    assert!(plan.actions.is_empty() && !plan.tables[0].columns.contains_key(&Field::Action));
}

#[test]
fn long_tables_are_read_in_linear_time() {
    let mut sheet = grid("Acties", "Nr | Thema | Actie | Gemeente | Trekker | Planning | Status");
    for row in 1..20_000_u32 {
        let mut put = |col, text: String| {
            sheet.cells.insert((row, col), GridCell { value: CellValue::Text(text.into()), ..GridCell::default() })
        };
        put(0, format!("1.{row}"));
        put(2, format!("Actie nummer {row} uitvoeren"));
        put(3, "Hilversum".into());
        put(4, "OOV Hilversum".into());
        put(5, "Q1 2026".into());
        put(6, "Loopt".into());
        if row % 10 == 1 {
            sheet.cells.insert((row, 1), GridCell { value: CellValue::Text("Netwerk".into()), ..GridCell::default() });
            sheet.merges.push(Span { top: row, left: 1, bottom: row + 9, right: 1 });
        }
    }
    let plan = plan(&[sheet]);
    assert_eq!(plan.actions.len(), 19_999);
    assert!(plan.actions.iter().all(|action| action.theme.known().is_some()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_sheet_is_read(
        name in ".{0,12}",
        header in proptest::sample::subsequence(vec!["Nr", "Thema", "Sub-thema", "Actie", "Trekker", "Planning", "Status", "Toelichting"], 0..8),
        cells in proptest::collection::vec(proptest::collection::vec("[ -~\u{a0}-\u{ff}]{0,14}", 0..8), 0..10),
        merges in proptest::collection::vec((0_u32..8, 0_u32..6, 0_u32..4, 0_u32..3), 0..4),
    ) {
        let mut sheet = grid(&name, &header.join(" | "));
        for (row, texts) in cells.iter().enumerate() {
            for (col, text) in texts.iter().enumerate() {
                let cell = GridCell { value: CellValue::Text(text.as_str().into()), fill: Rgb::parse("FF0000"), ..GridCell::default() };
                sheet.cells.insert((row as u32 + 1, col as u32), cell);
            }
        }
        sheet.merges = merges.iter().map(|(top, left, high, wide)| Span { top: *top, left: *left, bottom: top + high, right: left + wide }).collect();
        let plan = plan(&[sheet]);
        proptest::prop_assert_eq!(plan.tables.iter().map(|table| table.rows).sum::<usize>(), plan.actions.len());
    }
}

// --- The workbooks of another district -------------------------------------------------------------------------------

/// Makes the peers' workbooks in a fresh folder; `None` where the generator or Python is not at hand.
fn peers(count: usize) -> Option<(tempfile::TempDir, Framework)> {
    let peers = crate::outside::shared("peers")?;
    let text = std::fs::read_to_string(peers.join("framework.toml")).ok()?;
    let framework = Framework::parse(&text, "framework.toml").unwrap();
    let folder = tempfile::tempdir().ok()?;
    let python = std::env::var_os("PLANWACHT_PYTHON").unwrap_or_else(|| "python3".into());
    let made = std::process::Command::new(python)
        .args([
            peers.join("gen.py").as_os_str(),
            count.to_string().as_ref(),
            folder.path().as_os_str(),
            "--messy".as_ref(),
        ])
        .output()
        .ok()?;
    made.status.success().then_some((folder, framework))
}

#[test]
fn workbooks_of_another_district_are_read() {
    let Some((folder, framework)) = peers(400) else {
        eprintln!("skipped: no peers/gen.py, or no python3 with XlsxWriter");
        return;
    };
    for (file, messy) in [("v1.xlsx", false), ("v1_messy.xlsx", true), ("v2.xlsx", false), ("v2_messy.xlsx", true)] {
        let bytes = std::fs::read(folder.path().join(file)).unwrap();
        let workbook = crate::workbook::read(&bytes, file).unwrap();
        let plan = read(&workbook.sheets, &framework);
        check_peer(&plan, &framework, &folder.path().join(file.replace("_messy", "").replace("xlsx", "csv")), messy);
    }
}

/// Compares a plan with the CSV that the generator wrote beside it.
fn check_peer(plan: &ActionPlan, framework: &Framework, csv: &std::path::Path, messy: bool) {
    let mut rows: Vec<csv::StringRecord> = csv::Reader::from_path(csv).unwrap().records().map(Result::unwrap).collect();
    if messy {
        rows.sort_by(|a, b| a[1].cmp(&b[1]));
    }
    assert_eq!((plan.tables.len(), plan.actions.len()), (1, rows.len()), "{csv:?}");
    for (action, row) in plan.actions.iter().zip(&rows) {
        let at = format!("{csv:?} {}", line(action));
        assert_eq!(action.id(), Some(&row[0]), "{at}");
        let theme = action.theme.known().and_then(|code| framework.theme(code)).map(|theme| theme.name.as_str());
        assert_eq!(theme, Some(&row[1]), "{at}");
        let subtheme =
            action.subtheme_code().and_then(|code| framework.subtheme(code)).map(|subtheme| subtheme.name.as_str());
        assert_eq!(subtheme, Some(&row[2]), "{at}");
        let municipality =
            action.municipalities.known().and_then(|codes| codes.first()).and_then(|code| framework.municipality(code));
        assert_eq!(municipality.map(|m| m.name.as_str()), Some(&row[3]), "{at}");
        assert!(action.level.known().is_some(), "{at}");
        assert_eq!(action.text.known(), Some(row[5].trim()), "{at}");
        assert!(
            action
                .involved
                .known()
                .is_some_and(|all| all.iter().all(|one| matches!(one.kind, OwnerKind::Party { .. }))),
            "{at}"
        );
        assert_eq!(action.involved.known().map(Vec::len), Some(row[7].split(", ").count()), "{at}");
        let date =
            action.deadline.known().and_then(|deadline| deadline.end).map(|end| end.to_string()).unwrap_or_default();
        assert_eq!(date, row[10], "{at}");
        let progress =
            action.progress_code().and_then(|code| framework.progress(code)).map(|progress| progress.name.as_str());
        let known = framework.progress.iter().any(|progress| progress.name == row[9]);
        assert_eq!(progress, known.then_some(&row[9]), "{at}");
        if &row[9] == "groen" {
            assert_eq!(statuses(action), "blank / green word", "{at}");
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// Whatever is made of it, what staff typed stays as it is.
    #[test]
    fn the_text_of_every_cell_is_kept(planning in "\\PC{1,40}", owner in "\\PC{1,40}", status in "\\PC{1,40}") {
        let framework = Framework::embedded();
        let mut grids = crate::rules::example::sheets(
            "# Huizen\n| Nr | Actie | Trekker | Planning | Status |\n| HU-01 | Een webpagina maken | x | x | x |\n\
             | HU-02 | Alle scholen bezoeken | OOV Huizen | Q2 2026 | Loopt |",
        ).grids;
        for (col, text) in [(2, &owner), (3, &planning), (4, &status)] {
            let cell = GridCell { value: CellValue::Text(text.as_str().into()), ..GridCell::default() };
            grids[0].cells.insert((1, col), cell);
        }
        let plan = read(&grids, framework);
        let action = &plan.actions[0];
        proptest::prop_assert_eq!(&*action.deadline.raw, planning);
        proptest::prop_assert_eq!(&*action.owners.raw, owner);
        proptest::prop_assert_eq!(&*action.progress.raw, status);
    }
}
