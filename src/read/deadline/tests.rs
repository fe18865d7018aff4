use proptest::prelude::*;

use super::*;
use crate::wording::Lang;

fn calendar() -> Calendar {
    let dates = ["2025-02-13", "2025-05-22", "2025-12-11", "2026-05-21"];
    let dates = dates.iter().filter_map(|date| date.parse().ok()).collect();
    Calendar::of(&[Meeting { body: "DVC".to_owned(), dates }])
}

/// `start..end`, then what else is there: `start..end ongoing P3M quarter Ambiguous`.
fn shown(deadline: &Deadline) -> String {
    let date = |date: Option<NaiveDate>| date.map_or(String::new(), |date| date.to_string());
    let mut text = format!("{}..{}", date(deadline.start), date(deadline.end));
    if deadline.ongoing {
        text.push_str(" ongoing");
    }
    if let Some(period) = &deadline.recurrence {
        text.push_str(&format!(" {period}"));
    }
    text.push_str(&format!(" {:?}", deadline.precision));
    for signal in &deadline.signals {
        text.push_str(&format!(" {signal:?}"));
    }
    text
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let calendar = calendar();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, shown(&parse(text, &calendar))))
        .filter(|(_, expected, got)| *expected != got)
        .map(|(text, expected, got)| format!("{text:?}\n   wanted {expected}\n   got    {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn quarters_and_ranges() {
    check(&[
        ("Q1 2025", "2025-01-01..2025-03-31 Quarter"),
        ("K1 2025", "2025-01-01..2025-03-31 Quarter"),
        ("kw1 2025", "2025-01-01..2025-03-31 Quarter"),
        ("kw 1 - 2025", "2025-01-01..2025-03-31 Quarter"),
        ("2025-Q1", "2025-01-01..2025-03-31 Quarter"),
        ("2025Q1", "2025-01-01..2025-03-31 Quarter"),
        ("Q1 '25", "2025-01-01..2025-03-31 Quarter"),
        ("Q1 ’25", "2025-01-01..2025-03-31 Quarter"),
        ("Q1'25", "2025-01-01..2025-03-31 Quarter"),
        ("Q1-25", "2025-01-01..2025-03-31 Quarter"),
        ("Q1-2025", "2025-01-01..2025-03-31 Quarter"),
        ("q12025", "2025-01-01..2025-03-31 Quarter"),
        ("1e kwartaal 2025", "2025-01-01..2025-03-31 Quarter"),
        ("1ste kwartaal van 2025", "2025-01-01..2025-03-31 Quarter"),
        ("eerste kwartaal van 2025", "2025-01-01..2025-03-31 Quarter"),
        ("Eerste kwartaal 2025.", "2025-01-01..2025-03-31 Quarter"),
        ("in het vierde kwartaal van 2025", "2025-10-01..2025-12-31 Quarter"),
        ("laatste kwartaal 2025", "2025-10-01..2025-12-31 Quarter"),
        ("kwartaal 3 2025", "2025-07-01..2025-09-30 Quarter"),
        ("Q1/Q2 2026", "2026-01-01..2026-06-30 Quarter"),
        ("Q3-Q4 2024", "2024-07-01..2024-12-31 Quarter"),
        ("Q3 en Q4 2024", "2024-07-01..2024-12-31 Quarter"),
        ("Q4 2025/Q1 2026", "2025-10-01..2026-03-31 Quarter"),
        ("Q4 - Q1 2026", "2025-10-01..2026-03-31 Quarter"),
        ("Q2 2024- Q3 2025", "2024-04-01..2025-09-30 Quarter"),
        ("Q2 2024 t/m Q3 2025", "2024-04-01..2025-09-30 Quarter"),
        ("van Q2 2024 tot en met Q3 2025", "2024-04-01..2025-09-30 Quarter"),
        ("Q3 2025 – Q2 2025", "2025-07-01..2025-06-30 Quarter EndBeforeStart"),
        ("eerste helft 2026", "2026-01-01..2026-06-30 HalfYear"),
        ("2e helft van 2026", "2026-07-01..2026-12-31 HalfYear"),
        ("H2 2026", "2026-07-01..2026-12-31 HalfYear"),
        ("tweede halfjaar 2026", "2026-07-01..2026-12-31 HalfYear"),
        ("2025-2026", "2025-01-01..2026-12-31 Year"),
        ("2025/2026", "2025-01-01..2026-12-31 Year"),
        ("2025, 2026 en 2027", "2025-01-01..2027-12-31 Year"),
        ("2024", "2024-01-01..2024-12-31 Year"),
        ("in 2026", "2026-01-01..2026-12-31 Year"),
        ("Q5 2025", ".. Unreadable DoesNotExist"),
        ("Q0 2025", ".. Unreadable DoesNotExist"),
        ("Q3", ".. Quarter YearMissing"),
        ("week 47 2025", "2025-11-17..2025-11-23 Month"),
    ]);
}

#[test]
fn days_and_months() {
    check(&[
        ("07-12-2023", "..2023-12-07 Day"),
        ("4-11-2024", "..2024-11-04 Day"),
        (" 1-12-2025", "..2025-12-01 Day"),
        ("12/1/2025", "..2025-01-12 Day"),
        ("28/3/24", "..2024-03-28 Day"),
        ("28.03.2024", "..2024-03-28 Day"),
        ("2025-08-27", "..2025-08-27 Day"),
        ("27-08-2025 11:57:42", "..2025-08-27 Day"),
        ("27-08-2025 om 14.00 uur", "..2025-08-27 Day"),
        ("2025-08-27T11:57", "..2025-08-27 Day"),
        ("27 augustus 2025", "..2025-08-27 Day"),
        ("27 aug. '25", "..2025-08-27 Day"),
        ("27-aug-25", "..2025-08-27 Day"),
        ("August 27, 2025", "..2025-08-27 Day"),
        ("1e juli 2025", "..2025-07-01 Day"),
        ("3 mrt. 2025", "..2025-03-03 Day"),
        ("maandag 12 januari 2026", "..2026-01-12 Day"),
        ("ma 12-01-2026", "..2026-01-12 Day"),
        ("dinsdag 12 januari 2026", "..2026-01-12 Day WeekdayMismatch"),
        ("uiterlijk donderdag 28 november 2024", "..2024-11-28 Day"),
        ("1-3 juni 2025", "2025-06-01..2025-06-03 Day"),
        ("22 mei", ".. Day YearMissing"),
        ("28/3", ".. Day YearMissing"),
        ("18-11", ".. Day YearMissing"),
        ("31-11-2025", ".. Unreadable DoesNotExist"),
        ("29-02-2025", ".. Unreadable DoesNotExist"),
        ("29-02-2024", "..2024-02-29 Day"),
        ("12/31/2025", ".. Unreadable DoesNotExist"),
        ("31-11", ".. Unreadable DoesNotExist"),
        ("26-09-2014", "..2014-09-26 Day"),
        ("mei 2026", "2026-05-01..2026-05-31 Month"),
        ("mei-26", "2026-05-01..2026-05-31 Month"),
        ("06-2026", "2026-06-01..2026-06-30 Month"),
        ("13-2026", ".. Unreadable DoesNotExist"),
        ("mei/juni 2026", "2026-05-01..2026-06-30 Month"),
        ("nov 2025 - feb", "2025-11-01..2026-02-28 Month"),
        ("halverwege mei 2024", "2024-05-11..2024-05-20 Month"),
        ("medio december 2024", "2024-12-11..2024-12-20 Month"),
        ("begin april 2025", "2025-04-01..2025-04-10 Month"),
        ("eind februari 2025", "2025-02-21..2025-02-28 Month"),
        ("medio december", ".. Month YearMissing"),
        ("eind Q2 2026", "2026-06-01..2026-06-30 Month"),
        ("eind 2025", "2025-10-01..2025-12-31 Quarter"),
        ("eind '25", "2025-10-01..2025-12-31 Quarter"),
        ("begin 2023", "2023-01-01..2023-03-31 Quarter"),
    ]);
}

#[test]
fn words_before_a_date() {
    check(&[
        ("voor de zomer van 2025", "..2025-06-20 Season"),
        ("vóór de zomer 2025", "..2025-06-20 Season"),
        ("tegen de zomer 2025", "..2025-06-20 Season"),
        ("vanaf de zomer 2025", "2025-06-21.. Season"),
        ("na de zomer van 2025", "2025-09-21.. Season"),
        ("in de zomer van 2025", "2025-06-21..2025-09-20 Season"),
        ("voorjaar van 2025", "2025-03-21..2025-06-20 Season"),
        ("najaar 2025", "2025-09-21..2025-12-20 Season"),
        ("winter 2025-2026", "2025-12-21..2026-03-20 Season"),
        ("Vanaf 1 juli 2025", "2025-07-01.. Day"),
        ("per 1 juli 2025", "2025-07-01.. Day"),
        ("start Q2 2026", "2026-04-01.. Quarter"),
        ("voor 1 juli 2025", "..2025-06-30 Day"),
        ("voor eind 2025", "..2025-12-31 Quarter"),
        ("uiterlijk Q2 2025", "..2025-06-30 Quarter"),
        ("t/m Q2 2025", "..2025-06-30 Quarter"),
        ("vanaf 1 juli 2025 t/m 1 september 2025", "2025-07-01..2025-09-01 Day"),
        ("start Q1 2026, gereed Q3 2026", "2026-01-01..2026-09-30 Quarter"),
    ]);
}

#[test]
fn ongoing_and_rhythms() {
    check(&[
        ("Doorlopend", ".. ongoing Ongoing"),
        ("structureel", ".. ongoing Ongoing"),
        ("Doorlopend – Q2 2025", "..2025-06-30 ongoing Quarter Ambiguous"),
        ("Q1 2025- doorlopend", "2025-01-01.. ongoing Quarter"),
        ("vanaf Q1 2025 doorlopend", "2025-01-01.. ongoing Quarter"),
        ("doorlopend vanaf Q1 2025", "2025-01-01.. ongoing Quarter"),
        ("eens per kwartaal", ".. ongoing P3M Recurrence"),
        ("periodiek (eens per kwartaal)", ".. ongoing P3M Recurrence"),
        ("periodiek", ".. ongoing Recurrence"),
        ("Regelmatig", ".. ongoing Recurrence"),
        ("waar nodig", ".. ongoing Recurrence"),
        ("twee keer per jaar", ".. ongoing P6M Recurrence"),
        ("2 keer per jaar", ".. ongoing P6M Recurrence"),
        ("2x per jaar", ".. ongoing P6M Recurrence"),
        ("2x p/j", ".. ongoing P6M Recurrence"),
        ("tweemaal per jaar", ".. ongoing P6M Recurrence"),
        ("4x per jaar", ".. ongoing P3M Recurrence"),
        ("Eén keer per jaar", ".. ongoing P1Y Recurrence"),
        ("1x per maand", ".. ongoing P1M Recurrence"),
        ("jaarlijks", ".. ongoing P1Y Recurrence"),
        ("halfjaarlijks", ".. ongoing P6M Recurrence"),
        ("half-jaarlijks", ".. ongoing P6M Recurrence"),
        ("tweejaarlijks", ".. ongoing P2Y Recurrence"),
        ("om de twee maanden", ".. ongoing P2M Recurrence"),
        ("om de week", ".. ongoing P2W Recurrence"),
        ("elk kwartaal", ".. ongoing P3M Recurrence"),
        ("elke maandag", ".. ongoing P1W Recurrence"),
        ("per kwartaal", ".. ongoing P3M Recurrence"),
        ("eens in de twee jaar", ".. ongoing P2Y Recurrence"),
        ("maandelijks", ".. ongoing P1M Recurrence"),
        ("8 keer per jaar", ".. ongoing P6W Recurrence"),
        ("jaarlijks in Q4", ".. ongoing P1Y Recurrence"),
        ("jaarlijks, Q4 2025", "2025-10-01..2025-12-31 ongoing P1Y Quarter"),
        ("eens per kwartaal, laatst 12-06-2025", "2025-06-12.. ongoing P3M Day"),
    ]);
}

#[test]
fn words_without_a_date() {
    check(&[
        ("op korte termijn", ".. Vague Vague"),
        ("in de tijd", ".. Vague Vague"),
        ("z.s.m.", ".. Vague Vague"),
        ("Tzt", ".. Vague Vague"),
        ("de komende periode", ".. Vague Vague"),
        ("begin volgend jaar", ".. Vague Vague"),
        ("n.t.b.", ".. Blank ToBeDecided"),
        ("n.t.b. afhankelijk van wens", ".. Blank ToBeDecided"),
        ("n.v.t.", ".. Blank ToBeDecided"),
        ("-", ".. Blank ToBeDecided"),
        ("?", ".. Blank ToBeDecided"),
        ("…", ".. Blank ToBeDecided"),
        ("x", ".. Blank ToBeDecided"),
        ("9 5.1.2.e 2025", ".. Unreadable Redacted"),
        ("5.1.2.e", ".. Unreadable Redacted"),
        ("5.2.1", ".. Unreadable Redacted"),
        ("Q2 2025 (5.1.2.e)", "2025-04-01..2025-06-30 Quarter"),
        ("20231121", ".. Unreadable"),
        ("0911", ".. Unreadable"),
        ("#REF!", ".. Unreadable"),
        ("Hilversum", ".. Unreadable"),
    ]);
}

#[test]
fn meetings_are_looked_up() {
    check(&[
        ("DVC mei 2026", "..2026-05-21 Meeting"),
        ("DVC 22 mei", "..2025-05-22 Meeting"),
        ("DVC d.d. 13-02-2025", "..2025-02-13 Meeting"),
        ("DVC Q4 2025", "..2025-12-11 Meeting"),
        ("DVC 11-12-2025", "..2025-12-11 Meeting"),
        ("DVC september 2026", "2026-09-01..2026-09-30 Meeting Meeting"),
        ("volgend DVC", ".. Meeting Meeting"),
        ("een volgend DVC", ".. Meeting Meeting"),
        ("na DVC", ".. Meeting Meeting"),
        ("volgend PHO", ".. Meeting Meeting"),
        ("basisteamdriehoek", ".. Meeting Meeting"),
        ("DVC juli", ".. Meeting YearMissing Meeting"),
    ]);
}

#[test]
fn old_and_new_values() {
    check(&[
        ("Q2 2025 (was Q4 2024)", "2025-04-01..2025-06-30 Quarter"),
        ("Q2 2025, was Q4 2024", "2025-04-01..2025-06-30 Quarter"),
        ("was Q4 2024, wordt Q2 2025", "2025-04-01..2025-06-30 Quarter"),
        ("Q4 2024 → Q2 2025", "2025-04-01..2025-06-30 Quarter"),
        ("verschoven van Q4 2024 naar Q2 2025", "2025-04-01..2025-06-30 Quarter"),
        ("Q4 2024\nQ2 2025", "..2025-06-30 Quarter Ambiguous"),
        ("1-12-2025\n1-3-2026", "..2026-03-01 Day Ambiguous"),
        ("Q2 2025 afhankelijk van budget", "2025-04-01..2025-06-30 Quarter"),
        ("(Q2 2025)", "2025-04-01..2025-06-30 Quarter"),
    ]);
}

#[test]
fn cells_of_every_kind() {
    let calendar = calendar();
    let read = |value| shown(&of_cell(&GridCell { value, ..GridCell::default() }, &calendar));
    let text = |text: &str| read(CellValue::Text(text.to_owned()));
    assert_eq!(read(CellValue::Empty), ".. Blank");
    assert_eq!(read(CellValue::Number(2025.0)), "2025-01-01..2025-12-31 Year");
    assert_eq!(read(CellValue::Number(45_896.0)), "..2025-08-27 Day");
    assert_eq!(read(CellValue::Number(45_896.5)), "..2025-08-27 Day");
    assert_eq!(read(CellValue::Number(2.1)), ".. Unreadable");
    assert_eq!(read(CellValue::Number(f64::NAN)), ".. Unreadable");
    assert_eq!(read(CellValue::Error("#REF!".to_owned())), ".. Unreadable");
    let date = |y, m, d| CellValue::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(23, 59, 0).unwrap());
    assert_eq!(read(date(2025, 8, 27)), "..2025-08-27 Day");
    assert_eq!(read(date(1905, 7, 16)), "2024-01-01..2024-12-31 Year");
    assert_eq!(text(" 1-12-2025"), "..2025-12-01 Day TextDate");
    assert_eq!(text("45896"), "..2025-08-27 Day TextDate");
    assert_eq!(text("27 augustus 2025"), "..2025-08-27 Day");
    let struck = GridCell {
        value: CellValue::Text("Q4 2024 Q2 2026".to_owned()),
        unstruck: Some(" Q2 2026".to_owned()),
        ..GridCell::default()
    };
    assert_eq!(shown(&of_cell(&struck, &calendar)), "2026-04-01..2026-06-30 Quarter StruckThrough");
}

