//! What the table of formats beside LibreOffice (`tests/workbook`) cannot hold: hostile formats, texts, other languages, 1904.

use proptest::prelude::*;

use super::*;
use crate::language::LanguageCode;

fn show(code: &str, number: f64) -> Option<String> {
    NumberFormat::parse(code).number(number, Locale::default(), false).map(|shown| shown.text)
}

#[test]
fn numbers_and_dates_are_shown_in_the_language_of_the_workbook() {
    for (language, number, date) in
        [("nl", "1.234,50", "mrt-26"), ("de", "1.234,50", "Mrz-26"), ("en", "1,234.50", "Mar-26")]
    {
        let locale = Locale::new(LanguageCode::find(language).unwrap());
        let show = |code: &str, number| NumberFormat::parse(code).number(number, locale, false).unwrap().text;
        assert_eq!((show("#,##0.00", 1234.5).as_str(), show("mmm-yy", 46_082.0).as_str()), (number, date));
        // What the format itself says goes first.
        assert_eq!(show("[$-413]mmmm", 46_082.0), "maart");
        assert_eq!(general(0.5, locale).chars().nth(1), number.chars().rev().nth(2));
    }
}

#[test]
fn what_of_a_date_is_shown() {
    for (code, shown) in [
        ("dd-mm-yyyy", DateShown::Whole),
        ("[$-413]d mmmm yyyy;@", DateShown::Whole),
        ("d-mmm", DateShown::WithoutYear),
        ("mmm-yy", DateShown::Month),
        ("\"eind \"mmmm yyyy", DateShown::Month),
        ("mmmm", DateShown::MonthAlone),
        ("yyyy", DateShown::Year),
        ("dddd", DateShown::Nothing),
        ("hh:mm", DateShown::Nothing),
        // The minutes are no month.
        ("d h:mm", DateShown::Nothing),
        ("0", DateShown::Whole),
    ] {
        let shows = NumberFormat::parse(code).number(46_082.0, Locale::default(), false).unwrap().date;
        assert_eq!(shows, shown, "{code}");
    }
}

#[test]
fn what_has_nothing_to_show_is_told() {
    for (code, number) in [("dd-mm-yyyy", -1.0), ("dd-mm-yyyy", 2_958_466.0), ("0", f64::NAN), ("0", f64::INFINITY)] {
        assert_eq!(show(code, number), None, "{code} {number}");
    }
    // No section is for what no condition is for.
    assert_eq!(show("[>100]0;[>50]0", 1.0), None);
    let in_1904 = NumberFormat::parse("yyyy-mm-dd").number(0.0, Locale::default(), true);
    assert_eq!(in_1904.map(|shown| shown.text).as_deref(), Some("1904-01-01"));
}

#[test]
fn texts_have_a_section_of_their_own() {
    let text = |code: &str| NumberFormat::parse(code).text("x");
    for (code, shown) in [
        ("General", "x"),
        ("0;0;0;\"HI-\"@", "HI-x"),
        ("\"HI-\"@", "HI-x"),
        ("@", "x"),
        ("0.00", "x"),
        (";;;", "x"),
        ("0;@\"!\"", "x!"),
    ] {
        assert_eq!(text(code), shown, "{code}");
    }
    assert!(NumberFormat::parse("0;0;0;@").keeps_texts() && !NumberFormat::parse("0;0;0;\"a\"@").keeps_texts());
    assert!(NumberFormat::parse("General").is_general() && !NumberFormat::parse("0").is_general());
}

#[test]
fn no_number_in_a_format_costs_more_than_its_own_length() {
    let long = [
        "0".repeat(LONGEST),
        format!("0.{}", "0".repeat(LONGEST - 2)),
        "%".repeat(LONGEST - 1) + "0",
        "0".to_owned() + &",".repeat(LONGEST - 1),
    ];
    for code in long {
        for number in [1.0, f64::MAX, f64::MIN_POSITIVE, 1e-300] {
            let shown = show(&code, number).unwrap();
            assert!(shown.len() < 4 * LONGEST, "{} characters", shown.len());
        }
    }
    // A longer one is the general format.
    assert_eq!(show(&"0".repeat(LONGEST + 1), 5.0).as_deref(), Some("5"));
    for code in [
        "]General",
        "é]General",
        "[",
        "[$",
        "\"",
        "\\",
        "*",
        "_",
        "[h",
        "0.0.0.0",
        "??????????/??????????",
        "0/0",
        "# ?/99999999999999999999",
        "ss.00000000000000",
        "[hhhhhhhhhhh]",
    ] {
        for number in [0.0, -1.5, 1e300, 46_082.7, f64::MIN_POSITIVE] {
            let _ = show(code, number);
        }
    }
}

proptest! {
    #[test]
    fn any_format_shows_something_or_says_that_it_does_not(
        code in r#"([0#?.,%/@;_*\\"\[\]$EeGgyYmMdDhHsSaApPbB<>=+\- €0-9]|General|\[h\]|\[\$-413\]|AM/PM){0,40}"#,
        number in any::<f64>(),
        small in -3_000_000.0..3_000_000.0,
    ) {
        let format = NumberFormat::parse(&code);
        for number in [number, small] {
            let _ = format.number(number, Locale::default(), false);
            let _ = format.number(number, Locale::default(), true);
        }
        prop_assert!(!format.text("x").is_empty());
    }
}
