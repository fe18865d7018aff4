use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::framework::{Framework, Meeting, Period};
use crate::language::{DateOrder, Language, LanguageCode};
use crate::number_format::{Locale, NumberFormat};
use crate::wording::Lang;

fn meetings() -> Vec<Meeting> {
    let dates = ["2025-02-13", "2025-05-22", "2025-12-11", "2026-05-21"];
    let dates = dates.iter().filter_map(|date| date.parse().ok()).collect();
    vec![Meeting { body: "DVC".to_owned(), dates }]
}

/// A calendar without a period, so that a missing year stays missing.
fn calendar() -> Calendar {
    Calendar::of(&meetings())
}

/// The calendar of the embedded framework.
static EMBEDDED: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(Framework::embedded()));

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

/// A table of notations and what they mean; see its first lines.
const NOTATIONS: &str = include_str!("notations.txt");

/// One row of the table as it is shown: text, start, end, ongoing and rhythm, precision, signals.
fn row(text: &str, deadline: &Deadline) -> String {
    let date = |date: Option<NaiveDate>| date.map_or(String::new(), |date| date.to_string());
    let rhythm = deadline.recurrence.as_deref().unwrap_or_default();
    let repeats = [if deadline.ongoing { "ongoing" } else { "" }, rhythm].join(" ");
    let signals: Vec<String> = deadline.signals.iter().map(|signal| words(&format!("{signal:?}"))).collect();
    let cells = [
        format!("{:<44}", text.replace('\n', "\\n")),
        format!("{:<10}", date(deadline.start)),
        format!("{:<10}", date(deadline.end)),
        format!("{:<12}", repeats.trim_end()),
        format!("{:<10}", words(&format!("{:?}", deadline.precision))),
        signals.join(", "),
    ];
    cells.join(" | ").trim_end().to_owned()
}