/// The cases that came with the domain, where they are at hand.
#[test]
fn shared_cases() {
    let Some(path) = crate::outside::shared("domain/date_cases.json") else { return };
    let json = std::fs::read_to_string(path).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let mut wrong = Vec::new();
    for case in &cases {
        let text = case["letterlijk"].as_str().unwrap();
        let got = parse(text, &Calendar::default());
        let iso = |date: Option<NaiveDate>| date.map_or(serde_json::Value::Null, |date| date.to_string().into());
        let signals: Vec<&str> = case["signalen"].as_array().unwrap().iter().filter_map(|s| s.as_str()).collect();
        // Whether a date lies outside the plan's period is a rule's to say.
        let wanted: Vec<&str> = signals.into_iter().filter(|signal| *signal != "buiten_planperiode").collect();
        let same = case["start"] == iso(got.start)
            && case["einde"] == iso(got.end)
            && case["doorlopend"] == got.ongoing
            && case["herhaling"].as_str() == got.recurrence.as_deref()
            && case["precisie"] == precision_word(got.precision)
            && wanted == got.signals.iter().map(|s| signal_word(*s)).collect::<Vec<_>>();
        if !same {
            wrong.push(format!("{case}\n   got {}", shown(&got)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 47);
}

fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "dag",
        Precision::Month => "maand",
        Precision::Quarter => "kwartaal",
        Precision::HalfYear => "halfjaar",
        Precision::Year => "jaar",
        Precision::Season => "seizoen",
        Precision::Recurrence => "herhaling",
        Precision::Ongoing => "doorlopend",
        Precision::Meeting => "overleg",
        Precision::Vague => "vaag",
        Precision::Blank => "leeg",
        Precision::Unreadable => "onleesbaar",
    }
}

fn signal_word(signal: Signal) -> &'static str {
    match signal {
        Signal::Ambiguous => "ambigu",
        Signal::YearMissing => "jaar_ontbreekt",
        Signal::WeekdayMismatch => "weekdag_klopt_niet",
        Signal::Vague => "vaag",
        Signal::ToBeDecided => "nog_te_bepalen",
        Signal::Redacted => "lakcode",
        Signal::DoesNotExist => "bestaat_niet",
        Signal::EndBeforeStart => "einde_voor_begin",
        Signal::Meeting => "overleg_opzoeken",
        Signal::TextDate => "datum_als_tekst",
        Signal::StruckThrough => "doorgehaald",
    }
}

/// Start, end and rhythm of the normal form are those of the deadline.
fn reads_back(deadline: &Deadline) -> Result<(), TestCaseError> {
    for lang in [Lang::Nl, Lang::En] {
        let text = deadline.normal_form(lang);
        let again = parse(&text, &calendar());
        prop_assert_eq!(
            (again.start, again.end, again.ongoing),
            (deadline.start, deadline.end, deadline.ongoing),
            "{}",
            text
        );
        prop_assert_eq!(&again.recurrence, &deadline.recurrence, "{}", text);
    }
    Ok(())
}

/// Bits of deadlines, so that random texts come near to real ones.
fn bit() -> impl Strategy<Value = String> {
    let words = [
        "Q1",
        "Q3 2025",
        "2025",
        "2026",
        "'26",
        "mei",
        "juni 2026",
        "1",
        "12-2025",
        "31-12-2025",
        "28/3",
        "-",
        "–",
        "t/m",
        "en",
        "/",
        ",",
        "vanaf",
        "voor",
        "na",
        "tot",
        "uiterlijk",
        "eind",
        "begin",
        "medio",
        "zomer",
        "najaar 2025",
        "doorlopend",
        "eens per kwartaal",
        "2x per jaar",
        "jaarlijks",
        "DVC",
        "volgend",
        "n.t.b.",
        "z.s.m.",
        "\n",
        "(",
        ")",
        "was",
        "wordt",
        "5.1.2.e",
        "week 3 2026",
        "H1 2026",
        "eerste helft",
        "1e kwartaal",
        "maandag",
        "12 januari 2026",
        "om de week",
        "winter 2025-2026",
    ];
    proptest::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        reads_back(&parse(&text, &calendar()))?;
    }

    #[test]
    fn normal_forms_read_back(bits in proptest::collection::vec(bit(), 0..7)) {
        reads_back(&parse(&bits.join(" "), &calendar()))?;
    }
}