/// `YearMissing` is "year missing".
fn words(name: &str) -> String {
    let mut words = String::new();
    for (at, c) in name.char_indices() {
        if at > 0 && c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The calendar that a line starting with `@` sets: "@ period 2025-01-01 2026-12-31" is that of a framework, and "@ today 2025-11-24 en"
/// that of a framework in a language on a day of reading.
fn calendar_of(line: &str) -> Calendar {
    if let Some((today, code)) = line.strip_prefix("@ today ").and_then(|rest| rest.split_once(' ')) {
        return in_language(code, None).on(today.parse().unwrap());
    }
    let day = |at: usize| line.split(' ').nth(at).and_then(|day| day.parse().ok());
    let (Some(start), Some(end)) = (day(2), day(3)) else { return calendar() };
    let mut framework = Framework::embedded().clone();
    framework.meetings = meetings();
    framework.period = Period { start, end };
    Calendar::new(&framework)
}

#[test]
fn notations_mean_what_staff_mean_by_them() {
    let (mut calendar, mut judged, mut wrong) = (Calendar::default(), 0, Vec::new());
    for line in NOTATIONS.lines().filter(|line| !line.is_empty() && *line != "#" && !line.starts_with("# ")) {
        if line.starts_with('@') {
            calendar = calendar_of(line);
            continue;
        }
        let text = line.split('|').next().unwrap_or_default().trim_end().replace("\\n", "\n");
        let got = row(&text, &parse(&text, &calendar));
        judged += 1;
        if got != line {
            wrong.push(format!("wanted {line}\ngot    {got}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(judged >= 900, "only {judged} notations");
}

#[test]
fn spaces_dashes_quotes_and_accents_make_no_difference() {
    for (one, other) in [
        ("Q2\u{a0}2026", "Q2 2026"),
        ("\tQ2   2026  ", "Q2 2026"),
        ("Q3 2025\u{2013}Q2 2026", "Q3 2025 - Q2 2026"),
        ("Q3 2025 \u{2014} Q2 2026", "Q3 2025 - Q2 2026"),
        ("Q1 \u{2019}26", "Q1 '26"),
        ("VÓÓR 1 MEI 2026", "voor 1 mei 2026"),
        ("één keer per jaar", "een keer per jaar"),
        ("2× per jaar", "2x per jaar"),
        ("Q2 2026\r\n", "Q2 2026"),
    ] {
        assert_eq!(shown(&parse(one, &calendar())), shown(&parse(other, &calendar())), "{one}");
    }
}

#[test]
fn text_stays_as_it_was_typed() {
    for text in ["  Q2 2026 ", "31-11-2025", "9 5.1.2.e 2025", "paars met stippen"] {
        let sheet = format!("# Hilversum\n| Nr | Actie | Planning |\n| 1 | Scholen bezoeken |{text}|");
        let mut grids = crate::rules::example::sheets(&sheet).grids;
        let cell = GridCell { value: CellValue::Text(text.into()), ..GridCell::default() };
        grids[0].cells.insert((1, 2), cell);
        assert_eq!(&*crate::read::read(&grids, Framework::embedded()).actions[0].deadline.raw, text);
    }
}

#[test]
fn a_missing_year_is_the_last_that_lies_in_the_period() {
    let year = |text: &str, start: &str, end: &str| {
        let calendar = calendar_of(&format!("@ period {start} {end}"));
        parse(text, &calendar).end.map(|end| end.to_string()).unwrap_or_default()
    };
    assert_eq!(year("22 mei", "2025-01-01", "2026-12-31"), "2026-05-22");
    assert_eq!(year("22 mei", "2025-01-01", "2026-03-31"), "2025-05-22");
    assert_eq!(year("22 mei", "2025-06-01", "2026-03-31"), "", "in no year of the plan");
    assert_eq!(year("29 februari", "2023-01-01", "2026-12-31"), "2024-02-29");
    assert_eq!(
        year("maandag 12 januari", "2025-01-01", "2027-12-31"),
        "2026-01-12",
        "the year in which it is a Monday"
    );
    assert_eq!(year("nov - feb", "2025-01-01", "2026-12-31"), "2026-02-28", "they follow each other");
}

#[test]
fn the_next_meeting_of_a_body_is_found() {
    let calendar = calendar_of("@ period 2025-01-01 2026-12-31");
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
    assert_eq!(calendar.next_meeting("volgend DVC", day("2025-11-24")), Some(("DVC", Some(day("2025-12-11")))));
    assert_eq!(
        calendar.next_meeting("na het Veiligheidscollege", day("2025-12-11")),
        Some(("DVC", Some(day("2026-05-21"))))
    );
    assert_eq!(calendar.next_meeting("volgend PHO", day("2025-11-24")), Some(("PHO", None)));
    assert_eq!(calendar.next_meeting("volgend overleg", day("2025-11-24")), None);
}

#[test]
fn dates_in_notes_are_noticed() {
    for dated in ["12-11: besproken", "Besproken op 12 november.", "eind Q3 2025 gedaan", "gehouden in mei"] {
        assert!(names_a_date(dated), "{dated}");
    }
    for undated in ["", "loopt goed", "in 2025", "elk kwartaal", "31-11: besproken", "volgende week"] {
        assert!(!names_a_date(undated), "{undated}");
    }
}

#[test]
fn a_date_means_what_its_format_shows() {
    let calendar = calendar();
    let read = |code: &str, number: f64| {
        let day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + Days::new(number as u64);
        let seen = NumberFormat::parse(code).number(number, Locale::default(), false).unwrap();
        let date = CellValue::Date(day.and_hms_opt(0, 0, 0).unwrap());
        let (value, date_shown) = if number < 61.0 || !code.contains(['d', 'm', 'y', 'h']) {
            (CellValue::Number(number), DateShown::Whole)
        } else {
            (date, seen.date)
        };
        let cell = GridCell { value, date_shown, shown: Some(seen.text.into()), ..GridCell::default() };
        shown(&of_cell(&cell, &calendar))
    };
    let (first, middle, new_year) = (46_082.0, 46_096.0, 46_023.0);
    for (code, number, expected) in [
        ("mmm-yy", first, "2026-03-01..2026-03-31 Month"),
        ("[$-409]mmmm yyyy", first, "2026-03-01..2026-03-31 Month"),
        ("mmmm", first, "2026-03-01..2026-03-31 Month FormatHides"),
        ("mmm-yy", middle, "..2026-03-15 Day FormatHides"),
        ("yyyy", new_year, "2026-01-01..2026-12-31 Year"),
        ("yyyy", first, "..2026-03-01 Day FormatHides"),
        ("d-mmm", middle, "..2026-03-15 Day FormatHides"),
        ("d-mmm-yy", middle, "..2026-03-15 Day"),
        ("dddd", middle, "..2026-03-15 Day FormatHides"),
        ("hh:mm", middle + 0.5, "..2026-03-15 Day FormatHides"),
        ("hh:mm", 0.6, ".. Unreadable"),
        ("[h]:mm", 1.5, ".. Unreadable"),
        ("0%", 0.5, ".. Unreadable"),
        ("0", first, ".. Unreadable"),
        ("\"Q\"0\" 2026\"", 2.0, "2026-04-01..2026-06-30 Quarter"),
        ("#,##0", 2026.0, "2026-01-01..2026-12-31 Year"),
    ] {
        assert_eq!(read(code, number), expected, "{code} {number}");
    }
    assert_eq!(serial_day(" 46112 "), NaiveDate::from_ymd_opt(2026, 3, 31));
    assert_eq!(serial_day("2026").or(serial_day("46112,5")), None);
}

#[test]
fn cells_of_every_kind() {
    let calendar = calendar();
    let read = |value| shown(&of_cell(&GridCell { value, ..GridCell::default() }, &calendar));
    let text = |text: &str| read(CellValue::Text(text.into()));
    assert_eq!(read(CellValue::Empty), ".. Blank");
    assert_eq!(read(CellValue::Number(2025.0)), "2025-01-01..2025-12-31 Year");
    assert_eq!(read(CellValue::Number(45_896.0)), ".. Unreadable");
    assert_eq!(read(CellValue::Number(45_896.5)), ".. Unreadable");
    assert_eq!(read(CellValue::Number(2.1)), ".. Unreadable");
    assert_eq!(read(CellValue::Number(f64::NAN)), ".. Unreadable");
    assert_eq!(read(CellValue::Error("#REF!".into())), ".. Unreadable");
    let date = |y, m, d| CellValue::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(23, 59, 0).unwrap());
    assert_eq!(read(date(2025, 8, 27)), "..2025-08-27 Day");
    assert_eq!(read(date(1905, 7, 16)), "2024-01-01..2024-12-31 Year");
    assert_eq!(text(" 1-12-2025"), "..2025-12-01 Day TextDate");
    assert_eq!(text("45896"), ".. Unreadable");
    assert_eq!(text("27 augustus 2025"), "..2025-08-27 Day");
    let struck = GridCell {
        value: CellValue::Text("Q4 2024 Q2 2026".into()),
        unstruck: Some(" Q2 2026".into()),
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
        Signal::Relative => "betrekkelijk",
        Signal::Status => "status",
        Signal::RhythmUnsaid => "ritme_ontbreekt",
        Signal::ToBeDecided => "nog_te_bepalen",
        Signal::Redacted => "lakcode",
        Signal::DoesNotExist => "bestaat_niet",
        Signal::EndBeforeStart => "einde_voor_begin",
        Signal::Meeting => "overleg_opzoeken",
        Signal::TextDate => "datum_als_tekst",
        Signal::StruckThrough => "doorgehaald",
        Signal::Tentative => "onzeker",
        Signal::OrderUnsure => "volgorde_onzeker",
        Signal::PartUnread => "deels_ongelezen",
        Signal::FormatHides => "opmaak_verbergt",
    }
}

/// Start, end and rhythm of the normal form are those of the deadline, and its own normal form is the same text.
fn reads_back(deadline: &Deadline, calendar: &Calendar) -> Result<(), TestCaseError> {
    for lang in [Lang::Nl, Lang::En] {
        let text = deadline.normal_form(lang);
        let again = parse(&text, calendar);
        prop_assert_eq!(
            (again.start, again.end, again.ongoing),
            (deadline.start, deadline.end, deadline.ongoing),
            "{}",
            text
        );
        prop_assert_eq!(&again.recurrence, &deadline.recurrence, "{}", text);
        prop_assert_eq!(again.normal_form(lang), text);
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
        "periodiek",
        "waar nodig",
        "concept",
        "e.v.",
        "14.00 uur",
        "volgend jaar",
        "T2 2026",
        "kerst 2025",
        "schooljaar 2025-2026",
        "planperiode",
        "afgerond",
        "?",
        ";",
        "van",
    ];
    proptest::sample::select(words.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        reads_back(&parse(&text, &calendar()), &calendar())?;
    }

    #[test]
    fn normal_forms_read_back(bits in proptest::collection::vec(bit(), 0..7)) {
        let text = bits.join(" ");
        reads_back(&parse(&text, &calendar()), &calendar())?;
        reads_back(&parse(&text, &EMBEDDED), &EMBEDDED)?;
    }

    #[test]
    fn an_end_is_never_before_its_start_in_silence(bits in proptest::collection::vec(bit(), 0..7)) {
        let deadline = parse(&bits.join(" "), &calendar());
        if let (Some(start), Some(end)) = (deadline.start, deadline.end) {
            prop_assert_eq!(end < start, deadline.signals.contains(&Signal::EndBeforeStart), "{}", shown(&deadline));
        }
    }
}

/// A calendar of a framework in a language, on a day of reading.
fn in_language(code: &str, order: Option<DateOrder>) -> Calendar {
    let mut framework = Framework::embedded().clone();
    framework.meetings = meetings();
    let codes: Vec<LanguageCode> = LanguageCode::find(code).into_iter().collect();
    framework.language = Arc::new(Language::new(&codes, &BTreeMap::new()));
    framework.date_order = order;
    Calendar::new(&framework).on("2025-11-24".parse().unwrap())
}

#[test]
fn a_number_after_a_month_of_both_languages_is_doubtful() {
    let unsure = |code: &str, text: &str| {
        let read = parse(text, &in_language(code, None));
        (read.end.unwrap().to_string(), read.signals.contains(&Signal::OrderUnsure))
    };
    for (code, text, end, doubtful) in [
        ("nl", "December 25", "2025-12-31", true),
        ("nl", "april 26", "2026-04-30", false),
        ("nl", "April 26", "2026-04-30", true),
        ("nl", "September 25 afgerond", "2025-09-30", true),
        ("nl", "mei 26", "2026-05-31", false),
        ("nl", "Mei 26", "2026-05-31", false),
        ("nl", "Oktober 26", "2026-10-31", false),
        ("nl", "Nov-25", "2025-11-30", false),
        ("nl", "November 2025", "2025-11-30", false),
        ("nl", "November '25", "2025-11-30", false),
        ("nl", "12 December 25", "2025-12-12", false),
        ("nl", "December 25, 2026", "2026-12-25", false),
        ("de", "September 26", "2026-09-30", false),
        ("en", "December 25", "2025-12-25", false),
    ] {
        assert_eq!(unsure(code, text), (end.to_owned(), doubtful), "{code} {text}");
    }
}

#[test]
fn the_year_comes_first_where_the_framework_says_so() {
    let end = |text: &str| parse(text, &in_language("nl", Some(DateOrder::Ymd))).end.unwrap().to_string();
    for (text, wanted) in [
        ("26/12/31", "2026-12-31"),
        ("26-1-5", "2026-01-05"),
        ("2026/12/31", "2026-12-31"),
        ("31-12-2026", "2026-12-31"),
        ("5-12-2026", "2026-12-05"),
        ("12/31", "2025-12-31"),
        ("11-12", "2025-11-12"),
    ] {
        assert_eq!(end(text), wanted, "{text}");
    }
}
